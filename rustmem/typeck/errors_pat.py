"""The words of errors in patterns."""

from __future__ import annotations

from typing import Any

from rustmem.resolve.suggest import find_best_match
from rustmem.source.diag import Diag, error
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.syntax.cursor import STRICT_2024
from rustmem.ty import defs as d
from rustmem.ty import kind as k
from rustmem.ty.print import def_path_str, ty_str
from rustmem.typeck.fields import fields_unknown


def binding_mode_2024(fcx: Any, pat: Any, info: Any, what: str) -> None:
    words = {
        "deref": "cannot explicitly dereference within an implicitly-borrowing pattern",
        "borrow": "cannot explicitly borrow within an implicitly-borrowing pattern",
        "mut": "cannot mutably bind by value within an implicitly-borrowing pattern",
    }
    diag = error(words[what], pat.span)
    fcx.emit(diag.not_modelled("the pattern written out"))


def range_pattern_not_numeric(fcx: Any, pat: ast.RangePat, sides: list[Any]) -> None:
    bad = [side for side in sides if side is not None and side[0]]
    bounds = {bound.span: bound for bound in (pat.lo, pat.hi) if bound is not None}

    def shown(side: Any) -> str:
        lit = bounds.get(side[2])
        return "&'static str" if isinstance(lit, ast.LitExpr) and lit.kind == "str" else ty_str(fcx.tcx, fcx.resolve(side[1]))

    tys = [f"this is of type `{shown(side)}` but it should be `char` or numeric" for side in bad]
    span = bad[0][2] if len(bad) == 1 else pat.span
    diag = error("only `char` and numeric types are allowed in range patterns", span, "E0029")
    for side, label in zip(bad, tys):
        diag.label(side[2], label)
    if len(bad) == 1:
        for side in sides:
            if side is not None and not side[0]:
                diag.label(side[2], f"this is of type `{ty_str(fcx.tcx, fcx.resolve(side[1]))}`")
    fcx.emit(diag)


def endpoint_has_type(fcx: Any, diag: Diag, side: Any) -> None:
    ty = fcx.resolve(side[1])
    if not ty.flags & k.HAS_ERROR:
        diag.label(side[2], f"this is of type `{ty_str(fcx.tcx, ty)}`")


def alternatives_differ(fcx: Any, diag: Diag, pat: Any, first: Any, first_ty: k.Ty, info: Any) -> None:
    diag.label(first.span, f"first introduced with type `{ty_str(fcx.tcx, fcx.resolve(first_ty))}` here")
    diag.note("in the same arm, a binding must have the same type in all alternatives")
    diag.not_modelled("bindings of alternatives")


def unexpected_path_pattern(fcx: Any, pat: Any, res: Any) -> None:
    kind = {"assoc fn": "associated function", "fn": "function", "variant": "struct variant", "ctor": "tuple variant"}[res.kind]
    path = pat.path if isinstance(pat, ast.PathPat) else pat.ident
    name = "::".join(s.ident.name for s in path.segments) if isinstance(path, ast.Path) else path.name
    diag = error(f"expected unit struct, unit variant or constant, found {kind} `{name}`", pat.span, "E0533")
    diag.label(pat.span, "not a unit struct, unit variant or constant")
    fcx.emit(diag.not_modelled("the pattern of the variant"))


def path_pattern_mismatch(fcx: Any, diag: Diag, pat: Any, res: Any, ty: k.Ty) -> None:
    diag.not_modelled("notes on path patterns")


def not_a_tuple_struct(fcx: Any, pat: ast.TupleStructPat, res: Any) -> None:
    kind = {
        "assoc fn": "associated function",
        "assoc const": "associated constant",
        "fn": "function",
        "variant": "variant",
        "ctor": "unit variant",
    }
    what = kind.get(res.kind, res.kind) if isinstance(res, d.DefRes) else "self constructor"
    name = "::".join(s.ident.name for s in pat.path.segments)
    diag = error(f"expected tuple struct or tuple variant, found {what} `{name}`", pat.span, "E0164")
    diag.label(
        pat.span,
        "`fn` calls are not allowed in patterns" if what == "associated function" else "not a tuple struct or tuple variant",
    )
    if what == "associated function":
        diag.help("for more information, visit https://doc.rust-lang.org/book/ch19-00-patterns.html")
    else:
        diag.not_modelled("what may stand in a pattern")
    fcx.emit(diag)


