"""The universal regions of a body: those it is generic over (rustc's `universal_regions.rs`).

Numbered first: `'static`; then, in a closure, the regions of the enclosing functions and of the closure's type
(external); then the signature's own (local), and last the region of the function body.
"""

from __future__ import annotations

from typing import Any

from rustmem.borrowck.infer_ctxt import BorrowckInferCtxt, free_regions
from rustmem.mir.body import Body
from rustmem.source.index import DefId
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt
from rustmem.ty.intern import RE_STATIC

STATIC = 0


class UniversalRegions:
    """The universal regions, what they are called outside, and the signature in terms of them."""

    __slots__ = (
        "indices", "first_local", "count", "defining_ty", "closure_args", "closure_kind", "inputs",
        "output", "fr_fn_body", "implicit_inputs", "tcx", "externals",
    )  # fmt: skip

    def __init__(self, tcx: TyCtxt) -> None:
        self.tcx = tcx
        self.indices: dict[k.Region, int] = {RE_STATIC: STATIC}
        """Outside name → vid."""
        self.first_local = 1
        self.count = 0
        self.defining_ty: k.Ty | None = None
        """Of a closure: its type in terms of the universal regions."""
        self.closure_args: k.GenericArgs = ()
        self.closure_kind: str | None = None
        self.inputs: list[k.Ty] = []
        """Unnormalised, the closure's environment included."""
        self.output: k.Ty
        self.fr_fn_body = 0
        self.implicit_inputs = 0
        """1 in a closure: its environment."""

    def is_universal(self, vid: int) -> bool:
        return vid < self.count

    def is_local_free(self, vid: int) -> bool:
        return self.first_local <= vid < self.count

    def to_vid(self, region: k.Region) -> int:
        """The vid of a region that is a variable or has a name; `ReErased` and unknown ones are `'static`."""
        if type(region) is k.ReVar:
            return region.vid
        found = self.indices.get(region)
        return STATIC if found is None else found

    def fold_to_vids(self, value: Any) -> Any:
        """`value` with named regions replaced by their variables."""
        if not value.flags & k.HAS_FREE_REGIONS:
            return value
        tcx = self.tcx

        def named(part: Any, depth: int) -> Any:
            if isinstance(part, k.Region) and type(part) not in (k.ReBound, k.ReVar, k.RePlaceholder):
                return tcx.re_var(self.to_vid(part))
            return part

        return tcx.fold(value, k.HAS_FREE_REGIONS, named)

    def closure_mapping(self, closure_args: k.GenericArgs, parents: list[k.Region]) -> list[k.Region]:
        """What each external region of a closure is in the body that makes it, given the type there."""
        mapping: list[k.Region] = [RE_STATIC]
        for arg in closure_args:
            mapping.extend(free_regions(self.tcx, arg))
        mapping.extend(parents)
        return mapping


def late_bound_regions(tcx: TyCtxt, def_id: DefId) -> list[k.Region]:
    """The late-bound lifetimes of one function item or closure, liberated."""
    kind = tcx.def_kind(def_id)
    if kind in ("fn", "assoc fn", "ctor"):
        binder = tcx.fn_sig(def_id)
    elif kind == "closure":
        data = tcx.typeck(tcx.typeck_root(def_id)).closures.get(def_id)
        if data is None:
            return []
        binder = data.sig
    else:
        return []
    return [tcx.re_late(def_id, var) for var in binder.vars]


def late_bound_in_recursive_scope(tcx: TyCtxt, def_id: DefId) -> list[k.Region]:
    """Of `def_id` and every body around it, up to the type-check root (and it)."""
    root = tcx.typeck_root(def_id)
    found: list[k.Region] = []
    while True:
        found.extend(late_bound_regions(tcx, def_id))
        if def_id == root:
            return found
        def_id = tcx.parent(def_id)  # type: ignore[assignment]


