"""Starts a command from the launch image: the modules that a check runs, in one file, read at once.

A check runs some three hundred modules. To find, open, read and run each of them takes Python several times as long as the
check itself. The image has their code in the order in which they are ready, so that running one needs no search, and without
docstrings, annotations and line numbers, of which a command makes no use. `rustmem.launch.image` writes it;
`docs/design/launch.md` has the reasons.

Like a `.pyc`, the image is a cache: a module whose file has another size or time than when the image was made is read from
its file, and where there is no image nothing is different but the time.
"""

from __future__ import annotations

import marshal
import os
import sys
from importlib.machinery import ModuleSpec
from types import ModuleType

from rustmem.launch import re_stand_in
from rustmem.source import late
from rustmem.source.mapped import mapped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import CodeType

PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PATH = f"{os.path.dirname(__file__)}/__pycache__/launch.{sys.implementation.cache_tag}.bin"
VERSION = 3
MANY = 12
"""So many modules may be newer than an image before another is worth its making."""
TEMPLATED = ("rustmem.source.node", "rustmem.source.row")
"""Modules that keep what they compile in a table `TEMPLATES`."""


CHECKING = ("check", "run", "mir", "loans", "elision", "trace", "draw", "compare", "replay")
"""The commands that check a program."""


def start(command: str = "check") -> bool:
    """Runs the modules of the image that every check needs, if the command makes one, and offers the others to the import
    system.

    Whether an image should be made: there is none for this Python, or many of its modules have changed. Who looks at line
    numbers, be it a tracer or somebody who debugs, gets the modules themselves.
    """
    if os.environ.get("RUSTMEM_DEBUG") or sys.gettrace() is not None or sys.getprofile() is not None:
        return False
    try:
        with open(PATH, "rb", buffering=0) as file:
            kept = marshal.loads(mapped(file))
        if kept["version"] != (VERSION, sys.version, PACKAGE):
            return True
        image, stale = Image(frozenset(kept["first"])), 0
        for name, path, is_package, time, size, code in kept["modules"]:
            found = os.stat(path)
            if found.st_mtime_ns == time and found.st_size == size:
                image.codes[name] = path, is_package, code
            else:
                stale += 1
    except (OSError, EOFError, ValueError, TypeError, KeyError):
        return True
    sys.meta_path.insert(_place(), image)
    re_stand_in.COMPILED.update(kept["patterns"])
    try:
        for name in kept["first"] if command in CHECKING else ():
            if name not in sys.modules and name in image.codes:
                image.run(name)
                if name in TEMPLATED:
                    sys.modules[name].TEMPLATES.update(kept["templates"][name])
    except Exception:  # an image that does not fit: all is imported as ever
        sys.meta_path.remove(image)
        for name in [name for name, module in sys.modules.items() if getattr(module, "__loader__", None) is image]:
            del sys.modules[name]
        return True
    for name in image.codes:
        module = sys.modules.get(name)
        if type(module) is _Module:
            module.__class__ = ModuleType  # type: ignore[assignment]
    return stale > MANY


class _Module(ModuleType):
    """A module without `__getattr__`, whose missing attributes are told as those of any object.

    `from m import n` asks a module for its `__path__`. Python 3.11 makes an error of the answer, text and all, and forgets it:
    for two thousand such lines that is a thirtieth of a check. When all are run, they are modules as any: of those Python
    knows how to look up a name quickly.
    """

    __getattribute__ = object.__getattribute__


def _place() -> int:
    """After who makes late modules, before who searches the path."""
    return next((at for at, finder in enumerate(sys.meta_path) if finder.__module__.startswith("_frozen")), 0)


class Image:
    """The finder and the loader of the image's modules."""

    def __init__(self, first: frozenset[str]) -> None:
        self.first = first
        self.codes: dict[str, tuple[str, bool, CodeType | bytes]] = {}
        """By name: file, whether it is a package, code; that of a module that not every check needs is still to be read."""

    def find_spec(self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None) -> ModuleSpec | None:
        return self.spec(name) if name in self.codes else None

    def spec(self, name: str) -> ModuleSpec:
        path, is_package, _ = self.codes[name]
        spec = ModuleSpec(name, self, origin=path, is_package=is_package)  # type: ignore[arg-type]
        spec.has_location = True
        spec._initializing = False  # type: ignore[attr-defined]  # what every import asks, and 3.11 makes an error of a missing answer
        if is_package:
            spec.submodule_search_locations = [os.path.dirname(path)]
        return spec

    def create_module(self, spec: ModuleSpec) -> None:
        """The usual kind of module."""

    def exec_module(self, module: ModuleType) -> None:
        code = self.codes[module.__name__][2]
        exec(marshal.loads(code) if isinstance(code, bytes) else code, module.__dict__)

    def run(self, name: str) -> None:
        """Imports a module whose parents and imports are there."""
        path, is_package, code = self.codes[name]
        parent, _, last = name.rpartition(".")
        module = _Module(name)
        scope = module.__dict__
        scope["__spec__"], scope["__loader__"], scope["__file__"] = self.spec(name), self, path
        scope["__package__"] = parent
        if is_package:
            scope["__package__"], scope["__path__"] = name, [os.path.dirname(path)]
            late.place(module, self.first)
        sys.modules[name] = module
        try:
            exec(code, scope)
        except BaseException:
            del sys.modules[name]
            raise
        if parent:
            setattr(sys.modules[parent], last, module)

    def get_source(self, name: str) -> str:
        """For who shows a line of a module."""
        with open(self.codes[name][0], encoding="utf-8") as file:
            return file.read()


def make() -> None:
    """Has another process make the image, where one may be kept: what this one has imported would not be seen again."""
    folder = os.path.dirname(PATH)
    if not os.access(folder if os.path.exists(folder) else os.path.dirname(folder), os.W_OK):
        return
    import subprocess

    command = [sys.executable, "-m", "rustmem.launch.image"]
    subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
