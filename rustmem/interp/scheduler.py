"""Threads: frames that can be set aside, and which thread runs next.

In this flavour every generated function is a generator and `yield`s what it calls; the scheduler keeps each thread's
stack of them. A thread runs until it waits or comes to an atomic access or a lock, where another may go first. The
order is the same each time; a seed makes it another one.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Generator
from types import GeneratorType
from typing import TYPE_CHECKING, Any

from rustmem.interp.errors import LimitReached, RustPanic

if TYPE_CHECKING:
    from rustmem.interp.machine import Machine


class Wait:
    """Yielded by an intrinsic: the thread goes on once `ready` says so (or at `until`, on the virtual clock)."""

    __slots__ = ("ready", "until", "parks", "woken")

    def __init__(self, ready: Callable[[], bool] | None = None, until: int | None = None, parks: bool = False) -> None:
        self.ready, self.until = ready, until
        self.parks, self.woken = parks, False
        """A parked thread may wake without a reason, and looks again."""


class Thread:
    """One thread of the program."""

    __slots__ = ("number", "stack", "value", "error", "wait", "result", "panic", "done", "name")

    def __init__(self, number: int, start: Any, name: str | None) -> None:
        self.number = number
        self.stack: list[Generator[Any, Any, Any]] = [start]
        self.value: Any = None
        self.error: RustPanic | None = None
        self.wait: Wait | None = None
        self.result: Any = None
        self.panic: RustPanic | None = None
        self.done = False
        self.name = name


class Scheduler:
    """Runs the threads of one machine."""

    def __init__(self, machine: Machine, seed: int = 0) -> None:
        self.machine = machine
        self.threads: list[Thread] = []
        self.current: Thread | None = None
        self.clock = 0
        """Nanoseconds of virtual time: it passes only while every thread sleeps."""
        self.random = random.Random(seed) if seed else None
        self.parked: dict[int, int] = {}
        """Of each key that threads park on, how often it was woken."""
        self._spurious = False
        self._nested: list[list[Any]] = []

    def spawn(self, start: Any, name: str | None = None) -> Thread:
        thread = Thread(len(self.threads), start, name)
        self.threads.append(thread)
        self.machine.thread_names[thread.number] = name or ("main" if thread.number == 0 else "")
        return thread

    def run(self, start: Any) -> Any:
        """Runs the main thread to its end; the others end with it."""
        main = self.spawn(start, "main")
        at = 0
        while not main.done:
            ready = [t for t in self.threads if not t.done and self.is_ready(t)]
            if not ready:
                self.advance_clock()
                continue
            if self.random is not None:
                thread = self.random.choice(ready)
            else:
                thread = next((t for t in ready if t.number >= at), ready[0])
            self.resume(thread)
            at = thread.number + 1
        if main.panic is not None:
            raise main.panic
        return main.result

    def is_ready(self, thread: Thread) -> bool:
        wait = thread.wait
        if wait is None:
            return True
        return wait.woken or (wait.ready is not None and wait.ready()) or (wait.until is not None and wait.until <= self.clock)

    def advance_clock(self) -> None:
        times = [t.wait.until for t in self.threads if not t.done and t.wait is not None and t.wait.until is not None]
        if times:
            self.clock = max(self.clock, min(times))
            return
        parked = [t.wait for t in self.threads if not t.done and t.wait is not None and t.wait.parks]
        if not parked or self._spurious:
            raise LimitReached("deadlock")
        self._spurious = True
        for wait in parked:
            wait.woken = True

    def resume(self, thread: Thread) -> None:
        """Runs one thread until it waits or ends."""
        machine = self.machine
        self.current, machine.thread = thread, thread.number
        thread.wait = None
        stack, value, error = thread.stack, thread.value, thread.error
        while True:
            frame = stack[-1]
            try:
                request = frame.throw(error) if error is not None else frame.send(value)
            except StopIteration as end:
                value, error = end.value, None
                stack.pop()
                if not stack:
                    thread.result, thread.done = value, True
                    return
                continue
            except RustPanic as panic:
                value, error = None, panic
                stack.pop()
                if not stack:
                    thread.panic, thread.done = panic, True
                    return
                continue
            value, error = None, None
            if type(request) is GeneratorType:
                stack.append(request)
                if len(stack) > machine.limits.depth:
                    raise RecursionError
                continue
            if type(request) is Wait:
                thread.wait = request
                if not request.parks:
                    self._spurious = False
            thread.value, thread.error = value, error
            return

    def run_nested(self, start: Any) -> Any:
        """Runs a call to its end without giving way: constants, formatting inside an intrinsic."""
        if not isinstance(start, GeneratorType):
            return start
        stack: list[Any] = [start]
        self._nested.append(stack)
        value: Any = None
        error: RustPanic | None = None
        try:
            while True:
                try:
                    request = stack[-1].throw(error) if error is not None else stack[-1].send(value)
                except StopIteration as end:
                    value, error = end.value, None
                    stack.pop()
                    if not stack:
                        return value
                    continue
                except RustPanic as panic:
                    value, error = None, panic
                    stack.pop()
                    if not stack:
                        raise
                    continue
                value, error = None, None
                if type(request) is GeneratorType:
                    stack.append(request)
                elif type(request) is Wait and request.ready is not None and not request.ready():
                    raise LimitReached("deadlock")
        finally:
            self._nested.pop()

    def suspended_frames(self) -> Any:
        """(Code, line) of the frames below the running one, innermost first."""
        stacks = [*self._nested[::-1], self.current.stack if self.current is not None else []]
        for stack in stacks:
            for frame in reversed(stack):
                inner = frame.gi_frame
                if inner is not None and not frame.gi_running:
                    record = self.machine.record_of(inner.f_code)
                    if record is not None and record.instance is not None:
                        yield record, inner.f_lineno
