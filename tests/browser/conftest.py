"""A built site, a server for it, and Debian's Chromium. What is missing is a visible skip.

`pytest -m browser tests/browser` runs these tests; axe-core comes from npm (`npm install --no-save axe-core`).
"""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pages import ROOT, run_tool

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
WIDTHS = {"desktop": (1280, 900), "phone": (360, 740)}


@dataclass
class Site:
    """A site that is served."""

    folder: Path
    address: str

    def url(self, name: str) -> str:
        """The address of a page, by its file under docs/."""
        stem = name.removesuffix(".md").removesuffix("index")
        return self.address + (stem if stem.endswith(".html") or not stem else stem + "/")


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site as a strict build makes it, or the folder that SITE names."""
    folder = Path(os.environ.get("SITE") or tmp_path_factory.mktemp("site"))
    if "SITE" not in os.environ:
        done = run_tool("mkdocs", "build", "--strict", "-d", str(folder), cwd=ROOT, SITE_URL="http://127.0.0.1:8000/")
        assert done.returncode == 0, done.stderr[-4000:]
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Site(folder, f"http://127.0.0.1:{server.server_port}/")
    server.shutdown()


def find_chromium() -> str | None:
    return os.environ.get("CHROMIUM") or next((found for name in CHROMIUM if (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: pip install -e '.[browser]'")
    chromium = find_chromium()
    if chromium is None:
        pytest.skip("Chromium is not installed")
    with playwright.sync_playwright() as running:
        opened = running.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core."""
    folder = Path(os.environ.get("NODE_MODULES", ROOT / "node_modules"))
    file = folder / "axe-core/axe.min.js"
    if not file.exists():
        pytest.skip(f"axe-core is not installed in {folder}: npm install --no-save axe-core")
    return file.read_text("utf-8")
