"""Trees that the compiler writes itself; all nodes of one `Maker` have one span."""

from __future__ import annotations

from rustmem.source.span import Span
from rustmem.syntax import ast


class Maker:
    """Builds nodes at `span`, whose context is the expansion or desugaring that writes them."""

    def __init__(self, span: Span) -> None:
        self.span = span

    def ident(self, name: str) -> ast.Ident:
        return ast.Ident(name, self.span)

    def path(self, *names: str, args: tuple[ast.Ty | ast.Lifetime | ast.AnonConst, ...] = ()) -> ast.Path:
        """`a::b`, generic arguments on the last segment."""
        segments = [ast.PathSegment(ast.Ident(name, self.span)) for name in names]
        if args:
            segments[-1] = ast.PathSegment(segments[-1].ident, ast.GenericArgs(args, (), self.span))
        return ast.Path(tuple(segments), self.span)

    def core(self, *names: str, args: tuple[ast.Ty | ast.Lifetime | ast.AnonConst, ...] = ()) -> ast.Path:
        """A path into the library, wherever it is written: `$crate::a::b`."""
        return self.path("$crate", *names, args=args)

    def name(self, name: str) -> ast.PathExpr:
        return ast.PathExpr(self.span, None, self.path(name))

    def path_expr(self, path: ast.Path) -> ast.PathExpr:
        return ast.PathExpr(self.span, None, path)

    def call(self, path: ast.Path, *args: ast.Expr) -> ast.CallExpr:
        return ast.CallExpr(self.span, ast.PathExpr(self.span, None, path), args)

    def str(self, text: str) -> ast.LitExpr:
        return ast.LitExpr(self.span, "str", text, None, text)

    def bool(self, value: bool) -> ast.LitExpr:
        return ast.LitExpr(self.span, "bool", value, None, "true" if value else "false")

    def ref(self, expr: ast.Expr) -> ast.AddrOfExpr:
        return ast.AddrOfExpr(self.span, expr, "not")

    def ty(self, path: ast.Path) -> ast.PathTy:
        return ast.PathTy(self.span, None, path)

    def ref_ty(self, ty: ast.Ty, mutbl: ast.Mutability = "not", lifetime: str | None = None) -> ast.RefTy:
        written = ast.Lifetime(lifetime, self.span) if lifetime is not None else None
        return ast.RefTy(self.span, written, mutbl, ty)

    def bind(self, name: str) -> ast.IdentPat:
        return ast.IdentPat(self.span, self.ident(name), None, "not")

    def block(self, *stmts: ast.Stmt, tail: ast.Expr | None = None) -> ast.Block:
        return ast.Block(stmts, tail, self.span)

    def block_expr(self, *stmts: ast.Stmt, tail: ast.Expr | None = None) -> ast.BlockExpr:
        return ast.BlockExpr(self.span, ast.Block(stmts, tail, self.span))

    def arm(self, pat: ast.Pat, body: ast.Expr) -> ast.Arm:
        return ast.Arm(pat, None, body, self.span)

    def match(self, scrutinee: ast.Expr, *arms: ast.Arm) -> ast.MatchExpr:
        return ast.MatchExpr(self.span, scrutinee, arms)

    def let(self, pat: ast.Pat, init: ast.Expr | None, ty: ast.Ty | None = None) -> ast.LetStmt:
        return ast.LetStmt(self.span, pat, ty, init, None)

    def semi(self, expr: ast.Expr) -> ast.SemiStmt:
        return ast.SemiStmt(self.span, expr)

    def attr(self, path: str) -> ast.Attribute:
        return ast.Attribute(path, (), self.span)
