"""Lifetimes: names, binders, and what stands for those left out (rustc_resolve::late, resolve_bound_vars)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from rustmem.resolve import lifetime_errors as errors
from rustmem.resolve.walk import children
from rustmem.source.index import DefId
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty import kind as k
from rustmem.ty.defs import (
    DefData,
    DefRes,
    EarlyBound,
    ErrorLifetime,
    GenericsShape,
    InferLifetime,
    LateBound,
    PartialRes,
    ResolvedLifetime,
    SelfTyAliasRes,
    StaticLifetime,
)

if TYPE_CHECKING:
    from rustmem.resolve.late import LateResolver

STATIC = StaticLifetime()
INFER = InferLifetime()
ERROR = ErrorLifetime()

RibKind = Literal["generics", "item", "create", "elided", "failure", "report"]


class LifetimeRib:
    """A scope of lifetimes, or a rule for those left out."""

    __slots__ = ("kind", "names", "span", "binder", "level", "vars", "res", "in_path", "owner", "definitions")

    def __init__(self, kind: RibKind, binder: str = "", span: Span | None = None, level: bool = False) -> None:
        self.kind: RibKind = kind
        self.binder = binder
        """Of `generics`: item, fn, fn-ptr, poly-trait, where, impl, assoc-type, const, closure."""
        self.span = span
        self.level = level
        """Whether it is a binder of the type's structure."""
        self.names: dict[str, EarlyBound | int] = {}
        """Early-bound, or the variable's index in `vars`."""
        self.definitions: dict[str, tuple[Span, DefId]] = {}
        self.vars: list[k.BoundRegion] = []
        self.res: ResolvedLifetime = ERROR
        self.in_path = False
        self.owner: Any = None


class Missing:
    """A place where a lifetime is left out: `&`, `'_`, or a path's arguments."""

    __slots__ = ("span", "kind", "count")

    def __init__(self, span: Span, kind: Literal["ampersand", "underscore", "comma", "brackets"], count: int) -> None:
        self.span, self.kind, self.count = span, kind, count


