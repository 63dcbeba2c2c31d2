"""The macros that the compiler implements (rustc's `rustc_builtin_macros`)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from rustmem.source.diag import Diag, Unsupported, error
from rustmem.source.span import Expansion, Span
from rustmem.syntax import ast, cfg, format_args
from rustmem.syntax.errors import ParseError
from rustmem.syntax.parser import Parser
from rustmem.syntax.token import Token

if TYPE_CHECKING:
    from rustmem.syntax.expand import Expander


class BadCall(Exception):
    """A call that fails; `diag` is None if the words are already said."""

    def __init__(self, diag: Diag | Unsupported | None) -> None:
        super().__init__()
        self.diag = diag


def expand(expander: Expander, name: str, mac: ast.MacroCall, expansion: Expansion, where: str) -> Any:
    """What a call of the built-in `name` stands for."""
    implement = BUILTINS.get(name)
    if implement is None:
        raise BadCall(Unsupported(f"the macro {name}!", mac.span))
    span = Span(mac.span.lo, mac.span.hi, expansion)
    return implement(expander, mac, span, where)


def _parser(expander: Expander, mac: ast.MacroCall) -> Parser:
    return expander.parser(mac.tokens, expander.edition, expander.diags, mac.span)


# ---- format_args and company ----


def _format_args(expander: Expander, mac: ast.MacroCall, span: Span, where: str) -> ast.Expr:
    return format_args.expand(expander, mac, span, newline=False)


def _format_args_nl(expander: Expander, mac: ast.MacroCall, span: Span, where: str) -> ast.Expr:
    return format_args.expand(expander, mac, span, newline=True)


def std_path(span: Span, *names: str) -> ast.Path:
    """`$crate::a::b`, of the crate that defines the macro at work."""
    segments = [ast.PathSegment(ast.Ident("$crate", span))]
    segments += [ast.PathSegment(ast.Ident(name, span)) for name in names]
    return ast.Path(tuple(segments), span)


def _recall(expander: Expander, mac: ast.MacroCall, span: Span, where: str, *path: str) -> Any:
    """The same tokens given to another macro of the library."""
    call = ast.MacroCall(std_path(span, *path), "(", mac.tokens, span)
    return expander.call(call, where)


def _edition_panic(old: str, new: str) -> Callable[..., Any]:
    def implement(expander: Expander, mac: ast.MacroCall, span: Span, where: str) -> Any:
        return _recall(
            expander, mac, span, "expr" if where == "stmts" else where, "panic", new if use_2021(expander, span) else old
        )

    return implement


def use_2021(expander: Expander, span: Span) -> bool:
    """Whether the author's edition has the panic macros of 2021: the author is whoever is not the library."""
    at = span.ctxt
    while at is not None:
        outer = at.call_site.ctxt
        if outer is None:
            break
        at = outer
    return expander.crate_name != "" or int(expander.edition) >= 2021


def _assert(expander: Expander, mac: ast.MacroCall, span: Span, where: str) -> ast.Expr:
    parser = _parser(expander, mac)
    if parser.tok.kind == "eof":
        diag = error("macro requires a boolean expression as an argument", mac.span)
        raise BadCall(diag.label(mac.span, "boolean expression required"))
    cond = parser.parse_expr()
    if parser.text == ";":
        diag = error("macro requires an expression as an argument", mac.span)
        raise BadCall(diag.suggest("try removing semicolon", (parser.tok.span, "")).not_modelled("semicolons in assert"))
    text = expander.expr_text(cond)
    if parser.tok.kind == "literal" and parser.text[0] == '"':
        diag = error("unexpected string literal", parser.tok.span)
        at = parser.prev.span.shrink_to_hi()
        raise BadCall(diag.suggest("try adding a comma", (at, ", "), applicability="MaybeIncorrect", style="hide-code-inline"))
    if parser.tok.kind != "eof" and not parser.eat(","):
        raise parser.expected_one_of(["`,`", *parser.continuations(cond)])
    message = parser.tokens[parser.at : -4] if parser.tok.kind != "eof" else []
    cond = expander.walk(cond)
    if message:
        name = "panic_2021" if use_2021(expander, span) else "panic_2015"
        call = ast.MacroCall(std_path(span, "panic", name), "(", tuple(message), span)
        then = expander.call(call, "expr")
    else:
        callee = ast.PathExpr(span, None, std_path(span, "panicking", "panic"))
        words = "assertion failed: " + text
        then = ast.CallExpr(span, callee, (ast.LitExpr(Span(0, 0), "str", words, None, words),))
    test = ast.UnaryExpr(span, "!", cond)
    return ast.IfExpr(span, test, ast.Block((), then, span), None)


