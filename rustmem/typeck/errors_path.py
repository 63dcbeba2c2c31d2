"""The words of errors about paths to values and types."""

from __future__ import annotations

from typing import Any

from rustmem.source.diag import error
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty import defs as d
from rustmem.ty import kind as k
from rustmem.ty.print import ty_str


def expected_value(fcx: Any, node: Any, res: Any, span: Span) -> None:
    """Resolution lets only values through; anything else is not built."""
    what = res.kind if isinstance(res, d.DefRes) else type(res).__name__
    fcx.not_modelled(f"a path to a {what} as a value", span)


def self_ctor_of_non_tuple_struct(fcx: Any, span: Span, ty: k.Ty) -> None:
    diag = error("the `Self` constructor must be used with unit or tuple struct", span)
    fcx.emit(diag.not_modelled("the literal of a struct"))


def expected_struct(fcx: Any, path: ast.Path, ty: k.Ty) -> None:
    diag = error(f"expected struct, variant or union type, found `{ty_str(fcx.tcx, ty)}`", path.span, "E0071")
    diag.label(path.span, "not a struct")
    fcx.emit(diag.not_modelled("what the type is"))


def no_variant_named(fcx: Any, name: ast.Ident, ty: k.AdtTy, node: Any) -> None:
    diag = error(f"no variant named `{name.name}` found for enum `{ty_str(fcx.tcx, ty)}`", name.span, "E0599")
    fcx.emit(diag.not_modelled("the variants there are"))
