"""Whether each item is well formed, in the order of the crate (rustc_hir_analysis::check)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from rustmem.items import coherence, gaps, wf_errors
from rustmem.items import more_checks as more
from rustmem.items.adt_checks import check_enum, check_recursive, check_struct, check_unused_alias_params, check_unused_params
from rustmem.items.alias_cycle import check_alias_cycle
from rustmem.items.dyn_types import check_own_objects
from rustmem.items.impl_checks import check_impl_items, check_impl_params
from rustmem.items.wf import check_where_clauses
from rustmem.source.index import DefId
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.traits.queries import holds
from rustmem.ty import intern
from rustmem.ty import kind as k
from rustmem.ty.context import QueryCycle, TyCtxt


def check_crate(tcx: TyCtxt) -> None:
    """Items first, then impls of one type against each other."""
    for def_id in local_items(tcx):
        tcx.check_item(def_id)
    check_own_objects(tcx)
    coherence.check_inherent_impls(tcx)


def local_items(tcx: TyCtxt) -> list[DefId]:
    """The user's items: of each module the free ones, then those of impls, of traits, of extern blocks."""
    table = tcx.defs.table
    found = [d for d in map(DefId, range(tcx.defs.base, len(table))) if table[d].kind in CHECKS]

    def key(def_id: DefId) -> tuple[int, int, DefId]:
        parent = table[def_id].parent
        kind = table[parent].kind if parent is not None else ""
        at = parent
        while at is not None and table[at].kind != "mod":
            at = table[at].parent
        return (at if at is not None else 0, {"impl": 1, "trait": 2, "foreign mod": 3}.get(kind, 0), def_id)

    return sorted(found, key=key)


def check_item(tcx: TyCtxt, def_id: DefId) -> None:
    """Reports what is wrong with one item."""
    check = CHECKS.get(tcx.def_kind(def_id))
    if check is not None:
        try:
            check(tcx, def_id)
        except QueryCycle as cycle:
            report_cycle(tcx, cycle, def_id)


def report_cycle(tcx: TyCtxt, cycle: QueryCycle, def_id: DefId) -> None:
    """E0391. An alias that is its own type becomes an error type, so that nothing else meets the cycle."""
    if cycle.query == "type_of" and tcx.def_kind(cycle.def_id) == "type alias":
        tcx.emit(wf_errors.cycle(tcx, cycle.query, cycle.def_id, def_id), def_id)
        tcx.memo["type_of"][cycle.def_id] = intern.ERROR
        check_item(tcx, def_id)
        return
    seen = tcx.cache("reported cycles")
    if seen:
        return
    seen[cycle.query] = True
    tcx.emit(wf_errors.cycle(tcx, cycle.query, cycle.def_id, def_id), def_id)


def _generics(tcx: TyCtxt, def_id: DefId) -> None:
    for p in tcx.generics_of(def_id).params:
        if p.has_default and p.kind == "type":
            tcx.type_of(p.def_id)
        elif p.kind == "const":
            tcx.type_of(p.def_id)
    tcx.predicates_of(def_id)


def _adt(tcx: TyCtxt, def_id: DefId) -> None:
    node = tcx.hir(def_id)
    destructors = tcx.lang_item("drop")
    if destructors is not None:
        coherence.check_trait(tcx, destructors)
    check_struct(tcx, def_id, node)
    _generics(tcx, def_id)
    for variant in tcx.adt_def(def_id).variants:
        for field in variant.fields:
            tcx.type_of(field.def_id)
    if check_recursive(tcx, def_id):
        return
    if isinstance(node, ast.EnumItem):
        check_enum(tcx, def_id, node)
    sound = def_id not in tcx.tainted
    check_unused_params(tcx, def_id, node)
    unused = sound and def_id in tcx.tainted
    if unused:
        tcx.tainted.discard(def_id)  # an unused parameter keeps nothing from being checked
    check_where_clauses(tcx, def_id)
    if unused:
        tcx.tainted.add(def_id)
    if def_id not in tcx.tainted:
        more.check_outlives(tcx, def_id, node)
        more.check_packed(tcx, def_id)
    if isinstance(node, ast.UnionItem):
        more.check_union(tcx, def_id, node)
    if def_id not in tcx.tainted:
        gaps.growing_type(tcx, def_id)


def _fn(tcx: TyCtxt, def_id: DefId) -> None:
    _generics(tcx, def_id)
    tcx.fn_sig(def_id)
    node = tcx.hir(def_id)
    if tcx.item_name(def_id) == "main" and tcx.parent(tcx.parent(def_id) or def_id) is None and tcx.def_kind(def_id) == "fn":
        _main(tcx, def_id, node)
    check_where_clauses(tcx, def_id)


