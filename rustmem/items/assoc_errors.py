"""Associated types that could be several, or those of a type that has no bounds (E0221, E0223)."""

from __future__ import annotations

from typing import Any

from rustmem.source.diag import Diag, error
from rustmem.source.index import DefId
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.traits.fast_reject import simplify_type
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt
from rustmem.ty.print import ty_str


def ambiguous_bounds(
    tcx: TyCtxt, base: k.Ty, segment: ast.PathSegment, span: Span, matches: list[tuple[k.Binder, DefId]]
) -> Diag:
    """E0221: several bounds have the name."""
    name, param = segment.ident.name, ty_str(tcx, base)
    diag = error(f"ambiguous associated type `{name}` in bounds of `{param}`", span, "E0221")
    diag.label(span, f"ambiguous associated type `{name}`")
    for bound, assoc in matches:
        trait = (
            ty_str(tcx, bound.value).split(" as ", 1)[-1].removesuffix(">")
            if bound.value.args[1:]
            else tcx.item_name(bound.value.def_id)
        )
        if not tcx.is_local(assoc) or bound.vars or bound.value.args[1:]:
            diag.not_modelled("a bound of the library, or with arguments")
            continue
        diag.label(tcx.def_span(assoc), f"ambiguous `{name}` from `{trait}`")
        part = (Span(span.lo, segment.ident.span.lo, span.ctxt), f"<{param} as {trait}>::")
        diag.suggest("use fully-qualified syntax to disambiguate", part, applicability="MaybeIncorrect", style="show-always")
    return diag


def ambiguous_type(tcx: TyCtxt, base: k.Ty, name: str, span: Span) -> Diag:
    """E0223 of a type without bounds: the traits of the crate that it implements, if they have the name."""
    shown = ty_str(tcx, base)
    diag = error("ambiguous associated type", span, "E0223")
    if name in LIBRARY:
        diag.not_modelled("the library's traits")
    traits = [tcx.item_name(trait) for trait in _traits_with(tcx, name) if _implements(tcx, base, trait)]
    if len(traits) > 1:
        diag.not_modelled("several traits")
    if traits:
        return _suggest(diag, "use fully-qualified syntax", span, shown, traits[0], name)
    words = f"if there were a trait named `Example` with associated type `{name}` implemented for `{shown}`, you could use the fully-qualified path"
    return _suggest(diag, words, span, shown, "Example", name)


def ambiguous_trait(tcx: TyCtxt, assoc: DefId, span: Span) -> Diag:
    """E0223 of `Trait::Name`: the types that implement the trait."""
    trait, name = tcx.parent(assoc), tcx.item_name(assoc)
    assert trait is not None
    diag = error("ambiguous associated type", span, "E0223")
    if not tcx.is_local(assoc):
        diag.not_modelled("the types that implement a library trait")
    impls = [impl for found in tcx.trait_impls_of(trait).by_type.values() for impl in found]
    impls += list(getattr(tcx.trait_impls_of(trait), "blanket", ()))
    types = sorted(ty_str(tcx, tcx.type_of(impl)) for impl in impls)
    if len(types) > 4 or any(tcx.type_of(impl).flags & k.HAS_PARAM for impl in impls):
        diag.not_modelled("several types that implement the trait")
    if types and tcx.is_local(assoc):
        ways: list[tuple[tuple[Span, str], ...]] = [((span, f"<{ty} as {tcx.item_name(trait)}>::{name}"),) for ty in types]
        return diag.suggest_any("use fully-qualified syntax", ways, style="show-always")
    words = (
        f"if there were a type named `Example` that implemented `{tcx.item_name(trait)}`, you could use the fully-qualified path"
    )
    return _suggest(diag, words, span, "Example", tcx.item_name(trait), name)


def _suggest(diag: Diag, words: str, span: Span, ty: str, trait: str, name: str) -> Diag:
    part = (span, f"<{ty} as {trait}>::{name}")
    return diag.suggest(words, part, applicability="HasPlaceholders", style="show-always")


def _traits_with(tcx: TyCtxt, name: str) -> list[DefId]:
    table = tcx.defs.table
    rows = range(tcx.defs.base, len(table))
    found = [table[at].parent for at in rows if table[at].kind == "assoc ty" and table[at].name == name]
    return [at for at in found if at is not None and table[at].kind == "trait"]


def _implements(tcx: TyCtxt, ty: Any, trait: DefId) -> bool:
    return bool(tcx.trait_impls_of(trait).by_type.get(simplify_type(ty)))


LIBRARY = frozenset(
    """Item IntoIter IntoAsyncIter IntoFuture Output Target Err Error Owned Residual Searcher Hasher Return Yield Strategy Raw
    Bytes Metadata Discriminant Delimiter Array Offset Endian Word Sword Sxword Buffer Buf Reader Key Value State Args Type
    Iter Rel Rela Sym Dyn Note FileHeader SectionHeader ProgramHeader Section Symbol Segment Relocation Future Ok""".split()
)
"""Names of associated types of the library's traits, those of the crates that it is made of among them."""
