"""Moves out of what cannot be moved from: E0507, E0508, E0509 (rustc's `move_errors.rs`)."""

from __future__ import annotations

from typing import Any

from rustmem.borrowck import describe, messages, suggest
from rustmem.borrowck.context import BorrowckContext
from rustmem.borrowck.describe import UseSpans, describe_any_place
from rustmem.borrowck.explain_captures import explain_captures
from rustmem.mir import body as m
from rustmem.mir.body import Place
from rustmem.source.diag import Diag
from rustmem.source.span import DUMMY_SP, Span
from rustmem.syntax import ast
from rustmem.ty import kind as k


class Grouped:
    """Moves of one pattern or statement, reported together."""

    __slots__ = ("kind", "error", "span", "move_from", "binds_to", "use_spans", "path")

    def __init__(self, kind: str, error: Any, span: Span) -> None:
        self.kind = kind
        """`from place`, `from value` or `other`."""
        self.error = error
        self.span = span
        self.move_from: Place | None = None
        self.path: int | None = None
        self.binds_to: list[int] = []
        self.use_spans: UseSpans | None = None


def report_move_errors(cx: BorrowckContext) -> None:
    groups: list[Grouped] = []
    for error in cx.move_errors:
        _append(cx, groups, error)
    for group in groups:
        _report(cx, group)


def _append(cx: BorrowckContext, groups: list[Grouped], error: Any) -> None:
    statement = cx.statement_at(error.location)
    if type(statement) is m.Assign and type(statement.rvalue) is m.Use and type(statement.rvalue.operand) is m.Move:
        if not statement.place.projection:
            local = statement.place.local
            info = cx.body.locals[local].info
            if type(info) is m.VarBinding and info.match_place is not None:
                _append_binding(cx, groups, error, statement.rvalue.operand.place, local, info.match_place, statement)
                return
    group = Grouped("other", error, DUMMY_SP)
    group.use_spans = describe.move_spans(cx, error.place, error.location)
    group.span = group.use_spans.args_or_use()
    groups.append(group)


def _append_binding(
    cx: BorrowckContext, groups: list[Grouped], error: Any, move_from: Place, local: int, match: Any, statement: m.Assign
) -> None:
    match_place, match_span = match
    simple = match_place is None
    if match_place is None:
        match_place = move_from
    if not cx.flow.is_exact(match_place):
        # The matched place itself cannot be moved from.
        for group in groups:
            if group.kind == "from place" and group.span == match_span:
                if group.binds_to:
                    group.binds_to.append(local)
                return
        group = Grouped("from place", error, statement.source_info.span if simple else match_span)
        group.move_from = move_from
        group.binds_to = [] if simple else [local]
        groups.append(group)
        return
    _, path = cx.flow.move_path_closest_to(move_from)
    for group in groups:
        if group.kind == "from value" and group.span == match_span and group.path == path:
            group.binds_to.append(local)
            return
    group = Grouped("from value", error, match_span)
    group.path = path
    group.binds_to = [local]
    groups.append(group)


def _report(cx: BorrowckContext, group: Grouped) -> None:
    error, span = group.error, group.span
    if error.kind == "borrowed content":
        diag = _from_borrowed_content(cx, error.place, error.data, span, group.use_spans)
    elif error.kind == "drop type":
        diag = messages.cannot_move_out_of_interior_of_drop(span, describe.place_ty_str(cx, error.data))
    else:
        word = "slice" if type(error.data) is k.SliceTy else "array"
        diag = messages.cannot_move_out_of_interior_noncopy(span, describe.place_ty_str(cx, error.data), word)
    _add_hints(cx, diag, group)
    cx.buffer(diag)


def _from_borrowed_content(cx: BorrowckContext, place: Place, target: Place, span: Span, uses: UseSpans | None) -> Diag:
    ty = cx.place_ty(target).ty
    base = Place(target.local, target.projection[:-1])
    if not base.projection:
        if cx.is_ref_for_guard(base.local):
            name = cx.local_names[base.local]
            shown = f"`{name}`" if name is not None else "the place"
            diag = messages.cannot_move_out_of(span, f"{shown} in pattern guard")
            return diag.note("variables bound in patterns cannot be moved from until after the end of the pattern guard")
        if cx.is_ref_to_static(base.local):
            return _from_static(cx, place, span)
    field = _upvar_of_prefix(cx, place)
    if type(ty) is k.ArrayTy or type(ty) is k.SliceTy:
        word = "array" if type(ty) is k.ArrayTy else "slice"
        diag = messages.cannot_move_out_of_interior_noncopy(span, describe.place_ty_str(cx, ty), word)
    elif type(ty) is k.ClosureTy and ty.def_id == cx.def_id and field is not None:
        diag = _captured(cx, place, field, span)
    else:
        diag = messages.cannot_move_out_of(span, _borrowed_words(cx, place, base))
    if uses is not None:
        explain_captures(cx, diag, span, span, uses, place, False, False, False, False, True)
    return diag


