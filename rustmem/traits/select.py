"""Selection: which impl, bound or builtin rule proves `T: Trait` (rustc's `SelectionContext`)."""

from __future__ import annotations

from typing import Any

from rustmem.source.span import DUMMY_SP
from rustmem.traits.builtin import trait_flags
from rustmem.traits.candidate_assembly import SIZED
from rustmem.traits.confirmation import Confirmation
from rustmem.traits.evaluation import STACK_ERR, Candidate, Frame
from rustmem.traits.evaluation import OverflowFound as OverflowFound
from rustmem.traits.match import impl_info
from rustmem.traits.obligation import (
    UNIMPLEMENTED,
    Cause,
    ImplSource,
    Obligation,
    Overflow,
    SelectionError,
)
from rustmem.traits.winnow import winnow
from rustmem.ty import kind as k
from rustmem.ty.generics import ParamEnv
from rustmem.ty.intern import _PER_CHECK

_INFER = k.HAS_TY_INFER | k.HAS_CT_INFER
_ENV_MATTERS = k.HAS_PARAM | k.HAS_PLACEHOLDER | k.HAS_BOUND
_SELECTED: dict[k.TraitRef, Any] = {}


class SelectionContext(Confirmation):
    """Proves trait predicates for one `InferCtxt`."""

    __slots__ = ()

    def select_source(self, predicate: k.Binder, param_env: ParamEnv) -> ImplSource | None:
        """How `predicate` is proven; None if it does not hold, is ambiguous, or overflows."""
        try:
            source = self.select(Obligation(predicate, param_env, Cause(DUMMY_SP, None)))
        except OverflowFound:
            return None
        return source if isinstance(source, ImplSource) else None

    def select(self, obligation: Obligation) -> ImplSource | SelectionError | None:
        """How `obligation` (a trait predicate) is proven and what must hold besides; None: ambiguous.

        Confirming unifies: variables may be bound afterwards.
        """
        infcx = self.infcx
        binder = infcx.resolve_vars_if_possible(obligation.predicate)
        mode = infcx.erased
        infcx.erased = True
        try:
            erased = self.tcx.erase_regions(binder) if binder.flags & k.HAS_UNERASED else binder
            predicate = infcx.enter_forall(erased)
            if predicate.flags & k.HAS_ERROR:
                return ImplSource("builtin", [])
            frame = Frame(None, obligation.param_env, None, trait_flags(self.tcx, predicate.trait_ref.def_id).coinductive)
            frame.key = (infcx.freshen_resolved(predicate), obligation.param_env)
            candidate = self.candidate(frame, predicate, obligation)
        except OverflowFound as overflow:
            return Overflow(overflow.obligation)
        finally:
            infcx.erased = mode
        if candidate is None or isinstance(candidate, SelectionError):
            return candidate
        if not mode:
            predicate = infcx.enter_forall(binder)
        return self.confirm(obligation, predicate, candidate)

    def candidate(self, frame: Frame, predicate: k.TraitPredicate, obligation: Obligation) -> Candidate | SelectionError | None:
        """The winning candidate, cached by the goal."""
        flags = predicate.flags
        tcx = self.tcx
        if self.infcx.intercrate:
            return self.candidate_uncached(frame, predicate, obligation)
        if not flags & (_PER_CHECK | _ENV_MATTERS):
            table: Any = _SELECTED
            key: Any = predicate
        elif not flags & (_ENV_MATTERS | _INFER):
            table = tcx.cache("selected")
            key = predicate
        else:
            table = tcx.cache("selected in env")
            key = frame.key if type(frame.key) is tuple else (frame.key, obligation.param_env)
        found = table.get(key, table)
        if found is not table:
            return found  # type: ignore[no-any-return]
        reached = frame.reached
        answer = self.candidate_uncached(frame, predicate, obligation)
        if frame.reached >= reached and not (self.infcx.defining_opaques and flags & k.HAS_OPAQUE):
            table[key] = answer
        return answer

    def candidate_uncached(
        self, frame: Frame, predicate: k.TraitPredicate, obligation: Obligation
    ) -> Candidate | SelectionError | None:
        candidates: list[Candidate] = []
        if self.infcx.intercrate and coherence.why_unknowable(self.infcx, predicate.trait_ref) is not None:
            return None
        if self.assemble(frame, predicate, obligation, candidates):
            return None
        if predicate.polarity == "positive":
            candidates = [c for c in candidates if c[0] != "impl" or impl_info(self.tcx, c[1]).polarity == "positive"]
        else:
            candidates = [c for c in candidates if c[0] == "impl" and impl_info(self.tcx, c[1]).polarity == "negative"]
        if not candidates:
            return UNIMPLEMENTED
        if len(candidates) == 1:
            return candidates[0]
        alive = []
        for candidate in candidates:
            answer = self.evaluate_candidate(frame, predicate, obligation, candidate)
            if answer < STACK_ERR:
                alive.append((candidate, answer))
        if not alive:
            return UNIMPLEMENTED
        sized = trait_flags(self.tcx, predicate.trait_ref.def_id).builtin in SIZED
        return winnow(self.tcx, alive, bool(predicate.flags & _INFER), sized)


from rustmem.traits import coherence  # noqa: E402  (which makes a context of its own)
