"""The arguments of built-in attributes (rustc_attr_parsing, rustc_passes::check_attr).

These errors come after those of name resolution. Attributes not named here are judged by `validation`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from rustmem.resolve.walk import children
from rustmem.source.diag import Diag, Subdiag, error, warning
from rustmem.source.node import node
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.syntax.cfg import split_commas
from rustmem.syntax.token import Token
from rustmem.ty.context import TyCtxt

LEVELS = frozenset(("allow", "warn", "deny", "forbid", "expect"))
HANDLED = LEVELS | {"repr", "inline", "deprecated", "track_caller", "stable", "unstable", "export_name"}
"""Attributes whose arguments are checked here."""
TOOLS = frozenset(("clippy", "rustdoc", "rustc", "miri", "rust_analyzer", "rustfmt", "diagnostic"))
INTS = frozenset(f"{sign}{bits}" for sign in "iu" for bits in ("8", "16", "32", "64", "128", "size"))
INLINE_URL = "https://doc.rust-lang.org/reference/attributes/codegen.html#the-inline-attribute"
REPR_URL = "https://doc.rust-lang.org/reference/type-layout.html#representations"
VALID_REPRS = "`Rust` (default), `C`, `align`, `packed`, `transparent`, `simd`, " + ", ".join(
    f"`{sign}{bits}`" for bits in ("8", "16", "32", "64", "128", "size") for sign in "iu"
)


@node
class Meta:
    """One argument: `name`, `name = value` or `name(tokens)`; without a name a literal."""

    name: str
    tokens: tuple[Token, ...]
    """What follows the name."""
    span: Span


def arguments(tokens: Sequence[Token]) -> Iterator[Meta]:
    """The arguments between the parentheses of an attribute."""
    for part in split_commas(tokens[1:-1]):
        at = 0
        while at < len(part) and (part[at].kind == "ident" or part[at].text == "::"):
            at += 1
        yield Meta("".join(t.text for t in part[:at]), tuple(part[at:]), part[0].span.to(part[-1].span))


def malformed(attr: ast.Attribute, code: str) -> Diag:
    return error(f"malformed `{attr.path}` attribute input", attr.span, code)


class AttributeCheck:
    """Judges the attributes of one crate; made once, used, dropped."""

    def __init__(self, tcx: TyCtxt) -> None:
        self.tcx = tcx
        self.silent: list[tuple[bool, Diag]] = []
        """Attributes that do nothing, and whether they are the crate's own, which come last."""

    def emit(self, diag: Diag) -> None:
        self.tcx.emit(diag)

    def run(self, crate: ast.Crate) -> None:
        self.attrs(crate.attrs, None)
        stack: list[Any] = list(reversed(crate.items))
        while stack:
            at = stack.pop()
            attrs = getattr(at, "attrs", ())
            if attrs:
                self.attrs(attrs, at)
            stack.extend(children(at)[::-1])
        for _, diag in sorted(self.silent, key=lambda found: found[0]):
            self.emit(diag)

    def attrs(self, attrs: tuple[ast.Attribute, ...], at: Any) -> None:
        first: ast.Attribute | None = None
        for attr in attrs:
            if attr.is_doc or attr.span.ctxt is not None and not attr.span.ctxt.is_local:
                continue
            check = CHECKS.get(attr.path)
            if check is not None:
                check(self, attr, at)
            if attr.path == "deprecated":
                if first is not None:
                    diag = error("multiple `deprecated` attributes", attr.span).suggest(
                        "remove this attribute", (attr.span, ""), style="hide-code-inline"
                    )
                    self.emit(diag.span_note(first.span, "attribute also specified here"))
                first = first or attr
        reprs = [a for a in attrs if a.path == "repr" and (a.span.ctxt is None or a.span.ctxt.is_local)]
        if reprs and at is not None:
            self.representation([m for a in reprs if a.tokens[:1] and a.tokens[0].text == "(" for m in arguments(a.tokens)], at)

    # ---- lint levels and small ones ----

    def level(self, attr: ast.Attribute, at: Any) -> None:
        if not attr.tokens or attr.tokens[0].text != "(":
            self.emit(malformed(attr, "E0539").not_modelled("lint attributes without a list"))
            return
        inside = attr.tokens[0].span.to(attr.tokens[-1].span)
        if len(attr.tokens) == 2 and not self.tcx.source_map.snippet(inside).strip("( )"):
            self.unused(attr, at, f"attribute `{attr.path}` with an empty list has no effect")
        for meta in arguments(attr.tokens):
            if meta.name == "reason" and meta.tokens:
                continue
            if not meta.name or meta.tokens or meta.name in ("true", "false"):
                diag = error("malformed lint attribute input", meta.span, "E0452")
                self.emit(diag.label(meta.span, "bad attribute argument"))
            elif "::" in meta.name and meta.name.partition("::")[0] not in TOOLS:
                tool = meta.name.partition("::")[0]
                span = Span(meta.span.lo, meta.span.lo + len(tool), meta.span.ctxt)
                self.emit(error(f"unknown tool name `{tool}` found in scoped lint: `{meta.name}`", span, "E0710"))

    def unused(self, attr: ast.Attribute, at: Any, why: str) -> None:
        """An attribute that does nothing (`unused_attributes`)."""
        diag = warning("unused attribute", attr.span, "unused_attributes").suggest("remove this attribute", (attr.span, ""))
        self.silent.append((at is None, diag.note(why)))

    def stability(self, attr: ast.Attribute, at: Any) -> None:
        self.emit(error("stability attributes may not be used outside of the standard library", attr.span, "E0734"))

    def track_caller(self, attr: ast.Attribute, at: Any) -> None:
        if isinstance(at, ast.FnItem) and at.sig.header.abi not in (None, "Rust"):
            self.emit(error("`#[track_caller]` requires Rust ABI", attr.span, "E0737"))

    def export_name(self, attr: ast.Attribute, at: Any) -> None:
        if any(t.kind == "literal" and "\\0" in t.text for t in attr.tokens):
            self.emit(error("`export_name` may not contain null characters", attr.span, "E0648"))

    # ---- inline and deprecated ----

    def inline(self, attr: ast.Attribute, at: Any) -> None:
        if not attr.tokens:
            return
        if attr.tokens[0].text != "(":
            self.tcx.unsupported("a value for `inline`", attr.span)
            return
        found = list(arguments(attr.tokens))
        if len(found) == 1 and found[0].name in ("always", "never") and not found[0].tokens:
            return
        if len(found) == 1:
            diag = malformed(attr, "E0539").label(found[0].span, "valid arguments are `always` or `never`")
        else:
            diag = malformed(attr, "E0805").label(attr.tokens[0].span.to(attr.tokens[-1].span), "expected a single argument here")
        diag.note(f"for more information, visit <{INLINE_URL}>")
        forms = [((attr.span, text),) for text in ("#[inline(always)]", "#[inline(never)]", "#[inline]")]
        self.emit(
            diag.suggest_any("try changing it to one of the following valid forms of the attribute", forms, "MaybeIncorrect")
        )

    def deprecated(self, attr: ast.Attribute, at: Any) -> None:
        if not attr.tokens or attr.tokens[0].text != "(":
            return
        seen: set[str] = set()
        for meta in arguments(attr.tokens):
            is_value = len(meta.tokens) == 2 and meta.tokens[0].text == "=" and meta.tokens[1].kind == "literal"
            if meta.name not in ("since", "note"):
                diag = malformed(attr, "E0539").label(meta.span, "valid arguments are `since` or `note`")
            elif meta.name in seen:
                diag = malformed(attr, "E0538").label(meta.span, f"found `{meta.name}` used as a key more than once")
            elif not is_value:
                diag = malformed(attr, "E0539").label(meta.span, f'expected this to be of the form `{meta.name} = "..."`')
            else:
                seen.add(meta.name)
                continue
            self.emit(diag)
            return

    # ---- repr ----

    def repr(self, attr: ast.Attribute, at: Any) -> None:
        if not attr.tokens or attr.tokens[0].text != "(":
            diag = malformed(attr, "E0539")
            if attr.tokens:
                diag.label(attr.tokens[0].span.to(attr.tokens[-1].span), "expected this to be a list")
                diag.note(f"for more information, visit <{REPR_URL}>")
            self.emit(diag if attr.tokens else diag.not_modelled("`repr` without a list"))
            return
        for meta in arguments(attr.tokens):
            self.hint(attr, meta, at)

    def hint(self, attr: ast.Attribute, meta: Meta, at: Any) -> None:
        """One representation hint by itself."""
        if not meta.name:
            self.emit(error("meta item in `repr` must be an identifier", attr.span, "E0565"))
        elif meta.name in ("align", "packed"):
            self.alignment(meta)
        elif meta.name not in INTS and meta.name not in ("C", "Rust", "transparent", "simd"):
            diag = error("unrecognized representation hint", meta.span, "E0552").help(f"valid reprs are {VALID_REPRS}")
            url = "https://doc.rust-lang.org/reference/type-layout.html?highlight=repr#representations"
            self.emit(diag.note(f"for more information, visit <{url}>"))
            return
        elif meta.tokens:
            self.tcx.unsupported("arguments of a representation hint", meta.span)
        wanted = _wanted(meta.name)
        if meta.name and wanted is not None and not isinstance(at, wanted[1]):
            diag = error(f"attribute should be applied to {wanted[0]}", meta.span, "E0517")
            self.emit(diag.label(at.span if at is not None else meta.span, f"not {wanted[0]}"))

    def alignment(self, meta: Meta) -> None:
        tokens = meta.tokens
        if tokens and tokens[0].text == "=" and len(tokens) == 2:
            value = tokens[1].text.strip('"')
            diag = error(f"incorrect `repr({meta.name})` attribute format", meta.span, "E0693")
            self.emit(diag.suggest("use parentheses instead", (meta.span, f"{meta.name}({value})")))
        elif len(tokens) == 3 and tokens[0].text == "(":
            text, span = tokens[1].text, tokens[1].span
            why = ""
            if not text.isdecimal():
                why = "not an unsuffixed integer"
            elif int(text) & (int(text) - 1) or not int(text):
                why = "not a power of two"
            elif int(text) > 1 << 29:
                why = "larger than 2^29"
            if why:
                self.emit(error(f"invalid `repr({meta.name})` attribute: {why}", span, "E0589"))
        elif tokens or meta.name == "align":
            self.tcx.unsupported(f"the attribute `repr({meta.name})` in this form", meta.span)

    def representation(self, hints: list[Meta], at: Any) -> None:
        """All hints of an item together."""
        if not isinstance(at, (ast.StructItem, ast.EnumItem, ast.UnionItem)):
            return
        names = [h.name for h in hints]
        head = self.tcx.def_span(self.tcx.def_id_of(at))
        word = "struct" if isinstance(at, ast.StructItem) else "enum" if isinstance(at, ast.EnumItem) else "union"
        if "transparent" in names and len(hints) > 1:
            self.emit(error(f"transparent {word} cannot have other repr hints", tuple(h.span for h in hints), "E0692"))
        elif "transparent" in names:
            self.transparent(at, head)
        if sum(n in INTS for n in names) > 1:
            self.emit(_conflicting(tuple(h.span for h in hints)))
        packs = {h.tokens[1].text if len(h.tokens) == 3 else "1" for h in hints if h.name == "packed"}
        if packs and "align" in names:
            self.emit(error("type has conflicting packed and align representation hints", head, "E0587"))
        if len(packs) > 1:
            self.emit(error("type has conflicting packed representation hints", head, "E0634"))

    def transparent(self, item: ast.StructItem | ast.EnumItem | ast.UnionItem, head: Span) -> None:
        if isinstance(item, ast.EnumItem) and len(item.variants) != 1:
            words = f"needs exactly one variant, but has {len(item.variants)}"
            diag = error(f"transparent enum {words}", head, "E0731").label(head, words)
            for variant in item.variants[:-1]:
                diag.label(variant.ident.span, "variant here")
            if item.variants:
                diag.label(item.variants[-1].ident.span, f"too many variants in `{item.ident.name}`")
            self.emit(diag)
        fields = (
            item.variants[0].fields
            if isinstance(item, ast.EnumItem) and item.variants
            else ()
            if isinstance(item, ast.EnumItem)
            else item.data.fields
        )
        if len(fields) > 1:
            self.tcx.unsupported("the attribute `repr(transparent)` on several fields", head)


