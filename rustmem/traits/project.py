"""Projections: what `<T as Trait>::Assoc` is, and replacing it by that (rustc's `project` and `normalize`).

Old-solver rules: an alias that can be resolved is replaced at once; one that waits on a variable becomes a fresh
variable with a projection obligation; one that no bound or impl determines stays as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rustmem.traits import builtin
from rustmem.traits.builtin import closure_kind, trait_flags
from rustmem.traits.elaborate import NORMALIZE_CLAUSE, elaborated_item_bounds, env_index, library_or_check, predicates_with_spans
from rustmem.traits.evaluation import Evaluation, OverflowFound
from rustmem.traits.obligation import Cause, ImplSource, Labelled, Obligation, Overflow, ProjectionDerived, SelectionError
from rustmem.traits.relate import OPAQUE_BOUNDS, TypeErr
from rustmem.ty import kind as k
from rustmem.ty.generics import ParamEnv
from rustmem.ty.intern import _PER_CHECK, CONST_ERROR, ERROR, RE_ERASED, U8, UNIT, USIZE

if TYPE_CHECKING:
    from rustmem.traits.infer import InferCtxt

_INFER = k.HAS_TY_INFER | k.HAS_CT_INFER
_ENV_MATTERS = k.HAS_PARAM | k.HAS_PLACEHOLDER | k.HAS_BOUND
_NORMALIZED: dict[k.AliasTy, Any] = {}
"""Projections that mention only the library, for the process."""


class Ambiguous:
    """A projection waits on a variable."""

    __slots__ = ()


AMBIGUOUS = Ambiguous()


# ---- normalising ----


def normalize(selcx: Evaluation, param_env: ParamEnv, cause: Cause, value: Any, out: list[Obligation], depth: int = 0) -> Any:
    """`value` with its aliases replaced by what they are; new obligations are appended to `out`."""
    infcx = selcx.infcx
    value = infcx.resolve_vars_if_possible(value)
    if not value.flags & k.HAS_ALIAS:
        return value
    return Normalizer(selcx, param_env, cause, out, depth).fold(value)


class Normalizer:
    """One pass over a value, bottom up."""

    __slots__ = ("selcx", "tcx", "param_env", "cause", "out", "depth", "universes")

    def __init__(self, selcx: Evaluation, param_env: ParamEnv, cause: Cause, out: list[Obligation], depth: int) -> None:
        self.selcx, self.tcx = selcx, selcx.tcx
        self.param_env, self.cause, self.out, self.depth = param_env, cause, out, depth

    def fold(self, value: Any) -> Any:
        return self.tcx.fold(value, k.HAS_ALIAS, self.leaf)

    def leaf(self, part: Any, binders: int) -> Any:
        cls = type(part)
        if cls is k.AliasTy:
            if part.kind == "projection":
                return self.projection(part)
            if part.kind == "opaque":
                return self.opaque(part)
            return self.free(part)
        if cls is k.UnevaluatedConst:
            return self.constant(part)
        return part

    def projection(self, alias: k.AliasTy) -> Any:
        if not alias.binders:
            return normalize_projection(self.selcx, self.param_env, alias, self.cause, self.depth, self.out)
        alias, back = hide_bound(self.tcx, self.selcx.infcx, alias)
        made = normalize_projection(self.selcx, self.param_env, alias, self.cause, self.depth, self.out)
        return show_bound(self.tcx, self.selcx.infcx.resolve_vars_if_possible(made), back)

    def opaque(self, alias: k.AliasTy) -> Any:
        infcx = self.selcx.infcx
        if not infcx.reveal_all or self.depth > self.tcx.recursion_limit:
            return alias
        hidden = self.tcx.subst(self.tcx.opaque_hidden_type(alias.def_id), alias.args)
        return normalize(self.selcx, self.param_env, self.cause, hidden, self.out, self.depth + 1)

    def free(self, alias: k.AliasTy) -> Any:
        if self.depth > self.tcx.recursion_limit:
            return ERROR
        aliased = self.tcx.subst(self.tcx.type_of(alias.def_id), alias.args)
        return normalize(self.selcx, self.param_env, self.cause, aliased, self.out, self.depth + 1)

    def constant(self, const: k.UnevaluatedConst) -> Any:
        return evaluate_const(self.selcx, self.param_env, const)


def evaluate_const(selcx: Evaluation, param_env: ParamEnv, const: k.UnevaluatedConst) -> Any:
    """The value of a constant that no generic parameter or variable keeps from being known."""
    tcx = selcx.tcx
    if const.flags & (_INFER | k.HAS_TY_PARAM | k.HAS_CT_PARAM | k.HAS_ERROR | k.HAS_BOUND):
        return const
    row = tcx.defs.table[const.def_id]
    if row.kind == "assoc const" and row.parent is not None and tcx.defs.table[row.parent].kind == "trait":
        from rustmem.traits.instance import resolve_associated

        found = resolve_associated(tcx, param_env, const.def_id, const.args)
        if found is None:
            return const
        const = tcx.const_unevaluated(*found)
        generic = tcx.generics_of(const.def_id).count
        if generic and const.args:
            return const
    value = tcx.eval_const(const.def_id)
    return value if isinstance(value, k.Const) else const


def hide_bound(tcx: Any, infcx: Any, value: Any) -> tuple[Any, dict[Any, Any]]:
    """Escaping bound variables replaced by placeholders, and the way back."""
    back: dict[Any, Any] = {}
    there: dict[Any, Any] = {}

    def leaf(part: Any, depth: int) -> Any:
        if type(part) is k.ReBound and part.debruijn >= depth:
            out = tcx.re_bound(part.debruijn - depth, part.var)
            made = there.get(out)
            if made is None:
                infcx.universe += 1
                made = there[out] = tcx.re_placeholder(infcx.universe, part.var)
                back[made] = out
            return made
        return part

    return tcx.fold(value, k.HAS_BOUND, leaf), back


def show_bound(tcx: Any, value: Any, back: dict[Any, Any]) -> Any:
    def leaf(part: Any, depth: int) -> Any:
        found = back.get(part)
        return part if found is None else tcx.shift(found, depth)

    return tcx.fold(value, k.HAS_PLACEHOLDER, leaf)


def normalize_projection(
    selcx: Evaluation, param_env: ParamEnv, alias: k.AliasTy, cause: Cause, depth: int, out: list[Obligation]
) -> Any:
    """What `alias` is; a fresh variable with an obligation if that is not known yet (rustc's
    `normalize_projection_ty`)."""
    made = opt_normalize_projection(selcx, param_env, alias, cause, depth, out)
    if made is not None:
        return made
    infcx = selcx.infcx
    var = infcx.next_ty_var(cause.span)
    goal = selcx.tcx.binder(selcx.tcx.projection_predicate(alias, var))
    out.append(Obligation(goal, param_env, cause, depth))
    return var


def opt_normalize_projection(
    selcx: Evaluation, param_env: ParamEnv, alias: k.AliasTy, cause: Cause, depth: int, out: list[Obligation]
) -> Any:
    """What `alias` is, or None while that waits on a variable."""
    infcx, tcx = selcx.infcx, selcx.tcx
    alias = infcx.resolve_vars_if_possible(alias)
    if infcx.erased and alias.flags & k.HAS_UNERASED:
        alias = tcx.erase_regions(alias)
    flags = alias.flags
    cacheable = not flags & _INFER and (infcx.erased or not flags & k.HAS_FREE_REGIONS)
    key: Any = alias
    if not cacheable:
        table: Any = infcx.projection_cache
        key = (alias, param_env, infcx.erased)
    elif not infcx.erased:
        table, key = tcx.cache("normalized with regions"), (alias, param_env, infcx.reveal_all)
    elif flags & _ENV_MATTERS:
        table, key = tcx.cache("normalized in env"), (alias, param_env, infcx.reveal_all)
    elif flags & _PER_CHECK or infcx.reveal_all:
        table, key = tcx.cache("normalized"), (alias, infcx.reveal_all)
    else:
        table = _NORMALIZED
    found = table.get(key)
    if found is not None:
        if found is _BUSY:
            raise _overflow(alias, param_env, cause, depth, tcx)
        return found
    if depth > tcx.recursion_limit:
        raise _overflow(alias, param_env, cause, depth, tcx)
    infcx.log_set(table, key) if not cacheable else None
    table[key] = _BUSY
    nested: list[Obligation] = []
    try:
        made = project(selcx, param_env, alias, cause, depth, nested)
        if not isinstance(made, (Ambiguous, SelectionError)) and made.flags & k.HAS_ALIAS and made is not alias:
            made = normalize(selcx, param_env, cause, made, nested, depth + 1)
    finally:
        del table[key]
    if isinstance(made, SelectionError):
        return normalize_to_error(selcx, param_env, alias, cause, depth, out)
    if made is AMBIGUOUS:
        return None
    if cacheable and not nested and not made.flags & _INFER:
        table[key] = made
    elif cacheable and not made.flags & _INFER and all(selcx.evaluate_root(o) == 0 for o in nested):
        table[key] = made
        nested = []
    elif not cacheable:
        infcx.log_set(table, key)
        table[key] = made
    out.extend(nested)
    return made


_BUSY = object()


def _overflow(alias: k.AliasTy, param_env: ParamEnv, cause: Cause, depth: int, tcx: Any) -> Exception:
    goal = tcx.binder(tcx.trait_predicate(trait_ref_of(tcx, alias)))
    return OverflowFound(Obligation(goal, param_env, cause, depth))


def normalize_to_error(
    selcx: Evaluation, param_env: ParamEnv, alias: k.AliasTy, cause: Cause, depth: int, out: list[Obligation]
) -> k.Ty:
    """The trait does not hold: a fresh variable, and the obligation that will report it."""
    goal = selcx.tcx.binder(selcx.tcx.trait_predicate(trait_ref_of(selcx.tcx, alias)))
    out.append(Obligation(goal, param_env, cause, depth))
    return selcx.infcx.next_ty_var(cause.span)


def trait_ref_of(tcx: Any, alias: k.AliasTy) -> k.TraitRef:
    """The trait reference of a projection: its arguments less the associated type's own."""
    trait = tcx.parent(alias.def_id)
    count = tcx.generics_of(trait).count
    return tcx.trait_ref(trait, alias.args[:count])  # type: ignore[no-any-return]


