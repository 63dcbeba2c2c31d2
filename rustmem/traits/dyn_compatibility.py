"""Whether `dyn Trait` may exist, and what stands in the way (rustc's `dyn_compatibility`, E0038)."""

from __future__ import annotations

from typing import Any

from rustmem.source.diag import Diag, MultiSpan, error
from rustmem.source.index import DefId
from rustmem.source.node import node
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.traits.builtin import trait_flags
from rustmem.traits.elaborate import elaborate, predicates_with_spans, supertrait_def_ids
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt
from rustmem.ty.print import def_path_str, ty_str
from rustmem.ty.walk import parts_of


@node
class Violation:
    """`kind`: `sized`, `supertrait self`, `static`, `input`, `output`, `impl trait`, `async`, `where`, `generic`,
    `receiver`, `const`, `gat`."""

    kind: str
    name: str
    span: Span
    item: DefId | None
    trait: DefId


_WORDS = {
    "sized": "it requires `Self: Sized`",
    "supertrait self": "it uses `Self` as a type parameter",
    "static": "associated function `{}` has no `self` parameter",
    "input": "method `{}` references the `Self` type in this parameter",
    "output": "method `{}` references the `Self` type in its return type",
    "impl trait": "method `{}` references an `impl Trait` type in its return type",
    "async": "method `{}` is `async`",
    "where": "method `{}` references the `Self` type in its `where` clause",
    "generic": "method `{}` has generic type parameters",
    "receiver": "method `{}`'s `self` parameter cannot be dispatched on",
    "const": "it contains associated const `{}`",
    "gat": "it contains the generic associated type `{}`",
}


def words(violation: Violation) -> str:
    """rustc's reason, as in "this trait is not dyn compatible because …"."""
    return _WORDS[violation.kind].format(violation.name)


def all_violations(tcx: TyCtxt, trait: DefId) -> list[Violation]:
    """Of the trait and its supertraits."""
    return [v for at in supertrait_def_ids(tcx, trait) for v in violations(tcx, at)]


def violations(tcx: TyCtxt, trait: DefId) -> list[Violation]:
    cache = tcx.cache("dyn violations")
    found = cache.get(trait)
    if found is None:
        found = cache[trait] = list(_violations(tcx, trait))
    return found


def _violations(tcx: TyCtxt, trait: DefId) -> Any:
    for item in tcx.associated_items(trait):
        if item.kind == "fn":
            yield from _method(tcx, trait, item)
        elif item.kind == "const":
            yield Violation("const", item.name, tcx.ident_span(item.def_id), item.def_id, trait)
        elif tcx.generics_of(item.def_id).params and not _requires_sized_self(tcx, item.def_id):
            yield Violation("gat", item.name, tcx.ident_span(item.def_id), item.def_id, trait)
    if (span := sized_self(tcx, trait)) is not None:
        yield Violation("sized", "", span, None, trait)
    for span in _self_in_supertraits(tcx, trait):
        yield Violation("supertrait self", "", span, None, trait)


def sized_self(tcx: TyCtxt, trait: DefId) -> Span | None:
    """Where the trait asks for `Self: Sized`, itself or through a supertrait."""
    sized = tcx.lang_items.get("sized")
    clauses = dict(tcx.explicit_super_predicates_of(trait)) | dict(tcx.predicates_of(trait).predicates)
    for clause, span in clauses.items():
        for implied in elaborate(tcx, [clause]):
            value = implied.value
            start = clause.value
            if type(start) is k.TraitPredicate and start.trait_ref.def_id == trait:
                break
            if type(value) is k.TraitPredicate and value.trait_ref.def_id == sized and _is_self(value.trait_ref.args[0]):
                return span
    return None


def _requires_sized_self(tcx: TyCtxt, item: DefId) -> bool:
    sized = tcx.lang_items.get("sized")
    for implied in elaborate(tcx, [clause for clause, _ in predicates_with_spans(tcx, item)]):
        value = implied.value
        if type(value) is k.TraitPredicate and value.trait_ref.def_id == sized and _is_self(value.trait_ref.args[0]):
            return True
    return False


def _self_in_supertraits(tcx: TyCtxt, trait: DefId) -> Any:
    for clause, span in tcx.explicit_super_predicates_of(trait):
        value = clause.value
        if type(value) is k.TraitPredicate and any(_mentions_self(tcx, trait, arg) for arg in value.trait_ref.args[1:]):
            yield span


