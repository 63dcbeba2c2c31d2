"""The words of unsatisfied obligations (E0277, E0271, E0283) and of types that nothing decides (E0282).

Follows rustc's `report_selection_error` and `note_obligation_cause_code`.
"""

from __future__ import annotations

from typing import Any

from rustmem.resolve.stability import unstable_item
from rustmem.source.diag import Diag, MultiSpan, error
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.traits import obligation as o
from rustmem.traits.builtin import trait_flags
from rustmem.traits.elaborate import elaborate
from rustmem.ty import kind as k
from rustmem.ty.print import def_path_str, sugared_trait_ref, ty_str
from rustmem.typeck import blame, errors_infer, errors_projection, errors_sized, similar_impls, suggest_traits
from rustmem.typeck.library_gap import impl_gap
from rustmem.typeck.on_unimplemented import words_for


def emit_inference_failure(fcx: Any, span: Span, var: Any, code: str) -> None:
    errors_infer.emit_inference_failure(fcx, span, var, code)


def report_fulfillment_errors(fcx: Any, found: list[Any]) -> None:
    """Each error at its place, once (rustc's function of this name).

    Errors about Sized, Coerce and WellFormed come last, and of the rest those that the author wrote himself come first.
    An error is left out if another one at the same place implies it.
    """
    placed = sorted(blame.adjust_all(fcx, found), key=lambda pair: _rank(fcx, pair[0]))
    kept = [pair for at, pair in enumerate(placed) if not _is_implied(fcx, placed, at)]
    for from_expansion in (False, True):
        for error_, where in kept:
            if where.span.from_expansion() == from_expansion:
                report_one(fcx, error_, where)


def _rank(fcx: Any, each: Any) -> tuple[int, int]:
    value = each.obligation.predicate.value
    if type(value) is k.TraitPredicate and value.trait_ref.def_id == fcx.tcx.lang_items.get("sized"):
        # Of a variable that nothing decides, the expression that made it says more than the type in its path.
        in_expr = isinstance(o.peel_derives(each.obligation.cause.code), o.WhereClauseInExpr)
        return 1, int(isinstance(each.code, o.Ambiguity) and not in_expr)
    if type(value) is k.CoercePredicate:
        return 2, 0
    return (3, 0) if type(value) is k.WellFormed else (0, 0)


def _place_key(span: Span) -> Span:
    """Where an error counts as being: for a desugaring, at what was desugared."""
    return span.ctxt.call_site if span.ctxt is not None and span.ctxt.kind == "desugaring" else span


def _is_implied(fcx: Any, placed: list[Any], at: int) -> bool:
    error_, where = placed[at]
    goal, key = error_.obligation.predicate, _place_key(where.span)
    if any(_implies(fcx, earlier, goal) for earlier in fcx.reported_goals.get(key, ())):
        return True
    for n, (other, place) in enumerate(placed):
        if n == at or _place_key(place.span) != key:
            continue
        cond = other.obligation.predicate
        if _implies(fcx, cond, goal) and (n < at or not _implies(fcx, goal, cond)):
            return True
    return False


def _implies(fcx: Any, cond: k.Binder, goal: k.Binder) -> bool:
    """rustc's `error_implies`: the same, or a supertrait's bound for the same types."""
    if cond is goal:
        return True
    a, b = cond.value, goal.value
    if type(a) is k.TraitPredicate and type(b) is k.TraitPredicate:
        for clause in elaborate(fcx.tcx, [cond]):
            implied = clause.value
            if type(implied) is k.TraitPredicate and implied.trait_ref.def_id == b.trait_ref.def_id:
                if all(fcx.can_eq(x, y) for x, y in zip(implied.trait_ref.args, b.trait_ref.args)):
                    return True
        return False
    if type(a) is k.ProjectionPredicate and type(b) is k.ProjectionPredicate and a.alias.def_id == b.alias.def_id:
        return all(fcx.can_eq(x, y) for x, y in zip((*a.alias.args, a.term), (*b.alias.args, b.term)))
    return False


