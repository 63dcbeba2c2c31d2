"""Pending obligations and working them off (rustc's `FulfillmentContext` and `ObligationCtxt`)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rustmem.traits import project, wf
from rustmem.traits.candidate_assembly import is_trivially_sized
from rustmem.traits.evaluation import AMBIG, ERR, OK, OverflowFound
from rustmem.traits.infer import InferCtxt
from rustmem.traits.obligation import (
    Ambiguity,
    Cause,
    CoerceError,
    FulfillmentError,
    MismatchedProjection,
    Obligation,
    Overflow,
    SelectionError,
)
from rustmem.traits.relate import TypeErr
from rustmem.traits.select import SelectionContext
from rustmem.ty import kind as k
from rustmem.ty.generics import ParamEnv

_INFER = k.HAS_TY_INFER | k.HAS_CT_INFER


class Pending:
    """An obligation that waits; it is tried again when a variable of `stalled_on` is bound."""

    __slots__ = ("obligation", "root", "stalled_on", "again")

    def __init__(self, obligation: Obligation, root: Obligation) -> None:
        self.obligation = obligation
        self.root = root
        self.stalled_on: list[Any] | None = None
        self.again: list[Obligation] | None = None
        """The same with other causes, where only its erased regions make it the same: rustc proves each by itself."""


_ASKS_OF_REGIONS = k.HAS_FREE_REGIONS | k.HAS_BOUND | k.HAS_TY_PARAM
"""Lifetimes, those of higher-ranked types too, and parameters, of which an impl may ask `T: 'static`."""


class FulfillmentCtxt:
    """The obligations of one `InferCtxt`."""

    def __init__(self, infcx: InferCtxt) -> None:
        self.infcx = infcx
        self.tcx = infcx.tcx
        self.selcx = SelectionContext(infcx)
        self.pending: list[Pending] = []
        self.active: dict[Any, Pending] = {}
        self.sized = infcx.tcx.lang_items.get("sized")
        self.late: list[FulfillmentError] = []
        self.undecided: list[FulfillmentError] = []
        """What was left at the end, for the words of an error."""

    # ---- registering ----

    def register_obligation(self, obligation: Obligation) -> None:
        predicate = self.infcx.resolve_vars_if_possible(obligation.predicate)
        if self.is_trivial(predicate.value):
            return
        obligation.predicate = predicate
        key = (predicate, obligation.param_env)
        known = self.active.get(key)
        if known is not None:
            if predicate.flags & k.HAS_RE_ERASED and known.obligation is known.root:
                known.again = [*(known.again or ()), obligation]
            return
        self.active[key] = made = Pending(obligation, obligation)
        self.pending.append(made)

    def is_trivial(self, value: Any) -> bool:
        """`T: Sized` for a type whose shape alone says so."""
        if type(value) is k.TraitPredicate and value.trait_ref.def_id == self.sized:
            return is_trivially_sized(value.trait_ref.args[0])
        return False

    def register_obligations(self, obligations: Iterable[Obligation]) -> None:
        for obligation in obligations:
            self.register_obligation(obligation)

    def register_bound(self, cause: Cause, param_env: ParamEnv, ty: k.Ty, trait: Any) -> None:
        """`ty: trait`, a trait without other parameters."""
        tcx = self.tcx
        goal = tcx.binder(tcx.trait_predicate(tcx.trait_ref(trait, (ty,))))
        self.register_obligation(Obligation(goal, param_env, cause))

    # ---- relating and normalising, with what follows registered ----

    def normalize(self, cause: Cause, param_env: ParamEnv, value: Any) -> Any:
        if not value.flags & k.HAS_ALIAS:
            return value
        out: list[Obligation] = []
        try:
            made = project.normalize(self.selcx, param_env, cause, value, out)
        except OverflowFound as overflow:
            self.errors_found().append(FulfillmentError(overflow.obligation, Overflow(overflow.obligation), overflow.obligation))
            return value
        self.register_obligations(out)
        return made

    def errors_found(self) -> list[FulfillmentError]:
        """Errors found outside `select_*`; the next call of those returns them."""
        return self.late

    def eq(self, cause: Cause, param_env: ParamEnv, expected: Any, found: Any) -> TypeErr | None:
        out: list[Obligation] = []
        error = self.infcx.eq(param_env, cause, expected, found, out)
        if error is None and out:
            self.register_obligations(out)
        return error

    def sub(self, cause: Cause, param_env: ParamEnv, expected: Any, found: Any) -> TypeErr | None:
        out: list[Obligation] = []
        error = self.infcx.sub(param_env, cause, expected, found, out)
        if error is None and out:
            self.register_obligations(out)
        return error

    def sup(self, cause: Cause, param_env: ParamEnv, expected: Any, found: Any) -> TypeErr | None:
        out: list[Obligation] = []
        error = self.infcx.sup(param_env, cause, expected, found, out)
        if error is None and out:
            self.register_obligations(out)
        return error

    # ---- working off ----

    def select_where_possible(self) -> list[FulfillmentError]:
        """Proves what can be proven now; the errors found. What is ambiguous stays pending."""
        errors: list[FulfillmentError] = []
        if self.late:
            errors, self.late = self.late, []
        pending = self.pending
        progress = True
        while progress and pending:
            progress = False
            kept: list[Pending] = []
            self.pending = []
            index = 0
            while index < len(pending):
                at = pending[index]
                index += 1
                if at.stalled_on is not None and not self.changed(at.stalled_on):
                    kept.append(at)
                    continue
                nested = self.process(at)
                if nested is None:
                    kept.append(at)
                    continue
                progress = True
                self.active.pop((at.obligation.predicate, at.obligation.param_env), None)
                if isinstance(nested, FulfillmentError):
                    errors.append(nested)
                    if nested.obligation is at.obligation:
                        errors += [FulfillmentError(other, nested.code, other) for other in at.again or ()]
                    continue
                for obligation in nested:
                    child = self.child(obligation, at.root)
                    if child is not None:
                        pending.append(child)
            pending = kept + self.pending
        self.pending = pending
        return errors

    def child(self, obligation: Obligation, root: Obligation) -> Pending | None:
        predicate = self.infcx.resolve_vars_if_possible(obligation.predicate)
        if self.is_trivial(predicate.value):
            return None
        obligation.predicate = predicate
        key = (predicate, obligation.param_env)
        if key in self.active:
            return None
        self.active[key] = made = Pending(obligation, root)
        return made

    def select_all_or_error(self) -> list[FulfillmentError]:
        """As `select_where_possible`; what is left is ambiguous, an error too."""
        errors = self.select_where_possible()
        if errors:
            return errors
        found = [FulfillmentError(p.obligation, Ambiguity(), p.root) for p in self.pending]
        self.pending = []
        self.active.clear()
        self.undecided = found
        return found

    def changed(self, variables: list[Any]) -> bool:
        infcx = self.infcx
        return any(infcx.shallow_resolve(var) is not var for var in variables)

    def pending_obligations(self) -> list[Obligation]:
        return [p.obligation for p in self.pending]

    def obligations_for_self_ty(self, var: k.InferTy) -> list[Obligation]:
        """Pending trait and projection obligations whose self type is the variable `var` (for closure signatures and
        for coercions that wait)."""
        infcx = self.infcx
        root = infcx.shallow_resolve(var)
        found = []
        for pending in self.pending:
            value = pending.obligation.predicate.value
            if type(value) is k.TraitPredicate:
                self_ty = value.trait_ref.args[0]
            elif type(value) is k.ProjectionPredicate:
                self_ty = value.alias.args[0]
            else:
                continue
            if infcx.shallow_resolve(self_ty) is root:
                found.append(pending.obligation)
        return found

    # ---- one obligation ----

    def process(self, pending: Pending) -> list[Obligation] | FulfillmentError | None:
        """New obligations, an error, or None: it waits (then `stalled_on` says for what)."""
        obligation = pending.obligation
        self.infcx.tcx.budget.tick()
        if obligation.predicate.flags & _INFER:
            obligation.predicate = self.infcx.resolve_vars_if_possible(obligation.predicate)
        worker = _PROCESS[type(obligation.predicate.value)]
        if obligation.depth > self.infcx.tcx.recursion_limit:
            return FulfillmentError(obligation, Overflow(obligation), pending.root)
        try:
            return worker(self, pending, obligation)  # type: ignore[no-any-return]
        except OverflowFound as overflow:
            return FulfillmentError(overflow.obligation, Overflow(overflow.obligation), pending.root)

    def process_trait(self, pending: Pending, obligation: Obligation) -> Any:
        predicate = obligation.predicate
        infcx = self.infcx
        # Evaluation answers modulo lifetimes; where they count, it does for what can ask nothing of them.
        if not predicate.flags & _INFER and (infcx.erased or not predicate.flags & _ASKS_OF_REGIONS and not predicate.vars):
            if self.selcx.evaluate_root(obligation) == OK:
                return []
        source = self.selcx.select(obligation)
        if source is None:
            pending.stalled_on = stalled_vars(infcx, predicate.value.trait_ref.args)
            return None
        if isinstance(source, SelectionError):
            return FulfillmentError(obligation, source, pending.root)
        return source.nested

    def process_projection(self, pending: Pending, obligation: Obligation) -> Any:
        mark = self.infcx.snapshot()
        nested = project.project_and_unify(self.selcx, obligation)
        if nested is None:
            self.infcx.rollback_to(mark)
            pending.stalled_on = stalled_vars(self.infcx, obligation.predicate.value.alias.args)
            return None
        self.infcx.commit(mark)
        if isinstance(nested, TypeErr):
            return FulfillmentError(obligation, MismatchedProjection(nested), pending.root)
        return nested

    def process_type_outlives(self, pending: Pending, obligation: Obligation) -> Any:
        if not self.infcx.erased:
            self.infcx.register_type_outlives(obligation)
        return []

    def process_region_outlives(self, pending: Pending, obligation: Obligation) -> Any:
        if not self.infcx.erased:
            value = self.infcx.enter_forall(obligation.predicate)
            self.infcx.region_outlives(value.longer, value.shorter, obligation.cause)
        return []

    def process_well_formed(self, pending: Pending, obligation: Obligation) -> Any:
        nested = wf.obligations(self.infcx, obligation)
        if nested is None:
            pending.stalled_on = [self.infcx.shallow_resolve(obligation.predicate.value.arg)]
        return nested

    def process_const(self, pending: Pending, obligation: Obligation) -> Any:
        return []

    def process_coerce(self, pending: Pending, obligation: Obligation) -> Any:
        infcx, value = self.infcx, obligation.predicate.value
        a, b = infcx.shallow_resolve(value.a), infcx.shallow_resolve(value.b)
        if infcx.is_ty_var(a) and infcx.is_ty_var(b):
            pending.stalled_on = [a, b]
            return [] if a is b else None
        out: list[Obligation] = []
        error = infcx.sub(obligation.param_env, obligation.cause, a, b, out)
        if error is not None:
            return FulfillmentError(obligation, CoerceError(error), pending.root)
        return out


_PROCESS: dict[type, Any] = {
    k.TraitPredicate: FulfillmentCtxt.process_trait,
    k.ProjectionPredicate: FulfillmentCtxt.process_projection,
    k.TypeOutlives: FulfillmentCtxt.process_type_outlives,
    k.RegionOutlives: FulfillmentCtxt.process_region_outlives,
    k.WellFormed: FulfillmentCtxt.process_well_formed,
    k.ConstArgHasType: FulfillmentCtxt.process_const,
    k.CoercePredicate: FulfillmentCtxt.process_coerce,
}


def stalled_vars(infcx: InferCtxt, args: k.GenericArgs) -> list[Any]:
    found: list[Any] = []
    for arg in args:
        if arg.flags & _INFER:
            found.extend(v for v in infcx.unresolved_vars(arg) if v not in found)
    return found


__all__ = ["AMBIG", "ERR", "OK", "FulfillmentCtxt", "Pending"]
