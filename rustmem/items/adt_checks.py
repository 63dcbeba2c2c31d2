"""Structs, unions and enums: fields, size, discriminants, parameters (rustc_hir_analysis::check, wfcheck)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rustmem.items import wf_errors
from rustmem.items.signatures import discriminants
from rustmem.resolve.walk import children
from rustmem.source.index import DefId
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.traits.fast_reject import simplify_type
from rustmem.ty import intern as i
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt
from rustmem.ty.walk import parts_of


def check_struct(tcx: TyCtxt, def_id: DefId, node: Any) -> None:
    """E0124: two fields with one name."""
    variants = node.variants if isinstance(node, ast.EnumItem) else (node.data,)
    for variant in variants:
        seen: dict[str, Span] = {}
        for field in variant.fields:
            if not field.named:
                continue
            first = seen.get(field.ident.name)
            if first is not None:
                tcx.emit(wf_errors.field_already_declared(field.ident.name, field.span, first), def_id)
            else:
                seen[field.ident.name] = field.span


# ---- E0072 ----


def check_recursive(tcx: TyCtxt, def_id: DefId) -> bool:
    """Whether the type holds itself without indirection; reports it once for each cycle."""
    memo = tcx.cache("recursive adts")
    if def_id in memo:
        return True
    cycle = _cycle(tcx, def_id)
    if cycle is None:
        return False
    items = [d for d, _ in cycle]
    start = items.index(min(items))
    cycle = cycle[start:] + cycle[:start]
    for at, _ in cycle:
        memo[at] = True
    uses: list[Span] = []
    for n, (_, field) in enumerate(cycle[: wf_errors.SHOWN]):
        uses += _written(tcx, field, cycle[(n + 1) % len(cycle)][0])
    diag = wf_errors.recursive_type(tcx, [d for d, _ in cycle], uses)
    for name in ("drop", "copy"):
        trait = tcx.lang_item(name)
        if trait is not None and any(tcx.trait_impls_of(trait).by_type.get(simplify_type(tcx.type_of(d))) for d, _ in cycle):
            diag.not_modelled("the endless search for the tail of a struct")
    tcx.emit(diag, def_id)
    return True


def _cycle(tcx: TyCtxt, def_id: DefId) -> list[tuple[DefId, Any]] | None:
    """The definitions on a way from `def_id` back to itself, each with the field that leads on."""
    seen: set[DefId] = set()

    def search(at: DefId, path: list[tuple[DefId, Any]]) -> list[tuple[DefId, Any]] | None:
        for target, field in _holds(tcx, at):
            if target == def_id:
                return [*path, (at, field)]
            if target not in seen:
                seen.add(target)
                found = search(target, [*path, (at, field)])
                if found is not None:
                    return found
        return None

    return search(def_id, [])


def _holds(tcx: TyCtxt, def_id: DefId) -> list[tuple[DefId, Any]]:
    """The user's types that a value of the type contains directly, each with the field that holds it."""
    memo = tcx.cache("adt holds")
    found = memo.get(def_id)
    if found is None:
        found = []
        node = tcx.hir(def_id)
        variants = node.variants if isinstance(node, ast.EnumItem) else (node.data,)
        for variant in variants:
            for field in variant.fields:
                inside: list[DefId] = []
                _inside(tcx, tcx.type_of(tcx.def_id_of(field)), inside)
                found.extend((target, field) for target in inside)
        memo[def_id] = found
    return found


def _inside(tcx: TyCtxt, ty: k.Ty, out: list[DefId]) -> None:
    """Descends through what is stored in place."""
    match ty:
        case k.AdtTy(def_id=def_id, args=args):
            if tcx.is_local(def_id):
                out.append(def_id)
            stored = params_in_representability(tcx, def_id)
            for index, arg in enumerate(args):
                if index in stored and isinstance(arg, k.Ty):
                    _inside(tcx, arg, out)
        case k.TupleTy(elems=elems):
            for elem in elems:
                _inside(tcx, elem, out)
        case k.ArrayTy(ty=inner):
            _inside(tcx, inner, out)
        case _:
            pass


