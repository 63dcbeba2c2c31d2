"""The files beside this module: stubs, and tables of what the real library has.

Without `pathlib`, whose import costs a command more than all of its files.
"""

from __future__ import annotations

import os

ROOT = os.path.dirname(os.path.abspath(__file__))


def exists(name: str) -> bool:
    """Whether there is a file `core/lib.rs`."""
    return os.path.exists(f"{ROOT}/{name}")


def size(name: str) -> int:
    """Its bytes."""
    return os.path.getsize(f"{ROOT}/{name}")


def read(name: str) -> str:
    """Its text."""
    with open(f"{ROOT}/{name}", encoding="utf-8") as file:
        return file.read()
