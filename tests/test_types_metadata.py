"""What the index answers about the library is what its trees say."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from rustmem import pipeline
from rustmem.resolve.lazy_library import QUERIES_OF, LazyLibrary
from rustmem.source.index import DefId
from rustmem.source.source_map import SourceMap
from rustmem.std import index
from rustmem.ty.kind import Interned
from rustmem.ty.metadata import MISSING

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
STEP = 23
"""One definition of so many is looked at."""


@pytest.fixture(scope="module")
def tcx() -> Any:
    subprocess.run([sys.executable, "-c", "from rustmem.pipeline import load_library as f; f()"], env=ENVIRONMENT, check=True)
    if not isinstance(pipeline.load_library(), LazyLibrary):
        pytest.skip("another test of this process made the index")
    made = pipeline._context(SourceMap(), "2024")
    pipeline.impls.install_library(made, pipeline.load_library())
    return made


def plain(value: Any) -> Any:
    """A value to compare: interned things by themselves, other nodes by their fields."""
    if isinstance(value, tuple):
        return tuple(map(plain, value))
    if isinstance(value, Interned) or not hasattr(value, "__match_args__"):
        return value
    return (type(value), *(plain(getattr(value, name)) for name in value.__match_args__))


def test_an_answer_of_the_index_is_the_answer_that_the_trees_give(tcx: Any) -> None:
    library = pipeline.load_library()
    providers = pipeline.providers()
    compared = 0
    for number in range(0, library.defined, STEP):
        def_id = DefId(number)
        for query in QUERIES_OF.get(tcx.def_kind(def_id), ()):
            kept = library.answer(tcx, query, def_id)
            if kept is not MISSING:
                compared += 1
                assert plain(kept) == plain(providers[query](tcx, def_id)), (query, library.table[number].name)

    assert compared > 1500


def test_a_row_of_the_index_says_what_the_item_says(tcx: Any) -> None:
    library = pipeline.load_library()
    for number in range(7, library.defined, STEP):
        told = said_of(library.table[number])
        library.load_unit_of(DefId(number))

        assert told == said_of(library.table[number])


def said_of(row: Any) -> Any:
    return plain((row.kind, row.name, row.parent, row.span, row.ident_span, row.attrs, row.generics_shape()))


ORDINARY = """
use std::collections::HashMap;
use std::fmt;
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Kind { Fruit, Tool { weight: u32 } }
struct Item { name: String, kind: Kind }
impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write!(f, "{}", self.name) }
}
fn main() {
    let mut stock: HashMap<String, Item> = HashMap::new();
    for (name, kind) in [("apple", Kind::Fruit), ("hammer", Kind::Tool { weight: 3 })] {
        stock.insert(name.to_string(), Item { name: name.to_string(), kind });
    }
    let mut names: Vec<&String> = stock.keys().collect();
    names.sort();
    for name in names { println!("{name}: {} {:?}", stock[name], stock[name].kind); }
}
"""


def test_an_ordinary_program_is_checked_without_reading_a_stub_or_a_late_module(tcx: Any) -> None:
    code = f"""
import sys
from rustmem import pipeline
report = pipeline.check({ORDINARY!r})
from rustmem.source.late import LATE, LateModule
late = [name for name in LATE if type(sys.modules.get(name)) not in (LateModule, type(None))]
print(report.status, len(pipeline.load_library().loaded), late)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=ENVIRONMENT)

    assert done.stdout == "accepted 0 []\n"


def test_a_changed_stub_or_module_makes_the_index_stale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in index.READERS:
        (tmp_path / name).mkdir()
    stub = tmp_path / "std" / "core" / "option.rs"
    stub.parent.mkdir()
    stub.write_text("enum Option {}")
    module = tmp_path / "items" / "signatures.py"
    module.write_text("")
    monkeypatch.setattr(index, "ROOT", str(tmp_path / "std"))
    stamps = [index.stamp()]
    for path in (stub, module):
        path.write_text("// longer than before")
        stamps.append(index.stamp())

    assert len(set(stamps)) == 3
