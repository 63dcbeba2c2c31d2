"""What to do about a move: borrow, clone, `ref`, hoist out of a loop (rustc's `suggest_ref_or_clone`)."""

from __future__ import annotations

from typing import Any

from rustmem.borrowck import describe, suggest
from rustmem.borrowck.context import BorrowckContext
from rustmem.borrowck.describe import UseSpans
from rustmem.borrowck.hir_search import walk
from rustmem.mir.body import Place
from rustmem.source.diag import Diag, MultiSpan
from rustmem.source.source_map import STD_BASE
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.traits.infer import InferCtxt
from rustmem.traits.queries import normalize_erasing_regions, predicate_must_hold
from rustmem.ty import kind as k


def suggest_ref_or_clone(cx: BorrowckContext, path: int, diag: Diag, spans: UseSpans, moved: Place, closure_noted: bool) -> bool:
    """Whether a reborrow was suggested."""
    move_span = spans.capture_kind_span if spans.kind == "closure" else spans.args_or_use()
    place = cx.flow.place_of(path)
    declared = cx.body.locals[place.local].source_info.span if not place.projection else None
    expr, pat, parent_pat = _find(cx, move_span)
    if declared is not None and expr is not None:
        for at in cx.hir.ancestors(expr):
            if isinstance(at, ast.Expr):
                if at.span.contains(declared):
                    break
                if isinstance(at, ast.LoopExpr):
                    diag.label(at.head_span if at.head_span is not None else at.span, "inside of this loop")
        if _of_argument(cx, diag, expr, spans, moved, place, closure_noted):
            return True
    _ref_for_dbg(cx, diag, place, move_span)
    if pat is not None and not move_span.is_dummy() and move_span.lo < STD_BASE:
        parts = [(pat.span.shrink_to_lo(), "ref ")]
        if parent_pat is not None:
            parts.insert(0, (parent_pat.span.shrink_to_lo(), "ref "))
        diag.suggest("borrow this binding in the pattern to avoid moving the value", *parts, style="show-always")
    return False


def _find(cx: BorrowckContext, span: Span) -> tuple[Any, Any, Any]:
    """(expression, pattern, enclosing `@` pattern) with exactly this span."""
    expr = pat = parent = None
    stack: list[Any] = [cx.hir.value] if cx.hir.value is not None else []
    from rustmem.borrowck.hir_search import _LEAVES, children

    while stack:
        top = stack.pop()
        if isinstance(top, ast.Item):
            continue
        if isinstance(top, ast.Expr) and top.span == span:
            expr = top
        elif isinstance(top, ast.Pat):
            if top.span == span:
                pat = top
            if isinstance(top, ast.IdentPat) and top.by_ref is None and top.mutbl == "not":
                if top.ident.span == span or top.span == span:
                    pat = top
                if top.sub is not None and pat is None:
                    inner = next((p for p in walk(top.sub) if isinstance(p, ast.Pat) and p.span == span), None)
                    if inner is not None:
                        pat, parent = inner, top
                    continue
        stack.extend(reversed([c for c in children(top) if not isinstance(c, _LEAVES)]))
    return expr, pat, parent


def _of_argument(
    cx: BorrowckContext, diag: Diag, expr: Any, spans: UseSpans, moved: Place, place: Place, closure_noted: bool
) -> bool:
    tcx = cx.tcx
    parent = cx.hir.parent(expr)
    callee, args, offset = _callee(cx, parent)
    ty = cx.place_ty(place).ty
    can_clone = True
    position = next((i for i, arg in enumerate(args) if arg is expr), None)
    if callee is not None and position is not None:
        param = None
        if tcx.def_kind(callee) in ("fn", "assoc fn", "ctor"):
            inputs = tcx.fn_sig(callee).value.inputs
            if position + offset < len(inputs) and type(inputs[position + offset]) is k.ParamTy:
                param = inputs[position + offset]
        if type(ty) is k.RefTy and ty.mutbl == "mut" and param is not None:
            suggest.suggest_reborrow(cx, diag, expr.span, moved)
            return True
        borrowed = None
        if param is not None:
            borrowed = suggest_borrow_generic_arg(cx, diag, parent, callee, param, moved, position + offset, ty, expr.span)
        if borrowed is not None:
            can_clone = borrowed == "mut"
        elif tcx.is_local(callee):
            _note_parameter(cx, diag, callee, position + offset)
    if isinstance(parent, ast.CallExpr) and isinstance(parent.func, ast.PathExpr) and parent.func.path.lang_item == "into_iter":
        return False
    if spans.call is not None and spans.call.kind == "normal":
        return False
    if closure_noted:
        return False
    if suggest_hoisting_call_outside_loop(cx, diag, expr) and can_clone:
        suggest.suggest_cloning(cx, diag, place, ty, expr, spans)
    return False


