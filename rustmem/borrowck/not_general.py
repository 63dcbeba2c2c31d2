"""A closure or function that has its trait for one lifetime, where it is asked for every one (rustc's `placeholder_error.rs`)."""

from __future__ import annotations

from typing import Any

from rustmem.borrowck import describe
from rustmem.borrowck.context import BorrowckContext
from rustmem.source.diag import Diag, error
from rustmem.source.span import Span
from rustmem.ty import kind as k
from rustmem.ty.intern import UNIT


def not_general_enough(cx: BorrowckContext, vid: int, span: Span) -> Diag | None:
    """The words for the placeholder `vid`, where a closure or function was to have a `Fn` trait; None otherwise."""
    tcx, infcx = cx.tcx, cx.checker.infcx
    placeholder = infcx.definitions[vid].placeholder
    goals = infcx.universe_goals.get(placeholder.universe, ()) if placeholder is not None else ()
    wanted = next((found for goal in goals if (found := _fn_goal(cx, goal.value)) is not None), None)
    if wanted is None:
        return None
    trait, self_ty, inputs = wanted
    self_ty = infcx.resolve_vars_if_possible(self_ty)
    own = _inputs(cx, self_ty)
    var = placeholder.var.var
    at = _places_of(tcx, inputs, lambda r: type(r) is k.ReBound and r.var.var == var)
    if own is None or len(at) != 1 or len(_places_of(tcx, inputs, lambda r: type(r) is k.ReBound)) != 1:
        return None
    name = tcx.item_name(trait)
    diag = error(f"implementation of `{name}` is not general enough", span)
    diag.label(span, f"implementation of `{name}` is not general enough")
    regions = _regions(tcx, own[0])
    if at[0] >= len(regions):
        return None
    actual = regions[at[0]]
    if type(actual) is k.ReVar:
        two = _marker(tcx, "'2")

        def mark(part: Any, depth: int) -> Any:
            return two if part is actual else part

        is_closure = type(self_ty) is k.ClosureTy
        shown = describe.ty_str(cx, tcx.fold(own[1] if is_closure else self_ty, k.HAS_FREE_REGIONS, mark))
        trait_text = _trait(cx, name, tcx.instantiate(tcx.binder(inputs), lambda _: _marker(tcx, "'1")))
        own_text = _trait(cx, name, tcx.fold(own[0], k.HAS_FREE_REGIONS, mark))
        diag.note(
            f"{'closure with signature ' if is_closure else ''}`{shown}` must implement `{trait_text}`, for any lifetime `'1`..."
        )
        diag.note(f"...but it actually implements `{own_text}`, for some specific lifetime `'2`")
        return diag
    if type(self_ty) is k.FnDefTy:
        trait_text = _trait(cx, name, tcx.instantiate(tcx.binder(inputs), lambda _: _marker(tcx, "'0")))
        diag.note(f"`{describe.ty_str(cx, self_ty)}` must implement `{trait_text}`, for any lifetime `'0`...")
        diag.note(f"...but it actually implements `{_trait(cx, name, own[0])}`")
        return diag
    return None


def _fn_goal(cx: BorrowckContext, value: Any) -> tuple[Any, Any, Any] | None:
    """(`Fn` trait, self type, tuple of the arguments) of a goal."""
    tcx = cx.tcx
    if type(value) is k.TraitPredicate:
        trait, args = value.trait_ref.def_id, value.trait_ref.args
    elif type(value) is k.ProjectionPredicate:
        trait, args = tcx.parent(value.alias.def_id), value.alias.args
    else:
        return None
    if not any(tcx.is_lang_item(trait, name) for name in ("fn", "fn_mut", "fn_once")):
        return None
    return trait, args[0], args[1]


def _inputs(cx: BorrowckContext, ty: Any) -> tuple[Any, Any] | None:
    """(tuple of the inputs, the signature as a function pointer) of a closure or function."""
    tcx = cx.tcx
    if type(ty) is k.ClosureTy:
        sig = ty.args[-2].sig.value
        inputs = sig.inputs[0]
        plain = tcx.fn_ptr(tcx.binder(tcx.mk_fn_sig(inputs.elems, sig.output)))
        return inputs, plain
    if type(ty) is k.FnDefTy:
        sig = tcx.subst(tcx.fn_sig(ty.def_id), ty.args).value
        return tcx.tuple(sig.inputs), UNIT
    return None


def _regions(tcx: Any, value: Any) -> list[Any]:
    """Every region of `value`, in order."""
    found: list[Any] = []

    def visit(part: Any, depth: int) -> Any:
        if isinstance(part, k.Region):
            found.append(part)
        return part

    tcx.fold(value, k.HAS_REGIONS, visit)
    return found


def _places_of(tcx: Any, value: Any, test: Any) -> list[int]:
    return [i for i, region in enumerate(_regions(tcx, value)) if test(region)]


def _marker(tcx: Any, name: str) -> Any:
    return tcx.re_early(tcx.defs.base, 0, name)


def _trait(cx: BorrowckContext, name: str, inputs: Any) -> str:
    return f"{name}<{describe.ty_str(cx, inputs)}>"
