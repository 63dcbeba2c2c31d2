"""Impl headers and the indices by which impls are found."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from rustmem.items import errors
from rustmem.items.lowering import Lowerer
from rustmem.resolve.library import UNKNOWN
from rustmem.source.index import DefId
from rustmem.source.node import node
from rustmem.syntax import ast
from rustmem.traits.fast_reject import simplify_type
from rustmem.ty.context import TyCtxt
from rustmem.ty.defs import DefRes
from rustmem.ty.generics import ImplHeader


@node
class TraitImpls:
    """The impls of one trait: for any type, and by the shape of Self."""

    blanket: tuple[DefId, ...]
    by_type: dict[Hashable, tuple[DefId, ...]]


def impl_header(tcx: TyCtxt, def_id: DefId) -> ImplHeader:
    item = tcx.hir(def_id)
    if not isinstance(item, ast.ImplItem) or item.trait_ref is None:
        return ImplHeader(def_id, None, "positive")
    res = tcx.full_res(item.trait_ref)
    if not isinstance(res, DefRes) or res.kind != "trait":
        return ImplHeader(def_id, None, "positive")
    lowerer = Lowerer(tcx, def_id)
    self_ty = tcx.type_of(def_id)
    segment = item.trait_ref.segments[-1]
    args = lowerer.args_for(res.def_id, segment, self_ty, item.trait_ref.span)
    if segment.args is not None and segment.args.constraints:
        lowerer.emit(errors.constraint_not_allowed(segment.args.constraints[0]))
    if lowerer.tainted:
        tcx.tainted.add(def_id)
    reservation = any(a.path == "rustc_reservation_impl" for a in item.attrs)
    polarity: Any = "negative" if item.negative else "reservation" if reservation else "positive"
    return ImplHeader(def_id, tcx.trait_ref(res.def_id, args), polarity)


class ImplIndex:
    """Impls by trait and by type: the library's, shared, and the user's own on top."""

    def __init__(self) -> None:
        self.by_trait: dict[DefId, list[tuple[DefId, Hashable]]] = {}
        self.inherent: list[tuple[DefId, Hashable]] = []
        self._inherent_by_type: dict[Hashable, tuple[DefId, ...]] | None = None
        self._traits: dict[DefId, TraitImpls] = {}

    def add(self, impl: DefId, trait: DefId | None, key: Hashable) -> None:
        """`key` is the shape of Self, or UNKNOWN where its type has to be lowered first."""
        if trait is None:
            self.inherent.append((impl, key))
        else:
            self.by_trait.setdefault(trait, []).append((impl, key))

    def listed(self, trait: DefId) -> Any:
        """The impls of a trait, each with its key."""
        return self.by_trait.get(trait, ())

    def inherent_by_type(self, tcx: TyCtxt) -> dict[Hashable, tuple[DefId, ...]]:
        found = self._inherent_by_type
        if found is None:
            made: dict[Hashable, list[DefId]] = {}
            for impl, key in self.inherent:
                made.setdefault(_known(tcx, impl, key), []).append(impl)
            found = self._inherent_by_type = {key: tuple(impls) for key, impls in made.items()}
        return found

    def of_trait(self, tcx: TyCtxt, trait: DefId) -> TraitImpls:
        found = self._traits.get(trait)
        if found is None:
            blanket: list[DefId] = []
            by_type: dict[Hashable, list[DefId]] = {}
            for impl, key in self.listed(trait):
                key = _known(tcx, impl, key)
                if key is None:
                    blanket.append(impl)
                else:
                    by_type.setdefault(key, []).append(impl)
            found = self._traits[trait] = TraitImpls(tuple(blanket), {key: tuple(v) for key, v in by_type.items()})
        return found


def _known(tcx: TyCtxt, impl: DefId, key: Hashable) -> Hashable:
    return simplify_type(tcx.type_of(impl)) if key is UNKNOWN else key


class LibraryImpls(ImplIndex):
    """The library's impls, of each trait that somebody asks for."""

    def __init__(self, library: Any) -> None:
        super().__init__()
        self.library = library
        self.inherent = library.impls_of(None)

    def listed(self, trait: DefId) -> Any:
        return self.library.impls_of(trait)


_LIBRARY_INDEX: list[ImplIndex] = []


def library_index(library: Any) -> ImplIndex:
    """The library's impls, by the trait and the type that their headers name."""
    if not _LIBRARY_INDEX:
        _LIBRARY_INDEX.append(LibraryImpls(library))
    return _LIBRARY_INDEX[0]


def install(tcx: TyCtxt, library: Any) -> None:
    """Makes the two indices of this check."""
    own = ImplIndex()
    for impl, _ in tcx.crate_resolution.builder.impls:
        item = tcx.hir(impl)
        if item.trait_ref is None:
            own.add(impl, None, UNKNOWN)
            continue
        res = tcx.full_res(item.trait_ref)
        if isinstance(res, DefRes) and res.kind == "trait":
            own.add(impl, res.def_id, UNKNOWN)
    install_library(tcx, library, own)


def install_library(tcx: TyCtxt, library: Any, own: ImplIndex | None = None) -> None:
    """Answers which impls there are: the library's, and a program's own."""
    shared = library_index(library)
    own = own or ImplIndex()

    def inherent_impls_of(key: Hashable) -> tuple[DefId, ...]:
        return shared.inherent_by_type(tcx).get(key, ()) + own.inherent_by_type(tcx).get(key, ())

    def trait_impls_of(trait: DefId) -> TraitImpls:
        theirs, ours = shared.of_trait(tcx, trait), own.of_trait(tcx, trait)
        if not ours.blanket and not ours.by_type:
            return theirs
        by_type = dict(theirs.by_type)
        for key, impls in ours.by_type.items():
            by_type[key] = by_type.get(key, ()) + impls
        return TraitImpls(theirs.blanket + ours.blanket, by_type)

    memo: dict[DefId, TraitImpls] = {}

    def ask(trait: DefId) -> TraitImpls:
        found = memo.get(trait)
        if found is None:
            found = memo[trait] = trait_impls_of(trait)
        return found

    tcx.inherent_impls_of = inherent_impls_of  # type: ignore[attr-defined]
    tcx.trait_impls_of = ask
    tcx.user_impls = own  # type: ignore[attr-defined]
