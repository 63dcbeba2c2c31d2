"""The command line: arguments in, one call of the Python API, text out.

Exit codes of `check`: 0 accepted, 1 rejected, 3 not modelled, 2 for usage and files that cannot be read; of several files
the first of 2, 1, 3, 0 that occurs. `run` exits as the program does, with 101 after a panic.
"""

from __future__ import annotations

import os
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence
    from pathlib import Path

    import rustmem

ACCEPTED, REJECTED, USAGE, UNSUPPORTED = 0, 1, 2, 3
WORST = (USAGE, REJECTED, UNSUPPORTED, ACCEPTED)
STATUS = {"accepted": ACCEPTED, "rejected": REJECTED, "unsupported": UNSUPPORTED}
INTERRUPTED, BROKEN_PIPE = 130, 141
LIMIT, UNDEFINED = 124, 134


class Unreadable(Exception):
    """What the command was given cannot be used, and why: a file that is no text, a name that stands for nothing."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; its exit code."""
    arguments = sys.argv[1:] if arguments is None else arguments
    options = plain_check(arguments) or build_parser(next(iter(arguments), None)).parse_args(arguments)
    try:
        code: int = options.command(options)
        sys.stdout.flush()
        return code
    except Unreadable as e:
        print(f"rustmem: {e}", file=sys.stderr)
        return USAGE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or the interpreter complains while it ends
        return BROKEN_PIPE


PLAIN = {"edition": "2024", "color": "auto", "error_format": "human", "emit": "metadata"}
"""What `check` does where no option says otherwise."""


def plain_check(arguments: Sequence[str]) -> Any:
    """The options of a `check` of files and nothing else, else None. `argparse` would take longer than the check of a short
    program, to say the same."""
    if len(arguments) < 2 or arguments[0] != "check" or any(name.startswith("-") for name in arguments):
        return None
    return SimpleNamespace(command=check, files=list(arguments[1:]), **PLAIN)


