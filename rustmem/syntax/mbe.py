"""Macros by example: matching a call's tokens, and writing out the right-hand side.

The matcher is rustc's (`rustc_expand::mbe::macro_parser`): all partial matches move over the tokens
in step, and only one fragment at a time is ever parsed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rustmem.source.diag import Diag, Unsupported, error
from rustmem.source.node import node
from rustmem.source.source_map import STD_BASE
from rustmem.source.span import METAVARS, Expansion, Span
from rustmem.syntax import ast
from rustmem.syntax.cursor import own_span
from rustmem.syntax.errors import ParseError
from rustmem.syntax.parser import Parser
from rustmem.syntax.token import Token

FRAGMENTS = frozenset("ident block stmt expr expr_2021 pat pat_param ty lifetime literal path meta item vis tt".split())
CLOSE_OF = {"(": ")", "[": "]", "{": "}"}


@node
class Tok:
    """A token that stands for itself."""

    token: Token


@node
class Var:
    """`$name` on a right-hand side."""

    name: str
    dollar: Token
    ident: Token


@node
class Decl:
    """`$name:kind` in a matcher."""

    name: str
    kind: str
    span: Span


@node
class Seq:
    """`$( ... ) sep op`."""

    body: tuple[Tree, ...]
    separator: Token | None
    op: str
    names: frozenset[str]
    """The variables used inside, at any depth."""
    span: Span


Tree = Tok | Var | Decl | Seq


@node
class Rule:
    lhs: tuple[Tree, ...]
    lhs_span: Span
    rhs: tuple[Tree, ...]
    locs: tuple[Loc, ...]
    simple: str | None
    """The name, where the whole matcher is `$($name:tt)*`."""


@node
class Macro:
    """A `macro_rules` definition."""

    name: str
    span: Span
    """The whole definition."""
    head_span: Span
    """`macro_rules! name`."""
    def_crate: str
    is_local: bool
    edition: str
    tokens: tuple[Token, ...]
    builtin: str | None
    """The name of the built-in that implements it."""
    attrs: tuple[ast.Attribute, ...]
    item: ast.MacroDef | None = None
    """The definition in the tree, if it is the program's."""
    module: str = ""
    """The module, where it is not the root of its crate."""
    rules: list[Rule] | None = None
    """Filled when first used."""
    broken: bool = False
    """Whether the definition has an error, already said."""


# ---- the places of a matcher ----


@node
class Loc:
    """A step of a matcher: `kind` is tok, decl, seq, nosep, sep, aftersep or eof."""

    kind: str
    token: Token | None = None
    decl: Decl | None = None
    index: int = 0
    """Of a `decl`: which variable. Of a sequence: its first variable."""
    depth: int = 0
    op: str = ""
    count: int = 0
    first: int = 0
    """Where the sequence's inside begins."""
    after: int = 0


class BadMacro(Exception):
    """A macro definition that cannot be used."""

    def __init__(self, diag: Diag | Unsupported) -> None:
        super().__init__()
        self.diag = diag


def group_end(tokens: Sequence[Token], at: int) -> int:
    """The index after the token tree that begins at `at`."""
    if tokens[at][0] != "open":
        return at + 1
    depth, at = 1, at + 1
    while depth:
        kind = tokens[at][0]
        if kind == "open":
            depth += 1
        elif kind == "close":
            depth -= 1
        at += 1
    return at


