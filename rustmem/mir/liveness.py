"""Which locals may be read later: rustc's `MaybeLiveLocals`."""

from __future__ import annotations

from rustmem.mir import body as m
from rustmem.mir import visit as v
from rustmem.mir.dataflow import Effect


def statement_effect(statement: m.Statement) -> Effect:
    effect = _Effect()
    v.visit_statement(statement, effect.place)
    return effect.uses, effect.defs


def terminator_effect(terminator: m.Terminator) -> Effect:
    effect = _Effect()
    v.visit_terminator(terminator, effect.place)
    return effect.uses, effect.defs


class _Effect:
    __slots__ = ("uses", "defs")

    def __init__(self) -> None:
        self.uses = 0
        self.defs = 0

    def place(self, place: m.Place, context: v.Context) -> None:
        if context == v.STORAGE_LIVE or context == v.STORAGE_DEAD:
            self.defs |= 1 << place.local
            return
        if context == v.ASCRIBE:
            return
        indirect = False
        for elem in place.projection:
            if type(elem) is m.Deref:
                indirect = True
            elif type(elem) is m.Index:
                self.uses |= 1 << elem.local
        if (context == v.STORE or context == v.CALL or context == v.SET_DISCRIMINANT) and not indirect:
            if not place.projection and context == v.STORE:
                self.defs |= 1 << place.local
            return
        self.uses |= 1 << place.local
