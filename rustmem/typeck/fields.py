"""Struct literals and field access."""

from __future__ import annotations

from typing import Any

from rustmem.source.diag import error
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty import intern as i
from rustmem.ty import kind as k
from rustmem.typeck import errors, errors_fields
from rustmem.typeck.autoderef import Autoderef
from rustmem.typeck.expectation import Expectation

_PRIMITIVE = (k.BoolTy, k.CharTy, k.IntTy, k.FloatTy, k.StrTy)


class CheckFields:
    """The part of `FnCtxt` that checks fields."""

    # -- access --

    def check_expr_field(self: Any, expr: ast.FieldExpr, expected: Expectation) -> k.Ty:
        self.never_context[expr.expr] = "place"
        checked = self.check_expr(expr.expr)
        base = self.structurally_resolve(expr.expr.span, checked)
        if base is i.ERROR:
            return base
        name = expr.ident.name
        private: Any = None
        autoderef = Autoderef(self, expr.span, base)
        for ty, _ in autoderef:
            if lost_fields(self, ty):
                self.tainted = True
                return i.ERROR
            found = self.field_of(ty, name)
            if found is None:
                continue
            index, field_ty, vis, owner = found
            if not self.is_accessible(vis):
                private = private or (owner, ty)
                continue
            self.register_predicates(autoderef.obligations)
            self.apply_adjustments(expr.expr, autoderef.adjust_steps())
            self.results.field_indices[expr] = index
            return field_ty
        final = self.structurally_resolve(expr.expr.span, autoderef.final_ty())
        if final is i.ERROR:
            return final
        if private is not None:
            errors_fields.private_field(self, expr, checked, private[0])
        elif self.method_exists(expr.ident, checked, expr):
            errors_fields.take_value_of_method(self, expr, checked)
        elif not self.is_primitive(base):
            errors_fields.no_such_field(self, expr, checked)
        else:
            errors_fields.primitive_has_no_fields(self, expr, base)
        return i.ERROR

    def field_of(self: Any, ty: k.Ty, name: str) -> tuple[int, k.Ty, Any, Any] | None:
        """(index, type, visibility, owner) of a struct's, union's or tuple's own field."""
        if isinstance(ty, k.AdtTy):
            adt = self.tcx.adt_def(ty.def_id)
            if adt.kind == "enum":
                return None
            for index, field in enumerate(adt.variants[0].fields):
                if field.name == name:
                    return index, self.field_ty(field, ty.args), field.vis, ty.def_id
        elif isinstance(ty, k.TupleTy) and name.isdigit() and (name == "0" or name[0] != "0"):
            index = int(name)
            if index < len(ty.elems):
                return index, ty.elems[index], None, None
        return None

    def is_primitive(self: Any, ty: k.Ty) -> bool:
        return isinstance(ty, _PRIMITIVE) or isinstance(ty, k.InferTy) and ty.kind != "ty"

    # -- struct literals --

    def check_expr_struct(self: Any, expr: ast.StructExpr, expected: Expectation) -> k.Ty:
        found = self.check_struct_path(expr, expr.qself, expr.path)
        if found is None:
            for field in expr.fields:
                self.check_expr(field.expr)
            if isinstance(expr.rest, ast.Expr):
                self.check_expr(expr.rest)
            return i.ERROR
        variant, ty = found
        self.try_structurally_resolve(ty)
        self.check_expr_struct_fields(ty, expected, expr, variant)
        self.require_type_is_sized(ty, expr.span, "StructInitializerSized")
        return ty

    def check_expr_struct_fields(self: Any, ty: k.AdtTy, expected: Expectation, expr: ast.StructExpr, variant: Any) -> None:
        if ty.def_id < self.tcx.base and any(a.path == "non_exhaustive" for a in self.tcx.attrs(ty.def_id)):
            if self.tcx.adt_def(ty.def_id).kind == "struct":
                diag = error("cannot create non-exhaustive struct using struct expression", expr.span, "E0639")
                self.emit(diag.not_modelled("what rustc may add to E0639"))
        hint = expected.only_has_type(self)
        if (
            hint is not None
            and isinstance(self.shallow(hint), k.AdtTy)
            and self.shallow(hint).def_id == ty.def_id
            and self.can_eq(ty, hint)
        ):
            hinted = self.expected_inputs_for_expected_output(expected, ty, (ty,))
            if hinted is not None:
                self.eq(ty, hinted[0], expr.span)
        tcx = self.tcx
        adt = tcx.adt_def(ty.def_id)
        remaining = {field.name: at for at, field in enumerate(variant.fields)}
        seen: dict[str, Span] = {}
        fine = True
        late = False
        """Whether rustc keeps the error of the last field back, until it knows whether fields are missing."""
        for init in expr.fields:
            name = init.ident.name
            at = remaining.pop(name, None)
            field_ty: k.Ty = i.ERROR
            if at is not None:
                seen[name] = init.span
                self.results.field_indices[init] = at
                field = variant.fields[at]
                field_ty = self.field_ty(field, ty.args, init.span)
            else:
                fine = False
                if name in seen:
                    errors_fields.field_twice(self, init, seen[name])
                else:
                    errors_fields.unknown_field(self, ty, variant, init, expr.fields, adt.kind, expr)
            checked = self.check_expr_with_hint(init.expr, field_ty)
            made = self.demand_coerce(init.expr, checked, field_ty)
            late = init is expr.fields[-1] and made is i.ERROR and field_ty is not i.ERROR and bool(remaining)
        if late:
            self.tcx.diags[-1].not_modelled("the order of a literal's errors")
        if adt.kind == "union":
            if len(expr.fields) != 1:
                errors_fields.union_expr_fields(self, expr.path.span)
            return
        if isinstance(expr.rest, ast.Expr):
            self.check_struct_base(expr, ty, adt)
            if fine:
                self.check_private_fields(expr, variant, ty, remaining)
        elif expr.rest is not None:
            errors_fields.base_missing_after_dots(self, expr)
        elif remaining and fine:
            hidden = [variant.fields[at] for at in remaining.values() if not self.is_accessible(variant.fields[at].vis)]
            if hidden:
                errors_fields.inaccessible_fields(self, expr, ty, hidden, remaining)
            else:
                errors_fields.missing_fields(self, expr, ty, variant, remaining)
        if expr.rest is None or fine:
            for init in expr.fields:
                at = self.results.field_indices.get(init)
                if at is not None and not self.is_accessible(variant.fields[at].vis):
                    errors.private_field_in_literal(self, init.ident, variant, ty, init.span)

    def check_struct_base(self: Any, expr: ast.StructExpr, ty: k.AdtTy, adt: Any) -> None:
        base = expr.rest
        self.never_context[base] = "place"
        self.check_expr_has_type_or_error(base, ty)
        if adt.kind != "struct":
            errors_fields.functional_update_of_non_struct(self, base)
            return
        self.results.fru_field_types[expr] = tuple(self.variant_field_tys(adt.variants[0], ty))

    def check_private_fields(self: Any, expr: ast.StructExpr, variant: Any, ty: k.AdtTy, remaining: dict[str, int]) -> None:
        hidden = [variant.fields[at] for at in remaining.values() if not self.is_accessible(variant.fields[at].vis)]
        if hidden:
            errors_fields.private_fields_in_update(self, expr, variant, ty, hidden)


def fields_unknown(fcx: Any, variant: Any) -> bool:
    """Whether fields of a struct or variant were lost to an error of the parser (`VariantDef::has_errors`)."""
    if variant is None or not fcx.tcx.is_local(variant.def_id):
        return False
    node = fcx.tcx.hir(variant.def_id)
    return bool(getattr(getattr(node, "data", node), "recovered", False))


def lost_fields(fcx: Any, ty: k.Ty) -> bool:
    """`fields_unknown` of a struct: rustc then says nothing of any field of it."""
    if not isinstance(ty, k.AdtTy) or not fcx.tcx.is_local(ty.def_id):
        return False
    adt = fcx.tcx.adt_def(ty.def_id)
    return adt.kind != "enum" and fields_unknown(fcx, adt.variants[0])
