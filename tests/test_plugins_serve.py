"""While the site is served, a page is made again only when something that it shows has changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from pages import ROOT

SETTINGS = f"""
site_name: A small site
site_url: http://127.0.0.1:8000/
theme: {{name: material, font: false}}
hooks: [{(ROOT / "rustmem/plugins/serve_cache.py").as_posix()}]
markdown_extensions: [admonition, attr_list, pymdownx.highlight, pymdownx.superfences, rustmem.plugins.markdown]
nav: [index.md, first.md, codes.md]
"""
PROGRAM = 'fn main() {{\n    println!("{}");\n}}\n'


class Served:
    """A small site, built as `mkdocs serve` builds it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "docs").mkdir()
        (folder / "mkdocs.yml").write_text(SETTINGS, "utf-8")
        self.write("index.md", "# Home\n\nHello.\n")
        self.write("first.md", "# First\n\nSome text.\n\n" + self.fence("one"))
        self.write("codes.md", "# Codes\n\n## unused\n\n<!-- shown unused_variables -->\n")
        self.module: Any = None

    @staticmethod
    def fence(word: str) -> str:
        return f"```rust\n{PROGRAM.format(word)}```\n\n```output\n{word}\n```\n"

    def write(self, name: str, text: str) -> None:
        (self.folder / "docs" / name).write_text(text, "utf-8")

    def build(self, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """Builds, and says which pages Markdown was run for."""
        made: list[str] = []
        config = load_config(str(self.folder / "mkdocs.yml"), site_dir=str(self.folder / "site"))
        hook = next(h for name, h in config.plugins.items() if name.endswith("serve_cache.py"))
        if self.module is None:
            hook.on_startup(command="serve", dirty=False)
            self.module = hook
            kept, render = hook.kept, type(hook.kept).render

            def counted(page: Any, make: Any, config: Any, files: Any) -> None:
                render(kept, page, lambda *given: (self.made.append(page.file.src_uri), make(*given)), config, files)

            monkeypatch.setattr(kept, "render", counted)
        self.made = made
        build(config, serve_url="http://127.0.0.1:8000/")
        return made

    def html(self, name: str) -> str:
        return (self.folder / "site" / name).read_text("utf-8")


@pytest.fixture
def served(tmp_path: Path) -> Served:
    return Served(tmp_path)


def test_a_page_that_did_not_change_is_not_made_again(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sorted(served.build(monkeypatch)) == ["codes.md", "first.md", "index.md"]
    before = served.html("first/index.html")

    assert served.build(monkeypatch) == []
    assert served.html("first/index.html") == before


def test_a_page_that_changed_is_the_only_one_made_again(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    served.build(monkeypatch)
    served.write("first.md", "# First\n\nOther text.\n\n" + served.fence("one"))

    assert served.build(monkeypatch) == ["first.md"]
    assert "Other text." in served.html("first/index.html")
    assert "Hello." in served.html("index.html")


def test_a_page_that_shows_the_blocks_of_others_follows_them(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    served.build(monkeypatch)
    warns = '```rust title="unused.rs" warn="unused_variables"\nfn main() {\n    let a = 1;\n}\n```\n'
    served.write("first.md", "# First\n\nSome text.\n\n" + warns)

    assert "codes.md" in served.build(monkeypatch)
    assert "unused.rs" in served.html("codes/index.html")


def test_a_page_with_a_fault_tells_it_at_every_build(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    served.write("first.md", "# First\n\n" + served.fence("one").replace("\none\n", "\ntwo\n"))
    served.build(monkeypatch)

    assert served.build(monkeypatch) == ["first.md"]


def test_a_new_heading_shows_in_the_navigation_of_other_pages(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    served.build(monkeypatch)
    served.write("first.md", "# Renamed\n\nSome text.\n\n" + served.fence("one"))
    served.build(monkeypatch)

    assert "Renamed" in served.html("index.html")


def test_an_ordinary_build_makes_every_page(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    served.build(monkeypatch)
    served.module.on_startup(command="build", dirty=False)
    Path(served.folder, "site/first/index.html").unlink()

    assert served.build(monkeypatch) == []  # the hook's own way to a page is not taken
    assert "Some text." in served.html("first/index.html")
