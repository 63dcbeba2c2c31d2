"""Evaluation: whether a goal holds (rustc's `evaluate_root_obligation` and what it calls).

It runs with regions erased, and is cached.
"""

from __future__ import annotations

from typing import Any

from rustmem.source.index import DefId
from rustmem.traits.builtin import trait_flags
from rustmem.traits.infer import InferCtxt
from rustmem.traits.obligation import (
    ImplSource,
    Obligation,
    SelectionError,
)
from rustmem.traits.relate import TypeErr
from rustmem.ty import kind as k
from rustmem.ty.generics import ParamEnv
from rustmem.ty.intern import _PER_CHECK
from rustmem.ty.walk import parts_of

OK, AMBIG, STACK_ERR, ERR = 0, 1, 2, 3
"""Answers of evaluation, worst last. STACK_ERR: an error that holds only below the goal it cycles through."""

_INFER = k.HAS_TY_INFER | k.HAS_CT_INFER
_ENV_MATTERS = k.HAS_PARAM | k.HAS_PLACEHOLDER | k.HAS_BOUND
_EVALUATED: dict[k.TraitRef, int] = {}
"""Goals about the library alone, for the process."""

Candidate = tuple[Any, ...]
"""("impl", DefId) | ("param", Binder) | ("alias", Binder, clause, depth of the alias) | ("object", Binder) | ("builtin", types) | ("auto",) |
("closure",) | ("fn",) | ("unsize",) | ("upcast", Binder)"""


class OverflowFound(Exception):
    """The recursion limit was reached while proving `obligation`."""

    def __init__(self, obligation: Obligation) -> None:
        self.obligation = obligation


class Frame:
    """A goal under evaluation; the stack of them is where cycles are found."""

    __slots__ = ("key", "param_env", "prev", "depth", "reached", "flags")

    def __init__(self, key: Any, param_env: ParamEnv, prev: Frame | None, coinductive: bool) -> None:
        self.key = key
        self.param_env = param_env
        self.prev = prev
        self.depth: int = prev.depth + 1 if prev is not None else 0
        self.reached = self.depth
        """The lowest frame that the answer depends on."""
        self.flags = coinductive


