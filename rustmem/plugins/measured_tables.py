"""The tables of measured figures: rows are subjects of an experiment, columns are quantities.

A column's heading names the tier of most of its figures; a cell with another tier says so itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rustmem.measure.figures import Figure
from rustmem.measure.recorded import measured, recorded_figures


@dataclass(frozen=True)
class Column:
    """A quantity, under a heading."""

    heading: str
    quantity: str
    experiment: str = ""
    """Where it is another than the table's."""
    optional: bool = False
    """Whether some subjects have no such figure; their cells hold a dash."""


@dataclass(frozen=True)
class Table:
    """What a table shows, and of which experiment."""

    experiment: str
    head: str
    """Heading of the first column."""
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, str], ...]
    """Label and subject."""
    notes: tuple[str, ...] = ()
    """Sentences below the table, a line each."""

    def __call__(self) -> str:
        return markdown(self)


def markdown(table: Table) -> str:
    """The table and its caption. Raises ValueError where a figure is not recorded."""
    columns = [[_figure(table, subject, column) for _, subject in table.rows] for column in table.columns]
    tiers = [_tier(figures) for figures in columns]
    one = len({figure.tier for figures in columns for figure in figures if figure is not None}) == 1
    headings = [column.heading if one else f"{column.heading} ({tier})" for column, tier in zip(table.columns, tiers)]
    rules = [" --- |" if any(f and isinstance(f.value, str) for f in figures) else " --: |" for figures in columns]
    lines = [f"| {table.head} | " + " | ".join(headings) + " |", "| --- |" + "".join(rules)]
    for place, (label, _) in enumerate(table.rows):
        cells = [_cell(figures[place], tier) for figures, tier in zip(columns, tiers)]
        lines.append(f"| {label} | " + " | ".join(cells) + " |")
    shown = [figure for figures in columns for figure in figures if figure is not None]
    return "\n".join([*lines, "", *caption(shown, table.notes)]) + "\n"


def _figure(table: Table, subject: str, column: Column) -> Figure | None:
    key = f"{column.experiment or table.experiment}.{subject}.{column.quantity}"
    if column.optional and key not in recorded_figures():
        return None
    return measured(key)


def _tier(figures: Sequence[Figure | None]) -> str:
    """The tier of most figures of a column."""
    counted = Counter(figure.tier for figure in figures if figure is not None)
    return counted.most_common(1)[0][0] if counted else "exact"


def _cell(figure: Figure | None, tier: str) -> str:
    if figure is None:
        return "–"
    text = figure.text.replace("|", "\\|")
    return text if figure.tier == tier else f"{text} ({figure.tier})"


TIER_WORDS = {
    "exact": "exact (every run gave the same)",
    "tight": "tight (within five per cent)",
    "loose": "loose (a range, from the least of interleaved runs)",
    "order": "order (only the order of magnitude counts)",
}


def caption(figures: Sequence[Figure], notes: Sequence[str] = ()) -> list[str]:
    """What was measured with what and where, and how far it can be trusted; a paragraph of its own, a sentence a line."""
    tiers = [words for tier, words in TIER_WORDS.items() if any(f.tier == tier for f in figures)]
    versions = sorted({version for figure in figures for version in figure.versions}, key=str.lower)
    machines = sorted({figure.machine for figure in figures})
    trust = f"Every figure is {tiers[0]}." if len(tiers) == 1 else f"Figures are {', '.join(tiers)}."
    told = [*notes, trust, f"Measured with {', '.join(versions)} on {' and '.join(machines)}."]
    return [*told, "{ .rustmem-caption }"]


