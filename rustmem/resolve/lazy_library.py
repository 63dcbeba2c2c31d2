"""The library from its index: names and impls at once, an item's tree when somebody asks for it."""

from __future__ import annotations

import marshal
from bisect import bisect_right
from collections.abc import Callable, Hashable
from functools import partial
from typing import Any

from rustmem.resolve.defs import DefCollector
from rustmem.resolve.late import LateResolver
from rustmem.resolve.library import SPARE, SPARE_ROWS, UNKNOWN, Library
from rustmem.resolve.modules import BUILD, NAMESPACES, Binding, GraphBuilder, Module, Namespace
from rustmem.resolve.scope import PRIM_BINDINGS, Scopes
from rustmem.source.index import DefId
from rustmem.source.row import NamedTuple
from rustmem.source.source_map import LIBRARY
from rustmem.source.span import DUMMY_SP, Span
from rustmem.std import loader
from rustmem.syntax import ast
from rustmem.ty.context import TyCtxt
from rustmem.ty.defs import DefData, DefKind, DefRes, GenericsShape, Resolutions
from rustmem.ty.metadata import Metadata, Table, Writer, joined


def snapshot(library: Library, ask: Ask | None = None) -> dict[str, Any]:
    """What the index keeps of a library that was read completely: plain tuples only.

    `ask` answers queries; with it the index holds what it says of every definition.
    """
    for def_id in range(library.spare_start):
        library.ensure(DefId(def_id))
    size = library.spare
    answers = collect_answers(library, ask, size)
    modules = []
    for def_id, module in library.modules.items():
        names = tuple(tuple(_binding(name, b) for name, b in module.names[ns].items()) for ns in NAMESPACES)
        hidden = tuple(_binding("_", b) for b in module.underscores)
        parent = module.parent.def_id if module.parent is not None else -1
        modules.append((def_id, module.kind, module.name, parent, marshal.dumps((names, hidden))))
    impls: dict[int, list[tuple[int, Hashable]]] = {}
    members: dict[int, tuple[str, ...]] = {}
    for impl, module in library.impls:
        item = library.table[impl].node
        trait = library.trait_of_impl(item, module)
        key = library.self_key(item, module)
        if key is UNKNOWN and ask is not None:
            key = ask("self_key", impl)
        if trait is None:
            members[impl] = tuple(sub.ident.name for sub in item.items)
        impls.setdefault(-1 if trait is None else trait, []).append((impl, "?" if key is UNKNOWN else key))
    from array import array

    visible = library.find_visible()
    return {
        "files": tuple(library.files),
        "units": tuple(array("I", column).tobytes() for column in zip(*library.units)),
        "defined": library.spare_start,
        "size": size,
        "reserved": dict(library.reserved),
        "modules": tuple(modules),
        "crates": {name: module.def_id for name, module in library.crates.items()},
        "impls": {trait: marshal.dumps(found) for trait, found in impls.items()},
        "names": library.free_names(),
        "visible": joined([marshal.dumps(visible[d]) if d in visible else b"" for d in map(DefId, range(size))]),
        "rows": joined([marshal.dumps(_row(library.table[d], d)) for d in range(size)]),
        "members": members,
        "lang": dict(library.lang_items),
        "diagnostic": dict(library.diagnostic_items),
        **answers.tables(size),
    }


Ask = Callable[[str, DefId], Any]
"""(query, definition) to its answer."""

_OF_ITEMS = ("generics_of", "predicates_of", "type_of")
_ADT = (*_OF_ITEMS, "adt_def", "variances_of", "adt_destructor", "param_env", "inferred_outlives_of", "explicit_outlives_of")
_FN = (*_OF_ITEMS, "fn_sig")
QUERIES_OF: dict[str, tuple[str, ...]] = {
    "struct": _ADT, "enum": _ADT, "union": _ADT, "variant": ("generics_of", "type_of"), "field": ("generics_of", "type_of"),
    "ctor": ("generics_of", "predicates_of", "type_of", "fn_sig"),
    "trait": ("generics_of", "predicates_of", "explicit_super_predicates_of", "associated_items", "trait_def", "is_dyn_compatible"),
    "impl": (*_OF_ITEMS, "impl_header", "associated_items"), "type alias": _OF_ITEMS, "foreign ty": _OF_ITEMS,
    "fn": _FN, "assoc fn": (*_FN, "associated_item"), "const": _OF_ITEMS, "static": _OF_ITEMS,
    "assoc const": (*_OF_ITEMS, "associated_item"), "assoc ty": (*_OF_ITEMS, "associated_item", "item_bounds"),
    "type param": ("type_of",), "const param": ("type_of",),
}  # fmt: skip
"""What the index answers of each kind of definition."""