def quoted(tokens: Sequence[Token], start: int, stop: int, is_lhs: bool) -> tuple[Tree, ...]:
    """The trees of a matcher or a right-hand side."""
    out: list[Tree] = []
    at = start
    while at < stop:
        token = tokens[at]
        if token.text != "$" or token.kind != "punct" or at + 1 >= stop:
            if token.kind != "doc" or not is_lhs:
                out.append(Tok(token))
            at += 1
            continue
        following = tokens[at + 1]
        if following.text == "(" and following.kind == "open":
            at = _sequence(tokens, at + 1, stop, is_lhs, out)
        elif following.kind == "ident" and following.text == "crate" and not following.raw:
            span = token.span.to(following.span)
            out.append(Tok(Token("ident", "$crate", span, following.joint)))
            at += 2
        elif following.kind == "ident":
            if is_lhs and at + 3 < stop + 0 and tokens[at + 2].text == ":" and tokens[at + 3].kind == "ident":
                kind = tokens[at + 3].text
                if kind not in FRAGMENTS:
                    raise BadMacro(_bad_fragment(kind, token.span.to(tokens[at + 3].span)))
                out.append(Decl(following.text, kind, token.span.to(tokens[at + 3].span)))
                at += 4
            elif is_lhs:
                span = token.span.to(following.span)
                raise BadMacro(error("missing fragment specifier", span).not_modelled("a missing fragment specifier"))
            else:
                out.append(Var(following.text, token, following))
                at += 2
        elif following.text == "{" or following.text == "$":
            raise BadMacro(Unsupported("macro metavariable expressions", token.span))
        else:
            raise BadMacro(
                error(f"expected identifier, found `{following.text}`", following.span).not_modelled("macro definitions")
            )
    return tuple(out)


def _bad_fragment(kind: str, span: Span) -> Diag:
    diag = error(f"invalid fragment specifier `{kind}`", span)
    return diag.help(
        "valid fragment specifiers are `ident`, `block`, `stmt`, `expr`, `pat`, `ty`, `lifetime`, `literal`, `path`, "
        "`meta`, `tt`, `item` and `vis`, along with `expr_2021` and `pat_param` for edition compatibility"
    )


def _sequence(tokens: Sequence[Token], at: int, stop: int, is_lhs: bool, out: list[Tree]) -> int:
    end = group_end(tokens, at)
    body = quoted(tokens, at + 1, end - 1, is_lhs)
    separator: Token | None = None
    if end < stop and tokens[end].text not in ("*", "+", "?"):
        separator = tokens[end]
        end += 1
    elif (
        end + 1 < stop and tokens[end].text in ("+", "*", "?") and tokens[end + 1].text in ("*", "+") and tokens[end].text != "*"
    ):
        separator = tokens[end]
        end += 1
    if end >= stop or tokens[end].text not in ("*", "+", "?"):
        span = tokens[min(end, stop - 1)].span
        raise BadMacro(error("expected one of: `*`, `+`, or `?`", span).not_modelled("repetition operators"))
    op = tokens[end]
    if op.text == "?" and separator is not None:
        raise BadMacro(error("the `?` macro repetition operator does not take a separator", separator.span))
    out.append(Seq(body, separator, op.text, frozenset(_names(body)), tokens[at].span.to(tokens[group_end(tokens, at) - 1].span)))
    return end + 1


def _names(trees: tuple[Tree, ...]) -> list[str]:
    found: list[str] = []
    for tree in trees:
        if isinstance(tree, (Var, Decl)):
            found.append(tree.name)
        elif isinstance(tree, Seq):
            found.extend(tree.names)
    return found


def compile_rules(macro: Macro) -> list[Rule]:
    """The rules of a definition, each `(matcher) => { right-hand side }`."""
    if macro.rules is not None:
        return macro.rules
    tokens, at, rules = macro.tokens, 0, []
    end = len(tokens)
    while at < end:
        if tokens[at].text in ("attr", "derive", "unsafe") and tokens[at].kind == "ident":
            raise BadMacro(Unsupported("macro_rules attributes", tokens[at].span))
        lhs_end = group_end(tokens, at) if tokens[at].kind == "open" else 0
        if not lhs_end or lhs_end + 1 >= end or tokens[lhs_end].text != "=>" or tokens[lhs_end + 1].kind != "open":
            raise BadMacro(error("malformed macro rule", tokens[at].span).not_modelled("malformed macro rules"))
        rhs_end = group_end(tokens, lhs_end + 1)
        lhs = quoted(tokens, at + 1, lhs_end - 1, True)
        rhs = quoted(tokens, lhs_end + 2, rhs_end - 1, False)
        rules.append(Rule(lhs, tokens[at].span.to(tokens[lhs_end - 1].span), rhs, locations(lhs), _simple(lhs)))
        at = rhs_end
        if at < end:
            if tokens[at].text not in (";", ","):
                raise BadMacro(error(f"expected `;`, found `{tokens[at].text}`", tokens[at].span).not_modelled("macro rules"))
            at += 1
    macro.rules = rules
    return rules


