"""The language of format strings (rustc's `rustc_parse_format`)."""

from __future__ import annotations

import re

from rustmem.source.node import node

Range = tuple[int, int]
"""Byte offsets into the string literal as written, the opening quote included."""


@node
class Count:
    """A width or precision: `kind` is `is`, `name`, `param` or `star`."""

    kind: str
    value: int | str
    span: Range


@node
class Argument:
    """What stands between braces."""

    position: str
    """`implicit`, `number` or `name`."""
    value: int | str
    position_span: Range
    span: Range
    fill: str | None
    fill_span: Range | None
    align: str | None
    sign: str | None
    alternate: bool
    zero_pad: bool
    debug_hex: str | None
    width: Count | None
    precision: Count | None
    ty: str
    ty_span: Range | None
    plain: bool
    """Whether there is no format specification."""


@node
class FormatError:
    """Why a string is no format string."""

    description: str
    label: str
    span: Range
    note: str | None = None
    secondary: tuple[str, Range] | None = None
    suggestion: tuple[str, ...] | None = None
    """`positional`; `raw`, `reorder` or `colon` with their data in `data`."""
    where: Range | None = None


ESCAPES = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u\{[^}]*\}|\r?\n[ \n\t\r]*|.)", re.DOTALL)


class BadFormat(Exception):
    def __init__(self, err: FormatError) -> None:
        super().__init__()
        self.err = err


