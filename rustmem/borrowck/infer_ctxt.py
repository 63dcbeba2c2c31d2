"""The inference context of one body under the borrow checker: regions are variables, relations are recorded.

Region number n is `ReVar(n)`. What is known of each is its `RegionDefinition`.
"""

from __future__ import annotations

from typing import Any

from rustmem.source.index import DefId
from rustmem.traits.infer import InferCtxt
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt


class RegionDefinition:
    """Where a region variable comes from (rustc's `RegionDefinition`)."""

    __slots__ = ("origin", "universe", "external_name", "placeholder")

    def __init__(self, origin: str, universe: int, external_name: k.Region | None = None) -> None:
        self.origin = origin
        """`free`: universal; `existential`; `placeholder`: a universal of a higher-ranked type."""
        self.universe = universe
        self.external_name = external_name
        """The region's name outside of the body: `'static`, `ReEarlyParam`, `ReLateParam`."""
        self.placeholder: k.RePlaceholder | None = None


class BorrowckInferCtxt(InferCtxt):
    """An `InferCtxt` that records relations between regions and remembers each region variable's universe."""

    def __init__(self, tcx: TyCtxt, body: DefId) -> None:
        super().__init__(tcx, regions="record", body=body)
        self.definitions: list[RegionDefinition] = []
        self.placeholders: dict[k.RePlaceholder, int] = {}
        self.type_outlives: list[tuple[k.Ty, k.Region]] = []
        """`ty: region` that proofs left to do."""
        self.variance_info: dict[int, tuple[k.Ty, int]] = {}
        """Index in `region_constraints` → the invariant position that the relation was in."""
        self.universe_goals: dict[int, tuple[k.Binder, ...]] = {}
        """The binder that a universe was made for (a goal's or a type's), then the goal that was being proven."""

    def enter_forall(self, binder: k.Binder) -> Any:
        before = self.universe
        value = super().enter_forall(binder)
        if self.universe > before:
            self.universe_goals[self.universe] = (binder,)
        return value

    def next_region_var(self, origin: Any = None) -> k.Region:
        vid = self.region_count
        self.region_count += 1
        self.definitions.append(RegionDefinition("existential", self.universe))
        return self.tcx.re_var(vid)

    def next_free_region(self, external_name: k.Region | None = None) -> k.Region:
        """A universal region: one of the signature's."""
        vid = self.region_count
        self.region_count += 1
        self.definitions.append(RegionDefinition("free", 0, external_name))
        return self.tcx.re_var(vid)

    def placeholder_region(self, placeholder: k.RePlaceholder) -> int:
        """The variable that stands for a placeholder."""
        vid = self.placeholders.get(placeholder)
        if vid is None:
            vid = self.placeholders[placeholder] = self.region_count
            self.region_count += 1
            definition = RegionDefinition("placeholder", placeholder.universe)
            definition.placeholder = placeholder
            self.definitions.append(definition)
        return vid

    def register_type_outlives(self, obligation: Any) -> None:
        value = self.enter_forall(obligation.predicate)
        self.type_outlives.append((value.ty, value.region))

    def renumber(self, value: Any) -> Any:
        """`value` with every free region replaced by a fresh existential variable."""
        if not value.flags & k.HAS_FREE_REGIONS:
            return value

        def fresh(part: Any, depth: int) -> Any:
            if isinstance(part, k.Region) and type(part) is not k.ReBound:
                return self.next_region_var()
            return part

        return self.tcx.fold(value, k.HAS_FREE_REGIONS, fresh)


def free_regions(tcx: TyCtxt, value: Any) -> list[k.Region]:
    """Each free region of `value`, in the order in which `fold` meets them, with repetitions."""
    found: list[k.Region] = []
    if value.flags & k.HAS_FREE_REGIONS:

        def visit(part: Any, depth: int) -> Any:
            if isinstance(part, k.Region) and type(part) is not k.ReBound:
                found.append(part)
            return part

        tcx.fold(value, k.HAS_FREE_REGIONS, visit)
    return found
