"""Auto traits: a type has them if its parts do (Send, Sync, Unpin, UnwindSafe, RefUnwindSafe, Freeze)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rustmem.ty import kind as k

if TYPE_CHECKING:
    from rustmem.traits.candidate_assembly import CandidateAssembly

_LEAVES = {
    k.IntTy, k.FloatTy, k.BoolTy, k.CharTy, k.StrTy, k.NeverTy, k.FnDefTy, k.FnPtrTy, k.ErrorTy, k.InferTy,
}  # fmt: skip


def assemble(selcx: CandidateAssembly, trait_ref: k.TraitRef, found: list[Any]) -> bool:
    """Appends the structural candidate unless the type has impls of its own. True: ambiguous."""
    ty: Any = trait_ref.args[0]
    cls = type(ty)
    if cls is k.ParamTy or cls is k.PlaceholderTy or cls is k.ForeignTy or cls is k.BoundTy:
        return False
    if cls is k.DynTy:
        return False
    if cls is k.AliasTy:
        if ty.kind == "opaque" and not any(c[0] == "alias" for c in found):
            found.append(("auto",))
        return False
    if not selcx.relevant_impls(trait_ref.def_id, ty):
        found.append(("auto",))
    return False


def constituent_types(infcx: Any, ty: Any) -> Any:
    """The parts that must have an auto trait for `ty` to have it; None while they are not known."""
    cls = type(ty)
    if cls in _LEAVES:
        return ()
    tcx = infcx.tcx
    if cls is k.RefTy or cls is k.RawPtrTy or cls is k.ArrayTy or cls is k.SliceTy:
        return (ty.ty,)
    if cls is k.TupleTy:
        return ty.elems
    if cls is k.ClosureTy:
        upvars = infcx.shallow_resolve(ty.args[-1])
        return (upvars,) if type(upvars) is k.TupleTy else None
    if cls is k.AdtTy:
        return adt_field_types(tcx, ty)
    if cls is k.AliasTy and ty.kind == "opaque":
        if ty.def_id in infcx.defining_opaques:
            return None
        hidden = tcx.opaque_hidden_type(ty.def_id)
        return (tcx.subst(hidden, ty.args),)
    return ()


def adt_field_types(tcx: Any, ty: k.AdtTy) -> k.GenericArgs:
    """Every field's type, over all variants, each once; PhantomData's is its argument."""
    if ty.memo is None:
        ty.memo = {}
    found = ty.memo.get("field types")
    if found is None:
        adt = tcx.adt_def(ty.def_id)
        if "phantom_data" in adt.flags:
            found = ty.args
        else:
            found = tuple(dict.fromkeys(tcx.subst(tcx.type_of(f.def_id), ty.args) for v in adt.variants for f in v.fields))
        ty.memo["field types"] = found
    return found
