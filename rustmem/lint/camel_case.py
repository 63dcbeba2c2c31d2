"""`non_camel_case_types` (rustc_lint::nonstandard_style)."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from rustmem.source.diag import warning
from rustmem.syntax import ast

if TYPE_CHECKING:
    from rustmem.lint.early import EarlyLints


def has_case(c: str) -> bool:
    """Whether the character has an upper and a lower form."""
    return c.lower() != c or c.upper() != c


def is_camel_case(name: str) -> bool:
    name = name.strip("_")
    if not name:
        return True
    if name[0].islower() or "__" in name:
        return False
    return not any(has_case(a) and b == "_" or a == "_" and has_case(b) for a, b in itertools.pairwise(name))


def to_camel_case(name: str) -> str:
    out, previous = "", ""
    for part in name.strip("_").split("_"):
        if not part:
            continue
        made, new_word, was_lower = "", True, True
        for c in part:
            if was_lower and c.isupper():
                new_word = True
            made += c.upper() if new_word else c.lower()
            was_lower, new_word = c.islower(), False
        join = previous != "" and not has_case(previous[-1]) and not has_case(made[0])
        out += ("_" if join else "") + made
        previous = made
    return out


def check(lints: EarlyLints, sort: str, ident: ast.Ident) -> None:
    """Warns if the name of a `sort` of type is not in upper camel case."""
    name = ident.name
    if is_camel_case(name):
        return
    camel = to_camel_case(name)
    diag = warning(f"{sort} `{name}` should have an upper camel case name", ident.span, "non_camel_case_types")
    if camel != name:
        diag.suggest("convert the identifier to upper camel case", (ident.span, camel), applicability="MaybeIncorrect")
    else:
        diag.label(ident.span, "should have an UpperCamelCase name")
    lints.emit(diag)
