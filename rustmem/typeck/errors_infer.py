"""The words of E0282, E0283, E0284 and E0271."""

from __future__ import annotations

from typing import Any

from rustmem.source.diag import error
from rustmem.source.span import Span
from rustmem.ty import kind as k
from rustmem.ty.print import ty_str


def emit_inference_failure(fcx: Any, span: Span, var: Any, code: str) -> None:
    diag = error("type annotations needed", span, code)
    fcx.emit(diag.not_modelled("which type is needed"))


def report_ambiguity(fcx: Any, found: Any, predicate: k.Binder, span: Span) -> None:
    """rustc's `maybe_report_ambiguity`."""
    value = predicate.value
    tcx = fcx.tcx
    code = "E0282"
    if type(value) is k.TraitPredicate:
        self_ty = fcx.resolve(value.trait_ref.args[0])
        if tcx.is_lang_item(value.trait_ref.def_id, "sized"):
            code = "E0282"
        else:
            code = "E0283"
            if _calls_trait_function(fcx, found, value.trait_ref, self_ty):
                code = "E0790"
    elif type(value) is k.ProjectionPredicate:
        code = "E0284"
    if code == "E0790":
        diag = error("cannot call associated function on trait without specifying the corresponding `impl` type", span, code)
        fcx.emit(diag.not_modelled("which impl is meant"))
        return
    emit_inference_failure(fcx, span, predicate, code)


def _calls_trait_function(fcx: Any, found: Any, trait_ref: k.TraitRef, self_ty: k.Ty) -> bool:
    """`Trait::function()` where nothing says for which type."""
    code = found.obligation.cause.code
    tcx = fcx.tcx
    def_id = getattr(code, "def_id", None)
    if def_id is None or not fcx.is_ty_var(self_ty) or tcx.def_kind(def_id) not in ("assoc fn", "assoc const"):
        return False
    if tcx.parent(def_id) != trait_ref.def_id:
        return False
    if tcx.def_kind(def_id) == "assoc const":
        return True
    item = tcx.associated_item(def_id)
    return not item.has_self and not any(_mentions_self(ty) for ty in tcx.fn_sig(def_id).value.inputs) and not _mentions_self(tcx.fn_sig(def_id).value.output)


def _mentions_self(ty: Any) -> bool:
    from rustmem.typeck.blame import params_of

    return any(p.name == "Self" for p in params_of(ty))


def projection_error(fcx: Any, found: Any, predicate: k.Binder, where: Any) -> None:
    diag = error(f"type mismatch resolving `{ty_str(fcx.tcx, predicate)}`", where.span, "E0271")
    fcx.emit(diag.not_modelled("why the types must agree"))
