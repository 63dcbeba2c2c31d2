"""Macro expansion: every macro call becomes the tree it stands for.

The tree is rewritten in place. `macro_rules` names follow textual scope; paths, `use` and the prelude
reach exported macros and the library's. Spans that a macro wrote carry its `Expansion`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rustmem.source.diag import Diag, Subdiag, Unsupported, error, warning
from rustmem.source.source_map import SourceFile
from rustmem.source.span import METAVARS, Expansion, Span
from rustmem.syntax import ast, builtin_macros, cfg, derive, macro_check, pretty
from rustmem.syntax.cursor import STRICT
from rustmem.syntax.errors import ParseError
from rustmem.syntax.macro_scope import BUILTIN_ATTRIBUTES, LEVELS, MacroLibrary, MacroScope
from rustmem.syntax.mbe import BadMacro, Failure, Macro, Matcher, Rule, Transcriber, compile_rules, group_end
from rustmem.syntax.missing_macro import unreachable_macro
from rustmem.syntax.parser import Parser
from rustmem.syntax.token import Token
from rustmem.syntax.walk import CHILDREN

RECURSION_LIMIT = 128


def recursion_limit(crate: ast.Crate) -> int:
    """What `#![recursion_limit = ".."]` says; the first counts."""
    for attr in crate.attrs:
        if attr.path == "recursion_limit" and attr.tokens:
            digits = attr.tokens[-1].text.strip('"')
            if digits.isdecimal():
                return int(digits)
    return RECURSION_LIMIT


MAX_TOKENS = 400_000
"""Tokens that all expansions of a program may write."""
NOTHING = (ast.LitExpr, ast.WildPat, ast.InferTy)

Where = str
"""What an expansion is to be: `expr`, `stmts`, `pat`, `ty`, `module`, `trait`, `impl` or `extern` (items)."""


class TooMuch(Exception):
    """Expansion was given up; the diagnostic is already said."""


class NoMatch(BadMacro):
    """No rule fits a call; rustc stops after expansion."""


class Expander(MacroScope):
    """Expands one crate; made once, used, dropped."""

    recursion_limit = RECURSION_LIMIT

    # ---- walking ----

    def walk(self, value: Any) -> Any:
        """Expands what is inside `value` and gives what stands in its place."""
        cls = type(value)
        special = SPECIAL.get(cls)
        if special is not None:
            return special(self, value)
        for name, many in CHILDREN[cls]:
            child = getattr(value, name)
            if child is None or child == ():
                continue
            made = self.walk_all(child) if many else self.walk_one(child)
            if made is not child:
                setattr(value, name, made)
        return value

    def walk_one(self, child: Any) -> Any:
        return self.walk(child) if type(child) in CHILDREN else child

    def walk_all(self, children: tuple[Any, ...]) -> tuple[Any, ...]:
        """Expands the members of a tuple; those whose `cfg` does not hold are left out."""
        out: list[Any] = []
        changed = False
        for child in children:
            if type(child) not in CHILDREN:
                out.append(child)
                continue
            if not self.configured(child):
                changed = True
                continue
            made = self.walk(child)
            if made is not child:
                changed = True
            out.append(made)
        return tuple(out) if changed else children

    def configured(self, value: Any) -> bool:
        """Whether the `cfg` attributes of `value` hold; resolves its `cfg_attr`."""
        attrs = getattr(value, "attrs", None)
        if attrs:
            if isinstance(value, (ast.GenericParam, ast.Arm)) and not all(a.is_doc or a.path in LEVELS for a in attrs):
                self.diags.append(Unsupported(f"the attribute `{attrs[0].path}` here", attrs[0].span))
            kept = cfg.evaluate(attrs, self.diags)
            if kept is None:
                return False
            if kept is not attrs:
                value.attrs = kept
            return True
        if self.expr_attrs and value in self.expr_attrs:
            kept = cfg.evaluate(self.expr_attrs[value], self.diags)
            if kept is None:
                return False
            self.expr_attrs[value] = kept
        return True

    def _path(self, path: ast.Path) -> ast.Path:
        for segment in path.segments:
            if segment.args is not None:
                self.walk(segment.args)
        return path

    def _block(self, block: ast.Block) -> ast.Block:
        self.scopes.append({})
        stmts = list(self._stmts(block.stmts))
        tail = block.expr
        if tail is not None and not (self.expr_attrs and not self.configured(tail)):
            self.is_tail = type(tail) is ast.MacroExpr
            tail = self.walk(tail)
            self.is_tail = False
        elif tail is not None:
            tail = None
        if tail is None and block.expr is None and stmts and type(stmts[-1]) is ast.ExprStmt and self._ends_with_macro(block):
            tail = stmts.pop().expr
        block.stmts = tuple(stmts)
        block.expr = tail
        self.scopes.pop()
        return block

    def _ends_with_macro(self, block: ast.Block) -> bool:
        """Whether the last statement was a `name! { ... }` without semicolon: its value is the block's."""
        last = block.stmts[-1] if block.stmts else None
        return type(last) is ast.MacroStmt and not last.semi

    def _stmts(self, stmts: Sequence[ast.Stmt]) -> list[ast.Stmt]:
        out: list[ast.Stmt] = []
        for stmt in stmts:
            cls = type(stmt)
            if cls is ast.MacroStmt:
                if stmt.attrs and not self.configured(stmt):
                    continue
                made = self.call(stmt.mac, "stmts")
                if stmt.semi and made and type(made[-1]) is ast.ExprStmt:
                    made[-1] = ast.SemiStmt(made[-1].span, made[-1].expr)
                if stmt.attrs and len(made) == 1 and isinstance(made[0], (ast.SemiStmt, ast.ExprStmt)):
                    self.expr_attrs[made[0].expr] = stmt.attrs
                out.extend(made)
            elif cls is ast.ItemStmt:
                out.extend(ast.ItemStmt(item.span, item) for item in self.expand_items((stmt.item,), "module"))
            elif cls is ast.LetStmt:
                if not stmt.attrs or self.configured(stmt):
                    self.misplaced_derive(stmt.attrs, stmt.span)
                    out.append(self.walk(stmt))
            elif cls is ast.ExprStmt or cls is ast.SemiStmt:
                if not self.expr_attrs or self.configured(stmt.expr):
                    self.misplaced_derive(self.expr_attrs.get(stmt.expr, ()), stmt.span)
                    stmt.expr = self.walk(stmt.expr)
                    out.append(stmt)
            else:
                out.append(stmt)
        return out

    # ---- items ----

    def expand_items(self, items: Sequence[ast.Item], where: Where) -> tuple[ast.Item, ...]:
        """The items without macro calls, with derives written out and those configured away left out."""
        out: list[ast.Item] = []
        for item in items:
            if item.attrs and not self.configured(item):
                continue
            cls = type(item)
            if cls is ast.MacroItem:
                out.extend(self.call(item.mac, where))
            elif cls is ast.MacroDef:
                self.define(item)
                out.append(item)
            else:
                self._item(item, where, out)
        return tuple(out)

    def _item(self, item: ast.Item, where: Where, out: list[ast.Item]) -> None:
        derives: list[Token] = []
        if type(item) is ast.EnumItem:
            self._default_attrs(item)
        if item.attrs:
            test = next((a for a in item.attrs if a.path in ("test", "bench")), None)
            if test is not None:
                if test.path == "bench":
                    self.diags.append(Unsupported("the attribute `bench`", test.span))
                if test.tokens:
                    diag = error(f"attribute must be of the form `#[{test.path}]`", test.span)
                    self.diags.append(diag.not_modelled("arguments of a test attribute"))
                if isinstance(item, ast.FnItem):
                    return
            derives = self._attributes(item)
        if type(item) is ast.ModItem:
            self._mod(item)
        else:
            self.walk(item)
        out.append(item)
        if derives:
            made, diags = derive.expand_derives(item, derives, self.edition)
            self.diags.extend(diags)
            out.extend(made)

    def _attributes(self, item: ast.Item) -> list[Token]:
        """Checks the attributes' names; the paths in `#[derive(...)]`."""
        derives: list[Token] = []
        for attr in item.attrs:
            self._attr_value(attr)
            if attr.path == "derive":
                derives.extend(self._derive_names(attr, item))
            elif not attr.is_doc and attr.path not in BUILTIN_ATTRIBUTES and "::" not in attr.path:
                if not attr.path.startswith("rustc_"):
                    self.missing.append(self._cannot_find("attribute", attr.path, self._attr_span(attr), ()))
        return derives

    def _mod(self, item: ast.ModItem) -> None:
        if item.items is None and self.crate_name:
            return
        if item.items is None:
            self.diags.append(self._missing_file(item))
            item.items = ()
            return
        uses = any(attr.path == "macro_use" for attr in item.attrs)
        if not uses:
            self.scopes.append({})
        self.module.append(item.ident.name)
        item.items = self.expand_items(item.items, "module")
        self.module.pop()
        if not uses:
            self.scopes.pop()

    def _assoc(self, item: Any) -> Any:
        """A trait, an impl or an extern block: its items may be macro calls."""
        where = "trait" if type(item) is ast.TraitItem else "impl" if type(item) is ast.ImplItem else "extern"
        items, item.items = item.items, ()
        for name, many in CHILDREN[type(item)]:
            child = getattr(item, name)
            if child is not None and child != ():
                made = self.walk_all(child) if many else self.walk_one(child)
                if made is not child:
                    setattr(item, name, made)
        item.items = self.expand_items(items, where)
        return item

    # ---- definitions and names ----

    def define(self, item: ast.MacroDef) -> Macro:
        macro = self._macro(item)
        self.scopes[-1][macro.name] = macro
        try:
            rules = compile_rules(macro)
            if not rules:
                raise BadMacro(error("macros must contain at least one rule", macro.span))
            if macro.is_local:
                check = macro_check.MatcherCheck(macro.edition)
                for rule in rules:
                    check.rule(rule)
                self.diags.extend(check.diags)
                macro.broken = bool(check.diags)
        except BadMacro as bad:
            self.diags.append(bad.diag)
            macro.rules = None
            macro.broken = True
        return macro

    # ---- calls ----

    def call(self, mac: ast.MacroCall, where: Where) -> Any:
        """What a call stands for, fully expanded: a node, or a list of items or statements."""
        macro = self.find(mac.path)
        if macro is None:
            return self._unknown(mac, where)
        if macro.broken:
            return nothing(where, mac.span)
        if self.depth >= self.recursion_limit:
            self._limit(mac, macro, where)
            raise TooMuch
        self.depth += 1
        try:
            return self._call(mac, macro, where)
        except NoMatch as bad:
            self.diags.append(bad.diag)
            self.failed = True
        except ParseError as err:
            self.diags.append(err.diag)
        except (BadMacro, builtin_macros.BadCall) as bad:
            if bad.diag is not None:
                self.diags.append(bad.diag)
        finally:
            self.depth -= 1
        return nothing(where, mac.span)

    def _limit(self, mac: ast.MacroCall, macro: Macro, where: Where) -> None:
        diag = error(f"recursion limit reached while expanding `{path_text(mac.path)}!`", mac.span)
        if where not in ("expr", "stmts", "ty", "pat"):
            diag.not_modelled("the items that were made before")
        self.diags.append(
            diag.help(
                f'consider increasing the recursion limit by adding a `#![recursion_limit = "{2 * self.recursion_limit}"]` attribute to your crate (`main`)'
            )
        )

    def _call(self, mac: ast.MacroCall, macro: Macro, where: Where) -> Any:
        if macro.item is not None:
            macro.item.used = True
        expansion = Expansion("macro", path_text(mac.path), mac.span, macro.head_span, macro.def_crate, macro.is_local)
        if macro.builtin is not None:
            made = builtin_macros.expand(self, macro.builtin, mac, expansion, where)
            return self._fit(made, where, expansion)
        tokens = self.transcribe(mac, macro, expansion)
        return self.parse_result(tokens, macro, where, mac, expansion)

    def transcribe(self, mac: ast.MacroCall, macro: Macro, expansion: Expansion) -> list[Token]:
        """The right-hand side of the first rule that matches, its variables replaced."""
        rules = compile_rules(macro)
        rule, bindings = self._match(mac, macro, rules)
        out = Transcriber(bindings, expansion).run(rule.rhs)
        self.written += len(out)
        if self.written > MAX_TOKENS:
            self.diags.append(Unsupported("macros that write this much", mac.span.source_callsite()))
            raise TooMuch
        return out

    def _match(self, mac: ast.MacroCall, macro: Macro, rules: list[Rule]) -> tuple[Rule, dict[str, Any]]:
        best: Failure | None = None
        parser: Parser | None = None
        tokens = mac.tokens
        if any(token.kind == "doc" for token in tokens):
            tokens = without_docs(tokens)
        for rule in rules:
            if rule.simple is not None:
                return rule, {rule.simple: _each_tree(tokens)}
            if not rule.lhs:
                if not tokens:
                    return rule, {}
                failure = Failure(tokens[0], 0, rule.locs[0])
            else:
                diags: list[Diag] = []
                parser = self.parser(tokens, macro.edition, diags, mac.span)
                try:
                    bindings = Matcher(parser).run(rule)
                    self.diags.extend(diags)
                    return rule, bindings
                except Failure as fail:
                    failure = fail
                except ParseError:
                    self.diags.extend(diags)
                    raise
            if best is None or failure.position > best.position:
                best = failure
        if best is None:
            raise BadMacro(error("macros must contain at least one rule", mac.span).not_modelled("macros without rules"))
        raise NoMatch(self._no_rule(mac, macro, best, tokens, rules))

    def parser(self, tokens: Sequence[Token], edition: str, diags: list[Diag], span: Span) -> Parser:
        end = tokens[-1].span.shrink_to_hi() if tokens else span.shrink_to_hi()
        parser = Parser([*tokens, Token("eof", "", end)], edition, diags, self.expr_attrs, self.file)
        parser.taken = self.taken
        return parser

    def _no_rule(self, mac: ast.MacroCall, macro: Macro, best: Failure, tokens: Sequence[Token], rules: list[Rule]) -> Diag:
        token, remaining = best.token, best.remaining
        if token.kind == "eof":
            span = tokens[-1].span.shrink_to_hi() if tokens else mac.span
            diag = error("unexpected end of macro invocation", span).label(span, "missing tokens in macro arguments")
        else:
            span = token.span
            described = Parser([token], self.edition, []).describe()
            diag = error(f"no rules expected {described}", span)
            diag.label(span, "no rules expected this token in macro call")
        if macro.is_local:
            diag.label(macro.head_span, "when calling this macro")
        if remaining is None or remaining.kind == "eof":
            diag.note("while trying to match end of macro")
        elif remaining.kind == "sep" and remaining.token is not None:
            diag.note(f"while trying to match `{remaining.token.text}`")
        elif remaining.kind == "tok" and remaining.token is not None:
            diag.span_note(remaining.token.span, f"while trying to match `{remaining.token.text}`")
        elif remaining.decl is not None:
            diag.span_note(
                remaining.decl.span, f"while trying to match meta-variable `${remaining.decl.name}:{remaining.decl.kind}`"
            )
        else:
            diag.note(f"while trying to match {'sequence start' if remaining.kind == 'seq' else 'sequence end'}")
        self._missing_comma(diag, mac, macro, tokens, rules)
        if not macro.is_local:
            diag.not_modelled("positions inside the library's macros")
        return diag

    def _missing_comma(self, diag: Diag, mac: ast.MacroCall, macro: Macro, tokens: Sequence[Token], rules: list[Rule]) -> None:
        """Suggests a comma where one more would make the call match."""
        at = _comma_place(tokens)
        if at is None:
            return
        hole = tokens[at - 1].span.shrink_to_hi()
        patched = [*tokens[:at], Token("punct", ",", hole), *tokens[at:]]
        for rule in rules:
            try:
                if rule.simple is None:
                    Matcher(self.parser(patched, macro.edition, [], mac.span)).run(rule)
            except (Failure, ParseError):
                continue
            diag.suggest("missing comma here", (hole, ", "), style="hide-code-inline")

    def parse_result(self, tokens: list[Token], macro: Macro, where: Where, mac: ast.MacroCall, expansion: Expansion) -> Any:
        """Parses what a macro wrote as what its place wants, and expands that in turn."""
        diags: list[Diag] = []
        is_tail, self.is_tail = self.is_tail, False
        parser = self.parser(tokens, macro.edition, diags, mac.span)
        try:
            made = PARSE_RESULT[where](parser)
            if parser.tok.kind != "eof":
                self._left_over(parser, where, mac, macro, is_tail)
        except ParseError as err:
            if isinstance(err.diag, Diag):
                err.diag.not_modelled("syntax errors in what a macro wrote")
                if parser.tok.kind == "eof" and where in ("expr", "pat", "ty"):
                    what = {"expr": "expression", "pat": "pattern", "ty": "type"}[where]
                    err.diag = error(f"expected {what}, found end of macro arguments", mac.span).not_modelled("empty macros")
            raise
        finally:
            self.diags.extend(diags)
        if where in ("expr", "pat", "ty"):
            return self.walk(made)
        if where == "stmts":
            return self._expand_stmts([s for s in made if s is not None])
        return list(self.expand_items(made, where))

    def _expand_stmts(self, stmts: list[ast.Stmt]) -> list[ast.Stmt]:
        """Statements that a macro wrote; a call at their end without semicolon is the value."""
        last = stmts[-1] if stmts else None
        trailing = type(last) is ast.MacroStmt and not last.semi
        out = self._stmts(stmts[:-1] if trailing else stmts)
        if trailing:
            out.extend(self.call(last.mac, "stmts"))
        return out

    def _left_over(self, parser: Parser, where: Where, mac: ast.MacroCall, macro: Macro, is_tail: bool) -> None:
        if where == "expr" and parser.text == ";" and parser.peek().kind == "eof":
            if macro.is_local:
                self.lints.append(trailing_semicolon(parser.tok.span, mac.path.segments[-1].ident.name, is_tail))
            return
        span = Span(parser.tok.span.lo, parser.tok.span.hi)
        diag = error(f"macro expansion ignores {parser.describe()} and any tokens following", span)
        diag.label(mac.span, "caused by the macro expansion here")
        diag.note(f"the usage of `{path_text(mac.path)}!` is likely invalid in {CONTEXTS.get(where, 'item')} context")
        if where == "expr" and self.source_text(Span(mac.span.hi, mac.span.hi + 1)) != ";":
            diag.not_modelled("a missing semicolon behind a macro call")
        self.diags.append(diag)

    def _fit(self, made: Any, where: Where, expansion: Expansion) -> Any:
        """What a built-in made, as what the place wants."""
        if isinstance(made, ast.Expr):
            if where == "stmts":
                span = expansion.call_site
                return [ast.ExprStmt(Span(span.lo, span.hi, expansion), made)]
            if where == "pat":
                return ast.LitPat(made.span, made)
        return made

    # ---- text ----

    def parse_tokens(self, tokens: list[Token], where: Where, mac: ast.MacroCall) -> Any:
        """Expands tokens that a built-in passes on."""
        parser = self.parser(tokens, self.edition, self.diags, mac.span)
        made = PARSE_RESULT[where](parser)
        if where in ("expr", "pat", "ty"):
            return self.walk(made)
        if where == "stmts":
            return self._expand_stmts(made)
        return list(self.expand_items(made, where))

    def source_text(self, span: Span) -> str:
        file = self.file
        return file.snippet(span.lo, span.hi) if file is not None and file.start <= span.lo <= span.hi <= file.end else ""

    def expr_text(self, expr: ast.Expr) -> str:
        """An expression as `assert!` and `stringify!` print it."""
        return pretty.expr_text(expr)

    def tokens_text(self, tokens: Sequence[Token]) -> str:
        """Tokens as `stringify!` prints them."""
        return pretty.tokens_text(tokens)

    # ---- names that are not there ----

    def _unknown(self, mac: ast.MacroCall, where: Where) -> Any:
        name = mac.path.segments[-1].ident
        if len(mac.path.segments) == 1:
            known = [*(n for scope in self.scopes for n in scope), *self.library.macro_names()]
            self.missing.append(self._cannot_find("macro", name.name, name.span, known))
        else:
            self.missing.append(unreachable_macro(mac.path, self.items, self.module))
        return nothing(where, mac.span)


