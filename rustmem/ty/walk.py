"""Walking the parts of types, predicates, signatures without rebuilding them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rustmem.ty import kind as k

_PARTS: dict[type, Callable[[Any], tuple[Any, ...]]] = {
    k.AdtTy: lambda t: t.args,
    k.RefTy: lambda t: (t.region, t.ty),
    k.RawPtrTy: lambda t: (t.ty,),
    k.ArrayTy: lambda t: (t.ty, t.length),
    k.SliceTy: lambda t: (t.ty,),
    k.TupleTy: lambda t: t.elems,
    k.FnDefTy: lambda t: t.args,
    k.FnPtrTy: lambda t: (t.sig,),
    k.ClosureTy: lambda t: t.args,
    k.DynTy: lambda t: (*t.preds, t.region),
    k.AliasTy: lambda t: t.args,
    k.UnevaluatedConst: lambda t: t.args,
    k.Binder: lambda t: (t.value,),
    k.FnSig: lambda t: (*t.inputs, t.output),
    k.TraitRef: lambda t: t.args,
    k.ExistentialTraitRef: lambda t: t.args,
    k.ExistentialProjection: lambda t: (*t.args, t.term),
    k.TraitPredicate: lambda t: (t.trait_ref,),
    k.ProjectionPredicate: lambda t: (t.alias, t.term),
    k.TypeOutlives: lambda t: (t.ty, t.region),
    k.RegionOutlives: lambda t: (t.longer, t.shorter),
    k.WellFormed: lambda t: (t.arg,),
    k.ConstArgHasType: lambda t: (t.const, t.ty),
    k.CoercePredicate: lambda t: (t.a, t.b),
}


def parts_of(value: Any) -> tuple[Any, ...]:
    """The immediate parts of a type, predicate, … in the order in which they are written."""
    found = _PARTS.get(type(value))
    return found(value) if found is not None else ()


def walk_leaves(value: Any, mask: int, visit: Callable[[Any, int], Any]) -> None:
    """Calls `visit(part, 0)` for each part with a flag of `mask` that has no parts of its own."""
    stack = [value]
    while stack:
        part = stack.pop()
        if not part.flags & mask:
            continue
        children = _PARTS.get(type(part))
        if children is None:
            visit(part, 0)
        else:
            stack.extend(children(part))
