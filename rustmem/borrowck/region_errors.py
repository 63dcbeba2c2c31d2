"""Lifetime errors: "lifetime may not live long enough", E0521, E0621, E0309 to E0312, escaping captures (rustc's
`region_errors.rs` and `nice_region_error`)."""

from __future__ import annotations

from typing import Any

from rustmem.borrowck import describe, messages
from rustmem.borrowck.bound_errors import generic_bound_failure
from rustmem.borrowck.constraints import Category, description
from rustmem.borrowck.context import BorrowckContext
from rustmem.borrowck.dangling_errors import def_descr
from rustmem.borrowck.hir_search import walk
from rustmem.borrowck.infer_ctxt import free_regions
from rustmem.borrowck.not_general import not_general_enough
from rustmem.borrowck.region_check import best_blame_constraint
from rustmem.borrowck.region_infer import BlameConstraint, PlaceholderError, RegionError, TypeTestError
from rustmem.borrowck.region_name import RegionNameAt, argument_index_for_region, argument_name_and_span, upvar_index_for_region
from rustmem.borrowck.region_suggest import OutlivesSuggestions, add_static_impl_trait_suggestion, suggest_adding_lifetime_params
from rustmem.borrowck.static_requirement import used_impl_requires_static
from rustmem.mir import body as m
from rustmem.source.diag import Diag, error
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty import kind as k
from rustmem.ty.intern import UNIT


def report_region_errors(cx: BorrowckContext, errors: list[Any]) -> None:
    suggestions = OutlivesSuggestions(cx)
    for found in errors:
        match found:
            case TypeTestError():
                cx.buffer(generic_bound_failure(cx, found.test))
            case PlaceholderError():
                _placeholder(cx, found)
            case RegionError():
                if found.is_reported:
                    _region_error(cx, found, suggestions)
            case _:
                pass
    suggestions.add_suggestion()


class ErrorInfo:
    """rustc's `ErrorConstraintInfo`."""

    def __init__(self, cx: BorrowckContext, longer: int, shorter: int, blame: BlameConstraint, path: Any) -> None:
        self.fr = longer
        self.outlived_fr = shorter
        self.fr_is_local = cx.universal.is_local_free(longer)
        self.outlived_is_local = cx.universal.is_local_free(shorter)
        self.category: Category = blame.category
        self.span: Span = blame.span
        self.blame = blame
        self.path = path


def _region_error(cx: BorrowckContext, found: RegionError, suggestions: OutlivesSuggestions) -> None:
    origin = cx.regions.definitions[found.longer].origin
    blame, path = best_blame_constraint(cx.regions, found.longer, origin, found.shorter)
    info = ErrorInfo(cx, found.longer, found.shorter, blame, path)
    nice = named_anon_conflict(cx, info)
    if nice is not None:
        cx.buffer(nice)
        return
    kind = info.category.kind
    if kind == "return" and info.fr_is_local and not info.outlived_is_local and _is_closure_fn_mut(cx, found.longer):
        diag = fnmut_error(cx, info)
    elif kind in ("assignment", "call argument") and info.fr_is_local and not info.outlived_is_local:
        diag = escaping_data_error(cx, info)
        suggestions.intermediate(info, diag)
    else:
        diag = general_error(cx, info)
        suggestions.intermediate(info, diag)
    _variance_note(cx, diag, blame.variance)
    _raw_cast_note(diag, info)
    cx.buffer(diag)


def _raw_cast_note(diag: Diag, info: ErrorInfo) -> None:
    """A cast of raw pointers to trait objects on the way."""
    at = next(
        (c for c in info.path if c.category.kind == "cast" and c.category.data is not None and c.category.data.is_raw_dyn), None
    )
    if at is not None:
        diag.span_note(at.span, "raw pointer casts of trait objects cannot extend lifetimes")
        diag.note("this was previously accepted by the compiler but was changed recently")
        diag.help("see <https://github.com/rust-lang/rust/issues/141402> for more information")


