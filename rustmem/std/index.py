"""Where the generated index of the stubs is kept, and whether it is still theirs."""

from __future__ import annotations

import marshal
import os
import sys
from typing import Any

from rustmem.source.mapped import mapped
from rustmem.std.files import ROOT

READERS = ("source", "syntax", "ty", "std", "resolve", "traits", "items")
"""The packages whose code says what stands in the index."""


def stamp() -> str:
    """The sizes and times of the stubs, and of the modules that read them: what Python, too, knows a changed module by."""
    found: list[str] = []
    root = os.path.dirname(ROOT)
    folders = [f"{root}/{name}" for name in READERS]
    for folder in folders:
        for entry in os.scandir(folder):
            if entry.name.endswith((".rs", ".py")):
                stat = entry.stat()
                found.append(f"{entry.path[len(root) :]} {stat.st_size} {stat.st_mtime_ns}")
            elif entry.name != "__pycache__" and entry.is_dir():
                folders.append(entry.path)
    return "\n".join(sorted(found))


_PATH = f"{ROOT}/__pycache__/index.{sys.implementation.cache_tag}.bin"
_SHIPPED = f"{ROOT}/index.bin"
"""No checkout has it, and nobody changes what was installed."""


def pack(tables: dict[str, Any]) -> bytes:
    """The index in one piece. What is a pair of `bytes`, entries and where they end, is read entry by entry: it stands
    behind all else, and nobody copies it."""
    head, at = dict(tables), 0
    rest: list[bytes] = []
    for name, value in tables.items():
        if type(value) is tuple and len(value) == 2 and type(value[0]) is bytes:
            entries, ends = value
            head[name] = (at, at + len(entries), at + len(entries) + len(ends))
            at = head[name][2]
            rest += value
    head["joined"] = tuple(name for name in tables if head[name] is not tables[name])
    first = marshal.dumps(head)
    return b"".join([len(first).to_bytes(8, "little"), first, *rest])


def unpack(data: Any) -> dict[str, Any]:
    """The tables again."""
    view = memoryview(data)
    begin = 8 + int.from_bytes(view[:8], "little")
    tables: dict[str, Any] = marshal.loads(view[8:begin])
    for name in tables["joined"]:
        lo, middle, hi = (begin + at for at in tables[name])
        tables[name] = (view[lo:middle], view[middle:hi])
    return tables


def load(stamp: str = "") -> dict[str, Any] | None:
    """The index that came with a wheel, or the one that is kept, if it was made of stubs with that stamp."""
    try:
        with open(_PATH if stamp else _SHIPPED, "rb") as file:
            tables = unpack(mapped(file))
    except (OSError, ValueError, EOFError, TypeError):
        return None
    return tables if not stamp or tables.get("stamp") == stamp else None


def keep(data: bytes) -> None:
    """Keeps the index beside the compiled modules, where that is allowed."""
    folder = os.path.dirname(_PATH)
    try:
        os.makedirs(folder, exist_ok=True)
        with open(f"{_PATH}.{os.getpid()}", "wb") as file:
            file.write(data)
        os.replace(file.name, _PATH)
    except OSError:
        pass


def can_keep() -> bool:
    """Whether an index may be written at all."""
    folder = f"{ROOT}/__pycache__"
    return os.access(folder if os.path.exists(folder) else ROOT, os.W_OK)
