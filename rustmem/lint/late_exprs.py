"""Late lints that look at one expression and its types (the modules of rustc_lint they are named for).

Each check is called at its kind of node, before what is inside is visited; `CHECKS` has them in the order of
rustc's combined pass.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rustmem.lint import transmute
from rustmem.lint.external import in_library_macro
from rustmem.lint.watch import deep
from rustmem.resolve.walk import children
from rustmem.source.diag import Diag, warning
from rustmem.source.index import DefId
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.traits.instance import resolve_associated
from rustmem.traits.queries import is_copy
from rustmem.ty import kind as k
from rustmem.ty.defs import DefRes
from rustmem.ty.print import ty_str
from rustmem.typeck.results import Borrow, Deref

if TYPE_CHECKING:
    from rustmem.lint.late import LatePass

COMPARISONS = ("==", "!=", "<", "<=", ">", ">=")
SWAPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


# ---- questions ----


def emit(late: LatePass, diag: Diag) -> None:
    if not in_library_macro(diag.span[0]):
        late.tcx.emit(diag)


def callee(late: LatePass, expr: Any) -> DefId | None:
    """The function that a call or method call names."""
    if isinstance(expr, ast.MethodCallExpr):
        found = late.results.callees.get(expr)
        return found[0] if found is not None else None
    if isinstance(expr, ast.CallExpr) and isinstance(expr.func, ast.PathExpr):
        res = late.tcx.full_res(expr.func.path) or late.results.node_res.get(expr.func)
        return res.def_id if isinstance(res, DefRes) else None
    return None


def is_item(late: LatePass, def_id: DefId | None, *names: str) -> bool:
    """Whether the definition is one of these diagnostic items."""
    return def_id is not None and any(late.tcx.is_diagnostic_item(def_id, name) for name in names)


def ty_of(late: LatePass, expr: Any) -> Any:
    return late.results.types.get(expr)


# ---- for_loops_over_fallibles ----


def fallible_loop(late: LatePass, loop: ast.DropTempsExpr) -> None:
    """`for x in option`."""
    made = loop.expr
    if not isinstance(made, ast.MatchExpr) or made.source != "for" or not isinstance(made.scrutinee, ast.CallExpr):
        return
    arg = made.scrutinee.args[0]
    body: Any = made.arms[0].body
    pat = body.body.stmts[0].expr.arms[1].pat.elems[0]
    ty = ty_of(late, arg)
    prefix = ""
    while type(ty) is k.RefTy:
        prefix = "&" if ty.mutbl == "not" else "&mut "
        ty = ty.ty
    if type(ty) is not k.AdtTy:
        return
    if is_item(late, ty.def_id, "Option"):
        article, name, variant = "an", "Option", "Some"
    elif is_item(late, ty.def_id, "Result"):
        article, name, variant = "a", "Result", "Ok"
    else:
        return
    article = "a" if prefix else article
    message = f"for loop over {article} `{prefix}{name}`. This is more readably written as an `if let` statement"
    diag = warning(message, arg.span, "for_loops_over_fallibles")
    head, middle = Span(made.span.lo, pat.span.lo, loop_ctxt(made)), pat.span.between(arg.span)
    next_fn = late.tcx.lang_item("next")
    if isinstance(arg, ast.MethodCallExpr) and next_fn is not None and callee(late, arg) == next_fn:
        receiver = late.tcx.source_map.snippet(arg.receiver.span)
        at = Span(arg.receiver.span.hi, arg.span.hi, arg.span.ctxt)
        diag.suggest(f"to iterate over `{receiver}` remove the call to `next`", (at, ".by_ref()"), applicability="MaybeIncorrect")
    else:
        parts = (head, f"while let {variant}("), (middle, ") = ")
        diag.suggest("to check pattern in a loop use `while let`", *parts, applicability="MaybeIncorrect")
    if name == "Result":
        returned = late.returned()
        if type(returned) is k.AdtTy and is_item(late, returned.def_id, "Result") and late.implements(ty.args[0], "IntoIterator"):
            message = "consider unwrapping the `Result` with `?` to iterate over its contents"
            diag.suggest(message, (arg.span.shrink_to_hi(), "?"), applicability="MaybeIncorrect")
    parts = (head, f"if let {variant}("), (middle, ") = ")
    emit(late, diag.suggest("consider using `if let` to clear intent", *parts, applicability="MaybeIncorrect"))


def loop_ctxt(made: ast.MatchExpr) -> Any:
    """The context of a desugared loop's own text."""
    return made.span.ctxt.call_site.ctxt if made.span.ctxt is not None else None