PRACTICES = (
    ("an array on the stack", "stack-array"),
    ("`Box::new([0u8; 64])`", "box-array"),
    ("`Box::new(())`", "box-unit"),
    ("`Box<dyn Shape>`", "box-dyn"),
    ("`&dyn Shape`", "borrow-dyn"),
    ("`String::clone`, 1000 bytes", "string-clone"),
    ("`&str` of the same", "string-borrow"),
    ("a move of the same", "string-move"),
    ("`Rc::new`", "rc-new"),
    ("`Rc::clone`", "rc-clone"),
    ("`Arc::clone`", "arc-clone"),
    ("`RefCell::new`", "refcell"),
    ("`Vec::new`", "empty-vec"),
    ("`String::new`", "empty-string"),
    ("`HashMap::new`", "empty-map"),
)
LISTS = (
    ("a lazy chain over 1000 numbers", "lazy-chain"),
    ("the same, collected once", "collect-once"),
    ("collected, filtered by reference, collected", "collect-twice-borrowing"),
    ("collected, filtered by value, collected", "collect-twice-consuming"),
    ("1000 pushes", "push-1000"),
    ("1000 pushes after `with_capacity(1000)`", "with-capacity-1000"),
    ("1000 boxes in a `Vec`", "box-1000"),
    ("1000 lines, a new `String` each", "fresh-buffer"),
    ("1000 lines, one `String` cleared", "reused-buffer"),
    ("`Rc::make_mut`, one owner", "make-mut-unique"),
    ("`Rc::make_mut`, two owners", "make-mut-shared"),
)
COUNTS = (Column("allocator calls", "calls"), Column("bytes asked for", "bytes"))

POINTERS = (
    ("`&u64`", "reference"),
    ("`Box<u64>`", "box"),
    ("`Option<Box<u64>>`", "option-box"),
    ("`Rc<u64>`", "rc"),
    ("`Weak<u64>`", "weak"),
    ("`Arc<u64>`", "arc"),
    ("`&[u64]`", "slice"),
    ("`&str`", "str-slice"),
    ("`Box<[u64]>`", "box-slice"),
    ("`Box<dyn Fn()>`", "box-dyn"),
    ("`String`", "string"),
    ("`Vec<u64>`", "vec"),
    ("`HashMap<u64, u64>`", "hash-map"),
)
CELLS = (
    ("`u64`", "u64"),
    ("`Cell<u64>`", "cell-u64"),
    ("`AtomicU64`", "atomic-u64"),
    ("`RefCell<u64>`", "refcell-u64"),
    ("`OnceCell<u64>`", "once-cell-u64"),
    ("`Mutex<u64>`", "mutex-u64"),
    ("`RwLock<u64>`", "rwlock-u64"),
)
SIZES = (Column("size in bytes", "size"), Column("alignment", "align"))