def collect_answers(library: Library, ask: Ask | None, size: int) -> Writer:
    """The answers about all definitions. One that cannot be given is left out: who asks for it has the trees."""
    answers = Writer(lambda d: d < size)
    for number in range(size):
        answers.place(DefId(number), library.table[number])
    for number in range(library.spare_start if ask is not None else 0):
        def_id = DefId(number)
        row = library.table[def_id]
        for query in QUERIES_OF.get(row.kind, ()):
            if query == "item_bounds" and library.table[row.parent].kind != "trait":
                continue
            if query == "type_of" and row.kind == "type param" and getattr(row.node, "default", None) is None:
                continue
            answers.add(query, def_id, ask(query, def_id))
    return answers


def _row(row: DefData, def_id: int) -> tuple[Any, ...]:
    return (row.kind, row.name, row.parent, row.vis, row.ctor_of, row.ctor_kind, row.extra, row.generics_shape(), def_id)


def _binding(name: str, binding: Binding) -> tuple[Any, ...]:
    vis = -1 if binding.vis is None else binding.vis
    if isinstance(binding.res, DefRes):
        return (name, binding.res.kind, binding.res.def_id, vis)
    return (name, "prim", getattr(binding.res, "name", ""), vis)


class _Row(NamedTuple):
    kind: DefKind
    name: str
    parent: DefId | None
    vis: DefId | None
    ctor_of: str | None
    ctor_kind: str | None
    extra: Any
    shape: GenericsShape | None
    def_id: DefId


class LazyRow(_Row):
    """A row of the definition table as the index has it; its item is read when a field needs its tree."""

    __slots__ = ()
    library: LazyLibrary

    def full(self) -> DefData:
        """The row of the tree; of a module, which is read only in parts, one without."""
        self.library.load_unit_of(self.def_id)
        row = self.library.table[self.def_id]
        return row if row is not self else _NOTHING  # type: ignore[no-any-return]

    def generics_shape(self) -> GenericsShape | None:
        return self.shape

    @property
    def node(self) -> Any:
        return self.full().node

    @property
    def span(self) -> Span:
        found = self.library.metadata.place(self.def_id)
        return found[0] if found is not None else self.full().span

    @property
    def ident_span(self) -> Span:
        found = self.library.metadata.place(self.def_id)
        return found[1] if found is not None else self.full().ident_span

    @property
    def attrs(self) -> tuple[ast.Attribute, ...]:
        found = self.library.metadata.attrs(self.def_id)
        return found if found is not None else self.full().attrs


_NOTHING = DefData("mod", "", None, DUMMY_SP)


class LazyModule(Module):
    """A library module whose names are made when first looked at."""

    __slots__ = ("_names", "_data", "_library")

    def __init__(self, library: LazyLibrary, data: tuple[Any, ...], parent: Module | None) -> None:
        def_id, kind, name, _, self._data = data
        self._names: dict[Namespace, dict[str, Binding]] | None = None
        self._library = library
        super().__init__(kind, name, def_id, parent, DUMMY_SP)

    @property  # type: ignore[override]
    def names(self) -> dict[Namespace, dict[str, Binding]]:
        found = self._names
        if found is None:
            made = self._library.bindings
            spaces = marshal.loads(self._data)[0]
            found = self._names = {ns: {e[0]: made(e) for e in entries} for ns, entries in zip(NAMESPACES, spaces)}
        return found

    @names.setter
    def names(self, _: Any) -> None:
        pass

    @property  # type: ignore[override]
    def underscores(self) -> list[Binding]:
        return [self._library.bindings(e) for e in marshal.loads(self._data)[1]]

    @underscores.setter
    def underscores(self, _: Any) -> None:
        pass


