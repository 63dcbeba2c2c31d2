"""Modules and the names in them, before imports are resolved (rustc_resolve::build_reduced_graph)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from rustmem.resolve.walk import children
from rustmem.source.index import DefId
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty.defs import DefKind, DefRes, DefTable, Res, Resolutions

Namespace = Literal["type", "value", "macro"]
NAMESPACES: tuple[Namespace, ...] = ("type", "value", "macro")


class Binding:
    """What a name in a module denotes."""

    __slots__ = ("res", "module", "vis", "span", "import_", "target", "is_glob", "ambiguity", "used", "node")

    def __init__(self, res: Res, vis: DefId | None, span: Span, module: Module | None = None) -> None:
        self.res = res
        self.module = module
        """The module that the name opens, of a `mod`, enum or trait."""
        self.vis = vis
        self.span = span
        self.import_: Import | None = None
        self.target: Binding | None = None
        """Of an import: what it names."""
        self.is_glob = False
        self.ambiguity: Binding | None = None
        self.used = False
        self.node: Any = None

    def def_id(self) -> DefId | None:
        return self.res.def_id if isinstance(self.res, DefRes) else None


class Module:
    """A module, enum, trait, or block that holds items."""

    __slots__ = (
        "kind",
        "name",
        "def_id",
        "parent",
        "names",
        "globs",
        "glob_importers",
        "singles",
        "underscores",
        "crate",
        "traits",
        "span",
    )

    def __init__(
        self, kind: Literal["mod", "enum", "trait", "block"], name: str, def_id: DefId, parent: Module | None, span: Span
    ) -> None:
        self.kind = kind
        self.name = name
        self.def_id = def_id
        """Of a block: of its nearest normal module."""
        self.parent = parent
        self.names: dict[Namespace, dict[str, Binding]] = {"type": {}, "value": {}, "macro": {}}
        self.globs: list[Import] = []
        self.glob_importers: list[Import] = []
        self.singles: list[Import] = []
        self.underscores: list[Binding] = []
        """Traits imported as `_`."""
        self.crate: Module = parent.crate if parent is not None else self
        self.traits: list[tuple[str, Binding]] | None = None
        self.span = span

    def nearest(self) -> Module:
        """The module proper that this is or lies in."""
        at = self
        while at.kind != "mod":
            assert at.parent is not None
            at = at.parent
        return at

    def is_ancestor_of(self, other: Module) -> bool:
        at: Module | None = other
        while at is not None:
            if at is self:
                return True
            at = at.parent
        return False

    def path(self) -> str:
        """`a::b` from the crate, without the crate's name; empty for the root."""
        parts, at = [], self
        while at.parent is not None:
            parts.append(at.name)
            at = at.parent
        return "::".join(reversed(parts))


class Import:
    """One leaf of a `use`, or an `extern crate`."""

    __slots__ = (
        "module", "path", "name", "source", "kind", "vis", "span", "item", "tree", "nested", "target_module", "resolved", "used",
        "bindings", "ident_span", "failed", "def_id", "used_names", "implied", "maybe",
    )  # fmt: skip

    def __init__(
        self,
        module: Module,
        path: tuple[ast.PathSegment, ...],
        name: str,
        source: ast.PathSegment | None,
        kind: str,
        vis: DefId | None,
        span: Span,
    ) -> None:
        self.module = module
        self.path = path
        """The segments of the module it imports from."""
        self.name = name
        """The name it declares."""
        self.source = source
        """The last segment: what it imports; None for a glob."""
        self.kind = kind
        """`single`, `glob`, `extern crate`."""
        self.vis = vis
        self.span = span
        self.item: ast.UseItem | ast.ExternCrate | None = None
        self.tree: ast.UseTree | None = None
        self.nested = False
        self.target_module: Module | None = None
        self.resolved: set[str] = set()
        self.used = False
        self.bindings: dict[Namespace, Binding] = {}
        self.ident_span: Span = span
        self.failed = False
        self.def_id: DefId | None = None
        self.used_names: set[str] = set()
        self.implied = False
        self.maybe = False
        """Of traits: whether some method call names one of its methods, so that type checking decides."""


