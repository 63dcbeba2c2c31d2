"""Why a place was moved: a call, an operator, a method that takes `self`, a closure (rustc's `explain_captures`)."""

from __future__ import annotations

from typing import Any

from rustmem.borrowck import describe, messages, suggest
from rustmem.borrowck.context import BorrowckContext
from rustmem.borrowck.describe import CallKind, UseSpans
from rustmem.borrowck.iterator_advice import explain_iterator_advancement_in_for_loop
from rustmem.mir import body as m
from rustmem.mir.body import Location, Place
from rustmem.source.diag import Diag, MultiSpan
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty import kind as k


def add_moved_or_invoked_closure_note(cx: BorrowckContext, location: Location, place: Place, diag: Diag) -> bool:
    """Notes that a closure is called or moved twice because it moves out of its environment."""
    body = cx.body
    target = _local_or_deref(place)
    for statement in body.blocks[location.block].statements[location.statement :]:
        if type(statement) is m.Assign and type(statement.rvalue) is m.Use:
            operand = statement.rvalue.operand
            if type(operand) is not m.Constant and _local_or_deref(operand.place) == target:  # type: ignore[union-attr]
                target = _local_or_deref(statement.place)
    call = body.blocks[location.block].terminator
    tcx = cx.tcx
    if type(call) is m.Call and type(call.func) is m.Constant and type(call.func.ty) is k.FnDefTy:
        parent = tcx.parent(call.func.ty.def_id)
        if parent is not None and tcx.is_lang_item(parent, "fn_once"):
            first = call.args[0] if call.args else None
            if first is None or type(first) is m.Constant or _local_or_deref(first.place) != target:  # type: ignore[union-attr]
                return False
            return _closure_note(
                cx,
                diag,
                target,
                "closure cannot be invoked more than once because it moves the variable `{}` out of its environment",
            )
    moved = "closure cannot be moved more than once as it is not `Copy` due to moving the variable `{}` out of its environment"
    return target is not None and _closure_note(cx, diag, target, moved)


def _closure_note(cx: BorrowckContext, diag: Diag, local: int | None, text: str) -> bool:
    ty = cx.body.locals[local].ty if local is not None else None
    if type(ty) is not k.ClosureTy:
        return False
    data = cx.tcx.typeck(cx.tcx.typeck_root(ty.def_id)).closures.get(ty.def_id)
    if data is None or data.kind_origin is None:
        return False
    span, place = data.kind_origin
    diag.span_note(span, text.format(describe.capture_place_string(cx.tcx, place)))
    return True


def _local_or_deref(place: Place) -> int | None:
    if not place.projection or (len(place.projection) == 1 and place.projection[0].kind == "deref"):
        return place.local
    return None


def explain_captures(
    cx: BorrowckContext,
    diag: Diag,
    span: Span,
    move_span: Span,
    spans: UseSpans,
    moved: Place,
    is_partial: bool,
    is_loop_message: bool,
    is_loop_move: bool,
    reborrowed: bool,
    no_reinits: bool,
) -> None:
    name = describe.describe_place(cx, moved)
    place_name = f"`{name}`" if name is not None else "value"
    if spans.kind != "self call":
        if move_span != span or is_loop_message:
            diag.label(move_span, messages.value_moved_here(is_partial, spans.kind == "closure", is_loop_message))
        if not is_loop_message:
            word = "partially moved" if is_partial else "moved"
            spans.var_subdiag(diag, None, f"variable {word} due to use in closure")
        return
    call = spans.call
    assert call is not None

    def due_to(how: str) -> None:
        diag.label(spans.fn_call_span, messages.moved_due_to(place_name, is_partial, how, is_loop_message))

    if call.kind == "fn call":
        if cx.tcx.is_lang_item(call.trait, "fn_once"):
            due_to("this call")
            _fn_once(cx, diag, spans, call)
    elif call.kind == "operator":
        due_to("usage in operator")
        if spans.fn_span not in cx.fn_self_span_reported:
            cx.fn_self_span_reported.add(spans.fn_span)
            unary = any(cx.tcx.is_lang_item(call.trait, n) for n in ("not", "deref", "neg"))
            said = "calling this operator moves the value" if unary else "calling this operator moves the left-hand side"
            diag.span_note(self_arg_span(cx, call.method), said)
    elif call.kind == "normal":
        _normal(cx, diag, span, move_span, spans, call, moved, place_name, due_to, is_loop_move, reborrowed, no_reinits)


def self_arg_span(cx: BorrowckContext, method: Any) -> Span:
    """The `self` of a method's declaration."""
    item = cx.tcx.hir(method)
    if isinstance(item, ast.FnItem) and item.sig.inputs:
        pat = item.sig.inputs[0].pat
        return pat.ident.span if isinstance(pat, ast.IdentPat) else pat.span
    return cx.tcx.def_span(method)


def _fn_once(cx: BorrowckContext, diag: Diag, spans: UseSpans, call: CallKind) -> None:
    moved = "this value implements `FnOnce`, which causes it to be moved when called"
    if type(call.self_ty) is k.ParamTy:
        bounds = _fn_once_bounds(cx, call.self_ty, call.trait)
        if bounds:
            made = f"`{call.self_ty.name}` is made to be an `FnOnce` closure here"
            labels = [(at, made) for at in bounds]
            labels.append((spans.fn_call_span, moved))
            diag.span_note(MultiSpan(tuple(bounds), tuple(labels)), "`FnOnce` closures can only be called once")
            return
    diag.span_note(spans.span, moved)


