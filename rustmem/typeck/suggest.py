"""What would mend a type mismatch (rustc's `emit_coerce_suggestions` and kin)."""

from __future__ import annotations

import itertools
from typing import Any

from rustmem.resolve.walk import children
from rustmem.source.diag import Diag, error
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.traits import relate as rel
from rustmem.traits.suggestions import ty_kind_suggestion
from rustmem.ty import intern as i
from rustmem.ty import kind as k
from rustmem.ty.print import ty_str
from rustmem.typeck import suggest_break, suggest_return, suggest_values

_PLAIN = (
    ast.LitExpr, ast.PathExpr, ast.CallExpr, ast.MethodCallExpr, ast.FieldExpr, ast.IndexExpr, ast.TupExpr, ast.ArrayExpr,
    ast.RepeatExpr, ast.StructExpr,
)  # fmt: skip
"""Expressions that a prefix or a method call can be put to without parentheses."""
_PRIMITIVE = (k.IntTy, k.FloatTy, k.BoolTy, k.CharTy, k.StrTy, k.NeverTy)


def type_mismatch(fcx: Any, diag: Diag, expr: Any, found: k.Ty, expected: k.Ty, expected_ty_expr: Any) -> None:
    mend(fcx, diag, expr, fcx.resolve(found), fcx.resolve(expected))


def coerce(fcx: Any, diag: Diag, expr: Any, found: k.Ty, expected: k.Ty, expected_ty_expr: Any, assign: Any, let: Any) -> None:
    found, expected = fcx.resolve(found), fcx.resolve(expected)
    if isinstance(found, k.ClosureTy) and not isinstance(expr, ast.ClosureExpr):
        diag.not_modelled("where a closure stands")
    loop = expr.expr if isinstance(expr, ast.DropTempsExpr) else expr
    if isinstance(loop, (ast.MatchExpr, ast.LoopExpr)) and loop.source == "for":
        diag.note("`for` loops evaluate to unit type `()`")
    if let is not None and let.ty is not None:
        diag.label(let.ty.span, "expected due to this")
    elif assign is not None:
        _expected_due_to_assignment(fcx, diag, assign)
    elif isinstance(expected_ty_expr, ast.Expr):
        if expected_ty_expr.span.ctxt is None and fcx.resolve(fcx.results.types.get(expected_ty_expr, i.ERROR)) is expected:
            diag.label(expected_ty_expr.span, f"expected because this is `{ty_str(fcx.tcx, expected)}`")
        diag.not_modelled("operands of different types")
    if isinstance(expr, ast.Expr) and fcx.breakables:
        owner = fcx.fn_return[0] if fcx.fn_return is not None else None
        path = _path_to(getattr(owner, "body", None), expr)
        if path:
            suggest_break.explain(fcx, diag, path)
        elif any(isinstance(target, ast.LoopExpr) for target in fcx.breakables):
            diag.not_modelled("the loop around a value")
    if assign is not None and isinstance(expected, k.RefTy) and expected.mutbl == "mut" and not isinstance(found, k.RefTy):
        if fcx.can_coerce(found, expected.ty) and not isinstance(expected.ty, (k.StrTy, k.SliceTy, k.DynTy)):
            said = "consider dereferencing here to assign to the mutably borrowed value"
            if isinstance(expr, ast.UnaryExpr) and expr.op == "*":
                diag.not_modelled("a dereference that is one too many")
            diag.suggest(said, (assign.left.span.shrink_to_lo(), "*"), style="show-always")
        elif not isinstance(expr, ast.LitExpr):
            diag.not_modelled("suggestions for mismatched types")
        return
    mend(fcx, diag, expr, found, expected)


