"""Lifetimes: names, binders, and what stands for those left out (rustc_resolve::late, resolve_bound_vars)."""

from __future__ import annotations

from typing import Any

from rustmem.resolve.late_bound import late_bound
from rustmem.resolve.lifetime_ribs import INFER, STATIC, LifetimeRib
from rustmem.resolve.lifetime_types import TypeLifetimes, param_ident
from rustmem.resolve.walk import children
from rustmem.syntax import ast
from rustmem.ty import kind as k
from rustmem.ty.defs import EarlyBound


class LifetimeResolver(TypeLifetimes):
    """Walks items for lifetimes, after their paths are resolved."""

    # -- items --

    def item(self, item: ast.Item) -> None:
        saved = self.ribs, self.fn, self.in_body, self.object_default, self.candidates, self.failures
        self.ribs, self.in_body, self.object_default, self.candidates, self.failures = (
            [*self.ribs, LifetimeRib("item")],
            False,
            STATIC,
            None,
            None,
        )
        match item:
            case ast.FnItem():
                self.fn_item(item)
            case ast.StructItem() | ast.UnionItem():
                self.with_generics(item.generics, "item", lambda: self.variants((item.data,)))
            case ast.EnumItem():
                self.with_generics(item.generics, "item", lambda: self.variants(item.variants))
            case ast.TypeAlias():
                self.with_generics(item.generics, "item", lambda: self.alias(item))
            case ast.ConstItem():
                self.const(item.ty, item.expr)
            case ast.StaticItem():
                self.const(item.ty, item.expr)
            case ast.TraitItem():
                self.with_generics(item.generics, "item", lambda: self.trait(item))
            case ast.ImplItem():
                self.with_generics(item.generics, "impl", lambda: self.impl(item))
            case ast.ForeignMod():
                for sub in item.items:
                    self.item(sub)
            case _:
                pass
        self.ribs, self.fn, self.in_body, self.object_default, self.candidates, self.failures = saved

    def variants(self, variants: tuple[ast.VariantDef, ...]) -> None:
        for data in variants:
            for field in data.fields:
                self.ty(field.ty)
            if data.discriminant is not None:
                self.anon_const(data.discriminant)

    def alias(self, item: ast.TypeAlias) -> None:
        if item.ty is not None:
            self.ty(item.ty)

    def const(self, ty: ast.Ty, expr: ast.Expr | None) -> None:
        self.push("elided", STATIC)
        self.ty(ty)
        self.ribs.pop()
        if expr is not None:
            self.within_body(expr)

    def trait(self, item: ast.TraitItem) -> None:
        self.push("report")
        for bound in item.bounds:
            self.bound(bound)
        self.ribs.pop()
        for sub in item.items:
            self.assoc_item(sub)

    def impl(self, item: ast.ImplItem) -> None:
        rib = LifetimeRib("create")
        rib.in_path, rib.owner = True, item
        self.ribs.append(rib)
        if item.trait_ref is not None:
            self.path(item.trait_ref, None)
        self.ty(item.self_ty)
        self.ribs.pop()
        if rib.vars:
            self.out.binders[item] = tuple(rib.vars)
        for sub in item.items:
            self.assoc_item(sub)

    def assoc_item(self, item: ast.Item) -> None:
        saved = self.fn, self.in_body, self.object_default
        self.in_body, self.object_default = False, STATIC
        match item:
            case ast.FnItem():
                self.fn_item(item)
            case ast.TypeAlias():
                rib = self.generics_rib(item.generics, "assoc-type")
                self.ribs.append(rib)
                self.generics(item.generics)
                self.push("report")
                for bound in item.bounds:
                    self.bound(bound)
                if item.ty is not None:
                    self.ty(item.ty)
                self.ribs.pop()
                self.ribs.pop()
            case ast.ConstItem():
                self.const(item.ty, item.expr)
            case _:
                pass
        self.fn, self.in_body, self.object_default = saved

    # -- functions --

    def fn_item(self, item: ast.FnItem) -> None:
        self.fn = item
        late = late_bound(item)
        rib = LifetimeRib("generics", "fn", item.generics.span, level=True)
        for param in item.generics.params:
            if isinstance(param, ast.LifetimeParam):
                if param.ident.name in late:
                    index = len(rib.vars)
                    rib.vars.append(k.BoundRegion(index, "named", self.late.def_ids[param], param.ident.name))
                    self.declare(param, rib, index)
                else:
                    self.declare(param, rib, None)
        self.ribs.append(rib)
        self.generics(item.generics)
        has_self = bool(item.sig.inputs) and item.sig.inputs[0].self_kind != ""
        inputs = tuple((param_ident(p) if item.body is not None else None, p.ty) for p in item.sig.inputs)
        self.fn_signature(rib, inputs, item.sig.output, has_self, bool(item.sig.header.asyncness))
        self.out.binders[item] = tuple(rib.vars)
        if item.body is not None and not self.late.skip_bodies:
            self.within_body(item.body)
        self.ribs.pop()

    def body(self, item: ast.FnItem) -> None:
        """The body alone, of a library function whose signature was done before."""
        rib = LifetimeRib("generics", "fn", item.generics.span, level=True)
        for var in self.out.binders.get(item, ()):
            if var.kind == "named":
                rib.names[var.name] = var.var
            rib.vars.append(var)
        for param in item.generics.params:
            if isinstance(param, ast.LifetimeParam) and param.ident.name not in rib.names:
                rib.names[param.ident.name] = EarlyBound(self.late.def_ids[param])
        outer = self.late.current_impl or self.late.current_trait
        self.ribs = [LifetimeRib("item")]
        if outer is not None:
            self.ribs.append(self.generics_rib(outer.generics, "item"))
        self.ribs.append(rib)
        self.fn = item
        if item.body is not None:
            self.within_body(item.body)
        self.ribs = []

    # -- bodies --

    def within_body(self, node: Any) -> None:
        saved = self.in_body, self.object_default, self.candidates, self.failures
        self.in_body, self.object_default, self.candidates, self.failures = True, None, None, None
        self.push("elided", INFER)
        self.node(node)
        self.ribs.pop()
        self.in_body, self.object_default, self.candidates, self.failures = saved

    def anon_const(self, const: ast.AnonConst) -> None:
        saved, self.candidates = self.candidates, None
        self.push("elided", INFER)
        self.node(const.value)
        self.ribs.pop()
        self.candidates = saved

    def node(self, node: Any) -> None:
        """Types, paths and items below a statement or expression."""
        stack: list[Any] = [node]
        while stack:
            at = stack.pop()
            if isinstance(at, ast.Ty):
                self.ty(at)
            elif type(at) is ast.ItemStmt:
                self.item(at.item)
            elif type(at) is ast.Path:
                self.expr_path(at)
            elif type(at) is ast.ClosureExpr:
                self.closure(at)
            elif type(at) is ast.PathSegment:
                if at.args is not None:
                    self.generic_args(at.args, ())
            elif type(at) is ast.AnonConst:
                self.anon_const(at)
            elif type(at) is ast.QSelf:
                self.ty(at.ty)
            else:
                stack.extend(children(at)[::-1])

    def expr_path(self, path: ast.Path) -> None:
        for segment in path.segments:
            if segment.args is not None:
                self.generic_args(segment.args, ())

    def closure(self, closure: ast.ClosureExpr) -> None:
        rib = self.binder_rib("closure", closure.binder, closure.span)
        self.ribs.append(rib)
        if closure.binder:
            self.push("report")
        else:
            create = LifetimeRib("create")
            create.owner = rib
            self.ribs.append(create)
        for param in closure.params:
            self.ty(param.ty)
        self.ribs.pop()
        self.push("report" if closure.binder else "elided", INFER)
        if closure.output is not None:
            self.ty(closure.output)
        self.ribs.pop()
        self.out.binders[closure] = tuple(rib.vars)
        self.push("elided", INFER)
        for param in closure.params:
            self.node(param.pat)
        self.node(closure.body)
        self.ribs.pop()
        self.ribs.pop()