def _fn_once_bounds(cx: BorrowckContext, ty: k.ParamTy, trait: Any) -> list[Span]:
    """The bounds of the function itself that ask `FnOnce` of a type parameter."""
    found = []
    for clause, span in cx.tcx.predicates_of(cx.tcx.typeck_root(cx.def_id)).predicates:
        value = clause.value
        if type(value) is k.TraitPredicate and value.trait_ref.def_id == trait and value.trait_ref.args[0] is ty:
            found.append(span)
    return found


def _normal(
    cx: BorrowckContext,
    diag: Diag,
    span: Span,
    move_span: Span,
    spans: UseSpans,
    call: CallKind,
    moved: Place,
    place_name: str,
    due_to: Any,
    is_loop_move: bool,
    reborrowed: bool,
    no_reinits: bool,
) -> None:
    tcx = cx.tcx
    at = self_arg_span(cx, call.method)
    if not span.is_dummy() and at not in cx.fn_self_span_reported:
        cx.fn_self_span_reported.add(at)
        explain_iterator_advancement_in_for_loop(cx, diag, span, spans)
        func = describe.def_path_str(cx, call.method)
        diag.span_note(at, f"`{func}` takes ownership of the receiver `self`, which moves {place_name}")
    if no_reinits and _of_option_or_result(cx, call.method):
        diag.label(spans.span, "help: consider calling `.as_ref()` or `.as_mut()` to borrow the type's contents")
    ty = cx.place_ty(moved).ty
    if call.desugaring == "for into_iter":
        into_iter = tcx.diagnostic_items.get("IntoIterator")
        if into_iter is not None and suggest.implements(cx, tcx.ref(tcx_erased(), suggest.erased(cx, ty)), into_iter):
            said = f"consider iterating over a slice of the `{describe.place_ty_str(cx, ty)}`'s content to avoid moving into the `for` loop"
            diag.suggest(said, (move_span.shrink_to_lo(), "&"), applicability="MaybeIncorrect", style="show-always")
        due_to("this implicit call to `.into_iter()`")
        if type(ty) is k.RefTy and ty.mutbl == "mut" and not is_loop_move and not reborrowed:
            suggest.suggest_reborrow(cx, diag, move_span.shrink_to_lo(), moved)
        return
    due_to("this await" if call.desugaring == "await" else "this method call")
    _clone_and_consume(cx, diag, move_span, moved, ty)


def tcx_erased() -> Any:
    from rustmem.ty.intern import RE_ERASED

    return RE_ERASED


def _of_option_or_result(cx: BorrowckContext, method: Any) -> bool:
    tcx = cx.tcx
    parent = tcx.parent(method)
    if parent is None or tcx.def_kind(parent) != "impl":
        return False
    return describe.is_diagnostic_adt(cx, tcx.type_of(parent), "Option", "Result")


def _clone_and_consume(cx: BorrowckContext, diag: Diag, move_span: Span, moved: Place, ty: Any) -> None:
    tcx = cx.tcx
    clone = tcx.lang_item("clone")
    if clone is None:
        return
    inner = describe.peel_refs(ty)
    if type(inner) is k.AdtTy and tcx.is_lang_item(inner.def_id, "pin"):
        diag.not_modelled("reborrowing a Pin")
    plain = suggest.erased(cx, ty)
    if type(plain) is k.RefTy and plain.mutbl == "mut":
        return
    if suggest.implements(cx, plain, clone):
        errors: list[Any] = []
    else:
        errors = suggest.errors_of_bound(cx, plain, clone)
        if any(error.obligation is error.root for error in errors):
            return
    if any(e.kind == "deref" for e in moved.projection):
        expr = cx.find_expr(move_span)
        end = move_span.shrink_to_hi()
        if expr is not None and suggest.clone_on_reference(cx, expr) is not None:
            end = move_span.with_lo(expr.receiver.span.hi)
        parts = ((move_span.shrink_to_lo(), f"<{describe.place_ty_str(cx, ty)} as Clone>::clone(&"), (end, ")"))
    else:
        parts = ((move_span.shrink_to_hi(), ".clone()"),)  # type: ignore[assignment]
    names = [_predicate(cx, e) for e in errors]
    if not names:
        said = "you can `clone` the value and consume it, but this might not be your desired behavior"
    elif len(names) == 1:
        said = f"you could `clone` the value and consume it, if the {names[0]} trait bound could be satisfied"
    else:
        listed = f"{', '.join(names[:-1])} and {names[-1]}"
        said = f"you could `clone` the value and consume it, if the following trait bounds could be satisfied: {listed}"
    diag.suggest(said, *parts, applicability="MaybeIncorrect", style="show-always")
    for error in errors:
        value = error.obligation.predicate.value
        if type(value) is k.TraitPredicate:
            suggest.suggest_derive(cx, diag, value.trait_ref.args[0], value.trait_ref.def_id)


def _predicate(cx: BorrowckContext, error: Any) -> str:
    value = error.obligation.predicate.value
    if type(value) is k.TraitPredicate:
        ref = value.trait_ref
        return f"`{describe.ty_str(cx, ref.args[0])}: {describe.def_path_str(cx, ref.def_id)}`"
    return "``"
