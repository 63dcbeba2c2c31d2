"""The words of an impl's disagreements with its trait."""

from __future__ import annotations

from typing import Any

from rustmem.source.diag import Diag, error
from rustmem.source.index import DefId
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.traits import relate
from rustmem.ty import kind as k
from rustmem.ty.compare import cmp
from rustmem.ty.context import TyCtxt
from rustmem.ty.generics import AssocItem
from rustmem.ty.print import FmtPrinter, trait_ref_str, ty_str


def plural(count: int, word: str) -> str:
    return word if count == 1 else f"{word}s"


def item_span(tcx: TyCtxt, def_id: DefId) -> Span | None:
    """The whole item, if the user wrote it."""
    return tcx.def_span(def_id) if tcx.is_local(def_id) else None


def missing_items(tcx: TyCtxt, def_id: DefId, node: ast.ImplItem, missing: list[AssocItem]) -> Diag:
    """E0046."""
    shown = [f"`{m.name}`" for m in missing]
    if len(shown) > 8:
        shown = [*shown[:7], f"and {len(missing) - 7} others"]
    names = ", ".join(shown)
    span = tcx.def_span(def_id)
    diag = error(f"not all trait items implemented, missing: {names}", span, "E0046").label(
        span, f"missing {names} in implementation"
    )
    owner = tcx.parent(missing[0].def_id)
    if owner is not None and tcx.is_local(owner) and any(isinstance(bound, ast.TraitBound) for bound in tcx.hir(owner).bounds):
        diag.not_modelled("whether the impl has what the trait requires")
    if len(missing) > 8:
        diag.not_modelled("more than eight missing items")
    for m in missing:
        where = item_span(tcx, m.def_id)
        if where is not None:
            diag.label(where, f"`{m.name}` from trait")
        else:
            diag.help(f"implement the missing item: `{suggestion_signature(tcx, m, def_id)}`")
    return diag


def suggestion_signature(tcx: TyCtxt, item: AssocItem, impl: DefId) -> str:
    """How the missing item would be written (rustc's `suggestion_signature`)."""
    header = tcx.impl_header(impl)
    args = (tcx.param(0, "Self"), *header.trait_ref.args[1:])
    printer = FmtPrinter(tcx)
    match item.kind:
        case "fn":
            return fn_signature(tcx, item, args, printer)
        case "type":
            generics = tcx.generics_of(item.def_id).params
            inside = f"<{', '.join(p.name for p in generics)}>" if generics else ""
            return f"type {item.name}{inside} = /* Type */;"
        case _:
            ty = tcx.subst(tcx.type_of(item.def_id), args)
            value = "42" if isinstance(ty, k.IntTy) else "/* value */"
            return f"const {item.name}: {printer.ty(ty)} = {value};"


def fn_signature(tcx: TyCtxt, item: AssocItem, args: Any, printer: FmtPrinter) -> str:
    """rustc's `fn_sig_suggestion`."""
    binder = tcx.fn_sig(item.def_id)
    sig = binder.value
    parts: list[str] = []
    for n, ty in enumerate(sig.inputs):
        if n == 0 and item.has_self:
            parts.append(_self_param(tcx, ty, printer))
        else:
            parts.append(f"_: {_sig_ty(tcx, ty, args, printer)}")
    generics = tcx.generics_of(item.def_id)
    names = [p.name for p in generics.params if not p.synthetic and p.kind != "lifetime"]
    shown = f"<{', '.join(names)}>" if names else ""
    output = (
        "" if isinstance(sig.output, k.TupleTy) and not sig.output.elems else f" -> {_sig_ty(tcx, sig.output, args, printer)}"
    )
    unsafe = "unsafe " if sig.unsafe else ""
    where = _where(tcx, item, printer)
    return f"{unsafe}fn {item.name}{shown}({', '.join(parts)}){output}{where} {{ todo!() }}"


def _where(tcx: TyCtxt, item: AssocItem, printer: FmtPrinter) -> str:
    """The where clause that states the method's own bounds."""
    out: list[str] = []
    sized = tcx.lang_item("sized")
    for clause, _ in tcx.predicates_of(item.def_id).predicates:
        value = clause.value
        if isinstance(value, k.TraitPredicate) and value.trait_ref.def_id != sized:
            out.append(f"{printer.ty(value.trait_ref.args[0])}: {trait_ref_str(tcx, value.trait_ref)}")
        elif isinstance(value, k.ProjectionPredicate):
            out.append(f"{printer.ty(value.alias)} == {printer.arg(value.term)}")
    return f" where {', '.join(out)}" if out else ""


