"""Calls: which function, how the arguments travel, where the result goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rustmem.interp.errors import NotModelled
from rustmem.interp.expr import E, ex, lit, name, pointer
from rustmem.interp.instances import Instance
from rustmem.interp.intrinsics import INLINE
from rustmem.mir import body as mir
from rustmem.ty import kind as k

if TYPE_CHECKING:
    from rustmem.interp.compile import Compiler

Value = tuple[list[E], k.Ty]
"""An argument: as it travels, and its type."""


class Calls:
    """The part of the compiler that calls."""

    def call(self: Compiler, t: mir.Call) -> None:
        func_ty = self.operand_ty(t.func)
        if type(func_ty) is k.FnPtrTy:
            function = self.one(t.func)
            values = [self.argument(a) for a in t.args]
            self.emit_call(function.text, values, t)
            return
        if type(func_ty) is not k.FnDefTy:
            raise NotModelled("a call of this type", t.fn_span)
        instance = self.machine.resolve(func_ty.def_id, func_ty.args)
        values = [self.argument(a) for a in t.args]
        self.call_instance(instance, values, t)

    def argument(self: Compiler, op: mir.Operand) -> Value:
        ty = self.operand_ty(op)
        if self.is_unsized(ty):
            assert not isinstance(op, mir.Constant)
            return [self.address(op.place)], ty
        return self.operand(op), ty

    def call_instance(self: Compiler, instance: Instance, values: list[Value], t: mir.Call) -> None:
        match instance.kind:
            case "intrinsic":
                self.intrinsic(instance, values, t)
            case "item" | "clone" | "ctor":
                if instance.rust_call:
                    values = self.untuple(values)
                self.emit_call(self.function(instance), values, t)
            case "virtual":
                self.virtual(instance, values, t)
            case "closure":
                self.emit_call(self.function(instance), self.untuple(values), t)
            case "fn ptr":
                self.through_fn_ptr(values, t)
            case "fn def":
                inner = self.machine.resolve(instance.def_id, instance.args)
                self.call_instance(inner, self.untuple(values)[1:], t)
            case "drop glue":
                self.drop_in_place(values[0], t)
            case "nothing":
                self.store_result([], t)
            case _:
                raise NotModelled(f"a call of kind {instance.kind}", t.fn_span)

    def function(self: Compiler, instance: Instance) -> str:
        return self.ref("F", instance, instance).text

    def function_value(self: Compiler, def_id: Any, args: Any) -> E:
        """A function item as a function pointer."""
        return self.ref("F", ("fn ptr", def_id, args), ("fn ptr", def_id, args))

    def untuple(self: Compiler, values: list[Value]) -> list[Value]:
        """The last argument, a tuple, as arguments of their own (the `rust-call` convention)."""
        cells, ty = values[-1]
        if type(ty) is not k.TupleTy:
            return values
        spread: list[Value] = []
        shape = self.shape(ty)
        if shape.bulk:
            whole = self.bind(cells[0], True)
            for offset, part in shape.variants[0]:
                inner = self.shape(part)
                if inner.bulk:
                    spread.append(([ex(f"{whole}[{offset}:{offset + inner.n}]", whole, atom=True)], part))
                else:
                    spread.append(([ex(f"{whole}[{offset + i}]", whole, atom=True) for i in range(inner.n)], part))
        else:
            for offset, part in shape.variants[0]:
                spread.append((cells[offset : offset + self.shape(part).n], part))
        return values[:-1] + spread

    def through_fn_ptr(self: Compiler, values: list[Value], t: mir.Call) -> None:
        """`Fn::call(&f, (args,))` where `f` is a function pointer."""
        cells, ty = values[0]
        function = cells[0]
        if type(ty) is k.RefTy:
            at = self.deref(self.bind(function), ty)
            function = self.load(at)[0]
        self.emit_call(str(function), self.untuple(values)[1:], t)

    def virtual(self: Compiler, instance: Instance, values: list[Value], t: mir.Call) -> None:
        cells, ty = values[0]
        receiver = self.bind(cells[0], True)
        by_value = self.is_unsized(ty)
        key = ("method", instance.def_id, instance.args[1:], by_value)
        method = self.ref("M", key, key)
        if receiver.addr is not None and receiver.addr[1] is not None:
            place, meta = receiver.addr
            thin: E = pointer(place)
            table = meta
        else:
            thin = ex(f"({receiver}[0], {receiver}[1])", receiver, atom=True)
            table = ex(f"{receiver}[2]", receiver, atom=True)
        rest = self.untuple(values)[1:] if instance.rust_call else values[1:]
        self.emit_call(f"{table}[{method}]", [([thin], self.machine.tcx_u8), *rest], t)

    def drop_in_place(self: Compiler, value: Value, t: mir.Call) -> None:
        cells, ty = value
        target = self.normal(ty.ty)  # type: ignore[attr-defined]
        if self.machine.needs_drop(target):
            glue = self.ref("D", ("drop", target), ("drop", target))
            self.flush()
            self.line(self.awaited(f"{glue}({cells[0].text})"), t.unwind)

    # -- intrinsics --

    def intrinsic(self: Compiler, instance: Instance, values: list[Value], t: mir.Call) -> None:
        inline = INLINE.get(instance.path)
        if inline is not None:
            result = inline(self, instance, values, t)
            if result is not None:
                self.store_result(result, t)
            return
        function = self.machine.intrinsic_function(instance)
        if function is None:
            self.flush()
            self.line(f"not_modelled({'the library function `' + instance.path + '`'!r})", t.unwind)
            return
        made = self.ref("I", ("intrinsic", instance), ("intrinsic", instance))
        if instance.rust_call:
            values = self.untuple(values)
        self.emit_call(made.text, values, t, plain=not getattr(function, "waits", False))

    # -- emitting --

    def emit_call(self: Compiler, function: str, values: list[Value], t: mir.Call, plain: bool = False) -> None:
        texts = [cell.text for cells, _ in values for cell in cells]
        call = f"{function}({', '.join(texts)})"
        if not plain:
            call = self.awaited(call)
        ty = self.place_ty(t.destination)
        shape = self.shape(ty)
        place = t.destination
        if not shape.n or t.target is None:
            self.flush_memory()
            self.line(call, t.unwind)
            return
        if not place.projection and place.local not in self.in_memory:
            names = self.registers[place.local]
            self.flush_memory()
            self.wrote(names)
            self.line(f"{', '.join(names)} = {call}", t.unwind)
            return
        at = self.where(place)
        self.flush_memory()
        if at.place is None:
            names = self.registers[at.reg][at.at : at.at + shape.n]  # type: ignore[index]
            self.wrote(names)
            if shape.bulk:
                self.line(f"{', '.join(names)}, = {call}", t.unwind)
            else:
                self.line(f"{', '.join(names)} = {call}", t.unwind)
            return
        if self.machine.traced or self.machine.checked:
            self.line(f"result = {call}", t.unwind)
            whole = name("result")
            parts = [whole] if shape.n == 1 or shape.bulk else [ex(f"result[{i}]", whole, atom=True) for i in range(shape.n)]
            self.store(at, parts)
            return
        p = at.place
        target = f"{p.mem}[{p.at.text}]" if shape.n == 1 else f"{p.mem}[{p.at.text}:{p.end(shape.n).text}]"
        self.line(f"{target} = {call}", t.unwind)

    def store_result(self: Compiler, value: list[E], t: mir.Call) -> None:
        """Assigns the value of an inline intrinsic to the call's destination."""
        place = t.destination
        if self.shape(self.place_ty(place)).n and t.target is not None:
            if not place.projection and place.local not in self.in_memory:
                self.assign_registers(self.registers[place.local], value)
            else:
                self.store(self.where(place), value)


__all__ = ["Calls", "Value", "lit"]
