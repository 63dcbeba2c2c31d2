"""The words of E0282, E0283, E0284, E0790 and E0271 (rustc's `need_type_info`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rustmem.resolve.walk import children
from rustmem.source.diag import Diag, error
from rustmem.source.span import DUMMY_SP, Span
from rustmem.syntax import ast
from rustmem.traits import obligation as o
from rustmem.ty import kind as k
from rustmem.ty.print import FmtPrinter, ty_str
from rustmem.ty.walk import parts_of
from rustmem.typeck import infer_source


def emit_inference_failure(fcx: Any, span: Span, value: Any, code: str) -> None:
    fcx.emit(describe(fcx, span, value, code))


def describe(fcx: Any, span: Span, value: Any, code: str) -> Diag:
    """Where the type is best written (rustc's `emit_inference_failure_err`)."""
    target = next(iter(fcx.infcx.unresolved_vars(value)), None)
    body = fcx.tcx.hir(fcx.root)
    if target is None or body is None:
        return error("type annotations needed", span, code).not_modelled("which type is needed")
    found = infer_source.InferSources(fcx, target)
    for child in children(body):
        found.visit(child)
    match found.best:
        case infer_source.LetBinding(pat, ty, from_collect, init):
            diag = _at_binding(fcx, span, target, pat, ty, code, from_collect)
            if (
                isinstance(init, (ast.MatchExpr, ast.IfExpr, ast.ArrayExpr))
                or "<_" in (snippet(fcx.tcx, init) or "")
                or isinstance(ty, k.RawPtrTy)
            ):
                diag.not_modelled("the origin of an undecided type")
            diag.compared = code == "E0282" and _is_known_case(fcx, span, target, ty, init)
            return diag
        case infer_source.ClosureArg(pat, ty):
            diag = _head(fcx, span, pat.span, ty, code)
            _give_type(fcx, diag, target, pat, ty, "this closure parameter an explicit type", False)
            return diag
        case infer_source.GenericArg():
            return _at_argument(fcx, span, found.best, code)
        case infer_source.QualifiedCall(call):
            diag = _head(fcx, span, call.segment.ident.span, None, code)
            return diag.not_modelled("a fully qualified path")
        case infer_source.ClosureReturn(closure):
            return _head(fcx, span, closure.span, None, code).not_modelled("the return type of a closure")
        case _:
            pass
    return error("type annotations needed", span, code).not_modelled("which type is needed")


def _head(fcx: Any, failure: Span, span: Span, ty: Any, code: str) -> Diag:
    """The message, and where the type was needed, if that is elsewhere."""
    named = ty is not None and not isinstance(fcx.infcx.shallow_resolve(ty), k.InferTy)
    message = f"type annotations needed for `{ty_str(fcx.tcx, ty)}`" if named else "type annotations needed"
    diag = error(message, span, code)
    if not _overlap(failure, span):
        diag.label(failure, "type must be known at this point")
    return diag


def _is_known_case(fcx: Any, failure: Span, target: Any, ty: Any, init: Any) -> bool:
    """`let x = None;` and `let x = Vec::new();`: what is told first was compared with rustc."""
    if isinstance(target, k.InferConst) or isinstance(ty, k.InferTy) or failure.ctxt is not None or init is None:
        return False
    if not _overlap(failure, init.span):
        return False
    path = init.func if isinstance(init, ast.CallExpr) else init
    if not isinstance(path, ast.PathExpr):
        return False
    res = fcx.results.node_res.get(path) or fcx.tcx.full_res(path.path)
    def_id = getattr(res, "def_id", None)
    parent = fcx.tcx.parent(def_id) if def_id is not None else None
    return parent is not None and fcx.tcx.def_kind(parent) != "trait"


def snippet(tcx: Any, expr: Any) -> str | None:
    return None if expr is None else tcx.source_map.snippet(expr.span)


def _overlap(a: Span, b: Span) -> bool:
    return a.lo < b.hi and b.lo < a.hi


def _at_binding(fcx: Any, failure: Span, target: Any, pat: Any, ty: Any, code: str, from_collect: bool) -> Diag:
    diag = _head(fcx, failure, pat.span, ty, code)
    what = f"`{pat.ident.name}` an explicit type" if isinstance(pat, ast.IdentPat) else "this pattern a type"
    if isinstance(ty, (k.ClosureTy, k.FnDefTy)) or "{" in ty_str(fcx.tcx, ty):
        diag.not_modelled("which type is needed")
    _give_type(fcx, diag, target, pat, ty, what, from_collect)
    return diag


def _give_type(fcx: Any, diag: Diag, target: Any, pat: Any, ty: Any, what: str, from_collect: bool) -> None:
    tcx = fcx.tcx
    name = _param_name(fcx, target)
    if isinstance(fcx.infcx.shallow_resolve(ty), k.InferTy):
        shown, clause = ("Vec<_>" if from_collect else "/* Type */"), ""
    else:
        shown = _text(fcx, ty)
        clause = ", where the placeholders `_` are specified"
        if name is not None:
            clause = f", where the type for type parameter `{name}` is specified"
    text = f"consider giving {what}{clause}"
    part = (pat.span.shrink_to_hi(), f": {shown}")
    diag.suggest(text, part, applicability="HasPlaceholders", style="show-always")
    del tcx


def _param_name(fcx: Any, var: Any) -> str | None:
    """The parameter that the variable stands for, unless a macro made it or it is a trait's `Self`."""
    if not isinstance(var, k.InferTy):
        return None
    origin = fcx.infcx.var_origin(var)
    if origin.param is None or fcx.tcx.def_kind(origin.param) == "trait" or origin.span.ctxt is not None:
        return None
    return fcx.tcx.item_name(origin.param)  # type: ignore[no-any-return]


def _text(fcx: Any, ty: Any) -> str:
    """A type with the names of the parameters that its variables stand for; numbers are left open."""
    return _plain_text(fcx, _without_known(fcx, ty))


def _plain_text(fcx: Any, ty: Any) -> str:
    if isinstance(ty, k.InferTy) and ty.kind != "ty":
        return "_"
    return FmtPrinter(fcx.tcx, infer_name=lambda var: _param_name(fcx, var)).ty(ty)


def _without_defaults(fcx: Any, source: infer_source.GenericArg) -> tuple[Any, ...]:
    """The arguments without those at the end that are what they are by default (rustc's `own_args_no_defaults`)."""
    tcx = fcx.tcx
    params = [p for p in tcx.generics_of(source.owner).params if p.kind != "lifetime"][-len(source.args) :]
    count = len(source.args)
    while count and params[count - 1].has_default and params[count - 1].kind == "type":
        default = tcx.type_of(params[count - 1].def_id)
        if default.flags & k.HAS_PARAM or default is not fcx.resolve(source.args[count - 1]):
            break
        count -= 1
    return source.args[:count]


def _without_known(fcx: Any, ty: Any) -> Any:
    """`_` in place of arguments that are known (rustc's `ClosureEraser`). A reference's lifetime is never known here."""
    ty = fcx.infcx.shallow_resolve(ty)
    tcx = fcx.tcx
    if isinstance(ty, k.InferTy):
        return ty
    if isinstance(ty, k.AdtTy):
        defaults = [p.has_default for p in tcx.generics_of(ty.def_id).params]
        made = []
        for arg, has_default in zip(ty.args, defaults):
            if isinstance(arg, k.Ty) and not (has_default and not _undecided(fcx, arg)):
                made.append(_without_known(fcx, arg) if _undecided(fcx, arg) else fcx.infcx.next_ty_var(DUMMY_SP))
            else:
                made.append(arg)
        return tcx.adt(ty.def_id, tuple(made))
    if not _undecided(fcx, ty):
        return fcx.infcx.next_ty_var(DUMMY_SP)
    if isinstance(ty, k.RefTy):
        return tcx.ref(ty.region, _without_known(fcx, ty.ty), ty.mutbl)
    if isinstance(ty, k.TupleTy):
        return tcx.tuple(tuple(_without_known(fcx, elem) for elem in ty.elems))
    return ty


def _undecided(fcx: Any, value: Any) -> bool:
    """Whether a type holds a variable, of a type or of a lifetime."""
    stack = [value]
    while stack:
        at = fcx.infcx.shallow_resolve(stack.pop())
        if isinstance(at, (k.InferTy, k.InferConst, k.RefTy)):
            return True
        stack.extend(parts_of(at))
    return False


def _at_argument(fcx: Any, failure: Span, source: infer_source.GenericArg, code: str) -> Diag:
    tcx = fcx.tcx
    diag = _head(fcx, failure, source.span, None, code)
    param = tcx.generics_of(source.owner).params[source.index]
    kind = tcx.def_kind(source.owner)
    what = {"fn": "function"}.get(kind, kind)
    if kind == "assoc fn":
        what = "method" if tcx.associated_item(source.owner).has_self else "associated function"
    word = "the value of the const" if param.kind == "const" else "type of the type"
    name = tcx.item_name(source.owner)
    diag.label(source.span, f"cannot infer {word} parameter `{param.name}` declared on the {what} `{name}`")
    if source.written:
        return diag
    if kind == "assoc fn" and name == "collect" and source.owner < tcx.base:
        shown = "Vec<_>"
    else:
        texts = [_plain_text(fcx, a) if isinstance(a, k.Ty) else "_" for a in _without_defaults(fcx, source)]
        own = [p for p in tcx.generics_of(source.owner).params if p.kind != "lifetime"][-len(texts) :]
        at = next((n for n, p in enumerate(own) if p is param), None)
        if at is not None and isinstance(source.args[at], k.InferTy):
            texts[at] = param.name
        shown = ", ".join(texts)
    plural = "" if len(source.args) == 1 else "s"
    part = (source.insert, f"::<{shown}>")
    text = f"consider specifying the generic argument{plural}"
    diag.suggest(text, part, applicability="HasPlaceholders", style="show-always")
    return diag


def report_ambiguity(fcx: Any, found: Any, predicate: k.Binder, where: Any, note: Callable[[Diag], None]) -> None:
    """rustc's `maybe_report_ambiguity`; `note` adds why the bound is there."""
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
    terms: tuple[Any, ...] = (predicate,)
    if type(value) is k.TraitPredicate:
        terms = value.trait_ref.args
    elif type(value) is k.ProjectionPredicate:
        terms = (*value.alias.args, value.term)
    undecided = next((t for t in terms if fcx.infcx.unresolved_vars(t)), predicate)
    diag = describe(fcx, where.span, undecided, code)
    if code != "E0282":
        diag.not_modelled("what is ambiguous")
        diag.note(f"cannot satisfy `{ty_str(tcx, predicate)}`")
        if not isinstance(found.obligation.cause.code, o.Labelled):
            note(diag)
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
        diag.label(tcx.hir(item).span, f"`{tcx.item_name(tcx.parent(item))}::{tcx.item_name(item)}` defined here")
    impls: list[Any] = []
    for more in tcx.trait_impls_of(trait_ref.def_id).by_type.values():
        impls += more
    segments = expr.path.segments
    start, end = expr.path.span.shrink_to_lo(), segments[-2].ident.span.shrink_to_hi()
    if segments[-2].args is not None:
        diag.not_modelled("the arguments of a trait")
    names = [ty_str(tcx, tcx.type_of(impl)) for impl in sorted(impls)]
    if trait_ref.def_id < tcx.base or len(names) >= 20:
        text, names = "use a fully-qualified path to a specific available implementation", ["/* self type */"]
    elif len(names) == 1:
        text = "use the fully-qualified path to the only available implementation"
    else:
        text = "use a fully-qualified path to one of the available implementations"
    if len(names) == 1:
        diag.suggest(text, (start, f"<{names[0]} as "), (end, ">"), applicability="MaybeIncorrect", style="show-always")
    elif names:
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
    path = code.expr.path
    return tcx.parent(def_id) == trait_ref.def_id and code.expr.qself is None and len(path.segments) >= 2