def _callee(cx: BorrowckContext, parent: Any) -> tuple[Any, tuple[Any, ...], int]:
    results = cx.hir.results
    if isinstance(parent, ast.MethodCallExpr):
        found = results.callees.get(parent)
        return (found[0] if found is not None else None), parent.args, 1
    if isinstance(parent, ast.CallExpr):
        ty = results.types.get(parent.func)
        if type(ty) is k.FnDefTy:
            return ty.def_id, parent.args, 0
    return None, (), 0


def _note_parameter(cx: BorrowckContext, diag: Diag, callee: Any, index: int) -> None:
    """Points at the parameter that takes ownership, in a function of the user's."""
    tcx = cx.tcx
    item = tcx.hir(callee)
    if not isinstance(item, ast.FnItem) or index >= len(item.sig.inputs):
        return
    span = item.sig.inputs[index].ty.span
    what = "method" if tcx.def_kind(callee) == "assoc fn" else "function"
    labels = ((span, "this parameter takes ownership of the value"), (item.ident.span, f"in this {what}"))
    said = f"consider changing this parameter type in {what} `{item.ident.name}` to borrow instead if owning the value isn't necessary"
    diag.span_note(MultiSpan((span,), labels), said)


def suggest_borrow_generic_arg(
    cx: BorrowckContext,
    diag: Diag,
    call: Any,
    callee: Any,
    param: k.ParamTy,
    moved: Place,
    position: int,
    ty: Any,
    span: Span,
) -> str | None:
    """`&x` where the callee is generic and a reference meets its bounds; the mutability suggested."""
    tcx = cx.tcx
    results = cx.hir.results
    if isinstance(call, ast.MethodCallExpr):
        args = results.callees[call][1]
    else:
        args = results.types[call.func].args
    clauses = _all_predicates(tcx, callee)
    if not any(_has_method(tcx, c.value, param) for c in clauses):
        return None
    sig = tcx.fn_sig(callee).value
    plain = suggest.erased(cx, ty)
    from rustmem.ty.intern import RE_ERASED

    infcx = InferCtxt(tcx)
    for mutbl in ("not", "mut"):
        ref = tcx.ref(RE_ERASED, plain, mutbl)
        new = tuple(ref if i == param.index else tcx.erase_regions(a) for i, a in enumerate(args))
        old = tuple(tcx.erase_regions(a) for a in args)

        def same(part: Any) -> bool:
            part = tcx.erase_regions(part)
            a = normalize_erasing_regions(tcx, cx.param_env, tcx.subst(part, old))
            b = normalize_erasing_regions(tcx, cx.param_env, tcx.subst(part, new))
            return a is b

        if not same(sig.output) or any(i != position and not same(t) for i, t in enumerate(sig.inputs)):
            continue
        if all(_clause_holds(cx, infcx, tcx.subst(c, new)) for c in clauses):
            name = describe.describe_place(cx, moved)
            what = f"`{name}`" if name is not None else "here"
            how = "mutably " if mutbl == "mut" else ""
            prefix = "&mut " if mutbl == "mut" else "&"
            diag.suggest(
                f"consider {how}borrowing {what}", (span.shrink_to_lo(), prefix), applicability="MaybeIncorrect",
                style="show-always",
            )  # fmt: skip
            return mutbl
    return None


def _clause_holds(cx: BorrowckContext, infcx: InferCtxt, clause: Any) -> bool:
    value = clause.value
    if type(value) in (k.TypeOutlives, k.RegionOutlives):
        return True
    clause = normalize_erasing_regions(cx.tcx, cx.param_env, clause)
    return predicate_must_hold(infcx, cx.param_env, clause)


def _all_predicates(tcx: Any, def_id: Any) -> list[Any]:
    found: list[Any] = []
    at: Any = def_id
    while at is not None:
        own = tcx.predicates_of(at)
        found = [clause for clause, _ in own.predicates] + found
        at = own.parent
    return found


def _has_method(tcx: Any, value: Any, param: k.ParamTy) -> bool:
    """A bound on the parameter whose trait, or a supertrait, has methods: `mem::drop` has none."""
    from rustmem.traits.elaborate import supertrait_def_ids

    if type(value) is not k.TraitPredicate or type(value.trait_ref.args[0]) is not k.ParamTy:
        return False
    if value.trait_ref.args[0].index != param.index:
        return False
    return any(
        item.kind == "fn" and item.has_self
        for trait in supertrait_def_ids(tcx, value.trait_ref.def_id)
        for item in tcx.associated_items(trait)
    )