# ---- projecting one step ----


def project(selcx: Evaluation, param_env: ParamEnv, alias: k.AliasTy, cause: Cause, depth: int, out: list[Obligation]) -> Any:
    """One step: the type, the alias itself (rigid), `AMBIGUOUS`, or a `SelectionError`."""
    tcx = selcx.tcx
    if alias.flags & k.HAS_ERROR:
        return ERROR
    trait_ref = trait_ref_of(tcx, alias)
    if selcx.infcx.is_ty_var(trait_ref.args[0]):
        return AMBIGUOUS  # Impls may apply as well as the bounds in scope.
    obligation = Obligation(tcx.binder(tcx.trait_predicate(trait_ref)), param_env, cause, depth)
    bounds = env_index(tcx, param_env, selcx.infcx.erased).projections.get(alias.def_id, ())
    answer = from_bounds(selcx, obligation, alias, bounds, out)
    if answer is not None:
        return answer
    self_ty: Any = trait_ref.args[0]
    if type(self_ty) is k.AliasTy and self_ty.kind in ("projection", "opaque"):
        answer = from_bounds(selcx, obligation, alias, item_bound_projections(selcx, self_ty, alias.def_id), out, True)
        if answer is not None:
            return answer
    if type(self_ty) is k.DynTy:
        answer = from_bounds(selcx, obligation, alias, object_projections(selcx, self_ty, alias.def_id), out, True)
        if answer is not None:
            return answer
    return from_impls(selcx, obligation, alias, trait_ref, out)


