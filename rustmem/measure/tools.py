"""What memory tools say of programs with known faults: Valgrind's memcheck, massif and dhat, and heaptrack."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from rustmem.measure.bench import Bench, Subject
from rustmem.measure.build import require
from rustmem.measure.process import TIMEOUT, Failed, Usage, checked
from rustmem.measure.runs import Run, Value
from rustmem.measure.toolchains import environment

C_PROGRAMS = ("correct", "leak", "double-free", "use-after-free")
QUICK = ("correct", "double-free", "empty", "rc-cycle", "growing")
RUST_PROGRAMS = ("empty", "hello", "boxed-loop", "boxed-loop-kept", "forgotten-boxes", "rc-cycle", "rc-weak", "growing")


def memcheck(bench: Bench) -> Iterator[Run]:
    """Lost blocks and errors that memcheck finds, and all that the program asked the heap for."""
    require(bench.tools, "valgrind", "rustc")
    for name, subject in _programs(bench):
        command = [bench.tools["valgrind"].path, "--leak-check=full", *subject.command]
        usage = _tool(bench, subject, command)
        yield bench.row("memcheck", _under(subject, command, "valgrind"), read_memcheck(usage.stderr, name))


def read_memcheck(text: str, name: str) -> dict[str, Value]:
    """The figures of memcheck's report. Raises Failed where a line is missing."""
    usage = re.search(r"total heap usage: ([\d,]+) allocs, ([\d,]+) frees, ([\d,]+) bytes allocated", text)
    errors = re.search(r"ERROR SUMMARY: (\d+) errors", text)
    if usage is None or errors is None:
        raise Failed(f"memcheck says nothing of {name}:\n{text[-400:]}")
    lost = re.search(r"definitely lost: ([\d,]+) bytes in ([\d,]+) blocks", text)
    indirect = re.search(r"indirectly lost: ([\d,]+) bytes in ([\d,]+) blocks", text)
    said = re.search(r"== (Invalid [a-z]+|Mismatched free)", text)
    allocations, frees, asked = map(_number, usage.groups())
    return {
        "allocations": allocations,
        "frees": frees,
        "bytes": asked,
        "errors": int(errors[1]),
        "lost_bytes": _number(lost[1]) if lost else 0,
        "lost_blocks": _number(lost[2]) if lost else 0,
        "indirectly_lost_bytes": _number(indirect[1]) if indirect else 0,
        "outcome": said[1] if said else "definitely lost" if lost and _number(lost[1]) else "no error",
    }


def outcomes(bench: Bench) -> Iterator[Run]:
    """How the C programs end without a tool: what the mistake does by itself."""
    for name in C_PROGRAMS:
        source = _c_source(name)
        subject = Subject(name, [str(bench.builder.c(source))], source, ("cc", "glibc"))
        usage = bench.run(subject, ends=None)
        yield bench.row("c-ends", subject, {"exit_code": usage.exit_code, "outcome": (usage.stderr or usage.stdout).strip()})


def massif(bench: Bench) -> Iterator[Run]:
    """The most bytes that were in use at one time."""
    require(bench.tools, "valgrind", "rustc")
    for name, subject in _programs(bench, C_PROGRAMS[:2]):
        file = bench.folder / "massif.out"
        options = ["--tool=massif", "--peak-inaccuracy=0.0", "--time-unit=B"]
        command = [bench.tools["valgrind"].path, *options, *subject.command]
        _tool(bench, subject, [*command[:4], f"--massif-out-file={file}", *command[4:]])
        peaks = [int(n) for n in re.findall(r"^mem_heap_B=(\d+)$", file.read_text("utf-8"), re.MULTILINE)]
        if not peaks:
            raise Failed(f"massif says nothing of {name}")
        yield bench.row("massif", _under(subject, command, "valgrind"), {"peak_bytes": max(peaks)})


