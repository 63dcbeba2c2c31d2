"""Writes the launch image: checks the sample programs, notes which modules that takes, and keeps their code.

python -m rustmem.launch.image
"""

from __future__ import annotations

import marshal
import os
import sys
from importlib.machinery import PathFinder

from rustmem.launch import PACKAGE, PATH, TEMPLATED, VERSION

TYPE_CHECKING = False
if TYPE_CHECKING:  # a module that is here before the samples are checked is none of theirs
    from types import CodeType
    from typing import Any

TYPING, RE = "rustmem.launch.typing_stand_in", "rustmem.launch.re_stand_in"
SAMPLES = f"{os.path.dirname(__file__)}/samples"
"""Ordinary programs, of which those whose names begin with `rejected` are not accepted."""


def make() -> bool:
    """Makes the image; whether it could be kept."""
    data = pack(*observe())
    try:
        os.makedirs(os.path.dirname(PATH), exist_ok=True)
        with open(f"{PATH}.{os.getpid()}", "wb") as file:
            file.write(data)
        os.replace(file.name, PATH)
    except OSError:
        return False
    return True


def observe() -> tuple[list[str], list[str]]:
    """Checks the samples as the command does. The modules that accepted programs need, and all, in the order in which they
    were ready."""
    before = set(sys.modules)
    ready: list[str] = []
    first: list[str] = []

    def note(frame: Any, event: str, _: Any) -> None:
        if event == "return" and frame.f_code.co_name == "<module>":
            ready.append(frame.f_globals.get("__name__", ""))

    for sample in sorted(os.listdir(SAMPLES), key=lambda name: (name.startswith("rejected"), name)):
        if sample.startswith("rejected") and not first:
            first = list(ready)
        sys.setprofile(note)
        try:
            _check(f"{SAMPLES}/{sample}")
        finally:
            sys.setprofile(None)
    modules = [name for name in dict.fromkeys(ready) if name not in before and name in sys.modules]
    return [name for name in modules if name in first], modules


def _check(sample: str) -> None:
    from rustmem import cli

    keep = sys.stdout, sys.stderr
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        sys.stdout = sys.stderr = nowhere
        try:
            cli.main(["check", sample])
        finally:
            sys.stdout, sys.stderr = keep


def pack(first: list[str], names: list[str]) -> bytes:
    """The image."""
    modules = []
    first = [TYPING, *[name for name in first if name.partition(".")[0] == "rustmem"]]
    for name in [TYPING, *names]:
        spec = PathFinder.find_spec(name, _search_path(name))
        if spec is None or spec.origin is None or not spec.origin.endswith(".py"):
            continue
        stat = os.stat(spec.origin)
        with open(spec.origin, "rb") as file:
            code: Any = bare(file.read(), spec.origin, name.partition(".")[0] == "rustmem")
        if name not in first:
            code = marshal.dumps(code)
        modules.append((name, spec.origin, spec.submodule_search_locations is not None, stat.st_mtime_ns, stat.st_size, code))
    kept = {entry[0] for entry in modules}
    return marshal.dumps(
        {
            "version": (VERSION, sys.version, PACKAGE),
            "modules": tuple(modules),
            "first": tuple([name for name in first if name in kept]),
            "patterns": patterns(),
            "templates": {name: sys.modules[name].TEMPLATES for name in TEMPLATED},
        }
    )


def _search_path(name: str) -> Any:
    parent = name.rpartition(".")[0]
    return sys.modules[parent].__path__ if parent else None


def bare(source: bytes, path: str, ours: bool) -> CodeType:
    """A module's code without what a command never looks at: docstrings, line numbers, and annotations but for fields'.

    Our own modules import the stand-ins for `typing` and `re`.
    """
    import ast

    tree = ast.parse(source, path)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            node.returns = None
        elif isinstance(node, ast.arg):
            node.annotation = None
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and ast.get_docstring(
            node, False
        ):
            node.body[:1] = [] if len(node.body) > 1 else [ast.copy_location(ast.Pass(), node.body[0])]
        if isinstance(node, ast.ClassDef):
            _make_once(node)
        elif ours and isinstance(node, ast.ImportFrom) and node.module == "typing" and _stands_in(node.names):
            node.module = TYPING
        elif ours and isinstance(node, ast.Import) and [name.name for name in node.names] == ["re"]:
            node.names[0] = ast.copy_location(ast.alias(RE, "re"), node)
    tree.body = [_plain(statement) if isinstance(statement, ast.AnnAssign) else statement for statement in tree.body]
    return _without_lines(compile(tree, path, "exec", dont_inherit=True))


def _stands_in(names: list[Any]) -> bool:
    from rustmem.launch import typing_stand_in

    return all(hasattr(typing_stand_in, alias.name) for alias in names)


def _make_once(node: Any) -> None:
    """`@node class A(B)` as `class A(B, metaclass=node.make)`."""
    import ast

    for decorator in node.decorator_list:
        if isinstance(decorator, ast.Name) and decorator.id == "node":
            node.decorator_list.remove(decorator)
            maker = ast.copy_location(ast.Attribute(decorator, "make", ast.Load()), decorator)
            node.keywords.append(ast.copy_location(ast.keyword("metaclass", maker), decorator))
            return


def _plain(statement: Any) -> Any:
    """An assignment without its annotation."""
    import ast

    if statement.value is None:
        return ast.copy_location(ast.Pass(), statement)
    return ast.copy_location(ast.Assign([statement.target], statement.value), statement)


def _without_lines(code: CodeType) -> CodeType:
    consts = tuple([_without_lines(const) if isinstance(const, type(code)) else const for const in code.co_consts])
    return code.replace(co_consts=consts, co_linetable=b"")


def patterns() -> dict[tuple[str, int], tuple[Any, ...]]:
    """The expressions that `re` has compiled, by text and flags: what it gave to the matcher of each."""
    import re

    compiler: Any = re._compiler  # type: ignore[attr-defined]
    found: dict[tuple[str, int], tuple[Any, ...]] = {}
    real, given = compiler._sre, []

    class Recorder:
        MAGIC = real.MAGIC

        @staticmethod
        def compile(*arguments: Any) -> None:
            given.append(arguments)

    compiler._sre = Recorder
    try:
        for kind, text, flags in list(re._cache):  # type: ignore[attr-defined]
            if kind is str:
                compiler.compile(text, flags)
                _, all_flags, code, count, groups, names = given.pop()
                found[text, flags] = text, int(all_flags), list(map(int, code)), count, dict(groups), tuple(names)
    finally:
        compiler._sre = real
    return found


if __name__ == "__main__":
    sys.exit(not make())