def from_bounds(
    selcx: Evaluation,
    obligation: Obligation,
    alias: k.AliasTy,
    bounds: Any,
    out: list[Obligation],
    renormalize: bool = False,
) -> Any:
    """The first `<T as Trait>::Assoc == term` of `bounds` that may be about `alias`; AMBIGUOUS if several may."""
    infcx = selcx.infcx
    chosen: Any = None
    for bound in bounds:
        mark = infcx.snapshot()
        fits = match_bound(selcx, obligation, alias, bound, [], renormalize)
        same = fits is not None and chosen is not None and chosen[1] is infcx.resolve_vars_if_possible(fits)
        term = infcx.resolve_vars_if_possible(fits) if fits is not None else None
        infcx.rollback_to(mark)
        if fits is None or same:
            continue
        if chosen is not None:
            return AMBIGUOUS if alias.flags & _INFER else _confirm_bound(selcx, obligation, alias, chosen[0], out, renormalize)
        chosen = (bound, term)
    if chosen is None:
        return None
    return _confirm_bound(selcx, obligation, alias, chosen[0], out, renormalize)


def _confirm_bound(
    selcx: Evaluation, obligation: Obligation, alias: k.AliasTy, bound: k.Binder, out: list[Obligation], renormalize: bool
) -> Any:
    return match_bound(selcx, obligation, alias, bound, out, renormalize)


