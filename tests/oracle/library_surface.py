"""Writes `rustmem/std/surface.txt`: the methods, trait methods, trait impls and variants of the real library, from rustdoc.

    python tests/oracle/library_surface.py

rustdoc documents what a crate re-exports from the library's metadata, so no source is needed. One line each:
`T path: names` inherent names of a type (`name*2`: in two impls), `R path: names` names of a trait's items, `I head trait count` impls,
`V path: names` variants of an enum.
"""

from __future__ import annotations

import collections
import html
import os
import re
import subprocess
import sys
import tempfile
import urllib.parse
from pathlib import Path

MODULES = (
    "alloc any array ascii backtrace borrow boxed cell char clone cmp collections convert default env error f32 f64 ffi fmt fs "
    "future hash hint io iter marker mem net num ops option panic path pin process ptr rc result slice str string sync "
    "task thread time vec"
).split()
PRIMITIVES = "bool char str u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize f32 f64 slice array tuple unit never reference pointer fn".split()
TARGET = Path(__file__).resolve().parents[2] / "rustmem" / "std" / "surface.txt"
IMPL = re.compile(r'id="impl-([^"]*)"')
METHOD = re.compile(r'id="(?:method|tymethod|associatedconstant)\.([A-Za-z_][A-Za-z_0-9]*)(?:-\d+)?"')
VARIANT = re.compile(r'id="variant\.([A-Za-z_][A-Za-z_0-9]*)"')


def document(folder: Path) -> Path:
    lines = ["#![feature(rustdoc_internals, rustc_attrs)]", "#![allow(internal_features)]"]
    lines += [f"#[doc(inline)] pub use std::{name};" for name in MODULES]
    lines += [f'#[rustc_doc_primitive = "{name}"] mod prim_{name} {{}}' for name in PRIMITIVES]
    source = folder / "lib.rs"
    source.write_text("\n".join(lines) + "\n")
    env = dict(os.environ, RUSTC_BOOTSTRAP="1")
    subprocess.run(["rustdoc", "--edition", "2024", str(source), "-o", str(folder / "out")], check=True, env=env)
    return folder / "out" / "lib"


def impl_header(text: str) -> tuple[str, str] | None:
    """(trait name, self type head) of `Trait<..>-for-Type<..>`; None for an inherent impl."""
    text = urllib.parse.unquote(html.unescape(text)).replace("+", " ")
    if "-for-" not in text:
        return None
    trait, self_ty = text.split("-for-", 1)
    self_ty = re.sub(r"-\d+$", "", self_ty)
    return re.match(r"!?[A-Za-z_0-9]*", trait).group(0), head(self_ty)


def head(ty: str) -> str:
    ty = ty.strip()
    if ty.startswith("&mut "):
        return "&mut"
    if ty.startswith("&"):
        return "&"
    if ty.startswith("*mut"):
        return "*mut"
    if ty.startswith("*const"):
        return "*const"
    if ty.startswith("["):
        return "[;]" if ";" in ty else "[]"
    if ty.startswith("("):
        return "tuple"
    if ty.startswith("dyn"):
        return "dyn"
    if ty.startswith(("fn", "unsafe", "extern", "for<")):
        return "fn"
    return re.match(r"!|[A-Za-z_0-9]*", ty).group(0)


def main() -> int:
    types: dict[str, collections.Counter[str]] = {}
    traits: dict[str, set[str]] = {}
    impls: collections.Counter[tuple[str, str, str]] = collections.Counter()
    variants: dict[str, set[str]] = {}
    seen_impls: set[tuple[str, str]] = set()
    with tempfile.TemporaryDirectory() as name:
        root = document(Path(name))
        for page in sorted(root.rglob("*.html")):
            kind, _, rest = page.name.partition(".")
            if kind not in ("struct", "enum", "union", "trait", "primitive"):
                continue
            item = rest.removesuffix(".html")
            path = "::".join((*page.relative_to(root).parts[:-1], item))
            text = page.read_text()
            if kind == "trait":
                body = text.split('id="implementors"')[0].split('id="foreign-impls"')[0]
                traits[path] = set(METHOD.findall(body))
                continue
            own = text.split('id="trait-implementations"')[0].split('id="deref-methods')[0]
            types[path] = collections.Counter(METHOD.findall(own))
            if kind == "enum":
                variants[path] = set(VARIANT.findall(own))
            for raw in IMPL.findall(text):
                found = impl_header(raw)
                key = (path, raw)
                if found is None or key in seen_impls or len(found[1]) == 1 and found[1].isupper():
                    continue
                seen_impls.add(key)
                impls[path, found[0], found[1]] += 1
    lines = [
        f"T {path}: {' '.join(name if count == 1 else f'{name}*{count}' for name, count in sorted(names.items()))}"
        for path, names in sorted(types.items())
    ]
    lines += [f"R {path}: {' '.join(sorted(names))}" for path, names in sorted(traits.items())]
    by_type: dict[str, list[str]] = collections.defaultdict(list)
    for (path, trait, self_head), count in sorted(impls.items()):
        by_type[path].append(f"{trait}/{self_head}/{count}")
    lines += [f"I {path}: {' '.join(entries)}" for path, entries in sorted(by_type.items())]
    lines += [f"V {path}: {' '.join(sorted(names))}" for path, names in sorted(variants.items()) if names]
    TARGET.write_text("\n".join(lines) + "\n")
    print(f"{len(types)} types, {len(traits)} traits, {sum(impls.values())} impls, {TARGET.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
