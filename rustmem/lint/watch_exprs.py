"""Watchers of expressions and patterns, for lints that are not built."""

from __future__ import annotations

from typing import Any

from rustmem.lint.watch import Found, Watch, deep, peel, watches
from rustmem.resolve.walk import children
from rustmem.source.index import DefId
from rustmem.syntax import ast
from rustmem.traits.layout import LayoutError, layout_of
from rustmem.traits.queries import is_copy
from rustmem.ty import kind as k
from rustmem.ty.defs import DefRes, LocalRes

COMPARISONS = ("==", "!=", "<", "<=", ">", ">=")
GUARDS = ("MutexGuard", "RwLockReadGuard", "RwLockWriteGuard", "MappedMutexGuard", "ReentrantLockGuard")
INTERIOR = ("Cell", "Atomic", "Once", "Mutex", "RwLock", "Lazy", "Barrier", "Condvar")


def is_null(watch: Watch, expr: Any) -> bool:
    """Whether an expression is plainly a null pointer: `null()`, `0 as *const T`, and casts of those."""
    while True:
        expr = peel(expr)
        if isinstance(expr, ast.MethodCallExpr) and type(watch.type_of(expr)) is k.RawPtrTy:
            expr = expr.receiver
            continue
        if isinstance(expr, ast.CallExpr):
            _, name, _ = watch.library_call(expr)
            if name in ("null", "null_mut", "without_provenance", "without_provenance_mut"):
                return True
            if len(expr.args) == 1 and type(watch.type_of(expr)) is k.RawPtrTy:
                expr = expr.args[0]
                continue
        return isinstance(expr, ast.LitExpr) and expr.value == 0


def is_raw_deref(watch: Watch, expr: Any) -> bool:
    """Whether a place lies behind `*p` of a raw pointer."""
    while isinstance(expr, (ast.ParenExpr, ast.FieldExpr, ast.IndexExpr)):
        expr = expr.expr
    return isinstance(expr, ast.UnaryExpr) and expr.op == "*" and type(watch.type_of(expr.expr)) is k.RawPtrTy


def is_borrowed(watch: Watch, expr: Any) -> bool:
    return any(type(a.kind).__name__ == "Borrow" for a in watch.results.adjustments.get(expr, ())) if watch.results else False


@watches(ast.MethodCallExpr, ast.IndexExpr, lints="dangerous_implicit_autorefs")
def implicit_autoref(watch: Watch, at: Any) -> Found:
    """A library method or an overloaded index on what a raw pointer points to."""
    receiver = at.receiver if isinstance(at, ast.MethodCallExpr) else at.expr
    if not is_raw_deref(watch, receiver):
        return
    found = watch.results.callees.get(at)
    if isinstance(at, ast.IndexExpr):
        if found is not None:
            yield "dangerous_implicit_autorefs", at.span
        return
    steps = [type(a.kind).__name__ for a in watch.results.adjustments.get(receiver, ())]
    if "Borrow" in steps and (found is None or found[0] < watch.tcx.base or steps.count("Deref") > 0):
        yield "dangerous_implicit_autorefs", at.span


@watches(ast.AddrOfExpr, lints="dangerous_implicit_autorefs")
def autoref_of_slice(watch: Watch, at: ast.AddrOfExpr) -> Found:
    """`&(*p)[..]` is an overloaded index too."""
    if isinstance(at.expr, ast.IndexExpr) and is_raw_deref(watch, at.expr):
        yield from implicit_autoref(watch, at.expr)


@watches(ast.UnaryExpr, lints="deref_nullptr")
def null_deref(watch: Watch, at: ast.UnaryExpr) -> Found:
    if at.op == "*" and type(watch.type_of(at.expr)) is k.RawPtrTy and is_null(watch, at.expr):
        yield "deref_nullptr", at.span


NOT_NULL = frozenset(
    """
    read read_unaligned read_volatile write write_unaligned write_volatile write_bytes copy copy_nonoverlapping replace swap
    swap_nonoverlapping drop_in_place from_raw_parts from_raw_parts_mut
    """.split()
)
"""Functions whose pointers must not be null."""