class Evaluation:
    """Whether goals hold, for one `InferCtxt`; how they do is found by the layers above."""

    __slots__ = ("infcx", "tcx")

    def __init__(self, infcx: InferCtxt) -> None:
        self.infcx = infcx
        self.tcx = infcx.tcx

    # ---- what the layers above answer ----

    def candidate(self, frame: Frame, predicate: k.TraitPredicate, obligation: Obligation) -> Candidate | SelectionError | None:
        raise NotImplementedError

    def confirm(
        self, obligation: Obligation, predicate: k.TraitPredicate, candidate: Candidate
    ) -> ImplSource | SelectionError | None:
        raise NotImplementedError

    def select(self, obligation: Obligation) -> ImplSource | SelectionError | None:
        raise NotImplementedError

    def relevant_impls(self, trait: DefId, ty: k.Ty) -> Any:
        raise NotImplementedError

    # ---- evaluation ----

    def evaluate_root(self, obligation: Obligation) -> int:
        """Whether `obligation` holds. Inference is left as it was. Raises `OverflowFound`."""
        infcx = self.infcx
        mode, infcx.erased = infcx.erased, True
        mark = infcx.snapshot()
        try:
            answer = self.evaluate(None, obligation)
        finally:
            infcx.rollback_to(mark)
            infcx.erased = mode
        return ERR if answer == STACK_ERR else answer

    def evaluate(self, frame: Frame | None, obligation: Obligation) -> int:
        value = obligation.predicate.value
        cls = type(value)
        if cls is k.TraitPredicate:
            return self.evaluate_trait(frame, obligation)
        if cls is k.ProjectionPredicate:
            return self.evaluate_projection(frame, obligation)
        if cls is k.WellFormed:
            nested = wf.obligations(self.infcx, obligation)
            return AMBIG if nested is None else self.evaluate_all(frame, nested)
        if cls is k.CoercePredicate:
            return AMBIG
        return OK

    def evaluate_all(self, frame: Frame | None, obligations: list[Obligation]) -> int:
        """In order, within the caller's snapshot; the worst answer, the first error at once."""
        worst = OK
        for obligation in obligations:
            answer = self.evaluate(frame, obligation)
            if answer > worst:
                if answer >= STACK_ERR:
                    return answer
                worst = answer
        return worst

    def evaluate_projection(self, frame: Frame | None, obligation: Obligation) -> int:
        nested = project.project_and_unify(self, obligation)
        if nested is None:
            return AMBIG
        if isinstance(nested, TypeErr):
            return ERR
        return self.evaluate_all(frame, nested)

    def evaluate_trait(self, frame: Frame | None, obligation: Obligation) -> int:
        infcx, tcx = self.infcx, self.tcx
        binder = infcx.resolve_vars_if_possible(obligation.predicate)
        if binder.flags & k.HAS_UNERASED:
            binder = tcx.erase_regions(binder)
        predicate = infcx.enter_forall(binder)
        flags = predicate.flags
        if flags & k.HAS_ERROR:
            return OK
        if flags & _INFER:
            key = infcx.freshen_resolved(predicate)
        else:
            key = predicate
        table: Any
        param_env = obligation.param_env
        if infcx.intercrate:
            table, key = infcx.evaluation_cache, (key, param_env)
        elif not flags & (_PER_CHECK | _ENV_MATTERS):
            table = _EVALUATED
        elif not flags & (_ENV_MATTERS | _INFER):
            table = tcx.cache("evaluated")
        else:
            table = tcx.cache("evaluated in env")
            key = (key, param_env)
        found = table.get(key)
        if found is not None:
            return found  # type: ignore[no-any-return]
        trait = predicate.trait_ref.def_id
        at = frame
        while at is not None:
            if at.key == key and at.param_env is param_env:
                return self.cycle(frame, at)  # type: ignore[arg-type]
            at = at.prev
        if obligation.depth > tcx.recursion_limit:
            raise OverflowFound(obligation)
        here = Frame(key, param_env, frame, trait_flags(tcx, trait).coinductive)
        answer = self.evaluate_stack(here, predicate, obligation)
        if here.reached >= here.depth:
            if answer == STACK_ERR:
                answer = ERR
            if not (infcx.defining_opaques and flags & k.HAS_OPAQUE):
                table[key] = answer
        elif frame is not None and here.reached < frame.reached:
            frame.reached = here.reached
        return answer

    def cycle(self, frame: Frame, head: Frame) -> int:
        """The goal is being proven already: fine if every trait on the way is coinductive."""
        at: Frame | None = frame
        coinductive = True
        while at is not None:
            coinductive = coinductive and at.flags
            if at.reached > head.depth:
                at.reached = head.depth
            if at is head:
                break
            at = at.prev
        return OK if coinductive else STACK_ERR

    def evaluate_stack(self, frame: Frame, predicate: k.TraitPredicate, obligation: Obligation) -> int:
        if predicate.flags & _INFER and self.recurs_with_variables(frame, predicate):
            return AMBIG
        candidate = self.candidate(frame, predicate, obligation)
        if candidate is None:
            return AMBIG
        if isinstance(candidate, SelectionError):
            return ERR
        return self.evaluate_candidate(frame, predicate, obligation, candidate)

    def recurs_with_variables(self, frame: Frame, predicate: k.TraitPredicate) -> bool:
        """A goal with variables that may equal one below it on the stack gives no answer (it could go on for ever)."""
        trait, args = predicate.trait_ref.def_id, predicate.trait_ref.args
        at = frame.prev
        while at is not None:
            other = at.key[0] if type(at.key) is tuple else at.key
            if other.trait_ref.def_id == trait and at.param_env is frame.param_env:
                if all(matches_fresh(a, b) for a, b in zip(other.trait_ref.args, args)):
                    return True
            at = at.prev
        return False

    def evaluate_candidate(self, frame: Frame, predicate: k.TraitPredicate, obligation: Obligation, candidate: Candidate) -> int:
        infcx = self.infcx
        mark = infcx.snapshot()
        try:
            source = self.confirm(obligation, predicate, candidate)
            if not isinstance(source, ImplSource):
                return AMBIG if source is None else ERR
            return self.evaluate_all(frame, source.nested) if source.nested else OK
        finally:
            infcx.rollback_to(mark)


def matches_fresh(above: Any, here: Any) -> bool:
    """Whether the goal's `here` is `above` with something for its variables (rustc's `MatchAgainstFreshVars`)."""
    if above is here or type(above) is k.InferTy or type(above) is k.InferConst or isinstance(above, k.Region):
        return True
    if type(here) is not type(above):
        return False
    parts_above, parts_here = parts_of(above), parts_of(here)
    if not parts_above or len(parts_above) != len(parts_here):
        return False
    if getattr(above, "def_id", None) != getattr(here, "def_id", None) or getattr(above, "mutbl", None) != getattr(
        here, "mutbl", None
    ):
        return False
    return all(matches_fresh(a, b) for a, b in zip(parts_above, parts_here))


from rustmem.traits import project, wf  # noqa: E402  (evaluation and projection are one recursive unit, as in rustc)
