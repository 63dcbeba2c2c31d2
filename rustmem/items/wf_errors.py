"""The words of well-formedness errors of items."""

from __future__ import annotations

from typing import Any

from rustmem.source.cycle import Step, cycle_error
from rustmem.source.diag import Diag, MultiSpan, error
from rustmem.source.index import DefId
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.syntax.cursor import STRICT_2024
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt
from rustmem.ty.print import full_path_str, ty_str

DOING = {"type_of": "expanding type alias", "generics_of": "computing generics of", "predicates_of": "computing predicates of"}


def cycle(tcx: TyCtxt, query: str, def_id: DefId, used_by: DefId) -> Diag:
    doing = "simplifying constant for the type system" if query == "eval_const" else DOING.get(query, f"computing {query} of")
    diag = error(f"cycle detected when {doing} `{full_path(tcx, def_id)}`", tcx.def_span(def_id), "E0391")
    return diag.not_modelled("the steps of a cycle")


def full_path(tcx: TyCtxt, def_id: DefId) -> str:
    """A path from the crate, never trimmed."""
    return full_path_str(tcx, def_id)


def super_predicates_cycle(tcx: TyCtxt, path: list[tuple[DefId, Span]]) -> Diag:
    """E0391 for traits that are each other's supertraits."""
    steps: list[Step] = [(f"computing the super predicates of `{full_path(tcx, at)}`", span) for at, span in path]
    first = path[0][0]
    diag = cycle_error(steps, (f"checking that `{full_path(tcx, first)}` is well-formed", tcx.def_span(first)))
    traits = {at for at, _ in path}
    named = [
        found for found in tcx.resolutions.paths.values() if found is not None and getattr(found.base, "def_id", None) in traits
    ]
    return diag.not_modelled("what else asks for the bounds of the traits") if len(named) > len(path) else diag


# ---- main ----


def main_generic(node: ast.FnItem) -> Diag:
    return error("`main` function is not allowed to have generic parameters", node.generics.span, "E0131").label(
        node.generics.span, "`main` cannot have generic parameters"
    )


def main_where(node: ast.FnItem) -> Diag:
    span = node.generics.where_span or node.generics.span
    return error("`main` function is not allowed to have a `where` clause", span, "E0646").label(
        span, "`main` cannot have a `where` clause"
    )


def main_async(node: ast.FnItem) -> Diag:
    return error("`main` function is not allowed to be `async`", node.sig.span, "E0752").label(
        node.sig.span, "`main` function is not allowed to be `async`"
    )


def main_signature(tcx: TyCtxt, def_id: DefId, node: ast.FnItem) -> Diag:
    """E0580."""
    found = ty_str(tcx, tcx.fn_ptr(tcx.fn_sig(def_id)))
    diag = error("`main` function has wrong type", node.sig.span, "E0580").label(
        node.sig.span, "incorrect number of function parameters"
    )
    return diag.note(f"expected signature `fn()`\n   found signature `{found}`").not_modelled(
        "the highlighted signature of `main`"
    )


def main_result(tcx: TyCtxt, ty: k.Ty, span: Span) -> Diag:
    """E0277: what `main` gives must be `Termination`."""
    if type(ty) is k.AdtTy and tcx.item_name(ty.def_id) == "Result":
        bad = error(f"`{ty_str(tcx, ty.args[1])}` doesn't implement `Debug`", span, "E0277")
        return bad.not_modelled("what the result of `main` requires")
    diag = error(f"`main` has invalid return type `{ty_str(tcx, ty)}`", span, "E0277")
    diag.label(span, "`main` can only return types that implement `Termination`")
    return diag.help("consider using `()`, or a `Result`")


# ---- types ----


def field_already_declared(name: str, span: Span, first: Span) -> Diag:
    diag = error(f"field `{name}` is already declared", span, "E0124")
    diag.label(span, "field already declared").label(first, f"`{name}` first declared here")
    return diag.not_modelled("a field whose name is a keyword") if name in STRICT_2024 else diag


