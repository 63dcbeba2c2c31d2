"""Patterns that are missing, as rustc prints them (rustc_pattern_analysis::rustc::print)."""

from __future__ import annotations

from typing import Any

from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt
from rustmem.ty.print import def_path_str
from rustmem.typeck.exhaustiveness import INFINITY, Bool, IntRange, Literal, Slice, Variant, Wild, Witness, limits


def text(tcx: TyCtxt, w: Witness) -> str:
    """A witness as a pattern."""
    match w.ctor:
        case Wild() | Literal():
            return "_"
        case Bool(value):
            return "true" if value else "false"
        case IntRange():
            return int_range(w.ctor, w.ty)
        case Slice():
            return slice_text(tcx, w)
        case _:
            pass
    if isinstance(w.ty, k.RefTy):
        return "&" + text(tcx, w.fields[0])
    if isinstance(w.ty, k.AdtTy) and tcx.is_lang_item(w.ty.def_id, "owned_box"):
        return f"box {text(tcx, w.fields[0])}"
    return struct_like(tcx, w)


def struct_like(tcx: TyCtxt, w: Witness) -> str:
    parts = [text(tcx, f) for f in w.fields]
    if not isinstance(w.ty, k.AdtTy):
        return f"({', '.join(parts)})"
    adt = tcx.adt_def(w.ty.def_id)
    variant = adt.variants[w.ctor.index] if isinstance(w.ctor, Variant) else adt.non_enum_variant
    if adt.kind == "enum":
        bare = tcx.is_diagnostic_item(adt.def_id, "Option") or tcx.is_diagnostic_item(adt.def_id, "Result")
        name = variant.name if bare else f"{def_path_str(tcx, adt.def_id)}::{variant.name}"
    else:
        name = def_path_str(tcx, adt.def_id)
    if variant.ctor is None:
        shown = [f"{f.name}: {p}" for f, p, one in zip(variant.fields, parts, w.fields) if not isinstance(one.ctor, Wild)]
        if len(shown) < len(variant.fields):
            shown.append("..")
        return f"{name} {{ {', '.join(shown)} }}" if shown else f"{name} {{  }}"
    return f"{name}({', '.join(parts)})" if variant.fields else name


def slice_text(tcx: TyCtxt, w: Witness) -> str:
    parts = [text(tcx, f) for f in w.fields]
    if w.ctor.varying:
        parts.insert(w.ctor.prefix, "..")
    return f"[{', '.join(parts)}]"


def int_range(r: Any, ty: Any) -> str:
    """`5_i32`, `i32::MIN..=-1_i32`, `'a'..='z'`, `usize::MAX..`."""
    low, high = limits(ty)
    if (r.lo, r.hi) == (-INFINITY, INFINITY):
        return "_"
    if r.lo == r.hi:
        return value(r.lo, ty, low, high, alone=True)
    if r.lo == -INFINITY:
        return f"..={value(r.hi, ty, low, high)}" if r.hi >= low else f"..{ty.name}::MIN"
    if r.hi == INFINITY:
        return f"{value(min(r.lo, high), ty, low, high)}.."
    return f"{value(r.lo, ty, low, high)}..={value(r.hi, ty, low, high)}"


def beyond_boundaries(r: Any, ty: Any) -> bool:
    """Whether a range holds only what comes before `isize::MIN` or after `usize::MAX` (`is_range_beyond_boundaries`)."""
    low, high = limits(ty)
    return bool(r.lo > high or r.hi < low)


def value(number: int, ty: Any, low: int, high: int, alone: bool = False) -> str:
    if isinstance(ty, k.CharTy):
        from_table = {0: "\\0", 9: "\\t", 10: "\\n", 13: "\\r", 39: "\\'", 92: "\\\\"}.get(number)
        return f"'{from_table or char_text(number)}'"
    if number == low and ty.signed:
        return f"{ty.name}::MIN"
    if number == high:
        return f"{ty.name}::MAX"
    return f"{number}_{ty.name}"


def char_text(number: int) -> str:
    return chr(number) if chr(number).isprintable() else f"\\u{{{number:x}}}"
