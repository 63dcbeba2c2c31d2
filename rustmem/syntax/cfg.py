"""Conditional compilation: `#[cfg]`, `#[cfg_attr]` and `cfg!`, for the host that rustc's answers were recorded on."""

from __future__ import annotations

from collections.abc import Sequence

from rustmem.source.diag import Diag, error
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.syntax.mbe import group_end
from rustmem.syntax.token import Token

FLAGS = frozenset(("unix", "debug_assertions", "panic_unwind", "overflow_checks", "target_thread_local"))
"""Names that hold without a value."""
VALUES = {
    "target_os": ("linux",),
    "target_family": ("unix",),
    "target_arch": ("x86_64",),
    "target_env": ("gnu",),
    "target_vendor": ("unknown",),
    "target_endian": ("little",),
    "target_pointer_width": ("64",),
    "target_has_atomic": ("8", "16", "32", "64", "ptr"),
    "target_feature": ("fxsr", "sse", "sse2", "x87"),
    "target_abi": ("",),
    "panic": ("unwind",),
}


class BadCfg(Exception):
    def __init__(self, diag: Diag) -> None:
        super().__init__()
        self.diag = diag


def text_of(token: Token) -> str:
    """The text of a plain string literal token."""
    return token.text[token.text.index('"') + 1 : token.text.rindex('"')]


def split_commas(tokens: Sequence[Token]) -> list[Sequence[Token]]:
    """The parts between commas that are not inside a group; a last comma adds nothing."""
    parts, start, at = [], 0, 0
    while at < len(tokens):
        if tokens[at].text == "," and tokens[at].kind == "punct":
            parts.append(tokens[start:at])
            start = at + 1
        at = group_end(tokens, at)
    if start < len(tokens):
        parts.append(tokens[start:])
    return parts


def holds(tokens: Sequence[Token], diags: list[Diag], span: Span) -> bool:
    """Whether a predicate such as `all(unix, not(test))` holds."""
    if not tokens:
        raise BadCfg(error("`cfg` predicate is not specified", span).not_modelled("an empty cfg"))
    head = tokens[0]
    if head.kind not in ("ident", "interpolated"):
        raise BadCfg(error("`cfg` predicate key must be an identifier", head.span).not_modelled("malformed cfg"))
    if len(tokens) == 1:
        if head.text in ("true", "false"):
            return head.text == "true"
        return head.text in FLAGS
    if tokens[1].text == "(":
        parts = split_commas(tokens[2:-1])
        match head.text:
            case "all":
                return all([holds(part, diags, span) for part in parts])
            case "any":
                return any([holds(part, diags, span) for part in parts])
            case "not":
                if len(parts) != 1:
                    raise BadCfg(error("expected 1 cfg-pattern", span, "E0536").not_modelled("malformed cfg"))
                return not holds(parts[0], diags, span)
            case _:
                pass
        if head.text in ("version", "accessible", "target"):
            raise BadCfg(
                error(f"`cfg({head.text})` is experimental and subject to change", span, "E0658").not_modelled("unstable cfg")
            )
        raise BadCfg(
            error(f"invalid predicate `{head.text}`", head.span.to(tokens[-1].span), "E0537").not_modelled("malformed cfg")
        )
    if tokens[1].text == "=" and len(tokens) == 3 and tokens[2].kind == "literal" and tokens[2].text[0] in '"r':
        return text_of(tokens[2]) in VALUES.get(head.text, ())
    raise BadCfg(error("malformed `cfg` attribute input", span, "E0539").not_modelled("malformed cfg"))


def evaluate(attrs: tuple[ast.Attribute, ...], diags: list[Diag]) -> tuple[ast.Attribute, ...] | None:
    """The attributes with `cfg_attr` resolved; None if a `cfg` says that what they stand on is not there."""
    out: list[ast.Attribute] = []
    changed = False
    for attr in attrs:
        if attr.path == "cfg":
            try:
                if not holds(attr.tokens[1:-1], diags, attr.span):
                    return None
            except BadCfg as bad:
                diags.append(bad.diag)
            changed = True
        elif attr.path == "cfg_attr":
            changed = True
            more = evaluate(_cfg_attr(attr, diags), diags)
            if more is None:
                return None
            out.extend(more)
        else:
            out.append(attr)
    return tuple(out) if changed else attrs


def _cfg_attr(attr: ast.Attribute, diags: list[Diag]) -> tuple[ast.Attribute, ...]:
    parts = split_commas(attr.tokens[1:-1])
    try:
        if not parts or not holds(parts[0], diags, attr.span):
            return ()
    except BadCfg as bad:
        diags.append(bad.diag)
        return ()
    made = []
    for part in parts[1:]:
        at = 0
        while at < len(part) and (part[at].kind == "ident" or part[at].text == "::"):
            at += 1
        if at:
            span = part[0].span.to(part[-1].span)
            made.append(ast.Attribute("".join(t.text for t in part[:at]), tuple(part[at:]), span, attr.inner))
    return tuple(made)
