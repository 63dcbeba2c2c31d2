"""Loans that outlive what they borrow: E0597, E0716, E0515, E0373, E0713, E0712, E0521 (rustc's `conflict_errors.rs`)."""

from __future__ import annotations

from typing import Any

from rustmem.borrowck import describe, messages, suggest
from rustmem.borrowck.borrow_set import BorrowData
from rustmem.borrowck.constraints import Category
from rustmem.borrowck.context import BorrowckContext
from rustmem.borrowck.describe import UseSpans, describe_place
from rustmem.borrowck.explain_borrow import (
    BorrowExplanation,
    MustBeValidFor,
    UsedLater,
    UsedLaterWhenDropped,
    add_explanation,
    explain_why_borrow_contains_point,
)  # fmt: skip
from rustmem.borrowck.opaque_captures import note_overcaptures
from rustmem.borrowck.region_name import RegionNameAt
from rustmem.borrowck.return_annotation import annotate_argument_and_return
from rustmem.mir.body import Location, Place
from rustmem.source.diag import Diag
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty import kind as k


def report_borrowed_value_does_not_live_long_enough(
    cx: BorrowckContext, location: Location, loan: BorrowData, place: Place, drop_span: Span, kind: str | None
) -> None:
    local = loan.borrowed_place.local
    loan_spans = describe.retrieve_borrow_spans(cx, loan)
    borrow_span = loan_spans.var_or_use_path_span()
    proper_span = cx.body.locals[local].source_info.span
    root = Place(local)
    if (root, borrow_span) in cx.access_place_error_reported:
        return
    cx.access_place_error_reported.add((root, borrow_span))
    if cx.is_ref_to_thread_local(local):
        cx.buffer(_thread_local(cx, drop_span, borrow_span))
        return
    dropped = classify_drop_access_kind(cx, loan.borrowed_place)
    if dropped is not None and not _is_prefix(loan.borrowed_place, place):
        _borrow_conflicts_with_destructor(cx, location, loan, place, drop_span, kind, dropped)
        return
    name = describe_place(cx, loan.borrowed_place)
    kind = kind if name is not None else None
    why = explain_why_borrow_contains_point(cx, location, loan, kind, place)
    cx.buffer(_worded(cx, location, loan, loan_spans, borrow_span, drop_span, proper_span, name, why))


def _worded(
    cx: BorrowckContext,
    location: Location,
    loan: BorrowData,
    spans: UseSpans,
    borrow_span: Span,
    drop_span: Span,
    proper_span: Span,
    name: str | None,
    why: BorrowExplanation,
) -> Diag:
    if name is not None and spans.for_closure:
        if type(why) is UsedLater and not why.in_loop and why.kind == "closure capture":
            static = RegionNameAt(cx.namer.synthesize(), "static", None)
            category = Category("call argument")
            return report_escaping_closure_capture(cx, spans, borrow_span, static, category, why.span, f"`{name}`", "block")
        if type(why) is MustBeValidFor and not why.from_closure:
            if why.category.kind in ("return", "call argument", "opaque type"):
                return report_escaping_closure_capture(
                    cx, spans, borrow_span, why.region_name, why.category, why.span, f"`{name}`", "function"
                )
    if type(why) is MustBeValidFor and why.category.kind == "assignment" and not why.from_closure:
        if why.region_name.source == "upvar":
            return _escaping_data(cx, borrow_span, name, why.region_name, why.span)
    if name is not None:
        return _local_value(cx, location, name, loan, drop_span, spans, why)
    return _temporary_value(cx, location, loan, drop_span, spans, proper_span, why)


def _is_prefix(a: Place, b: Place) -> bool:
    return a.local == b.local and b.projection[: len(a.projection)] == a.projection


def classify_drop_access_kind(cx: BorrowckContext, place: Place) -> Any:
    """The outermost type with a destructor that `place` goes into, or None."""
    for i, elem in enumerate(place.projection):
        if elem.kind in ("field", "downcast", "opaque cast"):
            ty = cx.place_ty(Place(place.local, place.projection[:i])).ty
            if type(ty) is k.AdtTy and cx.has_dtor(ty):
                return ty
    return None


