"""The words of errors about fields."""

from __future__ import annotations

from typing import Any

from rustmem.resolve.suggest import find_best_match
from rustmem.source.diag import Diag, error
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.syntax.cursor import STRICT_2024
from rustmem.ty import kind as k
from rustmem.ty.print import def_path_str, ty_str
from rustmem.ty.walk import parts_of
from rustmem.typeck.fields import fields_unknown


def _text(fcx: Any, ty: Any) -> str:
    return ty_str(fcx.tcx, fcx.resolve(ty))


def receiver_text(fcx: Any, expr: Any, ty: Any) -> str:
    """The type of an expression that is named, with the lifetime that only a literal shows."""
    if isinstance(expr, ast.LitExpr) and expr.kind == "str":
        return "&'static str"
    return _text(fcx, ty)


def own_lifetimes(fcx: Any, diag: Diag, ty: k.AdtTy, path: ast.Path) -> None:
    """Marks a type with lifetimes that its path decides: rustc writes those, and `'_` for what it has yet to find."""
    named = fcx.tcx.item_name(ty.def_id) in [segment.ident.name for segment in path.segments]
    if named and all(segment.args is None for segment in path.segments):
        return
    stack: list[Any] = [ty]
    while stack:
        part = stack.pop()
        if isinstance(part, k.RefTy) or isinstance(part, k.AdtTy) and any(isinstance(arg, k.Region) for arg in part.args):
            diag.not_modelled("the lifetimes in a type")
            return
        stack.extend(parts_of(part))


def private_field(fcx: Any, expr: ast.FieldExpr, ty: k.Ty, owner: Any) -> None:
    tcx = fcx.tcx
    name = expr.ident.name
    kind = tcx.adt_def(owner).kind
    diag = error(f"field `{name}` of {kind} `{def_path_str(tcx, owner)}` is private", expr.ident.span, "E0616")
    diag.label(expr.ident.span, "private field")
    if expr.span.ctxt is not expr.ident.span.ctxt:
        diag.not_modelled("a field that a macro is given")
    if fcx.method_exists(expr.ident, ty, expr):
        text = f"a method `{name}` also exists, call it with parentheses"
        part = (expr.span.shrink_to_hi(), "()")
        diag.suggest(text, part, applicability="MaybeIncorrect", style="show-always")
        diag.not_modelled("a method of that name")
    fcx.emit(diag)


def take_value_of_method(fcx: Any, expr: ast.FieldExpr, ty: k.Ty) -> None:
    text = receiver_text(fcx, expr.expr, ty)
    diag = error(f"attempted to take value of method `{expr.ident.name}` on type `{text}`", expr.ident.span, "E0615")
    diag.label(expr.ident.span, "method, not a field")
    if expr.ident.span.hi != expr.span.hi and expr.ident.span.ctxt is expr.span.ctxt:
        diag.not_modelled("a call of a method in parentheses")
    if expr.ident.name in STRICT_2024:
        diag.not_modelled("a method whose name is a keyword")
    if any(place.span.lo <= expr.span.lo and expr.span.hi <= place.span.hi for place in fcx.assigned):
        fcx.emit(diag.help("methods are immutable and cannot be assigned to"))
        return
    pick = fcx.find_method(expr.ident, ty, expr)
    inputs = fcx.tcx.fn_sig(pick.item.def_id).value.inputs if pick is not None else ()
    holes = ", ".join("_" for _ in inputs[1:])
    diag.suggest(
        "use parentheses to call the method",
        (expr.span.shrink_to_hi(), f"({holes})"),
        applicability="MaybeIncorrect",
        style="show-always",
    )
    fcx.emit(diag)


