"""The heap of a plan at one operation: which words are live, garbage or free, and in which space."""

from __future__ import annotations

from collections.abc import Sequence

from rustmem.memory.log import Log
from rustmem.memory.plan.gencopy import GenCopy
from rustmem.memory.plan.incremental import Incremental
from rustmem.memory.plan.marksweep import MarkSweep
from rustmem.memory.plan.plan import Plan
from rustmem.memory.plan.refcount import RefCount
from rustmem.memory.plan.refcount_cycles import WHITE, RefCountCycles
from rustmem.memory.plan.semispace import SemiSpace
from rustmem.memory.space import Space
from rustmem.source.node import node
from rustmem.views import svg, theme
from rustmem.views.chart import WIDTH, wrapped

ROW, ACROSS, LEFT = 22.0, 32, 38.0
"""Height of a row, cells in it, and room for its address."""
CELL = (WIDTH - LEFT) / ACROSS
"""Width of a cell."""
SQUEEZED = 0.88
"""How narrow the letters of a name may become so that it fits its object."""
GONE = ("garbage", "unmarked", "found dead", "copied", "left behind")
"""States of what is drawn dashed."""
MOST_ROWS = 12
"""Of a space: a larger one is drawn with more bytes to a cell."""


@node
class Held:
    """An object where it lies."""

    obj: int
    name: str
    address: int
    size: int
    state: str
    """`live` or `garbage`; while it is collected what has become of it: marked, unmarked, found dead, copied, left behind, not looked at."""
    told: tuple[str, ...]
    """More about it, in words: roots, counts, colour, pointers."""


@node
class Extent:
    """A space and what is in it, in the order of addresses."""

    name: str
    role: str
    start: int
    size: int
    held: tuple[Held, ...]


@node
class Moment:
    """The heap after one operation."""

    title: str
    extents: tuple[Extent, ...]


class HeapMap:
    """What `draw` returns for a replay and a step; `str` of it is the text."""

    def __init__(self, title: str, moments: Sequence[Moment]) -> None:
        self.title, self.moments = title, list(moments)

    def to_text(self) -> str:
        """Each space, and each object in it, a line."""
        lines = [self.title]
        for moment in self.moments:
            lines.append(moment.title)
            for extent in moment.extents:
                lines.append(f"  {heading(extent)}")
                lines += [f"    {sentence(held, extent)}" for held in extent.held]
        return "\n".join(lines) + "\n"

    __str__ = to_text

    def to_svg(self) -> str:
        parts = [svg.text(0, 16, self.title, theme.INK, font_weight=600)]
        y = 26.0
        for moment in self.moments:
            for words in wrapped(moment.title):
                parts.append(svg.text(0, y + 14, words))
                y += 18
            for extent in moment.extents:
                drawn, y = strip(extent, y + 4)
                parts += drawn
            y += 10
        for words in wrapped(
            "Solid: live. Dashed and ×: garbage. Dashed and →: copied from here. Empty: free. •: a root holds it."
        ):
            parts.append(svg.text(0, y + 8, words, theme.FAINT))
            y += 17
        return svg.document(WIDTH, y, self.title, self.to_text(), "".join(parts))


def map_of(plan: Plan, title: str) -> Moment:
    """The heap of a plan as it is now."""
    alive = plan.log.lifetimes.live_at(plan.at)
    placed = sorted((plan.address[obj], obj) for obj in plan.present())
    extents = []
    for space in plan.spaces:
        held = [
            Held(obj, plan.log.name(obj), address, plan.sizes[obj], "live" if obj in alive else "garbage", tuple(told(plan, obj)))
            for address, obj in placed
            if address in space
        ]
        extents.append(Extent(space.name, role(space, held), space.allocator.start, extent_of(space), tuple(held)))
    return Moment(title, tuple(extents))


def held_of(plan: Plan, obj: int, state: str) -> Held:
    """An object where it is now."""
    return Held(obj, plan.log.name(obj), plan.address[obj], plan.sizes[obj], state, tuple(told(plan, obj)))


