"""What could be imported for a name that is not in scope (rustc's `lookup_import_candidates`, `show_candidates`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rustmem.resolve.errors import KIND_WORDS, descr
from rustmem.resolve.modules import Binding, Module, Namespace
from rustmem.resolve.scope import Scopes
from rustmem.source.diag import Diag
from rustmem.source.index import DefId
from rustmem.source.node import node
from rustmem.source.span import Span
from rustmem.std import modules
from rustmem.std.stability import unstable
from rustmem.std.surface import surface
from rustmem.syntax import ast
from rustmem.ty.defs import DefKind, DefRes, Res


@node
class ImportSuggestion:
    path: str
    def_id: DefId
    res: Res
    accessible: bool
    via_import: bool
    note: str | None = None


def lookup_import_candidates(
    scopes: Scopes,
    module: Module,
    ident: ast.Ident,
    ns: Namespace,
    accept: Callable[[Res], bool],
    doubts: list[str] | None = None,
) -> list[ImportSuggestion]:
    """Paths to `ident` from the user's crate, then from the crates of the extern prelude.

    `doubts` takes why rustc may list others.
    """
    found: list[ImportSuggestion] = []
    root = module.crate
    start_name = "crate"
    _search(scopes, module, ident.name, ns, accept, root, start_name, found)
    for name, binding in sorted(scopes.extern_prelude.items()):
        if binding.module is not None and binding.module is not root and name in ("std", "core", "alloc"):
            if name != "std" and "std" in scopes.extern_prelude:
                continue
            _search(scopes, module, ident.name, ns, accept, binding.module, name, found)
    if not any(c.path.startswith("std::") for c in found):
        found += _beyond_stubs(ident.name, ns, accept)
    if doubts is not None:
        doubts += _doubts(scopes, ident.name, ns, accept, found)
    found.sort(key=lambda c: (len(c.path.split("::")), c.path))
    best: dict[tuple[DefId, str], ImportSuggestion] = {}
    for candidate in found:
        key = (candidate.def_id, candidate.path.split("::")[0])
        old = best.get(key)
        if old is None or candidate.accessible and not old.accessible:
            best[key] = candidate
    kept = list(best.values())
    if any(c.accessible for c in kept):
        kept = [c for c in kept if c.accessible]
    return kept


def has_other_variant(scopes: Scopes, module: Module, name: str) -> bool:
    """Whether a stable enum of the real library has a variant of that name which the stubs lack, or have by one path of two."""
    real = [path for path in (("std", *enum.split("::"), name) for enum in surface().enums.get(name, ())) if not _is_hidden(path)]
    library = scopes.extern_prelude.get("std")
    if not real or library is None or library.module is None:
        return False
    found: list[ImportSuggestion] = []
    _search(scopes, module, name, "type", _is_variant, library.module, "std", found)
    known = {candidate.path for candidate in found}
    return any("::".join(path) not in known for path in real)


def _is_hidden(path: tuple[str, ...]) -> bool:
    """Whether rustc names a path of the library to nobody on the stable channel."""
    return modules.is_unstable(path) or unstable(path) is not None


def _is_variant(res: Res) -> bool:
    return isinstance(res, DefRes) and res.kind == "variant"


def _doubts(scopes: Scopes, name: str, ns: Namespace, accept: Callable[[Res], bool], found: list[ImportSuggestion]) -> list[str]:
    """Why rustc may list other paths of the library: the stubs lack some, or it names `core` beside `std`."""
    told = []
    library = [c for c in found if c.accessible and c.path.startswith("std::")]
    paths = {c.path for c in library}
    if any(c.path not in paths for c in _beyond_stubs(name, ns, accept)):
        told.append("a library item of that name")
    homes: dict[DefId, set[str]] = {}
    for each in library:
        homes.setdefault(each.def_id, set()).add(each.path)
    for where in homes.values():
        shortest = min(path.count("::") for path in where)
        if sum(path.count("::") == shortest for path in where) > 1:
            told.append("a library item with two paths")
    crates = {home(scopes, each) for each in homes}
    if "core" in crates and len(crates) > 1:
        told.append("the paths that `core` has beside `std`")
    return told


def home(scopes: Scopes, def_id: DefId) -> str:
    """The crate of a library item."""
    if def_id >= BEYOND:
        return "?"
    at = scopes.table[def_id]
    while at.parent is not None:
        at = scopes.table[at.parent]
    return at.name or "?"


_KINDS: dict[str, tuple[Namespace, DefKind]] = {
    "struct": ("type", "struct"), "enum": ("type", "enum"), "union": ("type", "union"), "trait": ("type", "trait"), "type": ("type", "type alias"),
    "fn": ("value", "fn"), "constant": ("value", "const"), "mod": ("type", "mod"),
}  # fmt: skip
BEYOND = 1 << 30
"""DefIds of library items that only the list of names knows."""


def _beyond_stubs(name: str, ns: Namespace, accept: Callable[[Res], bool]) -> list[ImportSuggestion]:
    """Items of the real library that the stubs lack."""
    found = []
    for number, (module, kind) in enumerate(modules.places().get(name, ())):
        known = _KINDS.get(kind)
        if known is None or known[0] != ns:
            continue
        res = DefRes(known[1], DefId(BEYOND + number))
        path = "::".join(p for p in ("std", module, name) if p)
        if accept(res) and not modules.is_unstable(tuple(path.split("::"))):
            found.append(ImportSuggestion(path, DefId(BEYOND + number), res, True, False))
    return found


def _search(
    scopes: Scopes,
    here: Module,
    name: str,
    ns: Namespace,
    accept: Callable[[Res], bool],
    start: Module,
    start_name: str,
    found: list[ImportSuggestion],
) -> None:
    work: list[tuple[Module, str, bool]] = [(start, start_name, True)]
    imported: list[tuple[Module, str, bool]] = []
    """Modules that only an import of the user's crate leads to; they come last."""
    seen = {start}
    local = start is here.crate
    index = 0
    while index < len(work) or imported:
        if index == len(work):
            work.append(imported.pop())
        module, path, accessible = work[index]
        index += 1
        binding = module.names[ns].get(name)
        if binding is not None and module is not here.nearest():
            visible = accessible and scopes.is_accessible(binding.vis, here)
            if accept(binding.res) and isinstance(binding.res, DefRes):
                names = (*path.split("::"), name)
                library = not local or module.crate is not start
                if not (library and _is_hidden(names)) and not (local and binding.import_ is not None and not visible):
                    def_id = binding.res.def_id
                    row = scopes.table[def_id]
                    target = row.parent if row.kind == "ctor" and row.parent is not None else def_id
                    found.append(ImportSuggestion(f"{path}::{name}", target, binding.res, visible, binding.import_ is not None))
        for sub_name, sub in module.names["type"].items():
            inner = sub.module
            if inner is None or inner in seen or inner.kind == "trait":
                continue
            if inner.crate is not start.crate and start_name != "std" and not local:
                continue
            if inner.parent is None:
                continue
            ok = accessible and scopes.is_accessible(sub.vis, here)
            if not ok and (not local or sub.import_ is not None):
                continue
            seen.add(inner)
            (imported if sub.import_ is not None and local else work).append((inner, f"{path}::{sub_name}", ok))


