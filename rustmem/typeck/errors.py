"""The words of mismatched types and of misused expressions."""

from __future__ import annotations

from typing import Any

from rustmem.source.diag import Diag, error
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.traits import relate as rel
from rustmem.traits.describe import type_error_to_string
from rustmem.ty import defs as d
from rustmem.ty import intern as i
from rustmem.ty import kind as k
from rustmem.ty.compare import cmp
from rustmem.ty.print import def_path_str, prefix_string, short_string, sort_string, ty_str
from rustmem.ty.walk import parts_of
from rustmem.typeck import note_and_explain, suggest
from rustmem.typeck.expectation import Cause, Diverges


def ty_text(fcx: Any, ty: Any) -> str:
    return ty_str(fcx.tcx, fcx.resolve(ty))


# ---- mismatched types (rustc's `report_and_explain_type_error`) ----


def report_mismatched_types(fcx: Any, cause: Cause, expected: k.Ty, found: k.Ty, terr: Any) -> Diag | None:
    """E0308 with its label and note, not yet emitted; None if a part was in error already."""
    if expected.flags & k.HAS_ERROR or found.flags & k.HAS_ERROR:
        fcx.tainted = True
        return None
    message, code = _headline(cause)
    diag = error(message, cause.span, code)
    note_type_err(fcx, diag, cause, expected, found, terr)
    return diag


def _headline(cause: Cause) -> tuple[str, str]:
    match cause.code:
        case "if-no-else":
            return "`if` may be missing an `else` clause", "E0317"
        case "let-else":
            return "`else` clause of `let...else` does not diverge", "E0308"
        case "match-arm" if cause.data is not None and cause.data[0].source != "?":
            return "`match` arms have incompatible types", "E0308"
        case "if-else":
            return "`if` and `else` have incompatible types", "E0308"
    return "mismatched types", "E0308"


def as_written(fcx: Any, diag: Diag, cause: Cause, expected: k.Ty, found: k.Ty) -> tuple[k.Ty, k.Ty]:
    """The types with lifetimes that type checking erased and rustc prints: of literals, of constants, of the signature."""
    tcx = fcx.tcx
    snippet = tcx.source_map.snippet(cause.span) or ""
    if isinstance(found, k.RefTy) and cause.span.ctxt is None and snippet.startswith(('"', 'b"', 'r"', "r#", "br")):
        found = tcx.ref(i.RE_STATIC, found.ty, found.mutbl)
    elif snippet.isupper() and any(isinstance(part, k.RefTy) for part in walk_types(found)):
        diag.not_modelled("the lifetimes of a constant's type")
    kind = tcx.def_kind(fcx.body_id)
    declared: list[Any] = []
    if kind in ("const", "static", "assoc const"):
        declared = [tcx.type_of(fcx.body_id)]
    elif kind in ("fn", "assoc fn"):
        sig = tcx.instantiate(tcx.fn_sig(fcx.body_id), lambda var: tcx.re_late(fcx.body_id, var))
        declared = [sig.output]
        if any(mentions_lifetime(tcx, ty) for ty in sig.inputs) and any(isinstance(p, k.RefTy) for p in walk_types(found)):
            diag.not_modelled("the lifetimes of a parameter")
    if declared and mentions_lifetime(tcx, declared[0]):
        if any(isinstance(p, k.AdtTy) and any(isinstance(a, k.Region) for a in p.args) for p in walk_types(declared[0])):
            diag.not_modelled("the lifetimes of a struct or enum")
        elif tcx.erase_regions(declared[0]) is expected:
            expected = declared[0]
        elif any(isinstance(part, k.RefTy) for part in walk_types(expected)):
            diag.not_modelled("the lifetimes of the declared type")
    return expected, found


def mentions_lifetime(tcx: Any, ty: Any) -> bool:
    """Whether a lifetime in a type has a name."""
    found = False

    def leaf(part: Any, depth: int) -> Any:
        nonlocal found
        if isinstance(part, k.ReStatic) or type(part) is k.ReEarlyParam and part.name != "'_":
            found = True
        elif type(part) is k.ReLateParam and part.var.name not in (None, "'_"):
            found = True
        return part

    tcx.fold(ty, k.HAS_FREE_REGIONS, leaf)
    return found


