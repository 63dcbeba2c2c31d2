"""E0433 for a call whose path leads to no macro (rustc_resolve, `report_path_resolution_error`)."""

from __future__ import annotations

from collections.abc import Sequence

from rustmem.source.diag import Diag, Unsupported, error
from rustmem.std import modules
from rustmem.syntax import ast

CRATES = ("std", "core", "alloc")
WORDS = {
    ast.StructItem: "struct",
    ast.EnumItem: "enum",
    ast.TraitItem: "trait",
    ast.TypeAlias: "type alias",
    ast.UnionItem: "union",
}
PRELUDE = {"Vec": "struct", "String": "struct", "Box": "struct", "Option": "enum", "Result": "enum"}


def unreachable_macro(path: ast.Path, items: Sequence[ast.Item], here: Sequence[str]) -> Diag | Unsupported:
    """The error for `path!`, called in the module `here` of a crate of `items`."""
    segments = [s for s in path.segments if s.ident.name != "{{root}}"]
    names = [s.ident.name for s in segments]
    rooted = len(segments) < len(path.segments)
    if names[0] in CRATES:
        return _in_library(segments)
    if rooted:
        diag = error(f"cannot find `{names[0]}` in the crate root", segments[0].ident.span, "E0433")
        return diag.label(segments[0].ident.span, f"could not find `{names[0]}` in the list of imported crates")
    if names[0] == "$crate":
        return _plain(segments[-1].ident, names[-2]).not_modelled("paths to macros that do not exist")
    at, where = 0, "the crate root"
    scope: Sequence[ast.Item] | None = items
    if names[0] in ("self", "super") or names[0] != "crate":
        below = here[: len(here) - 1] if names[0] == "super" else here
        for name in below:
            scope = next((i.items for i in scope or () if isinstance(i, ast.ModItem) and i.ident.name == name), ())
        if below:
            where = f"`{names[0]}`"
    if names[0] in ("crate", "self", "super"):
        at = 1
    for n in range(at, len(segments)):
        found = [item for item in scope or () if getattr(getattr(item, "ident", None), "name", None) == names[n]]
        inner = next((item.items for item in found if isinstance(item, ast.ModItem)), None)
        if n < len(segments) - 1 and inner is not None:
            scope, where = inner, f"`{names[n]}`"
            continue
        if n == 0:
            return _head(segments, found)
        exporting = (i for i in items if isinstance(i, ast.MacroDef) and any(t.text == "macro_export" for t in i.tokens))
        if any(any(t.text == names[n] for t in macro.tokens) for macro in exporting):
            return Unsupported("a path to a macro that a macro defined", segments[n].ident.span)
        diag = error(f"cannot find `{names[n]}` in `{names[n - 1]}`", segments[n].ident.span, "E0433")
        diag.label(segments[n].ident.span, f"could not find `{names[n]}` in {where}")
        if n < len(segments) - 1 and found or any(isinstance(i, ast.UseItem) for i in scope or ()):
            diag.not_modelled("paths to macros through imports")
        return diag
    return _plain(segments[-1].ident, names[-2])


def _in_library(segments: Sequence[ast.PathSegment]) -> Diag | Unsupported:
    at = ""
    for n in range(1, len(segments)):
        ident = segments[n].ident
        if modules.has(at, ident.name):
            if n == len(segments) - 1 and at in modules.modules() and "macro" not in modules.modules()[at][ident.name]:
                break
            at = f"{at}::{ident.name}".removeprefix("::")
            continue
        return _plain(ident, segments[n - 1].ident.name)
    shown = "::".join(s.ident.name for s in segments)
    return Unsupported(f"the macro `{shown}`", segments[-1].ident.span)


def _plain(ident: ast.Ident, where: str) -> Diag:
    diag = error(f"cannot find `{ident.name}` in `{where}`", ident.span, "E0433")
    return diag.label(ident.span, f"could not find `{ident.name}` in `{where}`")


def _head(segments: Sequence[ast.PathSegment], found: Sequence[ast.Item]) -> Diag:
    """The first name is no module."""
    ident, name = segments[0].ident, segments[0].ident.name
    word = next((WORDS[type(item)] for item in found if type(item) in WORDS), None if found else PRELUDE.get(name))
    article = "an" if word == "enum" else "a"
    if word in ("enum", "trait") and len(segments) == 2:
        span = ident.span.to(segments[1].ident.span)
        diag = error(f"cannot find macro `{segments[1].ident.name}` in {word} `{name}`", span, "E0433")
        return diag.label(span, f"a macro can't exist within {article} {word}")
    if word is not None:
        diag = error(f"cannot find module `{name}` in this scope", ident.span, "E0433")
        return diag.label(ident.span, f"`{name}` is {article} {word}, not a module")
    diag = error(f"cannot find module or crate `{name}` in this scope", ident.span, "E0433")
    diag.label(ident.span, f"use of unresolved module or unlinked crate `{name}`")
    if found or name[:1].isupper():
        diag.not_modelled("names in paths to macros")
    return diag