# ---- dropping_references and its like ----


def useless_drop(late: LatePass, call: ast.CallExpr) -> None:
    """`drop` and `forget` of what has nothing to drop."""
    if len(call.args) != 1:
        return
    def_id = callee(late, call)
    if not is_item(late, def_id, "mem_drop", "mem_forget"):
        return
    dropping = is_item(late, def_id, "mem_drop")
    arg = call.args[0]
    ty = ty_of(late, arg)
    idiomatic = dropping and late.arm_body is call and has_side_effects(arg)
    verb, name = ("dropping", "drop") if dropping else ("forgetting", "forget")
    if idiomatic:
        pass
    elif type(ty) is k.RefTy:
        message = f"calls to `std::mem::{name}` with a reference instead of an owned value does nothing"
        _useless(late, call, arg, ty, message, f"{verb}_references")
        return
    elif is_copy(late.tcx, late.env(), ty):
        message = f"calls to `std::mem::{name}` with a value that implements `Copy` does nothing"
        _useless(late, call, arg, ty, message, f"{verb}_copy_types")
        return
    if dropping and type(ty) is k.AdtTy and late.tcx.is_lang_item(ty.def_id, "manually_drop"):
        message = "calls to `std::mem::drop` with `std::mem::ManuallyDrop` instead of the inner value does nothing"
        diag = warning(message, call.span, "undropped_manually_drops")
        diag.label(arg.span, f"argument has type `{ty_str(late.tcx, ty)}`")
        parts = (arg.span.shrink_to_lo(), "std::mem::ManuallyDrop::into_inner("), (arg.span.shrink_to_hi(), ")")
        emit(late, diag.suggest("use `std::mem::ManuallyDrop::into_inner` to get the inner value", *parts))


def _useless(late: LatePass, call: ast.CallExpr, arg: ast.Expr, ty: Any, message: str, lint: str) -> None:
    diag = warning(message, call.span, lint)
    diag.label(arg.span, f"argument has type `{ty_str(late.tcx, ty)}`")
    ignore = "use `let _ = ...` to ignore the expression or result"
    if late.semi is call:
        start, end = Span(call.span.lo, arg.span.lo, call.span.ctxt), Span(arg.span.hi, call.span.hi, call.span.ctxt)
        diag.suggest(ignore, (start, "let _ = "), (end, ""), applicability="MaybeIncorrect", style="show-always")
    else:
        diag.note(ignore)
    emit(late, diag)


def has_side_effects(expr: Any) -> bool:
    """rustc's `can_have_side_effects`: whether leaving the expression out could change what the program does."""
    match expr:
        case ast.ClosureExpr() | ast.PathExpr() | ast.LitExpr():
            return False
        case ast.CastExpr() | ast.FieldExpr():
            return has_side_effects(expr.expr)
        case ast.UnaryExpr():
            return has_side_effects(expr.expr)
        case ast.AddrOfExpr():
            return has_side_effects(expr.expr)
        case ast.ArrayExpr() | ast.TupExpr():
            return any(has_side_effects(e) for e in expr.elems)
        case ast.StructExpr():
            rest = expr.rest if isinstance(expr.rest, ast.Expr) else None
            return any(has_side_effects(f.expr) for f in expr.fields) or rest is not None and has_side_effects(rest)
        case ast.CallExpr() if isinstance(expr.func, ast.PathExpr):
            # A constructor does nothing by itself; by its first letter, as names of functions are small.
            last = expr.func.path.segments[-1].ident.name
            return not last[:1].isupper() or any(has_side_effects(a) for a in expr.args)
    return True


