"""What makes inlined code fast: references to known places read through, copies followed, known variants jumped to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from rustmem.mir import body as mir
from rustmem.ty import kind as k

if TYPE_CHECKING:
    from rustmem.interp.machine import Machine

Rewrite = Callable[[mir.Place], mir.Place]


class Uses:
    """How each local is set and used in a body."""

    def __init__(self, body: mir.Body) -> None:
        n = len(body.locals)
        self.defs: list[list[Any]] = [[] for _ in range(n)]
        """Assignments of the whole local: statements or calls."""
        self.parts = [False] * n
        """Whether a part of it is assigned, or its discriminant."""
        self.addressed = [False] * n
        self.read = [0] * n
        self.indexes = [False] * n
        for block in body.blocks:
            for st in block.statements:
                if type(st) is mir.Assign:
                    self.define(st.place, st)
                    self.rvalue(st.rvalue)
                elif type(st) is mir.SetDiscriminant:
                    self.parts[st.place.local] = True
            self.terminator(block.terminator)

    def define(self, place: mir.Place, by: Any) -> None:
        if not place.projection:
            self.defs[place.local].append(by)
        else:
            self.place(place)
            if not any(type(e) is mir.Deref for e in place.projection):
                self.parts[place.local] = True

    def place(self, place: mir.Place) -> None:
        self.read[place.local] += 1
        for e in place.projection:
            if type(e) is mir.Index:
                self.read[e.local] += 1
                self.indexes[e.local] = True

    def operand(self, op: Any) -> None:
        if type(op) is not mir.Constant:
            self.place(op.place)

    def rvalue(self, rv: Any) -> None:
        match rv:
            case mir.Use() | mir.Repeat() | mir.Cast() | mir.UnaryOp():
                self.operand(rv.operand)
            case mir.Ref() | mir.RawPtr():
                self.place(rv.place)
                if not any(type(e) is mir.Deref for e in rv.place.projection):
                    self.addressed[rv.place.local] = True
            case mir.BinaryOp():
                self.operand(rv.left)
                self.operand(rv.right)
            case mir.Aggregate():
                for op in rv.operands:
                    self.operand(op)
            case mir.Len() | mir.Discriminant() | mir.CopyForDeref():
                self.place(rv.place)
            case _:
                pass

    def terminator(self, t: Any) -> None:
        match t:
            case mir.SwitchInt():
                self.operand(t.discr)
            case mir.Drop():
                self.place(t.place)
                self.addressed[t.place.local] = self.addressed[t.place.local] or not t.place.projection
            case mir.Call():
                self.operand(t.func)
                for op in t.args:
                    self.operand(op)
                self.define(t.destination, t)
            case mir.Assert():
                self.operand(t.cond)
                for name in t.message.__match_args__:
                    if name != "op":
                        self.operand(getattr(t.message, name))
            case _:
                pass


class Simplifier:
    """Simplifies a body that nobody else reads."""

    def __init__(self, machine: Machine, body: mir.Body, tys: list[k.Ty], exact: bool = False) -> None:
        self.machine, self.body, self.tys = machine, body, tys
        self.exact = exact
        """Whether a reference may outlive what it points to, so that it must be looked through at run time."""

    def run(self) -> None:
        for _ in range(3):
            if not self.propagate():
                break
        self.thread()
        self.merge()

    # -- references and copies --

    def propagate(self) -> bool:
        self.uses = Uses(self.body)
        self.known: dict[int, mir.Place | int | mir.Constant] = {}
        """Local → the place it points to, the local it is a copy of, or the constant it is."""
        for local in range(self.body.arg_count + 1, len(self.body.locals)):
            found = self.source(local)
            if found is not None:
                self.known[local] = found
        if not self.known:
            return False
        self.resolved: dict[int, mir.Place | int | mir.Constant | None] = {}
        self.rewrite_all()
        self.remove_unused()
        return True

    def stable(self, local: int) -> bool:
        """Whether a local keeps one value as long as anybody can look."""
        uses = self.uses
        if uses.addressed[local] or uses.parts[local]:
            return False
        if 1 <= local <= self.body.arg_count:
            return not uses.defs[local]
        return len(uses.defs[local]) == 1

    def source(self, local: int) -> mir.Place | int | mir.Constant | None:
        if not self.stable(local):
            return None
        by = self.uses.defs[local][0]
        if type(by) is not mir.Assign:
            return None
        rv = by.rvalue
        match rv:
            case mir.Ref() | mir.RawPtr():
                return rv.place if not self.exact and self.fixed(rv.place) else None
            case mir.Use(operand) if type(operand) is mir.Constant:
                plain = type(operand.const) is mir.ValueConst and type(self.tys[local]) in _SCALARS
                return operand if plain and not self.uses.indexes[local] else None
            case mir.Use(operand):
                return self.copied(local, operand.place)  # type: ignore[union-attr]
            case mir.CopyForDeref():
                return self.copied(local, rv.place)
            case mir.Cast("PtrToPtr" | "MutToConstPointer", operand) if type(operand) is not mir.Constant:
                return self.copied(local, operand.place)  # type: ignore[union-attr]
        return None

    def copied(self, local: int, place: mir.Place) -> int | None:
        if place.projection or not self.stable(place.local) or place.local == local:
            return None
        ty, other = self.tys[local], self.tys[place.local]
        if ty is not other and (getattr(ty, "ty", None) is None or getattr(ty, "ty", None) is not getattr(other, "ty", None)):
            return None
        if self.machine.needs_drop(ty) or self.machine.shapes.of(ty).bulk:
            return None
        return place.local

    def fixed(self, place: mir.Place) -> bool:
        """Whether a place is the same cells whenever it is looked at."""
        for i, e in enumerate(place.projection):
            kind = type(e)
            if kind is mir.Deref:
                if i:
                    return False
            elif kind is not mir.Field and kind is not mir.Downcast:
                return False
        if place.projection and type(place.projection[0]) is mir.Deref:
            return self.stable(place.local) and type(self.tys[place.local]) is not k.AdtTy
        return True

    def resolve(self, local: int) -> mir.Place | int | mir.Constant | None:
        """What a local stands for in the end; None for itself."""
        if local in self.resolved:
            return self.resolved[local]
        self.resolved[local] = None
        found = self.known.get(local)
        if type(found) is int:
            further = self.resolve(found)
            found = further if further is not None else found
        elif type(found) is mir.Place:
            found = self.rewrite(found)
        self.resolved[local] = found
        return found

    def rewrite(self, place: mir.Place) -> mir.Place:
        projection = place.projection
        for e in projection:
            if type(e) is mir.Index and e.local in self.known:
                projection = tuple(mir.Index(self.value(x.local)) if type(x) is mir.Index else x for x in projection)
                break
        local = place.local
        if local in self.known:
            found = self.resolve(local)
            if type(found) is int:
                return mir.Place(found, projection)  # type: ignore[arg-type]
            if type(found) is mir.Place and projection and type(projection[0]) is mir.Deref:
                return mir.Place(found.local, found.projection + projection[1:])
        return place if projection is place.projection else mir.Place(local, projection)

    def value(self, local: int) -> Any:
        found = self.resolve(local) if local in self.known else None
        return found if type(found) is int else local

    def operand(self, op: Any) -> Any:
        if type(op) is mir.Constant:
            return op
        place = op.place
        if not place.projection and type(self.known.get(place.local)) in (int, mir.Constant):
            found = self.resolve(place.local)
            if type(found) is mir.Constant:
                return found
        place = self.rewrite(place)
        if place is op.place:
            return op
        return mir.Copy(place) if not place.projection else type(op)(place)

    def rewrite_all(self) -> None:
        for block in self.body.blocks:
            for i, st in enumerate(block.statements):
                if type(st) is mir.Assign:
                    block.statements[i] = self.assign(st)
            block.terminator = self.terminator(block.terminator)

    def assign(self, st: mir.Assign) -> mir.Assign:
        rvalue = self.rvalue(st.rvalue)
        place = self.rewrite(st.place) if st.place.projection else st.place
        return st if rvalue is st.rvalue and place is st.place else mir.Assign(place, rvalue, st.source_info)

    def rvalue(self, rv: Any) -> Any:
        match rv:
            case mir.Use(op):
                new = self.operand(op)
                return rv if new is op else mir.Use(new)
            case mir.Repeat(op, count):
                return mir.Repeat(self.operand(op), count)
            case mir.Ref():
                new = self.rewrite(rv.place)
                return rv if new is rv.place else mir.Ref(rv.region, rv.kind, new)
            case mir.RawPtr():
                return mir.RawPtr(rv.mutbl, self.rewrite(rv.place), rv.fake)
            case mir.Len() | mir.Discriminant() | mir.CopyForDeref():
                return type(rv)(self.rewrite(rv.place))
            case mir.Cast():
                return mir.Cast(rv.kind, self.operand(rv.operand), rv.ty, rv.explicit)
            case mir.BinaryOp():
                return mir.BinaryOp(rv.op, self.operand(rv.left), self.operand(rv.right))
            case mir.UnaryOp():
                return self.unary(rv)
            case mir.Aggregate():
                return mir.Aggregate(rv.kind, tuple(self.operand(o) for o in rv.operands))
            case _:
                pass
        return rv

    def unary(self, rv: mir.UnaryOp) -> mir.Rvalue:
        op = rv.operand
        if rv.op == "PtrMetadata" and type(op) is not mir.Constant and not op.place.projection:  # type: ignore[union-attr]
            found = self.resolve(op.place.local) if op.place.local in self.known else None  # type: ignore[union-attr]
            if type(found) is mir.Place:
                return mir.Len(found) if found.projection and type(found.projection[-1]) is mir.Deref else rv
        return mir.UnaryOp(rv.op, self.operand(op))

    def terminator(self, t: Any) -> Any:
        match t:
            case mir.SwitchInt():
                op = self.operand(t.discr)
                return t if op is t.discr else mir.SwitchInt(op, t.values, t.targets, t.source_info)
            case mir.Drop():
                place = self.rewrite(t.place) if t.place.projection else t.place
                return t if place is t.place else mir.Drop(place, t.target, t.unwind, t.replace, t.source_info)
            case mir.Call():
                args = tuple(self.operand(a) for a in t.args)
                to = self.rewrite(t.destination) if t.destination.projection else t.destination
                return mir.Call(
                    self.operand(t.func), args, t.arg_spans, to, t.target, t.unwind, t.call_source, t.fn_span, t.source_info
                )
            case mir.Assert():
                cond = self.operand(t.cond)
                message = t.message
                if isinstance(message, mir.BoundsCheck):
                    message = mir.BoundsCheck(self.operand(message.length), self.operand(message.index))
                elif isinstance(message, mir.Overflow):
                    message = mir.Overflow(message.op, self.operand(message.left), self.operand(message.right))
                else:
                    message = type(message)(self.operand(message.operand))
                return mir.Assert(cond, t.expected, message, t.target, t.unwind, t.source_info)
            case _:
                pass
        return t

    def remove_unused(self) -> None:
        """Drops assignments of locals that nothing reads, and what only they read."""
        while True:
            uses = Uses(self.body)
            dead = {
                local
                for local in range(self.body.arg_count + 1, len(self.body.locals))
                if not uses.read[local] and not uses.addressed[local] and uses.defs[local]
                and all(type(d) is mir.Assign and _pure(d.rvalue) for d in uses.defs[local])
            }  # fmt: skip
            if not dead:
                return
            for block in self.body.blocks:
                block.statements = [
                    s
                    for s in block.statements
                    if not (type(s) is mir.Assign and not s.place.projection and s.place.local in dead)
                ]

    # -- control flow --

    def thread(self) -> None:
        """A jump to `switch discriminant(x)` after `x = Variant(…)` goes to the variant's arm at once."""
        blocks = self.body.blocks
        tests = {}
        uses = Uses(self.body)
        for i, block in enumerate(blocks):
            found = self.discriminant_test(block, uses)
            if found is not None:
                tests[i] = found
        if not tests:
            return
        for block in blocks:
            t = block.terminator
            if type(t) is not mir.Goto:
                continue
            end, passed = self.follow(t.target)
            if end not in tests:
                continue
            place, switch, leading = tests[end]
            value = self.known_discriminant(block, place)
            if value is not None:
                target = dict(zip(switch.values, switch.targets)).get(value, switch.targets[-1])
                block.statements = [*block.statements, *passed, *leading]
                block.terminator = mir.Goto(target, t.source_info)

    def follow(self, target: int) -> tuple[int, list[mir.Statement]]:
        """Past blocks that only go on: where, and the storage marks on the way."""
        passed: list[mir.Statement] = []
        for _ in range(8):
            block = self.body.blocks[target]
            if type(block.terminator) is not mir.Goto or any(type(s) is mir.Assign for s in block.statements):
                break
            passed += block.statements
            target = block.terminator.target
        return target, passed

    def discriminant_test(self, block: mir.BlockData, uses: Uses) -> Any:
        t = block.terminator
        if type(t) is not mir.SwitchInt or isinstance(t.discr, mir.Constant) or t.discr.place.projection:
            return None
        kept = [s for s in block.statements if type(s) is mir.Assign]
        if len(kept) != 1 or kept[0] is not block.statements[-1]:
            return None
        st = kept[0]
        if st.place != t.discr.place or type(st.rvalue) is not mir.Discriminant or uses.read[st.place.local] != 1:
            return None
        if st.rvalue.place.projection:
            return None
        return st.rvalue.place, t, block.statements[:-1]

    def known_discriminant(self, block: mir.BlockData, place: mir.Place) -> int | None:
        for st in reversed(block.statements):
            if type(st) is mir.Assign:
                if st.place != place:
                    if st.place.local == place.local or st.place.projection:
                        return None
                    continue
                if type(st.rvalue) is mir.Aggregate and type(st.rvalue.kind) is mir.AdtAggregate:
                    shape = self.machine.shapes.of(self.tys[place.local])
                    if shape.kind == "enum":
                        variant = st.rvalue.kind.variant
                        return variant if shape.discrs is None else None
                return None
        return None

    def merge(self) -> None:
        """Joins a block with the one block that it goes to, where nothing else does."""
        blocks = self.body.blocks
        counts = [0] * len(blocks)
        for block in blocks:
            for s in mir.successors(block.terminator) if block.terminator is not None else ():
                counts[s] += 1
        counts[0] += 1
        for i, block in enumerate(blocks):
            t = block.terminator
            while (
                type(t) is mir.Goto
                and counts[t.target] == 1
                and t.target != i
                and blocks[t.target].is_cleanup == block.is_cleanup
            ):
                after = blocks[t.target]
                if after.terminator is None or (type(after.terminator) is mir.Goto and after.terminator.target == i):
                    break
                block.statements = block.statements + after.statements
                block.terminator = t = after.terminator
                after.statements, after.terminator = [], mir.Unreachable(t.source_info)


_SCALARS = (k.IntTy, k.BoolTy, k.CharTy, k.FloatTy)


def _pure(rv: Any) -> bool:
    return not (type(rv) is mir.Cast and rv.kind == "Transmute")
