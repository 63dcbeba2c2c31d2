"""Where the generated index of the stubs is kept, and whether it is still theirs."""

from __future__ import annotations

import marshal
import os
import sys
import zlib
from typing import Any, BinaryIO

from rustmem.std.files import ROOT

READERS = ("source", "syntax", "ty", "std", "resolve", "traits", "items")
"""The packages whose code says what stands in the index."""


def stamp() -> int:
    """A checksum of the sizes and times of the stubs, and of the modules that read them: what Python, too, knows a
    changed module by."""
    found = 0
    folders = [f"{os.path.dirname(ROOT)}/{name}" for name in READERS]
    for folder in folders:
        files = []
        for entry in os.scandir(folder):
            if entry.name.endswith((".rs", ".py")):
                stat = entry.stat()
                files.append(f"{entry.name} {stat.st_size} {stat.st_mtime_ns}")
            elif entry.is_dir() and entry.name != "__pycache__":
                folders.append(entry.path)
        found = zlib.crc32("\n".join(sorted(files)).encode(), found)
    return found


def _path(stamp: int) -> str:
    return f"{ROOT}/__pycache__/index-{stamp:08x}-{sys.implementation.cache_tag}.bin"


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


def load(stamp: int | None = None) -> dict[str, Any] | None:
    """The index that came with a wheel, or the one that is kept for stubs with that checksum."""
    try:
        with open(_SHIPPED if stamp is None else _path(stamp), "rb") as file:
            return unpack(_mapped(file))
    except (OSError, ValueError, EOFError, TypeError):
        return None


def _mapped(file: BinaryIO) -> Any:
    """What the file holds, of which only what is looked at gets into memory."""
    try:
        import mmap

        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (ImportError, OSError, ValueError):  # such as in a browser
        return file.read()


_SHIPPED = f"{ROOT}/index.bin"
"""No checkout has it, and nobody changes what was installed."""


def keep(stamp: int, data: bytes) -> None:
    """Keeps the index beside the compiled modules, where that is allowed."""
    path = _path(stamp)
    folder = os.path.dirname(path)
    try:
        os.makedirs(folder, exist_ok=True)
        for old in os.listdir(folder):
            if old.startswith("index-"):
                os.unlink(f"{folder}/{old}")
        with open(f"{path}.{os.getpid()}", "wb") as file:
            file.write(data)
        os.replace(file.name, path)
    except OSError:
        pass


def can_keep() -> bool:
    """Whether an index may be written at all."""
    folder = f"{ROOT}/__pycache__"
    return os.access(folder if os.path.exists(folder) else ROOT, os.W_OK)
