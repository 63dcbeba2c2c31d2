"""The words of E0599 and its kin (rustc's `method::suggest`)."""

from __future__ import annotations

from typing import Any

from rustmem.resolve.suggest import edit_distance_with_substrings, find_best_match
from rustmem.source.diag import Diag, MultiSpan, error
from rustmem.source.span import Span
from rustmem.std import surface
from rustmem.syntax import ast
from rustmem.ty import intern as i
from rustmem.ty import kind as k
from rustmem.ty.print import def_path_str, prefix_string, ty_str
from rustmem.typeck import errors_traits
from rustmem.typeck.autoderef import Autoderef
from rustmem.typeck.errors_unsatisfied import Unsatisfied
from rustmem.typeck.library_gap import impl_gap, method_gap, page_of
from rustmem.typeck.method_probe import Pick, Probe


def gap_in_library(fcx: Any, span: Span, name: str, tys: list[k.Ty], traits: Any, found: Any) -> bool:
    """Says "not modelled" where only the stubs lack the method, or an impl that it needs."""
    if found.kind != "no-match":
        return False
    gap = method_gap(fcx, name, tys, traits)
    for trait in traits if gap is None else ():
        if any(item.name == name for item in fcx.tcx.associated_items(trait)):
            for ty in tys:
                if not isinstance(ty, (k.ParamTy, k.InferTy)):
                    gap = gap or impl_gap(fcx, fcx.tcx.trait_ref(trait, (ty, *fcx.infcx.fresh_args_for_item(span, trait)[1:])))
    if gap is None:
        for predicate, _, _ in found.unsatisfied:
            if type(predicate.value) is k.TraitPredicate:
                gap = gap or impl_gap(fcx, predicate.value.trait_ref)
    if gap is None:
        return False
    fcx.not_modelled(gap, span)
    return True


def report_method_error(fcx: Any, span: Span, ty: k.Ty, expr: ast.MethodCallExpr, found: Any, expected: Any) -> None:
    name = expr.segment.ident.name
    ty = fcx.resolve(ty)
    tys = [fcx.resolve(step.ty) for step in found.steps] or [ty]
    if gap_in_library(fcx, span, name, tys, fcx.tcx.lookup("traits", expr) or (), found):
        return
    if found.kind == "ambiguous":
        diag = error("multiple applicable items in scope", span, "E0034")
        diag.label(span, f"multiple `{name}` found")
        fcx.emit(diag.not_modelled("the candidates"))
    elif found.kind == "private":
        _private(fcx, span, name, "method", found, expr.span.ctxt is not span.ctxt)
    elif _numeric(fcx, span, name, ty, expr):
        return
    else:
        fcx.emit(no_method(fcx, span, name, ty, tys, expr, found))


def _private(fcx: Any, span: Span, name: str, what: str, found: Any, in_macro: bool = False) -> None:
    item = found.private.item
    diag = error(f"{what} `{name}` is private", span, "E0624")
    diag.label(span, f"private {what}")
    if in_macro:
        diag.not_modelled("a method that a macro is given")
    if item.def_id < fcx.tcx.base:
        diag.not_modelled("a position in the library")
    else:
        diag.label(fcx.tcx.def_span(item.def_id), f"private {what} defined here")
    fcx.emit(diag)


def _numeric(fcx: Any, span: Span, name: str, ty: k.Ty, expr: ast.MethodCallExpr) -> bool:
    """E0689: a number of no known type, and a method that some type has."""
    if not isinstance(ty, k.InferTy) or ty.kind == "ty":
        return False
    tcx = fcx.tcx
    known = any(item.name == name for trait in user_traits(tcx) for item in tcx.associated_items(trait))
    known = known or any(name in names for names in surface.surface().traits.values())
    known = known or any(surface.method_count(tcx, n, name) for n in ("i32", "f64", "u8"))
    if not known:
        return False
    diag = error(f"can't call method `{name}` on ambiguous numeric type `{ty_str(tcx, ty)}`", span, "E0689")
    concrete = "i32" if ty.kind == "int" else "f32"
    receiver = expr.receiver
    if isinstance(receiver, ast.LitExpr) and receiver.span.ctxt is None:
        text = receiver.symbol
        if ty.kind == "float" and text.endswith("."):
            diag.not_modelled("a literal that ends in a dot")
        diag.suggest(
            f"you must specify a concrete type for this numeric value, like `{concrete}`",
            (receiver.span.shrink_to_hi(), f"_{concrete}"), applicability="MaybeIncorrect", style="show-always",
        )  # fmt: skip
    else:
        res = tcx.full_res(receiver.path) if isinstance(receiver, ast.PathExpr) else None
        binding = getattr(res, "binding", None)
        let = fcx.lets.get(binding) if binding is not None else None
        if let is not None and let.ty is None:
            diag.suggest(
                f"you must specify a type for this binding, like `{concrete}`", (binding.span.shrink_to_hi(), f": {concrete}"),
                applicability="MaybeIncorrect", style="show-always",
            )  # fmt: skip
        else:
            diag.not_modelled("where to write the type")
    fcx.emit(diag)
    return True


