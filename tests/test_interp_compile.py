"""The compiler from MIR to Python, over MIR that rustc printed."""

from __future__ import annotations

import types
from typing import Any

import pytest
from mir_text import Reader

from rustmem.interp.errors import RustPanic
from rustmem.interp.flow import Flow
from rustmem.interp.machine import Machine
from rustmem.source.source_map import SourceMap
from rustmem.ty.intern import Interner

SUM = """
fn sum(_1: u32) -> u32 {
    let mut _0: u32;
    let mut _2: u32;
    let mut _3: bool;
    let mut _4: (u32, bool);
    let mut _5: (u32, bool);

    bb0: {
        _0 = const 0_u32;
        _2 = const 0_u32;
        goto -> bb1;
    }

    bb1: {
        _3 = Lt(copy _2, copy _1);
        switchInt(move _3) -> [0: bb4, otherwise: bb2];
    }

    bb2: {
        _4 = AddWithOverflow(copy _0, copy _2);
        assert(!move (_4.1: bool), "attempt to compute `{} + {}`, which would overflow", copy _0, copy _2) -> [success: bb3, unwind continue];
    }

    bb3: {
        _0 = move (_4.0: u32);
        _5 = AddWithOverflow(copy _2, const 1_u32);
        assert(!move (_5.1: bool), "attempt to compute `{} + {}`, which would overflow", copy _2, const 1_u32) -> [success: bb5, unwind continue];
    }

    bb4: {
        return;
    }

    bb5: {
        _2 = move (_5.0: u32);
        goto -> bb1;
    }
}

fn swap(_1: &mut i32, _2: &mut i32) -> () {
    let mut _0: ();
    let _3: i32;
    let mut _4: i32;

    bb0: {
        _3 = copy (*_1);
        _4 = copy (*_2);
        (*_1) = move _4;
        (*_2) = copy _3;
        return;
    }
}
"""


class World(Interner):
    """As much of a TyCtxt as bodies without traits need."""

    def __init__(self) -> None:
        super().__init__(50)
        self.lang_items: dict[str, Any] = {}
        self.source_map = SourceMap()
        self.defs = types.SimpleNamespace(table=[types.SimpleNamespace(kind="fn", parent=None)] * 200)
        self.reader = Reader(self)

    def is_local(self, def_id: int) -> bool:
        return def_id >= 50

    def parent(self, def_id: int) -> None:
        return None

    def def_kind(self, def_id: int) -> str:
        return "fn"

    def item_name(self, def_id: int) -> str:
        return f"f{def_id}"

    def attrs(self, def_id: int) -> tuple[Any, ...]:
        return ()

    def hir(self, def_id: int) -> Any:
        return types.SimpleNamespace(body=1, attrs=())

    def mir_for_run(self, def_id: int) -> Any:
        return self.reader.bodies[def_id], ()


@pytest.fixture
def machine() -> Machine:
    world = World()
    world.reader.read(SUM)
    return Machine(world, types.SimpleNamespace(steps=10**6, memory=10**6, output=10**6))  # type: ignore[arg-type]


def function(machine: Machine, name: str) -> Any:
    reader = machine.tcx.reader  # type: ignore[attr-defined]
    return machine.function(machine.instances.item(reader.functions[name], ()))


def test_a_loop_computes(machine: Machine) -> None:
    assert function(machine, "sum")(10) == 45


def test_an_overflow_panics(machine: Machine) -> None:
    with pytest.raises(RustPanic):
        function(machine, "sum")(1 << 20)


def test_references_are_cells(machine: Machine) -> None:
    a, b = [1], [2]
    function(machine, "swap")((a, 0), (b, 0))

    assert (a, b) == ([2], [1])


def test_flow_finds_loops_and_joins() -> None:
    graph = {0: (1,), 1: (2, 5), 2: (3, 4), 3: (1,), 4: (1,), 5: ()}
    flow = Flow(0, graph.__getitem__)

    assert flow.loops == {1: {1, 2, 3, 4}}
    assert flow.reducible
    assert flow.idom[5] == 1


def test_a_jump_into_a_loop_is_irreducible() -> None:
    graph = {0: (1, 2), 1: (2,), 2: (1, 3), 3: ()}

    assert not Flow(0, graph.__getitem__).reducible
