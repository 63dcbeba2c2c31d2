"""A type parameter or associated type that may not live long enough: E0309, E0310, E0311 (`construct_generic_bound_failure`)."""

from __future__ import annotations

from typing import Any

from rustmem.borrowck import describe, suggest
from rustmem.borrowck.context import BorrowckContext
from rustmem.borrowck.hir_search import walk
from rustmem.borrowck.region_suggest import anon_type, fn_of_region
from rustmem.source.diag import Diag, error
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty import kind as k
from rustmem.ty.defs import LateBound

_MESSAGE = "consider adding an explicit lifetime bound"


def generic_bound_failure(cx: BorrowckContext, test: Any) -> Diag:
    generic = test.generic
    param = type(generic) is k.ParamTy
    shown = describe.ty_str(cx, cx.tcx.erase_regions(generic) if not param else generic)
    what = f"the {'parameter type' if param else 'associated type'} `{shown}`"
    if type(generic) is k.AliasTy and generic.kind == "opaque":
        what = f"the opaque type `{shown}`"
    region = cx.namer.to_error_region(test.lower_bound)
    if region is None:
        return error(f"`{shown}` does not live long enough", test.span)
    if type(region) is k.ReStatic:
        diag = error(f"{what} may not live long enough", test.span, "E0310")
        diag.label(test.span, f"{what} must be valid for the static lifetime...")
    elif _is_named(region):
        diag = error(f"{what} may not live long enough", test.span, "E0309")
        span = cx.tcx.def_span(region.def_id if type(region) is k.ReEarlyParam else region.var.def_id)
        diag.label(span, f"{what} must be valid for the lifetime `{_text(region)}` as defined here...")
    else:
        diag = error(f"{what} may not live long enough", test.span, "E0311")
        at = _anonymous(cx, region)
        if at is None:
            diag.not_modelled("a bound by an anonymous lifetime")
        else:
            diag.label(at, f"{what} must be valid for the anonymous lifetime defined here...")
    diag.label(test.span, f"...so that the type `{shown}` will meet its required lifetime bounds")
    _suggest_bound(cx, diag, generic, shown, region)
    if type(region) is k.ReStatic:
        _implicit_static(cx, diag, test.span)
    return diag


def _is_named(region: Any) -> bool:
    if type(region) is k.ReEarlyParam:
        return region.name != "'_"
    return type(region) is k.ReLateParam and region.var.kind == "named" and region.var.name not in (None, "'_")


def _text(region: Any) -> str:
    if type(region) is k.ReStatic:
        return "'static"
    return region.name if type(region) is k.ReEarlyParam else region.var.name


def _anonymous(cx: BorrowckContext, region: Any) -> Span | None:
    """The part of a parameter's type that the lifetime was left out of."""
    found = fn_of_region(cx, region)
    if found is None:
        return None
    scope, item = found
    for param in item.sig.inputs:
        if param.self_kind and param.self_kind.startswith("ref") and region in _regions_of_self(cx, scope):
            return param.span
        break
    written = anon_type(cx, scope, item, region)
    return None if written is None else written.span


def _regions_of_self(cx: BorrowckContext, scope: Any) -> tuple[Any, ...]:
    tcx = cx.tcx
    sig = tcx.instantiate(tcx.fn_sig(scope), lambda var: tcx.re_late(scope, var))
    first = sig.inputs[0] if sig.inputs else None
    return (first.region,) if type(first) is k.RefTy else ()


# ---- what to add ----


def _suggest_bound(cx: BorrowckContext, diag: Diag, generic: Any, shown: str, region: Any) -> None:
    tcx = cx.tcx
    parts: list[tuple[Span, str]] = []
    name = _text(region) if type(region) is k.ReStatic or _is_named(region) else _name_region(cx, region, parts)
    if name is None or not _suggestable(tcx, generic):
        diag.not_modelled("the bound to add")
        return
    lifetime_scope = _declared_in(cx, region)
    type_scope, where = _type_parameter(cx, generic)
    if type_scope is None:
        type_scope = tcx.typeck_root(cx.def_id)
    scope = type_scope if lifetime_scope is None or _is_within(tcx, type_scope, lifetime_scope) else lifetime_scope
    if where is not None and scope == type_scope:
        parts.append((where[0], f"{where[1]}{name}"))
    else:
        item = tcx.hir(scope)
        end = _end_of_head(item)
        if end is None:
            diag.not_modelled("the bound to add")
            return
        generics = item.generics
        before = "," if generics.where_clause else " where" if generics.where_span is None else ""
        at = generics.where_clause[-1].span.shrink_to_hi().to(end) if generics.where_clause else end
        parts.append((at, f"{before} {shown}: {name}"))
    diag.suggest(_MESSAGE, *sorted(parts, key=lambda p: p[0][:2]), applicability="MaybeIncorrect", style="show-always")


def _suggestable(tcx: Any, generic: Any) -> bool:
    found = True

    def leaf(part: Any, depth: int) -> Any:
        nonlocal found
        if type(part) in (k.ClosureTy, k.ErrorTy, k.InferTy) or type(part) is k.AliasTy and part.kind == "opaque":
            found = False
        return part

    leaf(generic, 0)
    for arg in getattr(generic, "args", ()):
        leaf(arg, 0)
        tcx.fold(arg, k.HAS_ALIAS | k.HAS_TY_INFER, leaf)
    return found


