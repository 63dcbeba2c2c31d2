"""Types as written to types as meant (rustc_hir_analysis::hir_ty_lowering)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rustmem.items import errors
from rustmem.items.dyn_types import lower_trait_object
from rustmem.items.result_lifetimes import check_output_binding, check_result_lifetimes
from rustmem.source.index import DefId
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.traits.elaborate import supertraits
from rustmem.ty import intern as i
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt
from rustmem.ty.defs import (
    DefRes,
    EarlyBound,
    ErrRes,
    InferLifetime,
    LateBound,
    PrimTyRes,
    Res,
    ResolvedLifetime,
    SelfTyAliasRes,
    SelfTyParamRes,
    StaticLifetime,
)
from rustmem.ty.generics import GenericParamDef, Generics
from rustmem.ty.print import def_path_str

PLACES = {
    "struct": "structs", "enum": "enums", "union": "unions", "const": "constants", "assoc const": "associated constants", "static": "static variables",
    "type alias": "type aliases", "assoc ty": "associated types", "impl": "implementations", "trait": "traits",
}  # fmt: skip


class Lowerer:
    """Lowers types for one item. A body's lowering overrides the hooks at the top."""

    def __init__(self, tcx: TyCtxt, item: DefId, depth: int = 0) -> None:
        self.tcx = tcx
        self.item = item
        self.depth = depth
        """Binders between here and the item; a lifetime bound further out is free."""
        self.opaque_regions: dict[Any, k.Region] = {}
        """In the bounds of an opaque type: its own copies of the function's late-bound lifetimes."""
        self.tainted = False
        self.where = ""
        """What is lowered, as the message on `_` says it."""

    # -- hooks --

    def infer_ty(self, span: Span, param: GenericParamDef | None) -> k.Ty:
        """`_`, or an argument left out. In items: E0121."""
        if param is None:
            self.emit(errors.placeholder_not_allowed(span, self.where or PLACES.get(self.tcx.def_kind(self.item), "functions")))
        return i.ERROR

    def infer_const(self, span: Span, param: GenericParamDef | None) -> k.Const:
        return i.CONST_ERROR

    def infer_region(self, span: Span, param: GenericParamDef | None) -> k.Region:
        """An elided lifetime that resolution left to inference."""
        return i.RE_ERASED if self.tcx.def_kind(self.item) in ("closure",) else i.RE_STATIC

    def projected(self, span: Span, assoc: DefId, args: k.GenericArgs) -> k.Ty:
        """A projection type; a body normalises it."""
        return self.tcx.alias("projection", assoc, args)

    def assoc_of_infer(self, ty: k.Ty, segment: ast.PathSegment, span: Span) -> k.Ty | None:
        """An associated type of a type without bounds of its own: nothing in items."""
        return None

    def allow_infer(self) -> bool:
        """Whether arguments may be left out of a path."""
        return False

    def emit(self, diag: Any) -> None:
        self.tainted = True
        self.tcx.emit(diag, self.item)

    # -- lifetimes --

    def region(self, resolved: ResolvedLifetime | None, span: Span, param: GenericParamDef | None = None) -> k.Region:
        tcx = self.tcx
        match resolved:
            case StaticLifetime():
                return i.RE_STATIC
            case EarlyBound(def_id=def_id):
                return self.early_region(def_id)
            case LateBound(debruijn=d, index=index, def_id=def_id):
                name = tcx.item_name(def_id) if def_id is not None else None
                var = tcx.bound_region(index, "named" if def_id is not None else "anon", def_id, name)
                if d < self.depth:
                    return tcx.re_bound(d, var)
                copy = self.opaque_regions.get(index)
                if copy is not None:
                    return copy
                scope = tcx.parent(def_id) if def_id is not None else tcx.typeck_root(self.item)
                assert scope is not None
                return tcx.re_late(scope, var)
            case None | InferLifetime():
                return self.infer_region(span, param)
            case _:
                return i.RE_ERROR

    def early_region(self, def_id: DefId) -> k.Region:
        parent = self.tcx.parent(def_id)
        assert parent is not None
        for p in self.tcx.generics_of(parent).params:
            if p.def_id == def_id:
                return self.tcx.re_early(def_id, p.index, p.name)
        return i.RE_ERROR

    def lifetime(self, lifetime: ast.Lifetime) -> k.Region:
        return self.region(self.tcx.lookup("lifetimes", lifetime), lifetime.span)

    # -- types --

    def lower_ty(self, ty: ast.Ty) -> k.Ty:
        return getattr(self, LOWER[type(ty)].__name__)(ty)

    def path_ty(self, ty: ast.PathTy) -> k.Ty:
        path = ty.path
        found = self.tcx.res_of(path)
        if found is None:
            return i.ERROR
        if ty.qself is not None:
            return self.qualified(ty, found)
        if found.unresolved == 0:
            return self.res_ty(found.base, path, ty.span)
        base = self.base_ty(found, path)
        return self.assoc_chain(base, found.base, path, len(path.segments) - found.unresolved, ty.span)

    def base_ty(self, found: Any, path: ast.Path) -> k.Ty:
        kept = path.segments[: len(path.segments) - found.unresolved]
        prefix = ast.Path(kept, kept[0].ident.span.to(kept[-1].ident.span))
        return self.res_ty(found.base, prefix, prefix.span)

    def assoc_chain(self, base: k.Ty, res: Res | None, path: ast.Path, at: int, span: Span) -> k.Ty:
        """`base::A::B`: each further segment is an associated type of what comes before."""
        ty = base
        for index in range(at, len(path.segments)):
            last = index == len(path.segments) - 1
            here = span if last else path.segments[0].ident.span.to(path.segments[index].ident.span)
            ty = self.assoc_ty(ty, res if index == at else None, path.segments[index], here)
        return ty

    def qualified(self, ty: ast.PathTy, found: Any) -> k.Ty:
        """`<T as Trait>::Name` and `<T>::Name`."""
        assert ty.qself is not None
        self_ty = self.lower_ty(ty.qself.ty)
        if ty.qself.position == 0:
            return self.assoc_chain(self_ty, self.res_of_ty(ty.qself.ty), ty.path, 0, ty.span)
        if not isinstance(found.base, DefRes) or found.base.kind != "assoc ty":
            return i.ERROR
        assoc = found.base.def_id
        trait_segment = ty.path.segments[ty.qself.position - 1]
        at = ty.qself.position
        trait = self.tcx.parent(assoc)
        assert trait is not None
        if trait_segment.args is not None and trait_segment.args.constraints:
            self.emit(errors.constraint_not_allowed(trait_segment.args.constraints[0]))
        trait_args = self.args_of_named_trait(trait, trait_segment, self_ty, ty.path.span)
        args = self.own_args(assoc, ty.path.segments[at], trait_args, ty.span)
        made = self.projected(ty.span, assoc, args)
        return self.assoc_chain(made, None, ty.path, at + 1, ty.span) if found.unresolved else made

    def args_of_named_trait(self, trait: DefId, segment: ast.PathSegment, self_ty: k.Ty, span: Span) -> k.GenericArgs:
        """Those of the trait in `<T as Trait>::Name`."""
        return self.args_for(trait, segment, self_ty, span)

    def res_of_ty(self, ty: ast.Ty) -> Res | None:
        if isinstance(ty, ast.PathTy) and ty.qself is None:
            found = self.tcx.res_of(ty.path)
            return found.base if found is not None and found.unresolved == 0 else None
        return None

    def res_ty(self, res: Res, path: ast.Path, span: Span) -> k.Ty:
        """rustc's `lower_resolved_ty_path`."""
        tcx = self.tcx
        match res:
            case DefRes(kind="struct" | "enum" | "union", def_id=def_id):
                self.prohibit_args(path, len(path.segments) - 1, "")
                return tcx.adt(def_id, self.args_for(def_id, path.segments[-1], None, span))
            case DefRes(kind="type alias", def_id=def_id):
                args = self.args_for(def_id, path.segments[-1], None, span)
                return self.alias_ty(def_id, args, span)
            case DefRes(kind="type param", def_id=def_id):
                self.prohibit_args(path, len(path.segments), f"type parameter `{tcx.item_name(def_id)}`")
                return self.param_ty(def_id)
            case PrimTyRes(name=name):
                self.prohibit_args(path, len(path.segments), f"builtin type `{name}`")
                return i.PRIMITIVES[name]
            case SelfTyParamRes():
                self.self_args(path)
                return tcx.param(0, "Self")
            case SelfTyAliasRes(alias_to=def_id):
                self.self_args(path)
                return self.self_alias(def_id, span)
            case DefRes(kind="foreign ty", def_id=def_id):
                return tcx.foreign(def_id)
            case DefRes(kind="variant", def_id=def_id):
                enum = tcx.parent(def_id)
                assert enum is not None
                self.emit(errors.expected_type_found_variant(path, span))
                return i.ERROR
            case DefRes(kind="assoc ty", def_id=def_id):
                self.emit(
                    errors.ambiguous_associated_type(
                        span, self.trait_name(def_id), tcx.item_name(def_id), "Type", library=not tcx.is_local(def_id)
                    )
                )
                return i.ERROR
            case DefRes(kind="trait" | "trait alias"):
                bound = ast.TraitBound(span, (), path)
                return lower_trait_object(self, ast.TraitObjectTy(span, (bound,), True))
            case ErrRes():
                self.tainted = True
                return i.ERROR
            case DefRes(kind=kind):
                tcx.unsupported(f"a type that names a {kind}", span, self.item)
                return i.ERROR
            case _:
                return i.ERROR

    def trait_name(self, assoc: DefId) -> str:
        parent = self.tcx.parent(assoc)
        return self.tcx.item_name(parent) if parent is not None else "Trait"

    def alias_ty(self, def_id: DefId, args: k.GenericArgs, span: Span) -> k.Ty:
        """A type alias stands for its type at once."""
        return self.tcx.subst(self.tcx.type_of(def_id), args)  # type: ignore[no-any-return]

    def self_alias(self, def_id: DefId, span: Span) -> k.Ty:
        return self.tcx.type_of(def_id)

    def param_ty(self, def_id: DefId) -> k.Ty:
        parent = self.tcx.parent(def_id)
        assert parent is not None
        for p in self.tcx.generics_of(parent).params:
            if p.def_id == def_id:
                return self.tcx.param(p.index, p.name)
        return i.ERROR

    def self_args(self, path: ast.Path) -> None:
        """`Self<T>`: E0109 too."""
        if any(s.args is not None for s in path.segments):
            self.tcx.unsupported("generic arguments of `Self`", path.span, self.item)

    def prohibit_args(self, path: ast.Path, count: int, what: str) -> None:
        """E0109."""
        for segment in path.segments[:count]:
            if segment.args is not None and (segment.args.args or segment.args.constraints):
                self.emit(errors.prohibit_generics(segment, what, self.tcx))
                return

    def ref_ty(self, ty: ast.RefTy) -> k.Ty:
        if ty.lifetime is not None:
            region = self.lifetime(ty.lifetime)
        else:
            found = self.tcx.lookup("elided", ty)
            region = self.region(found[0] if found else None, Span(ty.span.lo, ty.span.lo + 1, ty.span.ctxt))
        return self.tcx.ref(region, self.lower_ty(ty.ty), ty.mutbl)

    def ptr_ty(self, ty: ast.PtrTy) -> k.Ty:
        return self.tcx.ptr(self.lower_ty(ty.ty), ty.mutbl)

    def slice_ty(self, ty: ast.SliceTy) -> k.Ty:
        return self.tcx.slice(self.lower_ty(ty.ty))

    def array_ty(self, ty: ast.ArrayTy) -> k.Ty:
        elem = self.lower_ty(ty.ty)
        return self.tcx.array(elem, self.const(ty.length, i.USIZE))

    def tuple_ty(self, ty: ast.TupTy) -> k.Ty:
        return self.tcx.tuple(tuple(self.lower_ty(t) for t in ty.elems))

    def paren_ty(self, ty: ast.ParenTy) -> k.Ty:
        return self.lower_ty(ty.ty)

    def underscore(self, ty: ast.InferTy) -> k.Ty:
        return self.infer_ty(ty.span, None)

    def implicit_self(self, ty: ast.ImplicitSelfTy) -> k.Ty:
        parent = self.tcx.parent(self.item)
        if parent is None:
            return i.ERROR
        return self.tcx.param(0, "Self") if self.tcx.def_kind(parent) == "trait" else self.tcx.type_of(parent)

    def bare_fn(self, ty: ast.BareFnTy) -> k.Ty:
        vars = self.tcx.lookup("binders", ty) or ()
        self.depth += 1
        inputs = tuple(self.lower_ty(p.ty) for p in ty.inputs)
        output = self.lower_ty(ty.output) if ty.output is not None else i.UNIT
        self.depth -= 1
        sig = self.tcx.binder(self.tcx.mk_fn_sig(inputs, output, ty.unsafe, _abi(ty.abi), ty.c_variadic), tuple(vars))
        if vars and ty.output is not None:
            wrong = check_result_lifetimes(self.tcx, sig, ty.output.span)
            if wrong is not None:
                self.emit(wrong)
        return self.tcx.fn_ptr(sig)

    def dyn_ty(self, ty: ast.TraitObjectTy) -> k.Ty:
        return lower_trait_object(self, ty)

    def impl_ty(self, ty: ast.ImplTraitTy) -> k.Ty:
        def_id = self.tcx.def_id_of(ty)
        if self.tcx.def_kind(def_id) == "type param":
            return self.param_ty(def_id)
        owner = self.tcx.parent(def_id)
        kind = self.tcx.def_kind(owner) if owner is not None else ""
        if kind not in ("fn", "assoc fn"):
            self.emit(
                errors.impl_trait_not_allowed(
                    ty.span, "types" if kind == "" else "field types" if kind == "field" else "these types"
                )
            )
            return i.ERROR
        assert owner is not None
        if kind == "assoc fn" and self.tcx.def_kind(self.tcx.parent(owner) or owner) == "trait":
            self.tcx.unsupported("`impl Trait` in the return type of a trait's method", ty.span, self.item)
            return i.ERROR
        captured = self.tcx.cache("opaque captures").get(def_id)
        if captured is None:
            self.tcx.generics_of(def_id)
            captured = self.tcx.cache("opaque captures")[def_id]
        args = list(self.tcx.identity_args(owner))
        args += [self.region(res, ty.span) for res in captured]
        return self.tcx.alias("opaque", def_id, tuple(args))

    def never(self, ty: ast.NeverTy) -> k.Ty:
        return i.NEVER

    def error(self, ty: ast.Ty) -> k.Ty:
        self.tainted = True
        return i.ERROR

    # -- constants --

    def const(self, value: ast.AnonConst, ty: k.Ty) -> k.Const:
        """A length or const argument."""
        expr: Any = value.value
        while isinstance(expr, ast.BlockExpr) and not expr.block.stmts and expr.block.expr is not None and not expr.block.unsafe:
            expr = expr.block.expr
        if (
            isinstance(expr, ast.LitExpr)
            and expr.kind in ("int", "bool", "char", "byte")
            and expr.suffix in (None, getattr(ty, "name", None))
        ):
            return self.literal(expr, ty, False)
        if isinstance(expr, ast.UnaryExpr) and expr.op == "-" and isinstance(expr.expr, ast.LitExpr) and expr.expr.kind == "int":
            return self.literal(expr.expr, ty, True)
        if isinstance(expr, ast.PathExpr) and expr.qself is None:
            found = self.tcx.full_res(expr.path)
            if isinstance(found, DefRes) and found.kind == "const param":
                return self.const_param(found.def_id)
        if isinstance(expr, ast.UnderscoreExpr):
            return self.infer_const(value.span, None)
        return self.anon_const(value, ty)

    def literal(self, expr: ast.LitExpr, ty: k.Ty, negative: bool) -> k.Const:
        raw = expr.value
        value = ord(raw) if isinstance(raw, str) else int(raw)  # type: ignore[arg-type]
        value = -value if negative else value
        kinds = {"int": (k.IntTy,), "byte": (k.IntTy,), "bool": (k.BoolTy,), "char": (k.CharTy,)}[expr.kind]
        if not isinstance(ty, kinds):
            self.tcx.unsupported("a constant argument of another type", expr.span, self.item)
            return i.CONST_ERROR
        if isinstance(ty, k.IntTy):
            low, high = (-(1 << (ty.bits - 1)), (1 << (ty.bits - 1)) - 1) if ty.signed else (0, (1 << ty.bits) - 1)
            if not low <= value <= high:
                self.tcx.unsupported("a constant argument out of range", expr.span, self.item)
                return i.CONST_ERROR
        return self.tcx.const_value(ty, value)

    def const_param(self, def_id: DefId) -> k.Const:
        parent = self.tcx.parent(def_id)
        assert parent is not None
        for p in self.tcx.generics_of(parent).params:
            if p.def_id == def_id:
                return self.tcx.const_param(p.index, p.name)
        return i.CONST_ERROR

    def anon_const(self, value: ast.AnonConst, ty: k.Ty) -> k.Const:
        """A constant that has to be evaluated; as it stands it depends on no parameter."""
        def_id = self.tcx.def_id_of(value)
        self.tcx.cache("anon const types")[def_id] = ty
        found = self.tcx.eval_const(def_id)
        return found if isinstance(found, k.Const) else i.CONST_ERROR

    # -- generic arguments --

    def args_for(self, def_id: DefId, segment: ast.PathSegment, self_ty: k.Ty | None, span: Span) -> k.GenericArgs:
        """Arguments of a definition that has no parent with parameters (an ADT, alias, trait)."""
        generics = self.tcx.generics_of(def_id)
        if segment.args is not None and segment.args.constraints and self.tcx.def_kind(def_id) not in ("trait", "trait alias"):
            self.emit(errors.constraint_not_allowed(segment.args.constraints[0]))
        return self.fill(generics, segment, self_ty, (), span, def_id)

    def own_args(self, def_id: DefId, segment: ast.PathSegment, parent: k.GenericArgs, span: Span) -> k.GenericArgs:
        """`parent`, then the definition's own arguments from `segment`."""
        return self.fill(self.tcx.generics_of(def_id), segment, None, parent, span, def_id)

    def fill(
        self, generics: Generics, segment: ast.PathSegment, self_ty: k.Ty | None, parent: k.GenericArgs, span: Span, def_id: DefId
    ) -> k.GenericArgs:
        """rustc's `lower_generic_args`: what is written, then defaults, then inference."""
        tcx = self.tcx
        made: list[k.GenericArg] = list(parent)
        written = segment.args
        lifetimes: list[ast.Lifetime] = []
        others: list[Any] = []
        if written is not None and written.parenthesized and tcx.def_kind(def_id) not in ("trait", "trait alias"):
            self.emit(errors.parenthesized_args(segment))
            return (*parent, *(i.ERROR if p.kind == "type" else i.RE_ERROR for p in generics.params if p.kind != "const"))
        if written is not None and not written.parenthesized:
            lifetimes = [a for a in written.args if isinstance(a, ast.Lifetime)]
            others = [a for a in written.args if not isinstance(a, ast.Lifetime)]
        elided = tcx.lookup("elided", segment) or ()
        wrong = errors.check_arg_count(self, generics, segment, lifetimes, others, self_ty is not None, def_id, span)
        if wrong and self.allow_infer():
            others, wrong = [], False
        lifetime_at = other_at = 0
        here = segment.ident.span
        for p in generics.params:
            if p.kind == "lifetime":
                if lifetime_at < len(lifetimes):
                    made.append(self.lifetime(lifetimes[lifetime_at]))
                else:
                    made.append(
                        i.RE_ERROR
                        if wrong and lifetimes
                        else self.region(elided[lifetime_at] if lifetime_at < len(elided) else None, here, p)
                    )
                lifetime_at += 1
            elif generics.has_self and p.index == 0 and self_ty is not None:
                made.append(self_ty)
            elif p.kind == "type":
                if written is not None and written.parenthesized:
                    made.append(self.paren_args(written))
                elif other_at < len(others):
                    arg = others[other_at]
                    other_at += 1
                    made.append(self.written_arg(arg) if isinstance(arg, ast.Ty) else self.mismatch(arg))
                else:
                    made.append(self.default_ty(p, made, wrong, here))
            else:
                if other_at < len(others):
                    made.append(self.const_arg(others[other_at], p))
                    other_at += 1
                else:
                    made.append(self.default_const(p, made, wrong, here))
        return tuple(made)

    def written_arg(self, arg: ast.Ty) -> k.Ty:
        """An argument that stands between angle brackets."""
        return self.lower_ty(arg)

    def mismatch(self, arg: Any) -> k.Ty:
        self.tcx.unsupported("a constant where a type is expected", arg.span, self.item)
        return i.ERROR

    def paren_args(self, written: ast.GenericArgs) -> k.Ty:
        return self.tcx.tuple(tuple(self.lower_ty(a) for a in written.args if isinstance(a, ast.Ty)))

    def default_ty(self, p: GenericParamDef, made: list[k.GenericArg], wrong: bool, span: Span) -> k.Ty:
        if wrong:
            return i.ERROR
        if p.has_default and not (self.allow_infer() and self.infer_defaults):
            return self.tcx.subst(self.tcx.type_of(p.def_id), tuple(made))  # type: ignore[no-any-return]
        return self.infer_ty(span, p)

    in_method_call = False

    infer_defaults = False
    """In expression paths an argument left out is inferred even if the parameter has a default."""

    def default_const(self, p: GenericParamDef, made: list[k.GenericArg], wrong: bool, span: Span) -> k.Const:
        if wrong:
            return i.CONST_ERROR
        if p.has_default and not (self.allow_infer() and self.infer_defaults):
            node = self.tcx.hir(p.def_id)
            lowerer = Lowerer(self.tcx, self.tcx.parent(p.def_id) or self.item)
            return self.tcx.subst(lowerer.const(node.default, self.tcx.type_of(p.def_id)), tuple(made))  # type: ignore[no-any-return]
        return self.infer_const(span, p)

    def const_arg(self, arg: Any, p: GenericParamDef) -> k.Const:
        ty = self.tcx.type_of(p.def_id)
        if isinstance(arg, ast.AnonConst):
            return self.const(arg, ty)
        if isinstance(arg, ast.InferTy):
            return self.infer_const(arg.span, p)
        if isinstance(arg, ast.PathTy) and arg.qself is None:
            found = self.tcx.full_res(arg.path)
            if isinstance(found, DefRes) and found.kind == "const param":
                return self.const_param(found.def_id)
            if isinstance(found, DefRes) and found.kind == "const":
                value = self.tcx.eval_const(found.def_id)
                return value if isinstance(value, k.Const) else i.CONST_ERROR
        if isinstance(arg, ast.PathTy) and isinstance(self.tcx.full_res(arg.path), ErrRes):
            return i.CONST_ERROR
        self.tcx.unsupported("a type where a constant is expected", arg.span, self.item)
        return i.CONST_ERROR

    # -- associated types --

    def assoc_ty(self, base: k.Ty, res: Res | None, segment: ast.PathSegment, span: Span) -> k.Ty:
        """`T::Item` (rustc's `lower_type_relative_ty_path`)."""
        tcx, name = self.tcx, segment.ident.name
        if isinstance(base, k.ErrorTy):
            return base
        candidates: list[k.Binder] = []
        match res:
            case SelfTyAliasRes(alias_to=impl) if tcx.def_kind(impl) == "impl":
                header = tcx.impl_header(impl)
                if header.trait_ref is not None:
                    candidates = [tcx.binder(header.trait_ref)]
            case SelfTyParamRes(trait=trait):
                candidates = [tcx.binder(tcx.trait_ref(trait, tcx.identity_args(trait)))]
                candidates += self.param_bounds(None, name)
            case DefRes(kind="type param", def_id=def_id):
                candidates = self.param_bounds(def_id, name)
            case _:
                found = self.assoc_of_infer(base, segment, span)
                if found is not None:
                    return found
        is_param = isinstance(res, (SelfTyParamRes,)) or isinstance(res, DefRes) and res.kind == "type param"
        matches = self.bounds_with(candidates, name)
        if not matches:
            if (
                isinstance(base, k.AdtTy)
                and tcx.adt_def(base.def_id).kind == "enum"
                and any(v.name == name for v in tcx.adt_def(base.def_id).variants)
            ):
                self.emit(errors.variant_as_type(segment.ident.span, name))
                return i.ERROR
            if is_param or candidates:
                self.emit(errors.assoc_type_not_found(self, base, segment, span, candidates, res))
            else:
                self.emit(errors.ambiguous_associated_type(span, "Example", name, None, base, tcx))
            return i.ERROR
        if len(matches) > 1:
            self.tcx.unsupported("an ambiguous associated type", span, self.item)
            return i.ERROR
        bound, assoc = matches[0]
        trait_ref = bound.value
        if bound.vars and trait_ref.binders:
            trait_ref = self.instantiate_poly(bound, span)
        args = self.own_args(assoc, segment, trait_ref.args, span)
        return self.projected(span, assoc, args)

    def instantiate_poly(self, bound: k.Binder, span: Span) -> Any:
        """The trait reference of a higher-ranked bound."""
        self.tcx.unsupported("an associated type of a higher-ranked bound", span, self.item)
        return self.tcx.instantiate_erased(bound)

    def bounds_with(self, candidates: list[k.Binder], name: str) -> list[tuple[k.Binder, DefId]]:
        """The bounds, supertraits included, whose trait has an associated type `name`."""
        found: dict[Any, tuple[k.Binder, DefId]] = {}
        for candidate in candidates:
            for bound in supertraits(self.tcx, candidate):
                for assoc in self.tcx.associated_items(bound.value.def_id):
                    if assoc.kind == "type" and assoc.name == name:
                        found.setdefault((bound.value, assoc.def_id), (bound, assoc.def_id))
        return list(found.values())

    def param_bounds(self, param: DefId | None, name: str) -> list[k.Binder]:
        """The trait bounds on a parameter (None: `Self` of a trait) that can have an associated type `name`."""
        from_items = self.tcx.cache("param bounds")
        key = (self.item, param, name)
        found = from_items.get(key)
        if found is None:
            found = from_items[key] = self.find_param_bounds(param, name)
        return found  # type: ignore[no-any-return]

    def find_param_bounds(self, param: DefId | None, name: str) -> list[k.Binder]:
        tcx = self.tcx
        found: list[k.Binder] = []
        at: DefId | None = self.item
        while at is not None:
            kind = tcx.def_kind(at)
            node = tcx.hir(at)
            generics = getattr(node, "generics", None)
            if generics is not None:
                lowerer = Lowerer(tcx, at)
                for bounded, bound in _bounds_on(tcx, generics, param):
                    if self.trait_may_define(bound, name):
                        found += lowerer.poly_trait_refs(bound, bounded)
            if kind == "mod":
                break
            if param is not None and kind in ("fn", "assoc fn") and tcx.def_kind(param) == "type param":
                own = tcx.hir(param)
                if isinstance(own, ast.ImplTraitTy) and tcx.parent(param) == at:
                    for bound in own.bounds:
                        if isinstance(bound, ast.TraitBound):
                            found += Lowerer(tcx, at).poly_trait_refs(bound, self.param_ty(param))
            at = tcx.parent(at)
        return found

    def trait_may_define(self, bound: ast.TraitBound, name: str) -> bool:
        """Whether the bound's trait or a supertrait has an associated type `name`; asked of the trees, so that
        the bounds of one parameter can mention associated types of another."""
        res = self.tcx.full_res(bound.path)
        if not isinstance(res, DefRes):
            return False
        stack, seen = [res.def_id], set()
        while stack:
            trait = stack.pop()
            if trait in seen:
                continue
            seen.add(trait)
            node = self.tcx.hir(trait)
            if any(isinstance(x, ast.TypeAlias) and x.ident.name == name for x in getattr(node, "items", ())):
                return True
            supers = list(getattr(node, "bounds", ()))
            for predicate in node.generics.where_clause:
                if isinstance(predicate.bounded, ast.PathTy) and isinstance(
                    self.tcx.full_res(predicate.bounded.path), SelfTyParamRes
                ):
                    supers += predicate.bounds
            for sup in supers:
                if isinstance(sup, ast.TraitBound):
                    found = self.tcx.full_res(sup.path)
                    if isinstance(found, DefRes):
                        stack.append(found.def_id)
        return False

    def poly_trait_refs(self, bound: ast.TraitBound, self_ty: k.Ty) -> list[k.Binder]:
        """The trait reference of a bound, without its associated-type constraints."""
        res = self.tcx.full_res(bound.path)
        if not isinstance(res, DefRes) or res.kind != "trait" or bound.modifier == "?":
            return []
        self.depth += 1
        args = self.args_for(res.def_id, bound.path.segments[-1], self.tcx.shift(self_ty, 1), bound.path.span)
        self.depth -= 1
        return [self.tcx.binder(self.tcx.trait_ref(res.def_id, args), tuple(self.tcx.lookup("binders", bound) or ()))]

    # -- bounds --

    def bounds(self, self_ty: k.Ty, bounds: tuple[ast.Bound, ...], out: list[tuple[k.Clause, Span]]) -> None:
        """What `self_ty: bounds` says, each with the span of its bound."""
        for bound in bounds:
            match bound:
                case ast.TraitBound():
                    self.trait_bound(self_ty, bound, out)
                case ast.OutlivesBound():
                    region = self.lifetime(bound.lifetime)
                    out.append(
                        (
                            self.tcx.binder(self.tcx.type_outlives(self.tcx.shift(self_ty, 1), self.tcx.shift(region, 1))),
                            bound.span,
                        )
                    )
                case _:
                    pass

    def trait_bound(self, self_ty: k.Ty, bound: ast.TraitBound, out: list[tuple[k.Clause, Span]], shifted: bool = False) -> None:
        tcx = self.tcx
        res = tcx.full_res(bound.path)
        if not isinstance(res, DefRes) or res.kind not in ("trait", "trait alias"):
            self.tainted = True
            return
        if bound.modifier == "?":
            return
        if res.kind == "trait alias" or bound.modifier not in ("",):
            tcx.unsupported("a trait alias" if res.kind == "trait alias" else f"`{bound.modifier}` bounds", bound.span, self.item)
            return
        vars = tuple(tcx.lookup("binders", bound) or ())
        self.depth += 1
        inner = self_ty if shifted else tcx.shift(self_ty, 1)
        segment = bound.path.segments[-1]
        args = self.args_for(res.def_id, segment, inner, bound.path.span)
        trait_ref = tcx.trait_ref(res.def_id, args)
        place = bound.span if not bound.path.span or bound.generic_params else bound.path.span
        out.append((tcx.binder(tcx.trait_predicate(trait_ref), vars), place))
        if segment.args is not None:
            self.constraints(trait_ref, vars, segment, bound, out)
        self.depth -= 1

    def is_erased(self, ty: Any) -> bool:
        """Whether a type stands for what `dyn` hides; only there is a name bound once."""
        return type(ty) is k.ParamTy and ty.name == "dyn Self"

    def constraints(
        self,
        trait_ref: Any,
        vars: tuple[Any, ...],
        segment: ast.PathSegment,
        bound: ast.TraitBound,
        out: list[tuple[k.Clause, Span]],
    ) -> None:
        """`Item = T`, `Item: Bound`, and the output of `Fn(A) -> B`."""
        tcx = self.tcx
        written = segment.args
        assert written is not None
        if written.parenthesized:
            output = self.lower_ty(written.output) if written.output is not None else i.UNIT
            assoc = tcx.lang_item("fn_once_output")
            if assoc is None:
                tcx.unsupported("the Fn traits", bound.span, self.item)
                return
            alias = tcx.alias("projection", assoc, trait_ref.args)
            span = written.output.span if written.output is not None else written.span
            wrong = check_output_binding(tcx, trait_ref, vars, output, "Output", span) if vars else None
            if wrong is not None:
                self.emit(wrong)
            out.append((tcx.binder(tcx.projection_predicate(alias, output), vars), span))
            return
        seen: dict[DefId, Span] = {}
        for constraint in written.constraints:
            matches = self.bounds_with([tcx.binder(trait_ref, vars)], constraint.ident.name)
            if not matches:
                self.emit(errors.assoc_type_not_found_in_trait(self, trait_ref.def_id, constraint.ident))
                continue
            if len(matches) > 1:
                tcx.unsupported("an ambiguous associated type", constraint.span, self.item)
                continue
            owner, assoc = matches[0]
            if assoc in seen and self.is_erased(trait_ref.args[0]):
                self.emit(errors.assoc_type_bound_twice(constraint, seen[assoc], def_path_str(tcx, assoc)))
                continue
            seen[assoc] = constraint.span
            args = self.own_args(assoc, ast.PathSegment(constraint.ident, constraint.args), owner.value.args, constraint.span)
            alias = tcx.alias("projection", assoc, args)
            if isinstance(constraint.ty, ast.AnonConst):
                tcx.unsupported("associated constant equality", constraint.span, self.item)
            elif constraint.ty is not None:
                term = self.lower_ty(constraint.ty)
                wrong = check_output_binding(tcx, trait_ref, vars, term, constraint.ident.name, constraint.span) if vars else None
                if wrong is not None:
                    self.emit(wrong)
                out.append((tcx.binder(tcx.projection_predicate(alias, term), vars), constraint.span))
            else:
                self.assoc_bounds(alias, vars, constraint, out)

    def assoc_bounds(
        self, alias: k.Ty, vars: tuple[Any, ...], constraint: ast.AssocConstraint, out: list[tuple[k.Clause, Span]]
    ) -> None:
        if vars:
            self.tcx.unsupported("bounds on an associated type under a binder", constraint.span, self.item)
            return
        self.depth -= 1
        self.bounds(alias, constraint.bounds, out)
        self.depth += 1


