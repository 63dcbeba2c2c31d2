"""Move paths: the places that are moved and initialised as a unit. rustc's `rustc_mir_dataflow::move_paths`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Literal

from rustmem.mir import body as m
from rustmem.mir.place_ty import deref_ty, place_ty
from rustmem.source.index import Local, MovePathIndex
from rustmem.source.row import NamedTuple
from rustmem.ty import kind as k

Key = tuple[str, int]
"""What a path adds to its parent: `deref`, a field, a variant, an element."""


class MovePath:
    __slots__ = ("place", "parent", "first_child", "next_sibling")

    def __init__(self, place: m.Place, parent: MovePathIndex | None) -> None:
        self.place = place
        self.parent = parent
        self.first_child: MovePathIndex | None = None
        self.next_sibling: MovePathIndex | None = None


class MoveOut(NamedTuple):
    path: MovePathIndex
    source: m.Location


class Init(NamedTuple):
    """An initialisation: `deep` of all of the path, or `non-panic` only where the call returns."""

    path: MovePathIndex
    location: m.Location | Local
    """A local for an argument."""
    kind: Literal["deep", "non-panic"]


class MoveData:
    """The move paths of a body, its moves and initialisations, by location and by path."""

    def __init__(self, tcx: Any, body: m.Body, keep: Callable[[k.Ty], bool] | None = None) -> None:
        self.tcx = tcx
        self.body = body
        self.keep = keep
        """Types of interest; None: all."""
        self.paths: list[MovePath] = []
        self.moves: list[MoveOut] = []
        self.inits: list[Init] = []
        self.moves_at: dict[m.Location, list[int]] = {}
        self.moves_of: list[list[int]] = []
        self.inits_at: dict[m.Location, list[int]] = {}
        self.inits_of: list[list[int]] = []
        self.locals: list[MovePathIndex | None] = []
        self.projections: dict[tuple[MovePathIndex, Key], MovePathIndex] = {}
        self.children_bits: dict[MovePathIndex, int] = {}
        _Gatherer(self).gather()

    # -- lookup --

    def find(self, place: m.Place) -> tuple[MovePathIndex | None, bool]:
        """The path of `place`, or of the closest place that holds it; and whether it is exact."""
        at = self.locals[place.local]
        if at is None:
            return None, False
        for elem in place.projection:
            key = key_of(elem)
            if key is None:
                continue
            following = self.projections.get((at, key))
            if following is None:
                return at, False
            at = following
        return at, True

    def find_exact(self, place: m.Place) -> MovePathIndex | None:
        path, exact = self.find(place)
        return path if exact else None

    def children(self, path: MovePathIndex) -> Iterator[MovePathIndex]:
        """The direct children, the latest first, as rustc links them."""
        at = self.paths[path].first_child
        while at is not None:
            yield at
            at = self.paths[at].next_sibling

    def bits_of(self, path: MovePathIndex) -> int:
        """The path and everything below it, as bits."""
        found = self.children_bits.get(path)
        if found is None:
            found = 1 << path
            for child in self.children(path):
                found |= self.bits_of(child)
            self.children_bits[path] = found
        return found


def key_of(elem: m.ProjectionElem) -> Key | None:
    """The key of a projection among its siblings; None for one that stays at the same path."""
    cls = type(elem)
    if type(elem) is m.Field:
        return "field", elem.index
    if cls is m.Deref:
        return "deref", 0
    if cls is m.Downcast:
        return "variant", elem.variant  # type: ignore[union-attr]
    if cls is m.ConstantIndex:
        return "element from end" if elem.from_end else "element", elem.offset  # type: ignore[union-attr]
    if cls is m.Index:
        return "index", 0
    if cls is m.Subslice:
        return "subslice", elem.lo  # type: ignore[union-attr]
    return None


class _Gatherer:
    """rustc's `MoveDataBuilder`."""

    def __init__(self, data: MoveData) -> None:
        self.data = data
        self.tcx = data.tcx
        self.body = data.body
        self.location = m.START

    def gather(self) -> None:
        data, body = self.data, self.body
        for local, decl in enumerate(body.locals):
            wanted = type(decl.info) is not m.DerefTemp and (data.keep is None or data.keep(decl.ty))
            data.locals.append(self.new_path(m.Place(Local(local)), None) if wanted else None)
        for arg in range(1, body.arg_count + 1):
            path = data.locals[arg]
            if path is not None:
                self.add_init(path, Local(arg), "deep", None)
        for block, contents in enumerate(body.blocks):
            for index, statement in enumerate(contents.statements):
                self.location = m.Location(block, index)  # type: ignore[arg-type]
                gather = _STATEMENTS.get(type(statement))
                if gather is not None:
                    gather(self, statement)
            self.location = m.Location(block, len(contents.statements))  # type: ignore[arg-type]
            gather = _TERMINATORS.get(type(contents.terminator))
            if gather is not None:
                gather(self, contents.terminator)

    # -- paths --

    def new_path(self, place: m.Place, parent: MovePathIndex | None) -> MovePathIndex:
        data = self.data
        index = MovePathIndex(len(data.paths))
        path = MovePath(place, parent)
        if parent is not None:
            above = data.paths[parent]
            path.next_sibling, above.first_child = above.first_child, index
        data.paths.append(path)
        data.moves_of.append([])
        data.inits_of.append([])
        return index

    def sub_path(self, base: MovePathIndex, elem: m.ProjectionElem, place: m.Place) -> MovePathIndex:
        key = (base, key_of(elem))
        found = self.data.projections.get(key)  # type: ignore[arg-type]
        if found is None:
            found = self.data.projections[key] = self.new_path(place, base)  # type: ignore[index]
        return found

    def path_for(self, place: m.Place) -> MovePathIndex | None:
        """The path of `place`, made if needed. None: it cannot be moved as a unit (behind a reference, in a slice, in a
        type with a destructor). Of a union's field, the union."""
        data = self.data
        base = data.locals[place.local]
        if base is None:
            return None
        projection = place.projection
        if not projection:
            return base
        union = None
        ty = self.body.locals[place.local].ty
        adt: Any = None
        for position, elem in enumerate(projection):
            cls = type(elem)
            if cls is m.Deref:
                if type(ty) is not k.AdtTy:
                    return None
            elif cls is m.Field:
                if type(ty) is k.AdtTy:
                    adt = self.tcx.adt_def(ty.def_id)
                    if "box" in adt.flags or self.tcx.adt_destructor(ty.def_id) is not None:
                        return None
                    if adt.kind == "union" and union is None:
                        union = base
            elif cls is m.ConstantIndex or cls is m.Subslice:
                if type(ty) is k.SliceTy:
                    return None
            elif cls is m.Index:
                return None
            elem_ty = _projected(ty, elem, self.tcx)
            if cls is not m.Downcast and data.keep is not None and not data.keep(elem_ty):
                return None
            if union is None and cls is not m.OpaqueCast:
                base = self.sub_path(base, elem, m.Place(place.local, projection[: position + 1]))
            ty = elem_ty
        return base if union is None else union

    # -- moves and initialisations --

    def move(self, place: m.Place) -> None:
        last = place.projection[-1] if place.projection else None
        if type(last) is m.Subslice and not last.from_end:
            # Elements one by one, so that the paths are disjoint.
            base_place = m.Place(place.local, place.projection[:-1])
            base = self.path_for(base_place)
            if base is None:
                return
            ty = place_ty(self.body.locals, self.tcx, base_place)
            length = ty.length.value  # type: ignore[attr-defined]
            for offset in range(last.lo, last.hi):
                elem = m.ConstantIndex(offset, length, False)
                self.record_move(self.sub_path(base, elem, base_place.project(elem)))
            return
        path = self.path_for(place)
        if path is not None:
            self.record_move(path)

    def record_move(self, path: MovePathIndex) -> None:
        data = self.data
        index = len(data.moves)
        data.moves.append(MoveOut(path, self.location))
        data.moves_of[path].append(index)
        data.moves_at.setdefault(self.location, []).append(index)

    def init(self, place: m.Place, kind: Any) -> None:
        if place.projection and type(place.projection[-1]) is m.Field:
            above = m.Place(place.local, place.projection[:-1])
            ty = place_ty(self.body.locals, self.tcx, above)
            if type(ty) is k.AdtTy and self.tcx.adt_def(ty.def_id).kind == "union":
                place = above
        path = self.data.find_exact(place)
        if path is not None:
            self.add_init(path, self.location, kind, self.location)

    def add_init(self, path: MovePathIndex, where: Any, kind: Any, location: m.Location | None) -> None:
        data = self.data
        index = len(data.inits)
        data.inits.append(Init(path, where, kind))
        data.inits_of[path].append(index)
        if location is not None:
            data.inits_at.setdefault(location, []).append(index)

    # -- statements and terminators --

    def operand(self, operand: m.Operand) -> None:
        if type(operand) is m.Move:
            self.move(operand.place)

    def assign(self, s: m.Assign) -> None:
        self.path_for(s.place)
        self.init(s.place, "deep")
        rvalue = s.rvalue
        cls = type(rvalue)
        if cls is m.Use or cls is m.Cast or cls is m.Repeat or cls is m.UnaryOp:
            self.operand(rvalue.operand)  # type: ignore[union-attr]
        elif cls is m.BinaryOp:
            self.operand(rvalue.left)  # type: ignore[union-attr]
            self.operand(rvalue.right)  # type: ignore[union-attr]
        elif cls is m.Aggregate:
            for operand in rvalue.operands:  # type: ignore[union-attr]
                self.operand(operand)

    def fake_read(self, s: m.FakeRead) -> None:
        self.path_for(s.place)

    def storage_dead(self, s: m.StorageDead) -> None:
        self.move(m.Place(s.local))

    def drop(self, t: m.Drop) -> None:
        if t.replace:
            # The assignment that follows is what initialises the place.
            self.path_for(t.place)
        else:
            self.move(t.place)

    def call(self, t: m.Call) -> None:
        self.operand(t.func)
        for arg in t.args:
            self.operand(arg)
        if t.target is not None:
            self.path_for(t.destination)
            self.init(t.destination, "non-panic")

    def switch(self, t: m.SwitchInt) -> None:
        self.operand(t.discr)

    def assert_(self, t: m.Assert) -> None:
        self.operand(t.cond)


def _projected(ty: k.Ty, elem: m.ProjectionElem, tcx: Any) -> k.Ty:
    cls = type(elem)
    if cls is m.Field or cls is m.OpaqueCast:
        return elem.ty  # type: ignore[union-attr]
    if cls is m.Deref:
        return deref_ty(ty, tcx)
    if cls is m.ConstantIndex or cls is m.Index:
        return ty.ty  # type: ignore[attr-defined, no-any-return]
    return ty


_STATEMENTS: dict[type, Callable[[_Gatherer, Any], None]] = {
    m.Assign: _Gatherer.assign,
    m.FakeRead: _Gatherer.fake_read,
    m.StorageDead: _Gatherer.storage_dead,
}
_TERMINATORS: dict[type, Callable[[_Gatherer, Any], None]] = {
    m.Drop: _Gatherer.drop,
    m.Call: _Gatherer.call,
    m.SwitchInt: _Gatherer.switch,
    m.Assert: _Gatherer.assert_,
}
