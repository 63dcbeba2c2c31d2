"""The loans of a body: each `&`, where it starts, where a two-phase loan is activated (rustc's `borrow_set.rs`)."""

from __future__ import annotations

from typing import Any

from rustmem.mir import body as m
from rustmem.mir.body import Body, Location, Place
from rustmem.source.index import BasicBlock, BorrowIndex, Local
from rustmem.source.node import node
from rustmem.ty import kind as k


class BorrowData:
    """One loan."""

    __slots__ = ("index", "reserve_location", "activation", "kind", "region", "borrowed_place", "assigned_place")

    def __init__(self, index: BorrowIndex, at: Location, kind: str, region: int, borrowed: Place, assigned: Place) -> None:
        self.index = index
        self.reserve_location = at
        self.activation: Location | str = "not two-phase"
        """`not two-phase`, `not activated`, or where a two-phase loan becomes mutable."""
        self.kind = kind
        self.region = region
        """The vid of the reference's region."""
        self.borrowed_place = borrowed
        self.assigned_place = assigned

    @property
    def is_mut(self) -> bool:
        return self.kind in MUT_KINDS


MUT_KINDS = frozenset(("mut", "two-phase mut", "closure capture mut"))
"""`mir.BorrowKind::Mut`."""


@node
class BorrowSet:
    """Loans in the order of their reservation, by preorder of blocks."""

    borrows: list[BorrowData]
    location_map: dict[Location, BorrowData]
    activation_map: dict[Location, list[BorrowData]]
    local_map: dict[Local, list[BorrowData]]
    """Loans by the local that is borrowed."""
    all_invalidated_at_exit: bool
    """Whether leaving the body ends the storage of all locals: of functions, not of constants."""


def ignore_borrow(body: Body, place: Place, place_ty: Any, dead_or_moved: frozenset[Local] | None) -> bool:
    """Whether a borrow of `place` can never be invalidated (rustc's `PlaceExt::ignore_borrow`).

    `dead_or_moved`: in a constant, the locals whose storage ends or that are moved; None in a function.
    """
    decl = body.locals[place.local]
    if dead_or_moved is not None and decl.mutbl == "not" and place.local not in dead_or_moved:
        return True
    for i, elem in enumerate(place.projection):
        if elem.kind == "deref":
            ty = place_ty(Place(place.local, place.projection[:i])).ty
            if type(ty) is k.RawPtrTy:
                return True
            if type(ty) is k.RefTy and ty.mutbl == "not":
                if i == 0 and isinstance(decl.info, m.StaticRefInfo) and decl.info.is_thread_local:
                    continue
                # The reference is Copy: whatever happens to this path, the data stays borrowed elsewhere.
                return True
    return False


class GatherBorrows:
    """Walks a body and collects its loans."""

    def __init__(self, body: Body, place_ty: Any, regions: Any, dead_or_moved: frozenset[Local] | None) -> None:
        self.body = body
        self.place_ty = place_ty
        self.regions = regions
        """`id(Ref rvalue)` → vid."""
        self.dead_or_moved = dead_or_moved
        self.set = BorrowSet([], {}, {}, {}, dead_or_moved is None)
        self.pending: dict[Local, BorrowData] = {}

    def run(self, order: list[int]) -> BorrowSet:
        for index in order:
            block = self.body.blocks[index]
            for i, statement in enumerate(block.statements):
                if type(statement) is m.Assign and type(statement.rvalue) is m.Ref:
                    self.borrow(statement, statement.rvalue, Location(BasicBlock(index), i))
        if self.pending:
            self.find_activations(order)
        return self.set

    def borrow(self, statement: m.Assign, rvalue: m.Ref, at: Location) -> None:
        if ignore_borrow(self.body, rvalue.place, self.place_ty, self.dead_or_moved):
            return
        region = self.regions[id(rvalue)]
        made = BorrowData(BorrowIndex(len(self.set.borrows)), at, rvalue.kind, region, rvalue.place, statement.place)
        self.set.borrows.append(made)
        self.set.location_map[at] = made
        self.set.local_map.setdefault(rvalue.place.local, []).append(made)
        if rvalue.kind == "two-phase mut":
            made.activation = "not activated"
            if not statement.place.projection:
                self.pending[statement.place.local] = made

    def find_activations(self, order: list[int]) -> None:
        """The first use of each two-phase temporary other than its reservation."""
        for index in order:
            block = self.body.blocks[index]
            for i, statement in enumerate(block.statements):
                for local in _used_locals(statement):
                    self.activate(local, Location(index, i))  # type: ignore[arg-type]
            for local in _used_locals(block.terminator):
                self.activate(local, Location(index, len(block.statements)))  # type: ignore[arg-type]

    def activate(self, local: Local, at: Location) -> None:
        made = self.pending.get(local)
        if made is None or made.reserve_location == at or isinstance(made.activation, tuple):
            return
        made.activation = at
        self.set.activation_map.setdefault(at, []).append(made)


def _used_locals(what: Any) -> list[Local]:
    """Locals that a statement or terminator uses (storage marks and plain stores are not uses)."""
    cls = type(what)
    used: list[Local] = []
    if cls is m.Assign:
        rvalue_locals(what.rvalue, used)
        if what.place.projection:
            place_locals(what.place, used)
    elif cls is m.Call:
        for operand in (what.func, *what.args):
            operand_locals(operand, used)
        if what.destination.projection:
            place_locals(what.destination, used)
    elif cls in (m.Drop, m.FakeRead, m.PlaceMention, m.SetDiscriminant):
        place_locals(what.place, used)
    elif cls is m.SwitchInt:
        operand_locals(what.discr, used)
    elif cls is m.Assert:
        operand_locals(what.cond, used)
        if type(what.message) is m.BoundsCheck:
            operand_locals(what.message.length, used)
            operand_locals(what.message.index, used)
    elif cls is m.Return:
        used.append(m.RETURN_PLACE)
    return used


def place_locals(place: Place, into: list[Local]) -> None:
    into.append(place.local)
    for elem in place.projection:
        if type(elem) is m.Index:
            into.append(elem.local)


def operand_locals(operand: Any, into: list[Local]) -> None:
    if type(operand) is not m.Constant:
        place_locals(operand.place, into)


def rvalue_locals(rvalue: Any, into: list[Local]) -> None:
    cls = type(rvalue)
    if cls in (m.Use, m.Repeat, m.Cast, m.UnaryOp):
        operand_locals(rvalue.operand, into)
    elif cls in (m.Ref, m.RawPtr, m.Len, m.Discriminant, m.CopyForDeref):
        place_locals(rvalue.place, into)
    elif cls is m.BinaryOp:
        operand_locals(rvalue.left, into)
        operand_locals(rvalue.right, into)
    elif cls is m.Aggregate:
        for operand in rvalue.operands:
            operand_locals(operand, into)
