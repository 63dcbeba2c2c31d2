"""The words of errors about arguments (rustc's `report_arg_errors`)."""

from __future__ import annotations

from typing import Any

from rustmem.source.diag import Diag, MultiSpan, error
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty import kind as k
from rustmem.ty.print import ty_str
from rustmem.typeck import errors
from rustmem.typeck.expectation import Cause


def not_a_tuple_of_arguments(fcx: Any, call: Any, ty: k.Ty) -> None:
    diag = error(
        "cannot use call notation; the first type parameter for the function trait is neither a tuple nor unit",
        call.span,
        "E0059",
    )
    fcx.emit(diag)


def variadic_cast(fcx: Any, arg: ast.Expr, ty: k.Ty, cast: str) -> None:
    text = ty_str(fcx.tcx, ty)
    diag = error(f"can't pass `{text}` to variadic function", arg.span, "E0617")
    fcx.emit(diag.not_modelled("a cast to the variadic's type"))


def callee_words(fcx: Any, call: Any, def_id: Any) -> tuple[Span, str]:
    """(the span of what is called, what it is)."""
    tcx = fcx.tcx
    if isinstance(call, ast.MethodCallExpr):
        return call.segment.ident.span, "method"
    span = call.func.span
    if def_id is None:
        return span, "function"
    kind = tcx.def_kind(def_id)
    if kind == "closure":
        return span, "function"
    if kind == "ctor":
        return span, "enum variant" if tcx.def_kind(tcx.parent(def_id)) == "variant" else "struct"
    return span, "function"


def report_arg_errors(
    fcx: Any, call: Any, call_span: Span, formal: Any, expected: Any, args: Any, incompatible: dict[int, Any],
    variadic: bool, tupled: bool, def_id: Any,
) -> None:  # fmt: skip
    parts = [fcx.resolve(t) for _, found, wanted in incompatible.values() for t in (found, wanted)]
    if any(part.flags & k.HAS_ERROR for part in parts):
        fcx.tainted = True
        return
    span, what = callee_words(fcx, call, def_id)
    if len(args) == len(formal):
        if len(incompatible) == 1:
            ((at, (terr, found, wanted)),) = incompatible.items()
            one_mismatch(fcx, call, span, what, args, at, terr, found, wanted, def_id)
            return
        diag = error(f"arguments to this {what} are incorrect", span, "E0308")
        swapped = _swap_possible(fcx, args, formal, incompatible)
        for at, (terr, found, wanted) in incompatible.items():
            text = f"expected `{ty_str(fcx.tcx, fcx.resolve(wanted))}`, found `{ty_str(fcx.tcx, fcx.resolve(found))}`"
            diag.label(args[at].span, text)
        fcx.emit(diag.not_modelled("arguments in another order" if swapped else "several wrong arguments"))
        return
    wrong_count(fcx, call, call_span, span, what, formal, args, incompatible, variadic, tupled, def_id)


def _swap_possible(fcx: Any, args: Any, formal: Any, incompatible: dict[int, Any]) -> bool:
    return True


def one_mismatch(
    fcx: Any, call: Any, span: Span, what: str, args: Any, at: int, terr: Any, found: Any, wanted: Any, def_id: Any
) -> None:
    fcx.last_terr = terr
    found, wanted = fcx.resolve(found), fcx.resolve(wanted)
    diag = errors.report_mismatched_types(fcx, Cause(args[at].span), wanted, found, terr)
    if diag is None:
        return
    diag.label(span, f"arguments to this {what} are incorrect")
    if len(args) > 1 and any(fcx.can_coerce(fcx.resolve(fcx.results.types[a]), wanted) for n, a in enumerate(args) if n != at):
        diag.not_modelled("arguments in another order")
    callee_note(fcx, diag, def_id, {at}, args)
    fcx.last_terr = terr
    errors.emit_coerce_suggestions(fcx, diag, args[at], found, wanted, None)
    fcx.emit(diag)


