"""Where a `'static` requirement comes from: an impl for `dyn Trait + 'static`."""

from __future__ import annotations

from typing import Any

from rustmem.borrowck.context import BorrowckContext
from rustmem.source.diag import Diag
from rustmem.ty import kind as k


def used_impl_requires_static(cx: BorrowckContext, diag: Diag, info: Any) -> None:
    """A method called on a trait object whose impl is for the `'static` one."""
    fn = info.category.data if info.category.kind == "call argument" else None
    if type(fn) is not k.FnDefTy or cx.tcx.def_kind(fn.def_id) != "assoc fn":
        return
    parent = cx.tcx.parent(fn.def_id)
    if parent is None:
        return
    self_ty = cx.tcx.type_of(parent) if cx.tcx.def_kind(parent) == "impl" else fn.args[0] if fn.args else None
    if type(self_ty) is k.DynTy:
        diag.not_modelled("the impl that requires `'static`")