def type_for_message(fcx: Any, ty: k.Ty, found: Any) -> str:
    """Without the arguments where no impl of the type has the method, whatever they are."""
    tcx = fcx.tcx
    if isinstance(ty, k.AdtTy) and ty.args and not found.unsatisfied:
        deref = Autoderef(fcx, Span(0, 0), ty, silence=True)
        steps = list(deref)
        if len(steps) == 1:
            return ty_str(tcx, tcx.adt(ty.def_id, tcx.identity_args(ty.def_id)))
    return ty_str(tcx, ty)


def no_method(fcx: Any, span: Span, name: str, ty: k.Ty, tys: list[k.Ty], expr: ast.MethodCallExpr, found: Any) -> Diag:
    tcx = fcx.tcx
    prefix, text = prefix_string(tcx, ty), ty_str(tcx, ty)
    if found.unsatisfied:
        return _unsatisfied_method(fcx, span, name, ty, tys, expr, found)
    diag = error(
        f"no method named `{name}` found for {prefix} `{type_for_message(fcx, ty, found)}` in the current scope", span, "E0599"
    )
    if isinstance(expr.receiver, ast.LitExpr) and expr.receiver.kind == "str" and text == "&str":
        text = "&'static str"
        diag.message = f"no method named `{name}` found for {prefix} `{text}` in the current scope"
    _label_definition(fcx, diag, ty, "method", name)
    if _field(fcx, diag, span, name, tys, expr):
        return diag
    if found.statics:
        _static(fcx, diag, span, name, ty, expr, found)
        return diag
    similar = similar_method(fcx, diag, span, name, ty, tys, expr)
    _inner(fcx, diag, name, ty, expr)
    if similar is None:
        diag.label(span, f"method not found in `{text}`")
    traits_in_scope(fcx, diag, span, name, ty, tys, True)
    if similar is not None:
        _suggest_similar(fcx, diag, span, similar, expr.args)
    return diag


def _unsatisfied_method(fcx: Any, span: Span, name: str, ty: k.Ty, tys: list[k.Ty], expr: ast.MethodCallExpr, found: Any) -> Diag:
    """The method exists, but not for this type; that a method of a similar name does apply is only taken note of."""
    if isinstance(ty, k.ParamTy):
        return _unsatisfied_on_parameter(fcx, span, name, ty, tys, expr)
    report = Unsatisfied(fcx, span, name, ty, "method", found)
    diag = report.report()
    similar = similar_method(fcx, diag, span, name, ty, tys, expr)
    if not _field(fcx, diag, span, name, tys, expr) and similar is None and not report.has_own_label:
        report.cannot_be_called()
    _inner(fcx, diag, name, ty, expr)
    report.type_labels()
    traits_in_scope(fcx, diag, span, name, ty, tys, True)
    return diag


def _unsatisfied_on_parameter(fcx: Any, span: Span, name: str, ty: k.ParamTy, tys: list[k.Ty], expr: ast.MethodCallExpr) -> Diag:
    """Of a parameter, only what it could be bounded by is said."""
    text = ty_str(fcx.tcx, ty)
    message = f"no method named `{name}` found for {prefix_string(fcx.tcx, ty)} `{text}` in the current scope"
    diag = error(message, span, "E0599")
    diag.label(span, f"method cannot be called on `{text}` due to unsatisfied trait bounds")
    _label_definition(fcx, diag, ty, "method", name)
    traits_in_scope(fcx, diag, span, name, ty, tys, True)
    return diag


