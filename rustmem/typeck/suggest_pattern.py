"""What would make a pattern fit the value it is matched with (rustc's `report_and_explain_type_error` for patterns)."""

from __future__ import annotations

from typing import Any

from rustmem.source.diag import Diag
from rustmem.syntax import ast
from rustmem.ty import kind as k
from rustmem.ty.print import ty_str
from rustmem.typeck.autoderef import Autoderef

_NEEDS_PARENS = (ast.BinaryExpr, ast.CastExpr, ast.AssignExpr, ast.RangeExpr, ast.ClosureExpr)


def pattern_help(fcx: Any, diag: Diag, expected: k.Ty, found: k.Ty, info: Any) -> None:
    """`expected`: the type of the value; `found`: that of the pattern."""
    if info.origin is None or info.span is None:
        return
    expected, found, root = fcx.resolve(expected), fcx.resolve(found), fcx.resolve(info.root)
    tcx = fcx.tcx
    if isinstance(root, k.AdtTy) and root.def_id == tcx.lang_items.get("owned_box") and root.args[0] is found:
        said = "consider dereferencing the boxed value"
        diag.suggest(said, (info.span.shrink_to_lo(), "*"), style="show-always")
        return
    if isinstance(expected, k.AdtTy):
        _fields(fcx, diag, expected, found, info)
    _dereference(fcx, diag, root, found, info)


def _fields(fcx: Any, diag: Diag, expected: k.AdtTy, found: k.Ty, info: Any) -> None:
    """A field, or a constructor, between the two types."""
    tcx = fcx.tcx
    adt = tcx.adt_def(expected.def_id)
    if any(len(v.fields) == 1 and fcx.can_eq(fcx.field_ty(v.fields[0], expected.args), found) for v in adt.variants):
        if tcx.is_local(expected.def_id) or adt.kind == "enum":
            diag.not_modelled("a constructor around the pattern")
    if adt.kind == "enum":
        return
    if not tcx.is_local(expected.def_id):
        # The private fields of the real type count as well, and the stubs do not have them all.
        if fcx.is_numeric(found):
            diag.not_modelled("the fields of a library type")
        return
    for field in adt.variants[0].fields:
        ty = fcx.resolve(fcx.field_ty(field, expected.args))
        if fcx.can_eq(ty, found):
            if info.origin.span.from_expansion():
                diag.not_modelled("a field of what a macro makes")
            said = f"you might have meant to use field `{field.name}` whose type is `{ty_str(tcx, ty)}`"
            place = (info.span.shrink_to_hi(), f".{field.name}")
            diag.suggest(said, place, applicability="MaybeIncorrect", style="show-always")
            return


def _dereference(fcx: Any, diag: Diag, root: k.Ty, found: k.Ty, info: Any) -> None:
    """`*` before the value, past the borrows that are written (`PatternOriginExpr`)."""
    origin = info.origin
    while isinstance(origin, ast.AddrOfExpr):
        origin = origin.expr
        if not isinstance(root, k.RefTy):
            return
        root = fcx.resolve(root.ty)
    steps = next((n for ty, n in Autoderef(fcx, info.span, root) if n and fcx.can_eq(ty, found)), 0)
    if not steps:
        return
    if steps > 1 or isinstance(root, k.RefTy) or isinstance(origin, _NEEDS_PARENS) or origin.span.from_expansion():
        diag.not_modelled("dereferences of the matched value")
        return
    said = "consider dereferencing to access the inner value using the Deref trait"
    diag.suggest(said, (origin.span.shrink_to_lo(), "*"), applicability="MaybeIncorrect", style="show-always")
