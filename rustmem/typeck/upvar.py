"""What each closure captures, and how: precise captures of RFC 2229, and the closure's kind (rustc's `upvar`)."""

from __future__ import annotations

from typing import Any

from rustmem.resolve.walk import children
from rustmem.source.index import DefId
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.traits.builtin import closure_kind, closure_kind_ty
from rustmem.ty import intern as i
from rustmem.ty import kind as k
from rustmem.typeck import results as r
from rustmem.typeck.expr_use import ExprUseVisitor, Place

_RANK = {"shared": 0, "unique": 1, "mut": 2, "use": 3, "value": 4}
KIND_NAMES = ("Fn", "FnMut", "FnOnce")


class Capture:
    """One use of an upvar, later one minimal capture."""

    __slots__ = ("place", "kind", "kind_expr", "path_expr")

    def __init__(self, place: Place, kind: str, kind_expr: Any, path_expr: Any) -> None:
        self.place = place
        self.kind = kind
        self.kind_expr = kind_expr
        self.path_expr = path_expr


class ClosureAnalysis:
    """The answers for one closure, types still with variables."""

    __slots__ = ("expr", "def_id", "min_captures", "fake_reads", "kind", "origin")

    def __init__(self, expr: ast.ClosureExpr, def_id: DefId) -> None:
        self.expr = expr
        self.def_id = def_id
        self.min_captures: dict[Any, list[Capture]] = {}
        self.fake_reads: list[tuple[Place, str, Any]] = []
        self.kind = 0
        self.origin: tuple[Span, Place] | None = None


class InferBorrowKind:
    """Collects the uses of upvars."""

    def __init__(self, tcx: Any) -> None:
        self.tcx = tcx
        self.uses: list[Capture] = []
        self.fake_reads: list[tuple[Place, str, Any]] = []

    def fake_read(self, place: Place, cause: str, node: Any) -> None:
        if place.base == "upvar":
            restricted, _ = restrict_capture_precision(self.tcx, place, "shared")
            restricted, _ = restrict_packed(self.tcx, restricted, "shared")
            self.fake_reads.append((restricted, cause, node))

    def consume(self, place: Place, node: Any) -> None:
        if place.base == "upvar":
            if indexed(node) is not node:
                self.borrow(place, node, "shared")
            else:
                self.uses.append(Capture(place, "value", node, node))

    def copy(self, place: Place, node: Any) -> None:
        self.borrow(place, node, "shared")

    def borrow(self, place: Place, node: Any, kind: str) -> None:
        if place.base != "upvar":
            return
        place, kind = restrict_packed(self.tcx, place, kind)
        if any(isinstance(ty, k.RawPtrTy) for ty in place.deref_tys()):
            # A raw pointer's target is not the closure's to borrow.
            kind = "shared"
        node = indexed(node)
        self.uses.append(Capture(place, kind, node, node))

    def mutate(self, place: Place, node: Any) -> None:
        self.borrow(place, node, "mut")


def indexed(node: Any) -> Any:
    """What is indexed in a use of a part of it: `a` of `a[0].x`.

    Closures are analysed while `a[0]` is a call of `Index::index` still, with a borrow of `a`; rustc makes it the
    operation of arrays and slices in the end only (`fix_index_builtin_expr`).
    """
    found, at = node, node
    while isinstance(at, (ast.IndexExpr, ast.FieldExpr)) or isinstance(at, ast.UnaryExpr) and at.op == "*":
        if isinstance(at, ast.IndexExpr):
            found = at.expr
        at = at.expr
    return found


def analyze_closures(fcx: Any) -> dict[DefId, ClosureAnalysis]:
    """Analyses every closure of the body, inner ones first."""
    found: dict[DefId, ClosureAnalysis] = {}
    for expr, def_id, ty in _innermost_first(fcx):
        found[def_id] = analyze_closure(fcx, expr, def_id, ty, found)
    return found


def _innermost_first(fcx: Any) -> list[Any]:
    """Closures in post-order: each after those inside it. Creation order is pre-order."""
    order: list[Any] = []
    stack: list[Any] = []
    for entry in fcx.closures:
        while stack and not _inside(fcx, entry[1], stack[-1][1]):
            order.append(stack.pop())
        stack.append(entry)
    while stack:
        order.append(stack.pop())
    return order


def _inside(fcx: Any, inner: DefId, outer: DefId) -> bool:
    at: DefId | None = inner
    while at is not None:
        at = fcx.tcx.parent(at)
        if at == outer:
            return True
        if at is not None and fcx.tcx.def_kind(at) not in ("closure", "inline const"):
            return False
    return False