def dhat(bench: Bench) -> Iterator[Run]:
    """Blocks, bytes and peak by dhat's count."""
    require(bench.tools, "valgrind", "rustc")
    for name, subject in _programs(bench, C_PROGRAMS[:2]):
        file = bench.folder / "dhat.out"
        command = [bench.tools["valgrind"].path, "--tool=dhat", *subject.command]
        usage = _tool(bench, subject, [*command[:2], f"--dhat-out-file={file}", *command[2:]])
        total = re.search(r"Total:\s+([\d,]+) bytes in ([\d,]+) blocks", usage.stderr)
        peak = re.search(r"At t-gmax:\s+([\d,]+) bytes", usage.stderr)
        if total is None or peak is None:
            raise Failed(f"dhat says nothing of {name}:\n{usage.stderr[-400:]}")
        values: dict[str, Value] = {"bytes": _number(total[1]), "allocations": _number(total[2]), "peak_bytes": _number(peak[1])}
        yield bench.row("dhat", _under(subject, command, "valgrind"), values)


def heaptrack(bench: Bench) -> Iterator[Run]:
    """Calls, temporary allocations, peak and what was never freed, from heaptrack's own log."""
    require(bench.tools, "heaptrack", "heaptrack_print", "rustc")
    for name, subject in _programs(bench, C_PROGRAMS[:2]):
        log = record_heaptrack(bench.tools["heaptrack"].path, Path(subject.command[0]), bench.folder)
        told = checked([bench.tools["heaptrack_print"].path, "-f", str(log)], f"heaptrack of {name}")
        log.unlink()
        found = {
            key: re.search(rf"{words}: (\S+)", told)
            for key, words in {
                "calls": "calls to allocation functions",
                "temporary": "temporary memory allocations",
                "peak": "peak heap memory consumption",
                "leaked": "total memory leaked",
            }.items()
        }
        if any(match is None for match in found.values()):
            raise Failed(f"heaptrack_print says nothing of {name}:\n{told[-400:]}")
        words = {key: match[1] for key, match in found.items() if match}
        values: dict[str, Value] = {
            "calls": int(words["calls"]),
            "temporary": int(words["temporary"]),
            "peak": words["peak"],
            "leaked": words["leaked"],
        }
        command = ["heaptrack", Path(subject.command[0]).name]
        yield bench.row("heaptrack", _under(subject, command, "heaptrack"), values)


def record_heaptrack(heaptrack: str, program: Path, folder: Path, arguments: Sequence[str] = ()) -> Path:
    """heaptrack's log of one run of `program`. Raises Failed."""
    stem = folder / f"heaptrack-{program.name}"
    checked([heaptrack, "-o", str(stem), str(program), *arguments], f"heaptrack of {program.name}", cwd=folder)
    made = [path for path in folder.glob(f"{stem.name}.*") if path.suffix in (".zst", ".gz")]
    if len(made) != 1:
        raise Failed(f"heaptrack of {program.name} leaves no log")
    return made[0]


def _programs(bench: Bench, c_programs: tuple[str, ...] = C_PROGRAMS) -> Iterator[tuple[str, Subject]]:
    for name in c_programs:
        if bench.quick and name not in QUICK:
            continue
        source = _c_source(name)
        yield name, Subject(name, [str(bench.builder.c(source))], source, ("cc", "glibc"))
    for name in RUST_PROGRAMS:
        if bench.quick and name not in QUICK:
            continue
        source = f"{'hello' if name == 'hello' else 'facts'}/{name.replace('-', '_')}.rs"
        yield name, Subject(name, [str(bench.builder.rust(source))], source, ("rustc",))
        if name == "boxed-loop":
            debug = bench.builder.rust(source, ("-C", "opt-level=0"))
            yield f"{name}-debug", Subject(f"{name}-debug", [str(debug)], source, ("rustc",))


def _c_source(name: str) -> str:
    return f"c/{name.replace('-', '_')}.c"


def _tool(bench: Bench, subject: Subject, command: list[str]) -> Usage:
    """Runs a tool over a program; the program itself may fail, the tool may not."""
    bench.tell(f"{Path(command[0]).name} {command[1]} {subject.name}")
    done = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT, cwd=bench.folder, env=environment())
    if "==" not in done.stderr:
        raise Failed(f"{Path(command[0]).name} of {subject.name}: {done.stderr[-400:]}")
    return Usage(done.stdout, done.stderr, done.returncode, 0, 0, 0, 0.0)


def _under(subject: Subject, command: list[str], tool: str) -> Subject:
    return Subject(subject.name, command, subject.source, (*subject.tools, tool))


def _number(text: str) -> int:
    return int(text.replace(",", ""))
