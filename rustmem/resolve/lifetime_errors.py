"""The words of lifetime errors (rustc_resolve::late::diagnostics)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rustmem.resolve.suggest import find_best_match
from rustmem.resolve.walk import children
from rustmem.source.diag import Diag, MultiSpan, error
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty.defs import DefRes, PrimTyRes

if TYPE_CHECKING:
    from rustmem.resolve.lifetime_ribs import LifetimeRib, LifetimeScopes, Missing

HRTB = "for more information on higher-ranked polymorphism, visit https://doc.rust-lang.org/nomicon/hrtb.html"
BINDER_WORDS = {
    "fn-ptr": "type",
    "poly-trait": "bound",
    "where": "bound",
    "item": "item",
    "fn": "item",
    "impl": "item",
    "closure": "closure",
}


def keyword_lifetime(span: Span) -> Diag:
    return error("invalid lifetime parameter name: `'static`", span, "E0262").label(span, "'static is a reserved lifetime name")


def underscore_lifetime_is_reserved(span: Span) -> Diag:
    return (
        error("`'_` cannot be used here", span, "E0637")
        .label(span, "`'_` is a reserved lifetime name")
        .help("use another lifetime specifier")
    )


def underscore_lifetime_is_reserved_here(span: Span) -> Diag:
    return error("`'_` cannot be used here", span, "E0637").label(span, "`'_` is a reserved lifetime name")


def lifetime_shadowing(name: str, span: Span, old: Span) -> Diag:
    return (
        error(f"lifetime name `{name}` shadows a lifetime name that is already in scope", span, "E0496")
        .label(old, "first declared here")
        .label(span, f"lifetime `{name}` already in scope")
    )


def lifetime_of_outer_item(lifetime: ast.Lifetime, outer: Span) -> Diag:
    return (
        error("can't use generic parameters from outer item", lifetime.span, "E0401")
        .label(lifetime.span, "use of generic parameter from outer item")
        .label(outer, "lifetime parameter from outer item")
        .not_modelled("the notes on an outer item's lifetime")
    )


def elided_anonymous_lifetime(span: Span, binder: Span | None) -> Diag:
    diag = error("`&` without an explicit lifetime name cannot be used here", span, "E0637").label(
        span, "explicit lifetime name needed here"
    )
    if binder is not None:
        diag.suggest(
            "consider introducing a higher-ranked lifetime here",
            (binder, "for<'a> "),
            (span.shrink_to_hi(), "'a "),
            style="show-code",
        )
    return diag


def implicit_elided_lifetime_not_allowed_here(path: ast.Path, segment: ast.PathSegment, count: int) -> Diag:
    diag = error("implicit elided lifetime not allowed here", path.span, "E0726")
    words = "lifetime parameter" if count == 1 else "lifetime parameters"
    diag.label(path.span, f"expected {words}")
    names = ", ".join(["'_"] * count)
    if segment.args is None:
        part = (segment.ident.span.shrink_to_hi(), f"<{names}>")
    elif segment.args.args or segment.args.constraints:
        lo = segment.args.span.lo + 1
        part = (Span(lo, lo, segment.args.span.ctxt), f"{names}, ")
    else:
        lo = segment.args.span.lo + 1
        part = (Span(lo, lo, segment.args.span.ctxt), names)
    these = "the anonymous lifetime" if count == 1 else "the anonymous lifetimes"
    verb = f"indicate {these}"
    return diag.suggest(verb, part, style="show-always")


class Introduction:
    """Where a new lifetime could be declared (rustc's `suggest_introducing_lifetime`)."""

    def __init__(self, resolver: LifetimeScopes) -> None:
        self.resolver = resolver

    def add(self, diag: Diag, name: str | None, parts: Any) -> None:
        """`parts(higher_ranked)` gives the other parts of the change and whether to go on outwards after it."""
        said = False
        for rib in reversed(self.resolver.ribs):
            if rib.kind == "item":
                break
            if rib.kind != "generics" or rib.binder == "const" or rib.span is None:
                continue
            if rib.binder == "assoc-type" and name is None:
                continue
            site = rib.span.source_callsite()
            if rib.span.from_expansion() and name is not None and (site.lo, site.hi) == (rib.span.lo, rib.span.hi):
                if not said:
                    diag.label(rib.span, f"lifetime `{name}` is missing in item created through this procedural macro")
                said = True
                continue
            higher_ranked = rib.binder in ("fn-ptr", "poly-trait", "where")
            place, text = self.place(rib, name or "'a", higher_ranked)
            if higher_ranked:
                words = f"consider making the {BINDER_WORDS[rib.binder]} lifetime-generic with a new `{name or chr(39) + 'a'}` lifetime"
            elif name is not None:
                words = f"consider introducing lifetime `{name}` here"
            else:
                words = "consider introducing a named lifetime parameter"
            others, go_on = parts(higher_ranked)
            diag.suggest(words, (place, text), *others, applicability="MaybeIncorrect", style="show-always")
            if higher_ranked:
                diag.note_once(HRTB)
            if not go_on:
                break

    def place(self, rib: LifetimeRib, name: str, higher_ranked: bool) -> tuple[Span, str]:
        assert rib.span is not None
        if rib.span.lo == rib.span.hi:
            return rib.span, f"{'for' if higher_ranked else ''}<{name}>{' ' if higher_ranked else ''}"
        source = self.resolver.late.source_map.snippet(rib.span)
        at = rib.span.lo + len(source[: source.find("<") + 1].encode()) if "<" in source else rib.span.lo
        return Span(at, at, rib.span.ctxt), f"{name}, "


class UndeclaredLifetime:
    """E0261."""

    def __init__(self, resolver: LifetimeScopes, lifetime: ast.Lifetime) -> None:
        self.resolver, self.lifetime = resolver, lifetime

    def diag(self) -> Diag:
        name, span = self.lifetime.name, self.lifetime.span
        diag = error(f"use of undeclared lifetime name `{name}`", span, "E0261").label(span, "undeclared lifetime")
        names: list[tuple[str, Span]] = []
        for rib in reversed(self.resolver.ribs):
            if rib.kind == "item":
                break
            names += [(n, rib.definitions[n][0]) for n in rib.names if n in rib.definitions]
        similar = find_best_match([n for n, _ in names], name)
        if similar is not None:
            diag.not_modelled("similar lifetime names")
        Introduction(self.resolver).add(diag, name, lambda ranked: ((), True))
        return diag


class MissingSpecifiers:
    """E0106 (rustc's `add_missing_lifetime_specifiers_label`)."""

    def __init__(self, resolver: LifetimeScopes, missing: list[Missing], signature: Any) -> None:
        self.resolver, self.missing, self.signature = resolver, missing, signature
        self.maybe_static = False

    def diag(self) -> Diag:
        count = sum(m.count for m in self.missing)
        spans = tuple(m.span for m in self.missing)
        diag = error("missing lifetime specifier" + ("" if count == 1 else "s"), spans, "E0106")
        for m in self.missing:
            many = "named" if m.count == 1 else str(m.count)
            diag.label(m.span, f"expected {many} lifetime parameter{'' if m.count == 1 else 's'}")
        in_scope = self.in_scope()
        if self.signature is not None:
            in_scope = self.explain(diag, in_scope)
        name = "'a" if not in_scope else in_scope[0][0] if len(in_scope) == 1 else "'lifetime"
        parts = [self.part(m, name) for m in self.missing]
        if not in_scope:
            self.introduce(diag, parts, name)
        elif len(in_scope) == 1:
            self.use_existing(diag, name, parts)
        else:
            diag.span_note(multi(tuple(s for _, s in in_scope)), "these named lifetimes are available to use")
            if parts:
                diag.suggest(
                    "consider using one of the available lifetimes here",
                    *parts,
                    applicability="HasPlaceholders",
                    style="show-always",
                )
        return diag

    def in_scope(self) -> list[tuple[str, Span]]:
        found: list[tuple[str, Span]] = []
        for rib in reversed(self.resolver.ribs):
            if rib.kind == "item":
                break
            found += [(n, rib.definitions[n][0]) for n in rib.names if n in rib.definitions]
        return found

    def explain(self, diag: Diag, in_scope: list[tuple[str, Span]]) -> list[tuple[str, Span]]:
        elided, params = self.signature
        words = ""
        for i, (index, name, count, span) in enumerate(params):
            diag.label(span, "")
            if i != 0:
                words += ", " if i + 1 < len(params) else " or " if len(params) == 2 else ", or "
            shown = f"`{name}`" if name is not None else f"argument {index + 1}"
            words += shown if count == 1 else f"one of {shown}'s {count} lifetimes"
        head = "this function's return type contains a borrowed value"
        if not params:
            diag.help(f"{head}, but there is no value for it to be borrowed from")
        elif not elided:
            diag.help(f"{head} with an elided lifetime, but the lifetime cannot be derived from the arguments")
        elif len(params) == 1:
            diag.help(f"{head}, but the signature does not say which {words} it is borrowed from")
        else:
            diag.help(f"{head}, but the signature does not say whether it is borrowed from {words}")
        if not in_scope and (not params or not elided):
            self.maybe_static = True
            return [("'static", Span(0, 0))]
        return in_scope

    def part(self, m: Missing, name: str) -> tuple[Span, str]:
        match m.kind:
            case "underscore":
                return m.span, name
            case "ampersand":
                return m.span.shrink_to_hi(), f"{name} "
            case "comma":
                return m.span.shrink_to_hi(), ", ".join([name] * m.count) + ", "
            case _:
                return m.span.shrink_to_hi(), "<" + ", ".join([name] * m.count) + ">"

    def introduce(self, diag: Diag, parts: list[tuple[Span, str]], name: str) -> None:
        if self.signature is not None:
            parts = parts + [self.part(m, name) for m in self.signature[0]]
        Introduction(self.resolver).add(diag, None, lambda ranked: (tuple(parts), ranked))

    def use_existing(self, diag: Diag, name: str, parts: list[tuple[Span, str]]) -> None:
        post = ""
        if self.maybe_static:
            owned = (
                ", or if you will only have owned values"
                if len(self.missing) == 1 and self.missing[0].kind != "ampersand"
                else ""
            )
            post = f", but this is uncommon unless you're returning a borrowed value from a `const` or a `static`{owned}"
        diag.suggest(f"consider using the `{name}` lifetime{post}", *parts, applicability="MaybeIncorrect", style="show-always")
        if self.maybe_static and len(self.missing) == 1 and self.missing[0].kind in ("ampersand", "underscore"):
            self.suggest_owned(diag, self.missing[0])

    def suggest_owned(self, diag: Diag, lt: Missing) -> None:
        """Borrow an argument, or return an owned value."""
        fn = self.resolver.fn
        pre = "instead, you are more likely to want"
        if fn is None or fn.sig.output is None:
            diag.not_modelled("owned values instead of `'static`")
            return
        inputs = [p for p in fn.sig.inputs if not p.ty.span.contains(lt.span) and not isinstance(p.ty, ast.ImplTraitTy)]
        if lt.kind == "ampersand" and fn.sig.inputs and inputs:
            one = len(fn.sig.inputs) == 1
            diag.suggest(
                f"instead, you are more likely to want to change {'the' if one else 'one of the'} argument{'' if one else 's'} to be borrowed...",
                *[(p.ty.span.shrink_to_lo(), "&") for p in inputs],
                applicability="MaybeIncorrect",
                style="show-always",
            )
            pre = "...or alternatively, you might want"
        elif any(isinstance(p.ty, ast.ImplTraitTy) for p in fn.sig.inputs):
            diag.not_modelled("lifetimes of `impl Trait` arguments")
        owned = lt.kind == "ampersand"
        parts: list[tuple[Span, str]] = [(lt.span, "")]
        refs = self.refs_in(fn.sig.output)
        if lt.kind == "underscore":
            seen = [r for r in refs if r.lifetime is not None and r.lifetime.span == lt.span]
            if len(refs) == 1 and seen:
                parts, owned = [(seen[0].span.with_hi(seen[0].ty.span.lo), "")], True
        target = next((r for r in refs if r.span.lo == lt.span.lo or r.lifetime is not None and r.lifetime.span == lt.span), None)
        if target is not None:
            parts, owned = self.owned_parts(target, lt, parts, owned)
        if owned:
            diag.suggest(f"{pre} to return an owned value", *parts, applicability="MaybeIncorrect", style="show-always")

    def refs_in(self, ty: ast.Ty) -> list[ast.RefTy]:
        found: list[ast.RefTy] = []
        stack: list[Any] = [ty]
        while stack:
            at = stack.pop()
            if isinstance(at, ast.RefTy):
                found.append(at)
            stack.extend(children(at)[::-1])
        return found

    def owned_parts(
        self, ref: ast.RefTy, lt: Missing, parts: list[tuple[Span, str]], owned: bool
    ) -> tuple[list[tuple[Span, str]], bool]:
        ty = ref.ty
        if isinstance(ty, ast.PathTy) and ty.qself is None:
            res = self.resolver.out.paths.get(ty.path)
            match res.base if res is not None else None:
                case PrimTyRes(name="str"):
                    return [(lt.span.with_hi(ty.span.hi), "String")], owned
                case PrimTyRes():
                    pass
                case DefRes(kind=kind) if kind in (
                    "struct",
                    "union",
                    "enum",
                    "foreign ty",
                    "assoc ty",
                    "opaque ty",
                    "type param",
                ):
                    pass
                case _:
                    return parts, False
        return parts, owned


def multi(spans: tuple[Span, ...]) -> Any:
    return MultiSpan(spans)
