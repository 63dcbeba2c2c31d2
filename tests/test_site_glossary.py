"""Terms link to the glossary where a page first uses them."""

from __future__ import annotations

from xml.etree import ElementTree

from pages import DOCS

from rustmem.plugins.glossary import Term, link_terms, read_terms


def linked(html: str) -> list[str]:
    root = ElementTree.fromstring(f"<div>{html}</div>")
    link_terms(
        root,
        [Term("two-phase borrow", "a", "…"), Term("borrow", "b", "…"), Term("nursery", "c", "…"), Term("move", "d", "…")],
        "glossary.md",
    )
    return [f"{link.get('href')} {link.text}" for link in root.iter("a") if link.get("class") == "term"]


def test_the_first_use_links_and_the_second_does_not() -> None:
    assert linked("<p>The nursery is a nursery.</p><p>A nursery.</p>") == ["glossary.md#c nursery"]


def test_words_of_every_day_do_not_link() -> None:
    assert linked("<p>You may move on.</p>") == []


def test_the_longer_term_wins() -> None:
    assert linked("<p>A two-phase borrow, then a borrow.</p>") == ["glossary.md#a two-phase borrow", "glossary.md#b borrow"]


def test_no_term_links_in_code_headings_links_or_other_words() -> None:
    html = '<h2>Borrow</h2><p><code>nursery</code> <a href="x">borrow</a> nurseryman borrowing</p><p class="admonition-title">nursery</p>'

    assert linked(html) == []


def test_plurals_link() -> None:
    assert linked("<ul><li>Borrows end.</li></ul>") == ["glossary.md#b Borrows"]


def test_every_entry_is_read_and_says_something() -> None:
    terms = read_terms(DOCS / "glossary.md")
    text = (DOCS / "glossary.md").read_text("utf-8")

    assert len(terms) == text.count("\n:   ")
    assert all(10 < len(term.told) <= 242 for term in terms), [t for t in terms if len(t.told) > 242]
    assert len({term.anchor for term in terms}) == len(terms)


def test_a_longer_name_of_a_term_is_one_link() -> None:
    root = ElementTree.fromstring("<div><p>A garbage collector collects garbage.</p></div>")
    link_terms(root, [Term("collector", "c", "…"), Term("garbage", "g", "…")], "glossary.md")

    assert [(link.get("href"), link.text) for link in root.iter("a")] == [
        ("glossary.md#c", "garbage collector"),
        ("glossary.md#g", "garbage"),
    ]
