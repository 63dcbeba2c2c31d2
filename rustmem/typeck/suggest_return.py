"""What a block without a tail could return (rustc's `consider_removing_semicolon` and `consider_returning_binding`)."""

from __future__ import annotations

from typing import Any

from rustmem.resolve.walk import children
from rustmem.source.diag import Diag, MultiSpan
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty import intern as i
from rustmem.ty import kind as k
from rustmem.ty.print import ty_str
from rustmem.typeck.check_match import indentation


def missing_tail(fcx: Any, diag: Diag, block: ast.Block, expected: k.Ty, path: list[Any]) -> None:
    """`path`: the nodes from `block` up to the body that it stands in."""
    if not _removing_semicolon(fcx, diag, block, expected):
        _returning_binding(fcx, diag, block, expected, path)


def _removing_semicolon(fcx: Any, diag: Diag, block: ast.Block, expected: k.Ty) -> bool:
    last = block.stmts[-1] if block.stmts else None
    if not isinstance(last, ast.SemiStmt):
        return False
    ty = fcx.resolve(fcx.results.types.get(last.expr, i.ERROR))
    if ty.flags & k.HAS_ERROR or ty is i.NEVER and expected is not i.NEVER or not fcx.can_eq(ty, expected):
        return False
    if isinstance(ty, k.AliasTy) or isinstance(expected, k.AliasTy):
        diag.not_modelled("a value of an opaque type before the semicolon")
    span = source_span(fcx, last)
    diag.suggest("remove this semicolon to return this value", (span.with_lo(span.hi - 1), ""))
    return True


def source_span(fcx: Any, stmt: Any) -> Span:
    """A statement's own span; where it is a macro call, that of the call with its semicolon (rustc's `stmt_span`)."""
    if not stmt.span.from_expansion() and not stmt.expr.span.from_expansion():
        return stmt.span  # type: ignore[no-any-return]
    span = stmt.span.source_callsite()
    file = fcx.tcx.source_map.file_of(span.lo)
    end = span.hi
    if file is None or file.data[end - 1 - file.start : end - file.start] == b";":
        return span  # type: ignore[no-any-return]
    while end < file.end and file.data[end - file.start : end - file.start + 1].isspace():
        end += 1
    ends = file.data[end - file.start : end - file.start + 1] == b";"
    return span.with_hi(end + 1) if ends else span  # type: ignore[no-any-return]


def _returning_binding(fcx: Any, diag: Diag, block: ast.Block, expected: k.Ty, path: list[Any]) -> None:
    found: dict[str, ast.Ident] = {}

    def look(pat: Any) -> None:
        if isinstance(pat, ast.IdentPat):
            ty = fcx.resolve(fcx.locals.get(pat, i.ERROR))
            fits = not (ty.flags | expected.flags) & k.HAS_ERROR and fcx.can_eq(ty, expected)
            if fits and pat.ident.name not in found:
                found[pat.ident.name] = pat.ident
        for part in children(pat):
            look(part)

    for stmt in reversed(block.stmts):
        if isinstance(stmt, ast.LetStmt):
            look(stmt.pat)
    for pat in _patterns_around(fcx, block, path):
        look(pat)
    idents = list(found.values())
    if len(idents) == 1:
        diag.suggest(
            f"consider returning the local binding `{idents[0].name}`",
            _place(fcx, block, idents[0].name),
            applicability="MaybeIncorrect",
            style="show-always",
        )
    elif len(idents) == 2:
        diag.span_note(MultiSpan(tuple(ident.span for ident in idents)), "consider returning one of these bindings")


def _patterns_around(fcx: Any, block: ast.Block, path: list[Any]) -> list[Any]:
    """Of what holds the block: a function's or closure's parameters, an arm's pattern, that of an `if let`."""
    owner = fcx.fn_return[0] if fcx.fn_return is not None else None
    body = getattr(owner, "body", None)
    if body is block or isinstance(body, ast.BlockExpr) and body.block is block:
        params = owner.params if isinstance(owner, ast.ClosureExpr) else owner.sig.inputs  # type: ignore[union-attr]
        return [p.pat for p in params]
    above = path[1:]
    if above and isinstance(above[0], ast.IfExpr):
        cond = above[0].cond
        return [cond.pat] if above[0].then is block and isinstance(cond, ast.LetExpr) else []
    if len(above) > 1 and isinstance(above[0], ast.BlockExpr):
        if isinstance(above[1], ast.Arm):
            return [above[1].pat]
        if isinstance(above[1], ast.ClosureExpr):
            return [p.pat for p in above[1].params]
    return []


def _place(fcx: Any, block: ast.Block, name: str) -> tuple[Span, str]:
    """Where the binding would stand, with the blanks around it."""
    tcx = fcx.tcx
    several = "\n" in tcx.source_map.snippet(block.span)
    if block.stmts:
        last = block.stmts[-1]
        span = last.span if isinstance(last, (ast.LetStmt, ast.ItemStmt)) else source_span(fcx, last)
        spacing = indentation(tcx, span) if several else None
        return span.shrink_to_hi(), f" {name}" if spacing is None else f"\n{spacing}{name}"
    spacing = indentation(tcx, block.span) if several else None
    text = f" {name} " if spacing is None else f"\n{spacing}    {name}\n{spacing}"
    return block.span.with_lo(block.span.lo + 1).with_hi(block.span.hi - 1), text


def value_after_loop(fcx: Any, diag: Diag, expr: Any, expected: k.Ty, path: list[Any]) -> bool:
    """rustc's `suggest_returning_value_after_loop`, for a loop that is the tail of its block; `path` leads up from it."""
    loop = expr.expr if isinstance(expr, ast.DropTempsExpr) else expr
    if not isinstance(loop, (ast.MatchExpr, ast.LoopExpr)) or loop.source not in ("for", "while"):
        return False
    outer = next((n for n, at in enumerate(path) if isinstance(at, ast.Block)), None)
    if outer is None or path[outer].expr is not path[outer - 1]:
        return False
    if not all(isinstance(at, (ast.Arm, ast.DropTempsExpr)) or getattr(at, "source", "") == loop.source for at in path[:outer]):
        return False
    if expected is i.NEVER:
        said, text = "consider adding a diverging expression here", '`loop {}` or `panic!("...")`'
    else:
        said, text = "consider returning a value here", f"`{ty_str(fcx.tcx, expected)}` value"
    span = loop.span
    several = "\n" in fcx.tcx.source_map.snippet(span)
    new = f"\n{indentation(fcx.tcx, span) or ''}/* {text} */" if several else f" /* {text} */"
    diag.suggest(said, (span.shrink_to_hi(), new), applicability="MaybeIncorrect", style="show-always")
    return True
