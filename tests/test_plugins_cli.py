"""The command line from a bare checkout: exit codes, bad input, limits."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from pages import ROOT

from rustmem import cli

GOOD = 'fn main() {\n    println!("hi");\n}\n'
BAD = "fn main() {\n    let a = String::new();\n    let b = a;\n    drop(a);\n    drop(b);\n}\n"


@dataclass
class Done:
    returncode: int
    stdout: bytes
    stderr: bytes


def rustmem(*arguments: str, cwd: Path, stdin: bytes = b"") -> Done:
    """One command, in this process."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    given = io.TextIOWrapper(io.BytesIO(stdin), "utf-8")
    here = os.getcwd()
    os.chdir(cwd)
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            patch.setattr(sys, "stdin", given)
            try:
                code = cli.main(arguments)
            except SystemExit as end:  # argparse
                code = end.code if isinstance(end.code, int) else 0
    finally:
        os.chdir(here)
    return Done(code, out.buffer.getvalue(), err.buffer.getvalue())  # type: ignore[attr-defined]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.rs").write_text(GOOD)
    (tmp_path / "bad.rs").write_text(BAD)
    (tmp_path / "panics.rs").write_text('fn main() {\n    let v = vec![1];\n    println!("{}", v[v.len()]);\n}\n')
    (tmp_path / "loops.rs").write_text("fn main() {\n    loop {}\n}\n")
    (tmp_path / "talks.rs").write_text('fn main() {\n    loop {\n        println!("again");\n    }\n}\n')
    (tmp_path / "empty.rs").write_text("")
    (tmp_path / "bytes.rs").write_bytes(b"fn main() { \xff }")
    (tmp_path / "deep.rs").write_text("fn main() { let _x = " + "(" * 100 + "1" + ")" * 100 + "; }\n")
    (tmp_path / "deeper.rs").write_text("fn main() { let _x = " + "(" * 10_000 + "1" + ")" * 10_000 + "; }\n")
    (tmp_path / "large.rs").write_text("fn main() {}\n" + "// a comment line of some length\n" * 32_000)
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["check", "good.rs"], 0),
        (["check", "bad.rs"], 1),
        (["check", "good.rs", "bad.rs"], 1),
        (["check", "missing.rs", "bad.rs"], 2),
        (["check", "."], 2),
        (["check", "bytes.rs"], 2),
        (["check", "empty.rs"], 1),
        (["check", "large.rs"], 0),
        (["check"], 2),
        (["nonsense"], 2),
        (["check", "--edition", "1066", "good.rs"], 2),
        (["run", "good.rs"], 0),
        (["run", "bad.rs"], 1),
        (["run", "panics.rs"], 101),
        (["run", "missing.rs"], 2),
        (["run", "--steps", "1000", "loops.rs"], 124),
        (["run", "--output-limit", "1000", "talks.rs"], 124),
        (["trace", "good.rs"], 0),
        (["trace", "--json", "good.rs"], 0),
        (["mir", "good.rs"], 0),
        (["mir", "--function", "nobody", "good.rs"], 2),
        (["draw", "--text", "good.rs"], 0),
        (["compare", "good.rs"], 0),
        (["replay", "--plan", "nogc", "good.rs"], 0),
        (["replay", "--plan", "nonsense", "good.rs"], 2),
        (["explain", "E0382"], 0),
        (["explain", "e0382"], 0),
        (["explain"], 0),
        (["explain", "E9999"], 2),
        (["--help"], 0),
    ],
)  # fmt: skip
def test_exit_codes(folder: Path, arguments: list[str], code: int) -> None:
    done = rustmem(*arguments, cwd=folder)

    assert done.returncode == code, done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert b"internal error" not in done.stderr


@pytest.mark.parametrize("name", ["deep.rs", "deeper.rs"])
def test_nesting_has_a_clear_answer(folder: Path, name: str) -> None:
    done = rustmem("check", name, cwd=folder)

    assert done.returncode in (0, 1, 3)
    assert b"Traceback" not in done.stderr
    assert done.stderr or done.returncode == 0


def test_the_error_goes_to_stderr_and_the_output_to_stdout(folder: Path) -> None:
    rejected, ran = rustmem("check", "bad.rs", cwd=folder), rustmem("run", "good.rs", cwd=folder)

    assert rejected.stdout == b""
    assert b"error[E0382]" in rejected.stderr
    assert (ran.stdout, ran.stderr) == (b"hi\n", b"")


def test_standard_input_is_a_file(folder: Path) -> None:
    done = rustmem("check", "--error-format", "short", "-", cwd=folder, stdin=BAD.encode())

    assert done.returncode == 1
    assert done.stderr.startswith(b"<anon>:4:10: error[E0382]")


def test_colour_is_asked_for(folder: Path) -> None:
    plain, colored = rustmem("check", "bad.rs", cwd=folder), rustmem("check", "--color", "always", "bad.rs", cwd=folder)

    assert b"\x1b[" not in plain.stderr
    assert b"\x1b[" in colored.stderr


def test_a_bare_checkout_is_enough(folder: Path) -> None:
    """`-S`: without third-party packages."""
    command = [sys.executable, "-S", "-m", "rustmem", "check", "bad.rs"]
    done = subprocess.run(command, cwd=folder, env={"PYTHONPATH": str(ROOT)}, capture_output=True, timeout=120)

    assert done.returncode == 1
    assert b"error[E0382]" in done.stderr


@pytest.mark.parametrize("names", [["a.rs"], ["a.rs", "dir/b.rs"]])
def test_a_plain_check_has_the_options_of_the_parser(names: list[str]) -> None:
    arguments = ["check", *names]

    assert vars(cli.plain_check(arguments)) == vars(cli.build_parser("check").parse_args(arguments))


@pytest.mark.parametrize("arguments", [["check"], ["check", "-"], ["check", "a.rs", "--color=always"], ["run", "a.rs"], []])
def test_what_is_no_plain_check_is_parsed(arguments: list[str]) -> None:
    assert cli.plain_check(arguments) is None
