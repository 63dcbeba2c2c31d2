"""Attributes and visibility."""

from __future__ import annotations

from rustmem.source.diag import Diag, error
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.syntax.errors import ParseError
from rustmem.syntax.stmts import StmtParser
from rustmem.syntax.token import Token

ITEM_KINDS: dict[type, str] = {
    ast.StructItem: "braced struct", ast.EnumItem: "enum", ast.TraitItem: "trait", ast.UnionItem: "union", ast.FnItem: "function",
    ast.ModItem: "module", ast.ImplItem: "implementation", ast.ConstItem: "constant item", ast.StaticItem: "static item",
    ast.UseItem: "`use` import", ast.TypeAlias: "type alias", ast.ForeignMod: "extern block", ast.ExternCrate: "extern crate",
}  # fmt: skip
"""rustc's words for kinds of items."""
META_LISTS = frozenset(("derive", "allow", "warn", "deny", "forbid", "expect"))
"""Attributes whose arguments are meta items."""
UNSAFE_ATTRIBUTES = frozenset(("no_mangle", "export_name", "link_section", "naked", "ffi_const", "ffi_pure"))


class AttributeParser(StmtParser):
    """The part of the parser that reads what stands in front of items."""

    # ---- attributes ----

    def outer_attrs(self) -> tuple[ast.Attribute, ...]:
        """`#[...]` and `///` that stand here."""
        if self.text != "#" and self.tok.kind != "doc":
            return ()
        attrs: list[ast.Attribute] = []
        while True:
            token = self.tok
            if token.kind == "doc":
                self.bump()
                if token.text[:3] in ("//!", "/*!"):
                    self._misplaced_inner_doc(token)
                    continue
                attrs.append(ast.Attribute("doc", (token,), token.span, False, True))
            elif self.text == "#" and self.peek_text() == "[":
                attrs.append(self._attribute(False))
            elif self.text == "#" and self.peek_text() == "!" and self.peek_text(2) == "[":
                span = self._attribute(True).span
                raise self.fail("an inner attribute is not permitted in this context", span)
            elif self.text == "#" and self.tok.kind == "punct":
                raise self._no_bracket()
            else:
                return tuple(attrs)

    def _no_bracket(self) -> ParseError:
        """`#` that no `[` follows."""
        self.bump()
        if not self.eat("!"):
            err = self.expected_one_of(["`!`", "`[`"])
        else:
            err = self.expected_one_of(["`[`"])
        if isinstance(err.diag, Diag) and self.prev.text == "!":
            return ParseError(err.diag.not_modelled("words on what looks like a shebang"))
        if isinstance(err.diag, Diag) and self.tok.kind != "eof":
            err.diag.inexact = None
        return err

    def _misplaced_inner_doc(self, token: Token) -> None:
        """`//!` where only `///` may stand; says what item it could document."""
        diag = error("expected outer doc comment", token.span, "E0753")
        snapshot, said = self.save(), len(self.diags)
        try:
            item = self.parse_item_opt(self.outer_attrs(), "module")
        except ParseError:
            item = None
        self.restore(snapshot)
        del self.diags[said:]
        word = ITEM_KINDS.get(type(item)) if item is not None else None
        if item is None or word is None:
            self.diags.append(diag.not_modelled("notes on an inner doc comment"))
            return
        diag.label(item.span, f"the inner doc comment doesn't annotate this {'struct' if word == 'braced struct' else word}")
        mark = Span(token.span.lo + 2, token.span.lo + 3, token.span.ctxt)
        new = "*" if token.text[1] == "*" else "/"
        diag.suggest(
            "to annotate the "
            + ("struct" if word == "braced struct" else word)
            + ", change the doc comment from inner to outer style",
            (mark, new),
            style="show-always",
        )
        self.diags.append(diag)

    def inner_attrs(self) -> tuple[ast.Attribute, ...]:
        """`#![...]` and `//!` that stand here."""
        attrs: list[ast.Attribute] = []
        while True:
            token = self.tok
            if token.kind == "doc" and token.text[:3] in ("//!", "/*!"):
                self.bump()
                attrs.append(ast.Attribute("doc", (token,), token.span, True, True))
            elif self.text == "#" and self.peek_text() == "!" and self.peek_text(2) == "[":
                attrs.append(self._attribute(True))
            else:
                return tuple(attrs)

    def _attribute(self, inner: bool) -> ast.Attribute:
        lo = self.bump().span
        if inner:
            self.bump()
        _, tokens = self.delimited_tokens()
        span = self.span_from(lo)
        wrapped = len(tokens) > 2 and tokens[0].text == "unsafe" and tokens[1].text == "("
        marker = tokens[0] if tokens else self.prev
        if wrapped:
            tokens = tokens[2:-1]
        if tokens and (wrapped or tokens[0].text in UNSAFE_ATTRIBUTES):
            self._attr_safety(tokens, marker, wrapped)
        at = 0
        if tokens and tokens[0].kind == "interpolated" and tokens[0].text == "meta":
            payload = tokens[0].payload
            if isinstance(payload, ast.Attribute):
                return ast.Attribute(payload.path, payload.tokens, span, inner)
        words: list[str] = []
        while at < len(tokens) and (tokens[at].kind == "ident" or tokens[at].text == "::"):
            words.append(tokens[at].text)
            at += 1
        if not words:
            raise self.fail("expected an attribute's path", span)
        self._attr_end(tokens[at:], span)
        if words[0] in META_LISTS and len(words) == 1 and tokens[at:] and not self._is_meta_list(tokens[at + 1 : -1]):
            return ast.Attribute(words[0], (tokens[at], tokens[-1]), span, inner)
        return ast.Attribute("".join(words), tokens[at:], span, inner)

    def _is_meta_list(self, tokens: tuple[Token, ...]) -> bool:
        """Whether each item of `derive(...)` and its like is a literal or a path with arguments; says what is not."""
        depth, state = 0, "start"
        for token in tokens:
            nested = depth > 0
            depth += (token.kind == "open") - (token.kind == "close")
            if nested or token.kind == "interpolated":
                continue
            if state == "start":
                if token.kind == "ident":
                    state = "path"
                elif token.kind in ("literal", "lifetime") or token.text == "::":
                    state = "path" if token.text == "::" else "done"
                else:
                    self.diags.append(error(f"expected unsuffixed literal, found {self.describe(token)}", token.span))
                    return False
            elif token.text == ",":
                state = "start"
            elif state == "path" and token.text == "::":
                state = "after"
            elif state == "path" and token.text in ("=", "("):
                state = "done"
            elif state == "after":
                state = "path"
            elif state == "path":
                names = "expected one of `(`, `,`, `::`, or `=`"
                diag = error(f"{names}, found {self.describe(token)}", token.span).label(token.span, names)
                if any(t.kind == "ident" and t.text in self.keywords for t in tokens):
                    diag.not_modelled("keywords in an attribute")
                self.diags.append(diag)
                return False
        return True

    def _attr_end(self, tokens: tuple[Token, ...], span: Span) -> None:
        """What follows an attribute's path: nothing, `= value`, or one group."""
        if not tokens or tokens[0].text == "=":
            return
        end = Token("close", "]", span.with_lo(span.hi - 1))
        if tokens[0].kind != "open":
            raise self._unexpected_at(tokens[0], ["`(`", "`::`", "`=`", "`[`", "`]`", "`{`"])
        depth = 0
        for at, token in enumerate(tokens):
            depth += (token.kind == "open") - (token.kind == "close")
            if depth == 0:
                if at + 1 < len(tokens):
                    raise self._unexpected_at((*tokens, end)[at + 1], ["`]`"])
                return

    def _unexpected_at(self, token: Token, expected: list[str]) -> ParseError:
        """As `expected_one_of`, of a token already passed. Nothing after it is read."""
        self.tok, self.text, self.prev = token, token.text, token
        self.at = len(self.tokens) - 1
        self.fatal = True
        failure = self.expected_one_of(expected)
        if isinstance(failure.diag, Diag):
            failure.diag.not_modelled("what is said of the words in an attribute")
        self.tok, self.text = self.tokens[-1], ""
        return failure

    def _attr_safety(self, tokens: tuple[Token, ...], marker: Token, wrapped: bool) -> None:
        """`#[no_mangle]` without `unsafe(...)`, and `unsafe(...)` round what is safe."""
        name = tokens[0]
        if wrapped and name.text not in UNSAFE_ATTRIBUTES:
            diag = error(f"`{name.text}` is not an unsafe attribute", marker.span).label(
                marker.span, "this is not an unsafe attribute"
            )
            self.diags.append(diag.note("extraneous unsafe is not allowed in attributes"))
        elif not wrapped and self.edition >= 2024:
            diag = error("unsafe attribute used without unsafe", name.span).label(name.span, "usage of unsafe attribute")
            parts = (name.span.shrink_to_lo(), "unsafe("), (tokens[-1].span.shrink_to_hi(), ")")
            self.diags.append(diag.suggest("wrap the attribute in `unsafe(...)`", *parts, style="show-always"))

    # ---- visibility ----

    def _bad_restriction(self, path: ast.Path) -> Diag:
        diag = error("incorrect visibility restriction", path.span, "E0704")
        diag.help(
            "some possible visibility restrictions are:\n"
            "`pub(crate)`: visible only on the current crate\n"
            "`pub(super)`: visible only in the current module's parent\n"
            "`pub(in path::to::module)`: visible only on the specified path"
        )
        name = "::".join(s.ident.name for s in path.segments)
        return diag.suggest(
            f"make this visible only to module `{name}` with `in`", (path.span.shrink_to_lo(), "in "), style="show-always"
        )

    def parse_vis(self, before_type: bool = False) -> ast.Visibility:
        """`pub` and its restriction, or nothing; `before_type`: parentheses after `pub` may begin a type."""
        token = self.tok
        if token.kind == "interpolated" and token.text == "vis":
            self.bump()
            vis = self.fragment(token)
            assert isinstance(vis, ast.Visibility)
            return vis
        if self.text != "pub" or token.kind != "ident":
            return ast.Visibility("inherited", None, token.span.shrink_to_lo())
        lo = self.bump().span
        if self.text == "(":
            after, then = self.peek_text(), self.peek_text(2)
            if after == "in":
                self.bump()
                self.bump()
                path = self.parse_path("mod")
                self.expect(")")
                return ast.Visibility("restricted", path, self.span_from(lo))
            if after in ("crate", "self", "super") and then == ")":
                self.bump()
                path = self.parse_path("mod")
                self.expect(")")
                return ast.Visibility("restricted", path, self.span_from(lo))
            if not before_type and self.peek().kind == "ident":
                self.bump()
                path = self.parse_path("mod")
                self.expect(")")
                self.diags.append(self._bad_restriction(path))
                return ast.Visibility("pub", None, lo)
        return ast.Visibility("pub", None, lo)
