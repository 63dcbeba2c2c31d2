"""What a set of bounds implies: supertraits and associated type bounds; indexed parameter environments."""

from __future__ import annotations

from typing import Any

from rustmem.source.index import DefId
from rustmem.source.span import Span
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt
from rustmem.ty.generics import ParamEnv

EMPTY_ENV = ParamEnv(())


def instantiate_supertrait(tcx: TyCtxt, clause: k.Binder, trait: k.Binder) -> k.Binder:
    """The supertrait bound `clause` (over the trait's own parameters) for the trait reference in `trait`."""
    trait_ref = trait.value if type(trait.value) is k.TraitRef else trait.value.trait_ref
    if not trait.vars:
        return tcx.subst(clause, trait_ref.args)  # type: ignore[no-any-return]
    if not clause.vars:
        return tcx.binder(tcx.subst(clause.value, trait_ref.args), trait.vars)
    offset = len(trait.vars)
    moved = {v.var: tcx.bound_region(v.var + offset, v.kind, v.def_id, v.name) for v in clause.vars}
    renumbered = tcx.instantiate(clause, lambda v: tcx.re_bound(0, moved[v.var]))
    return tcx.binder(tcx.subst(renumbered, trait_ref.args), (*trait.vars, *moved.values()))


def elaborate(tcx: TyCtxt, clauses: Any) -> list[k.Binder]:
    """`clauses` and all that follows from their supertraits, each once, breadth first."""
    found: dict[k.Binder, None] = dict.fromkeys(clauses)
    queue = list(found)
    for clause in queue:
        if type(clause.value) is not k.TraitPredicate or clause.value.polarity != "positive":
            continue
        for implied, _ in tcx.explicit_super_predicates_of(clause.value.trait_ref.def_id):
            made = instantiate_supertrait(tcx, implied, clause)
            if made not in found:
                found[made] = None
                queue.append(made)
    return queue


def supertraits(tcx: TyCtxt, trait_ref: k.Binder) -> list[k.Binder]:
    """The Binder of TraitRef itself and of each of its supertraits, breadth first."""
    start = tcx.binder(tcx.trait_predicate(trait_ref.value), trait_ref.vars)
    return [tcx.binder(c.value.trait_ref, c.vars) for c in elaborate(tcx, [start]) if type(c.value) is k.TraitPredicate]


def supertrait_def_ids(tcx: TyCtxt, trait: DefId) -> list[DefId]:
    """The trait and its supertraits, without arguments."""
    found = [trait]
    for at in found:
        for clause, _ in tcx.explicit_super_predicates_of(at):
            if type(clause.value) is k.TraitPredicate and clause.value.trait_ref.def_id not in found:
                found.append(clause.value.trait_ref.def_id)
    return found


def elaborated_item_bounds(tcx: TyCtxt, def_id: DefId) -> tuple[k.Binder, ...]:
    """The bounds of an associated or opaque type, elaborated."""
    cache = _for(tcx, def_id, "item bounds")
    found = cache.get(def_id)
    if found is None:
        found = cache[def_id] = tuple(elaborate(tcx, [clause for clause, _ in tcx.item_bounds(def_id)]))
    return found


def predicates_with_spans(tcx: TyCtxt, def_id: DefId) -> tuple[tuple[k.Binder, Span], ...]:
    """All predicates of a definition, its parent's first."""
    cache = _for(tcx, def_id, "all predicates")
    found = cache.get(def_id)
    if found is None:
        own = tcx.predicates_of(def_id)
        above = predicates_with_spans(tcx, own.parent) if own.parent is not None else ()
        found = cache[def_id] = (*above, *own.predicates)
    return found


_LIBRARY: dict[str, dict[Any, Any]] = {}


def _for(tcx: TyCtxt, def_id: DefId, name: str) -> dict[Any, Any]:
    """The cache `name`: of the process for a library definition, else of the check."""
    if def_id >= tcx.base:
        return tcx.cache(name)
    found = _LIBRARY.get(name)
    if found is None:
        found = _LIBRARY[name] = {}
    return found


library_or_check = _for


class EnvIndex:
    """The bounds of a `ParamEnv` by trait and by associated type, with regions as the context wants them."""

    __slots__ = ("traits", "projections", "outlives", "clauses", "originals")

    def __init__(self, clauses: list[k.Binder], originals: dict[k.Binder, list[k.Binder]] | None = None) -> None:
        self.clauses = clauses
        self.originals = originals or {}
        """An erased clause to the clauses as written, regions and all."""
        self.traits: dict[DefId, list[k.Binder]] = {}
        self.projections: dict[DefId, list[k.Binder]] = {}
        self.outlives: list[k.Binder] = []
        for clause in clauses:
            value = clause.value
            if type(value) is k.TraitPredicate:
                self.traits.setdefault(value.trait_ref.def_id, []).append(clause)
            elif type(value) is k.ProjectionPredicate:
                self.projections.setdefault(value.alias.def_id, []).append(clause)
            elif type(value) is k.TypeOutlives or type(value) is k.RegionOutlives:
                self.outlives.append(clause)


_EMPTY_INDEX = EnvIndex([])


def normalized_bounds(tcx: TyCtxt, param_env: ParamEnv) -> tuple[k.Binder, ...]:
    """The bounds with the projections in them resolved by the other bounds: `I: Iterator<Item = T>, I::Item: Copy`
    says `T: Copy`."""
    if not any(clause.flags & k.HAS_ALIAS for clause in param_env.caller_bounds):
        return param_env.caller_bounds
    cache = tcx.cache("normalized bounds")
    found = cache.get(param_env)
    if found is None:
        cache[param_env] = param_env.caller_bounds
        raw = ParamEnv(param_env.caller_bounds)
        cache[raw] = param_env.caller_bounds
        made = [NORMALIZE_CLAUSE[0](tcx, raw, c) if c.flags & k.HAS_ALIAS else c for c in param_env.caller_bounds]
        found = cache[param_env] = tuple(dict.fromkeys(made))
    return found


NORMALIZE_CLAUSE: list[Any] = [None]
"""Set by `project`: one bound with its projections resolved."""


def env_index(tcx: TyCtxt, param_env: ParamEnv, erased: bool) -> EnvIndex:
    if not param_env.caller_bounds:
        return _EMPTY_INDEX
    cache = tcx.cache("param env index")
    found = cache.get((param_env, erased))
    if found is None:
        originals: dict[k.Binder, list[k.Binder]] = {}
        bounds = normalized_bounds(tcx, param_env)
        if erased:
            for clause in bounds:
                originals.setdefault(tcx.erase_regions(clause), []).append(clause)
        clauses = list(originals) if erased else list(bounds)
        found = cache[param_env, erased] = EnvIndex(clauses, originals)
    return found
