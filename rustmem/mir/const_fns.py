"""Library functions without a Rust body, as constants may call them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rustmem.mir.const_ops import UNKNOWN, wrap
from rustmem.traits.layout import LayoutError, align_of, size_of
from rustmem.ty import kind as k


def call_bodiless(tcx: Any, def_id: Any, args: k.GenericArgs, values: list[Any], some: Callable[..., Any]) -> Any:
    """The value of a call, or `UNKNOWN`. `some(value)` and `some()` make `Some(value)` and `None`."""
    name = tcx.item_name(def_id)
    if name in ("size_of", "align_of") and len(args) == 1:
        return _layout(tcx, name, args[0])
    parent = tcx.parent(def_id)
    if parent is None or tcx.def_kind(parent) != "impl":
        return UNKNOWN
    ty = tcx.type_of(parent)
    if type(ty) is k.IntTy and all(isinstance(value, (int, bool)) for value in values):
        return integer_call(ty, name, values, some)
    return sequence_call(ty, name, values)


def _layout(tcx: Any, name: str, ty: Any) -> Any:
    if ty.flags & (k.HAS_PARAM | k.HAS_INFER):
        return UNKNOWN
    try:
        return size_of(tcx, ty) if name == "size_of" else align_of(tcx, ty)
    except LayoutError:
        return UNKNOWN


def sequence_call(ty: k.Ty, name: str, values: list[Any]) -> Any:
    """`len` and its like of slices, arrays and strings."""
    value = values[0] if values else None
    if type(ty) is k.StrTy and isinstance(value, str):
        if name == "as_bytes":
            return ("bytes", list(value.encode()))
        if name == "len":
            return len(value.encode())
    if isinstance(ty, (k.SliceTy, k.ArrayTy)) and name == "len" and hasattr(value, "container"):
        items = value.container[value.key]  # type: ignore[union-attr]
        return len(items) if isinstance(items, (list, bytes)) else UNKNOWN
    return UNKNOWN


def integer_call(ty: k.IntTy, name: str, values: list[int], some: Callable[..., Any]) -> Any:
    prefix, _, op = name.partition("_")
    exact = _exact(op, values)
    if exact is not None:
        if prefix == "wrapping":
            return wrap(ty, exact)
        if prefix == "checked":
            return some(exact) if wrap(ty, exact) == exact else some()
        if prefix == "saturating":
            least = -(1 << (ty.bits - 1)) if ty.signed else 0
            most = (1 << (ty.bits - 1)) - 1 if ty.signed else (1 << ty.bits) - 1
            return max(least, min(most, exact))
        if prefix == "overflowing":
            return [wrap(ty, exact), wrap(ty, exact) != exact]
    plain = _exact(name, values)
    if plain is not None:
        if wrap(ty, plain) != plain:
            raise OverflowError(f"attempt to {_WORDS.get(name, name)}, which would overflow")
        return plain
    bits = values[0] & ((1 << ty.bits) - 1) if values else 0
    found = _BITS.get(name)
    if found is not None:
        return found(bits, ty.bits)
    if name == "rotate_left" or name == "rotate_right":
        by = values[1] % ty.bits
        by = by if name == "rotate_left" else (ty.bits - by) % ty.bits
        return wrap(ty, bits << by | bits >> (ty.bits - by))
    if name == "signum":
        return (values[0] > 0) - (values[0] < 0)
    return UNKNOWN


_BITS: dict[str, Callable[[int, int], int]] = {
    "leading_zeros": lambda value, bits: bits - value.bit_length(),
    "trailing_zeros": lambda value, bits: (value & -value).bit_length() - 1 if value else bits,
    "count_ones": lambda value, bits: value.bit_count(),
    "count_zeros": lambda value, bits: bits - value.bit_count(),
}


_WORDS = {"pow": "multiply"}


def _exact(op: str, values: list[int]) -> int | None:
    """The mathematical result of an operation named `op`."""
    if op == "neg" and len(values) == 1:
        return -values[0]
    if op in ("abs", "unsigned_abs") and len(values) == 1:
        return abs(values[0])
    if len(values) != 2:
        return None
    left, right = values
    match op:
        case "add":
            return left + right
        case "sub":
            return left - right
        case "mul":
            return left * right
        case "pow":
            return left**right if right < 200 else None
        case "rem_euclid":
            return left % abs(right) if right else None
        case "div_euclid":
            return (left - left % abs(right)) // right if right else None
        case "abs_diff":
            return abs(left - right)
        case _:
            pass
    return None
