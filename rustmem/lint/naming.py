"""Naming conventions: `non_snake_case`, `non_upper_case_globals` (rustc_lint::nonstandard_style)."""

from __future__ import annotations

from typing import Any

from rustmem.source.diag import warning
from rustmem.syntax import ast
from rustmem.ty.context import TyCtxt

KEYWORDS = frozenset(
    "as break const continue crate else enum extern false fn for if impl in let loop match mod move mut pub ref return self "
    "Self static struct super trait true type unsafe use where while async await dyn abstract become box do final macro "
    "override priv typeof unsized virtual yield try gen".split()
)


def is_snake_case(name: str) -> bool:
    name = name.lstrip("'").strip("_")
    return not name or ("__" not in name and not any(c.isupper() for c in name))


def to_snake_case(name: str) -> str:
    """As rustc: a new word at each capital that follows a small letter."""
    words: list[str] = []
    name = name.lstrip("'")
    body = name.lstrip("_")
    lead = len(name) - len(body)
    words.extend([""] * lead)
    for part in body.split("_"):
        last_upper = False
        buffer = ""
        if not part:
            continue
        for c in part:
            if buffer and buffer != "'" and c.isupper() and not last_upper:
                words.append(buffer)
                buffer = ""
            last_upper = c.isupper()
            buffer += c.lower()
        words.append(buffer)
    return "_".join(words)


def snake_case(tcx: TyCtxt, sort: str, ident: ast.Ident) -> None:
    if not is_snake_case(ident.name):
        report(tcx, sort, ident, "a snake case name", "snake case", to_snake_case(ident.name), "non_snake_case")


def upper_case(tcx: TyCtxt, sort: str, ident: ast.Ident, item: Any = None) -> None:
    """`item`: the definition, whose uses rustc offers to rename as well, in suggestions that are not shown."""
    if any(c.islower() for c in ident.name):
        report(
            tcx,
            sort,
            ident,
            "an upper case name",
            "upper case",
            to_snake_case(ident.name).upper(),
            "non_upper_case_globals",
            item,
        )


def report(tcx: TyCtxt, sort: str, ident: ast.Ident, wanted: str, case: str, better: str, lint: str, item: Any = None) -> None:
    diag = warning(f"{sort} `{ident.name}` should have {wanted}", ident.span, lint)
    if better == ident.name or not better:
        diag.label(ident.span, "should have a snake_case name")
    elif better in KEYWORDS:
        diag.not_modelled("a name that is a keyword")
    else:
        style: Any = "show-always" if item is not None and is_used(tcx, item) else "show-code"
        diag.suggest(f"convert the identifier to {case}", (ident.span, better), applicability="MaybeIncorrect", style=style)
    tcx.emit(diag)


def is_used(tcx: TyCtxt, item: Any) -> bool:
    """Whether any path of the crate names the definition."""
    def_id = tcx.def_id_of(item)
    return any(
        getattr(found.base, "def_id", None) == def_id and found.unresolved == 0 for found in tcx.resolutions.paths.values()
    )
