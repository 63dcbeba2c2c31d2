"""Functions that call themselves with ever larger types: rustc's collector of instances comes to no end with them.

A check knows nothing of this; only what is to be run is instantiated. rustc follows every call of a body, whether it
is reached or not, and stops at the recursion limit.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

from rustmem.mir.const_cycles import operands
from rustmem.source.index import DefId
from rustmem.source.span import Span
from rustmem.traits.instance import mono, resolve
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt
from rustmem.ty.walk import parts_of

GROWTH = 20
"""Calls of one function on the way to itself, each with larger types than the one before, that are taken for endless."""
INSTANCES = 3000
"""How many are followed."""


def check_instances(tcx: TyCtxt) -> None:
    """Says that a program which cannot be instantiated is not modelled."""
    grown = [owner for owner in tcx.body_owners if any(_grows(tcx, called) for called, _ in _calls(tcx, owner))]
    mains = [owner for owner in tcx.body_owners if tcx.def_kind(owner) == "fn" and not tcx.generics_of(owner).count]
    if grown:
        for main in mains:
            found = Collector(tcx).endless(main)
            if found is not None:
                tcx.unsupported("a function that calls itself with ever larger types", found)
                return


def _grows(tcx: TyCtxt, called: k.FnDefTy) -> bool:
    """Whether a call may lead to larger types: an argument that is made of a parameter, to code of the crate."""
    if not any(arg.flags & k.HAS_TY_PARAM and type(arg) is not k.ParamTy for arg in called.args):
        return False
    parent = tcx.parent(called.def_id)
    if tcx.is_local(called.def_id):
        return True
    if parent is None or tcx.def_kind(parent) != "trait":
        return False
    return any(tcx.is_local(impl) for impls in tcx.trait_impls_of(parent).by_type.values() for impl in impls)


def _calls(tcx: TyCtxt, owner: DefId) -> Iterator[tuple[k.FnDefTy, Span]]:
    """The functions that a body and its closures name."""
    if tcx.def_kind(owner) not in ("fn", "assoc fn"):
        return
    for def_id in (owner, *tcx.typeck(owner).closures):
        found = tcx.mir_promoted(def_id)
        if found is None or found[0] is None:
            continue
        for operand in operands(found[0]):
            ty = getattr(operand, "ty", None)
            if type(ty) is k.FnDefTy:
                yield ty, operand.span


class Collector:
    """Follows instances of the crate's own functions, depth first."""

    def __init__(self, tcx: TyCtxt) -> None:
        self.tcx = tcx
        self.seen: set[tuple[DefId, Any]] = set()
        self.sizes: dict[DefId, list[int]] = {}

    def endless(self, root: DefId) -> Span | None:
        """Where the way goes on for ever."""
        return self.follow(root, ())

    def follow(self, def_id: DefId, args: k.GenericArgs) -> Span | None:
        tcx = self.tcx
        if (def_id, args) in self.seen or len(self.seen) > INSTANCES:
            return None
        self.seen.add((def_id, args))
        sizes = self.sizes.setdefault(def_id, [])
        sizes.append(sum(_size(arg) for arg in args))
        try:
            for called, span in _calls(tcx, def_id):
                tcx.budget.tick()
                target = self.target(called, args)
                if target is None:
                    continue
                last = self.sizes.get(target[0], [])[-GROWTH:]
                if len(last) == GROWTH and all(a < b for a, b in itertools.pairwise(last)):
                    return span
                found = self.follow(*target)
                if found is not None:
                    return found
        finally:
            sizes.pop()
        return None

    def target(self, called: k.FnDefTy, args: k.GenericArgs) -> tuple[DefId, k.GenericArgs] | None:
        """The function of the crate that a call reaches, with its arguments."""
        made = mono(self.tcx, called, args) if args else self.tcx.erase_regions(called)
        if made.flags & (k.HAS_TY_PARAM | k.HAS_ERROR | k.HAS_TY_INFER):
            return None
        instance = resolve(self.tcx, made.def_id, made.args)
        if instance is None or instance.kind != "item" or not self.tcx.is_local(instance.def_id):
            return None
        if self.tcx.def_kind(instance.def_id) not in ("fn", "assoc fn"):
            return None
        return instance.def_id, instance.args


def _size(value: Any) -> int:
    stack, count = [value], 0
    while stack:
        at = stack.pop()
        count += isinstance(at, k.Ty)
        stack.extend(parts_of(at))
    return count
