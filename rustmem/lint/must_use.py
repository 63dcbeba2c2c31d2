"""`unused_must_use`: a value thrown away at a semicolon (rustc_lint::unused, `UnusedResults`)."""

from __future__ import annotations

from typing import Any

from rustmem.lint.external import in_library_macro
from rustmem.mir.type_facts import is_uninhabited
from rustmem.source.diag import Diag, warning
from rustmem.source.index import DefId
from rustmem.source.node import node
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.traits.elaborate import EMPTY_ENV, elaborated_item_bounds
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
    """The value is inside something: `boxed `, `pinned `, `implementer of ` before the name, ` trait object` after it.

    `count` is how many more there are in an array; `before` and `after` have a `{s}` where the plural goes.
    """

    inner: Any
    before: str
    after: str
    count: int = 0


@node
class Elements:
    """The elements of a tuple that must be used, by number."""

    found: tuple[tuple[int, Any], ...]


@node
class Closure: ...


def must_use_attr(tcx: TyCtxt, def_id: DefId) -> Definition | None:
    """The `#[must_use]` of a definition."""
    for attr in tcx.attrs(def_id):
        if attr.path == "must_use":
            texts = [t.text for t in attr.tokens if t.kind == "literal"]
            return Definition(def_id, unquote(texts[0]) if texts else None)
    return None


def unquote(text: str) -> str:
    return text[1:-1].replace('\\"', '"').replace("\\n", "\n") if text[:1] == '"' else text


def of_type(tcx: TyCtxt, owner: DefId | None, ty: Any) -> Any:
    """rustc's `is_ty_must_use`: why a value of the type must be used, or None."""
    if is_unit(ty) or is_uninhabited(tcx, tcx.param_env(owner) if owner is not None else EMPTY_ENV, ty, owner):
        return Suppressed()
    match ty:
        case k.AdtTy():
            return of_adt(tcx, owner, ty)
        case k.AliasTy(kind="opaque" | "projection"):
            for clause in elaborated_item_bounds(tcx, ty.def_id):
                if isinstance(clause.value, k.TraitPredicate):
                    found = must_use_attr(tcx, clause.value.trait_ref.def_id)
                    if found is not None:
                        return Wrapped(found, "implementer{s} of ", "")
        case k.DynTy():
            for pred in ty.preds:
                if isinstance(pred.value, k.ExistentialTraitRef):
                    found = must_use_attr(tcx, pred.value.def_id)
                    if found is not None:
                        return Wrapped(found, "", " trait object{s}")
        case k.TupleTy():
            inner = [(i, of_type(tcx, owner, elem)) for i, elem in enumerate(ty.elems)]
            if all(isinstance(why, Suppressed) for _, why in inner):
                return Suppressed()
            elements = tuple((i, why) for i, why in inner if why is not None and not isinstance(why, Suppressed))
            return Elements(elements) if elements else None
        case k.ArrayTy() if isinstance(ty.length, k.ValueConst) and ty.length.value > 0:
            return wrap(of_type(tcx, owner, ty.ty), "array{s} of ", ty.length.value)
        case k.ClosureTy():
            return Closure()
        case _:
            pass
    return None


def wrap(inner: Any, before: str, count: int = 0) -> Any:
    return Wrapped(inner, before, "", count) if inner is not None and not isinstance(inner, Suppressed) else inner


def of_adt(tcx: TyCtxt, owner: DefId | None, ty: k.AdtTy) -> Any:
    if tcx.is_lang_item(ty.def_id, "owned_box"):
        return wrap(of_type(tcx, owner, ty.args[0]), "boxed ")
    if tcx.is_diagnostic_item(ty.def_id, "Pin"):
        return wrap(of_type(tcx, owner, ty.args[0]), "pinned ")
    env = tcx.param_env(owner) if owner is not None else EMPTY_ENV
    for name, value, other in (("Result", 0, 1), ("ControlFlow", 1, 0)):
        if tcx.is_diagnostic_item(ty.def_id, name) and is_unit(ty.args[value]):
            if is_uninhabited(tcx, env, ty.args[other], owner):  # type: ignore[arg-type]
                return Suppressed()
    return must_use_attr(tcx, ty.def_id)


