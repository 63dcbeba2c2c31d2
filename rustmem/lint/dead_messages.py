"""The words of `dead_code` (rustc_passes::errors, `MultipleDeadCodes`)."""

from __future__ import annotations

from typing import Any

from rustmem.source.diag import warning
from rustmem.source.index import DefId
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.traits import layout
from rustmem.traits.project import struct_tail
from rustmem.traits.queries import is_sized
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt
from rustmem.ty.generics import ParamEnv

DESCR = {
    "fn": "function", "const": "constant", "static": "static", "type alias": "type alias", "enum": "enum", "union": "union",
    "struct": "struct", "trait": "trait", "variant": "variant", "field": "field", "assoc const": "associated constant",
    "assoc ty": "associated type", "impl": "implementation", "foreign ty": "foreign type",
}  # fmt: skip


def descr(tcx: TyCtxt, def_id: DefId) -> str:
    """rustc's `def_descr`."""
    kind = tcx.def_kind(def_id)
    if kind == "assoc fn":
        return "method" if tcx.associated_item(def_id).has_self else "associated function"
    return DESCR[kind]


def listed(names: list[str]) -> str:
    """`a`, `b`, and `c`."""
    quoted = [f"`{n}`" for n in names]
    if len(quoted) <= 1:
        return "".join(quoted)
    if len(quoted) == 2:
        return f"{quoted[0]} and {quoted[1]}"
    return ", ".join(quoted[:-1]) + f", and {quoted[-1]}"


def report(reporter: Any, dead: list[DefId], participle: str, parent: DefId | None, tuple_fields: bool) -> None:
    """One warning for items of one level (rustc's `lint_at_single_level`)."""
    tcx: TyCtxt = reporter.tcx
    first = descr(tcx, dead[0])
    what = first if all(descr(tcx, d) == first for d in dead) else "associated item"
    number = len(dead)
    plural = what + "s" if number > 1 else what
    if number > 6:
        message = f"multiple {what}s are never {participle}"
    else:
        message = f"{plural} {listed([tcx.item_name(d) for d in dead])} {'is' if number == 1 else 'are'} never {participle}"
    spans = tuple(sorted(_name_span(tcx, d) for d in dead)) if not tuple_fields else tuple(tcx.defs[d].span for d in dead)
    diag = warning(message, tuple(spans), "dead_code")
    if tuple_fields:
        suggest_field_change(reporter, diag, dead, spans, parent)
    if parent is not None:
        at = tcx.def_span(parent) if tcx.def_kind(parent) == "impl" else tcx.ident_span(parent)
        diag.label(at, f"{plural} in this {descr(tcx, parent)}")
    for d in dead:
        note_variant_of_same_name(tcx, diag, d)
    note_ignored_derives(reporter, diag, parent if parent is not None else dead[0])
    tcx.lint_levels.emit(diag, tcx.defs[dead[0]].node)


def _name_span(tcx: TyCtxt, def_id: DefId) -> Span:
    """The name of a definition, with the context of the whole of it: which macro wrote it decides about a note."""
    lo, hi, _ = tcx.ident_span(def_id)
    return Span(lo, hi, tcx.def_span(def_id).ctxt)


def suggest_field_change(reporter: Any, diag: Any, dead: list[DefId], spans: Any, parent: DefId | None) -> None:
    number = len(dead)
    item = reporter.tcx.defs[parent].node if parent is not None else None
    fields = item.data.fields if isinstance(item, ast.StructItem) else ()
    trailing = {reporter.tcx.def_id_of(f) for f in fields[len(fields) - number :]} if len(fields) >= number else set()
    if all(d in trailing for d in dead):
        diag.help(f"consider removing {'this' if number == 1 else 'these'} {'field' if number == 1 else 'fields'}")
        return
    word = "field" if number == 1 else "fields"
    diag.suggest(
        f"consider changing the {word} to be of unit type to suppress this warning while preserving the field numbering, or remove the {word}",
        *((s, "()") for s in spans),
        applicability="HasPlaceholders",
    )


def note_ignored_derives(reporter: Any, diag: Any, about: DefId) -> None:
    tcx: TyCtxt = reporter.tcx
    if tcx.def_kind(about) == "variant":
        about = tcx.parent(about)  # type: ignore[assignment]
    traits = reporter.ignored_derives.get(about)
    if not traits:
        return
    names = listed([tcx.item_name(t) for t in traits])
    if len(traits) == 1:
        text = f"`{tcx.item_name(about)}` has a derived impl for the trait {names}, but this is intentionally ignored during dead code analysis"
    else:
        text = f"`{tcx.item_name(about)}` has derived impls for the traits {names}, but these are intentionally ignored during dead code analysis"
    diag.note(text)


def note_variant_of_same_name(tcx: TyCtxt, diag: Any, def_id: DefId) -> None:
    row = tcx.defs[def_id]
    if row.kind not in ("assoc fn", "assoc const") or row.parent is None or tcx.def_kind(row.parent) != "impl":
        return
    ty = tcx.type_of(row.parent)
    if tcx.defs[row.parent].node.trait_ref is not None or not isinstance(ty, k.AdtTy) or tcx.adt_def(ty.def_id).kind != "enum":
        return
    for variant in tcx.adt_def(ty.def_id).variants:
        if variant.name == row.name:
            diag.span_note(
                tcx.def_span(variant.def_id),
                f"it is impossible to refer to the {descr(tcx, def_id)} `{row.name}` because it is shadowed by this enum variant with the same name",
            )


def is_zst(tcx: TyCtxt, ty: k.Ty) -> bool:
    """Whether values of the type take no room; True where that cannot be told."""
    return layout.is_zst(tcx, ty)


def points_to_unknown_size(tcx: TyCtxt, env: ParamEnv, ty: Any, depth: int = 0) -> bool:
    """Whether the type has no layout because a pointer in it may be thin or wide: `&T` where `T: ?Sized`."""
    if depth > 4:
        return False
    pointee: k.GenericArg | None = None
    match ty:
        case k.RefTy() | k.RawPtrTy():
            pointee = ty.ty
        case k.AdtTy() if tcx.is_lang_item(ty.def_id, "owned_box"):
            pointee = ty.args[0]
        case k.AdtTy():
            fields = [f for variant in tcx.adt_def(ty.def_id).variants for f in variant.fields]
            return any(points_to_unknown_size(tcx, env, tcx.subst(tcx.type_of(f.def_id), ty.args), depth + 1) for f in fields)
        case k.TupleTy():
            return any(points_to_unknown_size(tcx, env, elem, depth + 1) for elem in ty.elems)
        case k.ArrayTy():
            return points_to_unknown_size(tcx, env, ty.ty, depth + 1)
        case _:
            pass
    if pointee is None:
        return False
    tail = struct_tail(tcx, pointee)
    return isinstance(tail, (k.ParamTy, k.AliasTy)) and not is_sized(tcx, env, tail)