class LifetimeResolver:
    """Walks items for lifetimes, after their paths are resolved."""

    def __init__(self, late: LateResolver) -> None:
        self.late = late
        self.out = late.out
        self.ribs: list[LifetimeRib] = []
        self.candidates: list[tuple[Any, Missing | None]] | None = None
        self.failures: list[Missing] | None = None
        self.fn: ast.FnItem | None = None
        self.object_default: ResolvedLifetime | None = STATIC
        self.in_body = False
        self.opaques: list[ast.ImplTraitTy] = []
        self.uses: dict[DefId, list[tuple[ast.Lifetime, str]]] = {}
        self.sig_syntax: list[Any] = []

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
                self.with_generics(item.generics, "item", lambda: self.variant(item.data))
            case ast.EnumItem():
                self.with_generics(item.generics, "item", lambda: [self.variant(v) for v in item.variants])
            case ast.TypeAlias():
                self.with_generics(item.generics, "item", lambda: self.ty(item.ty) if item.ty is not None else None)
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

    def with_generics(self, generics: ast.Generics, binder: str, body: Any) -> None:
        rib = self.generics_rib(generics, binder)
        self.ribs.append(rib)
        self.generics(generics)
        body()
        self.ribs.pop()

    def generics_rib(self, generics: ast.Generics, binder: str) -> LifetimeRib:
        rib = LifetimeRib("generics", binder, generics.span)
        for param in generics.params:
            if isinstance(param, ast.LifetimeParam):
                self.declare(param, rib, None)
        return rib

    def declare(self, param: ast.LifetimeParam, rib: LifetimeRib, late_index: int | None) -> None:
        name = param.ident.name
        def_id = self.late.def_ids[param]
        if name == "'static":
            self.report(errors.keyword_lifetime(param.ident.span))
            return
        if name == "'_":
            self.report(errors.underscore_lifetime_is_reserved(param.ident.span))
            return
        if name in rib.names:
            return
        for outer in reversed(self.ribs):
            if outer.kind == "item" and outer.binder != "assoc":
                break
            if name in outer.definitions:
                self.report(errors.lifetime_shadowing(name, param.ident.span, outer.definitions[name][0]))
                break
        rib.names[name] = EarlyBound(def_id) if late_index is None else late_index
        rib.definitions[name] = (param.ident.span, def_id)

    def generics(self, generics: ast.Generics) -> None:
        """Bounds, defaults and where clauses: elided lifetimes are errors in them."""
        self.push("report")
        for param in generics.params:
            for bound in param.bounds:
                self.bound(bound)
            if isinstance(param, ast.TypeParam) and param.default is not None:
                self.ty(param.default)
            if isinstance(param, ast.ConstParam):
                self.push("elided", STATIC)
                self.ty(param.ty)
                self.ribs.pop()
                if param.default is not None:
                    self.anon_const(param.default)
        for predicate in generics.where_clause:
            self.where_predicate(predicate)
        self.ribs.pop()

    def where_predicate(self, predicate: ast.WherePredicate) -> None:
        rib = self.binder_rib(
            "where", predicate.generic_params, predicate.span.shrink_to_lo() if not predicate.generic_params else predicate.span
        )
        self.ribs.append(rib)
        if isinstance(predicate.bounded, ast.Lifetime):
            self.lifetime(predicate.bounded)
        else:
            self.ty(predicate.bounded)
        self.out.binders[predicate] = tuple(rib.vars)
        for bound in predicate.bounds:
            if isinstance(bound, ast.TraitBound):
                self.trait_bound(bound, rib)
            else:
                self.bound(bound)
        self.ribs.pop()

    def binder_rib(self, binder: str, params: tuple[ast.GenericParam, ...], span: Span) -> LifetimeRib:
        rib = LifetimeRib("generics", binder, span, level=True)
        self.add_params(rib, params)
        return rib

    def add_params(self, rib: LifetimeRib, params: tuple[ast.GenericParam, ...]) -> None:
        for param in params:
            if isinstance(param, ast.LifetimeParam):
                index = len(rib.vars)
                self.declare(param, rib, index)
                rib.vars.append(k.BoundRegion(index, "named", self.late.def_ids[param], param.ident.name))
            else:
                self.late.unsupported.append(("higher-ranked type parameters", param.span))

    def push(self, kind: RibKind, res: ResolvedLifetime | None = None) -> None:
        rib = LifetimeRib(kind)
        if res is not None:
            rib.res = res
        self.ribs.append(rib)

    def report(self, diag: Any) -> None:
        self.late.diags.append(diag)

    def variant(self, data: ast.VariantDef) -> None:
        for field in data.fields:
            self.ty(field.ty)
        if data.discriminant is not None:
            self.anon_const(data.discriminant)

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
        inputs = tuple((_param_ident(p) if item.body is not None else None, p.ty) for p in item.sig.inputs)
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

    def fn_signature(
        self,
        binder: LifetimeRib,
        inputs: tuple[tuple[str | None, ast.Ty], ...],
        output: ast.Ty | None,
        has_self: bool,
        is_async: bool = False,
    ) -> None:
        """Inputs with fresh lifetimes, then the output by the elision rules (rustc's `resolve_fn_signature`)."""
        saved = self.candidates, self.failures
        create = LifetimeRib("create")
        create.in_path, create.owner = is_async, binder
        self.ribs.append(create)
        elision: tuple[str, Any] = ("none", None)
        candidates: list[Missing] = []
        params: list[tuple[int, str | None, int, Span]] = []
        for index, (name, ty) in enumerate(inputs):
            self.candidates = []
            self.ty(ty)
            found, self.candidates = self.candidates, None
            distinct = {_identity(res): res for res, _ in found}
            if distinct:
                params.append((index, name, len(distinct), ty.span))
                candidates += [missing for _, missing in found if missing is not None]
                if elision[0] == "none":
                    elision = ("param", next(iter(distinct.values()))) if len(distinct) == 1 else ("err", None)
                elif elision[0] == "param":
                    elision = ("err", None)
            if index == 0 and has_self:
                elision = self.self_lifetime(ty)
        self.ribs.pop()
        self.candidates = None
        if output is not None:
            self.failures = []
            if elision[0] in ("param", "self"):
                self.push("elided", elision[1])
            else:
                self.push("failure")
            self.ty(output)
            self.ribs.pop()
            if self.failures:
                self.report_missing(self.failures, (candidates, params))
        self.candidates, self.failures = saved

    def self_lifetime(self, ty: ast.Ty) -> tuple[str, Any]:
        """The lifetime of the reference to Self in the type of `self` (rustc's `find_lifetime_for_self`)."""
        found: list[Any] = []
        stack: list[Any] = [ty]
        while stack:
            at = stack.pop()
            if isinstance(at, ast.RefTy) and self.is_self_ty(at.ty):
                res = self.out.lifetimes.get(at.lifetime) if at.lifetime is not None else None
                if res is None or at.lifetime is not None and at.lifetime.name == "'_":
                    res = res or self.out.elided.get(at, (None,))[0]
                if res is not None:
                    found.append(res)
            stack.extend(c for c in children(at))
        distinct = {_identity(r): r for r in found}
        if len(distinct) == 1:
            return ("self", found[0])
        return ("err", None) if distinct else ("none", None)

    def is_self_ty(self, ty: ast.Ty) -> bool:
        if isinstance(ty, ast.ImplicitSelfTy):
            return True
        if isinstance(ty, ast.PathTy):
            res = self.out.paths.get(ty.path)
            if res is None or res.unresolved:
                return False
            if isinstance(res.base, SelfTyAliasRes) or type(res.base).__name__ == "SelfTyParamRes":
                return True
            impl = self.late.current_impl
            if impl is not None and isinstance(impl.self_ty, ast.PathTy):
                own = self.out.paths.get(impl.self_ty.path)
                return (
                    own is not None
                    and isinstance(own.base, DefRes)
                    and isinstance(res.base, DefRes)
                    and own.base.def_id == res.base.def_id
                )
        return False

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
                stack.extend(reversed(list(children(at))))

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

    # -- types --

    def ty(self, ty: ast.Ty) -> None:
        match ty:
            case ast.RefTy():
                self.ref_ty(ty)
            case ast.PathTy():
                if ty.qself is not None:
                    with_default(self, None if self.in_body else STATIC, lambda: self.ty(ty.qself.ty))  # type: ignore[union-attr]
                self.path(ty.path, ty)
            case ast.TraitObjectTy():
                self.trait_object(ty)
            case ast.ImplTraitTy():
                self.impl_trait(ty)
            case ast.BareFnTy():
                self.bare_fn(ty)
            case ast.ArrayTy():
                with_default(self, self.container_default(), lambda: self.ty(ty.ty))
                self.anon_const(ty.length)
            case ast.SliceTy() | ast.PtrTy():
                with_default(self, self.container_default(), lambda: self.ty(ty.ty))
            case ast.ParenTy():
                self.ty(ty.ty)
            case ast.TupTy():
                for elem in ty.elems:
                    with_default(self, self.container_default(), lambda e=elem: self.ty(e))
            case _:
                pass

    def container_default(self) -> ResolvedLifetime | None:
        return None if self.in_body else STATIC

    def ref_ty(self, ty: ast.RefTy) -> None:
        if ty.lifetime is not None:
            res = self.lifetime(ty.lifetime)
        else:
            lo = ty.span.lo
            res = self.anonymous(Missing(Span(lo, lo + 1, ty.span.ctxt), "ampersand", 1), elided=True)[0]
            self.out.elided[ty] = (res,)
        with_default(self, res, lambda: self.ty(ty.ty))

    def bare_fn(self, ty: ast.BareFnTy) -> None:
        span = ty.span.shrink_to_lo() if not ty.generic_params else ty.span.with_hi(ty.generic_params[-1].span.hi)
        rib = self.binder_rib("fn-ptr", ty.generic_params, span)
        self.ribs.append(rib)
        inputs = tuple((_param_ident(p), p.ty) for p in ty.inputs)
        with_default(self, self.container_default(), lambda: self.fn_signature(rib, inputs, ty.output, False))
        self.ribs.pop()
        self.out.binders[ty] = tuple(rib.vars)

    def trait_object(self, ty: ast.TraitObjectTy) -> None:
        explicit = None
        for bound in ty.bounds:
            if isinstance(bound, ast.OutlivesBound):
                explicit = bound
        default = self.object_default
        for bound in ty.bounds:
            self.bound(bound)
        if explicit is None:
            self.out.elided[ty] = (INFER if default is None else self.at_level(default),)

    def at_level(self, res: ResolvedLifetime) -> ResolvedLifetime:
        return res

    def impl_trait(self, ty: ast.ImplTraitTy) -> None:
        if any(r.kind == "generics" and r.binder == "poly-trait" and r.names for r in self.ribs):
            self.late.unsupported.append(("`impl Trait` under a higher-ranked bound", ty.span))
        saved, self.object_default = self.object_default, self.container_default()
        for bound in ty.bounds:
            self.bound(bound)
        self.object_default = saved
        self.out.object_defaults[ty] = self.lifetimes_in_scope()

    def lifetimes_in_scope(self) -> tuple[tuple[str, ResolvedLifetime, DefId | None], ...]:
        """What a `impl Trait` type here may capture: (name, meaning, definition), outermost first."""
        found: list[tuple[str, ResolvedLifetime, DefId | None]] = []
        start = max((i for i, r in enumerate(self.ribs) if r.kind == "item"), default=0)
        levels = sum(r.level for r in self.ribs[start:])
        passed = 0
        for rib in self.ribs[start:]:
            passed += rib.level
            for name, res in rib.names.items():
                def_id = rib.definitions[name][1]
                found.append((name, res if isinstance(res, EarlyBound) else LateBound(levels - passed, res, def_id), def_id))
            if rib.level:
                for var in rib.vars:
                    if var.kind == "anon":
                        found.append(("'_", LateBound(levels - passed, var.var, None), None))
            elif rib.kind == "create" and rib.owner is not None and isinstance(rib.owner, ast.ImplItem):
                found += [("'_", EarlyBound(v.def_id), v.def_id) for v in rib.vars if v.def_id is not None]
        impl = self.late.current_impl
        if impl is not None:
            found += [("'_", EarlyBound(v.def_id), v.def_id) for v in self.out.binders.get(impl, ()) if v.def_id is not None]
        return tuple(found)

    def bound(self, bound: ast.Bound) -> None:
        match bound:
            case ast.TraitBound():
                self.trait_bound(bound, None)
            case ast.OutlivesBound():
                self.lifetime(bound.lifetime)
            case ast.UseBound():
                for arg in bound.args:
                    if isinstance(arg, ast.Lifetime):
                        self.lifetime(arg)
            case _:
                pass

    def trait_bound(self, bound: ast.TraitBound, outer: LifetimeRib | None) -> None:
        """`for<'a> Trait<'a>`: a binder; with the predicate's variables first if it has a binder of its own."""
        span = (
            bound.path.span.shrink_to_lo() if not bound.generic_params else bound.span.with_hi(bound.generic_params[-1].span.hi)
        )
        rib = LifetimeRib("generics", "poly-trait", span, level=outer is None)
        if outer is not None:
            kept = len(outer.vars)
            rib = LifetimeRib("generics", "poly-trait", span, level=False)
            rib.owner = outer
            for param in bound.generic_params:
                if isinstance(param, ast.LifetimeParam):
                    index = len(outer.vars)
                    outer.vars.append(k.BoundRegion(index, "named", self.late.def_ids[param], param.ident.name))
                    outer.names[param.ident.name] = index
                    outer.definitions[param.ident.name] = (param.ident.span, self.late.def_ids[param])
            self.ribs.append(rib)
            self.path(bound.path, None)
            self.ribs.pop()
            self.out.binders[bound] = tuple(outer.vars)
            for param in bound.generic_params:
                outer.names.pop(param.ident.name, None)
            del outer.vars[kept:]
            return
        self.add_params(rib, bound.generic_params)
        self.ribs.append(rib)
        self.path(bound.path, None)
        self.ribs.pop()
        self.out.binders[bound] = tuple(rib.vars)

    # -- paths --

    def path(self, path: ast.Path, ty: ast.PathTy | None) -> None:
        """The arguments of a type's or trait's path; lifetimes that it leaves out."""
        res = self.out.paths.get(path)
        last = len(path.segments) - 1
        for index, segment in enumerate(path.segments):
            generics = self.generics_of_segment(path, index, res)
            lifetimes = generics[0] if generics is not None else ()
            written = segment.args is not None and any(isinstance(a, ast.Lifetime) for a in segment.args.args)
            made: tuple[ResolvedLifetime, ...] = ()
            if lifetimes and not written and not (segment.args is not None and segment.args.parenthesized):
                made = self.elided_in_path(path, segment, len(lifetimes))
                self.out.elided[segment] = made
            if segment.args is not None:
                self.generic_args(segment.args, self.object_defaults(generics, segment.args, made))
        del last

    def generics_of_segment(self, path: ast.Path, index: int, res: PartialRes | None) -> GenericsShape | None:
        """The parameters of the definition that segment `index` denotes."""
        if res is None:
            return None
        at = len(path.segments) - 1 - res.unresolved
        if not isinstance(res.base, DefRes):
            return None
        if index == at:
            def_id = res.base.def_id
        elif index == at - 1 and res.base.kind in ("variant", "assoc ty", "assoc fn", "assoc const"):
            parent = self.late.table[res.base.def_id].parent
            assert parent is not None
            def_id = parent
        else:
            return None
        return self.late.table[def_id].generics_shape()

    def object_defaults(
        self, generics: GenericsShape | None, args: ast.GenericArgs, elided: tuple[ResolvedLifetime, ...]
    ) -> tuple[ResolvedLifetime | None, ...]:
        """For each type argument the lifetime that a bare `dyn Trait` there gets."""
        if generics is None:
            return ()
        names, others = generics
        written = [a for a in args.args if isinstance(a, ast.Lifetime)]
        found: list[ResolvedLifetime | None] = []
        for bounds in others:
            default = self.container_default()
            if len(set(bounds)) == 1 and bounds[0] == "'static":
                default = STATIC
            elif len(set(bounds)) == 1 and bounds[0] in names:
                at = names.index(bounds[0])
                if at < len(written):
                    default = self.lifetime(written[at], record=False)
                elif at < len(elided):
                    default = elided[at]
            elif len(set(bounds)) > 1:
                self.late.unsupported.append(("a parameter with several lifetime bounds", args.span))
            found.append(default)
        return tuple(found)

    def generic_args(self, args: ast.GenericArgs, defaults: tuple[ResolvedLifetime | None, ...]) -> None:
        if args.parenthesized:
            self.parenthesized(args)
            return
        position = 0
        for arg in args.args:
            if isinstance(arg, ast.Lifetime):
                self.lifetime(arg)
                continue
            default = defaults[position] if position < len(defaults) else self.container_default()
            position += 1
            if isinstance(arg, ast.AnonConst):
                self.anon_const(arg)
            else:
                with_default(self, default, lambda a=arg: self.ty(a))
        for constraint in args.constraints:
            if constraint.args is not None:
                self.generic_args(constraint.args, ())
            if isinstance(constraint.ty, ast.AnonConst):
                self.anon_const(constraint.ty)
            elif constraint.ty is not None:
                with_default(self, self.container_default(), lambda t=constraint.ty: self.ty(t))
            for bound in constraint.bounds:
                self.bound(bound)

    def parenthesized(self, args: ast.GenericArgs) -> None:
        """`Fn(&T) -> &U`: fresh lifetimes go to the bound's binder."""
        for rib in reversed(self.ribs):
            if rib.kind == "generics" and rib.binder == "poly-trait":
                binder = rib.owner if isinstance(rib.owner, LifetimeRib) else rib
                inputs = tuple((None, t) for t in args.args if isinstance(t, ast.Ty))
                with_default(self, self.container_default(), lambda: self.fn_signature(binder, inputs, args.output, False))
                return
            if rib.kind in ("generics", "item"):
                break
        for arg in args.args:
            if isinstance(arg, ast.Ty):
                self.ty(arg)
        if args.output is not None:
            self.ty(args.output)

    # -- single lifetimes --

    def lifetime(self, lifetime: ast.Lifetime, record: bool = True) -> ResolvedLifetime:
        name = lifetime.name
        if not record:
            return self.out.lifetimes.get(lifetime, INFER)
        res: ResolvedLifetime
        if name == "'static":
            res = STATIC
            self.candidate(res, None)
        elif name == "'_":
            res = self.anonymous(Missing(lifetime.span, "underscore", 1), elided=False)[0]
        else:
            res = self.named(lifetime)
        self.out.lifetimes[lifetime] = res
        return res

    def named(self, lifetime: ast.Lifetime) -> ResolvedLifetime:
        depth = 0
        for at in range(len(self.ribs) - 1, -1, -1):
            rib = self.ribs[at]
            if rib.kind == "item":
                break
            if rib.kind == "generics":
                found = rib.names.get(lifetime.name)
                if found is not None:
                    res: ResolvedLifetime = (
                        found if isinstance(found, EarlyBound) else LateBound(depth, found, rib.vars[found].def_id)
                    )
                    def_id = rib.definitions[lifetime.name][1] if lifetime.name in rib.definitions else None
                    if def_id is not None:
                        self.uses.setdefault(def_id, []).append((lifetime, "path"))
                    self.candidate(res, None)
                    return res
            depth += rib.level
        outer = self.outer_definition(lifetime.name)
        if outer is not None:
            self.report(errors.lifetime_of_outer_item(lifetime, outer))
        else:
            self.report(errors.UndeclaredLifetime(self, lifetime).diag())
        self.candidate(ERROR, None)
        return ERROR

    def outer_definition(self, name: str) -> Span | None:
        passed = False
        for rib in reversed(self.ribs):
            if rib.kind == "item":
                passed = True
            elif passed and name in rib.definitions:
                return rib.definitions[name][0]
        return None

    def candidate(self, res: ResolvedLifetime, missing: Missing | None) -> None:
        if self.candidates is not None:
            self.candidates.append((res, missing))

    def fresh(self, rib: LifetimeRib, depth: int) -> ResolvedLifetime:
        """A new variable for a lifetime left out in a signature; in an impl's header a new parameter."""
        if isinstance(rib.owner, ast.ImplItem):
            impl_id = self.late.def_ids[rib.owner]
            library = getattr(self.late, "library", None)
            if library is not None and library.table is self.late.table:
                # Tables of programs stand behind the library's by now, so a row kept for this is used.
                def_id = library.spare_row("'_", impl_id, rib.owner.generics.span)
            else:
                self.late.table.append(DefData("lifetime param", "'_", impl_id, rib.owner.generics.span))
                def_id = DefId(len(self.late.table) - 1)
            rib.vars.append(k.BoundRegion(len(rib.vars), "named", def_id, "'_"))
            return EarlyBound(def_id)
        binder: LifetimeRib = rib.owner
        index = len(binder.vars)
        binder.vars.append(k.BoundRegion(index, "anon", None, None))
        return LateBound(depth, index, None)

    def depth_of(self, binder: LifetimeRib) -> int:
        depth = 0
        for rib in reversed(self.ribs):
            if rib is binder:
                return depth
            depth += rib.level
        return depth

    def anonymous(self, missing: Missing, elided: bool) -> tuple[ResolvedLifetime, ...]:
        """What an elided lifetime, or `count` of them in a path, stand for."""
        count = missing.count
        for at in range(len(self.ribs) - 1, -1, -1):
            rib = self.ribs[at]
            match rib.kind:
                case "create":
                    depth = self.depth_of(rib.owner) if isinstance(rib.owner, LifetimeRib) else 0
                    made = tuple(self.fresh(rib, depth) for _ in range(count))
                    for index, res in enumerate(made):
                        self.candidate(res, missing if index == 0 else None)
                    return made
                case "elided":
                    res = self.outer_res(rib, at)
                    for _ in range(count):
                        self.candidate(res, missing if not isinstance(res, StaticLifetime) else None)
                    return (res,) * count
                case "failure":
                    assert self.failures is not None
                    self.failures.append(missing)
                    return (ERROR,) * count
                case "report":
                    self.report_anonymous(missing, elided, at)
                    return (ERROR,) * count
                case "item":
                    self.report_missing([missing], None)
                    return (ERROR,) * count
                case _:
                    pass
        return (INFER,) * count

    def outer_res(self, rib: LifetimeRib, at: int) -> ResolvedLifetime:
        """The elided lifetime of an output, seen from inside the binders between."""
        res = rib.res
        if isinstance(res, LateBound):
            between = sum(r.level for r in self.ribs[at + 1 :])
            return LateBound(res.debruijn + between, res.index, res.def_id) if between else res
        return res

    def report_anonymous(self, missing: Missing, elided: bool, at: int) -> None:
        if not elided:
            self.report(errors.underscore_lifetime_is_reserved_here(missing.span))
            return
        for rib in reversed(self.ribs[at:]):
            if rib.kind == "generics" and rib.binder in ("poly-trait", "where") and rib.span is not None:
                self.report(errors.elided_anonymous_lifetime(missing.span, rib.span.shrink_to_lo()))
                return
        self.report(errors.elided_anonymous_lifetime(missing.span, None))

    def elided_in_path(self, path: ast.Path, segment: ast.PathSegment, count: int) -> tuple[ResolvedLifetime, ...]:
        for rib in reversed(self.ribs):
            if rib.kind == "create" and rib.in_path:
                self.report(errors.implicit_elided_lifetime_not_allowed_here(path, segment, count))
                return (ERROR,) * count
            if rib.kind in ("create", "elided", "failure", "report", "item"):
                break
        if segment.args is None:
            missing = Missing(segment.ident.span.shrink_to_hi(), "brackets", count)
            missing.span = segment.ident.span
        elif not segment.args.args and not segment.args.constraints:
            missing = Missing(segment.args.span.with_lo(segment.args.span.lo + 1).shrink_to_lo(), "comma", count)
        else:
            lo = segment.args.span.lo
            missing = Missing(Span(lo, lo + 1, segment.args.span.ctxt), "comma", count)
        return self.anonymous(missing, elided=True)

    def report_missing(
        self, missing: list[Missing], signature: tuple[list[Missing], list[tuple[int, str | None, int, Span]]] | None
    ) -> None:
        self.report(errors.MissingSpecifiers(self, missing, signature).diag())


