"""What a statement does to each local it names: defines, uses, drops it (rustc's `def_use.rs`).

`visit` calls back in the order in which rustc visits MIR, so that "the last one wins" means the same here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rustmem.mir import body as m
from rustmem.mir.body import Place
from rustmem.source.index import Local

Visit = Callable[[Local, str], None]
"""Called with the local and `def`, `use` or `drop`."""


def visit(what: Any, each: Visit) -> None:
    """Calls `each` for every local that the statement or terminator `what` names."""
    worker = _VISIT.get(type(what))
    if worker is not None:
        worker(what, each)


def _store(place: Place, each: Visit) -> None:
    """A place that is written: its local is defined if the whole of it is, else used."""
    if place.projection:
        each(place.local, "use")
        _indices(place, each)
    else:
        each(place.local, "def")


def _use(place: Place, each: Visit) -> None:
    each(place.local, "use")
    if place.projection:
        _indices(place, each)


def _indices(place: Place, each: Visit) -> None:
    for elem in place.projection:
        if type(elem) is m.Index:
            each(elem.local, "use")


def _operand(operand: Any, each: Visit) -> None:
    if type(operand) is not m.Constant:
        _use(operand.place, each)


def _assign(what: m.Assign, each: Visit) -> None:
    _store(what.place, each)
    _rvalue(what.rvalue, each)


def _rvalue(rvalue: Any, each: Visit) -> None:
    cls = type(rvalue)
    if cls in (m.Use, m.Repeat, m.Cast, m.UnaryOp):
        _operand(rvalue.operand, each)
    elif cls in (m.Ref, m.RawPtr, m.Len, m.Discriminant, m.CopyForDeref):
        _use(rvalue.place, each)
    elif cls is m.BinaryOp:
        _operand(rvalue.left, each)
        _operand(rvalue.right, each)
    elif cls is m.Aggregate:
        for operand in rvalue.operands:
            _operand(operand, each)


def _call(what: m.Call, each: Visit) -> None:
    _operand(what.func, each)
    for arg in what.args:
        _operand(arg, each)
    _store(what.destination, each)


def _assert(what: m.Assert, each: Visit) -> None:
    _operand(what.cond, each)
    message = what.message
    if type(message) is m.BoundsCheck:
        _operand(message.length, each)
        _operand(message.index, each)
    elif type(message) is m.Overflow:
        _operand(message.left, each)
        _operand(message.right, each)
    elif type(message) in (m.OverflowNeg, m.DivisionByZero, m.RemainderByZero):
        _operand(message.operand, each)  # type: ignore[union-attr]


def _drop(what: m.Drop, each: Visit) -> None:
    each(what.place.local, "use" if what.place.projection else "drop")
    if what.place.projection:
        _indices(what.place, each)


_VISIT: dict[type, Callable[[Any, Visit], None]] = {
    m.Assign: _assign,
    m.FakeRead: lambda s, each: _use(s.place, each),
    m.SetDiscriminant: lambda s, each: _store(s.place, each),
    m.StorageLive: lambda s, each: each(s.local, "def"),
    m.StorageDead: lambda s, each: each(s.local, "def"),
    m.PlaceMention: lambda s, each: _use(s.place, each),
    m.AscribeUserType: lambda s, each: _use(s.place, each),
    m.BackwardIncompatibleDropHint: lambda s, each: each(s.place.local, "drop"),
    m.SwitchInt: lambda t, each: _operand(t.discr, each),
    m.Return: lambda t, each: each(m.RETURN_PLACE, "use"),
    m.Drop: _drop,
    m.Call: _call,
    m.Assert: _assert,
}