def _written(tcx: TyCtxt, field: Any, needle: DefId) -> list[Span]:
    """Where a field's type names `needle` in place (rustc's `find_item_ty_spans`); the whole type if an alias hides it."""
    found: list[Span] = []
    stack: list[Any] = [field.ty]
    while stack:
        at = stack.pop()
        match at:
            case ast.PathTy(path=path):
                res = tcx.full_res(path)
                target = getattr(res, "def_id", None)
                if target is None or tcx.def_kind(target) not in ("struct", "enum", "union"):
                    continue
                if target == needle:
                    found.append(at.span)
                written = path.segments[-1].args
                if written is not None:
                    stored = params_in_representability(tcx, target)
                    args = [a for a in getattr(written, "args", ()) if isinstance(a, ast.Ty)]
                    params = [p for p in tcx.generics_of(target).params if p.kind == "type"]
                    stack.extend(a for p, a in reversed(list(zip(params, args))) if p.index in stored)
            case ast.TupTy(elems=elems):
                stack.extend(reversed(elems))
            case ast.ArrayTy(ty=inner) | ast.ParenTy(ty=inner):
                stack.append(inner)
            case _:
                pass
    return found or [field.ty.span]


_LIBRARY_STORED: dict[DefId, frozenset[int]] = {}


def params_in_representability(tcx: TyCtxt, def_id: DefId) -> frozenset[int]:
    """The type parameters of which a value is stored in place."""
    memo = tcx.cache("stored params") if tcx.is_local(def_id) else _LIBRARY_STORED
    found = memo.get(def_id)
    if found is None:
        memo[def_id] = frozenset()
        stored: set[int] = set()
        for variant in tcx.adt_def(def_id).variants:
            for field in variant.fields:
                _stored(tcx, tcx.type_of(field.def_id), stored)
        found = memo[def_id] = frozenset(stored)
    return found


def _stored(tcx: TyCtxt, ty: Any, out: set[int]) -> None:
    match ty:
        case k.ParamTy(index=index):
            out.add(index)
        case k.TupleTy(elems=elems):
            for elem in elems:
                _stored(tcx, elem, out)
        case k.ArrayTy(ty=inner):
            _stored(tcx, inner, out)
        case k.AdtTy(def_id=def_id, args=args):
            if tcx.is_lang_item(def_id, "phantom_data"):
                return
            inner_stored = params_in_representability(tcx, def_id)
            for index, arg in enumerate(args):
                if index in inner_stored:
                    _stored(tcx, arg, out)
        case _:
            pass


# ---- enums ----


def check_enum(tcx: TyCtxt, def_id: DefId, node: ast.EnumItem) -> None:
    """E0084, E0732, E0370, E0081."""
    adt = tcx.adt_def(def_id)
    if not node.variants:
        for attr in node.attrs:
            if attr.path == "repr":
                for token in attr.tokens:
                    if token.kind == "ident":
                        tcx.emit(wf_errors.zero_variant_repr(token.span, tcx.def_span(def_id)), def_id)
                        break
    explicit = [v for v in node.variants if v.discriminant is not None]
    if adt.repr_int is None and explicit:
        if any(v.kind != "unit" for v in node.variants):
            uses = [
                (v.discriminant.span, "non-unit variant" if v.kind != "unit" else "unit variant")
                for v in explicit
                if v.discriminant
            ]
            non_unit = [u for u in uses if u[1] == "non-unit variant"]
            tcx.emit(wf_errors.repr_needed(tcx.def_span(def_id), (non_unit or uses)[:1]), def_id)  # type: ignore[arg-type]
            return
    if explicit:
        _values(tcx, def_id, node, adt.repr_int or "isize")


def _values(tcx: TyCtxt, def_id: DefId, node: ast.EnumItem, repr_int: str) -> None:
    ty = i.INTS[repr_int]
    high = (1 << (ty.bits - 1)) - 1 if ty.signed else (1 << ty.bits) - 1
    low = -(1 << (ty.bits - 1)) if ty.signed else 0
    values = discriminants(tcx, node)
    at = -1
    by_value: dict[int, list[int]] = {}
    for n, (variant, value) in enumerate(zip(node.variants, values)):
        at += 1
        if variant.discriminant is None and value > high:
            tcx.emit(wf_errors.discriminant_overflow(variant.ident.name, variant.span, value - 1, low), def_id)
            return
        by_value.setdefault(value, []).append(n)
    for value, which in by_value.items():
        if len(which) > 1:
            tcx.emit(wf_errors.discriminant_twice(value, tcx.def_span(def_id), _labels(node, values, value, which)), def_id)