def is_unit(ty: Any) -> bool:
    return isinstance(ty, k.TupleTy) and not ty.elems


def check_semicolon(tcx: TyCtxt, results: Any, owner: DefId | None, stmt: ast.SemiStmt) -> None:
    """One `expr;`."""
    expr: Any = stmt.expr
    from_block = False
    while isinstance(expr, ast.BlockExpr):
        if expr.block.expr is None:
            break
        from_block = True
        expr = expr.block.expr
    if isinstance(expr, ast.ReturnExpr):
        return
    why = of_type(tcx, owner, results.types.get(expr))
    if why is not None and not isinstance(why, Suppressed):
        report(tcx, why, expr, from_block, inner=False)
    callee = called(tcx, results, expr)
    of_callee = must_use_attr(tcx, callee) if callee is not None else None
    if of_callee is not None:
        report(tcx, of_callee, expr, from_block, False, "return value of ")
    elif why is not None:
        return
    operation = operation_of(expr)
    if operation is not None and not in_library_macro(expr.span):
        diag = warning(f"unused {operation} that must be used", expr.span, "unused_must_use")
        diag.label(expr.span, f"the {operation} produces a value")
        suggest(diag, expr.span, from_block)
        tcx.emit(diag)


def operation_of(expr: Any) -> str | None:
    """rustc's word for an expression that only makes a value."""
    match expr:
        case ast.BinaryExpr():
            return OPERATIONS.get(expr.op)
        case ast.AddrOfExpr():
            return "borrow"
        case ast.UnaryExpr():
            return "unary operation"
        case _:
            pass
    return None


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


def report(
    tcx: TyCtxt, why: Any, expr: Any, from_block: bool, inner: bool, before: str = "", after: str = "", count: int = 1
) -> None:
    """One warning; for a tuple one for each element. What is only inside the value has no suggestion."""
    while isinstance(why, Wrapped):
        plural = "" if count == 1 else "s"
        before, after = before + why.before.format(s=plural), why.after.format(s=plural) + after
        why, count, inner = why.inner, count + why.count, True
    if isinstance(why, Elements):
        parts = expr.elems if isinstance(expr, ast.TupExpr) else ()
        for i, each in why.found:
            part = parts[i] if i < len(parts) else expr
            report(tcx, each, part, from_block, True, before, f" in tuple element {i}", count)
        return
    span = expr.span
    if isinstance(why, Closure):
        what = "closure" if count == 1 else "closures"
        diag = warning(f"unused {before}{what}{after} that must be used", span, "unused_must_use")
        diag.note("closures are lazy and do nothing unless called")
        if in_library_macro(span):
            return
    else:
        span = written(span)
        diag = warning(f"unused {before}`{def_path_str(tcx, why.def_id)}`{after} that must be used", span, "unused_must_use")
        parent = tcx.parent(why.def_id)
        if parent is not None and tcx.def_kind(parent) == "impl" and not tcx.is_local(parent):
            if type(tcx.type_of(parent)) is k.FloatTy or type(tcx.type_of(parent)) is k.SliceTy and "[u8]" in str(diag.message):
                diag.not_modelled("the module of a method of a primitive type")
        if why.reason is not None:
            diag.note(why.reason)
        if not inner:
            suggest(diag, span, from_block)
    tcx.emit(diag)


def written(span: Span) -> Span:
    """The text outside all macros that stands for the span (rustc's `find_ancestor_not_from_macro`)."""
    at = span
    while at.ctxt is not None:
        if at.ctxt.kind == "desugaring":
            return at
        at = at.ctxt.call_site
    return at


def suggest(diag: Diag, span: Span, from_block: bool) -> None:
    message = "use `let _ = ...` to ignore the resulting value"
    span = written(span)
    if from_block:
        diag.suggest(
            message,
            (span.shrink_to_lo(), "let _ = "),
            (span.shrink_to_hi(), ";"),
            style="show-always",
            applicability="MaybeIncorrect",
        )
    else:
        diag.suggest(message, (span.shrink_to_lo(), "let _ = "), style="show-always", applicability="MaybeIncorrect")
