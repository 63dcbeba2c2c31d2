"""Lints on the graph of a body: `unconditional_recursion`, `const_item_mutation`
(rustc_mir_transform's `check_call_recursion`, `check_const_item_mutation`)."""

from __future__ import annotations

from typing import Any

from rustmem.mir import body as m
from rustmem.source.diag import warning
from rustmem.source.index import DefId
from rustmem.source.span import Span
from rustmem.traits.instance import resolve_associated
from rustmem.ty import kind as k


def callee(call: Any) -> Any:
    """The type of the function that a call names; None if it calls a value."""
    ty = call.func.ty if type(call) is m.Call and type(call.func) is m.Constant else None
    return ty if type(ty) is k.FnDefTy else None


# ---- unconditional_recursion ----


def check_call_recursion(tcx: Any, body: m.Body) -> None:
    """A function none of whose paths comes to an end without calling it again."""
    if tcx.def_kind(body.def_id) not in ("fn", "assoc fn"):
        return
    if not any(callee(data.terminator) is not None for data in body.blocks):
        return
    found = Recursion(tcx, body).calls()
    if not found:
        return
    span = tcx.def_span(body.def_id)
    diag = warning("function cannot return without recursing", span, "unconditional_recursion")
    diag.label(span, "cannot return without recursing")
    for call in sorted(found, key=lambda s: (s.lo, s.hi)):
        diag.label(call, "recursive call site")
    tcx.emit(diag.help("a `loop` may express intention better if this is on purpose"), body.def_id)


class Recursion:
    """The search through one body; made once, used, dropped."""

    def __init__(self, tcx: Any, body: m.Body) -> None:
        self.tcx, self.body = tcx, body
        self.memo: dict[int, bool] = {}
        parent = tcx.parent(body.def_id)
        self.trait_args: tuple[Any, ...] = ()
        if parent is not None and tcx.def_kind(parent) == "trait":
            self.trait_args = tcx.identity_args(body.def_id)[: tcx.generics_of(parent).count]

    def calls(self) -> list[Span]:
        """Where the function calls itself; none if some path ends without, or may go round for ever."""
        visited: set[int] = set()
        settled: set[int] = set()
        spans: list[Span] = []
        stack: list[tuple[int, bool]] = [(0, False)]
        while stack:
            at, done = stack.pop()
            terminator = self.body.blocks[at].terminator
            if done:
                settled.add(at)
                if self.is_recursive(at):
                    assert terminator is not None
                    spans.append(terminator.source_info.span)
                continue
            if at in visited and at not in settled:
                return []
            if isinstance(terminator, (m.UnwindTerminate, m.UnwindResume, m.Return, m.Unreachable)):
                return []
            if at in visited:
                continue
            visited.add(at)
            stack.append((at, True))
            stack.extend((target, False) for target in self.successors(at))
        return spans

    def successors(self, at: int) -> list[int]:
        """Where control may go on, calls of the function itself left out, panics only where nothing else follows."""
        terminator: Any = self.body.blocks[at].terminator
        if self.is_recursive(at):
            return []
        if isinstance(terminator, m.SwitchInt):
            return list(terminator.targets)
        if isinstance(terminator, m.FalseEdge):
            return [terminator.real] if terminator.real != terminator.imaginary else []
        found = [t for name in ("target", "real") if (t := getattr(terminator, name, None)) is not None]
        unwind = getattr(terminator, "unwind", None)
        return found or ([unwind] if isinstance(unwind, int) else [])

    def is_recursive(self, at: int) -> bool:
        known = self.memo.get(at)
        if known is None:
            known = self.memo[at] = self._is_recursive(self.body.blocks[at].terminator)
        return known

    def _is_recursive(self, call: Any) -> bool:
        fn = callee(call)
        if fn is None or len(call.args) != self.body.arg_count:
            return False
        tcx, owner = self.tcx, self.body.def_id
        def_id, args = fn.def_id, tuple(tcx.erase_regions(arg) for arg in fn.args)
        parent = tcx.parent(def_id)
        if def_id != owner and (
            parent is None or tcx.def_kind(parent) != "trait" or tcx.item_name(def_id) != tcx.item_name(owner)
        ):
            return False
        if parent is not None and tcx.def_kind(parent) == "trait":
            found = resolve_associated(tcx, tcx.param_env(owner), def_id, args)
            if found is not None:
                def_id, args = found
        expected = tuple(tcx.erase_regions(arg) for arg in self.trait_args)
        return bool(def_id == owner and args[: len(expected)] == expected)