def _label_definition(fcx: Any, diag: Diag, ty: k.Ty, kind: str, name: str) -> None:
    tcx = fcx.tcx
    if isinstance(ty, k.AdtTy) and ty.def_id >= tcx.base:
        what = tcx.adt_def(ty.def_id).kind
        diag.label(tcx.def_span(ty.def_id), f"{kind} `{name}` not found for this {what}")
    elif isinstance(ty, k.ParamTy):
        span = fcx.param_span(ty)
        if span is not None:
            diag.label(span, f"{kind} `{name}` not found for this type parameter")


def _field(fcx: Any, diag: Diag, span: Span, name: str, tys: list[k.Ty], expr: ast.MethodCallExpr) -> bool:
    """A field of that name is not a method."""
    for ty in tys:
        field = fcx.field_of(ty, name)
        if field is None:
            continue
        if not fcx.is_accessible(field[2]):
            diag.label(span, "private field, not a method")
            return True
        diag.label(span, "field, not a method")
        field_ty = fcx.resolve(field[1])
        kinds = {k.FnPtrTy: "function pointer", k.ClosureTy: "closure", k.FnDefTy: "function"}
        what = kinds.get(type(field_ty))
        if what is not None:
            parts = ((expr.span.shrink_to_lo(), "("), (span.shrink_to_hi(), ")"))
            message = f"to call the {what} stored in `{name}`, surround the field access with parentheses"
            diag.suggest(message, *parts, style="show-always")
        elif isinstance(field_ty, (k.ParamTy, k.AdtTy, k.DynTy)):
            diag.not_modelled("a field that may be callable")
        else:
            diag.suggest("remove the arguments", (Span(span.hi, expr.span.hi), ""))
        return True
    return False


def _static(fcx: Any, diag: Diag, span: Span, name: str, ty: k.Ty, expr: ast.MethodCallExpr, found: Any) -> None:
    tcx = fcx.tcx
    diag.label(span, "this is an associated function, not a method")
    diag.note("found the following associated functions; to be used as methods, functions must have a `self` parameter")
    if len(found.statics) > 1 or found.statics[0][0].def_id < tcx.base:
        diag.not_modelled("the associated functions")
        return
    item, container = found.statics[0]
    text = ty_str(tcx, tcx.type_of(container)) if tcx.def_kind(container) == "impl" else ""
    if tcx.def_kind(container) == "trait":
        diag.span_note(tcx.def_span(item.def_id), f"the candidate is defined in the trait `{def_path_str(tcx, container)}`")
        diag.not_modelled("a function of a trait as a method")
        return
    diag.span_note(tcx.def_span(item.def_id), f"the candidate is defined in an impl for the type `{text}`")
    inputs = tcx.fn_sig(item.def_id).value.inputs
    if inputs:
        diag.not_modelled("an associated function with arguments")
        return
    cut = Span(expr.span.lo, span.hi)
    diag.suggest(
        "use associated function syntax instead",
        (cut, f"{ty_str(tcx, ty)}::{name}"),
        applicability="MachineApplicable",
        style="show-always",
    )


# ---- similar names ----


def similar_method(
    fcx: Any, diag: Diag, span: Span, name: str, ty: k.Ty, tys: list[k.Ty], node: Any, mode: str = "method"
) -> Any:
    """The applicable method whose name is nearest."""
    tcx = fcx.tcx
    limit = max(len(name), 3) // 3
    traits = tcx.lookup("traits", node) or ()
    names: list[str] = []
    for each in tys:
        impls = tcx.inherent_impls_of(_simple(each))
        items = [item for impl in impls for item in tcx.associated_items(impl)]
        for item in items:
            if item.kind == "fn" and (item.has_self or mode == "path") and item.name not in names:
                names.append(item.name)
        page = page_of(tcx, each)
        if page is not None and _library_name_near(tcx, page, name, limit, {item.name for item in items}):
            diag.not_modelled("methods of the library that the stubs lack")
    for trait in traits:
        for item in tcx.associated_items(trait):
            if item.kind == "fn" and (item.has_self or mode == "path") and item.name not in names:
                names.append(item.name)
    near = [
        n
        for n in names
        if n not in ("call", "call_mut", "call_once") and edit_distance_with_substrings(name, n, limit) is not None
    ]
    fitting: dict[str, Any] = {}
    for each in near:
        pick = Probe(fcx, span, mode, each, ty, traits).run()
        if isinstance(pick, Pick):
            fitting[each] = pick
    if not fitting:
        return None
    best = next(iter(fitting)) if len(fitting) == 1 else find_best_match(list(fitting), name)
    if best is None:
        diag.not_modelled("methods of similar names")
        return None
    return fitting[best]


