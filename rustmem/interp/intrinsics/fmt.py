"""Formatting: templates, and the values that print without going through Rust code."""

from __future__ import annotations

from typing import Any

from rustmem.interp.expr import NONE, E, lit
from rustmem.interp.intrinsics.float import SHORTEST, float_text
from rustmem.interp.intrinsics.ptr import place_of
from rustmem.interp.intrinsics.registry import FUNCTIONS, data_of, function, inline, plain, str_of, text_of
from rustmem.interp.intrinsics.text import quoted
from rustmem.ty import kind as k
from rustmem.ty.intern import USIZE

DEFAULT_FLAGS = 0x6000_0020
ALIGN = {0: 1, 1: 3, 2: 2, 3: 0}


@inline("Argument::new")
def new_argument(c: Any, instance: Any, values: Any, t: Any) -> list[E]:
    return [values[0][0][0], values[1][0][0], lit(0)]


@inline("Argument::from_usize")
def argument_from_usize(c: Any, instance: Any, values: Any, t: Any) -> list[E]:
    return [values[0][0][0], NONE, c.bind(c.load(place_of(c, values[0][0][0], USIZE))[0], True)]


class Piece:
    """A placeholder of a template: the formatter's option cells and which argument."""

    __slots__ = ("options", "index", "plain", "width", "precision")

    def __init__(self, options: list[Any], index: int, plain: bool, width: int | None, precision: int | None) -> None:
        self.options, self.index, self.plain, self.width, self.precision = options, index, plain, width, precision

    def cells(self, args: Any, at: int) -> list[Any]:
        """The options with widths and precisions taken from arguments."""
        made = list(self.options)
        if self.width is not None:
            made[7:9] = 1, args[at + 3 * self.width + 2]
        if self.precision is not None:
            made[9:11] = 1, args[at + 3 * self.precision + 2]
        return made


def parse_template(data: bytes) -> list[Any]:
    """Text (bytes) and pieces, in order."""
    made: list[Any] = []
    at, argument = 0, 0
    while data[at]:
        head = data[at]
        at += 1
        if head < 0xC0:
            n = head
            if head == 0x80:
                n = int.from_bytes(data[at : at + 2], "little")
                at += 2
            made.append(data[at : at + n])
            at += n
            continue
        flags, width, precision = DEFAULT_FLAGS, 0, 0
        if head & 1:
            flags, at = int.from_bytes(data[at : at + 4], "little"), at + 4
        if head & 2:
            width, at = int.from_bytes(data[at : at + 2], "little"), at + 2
        if head & 4:
            precision, at = int.from_bytes(data[at : at + 2], "little"), at + 2
        if head & 8:
            argument, at = int.from_bytes(data[at : at + 2], "little"), at + 2
        bit = [bool(flags >> i & 1) for i in range(32)]
        options: list[Any] = [
            flags & 0x1FFFFF, ALIGN[flags >> 29 & 3], bit[21], bit[22], bit[23], bit[24], 1 if bit[25] else 2 if bit[26] else 0,
            int(bit[27]), width if bit[27] else None, int(bit[28]), precision if bit[28] else None,
        ]  # fmt: skip
        made.append(
            Piece(options, argument, flags == DEFAULT_FLAGS, width if head & 16 else None, precision if head & 32 else None)
        )
        argument += 1
    return made


