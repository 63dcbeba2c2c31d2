"""Names of the stubs that a program on the stable channel must not use.

`unstable.txt` has a line for each: path, feature, tracking issue (or `-`), reason. What stands below a path is as
unstable as the path, but for what has the feature `stable`. A feature `-` marks a name that only the stubs have, for their own use.
`tests/test_std.py` has rustc confirm the list.
"""

from __future__ import annotations

from functools import lru_cache

from rustmem.std import files
from rustmem.source.node import node



@node
class Unstable:
    """Why a name is not stable."""

    feature: str
    issue: str
    reason: str


@lru_cache(maxsize=1)
def table() -> dict[str, Unstable]:
    found = {}
    for line in files.read("unstable.txt").splitlines():
        path, feature, issue, *reason = line.split(" ", 3)
        found[path] = Unstable(feature, issue, reason[0] if reason else "")
    return found


@lru_cache(maxsize=4096)
def unstable(path: tuple[str, ...]) -> Unstable | None:
    """The entry of a path such as `("std", "iter", "Step")`, or of the nearest part of it that has one."""
    for count in range(len(path), 1, -1):
        found = table().get("::".join(path[:count]))
        if found is not None:
            return found if found.feature != "stable" else None
    return None
