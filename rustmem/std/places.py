"""Where the items of the stubs stand in the real library, whose lines rustc prints: `/rustc/…/core/src/option.rs:1013:24`.

`places.txt` is written by `tests/oracle/library_places.py` from the sources of the pinned release. Both sides are read by
the same `scan`: an item of a stub is found in the table by its names, and a bound of it by its text.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from rustmem.std import files
from rustmem.source.diag import Diag, MultiSpan, Subdiag
from rustmem.source.row import NamedTuple
from rustmem.source.source_map import LIBRARY, STD_BASE, SourceFile, SourceMap
from rustmem.source.span import Span
from rustmem.std.loader import REAL
from rustmem.syntax.lexer import lex_text
from rustmem.syntax.token import Token

_OPEN, _CLOSE = "([{", ")]}"
_MODIFIERS = {"pub", "unsafe", "extern", "async", "default", "auto", "const", "safe", "crate"}
_PLAIN = {"use", "type", "static", "const", "extern"}

Position = tuple[int, int]
"""Line from 1, column from 0."""


class Entry(NamedTuple):
    """An item: its names (`m Option - unwrap`), and the offsets at which its parts begin."""

    key: str
    lo: int
    hi: int
    parts: dict[str, int]
    """`start`, `ident`, `self`, and bounds by their text (`T:Clone`)."""


# ---- reading items from tokens ----


class _Scanner:
    """Finds the items in a run of tokens, macros' insides left out."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = [t for t in tokens if t.kind not in ("doc", "eof")]
        self.partner = self._partners()

    def _partners(self) -> dict[int, int]:
        stack: list[int] = []
        found: dict[int, int] = {}
        for at, token in enumerate(self.tokens):
            if token.kind == "open":
                stack.append(at)
            elif token.kind == "close" and stack:
                found[stack.pop()] = at
        return found

    def text(self, at: int) -> str:
        return self.tokens[at].text if at < len(self.tokens) else ""

    def items(self, at: int, end: int, inside: str) -> Iterator[Entry]:
        """The items between two tokens; `inside` tells the impl or trait that they belong to."""
        while at < end:
            while self.text(at) == "#" and at < end:
                at += 2 if self.text(at + 1) == "!" else 1
                at = self.partner.get(at, at) + 1
            start = at
            while at < end and self._is_modifier(at):
                at += 1
                if self.text(at) == "(" and self.text(at - 1) == "pub":
                    at = self.partner.get(at, at) + 1
                elif self.text(at - 1) == "extern" and self.tokens[at].kind == "literal":
                    at += 1
            if at >= end:
                return
            stop = self._end(at, end)
            yield from self._item(start, at, stop, inside)
            at = stop + 1

    def _is_modifier(self, at: int) -> bool:
        word, after = self.text(at), self.text(at + 1)
        if word == "const":
            return after in ("fn", "unsafe", "extern", "async", "trait", "impl", "auto")
        if word == "extern":
            return after != "crate" and after != "{"
        return word in _MODIFIERS and self.tokens[at].kind == "ident" and after not in ("!", "::")

    def _end(self, at: int, end: int) -> int:
        """The token that ends the item: its `;` or the brace that closes it."""
        plain = self.text(at) in _PLAIN
        while at < end:
            token = self.tokens[at]
            if token.kind == "open":
                close = self.partner.get(at, end)
                if token.text == "{" and not plain:
                    return close
                at = close
            elif token.text == ";":
                return at
            at += 1
        return end - 1

    def _item(self, start: int, at: int, stop: int, inside: str) -> Iterator[Entry]:
        word = self.text(at)
        body = next((i for i in range(at, stop) if self.tokens[i].text == "{" and self.partner.get(i) == stop), stop)
        if word == "fn":
            yield self._entry(f"{inside or 'f -'} {self.text(at + 1)}", start, at + 1, body, stop)
        elif word in ("struct", "enum", "union", "trait"):
            name = self.text(at + 1)
            yield self._entry(f"{'r' if word == 'trait' else 'a'} - {name}", start, at + 1, body, stop)
            if word == "enum":
                yield from self._variants(name, body + 1, stop)
            elif word == "trait":
                yield from self.items(body + 1, stop, f"t {name}")
        elif word == "impl":
            trait, own = self._impl_header(at + 1, body)
            yield self._entry(f"i {own} {trait}", start, at, body, stop)
            names = self._type_params(at + 1) if trait == "-" else []
            for entry in self.items(body + 1, stop, f"m {own} {trait}"):
                if len(names) > 1:
                    entry.parts[f"<{', '.join(names)}>"] = entry.lo
                yield entry
        elif word == "type" and inside[:1] == "m":
            yield self._entry(f"{inside} type {self.text(at + 1)}", start, at + 1, stop, stop)
        elif word == "mod":
            yield from self.items(body + 1, stop, "")

    def _entry(self, key: str, start: int, ident: int, body: int, stop: int) -> Entry:
        tokens = self.tokens
        parts = {"start": tokens[start].span.lo, "ident": tokens[ident].span.lo}
        for at in range(ident, body):
            if tokens[at].text == "self" and key[0] in "mt":
                parts.setdefault("self", tokens[at].span.lo)
                break
        self._bounds(ident + 1, body, parts)
        return Entry(key, tokens[start].span.lo, tokens[min(stop, len(tokens) - 1)].span.hi, parts)

    def _variants(self, name: str, at: int, stop: int) -> Iterator[Entry]:
        while at < stop:
            while self.text(at) == "#":
                at = self.partner.get(at + 1, at) + 1
            if at >= stop:
                return
            last = at
            while last < stop and self.text(last) != ",":
                last = self.partner.get(last, last) + 1
            span = self.tokens[at].span
            yield Entry(f"v {name} {self.text(at)}", span.lo, self.tokens[last - 1].span.hi, {"start": span.lo, "ident": span.lo})
            at = last + 1

    def _impl_header(self, at: int, body: int) -> tuple[str, str]:
        """The names of the trait (`-` without one) and of the self type."""
        at = self._after_generics(at)
        if self.text(at) in ("const", "!"):
            at += 1
        parts: list[list[str]] = [[]]
        depth = 0
        while at < body:
            word = self.text(at)
            depth += word.count("<") - (word.count(">") if word not in ("->", "=>") else 0)
            if depth == 0 and word == "for" and self.text(at + 1) != "<":
                parts.append([])
            elif depth == 0 and word == "where":
                break
            else:
                parts[-1].append(word)
            at += 1
        own = _head(parts[-1])
        return (_head(parts[0]) if len(parts) > 1 else "-", own)

    def _type_params(self, at: int) -> list[str]:
        """The names of the type parameters of an impl."""
        names: list[str] = []
        depth, end = 0, self._after_generics(at)
        for i in range(at, end):
            word = self.text(i)
            if depth == 1 and self.tokens[i].kind == "ident" and self.text(i - 1) in ("<", ",") and word != "const":
                names.append(word)
            depth += word.count("<") - (word.count(">") if word not in ("->", "=>") else 0)
        return names

    def _after_generics(self, at: int) -> int:
        if self.text(at) != "<":
            return at
        depth = 0
        while at < len(self.tokens):
            word = self.text(at)
            depth += word.count("<") - (word.count(">") if word not in ("->", "=>") else 0)
            at += 1
            if depth == 0:
                break
        return at

    def _bounds(self, at: int, body: int, parts: dict[str, int]) -> None:
        """Bounds of generic parameters and of the where clause, each under `subject:bound`."""
        if self.text(at) == "<":
            end = self._after_generics(at)
            self._predicates(at + 1, end - 1, parts)
            at = end
        while at < body and self.text(at) != "where":
            at = self.partner.get(at, at) + 1
        self._predicates(at + 1, body, parts)

    def _predicates(self, at: int, end: int, parts: dict[str, int]) -> None:
        subject: list[str] = []
        bound: list[str] = []
        began: int | None = None
        depth = 0
        nested = 0
        for i in range(at, end + 1):
            token = self.tokens[i] if i < end else None
            word = token.text if token is not None else ","
            if token is not None and token.kind == "open":
                nested += 1
            flat = depth == 0 and nested == 0
            if flat and word == ":" and began is None and subject:
                began = -1
            elif flat and word in (",", "+", "=", "{", ";") and (began is not None or word in ",{;"):
                if began is not None and began >= 0:
                    parts.setdefault("".join(subject) + ":" + "".join(bound), began)
                bound, began = [], -1 if word == "+" else None
                if word != "+":
                    subject = []
            elif began is None:
                subject.append(word)
            else:
                if began == -1 and token is not None:
                    began = token.span.lo
                bound.append(word)
            if token is not None and token.kind == "close":
                nested -= 1
            if token is not None and nested == 0:
                depth += word.count("<") - (word.count(">") if word not in ("->", "=>") else 0)


