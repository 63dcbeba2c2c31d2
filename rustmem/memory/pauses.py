"""Stops on a line of time: minimum mutator utilisation. [Cheng and Blelloch, PLDI 2001]

Time is work: an operation of the program and a unit of a stop's work both take their weight. Nothing here is a second.
"""

from __future__ import annotations

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

    def mmu(self, window: int) -> float:
        """The least share of any window of that length that is left to the program, from 0 to 1.

        The worst window begins where a stop begins, or ends where one ends; two hands move over the stops.
        """
        if window >= self.total:
            return 1 - self.waited[-1] / self.total if self.total else 1.0
        return 1 - max(self._worst_from_begins(window), self._worst_to_ends(window)) / window

    def _worst_from_begins(self, window: int) -> int:
        begins, ends, waited = self.begins, self.ends, self.waited
        worst = hand = 0
        for number, begin in enumerate(begins):
            end = min(begin + window, self.total)
            while hand < len(begins) and begins[hand] <= end:
                hand += 1
            worst = max(worst, waited[hand] - max(0, ends[hand - 1] - end) - waited[number])
        return worst

    def _worst_to_ends(self, window: int) -> int:
        begins, ends, waited = self.begins, self.ends, self.waited
        worst = hand = 0
        for number, end in enumerate(ends, 1):
            begin = max(end - window, 0)
            while hand < len(begins) and begins[hand] <= begin:
                hand += 1
            before = waited[hand] - max(0, ends[hand - 1] - begin) if hand else 0
            worst = max(worst, waited[number] - before)
        return worst

    def windows(self) -> list[int]:
        """Powers of two up to the whole run."""
        return [1 << power for power in range(self.total.bit_length())] if self.total else []


def utilisation(timelines: Sequence[Timeline]) -> list[tuple[int, list[float]]]:
    """Of each window that is shorter than every run, the utilisation under each plan."""
    windows = min((t.windows() for t in timelines), key=len, default=[])
    return [(window, [t.mmu(window) for t in timelines]) for window in windows]
