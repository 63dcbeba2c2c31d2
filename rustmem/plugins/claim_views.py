"""How claims look on a page: the box, the link in a sentence, the table at the end, and the page of all claims."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from rustmem.plugins.claims import BOXED, Chapter, Claim
from rustmem.plugins.predicates import Predicate

SHAPES = {
    "true": "M3 8.5 6.5 12 13 4.5",
    "qualified": "M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 0 0 0-11M8 2.5v11M8 5h4.4M8 8h5.4M8 11h4.4",
    "false": "M4 4l8 8M12 4l-8 8",
    "outdated": "M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 0 0 0-11M8 5v3.5l2.5 1.5",
    "opinion": "M8 2.5 13.5 8 8 13.5 2.5 8z",
}
"""A verdict's shape, drawn beside its word: never colour alone."""
WORDS = {
    "true": "true",
    "qualified": "true with a condition",
    "false": "false",
    "outdated": "no longer true",
    "opinion": "an opinion",
}
UNVERIFIED = "Nobody of this project could verify this entry."
KINDS = {
    "expect": "a program and the compiler's answer",
    "exit": "a program and its exit code",
    "warns": "a program and a warning",
    "accepted": "a program that runs",
    "prints": "what a block prints",
    "says": "what a block says",
    "trace": "what a run does to memory",
    "holds": "what the library was asked",
    "figure": "a measured figure",
    "quote": "a quotation",
    "argued": "an argument",
}
"""What kinds of evidence are called on the page of all claims, which has no room for more."""
CODE = re.compile(r"(?<!`)(`{1,2})(.+?)\1(?!`)")
"""Code between backticks; between two if it has backticks of its own, which may stand at its end."""
LANGUAGES = {"rust": "program", "python": "Python block", "console": "console block"}


def element(tag: str, attributes: dict[str, str] | None = None, *children: Element | str) -> Element:
    """An element with children; a string among them is text, in which backticks mark code."""
    made = Element(tag, attributes or {})
    for child in children:
        if isinstance(child, str):
            add_text(made, child)
        else:
            made.append(child)
    return made


def add_text(parent: Element, text: str) -> None:
    """Appends text, what stands in backticks as code."""
    for place, part in enumerate(CODE.split(text)):
        if place % 3 == 1:
            continue  # the backticks themselves
        if place % 3:
            SubElement(parent, "code").text = part
        elif part and len(parent):
            parent[-1].tail = (parent[-1].tail or "") + part
        elif part:
            parent.text = (parent.text or "") + part


def verdict_badge(verdict: str) -> Element:
    """A shape and a word."""
    shape = element("svg", {"aria-hidden": "true"}, element("use", {"href": f"#verdict-{verdict}"}))
    badge = element("span", {"class": f"claim-verdict claim-verdict--{verdict}"}, shape)
    shape.tail = f" {WORDS[verdict]}"
    return badge


def shapes() -> Element:
    """The drawings that the badges of a page use."""
    drawn = [
        element("symbol", {"id": f"verdict-{v}", "viewBox": "0 0 16 16"}, element("path", {"d": d})) for v, d in SHAPES.items()
    ]
    return element("svg", {"class": "claim-shapes", "aria-hidden": "true"}, *drawn)


def dress_box(box: Element, claim: Claim) -> None:
    """Makes an admonition `claim` the box of `claim`: its anchor, its title, and the correction if it says nothing."""
    box.set("id", f"claim-{claim.id}")
    title = next((p for p in box if p.get("class") == "admonition-title"), None)
    if title is None:
        title = Element("p", {"class": "admonition-title"})
        box.insert(0, title)
    title.clear()
    title.set("class", "admonition-title")
    add_text(title, "You may have read: ")
    title.append(element("q", {}, claim.claim.rstrip(".")))
    title.append(verdict_badge(claim.verdict))
    if len(box) == 1:
        box.append(element("p", {}, claim.correction))


def dress_link(link: Element) -> None:
    """Makes a link to a claim's row the small one that stands in a sentence."""
    link.set("class", "claim-link")
    link.set("title", "The claim, its verdict and its evidence")


def evidence_table(chapter: Chapter) -> Element:
    """The closed table at a page's end: every claim of the page, its verdict, what shows it."""
    rows = [_row(chapter, claim) for claim in chapter.claims]
    head = element("tr", {}, *(element("th", {"scope": "col"}, word) for word in ("Claim", "Verdict", "Evidence")))
    table = element("table", {"class": "claims-table"}, element("thead", {}, head), element("tbody", {}, *rows))
    said = "claim" if len(rows) == 1 else "claims"
    summary = element("summary", {}, f"Evidence for this page: {len(rows)} {said} of the article that this course grew from")
    return element("details", {"class": "claims-evidence", "id": "evidence", "data-search-exclude": ""}, summary, table)


