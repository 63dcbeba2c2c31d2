"""`private_interfaces` and `private_bounds`: items that are seen further than what their heads name
(rustc_privacy's `PrivateItemsInPublicInterfacesChecker`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rustmem.source.diag import warning
from rustmem.source.index import DefId
from rustmem.syntax import ast
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt
from rustmem.ty.print import def_path_str, ty_str
from rustmem.ty.walk import parts_of

Vis = DefId | None
"""A module, or None for everywhere."""


def check_crate(tcx: TyCtxt) -> list[str]:
    """Says it; and gives the lints that rustc may give besides, where the reach of items is not followed."""
    table = tcx.defs.table
    kinds = ("struct", "enum", "union", "trait")
    root = next(i for i in range(tcx.base, len(table)) if table[i].kind == "mod" and table[i].parent is None)
    if not any(table[i].kind in kinds and table[i].vis is not None for i in range(tcx.base, len(table))):
        return []
    checker = Interfaces(tcx, DefId(root))
    checker.module(tcx.crate.items, None)
    return checker.reasons


class Interfaces:
    """The walk over one crate; made once, used, dropped."""

    def __init__(self, tcx: TyCtxt, root: DefId) -> None:
        self.tcx = tcx
        self.root = root
        self.reasons: list[str] = []

    def module(self, items: tuple[ast.Item, ...], reach: Vis) -> None:
        """The items of a module that is seen within `reach`, then those of its modules."""
        inner: list[ast.ModItem] = []
        for item in items:
            match item:
                case ast.ModItem():
                    inner.append(item)
                case ast.UseItem() if item.vis.kind != "inherited":
                    self.reasons += ["private_interfaces", "private_bounds"]
                case ast.FnItem() | ast.TypeAlias() | ast.ConstItem() | ast.StaticItem():
                    self.item(item, self.tcx.def_id_of(item), reach)
                case ast.StructItem() | ast.UnionItem():
                    self.adt(item, (item.data,), reach, True)
                case ast.EnumItem():
                    self.adt(item, item.variants, reach, False)
                case ast.ImplItem():
                    self.impl(item, reach)
                case ast.TraitItem():
                    self.trait(item, reach)
                case _:
                    pass
        for each in inner:
            self.module(each.items or (), self.least(self.vis(self.tcx.def_id_of(each)), reach))

    # -- how far things are seen --

    def vis(self, def_id: DefId) -> Vis:
        return self.tcx.defs.table[def_id].vis  # type: ignore[no-any-return]

    def within(self, inner: Vis, outer: Vis) -> bool:
        """Whether `inner` is `outer` or a module in it."""
        at = inner
        while outer is not None and at != outer:
            if at is None:
                return False
            at = self.tcx.parent(at)
        return True

    def least(self, one: Vis, other: Vis) -> Vis:
        return one if self.within(one, other) else other

    def words(self, vis: Vis, of: DefId) -> str:
        """`pub`, `pub(crate)`, `pub(self)` or `pub(in …)`, as seen from a definition."""
        if vis is None:
            return "pub"
        if vis == self.root:
            return "pub(crate)"
        module = self.tcx.parent(of)
        while module is not None and self.tcx.def_kind(module) != "mod":
            module = self.tcx.parent(module)
        if vis == module:
            return "pub(self)"
        names: list[str] = []
        at: Vis = vis
        while at is not None and at != self.root:
            names.append(self.tcx.item_name(at))
            at = self.tcx.parent(at)
        return f"pub(in crate::{'::'.join(reversed(names))})"

    # -- items --

    def item(self, item: Any, def_id: DefId, reach: Vis) -> None:
        reach = self.least(self.vis(def_id), reach)
        self.bounds(def_id, reach)
        tcx = self.tcx
        if isinstance(item, ast.FnItem):
            sig = tcx.fn_sig(def_id).value
            self.types(def_id, reach, (*sig.inputs, sig.output), "private_interfaces")
        elif not isinstance(item, ast.TypeAlias) or item.ty is not None:
            self.types(def_id, reach, (tcx.type_of(def_id),), "private_interfaces")

    def adt(self, item: Any, variants: tuple[ast.VariantDef, ...], reach: Vis, own: bool) -> None:
        def_id = self.tcx.def_id_of(item)
        reach = self.least(self.vis(def_id), reach)
        self.bounds(def_id, reach)
        for variant in self.tcx.adt_def(def_id).variants:
            for field in variant.fields:
                seen = self.least(field.vis, reach) if own else reach
                self.types(field.def_id, seen, (self.tcx.type_of(field.def_id),), "private_interfaces")

    def impl(self, item: ast.ImplItem, reach: Vis) -> None:
        header = self.tcx.impl_header(self.tcx.def_id_of(item))
        if header.trait_ref is not None:
            return
        seen: Vis = None
        for part in walk(self.tcx.type_of(self.tcx.def_id_of(item))):
            if type(part) is k.AdtTy and self.tcx.is_local(part.def_id):
                seen = self.least(self.reach_of(part.def_id), seen)
        self.bounds(self.tcx.def_id_of(item), seen)
        for each in item.items:
            self.item(each, self.tcx.def_id_of(each), seen)

    def reach_of(self, def_id: DefId) -> Vis:
        """How far a definition is seen: no further than any module around it."""
        reach, at = self.vis(def_id), self.tcx.parent(def_id)
        while at is not None:
            reach = self.least(self.vis(at), reach) if at != self.root else reach
            at = self.tcx.parent(at)
        return reach

    def trait(self, item: ast.TraitItem, reach: Vis) -> None:
        def_id = self.tcx.def_id_of(item)
        reach = self.least(self.vis(def_id), reach)
        self.bounds(def_id, reach)
        for each in item.items:
            if isinstance(each, ast.FnItem):
                self.reached(self.tcx.def_id_of(each), reach)

    def reached(self, def_id: DefId, reach: Vis) -> None:
        sig = self.tcx.fn_sig(def_id).value
        self.bounds(def_id, reach)
        self.types(def_id, reach, (*sig.inputs, sig.output), "private_interfaces")

    # -- what a head names --

    def bounds(self, def_id: DefId, reach: Vis) -> None:
        for clause, _ in self.tcx.predicates_of(def_id).predicates:
            value = clause.value
            if isinstance(value, k.TraitPredicate):
                self.trait_use(def_id, reach, value.trait_ref.def_id)
                self.types(def_id, reach, tuple(a for a in value.trait_ref.args if isinstance(a, k.Ty)), "private_bounds")

    def trait_use(self, item: DefId, reach: Vis, trait: DefId, lint: str = "private_bounds") -> None:
        if self.tcx.is_local(trait) and trait != item and not self.within(reach, self.vis(trait)):
            self.say(item, reach, trait, "trait", def_path_str(self.tcx, trait), lint)

    def types(self, item: DefId, reach: Vis, types: tuple[Any, ...], lint: str, done: frozenset[Any] = frozenset()) -> None:
        seen: set[DefId] = set()
        for ty in types:
            for part in walk(ty):
                if part in done:
                    continue
                self.traits(item, reach, part, lint)
                if type(part) is not k.AdtTy or not self.tcx.is_local(part.def_id) or part.def_id in seen:
                    continue
                seen.add(part.def_id)
                if not self.within(reach, self.vis(part.def_id)):
                    self.say(item, reach, part.def_id, "type", ty_str(self.tcx, part), lint)

    def traits(self, item: DefId, reach: Vis, part: Any, lint: str) -> None:
        """The traits that a trait object or an associated type names."""
        if isinstance(part, k.DynTy):
            for pred in part.preds:
                if isinstance(pred.value, k.ExistentialTraitRef):
                    self.trait_use(item, reach, pred.value.def_id, lint)
        elif isinstance(part, k.AliasTy) and part.kind == "projection":
            trait = self.tcx.parent(part.def_id)
            if trait is not None:
                self.trait_use(item, reach, trait, lint)
        elif isinstance(part, k.AliasTy) and part.kind == "opaque":
            for clause, _ in self.tcx.item_bounds(part.def_id):
                if isinstance(clause.value, k.TraitPredicate):
                    self.trait_use(item, reach, clause.value.trait_ref.def_id, lint)
                for inner in parts_of(clause.value):
                    if inner is not part:
                        self.types(item, reach, (inner,), lint, frozenset((part,)))

    def say(self, item: DefId, reach: Vis, used: DefId, kind: str, name: str, lint: str) -> None:
        tcx = self.tcx
        span, path = tcx.def_span(item), self.path(item)
        diag = warning(f"{kind} `{name}` is more private than the item `{path}`", span, lint)
        diag.label(span, f"{self.descr(item)} `{path}` is reachable at visibility `{self.words(reach, item)}`")
        only = f"but {kind} `{name}` is only usable at visibility `{self.words(self.vis(used), used)}`"
        tcx.emit(diag.span_note(tcx.def_span(used), only))

    def path(self, item: DefId) -> str:
        parent = self.tcx.parent(item)
        if self.tcx.def_kind(item) in ("field", "variant") and parent is not None:
            return f"{self.path(parent)}::{self.tcx.item_name(item)}"
        return def_path_str(self.tcx, item)

    def descr(self, item: DefId) -> str:
        kind = self.tcx.def_kind(item)
        if kind == "assoc fn":
            return "method" if self.tcx.associated_item(item).has_self else "associated function"
        return {"fn": "function", "const": "constant", "assoc const": "associated constant", "impl": "implementation"}.get(
            kind, kind
        )


def walk(ty: Any) -> Iterator[Any]:
    """A type and its parts, in the order in which they are written."""
    yield ty
    for part in parts_of(ty):
        yield from walk(part)
