"""Names that look alike (rustc's `find_best_match_for_name`)."""

from __future__ import annotations

from collections.abc import Iterable


def edit_distance(a: str, b: str, limit: int) -> int | None:
    """Insertions, deletions, replacements and swaps of neighbours that turn `a` into `b`; None if over `limit`."""
    if abs(len(a) - len(b)) > limit:
        return None
    previous: list[int] = []
    current = list(range(len(b) + 1))
    for i, ca in enumerate(a, 1):
        older, previous, current = previous, current, [i]
        for j, cb in enumerate(b, 1):
            cost = min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (ca != cb))
            if i > 1 and j > 1 and ca == b[j - 2] and a[i - 2] == cb and ca != cb:
                cost = min(cost, older[j - 2] + 1)
            current.append(cost)
    return current[-1] if current[-1] <= limit else None


def best_match(name: str, candidates: Iterable[str]) -> str | None:
    """The candidate that rustc would suggest for `name`."""
    candidates = list(candidates)
    upper = name.upper()
    for candidate in candidates:
        if candidate.upper() == upper:
            return candidate
    limit = max(len(name), 3) // 3
    best, best_distance = None, limit + 1
    for candidate in candidates:
        distance = edit_distance(name, candidate, limit)
        if distance is not None and distance < best_distance:
            best, best_distance = candidate, distance
    if best is not None:
        return best
    words = sorted(name.split("_"))
    return next((c for c in candidates if sorted(c.split("_")) == words), None)