def no_such_field(fcx: Any, expr: ast.FieldExpr, ty: k.Ty) -> None:
    tcx = fcx.tcx
    name = expr.ident.name
    ty = fcx.resolve(ty)
    diag = error(f"no field `{name}` on type `{_text(fcx, ty)}`", expr.ident.span, "E0609")
    diag.label(expr.ident.span, "unknown field")
    if tcx.cache("deref limit reached"):
        diag.not_modelled("fields after the recursion limit")
    if expr.span.ctxt is not expr.ident.span.ctxt:
        diag.not_modelled("a field that a macro is given")
    if not isinstance(expr.expr, (ast.PathExpr, ast.FieldExpr, ast.CallExpr, ast.MethodCallExpr, ast.IndexExpr)):
        diag.not_modelled("the lifetimes in a type")
    if isinstance(ty, k.AdtTy) and any(
        item.name == name for impl in tcx.inherent_impls_of(ty.def_id) for item in tcx.associated_items(impl)
    ):
        diag.not_modelled("an associated function of that name")
    target = ty
    while isinstance(target, k.RefTy):
        target = fcx.resolve(target.ty)
    if isinstance(target, k.AdtTy) and tcx.adt_def(target.def_id).kind != "enum" and (target.def_id >= tcx.base):
        fields = [f.name for f in tcx.adt_def(target.def_id).variants[0].fields if fcx.is_accessible(f.vis)]
        nested = nested_fields(fcx, target, name)
        if len(nested) == 1 and find_best_match(fields, name) is None:
            text = "one of the expressions' fields has a field of the same name"
            part = (expr.ident.span.shrink_to_lo(), ".".join(nested[0]) + ".")
            diag.suggest(text, part, applicability="MaybeIncorrect", style="show-always")
        else:
            if nested:
                diag.not_modelled("fields of that name within the fields")
            numbered = name.isdigit() and all(field.isdigit() for field in fields)
            _available(diag, fields) if numbered else similar_field(diag, expr.ident, fields)
    elif isinstance(target, k.TupleTy):
        names = [str(n) for n in range(len(target.elems))]
        _available(diag, names) if name.isdigit() else similar_field(diag, expr.ident, names)
    elif isinstance(target, k.ParamTy):
        span = fcx.param_span(target)
        if target.name == "Self":
            trait = tcx.parent(fcx.root)
            span = tcx.def_span(trait) if trait is not None and tcx.def_kind(trait) == "trait" else None
        if span is not None and not target.name.startswith("impl "):
            diag.label(span, f"type parameter '{target.name}' declared here")
    elif isinstance(target, k.AdtTy) and target.def_id >= tcx.base:
        pass
    else:
        diag.not_modelled("the fields there are")
    fcx.emit(diag)


def nested_fields(fcx: Any, ty: k.AdtTy, name: str, depth: int = 3) -> list[tuple[str, ...]]:
    """Ways through the fields of the author's types to a field of that name."""
    found: list[tuple[str, ...]] = []
    for field in fcx.tcx.adt_def(ty.def_id).variants[0].fields:
        inner = fcx.resolve(fcx.field_ty(field, ty.args))
        if not fcx.is_accessible(field.vis) or not isinstance(inner, k.AdtTy) or fcx.tcx.adt_def(inner.def_id).kind == "enum":
            continue
        if inner.def_id < fcx.tcx.base:
            continue
        if any(f.name == name and fcx.is_accessible(f.vis) for f in fcx.tcx.adt_def(inner.def_id).variants[0].fields):
            found.append((field.name,))
        elif depth:
            found += [(field.name, *rest) for rest in nested_fields(fcx, inner, name, depth - 1)]
    return found


def similar_field(diag: Any, ident: ast.Ident, fields: list[str]) -> None:
    if not fields:
        return
    best = find_best_match(fields, ident.name)
    if best is not None:
        diag.suggest(
            "a field with a similar name exists", (ident.span, best), applicability="MaybeIncorrect", style="show-always"
        )
    else:
        _available(diag, fields)


def _available(diag: Any, fields: list[str]) -> None:
    if not fields:
        return
    plural = "field is" if len(fields) == 1 else "fields are"
    diag.note(f"available {plural}: {_series(fields)}")


def _series(names: list[str]) -> str:
    """rustc's `name_series_display`: six names are shown, of more than six five."""
    limit = 6 if len(names) == 6 else 5
    more = f" ... and {len(names) - limit} others" if len(names) > limit else ""
    return ", ".join(f"`{name}`" for name in names[:limit]) + more


def primitive_has_no_fields(fcx: Any, expr: ast.FieldExpr, ty: k.Ty) -> None:
    diag = error(f"`{_text(fcx, ty)}` is a primitive type and therefore doesn't have fields", expr.ident.span, "E0610")
    if isinstance(expr.expr, ast.LitExpr):
        diag.not_modelled("what a number needs to have fields")
    fcx.emit(diag)


def field_twice(fcx: Any, init: ast.FieldInit, first: Span) -> None:
    diag = error(f"field `{init.ident.name}` specified more than once", init.ident.span, "E0062")
    diag.label(init.ident.span, "used more than once")
    fcx.emit(diag.label(first, f"first use of `{init.ident.name}`"))