# ---- unused_allocation ----


def unused_allocation(late: LatePass, call: ast.CallExpr) -> None:
    """`Box::new(x).f()` where `f` only borrows."""
    if len(call.args) != 1 or not is_item(late, callee(late, call), "box_new"):
        return
    for step in late.results.adjustments.get(call, ()):
        if not isinstance(step.kind, Borrow):
            continue
        inner = step.target.ty if type(step.target) is k.RefTy else None
        if type(inner) is k.AdtTy and late.tcx.is_lang_item(inner.def_id, "owned_box"):
            continue
        sign = "&" if step.kind.mutbl == "not" else "&mut"
        emit(late, warning(f"unnecessary allocation, use `{sign}` instead", call.span, "unused_allocation"))


# ---- useless_ptr_null_checks ----


def null_check(late: LatePass, expr: Any) -> None:
    """Asks whether a reference or function is null."""
    pointer: Any = None
    if isinstance(expr, ast.BinaryExpr):
        if expr.op != "==":
            return
        found = useless_check(late, expr.left)
        other = expr.right
        if found is None:
            found, other = useless_check(late, expr.right), expr.left
        if found is None or not _is_null(late, other):
            return
    else:
        def_id = callee(late, expr)
        if def_id is None or def_id >= late.tcx.base or late.tcx.item_name(def_id) != "is_null":
            return
        pointer = expr.receiver if isinstance(expr, ast.MethodCallExpr) else expr.args[0] if len(expr.args) == 1 else None
        found = useless_check(late, pointer) if pointer is not None else None
        if found is None:
            return
    origin, ty = found
    if ty is None:
        name = late.tcx.item_name(callee(late, origin) or DefId(0))
        message = f"returned pointer of `{name}` call is never null, so checking it for null will always return false"
        emit(late, warning(message, expr.span, "useless_ptr_null_checks"))
        return
    is_fn = type(ty) is not k.RefTy
    what = "function pointers" if is_fn else "references"
    message = f"{what} are not nullable, so checking them for null will always return false"
    diag = warning(message, expr.span, "useless_ptr_null_checks")
    diag.label(origin.span, f"expression has type `{ty_str(late.tcx, ty)}`")
    if is_fn:
        diag.help("wrap the function pointer inside an `Option` and use `Option::is_none` to check for null pointer value")
    emit(late, diag)


def has_attr(late: LatePass, def_id: DefId | None, name: str) -> bool:
    """Whether a function of the library has an attribute of the compiler's own."""
    if def_id is None or late.tcx.is_local(def_id):
        return False
    return any(attr.path == name for attr in late.tcx.attrs(def_id))


def useless_check(late: LatePass, expr: Any) -> tuple[Any, Any] | None:
    """The reference or function that casts made a pointer of, and its type; or a call that never gives null."""
    cast = False
    while True:
        while isinstance(expr, ast.BlockExpr) and not expr.block.stmts and expr.block.expr is not None:
            expr = expr.block.expr
        if has_attr(late, callee(late, expr), "rustc_never_returns_null_ptr"):
            return expr, None
        if isinstance(expr, ast.CastExpr) and isinstance(expr.ty, ast.PtrTy):
            expr, cast = expr.expr, True
        elif isinstance(expr, ast.MethodCallExpr) and not expr.args and _is_pointer_cast(late, expr):
            expr, cast = expr.receiver, True
        else:
            break
    ty = ty_of(late, expr)
    if not cast or type(ty) not in (k.RefTy, k.FnPtrTy, k.FnDefTy):
        return None
    return expr, ty


def _is_pointer_cast(late: LatePass, expr: ast.MethodCallExpr) -> bool:
    def_id = callee(late, expr)
    return (
        def_id is not None
        and def_id < late.tcx.base
        and late.tcx.item_name(def_id) in ("cast", "cast_mut")
        and type(ty_of(late, expr.receiver)) is k.RawPtrTy
    )


def _is_null(late: LatePass, expr: Any) -> bool:
    if isinstance(expr, ast.CastExpr):
        return isinstance(expr.expr, ast.LitExpr) and expr.expr.value == 0
    return isinstance(expr, ast.CallExpr) and not expr.args and is_item(late, callee(late, expr), "ptr_null", "ptr_null_mut")


