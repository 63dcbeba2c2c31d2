"""Watchers of items, types and names, for lints that are not built."""

from __future__ import annotations

import re
from typing import Any

from rustmem.lint.watch import Found, Watch, resolved_item, watches
from rustmem.resolve.walk import children
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty import kind as k
from rustmem.ty.defs import DefRes

PRIMITIVE = frozenset("i8 i16 i32 i64 isize u8 u16 u32 u64 usize f32 f64 bool".split())
BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")


# ---- foreign functions ----


@watches(ast.ForeignMod, lints="improper_ctypes clashing_extern_declarations")
def foreign_types(watch: Watch, at: ast.ForeignMod) -> Found:
    for item in at.items:
        if isinstance(item, ast.FnItem) and not all(is_ffi_safe(p.ty) for p in item.sig.inputs):
            yield "improper_ctypes", item.span
        if isinstance(item, ast.FnItem) and item.sig.output is not None and not is_ffi_safe(item.sig.output):
            yield "improper_ctypes", item.span
        if isinstance(item, ast.StaticItem) and not is_ffi_safe(item.ty):
            yield "improper_ctypes", item.span
            yield "uninhabited_static", item.span
    seen = watch.tcx.cache("foreign names")
    for item in at.items:
        if seen.setdefault(item.ident.name, item) is not item:
            yield "clashing_extern_declarations", item.span


@watches(ast.FnItem, ast.BareFnTy, lints="improper_ctypes_definitions missing_abi unsupported_calling_conventions")
def own_abi(watch: Watch, at: Any) -> Found:
    """`extern "C" fn` with types that C does not know."""
    abi = at.sig.header.abi if isinstance(at, ast.FnItem) else at.abi
    if abi is None or abi == "Rust":
        return
    inputs = at.sig.inputs if isinstance(at, ast.FnItem) else at.inputs
    output = at.sig.output if isinstance(at, ast.FnItem) else at.output
    if not all(is_ffi_safe(p.ty) for p in inputs) or output is not None and not is_ffi_safe(output):
        yield "improper_ctypes_definitions", at.span
    text = watch.tcx.source_map.snippet(at.sig.span if isinstance(at, ast.FnItem) else at.span) or ""
    if re.search(r"\bextern\s+fn\b", text):
        yield "missing_abi", at.span
    if abi not in ("C", "system", "C-unwind", "system-unwind"):
        yield "unsupported_calling_conventions", at.span


@watches(ast.ForeignMod, lints="missing_abi")
def foreign_abi(watch: Watch, at: ast.ForeignMod) -> Found:
    if re.match(r"\s*(unsafe\s+)?extern\s*\{", watch.tcx.source_map.snippet(at.span) or ""):
        yield "missing_abi", at.span


@watches(ast.StaticItem, lints="uninhabited_static")
def uninhabited_static(watch: Watch, at: ast.StaticItem) -> Found:
    ty = watch.tcx.type_of(watch.tcx.def_id_of(at))
    if type(ty) is k.AdtTy and watch.tcx.adt_def(ty.def_id).kind == "enum" and not watch.tcx.adt_def(ty.def_id).variants:
        yield "uninhabited_static", at.span


def is_ffi_safe(ty: ast.Ty | None) -> bool:
    """Whether a type is plainly one of C's: numbers and raw pointers to them, and `()`."""
    while isinstance(ty, ast.PtrTy):
        ty = ty.ty
    if isinstance(ty, ast.TupTy) and not ty.elems:
        return True
    return isinstance(ty, ast.PathTy) and len(ty.path.segments) == 1 and ty.path.segments[0].ident.name in PRIMITIVE


@watches(ast.FnItem, lints="no_mangle_generic_items")
def no_mangle(watch: Watch, at: ast.FnItem) -> Found:
    if any(not isinstance(p, ast.LifetimeParam) for p in at.generics.params):
        if any("no_mangle" in _words(a) or "export_name" in _words(a) for a in at.attrs):
            yield "no_mangle_generic_items", at.span


@watches(ast.ConstItem, lints="no_mangle_const_items unused_visibilities elided_lifetimes_in_associated_constant")
def constant(watch: Watch, at: ast.ConstItem) -> Found:
    if any("no_mangle" in _words(a) for a in at.attrs):
        yield "no_mangle_const_items", at.span
    if at.ident.name == "_" and at.vis.kind != "inherited":
        yield "unused_visibilities", at.span
    if watch.impls and at in watch.impls[-1].items and _has_elided(at.ty) and _has_lifetimes(watch.impls[-1]):
        yield "elided_lifetimes_in_associated_constant", at.span


