"""What becomes of variables that nothing decides (rustc's `fallback`)."""

from __future__ import annotations

from typing import Any

from rustmem.traits.queries import holds
from rustmem.ty import intern as i
from rustmem.ty import kind as k
from rustmem.ty.walk import parts_of


class Fallback:
    """The part of `FnCtxt` that falls back: integers to `i32`, floats to `f64`, diverging ones by edition."""

    def type_inference_fallback(self: Any) -> None:
        self.select_where_possible()
        unresolved = self.infcx.unbound_vars()
        if not unresolved:
            return
        diverging = self.diverging_vars()
        if diverging:
            self.watch_fallback(diverging)
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

    def watch_fallback(self: Any, diverging: set[k.Ty]) -> None:
        """`dependency_on_unit_never_type_fallback` and `never_type_fallback_flowing_into_unsafe` are not built."""
        diverging = self.connected(diverging)
        if self.tcx.edition < "2024":
            for obligation in self.fulfillment.pending_obligations():
                value = obligation.predicate.value
                if type(value) is k.TraitPredicate and self.mentions(value.trait_ref, diverging):
                    trait = value.trait_ref.def_id
                    if not holds(self.tcx, self.param_env, trait, i.NEVER):
                        self.watched_lint("dependency_on_unit_never_type_fallback", obligation.cause.span)
        for expr, ty in list(self.results.types.items()):
            if type(ty) is k.FnDefTy and self.mentions(ty, diverging) and self.tcx.fn_sig(ty.def_id).value.unsafe:
                self.watched_lint("never_type_fallback_flowing_into_unsafe", expr.span)
        for expr, (method, args) in list(self.results.callees.items()):
            if self.tcx.fn_sig(method).value.unsafe and any(self.mentions(arg, diverging) for arg in args):
                self.watched_lint("never_type_fallback_flowing_into_unsafe", expr.span)

    def connected(self: Any, variables: set[k.Ty]) -> set[k.Ty]:
        """The variables, and those that pending coercions join to them in either direction."""
        pairs = []
        for obligation in self.fulfillment.pending_obligations():
            value = obligation.predicate.value
            if type(value) is k.CoercePredicate:
                pairs.append({self.infcx.shallow_resolve(value.a), self.infcx.shallow_resolve(value.b)})
        found, before = set(variables), 0
        while len(found) != before:
            before = len(found)
            for pair in pairs:
                if pair & found:
                    found |= pair
        return found

    def mentions(self: Any, value: Any, variables: set[k.Ty]) -> bool:
        """Whether one of the variables is a part of the value."""
        stack = [value]
        while stack:
            part = self.infcx.shallow_resolve(stack.pop())
            if part in variables:
                return True
            stack.extend(p for p in parts_of(part) if isinstance(p, k.Interned))
        return False

    def watched_lint(self: Any, lint: str, span: Any) -> None:
        levels = self.tcx.lint_levels
        if levels is None or levels.level_of(lint, span) != "allow":
            self.tcx.unsupported(f"the lint `{lint}`", span, self.root)

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