def _borrowed_words(cx: BorrowckContext, place: Place, base: Place) -> str:
    source = describe.borrowed_content_source(cx, base)
    desc = describe.describe_place_with_options(cx, place, False, False)
    variant, behind = describe.describe_name(place), describe.describe_for_named_place(source)
    if desc is not None and variant is not None:
        ending = f" which is behind a {behind}" if behind is not None else ""
        return f"`{desc}` as enum variant `{variant}`{ending}"
    if desc is not None and behind is not None:
        return f"`{desc}` which is behind a {behind}"
    return describe.describe_for_unnamed_place(cx, source)


def _upvar_of_prefix(cx: BorrowckContext, place: Place) -> int | None:
    for i in range(len(place.projection), -1, -1):
        field = cx.upvar_field(Place(place.local, place.projection[:i]))
        if field is not None:
            return field
    return None


def _captured(cx: BorrowckContext, place: Place, field: int, span: Span) -> Diag:
    kind = cx.universal.closure_kind
    what = f"captured variable in an `{kind}` closure"
    name = describe_any_place(cx, place)
    capture = cx.body.upvars[field].capture
    if cx.upvar_field(place) is not None:
        desc = f"{name}, a {what}"
    else:
        desc = f"{name}, as `{describe.capture_text(cx, field)}` is a {what}"
    diag = messages.cannot_move_out_of(span, desc)
    diag.label(capture.variable.span, "captured outer variable")
    closure = cx.hir.owner
    diag.label(closure.fn_decl_span, f"captured by this `{kind}` closure")
    bound = closure_bound_clause_span(cx)
    said = (
        "`Fn` and `FnMut` closures require captured values to be able to be consumed multiple times, but `FnOnce` closures "
        "may consume them only once"
    )
    return diag.span_help(bound, said) if not bound.is_dummy() else diag.help(said)


def closure_bound_clause_span(cx: BorrowckContext) -> Span:
    """The `Fn` or `FnMut` bound of the call to which the closure is passed."""
    tcx = cx.tcx
    closure = cx.hir.owner
    parent = cx.hir.parent(closure)
    results = cx.hir.results
    if isinstance(parent, ast.CallExpr):
        ty = results.types.get(parent.func)
        if type(ty) is not k.FnDefTy:
            return DUMMY_SP
        callee, args = ty.def_id, ty.args
    elif isinstance(parent, ast.MethodCallExpr) and parent in results.callees:
        callee, args = results.callees[parent]
    else:
        return DUMMY_SP
    at: Any = callee
    while at is not None:
        own = tcx.predicates_of(at)
        for clause, span in own.predicates:
            value = clause.value
            if type(value) is k.TraitPredicate:
                self_ty = tcx.subst(value.trait_ref.args[0], args)
                if type(self_ty) is k.ClosureTy and self_ty.def_id == cx.def_id:
                    if tcx.is_lang_item(value.trait_ref.def_id, "fn_mut") or tcx.is_lang_item(value.trait_ref.def_id, "fn"):
                        return span
        at = own.parent
    return DUMMY_SP


def _from_static(cx: BorrowckContext, place: Place, span: Span) -> Diag:
    if len(place.projection) == 1:
        return messages.cannot_move_out_of(span, f"static item {describe_any_place(cx, place)}")
    base = Place(place.local, place.projection[:1])
    desc = f"{describe_any_place(cx, place)} as {describe_any_place(cx, base)} is a static item"
    return messages.cannot_move_out_of(span, desc)


# ---- hints ----


def _add_hints(cx: BorrowckContext, diag: Diag, group: Grouped) -> None:
    if group.kind == "from place":
        _add_borrow_suggestions(cx, diag, group.span)
        if group.binds_to:
            _add_details(cx, diag, sorted(set(group.binds_to)))
            return
        assert group.move_from is not None
        ty = cx.place_ty(group.move_from).ty
        expr = cx.find_expr(group.span)
        if expr is not None:
            suggest.suggest_cloning(cx, diag, group.move_from, ty, expr, None)
        name = describe_any_place(cx, group.move_from)
        diag.label(group.span, messages.no_impl_copy(False, name, describe.place_ty_str(cx, ty)))
    elif group.kind == "from value":
        binds = sorted(set(group.binds_to))
        _add_binding_suggestions(cx, diag, binds)
        _add_details(cx, diag, binds)
    else:
        _other_hints(cx, diag, group)


def _other_hints(cx: BorrowckContext, diag: Diag, group: Grouped) -> None:
    uses, place = group.use_spans, group.error.place
    assert uses is not None
    use_span = uses.var_or_use()
    ty = cx.place_ty(place).ty
    name = describe_any_place(cx, place)
    expr = cx.find_expr(use_span)
    if expr is not None:
        suggest.suggest_cloning(cx, diag, place, ty, expr, uses)
    field = _upvar_of_prefix(cx, place)
    if field is not None:
        use_span = _introduction(cx, cx.body.upvars[field].capture.variable, use_span)
    diag.label(use_span, messages.no_impl_copy(False, name, describe.place_ty_str(cx, ty)))
    pointed = False
    if uses.kind == "closure":
        pointed = uses.span in (group.span, use_span)
        diag.label(uses.span, f"{name} is moved here")
    if not pointed and use_span != group.span:
        diag.label(group.span, f"{name} is moved here")
    _packed_derive(cx, diag, place)


