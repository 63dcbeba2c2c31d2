"""Allocation logs as text, and graphs by hand: what they say, and what is said of wrong ones."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))

from memory_graphs import logs

import rustmem
from rustmem.cli import main
from rustmem.memory.log import Log, LogError
from rustmem.memory.text_log import is_log, log_text, parse_log

CYCLE = """rustmem log 1
# two objects that hold each other
alloc a 32
alloc b 32
store a next b
store b next a   # closes the cycle
read a next
unroot a
unroot b
collect
"""
HEAPTRACK = "v 10400 3\nX ./program\ns 4 main\na 20 1\na 400 2\n+ 0\n+ 1\nc 5\n+ 0\n- 0\n- 1\nR 421\n# strings: 1\n"


def test_a_log_of_ours_becomes_operations() -> None:
    log = parse_log(CYCLE)

    assert (log.objects, log.allocated, len(log)) == (2, 64, 8)
    assert log.sentence(2) == "a (#1).next = b (#2)"
    assert rustmem.replay(log, "refcount").stats.left_objects == 2
    assert rustmem.replay(log, "marksweep").stats.left_objects == 0


def test_heaptracks_text_becomes_allocations_and_frees() -> None:
    log = parse_log(HEAPTRACK)
    stats = rustmem.replay(log, "ownership").stats

    assert (stats.allocations, stats.allocated, stats.peak, stats.left_bytes) == (3, 1088, 1088, 32)


@settings(max_examples=100, deadline=None)
@given(logs())
def test_a_log_reads_back_from_its_text(log: Log) -> None:
    again = parse_log(log_text(log))

    assert list(again.ops) == list(log.ops)
    assert list(again.sizes) == list(log.sizes)
    for plan in ("refcount", "semispace"):
        assert rustmem.replay(again, plan, heap=1 << 16).costs == rustmem.replay(log, plan, heap=1 << 16).costs


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "bad.log:1:1: not an allocation log: it begins neither with `rustmem log 1` nor as heaptrack's text does"),
        ("rustmem log 2\n", "bad.log:1:1: not an allocation log: it begins neither with `rustmem log 1` nor as heaptrack's text does"),
        ("rustmem log 1\nmalloc a 8\n", "bad.log:2:1: no operation is called `malloc`: there are alloc, store, read, root, unroot, free, collect"),
        ("rustmem log 1\n  alloc a\n", "bad.log:2:10: `alloc` needs 2 words after it"),
        ("rustmem log 1\nalloc a 8 9 1\n", "bad.log:2:13: `alloc` takes no more than 3 words"),
        ("rustmem log 1\nalloc a 8 x\n", "bad.log:2:11: `x` is no number of fields"),
        ("rustmem log 1\nalloc a -8\n", "bad.log:2:9: `-8` is no number of bytes"),
        ("rustmem log 1\nalloc a 9999999999999\n", "bad.log:2:9: `9999999999999` is no number of bytes"),
        ("rustmem log 1\nalloc - 8\n", "bad.log:2:7: `-` is the null pointer and no name"),
        ("rustmem log 1\nalloc a 8\nalloc a 8\n", "bad.log:3:7: a is still in use"),
        ("rustmem log 1\n\nstore a x -\n", "bad.log:3:7: there is no object a yet"),
        ("rustmem log 1\nalloc a 8\nstore a x b\n", "bad.log:3:11: there is no object b yet"),
        ("rustmem log 1\nalloc a 8\nread a x\n", "bad.log:3:8: a has no field x that was written"),
        ("rustmem log 1\nalloc a 8\nfree a\nfree a\n", "bad.log:4:6: double free of a (#1)"),
        ("rustmem log 1\nalloc a 8\nfree a\nread a\n", "bad.log:4:6: use of a (#1) after it was freed"),
        ("rustmem log 1\nalloc a 8\nalloc b 8\nfree b\nstore a x b\n", "bad.log:5:7: use of b (#2) after it was freed"),
        ("rustmem log 1\nalloc a 8\nunroot a\nunroot a\n", "bad.log:4:8: no root holds a (#1), so none can let it go"),
        ("v 10400 3\na 10\n+ 0\n- 0\n- 0\n", "bad.log:5:3: double free: no allocation of kind 0 is alive"),
        ("v 10400 3\n+ 0\n", "bad.log:2:3: kind 0 of allocation is not described before"),
        ("v 10400 3\na xyz 1\n", "bad.log:2:3: `xyz` is no hexadecimal number"),
        ("v 10400 3\na\n", "bad.log:2:3: a hexadecimal number is missing"),
        ("v 10400 3\n+ -1\n", "bad.log:2:3: `-1` is no hexadecimal number"),
        ("v 10400 3\n? 1\n", "bad.log:2:1: no line of heaptrack's begins with `?`"),
    ],
)  # fmt: skip
def test_a_corrupt_log_is_named_with_its_place(text: str, said: str) -> None:
    with pytest.raises(LogError) as raised:
        parse_log(text, "bad.log")

    assert str(raised.value) == said


def test_a_forgotten_root_is_named() -> None:
    log = parse_log("rustmem log 1\nalloc a 8\nalloc b 8\nstore a x b\nunroot b\nunroot a\nread b\n", "bad.log")
    with pytest.raises(LogError) as raised:
        rustmem.replay(log, "nogc")

    said = "a root is forgotten: the program uses b (#2), which no root reaches since bad.log:6"
    assert str(raised.value) == f"bad.log:7: {said}"


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="abcv 01+-#\n" + "allocstoreunrtd", max_size=80), st.sampled_from(["rustmem log 1\n", "v 10400 3\n", ""]))
def test_any_text_is_a_log_or_an_error(text: str, head: str) -> None:
    try:
        assert parse_log(head + text).objects >= 0
    except LogError as e:
        assert e.place.startswith("<log>:")


def test_a_heap_that_is_too_small_names_the_allocation() -> None:
    run = rustmem.replay(parse_log(CYCLE, "c.log"), "semispace", heap=100)

    assert run.out_of_memory
    assert run.failure() == "allocate b (#2), 32 bytes, at c.log:4"
    assert "out of memory: allocate b (#2), 32 bytes, at c.log:4" in str(run)


def test_the_command_line_reads_logs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, bad = tmp_path / "good.log", tmp_path / "bad.log"
    good.write_text(CYCLE, "utf-8")
    bad.write_text(CYCLE + "free c\n", "utf-8")

    assert main(["compare", "--plans", "refcount,marksweep", "--costs", "left_objects", str(good)]) == 0
    assert capsys.readouterr().out.splitlines()[2] == "| objects in use at exit | 2 | 0 |"
    assert main(["replay", "--plan", "semispace", "--step", "7", str(good)]) == 0
    assert "0: a (#1), 32 bytes, live, held by a root, next → b (#2)" in capsys.readouterr().out
    assert main(["compare", "--chart", "stops", str(good)]) == 0
    assert capsys.readouterr().out.startswith("<svg")
    assert main(["replay", str(bad)]) == 2
    assert capsys.readouterr() == ("", f"rustmem: {bad}:11:6: there is no object c yet\n")
    assert main(["replay", "--heap", "-4", str(good)]) == 2
    assert main(["compare", "--costs", "seconds", str(good)]) == 2
    assert main(["replay", "--step", "99", str(good)]) == 2


def test_misuse_of_a_graph_by_hand_is_named() -> None:
    world = rustmem.Mutator()
    a = world.new("a", 16)
    a.drop()
    with pytest.raises(LogError, match=r"step 3: no root holds a \(#1\), so none can let it go"):
        a.drop()
    with pytest.raises(LogError, match=r"step 4: use of a \(#1\) after it was freed"):
        a["x"] = None
    with pytest.raises(LogError, match=r"step 5: a \(#1\) has no field y"):
        a["y"]
    with pytest.raises(LogError, match=r"step 6: an object cannot have -1 bytes"):
        world.new("b", -1)
    with pytest.raises(LogError, match="step 7: an object cannot have 1180591620717411303424 bytes"):
        world.new("b", 1 << 70)


def test_a_log_is_told_from_a_program() -> None:
    assert is_log(CYCLE) and is_log(HEAPTRACK) and is_log("\nrustmem log 9")
    assert not is_log("fn main() {}") and not is_log("")
