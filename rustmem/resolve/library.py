"""The library's definitions and modules: built once for the process, resolved item by item when asked for."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from rustmem.resolve.defs import DefCollector
from rustmem.resolve.imports import ImportResolver
from rustmem.resolve.late import LateResolver
from rustmem.resolve.modules import Binding, GraphBuilder, Module
from rustmem.resolve.scope import Scopes
from rustmem.resolve.walk import forget
from rustmem.source.index import DefId
from rustmem.source.source_map import LIBRARY, STUB_BASE, SourceFile
from rustmem.source.span import DUMMY_SP, Span
from rustmem.std import files, loader, macros
from rustmem.syntax import ast
from rustmem.ty.context import TyCtxt
from rustmem.ty.defs import DefData, DefKind, DefRes, PartialRes, PrimTyRes, Resolutions
from rustmem.ty.library_names import free_names
from rustmem.ty.metadata import MISSING

UNKNOWN = object()
"""The key of an impl whose Self type has to be lowered to know its shape."""


SPARE_ROWS = 8000
"""Rows kept free for definitions of the library that are only found on demand."""
SPARE = DefData("lifetime param", "'_", None, DUMMY_SP)


class SpareCollector(DefCollector):
    """Gives DefIds to what a body defines: spare rows of the library, which every check shares."""

    def __init__(self, library: Library) -> None:
        super().__init__(library.table, library.resolutions)
        self.library = library

    def add(self, kind: DefKind, name: str, parent: DefId | None, span: Span, node: Any, ident_span: Span | None = None) -> DefId:
        assert parent is not None  # what a body defines stands in the body's owner
        def_id = self.library.spare_row(name, parent, span)
        row = self.table[def_id]
        row.kind, row.node = kind, node
        if ident_span is not None:
            row.ident_span = ident_span
        if node is not None and kind != "ctor":
            self.def_ids[node] = def_id
        return def_id


class Library:
    """Tables of `core`, `alloc` and `std`."""

    def __init__(self, expand: loader.Expand) -> None:
        self.expand = expand
        self.later: loader.Later = {}
        self.origins: dict[ast.Item, tuple[str, SourceFile, dict[Any, Any]]] = {}
        """The crate, the file and the macros in scope of each item that holds bodies still to be read."""
        self.table: list[DefData] = []
        self.live: Any = self.table
        """The table of the check that goes on, where it is another one."""
        self.resolutions = Resolutions()
        self.modules: dict[DefId, Module] = {}
        self.crates: dict[str, Module] = {}
        self.lang_items: dict[str, DefId] = {}
        self.diagnostic_items: dict[str, DefId] = {}
        self.impls: list[tuple[DefId, Module]] = []
        self.impl_keys: dict[Any, Any] = {}
        self.late: dict[str, LateResolver] = {}
        self.parents: dict[DefId, Module] = {}
        self.resolved: set[DefId] = set()
        self.scopes: dict[str, Scopes] = {}
        self.failed: list[str] = []
        self.files: list[tuple[str, str, int, int]] = []
        """(crate, name, start, size)."""
        self.next_start = STUB_BASE
        self.reserved: dict[DefId, tuple[int, int]] = {}
        """For an item, the spare rows that its resolution took: from, how many."""
        self.units: list[tuple[int, int, int, DefId, int, int, bool]] = []
        """(file, from byte, to byte, module, first DefId, number of DefIds, whether it defines macros) of each item written."""
        self.visible: dict[DefId, tuple[DefId, str]] | None = None
        for name in loader.CRATES:
            self.load(name, expand)
        self.find_items()
        self.spare = self.spare_start = len(self.table)
        self.table.extend([SPARE] * SPARE_ROWS)

    def spare_row(self, name: str, parent: DefId, span: Span) -> DefId:
        """A row for a definition that is met only when an item is resolved: an elided lifetime of an impl's header."""
        def_id = self.next_spare()
        self.set_row(def_id, DefData("lifetime param", name, parent, span))
        return def_id

    def next_spare(self) -> DefId:
        self.spare += 1
        return DefId(self.spare - 1)

    def set_row(self, def_id: DefId, row: Any) -> None:
        """Puts a row in its place, for the check that goes on too."""
        self.table[def_id] = row
        if self.live is not self.table:
            self.live[def_id] = row

    def load(self, name: str, expand: loader.Expand) -> None:
        if not files.exists(f"{name}/lib.rs"):
            return
        collector = DefCollector(self.table, self.resolutions)
        root_id = collector.add("mod", name, None, DUMMY_SP, None)
        crate = ast.Crate(self.walk_file(collector, name, "lib.rs", root_id, expand), (), DUMMY_SP, {})
        self.table[root_id].node = crate
        scopes = self.scopes[name] = Scopes(self.table, self.modules, self.crates, loader.EDITION)
        builder = GraphBuilder(self.table, self.resolutions, self.modules, self.visibility)
        self.crates[name] = builder.crate(crate, root_id, name)
        scopes.set_extern_prelude(loader.SEES[name])
        scopes.user_crate = self.crates[name]
        scopes.prelude = self.prelude(loader.EDITION)
        imports = ImportResolver(scopes, builder)
        imports.run()
        self.bind_macros(name)
        self.failed += [f"unresolved import in {name}: {i.name} at {_place(i.span)}" for i, _ in imports.failures]
        scopes.prelude = self.prelude(loader.EDITION)
        scopes.finished = True
        late = self.late[name] = LateResolver(self.table, self.resolutions, scopes, builder)
        late.lang_items = self.lang_items
        late.source_map = LIBRARY
        late.skip_bodies = True
        late.module = self.crates[name]
        late.library = self
        self.impls += builder.impls
        self.parents.update(builder.parents)

    def bind_macros(self, crate: str) -> None:
        """Names the crate's macros where `use` finds them; their definitions are `std.macros`' business."""
        for path in macros.macro_paths(crate):
            *modules, name = path.split("::")
            at: Module | None = self.crates[crate]
            for part in modules:
                binding = at.names["type"].get(part) if at is not None else None
                at = binding.module if binding is not None else None
            if at is not None:
                at.names["macro"].setdefault(name, Binding(DefRes("macro", self.crates[crate].def_id), None, DUMMY_SP))

    def walk_file(
        self, collector: DefCollector, crate: str, name: str, parent: DefId, expand: loader.Expand
    ) -> tuple[ast.Item, ...]:
        """Gives the definitions of a file, and of the files its modules name, their DefIds; one unit for each item written."""
        size = files.size(f"{crate}/{name}")
        file = loader.place(crate, name, self.next_start, size)
        number = len(self.files)
        self.files.append((crate, name, self.next_start, size))
        self.next_start = file.end + 1
        items = loader.parse_part(file, 0, len(file.data), self.later)
        starts = [min([i.span.lo, *(a.span.lo for a in i.attrs)]) - file.start for i in items]
        scope: dict[Any, Any] = {}
        out: list[ast.Item] = []
        for n, item in enumerate(items):
            if isinstance(item, ast.ModItem) and item.items is None:
                found = loader.module_file(crate, name, item.ident.name)
                if found is not None:
                    def_id = collector.add("mod", item.ident.name, parent, item.span, item, item.ident.span)
                    inner = self.walk_file(collector, crate, found, def_id, expand)
                    made = ast.ModItem(item.ident, item.attrs, item.vis, item.span, inner, item.inner_span)
                    self.table[def_id].node = made
                    self.resolutions.def_ids[made] = def_id
                    out.append(made)
                continue
            first = len(self.table)
            expanded = expand((item,), crate, file, scope)
            for sub in expanded:
                collector.item(sub, parent)
                self.remember(sub, (crate, file, scope))
            hi = starts[n + 1] if n + 1 < len(items) else len(file.data)
            is_macro = any(isinstance(sub, ast.MacroDef) for sub in expanded)
            self.units.append((number, starts[n], hi, parent, first, len(self.table) - first, is_macro))
            out += expanded
        return tuple(out)

    def remember(self, item: ast.Item, origin: tuple[str, SourceFile, dict[Any, Any]]) -> None:
        """Notes where an item at module level comes from."""
        self.origins[item] = origin
        if isinstance(item, ast.ModItem):
            for sub in item.items or ():
                self.remember(sub, origin)

    def prelude(self, edition: str) -> Module | None:
        for crate in ("std", "core"):
            root = self.crates.get(crate)
            prelude = root.names["type"].get("prelude") if root is not None else None
            if prelude is not None and prelude.module is not None:
                for name in (f"rust_{edition}", "v1"):
                    found = prelude.module.names["type"].get(name)
                    if found is not None and found.module is not None:
                        return found.module
        return None

    def visibility(self, module: Module, vis: ast.Visibility) -> DefId | None:
        """`pub(crate)`, `pub(super)` and `pub(in path)` of the library: hidden from users alike."""
        assert vis.path is not None
        if vis.path.segments[0].ident.name == "super" and len(vis.path.segments) == 1:
            above = module.nearest().parent
            return above.nearest().def_id if above is not None else module.crate.def_id
        return module.crate.def_id

    def find_items(self) -> None:
        for index, row in enumerate(self.table):
            if row.kind == "ctor":
                continue
            for attr in row.attrs:
                if attr.path == "lang" and len(attr.tokens) == 2:
                    self.lang_items[attr.tokens[1].text.strip('"')] = DefId(index)
                elif attr.path == "rustc_diagnostic_item" and len(attr.tokens) == 2:
                    self.diagnostic_items[attr.tokens[1].text.strip('"')] = DefId(index)

    def free_names(self) -> tuple[frozenset[str], frozenset[str]]:
        """What its public items are called: types, and values."""
        return free_names(self.table[: self.spare_start])

    def traits(self) -> tuple[DefId, ...]:
        """Its traits, those that are not public among them."""
        return tuple([def_id for def_id, module in self.modules.items() if module.kind == "trait"])

    # -- how a program reaches a definition --

    def visible_path(self, def_id: DefId) -> tuple[str, ...] | None:
        """The shortest public path of a definition from `std` (rustc's `visible_parent_map`), or None."""
        names: list[str] = []
        found = self.visible_parent(def_id)
        while found is not None:
            at, name = found
            if not name:
                return ("std", *reversed(names))
            names.append(name)
            found = self.visible_parent(at)
        return None

    def visible_parent(self, def_id: DefId) -> tuple[DefId, str] | None:
        """The module by which a public definition is reached first, and its name there, none for the root."""
        if self.visible is None:
            self.visible = self.find_visible()
        return self.visible.get(def_id)

    def find_visible(self) -> dict[DefId, tuple[DefId, str]]:
        """Each public definition to the module by which it is reached first, breadth first, and its name there."""
        root = self.crates.get("std") or self.crates.get("core")
        if root is None:
            return {}
        found: dict[DefId, tuple[DefId, str]] = {root.def_id: (root.def_id, "")}
        queue = [root]
        for module in queue:
            for space in ("type", "value", "macro"):
                for name, binding in module.names[space].items():
                    if binding.vis is not None and module.kind == "mod":
                        continue
                    def_id = binding.def_id()
                    if def_id is None or def_id in found:
                        continue
                    found[def_id] = (module.def_id, name)
                    if space == "type" and binding.module is not None and binding.module.kind in ("mod", "enum", "trait"):
                        queue.append(binding.module)
        return found

    # -- on demand --

    def outer_item(self, def_id: DefId) -> DefId | None:
        """The item at module level that holds `def_id`; None for modules."""
        at, row = def_id, self.table[def_id]
        if row.kind == "mod":
            return None
        while row.parent is not None and self.table[row.parent].kind != "mod":
            at, row = row.parent, self.table[row.parent]
        return at

    def ensure(self, def_id: DefId) -> Any:
        """The tree of a library definition, its paths and lifetimes resolved (bodies apart)."""
        outer = self.outer_item(def_id)
        if outer is not None and outer not in self.resolved:
            self.resolved.add(outer)
            item = self.table[outer].node
            module = self.parents.get(outer)
            if module is not None and isinstance(item, ast.Item):
                first = self.spare
                late = self.late[module.crate.name]
                saved = late.module
                late.module = module
                late.value_ribs, late.type_ribs = [], []
                late.item(item)
                late.lifetimes.ribs = []
                late.lifetimes.item(item)
                late.module = saved
                if self.spare > first:
                    self.reserved.setdefault(outer, (first, self.spare - first))
        return self.table[def_id].node

    def ensure_body(self, def_id: DefId) -> None:
        """Resolves the body of a library function."""
        self.ensure(def_id)
        at: DefId | None = def_id
        while at is not None:
            for late in self.late.values():
                if at in late.deferred_bodies:
                    self.read_body(late, at)
                    late.resolve_deferred(at)
                    return
            at = self.table[at].parent

    def read_body(self, late: LateResolver, def_id: DefId) -> None:
        """Fills the body of a function whose tokens were kept."""
        item = self.table[def_id].node
        tokens = self.later.pop(item.body, None)
        if tokens is None:
            return
        outer = self.outer_item(def_id)
        assert outer is not None
        crate, file, scope = self.origins[self.table[outer].node]
        body = loader.parse_later(file, tokens)
        bare = ast.FnSig(ast.FnHeader(False, False, False, None), (), None, item.sig.span, item.sig.output_span)
        shell: ast.Item = ast.FnItem(item.ident, (), item.vis, item.span, ast.Generics((), (), item.ident.span), bare, body)
        (shell,) = self.expand((shell,), crate, file, scope)
        assert isinstance(shell, ast.FnItem) and shell.body is not None
        item.body.stmts, item.body.expr = shell.body.stmts, shell.body.expr
        forget(item.body)
        collector = SpareCollector(self)
        collector.impl_trait = "opaque ty"
        collector.inside(item.body, def_id)
        late.builder.body(item, late.deferred_bodies[def_id][2])

    # -- impls, by what their headers name --

    def trait_of_impl(self, item: ast.ImplItem, module: Module) -> DefId | None:
        """The trait of an impl, without resolving the rest of it."""
        return None if item.trait_ref is None else self.named(item.trait_ref, module)

    def named(self, path: ast.Path, module: Module) -> DefId | None:
        found = self.scopes[module.crate.name].resolve_path(path.segments, "type", module)
        if isinstance(found, Binding) and isinstance(found.res, DefRes):
            return found.res.def_id
        if isinstance(found, PartialRes) and isinstance(found.base, DefRes) and found.unresolved == 0:
            return found.base.def_id
        return None

    def self_key(self, item: ast.ImplItem, module: Module) -> Hashable:
        """What `simplify_type` gives for an impl's Self type: None for a parameter."""
        params = {p.ident.name for p in item.generics.params if isinstance(p, ast.TypeParam)}
        ty = item.self_ty
        while isinstance(ty, ast.ParenTy):
            ty = ty.ty
        match ty:
            case ast.PathTy(qself=None):
                segments = ty.path.segments
                if len(segments) == 1 and segments[0].ident.name in params:
                    return None
                found = self.scopes[module.crate.name].resolve_path(segments, "type", module)
                base = found.res if isinstance(found, Binding) else getattr(found, "base", None)
                if isinstance(base, PrimTyRes):
                    return base.name
                if isinstance(base, DefRes) and base.kind in ("struct", "enum", "union"):
                    return base.def_id
                return UNKNOWN
            case ast.RefTy():
                return "&mut" if ty.mutbl == "mut" else "&"
            case ast.PtrTy():
                return "*mut" if ty.mutbl == "mut" else "*const"
            case ast.SliceTy():
                return "[]"
            case ast.ArrayTy():
                return "[;]"
            case ast.TupTy():
                return ("tuple", len(ty.elems))
            case ast.NeverTy():
                return "!"
            case ast.BareFnTy():
                return ("fn", len(ty.inputs))
            case _:
                return UNKNOWN

    def may_have(self, container: DefId, name: str) -> bool:
        """Whether an impl or trait can have an item of that name; told without reading it where possible."""
        return True

    def answer(self, tcx: TyCtxt, query: str, def_id: DefId) -> Any:
        """What is known of a definition without its tree: nothing."""
        return MISSING

    def impls_of(self, trait: DefId | None) -> list[tuple[DefId, Hashable]]:
        """The impls of a trait, or the inherent ones, each with the key of its Self."""
        if not self.impl_keys:
            for impl, module in self.impls:
                item = self.table[impl].node
                of = self.trait_of_impl(item, module)
                self.impl_keys.setdefault(of, []).append((impl, self.self_key(item, module)))
        found: list[tuple[DefId, Hashable]] = self.impl_keys.get(trait, [])
        return found

    def problems(self) -> list[str]:
        """What the stubs' own resolution could not find; for the tests of the library."""
        found = list(self.failed)
        for late in self.late.values():
            for diag in late.diags:
                found.append(f"{diag.message} at {_place(diag.span[0]) if diag.span else ''}")
            for use in late.use_errors:
                found.append(f"{use.diag.message} at {_place(use.diag.span[0]) if use.diag.span else ''}")
            found += [f"{what} at {_place(span)}" for what, span in late.unsupported]
        return found


def _place(span: Span) -> str:
    file: SourceFile | None = LIBRARY.file_of(span.source_callsite().lo)
    line, column = LIBRARY.line_column(span.source_callsite().lo)
    return f"{file.name if file else ''}:{line}:{column}"