# ---- unused_comparisons, invalid_nan_comparisons, unpredictable_function_pointer_comparisons ----


def comparison(late: LatePass, expr: ast.BinaryExpr) -> None:
    if expr.op not in COMPARISONS:
        return
    if is_decided(late, expr):
        emit(late, warning("comparison is useless due to type limits", expr.span, "unused_comparisons"))
        return
    nan_comparison(late, expr)
    pointer_comparison(late, expr)


def is_decided(late: LatePass, expr: ast.BinaryExpr) -> bool:
    """Whether the limits of the type decide the comparison with a literal (rustc's `check_limits`)."""
    lit, other = expr.right, expr.left
    op: str = expr.op
    if _is_literal(expr.left) and not _is_literal(expr.right):
        lit, other, op = expr.left, expr.right, SWAPPED[op]
    elif not _is_literal(expr.right) or _is_literal(expr.left):
        return False
    ty = ty_of(late, other)
    if type(ty) is not k.IntTy:
        return False
    if not isinstance(lit, ast.LitExpr) or not isinstance(lit.value, int) or isinstance(lit.value, bool):
        return False
    value = lit.value
    low = -(1 << (ty.bits - 1)) if ty.signed else 0
    high = (1 << (ty.bits - 1)) - 1 if ty.signed else (1 << ty.bits) - 1
    if op in ("<", ">="):
        return not low < value <= high
    return not low <= value < high if op in ("<=", ">") else not low <= value <= high


def _is_literal(expr: Any) -> bool:
    return isinstance(expr, ast.LitExpr)


def nan_comparison(late: LatePass, expr: ast.BinaryExpr) -> None:
    left, right = is_nan(late, expr.left), is_nan(late, expr.right)
    if not left and not right:
        return
    lint = "invalid_nan_comparisons"
    if expr.op not in ("==", "!="):
        emit(late, warning("incorrect NaN comparison, NaN is not orderable", expr.span, lint))
        return
    diag = warning("incorrect NaN comparison, NaN cannot be directly compared to itself", expr.span, lint)
    other = expr.left if right else expr.right
    gone = Span(other.span.hi, expr.span.hi, expr.span.ctxt) if right else Span(expr.span.lo, other.span.lo, expr.span.ctxt)
    message = "use `f32::is_nan()` or `f64::is_nan()` instead"
    if other.span.from_expansion() or expr.span.from_expansion():
        emit(late, diag.help(message))
        return
    parts = [(other.span.shrink_to_hi(), ".is_nan()"), (gone, "")]
    if expr.op == "!=":
        parts.insert(0, (expr.span.shrink_to_lo(), "!"))
    emit(late, diag.suggest(message, *parts, style="show-always"))


def is_nan(late: LatePass, expr: Any) -> bool:
    """`f32::NAN`, perhaps negated or in a block."""
    while isinstance(expr, ast.BlockExpr) and not expr.block.stmts and expr.block.expr is not None:
        expr = expr.block.expr
    if not isinstance(expr, ast.PathExpr):
        return False
    res = late.tcx.full_res(expr.path) or late.results.node_res.get(expr)
    if not isinstance(res, DefRes) or res.kind != "assoc const" or late.tcx.is_local(res.def_id):
        return False
    return late.tcx.item_name(res.def_id) == "NAN" and type(ty_of(late, expr)) is k.FloatTy


