"""The built site: no warning, every page there, every `<pre>` accounted for, nothing fetched from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pages import DOCS, ROOT, pages, run_tool

from rustmem.plugins.audit import audit

LOADS = re.compile(
    r"""<(?:script|img|iframe|source)[^>]+src=["']?(https?:[^"'\s>]+)|<link[^>]+rel=["']?(?:stylesheet|preload|preconnect|icon)[^>]+href=["']?(https?:[^"'\s>]+)"""
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as `mkdocs build --strict` makes it."""
    target = tmp_path_factory.mktemp("site")
    done = run_tool("mkdocs", "build", "--strict", "-d", str(target), cwd=ROOT, SITE_URL="http://127.0.0.1:8000/")

    assert done.returncode == 0, done.stderr[-4000:]
    return target


def test_every_page_is_there(site: Path) -> None:
    for path, _ in pages():
        name = path.relative_to(DOCS).with_suffix("")
        file = site / "index.html" if name.name == "index" else site / name / "index.html"

        assert file.exists(), name


def test_every_pre_is_a_block_and_every_block_is_there(site: Path) -> None:
    assert audit(site, DOCS, skip=("design/",)) == []


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    for path in site.rglob("*.html"):
        assert [m.group(0) for m in LOADS.finditer(path.read_text("utf-8")) if "127.0.0.1" not in m.group(0)] == []
