"""Where a value of one type would do once it is unwrapped, wrapped, or left as it was (rustc's `fn_ctxt/suggestions.rs`)."""

from __future__ import annotations

from typing import Any

from rustmem.source.diag import Diag
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty import defs as d
from rustmem.ty import intern as i
from rustmem.ty import kind as k
from rustmem.ty.print import full_path_str, ty_str
from rustmem.typeck.check_match import indentation


def unwrapped(fcx: Any, diag: Diag, expr: ast.Expr, found: k.Ty, expected: k.Ty, path: list[Any]) -> bool:
    """`?` or `expect` (`suggest_missing_unwrap_expect`)."""
    if not isinstance(found, k.AdtTy):
        return False
    kind = next((n for n in ("Result", "Option") if fcx.tcx.is_diagnostic_item(found.def_id, n)), None)
    if kind is None or _is_ctor(fcx, expr) or not fcx.can_coerce(found.args[0], expected):
        return False
    article, variant = ("a", "Err") if kind == "Result" else ("an", "None")
    shown = ty_str(fcx.tcx, found)
    if _returns(fcx, kind):
        said = (
            f"use the `?` operator to extract the `{shown}` value, propagating {article} `{kind}::{variant}` value to the caller"
        )
        text = "?"
    else:
        said = f"consider using `{kind}::expect` to unwrap the `{shown}` value, panicking if the value is {article} `{kind}::{variant}`"
        text = '.expect("REASON")'
    field = path[1] if len(path) > 1 else None
    if isinstance(field, ast.FieldInit) and field.shorthand:
        if expr.span.from_expansion():
            return False
        text = f": {field.ident.name}{text}"
    span = expr.span.source_callsite()
    diag.suggest(said, (span.shrink_to_hi(), text), applicability="HasPlaceholders", style="show-always")
    return True


def _is_ctor(fcx: Any, expr: ast.Expr) -> bool:
    """`Some(..)`, `None` and the like."""
    func = expr.func if isinstance(expr, ast.CallExpr) else expr
    if not isinstance(func, ast.PathExpr) or func.qself is not None:
        return False
    res = fcx.tcx.full_res(func.path)
    return isinstance(res, d.DefRes) and res.kind == "ctor"


def _returns(fcx: Any, item: str) -> bool:
    """Whether the function around, closures not counted, returns an `Option` or a `Result`."""
    if fcx.tcx.def_kind(fcx.root) not in ("fn", "assoc fn"):
        return False
    output = fcx.tcx.fn_sig(fcx.root).value.output
    return isinstance(output, k.AdtTy) and bool(fcx.tcx.is_diagnostic_item(output.def_id, item))


def last_method_call(fcx: Any, diag: Diag, expr: ast.Expr, expected: k.Ty) -> bool:
    """`.to_string()` on what fits already (`suggest_remove_last_method_call`)."""
    if not isinstance(expr, ast.MethodCallExpr) or expr.args or expr.span.from_expansion():
        return False
    name = expr.segment.ident.name
    receiver = fcx.resolve(fcx.results.types.get(expr.receiver, i.ERROR))
    if not (name.startswith(("to_", "as_")) or name == "into") or receiver is i.ERROR or not fcx.can_coerce(receiver, expected):
        return False
    inner = expr.receiver.span.source_callsite()
    diag.suggest("try removing the method call", (expr.span.with_lo(inner.hi), ""), style="show-always")
    return True


def annotation(fcx: Any, diag: Diag, expr: ast.AddrOfExpr, path: list[Any]) -> None:
    """Beside the removal of a borrow: the type that is written could have it as well."""
    at: Any = expr
    indexes: list[int] = []
    for parent in path[1:]:
        if isinstance(parent, ast.TupExpr):
            indexes.append(next(n for n, elem in enumerate(parent.elems) if elem is at))
            at = parent
            continue
        if isinstance(parent, ast.LetStmt) and parent.ty is not None:
            ty: Any = parent.ty
            while indexes:
                if not isinstance(ty, ast.TupTy):
                    return
                ty = ty.elems[indexes.pop()]
            text = "&mut " if expr.mutbl == "mut" else "&"
            said = "alternatively, consider changing the type annotation"
            diag.suggest(said, (ty.span.shrink_to_lo(), text), applicability="MaybeIncorrect")
        return