@watches(ast.CallExpr, ast.MethodCallExpr, lints="invalid_null_arguments")
def null_argument(watch: Watch, at: Any) -> Found:
    _, name, _ = watch.library_call(at)
    if name in NOT_NULL and any(type(watch.type_of(arg)) is k.RawPtrTy and is_null(watch, arg) for arg in at.args):
        yield "invalid_null_arguments", at.span


@watches(ast.CallExpr, lints="dropping_references dropping_copy_types forgetting_references forgetting_copy_types")
def useless_drop(watch: Watch, at: ast.CallExpr) -> Found:
    holder, name, _args = watch.library_call(at)
    if holder != "mem" or name not in ("drop", "forget") or len(at.args) != 1:
        return
    ty = watch.results.expr_ty_adjusted(at.args[0])
    verb = "dropping" if name == "drop" else "forgetting"
    if type(ty) is k.RefTy:
        yield f"{verb}_references", at.span
    elif watch.owner is not None and is_copy(watch.tcx, watch.tcx.param_env(watch.owner), ty):
        yield f"{verb}_copy_types", at.span


@watches(ast.CallExpr, lints="undropped_manually_drops")
def undropped(watch: Watch, at: ast.CallExpr) -> Found:
    holder, name, _ = watch.library_call(at)
    if holder == "mem" and name == "drop" and len(at.args) == 1:
        ty = watch.results.expr_ty_adjusted(at.args[0])
        if type(ty) is k.AdtTy and watch.tcx.item_name(ty.def_id) == "ManuallyDrop":
            yield "undropped_manually_drops", at.span


@watches(ast.CallExpr, ast.PathExpr, lints="enum_intrinsics_non_enums")
def discriminant_of(watch: Watch, at: Any) -> Found:
    ty = watch.type_of(at)
    if not isinstance(at, ast.PathExpr) or type(ty) is not k.FnDefTy or ty.def_id >= watch.tcx.base:
        return
    if watch.tcx.item_name(ty.def_id) in ("discriminant", "variant_count") and ty.args:
        of = ty.args[-1]
        is_enum = type(of) is k.AdtTy and watch.tcx.adt_def(of.def_id).kind == "enum"
        if not is_enum and type(of) not in (k.ParamTy, k.AliasTy):
            yield "enum_intrinsics_non_enums", at.span


@watches(ast.CallExpr, ast.MethodCallExpr, lints="invalid_atomic_ordering")
def atomic_ordering(watch: Watch, at: Any) -> Found:
    _holder, name, _ = watch.library_call(at)
    wrong = {
        "load": ("Release", "AcqRel"),
        "store": ("Acquire", "AcqRel"),
        "fence": ("Relaxed",),
        "compiler_fence": ("Relaxed",),
        "compare_exchange": ("Release", "AcqRel"),
        "compare_exchange_weak": ("Release", "AcqRel"),
        "fetch_update": ("Release", "AcqRel"),
        "try_update": ("Release", "AcqRel"),
        "update": ("Release", "AcqRel"),
    }.get(name, ())
    last = [a for a in at.args if _is_ordering(watch, a)]
    if wrong and last and _last_name(last[-1]) in wrong:
        yield "invalid_atomic_ordering", at.span


def _is_ordering(watch: Watch, expr: Any) -> bool:
    ty = watch.type_of(expr)
    return type(ty) is k.AdtTy and ty.def_id < watch.tcx.base and watch.tcx.item_name(ty.def_id) == "Ordering"


def _last_name(expr: Any) -> str:
    return expr.path.segments[-1].ident.name if isinstance(expr, ast.PathExpr) else "Relaxed"


@watches(ast.CallExpr, lints="invalid_from_utf8 invalid_from_utf8_unchecked")
def utf8_literal(watch: Watch, at: ast.CallExpr) -> Found:
    _, name, _ = watch.library_call(at)
    if name not in ("from_utf8", "from_utf8_mut", "from_utf8_unchecked", "from_utf8_unchecked_mut") or not at.args:
        return
    lint = "invalid_from_utf8_unchecked" if "unchecked" in name else "invalid_from_utf8"
    arg = at.args[0]
    while isinstance(arg, (ast.ParenExpr, ast.AddrOfExpr)):
        arg = arg.expr
    known = literal_bytes(arg)
    if known is None:
        named = isinstance(arg, ast.PathExpr) and _bound_to_bytes(watch, arg)
        if not named:
            return
    else:
        try:
            known.decode("utf-8")
            return
        except UnicodeDecodeError:
            pass
    yield lint, at.span


