"""The same run under every plan: what holds for Rust programs and for graphs made by hand."""

from __future__ import annotations

from functools import cache

import pytest

import rustmem
from rustmem.memory.from_trace import log_of_trace
from rustmem.memory.log import COLLECT, Log
from rustmem.memory.plan import PLANS
from rustmem.memory.plan.marksweep import MarkSweep
from rustmem.source.span import DUMMY_SP
from rustmem.trace import event as e

PROGRAMS = {
    "lists": 'fn main() { let mut kept = Vec::new(); for i in 0..40 { let v = vec![i; 8]; if i % 9 == 0 { kept.push(v); } } println!("{}", kept.len()); }',
    "texts": 'fn main() { let mut s = String::from("a"); for _ in 0..30 { s.push_str("bc"); let t = s.clone(); s = t; } println!("{}", s.len()); }',
    "boxes": 'struct Node { next: Option<Box<Node>>, v: i32 }\nfn main() { let mut head = None; for v in 0..20 { head = Some(Box::new(Node { next: head, v })); } let n = head.unwrap(); println!("{} {}", n.v, n.next.is_some()); }',
    "counted": 'use std::rc::Rc; fn main() { let a = Rc::new(vec![1]); let mut all = Vec::new(); for _ in 0..9 { all.push(Rc::clone(&a)); } drop(a); println!("{}", all.len()); }',
    "cycles": "use std::cell::RefCell; use std::rc::Rc; struct N { next: RefCell<Option<Rc<N>>> } fn main() { for _ in 0..9 { let a = Rc::new(N { next: RefCell::new(None) }); let b = Rc::new(N { next: RefCell::new(Some(a.clone())) }); *a.next.borrow_mut() = Some(b); } }",
    "replaced": 'use std::cell::Cell; fn main() { let c = Cell::new(String::from("a")); let old = c.replace(String::from("b")); let mut s = old; let t = std::mem::take(&mut s); println!("{t}{}", c.take()); }',
    "threads": "use std::sync::Arc; use std::thread; fn main() { let a = Arc::new(vec![1, 2]); let hs: Vec<_> = (0..3).map(|_| { let b = Arc::clone(&a); thread::spawn(move || b.len()) }).collect(); for h in hs { h.join().unwrap(); } }",
    "nothing": "fn main() {}",
}


@cache
def log_of(name: str) -> Log:
    execution = rustmem.run(PROGRAMS[name], trace=True)
    assert execution.status == "finished", execution.report.render()
    return log_of_trace(execution.trace)


@pytest.mark.parametrize("name", PROGRAMS)
def test_every_plan_serves_every_request(name: str) -> None:
    rows = [r.stats for r in rustmem.compare(log_of(name)).replays]

    assert len(rows) == len(PLANS) >= 9
    assert {(row.allocations, row.allocated) for row in rows} == {(log_of(name).objects, log_of(name).allocated)}
    assert len({row.digest for row in rows}) == 1
    assert not any(row.out_of_memory for row in rows)


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_null_collector_needs_all_that_is_allocated(name: str) -> None:
    stats = rustmem.replay(log_of(name), "nogc").stats

    assert stats.peak == stats.allocated == stats.left_bytes
    assert not rustmem.replay(log_of(name), "nogc", heap=stats.allocated).out_of_memory
    assert stats.allocated == 0 or rustmem.replay(log_of(name), "nogc", heap=stats.allocated - 1).out_of_memory


@pytest.mark.parametrize("name", [name for name in PROGRAMS if name != "cycles"])
def test_ownership_leaves_nothing_behind(name: str) -> None:
    stats = rustmem.replay(log_of(name), "ownership").stats

    assert (stats.left_bytes, stats.left_objects, stats.frees) == (0, 0, stats.allocations)


@pytest.mark.parametrize("name", PROGRAMS)
@pytest.mark.parametrize("plan", [name for name in PLANS if name not in ("nogc", "ownership")])
def test_no_object_is_collected_while_the_program_owns_it(name: str, plan: str) -> None:
    """A full collection after every operation: what the program still owns is there."""
    log, squeezed = log_of(name), Log()
    for step, (op, a, b, c) in zip(log.steps, log):
        squeezed.append(step, op, a, b, c)
        squeezed.append(step, COLLECT, 0, 0, 0)
    squeezed.sizes, squeezed.fields, squeezed.held, squeezed.freed = log.sizes, log.fields, log.held, log.freed
    run = rustmem.replay(squeezed, plan, heap=1 << 20)

    freed_at = squeezed.lifetimes.freed
    assert run.stats.digest == rustmem.replay(log, "nogc").stats.digest
    for obj in range(1, log.objects + 1):
        assert not freed_at[obj] or not run.plan.reclaimed[obj] or run.plan.reclaimed[obj] >= freed_at[obj] - 1


