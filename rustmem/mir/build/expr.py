"""Expressions into temporaries, operands and statements: rustc's `builder::expr::{as_temp, as_operand, stmt}`."""

from __future__ import annotations

from typing import Any

from rustmem.mir import body as m
from rustmem.mir.build.as_rvalue import CONSTANTS, RvalueBuilder, unit_constant
from rustmem.mir.build.scope import STORAGE, VALUE, BreakableScope
from rustmem.source.index import BasicBlock, Local
from rustmem.source.row import NamedTuple
from rustmem.source.span import Span
from rustmem.ty import intern
from rustmem.ty import kind as k
from rustmem.typeck import thir as t


class SubExpr(NamedTuple):
    """The result feeds a computation."""


class StatementFrame(NamedTuple):
    """A statement; whether it throws the result away."""

    ignored: bool


class TailFrame(NamedTuple):
    """The tail expression of a block."""

    ignored: bool
    span: Span


SUB_EXPR = SubExpr()


class ExprBuilder(RvalueBuilder):
    """The part of `Builder` that lowers expressions whatever they yield."""

    block_context: list[Any]
    fixed_temps: dict[Any, Local]
    fixed_temps_scope: Any
    annotations: list[Any]
    unit_temp: m.Place | None
    fn_span: Span

    def expr_into(self, destination: m.Place, block: BasicBlock, expr: t.Expr) -> BasicBlock:
        raise NotImplementedError

    # -- locals --

    def push_local(self, decl: m.LocalDecl) -> Local:
        self.local_decls.append(decl)
        return Local(len(self.local_decls) - 1)

    def temp(self, ty: k.Ty, span: Span) -> m.Place:
        self.local_decls.append(m.LocalDecl(ty, m.SourceInfo(span, 0)))  # type: ignore[arg-type]
        return m.Place(Local(len(self.local_decls) - 1))

    def get_unit_temp(self) -> m.Place:
        if self.unit_temp is None:
            self.unit_temp = self.temp(intern.UNIT, self.fn_span)
        return self.unit_temp

    def push_annotation(self, user_ty: Any, ty: k.Ty) -> int:
        if getattr(user_ty, "inferred_ty", self) is None:
            user_ty.inferred_ty = ty
        self.annotations.append(user_ty)
        return len(self.annotations) - 1

    def assign_unit(self, block: BasicBlock, source_info: m.SourceInfo, place: m.Place) -> None:
        self.blocks[block].statements.append(m.Assign(place, m.Use(unit_constant(source_info.span)), source_info))

    # -- constants --

    def as_constant(self, expr: t.Expr) -> m.Constant:
        while type(expr) is t.ScopeExpr:
            expr = expr.value
        span, ty = expr.span, expr.ty
        user = getattr(expr, "user_ty", None)
        index = None if user is None else self.push_annotation(user, ty)
        const: Any
        match expr:
            case t.LiteralExpr():
                const = m.ValueConst(expr.value, ty)
            case t.ZstLiteralExpr():
                const = m.ValueConst(None, ty)
            case t.NamedConstExpr() | t.ConstBlockExpr():
                const = m.UnevaluatedConst(expr.def_id, expr.args, ty)
            case t.ConstParamExpr():
                const = m.TyConst(expr.const, ty)
            case t.StaticRefExpr():
                const = m.StaticRef(expr.def_id, ty)
            case _:
                raise AssertionError(expr)
        return m.Constant(span, const, index)

    # -- operands --

    def as_local_operand(self, block: BasicBlock, expr: t.Expr) -> tuple[BasicBlock, m.Operand]:
        return self.as_operand(block, self.scopes[-1].region_scope, expr, m.BORING, True)

    def as_operand(
        self, block: BasicBlock, scope: Any, expr: t.Expr, info: m.LocalInfo, may_need_temp: bool
    ) -> tuple[BasicBlock, m.Operand]:
        """An operand valid until the end of `scope`."""
        cls = type(expr)
        if cls is t.ScopeExpr:
            saved = self.enter_expr_scope(expr.scope, expr.span, expr.lint_node)  # type: ignore[attr-defined]
            block, operand = self.as_operand(block, scope, expr.value, info, may_need_temp)  # type: ignore[attr-defined]
            return self.leave_expr_scope(block, saved), operand
        if cls in CONSTANTS and (not may_need_temp or not self.needs_drop(expr.ty)):
            return block, self.as_constant(expr)
        block, temp = self.as_temp(block, scope, expr, "mut")
        if info is not m.BORING:
            decl = self.local_decls[temp]
            if decl.info is m.BORING or type(decl.info) is m.BlockTailTemp:
                decl.info = info
        return block, m.Move(m.Place(temp))

    # -- temporaries --

    def as_temp(self, block: BasicBlock, scope: Any, expr: t.Expr, mutbl: m.Mutability) -> tuple[BasicBlock, Local]:
        """A temporary that holds the value of `expr` until the end of `scope` (None: for ever)."""
        if type(expr) is t.ScopeExpr:
            saved = self.enter_expr_scope(expr.scope, expr.span, expr.lint_node)
            block, temp = self.as_temp(block, scope, expr.value, mutbl)
            return self.leave_expr_scope(block, saved), temp
        fixed = self.fixed_temps_scope is not None and self.fixed_temps_scope is scope
        if fixed and expr in self.fixed_temps:
            temp = self.fixed_temps[expr]
        else:
            decl = m.LocalDecl(expr.ty, m.SourceInfo(expr.span, 0), mutbl)  # type: ignore[arg-type]
            decl.info = self.temp_info(expr, scope)
            temp = self.push_local(decl)
            if fixed:
                self.fixed_temps[expr] = temp
        if not self.never_assigned(expr):
            self.blocks[block].statements.append(m.StorageLive(temp, m.SourceInfo(expr.span, self.source_scope)))
            if scope is not None:
                self.schedule_drop(scope, temp, STORAGE)
        block = self.expr_into(m.Place(temp), block, expr)
        if scope is not None:
            self.schedule_drop(scope, temp, VALUE)
        return block, temp

    def never_assigned(self, expr: t.Expr) -> bool:
        cls = type(expr)
        if cls is t.BreakExpr or cls is t.ContinueExpr or cls is t.ReturnExpr:
            return True
        if cls is t.BlockExpr:
            inner = expr.block  # type: ignore[attr-defined]
            return inner.expr is None and not inner.targeted_by_break and expr.ty is intern.NEVER
        return False

    def temp_info(self, expr: t.Expr, scope: Any) -> m.LocalInfo:
        cls = type(expr)
        if cls is t.StaticRefExpr:
            return m.StaticRefInfo(expr.def_id, False)  # type: ignore[attr-defined]
        if cls is t.NamedConstExpr:
            return m.ConstRefInfo(expr.def_id)  # type: ignore[attr-defined]
        for frame in reversed(self.block_context):
            frame_cls = type(frame)
            if frame_cls is StatementFrame:
                break
            if frame_cls is TailFrame:
                return m.BlockTailTemp(frame.ignored, frame.span)
        if scope is not None and scope.kind == "IfThenRescope":
            return m.IfThenRescopeTemp(scope.node)
        return m.BORING

    # -- statements --

    def stmt_expr(self, block: BasicBlock, expr: t.Expr, statement_scope: Any) -> BasicBlock:
        """Lowers `expr` for its effect alone."""
        cls = type(expr)
        if cls is t.ScopeExpr:
            saved = self.enter_expr_scope(expr.scope, expr.span, expr.lint_node)  # type: ignore[attr-defined]
            block = self.stmt_expr(block, expr.value, statement_scope)  # type: ignore[attr-defined]
            return self.leave_expr_scope(block, saved)
        if cls is t.AssignExpr:
            return self.stmt_assign(block, expr)  # type: ignore[arg-type]
        if cls is t.AssignOpExpr:
            return self.stmt_assign_op(block, expr)  # type: ignore[arg-type]
        if cls is t.BreakExpr:
            scope = self.find_breakable(expr.label)  # type: ignore[attr-defined]
            return self.break_scope(block, expr.value, scope, scope.destination, expr.span)  # type: ignore[attr-defined]
        if cls is t.ContinueExpr:
            return self.break_scope(block, None, self.find_breakable(expr.label), None, expr.span)  # type: ignore[attr-defined]
        if cls is t.ReturnExpr:
            scope = self.breakable_scopes[0]
            return self.break_scope(block, expr.value, scope, scope.destination, expr.span)  # type: ignore[attr-defined]
        adjusted = None
        if cls is t.BlockExpr and expr.block.expr is not None:  # type: ignore[attr-defined]
            adjusted = innermost_tail(expr.block.expr)  # type: ignore[attr-defined]
            self.block_context.append(TailFrame(True, adjusted))
        block, temp = self.as_temp(block, statement_scope, expr, "not")
        if adjusted is not None:
            decl = self.local_decls[temp]
            decl.source_info = m.SourceInfo(adjusted, decl.source_info.scope)
            self.block_context.pop()
        return block

    def stmt_assign(self, block: BasicBlock, expr: t.AssignExpr) -> BasicBlock:
        """`left = right`, right side first; the old value is dropped if it may need it."""
        self.block_context.append(SUB_EXPR)
        source_info = self.source_info(expr.span)
        block, value = self.as_local_rvalue(block, expr.right)
        block, place = self.as_place(block, expr.left)
        if self.needs_drop(expr.left.ty):
            block = self.drop_and_replace(block, expr.left.span, place, value)
        else:
            self.blocks[block].statements.append(m.Assign(place, value, source_info))
        self.block_context.pop()
        return block

    def drop_and_replace(self, block: BasicBlock, span: Span, place: m.Place, value: m.Rvalue) -> BasicBlock:
        source_info = self.source_info(span)
        assign = self.new_block()
        self.blocks[assign].statements.append(m.Assign(place, value, source_info))
        unwind = self.new_block(True)
        self.blocks[unwind].statements.append(m.Assign(place, value, source_info))
        self.terminate(block, m.Drop(place, assign, unwind, True, source_info))
        self.diverge_from_replace(block, unwind)
        return assign

    def diverge_from_replace(self, block: BasicBlock, unwind: BasicBlock) -> None:
        raise NotImplementedError

    def stmt_assign_op(self, block: BasicBlock, expr: t.AssignOpExpr) -> BasicBlock:
        self.block_context.append(SUB_EXPR)
        source_info = self.source_info(expr.span)
        block, right = self.as_local_operand(block, expr.right)
        block, place = self.as_place(block, expr.left)
        block, result = self.build_binary_op(block, expr.op, expr.span, expr.left.ty, m.Copy(place), right)
        self.blocks[block].statements.append(m.Assign(place, result, source_info))
        self.block_context.pop()
        return block

    # -- break, continue, return --

    def find_breakable(self, label: t.Scope) -> BreakableScope:
        for scope in reversed(self.breakable_scopes):
            if scope.region_scope is label:
                return scope
        raise AssertionError("no enclosing breakable scope")

    def break_scope(
        self, block: BasicBlock, value: t.Expr | None, scope: BreakableScope, destination: m.Place | None, span: Span
    ) -> BasicBlock:
        """Leaves for `scope`; with a `destination` it is a break or return. The block returned cannot be reached."""
        source_info = self.source_info(span)
        if destination is not None:
            if value is not None:
                self.block_context.append(SUB_EXPR)
                block = self.expr_into(destination, block, value)
                self.block_context.pop()
            else:
                self.assign_unit(block, source_info, destination)
            drops = scope.break_drops
        else:
            assert scope.continue_drops is not None
            drops = scope.continue_drops
        self.exit_drops(scope.region_scope, drops, block, source_info)
        return self.new_block()


def innermost_tail(expr: t.Expr) -> Span:
    """The span of the value that nested blocks end in."""
    while True:
        if type(expr) is t.ScopeExpr:
            expr = expr.value
        elif type(expr) is t.BlockExpr and expr.block.expr is not None:
            expr = expr.block.expr
        else:
            return expr.span
