"""The words of the borrow checker's errors; one function per message, named as rustc names its constructor.

Checkers decide and collect places and spans; these choose the sentence and the first labels.
"""

from __future__ import annotations

from rustmem.source.diag import Diag, error
from rustmem.source.span import Span


def _via(place: str) -> str:
    return f" (via {place})" if place else ""


def cannot_move_when_borrowed(span: Span, borrow_span: Span, place: str, borrow_place: str, value_place: str) -> Diag:
    diag = error(f"cannot move out of {place} because it is borrowed", span, "E0505")
    diag.label(span, f"move out of {value_place} occurs here")
    return diag.label(borrow_span, f"borrow of {borrow_place} occurs here")


def cannot_use_when_mutably_borrowed(span: Span, desc: str, borrow_span: Span, borrow_desc: str) -> Diag:
    diag = error(f"cannot use {desc} because it was mutably borrowed", span, "E0503")
    diag.label(borrow_span, f"{borrow_desc} is borrowed here")
    return diag.label(span, f"use of borrowed {borrow_desc}")


def cannot_mutably_borrow_multiply(new: Span, desc: str, opt_via: str, old: Span, old_opt_via: str) -> Diag:
    diag = error(f"cannot borrow {desc}{_via(opt_via)} as mutable more than once at a time", new, "E0499")
    if old == new:
        at = f"{desc}{_via(opt_via)} was mutably borrowed here in the previous iteration of the loop{_via(opt_via)}"
        return diag.label(new, at)
    diag.label(old, f"first mutable borrow occurs here{_via(old_opt_via)}")
    return diag.label(new, f"second mutable borrow occurs here{_via(opt_via)}")


def cannot_uniquely_borrow_by_two_closures(new: Span, desc: str, old: Span) -> Diag:
    diag = error(f"two closures require unique access to {desc} at the same time", new, "E0524")
    if old == new:
        return diag.label(old, "closures are constructed here in different iterations of loop")
    diag.label(old, "first closure is constructed here")
    return diag.label(new, "second closure is constructed here")


def cannot_uniquely_borrow_by_one_closure(new: Span, container: str, desc: str, old: Span, noun_old: str) -> Diag:
    diag = error(f"closure requires unique access to {desc} but {noun_old} is already borrowed", new, "E0500")
    diag.label(new, f"{container} construction occurs here")
    return diag.label(old, "borrow occurs here")


def cannot_reborrow_already_uniquely_borrowed(
    new: Span, container: str, desc: str, kind_new: str, old: Span, second_borrow_desc: str
) -> Diag:
    diag = error(f"cannot borrow {desc} as {kind_new} because previous closure requires unique access", new, "E0501")
    diag.label(new, f"{second_borrow_desc}borrow occurs here")
    return diag.label(old, f"{container} construction occurs here")


def cannot_reborrow_already_borrowed(
    span: Span, desc: str, msg_new: str, kind_new: str, old: Span, noun_old: str, kind_old: str, msg_old: str
) -> Diag:
    head = f"cannot borrow {desc}{_via(msg_new)} as {kind_new}"
    diag = error(f"{head} because {noun_old} is also borrowed as {kind_old}{_via(msg_old)}", span, "E0502")
    if not msg_new:
        diag.label(span, f"{kind_new} borrow occurs here")
        return diag.label(old, f"{kind_old} borrow occurs here")
    # A field of a union: the two places overlap without being the same.
    diag.label(span, f"{kind_new} borrow of {msg_new} -- which overlaps with {msg_old} -- occurs here")
    return diag.label(old, f"{kind_old} borrow occurs here{_via(msg_old)}")


def cannot_assign_to_borrowed(span: Span, borrow_span: Span, desc: str) -> Diag:
    diag = error(f"cannot assign to {desc} because it is borrowed", span, "E0506")
    diag.label(borrow_span, f"{desc} is borrowed here")
    return diag.label(span, f"{desc} is assigned to here but it was already borrowed")


def cannot_reassign_immutable(span: Span, desc: str, is_arg: bool) -> Diag:
    what = "to immutable argument" if is_arg else "twice to immutable variable"
    return error(f"cannot assign {what} {desc}", span, "E0384")


def cannot_assign(span: Span, desc: str) -> Diag:
    return error(f"cannot assign to {desc}", span, "E0594")


def cannot_move_out_of(span: Span, desc: str) -> Diag:
    return error(f"cannot move out of {desc}", span, "E0507")


def cannot_move_out_of_interior_noncopy(span: Span, ty: str, kind: str) -> Diag:
    diag = error(f"cannot move out of type `{ty}`, a non-copy {kind}", span, "E0508")
    return diag.label(span, "cannot move out of here")


def cannot_move_out_of_interior_of_drop(span: Span, ty: str) -> Diag:
    diag = error(f"cannot move out of type `{ty}`, which implements the `Drop` trait", span, "E0509")
    return diag.label(span, "cannot move out of here")


