"""Why two types that look alike differ (rustc's `note_and_explain_type_err`)."""

from __future__ import annotations

from typing import Any

from rustmem.source.diag import Diag
from rustmem.traits import relate as rel
from rustmem.ty import kind as k


def explain(fcx: Any, diag: Diag, cause: Any, expected: k.Ty, found: k.Ty, terr: Any) -> None:
    tcx = fcx.tcx
    pairs = [(expected, found)]
    if isinstance(terr, (rel.Sorts, rel.ArgumentSorts)):
        inner = (fcx.resolve(terr.expected), fcx.resolve(terr.found))
        if inner != pairs[0]:
            pairs.insert(0, inner)
    for a, b in pairs:
        kinds = {type(a), type(b)}
        if isinstance(a, k.ParamTy) or isinstance(b, k.ParamTy):
            _params(fcx, diag, a, b)
            return
        if kinds == {k.FnDefTy, k.FnPtrTy} or isinstance(a, k.FnDefTy) and isinstance(b, k.FnDefTy):
            diag.not_modelled("notes on function types")
            return
        if isinstance(a, k.ClosureTy) and isinstance(b, k.ClosureTy):
            diag.note("no two closures, even if identical, have the same type")
            diag.help("consider boxing your closure and/or using it as a trait object")
            return
        if k.AliasTy in kinds:
            diag.not_modelled("notes on associated and opaque types")
            return
    if isinstance(terr, rel.CyclicTy) and isinstance(terr.ty, k.ClosureTy):
        diag.note(
            "closures cannot capture themselves or take themselves as argument;\nthis error may be the result of a recent compiler bug-fix,\nsee issue #46062 <https://github.com/rust-lang/rust/issues/46062>\nfor more information"
        )
    del tcx


def _params(fcx: Any, diag: Diag, a: k.Ty, b: k.Ty) -> None:
    tcx = fcx.tcx

    def span_of(ty: k.ParamTy) -> Any:
        return fcx.param_span(ty)

    if isinstance(a, k.ParamTy) and isinstance(b, k.ParamTy):
        if a is b:
            return
        for ty, word in ((a, "expected"), (b, "found")):
            span = span_of(ty)
            if span is not None:
                diag.label(span, f"{word} type parameter")
        diag.note(
            "a type parameter was expected, but a different one was found; you might be missing a type parameter or trait bound"
        )
        diag.note("for more information, visit https://doc.rust-lang.org/book/ch10-02-traits.html#traits-as-parameters")
        return
    param, other, word = (a, b, "expected") if isinstance(a, k.ParamTy) else (b, a, "found")
    assert isinstance(param, k.ParamTy)
    span = span_of(param)
    if span is not None:
        diag.label(span, f"{word} this type parameter")
    if isinstance(other, (k.ClosureTy, k.FnPtrTy, k.FnDefTy)):
        if isinstance(other, k.ClosureTy):
            diag.help(
                f"every closure has a distinct type and so could not always match the caller-chosen type of parameter `{param.name}`"
            )
    elif isinstance(other, k.AliasTy):
        diag.not_modelled("notes on associated types")
    del tcx
