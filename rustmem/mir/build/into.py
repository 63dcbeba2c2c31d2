"""Expressions into a place, and blocks: rustc's `builder::expr::into` and `builder::block`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rustmem.mir import body as m
from rustmem.mir.build.bindings import primary_bindings
from rustmem.mir.build.expr import SUB_EXPR, StatementFrame, TailFrame
from rustmem.mir.build.matches import MatchBuilder
from rustmem.mir.place_ty import place_ty
from rustmem.source.index import BasicBlock
from rustmem.source.span import Span
from rustmem.ty import intern
from rustmem.ty import kind as k
from rustmem.typeck import thir as t
from rustmem.typeck.results import UserArgs

_NORMAL: Any = "normal"
_OPERATOR: Any = "overloaded operator"


class IntoBuilder(MatchBuilder):
    """The part of `Builder` that lowers an expression into a destination."""

    def expr_into(self, destination: m.Place, block: BasicBlock, expr: t.Expr) -> BasicBlock:
        """Lowers `expr`, its value stored in `destination`, which is uninitialised."""
        cls = type(expr)
        if cls is t.ScopeExpr:
            saved = self.enter_expr_scope(expr.scope, expr.span, expr.lint_node)  # type: ignore[attr-defined]
            block = self.expr_into(destination, block, expr.value)  # type: ignore[attr-defined]
            return self.leave_expr_scope(block, saved)
        if cls is t.BlockExpr:
            return self.ast_block(destination, block, expr.block, self.source_info(expr.span))  # type: ignore[attr-defined]
        self.block_context.append(SUB_EXPR)
        lower = _INTO.get(cls)
        if lower is not None:
            block = lower(self, destination, block, expr)
        else:
            source_info = self.source_info(expr.span)
            block, rvalue = self.as_local_rvalue(block, expr)
            self.blocks[block].statements.append(m.Assign(destination, rvalue, source_info))
        self.block_context.pop()
        return block

    # -- control flow --

    def into_match(self, destination: m.Place, block: BasicBlock, e: t.MatchExpr) -> BasicBlock:
        return self.match_expr(destination, block, e)

    def into_if(self, destination: m.Place, block: BasicBlock, e: t.IfExpr) -> BasicBlock:
        source_info = self.source_info(e.span)
        then_span = e.then.span
        condition_scope = self.local_scope
        saved = self.enter_expr_scope(e.if_then_scope, then_span, None)
        if is_let(e.cond):
            self.source_scope = self.new_source_scope(then_span)
        variable_info = self.source_info(then_span)
        previous = self.begin_if_then(condition_scope)
        then_block = self.lower_condition(block, e.cond, condition_scope, variable_info, "declare")
        then_block = self.expr_into(destination, then_block, e.then)
        else_block = self.end_if_then(previous)
        then_block = self.leave_expr_scope(then_block, saved)
        if e.orelse is not None:
            else_block = self.expr_into(destination, else_block, e.orelse)
        else:
            self.assign_unit(else_block, self.source_info(e.span.shrink_to_hi()), destination)
        join = self.new_block()
        self.goto(then_block, source_info, join)
        self.goto(else_block, source_info, join)
        return join

    def into_never(self, destination: m.Place, block: BasicBlock, e: t.NeverToAnyExpr) -> BasicBlock:
        source_info = self.source_info(e.span)
        is_call = type(e.source) is t.CallExpr
        block, _ = self.as_temp(block, self.local_scope, e.source, "mut")
        if is_call:
            return block
        self.terminate(block, m.Unreachable(source_info))
        return self.new_block()

    def into_logical(self, destination: m.Place, block: BasicBlock, e: t.LogicalOpExpr) -> BasicBlock:
        condition_scope = self.local_scope
        source_info = self.source_info(e.span)
        previous = self.begin_if_then(condition_scope)
        then_block = self.lower_condition(block, e.left, condition_scope, source_info, "none")
        else_block = self.end_if_then(previous)
        if e.op == "and":
            short, go_on, value = else_block, then_block, False
        else:
            short, go_on, value = then_block, else_block, True
        constant = m.Constant(e.span, m.ValueConst(value, intern.BOOL))
        self.assign(short, source_info, destination, m.Use(constant))
        right = self.expr_into(destination, go_on, e.right)
        target = self.new_block()
        self.goto(right, source_info, target)
        self.goto(short, source_info, target)
        return target

    def into_loop(self, destination: m.Place, block: BasicBlock, e: t.LoopExpr) -> BasicBlock:
        """The false unwind edge keeps the loop's exits visible to the borrow checker."""
        source_info = self.source_info(e.span)
        loop_block = self.new_block()
        self.goto(block, source_info, loop_block)
        scope = self.begin_breakable(loop_block, destination)
        body_block = self.new_block()
        self.terminate(loop_block, m.FalseUnwind(body_block, "continue", source_info))
        self.diverge_from(loop_block)
        unit = self.get_unit_temp()
        end = self.expr_into(unit, body_block, e.body)
        self.goto(end, source_info, loop_block)
        return self.end_breakable(scope, loop_block, None, e.span)

    # -- values --

    def into_call(self, destination: m.Place, block: BasicBlock, e: t.CallExpr) -> BasicBlock:
        source_info = self.source_info(e.span)
        block, fun = self.as_local_operand(block, e.func)
        if type(e.fn_ty) is k.FnDefTy and self.write_intrinsic(e.fn_ty.def_id):
            return self.write_via_move(destination, block, e, source_info)
        operands = []
        spans = []
        for arg in e.args:
            block, operand = self.as_local_operand(block, arg)
            operands.append(operand)
            spans.append(arg.span)
        args = tuple(operands)
        success = self.new_block()
        self.record_operands_moved(args)
        source = _NORMAL if e.from_hir_call else _OPERATOR
        call = m.Call(fun, args, tuple(spans), destination, success, "continue", source, e.fn_span, source_info)
        self.terminate(block, call)
        self.diverge_from(block)
        return success

    def write_intrinsic(self, def_id: Any) -> str | None:
        """The name of an intrinsic that is an assignment, else None."""
        cache = self.tcx.cache("write intrinsics")
        if def_id not in cache:
            row = self.tcx.defs.table[def_id]
            known = row.name in ("write_box_via_move", "write_via_move")
            cache[def_id] = row.name if known and any(a.path == "rustc_intrinsic" for a in row.attrs) else None
        return cache[def_id]  # type: ignore[no-any-return]

    def write_via_move(self, destination: m.Place, block: BasicBlock, e: t.CallExpr, source_info: m.SourceInfo) -> BasicBlock:
        """`write_via_move(ptr, value)` is `*ptr = value`; `write_box_via_move(b, value)` fills the box and yields it.
        No move of the value in between, so that the borrow checker sees it stored in place."""
        block, pointer = self.as_local_operand(block, e.args[0])
        assert type(pointer) is m.Move or type(pointer) is m.Copy
        place = pointer.place.deref()
        assert type(e.fn_ty) is k.FnDefTy
        if self.write_intrinsic(e.fn_ty.def_id) == "write_via_move":
            return self.expr_into(place, block, e.args[1])
        wanted = e.fn_ty.args[0]
        manually_drop = self.tcx.lang_item("manually_drop")
        ty: Any = self.tcx.adt(manually_drop, (wanted,))
        place = place.field(1, ty)
        while ty is not wanted:
            field = self.tcx.adt_def(ty.def_id).variants[0].fields[0]
            ty = self.tcx.subst(self.tcx.type_of(field.def_id), ty.args)
            place = place.field(0, ty)
        block = self.expr_into(place, block, e.args[1])
        self.assign(block, source_info, destination, m.Use(m.Move(pointer.place)))
        return block

    def into_use(self, destination: m.Place, block: BasicBlock, e: t.UseExpr) -> BasicBlock:
        return self.expr_into(destination, block, e.source)

    def into_borrow(self, destination: m.Place, block: BasicBlock, e: t.BorrowExpr) -> BasicBlock:
        source_info = self.source_info(e.span)
        if e.kind == "shared":
            block, place = self.as_read_only_place(block, e.arg)
        else:
            block, place = self.as_place(block, e.arg)
        self.assign(block, source_info, destination, m.Ref(intern.RE_ERASED, e.kind, place))
        return block

    def into_raw_borrow(self, destination: m.Place, block: BasicBlock, e: t.RawBorrowExpr) -> BasicBlock:
        source_info = self.source_info(e.span)
        if e.mutbl == "not":
            block, place = self.as_read_only_place(block, e.arg)
        else:
            block, place = self.as_place(block, e.arg)
        self.assign(block, source_info, destination, m.RawPtr(e.mutbl, place))
        return block

    def into_adt(self, destination: m.Place, block: BasicBlock, e: t.AdtExpr) -> BasicBlock:
        """A struct, variant or union; the fields that the base supplies are read from it."""
        source_info = self.source_info(e.span)
        scope = self.local_scope
        given: dict[int, m.Operand] = {}
        info = m.AggregateTemp()
        for index, value in e.fields:
            block, given[index] = self.as_operand(block, scope, value, info, True)
        if e.base is not None:
            block, base = self.as_place_builder(block, e.base)
            operands = []
            for index, ty in enumerate(e.base_field_types):
                if index in given:
                    operands.append(given[index])
                else:
                    operands.append(self.consume(self.to_place(base.project(m.Field(index, ty)))))
        else:
            count = len(e.adt.variants[e.variant].fields)
            operands = [given[index] for index in range(count) if index in given]
        active = e.fields[0][0] if e.adt.kind == "union" else None
        user = None if e.user_ty is None else self.push_annotation(_written_at(e.user_ty, e.span), e.ty)
        kind = m.AdtAggregate(e.adt.def_id, e.variant, e.args, user, active)
        self.assign(block, source_info, destination, m.Aggregate(kind, tuple(operands)))
        return block

    def into_stmt(self, destination: m.Place, block: BasicBlock, e: t.Expr) -> BasicBlock:
        """Assignments yield unit."""
        source_info = self.source_info(e.span)
        block = self.stmt_expr(block, e, None)
        self.assign_unit(block, source_info, destination)
        return block

    def into_jump(self, destination: m.Place, block: BasicBlock, e: t.Expr) -> BasicBlock:
        return self.stmt_expr(block, e, None)

    def into_place(self, destination: m.Place, block: BasicBlock, e: t.Expr) -> BasicBlock:
        source_info = self.source_info(e.span)
        block, place = self.as_place(block, e)
        self.assign(block, source_info, destination, m.Use(self.consume(place)))
        return block

    def into_projection(self, destination: m.Place, block: BasicBlock, e: t.Expr) -> BasicBlock:
        if destination.projection:
            self.temp(e.ty, e.span)
        return self.into_place(destination, block, e)

    # -- blocks --

    def ast_block(self, destination: m.Place, block: BasicBlock, e: t.Block, source_info: m.SourceInfo) -> BasicBlock:
        saved = self.enter_expr_scope(e.scope, source_info.span, None)
        if e.targeted_by_break:
            scope = self.begin_breakable(None, destination)
            block = self.block_stmts(destination, block, e)
            block = self.end_breakable(scope, None, block, e.span)
        else:
            block = self.block_stmts(destination, block, e)
        return self.leave_expr_scope(block, saved)

    def block_stmts(self, destination: m.Place, block: BasicBlock, e: t.Block) -> BasicBlock:
        """The statements nest: each `let` opens a scope to the end of the block."""
        let_scopes = 0
        outer = self.source_scope
        last_remainder = e.scope
        source_info = self.source_info(e.span)
        for stmt in e.stmts:
            if type(stmt) is t.ExprStmt:
                self.block_context.append(StatementFrame(True))
                saved = self.enter_expr_scope(stmt.scope, e.span, None)
                block = self.stmt_expr(block, stmt.expr, stmt.scope)
                block = self.leave_expr_scope(block, saved)
            else:
                assert type(stmt) is t.LetStmt
                self.block_context.append(StatementFrame(type(strip_ascriptions(stmt.pattern)) is t.WildPat))
                if stmt.else_block is not None:
                    block = self.let_else(destination, block, stmt, source_info, last_remainder)
                else:
                    block = self.let(block, stmt, source_info)
                let_scopes += 1
                last_remainder = stmt.remainder_scope
            self.block_context.pop()
        if e.expr is not None:
            ignored = place_ty(self.local_decls, self.tcx, destination) is intern.UNIT or self.ignores_tail()
            self.block_context.append(TailFrame(ignored, e.expr.span))
            block = self.expr_into(destination, block, e.expr)
            self.block_context.pop()
        else:
            ty = place_ty(self.local_decls, self.tcx, destination)
            if ty is intern.UNIT or (type(ty) is k.AliasTy and ty.kind == "opaque"):
                self.assign_unit(block, source_info, destination)
        for _ in range(let_scopes):
            block = self.pop_scope(block)
        self.source_scope = outer
        return block

    def ignores_tail(self) -> bool:
        if not self.block_context:
            return False
        frame = self.block_context[-1]
        return False if frame is SUB_EXPR else frame.ignored

    def let(self, block: BasicBlock, stmt: t.LetStmt, source_info: m.SourceInfo) -> BasicBlock:
        self.push_scope(stmt.remainder_scope)
        span = self.tree.span(stmt.remainder_scope)
        visibility = self.new_source_scope(span)
        saved = self.enter_expr_scope(stmt.init_scope, source_info.span, stmt.lint_node)
        if stmt.initializer is not None:
            self.declare_bindings(visibility, span, stmt.pattern, None, (None, stmt.initializer.span))
            block = self.expr_into_pattern(block, stmt.pattern, stmt.initializer)
            block = self.leave_expr_scope(block, saved)
        else:
            self.declare_bindings(visibility, span, stmt.pattern, None, None)
            self.leave_expr_scope(block, saved)
            for binding in primary_bindings(stmt.pattern):
                self.storage_live_binding(block, binding.var, binding.span, False, False, True)
                self.schedule_drop_for_binding(binding.var, False)
        self.source_scope = visibility
        return block

    def let_else(
        self, destination: m.Place, block: BasicBlock, stmt: t.LetStmt, source_info: m.SourceInfo, last_remainder: t.Scope
    ) -> BasicBlock:
        """The `else` block is lowered first: its scope encloses the rest of the statement."""
        assert stmt.else_block is not None and stmt.initializer is not None
        else_span = stmt.else_block.span
        dummy = self.temp(intern.NEVER, else_span)
        failure_entry = self.new_block()
        failure = self.ast_block(dummy, failure_entry, stmt.else_block, self.source_info(else_span))
        self.terminate(failure, m.Unreachable(self.source_info(else_span)))
        span = self.tree.span(stmt.remainder_scope)
        self.push_scope(stmt.remainder_scope)
        visibility = self.new_source_scope(span)
        initializer_span = stmt.initializer.span
        saved = self.enter_expr_scope(stmt.init_scope, source_info.span, stmt.lint_node)
        self.declare_bindings(visibility, span, stmt.pattern, None, (destination, initializer_span))
        previous = self.begin_if_then(last_remainder)
        matching = self.lower_let(block, stmt.initializer, stmt.pattern, None, initializer_span, "no")
        otherwise = self.end_if_then(previous)
        block = self.leave_expr_scope(matching, saved)
        self.goto(otherwise, source_info, failure_entry)
        self.source_scope = visibility
        return block