def match_bound(
    selcx: Evaluation, obligation: Obligation, alias: k.AliasTy, bound: k.Binder, out: list[Obligation], renormalize: bool
) -> Any:
    """The term of `bound` if its alias can be `alias`, else None. Binds variables."""
    infcx = selcx.infcx
    value = infcx.instantiate_binder_with_fresh_vars(obligation.cause.span, bound)
    left = value.alias.args
    if renormalize:
        rest = tuple(
            normalize(selcx, obligation.param_env, obligation.cause, a, out, obligation.depth + 1) if a.flags & k.HAS_ALIAS else a
            for a in left[1:]
        )
        left = (left[0], *rest)
    for a, b in zip(left, alias.args):
        if infcx.eq(obligation.param_env, obligation.cause, a, b, out) is not None:
            return None
    return value.term


def item_bound_projections(selcx: Evaluation, self_ty: k.AliasTy, def_id: Any) -> list[k.Binder]:
    """Projection bounds on `def_id` that the declaration of the alias `self_ty` promises."""
    tcx = selcx.tcx
    found = []
    for clause in elaborated_item_bounds(tcx, self_ty.def_id):
        if type(clause.value) is k.ProjectionPredicate and clause.value.alias.def_id == def_id:
            bound = tcx.subst(clause, self_ty.args)
            found.append(tcx.erase_regions(bound) if selcx.infcx.erased else bound)
    return found


def object_projections(selcx: Evaluation, self_ty: k.DynTy, def_id: Any) -> list[k.Binder]:
    tcx = selcx.tcx
    found = []
    for pred in self_ty.preds:
        value = pred.value
        if type(value) is k.ExistentialProjection and value.def_id == def_id:
            alias = tcx.alias("projection", def_id, (tcx.shift(self_ty, 1), *value.args))
            found.append(tcx.binder(tcx.projection_predicate(alias, value.term), pred.vars))
    return found


def from_impls(selcx: Evaluation, obligation: Obligation, alias: k.AliasTy, trait_ref: k.TraitRef, out: list[Obligation]) -> Any:
    infcx = selcx.infcx
    mark = infcx.snapshot()
    source = selcx.select(obligation)
    if source is None or isinstance(source, SelectionError):
        infcx.rollback_to(mark)
        if source is None:
            return AMBIGUOUS
        return builtin_without_impl(selcx, obligation, alias, trait_ref, out) or source
    infcx.commit(mark)
    if source.kind == "impl":
        return from_user_impl(selcx, obligation, alias, source, out)
    if source.kind == "builtin":
        made = from_builtin(selcx, obligation, alias, trait_ref, source, out)
        if made is not None:
            return made
    out.extend(source.nested)
    return alias


