"""A MIR body, for one choice of generic arguments, to the source of one Python function.

Locals whose address is never taken are Python variables, one for each cell; the others are lists. Temporaries used
once are written where they are used. Blocks become nested `if` and `for` by `flow`; `for _ in FUEL` counts steps.
Each call stands on its own line, so that a line number tells the span and the cleanup block of what was running.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rustmem.interp.blocks import Blocks
from rustmem.interp.call import Calls
from rustmem.interp.cast import Casts
from rustmem.interp.expr import E, Offset, lit, name, pointer
from rustmem.interp.flow import Flow
from rustmem.interp.inline import Site
from rustmem.interp.operand import Operands
from rustmem.interp.operator import Operators
from rustmem.interp.place import UNSIZED, Places, Where
from rustmem.interp.shape import Shape
from rustmem.interp.terminator import Terminators
from rustmem.interp.traced import Traced
from rustmem.mir import body as mir
from rustmem.source.span import DUMMY_SP, Span
from rustmem.ty import kind as k

if TYPE_CHECKING:
    from rustmem.interp.instances import Instance
    from rustmem.interp.machine import Machine

DEEPEST = 60
"""Levels of indentation before a function is written flat instead."""


class TooDeep(Exception):
    """The nested form needs too many levels of indentation."""


class Code:
    """What compiling gives: source, and what each line means."""

    __slots__ = ("source", "spans", "unwinds", "pinned", "sites", "refs", "instance", "body")

    def __init__(self) -> None:
        self.source = ""
        self.spans: dict[int, Span] = {}
        self.unwinds: dict[int, int] = {}
        self.refs: dict[str, Any] = {}
        self.pinned: set[int] = set()
        """Lines from other functions, whose span is where a panic happens."""
        self.sites: dict[int, Span] = {}
        """Of lines from other functions: the call in this one."""
        self.instance: Instance | None = None
        """The function; None for code that no function of the program stands for."""
        self.body: mir.Body | None = None


class Compiler(Places, Operands, Operators, Casts, Calls, Terminators, Traced, Blocks):
    """Compiles one body. Made once, used, dropped."""

    def __init__(self, machine: Machine, instance: Instance, body: mir.Body) -> None:
        self.machine = machine
        self.instance = instance
        self.observed = machine.traces(instance)
        self.args = instance.args
        self.body = body
        self.tys: list[k.Ty] = [self.mono(d.ty) for d in body.locals]
        self.shapes = [self.shape(t) if not self.is_unsized(t) else None for t in self.tys]
        self.in_memory: set[int] = set()
        self.shown: set[int] = set()
        """The variables of the user that a trace speaks of."""
        self.once: set[int] = set()
        """Locals set once and used once, in one block."""
        self.analyse()
        self.cleaning: dict[int, bool] = {}
        self.registers: list[list[str]] = [self._names(i) for i in range(len(self.tys))]
        self.variables = {n for names in self.registers for n in names}
        self.start()

    def start(self) -> None:
        self.pending: dict[int, list[E]] = {}
        self.symbolic: dict[int, E] = {}
        """Pointers kept as their parts."""
        self.lines: list[str] = []
        self.spans: dict[int, Span] = {}
        self.unwinds: dict[int, int] = {}
        self.refs: dict[str, Any] = {}
        self.indent = 1
        self.temps = 0
        self.sets: dict[int, int] = {}
        """Line of a `bb = n` → n; removed if no test needs it."""
        self.tested: set[int] = set()
        self.loops: list[tuple[int, set[int]]] = []
        self.span: Span = DUMMY_SP
        self.site: Site | None = None
        self.sites: dict[int, Span] = {}
        self.pinned: set[int] = set()

    # -- types --

    def mono(self, ty: k.Ty) -> k.Ty:
        made: k.Ty = self.machine.mono(ty, self.args)
        return made

    def normal(self, ty: k.Ty) -> k.Ty:
        made: k.Ty = self.machine.normalize(ty)
        return made

    def shape(self, ty: k.Ty) -> Shape:
        return self.machine.shapes.of(ty)

    def is_unsized(self, ty: k.Ty) -> bool:
        return self.machine.is_unsized(ty)

    # -- analysis --

    def _names(self, local: int) -> list[str]:
        if local in self.in_memory:
            return []
        shape = self.shapes[local]
        n = shape.n if shape is not None else 0
        return [f"v{local}"] if n == 1 else [f"v{local}_{i}" for i in range(n)]

    def analyse(self) -> None:
        """Finds which locals need memory, and which temporaries can be written where they are used."""
        body, in_memory = self.body, self.in_memory
        uses: dict[int, list[int]] = {}
        defs: dict[int, list[int]] = {}
        for local, shape in enumerate(self.shapes):
            if shape is not None and (shape.bulk or self.machine.shapes.has_bytes(shape.ty)):
                in_memory.add(local)
            if self.observed and body.locals[local].is_user_variable and self.variable_name(local):
                in_memory.add(local)
                self.shown.add(local)

        def use_place(place: mir.Place, bi: int) -> None:
            uses.setdefault(place.local, []).append(bi)
            indirect = False
            for e in place.projection:
                kind = type(e)
                if kind is mir.Deref:
                    indirect = True
                elif type(e) is mir.Index:
                    uses.setdefault(e.local, []).append(bi)
                    if not indirect:
                        in_memory.add(place.local)

        def take(place: mir.Place, bi: int) -> None:
            use_place(place, bi)
            if not any(type(e) is mir.Deref for e in place.projection):
                in_memory.add(place.local)

        def use(op: mir.Operand, bi: int) -> None:
            if type(op) is not mir.Constant:
                use_place(op.place, bi)  # type: ignore[union-attr]

        def define(place: mir.Place, bi: int) -> None:
            if place.projection:
                use_place(place, bi)
                defs.setdefault(place.local, []).append(-1)
            else:
                defs.setdefault(place.local, []).append(bi)

        for bi, block in enumerate(body.blocks):
            for st in block.statements:
                if type(st) is mir.Assign:
                    define(st.place, bi)
                    _visit_rvalue(st.rvalue, bi, use, use_place, take)
                elif type(st) is mir.SetDiscriminant:
                    define(st.place, bi)
                    uses.setdefault(st.place.local, []).append(-1)
            t = block.terminator
            match t:
                case mir.SwitchInt():
                    use(t.discr, bi)
                case mir.Drop():
                    use_place(t.place, bi)
                case mir.Call():
                    use(t.func, bi)
                    for a in t.args:
                        use(a, bi)
                    define(t.destination, bi)
                    defs[t.destination.local].append(-1)
                case mir.Assert():
                    use(t.cond, bi)
                    for value in _message_operands(t.message):
                        use(value, bi)
                        uses.setdefault(0, [])
                case _:
                    pass
        first = body.arg_count + 1
        self.steady: set[int] = set()
        """Pointers in registers that are set once: they may be kept as their parts."""
        in_cleanup = self._mentioned([i for i, b in enumerate(body.blocks) if b.is_cleanup])
        for local, where in defs.items():
            if local >= first and len(where) == 1 and where[0] >= 0 and local not in in_memory and local not in in_cleanup:
                if type(self.tys[local]) in (k.RefTy, k.RawPtrTy):
                    self.steady.add(local)
        exact = self.observed or (self.machine.checked and self.instance.local)
        for local, where in defs.items():
            if local >= first and len(where) == 1 and where[0] >= 0 and local not in in_memory:
                if uses.get(local) == where and not exact:
                    self.once.add(local)

    # -- lines --

    def line(self, text: str, unwind: Any = None) -> None:
        if self.indent > DEEPEST:
            raise TooDeep
        self.lines.append(" " * self.indent + text)
        number = len(self.lines)
        self.spans[number] = self.span
        if self.site is not None:
            self.sites[number] = self.site.span
            if self.site.pinned:
                self.pinned.add(number)
        if type(unwind) is int and self.cleans(unwind):
            self.unwinds[number] = unwind

    def temp(self) -> str:
        self.temps += 1
        return f"t{self.temps}"

    def bind(self, value: E, always: bool = False) -> E:
        """`value` in a variable, so that it can be repeated."""
        if value.atom and (not value.deps or (not always and value.text.isidentifier())):
            return value
        if value.text.isidentifier():
            return value
        temp = self.temp()
        self.line(f"{temp} = {value.text}")
        made = name(temp)
        made.addr = value.addr
        return made

    def ref(self, prefix: str, key: Any, value: Any) -> E:
        """A name that is bound to `value` when the function is linked."""
        text = self.machine.global_name(prefix, key, value)
        self.refs[text] = value
        return E(text, atom=True)

    # -- values waiting to be used --

    def flush_local(self, local: int) -> None:
        value = self.pending.pop(local)
        if local in self.steady and len(value) == 1 and value[0].addr is not None:
            self.make_symbolic(local, value[0])
            return
        names = self.registers[local]
        if names:
            self.line(f"{', '.join(names)} = {', '.join(v.text for v in value)}")

    def make_symbolic(self, local: int, value: E) -> None:
        """Keeps a pointer as its parts: memory, offset and metadata in variables of their own."""
        assert value.addr is not None
        place, meta = value.addr
        mem = self._part(f"v{local}m", place.mem)
        dyn = None if place.dyn is None else self._part(f"v{local}o", place.dyn)
        made = pointer(Offset(mem, dyn, place.const), None if meta is None else self._part(f"v{local}n", meta))
        self.symbolic[local] = made

    def _part(self, text: str, value: E) -> E:
        if value.atom and not value.deps:
            return value
        self.wrote([text])
        self.line(f"{text} = {value.text}")
        return name(text)

    def flush(self) -> None:
        for local in list(self.pending):
            self.flush_local(local)

    def flush_memory(self, keep: Any = None) -> None:
        """Before memory is written: what reads it is read now."""
        for local in [i for i, value in self.pending.items() if any(v.mem for v in value)]:
            self.flush_local(local)

    def wrote(self, names: list[str], keep: Any = None) -> None:
        """Before variables are written: what reads them is read now."""
        if self.pending:
            for local in [i for i, v in self.pending.items() if any(not e.deps.isdisjoint(names) for e in v)]:
                self.flush_local(local)

    # -- the whole --

    def compile(self, text_name: str) -> Code:
        flow = Flow(0, self.normal_successors)
        try:
            if not flow.reducible:
                raise TooDeep
            self.header(text_name)
            self.write_structured(flow)
        except TooDeep:
            self.start()
            self.header(text_name)
            self.write_flat(flow.order, "0")
        code = Code()
        self.footer(code)
        return code

    def header(self, text_name: str) -> None:
        params: list[str] = []
        prologue: list[str] = []
        body = self.body
        for local in range(1, body.arg_count + 1):
            shape = self.shapes[local]
            assert shape is not None
            if local == body.spread_arg:
                self._spread_param(local, params, prologue)
            elif local in self.in_memory:
                if shape.bulk:
                    params.append(f"m{local}")
                else:
                    cells = [f"a{local}_{i}" for i in range(shape.n)]
                    params += cells
                    prologue.append(f"m{local} = [{', '.join(cells)}]")
            else:
                params += self.registers[local]
        self.lines.append(f"def {text_name}({', '.join(params)}):")
        if self.needs_cleanup():
            self.lines.append(" try:")
            self.indent = 2
        if self.machine.threads:
            self.line("if 0: yield")
        self.arity = len(params)
        if not params or self.counts_entry():
            self.line("next(FUEL)") if self.counts_entry() else None
        for text in prologue:
            self.line(text)
        live_later = {s.local for b in body.blocks for s in b.statements if type(s) is mir.StorageLive}
        for local in sorted(self.in_memory):
            if (local == 0 or local > body.arg_count) and local not in live_later:
                shape = self.shapes[local]
                self.line(f"m{local} = [None] * {shape.n if shape else 0}")
        if self.observed:
            self.trace_entry()

    def counts_entry(self) -> bool:
        return self.machine.tcx.is_local(self.instance.def_id) and bool(self.body.arg_count)

    def _spread_param(self, local: int, params: list[str], prologue: list[str]) -> None:
        """The tuple that gathers the arguments of a `rust-call` function."""
        shape = self.shapes[local]
        assert shape is not None
        cells: list[str] = []
        for i, (_, ty) in enumerate(shape.variants[0]):
            part = self.shape(ty)
            if part.bulk:
                params.append(f"s{i}")
                cells.append(f"*s{i}")
            else:
                names = [f"s{i}_{j}" for j in range(part.n)]
                params += names
                cells += names
        if local in self.in_memory:
            prologue.append(f"m{local} = [{', '.join(cells)}]")
        elif cells:
            prologue.append(f"{', '.join(self.registers[local])} = {', '.join(cells)}")

    def needs_cleanup(self) -> bool:
        return self.observed or any(
            type(u := getattr(b.terminator, "unwind", None)) is int and self.cleans(u)
            for b in self.body.blocks
            if not b.is_cleanup
        )

    def cleans(self, block: int) -> bool:
        """Whether cleanup that starts at `block` does anything: generic code drops what may need no drop."""
        found = self.cleaning.get(block)
        if found is None:
            found = self.cleaning[block] = self._cleans(block)
        return found

    def _cleans(self, block: int) -> bool:
        seen = set()
        work = [block]
        while work:
            at = work.pop()
            if at in seen:
                continue
            seen.add(at)
            t = self.body.blocks[at].terminator
            if type(t) is mir.Call or type(t) is mir.Assert or type(t) is mir.UnwindTerminate:
                return True
            if type(t) is mir.Drop and self.machine.needs_drop(self.place_ty(t.place)):
                return True
            work.extend(self.normal_successors(at))
        return False

    def footer(self, code: Code) -> None:
        if self.needs_cleanup():
            self.lines.append(" except RustPanic as panic:")
            cleanup = self.ref("X", ("cleanup", self.instance), ("cleanup", self.instance))
            call = f"{cleanup}(panic, locals())"
            self.lines.append(f"  yield {call}" if self.machine.threads else f"  {call}")
            if self.observed:
                self.lines.append("  leave_frame(frame)")
            self.lines.append("  raise")
        for number, target in self.sets.items():
            if target not in self.tested:
                text = self.lines[number]
                self.lines[number] = text[: len(text) - len(text.lstrip())] + "pass"
        code.source = "\n".join(self.lines) + "\n"
        code.spans, code.unwinds, code.refs = self.spans, self.unwinds, self.refs
        code.sites, code.pinned = self.sites, self.pinned
        code.instance = self.instance
        code.body = self.body

    def normal_successors(self, block: int) -> tuple[int, ...]:
        t = self.body.blocks[block].terminator
        match t:
            case mir.Goto():
                return (t.target,)
            case mir.SwitchInt():
                return t.targets
            case mir.Drop() | mir.Assert():
                return (t.target,)
            case mir.Call():
                return () if t.target is None or self.is_never(t) else (t.target,)
            case mir.FalseEdge() | mir.FalseUnwind():
                return (t.real,)
            case _:
                pass
        return ()

    def is_never(self, call: mir.Call) -> bool:
        return False

    def compile_cleanup(self, text_name: str) -> Code:
        """The cleanup blocks as a function of the panicking frame's variables and the first block."""
        starts = sorted({b.terminator.unwind for b in self.body.blocks if type(getattr(b.terminator, "unwind", None)) is int})  # type: ignore[union-attr]
        blocks: list[int] = []
        seen: set[int] = set()
        work: list[Any] = list(starts)
        while work:
            at = work.pop()
            if at not in seen:
                seen.add(at)
                blocks.append(at)
                work.extend(self.normal_successors(at))
        self.once.clear()
        self.steady.clear()
        self.lines.append(f"def {text_name}(frame, entry):")
        if self.machine.threads:
            self.line("if 0: yield")
        mentioned = self._mentioned(blocks)
        self.line("get = frame.get")
        for local in sorted(mentioned):
            for text in [f"m{local}"] if local in self.in_memory else self.registers[local]:
                self.line(f"{text} = get({text!r})")
        self.write_flat(sorted(blocks), "entry")
        code = Code()
        code.source = "\n".join(self.lines) + "\n"
        code.spans, code.unwinds, code.refs = self.spans, {}, self.refs
        code.instance, code.body = self.instance, self.body
        return code

    def _mentioned(self, blocks: list[int]) -> set[int]:
        found: set[int] = set()

        def place(p: mir.Place, _: int) -> None:
            found.add(p.local)
            found.update(e.local for e in p.projection if type(e) is mir.Index)

        def use(op: mir.Operand, _: int) -> None:
            if type(op) is not mir.Constant:
                place(op.place, 0)  # type: ignore[union-attr]

        for b in blocks:
            for st in self.body.blocks[b].statements:
                if type(st) is mir.Assign:
                    place(st.place, 0)
                    _visit_rvalue(st.rvalue, 0, use, place, place)
            t = self.body.blocks[b].terminator
            match t:
                case mir.SwitchInt():
                    use(t.discr, 0)
                case mir.Drop():
                    place(t.place, 0)
                case mir.Call():
                    for a in (t.func, *t.args):
                        use(a, 0)
                    place(t.destination, 0)
                case mir.Assert():
                    use(t.cond, 0)
                case _:
                    pass
        return found

    # -- statements --

    def statement(self, st: mir.Statement, data: mir.BlockData, index: int) -> None:
        if type(st) is mir.Assign:
            self.at(st.source_info, st.source_info.span)
            if self.observed:
                self.trace_tick()
            self.assign(st, data, index)
        elif type(st) is mir.StorageLive:
            self.storage_live(st.local)
        elif type(st) is mir.StorageDead:
            self.storage_dead(st.local)
        elif type(st) is mir.SetDiscriminant:
            at = self.where(st.place)
            tag = Where(self.machine.tcx_usize, at.reg, at.at, at.place)
            self.store(tag, [lit(st.variant)])

    def at(self, info: mir.SourceInfo, span: Span) -> None:
        """What follows stands at `span`, in this function or in one that was written into it."""
        self.span = span
        scope: Any = info.scope  # a `Site` in what was written into this body from another
        self.site = scope if type(scope) is Site else None

    def storage_live(self, local: int) -> None:
        if local in self.in_memory:
            shape = self.shapes[local]
            assert shape is not None
            self.wrote([f"m{local}"])
            self.line(f"m{local} = [None] * {shape.n}" if shape.n > 1 else f"m{local} = [None]" if shape.n else f"m{local} = []")
            if local in self.shown:
                self.trace_live(local)

    def storage_dead(self, local: int) -> None:
        if local in self.in_memory and (self.machine.checked or self.machine.traced):
            self.flush_memory()
            if local in self.shown:
                self.trace_dead(local)
            if self.machine.checked:
                self.line(f"storage_dead(m{local})")

    def assign(self, st: mir.Assign, data: mir.BlockData, index: int) -> None:
        place, rvalue = st.place, st.rvalue
        if type(rvalue) is mir.BinaryOp and rvalue.op.endswith("WithOverflow") and index == len(data.statements) - 1:
            if type(data.terminator) is mir.Assert and self.checked_arithmetic(st, data.terminator):
                return
        local = place.local
        if not place.projection and local not in self.in_memory:
            value = self.rvalue(rvalue, self.tys[local])
            if self.observed:
                value = self.trace_value(st, value)
            if local in self.once:
                self.pending[local] = value
                return
            if local in self.steady and len(value) == 1 and value[0].addr is not None:
                self.make_symbolic(local, value[0])
                return
            self.assign_registers(self.registers[local], value)
            return
        value = self.rvalue(rvalue, None)
        at = self.where(place, True)
        self.store(at, value)
        if self.observed:
            self.trace_assign(st, at)


def _message_operands(message: mir.AssertMessage) -> tuple[mir.Operand, ...]:
    match message:
        case mir.BoundsCheck():
            return (message.length, message.index)
        case mir.Overflow():
            return (message.left, message.right)
        case _:
            pass
    return (message.operand,)


def _visit_rvalue(rvalue: mir.Rvalue, bi: int, use: Any, use_place: Any, take: Any) -> None:
    match rvalue:
        case mir.Use() | mir.Repeat() | mir.Cast() | mir.UnaryOp():
            use(rvalue.operand, bi)
        case mir.Ref() | mir.RawPtr():
            take(rvalue.place, bi)
        case mir.BinaryOp():
            use(rvalue.left, bi)
            use(rvalue.right, bi)
        case mir.Aggregate():
            for op in rvalue.operands:
                use(op, bi)
        case mir.Len() | mir.Discriminant() | mir.CopyForDeref():
            use_place(rvalue.place, bi)
        case _:
            pass


__all__ = ["UNSIZED", "Code", "Compiler", "Offset", "pointer"]
