"""Mutation of what is not mutable: E0594 and E0596 (rustc's `mutability_errors.rs`)."""

from __future__ import annotations

from typing import Any

from rustmem.borrowck import describe, messages
from rustmem.borrowck.conflict_errors import can_be_made_mutable
from rustmem.borrowck.context import BorrowckContext
from rustmem.borrowck.describe import ContentSource, UseSpans, describe_any_place, describe_place
from rustmem.borrowck.mutability_suggest import (
    expected_fn_found_fn_mut_call,
    mut_suggestion_for_binding,
    show_mutating_upvar,
    suggest_make_local_mut,
    suggest_map_index_mut_alternatives,
    suggest_using_iter_mut,
)  # fmt: skip
from rustmem.mir import body as m
from rustmem.mir.body import Location, Place
from rustmem.source.diag import Diag
from rustmem.source.span import Span
from rustmem.std import surface
from rustmem.syntax import ast
from rustmem.ty import kind as k
from rustmem.typeck.results import Deref


class MutabilityError:
    """One error under construction: what is mutated, the part that forbids it, and how."""

    def __init__(self, cx: BorrowckContext, access: Place, blocker: Place, mutate: bool, location: Location) -> None:
        self.cx = cx
        self.access = access
        self.blocker = blocker
        """rustc's `the_place_err`."""
        self.mutate = mutate
        """An assignment, else a mutable borrow."""
        self.location = location
        self.source: ContentSource | None = None
        self.act = "assign" if mutate else "borrow as mutable"
        self.acted_on = "written to" if mutate else "borrowed as mutable"

    # -- the sentence --

    def subject(self) -> tuple[str, str] | None:
        """(what cannot be changed, why not); None: another error covers it."""
        cx, blocker = self.cx, self.blocker
        desc = describe_any_place(cx, self.access)
        if not blocker.projection:
            if not self.access.projection:
                return desc, ", as it is not declared as mutable"
            return desc, f", as `{cx.local_names[blocker.local]}` is not declared as mutable"
        kind = blocker.projection[-1].kind
        if kind == "field":
            return self.upvar_subject(desc)
        base = Place(blocker.local, blocker.projection[:-1])
        if len(blocker.projection) == 1 and cx.is_ref_for_guard(blocker.local):
            return desc, ", as it is immutable for the pattern guard"
        if len(blocker.projection) == 1 and cx.is_ref_to_static(blocker.local):
            if len(self.access.projection) == 1:
                return f"immutable static item {desc}", ""
            name = cx.tcx.item_name(cx.body.locals[blocker.local].info.def_id)  # type: ignore[union-attr]
            return desc, f", as `{name}` is an immutable static item"
        if blocker.local == 1 and not base.projection and cx.body.upvars:
            if cx.upvar_field(self.access) is not None:
                return desc, ", as it is a captured variable in a `Fn` closure"
            return desc, ", as `Fn` closures cannot mutate their captured variables"
        self.source = describe.borrowed_content_source(cx, base)
        pointer = describe.describe_for_immutable_place(cx, self.source)
        name_ = describe_place(cx, self.access)
        if name_ is None:
            return f"data in {pointer}", ""
        return f"`{name_}`", f", {'which' if self.mutate else 'as it'} is behind {pointer}"

    def upvar_subject(self, desc: str) -> tuple[str, str] | None:
        cx = self.cx
        index = _field_index(self.blocker.projection[-1])
        capture = cx.body.upvars[index].capture
        before = capture.base_ty
        for step in capture.projections:
            if step.kind == "deref" and type(before) is k.RefTy and before.mutbl == "not":
                # Through a shared reference: making the variable mutable would not help.
                return None
            before = step.ty
        if cx.upvar_field(self.access) is not None:
            return desc, ", as it is not declared as mutable"
        return desc, f", as `{describe.capture_text(cx, index)}` is not declared as mutable"