def build_parser(command: str | None = None) -> argparse.ArgumentParser:
    """The parser of all commands; given one of them, of that one alone, which is all that its run needs."""
    import argparse

    parser = argparse.ArgumentParser(
        prog="rustmem",
        description="What rustc says of a program, and what the program does to memory.",
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, add in COMMANDS.items():
        if command not in COMMANDS or command == name:
            add(commands)
    return parser


def _add_check(commands: Any) -> None:
    parser = _command(commands, "check", check, "say what rustc says", many=True)
    parser.add_argument("--error-format", choices=("human", "json", "short"), default=PLAIN["error_format"])
    parser.add_argument(
        "--emit", choices=("metadata", "link"), default=PLAIN["emit"], help="link: and what it says only when it builds"
    )


def _add_run(commands: Any) -> None:
    parser = _command(commands, "run", run, "check a program and run it")
    _add_limits(parser)


def _add_mir(commands: Any) -> None:
    parser = _command(commands, "mir", mir, "print the control-flow graph")
    parser.add_argument("--function", metavar="NAME", help="of one function only")


def _add_loans(commands: Any) -> None:
    parser = _command(commands, "loans", loans, "show on which lines each borrow is in use")
    parser.add_argument("--every", action="store_true", help="also what the compiler borrows by itself for one line")


def _add_elision(commands: Any) -> None:
    _command(commands, "elision", elision, "write out the lifetimes that signatures leave out")


def _add_trace(commands: Any) -> None:
    parser = _command(commands, "trace", trace, "print what a run does to memory, an event a line")
    parser.add_argument("--json", action="store_true", help="as JSON lines")
    _add_limits(parser)


def _add_draw(commands: Any) -> None:
    parser = _command(commands, "draw", draw, "draw stack and heap at a step")
    parser.add_argument("--step", type=int, help="default: the step at which most is alive")
    parser.add_argument("--text", action="store_true", help="in words instead of SVG")
    parser.add_argument("-o", "--output", type=_path, help="a file to write")
    _add_limits(parser)


def _add_compare(commands: Any) -> None:
    parser = _command(commands, "compare", compare, "replay a run under several memory managers")
    _add_memory(parser)
    parser.add_argument("--plans", help="names with commas between; default: all")
    parser.add_argument("--costs", help="names with commas between; default: the plain ones")
    parser.add_argument("--chart", choices=("heap", "stops", "mmu"), help="an SVG in place of the table")
    _add_limits(parser)


def _add_replay(commands: Any) -> None:
    parser = _command(commands, "replay", replay, "replay a run under one memory manager")
    _add_memory(parser)
    parser.add_argument("--plan", default="marksweep")
    parser.add_argument("--nursery", type=int, metavar="BYTES", help="of generational copying")
    parser.add_argument("--rate", type=int, metavar="OBJECTS", help="of incremental collectors, at each allocation")
    parser.add_argument("--step", type=int, action="append", help="the map of the heap after a step; may be repeated")
    _add_limits(parser)


def _add_explain(commands: Any) -> None:
    parser = commands.add_parser(
        "explain", help="explain an error code or a lint", description="Explain an error code or a lint."
    )
    parser.add_argument("code", nargs="?", metavar="CODE", help="such as E0382; without one, the codes that have an explanation")
    parser.set_defaults(command=explain)


def _add_measure(commands: Any) -> None:
    parser = commands.add_parser(
        "measure", help="run the same work on real runtimes", description="Run the same work on real runtimes and record it."
    )
    parser.add_argument("experiments", nargs="*", metavar="EXPERIMENT", help="without one, all")
    parser.add_argument("--quick", action="store_true", help="small sizes, half a minute; no figure is taken from them")
    parser.add_argument("-o", "--output", type=_path, help="a file of JSON lines to append to; default: runs.jsonl")
    parser.add_argument("--list", action="store_true", help="name the experiments")
    parser.set_defaults(command=measure)


def _add_figures(commands: Any) -> None:
    parser = commands.add_parser("figures", help="print recorded figures", description="Print recorded figures.")
    parser.add_argument("prefix", nargs="?", default="", help="of their keys, such as practices.")
    parser.add_argument("--data", type=_path, help="a file that `measure` wrote; default: the package's own")
    parser.add_argument("--against", type=_path, metavar="DATA", help="print only what differs from another such file")
    parser.set_defaults(command=figures)


def _add_tables(commands: Any) -> None:
    parser = commands.add_parser(
        "tables", help="write the tables on pages anew", description="Write the tables and figures between markers on pages."
    )
    parser.add_argument("pages", nargs="*", type=_path, metavar="PAGE", help="default: those under docs/")
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 where one is stale")
    parser.add_argument("--list", action="store_true", help="name the tables")
    parser.set_defaults(command=tables)


COMMANDS: dict[str, Callable[[Any], None]] = {
    "check": _add_check,
    "run": _add_run,
    "mir": _add_mir,
    "loans": _add_loans,
    "elision": _add_elision,
    "trace": _add_trace,
    "draw": _add_draw,
    "compare": _add_compare,
    "replay": _add_replay,
    "explain": _add_explain,
    "measure": _add_measure,
    "figures": _add_figures,
    "tables": _add_tables,
}
"""What adds the parser of each command."""


def _path(text: str) -> Path:
    from pathlib import Path

    return Path(text)


def _command(commands: Any, name: str, function: Callable[[Any], int], says: str, many: bool = False) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=says, description=says[0].upper() + says[1:] + ".")
    if many:
        parser.add_argument("files", nargs="+", metavar="FILE", help="Rust sources; - reads standard input")
    else:
        parser.add_argument("file", metavar="FILE", help="a Rust source; - reads standard input")
    parser.add_argument("--edition", choices=("2021", "2024"), default=PLAIN["edition"])
    parser.add_argument("--color", choices=("auto", "always", "never"), default=PLAIN["color"])
    parser.set_defaults(command=function)
    return parser


