"""The library's own names, and its index."""

from __future__ import annotations

import pytest

import rustmem
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
    assert [(r.kind, r.name, r.parent) for r in map(lazy.table.__getitem__, range(lazy.defined))] == rows


@pytest.mark.parametrize("variant", ["NotADirectory", "CurDir", "Included"])
def test_a_variant_that_the_stubs_lack_leaves_a_doubt(variant: str) -> None:
    report = rustmem.check(f"fn main() {{ let _ = {variant}; }}")

    assert report.status == "rejected"
    assert not report.exact


@pytest.mark.parametrize(
    ("call", "exact"),
    [
        ("neg(1u8)", True),
        ("not(1u8)", False),
        ("to_string(1)", False),
        ("deref(&1)", False),
        ("seen(1)", False),
        ("unseen(1)", True),
    ],
)
def test_a_missing_function_may_be_a_method_of_any_trait(call: str, exact: bool) -> None:
    out_of_scope = "mod far { pub trait Far { fn seen(&self) {} } impl Far for i32 {} }"

    report = rustmem.check(f"{out_of_scope} fn main() {{ {call}; }}")

    assert report.status == "rejected"
    assert report.exact == exact
