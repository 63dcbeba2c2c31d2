"""The launch image: the same answers with it and without it, and none that is stale."""

from __future__ import annotations

import marshal
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import rustmem.launch

PACKAGE = Path(rustmem.launch.PACKAGE)
SAMPLES = sorted((PACKAGE / "launch" / "samples").glob("*.rs"))
ASK = "import sys; from rustmem import launch; print(launch.start(), type(sys.modules.get('rustmem.syntax.ast', sys).__spec__.loader).__name__)"


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package, which a test may change, with an image."""
    folder = tmp_path_factory.mktemp("launch")
    shutil.copytree(PACKAGE, folder / "rustmem", ignore=shutil.ignore_patterns("launch.*.bin", "programs"))
    assert python(folder, "-m", "rustmem.launch.image").returncode == 0
    return folder


def python(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONDONTWRITEBYTECODE", "RUSTMEM_DEBUG", "PYTHONPATH")}
    return subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=300
    )


def image(folder: Path) -> Path:
    return folder / "rustmem" / "launch" / "__pycache__" / Path(rustmem.launch.PATH).name


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_an_answer_is_the_same_with_an_image(copy: Path, sample: Path) -> None:
    report = rustmem.check(sample.read_text("utf-8"), filename=str(sample))

    done = python(copy, "-m", "rustmem", "check", str(sample))

    assert done.stderr == report.render()
    assert done.returncode == (1 if sample.stem.startswith("rejected") else 0)
    assert python(copy, "-c", ASK).stdout == "False Image\n"


def test_a_check_from_an_image_imports_no_typing_and_no_parser(copy: Path) -> None:
    asked = "import sys; from rustmem import launch; launch.start(); from rustmem.cli import main; main(['check', sys.argv[1]])"
    found = f"{asked}; print([name for name in ('typing', 're', 'enum', 'argparse') if name in sys.modules])"

    done = python(copy, "-c", found, str(SAMPLES[0]))

    assert done.stdout == "[]\n"


@pytest.mark.parametrize(("command", "runs"), [("check", True), ("run", True), ("explain", False), ("", False)])
def test_only_a_command_that_checks_runs_the_checker(copy: Path, command: str, runs: bool) -> None:
    asked = f"import sys; from rustmem import launch; launch.start({command!r}); print('rustmem.syntax.ast' in sys.modules)"

    assert python(copy, "-c", asked).stdout == f"{runs}\n"


def test_an_image_that_cannot_be_run_is_left_alone(copy: Path) -> None:
    path = image(copy)
    whole = path.read_bytes()
    kept = marshal.loads(whole)
    name = next(entry[0] for entry in kept["modules"] if entry[0] == "rustmem.pipeline")
    broken = [
        (*entry[:5], compile("import nothing.at.all", "x", "exec")) if entry[0] == name else entry for entry in kept["modules"]
    ]
    path.write_bytes(marshal.dumps({**kept, "modules": tuple(broken)}))
    try:
        done = python(copy, "-m", "rustmem", "check", str(SAMPLES[0]))
    finally:
        path.write_bytes(whole)

    assert (done.returncode, done.stderr) == (0, "")


def test_a_run_starts_from_an_image_too(copy: Path) -> None:
    sample = PACKAGE / "launch" / "samples" / "results.rs"

    done = python(copy, "-m", "rustmem", "run", str(sample))

    assert done.stdout == rustmem.run(sample.read_text("utf-8")).stdout
    assert done.returncode == 0


def test_a_module_that_has_changed_is_read_from_its_file(copy: Path) -> None:
    changed = copy / "rustmem" / "cli.py"
    text = changed.read_text("utf-8")
    changed.write_text(
        text.replace('print(f"rustmem: {e}", file=sys.stderr)', 'print(f"changed: {e}", file=sys.stderr)'), "utf-8"
    )
    try:
        done = python(copy, "-m", "rustmem", "check", "missing.rs")
    finally:
        changed.write_text(text, "utf-8")

    assert done.stderr == "changed: cannot read missing.rs: No such file or directory\n"
    assert done.returncode == 2


@pytest.mark.parametrize("spoil", ["cut", "empty", "other version"])
def test_a_spoilt_image_is_made_again(copy: Path, spoil: str) -> None:
    path = image(copy)
    whole = path.read_bytes()
    path.write_bytes(
        {
            "cut": whole[: len(whole) // 2],
            "empty": b"",
            "other version": whole.replace(sys.version.encode(), b"3" * len(sys.version)),
        }[spoil]
    )
    assert python(copy, "-c", ASK).stdout.startswith("True")

    done = python(copy, "-m", "rustmem", "check", str(SAMPLES[0]))

    assert (done.returncode, done.stderr) == (0, "")
    assert python(copy, "-c", ASK).stdout == "False Image\n"


def test_who_debugs_gets_line_numbers(copy: Path) -> None:
    os.environ["RUSTMEM_DEBUG"] = "1"
    try:
        asked = [sys.executable, "-c", ASK]
        done = subprocess.run(asked, cwd=copy, capture_output=True, text=True, check=True)
    finally:
        del os.environ["RUSTMEM_DEBUG"]

    assert done.stdout.startswith("False")
    assert "Image" not in done.stdout
