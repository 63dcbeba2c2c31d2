"""The tables that set runtimes beside each other: fourteen configurations of five languages, and Java's collectors."""

from __future__ import annotations

from collections.abc import Callable

from rustmem.plugins.measured_tables import COLLECTORS
from rustmem.plugins.table_of_figures import Column, Table

CONFIGURATIONS = (
    ("Rust, `Box`", "rust-box"),
    ("Rust, `Rc`", "rust-rc"),
    ("Rust, arena", "rust-arena"),
    ("Rust, `Box`, jemalloc", "rust-jemalloc"),
    ("Rust, `Box`, mimalloc", "rust-mimalloc"),
    ("Rust, `Box`, tcmalloc", "rust-tcmalloc"),
    ("Java, Serial", "java-serial"),
    ("Java, Parallel", "java-parallel"),
    ("Java, G1", "java-g1"),
    ("Java, ZGC", "java-zgc"),
    ("Java, Epsilon", "java-epsilon"),
    ("Go", "go"),
    ("JavaScript, Node.js", "node"),
    ("Python", "python"),
)
HEAPS = "Java's heap is fixed: three times the smallest in which Serial gets through, for Epsilon an eighth more than all that is ever allocated."
ZGC_TWICE = "ZGC of this version maps its heap three times, and the system counts each page as often."
SMALL = "Python does the trees of a smaller depth, beside Rust at the same depth."

COMPARED: dict[str, Callable[[], str]] = {
    "pauses": Table(
        "pauses",
        "Java",
        tuple(
            Column(f"{name}: {heading}", quantity, subject=f"{name}-java-{{}}", optional=quantity == "pause_share")
            for name in ("trees", "cache")
            for heading, quantity in (
                ("collections", "collections"),
                ("stops", "pauses"),
                ("median stop", "middle_us"),
                ("allocations that waited", "stalls"),
                ("per cent of CPU time in stops", "pause_share"),
            )
        ),
        COLLECTORS,
        (
            "The heap is three times the smallest in which Serial gets through.",
            "A collection of G1 or ZGC may stop the program several times, or for a small part of its work.",
            "The log counts CPU time in hundredths of a second, and leaves out what runs beside the program.",
        ),
        turned=True,
    ),
    "java-heaps": Table(
        "heaps",
        "Java, binary trees",
        tuple(Column(f"heap {n} times the smallest", "cpu_ratio", subject=f"java-{{}}.{n}x") for n in (2, 3, 5)),
        COLLECTORS,
        ("CPU time of the whole process, Rust with `Box` as 1.", "Smallest: in which Serial gets through."),
    ),
    "overhead-measured": Table(
        "trees",
        "configuration",
        (
            Column("binary trees, peak MiB", "peak_rss_kib", optional=True),
            Column("times Rust with `Box`", "rss_ratio", instead="trees-small", optional=True),
            Column("ring of messages, times", "rss_ratio", "ring", optional=True),
            Column("cache, times", "rss_ratio", "cache", optional=True),
        ),
        CONFIGURATIONS,
        (HEAPS, ZGC_TWICE, SMALL),
    ),
    "latency-measured": Table(
        "latency",
        "configuration",
        (
            Column("requests over 0.1 ms", "over_100us"),
            Column("over 1 ms", "over_1ms"),
            Column("over 10 ms", "over_10ms"),
        ),
        (("a loop that only looks at the clock", "floor"), *(row for row in CONFIGURATIONS if row[1] != "rust-arena")),
        (
            "400,000 requests to the cache, by the program's own clock; a word is what each of ten runs showed, at the least.",
            "What the loop that only looks at the clock sees, the machine did.",
        ),
    ),
    "cpu-measured": Table(
        "trees",
        "configuration",
        (
            Column("binary trees, Rust with `Box` as 1", "cpu_ratio", instead="trees-small", optional=True),
            Column("ring of messages", "cpu_ratio", "ring", optional=True),
            Column("cache", "cpu_ratio", "cache", optional=True),
        ),
        CONFIGURATIONS,
        (
            "CPU time of the whole process, user and system: start, compilation at run time and collector threads count.",
            HEAPS,
            SMALL,
        ),
    ),
    "throughput-measured": Table(
        "heaps",
        "work in a second of CPU time, Rust with `Box` as 1",
        (
            Column("trees, heap 2 times", "work_ratio", subject="{}.2x", optional=True),
            Column("3 times", "work_ratio", subject="{}.3x", optional=True),
            Column("5 times", "work_ratio", subject="{}.5x", optional=True),
            Column("trees", "work_ratio", "trees", instead="trees-small", optional=True),
            Column("ring", "work_ratio", "ring", optional=True),
            Column("cache", "work_ratio", "cache", optional=True),
        ),
        CONFIGURATIONS,
        (
            "Java's heap is so many times the smallest in which Serial gets through; Go's may grow to so many times what is alive.",
            "Node.js has no such setting: its columns are semispaces of 1, 16 and 64 MiB.",
            "The columns without a multiple take three times the smallest, and the other runtimes as they come.",
        ),
    ),
    "resources-measured": Table(
        "start",
        "configuration",
        (
            Column("a program that prints a line, peak MiB", "peak_rss_kib", optional=True),
            Column("its CPU time, Rust as 1", "cpu_ratio", optional=True),
            Column("cache of 100,000 entries, peak MiB", "peak_rss_kib", "cache", optional=True),
            Column("heap it was given, MiB", "heap_mib", "cache", optional=True),
        ),
        tuple(row for row in CONFIGURATIONS if row[1] != "rust-arena"),
        (HEAPS, ZGC_TWICE),
    ),
}
