"""The `typeck` query: one root body at a time (rustc's `typeck_with_inspect`)."""

from __future__ import annotations

from typing import Any

from rustmem.source.diag import error
from rustmem.source.index import DefId
from rustmem.syntax import ast
from rustmem.ty import intern as i
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt
from rustmem.ty.walk import parts_of
from rustmem.typeck import errors_return, errors_traits
from rustmem.typeck.check_match import check_match
from rustmem.typeck.fn_ctxt import FnCtxt
from rustmem.typeck.region_scope import region_scope_tree
from rustmem.typeck.results import TypeckResults
from rustmem.typeck.thir_build import thir_body
from rustmem.typeck.transmute import check_transmutes
from rustmem.typeck.unsafety import check_unsafety
from rustmem.typeck.upvar import analyze_closures
from rustmem.typeck.writeback import Writeback


def typeck(tcx: TyCtxt, def_id: DefId) -> TypeckResults:
    root = tcx.typeck_root(def_id)
    if root != def_id:
        return tcx.typeck(root)  # type: ignore[no-any-return]
    fcx = FnCtxt(tcx, root)
    tree = tcx.hir(root)
    if isinstance(tree, ast.FnItem):
        check_fn(fcx, root, tree)
    else:
        check_const(fcx, root, tree)
    return finish(fcx)


def check_fn(fcx: Any, root: DefId, tree: ast.FnItem) -> None:
    tcx = fcx.tcx
    if tree.sig.header.asyncness:
        fcx.not_modelled("async functions", tree.sig.span)
        return
    sig = tcx.instantiate_erased(tcx.fn_sig(root))
    # A lifetime in error was reported with the signature; the body is typed, but not borrow-checked.
    fcx.signature_error = bool(tcx.fn_sig(root).flags & k.HAS_ERROR)
    fcx.infcx.defining_opaques = defining_opaques(tcx, root, sig.output)
    sig = fcx.normalize(tree.sig.span, tcx.erase_regions(sig))
    fcx.fn_return = (tree, tree.sig.output)
    fcx.opaque_output = sig.output
    if isinstance(sig.output, k.DynTy) and tree.sig.output is not None:
        errors_return.trait_object(fcx, tree, sig.output)
    output = i.ERROR if isinstance(sig.output, k.DynTy) or tcx.fn_sig(root).value.output.flags & k.HAS_ERROR else sig.output
    if tree.body is not None:
        fcx.check_fn_frame(tree.sig.inputs, sig.inputs, output, tree.body)


def defining_opaques(tcx: TyCtxt, root: DefId, output: k.Ty) -> frozenset[DefId]:
    """The `impl Trait` types in the return type, whose hidden types this body decides."""
    found: set[DefId] = set()
    queue: list[Any] = [output]
    while queue:
        value = queue.pop()
        if not value.flags & k.HAS_OPAQUE:
            continue

        def leaf(part: Any, depth: int) -> Any:
            if type(part) is k.AliasTy and part.kind == "opaque" and part.def_id not in found and tcx.parent(part.def_id) == root:
                found.add(part.def_id)
                queue.extend(clause for clause, _ in tcx.item_bounds(part.def_id))
            return part

        tcx.fold(value, k.HAS_OPAQUE, leaf)
    return frozenset(found)


def check_const(fcx: Any, root: DefId, tree: Any) -> None:
    tcx = fcx.tcx
    value = tree.value if isinstance(tree, ast.AnonConst) else tree.expr
    if value is None:
        return
    ty = tcx.cache("anon const types").get(root)
    if ty is None:
        ty = tcx.type_of(root)
    expected = fcx.normalize(value.span, tcx.erase_regions(ty))
    fcx.require_type_is_sized(expected, value.span, "SizedConstOrStatic")
    fcx.check_expr_coercible_to_type(value, expected)