def from_user_impl(selcx: Evaluation, obligation: Obligation, alias: k.AliasTy, source: ImplSource, out: list[Obligation]) -> Any:
    """The impl's associated type, or the trait's default."""
    tcx = selcx.tcx
    item = impl_item_of(tcx, source.impl_def_id, alias.def_id)
    trait = tcx.parent(alias.def_id)
    assert trait is not None
    trait_count = tcx.generics_of(trait).count
    own = alias.args[trait_count:]
    out.extend(source.nested)
    if item is None:
        trait_item = tcx.associated_item(alias.def_id)
        if not trait_item.has_value:
            return ERROR
        return tcx.subst(tcx.type_of(alias.def_id), alias.args)
    args = (*source.args, *own)
    made = tcx.subst(tcx.type_of(item), args)
    if selcx.infcx.erased and made.flags & k.HAS_UNERASED:
        made = tcx.erase_regions(made)
    if own:
        for clause, _span in tcx.predicates_of(item).predicates:
            bound = normalize(selcx, obligation.param_env, obligation.cause, tcx.subst(clause, args), out, obligation.depth + 1)
            out.append(Obligation(bound, obligation.param_env, obligation.cause, obligation.depth + 1))
    return made


def impl_item_of(tcx: Any, impl: Any, trait_item: Any) -> Any:
    """The impl's item that implements `trait_item`, or None."""
    cache = library_or_check(tcx, impl, "impl items")
    found = cache.get(impl)
    if found is None:
        found = cache[impl] = {i.trait_item: i.def_id for i in tcx.associated_items(impl) if i.trait_item is not None}
    return found.get(trait_item)


def from_builtin(
    selcx: Evaluation,
    obligation: Obligation,
    alias: k.AliasTy,
    trait_ref: k.TraitRef,
    source: ImplSource,
    out: list[Obligation],
) -> Any:
    """Output of closures and functions, discriminants, metadata."""
    tcx, infcx = selcx.tcx, selcx.infcx
    self_ty: Any = trait_ref.args[0]
    flags = trait_flags(tcx, trait_ref.def_id)
    if flags.builtin in builtin.FN_KINDS:
        out.extend(source.nested)
        sig = infcx.shallow_resolve(self_ty.args[-2]).sig if type(self_ty) is k.ClosureTy else builtin.fn_sig_of(tcx, self_ty)
        value = infcx.instantiate_binder_with_fresh_vars(obligation.cause.span, sig)
        inputs = value.inputs[0] if type(self_ty) is k.ClosureTy else tcx.tuple(value.inputs)
        inputs = normalize(selcx, obligation.param_env, obligation.cause, inputs, out, obligation.depth + 1)
        infcx.eq(obligation.param_env, obligation.cause, trait_ref.args[1], inputs, out)
        return normalize(selcx, obligation.param_env, obligation.cause, value.output, out, obligation.depth + 1)
    if flags.builtin == "discriminant_kind":
        return discriminant_ty(tcx, self_ty)
    if flags.builtin == "pointee":
        return pointee_metadata(tcx, self_ty)
    return None


def builtin_without_impl(
    selcx: Evaluation, obligation: Obligation, alias: k.AliasTy, trait_ref: k.TraitRef, out: list[Obligation]
) -> Any:
    return None


def discriminant_ty(tcx: Any, ty: Any) -> Any:
    """The type of `mem::discriminant`'s value; the alias stays where the type is not known."""
    if type(ty) is k.AdtTy and tcx.adt_def(ty.def_id).kind == "enum":
        adt = tcx.adt_def(ty.def_id)
        return tcx_prim(adt.repr_int or "isize")
    if type(ty) in (k.ParamTy, k.AliasTy, k.InferTy):
        return None
    return U8


def tcx_prim(name: str) -> k.Ty:
    from rustmem.ty.intern import PRIMITIVES

    return PRIMITIVES[name]


def pointee_metadata(tcx: Any, ty: Any) -> Any:
    """`<T as Pointee>::Metadata`."""
    tail = struct_tail(tcx, ty)
    if type(tail) is k.StrTy or type(tail) is k.SliceTy:
        return USIZE
    if type(tail) is k.DynTy:
        meta = tcx.lang_item("dyn_metadata")
        return tcx.adt(meta, (tail,)) if meta is not None else USIZE
    if type(tail) in (k.ParamTy, k.AliasTy, k.InferTy):
        return None
    return UNIT