class FormatParser:
    """Reads one format string; made once, used, dropped."""

    def __init__(self, text: str, snippet: str | None) -> None:
        self.text = text
        self.at = 0
        self.next_arg = 0
        self.errors: list[FormatError] = []
        self.brace: Range | None = None
        self.places = _places(text, snippet)
        """For each character of `text` and its end: where it is written."""

    def range_at(self, at: int) -> Range:
        places = self.places
        return places[at] if at < len(places) else places[-1]

    def run(self) -> list[str | Argument]:
        pieces: list[str | Argument] = []
        text, size = self.text, len(self.text)
        literal: list[str] = []
        while self.at < size:
            brace = _BRACE.search(text, self.at)
            if brace is None:
                literal.append(text[self.at :])
                break
            begin = brace.start()
            literal.append(text[self.at : begin])
            c = text[begin]
            if text.startswith(c, begin + 1):
                literal.append(c)
                self.at = begin + 2
                continue
            if c == "}":
                note = "if you intended to print `}`, you can escape it using `}}`"
                self.fail(FormatError("unmatched `}` found", "unmatched `}`", self.range_at(begin), note))
            if any(literal):
                pieces.append("".join(literal))
            literal = []
            self.at = begin + 1
            self.brace = self.range_at(begin)
            pieces.append(self.argument(begin))
        if any(literal):
            pieces.append("".join(literal))
        return pieces

    def fail(self, err: FormatError) -> None:
        raise BadFormat(self.errors[0] if self.errors else err)

    def peek(self, ahead: int = 0) -> str:
        at = self.at + ahead
        return self.text[at] if at < len(self.text) else ""

    def eat(self, c: str) -> bool:
        if self.peek() == c:
            self.at += 1
            return True
        return False

    def skip_space(self) -> None:
        while self.peek().isspace():
            self.at += 1

    def argument(self, begin: int) -> Argument:
        arg = self._argument(begin)
        self.skip_space()
        if not self.eat("}"):
            self._missing_brace(arg)
        if self.errors:
            raise BadFormat(self.errors[0])
        arg.span = (self.range_at(begin)[0], self.range_at(self.at - 1)[1])
        return arg

    def _argument(self, begin: int) -> Argument:
        start = self.at
        position, value = self._position()
        self.skip_space()
        end = self.at
        arg = Argument(position, value, (0, 0), (0, 0), None, None, None, None, False, False, None, None, None, "", None, True)
        if self.eat(":"):
            arg.plain = False
            self._spec(arg)
        if position == "implicit":
            arg.value = self.next_arg
            self.next_arg += 1
        arg.position_span = (self.range_at(start)[0], self.range_at(end)[0])
        return arg

    def _position(self) -> tuple[str, int | str]:
        number = self.integer()
        if number is not None:
            return "number", number
        start = self.at
        word = self.word()
        if not word:
            return "implicit", 0
        if word == "r" and self.peek() == "#" and self.peek(1).isidentifier():
            prefix = (self.range_at(start)[0], self.range_at(self.at)[1])
            self.at += 1
            word = self.word()
            span = (self.range_at(start)[0], self.range_at(self.at)[0])
            note = "identifiers in format strings can be keywords and don't need to be prefixed with `r#`"
            self.errors.insert(
                0,
                FormatError("raw identifiers are not supported", "raw identifier used here", span, note, None, ("raw",), prefix),
            )
        return "name", word

    def _spec(self, arg: Argument) -> None:
        if self.peek(1) in ("<", ">", "^") and self.peek():
            arg.fill, arg.fill_span = self.peek(), self.range_at(self.at)
            self.at += 1
        if self.peek() in ("<", ">", "^") and self.peek():
            arg.align = self.peek()
            self.at += 1
        if self.peek() in ("+", "-") and self.peek():
            arg.sign = self.peek()
            self.at += 1
        arg.alternate = self.eat("#")
        start = self.at
        if self.eat("0"):
            if self.eat("$"):
                arg.width = Count("param", 0, (self.range_at(start)[0], self.range_at(self.at)[0]))
            else:
                arg.zero_pad = True
        if arg.width is None:
            arg.width = self.count(self.at)
        start = self.at
        if self.eat("."):
            if self.eat("*"):
                span = (self.range_at(start)[0], self.range_at(self.at)[0])
                arg.precision = Count("star", self.next_arg, span)
                self.next_arg += 1
            else:
                arg.precision = self.count(start)
        self._type(arg)

    def _type(self, arg: Argument) -> None:
        c = self.peek()
        if c in ("x", "X") and c:
            self.at += 1
            if self.eat("?"):
                arg.debug_hex, arg.ty = c, "?"
            else:
                arg.ty = c
        elif c == "?":
            start = self.at
            self.at += 1
            arg.ty = "?"
            follow = self.peek()
            if follow in ("#", "x", "X") and follow:
                here = self.range_at(self.at)
                err = FormatError(
                    f"expected `}}`, found `{follow}`", "expected `'}'`", here, None, None,
                    ("reorder", f"{follow}?"), (self.range_at(start)[0], here[1]),
                )  # fmt: skip
                self.errors.insert(0, err)
        else:
            start = self.at
            arg.ty = self.word()
            if arg.ty:
                arg.ty_span = (self.range_at(start)[0], self.range_at(self.at)[0])

    def count(self, start: int) -> Count | None:
        begin = self.at
        number = self.integer()
        if number is not None:
            kind = "param" if self.eat("$") else "is"
            return Count(kind, number, (self.range_at(start)[0], self.range_at(self.at)[0]))
        word = self.word()
        if word and self.eat("$"):
            return Count("name", word, (self.range_at(begin)[0], self.range_at(self.at - 1)[0]))
        self.at = begin
        return None

    def word(self) -> str:
        start = self.at
        found = _WORD.match(self.text, start)
        if found is None:
            return ""
        self.at = found.end()
        word = found.group()
        if word == "_":
            span = (self.range_at(start)[0], self.range_at(self.at)[0])
            note = "argument name cannot be a single underscore"
            self.errors.append(FormatError("invalid argument name `_`", "invalid argument name", span, note))
        return word

    def integer(self) -> int | None:
        start = self.at
        while "0" <= self.peek() <= "9":
            self.at += 1
        if self.at == start:
            return None
        number = int(self.text[start : self.at])
        if number > 0xFFFF:
            text = self.text[start : self.at]
            description = f"integer `{text}` does not fit into the type `u16` whose range is `0..=65535`"
            span = (self.range_at(start)[0], self.range_at(self.at)[1])
            self.errors.append(FormatError(description, "integer out of range for `u16`", span))
        return number

    def _missing_brace(self, arg: Argument) -> None:
        here = self.range_at(self.at)[0]
        c, after = self.peek(), self.peek(1)
        description = f"expected `}}`, found `{_escaped(c)}`" if c else "expected `}` but string was terminated"
        if arg.fill == "}":
            note = "the character `}` is interpreted as a fill character because of the `:` that precedes it"
            secondary = ("this is not interpreted as a formatting closing brace", arg.fill_span)
        else:
            note = "if you intended to print `{`, you can escape it using `{{`"
            secondary = ("because of this opening brace", self.brace)
        self.errors.append(FormatError(description, "expected `}`", (here, here), note, secondary if secondary[1] else None))
        if c and after:
            self._guess(c, after, arg)
        raise BadFormat(self.errors[0])

    def _guess(self, c: str, after: str, arg: Argument) -> None:
        """A better error where the mistake is a known one."""
        span = self.range_at(self.at)
        escape = "to print `{`, you can escape it using `{{`"
        brace = ("because of this opening brace", self.brace) if self.brace else None
        made: FormatError | None = None
        if c == "?" and after == "}":
            label = "expected `:` before `?` to format with `Debug`"
            made = FormatError("expected `}`, found `?`", label, span, escape, None, ("colon",), span)
        elif c == "?" and after == ":":
            self.at += 2
            word = self.word()
            note = f"`?` comes after `:`, try `{word}:?` instead"
            made = FormatError("expected format parameter to occur after `:`", "expected `?` to occur after `:`", span, note)
        elif c in "<^>":
            description = "expected alignment specifier after `:` in format string; example: `{:>?}`"
            made = FormatError(description, f"expected `{c}` to occur after `:`", span)
        elif c == ",":
            description = "python's numeric grouping `,` is not supported in rust format strings"
            made = FormatError(description, "expected `}`", span, escape, brace)
        elif c == "=" and after == "}":
            description = "python's f-string debug `=` is not supported in rust, use `dbg(x)` instead"
            made = FormatError(description, "expected `}`", span, escape, brace, None if arg.position == "name" else ("dbg",))
        elif c == "." and arg.plain and arg.position == "name":
            made = self._field_access(arg)
        if made is not None:
            self.errors.insert(0, made)

    def _field_access(self, arg: Argument) -> FormatError | None:
        self.at += 1
        field = self._argument(self.at)
        if not self.eat("}") or field.position == "implicit":
            return None
        what = "field" if field.position == "name" else "tuple index"
        note = "consider moving this expression to a local variable and then using the local here instead"
        span = (arg.position_span[0], field.position_span[1])
        return FormatError(f"{what} access isn't supported", "not supported", span, note, None, ("positional",))