CONTEXTS = {"expr": "expression", "pat": "pattern", "ty": "type", "stmts": "statement"}


def trailing_semicolon(span: Span, name: str, is_tail: bool) -> Diag:
    """`semicolon_in_expressions_from_macros`: `foo();` written where an expression is wanted."""
    diag = warning("trailing semicolon in macro used in expression position", span, "semicolon_in_expressions_from_macros")
    phased = (
        "this was previously accepted by the compiler but is being phased out; it will become a hard error in a future release!"
    )
    diag.children.append(Subdiag("warning", phased))
    diag.note("for more information, see issue #79813 <https://github.com/rust-lang/rust/issues/79813>")
    if is_tail:
        diag.note("macro invocations at the end of a block are treated as expressions")
        diag.note(f"to ignore the value produced by the macro, add a semicolon after the invocation of `{name}`")
    return diag


def nothing(where: Where, span: Span) -> Any:
    """What stands in the place of a call that failed."""
    match where:
        case "expr":
            return ast.ErrExpr(span)
        case "pat":
            return ast.ErrPat(span)
        case "ty":
            return ast.ErrTy(span)
        case "stmts":
            return [ast.ExprStmt(span, ast.ErrExpr(span))]
    return []


def path_text(path: ast.Path) -> str:
    """The path of a call as it is named in messages."""
    return "::".join("" if s.ident.name == "{{root}}" else s.ident.name for s in path.segments)


