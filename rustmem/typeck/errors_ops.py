"""The words of E0369, E0368 and E0600."""

from __future__ import annotations

from typing import Any

from rustmem.source.diag import MultiSpan, error
from rustmem.syntax import ast
from rustmem.ty import kind as k
from rustmem.ty.print import def_path_str, trait_ref_str, ty_str
from rustmem.typeck import errors, suggest_traits
from rustmem.typeck.errors import walk_types
from rustmem.typeck.library_gap import impl_gap

_VERBS = {
    "+": ("add", "to"),
    "-": ("subtract", "from"),
    "*": ("multiply", "by"),
    "/": ("divide", "by"),
    "%": ("calculate the remainder of", "divided by"),
}


def binary_operation_missing(
    fcx: Any, expr: Any, left: ast.Expr, left_ty: k.Ty, right: ast.Expr, right_ty: k.Ty, op: str, assign: bool,
    expected: k.Ty | None,
) -> None:  # fmt: skip
    from rustmem.typeck.ops import ASSIGN

    tcx = fcx.tcx
    if _gap(fcx, expr, left_ty, op, assign):
        return
    if _holds_fn_pointer(fcx, left_ty) and op in ("==", "!=", "<", "<=", ">", ">="):
        fcx.not_modelled("a comparison of function pointers", expr.span)
        return
    a, b = ty_str(tcx, fcx.resolve(left_ty)), ty_str(tcx, fcx.resolve(right_ty))
    if assign:
        diag = error(f"binary assignment operation `{op}=` cannot be applied to type `{a}`", expr.span, "E0368")
        diag.label(left.span, f"cannot use `{op}=` on type `{a}`")
        missing_impl(fcx, diag, ASSIGN[op][0], fcx.resolve(left_ty), fcx.resolve(right_ty))
        if not isinstance(fcx.resolve(left_ty), k.AdtTy) or fcx.resolve(left_ty).def_id < tcx.base:
            diag.not_modelled("what the operator needs")
        fcx.emit(diag)
        return
    if op == "+":
        message = f"cannot add `{b}` to `{a}`"
    elif op == "-":
        message = f"cannot subtract `{b}` from `{a}`"
    elif op == "*":
        message = f"cannot multiply `{a}` by `{b}`"
    elif op == "/":
        message = f"cannot divide `{a}` by `{b}`"
    elif op == "%":
        message = f"cannot calculate the remainder of `{a}` divided by `{b}`"
    elif op in ("&", "|", "^", "<<", ">>"):
        message = f"no implementation for `{a} {op} {b}`"
    else:
        message = f"binary operation `{op}` cannot be applied to type `{a}`"
    diag = error(message, expr.op_span, "E0369")
    if left.span != right.span:
        diag.label(left.span, a)
        diag.label(right.span, b)
    if op == "+" and concatenation(fcx, diag, left, fcx.resolve(left_ty), fcx.resolve(right_ty), expr):
        fcx.emit(diag)
        return
    missing_operator(fcx, diag, fcx.resolve(left_ty), fcx.resolve(right_ty), op, expected)
    fcx.emit(diag)


def _holds_fn_pointer(fcx: Any, ty: k.Ty) -> bool:
    """The stubs lack the impls for `F: FnPtr`."""
    return any(isinstance(part, k.FnPtrTy) for part in walk_types(fcx.resolve(ty)))


def concatenation(fcx: Any, diag: Any, left: ast.Expr, left_ty: k.Ty, right_ty: k.Ty, expr: Any) -> bool:
    """`&str + &str`."""

    def is_str(ty: k.Ty) -> bool:
        return isinstance(ty, k.RefTy) and isinstance(fcx.resolve(ty.ty), k.StrTy)

    if not is_str(left_ty):
        return False
    if not is_str(right_ty) or not isinstance(left, (ast.LitExpr, ast.PathExpr, ast.FieldExpr, ast.MethodCallExpr)):
        diag.not_modelled("strings put together")
        return True
    diag.label(expr.op_span, "`+` cannot be used to concatenate two `&str` strings")
    diag.note("string concatenation requires an owned `String` on the left")
    diag.suggest(
        "create an owned `String` from a string reference", (left.span.shrink_to_hi(), ".to_owned()"), style="show-always"
    )
    return True


