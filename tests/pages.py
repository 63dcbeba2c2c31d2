"""The pages under docs/ and the tools that run over them, for the tests of the site."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import entry_points
from pathlib import Path

import yaml

from rustmem.plugins.markdown import nav_pages
from rustmem.plugins.page import Block, Page, read_page

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
RECORDS = ROOT / "tests/oracle/docs.jsonl"


def pages() -> Iterator[tuple[Path, Page]]:
    """Every page of the site; the design notes are no part of it."""
    for path in sorted(DOCS.rglob("*.md")):
        if "design" not in path.relative_to(DOCS).parts:
            yield path, read_page(path.relative_to(ROOT).as_posix(), path.read_text("utf-8"))


def rust_blocks() -> Iterator[tuple[Page, Block]]:
    return ((page, block) for _, page in pages() for block in page.blocks if block.lang == "rust")


def navigation() -> set[str]:
    """The pages in the site's navigation, as `ownership.md`."""
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    return nav_pages(yaml.safe_load(text[text.index("\nnav:") :])["nav"])


def run_tool(module: str, *arguments: str, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Runs `python -m module` as a user of a checkout does, on this checkout's rustmem."""
    path = os.pathsep.join(filter(None, (os.environ.get("PYTHONPATH"), str(ROOT))))
    environment = {**os.environ, "PYTHONPATH": path, "NO_MKDOCS_2_WARNING": "1", **variables}
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=900)


def run_pytest(*arguments: str, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Runs pytest with our plug-in, which a checkout that is not installed does not announce."""
    announced = any(entry.value == "rustmem.plugins.pytest_plugin" for entry in entry_points(group="pytest11"))
    plugin = () if announced else ("-p", "rustmem.plugins.pytest_plugin")
    return run_tool("pytest", *plugin, "--markdown-docs", "-p", "no:cacheprovider", *arguments, cwd=cwd, **variables)
