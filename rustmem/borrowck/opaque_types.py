"""Hidden types of the `impl Trait` that a body returns: which captured lifetimes their regions are (E0700)."""

from __future__ import annotations

from typing import Any

from rustmem.borrowck import constraints as c
from rustmem.borrowck import messages
from rustmem.borrowck.infer_ctxt import BorrowckInferCtxt, free_regions
from rustmem.borrowck.region_infer import MemberConstraint, RegionInferenceContext
from rustmem.borrowck.universal_regions import STATIC, UniversalRegions
from rustmem.source.index import DefId
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt
from rustmem.ty.intern import RE_STATIC as STATIC_REGION
from rustmem.ty.print import ty_str


def defining_opaques(tcx: TyCtxt, root: DefId, output: Any) -> frozenset[DefId]:
    """The opaque types of the signature's output, those in their bounds included."""
    found: set[DefId] = set()
    queue = [output]

    def leaf(part: Any, depth: int) -> Any:
        if type(part) is k.AliasTy and part.kind == "opaque" and part.def_id not in found and tcx.parent(part.def_id) == root:
            found.add(part.def_id)
            queue.extend(clause for clause, _ in tcx.item_bounds(part.def_id))
        return part

    while queue:
        value = queue.pop()
        if value.flags & k.HAS_OPAQUE:
            tcx.fold(value, k.HAS_OPAQUE, leaf)
    return frozenset(found)


def captured(tcx: TyCtxt, universal: UniversalRegions, alias: k.AliasTy, regions: Any) -> tuple[int, ...]:
    """The universal regions that the opaque type captures, `'static` last."""
    variances = tcx.variances_of(alias.def_id)
    made = []
    for i, arg in enumerate(alias.args):
        if isinstance(arg, k.Region) and not (i < len(variances) and variances[i] == "bivariant"):
            made.append(regions(arg))
    return (*made, STATIC)


def member_constraints(infcx: BorrowckInferCtxt, universal: UniversalRegions, vid_of: Any) -> list[MemberConstraint]:
    """One for each region of each hidden type."""
    made = []
    for alias, hidden, span in infcx.opaque_types.values():
        choices = captured(infcx.tcx, universal, _in_signature(universal, alias), vid_of)
        for region in dict.fromkeys(free_regions(infcx.tcx, infcx.resolve_vars_if_possible(hidden))):
            vid = vid_of(region)
            if vid not in choices:
                made.append(MemberConstraint(vid, choices, span, c.OPAQUE_TYPE))
    return made


def _in_signature(universal: UniversalRegions, alias: k.AliasTy) -> k.AliasTy:
    """The opaque type as the signature has it, over universal regions."""
    found = alias

    def leaf(part: Any, depth: int) -> Any:
        nonlocal found
        if type(part) is k.AliasTy and part.def_id == alias.def_id:
            found = part
        return part

    universal.tcx.fold(universal.output, k.HAS_OPAQUE, leaf)
    return found


def check_hidden_types(cx: Any, infcx: BorrowckInferCtxt, regions: RegionInferenceContext, vid_of: Any) -> None:
    """Every region of a hidden type is a captured lifetime or `'static`, else E0700."""
    tcx = infcx.tcx
    for alias, hidden, span in infcx.opaque_types.values():
        choices = captured(tcx, regions.universal, _in_signature(regions.universal, alias), vid_of)
        for region in free_regions(tcx, infcx.resolve_vars_if_possible(hidden)):
            vid = vid_of(region)
            if not any(regions.eval_outlives(choice, vid) and regions.eval_outlives(vid, choice) for choice in choices):
                diag = messages.hidden_type_captures_lifetime(span, ty_str(tcx, tcx.erase_regions(alias)))
                cx.buffer(diag.not_modelled("the captured lifetime"))
                break


def mark_overcaptures(cx: Any, body: Any) -> None:
    """Since 2024 `impl Trait` captures every lifetime in scope; rustc says so where an error may come of it."""
    tcx = cx.tcx
    if tcx.edition < "2024" or not cx.buffered:
        return
    if any(decl.ty.flags & k.HAS_OPAQUE and _captures_unnamed(tcx, decl.ty) for decl in body.locals):
        for diag in cx.buffered:
            diag.not_modelled("the lifetimes that `impl Trait` captures")


def _captures_unnamed(tcx: TyCtxt, ty: k.Ty) -> bool:
    """Whether an opaque type in `ty` captures a lifetime that its bounds do not mention."""
    found = False

    def leaf(part: Any, depth: int) -> Any:
        nonlocal found
        if type(part) is k.AliasTy and part.kind == "opaque" and not found:
            named = {
                r.index
                for clause, _ in tcx.item_bounds(part.def_id)
                for r in free_regions(
                    tcx, clause.value.term if type(clause.value) is k.ProjectionPredicate else _beyond_self(clause.value)
                )
                if type(r) is k.ReEarlyParam
            }
            variances = tcx.variances_of(part.def_id)
            for i, arg in enumerate(part.args):
                if isinstance(arg, k.Region) and not (i < len(variances) and variances[i] == "bivariant") and i not in named:
                    found = True
        return part

    tcx.fold(ty, k.HAS_OPAQUE, leaf)
    return found


def _beyond_self(value: Any) -> Any:
    """What a bound mentions besides the type it is on."""
    if type(value) is k.TypeOutlives:
        return value.region
    if type(value) is k.TraitPredicate and len(value.trait_ref.args) > 1:
        return value.trait_ref.args[1]
    return STATIC_REGION
