"""The compilers, runtimes and memory tools of this machine, with their versions. What is not there is named, not guessed."""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Tool:
    """Something that can be run or loaded."""

    name: str
    path: str
    version: str
    """With the tool's name in front, as captions show it."""


@dataclass(frozen=True)
class Wanted:
    """How a tool is found and asked for its version."""

    title: str
    find: Callable[[], str | None]
    ask: tuple[str, ...]
    pattern: str


def _on_path(*names: str) -> Callable[[], str | None]:
    """The first of `names` on the path, or beside this interpreter, where pip puts programs."""

    def find() -> str | None:
        beside = str(Path(sys.executable).parent)
        path = os.pathsep.join((os.environ.get("PATH", os.defpath), beside))
        return next((found for name in names if (found := shutil.which(name, path=path))), None)

    return find


def _rustc() -> str | None:
    """rustc itself: what the path holds may be rustup's proxy, which takes time of its own."""
    asked = os.environ.get("RUSTC") or _on_path("rustc")()
    if asked is None:
        return None
    root = output([asked, "--print", "sysroot"]).strip()
    real = Path(root, "bin", "rustc")
    return str(real) if root and real.exists() else asked


def _library(*names: str) -> Callable[[], str | None]:
    folders = [Path("/usr/lib", f"{platform.machine()}-linux-gnu"), Path("/usr/lib64"), Path("/usr/lib"), Path("/usr/local/lib")]
    return lambda: next((str(f / n) for f in folders for n in names if (f / n).exists()), None)


WANTED: dict[str, Wanted] = {
    "rustc": Wanted("rustc", _rustc, ("--version",), r"rustc (\S+)"),
    "cc": Wanted("GCC", _on_path("gcc", "cc"), ("-dumpfullversion",), r"(\S+)"),
    "java": Wanted("OpenJDK", _on_path("java"), ("-version",), r'version "([^"]+)"'),
    "javac": Wanted("javac", _on_path("javac"), ("-version",), r"javac (\S+)"),
    "go": Wanted("Go", _on_path("go"), ("version",), r"go(\d\S*)"),
    "node": Wanted("Node.js", _on_path("node", "nodejs"), ("--version",), r"v(\S+)"),
    "python": Wanted("CPython", lambda: sys.executable, ("--version",), r"Python (\S+)"),
    "valgrind": Wanted("Valgrind", _on_path("valgrind"), ("--version",), r"valgrind-(\S+)"),
    "heaptrack": Wanted("heaptrack", _on_path("heaptrack"), ("--version",), r"heaptrack (\S+)"),
    "heaptrack_print": Wanted("heaptrack_print", _on_path("heaptrack_print"), ("--version",), r"(\d\S*)"),
    "nm": Wanted("nm", _on_path("nm"), ("--version",), r"(\d+\.\d\S*)"),
    "jemalloc": Wanted("jemalloc", _library("libjemalloc.so.2"), (), ""),
    "mimalloc": Wanted("mimalloc", _library("libmimalloc.so.2.0", "libmimalloc.so.2"), (), ""),
    "tcmalloc": Wanted("gperftools tcmalloc", _library("libtcmalloc_minimal.so.4"), (), ""),
}


def find_tools() -> dict[str, Tool]:
    """The tools of this machine, by the names of WANTED."""
    found = {}
    for name, wanted in WANTED.items():
        path = wanted.find()
        if path is None:
            continue
        version = _version(path, wanted)
        if version:
            found[name] = Tool(name, path, version)
    if platform.libc_ver()[0] == "glibc":
        found["glibc"] = Tool("glibc", "", f"glibc {platform.libc_ver()[1]}")
    return found


def _version(path: str, wanted: Wanted) -> str | None:
    if not wanted.ask:
        return f"{wanted.title} {_library_version(path)}"
    match = re.search(wanted.pattern, output([path, *wanted.ask]))
    return f"{wanted.title} {match[1]}" if match else None


def _library_version(path: str) -> str:
    """From the package that the library belongs to; else from the name of its file."""
    real = os.path.realpath(path)
    owner = output(["dpkg-query", "-S", real]).partition(":")[0]
    said = output(["dpkg-query", "-W", "-f", "${Version}", owner]) if owner else ""
    match = re.match(r"(?:\d+:)?(\d+(?:\.\d+)*)", said)
    return match[1] if match else Path(real).name.partition(".so.")[2]


def output(command: list[str]) -> str:
    """What a command says on both streams; nothing where it cannot be run or fails."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, errors="replace", env=environment())
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout + done.stderr if done.returncode == 0 else ""


KEPT = ("PATH", "HOME", "TMPDIR", "RUSTUP_HOME", "CARGO_HOME", "RUSTUP_TOOLCHAIN", "JAVA_HOME", "GOPATH", "GOCACHE", "GOROOT")


def environment(**more: str) -> Mapping[str, str]:
    """What programs see: no setting of the user's that changes what they do."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return {**kept, "LANG": "C.UTF-8", "GOFLAGS": "-mod=mod", "GOTOOLCHAIN": "local", **more}


def this_machine() -> dict[str, str]:
    """The class of this machine: enough to judge a figure by, nothing that names it."""
    told = {"system": f"{platform.system()} {'.'.join(platform.release().split('.')[:2])} {platform.machine()}"}
    try:
        cpu = Path("/proc/cpuinfo").read_text("utf-8", "replace")
        memory = Path("/proc/meminfo").read_text("utf-8", "replace")
    except OSError:
        return {**told, "cores": f"{os.cpu_count()} cores"}
    model = re.search(r"model name\s*:\s*(.+)", cpu)
    size = re.search(r"MemTotal:\s*(\d+) kB", memory)
    if model:
        told["processor"] = model[1].strip()
    told["cores"] = f"{os.cpu_count()} cores"
    if size:
        told["memory"] = f"{round(int(size[1]) / 1024**2)} GiB"
    if "hypervisor" in cpu:
        told["system"] += ", virtual"
    return told
