"""The lowering of rustc's `rustc_ast_lowering`, from tree to tree.

Loops, `?`, ranges, destructuring assignments, parentheses and `format_args!` become the shapes that rustc's
HIR has. Text that stands for none of the author's carries a `desugaring` expansion. Names that lowering
invents (`iter`, `val`, `residual`, `lhs`, `args`) get an identifier whose span has a context of its own, so
that they can neither catch the author's names nor be caught.

A path with `lang_item` set means the library item with that `#[lang]`, whatever names are in scope.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rustmem.source.diag import Diag, Unsupported, error
from rustmem.source.source_map import STD_BASE
from rustmem.source.span import Expansion, Span
from rustmem.syntax import ast
from rustmem.syntax.lower_format import lower_format_args
from rustmem.syntax.walk import CHILDREN


def mark(span: Span, name: str) -> Span:
    """`span`, as written by a desugaring of the text it covers."""
    return Span(span.lo, span.hi, Expansion("desugaring", name, span))


def lang_path(span: Span, lang: str) -> ast.Path:
    """The path of a lang item; its one segment's name is the lang item's."""
    return ast.Path((ast.PathSegment(ast.Ident(lang, span)),), span, lang)


def lang_call(span: Span, lang: str, *args: ast.Expr, path_span: Span | None = None) -> ast.CallExpr:
    at = path_span or span
    return ast.CallExpr(span, ast.PathExpr(at, None, lang_path(at, lang)), args)


FN_TRAITS = frozenset(("Fn", "FnMut", "FnOnce", "AsyncFn", "AsyncFnMut", "AsyncFnOnce"))


class Desugarer:
    """Lowers one crate or item; made once, used, dropped."""

    def __init__(self, diags: list[Diag], expr_attrs: dict[Any, tuple[ast.Attribute, ...]]) -> None:
        self.diags = diags
        self.expr_attrs = expr_attrs

    def walk(self, value: Any) -> Any:
        """Lowers what is inside `value` and gives what stands in its place."""
        special = SPECIAL.get(type(value))
        if special is not None:
            return special(self, value)
        return self.inside(value)

    def inside(self, value: Any) -> Any:
        """Lowers the children of `value`."""
        for name, many in CHILDREN[type(value)]:
            child = getattr(value, name)
            if child is None or child == ():
                continue
            if many:
                made = tuple([self.walk(c) if type(c) in CHILDREN else c for c in child])
                setattr(value, name, made)
            elif type(child) in CHILDREN:
                made = self.walk(child)
                if made is not child:
                    setattr(value, name, made)
        return value

    def _leaf(self, value: Any) -> Any:
        return value

    def _path(self, path: ast.Path) -> ast.Path:
        for segment in path.segments:
            args = segment.args
            if args is not None:
                self.inside(args)
                if isinstance(args.output, ast.ImplTraitTy):
                    self.diags.append(Unsupported("`impl Trait` as the result of a closure's bound", args.output.span))
                if segment.ident.name in FN_TRAITS and not args.parenthesized and path.span.lo < STD_BASE:
                    self.diags.append(Unsupported("the traits of closures with angle brackets", args.span))
        return path

    def keep_attrs(self, old: Any, new: Any) -> Any:
        if self.expr_attrs and old in self.expr_attrs:
            self.expr_attrs[new] = self.expr_attrs.pop(old) + self.expr_attrs.get(new, ())
        return new

    # ---- expressions ----

    def paren(self, value: ast.ParenExpr) -> ast.Expr:
        """The inner expression; its span takes in the parentheses."""
        inner = self.walk(value.expr)
        if value.span.contains(inner.span):
            inner.span = Span(value.span.lo, value.span.hi, inner.span.ctxt)
        return self.keep_attrs(value, inner)

    def paren_ty(self, value: ast.ParenTy) -> ast.Ty:
        return self.walk(value.ty)

    def paren_pat(self, value: ast.ParenPat) -> ast.Pat:
        return self.walk(value.pat)

    def range(self, value: ast.RangeExpr) -> ast.Expr:
        span = mark(value.span, "RangeExpr")
        lo, hi = value.lo, value.hi
        if value.inclusive and lo is not None and hi is not None:
            return self.keep_attrs(value, lang_call(span, "range_inclusive_new", self.walk(lo), self.walk(hi)))
        if value.inclusive:
            lang = "RangeToInclusive"
        elif lo is not None:
            lang = "Range" if hi is not None else "RangeFrom"
        else:
            lang = "RangeTo" if hi is not None else "RangeFull"
        fields = []
        for name, expr in (("start", lo), ("end", hi)):
            if expr is not None:
                at = mark(expr.span, "RangeExpr")
                fields.append(ast.FieldInit(ast.Ident(name, at), self.walk(expr), False, at))
        return self.keep_attrs(value, ast.StructExpr(span, None, lang_path(span, lang), tuple(fields), None))

    def question(self, value: ast.TryExpr) -> ast.Expr:
        """`match Try::branch(expr) { Break(residual) => return from_residual(residual), Continue(val) => val }`."""
        span = value.span
        whole = mark(span, "QuestionMark")
        end = mark(Span(span.hi - 1, span.hi, span.ctxt), "QuestionMark")
        scrutinee = lang_call(whole, "branch", self.walk(value.expr))
        residual = ast.Ident("residual", end)
        bound = ast.IdentPat(end, residual, None, "not")
        used = ast.PathExpr(end, None, ast.Path((ast.PathSegment(residual),), end))
        returned = ast.ReturnExpr(end, lang_call(whole, "from_residual", used, path_span=end))
        break_pat = ast.TupleStructPat(end, None, lang_path(end, "Break"), (bound,))
        val = ast.Ident("val", whole)
        value_pat = ast.IdentPat(span, val, None, "not")
        continue_pat = ast.TupleStructPat(whole, None, lang_path(whole, "Continue"), (value_pat,))
        val_expr = ast.PathExpr(span, None, ast.Path((ast.PathSegment(val),), span))
        allow = (ast.Attribute("allow", _UNREACHABLE, end),)
        self.expr_attrs[returned] = allow
        self.expr_attrs[val_expr] = allow
        arms = (ast.Arm(break_pat, None, returned, end), ast.Arm(continue_pat, None, val_expr, end))
        return self.keep_attrs(value, ast.MatchExpr(span, scrutinee, arms, "?"))

    # ---- loops ----

    def while_loop(self, value: ast.WhileExpr) -> ast.Expr:
        """`loop { if cond { body } else { break; } }`."""
        span = mark(value.span, "WhileLoop")
        cond_hi = value.cond.span.hi
        cond = self.walk(value.cond)
        body = self.walk(value.body)
        leave = ast.BreakExpr(span, None, None)
        orelse = ast.BlockExpr(span, ast.Block((ast.ExprStmt(span, leave),), None, span))
        test = ast.IfExpr(span, cond, body, orelse)
        made = ast.LoopExpr(value.span, ast.Block((), test, span), value.label, "while", Span(span.lo, cond_hi, span.ctxt))
        return self.keep_attrs(value, made)

    def for_loop(self, value: ast.ForExpr) -> ast.Expr:
        """`match into_iter(head) { mut iter => loop { match next(&mut iter) { None => break, Some(pat) => body } } }`."""
        span = mark(value.span, "ForLoop")
        ctxt = span.ctxt
        head = self.walk(value.iter)
        pat = self.walk(value.pat)
        head_span = _in_context_of(head.span, value.span, ctxt)
        pat_span = _in_context_of(pat.span, value.span, ctxt)
        iter_name = ast.Ident("iter", head_span)

        none_arm = ast.Arm(ast.PathPat(span, None, lang_path(span, "None")), None, ast.BreakExpr(span, None, None), span)
        some_pat = ast.TupleStructPat(pat_span, None, lang_path(pat_span, "Some"), (pat,))
        body = self.walk(value.body)
        some_arm = ast.Arm(some_pat, None, ast.BlockExpr(body.span, body), span)
        used = ast.PathExpr(head_span, None, ast.Path((ast.PathSegment(iter_name),), head_span))
        advance = lang_call(head_span, "next", ast.AddrOfExpr(head_span, used, "mut"))
        step = ast.MatchExpr(head_span, advance, (none_arm, some_arm), "for")
        inside = ast.Block((ast.ExprStmt(span, step),), None, span)
        loop = ast.LoopExpr(span, inside, value.label, "for", Span(span.lo, max(head.span.hi, span.lo), ctxt))
        iter_pat = ast.IdentPat(head_span, iter_name, None, "mut")
        entry = lang_call(head_span, "into_iter", head)
        made = ast.MatchExpr(span, entry, (ast.Arm(iter_pat, None, loop, span),), "for")
        return self.keep_attrs(value, ast.DropTempsExpr(span, made))

    # ---- destructuring assignment ----

    def assign(self, value: ast.AssignExpr) -> ast.Expr:
        if _is_ordinary(value.left):
            return self.inside(value)
        assignments: list[ast.Stmt] = []
        pat = self._target(value.left, value.eq_span, assignments)
        span = value.span
        destructure = ast.LetStmt(span, pat, None, self.walk(value.right), None, (), False, "assign")
        return self.keep_attrs(value, ast.BlockExpr(span, ast.Block((destructure, *assignments), None, span)))

    def _target(self, left: ast.Expr, eq_span: Span, out: list[ast.Stmt]) -> ast.Pat:
        """The pattern that takes the place of an assigned expression."""
        span = left.span
        match left:
            case ast.UnderscoreExpr():
                return ast.WildPat(span)
            case ast.ArrayExpr():
                return ast.SlicePat(span, self._targets(left.elems, "slice", eq_span, out))
            case ast.TupExpr():
                return ast.TuplePat(span, self._targets(left.elems, "tuple", eq_span, out))
            case ast.ParenExpr():
                if isinstance(left.expr, ast.RangeExpr) and left.expr.lo is None and left.expr.hi is None:
                    return ast.TuplePat(span, self._targets((left.expr,), "tuple", eq_span, out))
                return self._target(left.expr, eq_span, out)
            case ast.CallExpr() if _is_constructor(left.func):
                assert isinstance(left.func, ast.PathExpr)
                elems = self._targets(left.args, "tuple struct", eq_span, out)
                return ast.TupleStructPat(span, left.func.qself, self._path(left.func.path), elems)
            case ast.StructExpr():
                return self._struct_target(left, eq_span, out)
        ctxt = Expansion("desugaring", "Assign", span)
        name = ast.Ident("lhs", Span(span.lo, span.hi, ctxt))
        target = self.walk(left)
        read = ast.PathExpr(span, None, ast.Path((ast.PathSegment(name),), span))
        out.append(ast.ExprStmt(span, ast.AssignExpr(span, target, read, eq_span)))
        return ast.IdentPat(span, name, None, "not")

    def _targets(self, elems: tuple[ast.Expr, ...], what: str, eq_span: Span, out: list[ast.Stmt]) -> tuple[ast.Pat, ...]:
        pats: list[ast.Pat] = []
        rest: Span | None = None
        for elem in elems:
            if isinstance(elem, ast.RangeExpr) and elem.lo is None and elem.hi is None and not elem.inclusive:
                if rest is not None:
                    self.diags.append(_twice(what, elem.span, rest))
                    continue
                rest = elem.span
                pats.append(ast.RestPat(elem.span))
            else:
                pats.append(self._target(elem, eq_span, out))
        return tuple(pats)

    def _struct_target(self, left: ast.StructExpr, eq_span: Span, out: list[ast.Stmt]) -> ast.Pat:
        fields = [ast.FieldPat(f.ident, self._target(f.expr, eq_span, out), f.shorthand, f.span) for f in left.fields]
        rest: Span | None = None
        if isinstance(left.rest, Span):
            rest = left.rest
        elif left.rest is not None:
            diag = error("functional record updates are not allowed in destructuring assignments", left.rest.span)
            diag.suggest("consider removing the trailing pattern", (left.rest.span, ""))
            self.diags.append(diag)
            rest = left.rest.span
        return ast.StructPat(left.span, left.qself, self._path(left.path), tuple(fields), rest)

    # ---- what is an error only now ----

    def underscore(self, value: ast.UnderscoreExpr) -> ast.Expr:
        diag = error("in expressions, `_` can only be used on the left-hand side of an assignment", value.span)
        self.diags.append(diag.label(value.span, "`_` not allowed here"))
        return ast.ErrExpr(value.span)

    def struct(self, value: ast.StructExpr) -> ast.Expr:
        if isinstance(value.rest, Span):
            diag = error("base expression required after `..`", value.rest, "E0797")
            diag.suggest(
                "add a base expression here", (value.rest, "/* expr */"), applicability="HasPlaceholders", style="show-always"
            )
            self.diags.append(diag)
        return self.inside(value)

    def rest_pat(self, value: ast.RestPat) -> ast.Pat:
        diag = error("`..` patterns are not allowed here", value.span)
        self.diags.append(diag.note("only allowed in tuple, tuple struct, and slice patterns"))
        return ast.WildPat(value.span)

    def sequence_pat(self, value: Any) -> Any:
        """A tuple or tuple struct pattern, with at most one `..`."""
        what = "tuple" if type(value) is ast.TuplePat else "tuple struct"
        return self._elements(value, what)

    def slice_pat(self, value: ast.SlicePat) -> ast.Pat:
        return self._elements(value, "slice")

    def _elements(self, value: Any, what: str) -> Any:
        rest: Span | None = None
        out: list[ast.Pat] = []
        for elem in value.elems:
            held = elem
            if what != "slice" and isinstance(elem, ast.IdentPat) and isinstance(elem.sub, ast.RestPat):
                diag = error(f"`{elem.ident.name} @` is not allowed in a {what}", elem.span)
                self.diags.append(diag.not_modelled("a bound rest in a tuple"))
            if what == "slice" and isinstance(elem, ast.IdentPat) and isinstance(elem.sub, ast.RestPat):
                held = elem.sub
            if type(held) is ast.RestPat:
                if rest is not None:
                    self.diags.append(_twice(what, held.span, rest))
                    if isinstance(elem, ast.IdentPat):  # the name stays, as `name @ _`
                        out.append(ast.IdentPat(elem.span, elem.ident, elem.by_ref, elem.mutbl))
                    continue
                rest = held.span
                out.append(elem)
            else:
                out.append(self.walk(elem))
        value.elems = tuple(out)
        if isinstance(value, ast.TupleStructPat):
            self._path(value.path)
            if value.qself is not None:
                self.inside(value.qself)
        return value


def _twice(what: str, span: Span, first: Span) -> Diag:
    diag = error(f"`..` can only be used once per {what} pattern", span)
    return diag.label(span, f"can only be used once per {what} pattern").label(first, "previously used here")


def _in_context_of(span: Span, outer: Span, ctxt: Expansion | None) -> Span:
    """`span` where it stands in the text of `outer`, in context `ctxt` (rustc's `find_ancestor_in_same_ctxt`)."""
    at = span
    while at.ctxt is not outer.ctxt:
        if at.ctxt is None:
            at = span
            break
        at = at.ctxt.call_site
    return Span(at.lo, at.hi, ctxt)


def _is_constructor(func: ast.Expr) -> bool:
    """Whether a called path is taken for a tuple struct; names are not resolved yet, so by its first letter."""
    return isinstance(func, ast.PathExpr) and func.path.segments[-1].ident.name[:1].isupper()


def _is_ordinary(left: ast.Expr) -> bool:
    """Whether the left side of an assignment is a place, not a pattern."""
    match left:
        case ast.ArrayExpr() | ast.StructExpr() | ast.TupExpr() | ast.UnderscoreExpr():
            return False
        case ast.CallExpr():
            return not _is_constructor(left.func)
        case ast.ParenExpr():
            inner = left.expr
            if isinstance(inner, ast.RangeExpr) and inner.lo is None and inner.hi is None and not inner.inclusive:
                return False
            return _is_ordinary(inner)
    return True


def _format_args(desugarer: Desugarer, value: ast.FormatArgsExpr) -> ast.Expr:
    made = lower_format_args(value, mark(value.span, "FormatLiteral"), desugarer.walk)
    return desugarer.keep_attrs(value, made)


def _unreachable_tokens() -> Any:
    from rustmem.syntax.token import Token

    dummy = Span(0, 0)
    return (Token("open", "(", dummy), Token("ident", "unreachable_code", dummy), Token("close", ")", dummy))


_UNREACHABLE = _unreachable_tokens()

SPECIAL: dict[type, Callable[[Desugarer, Any], Any]] = {
    ast.Path: Desugarer._path,
    ast.LitExpr: Desugarer._leaf,
    ast.WildPat: Desugarer._leaf,
    ast.InferTy: Desugarer._leaf,
    ast.ParenExpr: Desugarer.paren,
    ast.ParenTy: Desugarer.paren_ty,
    ast.ParenPat: Desugarer.paren_pat,
    ast.RangeExpr: Desugarer.range,
    ast.TryExpr: Desugarer.question,
    ast.WhileExpr: Desugarer.while_loop,
    ast.ForExpr: Desugarer.for_loop,
    ast.AssignExpr: Desugarer.assign,
    ast.UnderscoreExpr: Desugarer.underscore,
    ast.StructExpr: Desugarer.struct,
    ast.RestPat: Desugarer.rest_pat,
    ast.TuplePat: Desugarer.sequence_pat,
    ast.TupleStructPat: Desugarer.sequence_pat,
    ast.SlicePat: Desugarer.slice_pat,
    ast.FormatArgsExpr: _format_args,
}


def desugar(crate: ast.Crate, diags: list[Diag]) -> ast.Crate:
    """The crate in the shape of rustc's HIR; the tree is rewritten in place."""
    worker = Desugarer(diags, crate.expr_attrs)
    for item in crate.items:
        worker.walk(item)
    return crate
