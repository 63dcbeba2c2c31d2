"""What a claim's evidence must show: predicates over a block of a page that has run.

A predicate is a kind and a value, as `expect: E0382`. CONTRIBUTING.md, "Add a claim", has the table of kinds.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from rustmem.measure.figures import Figure
from rustmem.measure.recorded import measured
from rustmem.plugins.execute import Answer, traced
from rustmem.plugins.page import Block
from rustmem.plugins.trace_counts import evaluate

SHORTEST = 8
"""Characters of a `says` predicate, at least: less is on too many pages."""
FIGURE = re.compile(r"\[([^\[\]]+)\]")


class PredicateError(Exception):
    """A predicate that cannot be judged: it is written wrongly, or asks for something that does not exist."""


@dataclass(frozen=True)
class Predicate:
    """One demand on a claim's evidence."""

    kind: str
    value: str
    url: str = ""
    """Of a quotation."""
    seen: str = ""
    """When the quotation was read there."""
    about: dict[str, Any] = field(default_factory=dict, hash=False, compare=False)

    @property
    def needs_block(self) -> bool:
        """Whether a block shows it, and not a source, a figure or an argument."""
        return self.kind in ON_BLOCKS

    def holds(self, block: Block, answer: Answer) -> bool:
        """Whether it holds of a block that ran. Raises PredicateError."""
        return ON_BLOCKS[self.kind](self.value, block, answer)

    def words(self) -> str:
        """It in words, for a reader; what stands in backticks is code."""
        if self.kind == "expect" and self.value in ("panic", "error"):
            return "panics" if self.value == "panic" else "is rejected"
        if self.kind == "quote":
            return WORDS[self.kind].format(self.value)
        return WORDS[self.kind].format(" ".join(_code(line) for line in self.value.splitlines() if line.strip()))


def _code(text: str) -> str:
    """Text between backticks, two if it has some of its own."""
    return f"``{text}``" if "`" in text else f"`{text}`"


def _expect(value: str, block: Block, answer: Answer) -> bool:
    if value == "panic":
        return answer.exit_code == 101
    return answer.codes == frozenset(value.split())


def _exit(value: str, block: Block, answer: Answer) -> bool:
    return answer.exit_code is not None and str(answer.exit_code) == value


def _warns(value: str, block: Block, answer: Answer) -> bool:
    return answer.warnings == frozenset(value.split())


def _accepted(value: str, block: Block, answer: Answer) -> bool:
    if value != "true":
        raise PredicateError("`accepted` is true, or it is another predicate")
    return block.lang == "rust" and not answer.codes and answer.exit_code == 0


def _prints(value: str, block: Block, answer: Answer) -> bool:
    wanted = [line.strip() for line in value.strip("\n").split("\n")]
    lines = [line.strip() for line in answer.text.splitlines()]
    return any(lines[at : at + len(wanted)] == wanted for at in range(len(lines)))


def _says(value: str, block: Block, answer: Answer) -> bool:
    if len(value) < SHORTEST:
        raise PredicateError(f"`says: {value}` is too short to show anything: {SHORTEST} characters at least")
    return any(value in line for line in answer.text.splitlines())


def _trace(value: str, block: Block, answer: Answer) -> bool:
    if block.lang != "rust":
        return False
    names = traced(block)
    return names is not None and _judge(value, names)


def _holds(value: str, block: Block, answer: Answer) -> bool:
    if block.lang != "python":
        return False
    try:
        return _judge(value, answer.scope)
    except PredicateError:
        return False


def _judge(expression: str, names: dict[str, Any]) -> bool:
    try:
        return bool(evaluate(expression, names))
    except Exception as e:
        raise PredicateError(f"`{expression}` cannot be judged: {type(e).__name__}: {e}") from e


ON_BLOCKS: dict[str, Callable[[str, Block, Answer], bool]] = {
    "expect": _expect,
    "exit": _exit,
    "warns": _warns,
    "accepted": _accepted,
    "prints": _prints,
    "says": _says,
    "trace": _trace,
    "holds": _holds,
}
"""The predicates that a block shows."""
ELSEWHERE = ("figure", "quote", "cited", "argued")
"""The predicates that measured figures, sources and the page's own text show."""
WORDS = {
    "expect": "gives {}",
    "exit": "exits with code {}",
    "warns": "warns of {}",
    "accepted": "compiles and runs",
    "prints": "prints {}",
    "says": "says {}",
    "trace": "its trace has {}",
    "holds": "gives {}",
    "figure": "measured: {}",
    "quote": "“{}”",
    "cited": "by its sources",
    "argued": "argued",
}


def judge_figures(expression: str) -> bool:
    """A comparison of measured figures, whose keys stand in brackets. Of a range, it must hold at both ends.

    Raises PredicateError.
    """
    names: dict[str, tuple[Any, ...]] = {}

    def named(found: re.Match[str]) -> str:
        value = recorded(found[1]).value
        names[f"figure_{len(names)}"] = value if isinstance(value, tuple) else (value,)
        return f"figure_{len(names) - 1}"

    replaced = FIGURE.sub(named, expression)
    if not names:
        raise PredicateError(f"`{expression}` names no figure: write its key in brackets")
    return all(_judge(replaced, dict(zip(names, ends))) for ends in itertools.product(*names.values()))


def figure(key: str) -> float | str:
    """A measured figure; of a range, its middle. Raises PredicateError if there is none of that key."""
    value = recorded(key).value
    return sum(value) / 2 if isinstance(value, tuple) else value


def recorded(key: str) -> Figure:
    """A measured figure with all that is known of it. Raises PredicateError if there is none of that key."""
    try:
        return measured(key)
    except ValueError as e:
        raise PredicateError(str(e)) from e
