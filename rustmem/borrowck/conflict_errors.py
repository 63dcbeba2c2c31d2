"""Errors of an access that meets a loan: E0499, E0502, E0503, E0505, E0506, E0510, E0384 (rustc's `conflict_errors.rs`)."""

from __future__ import annotations

from typing import Any

from rustmem.borrowck import describe, messages, suggest
from rustmem.borrowck.borrow_set import MUT_KINDS, BorrowData
from rustmem.borrowck.context import BorrowckContext
from rustmem.borrowck.def_use import visit
from rustmem.borrowck.describe import UseSpans, describe_any_place
from rustmem.borrowck.explain_borrow import (
    BorrowExplanation,
    Unexplained,
    UsedLater,
    add_explanation,
    explain_why_borrow_contains_point,
)  # fmt: skip
from rustmem.borrowck.iterator_advice import explain_iterator_advancement_in_for_loop
from rustmem.borrowck.opaque_captures import note_overcaptures
from rustmem.mir import body as m
from rustmem.mir.body import Location, Place
from rustmem.source.diag import Diag
from rustmem.source.index import DefId
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty import kind as k

_SHARED = ("shared", "fake deep")
_PLAIN_MUT = ("mut", "two-phase mut")


def report_move_out_while_borrowed(cx: BorrowckContext, location: Location, place: Place, span: Span, loan: BorrowData) -> None:
    """E0505."""
    value, borrowed = describe_any_place(cx, place), describe_any_place(cx, loan.borrowed_place)
    loan_spans = describe.retrieve_borrow_spans(cx, loan)
    borrow_span = loan_spans.args_or_use()
    moves = describe.move_spans(cx, place, location)
    diag = messages.cannot_move_when_borrowed(moves.args_or_use(), borrow_span, value, borrowed, value)
    note_overcaptures(cx, diag, loan)
    loan_spans.var_path_only_subdiag(diag, "borrow")
    moves.var_subdiag(diag, None, "move occurs due to use in closure")
    why = explain_why_borrow_contains_point(cx, location, loan, None, None)
    add_explanation(cx, diag, why, "", borrow_span)
    suggest_copy_for_type_in_cloned_ref(cx, diag, place)
    expr = cx.find_expr(borrow_span)
    if expr is not None:
        types, adjustments = cx.hir.results.types, cx.hir.results.adjustments
        if isinstance(expr, ast.AddrOfExpr) and expr.expr in types:
            suggest.suggest_cloning(cx, diag, place, types[expr.expr], expr.expr, moves)
        elif _autoref(adjustments.get(expr)) and expr in types:
            suggest.suggest_cloning(cx, diag, place, types[expr], expr, moves)
    cx.buffer(diag)


def _autoref(adjustments: Any) -> bool:
    """Whether the first adjustment borrows (and not in two phases)."""
    if not adjustments:
        return False
    first = adjustments[0].kind
    return type(first).__name__ == "Borrow" and not first.two_phase


def report_use_while_mutably_borrowed(cx: BorrowckContext, location: Location, place: Place, loan: BorrowData) -> Diag:
    """E0503."""
    loan_spans = describe.retrieve_borrow_spans(cx, loan)
    uses = describe.move_spans(cx, place, location)
    borrowed = describe_any_place(cx, loan.borrowed_place)
    diag = messages.cannot_use_when_mutably_borrowed(
        uses.var_or_use(), describe_any_place(cx, place), loan_spans.args_or_use(), borrowed
    )
    note_overcaptures(cx, diag, loan)
    loan_spans.var_subdiag(diag, loan.kind, f"borrow occurs due to use of {borrowed} in closure")
    why = explain_why_borrow_contains_point(cx, location, loan, None, None)
    add_explanation(cx, diag, why, "", None)
    return diag