# ---- literals from tokens ----


def string(text: str, span: Span) -> ast.LitExpr:
    return ast.LitExpr(span, "str", text, None, text)


def _stringify(expander: Expander, mac: ast.MacroCall, span: Span, where: str) -> ast.Expr:
    return string(expander.tokens_text(mac.tokens), span)


def _concat(expander: Expander, mac: ast.MacroCall, span: Span, where: str) -> ast.Expr:
    parser = _parser(expander, mac)
    out: list[str] = []
    while parser.tok.kind != "eof":
        expr = expander.walk(parser.parse_expr())
        out.append(_concat_piece(expr))
        if not parser.eat(",") and parser.tok.kind != "eof":
            raise parser.expected_one_of(["`,`"])
    return string("".join(out), span)


def _concat_piece(expr: ast.Expr) -> str:
    sign = ""
    inner = expr
    if isinstance(inner, ast.UnaryExpr) and inner.op == "-":
        sign, inner = "-", inner.expr
    if isinstance(inner, ast.LitExpr):
        match inner.kind:
            case "str" | "char" if not sign:
                return str(inner.value)
            case "int":
                return sign + str(inner.value)
            case "float":
                return sign + inner.symbol
            case "bool" if not sign:
                return "true" if inner.value else "false"
            case "byte" | "bytestr":
                raise BadCall(error("cannot concatenate a byte string literal", expr.span).not_modelled("concat of bytes"))
            case "err":
                raise BadCall(None)
    diag = error("expected a literal", expr.span)
    raise BadCall(diag.note('only literals (like `"foo"`, `-42` and `3.14`) can be passed to `concat!()`'))


def _topmost(span: Span) -> Span:
    """The call in the author's text that led here."""
    return span.source_callsite()


def _u32(value: int, span: Span) -> ast.Expr:
    return ast.LitExpr(span, "int", value, "u32", str(value))


def _line(expander: Expander, mac: ast.MacroCall, span: Span, where: str) -> ast.Expr:
    file = expander.file
    return _u32(file.line_of(_topmost(span).lo) if file is not None else 0, span)


def _column(expander: Expander, mac: ast.MacroCall, span: Span, where: str) -> ast.Expr:
    file = expander.file
    return _u32(file.column_of(_topmost(span).lo) + 1 if file is not None else 0, span)


def _file(expander: Expander, mac: ast.MacroCall, span: Span, where: str) -> ast.Expr:
    return string(expander.file.name if expander.file is not None else "", span)


def _module_path(expander: Expander, mac: ast.MacroCall, span: Span, where: str) -> ast.Expr:
    return string("::".join([expander.crate_name or "main", *expander.module]), span)


def _cfg(expander: Expander, mac: ast.MacroCall, span: Span, where: str) -> ast.Expr:
    try:
        value = cfg.holds(mac.tokens, expander.diags, mac.span)
    except cfg.BadCfg as bad:
        raise BadCall(bad.diag) from None
    return ast.LitExpr(span, "bool", value, None, "true" if value else "false")


def _option_env(expander: Expander, mac: ast.MacroCall, span: Span, where: str) -> ast.Expr:
    """No variable is set where programs are checked."""
    ty = ast.RefTy(span, ast.Lifetime("'static", span), "not", ast.PathTy(span, None, _ident_path("str", span)))
    args = ast.GenericArgs((ty,), (), span)
    names = [ast.PathSegment(ast.Ident(name, span)) for name in ("$crate", "option", "Option")]
    return ast.PathExpr(span, None, ast.Path((*names, ast.PathSegment(ast.Ident("None", span), args)), span))


def _ident_path(name: str, span: Span) -> ast.Path:
    return ast.Path((ast.PathSegment(ast.Ident(name, span)),), span)


def _env(expander: Expander, mac: ast.MacroCall, span: Span, where: str) -> ast.Expr:
    parser = _parser(expander, mac)
    if parser.tok.kind != "literal":
        raise BadCall(error("`env!()` takes 1 or 2 arguments", mac.span).not_modelled("arguments of env"))
    name = cfg.text_of(parser.tok)
    parser.bump()
    if parser.eat(",") and parser.tok.kind == "literal":
        raise BadCall(error(cfg.text_of(parser.tok), mac.span))
    diag = error(f"environment variable `{name}` not defined at compile time", mac.span)
    if name.startswith("CARGO"):
        diag.help('Cargo sets build script variables at run time. Use `std::env::var("' + name + '")` instead')
        raise BadCall(diag.not_modelled("variables of cargo"))
    raise BadCall(diag.help(f'use `std::env::var("{name}")` to read the variable at run time'))