# ---- const_item_mutation ----

NEW_TEMPORARY = "each usage of a `const` item creates a new temporary"


def check_const_item_mutation(tcx: Any, body: m.Body) -> None:
    """A constant is copied wherever it is named, so what is done to it is done to the copy."""
    if not any(isinstance(decl.info, m.ConstRefInfo) for decl in body.locals):
        return
    for at, data in enumerate(body.blocks):
        for statement in data.statements:
            if type(statement) is not m.Assign:
                continue
            place, rvalue = statement.place, statement.rvalue
            if place.projection:
                item = const_item(body, place.local)
                if item is not None and not has_destructor(tcx, tcx.type_of(item)):
                    note = f"{NEW_TEMPORARY}; the original `const` item will not be modified"
                    _const_lint(tcx, body, place, item, statement.source_info, "attempting to modify a `const` item", (note,))
            if type(rvalue) is m.Ref and rvalue.kind in ("mut", "two-phase mut", "closure capture mut"):
                item = const_item(body, rvalue.place.local)
                if item is not None:
                    target = place.local if not place.projection else None
                    _mutable_reference(tcx, body, at, rvalue.place, item, statement.source_info, target)


def const_item(body: m.Body, local: int) -> DefId | None:
    """The constant that a temporary is a copy of."""
    info = body.locals[local].info
    return info.def_id if isinstance(info, m.ConstRefInfo) else None


def has_destructor(tcx: Any, ty: Any) -> bool:
    return type(ty) is k.AdtTy and tcx.adt_destructor(ty.def_id) is not None


def _mutable_reference(
    tcx: Any, body: m.Body, at: int, place: m.Place, item: DefId, info: m.SourceInfo, target: int | None
) -> None:
    method = self_call(tcx, body, target, at) if target is not None else None
    if method is not None:
        terminator = body.blocks[at].terminator
        assert terminator is not None
        info = terminator.source_info
    notes = (NEW_TEMPORARY, "the mutable reference will refer to this temporary, not the original `const` item")
    _const_lint(tcx, body, place, item, info, "taking a mutable reference to a `const` item", notes, method)


def _const_lint(
    tcx: Any,
    body: m.Body,
    place: m.Place,
    item: DefId,
    info: m.SourceInfo,
    message: str,
    notes: tuple[str, ...],
    method: DefId | None = None,
) -> None:
    if any(type(step) is m.Deref for step in place.projection):
        return
    diag = warning(message, info.span, "const_item_mutation")
    for note in notes:
        diag.note(note)
    if method is not None:
        diag.span_note(tcx.def_span(method), "mutable reference created due to call to this method")
    tcx.emit(diag.span_note(tcx.def_span(item), "`const` item defined here"), body.def_id)


def self_call(tcx: Any, body: m.Body, local: int, block: int) -> DefId | None:
    """The method that the block ends with a call of, if `local` or a reborrow of it is the receiver."""
    call: Any = body.blocks[block].terminator
    fn = callee(call)
    if fn is None or tcx.def_kind(fn.def_id) != "assoc fn" or not tcx.associated_item(fn.def_id).has_self or not call.args:
        return None
    receiver = call.args[0]
    if type(receiver) is m.Constant or receiver.place.projection:
        return None
    if receiver.place.local == local:
        return fn.def_id  # type: ignore[no-any-return]
    for statement in body.blocks[block].statements:
        if type(statement) is m.Assign and statement.place == receiver.place and type(statement.rvalue) is m.Ref:
            if statement.rvalue.place == m.Place(local, (m.DEREF,)):  # type: ignore[arg-type]
                return fn.def_id  # type: ignore[no-any-return]
    return None
