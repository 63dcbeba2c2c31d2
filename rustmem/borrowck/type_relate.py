"""Relating types in the borrow checker: what relations, normalising and proving ask of regions becomes constraints."""

from __future__ import annotations

from typing import Any

from rustmem.borrowck.constraints import Category, OutlivesConstraint, TypeTest
from rustmem.borrowck.free_regions import UniversalRegionRelations
from rustmem.borrowck.infer_ctxt import BorrowckInferCtxt
from rustmem.borrowck.outlives import components
from rustmem.borrowck.universal_regions import STATIC, UniversalRegions
from rustmem.mir.body import Location
from rustmem.source.span import Span
from rustmem.traits.fulfill import FulfillmentCtxt
from rustmem.traits.obligation import Cause, Obligation
from rustmem.traits.relate import Relation
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt


class NllRelation(Relation):
    """A relation that remembers the outermost invariant position it is in, for a note."""

    __slots__ = ("parents", "info")

    def __init__(self, infcx: BorrowckInferCtxt, param_env: Any, cause: Cause, out: list[Obligation]) -> None:
        super().__init__(infcx, param_env, cause, out)
        self.parents: list[tuple[Any, str]] = []
        self.info: tuple[k.Ty, int] | None = None

    def relate(self, a: Any, b: Any, variance: str) -> Any:
        if a is b:
            return None
        saved = self.info
        if saved is None and self.parents:
            self.info = self.invariant_position(*self.parents[-1], a)
        self.parents.append((a, variance))
        try:
            return super().relate(a, b, variance)
        finally:
            self.parents.pop()
            self.info = saved

    def invariant_position(self, parent: Any, ambient: str, part: Any) -> tuple[k.Ty, int] | None:
        cls = type(parent)
        if (cls is k.RefTy or cls is k.RawPtrTy) and parent.mutbl == "mut" and part is parent.ty:
            return parent, 0
        if cls is k.AdtTy and ambient != "invariant":
            variances = self.tcx.variances_of(parent.def_id)
            for i, arg in enumerate(parent.args):
                if arg is part and i < len(variances) and variances[i] == "invariant":
                    return parent, i
        return None

    def regions(self, a: k.Region, b: k.Region, variance: str) -> Any:
        infcx = self.infcx
        if self.info is None and self.parents and type(self.parents[-1][0]) is k.AdtTy:
            self.info = self.invariant_position(*self.parents[-1], a)
            error = super().regions(a, b, variance)
            self.tag(infcx, self.info)
            self.info = None
            return error
        error = super().regions(a, b, variance)
        self.tag(infcx, self.info)
        return error

    def tag(self, infcx: Any, info: Any) -> None:
        if info is not None:
            for i in (1, 2):
                at = len(infcx.region_constraints) - i
                if at >= 0:
                    infcx.variance_info.setdefault(at, info)