_BRACE = re.compile(r"[{}]")
_WORD = re.compile(r"[^\W\d]\w*")


def _escaped(c: str) -> str:
    return {"\n": "\\n", "\t": "\\t", "\r": "\\r", "'": "\\'", '"': '\\"', "\\": "\\\\"}.get(c, c)


def _places(text: str, snippet: str | None) -> list[Range]:
    """Where each character of `text` stands in the literal as written; and the place after the last."""
    out: list[Range] = []
    if snippet is None:
        return [(1, 1)]
    if snippet.startswith("r"):
        at = snippet.index('"') + 1
        for c in text:
            size = len(c.encode("utf-8", "surrogatepass"))
            out.append((at, at + size))
            at += size
        out.append((at, at))
        return out
    at = 1
    inside = snippet[1:-1]
    if "\\" not in inside and inside.isascii():
        out = [(i, i + 1) for i in range(1, len(text) + 2)]
        out[-1] = (len(inside) + 1, len(inside) + 1)
        return out
    position = 0
    while position < len(inside):
        c = inside[position]
        if c == "\\":
            found = ESCAPES.match(inside, position)
            assert found is not None
            size = len(found.group().encode("utf-8", "surrogatepass"))
            if found.group()[1] not in "\r\n":
                out.append((at, at + size))
            position = found.end()
        else:
            size = len(c.encode("utf-8", "surrogatepass"))
            out.append((at, at + size))
            position += 1
        at += size
    while len(out) < len(text):
        out.append((at, at + 1))
    out.append((at, at))
    return out
