"""One run of a checked program: limits, status, what it wrote, what it left."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from typing import Any

from rustmem.interp.errors import (
    Abort,
    LimitReached,
    NeedsThreads,
    NotModelled,
    ProcessExit,
    RustPanic,
    UndefinedBehavior,
)
from rustmem.interp.machine import Machine
from rustmem.interp.scheduler import Scheduler
from rustmem.source.node import node
from rustmem.source.source_map import STD_BASE
from rustmem.source.span import Span
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt


@node
class Limits:
    """Budgets of a run."""

    steps: int = 20_000_000
    """Turns of loops and calls."""
    memory: int = 1 << 30
    """Bytes of heap at one time."""
    output: int = 4 << 20
    """Bytes written."""
    depth: int = 30_000
    """Calls in one stack: where 8 MiB would end."""
    seconds: float | None = 10.0
    """Of CPU time, so that a busy machine does not end a run that fits."""


class Execution:
    """What a run did."""

    def __init__(self, status: str) -> None:
        self.status = status
        """`finished`, `rejected`, `unsupported`, `limit` or `undefined-behavior`."""
        self.stdout = ""
        """What the program wrote on its standard output."""
        self.stderr = ""
        """What it wrote on its standard error, messages of panics included."""
        self.output = ""
        """What it wrote on both streams, in order."""
        self.exit_code: int | None = None
        """0, or 101 after a panic, 1 after an error of `main`, 134 after an abort, or its own; None of a run that was stopped."""
        self.trace: list[Any] = []
        """The events, if they were asked for with `trace=True`."""
        self.leaks: list[Any] = []
        """Heap allocations still there at exit."""
        self.reason = ""
        """What was not modelled, which limit was reached, or the rule that was broken, in Miri's words."""
        self.span: Span | None = None
        """Where that was."""
        self.report: Any = None
        """The checker's report."""
        self.steps = 0
        """Turns of loops and calls."""

    def __repr__(self) -> str:
        return f"Execution({self.status!r}, exit_code={self.exit_code}, stdout={self.stdout!r})"


OVERFLOW = "\n{} has overflowed its stack\nfatal runtime error: stack overflow, aborting\n"