def _expected_due_to_assignment(fcx: Any, diag: Diag, assign: ast.AssignExpr) -> None:
    """Where the variable that is assigned got its type."""
    if fcx.last_terr is not None and not isinstance(fcx.last_terr, rel.Sorts):
        return
    left = assign.left
    res = fcx.tcx.full_res(left.path) if isinstance(left, ast.PathExpr) else None
    binding = getattr(res, "binding", None)
    if binding is None:
        diag.not_modelled("the type of a place that is assigned")
        return
    let = fcx.lets.get(binding)
    owner = fcx.fn_return[0] if fcx.fn_return is not None else None
    params = owner.sig.inputs if isinstance(owner, ast.FnItem) else ()
    param = next((p for p in params if p.pat is binding), None)
    if param is not None and not param.self_kind:
        diag.label(param.ty.span, "expected due to this parameter type")
    elif (closure_param := _closure_param(fcx, binding)) is not None:
        written = closure_param.ty is not None and not isinstance(closure_param.ty, ast.InferTy)
        diag.label(closure_param.ty.span if written else binding.span, "expected due to this parameter type")
    elif let is None or let.ty is None and let.init is None:
        diag.label(binding.span, "expected due to the type of this binding")
    elif let.ty is not None:
        diag.label(let.ty.span, "expected due to this type")
    elif let.init is not None:
        diag.label(let.init.span, "expected due to this value")


def _closure_param(fcx: Any, binding: Any) -> ast.Param | None:
    """The parameter of a closure that a name was bound by."""
    stack: list[Any] = [fcx.fn_return[0]] if fcx.fn_return is not None else []
    while stack:
        at = stack.pop()
        if isinstance(at, ast.ClosureExpr):
            for param in at.params:
                if param.pat is binding:
                    return param
        stack.extend(children(at) if at is not None else ())
    return None


def mend(fcx: Any, diag: Diag, expr: Any, found: k.Ty, expected: k.Ty) -> None:
    """One suggestion at most, the first that fits."""
    if not isinstance(expr, ast.Expr):
        diag.not_modelled("suggestions for mismatched types")
        return
    owner = fcx.fn_return[0] if fcx.fn_return is not None else None
    path = _path_to(getattr(owner, "body", None), expr)
    if suggest_values.unwrapped(fcx, diag, expr, found, expected, path):
        return
    if suggest_values.last_method_call(fcx, diag, expr, expected):
        return
    for attempt in (_literal, _char_cast, _array_length, _reference, _wrap, _boxed, _conversion):
        if attempt(fcx, diag, expr, found, expected):
            return
    if found is i.UNIT and suggest_return.value_after_loop(fcx, diag, expr, expected, path):
        return
    if not _surely_nothing(fcx, expr, found, expected):
        diag.not_modelled("suggestions for mismatched types")


def _surely_nothing(fcx: Any, expr: ast.Expr, found: k.Ty, expected: k.Ty) -> bool:
    """Pairs of types for which rustc has nothing to suggest."""

    def plain(ty: k.Ty) -> bool:
        if isinstance(ty, k.InferTy):
            return ty.kind != "ty"
        return isinstance(ty, _PRIMITIVE) or ty is i.UNIT or _is_str(ty)

    def number(ty: k.Ty) -> bool:
        return fcx.is_numeric(ty)

    if plain(found) and plain(expected):
        if isinstance(found, (k.IntTy, k.FloatTy)) and isinstance(expected, (k.IntTy, k.FloatTy)):
            return False
        if number(found) and number(expected):
            return isinstance(expr, ast.LitExpr)
        return not (isinstance(found, k.StrTy) or isinstance(expected, k.StrTy)) or isinstance(expr, ast.LitExpr)
    if isinstance(found, k.TupleTy) and isinstance(expected, k.TupleTy):
        return False
    if isinstance(fcx.last_terr, rel.MutabilityMismatch) and isinstance(expr, ast.AddrOfExpr):
        return True
    if isinstance(expected, k.ParamTy) and plain(found):
        return True
    option = fcx.tcx.diagnostic_items.get("Option")
    if isinstance(found, k.AdtTy) and found.def_id == option and isinstance(expr, ast.CallExpr) and plain(expected):
        return not fcx.can_eq(found.args[0], expected) or isinstance(found.args[0], k.InferTy)
    return False


