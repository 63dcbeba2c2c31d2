"""Threads and what they wait for; panics caught; thread-local values."""

from __future__ import annotations

from typing import Any

from rustmem.interp.errors import LimitReached, NeedsThreads, RustPanic, UndefinedBehavior
from rustmem.interp.intrinsics.registry import function, override
from rustmem.interp.scheduler import Wait
from rustmem.interp.shape import FLAT
from rustmem.ty.intern import UNIT

override("std::thread::sleep")


def waits(run: Any) -> Any:
    """Marks a function that gives a generator or a `Wait`."""
    run.waits = True
    return run


@function("core::sync::atomic::yield_point", "std::thread::yield_now")
def yield_point(machine: Any, instance: Any) -> Any:
    if not machine.threads:
        return lambda: None
    return waits(lambda: Wait(lambda: True))


@function("std::thread::sleep")
def sleep(machine: Any, instance: Any) -> Any:
    if not machine.threads:

        def advance(secs: int, nanos: int) -> None:
            machine.state["now"] = machine.state.get("now", 0) + secs * 10**9 + nanos

        return advance
    return waits(lambda secs, nanos: Wait(None, machine.scheduler.clock + secs * 10**9 + nanos))


@function("std::thread::start")
def start(machine: Any, instance: Any) -> Any:
    if not machine.threads:

        def restart(main: Any) -> None:
            raise NeedsThreads

        return restart
    tcx = machine.tcx
    method = next(i.def_id for i in tcx.associated_items(tcx.lang_items["fn_once"]) if i.kind == "fn")
    number = machine.method_number(("method", method, (UNIT,), True))

    def spawn(main: Any) -> int:
        thread = machine.scheduler.spawn(run_boxed(machine, main, number))
        if machine.tracer is not None:
            machine.tracer.spawned(thread.number)
        return thread.number + 1  # type: ignore[no-any-return]

    return spawn


def run_boxed(machine: Any, main: Any, number: int) -> Any:
    """The body of a thread: calls the boxed closure by value, frees the box, drops thread-local values."""
    yield main[2][number]((main[0], main[1]))
    if main[0] is not None and id(main[0]) in machine.memory.blocks:
        machine.memory.free(main)
    yield drop_locals(machine, machine.thread)


def drop_locals(machine: Any, thread: int) -> Any:
    kept = machine.state.get("locals", {})
    for key in [key for key in kept if key[0] == thread][::-1]:
        pointer, drop = kept.pop(key)
        if drop is not None:
            yield drop(pointer)


@function("std::thread::wait")
def wait(machine: Any, instance: Any) -> Any:
    if not machine.threads:
        return lambda thread: None

    def run(number: int) -> Any:
        thread = machine.scheduler.threads[number - 1]
        counts = machine.state.setdefault("joined", {})
        counts[number] = counts.get(number, 0) + 1
        if machine.tracer is not None:
            machine.tracer.joined(thread.number)
        return Wait(lambda: thread.done)

    return waits(run)


@function("std::thread::current_id")
def current_id(machine: Any, instance: Any) -> Any:
    return lambda: machine.thread + 1


@function("std::thread::thread_panicked")
def thread_panicked(machine: Any, instance: Any) -> Any:
    return lambda number: number - 1 in machine.state.get("panicked", ()) and machine.state["joined"].get(number, 0) < 2


@function("std::thread::panicking")
def panicking(machine: Any, instance: Any) -> Any:
    return lambda: bool(machine.unwinding.get(machine.thread))


@function("std::thread::park_on")
def park_on(machine: Any, instance: Any) -> Any:
    if not machine.threads:

        def stuck(key: int) -> None:
            raise LimitReached("deadlock")

        return stuck

    def park(key: int) -> Any:
        parked = machine.scheduler.parked
        was = parked.get(key, 0)
        return Wait(lambda: parked.get(key, 0) != was, parks=True)

    return waits(park)


