"""The event log: what each line of a program did to memory, in words."""

from __future__ import annotations

import pytest

import rustmem

NOISY = """struct Noisy(&'static str);

impl Drop for Noisy {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}

"""
COUNTS = """use std::rc::Rc;

fn main() {
    let first = Rc::new(7);
    let second = Rc::clone(&first);
    drop(first);
    println!("{second}");
}
"""


def words(program: str, **options: object) -> list[tuple[int, str]]:
    execution = rustmem.run(program, trace=True)
    return [(entry.line, entry.words) for entry in rustmem.log(execution, **options)]  # type: ignore[arg-type]


def test_each_line_says_what_it_did() -> None:
    assert words("fn main() {\n    let a = String::from(\"hi\");\n    let mut b = a;\n    b.push('!');\n}\n") == [
        (2, "allocates #1: 2 bytes for [u8]"),
        (3, "moves a to b"),
        (4, "grows #1 into #2: 8 bytes"),
        (5, "drops b"),
        (5, "frees #2"),
    ]


def test_counts_stand_at_the_lines_of_the_author() -> None:
    assert words(COUNTS, kinds=("count", "free")) == [
        (5, "strong count of #1 is 2"),
        (6, "strong count of #1 is 1"),
        (8, "strong count of #1 is 0"),
        (8, "weak count of #1 is 0"),
        (8, "frees #1"),
    ]


def test_values_without_storage_of_their_own_are_dropped_too() -> None:
    body = 'fn main() {\n    let _ = Noisy("at once");\n    let kept = Noisy("kept");\n    drop(kept);\n    println!("end");\n}\n'

    assert words(NOISY + body, kinds=("drop", "output")) == [
        (10, "drops a Noisy"),
        (5, "prints drop at once"),
        (12, "drops a Noisy"),
        (5, "prints drop kept"),
        (13, "prints end"),
    ]


def test_what_follows_a_call_stands_at_the_caller() -> None:
    body = 'fn main() {\n    let _pair = (Noisy("a"), Noisy("b"));\n    println!("end");\n}\n'

    assert words(NOISY + body, kinds=("drop",)) == [(12, "drops _pair"), (12, "drops a Noisy"), (12, "drops a Noisy")]


def test_the_hidden_variable_of_a_loop_is_not_told() -> None:
    program = 'fn main() {\n    for word in vec![String::from("a")] {\n        println!("{word}");\n    }\n}\n'

    assert words(program, kinds=("drop",)) == [(2, "drops word")]


def test_the_text_puts_the_line_above_its_events() -> None:
    log = rustmem.log(rustmem.run(COUNTS, trace=True), kinds=("count",))

    assert str(log).startswith("5 | let second = Rc::clone(&first);\n      strong count of #1 is 2\n6 | drop(first);\n")
    assert [entry.words for entry in log.at(6)] == ["strong count of #1 is 1"]


def test_an_unknown_kind_is_named() -> None:
    with pytest.raises(ValueError, match="no kind of event is called moves"):
        rustmem.log(rustmem.run(COUNTS, trace=True), kinds=("moves",))  # type: ignore[arg-type]


def test_a_run_without_a_trace_has_no_log() -> None:
    with pytest.raises(ValueError, match="trace=True"):
        rustmem.log(rustmem.run(COUNTS))
