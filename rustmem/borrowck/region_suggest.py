"""What would mend a lifetime error: bounds between lifetimes, names, `'static` (rustc's `outlives_suggestion.rs`)."""

from __future__ import annotations

from typing import Any

from rustmem.borrowck.context import BorrowckContext
from rustmem.borrowck.universal_regions import STATIC
from rustmem.source.diag import Diag
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty import kind as k


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
            if fr in handled:
                continue
            name = cx.namer.names.get(fr)
            others = [(o, cx.namer.names.get(o)) for o in outlived]
            named = [(o, n) for o, n in others if n is not None and _suggestable(n)]
            if name is None or not _suggestable(name) or not named:
                continue
            same = next((o for o, _ in named if fr in self.constraints.get(o, ()) and o > fr), None)
            if any(o == STATIC for o, _ in named):
                lines.append(f"help: replace `{name.name}` with `'static`")
            elif same is not None:
                other = cx.namer.names[same]
                lines.append(f"help: `{name.name}` and `{other.name}` must be the same: replace one with the other")
                handled.add(same)
            else:
                bounds = list(dict.fromkeys(n.name for _, n in named))
                lines.append(f"help: add bound `{name.name}: {' + '.join(bounds)}`")
        total = sum(len(v) for v in self.constraints.values())
        if total < 2 or not lines:
            return
        span = cx.body.span
        if len(lines) == 1:
            text = lines[0].removeprefix("help: ")
            diag = Diag("help", text, None, span)
            diag = Diag("help", text)
        else:
            diag = Diag("help", "the following changes may resolve your lifetime errors")
            for line in lines:
                diag.help(line.removeprefix("help: "))
        diag.sort_span = Span(1 << 62, 1 << 62)
        cx.buffer(diag)


def _suggestable(name: Any) -> bool:
    return name.source in ("early", "late", "static")


def add_static_impl_trait_suggestion(cx: BorrowckContext, diag: Diag, info: Any, fr_name: Any) -> None:
    """The return type is `impl Trait` or `Box<dyn Trait>`, which mean `'static` or capture nothing."""
    if info.outlived_fr != STATIC:
        return
    output = cx.universal.output
    owner = cx.hir.root_owner
    if not isinstance(owner, ast.FnItem) or owner.sig.output is None:
        return
    written = owner.sig.output
    if _mentions_object(written) and _has_static_object(output):
        diag.not_modelled("the lifetime of the returned trait object")


def _mentions_object(ty: Any) -> bool:
    from rustmem.borrowck.hir_search import walk

    return any(isinstance(n, (ast.TraitObjectTy, ast.ImplTraitTy)) for n in walk(ty))


def _has_static_object(ty: Any) -> bool:
    if type(ty) is k.DynTy or (type(ty) is k.AliasTy and ty.kind == "opaque"):
        return True
    parts = getattr(ty, "args", None) or getattr(ty, "elems", None) or ()
    below = getattr(ty, "ty", None)
    return any(_has_static_object(p) for p in parts) or (below is not None and _has_static_object(below))


def adjust_fn_elided(cx: BorrowckContext, diag: Diag, info: Any) -> None:
    """Two elided lifetimes in one signature: give them one name (`suggest_adding_lifetime_params`)."""
    sub, sup = cx.namer.to_error_region(info.outlived_fr), cx.namer.to_error_region(info.fr)
    if not _elided(sub) or not _elided(sup):
        return
    owner = cx.hir.owner
    if not isinstance(owner, ast.FnItem):
        return
    spots = []
    for region in (sup, sub):
        spot = _spot_of(cx, owner, cx.universal.to_vid(region))
        if spot is None:
            return
        spots.append(spot)
    name, fresh = _lifetime_name(owner)
    parts: list[tuple[Span, str]] = []
    output = owner.sig.output
    for spot in spots:
        at, text = spot
        if (at, text.format(name)) not in parts:
            parts.append((at, text.format(name)))
    if output is not None:
        out = _elided_in_output(cx, owner, output)
        for at, text in out:
            if (at, text.format(name)) not in parts:
                parts.append((at, text.format(name)))
    if fresh:
        generics = owner.generics
        if generics.params:
            parts.append((generics.params[0].span.shrink_to_lo(), f"{name}, "))
        else:
            at = owner.ident.span.shrink_to_hi()
            parts.append((at, f"<{name}>"))
    verb = "introducing" if fresh else "reusing"
    tail = " and update trait if needed" if cx.tcx.def_kind(cx.def_id) == "assoc fn" else ""
    parts.sort(key=lambda p: p[0][:2])
    diag.suggest(
        f"consider {verb} a named lifetime parameter{tail}", *parts, applicability="MaybeIncorrect", style="show-always"
    )


def _elided(region: Any) -> bool:
    return type(region) is k.ReLateParam and region.var.kind == "anon"


def _spot_of(cx: BorrowckContext, owner: ast.FnItem, vid: int) -> tuple[Span, str] | None:
    from rustmem.borrowck.region_errors import _anonymous_spot
    from rustmem.borrowck.region_name import argument_index_for_region

    index = argument_index_for_region(cx, vid)
    if index is None or index >= len(owner.sig.inputs):
        return None
    param = owner.sig.inputs[index]
    if param.self_kind in ("ref", "ref-mut"):
        at = param.span.lo + 1
        return Span(at, at, param.span.ctxt), "{} "
    return _anonymous_spot(cx, vid, cx.universal.inputs[index], param.ty)


def _elided_in_output(cx: BorrowckContext, owner: ast.FnItem, output: Any) -> list[tuple[Span, str]]:
    """The output's elided references, which take the name too."""
    from rustmem.borrowck.hir_search import walk

    found = []
    for node in walk(output):
        if isinstance(node, ast.RefTy) and node.lifetime is None:
            found.append((Span(node.span.lo + 1, node.span.lo + 1, node.span.ctxt), "{} "))
    return found


def _lifetime_name(owner: ast.FnItem) -> tuple[str, bool]:
    for param in owner.generics.params:
        if isinstance(param, ast.LifetimeParam):
            return param.ident.name, False
    return "'a", True