def _add_memory(parser: argparse.ArgumentParser) -> None:
    parser.description = f"{parser.description} FILE may also be an allocation log."
    parser.add_argument("--heap", type=int, metavar="BYTES", help="default: three times what is reachable at most")
    parser.add_argument("--allocator", default="", help="of plans that do not move objects")
    parser.add_argument("--json", action="store_true", help="all costs")


def _add_limits(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("limits")
    group.add_argument("--steps", type=int, help="statements executed")
    group.add_argument("--memory", type=int, metavar="BYTES", help="heap in use")
    group.add_argument("--output-limit", type=int, metavar="BYTES", help="printed")
    group.add_argument("--seconds", type=float, help="of CPU time")


def read_source(name: str) -> tuple[str, str]:
    """A file's text, and the name that messages give it."""
    try:
        if name == "-":
            data = sys.stdin.buffer.read()
        else:
            with open(name, "rb") as file:
                data = file.read()
    except OSError as e:
        raise Unreadable(f"cannot read {name}: {e.strerror}") from e
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as e:
        raise Unreadable(f"cannot read {name}: byte {e.start} is not valid UTF-8") from e
    return text, "<anon>" if name == "-" else name


def check(options: Any) -> int:
    import rustmem

    found, color = set(), wants_color(options.color, sys.stderr)
    progress = len(options.files) > 1 and sys.stderr.isatty()
    for number, name in enumerate(options.files, 1):
        if progress:
            print(f"\r\x1b[K[{number}/{len(options.files)}] {name}", end="", file=sys.stderr, flush=True)
        try:
            source, filename = read_source(name)
        except Unreadable as e:
            _clear(progress)
            print(f"rustmem: {e}", file=sys.stderr)
            found.add(USAGE)
            continue
        report = rustmem.check(source, edition=options.edition, filename=filename, emit=options.emit)
        _clear(progress)
        _write_report(report, options.error_format, color)
        found.add(STATUS[report.status])
    return next(code for code in WORST if code in found)


def _clear(progress: bool) -> None:
    if progress:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _write_report(report: rustmem.Report, form: str, color: bool) -> None:
    """The report on stderr, where rustc's messages go."""
    if form != "json":
        sys.stderr.write(report.render(color=color, short=form == "short"))
        return
    import json

    for row in report.to_json():
        print(json.dumps(row, ensure_ascii=False), file=sys.stderr)


def run(options: Any) -> int:
    _, execution = _execute(options)
    if execution.status == "finished":
        sys.stdout.flush()
    return _exit_code(execution)


def _execute(options: Any, show: bool = True, read: tuple[str, str] | None = None) -> tuple[Any, Any]:
    """Checks and runs the file; prints what it prints, unless only its trace is asked for."""
    import rustmem

    source, filename = read or read_source(options.file)
    report = rustmem.check(source, edition=options.edition, filename=filename, emit="link")
    sys.stderr.write(report.render(color=wants_color(options.color, sys.stderr)))
    sys.stderr.flush()
    execution = rustmem.run(source, edition=options.edition, filename=filename, limits=_limits(options), trace=not show)
    if show or execution.status != "finished":
        if show:
            sys.stdout.write(execution.stdout)
            sys.stdout.flush()
        if report.status == "accepted":
            sys.stderr.write(execution.stderr)
    if report.status == "accepted" and execution.status != "finished":
        sys.stderr.write(f"rustmem: {_UNFINISHED.get(execution.status, execution.status)}: {execution.reason}\n")
    return report, execution


_UNFINISHED = {"limit": "stopped at a limit", "undefined-behavior": "undefined behavior", "unsupported": "not modelled"}


def _limits(options: Any) -> Any:
    """The limits asked for; the defaults for the others."""
    from rustmem import Limits

    asked = {
        "steps": options.steps,
        "memory": options.memory,
        "output": options.output_limit,
        "seconds": options.seconds,
    }
    return Limits(**{name: value for name, value in asked.items() if value is not None})


def _exit_code(execution: Any) -> int:
    match execution.status:
        case "finished":
            return int(execution.exit_code)
        case "rejected":
            return REJECTED
        case "limit":
            return LIMIT
        case "undefined-behavior":
            return UNDEFINED
        case _:
            return UNSUPPORTED


def mir(options: Any) -> int:
    import rustmem

    source, filename = read_source(options.file)
    made = rustmem.mir(source, edition=options.edition, filename=filename)
    text = str(made)
    if options.function:
        text = "\n\n".join(part for part in text.split("\n\n") if f"fn {options.function}(" in part)
        if not text:
            raise Unreadable(f"{options.file} has no function {options.function}")
    print(text.rstrip("\n"))
    return ACCEPTED


def loans(options: Any) -> int:
    import rustmem

    source, filename = read_source(options.file)
    print(rustmem.loans(source, edition=options.edition, filename=filename, every=options.every), end="")
    return ACCEPTED


def elision(options: Any) -> int:
    import rustmem

    source, filename = read_source(options.file)
    for signature in rustmem.elision(source, edition=options.edition, filename=filename):
        print(signature)
    return ACCEPTED


def trace(options: Any) -> int:
    _, execution = _execute(options, show=False)
    if execution.trace is not None:
        from rustmem.trace.codec import to_json_line, to_text

        for event in execution.trace:
            print(to_json_line(event) if options.json else to_text(event))
    return _exit_code(execution)


def draw(options: Any) -> int:
    import rustmem

    _, execution = _execute(options, show=False)
    if execution.status in ("rejected", "unsupported"):
        return _exit_code(execution)
    picture = _asked(lambda: rustmem.draw(execution, step=options.step))
    text = picture.to_text() if options.text else picture.to_svg()
    if options.output is None:
        print(text.rstrip("\n"))
    else:
        try:
            options.output.write_text(text, "utf-8", newline="\n")
        except OSError as e:
            raise Unreadable(f"cannot write {options.output}: {e.strerror}") from e
    return ACCEPTED


def compare(options: Any) -> int:
    import rustmem

    recorded, code = _recorded(options)
    if recorded is None:
        return code
    asked = {"plans": options.plans.split(",")} if options.plans else {}
    comparison = _asked(lambda: rustmem.compare(recorded, heap=options.heap, allocator=options.allocator, **asked))
    costs = options.costs.split(",") if options.costs else None
    if options.chart:
        text = comparison.to_svg(options.chart)
    else:
        text = comparison.to_json() if options.json else _asked(lambda: comparison.to_markdown(costs))
    print(text.rstrip("\n"))
    return ACCEPTED


def replay(options: Any) -> int:
    import rustmem

    recorded, code = _recorded(options)
    if recorded is None:
        return code
    asked = {name: value for name in ("nursery", "rate") if (value := getattr(options, name)) is not None}
    import json

    run = _asked(lambda: rustmem.replay(recorded, options.plan, options.heap, options.allocator, **asked))
    if options.step:
        text = _asked(lambda: str(rustmem.draw(run, step=options.step)))
    else:
        text = json.dumps(run.row(), indent=1) if options.json else str(run)
    print(text.rstrip("\n"))
    return ACCEPTED


def _recorded(options: Any) -> tuple[Any, int]:
    """What the file records: a log, or a run of the program; without one, the exit code that says why."""
    from rustmem.memory.text_log import is_log, parse_log

    text, filename = read_source(options.file)
    if is_log(text):
        return _asked(lambda: parse_log(text, filename)), ACCEPTED
    _, execution = _execute(options, show=False, read=(text, filename))
    if execution.status in ("rejected", "unsupported"):
        return None, _exit_code(execution)
    return execution.trace, ACCEPTED


def _asked(call: Callable[[], Any]) -> Any:
    """The result of a call whose arguments the user chose."""
    try:
        return call()
    except ValueError as e:
        raise Unreadable(str(e)) from e


def explain(options: Any) -> int:
    import rustmem

    text = rustmem.explain(options.code)  # without a code, the list
    if text is None:
        raise Unreadable(f"there is no explanation of {options.code}")
    print(text.rstrip("\n"))
    return ACCEPTED


def measure(options: Any) -> int:
    from rustmem.measure import harness

    if options.list:
        print("\n".join(harness.EXPERIMENTS))
        return ACCEPTED
    shown = sys.stderr.isatty()

    def tell(text: str) -> None:
        if shown:
            print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)

    def done(name: str, said: str) -> None:
        _clear(shown)
        print(f"{name}: {said}", file=sys.stderr, flush=True)

    output = options.output or (None if options.quick else _path("runs.jsonl"))
    outcome = _asked(lambda: harness.measure(options.experiments, output, quick=options.quick, tell=tell, done=done))
    for name, why in outcome.session.missing.items():
        print(f"not measured with {name}: {why}", file=sys.stderr)
    for figure in outcome.figures.values():
        print(f"{figure.key}: {figure}")
    return REJECTED if outcome.failures else ACCEPTED


