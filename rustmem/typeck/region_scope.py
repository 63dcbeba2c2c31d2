"""The scopes of a body: which ends first, where each variable lives, when each temporary is dropped.

rustc's `rustc_hir_analysis::check::region`. One tree serves a root body and its closures. It depends on the
edition: since 2024 the tail expression of a block drops its temporaries before the block's variables, and the
temporaries of an `if let` condition are dropped before `else`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rustmem.source.index import DefId
from rustmem.source.node import node
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty.context import TyCtxt
from rustmem.ty.defs import DefRes, SelfCtorRes
from rustmem.typeck.thir import Scope


@node
class BlockValue:
    """A block that stands where HIR has an expression (a function's body, the `then` of an `if`): the expression
    round the block, which has a scope of its own."""

    block: ast.Block
    span: Span


class ScopeTree:
    """Parents of scopes, scopes of variables, and the scopes of temporaries that live longer than their statement."""

    __slots__ = ("scopes", "parents", "var_scopes", "extended", "block_values", "root_node")

    def __init__(self) -> None:
        self.scopes: dict[tuple[str, Any, int], Scope] = {}
        self.parents: dict[Scope, Scope] = {}
        self.var_scopes: dict[ast.IdentPat, Scope] = {}
        self.extended: dict[Any, Scope | None] = {}
        """Expression → the scope of its temporary, where a `let` extends it (None: for ever)."""
        self.block_values: dict[ast.Block, BlockValue] = {}
        self.root_node: Any = None

    def scope(self, kind: Any, at: Any, first_statement: int = 0) -> Scope:
        key = (kind, at, first_statement)
        found = self.scopes.get(key)
        if found is None:
            found = self.scopes[key] = Scope(kind, at, first_statement)
        return found

    def node(self, at: Any) -> Scope:
        return self.scope("Node", at)

    def block_value(self, block: ast.Block) -> BlockValue:
        found = self.block_values.get(block)
        if found is None:
            found = self.block_values[block] = BlockValue(block, block.span)
        return found

    def temporary_scope(self, at: Any) -> Scope | None:
        """Where a temporary made for the expression `at` dies."""
        if at in self.extended:
            return self.extended[at]
        return self.default_temporary_scope(self.node(at))

    def default_temporary_scope(self, inner: Scope) -> Scope | None:
        at = inner
        parents = self.parents
        while (parent := parents.get(at)) is not None:
            kind = parent.kind
            if kind == "Destruction":
                return at
            if kind == "IfThenRescope" or kind == "MatchGuard":
                return parent
            at = parent
        return None

    def span(self, scope: Scope) -> Span:
        """rustc's `Scope::span`. A remainder runs from its `let` to the end of the block."""
        span: Span = scope.node.span
        if scope.kind == "Remainder":
            start = scope.node.stmts[scope.first_statement].span
            if span.lo <= start.lo <= span.hi:
                return span.with_lo(start.lo)
        return span


def region_scope_tree(tcx: TyCtxt, def_id: DefId) -> ScopeTree:
    """The provider of the query of that name."""
    root = tcx.typeck_root(def_id)
    if root != def_id:
        tree: ScopeTree = tcx.region_scope_tree(root)
        return tree
    visitor = ScopeVisitor(tcx)
    owner = tcx.hir(def_id)
    visitor.visit_body(owner)
    return visitor.tree


def edition_of(tcx: TyCtxt, span: Span) -> str:
    """The edition whose rules hold for code at `span`: of the library's macros, the library's own."""
    ctxt = span.ctxt
    while ctxt is not None and ctxt.kind == "desugaring":
        ctxt = ctxt.call_site.ctxt
    return "2024" if ctxt is not None and ctxt.def_crate and not ctxt.is_local else tcx.edition


def leftmost(expr: Any) -> Any:
    """Where an expression begins: of `$dst.write_fmt(...)` in a macro the author's `$dst`."""
    while True:
        match expr:
            case ast.MethodCallExpr():
                expr = expr.receiver
            case ast.FieldExpr() | ast.IndexExpr() | ast.ParenExpr():
                expr = expr.expr
            case _:
                return expr


def body_value(tree: ScopeTree, owner: Any) -> Any:
    """The expression of a body owner: HIR's `body.value`."""
    match owner:
        case ast.FnItem():
            return tree.block_value(owner.body) if owner.body is not None else None
        case ast.ConstItem() | ast.StaticItem():
            return owner.expr
        case ast.ClosureExpr():
            return closure_value(tree, owner)
        case ast.AnonConst():
            return owner.value
        case ast.ConstBlockExpr():
            return owner.value.value
        case _:
            pass
    raise AssertionError(owner)


def closure_value(tree: ScopeTree, closure: ast.ClosureExpr) -> Any:
    return peel(closure.body)


def peel(expr: Any) -> Any:
    while type(expr) is ast.ParenExpr:
        expr = expr.expr
    return expr


class ScopeVisitor:
    """Walks one root body."""

    def __init__(self, tcx: TyCtxt) -> None:
        self.tcx = tcx
        self.tree = ScopeTree()
        self.parent: Scope | None = None
        self.var_parent: Scope | None = None
        self.extended_super_lets: dict[ast.LetStmt, Scope | None] = {}

    # -- scopes --

    def enter(self, scope: Scope) -> None:
        if self.parent is not None:
            self.tree.parents[scope] = self.parent
        self.parent = scope

    def enter_node(self, at: Any, terminating: bool) -> None:
        if terminating:
            self.enter(self.tree.scope("Destruction", at))
        self.enter(self.tree.scope("Node", at))

    # -- bodies --

    def visit_body(self, owner: Any) -> None:
        tree = self.tree
        value = body_value(tree, owner)
        if value is None:
            return
        if tree.root_node is None:
            tree.root_node = value
        outer = self.parent, self.var_parent
        self.enter(tree.scope("CallSite", value))
        self.enter(tree.scope("Arguments", value))
        if isinstance(owner, (ast.FnItem, ast.ClosureExpr)):
            self.var_parent = self.parent
            params = owner.sig.inputs if isinstance(owner, ast.FnItem) else owner.params
            for param in params:
                self.pat(param.pat)
            self.expr(value, True)
        else:
            self.var_parent = None
            self.extend_borrows(value, None)
            self.expr(value, True)
        self.parent, self.var_parent = outer

    # -- blocks and statements --

    def block(self, block: ast.Block, terminating: bool) -> None:
        outer = self.parent, self.var_parent
        self.enter_node(block, terminating)
        self.var_parent = self.parent
        for index, stmt in enumerate(block.stmts):
            kind = type(stmt)
            if kind is ast.LetStmt:
                if stmt.orelse is not None:  # type: ignore[attr-defined]
                    before = self.parent, self.var_parent
                    self.enter(self.tree.scope("Remainder", block, index))
                    self.var_parent = self.parent
                    self.let_stmt(stmt)  # type: ignore[arg-type]
                    after = self.parent, self.var_parent
                    self.parent, self.var_parent = before
                    self.block(stmt.orelse, True)  # type: ignore[attr-defined]
                    self.parent, self.var_parent = after
                else:
                    self.enter(self.tree.scope("Remainder", block, index))
                    self.var_parent = self.parent
                    self.let_stmt(stmt)  # type: ignore[arg-type]
            elif kind is ast.ExprStmt or kind is ast.SemiStmt:
                before_parent = self.parent
                self.enter_node(stmt, True)
                self.expr(stmt.expr, False)  # type: ignore[attr-defined]
                self.parent = before_parent
        if block.expr is not None:
            # The tail's temporaries die before the block's variables since 2024.
            self.expr(block.expr, edition_of(self.tcx, leftmost(block.expr).span) >= "2024")
        self.parent, self.var_parent = outer

    def let_stmt(self, stmt: ast.LetStmt) -> None:
        before_parent = self.parent
        if not stmt.is_super:
            # `super let` starts no scope: the temporaries of its initialiser live as those of the block's value.
            self.enter_node(stmt, True)
        before_var = self.var_parent
        extend = True
        if stmt.is_super:
            if stmt in self.extended_super_lets:
                self.var_parent = self.extended_super_lets.pop(stmt)
            else:
                if self.var_parent is not None:
                    self.var_parent = self.tree.default_temporary_scope(self.var_parent)
                extend = False
        if stmt.init is not None:
            if extend:
                self.extend_borrows(stmt.init, self.var_parent)
                if is_binding_pat(stmt.pat):
                    self.extend(stmt.init, self.var_parent)
            self.expr(stmt.init, False)
        self.pat(stmt.pat)
        self.var_parent = before_var
        self.parent = before_parent

    # -- lifetime extension --

    def extend(self, expr: Any, scope: Scope | None) -> None:
        """Gives the operands of a place expression the extended scope (`record_rvalue_scope`)."""
        while True:
            expr = peel(expr)
            self.tree.extended.setdefault(expr, scope)
            match expr:
                case ast.AddrOfExpr() | ast.FieldExpr() | ast.IndexExpr():
                    expr = expr.expr
                case ast.UnaryExpr(op="*"):
                    expr = expr.expr
                case _:
                    return

    def extend_borrows(self, expr: Any, scope: Scope | None) -> None:
        """Extends the operands of borrows whose value is the initialiser or part of it (the grammar `E&`)."""
        match expr:
            case ast.ParenExpr():
                self.extend_borrows(expr.expr, scope)
            case ast.AddrOfExpr():
                self.extend_borrows(expr.expr, scope)
                self.extend(expr.expr, scope)
            case ast.StructExpr():
                for field in expr.fields:
                    self.extend_borrows(field.expr, scope)
            case ast.ArrayExpr() | ast.TupExpr():
                for elem in expr.elems:
                    self.extend_borrows(elem, scope)
            case ast.CastExpr():
                self.extend_borrows(expr.expr, scope)
            case ast.BlockExpr():
                self.extend_block(expr.block, scope)
            case ast.IfExpr():
                self.extend_block(expr.then, scope)
                if expr.orelse is not None:
                    self.extend_borrows(expr.orelse, scope)
            case ast.MatchExpr():
                for arm in expr.arms:
                    if arm.body is not None:
                        self.extend_borrows(arm.body, scope)
            case ast.CallExpr():
                func = peel(expr.func)
                if isinstance(func, ast.PathExpr) and func.qself is None and self.is_ctor(func.path):
                    for arg in expr.args:
                        self.extend_borrows(arg, scope)
            case _:
                pass

    def extend_block(self, block: ast.Block, scope: Scope | None) -> None:
        if block.expr is not None:
            self.extend_borrows(block.expr, scope)
        for stmt in block.stmts:
            if type(stmt) is ast.LetStmt and stmt.is_super:
                self.extended_super_lets[stmt] = scope

    def is_ctor(self, path: ast.Path) -> bool:
        res = self.tcx.full_res(path)
        return (isinstance(res, DefRes) and res.kind == "ctor") or isinstance(res, SelfCtorRes)

    # -- patterns --

    def pat(self, pat: Any) -> None:
        kind = type(pat)
        if kind is ast.IdentPat:
            if self.var_parent is not None:
                self.tree.var_scopes[pat] = self.var_parent
            if pat.sub is not None:
                self.pat(pat.sub)
        elif kind is ast.TupleStructPat or kind is ast.TuplePat or kind is ast.SlicePat:
            for elem in pat.elems:
                self.pat(elem)
        elif kind is ast.StructPat:
            for field in pat.fields:
                self.pat(field.pat)
        elif kind is ast.OrPat:
            for each in pat.pats:
                self.pat(each)
        elif kind is ast.RefPat or kind is ast.BoxPat or kind is ast.ParenPat:
            self.pat(pat.pat)

    # -- expressions --

    def expr(self, expr: Any, terminating: bool) -> None:
        while type(expr) is ast.ParenExpr:
            expr = expr.expr
        outer = self.parent, self.var_parent
        self.enter_node(expr, terminating)
        visit = _EXPRS.get(type(expr))
        if visit is not None:
            visit(self, expr)
        self.parent, self.var_parent = outer

    def cond(self, cond: Any) -> None:
        """A condition drops its temporaries at once, except those of `let` and of chains."""
        cond = peel(cond)
        chain = type(cond) is ast.BinaryExpr and (cond.op == "&&" or cond.op == "||")
        self.expr(cond, not (type(cond) is ast.LetExpr or chain))

    def visit_binary(self, expr: ast.BinaryExpr) -> None:
        if expr.op != "&&" and expr.op != "||":
            self.expr(expr.left, False)
            self.expr(expr.right, False)
            return
        left, right = peel(expr.left), peel(expr.right)
        chain = type(left) is ast.BinaryExpr and (left.op == "&&" or left.op == "||")
        self.expr(left, not (type(left) is ast.LetExpr or chain))
        self.expr(right, type(right) is not ast.LetExpr)

    def visit_if(self, expr: ast.IfExpr) -> None:
        outer = self.parent, self.var_parent
        then = self.tree.block_value(expr.then)
        self.enter(self.tree.scope(if_then_kind(self.tcx, expr), then))
        self.var_parent = self.parent
        self.cond(expr.cond)
        self.expr(then, True)
        self.parent, self.var_parent = outer
        if expr.orelse is not None:
            self.expr(expr.orelse, True)

    def visit_match(self, expr: ast.MatchExpr) -> None:
        self.expr(expr.scrutinee, False)
        for arm in expr.arms:
            outer = self.parent, self.var_parent
            self.enter_node(arm, True)
            self.var_parent = self.parent
            self.pat(arm.pat)
            if arm.guard is not None:
                self.enter(self.tree.scope("MatchGuard", arm))
                self.var_parent = self.parent
                self.cond(arm.guard)
            if arm.body is not None:
                self.expr(arm.body, False)
            self.parent, self.var_parent = outer

    def visit_let(self, expr: ast.LetExpr) -> None:
        self.expr(expr.expr, False)
        self.pat(expr.pat)

    def visit_closure(self, expr: ast.ClosureExpr) -> None:
        self.visit_body(expr)

    def visit_struct(self, expr: ast.StructExpr) -> None:
        for field in expr.fields:
            self.expr(field.expr, False)
        if isinstance(expr.rest, ast.Expr):
            self.expr(expr.rest, False)

    def visit_const_block(self, expr: ast.ConstBlockExpr) -> None:
        self.visit_body(expr)

    def visit_format(self, expr: ast.FormatArgsExpr) -> None:
        for arg in expr.args:
            self.expr(arg.expr, False)


def if_then_kind(tcx: TyCtxt, expr: ast.IfExpr) -> Any:
    return "IfThenRescope" if edition_of(tcx, expr.span) >= "2024" else "IfThen"


def is_binding_pat(pat: Any) -> bool:
    """Whether `pat` holds an explicit `ref` (the grammar `P&`)."""
    match pat:
        case ast.IdentPat():
            return pat.by_ref is not None
        case ast.StructPat():
            return any(is_binding_pat(field.pat) for field in pat.fields)
        case ast.TupleStructPat() | ast.TuplePat() | ast.SlicePat():
            return any(is_binding_pat(elem) for elem in pat.elems)
        case ast.OrPat():
            return any(is_binding_pat(each) for each in pat.pats)
        case ast.BoxPat() | ast.ParenPat():
            return is_binding_pat(pat.pat)
        case _:
            pass
    return False


def _children(*names: str) -> Callable[[ScopeVisitor, Any], None]:
    """A visitor of the expressions in the fields `names`, in order; tuples are gone through."""

    def visit(visitor: ScopeVisitor, expr: Any) -> None:
        for name in names:
            child = getattr(expr, name)
            if type(child) is tuple:
                for each in child:
                    visitor.expr(each, False)
            elif child is not None:
                visitor.expr(child, False)

    return visit


_EXPRS: dict[type, Callable[[ScopeVisitor, Any], None]] = {
    ast.ArrayExpr: _children("elems"),
    ast.RepeatExpr: _children("elem"),
    ast.TupExpr: _children("elems"),
    ast.CallExpr: _children("func", "args"),
    ast.MethodCallExpr: _children("receiver", "args"),
    ast.BinaryExpr: ScopeVisitor.visit_binary,
    ast.UnaryExpr: _children("expr"),
    ast.CastExpr: _children("expr"),
    ast.TypeAscriptionExpr: _children("expr"),
    ast.LetExpr: ScopeVisitor.visit_let,
    ast.IfExpr: ScopeVisitor.visit_if,
    ast.LoopExpr: lambda v, e: v.block(e.body, True),
    ast.MatchExpr: ScopeVisitor.visit_match,
    ast.ClosureExpr: ScopeVisitor.visit_closure,
    ast.BlockExpr: lambda v, e: v.block(e.block, False),
    BlockValue: lambda v, e: v.block(e.block, False),
    ast.ConstBlockExpr: ScopeVisitor.visit_const_block,
    ast.AssignExpr: _children("right", "left"),
    ast.AssignOpExpr: _children("right", "left"),
    ast.FieldExpr: _children("expr"),
    ast.IndexExpr: _children("expr", "index"),
    ast.AddrOfExpr: _children("expr"),
    ast.BreakExpr: _children("expr"),
    ast.ReturnExpr: _children("expr"),
    ast.StructExpr: ScopeVisitor.visit_struct,
    ast.FormatArgsExpr: ScopeVisitor.visit_format,
    ast.AwaitExpr: _children("expr"),
    ast.DropTempsExpr: lambda v, e: v.expr(e.expr, True),
}