def _sig_ty(tcx: TyCtxt, ty: Any, args: Any, printer: FmtPrinter) -> str:
    own = tuple(args)
    return printer.ty(
        tcx.fold(
            ty,
            k.HAS_TY_PARAM,
            lambda part, depth: own[part.index] if isinstance(part, k.ParamTy) and 0 < part.index < len(own) else part,
        )
    )


def _self_param(tcx: TyCtxt, ty: Any, printer: FmtPrinter) -> str:
    match ty:
        case k.ParamTy(index=0):
            return "self"
        case k.RefTy(region=region, ty=k.ParamTy(index=0), mutbl=mutbl):
            name = printer.region_text(region)
            life = f"{name} " if name and name != "'_" else ""
            return f"&{life}{'mut ' if mutbl == 'mut' else ''}self"
        case _:
            return f"self: {printer.ty(ty)}"


# ---- methods ----


def self_in_impl_only(tcx: TyCtxt, compare: Any) -> Diag:
    """E0185."""
    own = _self_text(tcx, compare.ours, tcx.impl_header(compare.impl).trait_ref.args[0])
    span = compare.node.sig.span
    diag = error(f"method `{compare.ours.name}` has a `{own}` declaration in the impl, but not in the trait", span, "E0185")
    diag.label(span, f"`{own}` used in impl")
    where = item_span(tcx, compare.theirs.def_id)
    if where is not None:
        diag.label(_item_text(compare.trait_node), f"trait method declared without `{own}`")
    else:
        diag.not_modelled("a method of a library trait")
    return diag


def _item_text(node: ast.FnItem) -> Span:
    return node.span if node.body is None else node.sig.span


def self_in_trait_only(tcx: TyCtxt, compare: Any) -> Diag:
    """E0186."""
    own = _self_text(tcx, compare.theirs, tcx.param(0, "Self"))
    span = compare.node.sig.span
    diag = error(f"method `{compare.ours.name}` has a `{own}` declaration in the trait, but not in the impl", span, "E0186")
    diag.label(span, f"expected `{own}` in impl")
    where = item_span(tcx, compare.theirs.def_id)
    if where is not None:
        diag.label(_item_text(compare.trait_node), f"`{own}` used in trait")
    else:
        diag.not_modelled("a method of a library trait")
    return diag


def _self_text(tcx: TyCtxt, method: AssocItem, self_ty: k.Ty) -> str:
    """The receiver by its type (rustc's `ExplicitSelf`)."""
    receiver = tcx.fn_sig(method.def_id).value.inputs[0]
    if receiver is self_ty:
        return "self"
    if isinstance(receiver, k.RefTy) and receiver.ty is self_ty:
        return "&mut self" if receiver.mutbl == "mut" else "&self"
    return f"self: {ty_str(tcx, receiver)}"


def wrong_number_of_generics(tcx: TyCtxt, compare: Any, kind: str, mine: list[Any], wanted: list[Any]) -> Diag:
    """E0049."""
    what = "method" if compare.ours.has_self else "associated function"
    count, need = len(mine), len(wanted)
    spans = [tcx.ident_span(p.def_id) for p in mine] or [
        compare.node.generics.span if compare.node.generics.params else compare.node.ident.span
    ]
    if not mine:
        spans = [compare.node.generics.span] if compare.node.generics.params else [compare.node.ident.span.shrink_to_hi()]
    diag = error(
        f"{what} `{compare.ours.name}` has {count} {kind} {plural(count, 'parameter')} but its trait declaration has {need} {kind} {plural(need, 'parameter')}",
        tuple(spans),
        "E0049",
    )
    if tcx.is_local(compare.theirs.def_id):
        theirs = [tcx.ident_span(p.def_id) for p in wanted] or [compare.trait_node.ident.span.shrink_to_hi()]
        for n, span in enumerate(theirs):
            diag.label(span, f"expected {need} {kind} {plural(need, 'parameter')}" if n == 0 else "")
        if not wanted:
            diag.not_modelled("a trait's method without parameters")
    else:
        diag.not_modelled("a method of a library trait")
    for n, span in enumerate(spans):
        diag.label(span, f"found {count} {kind} {plural(count, 'parameter')}" if n == 0 else "")
    return diag


