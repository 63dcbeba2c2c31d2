"""From raw runs to the figures that pages show. Pure functions: the same lines give the same figures.

Every figure has a tier, which says how far it can be trusted:

- exact: a count, a size, an outcome; every run gave the same. Collections of a collector may differ by one from their middle;
  where they differ by more, they are loose.
- tight: the median of runs that lie within five per cent of it, to two significant digits.
- loose: a range to about one and a half digits that holds the middle half of the runs; of processor time, the quotient of the
  least of several interleaved runs.
  `work_ratio` is the same upside down: the work done in a second of processor time.
- order: only how figures compare; a word for the power of ten.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rustmem.measure.runs import Data, Run, Session, Value

Tier = Literal["exact", "tight", "loose", "order"]
TIERS: tuple[Tier, ...] = ("exact", "tight", "loose", "order")

KIB = 1024


POWERS = ("none", "a few", "tens", "hundreds", "thousands", "tens of thousands", "hundreds of thousands", "millions")


SOMETIMES = "in some runs"
"""A few in some runs, and none in others."""


def power_of_ten(count: int) -> str:
    """A word for how many: none, a few (below 10), tens, hundreds, …"""
    return POWERS[min(len(str(count)), len(POWERS) - 1)] if count > 0 else POWERS[0]


def power_of_time(microseconds: int) -> str:
    """Between which powers of ten a time lies: under 0.1 ms, 0.1 to 1 ms, 1 to 10 ms, …"""
    if microseconds < 100:
        return "under 0.1 ms"
    power = len(str(microseconds)) - 4
    return f"{10.0**power:g} to {10.0 ** (power + 1):g} ms"


@dataclass(frozen=True)
class Quantity:
    """Something that is measured, and how it is published."""

    unit: str
    tier: Tier
    """The best that a figure of it can have."""
    plus_minus: int = 0
    """For exact ones: how far runs may lie apart."""
    divisor: int = 1
    """From the recorded unit to the published one."""
    words: Callable[[int], str] = power_of_ten
    """For those of which only the order counts."""

    def unit_of(self, text: str) -> str:
        """The unit as it reads after `text`."""
        return self.unit.replace("blocks", "block").removesuffix("s") if text == "1" and self.unit != "bytes" else self.unit


QUANTITIES: dict[str, Quantity] = {
    "allocations": Quantity("allocations", "exact"),
    "reallocations": Quantity("reallocations", "exact"),
    "calls": Quantity("allocator calls", "exact"),
    "frees": Quantity("frees", "exact"),
    "bytes": Quantity("bytes", "exact"),
    "size": Quantity("bytes", "exact"),
    "align": Quantity("bytes", "exact"),
    "peak_bytes": Quantity("bytes", "exact"),
    "lost_bytes": Quantity("bytes definitely lost", "exact"),
    "lost_blocks": Quantity("blocks definitely lost", "exact"),
    "indirectly_lost_bytes": Quantity("bytes indirectly lost", "exact"),
    "errors": Quantity("errors", "exact"),
    "temporary": Quantity("temporary allocations", "exact"),
    "peak": Quantity("at the peak", "exact"),
    "leaked": Quantity("leaked", "exact"),
    "exit_code": Quantity("", "exact"),
    "outcome": Quantity("", "exact"),
    "value": Quantity("", "exact"),
    "heap_mib": Quantity("MiB of heap", "exact"),
    "smallest_heap_mib": Quantity("MiB", "tight"),
    "collections": Quantity("collections", "exact", plus_minus=1),
    "full_collections": Quantity("full collections", "exact", plus_minus=1),
    "pauses": Quantity("pauses", "exact", plus_minus=1),
    "middle_us": Quantity("the stop in the middle", "order", words=power_of_time),
    "stalls": Quantity("allocations that waited", "order"),
    "pause_share": Quantity("per cent of CPU time", "loose", divisor=100),
    "peak_rss_kib": Quantity("MiB", "tight", divisor=KIB),
    "rss_kib": Quantity("MiB", "tight", divisor=KIB),
    "over_100us": Quantity("requests", "order"),
    "over_1ms": Quantity("requests", "order"),
    "over_10ms": Quantity("requests", "order"),
    "over_100ms": Quantity("requests", "order"),
}
"""Of what `Run.values` may hold, what becomes a figure. `cpu_us` and `peak_rss_kib` also become quotients, see REFERENCES."""

REFERENCES: dict[str, str] = {
    "trees": "rust-box",
    "trees-small": "rust-box",
    "ring": "rust-box",
    "cache": "rust-box",
    "heaps": "rust-box",
    "start": "rust-box",
    "stack-box": "stack",
    "clones": "rc",
    "increments": "plain",
    "iterators": "loop",
    "drop": "nodes-1000",
}
"""Of each experiment that compares processor time, the subject that counts as 1."""


class Unstable(Exception):
    """Runs that should agree do not; the message names experiment, subject and quantity."""


@dataclass(frozen=True)
class Figure:
    """A recorded figure."""

    key: str
    """experiment.subject.quantity"""
    value: float | str | tuple[float, float]
    """In `unit`; a pair is a range."""
    unit: str
    tier: Tier
    """`exact`, `tight`, `loose` or `order`: how far it can be trusted."""
    text: str
    """As pages show it, without the unit."""
    versions: tuple[str, ...]
    """Of the programs that it was measured with."""
    machine: str
    """Where it was measured."""

    def __str__(self) -> str:
        what = f"{self.unit}: {self.text}" if self.tier == "order" else f"{self.text} {self.unit}".rstrip()
        return f"{what} ({'; '.join((self.tier, *self.versions))})"


def figures_of(data: Data) -> dict[str, Figure]:
    """Every figure of the newest full session of each experiment, by key. Raises Unstable."""
    found: dict[str, Figure] = {}
    for experiment, runs in newest(data).items():
        session = data.sessions[runs[0].session]
        found.update(figures_of_experiment(experiment, runs, session))
    return found


def newest(data: Data) -> dict[str, list[Run]]:
    """Of each experiment, the runs of the last session that holds it; quick sessions do not count."""
    last: dict[str, str] = {}
    for run in data.runs:
        if not data.sessions[run.session].quick:
            last[run.experiment] = run.session
    found: dict[str, list[Run]] = {}
    for run in data.runs:
        if last.get(run.experiment) == run.session:
            found.setdefault(run.experiment, []).append(run)
    return found


def figures_of_experiment(experiment: str, runs: Sequence[Run], session: Session) -> dict[str, Figure]:
    """The figures of one experiment in one session."""
    by_subject: dict[str, list[Run]] = {}
    for run in runs:
        by_subject.setdefault(run.subject, []).append(run)
    found: dict[str, Figure] = {}
    reference = by_subject.get(REFERENCES.get(experiment, ""), [])
    for subject, ours in by_subject.items():
        name = f"{experiment}.{subject}"
        versions = tuple(session.versions[tool] for tool in ours[0].tools if tool in session.versions)
        machine = machine_class(session.machine)
        for quantity, known in QUANTITIES.items():
            values = [run.values[quantity] for run in ours if quantity in run.values]
            if values:
                value, tier, text = summary(f"{name}.{quantity}", values, known)
                key = f"{name}.{quantity}"
                found[key] = Figure(key, value, known.unit_of(text), tier, text, versions, machine)
        for title, unit, ratio in _quotients(experiment, ours, reference):
            found[f"{name}.{title}"] = Figure(f"{name}.{title}", ratio, unit, "loose", show_range(*ratio), versions, machine)
    return found


WITH_MEMORY = ("trees", "trees-small", "ring", "cache", "start")
"""The experiments whose peak memory is compared as well; those of loops have none to speak of."""


def _quotients(experiment: str, ours: list[Run], reference: list[Run]) -> Iterator[tuple[str, str, tuple[float, float]]]:
    """Names, units and ranges of what compares a subject with the one that counts as 1."""
    one = f"of {REFERENCES.get(experiment, '')}"
    time, time_of_one = _numbers(ours, "cpu_us"), _numbers(reference, "cpu_us")
    kinds = [
        ("cpu_ratio", f"times the CPU time {one}", time, time_of_one),
        ("work_ratio", f"times the work {one}", time_of_one, time),
    ]
    if experiment in WITH_MEMORY:
        kinds.append(
            ("rss_ratio", f"times the memory {one}", _numbers(ours, "peak_rss_kib"), _numbers(reference, "peak_rss_kib"))
        )
    for title, unit, above, below in kinds:
        ratio = quotient(above, below)
        if ratio is not None:
            yield title, unit, ratio


def _numbers(runs: Iterable[Run], quantity: str) -> list[int]:
    return [v for run in runs if isinstance(v := run.values.get(quantity), int)]


def summary(key: str, values: Sequence[Value], quantity: Quantity) -> tuple[float | str | tuple[float, float], Tier, str]:
    """What several runs say together: the value, its tier, and the text. Raises Unstable for exact ones that differ."""
    words = sorted({v for v in values if isinstance(v, str)})
    if words:
        if len(words) > 1 or len({type(v) for v in values}) > 1:
            raise Unstable(f"{key} should be the same in every run, and was {', '.join(map(str, sorted(map(str, set(values)))))}")
        return words[0], "exact", words[0]
    numbers = sorted(v for v in values if isinstance(v, int))
    low, high = numbers[0], numbers[-1]
    match quantity.tier:
        case "exact":
            if low == high:
                return low, "exact", f"{low:,}"
            if not quantity.plus_minus:
                raise Unstable(f"{key} should be the same in every run, and was {low} to {high}")
            if high - low <= 2 * quantity.plus_minus:
                return (low, high), "exact", f"{low:,}–{high:,}"
            return loose(numbers, quantity)
        case "tight":
            middle = median(numbers)
            if high - low <= 0.1 * middle:
                shown = significant(middle / quantity.divisor, 2)
                return shown, "tight", show_number(shown)
            return loose(numbers, quantity)
        case "loose":
            return loose(numbers, quantity)
        case "order":
            return low, "order", SOMETIMES if low == 0 < high and quantity.words is power_of_ten else quantity.words(low)


def loose(ordered: Sequence[int], quantity: Quantity) -> tuple[tuple[float, float], Tier, str]:
    """A range that holds the middle half of the runs: what disturbed a few of them does not count."""
    cut = len(ordered) // 4
    span = outward(ordered[cut] / quantity.divisor, ordered[-1 - cut] / quantity.divisor)
    return span, "loose", show_range(*span)


def quotient(ours: Sequence[int], reference: Sequence[int]) -> tuple[float, float] | None:
    """How many times `reference` ours is, as a range.

    Both are split into the runs of even and of odd rounds; the least of each half counts, so that the range shows how far
    two measurements of the same thing lie apart. It is then widened to numbers of about one and a half digits.
    """
    if not ours or not reference:
        return None
    halves = [min(ours[k::2]) / max(1, min(reference[k::2])) for k in (0, 1) if ours[k::2] and reference[k::2]]
    if not halves:
        return None
    return outward(min(halves), max(halves))


GRID = (1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.8, 2.0, 2.2, 2.5, 2.8, 3.0, 3.5, 4.0, 4.5, 5.0, 5.5, 6.0, 7.0, 8.0, 9.0, 10.0)
"""The numbers that loose ranges end at, within a power of ten."""


def outward(low: float, high: float) -> tuple[float, float]:
    """The narrowest range between numbers of the grid that holds `low` and `high`."""
    return _on_grid(low, down=True), _on_grid(high, down=False)


def _on_grid(number: float, *, down: bool) -> float:
    if number <= 0:
        return 0.0
    power = 10.0 ** math.floor(math.log10(number))
    scaled = round(number / power, 9)
    steps = [g for g in GRID if g <= scaled] if down else [g for g in GRID if g >= scaled]
    return significant((steps[-1] if down else steps[0]) * power, 2)


def significant(number: float, digits: int) -> float:
    """`number` rounded to so many significant digits."""
    if number == 0:
        return 0.0
    places = digits - 1 - math.floor(math.log10(abs(number)))
    return round(number, places)


def median(numbers: Sequence[float]) -> float:
    ordered = sorted(numbers)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def show_number(number: float) -> str:
    return f"{number:,.0f}" if number == int(number) else f"{number:,}"


def show_range(low: float, high: float) -> str:
    return show_number(low) if low == high else f"{show_number(low)}–{show_number(high)}"


def machine_class(machine: dict[str, str]) -> str:
    """A machine in one line, as captions show it."""
    return ", ".join(machine[name] for name in ("system", "processor", "cores", "memory") if name in machine)


TOLERANCE: dict[Tier, float] = {"exact": 1.0, "tight": 1.1, "loose": 1.35, "order": 10.0}
"""Of each tier, by what factor two sessions on one machine may lie apart."""


def apart(one: Figure, other: Figure) -> bool:
    """Whether two sessions disagree about a figure by more than the weaker of its tiers allows."""
    if isinstance(one.value, str) or isinstance(other.value, str):
        return one.value != other.value
    first = one.value if isinstance(one.value, tuple) else (one.value, one.value)
    second = other.value if isinstance(other.value, tuple) else (other.value, other.value)
    gap_low, gap_high = max(first[0], second[0]), min(first[1], second[1])
    if gap_low <= gap_high:
        return False  # the ranges overlap
    if one.tier == other.tier == "order":
        gap_high = max(gap_high, 1)  # none, and one now and then
    return gap_low > gap_high * max(TOLERANCE[one.tier], TOLERANCE[other.tier])
