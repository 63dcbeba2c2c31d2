"""What would mend a lifetime error: bounds between lifetimes, names, `'static` (rustc's `outlives_suggestion.rs` and
`nice_region_error`)."""

from __future__ import annotations

from typing import Any

from rustmem.borrowck import describe
from rustmem.borrowck.context import BorrowckContext
from rustmem.borrowck.hir_search import walk
from rustmem.borrowck.infer_ctxt import free_regions
from rustmem.borrowck.universal_regions import STATIC
from rustmem.source.diag import Diag
from rustmem.source.index import DefId
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty import kind as k
from rustmem.ty.intern import RE_STATIC


class OutlivesSuggestions:
    """Bounds to add, collected over the errors of one body (rustc's `OutlivesSuggestionBuilder`)."""

    def __init__(self, cx: BorrowckContext) -> None:
        self.cx = cx
        self.constraints: dict[int, list[int]] = {}

    def intermediate(self, info: Any, diag: Diag) -> None:
        """A help for this pair, if both lifetimes have names; remembered for the end."""
        cx = self.cx
        fr, outlived = cx.namer.names.get(info.fr), cx.namer.names.get(info.outlived_fr)
        if fr is not None and outlived is not None and _suggestable(fr) and _suggestable(outlived):
            if outlived.source != "static":
                diag.help(f"consider adding the following bound: `{fr.name}: {outlived.name}`")
        self.constraints.setdefault(info.fr, []).append(info.outlived_fr)

    def add_suggestion(self) -> None:
        """Once there are two or more: all of them together, as an error of its own."""
        cx = self.cx
        lines: list[str] = []
        handled: set[int] = set()
        for fr, outlived in self.constraints.items():
            name = cx.namer.names.get(fr)
            named = [(o, cx.namer.names[o]) for o in outlived if o in cx.namer.names and _suggestable(cx.namer.names[o])]
            if fr in handled or name is None or not _suggestable(name) or not named:
                continue
            same = next((o for o, _ in named if fr in self.constraints.get(o, ())), None)
            if any(o == STATIC for o, _ in named):
                lines.append(f"replace `{name.name}` with `'static`")
            elif same is not None:
                lines.append(f"`{name.name}` and `{cx.namer.names[same].name}` must be the same: replace one with the other")
                handled.add(same)
            else:
                bounds = list(dict.fromkeys(n.name for _, n in named))
                lines.append(f"add bound `{name.name}: {' + '.join(bounds)}`")
        if sum(len(v) for v in self.constraints.values()) < 2 or not lines:
            return
        diag = Diag("help", lines[0] if len(lines) == 1 else "the following changes may resolve your lifetime errors")
        if len(lines) > 1:
            for line in lines:
                diag.help(line)
        diag.sort_span = Span(1 << 62, 1 << 62)
        cx.buffer(diag)


def _suggestable(name: Any) -> bool:
    return name.source in ("early", "late", "static")


def fn_of_region(cx: BorrowckContext, region: Any) -> tuple[DefId, ast.FnItem] | None:
    """The function item whose signature the region is of (rustc's `is_suitable_region`)."""
    tcx = cx.tcx
    if type(region) is k.ReLateParam:
        scope = region.scope
    elif type(region) is k.ReEarlyParam:
        scope = tcx.parent(region.def_id)  # type: ignore[assignment]
    else:
        return None
    item = tcx.hir(scope) if scope is not None else None
    return (scope, item) if isinstance(item, ast.FnItem) else None


def param_with_region(cx: BorrowckContext, scope: Any, item: ast.FnItem, region: Any) -> tuple[int, Any] | None:
    """The first parameter whose type mentions the region: (index, type)."""
    tcx = cx.tcx
    sig = tcx.instantiate(tcx.fn_sig(scope), lambda var: tcx.re_late(scope, var))
    for i, ty in enumerate(sig.inputs):
        if i < len(item.sig.inputs) and any(r is region for r in free_regions(tcx, ty)):
            return i, ty
    return None


# ---- `impl Trait` and `dyn Trait` returned ----


