"""Uses of what was moved or never initialised: E0382 and E0381 (rustc's `conflict_errors.rs`)."""

from __future__ import annotations

from typing import Any

from rustmem.borrowck import describe, messages, suggest
from rustmem.borrowck.context import BorrowckContext
from rustmem.borrowck.explain_captures import add_moved_or_invoked_closure_note, explain_captures
from rustmem.borrowck.moved_suggest import suggest_ref_or_clone
from rustmem.borrowck.uninitialized import report_use_of_uninitialized
from rustmem.mir import body as m
from rustmem.mir.body import Location, Place
from rustmem.source.diag import Diag, MultiSpan
from rustmem.source.node import node
from rustmem.source.source_map import STD_BASE
from rustmem.source.span import Span
from rustmem.ty import kind as k


@node
class MoveSite:
    move: int
    """Index of the move-out."""
    traversed_back_edge: bool
    """Whether it lies in an earlier round of a loop."""


def is_prefix(a: Place, b: Place) -> bool:
    return a.local == b.local and b.projection[: len(a.projection)] == a.projection


def report_use_of_moved_or_uninitialized(
    cx: BorrowckContext, location: Location, action: str, moved: Place, used: Place, span: Span, path: int
) -> None:
    flow = cx.flow
    use_spans = describe.move_or_borrow_spans(cx, moved, span, location)
    span = use_spans.args_or_use()
    sites, reinits = get_moved_indexes(cx, location, path)
    moves = tuple(site.move for site in sites)
    if not moves:
        if used.local in cx.uninitialized_error_reported:
            return
        cx.uninitialized_error_reported.add(used.local)
        cx.buffer(report_use_of_uninitialized(cx, path, used, moved, action, span, use_spans))
        return
    reported = cx.buffered_move_errors.get(moves)
    if reported is not None and is_prefix(used, reported[0]):
        return
    partial = any(_is_partial(cx, used, flow.place_of(flow.move_path(site.move))) for site in sites)
    name = describe.describe_place_with_options(cx, moved, True, True)
    diag = messages.cannot_act_on_moved_value(span, messages.NOUNS[action], "partially " if partial else "", name)
    _say_reinits(cx, diag, reinits, path)
    closure = add_moved_or_invoked_closure_note(cx, location, used, diag)
    is_loop_move = _say_moves(cx, diag, location, span, sites, path, partial, closure, not reinits)
    use_spans.var_path_only_subdiag(diag, action)
    if not is_loop_move:
        diag.label(span, f"value {messages.PAST[action]} here after {'partial ' if partial else ''}move")
    _say_not_copy(cx, diag, used, moves[0], partial)
    call = use_spans.call
    if call is not None and call.kind == "deref coercion":
        target = describe.place_ty_str(cx, call.deref_target_ty)
        diag.note(f"{messages.NOUNS[action]} occurs due to deref coercion to `{target}`")
        if call.deref_target_span is not None and call.deref_target_span.lo < STD_BASE:
            diag.span_note(call.deref_target_span, "deref defined here")
    # A later error about the same moves takes the place of an earlier one.
    cx.buffered_move_errors.pop(moves, None)
    cx.buffered_move_errors[moves] = (used, diag)


def _is_partial(cx: BorrowckContext, used: Place, moved: Place) -> bool:
    box_move = len(moved.projection) == 1 and moved.projection[0].kind == "deref" and cx.is_box(cx.body.locals[moved.local].ty)
    return not box_move and used != moved and is_prefix(used, moved)


def _say_reinits(cx: BorrowckContext, diag: Diag, reinits: list[Location], path: int) -> None:
    place = cx.flow.place_of(path)
    spans = [describe.move_spans(cx, place, at).args_or_use() for at in reinits[:3]]
    count = len(reinits)
    if count == 1:
        diag.label(spans[0], "this reinitialization might get skipped")
    elif count > 1:
        if count <= 3:
            said = f"these {count} reinitializations might get skipped"
        else:
            said = f"these 3 reinitializations and {count - 3} other{'' if count == 4 else 's'} might get skipped"
        diag.span_note(MultiSpan(tuple(spans)), said)


