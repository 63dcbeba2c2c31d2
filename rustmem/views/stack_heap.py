"""Stack and heap at one moment, as a picture and in words."""

from __future__ import annotations

import re
from typing import Any

from rustmem.source.node import node
from rustmem.trace import event as e
from rustmem.trace.object_graph import Arrow, Graph, Storage, graph_at
from rustmem.views import svg, theme
from rustmem.views.loans import Loans

COUNTED = ("RcInner<", "ArcInner<")
COUNTS = {0: "strong", 8: "weak"}
"""In a counted block: where the counts stand, as `alloc::rc::RcInner` lays them out."""

LONGEST = 38
"""Letters in a line of the picture."""
ELEMENT = re.compile(r"\[[^][]{1,34}\]")
NO_BREAK = "\u00a0"
MOST_LINES = 4
"""Of a row: what is longer keeps its counts and pointers."""
TOLD = (*COUNTS.values(), *(f"{words} " for _, _, words in theme.POINTERS.values()))
"""How the values begin that a long row keeps."""


@node
class Row:
    """One place: a variable or a heap block."""

    alloc: int
    name: str
    ty: str
    values: tuple[str, ...]
    """Its parts in order of their offsets; a pointer is the word of its kind and its target."""
    arrows: tuple[Arrow, ...]
    state: str


@node
class Box:
    """A call or the heap, with its rows."""

    title: str
    rows: tuple[Row, ...]


class Picture:
    """What `draw` returns: `str` of it is the text."""

    def __init__(self, title: str, calls: list[Box], heap: Box) -> None:
        self.title, self.calls, self.heap = title, calls, heap

    def to_text(self) -> str:
        """The picture in words, one place a line."""
        lines = [self.title]
        for box in [*self.calls, self.heap]:
            lines.append(f"  {box.title}")
            lines += [f"    {_sentence(row)}" for row in box.rows] or ["    empty"]
        return "\n".join(lines) + "\n"

    def to_svg(self) -> str:
        """The picture itself."""
        return Drawing(self).svg()

    def to_narrow_svg(self) -> str:
        """The same for a narrow screen: the heap stands below the stack."""
        return Drawing(self, narrow=True).svg()

    __str__ = to_text


def draw(execution: Any, *, step: int | None = None, line: int | None = None) -> Picture | Loans:
    """Stack and heap after `step`, or when `line` of the program is first about to run; or the chart of `loans`.

    By default at the last moment at which the most blocks and variables are alive.
    `execution` is a run with `trace=True`, or what `loans` returned, which draws itself.
    """
    if isinstance(execution, Loans):
        return execution
    if not execution.trace:
        raise ValueError("there is no trace: run the program with trace=True")
    if line is not None:
        at = first_step_of_line(execution, line)
        graph = graph_at((event for event in execution.trace[:at]), None)
        title = f"before line {line}"
    else:
        step = fullest_step(execution.trace) if step is None else step
        graph = graph_at(execution.trace, step)
        title = f"after step {step}"
    names = {v.alloc: v.name for f in graph.frames for v in f.variables}
    names |= {alloc: f"#{number}" for number, alloc in enumerate(sorted({*graph.heap, *graph.freed}), 1)}
    calls = [
        Box(f"{f.function}, on the stack", tuple(_row(v, v.ty, names) for v in f.variables if _written(v))) for f in graph.frames
    ]
    sizes = _element_sizes(graph)
    heap = Box(
        "heap",
        tuple(_row(b, f"{b.size} byte{'s' if b.size != 1 else ''}", names, sizes.get(b.alloc, 0)) for b in graph.heap.values()),
    )
    return Picture(title, calls, heap)


def first_step_of_line(execution: Any, line: int) -> int:
    """The place in the trace of the first event of that line of the program."""
    source_map = execution.report.source_map
    for place, event in enumerate(execution.trace):
        if type(event) not in (e.EnterFrame, e.StorageLive) and not event.span.is_dummy():
            if source_map.line_column(event.span.source_callsite().lo)[0] == line:
                return place
    raise ValueError(f"nothing happens on line {line}")


def fullest_step(events: list[e.Event]) -> int:
    """The last step at which the most places are alive."""
    alive = most = best = 0
    graph = Graph()
    last = None
    for event in events:
        if last is not None and event.step != last:
            if alive >= most:
                most, best = alive, last
        graph.apply(event)
        alive = len(graph.heap) + sum(1 for f in graph.frames for v in f.variables if _written(v))
        last = event.step
    return best


def _written(variable: Storage) -> bool:
    """Whether it is a variable of the author's that has had a value."""
    return bool(variable.name) and bool(variable.cells or variable.arrows or variable.moved_parts or variable.state != "live")


