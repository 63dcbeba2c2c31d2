"""Lifetimes of a result that no argument has (E0581, E0582)."""

from __future__ import annotations

from typing import Any

from rustmem.source.diag import Diag, error
from rustmem.source.span import Span
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt


def parts(value: Any) -> list[Any]:
    """What a type, region, constant or predicate is made of."""
    match value:
        case k.RefTy(region=region, ty=ty):
            return [region, ty]
        case k.RawPtrTy(ty=ty) | k.SliceTy(ty=ty):
            return [ty]
        case k.ArrayTy(ty=ty, length=length):
            return [ty, length]
        case k.TupleTy(elems=elems):
            return list(elems)
        case k.FnPtrTy(sig=sig):
            return [*sig.value.inputs, sig.value.output]
        case k.DynTy(preds=preds, region=region):
            return [region, *(p.value for p in preds)]
        case k.ExistentialProjection(args=args, term=term):
            return [*args, term]
        case _:
            return list(getattr(value, "args", ()))


def check_result_lifetimes(tcx: TyCtxt, sig: k.Binder, span: Span) -> Diag | None:
    """E0581."""
    constrained: set[int] = set()
    for ty in sig.value.inputs:
        _bound_vars(ty, constrained, True)
    used: set[int] = set()
    _bound_vars(sig.value.output, used, False)
    for var in sig.vars:
        if var.var in used and var.var not in constrained:
            name = f"lifetime `{var.name}`" if var.name and var.name != "'_" else "an anonymous lifetime"
            diag = error(f"return type references {name}, which is not constrained by the fn input types", span, "E0581")
            if not var.name:
                diag.not_modelled("notes on anonymous lifetimes")
            return diag
    return None


def _bound_vars(value: Any, out: set[int], constrained: bool, depth: int = 0) -> None:
    stack: list[tuple[Any, int]] = [(value, depth)]
    while stack:
        at, level = stack.pop()
        if isinstance(at, k.ReBound):
            if at.debruijn == level:
                out.add(at.var.var)
            continue
        if constrained and isinstance(at, k.AliasTy):
            continue
        if isinstance(at, k.FnPtrTy):
            stack.extend((p, level + 1) for p in (*at.sig.value.inputs, at.sig.value.output))
        elif isinstance(at, k.DynTy):
            stack.append((at.region, level))
            stack.extend((p.value, level + 1) for p in at.preds)
        else:
            stack.extend((p, level) for p in parts(at))


def check_output_binding(
    tcx: TyCtxt, trait_ref: k.TraitRef, vars: tuple[Any, ...], output: Any, name: str, span: Span
) -> Diag | None:
    """E0582."""
    constrained: set[int] = set()
    for arg in trait_ref.args[1:]:
        _bound_vars(arg, constrained, True)
    _bound_vars(trait_ref.args[0], constrained, True)
    used: set[int] = set()
    _bound_vars(output, used, False)
    for var in vars:
        if var.var in used and var.var not in constrained:
            shown = f"lifetime `{var.name}`" if var.name and var.name != "'_" else "an anonymous lifetime"
            return error(
                f"binding for associated type `{name}` references {shown}, which does not appear in the trait input types",
                span,
                "E0582",
            )
    return None