def _declared_in(cx: BorrowckContext, region: Any) -> Any:
    """The item that the lifetime is a parameter of; None for `'static`."""
    if type(region) is k.ReStatic:
        return None
    return region.scope if type(region) is k.ReLateParam else cx.tcx.parent(region.def_id)


def _is_within(tcx: Any, inner: Any, outer: Any) -> bool:
    at = inner
    while at is not None:
        if at == outer:
            return True
        at = tcx.parent(at)
    return False


def _type_parameter(cx: BorrowckContext, generic: Any) -> tuple[Any, tuple[Span, str] | None]:
    """(the item that declares the parameter, where a bound can be added to it and what stands before it)."""
    if type(generic) is not k.ParamTy:
        return None, None
    tcx = cx.tcx
    at: Any = tcx.typeck_root(cx.def_id)
    anonymous: Any = suggest.impl_trait_param(cx, generic.name)
    if anonymous is not None:
        return at, (anonymous.bounds[-1].span.shrink_to_hi(), " + ")
    while at is not None and tcx.def_kind(at) in ("fn", "assoc fn", "impl", "trait", "const", "assoc const"):
        generics = getattr(tcx.hir(at), "generics", None)
        params = generics.params if generics is not None else ()
        param = next((p for p in params if isinstance(p, ast.TypeParam) and p.ident.name == generic.name), None)
        if generics is not None and param is not None:
            asked = next((p for p in generics.where_clause if p.bounds and suggest.bounds_param(p, generic.name)), None)
            bounds = param.bounds or (asked.bounds if asked is not None else ())
            if bounds:
                return at, (bounds[-1].span.shrink_to_hi(), " + ")
            return at, (param.ident.span.shrink_to_hi(), ": ")
        if tcx.def_kind(at) == "trait" and generic.name == "Self":
            return at, None
        at = tcx.parent(at)
    return None, None


def _end_of_head(item: Any) -> Span | None:
    """Where a `where` clause ends or would begin."""
    generics = getattr(item, "generics", None)
    if generics is None:
        return None
    if generics.where_span is not None:
        return generics.where_span.shrink_to_hi()  # type: ignore[no-any-return]
    if isinstance(item, ast.FnItem):
        return (item.sig.output_span if item.sig.output is not None else item.sig.span).shrink_to_hi()
    return item.self_ty.span.shrink_to_hi() if isinstance(item, ast.ImplItem) else None


def _name_region(cx: BorrowckContext, region: Any, parts: list[tuple[Span, str]]) -> str | None:
    """A new name for a lifetime that was left out, with the edits that write it everywhere (`suggest_name_region`)."""
    found = fn_of_region(cx, region)
    if found is None or type(region) is not k.ReLateParam:
        return None
    scope, item = found
    tcx = cx.tcx
    used = {p.ident.name for p in item.generics.params if isinstance(p, ast.LifetimeParam)}
    parent = tcx.parent(scope)
    if parent is not None and tcx.def_kind(parent) in ("impl", "trait"):
        used |= {p.ident.name for p in tcx.hir(parent).generics.params if isinstance(p, ast.LifetimeParam)}
    name = next((f"'{c}" for c in "abcdefghijklmnopqrstuvwxyz" if f"'{c}" not in used), "'lt")
    index = region.var.var
    for node in walk(item.sig):
        _name_here(cx, node, index, name, parts)
    if item.generics.params:
        parts.append((item.generics.params[0].span.shrink_to_lo(), f"{name}, "))
    else:
        parts.append((item.ident.span.shrink_to_hi(), f"<{name}>"))
    return name


def _name_here(cx: BorrowckContext, node: Any, index: int, name: str, parts: list[tuple[Span, str]]) -> None:
    tcx = cx.tcx

    def is_it(found: Any) -> bool:
        return isinstance(found, LateBound) and found.index == index

    if isinstance(node, ast.RefTy) and node.lifetime is None:
        if any(is_it(found) for found in tcx.lookup("elided", node) or ()):
            parts.append((Span(node.span.lo + 1, node.span.lo + 1, node.span.ctxt), f"{name} "))
    elif isinstance(node, ast.Lifetime) and node.name == "'_":
        if is_it(tcx.lookup("lifetimes", node)):
            parts.append((node.span, name))
    elif isinstance(node, ast.PathSegment):
        count = sum(is_it(found) for found in tcx.lookup("elided", node) or ())
        if count and node.args is None:
            parts.append((node.ident.span.shrink_to_hi(), f"<{', '.join([name] * count)}>"))
        elif count and node.args is not None and node.args.args:
            parts.append((node.args.args[0].span.shrink_to_lo(), f"{name}, " * count))


def _implicit_static(cx: BorrowckContext, diag: Diag, span: Span) -> None:
    """`-> Box<dyn Trait>`: the trait object's own bound, where the body's last expression is at fault."""
    owner = cx.hir.root_owner
    if not isinstance(owner, ast.FnItem) or owner.body is None or owner.body.expr is None or owner.body.expr.span != span:
        return
    written = owner.sig.output
    if not isinstance(written, ast.PathTy) or written.path.segments[-1].args is None:
        return
    for arg in getattr(written.path.segments[-1].args, "args", ()):
        if isinstance(arg, ast.TraitObjectTy) and not any(isinstance(b, ast.OutlivesBound) for b in arg.bounds):
            diag.label(arg.span, "this `dyn Trait` has an implicit `'static` lifetime bound")
