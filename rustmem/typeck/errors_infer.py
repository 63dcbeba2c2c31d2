"""The words of E0282, E0283, E0284, E0790 and E0271 (rustc's `need_type_info`)."""

from __future__ import annotations

from typing import Any

from rustmem.source.diag import Diag, error
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty import kind as k
from rustmem.ty.print import FmtPrinter, def_path_str, ty_str


def emit_inference_failure(fcx: Any, span: Span, value: Any, code: str) -> None:
    diag = describe(fcx, span, value, code)
    fcx.emit(diag)


def describe(fcx: Any, span: Span, value: Any, code: str) -> Diag:
    """The variable's best source: a `let` that could say the type, else a path that could name the argument."""
    roots = set(fcx.infcx.unresolved_vars(value))
    let = _let_of(fcx, roots)
    if let is not None:
        return _at_let(fcx, span, let, roots, code)
    generic = _generic_of(fcx, roots)
    if generic is not None:
        return _at_path(fcx, span, *generic, code)
    return error("type annotations needed", span, code).not_modelled("which type is needed")


def _let_of(fcx: Any, roots: set[Any]) -> ast.LetStmt | None:
    for pat, let in fcx.lets.items():
        if let.ty is not None or let.span.ctxt is not None:
            continue
        ty = fcx.locals.get(pat)
        if ty is not None and roots & set(fcx.infcx.unresolved_vars(ty)):
            return let
    return None


def _at_let(fcx: Any, span: Span, let: ast.LetStmt, roots: set[Any], code: str) -> Diag:
    tcx = fcx.tcx
    pat = let.pat
    ty = fcx.resolve(fcx.locals[pat])
    bare = fcx.is_ty_var(ty)
    text = ty_str(tcx, ty)
    message = "type annotations needed" if bare else f"type annotations needed for `{text}`"
    diag = error(message, pat.span, code)
    if not (pat.span.lo <= span.lo and span.hi <= pat.span.hi):
        diag.label(span, "type must be known at this point")
    name = pat.ident.name
    shown, clause = "/* Type */", ""
    if not bare:
        origins = [fcx.infcx.var_origin(var).param for var in fcx.infcx.unresolved_vars(ty) if isinstance(var, k.InferTy)]
        if len(origins) == 1 and origins[0] is not None and len(roots) == 1 and not _from_macro(let):
            param = tcx.item_name(origins[0])
            shown = FmtPrinter(tcx, infer_name=lambda _: param).ty(ty)
            clause = f", where the type for type parameter `{param}` is specified"
        else:
            shown = text
            clause = ", where the placeholders `_` are specified"
        if isinstance(ty, (k.ClosureTy, k.FnDefTy)) or "{" in text:
            diag.not_modelled("which type is needed")
    diag.suggest(
        f"consider giving `{name}` an explicit type{clause}",
        (pat.span.shrink_to_hi(), f": {shown}"),
        applicability="HasPlaceholders",
        style="show-always",
    )
    return diag


def _from_macro(let: ast.LetStmt) -> bool:
    return let.init is not None and let.init.span.ctxt is not None


def _generic_of(fcx: Any, roots: set[Any]) -> tuple[Any, Any] | None:
    """(path expression, its parameter that nothing decided)."""
    for expr, args in fcx.results.node_args.items():
        if not isinstance(expr, ast.PathExpr) or expr.span.ctxt is not None or expr.path.lang_item is not None:
            continue
        for arg in args:
            if isinstance(arg, k.InferTy) and fcx.infcx.shallow_resolve(arg) in roots:
                param = fcx.infcx.var_origin(arg).param
                if param is not None:
                    return expr, param
    return None


def _at_path(fcx: Any, span: Span, expr: ast.PathExpr, param: Any, code: str) -> Diag:
    tcx = fcx.tcx
    owner = tcx.parent(param)
    name = tcx.item_name(param)
    kind = tcx.def_kind(owner)
    segments = expr.path.segments
    diag = error("type annotations needed", expr.span, code)
    if kind == "impl":
        self_ty = tcx.type_of(owner)
        if not isinstance(self_ty, k.AdtTy) or len(segments) < 2:
            return diag.not_modelled("which type is needed")
        at = next((n for n, arg in enumerate(self_ty.args) if isinstance(arg, k.ParamTy) and arg.name == name), None)
        adt_params = [p for p in tcx.generics_of(self_ty.def_id).params if p.kind != "lifetime"]
        if at is None or len(adt_params) != 1:
            return diag.not_modelled("which type is needed")
        name = adt_params[0].name
        what, owner, segment = tcx.adt_def(self_ty.def_id).kind, self_ty.def_id, segments[-2]
    elif kind in ("struct", "enum", "union") and len(segments) >= 2:
        what, segment = kind, segments[-2]
    elif kind == "fn":
        what, segment = "function", segments[-1]
    elif kind == "assoc fn":
        what, segment = ("method" if tcx.associated_item(owner).has_self else "associated function"), segments[-1]
    else:
        return diag.not_modelled("which type is needed")
    own = [p for p in tcx.generics_of(owner).params if p.kind != "lifetime" and not p.synthetic]
    diag.label(expr.span, f"cannot infer type of the type parameter `{name}` declared on the {what} `{tcx.item_name(owner)}`")
    if segment.args is not None or not own:
        return diag.not_modelled("which argument is needed")
    names = ", ".join(p.name if len(own) == 1 else p.name if p.name == name else "_" for p in own)
    if len(own) > 1:
        diag.not_modelled("several generic arguments")
    plural = "" if len(own) == 1 else "s"
    diag.suggest(
        f"consider specifying the generic argument{plural}", (segment.ident.span.shrink_to_hi(), f"::<{names}>"),
        applicability="HasPlaceholders", style="show-always",
    )  # fmt: skip
    return diag


