"""Expressions as rvalues: rustc's `builder::expr::as_rvalue`, with the checks of arithmetic."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rustmem.mir import body as m
from rustmem.mir.build.as_place import PlaceExprBuilder, to_copy
from rustmem.mir.build.upvars import UpvarPlace
from rustmem.mir.place_ty import operand_ty
from rustmem.source.index import BasicBlock, Local
from rustmem.source.span import Span
from rustmem.ty import intern
from rustmem.ty import kind as k
from rustmem.typeck import thir as t

BlockAndRvalue = tuple[BasicBlock, m.Rvalue]
_OVERFLOWING = {"Add": "AddWithOverflow", "Sub": "SubWithOverflow", "Mul": "MulWithOverflow"}


class RvalueBuilder(PlaceExprBuilder):
    """The part of `Builder` that lowers expressions to rvalues."""

    as_operand: Callable[..., tuple[BasicBlock, m.Operand]]
    stmt_expr: Callable[..., BasicBlock]

    def as_constant(self, expr: t.Expr) -> m.Constant:
        raise NotImplementedError

    def consume(self, place: m.Place) -> m.Operand:
        raise NotImplementedError

    def as_local_rvalue(self, block: BasicBlock, expr: t.Expr) -> BlockAndRvalue:
        return self.as_rvalue(block, self.scopes[-1].region_scope, expr)

    def as_rvalue(self, block: BasicBlock, scope: Any, expr: t.Expr) -> BlockAndRvalue:
        lower = _RVALUES.get(type(expr))
        if lower is not None:
            return lower(self, block, scope, expr)
        block, operand = self.as_operand(block, scope, expr, m.BORING, False)
        return block, m.Use(operand)

    # -- one production each --

    def rvalue_scope(self, block: BasicBlock, scope: Any, e: t.ScopeExpr) -> BlockAndRvalue:
        saved = self.enter_expr_scope(e.scope, e.span, e.lint_node)
        block, rvalue = self.as_rvalue(block, scope, e.value)
        return self.leave_expr_scope(block, saved), rvalue

    def rvalue_constant(self, block: BasicBlock, scope: Any, e: t.Expr) -> BlockAndRvalue:
        return block, m.Use(self.as_constant(e))

    def rvalue_repeat(self, block: BasicBlock, scope: Any, e: t.RepeatExpr) -> BlockAndRvalue:
        if type(e.count) is k.ValueConst and e.count.value == 0:
            return self.zero_repeat(block, scope, e)
        block, operand = self.as_operand(block, scope, e.value, m.BORING, False)
        return block, m.Repeat(operand, e.count)

    def zero_repeat(self, block: BasicBlock, scope: Any, e: t.RepeatExpr) -> BlockAndRvalue:
        """`[value; 0]`: the value is computed and dropped."""
        value = e.value
        inner = value
        while type(inner) is t.ScopeExpr:
            inner = inner.value
        source_info = self.source_info(e.span)
        if type(inner) not in CONSTANTS:
            block, operand = self.as_operand(block, scope, value, m.BORING, False)
            if type(operand) is m.Move:
                success = self.new_block()
                self.terminate(block, m.Drop(operand.place, success, "continue", False, source_info))
                self.diverge_from(block)
                block = success
            self.record_operands_moved((operand,))
        return block, m.Aggregate(m.ArrayAggregate(inner.ty), ())

    def rvalue_binary(self, block: BasicBlock, scope: Any, e: t.BinaryExpr) -> BlockAndRvalue:
        block, left = self.as_operand(block, scope, e.left, m.BORING, True)
        block, right = self.as_operand(block, scope, e.right, m.BORING, False)
        return self.build_binary_op(block, e.op, e.span, e.ty, left, right)

    def rvalue_unary(self, block: BasicBlock, scope: Any, e: t.UnaryExpr) -> BlockAndRvalue:
        block, arg = self.as_operand(block, scope, e.arg, m.BORING, False)
        ty = e.ty
        if e.op == "Neg" and type(ty) is k.IntTy and ty.signed:
            is_min = self.temp(intern.BOOL, e.span)
            least = m.Constant(e.span, m.ValueConst(-(1 << (ty.bits - 1)), ty))
            self.assign(block, self.source_info(e.span), is_min, m.BinaryOp("Eq", to_copy(arg), least))
            block = self.build_assert(block, m.Move(is_min), False, m.OverflowNeg(to_copy(arg)), e.span)
        return block, m.UnaryOp(e.op, arg)

    def rvalue_cast(self, block: BasicBlock, scope: Any, e: t.CastExpr) -> BlockAndRvalue:
        source, ty = e.source, e.source.ty
        operand: m.Operand
        if type(ty) is k.AdtTy and self.tcx.adt_def(ty.def_id).kind == "enum":
            discr_ty = discriminant_ty(self.tcx.adt_def(ty.def_id))
            block, temp = self.as_temp(block, scope, source, "not")
            discr = self.temp(discr_ty, source.span)
            self.assign(block, self.source_info(e.span), discr, m.Discriminant(m.Place(temp)))
            operand, ty = m.Move(discr), discr_ty
        else:
            block, operand = self.as_operand(block, scope, source, m.BORING, False)
        return block, m.Cast(cast_kind(ty, e.ty), operand, e.ty, True)

    def rvalue_coercion(self, block: BasicBlock, scope: Any, e: t.PointerCoercionExpr) -> BlockAndRvalue:
        block, operand = self.as_operand(block, scope, e.source, m.BORING, False)
        return block, m.Cast(e.cast, operand, e.ty, e.is_from_as_cast)  # type: ignore[arg-type]

    def rvalue_array(self, block: BasicBlock, scope: Any, e: t.ArrayExpr) -> BlockAndRvalue:
        block, operands = self.operands(block, scope, e.fields)
        return block, m.Aggregate(m.ArrayAggregate(e.ty.ty), operands)  # type: ignore[attr-defined]

    def rvalue_tuple(self, block: BasicBlock, scope: Any, e: t.TupleExpr) -> BlockAndRvalue:
        block, operands = self.operands(block, scope, e.fields)
        return block, m.Aggregate(m.TupleAggregate(), operands)

    def operands(self, block: BasicBlock, scope: Any, exprs: tuple[t.Expr, ...]) -> tuple[BasicBlock, tuple[m.Operand, ...]]:
        made = []
        for expr in exprs:
            block, operand = self.as_operand(block, scope, expr, m.BORING, True)
            made.append(operand)
        return block, tuple(made)

    def rvalue_closure(self, block: BasicBlock, scope: Any, e: t.ClosureExpr) -> BlockAndRvalue:
        for expr, (cause, closure, span) in e.fake_reads:
            block, builder = self.as_place_builder(block, expr)
            place = self.try_place(builder)
            if place is not None:
                read = m.FakeRead(cause, place, self.source_info(span), closure)
                self.blocks[block].statements.append(read)
        operands: list[m.Operand] = []
        for upvar in e.upvars:
            cls = type(upvar)
            operand: m.Operand
            if cls in PLACES:
                block, captured = self.as_place(block, upvar)
                operand = self.consume(captured)
            elif cls is t.BorrowExpr and upvar.kind == "mut":  # type: ignore[attr-defined]
                block, operand = self.limit_capture_mutability(block, upvar, scope)  # type: ignore[arg-type]
            else:
                block, operand = self.as_operand(block, scope, upvar, m.BORING, True)
            operands.append(operand)
        return block, m.Aggregate(m.ClosureAggregate(e.closure, e.args), tuple(operands))

    def limit_capture_mutability(self, block: BasicBlock, upvar: t.BorrowExpr, scope: Any) -> tuple[BasicBlock, m.Operand]:
        """A mutable capture of an immutable variable is a unique borrow: the mutation inside is the error."""
        source_info = self.source_info(upvar.span)
        temp = self.temp(upvar.ty, upvar.span)
        self.blocks[block].statements.append(m.StorageLive(temp.local, source_info))
        block, builder = self.as_place_builder(block, upvar.arg)
        arg = self.to_place(builder)
        if type(builder) is UpvarPlace:
            position = 1 if type(arg.projection[0]) is m.Deref else 0
            field = arg.projection[position]
            assert type(field) is m.Field
            mutbl = self.captures[field.index].mutbl
        else:
            mutbl = self.local_decls[arg.local].mutbl
        kind: m.BorrowKind = "closure capture mut" if mutbl == "not" else "mut"
        self.assign(block, source_info, temp, m.Ref(intern.RE_ERASED, kind, arg))
        if scope is not None:
            self.schedule_drop_storage_and_value(scope, temp.local)
        return block, m.Move(temp)

    def rvalue_assign(self, block: BasicBlock, scope: Any, e: t.Expr) -> BlockAndRvalue:
        block = self.stmt_expr(block, e, None)
        return block, m.Use(unit_constant(e.span))

    def rvalue_thread_local(self, block: BasicBlock, scope: Any, e: t.ThreadLocalRefExpr) -> BlockAndRvalue:
        return block, m.ThreadLocalRef(e.def_id)

    # -- arithmetic --

    def assign(self, block: BasicBlock, source_info: m.SourceInfo, place: m.Place, rvalue: m.Rvalue) -> None:
        self.blocks[block].statements.append(m.Assign(place, rvalue, source_info))

    def build_binary_op(
        self, block: BasicBlock, op: str, span: Span, ty: k.Ty, left: m.Operand, right: m.Operand
    ) -> BlockAndRvalue:
        """A primitive operation with the checks of a debug build."""
        if type(ty) is k.IntTy:
            if op in _OVERFLOWING:
                return self.overflowing_op(block, op, span, ty, left, right)
            if op == "Shl" or op == "Shr":
                return self.shift(block, op, span, ty, left, right)
            if op == "Div" or op == "Rem":
                return self.division(block, op, span, ty, left, right)
        return block, m.BinaryOp(op, left, right)  # type: ignore[arg-type]

    def overflowing_op(
        self, block: BasicBlock, op: Any, span: Span, ty: k.IntTy, left: m.Operand, right: m.Operand
    ) -> BlockAndRvalue:
        result = self.temp(self.tcx.tuple((ty, intern.BOOL)), span)
        rvalue = m.BinaryOp(_OVERFLOWING[op], to_copy(left), to_copy(right))  # type: ignore[arg-type]
        self.assign(block, self.source_info(span), result, rvalue)
        overflowed = m.Move(result.field(1, intern.BOOL))
        block = self.build_assert(block, overflowed, False, m.Overflow(op, left, right), span)
        return block, m.Use(m.Move(result.field(0, ty)))

    def shift(self, block: BasicBlock, op: Any, span: Span, ty: k.IntTy, left: m.Operand, right: m.Operand) -> BlockAndRvalue:
        source_info = self.source_info(span)
        right_ty = operand_ty(self.local_decls, self.tcx, right)
        assert type(right_ty) is k.IntTy
        unsigned, unsigned_ty = to_copy(right), right_ty
        if right_ty.signed:
            unsigned_ty = intern.INTS["u" + right_ty.name[1:]]
            temp = self.temp(unsigned_ty, span)
            self.assign(block, source_info, temp, m.Cast("IntToInt", to_copy(right), unsigned_ty))
            unsigned = m.Move(temp)
        bits = m.Constant(span, m.ValueConst(ty.bits, unsigned_ty))
        in_bounds = self.temp(intern.BOOL, span)
        self.assign(block, source_info, in_bounds, m.BinaryOp("Lt", unsigned, bits))
        message = m.Overflow(op, to_copy(left), to_copy(right))
        block = self.build_assert(block, m.Move(in_bounds), True, message, span)
        return block, m.BinaryOp(op, left, right)

    def division(self, block: BasicBlock, op: Any, span: Span, ty: k.IntTy, left: m.Operand, right: m.Operand) -> BlockAndRvalue:
        source_info = self.source_info(span)

        def compare(x: m.Operand, value: int) -> m.BinaryOp:
            return m.BinaryOp("Eq", to_copy(x), m.Constant(span, m.ValueConst(value, ty)))

        is_zero = self.temp(intern.BOOL, span)
        self.assign(block, source_info, is_zero, compare(right, 0))
        zero = m.DivisionByZero(to_copy(left)) if op == "Div" else m.RemainderByZero(to_copy(left))
        block = self.build_assert(block, m.Move(is_zero), False, zero, span)
        if ty.signed:
            is_minus_one, is_min, overflow = (self.temp(intern.BOOL, span) for _ in range(3))
            self.assign(block, source_info, is_minus_one, compare(right, -1))
            self.assign(block, source_info, is_min, compare(left, -(1 << (ty.bits - 1))))
            both = m.BinaryOp("BitAnd", m.Move(is_minus_one), m.Move(is_min))
            self.assign(block, source_info, overflow, both)
            message = m.Overflow(op, to_copy(left), to_copy(right))
            block = self.build_assert(block, m.Move(overflow), False, message, span)
        return block, m.BinaryOp(op, left, right)


def unit_constant(span: Span) -> m.Constant:
    return m.Constant(span, m.ValueConst(None, intern.UNIT))


def discriminant_ty(adt: Any) -> k.IntTy:
    """The type of the discriminants of an enum."""
    return intern.INTS[adt.repr_int] if adt.repr_int else intern.ISIZE


def cast_kind(source: k.Ty, target: k.Ty) -> m.CastKind:
    """rustc's `mir_cast_kind`, for a cast that type checking allowed."""
    if type(source) is k.FloatTy:
        return "FloatToInt" if type(target) is k.IntTy else "FloatToFloat"
    if isinstance(source, (k.RawPtrTy, k.RefTy)):
        return "PtrToPtr" if type(target) is k.RawPtrTy else "PointerExposeProvenance"
    if isinstance(source, (k.FnPtrTy, k.FnDefTy)):
        return "FnPtrToPtr" if type(target) is k.RawPtrTy else "PointerExposeProvenance"
    if type(target) is k.FloatTy:
        return "IntToFloat"
    if type(target) is k.RawPtrTy:
        return "PointerWithExposedProvenance"
    return "IntToInt"