def _row(at: Storage, told: str, names: dict[int, str], size: int = 0) -> Row:
    """`size`: the bytes of an element, if it is a list."""
    parts: dict[int, str] = {}
    letters = at.ty in ("[u8]", "str")
    counted = at.ty.startswith(COUNTED)
    for offset, cell in at.cells.items():
        if counted and offset in COUNTS:
            parts[offset] = f"{COUNTS[offset]} {at.counts.get(COUNTS[offset], cell.value)}"
        else:
            parts[offset] = _letters(cell.value) if letters else _value(cell.value)
    for offset, arrow in at.arrows.items():
        parts[offset] = (
            f"{theme.POINTERS[arrow.kind][2]} {names.get(arrow.target, 'a temporary')}" if arrow.target else "a fixed address"
        )
    values = _runs(_elements(parts, size) if size else [parts[offset] for offset in sorted(parts)])
    if letters:
        values = (f'"{"".join(parts[offset] for offset in sorted(parts))}"',)
    state = "moved away" if at.state == "moved" else at.state if at.state != "live" else "partly moved" if at.moved_parts else ""
    arrows = tuple(a for _, a in sorted(at.arrows.items()) if a.target)
    return Row(at.alloc, names[at.alloc], told, values, arrows, state)


def _element_sizes(graph: Graph) -> dict[int, int]:
    """Of each list on the heap: the bytes of an element.

    An array's type says how many there are. Of another list the number that there is room for stands beside the pointer that owns it.
    """
    sizes = {}
    for block in graph.heap.values():
        _, semicolon, length = block.ty.rpartition("; ")
        if semicolon and block.ty.startswith("[") and length[:-1].isdigit() and int(length[:-1]):
            sizes[block.alloc] = block.size // int(length[:-1])
    variables = [variable for frame in graph.frames for variable in frame.variables]
    for holder in [*variables, *graph.heap.values()]:
        for offset, arrow in holder.arrows.items():
            owned, room = graph.heap.get(arrow.target), holder.cells.get(offset + 8)
            if owned is None or arrow.kind != "box" or not owned.ty.startswith("[") or room is None or not room.value.isdigit():
                continue
            if int(room.value) and owned.size % int(room.value) == 0:
                sizes.setdefault(owned.alloc, owned.size // int(room.value))
    return sizes


def _elements(parts: dict[int, str], size: int) -> list[str]:
    """The elements of a list: those of several parts in brackets."""
    groups: dict[int, list[str]] = {}
    for offset in sorted(parts):
        groups.setdefault(offset // size, []).append(parts[offset])
    return [group[0] if len(group) == 1 else f"[{', '.join(group)}]" for group in groups.values()]


def _value(value: str) -> str:
    """A discriminant, `#1`, would look like a block's number."""
    return f"variant {value[1:]}" if value.startswith("#") and value[1:].isdigit() else value


def _runs(values: list[str]) -> tuple[str, ...]:
    """Equal values side by side as one: `10 × 0`."""
    found: list[tuple[str, int]] = []
    for value in values:
        if found and found[-1][0] == value:
            found[-1] = (value, found[-1][1] + 1)
        else:
            found.append((value, 1))
    shown: list[str] = []
    for value, times in found:
        shown += [f"{times} × {value}"] if times > 3 else [value] * times
    return tuple(shown)


def _letters(value: str) -> str:
    """Bytes as text: a number for one, a quoted text for several."""
    if not value.isdigit():
        return value[1:-1]
    code = int(value)
    return chr(code) if 32 <= code < 127 else f"\\x{code:02x}"


def _sentence(row: Row) -> str:
    shown = "" if row.state in ("moved away", "dropped") else " = " + ", ".join(row.values) if row.values else ""
    return f"{row.name}: {row.ty}{shown}{f' ({row.state})' if row.state else ''}"


class Drawing:
    """Lays a picture out: calls on the left, the heap on the right, pointers between; or, narrow, the heap below the calls."""

    NEXT_LINE = 17.0
    """From a line of a row to the next."""

    def __init__(self, picture: Picture, narrow: bool = False) -> None:
        self.picture, self.narrow = picture, narrow
        self.left = self.width_of(picture.calls)
        self.right = self.width_of([picture.heap])
        if narrow:
            self.left = self.right = max(self.left, self.right if picture.heap.rows else 0.0)
        self.middle = 70.0
        self.parts: list[str] = []
        self.wires: list[str] = []
        self.at: dict[int, tuple[float, float, float]] = {}
        """Of each place: its left edge, its right edge, its middle height."""
        self.froms: list[tuple[float, float, Arrow]] = []

    def width_of(self, boxes: list[Box]) -> float:
        longest = max(
            (len(line) for b in boxes for line in [b.title, *(line for row in b.rows for line in _lines(row))]), default=0
        )
        return max(150.0, longest * theme.CHAR + 3 * theme.PAD)

    def svg(self) -> str:
        y = 0.0
        for call in self.picture.calls:
            y = self.box(call, 1.0, y, self.left, theme.STACK) + theme.GAP
        bottom = 0.0
        if self.picture.heap.rows:
            x, top = (1.0, y) if self.narrow else (self.left + self.middle, 0.0)
            bottom = self.box(self.picture.heap, x, top, self.right, theme.HEAP)
        self.connect()
        blocks = {row.alloc for row in self.picture.heap.rows}
        aside = self.narrow or any(arrow.source in blocks for _, _, arrow in self.froms)  # round the right edge
        beside = self.picture.heap.rows and not self.narrow
        width = self.left + (self.middle + self.right if beside else 0 if self.narrow else 40) + (40 if aside else 2)
        height = max(y - theme.GAP, bottom) + 2
        return svg.document(
            width, height, f"Stack and heap {self.picture.title}", self.picture.to_text(), "".join(self.parts + self.wires)
        )

    def box(self, box: Box, x: float, y: float, width: float, fill: str) -> float:
        """Draws a call or the heap; where it ends."""
        height = theme.LINE + sum(self.height_of(row) for row in box.rows) + theme.PAD
        self.parts.append(svg.box(x, y + 1, width, height, fill, stroke=theme.RULE))
        self.parts.append(svg.text(x + theme.PAD, y + 19, box.title, theme.FAINT, font_weight=600))
        top = y + theme.LINE + 2
        for row in box.rows:
            self.row(row, x + theme.PAD / 2, top, width - theme.PAD)
            top += self.height_of(row)
        return y + height + 1

    def height_of(self, row: Row) -> float:
        return theme.LINE + (len(_lines(row)) - 1) * self.NEXT_LINE

    def row(self, row: Row, x: float, y: float, width: float) -> None:
        gone = row.state in ("moved away", "dropped")
        height = self.height_of(row) - 4
        self.parts.append(
            svg.box(x, y, width, height, theme.PAPER, stroke=theme.RULE, stroke_dasharray="4 3" if gone else "none")
        )
        for number, line in enumerate(_lines(row)):
            indent = 2 * theme.CHAR if number else 0
            self.parts.append(
                svg.text(
                    x + theme.PAD / 2 + indent, y + 16 + number * self.NEXT_LINE, line.strip(), theme.FAINT if gone else theme.INK
                )
            )
        middle = y + height / 2
        self.at[row.alloc] = (x, x + width, middle)
        if not gone:
            self.froms += [(x + width, middle, arrow) for arrow in row.arrows]

    def connect(self) -> None:
        """A line for each pointer: colour and dashes say its kind, and so do the words in the row."""
        for x, y, arrow in self.froms:
            target = self.at.get(arrow.target)
            if target is None:
                continue
            color, dashes, _ = theme.POINTERS[arrow.kind]
            left, right, middle = target
            if left > x:
                path, tip = (
                    f"M{x:.0f} {y:.0f} C{x + 35:.0f} {y:.0f} {left - 35:.0f} {middle:.0f} {left - 7:.0f} {middle:.0f}",
                    (left, 1),
                )
            else:  # a place on the same side: round the right edge
                path, tip = (
                    f"M{x:.0f} {y:.0f} C{x + 34:.0f} {y:.0f} {right + 34:.0f} {middle:.0f} {right + 7:.0f} {middle:.0f}",
                    (right, -1),
                )
            self.wires.append(
                svg.element("path", d=path, fill="none", stroke=color, stroke_width=1.6, stroke_dasharray=dashes or "none")
            )
            edge, way = tip
            head = f"M{edge:.0f} {middle:.0f} l{-8 * way} -4 v8 z"
            self.wires.append(svg.element("path", d=head, fill=color))


def _lines(row: Row) -> list[str]:
    """The row's words for the picture; where they are too many, counts and pointers stay."""
    lines = _broken(_sentence(row))
    if len(lines) <= MOST_LINES:
        return lines
    kept: list[str] = []
    for value in row.values:
        if any(part in value for part in TOLD):
            kept.append(value)
        elif not kept or kept[-1] != "…":
            kept.append("…")
    lines = _broken(_sentence(Row(row.alloc, row.name, row.ty, tuple(kept), row.arrows, row.state)))
    return lines if len(lines) <= MOST_LINES else [*lines[: MOST_LINES - 1], "  …"]


def _broken(words: str) -> list[str]:
    """Lines of at most `LONGEST` letters where words allow it; the second and later are indented."""
    lines: list[str] = []
    kept = ELEMENT.sub(lambda found: found[0].replace(" ", NO_BREAK), words)
    for word in kept.split(" "):
        if lines and len(lines[-1]) + 1 + len(word) <= LONGEST:
            lines[-1] += f" {word}"
        else:
            lines.append(f"  {word}" if lines else word)
    return [(line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…").replace(NO_BREAK, " ") for line in lines]
