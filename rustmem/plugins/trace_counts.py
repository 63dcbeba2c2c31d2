"""A program's trace as numbers and names, for the expressions of claims and questions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from rustmem.trace import event as ev

COUNTED: dict[str, type[ev.Base]] = {
    "allocations": ev.Allocate,
    "frees": ev.Free,
    "grows": ev.Grow,
    "moves": ev.Move,
    "copies": ev.Copy,
    "borrows": ev.Borrow,
    "drops": ev.DropBegin,
    "threads": ev.Spawn,
    "panics": ev.Panic,
}
"""The counts that an expression may name, and the event that each counts."""
NAMED = ("moves", "copies", "borrows", "drops")
"""The counts that can be asked of one variable."""


class Count(int):
    """A number of events; called with a variable's name, the number of those that concern it."""

    names: Counter[str]

    def __new__(cls, total: int, names: Iterable[str]) -> Count:
        made = super().__new__(cls, total)
        made.names = Counter(names)
        return made

    def __call__(self, name: str) -> int:
        return self.names[name]


def names_of(execution: Any) -> dict[str, Any]:
    """What an expression over the trace of `execution` may name."""
    trace: list[Any] = execution.trace
    found: dict[str, Any] = {}
    for word, kind in COUNTED.items():
        events: list[Any] = [e for e in trace if isinstance(e, kind)]
        found[word] = Count(len(events), [e.name for e in events]) if word in NAMED else len(events)
    found["clones"] = _strong_counts_that_went_up(trace)
    found["peak"] = _peak(trace)
    found["leaks"] = len(execution.leaks)
    found["dropped"] = tuple(e.name for e in trace if isinstance(e, ev.DropBegin) and e.name)
    found["moved"] = tuple(e.name for e in trace if isinstance(e, ev.Move) and e.name)
    found["printed"] = tuple(execution.output.splitlines())
    found["exit_code"] = execution.exit_code
    return found


def _strong_counts_that_went_up(trace: list[Any]) -> int:
    """How often a reference count was raised: the first count of a box is its making, not a clone."""
    counts: dict[int, int] = {}
    raised = 0
    for e in trace:
        if isinstance(e, ev.Count) and e.which == "strong":
            raised += e.alloc in counts and e.value > counts[e.alloc] or e.alloc not in counts and e.value > 1
            counts[e.alloc] = e.value
    return raised


def _peak(trace: list[Any]) -> int:
    """The most heap bytes in use at one time."""
    sizes: dict[int, int] = {}
    used = peak = 0
    for e in trace:
        match e:
            case ev.Allocate():
                sizes[e.alloc] = e.size
                used += e.size
            case ev.Grow():
                used += e.size - sizes.pop(e.old, 0)
                sizes[e.new] = e.size
            case ev.Free():
                used -= sizes.pop(e.alloc, 0)
            case _:
                continue
        peak = max(peak, used)
    return peak


SAFE: dict[str, Callable[..., Any]] = {
    f.__name__: f for f in (abs, all, any, bool, float, int, len, list, max, min, range, round, set, sorted, str, sum, tuple)
}  # fmt: skip
"""The functions that expressions may call beside our own."""


def evaluate(expression: str, names: dict[str, Any]) -> Any:
    """The value of an expression over `names`. Raises what its evaluation raises."""
    return eval(compile(expression.strip(), "<expression>", "eval"), {"__builtins__": {}, **SAFE, **names})
