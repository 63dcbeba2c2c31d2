"""Selection: which impl, bound or builtin rule proves `T: Trait` (rustc's `SelectionContext`).

Evaluation (does it hold?) runs with regions erased and is cached; confirmation (which obligations follow?) runs in
the context's own mode.
"""

from __future__ import annotations

from typing import Any

from rustmem.source.index import DefId
from rustmem.source.span import DUMMY_SP
from rustmem.traits import auto, builtin, unsize
from rustmem.traits.builtin import AMBIGUOUS, trait_flags
from rustmem.traits.elaborate import elaborated_item_bounds, env_index, supertraits
from rustmem.traits.fast_reject import args_may_unify, simplify_type
from rustmem.traits.infer import InferCtxt
from rustmem.traits.match import NO, YES, ImplInfo, impl_info, match_args
from rustmem.traits.obligation import (
    UNIMPLEMENTED,
    BuiltinDerived,
    Cause,
    ImplDerived,
    ImplSource,
    Obligation,
    Overflow,
    SelectionError,
    SignatureMismatch,
)
from rustmem.traits.relate import TypeErr
from rustmem.ty import kind as k
from rustmem.ty.generics import ParamEnv
from rustmem.ty.intern import _PER_CHECK
from rustmem.ty.walk import parts_of

OK, AMBIG, STACK_ERR, ERR = 0, 1, 2, 3
"""Answers of evaluation, worst last. STACK_ERR: an error that holds only below the goal it cycles through."""

RECURSION_LIMIT = 128
_INFER = k.HAS_TY_INFER | k.HAS_CT_INFER
_ENV_MATTERS = k.HAS_PARAM | k.HAS_PLACEHOLDER | k.HAS_BOUND
_EVALUATED: dict[k.TraitRef, int] = {}
"""Goals about the library alone, for the process."""
_SELECTED: dict[k.TraitRef, Any] = {}

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
        self.depth = prev.depth + 1 if prev is not None else 0
        self.reached = self.depth
        """The lowest frame that the answer depends on."""
        self.flags = coinductive


class SelectionContext:
    """Proves trait predicates for one `InferCtxt`."""

    __slots__ = ("infcx", "tcx")

    def __init__(self, infcx: InferCtxt) -> None:
        self.infcx = infcx
        self.tcx = infcx.tcx

    def select_source(self, predicate: k.Binder, param_env: ParamEnv) -> ImplSource | None:
        """How `predicate` is proven; None if it does not hold, is ambiguous, or overflows."""
        try:
            source = self.select(Obligation(predicate, param_env, Cause(DUMMY_SP, None)))
        except OverflowFound:
            return None
        return source if isinstance(source, ImplSource) else None

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
        if obligation.depth > RECURSION_LIMIT:
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

    # ---- selection ----

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
        sized = trait_flags(self.tcx, predicate.trait_ref.def_id).builtin in _SIZED
        return winnow(self.tcx, alive, bool(predicate.flags & _INFER), sized)

    # ---- assembly ----

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
        return found  # type: ignore[no-any-return]

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

    # ---- confirmation ----

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
                if name in _SIZED:
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
    "impl": SelectionContext.confirm_impl,
    "param": SelectionContext.confirm_param,
    "alias": SelectionContext.confirm_alias,
    "object": SelectionContext.confirm_object,
    "builtin": SelectionContext.confirm_builtin,
    "auto": SelectionContext.confirm_auto,
    "closure": SelectionContext.confirm_closure,
    "fn": SelectionContext.confirm_fn,
    "unsize": SelectionContext.confirm_unsize,
    "upcast": SelectionContext.confirm_upcast,
}

_SIZED = ("sized", "meta_sized", "pointee_sized")
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


_LOOSE = {k.InferTy, k.AliasTy, k.ErrorTy, k.InferConst, k.UnevaluatedConst, k.BoundTy}


def is_global(bound: k.Binder) -> bool:
    return not bound.vars and not bound.flags & (k.HAS_PARAM | _INFER | k.HAS_PLACEHOLDER | k.HAS_BOUND)


def winnow(tcx: Any, alive: list[tuple[Candidate, int]], has_infer: bool, prefer_builtin: bool) -> Candidate | None:
    """The preferred candidate among those that may apply; None: ambiguous. rustc's `winnow_candidates`."""
    if len(alive) == 1:
        return alive[0][0]
    if prefer_builtin:
        for candidate, _ in alive:
            if candidate[0] == "builtin":
                return candidate
    chosen, any_global = None, False
    for candidate, _ in alive:
        if candidate[0] != "param":
            continue
        if is_global(candidate[1]):
            any_global = True
        elif chosen is None:
            chosen = candidate
        elif tcx.instantiate_erased(chosen[1]) is not tcx.instantiate_erased(candidate[1]):
            return None
        elif chosen[1].vars:
            chosen = candidate
    if chosen is not None:
        return None if any_global else chosen
    for name in ("alias", "object", "upcast"):
        same = [c for c, _ in alive if c[0] == name]
        if same:
            return same[0] if len(same) == 1 or not has_infer else None
    return winnow_impls(tcx, alive, has_infer)


def winnow_impls(tcx: Any, alive: list[tuple[Candidate, int]], has_infer: bool) -> Candidate | None:
    impls = [(c, answer) for c, answer in alive if c[0] == "impl"]
    if impls:
        best, _answer = impls[0]
        for other, _other_answer in impls[1:]:
            if specializes(tcx, other[1], best[1]):
                best = other
            elif not specializes(tcx, best[1], other[1]):
                return None
        rest = [c for c, _ in alive if c[0] not in ("impl", "param")]
        return best if not rest else None
    rest = [c for c, _ in alive if not (c[0] == "param" and is_global(c[1]))]
    return rest[0] if len(rest) == 1 else None


def specializes(tcx: Any, impl: DefId, other: DefId) -> bool:
    """Whether the library's `impl` specialises `other`: its header is an instance of the other's."""
    if impl >= tcx.base or other >= tcx.base:
        return False
    info, general = impl_info(tcx, impl), impl_info(tcx, other)
    special, common = tcx.erase_regions(info.trait_ref).args, tcx.erase_regions(general.trait_ref).args
    args = general.template.copy()
    if match_args(common, special, args) != YES or match_args(special, common, info.template.copy()) == YES:
        return False
    sized = tcx.lang_items.get("sized")
    for clause, _ in general.bounds(tcx):
        value = clause.value
        if type(value) is k.TraitPredicate and value.trait_ref.def_id == sized and type(value.trait_ref.args[0]) is k.ParamTy:
            if isinstance(args[value.trait_ref.args[0].index], (k.SliceTy, k.StrTy, k.DynTy)):
                return False  # `Join<&T>` is not about `&[T]`
    return True


from rustmem.traits import coherence, project, wf  # noqa: E402  (select and project are one recursive unit, as in rustc)
