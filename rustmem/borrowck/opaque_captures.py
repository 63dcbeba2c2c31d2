"""What `impl Trait` captures since edition 2024, told where a borrow lasts because of it (rustc's `diagnostics/opaque_types.rs`)."""

from __future__ import annotations

from typing import Any

from rustmem.borrowck import describe, messages
from rustmem.borrowck.borrow_set import BorrowData
from rustmem.borrowck.context import BorrowckContext
from rustmem.borrowck.region_suggest import anon_type
from rustmem.mir.body import Location
from rustmem.source.diag import Diag, MultiSpan
from rustmem.source.index import DefId
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty import kind as k

FRESH_NAMES = ("T", "U", "V", "W", "X", "Y", "A", "B", "C")


def note_overcaptures(cx: BorrowckContext, diag: Diag, loan: BorrowData) -> None:
    """Notes the call whose `impl Trait` result keeps `loan` alive by a lifetime that its bounds do not mention."""
    for ty in cx.checker.local_tys:
        if not ty.flags & k.HAS_OPAQUE:
            continue
        found = _find_opaque_region(cx, ty, loan.region)
        if found is None:
            continue
        opaque, index, location = found
        node = cx.tcx.hir(opaque)
        if isinstance(node, ast.ImplTraitTy) and any(isinstance(bound, ast.UseBound) for bound in node.bounds):
            continue
        mentioned = _mentioned_lifetimes(cx, opaque)
        if index in mentioned:
            continue
        diag.span_note(
            cx.span_at(location),
            "this call may capture more lifetimes than intended, because Rust 2024 has adjusted the `impl Trait` "
            "lifetime capture rules",
        )
        if isinstance(node, ast.ImplTraitTy) and cx.tcx.is_local(opaque):
            _suggest_use(cx, diag, opaque, node, mentioned)
        else:
            diag.not_modelled("the captures of an `impl Trait` of the library")
        return


def _find_opaque_region(cx: BorrowckContext, ty: Any, region: int) -> tuple[DefId, int, Location] | None:
    """(opaque type, number of the captured region, the call): the loan flows into it through a call that defines the type."""
    tcx, found = cx.tcx, None

    def leaf(part: Any, depth: int) -> Any:
        nonlocal found
        if found is None and type(part) is k.AliasTy and part.kind == "opaque" and tcx.def_kind(part.def_id) == "opaque ty":
            variances = tcx.variances_of(part.def_id)
            for i, arg in enumerate(part.args):
                if type(arg) is k.ReVar and not (i < len(variances) and variances[i] == "bivariant"):
                    location = _defining_call(cx, region, arg.vid, tcx.parent(part.def_id))
                    if location is not None:
                        found = (part.def_id, i, location)
                        break
        return part

    tcx.fold(ty, k.HAS_OPAQUE, leaf)
    return found


def _defining_call(cx: BorrowckContext, region: int, captured: int, function: Any) -> Location | None:
    path = cx.regions.constraint_path_to(region, lambda vid: vid == captured)
    for constraint in path[0] if path is not None else ():
        category = constraint.category
        if category.kind == "call argument" and type(category.data) is k.FnDefTy and category.data.def_id == function:
            return constraint.location
    return None


def _mentioned_lifetimes(cx: BorrowckContext, opaque: DefId) -> dict[int, DefId]:
    """Early-bound lifetimes in the bounds of the opaque type, by index, in the order of mention."""
    tcx = cx.tcx
    mentioned: dict[int, DefId] = {}

    def leaf(part: Any, depth: int) -> Any:
        if type(part) is k.ReEarlyParam:
            mentioned.setdefault(part.index, part.def_id)
        return part

    for clause, _ in tcx.item_bounds(opaque):
        for part in _beyond_self(clause.value):
            tcx.fold(part, k.HAS_RE_PARAM, leaf)
    return mentioned


def _beyond_self(value: Any) -> tuple[Any, ...]:
    """What a bound says besides the type that it is on, which names all that is captured."""
    match value:
        case k.TypeOutlives():
            return (value.region,)
        case k.TraitPredicate():
            return tuple(value.trait_ref.args[1:])
        case k.ProjectionPredicate():
            return (*value.alias.args[1:], value.term)
        case _:
            pass
    return ()


def _suggest_use(cx: BorrowckContext, diag: Diag, opaque: DefId, node: ast.ImplTraitTy, mentioned: dict[int, DefId]) -> None:
    """`+ use<..>` with what the bounds mention, and all type parameters."""
    tcx = cx.tcx
    names = list(dict.fromkeys(tcx.item_name(def_id) for def_id in mentioned.values()))
    plain: list[str] = []
    synthetic: list[tuple[Span, str]] = []
    at: Any = opaque
    while at is not None:
        generics = tcx.generics_of(at)
        for param in generics.params:
            if param.kind != "lifetime":
                if param.synthetic:
                    synthetic.append((tcx.def_span(param.def_id), param.name))
                else:
                    plain.append(param.name)
        at = generics.parent
    plain = list(dict.fromkeys(plain))
    parts: list[tuple[Span, str]] = []
    added: list[str] = []
    for span, name in synthetic:
        fresh = next(n for n in (*FRESH_NAMES, *[f"T{i}" for i in range(len(plain) + 1)]) if n not in plain)
        plain.append(fresh)
        parts.append((span, fresh))
        added.append(f"{fresh}: {name.removeprefix('impl').lstrip()}")
    owner = tcx.parent(opaque)
    assert owner is not None
    function = tcx.hir(owner)
    if added:
        generics_node = getattr(function, "generics", None)
        if generics_node is None:
            return
        if generics_node.params:
            parts.append((generics_node.params[-1].span.shrink_to_hi(), ", " + ", ".join(added)))
        else:
            parts.append((generics_node.span, f"<{', '.join(added)}>"))
    opened = _is_pointee(function, node)
    if opened:
        parts.append((node.span.shrink_to_lo(), "("))
    parts.append((node.span.shrink_to_hi(), f" + use<{', '.join([*names, *plain])}>" + (")" if opened else "")))
    diag.suggest(
        "use the precise capturing `use<...>` syntax to make the captures explicit", *parts,
        applicability="MaybeIncorrect" if synthetic else "MachineApplicable", style="show-always",
    )  # fmt: skip
    if synthetic:
        diag.span_note(
            MultiSpan(tuple(span for span, _ in synthetic)),
            "you could use a `use<...>` bound to explicitly specify captures, but argument-position `impl Trait`s are not nameable",
        )