class LoadBuilder(GraphBuilder):
    """Visibilities and block modules of an item that is read late; its names are known already."""

    def define(self, module: Module, name: str, ns: Namespace, binding: Binding) -> None:
        if module.kind == "block":
            super().define(module, name, ns, binding)

    def open(self, kind: Any, item: ast.Item, def_id: DefId, parent: Module) -> Module:
        found = self.modules.get(def_id)
        return found if found is not None else super().open(kind, item, def_id, parent)


class LazyRows(dict[DefId, Any]):
    """The library's definition table: a row is read when it is first looked at."""

    __slots__ = ("kept", "make")

    def __init__(self, kept: Table, make: Callable[[tuple[Any, ...]], Any]) -> None:
        super().__init__()
        self.kept, self.make = kept, make

    def __missing__(self, def_id: DefId) -> Any:
        row = self[def_id] = self.make(self.kept.get(def_id)) if def_id < len(self.kept) else SPARE
        return row

    def __len__(self) -> int:
        return len(self.kept) + SPARE_ROWS


class Units:
    """The units of `Library.units`, column by column."""

    def __init__(self, columns: tuple[bytes, ...]) -> None:
        self.columns = [memoryview(column).cast("I") for column in columns]
        self.starts = self.columns[4]
        """The first DefId of each."""

    def __len__(self) -> int:
        return len(self.starts)

    def __getitem__(self, n: int) -> tuple[Any, ...]:
        if n >= len(self.starts):
            raise IndexError(n)
        return tuple([column[n] for column in self.columns])


