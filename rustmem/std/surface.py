"""What the real library has beyond the stubs: names of methods and variants and counts of impls, to tell a program's
error from a gap.

`surface.txt` is written by `tests/oracle/library_surface.py`. It is read only when something was not found.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from rustmem.std import files


class Surface:
    """`surface.txt` as tables, by the path of an item within the library (`collections::hash_map::Entry`)."""

    def __init__(self) -> None:
        self.types: dict[str, dict[str, int]] = {}
        """The inherent methods and constants of a type, each with the number of impls that have it."""
        self.traits: dict[str, frozenset[str]] = {}
        """The functions and constants of a trait."""
        self.impls: dict[str, dict[tuple[str, str], int]] = {}
        """The impls on the page of a type: (trait, what the self type begins with) to their number."""
        self.enums: dict[str, list[str]] = {}
        """The name of a variant to the enums that have one of that name."""
        self.by_name: dict[str, list[str]] = {}
        for line in files.read("surface.txt").splitlines():
            kind, (path, _, rest) = line[0], line[2:].partition(": ")
            words = rest.split()
            if kind == "T":
                self.types[path] = {name: int(count or 1) for name, _, count in (word.partition("*") for word in words)}
            elif kind == "R":
                self.traits[path] = frozenset(words)
            elif kind == "V":
                for name in words:
                    self.enums.setdefault(name, []).append(path)
            else:
                table = self.impls[path] = {}
                for word in words:
                    trait, head, count = word.rsplit("/", 2)
                    table[trait, head] = int(count)
        for path in self.types:
            self.by_name.setdefault(path.rsplit("::", 1)[-1], []).append(path)
        for path in self.traits:
            self.by_name.setdefault(path.rsplit("::", 1)[-1], []).append(path)

    def paths(self, path: str) -> list[str]:
        """The documented paths of an item: its own, else all of that name."""
        if path in self.types or path in self.traits:
            return [path]
        name = path.rsplit("::", 1)[-1]
        module = path.split("::")[-2:-1]
        found = self.by_name.get(name, [])
        nearer = [p for p in found if p.split("::")[-2:-1] == module]
        return nearer or found


@lru_cache(maxsize=1)
def surface() -> Surface:
    return Surface()


def item_path(tcx: Any, def_id: Any) -> str:
    """`option::Option`: the path within its crate."""
    names: list[str] = []
    at = def_id
    while at is not None and tcx.parent(at) is not None:
        names.append(tcx.item_name(at))
        at = tcx.parent(at)
    return "::".join(reversed(names))


def method_count(tcx: Any, key: Any, name: str) -> int:
    """In how many inherent impls of a library type `name` really is. `key`: a DefId, or a primitive's name (`slice`)."""
    table = surface()
    paths = [key] if isinstance(key, str) else table.paths(item_path(tcx, key))
    return max((table.types.get(p, {}).get(name, 0) for p in paths), default=0)


def trait_item_names(tcx: Any, trait: Any) -> frozenset[str]:
    table = surface()
    return frozenset().union(*(table.traits.get(p, ()) for p in table.paths(item_path(tcx, trait))))


def impl_count(tcx: Any, trait_name: str, key: Any, head: str) -> int:
    """How many impls of the trait the real library has for the type."""
    table = surface()
    paths = [key] if isinstance(key, str) else table.paths(item_path(tcx, key))
    return max((table.impls.get(p, {}).get((trait_name, head), 0) for p in paths), default=0)
