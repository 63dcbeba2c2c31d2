"""The explanations' programs do what the explanations say."""

from __future__ import annotations

import pytest
from pages import ROOT, rust_blocks

import rustmem
from rustmem.explanations import explain, explanations
from rustmem.plugins.error_codes import PAGE, page_text, without_outputs
from rustmem.plugins.oracle import find_rustc


@pytest.mark.parametrize("code", explanations())
def test_the_wrong_program_has_the_code_and_the_right_one_has_nothing(code: str) -> None:
    entry = explanations()[code]
    wrong, right = rustmem.check(entry["wrong"]), rustmem.check(entry["right"])
    found = {row["code"]["code"] for row in wrong.to_json() if row.get("code")}

    assert code in found or wrong.status == "unsupported"
    assert right.status in ("accepted", "unsupported")
    assert right.status == "unsupported" or right.render() == ""


@pytest.mark.skipif(find_rustc() is None, reason="rustc 1.95.0 is not installed")
def test_rustc_says_so_too() -> None:
    from rustmem.plugins.oracle import ask_rustc

    rustc = find_rustc()
    assert rustc is not None
    for code, entry in explanations().items():
        wrong = ask_rustc(rustc, entry["wrong"], "2024", "src/main.rs")
        right = ask_rustc(rustc, entry["right"], "2024", "src/main.rs")
        named = f"[{code}]" if code[0] == "E" else f"#[warn({code})]"

        assert named in wrong.stderr or f"`#[warn(unused)]` implied by `{named}`" in wrong.stderr, (code, wrong.stderr)
        assert wrong.stderr.count(named) >= 1
        assert right.stderr == "", (code, right.stderr)


def test_a_code_without_explanation_gives_none() -> None:
    assert explain("E9999") is None
    assert "E0382  a value is used after it was moved away" in str(explain())


def test_every_code_on_a_page_has_an_explanation() -> None:
    shown = {code for _, block in rust_blocks() for code in block.options.get("expect", "").split() if code.startswith("E")}

    assert shown - explanations().keys() == set()


def test_the_page_of_error_codes_is_made_from_the_explanations() -> None:
    page = (ROOT / PAGE).read_text("utf-8")

    assert without_outputs(page) == page_text(), f"python -m rustmem.plugins.error_codes, then pytest --bless {PAGE}"
