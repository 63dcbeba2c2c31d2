"""Whether recorded region constraints follow from what is known: a small solver for signatures."""

from __future__ import annotations

from typing import Any

from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt
from rustmem.ty.generics import ParamEnv


def outlives_holds(tcx: TyCtxt, infcx: Any, env: ParamEnv, implied: list[k.Ty]) -> bool:
    """Whether every constraint between universal regions follows from the bounds and the types in `implied`."""
    known: dict[Any, set[Any]] = {}
    for clause in env.caller_bounds:
        if isinstance(clause.value, k.RegionOutlives):
            known.setdefault(clause.value.longer, set()).add(clause.value.shorter)
    for ty in implied:
        _implied(tcx, ty, known)
    edges: dict[Any, set[Any]] = {}
    for longer, shorter, *_ in infcx.region_constraints:
        edges.setdefault(longer, set()).add(shorter)
    for start in [r for r in edges if not isinstance(r, k.ReVar)]:
        for end in _reach(start, edges):
            if (
                isinstance(end, k.ReVar)
                or end is start
                or isinstance(start, (k.ReStatic, k.ReError))
                or isinstance(end, (k.ReError, k.ReErased))
            ):
                continue
            if end not in _reach(start, known):
                return False
    return True


def _reach(start: Any, edges: dict[Any, set[Any]]) -> set[Any]:
    seen: set[Any] = set()
    stack = [start]
    while stack:
        at = stack.pop()
        for target in edges.get(at, ()):
            if target not in seen:
                seen.add(target)
                stack.append(target)
    return seen


def _implied(tcx: TyCtxt, ty: Any, known: dict[Any, set[Any]]) -> None:
    """`&'a &'b T` implies `'b: 'a`."""
    stack: list[Any] = [(ty, ())]
    while stack:
        at, outer = stack.pop()
        match at:
            case k.RefTy(region=region, ty=inner):
                for o in outer:
                    known.setdefault(region, set()).add(o)
                stack.append((inner, (*outer, region)))
            case k.Region():
                for o in outer:
                    known.setdefault(at, set()).add(o)
            case _:
                for part in (*getattr(at, "args", ()), *getattr(at, "elems", ())):
                    stack.append((part, outer))
                if (part := getattr(at, "ty", None)) is not None:
                    stack.append((part, outer))