def report_mutability_error(cx: BorrowckContext, access: Place, span: Span, blocker: Place, how: str, location: Location) -> None:
    error = MutabilityError(cx, access, blocker, how == "mutate", location)
    subject = error.subject()
    if subject is None:
        return
    item, reason = subject
    if error.mutate:
        diag = messages.cannot_assign(span, item + reason)
        _label_and_suggest(error, diag, span, True, 1)
        cx.buffer(diag)
        return
    spans = describe.borrow_spans(cx, span, location)
    span = spans.args_or_use()
    declared = None
    suggest, count = True, 1
    if not blocker.projection and can_be_made_mutable(cx.body.locals[blocker.local]):
        declared = cx.body.locals[blocker.local].source_info.span
    known = cx.buffered_mut_errors.get(declared) if declared is not None else None
    if known is not None and declared is not None:
        # A second attempt: the binding is the likely culprit, so it becomes the error's place.
        diag, count = known[0], known[1] + 1
        if count == 2:
            replace_span_with(diag, declared)
            diag.label(declared, "not mutable")
        suggest = False
    else:
        diag = messages.cannot_borrow_path_as_mutable_because(span, item, reason)
    if suggest:
        desc = describe_any_place(cx, access)
        spans.var_subdiag(diag, "mut", f"mutable borrow occurs due to use of {desc} in closure")
    _label_and_suggest(error, diag, span, suggest, count)
    if declared is not None:
        cx.buffered_mut_errors[declared] = (diag, count)
    else:
        cx.buffer(diag)


def replace_span_with(diag: Diag, after: Span) -> None:
    """Makes `after` the primary span; labels of the old one stay where they are."""
    diag.span = (after,)
    diag.sort_span = after


def _label_and_suggest(error: MutabilityError, diag: Diag, span: Span, suggest: bool, count: int) -> None:
    cx, blocker = error.cx, error.blocker
    path = [e.kind for e in blocker.projection]
    decl = cx.body.locals[blocker.local]
    cannot = f"cannot {error.act}"
    if path[-3:] == ["deref", "field", "deref"]:
        diag.label(span, cannot)
        _mut_in_struct_field(cx, diag, blocker)
    elif not path and _mut_borrow_of_mutable_ref(cx, blocker.local):
        diag.label(span, cannot)
        _already_mutable_ref(error, diag, suggest)
    elif not path and can_be_made_mutable(decl):
        if count < 10:
            diag.label(span, cannot)
        if suggest:
            mut_suggestion_for_binding(cx, diag, blocker.local)
            if type(decl.ty) is k.ClosureTy:
                show_mutating_upvar(cx, diag, decl.ty.def_id, blocker)
    elif path and path[-1] == "field":
        diag.label(span, cannot)
        _mut_for_upvar(cx, diag, blocker)
    elif not path and cx.snippet(span).startswith("&mut "):
        diag.label(span, cannot)
        diag.suggest(
            "try removing `&mut` here", (span.with_hi(span.lo + 5), ""), applicability="MaybeIncorrect", style="show-always"
        )
    elif path == ["deref"] and cx.is_ref_for_guard(blocker.local):
        diag.label(span, cannot)
        diag.note("variables bound in patterns are immutable until the end of the pattern guard")
    elif path == ["deref"] and decl.is_user_variable:
        _behind_variable(error, diag, span)
    elif path == ["deref"] and blocker.local == 1 and cx.body.upvars:
        _declared_outside(error, diag)
        expected_fn_found_fn_mut_call(cx, diag, span, error.act)
    elif path == ["deref"] and cx.is_ref_to_static(blocker.local):
        diag.label(span, cannot)
        static = cx.tcx.def_span(decl.info.def_id)  # type: ignore[union-attr]
        diag.label(static, f"this `static` cannot be {error.acted_on}")
    elif path and path[-1] == "deref":
        diag.label(span, cannot)
        _overloaded_help(error, diag, span)
    else:
        diag.label(span, cannot)