def _ref_for_dbg(cx: BorrowckContext, diag: Diag, place: Place, move_span: Span) -> None:
    """`dbg!(x)` takes `x`: suggest `dbg!(&x)`."""
    name = next((i.name for i in cx.body.var_debug_info if i.place == place), None)
    call = move_span.outer_macro()
    if name is None or call is None or call.name.removeprefix("std::") != "dbg":
        return
    for expr in cx.hir.walk():
        if not isinstance(expr, ast.MatchExpr) or expr.span.outer_macro() is not call:
            continue
        args = expr.scrutinee.elems if isinstance(expr.scrutinee, ast.TupExpr) else (expr.scrutinee,)
        for arg in args:
            if isinstance(arg, ast.PathExpr) and len(arg.path.segments) == 1 and arg.path.segments[0].ident.name == name:
                at = arg.path.span.shrink_to_lo()
                diag.suggest("consider borrowing instead of transferring ownership", (at, "&"), style="show-always")
                return


# ---- loops ----


class Breaks:
    """`break` and `continue` within an expression (rustc's `BreakFinder`)."""

    def __init__(self, root: Any) -> None:
        self.breaks: list[Any] = []
        self.continues: list[Any] = []
        for at in walk(root):
            if isinstance(at, ast.BreakExpr) and not at.span.is_desugaring("ForLoop"):
                self.breaks.append(at)
            elif isinstance(at, ast.ContinueExpr):
                self.continues.append(at)


def suggest_hoisting_call_outside_loop(cx: BorrowckContext, diag: Diag, expr: Any) -> bool:
    """Whether cloning makes sense; where the move decides when a loop ends, suggests hoisting it."""
    can_clone = True
    variable = _variable(cx, expr)
    parent = outermost = None
    for at in cx.hir.ancestors(expr):
        if isinstance(at, ast.LetStmt) and at.orelse is not None:
            if Breaks(at.orelse).breaks:
                can_clone = False
            continue
        if not isinstance(at, ast.Expr):
            continue
        if variable is not None and any(n is variable for n in walk(at)):
            break
        if parent is None:
            parent = at
        if isinstance(at, ast.LetExpr):
            above = cx.hir.parent(at)
            if isinstance(above, ast.IfExpr) and any(n is expr for n in walk(above.cond)):
                can_clone = False
        elif isinstance(at, ast.LoopExpr):
            outermost = at
    if outermost is None:
        return can_clone
    loops = [at for at in cx.hir.ancestors(expr) if isinstance(at, ast.LoopExpr)]
    found = Breaks(outermost)
    spans = [e.span for e in (*found.breaks, *found.continues) if not _loop_desugaring(e.span)]
    if spans and len(loops) > 1:
        _verify_breaks(cx, diag, found, spans, loops)
    if isinstance(parent, (ast.CallExpr, ast.MethodCallExpr)) and found.breaks:
        indent = suggest.indentation_before(cx, outermost.span)
        gap = f"\n{indent}" if indent is not None else " "
        value = cx.snippet(parent.span)
        diag.suggest(
            "consider moving the expression out of the loop so it is only moved once",
            (outermost.span.shrink_to_lo(), f"let mut value = {value};{gap}"), (parent.span, "value"),
            applicability="MaybeIncorrect", style="show-always",
        )  # fmt: skip
    return can_clone


def _loop_desugaring(span: Span) -> bool:
    return span.is_desugaring("ForLoop") or span.is_desugaring("WhileLoop")


def _variable(cx: BorrowckContext, expr: Any) -> Any:
    if isinstance(expr, ast.PathExpr) and expr.qself is None:
        res = cx.tcx.full_res(expr.path)
        if type(res).__name__ == "LocalRes":
            return res.binding  # type: ignore[union-attr]
    return None


def _verify_breaks(cx: BorrowckContext, diag: Diag, found: Breaks, spans: list[Span], loops: list[Any]) -> None:
    sm = cx.tcx.source_map
    lines = {sm.line_column(at.span.lo)[0] for at in loops}

    def where(span: Span) -> str:
        line, column = sm.line_column(span.lo)
        if len(lines) == len(loops):
            return f"line {line}"
        file = sm.file_of(span.lo)
        end_line, end_column = sm.line_column(span.hi)
        return f"{file.name if file is not None else ''}:{line}:{column}: {end_line}:{end_column}"

    labels: list[tuple[Span, Any]] = []
    for what, group in (("`break` exits", found.breaks), ("`continue` advances", found.continues)):
        for at in group:
            target = cx.tcx.lookup("labels", at)
            if isinstance(target, ast.LoopExpr) and not _loop_desugaring(at.span):
                labels.append((at.span, f"this {what} the loop at {where(target.span)}"))
    labels.extend((at.head_span if at.head_span is not None else at.span, "") for at in loops)
    diag.span_note(MultiSpan(tuple(spans), tuple(labels)), "verify that your loop breaking logic is correct")
