"""Which `mut` is needed (rustc's `used_muts.rs`)."""

from __future__ import annotations

from collections.abc import Iterator

from rustmem.borrowck.context import BorrowckContext
from rustmem.borrowck.describe import from_desugaring
from rustmem.mir import body as m
from rustmem.mir.body import Location
from rustmem.source.span import Span


def gather_used_muts(cx: BorrowckContext) -> None:
    """A temporary's mutation uses the `mut` of the variable moved into it; what is never initialised is not judged."""
    body = cx.body
    temporaries = {local for local in cx.used_mut if not body.locals[local].is_user_variable}
    never = {
        local
        for local in range(body.arg_count + 1, len(body.locals))
        if body.locals[local].mutbl == "mut" and body.locals[local].is_user_variable and local not in cx.used_mut
    }
    if not temporaries and not never:
        return
    for index, block in enumerate(body.blocks):
        for i, statement in enumerate(block.statements):
            if type(statement) is m.Assign:
                never.discard(statement.place.local)
                if temporaries and statement.place.local in temporaries:
                    _moved_into(cx, Location(index, i))  # type: ignore[arg-type]
        if type(block.terminator) is m.Call:
            never.discard(block.terminator.destination.local)
            if block.terminator.destination.local in temporaries:
                _moved_into(cx, Location(index, len(block.statements)))  # type: ignore[arg-type]
    cx.used_mut |= never


def _moved_into(cx: BorrowckContext, location: Location) -> None:
    for move in cx.flow.moves_at(location):
        place = cx.flow.place_of(cx.flow.move_path(move))
        if not place.projection:
            cx.used_mut.add(place.local)


def unused_mut_locals(cx: BorrowckContext) -> Iterator[Span]:
    """Variables and parameters declared `mut` without need."""
    body = cx.body
    for local in range(1, len(body.locals)):
        decl = body.locals[local]
        if decl.mutbl != "mut" or local in cx.used_mut:
            continue
        if local > body.arg_count and not decl.is_user_variable:
            continue
        name = cx.local_names[local]
        span = decl.source_info.span
        if name is None or name.startswith("_") or from_desugaring(span):
            continue
        yield span