def add_static_impl_trait_suggestion(cx: BorrowckContext, diag: Diag, info: Any, fr_name: Any) -> None:
    """The return type has a trait object that is `'static` by default, or an opaque type that does not capture."""
    region = cx.namer.to_error_region(info.fr)
    if info.outlived_fr != STATIC or region is None:
        return
    found = fn_of_region(cx, region)
    if found is None:
        return
    scope, item = found
    returned = returned_objects(item.sig.output) if item.sig.output is not None else []
    if not returned:
        if _alias_of_object(cx, item.sig.output):
            diag.not_modelled("the lifetime of a trait object behind a type alias")
        return
    param = param_with_region(cx, scope, item, region)
    if param is None:
        return
    index, ty = param
    written = item.sig.inputs[index]
    pat = written.pat
    arg = f"argument `{pat.ident.name}`" if isinstance(pat, ast.IdentPat) else "the argument"
    lifetime = fr_name.name if _is_named(region) else "'_"
    for each in returned:
        _one_object(cx, diag, each, lifetime, arg, written, ty, region)


def returned_objects(output: Any) -> list[Any]:
    """`impl Trait` and trait objects whose lifetime is left out or `'static`."""
    found: list[ast.ImplTraitTy | ast.TraitObjectTy] = []
    for node in walk(output):
        if isinstance(node, ast.ImplTraitTy):
            found.append(node)
        elif isinstance(node, ast.TraitObjectTy):
            bound = _outlives(node)
            if bound is None or bound.lifetime.name == "'static":
                found.append(node)
    return found


def _outlives(node: Any) -> Any:
    return next((b for b in node.bounds if isinstance(b, ast.OutlivesBound)), None)


def _one_object(cx: BorrowckContext, diag: Diag, at: Any, lifetime: str, arg: str, written: Any, ty: Any, region: Any) -> None:
    bound = _outlives(at)
    is_dyn = isinstance(at, ast.TraitObjectTy)
    what = "the trait object" if is_dyn else f"`{_opaque_name(cx, at)}`"
    style: Any = {"applicability": "MaybeIncorrect", "style": "show-always"}
    if bound is None:
        said = f"to declare that {what} captures data from {arg}, you can add an explicit `{lifetime}` lifetime bound"
        diag.suggest(said, (at.span.shrink_to_hi(), f" + {lifetime}"), **style)
    elif bound.lifetime.name != lifetime:
        if bound.lifetime.name == "'static":
            said = f"consider changing {what}'s explicit `'static` bound to the lifetime of {arg}"
            diag.suggest(said, (bound.lifetime.span, lifetime), **style)
            static = _with_static(cx, ty, region)
            span = written.span if written.self_kind else written.ty.span
            diag.suggest("alternatively, add an explicit `'static` bound to this reference", (span, static), **style)


def _opaque_name(cx: BorrowckContext, at: ast.ImplTraitTy) -> str:
    tcx = cx.tcx
    def_id = tcx.def_id_of(at)
    return describe.ty_str(cx, tcx.alias("opaque", def_id, tcx.identity_args(def_id)))


def _with_static(cx: BorrowckContext, ty: Any, region: Any) -> str:
    tcx = cx.tcx
    return describe.ty_str(cx, tcx.fold(ty, k.HAS_FREE_REGIONS, lambda part, _: RE_STATIC if part is region else part))


def _alias_of_object(cx: BorrowckContext, output: Any) -> bool:
    if not isinstance(output, ast.PathTy):
        return False
    res = cx.tcx.full_res(output.path)
    if getattr(res, "kind", None) != "type alias":
        return False
    alias = cx.tcx.hir(res.def_id)  # type: ignore[union-attr]
    return getattr(alias, "ty", None) is not None and bool(returned_objects(alias.ty))


def _is_named(region: Any) -> bool:
    if type(region) is k.ReEarlyParam:
        return region.name != "'_"
    return type(region) is k.ReLateParam and region.var.kind == "named" and region.var.name not in (None, "'_")


# ---- two elided lifetimes ----