class Formatting:
    """How one machine writes templates."""

    def __init__(self, machine: Any) -> None:
        self.machine = machine
        self.templates: dict[bytes, list[Any]] = {}
        self.leaves: dict[Any, Any] = {}
        self._write_str: int | None = None

    def pieces(self, template: Any) -> list[Any]:
        data = data_of(template)
        found = self.templates.get(data)
        if found is None:
            found = self.templates[data] = parse_template(data)
        return found

    def write_str(self, table: Any) -> Any:
        """The vtable's `fmt::Write::write_str`."""
        if self._write_str is None:
            tcx = self.machine.tcx
            trait = tcx.diagnostic_items["FmtWrite"]
            method = next(i.def_id for i in tcx.associated_items(trait) if i.name == "write_str")
            self._write_str = self.machine.method_number(("method", method, (), False))
        return table[self._write_str]

    def sink(self, table: Any) -> Any:
        """A Python function that takes the bytes of an output known to Python."""
        found = getattr(table, "sink", None)
        if found is not None:
            return found
        ty = table.ty
        if type(ty) is k.AdtTy:
            name = self.machine.tcx.item_name(ty.def_id)
            if name in ("StdoutRaw", "StderrRaw") and not self.machine.tcx.is_local(ty.def_id):
                stream = 1 if name == "StdoutRaw" else 2
                return lambda data: self.machine.write_out(data, stream)
        return None

    def leaf(self, function: Any) -> Any:
        """For a formatting function with default options: value's pointer → text, if Python knows the type."""
        found = self.leaves.get(function, self)
        if found is self:
            spec = self.machine.specs.get(function.__name__)
            found = self._leaf(spec[1], spec[2][0]) if type(spec) is tuple and spec[0] == "fn ptr" and spec[2] else None
            self.leaves[function] = found
        return found

    def _leaf(self, method: Any, ty: Any) -> Any:
        tcx = self.machine.tcx
        trait = tcx.parent(method)
        if trait is None or tcx.def_kind(trait) != "trait":
            return None
        display = tcx.is_diagnostic_item(trait, "Display")
        if not display and not tcx.is_diagnostic_item(trait, "Debug"):
            return None
        return self.renderer(ty, display)

    def renderer(self, ty: Any, display: bool) -> Any:
        match ty:
            case k.IntTy():
                return lambda p: str(p[0][p[1]])
            case k.BoolTy():
                return lambda p: "true" if p[0][p[1]] else "false"
            case k.CharTy() if display:
                return lambda p: chr(p[0][p[1]])
            case k.FloatTy():
                single = ty.bits == 32
                return lambda p: float_text(p[0][p[1]], single, SHORTEST, not display)
            case k.RefTy():
                return self.referent(ty, display)
            case k.AdtTy() if self.machine.tcx.is_lang_item(ty.def_id, "String"):
                if display:
                    return lambda p: bytes(p[0][p[1]][0][0 : p[0][p[1] + 2]]).decode() if p[0][p[1] + 2] else ""
                return lambda p: quoted(bytes(p[0][p[1]][0][0 : p[0][p[1] + 2]]).decode()) if p[0][p[1] + 2] else '""'
        return None

    def referent(self, ty: k.RefTy, display: bool) -> Any:
        inner = self.machine.normalize(ty.ty)
        if type(inner) is k.StrTy:
            return (lambda p: text_of(p[0][p[1]])) if display else (lambda p: quoted(text_of(p[0][p[1]])))
        if self.machine.is_unsized(inner):
            return None
        render = self.renderer(inner, display)
        return None if render is None else lambda p: render(p[0][p[1]])

    def write(self, output: Any, template: Any, args: Any) -> int:
        """Writes a template's text and arguments in turn: 0, or 1 after an error."""
        table = output[2]
        sink = self.sink(table)
        cells, base = args[0], args[1]
        if cells is None:
            cells = ()
        thin = (output[0], output[1])
        write_str: Any = None if sink is not None else self.write_str(table)
        held: list[bytes] = []
        for piece in self.pieces(template):
            if type(piece) is bytes:
                held.append(piece)
                continue
            at = base + 3 * piece.index
            formatter = cells[at + 1]
            if piece.plain:
                render = self.leaf(formatter)
                if render is not None and not self.machine.checked:
                    held.append(render(cells[at]).encode("utf-8", "surrogatepass"))
                    continue
            if held:
                data = b"".join(held)
                held.clear()
                if sink is not None:
                    sink(data)
                elif write_str((*thin,), (data, 0, len(data))):
                    return 1
            if formatter(cells[at], ([*piece.cells(cells, base), output], 0)):
                return 1
        if held:
            data = b"".join(held)
            if sink is not None:
                sink(data)
            elif write_str(thin, (data, 0, len(data))):
                return 1
        return 0

    def write_threads(self, output: Any, template: Any, args: Any) -> Any:
        """The same, for frames that can be set aside."""
        table = output[2]
        sink = self.sink(table)
        cells, base = args[0], args[1]
        thin = (output[0], output[1])
        write_str: Any = None if sink is not None else self.write_str(table)
        for piece in self.pieces(template):
            if type(piece) is bytes:
                if sink is not None:
                    sink(piece)
                elif (yield write_str(thin, (piece, 0, len(piece)))):
                    return 1
                continue
            at = base + 3 * piece.index
            if (yield cells[at + 1](cells[at], ([*piece.cells(cells, base), output], 0))):
                return 1
        return 0

    def text(self, template: Any, args: Any) -> str:
        """The text of a `fmt::Arguments`."""
        held: list[bytes] = []
        table = PythonSink(self.machine, held)
        output = (held, 0, table)
        if self.machine.threads:
            self.machine.scheduler.run_nested(self.write_threads(output, template, args))
        else:
            self.write(output, template, args)
        return b"".join(held).decode("utf-8", "replace")