class Run:
    """Runs `main` of a checked program."""

    def __init__(
        self, tcx: TyCtxt, main: Any, limits: Limits, *, checked: bool, tracer: Any = None, seed: int = 0, stdin: str = ""
    ) -> None:
        self.tcx, self.main, self.limits = tcx, main, limits
        self.checked, self.tracer, self.seed, self.stdin = checked, tracer, seed, stdin

    def run(self) -> Execution:
        try:
            return self.attempt(threads=False)
        except NeedsThreads:
            return self.attempt(threads=True)

    def attempt(self, threads: bool) -> Execution:
        tracer = self.tracer(self.tcx) if self.tracer is not None else None
        machine = Machine(self.tcx, self.limits, checked=self.checked, tracer=tracer, threads=threads)
        machine.state["stdin"] = self.stdin
        if threads:
            machine.scheduler = Scheduler(machine, self.seed)
        execution = Execution("finished")
        old = sys.getrecursionlimit()
        collecting = gc.isenabled()
        gc.disable()
        sys.setrecursionlimit(self.limits.depth + 1000)
        alarm = self.set_alarm()
        try:
            self.drive(machine, execution)
        finally:
            sys.setrecursionlimit(old)
            if collecting:
                gc.enable()
            self.clear_alarm(alarm)
        execution.stdout = b"".join(machine.out).decode("utf-8", "replace")
        execution.stderr = b"".join(machine.err).decode("utf-8", "replace")
        execution.output = b"".join(machine.printed).decode("utf-8", "replace")
        execution.leaks = machine.memory.leaks()
        if tracer is not None:
            execution.trace = tracer.finish(execution)
        machine.memory.clear()
        return execution

    def drive(self, machine: Machine, execution: Execution) -> None:
        try:
            execution.exit_code = self.call_main(machine)
        except (Exception, RustPanic, UndefinedBehavior, LimitReached, ProcessExit, Abort) as error:
            self.ended(machine, execution, error)
            _take_apart(error)

    def ended(self, machine: Machine, execution: Execution, error: BaseException) -> None:
        """What an exception that nobody caught says about the run."""
        match error:
            case RustPanic():
                execution.exit_code = 101
            case ProcessExit():
                execution.exit_code = error.code
            case Abort():
                execution.exit_code = 134
            case RecursionError():
                label = machine.thread_label().replace("<unnamed>", "<unknown>")
                machine.write_out(OVERFLOW.format(label).encode(), 2)
                execution.exit_code = 134
            case LimitReached():
                execution.status, execution.reason = "limit", error.what
            case StopIteration():
                execution.status, execution.reason = "limit", "steps"
            case MemoryError():
                execution.status, execution.reason = "limit", "memory"
            case NotModelled():
                execution.status, execution.reason, execution.span = "unsupported", error.what, error.span
            case UndefinedBehavior():
                self.undefined(machine, execution, error.words, error)
            case TypeError() | IndexError() | UnboundLocalError() | ValueError() | AttributeError() | KeyError():
                self.unexpected(machine, execution, error)
            case _:
                if os.environ.get("RUSTMEM_DEBUG"):
                    raise error
                execution.status, execution.reason = "unsupported", f"this run ({type(error).__name__}: {error})"
                execution.span = _innermost(machine, error)

    def call_main(self, machine: Machine) -> int:
        function = machine.function(machine.instances.item(self.main, ()))
        start = function()
        value = machine.scheduler.run(start) if machine.threads else start
        sig = self.tcx.instantiate_erased(self.tcx.fn_sig(self.main))
        output = machine.mono(sig.output, ())
        if type(output) is k.TupleTy or type(output) is k.NeverTy:
            return 0
        return self.report_exit(machine, output, value)

    def report_exit(self, machine: Machine, output: Any, value: Any) -> int:
        """`Termination::report` of what `main` returned."""
        trait = self.tcx.lang_items.get("termination")
        if trait is None:
            raise NotModelled("a result of `main`")
        method = next(i.def_id for i in self.tcx.associated_items(trait) if i.kind == "fn")
        report = machine.named("P", ("fn ptr", method, (output,)))
        shape = machine.shapes.of(output)
        cells = () if not shape.n else (value,) if shape.n == 1 or shape.bulk else tuple(value)
        code = machine.run_function(report, *cells)
        return int(code or 0)

    def undefined(self, machine: Machine, execution: Execution, words: str, error: BaseException) -> None:
        execution.status, execution.reason = "undefined-behavior", words
        execution.span = _innermost(machine, error)

    def unexpected(self, machine: Machine, execution: Execution, error: Exception) -> None:
        """Python met a value that the language does not allow there. In a program that may break rules that is
        undefined behaviour; elsewhere it is a gap of ours."""
        span = _innermost(machine, error)
        if span is None and os.environ.get("RUSTMEM_DEBUG"):
            raise error
        if span is not None and machine.checked:
            words = {
                IndexError: "memory access failed: the allocation has been freed, so this pointer is dangling",
                UnboundLocalError: "using uninitialized data, but this operation requires initialized memory",
            }.get(type(error), "reading memory, but memory is uninitialized, and this operation requires initialized memory")
            self.undefined(machine, execution, words, error)
            return
        execution.status, execution.reason, execution.span = "unsupported", f"this run ({type(error).__name__}: {error})", span

    # -- time --

    def set_alarm(self) -> Any:
        if (
            self.limits.seconds is None
            or threading.current_thread() is not threading.main_thread()
            or not hasattr(signal, "setitimer")
        ):
            return None

        def late(*_: object) -> None:
            raise LimitReached("time")

        previous = signal.signal(signal.SIGPROF, late)
        signal.setitimer(signal.ITIMER_PROF, self.limits.seconds)
        return previous

    def clear_alarm(self, previous: Any) -> None:
        if previous is not None:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, previous)


def _take_apart(error: BaseException) -> None:
    """Frees the frames of a deep stack one by one. Freed as a chain, they would take a stack as deep, and a browser's is small."""
    links = []
    link = error.__traceback__
    error.__traceback__ = None
    while link is not None:
        links.append(link)
        link = link.tb_next
    for link in links:
        link.tb_next = None
    del link
    while links:
        links.pop()  # the innermost first: each frame holds the one that called it


def _innermost(machine: Machine, error: BaseException) -> Span | None:
    """The user's span nearest to where `error` was raised, else the library's."""
    found: list[Span] = []
    tb = error.__traceback__
    while tb is not None:
        record = machine.record_of(tb.tb_frame.f_code)
        if record is not None and record.spans:
            span = record.spans.get(tb.tb_lineno)
            site = record.sites.get(tb.tb_lineno)
            if site is not None:
                found.append(site)
            if span is not None:
                found.append(span)
        tb = tb.tb_next
    found = [s.source_callsite() for s in found]
    mine = [s for s in found if s.lo < STD_BASE]
    return (mine or found)[-1] if found else None