def _is_closure_fn_mut(cx: BorrowckContext, vid: int) -> bool:
    region = cx.namer.to_error_region(vid)
    return type(region) is k.ReLateParam and region.var.kind == "env" and cx.universal.closure_kind == "FnMut"


def _variance_note(cx: BorrowckContext, diag: Diag, variance: Any) -> None:
    """Why the two lifetimes had to be equal."""
    if variance is None:
        return
    ty, index = variance
    if type(ty) is k.AdtTy and cx.tcx.adt_def(ty.def_id).flags & {"phantom_data"}:
        return
    shown = _stable(cx, ty)
    if type(ty) is k.RefTy or type(ty) is k.RawPtrTy:
        word = "reference" if type(ty) is k.RefTy else "pointer"
        inner = _stable(cx, ty.ty)
        desc = f"a mutable {word} to `{inner}`"
        note = f"mutable {word}s are invariant over their type parameter"
    else:
        generics = cx.tcx.generics_of(ty.def_id)
        params = cx.tcx.identity_args(ty.def_id)
        param = generics.params[index].name if index < len(generics.params) else "_"
        own = describe.ty_str(cx, cx.tcx.adt(ty.def_id, params))
        kind = cx.tcx.adt_def(ty.def_id).kind
        arg = _stable(cx, ty.args[index])
        desc = f"the type `{shown}`, which makes the generic argument `{arg}` invariant"
        note = f"the {kind} `{own}` is invariant over the parameter `{param}`"
    diag.note(f"requirement occurs because of {desc}")
    diag.note(note)
    diag.help("see <https://doc.rust-lang.org/nomicon/subtyping.html> for more information about variance")


def _stable(cx: BorrowckContext, ty: Any) -> str:
    if isinstance(ty, k.Region):
        return "'_" if type(ty) is k.ReVar else describe.ty_str(cx, ty)
    return describe.ty_str(cx, ty)


# ---- the general error ----


def general_error(cx: BorrowckContext, info: ErrorInfo) -> Diag:
    diag = messages.lifetime_may_not_live_long_enough(info.span)
    fr_name = _name(cx, info.fr)
    fr_name.highlight(diag)
    outlived = _name(cx, info.outlived_fr)
    outlived.highlight(diag)
    if info.category.kind == "return" and info.outlived_is_local:
        what = def_descr(cx)
        diag.label(
            info.span,
            f"{what} was supposed to return data with lifetime `{outlived.name}` but it is returning data with lifetime "
            f"`{fr_name.name}`",
        )
    else:
        diag.label(info.span, f"{description(info.category)}requires that `{fr_name.name}` must outlive `{outlived.name}`")
    _implied_static(cx, diag, info)
    _bound_on_the_way(diag, info)
    add_static_impl_trait_suggestion(cx, diag, info, fr_name)
    suggest_adding_lifetime_params(cx, diag, info)
    _move_nested_closure(cx, diag, info)
    return diag


def _name(cx: BorrowckContext, vid: int) -> RegionNameAt:
    found = cx.namer.give_region_a_name(vid)
    return found if found is not None else RegionNameAt("'_", "unknown", None)


def _move_nested_closure(cx: BorrowckContext, diag: Diag, info: ErrorInfo) -> None:
    """A closure that returns a closure which borrows from it: `move` on the inner one."""
    if cx.tcx.def_kind(cx.def_id) != "closure" or info.category.kind != "return":
        return
    if cx.universal.closure_kind != "FnMut" and cx.universal.closure_kind != "Fn":
        return
    add_move_suggestion(cx, diag)


def add_move_suggestion(cx: BorrowckContext, diag: Diag) -> None:
    for block in cx.body.blocks:
        for statement in block.statements:
            if type(statement) is m.Assign and type(statement.rvalue) is m.Aggregate:
                kind = statement.rvalue.kind
                if type(kind) is m.ClosureAggregate and statement.place.local == m.RETURN_PLACE:
                    data = cx.tcx.typeck(cx.tcx.typeck_root(kind.def_id)).closures.get(kind.def_id)
                    if data is not None and not data.expr.by_move:
                        at = data.expr.fn_decl_span.shrink_to_lo()
                        diag.suggest(
                            "consider adding 'move' keyword before the nested closure", (at, "move "),
                            applicability="MaybeIncorrect", style="show-always",
                        )  # fmt: skip
                    return


