"""The public names of the real library's modules, to tell a program's mistake from a gap in the stubs.

`modules.txt` is written by `tests/oracle/library_modules.py`. It is read only when a name was not found.
"""

from __future__ import annotations

from functools import lru_cache
from rustmem.std import files

KINDS = {
    "struct": "struct", "enum": "enum", "union": "union", "trait": "trait", "fn": "function", "constant": "constant", "static": "static",
    "type": "type alias", "mod": "module", "macro": "macro",
}  # fmt: skip


@lru_cache(maxsize=1)
def modules() -> dict[str, dict[str, frozenset[str]]]:
    """Path of a module within the library (the root is empty) to its names, each with the kinds that bear it."""
    found: dict[str, dict[str, frozenset[str]]] = {}
    for line in files.read("modules.txt").splitlines():
        path, _, rest = line.partition(": ")
        names: dict[str, set[str]] = {}
        for word in rest.split():
            kind, name = word.split(".", 1)
            names.setdefault(name, set()).add(kind)
        found[path.rstrip(":")] = {name: frozenset(kinds) for name, kinds in names.items()}
    return found


@lru_cache(maxsize=1)
def places() -> dict[str, tuple[tuple[str, str], ...]]:
    """A name to the (module, kind) pairs under which the library has it."""
    found: dict[str, list[tuple[str, str]]] = {}
    for module, names in modules().items():
        for name, kinds in names.items():
            for kind in kinds:
                found.setdefault(name, []).append((module, kind))
    return {name: tuple(sorted(where)) for name, where in found.items()}


@lru_cache(maxsize=1)
def types_and_values() -> tuple[frozenset[str], frozenset[str]]:
    """The names of types, traits and modules, and those of functions, constants and statics."""
    kinds = {(name, kind) for name, where in places().items() for _, kind in where}
    types = frozenset(name for name, kind in kinds if kind in ("struct", "enum", "union", "trait", "mod"))
    return types, frozenset(name for name, kind in kinds if kind in ("fn", "constant", "static"))


@lru_cache(maxsize=1)
def unstable_names() -> dict[str, frozenset[str]]:
    """Path of a module to those of its names that are not stable; written by `tests/oracle/library_unstable.py`."""
    lines = (line.partition(": ") for line in files.read("unstable_names.txt").splitlines())
    return {module.rstrip(":"): frozenset(names.split()) for module, _, names in lines}


def is_unstable(path: tuple[str, ...]) -> bool:
    """Whether a path of the library, its crate first, or a module on the way is not stable."""
    return any(path[at] in unstable_names().get("::".join(path[1:at]), ()) for at in range(1, len(path)))


def has(module: str, name: str) -> bool:
    """Whether the real library has (or may have, in a module that is not listed) `name` in `module`."""
    names = modules().get(module)
    return True if names is None else name in names
