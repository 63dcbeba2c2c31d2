"""Work as one number: only through a table of weights that has a name and is printed with the number."""

from __future__ import annotations

from rustmem.memory.stats import Stop
from rustmem.source.node import node


@node
class Weights:
    """What one unit of each cost counts. A mutator's operation counts `operation`."""

    name: str
    operation: int
    marked: int
    edges: int
    copied: int
    copied_words: int
    swept: int
    dropped: int
    count_updates: int
    barriers: int
    barrier_hits: int

    def of_stop(self, stop: Stop) -> int:
        """The work of one stop."""
        return (
            self.marked * stop.marked + self.edges * stop.edges + self.copied * stop.copied
            + self.copied_words * stop.copied_words + self.swept * stop.swept + self.dropped * stop.dropped
            + self.count_updates * stop.count_updates
        )  # fmt: skip

    def __str__(self) -> str:
        """The table, as one line."""
        told = [f"{_WORDS[name]} {value}" for name in _WORDS if (value := getattr(self, name))]
        return f"weights `{self.name}`: " + ", ".join(told)


_WORDS = {
    "operation": "an operation of the program",
    "marked": "an object marked",
    "edges": "an edge scanned",
    "copied": "an object copied",
    "copied_words": "a word copied",
    "swept": "an object swept",
    "dropped": "an object dropped",
    "count_updates": "a count updated",
    "barriers": "a write barrier",
    "barrier_hits": "a barrier hit",
}

OBJECTS = Weights("objects", 1, 1, 0, 1, 0, 1, 1, 0, 0, 0)
"""Objects touched."""
WORDS = Weights("words", 1, 1, 1, 1, 2, 1, 2, 1, 1, 2)
"""Words of memory touched: a copy reads and writes, a drop takes an object off and puts its memory on a list."""
WEIGHTS = {weights.name: weights for weights in (OBJECTS, WORDS)}
