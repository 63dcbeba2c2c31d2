"""What the emitter decides, case by case."""

from __future__ import annotations

import textwrap

from rustmem.diagnostics.closing import closing
from rustmem.diagnostics.emitter import emit, has_unknown_place, render
from rustmem.source.diag import Diag, Level, error, warning
from rustmem.source.source_map import SourceMap
from rustmem.source.span import Expansion, Span

OPTION = "/rustc/59807616e1fa2540724bfbac14d7976d7e4a3860/library/core/src/option.rs"


def load(text: str) -> SourceMap:
    source_map = SourceMap()
    source_map.add("src/main.rs", text)
    return source_map


def find(source_map: SourceMap, text: str, ctxt: Expansion | None = None) -> Span:
    lo = source_map.files[0].data.index(text.encode())
    return Span(lo, lo + len(text.encode()), ctxt)


def drawn(text: str) -> str:
    return textwrap.dedent(text).lstrip("\n")


def test_a_single_short_suggestion_becomes_a_label() -> None:
    source_map = load("fn main() {\n    let x = 1;\n}\n")
    diag = warning("unused variable: `x`", find(source_map, "x"), "unused_variables")
    diag.suggest("if this is intentional, prefix it with an underscore", (find(source_map, "x"), "_x"))

    assert render(diag, source_map) == drawn(
        """
        warning: unused variable: `x`
         --> src/main.rs:2:9
          |
        2 |     let x = 1;
          |         ^ help: if this is intentional, prefix it with an underscore: `_x`

        """
    )


def test_a_suggestion_that_must_show_gets_its_own_window() -> None:
    source_map = load("fn main() {\n    let x = 1;\n}\n")
    span = find(source_map, "x").shrink_to_lo()
    diag = error("cannot", find(source_map, "x"), "E0596").suggest("make it mutable", (span, "mut "), style="show-always")

    assert render(diag, source_map) == drawn(
        """
        error[E0596]: cannot
         --> src/main.rs:2:9
          |
        2 |     let x = 1;
          |         ^
          |
        help: make it mutable
          |
        2 |     let mut x = 1;
          |         +++

        """
    )


def test_more_than_four_alternatives_are_counted() -> None:
    source_map = load("f();\n")
    span = find(source_map, "f")
    diag = error("no", span).suggest_any("try", [((span, name),) for name in ("a", "b", "c", "d", "e", "g")])

    assert render(diag, source_map).endswith("  = and 2 other candidates\n\n")


def test_a_suggestion_that_changes_only_the_case_says_so() -> None:
    source_map = load("Vec::new();\n")
    span = find(source_map, "Vec")

    assert "help: use (notice the capitalization): `VeC`" in render(error("no", span).suggest("use", (span, "VeC")), source_map)


def test_a_place_in_a_file_without_text_is_only_named() -> None:
    source_map = load("fn main() {}\n")
    diag = error("no", find(source_map, "main"), "E0004")
    diag.span_note(source_map.absent_span(OPTION, (600, 0), (600, 22)), "`Option<i32>` defined here")

    assert not has_unknown_place(diag, source_map)
    assert render(diag, source_map) == drawn(
        f"""
        error[E0004]: no
         --> src/main.rs:1:4
          |
        1 | fn main() {{}}
          |    ^^^^
          |
        note: `Option<i32>` defined here
         --> {OPTION}:600:0

        """
    )


def test_a_place_that_nobody_knows_is_reported() -> None:
    source_map = load("fn main() {}\n")
    file = source_map.add_absent(OPTION)
    diag = error("no", find(source_map, "main")).span_note(Span(file.start + 7, file.start + 9), "here")

    assert has_unknown_place(diag, source_map)


def test_the_inside_of_a_known_macro_is_shown_at_its_call() -> None:
    source_map = load("fn main() {\n    vec![a];\n}\n")
    inside = source_map.absent_span("/rustc/x/library/alloc/src/macros.rs", (40, 4), (40, 9))
    made = Expansion("macro", "vec", find(source_map, "vec![a]"), inside, "alloc")
    diag = error("no", inside._replace(ctxt=made))

    assert render(diag, source_map) == drawn(
        """
        error: no
         --> src/main.rs:2:5
          |
        2 |     vec![a];
          |     ^^^^^^^

        """
    )


def test_an_error_inside_a_macro_of_the_author_points_at_the_call() -> None:
    source_map = load("macro_rules! m { () => { bad } }\nfn main() { m!(); }\n")
    made = Expansion("macro", "m", find(source_map, "m!()"), find(source_map, "macro_rules! m"), is_local=True)

    assert render(error("no", find(source_map, "bad", made)), source_map) == drawn(
        """
        error: no
         --> src/main.rs:1:26
          |
        1 | macro_rules! m { () => { bad } }
          |                          ^^^
        2 | fn main() { m!(); }
          |             ---- in this macro invocation
          |
          = note: this error originates in the macro `m` (in Nightly builds, run with -Z macro-backtrace for more info)

        """
    )


def test_highlighted_parts_of_a_message_are_coloured() -> None:
    source_map = load("x\n")
    diag = error("no", find(source_map, "x")).note((("expected `", "plain"), ("u8", "highlight"), ("`", "plain")))

    assert "note: expected `u8`\n" in render(diag, source_map)
    assert "\x1b[1mnote\x1b[0m: expected `\x1b[1m\x1b[35mu8\x1b[0m`\n" in render(diag, source_map, color=True)


def test_equal_diagnostics_and_notes_said_once_are_printed_once() -> None:
    source_map = load("x y\n")
    first = warning("a", find(source_map, "x"), "lint").note_once("on by default")
    second = warning("b", find(source_map, "y"), "lint").note_once("on by default")
    again = warning("a", find(source_map, "x"), "lint").note_once("on by default")
    text = emit([first, second, again], source_map)

    assert text.count("on by default") == 1
    assert text.endswith("warning: 2 warnings emitted\n\n")


def test_short_format_is_one_line_each() -> None:
    source_map = load("fn main() { x }\n")
    diag = error("no", find(source_map, "x"), "E0425").label(find(source_map, "x"), "not found")

    assert emit([diag], source_map, error_format="short") == drawn(
        """
        src/main.rs:1:13: error[E0425]: no: not found
        error: aborting due to 1 previous error
        """
    )


def messages(*kinds: tuple[Level, str | None]) -> list[str]:
    return [str(diag.message) for diag in closing([Diag(level, "m", code) for level, code in kinds])]


def test_closing_lines_count_and_name_codes() -> None:
    assert messages() == []
    assert messages(("warning", None)) == ["1 warning emitted"]
    assert messages(("error", "E0382"), ("warning", None), ("warning", None)) == [
        "aborting due to 1 previous error; 2 warnings emitted",
        "For more information about this error, try `rustc --explain E0382`.",
    ]
    assert messages(("error", "E0499"), ("error", "E0382")) == [
        "aborting due to 2 previous errors",
        "Some errors have detailed explanations: E0382, E0499.",
        "For more information about an error, try `rustc --explain E0382`.",
    ]
    assert messages(*[("error", f"E00{n}") for n in range(10, 20)])[1].endswith("E0017, E0018...")
