"""Implicit conversions (rustc's `rustc_hir_typeck::coercion`)."""

from __future__ import annotations

from typing import Any

from rustmem.traits import obligation as o
from rustmem.traits.dyn_compatibility import report_dyn_incompatibility
from rustmem.traits.relate import MUTABILITY
from rustmem.ty import intern as i
from rustmem.ty import kind as k
from rustmem.typeck import errors
from rustmem.typeck import results as r
from rustmem.typeck.autoderef import Autoderef
from rustmem.typeck.expectation import Cause

Coerced = tuple[list[r.Adjustment], k.Ty]
"""The steps, and the type they lead to."""


_DYN_POINTERS = frozenset({"Box", "Rc", "Arc", "Weak", "NonNull"})


class Coerce:
    """One attempt to coerce; obligations gathered on the way are registered by the caller on success."""

    def __init__(self, fcx: Any, cause: Cause, two_phase: bool = False, lub: bool = False, never: bool = True) -> None:
        self.fcx = fcx
        self.tcx = fcx.tcx
        self.cause = cause
        self.two_phase = two_phase
        self.lub = lub
        self.never = never
        self.obligations: list[Any] = []
        self.terr: Any = None
        """What did not fit, when it failed."""
        self.whole: tuple[k.Ty, k.Ty] | None = None
        """The pointers whose referents an unsizing is about, for the words of an error."""

    # -- entry --

    def coerce(self, a: k.Ty, b: k.Ty) -> Coerced | None:
        fcx = self.fcx
        a, b = fcx.shallow(a), fcx.shallow(b)
        if a is i.NEVER:
            if self.never:
                if fcx.is_ty_var(b):
                    # What nothing else decides falls back to `()` or `!`.
                    fcx.diverging_type_vars.append(b)
                return [r.Adjustment(r.NeverToAny(), b)] if b is not i.NEVER else [], b
            return self.unify_with(a, b)
        if a is b and not isinstance(a, k.RefTy) and not self.is_dyn_pointer(a):
            return [], b
        if fcx.is_ty_var(a):
            return self.coerce_from_inference_variable(a, b)
        unsized = self.coerce_unsized(a, b)
        if unsized is not None:
            return unsized
        match b:
            case k.RawPtrTy():
                return self.coerce_to_raw_ptr(a, b)
            case k.RefTy():
                return self.coerce_to_ref(a, b)
        match a:
            case k.FnDefTy():
                return self.coerce_from_fn_item(a, b)
            case k.FnPtrTy():
                return self.coerce_from_fn_pointer(a, b)
            case k.ClosureTy():
                return self.coerce_closure_to_fn(a, b)
        return self.unify_with(a, b)

    # -- unification --

    def unify(self, a: k.Ty, b: k.Ty) -> bool:
        """Makes `a` a subtype of `b`, or leaves everything as it was."""
        found = self.fcx.relate(a, b)
        if found is None:
            if self.terr is None:
                self.terr = self.fcx.last_terr
            return False
        self.obligations.extend(found)
        return True

    def unify_with(self, a: k.Ty, b: k.Ty, *kinds: r.Adjust) -> Coerced | None:
        if not self.unify(a, b):
            return None
        return [r.Adjustment(kind, b) for kind in kinds], b

    def coerce_from_inference_variable(self, a: k.Ty, b: k.Ty) -> Coerced | None:
        """Between two variables the decision waits, so that fallback knows which way values flow."""
        if not self.fcx.is_ty_var(b):
            return self.unify_with(a, b)
        target = self.fcx.next_ty_var(self.cause.span) if self.lub else b
        for source in (a, b) if self.lub else (a,):
            predicate = self.tcx.binder(self.tcx.coerce_predicate(source, target))
            self.obligations.append(o.Obligation(predicate, self.fcx.param_env, self.fcx.cause(self.cause.span)))
        return [], target

    # -- references and raw pointers --

    def coerce_to_ref(self, a: k.Ty, b: k.RefTy) -> Coerced | None:
        fcx = self.fcx
        if not isinstance(a, k.RefTy):
            return self.unify_with(a, b)
        if a.mutbl == "not" and b.mutbl == "mut":
            self.terr = MUTABILITY
            return None
        autoderef = Autoderef(fcx, self.cause.span, a)
        first_error: Any = None
        found = False
        target: k.Ty = b
        # `&T` to `&U`: each `*` of the source, borrowed anew, is tried against the target.
        for referent, steps in autoderef:
            if steps == 0:
                continue
            candidate = self.tcx.ref(i.RE_ERASED, referent, b.mutbl)
            self.terr = None
            if self.unify(candidate, b):
                target, found = candidate, True
                break
            first_error = first_error or self.terr
        if not found:
            self.terr = first_error
            return None
        self.obligations.extend(autoderef.obligations)
        # A reborrow even of a shared reference: the lifetimes differ, unless `thir_regions` finds them equal.
        steps = autoderef.adjust_steps()
        steps.append(r.Adjustment(r.Borrow(b.mutbl, self.two_phase and b.mutbl == "mut"), target))
        return steps, target

    def coerce_to_raw_ptr(self, a: k.Ty, b: k.RawPtrTy) -> Coerced | None:
        match a:
            case k.RefTy():
                is_ref, inner, mutbl = True, a.ty, a.mutbl
            case k.RawPtrTy():
                is_ref, inner, mutbl = False, a.ty, a.mutbl
            case _:
                return self.unify_with(a, b)
        if mutbl == "not" and b.mutbl == "mut":
            self.terr = MUTABILITY
            return None
        raw = self.tcx.ptr(inner, b.mutbl)
        if is_ref:
            if not self.unify(raw, b):
                return None
            return [r.Adjustment(r.Deref(), inner), r.Adjustment(r.RawBorrow(b.mutbl), b)], b
        if mutbl != b.mutbl:
            return self.unify_with(raw, b, r.Pointer("MutToConstPointer"))
        return self.unify_with(raw, b)

    # -- unsizing --

    def coerce_unsized(self, source: k.Ty, target: k.Ty) -> Coerced | None:
        """`&[T; N]` to `&[T]`, `Box<T>` to `Box<dyn Trait>` and the like; None if it is none of those."""
        fcx, tcx = self.fcx, self.tcx
        if fcx.is_ty_var(target):
            return None
        self.whole = (source, target)
        match source, target:
            case k.RefTy(), k.RefTy():
                if source.mutbl == "not" and target.mutbl == "mut":
                    return None
                nested = self.unsize(source.ty, target.ty)
                if nested is None:
                    return None
                reborrowed = tcx.ref(i.RE_ERASED, source.ty, target.mutbl)
                steps = [r.Adjustment(r.Deref(), source.ty), r.Adjustment(r.Borrow(target.mutbl), reborrowed)]
            case k.RefTy(), k.RawPtrTy():
                if source.mutbl == "not" and target.mutbl == "mut":
                    return None
                nested = self.unsize(source.ty, target.ty)
                if nested is None:
                    return None
                steps = [
                    r.Adjustment(r.Deref(), source.ty),
                    r.Adjustment(r.RawBorrow(target.mutbl), tcx.ptr(source.ty, target.mutbl)),
                ]
            case k.RawPtrTy(), k.RawPtrTy():
                if source.mutbl == "not" and target.mutbl == "mut":
                    return None
                nested = self.unsize(source.ty, target.ty)
                if nested is None:
                    return None
                steps = []
            case k.AdtTy(), k.AdtTy():
                if source.def_id != target.def_id:
                    return None
                nested = (
                    []
                    if self.is_dyn_pointer(source) and source is target
                    else None
                    if source is target
                    else self.unsize_adt(source, target)
                )
                if nested is None:
                    return None
                steps = []
            case _:
                return None
        self.obligations.extend(nested)
        steps.append(r.Adjustment(r.Pointer("Unsize"), target))
        return steps, target

    def unsize(self, source: k.Ty, target: k.Ty) -> list[Any] | None:
        """The obligations of `source: Unsize<target>`; None if it does not hold or is not known to."""
        fcx = self.fcx
        source, target = fcx.try_structurally_resolve(source), fcx.try_structurally_resolve(target)
        match target:
            case k.SliceTy():
                return fcx.relate(source.ty, target.ty) if isinstance(source, k.ArrayTy) else None
            case k.DynTy():
                if fcx.is_ty_var(source):
                    return self.unsize_variable(source, target)
                if source.flags & k.HAS_ERROR or isinstance(source, (k.StrTy, k.SliceTy)):
                    return None
                if source is target:
                    # Only lifetimes may differ, which this erases: `dyn Trait + 'a` to `dyn Trait + 'b` shortens even
                    # behind `&mut`.
                    return []
                return self.select_unsizing("unsize", source, target)
            case k.AdtTy():
                if isinstance(source, k.AdtTy) and source.def_id == target.def_id and source is not target:
                    if self.has_unsize_difference(source, target):
                        return self.select_unsizing("unsize", source, target)
        return None

    def is_dyn_pointer(self, ty: k.Ty) -> bool:
        """A raw pointer or smart pointer to `dyn Trait`, which coerces to itself with another lifetime bound."""
        if isinstance(ty, k.RawPtrTy):
            return isinstance(ty.ty, k.DynTy)
        if not isinstance(ty, k.AdtTy) or not ty.args or not isinstance(ty.args[0], (k.DynTy, k.AdtTy, k.RefTy)):
            return False
        if isinstance(ty.args[0], k.DynTy):
            return self.tcx.item_name(ty.def_id) in _DYN_POINTERS and not self.tcx.is_local(ty.def_id)
        inner = ty.args[0]
        pointee = isinstance(inner, k.RefTy) and isinstance(inner.ty, k.DynTy)
        return self.tcx.is_lang_item(ty.def_id, "pin") and (pointee or self.is_dyn_pointer(inner))

    def unsize_variable(self, source: k.Ty, target: k.DynTy) -> list[Any] | None:
        """`_: Unsize<dyn Trait>` of a type that is not known yet, but known to be sized, is left for later."""
        fcx, tcx = self.fcx, self.tcx
        known = fcx.resolve_with_pending(source)
        if not fcx.is_ty_var(known):
            return self.unsize(known, target)
        sized, unsize = tcx.lang_item("sized"), tcx.lang_item("unsize")
        if sized is None or unsize is None:
            return None
        for obligation in fcx.fulfillment.obligations_for_self_ty(known):
            value = obligation.predicate.value
            if type(value) is k.TraitPredicate and value.trait_ref.def_id == sized:
                predicate = tcx.binder(tcx.trait_predicate(tcx.trait_ref(unsize, (known, target))))
                code = o.Labelled("Coercion", (source, target))
                return [o.Obligation(predicate, fcx.param_env, fcx.cause(self.cause.span, code))]
        return None

    def unsize_adt(self, source: k.AdtTy, target: k.AdtTy) -> list[Any] | None:
        """`CoerceUnsized` of a smart pointer, by the impl of the library."""
        if not self.has_unsize_difference(source, target):
            return None
        return self.select_unsizing("coerce_unsized", source, target)

    def select_unsizing(self, lang: str, source: k.Ty, target: k.Ty) -> list[Any] | None:
        """Selects `source: Unsize<target>` (or `CoerceUnsized`) and such traits below it at once; the rest is returned."""
        fcx, tcx = self.fcx, self.tcx
        traits = (tcx.lang_item("coerce_unsized"), tcx.lang_item("unsize"))
        trait = tcx.lang_item(lang)
        if trait is None:
            return None
        predicate = tcx.binder(tcx.trait_predicate(tcx.trait_ref(trait, (source, target))))
        code = o.Labelled("Coercion", self.whole)
        queue = [o.Obligation(predicate, fcx.param_env, fcx.cause(self.cause.span, code))]
        rest: list[Any] = []
        selcx = fcx.selcx
        while queue:
            obligation = queue.pop(0)
            value = fcx.resolve(obligation.predicate).value
            if type(value) is not k.TraitPredicate or value.trait_ref.def_id not in traits:
                rest.append(obligation)
                continue
            found = selcx.select(obligation)
            if isinstance(found, o.TraitDynIncompatible):
                # The lack of the coercion is said, and the coercion is taken for done.
                if fcx.root not in tcx.tainted:
                    fcx.emit(report_dyn_incompatibility(tcx, obligation.cause.span, found.def_id))
                continue
            if not isinstance(found, o.ImplSource):
                return None
            queue.extend(found.nested)
        return rest

    def has_unsize_difference(self, source: k.AdtTy, target: k.AdtTy) -> bool:
        """A cheap look: some argument of the target may be the unsized form of the source's."""
        fcx = self.fcx
        for a, b in zip(source.args, target.args):
            if a is b or isinstance(a, (k.Region, k.Const)):
                continue
            a, b = fcx.try_structurally_resolve(a), fcx.try_structurally_resolve(b)
            if isinstance(b, k.DynTy) and not fcx.is_ty_var(a):
                return True
            if isinstance(b, k.SliceTy) and isinstance(a, k.ArrayTy):
                return True
            if isinstance(a, k.AdtTy) and isinstance(b, k.AdtTy) and a.def_id == b.def_id and self.has_unsize_difference(a, b):
                return True
            if isinstance(a, (k.RefTy, k.RawPtrTy)) and isinstance(b, (k.RefTy, k.RawPtrTy)):
                inner = fcx.try_structurally_resolve(b.ty)
                if isinstance(inner, (k.DynTy, k.SliceTy)):
                    return True
        return False

    # -- functions --

    def coerce_from_safe_fn(
        self, a: k.Ty, sig: k.Binder, b: k.Ty, *to_unsafe: r.Adjust, normal: tuple[r.Adjust, ...]
    ) -> Coerced | None:
        tcx = self.tcx
        made = tcx.fn_ptr(sig)
        if isinstance(b, k.FnPtrTy) and not sig.value.unsafe and b.sig.value.unsafe:
            value = sig.value
            made = tcx.fn_ptr(tcx.binder(tcx.mk_fn_sig(value.inputs, value.output, True, value.abi, value.c_variadic), sig.vars))
            return self.unify_with(made, b, *to_unsafe)
        return self.unify_with(made, b, *normal)

    def coerce_from_fn_pointer(self, a: k.FnPtrTy, b: k.Ty) -> Coerced | None:
        return self.coerce_from_safe_fn(a, a.sig, b, r.Pointer("UnsafeFnPointer"), normal=())

    def coerce_from_fn_item(self, a: k.FnDefTy, b: k.Ty) -> Coerced | None:
        fcx, tcx = self.fcx, self.tcx
        b = fcx.shallow(b)
        if not isinstance(b, k.FnPtrTy):
            return self.unify_with(a, b)
        sig = fcx.poly_fn_sig_of(a)
        ptr = tcx.fn_ptr(sig)
        reify = r.Pointer("ReifyFnPointer")
        if not sig.value.unsafe and b.sig.value.unsafe:
            made = self.coerce_from_safe_fn(a, sig, b, reify, r.Pointer("UnsafeFnPointer"), normal=(reify,))
            if made is not None:
                made[0][0] = r.Adjustment(reify, ptr)
            return made
        return self.unify_with(ptr, b, reify)

    def coerce_closure_to_fn(self, a: k.ClosureTy, b: k.Ty) -> Coerced | None:
        fcx, tcx = self.fcx, self.tcx
        if isinstance(b, k.FnPtrTy) and not fcx.closure_captures_anything(a.def_id):
            sig = fcx.closure_fn_sig(a)
            value = sig.value
            inputs = value.inputs[0].elems if isinstance(value.inputs[0], k.TupleTy) else ()
            flat = tcx.binder(tcx.mk_fn_sig(inputs, value.output, b.sig.value.unsafe, "Rust"), sig.vars)
            return self.unify_with(tcx.fn_ptr(flat), b, r.Pointer("ClosureFnPointer"))
        return self.unify_with(a, b)


