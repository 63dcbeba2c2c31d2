"""Where the regions in a variable's type are live (rustc's `type_check/liveness/`).

Only variables whose types hold regions that are not universal are traced. A use keeps all the regions of the type
alive; a drop only those that the destructor may look at.
"""

from __future__ import annotations

from typing import Any

from rustmem.borrowck import constraints as c
from rustmem.borrowck.def_use import visit
from rustmem.borrowck.infer_ctxt import free_regions
from rustmem.borrowck.type_check import TypeChecker
from rustmem.mir.body import Body, Location
from rustmem.source.index import Local
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt


class LocalUses:
    """Points that define, use or drop one local."""

    __slots__ = ("defs", "uses", "drops")

    def __init__(self) -> None:
        self.defs: set[int] = set()
        self.uses: list[int] = []
        self.drops: list[int] = []


class LivenessTrace:
    """Adds the liveness of each relevant local to the type checker's table."""

    def __init__(self, checker: TypeChecker, flow: Any, predecessors: list[list[int]]) -> None:
        self.checker = checker
        self.body: Body = checker.body
        self.points = checker.points
        self.flow = flow
        """`has_path(local)`, `initialized_at_terminator(block, local)`, `initialized_at_exit(block, local)`."""
        self.predecessors = predecessors

    def run(self) -> None:
        relevant = {}
        tcx, boring = self.checker.tcx, self.regions_that_outlive_free_regions()
        for local, ty in enumerate(self.checker.local_tys):
            if ty.flags & k.HAS_FREE_REGIONS:
                if any(type(r) is k.ReVar and r.vid not in boring for r in free_regions(tcx, ty)):
                    relevant[local] = LocalUses()
        if not relevant:
            return
        self.gather(relevant)
        for local, uses in relevant.items():
            ty = self.checker.local_tys[local]
            live = self.use_live(uses)
            if live:
                self.checker.add_live(ty, live)
            if uses.drops and self.flow.has_path(local):
                self.drop_live(local, ty, uses, live)  # type: ignore[arg-type]

    def regions_that_outlive_free_regions(self) -> set[int]:
        """These are live everywhere anyhow."""
        incoming: dict[int, list[int]] = {}
        for constraint in self.checker.collector.constraints:
            incoming.setdefault(constraint.sub, []).append(constraint.sup)
        found = set(range(self.checker.universal.count))
        stack = list(found)
        while stack:
            for sup in incoming.get(stack.pop(), ()):
                if sup not in found:
                    found.add(sup)
                    stack.append(sup)
        return found

    def gather(self, relevant: dict[int, LocalUses]) -> None:
        point = 0

        def each(local: Local, what: str) -> None:
            uses = relevant.get(local)
            if uses is not None:
                if what == "def":
                    uses.defs.add(point)
                elif what == "use":
                    uses.uses.append(point)
                else:
                    uses.drops.append(point)

        for block in self.body.blocks:
            for statement in block.statements:
                visit(statement, each)
                point += 1
            visit(block.terminator, each)
            point += 1

    def use_live(self, uses: LocalUses) -> int:
        """Points on entry to which the value may yet be used."""
        live = 0
        defs = uses.defs
        starts = self.points.block_start
        stack = list(uses.uses)
        done: set[int] = set()
        while stack:
            point = stack.pop()
            block = self.points.location(point).block
            start = starts[block]
            while True:
                if point in defs or point in done:
                    break
                done.add(point)
                live |= 1 << point
                if point == start:
                    for before in self.predecessors[block]:
                        stack.append(starts[before] + len(self.body.blocks[before].statements))
                    break
                point -= 1
        return live

    def drop_live(self, local: Local, ty: k.Ty, uses: LocalUses, live: int) -> None:
        """Points between an initialisation and a drop that is not dead."""
        flow, starts, blocks = self.flow, self.points.block_start, self.body.blocks
        dropped = 0
        locations = []
        stack = []
        for point in uses.drops:
            block = self.points.location(point).block
            if flow.initialized_at_terminator(block, local):
                dropped |= 1 << point
                locations.append(Location(block, point - starts[block]))
                stack.append(point)
        seen = dropped
        while stack:
            block = self.points.location(stack[-1]).block
            point = stack.pop()
            stopped = False
            for at in range(point - 1, starts[block] - 1, -1):
                if at in uses.defs or live >> at & 1 or seen >> at & 1:
                    stopped = True
                    break
                seen |= 1 << at
            if stopped:
                continue
            for before in self.predecessors[block]:
                if not flow.initialized_at_exit(before, local):
                    continue
                at = starts[before] + len(blocks[before].statements)
                if at in uses.defs or live >> at & 1 or seen >> at & 1:
                    continue
                seen |= 1 << at
                stack.append(at)
        if seen:
            self.add_drop_live(local, ty, locations, seen)

    def add_drop_live(self, local: Local, ty: k.Ty, locations: list[Location], points: int) -> None:
        checker = self.checker
        kinds: list[Any] = []
        dropck_outlives(checker.tcx, checker.collector.param_env, ty, kinds, set())
        span = self.body.locals[local].source_info.span
        for kind in kinds:
            kind = checker.collector.normalize(kind, None, span, c.BORING)
            checker.add_live(kind, points)