def literal_bytes(expr: Any) -> bytes | None:
    """The bytes that a literal or an array of literals says."""
    if isinstance(expr, ast.LitExpr) and isinstance(expr.value, bytes):
        return expr.value
    if isinstance(expr, ast.ArrayExpr):
        values = [e.value for e in expr.elems if isinstance(e, ast.LitExpr) and isinstance(e.value, (int, bytes))]
        if len(values) == len(expr.elems):
            return b"".join(v if isinstance(v, bytes) else bytes([v & 255]) for v in values)
    return None


def _bound_to_bytes(watch: Watch, expr: ast.PathExpr) -> bool:
    """Whether the name stands for a local or constant whose value is written as bytes that are not UTF-8."""
    res = watch.res(expr)
    if isinstance(res, DefRes) and res.kind in ("const", "static") and watch.tcx.is_local(res.def_id):
        return _is_bad(getattr(watch.tcx.hir(res.def_id), "expr", None))
    if not isinstance(res, LocalRes) or not watch.bodies:
        return False
    stack: list[Any] = [watch.bodies[-1]]
    while stack:
        at = stack.pop()
        if isinstance(at, ast.LetStmt) and at.pat is res.binding:
            return _is_bad(at.init)
        stack.extend(children(at))
    return False


def _is_bad(expr: Any) -> bool:
    while isinstance(expr, (ast.ParenExpr, ast.AddrOfExpr)):
        expr = expr.expr
    known = literal_bytes(expr)
    if known is None:
        return False
    try:
        known.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False


@watches(ast.LetStmt, lints="let_underscore_lock let_underscore_drop")
def let_underscore(watch: Watch, at: ast.LetStmt) -> Found:
    """`let _ = lock.lock();` gives the lock back at once."""
    if at.init is None or not isinstance(at.pat, ast.WildPat) or at.source != "let":
        return
    ty = watch.type_of(at.init)
    if ty is None:
        return
    names = [watch.tcx.item_name(p.def_id) for p in deep(ty) if type(p) is k.AdtTy and p.def_id < watch.tcx.base]
    if any(n in GUARDS for n in names):
        yield "let_underscore_lock", at.span
    if watch.tcx.lint_levels.level_of("let_underscore_drop", at.span) != "allow":
        yield "let_underscore_drop", at.span


@watches(ast.PathExpr, lints="mutable_transmutes integer_to_ptr_transmutes ptr_to_integer_transmute_in_consts")
def transmute(watch: Watch, at: ast.PathExpr) -> Found:
    ty = watch.type_of(at)
    if type(ty) is not k.FnDefTy or ty.def_id >= watch.tcx.base or watch.tcx.item_name(ty.def_id) != "transmute":
        return
    source, target = ty.args[-2:]
    if type(source) is k.RefTy and type(target) is k.RefTy and (source.mutbl, target.mutbl) == ("not", "mut"):
        yield "mutable_transmutes", at.span
    if type(source) is k.IntTy and type(target) in (k.RefTy, k.RawPtrTy):
        yield "integer_to_ptr_transmutes", at.span
    if type(target) is k.IntTy and type(source) in (k.RefTy, k.RawPtrTy, k.FnPtrTy, k.FnDefTy) and watch.constant:
        yield "ptr_to_integer_transmute_in_consts", at.span


@watches(ast.CastExpr, lints="invalid_reference_casting function_casts_as_integer")
def cast(watch: Watch, at: ast.CastExpr) -> Found:
    """`&T as *const T as *mut T`, and functions as integers."""
    source, target = watch.type_of(at.expr), watch.type_of(at)
    if type(source) in (k.FnDefTy, k.FnPtrTy) and type(target) is k.IntTy:
        yield "function_casts_as_integer", at.span
    if type(target) is k.RawPtrTy and target.mutbl == "mut" and type(source) is k.RawPtrTy and source.mutbl == "not":
        if _from_reference(watch, at.expr):
            yield "invalid_reference_casting", at.span


