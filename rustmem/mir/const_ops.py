"""Primitive operations on known values, for the evaluation of constants."""

from __future__ import annotations

import operator
from typing import Any

from rustmem.ty import kind as k


class Unknown:
    """A value that is not known."""

    __slots__ = ()


UNKNOWN = Unknown()


def wrap(ty: Any, value: int) -> int:
    """`value` reduced to the range of the integer type `ty`."""
    value &= (1 << ty.bits) - 1
    if ty.signed and value >> (ty.bits - 1):
        value -= 1 << ty.bits
    return value


_COMPARE = {
    "Eq": operator.eq, "Ne": operator.ne, "Lt": operator.lt, "Le": operator.le, "Gt": operator.gt, "Ge": operator.ge,
}  # fmt: skip
_ARITHMETIC = {"Add": operator.add, "Sub": operator.sub, "Mul": operator.mul}
_BITS = {"BitAnd": operator.and_, "BitOr": operator.or_, "BitXor": operator.xor}


def binary(op: str, ty: k.Ty, left: Any, right: Any) -> Any:
    if not _is_scalar(left) or not _is_scalar(right):
        return [UNKNOWN, UNKNOWN] if op.endswith("WithOverflow") else UNKNOWN
    if op in _COMPARE:
        return _COMPARE[op](left, right)
    if type(ty) is k.FloatTy:
        return _float(op, ty, left, right)
    if op in _BITS:
        made = _BITS[op](left, right)
        return wrap(ty, made) if type(ty) is k.IntTy else bool(made)
    if type(ty) is not k.IntTy:
        return UNKNOWN
    return _integer(op, ty, left, right)


def _integer(op: str, ty: k.IntTy, left: int, right: int) -> Any:
    name = op.removesuffix("WithOverflow").removesuffix("Unchecked")
    if name in _ARITHMETIC:
        exact = _ARITHMETIC[name](left, right)
        made = wrap(ty, exact)
        return [made, made != exact] if op.endswith("WithOverflow") else made
    if name == "Div" or name == "Rem":
        if right == 0:
            return UNKNOWN
        quotient = abs(left) // abs(right) * (1 if (left < 0) == (right < 0) else -1)
        return wrap(ty, quotient if name == "Div" else left - quotient * right)
    if name == "Shl":
        return wrap(ty, left << (right % ty.bits))
    if name == "Shr":
        return wrap(ty, left >> (right % ty.bits))
    return UNKNOWN


def _float(op: str, ty: k.FloatTy, left: float, right: float) -> Any:
    import math

    if op == "Div":
        if right == 0:
            made = math.nan if left == 0 or math.isnan(left) else math.copysign(math.inf, left) * math.copysign(1, right)
        else:
            made = left / right
    elif op == "Rem":
        made = math.nan if right == 0 or math.isinf(left) else math.fmod(left, right)
    elif op in _ARITHMETIC:
        made = _ARITHMETIC[op](left, right)
    else:
        return UNKNOWN
    return rounded(ty, made)


def rounded(ty: k.FloatTy, value: float) -> float:
    if ty.bits == 32:
        import math
        import struct

        try:
            return float(struct.unpack("f", struct.pack("f", value))[0])
        except OverflowError:
            return math.copysign(math.inf, value)
    return value


def unary(op: str, ty: k.Ty, value: Any) -> Any:
    if not _is_scalar(value):
        return UNKNOWN
    if op == "Not":
        return (not value) if type(ty) is k.BoolTy else wrap(ty, ~value)
    if type(ty) is k.FloatTy:
        return -value
    return wrap(ty, -value)


def cast(kind: str, source: k.Ty, target: k.Ty, value: Any) -> Any:
    if kind in ("Unsize", "MutToConstPointer", "PtrToPtr", "ReifyFnPointer", "ArrayToPointer", "Transmute"):
        return value if kind != "Transmute" else UNKNOWN
    if not _is_scalar(value):
        return UNKNOWN
    if kind == "IntToInt":
        number = ord(value) if isinstance(value, str) else int(value)
        return chr(number) if type(target) is k.CharTy else wrap(target, number)
    if kind == "IntToFloat":
        return rounded(target, float(int(value)))  # type: ignore[arg-type]
    if kind == "FloatToFloat":
        return rounded(target, value)  # type: ignore[arg-type]
    if kind == "FloatToInt":
        return saturated(target, value)
    return UNKNOWN


def saturated(ty: Any, value: float) -> int:
    """A float as an integer, at the nearest bound if it is out of range, NaN as zero."""
    import math

    if math.isnan(value):
        return 0
    least: int = -(1 << (ty.bits - 1)) if ty.signed else 0
    most: int = (1 << (ty.bits - 1)) - 1 if ty.signed else (1 << ty.bits) - 1
    if math.isinf(value):
        return most if value > 0 else least
    return max(least, min(most, int(value)))


def _is_scalar(value: Any) -> bool:
    return isinstance(value, (int, float, str))
