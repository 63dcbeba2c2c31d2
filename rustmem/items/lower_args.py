"""Lifetimes, constants and generic arguments as written to those meant (rustc's `hir_ty_lowering::generics`)."""

from __future__ import annotations

from typing import Any

from rustmem.items import errors
from rustmem.source.diag import Diag
from rustmem.source.index import DefId
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty import intern as i
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt
from rustmem.ty.defs import (
    DefRes,
    EarlyBound,
    ErrRes,
    InferLifetime,
    LateBound,
    ResolvedLifetime,
    StaticLifetime,
)
from rustmem.ty.generics import GenericParamDef, Generics

PLACES = {
    "struct": "structs", "enum": "enums", "union": "unions", "const": "constants", "assoc const": "associated constants", "static": "static variables",
    "type alias": "type aliases", "assoc ty": "associated types", "impl": "implementations", "trait": "traits",
}  # fmt: skip


class ArgLowering:
    """Lowers for one item. A body's lowering overrides the hooks."""

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

    def of_item(self, item: DefId) -> ArgLowering:
        """Lowers for another item, with nothing overridden."""
        raise NotImplementedError

    def lower_ty(self, ty: ast.Ty) -> k.Ty:
        raise NotImplementedError

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

    in_method_call = False

    infer_defaults = False
    """In expression paths an argument left out is inferred even if the parameter has a default."""

    def emit(self, diag: Diag) -> None:
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
        value = ord(raw) if isinstance(raw, str) else int(raw)
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

    def default_const(self, p: GenericParamDef, made: list[k.GenericArg], wrong: bool, span: Span) -> k.Const:
        if wrong:
            return i.CONST_ERROR
        if p.has_default and not (self.allow_infer() and self.infer_defaults):
            node = self.tcx.hir(p.def_id)
            lowerer = self.of_item(self.tcx.parent(p.def_id) or self.item)
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