def note_type_err(fcx: Any, diag: Diag, cause: Cause, expected: k.Ty, found: k.Ty, terr: Any) -> None:
    if isinstance(terr, rel.CyclicTy) and any(isinstance(part, k.ClosureTy) for part in walk_types(terr.ty)):
        # E0644 in rustc.
        fcx.tcx.unsupported("a closure that takes itself", cause.span, fcx.root)
    """rustc's `note_type_err`: the label of the primary span, `expected X found Y`, the cause's own labels."""
    tcx = fcx.tcx
    if isinstance(terr, (rel.Sorts, rel.ArgumentSorts)) or terr is None:
        a, b = sort_string(tcx, expected), sort_string(tcx, found)
        if a == b:
            label = type_error_to_string(tcx, rel.Sorts(expected, found) if terr is None else terr)
        else:
            if cause.code == "pattern" and cause.data.span is not None and not cause.data.span.ctxt and cause.span.ctxt:
                a, b = b, a
            label = f"expected {a}, found {b}"
    else:
        label = type_error_to_string(tcx, terr)
    diag.label(cause.span, label)
    note_expected_found(fcx, diag, expected, found, terr, as_written(fcx, diag, cause, expected, found))
    note_and_explain.explain(fcx, diag, cause, expected, found, terr)
    note_error_origin(fcx, diag, cause, expected, found)


def walk_types(ty: Any) -> Any:
    stack = [ty]
    while stack:
        at = stack.pop()
        yield at
        stack.extend(parts_of(at))


def _is_erased_object(tcx: Any, ty: Any) -> bool:
    """Whether a type is a trait object whose lifetime type checking erased; rustc may print it."""
    return isinstance(ty, k.DynTy) and tcx.erase_regions(ty) is ty


def holds_object(ty: k.Ty) -> bool:
    """Whether a trait object is part of a type."""
    return any(isinstance(part, k.DynTy) for part in walk_types(ty))


def is_simple_text(ty: k.Ty) -> bool:
    """rustc's `is_simple_text`: a type whose name alone says everything."""
    match ty:
        case k.AdtTy(args=args):
            return not any(not isinstance(a, k.Region) for a in args)
        case k.RefTy(ty=inner):
            return is_simple_text(inner)
    return is_simple_ty(ty)


def is_simple_ty(ty: k.Ty) -> bool:
    match ty:
        case k.BoolTy() | k.CharTy() | k.StrTy() | k.IntTy() | k.FloatTy():
            return True
        case k.InferTy(kind=kind):
            return kind in ("int", "float")
        case k.RefTy(ty=inner) | k.ArrayTy(ty=inner) | k.SliceTy(ty=inner):
            return is_simple_ty(inner)
        case k.TupleTy(elems=elems):
            return not elems
    return False


_LABEL_SAYS_ALL = (rel.CyclicTy, rel.SafetyMismatch, rel.Mismatch, rel.AbiMismatch, rel.VariadicMismatch, rel.FixedArraySize)
"""Errors of which a note of both types says nothing new if both are simple."""


def note_expected_found(
    fcx: Any, diag: Diag, expected: k.Ty, found: k.Ty, terr: Any, written: tuple[k.Ty, k.Ty] | None = None
) -> None:
    tcx = fcx.tcx
    extra_a = extra_b = ""
    shown = cmp(tcx, *(written or (expected, found)))
    a, b = (tuple((text, "highlight" if strong else "plain") for text, strong in side) for side in shown)
    if isinstance(terr, rel.Sorts) or terr is None:
        inner_a, inner_b = (fcx.resolve(terr.expected), fcx.resolve(terr.found)) if terr is not None else (expected, found)
        if a == b and sort_string(tcx, inner_a) != sort_string(tcx, inner_b):
            extra_a, extra_b = f" ({sort_string(tcx, inner_a)})", f" ({sort_string(tcx, inner_b)})"
        inside = False
        if not isinstance(expected, k.InferTy):
            inside = expected is not inner_a
        elif not isinstance(found, k.InferTy):
            inside = found is not inner_b
        if is_simple_text(inner_a) and is_simple_text(inner_b) and not inside:
            return
    elif is_simple_text(expected) and is_simple_text(found) and isinstance(terr, (*_LABEL_SAYS_ALL, rel.ArgumentSorts)):
        return
    note_expected_found_parts(diag, prefix_string(tcx, expected), a, prefix_string(tcx, found), b, extra_a, extra_b)
    if any(_is_erased_object(tcx, part) for side in written or (expected, found) for part in walk_types(side)):
        diag.not_modelled("the lifetime of a trait object")
    if isinstance(found, k.ClosureTy) and not isinstance(terr, rel.Sorts):
        diag.not_modelled("the signature of a closure")