def _local_value(
    cx: BorrowckContext,
    location: Location,
    plain: str,
    loan: BorrowData,
    drop_span: Span,
    spans: UseSpans,
    why: BorrowExplanation,
) -> Diag:
    """E0597, or E0515 where the reference is returned."""
    borrow_span = spans.var_or_use_path_span()
    if type(why) is MustBeValidFor and not why.from_closure:
        returned = _try_cannot_return(cx, loan, borrow_span, why.span, why.category, why.place_desc)
        if returned is not None:
            return returned
    name = f"`{plain}`"
    diag = messages.path_does_not_live_long_enough(borrow_span, name)
    note_overcaptures(cx, diag, loan)
    region = annotate_argument_and_return(cx, loan, diag)
    if region is not None:
        diag.label(borrow_span, f"{name} would have to be valid for `{region}`...")
        diag.label(drop_span, f"...but {name} will be dropped here, when the {_who_returns(cx)} returns")
        diag.note(
            "functions cannot return a borrow to data owned within the function's scope, functions can only return borrows "
            "to data passed as arguments"
        )
        diag.note(
            "to learn more, visit <https://doc.rust-lang.org/book/ch04-02-references-and-borrowing.html#dangling-references>"
        )
        if type(why) is not MustBeValidFor:
            add_explanation(cx, diag, why, "", None)
        return diag
    diag.label(borrow_span, "borrowed value does not live long enough")
    diag.label(drop_span, f"{name} dropped here while still borrowed")
    spans.args_subdiag(diag, "value captured here")
    add_explanation(cx, diag, why, "", borrow_span)
    if type(why) is UsedLater and not why.in_loop:
        _buffer_reuse(cx, diag, name)
    return diag


def _buffer_reuse(cx: BorrowckContext, diag: Diag, name: str) -> None:
    """A `Vec` of references somewhere in the body: perhaps it was meant to be reused."""
    for local, decl in enumerate(cx.body.locals):
        ty = decl.ty
        if describe.is_diagnostic_adt(cx, ty, "Vec") and type(ty.args[0]) is k.RefTy:  # type: ignore[attr-defined]
            shown = describe_place(cx, Place(local))  # type: ignore[arg-type]
            if shown is not None:
                diag.label(decl.source_info.span, f"variable `{shown}` declared here")
                diag.note(
                    f"`{shown}` is a collection that stores borrowed references, but {name} does not live long enough to be "
                    "stored in it"
                )
                diag.help("buffer reuse with borrowed references requires unsafe code or restructuring")
                return


def _who_returns(cx: BorrowckContext) -> str:
    if cx.tcx.def_kind(cx.def_id) == "closure":
        return "enclosing closure"
    return f"function `{cx.tcx.item_name(cx.def_id)}`"


def _borrow_conflicts_with_destructor(
    cx: BorrowckContext, location: Location, loan: BorrowData, place: Place, drop_span: Span, kind: str | None, ty: Any
) -> None:
    """E0713."""
    span = describe.retrieve_borrow_spans(cx, loan).var_or_use()
    diag = messages.cannot_borrow_across_destructor(span)
    note_overcaptures(cx, diag, loan)
    name = describe_place(cx, place)
    what = f"`{name}`" if name is not None else "temporary value"
    shown = describe.place_ty_str(cx, ty)
    borrowed = describe_place(cx, loan.borrowed_place)
    if borrowed is not None:
        said = (
            f"here, drop of {what} needs exclusive access to `{borrowed}`, because the type `{shown}` implements the `Drop` trait"
        )
    else:
        said = f"here is drop of {what}; whose type `{shown}` implements the `Drop` trait"
    diag.label(drop_span, said)
    why = explain_why_borrow_contains_point(cx, location, loan, kind, place)
    if (type(why) is UsedLater and not why.in_loop) or type(why) is UsedLaterWhenDropped:
        diag.note("consider using a `let` binding to create a longer lived value")
    add_explanation(cx, diag, why, "", None)
    cx.buffer(diag)