def _labels(node: ast.EnumItem, values: Sequence[int], value: int, which: list[int]) -> list[tuple[Span, str]]:
    labels: list[tuple[Span, str]] = []
    for n in which:
        variant = node.variants[n]
        if variant.discriminant is not None:
            shown = variant.discriminant.value
            literal = getattr(shown, "value", None)
            text = (
                f"`{value}` assigned here"
                if literal == value or not isinstance(shown, ast.LitExpr)
                else f"`{value}` (overflowed from `{literal}`) assigned here"
            )
            labels.append((variant.discriminant.span, text))
        else:
            explicit = max((m for m in range(n) if node.variants[m].discriminant is not None), default=None)
            if explicit is not None and n - explicit > 0:
                start = node.variants[explicit]
                steps = n - explicit
                labels.append(
                    (
                        start.span,
                        f"discriminant for `{variant.ident.name}` incremented from this startpoint (`{start.ident.name}` + {steps} {'variant' if steps == 1 else 'variants'} later => `{variant.ident.name}` = {value})",
                    )
                )
            labels.append((variant.span, f"`{value}` assigned here"))
    return labels


# ---- E0392 ----


def _has_error_deep(tcx: TyCtxt, def_id: DefId, seen: set[DefId]) -> bool:
    """Whether a field, or a field of its type, is in error: then a parameter may be missing there (`HasErrorDeep`)."""
    seen.add(def_id)
    stack: list[Any] = [tcx.type_of(f.def_id) for v in tcx.adt_def(def_id).variants for f in v.fields]
    while stack:
        part = stack.pop()
        if part.flags & k.HAS_ERROR:
            return True
        if isinstance(part, k.AdtTy) and tcx.is_local(part.def_id) and part.def_id not in seen:
            if _has_error_deep(tcx, part.def_id, seen):
                return True
        stack.extend(parts_of(part))
    return False


def check_unused_params(tcx: TyCtxt, def_id: DefId, node: Any) -> None:
    """A parameter that no field uses."""
    kind = tcx.def_kind(def_id)
    names = [p.ident.name for p in node.generics.params]
    if def_id in tcx.tainted or not names or len(set(names)) != len(names):
        return
    if kind == "type alias":
        return
    if _has_error_deep(tcx, def_id, set()) or getattr(getattr(node, "data", None), "recovered", False):
        return
    variances = tcx.variances_of(def_id)
    constrained = _constrained_by_bounds(tcx, node)
    for p in tcx.generics_of(def_id).params:
        if p.kind == "const" or variances[p.index] != "bivariant":
            continue
        if p.name in constrained and p.kind == "lifetime":
            continue
        param = next(q for q in node.generics.params if tcx.def_id_of(q) == p.def_id)
        has_bounds = bool(param.bounds) or any(
            getattr(w.bounded, "path", None) is not None and w.bounded.path.segments[0].ident.name == p.name
            for w in node.generics.where_clause
        )
        recursive = _recursive_uses(tcx, def_id, node, p.name)
        tcx.emit(wf_errors.unused_parameter(tcx, p.name, p.kind, param.ident.span, kind, has_bounds, recursive), def_id)


def check_unused_alias_params(tcx: TyCtxt, def_id: DefId, node: ast.TypeAlias) -> None:
    """E0091: a parameter that the aliased type does not mention."""
    if def_id in tcx.tainted or node.ty is None:
        return
    seen: set[str] = set()
    stack: list[Any] = [node.ty]
    while stack:
        at = stack.pop()
        if isinstance(at, ast.Path) and len(at.segments) >= 1:
            seen.add(at.segments[0].ident.name)
        elif isinstance(at, ast.Lifetime):
            seen.add(at.name)
        stack.extend(children(at))
    for param in node.generics.params:
        if param.ident.name not in seen and not isinstance(param, ast.ConstParam):
            kind = "type" if isinstance(param, ast.TypeParam) else "lifetime"
            diag = wf_errors.unused_parameter(tcx, param.ident.name, kind, param.ident.span, "type alias", bool(param.bounds), [])
            diag.code = "E0091"
            tcx.emit(diag, def_id)


def _constrained_by_bounds(tcx: TyCtxt, node: Any) -> set[str]:
    return set()


def _recursive_uses(tcx: TyCtxt, def_id: DefId, node: Any, name: str) -> list[Span]:
    """Where the parameter is mentioned although it has no variance: only inside the type itself."""
    found: list[Span] = []
    variants = node.variants if isinstance(node, ast.EnumItem) else (node.data,)
    stack: list[Any] = [f.ty for v in variants for f in v.fields]
    while stack:
        at = stack.pop()
        if (
            isinstance(at, ast.PathTy)
            and at.qself is None
            and len(at.path.segments) == 1
            and at.path.segments[0].ident.name == name
        ):
            found.append(at.span)
        elif isinstance(at, ast.Lifetime) and at.name == name:
            found.append(at.span)
        stack.extend(children(at))
    return found
