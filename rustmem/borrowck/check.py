"""The walk that finds conflicts: each statement's accesses against the loans in scope and what is initialised.

rustc's `MirBorrowckCtxt` (`rustc_borrowck/src/lib.rs`), in its order. The words of the errors are made by the
`*_errors` modules.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rustmem.borrowck import conflict_errors, dangling_errors, moved_errors, mutability_errors
from rustmem.borrowck.borrow_set import BorrowData
from rustmem.borrowck.context import BorrowckContext, Read, RootPlace, State, Write
from rustmem.borrowck.places_conflict import borrow_conflicts_with_place
from rustmem.mir import body as m
from rustmem.mir.body import Location, Place
from rustmem.source.index import bits
from rustmem.source.node import node
from rustmem.source.span import Span
from rustmem.ty import kind as k

COPY = Read("copy")
DROP, REPLACE, MOVE, MUTATE = Write("storage dead or drop"), Write("replace"), Write("move"), Write("mutate")


@node
class MoveError:
    """A move out of a place that cannot be moved from."""

    place: Place
    location: Location
    kind: str
    """`borrowed content`, `drop type`, `slice` or `array index`."""
    data: Any
    """The place behind the reference, or the type of the container."""


class Checker:
    """Walks the blocks of one body."""

    def __init__(self, cx: BorrowckContext) -> None:
        self.cx = cx
        self.body = cx.body
        self.state: State = State(0, 0, 0)

    def run(self) -> None:
        cx, flow = self.cx, self.cx.flow
        for block in cx.reverse_postorder:
            data = self.body.blocks[block]
            cursor = flow.enter_block(block)
            for i, statement in enumerate(data.statements):
                location = Location(block, i)  # type: ignore[arg-type]
                self.state = cursor.before(i)
                self.visit_statement(statement, location)
                cursor.after(i)
            location = Location(block, len(data.statements))  # type: ignore[arg-type]
            self.state = cursor.before(len(data.statements))
            self.visit_terminator(data.terminator, location)

    # -- statements --

    def visit_statement(self, statement: Any, location: Location) -> None:
        span = statement.source_info.span
        if self.cx.borrow_set.activation_map:
            self.check_activations(location, span)
        worker = _STATEMENTS.get(type(statement))
        if worker is not None:
            worker(self, statement, location, span)

    def assign(self, statement: m.Assign, location: Location, span: Span) -> None:
        self.consume_rvalue(statement.rvalue, location, span)
        self.mutate_place(statement.place, "shallow", location, span)

    def fake_read(self, statement: m.FakeRead, location: Location, span: Span) -> None:
        self.check_if_path_or_subpath_is_moved(location, "use", statement.place, span)

    def storage_dead(self, statement: m.StorageDead, location: Location, span: Span) -> None:
        self.access_place(location, Place(statement.local), span, "shallow", DROP, "yes")

    def visit_terminator(self, terminator: Any, location: Location) -> None:
        span = terminator.source_info.span
        if self.cx.borrow_set.activation_map:
            self.check_activations(location, span)
        cls = type(terminator)
        if cls is m.Call:
            self.consume_operand(terminator.func, location, span)
            for arg, arg_span in zip(terminator.args, terminator.arg_spans):
                self.consume_operand(arg, location, arg_span)
            self.mutate_place(terminator.destination, "deep", location, span)
        elif cls is m.Drop:
            self.access_place(location, terminator.place, span, "drop", REPLACE if terminator.replace else DROP, "yes")
        elif cls is m.SwitchInt:
            self.consume_operand(terminator.discr, location, span)
        elif cls is m.Assert:
            self.consume_operand(terminator.cond, location, span)
            if type(terminator.message) is m.BoundsCheck:
                self.consume_operand(terminator.message.length, location, span)
                self.consume_operand(terminator.message.index, location, span)
        elif cls is m.Return or cls is m.UnwindResume:
            # Leaving the function ends the storage of all locals, marked or not.
            if self.cx.borrow_set.all_invalidated_at_exit:
                for index in bits(self.state.borrows):
                    self.check_for_invalidation_at_exit(location, self.cx.borrow_set.borrows[index], span)

    # -- rvalues and operands --

    def consume_operand(self, operand: Any, location: Location, span: Span) -> None:
        cls = type(operand)
        if cls is m.Copy:
            self.access_place(location, operand.place, span, "deep", COPY, "no")
            self.check_if_path_or_subpath_is_moved(location, "use", operand.place, span)
        elif cls is m.Move:
            if operand.place.projection:
                self.check_movable_place(location, operand.place)
            self.access_place(location, operand.place, span, "deep", MOVE, "yes")
            self.check_if_path_or_subpath_is_moved(location, "use", operand.place, span)

    def consume_rvalue(self, rvalue: Any, location: Location, span: Span) -> None:
        worker = _RVALUES.get(type(rvalue))
        if worker is not None:
            worker(self, rvalue, location, span)

    def consume_ref(self, rvalue: m.Ref, location: Location, span: Span) -> None:
        kind, place = rvalue.kind, rvalue.place
        if kind == "fake shallow":
            self.access_place(location, place, span, "artificial", Read("borrow", kind), "no")
        elif kind in ("shared", "fake deep"):
            self.access_place(location, place, span, "deep", Read("borrow", kind), "no")
        else:
            write = Write("mutable borrow", kind, "reservation" if kind == "two-phase mut" else "write")
            self.access_place(location, place, span, "deep", write, "no")
        action = "match on" if kind == "fake shallow" else "borrow"
        self.check_if_path_or_subpath_is_moved(location, action, place, span)

    def consume_raw_ptr(self, rvalue: m.RawPtr, location: Location, span: Span) -> None:
        if rvalue.fake:
            self.access_place(location, rvalue.place, span, "artificial", COPY, "no")
        elif rvalue.mutbl == "mut":
            self.access_place(location, rvalue.place, span, "deep", Write("mutable borrow", "mut"), "no")
        else:
            self.access_place(location, rvalue.place, span, "deep", Read("borrow", "shared"), "no")
        self.check_if_path_or_subpath_is_moved(location, "borrow", rvalue.place, span)

    def consume_place(self, rvalue: Any, location: Location, span: Span) -> None:
        depth = {m.Len: "artificial", m.Discriminant: "shallow"}.get(type(rvalue), "deep")
        self.access_place(location, rvalue.place, span, depth, COPY, "no")
        self.check_if_path_or_subpath_is_moved(location, "use", rvalue.place, span)

    def consume_binary(self, rvalue: m.BinaryOp, location: Location, span: Span) -> None:
        self.consume_operand(rvalue.left, location, span)
        self.consume_operand(rvalue.right, location, span)

    def consume_aggregate(self, rvalue: m.Aggregate, location: Location, span: Span) -> None:
        if type(rvalue.kind) is m.ClosureAggregate:
            for field in self.cx.root.used_mut_upvars.get(rvalue.kind.def_id, ()):
                if field < len(rvalue.operands):
                    self.propagate_closure_used_mut_upvar(rvalue.operands[field])
        for operand in rvalue.operands:
            self.consume_operand(operand, location, span)

    # -- accesses --

    def check_activations(self, location: Location, span: Span) -> None:
        """A two-phase loan that becomes mutable here must not meet another loan."""
        for loan in self.cx.borrow_set.activation_map.get(location, ()):
            access = Write("mutable borrow", loan.kind, "activation", loan)
            self.access_place(location, loan.borrowed_place, span, "deep", access, "no")

    def access_place(self, location: Location, place: Place, span: Span, depth: str, access: Any, mutation: str) -> None:
        """`mutation`: whether an immutable local may be changed: `yes`, `no`, `except upvars`."""
        cx = self.cx
        if type(access) is Write and access.phase == "activation" and place in cx.reservation_error_reported:
            return
        if cx.access_place_error_reported and (place, span) in cx.access_place_error_reported and not _is_renumbered(place):
            if type(access) is Write and access.kind in ("mutable borrow", "mutate") and access.phase != "activation":
                # The drop of an assignment has told of the conflict; the assignment itself still needs the `mut`.
                root = cx.is_mutable(place, mutation)
                if type(root) is RootPlace:
                    self.add_used_mut(root)
            return
        refused = type(access) is Write and self.check_access_permissions(place, span, access, mutation, location)
        conflicts = self.check_access_for_conflict(location, place, span, depth, access)
        if refused or conflicts:
            cx.access_place_error_reported.add((place, span))

    def check_access_for_conflict(self, location: Location, place: Place, span: Span, depth: str, access: Any) -> bool:
        live = self.state.borrows
        if not live:
            return False
        loans = self.cx.borrow_set.local_map.get(place.local)
        if not loans:
            return False
        for loan in loans:
            if live >> loan.index & 1 and borrow_conflicts_with_place(
                self.cx,
                loan.borrowed_place,
                loan.kind,
                place,
                depth,  # type: ignore[arg-type]
            ):
                if self.report_conflict(location, place, span, access, loan):
                    return True
        return False

    def report_conflict(self, location: Location, place: Place, span: Span, access: Any, loan: BorrowData) -> bool:
        """Whether `access` breaks the terms of `loan`, given that their places overlap; then it is reported."""
        cx = self.cx
        if type(access) is Read:
            if not loan.is_mut or access.borrow == "fake shallow":
                return False
            if not cx.is_active(loan, location):
                # Reading during a mere reservation is allowed.
                return False
            if access.kind == "copy":
                cx.buffer(conflict_errors.report_use_while_mutably_borrowed(cx, location, place, loan))
            else:
                cx.buffer(conflict_errors.report_conflicting_borrow(cx, location, place, span, access.borrow, loan))
            return True
        if access.phase == "activation" and access.loan is loan:
            return False
        if access.phase == "reservation" and not loan.is_mut:
            # A reservation beside shared loans is allowed; its activation is not.
            return False
        if access.kind == "move" and loan.kind == "fake shallow":
            return False
        if access.phase == "reservation":
            cx.reservation_error_reported.add(place)
        if access.kind == "mutable borrow":
            cx.buffer(conflict_errors.report_conflicting_borrow(cx, location, place, span, access.borrow, loan))
        elif access.kind == "storage dead or drop":
            dangling_errors.report_borrowed_value_does_not_live_long_enough(cx, location, loan, place, span, access.kind)
        elif access.kind == "move":
            conflict_errors.report_move_out_while_borrowed(cx, location, place, span, loan)
        else:
            conflict_errors.report_illegal_mutation_of_borrowed(cx, location, place, span, loan)
        return True

    def mutate_place(self, place: Place, depth: str, location: Location, span: Span) -> None:
        if place.projection:
            self.check_if_assigned_path_is_moved(location, place, span)
        self.access_place(location, place, span, depth, MUTATE, "no")

    def is_local_ever_initialized(self, local: int) -> Any:
        return self.cx.flow.ever_initialized(local, self.state)

    def check_for_invalidation_at_exit(self, location: Location, loan: BorrowData, span: Span) -> None:
        cx, place = self.cx, loan.borrowed_place
        root, depth = Place(place.local), "shallow"
        if cx.is_ref_to_thread_local(place.local):
            root, depth = root.deref(), "deep"
        if borrow_conflicts_with_place(cx, place, loan.kind, root, depth):  # type: ignore[arg-type]
            end = cx.end_point(span)
            dangling_errors.report_borrowed_value_does_not_live_long_enough(cx, location, loan, place, end, None)

    # -- permissions --

    def check_access_permissions(self, place: Place, span: Span, access: Write, mutation: str, location: Location) -> bool:
        """Whether the place may not be written; that is reported."""
        if access.phase == "activation" or access.kind not in ("mutable borrow", "mutate"):
            return False
        if access.kind == "mutable borrow":
            error_access = "borrow"
            if access.borrow == "closure capture mut":
                mutation = "yes"
        else:
            error_access = "mutate"
        answer = self.cx.is_mutable(place, mutation)
        if isinstance(answer, RootPlace):
            self.add_used_mut(answer)
            return False
        init = self.is_local_ever_initialized(place.local)
        if init is None:
            # A partial initialisation is reported as that.
            return False
        if error_access == "mutate" and not place.projection:
            conflict_errors.report_illegal_reassignment(self.cx, place, span, self.cx.flow.init_span(init), place)
        else:
            mutability_errors.report_mutability_error(self.cx, place, span, answer, error_access, location)
        return True

    def add_used_mut(self, root: RootPlace) -> None:
        cx = self.cx
        if not root.place.projection:
            if root.mutation != "yes" and self.is_local_ever_initialized(root.place.local) is not None:
                cx.used_mut.add(root.place.local)
        elif root.mutation != "yes":
            field = cx.upvar_field(root.place)
            if field is not None:
                cx.used_mut_upvars.append(field)

    def propagate_closure_used_mut_upvar(self, operand: Any) -> None:
        """A closure changes what it captured: the captured variable's `mut` is used."""
        if type(operand) is m.Constant:
            return
        place, cx = operand.place, self.cx
        if place.projection or self.body.locals[place.local].is_user_variable:
            self.propagate_closure_used_mut_place(place)
            return
        ty = self.body.locals[place.local].ty
        if type(ty) in (k.RefTy, k.RawPtrTy) and ty.mutbl == "mut":
            return
        source = cx.only_assignment_source(place.local)
        if source is not None:
            self.propagate_closure_used_mut_place(source)

    def propagate_closure_used_mut_place(self, place: Place) -> None:
        cx = self.cx
        field = cx.upvar_field(place)
        if field is not None:
            cx.used_mut_upvars.append(field)
            return
        for i in range(len(place.projection) - 1, -1, -1):
            base = Place(place.local, place.projection[:i])
            if place.projection[i].kind == "deref":
                ty = cx.place_ty(base).ty
                if type(ty) is k.RefTy and ty.mutbl == "mut":
                    return
            field = cx.upvar_field(base)
            if field is not None:
                cx.used_mut_upvars.append(field)
                return
        cx.used_mut.add(place.local)

    # -- moves and initialisation --

    def check_movable_place(self, location: Location, place: Place) -> None:
        cx = self.cx
        for i, elem in enumerate(place.projection):
            ty = cx.place_ty(Place(place.local, place.projection[:i])).ty
            kind = elem.kind
            if kind == "deref":
                if type(ty) is k.RefTy or type(ty) is k.RawPtrTy:
                    target = Place(place.local, place.projection[: i + 1])
                    cx.move_errors.append(MoveError(place, location, "borrowed content", target))
                    return
            elif kind == "field":
                if type(ty) is k.AdtTy and cx.has_dtor(ty):
                    cx.move_errors.append(MoveError(place, location, "drop type", ty))
                    return
            elif kind == "constant index" or kind == "subslice":
                if type(ty) is k.SliceTy:
                    cx.move_errors.append(MoveError(place, location, "slice", ty))
                    return
            elif kind == "index":
                cx.move_errors.append(MoveError(place, location, "array index", ty))
                return

    def check_if_full_path_is_moved(self, location: Location, action: str, place: Place, span: Span) -> None:
        prefix, path = self.cx.flow.move_path_closest_to(place)
        if path is not None and self.state.uninits >> path & 1:
            moved_errors.report_use_of_moved_or_uninitialized(self.cx, location, action, prefix, place, span, path)

    def check_if_path_or_subpath_is_moved(self, location: Location, action: str, place: Place, span: Span) -> None:
        uninits = self.state.uninits
        if not uninits:
            return
        self.check_if_full_path_is_moved(location, action, place, span)
        flow = self.cx.flow
        if place.projection and place.projection[-1].kind == "subslice" and not place.projection[-1].from_end:  # type: ignore[union-attr]
            base = Place(place.local, place.projection[:-1])
            if type(self.cx.place_ty(base).ty) is k.ArrayTy:
                self.check_if_subslice_element_is_moved(location, action, base, span, place.projection[-1])
                return
        path = flow.move_path_for_place(place)
        if path is not None:
            child = flow.find_in_path_or_descendants(path, uninits)
            if child is not None:
                moved_errors.report_use_of_moved_or_uninitialized(self.cx, location, action, place, place, span, child)

    def check_if_subslice_element_is_moved(self, location: Location, action: str, base: Place, span: Span, elem: Any) -> None:
        flow = self.cx.flow
        path = flow.move_path_for_place(base)
        for child in flow.children(path) if path is not None else ():
            last = flow.place_of(child).projection[-1]
            if last.kind == "constant index" and not last.from_end and elem.lo <= last.offset < elem.hi:
                found = flow.find_in_path_or_descendants(child, self.state.uninits)
                if found is not None:
                    moved_errors.report_use_of_moved_or_uninitialized(self.cx, location, action, base, base, span, found)
                    return

    def check_if_assigned_path_is_moved(self, location: Location, place: Place, span: Span) -> None:
        """Writing to part of a value needs the rest to be there."""
        cx = self.cx
        for i in range(len(place.projection) - 1, -1, -1):
            base = Place(place.local, place.projection[:i])
            kind = place.projection[i].kind
            if kind == "deref":
                self.check_if_full_path_is_moved(location, "use", base, span)
                return
            if kind == "field":
                ty = cx.place_ty(base).ty
                if type(ty) is k.AdtTy and cx.has_dtor(ty):
                    self.check_if_path_or_subpath_is_moved(location, "assign", base, span)
                    return
                if type(ty) is k.AdtTy or type(ty) is k.TupleTy:
                    self.check_parent_of_field(location, base, span)

    def check_parent_of_field(self, location: Location, base: Place, span: Span) -> None:
        """Until structs may be initialised field by field, a write to a field of an uninitialised one is an error."""
        cx, flow = self.cx, self.cx.flow
        shortest = None
        at = base
        while True:
            path = flow.move_path_for_place(at)
            if path is not None and self.state.uninits >> path & 1:
                shortest = (at, path)
            if not at.projection or at.projection[-1].kind == "deref":
                break
            at = Place(at.local, at.projection[:-1])
        if shortest is None:
            return
        prefix, path = shortest
        ty = self.body.locals[base.local].ty
        if type(ty) is k.AdtTy and cx.tcx.adt_def(ty.def_id).kind == "union":
            if any(cx.is_predecessor(source, location) for source in flow.move_sources(path)):
                return
        moved_errors.report_use_of_moved_or_uninitialized(cx, location, "partial assign", prefix, base, span, path)
        cx.used_mut.add(base.local)

    before: Callable[[int], State]