def _words(attr: ast.Attribute) -> set[str]:
    return {attr.path, *(t.text for t in attr.tokens)}


def _has_elided(node: Any) -> bool:
    """Whether a written type leaves a lifetime out, or says `'_`."""
    stack = [node]
    while stack:
        at = stack.pop()
        if isinstance(at, ast.RefTy) and (at.lifetime is None or at.lifetime.name == "'_"):
            return True
        if isinstance(at, ast.Lifetime) and at.name == "'_":
            return True
        if isinstance(at, (ast.PathTy, ast.TraitObjectTy)):
            return True if isinstance(at, ast.TraitObjectTy) else any(_has_elided(c) for c in children(at)) or _hides(at)
        stack.extend(children(at))
    return False


def _hides(at: ast.PathTy) -> bool:
    last = at.path.segments[-1]
    return last.args is None and last.ident.name not in PRIMITIVE and last.ident.name[:1].isupper()


def _has_lifetimes(impl: ast.ImplItem) -> bool:
    """Whether the head of an impl has a lifetime, named or not."""
    stack: list[Any] = [impl.self_ty, *impl.generics.params, *([impl.trait_ref] if impl.trait_ref is not None else [])]
    while stack:
        at = stack.pop()
        if isinstance(at, (ast.Lifetime, ast.LifetimeParam, ast.RefTy)):
            return True
        stack.extend(children(at))
    return False


# ---- bounds ----


@watches(ast.TraitBound, lints="drop_bounds")
def drop_bound(watch: Watch, at: ast.TraitBound) -> Found:
    found = resolved_item(watch.tcx, at.path)
    if found is not None and watch.tcx.is_lang_item(found, "drop"):
        yield "drop_bounds", at.span


@watches(ast.TraitObjectTy, lints="dyn_drop unused_associated_type_bounds")
def dyn_bounds(watch: Watch, at: ast.TraitObjectTy) -> Found:
    for bound in at.bounds:
        if isinstance(bound, ast.TraitBound):
            found = resolved_item(watch.tcx, bound.path)
            if found is not None and watch.tcx.is_lang_item(found, "drop"):
                yield "dyn_drop", at.span
            args = bound.path.segments[-1].args
            if found is not None and found >= watch.tcx.base and args is not None and args.constraints:
                if any(isinstance(i, ast.TypeAlias) and i.generics.where_clause for i in watch.tcx.hir(found).items):
                    yield "unused_associated_type_bounds", at.span


@watches(ast.WherePredicate, lints="trivial_bounds")
def trivial_bound(watch: Watch, at: ast.WherePredicate) -> Found:
    """A bound that no parameter is in."""
    stack: list[Any] = [at.bounded, *at.bounds]
    while stack:
        part = stack.pop()
        if isinstance(part, (ast.Lifetime, ast.RefTy, ast.ImplicitSelfTy)):
            return
        if isinstance(part, ast.Path):
            found = watch.tcx.res_of(part)
            res = found.base if found is not None else None
            if (
                not isinstance(res, DefRes)
                and type(res).__name__ != "PrimTyRes"
                or getattr(res, "kind", "") in ("type param", "const param")
            ):
                return
        stack.extend(children(part))
    yield "trivial_bounds", at.span


@watches(ast.TypeAlias, lints="deprecated_where_clause_location")
def where_before_equals(watch: Watch, at: ast.TypeAlias) -> Found:
    if at.generics.where_clause and at.ty is not None and at.generics.where_clause[0].span.lo < at.ty.span.lo:
        yield "deprecated_where_clause_location", at.span


@watches(ast.ImplTraitTy, lints="opaque_hidden_inferred_bound")
def nested_opaque(watch: Watch, at: ast.ImplTraitTy) -> Found:
    for part in children(at):
        stack = [part]
        while stack:
            inner = stack.pop()
            if isinstance(inner, ast.ImplTraitTy):
                yield "opaque_hidden_inferred_bound", at.span
                return
            stack.extend(children(inner))


# ---- impls ----


