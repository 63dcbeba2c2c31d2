"""`unused_variables` and `unused_assignments`, found on MIR (rustc 1.95's `rustc_mir_transform::liveness`).

A backward flow over the user's variables, and in a closure over what it captured: which may yet be read. A
variable that is never live is unused; an assignment after which it is not live is never read.
"""

from __future__ import annotations

from typing import Any

from rustmem.borrowck.describe import capture_place_string, path_span
from rustmem.lint import liveness_messages as messages
from rustmem.mir import body as m
from rustmem.mir import traversal
from rustmem.mir.body import Body, Place, SourceInfo
from rustmem.mir.type_facts import needs_drop
from rustmem.source.index import DefId
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt

_OVERFLOW = ("AddWithOverflow", "SubWithOverflow", "MulWithOverflow")
_DROP_GUARDS = (k.ClosureTy, k.TupleTy, k.AdtTy, k.DynTy, k.ArrayTy, k.SliceTy)


class PlaceSet:
    """The places watched: user variables, guards' references to them, captures; each with a bit."""

    def __init__(self, tcx: TyCtxt, body: Body) -> None:
        self.body = body
        self.places: list[Place] = []
        self.names: list[tuple[str, Span] | None] = []
        self.locals: dict[int, int] = {}
        self.captures: list[tuple[int, bool]] = []
        self.capture_at = 0
        """Where in a projection the captured field stands: behind a dereference or not."""
        for local, decl in enumerate(body.locals):
            if type(decl.info) in (m.VarBinding, m.RefForGuard):
                self.locals[local] = len(self.places)
                self._push(Place(local), None)  # type: ignore[arg-type]

    def _push(self, place: Place, name: tuple[str, Span] | None) -> int:
        self.places.append(place)
        self.names.append(name)
        return len(self.places) - 1

    def insert_captures(self, tcx: TyCtxt, closure: k.ClosureTy, captures: Any, by_ref: bool) -> None:
        base: tuple[Any, ...] = (m.DEREF,) if by_ref else ()
        self.capture_at = len(base)
        upvars = closure.args[-1].elems  # type: ignore[union-attr]
        for i, (capture, ty) in enumerate(zip(captures, upvars)):
            held_by_ref = capture.kind not in ("value", "use")
            place = Place(1, (*base, m.Field(i, ty), *((m.DEREF,) if held_by_ref else ())))  # type: ignore[arg-type]
            index = self._push(place, (capture_place_string(tcx, capture), path_span(capture)))
            self.captures.append((index, held_by_ref))

    def record_debuginfo(self) -> None:
        """Names of variables; those that no message would be about are not watched."""
        for info in self.body.var_debug_info:
            index = self.locals.get(info.place.local)
            if index is not None and not _ignored(info.name) and self.names[index] is None:
                self.names[index] = (info.name, info.source_info.span)
        for local, index in list(self.locals.items()):
            name = self.names[index]
            if name is None or _ignored(name[0]):
                del self.locals[local]

    def get(self, place: Place) -> tuple[int, tuple[Any, ...]] | None:
        """The watched place that `place` is or goes into, and the rest of the path."""
        found = self.locals.get(place.local)
        if found is not None:
            return found, place.projection
        if place.local == 1 and self.captures and self.capture_at < len(place.projection):
            elem = place.projection[self.capture_at]
            if type(elem) is m.Field and elem.index < len(self.captures):
                index, by_ref = self.captures[elem.index]
                start = self.capture_at + 1 + by_ref
                if start <= len(place.projection):
                    return index, place.projection[start:]
        return None

    def is_capture(self, index: int) -> bool:
        return bool(self.places[index].projection)


def _ignored(name: str) -> bool:
    return not name or name == "self" or name.startswith("_")


def is_indirect(projection: tuple[Any, ...]) -> bool:
    return any(elem.kind == "deref" for elem in projection)


class Access:
    """An assignment in the source's sense: several statements of one span count once."""

    __slots__ = ("kind", "live", "direct")

    def __init__(self, kind: str, live: bool, direct: bool) -> None:
        self.kind = kind
        """`param`, `assign` or `capture`."""
        self.live = live
        self.direct = direct


