"""What a crate exports: definitions that are public along a path of public modules (rustc's effective visibilities)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rustmem.source.index import DefId
from rustmem.syntax import ast
from rustmem.ty.context import TyCtxt
from rustmem.ty.defs import DefRes


class Exports:
    """Collects the exported definitions of the user's crate; made once, used, dropped."""

    def __init__(self, tcx: TyCtxt) -> None:
        self.tcx = tcx
        self.found: dict[DefId, None] = {}
        self.imports: dict[ast.Item, list[Any]] = {}
        for import_ in tcx.crate_resolution.builder.imports:
            if import_.item is not None:
                self.imports.setdefault(import_.item, []).append(import_)

    def run(self) -> Iterator[DefId]:
        items: Sequence[ast.Item] = self.tcx.crate.items
        self.module(items)
        self.impls(items)
        return iter(self.found)

    def module(self, items: Sequence[ast.Item]) -> None:
        for item in items:
            if isinstance(item, ast.ForeignMod):
                self.module(item.items)
            elif item.vis.kind != "pub":
                continue
            elif isinstance(item, ast.UseItem):
                self.use(item)
            elif not isinstance(item, (ast.MacroDef, ast.ExternCrate)):
                self.item(item)

    def add(self, part: Any) -> bool:
        """Adds a definition; false if it was there."""
        def_id = self.tcx.def_id_of(part)
        if def_id is None or def_id in self.found:
            return False
        self.found[def_id] = None
        return True

    def item(self, item: ast.Item) -> None:
        if not self.add(item):
            return
        match item:
            case ast.ModItem():
                self.module(item.items or ())
            case ast.StructItem() | ast.UnionItem():
                for field in item.data.fields:
                    if field.vis.kind == "pub":
                        self.add(field)
            case ast.EnumItem():
                for variant in item.variants:
                    self.add(variant)
                    for field in variant.fields:
                        self.add(field)
            case ast.TraitItem():
                for inner in item.items:
                    self.add(inner)
            case _:
                pass

    def use(self, item: ast.UseItem) -> None:
        """`pub use` of a local item exports that too."""
        for import_ in self.imports.get(item, ()):
            targets = {binding.def_id() for binding in import_.bindings.values()}
            if import_.kind == "glob" and import_.target_module is not None:
                targets.add(import_.target_module.def_id)
            for def_id in targets:
                if def_id is None or not self.tcx.is_local(def_id):
                    continue
                row = self.tcx.defs[def_id].node
                if import_.kind == "glob" and isinstance(row, ast.ModItem):
                    self.module(row.items or ())
                elif isinstance(row, ast.Item):
                    self.item(row)

    def impls(self, items: Sequence[ast.Item]) -> None:
        """Public items of inherent impls on exported types, in whatever module."""
        for item in items:
            if isinstance(item, ast.ModItem):
                self.impls(item.items or ())
            elif isinstance(item, ast.ImplItem) and item.trait_ref is None and isinstance(item.self_ty, ast.PathTy):
                res = self.tcx.full_res(item.self_ty.path)
                if isinstance(res, DefRes) and res.def_id in self.found:
                    for inner in item.items:
                        if inner.vis.kind == "pub":
                            self.add(inner)


def exported(tcx: TyCtxt) -> Iterator[DefId]:
    """The definitions that other crates could name."""
    return Exports(tcx).run()