def pointer_comparison(late: LatePass, expr: ast.BinaryExpr) -> None:
    """`f == g` of function pointers."""
    left_place, left, left_steps = peel_refs(late, expr.left)
    right_place, right, right_steps = peel_refs(late, expr.right)
    if type(left) is k.AdtTy and type(right) is k.AdtTy:
        # `Some(f) == Some(g)`.
        if is_item(late, left.def_id, "Option") and is_item(late, right.def_id, "Option"):
            if type(left.args[0]) is k.FnPtrTy and type(right.args[0]) is k.FnPtrTy:
                emit(late, _function_comparison(expr))
        return
    if type(left) is not k.FnPtrTy or type(right) not in (k.FnPtrTy, k.FnDefTy):
        return
    diag = _function_comparison(expr)
    if expr.op not in ("==", "!="):
        emit(late, diag)
        return
    sign = "" if expr.op == "==" else "!"
    cast = f" as {ty_str(late.tcx, left)}" if type(right) is k.FnDefTy else ""
    parts = (
        (expr.span.with_hi(left_place.lo), f"{sign}std::ptr::fn_addr_eq({'*' * left_steps}"),
        (Span(left_place.hi, right_place.lo, expr.span.ctxt), f", {'*' * right_steps}"),
        (expr.span.with_lo(right_place.hi), f"{cast})"),
    )
    message = "refactor your code, or use `std::ptr::fn_addr_eq` to suppress the lint"
    emit(late, diag.suggest(message, *parts, applicability="MaybeIncorrect", style="show-always"))


def _function_comparison(expr: ast.BinaryExpr) -> Diag:
    message = (
        "function pointer comparisons do not produce meaningful results since their addresses are not guaranteed to be unique"
    )
    diag = warning(message, expr.span, "unpredictable_function_pointer_comparisons")
    diag.note("the address of the same function can vary between different codegen units")
    diag.note("furthermore, different functions could have the same address after being merged together")
    return diag.note("for more information visit <https://doc.rust-lang.org/nightly/core/ptr/fn.fn_addr_eq.html>")


def peel_refs(late: LatePass, expr: Any) -> tuple[Span, Any, int]:
    """The place of the expression within its borrows, the type behind all references, and how many are left to follow."""
    while isinstance(expr, ast.AddrOfExpr) and not expr.raw:
        expr = expr.expr
    ty, steps = ty_of(late, expr), 0
    while type(ty) is k.RefTy:
        ty, steps = ty.ty, steps + 1
    return expr.span, ty, steps


# ---- dangling_pointers_from_temporaries ----

TEMPORARY = (
    ast.CallExpr, ast.MethodCallExpr, ast.BinaryExpr, ast.IfExpr, ast.LoopExpr, ast.MatchExpr, ast.BlockExpr, ast.StructExpr,
)  # fmt: skip


def dangling_pointers(late: LatePass, at: Any, in_call: bool = False) -> None:
    """`String::from("…").as_ptr()` in a body: the string is dropped at the end of the statement; not so in arguments of calls."""
    if isinstance(at, (ast.Item, ast.ItemStmt, ast.ClosureExpr, ast.AnonConst)):
        return
    if isinstance(at, ast.MethodCallExpr):
        if not in_call:
            _dangling_pointer(late, at)
        dangling_pointers(late, at.receiver, in_call)
        for arg in at.args:
            dangling_pointers(late, arg, True)
        return
    if isinstance(at, ast.CallExpr):
        dangling_pointers(late, at.func, in_call)
        for arg in at.args:
            dangling_pointers(late, arg, True)
        return
    if isinstance(at, ast.Block):
        for stmt in at.stmts:
            dangling_pointers(late, stmt, False)
        if at.expr is not None:
            dangling_pointers(late, at.expr, in_call)
        return
    for part in children(at):
        dangling_pointers(late, part, in_call)


def _dangling_pointer(late: LatePass, expr: ast.MethodCallExpr) -> None:
    receiver, name, at = expr.receiver, expr.segment.ident.name, expr.segment.ident.span
    if name not in ("as_ptr", "as_mut_ptr", "get") or not isinstance(receiver, TEMPORARY):
        return
    ty, def_id = ty_of(late, receiver), callee(late, expr)
    if def_id is None or late.tcx.is_local(def_id) or not owns_memory(late, ty) or type(ty_of(late, expr)) is not k.RawPtrTy:
        return
    shown = ty_str(late.tcx, ty)
    message = f"this creates a dangling pointer because temporary `{shown}` is dropped at end of statement"
    diag = warning(message, at, "dangling_pointers_from_temporaries")
    diag.label(at, "pointer created here").label(receiver.span, f"this `{shown}` is dropped at end of statement")
    diag.help(f"bind the `{shown}` to a variable such that it outlives the pointer returned by `{name}`")
    diag.note("a dangling pointer is safe, but dereferencing one is undefined behavior")
    diag.note("returning a pointer to a local variable will always result in a dangling pointer")
    emit(late, diag.note("for more information, see <https://doc.rust-lang.org/reference/destructors.html>"))