def _simple(ty: k.Ty) -> Any:
    from rustmem.traits.fast_reject import simplify_type

    return simplify_type(ty)


def _library_name_near(tcx: Any, page: Any, name: str, limit: int, known: set[str]) -> bool:
    table = surface.surface()
    paths = [page[0]] if isinstance(page[0], str) else table.paths(surface.item_path(tcx, page[0]))
    for path in paths:
        for other in table.types.get(path, {}):
            if other not in known and edit_distance_with_substrings(name, other, limit) is not None:
                return True
    return False


def _suggest_similar(fcx: Any, diag: Diag, span: Span, pick: Pick, args: Any) -> None:
    tcx = fcx.tcx
    item = pick.item
    kind = errors_traits.descr(tcx, item.def_id)
    article = "an" if kind[0] in "aeiou" else "a"
    text = f"there is {article} {kind} `{item.name}` with a similar name"
    inputs = tcx.fn_sig(item.def_id).value.inputs
    wanted = len(inputs) - (1 if item.has_self else 0)
    fits = args is not None and len(args) == wanted
    if fits and args:
        for arg, declared in zip(args, inputs[1 if item.has_self else 0 :]):
            found = fcx.resolve(fcx.results.types.get(arg, i.ERROR))
            if found is i.ERROR:
                diag.not_modelled("the arguments of a method of a similar name")
            elif not declared.flags & (k.HAS_TY_PARAM | k.HAS_ALIAS) and not fcx.can_coerce(
                found, tcx.erase_regions(tcx.instantiate_erased(tcx.binder(declared, tcx.fn_sig(item.def_id).vars)))
            ):
                fits = False
    if fits:
        diag.suggest(text, (span, item.name), applicability="MaybeIncorrect", style="show-always")
        return
    if item.def_id < tcx.base:
        diag.not_modelled("a position in the library")
    diag.span_help(tcx.def_span(item.def_id), f"{text}, but with different arguments")


def _inner(fcx: Any, diag: Diag, name: str, ty: k.Ty, expr: ast.MethodCallExpr) -> None:
    """The value inside an enum's variant or a cell may have the method (rustc's `check_for_inner_self`)."""
    if not isinstance(ty, k.AdtTy):
        return
    tcx = fcx.tcx
    traits = tcx.lookup("traits", expr) or ()

    def probe(inner: k.Ty) -> Pick | None:
        found = Probe(fcx, expr.segment.ident.span, "method", name, inner, traits).run()
        return found if isinstance(found, Pick) else None

    def exists(pick: Pick, inner: k.Ty) -> None:
        if pick.item.def_id < tcx.base:
            diag.not_modelled("a position in the library")
        diag.span_note(tcx.def_span(pick.item.def_id), f"the method `{name}` exists on the type `{ty_str(tcx, inner)}`")

    if tcx.adt_def(ty.def_id).kind == "enum":
        _inner_of_enum(fcx, diag, ty, expr, probe, exists)
        return
    inner = fcx.resolve(ty.args[0]) if len(ty.args) == 1 else None
    if not isinstance(inner, k.Ty) or ty.def_id >= tcx.base or fcx.is_ty_var(inner):
        return
    how = _WRAPPERS.get(tcx.item_name(ty.def_id))
    pick = probe(inner) if how is not None else None
    if how is None or pick is None:
        return
    access = how.get("mut" if pick.autoref == "mut" else "not")
    if access is not None and pick.autoref is not None:
        code, action, otherwise = access
        text = f"use `{code}` to {action} the `{ty_str(tcx, inner)}`, {otherwise}"
        diag.suggest(text, (expr.receiver.span.shrink_to_hi(), code), applicability="MaybeIncorrect", style="show-always")
    elif access is not None:
        diag.not_modelled("a value in a cell that is taken by value")
    else:
        diag.not_modelled("how to get at the value inside")
    exists(pick, inner)


