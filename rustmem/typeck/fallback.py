"""What becomes of variables that nothing decides (rustc's `fallback`)."""

from __future__ import annotations

from typing import Any

from rustmem.ty import intern as i
from rustmem.ty import kind as k


class Fallback:
    """The part of `FnCtxt` that falls back: integers to `i32`, floats to `f64`, diverging ones by edition."""

    def type_inference_fallback(self: Any) -> None:
        self.select_where_possible()
        unresolved = self.infcx.unbound_vars()
        if not unresolved:
            return
        diverging = set()
        for ty in self.diverging_type_vars:
            root = self.infcx.shallow_resolve(ty)
            if type(root) is k.InferTy and root.kind == "ty":
                diverging.add(root)
        fallback = i.NEVER if self.tcx.edition >= "2024" else i.UNIT
        for var in unresolved:
            root = self.infcx.shallow_resolve(var)
            if type(root) is not k.InferTy:
                continue
            if root.kind == "int":
                self.eq(root, i.I32)
            elif root.kind == "float":
                self.eq(root, i.F64)
            elif root in diverging:
                self.eq(root, fallback)
        self.select_where_possible()