def _simple(lhs: tuple[Tree, ...]) -> str | None:
    if len(lhs) == 1 and isinstance(lhs[0], Seq) and lhs[0].op == "*" and lhs[0].separator is None:
        body = lhs[0].body
        if len(body) == 1 and isinstance(body[0], Decl) and body[0].kind == "tt":
            return body[0].name
    return None


def locations(lhs: tuple[Tree, ...]) -> tuple[Loc, ...]:
    """The matcher, flattened (rustc's `compute_locs`)."""
    locs: list[Loc] = []
    variables = 0

    def walk(trees: tuple[Tree, ...], depth: int) -> None:
        nonlocal variables
        for tree in trees:
            if isinstance(tree, Tok):
                locs.append(Loc("tok", tree.token))
            elif isinstance(tree, Decl):
                locs.append(Loc("decl", None, tree, variables, depth))
                variables += 1
            elif isinstance(tree, Seq):
                at, first_var = len(locs), variables
                locs.append(Loc("eof"))
                walk(tree.body, depth + 1)
                if tree.separator is None:
                    locs.append(Loc("nosep", op=tree.op, first=at + 1))
                else:
                    locs.append(Loc("sep", tree.separator, first=at + 1))
                    locs.append(Loc("aftersep", op=tree.op, first=at + 1))
                locs[at] = Loc("seq", None, None, first_var, depth, tree.op, variables - first_var, at + 1, len(locs))

    walk(lhs, 0)
    locs.append(Loc("eof"))
    return tuple(locs)


# ---- matching ----

Matches = "tuple | None"
Binding = "list | tuple"


class Failure(Exception):
    """No match: the token at which matching ended, and what was tried there."""

    def __init__(self, token: Token, position: int, remaining: Loc | None) -> None:
        super().__init__()
        self.token = token
        self.position = position
        self.remaining = remaining