@function("std::thread::wake")
def wake(machine: Any, instance: Any) -> Any:
    if not machine.threads:
        return lambda key: None

    def run(key: int) -> None:
        machine.scheduler.parked[key] = machine.scheduler.parked.get(key, 0) + 1

    return run


@function("std::thread::catch")
def catch(machine: Any, instance: Any) -> Any:
    """Calls a closure by value; what it returns, or the payload of its panic."""
    tcx = machine.tcx
    closure, value = machine.normalize(instance.args[0]), machine.normalize(instance.args[1])
    method = next(i.def_id for i in tcx.associated_items(tcx.lang_items["fn_once"]) if i.kind == "fn")
    call = machine.named("P", ("fn ptr", method, (closure, UNIT)))
    inner = machine.shapes.of(value)
    n = max(1 + inner.n, 2)
    pack: Any = list if n > FLAT else tuple

    def ok(result: Any) -> Any:
        cells = [] if not inner.n else [result] if inner.n == 1 else list(result)
        return pack([0, *cells, *[None] * (n - 1 - inner.n)])

    def err(panic: RustPanic) -> Any:
        machine.state.setdefault("panicked", set()).add(machine.thread)
        return pack([1, machine.payload(panic), *[None] * (n - 2)])

    if not machine.threads:

        def run(*cells: Any) -> Any:
            try:
                result = call(*cells)
            except RustPanic as panic:
                return err(panic)
            return ok(result)

        return run

    def run_threads(*cells: Any) -> Any:
        try:
            result = yield call(*cells)
        except RustPanic as panic:
            return err(panic)
        return ok(result)

    return waits(run_threads)


@function("std::thread::local_value")
def local_value(machine: Any, instance: Any) -> Any:
    """This thread's value of a key, by the function that makes it."""
    ty = machine.normalize(instance.args[0])
    shape = machine.shapes.of(ty)
    kept = machine.state.setdefault("locals", {})
    drop = machine.drop_function(ty)

    def cells_of(result: Any) -> list[Any]:
        return [] if not shape.n else [result] if shape.n == 1 else list(result)

    def find(init: Any) -> Any:
        found = kept.get((machine.thread, init))
        return found[0] if found is not None else None

    if not machine.threads:

        def run(init: Any) -> Any:
            found = find(init)
            if found is None:
                found = (cells_of(init()), 0)
                kept[machine.thread, init] = (found, drop)
            return found

        return run

    def run_threads(init: Any) -> Any:
        found = find(init)
        if found is None:
            found = (cells_of((yield init())), 0)
            kept[machine.thread, init] = (found, drop)
        return found

    return waits(run_threads)


@function("std::thread::has_local_value")
def has_local_value(machine: Any, instance: Any) -> Any:
    kept = machine.state.setdefault("locals", {})
    return lambda init: (machine.thread, init) in kept


@function("std::thread::put_local_value")
def put_local_value(machine: Any, instance: Any) -> Any:
    """A key's first value in this thread, which its initialiser did not make."""
    kept = machine.state.setdefault("locals", {})
    drop = machine.drop_function(machine.normalize(instance.args[0]))

    def put(init: Any, *cells: Any) -> None:
        kept[machine.thread, init] = ((list(cells), 0), drop)

    return put


@function("std::sync::mutex::flag_changed", "std::sync::rwlock::flag_changed")
def flag_changed(machine: Any, instance: Any) -> Any:
    tracer = machine.tracer
    if tracer is None:
        return lambda lock, value: None
    kind = "mutex" if "mutex" in instance.path else "rwlock"
    return lambda lock, value: tracer.flag(kind, lock, value)


__all__ = ["UndefinedBehavior"]


@function("alloc::rc::count_changed", "alloc::sync::count_changed")
def count_changed(machine: Any, instance: Any) -> Any:
    """A reference count's new value, for the trace."""
    tracer = machine.tracer
    if tracer is None:
        return lambda inner, weak, value: None
    return tracer.counted
