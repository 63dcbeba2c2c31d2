"""The query that this floor answers."""

from __future__ import annotations

from typing import Any

from rustmem.borrowck.root import BorrowCheckResult, RootCheck
from rustmem.source.index import DefId
from rustmem.ty.context import TyCtxt


def borrowck(tcx: TyCtxt, def_id: DefId) -> BorrowCheckResult:
    """Checks an outermost body and its closures; reports."""
    return RootCheck(tcx, def_id).run()


def provide(providers: dict[str, Any]) -> None:
    """Installs the query."""
    providers["borrowck"] = borrowck
