"""The library's own names, and its index."""

from __future__ import annotations

from rustmem import pipeline
from rustmem.resolve.lazy_library import LazyLibrary, snapshot
from rustmem.resolve.library import Library
from rustmem.source.index import DefId


def test_every_name_in_the_stubs_resolves() -> None:
    whole = Library(pipeline.expand_stub)
    for def_id in range(whole.spare_start):
        whole.ensure(def_id)
        whole.ensure_body(DefId(def_id))

    assert whole.problems() == []
    assert not whole.later
    assert pipeline.STUB_PROBLEMS == []


def test_an_item_read_late_has_the_definitions_it_has_when_all_is_read() -> None:
    whole = Library(pipeline.expand_stub)
    lazy = LazyLibrary(snapshot(whole), pipeline.expand_stub)
    for unit in range(len(lazy.units)):
        lazy.load_unit(unit)

    rows = [(r.kind, r.name, r.parent) for r in whole.table[: whole.spare_start]]
    assert [(r.kind, r.name, r.parent) for r in lazy.table[: lazy.defined]] == rows