def partial_mod_path_errors(
    reporter: Any, path: tuple[ast.PathSegment, ...], following: ast.PathSegment | None
) -> list[ImportSuggestion]:
    """Where a segment before the name is the last of an importable module with that name."""
    del reporter, path, following
    return []


def show_candidates(
    diag: Diag,
    candidates: list[ImportSuggestion],
    scopes: Scopes,
    place: Span | None,
    found_use: bool,
    instead: bool,
    is_pattern: bool,
    path: tuple[ast.PathSegment, ...],
) -> None:
    """rustc's `show_candidates` for expressions and types."""
    accessible = sorted({c.path: c for c in candidates if c.accessible}.values(), key=lambda c: c.path)
    if not accessible:
        hidden = [c for c in candidates if not c.accessible]
        if hidden:
            _show_inaccessible(diag, hidden, scopes)
        return
    core_first = [c for c in accessible if c.path.startswith("core::")]
    accessible = [c for c in accessible if not c.path.startswith("core::")] + core_first
    kinds = {_descr(c.res, scopes.table) for c in accessible}
    kind = next(iter(kinds)) if len(kinds) == 1 else "item"
    one = len(accessible) == 1
    name = f" `{accessible[0].path.split('::')[-1]}`" if one else ""
    determiner = "this" if one else "one of these"
    plural = "" if one else "es" if kind.endswith("s") else "s"
    instead_word = " instead" if instead else ""
    del name
    message = f"consider importing {determiner} {kind}{plural}{instead_word}"
    if place is None:
        lines = "".join(f"\n{c.path}" for c in accessible)
        diag.note(f"{message}:{lines}")
        return
    extra = "" if found_use else "\n"
    diag.suggest_any(
        message, [((place, f"use {c.path};\n{extra}"),) for c in accessible], applicability="MaybeIncorrect", style="show-always"
    )
    if len(path) > 1:
        first, last = path[0].ident.span, path[-1].ident.span
        diag.suggest(
            f"if you import `{path[-1].ident.name}`, refer to it directly",
            (first.until(last), ""),
            applicability="Unspecified",
            style="show-always",
        )
    del is_pattern


def _descr(res: Res, table: Any) -> str:
    if isinstance(res, DefRes) and res.def_id >= BEYOND:
        return KIND_WORDS[res.kind]
    return descr(res, table)


def _show_inaccessible(diag: Diag, hidden: list[ImportSuggestion], scopes: Scopes) -> None:
    first = hidden[0]
    kind = descr(first.res, scopes.table)
    if len(hidden) == 1:
        message = f"{kind} `{first.path}` exists but is inaccessible"
        row = scopes.table[first.def_id]
        if isinstance(first.res, DefRes):
            item, span = row.node, row.span
            whole = (
                isinstance(item, (ast.StaticItem, ast.ConstItem))
                or isinstance(item, ast.StructItem)
                and item.data.kind != "struct"
            )
            if whole:
                span = item.span
            if isinstance(item, (ast.StaticItem, ast.ConstItem)) and not isinstance(item.expr, (ast.LitExpr, ast.PathExpr)):
                diag.not_modelled("where the head of a constant ends")
            diag.span_note(span, message)
            diag.children[-1] = _with_label(diag.children[-1], span)
            return
        diag.note(message)
    else:
        diag.not_modelled("inaccessible candidates")


def _with_label(sub: Any, span: Span) -> Any:
    from rustmem.source.diag import MultiSpan, Subdiag

    return Subdiag(sub.level, sub.message, MultiSpan((span,), ((span, "not accessible"),)))


_ = Binding
