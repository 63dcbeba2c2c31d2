"""The shape of a control-flow graph: orders, dominators, loops, and which blocks are written where.

Generated code is structured Python. A block with one predecessor is written where the jump to it stands; a block
where paths join is written after the code of the block that dominates it, behind a test of `bb` if other jumps
pass over it; a loop header opens a `for` over the shared budget of steps, and what leaves the loop is written after it.
"""

from __future__ import annotations

from collections.abc import Callable


class Flow:
    """Facts about the graph reachable from `entry`."""

    def __init__(self, entry: int, successors: Callable[[int], tuple[int, ...]]) -> None:
        self.entry = entry
        self.succ: dict[int, tuple[int, ...]] = {}
        self.order: list[int] = []
        self._search(successors)
        self.number = {b: i for i, b in enumerate(self.order)}
        self.pred: dict[int, list[int]] = {b: [] for b in self.order}
        for b in self.order:
            for s in self.succ[b]:
                self.pred[s].append(b)
        self.idom = self._dominators()
        self.reducible = True
        self.loops: dict[int, set[int]] = {}
        self._find_loops()
        self.sequenced: dict[int, list[int]] = {}
        """Block → blocks written after its code (after its loop, for `after`)."""
        self.after: dict[int, list[int]] = {}
        self.placed: set[int] = set()
        """Blocks that are written in a sequence, not where the jump stands."""
        if self.reducible:
            self._place()

    def _search(self, successors: Callable[[int], tuple[int, ...]]) -> None:
        post: list[int] = []
        seen = {self.entry}
        self.succ[self.entry] = tuple(dict.fromkeys(successors(self.entry)))
        stack = [(self.entry, iter(self.succ[self.entry]))]
        while stack:
            block, rest = stack[-1]
            for s in rest:
                if s not in seen:
                    seen.add(s)
                    self.succ[s] = tuple(dict.fromkeys(successors(s)))
                    stack.append((s, iter(self.succ[s])))
                    break
            else:
                post.append(block)
                stack.pop()
        self.order = post[::-1]

    def _dominators(self) -> dict[int, int]:
        number, idom = self.number, {self.entry: self.entry}
        changed = True
        while changed:
            changed = False
            for b in self.order[1:]:
                new = -1
                for p in self.pred[b]:
                    if p in idom:
                        new = p if new < 0 else self._meet(idom, number, p, new)
                if idom.get(b) != new:
                    idom[b] = new
                    changed = True
        return idom

    @staticmethod
    def _meet(idom: dict[int, int], number: dict[int, int], a: int, b: int) -> int:
        while a != b:
            while number[a] > number[b]:
                a = idom[a]
            while number[b] > number[a]:
                b = idom[b]
        return a

    def dominates(self, a: int, b: int) -> bool:
        number = self.number
        while number[b] > number[a]:
            b = self.idom[b]
        return a == b

    def _find_loops(self) -> None:
        for b in self.order:
            for s in self.succ[b]:
                if self.number[s] <= self.number[b]:
                    if not self.dominates(s, b):
                        self.reducible = False
                        return
                    body = self.loops.setdefault(s, {s})
                    work = [b]
                    while work:
                        at = work.pop()
                        if at not in body:
                            body.add(at)
                            work.extend(self.pred[at])

    def is_back(self, source: int, target: int) -> bool:
        return self.number[target] <= self.number[source]

    def loops_around(self, block: int) -> list[int]:
        """Headers of the loops that hold `block`, outermost first."""
        return sorted((h for h, body in self.loops.items() if block in body), key=lambda h: self.number[h])

    def _place(self) -> None:
        around = {b: self.loops_around(b) for b in self.order} if self.loops else {}
        for b in self.order[1:]:
            forward = [p for p in self.pred[b] if not self.is_back(p, b)]
            left = self.loops and any(h for p in forward for h in around[p] if b not in self.loops[h])
            if len(forward) < 2 and not left:
                continue
            if len(forward) == 1 and not self.succ[b]:
                continue  # A way out that never comes back is written inside the loop.
            self.placed.add(b)
            dom = self.idom[b]
            outer = next((h for h in around.get(dom, ()) if b not in self.loops[h]), None)
            if outer is None:
                self.sequenced.setdefault(dom, []).append(b)
            else:
                self.after.setdefault(outer, []).append(b)