class Matcher:
    """Matches one call's tokens against one rule."""

    def __init__(self, parser: Parser) -> None:
        self.parser = parser
        self.tokens = parser.tokens
        self.remaining: Loc | None = None

    def run(self, rule: Rule) -> dict[str, object]:
        """The bindings; raises `Failure`, or `ParseError` if a fragment is malformed."""
        locs, at = rule.locs, 0
        current: list[tuple[int, object]] = [(0, None)]
        while True:
            token = self.tokens[at]
            ahead: list[tuple[int, object]] = []
            boxes: list[tuple[int, object]] = []
            ended: list[object] = []
            while current:
                self._step(locs, current, token, ahead, boxes, ended)
            if token[0] == "eof":
                if len(ended) == 1:
                    return self._bindings(rule, ended[0])
                if ended:
                    raise ParseError(error("ambiguity: multiple successful parses", token.span))
                raise Failure(token, at, self.remaining)
            if boxes and (len(boxes) > 1 or ahead):
                raise ParseError(self._ambiguity(token, locs, boxes, ahead))
            if boxes:
                index, matches = boxes[0]
                loc = locs[index]
                fragment, at = self._fragment(loc.decl, at)
                current = [(index + 1, (matches, loc, fragment))]
            elif ahead:
                current = ahead
                at += 1
            else:
                raise Failure(token, at, self.remaining)

    def _step(self, locs: tuple[Loc, ...], current: list, token: Token, ahead: list, boxes: list, ended: list) -> None:
        index, matches = current.pop()
        loc = locs[index]
        kind = loc.kind
        if self.remaining is None or (not current and kind != "eof"):
            self.remaining = loc
        if kind == "tok":
            if same_token(token, loc.token):
                ahead.append((index + 1, matches))
        elif kind == "decl":
            if may_begin(loc.decl.kind, token, self.parser):
                boxes.append((index, matches))
        elif kind == "seq":
            matches = (matches, loc, None)
            if loc.op != "+":
                current.append((loc.after, matches))
            current.append((loc.first, matches))
        elif kind == "nosep":
            current.append((index + 1, matches))
            if loc.op != "?":
                current.append((loc.first, matches))
        elif kind == "sep":
            current.append((index + 2, matches))
            if same_token(token, loc.token):
                ahead.append((index + 1, matches))
        elif kind == "aftersep":
            current.append((loc.first, matches))
        elif token[0] == "eof":
            ended.append(matches)

    def _ambiguity(self, token: Token, locs: tuple[Loc, ...], boxes: list, ahead: list) -> Diag:
        names = [f"{locs[i].decl.kind} ('{locs[i].decl.name}')" for i, _ in boxes]
        listed = " or ".join(names) if len(names) == 2 else ", ".join(names)
        others = "" if not ahead else f" or {len(ahead)} other option{'s' if len(ahead) > 1 else ''}"
        message = f"local ambiguity when calling macro: multiple parsing options: built-in NTs {listed}{others}."
        return error(message, token.span).not_modelled("ambiguous macros")

    def _fragment(self, decl: Decl, at: int) -> tuple[object, int]:
        """Parses a fragment at `at`; the tokens that stand for it, and where it ends."""
        kind = decl.kind
        tokens = self.tokens
        if kind == "tt":
            end = group_end(tokens, at)
            return tokens[at:end], end
        if kind in ("ident", "lifetime"):
            return Fragment((tokens[at],)), at + 1
        parser = self.parser
        parser.at = at
        parser.tok = tokens[at]
        parser.text = "r#" + parser.tok.text if parser.tok.raw else parser.tok.text
        parser.prev = tokens[at - 1] if at else parser.tok
        parser.restrictions = 0
        depth = parser.depth
        parser.may_recover = False
        try:
            payload = FRAGMENT_PARSERS[kind](parser)
        except ParseError as err:
            if isinstance(err.diag, Diag):
                if err.diag.message == "expected expression, found `<eof>`":
                    err.diag.message = "expected expression, found end of macro arguments"
                if decl.span.lo >= STD_BASE:
                    err.diag.not_modelled("positions inside the library's macros")
                else:
                    err.diag.label(decl.span, f"while parsing argument for this `{kind}` macro fragment")
            raise
        parser.may_recover = True
        parser.depth = depth
        if parser.tok is not tokens[parser.at] and parser.tok.span.lo != tokens[parser.at].span.lo:
            self.tokens[parser.at] = parser.tok
        span = getattr(payload, "span", tokens[at].span)
        return Fragment((Token("interpolated", _FRAGMENT_TEXT.get(kind, kind), span, False, False, payload),)), parser.at

    def _bindings(self, rule: Rule, matches: object) -> dict[str, object]:
        """Nested lists by variable, from the linked list of events."""
        events = []
        while matches is not None:
            matches, loc, fragment = matches
            events.append((loc, fragment))
        events.reverse()
        found: dict[int, object] = {}
        for loc, fragment in events:
            if loc.kind == "decl":
                _push(found, loc.index, loc.depth, fragment)
            else:
                for index in range(loc.index, loc.index + loc.count):
                    _push(found, index, loc.depth, Reps())
        names = {loc.index: loc.decl.name for loc in rule.locs if loc.decl is not None}
        return {names[index]: value for index, value in found.items()}


class Fragment(list):
    """The one token that stands for a fragment that was read as a whole."""


class Reps(list):
    """The matches of a variable, one for each repetition."""


def _push(found: dict[int, object], index: int, depth: int, value: object) -> None:
    if depth == 0:
        found[index] = value
        return
    target = found[index]
    for _ in range(depth - 1):
        target = target[-1]
    target.append(value)


def same_token(a: Token, b: Token) -> bool:
    """Whether a call's token is the one that the matcher spells (hygiene does not matter)."""
    return a[1] == b[1] and a[0] == b[0] and a[4] == b[4] and a[0] != "interpolated"


def may_begin(kind: str, token: Token, parser: Parser) -> bool:
    """Whether the fragment could begin with `token` (rustc's `nt_may_be_ident` and company)."""
    tk, text = token[0], token[1]
    if tk == "eof":
        return False
    if kind == "tt":
        return tk != "close"
    if kind == "ident":
        return tk == "ident" and text not in ("_", "$crate")
    if kind == "lifetime":
        return tk == "lifetime"
    if kind == "vis" and (text == "," or tk in ("ident", "interpolated")):
        return True  # what may follow a visibility, since it may be empty
    if tk == "close":
        return False
    saved = parser.tok, parser.text
    parser.tok, parser.text = token, ("r#" + text if token[4] else text)
    try:
        return _begins(kind, tk, text, token, parser)
    finally:
        parser.tok, parser.text = saved