def owns_memory(late: LatePass, ty: Any) -> bool:
    """rustc's `owns_allocation`, roughly the types whose pointer dies with them."""
    if type(ty) is k.ArrayTy:
        return True
    if type(ty) is not k.AdtTy:
        return False
    if late.tcx.is_lang_item(ty.def_id, "owned_box"):
        inner = ty.args[0]
        return (
            type(inner) in (k.SliceTy, k.StrTy)
            or type(inner) is k.AdtTy
            and late.tcx.item_name(inner.def_id) == "CStr"
            or owns_memory(late, inner)
        )
    return ty.def_id < late.tcx.base and late.tcx.item_name(ty.def_id) in (
        "String", "MaybeUninit", "CString", "Vec", "Cell", "UnsafeCell", "SyncUnsafeCell",
    )  # fmt: skip


# ---- noop_method_call, suspicious_double_ref_op ----


def noop_method(late: LatePass, expr: ast.MethodCallExpr) -> None:
    """`clone` of a reference to what cannot be cloned copies the reference."""
    if expr.method_span.from_expansion():
        return
    found = late.results.callees.get(expr)
    if found is None or late.owner is None:
        return
    tcx, (def_id, args) = late.tcx, found
    trait = tcx.parent(def_id)
    if trait is None or tcx.def_kind(trait) != "trait" or not is_item(late, trait, "Borrow", "Clone", "Deref"):
        return
    if type(ty_of(late, expr)) is not k.RefTy:
        return
    name = noop_name(late, def_id, tuple(tcx.erase_regions(a) for a in args))
    if name is None or any(
        isinstance(a.kind, Deref) and a.kind.overloaded for a in late.results.adjustments.get(expr.receiver, ())
    ):
        return
    receiver_ty, ty = ty_of(late, expr.receiver), late.results.expr_ty_adjusted(expr)
    span = Span(expr.receiver.span.hi, expr.span.hi, expr.span.ctxt)
    if receiver_ty is ty:
        emit(late, _noop(late, expr, span, trait, receiver_ty))
    elif name != "borrow":
        done = "cloning" if name == "clone" else "dereferencing"
        message = f"using `.{name}()` on a double reference, which returns `{ty_str(tcx, ty)}` instead of {done} the inner type"
        emit(late, warning(message, span, "suspicious_double_ref_op"))


def noop_name(late: LatePass, def_id: DefId, args: tuple[Any, ...]) -> str | None:
    """The method's name, if the call reaches the library's impl for references."""
    if late.tcx.item_name(def_id) == "clone":
        return "clone" if type(args[0]) is k.RefTy else None
    found = resolve_associated(late.tcx, late.env(), def_id, args)
    if found is None:
        return None
    return next((n for n in ("borrow", "deref") if is_item(late, found[0], f"noop_method_{n}")), None)


def _noop(late: LatePass, expr: ast.MethodCallExpr, span: Span, trait: DefId, receiver_ty: Any) -> Diag:
    tcx, name = late.tcx, expr.segment.ident.name
    inner = receiver_ty
    while type(inner) is k.RefTy:
        inner = inner.ty
    shown, of = ty_str(tcx, inner), tcx.item_name(trait)
    diag = warning(f"call to `.{name}()` on a reference in this situation does nothing", span, "noop_method_call")
    diag.note(
        f"the type `{shown}` does not implement `{of}`, so calling `{name}` on `&{shown}` copies the reference, "
        "which does not do anything and can be removed"
    )
    diag.suggest("remove this redundant call", (span, ""))
    if type(inner) is k.AdtTy and tcx.is_local(inner.def_id):
        message = f"if you meant to clone `{shown}`, implement `Clone` for it"
        diag.suggest(message, (tcx.def_span(inner.def_id).shrink_to_lo(), "#[derive(Clone)]\n"), applicability="MaybeIncorrect")
    return diag


