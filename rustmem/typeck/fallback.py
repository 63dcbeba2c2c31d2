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
        diverging = self.diverging_vars()
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

    def diverging_vars(self: Any) -> set[k.Ty]:
        """The variables that a diverging expression's value flows into, through pending coercions too."""
        infcx = self.infcx
        found = {infcx.shallow_resolve(ty) for ty in self.diverging_type_vars}
        found = {ty for ty in found if self.is_ty_var(ty)}
        edges: dict[k.Ty, list[k.Ty]] = {}
        for obligation in self.fulfillment.pending_obligations():
            value = obligation.predicate.value
            if type(value) is k.CoercePredicate:
                edges.setdefault(infcx.shallow_resolve(value.a), []).append(infcx.shallow_resolve(value.b))
        stack = list(found)
        while stack:
            for target in edges.get(stack.pop(), ()):
                if target not in found and self.is_ty_var(target):
                    found.add(target)
                    stack.append(target)
        return found