def report_conflicting_borrow(
    cx: BorrowckContext, location: Location, place: Place, span: Span, kind: str, loan: BorrowData
) -> Diag:
    """E0499, E0502, E0500, E0501, E0524, E0510: a borrow of `kind` while `loan` is in scope."""
    issued_spans = describe.retrieve_borrow_spans(cx, loan)
    issued = issued_spans.args_or_use()
    spans = describe.borrow_spans(cx, span, location)
    span = spans.args_or_use()
    desc, msg_place, msg_borrow, union = describe_place_for_conflicting_borrow(cx, place, loan.borrowed_place)
    why = explain_why_borrow_contains_point(cx, location, loan, None, None)
    second = "" if isinstance(why, Unexplained) else "second "
    old = loan.kind
    if kind in _SHARED and old in _PLAIN_MUT:
        first = "mutable "
        diag = messages.cannot_reborrow_already_borrowed(span, desc, msg_place, "immutable", issued, "it", "mutable", msg_borrow)
        suggest_slice_method_if_applicable(cx, diag, place, loan.borrowed_place, span, issued)
    elif kind in _PLAIN_MUT and old in _SHARED:
        first = "immutable "
        diag = messages.cannot_reborrow_already_borrowed(span, desc, msg_place, "mutable", issued, "it", "immutable", msg_borrow)
        suggest_slice_method_if_applicable(cx, diag, place, loan.borrowed_place, span, issued)
        suggest_binding_for_closure_capture_self(cx, diag, issued_spans)
        suggest_using_closure_argument(cx, diag, loan.borrowed_place, issued_spans)
    elif kind in _PLAIN_MUT and old in _PLAIN_MUT:
        first = "first "
        diag = messages.cannot_mutably_borrow_multiply(span, desc, msg_place, issued, msg_borrow)
        suggest_slice_method_if_applicable(cx, diag, place, loan.borrowed_place, span, issued)
        suggest_using_closure_argument(cx, diag, loan.borrowed_place, issued_spans)
        explain_iterator_advancement_in_for_loop(cx, diag, span, issued_spans)
    elif kind == "closure capture mut" and old == "closure capture mut":
        first = "first "
        diag = messages.cannot_uniquely_borrow_by_two_closures(span, desc, issued)
    elif kind in MUT_KINDS and old == "fake shallow":
        section = classify_immutable_section(cx, loan.assigned_place)
        if section is not None:
            diag = messages.cannot_mutate_in_immutable_section(span, issued, desc, section, "mutably borrow")
            spans.var_subdiag(diag, "closure capture mut", f"borrow occurs due to use of {desc} in closure")
            return diag
        first = "immutable "
        diag = messages.cannot_reborrow_already_borrowed(span, desc, msg_place, "mutable", issued, "it", "immutable", msg_borrow)
    elif kind == "closure capture mut":
        first = "first "
        diag = messages.cannot_uniquely_borrow_by_one_closure(span, "closure", desc, issued, "it")
    else:
        first = "first "
        new = "immutable" if kind in _SHARED else "mutable"
        diag = messages.cannot_reborrow_already_uniquely_borrowed(span, "closure", desc, new, issued, second)
    note_overcaptures(cx, diag, loan)
    if issued_spans == spans:
        spans.var_subdiag(diag, kind, f"borrows occur due to use of {desc} in closure")
    else:
        borrowed = describe_any_place(cx, loan.borrowed_place)
        issued_spans.var_subdiag(diag, loan.kind, f"first borrow occurs due to use of {borrowed} in closure")
        spans.var_subdiag(diag, kind, f"second borrow occurs due to use of {desc} in closure")
    if union:
        diag.note(f"{msg_place} is a field of the union `{union}`, so it overlaps the field {msg_borrow}")
    add_explanation(cx, diag, why, first, None, (issued, span))
    suggest_using_local_if_applicable(cx, diag, location, loan, why)
    suggest_copy_for_type_in_cloned_ref(cx, diag, place)
    return diag


