"""What definitions say about their parameters, and the shapes of ADTs and associated items."""

from __future__ import annotations

from typing import Any, Literal

from rustmem.source.index import DefId
from rustmem.source.node import node
from rustmem.source.span import Span
from rustmem.ty.kind import Clause, GenericArgs, TraitRef


@node
class GenericParamDef:
    name: str
    def_id: DefId
    index: int
    """Counts the parent's parameters, Self included."""
    kind: Literal["lifetime", "type", "const"]
    has_default: bool
    synthetic: bool = False
    """From `impl Trait` in argument position."""
    pure_wrt_drop: bool = False
    """`#[may_dangle]`."""


@node
class Generics:
    """Early-bound parameters; late-bound lifetimes are in the signature's binder."""

    parent: DefId | None
    parent_count: int
    params: tuple[GenericParamDef, ...]
    has_self: bool
    """Of a trait: parameter 0 is Self (and stands in `params`)."""
    has_late_bound: Span | None = None

    @property
    def count(self) -> int:
        return self.parent_count + len(self.params)


@node
class GenericPredicates:
    """Own predicates, each with the span it was written at; the parent's are its own query's."""

    parent: DefId | None
    predicates: tuple[tuple[Clause, Span], ...]


@node
class ParamEnv:
    """What a body may assume: its predicates, elaborated with supertraits."""

    caller_bounds: tuple[Clause, ...]


@node
class FieldDef:
    def_id: DefId
    name: str
    vis: DefId | None
    """The module within which it is visible; None: everywhere."""


@node
class VariantDef:
    def_id: DefId
    """The variant's, or the struct's own."""
    ctor: DefId | None
    ctor_kind: Literal["fn", "const"] | None
    name: str
    index: int
    discr: int
    fields: tuple[FieldDef, ...]


@node
class AdtDef:
    def_id: DefId
    kind: Literal["struct", "enum", "union"]
    variants: tuple[VariantDef, ...]
    flags: frozenset[str]
    """`box`, `phantom_data`, `manually_drop`, `unsafe_cell`, `non_exhaustive`, `fundamental`, `repr_c`, `packed`, …"""
    repr_int: str | None = None

    @property
    def non_enum_variant(self) -> VariantDef:
        return self.variants[0]


@node
class AssocItem:
    def_id: DefId
    name: str
    kind: Literal["fn", "const", "type"]
    container: Literal["trait", "impl", "trait-impl"]
    has_value: bool
    """A default in a trait; always true in an impl."""
    has_self: bool
    """`fn` with a `self` parameter."""
    trait_item: DefId | None
    """In a trait impl: the trait's item it implements."""


@node
class ImplHeader:
    def_id: DefId
    trait_ref: TraitRef | None
    polarity: Literal["positive", "negative", "reservation"]


@node
class TraitDef:
    """What stands on a trait."""

    attrs: frozenset[str]
    """Paths of its attributes."""
    auto: bool
    unsafe: bool


def identity_args(tcx: Any, def_id: DefId) -> GenericArgs:
    """The parameters of `def_id` as their own arguments."""
    args: GenericArgs = tcx.identity_args(def_id)
    return args
