"""The claims of the source article: their data, where the pages place them, and whether their evidence shows them.

`python -m rustmem.plugins.claims [page]` lists what is missing.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import yaml

from rustmem.plugins.execute import Answer, BlockError, run_block
from rustmem.plugins.page import Block, Page, read_page
from rustmem.plugins.predicates import ELSEWHERE, ON_BLOCKS, Predicate, PredicateError, judge_figures

VERDICTS = ("true", "qualified", "false", "outdated", "opinion")
BOXED = ("false", "outdated")
"""The verdicts whose claims stand in a box on their page."""
BOX = re.compile(r' *!!! claim "(?P<id>[^"]*)" *')
LINK = re.compile(r"\]\(#claim-(?P<id>[a-z0-9-]+)\)")
EVIDENCE = re.compile(r" *<!-- evidence --> *")
SEEN = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")
LONGEST_QUOTE = 25
"""Words of a quotation, at most."""


@dataclass(frozen=True)
class Source:
    """Where a claim, or its correction, can be read."""

    title: str
    url: str
    seen: str
    """When it was read there; empty if nobody of this project did."""


@dataclass
class Claim:
    """A sentence of the article, in our words, and what came of it."""

    id: str
    chapter: str
    file: str
    line: int
    claim: str
    verdict: str
    correction: str = ""
    evidence: list[Predicate] = field(default_factory=list)
    predicts: list[Predicate] = field(default_factory=list)
    """What its blocks would show if it were true."""
    sources: list[Source] = field(default_factory=list)
    unverified: bool = False
    """Whether nobody could verify the claim or its correction."""
    problem: str | None = None
    """What is wrong with the entry itself."""

    @property
    def on_blocks(self) -> list[Predicate]:
        return [p for p in self.evidence if p.needs_block]


@dataclass(frozen=True)
class Problem:
    """Something that is missing or wrong, and where."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class ClaimFile:
    """The claims of one chapter."""

    def __init__(self, path: Path, name: str) -> None:
        text = path.read_text("utf-8")
        lines = {m[1]: text.count("\n", 0, m.start()) + 1 for m in re.finditer(r"(?m)^- id: (\S+)$", text)}
        entries = yaml.safe_load(text) or []
        self.claims = [_read_claim(entry, path.stem, name, lines.get(str(entry.get("id")), 1)) for entry in entries]


def load_claims(folder: Path, prefix: str = "docs/claims") -> dict[str, list[Claim]]:
    """The claims under `folder`, by chapter. A file is read again when it has changed."""
    return {
        path.stem: _load(path, f"{prefix}/{path.name}", path.stat().st_mtime_ns) for path in sorted(folder.glob("*.yml"))
    }  # fmt: skip


@cache
def _load(path: Path, name: str, stamp: int) -> list[Claim]:
    return ClaimFile(path, name).claims


FIELDS = {"id", "claim", "verdict", "correction", "evidence", "predicts", "sources", "unverified"}


def _read_claim(entry: dict[str, Any], chapter: str, file: str, line: int) -> Claim:
    given = entry.get("verdict")
    verdict = str(given).lower() if isinstance(given, bool) else given  # YAML's own words
    told = " ".join(str(entry.get("claim", "")).split())
    claim = Claim(str(entry.get("id")), chapter, file, line, told, str(verdict))
    claim.correction = " ".join(str(entry.get("correction") or "").split())
    claim.unverified = entry.get("unverified") is True
    try:
        claim.evidence = [_read_predicate(p) for p in entry.get("evidence") or []]
        claim.predicts = [_read_predicate(p) for p in entry.get("predicts") or []]
        claim.sources = [_read_source(s) for s in entry.get("sources") or []]
        claim.problem = _lack(claim, set(entry) - FIELDS)
    except PredicateError as e:
        claim.problem = str(e)
    return claim


def _read_predicate(entry: dict[str, Any]) -> Predicate:
    kinds = [key for key in entry if key in ON_BLOCKS or key in ELSEWHERE]
    if len(kinds) != 1 or entry.keys() - {kinds[0], "url", "seen"}:
        raise PredicateError(f"cannot read the predicate {entry}")
    value = entry[kinds[0]]
    text = {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)
    predicate = Predicate(kinds[0], text, str(entry.get("url", "")), str(entry.get("seen", "")))
    if predicate.kind in ("trace", "holds"):
        try:
            compile(text.strip(), "<expression>", "eval")
        except SyntaxError as e:
            raise PredicateError(f"`{text}` cannot be judged: {e}") from e
    if predicate.kind == "quote":
        if not predicate.url.startswith("https://") or not SEEN.fullmatch(predicate.seen):
            raise PredicateError("a quotation has a `url` and the date on which it was `seen`")
        if len(text.split()) > LONGEST_QUOTE:
            raise PredicateError(f"a quotation has at most {LONGEST_QUOTE} words")
    return predicate