MEASURED: dict[str, Callable[[], str]] = {
    "practices": Table("practices", "what", COUNTS, PRACTICES),
    "lists": Table("practices", "what", COUNTS, LISTS),
    "pointer-sizes": Table("sizes", "type", SIZES, POINTERS),
    "cell-sizes": Table("sizes", "type", SIZES, CELLS),
    "layout": Table(
        "sizes",
        "struct of `u8`, `u32`, `u16`",
        SIZES,
        (("fields in the order that rustc chooses", "reordered"), ("`#[repr(C)]`: in the order written", "as-in-c")),
    ),
    "hello": Table(
        "hello",
        '`println!("Hello, world!")`, built with',
        (Column("bytes", "size"),),
        (
            ("`-g`", "debug"),
            ("`opt-level=3`", "release"),
            ("`opt-level=z`", "opt-z"),
            ("and `strip=symbols` (level 3)", "strip"),
            ("and `lto=fat`, `codegen-units=1`", "strip-lto"),
            ("and `panic=abort`", "strip-lto-abort"),
            ("and `opt-level=z`", "strip-lto-abort-z"),
        ),
    ),
    "symbols": Table(
        "symbols",
        "function",
        (Column("`nm -D`", "outcome"),),
        (
            *((f"`{name}`", name) for name in ("malloc", "free", "realloc", "calloc", "posix_memalign")),
            ("any name with jemalloc", "jemalloc"),
        ),
    ),
    "boxed-loop": Table(
        "memcheck",
        "a loop of 1000 boxes",
        (Column("allocations of the whole program", "allocations"), Column("bytes", "bytes")),
        (
            ("without optimisation", "boxed-loop-debug"),
            ("`-O`", "boxed-loop"),
            ("`-O`, each box hidden by `black_box`", "boxed-loop-kept"),
            ("`-O`, a program that prints a line", "hello"),
            ("`-O`, an empty `main`", "empty"),
        ),
    ),
    "c-memcheck": Table(
        "memcheck",
        "C program",
        (
            Column("memcheck says", "outcome"),
            Column("blocks lost", "lost_blocks"),
            Column("bytes lost", "lost_bytes"),
            Column("without a tool it prints", "outcome", "c-ends"),
            Column("and exits with", "exit_code", "c-ends"),
        ),
        (
            ("frees each block once", "correct"),
            ("loses four of ten pointers", "leak"),
            ("frees a block twice", "double-free"),
            ("reads a freed block", "use-after-free"),
        ),
    ),
    "rust-memcheck": Table(
        "memcheck",
        "Rust program",
        (
            Column("memcheck says", "outcome"),
            Column("definitely lost", "lost_bytes"),
            Column("indirectly lost", "indirectly_lost_bytes"),
            Column("never freed, by heaptrack", "leaked", "heaptrack"),
        ),
        (
            ("an empty `main`", "empty"),
            ("a cycle of two `Rc`", "rc-cycle"),
            ("the same with a `Weak`", "rc-weak"),
            ("50 of 100 boxes forgotten", "forgotten-boxes"),
            ("500 boxes, all dropped", "growing"),
        ),
        ("An empty `main` leaves one block as well.",),
    ),
    "profilers": Table(
        "massif",
        "Rust program",
        (
            Column("peak by massif", "peak_bytes"),
            Column("peak by dhat", "peak_bytes", "dhat"),
            Column("blocks by dhat", "allocations", "dhat"),
            Column("calls by heaptrack", "calls", "heaptrack"),
            Column("temporary, by heaptrack", "temporary", "heaptrack"),
        ),
        (
            ("an empty `main`", "empty"),
            ("a loop of 1000 boxes", "boxed-loop-kept"),
            ("50 of 100 boxes forgotten", "forgotten-boxes"),
            ("500 boxes, all kept to the end", "growing"),
        ),
        ("heaptrack counts one block of its own.",),
    ),
    "ends": Table(
        "ends",
        "the program",
        (Column("exit code", "exit_code"), Column("destructors", "outcome")),
        (
            ("panics", "panic"),
            ("panics, built with `panic=abort`", "panic-abort"),
            ("returns an error from `main`", "error"),
            ("calls `process::exit(3)`", "exit"),
            ("calls `process::abort()`", "abort"),
            ("panics again in a destructor", "panic-in-drop"),
            ("has a local of 64 MiB", "big-array"),
            ("drops a list of a million boxes", "long-list"),
            ("drops the same list by a loop", "long-list-by-loop"),
        ),
    ),
    "returned": Table(
        "returned",
        "200,000 blocks of 1000 bytes",
        tuple(
            Column(f"{heading}, MiB", f"{moment}.rss_kib")
            for heading, moment in (("all in use", "all"), ("a quarter in use", "quarter"), ("none in use", "none"))
        ),
        (("glibc", "glibc"), ("jemalloc", "jemalloc"), ("mimalloc", "mimalloc"), ("tcmalloc", "tcmalloc")),
        ("The resident set of one Rust program right after it freed blocks.",),
    ),
    "stack-box": Table(
        "stack-box",
        "arrays of 64 bytes",
        (Column("CPU time, the stack as 1", "cpu_ratio"),),
        (("on the stack", "stack"), ("in a `Box` each", "box")),
    ),
    "clones": Table(
        "clones",
        "clone and drop of",
        (Column("CPU time, `Rc` as 1", "cpu_ratio"),),
        (("an `Rc`", "rc"), ("an `Arc`, not contended", "arc"), ("a `String` of 30 bytes", "string")),
    ),
    "increments": Table(
        "increments",
        "adding one to",
        (Column("CPU time, a plain number as 1", "cpu_ratio"),),
        (
            ("a plain `u64`", "plain"),
            ("`Cell<u64>`", "cell"),
            ("`RefCell<u64>`", "refcell"),
            ("`AtomicU64`", "atomic"),
            ("`Mutex<u64>`, not contended", "mutex"),
        ),
    ),
    "iterators": Table(
        "iterators",
        "sum of the even numbers of a slice",
        (Column("CPU time, the loop as 1", "cpu_ratio"),),
        (("a loop over indices", "loop"), ("a lazy chain", "iterator"), ("collected twice on the way", "collected")),
    ),
    "drop": Table(
        "drop",
        "dropping a `Vec` of",
        (Column("CPU time, 1000 boxes as 1", "cpu_ratio"),),
        tuple((f"{n:,} boxes", f"nodes-{n}") for n in (1_000, 10_000, 100_000, 1_000_000)),
    ),
}