def _is_self(ty: Any) -> bool:
    return type(ty) is k.ParamTy and ty.index == 0


def _mentions_self(tcx: TyCtxt, trait: DefId, value: Any) -> bool:
    """Whether `Self` occurs otherwise than in a projection of the trait or its supertraits."""
    found = False
    supers = None

    def visit(part: Any) -> None:
        nonlocal found, supers
        if found or not part.flags & k.HAS_TY_PARAM:
            return
        if _is_self(part):
            found = True
            return
        if type(part) is k.AliasTy and part.kind == "projection" and _is_self(part.args[0]):
            if supers is None:
                supers = supertrait_def_ids(tcx, trait)
            if tcx.parent(part.def_id) in supers:
                for arg in part.args[1:]:
                    visit(arg)
                return
        for child in parts_of(part):
            visit(child)

    visit(value)
    return found


def _method(tcx: TyCtxt, trait: DefId, item: Any) -> Any:
    if _requires_sized_self(tcx, item.def_id):
        return
    at = tcx.ident_span(item.def_id)
    if not item.has_self:
        yield Violation("static", item.name, at, item.def_id, trait)
        return
    tree = tcx.defs.table[item.def_id].node or tcx.hir(item.def_id)
    sig = tcx.fn_sig(item.def_id).value
    for i, ty in enumerate(sig.inputs[1:], 1):
        if _mentions_self(tcx, trait, ty):
            yield Violation("input", item.name, _input_span(tree, i, at), item.def_id, trait)
    if _mentions_self(tcx, trait, sig.output):
        yield Violation("output", item.name, _output_span(tree, at), item.def_id, trait)
    elif sig.output.flags & k.HAS_OPAQUE:
        yield Violation("impl trait", item.name, _output_span(tree, at), item.def_id, trait)
    generics = tcx.generics_of(item.def_id)
    if any(param.kind != "lifetime" for param in generics.params):
        yield Violation("generic", item.name, at, item.def_id, trait)
    receiver = sig.inputs[0]
    if not _is_self(receiver) and not receiver_is_dispatchable(tcx, receiver):
        yield Violation("receiver", item.name, _input_span(tree, 0, at), item.def_id, trait)
    for clause, _ in tcx.predicates_of(item.def_id).predicates:
        if _where_clause_offends(tcx, trait, clause):
            yield Violation("where", item.name, at, item.def_id, trait)
            return


def _where_clause_offends(tcx: TyCtxt, trait: DefId, clause: k.Binder) -> bool:
    value = clause.value
    if type(value) is k.TypeOutlives or type(value) is k.RegionOutlives:
        return False
    if type(value) is k.TraitPredicate:
        args = value.trait_ref.args
        if _is_self(args[0]) and len(args) == 1 and trait_flags(tcx, value.trait_ref.def_id).auto:
            return False
    return _mentions_self(tcx, trait, value)


def receiver_is_dispatchable(tcx: TyCtxt, ty: Any) -> bool:
    """`&Self`, `&mut Self`, and smart pointers to Self that implement DispatchFromDyn."""
    if type(ty) is k.RefTy:
        return _is_self(ty.ty)
    if type(ty) is not k.AdtTy or not ty.args:
        return False
    pointee = next((arg for arg in ty.args if isinstance(arg, k.Ty)), None)
    dispatch = tcx.lang_items.get("dispatch_from_dyn")
    if dispatch is not None and ty.def_id not in tcx.trait_impls_of(dispatch).by_type:
        return False
    return _is_self(pointee) or (pointee is not None and receiver_is_dispatchable(tcx, pointee))


def _input_span(tree: Any, index: int, otherwise: Span) -> Span:
    inputs = tree.sig.inputs if isinstance(tree, ast.FnItem) else ()
    return inputs[index].ty.span if index < len(inputs) else otherwise


def _output_span(tree: Any, otherwise: Span) -> Span:
    return tree.sig.output_span if isinstance(tree, ast.FnItem) else otherwise


# ---- E0038 ----

_VTABLE = (
    "for a trait to be dyn compatible it needs to allow building a vtable\n"
    "for more information, visit <https://doc.rust-lang.org/reference/items/traits.html#dyn-compatibility>"
)