def _main(tcx: TyCtxt, def_id: DefId, node: ast.FnItem) -> None:
    """E0131, E0646, E0647, E0752: the shape of `main`."""
    parent = tcx.parent(def_id)
    if parent is None or tcx.parent(parent) is not None:
        return
    if node.generics.params:
        tcx.emit(wf_errors.main_generic(node), def_id)
    elif node.generics.where_clause:
        tcx.emit(wf_errors.main_where(node), def_id)
    elif node.sig.header.asyncness:
        tcx.emit(wf_errors.main_async(node), def_id)
    elif node.sig.inputs:
        tcx.emit(wf_errors.main_signature(tcx, def_id, node), def_id)
    elif node.sig.output is not None:
        output = tcx.fn_sig(def_id).value.output
        trait = tcx.lang_item("termination")
        if type(output) is k.AliasTy and output.kind == "opaque":
            tcx.unsupported("`main` that returns `impl Trait`", node.sig.output.span, def_id)
        elif trait is not None and not output.flags & k.HAS_ERROR and not holds(tcx, tcx.param_env(def_id), trait, output):
            tcx.emit(wf_errors.main_result(tcx, output, node.sig.output.span), def_id)


def _const(tcx: TyCtxt, def_id: DefId) -> None:
    _generics(tcx, def_id)
    tcx.type_of(def_id)
    check_where_clauses(tcx, def_id)


def _alias(tcx: TyCtxt, def_id: DefId) -> None:
    tcx.generics_of(def_id)
    if tcx.def_kind(def_id) == "type alias":
        check_alias_cycle(tcx, def_id)
    tcx.type_of(def_id)
    if tcx.def_kind(def_id) == "type alias":
        check_unused_alias_params(tcx, def_id, tcx.hir(def_id))


def _assoc_ty(tcx: TyCtxt, def_id: DefId) -> None:
    _generics(tcx, def_id)
    node = tcx.hir(def_id)
    if node.ty is not None and not tcx.type_of(def_id).flags & k.HAS_ERROR:
        more.check_private_assoc(tcx, def_id, node)
        more.check_assoc_outlives(tcx, def_id, node)
    parent = tcx.parent(def_id)
    if parent is not None and tcx.def_kind(parent) == "trait":
        tcx.item_bounds(def_id)
    elif parent is not None and node.ty is not None:
        gaps.assoc_type_bounds(tcx, def_id, node)
        gaps.self_projecting(tcx, parent, def_id)
    check_where_clauses(tcx, def_id)


def _trait(tcx: TyCtxt, def_id: DefId) -> None:
    tcx.explicit_super_predicates_of(def_id)
    _super_cycle(tcx, def_id)
    gaps.missing_gat_bounds(tcx, def_id, tcx.hir(def_id))
    _generics(tcx, def_id)
    check_where_clauses(tcx, def_id)


def _super_cycle(tcx: TyCtxt, def_id: DefId) -> None:
    """E0391: a trait that is its own supertrait."""
    sound = tcx.cache("supertraits without a cycle")
    path: list[tuple[DefId, Span]] = []

    seen = {def_id}

    def walk(at: DefId) -> bool:
        for clause, span in tcx.explicit_super_predicates_of(at):
            if not isinstance(clause.value, k.TraitPredicate):
                continue
            above = clause.value.trait_ref.def_id
            path.append((at, span))
            if above == def_id:
                return True
            if above not in seen and above not in sound and tcx.is_local(above):
                seen.add(above)
                if walk(above):
                    return True
            path.pop()
        return False

    if not walk(def_id):
        sound.update(dict.fromkeys(seen, True))
    else:
        reported = tcx.cache("super cycles")
        if not any(at in reported for at, _ in path):
            for at, _ in path:
                reported[at] = True
            tcx.emit(wf_errors.super_predicates_cycle(tcx, path), def_id)
        raise _Stop


class _Stop(Exception):
    """Further checks would not end."""


def _impl(tcx: TyCtxt, def_id: DefId) -> None:
    node = tcx.hir(def_id)
    _generics(tcx, def_id)
    self_ty = tcx.type_of(def_id)
    header = tcx.impl_header(def_id)
    if header.trait_ref is not None and not self_ty.flags & k.HAS_ERROR:
        gaps.object_impl(tcx, def_id, node, header.trait_ref)
        gaps.self_requiring(tcx, def_id, header.trait_ref)
        gaps.unstable_trait(tcx, def_id, header.trait_ref)
        if coherence.check_trait(tcx, header.trait_ref.def_id):
            check_impl_items(tcx, def_id, node, header)
    elif header.trait_ref is not None:
        coherence.check_trait(tcx, header.trait_ref.def_id)
    check_impl_params(tcx, def_id, node)
    check_where_clauses(tcx, def_id)


def _assoc_fn(tcx: TyCtxt, def_id: DefId) -> None:
    _fn(tcx, def_id)
    more.check_receiver(tcx, def_id, tcx.hir(def_id))


CHECKS: dict[str, Callable[[TyCtxt, DefId], None]] = {
    "struct": _adt,
    "enum": _adt,
    "union": _adt,
    "fn": _fn,
    "assoc fn": _assoc_fn,
    "const": _const,
    "static": _const,
    "assoc const": _const,
    "type alias": _alias,
    "assoc ty": _assoc_ty,
    "trait": _trait,
    "impl": _impl,
}


def provide(providers: dict[str, Any]) -> None:
    def ask(tcx: TyCtxt, def_id: DefId) -> None:
        with suppress(_Stop):
            check_item(tcx, def_id)

    providers["check_item"] = ask