class GraphBuilder:
    """Fills a crate's modules with what its items define, and gathers its imports."""

    def __init__(
        self,
        table: DefTable,
        resolutions: Resolutions,
        modules: dict[DefId, Module],
        vis_path: Callable[[Module, ast.Visibility], DefId | None],
    ) -> None:
        self.table = table
        self.def_ids = resolutions.def_ids
        self.modules = modules
        self.blocks: dict[ast.Block, Module] = {}
        self.imports: list[Import] = []
        self.impls: list[tuple[DefId, Module]] = []
        self.duplicates: list[tuple[Module, str, Namespace, Binding, Binding]] = []
        self.vis_path = vis_path
        self.macro_rules: dict[str, Binding] = {}
        self.extern_crates: dict[str, Import] = {}
        self.parents: dict[DefId, Module] = {}
        """Module in which each item stands."""

    def crate(self, crate: ast.Crate, root_id: DefId, name: str) -> Module:
        root = self.modules[root_id] = Module("mod", name, root_id, None, crate.span)
        self.items(crate.items, root)
        return root

    def items(self, items: tuple[ast.Item, ...], module: Module) -> None:
        for item in items:
            build = BUILD.get(type(item))
            if build is not None:
                build(self, item, module)
            if type(item) not in (ast.UseItem, ast.MacroDef, ast.MacroItem):
                self.parents[self.def_ids[item]] = module

    def visibility(self, vis: ast.Visibility, module: Module) -> DefId | None:
        match vis.kind:
            case "pub":
                return None
            case "inherited":
                return module.nearest().def_id
            case _:
                return self.vis_path(module, vis)

    def define(self, module: Module, name: str, ns: Namespace, binding: Binding) -> None:
        table = module.names[ns]
        old = table.get(name)
        if old is not None:
            self.duplicates.append((module, name, ns, old, binding))
            return
        table[name] = binding

    def open(self, kind: Any, item: ast.Item, def_id: DefId, parent: Module) -> Module:
        """The module that an item opens."""
        made = self.modules[def_id] = Module(kind, item.ident.name, def_id, parent, item.span)
        return made

    def simple(self, item: ast.Item, module: Module, kind: DefKind, ns: Namespace) -> Binding:
        def_id = self.def_ids[item]
        vis = self.table[def_id].vis = self.visibility(item.vis, module)
        binding = Binding(DefRes(kind, def_id), vis, item.span)
        binding.node = item
        self.define(module, item.ident.name, ns, binding)
        return binding

    def fn(self, item: ast.FnItem, module: Module) -> None:
        self.simple(item, module, "fn", "value")
        self.body(item, module)

    def const(self, item: ast.ConstItem, module: Module) -> None:
        if item.ident.name != "_":
            self.simple(item, module, "const", "value")
        self.body(item, module)

    def static(self, item: ast.StaticItem, module: Module) -> None:
        self.simple(item, module, "static", "value")
        self.body(item, module)

    def type_alias(self, item: ast.TypeAlias, module: Module) -> None:
        self.simple(item, module, self.table[self.def_ids[item]].kind, "type")
        self.body(item, module)

    def struct(self, item: ast.StructItem | ast.UnionItem, module: Module) -> None:
        def_id = self.def_ids[item]
        kind = self.table[def_id].kind
        binding = self.simple(item, module, kind, "type")
        vis = ctor_vis = binding.vis
        for field in item.data.fields:
            field_vis = self.visibility(field.vis, module)
            self.table[self.def_ids[field]].vis = field_vis
            if field_vis is not None and (ctor_vis is None or self.within(field_vis, ctor_vis)):
                ctor_vis = field_vis
        ctor = self.table[def_id].extra
        if ctor is not None:
            self.table[ctor].vis = ctor_vis
            made = Binding(DefRes("ctor", ctor), ctor_vis, item.span)
            made.node = item
            self.define(module, item.ident.name, "value", made)
        elif any(a.path == "non_exhaustive" for a in item.attrs):
            self.table[def_id].vis = vis
        self.body(item, module)

    def within(self, inner: DefId, outer: DefId) -> bool:
        at: Module | None = self.modules.get(inner)
        while at is not None:
            if at.def_id == outer and at.kind == "mod":
                return True
            at = at.parent
        return False

    def enum(self, item: ast.EnumItem, module: Module) -> None:
        def_id = self.def_ids[item]
        binding = self.simple(item, module, "enum", "type")
        made = binding.module = self.open("enum", item, def_id, module)
        for variant in item.variants:
            variant_id = self.def_ids[variant]
            self.table[variant_id].vis = binding.vis
            of_variant = Binding(DefRes("variant", variant_id), binding.vis, variant.span)
            of_variant.node = variant
            self.define(made, variant.ident.name, "type", of_variant)
            ctor = self.table[variant_id].extra
            if ctor is not None:
                self.table[ctor].vis = binding.vis
                value = Binding(DefRes("ctor", ctor), binding.vis, variant.span)
                value.node = variant
                if variant.ident.name not in made.names["value"]:
                    made.names["value"][variant.ident.name] = value
            for field in variant.fields:
                self.table[self.def_ids[field]].vis = binding.vis
        self.body(item, module)

    def trait(self, item: ast.TraitItem, module: Module) -> None:
        def_id = self.def_ids[item]
        binding = self.simple(item, module, "trait", "type")
        made = binding.module = self.open("trait", item, def_id, module)
        for sub in item.items:
            sub_id = self.def_ids.get(sub)
            if sub_id is None:
                continue
            kind = self.table[sub_id].kind
            self.table[sub_id].vis = binding.vis
            if kind in ("assoc fn", "assoc const", "assoc ty"):
                inner = Binding(DefRes(kind, sub_id), binding.vis, sub.span)
                inner.node = sub
                self.define(made, sub.ident.name, "type" if kind == "assoc ty" else "value", inner)
            self.body(sub, module)

    def trait_alias(self, item: ast.TraitAlias, module: Module) -> None:
        self.simple(item, module, "trait alias", "type")

    def impl(self, item: ast.ImplItem, module: Module) -> None:
        def_id = self.def_ids[item]
        self.impls.append((def_id, module))
        for sub in item.items:
            sub_id = self.def_ids.get(sub)
            if sub_id is None:
                continue
            self.table[sub_id].vis = None if item.trait_ref is not None else self.visibility(sub.vis, module)
            self.body(sub, module)

    def mod(self, item: ast.ModItem, module: Module) -> None:
        def_id = self.def_ids[item]
        binding = self.simple(item, module, "mod", "type")
        made = binding.module = self.open("mod", item, def_id, module)
        self.items(item.items or (), made)

    def foreign_mod(self, item: ast.ForeignMod, module: Module) -> None:
        for sub in item.items:
            match sub:
                case ast.FnItem():
                    self.simple(sub, module, "fn", "value")
                case ast.StaticItem():
                    self.simple(sub, module, "static", "value")
                case ast.TypeAlias():
                    self.simple(sub, module, "foreign ty", "type")
                case _:
                    pass

    def macro(self, item: ast.MacroDef, module: Module) -> None:
        exported = any(a.path == "macro_export" for a in item.attrs)
        binding = Binding(DefRes("macro", self.def_ids[item]), None if exported else module.crate.def_id, item.span)
        binding.node = item
        self.macro_rules[item.ident.name] = binding
        if exported and item.ident.name not in module.crate.names["macro"]:
            module.crate.names["macro"][item.ident.name] = binding

    def extern_crate(self, item: ast.ExternCrate, module: Module) -> None:
        name = item.orig_name or item.ident.name
        segment = ast.PathSegment(ast.Ident(name, item.ident.span))
        made = Import(module, (), item.ident.name, segment, "extern crate", self.visibility(item.vis, module), item.span)
        made.item, made.ident_span = item, item.ident.span
        self.imports.append(made)
        if module.parent is None:
            self.extern_crates[item.ident.name] = made

    def use(self, item: ast.UseItem, module: Module) -> None:
        vis = self.visibility(item.vis, module)
        self.use_tree(item, item.tree, (), module, vis, False)

    def use_tree(
        self,
        item: ast.UseItem,
        tree: ast.UseTree,
        prefix: tuple[ast.PathSegment, ...],
        module: Module,
        vis: DefId | None,
        nested: bool,
    ) -> None:
        path = prefix + tree.prefix.segments
        if len(prefix) > 0 and tree.prefix.segments and tree.prefix.segments[0].ident.name == "{{root}}":
            path = prefix + tree.prefix.segments[1:]
        match tree.kind:
            case "nested":
                for sub in tree.nested:
                    self.use_tree(item, sub, path, module, vis, True)
                return
            case "glob":
                made = Import(module, path, "*", None, "glob", vis, tree.span)
            case _:
                last = path[-1]
                from_self = nested and last.ident.name == "self" and len(path) > 1
                if from_self:
                    path = path[:-1]
                    last = path[-1]
                name = tree.rename or last.ident
                made = Import(module, path[:-1], name.name, last, "single", vis, tree.span)
                made.ident_span = name.span
                if from_self:
                    made.ident_span = tree.rename.span if tree.rename else tree.prefix.segments[-1].ident.span
                    made.resolved = {"value", "macro"}
                    """`{self}` imports the module only."""
        made.item, made.tree, made.nested = item, tree, nested
        made.def_id = self.def_ids[item]
        self.imports.append(made)
        (module.globs if made.kind == "glob" else module.singles).append(made)

    def body(self, item: ast.Item, module: Module) -> None:
        """Blocks with items of their own, anywhere in the bodies below `item`."""
        from_stack: list[tuple[Any, Module]] = [(item, module)]

        while from_stack:
            node, within = from_stack.pop()
            if type(node) is ast.Block and any(type(s) is ast.ItemStmt for s in node.stmts):
                inner = Module("block", "", within.nearest().def_id, within, node.span)
                self.blocks[node] = inner
                self.items(tuple(s.item for s in node.stmts if type(s) is ast.ItemStmt), inner)
                within = inner
            for child in children(node):
                if type(child) is not ast.ItemStmt and not (isinstance(child, ast.Item) and node is not item):
                    if isinstance(child, ast.Item):
                        continue
                    from_stack.append((child, within))


BUILD: dict[type, Callable[[GraphBuilder, Any, Module], None]] = {
    ast.FnItem: GraphBuilder.fn,
    ast.ConstItem: GraphBuilder.const,
    ast.StaticItem: GraphBuilder.static,
    ast.TypeAlias: GraphBuilder.type_alias,
    ast.StructItem: GraphBuilder.struct,
    ast.UnionItem: GraphBuilder.struct,
    ast.EnumItem: GraphBuilder.enum,
    ast.TraitItem: GraphBuilder.trait,
    ast.TraitAlias: GraphBuilder.trait_alias,
    ast.ImplItem: GraphBuilder.impl,
    ast.ModItem: GraphBuilder.mod,
    ast.ForeignMod: GraphBuilder.foreign_mod,
    ast.MacroDef: GraphBuilder.macro,
    ast.ExternCrate: GraphBuilder.extern_crate,
    ast.UseItem: GraphBuilder.use,
}
