"""Generic parameters, bounds and types: their scopes, and the paths within (the part of rustc_resolve::late for them)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from rustmem.resolve import errors
from rustmem.resolve.late_paths import PathResolver
from rustmem.resolve.ribs import EXPR, TRAIT, TYPE, Rib, RibKind
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty.defs import DefRes, ErrRes, Res

_WRAPPERS = (ast.RefTy, ast.PtrTy, ast.SliceTy, ast.ParenTy)


class TypeResolver(PathResolver):
    """Enters the scopes of generic parameters and constants, and resolves what stands in types."""

    def expr(self, expr: ast.Expr, parent: ast.Expr | None = None) -> None:
        raise NotImplementedError

    # -- scopes --

    def in_item_ribs(
        self, item: ast.Item, generics: ast.Generics | None, body: Callable[[], None], kind: RibKind = "item"
    ) -> None:
        """`body` with the generic parameters of `item` in scope and the names of outer items' bodies cut off."""
        names: dict[Any, Any] = {}
        twice = self.check_duplicate_params(generics) if generics is not None else ()
        rib = Rib(kind, names, item)
        values = Rib(kind, {}, item)
        self.type_ribs.append(rib)
        self.value_ribs.append(values)
        saved_labels, outside = self.label_ribs, self.in_body
        self.in_body = False
        if kind == "item":
            self.label_ribs = [*self.label_ribs, Rib("item")]
        if generics is not None:
            for param in generics.params:
                self.define_param(param, rib, values)
            for name in twice:
                rib.names[name] = ErrRes()
            self.generics(generics)
        body()
        self.label_ribs, self.in_body = saved_labels, outside
        self.value_ribs.pop()
        self.type_ribs.pop()

    def define_param(self, param: ast.GenericParam, types: Rib, values: Rib) -> None:
        def_id = self.def_ids[param]
        if isinstance(param, ast.TypeParam):
            types.names.setdefault(param.ident.name, DefRes("type param", def_id))
        elif isinstance(param, ast.ConstParam):
            values.names.setdefault(param.ident.name, DefRes("const param", def_id))

    def check_duplicate_params(self, generics: ast.Generics) -> list[str]:
        """E0403; the names that mean nothing then."""
        twice: list[str] = []
        seen: dict[str, Span] = {}
        for param in generics.params:
            name = param.ident.name
            if name in seen and name != "'_":
                self.diags.append(errors.name_already_used_in_parameter_list(name, param.ident.span, seen[name]))
                twice.append(name)
            else:
                seen[name] = param.ident.span
        outer_names = self.outer_assoc_params()
        for param in generics.params:
            old = outer_names.get(param.ident.name)
            if old is not None and not isinstance(param, ast.LifetimeParam):
                self.diags.append(errors.name_already_used_in_parameter_list(param.ident.name, param.ident.span, old))
                twice.append(param.ident.name)
        return twice

    def outer_assoc_params(self) -> dict[str, Span]:
        """Parameters of the impl or trait that the current associated item may not name again."""
        found: dict[str, Span] = {}
        for rib in reversed(self.type_ribs):
            if rib.kind in ("module", "fn"):
                break
            for name, res in rib.names.items():
                if isinstance(res, DefRes) and isinstance(name, str):
                    found.setdefault(name, self.table[res.def_id].ident_span)
            if rib.kind == "item":
                break
        for rib in reversed(self.value_ribs):
            if rib.kind in ("module", "fn"):
                break
            for name, res in rib.names.items():
                if isinstance(res, DefRes) and res.kind == "const param":
                    found.setdefault(name, self.table[res.def_id].ident_span)
            if rib.kind == "item":
                break
        return found

    def forward_ban(self, banned: set[str], body: Callable[[], None]) -> None:
        rib = Rib("forward ban", {}, set(banned))
        self.type_ribs.append(rib)
        self.value_ribs.append(rib)
        body()
        self.value_ribs.pop()
        self.type_ribs.pop()

    def with_ribs(self, kind: RibKind, body: Callable[[], Any], data: Any = None) -> None:
        self.type_ribs.append(Rib(kind, {}, data))
        self.value_ribs.append(Rib(kind, {}, data))
        body()
        self.value_ribs.pop()
        self.type_ribs.pop()

    def with_self(self, self_ty: Res | None, body: Callable[[], None]) -> None:
        saved = self.self_ty
        self.self_ty = self_ty
        body()
        self.self_ty = saved

    # -- generics --

    def generics(self, generics: ast.Generics) -> None:
        """Bounds, defaults (which may not name later parameters) and where clauses."""
        later = {p.ident.name for p in generics.params if isinstance(p, (ast.TypeParam, ast.ConstParam))}
        for param in generics.params:
            saved, self.in_param_bounds = self.in_param_bounds, True
            for bound in param.bounds:
                self.bound(bound)
            self.in_param_bounds = saved
            if isinstance(param, ast.ConstParam):
                self.with_ribs("const param ty", partial(self.ty, param.ty))
                if param.default is not None:
                    self.forward_ban(later, partial(self.anon_const, param.default))
            if isinstance(param, ast.TypeParam) and param.default is not None:
                self.forward_ban(later, partial(self.ty, param.default))
            later.discard(param.ident.name)
        for predicate in generics.where_clause:
            if isinstance(predicate.bounded, ast.Ty):
                self.ty(predicate.bounded)
            for bound in predicate.bounds:
                self.bound(bound)

    def bound(self, bound: ast.Bound) -> None:
        if isinstance(bound, ast.TraitBound):
            self.path(None, bound.path, TRAIT)
        elif isinstance(bound, ast.UseBound):
            if len({arg.name for arg in bound.args}) != len(bound.args):
                self.unsupported.append(("a name twice in `use<..>`", bound.span))
            for arg in bound.args:
                if isinstance(arg, ast.Ident):
                    self.capture_arg(arg)

    def capture_arg(self, ident: ast.Ident) -> None:
        found = self.self_ty if ident.name == "Self" else self.ident(ident, "type") or self.ident(ident, "value")
        if found is None:
            self.unsupported.append(("an unknown name in `use<..>`", ident.span))
        elif not (isinstance(found, DefRes) and found.kind in ("type param", "const param")):
            # E0799; `Self` is a parameter in a trait only.
            self.unsupported.append(("a name in `use<..>` that is no parameter", ident.span))

    # -- types --

    def ty(self, ty: ast.Ty) -> None:
        stack = [ty]
        while stack:
            at: Any = stack.pop()
            cls = type(at)
            if cls is ast.PathTy:
                self.path(at.qself, at.path, TYPE)
            elif cls is ast.TraitObjectTy or cls is ast.ImplTraitTy:
                if cls is ast.TraitObjectTy and at.bare and len(at.bounds) == 1 and isinstance(at.bounds[0], ast.TraitBound):
                    self.path(None, at.bounds[0].path, TYPE)
                    continue
                for bound in at.bounds:
                    self.bound(bound)
            elif cls is ast.ArrayTy:
                self.ty(at.ty)
                self.anon_const(at.length)
            elif cls is ast.BareFnTy:
                for param in at.inputs:
                    self.ty(param.ty)
                if at.output is not None:
                    self.ty(at.output)
            elif cls in _WRAPPERS:
                stack.append(at.ty)
            elif cls is ast.TupTy:
                stack.extend(reversed(at.elems))
            elif cls is ast.MacroTy:
                self.unsupported.append(("a macro call in type position", at.span))

    def generic_args(self, args: ast.GenericArgs) -> None:
        saved, self.in_generic_args = self.in_generic_args, True
        for arg in args.args:
            if isinstance(arg, ast.AnonConst):
                self.anon_const(arg)
            elif isinstance(arg, ast.Ty):
                self.generic_arg_ty(arg)
        self.in_generic_args = saved
        if args.output is not None:
            self.ty(args.output)
        for constraint in args.constraints:
            if constraint.args is not None:
                self.generic_args(constraint.args)
            if isinstance(constraint.ty, ast.AnonConst):
                self.anon_const(constraint.ty)
            elif constraint.ty is not None:
                self.ty(constraint.ty)
            for bound in constraint.bounds:
                self.bound(bound)

    def generic_arg_ty(self, arg: ast.Ty) -> None:
        """A path that names a constant and no type is a const argument (rustc's `visit_generic_arg`)."""
        if type(arg) is ast.PathTy and arg.qself is None and len(arg.path.segments) == 1 and arg.path.segments[0].args is None:
            ident = arg.path.segments[0].ident
            if self.probe(ident, "type") is None:
                value = self.probe(ident, "value")
                if value is not None:
                    self.path(None, arg.path, EXPR)
                    return
        self.ty(arg)

    # -- constants --

    def anon_const(self, const: ast.AnonConst | None) -> None:
        if const is not None:
            self.with_ribs("anon const", lambda: self.const_body(const.value), const)

    def const_body(self, expr: ast.Expr | None) -> None:
        saved = self.loops, self.label_ribs, self.in_body
        self.loops, self.label_ribs, self.in_body = [], [*self.label_ribs, Rib("constant")], True
        if expr is not None:
            self.expr(expr)
        self.loops, self.label_ribs, self.in_body = saved