def report_item_errors(tcx: Any, infcx: Any, failed: list[Any], owner: Any) -> None:
    """Bounds that do not hold in a definition: worded as in a body, with what is owed to the definition left out."""
    from rustmem.typeck.fn_ctxt import FnCtxt

    fcx = FnCtxt(tcx, owner)
    fcx.infcx = infcx
    before = len(tcx.diags)
    report_fulfillment_errors(fcx, failed)
    for diag in tcx.diags[before:]:
        diag.not_modelled("where a definition requires the bound")


def _residual_of_no_try(fcx: Any, value: Any) -> bool:
    """Whether the bound is that of `?` on what cannot be tried: that `?` has said so itself."""
    if type(value) is not k.TraitPredicate or len(value.trait_ref.args) < 2:
        return False
    residual = value.trait_ref.args[1]
    unknown = isinstance(residual, k.AliasTy) or isinstance(residual, k.InferTy) and residual.kind == "ty"
    return unknown and fcx.tcx.item_name(value.trait_ref.def_id) == "FromResidual"


def report_one(fcx: Any, found: Any, where: blame.Blame) -> None:
    predicate = fcx.resolve(found.obligation.predicate)
    root = fcx.resolve(found.root.predicate)
    if predicate.flags & k.HAS_ERROR or root.flags & k.HAS_ERROR:
        fcx.tainted = True
        return
    value = predicate.value
    if _residual_of_no_try(fcx, value):
        fcx.tainted = True
        return
    fcx.reported_goals.setdefault(_place_key(where.span), []).append(found.obligation.predicate)
    if isinstance(found.code, o.Ambiguity):
        if not fcx.tainted:
            errors_infer.report_ambiguity(
                fcx, found, predicate, where, lambda diag: note_cause(fcx, diag, found, predicate, where)
            )
        return
    gap = impl_gap(fcx, value.trait_ref) if type(value) is k.TraitPredicate else None
    if gap is not None:
        fcx.not_modelled(gap, where.span)
        return
    if isinstance(found.code, o.Overflow):
        diag = error(f"overflow evaluating the requirement `{ty_str(fcx.tcx, predicate)}`", where.span, "E0275")
        fcx.emit(diag.not_modelled("how the requirement came about"))
    elif isinstance(found.code, o.SignatureMismatch):
        if not _first_mismatch(fcx, value):
            return
        diag = error("type mismatch in closure arguments", where.span, "E0631")
        fcx.emit(diag.not_modelled("the signature that is expected"))
    elif type(value) is k.TraitPredicate:
        closure = _closure_kind_error(fcx, value.trait_ref, found)
        if closure is not None and not _first_mismatch(fcx, value):
            return
        fcx.emit(closure if closure is not None else trait_error(fcx, found, predicate, root, where))
    elif type(value) is k.ProjectionPredicate:
        errors_projection.projection_error(fcx, found, predicate, where)
    else:
        fcx.emit(error("mismatched types", where.span, "E0308").not_modelled("why the types must agree"))


def _first_mismatch(fcx: Any, value: Any) -> bool:
    """A closure's signature is blamed once."""
    args = (
        value.trait_ref.args
        if type(value) is k.TraitPredicate
        else value.alias.args
        if type(value) is k.ProjectionPredicate
        else (None,)
    )
    self_ty = fcx.resolve(args[0]) if args[0] is not None else None
    if not isinstance(self_ty, (k.ClosureTy, k.FnDefTy)):
        return True
    key = ("signature", self_ty.def_id)
    if key in fcx.reported_predicates:
        return False
    fcx.reported_predicates.add(key)
    return True


