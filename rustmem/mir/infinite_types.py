"""Types of infinite size met by bodies: the cycles of rustc's `adt_drop_tys` and `adt_dtorck_constraint` (E0391).

A type that holds itself without indirection is reported as such (E0072), and bodies are looked into all the same.
What asks whether a value of it needs dropping then runs into a cycle of queries. rustc goes on after some of these
cycles and aborts after others.
"""

from __future__ import annotations

from typing import Any

from rustmem.source.cycle import Step, cycle_error
from rustmem.source.diag import Diag
from rustmem.source.index import DefId
from rustmem.ty import kind as k
from rustmem.ty.context import FatalError, TyCtxt
from rustmem.ty.print import FmtPrinter, full_path_str, print_value

_NOTHING = {
    k.BoolTy, k.CharTy, k.IntTy, k.FloatTy, k.StrTy, k.NeverTy, k.RefTy, k.RawPtrTy, k.FnDefTy, k.FnPtrTy, k.ErrorTy,
    k.ForeignTy,
}  # fmt: skip


class _Cycle(Exception):
    """A query that asked for itself: the definitions on the way."""

    def __init__(self, path: list[DefId]) -> None:
        super().__init__()
        self.path = path


class _AlwaysDrops(Exception):
    """A part has a destructor: nothing more is asked."""


def check_needs_drop(tcx: TyCtxt, ty: k.Ty) -> None:
    """What `needs_drop` of `ty` runs into. rustc aborts after the cycle."""
    for part in _components(ty):
        if type(part) is not k.AdtTy:
            continue
        asked = part if len(_components(ty)) == 1 else ty
        try:
            _drop_types(tcx, asked, [])
        except _Cycle as cycle:
            name = _name(tcx, asked)
            diag = _report(tcx, cycle.path, "computing when `{}` needs drop", f"computing whether `{name}` needs drop")
            tcx.emit(diag if _plain(tcx, asked) else diag.not_modelled("the path of a library type"))
            raise FatalError from None
        except _AlwaysDrops:
            pass
        return


def check_drop_outlives(tcx: TyCtxt, ty: k.Ty, owner: DefId) -> None:
    """What `dropck_outlives` of a local's type runs into. rustc goes on after the cycle."""
    done = tcx.cache("drop-check constraints")
    stack, seen = [ty], {ty}
    try:
        while stack:
            for part in _constraint_types(tcx, stack.pop(), [], done):
                if part not in seen:
                    seen.add(part)
                    stack.append(part)
    except _Cycle as cycle:
        name = _name(tcx, ty)
        diag = _report(tcx, cycle.path, "computing drop-check constraints for `{}`", f"computing dropck types for `{name}`")
        tcx.emit(diag if _plain(tcx, ty) else diag.not_modelled("the path of a library type"), owner)
        for def_id in cycle.path:
            done[def_id] = ()


def _report(tcx: TyCtxt, path: list[DefId], doing: str, used_by: str) -> Diag:
    steps: list[Step] = [(doing.format(full_path_str(tcx, at)), tcx.def_span(at)) for at in path]
    return cycle_error(steps, (used_by, None))


def _name(tcx: TyCtxt, ty: k.Ty) -> str:
    return print_value(FmtPrinter(tcx, trimmed="no"), ty)


def _plain(tcx: TyCtxt, ty: k.Ty) -> bool:
    """Whether only the user's types are named: those of the library have another path here."""
    return type(ty) is k.AdtTy and tcx.is_local(ty.def_id) and all(type(a) in _NOTHING or _plain(tcx, a) for a in ty.args)  # type: ignore[arg-type]


# ---- needs_drop ----


def _components(ty: k.Ty) -> list[k.Ty]:
    """rustc's `needs_drop_components`."""
    if type(ty) in _NOTHING:
        return []
    if type(ty) is k.TupleTy:
        return [part for elem in ty.elems for part in _components(elem)]
    if type(ty) is k.SliceTy:
        return _components(ty.ty)
    if type(ty) is k.ArrayTy:
        empty = type(ty.length) is k.ValueConst and ty.length.value == 0
        return [] if empty else _components(ty.ty)
    return [ty]


def _drop_types(tcx: TyCtxt, ty: k.Ty, stack: list[DefId]) -> list[k.Ty]:
    """rustc's `NeedsDropTypes`: the parts of `ty` that depend on parameters."""
    found: list[k.Ty] = []
    seen, unchecked = {ty}, [ty]
    while unchecked:
        at = unchecked.pop()
        for part in _components(at):
            if type(part) is k.AdtTy:
                for inner in _adt_parts(tcx, part, stack):
                    if inner not in seen:
                        seen.add(inner)
                        unchecked.append(inner)
            elif part is at:
                found.append(part)
            elif part not in seen:
                seen.add(part)
                unchecked.append(part)
    return found


def _adt_parts(tcx: TyCtxt, ty: k.AdtTy, stack: list[DefId]) -> list[k.Ty]:
    adt = tcx.adt_def(ty.def_id)
    if "manually_drop" in adt.flags or "phantom_data" in adt.flags:
        return []
    if "box" in adt.flags or tcx.adt_destructor(ty.def_id) is not None:
        raise _AlwaysDrops
    if adt.kind == "union":
        return []
    parts: list[k.Ty] = []
    for variant in adt.variants:
        for field in variant.fields:
            held = tcx.subst(tcx.type_of(field.def_id), ty.args)
            if type(held) is k.AdtTy:
                parts.extend(tcx.subst(part, held.args) for part in _adt_drop_types(tcx, held.def_id, stack))
            else:
                parts.append(held)
    return parts


def _adt_drop_types(tcx: TyCtxt, def_id: DefId, stack: list[DefId]) -> list[k.Ty]:
    if def_id in stack:
        raise _Cycle(stack[stack.index(def_id) :])
    stack.append(def_id)
    found = _drop_types(tcx, tcx.adt(def_id, tcx.identity_args(def_id)), stack)
    stack.pop()
    return found


# ---- dropck_outlives ----


def _constraint_types(tcx: TyCtxt, ty: k.Ty, stack: list[DefId], done: dict[Any, Any]) -> list[k.Ty]:
    """rustc's `dtorck_constraint_for_ty_inner`: the types whose own constraints are still to be looked for."""
    if type(ty) in _NOTHING:
        return []
    if type(ty) is k.TupleTy:
        return [part for elem in ty.elems for part in _constraint_types(tcx, elem, stack, done)]
    if type(ty) is k.SliceTy or type(ty) is k.ArrayTy:
        return _constraint_types(tcx, ty.ty, stack, done)
    if type(ty) is k.AdtTy:
        return [tcx.subst(part, ty.args) for part in _adt_constraint(tcx, ty.def_id, stack, done)]
    return [ty] if stack else []


def _adt_constraint(tcx: TyCtxt, def_id: DefId, stack: list[DefId], done: dict[Any, Any]) -> tuple[k.Ty, ...]:
    if def_id in done:
        return done[def_id]  # type: ignore[no-any-return]
    adt = tcx.adt_def(def_id)
    if "manually_drop" in adt.flags:
        return ()
    if "phantom_data" in adt.flags:
        return (tcx.identity_args(def_id)[0],)  # type: ignore[return-value]
    if def_id in stack:
        raise _Cycle(stack[stack.index(def_id) :])
    stack.append(def_id)
    found: list[k.Ty] = []
    for variant in adt.variants:
        for field in variant.fields:
            found += _constraint_types(tcx, tcx.type_of(field.def_id), stack, done)
    stack.pop()
    done[def_id] = tuple(dict.fromkeys(found))
    return done[def_id]  # type: ignore[no-any-return]