def _introduction(cx: BorrowckContext, variable: Any, otherwise: Span) -> Span:
    """The type, or the initialiser, of the captured variable's binding."""
    parent = cx.hir.parent(variable)
    if isinstance(parent, ast.Param):
        return parent.ty.span
    if isinstance(parent, ast.LetStmt):
        if parent.ty is not None:
            return parent.ty.span
        if parent.init is not None and "\n" not in cx.snippet(parent.init.span):
            return parent.init.span
    return otherwise


def _packed_derive(cx: BorrowckContext, diag: Diag, place: Place) -> None:
    ty = describe.peel_refs(cx.body.locals[place.local].ty)
    ctxt = cx.body.span.ctxt
    if type(ty) is k.AdtTy and "packed" in cx.tcx.adt_def(ty.def_id).flags and ctxt is not None and ctxt.kind == "derive":
        diag.note(
            f"`#[derive({ctxt.name})]` triggers a move because taking references to the fields of a packed struct is undefined "
            "behaviour"
        )


def _add_borrow_suggestions(cx: BorrowckContext, diag: Diag, span: Span) -> None:
    if cx.snippet(span).startswith("*"):
        inner = cx.find_expr(span.with_lo(span.lo + 1))
        if inner is None or type(cx.hir.results.types.get(inner)) is not k.RawPtrTy:
            diag.suggest(
                "consider removing the dereference here", (span.with_hi(span.lo + 1), ""), applicability="MaybeIncorrect",
                style="show-always",
            )  # fmt: skip
        return
    diag.suggest("consider borrowing here", (span.shrink_to_lo(), "&"), applicability="MaybeIncorrect", style="show-always")


def _add_details(cx: BorrowckContext, diag: Diag, binds: list[int]) -> None:
    for i, local in enumerate(binds):
        decl = cx.body.locals[local]
        span = decl.source_info.span
        diag.label(span, "data moved here" if i == 0 else "...and here")
        if len(binds) == 1:
            ty = cx.checker.local_tys[local]
            expr = cx.find_expr(span)
            if expr is not None:
                suggest.suggest_cloning(cx, diag, Place(local), ty, expr, None)  # type: ignore[arg-type]
            name = cx.local_names[local]
            shown = f"`{name}`" if name is not None else "the place"
            diag.label(span, messages.no_impl_copy(False, shown, describe.place_ty_str(cx, ty)))
    if len(binds) > 1:
        diag.note("move occurs because these variables have types that don't implement the `Copy` trait")


class BindingFinder:
    """Relates each binding to the `&` around it that could be removed."""

    def __init__(self, cx: BorrowckContext, spans: list[Span]) -> None:
        self.spans = spans
        self.adjustments = cx.hir.results.pat_adjustments
        self.found: list[tuple[Span, Any]] = []
        self.fixed: set[Any] = set()
        """`&` patterns that have to stay."""

    def visit(self, pat: Any, ref: Any, adjusted: bool) -> None:
        adjusted = adjusted or bool(self.adjustments.get(pat))
        if isinstance(pat, ast.RefPat):
            if ref is not None:
                self.fixed.add(ref)
            ref = pat
            if adjusted:
                self.fixed.add(pat)
                adjusted = False
        if isinstance(pat, ast.IdentPat):
            span = next((s for s in self.spans if s.contains(pat.ident.span)), None)
            if span is not None:
                self.found.append((span, ref))
            elif ref is not None:
                self.fixed.add(ref)
        from rustmem.borrowck.hir_search import children

        for child in children(pat):
            if isinstance(child, ast.Pat):
                self.visit(child, ref, adjusted)
            elif isinstance(child, ast.FieldPat):
                self.visit(child.pat, ref, adjusted)


def _add_binding_suggestions(cx: BorrowckContext, diag: Diag, binds: list[int]) -> None:
    pat_span = None
    spans = []
    for local in binds:
        decl = cx.body.locals[local]
        if type(decl.info) is m.VarBinding:
            pat_span = decl.info.pat_span
            spans.append(decl.source_info.span)
    if pat_span is None:
        return
    pat = cx.hir.first(lambda node: isinstance(node, ast.Pat) and node.span == pat_span)
    if pat is None:
        return
    finder = BindingFinder(cx, spans)
    finder.visit(pat, None, False)
    suggestions: dict[tuple[int, int], tuple[Span, str, str]] = {}
    for span, ref in finder.found:
        if ref is not None and ref not in finder.fixed:
            at = ref.span.with_hi(ref.pat.span.lo)
            word = "mutable " if ref.mutbl == "mut" else ""
            entry = (at, f"consider removing the {word}borrow", "")
        else:
            entry = (span.shrink_to_lo(), "consider borrowing the pattern binding", "ref ")
        suggestions.setdefault((entry[0].lo, entry[0].hi), entry)
    for key in sorted(suggestions):
        at, said, new = suggestions[key]
        diag.suggest(said, (at, new), style="show-always")


__all__ = ["report_move_errors"]