def _is_str(ty: k.Ty) -> bool:
    return isinstance(ty, k.RefTy) and isinstance(ty.ty, k.StrTy)


def _is_string(fcx: Any, ty: k.Ty) -> bool:
    return isinstance(ty, k.AdtTy) and ty.def_id == fcx.tcx.lang_items.get("String")


# ---- one kind of suggestion each ----


def _literal(fcx: Any, diag: Diag, expr: ast.Expr, found: k.Ty, expected: k.Ty) -> bool:
    if not isinstance(expr, ast.LitExpr) or expr.span.ctxt is not None:
        return False
    if meant_literal(diag, expr, expected):
        return True
    span = expr.span
    if expr.kind in ("int", "float") and expr.suffix and fcx.is_numeric(expected) and isinstance(expected, (k.IntTy, k.FloatTy)):
        if expr.kind == "float" and isinstance(expected, k.IntTy):
            return False
        text = f"change the type of the numeric literal from `{expr.suffix}` to `{expected.name}`"
        digits = expr.symbol.rstrip("_")
        if isinstance(expected, k.FloatTy) and expr.kind == "int":
            diag.not_modelled("a float for an integer with a suffix")
            return True
        diag.suggest(text, (span, digits + expected.name), style="show-always")
        return True
    if expr.kind == "int" and not expr.suffix and isinstance(expected, k.FloatTy):
        diag.suggest("use a float literal", (span.shrink_to_hi(), ".0"), style="show-always")
        return True
    return False


def meant_literal(diag: Diag, expr: Any, expected: k.Ty) -> bool:
    """Other quotes, or a `b` before them."""
    if not isinstance(expr, ast.LitExpr) or expr.span.ctxt is not None:
        return False
    span = expr.span
    first, last = Span(span.lo, span.lo + 1), Span(span.hi - 1, span.hi)
    if expr.kind == "str" and isinstance(expected, k.CharTy) and len(str(expr.value)) == 1:
        diag.suggest("if you meant to write a `char` literal, use single quotes", (first, "'"), (last, "'"), style="show-always")
        return True
    if expr.kind == "char" and _is_str(expected):
        diag.suggest("if you meant to write a string literal, use double quotes", (first, '"'), (last, '"'), style="show-always")
        return True
    if expr.kind == "char" and expected is i.U8 and str(expr.value).isascii():
        diag.suggest("if you meant to write a byte literal, prefix with `b`", (span.shrink_to_lo(), "b"), style="show-always")
        return True
    return False


def _char_cast(fcx: Any, diag: Diag, expr: ast.Expr, found: k.Ty, expected: k.Ty) -> bool:
    """A `char` fits into the integers of at least four bytes."""
    if found is not i.CHAR or not isinstance(expected, k.IntTy) or expected.bits < 32 or expected.name in ("usize", "isize"):
        return False
    if expr.span.ctxt is not None or not isinstance(expr, _PLAIN) or isinstance(expr, ast.AddrOfExpr):
        diag.not_modelled("a cast in parentheses")
        return True
    owner = fcx.fn_return[0] if fcx.fn_return is not None else None
    if any(isinstance(at, ast.FieldInit) for at in _path_to(getattr(owner, "body", None), expr)[1:2]):
        return True
    article = "an" if expected.signed else "a"
    diag.suggest(
        f"you can cast a `char` to {article} `{expected.name}`, since a `char` always occupies 4 bytes",
        (expr.span.shrink_to_hi(), f" as {expected.name}"), style="show-always",
    )  # fmt: skip
    return True