def describe_place_for_conflicting_borrow(cx: BorrowckContext, first: Place, second: Place) -> tuple[str, str, str, str]:
    """(the common root, both full names and the union's type where they are fields of one union)."""
    if first != second:
        for i in range(len(first.projection) - 1, -1, -1):
            elem = first.projection[i]
            base = Place(first.local, first.projection[:i])
            if elem.kind == "field" and _is_union(cx, base):
                for j in range(len(second.projection) - 1, -1, -1):
                    other = second.projection[j]
                    other_base = Place(second.local, second.projection[:j])
                    if other.kind == "field" and other_base == base and other.index != elem.index:
                        ty = describe.place_ty_str(cx, cx.place_ty(base).ty)
                        return (
                            describe_any_place(cx, base), describe_any_place(cx, first), describe_any_place(cx, second), ty,
                        )  # fmt: skip
                break
    return describe_any_place(cx, first), "", "", ""


def _is_union(cx: BorrowckContext, place: Place) -> bool:
    ty = cx.place_ty(place).ty
    return type(ty) is k.AdtTy and cx.tcx.adt_def(ty.def_id).kind == "union"


def report_illegal_mutation_of_borrowed(
    cx: BorrowckContext, location: Location, place: Place, span: Span, loan: BorrowData
) -> None:
    """E0506, or E0510 in a match guard."""
    loan_spans = describe.retrieve_borrow_spans(cx, loan)
    loan_span = loan_spans.args_or_use()
    desc = describe_any_place(cx, place)
    if loan.kind in ("fake shallow", "fake deep"):
        section = classify_immutable_section(cx, loan.assigned_place)
        if section is not None:
            diag = messages.cannot_mutate_in_immutable_section(span, loan_span, desc, section, "assign")
            loan_spans.var_subdiag(diag, loan.kind, "borrow occurs due to use in closure")
            cx.buffer(diag)
            return
    diag = messages.cannot_assign_to_borrowed(span, loan_span, desc)
    note_overcaptures(cx, diag, loan)
    loan_spans.var_subdiag(diag, loan.kind, "borrow occurs due to use in closure")
    why = explain_why_borrow_contains_point(cx, location, loan, None, None)
    add_explanation(cx, diag, why, "", None)
    explain_deref_coercion(cx, diag, loan)
    cx.buffer(diag)


def explain_deref_coercion(cx: BorrowckContext, diag: Diag, loan: BorrowData) -> None:
    block = loan.reserve_location.block
    call = cx.body.blocks[block].terminator
    if type(call) is not m.Call:
        return
    found = describe.find_self_call(cx, loan.assigned_place.local, block)
    if found is None:
        return
    kind = describe.call_kind(cx, found[0], found[1], call.fn_span, call.call_source == "normal")
    if kind.kind == "deref coercion":
        diag.note(f"borrow occurs due to deref coercion to `{describe.place_ty_str(cx, kind.deref_target_ty)}`")
        if kind.deref_target_span is not None:
            diag.span_note(kind.deref_target_span, "deref defined here")


def report_illegal_reassignment(cx: BorrowckContext, place: Place, span: Span, assigned: Span, err_place: Place) -> None:
    """E0384."""
    decl = cx.body.locals[err_place.local] if not err_place.projection else None
    from_arg = decl is not None and cx.local_kind(err_place.local) == "arg"
    info = decl.info if decl is not None else None
    late = (
        decl is None or (type(info) is m.VarBinding and info.match_place is None) or type(info) in (m.StaticRefInfo, m.BoringTemp)
    )
    if late:
        desc = describe_any_place(cx, place)
    else:
        assert decl is not None
        desc, assigned = describe_any_place(cx, err_place), decl.source_info.span
    diag = messages.cannot_reassign_immutable(span, desc, from_arg)
    if span != assigned and not from_arg:
        diag.label(assigned, f"first assignment to {desc}")
    if decl is not None and can_be_made_mutable(decl):
        at = decl.source_info.span.shrink_to_lo()
        match = info.match_place if type(info) is m.VarBinding else None
        in_for = match is not None and match[1].is_desugaring("ForLoop")
        new = f"(mut {cx.snippet(decl.source_info.span)}) " if in_for else "mut "
        diag.suggest("consider making this binding mutable", (at, new), style="show-always")
        if not from_arg and not in_for and match is not None and match[0] is not None:
            diag.suggest(
                "to modify the original value, take a borrow instead", (at, "ref mut "),
                applicability="MaybeIncorrect", style="show-always",
            )  # fmt: skip
    what = "cannot assign to immutable argument" if from_arg else "cannot assign twice to immutable variable"
    diag.label(span, what)
    cx.buffer(diag)


