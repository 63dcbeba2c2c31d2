"""The words for a `TypeErr`: what stands after "mismatched types" (rustc's `TypeError::to_string`)."""

from __future__ import annotations

from typing import Any

from rustmem.traits import relate as r
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt
from rustmem.ty.print import def_path_str, sort_string, ty_str


def report_maybe_different(expected: str, found: str) -> str:
    """`expected X, found Y`; a different X and Y of one name are told apart."""
    return f"expected {expected}, found a different {found}" if expected == found else f"expected {expected}, found {found}"


def type_error_to_string(tcx: TyCtxt, error: r.TypeErr) -> str:
    match error:
        case r.CyclicTy():
            return "cyclic type of infinite size"
        case r.SafetyMismatch(expected, found):
            return f"expected {_safety(expected)} fn, found {_safety(found)} fn"
        case r.AbiMismatch(expected, found):
            return f'expected "{expected}" fn, found "{found}" fn'
        case r.ArgumentMutability() | r.MutabilityMismatch():
            return "types differ in mutability"
        case r.TupleSize(expected, found):
            return f"expected a tuple with {_count(expected, 'element')}, found one with {_count(found, 'element')}"
        case r.FixedArraySize(expected, found):
            return f"expected an array with a size of {expected}, found one with a size of {found}"
        case r.ArgCount():
            return "incorrect number of function parameters"
        case r.Sorts(expected, found) | r.ArgumentSorts(expected, found, _):
            return sorts(tcx, expected, found)
        case r.Traits(expected, found):
            a, b = (def_path_str(tcx, d) for d in (expected, found))  # type: ignore[arg-type]
            return f"expected trait `{a}`, found {'a different trait' if a == b else 'trait'} `{b}`"
        case r.VariadicMismatch(expected, found):
            return f"expected {_variadic(expected)} fn, found {_variadic(found)} function"
        case r.ProjectionMismatched(expected, found):
            return f"expected `{def_path_str(tcx, expected)}`, found `{def_path_str(tcx, found)}`"  # type: ignore[arg-type]
        case r.ExistentialMismatch(expected, found):
            return report_maybe_different(f"trait `{_text(tcx, expected)}`", f"trait `{_text(tcx, found)}`")
        case r.ConstMismatch(expected, found):
            return f"expected `{_text(tcx, expected)}`, found `{_text(tcx, found)}`"
        case r.RegionsPlaceholderMismatch():
            return "one type is more general than the other"
        case _:
            pass
    return "types differ"


def sorts(tcx: TyCtxt, expected: Any, found: Any) -> str:
    a, b = sort_string(tcx, expected), sort_string(tcx, found)
    if a == b:
        a, b = sort_string(tcx, expected, "yes"), sort_string(tcx, found, "yes")
    return report_maybe_different(a, b)


def _text(tcx: TyCtxt, value: Any) -> str:
    return ty_str(tcx, value) if isinstance(value, k.Interned) else str(value)


def _safety(unsafe: bool) -> str:
    return "unsafe" if unsafe else "safe"


def _variadic(variadic: bool) -> str:
    return "variadic" if variadic else "non-variadic"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