def _array_length(fcx: Any, diag: Diag, expr: ast.Expr, found: k.Ty, expected: k.Ty) -> bool:
    if not isinstance(found, k.ArrayTy) or not isinstance(expected, k.ArrayTy) or not fcx.can_eq(found.ty, expected.ty):
        return False
    let = fcx.let_of_init.get(expr)
    if let is None or not isinstance(let.ty, ast.ArrayTy) or not isinstance(found.length, k.ValueConst):
        return False
    diag.suggest(
        "consider specifying the actual array length",
        (let.ty.length.span, str(found.length.value)),
        applicability="MaybeIncorrect",
    )
    return True


def _reference(fcx: Any, diag: Diag, expr: ast.Expr, found: k.Ty, expected: k.Ty) -> bool:
    if isinstance(expected, k.RefTy) and not isinstance(found, k.RefTy):
        if expr.span.ctxt is not None:
            return isinstance(expr, ast.Expr) and expr.span.ctxt.kind == "macro"
        made = fcx.tcx.ref(i.RE_ERASED, found, expected.mutbl)
        if not fcx.can_coerce(made, expected):
            return False
        if not isinstance(expr, _PLAIN):
            diag.not_modelled("a borrow in parentheses")
            return True
        prefix, how = ("&mut ", "mutably ") if expected.mutbl == "mut" else ("&", "")
        owner = fcx.fn_return[0] if fcx.fn_return is not None else None
        field = _path_to(getattr(owner, "body", None), expr)[1:2]
        if field and isinstance(field[0], ast.FieldInit) and field[0].shorthand:
            prefix = f"{field[0].ident.name}: {prefix}"
        diag.suggest(f"consider {how}borrowing here", (expr.span.shrink_to_lo(), prefix), style="show-always")
        return True
    if isinstance(found, k.RefTy) and not isinstance(expected, k.RefTy) and fcx.can_eq(found.ty, expected):
        if isinstance(expr, ast.AddrOfExpr) and expr.span.ctxt is None:
            inner = expr.expr.span.source_callsite()
            diag.suggest("consider removing the borrow", (expr.span.until(inner), ""), style="show-always")
            owner = fcx.fn_return[0] if fcx.fn_return is not None else None
            suggest_values.annotation(fcx, diag, expr, _path_to(getattr(owner, "body", None), expr))
            return True
        if fcx.is_copy(expected) and isinstance(expr, _PLAIN) and expr.span.ctxt is None:
            if isinstance(expr, ast.MethodCallExpr):
                diag.not_modelled("a dereference of a call")
                return True
            diag.suggest("consider dereferencing the borrow", (expr.span.shrink_to_lo(), "*"), style="show-always")
            return True
        diag.not_modelled("a clone of the referent")
        return True
    return False


def _wrap(fcx: Any, diag: Diag, expr: ast.Expr, found: k.Ty, expected: k.Ty) -> bool:
    owner = fcx.fn_return[0] if fcx.fn_return is not None else None
    path = _path_to(getattr(owner, "body", None), expr)
    return suggest_values.compatible_variants(fcx, diag, expr, found, expected, path)


def _boxed(fcx: Any, diag: Diag, expr: ast.Expr, found: k.Ty, expected: k.Ty) -> bool:
    if not isinstance(expected, k.AdtTy) or expected.def_id != fcx.tcx.lang_items.get("owned_box"):
        return False
    if not fcx.can_coerce(fcx.tcx.adt(expected.def_id, (found, *expected.args[1:])), expected) or expr.span.ctxt is not None:
        return False
    diag.note(
        "for more on the distinction between the stack and the heap, read https://doc.rust-lang.org/book/ch15-01-box.html, "
        "https://doc.rust-lang.org/rust-by-example/std/box.html, and https://doc.rust-lang.org/std/boxed/index.html"
    )
    parts = ((expr.span.shrink_to_lo(), "Box::new("), (expr.span.shrink_to_hi(), ")"))
    diag.suggest("store this in the heap by calling `Box::new`", *parts, style="show-always")
    return True