# ---- escapes ----


def fnmut_error(cx: BorrowckContext, info: ErrorInfo) -> Diag:
    """A `FnMut` closure returns a reference to what it captured."""
    diag = messages.captured_variable_cannot_escape(info.span)
    output = cx.universal.output
    what = "returns a reference to a captured variable which escapes the closure body"
    if type(output) is k.ClosureTy or (type(output) is k.AliasTy and output.kind == "opaque"):
        what = "returns a closure that contains a reference to a captured variable, which then escapes the closure body"
    diag.label(info.span, what)
    field = info.category.data
    index = field if isinstance(field, int) else upvar_index_for_region(cx, info.fr)
    if index is None and type(info.category.data) is int:
        index = info.category.data
    if index is not None and index < len(cx.body.upvars):
        capture = cx.body.upvars[index].capture
        diag.label(capture.variable.span, "variable defined here")
        diag.label(describe.path_span(capture), "variable captured here")
    name = cx.namer.give_region_a_name(info.outlived_fr)
    if name is not None and name.span is not None:
        diag.label(name.span, "inferred to be a `FnMut` closure")
    diag.note("`FnMut` closures only have access to their captured variables while they are executing...")
    diag.note("...therefore, they cannot allow references to captured variables to escape")
    add_move_suggestion(cx, diag)
    return diag


def escaping_data_error(cx: BorrowckContext, info: ErrorInfo) -> Diag:
    """E0521."""
    fr_at = _variable_of(cx, info.fr)
    outlived_at = _variable_of(cx, info.outlived_fr)
    where = def_descr(cx)
    kind = cx.tcx.def_kind(cx.def_id)
    is_fn = kind in ("fn", "assoc fn")
    if (
        (fr_at is None and outlived_at is None)
        or (info.category.kind == "assignment" and is_fn)
        or not (is_fn or kind == "closure")
    ):
        return general_error(cx, info)
    diag = messages.borrowed_data_escapes_closure(info.span, where)
    if outlived_at is not None and outlived_at[0] is not None:
        diag.label(outlived_at[1], f"`{outlived_at[0]}` declared here, outside of the {where} body")
    if fr_at is not None and fr_at[0] is not None:
        diag.label(fr_at[1], f"`{fr_at[0]}` is a reference that is only valid in the {where} body")
        diag.label(info.span, f"`{fr_at[0]}` escapes the {where} body here")
    elif outlived_at is not None and outlived_at[0] is not None:
        diag.label(info.span, f"a temporary borrow escapes the {where} body here")
        outside = f"`{outlived_at[0]}` is declared outside the {where}"
        diag.help(f"{outside}, so any data borrowed inside the {where} cannot be stored into it")
    if cx.namer.to_error_region(info.fr) is not None and cx.namer.to_error_region(info.outlived_fr) is not None:
        used_impl_requires_static(cx, diag, info)
        fr_name, outlived = _name(cx, info.fr), _name(cx, info.outlived_fr)
        fr_name.highlight(diag)
        outlived.highlight(diag)
        diag.label(info.span, f"{description(info.category)}requires that `{fr_name.name}` must outlive `{outlived.name}`")
    _implied_static(cx, diag, info)
    _bound_on_the_way(diag, info)
    return diag


def _implied_static(cx: BorrowckContext, diag: Diag, info: ErrorInfo) -> None:
    """A bound for every lifetime on the way (`add_placeholder_from_predicate_note`)."""
    definitions = cx.checker.infcx.definitions
    for constraint in info.path:
        if constraint.category.kind == "predicate" and definitions[constraint.sub].placeholder is not None:
            said = "due to a current limitation of the type system, this implies a `'static` lifetime"
            diag.span_note(constraint.category.data, said)
            return