_BLOCKING = "blocking the current thread until it can be acquired"
_WRAPPERS: dict[str, dict[str, tuple[str, str, str]]] = {
    "RefCell": {
        "not": (".borrow()", "borrow", "panicking if a mutable borrow exists"),
        "mut": (".borrow_mut()", "mutably borrow", "panicking if any borrows exist"),
    },
    "Mutex": {mutbl: (".lock().unwrap()", how, _BLOCKING) for mutbl, how in (("not", "borrow"), ("mut", "mutably borrow"))},
    "RwLock": {
        "not": (".read().unwrap()", "borrow", _BLOCKING),
        "mut": (".write().unwrap()", "mutably borrow", _BLOCKING),
    },
    "LocalKey": {},
    "MaybeUninit": {},
}
"""Types of the library that keep a value behind a function: how to reach it."""


def _inner_of_enum(fcx: Any, diag: Diag, ty: k.AdtTy, expr: Any, probe: Any, exists: Any) -> None:
    tcx = fcx.tcx
    fitting = []
    for variant in tcx.adt_def(ty.def_id).variants:
        if len(variant.fields) != 1:
            continue
        inner = fcx.resolve(fcx.field_ty(variant.fields[0], ty.args))
        pick = None if fcx.is_ty_var(inner) else probe(inner)
        if pick is not None:
            fitting.append((variant.name, inner, pick))
    if len(fitting) != 1:
        return
    ((variant_name, inner, pick),) = fitting
    kind = {"Some": "Option", "Ok": "Result"}.get(variant_name)
    known = {"Option": tcx.diagnostic_items.get("Option"), "Result": tcx.diagnostic_items.get("Result")}
    exists(pick, inner)
    if kind is None or known[kind] != ty.def_id:
        return
    other = "an `Option::None`" if kind == "Option" else "a `Result::Err`"
    text = ty_str(tcx, inner)
    returned = fcx.resolve(fcx.ret_coercion.expected) if fcx.ret_coercion is not None else None
    if isinstance(returned, k.AdtTy) and returned.def_id == ty.def_id:
        message = f"use the `?` operator to extract the `{text}` value, propagating {other} value to the caller"
        diag.suggest(message, (expr.receiver.span.shrink_to_hi(), "?"), style="show-always")
        return
    message = f"consider using `{kind}::expect` to unwrap the `{text}` value, panicking if the value is {other}"
    part = (expr.receiver.span.shrink_to_hi(), '.expect("REASON")')
    diag.suggest(message, part, applicability="HasPlaceholders", style="show-always")


# ---- traits that have it ----


def user_traits(tcx: Any) -> list[Any]:
    return [d for d in range(tcx.base, len(tcx.defs.table)) if tcx.def_kind(d) == "trait"]


def traits_in_scope(fcx: Any, diag: Diag, span: Span, name: str, ty: k.Ty, tys: list[k.Ty], is_method: bool) -> None:
    tcx = fcx.tcx
    local = any(isinstance(t, k.AdtTy) and t.def_id >= tcx.base for t in (ty, getattr(ty, "ty", ty)))
    traits = [t for t in user_traits(tcx) if any(item.name == name for item in tcx.associated_items(t))]
    for trait in traits:
        for each in tys:
            for self_ty in (each, tcx.ref(i.RE_ERASED, each), tcx.ref(i.RE_ERASED, each, "mut")):
                if not isinstance(each, k.ParamTy) and fcx.trait_may_hold(
                    trait, self_ty, *fcx.infcx.fresh_args_for_item(span, trait)[1:]
                ):
                    diag.help("items from traits can only be used if the trait is in scope")
                    diag.not_modelled("a trait to import")
                    return
    library = []
    if local or isinstance(ty, (k.ParamTy, k.DynTy, k.AliasTy)):
        library = [path for path, names in surface.surface().traits.items() if name in names]
        library = [path for path in library if not _has_own_impl(tcx, path, ty)]
    if not traits and not library:
        return
    if isinstance(ty, k.ParamTy):
        diag.help("items from traits can only be used if the type parameter is bounded by the trait")
        if len(traits) == 1 and not library:
            trait_ref = tcx.trait_ref(traits[0], (ty,))
            if tcx.generics_of(traits[0]).count == 1:
                _restrict(fcx, diag, ty, trait_ref, name)
                return
        if len(library) == 1 and not traits:
            trait = _trait_at(tcx, library[0])
            if trait is not None and tcx.generics_of(trait).count == 1:
                _restrict(fcx, diag, ty, tcx.trait_ref(trait, (ty,)), name)
                return
        diag.not_modelled("the traits that define the item")
        return
    diag.help("items from traits can only be used if the trait is implemented and in scope")
    if len(traits) == 1 and not library:
        where = tcx.def_span(traits[0])
        diag.span_note(where, f"`{def_path_str(tcx, traits[0])}` defines an item `{name}`, perhaps you need to implement it")
    elif len(library) == 1 and not traits:
        short = library[0].rsplit("::", 1)[-1]
        if tcx.diagnostic_items.get(short) is None and short not in ("Clone", "Copy"):
            diag.not_modelled("the path of a trait")
        diag.note(f"the following trait defines an item `{name}`, perhaps you need to implement it:\ncandidate #1: `{short}`")
    else:
        diag.not_modelled("the traits that define the item")


