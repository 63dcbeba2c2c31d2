"""When each object dies: the last moment at which a root reaches it.

Merlin's algorithm: an object that loses an incoming pointer is stamped with the time; after the run, each object passes its
stamp on to what it points to, latest first. [Hertz, Blackburn, Moss, McKinley, Stefanović: Generating object lifetime
traces with Merlin, TOPLAS 2006]
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from rustmem.memory.log import ALLOC, FREE, READ, ROOT, STORE, UNROOT

if TYPE_CHECKING:
    from rustmem.memory.log import Log


class Lifetimes:
    """The facts of a log that no plan changes. Times are indices of operations; the clock counts bytes allocated."""

    def __init__(self, log: Log) -> None:
        self.log = log
        self.born = array("q", bytes(8 * len(log.sizes)))
        self.died = array("q", bytes(8 * len(log.sizes)))
        """The last operation before which the object was reachable; the length of the log for those that never die."""
        self.clock = array("q", bytes(8 * (len(log) + 1)))
        """Bytes allocated before each operation."""
        self.peak_live = 0
        """Most bytes reachable at one time."""
        self.used = array("q", bytes(8 * len(log.sizes)))
        """The last operation at which the program touches each object."""
        fields: list[list[int]] = [[] for _ in range(len(log.sizes))]
        self._stamp(self.used, fields)
        self._pass_on(fields)
        self._measure()

    def _stamp(self, used: array[int], fields: list[list[int]]) -> None:
        log, died, born, clock = self.log, self.died, self.born, self.clock
        held = [0] * len(log.sizes)
        owned = array("q", bytes(8 * len(log.sizes)))
        total = 0
        for at, (op, a, b, c) in enumerate(log):
            clock[at] = total
            if op == STORE:
                used[a] = at
                old = fields[a][b]
                if old:
                    died[old] = at
                fields[a][b] = c
                if c:
                    used[c] = at
            elif op == READ:
                used[a] = at
            elif op == ALLOC:
                total += b
                born[a] = at
                held[a] = 1
                fields[a] = [0] * log.fields[a]
            elif op == ROOT:
                used[a] = at
                held[a] += 1
            elif op == UNROOT:
                held[a] -= 1
                died[a] = at
            elif op == FREE:
                owned[a] = at
        end = len(log)
        clock[end] = total
        for obj in range(1, len(held)):
            if held[obj]:
                died[obj] = end
        self.freed = owned
        """When the program freed the object itself; 0: never."""

    def _pass_on(self, fields: list[list[int]]) -> None:
        """Latest first, so that each object is visited once: a stamp only ever moves back in time."""
        died = self.died
        order = sorted(range(1, len(died)), key=died.__getitem__)
        done = bytearray(len(died))
        while order:
            first = order.pop()
            if done[first]:
                continue
            stack, stamp = [first], died[first]
            while stack:
                obj = stack.pop()
                if done[obj]:
                    continue
                done[obj] = 1
                for target in fields[obj]:
                    if target and not done[target] and died[target] <= stamp:
                        died[target] = stamp
                        stack.append(target)

    def forgotten(self) -> list[int]:
        """The objects that the program uses after the last root has let go of them: no program can."""
        return [obj for obj in range(1, len(self.died)) if self.used[obj] > self.died[obj]]

    def check(self) -> None:
        """Raises `LogError` for the first use of an object that no root reaches."""
        missing = self.forgotten()
        if missing:
            log, obj = self.log, min(missing, key=self.used.__getitem__)
            since = log.place(log.steps[self.died[obj]])
            words = f"a root is forgotten: the program uses {log.name(obj)}, which no root reaches since {since}"
            raise log.error(words, log.steps[self.used[obj]])

    def _measure(self) -> None:
        """The most that is reachable at one time."""
        change = [0] * (len(self.log) + 2)
        for obj in range(1, len(self.died)):
            size = self.log.sizes[obj]
            change[self.born[obj]] += size
            change[self.died[obj] + 1] -= size
        live = 0
        for delta in change:
            live += delta
            if live > self.peak_live:
                self.peak_live = live

    def live_at(self, at: int) -> set[int]:
        """The objects that are reachable after operation `at`."""
        return {obj for obj in range(1, len(self.died)) if self.born[obj] <= at < self.died[obj]}


def resurrected(log: Log) -> set[int]:
    """The objects that get a pointer, or are used, after the last pointer to them was gone. By counting; cycles are left out."""
    counts = [0] * len(log.sizes)
    fields: list[list[int]] = [[] for _ in counts]
    gone, found = bytearray(len(counts)), set()
    for op, a, b, c in log:
        if op == ALLOC:
            counts[a] = 1
            fields[a] = [0] * log.fields[a]
            continue
        loses = 0
        if op == STORE:
            loses, fields[a][b] = fields[a][b], c
            counts[c] += 1
            if gone[c]:
                found.add(c)
        elif op == ROOT:
            counts[a] += 1
        elif op == UNROOT:
            loses = a
        if gone[a] and op != FREE and op != UNROOT:
            found.add(a)
        waiting = [loses]
        while waiting:
            obj = waiting.pop()
            counts[obj] -= 1
            if obj and not counts[obj] and not gone[obj]:
                gone[obj] = 1
                waiting += fields[obj]
    return found
