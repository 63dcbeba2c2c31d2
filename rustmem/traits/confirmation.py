"""Proving a goal by the candidate that was chosen: what is unified, and which obligations follow
(rustc's `select::confirmation`)."""

from __future__ import annotations

from typing import Any

from rustmem.traits import auto, builtin, project, unsize
from rustmem.traits.builtin import trait_flags
from rustmem.traits.candidate_assembly import SIZED, CandidateAssembly, is_trivially_sized
from rustmem.traits.elaborate import env_index
from rustmem.traits.evaluation import Candidate
from rustmem.traits.match import ImplInfo, impl_info
from rustmem.traits.obligation import (
    UNIMPLEMENTED,
    BuiltinDerived,
    Cause,
    ImplDerived,
    ImplSource,
    Obligation,
    SelectionError,
    SignatureMismatch,
)
from rustmem.ty import kind as k


class Confirmation(CandidateAssembly):
    """Each `confirm_…` answers with the source of the proof, or why there is none after all."""

    __slots__ = ()

    def confirm(
        self, obligation: Obligation, predicate: k.TraitPredicate, candidate: Candidate
    ) -> ImplSource | SelectionError | None:
        if not self.infcx.erased:
            candidate = self.with_regions(obligation, predicate, candidate)
        return _CONFIRM[candidate[0]](self, obligation, predicate, candidate)  # type: ignore[no-any-return]

    def with_regions(self, obligation: Obligation, predicate: k.TraitPredicate, candidate: Candidate) -> Candidate:
        """The candidate, which was found with regions erased, as it is with them."""
        tcx = self.tcx
        self_ty: Any = predicate.trait_ref.args[0]
        match candidate[0]:
            case "param":
                written = env_index(tcx, obligation.param_env, True).originals.get(candidate[1], [candidate[1]])
                exact = [b for b in written if b.value.trait_ref is predicate.trait_ref]
                return ("param", (exact or written)[0])
            case "alias":
                for _ in range(candidate[3]):
                    self_ty = self_ty.args[0]
                return ("alias", tcx.subst(candidate[2], self_ty.args))
            case "object" | "upcast":
                principal = unsize.principal_of(self_ty)
                if principal is not None:
                    for upper in self.object_supertraits(self_ty, principal):
                        if tcx.erase_regions(upper) is candidate[1]:
                            return (candidate[0], upper)
            case "builtin" if candidate[1]:
                name = trait_flags(tcx, predicate.trait_ref.def_id).builtin
                if name in SIZED:
                    return ("builtin", builtin.sized_conditions(tcx, self_ty, name))
                return ("builtin", builtin.copy_clone_conditions(self.infcx, self_ty))
        return candidate

    def confirm_impl(self, obligation: Obligation, predicate: k.TraitPredicate, candidate: Candidate) -> Any:
        info = impl_info(self.tcx, candidate[1])
        matched = self.match_impl(info, predicate.trait_ref, obligation)
        if matched is None:
            return UNIMPLEMENTED
        args, nested = matched
        nested = self.impl_obligations(obligation, info, args, nested)
        return ImplSource("impl", nested, info.def_id, args)

    def impl_obligations(
        self, obligation: Obligation, info: ImplInfo, args: k.GenericArgs, nested: list[Obligation]
    ) -> list[Obligation]:
        """The impl's own bounds, with `args` for its parameters."""
        tcx = self.tcx
        sized = tcx.lang_items.get("sized")
        cause, depth, env = obligation.cause, obligation.depth + 1, obligation.param_env
        for index, (clause, span) in enumerate(info.bounds(tcx)):
            value = clause.value
            if type(value) is k.TraitPredicate and value.trait_ref.def_id == sized:
                param = value.trait_ref.args[0]
                if type(param) is k.ParamTy and is_trivially_sized(self.infcx.shallow_resolve(args[param.index])):
                    continue
            code = ImplDerived(obligation.predicate, cause.code, info.def_id, index, span)
            derived = Cause(cause.span, cause.body, code)
            bound = tcx.subst(clause, args)
            if bound.flags & k.HAS_ALIAS:
                bound = project.normalize(self, env, derived, bound, nested, depth)
            nested.append(Obligation(bound, env, derived, depth))
        return nested

    def confirm_param(self, obligation: Obligation, predicate: k.TraitPredicate, candidate: Candidate) -> Any:
        nested = self.unify_poly(candidate[1], predicate.trait_ref, obligation)
        return UNIMPLEMENTED if nested is None else ImplSource("param", nested, param=candidate[1])

    def unify_poly(self, poly: k.Binder, trait_ref: k.TraitRef, obligation: Obligation) -> list[Obligation] | None:
        infcx = self.infcx
        value = infcx.instantiate_binder_with_fresh_vars(obligation.cause.span, poly)
        value = value if type(value) is k.TraitRef else value.trait_ref
        nested: list[Obligation] = []
        if infcx.eq(obligation.param_env, obligation.cause, trait_ref, value, nested) is not None:
            return None
        return nested

    def confirm_alias(self, obligation: Obligation, predicate: k.TraitPredicate, candidate: Candidate) -> Any:
        nested = self.unify_bound(candidate[1], predicate.trait_ref, obligation)
        return UNIMPLEMENTED if nested is None else ImplSource("param", nested, param=candidate[1])

    def confirm_object(self, obligation: Obligation, predicate: k.TraitPredicate, candidate: Candidate) -> Any:
        upcast = candidate[1]
        nested: list[Obligation] = []
        infcx = self.infcx
        value = infcx.instantiate_binder_with_fresh_vars(obligation.cause.span, upcast)
        if value.flags & k.HAS_ALIAS:
            value = project.normalize(self, obligation.param_env, obligation.cause, value, nested, obligation.depth + 1)
        if infcx.eq(obligation.param_env, obligation.cause, predicate.trait_ref, value, nested) is not None:
            return UNIMPLEMENTED
        return ImplSource("builtin", nested, builtin="object", param=upcast)

    def confirm_builtin(self, obligation: Obligation, predicate: k.TraitPredicate, candidate: Candidate) -> Any:
        return ImplSource("builtin", self.component_obligations(obligation, predicate, candidate[1]))

    def component_obligations(self, obligation: Obligation, predicate: k.TraitPredicate, types: Any) -> list[Obligation]:
        """`ty: Trait` for each component, caused by the whole."""
        if not types:
            return []
        tcx, trait = self.tcx, predicate.trait_ref.def_id
        cause = Cause(obligation.cause.span, obligation.cause.body, BuiltinDerived(obligation.predicate, obligation.cause.code))
        env, depth = obligation.param_env, obligation.depth + 1
        nested: list[Obligation] = []
        for ty in types:
            if ty.flags & k.HAS_ALIAS:
                ty = project.normalize(self, env, cause, ty, nested, depth)
            goal = tcx.binder(tcx.trait_predicate(tcx.trait_ref(trait, (ty,))))
            nested.append(Obligation(goal, env, cause, depth))
        return nested

    def confirm_auto(self, obligation: Obligation, predicate: k.TraitPredicate, candidate: Candidate) -> Any:
        types = auto.constituent_types(self.infcx, predicate.trait_ref.args[0])
        if types is None:
            return None
        return ImplSource("builtin", self.component_obligations(obligation, predicate, types), builtin="auto")

    def confirm_closure(self, obligation: Obligation, predicate: k.TraitPredicate, candidate: Candidate) -> Any:
        closure: Any = predicate.trait_ref.args[0]
        sig = self.infcx.shallow_resolve(closure.args[-2])
        if type(sig) is not k.FnPtrTy:
            return None
        value = self.infcx.instantiate_binder_with_fresh_vars(obligation.cause.span, sig.sig)
        return self.confirm_callable(obligation, predicate, value.inputs[0], "closure")

    def confirm_fn(self, obligation: Obligation, predicate: k.TraitPredicate, candidate: Candidate) -> Any:
        ty: Any = predicate.trait_ref.args[0]
        sig = builtin.fn_sig_of(self.tcx, ty)
        nested: list[Obligation] = []
        value = self.infcx.instantiate_binder_with_fresh_vars(obligation.cause.span, sig)
        if value.flags & k.HAS_ALIAS:
            value = project.normalize(self, obligation.param_env, obligation.cause, value, nested, obligation.depth + 1)
        return self.confirm_callable(obligation, predicate, self.tcx.tuple(value.inputs), "fn", nested)

    def confirm_callable(
        self, obligation: Obligation, predicate: k.TraitPredicate, inputs: k.Ty, how: str, nested: Any = None
    ) -> Any:
        nested = [] if nested is None else nested
        own = self.tcx.trait_ref(predicate.trait_ref.def_id, (predicate.trait_ref.args[0], inputs))
        error = self.infcx.eq(obligation.param_env, obligation.cause, predicate.trait_ref, own, nested)
        if error is not None:
            return SignatureMismatch(self.tcx.binder(predicate.trait_ref), self.tcx.binder(own), error)
        return ImplSource("builtin", nested, builtin=how)

    def confirm_unsize(self, obligation: Obligation, predicate: k.TraitPredicate, candidate: Candidate) -> Any:
        return unsize.confirm(self, obligation, predicate)

    def confirm_upcast(self, obligation: Obligation, predicate: k.TraitPredicate, candidate: Candidate) -> Any:
        return unsize.confirm_upcast(self, obligation, predicate, candidate[1])


_CONFIRM = {
    "impl": Confirmation.confirm_impl,
    "param": Confirmation.confirm_param,
    "alias": Confirmation.confirm_alias,
    "object": Confirmation.confirm_object,
    "builtin": Confirmation.confirm_builtin,
    "auto": Confirmation.confirm_auto,
    "closure": Confirmation.confirm_closure,
    "fn": Confirmation.confirm_fn,
    "unsize": Confirmation.confirm_unsize,
    "upcast": Confirmation.confirm_upcast,
}