def _conversion(fcx: Any, diag: Diag, expr: ast.Expr, found: k.Ty, expected: k.Ty) -> bool:
    if not _is_string(fcx, expected):
        return False
    if not (_is_str(found) or isinstance(found, k.CharTy) or fcx.is_numeric(found) or found is i.BOOL):
        return False
    if expr.span.ctxt is not None or not isinstance(expr, _PLAIN) or isinstance(expr, ast.AddrOfExpr):
        diag.not_modelled("a conversion in parentheses")
        return True
    diag.suggest("try using a conversion method", (expr.span.shrink_to_hi(), ".to_string()"), style="show-always")
    return True


# ---- returns and tails ----


def semicolon_at_end(fcx: Any, expr: ast.Expr, diag: Diag) -> None:
    diag.not_modelled("a semicolon after the expression")


def forced_unit(fcx: Any, diag: Diag, cause: Any, expected: k.Ty) -> None:
    if cause.code == "return-no-expr":
        output = fcx.fn_return[1] if fcx.fn_return is not None else None
        if output is not None:
            diag.label(output.span, f"expected `{ty_str(fcx.tcx, expected)}` because of this return type")
        diag.message, diag.code = "`return;` in a function whose return type is not `()`", "E0069"
        diag.labels = [(cause.span, "return type is not `()`"), *diag.labels[1:]]
        value = None if expected.flags & k.HAS_INFER else ty_kind_suggestion(fcx.tcx, fcx.param_env, expected)
        if value is None:
            diag.not_modelled("a value to return")
        else:
            diag.suggest(
                "give the `return` a value of the expected type",
                (cause.span.shrink_to_hi(), f" {value}"),
                applicability="HasPlaceholders",
                style="show-always",
            )
        return
    if cause.code != "block-no-tail":
        diag.not_modelled("suggestions for a missing value")
        return
    block = cause.data[0]
    owner = fcx.fn_return[0] if fcx.fn_return is not None else None
    if owner is not None and getattr(owner, "body", None) is block and isinstance(owner, ast.FnItem):
        diag.label(owner.ident.span, "implicitly returns `()` as its body has no tail or `return` expression")
    # rustc asks for a value only where the type of the block is known (`expected.only_has_type`).
    suggest_return.missing_tail(fcx, diag, block, expected, _path_to(getattr(owner, "body", None), block))


def return_value(fcx: Any, diag: Diag, cause: Any, expr: Any, expected: k.Ty, found: k.Ty) -> None:
    if fcx.fn_return is None:
        return
    owner, output = fcx.fn_return
    tcx = fcx.tcx
    if output is not None:
        diag.label(output.span, f"expected `{ty_str(tcx, _declared_output(fcx, expected))}` because of return type")
        if isinstance(expected, k.ParamTy):
            shown = {"int": "i32", "float": "f64"}.get(getattr(found, "kind", "")) if isinstance(found, k.InferTy) else None
            diag.note(
                f"the caller chooses a type for `{expected.name}` which can be different from `{shown or ty_str(tcx, found)}`"
            )
        return
    if isinstance(owner, ast.ClosureExpr) and expected is i.UNIT:
        diag.not_modelled("how to ignore the value of a closure")
    if not isinstance(owner, ast.FnItem) or expected is not i.UNIT:
        return
    if owner.ident.name == "main" and tcx.parent(fcx.body_id) is not None and tcx.def_kind(tcx.parent(fcx.body_id)) == "mod":
        diag.label(owner.sig.output_span, "expected `()` because of default return type")
        if not isinstance(_tail(expr), (ast.LitExpr, ast.PathExpr, ast.BinaryExpr)):
            diag.not_modelled("a semicolon after the expression")
        return
    shown_ty = i.I32 if isinstance(found, k.InferTy) and found.kind == "int" else i.F64 if isinstance(found, k.InferTy) else found
    tail = _tail(expr)
    if (
        not isinstance(tail, (ast.LitExpr, ast.PathExpr, ast.BinaryExpr, ast.FieldExpr))
        or shown_ty.flags & k.HAS_INFER
        or isinstance(shown_ty, (k.ClosureTy, k.FnDefTy))
    ):
        diag.not_modelled("a semicolon or a return type")
        return
    diag.suggest("try adding a return type", (owner.sig.output_span, f" -> {ty_str(tcx, shown_ty)}"))


