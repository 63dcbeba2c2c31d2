"""Bounds, and the associated types that they give (rustc's `hir_ty_lowering::bounds`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rustmem.items import assoc_errors, errors
from rustmem.items.bounds_cycle import check_bounds_cycle
from rustmem.items.lower_args import ArgLowering
from rustmem.items.result_lifetimes import check_output_binding
from rustmem.source.index import DefId
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.traits.elaborate import instantiate_supertrait, supertraits
from rustmem.ty import intern as i
from rustmem.ty import kind as k
from rustmem.ty.context import QueryCycle
from rustmem.ty.defs import (
    DefRes,
    Res,
    SelfTyAliasRes,
    SelfTyParamRes,
)
from rustmem.ty.print import def_path_str


class BoundLowering(ArgLowering):
    """Lowers bounds to clauses, and `T::Item` by the bounds on `T`."""

    def of_item(self, item: DefId) -> BoundLowering:
        raise NotImplementedError

    # -- associated types --

    def assoc_ty(self, base: k.Ty, res: Res | None, segment: ast.PathSegment, span: Span) -> k.Ty:
        """`T::Item` (rustc's `lower_type_relative_ty_path`)."""
        tcx, name = self.tcx, segment.ident.name
        if isinstance(base, k.ErrorTy):
            return base
        candidates: list[k.Binder] = []
        match res:
            case SelfTyAliasRes(alias_to=impl) if tcx.def_kind(impl) == "impl":
                header = tcx.impl_header(impl)
                if header.trait_ref is not None:
                    candidates = [tcx.binder(header.trait_ref)]
            case SelfTyParamRes(trait=trait):
                candidates = [tcx.binder(tcx.trait_ref(trait, tcx.identity_args(trait)))]
                candidates += self.param_bounds(None, name, span)
            case DefRes(kind="type param", def_id=def_id):
                candidates = self.param_bounds(def_id, name, span)
            case _:
                found = self.assoc_of_infer(base, segment, span)
                if found is not None:
                    return found
        is_param = isinstance(res, (SelfTyParamRes,)) or isinstance(res, DefRes) and res.kind == "type param"
        matches = self.bounds_with(candidates, name)
        if not matches:
            if (
                isinstance(base, k.AdtTy)
                and tcx.adt_def(base.def_id).kind == "enum"
                and any(v.name == name for v in tcx.adt_def(base.def_id).variants)
            ):
                self.emit(errors.variant_as_type(segment.ident.span, name))
                return i.ERROR
            if is_param or candidates:
                self.emit(errors.assoc_type_not_found(self, base, segment, span, candidates, res))
            else:
                self.emit(assoc_errors.ambiguous_type(tcx, base, name, span))
            return i.ERROR
        if len(matches) > 1:
            # rustc goes on with the first of them.
            matches = self.in_order(candidates, name)
            self.emit_and_go_on(assoc_errors.ambiguous_bounds(tcx, base, segment, span, matches))
        bound, assoc = matches[0]
        trait_ref = bound.value
        if bound.vars and trait_ref.binders:
            trait_ref = self.instantiate_poly(bound, span)
        args = self.own_args(assoc, segment, trait_ref.args, span)
        return self.projected(span, assoc, args)

    def in_order(self, candidates: list[k.Binder], name: str) -> list[tuple[k.Binder, DefId]]:
        """The bounds with `name` as rustc goes through them: a stack, supertraits on top of what they are those of."""
        found: dict[k.Binder, None] = {}
        stack = list(candidates)
        while stack:
            at = stack.pop()
            if at not in found:
                found[at] = None
                stack.extend(supertraits(self.tcx, at)[1:])
        matches = dict(reversed([(bound.value, (bound, assoc)) for bound, assoc in self.bounds_with(list(found), name)]))
        order = [bound.value for bound in found]
        return sorted(matches.values(), key=lambda match: order.index(match[0].value))

    def emit_and_go_on(self, diag: Any) -> None:
        """An error in a signature after which rustc still looks into the body."""
        self.tcx.emit(diag)

    def instantiate_poly(self, bound: k.Binder, span: Span) -> Any:
        """The trait reference of a higher-ranked bound."""
        self.tcx.unsupported("an associated type of a higher-ranked bound", span, self.item)
        return self.tcx.instantiate_erased(bound)

    def bounds_with(self, candidates: list[k.Binder], name: str) -> list[tuple[k.Binder, DefId]]:
        """The bounds, supertraits included, whose trait has an associated type `name`."""
        found: dict[Any, tuple[k.Binder, DefId]] = {}
        for candidate in candidates:
            for bound in self.defining_traits(candidate, name):
                for assoc in self.tcx.associated_items(bound.value.def_id):
                    if assoc.kind == "type" and assoc.name == name:
                        found.setdefault((bound.value, assoc.def_id), (bound, assoc.def_id))
        return list(found.values())

    def defining_traits(self, candidate: k.Binder, name: str) -> list[k.Binder]:
        """A trait and its supertraits; of one whose bounds are just being read, those that can have `name`."""
        try:
            return supertraits(self.tcx, candidate)
        except QueryCycle as cycle:
            if cycle.query != "explicit_super_predicates_of":
                raise
        found: dict[k.Binder, None] = {candidate: None}
        queue = [candidate]
        for at in queue:
            trait = at.value.def_id
            node = self.tcx.hir(trait)
            lowerer = self.of_item(trait)
            written = [(self.tcx.param(0, "Self"), b) for b in node.bounds if isinstance(b, ast.TraitBound)]
            for self_ty, bound in [*written, *self.bounds_on(node.generics, None)]:
                if self.trait_may_define(bound, name):
                    for above in lowerer.poly_trait_refs(bound, self_ty):
                        made = instantiate_supertrait(self.tcx, above, at)
                        if made not in found:
                            found[made] = None
                            queue.append(made)
        return queue

    def param_bounds(self, param: DefId | None, name: str, span: Span) -> list[k.Binder]:
        """The trait bounds on a parameter (None: `Self` of a trait) that can have an associated type `name`."""
        from_items = self.tcx.cache("param bounds")
        key = (self.item, param, name)
        found = from_items.get(key)
        if found is None:
            if param is not None:
                check_bounds_cycle(self.tcx, self.item, (param, name), span, self.defining_bounds)
            found = from_items[key] = self.find_param_bounds(param, name)
        return found

    def find_param_bounds(self, param: DefId | None, name: str) -> list[k.Binder]:
        tcx = self.tcx
        found: list[k.Binder] = []
        at: DefId | None = self.item
        while at is not None:
            kind = tcx.def_kind(at)
            node = tcx.hir(at)
            generics = getattr(node, "generics", None)
            if generics is not None:
                lowerer = self.of_item(at)
                for bounded, bound in self.bounds_on(generics, param):
                    if self.trait_may_define(bound, name):
                        found += lowerer.poly_trait_refs(bound, bounded)
            if kind == "mod":
                break
            if param is not None and kind in ("fn", "assoc fn") and tcx.def_kind(param) == "type param":
                own = tcx.hir(param)
                if isinstance(own, ast.ImplTraitTy) and tcx.parent(param) == at:
                    for written in own.bounds:
                        if isinstance(written, ast.TraitBound):
                            found += self.of_item(at).poly_trait_refs(written, self.param_ty(param))
            at = tcx.parent(at)
        return found

    def bounds_on(self, generics: ast.Generics, param: DefId | None) -> Iterator[tuple[k.Ty, ast.TraitBound]]:
        """(the parameter's type, bound) of the bounds written on a parameter."""
        tcx = self.tcx
        for p in generics.params:
            if isinstance(p, ast.TypeParam) and param is not None and tcx.lookup("def_ids", p) == param:
                for bound in p.bounds:
                    if isinstance(bound, ast.TraitBound):
                        yield self.param_ty(param), bound
        for predicate in generics.where_clause:
            if not isinstance(predicate.bounded, ast.PathTy) or predicate.bounded.qself is not None:
                continue
            res = tcx.full_res(predicate.bounded.path)
            ours = (
                isinstance(res, SelfTyParamRes)
                if param is None
                else isinstance(res, DefRes) and res.kind == "type param" and res.def_id == param
            )
            if ours:
                for bound in predicate.bounds:
                    if isinstance(bound, ast.TraitBound):
                        yield (tcx.param(0, "Self") if param is None else self.param_ty(param)), bound

    def param_ty(self, def_id: DefId) -> k.Ty:
        parent = self.tcx.parent(def_id)
        assert parent is not None
        for p in self.tcx.generics_of(parent).params:
            if p.def_id == def_id:
                return self.tcx.param(p.index, p.name)
        return i.ERROR

    def defining_bounds(self, item: DefId, param: DefId, name: str) -> list[ast.TraitBound]:
        """The bounds written on a parameter whose trait can have an associated type `name`."""
        generics = getattr(self.tcx.hir(item), "generics", None)
        written = self.bounds_on(generics, param) if generics is not None else ()
        return [bound for _, bound in written if self.trait_may_define(bound, name)]

    def trait_may_define(self, bound: ast.TraitBound, name: str) -> bool:
        """Whether the bound's trait or a supertrait has an associated type `name`; asked of the trees, so that
        the bounds of one parameter can mention associated types of another."""
        res = self.tcx.full_res(bound.path)
        if not isinstance(res, DefRes):
            return False
        stack, seen = [res.def_id], set()
        while stack:
            trait = stack.pop()
            if trait in seen:
                continue
            seen.add(trait)
            node = self.tcx.hir(trait)
            if any(isinstance(x, ast.TypeAlias) and x.ident.name == name for x in getattr(node, "items", ())):
                return True
            supers = list(getattr(node, "bounds", ()))
            for predicate in node.generics.where_clause:
                if isinstance(predicate.bounded, ast.PathTy) and isinstance(
                    self.tcx.full_res(predicate.bounded.path), SelfTyParamRes
                ):
                    supers += predicate.bounds
            for sup in supers:
                if isinstance(sup, ast.TraitBound):
                    found = self.tcx.full_res(sup.path)
                    if isinstance(found, DefRes):
                        stack.append(found.def_id)
        return False

    def poly_trait_refs(self, bound: ast.TraitBound, self_ty: k.Ty) -> list[k.Binder]:
        """The trait reference of a bound, without its associated-type constraints."""
        res = self.tcx.full_res(bound.path)
        if not isinstance(res, DefRes) or res.kind != "trait" or bound.modifier == "?":
            return []
        self.depth += 1
        args = self.args_for(res.def_id, bound.path.segments[-1], self.tcx.shift(self_ty, 1), bound.path.span)
        self.depth -= 1
        return [self.tcx.binder(self.tcx.trait_ref(res.def_id, args), tuple(self.tcx.lookup("binders", bound) or ()))]

    # -- bounds --

    def bounds(self, self_ty: k.Ty, bounds: tuple[ast.Bound, ...], out: list[tuple[k.Clause, Span]]) -> None:
        """What `self_ty: bounds` says, each with the span of its bound."""
        for bound in bounds:
            match bound:
                case ast.TraitBound():
                    self.trait_bound(self_ty, bound, out)
                case ast.OutlivesBound():
                    region = self.lifetime(bound.lifetime)
                    out.append(
                        (
                            self.tcx.binder(self.tcx.type_outlives(self.tcx.shift(self_ty, 1), self.tcx.shift(region, 1))),
                            bound.span,
                        )
                    )
                case _:
                    pass

    def trait_bound(self, self_ty: k.Ty, bound: ast.TraitBound, out: list[tuple[k.Clause, Span]], shifted: bool = False) -> None:
        tcx = self.tcx
        res = tcx.full_res(bound.path)
        if not isinstance(res, DefRes) or res.kind not in ("trait", "trait alias"):
            self.tainted = True
            return
        if bound.modifier == "?":
            return
        if res.kind == "trait alias" or bound.modifier not in ("",):
            tcx.unsupported("a trait alias" if res.kind == "trait alias" else f"`{bound.modifier}` bounds", bound.span, self.item)
            return
        vars = tuple(tcx.lookup("binders", bound) or ())
        self.depth += 1
        inner = self_ty if shifted else tcx.shift(self_ty, 1)
        segment = bound.path.segments[-1]
        args = self.args_for(res.def_id, segment, inner, bound.path.span)
        trait_ref = tcx.trait_ref(res.def_id, args)
        place = bound.span if not bound.path.span or bound.generic_params else bound.path.span
        out.append((tcx.binder(tcx.trait_predicate(trait_ref), vars), place))
        if segment.args is not None:
            self.constraints(trait_ref, vars, segment, bound, out)
        self.depth -= 1

    def is_erased(self, ty: Any) -> bool:
        """Whether a type stands for what `dyn` hides; only there is a name bound once."""
        return type(ty) is k.ParamTy and ty.name == "dyn Self"

    def constraints(
        self,
        trait_ref: Any,
        vars: tuple[Any, ...],
        segment: ast.PathSegment,
        bound: ast.TraitBound,
        out: list[tuple[k.Clause, Span]],
    ) -> None:
        """`Item = T`, `Item: Bound`, and the output of `Fn(A) -> B`."""
        tcx = self.tcx
        written = segment.args
        assert written is not None
        if written.parenthesized:
            output = self.lower_ty(written.output) if written.output is not None else i.UNIT
            assoc = tcx.lang_item("fn_once_output")
            if assoc is None:
                tcx.unsupported("the Fn traits", bound.span, self.item)
                return
            alias = tcx.alias("projection", assoc, trait_ref.args)
            span = written.output.span if written.output is not None else written.span
            wrong = check_output_binding(tcx, trait_ref, vars, output, "Output", span) if vars else None
            if wrong is not None:
                self.emit(wrong)
            out.append((tcx.binder(tcx.projection_predicate(alias, output), vars), span))
            return
        seen: dict[DefId, Span] = {}
        for constraint in written.constraints:
            matches = self.bounds_with([tcx.binder(trait_ref, vars)], constraint.ident.name)
            if not matches:
                self.emit(errors.assoc_type_not_found_in_trait(self, trait_ref.def_id, constraint.ident))
                continue
            if len(matches) > 1:
                tcx.unsupported("an ambiguous associated type", constraint.span, self.item)
                continue
            owner, assoc = matches[0]
            if assoc in seen and self.is_erased(trait_ref.args[0]):
                self.emit(errors.assoc_type_bound_twice(constraint, seen[assoc], def_path_str(tcx, assoc)))
                continue
            seen[assoc] = constraint.span
            args = self.own_args(assoc, ast.PathSegment(constraint.ident, constraint.args), owner.value.args, constraint.span)
            alias = tcx.alias("projection", assoc, args)
            if isinstance(constraint.ty, ast.AnonConst):
                tcx.unsupported("associated constant equality", constraint.span, self.item)
            elif constraint.ty is not None:
                term = self.lower_ty(constraint.ty)
                wrong = check_output_binding(tcx, trait_ref, vars, term, constraint.ident.name, constraint.span) if vars else None
                if wrong is not None:
                    self.emit(wrong)
                out.append((tcx.binder(tcx.projection_predicate(alias, term), vars), constraint.span))
            else:
                self.assoc_bounds(alias, vars, constraint, out)

    def assoc_bounds(
        self, alias: k.Ty, vars: tuple[Any, ...], constraint: ast.AssocConstraint, out: list[tuple[k.Clause, Span]]
    ) -> None:
        if vars:
            self.tcx.unsupported("bounds on an associated type under a binder", constraint.span, self.item)
            return
        self.depth -= 1
        self.bounds(alias, constraint.bounds, out)
        self.depth += 1
