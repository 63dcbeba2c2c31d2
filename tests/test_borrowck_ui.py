"""The borrow checker on small programs: whole reports against rustc's, to the byte.

A case is a `.rs` file in a folder named for its error code or subject, with rustc's words beside it. `//@ edition: 2021`
says the edition. `//~ ERROR E0382` stands on the line of an error, so that a case reads without its words.
`//@ known-gap: why` turns a case round: it fails on the day the gap closes. `pytest --bless` has rustc write the words.
"""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

import rustmem
from rustmem.plugins.oracle import CLEARED, find_rustc

UI = Path(__file__).parent / "ui"
CASES = sorted(path for folder in UI.iterdir() if folder.name not in ("names", "parse") for path in folder.glob("*.rs"))
EDITION = re.compile(r"^//@ edition: (\d+)$", re.M)
MARK = re.compile(r"//~ ERROR( \w+)?")


SHY = set(
    """
    E0107/arguments_left_out_within_a_path
    E0277/bounds_of_methods
    E0277/closure_traits_with_their_arguments
    E0277/bounds_to_add
    E0277/cast_to_an_object
    E0277/enum_with_a_bound
    E0277/loop_over_no_iterator
    E0277/object_without_a_value
    E0277/parameter_of_the_same_name
    E0277/path_of_a_type_with_a_bound
    E0277/struct_literal_blames_its_field
    E0277/type_in_a_path_comes_first
    E0277/unsized_in_an_option
    E0277/unsized_result
    E0277/unsized_variable
    E0282/closure_parameter
    E0282/collected_into_what
    E0283/argument_of_a_call
    E0283/bound_of_a_type_in_a_path
    E0283/into_what
    E0283/looped_over_what
    E0284/parsed_in_a_closure
    E0284/parsed_into_what
    E0382/moves_inside_macros
    E0599/associated_items_with_a_bound
    E0599/blanket_impl
    E0599/bound_of_an_impl
    E0599/bounds_in_a_where_clause
    E0599/constructor_with_a_bound
    E0599/derived_impl
    E0599/implicit_sized_bound
    E0599/key_without_hash
    E0599/method_of_what_a_cell_holds
    E0599/parameter_without_bounds
    E0599/variants
    E0599/vector_of_objects
    E0603/private_paths
    E0308/paths_of_types_that_differ_in_arguments
    closures/bodies_without_braces
    lifetimes/use_must_name_types
    patterns/half_open_ranges_in_slices
    patterns/let_beside_or
    types/bodies_below_wrong_bounds
    types/fields_lost_to_the_parser
    """.split()
)
"""Cases whose words are rustc's, of a kind that is not claimed to be so everywhere (`source/codes.py`)."""


def rustc_says(source: str, edition: str, folder: Path) -> str:
    rustc = find_rustc()
    if rustc is None:
        pytest.skip("rustc 1.95.0 is not installed: nothing can be blessed")
    (folder / "src").mkdir()
    (folder / "src/main.rs").write_text(source, encoding="utf-8", newline="\n")
    env = {k: v for k, v in os.environ.items() if k not in CLEARED}
    command = [str(rustc), "--edition", edition, "--emit=metadata", "-o", "out", "src/main.rs"]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=60).stderr


def marks(source: str) -> list[tuple[int, str]]:
    """(line, code) of each mark."""
    lines = enumerate(source.splitlines(), 1)
    return sorted((number, found[1].strip() if found[1] else "") for number, line in lines for found in MARK.finditer(line))


def errors(report: Any) -> list[tuple[int, str]]:
    """(line, code) of each error of a report."""
    found = []
    for diag in report.to_json():
        span = next((span for span in diag["spans"] if span["is_primary"]), None)
        if diag["level"] == "error" and span is not None:
            while span["expansion"] and span["file_name"].startswith(("/rustc/", "library/")):
                span = span["expansion"]["span"]
            found.append((span["line_start"], diag["code"]["code"] if diag["code"] else ""))
    return sorted(found)


@pytest.mark.parametrize("case", CASES, ids=[f"{case.parent.name}/{case.stem}" for case in CASES])
def test_a_report_is_what_rustc_prints(case: Path, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    source, golden = case.read_text(encoding="utf-8"), case.with_suffix(".stderr")
    edition = found[1] if (found := EDITION.search(source)) else "2024"
    if request.config.getoption("--bless"):
        golden.write_text(rustc_says(source, edition, tmp_path), encoding="utf-8", newline="\n")
    wanted = golden.read_text(encoding="utf-8")

    report = rustmem.check(source, edition=edition)

    if "//@ known-gap:" in source:
        assert not report.exact
        assert report.render() != wanted, "the gap has closed: take the mark away"
        return
    assert report.render() == wanted
    assert report.exact == (f"{case.parent.name}/{case.stem}" not in SHY)
    assert errors(report) == marks(source)
