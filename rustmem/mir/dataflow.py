"""The one fixed-point engine: gen/kill problems over sets held as ints, joined by union.

A problem gives each point its effect, a pair (gen, kill): the state after is `state & ~kill | gen`. Edges may have
effects too (what a call assigns, only where it returns; what a switch on a discriminant proves).
"""

from __future__ import annotations

from collections.abc import Iterator

from rustmem.mir import body as m
from rustmem.mir.traversal import postorder, predecessors, reverse_postorder, successor_lists
from rustmem.source.index import BasicBlock

Effect = tuple[int, int]
NONE: Effect = (0, 0)


class Flow:
    """The solution of a forward problem: the state at the start of each block, and at any point."""

    __slots__ = ("body", "effects", "entry", "edges")

    def __init__(
        self,
        body: m.Body,
        effects: list[list[Effect]],
        edges: dict[BasicBlock, list[Effect]],
        start: int,
    ) -> None:
        self.body = body
        self.effects = effects
        """For each block, the effect of each statement, then of the terminator."""
        self.edges = edges
        """For some blocks, the effect of each edge, as `successors` orders them."""
        self.entry: list[int | None] = solve_forward(body, effects, edges, start)
        """None: the block cannot be reached."""

    def before(self, location: m.Location) -> int:
        state = self.entry[location.block] or 0
        for gen, kill in self.effects[location.block][: location.statement]:
            state = state & ~kill | gen
        return state

    def after(self, location: m.Location) -> int:
        return self.before(m.Location(location.block, location.statement + 1))

    def states(self, block: BasicBlock) -> Iterator[int]:
        """The state before each statement and before the terminator."""
        state = self.entry[block] or 0
        for gen, kill in self.effects[block]:
            yield state
            state = state & ~kill | gen


def block_effect(effects: list[Effect]) -> Effect:
    """Several effects in a row as one."""
    total_gen = total_kill = 0
    for gen, kill in effects:
        if gen or kill:
            total_gen = total_gen & ~kill | gen
            total_kill = total_kill & ~gen | kill
    return total_gen, total_kill


def solve_forward(
    body: m.Body, effects: list[list[Effect]], edges: dict[BasicBlock, list[Effect]], start: int
) -> list[int | None]:
    nexts = successor_lists(body)
    order = reverse_postorder(body)
    rank = {block: position for position, block in enumerate(order)}
    totals: list[Effect | None] = [None] * len(body.blocks)
    entry: list[int | None] = [None] * len(body.blocks)
    entry[0] = start
    dirty = 1
    while dirty:
        low = dirty & -dirty
        dirty ^= low
        block = order[low.bit_length() - 1]
        total = totals[block]
        if total is None:
            total = totals[block] = block_effect(effects[block])
        state = entry[block]
        assert state is not None
        state = state & ~total[1] | total[0]
        on_edges = edges.get(block)
        for index, target in enumerate(nexts[block]):
            new = state
            if on_edges is not None:
                gen, kill = on_edges[index]
                new = new & ~kill | gen
            old = entry[target]
            joined = new if old is None else old | new
            if joined != old:
                entry[target] = joined
                dirty |= 1 << rank[target]
    return entry


class BackwardFlow:
    """The solution of a backward problem: the state at the end of each block, and at any point."""

    __slots__ = ("body", "effects", "exit")

    def __init__(self, body: m.Body, effects: list[list[Effect]], edges: dict[BasicBlock, list[Effect]] | None = None) -> None:
        self.body = body
        self.effects = effects
        self.exit = solve_backward(body, effects, edges or {})

    def before(self, location: m.Location) -> int:
        """The state just before the statement runs (in the order of execution)."""
        state = self.exit[location.block]
        for gen, kill in reversed(self.effects[location.block][location.statement :]):
            state = state & ~kill | gen
        return state

    def after(self, location: m.Location) -> int:
        return self.before(m.Location(location.block, location.statement + 1))


def solve_backward(body: m.Body, effects: list[list[Effect]], edges: dict[BasicBlock, list[Effect]]) -> list[int]:
    nexts = successor_lists(body)
    order = postorder(body)
    rank = {block: position for position, block in enumerate(order)}
    preds = predecessors(body)
    totals = [block_effect(each[::-1]) for each in effects]
    exits = [0] * len(body.blocks)
    entries = [-1] * len(body.blocks)
    dirty = (1 << len(order)) - 1
    while dirty:
        low = dirty & -dirty
        dirty ^= low
        block = order[low.bit_length() - 1]
        state = 0
        on_edges = edges.get(block)
        for index, target in enumerate(nexts[block]):
            found = entries[target] if entries[target] >= 0 else 0
            if on_edges is not None:
                gen, kill = on_edges[index]
                found = found & ~kill | gen
            state |= found
        exits[block] = state
        gen, kill = totals[block]
        state = state & ~kill | gen
        if state != entries[block]:
            entries[block] = state
            for pred in preds[block]:
                if pred in rank:
                    dirty |= 1 << rank[pred]
    return exits