def analyze_closure(
    fcx: Any, expr: ast.ClosureExpr, def_id: DefId, ty: k.ClosureTy, earlier: dict[DefId, ClosureAnalysis]
) -> ClosureAnalysis:
    analysis = ClosureAnalysis(expr, def_id)
    delegate = InferBorrowKind(fcx.tcx)
    upvars = fcx.tcx.upvars_mentioned(def_id) or {}
    ExprUseVisitor(fcx, delegate, upvars, def_id, earlier).consume_body(expr.params, expr.body)
    processed = process_captures(fcx, analysis, delegate.uses, expr.by_move)
    compute_min_captures(fcx, analysis, processed)
    if fcx.tcx.edition in ("2015", "2018"):
        compute_min_captures(fcx, analysis, whole_variables(fcx, upvars, expr.by_move))
        for variable, captures in analysis.min_captures.items():
            for capture in captures:
                if capture.path_expr is None and capture.kind_expr is None:
                    capture.path_expr = mention_at(expr, upvars[variable])
    if closure_kind(fcx.infcx, ty) is None:
        fcx.eq(ty.args[-3], closure_kind_ty(analysis.kind), expr.span)
    else:
        analysis.origin = None
    tys = [captured_ty(fcx, capture) for captures in analysis.min_captures.values() for capture in captures]
    fcx.eq(ty.args[-1], fcx.tcx.tuple(tuple(tys)) if tys else i.UNIT, expr.span)
    analysis.fake_reads = delegate.fake_reads
    fcx.resolve_deferred_calls(def_id)
    return analysis


def captured_ty(fcx: Any, capture: Capture) -> k.Ty:
    """The upvar's type inside the closure."""
    ty: k.Ty = fcx.resolve(capture.place.ty)
    if capture.kind != "value":
        ty = fcx.tcx.ref(i.RE_ERASED, ty, "not" if capture.kind == "shared" else "mut")
    return ty


def process_captures(fcx: Any, analysis: ClosureAnalysis, uses: list[Capture], by_move: bool) -> list[Capture]:
    """Shortens each place to what may be captured, and finds the kind of closure that the uses ask for."""
    processed = []
    for use in uses:
        place, kind = restrict_capture_precision(fcx.tcx, use.place, use.kind)
        place, kind = truncate_for_optimization(place, kind)
        needed = 2 if kind == "value" else 1 if kind in ("mut", "unique") else 0
        if needed > analysis.kind:
            analysis.kind = needed
            analysis.origin = (use.path_expr.span, place)
        if by_move:
            place, kind = adjust_for_move_closure(place, kind)
        else:
            place, kind = adjust_for_non_move_closure(place, kind)
        place, kind = restrict_for_drop_types(fcx, place, kind)
        processed.append(Capture(place, kind, use.kind_expr, use.path_expr))
    return processed


def whole_variables(fcx: Any, upvars: Any, by_move: bool) -> list[Capture]:
    """Before edition 2021 a closure captures each variable that it mentions whole: a use of each, as weak as can be."""
    kind = "value" if by_move else "shared"
    return [Capture(Place("upvar", v, fcx.local_ty(v, v.span), (), None), kind, None, None) for v in upvars]


def mention_at(closure: ast.ClosureExpr, span: Span) -> Any:
    """The path at that span in a closure."""
    stack: list[Any] = [closure.body]
    while stack:
        at = stack.pop()
        if isinstance(at, ast.PathExpr) and at.span == span:
            return at
        stack.extend(children(at))
    return None


# ---- how far into a place a capture may reach ----


def truncate(place: Place, kind: str, length: int) -> tuple[Place, str]:
    """The first `length` projections; a mutable borrow through a `&mut` becomes a unique one of the reference."""
    if kind == "mut":
        for at in range(length, len(place.projections)):
            before = place.ty_before(at)
            if place.projections[at].kind == "deref" and isinstance(before, k.RefTy) and before.mutbl == "mut":
                kind = "unique"
                break
    return place.truncated(length) if length < len(place.projections) else place, kind


def restrict_capture_precision(tcx: Any, place: Place, kind: str) -> tuple[Place, str]:
    """Not through a raw pointer, into a union, or to one element."""

    def stops(ty: k.Ty) -> bool:
        return isinstance(ty, k.RawPtrTy) or isinstance(ty, k.AdtTy) and tcx.adt_def(ty.def_id).kind == "union"

    if stops(place.base_ty):
        return truncate(place, kind, 0)
    for at, projection in enumerate(place.projections):
        if stops(projection.ty):
            place, kind = truncate(place, kind, at + 1)
            break
    for at, projection in enumerate(place.projections):
        if projection.kind in ("index", "subslice"):
            return truncate(place, kind, at)
    return place, kind


