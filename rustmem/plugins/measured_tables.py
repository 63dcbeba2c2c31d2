"""The tables of measured figures: what they show of which experiment."""

from __future__ import annotations

from collections.abc import Callable

from rustmem.plugins.table_of_figures import Column, Table

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

COLLECTORS = (("Serial", "serial"), ("Parallel", "parallel"), ("G1", "g1"), ("ZGC", "zgc"))

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
    "null-collector": Table(
        "null-collector",
        "300 MiB allocated, 1 MiB in use",
        (Column("heap, MiB", "heap_mib"), Column("the program", "outcome"), Column("exit code", "exit_code")),
        (
            ("Epsilon, which never collects", "epsilon-512m"),
            ("Epsilon", "epsilon-256m"),
            ("Serial", "serial-64m"),
            ("Parallel", "parallel-64m"),
            ("G1", "g1-64m"),
            ("ZGC", "zgc-64m"),
        ),
        ("The smallest heap in which Epsilon gets through is about {null-collector.epsilon-smallest.smallest_heap_mib} MiB.",),
    ),
    "java-leak": Table(
        "java-leak",
        "Java, a heap of 64 MiB, under",
        (
            Column("100 MiB put into a static list", "outcome", subject="list-{}"),
            Column("4000 MiB of forgotten cycles", "outcome", subject="cycles-{}"),
        ),
        COLLECTORS,
    ),
    "cpython": Table(
        "cpython",
        "CPython, its collector switched off",
        (Column("seen", "outcome"),),
        (
            ("an object without cycles is freed when its last name goes", "acyclic-freed-at-once"),
            ("an object that refers to itself is freed then", "cycle-freed-at-once"),
            ("it is freed by `gc.collect()`", "cycle-freed-by-collection"),
            ("a weak reference to it answers before the collection", "weakref-alive-before-collection"),
            ("and after", "weakref-alive-after-collection"),
            ("a file that a cycle holds is open before a collection", "file-in-cycle-open"),
            ("and after", "file-in-cycle-open-after-collection"),
            ("a file of a `with` statement is open after it", "file-open-after-with"),
        ),
    ),
    "generations": Table(
        "generations",
        "binary trees of depth",
        tuple(Column(f"generation {n}", "collections", subject="{}.generation-" + str(n)) for n in range(3)),
        (("10", "trees-10"), ("12", "trees-12"), ("13", "trees-13")),
        ("Collections by CPython while the trees are built.",),
    ),
}