class LivenessLint:
    """The lint over one body; answers which captures the body does not use."""

    def __init__(self, tcx: TyCtxt, def_id: DefId, body: Body, dead_captures: Any) -> None:
        self.tcx = tcx
        self.def_id = def_id
        self.body = body
        self.dead_captures = dead_captures
        """DefId of a closure inside → its unused captures."""
        self.places = PlaceSet(tcx, body)
        self.closure_kind: str | None = None
        self.loops_back = False
        self.self_assignment: set[tuple[int, int]] = set()
        self.gen = self.kill = 0
        self.ever_live = 0
        self.ever_dropped = 0
        self.assignments: list[dict[SourceInfo, Access]] = []

    def run(self) -> frozenset[int]:
        places = self.places
        if self.tcx.def_kind(self.def_id) == "closure":
            self.enter_closure()
        places.record_debuginfo()
        if not places.places:
            self.solve()  # for the closures inside
            return frozenset()
        self.find_self_assignments()
        self.solve()
        self.find_dead_assignments()
        self.merge_guards()
        dead = self.compute_dead_captures()
        self.report_fully_unused()
        self.report_unused_assignments()
        return dead

    def enter_closure(self) -> None:
        env = self.body.locals[1].ty
        by_ref = type(env) is k.RefTy
        closure: Any = env.ty if type(env) is k.RefTy else env
        data = self.tcx.typeck(self.tcx.typeck_root(self.def_id)).closures[self.def_id]
        self.closure_kind = data.kind
        # A FnMut closure keeps what it changed for the next call: leaving is like starting again.
        self.loops_back = data.kind == "FnMut"
        self.places.insert_captures(self.tcx, closure, data.captures, by_ref)

    # -- effects --

    def find_self_assignments(self) -> None:
        """`a += b` reads `a` only to assign it: that alone is no use."""
        blocks, found = self.body.blocks, self.self_assignment
        predecessors = traversal.predecessors(self.body)
        for index, block in enumerate(blocks):
            for i, statement in enumerate(block.statements):
                if type(statement) is not m.Assign or type(statement.rvalue) is not m.BinaryOp:
                    continue
                rvalue = statement.rvalue
                if type(rvalue.left) is not m.Copy:
                    continue
                place = rvalue.left.place
                if rvalue.op in _OVERFLOW:
                    self._checked(index, i, block, statement, place)
                elif place == statement.place and not self._indirect(place):
                    found.add((index, i))
                    if rvalue.op in ("Div", "Rem") and i == 0 and len(predecessors[index]) == 1:
                        before = blocks[predecessors[index][0]]
                        if type(before.terminator) is m.Assert and type(before.terminator.message) is m.Overflow:
                            size = len(before.statements)
                            if size >= 2:
                                found.update(((predecessors[index][0], size - 1), (predecessors[index][0], size - 2)))

    def _indirect(self, place: Place) -> bool:
        known = self.places.get(place)
        return known is not None and is_indirect(known[1])

    def _checked(self, index: int, i: int, block: Any, statement: m.Assign, place: Place) -> None:
        """`_t = AddWithOverflow(a, b); assert(!_t.1) -> { a = move _t.0 }`."""
        check = block.terminator
        if i + 1 != len(block.statements) or type(check) is not m.Assert or type(check.message) is not m.Overflow:
            return
        target = self.body.blocks[check.target].statements
        if not target or type(target[0]) is not m.Assign or target[0].place != place:
            return
        rvalue = target[0].rvalue
        if type(rvalue) is not m.Use or type(rvalue.operand) is not m.Move or type(check.cond) is not m.Move:
            return
        result, flag = rvalue.operand.place, check.cond.place
        if self._indirect(place) or statement.place.projection:
            return
        if result.local == flag.local == statement.place.local and [p.index for p in (*result.projection, *flag.projection)] == [
            0,
            1,
        ]:
            self.self_assignment.update(((index, i), (index, i + 1), (check.target, 0)))

    def define(self, bit: int) -> None:
        self.gen &= ~bit
        self.kill |= bit

    def place(self, place: Place, how: str) -> None:
        """`how`: `store`, `call` or `use`."""
        if place.projection:
            for elem in place.projection:
                if type(elem) is m.Index:
                    index = self.places.locals.get(elem.local)
                    if index is not None:
                        self.gen |= 1 << index
        found = self.places.get(place)
        if found is None:
            return
        index, rest = found
        if how == "use" or (rest and is_indirect(rest)):
            self.gen |= 1 << index
        elif how == "store" and not rest:
            self.define(1 << index)

    def operand(self, operand: Any) -> None:
        if type(operand) is not m.Constant:
            self.place(operand.place, "use")

    def rvalue(self, rvalue: Any) -> None:
        cls = type(rvalue)
        if cls in (m.Use, m.Repeat, m.Cast, m.UnaryOp):
            self.operand(rvalue.operand)
        elif cls in (m.Ref, m.RawPtr, m.Len, m.Discriminant, m.CopyForDeref):
            self.place(rvalue.place, "use")
        elif cls is m.BinaryOp:
            self.operand(rvalue.left)
            self.operand(rvalue.right)
        elif cls is m.Aggregate:
            dead: Any = ()
            if type(rvalue.kind) is m.ClosureAggregate:
                dead = self.dead_captures(rvalue.kind.def_id)
            for i, operand in enumerate(rvalue.operands):
                if i not in dead:
                    self.operand(operand)

    def effect(self, what: Any, at: tuple[int, int]) -> tuple[int, int]:
        """(gen, kill) of a statement or terminator."""
        self.gen = self.kill = 0
        cls = type(what)
        if cls is m.Assign:
            if at in self.self_assignment:
                rvalue = what.rvalue
                if type(rvalue) is m.BinaryOp:
                    self.operand(rvalue.right)
                    if rvalue.op in _OVERFLOW:
                        self.place(what.place, "store")
                else:
                    self.rvalue(rvalue)
            else:
                self.place(what.place, "store")
                self.rvalue(what.rvalue)
        elif cls is m.FakeRead:
            # That a guard binds a name is no use of it.
            if what.cause not in ("ForLet", "ForGuardBinding") or what.closure is not None:
                self.place(what.place, "use")
        elif cls is m.SetDiscriminant:
            self.place(what.place, "store")
        elif cls is m.PlaceMention:
            self.place(what.place, "use")
        elif cls is m.Call:
            self.operand(what.func)
            for arg in what.args:
                self.operand(arg)
            self.place(what.destination, "call")
        elif cls is m.SwitchInt:
            self.operand(what.discr)
        elif cls is m.Return or (cls is m.UnwindResume and self.loops_back):
            if self.closure_kind is not None:
                # What is captured by reference can be read outside.
                for index, by_ref in self.places.captures:
                    if by_ref:
                        self.gen |= 1 << index
        return self.gen, self.kill

    def successors(self, block: int) -> tuple[Any, ...]:
        if self.loops_back and type(self.body.blocks[block].terminator) in (m.Return, m.UnwindResume):
            return (0,)
        return traversal.successor_lists(self.body)[block]

    def solve(self) -> None:
        """States on entry to blocks, by iteration in postorder."""
        blocks = self.body.blocks
        self.order: list[int] = list(traversal.postorder(self.body))
        # The last statement first, as the flow goes: a closure is looked into where the flow meets it.
        self.effects = {}
        for b in self.order:
            whole = list(enumerate([*blocks[b].statements, blocks[b].terminator]))
            self.effects[b] = [self.effect(s, (b, i)) for i, s in reversed(whole)][::-1]
        self.entry = dict.fromkeys(self.order, 0)
        changed = True
        while changed:
            changed = False
            for block in self.order:
                state = self.exit_state(block)
                for gen, kill in reversed(self.effects[block]):
                    state = state & ~kill | gen
                if state != self.entry[block]:
                    self.entry[block], changed = state, True

    def exit_state(self, block: int) -> int:
        state = 0
        for target in self.successors(block):
            state |= self.entry.get(target, 0)
        return state

    # -- what is found --

    def check_place(self, place: Place, kind: str, info: SourceInfo, live: int) -> None:
        found = self.places.get(place)
        if found is None or is_indirect(found[1]):
            return
        index, rest = found
        known = self.assignments[index].get(info)
        is_live = bool(live >> index & 1)
        if known is None:
            self.assignments[index][info] = Access(kind, is_live, not rest)
        else:
            known.live |= is_live
            known.direct &= not rest

    def record_drop(self, place: Place) -> None:
        found = self.places.get(place)
        if found is not None and not found[1]:
            self.ever_dropped |= 1 << found[0]

    def find_dead_assignments(self) -> None:
        blocks = self.body.blocks
        self.assignments = [{} for _ in self.places.places]
        for block in self.order:
            state = self.exit_state(block)
            self.ever_live |= state
            terminator = blocks[block].terminator
            if type(terminator) is m.Call:
                self.check_place(terminator.destination, "assign", terminator.source_info, state)
                self.record_drop(terminator.destination)
            elif type(terminator) is m.Drop:
                self.record_drop(terminator.place)
            effects = self.effects[block]
            gen, kill = effects[-1]
            state = state & ~kill | gen
            for i in range(len(blocks[block].statements) - 1, -1, -1):
                self.ever_live |= state
                statement = blocks[block].statements[i]
                if type(statement) in (m.Assign, m.SetDiscriminant):
                    self.check_place(statement.place, "assign", statement.source_info, state)  # type: ignore[union-attr]
                gen, kill = effects[i]
                state = state & ~kill | gen
        state = self.entry.get(0, 0)
        self.ever_live |= state
        for index, place in enumerate(self.places.places):
            if place.projection:
                if place.projection[-1].kind == "deref":
                    continue
                kind = "capture"
            elif 1 <= place.local <= self.body.arg_count:
                kind = "param"
            else:
                continue
            info = self.body.locals[place.local].source_info
            self.assignments[index][info] = Access(kind, bool(state >> index & 1), True)

    def merge_guards(self) -> None:
        """A binding has one local for its guard and one for its arm; they are one variable."""
        arms = {
            decl.binding: self.places.locals[local]
            for local, decl in enumerate(self.body.locals)
            if type(decl.info) is m.VarBinding and local in self.places.locals
        }
        for local, index in self.places.locals.items():
            decl = self.body.locals[local]
            if type(decl.info) is not m.RefForGuard or decl.binding not in arms:
                continue
            arm = arms[decl.binding]
            if self.ever_live >> index & 1:
                self.ever_live |= 1 << arm
            taken, self.assignments[index] = self.assignments[index], {}
            for info, access in taken.items():
                known = self.assignments[arm].get(info)
                if known is None:
                    self.assignments[arm][info] = access
                else:
                    known.live |= access.live

    def compute_dead_captures(self) -> frozenset[int]:
        return frozenset(i for i, (index, _) in enumerate(self.places.captures) if not self.ever_live >> index & 1)

    def maybe_drop_guard(self, index: int) -> bool:
        """Dropping the value may be what it is for."""
        if not self.ever_dropped >> index & 1:
            return False
        ty: Any = self.body.locals[self.places.places[index].local].ty
        if self.places.is_capture(index):
            field = next(e for e in self.places.places[index].projection if e.kind == "field")
            ty = field.ty  # type: ignore[union-attr]
        if type(ty) not in _DROP_GUARDS and not (type(ty) is k.AliasTy and ty.kind == "opaque"):
            return False
        return needs_drop(self.tcx, self.tcx.param_env(self.tcx.typeck_root(self.def_id)), ty)

    # -- reports --

    def reached(self) -> set[int]:
        """The variables that come to life: nothing is said of those in code that is never reached."""
        found = set(range(self.body.arg_count + 1))
        for block in self.order:
            for statement in self.body.blocks[block].statements:
                if type(statement) is m.StorageLive:
                    found.add(statement.local)
        return found

    def report_fully_unused(self) -> None:
        reached = self.reached()
        for index, place in enumerate(self.places.places):
            if self.ever_live >> index & 1 or place.projection or place.local not in reached:
                continue
            decl = self.body.locals[place.local]
            at = decl.source_info.span
            if (at.ctxt is not None and at.ctxt.kind == "desugaring") or type(decl.info) is not m.VarBinding:
                continue
            named = self.places.names[index]
            if named is None or place.local not in self.places.locals:
                continue
            self.report_unused(index, place.local, decl, decl.info, named[0], named[1])

    def report_unused(self, index: int, local: int, decl: m.LocalDecl, info: m.VarBinding, name: str, span: Span) -> None:
        introductions = info.introductions
        from_macro = span.ctxt is not None and any(at.ctxt is span.ctxt for at, _ in introductions)
        typo = None
        if not 1 <= local <= self.body.arg_count:
            typo = messages.unit_pattern_typo(self.tcx, name, span, decl.ty)
        statements = self.assignments[index]
        strings = messages.strings_naming(self.body, name)
        if not statements:
            self.tcx.emit(messages.unused_variable(name, (span,), [span], from_macro, typo, strings))
            return
        bound_at = {span for span, _ in introductions}
        for at in list(statements):
            if (
                at.span in bound_at
                or _inside(at.span, info.pat_span)
                or (info.match_place is not None and _initializer(at.span, info.match_place[1]))
            ):
                del statements[at]
        if statements:
            if self.maybe_drop_guard(index):
                for at in [a for a, access in statements.items() if not access.direct]:
                    del statements[at]
                if not statements:
                    return
            self.tcx.emit(messages.unused_var_assigned_only(name, span, typo))
            return
        spans = tuple(at for at, _ in introductions)
        if any(short for _, short in introductions):
            self.tcx.emit(messages.unused_shorthand(name, spans, introductions, strings))
            return
        renamed = list(spans) if introductions else [span]
        self.tcx.emit(messages.unused_variable(name, spans or (span,), renamed, from_macro, typo, strings))

    def report_unused_assignments(self) -> None:
        for index, statements in enumerate(self.assignments):
            named = self.places.names[index]
            if not statements or named is None:
                continue
            place = self.places.places[index]
            if not place.projection and place.local not in self.places.locals:
                continue
            guard = self.maybe_drop_guard(index)
            for info, access in reversed(list(statements.items())):
                if access.live or (not access.direct and guard):
                    continue
                if access.kind == "assign":
                    edits = self.mutated_reference(place, info.span)
                    self.tcx.emit(messages.unused_assign(named[0], info.span, edits))
                elif access.kind == "param":
                    self.tcx.emit(messages.unused_assign_passed(named[0], info.span))
                else:
                    self.tcx.emit(messages.unused_capture(named[0], named[1]))

    def mutated_reference(self, place: Place, span: Span) -> list[tuple[Span, str]] | None:
        """`fn f(mut a: &T) { a = &value; }`: perhaps the value behind the reference was meant."""
        closure = self.tcx.def_kind(self.def_id) == "closure"
        if place.projection or not 1 <= place.local <= self.body.arg_count or self.body.locals[place.local].mutbl != "mut":
            return []
        owner = self.tcx.hir(self.def_id)
        inputs = owner.params if closure else owner.sig.inputs if isinstance(owner, ast.FnItem) else ()
        at = place.local - (2 if closure else 1)
        if not 0 <= at < len(inputs):
            return []
        param = inputs[at]
        if not isinstance(param.ty, ast.RefTy) or not isinstance(param.pat, ast.IdentPat) or param.pat.mutbl != "mut":
            return []
        return messages.mutated_reference_edits(owner, param, span)