def suggest_adding_lifetime_params(cx: BorrowckContext, diag: Diag, info: Any) -> None:
    """Elided lifetimes that have to be one: gives them a name."""
    sub, sup = cx.namer.to_error_region(info.fr), cx.namer.to_error_region(info.outlived_fr)
    found = fn_of_region(cx, sub) if sub is not None else None
    if found is None or sup is None or fn_of_region(cx, sup) is None:
        return
    scope, item = found
    ty_sub, ty_sup = anon_type(cx, scope, item, sub), anon_type(cx, scope, item, sup)
    if ty_sub is None or ty_sup is None:
        return
    name, fresh = _lifetime_name(cx, scope, item)
    parts: list[tuple[Span, str]] = []
    if item.sig.output is not None:
        implicit_lifetimes(cx, item.sig.output, name, parts)
    if not parts:
        # The return type rather than `&self`: constraining less is enough more often than not.
        implicit_lifetimes(cx, ty_sup, name, parts)
    implicit_lifetimes(cx, ty_sub, name, parts)
    if not parts:
        return
    if fresh:
        generics = item.generics
        if generics.params:
            parts.append((generics.params[0].span.shrink_to_lo(), f"{name}, "))
        else:
            parts.append((item.ident.span.shrink_to_hi(), f"<{name}>"))
    parent = cx.tcx.parent(scope)
    in_impl = parent is not None and cx.tcx.def_kind(parent) == "impl"
    verb = "introducing" if fresh else "reusing"
    tail = " and update trait if needed" if in_impl else ""
    said = f"consider {verb} a named lifetime parameter{tail}"
    unique = sorted(dict.fromkeys(parts), key=lambda p: p[0][:2])
    diag.suggest(said, *unique, applicability="MaybeIncorrect", style="show-always")


def _lifetime_name(cx: BorrowckContext, scope: Any, item: ast.FnItem) -> tuple[str, bool]:
    """(the name, whether it is new)."""
    for param in item.generics.params:
        if isinstance(param, ast.LifetimeParam):
            return param.ident.name, False
    parent = cx.tcx.parent(scope)
    used: set[str] = set()
    if parent is not None and cx.tcx.def_kind(parent) in ("impl", "trait"):
        used = {p.ident.name for p in cx.tcx.hir(parent).generics.params if isinstance(p, ast.LifetimeParam)}
    return next(f"'{c}" for c in "abcdefghijklmnopqrstuvwxyz" if f"'{c}" not in used), True


def anon_type(cx: BorrowckContext, scope: Any, item: ast.FnItem, region: Any) -> Any:
    """The part of a parameter's type as written that the region is the lifetime of (rustc's `find_anon_type`)."""
    param = param_with_region(cx, scope, item, region)
    if param is None:
        return None
    index, ty = param
    stack: list[tuple[Any, Any]] = [(ty, item.sig.inputs[index].ty)]
    while stack:
        ty, at = stack.pop()
        if type(ty) is k.RefTy and isinstance(at, ast.RefTy):
            if ty.region is region:
                return at
            stack.append((ty.ty, at.ty))
        elif type(ty) is k.AdtTy and isinstance(at, ast.PathTy):
            if any(arg is region for arg in ty.args):
                return at
            args = at.path.segments[-1].args
            if args is not None:
                types = [a for a in ty.args if isinstance(a, k.Ty)]
                stack.extend(zip(types, [a for a in args.args if isinstance(a, ast.Ty)]))
        elif type(ty) is k.TupleTy and isinstance(at, ast.TupTy):
            stack.extend(zip(ty.elems, at.elems))
        elif type(ty) in (k.SliceTy, k.ArrayTy, k.RawPtrTy) and isinstance(at, (ast.SliceTy, ast.ArrayTy, ast.PtrTy)):
            stack.append((ty.ty, at.ty))
    return None


def implicit_lifetimes(cx: BorrowckContext, root: Any, name: str, into: list[tuple[Span, str]]) -> None:
    """Edits that name every lifetime left out in a type as written (rustc's `ImplicitLifetimeFinder`)."""
    for node in walk(root):
        if isinstance(node, ast.RefTy):
            if node.lifetime is None:
                into.append((Span(node.span.lo + 1, node.span.lo + 1, node.span.ctxt), f"{name} "))
            elif node.lifetime.name == "'_":
                into.append((node.lifetime.span, name))
        elif isinstance(node, ast.PathTy):
            for segment in node.path.segments:
                elided = cx.tcx.lookup("elided", segment) or ()
                if segment.args is None:
                    if elided:
                        into.append((segment.ident.span.shrink_to_hi(), f"<{', '.join([name] * len(elided))}>"))
                    continue
                written = segment.args.args
                if elided and written:
                    into.append((written[0].span.shrink_to_lo(), f"{name}, " * len(elided)))
                into.extend((a.span, name) for a in written if isinstance(a, ast.Lifetime) and a.name == "'_")