class ConstraintCollector:
    """Turns what the trait engine records into constraints with a place and a category."""

    def __init__(
        self, infcx: BorrowckInferCtxt, universal: UniversalRegions, relations: UniversalRegionRelations, param_env: Any
    ) -> None:
        self.infcx = infcx
        self.tcx: TyCtxt = infcx.tcx
        self.universal = universal
        self.relations = relations
        self.param_env = param_env
        self.fulfill = FulfillmentCtxt(infcx)
        self.constraints: list[OutlivesConstraint] = []
        self.type_tests: list[TypeTest] = []
        self.asks_nothing: set[k.Binder] = set()
        self.broken: list[tuple[str, Span]] = []
        """What could not be related or proven although type checking accepted it: ours to mend."""

    # -- operations --

    def sub(self, a: Any, b: Any, location: Location | None, span: Span, category: Category) -> None:
        """`a <: b`."""
        self.relate(a, b, "covariant", location, span, category)

    def eq(self, a: Any, b: Any, location: Location | None, span: Span, category: Category) -> None:
        self.relate(a, b, "invariant", location, span, category)

    def relate(self, a: Any, b: Any, variance: str, location: Location | None, span: Span, category: Category) -> None:
        if a is b:
            return
        flags = a.flags | b.flags
        # An opaque type without regions has bounds still, which its hidden type may owe a `T: 'static` to.
        defines = flags & k.HAS_OPAQUE and self.infcx.defining_opaques
        if type(a) is k.NeverTy or not flags & _MATTERS and not defines:
            return
        out: list[Obligation] = []
        relation = NllRelation(self.infcx, self.param_env, Cause(span, self.universal_body()), out)
        error = relation.relate(a, b, variance)
        if error is not None:
            self.broken.append(("relating types", span))
        if out:
            self.fulfill.register_obligations(out)
        self.finish(location, span, category)

    def universal_body(self) -> Any:
        return self.infcx.body

    def normalize(self, value: Any, location: Location | None, span: Span, category: Category) -> Any:
        if not value.flags & k.HAS_ALIAS:
            return value
        made = self.fulfill.normalize(Cause(span, self.infcx.body), self.param_env, value)
        self.finish(location, span, category)
        if made.flags & k.HAS_TY_INFER:
            made = self.infcx.resolve_vars_if_possible(made)
        return made

    def prove(self, predicate: k.Binder, location: Location | None, span: Span, category: Category) -> None:
        """Proves `predicate` for what it asks of regions."""
        if not predicate.flags & _MATTERS and not predicate.vars:
            # Without regions of its own it can still ask `T: 'a`; the answer is the same each time.
            if not predicate.flags & k.HAS_PARAM or predicate in self.asks_nothing:
                return
            before = len(self.type_tests), len(self.constraints)
            self.prove_now(predicate, location, span, category)
            if before == (len(self.type_tests), len(self.constraints)):
                self.asks_nothing.add(predicate)
            return
        self.prove_now(predicate, location, span, category)

    def prove_now(self, predicate: k.Binder, location: Location | None, span: Span, category: Category) -> None:
        before = self.infcx.universe
        self.fulfill.register_obligation(Obligation(predicate, self.param_env, Cause(span, self.infcx.body)))
        self.finish(location, span, category)
        for universe in range(before + 1, self.infcx.universe + 1):
            self.infcx.universe_goals[universe] += (predicate,)

    def finish(self, location: Location | None, span: Span, category: Category) -> None:
        """Works off what is pending and takes over what was recorded."""
        if self.fulfill.pending:
            errors = self.fulfill.select_where_possible()
            if errors:
                self.broken.append(("proving a bound with lifetimes", span))
            self.fulfill.pending = []
            self.fulfill.active.clear()
        infcx = self.infcx
        if infcx.region_constraints:
            recorded, infcx.region_constraints = infcx.region_constraints, []
            info, infcx.variance_info = infcx.variance_info, {}
            for i, (longer, shorter, _) in enumerate(recorded):
                self.push(self.vid(longer, span), self.vid(shorter, span), location, span, category, info.get(i))
        if infcx.type_outlives:
            pending, infcx.type_outlives = infcx.type_outlives, []
            for ty, region in pending:
                self.type_must_outlive(ty, region, location, span, category)

    # -- constraints --

    def vid(self, region: k.Region, span: Span) -> int:
        if type(region) is k.ReVar:
            return region.vid
        if type(region) is k.RePlaceholder:
            return self.infcx.placeholder_region(region)
        found = self.universal.indices.get(region)
        if found is None:
            if type(region) is not k.ReError:
                self.broken.append(("a lifetime of unknown origin", span))
            return STATIC
        return found

    def push(
        self,
        sup: int,
        sub: int,
        location: Location | None,
        span: Span,
        category: Category,
        variance: Any = None,
        from_closure: bool = False,
    ) -> None:
        if sup != sub:
            self.constraints.append(OutlivesConstraint(sup, sub, location, span, category, variance, from_closure))

    def type_must_outlive(
        self,
        ty: Any,
        region: k.Region,
        location: Location | None,
        span: Span,
        category: Category,
        from_closure: bool = False,
    ) -> None:
        """`ty: region`, taken apart (rustc's `TypeOutlives`)."""
        ty = self.infcx.resolve_vars_if_possible(ty)
        parts: list[Any] = []
        components(self.tcx, ty, parts)
        if not parts:
            return
        lower = self.vid(region, span)
        for part in parts:
            if isinstance(part, k.Region):
                self.push(self.vid(part, span), lower, location, span, category, from_closure=from_closure)
            elif type(part) is k.AliasTy:
                self.alias_must_outlive(part, lower, location, span, category)
            else:
                self.type_tests.append(TypeTest(part, lower, span, self.param_bound(part)))

    def param_bound(self, param: k.Ty) -> Any:
        """What is known to outlive what: `T: 'a` in scope, and the function's body for every parameter."""
        known = [("outlived", vid) for ty, vid in self.relations.region_bound_pairs if ty is param]
        return ("any", [*known, ("outlived", self.universal.fr_fn_body)])

    def alias_must_outlive(self, alias: k.AliasTy, lower: int, location: Location | None, span: Span, category: Category) -> None:
        env = [("outlived", vid) for ty, vid in self.relations.region_bound_pairs if self.same(ty, alias)]
        declared = self.declared_bounds(alias, span)
        parts: list[Any] = []
        variances = self.tcx.variances_of(alias.def_id) if alias.kind == "opaque" else ()
        for i, arg in enumerate(alias.args):
            if not (i < len(variances) and variances[i] == "bivariant"):
                components(self.tcx, arg, parts)
        if not env and not declared and alias.kind == "opaque":
            for part in parts:
                self.type_must_outlive(part, self.tcx.re_var(lower), location, span, category)
            return
        if not env and len(declared) == 1 and not any(not isinstance(p, k.Region) for p in parts):
            self.push(declared[0], lower, location, span, category)
            return
        inner = [("outlived", self.vid(p, span)) if isinstance(p, k.Region) else self.param_bound(p) for p in parts]
        bounds = [*env, *(("outlived", vid) for vid in declared), ("all", inner)]
        if not inner:
            return
        self.type_tests.append(TypeTest(alias, lower, span, ("any", bounds)))

    def same(self, a: k.Ty, b: k.Ty) -> bool:
        return a is b or self.tcx.erase_regions(a) is self.tcx.erase_regions(b)

    def declared_bounds(self, alias: k.AliasTy, span: Span) -> list[int]:
        """`type Assoc: 'a`, `impl Trait + 'a`."""
        found = []
        for clause, _ in self.tcx.item_bounds(alias.def_id):
            value = clause.value
            if type(value) is k.TypeOutlives and not clause.vars:
                found.append(self.vid(self.tcx.subst(value.region, alias.args), span))
        return found


_MATTERS = k.HAS_FREE_REGIONS | k.HAS_TY_INFER | k.HAS_CT_INFER | k.HAS_BOUND | k.HAS_PLACEHOLDER