def extent_of(space: Space) -> int:
    allocator = space.allocator
    return allocator.limit if allocator.limit is not None else allocator.reserved


def role(space: Space, held: Sequence[Held]) -> str:
    used = sum(h.size for h in held)
    return f"{used} of {extent_of(space)} bytes in use"


def told(plan: Plan, obj: int) -> list[str]:
    """What else there is to say of an object."""
    words = []
    roots = plan.roots.get(obj, 0)
    if roots:
        words.append("held by a root" if roots == 1 else f"held by {roots} roots")
    if isinstance(plan, RefCount):
        words.append(f"count {plan.counts[obj]}")
    if isinstance(plan, Incremental) and plan.phase == "marking":
        words.append(plan.color(obj))
    for field, target in enumerate(plan.fields[obj]):
        if target:
            words.append(f"{plan.log.field_name(obj, field)} → {plan.log.name(target)}")
    return words


def moments(plan: Plan, log: Log, steps: Sequence[int], phases: bool = False) -> list[Moment]:
    """Runs a fresh plan, and looks at its heap after each of some steps; with `phases` also while it collects at one of them.

    Raises ValueError for a step that there is not.
    """
    last = max(log.steps, default=0)
    found: list[Moment] = []
    for step in sorted(steps):
        if not 0 <= step <= last:
            raise ValueError(f"there is no {log.unit} {step}: the last is {last}")
        start = next((at for at, s in enumerate(log.steps) if s >= step), len(log))
        end = next((at for at, s in enumerate(log.steps) if s > step), len(log))
        if phases:
            plan.run(start)
            plan.watch = Witness(plan, f"{log.unit} {step}", found)
        plan.run(end)
        plan.watch = None
        found.append(map_of(plan, f"after {log.unit} {step}: {words_at(log, end)}"))
    return found


class Witness:
    """Looks at a collection when it has found what is live and has given nothing back yet."""

    def __init__(self, plan: Plan, place: str, found: list[Moment]) -> None:
        self.plan, self.place, self.found = plan, place, found
        self.before: dict[int, int] = {}

    def __call__(self, phase: str) -> None:
        plan = self.plan
        if phase == "prepare":
            self.before = {obj: plan.address[obj] for obj in plan.present()}
        elif phase == "release":
            self.before = self.before or {obj: plan.address[obj] for obj in plan.present()}  # it began at an earlier step
            moved = {obj for obj, address in self.before.items() if plan.address[obj] != address}
            copies = isinstance(plan, SemiSpace | GenCopy)
            extents = []
            for space in plan.spaces:
                old = [self.old(obj, address, copies, moved) for obj, address in self.before.items() if address in space]
                new = [held_of(plan, obj, "live") for obj in moved if plan.address[obj] in space]
                held = tuple(sorted([*old, *new], key=lambda h: h.address))
                kind = " (from-space)" if copies and old and not new else " (to-space)" if new else ""
                size = extent_of(space)
                extents.append(Extent(space.name + kind, f"{size} bytes", space.allocator.start, size, held))
            words = "copied" if copies else "known" if isinstance(plan, RefCountCycles) else "marked"
            self.found.append(Moment(f"during {self.place}: what is live is {words}", tuple(extents)))

    def old(self, obj: int, address: int, copies: bool, moved: set[int]) -> Held:
        """An object where it was when the collection began."""
        plan = self.plan
        told: tuple[str, ...] = ()
        if obj in moved:
            state, told = "copied", (f"to {plan.address[obj] - start_of(plan, plan.address[obj])}",)
        elif copies:
            state = "not looked at" if obj in untouched(plan) else "left behind"
        elif isinstance(plan, RefCountCycles):
            state = "found dead" if plan.color[obj] == WHITE else "live"
        else:
            state = "marked" if isinstance(plan, MarkSweep) and plan.mark[obj] == plan.epoch else "unmarked"
        return Held(obj, plan.log.name(obj), address, plan.sizes[obj], state, told)