class LazyLibrary(Library):
    """Answers as `Library` does; made from the index."""

    def __init__(self, data: dict[str, Any], expand: loader.Expand) -> None:
        self.expand = expand
        self.later, self.origins = {}, {}
        self.resolutions = Resolutions()
        self.defined = data["defined"]
        make_row = partial(tuple.__new__, type("LazyRow", (LazyRow,), {"__slots__": (), "library": self}))
        self.table: Any = LazyRows(Table(data["rows"]), make_row)
        self.live = self.table
        self.spare = self.spare_start = data["size"]
        self.names = data["names"]
        self.visible_parents = Table(data["visible"])
        self.reserved = data["reserved"]
        self.taken: tuple[int, int] = (0, 0)
        self.metadata = Metadata(data)
        self.files = list(data["files"])
        self.open_files = [loader.place(*file) for file in self.files]
        self.units: Any = Units(data["units"])
        self.lang_items = data["lang"]
        self.diagnostic_items = data["diagnostic"]
        self.modules = {}
        for entry in data["modules"]:
            parent = self.modules.get(entry[3])
            self.modules[entry[0]] = LazyModule(self, entry, parent)
        self.crates = {name: self.modules[d] for name, d in data["crates"].items()}
        self.impl_keys = data["impls"]
        """By trait, -1 for none, what `impls_of` says."""
        self.members: dict[DefId, tuple[str, ...]] = data["members"]
        """Names of the items of each inherent impl."""
        self.parents: dict[DefId, Module] = {}
        self.resolved: set[DefId] = set()
        self.failed: list[str] = []
        self.visible = None
        self.loaded: set[int] = set()
        self.macro_scopes: dict[int, tuple[dict[Any, Any], int]] = {}
        self.scopes, self.late, self.builders = {}, {}, {}
        for name in self.crates:
            self.begin(name)

    def begin(self, name: str) -> None:
        """The resolvers of one crate, without reading any of it."""
        scopes = self.scopes[name] = Scopes(self.table, self.modules, self.crates, loader.EDITION)
        scopes.set_extern_prelude(loader.SEES[name])
        scopes.user_crate = self.crates[name]
        scopes.prelude = self.prelude(loader.EDITION)
        scopes.finished = True
        builder = self.builders[name] = LoadBuilder(self.table, self.resolutions, self.modules, self.visibility)
        late = self.late[name] = LateResolver(self.table, self.resolutions, scopes, builder)
        late.lang_items, late.source_map, late.skip_bodies = self.lang_items, LIBRARY, True
        late.module, late.library = self.crates[name], self

    def bindings(self, entry: tuple[Any, ...]) -> Binding:
        _name, kind, target, vis = entry
        if kind == "prim":
            return PRIM_BINDINGS[target]
        return Binding(DefRes(kind, target), None if vis < 0 else vis, DUMMY_SP, self.modules.get(target))

    # -- reading --

    def answer(self, tcx: TyCtxt, query: str, def_id: DefId) -> Any:
        """What the index knows: the answer of a query, or `MISSING`."""
        return self.metadata.answer(tcx, query, def_id)

    def free_names(self) -> tuple[frozenset[str], frozenset[str]]:
        return self.names

    def visible_parent(self, def_id: DefId) -> tuple[DefId, str] | None:
        return self.visible_parents.get(def_id) if def_id < self.spare_start else None

    def unit_of(self, def_id: DefId) -> int | None:
        """The number of the item that holds a definition."""
        starts = self.units.starts
        at = bisect_right(starts, def_id) - 1
        return at if at >= 0 and def_id < starts[at] + self.units.columns[5][at] else None

    def load_unit_of(self, def_id: DefId) -> None:
        """Reads the item that holds a definition."""
        at = self.unit_of(def_id if def_id < self.defined else self.table[def_id].parent)
        if at is not None:
            self.load_unit(at)

    def load_unit(self, at: int) -> None:
        if at in self.loaded:
            return
        self.loaded.add(at)
        file_number, lo, hi, parent, first, count, _ = self.units[at]
        file = self.open_files[file_number]
        crate, scope = self.files[file_number][0], self.macros_before(file_number, at)
        items = self.expand(loader.parse_part(file, lo, hi, self.later), crate, file, scope)
        rows: list[Any] = [None] * first
        collector = DefCollector(rows, self.resolutions)
        collector.outer = self.table
        for item in items:
            collector.item(item, parent)
        if len(rows) != first + count:
            raise AssertionError(f"the library's index is stale: {file.name}")
        for n in range(first, first + count):
            rows[n].vis = self.table[n].vis
            self.set_row(DefId(n), rows[n])
        module = self.modules[parent]
        builder = self.builders[module.crate.name]
        for item in items:
            build = BUILD.get(type(item))
            if build is not None and not isinstance(item, (ast.UseItem, ast.ExternCrate)):
                build(builder, item, module)
            self.parents[self.resolutions.def_ids[item]] = module
            self.remember(item, (crate, file, scope))
        self.parents.update(builder.parents)

    def macros_before(self, file_number: int, at: int) -> dict[Any, Any]:
        """The macros that the file defines before the unit."""
        scope, done = self.macro_scopes.get(file_number, ({}, -1))
        if done < 0:
            done = next(n for n, u in enumerate(self.units) if u[0] == file_number)
        for n in range(done, at):
            unit = self.units[n]
            if unit[0] == file_number and unit[6]:
                file = self.open_files[file_number]
                self.expand(loader.parse_part(file, unit[1], unit[2], {}), self.files[file_number][0], file, scope)
        self.macro_scopes[file_number] = (scope, max(done, at))
        return scope

    def ensure(self, def_id: DefId) -> Any:
        self.load_unit_of(def_id)
        outer = self.outer_item(def_id)
        saved, self.taken = self.taken, self.reserved.get(outer, (0, 0))
        try:
            return super().ensure(def_id)
        finally:
            self.taken = saved

    def next_spare(self) -> DefId:
        """The rows that an item took when the index was made are kept for it: answers mention them."""
        first, count = self.taken
        if count:
            self.taken = (first + 1, count - 1)
            return DefId(first)
        return super().next_spare()

    def may_have(self, container: DefId, name: str) -> bool:
        """Whether an impl or trait can have an item of that name; told without reading it where possible."""
        names = self.members.get(container)
        if names is not None:
            return name in names
        module = self.modules.get(container)
        return module is None or any(name in table for table in module.names.values())

    def impls_of(self, trait: DefId | None) -> list[tuple[DefId, Hashable]]:
        kept = marshal.loads(self.impl_keys.get(-1 if trait is None else trait, _NO_IMPLS))
        return [(impl, UNKNOWN if key == "?" else key) for impl, key in kept]


_NO_IMPLS = marshal.dumps(())
