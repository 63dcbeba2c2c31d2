"""Suggestions that several errors make: clone, reborrow, bounds, derives (rustc's `conflict_errors.rs` and traits)."""

from __future__ import annotations

from typing import Any

from rustmem.borrowck import describe
from rustmem.borrowck.context import BorrowckContext
from rustmem.borrowck.describe import UseSpans
from rustmem.borrowck.hir_search import find_expr
from rustmem.mir.body import Place
from rustmem.source.diag import Diag, MultiSpan
from rustmem.source.span import DUMMY_SP, Span
from rustmem.syntax import ast
from rustmem.traits.fulfill import FulfillmentCtxt
from rustmem.traits.infer import InferCtxt
from rustmem.traits.obligation import Cause
from rustmem.traits.queries import holds
from rustmem.ty import kind as k


def implements(cx: BorrowckContext, ty: Any, trait: Any) -> bool:
    return trait is not None and holds(cx.tcx, cx.param_env, trait, erased(cx, ty))


def erased(cx: BorrowckContext, ty: Any) -> Any:
    return cx.tcx.erase_regions(ty)


def implements_clone(cx: BorrowckContext, ty: Any) -> bool:
    return implements(cx, ty, cx.tcx.lang_item("clone"))


def errors_of_bound(cx: BorrowckContext, ty: Any, trait: Any) -> list[Any]:
    """What fails when `ty: trait` is proven: the innermost predicates."""
    infcx = InferCtxt(cx.tcx)
    fulfill = FulfillmentCtxt(infcx)
    fulfill.register_bound(Cause(DUMMY_SP, cx.def_id), cx.param_env, erased(cx, ty), trait)
    return fulfill.select_all_or_error()


# ---- clone ----


def clone_on_reference(cx: BorrowckContext, expr: Any) -> Span | None:
    """The span of `.clone()` where it clones only a reference."""
    if isinstance(expr, ast.MethodCallExpr) and expr.segment.ident.name == "clone" and not expr.args:
        types = cx.hir.results.types
        if expr in types and types.get(expr.receiver) is types[expr]:
            return expr.method_span
    return None


def in_move_closure(cx: BorrowckContext, expr: Any) -> bool:
    return any(isinstance(at, ast.ClosureExpr) and at.by_move for at in cx.hir.ancestors(expr))


def suggest_cloning(cx: BorrowckContext, diag: Diag, place: Place, ty: Any, expr: Any, use_spans: UseSpans | None) -> None:
    """How the value could be cloned instead of moved, or what hinders it."""
    if isinstance(expr, ast.StructExpr) and expr.rest is not None and not isinstance(expr.rest, Span):
        _functional_update(cx, diag, ty, expr)
        return
    tcx = cx.tcx
    if implements_clone(cx, ty):
        if in_move_closure(cx, expr):
            name = describe.describe_place(cx, place)
            if name is not None:
                suggest_clone_of_captured_var_in_move_closure(cx, diag, name, use_spans)
        else:
            suggest_cloning_inner(cx, diag, ty, expr)
    elif type(ty) is k.AdtTy and tcx.is_local(ty.def_id) and _fields_clone(cx, ty):
        _note_implement_clone(cx, diag, ty, expr)
    elif type(ty) is k.ParamTy:
        if use_spans is not None and use_spans.call is not None and use_spans.call.kind == "fn call":
            if type(use_spans.call.self_ty) is k.ParamTy:
                # `F: FnOnce() + Clone` would be odd advice.
                return
        span = param_span(cx, ty)
        labels = ((span, "consider constraining this type parameter with `Clone`"), (expr.span, "you could clone this value"))
        diag.span_help(MultiSpan((span,), labels), f"if `{ty.name}` implemented `Clone`, you could clone the value")
    elif type(ty) is k.AdtTy:
        _note_nested_clone(cx, diag, ty, expr)


def _fields_clone(cx: BorrowckContext, ty: k.AdtTy) -> bool:
    tcx = cx.tcx
    for variant in tcx.adt_def(ty.def_id).variants:
        for field in variant.fields:
            if not implements_clone(cx, tcx.subst(tcx.type_of(field.def_id), ty.args)):
                return False
    return True


def param_span(cx: BorrowckContext, ty: k.ParamTy) -> Span:
    return cx.tcx.def_span(generic_param(cx, ty).def_id)


def generic_param(cx: BorrowckContext, ty: k.ParamTy) -> Any:
    """The definition of a type parameter in scope."""
    at: Any = cx.tcx.typeck_root(cx.def_id)
    while at is not None:
        generics = cx.tcx.generics_of(at)
        for param in generics.params:
            if param.index == ty.index:
                return param
        at = generics.parent
    return None


