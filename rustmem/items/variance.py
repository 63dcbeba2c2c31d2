"""How subtyping passes through parameters: the least fixed point over the types' own definitions (rustc's `variances_of`)."""

from __future__ import annotations

from typing import Any

from rustmem.source.index import DefId
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt

BIVARIANT, COVARIANT, CONTRAVARIANT, INVARIANT = 0, 1, 2, 3
"""A lattice as bits: the join is `|`."""
NAMES = ("bivariant", "covariant", "contravariant", "invariant")


def xform(outer: int, inner: int) -> int:
    """The variance of something `inner` within a position that is `outer`."""
    if outer == COVARIANT:
        return inner
    if outer == CONTRAVARIANT:
        return (inner & 1) << 1 | inner >> 1
    if outer == INVARIANT:
        return INVARIANT if inner else BIVARIANT
    return BIVARIANT


def variances_of(tcx: TyCtxt, def_id: DefId) -> tuple[str, ...]:
    kind = tcx.def_kind(def_id)
    if kind in ("struct", "enum", "union"):
        return tuple(NAMES[v] for v in _adt(tcx, def_id))
    count = tcx.generics_of(def_id).count
    if kind in ("fn", "assoc fn", "ctor"):
        return tuple(NAMES[v] for v in _fn(tcx, def_id)) if kind != "ctor" else ("invariant",) * count
    if kind == "opaque ty":
        return _opaque(tcx, def_id)
    return ("invariant",) * count


def _opaque(tcx: TyCtxt, def_id: DefId) -> tuple[str, ...]:
    """The parent's lifetimes count only if captured; types and constants always."""
    early = tcx.cache("opaque early captures").get(def_id, set())
    found: list[str] = []
    at: DefId | None = def_id
    chain = []
    while at is not None:
        generics = tcx.generics_of(at)
        chain.append(generics.params)
        at = generics.parent
    for params in reversed(chain):
        for p in params:
            own = tcx.parent(p.def_id) == def_id
            found.append("bivariant" if p.kind == "lifetime" and not own and p.def_id not in early else "invariant")
    return tuple(found)


def _adt(tcx: TyCtxt, def_id: DefId) -> list[int]:
    memo = tcx.cache("variances") if tcx.is_local(def_id) else _LIBRARY
    found = memo.get(def_id)
    if found is None:
        group = _Group(tcx, memo)
        group.solve(def_id)
        found = memo[def_id]
    return found


_LIBRARY: dict[DefId, list[int]] = {}


class _Group:
    """Types that need each other's variances, solved together."""

    def __init__(self, tcx: TyCtxt, memo: dict[DefId, list[int]]) -> None:
        self.tcx = tcx
        self.memo = memo
        self.current: dict[DefId, list[int]] = {}
        self.changed = False

    def solve(self, def_id: DefId) -> None:
        self.visit(def_id)
        while self.changed:
            self.changed = False
            for each in list(self.current):
                self.fields(each)
        self.memo.update(self.current)

    def visit(self, def_id: DefId) -> None:
        if def_id not in self.current:
            self.current[def_id] = [BIVARIANT] * self.tcx.generics_of(def_id).count
            self.changed = True
            self.fields(def_id)

    def of(self, def_id: DefId) -> list[int]:
        found = self.memo.get(def_id) or _LIBRARY.get(def_id)
        if found is not None:
            return found
        self.visit(def_id)
        return self.current[def_id]

    def fields(self, def_id: DefId) -> None:
        tcx = self.tcx
        if tcx.is_lang_item(def_id, "unsafe_cell"):
            self.current[def_id] = [INVARIANT] * len(self.current[def_id])
            return
        if tcx.is_lang_item(def_id, "phantom_data"):
            self.current[def_id] = [COVARIANT] * len(self.current[def_id])
            return
        for variant in tcx.adt_def(def_id).variants:
            for field in variant.fields:
                self.add(def_id, tcx.type_of(field.def_id), COVARIANT)

    def mark(self, owner: DefId, index: int, variance: int) -> None:
        own = self.current[owner]
        if index < len(own) and own[index] | variance != own[index]:
            own[index] |= variance
            self.changed = True

    def add(self, owner: DefId, part: Any, variance: int) -> None:
        """What a use of `part` at `variance` says of the parameters of `owner`."""
        if not variance or not part.flags & k.HAS_PARAM:
            return
        match part:
            case k.ParamTy(index=index) | k.ReEarlyParam(index=index) | k.ParamConst(index=index):
                self.mark(owner, index, variance if not isinstance(part, k.ParamConst) else INVARIANT)
            case k.RefTy(region=region, ty=ty, mutbl=mutbl):
                self.add(owner, region, variance)
                self.add(owner, ty, xform(variance, INVARIANT if mutbl == "mut" else COVARIANT))
            case k.RawPtrTy(ty=ty, mutbl=mutbl):
                self.add(owner, ty, xform(variance, INVARIANT if mutbl == "mut" else COVARIANT))
            case k.AdtTy(def_id=def_id, args=args):
                for arg, own in zip(args, list(self.of(def_id))):
                    self.add(owner, arg, xform(variance, own))
            case k.ArrayTy(ty=ty, length=length):
                self.add(owner, ty, variance)
                self.add(owner, length, INVARIANT)
            case k.SliceTy(ty=ty):
                self.add(owner, ty, variance)
            case k.TupleTy(elems=elems):
                for elem in elems:
                    self.add(owner, elem, variance)
            case k.FnPtrTy(sig=sig):
                for arg in sig.value.inputs:
                    self.add(owner, arg, xform(variance, CONTRAVARIANT))
                self.add(owner, sig.value.output, variance)
            case k.DynTy(preds=preds, region=region):
                self.add(owner, region, variance)
                for pred in preds:
                    for arg in getattr(pred.value, "args", ()):
                        self.add(owner, arg, INVARIANT)
                    term = getattr(pred.value, "term", None)
                    if term is not None:
                        self.add(owner, term, INVARIANT)
            case _:
                for arg in getattr(part, "args", ()):
                    self.add(owner, arg, INVARIANT)


def _fn(tcx: TyCtxt, def_id: DefId) -> list[int]:
    """Of a function item's type: by its signature."""
    count = tcx.generics_of(def_id).count
    group = _Group(tcx, tcx.cache("variances"))
    group.current[def_id] = [BIVARIANT] * count
    sig = tcx.fn_sig(def_id).value
    for ty in sig.inputs:
        group.add(def_id, ty, CONTRAVARIANT)
    group.add(def_id, sig.output, COVARIANT)
    return [v or INVARIANT for v in group.current[def_id]]


def provide(providers: dict[str, Any]) -> None:
    providers["variances_of"] = variances_of
