"""Stops on a line of time: minimum mutator utilisation. [Cheng and Blelloch, PLDI 2001]

Time is work: an operation of the program and a unit of a stop's work both take their weight. Nothing here is a second.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from rustmem.memory.stats import Stops
from rustmem.memory.weights import WORDS, Weights


class Timeline:
    """When the program ran and when it waited."""

    def __init__(self, stops: Stops, operations: int, weights: Weights = WORDS) -> None:
        self.begins: list[int] = []
        self.ends: list[int] = []
        self.waited: list[int] = [0]
        """Time spent in the stops before each one, in sum."""
        now = 0
        for stop in stops:
            work = weights.of_stop(stop)
            if work:
                begin = stop.at * weights.operation + now
                now += work
                self.begins.append(begin)
                self.ends.append(begin + work)
                self.waited.append(now)
        self.total = operations * weights.operation + now

    def waiting(self, time: int) -> int:
        """Time spent in stops up to a moment."""
        before = bisect_right(self.begins, time)
        if not before:
            return 0
        return self.waited[before] - max(0, self.ends[before - 1] - time)

    def mmu(self, window: int) -> float:
        """The least share of any window of that length that is left to the program, from 0 to 1."""
        if window >= self.total:
            return 1 - self.waited[-1] / self.total if self.total else 1.0
        worst = 0
        for begin, end in zip(self.begins, self.ends):
            if begin + window <= self.total:
                worst = max(worst, self.waiting(begin + window) - self.waiting(begin))
            else:
                worst = max(worst, self.waiting(self.total) - self.waiting(self.total - window))
            if end >= window:
                worst = max(worst, self.waiting(end) - self.waiting(end - window))
            else:
                worst = max(worst, self.waiting(window))
        return 1 - worst / window

    def windows(self) -> list[int]:
        """Powers of two up to the whole run."""
        return [1 << power for power in range(self.total.bit_length())] if self.total else []


def utilisation(timelines: Sequence[Timeline]) -> list[tuple[int, list[float]]]:
    """Of each window that is shorter than every run, the utilisation under each plan."""
    windows = min((t.windows() for t in timelines), key=len, default=[])
    return [(window, [t.mmu(window) for t in timelines]) for window in windows]