def _read_source(entry: dict[str, Any]) -> Source:
    source = Source(str(entry.get("title", "")), str(entry.get("url", "")), str(entry.get("seen", "")))
    if not source.title or not source.url.startswith("https://"):
        raise PredicateError("a source has a `title` and a `url`")
    if bool(source.seen) == bool(entry.get("unverified")):
        raise PredicateError(f"the source {source.url} is either `unverified: true`, or has the date when it was `seen`")
    if source.seen and not SEEN.fullmatch(source.seen):
        raise PredicateError(f"the source {source.url} was seen on a day such as 2026-11-29, or in a month such as 2026-11")
    return source


def _lack(claim: Claim, unknown: set[str]) -> str | None:
    if unknown:
        return f"a claim has no field {', '.join(sorted(unknown))}"
    if not claim.claim:
        return "this entry does not say what is claimed"
    if claim.verdict not in VERDICTS:
        return f"the verdict is one of {', '.join(VERDICTS)}"
    if claim.verdict in (*BOXED, "qualified") and not claim.correction:
        return f"a claim that is {claim.verdict} has a correction"
    if any(p.kind == "cited" for p in claim.evidence) and not claim.sources:
        return "the claim is `cited`, and has no source"
    return None


class Chapter:
    """A page and the claims that it owes."""

    def __init__(self, page: Page, claims: list[Claim]) -> None:
        self.page = page
        self.claims = claims
        self.by_id = {claim.id: claim for claim in claims}
        self.boxes: list[tuple[int, str]] = []
        self.links: list[tuple[int, str]] = []
        self.tables: list[int] = []
        for number, line in page.prose():
            box = BOX.fullmatch(line)
            if box is not None:
                self.boxes.append((number, box["id"]))
            if EVIDENCE.fullmatch(line):
                self.tables.append(number)
            self.links += [(number, m["id"]) for m in LINK.finditer(line)]

    def has_place(self, claim: Claim) -> bool:
        """Whether a link finds the claim on its page."""
        return any(id == claim.id for _, id in self.boxes) if claim.verdict in BOXED else bool(self.tables)

    def blocks_of(self, claim: Claim) -> list[Block]:
        return [b for b in self.page.runnable() if claim.id in b.claims]

    def showing(self, claim: Claim, predicate: Predicate) -> list[Block]:
        """The blocks of the claim of which a predicate holds."""
        try:
            return [block for block in self.blocks_of(claim) if self._holds(predicate, block)]
        except PredicateError:
            return []

    def answer(self, block: Block) -> Answer | None:
        """What came of a block; None if it failed, which the doc tests tell."""
        try:
            return run_block(self.page, block)
        except BlockError:
            return None

    def problems(self) -> list[Problem]:
        """All that is wrong."""
        found = [*self._of_entries(), *self._of_placement(), *self._of_fences(), *self._of_evidence(), *self._of_exchange()]
        return sorted(found, key=lambda p: (p.file, p.line))

    def _of_entries(self) -> Iterator[Problem]:
        for claim in self.claims:
            if claim.problem is not None:
                yield self._at(claim, claim.problem)
            elif not claim.evidence:
                yield self._at(claim, "no evidence")

    def _of_placement(self) -> Iterator[Problem]:
        name = self.page.name
        if self.claims and len(self.tables) != 1:
            line = self.tables[1] if self.tables else self.page.text.count("\n")
            yield Problem(name, line, "a page with claims has one line `<!-- evidence -->`, at its end")
        for where, ids in (("box", self.boxes), ("link", self.links)):
            for line, id in ids:
                if id not in self.by_id:
                    yield Problem(name, line, f"this {where} names `{id}`, which is no claim of this page")
        for claim in self.claims:
            boxes = [line for line, id in self.boxes if id == claim.id]
            links = [line for line, id in self.links if id == claim.id]
            yield from self._placed(claim, "box", boxes, wanted=claim.verdict in BOXED, form=f'`!!! claim "{claim.id}"`')
            if claim.verdict not in BOXED:
                wanted = claim.verdict == "qualified"
                yield from self._placed(claim, "link", links, wanted=wanted, form=f"`[shown](#claim-{claim.id})`")

    def _placed(self, claim: Claim, where: str, lines: list[int], *, wanted: bool, form: str) -> Iterator[Problem]:
        if wanted and not lines:
            yield self._at(claim, f"not placed: a claim that is {claim.verdict} has a {where} on {self.page.name}, {form}")
        for line in lines[1:] if wanted else lines:
            many = "is placed twice" if wanted else f"is {claim.verdict}, and has no {where} in the text"
            yield Problem(self.page.name, line, f"`{claim.id}` {many}")

    def _of_fences(self) -> Iterator[Problem]:
        for block in self.page.runnable():
            for id in block.claims:
                claim = self.by_id.get(id)
                if claim is None:
                    yield Problem(self.page.name, block.line, f"this block names `{id}`, which is no claim of this page")
                elif not self._shows(claim, claim.evidence, block):
                    told = f"this block names `{id}`, but none of the claim's predicates holds of it"
                    yield Problem(self.page.name, block.line, told)

    def _of_evidence(self) -> Iterator[Problem]:
        for claim in self.claims:
            blocks = self.blocks_of(claim)
            for predicate in claim.evidence:
                try:
                    told = self._unshown(predicate, blocks)
                except PredicateError as e:
                    told = str(e)
                if told:
                    yield self._at(claim, told)
            if claim.verdict in BOXED and claim.on_blocks:
                yield from self._of_prediction(claim, blocks)

    def _unshown(self, predicate: Predicate, blocks: list[Block]) -> str | None:
        told = f"`{predicate.kind}: {predicate.value}`"
        if predicate.kind == "figure":
            return None if judge_figures(predicate.value) else f"{told} does not hold of the measured figures"
        if predicate.kind == "argued":
            return None if predicate.value in headings(self.page) else f"{told}: no section of {self.page.name} has that id"
        if not predicate.needs_block:
            return None
        if not blocks:
            return f'{told}: no block of {self.page.name} says claim="…" for it'
        if not any(self._holds(predicate, block) for block in blocks):
            return f"{told} does not hold of {', '.join(f'{self.page.name}:{b.line}' for b in blocks)}"
        return None

    def _of_prediction(self, claim: Claim, blocks: list[Block]) -> Iterator[Problem]:
        """A false claim's blocks contradict it: what it predicts does not hold of them."""
        if not claim.predicts:
            yield self._at(claim, "a false claim says in `predicts` what its blocks would show if it were true")
        for predicate in claim.predicts:
            try:
                if any(self._holds(predicate, block) for block in blocks):
                    yield self._at(claim, f"its blocks do not contradict it: `{predicate.kind}: {predicate.value}` holds")
            except PredicateError as e:
                yield self._at(claim, str(e))

    def _of_exchange(self) -> Iterator[Problem]:
        """Two claims with different predicates cannot exchange their blocks."""
        shown = [claim for claim in self.claims if claim.on_blocks and self.blocks_of(claim)]
        for one, other in combinations(shown, 2):
            mine, theirs = self.blocks_of(one), self.blocks_of(other)
            if mine == theirs or set(one.on_blocks) == set(other.on_blocks):
                continue
            if self._all_hold(one, theirs) and self._all_hold(other, mine):
                told = f"its evidence can be exchanged with that of `{other.id}`: make a predicate more exact"
                yield self._at(one, told)

    def _all_hold(self, claim: Claim, blocks: list[Block]) -> bool:
        try:
            return all(any(self._holds(p, b) for b in blocks) for p in claim.on_blocks)
        except PredicateError:
            return False

    def _shows(self, claim: Claim, predicates: list[Predicate], block: Block) -> bool:
        try:
            return any(self._holds(p, block) for p in predicates if p.needs_block)
        except PredicateError:
            return False

    def _holds(self, predicate: Predicate, block: Block) -> bool:
        answer = self.answer(block)
        return answer is not None and predicate.holds(block, answer)

    def _at(self, claim: Claim, message: str) -> Problem:
        return Problem(claim.file, claim.line, f"{claim.id}: {message}")


