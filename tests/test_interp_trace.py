"""What a traced run records, and the picture of memory that follows from it."""

from __future__ import annotations

import pytest

import rustmem
from rustmem.interp import tracing
from rustmem.trace import event as e
from rustmem.trace.codec import dump, load, to_text
from rustmem.trace.object_graph import graph_at
from rustmem.trace.recorder import Recorder

MOVES = """
struct P { name: String, n: i32 }
fn take(p: P) -> usize { p.name.len() }
fn main() {
    let p = P { name: String::from("ann"), n: 7 };
    let r = &p.n;
    println!("{r}");
    let q = p;
    take(q);
}
"""


def trace(source: str) -> list[e.Event]:
    execution = rustmem.run(source, trace=True)
    assert execution.status == "finished", execution.reason
    return execution.trace


def test_moves_borrows_and_drops_are_named() -> None:
    events = trace(MOVES)

    assert [m.name for m in events if isinstance(m, e.Move)] == ["p", "q"]
    assert ("p.n", False) in [(b.name, b.mutable) for b in events if isinstance(b, e.Borrow)]
    assert [d.ty for d in events if isinstance(d, e.DropBegin) and d.name] == ["P"]


def test_every_allocation_is_freed_or_leaks() -> None:
    events = trace(MOVES)
    made = [a.alloc for a in events if isinstance(a, e.Allocate)]
    freed = [f.alloc for f in events if isinstance(f, e.Free)]

    assert made == freed != []


def test_the_graph_shows_owners_and_what_was_moved() -> None:
    events = trace(MOVES)
    at = next(i for i, x in enumerate(events) if isinstance(x, e.Move) and x.name == "p")
    graph = graph_at(events[: at + 1])
    variables = {v.name: v for v in graph.frames[0].variables}

    assert variables["p"].state == "moved"
    assert variables["q"].state == "live"
    assert [(a.kind, a.target in graph.heap) for a in variables["q"].arrows.values()] == [("box", True)]
    assert variables["r"].arrows[0].target == variables["p"].alloc


def test_counts_and_flags_change() -> None:
    events = trace(
        "use std::cell::RefCell; use std::rc::Rc;"
        "fn main() { let a = Rc::new(RefCell::new(1)); let b = a.clone(); *a.borrow_mut() += 1; drop(b); }"
    )

    assert [c.value for c in events if isinstance(c, e.Count) and c.which == "strong"] == [2, 1, 0]
    assert [f.value for f in events if isinstance(f, e.Flag)] == [-1, 0]


def test_a_trace_reads_back_from_json_lines() -> None:
    events = trace(MOVES)

    assert [to_text(x) for x in load(dump(events))] == [to_text(x) for x in events]


def test_a_run_without_a_listener_builds_no_events() -> None:
    assert rustmem.run(MOVES).trace == []


def test_a_run_whose_record_is_full_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tracing, "Recorder", lambda: Recorder(20))
    execution = rustmem.run(MOVES, trace=True)

    assert (execution.status, execution.reason, len(execution.trace)) == ("limit", "trace", 20)
