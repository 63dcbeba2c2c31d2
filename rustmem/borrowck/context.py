"""The borrow check of one body: what is known, and the errors found so far (rustc's `MirBorrowckCtxt`)."""

from __future__ import annotations

from typing import Any

from rustmem.borrowck.borrow_set import BorrowData, BorrowSet
from rustmem.borrowck.hir_search import HirBody
from rustmem.borrowck.region_infer import RegionInferenceContext
from rustmem.borrowck.type_check import PlaceTy, TypeChecker, upvar_field_projection
from rustmem.mir import body as m
from rustmem.mir.body import Body, Location, Place
from rustmem.source.diag import Diag
from rustmem.source.node import node
from rustmem.source.span import Span
from rustmem.ty import kind as k


@node
class Read:
    kind: str
    """`copy` or `borrow`."""
    borrow: str = ""
    """The kind of borrow."""


@node
class Write:
    kind: str
    """`mutable borrow`, `mutate`, `move`, `replace`, `storage dead or drop`."""
    borrow: str = ""
    phase: str = "write"
    """`write`; of a two-phase borrow `reservation` or `activation`."""
    loan: BorrowData | None = None


@node
class State:
    """What holds before a statement: bits of loans in scope, of move paths maybe uninitialised, of initialisations."""

    borrows: int
    uninits: int
    ever_inits: int


@node
class RootPlace:
    """The place whose `mut` allows a mutation."""

    place: Place
    mutation: str