def unit_tail(fcx: Any, diag: Diag, expr: ast.Expr, expected: k.AdtTy, path: list[Any]) -> bool | None:
    """`Ok(())` after a block's tail of type `()`; None where it is not such a tail."""
    at = next((n for n, node in enumerate(path) if isinstance(node, ast.Block)), None)
    if at is None or at == 0 or path[at].expr is not path[at - 1]:
        return None
    if not all(isinstance(node, (ast.Arm, ast.DropTempsExpr)) or getattr(node, "source", "") for node in path[1:at]):
        return None
    span = expr.span.source_callsite()
    if not path[at].span.contains(span):
        return None
    if not fcx.tcx.is_diagnostic_item(expected.def_id, "Result"):
        if fcx.tcx.is_diagnostic_item(expected.def_id, "Option"):
            diag.not_modelled("two expressions to choose from")
            return True
        return False
    indent = indentation(fcx.tcx, span)
    if indent is not None:
        semicolon = "" if fcx.tcx.source_map.snippet(span).endswith("}") else ";"
        said = "try adding an expression at the end of the block"
        diag.suggest(said, (span.shrink_to_hi(), f"{semicolon}\n{indent}Ok(())"), applicability="MaybeIncorrect")
    return True


def compatible_variants(fcx: Any, diag: Diag, expr: ast.Expr, found: k.Ty, expected: k.Ty, path: list[Any]) -> bool:
    """The variant, or the struct of one field, that could hold the value (`suggest_compatible_variants`)."""
    if not isinstance(expected, k.AdtTy):
        return False
    tcx = fcx.tcx
    adt = tcx.adt_def(expected.def_id)
    if isinstance(expr, ast.FieldExpr) and fcx.can_eq(fcx.resolve(fcx.results.types.get(expr.expr, i.ERROR)), expected):
        said = f"consider removing the tuple struct field `{expr.ident.name}`"
        at = expr.span.with_lo(expr.expr.span.hi)
        diag.suggest(said, (at, ""), applicability="MaybeIncorrect", style="show-always")
        return True
    if found is i.UNIT:
        done = unit_tail(fcx, diag, expr, expected, path)
        if done is not None:
            return done
    fitting = [v for v in adt.variants if len(v.fields) == 1 and _takes(fcx, v.fields[0], expected, found)]
    if not fitting:
        return False
    if len(fitting) > 1 or expr.span.from_expansion():
        diag.not_modelled("a variant that takes the value")
        return True
    variant = fitting[0]
    name = _variant_path(fcx, expected, variant, adt.kind)
    opening, closing = ("(", ")") if variant.ctor_kind == "fn" else (f" {{ {variant.fields[0].name}: ", " }")
    field = path[1] if len(path) > 1 else None
    prefix = f"{field.ident.name}: " if isinstance(field, ast.FieldInit) and field.shorthand else ""
    inner: Any = expr
    while isinstance(inner, ast.BlockExpr) and inner.block.expr is not None:
        inner = inner.block.expr
    parts: tuple[tuple[Span, str], ...] = (
        (inner.span.shrink_to_lo(), f"{prefix}{name}{opening}"),
        (inner.span.shrink_to_hi(), closing),
    )
    hidden = fcx.tcx.is_local(variant.fields[0].def_id) and not fcx.is_accessible(variant.fields[0].vis)
    note = " (its field is private, but it's local to this crate and its privacy can be changed)" if hidden else ""
    diag.suggest(f"try wrapping the expression in `{name}`{note}", *parts, applicability="MaybeIncorrect", style="show-always")
    return True


def _takes(fcx: Any, field: Any, expected: k.AdtTy, found: k.Ty) -> bool:
    if not fcx.tcx.is_local(field.def_id) and not fcx.is_accessible(field.vis):
        return False
    return bool(fcx.can_coerce(found, fcx.field_ty(field, expected.args)))


def _variant_path(fcx: Any, expected: k.AdtTy, variant: Any, kind: str) -> str:
    """The whole path; what the prelude names stands without one."""
    tcx = fcx.tcx
    if not tcx.is_local(expected.def_id) and variant.name in ("Some", "Ok", "Err"):
        return str(variant.name)
    return full_path_str(tcx, variant.def_id if kind == "enum" else expected.def_id)
