"""Resolves every path inside items and bodies (rustc_resolve::late)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rustmem.resolve import errors, path_errors
from rustmem.resolve.late_exprs import ExprResolver
from rustmem.resolve.library_gap import library_gap
from rustmem.resolve.lifetimes import LifetimeResolver
from rustmem.resolve.modules import GraphBuilder, Module, Namespace
from rustmem.resolve.patterns import PatternResolver
from rustmem.resolve.ribs import Rib, Source, UseError
from rustmem.resolve.scope import PathFailure, Scopes
from rustmem.source.index import DefId
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty.defs import DefTable, Res, Resolutions, SelfTyAliasRes, SelfTyParamRes


class LateResolver(ExprResolver):
    """One walk over the items of a crate."""

    def __init__(
        self,
        table: DefTable,
        resolutions: Resolutions,
        scopes: Scopes,
        builder: GraphBuilder,
    ) -> None:
        super().__init__(table, resolutions, scopes, builder)
        self.patterns = PatternResolver(self)
        self.lifetimes = LifetimeResolver(self)

    # -- items --

    def crate(self, crate: ast.Crate, root: Module) -> None:
        self.module = root
        for item in crate.items:
            self.outer_item(item)

    def outer_item(self, item: ast.Item) -> None:
        """An item at module level, its errors in the order of the source."""
        began = len(self.diags)
        self.item(item)
        self.lifetimes.item(item)
        if len(self.diags) > began + 1:
            self.diags[began:] = sorted(self.diags[began:], key=lambda d: d.sort_span.lo if d.sort_span else 0)

    def item(self, item: ast.Item) -> None:
        resolve = ITEMS.get(type(item))
        if resolve is not None:
            saved = self.current_item
            if item not in self.assoc_now:
                self.current_item = item
            resolve(self, item)
            self.current_item = saved

    def fn_item(self, item: ast.FnItem) -> None:
        saved = self.self_ty, self.current_impl, self.current_trait
        self.self_ty = None if item not in self.assoc_now else self.self_ty
        self.in_item_ribs(item, item.generics, lambda: self.fn(item), "assoc item" if item in self.assoc_now else "item")
        self.self_ty, self.current_impl, self.current_trait = saved

    def fn(self, item: ast.FnItem) -> None:
        saved = self.current_fn, self.loops, self.label_ribs
        self.current_fn, self.loops, self.label_ribs = item, [], [Rib("item"), *self.label_ribs, Rib("fn")]
        self.ended_scopes = {}
        rib = Rib("fn")
        self.value_ribs.append(rib)
        self.type_ribs.append(Rib("fn"))
        bound: dict[Any, ast.IdentPat] = {}
        for param in item.sig.inputs:
            self.ty(param.ty)
        for param in item.sig.inputs:
            if item.body is None:
                bound = {}  # rustc does not compare the names of a declaration
            self.patterns.top_param(param.pat, rib, bound)
        if item.sig.output is not None:
            self.ty(item.sig.output)
        if item.body is not None:
            if self.skip_bodies:
                self.defer(item)
            else:
                outer, self.in_body = self.in_body, True
                self.block(item.body)
                self.in_body = outer
        self.type_ribs.pop()
        self.value_ribs.pop()
        self.current_fn, self.loops, self.label_ribs = saved

    def defer(self, item: ast.FnItem) -> None:
        """Keeps the scope of a library function, so that its body is resolved when it is asked for."""
        state = (
            list(self.value_ribs),
            list(self.type_ribs),
            self.module,
            self.self_ty,
            item,
            self.current_impl,
            self.current_trait,
            self.current_trait_ref,
        )
        self.deferred_bodies[self.def_ids[item]] = state

    def resolve_deferred(self, def_id: DefId) -> None:
        state = self.deferred_bodies.pop(def_id, None)
        if state is None:
            return
        (
            self.value_ribs,
            self.type_ribs,
            self.module,
            self.self_ty,
            item,
            self.current_impl,
            self.current_trait,
            self.current_trait_ref,
        ) = state
        self.label_ribs, self.loops, self.current_fn, self.current_item = [Rib("item")], [], item, item
        self.skip_bodies = False
        self.block(item.body)
        self.lifetimes.body(item)
        self.skip_bodies = True

    def const_item(self, item: ast.ConstItem) -> None:
        def body() -> None:
            self.ty(item.ty)
            if item.expr is not None:
                self.with_ribs("constant", lambda: self.const_body(item.expr), item)

        saved = self.self_ty
        if item not in self.assoc_now:
            self.self_ty = None
        self.in_item_ribs(item, item.generics, body, "assoc item" if item in self.assoc_now else "item")
        self.self_ty = saved

    def static_item(self, item: ast.StaticItem) -> None:
        def body() -> None:
            self.ty(item.ty)
            if item.expr is not None:
                self.with_ribs("constant", lambda: self.const_body(item.expr), item)

        saved, self.self_ty = self.self_ty, None
        self.in_item_ribs(item, None, body)
        self.self_ty = saved

    def type_alias(self, item: ast.TypeAlias) -> None:
        def body() -> None:
            for bound in item.bounds:
                self.bound(bound)
            if item.ty is not None:
                self.ty(item.ty)

        saved = self.self_ty
        if item not in self.assoc_now:
            self.self_ty = None
        self.in_item_ribs(item, item.generics, body, "assoc item" if item in self.assoc_now else "item")
        self.self_ty = saved

    def adt(self, item: ast.StructItem | ast.UnionItem | ast.EnumItem) -> None:
        def body() -> None:
            variants = item.variants if isinstance(item, ast.EnumItem) else (item.data,)
            for variant in variants:
                for field in variant.fields:
                    self.ty(field.ty)
                if variant.discriminant is not None:
                    self.anon_const(variant.discriminant)

        self.with_self(SelfTyAliasRes(self.def_ids[item]), lambda: self.in_item_ribs(item, item.generics, body))

    def trait_item(self, item: ast.TraitItem) -> None:
        def body() -> None:
            for bound in item.bounds:
                self.bound(bound)
            saved = self.assoc_now
            self.assoc_now = item.items
            for sub in item.items:
                self.item(sub)
            self.assoc_now = saved

        saved = self.current_trait, self.current_impl
        self.current_trait, self.current_impl = item, None
        self.with_self(SelfTyParamRes(self.def_ids[item]), lambda: self.in_item_ribs(item, item.generics, body))
        self.current_trait, self.current_impl = saved

    def trait_alias(self, item: ast.TraitAlias) -> None:
        def body() -> None:
            for bound in item.bounds:
                self.bound(bound)

        self.with_self(SelfTyParamRes(self.def_ids[item]), lambda: self.in_item_ribs(item, item.generics, body))

    def impl_item(self, item: ast.ImplItem) -> None:
        self_ty = SelfTyAliasRes(self.def_ids[item])

        def body() -> None:
            trait_id: DefId | None = None
            if item.trait_ref is not None:
                trait_id = self.trait_path(item.trait_ref)
            self.ty(item.self_ty)
            self.with_self(self_ty, lambda: self.impl_items(item, trait_id))

        saved = self.current_trait, self.current_impl
        self.current_trait, self.current_impl = None, item
        names_self = item.generics
        self.with_self(self_ty, lambda: self.in_item_ribs(item, names_self, body))
        self.current_trait, self.current_impl = saved

    def impl_items(self, item: ast.ImplItem, trait_id: DefId | None) -> None:
        saved, saved_ref = self.assoc_now, self.current_trait_ref
        self.assoc_now, self.current_trait_ref = item.items, trait_id
        seen: dict[tuple[Namespace, str], ast.Item] = {}
        for sub in item.items:
            if trait_id is not None and item.trait_ref is not None:
                self.check_trait_item(sub, trait_id, item, seen)
            self.item(sub)
        self.assoc_now, self.current_trait_ref = saved, saved_ref

    def check_trait_item(
        self, sub: ast.Item, trait_id: DefId, impl: ast.ImplItem, seen: dict[tuple[Namespace, str], ast.Item]
    ) -> None:
        """E0407, E0437, E0438, E0323 to E0325, E0201: the item must be one of the trait's."""
        module = self.scopes.modules.get(trait_id)
        if module is None:
            return
        ns: Namespace = "type" if isinstance(sub, ast.TypeAlias) else "value"
        found = module.names[ns].get(sub.ident.name) or module.names["value" if ns == "type" else "type"].get(sub.ident.name)
        assert impl.trait_ref is not None
        trait_path = errors.path_text(impl.trait_ref)
        if found is None:
            similar = errors.similar_trait_item(module, sub, self.table)
            self.diags.append(errors.not_a_member_of_trait(sub, trait_path, similar))
            return
        found_id = found.def_id()
        kind = self.table[found_id].kind if found_id is not None else ""
        wanted = {ast.TypeAlias: "assoc ty", ast.ConstItem: "assoc const", ast.FnItem: "assoc fn"}.get(type(sub))
        if wanted is not None and kind != wanted:
            span = self.table[found_id].node.span if found_id is not None and self.table[found_id].node is not None else None
            self.diags.append(errors.trait_impl_mismatch(sub, kind, trait_path, span))
            return
        old = seen.get((ns, sub.ident.name))
        if old is not None:
            span = self.table[found_id].node.span if found_id is not None and self.table[found_id].node is not None else None
            self.diags.append(errors.trait_impl_duplicate(sub, old, span))
            return
        seen[ns, sub.ident.name] = sub

    def mod_item(self, item: ast.ModItem) -> None:
        saved = self.module, self.value_ribs, self.type_ribs, self.self_ty
        self.module, self.self_ty = self.scopes.modules[self.def_ids[item]], None
        self.value_ribs, self.type_ribs = [], []
        for sub in item.items or ():
            self.outer_item(sub)
        self.module, self.value_ribs, self.type_ribs, self.self_ty = saved

    def foreign_mod(self, item: ast.ForeignMod) -> None:
        for sub in item.items:
            self.item(sub)

    # -- errors --

    def library_gap(self, segments: tuple[ast.PathSegment, ...], failure: PathFailure | None) -> bool:
        """Whether the real library has what the path names and the stubs lack it; the program is then not modelled."""
        gap = library_gap(self.scopes, self.module, segments, failure, self.ident)
        if gap is not None:
            self.unsupported.append(gap)
        return gap is not None

    def report(
        self, segments: tuple[ast.PathSegment, ...], span: Span, source: Source, res: Res | None, qself: ast.QSelf | None
    ) -> None:
        if self.base and res is None and self.library_gap(segments, None):
            return
        if source.kind in ("trait", "bound") and not self.in_body:
            self.trait_missing = True
        diag, candidates = path_errors.PathReporter(self).report(segments, None, span, source, res, qself)
        made = UseError(diag, candidates, self.module.nearest(), res is not None, segments, source.is_call)
        made.suggestion = self.missing_parameter(segments, source) if res is None else None
        self.use_errors.append(made)

    def missing_parameter(self, segments: tuple[ast.PathSegment, ...], source: Source) -> tuple[Span, str, str] | None:
        """`<T>` where an unknown type is called like a parameter (rustc's `suggest_adding_generic_parameter`)."""
        item = self.current_item
        if (
            len(segments) != 1
            or segments[0].args is not None
            or segments[0].ident.name == "Self"
            or item is None
            or self.in_param_bounds
            or item.span.from_expansion()
        ):
            return None
        name = segments[0].ident.name
        letter = len(name) == 1 and name.isupper()
        if not letter and not self.in_generic_args:
            return None
        generics = getattr(item, "generics", None)
        if generics is None or isinstance(item, ast.FnItem) and item.ident.name == "main":
            return None
        if (
            letter
            and not isinstance(item, (ast.FnItem, ast.EnumItem, ast.StructItem, ast.UnionItem))
            and not (isinstance(item, ast.ImplItem) and self.in_generic_args)
        ):
            return None
        if source.kind == "type":
            words, text = "you might be missing a type parameter", name
        elif source.kind == "expr":
            words, text = "you might be missing a const parameter", f"const {name}: /* Type */"
        else:
            return None
        if not generics.params:
            return generics.span.shrink_to_hi(), words, f"<{text}>"
        last = generics.params[-1]
        end = last.bounds[-1].span if last.bounds else last.ident.span
        if isinstance(last, ast.ConstParam):
            end = last.default.span if last.default is not None else last.ty.span
        return end.shrink_to_hi(), words, f", {text}"

    def report_prefix(self, segments: tuple[ast.PathSegment, ...], span: Span, source: Source, failure: PathFailure) -> None:
        if self.base and self.library_gap(segments, failure):
            return
        path_errors.PathReporter(self).report_prefix(segments, span, source, failure)


ITEMS: dict[type, Callable[[LateResolver, Any], None]] = {
    ast.FnItem: LateResolver.fn_item,
    ast.ConstItem: LateResolver.const_item,
    ast.StaticItem: LateResolver.static_item,
    ast.TypeAlias: LateResolver.type_alias,
    ast.StructItem: LateResolver.adt,
    ast.UnionItem: LateResolver.adt,
    ast.EnumItem: LateResolver.adt,
    ast.TraitItem: LateResolver.trait_item,
    ast.TraitAlias: LateResolver.trait_alias,
    ast.ImplItem: LateResolver.impl_item,
    ast.ModItem: LateResolver.mod_item,
    ast.ForeignMod: LateResolver.foreign_mod,
}