@watches(ast.ImplItem, lints="non_local_definitions coherence_leak_check uncovered_param_in_projection")
def impl_place(watch: Watch, at: ast.ImplItem) -> Found:
    if watch.bodies and not at.derived and not _is_of_body(watch, at):
        yield "non_local_definitions", at.span
    if at.trait_ref is not None and _mentions(at, ast.BareFnTy):
        yield "coherence_leak_check", at.span
    if isinstance(at.self_ty, ast.PathTy) and at.self_ty.qself is not None:
        yield "uncovered_param_in_projection", at.span


def _mentions(at: ast.ImplItem, kind: type) -> bool:
    stack: list[Any] = [at.self_ty, at.trait_ref]
    while stack:
        part = stack.pop()
        if isinstance(part, kind):
            return True
        stack.extend(children(part))
    return False


def _is_of_body(watch: Watch, at: ast.ImplItem) -> bool:
    """Whether the trait or a type in the head is defined in the same body."""
    span = watch.bodies[-1].span
    stack: list[Any] = [at.self_ty, *([at.trait_ref] if at.trait_ref is not None else [])]
    while stack:
        part = stack.pop()
        if isinstance(part, ast.Path):
            found = watch.tcx.res_of(part)
            res = found.base if found is not None else None
            if isinstance(res, DefRes) and watch.tcx.is_local(res.def_id) and span.contains(watch.tcx.def_span(res.def_id)):
                return True
        stack.extend(children(part))
    return False


@watches(ast.ImplItem, ast.FnItem, ast.TypeAlias, ast.ConstItem, lints="useless_deprecated")
def deprecated_impl(watch: Watch, at: Any) -> Found:
    """`#[deprecated]` says nothing on an impl of a trait, nor on its items."""
    of_trait = at if isinstance(at, ast.ImplItem) else watch.impls[-1] if watch.impls and at in watch.impls[-1].items else None
    if of_trait is not None and of_trait.trait_ref is not None and any(a.path == "deprecated" for a in at.attrs):
        yield "useless_deprecated", at.span


@watches(ast.EnumItem, lints="repr_c_enums_larger_than_int")
def c_enum(watch: Watch, at: ast.EnumItem) -> Found:
    if any(a.path == "repr" and "C" in _words(a) for a in at.attrs) and any(v.discriminant is not None for v in at.variants):
        yield "repr_c_enums_larger_than_int", at.span


# ---- imports ----


@watches(
    ast.UseItem,
    lints="ambiguous_glob_imported_traits ambiguous_glob_imports ambiguous_glob_reexports ambiguous_import_visibilities ambiguous_panic_imports hidden_glob_reexports",
)
def globs(watch: Watch, at: ast.UseItem) -> Found:
    """Several globs of one module, or one beside items of its names."""
    trees: list[ast.UseTree] = [at.tree]
    while trees:
        tree = trees.pop()
        trees.extend(tree.nested)
        if tree.kind != "glob":
            continue
        names = [s.ident.name for s in tree.prefix.segments]
        if names[:1] in (["std"], ["core"], ["alloc"]) and (len(names) == 1 or "prelude" in names):
            yield "ambiguous_panic_imports", at.span
        if any(other is not at and _has_glob(other.tree) for other in _siblings(watch, at)):
            for lint in ("glob_imported_traits", "glob_imports", "glob_reexports", "import_visibilities"):
                yield f"ambiguous_{lint}", at.span
        if at.vis.kind != "inherited":
            yield "hidden_glob_reexports", at.span


def _siblings(watch: Watch, at: ast.UseItem) -> list[ast.UseItem]:
    """The imports of the modules of the crate and of the bodies that hold this one, roughly: of its parent."""
    stack: list[Any] = [watch.tcx.crate]
    while stack:
        part = stack.pop()
        items = getattr(part, "items", None) or tuple(s.item for s in getattr(part, "stmts", ()) if isinstance(s, ast.ItemStmt))
        if at in items:
            return [i for i in items if isinstance(i, ast.UseItem)]
        stack.extend(watch.tcx.crate.items if part is watch.tcx.crate else children(part))
    return []


def _has_glob(tree: ast.UseTree) -> bool:
    return tree.kind == "glob" or any(_has_glob(t) for t in tree.nested)


# ---- lints that allow by default ----