def _closure_kind_error(fcx: Any, trait_ref: k.TraitRef, found: Any) -> Diag | None:
    """A closure that is asked for a stronger trait than it has (E0525), or for another signature (E0631)."""
    tcx = fcx.tcx
    self_ty = fcx.resolve(trait_ref.args[0])
    kinds = {tcx.lang_items.get(name): at for at, name in enumerate(("fn", "fn_mut", "fn_once"))}
    wanted = kinds.get(trait_ref.def_id)
    if not isinstance(self_ty, k.ClosureTy) or wanted is None:
        return None
    from rustmem.traits.builtin import closure_kind

    have = closure_kind(fcx.infcx, self_ty)
    names = ("Fn", "FnMut", "FnOnce")
    span = tcx.def_span(self_ty.def_id)
    if have is not None and have > wanted:
        diag = error(
            f"expected a closure that implements the `{names[wanted]}` trait, but this closure only implements `{names[have]}`",
            span,
            "E0525",
        )
        diag.label(span, f"this closure implements `{names[have]}`, not `{names[wanted]}`")
        return diag.not_modelled("why the closure has that kind")
    sig = fcx.closure_fn_sig(self_ty).value.inputs[0]
    asked = fcx.resolve(trait_ref.args[1])
    if isinstance(sig, k.TupleTy) and isinstance(asked, k.TupleTy):
        if len(sig.elems) != len(asked.elems):
            have_n, want_n = len(sig.elems), len(asked.elems)
            text = f"closure is expected to take {_count(want_n)}, but it takes {_count(have_n)}"
            return error(text, span, "E0593").not_modelled("the closure's arguments")
        return error("type mismatch in closure arguments", span, "E0631").not_modelled("the signature that is expected")
    return None


def _count(number: int) -> str:
    return f"{number} argument{'' if number == 1 else 's'}"


# ---- E0277 ----


def trait_error(fcx: Any, found: Any, leaf: k.Binder, root: k.Binder, where: blame.Blame) -> Diag:
    tcx = fcx.tcx
    leaf_ref: k.TraitRef = leaf.value.trait_ref
    main_ref = main_trait_ref(fcx, leaf_ref, root)
    direct = found.obligation.cause.code.parent is None
    body = found.obligation.cause.body
    words = words_for(fcx, main_ref, where.span, direct, body)
    if _in_signature(fcx, found.obligation.cause.code) and isinstance(leaf_ref.args[0], k.DynTy):
        # The signature's own types have their default lifetime, which is shown.
        shown = ty_str(tcx, leaf_ref.args[0])
        words = words.replaced(f"`{shown}`", f"`({shown} + 'static)`")
    message = (
        words.message or f"the trait bound `{ty_str(tcx, main_ref.args[0])}: {sugared_trait_ref(tcx, main_ref)}` is not satisfied"
    )
    converts = tcx.item_name(leaf_ref.def_id) == "From" and where.span.is_desugaring("QuestionMark")
    if converts:
        message = f"`?` couldn't convert the error to `{ty_str(tcx, leaf_ref.args[0])}`"
    diag = error(message, where.span, "E0277")
    self_ty = fcx.resolve(leaf_ref.args[0])
    outer = _within(fcx, found)
    within = None if outer is None else ty_str(tcx, outer)
    desc = {k.FnDefTy: "fn item ", k.ClosureTy: "closure "}.get(type(self_ty), "")
    prefix = f"within `{within}`, " if within else ""
    nightly = "nightly-only, unstable " if unstable_item(tcx, leaf_ref.def_id) is not None else ""
    explanation = (
        f"{prefix}the {nightly}trait `{sugared_trait_ref(tcx, leaf_ref)}` is not implemented for {desc}`{ty_str(tcx, self_ty)}`"
    )
    if _in_signature(fcx, found.obligation.cause.code) and isinstance(self_ty, k.DynTy):
        explanation = explanation.replace(f"`{ty_str(tcx, self_ty)}`", f"`({ty_str(tcx, self_ty)} + 'static)`")
    label = words.label
    derives = suggest_traits.derive(fcx, leaf_ref, main_ref)
    local = isinstance(self_ty, k.AdtTy) and self_ty.def_id >= tcx.base and not within
    if words.parent_label is not None:
        diag.label(tcx.def_span(body if body is not None else fcx.body_id), words.parent_label)
    if label is not None:
        diag.label(where.span, label)
        if not isinstance(self_ty, k.ParamTy) and words.parent_label is None:
            if local and derives is None:
                diag.span_help(tcx.def_span(self_ty.def_id), explanation)
            else:
                diag.help(explanation)
    elif local and derives is None:
        diag.label(where.span, "unsatisfied trait bound")
        diag.span_help(tcx.def_span(self_ty.def_id), explanation)
    else:
        diag.label(where.span, explanation)
    if isinstance(outer, k.ClosureTy):
        diag.label(tcx.def_span(outer.def_id), f"within this `{within}`")
    if converts:
        diag.note("the question mark operation (`?`) implicitly performs a conversion on the error value using the `From` trait")
        diag.not_modelled("what `?` converts")
    for note in words.notes:
        diag.note(note)
    suggested = suggest_traits.suggest(fcx, diag, found, leaf_ref, derives)
    if not suggested:
        similar_impls.report(fcx, diag, leaf_ref, root)
    note_cause(fcx, diag, found, leaf, where)
    code = found.obligation.cause.code
    diag.compared = (
        _is_send_or_sync(tcx, leaf_ref.def_id) and _has_plain_parts(fcx, code) and not _may_be_dereferenced(fcx, leaf_ref, code)
    )
    return diag