@watches(ast.MethodCallExpr, lints="invalid_reference_casting")
def cast_mut(watch: Watch, at: ast.MethodCallExpr) -> Found:
    if at.segment.ident.name == "cast_mut" and _from_reference(watch, at.receiver):
        yield "invalid_reference_casting", at.span


@watches(ast.UnaryExpr, ast.AddrOfExpr, lints="invalid_reference_casting")
def cast_to_larger(watch: Watch, at: Any) -> Found:
    """`*(&x as *const u8 as *const u64)`: the reference is to less than what is read."""
    inner = at.expr if isinstance(at, ast.UnaryExpr) else None
    if inner is None or at.op != "*" or type(watch.type_of(inner)) is not k.RawPtrTy:
        return
    base = peel(inner)
    if isinstance(inner, (ast.CastExpr, ast.ParenExpr)) and type(watch.type_of(base)) is k.RefTy:
        source, target = watch.type_of(base), watch.type_of(inner)
        if source.ty is not target.ty and _may_be_larger(watch, source.ty, target.ty):
            yield "invalid_reference_casting", at.span


def _may_be_larger(watch: Watch, source: Any, target: Any) -> bool:
    try:
        return layout_of(watch.tcx, source).size < layout_of(watch.tcx, target).size
    except LayoutError:
        return True


def _from_reference(watch: Watch, expr: Any) -> bool:
    while True:
        expr = peel(expr)
        if isinstance(expr, ast.MethodCallExpr) and expr.segment.ident.name in ("cast", "cast_mut", "cast_const"):
            expr = expr.receiver
        elif isinstance(expr, ast.CallExpr) and watch.library_call(expr)[1] in ("from_ref", "from_mut", "transmute"):
            expr = expr.args[0]
        elif isinstance(expr, ast.PathExpr) and type(watch.type_of(expr)) is k.RawPtrTy:
            return True
        else:
            ty = watch.type_of(expr)
            return type(ty) is k.RefTy or isinstance(expr, ast.AddrOfExpr)


@watches(ast.BinaryExpr, lints="ambiguous_wide_pointer_comparisons unpredictable_function_pointer_comparisons")
def pointer_comparison(watch: Watch, at: ast.BinaryExpr) -> Found:
    if at.op not in COMPARISONS:
        return
    for side in (at.left, at.right):
        ty = watch.type_of(side)
        if type(ty) is k.RawPtrTy and type(ty.ty) in (k.DynTy, k.ParamTy, k.AliasTy):
            yield "ambiguous_wide_pointer_comparisons", at.span
        if ty is not None and any(type(p) in (k.FnPtrTy, k.FnDefTy) for p in deep(ty)):
            yield "unpredictable_function_pointer_comparisons", at.span


@watches(ast.CallExpr, ast.MethodCallExpr, lints="ambiguous_wide_pointer_comparisons unpredictable_function_pointer_comparisons")
def pointer_equality(watch: Watch, at: Any) -> Found:
    _, name, args = watch.library_call(at)
    if name not in ("eq", "ne", "lt", "le", "gt", "ge", "cmp", "partial_cmp"):
        return
    for arg in args:
        for ty in deep(arg) if isinstance(arg, k.Ty) else ():
            if type(ty) is k.DynTy and not isinstance(at, ast.BinaryExpr):
                yield "ambiguous_wide_pointer_comparisons", at.span
            if type(ty) in (k.FnPtrTy, k.FnDefTy):
                yield "unpredictable_function_pointer_comparisons", at.span


@watches(ast.BinaryExpr, lints="invalid_nan_comparisons unused_comparisons")
def odd_comparison(watch: Watch, at: ast.BinaryExpr) -> Found:
    if at.op not in COMPARISONS:
        return
    for side, other in ((at.left, at.right), (at.right, at.left)):
        end = peel(side)
        while isinstance(end, ast.UnaryExpr):
            end = peel(end.expr)
        if isinstance(end, ast.PathExpr) and end.path.segments[-1].ident.name == "NAN":
            yield "invalid_nan_comparisons", at.span
        if isinstance(end, ast.LitExpr) and type(watch.type_of(side)) is k.IntTy and not isinstance(peel(other), ast.LitExpr):
            if _is_decided(watch.type_of(side), side, end.value, at.op if side is at.right else SWAPPED[at.op]):
                yield "unused_comparisons", at.span


SWAPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


def _is_decided(ty: Any, side: Any, value: Any, op: str) -> bool:
    """Whether `x op literal` has one answer for every `x` of the type (rustc's `check_limits`)."""
    if not isinstance(value, int):
        return False
    if isinstance(peel(side), ast.UnaryExpr):
        value = -value
    low = -(1 << (ty.bits - 1)) if ty.signed else 0
    high = (1 << (ty.bits - (1 if ty.signed else 0))) - 1
    if op in ("<", ">="):
        return not low < value <= high
    return not low <= value < high if op in ("<=", ">") else not low <= value <= high


@watches(ast.CallExpr, ast.MethodCallExpr, lints="invalid_value")
def invalid_value(watch: Watch, at: Any) -> Found:
    _, name, _ = watch.library_call(at)
    made = name in ("zeroed", "uninitialized")
    if name == "assume_init" and isinstance(at, ast.MethodCallExpr):
        made = isinstance(peel(at.receiver), ast.CallExpr)
    if made and not _any_bits(watch.type_of(at)):
        yield "invalid_value", at.span


def _any_bits(ty: Any) -> bool:
    return (
        type(ty) in (k.IntTy, k.FloatTy, k.RawPtrTy)
        or type(ty) is k.TupleTy
        and all(_any_bits(t) for t in ty.elems)
        or (type(ty) is k.ArrayTy and _any_bits(ty.ty))
    )


@watches(ast.AssignExpr, ast.AssignOpExpr, lints="const_item_mutation")
def const_assignment(watch: Watch, at: Any) -> Found:
    if _is_const(watch, at.left):
        yield "const_item_mutation", at.span


@watches(ast.MethodCallExpr, lints="const_item_mutation const_item_interior_mutations")
def const_receiver(watch: Watch, at: ast.MethodCallExpr) -> Found:
    if not _is_const(watch, at.receiver):
        return
    if any(getattr(a.kind, "mutbl", None) == "mut" for a in watch.results.adjustments.get(at.receiver, ())):
        yield "const_item_mutation", at.span
    ty = watch.type_of(at.receiver)
    # A thread-local is reached through its key, and the receiver is the cell itself.
    name = watch.tcx.item_name(ty.def_id) if type(ty) is k.AdtTy and ty.def_id < watch.tcx.base else ""
    if name != "LocalKey" and any(word in name for word in INTERIOR):
        yield "const_item_interior_mutations", at.span


@watches(ast.AddrOfExpr, lints="const_item_mutation function_item_references")
def address(watch: Watch, at: ast.AddrOfExpr) -> Found:
    if at.mutbl == "mut" and _is_const(watch, at.expr):
        yield "const_item_mutation", at.span
    if type(watch.type_of(at.expr)) is k.FnDefTy and not at.span.from_expansion():
        yield "function_item_references", at.span


def _is_const(watch: Watch, expr: Any) -> bool:
    while isinstance(expr, (ast.FieldExpr, ast.IndexExpr, ast.ParenExpr)):
        expr = expr.expr
    res = watch.res(expr)
    return isinstance(res, DefRes) and res.kind in ("const", "assoc const")


@watches(ast.MethodCallExpr, lints="dangling_pointers_from_temporaries")
def dangling_pointer(watch: Watch, at: ast.MethodCallExpr) -> Found:
    if type(watch.type_of(at)) is not k.RawPtrTy or at.segment.ident.name not in ("as_ptr", "as_mut_ptr", "get"):
        return
    base = at.receiver
    while isinstance(base, (ast.ParenExpr, ast.FieldExpr, ast.IndexExpr, ast.MethodCallExpr)):
        base = base.receiver if isinstance(base, ast.MethodCallExpr) else base.expr
    receiver = watch.type_of(at.receiver)
    if not isinstance(at.receiver, (ast.PathExpr, ast.FieldExpr, ast.IndexExpr)) and type(receiver) not in (k.RefTy, k.RawPtrTy):
        yield "dangling_pointers_from_temporaries", at.span