def _is_pointee(function: Any, node: ast.ImplTraitTy) -> bool:
    """Whether the `impl Trait` stands right behind a `&` or `*`."""
    output = function.sig.output if isinstance(function, ast.FnItem) else None
    stack: list[Any] = [output]
    while stack:
        top = stack.pop()
        if isinstance(top, (ast.RefTy, ast.PtrTy)):
            if top.ty is node:
                return True
            stack.append(top.ty)
        elif isinstance(top, ast.TupTy):
            stack.extend(top.elems)
    return False


# ---- E0700 ----


def unexpected_hidden_region(cx: BorrowckContext, span: Span, alias: k.AliasTy, hidden: Any, region: int) -> Diag:
    """A hidden type names a lifetime that its `impl Trait` does not capture."""
    tcx = cx.tcx

    def name(part: Any, depth: int) -> Any:
        return _named(cx, part) if type(part) is k.ReVar else part

    diag = messages.hidden_type_captures_lifetime(span, describe.ty_str(cx, tcx.fold(alias, k.HAS_FREE_REGIONS, name)))
    if "impl for<" in diag.message:
        diag.not_modelled("the result of a higher-ranked `impl Fn`")
    node = tcx.hir(alias.def_id)
    captured = name(tcx.re_var(region), 0)
    found = _region_place(cx, captured)
    if found is None or not isinstance(node, ast.ImplTraitTy):
        return diag.not_modelled("the captured lifetime")
    shown = describe.ty_str(cx, tcx.fold(hidden, k.HAS_FREE_REGIONS, name))
    diag.label(node.span, "opaque type defined here")
    said, at, lifetime = found
    diag.label(at, f"hidden type `{shown}` captures {said}")
    _suggest_capture(cx, diag, alias.def_id, node, lifetime)
    return diag


def _named(cx: BorrowckContext, region: k.ReVar) -> Any:
    """The region of the signature that stands for a variable: what it holds, else the only one that outlives it."""
    regions = cx.regions
    external = regions.definitions[regions.approx_universal_upper_bound(region.vid)].external_name
    if external is not None:
        return external
    above = []
    for vid in range(1, regions.universal.count):
        name = regions.definitions[vid].external_name
        if name is not None and regions.constraint_path_to(vid, lambda at: at == region.vid) is not None:
            above.append(name)
    return above[0] if len(above) == 1 else region


def _region_place(cx: BorrowckContext, region: Any) -> tuple[str, Span, str] | None:
    """(what a region is called, where it is introduced, its name)."""
    match region:
        case k.ReEarlyParam(def_id=def_id, name=name):
            return f"the lifetime `{name}` as defined here", cx.tcx.def_span(def_id), name
        case k.ReLateParam(scope=scope, var=var):
            if var.kind == "named" and var.name not in (None, "'_") and var.def_id is not None:
                return f"the lifetime `{var.name}` as defined here", cx.tcx.def_span(var.def_id), var.name
            item = cx.tcx.hir(scope)
            written = anon_type(cx, scope, item, region) if isinstance(item, ast.FnItem) else None
            if written is not None:
                return "the anonymous lifetime defined here", written.span, "'_"
        case _:
            pass
    return None


def _suggest_capture(cx: BorrowckContext, diag: Diag, opaque: DefId, node: ast.ImplTraitTy, lifetime: str) -> None:
    """rustc's `suggest_precise_capturing`."""
    use = next((bound for bound in node.bounds if isinstance(bound, ast.UseBound)), None)
    if use is not None:
        lifetimes = [arg.span for arg in use.args if isinstance(arg, ast.Lifetime)]
        others = [arg.span for arg in use.args if isinstance(arg, ast.Ident)]
        at, text = use.span.with_hi(use.span.hi - 1).shrink_to_hi(), lifetime
        if lifetimes:
            at, text = lifetimes[-1].shrink_to_hi(), f", {lifetime}"
        elif others:
            at, text = others[0].shrink_to_lo(), f"{lifetime}, "
        diag.suggest(f"add `{lifetime}` to the `use<...>` bound to explicitly capture it", (at, text), style="show-always")
        return
    tcx = cx.tcx
    variances = tcx.variances_of(opaque)
    lifetimes_: dict[str, None] = {}
    others_: dict[str, None] = {}
    owner: Any = opaque
    while owner is not None:
        generics = tcx.generics_of(owner)
        for param in generics.params:
            if param.index < len(variances) and variances[param.index] == "bivariant":
                continue
            if param.synthetic:
                diag.not_modelled("turning `impl Trait` parameters into type parameters")
                return
            (lifetimes_ if param.kind == "lifetime" else others_)[param.name] = None
        owner = generics.parent
    if lifetime in lifetimes_:
        return
    names = ", ".join([*lifetimes_, lifetime, *others_])
    said = f"add a `use<...>` bound to explicitly capture `{lifetime}`"
    diag.suggest(said, (node.span.shrink_to_hi(), f" + use<{names}>"), style="show-always")
