"""`unused_must_use`: a value thrown away at a semicolon (rustc_lint::unused, `UnusedResults`)."""

from __future__ import annotations

from typing import Any

from rustmem.source.diag import Diag, warning
from rustmem.source.index import DefId
from rustmem.source.node import node
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt
from rustmem.ty.defs import DefRes
from rustmem.ty.print import def_path_str

OPERATIONS = {
    **dict.fromkeys(("==", "<", "<=", "!=", ">=", ">"), "comparison"),
    **dict.fromkeys(("+", "-", "*", "/", "%"), "arithmetic operation"),
    **dict.fromkeys(("&&", "||"), "logical operation"),
    **dict.fromkeys(("^", "&", "|", "<<", ">>"), "bitwise operation"),
}


@node
class Suppressed:
    """The value needs no use: `()` or something that cannot exist."""


@node
class Definition:
    """A type, trait or function that says `#[must_use]`, with its reason."""

    def_id: DefId
    reason: str | None


@node
class Wrapped:
    """`before` and `after` the name: `boxed `, ` in tuple element 1`, `implementer of `."""

    inner: Any
    before: str
    after: str


@node
class Elements:
    """The elements of a tuple that must be used, by number."""

    found: tuple[tuple[int, Any], ...]


@node
class Closure: ...


def must_use_attr(tcx: TyCtxt, def_id: DefId) -> Definition | None:
    """The `#[must_use]` of a definition."""
    tree = tcx.hir(def_id)
    for attr in getattr(tree, "attrs", ()):
        if attr.path == "must_use":
            texts = [t.text for t in attr.tokens if t.kind == "literal"]
            return Definition(def_id, unquote(texts[0]) if texts else None)
    return None


def unquote(text: str) -> str:
    return text[1:-1].replace('\\"', '"').replace("\\n", "\n") if text[:1] == '"' else text


def of_type(tcx: TyCtxt, ty: Any) -> Any:
    """rustc's `is_ty_must_use`: why a value of the type must be used, or None."""
    match ty:
        case k.NeverTy() | k.TupleTy(elems=()):
            return Suppressed()
        case k.AdtTy():
            return of_adt(tcx, ty)
        case k.AliasTy(kind="opaque"):
            for clause, _ in tcx.item_bounds(ty.def_id):
                if isinstance(clause.value, k.TraitPredicate):
                    found = must_use_attr(tcx, clause.value.trait_ref.def_id)
                    if found is not None:
                        return Wrapped(found, "implementer of ", "")
        case k.DynTy():
            for pred in ty.preds:
                if isinstance(pred.value, k.ExistentialTraitRef):
                    found = must_use_attr(tcx, pred.value.def_id)
                    if found is not None:
                        return Wrapped(found, "", " trait object")
        case k.TupleTy():
            inner = [(i, of_type(tcx, elem)) for i, elem in enumerate(ty.elems)]
            found = tuple((i, why) for i, why in inner if why is not None and not isinstance(why, Suppressed))
            return Elements(found) if found else None
        case k.ArrayTy() if isinstance(ty.length, k.ValueConst) and ty.length.value > 0:
            inner = of_type(tcx, ty.ty)
            if inner is not None and not isinstance(inner, Suppressed):
                return Wrapped(inner, "array of ", "")
        case k.ClosureTy():
            return Closure()
    return None


def of_adt(tcx: TyCtxt, ty: k.AdtTy) -> Any:
    adt = tcx.adt_def(ty.def_id)
    if adt.kind == "enum" and not adt.variants:
        return Suppressed()
    if tcx.is_lang_item(ty.def_id, "owned_box"):
        inner = of_type(tcx, ty.args[0])
        return Wrapped(inner, "boxed ", "") if inner is not None and not isinstance(inner, Suppressed) else inner
    if tcx.is_diagnostic_item(ty.def_id, "Result") and is_unit(ty.args[0]) and is_uninhabited(tcx, ty.args[1]):
        return Suppressed()
    return must_use_attr(tcx, ty.def_id)