class UniversalRegionsBuilder:
    """Makes the universal regions of one body; the first variables of its inference context."""

    def __init__(self, infcx: BorrowckInferCtxt, body: Body) -> None:
        self.infcx = infcx
        self.tcx = infcx.tcx
        self.body = body
        self.def_id = body.def_id
        self.made = UniversalRegions(infcx.tcx)

    def build(self) -> UniversalRegions:
        made, tcx = self.made, self.tcx
        self.infcx.next_free_region(RE_STATIC)
        root = tcx.typeck_root(self.def_id)
        if self.def_id == root:
            self.early_bound(tcx.identity_args(root))
            self.of_item()
        elif tcx.def_kind(self.def_id) == "closure":
            self.of_closure(root)
        else:
            self.early_bound(tcx.identity_args(root))
            made.first_local = self.infcx.region_count
            self.of_constant()
        made.fr_fn_body = self.infcx.next_free_region().vid  # type: ignore[attr-defined]
        made.count = self.infcx.region_count
        return made

    def early_bound(self, args: k.GenericArgs) -> None:
        for arg in args:
            if isinstance(arg, k.Region):
                self.fresh(arg)

    def fresh(self, name: k.Region) -> k.Region:
        region = self.infcx.next_free_region(name)
        self.made.indices[name] = region.vid  # type: ignore[attr-defined]
        return region

    def of_item(self) -> None:
        kind = self.tcx.def_kind(self.def_id)
        if kind in ("fn", "assoc fn", "ctor"):
            sig = self.liberate(self.tcx.fn_sig(self.def_id))
            self.made.inputs, self.made.output = list(sig.inputs), sig.output
        else:
            self.of_constant()

    def of_constant(self) -> None:
        kind = self.tcx.def_kind(self.def_id)
        if kind in ("const", "assoc const", "static"):
            output = self.tcx.type_of(self.def_id)
        else:
            output = self.body.locals[0].ty
        self.made.output = self.made.fold_to_vids(output)

    def of_closure(self, root: DefId) -> None:
        made, tcx, infcx = self.made, self.tcx, self.infcx
        env = self.body.locals[1].ty
        closure = env.ty if type(env) is k.RefTy else env
        assert type(closure) is k.ClosureTy
        identity = tcx.identity_args(root)
        args: list[Any] = []
        for i, arg in enumerate(closure.args):
            if not arg.flags & k.HAS_FREE_REGIONS:
                args.append(arg)
            elif i < len(identity) and isinstance(arg, k.Region):
                args.append(self.fresh(identity[i]))  # type: ignore[arg-type]
            else:
                args.append(tcx.fold(arg, k.HAS_FREE_REGIONS, self._fresh_anonymous))
        made.closure_args = tuple(args)
        made.defining_ty = tcx.closure(closure.def_id, made.closure_args)
        parent: DefId = tcx.parent(self.def_id)  # type: ignore[assignment]
        for region in late_bound_in_recursive_scope(tcx, parent):
            if region not in made.indices:
                self.fresh(region)
        made.first_local = infcx.region_count
        made.implicit_inputs = 1
        self.closure_signature(env)

    def _fresh_anonymous(self, part: Any, depth: int) -> Any:
        if isinstance(part, k.Region) and type(part) is not k.ReBound:
            return self.infcx.next_free_region()
        return part

    def closure_signature(self, env: k.Ty) -> None:
        made, tcx = self.made, self.tcx
        args = made.closure_args
        kind_ty, sig_ty = args[-3], args[-2]
        made.closure_kind = {"i8": "Fn", "i16": "FnMut", "i32": "FnOnce"}.get(getattr(kind_ty, "name", ""), "FnOnce")
        sig = self.liberate(sig_ty.sig)  # type: ignore[union-attr]
        closure_ty = made.defining_ty
        assert closure_ty is not None
        if type(env) is k.RefTy:
            name = tcx.re_late(self.def_id, tcx.bound_region(len(sig_ty.sig.vars), "env"))  # type: ignore[union-attr]
            closure_ty = tcx.ref(self.fresh(name), closure_ty, env.mutbl)
        params = sig.inputs[0]
        made.inputs = [closure_ty, *(params.elems if type(params) is k.TupleTy else sig.inputs)]
        made.output = sig.output

    def liberate(self, binder: k.Binder) -> Any:
        """The signature with a local universal region for each late-bound one, in the order of their appearance."""
        made, tcx = self.made, self.tcx

        def region(var: k.BoundRegion) -> k.Region:
            return self.fresh(tcx.re_late(self.def_id, var))

        value = tcx.instantiate(binder, region)
        value = made.fold_to_vids(value)
        for var in binder.vars:
            name = tcx.re_late(self.def_id, var)
            if name not in made.indices:
                self.fresh(name)
        return value
