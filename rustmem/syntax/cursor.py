"""The parser's hand on the tokens: looking, taking, splitting, and saying what was expected."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from rustmem.source.diag import Diag, Unsupported, error
from rustmem.source.source_map import SourceFile
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.syntax.errors import ParseError
from rustmem.syntax.similar import best_match
from rustmem.syntax.token import Token
from rustmem.syntax.walk import clone

STRICT = frozenset(
    "as break const continue crate else enum extern false fn for if impl in let loop match mod move mut pub ref "
    "return self Self static struct super trait true type unsafe use where while async await dyn _ "
    "abstract become box do final macro override priv typeof unsized virtual yield try".split()
)
UNUSED = frozenset("abstract become box do final macro override priv typeof unsized virtual yield try gen".split())
"""Keywords that are reserved and mean nothing yet."""
STRICT_2024 = STRICT | {"gen"}
RESERVED_2018 = frozenset(("async", "await", "dyn", "try"))
PATH_SEGMENT_KEYWORDS = frozenset(("self", "Self", "super", "crate"))
FUNCTION_WORDS = frozenset(("def", "fun", "func", "function"))
"""Words of other languages for `fn`."""
FOLLOWS_RAW = frozenset(("=", ":", ",", ";", "::", "{", "(", "}", ")"))
"""What may follow a keyword that rustc takes for a name that lacks `r#`."""
MAX_DEPTH = 150
"""Nested levels of expressions, types, patterns and blocks."""
MAX_CHAIN = 500
"""Operators or method calls in one chain; they nest to the left."""

T = TypeVar("T")
Snapshot = tuple[int, Token, str, Token]


class Cursor:
    """A position in a list of tokens that ends with two end marks."""

    def __init__(
        self,
        tokens: Sequence[Token],
        edition: str,
        diags: list[Diag],
        expr_attrs: dict[object, tuple[ast.Attribute, ...]] | None = None,
        file: SourceFile | None = None,
    ) -> None:
        end = tokens[-1].span.shrink_to_hi() if tokens else Span(0, 0)
        if not tokens or tokens[-1].kind != "eof":
            tokens = [*tokens, Token("eof", "", end)]
        self.tokens = [*tokens, tokens[-1], tokens[-1], tokens[-1]]
        self.file = file
        self.edition = int(edition)
        self.keywords = STRICT_2024 if self.edition >= 2024 else STRICT if self.edition >= 2018 else STRICT - RESERVED_2018
        self.diags = diags
        self.expr_attrs: dict[object, tuple[ast.Attribute, ...]] = {} if expr_attrs is None else expr_attrs
        self.taken: set[Any] = set()
        """Fragments already used; shared by the parsers of one expansion."""
        self.later: dict[ast.Block, tuple[Token, ...]] | None = None
        """Where not None, the bodies of functions are kept here as tokens, and stand empty in the tree."""
        self.restrictions = 0
        self.fatal = False
        self.depth = 0
        self.asked_at = -1
        self.asked: set[str] = set()
        self.at = 0
        self.tok: Token = self.tokens[0]
        self.text: str = "r#" + self.tok.text if self.tok.raw else self.tok.text
        self.prev: Token = Token("eof", "", self.tok.span.shrink_to_lo())

    # ---- looking ----

    def peek(self, distance: int = 1) -> Token:
        """The token `distance` places ahead."""
        at = self.at + distance
        return self.tokens[at] if at < len(self.tokens) else self.tokens[-1]

    def peek_text(self, distance: int = 1) -> str:
        token = self.peek(distance)
        return "r#" + token.text if token.raw else token.text

    def is_ident(self) -> bool:
        """Whether the current token is a name, not a keyword."""
        return self.tok.kind == "ident" and (self.text not in self.keywords)

    def is_name(self, token: Token) -> bool:
        return token.kind == "ident" and (token.raw or token.text not in self.keywords)

    def save(self) -> Snapshot:
        return (self.at, self.tok, self.text, self.prev)

    def restore(self, snapshot: Snapshot) -> None:
        self.at, self.tok, self.text, self.prev = snapshot

    # ---- taking ----

    def bump(self) -> Token:
        """Takes the current token."""
        taken = self.prev = self.tok
        self.at += 1
        token = self.tok = self.tokens[self.at] if self.at < len(self.tokens) else self.tokens[-1]
        self.text = "r#" + token[1] if token[4] else token[1]
        return taken

    def eat(self, text: str) -> bool:
        """Takes the current token if it is written so (not a literal or fragment)."""
        if self.text == text and self.tok[0] != "interpolated":
            self.prev = self.tok
            self.at += 1
            token = self.tok = self.tokens[self.at] if self.at < len(self.tokens) else self.tokens[-1]
            self.text = "r#" + token[1] if token[4] else token[1]
            return True
        return False

    def split(self, text: str) -> bool:
        """Takes `text` from the front of the current token, which may be glued (`>>`, `&&`, `||`)."""
        if self.text == text:
            self.bump()
            return True
        token = self.tok
        if token.kind != "punct" or not token.text.startswith(text):
            return False
        middle = token.span.lo + len(text)
        self.prev = Token("punct", text, token.span.with_hi(middle), True)
        self.tok = token._replace(text=token.text[len(text) :], span=token.span.with_lo(middle))
        self.text = self.tok.text
        return True

    def starts(self, text: str) -> bool:
        """Whether the current token begins with the punctuation `text`."""
        return self.tok.kind == "punct" and self.text.startswith(text)

    def expect(self, text: str) -> Span:
        """Takes `text`, or fails as rustc's `expect`."""
        if self.text == text and self.tok.kind != "interpolated":
            return self.bump().span
        if self.tok.kind == "punct" and self.split(text):
            return self.prev.span
        raise self.expected_one_of([f"`{text}`"])

    def ident(self) -> ast.Ident:
        """Takes a name."""
        token = self.tok
        if token.kind == "ident" and self.text not in self.keywords:
            self.bump()
            return self.name_of(token)
        failure = self.expected_ident()
        if not self.may_recover or token.kind != "ident" or self.text == "_":
            raise failure
        self.diags.append(failure.diag)
        self.bump()
        return self.name_of(token)

    may_recover = True
    """False while a macro's fragment is read: there the first error is the last."""

    def name_of(self, token: Token) -> ast.Ident:
        """The name that a token spells; where a macro variable stood, the name keeps the author's place."""
        return ast.Ident(token.text, own_span(token))

    def operand_span(self, expr: ast.Expr) -> Span:
        """The span of the operand just read: a macro variable's, if one stood for it (`interpolated_or_expr_span`)."""
        prev = self.prev
        return prev[2] if prev[0] == "interpolated" or prev[5] is not None else expr.span

    def span_from(self, lo: Span) -> Span:
        """From `lo` to the end of the last token taken."""
        hi = self.prev.span
        if lo[2] is hi[2]:
            return Span(lo[0], hi[1] if hi[1] > lo[0] else lo[1], lo[2])
        return lo.to(hi)

    def fragment(self, token: Token) -> Any:
        """The tree of a macro fragment; a copy if the tree already stands somewhere, so that no node does twice."""
        payload = token.payload
        if payload in self.taken:
            return clone(payload, self.expr_attrs)
        self.taken.add(payload)
        return payload

    # ---- saying ----

    def describe(self, token: Token | None = None) -> str:
        """The token as rustc names it in `found ...`."""
        token = token or self.tok
        match token.kind:
            case "eof":
                return "`<eof>`"
            case "doc":
                return f"doc comment `{token.text}`"
            case "interpolated":
                return f"`{token.text}` metavariable"
            case _:
                pass
        if token.kind == "ident" and not token.raw:
            if token.text in PATH_SEGMENT_KEYWORDS or token.text in self.keywords:
                return f"{'reserved identifier' if token.text == '_' else self._keyword_kind(token.text)} `{token.text}`"
        return f"`{'r#' if token.raw else ''}{token.text}`"

    def _keyword_kind(self, word: str) -> str:
        return "reserved keyword" if word in UNUSED else "keyword"

    def fail(self, message: str, span: Span | None = None) -> ParseError:
        """A syntax error with rustc's headline, but perhaps not all of its notes."""
        return ParseError(error(message, span or self.tok.span).not_modelled("all that rustc says of this syntax error"))

    def expected_ident(self) -> ParseError:
        span = self.tok.span
        diag = error(f"expected identifier, found {self.describe()}", span)
        if self.tok.kind == "ident" and not self.tok.raw:
            diag.label(span, f"expected identifier, found {self._keyword_kind(self.text)}")
            if self.text in PATH_SEGMENT_KEYWORDS or self.text == "_":
                return ParseError(diag.not_modelled("suggestions on a missing identifier"))
            if self.peek_text() in FOLLOWS_RAW:
                diag.suggest(
                    f"escape `{self.text}` to use it as an identifier",
                    (span.shrink_to_lo(), "r#"),
                    applicability="MaybeIncorrect",
                    style="show-always",
                )
            if self.text == "_":
                diag.not_modelled("an underscore for an identifier")
        else:
            diag.label(span, "expected identifier")
            diag.not_modelled("suggestions on a missing identifier")
        return ParseError(diag)

    def may(self, *names: str) -> None:
        """Notes what rustc would have taken here; `expected one of` lists name it until the next token is taken."""
        if self.asked_at != self.at:
            self.asked_at, self.asked = self.at, set()
        self.asked.update(names)

    def expected_one_of(self, expected: list[str], whole: bool = False) -> ParseError:
        """`expected one of ..., found ...`, as rustc's `expected_one_of_not_found`; `whole` if the list is rustc's."""
        span, found = self.tok.span, self.describe()
        if self.asked_at == self.at:
            expected = [*expected, *self.asked]
        names = sorted(set(expected) - {f"`{self.text}`"})
        if len(names) == 1:
            message, short = f"expected {names[0]}, found {found}", f"expected {names[0]}"
        else:
            listed = (", ".join(names[:-1]) + ("," if len(names) > 2 else "") + " or " + names[-1]) if names else ""
            message = f"expected one of {listed}, found {found}"
            short = f"expected one of {listed}" if len(names) <= 6 else f"expected one of {len(names)} possible tokens"
        diag = error(message, span)
        if self.line_differs(self.prev.span, span):
            diag.label(self.prev.span.shrink_to_hi(), short).label(span, "unexpected token")
        else:
            diag.label(span, short)
        prev = self.prev
        if self.text == "=>" and ("an operator" in names or "`<=`" in names) and not {"`=>`", "`,`"} & set(names):
            hint = 'you might have meant to write a "greater than or equal to" comparison'
            diag.suggest(hint, (span, ">="), applicability="MaybeIncorrect", style="show-always")
        if prev.kind == "ident" and not prev.raw and prev.text in FUNCTION_WORDS:
            message = f"write `fn` instead of `{prev.text}` to declare a function"
            diag.suggest(message, (prev.span, "fn"), style="hide-code-inline")
        if not diag.suggestions:
            self._misspelled_keyword(diag, names)
        odd = self.tok.kind in ("doc", "eof", "interpolated") or prev.text == "public" or prev.kind == "eof" or self.text == ":"
        raw_end = self.text == "#" and prev.kind == "literal"
        if not whole or odd or raw_end or self.text == "move" and prev.text == "async":
            diag.not_modelled("suggestions on an unexpected token")
        return ParseError(diag)

    def _misspelled_keyword(self, diag: Diag, expected: list[str]) -> None:
        """Suggests a keyword that the current or the last word looks like (rustc's `check_for_misspelled_kw`)."""
        token, prev = self.tok, self.prev
        if token.kind != "ident" or token.raw:
            return
        wanted = [name[1:-1] for name in expected[-10:] if name[0] == "`" and name[1:-1].isalpha()]
        span, word = token.span, token.text
        found = similar_keyword(word, wanted) if wanted and word not in STRICT else None
        if found is None and prev.kind == "ident" and prev.text not in STRICT and not prev.raw:
            span, word = prev.span, prev.text
            found = similar_keyword(word, sorted(STRICT - UNUSED - {"_"}))
        if found is None:
            return
        lower = f"write keyword `{found}` in lowercase"
        message = lower if word.lower() == found else f"there is a keyword `{found}` with a similar name"
        diag.suggest(message, (span, found), style="show-always")
        diag.sealed = True

    def missing_separator(self, close: str, names: list[str], one: Callable[[], T]) -> T | None:
        """A list's element in front of which `,` is missing, or None if none is here (`parse_seq_to_before_tokens`)."""
        if self.tok.kind in ("close", "eof"):
            raise self.expected_one_of([f"`{close}`", *names], whole=True)
        err = self.expected_one_of([f"`{close}`", "`,`", *names], whole=True)
        diag = err.diag
        if self.fatal or not isinstance(diag, Diag):
            raise err
        at = self.prev.span.shrink_to_hi()
        if self.tok.kind == "punct" and self.text in (".", "<", ";"):
            self.bump()
        depth, restrictions = self.depth, self.restrictions
        try:
            made = one()
        except ParseError as failed:
            self.depth, self.restrictions = depth, restrictions
            if isinstance(failed.diag, Diag):
                diag.children.extend(failed.diag.children)
            self.diags.append(diag)
            return None
        if not diag.sealed:
            diag.suggest("missing `,`", (at, ","), applicability="MaybeIncorrect", style="hide-code-inline")
        self.diags.append(diag)
        return made

    def snippet(self, span: Span) -> str:
        """The text of a place in the file being read."""
        return self.file.snippet(span.lo, span.hi) if self.file is not None else ""

    def line_differs(self, left: Span, right: Span) -> bool:
        """Whether a line ends between two tokens of the file being read."""
        file = self.file
        return file is not None and b"\n" in file.data[left.hi - file.start : right.lo - file.start]

    def recover_stmt(self) -> None:
        """Skips what is left of the block that a failed statement stands in (rustc's `recover_stmt`)."""
        depth = 0
        while self.tok.kind != "eof":
            text = self.text if self.tok.kind in ("open", "close") else ""
            if text == "{":
                depth += 1
            elif text == "}":
                if depth == 0:
                    return
                depth -= 1
            self.bump()

    def consume_block(self, opener: str, closer: str) -> None:
        """Skips past the `closer` of the group whose `opener` is already taken."""
        depth = 1
        while self.tok.kind != "eof":
            token = self.bump()
            if token.kind == "open" and token.text == opener:
                depth += 1
            elif token.kind == "close" and token.text == closer:
                depth -= 1
                if depth == 0:
                    return

    def eat_to(self, ends: tuple[str, ...]) -> None:
        """Skips tokens and whole groups up to one of `ends`, or to the end of the group."""
        depth = 0
        while self.tok.kind != "eof":
            if depth == 0 and (self.text in ends or self.tok.kind == "close"):
                return
            depth += (self.tok.kind == "open") - (self.tok.kind == "close")
            self.bump()

    def unsupported(self, what: str, span: Span) -> ParseError:
        """A construct that is not modelled, on its way to whoever recovers."""
        return ParseError(Unsupported(what, span))

    def too_deep(self, span: Span) -> ParseError:
        """Ends the work: nothing after code nested this deep is read."""
        self.fatal = True
        self.at = len(self.tokens) - 1
        self.tok, self.text = self.tokens[-1], ""
        return self.unsupported("deeply nested code", span)


def own_span(token: Token) -> Span:
    """Where a name was written: not the macro variable that stood for it."""
    payload = token[5]
    return token[2] if payload is None else payload  # type: ignore[return-value]


def similar_keyword(word: str, keywords: list[str]) -> str | None:
    """The keyword that `word` was meant to be."""
    return word.lower() if word.lower() in keywords else best_match(word, keywords)