# ---- map_unit_fn ----


def map_unit(late: LatePass, stmt: ast.SemiStmt) -> None:
    """`v.iter().map(f);` where `f` gives `()`."""
    expr = stmt.expr
    if not isinstance(expr, ast.MethodCallExpr) or len(expr.args) != 1 or expr.segment.ident.name != "map":
        return
    tcx, arg = late.tcx, expr.args[0]
    if stmt.span.from_expansion() or expr.receiver.span.from_expansion() or arg.span.from_expansion():
        return
    if not is_item(late, callee(late, expr), "IteratorMap", "iter_map") or not _is_slice_method(late, expr.receiver):
        return
    ty = ty_of(late, arg)
    function = arg.span
    if type(ty) is k.ClosureTy:
        data = late.results.closures.get(ty.def_id)
        output = data.sig.value.output if data is not None else None
        function = tcx.def_span(ty.def_id)
    elif type(ty) is k.FnDefTy:
        output = tcx.fn_sig(ty.def_id).value.output
        function = tcx.def_span(ty.def_id)
        if not tcx.is_local(ty.def_id):
            function = arg.span
    else:
        return
    if not (type(output) is k.TupleTy and not output.elems or type(output) is k.NeverTy):
        return
    span = expr.method_span
    diag = warning("`Iterator::map` call that discard the iterator's values", span, "map_unit_fn")
    diag.note(
        "`Iterator::map`, like many of the methods on `Iterator`, gets executed lazily, meaning that its effects won't be "
        "visible until it is iterated"
    )
    diag.label(function, "this function returns `()`, which is likely not what you wanted")
    diag.label(arg.span, "called `Iterator::map` with callable that returns `()`")
    diag.label(
        span,
        "after this call to map, the resulting iterator is `impl Iterator<Item = ()>`, which means the only information "
        "carried by the iterator is the number of items",
    )
    at = expr.segment.ident.span
    message = "you might have meant to use `Iterator::for_each`"
    emit(late, diag.suggest(message, (at, "for_each"), applicability="MaybeIncorrect", style="show-always"))


def _is_slice_method(late: LatePass, expr: Any) -> bool:
    """Whether the call is of a method in an `impl` for slices."""
    def_id = callee(late, expr) if isinstance(expr, ast.MethodCallExpr) else None
    parent = late.tcx.parent(def_id) if def_id is not None else None
    return parent is not None and late.tcx.def_kind(parent) == "impl" and type(late.tcx.type_of(parent)) is k.SliceTy


# ---- const_item_interior_mutations ----


def interior_mutation(late: LatePass, expr: Any) -> None:
    """`COUNT.store(1, …)` of a constant: it changes a copy."""
    if isinstance(expr, ast.MethodCallExpr):
        receiver = expr.receiver
    elif isinstance(expr, ast.CallExpr) and expr.args and isinstance(expr.args[0], ast.AddrOfExpr):
        receiver = expr.args[0].expr
    else:
        return
    method = callee(late, expr)
    if not isinstance(receiver, ast.PathExpr) or not has_attr(late, method, "rustc_should_not_be_called_on_const_items"):
        return
    tcx = late.tcx
    res = tcx.full_res(receiver.path) or late.results.node_res.get(receiver)
    if not isinstance(res, DefRes) or res.kind not in ("const", "assoc const"):
        return
    if any(isinstance(a.kind, Deref) for a in late.results.adjustments.get(receiver, ())):
        return
    name, shown = tcx.item_name(res.def_id), ty_str(tcx, ty_of(late, receiver))
    called = tcx.item_name(method)  # type: ignore[arg-type]
    message = f"mutation of an interior mutable `const` item with call to `{called}`"
    diag = warning(message, expr.span, "const_item_interior_mutations")
    diag.label(receiver.span, f"`{name}` is a interior mutable `const` item of type `{shown}`")
    diag.note("each usage of a `const` item creates a new temporary")
    diag.note(f"only the temporaries and never the original `const {name}` will be modified")
    diag.help("for more details on interior mutability see <https://doc.rust-lang.org/reference/interior-mutability.html>")
    item = tcx.hir(res.def_id) if tcx.is_local(res.def_id) and res.kind == "const" else None
    if isinstance(item, ast.ConstItem):
        visible = item.vis.kind != "inherited"
        at = Span(item.vis.span.hi if visible else item.span.lo, item.ident.span.lo, item.span.ctxt)
        message = f"for a shared instance of `{name}`, consider making it a `static` item instead"
        made = f"{' ' if visible else ''}static "
        diag.suggest(message, (at, made), applicability="MaybeIncorrect", style="show-always")
    emit(late, diag)