def wrong_field_count(fcx: Any, pat: ast.TupleStructPat, elems: list[ast.Pat], variant: Any, has_rest: bool) -> None:
    tcx = fcx.tcx
    count = len(variant.fields)
    plural = "" if len(elems) == 1 else "s"
    kind = "variant" if tcx.def_kind(variant.def_id) == "variant" else "struct"
    fields = f"{count} field{'' if count == 1 else 's'}"
    message = f"this pattern has {len(elems)} field{plural}, but the corresponding tuple {kind} has {fields}"
    spans = tuple(elem.span for elem in elems) or (pat.span,)
    diag = error(message, spans, "E0023")
    label = f"expected {fields}, found {len(elems)}"
    diag.label(spans[-1], label)
    for span in spans[:-1]:
        diag.label(span, "")
    field_spans = [tcx.def_span(f.def_id) for f in variant.fields]
    for span in field_spans[:-1]:
        diag.label(span, "")
    if variant.def_id < tcx.base:
        diag.not_modelled("a position in the library")
    diag.label(field_spans[-1] if field_spans else tcx.ident_span(variant.def_id), f"tuple {kind} has {fields}")
    if "\n" in tcx.source_map.snippet(pat.span) or elems and all(isinstance(elem, ast.WildPat) for elem in elems):
        diag.not_modelled("what may stand in a pattern on several lines, or one of wildcards")
    if len(elems) == count - 1 and elems and not has_rest:
        diag.suggest(
            "use `_` to explicitly ignore each field",
            (elems[-1].span.shrink_to_hi(), ", _"),
            applicability="MaybeIncorrect",
            style="show-always",
        )
    elif len(elems) < count:
        diag.not_modelled("the fields of the pattern")
    fcx.emit(diag)


def field_bound_twice(fcx: Any, field: ast.FieldPat, first: Any) -> None:
    diag = error(f"field `{field.ident.name}` bound multiple times in the pattern", field.span, "E0025")
    diag.label(field.span, f"multiple uses of `{field.ident.name}` in pattern")
    fcx.emit(diag.label(first, f"first use of `{field.ident.name}`"))


def _variant_text(fcx: Any, variant: Any, ty: k.AdtTy) -> str:
    kind = "variant" if fcx.tcx.def_kind(variant.def_id) == "variant" else fcx.tcx.adt_def(ty.def_id).kind
    return f"{kind} `{def_path_str(fcx.tcx, variant.def_id)}`"


def nonexistent_fields(
    fcx: Any, pat: ast.StructPat, unknown: list[ast.FieldPat], missing: list[Any], variant: Any, ty: k.Ty
) -> list[Any]:
    """E0026; gives the missing fields of which E0027 is still to be said."""
    if fields_unknown(fcx, variant):
        fcx.tainted = True
        return missing
    names = [f"`{field.ident.name}`" for field in unknown]
    listed = ", ".join(names)
    text = _variant_text(fcx, variant, ty)
    one = len(names) == 1
    head = f"a field named {listed}" if one else f"fields named {listed}"
    spans = tuple(field.ident.span for field in unknown)
    diag = error(f"{text} does not have {head}", spans, "E0026")
    diag.label(spans[-1], f"{text} does not have {'this field' if one else 'these fields'}")
    if one and len(missing) == 1:
        best = find_best_match([field.name for field in missing], unknown[0].ident.name)
        if best is not None:
            diag.suggest(
                "a field with a similar name exists",
                (unknown[0].ident.span, best),
                applicability="MaybeIncorrect",
                style="show-always",
            )
            if not best.isdigit():
                missing = []
        else:
            diag.not_modelled("a field of a similar name")
    elif not one and len(missing) == 1:
        diag.not_modelled("a field of a similar name")
    if any(_needs_raw(field.ident.name) for field in unknown):
        diag.not_modelled("a field whose name is a keyword")
    fcx.emit(diag)
    return missing


def tuple_variant_as_struct(fcx: Any, pat: ast.StructPat) -> None:
    """E0769."""
    path = fcx.tcx.source_map.snippet(pat.path.span)
    diag = error(f"tuple variant `{path}` written as struct variant", pat.span, "E0769")
    fcx.emit(diag.not_modelled("the pattern that a tuple variant needs"))


