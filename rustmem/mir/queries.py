"""The queries that this floor answers."""

from __future__ import annotations

from typing import Any

from rustmem.mir import body as m
from rustmem.mir import lints
from rustmem.mir.build.builder import mir_built
from rustmem.mir.check_consts import check_consts, const_kind
from rustmem.mir.check_places import check_packed_refs, check_sized_locals
from rustmem.mir.const_eval import eval_const, eval_const_value
from rustmem.mir.elaborate_drops import elaborated
from rustmem.mir.promote import const_has, promote_consts
from rustmem.mir.simplify import simplify_cfg
from rustmem.source.index import DefId
from rustmem.typeck.region_scope import region_scope_tree
from rustmem.typeck.thir_build import thir_body

Bodies = tuple[m.Body, tuple[m.Body, ...]]


def mir_promoted(tcx: Any, def_id: DefId) -> Bodies | None:
    """What the borrow checker reads. It takes over the body of `mir_built`."""
    body = tcx.mir_built(def_id)
    if body is None:
        return None
    kind = const_kind(tcx, def_id)
    if kind in ("const", "static"):
        for which in ("drop", "interior mutability"):
            const_has(tcx, def_id, which)
    simplify_cfg(body)
    if kind is not None and tcx.is_local(def_id) and not body.tainted and not check_consts(tcx, body, kind):
        body.tainted = True
    if tcx.is_local(def_id):
        lints.check_call_recursion(tcx, body)
        check_packed_refs(tcx, body)
        lints.check_const_item_mutation(tcx, body)
        check_sized_locals(tcx, body)
    promoted = promote_consts(tcx, body, kind)
    simplify_cfg(body)
    for each in promoted:
        simplify_cfg(each)
        each.phase = "promoted"
    body.phase = "promoted"
    return body, promoted


def mir_for_run(tcx: Any, def_id: DefId) -> Bodies | None:
    """What the interpreter reads."""
    found = tcx.mir_promoted(def_id)
    if found is None:
        return None
    body, promoted = found
    return elaborated(tcx, body), tuple(elaborated(tcx, each) for each in promoted)


def provide(providers: dict[str, Any]) -> None:
    providers["region_scope_tree"] = region_scope_tree
    providers["thir_body"] = thir_body
    providers["mir_built"] = mir_built
    providers["mir_promoted"] = mir_promoted
    providers["mir_for_run"] = mir_for_run
    providers["eval_const"] = eval_const
    providers["eval_const_value"] = eval_const_value