def can_be_made_mutable(decl: m.LocalDecl) -> bool:
    """Whether a `mut` can be put before the binding: by value, or plain `self`."""
    info = decl.info
    if type(info) is m.VarBinding:
        return info.by_ref is None
    return type(info) is m.ImplicitSelf and info.kind == "imm"


def classify_immutable_section(cx: BorrowckContext, place: Place) -> str | None:
    """Why the fake borrow held by `place` was made."""
    for block in cx.body.blocks:
        for statement in block.statements:
            if type(statement) is m.FakeRead and statement.place == place:
                return {"ForMatchGuard": "match guard", "ForIndex": "indexing expression"}.get(statement.cause)
    return None


# ---- suggestions ----


def suggest_copy_for_type_in_cloned_ref(cx: BorrowckContext, diag: Diag, place: Place) -> None:
    """A `.clone()` that only copies a reference because the type is not `Clone`."""
    tcx = cx.tcx
    clone = tcx.lang_item("clone")
    types = cx.hir.results.types
    local_ty = suggest.erased(cx, cx.checker.local_tys[place.local])
    wanted: list[Any] = []
    for expr in cx.hir.walk():
        if not isinstance(expr, ast.MethodCallExpr):
            continue
        callee = cx.hir.results.callees.get(expr)
        if callee is None or tcx.parent(callee[0]) != clone:
            continue
        ty = types.get(expr)
        if type(ty) is not k.RefTy or types.get(expr.receiver) is not ty:
            continue
        inner = describe.peel_refs(ty)
        if not _holds(local_ty, inner) or suggest.implements(cx, inner, clone) or _conditionally(cx, inner, clone):
            continue
        diag.label(
            expr.method_span,
            f"this call doesn't do anything, the result is still `{describe.ty_str(cx, ty)}` because "
            f"`{describe.ty_str(cx, inner)}` doesn't implement `Clone`",
        )
        if inner not in wanted:
            wanted.append(inner)
    for inner in wanted:
        suggest.suggest_adding_bounds_or_derive(cx, diag, inner, clone)


def _conditionally(cx: BorrowckContext, ty: Any, trait: Any) -> bool:
    """Whether some impl applies if its bounds are left aside."""
    return any(error.obligation is not error.root for error in suggest.errors_of_bound(cx, ty, trait))


def _holds(ty: Any, inner: Any) -> bool:
    if ty is inner:
        return True
    parts = getattr(ty, "args", None) or getattr(ty, "elems", None)
    if parts is not None:
        return any(_holds(part, inner) for part in parts)
    below = getattr(ty, "ty", None)
    return below is not None and _holds(below, inner)


def suggest_using_local_if_applicable(
    cx: BorrowckContext, diag: Diag, location: Location, loan: BorrowData, why: BorrowExplanation
) -> None:
    """`v.push(v.len())`-like conflicts that no two-phase borrow saves."""
    if type(why) is not UsedLater or why.in_loop or why.kind not in ("call", "other"):
        return
    if type(cx.body.locals[loan.borrowed_place.local].info) is m.IfThenRescopeTemp:
        return
    use_span = why.span if why.kind == "other" else None
    outer = loan.activation if isinstance(loan.activation, tuple) else loan.reserve_location
    inner_statement = cx.statement_at(location)
    if type(inner_statement) is not m.Assign:
        return
    param = inner_statement.place
    inner_span = None
    for at in _uses_of(cx, param.local):
        call = cx.body.blocks[at.block].terminator
        if cx.statement_at(at) is None and type(call) is m.Call:
            if any(type(arg) is m.Move and arg.place == param for arg in call.args):
                inner_span = call.source_info.span
                break
    if inner_span is None:
        return
    outer_span = use_span if use_span is not None else cx.span_at(outer)
    if outer_span == inner_span or not outer_span.contains(inner_span):
        return
    diag.span_help(inner_span, f"try adding a local storing this{'' if use_span is not None else ' argument'}...")
    where = "here" if use_span is not None else "as the argument to this call"
    diag.span_help(outer_span, f"...and then using that local {where}")


