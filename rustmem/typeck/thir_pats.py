"""Builds typed patterns: rustc's `rustc_mir_build::thir::pattern`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rustmem.source.diag import error
from rustmem.source.index import DefId
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt
from rustmem.ty.defs import DefRes, SelfCtorRes, SelfTyAliasRes
from rustmem.ty.generics import AdtDef
from rustmem.typeck import results as r
from rustmem.typeck import thir as t


class PatBuilder:
    """The part of `ThirBuilder` that sees to patterns."""

    def __init__(self, tcx: TyCtxt, def_id: DefId, results: r.TypeckResults) -> None:
        self.tcx = tcx
        self.def_id = def_id
        self.results = results

    def pattern(self, pat: Any) -> t.Pat:
        """The typed pattern, with the dereferences that default binding modes leave out."""
        while type(pat) is ast.ParenPat:
            pat = pat.pat
        made = _PATS[type(pat)](self, pat, self.results.pat_types[pat])
        adjustments = self.results.pat_adjustments.get(pat)
        if adjustments:
            for source in reversed(adjustments):
                made = t.DerefPat(source, pat.span, made, True)
        return made

    # -- one production each --

    def wild(self, pat: Any, ty: k.Ty) -> t.Pat:
        return t.WildPat(ty, pat.span)

    def never(self, pat: Any, ty: k.Ty) -> t.Pat:
        return t.NeverPat(ty, pat.span)

    def ident(self, pat: ast.IdentPat, ty: k.Ty) -> t.Pat:
        res = self.tcx.full_res(pat)
        if isinstance(res, DefRes):
            return self.path_res(pat, res, ty)
        var = self.tcx.variable_of(pat)
        by_ref, mutbl = self.results.pat_binding_modes.get(pat, (pat.by_ref, pat.mutbl))
        var_ty = self.results.locals.get(var, ty)
        matched = var_ty
        if by_ref is not None and type(var_ty) is k.RefTy:
            matched = var_ty.ty
        span: Span = pat.span
        if pat.sub is not None and pat.ident.span.ctxt is span.ctxt:
            span = span.with_hi(pat.ident.span.hi)
        sub = None if pat.sub is None else self.pattern(pat.sub)
        return t.BindingPat(matched, span, pat.ident.name, by_ref, mutbl, var, var_ty, sub, var is pat, False)

    def path(self, pat: ast.PathPat, ty: k.Ty) -> t.Pat:
        res = self.results.node_res.get(pat) or self.tcx.full_res(pat.path)
        return self.path_res(pat, res, ty)

    def path_res(self, pat: Any, res: Any, ty: k.Ty) -> t.Pat:
        if isinstance(res, DefRes) and res.kind in ("const", "assoc const"):
            made = self.const_pattern(pat, res.def_id, ty)
        else:
            made = self.variant_or_leaf(pat, res, ty, ())
        user = self.results.user_args.get(pat)
        if user is not None:
            made = t.AscribePat(ty, pat.span, made, user, "covariant")
        return made

    def tuple_struct(self, pat: ast.TupleStructPat, ty: k.Ty) -> t.Pat:
        res = self.results.node_res.get(pat) or self.tcx.full_res(pat.path)
        assert type(ty) is k.AdtTy
        adt = self.tcx.adt_def(ty.def_id)
        variant = adt.variants[self.variant_index(adt, res)]
        subs = self.positional(pat.elems, len(variant.fields))
        return self.ascribed(pat, self.variant_or_leaf(pat, res, ty, subs))

    def struct(self, pat: ast.StructPat, ty: k.Ty) -> t.Pat:
        res = self.results.node_res.get(pat) or self.tcx.full_res(pat.path)
        subs = []
        for field in pat.fields:
            sub = self.pattern(field.pat)
            if field.shorthand:
                inner = sub
                while type(inner) is t.DerefPat:
                    inner = inner.sub
                if type(inner) is t.BindingPat:
                    inner.is_shorthand = True  # type: ignore[misc]
            subs.append(t.FieldPat(self.results.field_indices[field], sub))
        return self.ascribed(pat, self.variant_or_leaf(pat, res, ty, tuple(subs)))

    def ascribed(self, pat: Any, made: t.Pat) -> t.Pat:
        user = self.results.user_args.get(pat)
        return made if user is None else t.AscribePat(made.ty, pat.span, made, user, "covariant")

    def tuple(self, pat: ast.TuplePat, ty: k.Ty) -> t.Pat:
        assert type(ty) is k.TupleTy
        return t.LeafPat(ty, pat.span, self.positional(pat.elems, len(ty.elems)))

    def positional(self, elems: Any, count: int) -> tuple[t.FieldPat, ...]:
        """Patterns with the indices of their fields; those after `..` count from the end."""
        subs = []
        gap = 0
        for position, elem in enumerate(elems):
            if type(elem) is ast.RestPat:
                gap = count - len(elems)
            else:
                subs.append(t.FieldPat(position + gap, self.pattern(elem)))
        return tuple(subs)

    def slice(self, pat: ast.SlicePat, ty: k.Ty) -> t.Pat:
        prefix: list[t.Pat] = []
        suffix: list[t.Pat] = []
        rest: t.Pat | None = None
        elem_ty = ty.ty if isinstance(ty, (k.ArrayTy, k.SliceTy)) else ty
        for elem in pat.elems:
            if self.is_rest(elem):
                rest = self.rest(elem, elem_ty, ty)
            elif rest is None:
                prefix.append(self.pattern(elem))
            else:
                suffix.append(self.pattern(elem))
        return t.SlicePat(ty, pat.span, tuple(prefix), rest, tuple(suffix), type(ty) is k.ArrayTy)

    def is_rest(self, elem: Any) -> bool:
        return type(elem) is ast.RestPat or (type(elem) is ast.IdentPat and type(elem.sub) is ast.RestPat)

    def rest(self, elem: Any, elem_ty: k.Ty, whole: k.Ty) -> t.Pat:
        if type(elem) is ast.RestPat:
            return t.WildPat(self.results.pat_types.get(elem, self.tcx.slice(elem_ty)), elem.span)
        made = self.ident_without_sub(elem, self.results.pat_types[elem])
        adjustments = self.results.pat_adjustments.get(elem)
        if adjustments:
            for source in reversed(adjustments):
                made = t.DerefPat(source, elem.span, made, True)
        return made

    def ident_without_sub(self, pat: ast.IdentPat, ty: k.Ty) -> t.Pat:
        """`rest @ ..`: the `..` matches anything."""
        var = self.tcx.variable_of(pat)
        by_ref, mutbl = self.results.pat_binding_modes.get(pat, (pat.by_ref, pat.mutbl))
        var_ty = self.results.locals.get(var, ty)
        matched = var_ty.ty if by_ref is not None and type(var_ty) is k.RefTy else var_ty
        span = pat.span.with_hi(pat.ident.span.hi)
        wild = t.WildPat(matched, pat.sub.span)  # type: ignore[union-attr]
        return t.BindingPat(matched, span, pat.ident.name, by_ref, mutbl, var, var_ty, wild, var is pat, False)

    def or_(self, pat: ast.OrPat, ty: k.Ty) -> t.Pat:
        return t.OrPat(ty, pat.span, tuple(self.pattern(each) for each in pat.pats))

    def ref(self, pat: ast.RefPat, ty: k.Ty) -> t.Pat:
        return t.DerefPat(ty, pat.span, self.pattern(pat.pat))

    def box(self, pat: ast.BoxPat, ty: k.Ty) -> t.Pat:
        return t.DerefPat(ty, pat.span, self.pattern(pat.pat))

    def lit(self, pat: ast.LitPat, ty: k.Ty) -> t.Pat:
        value, _ = self.pat_value(pat.expr, ty)
        return self.value_pattern(value, ty, pat.span)

    def range(self, pat: ast.RangePat, ty: k.Ty) -> t.Pat:
        lo = None if pat.lo is None else self.pat_value(pat.lo, ty)[0]
        hi = None if pat.hi is None else self.pat_value(pat.hi, ty)[0]
        return t.RangePat(ty, pat.span, lo, hi, pat.inclusive)

    def error(self, pat: Any, ty: k.Ty) -> t.Pat:
        return t.ErrPat(ty, pat.span)

    # -- constants --

    def pat_value(self, expr: Any, ty: k.Ty) -> tuple[Any, DefId | None]:
        """The value of a literal, negated literal or path in a pattern."""
        while type(expr) is ast.ParenExpr:
            expr = expr.expr
        if type(expr) is ast.LitExpr:
            if expr.kind == "int" and type(ty) is k.FloatTy:
                return float(expr.value), None
            return expr.value, None
        if type(expr) is ast.UnaryExpr and expr.op == "-":
            return -self.pat_value(expr.expr, ty)[0], None
        if type(expr) is ast.PathExpr:
            res = self.results.node_res.get(expr) or self.tcx.full_res(expr.path)
            if isinstance(res, DefRes):
                if self.depends_on_params(expr, res.def_id, expr.span):
                    return 0, None
                return self.scalar_of(res.def_id, ty, expr.span), res.def_id
        self.tcx.unsupported("this constant in a pattern", expr.span, self.def_id)
        return 0, None

    def depends_on_params(self, pat: Any, def_id: DefId, span: Span) -> bool:
        """E0158: whether a constant's value waits for a generic parameter."""
        args = self.results.node_args.get(pat) or self.results.node_args.get(getattr(pat, "path", None)) or ()
        if not any(arg.flags & (k.HAS_TY_PARAM | k.HAS_CT_PARAM) for arg in args):
            return False
        diag = error("constant pattern cannot depend on generic parameters", span, "E0158")
        diag.label(span, "`const` depends on a generic parameter").label(self.tcx.def_span(def_id), "constant defined here")
        self.tcx.emit(diag.not_modelled("the parameter that a constant depends on"), self.def_id)
        return True

    def scalar_of(self, def_id: DefId, ty: k.Ty, span: Span) -> Any:
        value = self.tcx.eval_const_value(def_id)
        if value is None:
            self.tcx.unsupported("this constant in a pattern", span, self.def_id)
            return 0
        return value

    def const_pattern(self, pat: Any, def_id: DefId, ty: k.Ty) -> t.Pat:
        if self.depends_on_params(pat, def_id, pat.span):
            return t.ErrPat(ty, pat.span)
        value = self.tcx.eval_const_value(def_id)
        if value is None:
            self.tcx.unsupported("this constant in a pattern", pat.span, self.def_id)
            return t.ErrPat(ty, pat.span)
        return self.value_pattern(value, ty, pat.span)

    def value_pattern(self, value: Any, ty: k.Ty, span: Span) -> t.Pat:
        """A constant taken apart into patterns, as rustc's `const_to_pat` does: references, tuples, arrays and ADTs
        become their structure, scalars and strings stay constants."""
        if type(ty) is k.RefTy:
            inner = ty.ty
            if type(inner) is k.SliceTy and isinstance(value, bytes):
                inner = self.tcx.slice(inner.ty)
            return t.DerefPat(ty, span, self.value_pattern(value, inner, span))
        if isinstance(ty, (k.ArrayTy, k.SliceTy)):
            elems = tuple(self.value_pattern(each, ty.ty, span) for each in value)
            return t.SlicePat(ty, span, elems, None, (), type(ty) is k.ArrayTy)
        if type(ty) is k.TupleTy:
            return t.LeafPat(ty, span, self.value_fields(value, ty.elems, span))
        if type(ty) is k.AdtTy:
            adt = self.tcx.adt_def(ty.def_id)
            variant, fields = value
            tys = tuple(self.tcx.subst(self.tcx.type_of(f.def_id), ty.args) for f in adt.variants[variant].fields)
            subs = self.value_fields(fields, tys, span)
            if adt.kind == "enum":
                return t.VariantPat(ty, span, adt, ty.args, variant, subs)
            return t.LeafPat(ty, span, subs)
        return t.ConstantPat(ty, span, value)

    def value_fields(self, values: Any, tys: tuple[k.Ty, ...], span: Span) -> tuple[t.FieldPat, ...]:
        return tuple(t.FieldPat(i, self.value_pattern(v, ty, span)) for i, (v, ty) in enumerate(zip(values, tys)))

    # -- variants --

    def variant_or_leaf(self, pat: Any, res: Any, ty: k.Ty, subs: tuple[t.FieldPat, ...]) -> t.Pat:
        if type(ty) is not k.AdtTy:
            return t.ErrPat(ty, pat.span)
        adt = self.tcx.adt_def(ty.def_id)
        if adt.kind == "enum":
            return t.VariantPat(ty, pat.span, adt, ty.args, self.variant_index(adt, res), subs)
        return t.LeafPat(ty, pat.span, subs)

    def variant_index(self, adt: AdtDef, res: Any) -> int:
        if adt.kind != "enum":
            return 0
        if isinstance(res, DefRes):
            for variant in adt.variants:
                if variant.def_id == res.def_id or variant.ctor == res.def_id:
                    return variant.index
        assert isinstance(res, (SelfCtorRes, SelfTyAliasRes)), res
        return 0

    def variant_with_ctor(self, adt: AdtDef, ctor: DefId) -> int:
        for variant in adt.variants:
            if variant.ctor == ctor:
                return variant.index
        return 0

    def variant_of_path(self, expr: Any, path: ast.Path, adt: AdtDef) -> int:
        res = self.results.node_res.get(expr) or self.tcx.full_res(path)
        return self.variant_index(adt, res)


_PATS: dict[type, Callable[[PatBuilder, Any, k.Ty], t.Pat]] = {
    ast.WildPat: PatBuilder.wild,
    ast.NeverPat: PatBuilder.never,
    ast.RestPat: PatBuilder.wild,
    ast.IdentPat: PatBuilder.ident,
    ast.PathPat: PatBuilder.path,
    ast.TupleStructPat: PatBuilder.tuple_struct,
    ast.StructPat: PatBuilder.struct,
    ast.TuplePat: PatBuilder.tuple,
    ast.SlicePat: PatBuilder.slice,
    ast.OrPat: PatBuilder.or_,
    ast.RefPat: PatBuilder.ref,
    ast.BoxPat: PatBuilder.box,
    ast.LitPat: PatBuilder.lit,
    ast.RangePat: PatBuilder.range,
    ast.ErrPat: PatBuilder.error,
}
