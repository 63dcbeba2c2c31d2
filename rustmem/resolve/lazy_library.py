"""The library from its index: names and impls at once, an item's tree when somebody asks for it."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

from rustmem.resolve.defs import DefCollector
from rustmem.resolve.late import LateResolver
from rustmem.resolve.library import SPARE_ROWS, UNKNOWN, Library
from rustmem.resolve.modules import BUILD, NAMESPACES, Binding, GraphBuilder, Module, Namespace
from rustmem.resolve.scope import PRIM_BINDINGS, Scopes
from rustmem.source.index import DefId
from rustmem.source.source_map import LIBRARY, SourceFile
from rustmem.source.span import DUMMY_SP, Span
from rustmem.std import loader
from rustmem.syntax import ast
from rustmem.ty.defs import DefData, DefRes, GenericsShape, Resolutions


def snapshot(library: Library) -> dict[str, Any]:
    """What the index keeps of a library that was read completely: plain tuples only."""
    wanted: set[int] = set(library.lang_items.values()) | set(library.diagnostic_items.values())
    modules = []
    for def_id, module in library.modules.items():
        wanted.add(def_id)
        names = tuple(tuple(_binding(name, b, wanted) for name, b in module.names[ns].items()) for ns in NAMESPACES)
        hidden = tuple(_binding("_", b, wanted) for b in module.underscores)
        parent = module.parent.def_id if module.parent is not None else -1
        modules.append((def_id, module.kind, module.name, parent, names, hidden))
    impls = []
    members: dict[int, tuple[str, ...]] = {}
    for impl, module in library.impls:
        item = library.table[impl].node
        trait = library.trait_of_impl(item, module)
        key = library.self_key(item, module)
        if trait is None:
            members[impl] = tuple(sub.ident.name for sub in item.items)
        impls.append((impl, module.def_id, -1 if trait is None else trait, "?" if key is UNKNOWN else key))
        wanted.add(impl)
    for def_id in list(wanted):
        extra = library.table[def_id].extra
        if type(extra) is int:
            wanted.add(extra)
    rows = [_row(library.table[d], d) for d in sorted(wanted)]
    return {
        "files": tuple(library.files),
        "units": tuple(library.units),
        "size": library.spare_start,
        "modules": tuple(modules),
        "crates": {name: module.def_id for name, module in library.crates.items()},
        "impls": tuple(impls),
        "rows": tuple(rows),
        "members": members,
        "lang": dict(library.lang_items),
        "diagnostic": dict(library.diagnostic_items),
    }


def _row(row: DefData, def_id: int) -> tuple[Any, ...]:
    vis = -1 if row.vis is None else row.vis
    parent = -1 if row.parent is None else row.parent
    return (def_id, row.kind, row.name, parent, vis, row.ctor_of, row.ctor_kind, row.extra, row.generics_shape())


def _binding(name: str, binding: Binding, wanted: set[int]) -> tuple[Any, ...]:
    vis = -1 if binding.vis is None else binding.vis
    if isinstance(binding.res, DefRes):
        wanted.add(binding.res.def_id)
        return (name, binding.res.kind, binding.res.def_id, vis)
    return (name, "prim", getattr(binding.res, "name", ""), vis)


class LazyRow:
    """A row of the definition table whose tree is read when a field needs it."""

    __slots__ = ("kind", "name", "parent", "vis", "ctor_of", "ctor_kind", "extra", "_shape", "_library", "_def_id", "_full")

    def __init__(self, library: LazyLibrary, row: tuple[Any, ...]) -> None:
        self._def_id, self.kind, self.name, parent, vis, self.ctor_of, self.ctor_kind, self.extra, self._shape = row
        self.parent = None if parent < 0 else parent
        self.vis = None if vis < 0 else vis
        self._library = library
        self._full: DefData | None = None

    def full(self) -> DefData:
        if self._full is None:
            self._library.load_unit_of(self._def_id)
        return self._full or _NOTHING

    def generics_shape(self) -> GenericsShape | None:
        return self._shape

    @property
    def node(self) -> Any:
        return self.full().node

    @property
    def span(self) -> Span:
        return self.full().span

    @property
    def ident_span(self) -> Span:
        return self.full().ident_span

    @property
    def attrs(self) -> tuple[ast.Attribute, ...]:
        return self.full().attrs


_NOTHING = DefData("mod", "", None, DUMMY_SP)


class LazyModule(Module):
    """A library module whose names are made when first looked at."""

    __slots__ = ("_names", "_data", "_library")

    def __init__(self, library: LazyLibrary, data: tuple[Any, ...], parent: Module | None) -> None:
        def_id, kind, name, _, names, hidden = data
        self._names: dict[Namespace, dict[str, Binding]] | None = None
        self._data = (names, hidden)
        self._library = library
        super().__init__(kind, name, def_id, parent, DUMMY_SP)

    @property  # type: ignore[override]
    def names(self) -> dict[Namespace, dict[str, Binding]]:
        found = self._names
        if found is None:
            made = self._library.bindings
            found = self._names = {ns: {e[0]: made(e) for e in entries} for ns, entries in zip(NAMESPACES, self._data[0])}
        return found

    @names.setter
    def names(self, _: Any) -> None:
        pass

    @property  # type: ignore[override]
    def underscores(self) -> list[Binding]:
        return [self._library.bindings(e) for e in self._data[1]]

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


class LazyLibrary(Library):
    """Answers as `Library` does; made from the index."""

    def __init__(self, data: dict[str, Any], expand: loader.Expand) -> None:
        self.expand = expand
        self.later, self.origins = {}, {}
        self.resolutions = Resolutions()
        size = data["size"]
        self.table: list[Any] = [_NOTHING] * size
        for row in data["rows"]:
            self.table[row[0]] = LazyRow(self, row)
        self.spare = self.spare_start = size
        self.table.extend(DefData("lifetime param", "'_", None, DUMMY_SP) for _ in range(SPARE_ROWS))
        self.live = self.table
        self.files = list(data["files"])
        self.units = list(data["units"])
        self.unit_starts = [u[4] for u in self.units]
        self.lang_items = data["lang"]
        self.diagnostic_items = data["diagnostic"]
        self.modules = {}
        for entry in data["modules"]:
            parent = self.modules.get(entry[3])
            self.modules[entry[0]] = LazyModule(self, entry, parent)
        self.crates = {name: self.modules[d] for name, d in data["crates"].items()}
        self.impl_keys = data["impls"]
        self.members: dict[DefId, tuple[str, ...]] = data["members"]
        """Names of the items of each inherent impl."""
        self.parents: dict[DefId, Module] = {}
        self.resolved: set[DefId] = set()
        self.failed: list[str] = []
        self.visible = None
        self.loaded: set[int] = set()
        self.open_files: dict[int, SourceFile] = {}
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
        late = self.late[name] = LateResolver(self.table, self.resolutions, scopes, builder, None)
        late.lang_items, late.source_map, late.skip_bodies = self.lang_items, LIBRARY, True
        late.module, late.library = self.crates[name], self

    def bindings(self, entry: tuple[Any, ...]) -> Binding:
        _name, kind, target, vis = entry
        if kind == "prim":
            return PRIM_BINDINGS[target]
        return Binding(DefRes(kind, target), None if vis < 0 else vis, DUMMY_SP, self.modules.get(target))

    # -- reading --

    def load_unit_of(self, def_id: DefId) -> None:
        """Reads the item that holds a definition."""
        at = bisect_right(self.unit_starts, def_id) - 1
        if at >= 0 and def_id < self.units[at][4] + self.units[at][5]:
            self.load_unit(at)

    def load_unit(self, at: int) -> None:
        if at in self.loaded:
            return
        self.loaded.add(at)
        file_number, lo, hi, parent, first, count, _ = self.units[at]
        file = self.file(file_number)
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
            old = self.table[n]
            if type(old) is LazyRow:
                old._full = rows[n]
                rows[n].vis = old.vis
            else:
                self.table[n] = rows[n]
                if self.live is not self.table:
                    self.live[n] = rows[n]
        module = self.modules[parent]
        builder = self.builders[module.crate.name]
        for item in items:
            build = BUILD.get(type(item))
            if build is not None and not isinstance(item, (ast.UseItem, ast.ExternCrate)):
                build(builder, item, module)
            self.parents[self.resolutions.def_ids[item]] = module
            self.remember(item, (crate, file, scope))
        self.parents.update(builder.parents)

    def file(self, number: int) -> SourceFile:
        found = self.open_files.get(number)
        if found is None:
            found = self.open_files[number] = loader.read(*self.files[number])
        return found

    def macros_before(self, file_number: int, at: int) -> dict[Any, Any]:
        """The macros that the file defines before the unit."""
        scope, done = self.macro_scopes.get(file_number, ({}, -1))
        if done < 0:
            done = next(n for n, u in enumerate(self.units) if u[0] == file_number)
        for n in range(done, at):
            unit = self.units[n]
            if unit[0] == file_number and unit[6]:
                file = self.file(file_number)
                self.expand(loader.parse_part(file, unit[1], unit[2], {}), self.files[file_number][0], file, scope)
        self.macro_scopes[file_number] = (scope, max(done, at))
        return scope

    def ensure(self, def_id: DefId) -> Any:
        self.load_unit_of(def_id)
        return super().ensure(def_id)

    def may_have(self, container: DefId, name: str) -> bool:
        """Whether an impl or trait can have an item of that name; told without reading it where possible."""
        names = self.members.get(container)
        if names is not None:
            return name in names
        module = self.modules.get(container)
        return module is None or any(name in table for table in module.names.values())

    def impl_index(self) -> Any:
        """(impl, trait or None, key of Self) of every impl."""
        for impl, _, trait, key in self.impl_keys:
            yield impl, None if trait < 0 else trait, UNKNOWN if key == "?" else key