def _note_implement_clone(cx: BorrowckContext, diag: Diag, ty: k.AdtTy, expr: Any) -> None:
    tcx = cx.tcx
    span = tcx.def_span(ty.def_id)
    labels: list[tuple[Span, Any]] = []
    derived = False
    clone = tcx.lang_item("clone")
    for impl in tcx.trait_impls_of(clone).by_type.get(ty.def_id, ()) if clone is not None else ():
        node = tcx.hir(impl)
        if getattr(node, "derived", False):
            derived = True
            labels.append((tcx.def_span(impl), "derived `Clone` adds implicit bounds on type parameters"))
            for param in tcx.hir(ty.def_id).generics.params:
                if isinstance(param, ast.TypeParam):
                    labels.append((param.span, f"introduces an implicit `{param.ident.name}: Clone` bound"))
    if derived:
        message = "if all bounds were met, you could clone the value"
    else:
        labels.append((span, "consider implementing `Clone` for this type"))
        message = f"if `{describe.place_ty_str(cx, ty)}` implemented `Clone`, you could clone the value"
    labels.append((expr.span, "you could clone this value"))
    diag.span_note(MultiSpan((span,), tuple(labels)), message)
    if derived:
        diag.help("consider manually implementing `Clone` to avoid undesired bounds")


def _note_nested_clone(cx: BorrowckContext, diag: Diag, ty: k.AdtTy, expr: Any) -> None:
    """`Option<NotClone>`: points at the user's type that would have to be `Clone`."""
    tcx = cx.tcx
    clone = tcx.lang_item("clone")
    spans: list[Span] = []
    names: list[str] = []
    for error in errors_of_bound(cx, ty, clone):
        value = error.obligation.predicate.value
        if type(value) is not k.TraitPredicate:
            return
        self_ty = value.trait_ref.args[0]
        if type(self_ty) is not k.AdtTy or not tcx.is_local(self_ty.def_id) or value.trait_ref.def_id != clone:
            return
        spans.append(tcx.def_span(self_ty.def_id))
        name = describe.ty_str(cx, self_ty)
        if name not in names:
            names.append(name)
    if not names:
        return
    labels = [(span, "consider implementing `Clone` for this type") for span in spans]
    labels.append((expr.span, "you could clone this value"))
    ticked = [f"`{name}`" for name in names]
    listed = ticked[0] if len(ticked) == 1 else f"{', '.join(ticked[:-1])} and {ticked[-1]}"
    diag.span_note(MultiSpan(tuple(spans), tuple(labels)), f"if {listed} implemented `Clone`, you could clone the value")


def _functional_update(cx: BorrowckContext, diag: Diag, ty: Any, expr: ast.StructExpr) -> None:
    """`S { a, ..base }` moves a field out of `base`: clone that field instead."""
    tcx = cx.tcx
    adt_ty = cx.hir.results.types.get(expr)
    base: Any = expr.rest
    if type(adt_ty) is not k.AdtTy or not isinstance(base, ast.PathExpr) or base.qself is not None:
        return
    adt = tcx.adt_def(adt_ty.def_id)
    if adt.kind != "struct":
        return
    variant = adt.variants[0]
    text = cx.snippet(base.span)
    given = {init.ident.name for init in expr.fields}
    plain = erased(cx, ty)
    added = [
        f"{f.name}: {text}.{f.name}.clone()"
        for f in variant.fields
        if f.name not in given and erased(cx, tcx.subst(tcx.type_of(f.def_id), adt_ty.args)) is plain
    ]
    complete = len(expr.fields) + len(added) == len(variant.fields)
    if expr.fields:
        last = expr.fields[-1].span
        at = last.shrink_to_hi().with_hi(base.span.hi) if complete else last.shrink_to_hi()
        new = f", {', '.join(added)}"
    else:
        at = expr.span.with_lo(expr.path.span.hi)
        new = f" {{ {', '.join(added)} }}" if complete else f" {{ {', '.join(added)}, ..{text} }}"
    prefix = ""
    if not implements_clone(cx, ty):
        shown = describe.ty_str(cx, ty)
        said = f"`{shown}` doesn't implement `Copy` or `Clone`"
        if type(ty) is k.AdtTy:
            diag.span_note(tcx.def_span(ty.def_id), said)
        else:
            diag.note(said)
        prefix = f"if `{shown}` implemented `Clone`, you could "
    message = f"{prefix}clone the value from the field instead of using the functional record update syntax"
    diag.suggest(message, (at, new), style="show-always")


