"""The MIR of `tests/mir/*.rs` has the blocks and statements that rustc builds (`tests/oracle/rustc_mir.py`)."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent / "oracle"))

from rustc_mir import FOLDER, blocks

from rustmem.mir.pretty import Printer
from rustmem.pipeline import check


def our_bodies(program: Path) -> dict[str, list[str]]:
    tcx: Any = check(program.read_text(), edition="2024").tcx
    found: dict[str, list[str]] = {}

    def add(def_id: Any, name: str, closures: list[Any]) -> None:
        found[name] = blocks(Printer(tcx, tcx.mir_promoted(def_id)[0]).body())
        inside = sorted(c for c in closures if tcx.parent(c) == def_id)
        for index, closure in enumerate(inside):
            add(closure, f"{name}-{{closure#{index}}}", closures)

    for owner in tcx.body_owners:
        if tcx.def_kind(owner) != "anon const":
            add(owner, path(tcx, owner), list(tcx.typeck(owner).closures))
    return found


def path(tcx: Any, def_id: Any) -> str:
    parts = []
    while tcx.parent(def_id) is not None:
        if tcx.def_kind(def_id) == "impl":
            before = [d for d in range(tcx.defs.base, def_id) if tcx.def_kind(d) == "impl"]
            parts.append(f"{{impl#{len(before)}}}")
        else:
            parts.append(tcx.item_name(def_id))
        def_id = tcx.parent(def_id)
    return "-".join(reversed(parts))


def recorded(program: Path) -> dict[str, list[str]]:
    parts = program.with_suffix(".mir").read_text(encoding="utf-8").split("\n\n")
    return {part.split("\n")[0]: part.rstrip("\n").split("\n")[1:] for part in parts}


@pytest.mark.parametrize("program", sorted(FOLDER.glob("*.rs")), ids=lambda program: program.stem)
def test_bodies_have_the_blocks_that_rustc_builds(program: Path) -> None:
    ours = our_bodies(program)
    theirs = recorded(program)

    for name in sorted(ours.keys() & theirs.keys()):
        assert ours[name] == theirs[name], name
    assert len(ours.keys() & theirs.keys()) == len(theirs)