@watches(ast.BlockExpr, ast.FnItem, ast.ImplItem, ast.TraitItem, ast.ForeignMod, lints="unsafe_code")
def unsafe_code(watch: Watch, at: Any) -> Found:
    marked = (
        at.block.unsafe == "user"
        if isinstance(at, ast.BlockExpr)
        else at.sig.header.unsafe and at.body is not None
        if isinstance(at, ast.FnItem)
        else at.unsafe
    )
    if marked or any(
        a.path == "unsafe" or a.path in ("no_mangle", "export_name", "link_section") for a in getattr(at, "attrs", ())
    ):
        yield "unsafe_code", at.span


@watches(ast.MacroDef, lints="unused_macro_rules meta_variable_misuse edition_2024_expr_fragment_specifier non_local_definitions")
def macro_rules(watch: Watch, at: ast.MacroDef) -> Found:
    if sum(t.text == "=>" for t in at.tokens) > 1:
        yield "unused_macro_rules", at.span
    yield "meta_variable_misuse", at.span
    yield "edition_2024_expr_fragment_specifier", at.span
    if watch.bodies and any(a.path == "macro_export" for a in at.attrs):
        yield "non_local_definitions", at.span


@watches(ast.ExternCrate, lints="unused_extern_crates macro_use_extern_crate")
def extern_crate(watch: Watch, at: ast.ExternCrate) -> Found:
    yield "unused_extern_crates", at.span
    if any(a.path == "macro_use" for a in at.attrs):
        yield "macro_use_extern_crate", at.span


# ---- the text and the attributes ----

TEXT_LINTS = (
    "text_direction_codepoint_in_comment text_direction_codepoint_in_literal non_ascii_idents mixed_script_confusables"
    " confusable_idents uncommon_codepoints"
)


@watches(lints=TEXT_LINTS)
def text(watch: Watch, source: str) -> Found:
    """Letters beyond ASCII in names, and marks that change the direction of the text."""
    if source.isascii():
        return
    if BIDI.search(source):
        yield "text_direction_codepoint_in_comment", Span(0, 0)
        yield "text_direction_codepoint_in_literal", Span(0, 0)
    bare = re.sub(r'"(\\.|[^"\\])*"|//[^\n]*|\'[^\'\n]\'', "", source)
    if re.search(r"[^\W\d_a-zA-Z]", re.sub(r"[\x00-\x7f]", "", bare)):
        for lint in ("non_ascii_idents", "mixed_script_confusables", "confusable_idents", "uncommon_codepoints"):
            yield lint, Span(0, 0)


ATTRIBUTE_LINTS = (
    "unused_attributes invalid_doc_attributes malformed_diagnostic_attributes malformed_diagnostic_format_literals"
    " misplaced_diagnostic_attributes unknown_diagnostic_attributes duplicate_macro_attributes unknown_crate_types"
    " invalid_macro_export_arguments out_of_scope_macro_calls unsafe_attr_outside_unsafe"
)
USUAL = frozenset(
    "allow warn deny forbid expect derive cfg cfg_attr test doc inline must_use repr default non_exhaustive macro_use"
    " macro_export track_caller cold deprecated automatically_derived rustfmt::skip recursion_limit should_panic ignore"
    " no_mangle export_name unsafe link".split()
)


@watches(lints=ATTRIBUTE_LINTS)
def attribute(watch: Watch, at: ast.Attribute) -> Found:
    if at.path.startswith("diagnostic::"):
        for lint in ("malformed_diagnostic_attributes", "malformed_diagnostic_format_literals",
                     "misplaced_diagnostic_attributes", "unknown_diagnostic_attributes"):  # fmt: skip
            yield lint, at.span
    if at.path == "doc" and not at.is_doc and at.tokens[:1] and at.tokens[0].text == "(":
        yield "invalid_doc_attributes", at.span
    if at.path == "doc" and any(t.text == "!" for t in at.tokens):
        yield "out_of_scope_macro_calls", at.span
    if at.path == "crate_type" and not any(t.text in ('"bin"', '"lib"', '"rlib"') for t in at.tokens):
        yield "unknown_crate_types", at.span
    if at.path == "macro_export" and at.tokens:
        yield "invalid_macro_export_arguments", at.span
    if at.path not in USUAL and not at.is_doc:
        yield "unused_attributes", at.span
