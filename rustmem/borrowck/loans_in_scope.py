"""Where each loan is in scope: the dataflow `Borrows` of rustc's `dataflow.rs`.

A loan starts at its reservation; it ends where its region stops holding the point, or where the path to the
borrowed data is assigned or its storage dies. A state is an int: the bits of loans.
"""

from __future__ import annotations

from typing import Any

from rustmem.borrowck.borrow_set import BorrowSet
from rustmem.borrowck.places_conflict import places_conflict
from rustmem.mir import body as m
from rustmem.mir.body import Body, Place


class LoansInScope:
    """Loans on entry to each block, and what each statement starts and ends."""

    def __init__(self, cx: Any, borrow_set: BorrowSet, points: Any, region_value: Any) -> None:
        self.cx = cx
        self.body: Body = cx.body
        self.borrows = borrow_set
        self.points = points
        """`points.index(location)`, `points.block_start[block]`, `points.count`."""
        self.region_value = region_value
        """vid → int of points where the region must hold."""
        self.killed_at: dict[tuple[int, int], int] = {}
        """(block, statement) → loans that go out of scope before that statement."""
        for loan in borrow_set.borrows:
            self.precompute(loan)
        self.on_entry: list[int] = []

    def precompute(self, loan: Any) -> None:
        """The first points outside the loan's region that control reaches from its reservation."""
        contains = self.region_value(loan.region)
        start = self.points.block_start
        blocks = self.body.blocks
        bit = 1 << loan.index
        visited: set[int] = set()
        block, statement = loan.reserve_location
        work = [(block, statement + 1)]
        while work:
            block, first = work.pop()
            size = len(blocks[block].statements)
            base = start[block]
            # The run of ones from `first`: up to the first zero.
            run = contains >> (base + first)
            width = size - first + 1
            missing = ~run & ((1 << width) - 1) if width > 0 else 0
            if missing:
                at = first + (missing & -missing).bit_length() - 1
                key = (block, at)
                self.killed_at[key] = self.killed_at.get(key, 0) | bit
                continue
            for target in m.successors(blocks[block].terminator):
                if target not in visited:
                    visited.add(target)
                    work.append((target, 0))

    # -- transfer --

    def before(self, state: int, block: int, statement: int) -> int:
        """The early effect: loans whose region ended."""
        return state & ~self.killed_at.get((block, statement), 0)

    def after(self, state: int, block: int, statement: int) -> int:
        """The primary effect of a statement (terminators have none)."""
        statements = self.body.blocks[block].statements
        if statement >= len(statements):
            return state
        what = statements[statement]
        if type(what) is m.Assign:
            if type(what.rvalue) is m.Ref:
                loan = self.borrows.location_map.get(m.Location(block, statement))  # type: ignore[arg-type]
                if loan is None:
                    return state
                state |= 1 << loan.index
            return self.kill_place(state, what.place)
        if type(what) is m.StorageDead:
            return self.kill_place(state, Place(what.local))
        return state

    def kill_place(self, state: int, place: Place) -> int:
        loans = self.borrows.local_map.get(place.local)
        if not loans or not state:
            return state
        if not place.projection:
            if self.cx.is_ref_to_static(place.local):
                return state
            for loan in loans:
                state &= ~(1 << loan.index)
            return state
        for loan in loans:
            # Only loans that this assignment surely overwrites.
            if places_conflict(self.cx, loan.borrowed_place, place, "no overlap"):
                state &= ~(1 << loan.index)
        return state

    def solve(self, order: list[int]) -> None:
        """On-entry states of all blocks, by iteration in reverse postorder."""
        blocks = self.body.blocks
        entry = self.on_entry = [0] * len(blocks)
        if not self.borrows.borrows:
            return
        rank = {block: i for i, block in enumerate(order)}
        dirty = set(order)
        while dirty:
            block = min(dirty, key=rank.__getitem__)
            dirty.discard(block)
            state = entry[block]
            for i in range(len(blocks[block].statements) + 1):
                state = self.after(self.before(state, block, i), block, i)
            terminator = blocks[block].terminator
            assert terminator is not None
            for target in m.successors(terminator):
                merged = entry[target] | state
                if merged != entry[target]:
                    entry[target] = merged
                    if target in rank:
                        dirty.add(target)