def _bound_on_the_way(diag: Diag, info: ErrorInfo) -> None:
    """A `Sized` or `Copy` bound that is not blamed itself (`add_sized_or_copy_bound_info`)."""
    for kind in ("sized bound", "copy bound"):
        at = next((c for c in info.path if c.category.kind == kind), None)
        if at is not None and info.category.kind != kind:
            diag.label(at.span, f"requirement occurs due to {description(at.category).rstrip()}")


def _variable_of(cx: BorrowckContext, vid: int) -> tuple[str | None, Span] | None:
    """The captured variable or argument whose type mentions the region."""
    index = upvar_index_for_region(cx, vid)
    if index is not None:
        variable = cx.body.upvars[index].capture.variable
        return variable.ident.name, variable.span
    index = argument_index_for_region(cx, vid)
    return None if index is None else argument_name_and_span(cx, index)


# ---- E0621 ----


def named_anon_conflict(cx: BorrowckContext, info: ErrorInfo) -> Diag | None:
    """One of the two lifetimes is named, the other is elided in a parameter's type."""
    sub, sup = cx.namer.to_error_region(info.outlived_fr), cx.namer.to_error_region(info.fr)
    if sub is None or sup is None:
        return None
    owner = cx.hir.owner
    if not isinstance(owner, ast.FnItem):
        return None
    for named, anon in ((sub, sup), (sup, sub)):
        if not _is_named(named) or not _is_anonymous(anon):
            continue
        if type(named) is k.ReStatic:
            # Adding 'static to a parameter is nearly always wrong.
            return None
        vid = cx.universal.to_vid(anon)
        index = argument_index_for_region(cx, vid)
        if index is None or index >= len(owner.sig.inputs):
            continue
        param = owner.sig.inputs[index]
        if index == 0 and param.self_kind:
            return None
        if _appears_in(cx, cx.universal.output, vid):
            return None
        found = _anonymous_spot(cx, vid, cx.universal.inputs[index], param.ty)
        whole = _with_object_lifetime(cx, cx.universal.inputs[index], param.ty, vid, named)
        if found is None and whole is None:
            return None
        name = _region_text(named)
        if not _nameable(cx, named):
            return None
        binding = param.pat.ident.name if isinstance(param.pat, ast.IdentPat) else None
        diag = messages.explicit_lifetime_required(info.span, binding)
        diag.label(info.span, f"lifetime `{name}` required")
        target = f"the type of `{binding}`" if binding is not None else "type"
        at, new = (param.ty.span, whole) if whole is not None or found is None else (found[0], found[1].format(name))
        diag.suggest(
            f"add explicit lifetime `{name}` to {target}",
            (at, new or ""),
            applicability="Unspecified",
            style="show-always",
        )
        return diag
    return None


def _has_a_long_path(written: Any) -> bool:
    return any(isinstance(at, ast.PathTy) and len(at.path.segments) > 1 for at in walk(written))


def _with_object_lifetime(cx: BorrowckContext, ty: Any, written: Any, vid: int, named: Any) -> str | None:
    """The parameter's type with the lifetime named, where a trait object in it lasts as long (`&'a (dyn Trait + 'a)`)."""

    def name(part: Any, depth: int) -> Any:
        return named if type(part) is k.ReVar and part.vid == vid else part

    # rustc prints the type anew: a path of several segments becomes its name.
    has_object, stack = _has_a_long_path(written), [ty]
    while stack:
        at = stack.pop()
        if type(at) is k.DynTy and type(at.region) is k.ReVar and at.region.vid == vid:
            has_object = True
        stack.extend(part for part in (getattr(at, "ty", None), *getattr(at, "args", ())) if isinstance(part, k.Ty))
    return describe.ty_str(cx, cx.tcx.fold(ty, k.HAS_FREE_REGIONS, name)) if has_object else None


def _nameable(cx: BorrowckContext, region: Any) -> bool:
    return True


def _is_named(region: Any) -> bool:
    if type(region) is k.ReStatic:
        return True
    if type(region) is k.ReEarlyParam:
        return region.name != "'_"
    return type(region) is k.ReLateParam and region.var.kind == "named" and region.var.name not in (None, "'_")