def _uses_of(cx: BorrowckContext, local: int) -> list[Location]:
    found: list[Location] = []
    for index, block in enumerate(cx.body.blocks):
        for i, what in enumerate([*block.statements, block.terminator]):
            hit = False

            def each(other: Any, how: str) -> None:
                nonlocal hit
                hit = hit or other == local

            visit(what, each)
            if hit:
                found.append(Location(index, i))  # type: ignore[arg-type]
    return found


_SPLIT = "use `.split_at_mut(position)` to obtain two mutable non-overlapping sub-slices"


def suggest_slice_method_if_applicable(
    cx: BorrowckContext, diag: Diag, place: Place, borrowed: Place, span: Span, issued: Span
) -> None:
    ours, theirs = place.projection, borrowed.projection
    shape = [e.kind for e in ours]
    if shape == [e.kind for e in theirs] and shape in (["index"], ["deref", "index"]):
        _both_indexed(cx, diag, ours[-1].local, theirs[-1].local)  # type: ignore[union-attr]
        return
    if not _splits(cx, cx.place_ty(place).ty) and not _splits(cx, cx.place_ty(borrowed).ty):
        return
    first, second = _index_around(cx, cx.find_expr(span)), _index_around(cx, cx.find_expr(issued))
    if first is None or second is None or equivalent_for_indexing(first.index, second.index):
        return
    diag.help(_SPLIT)


def _splits(cx: BorrowckContext, ty: Any) -> bool:
    ty = describe.peel_refs(ty)
    return type(ty) in (k.ArrayTy, k.SliceTy, k.StrTy) or describe.is_diagnostic_adt(cx, ty, "Vec")


def _index_around(cx: BorrowckContext, expr: Any) -> Any:
    parent = cx.hir.parent(expr) if expr is not None else None
    return parent if isinstance(parent, ast.IndexExpr) else None


def _both_indexed(cx: BorrowckContext, diag: Diag, first: int, second: int) -> None:
    index1 = cx.find_expr(cx.body.locals[first].source_info.span)
    index2 = cx.find_expr(cx.body.locals[second].source_info.span)
    outer = None
    if index1 is not None and index2 is not None:
        outer = next((at for at in cx.hir.ancestors(index1) if isinstance(at, ast.IndexExpr)), None)
    if outer is None:
        diag.help("consider using `.split_at_mut(position)` or similar method to obtain two mutable non-overlapping sub-slices")
        diag.help("consider using `.swap(index_1, index_2)` to swap elements at the specified indices")
        return
    swap = next((at for at in cx.hir.ancestors(outer.expr) if _is_swap(cx, at)), None)
    if swap is None:
        a, b = _index_around(cx, index1), _index_around(cx, index2)
        if a is not None and b is not None and not equivalent_for_indexing(a.index, b.index):
            diag.help(_SPLIT)
        return
    new = f"{cx.snippet(outer.expr.span)}.swap({cx.snippet(index1.span)}, {cx.snippet(index2.span)})"
    diag.suggest("use `.swap()` to swap elements at the specified indices instead", (swap.span, new))


def _is_swap(cx: BorrowckContext, at: Any) -> bool:
    if not isinstance(at, ast.CallExpr) or not isinstance(at.func, ast.PathExpr):
        return False
    res = cx.tcx.full_res(at.func.path)
    return res is not None and cx.tcx.is_diagnostic_item(getattr(res, "def_id", DefId(-1)), "mem_swap")


def equivalent_for_indexing(a: Any, b: Any) -> bool:
    """Whether two index expressions are plainly the same: equal literals, or ranges of such."""
    if isinstance(a, ast.LitExpr) and isinstance(b, ast.LitExpr):
        return a.kind == b.kind and a.value == b.value
    if isinstance(a, ast.StructExpr) and isinstance(b, ast.StructExpr):
        if a.path.lang_item is None or a.path.lang_item != b.path.lang_item or len(a.fields) != len(b.fields):
            return False
        return all(equivalent_for_indexing(x.expr, y.expr) for x, y in zip(a.fields, b.fields))
    return False