def report_ambiguity(fcx: Any, found: Any, predicate: k.Binder, span: Span) -> None:
    """rustc's `maybe_report_ambiguity`."""
    value = predicate.value
    tcx = fcx.tcx
    code = "E0282"
    if type(value) is k.TraitPredicate:
        self_ty = fcx.resolve(value.trait_ref.args[0])
        if not tcx.is_lang_item(value.trait_ref.def_id, "sized"):
            code = "E0283"
            if _calls_trait_function(fcx, found, value.trait_ref, self_ty):
                _which_impl(fcx, found, value.trait_ref)
                return
    elif type(value) is k.ProjectionPredicate:
        code = "E0284"
    diag = describe(fcx, span, predicate, code)
    if code != "E0282":
        diag.not_modelled("what is ambiguous")
    fcx.emit(diag)


def _which_impl(fcx: Any, found: Any, trait_ref: k.TraitRef) -> None:
    """E0790."""
    tcx = fcx.tcx
    code = found.obligation.cause.code
    expr, item = code.expr, code.def_id
    what = "function" if tcx.def_kind(item) == "assoc fn" else "constant"
    whole = fcx.call_of[expr].span if expr in fcx.call_of else expr.span
    verb = "call" if what == "function" else "refer to the"
    diag = error(f"cannot {verb} associated {what} on trait without specifying the corresponding `impl` type", whole, "E0790")
    diag.label(whole, f"cannot {verb} associated {what} of trait")
    if item < tcx.base or what == "constant":
        diag.not_modelled("a position in the library")
    else:
        diag.label(tcx.hir(item).span, f"`{def_path_str(tcx, item)}` defined here")
    impls = list(tcx.trait_impls_of(trait_ref.def_id).blanket)
    for more in tcx.trait_impls_of(trait_ref.def_id).by_type.values():
        impls += more
    segments = expr.path.segments
    if not 1 <= len(impls) <= 4 or len(segments) < 2 or any(impl < tcx.base for impl in impls):
        fcx.emit(diag.not_modelled("which impl is meant"))
        return
    names = [ty_str(tcx, tcx.type_of(impl)) for impl in sorted(impls)]
    start, end = expr.path.span.shrink_to_lo(), segments[-2].ident.span.shrink_to_hi()
    if len(names) == 1:
        text = "use the fully-qualified path to the only available implementation"
        diag.suggest(text, (start, f"<{names[0]} as "), (end, ">"), applicability="MaybeIncorrect", style="show-always")
    else:
        text = "use a fully-qualified path to one of the available implementations"
        diag.suggest_any(text, [((start, f"<{n} as "), (end, ">")) for n in names], style="show-always")
    fcx.emit(diag)


def _calls_trait_function(fcx: Any, found: Any, trait_ref: k.TraitRef, self_ty: k.Ty) -> bool:
    """`Trait::function()` where nothing says for which type."""
    code = found.obligation.cause.code
    tcx = fcx.tcx
    def_id = getattr(code, "def_id", None)
    if def_id is None or not isinstance(getattr(code, "expr", None), ast.PathExpr):
        return False
    if not fcx.is_ty_var(self_ty) or tcx.def_kind(def_id) not in ("assoc fn", "assoc const"):
        return False
    if tcx.parent(def_id) != trait_ref.def_id:
        return False
    if tcx.def_kind(def_id) == "assoc const":
        return True
    sig = tcx.fn_sig(def_id).value
    return not tcx.associated_item(def_id).has_self and not any(_mentions_self(ty) for ty in (*sig.inputs, sig.output))


def _mentions_self(ty: Any) -> bool:
    from rustmem.typeck.blame import params_of

    return any(p.name == "Self" for p in params_of(ty))
