"""The laws of memory management, each as a function that raises `Broken` for a plan that does not keep it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from memory_graphs import roomy

from rustmem.memory.alloc.allocator import FULL, Allocator
from rustmem.memory.alloc.buddy import Buddy
from rustmem.memory.alloc.free_list import FreeList
from rustmem.memory.log import ALLOC, COLLECT, Log, LogError
from rustmem.memory.plan import PLANS
from rustmem.memory.plan.incremental import Incremental
from rustmem.memory.plan.plan import Plan

Make = Callable[[Log, int | None], Plan]


class Broken(Exception):
    """A law does not hold."""


def demand(holds: bool, words: str) -> None:
    if not holds:
        raise Broken(words)


def replayed(make: Make, log: Log, heap: int | None = None) -> Plan:
    """A plan after its run; one that lost an object breaks a law."""
    plan = make(log, roomy(log) if heap is None else heap)
    try:
        if plan.replay().out_of_memory and heap is None:  # a manager that keeps garbage needs more
            plan = make(log, 2 * log.allocated)
            plan.replay()
    except LogError as e:
        raise Broken(str(e)) from e
    return plan


def as_if(make: Make, log: Log) -> None:
    """1. The program reads the same values under every plan."""
    plan = replayed(make, log)
    demand(plan.stats.digest == replayed(PLANS["nogc"], log, log.allocated).stats.digest, "the program read something else")


def null_limit(make: Make, log: Log) -> None:
    """2. The null collector completes if and only if the limit is at least all bytes allocated."""
    demand(not replayed(make, log, log.allocated).stats.out_of_memory, "it fails at the limit")
    if log.allocated:
        demand(replayed(make, log, log.allocated - 1).stats.out_of_memory, "it completes with one byte less")


def safety(make: Make, log: Log) -> None:
    """3a. Nothing is reclaimed while a root reaches it."""
    plan = replayed(make, log)
    died = log.lifetimes.died
    for obj, at in enumerate(plan.reclaimed):
        demand(not at or at >= died[obj], f"{log.name(obj)} is reclaimed at {at} and reachable until {died[obj]}")


def completeness(make: Make, log: Log) -> None:
    """3b. After a full collection, what is in the heap is what the roots reach."""
    plan = make(log, roomy(log))
    for at in range(len(log)):
        if log.ops[at] == COLLECT:
            plan.run(at + 1)
            demand(set(plan.present()) == log.lifetimes.live_at(at), f"after collection {at} the heap is not what is reachable")


def counting_keeps_cycles(make: Make, log: Log) -> None:
    """3c. Counting frees at once what is on no cycle and below none, and keeps the rest; with trial deletion nothing is kept."""
    plan = replayed(make, log)
    dead = {obj for obj in plan.present() if log.lifetimes.died[obj] < len(log)}
    pointed = {target for obj in dead for target in plan.fields[obj]}
    demand(dead <= pointed, "it keeps garbage that nothing points to")


def ownership_is_least(make: Make, log: Log) -> None:
    """4. Where objects are dropped at their last reachability, ownership's peak is the least and its drag is nothing."""
    plan = replayed(make, log)
    demand(plan.stats.drag == 0, "something is kept after its death")
    for name, tracing in PLANS.items():
        if name not in ("ownership", "nogc"):
            other = replayed(tracing, log)
            demand(other.stats.out_of_memory or plan.stats.peak <= other.stats.peak, f"{name} has a lower peak")


def ring(messages: int, size: int, window: int) -> Log:
    """Messages of one size, held by a window of variables."""
    log = Log()
    for number in range(1, messages + 1):
        log.alloc(number, size)
        if number > window:
            log.unroot(number, number - window)
    return log


def ring_collections(make: Make, shape: tuple[int, int, int, int]) -> None:
    """5. On a ring, collections = 1 + ⌊(N − H/s − 1)/(H/s − W)⌋ once more messages are sent than the heap holds."""
    messages, size, window, room = shape
    stats = replayed(make, ring(messages, size, window), room * size).stats
    wanted = 0 if messages <= room else 1 + (messages - room - 1) // (room - window)
    demand(stats.collections == wanted, f"{stats.collections} collections instead of {wanted}")


def appel(make: Make, shape: tuple[int, int, int, int], copies: bool) -> None:
    """6. Marked over allocated tends to L/(H − L), and copied over allocated, in half of the heap, to 1/(f/2 − 1)."""
    messages, size, window, room = shape
    stats = replayed(make, ring(messages, size, window), room * size * (2 if copies else 1)).stats
    done, factor = (stats.copied if copies else stats.marked), room / window
    wanted = 1 / (2 * factor / 2 - 1) if copies else window / (room - window)
    demand(
        abs(done / messages - wanted) <= wanted * room / messages + 2 * window / messages, f"{done / messages} is not {wanted}"
    )


