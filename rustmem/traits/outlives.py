"""Outlives relations of signatures and items: what types imply, and whether recorded constraints hold
(rustc's `outlives` and `lexical_region_resolve`). Bodies are the borrow checker's."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rustmem.source.node import node
from rustmem.traits.elaborate import normalized_bounds
from rustmem.traits.infer import InferCtxt
from rustmem.traits.obligation import Cause
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt
from rustmem.ty.generics import ParamEnv
from rustmem.ty.intern import RE_STATIC
from rustmem.ty.walk import parts_of


def components(ty: Any) -> list[Any]:
    """The regions, parameters and aliases that must outlive what `ty` must outlive (rustc's `Component`s)."""
    found: list[Any] = []
    stack = [ty]
    while stack:
        at = stack.pop()
        if isinstance(at, k.Region):
            if type(at) is not k.ReBound:
                found.append(at)
        elif isinstance(at, k.Const):
            continue
        elif type(at) in (k.ParamTy, k.PlaceholderTy, k.InferTy):
            found.append(at)
        elif type(at) is k.AliasTy:
            if at.args and not at.binders:
                found.append(at)
        elif type(at) is k.ClosureTy:
            stack.append(at.args[-1])
        elif type(at) is k.FnDefTy:
            stack.extend(reversed(at.args))
        elif type(at) is k.DynTy:
            stack.append(at.region)
            stack.extend(reversed(at.preds))
        else:
            stack.extend(reversed(parts_of(at)))
    return list(dict.fromkeys(found))


def implied_bounds(tcx: TyCtxt, types: Iterable[Any]) -> list[tuple[Any, k.Region]]:
    """(type or region, region) pairs that hold because `types` are well formed: `&'a T` says `T: 'a`."""
    found: dict[tuple[Any, k.Region], None] = {}
    stack = list(types)
    while stack:
        at = stack.pop()
        if type(at) is k.RefTy and not at.region.binders:
            for part in components(at.ty):
                found[part, at.region] = None
        elif type(at) is k.AdtTy:
            for clause, _ in tcx.predicates_of(at.def_id).predicates:
                value = tcx.subst(clause.value, at.args) if not clause.vars else None
                if type(value) is k.TypeOutlives:
                    for part in components(value.ty):
                        found[part, value.region] = None
                elif type(value) is k.RegionOutlives:
                    found[value.longer, value.shorter] = None
        if not isinstance(at, (k.Region, k.Const)):
            stack.extend(parts_of(at))
    return list(found)


class FreeRegions:
    """What is known between the regions and parameters of an item."""

    def __init__(self, tcx: TyCtxt, param_env: ParamEnv, implied: Iterable[tuple[Any, k.Region]] = ()) -> None:
        self.above: dict[k.Region, set[k.Region]] = {}
        """A region to those that it is known to outlive."""
        self.types: dict[Any, list[k.Region]] = {}
        """A parameter or alias to the regions that it is known to outlive."""
        for clause in normalized_bounds(tcx, param_env):
            value = clause.value
            if type(value) is k.RegionOutlives:
                self.add(value.longer, value.shorter)
            elif type(value) is k.TypeOutlives:
                self.add(value.ty, value.region)
        for longer, shorter in implied:
            self.add(longer, shorter)

    def add(self, longer: Any, shorter: k.Region) -> None:
        if isinstance(longer, k.Region):
            self.above.setdefault(longer, set()).add(shorter)
        else:
            self.types.setdefault(longer, []).append(shorter)

    def outlives(self, longer: k.Region, shorter: k.Region) -> bool:
        if longer is shorter or type(longer) is k.ReStatic or type(longer) is k.ReError or type(shorter) is k.ReError:
            return True
        seen, stack = {longer}, [longer]
        while stack:
            for below in self.above.get(stack.pop(), ()):
                if below is shorter or type(below) is k.ReStatic:
                    return True
                if below not in seen:
                    seen.add(below)
                    stack.append(below)
        return False

    def type_outlives(self, ty: Any, region: k.Region) -> bool:
        """Whether `ty: region` is known for every part of `ty`."""
        return all(self.component_outlives(part, region) for part in components(ty))

    def component_outlives(self, part: Any, region: k.Region) -> bool:
        if isinstance(part, k.Region):
            return self.outlives(part, region)
        if any(self.outlives(known, region) for known in self.types.get(part, ())):
            return True
        return (
            type(part) is k.AliasTy
            and bool(part.args)
            and all(self.type_outlives(a, region) for a in part.args if not isinstance(a, k.Const))
        )


@node
class RegionError:
    """`longer: shorter` is asked for and not known. `longer` is a region, or the parameter or alias that fails."""

    longer: Any
    shorter: k.Region
    cause: Cause


def resolve_regions(infcx: InferCtxt, param_env: ParamEnv, implied: Iterable[tuple[Any, k.Region]] = ()) -> list[RegionError]:
    """Whether what `infcx` recorded (with `regions="record"`) follows from the environment; what does not, once each."""
    known = FreeRegions(infcx.tcx, param_env, implied)
    constraints: list[tuple[k.Region, k.Region, Cause]] = list(infcx.region_constraints)
    bounds: list[tuple[Any, k.Region, Cause]] = []
    for ty, region, cause in infcx.type_outlives:
        for part in components(infcx.resolve_vars_if_possible(ty)):
            if isinstance(part, k.Region):
                constraints.append((part, region, cause))
            else:
                bounds.append((part, region, cause))
    values = _lower_bounds(constraints)
    errors: dict[tuple[Any, Any], RegionError] = {}
    for longer, shorter, cause in constraints:
        if type(longer) is k.ReVar:
            continue
        for below in values.get(shorter, {shorter}) if type(shorter) is k.ReVar else (shorter,):
            if not known.outlives(longer, below):
                errors.setdefault((longer, below), RegionError(longer, below, cause))
    for part, region, cause in bounds:
        for below in values.get(region, ()) if type(region) is k.ReVar else (region,):
            if not _part_outlives(known, values, part, below):
                errors.setdefault((part, below), RegionError(part, below, cause))
    return list(errors.values())


def _part_outlives(known: FreeRegions, values: dict[k.Region, set[k.Region]], part: Any, region: k.Region) -> bool:
    if known.component_outlives(part, region):
        return True
    if type(part) is not k.AliasTy:
        return False
    return (
        bool(part.args)
        and all(
            known.outlives(low, region)
            for arg in part.args
            if not isinstance(arg, k.Const)
            for inner in components(arg)
            for low in ([inner] if isinstance(inner, k.Region) and type(inner) is not k.ReVar else values.get(inner, set()))
            if isinstance(low, k.Region)
        )
        and not any(
            not isinstance(c, k.Region) and not known.component_outlives(c, region)
            for a in part.args
            if isinstance(a, k.Ty)
            for c in components(a)
        )
    )


def _lower_bounds(constraints: list[tuple[k.Region, k.Region, Cause]]) -> dict[k.Region, set[k.Region]]:
    """For each region variable the named regions that it must outlive."""
    values: dict[k.Region, set[k.Region]] = {}
    changed = True
    while changed:
        changed = False
        for longer, shorter, _ in constraints:
            if type(longer) is k.ReVar:
                mine = values.setdefault(longer, set())
                more = values.get(shorter, set()) if type(shorter) is k.ReVar else {shorter}
                if not more <= mine:
                    mine |= more
                    changed = True
    return values


__all__ = ["RE_STATIC", "FreeRegions", "RegionError", "components", "implied_bounds", "resolve_regions"]