def _declared_output(fcx: Any, expected: k.Ty) -> k.Ty:
    """The return type with its lifetimes, if it is what was expected."""
    tcx = fcx.tcx
    if tcx.def_kind(fcx.body_id) not in ("fn", "assoc fn"):
        return expected
    output: k.Ty = tcx.instantiate(tcx.fn_sig(fcx.body_id), lambda var: tcx.re_late(fcx.body_id, var)).output
    return output if tcx.erase_regions(output) is expected else expected


def _tail(expr: Any) -> Any:
    while isinstance(expr, (ast.Block, ast.BlockExpr)):
        block = expr if isinstance(expr, ast.Block) else expr.block
        if block.expr is None:
            return expr
        expr = block.expr
    return expr


def block_tail(fcx: Any, diag: Diag, cause: Any, expr: Any, expected: k.Ty, found: k.Ty) -> None:
    """The tail of a block is held against the function's return type, if that is where its value goes."""
    if fcx.fn_return is None or isinstance(expr, ast.BreakExpr):
        return
    owner, block = fcx.fn_return[0], cause.data[0]
    body = owner.body.block if isinstance(owner.body, ast.BlockExpr) else owner.body
    if block is body:
        return_value(fcx, diag, cause, expr, expected, found)
        return
    path = _path_to(owner.body, block)
    if _is_returned(path) and fcx.ret_coercion is not None and fcx.can_coerce(expected, fcx.ret_coercion.expected):
        return_value(fcx, diag, cause, expr, expected, found)
    if any(isinstance(at, ast.BreakExpr) for at in path):
        diag.not_modelled("the loop whose type a `break` must have")


def first_arm(fcx: Any, diag: Diag, cause: Any, expr: Any, expected: k.Ty, found: k.Ty) -> None:
    """The first arm of a match is to rustc the tail of a block: it decides the type of what is returned."""
    if fcx.fn_return is None or fcx.ret_coercion is None:
        return
    path = _path_to(fcx.fn_return[0].body, cause.data[1].body)
    if _is_returned(path) and fcx.can_coerce(expected, fcx.ret_coercion.expected):
        return_value(fcx, diag, cause, expr, expected, found)


def _path_to(root: Any, target: Any) -> list[Any]:
    """The nodes from `target` up to `root`."""
    stack: list[tuple[Any, Any]] = [(root, None)]
    while stack:
        at, above = stack.pop()
        if at is target and at is not None:
            path = [at]
            while above is not None:
                path.append(above[0])
                above = above[1]
            return path
        if at is not None:
            stack.extend((child, (at, above)) for child in children(at))
    return []


def _is_returned(path: list[Any]) -> bool:
    """Whether the value of the first node is that of the function (`hir_get_fn_id_for_return_block`)."""
    for at, parent in itertools.pairwise(path):
        if isinstance(at, ast.ReturnExpr):
            return True
        if isinstance(parent, ast.Block):
            if parent.expr is not at or isinstance(at, ast.IfExpr) and at.orelse is None:
                return False
        elif isinstance(parent, (ast.LoopExpr, ast.LetStmt)):
            return False
    return bool(path)


def if_else(fcx: Any, diag: Diag, cause: Any, expected: k.Ty, found: k.Ty) -> None:
    pass


def match_arm(fcx: Any, diag: Diag, cause: Any, expr: Any, expected: k.Ty, found: k.Ty) -> None:
    pass


