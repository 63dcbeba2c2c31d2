"""Expressions as places: rustc's `builder::expr::as_place`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rustmem.mir import body as m
from rustmem.mir.build.scope import ScopeBuilder
from rustmem.mir.build.upvars import Capture, PlaceBuilder, UpvarPlace, resolve_upvar
from rustmem.mir.place_ty import place_ty
from rustmem.source.index import BasicBlock, Local
from rustmem.source.span import Span
from rustmem.ty import intern
from rustmem.ty import kind as k
from rustmem.typeck import thir as t

BlockAndPlace = tuple[BasicBlock, PlaceBuilder]


class PlaceExprBuilder(ScopeBuilder):
    """The part of `Builder` that lowers expressions to places."""

    captures: list[Capture]
    guard_context: list[set[Any]]
    var_indices: dict[Any, tuple[Local, Local | None]]
    as_temp: Callable[..., tuple[BasicBlock, Local]]

    # -- places --

    def try_place(self, place: PlaceBuilder) -> m.Place | None:
        if type(place) is m.Place:
            return place
        return resolve_upvar(self.captures, place)  # type: ignore[arg-type]

    def to_place(self, place: PlaceBuilder) -> m.Place:
        found = self.try_place(place)
        assert found is not None, place
        return found

    def as_place(self, block: BasicBlock, expr: t.Expr) -> tuple[BasicBlock, m.Place]:
        block, place = self.expr_as_place(block, expr, "mut", None)
        return block, self.to_place(place)

    def as_read_only_place(self, block: BasicBlock, expr: t.Expr) -> tuple[BasicBlock, m.Place]:
        """Of a place only read: a temporary made for it is not mutable."""
        block, place = self.expr_as_place(block, expr, "not", None)
        return block, self.to_place(place)

    def as_place_builder(self, block: BasicBlock, expr: t.Expr) -> BlockAndPlace:
        return self.expr_as_place(block, expr, "mut", None)

    def expr_as_place(self, block: BasicBlock, expr: t.Expr, mutbl: m.Mutability, fakes: list[Local] | None) -> BlockAndPlace:
        lower = _PLACES.get(type(expr))
        if lower is not None:
            return lower(self, block, expr, mutbl, fakes)
        block, temp = self.as_temp(block, self.tree.temporary_scope(expr.temp_node), expr, mutbl)
        return block, m.Place(temp)

    # -- one production each --

    def place_scope(self, block: BasicBlock, e: t.ScopeExpr, mutbl: Any, fakes: Any) -> BlockAndPlace:
        saved = self.enter_expr_scope(e.scope, e.span, e.lint_node)
        block, place = self.expr_as_place(block, e.value, mutbl, fakes)
        return self.leave_expr_scope(block, saved), place

    def place_field(self, block: BasicBlock, e: t.FieldExpr, mutbl: Any, fakes: Any) -> BlockAndPlace:
        block, place = self.expr_as_place(block, e.arg, mutbl, fakes)
        base = e.arg.ty
        if type(base) is k.AdtTy:
            adt = self.tcx.adt_def(base.def_id)
            if adt.kind == "enum":
                place = place.project(m.Downcast(adt.variants[e.variant].name, e.variant))
        return block, place.project(m.Field(e.field, e.ty))

    def place_deref(self, block: BasicBlock, e: t.DerefExpr, mutbl: Any, fakes: Any) -> BlockAndPlace:
        block, place = self.expr_as_place(block, e.arg, mutbl, fakes)
        return block, place.project(m.DEREF)

    def place_var(self, block: BasicBlock, e: t.VarRefExpr, mutbl: Any, fakes: Any) -> BlockAndPlace:
        local, for_guard = self.var_indices[e.var]
        if for_guard is not None and self.is_bound_in_guard(e.var):
            return block, m.Place(for_guard, (m.DEREF,))
        return block, m.Place(local)

    def is_bound_in_guard(self, var: Any) -> bool:
        return any(var in frame for frame in self.guard_context)

    def place_upvar(self, block: BasicBlock, e: t.UpvarRefExpr, mutbl: Any, fakes: Any) -> BlockAndPlace:
        return block, UpvarPlace(e.var)

    def place_ascription(self, block: BasicBlock, e: t.PlaceTypeAscriptionExpr, mutbl: Any, fakes: Any) -> BlockAndPlace:
        block, place = self.expr_as_place(block, e.source, mutbl, fakes)
        if e.user_ty is not None:
            self.ascribe(block, self.to_place(place), e.user_ty, e.ty, e.user_ty_span)
        return block, place

    def value_ascription(self, block: BasicBlock, e: t.ValueTypeAscriptionExpr, mutbl: Any, fakes: Any) -> BlockAndPlace:
        scope = self.tree.temporary_scope(e.source.temp_node)
        block, temp = self.as_temp(block, scope, e.source, mutbl)
        place = m.Place(temp)
        if e.user_ty is not None:
            self.ascribe(block, place, e.user_ty, e.ty, e.user_ty_span)
        return block, place

    def ascribe(self, block: BasicBlock, place: m.Place, user_ty: Any, ty: k.Ty, span: Span) -> None:
        index = self.push_annotation(user_ty, ty)
        self.blocks[block].statements.append(m.AscribeUserType(place, "invariant", index, (), self.source_info(span)))

    def push_annotation(self, user_ty: Any, ty: k.Ty) -> int:
        raise NotImplementedError

    # -- indexing --

    def place_index(self, block: BasicBlock, e: t.IndexExpr, mutbl: Any, fakes: list[Local] | None) -> BlockAndPlace:
        """`base[index]`: a bounds check, which later parts of the expression must not invalidate (fake borrows)."""
        outermost = fakes is None
        temps: list[Local] = [] if fakes is None else fakes
        block, base = self.expr_as_place(block, e.arg, mutbl, temps)
        block, index = self.as_temp(block, self.tree.temporary_scope(e.index.temp_node), e.index, "not")
        source_info = self.source_info(e.span)
        block = self.bounds_check(block, self.to_place(base), index, e.span, source_info)
        if outermost:
            statements = self.blocks[block].statements
            for temp in temps:
                statements.append(m.FakeRead("ForIndex", m.Place(temp), source_info))
        else:
            self.add_fake_borrows_of_base(self.to_place(base), block, temps, e.span, source_info)
        return block, base.project(m.Index(index))

    def len_of_slice_or_array(self, block: BasicBlock, place: m.Place, span: Span, source_info: m.SourceInfo) -> m.Operand:
        ty = place_ty(self.local_decls, self.tcx, place)
        statements = self.blocks[block].statements
        if type(ty) is k.ArrayTy:
            statements.append(m.FakeRead("ForIndex", place, source_info))
            return m.Constant(span, m.TyConst(ty.length, intern.USIZE))
        pointer: m.Operand
        local_ty = self.local_decls[place.local].ty
        if place.projection == (m.DEREF,) and (
            type(local_ty) is k.RawPtrTy or (type(local_ty) is k.RefTy and local_ty.mutbl == "not")
        ):
            pointer = m.Copy(m.Place(place.local))
        else:
            raw = self.temp(self.tcx.ptr(ty, "not"), span)
            statements.append(m.Assign(raw, m.RawPtr("not", place, True), source_info))
            pointer = m.Move(raw)
        length = self.temp(intern.USIZE, span)
        statements.append(m.Assign(length, m.UnaryOp("PtrMetadata", pointer), source_info))
        return m.Move(length)

    def bounds_check(self, block: BasicBlock, base: m.Place, index: Local, span: Span, source_info: m.SourceInfo) -> BasicBlock:
        length = self.len_of_slice_or_array(block, base, span, source_info)
        below = self.temp(intern.BOOL, span)
        at = m.Copy(m.Place(index))
        self.blocks[block].statements.append(m.Assign(below, m.BinaryOp("Lt", at, to_copy(length)), source_info))
        return self.build_assert(block, m.Move(below), True, m.BoundsCheck(length, at), span)

    def build_assert(
        self, block: BasicBlock, cond: m.Operand, expected: bool, message: m.AssertMessage, span: Span
    ) -> BasicBlock:
        success = self.new_block()
        self.terminate(block, m.Assert(cond, expected, message, success, "continue", self.source_info(span)))
        self.diverge_from(block)
        return success

    def add_fake_borrows_of_base(
        self, base: m.Place, block: BasicBlock, temps: list[Local], span: Span, source_info: m.SourceInfo
    ) -> None:
        """None of the pointers in the base may change before the outermost index is used."""
        if type(place_ty(self.local_decls, self.tcx, base)) is not k.SliceTy:
            return
        for position in range(len(base.projection) - 1, -1, -1):
            elem = base.projection[position]
            prefix = m.Place(base.local, base.projection[:position])
            if type(elem) is m.Deref:
                ty = place_ty(self.local_decls, self.tcx, prefix)
                temp = self.temp(self.tcx.ref(intern.RE_ERASED, ty), span)
                borrow = m.Ref(intern.RE_ERASED, "fake shallow", prefix)
                self.blocks[block].statements.append(m.Assign(temp, borrow, source_info))
                temps.append(temp.local)
            elif type(elem) is m.Index and type(place_ty(self.local_decls, self.tcx, prefix)) is k.SliceTy:
                return

    def temp(self, ty: k.Ty, span: Span) -> m.Place:
        raise NotImplementedError


def to_copy(operand: m.Operand) -> m.Operand:
    return m.Copy(operand.place) if type(operand) is m.Move else operand


_PLACES: dict[type, Callable[..., BlockAndPlace]] = {
    t.ScopeExpr: PlaceExprBuilder.place_scope,
    t.FieldExpr: PlaceExprBuilder.place_field,
    t.DerefExpr: PlaceExprBuilder.place_deref,
    t.IndexExpr: PlaceExprBuilder.place_index,
    t.UpvarRefExpr: PlaceExprBuilder.place_upvar,
    t.VarRefExpr: PlaceExprBuilder.place_var,
    t.PlaceTypeAscriptionExpr: PlaceExprBuilder.place_ascription,
    t.ValueTypeAscriptionExpr: PlaceExprBuilder.value_ascription,
}
