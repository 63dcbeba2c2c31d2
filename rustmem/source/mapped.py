"""Large files of which only a part is looked at."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, BinaryIO


def mapped(file: BinaryIO) -> Any:
    """What the file holds, of which only what is looked at gets into memory, where the system can map it."""
    try:
        import mmap

        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (ImportError, OSError, ValueError):  # such as in a browser
        return file.read()