def _is_anonymous(region: Any) -> bool:
    return type(region) is k.ReLateParam and not _is_named(region) and region.var.kind != "env"


def _region_text(region: Any) -> str:
    if type(region) is k.ReStatic:
        return "'static"
    return region.name if type(region) is k.ReEarlyParam else region.var.name


def _appears_in(cx: BorrowckContext, ty: Any, vid: int) -> bool:
    """Whether a type mentions the lifetime; what an opaque type captures unsaid does not count."""
    tcx = cx.tcx

    def without_opaque(part: Any, depth: int) -> Any:
        return UNIT if type(part) is k.AliasTy and part.kind == "opaque" else part

    plain = tcx.fold(ty, k.HAS_OPAQUE, without_opaque)
    return any(type(r) is k.ReVar and r.vid == vid for r in free_regions(tcx, plain))


def _anonymous_spot(cx: BorrowckContext, vid: int, ty: Any, written: Any) -> tuple[Span, str] | None:
    """Where in the parameter's type the lifetime goes, and the text with a hole for it."""
    stack: list[tuple[Any, Any]] = [(ty, written)]
    while stack:
        ty, at = stack.pop(0)
        if type(ty) is k.RefTy and isinstance(at, ast.RefTy):
            if type(ty.region) is k.ReVar and ty.region.vid == vid:
                if at.lifetime is not None:
                    return at.lifetime.span, "{}"
                where = Span(at.span.lo + 1, at.span.lo + 1, at.span.ctxt)
                return where, "{} "
            stack.append((ty.ty, at.ty))
        elif type(ty) is k.AdtTy and isinstance(at, ast.PathTy):
            segment = at.path.segments[-1]
            regions = [a for a in ty.args if isinstance(a, k.Region)]
            if segment.args is None:
                if any(type(r) is k.ReVar and r.vid == vid for r in regions):
                    return segment.ident.span.shrink_to_hi(), "<{}>"
                continue
            written_args = list(segment.args.args)
            lifetimes = [a for a in written_args if isinstance(a, ast.Lifetime)]
            for region, lifetime in zip(regions, lifetimes):
                if type(region) is k.ReVar and region.vid == vid:
                    return lifetime.span, "{}"
            if not lifetimes and any(type(r) is k.ReVar and r.vid == vid for r in regions) and written_args:
                first = written_args[0].span
                return first.shrink_to_lo(), "{}, "
            types = [a for a in ty.args if isinstance(a, k.Ty)]
            stack.extend(zip(types, [a for a in written_args if isinstance(a, ast.Ty)]))
        elif type(ty) is k.TupleTy and isinstance(at, ast.TupTy):
            stack.extend(zip(ty.elems, at.elems))
        elif type(ty) in (k.SliceTy, k.ArrayTy, k.RawPtrTy) and isinstance(at, (ast.SliceTy, ast.ArrayTy, ast.PtrTy)):
            stack.append((ty.ty, at.ty))
        elif type(ty) is k.DynTy and isinstance(at, ast.TraitObjectTy):
            return None
    return None


# ---- higher-ranked ----


def _placeholder(cx: BorrowckContext, found: PlaceholderError) -> None:
    """A bound variable of a higher-ranked type would have to be one lifetime."""
    regions, element = cx.regions, found.element
    other = element if isinstance(element, int) else regions.find_sub_region_live_at(found.longer, element)
    blame, _ = best_blame_constraint(regions, found.longer, "placeholder", other)
    span = blame.span
    diag = not_general_enough(cx, found.longer, element, span)
    if diag is not None and _has_a_method_after(cx, span):
        diag.not_modelled("whether the value has the method that is called on it")
    if diag is None:
        diag = error("implementation is not general enough", span)
        diag.not_modelled("a higher-ranked lifetime error")
    cx.buffer(diag)


def _has_a_method_after(cx: BorrowckContext, span: Span) -> bool:
    """`a.filter(f).count()`, where type checking may miss `count` already."""
    return any(isinstance(e, ast.MethodCallExpr) and e.receiver.span == span for e in cx.hir.walk())
