"""Clean-ups of the graph: rustc's `SimplifyCfg`."""

from __future__ import annotations

from typing import Any

from rustmem.mir import body as m
from rustmem.mir.traversal import forget_graph, successor_lists
from rustmem.source.index import BasicBlock


def simplify_cfg(body: m.Body) -> None:
    """Follows chains of empty jumps, merges a block into its only predecessor, removes what cannot be reached."""
    forget_graph(body)
    Simplifier(body).simplify()
    remove_dead_blocks(body)


class Simplifier:
    """rustc's `CfgSimplifier`, step by step: the numbers of the blocks that remain depend on it."""

    def __init__(self, body: m.Body) -> None:
        self.blocks = body.blocks
        self.counts = pred_counts(body)

    def simplify(self) -> None:
        blocks, counts = self.blocks, self.counts
        for data in blocks:
            for statement in data.statements:
                if type(statement) is m.Nop:
                    data.statements = [s for s in data.statements if type(s) is not m.Nop]
                    break
        self.changed = True
        while self.changed:
            self.changed = False
            for index, data in enumerate(blocks):
                if not counts[index]:
                    continue
                terminator = data.terminator
                assert terminator is not None
                data.terminator = None
                self.redirect(terminator)
                merged: list[BasicBlock] = []
                while True:
                    simplified = self.simplify_branch(terminator)
                    inner = simplified is not terminator
                    terminator = simplified
                    if type(terminator) is m.Goto and counts[terminator.target] == 1:
                        target = terminator.target
                        taken = blocks[target].terminator
                        if taken is not None:
                            terminator = taken
                            blocks[target].terminator = None
                            merged.append(target)
                            counts[target] = 0
                            inner = True
                    if not inner:
                        break
                    self.changed = True
                for target in merged:
                    data.statements += blocks[target].statements
                    blocks[target].statements = []
                data.terminator = terminator

    def redirect(self, terminator: m.Terminator) -> None:
        """Lets every edge of `terminator` skip blocks that hold nothing but a jump."""
        cls = type(terminator)
        if cls is m.SwitchInt:
            terminator.targets = tuple([self.end_of_chain(t) for t in terminator.targets])  # type: ignore[union-attr, misc]
            return
        for name in _EDGES.get(cls, ()):
            target = getattr(terminator, name)
            if type(target) is int:
                setattr(terminator, name, self.end_of_chain(BasicBlock(target)))

    def end_of_chain(self, start: BasicBlock) -> BasicBlock:
        blocks, counts = self.blocks, self.counts
        chain: list[tuple[BasicBlock, m.Goto]] = []
        at = start
        while True:
            data = blocks[at]
            terminator = data.terminator
            if type(terminator) is not m.Goto or data.statements:
                break
            data.terminator = None
            chain.append((at, terminator))
            at = terminator.target
        while chain:
            block, goto = chain.pop()
            if goto.target != at:
                self.changed = True
                goto.target = at  # type: ignore[misc]
            if counts[block] == 1:
                # Its one way in now skips it, and its own edge moves with it.
                counts[block] = 0
            else:
                counts[at] += 1
                counts[block] -= 1
            blocks[block].terminator = goto
        return at

    def simplify_branch(self, terminator: m.Terminator) -> m.Terminator:
        """A switch whose targets are all one is a jump."""
        if type(terminator) is not m.SwitchInt:
            return terminator
        first = terminator.targets[0]
        for target in terminator.targets:
            if target != first:
                return terminator
        self.counts[first] -= len(terminator.targets) - 1
        return m.Goto(first, terminator.source_info)


def pred_counts(body: m.Body) -> list[int]:
    """Edges into each reachable block; the start block counts one more."""
    counts = [0] * len(body.blocks)
    counts[0] = 1
    nexts = successor_lists(body)
    seen = bytearray(len(body.blocks))
    seen[0] = 1
    stack = [BasicBlock(0)]
    while stack:
        for target in nexts[stack.pop()]:
            counts[target] += 1
            if not seen[target]:
                seen[target] = 1
                stack.append(target)
    return counts


_EDGES: dict[type, tuple[str, ...]] = {
    m.Goto: ("target",),
    m.Drop: ("target", "unwind"),
    m.Call: ("target", "unwind"),
    m.Assert: ("target", "unwind"),
    m.FalseEdge: ("real", "imaginary"),
    m.FalseUnwind: ("real", "unwind"),
}


def remove_dead_blocks(body: m.Body) -> None:
    """Removes blocks that cannot be reached and numbers the rest anew; empty unreachable blocks become one."""
    forget_graph(body)
    seen = bytearray(len(body.blocks))
    seen[0] = 1
    stack = [BasicBlock(0)]
    while stack:
        terminator = body.blocks[stack.pop()].terminator
        assert terminator is not None
        for target in m.successors(terminator):
            if not seen[target]:
                seen[target] = 1
                stack.append(target)
    numbers: dict[int, int] = {}
    kept: list[m.BlockData] = []
    unreachable = -1
    for index, data in enumerate(body.blocks):
        if not seen[index]:
            continue
        if type(data.terminator) is m.Unreachable and not data.statements and not data.is_cleanup:
            if unreachable >= 0:
                numbers[index] = unreachable
                continue
            unreachable = len(kept)
        numbers[index] = len(kept)
        kept.append(data)
    if len(kept) == len(body.blocks):
        return
    body.blocks = kept
    for data in kept:
        renumber(data.terminator, numbers)
    forget_graph(body)


def renumber(terminator: Any, numbers: dict[int, int]) -> None:
    """Changes the targets of `terminator` by the table `numbers`."""
    if type(terminator) is m.SwitchInt:
        terminator.targets = tuple(BasicBlock(numbers[target]) for target in terminator.targets)  # type: ignore[misc]
        return
    for name in _EDGES.get(type(terminator), ()):
        target = getattr(terminator, name)
        if type(target) is int:
            setattr(terminator, name, numbers[target])
