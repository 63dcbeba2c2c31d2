"""Runs a program through the launcher and says what it cost."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rustmem.measure.toolchains import environment


class Failed(Exception):
    """A program or a compiler that did not do what it should; the message says which, and what it said."""


class Missing(Failed):
    """A tool that is not on this machine."""


@dataclass(frozen=True)
class Usage:
    """One run of a program."""

    stdout: str
    stderr: str
    exit_code: int
    """128 + the signal's number after a signal."""
    cpu_us: int
    """User and system time of the process and its threads, in microseconds."""
    peak_rss_kib: int
    minor_faults: int
    steal: float
    """Which part of the run's time the hypervisor gave to others, from 0 to 1."""


TIMEOUT = 300.0
STEAL = 0.05
"""A run that lost more than this part of its time to the hypervisor is made again."""


class Launcher:
    """`launcher.c`, built once into `folder`."""

    def __init__(self, cc: str, folder: Path) -> None:
        self.program = folder / "launch"
        self.report = folder / "launch.report"
        source = Path(__file__).parent / "launcher.c"
        checked([cc, "-O2", "-static", "-o", str(self.program), str(source)], "launcher.c")

    def run(
        self,
        command: Sequence[str],
        *,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        timeout: float = TIMEOUT,
        before_others: bool = False,
    ) -> Usage:
        """Runs `command` and waits for it. `before_others`: ordinary processes do not take the processor from it, where the
        system permits that. Raises Failed if it cannot be started or takes longer than `timeout` seconds.
        """
        before = _ticks()
        process = subprocess.Popen(
            [str(self.program), str(self.report), *command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=cwd,
            env=environment(**(env or {})),
            text=True,
            errors="replace",
            start_new_session=True,
            preexec_fn=_go_first if before_others else None,
        )
        try:
            stdout, stderr = process.communicate(timeout=timeout)
        except BaseException as e:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            if isinstance(e, subprocess.TimeoutExpired):
                raise Failed(f"{Path(command[0]).name} ran longer than {timeout:.0f} s") from e
            raise
        if process.returncode in (125, 127):
            raise Failed(f"{Path(command[0]).name} could not be started: {stderr.strip()}")
        return _usage(self.report.read_text("ascii"), stdout, stderr, before)

    def steady(
        self, command: Sequence[str], *, env: Mapping[str, str] | None = None, before_others: bool = False, tries: int = 3
    ) -> Usage:
        """As `run`, made again while the hypervisor takes too much of its time."""
        for _ in range(tries):
            usage = self.run(command, env=env, before_others=before_others)
            if usage.steal <= STEAL:
                break
        return usage


def _go_first() -> None:
    """Asks for the first-in, first-out class of real-time scheduling; without the right to it, all stays as it is."""
    with contextlib.suppress(OSError, AttributeError):
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))


def may_go_first() -> bool:
    """Whether `before_others` has an effect here."""
    pid = os.fork()
    if pid == 0:
        _go_first()
        os._exit(0 if os.sched_getscheduler(0) == os.SCHED_FIFO else 1)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


def _usage(report: str, stdout: str, stderr: str, before: tuple[int, int]) -> Usage:
    user, system, rss, minor, _major, _voluntary, _involuntary, code = map(int, report.split())
    total, stolen = (now - then for now, then in zip(_ticks(), before))
    return Usage(stdout, stderr, code, user + system, rss, minor, stolen / total if total > 0 else 0.0)


def _ticks() -> tuple[int, int]:
    """Clock ticks of all processors since the start, and those of them that were stolen."""
    try:
        fields = Path("/proc/stat").read_text("ascii").split("\n", 1)[0].split()[1:]
    except OSError:
        return 0, 0
    numbers = [int(field) for field in fields]
    return sum(numbers[:8]), numbers[7] if len(numbers) > 7 else 0


def checked(command: Sequence[str], what: str, *, cwd: Path | None = None, env: Mapping[str, str] | None = None) -> str:
    """The standard output of a command that must succeed. Raises Failed with the first lines it said."""
    try:
        done = subprocess.run(
            command, cwd=cwd, env=environment(**(env or {})), capture_output=True, text=True, errors="replace", timeout=TIMEOUT
        )
    except (OSError, subprocess.TimeoutExpired) as e:
        raise Failed(f"{what}: {Path(command[0]).name}: {e}") from e
    if done.returncode != 0:
        said = "\n".join((done.stderr or done.stdout).strip().splitlines()[:6])
        raise Failed(f"{what}: {Path(command[0]).name} exits with {done.returncode}:\n{said}")
    return done.stdout