def _each_tree(tokens: Sequence[Token]) -> Any:
    """The binding of `$($x:tt)*`: one repetition that holds everything would print the same, so it does."""
    from rustmem.syntax.mbe import Reps

    out, at = Reps(), 0
    while at < len(tokens):
        end = group_end(tokens, at)
        out.append(tokens[at:end])
        at = end
    return out


def without_docs(tokens: Sequence[Token]) -> list[Token]:
    """Doc comments as the attributes they stand for, which is how macros see them."""
    out: list[Token] = []
    for token in tokens:
        if token.kind != "doc":
            out.append(token)
            continue
        span, text = token.span, token.text
        body = text[3:-2] if text.startswith("/*") else text[3:]
        quoted = '"' + body.replace("\\", "\\\\").replace('"', '\\"') + '"'
        out.append(Token("punct", "#", span, True))
        if text[2] == "!":
            out.append(Token("punct", "!", span, True))
        out += [Token("open", "[", span, True), Token("ident", "doc", span), Token("punct", "=", span)]
        out += [Token("literal", quoted, span), Token("close", "]", span)]
    return out


def _comma_place(tokens: Sequence[Token]) -> int | None:
    """Where rustc tries a comma: the last place between two values, or behind a group, without one."""
    at, found = 0, None
    while at < len(tokens):
        end = group_end(tokens, at)
        if end < len(tokens) and tokens[end].text != ",":
            is_group = tokens[at].kind == "open"
            if is_group or (_is_value(tokens[at]) and not tokens[at].joint and _is_value(tokens[end])):
                found = end
        at = end
    return found