def non_exhaustive_pattern(fcx: Any, pat: ast.StructPat, what: str) -> None:
    """E0638."""
    diag = error(f"`..` required with {what} marked as non-exhaustive", pat.span, "E0638")
    fcx.emit(diag.not_modelled("where `..` goes"))


def dyn_dereferenced(fcx: Any, pat: ast.RefPat, ty: str) -> None:
    """E0033."""
    message = f"type `{ty}` cannot be dereferenced"
    fcx.emit(
        error(message, pat.span, "E0033").label(pat.span, message).not_modelled("why a trait object stays behind its pointer")
    )


def union_pattern_fields(fcx: Any, pat: ast.StructPat) -> None:
    fcx.emit(error("union patterns should have exactly one field", pat.span))


def inaccessible_fields(fcx: Any, pat: ast.StructPat) -> None:
    diag = error("pattern requires `..` due to inaccessible fields", pat.span)
    fcx.emit(diag.not_modelled("where `..` goes"))


def missing_fields(fcx: Any, pat: ast.StructPat, missing: list[Any], some_hidden: bool) -> None:
    names = [f"`{field.name}`" for field in missing]
    inaccessible = " and inaccessible fields" if some_hidden else ""
    text = f"field{'' if len(names) == 1 else 's'} {', '.join(names)}{inaccessible}"
    diag = error(f"pattern does not mention {text}", pat.span, "E0027")
    diag.label(pat.span, f"missing {text}")
    if any(_needs_raw(field.name) for field in missing):
        diag.not_modelled("a field whose name is a keyword")
    if some_hidden or pat.path.span.ctxt != pat.span.ctxt or not pat.fields:
        fcx.emit(diag.not_modelled("the missing fields of a pattern"))
        return
    at = Span(pat.fields[-1].span.hi, pat.span.hi, pat.span.ctxt)
    bare = [field.name for field in missing]
    one = len(bare) == 1
    plural = "" if one else "s"
    this, it = ("this", "it") if one else ("these", "them")
    inside = ", ".join(f"{n}: _" if n.isdigit() else n for n in bare)
    diag.suggest(f"include the missing field{plural} in the pattern", (at, f", {inside} }}"), style="show-always")
    explicit = ", ".join(f"{n}: _" for n in bare)
    text = f"if you don't care about {this} missing field{plural}, you can explicitly ignore {it}"
    diag.suggest(text, (at, f", {explicit} }}"), style="show-always")
    diag.suggest("or always ignore missing fields here", (at, ", .. }"), style="show-always")
    fcx.emit(diag)


def _needs_raw(name: str) -> bool:
    """Whether a name is a keyword, which rustc writes with `r#` in some places."""
    return name in STRICT_2024


def borrow_pattern(fcx: Any, diag: Diag, pat: ast.RefPat, inner: k.Ty, expected: k.Ty, info: Any) -> None:
    diag.not_modelled("a reference pattern")


def slice_length(fcx: Any, pat: ast.SlicePat, count: int, size: int, exact: bool) -> None:
    elements = f"{size} element{'' if size == 1 else 's'}"
    if exact:
        plural = "" if count == 1 else "s"
        diag = error(f"pattern requires {count} element{plural} but array has {size}", pat.span, "E0527")
        fcx.emit(diag.label(pat.span, f"expected {elements}"))
        return
    diag = error(f"pattern requires at least {count} element{'' if count == 1 else 's'} but array has {size}", pat.span, "E0528")
    fcx.emit(diag.label(pat.span, f"pattern cannot match array of {elements}"))


def slice_length_unknown(fcx: Any, pat: ast.SlicePat, count: int) -> None:
    fcx.emit(error("cannot pattern-match on an array without a fixed length", pat.span, "E0730"))


def slice_rest_of_unknown_length(fcx: Any, pat: ast.SlicePat) -> None:
    fcx.emit(error("cannot pattern-match on an array without a fixed length", pat.span, "E0730"))


def expected_array_or_slice(fcx: Any, pat: ast.SlicePat, ty: k.Ty, info: Any) -> None:
    text = ty_str(fcx.tcx, fcx.resolve(ty))
    diag = error(f"expected an array or slice, found `{text}`", pat.span, "E0529")
    diag.label(pat.span, f"pattern cannot match with input type `{text}`")
    if not isinstance(ty, (k.IntTy, k.FloatTy, k.BoolTy, k.CharTy)):
        diag.not_modelled("how to match it as a slice")
    fcx.emit(diag)
