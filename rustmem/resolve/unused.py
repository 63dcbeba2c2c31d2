"""The `unused_imports` lint and its kin (rustc_resolve::check_unused)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rustmem.resolve.modules import Import
from rustmem.source.span import Span
from rustmem.syntax import ast

if TYPE_CHECKING:
    from rustmem.resolve.resolver import CrateResolver


def unused_imports(resolver: CrateResolver) -> None:
    """Keeps the imports that nothing named; traits used through methods are only known after type checking."""
    by_item: dict[Any, list[Import]] = {}
    for import_ in resolver.builder.imports:
        if import_.kind == "extern crate" or import_.item is None or import_.failed:
            continue
        by_item.setdefault(import_.item, []).append(import_)
    resolver.tcx.import_uses = by_item  # type: ignore[attr-defined]


_ = (Span, ast)