def _trait_at(tcx: Any, path: str) -> Any:
    """The stub of the library's trait with that name, if there is just one."""
    name = path.rsplit("::", 1)[-1]
    found = tcx.diagnostic_items.get(name) or tcx.lang_items.get({"Clone": "clone", "Copy": "copy"}.get(name, ""))
    return found if found is not None and tcx.def_kind(found) == "trait" else None


def _has_own_impl(tcx: Any, path: str, ty: k.Ty) -> bool:
    """Whether the trait is implemented for the type, if not for its arguments: then it need not be implemented."""
    trait = _trait_at(tcx, path)
    return trait is not None and isinstance(ty, k.AdtTy) and bool(tcx.trait_impls_of(trait).by_type.get(_simple(ty)))


def _restrict(fcx: Any, diag: Diag, ty: k.ParamTy, trait_ref: k.TraitRef, name: str) -> None:
    tcx = fcx.tcx
    span = fcx.param_span(ty)
    tree = tcx.hir(fcx.root)
    written = next((p for p in getattr(getattr(tree, "generics", None), "params", ()) if p.ident.name == ty.name), None)
    if written is None or span is None:
        diag.not_modelled("a bound on the parameter")
        return
    text = f"the following trait defines an item `{name}`, perhaps you need to restrict type parameter `{ty.name}` with it:"
    path = def_path_str(tcx, trait_ref.def_id)
    if written.bounds:
        diag.suggest(
            text, (written.bounds[-1].span.shrink_to_hi(), f" + {path}"), applicability="MaybeIncorrect", style="show-always"
        )
    else:
        diag.suggest(text, (written.ident.span.shrink_to_hi(), f": {path}"), applicability="MaybeIncorrect", style="show-always")


# ---- paths ----


def report_path_error(fcx: Any, span: Span, ty: k.Ty, node: Any, path: ast.Path, qself: Any, found: Any) -> None:
    tcx = fcx.tcx
    name = path.segments[-1].ident.name
    ty = fcx.resolve(ty)
    if gap_in_library(fcx, span, name, [ty], tcx.lookup("traits", path) or (), found):
        return
    if found.kind == "ambiguous":
        diag = error("multiple applicable items in scope", span, "E0034")
        diag.label(span, f"multiple `{name}` found")
        fcx.emit(diag.not_modelled("the candidates"))
        return
    if found.kind == "private":
        item = found.private.item
        what = "associated constant" if item.kind != "fn" else "method" if item.has_self else "associated function"
        _private(fcx, span, name, what, found)
        return
    is_enum = isinstance(ty, k.AdtTy) and tcx.adt_def(ty.def_id).kind == "enum"
    kind = "variant or associated item" if is_enum else "function or associated item" if name[:1].islower() else "associated item"
    prefix, text = prefix_string(tcx, ty), ty_str(tcx, ty)
    if found.unsatisfied:
        report = Unsatisfied(fcx, span, name, ty, kind, found)
        if fcx.call_of.get(node) is not None:
            _builders(fcx, report.diag, ty, span)
        diag = report.report()
        if not report.has_own_label:
            report.cannot_be_called()
        report.type_labels()
        traits_in_scope(fcx, diag, span, name, ty, [ty], False)
        fcx.emit(diag)
        return
    diag = error(
        f"no {kind} named `{name}` found for {prefix} `{type_for_message(fcx, ty, found)}` in the current scope", span, "E0599"
    )
    _label_definition(fcx, diag, ty, kind, name)
    call = fcx.call_of.get(node)
    if call is not None:
        _builders(fcx, diag, ty, span)
    variant = _similar_variant(tcx, ty, name) if is_enum else None
    diag.label(span, f"{kind} not found in `{text}`")
    similar = similar_method(fcx, diag, span, name, ty, [ty], path, "path") if variant is None else None
    traits_in_scope(fcx, diag, span, name, ty, [ty], False)
    if variant is not None:
        parts = [(span, variant)]
        meant = next(v for v in tcx.adt_def(ty.def_id).variants if v.name == variant)
        if call is not None and meant.ctor_kind == "const" and not call.args:
            parts.append((Span(node.span.hi, call.span.hi, call.span.ctxt), ""))
        elif call is not None and (meant.ctor_kind != "fn" or len(call.args) != len(meant.fields)):
            diag.not_modelled("the fields of a variant")
        text = "there is a variant with a similar name"
        diag.suggest(text, *parts, applicability="MaybeIncorrect", style="show-always")
    elif similar is not None:
        _suggest_similar(fcx, diag, span, similar, None if call is None else call.args)
    fcx.emit(diag)