def _compile_error(expander: Expander, mac: ast.MacroCall, span: Span, where: str) -> Any:
    parser = _parser(expander, mac)
    expr = expander.walk(parser.parse_expr()) if parser.tok.kind != "eof" else None
    parser.eat(",")
    if not isinstance(expr, ast.LitExpr) or expr.kind != "str" or parser.tok.kind != "eof":
        raise BadCall(error("compile_error! takes 1 argument", mac.span).not_modelled("arguments of compile_error"))
    raise BadCall(error(str(expr.value), mac.span))


def _include(expander: Expander, mac: ast.MacroCall, span: Span, where: str) -> Any:
    raise BadCall(Unsupported("files included by a program", mac.span))


def _cfg_select(expander: Expander, mac: ast.MacroCall, span: Span, where: str) -> Any:
    """`cfg_select! { unix => { ... } _ => { ... } }`: the tokens of the first arm that holds."""
    from rustmem.syntax.mbe import group_end

    tokens, at = mac.tokens, 0
    taken: list[Token] | None = None
    while at < len(tokens):
        arrow = at
        while arrow < len(tokens) and tokens[arrow].text != "=>":
            arrow = group_end(tokens, arrow)
        if arrow + 1 >= len(tokens):
            raise BadCall(error("expected `=>`", mac.span).not_modelled("malformed cfg_select"))
        end = group_end(tokens, arrow + 1)
        if tokens[arrow + 1].kind != "open":
            while end < len(tokens) and tokens[end].text != ",":
                end = group_end(tokens, end)
            body = tokens[arrow + 1 : end]
        else:
            body = tokens[arrow + 2 : end - 1] if tokens[arrow + 1].text == "{" else tokens[arrow + 1 : end]
        predicate = tokens[at:arrow]
        try:
            chosen = predicate[0].text == "_" or cfg.holds(predicate, expander.diags, mac.span)
        except cfg.BadCfg as bad:
            raise BadCall(bad.diag) from None
        if chosen and taken is None:
            taken = list(body)
        _check_arm(expander, mac, predicate, body)
        at = end + 1 if end < len(tokens) and tokens[end].text == "," else end
    if taken is not None:
        return expander.parse_tokens(taken, where, mac)
    raise BadCall(error("none of the predicates in this `cfg_select` evaluated to true", mac.span))


def _check_arm(expander: Expander, mac: ast.MacroCall, predicate: Sequence[Token], body: Sequence[Token]) -> None:
    """An arm that is not chosen must be well-formed too, unless its value stands in braces."""
    if (
        not predicate
        or predicate[0].text == "_"
        and len(predicate) > 1
        or predicate[0].text in expander.parser((), "2024", [], mac.span).keywords - {"_"}
    ):
        raise BadCall(Unsupported("a malformed `cfg_select!`", mac.span))
    if body and body[0].kind != "open":
        parser = expander.parser(list(body), expander.edition, [], mac.span)
        try:
            parser.parse_expr()
        except ParseError:
            raise BadCall(Unsupported("a malformed `cfg_select!`", mac.span)) from None
        if parser.tok.kind != "eof":
            raise BadCall(Unsupported("a malformed `cfg_select!`", mac.span))


BUILTINS: dict[str, Callable[..., Any]] = {
    "format_args": _format_args,
    "const_format_args": _format_args,
    "format_args_nl": _format_args_nl,
    "core_panic": _edition_panic("panic_2015", "panic_2021"),
    "std_panic": _edition_panic("panic_2015", "panic_2021"),
    "unreachable": _edition_panic("unreachable_2015", "unreachable_2021"),
    "assert": _assert,
    "stringify": _stringify,
    "concat": _concat,
    "line": _line,
    "column": _column,
    "file": _file,
    "module_path": _module_path,
    "cfg": _cfg,
    "option_env": _option_env,
    "env": _env,
    "compile_error": _compile_error,
    "include_str": _include,
    "include_bytes": _include,
    "include": _include,
    "cfg_select": _cfg_select,
}
