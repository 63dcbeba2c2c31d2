"""Matching an impl's header against a goal without inference variables: the common case, with no unification."""

from __future__ import annotations

from typing import Any

from rustmem.source.index import DefId
from rustmem.source.span import Span
from rustmem.traits.elaborate import library_or_check, predicates_with_spans
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt
from rustmem.ty.intern import RE_ERASED

YES, NO, UNIFY = 0, 1, 2
"""Matches; cannot match; unification must decide."""

_SOFT = k.HAS_TY_INFER | k.HAS_CT_INFER | k.HAS_ALIAS | k.HAS_BOUND | k.HAS_ERROR | k.HAS_UNERASED


_PARAMS = k.HAS_TY_PARAM | k.HAS_CT_PARAM


def match_args(patterns: k.GenericArgs, found: k.GenericArgs, args: list[Any]) -> int:
    """Fills `args` so that `patterns`, with its parameters replaced by them, is `found` (regions aside)."""
    answer = YES
    for pattern, arg in zip(patterns, found):
        one = match_arg(pattern, arg, args)
        if one == NO:
            return NO
        if one == UNIFY:
            answer = UNIFY
    return answer


def match_arg(pattern: Any, found: Any, args: list[Any]) -> int:
    cls = type(pattern)
    if cls is k.ParamTy or cls is k.ParamConst:
        known = args[pattern.index]
        if known is None:
            args[pattern.index] = found
            return YES
        if known is found:
            return YES
        return UNIFY if (known.flags | found.flags) & _SOFT else NO
    if isinstance(pattern, k.Region) or pattern is found and not pattern.flags & _PARAMS:
        return YES  # a parameter of the impl may look like one of the goal, and is another all the same
    other = type(found)
    if other is k.InferTy:
        if found.kind == "int":
            return UNIFY if cls is k.IntTy or cls is k.AliasTy else NO
        if found.kind == "float":
            return UNIFY if cls is k.FloatTy or cls is k.AliasTy else NO
        return UNIFY
    if other is k.AliasTy or other is k.ErrorTy or cls is k.AliasTy or cls is k.ErrorTy:
        return UNIFY
    if cls is not other:
        return UNIFY if isinstance(pattern, k.Const) else NO
    worker = _MATCH.get(cls)
    return NO if worker is None else worker(pattern, found, args)


def _nominal(pattern: Any, found: Any, args: list[Any]) -> int:
    return match_args(pattern.args, found.args, args) if pattern.def_id == found.def_id else NO


def _pointer(pattern: Any, found: Any, args: list[Any]) -> int:
    return match_arg(pattern.ty, found.ty, args) if pattern.mutbl == found.mutbl else NO


def _array(pattern: Any, found: Any, args: list[Any]) -> int:
    return max_of(match_arg(pattern.ty, found.ty, args), match_arg(pattern.length, found.length, args))


def _tuple(pattern: Any, found: Any, args: list[Any]) -> int:
    return match_args(pattern.elems, found.elems, args) if len(pattern.elems) == len(found.elems) else NO


def max_of(a: int, b: int) -> int:
    return NO if a == NO or b == NO else max(a, b)


_MATCH: dict[type, Any] = {
    k.AdtTy: _nominal,
    k.FnDefTy: _nominal,
    k.ClosureTy: _nominal,
    k.RefTy: _pointer,
    k.RawPtrTy: _pointer,
    k.SliceTy: lambda p, f, a: match_arg(p.ty, f.ty, a),
    k.ArrayTy: _array,
    k.TupleTy: _tuple,
    k.FnPtrTy: lambda p, f, a: UNIFY,
    k.DynTy: lambda p, f, a: UNIFY,
    k.UnevaluatedConst: lambda p, f, a: UNIFY,
    k.ErrorConst: lambda p, f, a: YES,
    k.InferConst: lambda p, f, a: UNIFY,
}


class ImplInfo:
    """What selection needs of an impl, gathered once."""

    __slots__ = ("def_id", "trait_ref", "polarity", "template", "predicates", "span")

    def __init__(self, tcx: TyCtxt, def_id: DefId) -> None:
        header = tcx.impl_header(def_id)
        generics = tcx.generics_of(def_id)
        self.def_id = def_id
        self.trait_ref: k.TraitRef = header.trait_ref
        self.polarity = header.polarity
        self.template: list[Any] = [RE_ERASED if p.kind == "lifetime" else None for p in generics.params]
        self.predicates: tuple[tuple[k.Binder, Span], ...] | None = None

    def bounds(self, tcx: TyCtxt) -> tuple[tuple[k.Binder, Span], ...]:
        if self.predicates is None:
            self.predicates = predicates_with_spans(tcx, self.def_id)
        return self.predicates


def impl_info(tcx: TyCtxt, def_id: DefId) -> ImplInfo:
    cache = library_or_check(tcx, def_id, "impl info")
    found = cache.get(def_id)
    if found is None:
        found = cache[def_id] = ImplInfo(tcx, def_id)
    return found