def note_expected_found_parts(
    diag: Diag, expected_label: str, expected: Any, found_label: str, found: Any, expected_extra: str = "", found_extra: str = ""
) -> None:
    """`= note: expected enum `A`` over `found struct `B``, aligned (rustc's `note_expected_found_extra`)."""
    expected_head = f"expected {expected_label}" if expected_label else "expected"
    found_head = f"found {found_label}" if found_label else "found"
    pad = len(expected_head) - len(found_head)
    expected_pad, found_pad = ("", " " * pad) if pad >= 0 else (" " * -pad, "")
    parts: list[tuple[str, Any]] = [(f"{expected_pad}{expected_head} `", "plain")]
    parts += list(expected)
    parts += [("`", "plain"), (expected_extra, "plain"), ("\n", "plain"), (f"{found_pad}{found_head} `", "plain")]
    parts += list(found)
    parts += [("`", "plain"), (found_extra, "plain")]
    diag.note(tuple(part for part in parts if part[0]))


# ---- where the expectation came from (rustc's `note_error_origin`) ----


def note_error_origin(fcx: Any, diag: Diag, cause: Cause, expected: k.Ty, found: k.Ty) -> None:
    match cause.code:
        case "pattern":
            _pattern_labels(fcx, diag, cause)
        case "match-arm":
            _match_arm_labels(fcx, diag, cause, expected, found)
        case "if-else":
            _if_else_labels(fcx, diag, cause.data)
        case "if-no-else":
            expr = cause.data
            if expr.then.expr is not None and (expr not in fcx.let_of_init or fcx.let_of_init[expr].ty is None):
                diag.label(expr.then.expr.span, "found here")
            diag.note("`if` expressions without `else` evaluate to `()`")
            diag.help("consider adding an `else` block that evaluates to the expected type")
        case "let-else":
            diag.help("try adding a diverging expression, such as `return` or `panic!(..)`")
            diag.help("...or use `match` instead of `let...else`")


def _pattern_labels(fcx: Any, diag: Diag, cause: Cause) -> None:
    """Where the matched value comes from."""
    info, tcx = cause.data, fcx.tcx
    if info.span is None:
        return
    if info.origin is None:
        diag.label(info.span, "expected due to this")
        return
    root = fcx.resolve(info.root)
    if fcx.is_ty_var(root):
        return
    option = tcx.diagnostic_items.get("Option")
    if info.span.is_desugaring("ForLoop") and isinstance(root, k.AdtTy) and root.def_id == option:
        diag.label(info.span, f"this is an iterator with items of type `{ty_str(tcx, root.args[0])}`")
    elif not (info.span.lo < cause.span.hi and cause.span.lo < info.span.hi):
        shown = short_string(tcx, root)
        diag.label(info.span, f"this expression has type `{shown}`")
        if "..." in shown:
            diag.not_modelled("the file with the whole name of a type")


def _match_arm_labels(fcx: Any, diag: Diag, cause: Cause, expected: k.Ty, found: k.Ty) -> None:
    expr, _arm, _prior, prior_arms = cause.data
    if expr.source == "?":
        diag.not_modelled("`?` in match arms")
        return
    text = ty_text(fcx, expected)
    spans = [find_block_span(a.body) for a, _ in prior_arms]
    multiline = is_multiline(fcx, cause.span)
    if len(spans) <= 4:
        for span in spans:
            multiline = multiline or is_multiline(fcx, span)
            diag.label(span, f"this is found to be of type `{text}`")
    else:
        multiline = multiline or is_multiline(fcx, spans[-1])
        diag.label(spans[-1], f"this and all prior arms are found to be of type `{text}`")
    outer = expr.span
    if multiline or not is_multiline(fcx, expr.span):
        outer = expr.span.shrink_to_lo().to(expr.scrutinee.span)
    diag.label(outer, "`match` arms have incompatible types")


def _if_else_labels(fcx: Any, diag: Diag, expr: ast.IfExpr) -> None:
    then_span, else_span = find_block_span(expr.then), find_block_span(expr.orelse)
    if isinstance(expr.orelse, ast.IfExpr) and expr.orelse.orelse is None:
        diag.not_modelled("`else if` without `else`")
    diag.label(then_span, "expected because of this")
    if is_multiline(fcx, expr.span):
        outer = expr.span
        if then_span.hi == expr.span.hi or else_span.hi == expr.span.hi:
            outer = expr.span.shrink_to_lo().to(peel_drop_temps(expr.cond).span)
        diag.label(outer, "`if` and `else` have incompatible types")


def peel_drop_temps(expr: Any) -> Any:
    while isinstance(expr, ast.DropTempsExpr):
        expr = expr.expr
    return expr


