"""Terms of the glossary in the text of other pages: the first time that a page uses one, it links to its entry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element

from markdown.extensions.toc import slugify

ENTRY = re.compile(r"(?m)^(?P<term>\S[^\n:]*)\n:   (?P<told>(?:.+\n?)(?:    .+\n?)*)")
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
TOKEN = "rustmem-generated-part:"
"""Begins a paragraph that stands for a part which is made later."""
LONGEST = 240
"""Characters of a tooltip."""
ORDINARY = frozenset(
    "binding body copy cycle edge exact handle live move page place plan pool reserved root scope space stop temporary trace weights".split()
)
"""Terms that are words of every day as well: in running text they most often mean just that, so nothing links them."""
OF_GARBAGE = ("collection", "collector")
"""Terms that are short for longer names."""


@dataclass(frozen=True)
class Term:
    """A word of the field, its anchor, and what it means in plain text."""

    name: str
    anchor: str
    told: str


def read_terms(path: Path) -> list[Term]:
    """The entries of a glossary page; the longest names first, so that a name inside another does not hide it."""
    return list(_read(path, path.stat().st_mtime_ns)) if path.exists() else []


@cache
def _read(path: Path, stamp: int) -> tuple[Term, ...]:
    found = []
    for entry in ENTRY.finditer(path.read_text("utf-8")):
        told = LINK.sub(r"\1", " ".join(entry["told"].split())).replace("`", "")
        told = re.sub(r" See [^.]*\.$", "", told)
        if len(told) > LONGEST:
            told = told[:LONGEST].rsplit(". ", 1)[0].rstrip(".") + "."
        found.append(Term(entry["term"].strip("`"), anchor_of(entry["term"]), told))
    return tuple(sorted(found, key=lambda term: -len(term.name)))


def anchor_of(term: str) -> str:
    """The id of a term's entry."""
    return "term-" + slugify(term.replace("`", ""), "-")


def set_anchors(root: Element) -> None:
    """Gives the terms of the glossary page their ids."""
    for term in root.iter("dt"):
        term.set("id", anchor_of("".join(term.itertext())))


def link_terms(root: Element, terms: list[Term], address: str) -> None:
    """Links the first use of each term in the paragraphs and lists under `root`."""
    terms = [term for term in terms if term.name not in ORDINARY]
    for term in terms:
        before = "(?:garbage )?" if term.name in OF_GARBAGE else ""  # the whole name is one link
        pattern = re.compile(rf"(?<![\w-]){before}(?:{re.escape(term.name)})s?(?![\w-])", re.IGNORECASE)
        for parent in _texts(root):
            if _link_in(parent, term, pattern, address):
                break


def _texts(root: Element) -> Iterator[Element]:
    """The paragraphs and list items in which a term may be linked."""
    for child in root:
        if child.tag in ("p", "li") and child.get("class") is None and not (child.text or "").startswith(TOKEN):
            yield child
        if child.tag in ("ul", "ol", "li", "blockquote", "div") and "claim" not in (child.get("class") or ""):
            yield from _texts(child)


def _link_in(parent: Element, term: Term, pattern: re.Pattern[str], address: str) -> bool:
    """Links the first use in the parent's own text, if there is one."""
    for place, text in [(-1, parent.text), *((n, child.tail) for n, child in enumerate(parent))]:
        found = pattern.search(text or "")
        if found is None or "\x02" in (text or ""):
            continue
        link = Element("a", {"class": "term", "href": f"{address}#{term.anchor}", "title": term.told})
        link.text, link.tail = found[0], (text or "")[found.end() :]
        if place < 0:
            parent.text = (text or "")[: found.start()]
        else:
            parent[place].tail = (text or "")[: found.start()]
        parent.insert(place + 1, link)
        return True
    return False