def unknown_field(fcx: Any, ty: k.AdtTy, variant: Any, init: ast.FieldInit, fields: Any, kind: str, expr: ast.StructExpr) -> None:
    if fields_unknown(fcx, variant):
        fcx.tainted = True
        return
    tcx = fcx.tcx
    name = init.ident.name
    if kind == "enum":
        head = f"variant `{_text(fcx, ty)}::{variant.name}` has no field named `{name}`"
        diag = error(head, init.ident.span, "E0559")
    else:
        diag = error(f"{kind} `{_text(fcx, ty)}` has no field named `{name}`", init.ident.span, "E0560")
    own_lifetimes(fcx, diag, ty, expr.path)
    if "bivariant" in fcx.tcx.variances_of(ty.def_id):
        diag.not_modelled("an argument that nothing uses")
    if name in STRICT_2024:
        diag.not_modelled("a field whose name is a keyword")
    if expr.span.ctxt is not None:
        diag.not_modelled("a field that a macro is given")
    used = {f.ident.name for f in fields}
    accessible = [f.name for f in variant.fields if fcx.is_accessible(f.vis)]
    unused = [n for n in accessible if n not in used]
    if variant.ctor_kind == "fn" or ty.def_id < tcx.base or len(accessible) != len(variant.fields):
        fcx.emit(diag.not_modelled("the fields there are"))
        return
    best = find_best_match(unused, name)
    if best is not None:
        diag.label(init.ident.span, "unknown field")
        diag.suggest(
            "a field with a similar name exists", (init.ident.span, best), applicability="MaybeIncorrect", style="show-always"
        )
    else:
        text = f"{ty_str(tcx, ty)}::{variant.name}" if kind == "enum" else ty_str(tcx, ty)
        diag.label(init.ident.span, f"`{text}` does not have this field")
        if unused:
            diag.note(f"available fields are: {_series(unused)}")
        else:
            diag.note("all struct fields are already assigned")
    fcx.emit(diag)


def union_expr_fields(fcx: Any, span: Span) -> None:
    fcx.emit(error("union expressions should have exactly one field", span, "E0784"))


def base_missing_after_dots(fcx: Any, expr: ast.StructExpr) -> None:
    """E0797, which is reported where the tree is made."""
    fcx.tainted = True


def inaccessible_fields(fcx: Any, expr: ast.StructExpr, ty: k.AdtTy, hidden: list[Any], remaining: dict[str, int]) -> None:
    text = _text(fcx, ty)
    diag = error(f"cannot construct `{text}` with struct literal syntax due to private fields", expr.span)
    fcx.emit(diag.not_modelled("private fields"))


def missing_fields(fcx: Any, expr: ast.StructExpr, ty: k.AdtTy, variant: Any, remaining: dict[str, int]) -> None:
    names = [f"`{name}`" for name in sorted(remaining, key=remaining.__getitem__)]
    more = ""
    if len(names) == 1:
        listed = names[0]
    elif len(names) == 2:
        listed = f"{names[0]} and {names[1]}"
    elif len(names) == 3:
        listed = f"{names[0]}, {names[1]} and {names[2]}"
    else:
        listed = ", ".join(names[:3])
        rest = len(names) - 3
        more = f" and {rest} other field{'' if rest == 1 else 's'}"
    plural = "" if len(names) == 1 else "s"
    text = ty_str(fcx.tcx, ty)  # what the path says: the fields may have decided more
    diag = error(f"missing field{plural} {listed}{more} in initializer of `{text}`", expr.path.span, "E0063")
    diag.label(expr.path.span, f"missing {listed}{more}")
    own_lifetimes(fcx, diag, ty, expr.path)
    fcx.emit(diag)


def functional_update_of_non_struct(fcx: Any, base: ast.Expr) -> None:
    fcx.emit(error("functional record update syntax requires a struct", base.span, "E0436"))


def private_fields_in_update(fcx: Any, expr: ast.StructExpr, variant: Any, ty: k.AdtTy, hidden: list[Any]) -> None:
    tcx = fcx.tcx
    for field in hidden:
        kind = tcx.adt_def(ty.def_id).kind
        diag = error(f"field `{field.name}` of {kind} `{def_path_str(tcx, ty.def_id)}` is private", expr.rest.span, "E0451")
        diag.label(expr.rest.span, f"field `{field.name}` is private")
        fcx.late_privacy.append(diag.not_modelled("private fields of a base"))