def is_multiline(fcx: Any, span: Span) -> bool:
    return fcx.tcx.source_map.is_multiline(span)


def find_block_span(expr: Any) -> Span:
    """The last expression of a block, or its last statement; an expression that is no block itself."""
    block = expr if isinstance(expr, ast.Block) else expr.block if isinstance(expr, ast.BlockExpr) else None
    if block is None:
        return expr.span
    while isinstance(block.expr, ast.BlockExpr):
        block = block.expr.block
    if block.expr is not None:
        return block.expr.span
    return block.stmts[-1].span if block.stmts else block.span


# ---- coercion of branches ----


def report_coercion_failure(
    fcx: Any, coerce: Any, cause: Cause, expr: Any, expected: k.Ty, found: k.Ty, forced_unit: bool
) -> None:
    """A branch, return or tail that does not fit (the error half of rustc's `CoerceMany::coerce_inner`)."""
    terr = fcx.last_terr
    expected, found = fcx.resolve(expected), fcx.resolve(found)
    if forced_unit:
        cause = _forced_unit_cause(fcx, cause)
        if cause.code == "if-no-else":
            diag = report_mismatched_types(fcx, cause, expected, i.UNIT, terr)
            if diag is not None:
                suggest.if_without_else(fcx, diag, cause.data)
                fcx.emit(diag)
            return
    diag = report_mismatched_types(fcx, cause, expected, found, terr)
    if diag is None:
        return
    if forced_unit:
        suggest.forced_unit(fcx, diag, cause, expected)
    else:
        match cause.code:
            case "return-value":
                suggest.return_value(fcx, diag, cause, expr, expected, found)
            case "block-tail":
                suggest.block_tail(fcx, diag, cause, expr, expected, found)
            case "if-else":
                suggest.if_else(fcx, diag, cause, expected, found)
            case "match-arm" | "match-first-arm":
                if cause.code == "match-first-arm":
                    suggest.first_arm(fcx, diag, cause, expr, expected, found)
                suggest.match_arm(fcx, diag, cause, expr, expected, found)
        if isinstance(expr, ast.DropTempsExpr):
            diag.not_modelled("a value after a loop")
        if isinstance(expr, ast.LoopExpr) and expr.source == "while":
            diag.note("`while` loops evaluate to unit type `()`")
        emit_coerce_suggestions(fcx, diag, expr, found, expected, None)
    fcx.emit(diag)


def _forced_unit_cause(fcx: Any, cause: Cause) -> Cause:
    if cause.code == "block-no-tail" and fcx.fn_return is not None:
        owner, output = fcx.fn_return
        if getattr(owner, "body", None) is cause.data[0] and output is not None:
            return Cause(output.span, cause.code, cause.data)
    return cause


# ---- suggestions (in `suggest`) ----


def emit_type_mismatch_suggestions(fcx: Any, diag: Diag, expr: Any, found: k.Ty, expected: k.Ty, expected_ty_expr: Any) -> None:
    suggest.type_mismatch(fcx, diag, expr, found, expected, expected_ty_expr)


def emit_coerce_suggestions(
    fcx: Any, diag: Diag, expr: Any, found: k.Ty, expected: k.Ty, expected_ty_expr: Any, assign: Any = None, let: Any = None
) -> None:
    suggest.coerce(fcx, diag, expr, found, expected, expected_ty_expr, assign, let)


def suggest_semicolon_at_end(fcx: Any, expr: ast.Expr, diag: Diag) -> None:
    suggest.semicolon_at_end(fcx, expr, diag)


# ---- single expressions ----


def report_unexpected_variant(fcx: Any, res: Any, expr: Any, path: ast.Path) -> None:
    name = def_path_str(fcx.tcx, res.def_id)
    diag = error(f"expected value, found struct variant `{name}`", path.span, "E0533")
    diag.label(path.span, "not a value")
    variant = next((v for v in fcx.tcx.adt_def(fcx.tcx.parent(res.def_id)).variants if v.def_id == res.def_id), None)
    suggest.struct_variant_literal(fcx, diag, expr, variant)
    fcx.emit(diag)


def regions_of_operand(fcx: Any, diag: Diag, expr: ast.Expr, ty: k.Ty) -> None:
    """Marks a type whose lifetimes rustc may name: it knows those of signatures, fields and annotations.

    The type of a variable without annotation has region variables, which have no names, but where it is invariant.
    """
    if not fcx.resolve(ty).flags & k.HAS_REGIONS:
        return
    res = fcx.tcx.full_res(expr.path) if isinstance(expr, ast.PathExpr) else None
    if isinstance(res, d.LocalRes):
        if any(let.pat is res.binding and let.ty is None for let in fcx.let_of_init.values()):
            if not _has_invariant_region(fcx.tcx, fcx.resolve(ty)):
                return
    diag.not_modelled("the lifetimes in a type")


