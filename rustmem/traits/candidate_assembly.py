"""What may prove a goal (rustc's `select::candidate_assembly`)."""

from __future__ import annotations

from typing import Any

from rustmem.source.index import DefId
from rustmem.source.span import DUMMY_SP
from rustmem.traits import auto, builtin, project, unsize
from rustmem.traits.builtin import AMBIGUOUS, trait_flags
from rustmem.traits.elaborate import elaborated_item_bounds, env_index, supertraits
from rustmem.traits.evaluation import STACK_ERR, Candidate, Evaluation, Frame
from rustmem.traits.fast_reject import args_may_unify, simplify_type
from rustmem.traits.match import NO, YES, ImplInfo, impl_info, match_args
from rustmem.traits.obligation import (
    Obligation,
)
from rustmem.ty import kind as k

_INFER = k.HAS_TY_INFER | k.HAS_CT_INFER


class CandidateAssembly(Evaluation):
    """Finds impls, bounds and builtin rules that may prove a trait predicate, for one `InferCtxt`."""

    __slots__ = ()

    def assemble(self, frame: Frame, predicate: k.TraitPredicate, obligation: Obligation, found: list[Candidate]) -> bool:
        """Appends what may prove `predicate`; True: a variable makes that impossible to say."""
        trait_ref = predicate.trait_ref
        self_ty: Any = trait_ref.args[0]
        flags = trait_flags(self.tcx, trait_ref.def_id)
        if type(self_ty) is k.InferTy and self_ty.kind == "ty":
            return True
        match flags.builtin:
            case "copy" | "clone":
                if self.assemble_copy_clone(trait_ref, obligation, found):
                    return True
            case "sized" | "meta_sized" | "pointee_sized":
                types = builtin.sized_conditions(self.tcx, self_ty, flags.builtin)
                if types is AMBIGUOUS:
                    return True
                if types is not None:
                    found.append(("builtin", types))
            case "destruct" | "pointee" | "discriminant_kind":
                found.append(("builtin", ()))
            case "tuple":
                if type(self_ty) is k.TupleTy:
                    found.append(("builtin", ()))
            case "fn_ptr":
                if type(self_ty) is k.FnPtrTy:
                    found.append(("builtin", ()))
            case "unsize":
                if unsize.assemble(self, trait_ref, obligation, found):
                    return True
            case _:
                if flags.builtin in builtin.FN_KINDS and self.assemble_fn(flags.builtin, self_ty, found):
                    return True
                self.assemble_impls(trait_ref, obligation, found)
                if type(self_ty) is k.DynTy:
                    self.assemble_object(trait_ref, obligation, found)
        if type(self_ty) is k.AliasTy:
            self.assemble_item_bounds(frame, trait_ref, obligation, found)
        self.assemble_caller_bounds(frame, trait_ref, obligation, found)
        if flags.auto:
            return auto.assemble(self, trait_ref, found)
        return False

    def assemble_copy_clone(self, trait_ref: k.TraitRef, obligation: Obligation, found: list[Candidate]) -> bool:
        types = builtin.copy_clone_conditions(self.infcx, trait_ref.args[0])
        if types is AMBIGUOUS:
            return True
        if type(trait_ref.args[0]) is k.ArrayTy:
            before = len(found)
            self.assemble_impls(trait_ref, obligation, found)
            if len(found) > before:
                return False
        if types is not None:
            found.append(("builtin", types))
        else:
            self.assemble_impls(trait_ref, obligation, found)
            if type(trait_ref.args[0]) is k.DynTy:
                self.assemble_object(trait_ref, obligation, found)
        return False

    def assemble_fn(self, name: str, ty: Any, found: list[Candidate]) -> bool:
        """Closures, function items and pointers for Fn, FnMut and FnOnce."""
        wanted = builtin.FN_KINDS[name]
        if type(ty) is k.ClosureTy:
            kind = builtin.closure_kind(self.infcx, ty)
            if kind is None:
                if wanted != 2:
                    return True
                found.append(("closure",))
            elif kind <= wanted:
                found.append(("closure",))
        elif type(ty) is k.FnPtrTy or type(ty) is k.FnDefTy:
            if builtin.is_fn_trait_compatible(builtin.fn_sig_of(self.tcx, ty).value):
                found.append(("fn",))
        return False

    def relevant_impls(self, trait: DefId, self_ty: k.Ty) -> tuple[DefId, ...]:
        """Impls whose self type may be `self_ty`, by its outermost shape."""
        impls = self.tcx.trait_impls_of(trait)
        key = simplify_type(self_ty)
        if key is not None:
            return (*impls.blanket, *impls.by_type.get(key, ()))
        if type(self_ty) is k.InferTy and self_ty.kind != "ty":
            names = _INT_KEYS if self_ty.kind == "int" else _FLOAT_KEYS
            return (*impls.blanket, *(i for name in names for i in impls.by_type.get(name, ())))
        return impls.blanket  # type: ignore[no-any-return]

    def assemble_impls(self, trait_ref: k.TraitRef, obligation: Obligation, found: list[Candidate]) -> None:
        tcx, infcx = self.tcx, self.infcx
        for def_id in self.relevant_impls(trait_ref.def_id, trait_ref.args[0]):  # type: ignore[arg-type]
            info = impl_info(tcx, def_id)
            if info.polarity == "reservation":
                continue
            answer = match_args(info.trait_ref.args, trait_ref.args, info.template.copy())
            if answer == NO:
                continue
            if answer != YES:
                if not args_may_unify(info.trait_ref.args, trait_ref.args):
                    continue
                mark = infcx.snapshot()
                matched = self.match_impl(info, trait_ref, obligation)
                infcx.rollback_to(mark)
                if matched is None:
                    continue
            found.append(("impl", def_id))

    def match_impl(
        self, info: ImplInfo, trait_ref: k.TraitRef, obligation: Obligation
    ) -> tuple[k.GenericArgs, list[Obligation]] | None:
        """The impl's arguments under which its header is `trait_ref`, and obligations; None if it cannot be."""
        infcx, tcx = self.infcx, self.tcx
        if infcx.erased:
            args = info.template.copy()
            answer = match_args(info.trait_ref.args, trait_ref.args, args)
            if answer == NO:
                return None
            if answer == YES and None not in args:
                return tuple(args), []
        fresh = infcx.fresh_args_for_item(obligation.cause.span, info.def_id)
        header = tcx.subst(info.trait_ref, fresh)
        nested: list[Obligation] = []
        if header.flags & k.HAS_ALIAS:
            header = project.normalize(self, obligation.param_env, obligation.cause, header, nested, obligation.depth + 1)
        if infcx.eq(obligation.param_env, obligation.cause, trait_ref, header, nested) is not None:
            return None
        return fresh, nested

    def assemble_object(self, trait_ref: k.TraitRef, obligation: Obligation, found: list[Candidate]) -> None:
        """`dyn Trait` implements Trait and its supertraits."""
        self_ty: Any = trait_ref.args[0]
        for pred in self_ty.preds:
            if type(pred.value) is k.ExistentialTraitRef:
                for upcast in self.object_supertraits(self_ty, pred):
                    if upcast.value.def_id == trait_ref.def_id and self.matches(upcast, trait_ref, obligation):
                        found.append(("object", upcast))
            elif type(pred.value) is k.ExistentialAutoTrait and pred.value.def_id == trait_ref.def_id:
                found.append(("builtin", ()))

    def object_supertraits(self, self_ty: k.DynTy, principal: k.Binder) -> list[k.Binder]:
        value = principal.value
        cache = self.tcx.cache("object supertraits")
        key = (self_ty, principal)
        found = cache.get(key)
        if found is None:
            whole = self.tcx.trait_ref(value.def_id, (self.tcx.shift(self_ty, 1), *value.args))
            found = cache[key] = supertraits(self.tcx, self.tcx.binder(whole, principal.vars))
        return found

    def assemble_item_bounds(self, frame: Frame, trait_ref: k.TraitRef, obligation: Obligation, found: list[Candidate]) -> None:
        """What the declaration of the alias promises: `type Item: Display`, `impl Display`."""
        at: Any = trait_ref.args[0]
        level = 0
        while type(at) is k.AliasTy and at.kind in ("projection", "opaque"):
            for clause in elaborated_item_bounds(self.tcx, at.def_id):
                value = clause.value
                if type(value) is not k.TraitPredicate or value.trait_ref.def_id != trait_ref.def_id:
                    continue
                bound = self.tcx.subst(clause, at.args)
                if self.infcx.erased and bound.flags & k.HAS_UNERASED:
                    bound = self.tcx.erase_regions(bound)
                if bound.value.trait_ref.args[0] is trait_ref.args[0] or at is trait_ref.args[0]:
                    if self.matches_bound(bound, trait_ref, obligation):
                        found.append(("alias", bound, clause, level))
            at = at.args[0] if at.kind == "projection" else None
            level += 1

    def matches_bound(self, bound: k.Binder, trait_ref: k.TraitRef, obligation: Obligation) -> bool:
        infcx = self.infcx
        mark = infcx.snapshot()
        try:
            return self.unify_bound(bound, trait_ref, obligation) is not None
        finally:
            infcx.rollback_to(mark)

    def unify_bound(self, bound: k.Binder, trait_ref: k.TraitRef, obligation: Obligation) -> list[Obligation] | None:
        """Makes the (normalised) bound's trait reference the goal's."""
        infcx = self.infcx
        value = infcx.instantiate_binder_with_fresh_vars(obligation.cause.span, bound).trait_ref
        nested: list[Obligation] = []
        rest = value.args[1:]
        if any(arg.flags & k.HAS_ALIAS for arg in rest):
            rest = tuple(
                project.normalize(self, obligation.param_env, obligation.cause, arg, nested, obligation.depth + 1) for arg in rest
            )
            value = self.tcx.trait_ref(value.def_id, (value.args[0], *rest))
        if infcx.eq(obligation.param_env, obligation.cause, trait_ref, value, nested) is not None:
            return None
        return nested

    def assemble_caller_bounds(self, frame: Frame, trait_ref: k.TraitRef, obligation: Obligation, found: list[Candidate]) -> None:
        bounds = env_index(self.tcx, obligation.param_env, self.infcx.erased).traits.get(trait_ref.def_id)
        if not bounds:
            return
        for bound in bounds:
            value = bound.value
            if value.polarity != "positive":
                continue
            if not bound.vars and value.trait_ref is trait_ref:
                found.append(("param", bound))
                continue
            if not args_may_unify_exact(value.trait_ref.args, trait_ref.args):
                continue
            candidate = ("param", bound)
            predicate = self.tcx.trait_predicate(trait_ref)
            if self.evaluate_candidate(frame, predicate, obligation, candidate) < STACK_ERR:
                found.append(candidate)

    def matches(self, poly: k.Binder, trait_ref: k.TraitRef, obligation: Obligation) -> bool:
        """Whether `poly` (Binder of TraitRef), some variables of it chosen, can be `trait_ref`."""
        infcx = self.infcx
        mark = infcx.snapshot()
        value = infcx.instantiate_binder_with_fresh_vars(DUMMY_SP, poly)
        if value.flags & k.HAS_ALIAS:
            value = project.normalize(self, obligation.param_env, obligation.cause, value, [], obligation.depth + 1)
        answer = infcx.eq(obligation.param_env, obligation.cause, trait_ref, value) is None
        infcx.rollback_to(mark)
        return answer