def _head(words: list[str]) -> str:
    """The name that stands for a type or trait: the last of its path, `&mut`, `[]`, `*const` …"""
    words = [w for w in words if not w.startswith("'") and w != "dyn"]
    if not words:
        return "-"
    if words[0] == "&":
        return "&mut" if words[1:2] == ["mut"] else "&"
    if words[0] == "*":
        return "".join(words[:2])
    if not words[0].isidentifier():
        return words[0]
    name = words[0]
    for at in range(1, len(words) - 1):
        if words[at] == "::":
            name = words[at + 1]
        elif words[at] not in ("::", name):
            break
    return name


def scan(text: str, start: int) -> list[Entry]:
    """The items of a text whose first byte has the offset `start`."""
    scanner = _Scanner(lex_text(text, start))
    return list(scanner.items(0, len(scanner.tokens), ""))


# ---- the table ----


class Place(NamedTuple):
    """An item of the real library: its file within the library, and where its parts begin."""

    file: str
    parts: dict[str, Position]


@lru_cache(maxsize=1)
def table() -> dict[str, list[Place]]:
    """Names of an item to the items that bear them."""
    found: dict[str, list[Place]] = {}
    file = ""
    for line in files.read("places.txt").splitlines():
        if line[0] == "@":
            file = line[1:]
            continue
        key, _, rest = line.partition("\t")
        parts: dict[str, Position] = {}
        for word in rest.split("\t"):
            name, _, at = word.rpartition("@")
            row, _, column = at.partition(":")
            parts[name] = (int(row), int(column))
        found.setdefault(key, []).append(Place(file, parts))
    return found


