"""What would make an unsatisfied bound hold."""

from __future__ import annotations

from typing import Any

from rustmem.source.diag import Diag
from rustmem.syntax import ast
from rustmem.ty import kind as k
from rustmem.ty.print import full_path_str, ty_str

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
        return restrict_param(fcx, diag, self_ty, leaf)
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
    tcx = fcx.tcx
    tree = tcx.hir(owner)
    if param.name == "Self" or param.synthetic:
        diag.not_modelled("a bound on `Self` or `impl Trait`")
        return True
    written = next((p for p in tree.generics.params if p.ident.name == param.name), None)
    if written is None or len(leaf.args) > 1 or tcx.is_lang_item(leaf.def_id, "sized"):
        diag.not_modelled("a bound on the parameter")
        return True
    where = [
        p
        for p in tree.generics.where_clause
        if isinstance(p.bounded, ast.PathTy) and p.bounded.path.segments[0].ident.name == param.name
    ]
    if where or written.bounds and tree.generics.where_clause:
        diag.not_modelled("a bound in a where clause")
        return True
    path = full_path_str(tcx, leaf.def_id) + arguments
    name = tcx.item_name(leaf.def_id)
    if written.bounds:
        text = f"consider further restricting type parameter `{param.name}` with trait `{name}`"
        diag.suggest(text, (written.bounds[-1].span.shrink_to_hi(), f" + {path}"), style="show-always")
    else:
        text = f"consider restricting type parameter `{param.name}` with trait `{name}`"
        diag.suggest(text, (written.ident.span.shrink_to_hi(), f": {path}"), style="show-always")
    return True


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
