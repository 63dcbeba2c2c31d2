"""`mismatched_lifetime_syntaxes`: one lifetime written in several ways in a signature (rustc_lint::lifetime_syntax)."""

from __future__ import annotations

from typing import Any

from rustmem.resolve.walk import children
from rustmem.source.diag import Diag, warning
from rustmem.source.node import node
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty.context import TyCtxt
from rustmem.ty.defs import EarlyBound, LateBound, StaticLifetime

MESSAGES = {
    frozenset(("hidden", "elided")): "hiding a lifetime that's elided elsewhere is confusing",
    frozenset(("hidden", "named")): "hiding a lifetime that's named elsewhere is confusing",
    frozenset(("elided", "named")): "eliding a lifetime that's named elsewhere is confusing",
    frozenset(("hidden", "elided", "named")): "hiding or eliding a lifetime that's named elsewhere is confusing",
}


@node
class Use:
    """A lifetime in a signature: `how` is hidden (a path), elided (`&` or `'_`) or named."""

    key: Any
    how: str
    form: str
    """`path`, `&`, `'_`, or the name."""
    span: Span
    place: Span
    """Where a lifetime would be written."""
    count: int = 1


def check_crate(tcx: TyCtxt) -> None:
    for def_id in range(tcx.defs.base, len(tcx.defs.table)):
        row = tcx.defs.table[def_id]
        if (
            row.kind in ("fn", "assoc fn")
            and isinstance(row.node, ast.FnItem)
            and row.node.sig.output is not None
            and not row.node.span.from_expansion()
        ):
            check_signature(tcx, row.node)


def check_signature(tcx: TyCtxt, item: ast.FnItem) -> None:
    inputs: list[Use] = []
    for param in item.sig.inputs:
        uses(tcx, param.ty, inputs, param.span if param.self_kind in ("ref", "ref-mut") else None)
    outputs: list[Use] = []
    uses(tcx, item.sig.output, outputs, None)
    for key in dict.fromkeys(u.key for u in outputs):
        ins, outs = [u for u in inputs if u.key == key], [u for u in outputs if u.key == key]
        ways = frozenset(u.how for u in (*ins, *outs))
        if ins and len(ways) > 1:
            tcx.emit(mismatched(ins, outs, ways))


def uses(tcx: TyCtxt, ty: Any, out: list[Use], whole: Span | None) -> None:
    """The lifetimes in a type, in order; those of function types and bounds are their own."""
    if isinstance(ty, (ast.BareFnTy, ast.TraitObjectTy, ast.ImplTraitTy)):
        if not isinstance(ty, ast.BareFnTy):
            for bound in ty.bounds:
                if isinstance(bound, ast.OutlivesBound):
                    written(tcx, bound.lifetime, out)
        return
    if isinstance(ty, ast.RefTy):
        if ty.lifetime is None:
            found = tcx.lookup("elided", ty)
            at = Span(ty.span.lo + 1, ty.span.lo + 1, ty.span.ctxt)
            add(out, found[0] if found else None, "elided", "&", whole or ty.span, at)
        else:
            written(tcx, ty.lifetime, out)
        uses(tcx, ty.ty, out, None)
        return
    if isinstance(ty, ast.PathTy):
        for segment in ty.path.segments:
            hidden(tcx, ty.path, segment, out)
            for arg in segment.args.args if segment.args is not None and not segment.args.parenthesized else ():
                if isinstance(arg, ast.Lifetime):
                    written(tcx, arg, out)
                elif isinstance(arg, ast.Ty):
                    uses(tcx, arg, out, None)
        return
    for child in children(ty):
        if isinstance(child, ast.Ty):
            uses(tcx, child, out, None)


def hidden(tcx: TyCtxt, path: ast.Path, segment: ast.PathSegment, out: list[Use]) -> None:
    found = tcx.lookup("elided", segment) or ()
    keys = {key_of(r) for r in found}
    for key in keys:
        if key is not None:
            if segment.args is None:
                place = segment.ident.span.shrink_to_hi()
            else:
                lo = segment.args.span.lo + 1
                place = Span(lo, lo, path.span.ctxt)
            out.append(Use(key, "hidden", "path" if segment.args is None else "path<", path.span, place, len(found)))


def written(tcx: TyCtxt, lifetime: ast.Lifetime, out: list[Use]) -> None:
    res = tcx.lookup("lifetimes", lifetime)
    if lifetime.name == "'_":
        add(out, res, "elided", "'_", lifetime.span, lifetime.span)
    else:
        add(out, res, "named", lifetime.name, lifetime.span, lifetime.span)


def add(out: list[Use], res: Any, how: str, form: str, span: Span, place: Span) -> None:
    key = key_of(res)
    if key is not None:
        out.append(Use(key, how, form, span, place))


def key_of(res: Any) -> Any:
    match res:
        case LateBound(debruijn=d, index=i):
            return ("late", d, i)
        case EarlyBound(def_id=d):
            return ("early", d)
        case StaticLifetime():
            return "static"
        case _:
            return None


def mismatched(ins: list[Use], outs: list[Use], ways: frozenset[str]) -> Diag:
    everything = [*ins, *outs]
    primary = tuple(u.span for u in everything if u.how != "named")
    diag = warning(MESSAGES[ways], primary, "mismatched_lifetime_syntaxes")
    for u in ins:
        diag.label(u.span, f"the lifetime is {u.how} here")
    for u in outs:
        diag.label(u.span, f"the same lifetime is {u.how} here")
    diag.help("the same lifetime is referred to in inconsistent ways, making the signature confusing")
    named = next((u.form for u in everything if u.how == "named"), None)
    if named is not None:
        parts = [fix(u, named) for u in everything if u.how != "named"]
        diag.suggest(f"consistently use `{named}`", *parts, applicability="MaybeIncorrect", style="show-always")
        if named == "'static":
            diag.not_modelled("a static lifetime that is hidden")
    else:
        parts = [fix(u, "'_") for u in everything if u.how == "hidden"]
        only_anonymous = all(u.form == "'_" for u in everything if u.how == "elided")
        words = "consistently use `'_`" if only_anonymous else "use `'_` for type paths"
        diag.suggest(words, *parts, applicability="MaybeIncorrect", style="show-always")
        if not only_anonymous and any(u.form == "'_" for u in everything):
            diag.not_modelled("which way of writing a lifetime is proposed")
    return diag


def fix(use: Use, name: str) -> tuple[Span, str]:
    names = ", ".join([name] * use.count)
    match use.form:
        case "&":
            return use.place, f"{name} "
        case "path":
            return use.place, f"<{names}>"
        case "path<":
            return use.place, f"{names}, "
        case _:
            return use.place, name