def _in_signature(fcx: Any, code: Any) -> bool:
    """Whether a type that stands in a function's signature must be sized."""
    if not isinstance(code, o.Labelled):
        return False
    if code.name == "SizedCallReturnType" and isinstance(code.data, int):
        return isinstance(fcx.tcx.fn_sig(code.data).value.output, k.DynTy)
    if fcx.fn_return is None or not isinstance(fcx.fn_return[0], ast.FnItem):
        return False
    return code.name == "SizedReturnType" or code.name == "SizedArgumentType" and isinstance(code.data, ast.Param)


def _is_send_or_sync(tcx: Any, trait: Any) -> bool:
    return trait < tcx.base and tcx.item_name(trait) in ("Send", "Sync") and trait_flags(tcx, trait).auto


def _has_plain_parts(fcx: Any, code: Any) -> bool:
    """Whether the way from a bound to the type at fault leads through the author's types and closures alone.

    What a type of the library is made of differs between it and its stub.
    """
    while isinstance(code, (o.BuiltinDerived, o.ImplDerived)):
        ty = fcx.resolve(code.trait_pred).value.trait_ref.args[0]
        if isinstance(ty, k.AdtTy) and ty.def_id < fcx.tcx.base:
            if isinstance(code, o.BuiltinDerived) or fcx.tcx.item_name(ty.def_id) != "Arc":
                return False
        elif isinstance(code, o.ImplDerived) and not isinstance(ty, k.RefTy):
            return False
        code = code.parent
    return isinstance(code, o.WhereClauseInExpr)


def _may_be_dereferenced(fcx: Any, leaf: k.TraitRef, code: Any) -> bool:
    """Whether an argument itself is at fault, and of a type of the library: rustc may advise to dereference it."""
    ty = fcx.resolve(leaf.args[0])
    return isinstance(code, o.WhereClauseInExpr) and isinstance(ty, k.AdtTy) and ty.def_id < fcx.tcx.base


def main_trait_ref(fcx: Any, leaf: k.TraitRef, root: k.Binder) -> k.TraitRef:
    """The root's goal is named where it is about the same type under another trait."""
    if type(root.value) is not k.TraitPredicate:
        return leaf
    top = root.value.trait_ref
    if leaf.args[0].binders or top.args[0].binders or leaf.def_id == top.def_id:
        return leaf
    if fcx.tcx.is_lang_item(top.def_id, "unsize"):
        return leaf
    peeled = fcx.resolve(top.args[0])
    same = fcx.can_eq(leaf.args[0], peeled)
    while not same and isinstance(peeled, k.RefTy):
        peeled = fcx.resolve(peeled.ty)
        same = fcx.can_eq(leaf.args[0], peeled)
    return fcx.resolve(top) if same else leaf


def _within(fcx: Any, found: Any) -> k.Ty | None:
    """The closure or type whose part is at fault (rustc's `get_parent_trait_ref`)."""
    code = found.obligation.cause.code
    if not isinstance(code, o.BuiltinDerived):
        return None
    outer = None
    while isinstance(code, o.BuiltinDerived):
        outer = code.trait_pred
        code = code.parent
    return None if outer is None else fcx.resolve(outer.value.trait_ref.args[0])


