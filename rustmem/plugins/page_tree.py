"""What becomes of a page after its inline patterns: a block and its answer as a pair, claims, questions, generated parts.

It works on Markdown's element tree and not on text, so that MkDocs sees the links and anchors that are made here.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from rustmem.plugins.api import describe
from rustmem.plugins.claim_views import all_claims, dress_box, dress_link, element, evidence_table, find_all, shapes
from rustmem.plugins.claims import Chapter, chapters, load_claims
from rustmem.plugins.glossary import TOKEN, link_terms, read_terms, set_anchors
from rustmem.plugins.page import Page, read_page

if TYPE_CHECKING:
    from rustmem.plugins.markdown import Renderer

log = logging.getLogger("mkdocs.rustmem")
MARKER = re.compile(r" *<!-- (?P<name>evidence|claims|shown|api|scores)(?: (?P<of>\w+))? --> *")
STASHED = re.compile(r"\x02wzxhzdk:(\d+)\x03")
ALIGNED = re.compile(r"text-align: (left|right);")
WHERE = re.compile(r'^<div class="(rustmem-[a-z]+)[^"]*" data-rustmem="[^"]*:(\d+)"')


def mark(lines: list[str]) -> list[str]:
    """The markers of generated parts, outside of fences, as paragraphs that the tree shows."""
    if not any("<!--" in line for line in lines):
        return lines
    made = list(lines)
    for number, line in read_page("", "\n".join(lines)).prose():
        found = MARKER.fullmatch(line)
        if found is not None:
            made[number - 1] = f"\n{TOKEN}{found['name']} {found['of'] or ''}\n"
    return made


class Dress(Treeprocessor):
    """Runs over the finished tree of a page."""

    def __init__(self, md: Markdown, renderer: Renderer) -> None:
        super().__init__(md)
        self.stash = md.htmlStash
        self.renderer = renderer

    def run(self, root: Element) -> None:
        page = self.renderer.page
        chapter = Chapter(page, self._claims(page))
        self._pairs(root, page)
        self._claims_in_text(root, chapter)
        self._terms(root, page)
        for cell in root.iter():
            aligned = ALIGNED.fullmatch(cell.get("style", "")) if cell.tag in ("td", "th") else None
            if aligned is not None:  # a class is shorter, and pages have hundreds of cells
                del cell.attrib["style"]
                cell.set("class", aligned[1])
        keep_ranges_whole(root)
        for corner in root.iter("th"):
            if not "".join(corner.itertext()).strip():
                corner.tag = "td"  # the corner of a table heads nothing
        for box in find_all(root, "div", "quiz"):
            box.insert(0, element("p", {"class": "quiz-label"}, "Predict, then check"))
        for parent, child in list(_pairs_of(root)):
            if child.tag == "p" and (child.text or "").startswith(TOKEN):
                name, _, of = (child.text or "")[len(TOKEN) :].strip().partition(" ")
                at = list(parent).index(child)
                parent[at : at + 1] = PARTS[name](self, chapter, of)
        if next((e for e in root.iter("span") if "claim-verdict" in (e.get("class") or "")), None) is not None:
            root.append(shapes())

    def _terms(self, root: Element, page: Page) -> None:
        if page.name.endswith("/glossary.md"):
            set_anchors(root)
        elif (self.docs / page.name.removeprefix("docs/")).exists():
            link_terms(
                root, read_terms(self.docs / "glossary.md"), "/".join([".."] * (page.name.count("/") - 1) + ["glossary.md"])
            )

    def _claims(self, page: Page) -> list[Any]:
        folder = self.docs / "claims"
        name = page.name.removeprefix("docs/").removesuffix(".md")
        return load_claims(folder).get(name, []) if folder.is_dir() else []

    @property
    def docs(self) -> Any:
        return self.renderer.docs

    def _pairs(self, root: Element, page: Page) -> None:
        """Wraps a block, and the output that follows it, in one element with the block's anchor."""
        for parent, child in list(_pairs_of(root)):
            kind, line = self._block(child)
            if kind != "rustmem-block":
                continue
            block = page.block_at(line)
            at = list(parent).index(child)
            members = [child]
            if at + 1 < len(parent) and block.output is not None and self._block(parent[at + 1])[1] == block.output.line:
                members.append(parent[at + 1])
            pair = Element("div", {"class": "rustmem-pair", "id": page.anchor(block)})
            parent[at : at + len(members)] = [pair]
            pair.extend(members)

    def _block(self, child: Element) -> tuple[str, int]:
        """What a paragraph stands for that holds nothing but a stashed fence: the class and the line of its first element."""
        stashed = STASHED.fullmatch((child.text or "").strip()) if child.tag == "p" else None
        made = self.stash.rawHtmlBlocks[int(stashed[1])] if stashed else ""
        found = WHERE.match(made) if isinstance(made, str) else None
        return (found[1], int(found[2])) if found else ("", 0)

    def _claims_in_text(self, root: Element, chapter: Chapter) -> None:
        for box in find_all(root, "div", "claim"):
            title = next((p for p in box if p.get("class") == "admonition-title"), None)
            claim = chapter.by_id.get("".join(title.itertext()) if title is not None else "")
            if claim is not None:
                dress_box(box, claim)
        for link in root.iter("a"):
            if (link.get("href") or "").startswith("#claim-"):
                dress_link(link)

    def evidence(self, chapter: Chapter, _: str) -> list[Element]:
        level = logging.WARNING if self.renderer.in_nav() else logging.INFO  # a page that is being written owes nothing yet
        for problem in chapter.problems():
            log.log(level, "%s", problem)
        return [evidence_table(chapter)]

    def shown(self, chapter: Chapter, code: str) -> list[Element]:
        """Links to the blocks of other pages that have an error code or a lint."""
        links = []
        for other in chapters(self.docs, lambda name: name != chapter.page.name.removeprefix("docs/")):
            title, address = _title(other.page), other.page.name.removeprefix("docs/")
            for block in other.page.blocks:
                if code in f"{block.options.get('expect', '')} {block.options.get('warn', '')}".split():
                    links.append(element("a", {"href": f"{address}#{other.page.anchor(block)}"}, f"{title}, `{block.filename}`"))
                    break
        return [element("p", {"class": "rustmem-shown"}, "In the course: ", *_between(links))] if links else []

    def every_claim(self, chapter: Chapter, _: str) -> list[Element]:
        owed = load_claims(self.docs / "claims")
        found = list(chapters(self.docs, lambda name: name.removesuffix(".md") in owed))
        written = {c.page.name.removeprefix("docs/").removesuffix(".md") for c in found}
        found += [Chapter(Page(f"docs/{name}.md", "", []), claims) for name, claims in owed.items() if name not in written]
        return all_claims(found, {c.page.name.removeprefix("docs/"): _title(c.page) for c in found})


