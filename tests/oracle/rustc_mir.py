"""Writes `tests/mir/*.mir`: rustc's MIR of the programs there, as the borrow checker reads it.

    python tests/oracle/rustc_mir.py

Types, paths and generic arguments are left out: blocks, statements, places and their order are compared.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "mir"
GENERIC = r"<[^<>]*(?:<[^<>]*>[^<>]*)*>"


def without_types(line: str) -> str:
    """A line of MIR without types, paths and lifetimes."""
    if '"' not in line:
        line = re.sub(r"'\w+ ", "", line)
    out: list[str] = []
    at = 0
    while at < len(line):
        field = re.match(r"\.(\d+): ", line[at:])
        if field:
            out.append("." + field.group(1))
            at = after_type(line, at + field.end())
        else:
            out.append(line[at])
            at += 1
    line = "".join(out)
    line = re.sub(r" as .* \((PointerCoercion.*|\w+)\);$", r" as \1;", line)
    for _ in range(6):
        line = re.sub("::" + GENERIC, "", line)
    line = re.sub(r"<[^<>]*(?:<[^<>]*>[^<>]*)* as [^<>]*(?:<[^<>]*>[^<>]*)*>::", "", line)
    line = re.sub(r"<impl [^>]*>::", "", line)
    line = re.sub(r"(?:\w+::)+(?=\w)", "", line)
    line = re.sub(r"\{closure[@#][^}]*\}", "{closure}", line)
    line = re.sub(r"Some\(DefId\([^)]*\)\)|Some\(\{closure\}\)|Some\(\w+\)(?=, _)", "Some(closure)", line)
    line = re.sub(r"UserTypeProjection \{.*\}", "user type", line)
    line = re.sub(r"\{alloc\d+: [^}]*\}|\{static [^}]*\}", "{static}", line)
    line = re.sub(r"const \w*promoted\[(\d+)\]", r"const promoted[\1]", line)
    # `ManuallyDrop` has a field more in the real library.
    return line.replace("((((*_", "(((*_").replace(".1).0).0)", ".1).0)")


def after_type(line: str, at: int) -> int:
    depth = 0
    while at < len(line):
        char = line[at]
        if char in "([{<":
            depth += 1
        elif char in ")]}" or (char == ">" and line[at - 1] not in "-="):
            if depth == 0:
                return at
            depth -= 1
        elif char in ",;" and depth == 0:
            return at
        at += 1
    return at


def blocks(text: str) -> list[str]:
    """The blocks of the first body in `text`."""
    lines = text.split("\n")
    start = next(i for i, line in enumerate(lines) if line.startswith("    bb0"))
    end = next(i for i in range(start, len(lines)) if lines[i] == "}")
    return [without_types(line.rstrip()) for line in lines[start:end] if line.strip()]


def rustc_bodies(program: Path) -> dict[str, list[str]]:
    """Each body's name (`f`, `f-{closure#0}`) and blocks."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "src").mkdir()
        shutil.copy(program, folder / "src" / "main.rs")
        command = [
            "rustc",
            "--edition",
            "2024",
            "-Awarnings",
            "--emit=metadata",
            "-o",
            "x",
            "-Zdump-mir=all",
            "-Zdump-mir-dir=d",
            "src/main.rs",
        ]
        subprocess.run(command, cwd=folder, env={**os.environ, "RUSTC_BOOTSTRAP": "1"}, capture_output=True)
        found = {}
        for file in sorted((folder / "d").glob("*SimplifyCfg-promote-consts.after.mir")):
            body = re.sub(r"\.\d-\d-\d+\..*", "", file.name.split(".", 1)[1])
            if "constant#" not in body:
                found[body] = blocks(file.read_text())
        return found


def main() -> None:
    for program in sorted(FOLDER.glob("*.rs")):
        parts = [f"{name}\n" + "\n".join(lines) + "\n" for name, lines in sorted(rustc_bodies(program).items())]
        program.with_suffix(".mir").write_text("\n".join(parts), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
