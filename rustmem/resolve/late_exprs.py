"""Bodies: blocks, statements, expressions and labels (the part of rustc_resolve::late for them)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rustmem.resolve import errors
from rustmem.resolve.late_paths import made_by, without_mark
from rustmem.resolve.late_types import TypeResolver
from rustmem.resolve.patterns import PatternResolver
from rustmem.resolve.ribs import Rib, Source
from rustmem.resolve.walk import children
from rustmem.syntax import ast
from rustmem.ty.defs import LocalRes


class ExprResolver(TypeResolver):
    """Walks bodies; each block, arm and `let` opens a scope."""

    patterns: PatternResolver

    def item(self, item: ast.Item) -> None:
        raise NotImplementedError

    # -- statements --

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
            last.skipped += rib.skipped
        else:
            rib.data = "let"
            self.value_ribs.append(rib)

    # -- expressions --

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
        call = type(parent) is ast.CallExpr and parent.func is expr
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
        self.condition(expr.cond)
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

    # -- loops and labels --

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
        names: list[tuple[str, ast.Label]] = []
        for rib in reversed(self.label_ribs):
            if rib.kind in ("item", "closure", "constant", "fn"):
                crossed = True
                continue
            if rib.kind == "macro" and type(key) is tuple and made_by(key[1], rib.data):
                key = without_mark(key)
            found = rib.names.get(key)
            if found is not None:
                target, definition = found
                if crossed:
                    self.used_labels.add(target)
                    self.diags.append(errors.unreachable_label(label, definition.span))
                    return None
                self.used_labels.add(target)
                if isinstance(target, ast.BlockExpr):
                    target.block.targeted_by_break = True  # type: ignore[misc]  # known only when a `break` is met
                return target
            for _, definition in rib.names.values():
                if not crossed:
                    names.append((definition.name, definition))
        suggestion = errors.similar_label(label.name, names)
        self.diags.append(errors.undeclared_label(label, suggestion))
        return None


EXPRS: dict[type, Callable[[ExprResolver, Any, ast.Expr | None], None]] = {
    ast.PathExpr: ExprResolver.path_expr,
    ast.CallExpr: ExprResolver.call,
    ast.MethodCallExpr: ExprResolver.method_call,
    ast.FieldExpr: ExprResolver.field,
    ast.StructExpr: ExprResolver.struct_expr,
    ast.IfExpr: ExprResolver.if_expr,
    ast.LetExpr: ExprResolver.let_expr,
    ast.MatchExpr: ExprResolver.match,
    ast.ClosureExpr: ExprResolver.closure,
    ast.LoopExpr: ExprResolver.loop,
    ast.BlockExpr: ExprResolver.block_expr,
    ast.BreakExpr: ExprResolver.jump,
    ast.ContinueExpr: ExprResolver.jump,
    ast.ConstBlockExpr: ExprResolver.const_block,
    ast.RepeatExpr: ExprResolver.repeat,
    ast.LitExpr: ExprResolver.skip,
}
