"""Lighthouse's scores for accessibility, best practices and search engines."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from pages import ROOT

from .conftest import Site, find_chromium

pytestmark = pytest.mark.browser
LEAST = 95


@pytest.mark.parametrize("name", ["index.md", "borrowing.md", "performance.md"])
def test_lighthouse_gives_95_or_more(site: Site, name: str) -> None:
    tool = Path(os.environ.get("NODE_MODULES", ROOT / "node_modules"), ".bin/lighthouse")
    chromium = find_chromium()
    if not tool.exists():
        pytest.skip(f"Lighthouse is not installed at {tool}: npm install --no-save lighthouse")
    if chromium is None:
        pytest.skip("Chromium is not installed")
    command = [
        str(tool), site.url(name), "--quiet", "--output=json", "--only-categories=accessibility,best-practices,seo",
        "--chrome-flags=--headless=new --no-sandbox",
    ]  # fmt: skip
    environment = {**os.environ, "CHROME_PATH": chromium}
    done = subprocess.run(command, capture_output=True, text=True, timeout=400, env=environment)
    assert done.returncode == 0, done.stderr[-2000:]
    report = json.loads(done.stdout)
    scores = {key: round(100 * (category["score"] or 0)) for key, category in report["categories"].items()}
    low = {key: audit["title"] for key, audit in report["audits"].items() if audit["score"] is not None and audit["score"] < 1}

    assert len(scores) == 3
    assert all(score >= LEAST for score in scores.values()), (scores, low)