def _begins(kind: str, tk: str, text: str, token: Token, parser: Parser) -> bool:
    if kind in ("expr", "expr_2021"):
        if kind == "expr_2021" or parser.edition < 2024:
            if text in ("_", "const") and tk == "ident":
                return False
        return (
            parser.can_begin_expr()
            and text != "let"
            and (tk != "interpolated" or text != "ty" or isinstance(token.payload, ast.PathTy))
        )
    if kind == "literal":
        return (
            tk == "literal"
            or text == "-"
            or (tk == "ident" and text in ("true", "false"))
            or (tk == "interpolated" and (text == "literal" or text == "expr" and isinstance(token.payload, ast.LitExpr)))
        )
    if kind in ("ty", "vis"):
        return parser._type_starts() or text in ("?", "dyn", "<<") or tk == "lifetime"
    if kind == "block":
        return text == "{" and tk == "open" or (tk == "interpolated" and text == "block")
    if kind in ("path", "meta"):
        return (
            tk == "ident"
            and (not token[4])
            or tk == "ident"
            or text in ("::", "<", "<<")
            or (tk == "interpolated" and text in ("path", "meta", "ty"))
        )
    if kind in ("pat", "pat_param"):
        if tk == "interpolated":
            return text in ("pat", "literal", "path", "expr", "ident", "ty")
        if tk in ("ident", "literal"):
            return True
        if text == "|":
            return kind == "pat"
        return text in ("(", "[", "&", "&&", "-", "..", "...", "..=", "::", "<", "<<")
    return kind in ("item", "stmt")


def _parse_item(parser: Parser) -> ast.Item:
    attrs = parser.outer_attrs()
    item = parser.parse_item_opt(attrs, "module")
    if item is None:
        raise parser.fail("expected an item keyword")
    return item


def _parse_stmt(parser: Parser) -> ast.Stmt:
    parser.let_without_semi = True
    try:
        attrs = parser.outer_attrs()
        stmt = parser.parse_stmt()
        if attrs and isinstance(stmt, ast.LetStmt):
            stmt.attrs = attrs
    finally:
        parser.let_without_semi = False
    if stmt is None:
        raise parser.fail("expected a statement")
    return stmt


def _parse_path(parser: Parser) -> ast.Path:
    return parser.parse_path("type")


def _parse_meta(parser: Parser) -> ast.Attribute:
    lo = parser.tok.span
    path = parser.parse_path("mod")
    name = "::".join(segment.ident.name for segment in path.segments)
    first = parser.at
    if parser.tok.kind == "open":
        parser.delimited_tokens()
    elif parser.eat("="):
        parser.parse_expr()
    return ast.Attribute(name, tuple(parser.tokens[first : parser.at]), parser.span_from(lo))


FRAGMENT_PARSERS: dict[str, Callable[[Parser], object]] = {
    "expr": Parser.parse_expr,
    "expr_2021": Parser.parse_expr,
    "literal": Parser.parse_literal_maybe_minus,
    "ty": lambda parser: parser.parse_ty(plus=False),
    "block": Parser.parse_block,
    "path": _parse_path,
    "meta": _parse_meta,
    "pat": Parser.parse_pat,
    "pat_param": Parser.parse_pat_no_alt,
    "item": _parse_item,
    "stmt": _parse_stmt,
    "vis": lambda parser: parser.parse_vis(before_type=True),
}
_FRAGMENT_TEXT = {"expr_2021": "expr", "pat_param": "pat"}


# ---- writing out ----


