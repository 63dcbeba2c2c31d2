"""Compiles the programs of `programs/` into a folder that is thrown away."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from rustmem.measure.process import Missing, checked
from rustmem.measure.toolchains import Tool

PROGRAMS = Path(__file__).parent / "programs"


class Builder:
    """Compiles each program once for each set of options."""

    def __init__(self, tools: dict[str, Tool], folder: Path) -> None:
        self.tools = tools
        self.folder = folder
        self.hashes: dict[str, str] = {}

    def source(self, name: str) -> Path:
        """The file `name` under `programs/`; its hash is noted."""
        path = PROGRAMS / name
        if name not in self.hashes:
            self.hashes[name] = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
        return path

    def rust(self, name: str, options: Sequence[str] = ("-O",)) -> Path:
        """An executable of a Rust source."""
        target = self.folder / ("-".join([_flat(name), *options]).replace("=", "-").replace(" ", "") or "program")
        if not target.exists():
            rustc = self.tools["rustc"].path
            # without the folders of this machine, whose length would show in the size of debug information
            plain = [f"--remap-path-prefix={PROGRAMS}=programs", f"--remap-path-prefix={self.folder}=build"]
            command = [rustc, "--edition", "2024", *plain, *options, "-o", str(target), str(self.source(name))]
            checked(command, f"programs/{name}", cwd=self.folder)
        self.source(name)
        return target

    def c(self, name: str) -> Path:
        """An executable of a C source, with line tables and without optimisation, so that every call is made."""
        target = self.folder / _flat(name)
        if not target.exists():
            checked([self.tools["cc"].path, "-g", "-O0", "-w", "-o", str(target), str(self.source(name))], f"programs/{name}")
        return target

    def java(self, name: str) -> list[str]:
        """The class path and main class of a Java source, as arguments of `java`."""
        target = self.folder / "classes" / _flat(name)
        if not target.exists():
            target.mkdir(parents=True)
            checked([self.tools["javac"].path, "-d", str(target), str(self.source(name))], f"programs/{name}")
        self.source(name)
        return ["-cp", str(target), Path(name).stem]

    def go(self, name: str) -> Path:
        """An executable of a Go source."""
        target = self.folder / _flat(name)
        if not target.exists():
            command = [self.tools["go"].path, "build", "-o", str(target), str(self.source(name))]
            checked(command, f"programs/{name}", cwd=self.folder)
        self.source(name)
        return target

    def sources(self, *names: str) -> dict[str, str]:
        """The hashes of these sources: the first 16 digits of SHA-256."""
        for name in names:
            self.source(name)
        return {name: self.hashes[name] for name in names}


def _flat(name: str) -> str:
    return name.replace("/", "-").replace(".", "-")


def require(tools: dict[str, Tool], *names: str) -> None:
    """Raises Missing where one of the tools is."""
    gone = [name for name in names if name not in tools]
    if gone:
        raise Missing(f"{', '.join(gone)} not found")