def suggest_using_closure_argument(cx: BorrowckContext, diag: Diag, borrowed: Place, issued: UseSpans) -> None:
    """The closure that captures the variable has a parameter of the same type."""
    if issued.kind != "closure":
        return
    data = issued.closure
    local_ty = suggest.erased(cx, cx.checker.local_tys[borrowed.local])
    closure = data.expr
    parent = cx.hir.parent(closure)
    if isinstance(parent, ast.MethodCallExpr):
        receiver = cx.hir.results.types.get(parent.receiver)
        if receiver is not None and describe.peel_refs(receiver) is not local_ty:
            return
    params = cx.tcx.instantiate_erased(data.sig).inputs[0]
    for ty, param in zip(getattr(params, "elems", ()), closure.params):
        if describe.peel_refs(cx.tcx.erase_regions(ty)) is local_ty and isinstance(param.pat, ast.IdentPat):
            break
    else:
        return
    variable = data.captures[0].variable if data.captures else None
    uses = [issued.capture_kind_span]
    for capture in data.captures:
        if describe.capture_kind_span(capture) == issued.capture_kind_span:
            variable = capture.variable
    used = cx.find_expr(issued.capture_kind_span)
    if isinstance(used, ast.PathExpr) and variable is not None:
        uses = [e.span for e in _paths_to(cx, closure.body, variable)]
    parts = tuple((at, param.pat.ident.name) for at in uses)
    diag.suggest("try using the closure argument", *parts, applicability="MaybeIncorrect", style="show-always")


def _paths_to(cx: BorrowckContext, root: Any, variable: Any) -> list[Any]:
    from rustmem.borrowck.hir_search import walk

    found = []
    for node in walk(root):
        if isinstance(node, ast.PathExpr):
            res = cx.tcx.full_res(node.path)
            if type(res).__name__ == "LocalRes" and cx.tcx.variable_of(res.binding) is variable:  # type: ignore[union-attr]
                found.append(node)
    return found


def suggest_binding_for_closure_capture_self(cx: BorrowckContext, diag: Diag, issued: UseSpans) -> None:
    """A closure bound by `let` in a method captures `self` and is called later: pass `self` to it."""
    if issued.kind != "closure" or not isinstance(cx.hir.owner, ast.FnItem):
        return
    closure = issued.closure.expr
    let = cx.hir.parent(closure)
    if not isinstance(let, ast.LetStmt) or not isinstance(let.pat, ast.IdentPat):
        return
    if cx.tcx.def_kind(cx.def_id) != "assoc fn" or cx.tcx.associated_item(cx.def_id).container == "trait":
        return
    selfs = [
        e.span for e in _walk(closure.body)
        if isinstance(e, ast.PathExpr) and len(e.path.segments) == 1 and e.path.segments[0].ident.name == "self"
    ]  # fmt: skip
    calls: list[tuple[Span, str]] = []
    for stmt in cx.hir.walk():
        if isinstance(stmt, ast.SemiStmt) and isinstance(stmt.expr, ast.CallExpr) and isinstance(stmt.expr.func, ast.PathExpr):
            res = cx.tcx.full_res(stmt.expr.func.path)
            if type(res).__name__ == "LocalRes" and res.binding is let.pat:  # type: ignore[union-attr]
                call = stmt.expr
                if call.args:
                    calls.append((call.args[0].span.shrink_to_lo(), "self, "))
                else:
                    calls.append((call.span.with_lo(call.func.span.hi), "(self)"))
    if not selfs or not calls:
        return
    arg = "this: &Self" + (", " if closure.params else "")
    start = closure.fn_arg_span
    at = Span(start.lo + 1, start.lo + 1, start.ctxt)
    parts = [(at, arg), *((s, "this") for s in selfs), *calls]
    diag.suggest("try explicitly passing `&Self` into the closure as an argument", *parts, style="show-always")


def _walk(root: Any) -> Any:
    from rustmem.borrowck.hir_search import walk

    return walk(root)