# ---- why it is needed ----


def note_cause(fcx: Any, diag: Diag, found: Any, leaf: k.Binder, where: blame.Blame) -> None:
    tcx = fcx.tcx
    code = found.obligation.cause.code
    seen: set[Any] = set()
    current = leaf
    while True:
        if isinstance(code, o.ImplDerived):
            if fcx.resolve(code.trait_pred).value.trait_ref.def_id in (
                tcx.lang_items.get("coerce_unsized"),
                tcx.lang_items.get("unsize"),
            ):
                # The cast itself says so below.
                current, code = fcx.resolve(code.trait_pred), code.parent
                continue
            if not _note_impl(fcx, diag, code, current, seen):
                return
            current, code = fcx.resolve(code.trait_pred), code.parent
        elif isinstance(code, o.BuiltinDerived):
            _note_builtin(fcx, diag, code, code.parent)
            current, code = fcx.resolve(code.trait_pred), code.parent
        elif isinstance(code, (o.WellFormedDerived, o.ProjectionDerived)):
            diag.not_modelled("a bound of an associated type")
            code = code.parent
        elif isinstance(code, (o.WhereClause, o.WhereClauseInExpr)):
            if isinstance(code, o.WhereClauseInExpr) and any(
                code.expr.span.is_desugaring(n) for n in ("ForLoop", "QuestionMark")
            ):
                return
            if where.callee is not None and (where.callee.lo, where.callee.hi) == (where.span.lo, where.span.hi):
                return
            if where.callee is not None:
                literal = where.callee.is_desugaring("FormatLiteral")
                diag.label(
                    where.callee,
                    "required by this formatting parameter" if literal else "required by a bound introduced by this call",
                )
                if literal:
                    return
            _note_bound(fcx, diag, code, current)
            return
        elif isinstance(code, o.Labelled):
            if errors_sized.note(fcx, diag, code):
                return
            if code.name == "Coercion":
                source, target = (fcx.resolve(ty) for ty in code.data)
                diag.note(f"required for the cast from `{ty_str(tcx, source)}` to `{_target_text(tcx, target)}`")
            elif code.name == "OpaqueReturnType":
                hidden = code.data[1]
                body = getattr(tcx.hir(fcx.root), "body", None)
                if body is not None and body.expr is not None:
                    diag.label(body.expr.span, f"return type was inferred to be `{ty_str(tcx, fcx.resolve(hidden))}` here")
            elif code.name in ("BinOp", "UnaryOp"):
                suggest_traits.binop(fcx, diag, code, current)
            elif code.name == "RepeatElementCopy":
                diag.note("the `Copy` trait is required because this value will be copied for each element of the array")
                diag.not_modelled("how to repeat a value that is not Copy")
            else:
                diag.not_modelled(f"the cause {code.name}")
            return
        else:
            return


def _target_text(tcx: Any, ty: k.Ty) -> str:
    """A trait object with its default lifetime shown, as the regions of a cast's target are known."""
    if (
        isinstance(ty, k.DynTy)
        or any(isinstance(a, k.DynTy) for a in getattr(ty, "args", ()))
        or isinstance(getattr(ty, "ty", None), k.DynTy)
    ):
        text = ty_str(tcx, ty)
        at = text.find("dyn ")
        if at >= 0 and isinstance(ty, k.AdtTy):
            end = len(text) - 1
            return f"{text[:at]}({text[at:end]} + 'static){text[end:]}"
        if at >= 0 and isinstance(ty, k.RefTy):
            return text
    return ty_str(tcx, ty)