class CoercionMethods:
    """The part of `FnCtxt` that coerces expressions."""

    def coerce(
        self: Any, expr: Any, source: k.Ty, target: k.Ty, two_phase: bool = False, cause: Cause | None = None
    ) -> k.Ty | None:
        """Coerces `expr` of type `source` to `target`; None if it cannot be (`last_terr` says why)."""
        source = self.try_structurally_resolve(source)
        target = self.try_structurally_resolve(target)
        coercion = Coerce(self, cause or Cause(expr.span), two_phase)
        if source is i.ERROR or target is i.ERROR:
            self.infcx.tainted = True
        snapshot = self.snapshot()
        made = coercion.coerce(source, target)
        if made is None:
            self.rollback(snapshot)
            self.last_terr = coercion.terr
            return None
        self.commit(snapshot)
        self.register_predicates(coercion.obligations)
        if made[0]:
            self.apply_adjustments(expr, made[0])
        return i.ERROR if source.flags & k.HAS_ERROR and source is i.ERROR else made[1]

    def can_coerce(self: Any, source: k.Ty, target: k.Ty) -> bool:
        """Whether it would coerce; nothing is changed."""
        source, target = self.resolve(source), self.resolve(target)
        coercion = Coerce(self, Cause(i_span()), False)
        snapshot = self.snapshot()
        pending = len(self.diverging_type_vars)
        made = coercion.coerce(source, target)
        fine = made is not None and self.obligations_may_hold(coercion.obligations)
        del self.diverging_type_vars[pending:]
        self.rollback(snapshot)
        return fine

    def try_find_coercion_lub(self: Any, cause: Cause, exprs: list[Any], prev_ty: k.Ty, new: Any, new_ty: k.Ty) -> k.Ty | None:
        """The least upper bound of the branches so far (`exprs`, of type `prev_ty`) and one more."""
        prev_ty = self.try_structurally_resolve(prev_ty)
        new_ty = self.try_structurally_resolve(new_ty)
        if prev_ty is i.NEVER:
            for expr in exprs:
                self.apply_never_to_any(expr, new_ty)
            return new_ty
        if new_ty is i.NEVER:
            self.apply_never_to_any(new, prev_ty)
            return prev_ty
        if prev_ty is new_ty and not isinstance(new_ty, k.RefTy):
            return prev_ty
        fns = self.lub_of_functions(prev_ty, new_ty)
        if fns is not None:
            prev_cast, new_cast, target = fns
            for expr in exprs:
                self.apply_adjustments(expr, [r.Adjustment(prev_cast, target)])
            self.apply_adjustments(new, [r.Adjustment(new_cast, target)])
            return target
        coercion = Coerce(self, cause, False, lub=True, never=False)
        first_error = None
        snapshot = self.snapshot()
        made = coercion.coerce(new_ty, prev_ty)
        if made is not None:
            self.commit(snapshot)
            self.register_predicates(coercion.obligations)
            if made[0]:
                self.apply_adjustments(new, made[0])
            return made[1]
        self.rollback(snapshot)
        first_error = coercion.terr
        if not self.only_plain_reborrows(exprs):
            found = self.relate(prev_ty, new_ty)
            if found is None:
                self.last_terr = first_error
                return None
            self.register_predicates(found)
            return prev_ty
        # The new type may be what the earlier ones coerce to.
        coercion = Coerce(self, cause, False, lub=True, never=False)
        snapshot = self.snapshot()
        made = coercion.coerce(prev_ty, new_ty)
        if made is None:
            self.rollback(snapshot)
            self.last_terr = first_error
            return None
        self.commit(snapshot)
        self.register_predicates(coercion.obligations)
        if made[0]:
            for expr in exprs:
                self.apply_adjustments(expr, list(made[0]))
        return made[1]

    def only_plain_reborrows(self: Any, exprs: list[Any]) -> bool:
        """Whether the earlier branches have been given nothing but `&*` so far."""
        for expr in exprs:
            steps = self.results.adjustments.get(expr, ())
            if not steps:
                continue
            if (
                len(steps) == 2
                and isinstance(steps[0].kind, r.Deref)
                and steps[0].kind.overloaded is None
                and isinstance(steps[1].kind, r.Borrow)
            ):
                if steps[1].kind.mutbl == "not":
                    continue
            return False
        return True

    def lub_of_functions(self: Any, prev_ty: k.Ty, new_ty: k.Ty) -> tuple[r.Adjust, r.Adjust, k.Ty] | None:
        """Different functions or capture-free closures meet in a fn pointer."""
        signatures: list[k.Binder] = []
        casts: list[r.Adjust] = []
        for ty in (prev_ty, new_ty):
            if isinstance(ty, k.FnDefTy):
                signatures.append(self.poly_fn_sig_of(ty))
                casts.append(r.Pointer("ReifyFnPointer"))
            elif isinstance(ty, k.ClosureTy) and not self.closure_captures_anything(ty.def_id):
                sig = self.closure_fn_sig(ty)
                value = sig.value
                inputs = value.inputs[0].elems if isinstance(value.inputs[0], k.TupleTy) else ()
                signatures.append(self.tcx.binder(self.tcx.mk_fn_sig(inputs, value.output), sig.vars))
                casts.append(r.Pointer("ClosureFnPointer"))
            else:
                return None
        if isinstance(prev_ty, k.FnDefTy) and isinstance(new_ty, k.FnDefTy) and prev_ty.def_id == new_ty.def_id:
            snapshot = self.snapshot()
            found = self.relate(prev_ty, new_ty)
            self.rollback(snapshot)
            if found is not None:
                return None
        prev_ptr, new_ptr = self.tcx.fn_ptr(signatures[0]), self.tcx.fn_ptr(signatures[1])
        found = self.relate(prev_ptr, new_ptr)
        if found is None:
            return None
        self.register_predicates(found)
        return casts[0], casts[1], prev_ptr