def _declared_outside(error: MutabilityError, diag: Diag) -> None:
    """Points at the declaration of the variable that the closure captures by reference (`point_at_binding_outside_closure`)."""
    cx, place = error.cx, error.access
    for i, elem in enumerate(place.projection):
        if elem.kind != "deref":
            continue
        field = cx.upvar_field(Place(place.local, place.projection[: i + 1]))
        if field is None:
            continue
        capture = cx.body.upvars[field].capture
        expr = capture.capture_kind_expr
        if isinstance(expr, ast.PathExpr) and len(expr.path.segments) == 1:
            said = f"`{describe.capture_text(cx, field)}` declared here, outside the closure"
            diag.label(capture.variable.span, said)
            return


def _behind_variable(error: MutabilityError, diag: Diag, span: Span) -> None:
    cx, local = error.cx, error.blocker.local
    decl = cx.body.locals[local]
    sigil, desc = ("&", "reference") if type(decl.ty) is k.RefTy else ("*const", "pointer")
    name = cx.local_names[local]
    if name is not None and not describe.from_desugaring(decl.source_info.span):
        said = f"`{name}` is a `{sigil}` {desc}, so it cannot be {error.acted_on}"
        diag.label(span, said)
        suggest_using_iter_mut(cx, diag)
        suggest_make_local_mut(cx, diag, local, name)
    else:
        diag.label(span, f"cannot {error.act} through `{sigil}` {desc}")


def _overloaded_help(error: MutabilityError, diag: Diag, span: Span) -> None:
    cx, source = error.cx, error.source
    if source is None or not source.kind.startswith("overloaded"):
        return
    shown = describe.place_ty_str(cx, source.ty)
    missing = "DerefMut" if source.kind == "overloaded deref" else "IndexMut"
    ty = source.ty
    if (
        type(ty) is k.AdtTy
        and ty.def_id < cx.tcx.base
        and surface.impl_count(cx.tcx, missing, ty.def_id, cx.tcx.item_name(ty.def_id))
    ):
        cx.tcx.unsupported(f"an impl of `{missing}` for `{cx.tcx.item_name(ty.def_id)}`", span, cx.body.def_id)
    if source.kind == "overloaded deref":
        diag.help(f"trait `DerefMut` is required to modify through a dereference, but it is not implemented for `{shown}`")
    else:
        diag.help(f"trait `IndexMut` is required to modify indexed content, but it is not implemented for `{shown}`")
        suggest_map_index_mut_alternatives(cx, diag, source.ty, span)


def _field_index(elem: m.ProjectionElem) -> int:
    """Which field a projection goes into; it is known to be one."""
    assert type(elem) is m.Field
    return elem.index


def _mut_in_struct_field(cx: BorrowckContext, diag: Diag, blocker: Place) -> None:
    """`&T` in the user's struct could be `&mut T`."""
    base = Place(blocker.local, blocker.projection[:-3])
    ty = cx.place_ty(base).ty
    if type(ty) is not k.RefTy or type(ty.ty) is not k.AdtTy:
        return
    tcx = cx.tcx
    fields = [f for v in tcx.adt_def(ty.ty.def_id).variants for f in v.fields]
    index = _field_index(blocker.projection[-2])
    if index >= len(fields) or not tcx.is_local(fields[index].def_id):
        return
    written = getattr(tcx.hir(fields[index].def_id), "ty", None)
    if isinstance(written, ast.RefTy) and written.mutbl == "not":
        start = written.lifetime.span.hi if written.lifetime is not None else written.span.lo + 1
        at = Span(start, written.ty.span.lo, written.span.ctxt)
        diag.suggest("consider changing this to be mutable", (at, " mut "), applicability="MaybeIncorrect", style="show-always")


def _mut_borrow_of_mutable_ref(cx: BorrowckContext, local: int) -> bool:
    decl = cx.body.locals[local]
    info = decl.info
    mutable = type(decl.ty) is k.RefTy and decl.ty.mutbl == "mut"
    if type(info) is m.VarBinding and info.by_ref is None and decl.mutbl == "not":
        return mutable
    if type(info) is m.ImplicitSelf:
        return info.kind == "ref mut"
    return cx.local_names[local] == "self" and mutable


