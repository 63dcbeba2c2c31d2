"""The words of errors about casts (rustc's `CastCheck::report_cast_error`)."""

from __future__ import annotations

from typing import Any

from rustmem.source.diag import error
from rustmem.syntax import ast
from rustmem.ty import kind as k
from rustmem.ty.print import def_path_str, ty_str


def unknown_pointer_kind(fcx: Any, expr: ast.CastExpr) -> None:
    """E0641."""
    diag = error("cannot cast to a pointer of an unknown kind", expr.ty.span, "E0641")
    diag.label(expr.ty.span, "needs more type information")
    diag.note("the type information given here is insufficient to check whether the pointer cast is valid")
    fcx.emit(diag.not_modelled("what rustc may add to E0641"))


def cast_to_unsized(fcx: Any, expr: ast.CastExpr, expr_ty: k.Ty, cast_ty: k.Ty) -> None:
    source, target = (ty_str(fcx.tcx, fcx.resolve(ty)) for ty in (expr_ty, cast_ty))
    diag = error(f"cast to unsized type: `{source}` as `{target}`", expr.span, "E0620")
    if isinstance(fcx.resolve(expr_ty), k.RefTy):
        diag.suggest("consider casting to a reference instead", (expr.ty.span.shrink_to_lo(), "&"), style="show-always")
    else:
        diag.not_modelled("a cast to a reference instead")
    fcx.emit(diag)


def report_cast_error(fcx: Any, cast: Any, what: Any) -> None:
    expr = cast.expr
    source, target = ty_str(fcx.tcx, fcx.resolve(cast.expr_ty)), ty_str(fcx.tcx, fcx.resolve(cast.cast_ty))
    if isinstance(what, tuple):
        names = ", ".join(f"`{def_path_str(fcx.tcx, trait)}`" for trait in what[1])
        diag = error(
            f"cannot add auto trait{'s' if len(what[1]) > 1 else ''} {names} to dyn bound via pointer cast", expr.span, "E0804"
        )
        diag.label(expr.span, "unsupported cast").note("this could allow UB elsewhere")
        diag.help("use `transmute` if you're sure this is sound")
    elif what == "NonScalar":
        diag = error(f"non-primitive cast: `{source}` as `{target}`", expr.span, "E0605")
        label = "an `as` expression can only be used to convert between primitive types or to coerce to a specific trait object"
        diag.label(expr.span, label)
        into = fcx.tcx.diagnostic_items.get("From")
        a, b = fcx.resolve(cast.expr_ty), fcx.resolve(cast.cast_ty)
        if isinstance(a, (k.RefTy, k.RawPtrTy)) or isinstance(b, (k.RefTy, k.RawPtrTy)) or fcx.trait_may_hold(into, b, a):
            diag.not_modelled("a conversion instead of the cast")
    elif what == "CastToBool":
        diag = error(f"cannot cast `{source}` as `bool`", expr.span, "E0054")
        if fcx.is_integral(cast.expr_ty):
            diag.suggest(
                "compare with zero instead", (expr.expr.span.shrink_to_hi().to(expr.ty.span), " != 0"), style="show-always"
            )
        else:
            diag.label(expr.span, "unsupported cast")
    elif what == "CastToChar":
        diag = error(f"only `u8` can be cast as `char`, not `{source}`", expr.span, "E0604")
        diag.label(expr.span, "invalid cast")
        if source == "u32":
            parts = (
                (expr.span.shrink_to_lo(), "char::from_u32("),
                (expr.expr.span.shrink_to_hi().to(expr.span.shrink_to_hi()), ")"),
            )
            diag.suggest("consider using `char::from_u32` instead", *parts, style="show-always")
        else:
            diag.not_modelled("how to make a char")
    elif what == "IllegalCast":
        diag = error(f"casting `{source}` as `{target}` is invalid", expr.span, "E0606")
        a, b = fcx.resolve(cast.expr_ty), fcx.resolve(cast.cast_ty)
        if (
            isinstance(b, k.FloatTy)
            and isinstance(a, (k.BoolTy, k.CharTy))
            or isinstance(b, k.FloatTy)
            and isinstance(a, k.AdtTy)
        ):
            diag.help("cast through an integer first")
        else:
            diag.not_modelled("why the cast is invalid")
    elif (
        what == "NeedViaPtr"
        and not isinstance(fcx.resolve(cast.cast_ty), (k.BoolTy, k.CharTy))
        and isinstance(fcx.resolve(cast.cast_ty), k.IntTy)
    ):
        diag = error(f"casting `{source}` as `{target}` is invalid", expr.span, "E0606")
        diag.help("cast through a raw pointer first")
    elif what == "NeedDeref" and isinstance(expr.expr, ast.PathExpr):
        diag = error(f"casting `{source}` as `{target}` is invalid", expr.span, "E0606")
        diag.suggest("dereference the expression", (expr.expr.span.shrink_to_lo(), "*"), style="show-always")
    elif what in ("NeedDeref", "NeedViaPtr", "NeedViaThinPtr", "NeedViaInt"):
        diag = error(f"casting `{source}` as `{target}` is invalid", expr.span, "E0606")
        diag.not_modelled("how to cast it")
    elif what == "SizedUnsizedCast":
        diag = error(f"cannot cast thin pointer `{source}` to wide pointer `{target}`", expr.span, "E0607")
    else:
        diag = error(f"casting `{source}` as `{target}` is invalid", expr.span, "E0606")
        diag.not_modelled("why the cast is invalid")
    fcx.emit(diag)
