"""How a block ends: branches, asserts, drops, returns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rustmem.interp.expr import E, ex, lit
from rustmem.mir import body as mir
from rustmem.ty import kind as k

if TYPE_CHECKING:
    from rustmem.interp.compile import Compiler

ZERO = {"Div": "attempt to divide by zero", "Rem": "attempt to calculate the remainder with a divisor of zero"}


class Terminators:
    """The part of the compiler that leaves blocks."""

    overflow_done: mir.Assert | None = None

    def leave_block(self: Compiler, t: mir.Terminator | None) -> None:
        """A terminator that goes on to one block."""
        match t:
            case mir.Assert():
                if t is not self.overflow_done:
                    self.assertion(t)
            case mir.Drop():
                self.drop(t)
            case mir.Call():
                self.at(t.source_info, t.fn_span)
                self.call(t)
            case _:
                pass
        self.flush()

    def branch(self: Compiler, block: int, t: mir.Terminator | None) -> set[int]:
        """A terminator with several ways on, or none."""
        assert t is not None
        self.at(t.source_info, t.source_info.span)
        match t:
            case mir.SwitchInt():
                return self.switch(block, t)
            case mir.Return():
                self.return_()
            case mir.Call():
                self.at(t.source_info, t.fn_span)
                self.call(t)
                self.flush()
                self.line("no_return()")
            case mir.UnwindResume():
                self.line("return")
            case mir.UnwindTerminate():
                self.line("terminate()")
            case _:
                self.line("unreachable()")
        return set()

    def return_(self: Compiler) -> None:
        self.flush()
        shape = self.shapes[0]
        if shape is None or not shape.n:
            text = "return"
        elif shape.bulk:
            text = "return m0"
        else:
            cells = [f"m0[{i}]" for i in range(shape.n)] if 0 in self.in_memory else self.registers[0]
            text = f"return {cells[0]}" if shape.n == 1 else f"return {', '.join(cells)}"
        if self.machine.checked or self.observed:
            self.leave_frame(shape is not None and shape.bulk, text)
            return
        self.line(text)

    def leave_frame(self: Compiler, bulk: bool, text: str) -> None:
        """The storage of arguments ends with the call."""
        dying = [m for m in range(1, self.body.arg_count + 1) if m in self.in_memory]
        if text != "return" and dying:
            self.line("ret = " + text.removeprefix("return "))
            text = "return ret"
        if self.machine.checked:
            for local in dying:
                self.line(f"storage_dead(m{local})")
        if self.observed:
            self.trace_leave(dying)
        self.line(text)

    def switch(self: Compiler, block: int, t: mir.SwitchInt) -> set[int]:
        ty = self.operand_ty(t.discr)
        value = self.one(t.discr)
        self.flush()
        if self.machine.checked and value.value is None:
            value = self.bind(value, True)
            self.line(f"if {value} is None: uninit()")
        if type(ty) is k.BoolTy and t.values == (0,):
            return self.two_ways(block, value, t.targets[1], t.targets[0])
        arms = [(self.switch_value(v, ty), target) for v, target in zip(t.values, t.targets)]
        otherwise = t.targets[len(arms)]
        if type(self.body.blocks[otherwise].terminator) is mir.Unreachable and not self.body.blocks[otherwise].statements:
            otherwise = arms.pop()[1] if arms else otherwise
        if len(arms) > 1:
            value = self.bind(value)
        waiting: set[int] = set()
        word = "if"
        for number, target in arms:
            self.line(f"{word} {value} == {lit(number).text}:")
            waiting |= self.branch_to(block, target)
            word = "elif"
        if not arms:
            return self.jump(block, otherwise) if self.flow is not None else self._set_flat(otherwise)
        self.line("else:")
        return waiting | self.branch_to(block, otherwise)

    def _set_flat(self: Compiler, target: int) -> set[int]:
        self.line(f"bb = {target}")
        return set()

    def switch_value(self: Compiler, value: int, ty: k.Ty) -> int:
        if isinstance(value, str):
            value = ord(value)
        if type(ty) is k.IntTy and ty.signed and value >> (ty.bits - 1) > 0:
            return value - (1 << ty.bits)
        return value

    def two_ways(self: Compiler, block: int, value: E, yes: int, no: int) -> set[int]:
        self.line(f"if {value.text}:")
        waiting = self.branch_to(block, yes)
        self.line("else:")
        return waiting | self.branch_to(block, no)

    def assertion(self: Compiler, t: mir.Assert) -> None:
        cond = self.one(t.cond)
        message = t.message
        if type(message) is mir.BoundsCheck:
            length, index = self.one(message.length), self.one(message.index)
            failure = f"out_of_bounds({length.text}, {index.text})"
        elif type(message) is mir.Overflow:
            failure = f"overflow_of({message.op!r})"
        elif type(message) is mir.OverflowNeg:
            failure = "overflow('negate')"
        elif type(message) is mir.DivisionByZero:
            failure = f"panic_here({ZERO['Div']!r})"
        else:
            failure = f"panic_here({ZERO['Rem']!r})"
        self.flush()
        self.at(t.source_info, t.source_info.span)
        self.line(f"if {f'not {cond}' if t.expected else cond.text}: {failure}", t.unwind)

    def drop(self: Compiler, t: mir.Drop) -> None:
        ty = self.place_ty(t.place)
        if not self.machine.needs_drop(ty):
            return
        self.at(t.source_info, t.source_info.span)
        at = self.where(t.place)
        if at.place is None:
            shape = self.shape(ty)
            cells = [E(n) for n in self.registers[at.reg][at.at : at.at + shape.n]]  # type: ignore[index]
            target = ex(f"({self.sequence(cells).text}, 0)")
        else:
            target = self.address(t.place)
        self.flush()
        glue = self.ref("D", ("drop", ty), ("drop", ty))
        call = self.awaited(f"{glue}({target.text})")
        if self.observed:
            self.trace_drop(t, target, ty, call)
            return
        self.line(call, t.unwind)

    def awaited(self: Compiler, call: str) -> str:
        """A call, in the flavour whose frames are generators with `yield`."""
        return f"(yield {call})" if self.machine.threads else call
