"""What the walk asks of moves and initialisations, in the terms of rustc's borrow checker."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rustmem.borrowck.context import State
from rustmem.borrowck.loans_in_scope import LoansInScope
from rustmem.mir.body import Body, Location, Place
from rustmem.mir.dataflow import Flow
from rustmem.mir.initialized import ever_initialized, maybe_initialized, maybe_uninitialized
from rustmem.mir.move_paths import MoveData
from rustmem.source.span import Span


class MoveFlow:
    """The move paths of a body and the solutions of the dataflow problems over them."""

    def __init__(self, tcx: Any, body: Body) -> None:
        self.tcx = tcx
        self.body = body
        self.data = MoveData(tcx, body)
        self._inits: Flow | None = None
        self._uninits: Flow | None = None
        self._ever: Flow | None = None
        self.loans: LoansInScope

    # -- for liveness --

    def has_path(self, local: int) -> bool:
        return self.data.locals[local] is not None

    def _maybe_init(self, local: int, location: Location) -> bool:
        if self._inits is None:
            self._inits = maybe_initialized(self.data)
        path = self.data.locals[local]
        if path is None or self._inits.entry[location.block] is None:
            return False
        state = self._inits.before(location)
        return self.find_in_path_or_descendants(path, state) is not None

    def initialized_at_terminator(self, block: int, local: int) -> bool:
        return self._maybe_init(local, Location(block, len(self.body.blocks[block].statements)))  # type: ignore[arg-type]

    def initialized_at_exit(self, block: int, local: int) -> bool:
        return self._maybe_init(local, Location(block, len(self.body.blocks[block].statements) + 1))  # type: ignore[arg-type]

    # -- the walk --

    def enter_block(self, block: int) -> BlockCursor:
        if self._uninits is None:
            self._uninits = maybe_uninitialized(self.data)
            self._ever = ever_initialized(self.data)
        assert self._ever is not None
        return BlockCursor(block, self.loans, self._uninits.states(block), self._ever.states(block))  # type: ignore[arg-type]

    def ever_initialized(self, local: int, state: State) -> int | None:
        """The first initialisation of `local` that may have happened by now."""
        path = self.data.locals[local]
        if path is None:
            return None
        return next((i for i in self.data.inits_of[path] if state.ever_inits >> i & 1), None)

    def init_span(self, init: int) -> Span:
        where = self.data.inits[init].location
        if isinstance(where, tuple):
            return _span_at(self.body, where)
        return self.body.locals[where].source_info.span

    def init_spans(self, path: int) -> list[Span]:
        return [self.init_span(i) for i in self.data.inits_of[path]]

    def init_locations(self, place: Place) -> list[Location]:
        """Where the nearest path of `place` is initialised by statements and calls."""
        _, path = self.move_path_closest_to(place)
        if path is None:
            return []
        found = (self.data.inits[i].location for i in self.data.inits_of[path])
        return [where for where in found if isinstance(where, tuple)]

    # -- paths --

    def move_path_closest_to(self, place: Place) -> tuple[Place, int | None]:
        """The nearest prefix that has a move path."""
        path, exact = self.data.find(place)
        if path is None:
            return place, None
        return (place if exact else self.data.paths[path].place), path

    def move_path_for_place(self, place: Place) -> int | None:
        return self.data.find_exact(place)

    def is_exact(self, place: Place) -> bool:
        return self.data.find_exact(place) is not None

    def path_of_local(self, local: int) -> int | None:
        return self.data.locals[local]

    def place_of(self, path: int) -> Place:
        return self.data.paths[path].place

    def parents(self, path: int) -> list[int]:
        found: list[int] = []
        at = self.data.paths[path].parent
        while at is not None:
            found.append(at)
            at = self.data.paths[at].parent
        return found

    def children(self, path: int) -> list[int]:
        found: list[int] = []
        at = self.data.paths[path].first_child
        while at is not None:
            found.append(at)
            at = self.data.paths[at].next_sibling
        return found

    def find_in_path_or_descendants(self, path: int, state: int) -> int | None:
        """The path itself, or the first one below it, that is in `state`."""
        if state >> path & 1:
            return path
        paths = self.data.paths
        first = paths[path].first_child
        if first is None:
            return None
        todo = [first]
        while todo:
            at = todo.pop()
            if state >> at & 1:
                return at
            below, beside = paths[at].first_child, paths[at].next_sibling
            if below is not None:
                todo.append(below)
            if beside is not None:
                todo.append(beside)
        return None

    # -- moves --

    def moves_at(self, location: Location) -> list[int]:
        return self.data.moves_at.get(location, [])

    def move_path(self, move: int) -> int:
        return self.data.moves[move].path

    def move_source(self, move: int) -> Location:
        return self.data.moves[move].source

    def move_sources(self, path: int) -> list[Location]:
        return [self.data.moves[i].source for i in self.data.moves_of[path]]

    def inits_at(self, location: Location) -> list[tuple[int, bool]]:
        """(path, whether the initialisation is shallow) of each that happens there."""
        return [(self.data.inits[i].path, False) for i in self.data.inits_at.get(location, ())]

    def moved_locals(self) -> frozenset[int]:
        return frozenset(self.data.paths[move.path].place.local for move in self.data.moves)


class BlockCursor:
    """The states within one block, asked for in order."""

    __slots__ = ("block", "loans", "borrows", "uninits", "ever", "at")

    def __init__(self, block: int, loans: LoansInScope, uninits: Iterator[int], ever: Iterator[int]) -> None:
        self.block = block
        self.loans = loans
        self.borrows = loans.on_entry[block]
        self.uninits = uninits
        self.ever = ever

    def before(self, index: int) -> State:
        if self.borrows:
            self.borrows = self.loans.before(self.borrows, self.block, index)
        return State(self.borrows, next(self.uninits), next(self.ever))

    def after(self, index: int) -> None:
        self.borrows = self.loans.after(self.borrows, self.block, index)


def _span_at(body: Body, location: Location) -> Span:
    block = body.blocks[location.block]
    if location.statement < len(block.statements):
        return block.statements[location.statement].source_info.span
    return block.terminator.source_info.span  # type: ignore[union-attr]


__all__ = ["BlockCursor", "MoveFlow"]
