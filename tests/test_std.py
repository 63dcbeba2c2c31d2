"""The stubs against the real library: rustc compiles a forwarding function for each signature, a demand for each impl."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from rustmem import pipeline
from rustmem.std import stability

HERE = Path(__file__).parent
BOUNDS = {
    "pattern",
    "step_trait",
    "try_trait_v2",
    "slice_concat_trait",
    "discriminant_kind",
    "nonzero_internals",
    "trivial_clone",
    "derive_clone_copy_internals",
}
"""Features of traits that stable items have in their bounds; a forwarding function has to name what a call does not."""
RUSTC = "1.95.0"


def rustc() -> list[str]:
    """The pinned compiler, asked of its own folder so that no shim chooses another."""
    try:
        found = subprocess.run(["rustc", "--print", "sysroot"], capture_output=True, text=True, check=True).stdout.strip()
        path = f"{found}/bin/rustc"
        version = subprocess.run([path, "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no rustc on this machine: the stubs are not compared with the real library")
    if f" {RUSTC} " not in version:
        pytest.skip(f"rustc {RUSTC} is not on this machine ({version.strip()}): the stubs are not compared with the real library")
    return [path, "--edition=2024", "--emit=metadata", "--error-format=json", "main.rs"]


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    # In a process of its own: every item of the library is read, which no other test should wait for.
    root = str(HERE.parent)
    done = subprocess.run(
        [sys.executable, str(HERE / "std_forwarding.py")],
        capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": root},
    )  # fmt: skip
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def errors(folder: Path, text: str, about: list[str], **env: str) -> list[tuple[str, str, str, int]]:
    """(code, message, what the line is about, its number) of each error."""
    (folder / "main.rs").write_text(text, encoding="utf-8")
    done = subprocess.run(rustc(), cwd=folder, capture_output=True, text=True, env={**os.environ, **env})
    found = []
    for line in done.stderr.splitlines():
        said = json.loads(line) if line.startswith("{") else {"level": "", "spans": []}
        if said["level"] == "error" and said["spans"]:
            number = said["spans"][0]["line_start"] - 2
            code = (said["code"] or {}).get("code", "")
            found.append((code, said["message"], about[number] if number < len(about) else "", number))
    return found


def test_the_real_library_takes_all_that_a_stub_takes(made: dict[str, Any], tmp_path: Path) -> None:
    features = sorted({row.feature for row in stability.table().values()} - {"-", "stable"})
    first, rest = made["text"].split("\n", 1)
    text = f"{first} #![feature({', '.join(features)})]\n{rest}"

    found = errors(tmp_path, text, made["about"], RUSTC_BOOTSTRAP="1")

    assert len(made["about"]) > 5000
    assert found == []


def test_what_is_unstable_is_known_to_be(made: dict[str, Any], tmp_path: Path) -> None:
    found = errors(tmp_path, made["text"], made["about"])

    unknown = []
    for code, message, about, number in found:
        feature = re.search(r"unstable library feature `(\w+)`", message)
        known = number >= len(made["features"]) or made["features"][number] is not None
        if code != "E0658" or feature is None or feature.group(1) not in BOUNDS and not known:
            unknown.append((code, message, about))
    assert unknown == []


def test_reading_the_stubs_finds_nothing_wrong_with_them() -> None:
    pipeline.load_library()

    assert pipeline.STUB_PROBLEMS == []