def wrong_number_of_arguments(tcx: TyCtxt, compare: Any) -> Diag:
    """E0050."""
    count, need = len(compare.node.sig.inputs), len(compare.trait_node.sig.inputs)
    span = _arguments(compare.node)
    local = tcx.is_local(compare.theirs.def_id)
    name = f"{tcx.item_name(compare.trait_ref.def_id)}::{compare.theirs.name}" if local else compare.theirs.name
    diag = error(
        f"method `{compare.ours.name}` has {count} {plural(count, 'parameter')} but the declaration in trait `{name}` has {need}",
        span,
        "E0050",
    )
    if local:
        diag.label(_arguments(compare.trait_node), f"trait requires {need} {plural(need, 'parameter')}")
    else:
        diag.not_modelled("the signature of a library trait's method")
    diag.label(span, f"expected {need} {plural(need, 'parameter')}, found {count}")
    return diag


def _arguments(node: ast.FnItem) -> Span:
    """From the type of the first parameter to that of the last."""
    inputs = node.sig.inputs
    if not inputs:
        return node.sig.span
    return _type_span(inputs[0]).to(_type_span(inputs[-1]))


def lifetime_parameters_mismatch(tcx: TyCtxt, compare: Any) -> Diag:
    """E0195."""
    node = compare.node
    lifetimes = [p for p in node.generics.params if isinstance(p, ast.LifetimeParam)]
    spans = tuple(p.ident.span for p in lifetimes) or (
        node.generics.span if node.generics.params else node.ident.span.shrink_to_hi(),
    )
    diag = error("lifetime parameters do not match the trait definition", spans, "E0195")
    return diag.not_modelled("which lifetimes differ")


def stricter_requirements(tcx: TyCtxt, compare: Any, clause: Any, span: Span) -> Diag:
    """E0276."""
    shown = predicate_text(tcx, clause.value)
    diag = error("impl has stricter requirements than trait", span, "E0276")
    where = item_span(tcx, compare.theirs.def_id)
    if where is not None:
        diag.label(_item_text(compare.trait_node), f"definition of `{compare.theirs.name}` from trait")
    diag.label(span, f"impl has extra requirement `{shown}`")
    return diag.not_modelled("the trait's bounds beside the impl's")


def predicate_text(tcx: TyCtxt, value: Any) -> str:
    match value:
        case k.TraitPredicate(trait_ref=trait_ref):
            return f"{ty_str(tcx, trait_ref.args[0])}: {trait_ref_str(tcx, trait_ref)}"
        case k.TypeOutlives(ty=ty, region=region):
            return f"{ty_str(tcx, ty)}: {ty_str(tcx, region)}"
        case k.RegionOutlives(longer=longer, shorter=shorter):
            return f"{ty_str(tcx, longer)}: {ty_str(tcx, shorter)}"
        case _:
            return "?"


def incompatible_method(tcx: TyCtxt, compare: Any, terr: Any, trait_sig: Any, impl_sig: Any) -> Diag:
    """E0053."""
    node, trait_node = compare.node, compare.trait_node
    index = getattr(terr, "index", None)
    count = len(node.sig.inputs)
    if index is not None and index < count:
        span, theirs = _type_span(node.sig.inputs[index]), _type_span(trait_node.sig.inputs[index])
    else:
        span, theirs = node.sig.output_span, trait_node.sig.output_span
    diag = error(f"method `{compare.ours.name}` has an incompatible type for trait", span, "E0053")
    diag.label(span, terr_text(tcx, terr))
    if tcx.is_local(compare.theirs.def_id):
        diag.span_note(theirs, "type in trait")
    expected, found = cmp(tcx, tcx.fn_ptr(tcx.binder(trait_sig)), tcx.fn_ptr(tcx.binder(impl_sig)))
    diag.note(signature_note(expected, found))
    if tcx.resolutions.glob_uses:
        diag.not_modelled("the paths of what is imported with `*`")
    if any(isinstance(getattr(terr, side, None), k.ParamTy) for side in ("expected", "found")):
        diag.not_modelled("where a type parameter is declared")
    if index == 0 and compare.theirs.has_self:
        _suggest_self(tcx, diag, compare, trait_sig.inputs[0], span)
    elif index is not None and index < count:
        diag.suggest(
            "change the parameter type to match the trait", (span, ty_str(tcx, trait_sig.inputs[index])), style="show-always"
        )
    elif index == count:
        if node.sig.output is None:
            diag.suggest(
                "change the output type to match the trait", (span, f" -> {ty_str(tcx, trait_sig.output)}"), style="show-always"
            )
        else:
            diag.suggest("change the output type to match the trait", (span, ty_str(tcx, trait_sig.output)), style="show-always")
    return diag


