"""Which of several candidates is preferred (rustc's `winnow_candidates`)."""

from __future__ import annotations

from typing import Any

from rustmem.source.index import DefId
from rustmem.traits.evaluation import Candidate
from rustmem.traits.match import YES, impl_info, match_args
from rustmem.ty import kind as k


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


def is_global(bound: k.Binder) -> bool:
    return not bound.vars and not bound.flags & (k.HAS_PARAM | k.HAS_TY_INFER | k.HAS_CT_INFER | k.HAS_PLACEHOLDER | k.HAS_BOUND)


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