def cannot_act_on_moved_value(span: Span, verb: str, adverb: str, path: str | None) -> Diag:
    name = f": `{path}`" if path is not None else ""
    return error(f"{verb} of {adverb}moved value{name}", span, "E0382")


def used_binding_uninitialized(span: Span, used: str, desc: str, isnt_initialized: str) -> Diag:
    return error(f"{used} binding {desc}{isnt_initialized}", span, "E0381")


def cannot_borrow_path_as_mutable_because(span: Span, path: str, reason: str) -> Diag:
    return error(f"cannot borrow {path} as mutable{reason}", span, "E0596")


def cannot_mutate_in_immutable_section(mutate: Span, immutable: Span, place: str, section: str, action: str) -> Diag:
    diag = error(f"cannot {action} {place} in {section}", mutate, "E0510")
    diag.label(mutate, f"cannot {action}")
    return diag.label(immutable, f"value is immutable in {section}")


def cannot_borrow_across_destructor(span: Span) -> Diag:
    return error("borrow may still be in use when destructor runs", span, "E0713")


def path_does_not_live_long_enough(span: Span, path: str) -> Diag:
    return error(f"{path} does not live long enough", span, "E0597")


def cannot_return_reference_to_local(span: Span, return_kind: str, reference: str, local: str) -> Diag:
    diag = error(f"cannot {return_kind} {reference} {local}", span, "E0515")
    return diag.label(span, f"{return_kind}s a {reference} data owned by the current function")


def cannot_capture_in_long_lived_closure(closure: Span, kind: str, path: str, capture: Span, scope: str) -> Diag:
    head = f"{kind} may outlive the current {scope}, but it borrows {path}, which is owned by the current {scope}"
    diag = error(head, closure, "E0373")
    diag.label(closure, f"may outlive borrowed value {path}")
    return diag.label(capture, f"{path} is borrowed here")


def thread_local_value_does_not_live_long_enough(span: Span) -> Diag:
    return error("thread-local variable borrowed past end of function", span, "E0712")


def temporary_value_borrowed_for_too_long(span: Span) -> Diag:
    return error("temporary value dropped while borrowed", span, "E0716")


def borrowed_data_escapes_closure(span: Span, escapes_from: str) -> Diag:
    return error(f"borrowed data escapes outside of {escapes_from}", span, "E0521")


def lifetime_may_not_live_long_enough(span: Span) -> Diag:
    return error("lifetime may not live long enough", span)


def captured_variable_cannot_escape(span: Span) -> Diag:
    return error("captured variable cannot escape `FnMut` closure body", span)


def explicit_lifetime_required(span: Span, name: str | None) -> Diag:
    where = f"the type of `{name}`" if name is not None else "parameter type"
    return error(f"explicit lifetime required in {where}", span, "E0621")


def hidden_type_captures_lifetime(span: Span, opaque: str) -> Diag:
    return error(f"hidden type for `{opaque}` captures lifetime that does not appear in bounds", span, "E0700")


# ---- words shared by several messages ----

NOUNS = {"borrow": "borrow", "match on": "use", "use": "use", "assign": "assign", "partial assign": "assign to part"}
"""`InitializationRequiringAction::as_noun`."""
PAST = {
    "borrow": "borrowed", "match on": "matched on", "use": "used", "assign": "assigned",
    "partial assign": "partially assigned",
}  # fmt: skip
"""`as_verb_in_past_tense`."""
GENERAL_PAST = {
    "borrow": "used", "match on": "used", "use": "used", "assign": "assigned", "partial assign": "partially assigned",
}  # fmt: skip
"""`as_general_verb_in_past_tense`."""
PATH_USE = {
    "borrow": "borrow occurs due to use in closure", "match on": "use occurs due to use in closure",
    "use": "use occurs due to use in closure", "assign": "assign occurs due to use in closure",
    "partial assign": "assign to part occurs due to use in closure",
}  # fmt: skip
"""`CaptureVarPathUseCause`."""


def no_impl_copy(is_partial: bool, place: str, ty: str) -> str:
    """`TypeNoCopy`, as label or note."""
    move = "partial move" if is_partial else "move"
    return f"{move} occurs because {place} has type `{ty}`, which does not implement the `Copy` trait"


def moved_due_to(place: str, is_partial: bool, how: str, is_loop: bool) -> str:
    """`CaptureReasonLabel`; `how` is the phrase after "due to"."""
    moved = "partially moved" if is_partial else "moved"
    return f"{place} {moved} due to {how}{', in previous iteration of loop' if is_loop else ''}"


def value_moved_here(is_partial: bool, into_closure: bool, is_loop: bool) -> str:
    partially = "partially " if is_partial else ""
    into = "into closure " if into_closure else ""
    return f"value {partially}moved {into}here{', in previous iteration of loop' if is_loop else ''}"
