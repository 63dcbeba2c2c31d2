"""Layouts against the figures that rustc gives."""

from __future__ import annotations

from traits_world import World

from rustmem.traits.layout import align_of, layout_of, size_of
from rustmem.ty.generics import AdtDef, VariantDef
from rustmem.ty.intern import BOOL, CHAR, I32, RE_ERASED, STR, U8, U16, U32, U64


def enum(w: World, name: str, *variants: object) -> object:
    made = []
    for i, fields in enumerate(variants):
        struct = w.adt(f"{name}{i}", (), fields)
        made.append(VariantDef(struct, None, "fn", str(i), i, i, w.tables["adt_def"][struct].variants[0].fields))
    d = w.adt(name)
    w.tables["adt_def"][d] = AdtDef(d, "enum", tuple(made), frozenset())
    return w.tcx.adt(d)


def world() -> World:
    w = World()
    provider = w.tcx.param_env
    del provider
    from rustmem.ty.generics import ParamEnv

    w.tcx.param_env = lambda d: ParamEnv(())
    return w


def test_fields_are_reordered() -> None:
    w = world()
    s = w.tcx.adt(w.adt("S", (), [U8, U32, U16]))

    assert (size_of(w.tcx, s), align_of(w.tcx, s)) == (8, 4)
    assert layout_of(w.tcx, s).offsets == (6, 0, 4)


def test_options_use_niches() -> None:
    w = world()
    tcx = w.tcx

    assert size_of(tcx, enum(w, "OptRef", [], [tcx.ref(RE_ERASED, I32)])) == 8
    assert size_of(tcx, enum(w, "OptStr", [], [tcx.ref(RE_ERASED, STR)])) == 16
    assert size_of(tcx, enum(w, "OptBool", [], [BOOL])) == 1
    assert size_of(tcx, enum(w, "OptOptBool", [], [enum(w, "Inner", [], [BOOL])])) == 1
    assert size_of(tcx, enum(w, "OptChar", [], [CHAR])) == 4
    assert size_of(tcx, enum(w, "OptU32", [], [U32])) == 8
    assert size_of(tcx, enum(w, "OptU8", [], [U8])) == 2


def test_tagged_enums() -> None:
    w = world()
    tcx = w.tcx

    assert size_of(tcx, enum(w, "Shape", [U64], [U64, U64], [])) == 24
    assert size_of(tcx, enum(w, "Unit", [], [], [])) == 1
    assert size_of(tcx, enum(w, "Mixed", [U8, U32], [U16])) == 8
    assert size_of(tcx, enum(w, "Void")) == 0
    assert size_of(tcx, tcx.tuple((U8, U32, U8))) == 8
    assert size_of(tcx, tcx.array(U16, 5)) == 10
