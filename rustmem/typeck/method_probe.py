"""Which method `receiver.name` means (rustc's `method::probe`)."""

from __future__ import annotations

from typing import Any

from rustmem.resolve.stability import unstable_item
from rustmem.source.index import DefId
from rustmem.source.span import Span
from rustmem.traits import fast_reject
from rustmem.traits import obligation as o
from rustmem.traits.elaborate import elaborate, predicates_with_spans, supertraits
from rustmem.traits.fulfill import FulfillmentCtxt
from rustmem.traits.project import normalize
from rustmem.traits.queries import predicate_may_hold
from rustmem.ty import intern as i
from rustmem.ty import kind as k
from rustmem.typeck.autoderef import Autoderef

_INCOHERENT = (
    k.BoolTy, k.CharTy, k.IntTy, k.FloatTy, k.StrTy, k.ArrayTy, k.SliceTy, k.RawPtrTy, k.RefTy, k.NeverTy, k.TupleTy,
)  # fmt: skip


class Step:
    """One type that the receiver may be taken as."""

    __slots__ = ("ty", "autoderefs", "unsize", "raw")

    def __init__(self, ty: k.Ty, autoderefs: int, unsize: bool = False, raw: bool = False) -> None:
        self.ty = ty
        self.autoderefs = autoderefs
        self.unsize = unsize
        self.raw = raw
        """Reached through a raw pointer, which is never dereferenced implicitly."""


class Candidate:
    """A method or constant of that name. `kind`: `inherent`, `object`, `trait` or `where`."""

    __slots__ = ("item", "kind", "impl", "trait_ref")

    def __init__(self, item: Any, kind: str, impl: DefId | None = None, trait_ref: k.Binder | None = None) -> None:
        self.item = item
        self.kind = kind
        self.impl = impl
        self.trait_ref = trait_ref


class Pick:
    """The method found, and how the receiver gets there."""

    __slots__ = ("candidate", "item", "kind", "autoderefs", "autoref", "unsize", "to_const_ptr", "self_ty")

    def __init__(self, candidate: Candidate, kind: str, self_ty: k.Ty) -> None:
        self.candidate = candidate
        self.item = candidate.item
        self.kind = kind
        self.autoderefs = 0
        self.autoref: str | None = None
        self.unsize = False
        self.to_const_ptr = False
        self.self_ty = self_ty


class MethodError:
    """Why there is none. `kind`: `no-match`, `ambiguous`, `private`, `bad-return`, `error` (said already)."""

    __slots__ = ("kind", "unsatisfied", "statics", "sources", "private", "mode", "out_of_scope", "steps", "similar")

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.unsatisfied: list[tuple[Any, Any, Any]] = []
        """(predicate, the one it derives from or None, cause) that keep a method from applying."""
        self.statics: list[Any] = []
        self.sources: list[Candidate] = []
        self.private: Any = None
        self.mode = "method"
        self.out_of_scope: list[DefId] = []
        self.steps: list[Step] = []
        self.similar: Any = None