def _thread_local(cx: BorrowckContext, drop_span: Span, borrow_span: Span) -> Diag:
    """E0712."""
    diag = messages.thread_local_value_does_not_live_long_enough(borrow_span)
    diag.label(borrow_span, "thread-local variables cannot be borrowed beyond the end of the function")
    end = drop_span
    if drop_span.lo == drop_span.hi and cx.snippet(drop_span.with_lo(drop_span.lo - 1)) == "}":
        end = drop_span.with_lo(drop_span.lo - 1)
    return diag.label(end, "end of enclosing function is here")


_LET = "consider using a `let` binding to create a longer lived value"


def _temporary_value(
    cx: BorrowckContext,
    location: Location,
    loan: BorrowData,
    drop_span: Span,
    spans: UseSpans,
    proper_span: Span,
    why: BorrowExplanation,
) -> Diag:
    """E0716, or E0515 where it is returned."""
    if type(why) is MustBeValidFor and not why.from_closure:
        returned = _try_cannot_return(cx, loan, proper_span, why.span, why.category, None)
        if returned is not None:
            return returned
    diag = messages.temporary_value_borrowed_for_too_long(proper_span)
    diag.label(proper_span, "creates a temporary value which is freed while still in use")
    diag.label(drop_span, "temporary value is freed at the end of this statement")
    if type(why) in (UsedLater, UsedLaterWhenDropped) and not _suggest_let(cx, diag, location, loan, proper_span):
        diag.note(_LET)
    add_explanation(cx, diag, why, "", None)
    spans.args_subdiag(diag, "value captured here")
    note_overcaptures(cx, diag, loan)
    return diag


def _suggest_let(cx: BorrowckContext, diag: Diag, location: Location, loan: BorrowData, proper: Span) -> bool:
    """A `let` before the statement, if the temporary is not in a nested block."""
    proper = proper.source_callsite()
    root = cx.hir.value
    block = root.block if isinstance(root, ast.BlockExpr) else root
    if not isinstance(block, ast.Block):
        return False
    for stmt in block.stmts:
        nested, call, first = _nesting(stmt, proper)
        if nested != 0 or not stmt.span.contains(proper):
            continue
        margin = _margin(cx, stmt.span)
        if margin is None:
            continue
        types = cx.hir.results.types
        if call is not None and call.segment.ident.name == "iter" and not call.args and first in types:
            ty = describe.ty_str(cx, describe.peel_refs(types[first]))
            diag.suggest(
                f"consider consuming the `{ty}` when turning it into an `Iterator`",
                (call.segment.ident.span, "into_iter"), applicability="MaybeIncorrect", style="show-always",
            )  # fmt: skip
        mutability = "mut " if loan.is_mut else ""
        text = f"let {mutability}binding = {cx.snippet(proper)};\n{' ' * margin}"
        diag.suggest(
            _LET, (stmt.span.shrink_to_lo(), text), (proper, "binding"), applicability="MaybeIncorrect",
            style="show-always",
        )  # fmt: skip
        return True
    return False


def _nesting(stmt: Any, span: Span) -> tuple[int, Any, Any]:
    """(how many blocks deep the expression stands, the method call on it, the outermost expression there)."""
    depth, call, first = 0, None, None
    from rustmem.borrowck.hir_search import _LEAVES, children

    stack: list[tuple[Any, int]] = [(stmt, 0)]
    while stack:
        top, level = stack.pop()
        if isinstance(top, ast.Block):
            level += 1
        if isinstance(top, ast.MethodCallExpr) and top.receiver.span.source_callsite() == span:
            call = top
        if isinstance(top, ast.Expr) and top.span.source_callsite() == span:
            depth = level
            first = first if first is not None else top
        if isinstance(top, (ast.ClosureExpr, ast.Item)):
            continue
        stack.extend(reversed([(c, level) for c in children(top) if not isinstance(c, _LEAVES)]))
    return depth, call, first


def _margin(cx: BorrowckContext, span: Span) -> int | None:
    indent = suggest.indentation_before(cx, span)
    return None if indent is None else len(indent)