def i_span() -> Any:
    from rustmem.source.span import DUMMY_SP

    return DUMMY_SP


class CoerceMany:
    """The common type of the branches of an `if`, `match`, loop, block, array or function body."""

    __slots__ = ("fcx", "expected", "final", "exprs", "sites", "pushed")

    def __init__(self, fcx: Any, expected: k.Ty, sites: Any = ()) -> None:
        self.fcx = fcx
        self.expected = expected
        self.final: k.Ty | None = None
        self.exprs: list[Any] = []
        self.sites = sites
        self.pushed = 0

    def expected_ty(self) -> k.Ty:
        """What each branch is first coerced to, if it can be."""
        return self.expected

    def merged_ty(self) -> k.Ty:
        return self.expected if self.final is None else self.final

    def coerce(self, cause: Cause, expr: Any, ty: k.Ty) -> None:
        self.coerce_inner(cause, expr, ty, False)

    def coerce_forced_unit(self, cause: Cause, expr: Any) -> None:
        """A branch without a value: `break;`, `return;`, a missing `else`."""
        self.coerce_inner(cause, expr, i.UNIT, True)

    def coerce_inner(self, cause: Cause, expr: Any, ty: k.Ty, forced_unit: bool) -> None:
        fcx = self.fcx
        if fcx.is_ty_var(ty):
            ty = fcx.resolve(ty)
        if ty is i.ERROR or self.merged_ty() is i.ERROR or fcx.shallow(self.expected) is i.ERROR:
            self.final = i.ERROR
            return
        expected, found = self.merged_ty(), ty
        if not forced_unit:
            if self.pushed == 0:
                merged = fcx.coerce(expr, ty, self.expected, False, cause)
            else:
                merged = fcx.try_find_coercion_lub(cause, self.exprs, self.merged_ty(), expr, ty)
        else:
            # `()` is built where nothing stands that could be adjusted.
            if not fcx.eq(i.UNIT, self.merged_ty()):
                merged = None
            else:
                merged = i.UNIT
        if merged is not None:
            self.final = merged
            if not forced_unit:
                self.exprs.append(expr)
            self.pushed += 1
            return
        errors.report_coercion_failure(fcx, self, cause, expr, expected, found, forced_unit)
        self.final = i.ERROR
        fcx.tainted = True

    def complete(self) -> k.Ty:
        if self.final is not None:
            return self.final
        # No branch: the construct never finishes.
        return i.NEVER
