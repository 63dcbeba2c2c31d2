"""What would make an unsatisfied bound hold."""

from __future__ import annotations

from typing import Any

from rustmem.source.diag import Diag
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty import kind as k
from rustmem.ty.print import FmtPrinter, full_path_str, trait_ref_str, ty_str

DERIVABLE = ("Default", "Eq", "PartialEq", "Ord", "PartialOrd", "Clone", "Copy", "Hash", "Debug")


def derive(fcx: Any, leaf: k.TraitRef, main: k.TraitRef) -> tuple[k.AdtTy, str] | None:
    """(the author's type, the trait to derive), if deriving would help (rustc's `suggest_derive`)."""
    tcx = fcx.tcx
    ty = fcx.resolve(leaf.args[0])
    if not isinstance(ty, k.AdtTy) or ty.def_id < tcx.base:
        return None
    name = diagnostic_name(tcx, leaf.def_id)
    if name not in DERIVABLE or name == "Default" and tcx.adt_def(ty.def_id).kind == "enum":
        return None
    if name in ("PartialEq", "PartialOrd") and fcx.resolve(leaf.args[1]) is not ty:
        return None
    for variant in tcx.adt_def(ty.def_id).variants:
        for field in variant.fields:
            if not fcx.trait_holds(leaf.def_id, fcx.field_ty(field, ty.args), *_rhs(fcx, leaf, field, ty)):
                return None
    return ty, name


_LANG = {"PartialEq": "eq", "PartialOrd": "partial_ord", "Clone": "clone", "Copy": "copy"}


def diagnostic_name(tcx: Any, trait: Any) -> str | None:
    """What diagnostics know the trait as (rustc's `get_diagnostic_name`)."""
    known = tcx.cache("diagnostic names")
    if not known:
        known.update({def_id: name for name, def_id in tcx.diagnostic_items.items()})
        known.update({tcx.lang_items[lang]: name for name, lang in _LANG.items() if lang in tcx.lang_items})
    return known.get(trait)  # type: ignore[no-any-return]


def _rhs(fcx: Any, leaf: k.TraitRef, field: Any, ty: k.AdtTy) -> tuple[Any, ...]:
    return (fcx.field_ty(field, ty.args),) if len(leaf.args) > 1 else ()


def add_derive(fcx: Any, diag: Diag, target: tuple[k.AdtTy, str]) -> None:
    tcx = fcx.tcx
    ty, name = target
    message = f"consider annotating `{ty_str(tcx, ty)}` with `#[derive({name})]`"
    part = (tcx.def_span(ty.def_id).shrink_to_lo(), f"#[derive({name})]\n")
    diag.suggest(message, part, applicability="MaybeIncorrect", style="show-always")


def suggest(fcx: Any, diag: Diag, found: Any, leaf: k.TraitRef, derives: Any) -> bool:
    """Adds suggestions; whether there was one after which other impls are not listed."""
    if derives is not None:
        add_derive(fcx, diag, derives)
        return False
    self_ty = fcx.resolve(leaf.args[0])
    if isinstance(self_ty, k.ParamTy):
        if is_callable(fcx, self_ty):
            diag.not_modelled("a call instead of a function")
        return restrict_param(fcx, diag, self_ty, leaf)
    if not isinstance(self_ty, k.AliasTy) and can_apply(fcx, fcx.resolve(leaf)):
        return where_clause(fcx, diag, fcx.resolve(leaf))
    if isinstance(self_ty, k.AliasTy):
        diag.not_modelled("a bound on an associated type")
    if isinstance(self_ty, k.RefTy):
        diag.not_modelled("a reference that implements nothing")
    if isinstance(self_ty, (k.FnDefTy, k.ClosureTy)):
        diag.not_modelled("a call instead of a function")
    if not isinstance(self_ty, k.RefTy):
        for mutbl in ("not", "mut"):
            if fcx.trait_holds(leaf.def_id, fcx.tcx.ref(k_erased(), self_ty, mutbl), *leaf.args[1:]):
                diag.not_modelled("a borrow that would implement it")
    if fcx.tcx.is_lang_item(leaf.def_id, "sized"):
        pass
    return False


def is_callable(fcx: Any, param: k.ParamTy) -> bool:
    """Whether a bound makes the parameter a closure: perhaps what it returns was meant."""
    lang = fcx.tcx.lang_items
    traits = (lang.get("fn"), lang.get("fn_mut"), lang.get("fn_once"))
    for clause in fcx.param_env.caller_bounds:
        value = clause.value
        if isinstance(value, k.TraitPredicate) and value.trait_ref.def_id in traits and value.trait_ref.args[0] is param:
            return True
    return False


def k_erased() -> Any:
    from rustmem.ty.intern import RE_ERASED

    return RE_ERASED


def restrict_param(fcx: Any, diag: Diag, param: k.ParamTy, leaf: k.TraitRef, arguments: str = "") -> bool:
    """`T: Trait` at the parameter's declaration."""
    tcx = fcx.tcx
    at: Any = fcx.root
    while at is not None:
        generics = tcx.generics_of(at)
        for each in generics.params:
            if each.index == param.index and each.name == param.name:
                return _restrict(fcx, diag, at, each, leaf, arguments)
        at = generics.parent
    return False


