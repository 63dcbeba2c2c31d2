"""An MkDocs hook: while `mkdocs serve` runs, a page is made again only when something that it shows has changed.

A build without it makes every page. `mkdocs build` does not use it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any

from rustmem.plugins.page import read_page

DATA = ("claims/*.yml", "../tests/oracle/*.json*", "../rustmem/measure/data/*")
"""What pages show beside their text, seen from `docs/`."""
ELSEWHERE = ("<!-- shown", "<!-- claims")
"""The markers of parts that are made from the blocks of all pages."""
MADE = ("content", "toc", "_title_from_render", "present_anchor_ids", "links_to_anchors")
"""What `mkdocs.structure.pages.Page.render` leaves in a page."""


class Kept:
    """What the last build made, and from what."""

    def __init__(self) -> None:
        self.serving = False
        self.around: Hashable = None
        self.blocks: Hashable = None
        self.rendered: dict[str, tuple[Hashable, dict[str, Any]]] = {}
        self.written: dict[str, tuple[Hashable, str]] = {}

    def surroundings(self, config: Any, files: Any) -> None:
        """Looks at what every page depends on."""
        docs = Path(config.docs_dir)
        watched = [Path(config.config_file_path), *(p for pattern in DATA for p in docs.glob(pattern))]
        watched += [p for p in Path(config.theme.custom_dir or docs / "overrides").rglob("*") if p.is_file()]
        stamps = [(str(p), p.stat().st_mtime_ns) for p in sorted(watched)]
        pages = {f.src_uri: f.content_string for f in files.documentation_pages()}
        self.around = (tuple(stamps), pages.get("glossary.md"), tuple(sorted(f.src_uri for f in files)))
        self.blocks = tuple(_blocks(name, text) for name, text in sorted(pages.items()))

    def render(self, page: Any, make: Callable[[Any, Any], None], config: Any, files: Any) -> None:
        """`page.render`, or what it left in the page when it last ran on the same text."""
        shows_others = any(marker in page.markdown for marker in ELSEWHERE)
        key = (page.file.content_string, self.around, self.blocks if shows_others else None)
        known = self.rendered.get(page.file.src_uri)
        if known is None or known[0] != key:
            with Warnings() as warnings:
                make(config, files)
            known = (key, {name: getattr(page, name) for name in MADE if hasattr(page, name)})
            self.rendered.pop(page.file.src_uri, None)
            if not warnings.count:  # they are told at every build
                self.rendered[page.file.src_uri] = known
        vars(page).update(known[1])

    def template(self, made: Callable[..., str], nav: Hashable) -> Callable[..., str]:
        """A template's `render`, or the text of the last time for a page that is as it was."""

        def render(context: Any) -> str:
            page = context.get("page")
            if page is None:
                return made(context)
            key = (page.content, str(page.meta), nav)
            known = self.written.get(page.url)
            if known is None or known[0] != key:
                known = self.written[page.url] = (key, made(context))
            return known[1]

        return render


class Warnings(logging.Handler):
    """Counts MkDocs' warnings while it is entered."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.count += 1

    def __enter__(self) -> Warnings:
        logging.getLogger("mkdocs").addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        logging.getLogger("mkdocs").removeHandler(self)


def _blocks(name: str, text: str) -> Hashable:
    """What other pages show of a page: its headings and its blocks, but not where they stand."""
    headings = tuple(line for line in text.splitlines() if line.startswith("#"))
    return (name, headings, tuple((b.lang, b.source, str(b.options)) for b in read_page(name, text).blocks))


kept = Kept()


def on_startup(command: str, dirty: bool) -> None:
    kept.serving = command == "serve"


def on_files(files: Any, config: Any) -> None:
    if kept.serving:
        kept.surroundings(config, files)


def on_pre_page(page: Any, config: Any, files: Any) -> None:
    if kept.serving:
        make = page.render
        page.render = lambda config, files: kept.render(page, make, config, files)


def on_env(env: Any, config: Any, files: Any) -> None:
    if not kept.serving:
        return
    nav = (kept.around, tuple((f.url, f.page.title, str(f.page.meta)) for f in files.documentation_pages()))
    find = env.get_template

    def get_template(name: str, *args: Any, **options: Any) -> Any:
        template = find(name, *args, **options)
        if "render" not in vars(template):
            template.render = kept.template(template.render, nav)
        return template

    env.get_template = get_template