class PythonSink(dict):  # type: ignore[type-arg]
    """The vtable of a `dyn fmt::Write` that gathers bytes in Python."""

    def __init__(self, machine: Any, held: list[bytes]) -> None:
        self.machine, self.held = machine, held
        self.ty, self.drop = None, None
        self.sink = held.append

    def __missing__(self, number: int) -> Any:
        machine = self.machine
        name = machine.tcx.item_name(machine.methods[number][1])

        def write(receiver: Any, what: Any, *rest: Any) -> int:
            if name == "write_char":
                self.held.append(chr(what).encode("utf-8", "surrogatepass"))
            elif name == "write_str":
                self.held.append(data_of(what))
            else:
                self.held.append(formatting(machine).text(what, rest[0]).encode())
            return 0

        def write_threads(receiver: Any, what: Any, *rest: Any) -> Any:
            if 0:
                yield
            return write(receiver, what, *rest)

        made = self[number] = write_threads if machine.threads else write
        return made

    def __hash__(self) -> int:  # type: ignore[override]  # one of a machine, equal only to itself
        return id(self)


def formatting(machine: Any) -> Formatting:
    found = machine.state.get("formatting")
    if found is None:
        found = machine.state["formatting"] = Formatting(machine)
    return found  # type: ignore[no-any-return]


@function("core::fmt::rt::write_template")
def write_template(machine: Any, instance: Any) -> Any:
    made = formatting(machine)
    if not machine.threads:
        return made.write

    def run(output: Any, template: Any, args: Any) -> Any:
        return made.write_threads(output, template, args)

    run.waits = True  # type: ignore[attr-defined]
    return run


@function("core::panicking::panic_fmt")
def panic_fmt(machine: Any, instance: Any) -> Any:
    def run(template: Any, args: Any) -> None:
        literal = template_literal(template)
        if literal[0]:
            machine.begin_panic(text_of(literal[1]), literal=True)
        machine.begin_panic(formatting(machine).text(template, args), literal=False)

    return run


def template_of(data: bytes) -> bytes:
    """The template of a literal: as rustc encodes `format_args!` without placeholders."""
    made = bytearray()
    while data:
        if len(data) < 128:
            made.append(len(data))
            made += data
            break
        piece = data[:0xFFFF]
        made.append(0x80)
        made += len(piece).to_bytes(2, "little") + piece
        data = data[len(piece) :]
    made.append(0)
    return bytes(made)


@plain("core::fmt::literal_template")
def literal_template(s: Any) -> Any:
    data = template_of(data_of(s))
    return (data, 0, len(data))


@plain("core::fmt::template_literal")
def template_literal(template: Any) -> Any:
    """`Some(text)` of a template without placeholders."""
    pieces = parse_template(data_of(template))
    if any(type(p) is not bytes for p in pieces):
        return (0, None)
    made = b"".join(pieces)
    return (1, (made, 0, len(made)))


@plain("core::time::duration_text")
def duration_text(secs: int, nanos: int, precision: int) -> Any:
    if secs > 0:
        whole, part, scale, unit = secs, nanos, 9, "s"
    elif nanos >= 1_000_000:
        whole, part, scale, unit = nanos // 1_000_000, nanos % 1_000_000, 6, "ms"
    elif nanos >= 1000:
        whole, part, scale, unit = nanos // 1000, nanos % 1000, 3, "µs"
    else:
        whole, part, scale, unit = nanos, 0, 0, "ns"
    fraction = str(part).rjust(scale, "0") if scale else ""
    if precision == SHORTEST:
        fraction = fraction.rstrip("0")
    elif precision < len(fraction):
        value = whole * 10**scale + part
        step = 10 ** (scale - precision)
        value = (value + step // 2) // step
        whole, rest = divmod(value, 10**precision)
        fraction = str(rest).rjust(precision, "0") if precision else ""
    else:
        fraction = fraction.ljust(precision, "0")
    return str_of(f"{whole}{'.' + fraction if fraction else ''}{unit}")


__all__ = ["FUNCTIONS", "Formatting", "formatting"]