def _bounds_on(tcx: TyCtxt, generics: ast.Generics, param: DefId | None) -> Any:
    """(the parameter's type, bound) of the bounds written on a parameter."""
    for p in generics.params:
        if isinstance(p, ast.TypeParam) and param is not None and tcx.lookup("def_ids", p) == param:
            for bound in p.bounds:
                if isinstance(bound, ast.TraitBound):
                    yield _param(tcx, param), bound
    for predicate in generics.where_clause:
        if not isinstance(predicate.bounded, ast.PathTy) or predicate.bounded.qself is not None:
            continue
        res = tcx.full_res(predicate.bounded.path)
        ours = (
            isinstance(res, SelfTyParamRes)
            if param is None
            else isinstance(res, DefRes) and res.kind == "type param" and res.def_id == param
        )
        if ours:
            for bound in predicate.bounds:
                if isinstance(bound, ast.TraitBound):
                    yield (tcx.param(0, "Self") if param is None else _param(tcx, param)), bound


def _param(tcx: TyCtxt, def_id: DefId) -> k.Ty:
    parent = tcx.parent(def_id)
    assert parent is not None
    for p in tcx.generics_of(parent).params:
        if p.def_id == def_id:
            return tcx.param(p.index, p.name)
    return i.ERROR


def _abi(abi: str | None) -> str:
    return "Rust" if abi is None else abi


LOWER: dict[type, Callable[[Any, Any], k.Ty]] = {
    ast.PathTy: Lowerer.path_ty,
    ast.RefTy: Lowerer.ref_ty,
    ast.PtrTy: Lowerer.ptr_ty,
    ast.SliceTy: Lowerer.slice_ty,
    ast.ArrayTy: Lowerer.array_ty,
    ast.TupTy: Lowerer.tuple_ty,
    ast.ParenTy: Lowerer.paren_ty,
    ast.InferTy: Lowerer.underscore,
    ast.ImplicitSelfTy: Lowerer.implicit_self,
    ast.BareFnTy: Lowerer.bare_fn,
    ast.TraitObjectTy: Lowerer.dyn_ty,
    ast.ImplTraitTy: Lowerer.impl_ty,
    ast.NeverTy: Lowerer.never,
    ast.ErrTy: Lowerer.error,
    ast.MacroTy: Lowerer.error,
}
