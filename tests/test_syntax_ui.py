"""Programs with syntax errors: what rustc says, to the byte."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rustmem.diagnostics.emitter import emit
from rustmem.source.source_map import SourceMap
from rustmem.std import macros
from rustmem.syntax.desugar import desugar
from rustmem.syntax.expand import expand
from rustmem.syntax.parser import parse_crate

CASES = sorted((Path(__file__).parent / "ui" / "parse").glob("*.rs"))


@pytest.mark.parametrize("case", CASES, ids=[c.stem for c in CASES])
def test_a_syntax_error_is_said_as_rustc_says_it(case: Path) -> None:
    source_map, diags = SourceMap(), []
    file = source_map.add("src/main.rs", case.read_text(encoding="utf-8"))
    said: list[Any] = diags
    crate = parse_crate(file, "2024", said)
    if not crate.fatal:
        crate = expand(crate, macros, "2024", said, file)
    if not crate.fatal:
        desugar(crate, said)

    rendered = emit(said, source_map)

    assert rendered.strip() == case.with_suffix(".stderr").read_text(encoding="utf-8").strip()
