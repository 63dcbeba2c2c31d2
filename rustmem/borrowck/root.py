"""Borrow-checking a function with its closures (rustc's `root_cx.rs` and `nll.rs`).

Closures come first: what they ask of lifetimes and which captured variables they change is needed outside.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from rustmem.borrowck import free_regions, move_errors, opaque_types, region_errors, unused_mut
from rustmem.borrowck.borrow_set import GatherBorrows
from rustmem.borrowck.check import Checker
from rustmem.borrowck.constraints import BORING, Points
from rustmem.borrowck.context import BorrowckContext
from rustmem.borrowck.flow import MoveFlow
from rustmem.borrowck.infer_ctxt import BorrowckInferCtxt
from rustmem.borrowck.liveness import LivenessTrace
from rustmem.borrowck.loans_in_scope import LoansInScope
from rustmem.borrowck.packed import check_packed_refs
from rustmem.borrowck.region_check import RegionChecker
from rustmem.borrowck.region_infer import ClosureOutlivesRequirement, RegionInferenceContext
from rustmem.borrowck.region_name import RegionNamer
from rustmem.borrowck.type_check import TypeChecker
from rustmem.borrowck.type_relate import ConstraintCollector
from rustmem.borrowck.universal_regions import UniversalRegionsBuilder, late_bound_in_recursive_scope
from rustmem.borrowck.used_muts import gather_used_muts, unused_mut_locals
from rustmem.mir import traversal
from rustmem.mir.body import Body
from rustmem.mir.infinite_types import check_drop_outlives
from rustmem.source.diag import error
from rustmem.source.index import DefId
from rustmem.traits.queries import _ALWAYS_SIZED, is_sized
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt
from rustmem.ty.print import ty_str


class BorrowCheckResult:
    """What the check of one body and its closures yields for the lints and for views."""

    __slots__ = ("tainted", "contexts")

    def __init__(self) -> None:
        self.tainted = False
        self.contexts: dict[DefId, BorrowckContext] = {}


class Graph:
    """The control-flow graph as the checker asks for it."""

    def __init__(self, body: Body) -> None:
        self.body = body
        self.reverse_postorder = traversal.reverse_postorder(body)
        self.predecessors = traversal.predecessors(body)

    def dominates(self, a: int, b: int) -> bool:
        if a == b:
            return True
        idom = traversal.immediate_dominators(self.body)
        at: Any = b
        while at is not None:
            at = idom.get(at)
            if at == a:
                return True
        return False


def check_locals_sized(tcx: TyCtxt, body: Body, param_env: Any, root: DefId) -> None:
    """No local holds a value of unknown size (E0161). Arguments and the result are checked with the types."""
    seen = set()
    for decl in body.locals[body.arg_count + 1 :]:
        ty = decl.ty
        if type(ty) in _ALWAYS_SIZED or is_sized(tcx, param_env, ty):
            continue
        span = decl.source_info.span
        if (ty, span) not in seen:
            seen.add((ty, span))
            shown = ty_str(tcx, ty)
            diag = error(f"cannot move a value of type `{shown}`", span, "E0161")
            tcx.emit(diag.label(span, f"the size of `{shown}` cannot be statically determined"), root)


class RootCheck:
    """The check of one outermost body."""

    def __init__(self, tcx: TyCtxt, root: DefId) -> None:
        self.tcx = tcx
        self.root = root
        self.result = BorrowCheckResult()
        self.used_mut_upvars: dict[DefId, list[int]] = {}
        self.requirements: dict[DefId, list[ClosureOutlivesRequirement]] = {}

    def run(self) -> BorrowCheckResult:
        # The root's graph is made first, and what is said of it comes before what is said of its closures.
        self.tcx.mir_promoted(self.root)
        for def_id in (*self.nested(), self.root):
            body, _ = self.tcx.mir_promoted(def_id)
            if body is None or body.tainted or def_id in self.tcx.tainted or self.root in self.tcx.tainted:
                self.result.tainted = True
                continue
            self.check(body)
        return self.result

    def nested(self) -> list[DefId]:
        """The closures inside, inner ones before those that contain them."""
        closures = list(self.tcx.typeck(self.root).closures)
        depth: dict[DefId, int] = {}
        for def_id in closures:
            at, steps = self.tcx.parent(def_id), 0
            while at is not None and at != self.root:
                at, steps = self.tcx.parent(at), steps + 1
            depth[def_id] = steps
        order = {def_id: i for i, def_id in enumerate(closures)}
        children: dict[Any, list[DefId]] = {}
        for def_id in closures:
            children.setdefault(self._enclosing(def_id), []).append(def_id)
        made: list[DefId] = []

        def visit(at: Any) -> None:
            for child in sorted(children.get(at, ()), key=order.__getitem__):
                visit(child)
                made.append(child)

        visit(self.root)
        made.extend(d for d in closures if d not in made)
        return made

    def _enclosing(self, def_id: DefId) -> Any:
        at = self.tcx.parent(def_id)
        while at is not None and at != self.root and self.tcx.def_kind(at) != "closure":
            at = self.tcx.parent(at)
        return at

    # -- one body --

    def check(self, body: Body) -> None:
        tcx, def_id = self.tcx, body.def_id
        is_closure = tcx.def_kind(def_id) == "closure"
        graph = Graph(body)
        infcx = BorrowckInferCtxt(tcx, def_id)
        universal = UniversalRegionsBuilder(infcx, body).build()
        if def_id == self.root:
            infcx.defining_opaques = opaque_types.defining_opaques(tcx, def_id, universal.output)
        param_env = tcx.param_env(self.root)
        relations = free_regions.create(tcx, universal, param_env, self.implied_types(body, universal))
        collector = ConstraintCollector(infcx, universal, relations, param_env)
        points = Points(body)
        checker = TypeChecker(body, infcx, universal, collector, points)
        flow = MoveFlow(tcx, body)
        dead = None if tcx.def_kind(def_id) in ("fn", "assoc fn", "closure") else flow.moved_locals()
        borrow_set = GatherBorrows(body, checker.place_ty, checker.borrow_regions, dead).run(_preorder(body))  # type: ignore[arg-type]
        if tcx.cache("recursive adts"):
            for local in body.locals:
                check_drop_outlives(tcx, local.ty, self.root)
        checker.check_body()
        bounds = (clause for opaque in infcx.defining_opaques for clause, _ in tcx.item_bounds(opaque))
        if checker.has_error or any(clause.flags & k.HAS_ERROR for clause in bounds):
            self.result.tainted = True
            self.requirements[def_id], self.used_mut_upvars[def_id] = [], []
            return
        for _, hidden, span in list(infcx.opaque_types.values()):
            collector.prove(tcx.binder(tcx.well_formed(infcx.resolve_vars_if_possible(hidden))), None, span, BORING)
        check_locals_sized(tcx, body, param_env, self.root)
        check_packed_refs(tcx, body, checker.place_ty, self.root)
        LivenessTrace(checker, flow, graph.predecessors).run()  # type: ignore[arg-type]
        for deferred in checker.deferred:
            self.apply_requirements(checker, deferred)
        regions = RegionInferenceContext(
            body, infcx.definitions, universal, relations, collector.constraints, checker.liveness, collector.type_tests,
            points,
        )  # fmt: skip
        for region, vid in universal.indices.items():
            infcx.definitions[vid].external_name = region
        vid_of = partial(collector.vid, span=body.span)
        if infcx.opaque_types:
            regions.member_constraints = opaque_types.member_constraints(infcx, universal, vid_of)
        regions.solve()
        checked = RegionChecker(tcx, regions, is_closure)
        checked.run()
        self.requirements[def_id] = checked.requirements
        cx = BorrowckContext(self, checker, regions, borrow_set, flow, graph, None)
        cx.namer = RegionNamer(cx)
        self.result.contexts[def_id] = cx
        if infcx.opaque_types and not checked.errors:
            opaque_types.check_hidden_types(cx, infcx, regions, vid_of)
        if checked.errors:
            region_errors.report_region_errors(cx, checked.errors)
        loans = flow.loans = LoansInScope(cx, borrow_set, points, regions.value)
        loans.solve(graph.reverse_postorder)  # type: ignore[arg-type]
        Checker(cx).run()
        move_errors.report_move_errors(cx)
        self.used_mut_upvars[def_id] = cx.used_mut_upvars
        gather_used_muts(cx)
        for what, span in collector.broken:
            tcx.unsupported(what, span, self.root)
        if cx.buffered or cx.buffered_move_errors or cx.buffered_mut_errors:
            self.result.tainted = True
        for span in unused_mut_locals(cx):
            tcx.emit(unused_mut.var_does_not_need_mut(tcx, span))
        cx.emit_errors()

    def implied_types(self, body: Body, universal: Any) -> list[k.Ty]:
        """Types whose well-formedness may be assumed: the signature's, and those of the impl's header."""
        tcx = self.tcx
        types = [*universal.inputs, universal.output]
        parent = tcx.parent(self.root)
        if parent is not None and tcx.def_kind(parent) == "impl":
            header = tcx.impl_header(parent)
            types.append(tcx.type_of(parent))
            if header.trait_ref is not None:
                types.extend(a for a in header.trait_ref.args if not isinstance(a, k.Region))
        if body.def_id != self.root and tcx.def_kind(self.root) in ("fn", "assoc fn"):
            sig = tcx.fn_sig(self.root)
            liberated = tcx.instantiate(sig, lambda var: tcx.re_late(self.root, var))
            types.extend((*liberated.inputs, liberated.output))
        return types

    def apply_requirements(self, checker: TypeChecker, deferred: Any) -> None:
        """What a closure could not show of its external regions is shown where it is made."""
        tcx, collector = self.tcx, checker.collector
        wanted = self.requirements.get(deferred.def_id)
        if not wanted:
            return
        parents = late_bound_in_recursive_scope(tcx, checker.body.def_id)
        mapping = checker.universal.closure_mapping(deferred.args, parents)

        def mapped(vid: int) -> Any:
            return mapping[vid] if vid < len(mapping) else mapping[0]

        for need in wanted:
            outlived = mapped(need.outlived)
            if isinstance(need.subject, int):
                sup = collector.vid(mapped(need.subject), need.span)
                sub = collector.vid(outlived, need.span)
                collector.push(sup, sub, deferred.location, need.span, need.category, from_closure=True)
            else:
                subject = tcx.fold(
                    need.subject, k.HAS_FREE_REGIONS, lambda part, _: mapped(part.vid) if type(part) is k.ReVar else part
                )
                collector.type_must_outlive(subject, outlived, deferred.location, need.span, need.category, True)


def _preorder(body: Body) -> list[int]:
    """Blocks in preorder from the start."""
    seen = {0}
    order: list[int] = []
    stack = [0]
    nexts = traversal.successor_lists(body)
    while stack:
        at = stack.pop()
        order.append(at)
        for target in nexts[at]:
            if target not in seen:
                seen.add(target)
                stack.append(target)
    return order
