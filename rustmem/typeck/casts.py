"""`as` (rustc's `cast`)."""

from __future__ import annotations

from typing import Any

from rustmem.syntax import ast
from rustmem.traits.elaborate import supertrait_def_ids
from rustmem.traits.unsize import principal_of
from rustmem.ty import intern as i
from rustmem.ty import kind as k
from rustmem.typeck import errors_cast
from rustmem.typeck import results as r
from rustmem.typeck.expectation import Expectation


class CastCheck:
    """One cast, checked when the types of the body are known."""

    __slots__ = ("expr", "expr_ty", "cast_ty")

    def __init__(self, expr: ast.CastExpr, expr_ty: k.Ty, cast_ty: k.Ty) -> None:
        self.expr = expr
        self.expr_ty = expr_ty
        self.cast_ty = cast_ty


class CheckCasts:
    """The part of `FnCtxt` that checks casts."""

    def check_expr_cast(self: Any, expr: ast.CastExpr, expected: Expectation) -> k.Ty:
        cast_ty = self.resolve(self.lower_ty_saving_user_provided(expr.ty, expr))
        expr_ty = self.resolve(self.check_expr_with_expectation(expr.expr, Expectation("cast", cast_ty)))
        if expr_ty.flags & k.HAS_ERROR or cast_ty.flags & k.HAS_ERROR:
            self.tainted = True
            return i.ERROR if cast_ty is i.ERROR else cast_ty
        if isinstance(cast_ty, (k.DynTy, k.SliceTy, k.StrTy)):
            errors_cast.cast_to_unsized(self, expr, expr_ty, cast_ty)
            return i.ERROR
        self.deferred_casts.append(CastCheck(expr, expr_ty, cast_ty))
        return cast_ty

    def check_casts(self: Any) -> None:
        for cast in self.deferred_casts:
            self.check_cast(cast)
        self.deferred_casts = []

    def check_cast(self: Any, cast: CastCheck) -> None:
        expr = cast.expr
        cast.expr_ty = self.structurally_resolve(expr.expr.span, cast.expr_ty)
        cast.cast_ty = self.structurally_resolve(expr.ty.span, cast.cast_ty)
        cast.expr_ty, cast.cast_ty = self.resolve(cast.expr_ty), self.resolve(cast.cast_ty)
        if cast.expr_ty.flags & k.HAS_ERROR or cast.cast_ty.flags & k.HAS_ERROR:
            return
        if not self.is_sized(cast.cast_ty):
            errors_cast.cast_to_unsized(self, expr, cast.expr_ty, cast.cast_ty)
            return
        if isinstance(cast.cast_ty, k.RawPtrTy) and self.is_ty_var(self.shallow(cast.cast_ty.ty)) and cast.expr_ty is not i.NEVER:
            if not isinstance(cast.expr_ty, (k.RawPtrTy, k.RefTy)):
                errors_cast.unknown_pointer_kind(self, expr)
                return
        coerced = self.coerce(expr.expr, cast.expr_ty, cast.cast_ty)
        if coerced is not None:
            self.results.coercion_casts.add(expr)
            return
        error = self.do_cast_check(cast)
        if error is not None:
            errors_cast.report_cast_error(self, cast, error)

    def do_cast_check(self: Any, cast: CastCheck) -> Any:
        """None if the cast is fine, else what is wrong with it (a name from rustc's `CastError`)."""
        source, target = cast.expr_ty, cast.cast_ty
        from_kind, to_kind = self.cast_type(source), self.cast_type(target)
        if to_kind is None or to_kind == "fn-def":
            return "NonScalar"
        if from_kind is None:
            return self.cast_from_reference(cast, source, target, to_kind)
        if from_kind == "fn-def":
            ptr = self.tcx.fn_ptr(self.poly_fn_sig_of(source))
            if self.coerce(cast.expr.expr, source, ptr) is None:
                return "NonScalar"
            from_kind = "fn-ptr"
        if to_kind == "enum" or to_kind == "fn-ptr":
            return "NonScalar"
        if to_kind == "bool":
            return "CastToBool"
        if to_kind == "char":
            return None if source is i.U8 else "CastToChar"
        if to_kind == "ptr":
            if from_kind == "ptr":
                return self.check_ptr_ptr_cast(source, target)
            if from_kind == "int":
                return self.check_addr_ptr_cast(target)
            if from_kind == "fn-ptr":
                return None if self.is_sized(target.ty) else "IllegalCast"
            return "IllegalCast"
        if to_kind == "float":
            return None if from_kind in ("int", "float") else "IllegalCast"
        return self.check_ptr_addr_cast(source) if from_kind == "ptr" else None

    def cast_type(self: Any, ty: k.Ty) -> str | None:
        """rustc's `CastTy`."""
        match ty:
            case k.InferTy(kind="int") | k.IntTy():
                return "int"
            case k.InferTy(kind="float") | k.FloatTy():
                return "float"
            case k.BoolTy():
                return "bool"
            case k.CharTy():
                return "char"
            case k.RawPtrTy():
                return "ptr"
            case k.FnPtrTy():
                return "fn-ptr"
            case k.FnDefTy():
                return "fn-def"
            case k.AdtTy(def_id=def_id):
                adt = self.tcx.adt_def(def_id)
                if adt.kind == "enum" and adt.variants and all(not v.fields for v in adt.variants):
                    return "enum"
        return None

    def cast_from_reference(self: Any, cast: CastCheck, source: k.Ty, target: k.Ty, to_kind: str) -> Any:
        """A source that is no scalar: only a reference has rules of its own."""
        if not isinstance(source, k.RefTy):
            return "NonScalar"
        inner = self.resolve(source.ty)
        if to_kind in ("int", "bool", "char", "enum", "float"):
            return "NeedDeref" if self.is_numeric(inner) else "NeedViaPtr"
        if to_kind == "ptr":
            if not self.is_sized(target.ty):
                return "IllegalCast"
            if isinstance(inner, k.ArrayTy):
                return self.check_array_ptr_cast(cast, source, inner, target)
            return "IllegalCast"
        return "NonScalar"

    def check_array_ptr_cast(self: Any, cast: CastCheck, source: k.RefTy, array: k.ArrayTy, target: k.RawPtrTy) -> Any:
        """`&[T; N] as *const T`."""
        if source.mutbl == "mut" or target.mutbl == "not":
            ptr = self.tcx.ptr(array, source.mutbl)
            if self.eq(array.ty, target.ty):
                steps = [r.Adjustment(r.Deref(), array), r.Adjustment(r.RawBorrow(source.mutbl), ptr)]
                self.apply_adjustments(cast.expr.expr, steps)
                return None
        return "IllegalCast"

    def pointer_kind(self: Any, ty: k.Ty) -> Any:
        """What a pointer to `ty` carries beside the address: None (thin), `length`, or the vtable of a trait."""
        if self.is_sized(ty):
            return "thin"
        tail = self.struct_tail(ty)
        if isinstance(tail, (k.SliceTy, k.StrTy)):
            return "length"
        if isinstance(tail, k.DynTy):
            return ("vtable", tail)
        return ("of", tail)

    def check_ptr_ptr_cast(self: Any, source: k.RawPtrTy, target: k.RawPtrTy) -> Any:
        from_kind, to_kind = self.pointer_kind(source.ty), self.pointer_kind(target.ty)
        if to_kind == "thin":
            return None
        if from_kind == "thin":
            return "SizedUnsizedCast"
        if from_kind == to_kind == "length":
            return None
        if isinstance(from_kind, tuple) and isinstance(to_kind, tuple) and from_kind[0] == to_kind[0]:
            if from_kind[0] == "of":
                return None if from_kind[1] is to_kind[1] else "DifferingKinds"
            return self.check_vtables(from_kind[1], to_kind[1])
        return "DifferingKinds"

    def check_vtables(self: Any, source: k.DynTy, target: k.DynTy) -> Any:
        """Pointers to trait objects: of one principal trait, and with no auto trait that was not there."""
        a, b = principal_of(source), principal_of(target)
        if (a is None) != (b is None):
            return (
                None if b is None and not any(type(p.value) is k.ExistentialAutoTrait for p in target.preds) else "DifferingKinds"
            )
        if a is not None and b is not None:
            if a.value.def_id != b.value.def_id or not self.eq(self.tcx.dyn((a,), i.RE_ERASED), self.tcx.dyn((b,), i.RE_ERASED)):
                return "DifferingKinds"
        held = {p.value.def_id for p in source.preds if type(p.value) is k.ExistentialAutoTrait}
        if a is not None:
            held |= set(supertrait_def_ids(self.tcx, a.value.def_id))
        added = [p.value.def_id for p in target.preds if type(p.value) is k.ExistentialAutoTrait and p.value.def_id not in held]
        return ("PtrPtrAddingAutoTrait", added) if added else None

    def check_ptr_addr_cast(self: Any, source: k.RawPtrTy) -> Any:
        return None if self.pointer_kind(source.ty) == "thin" else "NeedViaThinPtr"

    def check_addr_ptr_cast(self: Any, target: k.RawPtrTy) -> Any:
        kind = self.pointer_kind(target.ty)
        return None if kind == "thin" else "IntToWideCast"
