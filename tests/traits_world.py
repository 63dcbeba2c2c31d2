"""A small library built by hand, for tests of the trait engine: definitions and the queries about them."""

from __future__ import annotations

from typing import Any

from rustmem.source.source_map import SourceMap
from rustmem.source.span import DUMMY_SP
from rustmem.traits.elaborate import elaborate
from rustmem.traits.fast_reject import simplify_type
from rustmem.traits.queries import provide
from rustmem.ty import context
from rustmem.ty.context import TyCtxt
from rustmem.ty.defs import DefData, Definitions, Resolutions
from rustmem.ty.generics import (
    AdtDef,
    AssocItem,
    FieldDef,
    GenericParamDef,
    GenericPredicates,
    Generics,
    ImplHeader,
    ParamEnv,
    VariantDef,
)  # fmt: skip


class Impls:
    def __init__(self) -> None:
        self.blanket: tuple[Any, ...] = ()
        self.by_type: dict[Any, tuple[Any, ...]] = {}


class World:
    """`w.trait("Clone")`, `w.adt("Vec", ["T"])`, `w.impl(...)`; then `w.tcx` answers."""

    def __init__(self) -> None:
        self.tables: dict[str, dict[int, Any]] = {name: {} for name in context.QUERIES}
        for table in context._LIBRARY.values():
            table.clear()
        providers = {name: (lambda tcx, d, name=name: self.tables[name][d]) for name in context.QUERIES}
        providers["hir"] = lambda tcx, d: None
        provide(providers)
        self.defs = Definitions([])
        self.tcx = TyCtxt(self.defs, Resolutions(), SourceMap(), providers)
        self.tables["hir"] = {}
        self.sized = self.trait("Sized", lang="sized")
        self.copy = self.trait("Copy", lang="copy")
        self.clone = self.trait("Clone", lang="clone")
        self.drop = self.trait("Drop", lang="drop")

    def define(self, kind: Any, name: str, parent: Any = None) -> int:
        return self.defs.add(DefData(kind, name, parent, DUMMY_SP))

    def generics(self, def_id: int, names: list[str], parent: Any = None, has_self: bool = False) -> None:
        above = self.tables["generics_of"][parent].count if parent is not None else 0
        params = []
        for i, name in enumerate(names):
            kind: Any = "lifetime" if name[0] == "'" else "const" if name.startswith("const ") else "type"
            param = self.define({"lifetime": "lifetime param", "type": "type param", "const": "const param"}[kind], name, def_id)
            params.append(GenericParamDef(name.removeprefix("const "), param, above + i, kind, False))
        self.tables["generics_of"][def_id] = Generics(parent, above, tuple(params), has_self)
        self.tables["predicates_of"].setdefault(def_id, GenericPredicates(parent, ()))

    def trait(
        self, name: str, params: tuple[str, ...] = (), lang: str | None = None, supers: tuple[int, ...] = (), auto: bool = False
    ) -> int:
        d = self.define("trait", name)
        self.generics(d, ["Self", *params], has_self=True)
        tcx = self.tcx
        self_pred = tcx.binder(tcx.trait_predicate(tcx.trait_ref(d, tcx.identity_args(d))))
        above = tuple(tcx.binder(tcx.trait_predicate(tcx.trait_ref(s, (tcx.param(0, "Self"),)))) for s in supers)
        self.tables["predicates_of"][d] = GenericPredicates(None, ((self_pred, DUMMY_SP),))
        self.tables["explicit_super_predicates_of"][d] = tuple((c, DUMMY_SP) for c in above)
        self.tables["trait_impls_of"][d] = Impls()
        self.tables["associated_items"][d] = ()
        if auto:
            from types import SimpleNamespace

            self.defs[d].node = SimpleNamespace(auto=True, unsafe=False, attrs=())
        if lang:
            tcx.lang_items[lang] = d
        return d

    def assoc_type(self, trait: int, name: str, bounds: Any = (), params: tuple[str, ...] = ()) -> int:
        d = self.define("assoc ty", name, trait)
        self.generics(d, list(params), parent=trait)
        item = AssocItem(d, name, "type", "trait", False, False, None)
        self.tables["associated_items"][trait] += (item,)
        self.tables["associated_item"][d] = item
        self.tables["item_bounds"][d] = tuple((b, DUMMY_SP) for b in bounds)
        return d

    def adt(
        self,
        name: str,
        params: tuple[str, ...] = (),
        fields: Any = (),
        kind: Any = "struct",
        flags: Any = (),
        unsized: tuple[int, ...] = (),
    ) -> int:
        d = self.define(kind, name)
        self.generics(d, list(params))
        self.bounds(d, [(i, self.sized) for i, p in enumerate(params) if p[0].isupper() and i not in unsized])
        made = []
        for i, ty in enumerate(fields):
            f = self.define("field", str(i), d)
            self.tables["type_of"][f] = ty
            made.append(FieldDef(f, str(i), None))
        variant = VariantDef(d, None, "fn", name, 0, 0, tuple(made))
        self.tables["adt_def"][d] = AdtDef(d, kind, (variant,), frozenset(flags))
        return d

    def bounds(self, def_id: int, bounds: list[Any]) -> None:
        """(parameter index, trait) pairs, or predicates."""
        tcx = self.tcx
        params = tcx.identity_args(def_id)
        made = [
            (
                tcx.binder(tcx.trait_predicate(tcx.trait_ref(b[1], (params[b[0]], *b[2:]))) if isinstance(b, tuple) else b),
                DUMMY_SP,
            )
            for b in bounds
        ]
        self.tables["predicates_of"][def_id] = GenericPredicates(None, tuple(made))

    def impl(
        self,
        trait: int,
        self_ty: Any,
        args: tuple[Any, ...] = (),
        params: tuple[str, ...] = (),
        bounds: Any = (),
        types: Any = None,
        negative: bool = False,
    ) -> int:
        d = self.define("impl", "")
        self.generics(d, list(params))
        sized = [(i, self.sized) for i, p in enumerate(params) if p[0].isupper()]
        self.bounds(d, [*sized, *bounds])
        ref = self.tcx.trait_ref(trait, (self_ty, *args))
        self.tables["impl_header"][d] = ImplHeader(d, ref, "negative" if negative else "positive")
        impls = self.tables["trait_impls_of"][trait]
        key = simplify_type(self_ty)
        if key is None:
            impls.blanket += (d,)
        else:
            impls.by_type[key] = (*impls.by_type.get(key, ()), d)
        items = []
        for of, ty in (types or {}).items():
            i = self.define("assoc ty", self.defs[of].name, d)
            self.generics(i, [], parent=d)
            self.tables["type_of"][i] = ty
            items.append(AssocItem(i, self.defs[of].name, "type", "trait-impl", True, False, of))
        self.tables["associated_items"][d] = tuple(items)
        return d

    def env(self, *predicates: Any) -> ParamEnv:
        tcx = self.tcx
        return ParamEnv(tuple(elaborate(tcx, [p if hasattr(p, "vars") else tcx.binder(p) for p in predicates])))

    def pred(self, trait: int, *args: Any) -> Any:
        return self.tcx.binder(self.tcx.trait_predicate(self.tcx.trait_ref(trait, args)))

    def projects(self, assoc: int, args: tuple[Any, ...], term: Any) -> Any:
        tcx = self.tcx
        return tcx.binder(tcx.projection_predicate(tcx.alias("projection", assoc, args), term))