def _row(chapter: Chapter, claim: Claim) -> Element:
    told = element("td", {}, claim.claim)
    if claim.verdict in BOXED:
        told.append(element("p", {}, element("a", {"href": f"#claim-{claim.id}"}, "The box on this page")))
    elif claim.correction:
        told.append(element("p", {"class": "claim-correction"}, claim.correction))
    shown = element("td", {}, *_shown(claim, chapter))
    row = element("tr", {}, told, element("td", {}, verdict_badge(claim.verdict)), shown)
    if claim.verdict not in BOXED:
        row.set("id", f"claim-{claim.id}")
    return row


def _shown(claim: Claim, chapter: Chapter) -> Iterable[Element]:
    """What shows a claim: its predicates with links to blocks and sections, then its sources."""
    items = [element("li", {"class": "claim-shown"}, *_predicate(p, claim, chapter)) for p in claim.evidence if p.kind != "cited"]
    items += [_source(source.title, source.url, source.seen) for source in claim.sources]
    yield element("ul", {}, *items)
    if claim.unverified:
        yield element("p", {"class": "claim-unverified"}, UNVERIFIED)


def _predicate(predicate: Predicate, claim: Claim, chapter: Chapter) -> Iterable[Element | str]:
    if predicate.kind == "argued":
        yield element("a", {"href": f"#{predicate.value}"}, "argued on the page")
    elif predicate.kind == "quote":
        yield predicate.words() + " ("
        yield element("a", {"href": predicate.url}, "source")
        yield f", seen {predicate.seen})"
    elif not predicate.needs_block:
        yield predicate.words()
    else:
        for block in chapter.showing(claim, predicate):
            name = f"`{block.options['title']}`" if "title" in block.options else LANGUAGES.get(block.lang, "block")
            yield element("a", {"href": f"#{chapter.page.anchor(block)}"}, name)
            yield " "
        yield predicate.words()


def _source(title: str, url: str, seen: str) -> Element:
    item = element("li", {}, element("a", {"href": url}, title))
    add_text(item, f", seen {seen}" if seen else ", not verified")
    return item


def all_claims(chapters: list[Chapter], titles: dict[str, str]) -> list[Element]:
    """The page of all claims: figures, then one section a chapter. `titles`: of the pages, by address."""
    claims = [claim for chapter in chapters for claim in chapter.claims]
    made: list[Element] = [_figures(claims), element("div", {"class": "claims-filter", "hidden": "hidden"})]
    for chapter in chapters:
        name = chapter.page.name.removeprefix("docs/")
        made.append(element("h2", {}, titles.get(name) or name.removesuffix(".md").replace("-", " ").capitalize()))
        made.append(element("div", {"class": "claims-list"}, *(_card(chapter, claim, name) for claim in chapter.claims)))
    return made


def _figures(claims: list[Claim]) -> Element:
    """How many of each verdict, and how many sources nobody has seen."""
    table = element("tbody")
    for verdict in SHAPES:
        number = sum(claim.verdict == verdict for claim in claims)
        table.append(element("tr", {}, element("th", {"scope": "row"}, verdict_badge(verdict)), element("td", {}, str(number))))
    table.append(element("tr", {}, element("th", {"scope": "row"}, "all"), element("td", {}, str(len(claims)))))
    urls = {source.url for claim in claims for source in claim.sources}
    seen = {source.url for claim in claims for source in claim.sources if source.seen}
    unseen = f"Nobody of this project has verified {len(urls - seen)} of them: they say “not verified”."
    told = f"The claims cite {len(urls)} sources. {unseen if urls - seen else 'Each has been read, or a copy of it, on the day that it names.'}"
    return element(
        "div", {}, element("table", {"class": "claims-figures"}, table), element("p", {"class": "claims-unverified"}, told)
    )


def _card(chapter: Chapter, claim: Claim, page: str) -> Element:
    """One claim. `page`: the address of its page. It has no class of its own, for there are hundreds on one page."""
    exists = chapter.has_place(claim)
    kinds = sorted({p.kind for p in claim.evidence})
    data = {"id": claim.id, "data-verdict": claim.verdict, "data-evidence": " ".join(kinds)}
    badge = verdict_badge(claim.verdict)
    badge.set("class", "claim-verdict")
    head = element("p", {}, badge)
    if exists:
        head.append(element("a", {"href": f"{page}#claim-{claim.id}"}, "its evidence"))
    card = element("div", data, head, element("p", {}, claim.claim))
    if claim.correction:
        card.append(element("p", {}, claim.correction))  # the third paragraph, by which the style sheet knows it
    sources = [_source(source.title, source.url, source.seen) for source in claim.sources]
    told = ", ".join(KINDS[kind] for kind in kinds if kind in KINDS)
    if told:
        sources.insert(0, element("li", {}, f"Evidence: {told}"))
    card.append(element("ul", {}, *sources))
    if claim.unverified:
        card.append(element("p", {}, UNVERIFIED))
    return card


def find_all(root: Element, tag: str, name: str) -> list[Any]:
    """The elements of that tag with that class."""
    return [e for e in root.iter(tag) if name in (e.get("class") or "").split()]