def is_let(expr: t.Expr) -> bool:
    while isinstance(expr, (t.ScopeExpr, t.UseExpr)):
        expr = expr.value if isinstance(expr, t.ScopeExpr) else expr.source
    return type(expr) is t.LetExpr


def strip_ascriptions(pat: t.Pat) -> t.Pat:
    while type(pat) is t.AscribePat:
        pat = pat.sub
    return pat


_INTO: dict[type, Callable[..., BasicBlock]] = {
    t.MatchExpr: IntoBuilder.into_match,
    t.IfExpr: IntoBuilder.into_if,
    t.NeverToAnyExpr: IntoBuilder.into_never,
    t.LogicalOpExpr: IntoBuilder.into_logical,
    t.LoopExpr: IntoBuilder.into_loop,
    t.CallExpr: IntoBuilder.into_call,
    t.UseExpr: IntoBuilder.into_use,
    t.BorrowExpr: IntoBuilder.into_borrow,
    t.RawBorrowExpr: IntoBuilder.into_raw_borrow,
    t.AdtExpr: IntoBuilder.into_adt,
    t.AssignExpr: IntoBuilder.into_stmt,
    t.AssignOpExpr: IntoBuilder.into_stmt,
    t.BreakExpr: IntoBuilder.into_jump,
    t.ContinueExpr: IntoBuilder.into_jump,
    t.ReturnExpr: IntoBuilder.into_jump,
    t.VarRefExpr: IntoBuilder.into_place,
    t.UpvarRefExpr: IntoBuilder.into_place,
    t.PlaceTypeAscriptionExpr: IntoBuilder.into_place,
    t.ValueTypeAscriptionExpr: IntoBuilder.into_place,
    t.IndexExpr: IntoBuilder.into_projection,
    t.DerefExpr: IntoBuilder.into_projection,
    t.FieldExpr: IntoBuilder.into_projection,
}


def _written_at(user: UserArgs, span: Span) -> UserArgs:
    """The arguments of a struct are checked for the whole expression that builds it."""
    return UserArgs(user.def_id, user.args, user.self_ty, user.impl_def_id, span)