def _try_cannot_return(
    cx: BorrowckContext, loan: BorrowData, borrow_span: Span, return_span: Span, category: Category, desc: str | None
) -> Diag | None:
    """E0515: the reference leaves the function."""
    if category.kind != "return":
        return None
    body, local = cx.body, loan.borrowed_place.local
    direct = return_span == cx.span_at(loan.reserve_location)
    reference = "reference to" if direct else "value referencing"
    decl, kind = body.locals[local], cx.local_kind(local)
    if desc is not None:
        if loan.borrowed_place.projection:
            what = "local data "
        elif kind == "arg":
            what = "variable captured by `move` " if body.upvars and local == 1 else "function parameter "
        else:
            what = "local variable "
        place, note = f"{what}`{desc}`", f"`{desc}` is borrowed here"
    elif kind == "arg":
        place, note = "function parameter", "function parameter borrowed here"
    elif kind == "temp" and decl.is_user_variable and not _external(decl.source_info.span):
        place, note = "local binding", "local binding introduced here"
    else:
        place, note = "temporary value", "temporary value created here"
    diag = messages.cannot_return_reference_to_local(return_span, "return", reference, place)
    if return_span != borrow_span:
        diag.label(borrow_span, note)
        _suggest_collect(cx, diag, return_span)
    return diag


def _external(span: Span) -> bool:
    ctxt = span.ctxt
    return ctxt is not None and ctxt.kind != "desugaring" and not ctxt.is_local


def _suggest_collect(cx: BorrowckContext, diag: Diag, span: Span) -> None:
    tcx, ty = cx.tcx, cx.universal.output
    iterator = tcx.diagnostic_items.get("Iterator")
    if iterator is not None and suggest.implements(cx, ty, iterator):
        diag.suggest(
            "use `.collect()` to allocate the iterator", (span.shrink_to_hi(), ".collect::<Vec<_>>()"),
            applicability="MaybeIncorrect", style="hide-code-always",
        )  # fmt: skip
    if describe.is_diagnostic_adt(cx, ty, "Cow"):
        text = cx.snippet(span)
        at = text.rfind(".to_owned")
        if at >= 0:
            where = span.lo + len(text[: at + 1].encode())
            diag.suggest(
                "try using `.into_owned()` if you meant to convert a `Cow<'_, T>` to an owned `T`",
                (Span(where, where, span.ctxt), "in"), applicability="MaybeIncorrect", style="hide-code-inline",
            )  # fmt: skip


def report_escaping_closure_capture(
    cx: BorrowckContext,
    spans: UseSpans,
    var_span: Span,
    region: RegionNameAt,
    category: Category,
    span: Span,
    captured: str,
    scope: str,
) -> Diag:
    """E0373."""
    args = spans.args_or_use()
    diag = messages.cannot_capture_in_long_lived_closure(args, "closure", captured, var_span, scope)
    said = f"to force the closure to take ownership of {captured} (and any other referenced variables), use the `move` keyword"
    diag.suggest(said, (args.shrink_to_lo(), "move "), style="show-always")
    if category.kind in ("return", "opaque type"):
        diag.span_note(span, "closure is returned here")
    else:
        region.highlight(diag)
        diag.span_note(span, f"{scope} requires argument type to outlive `{region.name}`")
    return diag


def _escaping_data(cx: BorrowckContext, borrow_span: Span, name: str | None, region: RegionNameAt, span: Span) -> Diag:
    """E0521, of a closure that stores a reference outside."""
    where = def_descr(cx)
    diag = messages.borrowed_data_escapes_closure(span, where)
    if region.span is not None:
        diag.label(region.span, f"`{region.detail}` declared here, outside of the {where} body")
    diag.label(borrow_span, f"borrow is only valid in the {where} body")
    said = f"reference to `{name}` escapes" if name is not None else "reference escapes"
    return diag.label(span, f"{said} the {where} body here")


def def_descr(cx: BorrowckContext) -> str:
    """`function`, `method`, `associated function`, `closure`, `constant` …"""
    kind = cx.tcx.def_kind(cx.def_id)
    if kind == "assoc fn":
        return "method" if cx.tcx.associated_item(cx.def_id).has_self else "associated function"
    return {"fn": "function", "const": "constant", "assoc const": "associated constant"}.get(kind, kind)


__all__ = ["def_descr", "report_borrowed_value_does_not_live_long_enough"]
