"""What is known of the universal regions: which outlives which (rustc's `free_region_relations.rs`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rustmem.borrowck.outlives import OutlivesBound, implied_bounds
from rustmem.borrowck.universal_regions import STATIC, UniversalRegions
from rustmem.source.index import bits
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt


class UniversalRegionRelations:
    """The transitive closure of the known `longer: shorter` among universal regions."""

    def __init__(self, universal: UniversalRegions) -> None:
        self.universal = universal
        self.direct: list[int] = [0] * universal.count
        """vid → bits of the regions it outlives directly."""
        self.closed: list[int] | None = None
        self.region_bound_pairs: list[tuple[k.Ty, int]] = []
        """`T: 'r` known for parameters and aliases."""

    def relate(self, longer: int, shorter: int) -> None:
        if longer < len(self.direct) and shorter < len(self.direct):
            self.direct[longer] |= 1 << shorter
            self.closed = None

    def reachable(self) -> list[int]:
        if self.closed is None:
            closed = [edges | 1 << vid for vid, edges in enumerate(self.direct)]
            changed = True
            while changed:
                changed = False
                for vid, edges in enumerate(closed):
                    merged = edges
                    for other in bits(edges):
                        merged |= closed[other]
                    if merged != edges:
                        closed[vid], changed = merged, True
            self.closed = closed
        return self.closed

    def outlives(self, longer: int, shorter: int) -> bool:
        return bool(self.reachable()[longer] >> shorter & 1)

    def equal(self, a: int, b: int) -> bool:
        return self.outlives(a, b) and self.outlives(b, a)

    def postdom_upper_bound(self, a: int, b: int) -> int:
        """The least region known to outlive both; `'static` if there is no unique one."""
        reach = self.reachable()
        if reach[a] >> b & 1:
            return a
        if reach[b] >> a & 1:
            return b
        both = [vid for vid in range(len(reach)) if reach[vid] >> a & 1 and reach[vid] >> b & 1]
        return self._least(both)

    def _least(self, candidates: list[int]) -> int:
        """The one of `candidates` that every other outlives."""
        reach = self.reachable()
        minimal = self._minimal_upper(candidates)
        while len(minimal) > 1:
            a, b = minimal.pop(), minimal.pop()
            upper = [v for v in range(len(reach)) if reach[v] >> a & 1 and reach[v] >> b & 1]
            minimal = self._minimal_upper([*minimal, *self._minimal_upper(upper)])
            if STATIC in minimal:
                return STATIC
        return minimal[0] if minimal else STATIC

    def _minimal_upper(self, candidates: list[int]) -> list[int]:
        reach = self.reachable()
        kept: list[int] = []
        for vid in candidates:
            if any(reach[vid] >> other & 1 and not reach[other] >> vid & 1 for other in candidates if other != vid):
                continue
            if any(reach[vid] >> other & 1 and reach[other] >> vid & 1 for other in kept):
                continue
            kept.append(vid)
        return kept

    def non_local_upper_bounds(self, vid: int) -> list[int]:
        """The least non-local regions that outlive `vid`."""
        return self._non_local(vid, lambda v: [p for p in range(len(self.direct)) if self.direct[p] >> v & 1], up=True)

    def non_local_lower_bound(self, vid: int) -> int | None:
        """The greatest non-local region that `vid` outlives, if there is one (never the function body's)."""
        found = self._non_local(vid, lambda v: list(bits(self.direct[v])), up=False)
        if not found:
            return None
        best = found[0]
        for other in found[1:]:
            if self.outlives(other, best):
                best = other
        return None if best == self.universal.fr_fn_body else best

    def _non_local(self, vid: int, step: Callable[[int], list[int]], up: bool) -> list[int]:
        """Walks from `vid` until regions that are not local; breadth first, each once."""
        found: list[int] = []
        queue, seen = [vid], {vid}
        while queue:
            at = queue.pop(0)
            if not self.universal.is_local_free(at):
                found.append(at)
                continue
            for other in step(at):
                if other not in seen:
                    seen.add(other)
                    queue.append(other)
        if up and len(found) > 1 and STATIC in found:
            found = [v for v in found if v != STATIC] or [STATIC]
        if up:
            found = [v for v in found if not any(o != v and self.outlives(v, o) and not self.outlives(o, v) for o in found)]
        return found


def create(tcx: TyCtxt, universal: UniversalRegions, param_env: Any, types: list[k.Ty]) -> UniversalRegionRelations:
    """Relations from where clauses, from what `types` (signature, impl header) imply, and `'static` and the body."""
    relations = UniversalRegionRelations(universal)
    bounds: list[OutlivesBound] = []
    for ty in types:
        implied_bounds(tcx, ty, bounds)
    for bound in bounds:
        _add(relations, universal, bound.sup, bound.sub)
    for clause in param_env.caller_bounds:
        value = clause.value
        if clause.vars:
            continue
        if type(value) is k.RegionOutlives:
            _add(relations, universal, value.longer, value.shorter)
        elif type(value) is k.TypeOutlives:
            _add(relations, universal, value.ty, value.region)
    for vid in range(universal.count):
        relations.relate(STATIC, vid)
        relations.relate(vid, universal.fr_fn_body)
    return relations


def _add(relations: UniversalRegionRelations, universal: UniversalRegions, sup: Any, sub: k.Region) -> None:
    if isinstance(sup, k.Region):
        relations.relate(universal.to_vid(sup), universal.to_vid(sub))
    else:
        relations.region_bound_pairs.append((universal.fold_to_vids(sup), universal.to_vid(sub)))
