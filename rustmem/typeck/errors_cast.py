"""The words of errors about casts (rustc's `CastCheck::report_cast_error`)."""

from __future__ import annotations

from typing import Any

from rustmem.source.diag import error
from rustmem.syntax import ast
from rustmem.ty import kind as k
from rustmem.ty.print import ty_str


def cast_to_unsized(fcx: Any, expr: ast.CastExpr, expr_ty: k.Ty, cast_ty: k.Ty) -> None:
    source, target = (ty_str(fcx.tcx, fcx.resolve(ty)) for ty in (expr_ty, cast_ty))
    diag = error(f"cast to unsized type: `{source}` as `{target}`", expr.span, "E0620")
    fcx.emit(diag.not_modelled("a cast to a reference instead"))


def report_cast_error(fcx: Any, cast: Any, what: str) -> None:
    expr = cast.expr
    source, target = ty_str(fcx.tcx, fcx.resolve(cast.expr_ty)), ty_str(fcx.tcx, fcx.resolve(cast.cast_ty))
    if what == "NonScalar":
        diag = error(f"non-primitive cast: `{source}` as `{target}`", expr.span, "E0605")
        label = "an `as` expression can only be used to convert between primitive types or to coerce to a specific trait object"
        diag.label(expr.span, label)
        diag.not_modelled("a conversion instead of the cast")
    elif what == "CastToBool":
        diag = error(f"cannot cast `{source}` as `bool`", expr.span, "E0054")
        if fcx.is_integral(cast.expr_ty):
            diag.suggest("compare with zero instead", (expr.expr.span.shrink_to_hi().to(expr.ty.span), " != 0"), style="show-always")
        else:
            diag.label(expr.span, "unsupported cast")
    elif what == "CastToChar":
        diag = error(f"only `u8` can be cast as `char`, not `{source}`", expr.span, "E0604")
        diag.label(expr.span, "invalid cast")
        diag.not_modelled("how to make a char")
    elif what == "IllegalCast":
        diag = error(f"casting `{source}` as `{target}` is invalid", expr.span, "E0606")
        diag.not_modelled("why the cast is invalid")
    elif what in ("NeedDeref", "NeedViaPtr", "NeedViaThinPtr", "NeedViaInt"):
        diag = error(f"casting `{source}` as `{target}` is invalid", expr.span, "E0606")
        diag.not_modelled("how to cast it")
    elif what == "SizedUnsizedCast":
        diag = error(f"cannot cast thin pointer `{source}` to wide pointer `{target}`", expr.span, "E0607")
    else:
        diag = error(f"casting `{source}` as `{target}` is invalid", expr.span, "E0606")
        diag.not_modelled("why the cast is invalid")
    fcx.emit(diag)
