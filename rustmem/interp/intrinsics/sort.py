"""Sorting: the library's stable sort, with the comparisons in Rust and the bookkeeping in Python."""

from __future__ import annotations

from typing import Any

from rustmem.interp.intrinsics.registry import function, override
from rustmem.ty.intern import RE_ERASED

override("core::slice::sort::stable")
RUN = 12
"""Up to so many elements are sorted by insertion."""


@function("core::slice::sort::stable")
def stable(machine: Any, instance: Any) -> Any:
    if machine.threads or machine.traced:
        return machine.body_function(instance)
    tcx = machine.tcx
    elem = machine.normalize(instance.args[0])
    n = machine.shapes.of(elem).n
    method = next(i.def_id for i in tcx.associated_items(tcx.lang_items["fn_mut"]) if i.kind == "fn")
    ref = tcx.ref(RE_ERASED, elem, "not")
    number = machine.method_number(("method", method, (tcx.tuple((ref, ref)),), False))

    def sort(v: Any, less: Any) -> None:
        cells, start, count = v
        if count < 2 or not n:
            return
        call, closure = less[2][number], (less[0], less[1])
        where = [(cells, start + i * n) for i in range(count)]
        order = merge_sort(count, lambda a, b: call(closure, where[a], where[b]))
        if n == 1:
            cells[start : start + count] = [cells[start + i] for i in order]
        else:
            moved: list[Any] = []
            for i in order:
                moved += cells[start + i * n : start + i * n + n]
            cells[start : start + count * n] = moved

    return sort


def merge_sort(count: int, less: Any) -> list[int]:
    """The stable order of `count` elements; they stay where they are until it is known."""
    runs = []
    for lo in range(0, count, RUN):
        run: list[int] = []
        for i in range(lo, min(lo + RUN, count)):
            at = len(run)
            while at and less(i, run[at - 1]):
                at -= 1
            run.insert(at, i)
        runs.append(run)
    while len(runs) > 1:
        runs = [merge(runs[i], runs[i + 1], less) if i + 1 < len(runs) else runs[i] for i in range(0, len(runs), 2)]
    return runs[0]


def merge(left: list[int], right: list[int], less: Any) -> list[int]:
    if not less(right[0], left[-1]):
        return left + right
    made = []
    i = j = 0
    while i < len(left) and j < len(right):
        if less(right[j], left[i]):
            made.append(right[j])
            j += 1
        else:
            made.append(left[i])
            i += 1
    return made + left[i:] + right[j:]