def _note_impl(fcx: Any, diag: Diag, code: o.ImplDerived, current: k.Binder, seen: set[Any]) -> bool:
    tcx = fcx.tcx
    parent = fcx.resolve(code.trait_pred).value.trait_ref
    if parent in seen:
        return True
    seen.add(parent)
    message = f"required for `{ty_str(tcx, parent.args[0])}` to implement `{sugared_trait_ref(tcx, parent)}`"
    if code.impl_def_id < tcx.base:
        if _nested_count(code) > 1:
            diag.not_modelled("requirements left out")
        diag.note(message)
        return True
    tree = tcx.hir(code.impl_def_id)
    if getattr(tree, "derived", False):
        diag.not_modelled("a derived impl")
        return True
    spans = (tree.trait_ref.span, tree.self_ty.span)
    labels: list[tuple[Span, str]] = []
    if isinstance(code.span, Span) and not code.span.is_dummy():
        labels.append((code.span, "unsatisfied trait bound introduced here"))
    diag.span_note(MultiSpan(spans, tuple(labels)), message)
    return True


def _nested_count(code: Any) -> int:
    count = 0
    while isinstance(code, o.ImplDerived):
        count += 1
        code = code.parent
    return count


def _note_builtin(fcx: Any, diag: Diag, code: o.BuiltinDerived, parent: Any) -> None:
    tcx = fcx.tcx
    ty = fcx.resolve(code.trait_pred).value.trait_ref.args[0]
    if isinstance(ty, k.TupleTy) and _is_closures(fcx, parent):
        return  # the types that a closure captures, as a tuple that nobody wrote
    if isinstance(ty, k.ClosureTy):
        diag.span_note(tcx.def_span(ty.def_id), "required because it's used within this closure")
    elif isinstance(ty, k.AdtTy):
        diag.span_note(tcx.ident_span(ty.def_id), f"required because it appears within the type `{ty_str(tcx, ty)}`")
    else:
        diag.note(f"required because it appears within the type `{ty_str(tcx, ty)}`")


def _is_closures(fcx: Any, code: Any) -> bool:
    """Whether the goal above was about a closure."""
    return isinstance(code, o.BuiltinDerived) and isinstance(fcx.resolve(code.trait_pred).value.trait_ref.args[0], k.ClosureTy)


def _note_bound(fcx: Any, diag: Diag, code: Any, current: k.Binder) -> None:
    tcx = fcx.tcx
    item, span = code.def_id, code.span
    owner = tcx.parent(item)
    if owner is not None and tcx.def_kind(owner) == "trait" and type(current.value) is k.TraitPredicate:
        if current.value.trait_ref.def_id == owner:
            return  # `Self: Trait` of the trait itself is written nowhere
    name = def_path_str(tcx, item)
    sized = type(current.value) is k.TraitPredicate and tcx.is_lang_item(current.value.trait_ref.def_id, "sized")
    implicit = sized and any(
        tcx.ident_span(p.def_id) == span or tcx.def_span(p.def_id) == span for p in tcx.generics_of(item).params
    )
    article, this = "a", "this bound"
    if implicit:
        article, this = "an implicit `Sized`", "the implicit `Sized` requirement on this type parameter"
    text = f"required by {article} bound in `{name}`"
    if item < tcx.base:
        diag.span_note(tcx.def_span(item), text)  # the bound's own place is not visible: rustc shows the item's head
        return
    if implicit:
        diag.not_modelled("relaxing an implicit bound")
    labels: list[tuple[Span, str]] = [(span, f"required by {this} in `{name}`")]
    ident = tcx.ident_span(item)
    source = tcx.source_map
    file = source.file_of(span.lo)
    overlaps = ident.lo < span.hi and span.lo < ident.hi
    if tcx.item_name(item) and file is not None and not overlaps and file.line_of(ident.hi) != file.line_of(span.lo):
        labels.insert(0, (ident, f"required by a bound in this {descr(tcx, item)}"))
    diag.span_note(MultiSpan((span,), tuple(labels)), text)


def descr(tcx: Any, def_id: Any) -> str:
    kind: str = tcx.def_kind(def_id)
    if kind == "assoc fn":
        item = tcx.associated_item(def_id)
        return "method" if item.has_self else "associated function"
    return {"fn": "function", "assoc ty": "associated type", "assoc const": "associated constant", "const": "constant",
            "ctor": "tuple struct"}.get(kind, kind)  # fmt: skip
