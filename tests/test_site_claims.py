"""Every claim of the article is placed once, and its evidence shows what the verdict says."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from pages import DOCS, navigation

from rustmem.plugins.claim_views import element
from rustmem.plugins.claims import Chapter, chapters, load_claims
from rustmem.plugins.page import read_page
from rustmem.plugins.predicates import Predicate

CLAIMS = load_claims(DOCS / "claims")
PAGE = """# A page

```rust title="first.rs" expect="E0382" claim="one"
fn main() {
    let a = String::from("a");
    let b = a;
    println!("{a}{b}");
}
```

```rust title="second.rs" claim="two three"
fn main() {
    println!("first");
    println!("last");
}
```

A sentence ([shown](#claim-two)).

!!! claim "three"

<!-- evidence -->
"""
DATA = """- id: one
  claim: A moved value is lost.
  verdict: true
  evidence:
    - expect: E0382

- id: two
  claim: It prints.
  verdict: qualified
  correction: Two lines.
  evidence:
    - prints: "first\\nlast"

- id: three
  claim: It prints its last line first.
  verdict: false
  correction: The first comes first.
  evidence:
    - prints: "first\\nlast"
  predicts:
    - prints: "last\\nfirst"
"""


def problems(tmp_path: Path, page: str = PAGE, data: str = DATA) -> list[str]:
    """What is wrong with a page and its claims."""
    (tmp_path / "docs/claims").mkdir(parents=True, exist_ok=True)
    (tmp_path / "docs/claims/page.yml").write_text(data, "utf-8")
    claims = load_claims(tmp_path / "docs/claims")["page"]
    return [str(p) for p in Chapter(read_page("docs/page.md", page), claims).problems()]


def test_there_are_224_claims_and_no_id_stands_twice() -> None:
    ids = [claim.id for claims in CLAIMS.values() for claim in claims]

    assert len(ids) == 224
    assert len(set(ids)) == 224


def test_every_chapter_with_claims_is_in_the_navigation() -> None:
    assert {f"{chapter}.md" for chapter in CLAIMS} - navigation() == set()


def test_every_entry_can_be_read() -> None:
    assert [f"{c.file}:{c.line}: {c.problem}" for claims in CLAIMS.values() for c in claims if c.problem] == []


@pytest.mark.parametrize("name", sorted(navigation()))
def test_every_claim_of_a_page_is_placed_and_shown(name: str) -> None:
    found = [str(p) for chapter in chapters(DOCS, lambda n: n == name) for p in chapter.problems()]

    assert found == []


@pytest.mark.parametrize("name", sorted(navigation() & {f"{name}.md" for name in CLAIMS}))
def test_exchanging_the_blocks_of_two_claims_fails(name: str) -> None:
    """The header of one block names the other's claims."""
    path = DOCS / name
    chapter = next(chapters(DOCS, lambda n: n == name))
    blocks = [b for b in chapter.page.runnable() if b.claims]
    lines = path.read_text("utf-8").split("\n")
    passed = []
    for one, other in combinations(blocks, 2):
        predicates = [{p for id in b.claims for p in chapter.by_id[id].on_blocks} for b in (one, other)]
        if predicates[0] & predicates[1]:
            continue
        changed = list(lines)
        for block, claims in ((one, other.options["claim"]), (other, one.options["claim"])):
            own = f'claim="{block.options["claim"]}"'
            changed[block.line - 1] = changed[block.line - 1].replace(own, f'claim="{claims}"')
        if not Chapter(read_page(chapter.page.name, "\n".join(changed)), chapter.claims).problems():
            passed.append((one.line, other.line))

    assert passed == []


def test_a_page_in_order_has_no_problem(tmp_path: Path) -> None:
    assert problems(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('claim="one"', "", "page.yml:1: one: `expect: E0382`: no block"),
        ('claim="one"', 'claim="unknown"', "page.md:3: this block names `unknown`"),
        ('claim="one"', 'claim="one two"', "page.md:3: this block names `two`, but none"),
        ('claim="two three"', 'claim="three"', "page.yml:7: two: `prints"),
        ("([shown](#claim-two))", "", "page.yml:7: two: not placed"),
        ("([shown](#claim-two))", "([a](#claim-two), [b](#claim-two))", "page.md:18: `two` is placed twice"),
        ("([shown](#claim-two))", "([a](#claim-two), [b](#claim-one))", "page.md:18: `one` is true, and has no link"),
        ('!!! claim "three"', "", "page.yml:14: three: not placed"),
        ('!!! claim "three"', '!!! claim "four"', "page.md:20: this box names `four`"),
        ("<!-- evidence -->", "", "page.md:22: a page with claims has one line"),
    ],
)
def test_a_page_that_is_not_in_order_is_told_with_its_line(tmp_path: Path, old: str, new: str, told: str) -> None:
    found = problems(tmp_path, page=PAGE.replace(old, new))

    assert any(told in line for line in found), found


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("    - expect: E0382\n", "", "page.yml:1: one: no evidence"),
        ("expect: E0382", "expect: E0499", "does not hold of docs/page.md:3"),
        ("expect: E0382", 'trace: "frees = 1"', "cannot be judged"),
        ("expect: E0382", "shows: all", "cannot read the predicate"),
        ("expect: E0382", "quote: words", "a quotation has a `url`"),
        ("expect: E0382", "argued: nowhere", "no section of docs/page.md has that id"),
        ("expect: E0382", "cited: true", "has no source"),
        ("expect: E0382", "says: a", "too short"),
        ("verdict: qualified", "verdict: maybe", "the verdict is one of"),
        ("  correction: Two lines.\n", "", "has a correction"),
        ("  predicts:\n", "  predict:\n", "no field predict"),
        ('"last\\nfirst"', '"first"', "its blocks do not contradict it"),
        ('  predicts:\n    - prints: "last\\nfirst"\n', "", "says in `predicts`"),
    ],
)
def test_an_entry_that_is_not_in_order_is_told(tmp_path: Path, old: str, new: str, told: str) -> None:
    found = problems(tmp_path, data=DATA.replace(old, new, 1))

    assert any(told in line for line in found), found


def test_two_claims_whose_evidence_could_be_exchanged_are_told(tmp_path: Path) -> None:
    program = 'fn main() {\n    println!("first line");\n    println!("last line");\n}\n'
    page = (
        f'```rust title="a.rs" claim="one"\n{program}```\n\n```rust title="b.rs" claim="two"\n{program}```\n\n<!-- evidence -->\n'
    )
    entry = "- id: {}\n  claim: It prints.\n  verdict: true\n  evidence:\n    - prints: {} line\n"
    found = problems(tmp_path, page=page, data=entry.format("one", "first") + "\n" + entry.format("two", "last"))

    assert found == ["docs/claims/page.yml:1: one: its evidence can be exchanged with that of `two`: make a predicate more exact"]


def test_what_a_block_says_keeps_its_backticks_in_the_table() -> None:
    says = element("li", {}, Predicate("says", "borrow of moved value: `first`").words())
    prints = element("li", {}, Predicate("prints", "drop a\ndrop b\n").words())

    assert [(code.text, code.tail) for code in says] == [("borrow of moved value: `first`", None)]
    assert [code.text for code in prints] == ["drop a", "drop b"]
    assert "".join(prints.itertext()) == "prints drop a drop b"
