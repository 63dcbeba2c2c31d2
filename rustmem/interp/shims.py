"""Functions that no body gives: drop glue, constructors as functions, clones of tuples, calls through pointers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rustmem.interp.compile import Code
from rustmem.interp.errors import NotModelled
from rustmem.interp.instances import Instance, is_once_shim
from rustmem.interp.intrinsics import INLINE
from rustmem.interp.shape import Shape
from rustmem.ty import kind as k

if TYPE_CHECKING:
    from rustmem.interp.machine import Machine


class Shims:
    """Writes the source of shims."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine

    def source(self, name: str, spec: Any) -> Code | None:
        """The code for `spec`, or None if it is an instance with a body."""
        if type(spec) is Instance:
            match spec.kind:
                case "item":
                    return None
                case "closure":
                    if is_once_shim(spec.args):
                        return self._wrap(name, self._closure_once, spec)
                    return self._wrap(name, self._forward_closure, spec)
                case "ctor":
                    return self._wrap(name, self._constructor, spec)
                case "clone":
                    return self._wrap(name, self._clone, spec.ty)
                case _:
                    pass
            raise NotModelled(f"a function of kind {spec.kind}")
        match spec[0]:
            case "drop":
                return self._wrap(name, self._drop, spec[1])
            case "fn ptr":
                return self._wrap(name, self._fn_ptr, spec[1], spec[2])
            case "closure ptr":
                return self._wrap(name, self._closure_ptr, spec[1])
            case "once method":
                return self._wrap(name, self._once_method, spec[1], spec[2])
            case _:
                pass
        raise AssertionError(spec)

    def _wrap(self, name: str, write: Any, *args: Any) -> Code:
        code = Code()
        writer = Writer(self.machine, code, name)
        write(writer, *args)
        code.source = "\n".join(writer.lines) + "\n"
        return code

    # -- drop glue --

    def _drop(self, w: Writer, ty: Any) -> None:
        machine = self.machine
        w.begin("p")
        steps: list[str] = []
        match ty:
            case k.DynTy():
                w.line("d = p[2].drop")
                w.line("if d is not None:")
                w.line(f" {w.wait('d((p[0], p[1]))')}")
                return
            case k.SliceTy() | k.ArrayTy():
                self._drop_elements(w, ty)
                return
            case k.TupleTy():
                steps = self._fields(w, machine.shapes.of(ty), 0)
            case k.ClosureTy():
                steps = self._fields(w, machine.shapes.of(ty), 0)
            case k.AdtTy():
                self._drop_adt(w, ty)
                return
            case _:
                pass
        self._steps(w, steps)

    def _fields(self, w: Writer, shape: Shape, variant: int) -> list[str]:
        steps = []
        for offset, ty in shape.variants[variant]:
            if self.machine.needs_drop(ty):
                glue = w.ref("D", ("drop", ty))
                at = f"p[1] + {offset}" if offset else "p[1]"
                meta = ", p[2]" if self.machine.is_unsized(ty) else ""
                steps.append(w.wait(f"{glue}((p[0], {at}{meta}))"))
        return steps

    def _drop_adt(self, w: Writer, ty: k.AdtTy) -> None:
        machine, tcx = self.machine, self.machine.tcx
        adt = tcx.adt_def(ty.def_id)
        destructor: list[str] = []
        if tcx.adt_destructor(ty.def_id) is not None:
            trait = tcx.lang_items["drop"]
            method = next(i.def_id for i in tcx.associated_items(trait) if i.kind == "fn")
            instance = machine.resolve(method, (ty,))
            destructor = [w.wait(f"{w.ref('F', instance)}(p)")]
            if machine.traced:
                destructor = [f"drop_begin(p, {w.ref('Y', ('ty', ty))})", *destructor, f"drop_end(p, {w.ref('Y', ('ty', ty))})"]
        shape = machine.shapes.of(ty)
        if "box" in adt.flags:
            inner = machine.normalize(ty.args[0])
            steps = []
            if machine.needs_drop(inner):
                steps.append(w.wait(w.ref("D", ("drop", inner)) + "(p[0][p[1]])"))
            self._steps(w, steps + destructor)
            return
        if adt.kind == "enum":
            self._steps(w, destructor)
            w.line("t = p[0][p[1]]")
            word = "if"
            for variant in range(len(shape.variants)):
                steps = self._fields(w, shape, variant)
                if steps:
                    w.line(f"{word} t == {variant}:")
                    word = "elif"
                    w.indent += 1
                    self._steps(w, steps)
                    w.indent -= 1
            return
        fields = [] if "manually_drop" in adt.flags or adt.kind == "union" else self._fields(w, shape, 0)
        self._steps(w, destructor + fields)

    def _steps(self, w: Writer, steps: list[str]) -> None:
        """Runs `steps` in order; if one panics the rest still run."""
        if len(steps) < 2:
            for step in steps:
                w.line(step)
            if not steps:
                w.line("pass")
            return
        w.line("n = 0")
        w.line("try:")
        for i, step in enumerate(steps):
            w.line(f" {step}")
            if i + 1 < len(steps):
                w.line(f" n = {i + 1}")
        w.line("except RustPanic:")
        w.line(" try:")
        for i, step in enumerate(steps[1:]):
            w.line(f"  if n <= {i}: {step}")
        w.line(" except RustPanic: terminate()")
        w.line(" raise")

    def _drop_elements(self, w: Writer, ty: Any) -> None:
        machine = self.machine
        shape = machine.shapes.of(ty)
        elem = shape.elem
        assert elem is not None
        glue = w.ref("D", ("drop", elem.ty))
        count = "p[2]" if type(ty) is k.SliceTy else str(shape.count)
        step = " " + w.wait(f"{glue}((m, o + i * {elem.n}))")
        w.line("m = p[0]")
        w.line("o = p[1]")
        w.line("i = 0")
        w.line("try:")
        w.line(f" for i in range({count}):")
        w.line(f" {step}")
        w.line("except RustPanic:")
        w.line(" try:")
        w.line(f"  for i in range(i + 1, {count}):")
        w.line(f"  {step}")
        w.line(" except RustPanic: terminate()")
        w.line(" raise")

    # -- functions as values --

    def _fn_ptr(self, w: Writer, def_id: Any, args: Any) -> None:
        """A function item called with its arguments as they travel."""
        machine = self.machine
        instance = machine.resolve(def_id, args)
        params = self._signature_params(def_id, args, instance)
        w.begin(", ".join(params))
        self._call(w, instance, params, def_id, args)

    def _signature_params(self, def_id: Any, args: Any, instance: Instance) -> list[str]:
        machine, tcx = self.machine, self.machine.tcx
        if instance.kind == "item":
            return [f"a{i}" for i in range(self._arity(instance))]
        sig = tcx.instantiate_erased(tcx.fn_sig(def_id))
        n = 0
        for i, ty in enumerate(sig.inputs):
            ty = machine.mono(ty, args)
            if type(ty) is k.TupleTy and i == len(sig.inputs) - 1 and sig.abi == "rust-call":
                n += sum(machine.shapes.of(t).arity for t in ty.elems)
            else:
                n += machine.shapes.of(ty).arity
        return [f"a{i}" for i in range(n)]

    def _arity(self, instance: Instance) -> int:
        machine = self.machine
        body = machine.body_of(instance)
        n = 0
        for local in range(1, body.arg_count + 1):
            ty = machine.mono(body.locals[local].ty, instance.args)
            if local == body.spread_arg:
                n += sum(machine.shapes.of(t).arity for t in ty.elems)
            else:
                n += machine.shapes.of(ty).arity
        return n

    def _call(self, w: Writer, instance: Instance, params: list[str], def_id: Any, args: Any) -> None:
        machine = self.machine
        inside = ", ".join(params)
        match instance.kind:
            case "item" | "clone" | "ctor" | "closure":
                w.line("return " + w.wait(f"{w.ref('F', instance)}({inside})"))
            case "virtual":
                key = ("method", instance.def_id, instance.args[1:], False)
                call = f"a0[2][{w.ref('M', key)}]({', '.join(['(a0[0], a0[1])', *params[1:]])})"
                w.line(f"return {w.wait(call)}")
            case "intrinsic":
                function = machine.intrinsic_function(instance)
                if function is None or instance.path in INLINE:
                    w.line(f"not_modelled({'the library function `' + instance.path + '` as a value'!r})")
                    return
                call = f"{w.ref('I', ('intrinsic', instance))}({inside})"
                w.line(f"return {w.wait(call) if getattr(function, 'waits', False) else call}")
            case "drop glue":
                ty = machine.normalize(instance.args[0])
                if machine.needs_drop(ty):
                    w.line(w.wait(f"{w.ref('D', ('drop', ty))}(a0)"))
                else:
                    w.line("pass")
            case "fn def":
                inner = machine.resolve(instance.def_id, instance.args)
                self._call(w, inner, params[len(params) - self._arity(inner) :] if inner.kind == "item" else params, def_id, args)
            case "fn ptr":
                function_text = "a0" if type(args[0]) is k.FnPtrTy and params and not self._by_ref(def_id) else "a0[0][a0[1]]"
                w.line("return " + w.wait(f"{function_text}({', '.join(params[1:])})"))
            case _:
                raise NotModelled(f"a function value of kind {instance.kind}")

    def _by_ref(self, def_id: Any) -> bool:
        return self.machine.tcx.item_name(def_id) != "call_once"

    def _once_method(self, w: Writer, def_id: Any, args: Any) -> None:
        """A method that takes `self` by value, of an object: the receiver is a pointer to the value."""
        machine = self.machine
        instance = machine.resolve(def_id, args)
        shape = machine.shapes.of(args[0])
        rest = [f"a{i}" for i in range(self._rest_arity(def_id, args))]
        w.begin(", ".join(["p", *rest]))
        if shape.n == 0:
            mine: list[str] = []
        elif shape.bulk:
            mine = [f"p[0][p[1]:p[1] + {shape.n}]"]
        else:
            mine = [f"p[0][p[1] + {i}]" for i in range(shape.n)]
        if instance.kind == "fn def":
            instance, mine = machine.resolve(instance.def_id, instance.args), []
        elif instance.kind == "fn ptr":
            w.line("return " + w.wait(f"{mine[0]}({', '.join(rest)})"))
            return
        self._call(w, instance, mine + rest, def_id, args)

    def _rest_arity(self, def_id: Any, args: Any) -> int:
        machine, tcx = self.machine, self.machine.tcx
        sig = tcx.instantiate_erased(tcx.fn_sig(def_id))
        n = 0
        for ty in sig.inputs[1:]:
            ty = machine.mono(ty, args)
            if type(ty) is k.TupleTy and sig.abi == "rust-call":
                n += sum(machine.shapes.of(t).arity for t in ty.elems)
            else:
                n += machine.shapes.of(ty).arity
        return n

    # -- closures --

    def _body_instance(self, spec: Instance) -> Instance:
        args = spec.args[:-1] if is_once_shim(spec.args) else spec.args
        return self.machine.instances.make("item", spec.def_id, args)

    def _forward_closure(self, w: Writer, spec: Instance) -> None:
        body = self._body_instance(spec)
        params = [f"a{i}" for i in range(self._arity(body))]
        w.begin(", ".join(params))
        w.line("return " + w.wait(f"{w.ref('F', body)}({', '.join(params)})"))

    def _closure_once(self, w: Writer, spec: Instance) -> None:
        """A closure called by value whose body takes it by reference; it is dropped afterwards."""
        machine = self.machine
        body = self._body_instance(spec)
        shape = machine.shapes.of(spec.ty)
        mine = [f"c{i}" for i in range(shape.arity)]
        rest = [f"a{i}" for i in range(self._arity(body) - 1)]
        w.begin(", ".join(mine + rest))
        w.line(f"p = ({'c0' if shape.bulk else '[' + ', '.join(mine) + ']'}, 0)")
        call = w.wait(f"{w.ref('F', body)}({', '.join(['p', *rest])})")
        if not machine.needs_drop(spec.ty):
            w.line(f"return {call}")
            return
        glue = w.wait(f"{w.ref('D', ('drop', spec.ty))}(p)")
        w.line("try:")
        w.line(f" r = {call}")
        w.line("except RustPanic:")
        w.line(" try:")
        w.line(f"  {glue}")
        w.line(" except RustPanic: terminate()")
        w.line(" raise")
        w.line(glue)
        w.line("return r")

    def _closure_ptr(self, w: Writer, ty: k.ClosureTy) -> None:
        """A closure without captures as a function pointer."""
        machine = self.machine
        body = machine.instances.make("item", ty.def_id, ty.args)
        by_value = machine.closure_kind(ty) == "fn_once"
        n = self._arity(body) - (0 if by_value else 1)
        params = [f"a{i}" for i in range(n)]
        w.begin(", ".join(params))
        inside = ", ".join(params if by_value else ["([], 0)", *params])
        w.line("return " + w.wait(f"{w.ref('F', body)}({inside})"))

    # -- values --

    def _constructor(self, w: Writer, spec: Instance) -> None:
        machine, tcx = self.machine, self.machine.tcx
        sig = tcx.instantiate_erased(tcx.fn_sig(spec.def_id))
        ty = machine.mono(sig.output, spec.args)
        shape = machine.shapes.of(ty)
        params: list[str] = []
        cells: list[str] = []
        for i, field in enumerate(sig.inputs):
            part = machine.shapes.of(machine.mono(field, spec.args))
            if part.bulk:
                params.append(f"a{i}")
                cells.append(f"*a{i}")
            else:
                names = [f"a{i}_{j}" for j in range(part.n)]
                params += names
                cells += names
        w.begin(", ".join(params))
        filled = sum(machine.shapes.of(machine.mono(f, spec.args)).n for f in sig.inputs)
        if shape.kind == "enum":
            variant = tcx.parent(spec.def_id)
            index = next(v.index for v in tcx.adt_def(ty.def_id).variants if v.def_id == variant)
            cells.insert(0, str(index))
            filled += 1
        cells += ["None"] * (shape.n - filled)
        self._return_cells(w, cells, shape)

    def _return_cells(self, w: Writer, cells: list[str], shape: Shape) -> None:
        if not shape.n:
            w.line("return")
        elif shape.n == 1:
            w.line(f"return {cells[0]}")
        else:
            w.line(f"return [{', '.join(cells)}]" if shape.bulk else f"return ({', '.join(cells)})")

    def _clone(self, w: Writer, ty: Any) -> None:
        """`Clone::clone` of a tuple or closure: each part in turn."""
        machine = self.machine
        shape = machine.shapes.of(ty)
        w.begin("p")
        trait = machine.tcx.lang_items["clone"]
        method = next(i.def_id for i in machine.tcx.associated_items(trait) if i.name == "clone")
        cells: list[str] = []
        if shape.kind == "scalar":
            w.line("return p[0][p[1]]")
            return
        for i, (offset, field) in enumerate(shape.variants[0] if shape.variants else ()):
            part = machine.shapes.of(field)
            at = f"p[1] + {offset}"
            if type(field) in (k.IntTy, k.FloatTy, k.BoolTy, k.CharTy, k.RawPtrTy, k.FnPtrTy) or (
                type(field) is k.RefTy and field.mutbl == "not"
            ):
                cells.append(f"p[0][{at}]")
                continue
            instance = machine.resolve(method, (field,))
            call = w.wait(f"{w.ref('F', instance)}((p[0], {at}))")
            if not part.n:
                w.line(call)
            elif part.n == 1:
                w.line(f"r{i} = {call}")
                cells.append(f"r{i}")
            else:
                w.line(f"r{i} = {call}")
                cells.append(f"*r{i}")
        if len(cells) == 1 and cells[0].startswith("*"):
            w.line(f"return {cells[0][1:]}")
        else:
            self._return_cells(w, cells, shape)


class Writer:
    """The lines of one shim."""

    def __init__(self, machine: Machine, code: Code, name: str) -> None:
        self.machine, self.code, self.name = machine, code, name
        self.lines: list[str] = []
        self.indent = 1

    def begin(self, params: str) -> None:
        self.lines.append(f"def {self.name}({params}):")
        if self.machine.threads:
            self.line("if 0: yield")

    def line(self, text: str) -> None:
        self.lines.append(" " * self.indent + text)

    def ref(self, prefix: str, spec: Any) -> str:
        name = self.machine.global_name(prefix, spec, spec)
        self.code.refs[name] = spec
        return name

    def wait(self, call: str) -> str:
        return f"(yield {call})" if self.machine.threads else call