@lru_cache(maxsize=256)
def _entries(file: SourceFile, lo: int, hi: int) -> list[Entry]:
    return scan(file.snippet(lo, hi), lo)


def _part(file: SourceFile, offset: int) -> tuple[str, str] | None:
    """Which part of which item of a stub begins at `offset`."""
    at = offset - file.start
    lo, hi = file.data.rfind(b"\n}", 0, at), file.data.find(b"\n}", at)
    lo, hi = (0 if lo < 0 else lo + 2), (len(file.data) if hi < 0 else hi + 2)
    for entry in reversed(_entries(file, file.start + lo, file.start + hi)):
        if entry.lo <= offset < entry.hi:
            for name, begin in entry.parts.items():
                if begin == offset and name != "start" and name[0] != "<":
                    return entry.key, name
            if entry.lo == offset:
                return entry.key, "start"
    return None


@lru_cache(maxsize=256)
def real_type_params(file: SourceFile, offset: int) -> str | None:
    """`<T, A>`: what the inherent impl of a method is generic over in the real library; None where it is one parameter."""
    found = _part(file, offset)
    places = _candidates(file, found[0]) if found is not None else []
    names = {part for place in places for part in place.parts if part[0] == "<"}
    return names.pop() if len(names) == 1 and len(places) == 1 else None


def _candidates(file: SourceFile, key: str) -> list[Place]:
    """The items of the real library that an item of a stub may be: those of the same module, of the same crate, any."""
    stub = file.name.removeprefix(REAL + "/")
    crate, _, path = stub.partition("/src/")
    module = path.removesuffix(".rs").removesuffix("/mod")
    there = table().get(key, [])
    near = [place for place in there if place.file == f"{crate}/src/{module}.rs" or place.file.startswith(f"{crate}/src/{module}/")]
    return near or [place for place in there if place.file.startswith(f"{crate}/")] or there


@lru_cache(maxsize=1024)
def real_place(file: SourceFile, offset: int) -> tuple[str, Position] | None:
    """The file and position in the real library of what begins at `offset` of a stub; None where it is not known."""
    try:
        found = _part(file, offset)
    except Exception:  # a stub whose text the scanner does not follow has no places
        return None
    if found is None:
        return None
    key, part = found
    chosen = [place for place in _candidates(file, key) if part in place.parts]
    return (chosen[0].file, chosen[0].parts[part]) if len(chosen) == 1 else None


def tell_places(diag: Diag, source_map: SourceMap) -> None:
    """Turns the spans of a diagnostic that lie in stubs into spans of the real library, where that is known."""

    def real(span: Span) -> Span:
        return _real_span(source_map, span) if span.lo >= STD_BASE and span.ctxt is None else span

    diag.span = tuple([real(span) for span in diag.span])
    diag.labels = [(real(span), label) for span, label in diag.labels]
    for at, child in enumerate(diag.children):
        spans = child.span
        if any(span.lo >= STD_BASE for span in (*spans.primary, *[span for span, _ in spans.labels])):
            there = MultiSpan(tuple(map(real, spans.primary)), tuple((real(span), label) for span, label in spans.labels))
            diag.children[at] = Subdiag(child.level, child.message, there)


def _real_span(source_map: SourceMap, span: Span) -> Span:
    file = LIBRARY.file_of(span.lo)
    found = real_place(file, span.lo) if file is not None and not file.has_source else None
    if found is None:
        return span
    name, (line, column) = found
    return source_map.absent_span(f"{REAL}/{name}", (line, column), (line, column + span.hi - span.lo))