def dropck_outlives(tcx: TyCtxt, param_env: Any, ty: Any, into: list[Any], seen: set[Any]) -> None:
    """What must be live when a value of type `ty` is dropped (rustc's `dropck_outlives`)."""
    if not ty.flags & (k.HAS_FREE_REGIONS | k.HAS_TY_PARAM | k.HAS_ALIAS) or ty in seen:
        return
    cls = type(ty)
    if cls in _TRIVIAL:
        return
    seen.add(ty)
    if cls is k.ArrayTy or cls is k.SliceTy:
        dropck_outlives(tcx, param_env, ty.ty, into, seen)
    elif cls is k.TupleTy:
        for elem in ty.elems:
            dropck_outlives(tcx, param_env, elem, into, seen)
    elif cls is k.ClosureTy:
        dropck_outlives(tcx, param_env, ty.args[-1], into, seen)
    elif cls is k.AdtTy:
        _adt(tcx, param_env, ty, into, seen)
    else:
        into.append(ty)


_TRIVIAL = frozenset((
    k.RefTy, k.RawPtrTy, k.FnDefTy, k.FnPtrTy, k.IntTy, k.FloatTy, k.BoolTy, k.CharTy, k.StrTy, k.NeverTy, k.ErrorTy,
    k.ForeignTy,
))  # fmt: skip


def _adt(tcx: TyCtxt, param_env: Any, ty: k.AdtTy, into: list[Any], seen: set[Any]) -> None:
    adt = tcx.adt_def(ty.def_id)
    if "manually_drop" in adt.flags:
        return
    if "phantom_data" in adt.flags:
        dropck_outlives(tcx, param_env, ty.args[0], into, seen)
        return
    if "box" in adt.flags:
        dropck_outlives(tcx, param_env, ty.args[0], into, seen)
        return
    destructor = tcx.adt_destructor(ty.def_id)
    if destructor is not None:
        dangling = may_dangle(tcx, destructor, ty.def_id)
        for i, arg in enumerate(ty.args):
            if i not in dangling:
                into.append(arg)
            elif not isinstance(arg, k.Region):
                # The container promises only not to look at it: its own drop still runs.
                dropck_outlives(tcx, param_env, arg, into, seen)
    if adt.kind == "union":
        return
    for variant in adt.variants:
        for field in variant.fields:
            field_ty = tcx.subst(tcx.type_of(field.def_id), ty.args)
            dropck_outlives(tcx, param_env, field_ty, into, seen)


def may_dangle(tcx: TyCtxt, destructor: Any, adt: Any) -> frozenset[int]:
    """Indices of the ADT's parameters that its `Drop` impl marks `#[may_dangle]`."""
    cache = tcx.cache("may_dangle")
    found = cache.get(adt)
    if found is None:
        impl = tcx.parent(destructor)
        self_ty = tcx.type_of(impl)  # type: ignore[arg-type]
        names = {p.name for p in tcx.generics_of(impl).params if p.pure_wrt_drop}  # type: ignore[arg-type]
        args = getattr(self_ty, "args", ())
        found = cache[adt] = frozenset([i for i, arg in enumerate(args) if getattr(arg, "name", None) in names])
    return found


__all__ = ["LivenessTrace", "dropck_outlives"]
