"""Printing a tree and parsing the text gives the tree back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rustmem.source.node import fields
from rustmem.source.source_map import SourceMap
from rustmem.source.span import Span
from rustmem.syntax import ast, pretty
from rustmem.syntax.parser import parse_crate
from rustmem.syntax.token import Token

SAMPLE = Path(__file__).with_name("syntax_sample.rs").read_text(encoding="utf-8")


def parse(source: str) -> ast.Crate:
    diags: list[Any] = []
    crate = parse_crate(SourceMap().add("src/main.rs", source), "2024", diags)
    assert not diags, [getattr(d, "message", d) for d in diags]
    return crate


def shape(value: Any) -> Any:
    """The tree without positions."""
    if isinstance(value, Span):
        return "span"
    if isinstance(value, Token):
        return (value.kind, value.text)
    if isinstance(value, tuple):
        return tuple(shape(v) for v in value)
    if hasattr(type(value), "__node_fields__"):
        skipped = ("expr_attrs",)
        return (type(value).__name__, *(shape(getattr(value, n)) for n in fields(value) if n not in skipped))
    return value


def test_printing_then_parsing_gives_the_tree_back() -> None:
    crate = parse(SAMPLE)

    text = pretty.crate_text(crate)

    assert shape(parse(text)) == shape(crate)


def test_an_assertion_quotes_its_condition_on_one_line() -> None:
    item = parse("fn f() { a  .b( 1,2 )==  [3 ;4]&&! c ; }").items[0]
    assert isinstance(item, ast.FnItem) and item.body is not None
    stmt = item.body.stmts[0]
    assert isinstance(stmt, ast.SemiStmt)

    text = pretty.expr_text(stmt.expr)

    assert text == "a.b(1, 2) == [3; 4] && !c"
