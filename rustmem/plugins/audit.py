"""Every `<pre>` of the built site is accounted for by a block of a page, and every block of a page is there once."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

from rustmem.plugins.page import read_page

MARK = "data-rustmem"
SIGNATURE = "api-signature"
"""The class of a `<pre>` that is a signature of the API, read from the library."""
VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])


class _Finder(HTMLParser):
    """Collects the marks of a file, and the lines of each `<pre>` outside of a marked element."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.marks: list[str] = []
        self.strays: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        mark = dict(attrs).get(MARK)
        if mark is not None:
            self.marks.append(mark)
        inside = mark is not None or any(marked for _, marked in self.open)
        if tag == "pre" and not inside and dict(attrs).get("class") != SIGNATURE:
            self.strays.append(self.getpos()[0])
        if tag not in VOID:
            self.open.append((tag, mark is not None))

    def handle_endtag(self, tag: str) -> None:
        for place in range(len(self.open) - 1, -1, -1):
            if self.open[place][0] == tag:
                del self.open[place:]
                return


def blocks_of(docs: Path, skip: tuple[str, ...] = ()) -> set[str]:
    """`page:line` of every block of the pages under `docs`."""
    found = set()
    for path in sorted(docs.rglob("*.md")):
        name = path.relative_to(docs).as_posix()
        if not name.startswith(skip):
            page = read_page(f"{docs.name}/{name}", path.read_text("utf-8"))
            found |= {f"{page.name}:{block.line}" for block in page.blocks}
    return found


def audit(site: Path, docs: Path, skip: tuple[str, ...] = ()) -> list[str]:
    """What is wrong with a built site: one line for each stray `<pre>`, missing block, and block that is there twice."""
    problems: list[str] = []
    marks: Counter[str] = Counter()
    for path in sorted(site.rglob("*.html")):
        finder = _Finder()
        finder.feed(path.read_text("utf-8"))
        marks.update(finder.marks)
        problems += [f"{path.relative_to(site)}:{line}: a <pre> that no block accounts for" for line in finder.strays]
    wanted = blocks_of(docs, skip)
    problems += [f"{mark}: the site shows a block that the page does not have" for mark in sorted(marks.keys() - wanted)]
    problems += [f"{block}: the site does not show this block" for block in sorted(wanted - marks.keys())]
    problems += [f"{mark}: the site shows this block {n} times" for mark, n in sorted(marks.items()) if n > 1]
    return problems
