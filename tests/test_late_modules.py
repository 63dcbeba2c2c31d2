"""What begins with a small letter in a module that is read late must be a function."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from rustmem.source.late import LATE

ROOT = Path(__file__).parent.parent
TREES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts): ast.parse(path.read_text("utf-8"))
    for path in sorted((ROOT / "rustmem").rglob("*.py"))
    if "programs" not in path.parts
}


def functions(module: str) -> set[str]:
    """The functions that a module defines."""
    body = TREES[module].body
    return {n.name for n in body if isinstance(n, ast.FunctionDef)}


class Uses(ast.NodeVisitor):
    """How a module uses late ones: the names that it has of them, other than in annotations."""

    def __init__(self, tree: ast.Module) -> None:
        self.names: dict[str, tuple[str, str]] = {}
        self.modules: dict[str, str] = {}
        self.wrong: list[str] = []
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module is not None:
                for alias in node.names:
                    if node.module in LATE:
                        self.names[alias.asname or alias.name] = (node.module, alias.name)
                    elif f"{node.module}.{alias.name}" in LATE:
                        self.modules[alias.asname or alias.name] = f"{node.module}.{alias.name}"
        self.visit(tree)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit(node.value)

    def visit_Name(self, node: ast.Name) -> None:
        if node.id in self.names:
            self.use(node, *self.names[node.id])
        elif node.id in self.modules:
            self.wrong.append(f"{node.id} by itself, line {node.lineno}")

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if isinstance(node.value, ast.Name) and node.value.id in self.modules:
            self.use(node, self.modules[node.value.id], node.attr)
        else:
            self.generic_visit(node)

    def use(self, node: ast.Name | ast.Attribute, module: str, name: str) -> None:
        if name.lstrip("_")[:1].islower() and name not in functions(module):
            self.wrong.append(f"{module}.{name}, line {node.lineno}")


@pytest.mark.parametrize("module", sorted(TREES))
def test_what_is_used_of_late_modules_by_a_small_letter_is_a_function(module: str) -> None:
    assert Uses(TREES[module]).wrong == []


def test_every_late_module_exists_and_can_be_read() -> None:
    code = "from rustmem.source import late; import importlib\nfor n in sorted(late.LATE): late.read(importlib.import_module(n))"

    assert set(TREES) >= LATE
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_a_late_module_whose_reading_was_interrupted_can_be_read_again() -> None:
    code = """
from importlib.machinery import SourceFileLoader
from rustmem.syntax import similar

def fail(loader, module):
    raise RecursionError

works, SourceFileLoader.exec_module = SourceFileLoader.exec_module, fail
try:
    similar.best_match("name", ["game"])
except RecursionError:
    print(type(similar).__name__)
SourceFileLoader.exec_module = works
print(similar.best_match("name", ["game"]), type(similar).__name__)
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)

    assert done.stdout == "LateModule\ngame module\n", done.stderr
