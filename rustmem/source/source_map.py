"""Files in one address space; offsets to lines, columns and display widths."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

from rustmem.source.span import Span

STD_BASE = 1 << 32
"""Files of the library stubs start here and live for the process; the user's files start at 0."""


STUB_BASE = 1 << 40
"""The stubs' own files stand from here on, each at one place for good: their index mentions it."""

ABSENT_SIZE = 1 << 23
"""Offsets that a file without text has room for."""
ABSENT_COLUMNS = 512


class SourceFile:
    """A file's text and where it stands in the address space.

    Offsets are bytes of UTF-8. `start` is the offset of its first byte.

    `has_source` is False for a file of another crate whose text rustc has not at hand: its places are
    printed (`/rustc/…/library/core/src/option.rs:604:4`), its lines are not. `places` then tells which
    (line from 1, column from 0) of that file an offset stands for.
    """

    has_source = True
    places: dict[int, tuple[int, int]] | None = None

    def __init__(self, name: str, text: str, start: int) -> None:
        self.name = name
        self.text = text
        self.data = text.encode("utf-8", "surrogatepass")
        self.start = start
        self.end = start + len(self.data)
        self._line_starts: list[int] | None = None

    @property
    def line_starts(self) -> list[int]:
        """Byte offset within the file of each line's first byte."""
        if self._line_starts is None:
            # A byte order mark is no part of the first line.
            starts, at = [3 if self.data.startswith(b"\xef\xbb\xbf") else 0], self.data.find(b"\n")
            while at >= 0:
                starts.append(at + 1)
                at = self.data.find(b"\n", at + 1)
            if len(starts) > 1 and starts[-1] == len(self.data):
                starts.pop()  # as in rustc, the end of the file belongs to its last line
            self._line_starts = starts
        return self._line_starts

    def line_of(self, offset: int) -> int:
        """The line, from 1, of a global byte offset."""
        if self.places is not None:
            return self.places.get(offset, (0, 0))[0]
        if not self.data:
            return 0  # as in rustc, an empty file has no line
        return bisect_right(self.line_starts, offset - self.start)

    def column_of(self, offset: int) -> int:
        """The column in characters, from 0, of a global byte offset."""
        if self.places is not None:
            return self.places.get(offset, (0, 0))[1]
        begin = self.line_starts[self.line_of(offset) - 1]
        return len(self.data[begin : offset - self.start].decode("utf-8", "replace"))

    def line_text(self, line: int) -> str:
        """Line `line` (from 1) without its line end."""
        starts = self.line_starts
        if not 1 <= line <= len(starts):
            return ""
        stop = starts[line] if line < len(starts) else len(self.data)
        return self.data[starts[line - 1] : stop].decode("utf-8", "replace").removesuffix("\n").removesuffix("\r")

    def snippet(self, lo: int, hi: int) -> str:
        return self.data[lo - self.start : hi - self.start].decode("utf-8", "replace")


class SourceMap:
    """The files of one check: the user's, and whatever library files were loaded."""

    def __init__(self) -> None:
        self.files: list[SourceFile] = []
        self._starts: list[int] = []
        self._next = 0

    def add(self, name: str, text: str) -> SourceFile:
        file = SourceFile(name, text, self._next)
        return self._append(file)

    def add_absent(self, name: str) -> SourceFile:
        """A file of another crate without its text; fill its `places`."""
        file = SourceFile(name, "", self._next)
        file.has_source = False
        file.places = {}
        file.end = file.start + ABSENT_SIZE
        return self._append(file)

    def absent_span(self, name: str, start: tuple[int, int], end: tuple[int, int]) -> Span:
        """The span from `start` to `end` (line from 1, column from 0) of the file `name`, whose text is not at hand."""
        file = next((file for file in self.files if file.name == name and not file.has_source), None) or self.add_absent(name)
        assert file.places is not None
        lo, hi = (file.start + line * ABSENT_COLUMNS + column for line, column in (start, end))
        file.places[lo], file.places[hi] = start, end
        return Span(lo, hi)

    def _append(self, file: SourceFile) -> SourceFile:
        self._next = file.end + 1
        self.files.append(file)
        self._starts.append(file.start)
        return file

    def file_of(self, offset: int) -> SourceFile | None:
        at = bisect_right(self._starts, offset) - 1
        if at >= 0 and offset <= self.files[at].end:
            return self.files[at]
        return LIBRARY.file_of(offset) if offset >= STD_BASE and self is not LIBRARY else None

    def snippet(self, span: Span) -> str:
        """The text of `span`; empty where its file is not loaded."""
        file = self.file_of(span.lo)
        return file.snippet(span.lo, span.hi) if file is not None else ""

    def is_line_start(self, span: Span) -> bool:
        """Whether only blanks stand in front of `span` on its line."""
        file = self.file_of(span.lo)
        if file is None:
            return False
        before = file.data[: span.lo - file.start]
        return not before[before.rfind(b"\n") + 1 :].strip()

    def is_multiline(self, span: Span) -> bool:
        file = self.file_of(span.lo)
        return file is not None and file.line_of(span.lo) != file.line_of(span.hi)

    def line_column(self, offset: int) -> tuple[int, int]:
        """(line from 1, column in characters from 1)."""
        file = self.file_of(offset)
        return (file.line_of(offset), file.column_of(offset) + 1) if file is not None else (0, 0)


class LateFile(SourceFile):
    """A file of the stubs, read when its text is first looked at."""

    has_source = False

    def __init__(self, name: str, path: str, start: int, size: int) -> None:
        self.name, self.path = name, path
        self.start, self.end = start, start + size
        self.places = {}
        self._line_starts = None

    def __getattr__(self, name: str) -> Any:
        if name not in ("text", "data"):
            raise AttributeError(name)
        with open(self.path, "rb") as file:
            self.data = file.read()
        self.text = self.data.decode("utf-8")
        return getattr(self, name)


class _Library(SourceMap):
    def __init__(self) -> None:
        super().__init__()
        self._next = STD_BASE

    def place(self, file: SourceFile) -> None:
        """Adds a file that has its place already."""
        at = bisect_right(self._starts, file.start)
        self.files.insert(at, file)
        self._starts.insert(at, file.start)

    def _append(self, file: SourceFile) -> SourceFile:
        self._next = file.end + 1
        self.place(file)
        return file


LIBRARY = _Library()
"""The library stubs' files, shared by every check of the process."""


def display_width(text: str) -> int:
    """Columns that `text` takes in a terminal, as rustc counts them (unicode-width; a tab is four)."""
    if text.isascii():
        return len(text) + 3 * text.count("\t")
    return sum(map(char_width, text))


def char_width(c: str) -> int:
    """Columns of one character: 0 for combining marks, 2 for wide ones, 1 for what is shown by a stand-in."""
    if c < "\xa0":
        return 4 if c == "\t" else 1
    if "\u202a" <= c <= "\u202e" or "\u2066" <= c <= "\u2069" or c == "\xad":
        return 1
    import unicodedata  # is a library of its own, and few texts need it

    if unicodedata.combining(c) or unicodedata.category(c) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(c) in ("W", "F") else 1