# ---- function_casts_as_integer ----


def function_cast(late: LatePass, expr: ast.CastExpr) -> None:
    target = ty_of(late, expr)
    if type(ty_of(late, expr.expr)) is not k.FnDefTy or type(target) in (k.FnDefTy, k.FnPtrTy, k.RawPtrTy):
        return
    span = Span(expr.expr.span.hi + 1, expr.ty.span.hi, expr.span.ctxt)
    diag = warning("direct cast of function item into an integer", span, "function_casts_as_integer")
    emit(
        late,
        diag.suggest(
            "first cast to a pointer `as *const ()`",
            (expr.expr.span.shrink_to_hi(), " as *const ()"),
            style="show-always",
        ),
    )


# ---- non_shorthand_field_patterns ----


def long_field(late: LatePass, pat: ast.StructPat) -> None:
    """`S { x: x }`."""
    for field in pat.fields:
        inner = field.pat
        if field.shorthand or field.span.from_expansion() or not isinstance(inner, ast.IdentPat):
            continue
        if inner.ident.name != field.ident.name or inner.sub is not None or late.tcx.res_of(inner) is not None:
            continue
        name = inner.ident.name
        diag = warning(f"the `{name}:` in this pattern is redundant", field.span, "non_shorthand_field_patterns")
        prefix = {None: "", "not": "ref ", "mut": "ref mut "}[inner.by_ref] + ("mut " if inner.mutbl == "mut" else "")
        emit(late, diag.suggest("use shorthand field pattern", (field.span, prefix + name)))


# ---- let_underscore_lock ----


def underscore_lock(late: LatePass, stmt: ast.LetStmt) -> None:
    """`let _ = lock.lock();` gives the lock back at once."""
    if stmt.init is None or not isinstance(stmt.pat, ast.WildPat) or stmt.span.from_expansion():
        return
    ty = ty_of(late, stmt.init)
    if ty is None or not any(type(p) is k.AdtTy and is_item(late, p.def_id, *GUARDS) for p in deep(ty)):
        return
    diag = warning("non-binding let on a synchronization lock", stmt.pat.span, "let_underscore_lock")
    diag.label(stmt.pat.span, "this lock is not assigned to a binding and is immediately dropped")
    message = "consider binding to an unused variable to avoid immediately dropping the value"
    if stmt.source != "let":
        emit(late, diag.not_modelled("a lock that is assigned to `_`"))
        return
    diag.suggest(message, (stmt.pat.span, "_unused"), style="show-always")
    parts = (stmt.span.with_hi(stmt.init.span.lo), "drop("), (stmt.init.span.shrink_to_hi(), ")")
    emit(late, diag.suggest("consider immediately dropping the value", *parts))


GUARDS = ("MutexGuard", "RwLockReadGuard", "RwLockWriteGuard")


CHECKS: dict[type, tuple[Any, ...]] = {
    ast.DropTempsExpr: (fallible_loop,),
    ast.CallExpr: (useless_drop, unused_allocation, null_check, interior_mutation, transmute.unnecessary),
    ast.MethodCallExpr: (null_check, noop_method, interior_mutation),
    ast.BinaryExpr: (null_check, comparison),
    ast.CastExpr: (function_cast,),
    ast.StructPat: (long_field,),
    ast.LetStmt: (underscore_lock,),
}
"""What to ask at a node."""