class BorrowckContext:
    """State shared by the walk and the functions that report."""

    def __init__(
        self,
        root: Any,
        checker: TypeChecker,
        regions: RegionInferenceContext,
        borrow_set: BorrowSet,
        flow: Any,
        graph: Any,
        region_namer: Any,
    ) -> None:
        self.root = root
        """The check of the outermost body: `used_mut_upvars` of closures."""
        self.checker = checker
        self.tcx = checker.tcx
        self.infcx = checker.infcx
        self.body: Body = checker.body
        self.def_id = self.body.def_id
        self.regions = regions
        self.universal = regions.universal
        self.borrow_set = borrow_set
        self.flow = flow
        self.graph = graph
        """`reverse_postorder`, `predecessors`, `dominates(a, b)` of blocks."""
        self.reverse_postorder: list[int] = graph.reverse_postorder
        self.namer = region_namer
        self.param_env = checker.collector.param_env
        self.local_names = _local_names(self.body)
        self.buffered: list[Diag] = []
        self.buffered_move_errors: dict[tuple[int, ...], tuple[Place, Diag]] = {}
        self.buffered_mut_errors: dict[Span, tuple[Diag, int]] = {}
        self.access_place_error_reported: set[tuple[Place, Span]] = set()
        self.reservation_error_reported: set[Place] = set()
        self.uninitialized_error_reported: set[int] = set()
        self.fn_self_span_reported: set[Span] = set()
        self.used_mut: set[int] = set()
        self.used_mut_upvars: list[int] = []
        self.move_errors: list[Any] = []
        self.next_region_name = 1
        self.region_names: dict[int, Any] = {}
        self._hir: HirBody | None = None

    # -- places --

    def place_ty(self, place: Place) -> PlaceTy:
        return self.checker.place_ty(place)

    def has_dtor(self, ty: k.AdtTy) -> bool:
        adt = self.tcx.adt_def(ty.def_id)
        return "box" not in adt.flags and self.tcx.adt_destructor(ty.def_id) is not None

    def is_box(self, ty: Any) -> bool:
        return type(ty) is k.AdtTy and "box" in self.tcx.adt_def(ty.def_id).flags

    def is_ref_to_static(self, local: int) -> bool:
        return type(self.body.locals[local].info) is m.StaticRefInfo

    def is_ref_to_thread_local(self, local: int) -> bool:
        info = self.body.locals[local].info
        return type(info) is m.StaticRefInfo and info.is_thread_local

    def is_ref_for_guard(self, local: int) -> bool:
        return type(self.body.locals[local].info) is m.RefForGuard

    def upvar_field(self, place: Place) -> int | None:
        """rustc's `is_upvar_field_projection`."""
        if place.local != 1 or not self.body.upvars:
            return None
        return upvar_field_projection(self.body, place, self.checker.local_tys)

    def is_mutable(self, place: Place, mutation: str) -> RootPlace | Place:
        """The root that makes `place` mutable, or the part of it that is not (rustc's `is_mutable`)."""
        while True:
            if not place.projection:
                if self.body.locals[place.local].mutbl == "mut" or mutation != "no":
                    return RootPlace(place, mutation)
                return place
            base = Place(place.local, place.projection[:-1])
            if place.projection[-1].kind == "deref":
                ty = self.place_ty(base).ty
                if type(ty) is k.RefTy:
                    if ty.mutbl == "not":
                        return place
                    field = self.upvar_field(place)
                    if field is None or not self.body.upvars[field].by_ref:
                        mutation = "yes"
                elif type(ty) is k.RawPtrTy:
                    return place if ty.mutbl == "not" else RootPlace(place, mutation)
            else:
                field = self.upvar_field(place)
                if field is not None:
                    if self.body.upvars[field].mutbl == "not" and mutation != "yes":
                        return place
                    inner = self.is_mutable(base, mutation)
                    return inner if type(inner) is not RootPlace else RootPlace(place, mutation)
            place = base

    def is_active(self, loan: BorrowData, location: Location) -> bool:
        """Whether a two-phase loan is mutable by now."""
        if loan.activation == "not two-phase":
            return True
        if not isinstance(loan.activation, tuple):
            return False
        if self.dominates(loan.activation, location):
            return True
        reserve = Location(loan.reserve_location.block, loan.reserve_location.statement + 1)
        return not self.dominates(reserve, location)

    # -- the graph --

    def dominates(self, a: Location, b: Location) -> bool:
        if a.block == b.block:
            return a.statement <= b.statement
        return bool(self.graph.dominates(a.block, b.block))

    def is_predecessor(self, a: Location, b: Location) -> bool:
        """Whether control can go from `a` to `b`."""
        if a.block == b.block and a.statement < b.statement:
            return True
        queue, seen = list(self.graph.predecessors[b.block]), set()
        while queue:
            block = queue.pop()
            if block == a.block:
                return True
            if block not in seen:
                seen.add(block)
                queue.extend(self.graph.predecessors[block])
        return False

    def predecessor_locations(self, location: Location) -> list[Location]:
        if location.statement:
            return [Location(location.block, location.statement - 1)]
        blocks = self.body.blocks
        return [Location(b, len(blocks[b].statements)) for b in self.graph.predecessors[location.block]]

    def statement_at(self, location: Location) -> Any:
        """The statement, or None at a terminator."""
        statements = self.body.blocks[location.block].statements
        return statements[location.statement] if location.statement < len(statements) else None

    def span_at(self, location: Location) -> Span:
        return self.checker.span_at(location)

    def only_assignment_source(self, local: int) -> Place | None:
        """The place from which a temporary that is assigned once is borrowed, copied or moved."""
        for block in self.body.blocks:
            for statement in block.statements:
                if type(statement) is m.Assign and statement.place == Place(local):  # type: ignore[arg-type]
                    rvalue = statement.rvalue
                    if type(rvalue) is m.Ref:
                        return rvalue.place
                    if type(rvalue) is m.Use and type(rvalue.operand) is not m.Constant:
                        return rvalue.operand.place  # type: ignore[union-attr]
                    return None
        return None

    def local_kind(self, local: int) -> str:
        """`return`, `arg` or `temp`."""
        if local == 0:
            return "return"
        return "arg" if local <= self.body.arg_count else "temp"

    # -- the tree, read only once there is an error --

    @property
    def hir(self) -> HirBody:
        if self._hir is None:
            self._hir = HirBody(self.tcx, self.def_id)
        return self._hir

    def find_expr(self, span: Span) -> Any:
        return self.hir.find_expr(span)

    def end_point(self, span: Span) -> Span:
        """The last character of `span` (rustc's `SourceMap::end_point`)."""
        text = self.tcx.source_map.snippet(span)
        width = len(text[-1].encode()) if text else 1
        return span.with_lo(max(span.hi - width, span.lo))

    def snippet(self, span: Span) -> str:
        return self.tcx.source_map.snippet(span)

    # -- errors --

    def buffer(self, diag: Diag | None) -> None:
        if diag is not None:
            self.buffered.append(diag)

    def emit_errors(self) -> None:
        """Everything found, sorted by position."""
        self.buffered.extend(diag for _, diag in self.buffered_move_errors.values())
        for diag, count in self.buffered_mut_errors.values():
            if count > 10:
                diag.note(f"...and {count - 10} other attempted mutable borrows")
            self.buffered.append(diag)
        self.buffered.sort(key=_sort_key)
        if any(diag.code == "E0521" for diag in self.buffered):
            # rustc numbers the lifetimes of a body through, and an escape may take a number without showing it.
            for diag in self.buffered:
                if diag.code != "E0521" and any("`'1`" in str(label) for _, label in diag.labels):
                    diag.not_modelled("the number in a lifetime's name")
        for diag in self.buffered:
            self.tcx.emit(diag, self.def_id)


def _sort_key(diag: Diag) -> tuple[int, int]:
    span = diag.sort_span
    return (span.lo, span.hi) if span is not None else (0, 0)


def _local_names(body: Body) -> list[str | None]:
    names: list[str | None] = [None] * len(body.locals)
    for info in body.var_debug_info:
        if not info.place.projection:
            names[info.place.local] = info.name
    return names