def with_default(resolver: LifetimeResolver, default: ResolvedLifetime | None, body: Any) -> None:
    saved, resolver.object_default = resolver.object_default, default
    body()
    resolver.object_default = saved


def _param_ident(param: ast.Param) -> str | None:
    return param.pat.ident.name if isinstance(param.pat, ast.IdentPat) and param.pat.ident.name else None


def _identity(res: Any) -> Any:
    match res:
        case LateBound(debruijn=d, index=i):
            return ("late", d, i)
        case EarlyBound(def_id=d):
            return ("early", d)
        case _:
            return type(res)


def late_bound(item: ast.FnItem) -> frozenset[str]:
    """The lifetime parameters that a call need not fix: in arguments, and in no bound (rustc's `is_late_bound_map`)."""
    declared = [p for p in item.generics.params if isinstance(p, ast.LifetimeParam)]
    if not declared:
        return frozenset()
    constrained: set[str] = set()
    in_bounds: set[str] = set()
    for param in item.sig.inputs:
        _lifetimes(param.ty, constrained, True)
        _impl_trait_lifetimes(param.ty, in_bounds)
    output: set[str] = set()
    if item.sig.output is not None:
        _lifetimes(item.sig.output, output, False)
    for param in item.generics.params:
        for bound in param.bounds:
            _lifetimes(bound, in_bounds, False)
        if param.bounds and isinstance(param, ast.LifetimeParam):
            in_bounds.add(param.ident.name)
    for predicate in item.generics.where_clause:
        _lifetimes(predicate, in_bounds, False)
    return frozenset(
        p.ident.name
        for p in declared
        if p.ident.name not in in_bounds and (p.ident.name in constrained or p.ident.name not in output)
    )


def _lifetimes(node: Any, found: set[str], constrained: bool) -> None:
    """Names of lifetimes below `node`; with `constrained` not those that only a projection mentions."""
    stack = [node]
    while stack:
        at = stack.pop()
        if type(at) is ast.Lifetime:
            found.add(at.name)
        elif constrained and type(at) is ast.PathTy:
            if at.qself is not None:
                continue
            if len(at.path.segments) > 1 and at.path.segments[0].ident.name in ("Self",):
                continue
            last = at.path.segments[-1]
            if last.args is not None:
                stack.append(last.args)
        elif constrained and type(at) is ast.ImplTraitTy:
            continue
        else:
            stack.extend(children(at))


def _impl_trait_lifetimes(node: Any, found: set[str]) -> None:
    stack = [node]
    while stack:
        at = stack.pop()
        if type(at) is ast.ImplTraitTy:
            _lifetimes(at.bounds and ast.TraitObjectTy(at.span, at.bounds), found, False)
        else:
            stack.extend(children(at))
