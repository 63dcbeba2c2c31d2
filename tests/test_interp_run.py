"""Programs run as rustc's build of them does: output, messages, exit code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import rustmem
from rustmem.interp.execution import Limits, Run
from rustmem.interp.tracing import Tracer
from rustmem.pipeline_run import main_of

RUN = Path(__file__).parent / "run"
CASES = sorted([*RUN.glob("pass/*.rs"), *RUN.glob("panic/*.rs")])
NUMBER = re.compile(r"(?m)^(thread '.*?') \(\d+\) (panicked|has)")


def masked(text: str) -> str:
    return NUMBER.sub(r"\1 (TID) \2", text)


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_a_program_writes_and_exits_as_its_build_does(path: Path) -> None:
    execution = rustmem.run(path.read_text(encoding="utf-8"), filename="src/main.rs")

    assert execution.status == "finished", execution.reason
    assert execution.stdout == path.with_suffix(".stdout").read_text(encoding="utf-8")
    expected = path.with_suffix(".stderr").read_text(encoding="utf-8")
    assert masked(execution.stderr)[: len(expected)] == expected
    assert execution.exit_code == int(path.with_suffix(".code").read_text())


@pytest.mark.parametrize("flavour", ["checked", "traced", "threads"])
@pytest.mark.parametrize("path", sorted(RUN.glob("pass/*.rs")), ids=lambda p: p.stem)
def test_every_flavour_of_a_run_agrees(path: Path, flavour: str) -> None:
    report = rustmem.check(path.read_text(encoding="utf-8"), filename="src/main.rs", emit="link")
    plain = Run(report.tcx, main_of(report.tcx), Limits(), checked=False).run()
    run = Run(
        report.tcx, main_of(report.tcx), Limits(), checked=flavour == "checked", tracer=Tracer if flavour == "traced" else None
    )
    other = run.attempt(threads=True) if flavour == "threads" else run.run()

    assert (other.status, other.stdout, other.stderr, other.exit_code) == (
        plain.status,
        plain.stdout,
        plain.stderr,
        plain.exit_code,
    )


ENDLESS = (
    "fn f<T>(n: u32, t: T) { if n > 0 { f(n - 1, Some(t)) } }\nfn main() { f(3, 1) }",
    "struct Tree { kids: Vec<Tree> }\n"
    "impl Tree { fn walk<F: FnMut()>(&self, mut f: F) { f(); for k in &self.kids { k.walk(|| f()) } } }\n"
    "fn main() { Tree { kids: Vec::new() }.walk(|| ()) }",
)


@pytest.mark.parametrize("source", ENDLESS)
def test_what_rustc_cannot_instantiate_is_not_run(source: str) -> None:
    assert rustmem.check(source).status == "accepted"

    execution = rustmem.run(source)

    assert execution.status == "unsupported"
    assert "larger types" in execution.report.not_modelled()[0]


UB = sorted(RUN.glob("ub/*.rs"))


@pytest.mark.parametrize("path", UB, ids=lambda p: p.stem)
def test_broken_rules_end_a_run(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    execution = rustmem.run(source, filename="src/main.rs", unchecked=True)
    want = re.search(r"//~ UB (.*)", source)
    line = source[: want.start()].count("\n") + 1 if want else 0

    assert want is not None
    assert execution.status == "undefined-behavior", (execution.status, execution.reason, execution.stdout)
    assert want[1].strip() in execution.reason
    assert execution.report.source_map.line_column(execution.span.lo)[0] == line


def test_limits_end_a_run() -> None:
    loop = rustmem.run("fn main() { loop {} }", limits=Limits(steps=10_000))
    text = rustmem.run('fn main() { loop { println!("x"); } }', limits=Limits(output=1000))
    heap = rustmem.run("fn main() { let mut v = vec![]; loop { v.push(1u64); } }", limits=Limits(memory=100_000))
    calls = rustmem.run(
        "fn f(n: u32) -> u32 { if n == 0 { 1 } else { f(n - 1) + f(n - 1) } } fn main() { f(40); }", limits=Limits(steps=10_000)
    )

    assert [(e.status, e.reason) for e in (loop, text, heap, calls)] == [
        ("limit", "steps"),
        ("limit", "output"),
        ("limit", "memory"),
        ("limit", "steps"),
    ]


def test_what_is_left_on_the_heap_is_a_leak() -> None:
    leaky = rustmem.run('fn main() { let s = String::from("x"); std::mem::forget(s); let b = Box::new(1); drop(b); }')
    cycle = rustmem.run(
        "use std::cell::RefCell; use std::rc::Rc; struct N { next: RefCell<Option<Rc<N>>> }"
        "fn main() { let a = Rc::new(N { next: RefCell::new(None) }); *a.next.borrow_mut() = Some(a.clone()); }"
    )

    assert [block.size for block in leaky.leaks] == [1]
    assert len(cycle.leaks) == 1


def test_a_rejected_program_is_not_run() -> None:
    execution = rustmem.run('fn main() { let s = String::new(); drop(s); println!("{s}"); }')

    assert (execution.status, execution.stdout) == ("rejected", "")