def test_a_smaller_heap_costs_more_collections() -> None:
    needed = log_of("lists").lifetimes.peak_live
    tight, wide = (rustmem.replay(log_of("lists"), "marksweep", heap=needed * times).stats for times in (2, 4))

    assert tight.collections > wide.collections
    assert tight.peak <= needed * 2


def test_after_a_full_collection_in_use_equals_reachable() -> None:
    log = log_of("lists")
    plan = MarkSweep(log, 1 << 20)
    plan.run(len(log) // 2)
    plan.stop_the_world()

    assert set(plan.present()) == log.lifetimes.live_at(plan.at)


def test_a_cycle_is_kept_by_counting_and_freed_by_the_others() -> None:
    world = rustmem.Mutator()
    world.ring_of(3).drop()
    world.collect()
    left = {r.plan.name: r.stats.left_objects for r in rustmem.compare(world).replays}

    assert {name for name, objects in left.items() if objects} == {"ownership", "nogc", "refcount"}
    assert set(left.values()) == {0, 3}


def test_a_cycle_of_counted_boxes_leaks_in_rust_and_is_collected_by_others() -> None:
    left = {r.plan.name: r.stats.left_objects for r in rustmem.compare(log_of("cycles")).replays}

    assert left["ownership"] == left["refcount"] == left["nogc"] == 18
    assert all(left[name] < 18 for name in left if name not in ("ownership", "refcount", "nogc"))


def test_a_long_list_that_is_dropped_is_one_stop_of_ownership() -> None:
    world = rustmem.Mutator()
    world.list_of(1000).drop()

    assert rustmem.replay(world, "ownership").stats.longest_stop == 1000


def test_holes_fail_a_large_request_that_a_compacted_heap_serves() -> None:
    """Sixteen objects of 64 bytes, every second one dropped; then one of 256 bytes, in a heap of 1,024."""
    world = rustmem.Mutator()
    made = [world.new("", 64) for _ in range(16)]
    for obj in made[::2]:
        obj.drop()
    world.new("large", 256)
    failed = {name: rustmem.replay(world, name, heap=1024).out_of_memory for name in ("ownership", "marksweep", "markcompact")}

    assert failed == {"ownership": True, "marksweep": True, "markcompact": False}
    stats = rustmem.replay(world, "ownership").stats
    assert (stats.external, stats.internal, stats.peak, stats.peak_reserved) == (512, 0, 1024, 1280)


def test_rounding_is_lost_inside_blocks() -> None:
    world = rustmem.Mutator()
    for _ in range(10):
        world.new("", 33)
    lost = {
        name: rustmem.replay(world, "ownership", allocator=name).stats.internal
        for name in ("best-fit", "slab", "buddy", "jemalloc", "glibc")
    }

    assert lost == {"best-fit": 0, "slab": 70, "buddy": 310, "jemalloc": 150, "glibc": 150}


def test_names_that_there_are_not_are_named() -> None:
    with pytest.raises(ValueError, match="no plan is called copying: there are " + ", ".join(PLANS)):
        rustmem.replay([], "copying")
    with pytest.raises(ValueError, match="no allocator is called arena: there are best-fit"):
        rustmem.replay([], "marksweep", allocator="arena")
    with pytest.raises(ValueError, match="semispace copying brings its own allocator"):
        rustmem.replay([], "semispace", allocator="buddy")
    with pytest.raises(ValueError, match="mark-sweep has no option nursery"):
        rustmem.replay([], "marksweep", nursery=64)
    with pytest.raises(ValueError, match="generational copying has no option rate: it has nursery"):
        rustmem.replay([], "gencopy", rate=64)
    with pytest.raises(ValueError, match="rate must be at least 1, not 0"):
        rustmem.replay([], "incremental-yuasa", rate=0)
    with pytest.raises(ValueError, match="there is no trace: run the program with trace=True"):
        rustmem.compare(rustmem.run("fn main() {}"))
    with pytest.raises(ValueError, match="a heap cannot have -1 bytes"):
        rustmem.replay([], "marksweep", heap=-1)


def test_what_the_trace_does_not_reach_and_the_program_uses_is_held_until_it_is_freed() -> None:
    """A block that only a register points to, by hand."""
    log = log_of_trace(
        [
            e.Allocate(1, 0, DUMMY_SP, 1, 8, 8, "i64"),
            e.StorageLive(1, 0, DUMMY_SP, 2, 1, 1, "x", "Box<i64>", 8),
            e.WritePointer(2, 0, DUMMY_SP, 2, 0, 1, 0, "box"),
            e.StorageDead(3, 0, DUMMY_SP, 2),
            e.Write(4, 0, DUMMY_SP, 1, 0, 8, "1"),
            e.Free(5, 0, DUMMY_SP, 1),
        ]
    )

    assert log.lifetimes.died[1] > log.lifetimes.used[1]
    assert rustmem.replay(log, "marksweep", heap=64).stats.left_objects == 1
