"""Which paths are trimmed to the item's name, and by which path a program reaches an item (rustc's `trimmed_def_paths`)."""

from __future__ import annotations

from typing import Any

from rustmem.source.index import DefId
from rustmem.ty.context import TyCtxt
from rustmem.ty.library_names import SHARED_TRAIT_ITEMS, SHARED_TYPES, SHARED_VALUES, TRIMMABLE, VALUE_KINDS

_FREE_ITEMS = {"struct", "enum", "union", "trait", "trait alias", "type alias", "fn", "const", "static", "mod", "foreign ty"}


def _local_names(tcx: TyCtxt) -> tuple[dict[str, Any], dict[str, Any]]:
    """The user's items by name, in the type and the value namespace; None where several share it."""
    cache = tcx.cache("local item names")
    found = cache.get(0)
    if found is None:
        types: dict[str, Any] = {}
        values: dict[str, Any] = {}
        table = tcx.defs.table
        for def_id in range(tcx.base, len(table)):
            row = table[def_id]
            if row.kind in _FREE_ITEMS and row.name and not _is_associated(tcx, row):
                space = values if row.kind in VALUE_KINDS else types
                space[row.name] = None if row.name in space else def_id
        found = cache[0] = (types, values)
    return found


def _is_associated(tcx: TyCtxt, row: Any) -> bool:
    return row.parent is not None and tcx.defs.table[row.parent].kind in ("impl", "trait")


def is_trimmed(tcx: TyCtxt, def_id: DefId) -> bool:
    """Whether the bare name of the definition is enough."""
    row = tcx.defs.table[def_id]
    if _is_associated(tcx, row):
        return _is_library_trait_fn(tcx, def_id, row)
    if row.kind not in TRIMMABLE:
        return False
    value = row.kind in VALUE_KINDS
    if row.name in tcx.resolutions.glob_uses:
        return False
    types, values = _local_names(tcx)
    mine = values if value else types
    if def_id >= tcx.base:
        if row.kind in ("variant", "ctor"):
            return False
        if mine.get(row.name) != def_id:
            return False
        return not _library_has(tcx, row.name, value)
    if row.name in mine or row.vis is not None and not _is_variant(row):
        return False
    return row.name not in (SHARED_VALUES if value else SHARED_TYPES)


def _is_library_trait_fn(tcx: TyCtxt, def_id: DefId, row: Any) -> bool:
    """Whether it is a function of a public library trait whose name nothing else has (rustc's `for_each_def` enters traits)."""
    if def_id >= tcx.base or row.kind not in ("fn", "assoc fn") or tcx.def_kind(row.parent) != "trait":
        return False
    if tcx.visible_path is None or tcx.visible_path(row.parent) is None:
        return False
    return row.name not in SHARED_TRAIT_ITEMS and row.name not in _local_names(tcx)[1]


def _is_variant(row: Any) -> bool:
    return row.kind in ("variant", "ctor")


def _library_has(tcx: TyCtxt, name: str, value: bool) -> bool:
    cache = tcx.cache("library item names")
    key = tcx.defs.base
    found = cache.get(key)
    if found is None:
        found = cache[key] = _library_names(tcx)
    return name in found[value]


_LIBRARY_NAMES: dict[int, Any] = {}


def _library_names(tcx: TyCtxt) -> tuple[frozenset[str], frozenset[str]]:
    found = _LIBRARY_NAMES.get(tcx.base)
    if found is None:
        named = tcx.library_names() if tcx.library_names is not None else (frozenset(), frozenset())
        found = _LIBRARY_NAMES[tcx.base] = (SHARED_TYPES | named[0], SHARED_VALUES | named[1])
    return found


def visible_path(tcx: TyCtxt, def_id: DefId) -> list[str]:
    """The names from the crate to a definition by which a program would reach it: `std::slice::Iter`."""
    if tcx.visible_path is not None and def_id < tcx.base:
        found = tcx.visible_path(def_id)
        if found is not None:
            return list(found)
    names: list[str] = []
    at: DefId | None = def_id
    while at is not None:
        row = tcx.defs.table[at]
        if row.parent is None:
            if def_id < tcx.base:
                names.append(row.name if row.name not in ("core", "alloc") else "std")
            break
        hidden = row.kind == "mod" and row.vis is not None and def_id < tcx.base
        if not hidden and row.kind != "ctor" and row.kind != "foreign mod" and row.name:
            names.append(row.name)
        at = row.parent
    names.reverse()
    return names