def _is_value(token: Token) -> bool:
    """A literal or a name that is no keyword."""
    return token.kind == "literal" or token.kind == "ident" and (token.raw or token.text not in STRICT)


def _parse_stmts(parser: Parser) -> list[ast.Stmt]:
    stmts: list[ast.Stmt] = []
    while parser.tok.kind != "eof":
        stmt = parser.parse_full_stmt("\0")
        if stmt is not None:
            stmts.append(stmt)
    return stmts


def _parse_items(where: Where) -> Any:
    return lambda parser: parser.parse_items("\0", where)


PARSE_RESULT: dict[Where, Any] = {
    "expr": Parser.parse_expr,
    "pat": Parser.parse_pat,
    "ty": Parser.parse_ty,
    "stmts": _parse_stmts,
    "module": _parse_items("module"),
    "trait": _parse_items("trait"),
    "impl": _parse_items("impl"),
    "extern": _parse_items("extern"),
}


def _macro_expr(expander: Expander, value: ast.MacroExpr) -> ast.Expr:
    made = expander.call(value.mac, "expr")
    attrs = expander.expr_attrs.pop(value, ()) if expander.expr_attrs else ()
    if attrs:
        expander.expr_attrs[made] = attrs + expander.expr_attrs.get(made, ())
    return made