def callee_note(fcx: Any, diag: Diag, def_id: Any, wrong: set[int], args: Any) -> None:
    """`note: function defined here`, the parameters that matter underlined."""
    tcx = fcx.tcx
    if def_id is None:
        return
    kind = tcx.def_kind(def_id)
    if def_id < tcx.base:
        diag.not_modelled("a position in the library")
        return
    if kind == "closure":
        tree = tcx.hir(def_id)
        if wrong and len(args) >= len(tree.params):
            diag.not_modelled("earlier calls of the closure")
        diag.span_note(tree.fn_decl_span, "closure defined here")
        return
    tree = tcx.hir(def_id)
    if kind == "ctor":
        owner = tcx.parent(def_id)
        what = "tuple variant" if tcx.def_kind(owner) == "variant" else "tuple struct"
        if wrong and len(args) == len(tcx.fn_sig(def_id).value.inputs):
            diag.not_modelled("the fields of a constructor")
        diag.span_note(tcx.ident_span(owner), f"{what} defined here")
        return
    if not isinstance(tree, ast.FnItem):
        diag.not_modelled("the definition of a function")
        return
    params = list(tree.sig.inputs)
    if params and params[0].self_kind:
        params = params[1:]
    name = "function"
    if kind == "assoc fn":
        name = "method" if tcx.associated_item(def_id).has_self else "associated function"
    if len(params) > 1 and tree.generics.params:
        diag.not_modelled("parameters of a generic function")
    labels = tuple((params[at].span, "") for at in sorted(wrong) if at < len(params))
    diag.span_note(MultiSpan((tree.ident.span,), labels), f"{name} defined here")


def all_missing(fcx: Any, diag: Diag, call: Any, span: Span, formal: Any, def_id: Any) -> None:
    tys = [ty_str(fcx.tcx, fcx.resolve(ty)) for ty in formal]
    quoted = [f"`{ty}`" for ty in tys]
    listed = " and ".join(quoted) if len(tys) == 2 else f"{quoted[0]}, {quoted[1]}, and {quoted[2]}"
    around = Span(span.hi, call.span.hi)
    diag.label(around, f"{'two' if len(tys) == 2 else 'three'} arguments of type {listed} are missing")
    callee_note(fcx, diag, def_id, set(range(len(tys))), ())
    inside = ", ".join(f"/* {ty} */" for ty in tys)
    diag.suggest("provide the arguments", (around, f"({inside})"), applicability="HasPlaceholders", style="show-always")
    fcx.emit(diag)


def wrong_count(
    fcx: Any, call: Any, call_span: Span, span: Span, what: str, formal: Any, args: Any, incompatible: dict[int, Any],
    variadic: bool, tupled: bool, def_id: Any,
) -> None:  # fmt: skip
    tcx = fcx.tcx
    want, have = len(formal), len(args)
    code = "E0057" if tupled else "E0060" if variadic else "E0061"
    wanted = f"{'at least ' if variadic else ''}{want} argument{'' if want == 1 else 's'}"
    supplied = f"{have} argument{'' if have == 1 else 's'} {'was' if have == 1 else 'were'} supplied"
    diag = error(f"this {what} takes {wanted} but {supplied}", span, code)
    if not have and want in (2, 3) and not variadic and not tupled:
        all_missing(fcx, diag, call, span, formal, def_id)
        return
    if incompatible or variadic or abs(want - have) != 1:
        fcx.emit(diag.not_modelled("which argument is wrong"))
        return
    source = tcx.source_map
    end = call.span
    if have < want:
        ty = ty_str(tcx, fcx.resolve(formal[-1]))
        if have and any(fcx.can_coerce(fcx.resolve(fcx.results.types[a]), fcx.resolve(formal[-1])) for a in args):
            diag.not_modelled("which argument is missing")
        around = Span(span.hi, end.hi)
        unknown = fcx.is_ty_var(fcx.resolve(formal[-1]))
        diag.label(around, f"argument #{want} is missing" if unknown else f"argument #{want} of type `{ty}` is missing")
        if unknown:
            tree = tcx.hir(def_id) if def_id is not None else None
            pat = tree.params[want - 1].pat if isinstance(tree, ast.ClosureExpr) else None
            if isinstance(pat, ast.IdentPat):
                ty = pat.ident.name
            else:
                diag.not_modelled("the name of the argument")
        callee_note(fcx, diag, def_id, {want - 1}, args)
        inside = ", ".join([*(source.snippet(a.span) for a in args), f"/* {ty} */"])
        diag.suggest("provide the argument", (around, f"({inside})"), applicability="HasPlaceholders", style="show-always")
    else:
        extra = args[-1]
        ty = ty_str(tcx, fcx.resolve(fcx.results.types[extra]))
        diag.label(
            extra.span, f"unexpected argument of type `{ty}`" if have == 1 else f"unexpected argument #{have} of type `{ty}`"
        )
        if want and not tupled and any(fcx.can_coerce(fcx.resolve(fcx.results.types[extra]), fcx.resolve(f)) for f in formal):
            diag.not_modelled("which argument is unexpected")
        callee_note(fcx, diag, def_id, set(), args)
        cut = Span(args[-2].span.hi, extra.span.hi) if have > 1 else extra.span
        diag.suggest("remove the extra argument", (cut, ""), style="show-always")
    fcx.emit(diag)
