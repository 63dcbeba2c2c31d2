"""Loans and elision: the lines on which a loan is live, and the rule that fills in a lifetime."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import rustmem

TWO_WRITERS = """fn main() {
    let mut s = String::from("a");
    let one = &mut s;
    let two = &mut s;
    one.push('b');
    two.push('c');
}
"""
IN_A_LOOP = """fn main() {
    let list = vec![1, 2];
    for number in &list {

        println!("{number}");
    }
    println!("end");
}
"""
ENDS_TOO_EARLY = """fn main() {
    let view;
    {
        let number = 5;
        view = &number;
    }
    println!("{view}");
}
"""


def test_a_loan_lasts_from_the_borrow_to_the_last_use() -> None:
    one, two = rustmem.loans(TWO_WRITERS)

    assert (one.place, one.kind, one.lines) == ("s", "exclusive", (3, 4, 5))
    assert (two.start, two.end) == (4, 6)


def test_a_rejected_program_has_its_loans() -> None:
    loans = rustmem.loans(TWO_WRITERS)

    assert rustmem.check(TWO_WRITERS).status == "rejected"
    assert [str(loan) for loan in loans.at(4)] == ["&mut s, lines 3 to 5", "&mut s, lines 4 to 6"]


def test_a_loan_of_a_loop_lasts_for_its_rounds() -> None:
    assert [loan.lines for loan in rustmem.loans(IN_A_LOOP)] == [(3, 4, 5)]


def test_a_loan_goes_on_behind_the_end_of_what_it_borrows() -> None:
    assert [loan.lines for loan in rustmem.loans(ENDS_TOO_EARLY)] == [(5, 6, 7)]


def test_borrows_that_the_compiler_makes_show_when_asked_for() -> None:
    program = "fn main() {\n    let mut list = vec![1];\n    list.push(list.len());\n}\n"

    assert str(rustmem.loans(program)) == "no loans\n"
    assert [loan.kind for loan in rustmem.loans(program, every=True)] == ["exclusive", "shared"]


def test_a_program_that_does_not_parse_has_no_loans() -> None:
    assert len(rustmem.loans("fn main( {")) == 0
    assert rustmem.elision("fn main( {") == []


def test_the_chart_says_in_words_and_in_a_picture_the_same() -> None:
    chart = rustmem.draw(rustmem.loans(TWO_WRITERS))
    root = ET.fromstring(chart.to_svg())

    assert root.findtext("{http://www.w3.org/2000/svg}desc") == str(chart)
    assert "│ ┌  4 |     let two = &mut s;" in str(chart)


SIGNATURES = """struct Page { title: String }
impl Page {
    fn pick(&self, other: &str) -> &str { &self.title }
}
fn first(text: &str) -> &str { text }
fn show(a: &str, b: &str) {}
fn of<'b, T>(list: &'b [T], at: &usize) -> &'b T { &list[*at] }
fn steps(list: &Vec<u8>) -> std::slice::Iter<'_, u8> { list.iter() }
fn plain(number: i32) -> i32 { number }
fn main() {}
"""


def test_each_signature_names_the_rule_that_fired() -> None:
    found = {one.function: (one.rule, one.full) for one in rustmem.elision(SIGNATURES)}

    assert found == {
        "pick": ("self", "fn pick<'a, 'b>(&'a self, other: &'b str) -> &'a str"),
        "first": ("one input", "fn first<'a>(text: &'a str) -> &'a str"),
        "show": ("parameters", "fn show<'a, 'b>(a: &'a str, b: &'b str)"),
        "of": ("parameters", "fn of<'b, 'a, T>(list: &'b [T], at: &'a usize) -> &'b T"),
        "steps": ("one input", "fn steps<'a>(list: &'a Vec<u8>) -> std::slice::Iter<'a, u8>"),
    }


def test_no_rule_fits_two_inputs_nor_none() -> None:
    found = rustmem.elision("fn longest(a: &str, b: &str) -> &str { a }\nfn make() -> &str { loop {} }\nfn main() {}\n")

    assert [(one.rule, one.full) for one in found] == [("none", ""), ("none", "")]
