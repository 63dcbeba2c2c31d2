"""`TyCtxt`: the memoised queries through which the floors of the compiler ask each other.

A query has one provider, a function `(tcx, def_id) -> value` that `pipeline` installs; a floor calls
`tcx.type_of(def_id)` and never imports the floor that answers. Answers about the library (DefIds below
`defs.base`) live for the process, answers about the user's crate for one check. Diagnostics are appended in
demand order, as rustc's are.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rustmem.source.diag import Diag, Unsupported
from rustmem.source.index import DefId
from rustmem.source.source_map import SourceMap
from rustmem.source.span import DUMMY_SP, Span
from rustmem.ty import kind as k
from rustmem.ty.defs import Definitions, Res, Resolutions
from rustmem.ty.generics import AdtDef, AssocItem, GenericPredicates, Generics, ParamEnv, TraitDef
from rustmem.ty.intern import Interner

Provider = Callable[["TyCtxt", DefId], Any]

QUERIES = (
    # name                  provider's floor: answer
    "hir",                  # resolve: the tree of a definition, loading a library item where needed
    "generics_of",          # items: Generics
    "predicates_of",        # items: GenericPredicates, own ones; a trait's include Self: Trait
    "explicit_super_predicates_of",  # items: tuple[(Clause, Span), ...] of a trait
    "type_of",              # items: k.Ty of a struct, field, alias, const, static, impl (self type), type param default, opaque (hidden type)
    "fn_sig",               # items: Binder of FnSig of a fn, method, ctor (early-bound generics as parameters)
    "adt_def",              # items: AdtDef
    "impl_header",          # items: ImplHeader
    "trait_def",            # traits: TraitDef
    "associated_items",     # items: tuple[AssocItem, ...] of a trait or impl, in order
    "associated_item",      # items: AssocItem
    "item_bounds",          # items: tuple[(Clause, Span), ...] of an associated type or opaque type (Self is the alias)
    "inferred_outlives_of", # items: tuple[(Clause, Span), ...], what the fields of an ADT imply
    "explicit_outlives_of", # items: the same of the bounds on its parameters
    "variances_of",         # items: tuple of "covariant" | "contravariant" | "invariant" | "bivariant", by generic index
    "param_env",            # items: ParamEnv
    "trait_impls_of",       # items: TraitImpls: .blanket: tuple[DefId], .by_type: dict[simplified type, tuple[DefId]]
    "check_item",           # items: None; reports well-formedness and impl errors of one item
    "is_dyn_compatible",    # traits: bool
    "adt_destructor",       # traits: DefId of the `drop` method of its Drop impl, or None
    "adt_sized_constraint", # traits
    "typeck",               # typeck: TypeckResults of a body owner (closures: their root's)
    "region_scope_tree",    # typeck: ScopeTree of a body owner
    "closure_kind_origin",  # typeck
    "upvars_mentioned",     # resolve: dict[binding, Span] of a closure, in order of mention
    "thir_body",            # typeck: Thir of a body owner or closure
    "check_match",          # typeck: None; exhaustiveness errors
    "check_unsafety",       # typeck: None
    "mir_built",            # mir: Body
    "mir_promoted",         # mir: (Body, tuple[Body, ...]), what the borrow checker reads
    "mir_for_run",          # mir: (Body, tuple[Body, ...]) with drops elaborated, what the interpreter reads
    "borrowck",             # borrowck: BorrowCheckResult; reports
    "eval_const",           # mir: value of a const item, anon const or discriminant: k.Const or None after an error
    "eval_const_value",     # mir: value of a constant as Python data (int, bool, str, tuple, (variant, fields)), or None
    "opaque_hidden_type",   # typeck: k.Ty
    "is_copy_shim",         # reserved
)  # fmt: skip

_IN_PROGRESS = object()
_LIBRARY: dict[str, dict[DefId, Any]] = {name: {} for name in QUERIES}
"""Answers about library definitions, for the process."""


class QueryCycle(Exception):
    """A query asked for itself; caught where rustc reports E0391."""

    def __init__(self, query: str, def_id: DefId) -> None:
        super().__init__(query)
        self.query, self.def_id = query, def_id


class FatalError(Exception):
    """rustc aborts here: what was emitted stands, and nothing follows."""


class TyCtxt(Interner):
    """Everything known about one check. Also the interner: `tcx.ref(region, ty)`."""

    # One attribute for each query, a function of a DefId.
    hir: Callable[[DefId], Any]
    generics_of: Callable[[DefId], Generics]
    predicates_of: Callable[[DefId], GenericPredicates]
    explicit_super_predicates_of: Callable[[DefId], tuple[tuple[k.Clause, Span], ...]]
    type_of: Callable[[DefId], k.Ty]
    fn_sig: Callable[[DefId], k.Binder]
    adt_def: Callable[[DefId], AdtDef]
    impl_header: Callable[[DefId], Any]
    trait_def: Callable[[DefId], TraitDef]
    associated_items: Callable[[DefId], tuple[AssocItem, ...]]
    associated_item: Callable[[DefId], AssocItem]
    item_bounds: Callable[[DefId], tuple[tuple[k.Clause, Span], ...]]
    inferred_outlives_of: Callable[[DefId], tuple[tuple[k.Clause, Span], ...]]
    explicit_outlives_of: Callable[[DefId], tuple[tuple[k.Clause, Span], ...]]
    variances_of: Callable[[DefId], tuple[str, ...]]
    param_env: Callable[[DefId], ParamEnv]
    trait_impls_of: Callable[[DefId], Any]
    check_item: Callable[[DefId], None]
    is_dyn_compatible: Callable[[DefId], bool]
    adt_destructor: Callable[[DefId], DefId | None]
    adt_sized_constraint: Callable[[DefId], Any]
    typeck: Callable[[DefId], Any]
    region_scope_tree: Callable[[DefId], Any]
    closure_kind_origin: Callable[[DefId], Any]
    upvars_mentioned: Callable[[DefId], Any]
    thir_body: Callable[[DefId], Any]
    check_match: Callable[[DefId], None]
    check_unsafety: Callable[[DefId], None]
    mir_built: Callable[[DefId], Any]
    mir_promoted: Callable[[DefId], Any]
    mir_for_run: Callable[[DefId], Any]
    borrowck: Callable[[DefId], Any]
    eval_const: Callable[[DefId], Any]
    eval_const_value: Callable[[DefId], Any]
    opaque_hidden_type: Callable[[DefId], k.Ty]

    def __init__(
        self,
        definitions: Definitions,
        library_resolutions: Resolutions,
        source_map: SourceMap,
        providers: dict[str, Provider],
        *,
        edition: str = "2024",
        lang_items: dict[str, DefId] | None = None,
        diagnostic_items: dict[str, DefId] | None = None,
    ) -> None:
        super().__init__(definitions.base)
        self.defs = definitions
        self.source_map = source_map
        self.edition = edition
        self.lang_items = lang_items or {}
        """Lang item name (rustc's, `drop`, `deref_mut`, `owned_box`, `next`) to definition; the library's."""
        self.diagnostic_items = diagnostic_items or {}
        """`#[rustc_diagnostic_item = "Vec"]` names."""
        self.resolutions = Resolutions()
        self.library_resolutions = library_resolutions
        self.recursion_limit = 128
        """`#![recursion_limit = ".."]`: how far types, `*` and macros may go on."""
        self.diags: list[Diag] = []
        self.unsupported_constructs: list[Unsupported] = []
        self.tainted: set[DefId] = set()
        """Body owners and items in which an error or an unsupported construct was met."""
        self.memo: dict[str, dict[DefId, Any]] = {name: {} for name in QUERIES}
        self.caches: dict[str, dict[Any, Any]] = {}
        """Per-check caches of the floors, by a name of theirs (`tcx.cache("select")`)."""
        self.crate: Any = None
        """The user's `ast.Crate`, expanded and desugared."""
        self.body_owners: list[DefId] = []
        """The user's functions with bodies, consts, statics, anonymous consts, in definition order; no closures."""
        self.lint_levels: Any = None
        self.early_lints: list[Diag] = []
        self.visible_path: Callable[[DefId], tuple[str, ...] | None] | None = None
        self.library_traits: Callable[[], tuple[DefId, ...]] = tuple
        """The library's traits."""
        self.library_names: Callable[[], tuple[frozenset[str], frozenset[str]]] | None = None
        """The names of the real library's types and of its values, those that the stubs lack among them."""
        """A library definition to the names of its shortest public path, `std` first."""
        self.stashed: dict[tuple[Span, str], Diag] = {}
        """Errors of resolution that type checking may better: see `stash`."""
        self.crate_resolution: Any = None
        self.library_may_have: Any = None
        """(impl or trait of the library, name) -> False if it certainly has no item of that name."""
        self.report_fulfillment_errors: Any = None
        """(inference context, what failed, owner): words bounds that do not hold in a definition; of type checking."""
        for name in QUERIES:
            setattr(self, name, self._query(name, providers.get(name)))

    def _query(self, name: str, provider: Provider | None) -> Callable[[DefId], Any]:
        mine, library, base = self.memo[name], _LIBRARY[name], self.defs.base

        def ask(def_id: DefId) -> Any:
            table = mine if def_id >= base else library
            found = table.get(def_id, table)
            if found is table:
                if provider is None:
                    raise NotImplementedError(f"query {name} has no provider")
                table[def_id] = _IN_PROGRESS
                self.budget.tick()
                try:
                    found = provider(self, def_id)
                except BaseException:
                    del table[def_id]
                    raise
                table[def_id] = found
            elif found is _IN_PROGRESS:
                raise QueryCycle(name, def_id)
            return found

        return ask

    # -- reporting --

    def emit(self, diag: Diag, owner: DefId | None = None) -> None:
        """Appends a diagnostic; an error taints `owner`."""
        diag.order = len(self.diags)
        self.diags.append(diag)
        if owner is not None and diag.level == "error" and not diag.is_lint:
            self.tainted.add(owner)

    def unsupported(self, what: str, span: Span, owner: DefId | None = None) -> None:
        """Says that `what` at `span` is not modelled: the program's answer becomes unsupported."""
        self.unsupported_constructs.append(Unsupported(what, span))
        if owner is not None:
            self.tainted.add(owner)

    def stash(self, span: Span, key: str, diag: Diag) -> None:
        """Keeps an error of resolution until type checking comes to `span`: `CallIntoMethod` on the name of a function
        that is not found, `CallAssocMethod` on the first name of `a::b(..)`."""
        self.stashed.setdefault((span, key), diag)

    def steal(self, span: Span, key: str, owner: DefId | None = None) -> Diag | None:
        """Emits the error stashed for `span`, and gives it to be added to."""
        diag = self.stashed.pop((span, key), None)
        if diag is not None:
            self.emit(diag, owner)
        return diag

    def cache(self, name: str) -> dict[Any, Any]:
        found = self.caches.get(name)
        if found is None:
            found = self.caches[name] = {}
        return found

    # -- definitions and resolutions --

    def res_of(self, path: Any) -> Any:
        """The `PartialRes` of a path (or of an `IdentPat` that names a constant), or None."""
        return self.resolutions.paths.get(path) or self.library_resolutions.paths.get(path)

    def full_res(self, path: Any) -> Res | None:
        """The meaning of a path that resolved completely, else None."""
        found = self.res_of(path)
        return found.base if found is not None and found.unresolved == 0 else None

    def lookup(self, table: str, key: object) -> Any:
        """`key` in the named table of the check's resolutions, then of the library's; None if in neither."""
        mine = getattr(self.resolutions, table)
        return mine[key] if key in mine else getattr(self.library_resolutions, table).get(key)

    def def_id_of(self, node: object) -> DefId:
        """The DefId of a tree node that is a definition."""
        found = self.resolutions.def_ids.get(node)
        return found if found is not None else self.library_resolutions.def_ids[node]

    def variable_of(self, binding: Any) -> Any:
        """The binding that stands for the variable (the first among alternatives)."""
        found = self.lookup("bindings", binding)
        return binding if found is None else found

    def is_local(self, def_id: DefId) -> bool:
        return def_id >= self.defs.base

    def def_kind(self, def_id: DefId) -> str:
        return self.defs.table[def_id].kind

    def item_name(self, def_id: DefId) -> str:
        return self.defs.table[def_id].name

    def parent(self, def_id: DefId) -> DefId | None:
        return self.defs.table[def_id].parent

    def def_span(self, def_id: DefId) -> Span:
        """rustc's `def_span`: the head of a definition (`fn f(x: T) -> U`, `struct S`), for messages."""
        return self.defs.table[def_id].span

    def ident_span(self, def_id: DefId) -> Span:
        return self.defs.table[def_id].ident_span

    def attrs(self, def_id: DefId) -> tuple[Any, ...]:
        """The attributes of a definition (`ast.Attribute`)."""
        return self.defs.table[def_id].attrs

    def lang_item(self, name: str) -> DefId | None:
        return self.lang_items.get(name)

    def is_lang_item(self, def_id: DefId, name: str) -> bool:
        return self.lang_items.get(name) == def_id

    def is_diagnostic_item(self, def_id: DefId, name: str) -> bool:
        return self.diagnostic_items.get(name) == def_id

    def typeck_root(self, def_id: DefId) -> DefId:
        """The function or constant whose type check covers `def_id` (a closure's outermost function)."""
        table = self.defs.table
        while table[def_id].kind in ("closure", "inline const"):
            def_id = table[def_id].parent  # type: ignore[assignment]
        return def_id

    def identity_args(self, def_id: DefId) -> k.GenericArgs:
        """The parameters of a definition, its parent's included, as their own arguments."""
        generics = self.generics_of(def_id)
        args = self.identity_args(generics.parent) if generics.parent is not None else ()
        made: list[k.GenericArg] = list(args)
        for p in generics.params:
            if p.kind == "lifetime":
                made.append(self.re_early(p.def_id, p.index, p.name))
            elif p.kind == "type":
                made.append(self.param(p.index, p.name))
            else:
                made.append(self.const_param(p.index, p.name))
        return tuple(made)


__all__ = ["DUMMY_SP", "QUERIES", "FatalError", "Provider", "QueryCycle", "TyCtxt"]