def if_without_else(fcx: Any, diag: Diag, expr: ast.IfExpr) -> None:
    let = fcx.let_of_init.get(expr)
    if let is not None:
        if let.ty is not None:
            diag.label(let.pat.span, "expected because of this assignment")
    elif fcx.fn_return is not None and _tail(getattr(fcx.fn_return[0], "body", None)) is expr:
        output = fcx.fn_return[1]
        if output is None or not isinstance(fcx.fn_return[0], ast.FnItem):
            diag.not_modelled("the return type of the function")
        else:
            shown = ty_str(fcx.tcx, fcx.resolve(fcx.ret_coercion.expected))
            diag.label(output.span, f"expected `{shown}` because of this return type")


def struct_variant_literal(fcx: Any, diag: Diag, expr: Any, variant: Any) -> None:
    diag.not_modelled("the literal of a struct variant")


def comparison_for_assignment(fcx: Any, diag: Diag, expr: ast.AssignExpr, left: k.Ty, right: k.Ty) -> None:
    if fcx.can_eq(left, right) and isinstance(expr.left, (ast.PathExpr, ast.FieldExpr, ast.IndexExpr)):
        diag.suggest(
            "you might have meant to compare for equality",
            (expr.eq_span.shrink_to_hi(), "="),
            applicability="MaybeIncorrect",
            style="show-always",
        )
    else:
        diag.not_modelled("a comparison for an assignment")


def index_help(fcx: Any, diag: Diag, expr: ast.IndexExpr, ty: k.Ty) -> None:
    base = fcx.resolve(ty)
    peeled = base
    while isinstance(peeled, k.RefTy):
        peeled = fcx.resolve(peeled.ty)
    if isinstance(peeled, k.TupleTy):
        index = expr.index
        if isinstance(index, ast.LitExpr) and index.kind == "int" and not index.suffix and index.value < len(peeled.elems):
            text = f"to access tuple element `{index.value}`, use"
            diag.suggest(text, (expr.brackets_span, f".{index.value}"))
        diag.help("tuples are indexed with a dot and a literal index: `tuple.0`, `tuple.1`, etc.")
        if peeled is not base:
            diag.not_modelled("help on indexing a tuple")
    elif isinstance(base, (k.RawPtrTy, k.RefTy)):
        diag.not_modelled("help on indexing a tuple")


def not_callable(fcx: Any, expr: ast.CallExpr, ty: k.Ty) -> None:
    ty = fcx.resolve(ty)
    diag = error(f"expected function, found `{ty_str(fcx.tcx, ty)}`", expr.func.span, "E0618")
    diag.label(expr.span, "call expression requires function")
    res = fcx.tcx.full_res(expr.func.path) if isinstance(expr.func, ast.PathExpr) else None
    binding = getattr(res, "binding", None)
    if binding is not None:
        diag.message = f"expected function, found `{ty_str(fcx.tcx, ty)}`"
        diag.label(binding.ident.span, f"`{binding.ident.name}` has type `{ty_str(fcx.tcx, ty)}`")
    elif isinstance(ty, k.AdtTy) and getattr(res, "kind", "") == "ctor":
        owner = fcx.tcx.parent(res.def_id)
        variant = fcx.tcx.def_kind(owner) == "variant"
        what = "enum variant" if variant else "struct"
        name = fcx.tcx.source_map.snippet(expr.func.span)
        if expr.args:
            # With arguments it is no constructor by mistake.
            if owner < fcx.tcx.base:
                diag.not_modelled("a position in the library")
            else:
                diag.label(fcx.tcx.def_span(owner), f"`{name}` defined here")
            fcx.emit(diag)
            return
        diag.message = f"expected function, found {what} `{name}`"
        if owner < fcx.tcx.base:
            diag.not_modelled("a position in the library")
        else:
            diag.label(fcx.tcx.def_span(owner), f"{what} `{name}` defined here")
        cut = Span(expr.func.span.hi, expr.span.hi)
        diag.suggest(
            f"`{name}` is a unit {what}, and does not take parentheses to be constructed", (cut, ""), style="show-always"
        )
    else:
        diag.not_modelled("what is not callable")
    fcx.emit(diag)
