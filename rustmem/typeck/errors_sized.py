"""Why a type must be sized, and what helps (the `Sized` cases of rustc's `note_obligation_cause_code`)."""

from __future__ import annotations

from typing import Any

from rustmem.source.diag import Diag
from rustmem.source.span import Span
from rustmem.syntax import ast

_NOTES = {
    "VariableType": "all local variables must have a statically known size",
    "SizedReturnType": "the return type of a function must have a statically known size",
    "SizedCallReturnType": "the return type of a function must have a statically known size",
    "SizedArgumentType": "all function arguments must have a statically known size",
    "AssignmentLhsSized": "the left-hand-side of an assignment must have a statically known size",
    "TupleElem": "only the last element of a tuple may have a dynamically sized type",
    "StructInitializerSized": "structs must have a statically known size to be initialized",
    "SliceOrArrayElem": "slice and array elements must have `Sized` type",
    "ArrayElem": "slice and array elements must have `Sized` type",
    "SizedConstOrStatic": "statics and constants must have a statically known size",
}
_BORROWED = "function arguments must have a statically known size, borrowed {} always have a known size"


def note(fcx: Any, diag: Diag, code: Any) -> bool:
    """Adds the note of a plain cause; whether it is one of these."""
    text = _NOTES.get(code.name)
    if text is None:
        return False
    if code.name == "SizedArgumentType" and isinstance(code.data, ast.Param):
        _argument(diag, code.data.ty, fcx.fn_return is not None and isinstance(fcx.fn_return[0], ast.FnItem))
        return True
    diag.note(text)
    if code.name == "VariableType":
        _variable(fcx, diag, code.data)
    return True


def _variable(fcx: Any, diag: Diag, pat: Any) -> None:
    """A borrow where the variable is declared."""
    let = fcx.lets.get(pat)
    if let is None:
        return
    if let.ty is not None:
        diag.suggest("consider borrowing here", (let.ty.span.shrink_to_lo(), "&"), style="show-always")
    elif isinstance(let.init, ast.IndexExpr):
        diag.suggest("consider borrowing here", (let.init.span.shrink_to_lo(), "&"), style="show-always")
    elif let.init is not None:
        remove_deref(diag, let.init)


def remove_deref(diag: Diag, expr: ast.Expr) -> bool:
    """`*x` that makes an unsized value of a reference."""
    if not (isinstance(expr, ast.UnaryExpr) and expr.op == "*"):
        return False
    text = "references are always `Sized`, even if they point to unsized data; consider not dereferencing the expression"
    diag.suggest(text, (Span(expr.span.lo, expr.expr.span.lo, expr.span.ctxt), ""), style="show-always")
    return True


def _argument(diag: Diag, ty: ast.Ty, in_fn: bool) -> None:
    """A borrow, or `impl Trait`, at a parameter."""
    borrowed = _BORROWED.format("types")
    if isinstance(ty, ast.TraitObjectTy):
        first = ty.bounds[0].span
        written = Span(ty.span.lo, first.lo, ty.span.ctxt)
        if in_fn:
            text = "you can use `impl Trait` as the argument type"
            diag.suggest(text, (written, "impl "), applicability="MaybeIncorrect", style="show-always")
        bare = "dyn " if ty.bare else ""
        if len(ty.bounds) == 1:
            diag.suggest(borrowed, (ty.span.shrink_to_lo(), f"&{bare}"), style="show-always")
        else:
            parts = ((ty.span.shrink_to_lo(), f"&({bare}"), (ty.span.shrink_to_hi(), ")"))
            diag.suggest(borrowed, *parts, style="show-always")
    elif isinstance(ty, ast.SliceTy):
        diag.suggest(_BORROWED.format("slices"), (ty.span.shrink_to_lo(), "&"), style="show-always")
    elif isinstance(ty, ast.PathTy):
        diag.suggest(borrowed, (ty.span.shrink_to_lo(), "&"), style="show-always")