def headings(page: Page) -> set[str]:
    """The ids that the page's headings get."""
    from markdown.extensions.toc import slugify

    found: set[str] = set()
    for _, line in page.prose():
        heading = re.fullmatch(r"#{1,6} +(?P<text>.*?)(?: *\{ *#(?P<id>[\w-]+)[^}]*\})? *#*", line)
        if heading is not None:
            found.add(heading["id"] or slugify(re.sub(r"[`*]", "", heading["text"]), "-"))
    return found


def chapters(docs: Path, wanted: Callable[[str], bool] = lambda name: True) -> Iterator[Chapter]:
    """The pages under `docs`, with their claims. `wanted`: of a page's name, as `ownership.md`."""
    claims = load_claims(docs / "claims", f"{docs.name}/claims")
    for path in sorted(docs.rglob("*.md")):
        name = path.relative_to(docs).as_posix()
        if wanted(name):
            page = _page(path, f"{docs.name}/{name}", path.stat().st_mtime_ns)
            yield Chapter(page, claims.get(name.removesuffix(".md"), []))


@cache
def _page(path: Path, name: str, stamp: int) -> Page:
    return read_page(name, path.read_text("utf-8"))


def main(names: list[str]) -> int:
    """Lists what is missing: all pages, or those that are named."""
    docs = Path("docs")
    wanted = {name.removeprefix("docs/").removesuffix(".md") for name in names}
    every = load_claims(docs / "claims")
    missing = 0
    for chapter, claims in every.items():
        if wanted and chapter not in wanted:
            continue
        path = docs / f"{chapter}.md"
        if not path.exists():
            print(f"{chapter}: no page yet, {len(claims)} claims")
            missing += len(claims)
            continue
        problems = Chapter(read_page(f"docs/{path.name}", path.read_text("utf-8")), claims).problems()
        print(f"{chapter}: {len(claims)} claims, {len(problems)} problems")
        print("".join(f"  {problem}\n" for problem in problems), end="")
        missing += len(problems)
    unseen = {source.url for claims in every.values() for c in claims for source in c.sources if not source.seen}
    print(f"{sum(map(len, every.values()))} claims; {len(unseen)} sources that nobody has verified")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