PLACES = frozenset({
    t.FieldExpr, t.DerefExpr, t.IndexExpr, t.UpvarRefExpr, t.VarRefExpr, t.PlaceTypeAscriptionExpr,
    t.ValueTypeAscriptionExpr,
})  # fmt: skip
CONSTANTS = frozenset({t.ConstBlockExpr, t.LiteralExpr, t.ZstLiteralExpr, t.ConstParamExpr, t.StaticRefExpr, t.NamedConstExpr})

_RVALUES: dict[type, Callable[..., BlockAndRvalue]] = {
    t.ScopeExpr: RvalueBuilder.rvalue_scope,
    t.RepeatExpr: RvalueBuilder.rvalue_repeat,
    t.BinaryExpr: RvalueBuilder.rvalue_binary,
    t.UnaryExpr: RvalueBuilder.rvalue_unary,
    t.CastExpr: RvalueBuilder.rvalue_cast,
    t.PointerCoercionExpr: RvalueBuilder.rvalue_coercion,
    t.ArrayExpr: RvalueBuilder.rvalue_array,
    t.TupleExpr: RvalueBuilder.rvalue_tuple,
    t.ClosureExpr: RvalueBuilder.rvalue_closure,
    t.AssignExpr: RvalueBuilder.rvalue_assign,
    t.AssignOpExpr: RvalueBuilder.rvalue_assign,
    t.ThreadLocalRefExpr: RvalueBuilder.rvalue_thread_local,
    **dict.fromkeys(CONSTANTS, RvalueBuilder.rvalue_constant),
}
__all__ = ["CONSTANTS", "PLACES", "Local", "RvalueBuilder", "cast_kind", "discriminant_ty", "unit_constant"]
