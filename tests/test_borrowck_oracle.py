"""The fast region solver and the loans' dataflow against their plain twins."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "oracle"))
import naive_nll

from rustmem import pipeline
from rustmem.source.index import bits

PROGRAMS = {
    "a loop that reborrows": """
fn last(mut list: &mut Vec<Vec<i32>>) -> &mut i32 {
    let mut at = &mut list[0];
    for _ in 0..3 { if at.is_empty() { at = &mut list[1]; } }
    &mut at[0]
}
fn main() {}
""",
    "references that meet in one variable": """
fn pick<'a>(a: &'a str, b: &'a str) -> &'a str { if a.len() > b.len() { a } else { b } }
fn main() {
    let a = String::from("a");
    let r;
    { let b = String::from("bb"); r = pick(&a, &b); }
    println!("{r}");
}
""",
    "two lifetimes that are not related": """
fn swap<'a, 'b>(x: &mut &'a str, y: &mut &'b str) { *x = *y; }
fn main() {}
""",
    "a closure that borrows and one that moves": """
fn main() {
    let mut total = 0;
    let words = vec![String::from("a")];
    let mut add = |n: i32| total += n;
    add(1);
    let count = move || words.len();
    println!("{} {}", count(), total);
}
""",
    "a two-phase borrow": """
fn main() {
    let mut v = vec![1];
    v.push(v.len());
    let first = &v[0];
    v.push(2);
    println!("{first}");
}
""",
    "a hidden type": """
fn evens<'a>(v: &'a [i32]) -> impl Iterator<Item = &'a i32> { v.iter().filter(|x| **x % 2 == 0) }
fn main() { for x in evens(&[1, 2]) { println!("{x}"); } }
""",
}


def contexts(source: str) -> list:
    report = pipeline.check(source)
    assert report.tcx is not None
    made = list(report.tcx.memo["borrowck"].values())
    return [cx for answer in made for cx in answer.contexts.values()]


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_solver_finds_the_least_regions(name: str) -> None:
    for cx in contexts(PROGRAMS[name]):
        points, ends = naive_nll.region_values(cx.regions)
        for vid in range(len(cx.regions.definitions)):
            value = {tuple(cx.regions.points.location(p)) for p in bits(cx.regions.value(vid))}

            assert value == points[vid]
            assert set(bits(cx.regions.elements(vid))) == ends[vid]


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_loan_is_in_scope_where_its_region_holds_on_some_path(name: str) -> None:
    for cx in contexts(PROGRAMS[name]):
        points, _ = naive_nll.region_values(cx.regions)
        naive = naive_nll.loans_in_scope(cx, points)
        loans = cx.flow.loans
        for block in cx.reverse_postorder:
            state = loans.on_entry[block]
            for i in range(len(cx.body.blocks[block].statements) + 1):
                state = loans.before(state, block, i)

                assert set(bits(state)) == naive[block, i]
                state = loans.after(state, block, i)