def _inside(span: Span, outer: Span) -> bool:
    """rustc's `find_ancestor_inside`."""
    while not outer.contains(span):
        if span.ctxt is None:
            return False
        span = span.ctxt.call_site
    return True


def _initializer(span: Span, initializer: Span) -> bool:
    """Whether an assignment is (part of) the initialisation of the binding."""
    if _inside(span, initializer):
        return True
    at = initializer
    while at.ctxt is not span.ctxt:
        if at.ctxt is None:
            return False
        at = at.ctxt.call_site
    return at.contains(span)


def check_body(tcx: TyCtxt, root: DefId) -> None:
    """The lints of an outermost body and its closures; a closure's come when its creator asks what it uses."""
    done: dict[DefId, frozenset[int]] = {}

    def check(def_id: DefId) -> frozenset[int]:
        found = done.get(def_id)
        if found is None:
            made = tcx.mir_promoted(def_id)
            if made is None or made[0].tainted:
                found = frozenset()
            else:
                done[def_id] = frozenset()
                found = LivenessLint(tcx, def_id, made[0], check).run()
            done[def_id] = found
        return found

    parent = tcx.parent(root)
    if parent is not None and tcx.def_kind(parent) == "impl" and getattr(tcx.hir(parent), "derived", False):
        return
    check(root)
    for def_id in tcx.typeck(root).closures:
        check(def_id)