PARTS: dict[str, Callable[[Dress, Chapter, str], list[Element]]] = {
    "evidence": Dress.evidence,
    "claims": Dress.every_claim,
    "shown": Dress.shown,
    "scores": lambda dress, _, __: [scores_table(dress.renderer.records_path.with_name("scores.json"))],
    "api": lambda _, __, name: describe(name),
}  # fmt: skip


NUMBER = r"\d+(?:[.,]\d+)*"
RANGE = re.compile(rf"(?<![\w.,–]){NUMBER}–{NUMBER}|(?<![\w-])\d{{4}}-\d\d-\d\d(?![\w-])")


def keep_ranges_whole(root: Element) -> None:
    """A range such as 0.25–0.28 does not break at its dash, in text as in cells, and a date such as 2026-11-29 not either."""
    for part in list(root.iter()):
        if part.tag not in ("p", "li", "td", "em", "strong"):
            continue
        if part.tag == "td" and not len(part) and RANGE.fullmatch((part.text or "").strip()):
            part.set("class", f"{part.get('class', '')} n".strip())
            continue
        for place, text in [(-1, part.text), *((n, child.tail) for n, child in enumerate(part))][::-1]:
            for found in reversed(list(RANGE.finditer(text or ""))):
                whole = Element("span", {"class": "n"})
                whole.text, whole.tail = found[0], (text or "")[found.end() :]
                text = (text or "")[: found.start()]
                part.insert(place + 1, whole)
            if place < 0:
                part.text = text
            else:
                part[place].tail = text


def _between(links: list[Element]) -> Iterator[Element | str]:
    """The links with commas between them."""
    for place, link in enumerate(links):
        if place:
            yield ", "
        yield link


def _pairs_of(root: Element) -> Iterator[tuple[Element, Element]]:
    """Every element with its parent."""
    return ((parent, child) for parent in root.iter() for child in parent)


SCORES = {"n": "programs", "supported": "answered", "verdict": "verdict", "codes": "codes", "bytes": "text"}


def scores_table(path: Path) -> Element:
    """The last scores: a row for each list of programs."""
    data = json.loads(path.read_text("utf-8"))
    head = element("tr", {}, *(element("th", {"scope": "col"}, word) for word in ("list", *SCORES.values())))
    rows = [
        element("tr", {}, element("th", {"scope": "row"}, row["about"]), *(element("td", {}, row.get(key, "–")) for key in SCORES))
        for row in data["rows"]
    ]  # fmt: skip
    made = element("table", {"class": "rustmem-data"}, element("thead", {}, head), element("tbody", {}, *rows))
    wrong = {key: sum(int(row.get(key, 0)) for row in data["rows"]) for key in ("false-accept", "over-claimed", "crash")}
    told = f"Taken at commit {data['commit']}."
    if any("false-accept" in row for row in data["rows"]):
        told += (
            f" Rejected by rustc and accepted by the library: {wrong['false-accept']}."
            f" Said to be exact and not: {wrong['over-claimed']}. Internal errors: {wrong['crash']}."
        )
    box = {"class": "rustmem-table", "tabindex": "0", "role": "region", "aria-label": "Scores"}
    return element("div", {}, element("div", box, made), element("p", {"class": "rustmem-caption"}, told))


def _title(page: Page) -> str:
    found = re.search(r"(?m)^# +(.+)$", page.text)
    return found[1] if found else ""