def figures(options: Any) -> int:
    from rustmem.measure.figures import apart

    found, others = _figures(options.data), _figures(options.against) if options.against else {}
    shown = [figure for key, figure in found.items() if key.startswith(options.prefix)]
    if not shown:
        raise Unreadable(f"no figure's key begins with {options.prefix}")
    if not options.against:
        print("\n".join(f"{figure.key}: {figure}" for figure in shown))
        return ACCEPTED
    both = [figure for figure in shown if figure.key in others]
    differ = [figure for figure in both if apart(figure, others[figure.key])]
    print("\n".join(f"{figure.key}: {figure.text}, and {others[figure.key].text} ({figure.tier})" for figure in differ))
    print(f"{len(differ)} of {len(both)} figures lie apart by more than their tiers allow", file=sys.stderr)
    return REJECTED if differ else ACCEPTED


def _figures(path: Path | None) -> dict[str, Any]:
    """The figures of a file, or those that come with the package."""
    from rustmem.measure.figures import Unstable, figures_of
    from rustmem.measure.recorded import recorded_figures
    from rustmem.measure.runs import DataError, read_file

    if path is None:
        return dict(recorded_figures())
    if not path.exists():
        raise Unreadable(f"cannot read {path}: no such file")
    try:
        return dict(figures_of(read_file(path)))
    except (DataError, Unstable, UnicodeDecodeError, OSError) as e:
        raise Unreadable(str(e)) from e


def tables(options: Any) -> int:
    from rustmem.plugins.page import read_page
    from rustmem.plugins.tables import NoTable, rewrite_file, table_faults
    from rustmem.plugins.tables import tables as known

    if options.list:
        print("\n".join(known()))
        return ACCEPTED
    code = ACCEPTED
    for path in options.pages or sorted(_path("docs").rglob("*.md")):
        text, name = read_source(str(path))
        faults = list(table_faults(read_page(name, text)))
        if options.check or any(fault.kind != "stale" for fault in faults):
            for fault in faults:
                print(f"{name}:{fault.line}: {fault.message}", file=sys.stderr)
                sys.stderr.write(fault.diff + "\n" if fault.diff else "")
            code = REJECTED if faults else code
        elif faults:
            try:
                rewrite_file(path, name)
            except (NoTable, OSError) as e:
                raise Unreadable(f"cannot write {name}: {e}") from e
            print(f"wrote {len(faults)} tables and figures of {name}")
    return code


def wants_color(choice: str, stream: TextIO) -> bool:
    """Whether to colour what goes to `stream`."""
    if choice == "auto":
        return stream.isatty() and not os.environ.get("NO_COLOR")
    return choice == "always"
