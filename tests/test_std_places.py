"""Places in the real library: the stubs' items are found in the table that the release's sources gave."""

from __future__ import annotations

from pathlib import Path

import rustmem
from rustmem.std import places

STUBS = Path(places.__file__).parent


def test_nine_in_ten_items_of_the_stubs_have_a_place_in_the_real_library() -> None:
    files = [path for crate in ("core", "alloc", "std") for path in (STUBS / crate / "option.rs", STUBS / crate / "vec/mod.rs")]
    keys = [entry.key for path in files if path.exists() for entry in places.scan(path.read_text(encoding="utf-8"), 0)]

    missing = [key for key in keys if key not in places.table()]

    assert len(keys) > 200
    assert len(missing) < len(keys) / 10, missing


def test_a_note_points_to_the_line_of_the_release() -> None:
    report = rustmem.check('fn main() { let o = Some(String::from("a")); o.unwrap(); drop(o); }')

    assert report.exact
    assert "/library/core/src/option.rs:1013:24\n" in report.render()


def test_names_of_a_trait_and_a_bound_are_read_from_a_header() -> None:
    [made, method] = places.scan("impl<'a, T: Clone> Iterator for Iter<'a, T> where T: Copy { fn next(&mut self) {} }", 0)

    assert (made.key, method.key) == ("i Iter Iterator", "m Iter Iterator next")
    assert {"T:Clone", "T:Copy"} <= made.parts.keys()
