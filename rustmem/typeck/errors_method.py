"""The words of E0599 and its kin (rustc's `method::suggest`)."""

from __future__ import annotations

from typing import Any

from rustmem.source.diag import error
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty import kind as k
from rustmem.typeck.library_gap import impl_gap, method_gap
from rustmem.ty.print import prefix_string, ty_str


def gap_in_library(fcx: Any, span: Span, name: str, tys: list[k.Ty], traits: Any, found: Any) -> bool:
    """Says "not modelled" where only the stubs lack the method, or an impl that it needs."""
    if found.kind != "no-match":
        return False
    gap = method_gap(fcx, name, tys, traits)
    if gap is None:
        for predicate, _, _ in found.unsatisfied:
            if type(predicate.value) is k.TraitPredicate:
                gap = gap or impl_gap(fcx, predicate.value.trait_ref)
    if gap is None:
        return False
    fcx.not_modelled(gap, span)
    return True


def report_method_error(fcx: Any, span: Span, ty: k.Ty, expr: ast.MethodCallExpr, found: Any, expected: Any) -> None:
    name = expr.segment.ident.name
    ty = fcx.resolve(ty)
    if gap_in_library(fcx, span, name, [step.ty for step in found.steps] or [ty], fcx.tcx.lookup("traits", expr) or (), found):
        return
    text = ty_str(fcx.tcx, ty)
    if found.kind == "ambiguous":
        diag = error("multiple applicable items in scope", span, "E0034")
        diag.label(span, f"multiple `{name}` found")
    elif found.kind == "private":
        diag = error(f"method `{name}` is private", span, "E0624")
        diag.label(span, "private method")
        where = fcx.tcx.def_span(found.private.item.def_id)
        diag.label(where, "private method defined here")
        fcx.emit(diag)
        return
    else:
        kind = "method"
        prefix = prefix_string(fcx.tcx, ty)
        diag = error(f"no {kind} named `{name}` found for {prefix} `{text}` in the current scope", span, "E0599")
        diag.label(span, "method not found")
        if found.unsatisfied:
            diag.message = f"the method `{name}` exists for {prefix} `{text}`, but its trait bounds were not satisfied"
    fcx.emit(diag.not_modelled("what rustc says of a missing method"))


def report_path_error(fcx: Any, span: Span, ty: k.Ty, node: Any, path: ast.Path, qself: Any, found: Any) -> None:
    name = path.segments[-1].ident.name
    ty = fcx.resolve(ty)
    if gap_in_library(fcx, span, name, [ty], fcx.tcx.lookup("traits", path) or (), found):
        return
    text = ty_str(fcx.tcx, ty)
    if found.kind == "ambiguous":
        diag = error("multiple applicable items in scope", span, "E0034")
    elif found.kind == "private":
        item = found.private.item
        what = "associated function" if item.kind == "fn" else "associated constant"
        if item.kind == "fn" and item.has_self:
            what = "method"
        diag = error(f"{what} `{name}` is private", span, "E0624")
        diag.label(span, f"private {what}")
        diag.label(fcx.tcx.def_span(item.def_id), f"private {what} defined here")
        fcx.emit(diag)
        return
    else:
        is_enum = isinstance(ty, k.AdtTy) and fcx.tcx.adt_def(ty.def_id).kind == "enum"
        what = "variant or associated item" if is_enum else "associated function or constant"
        diag = error(f"no {what} named `{name}` found for {prefix_string(fcx.tcx, ty)} `{text}` in the current scope", span, "E0599")
    fcx.emit(diag.not_modelled("what rustc says of a missing item"))


def method_on_trait_object(fcx: Any, pick: Any, span: Span, where: Span) -> None:
    diag = error(f"the `{pick.item.name}` method cannot be invoked on a trait object", span)
    diag.label(where, "this has a `Sized` requirement")
    fcx.emit(diag.not_modelled("a method that needs `Sized`"))


def explicit_destructor_call(fcx: Any, span: Span, receiver: ast.Expr, call: Any) -> None:
    diag = error("explicit use of destructor method", span, "E0040")
    diag.label(span, "explicit destructor calls not allowed")
    if isinstance(call, ast.MethodCallExpr):
        parts = ((call.span.shrink_to_lo(), "drop("), (receiver.span.shrink_to_hi().to(call.span.shrink_to_hi()), ")"))
        diag.suggest("consider using `drop` function", *parts, style="show-always")
    fcx.emit(diag)
