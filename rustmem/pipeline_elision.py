"""Lifetimes that a signature leaves out: which rule fills them in, and with what.

The rules are those of the Reference, "Lifetime elision in functions":
https://doc.rust-lang.org/reference/lifetime-elision.html
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from rustmem.pipeline import check
from rustmem.resolve.walk import children
from rustmem.source.node import node
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty.defs import EarlyBound, ErrorLifetime, LateBound, StaticLifetime

Rule = Literal["parameters", "one input", "self", "none"]

WORDS: dict[Rule, str] = {
    "parameters": "rule 1: each lifetime left out of the parameters is one of its own",
    "one input": "rule 2: the parameters have one lifetime, and the result gets it",
    "self": "rule 3: the result gets the lifetime of `self`",
    "none": "no rule says which lifetime the result has",
}


@node
class Elision:
    """One signature, and what stands for the lifetimes that it leaves out."""

    function: str
    written: str
    """The signature as it stands in the program."""
    full: str
    """The same with every lifetime written; empty where no rule fits."""
    rule: Rule
    """The one that decides about the result; `parameters` where the result leaves none out."""

    def __str__(self) -> str:
        lines = [self.written, f"  {WORDS[self.rule]}"]
        return "\n".join(lines + ([f"  {self.full}"] if self.full else []))


def elision(source: str | Path, *, edition: str = "2024", filename: str | None = None) -> list[Elision]:
    """The signatures of a program that leave lifetimes out, in order. Functions in bodies and in macros are not looked at."""
    report = check(source, edition=edition, filename=filename)
    if report.tcx is None or report.status == "unsupported":
        return []
    text = report.source_map.files[0].text.encode()
    start = report.source_map.files[0].start
    found = [_Signature(report.tcx, item, text, start).explain() for item in _functions(report.tcx.crate.items)]
    return [one for one in found if one is not None]


def _functions(items: tuple[Any, ...]) -> Iterator[ast.FnItem]:
    for item in items:
        if isinstance(item, ast.FnItem) and item.span.ctxt is None:
            yield item
        elif isinstance(item, (ast.ImplItem, ast.TraitItem, ast.ModItem)):
            yield from _functions(item.items or ())


class _Signature:
    """One function: the places without a lifetime, and what resolution put there."""

    def __init__(self, tcx: Any, item: ast.FnItem, text: bytes, start: int) -> None:
        self.tcx, self.item, self.text, self.start = tcx, item, text, start
        self.vars = tcx.resolutions.binders.get(item, ())
        self.names = self.fresh_names()
        self.edits: list[tuple[int, int, str]] = []
        """(from, to, what to write there), as offsets into the program."""

    def explain(self) -> Elision | None:
        inputs = [place for param in self.item.sig.inputs for place in self.places(param.ty)]
        result = list(self.places(self.item.sig.output)) if self.item.sig.output is not None else []
        if not inputs and not result:
            return None
        rule: Rule = "parameters"
        if result:
            rule = "none" if any(isinstance(res, ErrorLifetime) for _, res in result) else self.rule(result[0][1])
        full = "" if rule == "none" else self.full([*inputs, *result])
        return Elision(self.item.ident.name, self.slice(self.item.sig.span), full, rule)

    def rule(self, result: Any) -> Rule:
        """Whether the result's lifetime is that of a reference to `self`."""
        first = self.item.sig.inputs[0] if self.item.sig.inputs else None
        if first is None or not first.self_kind:
            return "one input"
        own = [res for _, res in self.places(first.ty)] + [
            self.tcx.resolutions.lifetimes.get(at.lifetime) for at in _walk(first.ty) if isinstance(at, ast.RefTy) and at.lifetime
        ]
        return "self" if any(_same(res, result) for res in own) else "one input"

    def places(self, ty: Any) -> list[tuple[Any, Any]]:
        """(node, lifetime) of each place in a type where one is left out."""
        found: list[tuple[Any, Any]] = []
        resolutions = self.tcx.resolutions
        for at in _walk(ty):
            if isinstance(at, ast.RefTy) and at.lifetime is None or isinstance(at, ast.PathSegment):
                found += [(at, res) for res in resolutions.elided.get(at, ())]
            elif isinstance(at, ast.Lifetime) and at.name == "'_":
                found.append((at, resolutions.lifetimes.get(at)))
        return found

    def full(self, places: list[tuple[Any, Any]]) -> str:
        """The signature with a name at each place, and the new names declared."""
        paths: dict[Any, list[str]] = {}
        edits: list[tuple[int, int, str]] = []
        for at, res in places:
            name = self.name(res)
            if isinstance(at, ast.RefTy):
                edits.append((at.span.lo + 1, at.span.lo + 1, f"{name} "))
            elif isinstance(at, ast.Lifetime):
                edits.append((at.span.lo, at.span.hi, name))
            else:
                paths.setdefault(at, []).append(name)
        for segment, names in paths.items():
            told = ", ".join(names)
            if segment.args is None:
                edits.append((segment.ident.span.hi, segment.ident.span.hi, f"<{told}>"))
            else:
                edits.append((segment.args.span.lo + 1, segment.args.span.lo + 1, told + ", "))
        edits.append(self.declaration())
        return self.apply(edits)

    def declaration(self) -> tuple[int, int, str]:
        """The edit that declares the new names."""
        fresh = ", ".join(self.names[index] for index, var in enumerate(self.vars) if var.kind != "named")
        generics = self.item.generics
        if not fresh:
            return (generics.span.lo, generics.span.lo, "")
        if not generics.params:
            return (self.item.ident.span.hi, self.item.ident.span.hi, f"<{fresh}>")
        own = [param for param in generics.params if isinstance(param, ast.LifetimeParam)]
        if own:
            return (own[-1].span.hi, own[-1].span.hi, f", {fresh}")
        return (generics.params[0].span.lo, generics.params[0].span.lo, f"{fresh}, ")

    def apply(self, edits: list[tuple[int, int, str]]) -> str:
        at, parts = self.item.sig.span.lo, []
        for lo, hi, words in sorted(edits):
            parts += [self.slice(Span(at, lo)), words]
            at = hi
        return "".join(parts) + self.slice(Span(at, self.item.sig.span.hi))

    def slice(self, span: Span) -> str:
        return " ".join(self.text[span.lo - self.start : span.hi - self.start].decode().split("\n"))

    def fresh_names(self) -> dict[int, str]:
        """A name for each late-bound lifetime: the author's, or the next letter that is free."""
        taken = {var.name for var in self.vars if var.kind == "named"}
        taken |= {at.name for at in _walk(self.item.sig) if isinstance(at, ast.Lifetime)}
        letters = (f"'{letter}" for letter in "abcdefghijklmnopqrstuvwxyz" if f"'{letter}" not in taken)
        return {index: var.name if var.kind == "named" else next(letters) for index, var in enumerate(self.vars)}

    def name(self, res: Any) -> str:
        match res:
            case LateBound(index=index):
                return self.names[index]
            case EarlyBound(def_id=def_id):
                return str(self.tcx.item_name(def_id))
            case StaticLifetime():
                return "'static"
            case _:
                return "'_"


def _same(a: Any, b: Any) -> bool:
    if type(a) is not type(b):
        return False
    return a.index == b.index if isinstance(a, LateBound) else not isinstance(a, EarlyBound) or a.def_id == b.def_id


def _walk(at: Any) -> Iterator[Any]:
    yield at
    for child in children(at):
        yield from _walk(child)
