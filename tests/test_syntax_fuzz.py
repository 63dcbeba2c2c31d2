"""Any text gives a tree and diagnostics, never an exception; and in reasonable time."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from rustmem.lint import early
from rustmem.source.diag import Diag, Unsupported
from rustmem.source.source_map import SourceMap
from rustmem.std import macros
from rustmem.syntax import ast
from rustmem.syntax.desugar import desugar
from rustmem.syntax.expand import expand
from rustmem.syntax.parser import parse_crate

SAMPLE = Path(__file__).with_name("syntax_sample.rs").read_text(encoding="utf-8")
WORDS = (
    "fn let mut if else match for while loop impl trait struct enum use mod pub self Self super crate as in ref move return "
    "break continue unsafe const static type where dyn async await true false x y T Vec 'a 'b 1 2.0 \"s\" 'c' b'x' r\"r\" "
    "( ) [ ] { } < > , ; : :: . .. ..= ... -> => = == != + - * / % & && | || ! ? @ # $ ~ _ println! vec! macro_rules! "
    "#[derive(Debug)] /* */ // \n /// doc\n #![x]"
).split(" ")


def whole(source: str, edition: str = "2024") -> tuple[ast.Crate, list[Any]]:
    """The tree after every stage of this package, and what was said."""
    source_map, diags = SourceMap(), []
    file = source_map.add("src/main.rs", source)
    crate = parse_crate(file, edition, diags)
    if not crate.fatal:
        crate = expand(crate, macros, edition, diags, file)
    if not crate.fatal:
        early.collect(crate, source_map, edition)
        desugar(crate, diags)
    assert all(isinstance(d, (Diag, Unsupported)) for d in diags)
    return crate, diags


@pytest.mark.parametrize("seed", range(150))
def test_shuffled_words_never_raise(seed: int) -> None:
    rng = random.Random(seed)

    whole(" ".join(rng.choice(WORDS) for _ in range(rng.randrange(1, 60))))


@pytest.mark.parametrize("seed", range(150))
def test_a_program_with_one_edit_never_raises(seed: int) -> None:
    rng = random.Random(seed)
    at = rng.randrange(len(SAMPLE))
    edits = (
        SAMPLE[:at],
        SAMPLE[:at] + SAMPLE[at + rng.randrange(1, 20) :],
        SAMPLE[:at] + rng.choice(WORDS) + " " + SAMPLE[at:],
        SAMPLE[:at] + chr(rng.randrange(1, 0x2FF)) + SAMPLE[at:],
    )

    for edit in edits:
        whole(edit)


def test_the_sample_has_no_error() -> None:
    _, diags = whole(SAMPLE)

    assert [getattr(d, "message", d) for d in diags] == []


DEEP = {
    "parentheses": ("fn main() { let x = ", "(", "1", ")", "; }"),
    "blocks": ("fn main() ", "{", "", "}", ""),
    "types": ("fn main() { let x: ", "Vec<", "i32", ">", "; }"),
    "references": ("fn main() { let x: ", "&", "i32", "", "; }"),
    "negations": ("fn main() { let x = ", "-", "1", "", "; }"),
    "sums": ("fn main() { let x = ", "1+", "1", "", "; }"),
    "calls": ("fn main() { a", ".b()", "", "", "; }"),
    "patterns": ("fn main() { let ", "(", "a", ")", " = 1; }"),
    "modules": ("", "mod a {", "", "}", ""),
    "imports": ("use ", "a::{", "b", "}", ";"),
    "assignments": ("fn main() { ", "a = ", "1", "", "; }"),
    "ranges": ("fn main() { let x = ", "..", "", "", "; }"),
    "closures": ("fn main() { let x = ", "|| ", "1", "", "; }"),
    "casts": ("fn main() { a", " as u8", "", "", "; }"),
    "functions": ("", "fn a() {", "", "}", ""),
    "alternatives": ("fn main() { ", "if a {} else ", "{}", "", " }"),
    "macros": ("fn main() { let x = ", "vec![", "1", "]", "; }"),
}


@pytest.mark.parametrize("what", DEEP)
def test_ten_thousand_nested_levels_are_declined(what: str) -> None:
    head, opener, middle, closer, tail = DEEP[what]

    _, diags = whole(head + opener * 10_000 + middle + closer * 10_000 + tail)

    assert any(isinstance(d, Unsupported) for d in diags) or what == "macros"


def test_a_hundred_nested_levels_parse() -> None:
    _, diags = whole("fn main() { let x = " + "(" * 100 + "1" + ")" * 100 + "; }")

    assert diags == []


@pytest.mark.parametrize(
    "source", ["", "\ufeff", "\0", "\ud800", "'", '"', "r#", "b'", "/*", "#!", "#![", "macro_rules! m {", "fn\u00a0main() {}"]
)
def test_odd_texts_give_an_answer(source: str) -> None:
    whole(source)
