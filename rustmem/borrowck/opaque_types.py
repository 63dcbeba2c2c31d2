"""Hidden types of the `impl Trait` that a body returns: which captured lifetimes their regions are (E0700)."""

from __future__ import annotations

from typing import Any

from rustmem.borrowck import constraints as c
from rustmem.borrowck.infer_ctxt import BorrowckInferCtxt, free_regions
from rustmem.borrowck.opaque_captures import unexpected_hidden_region
from rustmem.borrowck.region_infer import MemberConstraint, RegionInferenceContext
from rustmem.borrowck.universal_regions import STATIC, UniversalRegions
from rustmem.source.index import DefId
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt


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
                hidden = infcx.resolve_vars_if_possible(hidden)
                tcx.emit(unexpected_hidden_region(cx, span, alias, hidden, vid))
                cx.root.result.tainted = True
                break
