"""Every use of a place in MIR, with how it is used: rustc's `mir::visit` and `PlaceContext`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rustmem.mir import body as m
from rustmem.source.index import Local

# How a place is used. Below `STORE` the use reads, from `STORE` to `RAW_MUT_BORROW` it changes, the rest are not uses.
INSPECT, COPY, MOVE, SHARED_BORROW, FAKE_BORROW, RAW_BORROW, PLACE_MENTION, PROJECTION = range(8)
STORE, SET_DISCRIMINANT, CALL, DROP, MUT_BORROW, RAW_MUT_BORROW, MUT_PROJECTION = range(8, 15)
STORAGE_LIVE, STORAGE_DEAD, ASCRIBE = range(15, 18)

Context = int
PlaceVisitor = Callable[[m.Place, Context], None]


def visit_operand(operand: m.Operand, f: PlaceVisitor) -> None:
    cls = type(operand)
    if cls is m.Copy:
        f(operand.place, COPY)  # type: ignore[union-attr]
    elif cls is m.Move:
        f(operand.place, MOVE)  # type: ignore[union-attr]


_REF_CONTEXT = {"shared": SHARED_BORROW, "fake shallow": FAKE_BORROW, "fake deep": FAKE_BORROW}


def visit_rvalue(rvalue: m.Rvalue, f: PlaceVisitor) -> None:
    cls = type(rvalue)
    if cls is m.Use or cls is m.Repeat or cls is m.Cast or cls is m.UnaryOp:
        visit_operand(rvalue.operand, f)  # type: ignore[union-attr]
    elif cls is m.Ref:
        f(rvalue.place, _REF_CONTEXT.get(rvalue.kind, MUT_BORROW))  # type: ignore[union-attr,arg-type]
    elif cls is m.BinaryOp:
        visit_operand(rvalue.left, f)  # type: ignore[union-attr]
        visit_operand(rvalue.right, f)  # type: ignore[union-attr]
    elif cls is m.Aggregate:
        for operand in rvalue.operands:  # type: ignore[union-attr]
            visit_operand(operand, f)
    elif cls is m.RawPtr:
        if rvalue.fake:  # type: ignore[union-attr]
            f(rvalue.place, INSPECT)  # type: ignore[union-attr]
        else:
            f(rvalue.place, RAW_BORROW if rvalue.mutbl == "not" else RAW_MUT_BORROW)  # type: ignore[union-attr]
    elif cls is m.Discriminant or cls is m.Len or cls is m.CopyForDeref:
        f(rvalue.place, INSPECT)  # type: ignore[union-attr]


def visit_statement(statement: m.Statement, f: PlaceVisitor) -> None:
    cls = type(statement)
    if cls is m.Assign:
        f(statement.place, STORE)  # type: ignore[union-attr]
        visit_rvalue(statement.rvalue, f)  # type: ignore[union-attr]
    elif cls is m.FakeRead:
        f(statement.place, INSPECT)  # type: ignore[union-attr]
    elif cls is m.StorageLive:
        f(m.Place(statement.local), STORAGE_LIVE)  # type: ignore[union-attr]
    elif cls is m.StorageDead:
        f(m.Place(statement.local), STORAGE_DEAD)  # type: ignore[union-attr]
    elif cls is m.PlaceMention:
        f(statement.place, PLACE_MENTION)  # type: ignore[union-attr]
    elif cls is m.AscribeUserType:
        f(statement.place, ASCRIBE)  # type: ignore[union-attr]
    elif cls is m.SetDiscriminant:
        f(statement.place, SET_DISCRIMINANT)  # type: ignore[union-attr]


def visit_terminator(terminator: m.Terminator, f: PlaceVisitor) -> None:
    cls = type(terminator)
    if cls is m.Call:
        visit_operand(terminator.func, f)  # type: ignore[union-attr]
        for arg in terminator.args:  # type: ignore[union-attr]
            visit_operand(arg, f)
        f(terminator.destination, CALL)  # type: ignore[union-attr]
    elif cls is m.SwitchInt:
        visit_operand(terminator.discr, f)  # type: ignore[union-attr]
    elif cls is m.Drop:
        f(terminator.place, DROP)  # type: ignore[union-attr]
    elif cls is m.Assert:
        visit_operand(terminator.cond, f)  # type: ignore[union-attr]
        for operand in message_operands(terminator.message):  # type: ignore[union-attr]
            visit_operand(operand, f)
    elif cls is m.Return:
        f(m.Place(m.RETURN_PLACE), MOVE)


def message_operands(message: m.AssertMessage) -> tuple[m.Operand, ...]:
    match message:
        case m.BoundsCheck():
            return (message.length, message.index)
        case m.Overflow():
            return (message.left, message.right)
        case _:
            pass
    return (message.operand,)


def visit_locals(place: m.Place, context: Context, f: Callable[[Local, Context], None]) -> None:
    """The locals of a place: its base, as a projection if it has any, and those it indexes by."""
    if place.projection:
        if context < STORAGE_LIVE:
            context = MUT_PROJECTION if context >= STORE else PROJECTION
        f(place.local, context)
        for elem in place.projection:
            if type(elem) is m.Index:
                f(elem.local, COPY)
    else:
        f(place.local, context)


# ---- copies with locals exchanged ----

LocalMap = Callable[[Local], Local]


def map_place(place: m.Place, f: LocalMap) -> m.Place:
    local = f(place.local)
    projection = place.projection
    if any(type(elem) is m.Index for elem in projection):
        projection = tuple(m.Index(f(e.local)) if type(e) is m.Index else e for e in projection)
    return m.Place(local, projection)


def map_operand(operand: m.Operand, f: LocalMap) -> m.Operand:
    cls = type(operand)
    if cls is m.Copy:
        return m.Copy(map_place(operand.place, f))  # type: ignore[union-attr]
    if cls is m.Move:
        return m.Move(map_place(operand.place, f))  # type: ignore[union-attr]
    return operand


def map_rvalue(rvalue: m.Rvalue, f: LocalMap) -> Any:
    match rvalue:
        case m.Use():
            return m.Use(map_operand(rvalue.operand, f))
        case m.Repeat():
            return m.Repeat(map_operand(rvalue.operand, f), rvalue.count)
        case m.Ref():
            return m.Ref(rvalue.region, rvalue.kind, map_place(rvalue.place, f))
        case m.RawPtr():
            return m.RawPtr(rvalue.mutbl, map_place(rvalue.place, f), rvalue.fake)
        case m.Len():
            return m.Len(map_place(rvalue.place, f))
        case m.Cast():
            return m.Cast(rvalue.kind, map_operand(rvalue.operand, f), rvalue.ty, rvalue.explicit)
        case m.BinaryOp():
            return m.BinaryOp(rvalue.op, map_operand(rvalue.left, f), map_operand(rvalue.right, f))
        case m.UnaryOp():
            return m.UnaryOp(rvalue.op, map_operand(rvalue.operand, f))
        case m.Discriminant():
            return m.Discriminant(map_place(rvalue.place, f))
        case m.Aggregate():
            return m.Aggregate(rvalue.kind, tuple(map_operand(o, f) for o in rvalue.operands))
        case m.CopyForDeref():
            return m.CopyForDeref(map_place(rvalue.place, f))
        case _:
            pass
    return rvalue