@watches(ast.FnItem, ast.ClosureExpr, lints="dangling_pointers_from_locals")
def pointer_to_local(watch: Watch, at: Any) -> Found:
    output = at.sig.output if isinstance(at, ast.FnItem) else at.output
    if not isinstance(output, ast.PtrTy):
        return
    stack: list[Any] = [at.body]
    while stack:
        part = stack.pop()
        if isinstance(part, ast.AddrOfExpr):
            base = part.expr
            while isinstance(base, (ast.ParenExpr, ast.FieldExpr, ast.IndexExpr)):
                base = base.expr
            if (
                isinstance(base, ast.PathExpr)
                and isinstance(watch.res(base), LocalRes)
                and type(watch.type_of(base)) is not k.RefTy
            ):
                yield "dangling_pointers_from_locals", part.span
        if part is not None:
            stack.extend(children(part))


@watches(ast.CallExpr, lints="for_loops_over_fallibles")
def fallible_loop(watch: Watch, at: ast.CallExpr) -> Found:
    """`for x in option`."""
    _, name, _ = watch.library_call(at)
    if name != "into_iter" or not isinstance(at.func, ast.PathExpr) or at.func.path.lang_item is None or len(at.args) != 1:
        return
    ty = watch.type_of(at.args[0])
    while type(ty) is k.RefTy:
        ty = ty.ty
    if type(ty) is k.AdtTy and watch.tcx.item_name(ty.def_id) in ("Option", "Result"):
        yield "for_loops_over_fallibles", at.span


@watches(ast.MethodCallExpr, lints="map_unit_fn noop_method_call suspicious_double_ref_op useless_ptr_null_checks")
def odd_method(watch: Watch, at: ast.MethodCallExpr) -> Found:
    holder, name, _args = watch.library_call(at)
    ty = watch.type_of(at)
    if name == "map" and holder == "Iterator" and _gives_unit(watch, at.args[0] if at.args else None):
        yield "map_unit_fn", at.span
    if name in ("clone", "deref", "borrow") and type(ty) is k.RefTy and type(watch.type_of(at.receiver)) is k.RefTy:
        yield "noop_method_call", at.span
        yield "suspicious_double_ref_op", at.span
    if name == "is_null" and not isinstance(at.receiver, ast.PathExpr):
        yield "useless_ptr_null_checks", at.span


def _gives_unit(watch: Watch, expr: Any) -> bool:
    ty = watch.type_of(expr)
    if type(ty) is k.ClosureTy:
        data = watch.results.closures.get(ty.def_id)
        output = data.sig.value.output if data is not None else None
        return output is not None and type(output) is k.TupleTy and not output.elems
    if type(ty) is k.FnDefTy:
        output = watch.tcx.fn_sig(ty.def_id).value.output
        return type(output) is k.TupleTy and not output.elems
    return False


@watches(ast.MethodCallExpr, lints="unused_allocation boxed_slice_into_iter")
def boxed_receiver(watch: Watch, at: ast.MethodCallExpr) -> Found:
    receiver = peel(at.receiver)
    if (
        isinstance(receiver, ast.CallExpr)
        and watch.library_call(receiver)[:2] == ("Box", "new")
        or (
            isinstance(receiver, ast.CallExpr)
            and watch.library_call(receiver)[1] == "new"
            and _is_box(watch.type_of(receiver), watch)
        )
    ):
        yield "unused_allocation", at.span
    ty = watch.type_of(at.receiver)
    if at.segment.ident.name == "into_iter" and watch.tcx.edition < "2024" and _is_box(ty, watch):
        yield "boxed_slice_into_iter", at.span


def _is_box(ty: Any, watch: Watch) -> bool:
    return type(ty) is k.AdtTy and watch.tcx.is_lang_item(ty.def_id, "owned_box")


@watches(ast.BreakExpr, lints="break_with_label_and_loop")
def break_loop(watch: Watch, at: ast.BreakExpr) -> Found:
    if (
        at.expr is not None
        and isinstance(at.expr, (ast.LoopExpr, ast.BlockExpr, ast.MatchExpr))
        and at.expr.span.ctxt is at.span.ctxt
    ):
        yield "break_with_label_and_loop", at.span