def _already_mutable_ref(error: MutabilityError, diag: Diag, suggest: bool) -> None:
    """`&mut x` where `x` is a `&mut T` already."""
    cx, local = error.cx, error.blocker.local
    decl = cx.body.locals[local]
    statement = cx.statement_at(error.location)
    if type(statement) is m.Assign and type(statement.rvalue) is m.Ref and statement.rvalue.kind == "mut":
        info = decl.info
        if type(info) is m.VarBinding and info.by_ref is None and info.opt_ty_info is not None:
            if suggest:
                diag.span_note(info.opt_ty_info, "the binding is already a mutable borrow")
                diag.suggest(
                    "consider making the binding mutable if you need to reborrow multiple times",
                    (decl.source_info.span.shrink_to_lo(), "mut "), applicability="MaybeIncorrect", style="show-always",
                )  # fmt: skip
        else:
            diag.span_note(decl.source_info.span, "the binding is already a mutable borrow")
        span = statement.source_info.span
        if cx.snippet(span).startswith("&mut "):
            _suggest_reborrow(cx, diag, span)
        else:
            diag.span_help(span, "try removing `&mut` here")
    elif decl.mutbl == "not":
        if type(decl.info) is m.ImplicitSelf and decl.info.kind == "ref mut":
            diag.note("as `Self` may be unsized, this call attempts to take `&mut &mut self`")
            diag.note("however, `&mut self` expands to `self: &mut Self`, therefore `self` cannot be borrowed mutably")
        else:
            at = decl.source_info.span.shrink_to_lo()
            diag.suggest("consider making the binding mutable", (at, "mut "), style="show-always")


def _suggest_reborrow(cx: BorrowckContext, diag: Diag, span: Span) -> None:
    """What to write for `&mut x`: `&mut *x` where it is matched on, `x` where the outer reference is dereferenced at once."""
    expr = cx.hir.find_expr(span)
    if expr is None:
        return
    for parent in cx.hir.ancestors(expr):
        scrutinee = (
            parent.scrutinee if isinstance(parent, ast.MatchExpr) else parent.expr if isinstance(parent, ast.LetExpr) else None
        )
        if scrutinee is not None and scrutinee.span.source_callsite().contains(span.source_callsite()):
            at = span.with_lo(span.lo + 5).shrink_to_lo()
            said = "to reborrow the mutable reference, add `*`"
            diag.suggest(said, (at, "*"), applicability="MaybeIncorrect", style="show-always")
            return
    if any(type(step.kind) is Deref for step in cx.hir.results.adjustments.get(expr, ())):
        said = "if there is only one mutable reborrow, remove the `&mut`"
        diag.suggest(said, (span.with_hi(span.lo + 5), ""), applicability="MaybeIncorrect", style="show-always")


def _mut_for_upvar(cx: BorrowckContext, diag: Diag, blocker: Place) -> None:
    upvar = cx.body.upvars[_field_index(blocker.projection[-1])]
    binding: Any = upvar.capture.variable
    if isinstance(binding, ast.IdentPat) and binding.by_ref is None and binding.mutbl == "not":
        parent = cx.hir.parent(binding)
        implicit = isinstance(parent, ast.Param) and parent.self_kind in ("ref", "ref-mut")
        if binding.ident.name != "self" or not implicit:
            at = binding.ident.span.shrink_to_lo()
            diag.suggest("consider changing this to be mutable", (at, "mut "), style="show-always")
    ty = cx.place_ty(blocker).ty
    if type(ty) is k.RefTy and ty.mutbl == "mut" and type(ty.ty) is k.ClosureTy:
        show_mutating_upvar(cx, diag, ty.ty.def_id, blocker)


__all__ = ["MutabilityError", "UseSpans", "report_mutability_error"]