def struct_tail(tcx: Any, ty: Any) -> Any:
    """The last field of the last field …: what decides whether `ty` is sized."""
    for _ in range(64):
        if type(ty) is k.AdtTy:
            adt = tcx.adt_def(ty.def_id)
            if adt.kind != "struct" or not adt.variants[0].fields:
                return ty
            ty = tcx.subst(tcx.type_of(adt.variants[0].fields[-1].def_id), ty.args)
        elif type(ty) is k.TupleTy and ty.elems:
            ty = ty.elems[-1]
        else:
            return ty
    return ty


# ---- projection predicates ----


def project_and_unify(selcx: Evaluation, obligation: Obligation) -> list[Obligation] | TypeErr | None:
    """`<T as Trait>::Assoc == term`: new obligations, an error, or None while it waits on a variable."""
    infcx = selcx.infcx
    binder = infcx.resolve_vars_if_possible(obligation.predicate)
    if infcx.erased and binder.flags & k.HAS_UNERASED:
        binder = selcx.tcx.erase_regions(binder)
    value = infcx.enter_forall(binder)
    out: list[Obligation] = []
    made = opt_normalize_projection(selcx, obligation.param_env, value.alias, obligation.cause, obligation.depth, out)
    if made is None:
        return None
    term = value.term
    error = infcx.eq(obligation.param_env, obligation.cause, made, term, out)
    return out if error is None else error


def opaque_obligations(infcx: InferCtxt, alias: k.AliasTy, hidden: k.Ty, cause: Cause, param_env: ParamEnv) -> list[Obligation]:
    """What the hidden type of an opaque type must satisfy: its bounds, with the alias replaced by it."""
    from rustmem.traits.select import SelectionContext

    tcx = infcx.tcx
    selcx = SelectionContext(infcx)
    out: list[Obligation] = []
    if infcx.erased:
        cause = Cause(tcx.def_span(alias.def_id), cause.body, Labelled("OpaqueReturnType", (cause.span, hidden)))
    for clause, _ in tcx.item_bounds(alias.def_id):
        bound = tcx.subst(clause, alias.args)
        if infcx.erased:
            bound = tcx.erase_regions(bound)
            alias = tcx.erase_regions(alias)
        bound = replace_ty(tcx, bound, alias, hidden)
        if bound.flags & k.HAS_ALIAS:
            bound = normalize(selcx, param_env, cause, bound, out)
        out.append(Obligation(bound, param_env, cause))
    return out


def replace_ty(tcx: Any, value: Any, old: k.Ty, new: k.Ty) -> Any:
    return tcx.fold(value, k.HAS_ALIAS, lambda part, depth: new if part is old else part)


def normalize_clause(tcx: Any, param_env: ParamEnv, clause: k.Binder) -> k.Binder:
    """A bound of an environment with its projections resolved; a projection bound keeps its own alias."""
    from rustmem.source.span import DUMMY_SP
    from rustmem.traits.infer import InferCtxt
    from rustmem.traits.select import SelectionContext

    infcx = InferCtxt(tcx, regions="record")
    selcx = SelectionContext(infcx)
    cause = Cause(DUMMY_SP, None)
    value = clause.value
    try:
        if type(value) is k.ProjectionPredicate:
            args = tuple(normalize(selcx, param_env, cause, arg, []) for arg in value.alias.args)
            term = normalize(selcx, param_env, cause, value.term, [])
            value = tcx.projection_predicate(tcx.alias("projection", value.alias.def_id, args), term)
        else:
            value = normalize(selcx, param_env, cause, value, [])
    except OverflowFound:
        return clause
    if value.flags & (_INFER | k.HAS_RE_INFER):
        return clause
    return tcx.binder(value, clause.vars)  # type: ignore[no-any-return]


OPAQUE_BOUNDS[0] = opaque_obligations
NORMALIZE_CLAUSE[0] = normalize_clause

__all__ = [
    "CONST_ERROR",
    "RE_ERASED",
    "Overflow",
    "ProjectionDerived",
    "closure_kind",
    "normalize",
    "normalize_projection",
    "opt_normalize_projection",
    "predicates_with_spans",
    "project",
    "project_and_unify",
    "struct_tail",
]  # fmt: skip