def _restrict(fcx: Any, diag: Diag, owner: Any, param: Any, leaf: k.TraitRef, arguments: str) -> bool:
    """rustc's `suggest_constraining_type_params` for one bound."""
    tcx = fcx.tcx
    tree = tcx.hir(owner)
    if param.name == "Self" or param.synthetic:
        diag.not_modelled("a bound on `Self` or `impl Trait`")
        return True
    written = next((p for p in tree.generics.params if p.ident.name == param.name), None)
    if written is None or tcx.is_lang_item(leaf.def_id, "sized"):
        diag.not_modelled("a bound on the parameter")
        return True
    path = full_path_str(tcx, leaf.def_id) + arguments
    if len(leaf.args) > 1 and not arguments:
        args = ", ".join(FmtPrinter(tcx, trimmed="no").ty(fcx.resolve(a)) for a in leaf.args[1:] if isinstance(a, k.Ty))
        path += f"<{args}>"
    name = tcx.item_name(leaf.def_id)
    bounds = written.bounds or next((p.bounds for p in tree.generics.where_clause if _is_about(p, param.name)), ())
    further = f"consider further restricting type parameter `{param.name}` with trait `{name}`"
    if bounds:
        diag.suggest(further, (bounds[-1].span.shrink_to_hi(), f" + {path}"), style="show-always")
    elif tree.generics.where_clause:
        diag.suggest(further, (tail_of(tree), f", {param.name}: {path}"), style="show-always")
    elif written.default is not None:
        diag.suggest(further, (tail_of(tree), f" where {param.name}: {path}"), style="show-always")
    else:
        text = f"consider restricting type parameter `{param.name}` with trait `{name}`"
        diag.suggest(text, (written.ident.span.shrink_to_hi(), f": {path}"), style="show-always")
    return True


def _is_about(predicate: ast.WherePredicate, name: str) -> bool:
    bounded = predicate.bounded
    return isinstance(bounded, ast.PathTy) and len(bounded.path.segments) == 1 and bounded.path.segments[0].ident.name == name


def tail_of(tree: Any) -> Span:
    """Where another predicate of the item's where clause goes: in place of what stands after the last, such as a comma."""
    generics = tree.generics
    if generics.where_clause:
        at = generics.where_clause[-1].span.shrink_to_hi()
        return at.with_hi(generics.where_span.hi) if generics.where_span is not None else at  # type: ignore[no-any-return]
    if generics.where_span is not None and generics.where_span.lo != generics.where_span.hi:
        return generics.where_span.shrink_to_hi()  # type: ignore[no-any-return]
    if isinstance(tree, ast.FnItem):
        return tree.sig.output_span.shrink_to_hi()
    if isinstance(tree, ast.ImplItem):
        return tree.self_ty.span.shrink_to_hi()
    return generics.span.shrink_to_hi()  # type: ignore[no-any-return]


def where_clause(fcx: Any, diag: Diag, leaf: k.TraitRef) -> bool:
    """A bound on a type that holds parameters (rustc's `suggest_arbitrary_trait_bound`)."""
    tcx = fcx.tcx
    tree = tcx.hir(fcx.root)
    if not isinstance(tree, ast.FnItem):
        diag.not_modelled("a where clause outside of a function")
        return True
    generics = tree.generics
    verb = "extending the" if generics.where_span is not None and generics.where_clause else "introducing a"
    before = "," if generics.where_clause else " where"
    bound = f"{ty_str(tcx, leaf.args[0])}: {trait_ref_str(tcx, leaf)}"
    text = f"consider {verb} `where` clause, but there might be an alternative better way to express this requirement"
    diag.suggest(text, (tail_of(tree), f"{before} {bound}"), applicability="MaybeIncorrect", style="show-always")
    return True


def can_apply(fcx: Any, leaf: k.TraitRef) -> bool:
    """Whether the bound may hold for other types in place of the parameters (rustc's `predicate_can_apply`)."""
    if not leaf.flags & k.HAS_TY_PARAM or leaf.flags & (k.HAS_TY_INFER | k.HAS_CT_INFER):
        return False
    made: dict[Any, k.Ty] = {}

    def leaf_of(part: Any, depth: int) -> Any:
        if type(part) is k.ParamTy:
            return made.setdefault(part, fcx.infcx.next_ty_var())
        return part

    mark = fcx.snapshot()
    try:
        args = tuple(fcx.tcx.fold(a, k.HAS_TY_PARAM, leaf_of) for a in leaf.args)
        return bool(fcx.trait_may_hold(leaf.def_id, *args))
    finally:
        fcx.rollback(mark)


def binop(fcx: Any, diag: Diag, code: Any, current: k.Binder) -> None:
    """Operators whose right side is of another type."""
    left, right, op, assign, hint = code.data if code.name == "BinOp" else (None, None, "", False, None)
    if code.name != "BinOp":
        diag.not_modelled("what the operator needs")
        return
    tcx = fcx.tcx
    args = [fcx.resolve(a) for a in current.value.trait_ref.args]
    if all(isinstance(a, k.InferTy) for a in args):
        return
    if isinstance(right, ast.LitExpr) and right.kind == "int" and isinstance(args[0], k.FloatTy):
        diag.suggest(
            "consider using a floating-point literal by writing it with `.0`",
            (right.span.shrink_to_hi(), ".0"),
            style="show-always",
        )
        return
    diag.not_modelled("what the operator needs")
    del tcx, left, op, assign, hint