def suggest_cloning_inner(cx: BorrowckContext, diag: Diag, ty: Any, expr: Any) -> bool:
    outer = cx.body.span.ctxt
    if outer is not None and outer.kind == "derive":
        return False
    if clone_on_reference(cx, expr) is not None or in_move_closure(cx, expr) or isinstance(expr, ast.ClosureExpr):
        return False
    field = cx.hir.parent(expr)
    new = f": {field.ident.name}.clone()" if isinstance(field, ast.FieldInit) and field.shorthand else ".clone()"
    parts: list[tuple[Span, str]] = []
    inner, raw = expr, False
    while isinstance(inner, ast.AddrOfExpr) or (isinstance(inner, ast.UnaryExpr) and inner.op == "*"):
        if isinstance(inner, ast.AddrOfExpr) and inner.mutbl == "mut":
            return False
        inner = inner.expr
        if type(cx.hir.results.types.get(inner)) is k.RawPtrTy:
            raw = True
            break
    if inner.span.lo != expr.span.lo and not raw:
        parts.append((expr.span.with_hi(inner.span.lo), ""))
    if inner.span.hi != expr.span.hi:
        at = expr.span.shrink_to_hi() if raw else expr.span.with_lo(inner.span.hi)
    else:
        if raw:
            parts.append((expr.span.shrink_to_lo(), "("))
            new = ").clone()"
        at = expr.span.shrink_to_hi()
    parts.append((at, new))
    message = "consider cloning the value if the performance cost is acceptable"
    if describe.is_diagnostic_adt(cx, ty, "Arc", "Rc"):
        message = "clone the value to increment its reference count"
    diag.suggest(message, *parts, style="show-always")
    return True


def indentation_before(cx: BorrowckContext, span: Span) -> str | None:
    """The blanks that the line of `span` starts with (rustc's `SourceMap::indentation_before`)."""
    file = cx.tcx.source_map.file_of(span.lo)
    if file is None:
        return None
    line = file.line_text(file.line_of(span.lo))
    return line[: len(line) - len(line.lstrip())]


def suggest_clone_of_captured_var_in_move_closure(cx: BorrowckContext, diag: Diag, name: str, use_spans: UseSpans | None) -> None:
    if use_spans is None or use_spans.kind != "closure":
        return
    closure = find_expr(cx.hir.value, use_spans.span, closures=True)
    if not isinstance(closure, ast.ClosureExpr) or not closure.by_move:
        return
    use_span = use_spans.var_or_use()
    used = find_expr(cx.hir.value, use_span, closures=True)
    if used is None:
        return
    parent = cx.hir.parent(used)
    if isinstance(parent, ast.AssignExpr) and parent.left is used:
        # Cloning what is assigned to makes no sense.
        return
    message = "consider cloning the value before moving it into the closure"
    for at in cx.hir.ancestors(closure):
        if isinstance(at, ast.Stmt):
            padding = indentation_before(cx, at.span)
            padding = "    " if padding is None else padding
            diag.suggest(
                message, (at.span.shrink_to_lo(), f"let value = {name}.clone();\n{padding}"), (use_span, "value"),
                style="show-always",
            )  # fmt: skip
            return
        if isinstance(at, ast.ClosureExpr):
            break
    padding = indentation_before(cx, closure.span)
    padding = "    " if padding is None else padding
    diag.suggest(
        message, (closure.span.shrink_to_lo(), f"{{\n{padding}let value = {name}.clone();\n{padding}"),
        (use_span, "value"), (closure.span.shrink_to_hi(), f"\n{padding}}}"), style="show-always",
    )  # fmt: skip


# ---- borrow, bounds, derives ----


def suggest_reborrow(cx: BorrowckContext, diag: Diag, span: Span, place: Place) -> None:
    name = describe.describe_place(cx, place)
    what = f"`{name}`" if name is not None else "the mutable reference"
    message = f"consider creating a fresh reborrow of {what} here"
    diag.suggest(message, (span.shrink_to_lo(), "&mut *"), style="show-always")


def suggest_adding_bounds(cx: BorrowckContext, diag: Diag, ty: Any, trait: Any) -> None:
    """Bounds on type parameters that would make `ty: trait`."""
    if trait is None or not erased(cx, ty).flags & k.HAS_TY_PARAM:
        return
    wanted: list[tuple[Any, Any]] = []
    for error in errors_of_bound(cx, ty, trait):
        value = error.obligation.predicate.value
        if type(value) is not k.TraitPredicate or type(value.trait_ref.args[0]) is not k.ParamTy:
            return
        wanted.append((value.trait_ref.args[0], value.trait_ref.def_id))
    by_param: dict[str, list[Any]] = {}
    for param, needed in wanted:
        group = by_param.setdefault(param.name, [])
        if needed not in group:
            group.append(needed)
    suggest_constraining_type_params(cx, diag, by_param)


