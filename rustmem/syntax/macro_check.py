"""What may follow what in a matcher, so that macros stay readable as Rust grows (rustc_expand::mbe::macro_rules)."""

from __future__ import annotations

from rustmem.source.diag import Diag, error
from rustmem.source.span import Span
from rustmem.syntax.mbe import Decl, Rule, Seq, Tok, Tree

ANY_FOLLOWS = frozenset(("block", "ident", "item", "lifetime", "literal", "meta", "tt"))
STATEMENT = ("=>", ",", ";")
PATTERN = ("=>", ",", "=", "if", "in")
TYPE = ("{", "[", "=>", ",", ">", "=", ":", ";", "|", "as", "where")
FOLLOW: dict[str, tuple[str, ...]] = {
    "stmt": STATEMENT, "expr": STATEMENT, "expr_2021": STATEMENT, "pat": PATTERN, "pat_param": ("=>", ",", "=", "|", "if", "in"),
    "path": TYPE, "ty": TYPE,
}  # fmt: skip
"""What may stand behind each kind of fragment, in the order in which rustc lists it."""
TYPE_STARTS = frozenset(("(", "[", "!", "*", "&", "&&", "?", "<", "<<", "::"))


class Firsts:
    """The terminals that a part of a matcher may begin or end with."""

    def __init__(self, terminals: list[Tok | Decl], maybe_empty: bool) -> None:
        self.terminals = terminals
        self.maybe_empty = maybe_empty

    def with_all(self, other: Firsts) -> Firsts:
        more = [t for t in other.terminals if not any(_same(t, u) for u in self.terminals)]
        return Firsts(self.terminals + more, self.maybe_empty and other.maybe_empty)


def _same(a: Tok | Decl, b: Tok | Decl) -> bool:
    if isinstance(a, Tok) and isinstance(b, Tok):
        return a.token.text == b.token.text
    return isinstance(a, Decl) and isinstance(b, Decl) and a.name == b.name and a.kind == b.kind


def first(trees: tuple[Tree, ...]) -> Firsts:
    """FIRST of a part of a matcher."""
    found = Firsts([], True)
    for tree in trees:
        if isinstance(tree, Seq):
            inner = first(tree.body)
            if inner.maybe_empty and tree.separator is not None:
                inner = inner.with_all(Firsts([Tok(tree.separator)], True))
            empty = inner.maybe_empty or tree.op in ("*", "?")
            found = Firsts(found.with_all(inner).terminals, empty)
            if empty:
                continue
            return found
        assert isinstance(tree, (Tok, Decl))
        return Firsts(found.with_all(Firsts([tree], False)).terminals, False)
    return found


class MatcherCheck:
    """Checks the rules of one definition; made once, used, dropped."""

    def __init__(self, edition: str) -> None:
        self.edition = int(edition)
        self.diags: list[Diag] = []

    def rule(self, rule: Rule) -> None:
        if self._empty_repetition(rule.lhs) or self._duplicates(rule.lhs, {}):
            return
        self._core(rule.lhs, Firsts([], False))

    def _empty_repetition(self, trees: tuple[Tree, ...]) -> bool:
        for tree in trees:
            if not isinstance(tree, Seq):
                continue
            if tree.separator is None and all(_may_be_nothing(t) for t in tree.body):
                self.diags.append(error("repetition matches empty token tree", tree.span))
                return True
            if self._empty_repetition(tree.body):
                return True
        return False

    def _duplicates(self, trees: tuple[Tree, ...], seen: dict[str, Span]) -> bool:
        found = False
        for tree in trees:
            if isinstance(tree, Seq):
                found = self._duplicates(tree.body, seen) or found
            elif isinstance(tree, Decl):
                if tree.name in seen:
                    diag = error("duplicate matcher binding", tree.span).label(tree.span, "duplicate binding")
                    self.diags.append(diag.label(seen[tree.name], "previous binding"))
                    found = True
                seen.setdefault(tree.name, tree.span)
        return found

    def _core(self, trees: tuple[Tree, ...], follow: Firsts) -> Firsts:
        """Checks `trees`, which `follow` may come after; gives LAST."""
        last = Firsts([], True)
        for at, tree in enumerate(trees):
            suffix = first(trees[at + 1 :])
            if suffix.maybe_empty:
                suffix = suffix.with_all(follow)
            if isinstance(tree, Seq):
                inside = suffix if tree.separator is None else suffix.with_all(Firsts([Tok(tree.separator)], True))
                ended = self._core(tree.body, inside)
                last = last.with_all(ended) if ended.maybe_empty else ended
                continue
            if isinstance(tree, Tok) or tree.kind in ANY_FOLLOWS:
                last = Firsts([], False)
                continue
            assert isinstance(tree, Decl)
            last = Firsts([tree], False)
            self._follows(last, suffix)
        return last

    def _follows(self, last: Firsts, suffix: Firsts) -> None:
        for fragment in last.terminals:
            assert isinstance(fragment, Decl)
            for following in suffix.terminals:
                if not may_follow(fragment.kind, following):
                    self._say(fragment, following, len(last.terminals) == 1 and len(suffix.terminals) == 1)

    def _say(self, fragment: Decl, following: Tok | Decl, certain: bool) -> None:
        kind = fragment.kind
        shown = following.token.text if isinstance(following, Tok) else f"${following.name}:{following.kind}"
        span = following.token.span if isinstance(following, Tok) else following.span
        verb = "is" if certain else "may be"
        message = f"`${fragment.name}:{kind}` {verb} followed by `{shown}`, which is not allowed for `{kind}` fragments"
        diag = error(message, span).label(span, f"not allowed after `{kind}` fragments")
        if kind == "pat" and shown == "|" and self.edition >= 2021:
            fixed = f"${fragment.name}:pat_param"
            diag.suggest("try a `pat_param` fragment specifier instead", (fragment.span, fixed), applicability="MaybeIncorrect")
        allowed = [f"`{t}`" for t in FOLLOW[kind]] if kind != "vis" else ["`,`", "an ident", "a type"]
        self.diags.append(diag.note(f"allowed there are: {', '.join(allowed[:-1])} or {allowed[-1]}"))


def _may_be_nothing(tree: Tree) -> bool:
    if isinstance(tree, Decl):
        return tree.kind == "vis"
    return isinstance(tree, Seq) and tree.op in ("*", "?")


def may_follow(kind: str, following: Tok | Decl) -> bool:
    """Whether `following` may stand behind a fragment of `kind` (rustc's `is_in_follow`)."""
    if isinstance(following, Tok) and following.token.kind == "close":
        return True
    if kind == "vis":
        if isinstance(following, Decl):
            return following.kind in ("ident", "ty", "path")
        token = following.token
        if token.kind == "ident":
            return token.raw or token.text != "priv"
        return token.text == "," or token.kind == "lifetime" or token.text in TYPE_STARTS
    if isinstance(following, Decl):
        return following.kind == "block" and kind in ("ty", "path")
    text = following.token.text
    return text in FOLLOW[kind] or text == ">>" and kind in ("ty", "path")