def _type_span(param: ast.Param) -> Span:
    return param.span if param.self_kind in ("value", "ref", "ref-mut") else param.ty.span


def _suggest_self(tcx: TyCtxt, diag: Diag, compare: Any, ty: Any, span: Span) -> None:
    self_ty = compare.trait_ref.args[0]
    match ty:
        case k.RefTy(ty=inner, mutbl=mutbl) if inner is self_ty:
            text = "&mut self" if mutbl == "mut" else "&self"
        case _ if ty is self_ty:
            text = "self"
        case _:
            text = f"self: {ty_str(tcx, ty)}"
    diag.suggest("change the self-receiver type to match the trait", (compare.node.sig.inputs[0].span, text), style="show-always")


def terr_text(tcx: TyCtxt, terr: Any) -> str:
    """rustc's `TypeError::to_string`."""
    match terr:
        case relate.Sorts(expected=expected, found=found) | relate.ArgumentSorts(expected=expected, found=found):
            from rustmem.ty.print import sort_string

            a, b = sort_string(tcx, expected), sort_string(tcx, found)
            return f"expected {a}, found a different {b}" if a == b else f"expected {a}, found {b}"
        case relate.MutabilityMismatch() | relate.ArgumentMutability():
            return "types differ in mutability"
        case relate.TupleSize(expected=expected, found=found):
            return f"expected a tuple with {expected} {plural(expected, 'element')}, found one with {found} {plural(found, 'element')}"
        case relate.FixedArraySize(expected=expected, found=found):
            return f"expected an array with a size of {expected}, found one with a size of {found}"
        case _:
            return "types differ"


def signature_note(expected: Any, found: Any) -> Any:
    parts: list[tuple[str, Any]] = [("expected signature `", "plain")]
    parts += [(text, "highlight" if strong else "plain") for text, strong in expected]
    parts += [("`\n   found signature `", "plain")]
    parts += [(text, "highlight" if strong else "plain") for text, strong in found]
    parts.append(("`", "plain"))
    return tuple(parts)


def incompatible_const(tcx: TyCtxt, ours: AssocItem, theirs: AssocItem, expected: k.Ty, found: k.Ty) -> Diag:
    """E0326."""
    from rustmem.ty.print import sort_string

    span = tcx.hir(ours.def_id).ty.span
    diag = error(f"implemented const `{ours.name}` has an incompatible type for trait", span, "E0326")
    diag.label(span, f"expected {sort_string(tcx, expected)}, found {sort_string(tcx, found)}")
    if tcx.is_local(theirs.def_id):
        diag.span_note(tcx.hir(theirs.def_id).ty.span, "type in trait")
    return diag


def type_lifetimes_mismatch(tcx: TyCtxt, ours: AssocItem, theirs: AssocItem) -> Diag:
    node = tcx.hir(ours.def_id)
    span = node.generics.span if node.generics.params else node.ident.span.shrink_to_hi()
    diag = error(
        f"lifetime parameters or bounds on associated type `{ours.name}` do not match the trait declaration", span, "E0195"
    )
    diag.label(span, "lifetimes do not match associated type in trait")
    return diag.not_modelled("the trait's lifetimes")


def type_params_mismatch(tcx: TyCtxt, ours: AssocItem, theirs: AssocItem) -> Diag:
    span = tcx.hir(ours.def_id).ident.span
    return error(f"associated type `{ours.name}` has other parameters than its trait declaration", span, "E0049").not_modelled(
        "parameters of an associated type"
    )
