"""What Rust programs ask of the heap, how large types and programs are, and how programs end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rustmem.measure.bench import Bench, Subject
from rustmem.measure.build import require
from rustmem.measure.process import Failed, checked
from rustmem.measure.runs import Run, Value

OPTIMISED = ("-O",)
DEBUG = ("-C", "opt-level=0")


def practices(bench: Bench) -> Iterator[Run]:
    """Allocations, reallocations, frees and bytes of each practice; unoptimised and optimised programs must agree."""
    require(bench.tools, "rustc")
    source = "facts/counts.rs"
    built = [bench.builder.rust(source, options) for options in (DEBUG, OPTIMISED)]
    texts = [bench.run(Subject("counts", [str(program)], source, ("rustc",))).stdout for program in built]
    if texts[0] != texts[1]:
        raise Failed(f"programs/{source} counts differently with and without optimisation")
    for line in texts[1].splitlines():
        name, *numbers = line.split()
        allocations, reallocations, frees, asked = map(int, numbers)
        values: dict[str, Value] = {
            "calls": allocations + reallocations,
            "allocations": allocations,
            "reallocations": reallocations,
            "frees": frees,
            "bytes": asked,
        }
        yield bench.row("practices", Subject(name, [str(built[1])], source, ("rustc",)), values)


def sizes(bench: Bench) -> Iterator[Run]:
    """Size and alignment of types."""
    require(bench.tools, "rustc")
    source = "facts/sizes.rs"
    program = str(bench.builder.rust(source))
    for line in bench.run(Subject("sizes", [program], source, ("rustc",))).stdout.splitlines():
        name, size, align = line.split()
        yield bench.row("sizes", Subject(name, [program], source, ("rustc",)), {"size": int(size), "align": int(align)})


HELLO: dict[str, tuple[str, ...]] = {
    "debug": ("-g",),
    "release": ("-C", "opt-level=3"),
    "strip": ("-C", "opt-level=3", "-C", "strip=symbols"),
    "opt-z": ("-C", "opt-level=z"),
    "strip-lto": ("-C", "opt-level=3", "-C", "strip=symbols", "-C", "lto=fat", "-C", "codegen-units=1"),
    "strip-lto-abort": (
        "-C", "opt-level=3", "-C", "strip=symbols", "-C", "lto=fat", "-C", "codegen-units=1", "-C", "panic=abort",
    ),
    "strip-lto-abort-z": (
        "-C", "opt-level=z", "-C", "strip=symbols", "-C", "lto=fat", "-C", "codegen-units=1", "-C", "panic=abort",
    ),
}  # fmt: skip


def hello(bench: Bench) -> Iterator[Run]:
    """The size of an executable that prints a line, by compiler options."""
    require(bench.tools, "rustc")
    source = "hello/hello.rs"
    for name, options in HELLO.items():
        if bench.quick and "lto=fat" in options:
            continue  # half a minute of a whole-program compilation
        bench.tell(f"hello: {name}")
        program = bench.builder.rust(source, options)
        subject = Subject(name, [str(program)], source, ("rustc", "cc"))
        bench.run(subject)
        row = bench.row("hello", subject, {"size": program.stat().st_size})
        yield Run(row.session, row.experiment, row.subject, ["rustc", *options, "hello.rs"], row.sources, row.tools, row.values)


def symbols(bench: Bench) -> Iterator[Run]:
    """Where an ordinary program takes its allocator from: the dynamic symbols of the allocation functions."""
    require(bench.tools, "rustc", "nm")
    source = "hello/hello.rs"
    program = bench.builder.rust(source, HELLO["release"])
    told = checked([bench.tools["nm"].path, "-D", str(program)], "nm")
    for name in ("malloc", "free", "realloc", "calloc", "posix_memalign"):
        match = re.search(rf"^\s+U {name}@(\w+?)_", told, re.MULTILINE)
        subject = Subject(name, ["nm", "-D", "hello"], source, ("rustc", "glibc"))
        yield bench.row("symbols", subject, {"outcome": f"from {match[1]}" if match else "not imported"})
    jemalloc = "imported" if "jemalloc" in told else "not there"
    yield bench.row("symbols", Subject("jemalloc", ["nm", "-D", "hello"], source, ("rustc",)), {"outcome": jemalloc})


ENDS: dict[str, tuple[str, ...]] = {
    "panic": OPTIMISED,
    "panic-abort": ("-O", "-C", "panic=abort"),
    "exit": OPTIMISED,
    "abort": OPTIMISED,
    "error": OPTIMISED,
    "panic-in-drop": OPTIMISED,
    "big-array": DEBUG,
    "long-list": DEBUG,
    "long-list-by-loop": DEBUG,
}
"""How the programs of `programs/ends/` are built; stack overflows without optimisation, which can do without frames."""


def ends(bench: Bench) -> Iterator[Run]:
    """How a program ends: its exit code, and which destructors ran."""
    require(bench.tools, "rustc")
    for name, options in ENDS.items():
        source = f"ends/{name.replace('-', '_')}.rs" if name != "panic-abort" else "ends/panic.rs"
        subject = Subject(name, [str(bench.builder.rust(source, options))], source, ("rustc",))
        usage = bench.run(subject, ends=None)
        dropped = re.findall(r"^drop (.*)$", usage.stdout, re.MULTILINE)
        outcome = f"drops {', '.join(dropped)}" if dropped else "drops nothing"
        yield bench.row("ends", subject, {"exit_code": usage.exit_code, "outcome": outcome})


def stack_box(bench: Bench) -> Iterator[Run]:
    """The same values on the stack and in boxes: the processor time of ten million of them."""
    yield from _loops(bench, "stack-box", ("stack", "box"))


def clones(bench: Bench) -> Iterator[Run]:
    """Counting up and down in an `Rc` and in an `Arc` that no other thread uses."""
    yield from _loops(bench, "clones", ("rc", "arc", "string"))


def increments(bench: Bench) -> Iterator[Run]:
    """Adding to a number behind each kind of cell, by one thread."""
    yield from _loops(bench, "increments", ("plain", "cell", "refcell", "atomic", "mutex"))


def iterators(bench: Bench) -> Iterator[Run]:
    """A sum by index and by iterator, and with a vector collected in between."""
    yield from _loops(bench, "iterators", ("loop", "iterator", "collected"))


def _loops(bench: Bench, experiment: str, variants: tuple[str, ...]) -> Iterator[Run]:
    """One program with a variant as its argument."""
    require(bench.tools, "rustc")
    source = f"loops/{experiment.replace('-', '_')}.rs"
    program = str(bench.builder.rust(source))
    times = "100000" if bench.quick else "100000000" if experiment == "increments" else "50000000"
    for turn in range(1 if bench.quick else 12):
        for name in variants:
            bench.tell(f"{experiment}: round {turn + 1}, {name}")
            subject = Subject(name, [program, name, times], source, ("rustc", "glibc"))
            yield bench.row(experiment, subject, {"cpu_us": bench.run(subject).cpu_us})


def drop(bench: Bench) -> Iterator[Run]:
    """What it takes to drop a vector of boxes, by their number; the program clocks the drop alone."""
    require(bench.tools, "rustc")
    source = "loops/drop.rs"
    program = str(bench.builder.rust(source))
    for turn in range(1 if bench.quick else 12):
        for number in (1_000, 10_000, 100_000, 1_000_000):
            bench.tell(f"drop: round {turn + 1}, {number} boxes")
            subject = Subject(f"nodes-{number}", [program, str(number)], source, ("rustc", "glibc"))
            nanoseconds = int(bench.run(subject).stdout)
            yield bench.row("drop", subject, {"cpu_us": nanoseconds})


def returned(bench: Bench) -> Iterator[Run]:
    """How much of what a program frees goes back to the system: its resident set at three moments."""
    require(bench.tools, "rustc")
    source = "facts/returned.rs"
    program = str(bench.builder.rust(source))
    for preload in (None, "jemalloc", "mimalloc", "tcmalloc"):
        if preload is not None and not bench.has(preload):
            continue
        env = {"LD_PRELOAD": bench.tools[preload].path} if preload else {}
        for _ in range(1 if bench.quick else 5):
            subject = Subject(preload or "glibc", [program], source, ("rustc", preload or "glibc"), env)
            for line in bench.run(subject).stdout.splitlines():
                moment, kib = line.split()
                row = bench.row("returned", subject, {"rss_kib": int(kib)})
                yield Run(row.session, row.experiment, f"{subject.name}.{moment}", row.argv, row.sources, row.tools, row.values)
