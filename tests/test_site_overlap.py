"""The words of the pages are ours: no eight words in a row are those of the article or of The Rust Programming Language."""

from __future__ import annotations

from pathlib import Path

import yaml
from oracle.overlap import Known, runs
from pages import DOCS, ROOT, pages

KNOWN = Known()
TITLE = "Exploring Rust's Approach to Memory Management: Life Without a Garbage Collector"
"""Of the article: pages cite it."""


def found_in(text: str) -> set[str]:
    return {" ".join(run) for run in runs(text) if run in KNOWN}


def told_by_claims(path: Path) -> str:
    """What a file of claims says in its own words: not the titles of sources, and no quotation."""
    entries = yaml.safe_load(path.read_text("utf-8")) or []
    return "\n\n".join(f"{entry['claim']}\n\n{entry.get('correction') or ''}" for entry in entries)


def test_no_page_repeats_eight_words() -> None:
    repeated = {}
    for _, page in pages():
        told = "\n".join(line for _, line in page.prose()).replace(TITLE, "")
        repeated[page.name] = sorted({run for paragraph in told.split("\n\n") for run in found_in(paragraph)})

    assert {name: told for name, told in repeated.items() if told} == {}


def test_no_claim_repeats_eight_words() -> None:
    repeated = {
        path.name: sorted({r for part in told_by_claims(path).split("\n\n") for r in found_in(part)})
        for path in sorted((DOCS / "claims").glob("*.yml"))
    }

    assert {name: told for name, told in repeated.items() if told} == {}


def test_no_explanation_repeats_eight_words() -> None:
    assert found_in((ROOT / "rustmem/explanations.toml").read_text("utf-8")) == set()


def test_the_hashes_are_those_of_texts() -> None:
    """A run that everybody knows is among them, and one of ours is not."""
    known = "ownership enables Rust to make memory safety guarantees without needing a garbage collector"

    assert found_in(known)
    assert not found_in("eight words of ours that nobody has written down before")
    assert len(KNOWN.hashes) > 50_000
