"""Checking the solution: errors between universal regions, of placeholders and type tests; what a closure passes on."""

from __future__ import annotations

from typing import Any

from rustmem.borrowck.constraints import Category, OutlivesConstraint, TypeTest
from rustmem.borrowck.region_infer import (
    BlameConstraint,
    ClosureOutlivesRequirement,
    PlaceholderError,
    RegionError,
    RegionInferenceContext,
    TypeTestError,
)  # fmt: skip
from rustmem.borrowck.universal_regions import STATIC
from rustmem.source.index import bits
from rustmem.source.span import Span
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt


class RegionChecker:
    """Collects the errors of a solved context; with `propagate`, what a closure cannot show goes to its creator."""

    def __init__(self, tcx: TyCtxt, cx: RegionInferenceContext, propagate: bool) -> None:
        self.tcx = tcx
        self.cx = cx
        self.propagate = propagate
        self.errors: list[Any] = []
        self.requirements: list[ClosureOutlivesRequirement] = []

    def run(self) -> None:
        self.check_type_tests()
        for vid, definition in enumerate(self.cx.definitions):
            if definition.origin == "free":
                self.check_universal_region(vid)
            elif definition.origin == "placeholder":
                self.check_placeholder(vid)

    def check_universal_region(self, longer: int) -> None:
        cx = self.cx
        representative = cx.representative[cx.scc_of[longer]]
        if representative != longer:
            if not self.relation_holds(longer, representative):
                self.errors.append(RegionError(longer, representative, True))
            return
        reported = False
        for shorter in cx.universal_regions_outlived_by(longer):
            if not self.relation_holds(longer, shorter):
                # Only the first is reported, so as not to overwhelm.
                self.errors.append(RegionError(longer, shorter, not reported))
                reported = True

    def relation_holds(self, longer: int, shorter: int) -> bool:
        if self.cx.relations.outlives(longer, shorter):
            return True
        return self.propagate and self.propagate_region(longer, shorter)

    def propagate_region(self, longer: int, shorter: int) -> bool:
        relations = self.cx.relations
        minus = relations.non_local_lower_bound(longer)
        if minus is None:
            return False
        blame, _ = best_blame_constraint(self.cx, longer, "free", shorter)
        for plus in relations.non_local_upper_bounds(shorter):
            self.requirements.append(ClosureOutlivesRequirement(minus, plus, blame.span, blame.category))
        return True

    def check_placeholder(self, vid: int) -> None:
        """A placeholder may hold nothing but itself."""
        cx = self.cx
        points = cx.value(vid)
        if points:
            self.errors.append(PlaceholderError(vid, cx.points.location((points & -points).bit_length() - 1)))
            return
        for element in bits(cx.elements(vid)):
            if element != vid:
                self.errors.append(PlaceholderError(vid, element))
                return

    # -- type tests --

    def check_type_tests(self) -> None:
        seen: set[tuple[Any, int, Span]] = set()
        for test in self.cx.type_tests:
            if self.eval_verify(test.lower_bound, test.verify):
                continue
            if self.propagate and self.propagate_type_test(test):
                continue
            key = (self.tcx.erase_regions(test.generic), test.lower_bound, test.span)
            if key not in seen:
                seen.add(key)
                self.errors.append(TypeTestError(test))

    def eval_verify(self, lower: int, verify: Any) -> bool:
        kind = verify[0]
        if kind == "outlived":
            return self.cx.eval_outlives(verify[1], lower)
        if kind == "any":
            return any(self.eval_verify(lower, part) for part in verify[1])
        if kind == "all":
            return all(self.eval_verify(lower, part) for part in verify[1])
        if kind == "empty":
            return not self.cx.elements(lower) and not self.cx.value(lower)
        return False

    def propagate_type_test(self, test: TypeTest) -> bool:
        cx = self.cx
        subject = self.external_type(test.generic)
        if subject is None:
            return False
        upper: list[int] = []
        for region in cx.universal_regions_outlived_by(test.lower_bound):
            if self.eval_verify(region, test.verify):
                continue
            if not cx.universal.is_local_free(region):
                upper.append(region)
                continue
            bounds = cx.relations.non_local_upper_bounds(region)
            upper.extend(bounds)
        if not upper:
            # The bound holds only points: the closure's own body.
            upper = cx.relations.non_local_upper_bounds(cx.universal.fr_fn_body)
        for region in dict.fromkeys(upper):
            self.requirements.append(ClosureOutlivesRequirement(subject, region, test.span, Category("boring")))
        return True

    def external_type(self, ty: Any) -> Any:
        """`ty` with each region replaced by an external one equal to it; None if there is none."""
        cx, tcx = self.cx, self.tcx
        failed = False

        def external(part: Any, depth: int) -> Any:
            nonlocal failed
            if type(part) is not k.ReVar:
                return part
            for vid in cx.universal_regions_outlived_by(part.vid):
                if not cx.universal.is_local_free(vid) and cx.eval_outlives(vid, part.vid):
                    return tcx.re_var(vid)
            failed = True
            return part

        made = tcx.fold(ty, k.HAS_FREE_REGIONS, external)
        return None if failed else made