def _is_renumbered(place: Place) -> bool:
    """Whether the place names regions, by the type of one of its fields.

    rustc compares places after every region in them got a number of its own, so that two mentions of such a place differ,
    and an error at one does not silence the other.
    """
    return any(elem.kind == "field" and elem.ty.flags & k.HAS_REGIONS for elem in place.projection)  # type: ignore[union-attr]


_STATEMENTS: dict[type, Callable[[Checker, Any, Location, Span], None]] = {
    m.Assign: Checker.assign,
    m.FakeRead: Checker.fake_read,
    m.StorageDead: Checker.storage_dead,
}
_RVALUES: dict[type, Callable[[Checker, Any, Location, Span], None]] = {
    m.Use: lambda c, r, at, span: c.consume_operand(r.operand, at, span),
    m.Repeat: lambda c, r, at, span: c.consume_operand(r.operand, at, span),
    m.Cast: lambda c, r, at, span: c.consume_operand(r.operand, at, span),
    m.UnaryOp: lambda c, r, at, span: c.consume_operand(r.operand, at, span),
    m.BinaryOp: Checker.consume_binary,
    m.Ref: Checker.consume_ref,
    m.RawPtr: Checker.consume_raw_ptr,
    m.Len: Checker.consume_place,
    m.Discriminant: Checker.consume_place,
    m.CopyForDeref: Checker.consume_place,
    m.Aggregate: Checker.consume_aggregate,
}