SIZED = ("sized", "meta_sized", "pointee_sized")
_INT_KEYS = ("i32", "isize", "i8", "i16", "i64", "i128", "usize", "u8", "u16", "u32", "u64", "u128")
_FLOAT_KEYS = ("f32", "f64", "f16", "f128")
_UNSIZED = {
    k.StrTy,
    k.SliceTy,
    k.DynTy,
    k.ForeignTy,
    k.AdtTy,
    k.TupleTy,
    k.AliasTy,
    k.ParamTy,
    k.InferTy,
    k.PlaceholderTy,
    k.BoundTy,
}


def is_trivially_sized(ty: Any) -> bool:
    return type(ty) not in _UNSIZED


_LOOSE = {k.InferTy, k.AliasTy, k.ErrorTy, k.InferConst, k.UnevaluatedConst, k.BoundTy}


def args_may_unify_exact(bound: k.GenericArgs, found: k.GenericArgs) -> bool:
    """Cheap rejection for a where-clause, whose parameters stand for themselves."""
    for a, b in zip(bound, found):
        if a is b or isinstance(a, k.Region):
            continue
        cls_a, cls_b = type(a), type(b)
        if cls_a in _LOOSE or cls_b in _LOOSE:
            continue
        if cls_a is not cls_b:
            return False
        if cls_a is k.ParamTy and a.index != b.index:  # type: ignore[union-attr]
            return False
        if cls_a is k.AdtTy and a.def_id != b.def_id:  # type: ignore[union-attr]
            return False
    return True