_INTEREST = {
    "return": 0, "yield": 2, "use as const": 2, "use as static": 2, "cast": 2, "call argument": 2, "copy bound": 2,
    "sized bound": 2, "assignment": 2, "usage": 2, "closure upvar": 2, "predicate": 4, "opaque type": 4, "boring": 5,
    "boring no location": 6, "internal": 7, "outlives unnameable": 8,
}  # fmt: skip
"""How much a category tells the reader; the least number is blamed."""


def _interest(path: list[OutlivesConstraint], to_region: int, constraint: OutlivesConstraint) -> int:
    category = constraint.category
    ctxt = constraint.span.ctxt
    if ctxt is not None and ctxt.kind == "desugaring":
        # What a desugaring relates is hard to see in the source, save the return of `?`.
        if ctxt.name != "QuestionMark" or category.kind != "return":
            return _INTEREST["boring"]
    if category.kind == "type annotation":
        return 3 if category.data == "generic arg" else 2
    if category.kind == "cast" and category.data.is_implicit and to_region == STATIC:
        unsized = category.data.unsize_to
        if (
            type(unsized) is k.AdtTy
            and any(type(arg) is k.DynTy for arg in unsized.args)
            and not any(c.category.kind == "type annotation" for c in path)
        ):
            return 1
    return _INTEREST[category.kind]


def best_blame_constraint(
    cx: RegionInferenceContext, from_region: int, origin: str, to_region: int
) -> tuple[BlameConstraint, list[OutlivesConstraint]]:
    """The constraint on the path from one region to the other that best explains why the one outlives the other."""
    found = cx.constraint_path_to(from_region, lambda r: r == to_region)
    path = found[0] if found is not None else []
    for constraint in path:
        if constraint.category.kind == "outlives unnameable" and constraint.category.data != from_region:
            unnameable = constraint.category.data
            redirected = cx.constraint_path_to(from_region, lambda r: r == unnameable, placeholders=False)
            if redirected is not None:
                path = redirected[0]
            break
    if not path:
        return BlameConstraint(Category("boring"), False, cx.body.span, None, None), path
    predicate_span = next((c.category.data for c in path if c.category.kind == "predicate"), None)
    interests = [_interest(path, to_region, c) for c in path]
    least = min(interests)
    choice = interests.index(least)
    if origin == "free":
        # Nearest to the end: where the value goes.
        choice = len(interests) - 1 - interests[::-1].index(least)
    best = path[choice]
    if best.category.kind == "return":
        if choice + 1 < len(path) and path[choice + 1].category.kind == "opaque type":
            best = path[choice + 1]
        elif best.category.data is None:
            upvar = next((c.category for c in path if c.category.kind == "closure upvar"), None)
            if upvar is not None:
                best = best.with_category(Category("return", upvar.data))
    blame = BlameConstraint(best.category, best.from_closure, best.span, predicate_span, best.variance)
    return blame, path