def is_unit(ty: Any) -> bool:
    return isinstance(ty, k.TupleTy) and not ty.elems


def is_uninhabited(tcx: TyCtxt, ty: Any) -> bool:
    return isinstance(ty, k.NeverTy) or (
        isinstance(ty, k.AdtTy) and tcx.adt_def(ty.def_id).kind == "enum" and not tcx.adt_def(ty.def_id).variants
    )


def check_semicolon(tcx: TyCtxt, results: Any, owner: DefId | None, stmt: ast.SemiStmt) -> None:
    """One `expr;`."""
    expr: Any = stmt.expr
    from_block = False
    while isinstance(expr, ast.BlockExpr):
        from_block = True
        if expr.block.expr is None:
            break
        expr = expr.block.expr
    if isinstance(expr, ast.ReturnExpr):
        return
    why = of_type(tcx, results.types.get(expr))
    if why is not None:
        if not isinstance(why, Suppressed):
            report(tcx, why, expr, from_block, inner=isinstance(why, (Wrapped, Elements)))
        return
    callee = called(tcx, results, expr)
    why = must_use_attr(tcx, callee) if callee is not None else None
    if why is not None:
        report(tcx, Wrapped(why, "return value of ", ""), expr, from_block, inner=False)
        return
    operation = (
        OPERATIONS.get(expr.op)
        if isinstance(expr, ast.BinaryExpr)
        else "unary operation"
        if isinstance(expr, ast.UnaryExpr)
        else None
    )
    if operation is not None:
        diag = warning(f"unused {operation} that must be used", expr.span, "unused_must_use")
        diag.label(expr.span, f"the {operation} produces a value")
        suggest(diag, expr.span, from_block)
        tcx.emit(diag)


def called(tcx: TyCtxt, results: Any, expr: Any) -> DefId | None:
    """The function that a call or method call calls by name."""
    if isinstance(expr, ast.MethodCallExpr):
        found = results.callees.get(expr)
        return found[0] if found is not None else None
    if isinstance(expr, ast.CallExpr) and isinstance(expr.func, ast.PathExpr):
        res = tcx.full_res(expr.func.path) or results.node_res.get(expr.func)
        if isinstance(res, DefRes) and res.kind in ("fn", "assoc fn"):
            return res.def_id
    return None


def report(tcx: TyCtxt, why: Any, expr: Any, from_block: bool, inner: bool, before: str = "", after: str = "") -> None:
    """One warning; for a tuple one for each element. What is only inside the value has no suggestion."""
    while isinstance(why, Wrapped):
        before, after, why = before + why.before, why.after + after, why.inner
    if isinstance(why, Elements):
        parts = expr.elems if isinstance(expr, ast.TupExpr) else ()
        for i, each in why.found:
            part = parts[i] if i < len(parts) else expr
            report(tcx, each, part, from_block, True, before, f" in tuple element {i}{after}")
        return
    span = expr.span
    if isinstance(why, Closure):
        diag = warning(f"unused {before}closure{after} that must be used", span, "unused_must_use")
        diag.note("closures are lazy and do nothing unless called")
    else:
        diag = warning(f"unused {before}`{def_path_str(tcx, why.def_id)}`{after} that must be used", span, "unused_must_use")
        if why.reason is not None:
            diag.note(why.reason)
        if not inner:
            suggest(diag, span, from_block)
    tcx.emit(diag)


def suggest(diag: Diag, span: Span, from_block: bool) -> None:
    message = "use `let _ = ...` to ignore the resulting value"
    if span.from_expansion():
        diag.not_modelled("the suggestion for a value that a macro makes")
    elif from_block:
        diag.suggest(
            message,
            (span.shrink_to_lo(), "let _ = "),
            (span.shrink_to_hi(), ";"),
            style="show-always",
            applicability="MaybeIncorrect",
        )
    else:
        diag.suggest(message, (span.shrink_to_lo(), "let _ = "), style="show-always", applicability="MaybeIncorrect")
