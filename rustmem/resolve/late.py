"""Resolves every path inside items and bodies (rustc_resolve::late)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rustmem.resolve import errors, path_errors
from rustmem.resolve.library_gap import library_gap
from rustmem.resolve.lifetimes import LifetimeResolver
from rustmem.resolve.macro_names import builtin_kind
from rustmem.resolve.modules import Binding, GraphBuilder, Module, Namespace
from rustmem.resolve.patterns import PatternResolver
from rustmem.resolve.ribs import EXPR, TRAIT, TYPE, Rib, RibKind, Source, UseError
from rustmem.resolve.ribs import TYPE_KINDS as _TYPE_KINDS
from rustmem.resolve.ribs import VALUE_KINDS as _VALUE_KINDS
from rustmem.resolve.scope import PathFailure, Scopes, res_of
from rustmem.resolve.walk import children
from rustmem.source.diag import Diag
from rustmem.source.index import DefId
from rustmem.source.source_map import LIBRARY, SourceMap
from rustmem.source.span import Span
from rustmem.std.macros import std_macro
from rustmem.syntax import ast
from rustmem.ty.defs import (
    DefData,
    DefRes,
    ErrRes,
    LocalRes,
    PartialRes,
    PrimTyRes,
    Res,
    Resolutions,
    SelfCtorRes,
    SelfTyAliasRes,
    SelfTyParamRes,
)


class LateResolver:
    """One walk over the items of a crate."""

    def __init__(
        self,
        table: list[DefData],
        resolutions: Resolutions,
        scopes: Scopes,
        builder: GraphBuilder,
        lookup: Callable[[str, Any], Any],
    ) -> None:
        self.table = table
        self.out = resolutions
        self.scopes = scopes
        self.builder = builder
        self.lookup_table = lookup
        """Reads a table of this crate's resolutions or of the library's."""
        self.def_ids = resolutions.def_ids
        self.diags: list[Diag] = []
        self.use_errors: list[UseError] = []
        self.unsupported: list[tuple[str, Span]] = []
        self.module: Module
        self.value_ribs: list[Rib] = []
        self.type_ribs: list[Rib] = []
        self.label_ribs: list[Rib] = []
        self.self_ty: Res | None = None
        self.current_fn: ast.FnItem | None = None
        self.current_item: ast.Item | None = None
        self.current_impl: ast.ImplItem | None = None
        self.current_trait: ast.TraitItem | None = None
        self.current_trait_ref: DefId | None = None
        self.current_struct_fields: Any = None
        self.in_if_condition: Any = None
        self.self_value: list[bool] = []
        self.loops: list[Any] = []
        self.used_labels: set[Any] = set()
        self.unused_labels: list[ast.Label] = []
        self.patterns = PatternResolver(self)
        self.lifetimes = LifetimeResolver(self)
        self.skip_bodies = False
        self.deferred_bodies: dict[DefId, Any] = {}
        self.current_let: ast.LetStmt | None = None
        self.current_binding: Any = None
        self.owner_span: Span | None = None
        self.source_map: SourceMap = LIBRARY
        self.base = 0
        self.expr_attrs: dict[Any, Any] = {}
        self.library: Any = None
        self.stashed: list[tuple[Span, str, Diag]] = []
        self.ended_scopes: dict[str, Span] = {}
        self.let_of: dict[Any, ast.LetStmt] = {}
        self._traits: dict[Module, tuple[DefId, ...]] = {}
        self.noted_traits: set[tuple[Module, str]] = set()
        self.trait_imports: dict[tuple[Module, DefId], list[Binding]] = {}

    # -- crate and items --

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

    def generics(self, generics: ast.Generics) -> None:
        """Bounds, defaults (which may not name later parameters) and where clauses."""
        later = {p.ident.name for p in generics.params if isinstance(p, (ast.TypeParam, ast.ConstParam))}
        for param in generics.params:
            for bound in param.bounds:
                self.bound(bound)
            if isinstance(param, ast.ConstParam):
                self.with_ribs("const param ty", lambda p=param: self.ty(p.ty))
                if param.default is not None:
                    self.forward_ban(later, lambda p=param: self.anon_const(p.default))
            if isinstance(param, ast.TypeParam) and param.default is not None:
                self.forward_ban(later, lambda p=param: self.ty(p.default))
            later.discard(param.ident.name)
        for predicate in generics.where_clause:
            if isinstance(predicate.bounded, ast.Ty):
                self.ty(predicate.bounded)
            for bound in predicate.bounds:
                self.bound(bound)

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

    def fn_item(self, item: ast.FnItem) -> None:
        saved = self.self_ty, self.current_impl, self.current_trait
        self.self_ty = None if item not in self.assoc_now else self.self_ty
        self.in_item_ribs(item, item.generics, lambda: self.fn(item), "assoc item" if item in self.assoc_now else "item")
        self.self_ty, self.current_impl, self.current_trait = saved

    assoc_now: frozenset[ast.Item] | tuple[ast.Item, ...] = ()
    in_body = False
    """Whether what is visited stands in a body, not in the head of an item."""
    trait_missing = False
    """Whether the head of an item names a trait that is not there."""

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

    def const_body(self, expr: ast.Expr | None) -> None:
        saved = self.loops, self.label_ribs, self.in_body
        self.loops, self.label_ribs, self.in_body = [], [*self.label_ribs, Rib("constant")], True
        if expr is not None:
            self.expr(expr)
        self.loops, self.label_ribs, self.in_body = saved

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
                    self.visibility(field.vis)
                    self.ty(field.ty)
                if variant.discriminant is not None:
                    self.anon_const(variant.discriminant)

        self.with_self(SelfTyAliasRes(self.def_ids[item]), lambda: self.in_item_ribs(item, item.generics, body))

    def visibility(self, vis: ast.Visibility) -> None:
        pass

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

    # -- bounds and types --

    def trait_path(self, path: ast.Path) -> DefId | None:
        """Resolves the path of a trait in an impl header or bound."""
        res = self.path(None, path, TRAIT)
        if isinstance(res, DefRes) and res.kind in ("trait", "trait alias"):
            return res.def_id
        return None

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

    def anon_const(self, const: ast.AnonConst | None) -> None:
        if const is not None:
            self.with_ribs("anon const", lambda: self.const_body(const.value), const)

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

    def probe(self, ident: ast.Ident, ns: Namespace) -> Any:
        """`ident` in the ribs and modules, without errors."""
        began = len(self.diags)
        found = self.ident(ident, ns, quiet=True)
        del self.diags[began:]
        return found

    # -- names --

    def ident(self, ident: ast.Ident, ns: Namespace, quiet: bool = False) -> Res | Binding | None:
        """A name in the ribs, then in modules and preludes (rustc's `resolve_ident_in_lexical_scope`)."""
        name = ident.name
        if ns == "type":
            if name == "Self" and self.self_ty is not None:
                return self.validate_self(ident, quiet)
            key: Any = name
            ribs = self.type_ribs
        else:
            ctxt = ident.span.ctxt
            key = name if ctxt is None else (name, ctxt)
            ribs = self.value_ribs
            if name == "Self" and isinstance(self.self_ty, SelfTyAliasRes) and self.table[self.self_ty.alias_to].kind == "impl":
                return SelfCtorRes(self.self_ty.alias_to)
        for at in range(len(ribs) - 1, -1, -1):
            rib = ribs[at]
            if rib.names:
                found = rib.names.get(key)
                if found is None and type(key) is tuple and rib.kind not in ("normal", "fn", "closure"):
                    found = rib.names.get(name)
                if found is not None:
                    return self.validate(ident, found, ribs, at, quiet)
            if rib.kind == "module":
                found = self.scopes.in_module(rib.data, name, ns)
                if found is not None:
                    return found
            elif rib.kind == "macro" and type(key) is tuple and _made_by(key[1], rib.data):
                key = _without_mark(key)
            elif rib.kind == "forward ban" and name in rib.data:
                if not quiet:
                    self.diags.append(errors.forward_declared_generic_param(ident))
                return ErrRes()
        return self.scopes.lexical_module(name, ns, self.module.nearest())

    def validate_self(self, ident: ast.Ident, quiet: bool) -> Res | None:
        res = self.self_ty
        for rib in reversed(self.type_ribs):
            if rib.kind == "item":
                return res
            if (
                rib.kind == "forward ban"
                and not quiet
                and isinstance(res, SelfTyAliasRes)
                and self.table[res.alias_to].kind != "impl"
            ):
                self.diags.append(errors.self_in_generic_param_default(ident.span))
                return ErrRes()
        return res

    def validate(self, ident: ast.Ident, res: Res, ribs: list[Rib], at: int, quiet: bool) -> Res:
        """What stands between a name and its definition may forbid the use (rustc's `validate_res_from_ribs`)."""
        if quiet:
            return res
        between = ribs[at + 1 :]
        if isinstance(res, LocalRes):
            for rib in reversed(between):
                if rib.kind in ("item", "assoc item"):
                    self.diags.append(errors.cannot_capture_dynamic_environment(ident.span))
                    return ErrRes()
                if rib.kind in ("constant", "anon const"):
                    statement = self.let_of.get(res.binding)
                    self.scopes.last_local = (statement, res.binding.ident.span) if statement is not None else None
                    self.diags.append(errors.non_constant_value(ident, rib.data, self.current_let, self.scopes))
                    return ErrRes()
                if rib.kind == "const param ty":
                    self.diags.append(errors.param_in_ty_of_const_param(ident))
                    return ErrRes()
        elif isinstance(res, DefRes) and res.kind in ("type param", "const param"):
            for rib in reversed(between):
                if rib.kind == "item":
                    self.diags.append(errors.generic_params_from_outer_item(ident, self.table[res.def_id], rib.data, None))
                    return ErrRes()
                if rib.kind == "anon const":
                    if self.trivial_const(rib.data, res):
                        continue
                    self.diags.append(errors.generic_param_in_const(ident, res.kind))
                    return ErrRes()
                if rib.kind == "const param ty":
                    self.diags.append(errors.param_in_ty_of_const_param(ident))
                    return ErrRes()
        return res

    def trivial_const(self, const: Any, res: DefRes) -> bool:
        """Whether an anonymous constant is just the const parameter, which is allowed."""
        if not isinstance(const, ast.AnonConst):
            return True
        value: Any = const.value
        if isinstance(value, ast.BlockExpr) and not value.block.stmts and value.block.expr is not None:
            value = value.block.expr
        return isinstance(value, ast.PathExpr) and len(value.path.segments) == 1 and res.kind == "const param"

    # -- paths --

    def path(self, qself: ast.QSelf | None, path: ast.Path, source: Source) -> Res | None:
        """Resolves and records `path`; returns its full meaning, or None if a part is left to the type checker."""
        if path.lang_item is not None:
            return self.lang_item_path(path, source)
        if qself is not None:
            self.ty(qself.ty)
        result = self.smart_path(qself, path.segments, path.span, source)
        self.out.paths[path] = result
        for segment in path.segments:
            if segment.args is not None:
                self.generic_args(segment.args)
        if (
            result.unresolved
            or isinstance(result.base, DefRes)
            and result.base.kind in ("assoc fn", "assoc const", "assoc ty", "trait")
        ):
            self.out.traits[path] = self.traits_in_scope()
            self.note_traits(path.segments[-1].ident.name)
        return result.base if result.unresolved == 0 else None

    def lang_item_path(self, path: ast.Path, source: Source) -> Res | None:
        def_id = self.lang_items.get(path.lang_item) if path.lang_item is not None else None
        if def_id is None:
            self.unsupported.append((f"the lang item `{path.lang_item}`", path.span))
            self.out.paths[path] = PartialRes(ErrRes(), 0)
            return ErrRes()
        row = self.table[def_id]
        if row.kind in ("struct", "variant") and source.ns == "value" and row.extra is not None:
            def_id, row = row.extra, self.table[row.extra]
        res = DefRes(row.kind, def_id)
        self.out.paths[path] = PartialRes(res, 0)
        return res

    lang_items: dict[str, DefId] = {}

    def traits_in_scope(self) -> tuple[DefId, ...]:
        """Traits whose methods can be called here (rustc's `traits_in_scope`)."""
        key = self.module
        found = self._traits.get(key)
        if found is None:
            seen: dict[DefId, None] = {}
            for binding in self.scopes.traits_in_scope(self.module):
                if isinstance(binding.res, DefRes):
                    seen.setdefault(binding.res.def_id)
                    self.trait_imports.setdefault((key, binding.res.def_id), []).append(binding)
            found = self._traits[key] = tuple(seen)
        extra = self.current_trait_id()
        return (extra, *found) if extra is not None and extra not in found else found

    def note_traits(self, name: str) -> None:
        """The imports of traits in scope that have an item `name` may be of use."""
        if not self.base:
            return
        key = (self.module, name)
        if key in self.noted_traits:
            return
        self.noted_traits.add(key)
        for binding in self.scopes.traits_in_scope(self.module):
            import_ = binding.import_
            if import_ is None or import_.maybe:
                continue
            def_id = binding.def_id()
            module = self.scopes.modules.get(def_id) if def_id is not None else None
            if module is None or any(name in table for table in module.names.values()):
                at: Binding | None = binding
                while at is not None:
                    if at.import_ is not None:
                        at.import_.maybe = True
                    at = at.target

    def current_trait_id(self) -> DefId | None:
        if self.current_trait is not None:
            return self.def_ids[self.current_trait]
        return self.current_trait_ref

    def is_local(self, def_id: DefId) -> bool:
        return def_id >= self.base

    def def_id_of(self, node: Any) -> DefId:
        found = self.def_ids.get(node)
        return found if found is not None or self.library is None else self.library.resolutions.def_ids[node]

    def label_library(self, diag: Diag, def_id: DefId, words: str) -> None:
        """A label on a library definition, of which rustc prints the position alone."""
        diag.label(self.table[def_id].span, words)

    def in_format_string(self, span: Span) -> bool:
        return True

    def let_suggestion(self, diag: Diag, ident: ast.Ident) -> bool:
        """`x = 5` where `let x = 5` may be meant."""
        return False

    def smart_path(
        self, qself: ast.QSelf | None, segments: tuple[ast.PathSegment, ...], span: Span, source: Source
    ) -> PartialRes:
        """rustc's `smart_resolve_path_fragment`."""
        found = self.anywhere(qself, segments, source)
        if isinstance(found, PathFailure):
            self.report_prefix(segments, span, source, found)
            return PartialRes(ErrRes(), 0)
        if found is not None:
            if found.unresolved == 0:
                if isinstance(found.base, ErrRes) or self.is_expected(found.base, source):
                    return found
                self.report(segments, span, source, found.base, qself)
                return PartialRes(ErrRes(), 0)
            if source.kind not in ("trait", "bound", "trait item"):
                return found
        macro = self.macro_named(segments)
        self.report(segments, span, source, macro, qself)
        return PartialRes(ErrRes(), 0)

    def macro_named(self, segments: tuple[ast.PathSegment, ...]) -> Res | None:
        """The macro or attribute that a single name denotes, where what is wanted is missing."""
        if len(segments) != 1 or not self.base:
            return None
        name = segments[0].ident.name
        binding = self.builder.macro_rules.get(name) or self.module.nearest().names["macro"].get(name)
        if binding is None:
            for crate in ("std", "core"):
                root = self.scopes.crates.get(crate)
                binding = binding or (root.names["macro"].get(name) if root is not None else None)
        if binding is None and std_macro(name) is not None:
            return DefRes("macro", self.module.crate.def_id)
        if binding is None:
            kind = builtin_kind(name)
            return DefRes(kind, self.module.crate.def_id) if kind is not None else None
        return binding.res

    def anywhere(
        self, qself: ast.QSelf | None, segments: tuple[ast.PathSegment, ...], source: Source
    ) -> PartialRes | PathFailure | None:
        """rustc's `resolve_qpath_anywhere`: the namespace that is wanted first, then the others."""
        kept: PartialRes | None = None
        for ns in (source.ns, *(n for n in ("type", "value") if n != source.ns)):
            found = self.qpath(qself, segments, ns, source)
            if isinstance(found, PathFailure):
                return found
            if found is not None:
                if found.unresolved == 0 or source.kind not in ("trait", "bound", "trait item"):
                    return found
                kept = kept or found
        return kept

    def qpath(
        self, qself: ast.QSelf | None, segments: tuple[ast.PathSegment, ...], ns: Namespace, source: Source
    ) -> PartialRes | PathFailure | None:
        if qself is not None:
            if qself.position == 0:
                return PartialRes(DefRes("mod", self.module.crate.def_id), len(segments))
            trait = self.smart_path(
                None, segments[: qself.position], segments[0].ident.span.to(segments[qself.position - 1].ident.span), TRAIT
            )
            if isinstance(trait.base, ErrRes):
                return trait
            inner = Source("trait item", ns, source)
            count = qself.position + 1
            part = self.smart_path(
                None, segments[:count], Span(qself.span.lo, segments[count - 1].ident.span.hi, qself.span.ctxt), inner
            )
            return PartialRes(part.base, part.unresolved + len(segments) - count if not isinstance(part.base, ErrRes) else 0)
        found = self.scopes.resolve_path(segments, ns, self.module, self.ident)
        if isinstance(found, PartialRes):
            return found
        if isinstance(found, Module) or (isinstance(found, Binding) and found.module is not None and found.module.kind == "mod"):
            if (ns == "type" or len(segments) > 1) and segments[0].ident.name in errors.PRIMITIVES:
                return PartialRes(PrimTyRes(segments[0].ident.name), len(segments) - 1)
            return PartialRes(res_of(found), 0)
        if isinstance(found, Binding):
            return PartialRes(found.res, 0)
        if (ns == "type" or len(segments) > 1) and segments[0].ident.name in errors.PRIMITIVES:
            return PartialRes(PrimTyRes(segments[0].ident.name), len(segments) - 1)
        if found.index < len(segments) - 1 or found.kind in ("super",):
            return found
        return None

    def is_expected(self, res: Res, source: Source) -> bool:
        """rustc's `PathSource::is_expected`."""
        kind = res.kind if isinstance(res, DefRes) else ""
        match source.kind:
            case "type":
                return kind in _TYPE_KINDS or isinstance(res, (PrimTyRes, SelfTyParamRes, SelfTyAliasRes))
            case "trait" | "bound":
                return kind in ("trait", "trait alias")
            case "expr":
                return (
                    kind in _VALUE_KINDS
                    and not (kind == "ctor" and isinstance(res, DefRes) and False)
                    or isinstance(res, (LocalRes, SelfCtorRes))
                )
            case "pat":
                if kind == "ctor":
                    assert isinstance(res, DefRes)
                    return self.table[res.def_id].ctor_kind == "const"
                return (
                    kind in ("const", "assoc const", "static", "const param")
                    and kind != "static"
                    and kind != "const param"
                    or isinstance(res, SelfCtorRes)
                )
            case "tuple struct":
                if kind == "ctor":
                    assert isinstance(res, DefRes)
                    return self.table[res.def_id].ctor_kind == "fn"
                return isinstance(res, SelfCtorRes)
            case "struct":
                return kind in ("struct", "union", "variant", "type alias", "assoc ty") or isinstance(
                    res, (SelfTyParamRes, SelfTyAliasRes)
                )
            case _:
                if source.ns == "type":
                    return kind == "assoc ty"
                return kind in ("assoc fn", "assoc const")

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

    in_generic_args = False

    def report_prefix(self, segments: tuple[ast.PathSegment, ...], span: Span, source: Source, failure: PathFailure) -> None:
        if self.base and self.library_gap(segments, failure):
            return
        path_errors.PathReporter(self).report_prefix(segments, span, source, failure)

    # -- bodies --

    def block(self, block: ast.Block) -> None:
        module = self.builder.blocks.get(block)
        saved = self.module, len(self.value_ribs), len(self.type_ribs)
        labels = len(self.label_ribs)
        if module is not None:
            self.module = module
            self.value_ribs.append(Rib("module", {}, module))
            self.type_ribs.append(Rib("module", {}, module))
        self.value_ribs.append(Rib("normal"))
        for stmt in block.stmts:
            self.stmt(stmt)
        if block.expr is not None:
            self.expr(block.expr)
        self.module = saved[0]
        del self.label_ribs[labels:]
        if self.base:
            ended = [r.names for r in self.value_ribs[saved[1] :] if r.kind == "normal"]
            self.ended_scopes = {
                n: res.binding.ident.span
                for names in ended
                for n, res in names.items()
                if isinstance(n, str) and isinstance(res, LocalRes)
            }
        del self.value_ribs[saved[1] :]
        del self.type_ribs[saved[2] :]

    def stmt(self, stmt: ast.Stmt) -> None:
        cls = type(stmt)
        if cls is ast.LetStmt:
            self.let(stmt)  # type: ignore[arg-type]
        elif cls is ast.ItemStmt:
            item = stmt.item  # type: ignore[attr-defined]
            if type(item) is ast.MacroDef:
                self.value_ribs.append(Rib("macro", {}, item))
                self.label_ribs.append(self.value_ribs[-1])
            else:
                saved = self.current_trait, self.current_impl, self.current_trait_ref, self.assoc_now
                self.current_trait = self.current_impl = self.current_trait_ref = None
                self.item(item)
                self.current_trait, self.current_impl, self.current_trait_ref, self.assoc_now = saved
        elif cls is ast.SemiStmt or cls is ast.ExprStmt:
            self.expr(stmt.expr)  # type: ignore[attr-defined]

    def let(self, stmt: ast.LetStmt) -> None:
        saved, self.current_let = self.current_let, stmt
        if stmt.ty is not None:
            self.ty(stmt.ty)
        if stmt.init is not None:
            self.expr(stmt.init)
            if stmt.orelse is not None:
                self.block(stmt.orelse)
        self.current_let = saved
        rib = Rib("normal")
        if isinstance(stmt.pat, ast.IdentPat):
            self.let_of[stmt.pat] = stmt
        self.patterns.top(stmt.pat, rib)
        last = self.value_ribs[-1]
        if last.data == "let" and last.names.keys().isdisjoint(rib.names):
            # One scope for the variables of a run of `let`: a search through thousands of scopes would take their square.
            last.names.update(rib.names)
        else:
            rib.data = "let"
            self.value_ribs.append(rib)

    def expr(self, expr: ast.Expr, parent: ast.Expr | None = None) -> None:
        resolve = EXPRS.get(type(expr))
        if resolve is not None:
            resolve(self, expr, parent)
            return
        for child in children(expr):
            self.child(child, expr)

    def child(self, child: Any, parent: ast.Expr) -> None:
        if isinstance(child, ast.Expr):
            self.expr(child, parent)
        elif isinstance(child, ast.Ty):
            self.ty(child)
        elif type(child) is ast.Block:
            self.block(child)
        elif type(child) is ast.AnonConst:
            self.anon_const(child)

    def path_expr(self, expr: ast.PathExpr, parent: ast.Expr | None) -> None:
        call = type(parent) is ast.CallExpr and parent.func is expr  # type: ignore[union-attr]
        self.path(expr.qself, expr.path, Source("expr", "value", parent, call))

    def call(self, expr: ast.CallExpr, parent: ast.Expr | None) -> None:
        self.expr(expr.func, expr)
        for arg in expr.args:
            self.expr(arg)

    def method_call(self, expr: ast.MethodCallExpr, parent: ast.Expr | None) -> None:
        self.expr(expr.receiver, expr)
        for arg in expr.args:
            self.expr(arg)
        if expr.segment.args is not None:
            self.generic_args(expr.segment.args)
        self.out.traits[expr] = self.traits_in_scope()
        self.note_traits(expr.segment.ident.name)

    def field(self, expr: ast.FieldExpr, parent: ast.Expr | None) -> None:
        self.expr(expr.expr, expr)
        self.out.traits[expr] = self.traits_in_scope()

    def struct_expr(self, expr: ast.StructExpr, parent: ast.Expr | None) -> None:
        self.path(expr.qself, expr.path, Source("struct", "type", parent))
        for field in expr.fields:
            self.expr(field.expr, expr)
        if isinstance(expr.rest, ast.Expr):
            self.expr(expr.rest)

    def if_expr(self, expr: ast.IfExpr, parent: ast.Expr | None) -> None:
        depth = len(self.value_ribs)
        self.value_ribs.append(Rib("normal"))
        saved, self.in_if_condition = self.in_if_condition, expr.cond
        self.condition(expr.cond)
        self.in_if_condition = saved
        self.block(expr.then)
        del self.value_ribs[depth:]
        if expr.orelse is not None:
            self.expr(expr.orelse)

    def condition(self, cond: ast.Expr) -> None:
        """A condition, whose `let`s bind in what follows; left operands of `&&` come first."""
        chain: list[ast.Expr] = []
        while isinstance(cond, ast.BinaryExpr) and cond.op == "&&":
            chain.append(cond.right)
            cond = cond.left
        self.condition_part(cond)
        for part in reversed(chain):
            if isinstance(part, ast.BinaryExpr) and part.op == "&&":
                self.condition(part)
            else:
                self.condition_part(part)

    def condition_part(self, part: ast.Expr) -> None:
        if isinstance(part, (ast.ParenExpr, ast.DropTempsExpr)):
            self.condition(part.expr)
        else:
            self.expr(part)

    def let_expr(self, expr: ast.LetExpr, parent: ast.Expr | None) -> None:
        self.expr(expr.expr)
        rib = Rib("normal")
        self.patterns.top(expr.pat, rib)
        self.value_ribs.append(rib)

    def match(self, expr: ast.MatchExpr, parent: ast.Expr | None) -> None:
        self.expr(expr.scrutinee)
        for arm in expr.arms:
            depth = len(self.value_ribs)
            rib = Rib("normal")
            self.patterns.top(arm.pat, rib)
            self.value_ribs.append(rib)
            if arm.guard is not None:
                self.condition(arm.guard)
            if arm.body is not None:
                self.expr(arm.body)
            del self.value_ribs[depth:]

    def closure(self, expr: ast.ClosureExpr, parent: ast.Expr | None) -> None:
        rib = Rib("closure", {}, expr)
        saved = self.loops, self.label_ribs
        self.loops, self.label_ribs = [], [*self.label_ribs, Rib("closure")]
        depth = len(self.value_ribs)
        self.value_ribs.append(rib)
        bound: dict[Any, ast.IdentPat] = {}
        for param in expr.params:
            self.ty(param.ty)
        before = len(self.diags)
        for param in expr.params:
            self.patterns.top_param(param.pat, rib, bound)
        for diag in self.diags[before:]:
            if diag.code == "E0415" and not all(isinstance(param.pat, ast.IdentPat) for param in expr.params):
                diag.not_modelled("which of a closure's parameters are unused")
        if expr.output is not None:
            self.ty(expr.output)
        self.expr(expr.body)
        del self.value_ribs[depth:]
        self.loops, self.label_ribs = saved

    def loop(self, expr: ast.LoopExpr, parent: ast.Expr | None) -> None:
        self.labelled(expr, expr.label, lambda: self.block(expr.body), True)

    def block_expr(self, expr: ast.BlockExpr, parent: ast.Expr | None) -> None:
        if expr.label is None:
            self.block(expr.block)
        else:
            self.labelled(expr, expr.label, lambda: self.block(expr.block), False)

    def labelled(self, target: Any, label: ast.Label | None, body: Callable[[], None], is_loop: bool) -> None:
        if is_loop:
            self.loops.append(target)
        if label is not None:
            key = label.name if label.span.ctxt is None else (label.name, label.span.ctxt)
            self.label_ribs.append(Rib("normal", {key: (target, label)}))
            began = target
        body()
        if label is not None:
            self.label_ribs.pop()
            if began not in self.used_labels and not label.name.startswith("'_"):
                self.unused_labels.append(label)
        if is_loop:
            self.loops.pop()

    def jump(self, expr: ast.BreakExpr | ast.ContinueExpr, parent: ast.Expr | None) -> None:
        if expr.label is None:
            self.out.labels[expr] = self.loops[-1] if self.loops else None
        else:
            self.out.labels[expr] = self.find_label(expr.label)
        if isinstance(expr, ast.BreakExpr) and expr.expr is not None:
            self.expr(expr.expr)

    def find_label(self, label: ast.Label) -> Any:
        key: Any = label.name if label.span.ctxt is None else (label.name, label.span.ctxt)
        crossed = False
        suggestion: ast.Label | None = None
        names: list[tuple[str, ast.Label]] = []
        for rib in reversed(self.label_ribs):
            if rib.kind in ("item", "closure", "constant", "fn"):
                crossed = True
                continue
            if rib.kind == "macro" and type(key) is tuple and _made_by(key[1], rib.data):
                key = _without_mark(key)
            found = rib.names.get(key)
            if found is not None:
                target, definition = found
                if crossed:
                    self.used_labels.add(target)
                    self.diags.append(errors.unreachable_label(label, definition.span))
                    return None
                self.used_labels.add(target)
                if isinstance(target, ast.BlockExpr):
                    target.block.targeted_by_break = True
                return target
            for _, definition in rib.names.values():
                if not crossed:
                    names.append((definition.name, definition))
        suggestion = errors.similar_label(label.name, names)
        if suggestion is not None:
            self.mark_label_used(suggestion)
        self.diags.append(errors.undeclared_label(label, suggestion))
        return None

    def mark_label_used(self, label: ast.Label) -> None:
        pass

    def const_block(self, expr: ast.ConstBlockExpr, parent: ast.Expr | None) -> None:
        self.with_ribs("normal", lambda: self.inline_const(expr.value))

    def inline_const(self, const: ast.AnonConst) -> None:
        self.value_ribs.append(Rib("constant", {}, None))
        self.const_body(const.value)
        self.value_ribs.pop()

    def repeat(self, expr: ast.RepeatExpr, parent: ast.Expr | None) -> None:
        self.expr(expr.elem)
        self.anon_const(expr.count)

    def skip(self, expr: ast.Expr, parent: ast.Expr | None) -> None:
        pass


_WRAPPERS = (ast.RefTy, ast.PtrTy, ast.SliceTy, ast.ParenTy)

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

EXPRS: dict[type, Callable[[LateResolver, Any, ast.Expr | None], None]] = {
    ast.PathExpr: LateResolver.path_expr,
    ast.CallExpr: LateResolver.call,
    ast.MethodCallExpr: LateResolver.method_call,
    ast.FieldExpr: LateResolver.field,
    ast.StructExpr: LateResolver.struct_expr,
    ast.IfExpr: LateResolver.if_expr,
    ast.LetExpr: LateResolver.let_expr,
    ast.MatchExpr: LateResolver.match,
    ast.ClosureExpr: LateResolver.closure,
    ast.LoopExpr: LateResolver.loop,
    ast.BlockExpr: LateResolver.block_expr,
    ast.BreakExpr: LateResolver.jump,
    ast.ContinueExpr: LateResolver.jump,
    ast.ConstBlockExpr: LateResolver.const_block,
    ast.RepeatExpr: LateResolver.repeat,
    ast.LitExpr: LateResolver.skip,
}


def _made_by(expansion: Any, macro: ast.MacroDef) -> bool:
    """Whether `expansion` is a call of the macro defined by `macro`."""
    return expansion.is_local and expansion.def_site is not None and expansion.def_site.lo == macro.span.lo


def _without_mark(key: tuple[str, Any]) -> Any:
    """A name as it stood in the definition of the macro that wrote it."""
    name, expansion = key
    return name if expansion.def_ctxt is None else (name, expansion.def_ctxt)
