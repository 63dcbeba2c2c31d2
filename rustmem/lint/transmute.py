"""The late lint `unnecessary_transmutes` (rustc_lint's `transmute`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rustmem.source.diag import warning
from rustmem.syntax import ast
from rustmem.ty import kind as k
from rustmem.ty.defs import DefRes
from rustmem.ty.print import ty_str

if TYPE_CHECKING:
    from rustmem.lint.late import LatePass


def unnecessary(late: LatePass, call: ast.CallExpr) -> None:
    """`transmute` where a safe function does the same."""
    tcx = late.tcx
    if not isinstance(call.func, ast.PathExpr) or len(call.args) != 1:
        return
    res = tcx.full_res(call.func.path)
    if not isinstance(res, DefRes) or res.def_id >= tcx.base or tcx.item_name(res.def_id) != "transmute":
        return
    source, target = late.results.types[call.args[0]], late.results.types[call]
    better = instead(tcx, source, target, tcx.source_map.snippet(call.args[0].span))
    if better is None:
        return
    text, extra = better
    diag = warning("unnecessary transmute", call.span, "unnecessary_transmutes")
    if extra is not None:
        diag.help(extra)
    tcx.emit(diag.suggest("replace this with", (call.span, text), style="show-always"))


def instead(tcx: Any, source: Any, target: Any, arg: str) -> tuple[str, str | None] | None:
    """What to write for a transmute between two types, and what else to think of."""
    from_name, to_name = ty_str(tcx, source), ty_str(tcx, target)
    match source, target:
        case k.ArrayTy(), k.IntTy() | k.FloatTy() if _is_u8(source.ty):
            return f"{to_name}::from_ne_bytes({arg})", ORDER.format("from")
        case k.IntTy() | k.FloatTy(), k.ArrayTy() if _is_u8(target.ty):
            return f"{from_name}::to_ne_bytes({arg})", ORDER.format("to")
        case k.CharTy(), k.IntTy(name="u32"):
            return f"u32::from({arg})", None
        case k.CharTy(), k.IntTy(name="i32"):
            return f"u32::from({arg}).cast_signed()", None
        case k.IntTy(name="u32"), k.CharTy():
            return f"char::from_u32_unchecked({arg})", "consider using `char::from_u32(…).unwrap()`"
        case k.IntTy(name="i32"), k.CharTy():
            better = "consider using `char::from_u32(i32::cast_unsigned(…)).unwrap()`"
            return f"char::from_u32_unchecked(i32::cast_unsigned({arg}))", better
        case k.IntTy(), k.IntTy() if source.signed != target.signed:
            return f"{from_name}::cast_{'unsigned' if source.signed else 'signed'}({arg})", None
        case k.FloatTy(), k.IntTy(name="usize" | "isize"):
            return f"{from_name}::to_bits({arg}) as {to_name}", None
        case k.FloatTy(), k.IntTy():
            return f"{from_name}::to_bits({arg}){'.cast_signed()' if target.signed else ''}", None
        case k.IntTy(name="usize" | "isize"), k.FloatTy():
            return f"{to_name}::from_bits({arg} as _)", None
        case k.IntTy(), k.FloatTy():
            bits = f"{from_name}::cast_unsigned({arg})" if source.signed else arg
            return f"{to_name}::from_bits({bits})", None
        case k.BoolTy(), k.IntTy():
            return f"{to_name}::from({arg})", None
        case _:
            pass
    return None


ORDER = "there's also `{0}_le_bytes` and `{0}_be_bytes` if you expect a particular byte order"


def _is_u8(ty: Any) -> bool:
    return type(ty) is k.IntTy and ty.name == "u8"