def with_garbage(log: Log, garbage: int) -> Log:
    """The log, then objects that die at once, then a collection."""
    made = Log()
    for name in ("ops", "a", "b", "c", "steps", "sizes", "fields", "held"):
        setattr(made, name, getattr(log, name)[:])
    made.freed = bytearray(log.freed)
    for _ in range(garbage):
        made.unroot(0, made.alloc(0, 8))
    made.collect(0)
    return made


def work_follows(make: Make, log: Log, garbage: int, copies: bool) -> None:
    """7. A semispace collection's work depends on live objects alone; a sweep's on all objects of the heap."""
    few, many = (replayed(make, with_garbage(log, count), 1 << 20).stats for count in (0, garbage))
    if copies:
        demand(many.copied_words == few.copied_words and many.swept == few.swept == 0, "garbage costs a copying collector work")
    else:
        demand(many.swept - few.swept == garbage and many.marked == few.marked, "the sweep does not see every object")


def minor_keeps(make: Make, log: Log) -> None:
    """8. A minor collection keeps every young object that is reachable, through old objects too."""
    plan = make(log, roomy(log))
    facts = log.lifetimes
    try:
        for at in range(len(log)):
            before = plan.stats.minor
            plan.run(at + 1)
            if plan.stats.minor > before:
                demand(facts.live_at(at) <= set(plan.present()), f"the minor collection at {at} lost an object")
    except LogError as e:
        raise Broken(str(e)) from e


def tricolour(make: Callable[[Log, int | None], Incremental], log: Log, strong: bool) -> None:
    """9. No white object hides: behind a black one, or from the roots, it is behind a grey one too; none is reclaimed."""
    plan = make(log, max(2 * log.lifetimes.peak_live, 64))
    for at in range(len(log)):
        was = plan.phase
        try:
            plan.run(at + 1)
        except LogError as e:
            raise Broken(str(e)) from e
        if plan.phase == "marking":
            protected = behind_grey(plan)
            for obj in plan.present():
                if plan.color(obj) == "black":
                    for target in plan.fields[obj]:
                        hidden = target and plan.color(target) == "white" and (strong or target not in protected)
                        demand(not hidden, f"at {at} a white object hides behind a black one")
            if not strong:
                for obj in plan.roots:
                    demand(plan.color(obj) != "white" or obj in protected, f"at {at} a root holds a hidden white object")
        elif was == "marking":
            white = {obj for obj in plan.present() if plan.color(obj) == "white"}
            white -= {log.a[at]} if log.ops[at] == ALLOC else set()  # allocated once the collection was over
            demand(not white & log.lifetimes.live_at(at), f"at {at} marking ends with a reachable white object")


def behind_grey(plan: Incremental) -> set[int]:
    """White objects that a path of white objects joins to a grey one."""
    waiting = [obj for obj in plan.present() if plan.color(obj) == "grey"]
    found: set[int] = set()
    while waiting:
        for target in plan.fields[waiting.pop()]:
            if target and target not in found and plan.color(target) == "white":
                found.add(target)
                waiting.append(target)
    return found


def allocator_is_sound(make: Callable[[], Allocator], requests: list[tuple[bool, int]]) -> None:
    """10. Blocks are disjoint, large enough, and where they belong; what is given back can be had again."""
    allocator, blocks = make(), {}
    for give_back, size in requests:
        if give_back and blocks:
            address = sorted(blocks)[size % len(blocks)]
            allocator.free(address)
            del blocks[address]
        else:
            address = allocator.alloc(size)
            demand(address != FULL and address not in blocks, "a block is handed out twice")
            blocks[address] = size
        check_blocks(allocator, blocks)
    for address in list(blocks):
        allocator.free(address)
    demand(allocator.used == 0, "bytes are in use without a block")
    if isinstance(allocator, FreeList):
        demand(len(list(allocator.holes())) <= 1, "holes that touch are not joined")
    if isinstance(allocator, Buddy):
        sizes = [size for _, size in allocator.holes()]
        demand(len(set(sizes)) == len(sizes), "buddies that are both free are not joined")


def check_blocks(allocator: Allocator, blocks: dict[int, int]) -> None:
    taken = list(allocator.blocks())
    demand({address for address, _ in taken} == set(blocks), "the allocator's blocks are not those that it handed out")
    parts = sorted([*taken, *allocator.holes()])
    for (address, size), (after, _) in pairwise(parts):
        demand(address + size <= after, f"blocks overlap at {after}")
    for address, size in taken:
        demand(size >= blocks[address], "a block is too small")
        if isinstance(allocator, Buddy):
            demand(address % size == 0, "a block is not aligned to its size")
    if isinstance(allocator, FreeList):
        holes = list(allocator.holes())
        demand(sum(size for _, size in parts) == allocator.top, "free and used do not make up the whole")
        demand(all(a + s < b for (a, s), (b, _) in pairwise(holes)), "holes that touch are not joined")


def breaks(law: Callable[..., None], *arguments: Any) -> bool:
    """Whether the law is broken."""
    try:
        law(*arguments)
    except Broken:
        return True
    return False