class Probe:
    """One look-up. `mode` is `method` (a receiver) or `path` (`Type::name`)."""

    def __init__(self, fcx: Any, span: Span, mode: str, name: str | None, self_ty: k.Ty, traits: tuple[DefId, ...]) -> None:
        self.fcx = fcx
        self.tcx = fcx.tcx
        self.span = span
        self.mode = mode
        self.name = name
        self.self_ty = self_ty
        self.traits = traits
        self.inherent: list[Candidate] = []
        self.extension: list[Candidate] = []
        self.private: list[Candidate] = []
        self.statics: list[Any] = []
        self.unsatisfied: list[tuple[Any, Any, Any]] = []
        self.steps: list[Step] = []
        self.seen_impls: set[DefId] = set()
        self.with_unstable = fcx.root < fcx.tcx.base
        """Whether methods that the library has not made stable count: only where nothing else is found."""
        self.skipped_unstable = False

    # -- entry --

    def run(self) -> Pick | MethodError:
        if not self.collect_steps():
            return MethodError("error")
        self.assemble_inherent()
        self.assemble_extension()
        found = self.pick()
        if found is None and self.skipped_unstable:
            self.with_unstable = True
            found = self.pick()
        if found is not None:
            return found
        error = MethodError("no-match")
        if self.private_pick is not None:
            error.kind = "private"
            error.private = self.private_pick
        error.unsatisfied, error.statics, error.mode, error.steps = self.unsatisfied, self.statics, self.mode, self.steps
        return error

    private_pick: Any = None
    endless: k.Ty | None = None
    """Where the recursion limit ended the search."""

    def collect_steps(self) -> bool:
        fcx = self.fcx
        if self.mode == "path":
            self.steps = [Step(fcx.resolve(self.self_ty), 0)]
            return True
        autoderef = Autoderef(fcx, self.span, self.self_ty, include_raw=True, silence=True)
        raw = False
        final: k.Ty | None = None
        count = 0
        for ty, count in autoderef:
            final = ty
            if fcx.is_ty_var(ty):
                break
            self.steps.append(Step(ty, count, False, raw))
            raw = raw or isinstance(ty, k.RawPtrTy)
        assert final is not None
        if autoderef.reached_limit:
            self.endless = final
        if fcx.is_ty_var(final):
            if fcx.structurally_resolve(self.span, final) is i.ERROR:
                return False
            self.steps = []
            return self.collect_steps()
        if isinstance(final, k.ArrayTy):
            self.steps.append(Step(self.tcx.slice(final.ty), count, True, raw))
        return True

    # -- candidates --

    def items_named(self, container: DefId) -> list[Any]:
        may_have = self.tcx.library_may_have
        if may_have is not None and container < self.tcx.defs.base and not may_have(container, self.name):
            return []
        return [item for item in self.tcx.associated_items(container) if item.name == self.name and item.kind != "type"]

    def applicable(self, item: Any) -> bool:
        return item.kind == "fn" and item.has_self if self.mode == "method" else True

    def push(self, candidate: Candidate, inherent: bool) -> None:
        fcx = self.fcx
        if not fcx.assoc_item_accessible(candidate.item):
            self.private.append(candidate)
        elif inherent:
            self.inherent.append(candidate)
        else:
            self.extension.append(candidate)

    def assemble_inherent(self) -> None:
        for step in self.steps:
            ty = step.ty
            match ty:
                case k.DynTy():
                    self.assemble_object(ty)
                    self.assemble_impls(fast_reject.simplify_type(ty))
                case k.AdtTy():
                    self.assemble_impls(ty.def_id)
                case k.ParamTy():
                    self.assemble_param(ty)
                case k.AliasTy():
                    self.assemble_alias(ty)
                case _ if isinstance(ty, _INCOHERENT):
                    self.assemble_impls(fast_reject.simplify_type(ty))
                case k.InferTy(kind="int"):
                    for name in i.INTS:
                        self.assemble_impls(name)
                case k.InferTy(kind="float"):
                    for name in i.FLOATS:
                        self.assemble_impls(name)

    def assemble_impls(self, simplified: Any) -> None:
        for impl in self.fcx.inherent_impls(simplified, self.name):
            if impl in self.seen_impls:
                continue
            self.seen_impls.add(impl)
            for item in self.items_named(impl):
                if self.applicable(item):
                    self.push(Candidate(item, "inherent", impl), True)
                else:
                    self.statics.append((item, impl))

    def assemble_object(self, ty: k.DynTy) -> None:
        principal = principal_of(self.tcx, ty)
        if principal is None:
            return
        for trait_ref in supertraits(self.tcx, principal):
            for item in self.items_named(trait_ref.value.def_id):
                if self.applicable(item):
                    self.push(Candidate(item, "object", None, trait_ref), True)
                else:
                    self.statics.append((item, trait_ref.value.def_id))

    def assemble_param(self, ty: k.ParamTy) -> None:
        for clause in self.fcx.param_env.caller_bounds:
            value = clause.value
            if type(value) is not k.TraitPredicate or value.trait_ref.args[0] is not ty:
                continue
            self.assemble_bound(clause)

    def assemble_alias(self, ty: k.AliasTy) -> None:
        for clause in self.fcx.param_env.caller_bounds:
            value = clause.value
            if type(value) is k.TraitPredicate and self.tcx.erase_regions(value.trait_ref.args[0]) is ty:
                self.assemble_bound(clause)
        bounds = [self.tcx.subst(c, ty.args) for c, _ in self.tcx.item_bounds(ty.def_id)]
        for clause in elaborate(self.tcx, bounds):
            value = clause.value
            if type(value) is k.TraitPredicate and self.tcx.erase_regions(value.trait_ref.args[0]) is ty:
                self.assemble_bound(clause)

    def assemble_bound(self, clause: k.Binder) -> None:
        trait_ref = clause.value.trait_ref
        for item in self.items_named(trait_ref.def_id):
            if self.applicable(item):
                self.push(Candidate(item, "where", None, self.tcx.binder(trait_ref, clause.vars)), True)
            else:
                self.statics.append((item, trait_ref.def_id))

    def assemble_extension(self) -> None:
        seen: set[DefId] = set()
        for trait in self.traits:
            if trait in seen:
                continue
            seen.add(trait)
            for item in self.items_named(trait):
                if self.applicable(item):
                    self.push(Candidate(item, "trait", None, None), False)
                else:
                    self.statics.append((item, trait))

    # -- choosing --

    def pick(self) -> Pick | MethodError | None:
        tcx = self.tcx
        for step in self.steps:
            if step.ty is i.ERROR:
                return MethodError("error")
            if step.raw:
                continue
            if not step.unsize:
                found = self.pick_method(step.ty)
                if found is not None:
                    if isinstance(found, Pick):
                        found.autoderefs = step.autoderefs
                        if isinstance(step.ty, k.RefTy) and self.mode == "method":
                            # A reference is reborrowed, not moved: `&*x`, `&mut *x`.
                            found.autoderefs += 1
                            found.autoref = step.ty.mutbl
                    return found
            if self.mode == "path":
                continue
            for mutbl in ("not", "mut"):
                found = self.pick_method(tcx.ref(i.RE_ERASED, step.ty, mutbl))
                if found is not None:
                    if isinstance(found, Pick):
                        found.autoderefs, found.autoref, found.unsize = step.autoderefs, mutbl, step.unsize
                    return found
            if not step.unsize and isinstance(step.ty, k.RawPtrTy) and step.ty.mutbl == "mut":
                found = self.pick_method(tcx.ptr(step.ty.ty, "not"))
                if found is not None:
                    if isinstance(found, Pick):
                        found.autoderefs, found.to_const_ptr = step.autoderefs, True
                    return found
        return None

    def pick_method(self, self_ty: k.Ty) -> Pick | MethodError | None:
        unsatisfied: list[tuple[Any, Any, Any]] = []
        for candidates in (self.inherent, self.extension):
            if not candidates:
                continue
            found = self.consider(self_ty, candidates, unsatisfied)
            if found is not None:
                return found
        if self.private and self.private_pick is None:
            hidden = self.consider(self_ty, self.private, [])
            if isinstance(hidden, Pick):
                self.private_pick = hidden
        for entry in unsatisfied:
            if not any(entry[0] is other[0] and entry[1] is other[1] for other in self.unsatisfied):
                self.unsatisfied.append(entry)
        return None

    def consider(self, self_ty: k.Ty, candidates: list[Candidate], unsatisfied: list[Any]) -> Pick | MethodError | None:
        applicable = [c for c in candidates if self.consider_probe(self_ty, c, unsatisfied)]
        if not self.with_unstable and any(unstable_item(self.tcx, c.item.def_id) for c in applicable):
            self.skipped_unstable = True
            applicable = [c for c in applicable if unstable_item(self.tcx, c.item.def_id) is None]
        if not applicable:
            return None
        if len(applicable) > 1:
            return self.collapse(self_ty, applicable)
        chosen = applicable[0]
        return Pick(chosen, chosen.kind, self_ty)

    def collapse(self, self_ty: k.Ty, applicable: list[Candidate]) -> Pick | MethodError:
        """Several candidates of one trait are one; so are those of a trait and its subtrait's bound."""
        traits = {self.trait_of(c) for c in applicable}
        if len(traits) == 1 and None not in traits:
            by_item = Candidate(applicable[0].item, "trait")
            return Pick(by_item, "trait", self_ty)
        if self.mode == "method" and len({c.item.def_id for c in applicable}) == 1:
            return Pick(applicable[0], applicable[0].kind, self_ty)
        error = MethodError("ambiguous")
        error.sources = applicable
        return error

    def trait_of(self, candidate: Candidate) -> DefId | None:
        if candidate.kind == "inherent":
            return None
        return self.tcx.parent(candidate.item.def_id)

    def consider_probe(self, self_ty: k.Ty, candidate: Candidate, unsatisfied: list[Any]) -> bool:
        if candidate.kind == "inherent" and not self.shape_fits(self_ty, candidate):
            return False
        mark = self.fcx.infcx.snapshot()
        try:
            return self.consider_within(self_ty, candidate, unsatisfied)
        finally:
            self.fcx.infcx.rollback_to(mark)

    def shape_fits(self, self_ty: k.Ty, candidate: Candidate) -> bool:
        """A look at the receiver's type as declared, before any variable is made."""
        tcx = self.tcx
        impl_ty = tcx.type_of(candidate.impl)
        if self.mode == "path" or candidate.item.kind != "fn":
            return fast_reject.may_unify(impl_ty, self_ty)
        sig = tcx.fn_sig(candidate.item.def_id).value
        return fast_reject.may_unify(sig.inputs[0], self_ty)

    def consider_within(self, self_ty: k.Ty, candidate: Candidate, unsatisfied: list[Any]) -> bool:
        fcx, tcx, infcx = self.fcx, self.tcx, self.fcx.infcx
        cause = fcx.cause(self.span)
        fulfil = FulfillmentCtxt(infcx)
        item = candidate.item
        if candidate.kind == "inherent":
            args = infcx.fresh_args_for_item(self.span, candidate.impl)
            impl_ty = tcx.erase_regions(tcx.subst(tcx.type_of(candidate.impl), args))
            impl_ty = self.normalize(impl_ty, fulfil)
            target = self.xform_self_ty(item, impl_ty, args, fulfil)
            if not self.relates(self_ty, target, fulfil):
                return False
            for clause, where in predicates_with_spans(tcx, candidate.impl):
                if isinstance(clause.value, (k.TypeOutlives, k.RegionOutlives)):
                    continue
                predicate = self.normalize(tcx.erase_regions(tcx.subst(clause, args)), fulfil)
                code = o.WhereClause(candidate.impl, where)
                fulfil.register_obligation(o.Obligation(predicate, fcx.param_env, fcx.cause(self.span, code)))
        elif candidate.kind == "trait":
            trait = tcx.parent(item.def_id)
            if self.skips_by_edition(self_ty, trait):
                return False
            args = infcx.fresh_args_for_item(self.span, trait)
            trait_ref = tcx.trait_ref(trait, args)
            target = self.xform_self_ty(item, args[0], args, fulfil)
            if not self.relates(self_ty, target, fulfil):
                return False
            predicate = tcx.binder(tcx.trait_predicate(trait_ref))
            if not predicate_may_hold(infcx, fcx.param_env, predicate):
                self.note_unsatisfied_trait(fcx.resolve(predicate), cause, unsatisfied)
                return False
        else:
            trait_ref = tcx.erase_regions(tcx.instantiate_erased(candidate.trait_ref))
            target = self.xform_self_ty(item, trait_ref.args[0], trait_ref.args, fulfil)
            if not self.relates(self_ty, target, fulfil):
                return False
        fine = True
        for error in fulfil.select_where_possible():
            if isinstance(error.code, o.Ambiguity):
                continue
            fine = False
            failed = fcx.resolve(error.obligation.predicate)
            root = fcx.resolve(error.root.predicate)
            unsatisfied.append((failed, root if root is not failed else None, error.obligation.cause))
        return fine

    def skips_by_edition(self, self_ty: k.Ty, trait: DefId) -> bool:
        """`array.into_iter()` before 2021 and `boxed_slice.into_iter()` before 2024 go through a reference."""
        tcx = self.tcx
        if (
            self.mode != "method"
            or tcx.edition >= "2024"
            or self.fcx.root < tcx.base
            or trait != tcx.diagnostic_items.get("IntoIterator")
        ):
            return False
        if isinstance(self_ty, k.ArrayTy):
            lint = "array_into_iter" if tcx.edition < "2021" else None
        else:
            boxed = isinstance(self_ty, k.AdtTy) and tcx.is_lang_item(self_ty.def_id, "owned_box")
            lint = "boxed_slice_into_iter" if boxed and isinstance(self.fcx.resolve(self_ty.args[0]), k.SliceTy) else None
        if lint is not None and tcx.lint_levels is not None and tcx.lint_levels.level_of(lint, self.span) != "allow":
            tcx.unsupported(f"the lint `{lint}`", self.span)
        return lint is not None

    def note_unsatisfied_trait(self, predicate: k.Binder, cause: Any, unsatisfied: list[Any]) -> None:
        """An impl that would apply but for its bounds is worth a word; no impl at all is not."""
        fcx = self.fcx
        found = fcx.selcx.select(o.Obligation(predicate, fcx.param_env, cause))
        if not isinstance(found, o.ImplSource):
            return
        for obligation in found.nested:
            nested = fcx.resolve(obligation.predicate)
            if not predicate_may_hold(fcx.infcx, fcx.param_env, nested):
                whole = fcx.resolve(predicate)
                unsatisfied.append((nested, None if nested is whole else whole, obligation.cause))

    def relates(self, self_ty: k.Ty, target: k.Ty, fulfil: Any) -> bool:
        out: list[Any] = []
        error = self.fcx.infcx.eq(self.fcx.param_env, self.fcx.cause(self.span), target, self_ty, out)
        if error is not None:
            return False
        for obligation in out:
            fulfil.register_obligation(obligation)
        return True

    def normalize(self, value: Any, fulfil: Any) -> Any:
        if not value.flags & k.HAS_ALIAS:
            return value
        out: list[Any] = []
        made = normalize(self.fcx.selcx, self.fcx.param_env, self.fcx.cause(self.span), value, out)
        for obligation in out:
            fulfil.register_obligation(obligation)
        return made

    def xform_self_ty(self, item: Any, impl_ty: k.Ty, args: k.GenericArgs, fulfil: Any) -> k.Ty:
        """What the receiver must be: the type of `self`; for paths the type itself."""
        tcx = self.tcx
        if self.mode == "path" or item.kind != "fn":
            return impl_ty
        sig = tcx.fn_sig(item.def_id)
        generics = tcx.generics_of(item.def_id)
        first = sig.value.inputs[0]
        if not first.flags & (k.HAS_PARAM | k.HAS_BOUND | k.HAS_ALIAS):
            return first
        if len(args) < generics.count and first.flags & (k.HAS_TY_PARAM | k.HAS_CT_PARAM):
            args = self.fcx.infcx.fresh_args(self.span, generics, args)
        made = tcx.instantiate_erased(tcx.binder(first, sig.vars))
        return self.normalize(tcx.erase_regions(tcx.subst(made, args)), fulfil)


def principal_of(tcx: Any, ty: k.DynTy) -> k.Binder | None:
    """The main trait of `dyn`, applied to the object type itself, as a Binder of TraitRef."""
    for pred in ty.preds:
        value = pred.value
        if type(value) is k.ExistentialTraitRef:
            return tcx.binder(tcx.trait_ref(value.def_id, (ty, *value.args)), pred.vars)
    return None
