"""Watchers of expressions and patterns, for lints that are not built."""

from __future__ import annotations

from typing import Any

from rustmem.lint.watch import Found, Watch, deep, peel, watches
from rustmem.resolve.walk import children
from rustmem.source.index import DefId
from rustmem.syntax import ast
from rustmem.traits.layout import LayoutError, layout_of
from rustmem.ty import kind as k
from rustmem.ty.defs import DefRes, LocalRes

COMPARISONS = ("==", "!=", "<", "<=", ">", ">=")
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


@watches(ast.CastExpr, lints="invalid_reference_casting")
def cast(watch: Watch, at: ast.CastExpr) -> Found:
    """`&T as *const T as *mut T`."""
    source, target = watch.type_of(at.expr), watch.type_of(at)
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


@watches(ast.BinaryExpr, lints="ambiguous_wide_pointer_comparisons")
def pointer_comparison(watch: Watch, at: ast.BinaryExpr) -> Found:
    if at.op not in COMPARISONS:
        return
    for side in (at.left, at.right):
        ty = watch.type_of(side)
        if type(ty) is k.RawPtrTy and type(ty.ty) in (k.DynTy, k.ParamTy, k.AliasTy):
            yield "ambiguous_wide_pointer_comparisons", at.span


@watches(ast.CallExpr, ast.MethodCallExpr, lints="ambiguous_wide_pointer_comparisons")
def pointer_equality(watch: Watch, at: Any) -> Found:
    _, name, args = watch.library_call(at)
    if name not in ("eq", "ne", "lt", "le", "gt", "ge", "cmp", "partial_cmp"):
        return
    for arg in args:
        for ty in deep(arg) if isinstance(arg, k.Ty) else ():
            if type(ty) is k.DynTy and not isinstance(at, ast.BinaryExpr):
                yield "ambiguous_wide_pointer_comparisons", at.span


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


@watches(ast.AddrOfExpr, lints="function_item_references")
def address(watch: Watch, at: ast.AddrOfExpr) -> Found:
    if type(watch.type_of(at.expr)) is k.FnDefTy and not at.span.from_expansion():
        yield "function_item_references", at.span


def _is_const(watch: Watch, expr: Any) -> bool:
    while isinstance(expr, (ast.FieldExpr, ast.IndexExpr, ast.ParenExpr)):
        expr = expr.expr
    res = watch.res(expr)
    return isinstance(res, DefRes) and res.kind in ("const", "assoc const")


@watches(ast.LetStmt, lints="let_underscore_drop")
def let_underscore(watch: Watch, at: ast.LetStmt) -> Found:
    if at.init is not None and isinstance(at.pat, ast.WildPat) and watch.type_of(at.init) is not None:
        yield "let_underscore_drop", at.span


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


@watches(ast.MethodCallExpr, lints="boxed_slice_into_iter")
def boxed_receiver(watch: Watch, at: ast.MethodCallExpr) -> Found:
    if at.segment.ident.name == "into_iter" and watch.tcx.edition < "2024" and _is_box(watch.type_of(at.receiver), watch):
        yield "boxed_slice_into_iter", at.span


def _is_box(ty: Any, watch: Watch) -> bool:
    return type(ty) is k.AdtTy and watch.tcx.is_lang_item(ty.def_id, "owned_box")


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