SHOWN = 5
"""Types of a cycle that are named; rustc's `ITEM_LIMIT`."""


def recursive_type(tcx: TyCtxt, items: list[DefId], uses: list[Span]) -> Diag:
    """E0072 (rustc's `recursive_type_error`)."""
    spans = [tcx.def_span(d) for d in items[:SHOWN]]
    names = [f"`{tcx.item_name(d)}`" for d in items]
    if len(names) > SHOWN:
        shown = ", ".join(names[:SHOWN]) + f" and {len(names) - SHOWN} more"
    else:
        shown = " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    words = f"type {shown} has" if len(items) == 1 else f"types {shown} have"
    diag = error(f"recursive {words} infinite size", tuple(spans), "E0072")
    parts: list[tuple[Span, str]] = []
    for use in uses:
        diag.label(use, "recursive without indirection")
        parts += [(use.shrink_to_lo(), "Box<"), (use.shrink_to_hi(), ">")]
    diag.suggest(
        "insert some indirection (e.g., a `Box`, `Rc`, or `&`) to break the cycle",
        *parts,
        applicability="HasPlaceholders",
        style="show-always",
    )
    return diag


def unused_parameter(tcx: TyCtxt, name: str, kind: str, span: Span, what: str, has_bounds: bool, recursive: list[Span]) -> Diag:
    """E0392."""
    word = {"type": "type", "lifetime": "lifetime"}[kind]
    if recursive:
        diag = error(f"{word} parameter `{name}` is only used recursively", (span, *recursive), "E0392")
        for use in recursive:
            diag.label(use, "type parameter must be used non-recursively in the definition")
        diag.label(span, "")
        return diag.not_modelled("recursive use of a parameter")
    diag = error(f"{word} parameter `{name}` is never used", span, "E0392").label(span, f"unused {word} parameter")
    if what == "type alias":
        diag.help(f"consider removing `{name}` or referring to it in the body of the type alias")
    else:
        diag.help(f"consider removing `{name}`, referring to it in a field, or using a marker such as `PhantomData`")
    if kind == "type" and not has_bounds:
        diag.help(f"if you intended `{name}` to be a const parameter, use `const {name}: /* Type */` instead")
    return diag


def zero_variant_repr(span: Span, enum: Span) -> Diag:
    return error("unsupported representation for zero-variant enum", span, "E0084").label(enum, "zero-variant enum")


def discriminant_twice(value: int, enum: Span, labels: list[tuple[Span, str]]) -> Diag:
    diag = error(f"discriminant value `{value}` assigned more than once", enum, "E0081")
    for span, text in labels:
        diag.label(span, text)
        if "startpoint" in text:
            diag.not_modelled("how much of a discriminant is underlined")
    return diag


def discriminant_overflow(name: str, span: Span, value: int, wrapped: int) -> Diag:
    return (
        error("enum discriminant overflowed", span, "E0370")
        .label(span, f"overflowed on value after {value}")
        .note(f"explicitly set `{name} = {wrapped}` if that is desired outcome")
    )


def repr_needed(enum: Span, uses: list[Span]) -> Diag:
    diag = error(
        "`#[repr(inttype)]` must be specified for enums with explicit discriminants and non-unit variants", enum, "E0732"
    )
    for at, kind in uses:  # type: ignore[misc]
        diag.label(at, f"explicit discriminant on {kind} specified here")
    return diag


def unconstrained_parameter(name: str, kind: str, span: Span) -> Diag:
    """E0207."""
    diag = error(f"the {kind} parameter `{name}` is not constrained by the impl trait, self type, or predicates", span, "E0207")
    diag.label(span, f"unconstrained {kind} parameter")
    if kind == "const":
        diag.note("expressions using a const parameter must map each value to a distinct output value")
        diag.note("proving the result of expressions other than the parameter are unique is not supported")
    return diag


_ = (Any, MultiSpan)