def suggest_constraining_type_params(cx: BorrowckContext, diag: Diag, by_param: dict[str, list[Any]]) -> None:
    """rustc's function of that name, for traits without arguments."""
    if not by_param:
        return
    owner = cx.hir.root_owner
    edits: list[tuple[Span, str, str, list[str], bool]] = []
    for name, traits in by_param.items():
        generics, param = _tree_param(cx, owner, name)
        words = " + ".join(describe.def_path_str(cx, t) for t in traits)
        names = [describe.def_path_str(cx, t) for t in traits]
        opaque = impl_trait_param(cx, name)
        if opaque is not None:
            edits.append((opaque.bounds[-1].span.shrink_to_hi(), f" + {words}", name, names, False))
            continue
        if param is None:
            diag.not_modelled("the bound to add")
            return
        predicate = next((p for p in generics.where_clause if bounds_param(p, name)), None)
        if param.bounds:
            last = param.bounds[-1].span
            edits.append((last.shrink_to_hi(), f" + {words}", name, names, True))
        elif predicate is not None and predicate.bounds:
            edits.append((predicate.bounds[-1].span.shrink_to_hi(), f" + {words}", name, names, True))
        else:
            further = bool(generics.where_clause)
            if further:
                where = generics.where_span or generics.where_clause[-1].span
                tail = generics.where_clause[-1].span
                comma = _trailing_comma(cx, tail)
                at = tail.shrink_to_hi() if comma is None else comma
                edits.append((at, f", {name}: {words}" if comma is None else f" {name}: {words}", name, names, True))
                del where
            else:
                edits.append((param.ident.span.shrink_to_hi(), f": {words}", name, names, False))
    if len(edits) == 1:
        at, new, name, names, further = edits[0]
        how = "further restricting" if further else "restricting"
        listed = _list_traits(names)
        kind = "opaque type" if impl_trait_param(cx, name) is not None else "type parameter"
        message = f"consider {how} {kind} `{name}` with {listed}"
        diag.suggest(message, (at, new), style="show-always")
    else:
        parts = tuple((at, new) for at, new, *_ in edits)
        diag.suggest("consider restricting type parameters", *parts, style="show-always")


def _list_traits(names: list[str]) -> str:
    ticked = [f"`{n}`" for n in names]
    if len(ticked) == 1:
        return f"trait {ticked[0]}"
    return f"traits {', '.join(ticked[:-1])} and {ticked[-1]}" if len(ticked) > 2 else f"traits {' and '.join(ticked)}"


def _trailing_comma(cx: BorrowckContext, span: Span) -> Span | None:
    after = cx.snippet(span.shrink_to_hi().with_hi(span.hi + 1))
    return Span(span.hi + 1, span.hi + 1, span.ctxt) if after == "," else None


def bounds_param(predicate: Any, name: str) -> bool:
    """Whether a predicate of a where-clause is on the type parameter `name`."""
    bounded = predicate.bounded
    return isinstance(bounded, ast.PathTy) and len(bounded.path.segments) == 1 and bounded.path.segments[0].ident.name == name


def _tree_param(cx: BorrowckContext, owner: Any, name: str) -> tuple[Any, Any]:
    generics = getattr(owner, "generics", None)
    if generics is None:
        return None, None
    for param in generics.params:
        if isinstance(param, ast.TypeParam) and param.ident.name == name:
            return generics, param
    return generics, None


def impl_trait_param(cx: BorrowckContext, name: str) -> ast.ImplTraitTy | None:
    """The `impl Trait` among the inputs of the function that is the type parameter `name`."""
    tcx = cx.tcx
    for param in tcx.generics_of(tcx.typeck_root(cx.def_id)).params:
        if param.name == name:
            node = tcx.hir(param.def_id)
            return node if isinstance(node, ast.ImplTraitTy) else None
    return None


_DERIVABLE = ("Clone", "Copy", "Debug", "Hash", "Eq", "Ord", "PartialEq", "PartialOrd", "Default")


def suggest_derive(cx: BorrowckContext, diag: Diag, ty: Any, trait: Any) -> None:
    """`#[derive(Trait)]`, where all fields would allow it."""
    tcx = cx.tcx
    name = next((n for n in _DERIVABLE if tcx.is_diagnostic_item(trait, n)), None)
    if name is None or type(ty) is not k.AdtTy or not tcx.is_local(ty.def_id):
        return
    adt = tcx.adt_def(ty.def_id)
    if name == "Default" and adt.kind == "enum":
        return
    for variant in adt.variants:
        for field in variant.fields:
            if not implements(cx, tcx.subst(tcx.type_of(field.def_id), ty.args), trait):
                return
    message = f"consider annotating `{describe.ty_str(cx, ty)}` with `#[derive({name})]`"
    at = tcx.def_span(ty.def_id).shrink_to_lo()
    diag.suggest(message, (at, f"#[derive({name})]\n"), applicability="MaybeIncorrect", style="show-always")


def suggest_adding_bounds_or_derive(cx: BorrowckContext, diag: Diag, ty: Any, trait: Any) -> None:
    suggest_adding_bounds(cx, diag, ty, trait)
    suggest_derive(cx, diag, erased(cx, ty), trait)