@watches(ast.MatchExpr, lints="non_contiguous_range_endpoints overlapping_range_endpoints")
def range_patterns(watch: Watch, at: ast.MatchExpr) -> Found:
    """Ranges of integers that leave a gap of one, or share an end."""
    ranges: list[ast.RangePat] = []
    stack: list[Any] = [arm.pat for arm in at.arms]
    while stack:
        pat = stack.pop()
        if isinstance(pat, ast.RangePat):
            ranges.append(pat)
        stack.extend(children(pat))
    if len(ranges) < 2 and not any(not r.inclusive and r.hi is not None for r in ranges):
        return
    if any(not r.inclusive and r.hi is not None for r in ranges):
        yield "non_contiguous_range_endpoints", at.span
    ends = [_text(watch, r.hi) for r in ranges if r.inclusive and r.hi is not None]
    starts = [_text(watch, r.lo) for r in ranges if r.lo is not None]
    if any(e in starts for e in ends) or any(not t.strip("-").isdigit() for t in ends + starts if t[:1] not in "'b"):
        yield "overlapping_range_endpoints", at.span


def _text(watch: Watch, expr: Any) -> str:
    return watch.tcx.source_map.snippet(expr.span) or ""


@watches(ast.FieldPat, lints="non_shorthand_field_patterns")
def long_field(watch: Watch, at: ast.FieldPat) -> Found:
    pat = at.pat
    if not at.shorthand and isinstance(pat, ast.IdentPat) and pat.ident.name == at.ident.name and pat.sub is None:
        if not at.span.from_expansion():
            yield "non_shorthand_field_patterns", at.span


@watches(ast.CallExpr, lints="self_constructor_from_outer_item")
def outer_self(watch: Watch, at: ast.CallExpr) -> Found:
    if not watch.impls or not isinstance(at.func, ast.PathExpr) or at.func.path.segments[0].ident.name != "Self":
        return
    if sum(watch.impls[-1].span.contains(body.span) for body in watch.bodies) > 1:
        yield "self_constructor_from_outer_item", at.span


@watches(ast.PathTy, lints="ambiguous_associated_items")
def ambiguous_associated(watch: Watch, at: ast.PathTy) -> Found:
    """`Self::V` where `Self` is an enum with a variant `V`."""
    if at.qself is not None or len(at.path.segments) < 2:
        return
    found = watch.tcx.res_of(at.path)
    if found is None or found.unresolved != 1 or not watch.impls:
        return
    header = watch.tcx.impl_header(watch.tcx.def_id_of(watch.impls[-1]))
    ty = watch.tcx.type_of(watch.tcx.def_id_of(watch.impls[-1])) if header is not None else None
    if type(ty) is k.AdtTy and watch.tcx.adt_def(ty.def_id).kind == "enum":
        if any(v.name == at.path.segments[-1].ident.name for v in watch.tcx.adt_def(ty.def_id).variants):
            yield "ambiguous_associated_items", at.span


@watches(ast.MethodCallExpr, lints="unstable_name_collisions")
def unstable_name(watch: Watch, at: ast.MethodCallExpr) -> Found:
    """A method of the crate's trait on a library type that has an unstable method of that name."""
    found = watch.callee(at)
    if found is None or found[0] < watch.tcx.base:
        return
    ty = watch.type_of(at.receiver)
    while type(ty) is k.RefTy:
        ty = ty.ty
    if _is_library(watch, ty) and at.segment.ident.name in UNSTABLE_METHODS:
        yield "unstable_name_collisions", at.span


UNSTABLE_METHODS = frozenset(
    """
    intersperse intersperse_with array_chunks map_windows is_sorted try_collect collect_into partition_in_place
    is_partitioned try_find advance_by next_chunk try_reduce as_array as_str contains into_flattened
    """.split()
)


def _is_library(watch: Watch, ty: Any) -> bool:
    def_id: DefId | None = getattr(ty, "def_id", None)
    return def_id is None or def_id < watch.tcx.base