def _macro_pat(expander: Expander, value: ast.MacroPat) -> ast.Pat:
    return expander.call(value.mac, "pat")


def _macro_ty(expander: Expander, value: ast.MacroTy) -> ast.Ty:
    return expander.call(value.mac, "ty")


def _leaf(expander: Expander, value: Any) -> Any:
    return value


SPECIAL: dict[type, Any] = {
    ast.MacroExpr: _macro_expr,
    ast.MacroPat: _macro_pat,
    ast.MacroTy: _macro_ty,
    ast.Block: Expander._block,
    ast.Path: Expander._path,
    ast.LitExpr: _leaf,
    ast.WildPat: _leaf,
    ast.InferTy: _leaf,
    ast.TraitItem: Expander._assoc,
    ast.ImplItem: Expander._assoc,
    ast.ForeignMod: Expander._assoc,
}


def expand(crate: ast.Crate, library: MacroLibrary, edition: str, diags: list[Diag], file: SourceFile | None = None) -> ast.Crate:
    """The crate without macro calls. `fatal` is set if rustc stops after these errors."""
    METAVARS.clear()
    expander = Expander(library, edition, diags, crate.expr_attrs, file)
    expander.items = crate.items
    expander.recursion_limit = recursion_limit(crate)
    try:
        if cfg.evaluate(crate.attrs, diags) is None:
            crate.items = ()
        crate.items = expander.expand_items(crate.items, "module")
    except TooMuch:
        crate.fatal = True
        crate.items = ()
        return crate
    crate.lints = tuple(expander.lints)
    crate.macro_names = frozenset(expander.called)
    if expander.failed:
        crate.fatal = True
    else:
        diags.extend(expander.missing)
    return crate


def expand_items(
    items: tuple[ast.Item, ...],
    library: MacroLibrary,
    crate_name: str,
    edition: str,
    diags: list[Diag],
    expr_attrs: dict[Any, tuple[ast.Attribute, ...]],
    file: SourceFile | None = None,
    where: Where = "module",
    scope: dict[str, Macro] | None = None,
) -> tuple[ast.Item, ...]:
    """Expands items of the library's crate `crate_name`; `scope` holds the macros defined before them in their file."""
    expander = Expander(library, edition, diags, expr_attrs, file, crate_name)
    expander.items = items
    if scope is not None:
        expander.scopes = [scope]
    made = expander.expand_items(items, where)
    diags.extend(expander.missing)
    return made
