"""What would mend a type mismatch (rustc's `emit_coerce_suggestions` and kin)."""

from __future__ import annotations

from typing import Any

from rustmem.source.diag import Diag, error
from rustmem.syntax import ast
from rustmem.ty import intern as i
from rustmem.ty import kind as k
from rustmem.ty.print import ty_str


def type_mismatch(fcx: Any, diag: Diag, expr: Any, found: k.Ty, expected: k.Ty, expected_ty_expr: Any) -> None:
    diag.not_modelled("suggestions for mismatched types")


def coerce(fcx: Any, diag: Diag, expr: Any, found: k.Ty, expected: k.Ty, expected_ty_expr: Any, assign: Any, let: Any) -> None:
    diag.not_modelled("suggestions for mismatched types")


def semicolon_at_end(fcx: Any, expr: ast.Expr, diag: Diag) -> None:
    diag.not_modelled("suggestions for mismatched types")


def forced_unit(fcx: Any, diag: Diag, cause: Any, expected: k.Ty) -> None:
    diag.not_modelled("suggestions for a missing value")


def return_value(fcx: Any, diag: Diag, cause: Any, expr: Any, expected: k.Ty, found: k.Ty) -> None:
    output = fcx.fn_return[1] if fcx.fn_return is not None else None
    if output is not None:
        diag.label(output.span, f"expected `{ty_str(fcx.tcx, expected)}` because of return type")


def block_tail(fcx: Any, diag: Diag, cause: Any, expr: Any, expected: k.Ty, found: k.Ty) -> None:
    pass


def if_else(fcx: Any, diag: Diag, cause: Any, expected: k.Ty, found: k.Ty) -> None:
    pass


def match_arm(fcx: Any, diag: Diag, cause: Any, expr: Any, expected: k.Ty, found: k.Ty) -> None:
    pass


def if_without_else(fcx: Any, diag: Diag, expr: ast.IfExpr) -> None:
    pass


def struct_variant_literal(fcx: Any, diag: Diag, expr: Any, variant: Any) -> None:
    diag.not_modelled("the literal of a struct variant")


def comparison_for_assignment(fcx: Any, diag: Diag, expr: ast.AssignExpr, left: k.Ty, right: k.Ty) -> None:
    diag.not_modelled("a comparison for an assignment")


def index_help(fcx: Any, diag: Diag, expr: ast.IndexExpr, ty: k.Ty) -> None:
    if isinstance(fcx.resolve(ty), k.TupleTy):
        diag.not_modelled("help on indexing a tuple")


def not_callable(fcx: Any, expr: ast.CallExpr, ty: k.Ty) -> None:
    diag = error(f"expected function, found `{ty_str(fcx.tcx, fcx.resolve(ty))}`", expr.func.span, "E0618")
    diag.not_modelled("what is not callable")
    fcx.emit(diag)