def untouched(plan: Plan) -> set[int]:
    """What a minor collection does not look at: the old objects."""
    return {obj for obj in plan.present() if plan.old[obj]} if isinstance(plan, GenCopy) and not plan.full else set()


def start_of(plan: Plan, address: int) -> int:
    return next(space.allocator.start for space in plan.spaces if address in space)


def words_at(log: Log, end: int) -> str:
    """The note for the moment before an operation, or what was done last."""
    if end in log.notes or not end:
        return log.notes.get(end, "nothing has happened")
    done = []
    for at in range(end - 1, -1, -1):
        if log.steps[at] != log.steps[end - 1]:
            break
        done.append(log.sentence(at))
    return ", ".join(done[:-4:-1]) + (", …" if len(done) > 3 else "")


def heading(extent: Extent) -> str:
    return f"{extent.name}: {extent.role}"


def sentence(held: Held, extent: Extent) -> str:
    return ", ".join([f"{held.address - extent.start}: {held.name}", f"{held.size} bytes", held.state, *held.told])


def strip(extent: Extent, y: float) -> tuple[list[str], float]:
    """Rows of cells, and the objects in them."""
    unit = 8
    while extent.size > unit * ACROSS * MOST_ROWS:
        unit *= 2
    cells = max(1, -(-extent.size // unit))
    parts = [svg.text(0, y + 13, heading(extent), theme.FAINT, font_weight=600)]
    y += 19
    rows = -(-cells // ACROSS)
    for row in range(rows):
        width = min(ACROSS, cells - row * ACROSS) * CELL
        parts.append(svg.text(LEFT - 6, y + row * ROW + 15, str(row * ACROSS * unit), theme.FAINT, text_anchor="end"))
        parts.append(svg.box(LEFT, y + row * ROW + 1, width, ROW - 3, theme.HEAP, stroke=theme.RULE, stroke_width=0.6))
    for held in extent.held if unit == 8 else merged(extent, unit):
        parts += drawn(held, held.address - extent.start, y, unit)
    return parts, y + rows * ROW + 4


def merged(extent: Extent, unit: int) -> list[Held]:
    """Many small objects: neighbours of one state as one."""
    found: list[Held] = []
    for held in extent.held:
        last = found[-1] if found else None
        if last is not None and last.state == held.state and held.address - last.address - last.size < unit:
            found[-1] = Held(0, "", last.address, held.address + held.size - last.address, held.state, ())
        else:
            found.append(Held(0, "", held.address, held.size, held.state, ()))
    return found


def drawn(held: Held, offset: int, y: float, unit: int) -> list[str]:
    """One object, in as many rows as it touches."""
    parts = []
    garbage = held.state in GONE
    begin, end = offset / unit, (offset + max(held.size, 1)) / unit
    name = (
        ("→" if held.state == "copied" else "×" if garbage else "")
        + ("•" if any("held by" in t for t in held.told) else "")
        + held.name.partition(" (")[0]
    )
    row = int(begin // ACROSS)
    while row * ACROSS < end:
        left, right = max(begin, row * ACROSS), min(end, (row + 1) * ACROSS)
        x, width = LEFT + (left - row * ACROSS) * CELL, (right - left) * CELL
        top = y + row * ROW + 2.5
        parts.append(
            svg.box(
                round(x + 0.7, 1),
                top,
                round(max(width - 1.4, 1.5), 1),
                ROW - 6,
                theme.PAPER if garbage else theme.STACK,
                stroke=theme.FAINT if garbage else theme.OWNER,
                stroke_dasharray="3 2" if garbage else "none",
            )
        )
        room = int(width / theme.CHAR / SQUEEZED)
        if name and room and left == begin:
            shown = name if len(name) <= room else name[:room]
            tight = (
                {"textLength": round(width - 5, 1), "lengthAdjust": "spacingAndGlyphs"}
                if len(shown) * theme.CHAR > width - 5
                else {}
            )
            parts.append(svg.text(round(x + 3, 1), top + 12.5, shown, theme.FAINT if garbage else theme.INK, **tight))
        row += 1
    return parts