class Transcriber:
    """Writes a right-hand side with its variables replaced; its own tokens get the expansion as context."""

    def __init__(self, bindings: dict[str, object], expansion: Expansion) -> None:
        self.bindings = bindings
        self.expansion = expansion
        self.marks: dict[Expansion, Expansion] = {}
        self.out: list[Token] = []
        self.undelimited = False
        """Within `$($x)*`: rustc records no places for such tokens."""

    def run(self, trees: tuple[Tree, ...]) -> list[Token]:
        self._trees(trees, self.bindings)
        return self.out

    def _trees(self, trees: tuple[Tree, ...], bindings: dict[str, object]) -> None:
        append, expansion = self.out.append, self.expansion
        new, span_class, token_class = tuple.__new__, Span, Token
        for tree in trees:
            cls = type(tree)
            if cls is Tok:
                token = tree.token
                lo, hi, ctxt = token[2]
                mark = expansion if ctxt is None else self._mark(ctxt)
                append(new(token_class, (token[0], token[1], new(span_class, (lo, hi, mark)), token[3], token[4], token[5])))
            elif cls is Var:
                if tree.name in bindings:
                    value = bindings[tree.name]
                    if type(value) is Reps:
                        raise BadMacro(_still_repeating(tree.name, tree.dollar.span.to(tree.ident.span)))
                    self._substitute(value, tree)
                else:
                    for token in (tree.dollar, tree.ident):
                        mark = expansion if token.span.ctxt is None else self._mark(token.span.ctxt)
                        append(token._replace(span=Span(token.span.lo, token.span.hi, mark)))
            else:
                self._sequence(tree, bindings)

    def _substitute(self, value: list[Token], var: Var) -> None:
        """Writes the tokens of a variable. A parsed fragment takes the variable's place; its tree keeps the author's."""
        dollar, name = var.dollar.span, var.ident.span
        mark = self.expansion if dollar.ctxt is None else self._mark(dollar.ctxt)
        place = Span(dollar.lo, name.hi, mark)
        if type(value) is Fragment:
            token = value[0]
            own = token.span if token.payload is None else token.payload
            if token.kind == "interpolated":
                own = getattr(token.payload, "span", token.span)
                self.out.append(token._replace(span=place))
            else:
                self.out.append(token._replace(span=place, payload=own))
            METAVARS.setdefault(own, place)
            return
        if len(value) == 1 and not self.undelimited:
            own = own_span(value[0])
            if METAVARS.setdefault(own, place) is not place and self.expansion.is_local:
                moved = Span(place.lo, place.hi, own.ctxt)
                METAVARS.setdefault(moved, place)
                self.out.append(
                    value[0]._replace(span=moved, payload=value[0].payload if value[0].kind == "interpolated" else None)
                )
                return
        self.out.extend(value)

    def _mark(self, inner: Expansion) -> Expansion:
        """The mark of a token that another macro had written into this one's definition."""
        made = self.marks.get(inner)
        if made is None:
            e = self.expansion
            made = Expansion(e.kind, e.name, e.call_site, e.def_site, e.def_crate, e.is_local, inner)
            self.marks[inner] = made
        return made

    def _sequence(self, seq: Seq, bindings: dict[str, object]) -> None:
        repeated = {name: bindings[name] for name in seq.names if type(bindings.get(name)) is Reps}
        if not repeated:
            message = "attempted to repeat an expression containing no syntax variables matched as repeating at this depth"
            raise BadMacro(error(message, seq.span).not_modelled("which variables do not repeat"))
        lengths = {len(value) for value in repeated.values()}
        if len(lengths) > 1:
            (a, b) = list(repeated)[:2]
            message = f"meta-variable `{a}` repeats {len(repeated[a])} times, but `{b}` repeats {len(repeated[b])} times"
            raise BadMacro(error(message, seq.span).not_modelled("the order of repeated meta-variables"))
        count = lengths.pop()
        if seq.op == "?" and count > 1:
            raise BadMacro(error("this macro repeats more than once", seq.span).not_modelled("`?` repetitions"))
        inner = dict(bindings)
        outer = self.undelimited
        self.undelimited = len(seq.body) == 1 and seq.separator is None and seq.op in ("*", "+")
        for at in range(count):
            if at and seq.separator is not None:
                self._trees((Tok(seq.separator),), bindings)
            for name, value in repeated.items():
                inner[name] = value[at]
            self._trees(seq.body, inner)
        self.undelimited = outer


def _still_repeating(name: str, span: Span) -> Diag:
    return error(f"variable `{name}` is still repeating at this depth", span)
