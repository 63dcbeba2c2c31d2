"""Allocation logs as text: a plain format of ours, and what `heaptrack_interpret` writes.

Ours begins with the line `rustmem log 1`. Then an operation a line; names are words, `-` is the null pointer, `#` begins a
comment:

    alloc NAME BYTES [FIELDS] a new object, held by a variable; with so many pointer fields, called 0, 1, …
    store NAME FIELD TARGET   NAME.FIELD = TARGET
    read NAME [FIELD]         the program uses the object, or reads a pointer
    root NAME                 one more variable holds the object
    unroot NAME               a variable lets go of it
    free NAME                 its owner is dropped
    collect                   the program asks for a full collection

A name may be used again for a new object once the old one is freed or no variable holds it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from rustmem.memory.heaptrack import HeaptrackReader
from rustmem.memory.log import ALLOC, COLLECT, FREE, LARGEST, MOST_FIELDS, READ, ROOT, STORE, Log, LogError

HEADER = "rustmem log 1"
WORD = re.compile(r"\S+")
HEAPTRACK = re.compile(r"v [0-9a-f]+( [0-9a-f]+)?")


def read_log(path: Path) -> Log:
    """Reads either format. Raises `LogError` with file, line and column for what is not one, OSError for what cannot be read."""
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as e:
        raise LogError(f"byte {e.start} is not valid UTF-8", str(path)) from e
    return parse_log(text, str(path))


def parse_log(text: str, source: str = "<log>") -> Log:
    """The log in a text; `source` is what messages call it."""
    first = first_line(text)
    if first == HEADER:
        return PlainReader(source).read(text)
    if HEAPTRACK.fullmatch(first):
        return HeaptrackReader(source).read(text)
    raise LogError(f"not an allocation log: it begins neither with `{HEADER}` nor as heaptrack's text does", f"{source}:1:1")


def is_log(text: str) -> bool:
    """Whether a text is meant as an allocation log."""
    first = first_line(text)
    return first.startswith("rustmem log") or HEAPTRACK.fullmatch(first) is not None


def first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "")


class PlainReader:
    """One pass over the lines."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.log = Log(source, "line")
        self.objects: dict[str, int] = {}
        self.fields: dict[int, dict[str, int]] = {}
        self.line = 0
        self.words: list[re.Match[str]] = []

    def read(self, text: str) -> Log:
        seen_header = False
        for self.line, line in enumerate(text.splitlines(), 1):
            self.words = list(WORD.finditer(line.partition("#")[0]))
            if self.words and seen_header:
                self.operation()
            seen_header = seen_header or bool(self.words)
        return self.log

    def fail(self, message: str, word: int = 0) -> LogError:
        """The mistake, at a word of the line; past the last one, at the end of the line."""
        column = self.words[word].start() + 1 if word < len(self.words) else self.words[-1].end() + 1
        return LogError(message, f"{self.source}:{self.line}:{column}")

    def operation(self) -> None:
        kind = self.words[0].group()
        if kind not in OPERATIONS:
            raise self.fail(f"no operation is called `{kind}`: there are {', '.join(OPERATIONS)}")
        least, most, perform = OPERATIONS[kind]
        if len(self.words) < least:
            raise self.fail(f"`{kind}` needs {least - 1} words after it", len(self.words))
        if len(self.words) > most:
            raise self.fail(f"`{kind}` takes no more than {most - 1} words", most)
        try:
            perform(self)
        except LogError as e:
            if e.place.count(":") >= 2:
                raise
            raise self.fail(e.message, min(1, len(self.words) - 1)) from None

    def alloc(self) -> None:
        name, size = self.words[1].group(), self.count(2, "bytes", LARGEST)
        if name == "-":
            raise self.fail("`-` is the null pointer and no name", 1)
        old = self.objects.get(name)
        if old is not None and not self.log.freed[old] and self.log.held[old]:
            raise self.fail(f"{name} is still in use", 1)
        made = self.log.alloc(self.line, size)
        self.log.names[made] = name
        self.objects[name], self.fields[made] = made, {}
        if len(self.words) > 3:
            count = self.count(3, "fields", MOST_FIELDS)
            self.fields[made] = {str(field): field for field in range(count)}
            self.log.fields[made] = count

    def store(self) -> None:
        obj, field = self.object(1), self.words[2].group()
        target = 0 if self.words[3].group() == "-" else self.object(3)
        numbers = self.fields[obj]
        number = numbers.setdefault(field, len(numbers))
        self.log.store(self.line, obj, number, target)
        self.log.field_names[obj, number] = field

    def read_field(self) -> None:
        obj = self.object(1)
        if len(self.words) == 2:
            self.log.read(self.line, obj)
            return
        field = self.words[2].group()
        if field not in self.fields[obj]:
            raise self.fail(f"{self.words[1].group()} has no field {field} that was written", 2)
        self.log.read(self.line, obj, self.fields[obj][field])

    def root(self) -> None:
        self.log.root(self.line, self.object(1))

    def unroot(self) -> None:
        self.log.unroot(self.line, self.object(1))

    def free(self) -> None:
        self.log.free(self.line, self.object(1))

    def collect(self) -> None:
        self.log.collect(self.line)

    def count(self, word: int, of: str, most: int) -> int:
        text = self.words[word].group()
        if not re.fullmatch(r"[0-9]{1,15}", text) or int(text) > most:
            raise self.fail(f"`{text[:20]}` is no number of {of}", word)
        return int(text)

    def object(self, word: int) -> int:
        name = self.words[word].group()
        if name not in self.objects:
            raise self.fail(f"there is no object {name} yet", word)
        return self.objects[name]


OPERATIONS: dict[str, tuple[int, int, Callable[[PlainReader], None]]] = {
    "alloc": (3, 4, PlainReader.alloc),
    "store": (4, 4, PlainReader.store),
    "read": (2, 3, PlainReader.read_field),
    "root": (2, 2, PlainReader.root),
    "unroot": (2, 2, PlainReader.unroot),
    "free": (2, 2, PlainReader.free),
    "collect": (1, 1, PlainReader.collect),
}
"""Of each operation the least and the most words of its line, and what reads it."""


def log_text(log: Log) -> str:
    """A log in our format. Names are kept where they are unique words."""
    names = {obj: name for obj, name in log.names.items() if WORD.fullmatch(name) and "#" not in name and name != "-"}
    if len(set(names.values())) < len(names) or any(re.fullmatch(r"o\d+", n) and n != f"o{obj}" for obj, n in names.items()):
        names = {}
    lines = [HEADER]

    def name(obj: int) -> str:
        return names.get(obj, f"o{obj}") if obj else "-"

    for op, a, b, c in log:
        if op == ALLOC:
            plain = log.fields[a] and not any((a, field) in log.field_names for field in range(log.fields[a]))
            lines.append(f"alloc {name(a)} {b}" + (f" {log.fields[a]}" if plain else ""))
        elif op == STORE:
            lines.append(f"store {name(a)} {log.field_name(a, b)} {name(c)}")
        elif op == READ:
            lines.append(f"read {name(a)}" + (f" {log.field_name(a, b)}" if b >= 0 else ""))
        elif op == COLLECT:
            lines.append("collect")
        else:
            lines.append(f"{'free' if op == FREE else 'root' if op == ROOT else 'unroot'} {name(a)}")
    return "\n".join(lines) + "\n"
