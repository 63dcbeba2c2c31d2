"""Numbers that name things, and sets of them as integers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NewType

DefId = NewType("DefId", int)
"""A definition: item, variant, field, associated item, closure, generic parameter."""

Local = NewType("Local", int)
"""A local variable or temporary of a MIR body; 0 is the return place, then the arguments."""

BasicBlock = NewType("BasicBlock", int)
SourceScope = NewType("SourceScope", int)
Promoted = NewType("Promoted", int)

RegionVid = NewType("RegionVid", int)
TyVid = NewType("TyVid", int)

MovePathIndex = NewType("MovePathIndex", int)
BorrowIndex = NewType("BorrowIndex", int)
PointIndex = NewType("PointIndex", int)


def bits(state: int) -> Iterator[int]:
    """The members of a set held as the bits of `state`, ascending."""
    while state:
        low = state & -state
        yield low.bit_length() - 1
        state ^= low