def _wanted(name: str) -> tuple[str, tuple[type, ...]] | None:
    """What a hint may stand on, in words and classes."""
    if name in INTS:
        return "an enum", (ast.EnumItem,)
    if name == "packed":
        return "a struct or union", (ast.StructItem, ast.UnionItem)
    if name in ("C", "Rust", "transparent", "align"):
        return "a struct, enum, or union", (ast.StructItem, ast.EnumItem, ast.UnionItem)
    return None


def _conflicting(spans: tuple[Span, ...]) -> Diag:
    diag = error("conflicting representation hints", spans, "E0566")
    words = (
        "this was previously accepted by the compiler but is being phased out; it will become a hard error in a future release!"
    )
    diag.children.append(Subdiag("warning", words))
    diag.note("for more information, see issue #68585 <https://github.com/rust-lang/rust/issues/68585>")
    return diag.note("`#[deny(conflicting_repr_hints)]` (part of `#[deny(future_incompatible)]`) on by default")


def _limit(checker: AttributeCheck, attr: ast.Attribute, at: Any) -> None:
    """`#![recursion_limit = "N"]`."""
    if at is not None or len(attr.tokens) != 2:
        return
    text = attr.tokens[1].text.strip('"')
    why = (
        "" if text.isdecimal() and int(text) < 1 << 64 else "`limit` is too large" if text.isdecimal() else "not a valid integer"
    )
    if not text:
        why = "`limit` must be a non-negative integer"
    if why:
        diag = error("`limit` must be a non-negative integer", attr.span).label(attr.tokens[1].span, why)
        checker.emit(diag if text else diag.not_modelled("an empty limit"))


CHECKS: dict[str, Callable[[AttributeCheck, ast.Attribute, Any], None]] = {
    **dict.fromkeys(LEVELS, AttributeCheck.level),
    "stable": AttributeCheck.stability,
    "unstable": AttributeCheck.stability,
    "track_caller": AttributeCheck.track_caller,
    "export_name": AttributeCheck.export_name,
    "inline": AttributeCheck.inline,
    "deprecated": AttributeCheck.deprecated,
    "repr": AttributeCheck.repr,
    "recursion_limit": _limit,
}


def check_crate(tcx: TyCtxt) -> None:
    """Judges every attribute of the user's crate."""
    AttributeCheck(tcx).run(tcx.crate)