def restrict_packed(tcx: Any, place: Place, kind: str) -> tuple[Place, str]:
    """No reference into a packed struct."""
    for at in range(len(place.projections)):
        ty = place.ty_before(at)
        if place.projections[at].kind == "field" and isinstance(ty, k.AdtTy) and "packed" in tcx.adt_def(ty.def_id).flags:
            return truncate(place, kind, at)
    return place, kind


def truncate_for_optimization(place: Place, kind: str) -> tuple[Place, str]:
    """Data behind a shared reference is captured by copying the reference."""
    for at in range(len(place.projections) - 1, -1, -1):
        if place.projections[at].kind == "deref":
            before = place.ty_before(at)
            if isinstance(before, k.RefTy) and before.mutbl == "not":
                return truncate(place, kind, at + 1)
            break
    return place, kind


def _first_deref(place: Place) -> int | None:
    return next((at for at, p in enumerate(place.projections) if p.kind == "deref"), None)


def adjust_for_move_closure(place: Place, kind: str) -> tuple[Place, str]:
    at = _first_deref(place)
    if at is not None:
        place, kind = truncate(place, kind, at)
    return place, "value"


def adjust_for_non_move_closure(place: Place, kind: str) -> tuple[Place, str]:
    at = _first_deref(place)
    if kind == "value" and at is not None:
        return truncate(place, kind, at)
    return place, kind


def restrict_for_drop_types(fcx: Any, place: Place, kind: str) -> tuple[Place, str]:
    """Nothing is moved out of a type with a destructor."""
    if kind == "value" and not fcx.is_copy(place.ty):
        for at in range(len(place.projections)):
            ty = place.ty_before(at)
            if isinstance(ty, k.AdtTy) and fcx.tcx.adt_destructor(ty.def_id) is not None:
                return truncate(place, kind, at)
    return place, kind


# ---- the minimal set ----


def compute_min_captures(fcx: Any, analysis: ClosureAnalysis, uses: list[Capture]) -> None:
    table = analysis.min_captures
    for use in uses:
        captures = table.get(use.place.variable)
        if captures is None:
            table[use.place.variable] = [use]
        else:
            add_capture(captures, use)
    for captures in table.values():
        captures.sort(key=_field_order)


def add_capture(captures: list[Capture], use: Capture) -> None:
    """Merges `use` with its ancestor or its descendants among `captures`."""
    updated = use
    descendant = False
    kept = []
    for other in captures:
        if ancestry(use.place, other.place) == "ancestor":
            descendant = True
            _, kind = truncate(other.place, other.kind, len(use.place.projections))
            merged = stronger(updated, Capture(other.place, kind, other.kind_expr, other.path_expr))
            updated = Capture(use.place, merged.kind, merged.kind_expr, updated.path_expr)
        else:
            kept.append(other)
    captures[:] = kept
    if not descendant:
        for at, other in enumerate(captures):
            relation = ancestry(use.place, other.place)
            if relation == "same":
                merged = stronger(other, updated)
                captures[at] = Capture(other.place, merged.kind, merged.kind_expr, merged.path_expr)
                return
            if relation == "descendant":
                _, kind = truncate(use.place, updated.kind, len(other.place.projections))
                merged = stronger(other, Capture(use.place, kind, updated.kind_expr, updated.path_expr))
                captures[at] = Capture(other.place, merged.kind, merged.kind_expr, other.path_expr)
                return
    captures.append(updated)


def stronger(a: Capture, b: Capture) -> Capture:
    """The capture that asks for more; of equals the first, unless only the second knows the expression that asks."""
    if _RANK[a.kind] == _RANK[b.kind]:
        return b if a.kind_expr is None and b.kind_expr is not None else a
    return b if _RANK[b.kind] > _RANK[a.kind] else a


def ancestry(a: Place, b: Place) -> str:
    """What `a` is to `b`."""
    for p, q in zip(a.projections, b.projections):
        if p.kind != q.kind or p.field != q.field or p.variant != q.variant:
            return "divergent"
    if len(a.projections) == len(b.projections):
        return "same"
    return "descendant" if len(a.projections) > len(b.projections) else "ancestor"


def _field_order(capture: Capture) -> tuple[int, ...]:
    return tuple(p.field if p.kind == "field" else -1 for p in capture.place.projections)


def capture_mutability(results: r.TypeckResults, fcx: Any, place: Place) -> k.Mutability:
    """Whether the captured place may be written, by its declaration and the references passed."""
    mode = results.pat_binding_modes.get(place.variable)
    mutbl: k.Mutability = mode[1] if mode is not None else "not"
    for ty in place.deref_tys():
        if isinstance(ty, k.RefTy):
            if ty.mutbl == "not":
                return "not"
            mutbl = "mut"
    return mutbl