def _similar_variant(tcx: Any, ty: k.AdtTy, name: str) -> str | None:
    return find_best_match([v.name for v in tcx.adt_def(ty.def_id).variants], name)


def _builders(fcx: Any, diag: Diag, ty: k.Ty, span: Span) -> None:
    """Associated functions that make a value of the type (rustc's `find_builder_fn`)."""
    tcx = fcx.tcx
    if not isinstance(ty, k.AdtTy):
        return
    found = []
    for impl in tcx.inherent_impls_of(ty.def_id):
        for item in tcx.associated_items(impl):
            if item.kind != "fn" or item.has_self or not isinstance(Probe(fcx, span, "path", item.name, ty, ()).run(), Pick):
                continue
            args = fcx.infcx.fresh_args_for_item(span, item.def_id)
            output = tcx.erase_regions(tcx.instantiate_erased(tcx.subst(tcx.fn_sig(item.def_id), args))).output
            if _gives(fcx, output, ty):
                found.append((item, output))
    if not found:
        return
    text = ty_str(tcx, ty)
    if ty.def_id < tcx.base:
        diag.not_modelled("functions that make a value of the type")
        return
    if len(found) == 1:
        item, output = found[0]
        name, shown = def_path_str(tcx, item.def_id), ty_str(tcx, fcx.resolve(output))
        message = f"if you're trying to build a new `{text}`, consider using `{name}` which returns `{shown}`"
        diag.span_note(tcx.def_span(item.def_id), message)
        return
    rest = f"\nand {len(found) - 4} others" if len(found) > 5 else ""
    found = found[:4] if len(found) > 5 else found
    names = "\n".join(def_path_str(tcx, item.def_id) for item, _ in found)
    message = f"if you're trying to build a new `{text}` consider using one of the following associated functions:\n{names}{rest}"
    diag.span_note(MultiSpan(tuple(tcx.def_span(item.def_id) for item, _ in found)), message)


def _gives(fcx: Any, output: k.Ty, ty: k.AdtTy) -> bool:
    if not isinstance(output, k.AdtTy):
        return False
    if fcx.can_eq(output, ty):
        return True
    wrappers = (fcx.tcx.diagnostic_items.get("Option"), fcx.tcx.diagnostic_items.get("Result"))
    return output.def_id in wrappers and fcx.can_eq(output.args[0], ty)


def method_on_trait_object(fcx: Any, pick: Any, span: Span, where: Span) -> None:
    diag = error(f"the `{pick.item.name}` method cannot be invoked on a trait object", span)
    diag.label(where, "this has a `Sized` requirement")
    fcx.emit(diag.not_modelled("a method that needs `Sized`"))


def explicit_destructor_path(fcx: Any, span: Span) -> None:
    diag = error("explicit use of destructor method", span, "E0040").label(span, "explicit destructor calls not allowed")
    fcx.emit(diag.suggest("consider using `drop` function", (span, "drop")))


def explicit_destructor_call(fcx: Any, span: Span, receiver: ast.Expr, call: Any) -> None:
    diag = error("explicit use of destructor method", span, "E0040")
    diag.label(span, "explicit destructor calls not allowed")
    if isinstance(call, ast.MethodCallExpr):
        parts = ((call.span.shrink_to_lo(), "drop("), (receiver.span.shrink_to_hi().to(call.span.shrink_to_hi()), ")"))
        diag.suggest("consider using `drop` function", *parts, style="show-always")
    fcx.emit(diag)
