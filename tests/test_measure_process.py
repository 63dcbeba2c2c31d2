"""The launcher: a program's own costs, its end, its environment."""

from __future__ import annotations

import os
import shutil
import sys
import time
from pathlib import Path

import pytest

from rustmem.measure.process import Failed, Launcher, checked, may_go_first
from rustmem.measure.toolchains import environment, find_tools, this_machine

pytestmark = pytest.mark.skipif(shutil.which("gcc") is None, reason="gcc is not installed")


@pytest.fixture(scope="module")
def launcher(tmp_path_factory: pytest.TempPathFactory) -> Launcher:
    gcc = shutil.which("gcc")
    assert gcc is not None
    return Launcher(gcc, tmp_path_factory.mktemp("launcher"))


def test_a_programs_peak_memory_is_its_own_and_not_its_parents(launcher: Launcher) -> None:
    held = bytearray(os.urandom(1) * (200 << 20))  # 200 MiB that this process has touched

    usage = launcher.run(["true"])

    assert len(held) == 200 << 20
    assert 0 < usage.peak_rss_kib < 8 * 1024
    assert usage.exit_code == 0


@pytest.mark.parametrize(("script", "code"), [("exit 3", 3), ("kill -ABRT $$", 134), ("kill -SEGV $$", 139)])
def test_a_signal_is_an_exit_code_as_a_shell_says_it(launcher: Launcher, script: str, code: int) -> None:
    assert launcher.run(["sh", "-c", script]).exit_code == code


def test_processor_time_is_of_all_threads_and_children(launcher: Launcher) -> None:
    usage = launcher.run([sys.executable, "-c", "sum(i * i for i in range(2_000_000)); print('done')"])

    assert usage.stdout == "done\n"
    assert usage.cpu_us > 20_000


def test_a_program_that_does_not_end_is_stopped_with_its_children(launcher: Launcher, tmp_path: Path) -> None:
    marker = tmp_path / "marker"
    start = time.monotonic()

    with pytest.raises(Failed, match=r"sh ran longer than 1 s"):
        launcher.run(["sh", "-c", f"(sleep 3; touch {marker}) & sleep 60"], timeout=1)

    assert time.monotonic() - start < 20
    time.sleep(3)
    assert not marker.exists()


@pytest.mark.skipif(not may_go_first(), reason="this user may not ask for real-time scheduling")
def test_a_program_can_go_before_ordinary_processes(launcher: Launcher) -> None:
    told = [sys.executable, "-c", "import os; print(os.sched_getscheduler(0) == os.SCHED_FIFO)"]

    assert launcher.run(told, before_others=True).stdout == "True\n"
    assert launcher.run(told).stdout == "False\n"


def test_what_cannot_be_started_is_named(launcher: Launcher) -> None:
    with pytest.raises(Failed, match="no-such-program could not be started"):
        launcher.run(["/no/such/no-such-program"])


def test_settings_of_the_user_do_not_reach_programs(launcher: Launcher, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("RUST_BACKTRACE", "JAVA_TOOL_OPTIONS", "NODE_OPTIONS", "GOGC", "PYTHONHASHSEED", "LD_PRELOAD_X"):
        monkeypatch.setenv(name, "1")

    seen = launcher.run(["env"]).stdout

    assert "=1\n" not in seen.replace("PWD", "")
    assert environment(GOGC="50")["GOGC"] == "50"


def test_a_compiler_that_fails_is_quoted() -> None:
    with pytest.raises(Failed, match=r"x\.c: sh exits with 4:\nbad line"):
        checked(["sh", "-c", "echo bad line >&2; exit 4"], "x.c")


def test_tools_have_versions_and_the_machine_has_no_name() -> None:
    tools = find_tools()
    machine = this_machine()

    assert all(any(c.isdigit() for c in tool.version) for tool in tools.values())
    assert os.uname().nodename not in " ".join(machine.values()).split()
    assert "cores" in machine
