"""Lifetimes in generics, bounds, types and paths (rustc_resolve::late, resolve_bound_vars)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from rustmem.resolve.lifetime_ribs import INFER, STATIC, LifetimeRib, LifetimeScopes, Missing
from rustmem.resolve.walk import children
from rustmem.source.index import DefId
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty import kind as k
from rustmem.ty.defs import (
    DefRes,
    EarlyBound,
    GenericsShape,
    LateBound,
    PartialRes,
    ResolvedLifetime,
    SelfTyAliasRes,
    SelfTyParamRes,
)


class TypeLifetimes(LifetimeScopes):
    """Walks what stands in types."""

    def anon_const(self, const: ast.AnonConst) -> None:
        raise NotImplementedError

    # -- generics --

    def with_generics(self, generics: ast.Generics, binder: str, body: Any) -> None:
        rib = self.generics_rib(generics, binder)
        self.ribs.append(rib)
        self.generics(generics)
        body()
        self.ribs.pop()

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

    # -- types --

    def ty(self, ty: ast.Ty) -> None:
        match ty:
            case ast.RefTy():
                self.ref_ty(ty)
            case ast.PathTy():
                if ty.qself is not None:
                    self.with_default(None if self.in_body else STATIC, partial(self.ty, ty.qself.ty))
                self.path(ty.path, ty)
            case ast.TraitObjectTy():
                self.trait_object(ty)
            case ast.ImplTraitTy():
                self.impl_trait(ty)
            case ast.BareFnTy():
                self.bare_fn(ty)
            case ast.ArrayTy():
                self.with_default(self.container_default(), lambda: self.ty(ty.ty))
                self.anon_const(ty.length)
            case ast.SliceTy() | ast.PtrTy():
                self.with_default(self.container_default(), lambda: self.ty(ty.ty))
            case ast.ParenTy():
                self.ty(ty.ty)
            case ast.TupTy():
                for elem in ty.elems:
                    self.with_default(self.container_default(), partial(self.ty, elem))
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
        self.with_default(res, lambda: self.ty(ty.ty))

    def bare_fn(self, ty: ast.BareFnTy) -> None:
        span = ty.span.shrink_to_lo() if not ty.generic_params else ty.span.with_hi(ty.generic_params[-1].span.hi)
        rib = self.binder_rib("fn-ptr", ty.generic_params, span)
        self.ribs.append(rib)
        inputs = tuple((param_ident(p), p.ty) for p in ty.inputs)
        self.with_default(self.container_default(), lambda: self.fn_signature(rib, inputs, ty.output, False))
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
            self.out.elided[ty] = (INFER if default is None else default,)

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

    def with_default(self, default: ResolvedLifetime | None, body: Callable[[], None]) -> None:
        """`body` with the lifetime that a bare `dyn Trait` gets there."""
        saved, self.object_default = self.object_default, default
        body()
        self.object_default = saved

    # -- paths --

    def path(self, path: ast.Path, ty: ast.PathTy | None) -> None:
        """The arguments of a type's or trait's path; lifetimes that it leaves out."""
        res = self.out.paths.get(path)
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
                    default = self.out.lifetimes.get(written[at], INFER)
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
                self.with_default(default, partial(self.ty, arg))
        for constraint in args.constraints:
            if constraint.args is not None:
                self.generic_args(constraint.args, ())
            if isinstance(constraint.ty, ast.AnonConst):
                self.anon_const(constraint.ty)
            elif constraint.ty is not None:
                self.with_default(self.container_default(), partial(self.ty, constraint.ty))
            for bound in constraint.bounds:
                self.bound(bound)

    def parenthesized(self, args: ast.GenericArgs) -> None:
        """`Fn(&T) -> &U`: fresh lifetimes go to the bound's binder."""
        for rib in reversed(self.ribs):
            if rib.kind == "generics" and rib.binder == "poly-trait":
                binder = rib.owner if isinstance(rib.owner, LifetimeRib) else rib
                inputs = tuple((None, t) for t in args.args if isinstance(t, ast.Ty))
                self.with_default(self.container_default(), lambda: self.fn_signature(binder, inputs, args.output, False))
                return
            if rib.kind in ("generics", "item"):
                break
        for arg in args.args:
            if isinstance(arg, ast.Ty):
                self.ty(arg)
        if args.output is not None:
            self.ty(args.output)

    # -- signatures --

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
            if isinstance(res.base, (SelfTyAliasRes, SelfTyParamRes)):
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


def param_ident(param: ast.Param) -> str | None:
    return param.pat.ident.name if isinstance(param.pat, ast.IdentPat) and param.pat.ident.name else None


def _identity(res: Any) -> Any:
    match res:
        case LateBound(debruijn=d, index=i):
            return ("late", d, i)
        case EarlyBound(def_id=d):
            return ("early", d)
        case _:
            return type(res)
