"""The words of the liveness lints."""

from __future__ import annotations

from typing import Any

from rustmem.borrowck.hir_search import walk
from rustmem.mir import body as m
from rustmem.mir.body import Body
from rustmem.resolve.suggest import find_best_match
from rustmem.source.diag import Diag, warning
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty import kind as k
from rustmem.ty import print as ty_print
from rustmem.ty.context import TyCtxt

Typo = tuple[Span, str, str, str]
"""(where, path to write, kind, name)."""


def unused_variable(
    name: str, spans: tuple[Span, ...], rename: list[Span], from_macro: bool, typo: Typo | None, strings: list[Span]
) -> Diag:
    diag = warning(f"unused variable: `{name}`", spans, "unused_variables")
    _string_interpolation(diag, strings)
    if from_macro:
        diag.span_help(rename[0], f"`{name}` is captured in macro and introduced a unused variable")
        return diag
    _say_typo(diag, typo)
    parts = [(at, f"_{name}") for at in rename]
    diag.suggest("if this is intentional, prefix it with an underscore", *parts, applicability="MaybeIncorrect")
    return diag


def unused_shorthand(name: str, spans: tuple[Span, ...], introductions: Any, strings: list[Span]) -> Diag:
    diag = warning(f"unused variable: `{name}`", spans, "unused_variables")
    _string_interpolation(diag, strings)
    short = [(at, f"{name}: _") for at, is_short in introductions if is_short]
    plain = [(at, "_") for at, is_short in introductions if not is_short]
    return diag.suggest("try ignoring the field", *short, *plain)


def unused_var_assigned_only(name: str, span: Span, typo: Typo | None) -> Diag:
    diag = warning(f"variable `{name}` is assigned to, but never used", span, "unused_variables")
    diag.note(f"consider using `_{name}` instead")
    _say_typo(diag, typo)
    return diag


def unused_assign(name: str, span: Span, edits: list[tuple[Span, str]] | None) -> Diag:
    diag = warning(f"value assigned to `{name}` is never read", span, "unused_assignments")
    if edits is None:
        return diag
    if edits:
        diag.suggest(
            "you might have meant to mutate the pointed at value being passed in, instead of changing the reference in the "
            "local binding", *edits, applicability="MaybeIncorrect", style="show-always",
        )  # fmt: skip
    else:
        diag.help("maybe it is overwritten before being read?")
    return diag


def unused_assign_passed(name: str, span: Span) -> Diag:
    diag = warning(f"value passed to `{name}` is never read", span, "unused_assignments")
    return diag.help("maybe it is overwritten before being read?")


def unused_capture(name: str, span: Span) -> Diag:
    diag = warning(f"value captured by `{name}` is never read", span, "unused_assignments")
    return diag.help("did you mean to capture by reference instead?")


def _string_interpolation(diag: Diag, strings: list[Span]) -> None:
    for at in strings:
        diag.label(at, "you might have meant to use string interpolation in this string literal")
        diag.suggest(
            "string interpolation only works in `format!` invocations", (at.shrink_to_lo(), "format!("),
            (at.shrink_to_hi(), ")"), style="show-always",
        )  # fmt: skip


def _say_typo(diag: Diag, typo: Typo | None) -> None:
    if typo is not None:
        at, path, kind, name = typo
        diag.suggest(
            f"you might have meant to pattern match on the similarly named {kind} `{name}`", (at, path),
            applicability="MaybeIncorrect", style="show-always",
        )  # fmt: skip


def strings_naming(body: Body, name: str) -> list[Span]:
    """String literals in the body that have `{name}` in them."""
    found = []
    brace = "{" + name
    for constant in _texts(body):
        value = constant.const.value  # type: ignore[union-attr]
        if brace in value:
            if any(part[:1] in ("}", ":") and part for part in value.split(brace)):
                found.append(constant.span)
    return found


_TEXTS: list[tuple[Body, list[m.Constant]]] = []
"""The string constants of the body that was asked of last: each of its unused variables asks again."""


def _texts(body: Body) -> list[m.Constant]:
    if not _TEXTS or _TEXTS[0][0] is not body:
        found = [
            c
            for c in _constants(body)
            if type(getattr(c.const, "value", None)) is str and type(c.ty) is k.RefTy and type(c.ty.ty) is k.StrTy
        ]
        _TEXTS[:] = [(body, found)]
    return _TEXTS[0][1]


def _constants(body: Body) -> list[m.Constant]:
    found: list[m.Constant] = []

    def operand(at: Any) -> None:
        if type(at) is m.Constant:
            found.append(at)

    for block in body.blocks:
        for statement in block.statements:
            if type(statement) is m.Assign:
                rvalue = statement.rvalue
                if type(rvalue) in (m.Use, m.Repeat, m.Cast, m.UnaryOp):
                    operand(rvalue.operand)  # type: ignore[union-attr]
                elif type(rvalue) is m.BinaryOp:
                    operand(rvalue.left)
                    operand(rvalue.right)
                elif type(rvalue) is m.Aggregate:
                    for each in rvalue.operands:
                        operand(each)
        if type(block.terminator) is m.Call:
            for each in (block.terminator.func, *block.terminator.args):
                operand(each)
    return found


def unit_pattern_typo(tcx: TyCtxt, name: str, span: Span, ty: Any) -> Typo | None:
    """A unit variant or constant of the type whose name is like the binding's."""
    inner = ty
    while type(inner) is k.RefTy:
        inner = inner.ty
    if type(inner) is k.AdtTy:
        adt = tcx.adt_def(inner.def_id)
        units = [v for v in adt.variants if v.ctor_kind == "const"]
        best = find_best_match([v.name for v in units], name)
        if best is not None:
            variant = next(v for v in units if v.name == best)
            kind = "struct" if adt.kind == "struct" else "variant"
            return span, ty_print.full_path_str(tcx, variant.def_id), kind, best
    constants = [
        owner for owner in tcx.body_owners if tcx.def_kind(owner) == "const" and tcx.erase_regions(tcx.type_of(owner)) is ty
    ]
    best = find_best_match([tcx.item_name(c) for c in constants], name)
    if best is not None:
        found = next(c for c in constants if tcx.item_name(c) == best)
        return span, ty_print.full_path_str(tcx, found), "constant", best
    return None


def mutated_reference_edits(owner: Any, param: ast.Param, span: Span) -> list[tuple[Span, str]] | None:
    """Edits that make `mut a: &T` … `a = &v` into `a: &mut T` … `*a = v`; None where `v` was written by a macro."""
    assert isinstance(param.ty, ast.RefTy) and isinstance(param.pat, ast.IdentPat)
    found = None
    for at in walk(owner.body):
        if isinstance(at, ast.AssignExpr) and at.span == span:
            found = at
            break
    if found is None or not isinstance(found.right, ast.AddrOfExpr) or found.right.raw:
        return []
    if found.right.expr.span.ctxt != found.right.span.ctxt:
        return None
    edits: list[tuple[Span, str]] = []
    if param.ty.mutbl == "not":
        edits.append((param.ty.ty.span.shrink_to_lo(), "mut "))
    edits.append((param.pat.span.until(param.pat.ident.span), ""))
    edits.append((found.left.span.shrink_to_lo(), "*"))
    edits.append((found.right.span.until(found.right.expr.span), ""))
    edits.sort(key=lambda e: e[0][:2])
    return edits
