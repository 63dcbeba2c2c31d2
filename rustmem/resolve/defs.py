"""Gives every definition of a crate its DefId (rustc_resolve::def_collector)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rustmem.resolve.walk import children
from rustmem.source.index import DefId
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty.defs import DefData, DefKind, DefTable, Resolutions


class DefCollector:
    """Walks items, and inside bodies looks for closures, constants, `impl Trait` types and nested items."""

    def __init__(self, table: DefTable, resolutions: Resolutions) -> None:
        self.table = table
        self.def_ids = resolutions.def_ids
        self.outer: DefTable | None = None
        """Where the rows of what stands round the collected items are, if not in `table`."""
        self.body_owners: list[DefId] = []
        self.impl_trait: DefKind = "opaque ty"
        """What `impl Trait` makes here: a parameter of the function in its inputs, else an opaque type."""

    def add(self, kind: DefKind, name: str, parent: DefId | None, span: Span, node: Any, ident_span: Span | None = None) -> DefId:
        made = DefData(kind, name, parent, span, node)
        if ident_span is not None:
            made.ident_span = ident_span
        self.table.append(made)
        def_id = DefId(len(self.table) - 1)
        if node is not None and kind != "ctor":
            self.def_ids[node] = def_id
        return def_id

    def row(self, def_id: DefId) -> DefData:
        found = self.table[def_id]
        return found if found is not None or self.outer is None else self.outer[def_id]

    def collect_crate(self, crate: ast.Crate, name: str) -> DefId:
        root = self.add("mod", name, None, crate.span, crate)
        self.table[root].attrs = crate.attrs
        for item in crate.items:
            self.item(item, root)
        return root

    def item(self, item: ast.Item, parent: DefId) -> None:
        ITEMS[type(item)](self, item, parent)

    def _item(self, kind: DefKind, item: ast.Item, parent: DefId, span: Span) -> DefId:
        def_id = self.add(kind, item.ident.name, parent, span, item, item.ident.span)
        self.table[def_id].attrs = item.attrs
        return def_id

    def fn(self, item: ast.FnItem, parent: DefId) -> None:
        kind: DefKind = "assoc fn" if self.row(parent).kind in ("trait", "impl") else "fn"
        span = item.sig.span if item.body is not None else item.sig.span.with_hi(item.span.hi)
        def_id = self._item(kind, item, parent, span)
        self.generics(item.generics, def_id)
        if item.body is not None:
            self.body_owners.append(def_id)
        self.impl_trait = "type param"
        for param in item.sig.inputs:
            self.inside(param, def_id)
        self.impl_trait = "opaque ty"
        if item.sig.output is not None:
            self.inside(item.sig.output, def_id)
        if item.body is not None:
            self.inside(item.body, def_id)

    def const(self, item: ast.ConstItem, parent: DefId) -> None:
        kind: DefKind = "assoc const" if self.row(parent).kind in ("trait", "impl") else "const"
        def_id = self._item(kind, item, parent, item.span.with_hi(item.ty.span.hi))
        if item.expr is not None:
            self.body_owners.append(def_id)
        self.generics(item.generics, def_id)
        self.inside(item.ty, def_id)
        if item.expr is not None:
            self.inside(item.expr, def_id)

    def static(self, item: ast.StaticItem, parent: DefId) -> None:
        def_id = self._item("static", item, parent, item.span.with_hi(item.ty.span.hi))
        if item.expr is not None:
            self.body_owners.append(def_id)
        self.inside(item.ty, def_id)
        if item.expr is not None:
            self.inside(item.expr, def_id)

    def type_alias(self, item: ast.TypeAlias, parent: DefId) -> None:
        container = self.row(parent).kind
        kind: DefKind = (
            "assoc ty" if container in ("trait", "impl") else "foreign ty" if container == "foreign mod" else "type alias"
        )
        if container == "trait":
            end = item.bounds[-1].span.hi if item.bounds else item.generics.span.hi
            span = item.span.with_hi(max(end, item.ident.span.hi))
        else:
            span = _named_span(item.span, item.ident, item.generics)
        def_id = self._item(kind, item, parent, span)
        self.generics(item.generics, def_id)
        for bound in item.bounds:
            self.inside(bound, def_id)
        if item.ty is not None:
            self.inside(item.ty, def_id)

    def struct(self, item: ast.StructItem | ast.UnionItem, parent: DefId) -> None:
        kind: DefKind = "struct" if isinstance(item, ast.StructItem) else "union"
        def_id = self._item(kind, item, parent, _named_span(item.span, item.ident, item.generics))
        self.generics(item.generics, def_id)
        self.variant_data(item.data, def_id, def_id, "struct")

    def enum(self, item: ast.EnumItem, parent: DefId) -> None:
        def_id = self._item("enum", item, parent, _named_span(item.span, item.ident, item.generics))
        self.generics(item.generics, def_id)
        for variant in item.variants:
            span = variant.span.with_hi(variant.ident.span.hi)
            variant_id = self.add("variant", variant.ident.name, def_id, span, variant, variant.ident.span)
            self.table[variant_id].attrs = variant.attrs
            self.variant_data(variant, variant_id, variant_id, "variant")
            if variant.discriminant is not None:
                self.inside(variant.discriminant, variant_id)

    def variant_data(self, data: ast.VariantDef, owner: DefId, parent: DefId, of: str) -> None:
        if data.kind != "struct":
            whole = self.table[owner].node.span
            ctor = self.add("ctor", self.table[owner].name, owner, whole, data, self.table[owner].ident_span)
            row = self.table[ctor]
            row.ctor_of, row.ctor_kind = of, "fn" if data.kind == "tuple" else "const"  # type: ignore[assignment]
            row.attrs = self.table[owner].attrs
            self.table[owner].extra = ctor
        for field in data.fields:
            field_id = self.add("field", field.ident.name, parent, field.span, field, field.ident.span)
            self.table[field_id].attrs = field.attrs
            self.inside(field.ty, field_id)

    def trait(self, item: ast.TraitItem, parent: DefId) -> None:
        end = item.bounds[-1].span.hi if item.bounds else max(item.generics.span.hi, item.ident.span.hi)
        def_id = self._item("trait", item, parent, item.span.with_hi(end))
        self.generics(item.generics, def_id)
        for bound in item.bounds:
            self.inside(bound, def_id)
        for sub in item.items:
            self.item(sub, def_id)

    def trait_alias(self, item: ast.TraitAlias, parent: DefId) -> None:
        def_id = self._item("trait alias", item, parent, _named_span(item.span, item.ident, item.generics))
        self.generics(item.generics, def_id)

    def impl(self, item: ast.ImplItem, parent: DefId) -> None:
        end = item.self_ty.span.hi
        if item.generics.where_clause and item.generics.where_span is not None:
            end = item.generics.where_span.hi
        whole = item.derived or not item.span.lo <= end <= item.span.hi
        def_id = self._item("impl", item, parent, item.span if whole else item.span.with_hi(end))
        self.generics(item.generics, def_id)
        if item.trait_ref is not None:
            self.inside(item.trait_ref, def_id)
        self.inside(item.self_ty, def_id)
        for sub in item.items:
            self.item(sub, def_id)

    def mod(self, item: ast.ModItem, parent: DefId) -> None:
        def_id = self._item("mod", item, parent, _named_span(item.span, item.ident, None))
        for sub in item.items or ():
            self.item(sub, def_id)

    def foreign_mod(self, item: ast.ForeignMod, parent: DefId) -> None:
        def_id = self._item("foreign mod", item, parent, item.span)
        for sub in item.items:
            self.item(sub, def_id)

    def use(self, item: ast.UseItem, parent: DefId) -> None:
        self._item("use", item, parent, item.span)

    def extern_crate(self, item: ast.ExternCrate, parent: DefId) -> None:
        self._item("extern crate", item, parent, item.span)

    def macro(self, item: ast.MacroDef, parent: DefId) -> None:
        self._item("macro", item, parent, _named_span(item.span, item.ident, None))

    def unexpanded(self, item: ast.Item, parent: DefId) -> None:
        self._item("macro", item, parent, item.span)

    def generics(self, generics: ast.Generics, parent: DefId) -> None:
        for param in generics.params:
            kind: DefKind = PARAM_KINDS[type(param)]
            self.add(kind, param.ident.name, parent, _param_span(param), param, param.ident.span)
            for bound in param.bounds:
                self.inside(bound, parent)
            if isinstance(param, ast.TypeParam) and param.default is not None:
                self.inside(param.default, parent)
            if isinstance(param, ast.ConstParam):
                self.inside(param.ty, parent)
                if param.default is not None:
                    self.inside(param.default, parent)
        for predicate in generics.where_clause:
            self.inside(predicate, parent)

    def inside(self, node: Any, parent: DefId) -> None:
        """Whatever may hold closures, constants and items; an explicit stack, since bodies nest deeply."""
        stack = [(node, parent)]
        while stack:
            at, owner = stack.pop()
            cls = type(at)
            if cls is ast.ItemStmt:
                self.item(at.item, owner)
                continue
            if cls is ast.ClosureExpr:
                owner = self.add("closure", "{closure#0}", owner, at.fn_decl_span, at, at.span)
            elif cls is ast.ConstBlockExpr:
                inner = self.add("inline const", "{constant#0}", owner, at.value.span, at.value)
                self.def_ids[at] = inner
                stack.append((at.value.value, inner))
                continue
            elif cls is ast.AnonConst:
                owner = self.add("anon const", "{constant#0}", owner, at.span, at)
                self.body_owners.append(owner)
            elif cls is ast.ImplTraitTy:
                self.add(self.impl_trait, "impl Trait", owner, at.span, at)
            elif isinstance(at, ast.GenericParam):
                self.add(PARAM_KINDS[cls], at.ident.name, owner, at.span, at, at.ident.span)
            stack.extend([(child, owner) for child in children(at)[::-1]])


PARAM_KINDS: dict[type, DefKind] = {
    ast.LifetimeParam: "lifetime param",
    ast.TypeParam: "type param",
    ast.ConstParam: "const param",
}

ITEMS: dict[type, Callable[[DefCollector, Any, DefId], None]] = {
    ast.FnItem: DefCollector.fn,
    ast.ConstItem: DefCollector.const,
    ast.StaticItem: DefCollector.static,
    ast.TypeAlias: DefCollector.type_alias,
    ast.StructItem: DefCollector.struct,
    ast.UnionItem: DefCollector.struct,
    ast.EnumItem: DefCollector.enum,
    ast.TraitItem: DefCollector.trait,
    ast.TraitAlias: DefCollector.trait_alias,
    ast.ImplItem: DefCollector.impl,
    ast.ModItem: DefCollector.mod,
    ast.ForeignMod: DefCollector.foreign_mod,
    ast.UseItem: DefCollector.use,
    ast.ExternCrate: DefCollector.extern_crate,
    ast.MacroDef: DefCollector.macro,
    ast.MacroItem: DefCollector.unexpanded,
}


def _named_span(span: Span, ident: ast.Ident, generics: ast.Generics | None) -> Span:
    """From the start of the item to the end of its name and generic parameters (rustc's `named_span`)."""
    hi = ident.span.hi
    if generics is not None:
        hi = max(hi, generics.span.hi)
    return span.with_hi(hi) if hi > span.lo else span


def _param_span(param: ast.GenericParam) -> Span:
    """rustc's `GenericParam::span`: the name, with the default or the const's type."""
    match param:
        case ast.TypeParam():
            return param.ident.span if param.default is None else param.ident.span.to(param.default.span)
        case ast.ConstParam():
            return param.span
        case _:
            return param.ident.span
