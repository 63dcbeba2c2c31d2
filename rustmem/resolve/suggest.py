"""The name most like a misspelt one (rustc_span::edit_distance)."""

from __future__ import annotations

from collections.abc import Sequence


def edit_distance(a: str, b: str, limit: int) -> int | None:
    """Restricted Damerau-Levenshtein distance, or None if it exceeds `limit`."""
    n, m = len(a), len(b)
    if abs(n - m) > limit:
        return None
    if n > m:
        a, b, n, m = b, a, m, n
    begin = 0
    while begin < n and a[begin] == b[begin]:
        begin += 1
    a, b = a[begin:], b[begin:]
    end = 0
    while end < len(a) and a[-1 - end] == b[-1 - end]:
        end += 1
    if end:
        a, b = a[:-end], b[:-end]
    n, m = len(a), len(b)
    if n == 0:
        return m if m <= limit else None
    before_last, last = [limit + n] * (m + 1), list(range(m + 1))
    for i in range(1, n + 1):
        current = [i] + [0] * m
        for j in range(1, m + 1):
            cost = 0 if a[i - 1] == b[j - 1] else 1
            best = min(last[j] + 1, current[j - 1] + 1, last[j - 1] + cost)
            if i > 1 and j > 1 and a[i - 1] != b[j - 1] and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                best = min(best, before_last[j - 2] + 1)
            current[j] = best
        before_last, last = last, current
    return last[m] if last[m] <= limit else None


def edit_distance_with_substrings(a: str, b: str, limit: int) -> int | None:
    """A distance in which a word inside the other counts as near, unless one is more than twice as long."""
    n, m = len(a), len(b)
    apart = abs(n - m)
    found = edit_distance(a, b, limit + apart)
    if found is None:
        return None
    score = found - apart
    if n * 2 < m or m * 2 < n:
        score += apart
    elif score == 0 and apart:
        score = 1
    else:
        score += (apart + 1) // 2
    return score if score <= limit else None


def find_best_match(candidates: Sequence[str], lookup: str, distance: int | None = None, substrings: bool = False) -> str | None:
    """rustc's `find_best_match_for_name`: case first, then edit distance, then the same words in another order."""
    upper = lookup.upper()
    for name in candidates:
        if name.upper() == upper:
            return name
    limit = max(len(lookup), 3) // 3 if distance is None else distance
    measure = edit_distance_with_substrings if substrings else edit_distance
    best: str | None = None
    ties: list[str] = []
    for name in candidates:
        found = measure(lookup, name, limit) if limit >= 0 else None
        if found is None:
            continue
        if found == 0:
            return name
        if not substrings:
            limit = found - 1
        else:
            if found < limit:
                limit, ties = found, []
            ties.append(name)
        best = name
    if len(ties) > 1:
        best = find_best_match(ties, lookup, len(lookup))
    if best is not None:
        return best
    words = sorted(lookup.split("_"))
    for name in candidates:
        if sorted(name.split("_")) == words:
            best = name
    return best