def missing_operator(fcx: Any, diag: Any, left: k.Ty, right: k.Ty, op: str, expected: k.Ty | None) -> None:
    """Which impl would make `left op right` work."""
    from rustmem.typeck.ops import BINARY, COMPARISONS

    tcx = fcx.tcx
    trait = tcx.lang_item(BINARY[op][0])
    name = tcx.item_name(trait)
    if isinstance(left, k.AdtTy) and left.args and op in COMPARISONS:
        diag.not_modelled("a generic type that cannot be compared")
    if isinstance(left, k.AdtTy) and (left.def_id < tcx.base or op not in COMPARISONS or left is not right):
        missing_impl(fcx, diag, BINARY[op][0], left, right)
        return
    if isinstance(left, k.AdtTy) and left.def_id >= tcx.base:
        text = ty_str(tcx, left)
        where = tcx.def_span(left.def_id)
        diag.span_note(
            MultiSpan((where,), ((where, f"must implement `{name}`"),)),
            f"an implementation of `{name}` might be missing for `{text}`",
        )
        target = suggest_traits.derive(fcx, tcx.trait_ref(trait, (left, right)), tcx.trait_ref(trait, (left, right)))
        if target is not None:
            if name == "PartialOrd":
                target = (target[0], "PartialEq, PartialOrd")
            suggest_traits.add_derive(fcx, diag, target)
        return
    bounded = left
    while isinstance(bounded, k.RefTy) and op in COMPARISONS:
        bounded = fcx.resolve(bounded.ty)
    if isinstance(bounded, k.ParamTy):
        if op in COMPARISONS:
            other = right
            while isinstance(other, k.RefTy):
                other = fcx.resolve(other.ty)
            args = (bounded,) if other is bounded else (bounded, other)
            if other is not bounded and bounded is not left:
                diag.not_modelled("a bound on what is referred to")
            suggest_traits.restrict_param(fcx, diag, bounded, tcx.trait_ref(trait, args))
        elif left is right:
            if expected is not None and expected is not left:
                diag.not_modelled("a bound with an output")
            output = "" if expected is None else f"<Output = {bounded.name}>"
            suggest_traits.restrict_param(fcx, diag, bounded, tcx.trait_ref(trait, (bounded,)), output)
        else:
            diag.not_modelled("a bound with an output")
        return
    diag.not_modelled("what the operator needs")


def missing_impl(fcx: Any, diag: Any, lang: str, left: k.Ty, right: k.Ty | None) -> None:
    """That the type at fault lacks the operator's trait, and where that stands (rustc's `note_unmet_impls_on_type`)."""
    tcx = fcx.tcx
    trait = tcx.lang_item(lang)
    if not isinstance(left, k.AdtTy) or trait is None:
        return
    text = ty_str(tcx, left)
    shown = trait_ref_str(tcx, tcx.trait_ref(trait, (left,) if right is None else (left, right)))
    where = tcx.def_span(left.def_id)
    if left.def_id < tcx.base:
        label = ((where, f"`{text}` is defined in another crate"),)
        diag.span_note(MultiSpan((where,), label), f"`{text}` does not implement `{shown}`")
        diag.not_modelled("a position in the library")
        return
    label = ((where, f"must implement `{shown}`"),)
    diag.span_note(MultiSpan((where,), label), f"an implementation of `{shown}` might be missing for `{text}`")
    if suggest_traits.diagnostic_name(tcx, trait) not in suggest_traits.DERIVABLE:
        diag.span_note(tcx.def_span(trait), f"the trait `{def_path_str(tcx, trait)}` must be implemented")


def _gap(fcx: Any, expr: Any, left_ty: k.Ty, op: str, assign: bool) -> bool:
    """Whether the stubs may lack the operator's impl."""
    from rustmem.typeck.ops import ASSIGN, BINARY

    trait = fcx.tcx.lang_item((ASSIGN if assign else BINARY)[op][0])
    if trait is None:
        return False
    gap = impl_gap(fcx, fcx.tcx.trait_ref(trait, (fcx.resolve(left_ty), fcx.resolve(left_ty))))
    if gap is None:
        return False
    fcx.not_modelled(gap, expr.span)
    return True


UNARY = {"-": ("neg", "neg"), "!": ("not", "not")}
"""The lang items of the operators' traits."""


def unary_operation_missing(fcx: Any, expr: ast.UnaryExpr, ty: k.Ty) -> None:
    text = ty_str(fcx.tcx, ty)
    if isinstance(expr.expr, ast.LitExpr) and expr.expr.kind == "str":
        text = "&'static str"
    diag = error(f"cannot apply unary operator `{expr.op}` to type `{text}`", expr.span, "E0600")
    diag.label(expr.span, f"cannot apply unary operator `{expr.op}`")
    if not isinstance(expr.expr, ast.LitExpr):
        errors.regions_of_operand(fcx, diag, expr.expr, ty)
    if expr.op == "-" and isinstance(ty, k.IntTy) and not ty.signed:
        diag.note("unsigned values cannot be negated")
        if isinstance(expr.expr, ast.LitExpr) and expr.expr.value == 1:
            text = f"you may have meant the maximum value of `{ty.name}`"
            diag.suggest(text, (expr.span, f"{ty.name}::MAX"), applicability="MaybeIncorrect", style="show-always")
    elif isinstance(ty, k.ParamTy):
        trait = fcx.tcx.lang_item(UNARY[expr.op][0])
        suggest_traits.restrict_param(fcx, diag, ty, fcx.tcx.trait_ref(trait, (ty,)))
    elif isinstance(ty, k.AdtTy):
        missing_impl(fcx, diag, UNARY[expr.op][0], ty, None)
    elif not isinstance(expr.expr, ast.LitExpr):
        diag.not_modelled("what the operator needs")
    fcx.emit(diag)