def _has_invariant_region(tcx: Any, ty: Any) -> bool:
    """Whether a region stands where generalisation keeps it as it is."""
    if not ty.flags & k.HAS_REGIONS:
        return False
    if isinstance(ty, k.RefTy) and ty.mutbl == "mut":
        return bool(ty.ty.flags & k.HAS_REGIONS)
    if isinstance(ty, k.AdtTy):
        variances = tcx.variances_of(ty.def_id)
        if any(how == "invariant" and arg.flags & k.HAS_REGIONS for how, arg in zip(variances, ty.args)):
            return True
    if isinstance(ty, (k.FnPtrTy, k.DynTy, k.AliasTy, k.ClosureTy, k.FnDefTy)):
        return True
    return any(_has_invariant_region(tcx, part) for part in parts_of(ty))


def cannot_deref(fcx: Any, expr: ast.UnaryExpr, ty: k.Ty) -> None:
    diag = error(f"type `{ty_text(fcx, ty)}` cannot be dereferenced", expr.span, "E0614")
    regions_of_operand(fcx, diag, expr.expr, ty)
    diag.label(expr.span, "can't be dereferenced")
    fcx.emit(diag)


def address_of_temporary_taken(fcx: Any, expr: ast.AddrOfExpr) -> None:
    diag = error("cannot take address of a temporary", expr.expr.span, "E0745")
    fcx.emit(diag.label(expr.expr.span, "temporary value"))


def invalid_assignment(fcx: Any, left: ast.Expr, eq_span: Span) -> None:
    diag = error("invalid left-hand side of assignment", eq_span, "E0070")
    diag.label(left.span, "cannot assign to this expression")
    if isinstance(left, (ast.CallExpr, ast.MethodCallExpr)):
        diag.not_modelled("assignment to a call")
    fcx.emit(diag)


def invalid_assignment_op(fcx: Any, left: ast.Expr, op_span: Span) -> None:
    diag = error("invalid left-hand side of assignment", op_span, "E0067")
    fcx.emit(diag.label(left.span, "cannot assign to this expression"))


def assignment_in_condition(fcx: Any, expr: ast.AssignExpr, left: k.Ty, right: k.Ty) -> None:
    diag = error("mismatched types", expr.span, "E0308")
    diag.label(expr.span, "expected `bool`, found `()`")
    suggest.comparison_for_assignment(fcx, diag, expr, left, right)
    fcx.emit(diag)


def break_with_value(fcx: Any, expr: ast.BreakExpr, target: Any) -> None:
    """E0571, which rustc's loop pass reports before type checking."""
    fcx.tainted = True


def return_outside_fn(fcx: Any, expr: ast.ReturnExpr) -> None:
    fcx.emit(error("return statement outside of function body", expr.span, "E0572"))


def private_field_in_literal(fcx: Any, ident: ast.Ident, variant: Any, ty: k.Ty, span: Span) -> None:
    adt = fcx.tcx.adt_def(ty.def_id)
    name = def_path_str(fcx.tcx, adt.def_id)
    diag = error(f"field `{ident.name}` of {adt.kind} `{name}` is private", ident.span, "E0451")
    fcx.late_privacy.append(diag.label(ident.span, "private field"))


def not_callable(fcx: Any, expr: ast.CallExpr, ty: k.Ty) -> None:
    suggest.not_callable(fcx, expr, ty)


def cannot_index(fcx: Any, expr: ast.IndexExpr, ty: k.Ty) -> None:
    text = ty_text(fcx, ty)
    diag = error(f"cannot index into a value of type `{text}`", expr.brackets_span, "E0608")
    if "'_" in text:
        diag.not_modelled("the lifetimes in a type")
    regions_of_operand(fcx, diag, expr.expr, ty)
    suggest.index_help(fcx, diag, expr, ty)
    fcx.emit(diag)


# ---- unreachable code ----


def unreachable_code(fcx: Any, node: Any, span: Span, kind: str, state: Diverges) -> None:
    diag = Diag("warning", f"unreachable {kind}", "unreachable_code", span)
    diag.is_lint = True
    diag.label(span, f"unreachable {kind}")
    diag.label(state.span, state.note or "any code following this expression is unreachable")
    fcx.lint("unreachable_code", node, diag)