def _say_moves(
    cx: BorrowckContext,
    diag: Diag,
    location: Location,
    span: Span,
    sites: list[MoveSite],
    path: int,
    partial: bool,
    closure: bool,
    no_reinits: bool,
) -> bool:
    """Labels each move; whether the use is the move itself, a round later."""
    flow = cx.flow
    is_loop_move = False
    seen: set[Span] = set()
    for site in sites:
        source = flow.move_source(site.move)
        place = flow.place_of(flow.move_path(site.move))
        spans = describe.move_spans(cx, place, source)
        move_span = spans.args_or_use()
        is_loop_message = location == source or site.traversed_back_edge
        if location == source:
            is_loop_move = True
        if move_span not in seen:
            reborrowed = suggest_ref_or_clone(cx, path, diag, spans, place, closure)
            explain_captures(
                cx, diag, span, move_span, spans, place, partial, is_loop_message, is_loop_move, reborrowed, no_reinits
            )
        seen.add(move_span)
    return is_loop_move


def _say_not_copy(cx: BorrowckContext, diag: Diag, used: Place, move: int, partial: bool) -> None:
    tcx = cx.tcx
    used_ty = cx.place_ty(used).ty
    needs_note = True
    if type(used_ty) is k.ClosureTy:
        data = tcx.typeck(tcx.typeck_root(used_ty.def_id)).closures.get(used_ty.def_id)
        needs_note = data is None or data.kind_origin is None
    place = cx.flow.place_of(cx.flow.move_path(move))
    ty = cx.place_ty(place).ty
    if not _has_fn_bound(cx, ty):
        suggest.suggest_adding_bounds(cx, diag, ty, tcx.lang_item("copy"))
    name = describe.describe_place_with_options(cx, place, True, True)
    said = messages.no_impl_copy(partial, f"`{name}`" if name is not None else "value", describe.place_ty_str(cx, ty))
    if needs_note:
        if not place.projection:
            diag.label(cx.body.locals[place.local].source_info.span, said)
        else:
            diag.note(said)


def _has_fn_bound(cx: BorrowckContext, ty: Any) -> bool:
    """`F: Fn()` in scope: no further bound would make sense."""
    tcx = cx.tcx
    plain = suggest.erased(cx, ty)
    for clause in cx.param_env.caller_bounds:
        value = clause.value
        if type(value) is k.TraitPredicate and tcx.erase_regions(value.trait_ref.args[0]) is plain:
            if any(tcx.is_lang_item(value.trait_ref.def_id, name) for name in ("fn", "fn_mut", "fn_once")):
                return True
    return False


def get_moved_indexes(cx: BorrowckContext, location: Location, path: int) -> tuple[list[MoveSite], list[Location]]:
    """The moves that reach `location`, nearest first in the search, and initialisations between."""
    flow = cx.flow
    paths = {path, *flow.parents(path)}
    stack: list[Location] = []
    back: list[Location] = []

    def sort_in(at: Location) -> bool:
        before = cx.predecessor_locations(at)
        for one in before:
            (back if cx.dominates(at, one) else stack).append(one)
        return bool(before)

    sort_in(location)
    visited: set[Location] = set()
    move_locations: set[Location] = set()
    reinits: list[Location] = []
    result: list[MoveSite] = []
    is_argument = any(flow.path_of_local(arg) in paths for arg in range(1, cx.body.arg_count + 1))

    def step(at: Location, back_edge: bool) -> bool:
        if at in visited:
            return True
        visited.add(at)
        if type(cx.statement_at(at)) is not m.StorageDead:
            for move in flow.moves_at(at):
                if flow.move_path(move) in paths:
                    result.append(MoveSite(move, back_edge))
                    move_locations.add(at)
                    return True
        if any((p == path if shallow else p in paths) for p, shallow in flow.inits_at(at)):
            reinits.append(at)
            return True
        return False

    reached_start = False
    while stack:
        at = stack.pop()
        if not step(at, False) and not sort_in(at):
            reached_start = True
    if (is_argument or not reached_start) and not result:
        # Earlier rounds of a loop matter only if the value was there when the loop was entered.
        while back:
            at = back.pop()
            if not step(at, True):
                back.extend(cx.predecessor_locations(at))
    return result, [at for at in reinits if _reaches(cx, at, move_locations)]


def _reaches(cx: BorrowckContext, start: Location, moves: set[Location]) -> bool:
    seen: set[Location] = set()
    stack = [start]
    while stack:
        at = stack.pop()
        if at in seen:
            continue
        seen.add(at)
        if at in moves:
            return True
        stack.extend(cx.predecessor_locations(at))
    return False


__all__ = ["MoveSite", "get_moved_indexes", "is_prefix", "report_use_of_moved_or_uninitialized"]