def report_dyn_incompatibility(tcx: TyCtxt, span: Span, trait: DefId) -> Diag:
    """E0038, with the reasons and what would mend them."""
    name = def_path_str(tcx, trait)
    diag = error(f"the trait `{name}` is not dyn compatible", span, "E0038")
    diag.label(span, f"`{name}` is not dyn compatible")
    found = list(dict.fromkeys((v.kind, v.name, v.span, v.item, v.trait) for v in all_violations(tcx, trait)))
    if not found or trait < tcx.base:
        return diag.not_modelled("why the trait is not dyn compatible")
    through_library = next((at for at in found if at[4] < tcx.base), None)
    if through_library is not None:
        if any(v[0] != "sized" for v in found if v[4] < tcx.base):
            return diag.not_modelled("why the trait is not dyn compatible")
        # A supertrait of the library asks for `Sized`: the bound that names it is to blame.
        found = [v for v in found if v[4] >= tcx.base]
        if not any(v[0] == "sized" for v in found):
            return diag.not_modelled("why the trait is not dyn compatible")
    reasons = [(span, f"...because {words(Violation(kind, method, span, item, at))}") for kind, method, span, item, at in found]
    labels = ((tcx.ident_span(trait), "this trait is not dyn compatible..."), *reasons)
    diag.span_note(MultiSpan(tuple(at for at, _ in reasons), labels), _VTABLE)
    _solutions(tcx, diag, found)
    _implementors(tcx, diag, trait, name)
    return diag


def _solutions(tcx: TyCtxt, diag: Diag, found: list[Any]) -> None:
    for kind, name, _, item, _ in found:
        if kind == "static":
            _add_self(tcx, diag, name, item)
    for name, span in sorted({(name, span) for kind, name, span, _, _ in found if kind == "receiver"}):
        diag.suggest(f"consider changing method `{name}`'s `self` parameter to be `&self`", (span, "&Self"))
    for name in dict.fromkeys(name for kind, name, *_ in found if kind in _MOVABLE):
        diag.help(f"consider moving `{name}` to another trait")


_MOVABLE = {"input", "output", "impl trait", "async", "where", "generic", "const", "gat"}


def _add_self(tcx: TyCtxt, diag: Diag, name: str, item: DefId) -> None:
    tree = tcx.hir(item)
    sig, generics = tree.sig, tree.generics
    file = tcx.source_map.file_of(sig.span.lo)
    if file is None:
        return
    after = file.snippet(generics.span.hi, sig.span.hi).find("(")
    at = Span(generics.span.hi + len(file.snippet(generics.span.hi, sig.span.hi)[:after].encode()) + 1, 0, sig.span.ctxt)
    at = Span(at.lo, at.lo, sig.span.ctxt)
    diag.suggest(
        f"consider turning `{name}` into a method by giving it a `&self` argument",
        (at, "&self" + (", " if sig.inputs else "")),
        applicability="MaybeIncorrect",
    )
    where = generics.where_clause
    tail = (
        where[-1].span.shrink_to_hi()
        if where
        else sig.output_span.shrink_to_hi()
        if sig.output is not None
        else sig.span.shrink_to_hi()
    )
    diag.suggest(
        f"alternatively, consider constraining `{name}` so it does not apply to trait objects",
        (tail, f"{',' if where else ' where'} Self: Sized"),
        applicability="MaybeIncorrect",
    )


def _implementors(tcx: TyCtxt, diag: Diag, trait: DefId, name: str) -> None:
    """The types that an enum could stand for instead."""
    impls = tcx.trait_impls_of(trait)
    if impls.blanket:
        return
    types = [tcx.impl_header(impl).trait_ref.args[0] for group in impls.by_type.values() for impl in group]
    types = [ty for ty in types if type(ty) is not k.DynTy]
    if not types or len(types) > 9:
        return
    texts = [ty_str(tcx, ty, trimmed="no") for ty in types]
    if len(types) == 1:
        diag.help(f"only type `{ty_str(tcx, types[0])}` implements `{name}`; consider using it directly instead.")
        return
    lines = "\n".join(f"  {text}" for text in texts)
    diag.help(
        f"the following types implement `{name}`:\n{lines}\nconsider defining an enum where each variant holds one of these types,\n"
        f"implementing `{name}` for this new enum and using it instead"
    )
