"""The pages under Pyodide: a newer Python, and the one that a browser has."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
NODE = shutil.which("node")


def pyodide() -> Path | None:
    """The folder in whose `node_modules` the npm package stands."""
    for folder in (os.environ.get("PYODIDE"), ROOT):
        if folder and (Path(folder) / "node_modules" / "pyodide" / "package.json").exists():
            return Path(folder)
    return None


@pytest.mark.skipif(NODE is None, reason="node is not installed")
@pytest.mark.skipif(pyodide() is None, reason="the npm package pyodide is not installed: npm install --no-save pyodide@314")
def test_every_block_prints_the_same_in_the_browsers_python() -> None:
    environment = {**os.environ, "PYODIDE": str(pyodide())}
    done = subprocess.run([str(NODE), "tests/pyodide/pages.mjs"], cwd=ROOT, env=environment, capture_output=True, text=True)

    assert done.returncode == 0, done.stdout[-4000:]
    assert " 0 differ" in done.stdout