def finish(fcx: Any) -> TypeckResults:
    """What waits for the whole body: fallback, casts, closures, what is left of the obligations."""
    fcx.type_inference_fallback()
    fallback_opaques(fcx)
    fcx.check_casts()
    fcx.select_where_possible()
    analyses = analyze_closures(fcx)
    fcx.select_where_possible()
    fcx.check_repeat_exprs()
    for ty, span, code in fcx.deferred_sized:
        fcx.require_type_is_sized(fcx.resolve(ty), span, code.name, code.data)
    fcx.select_where_possible()
    if not fcx.tainted:
        errors_traits.report_fulfillment_errors(fcx, fcx.fulfillment.select_all_or_error())
    results = Writeback(fcx, analyses).run()
    if not results.tainted:
        for diag in fcx.late_privacy:
            fcx.emit(diag)
            results.tainted = True
    if not results.tainted:
        check_transmutes(fcx.tcx, fcx.root, results)
        check_recursive_opaques(fcx.tcx, fcx.root, results)
    if fcx.signature_error or fcx.infcx.tainted:
        results.tainted = True
    if results.tainted:
        fcx.tcx.tainted.add(fcx.root)
    return results


def fallback_opaques(fcx: Any) -> None:
    """`impl Trait` of a body that never returns: `!` since 2024, before `()`; it owes the bounds all the same."""
    infcx, tcx = fcx.infcx, fcx.tcx
    output = getattr(fcx, "opaque_output", None)
    if output is None or not output.flags & k.HAS_OPAQUE:
        return
    known = {alias.def_id for alias in infcx.opaque_types}
    queue = [output]
    while queue:
        at = queue.pop()
        if isinstance(at, k.AliasTy) and at.kind == "opaque":
            if at.def_id in infcx.defining_opaques and at.def_id not in known:
                out: list[Any] = []
                infcx.eq(fcx.param_env, fcx.cause(tcx.def_span(at.def_id)), at, i.NEVER if tcx.edition >= "2024" else i.UNIT, out)
                fcx.register_predicates(out)
        elif at.flags & k.HAS_OPAQUE:
            queue.extend(parts_of(at))


def check_recursive_opaques(tcx: TyCtxt, root: DefId, results: TypeckResults) -> None:
    """A hidden type that contains its own opaque type has no end (E0720)."""
    for opaque, hidden in results.concrete_opaque_types.items():
        seen: set[DefId] = set()
        queue: list[Any] = [hidden]
        while queue:
            at = queue.pop()
            if not at.flags & k.HAS_OPAQUE:
                continue
            if isinstance(at, k.AliasTy) and at.kind == "opaque":
                if at.def_id == opaque:
                    span = tcx.def_span(opaque)
                    tcx.emit(error("cannot resolve opaque type", span, "E0720").not_modelled("where the type recurs"), root)
                    results.tainted = True
                    break
                if at.def_id not in seen and tcx.parent(at.def_id) == root:
                    seen.add(at.def_id)
                    inner = results.concrete_opaque_types.get(at.def_id)
                    if inner is not None:
                        queue.append(inner)
            queue.extend(parts_of(at))


def check_opaque_cycles(tcx: TyCtxt, owners: list[DefId]) -> None:
    """E0720 where the types behind several functions' `impl Trait` need each other; all bodies have been checked."""
    hidden: dict[DefId, k.Ty] = {}
    for owner in owners:
        results = tcx.typeck(owner)
        if results.owner == owner and not results.tainted:
            hidden |= results.concrete_opaque_types
    for opaque in hidden:
        seen: set[DefId] = set()
        queue: list[Any] = [hidden[opaque]]
        while queue:
            at = queue.pop()
            if not at.flags & k.HAS_OPAQUE:
                continue
            if isinstance(at, k.AliasTy) and at.kind == "opaque" and at.def_id not in seen:
                seen.add(at.def_id)
                if at.def_id in hidden:
                    queue.append(hidden[at.def_id])
            queue.extend(parts_of(at))
        if opaque in seen:
            span = tcx.def_span(opaque)
            tcx.emit(error("cannot resolve opaque type", span, "E0720").not_modelled("where the type recurs"), tcx.parent(opaque))


def opaque_hidden_type(tcx: TyCtxt, def_id: DefId) -> k.Ty:
    """The type behind `impl Trait`."""
    owner = tcx.parent(def_id)
    assert owner is not None
    found = tcx.typeck(owner).concrete_opaque_types.get(def_id)
    return i.ERROR if found is None else found


def provide(providers: dict[str, Any]) -> None:
    providers["typeck"] = typeck
    providers["check_match"] = check_match
    providers["check_unsafety"] = check_unsafety
    providers["opaque_hidden_type"] = opaque_hidden_type
    providers["thir_body"] = thir_body
    providers["region_scope_tree"] = region_scope_tree
