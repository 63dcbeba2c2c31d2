"""Programs with one thing changed, for comparison with rustc: a statement gone, doubled or moved, a `&` or `mut` less or more."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Iterator

from rustmem.resolve.walk import children
from rustmem.source.source_map import SourceMap
from rustmem.syntax import ast
from rustmem.syntax.parser import parse_crate

TOKENS = (
    ("no clone", re.compile(r"\.clone\(\)"), ""),
    ("no mut", re.compile(r"\bmut "), ""),
    ("no move", re.compile(r"\bmove (?=\|)"), ""),
    ("move", re.compile(r"(?<=[(=] )\|(?=[\w ,&]*\|)"), "move |"),
    ("no &", re.compile(r"(?<![&\w])&(?=[a-z_(\[])(?!mut\b)"), ""),
    ("no &mut", re.compile(r"&mut (?=[a-z_(*])"), ""),
    ("&mut for &", re.compile(r"(?<![&\w])&(?=[a-z_(*])(?!mut\b)"), "&mut "),
    ("& for &mut", re.compile(r"&mut (?=[a-z_(*])"), "&"),
    ("no *", re.compile(r"(?<=[ (!])\*(?=[a-z(])"), ""),
    ("no lifetime", re.compile(r"(?<=&)'[a-z]\w* "), ""),
    ("'static", re.compile(r"(?<=&)'[a-z]\w* "), "'static "),
    ("iter for iter_mut", re.compile(r"\.iter_mut\(\)"), ".iter()"),
    ("iter_mut for iter", re.compile(r"\.iter\(\)"), ".iter_mut()"),
    ("into_iter for iter", re.compile(r"\.iter\(\)"), ".into_iter()"),
    ("no as_ref", re.compile(r"\.as_(?:ref|mut|deref|deref_mut)\(\)"), ""),
    ("no take", re.compile(r"\.take\(\)"), ""),
)


def blocks(source: str, edition: str) -> list[list[tuple[int, int]]]:
    """The byte ranges of the statements of each block."""
    file = SourceMap().add("src/main.rs", source)
    found = []
    stack: list[object] = [parse_crate(file, edition, [])]
    while stack:
        at = stack.pop()
        if isinstance(at, ast.Block) and at.stmts:
            found.append([(stmt.span.lo, stmt.span.hi) for stmt in at.stmts if stmt.span.ctxt is None])
        stack.extend(children(at))
    return [ranges for ranges in found if ranges]


def mutants(source: str, edition: str, dice: random.Random) -> Iterator[tuple[str, str]]:
    """(what was changed, the program) in a random order."""
    made = list(_token_mutants(source)) + list(_statement_mutants(source, edition))
    dice.shuffle(made)
    yield from made


def _token_mutants(source: str) -> Iterator[tuple[str, str]]:
    for name, pattern, new in TOKENS:
        for found in pattern.finditer(source):
            yield name, source[: found.start()] + new + source[found.end() :]


def _statement_mutants(source: str, edition: str) -> Iterator[tuple[str, str]]:
    data = source.encode("utf-8")

    def change(lo: int, hi: int, new: bytes) -> str:
        return (data[:lo] + new + data[hi:]).decode("utf-8")

    for ranges in blocks(source, edition):
        for lo, hi in ranges:
            text = data[lo:hi]
            yield "delete", change(lo, hi, b"")
            yield "double", change(lo, hi, text + b" " + text)
            if not text.startswith((b"let ", b"fn ", b"struct ", b"use ", b"impl ", b"enum ", b"trait ")):
                yield "loop", change(lo, hi, b"for _ in 0..2 { " + text + b" }")
                yield "if", change(lo, hi, b"if std::env::args().count() > 1 { " + text + b" }")
                yield "block", change(lo, hi, b"{ " + text + b" }")
                if text.endswith(b";"):
                    yield "closure", change(lo, hi, b"let mut run = || { " + text + b" }; run();")
                    yield "move closure", change(lo, hi, b"let mut run = move || { " + text + b" }; run();")
        for (lo, hi), (next_lo, next_hi) in itertools.pairwise(ranges):
            yield "swap", change(lo, next_hi, data[next_lo:next_hi] + data[hi:next_lo] + data[lo:hi])
