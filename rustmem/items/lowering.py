"""Types as written to types as meant (rustc_hir_analysis::hir_ty_lowering)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rustmem.items import assoc_errors, errors
from rustmem.items.dyn_types import lower_trait_object
from rustmem.items.lower_bounds import BoundLowering
from rustmem.items.result_lifetimes import check_result_lifetimes
from rustmem.source.index import DefId
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty import intern as i
from rustmem.ty import kind as k
from rustmem.ty.defs import (
    DefRes,
    ErrRes,
    PrimTyRes,
    Res,
    SelfTyAliasRes,
    SelfTyParamRes,
)


class Lowerer(BoundLowering):
    """Lowers types for one item. A body's lowering overrides the hooks."""

    def of_item(self, item: DefId) -> Lowerer:
        return Lowerer(self.tcx, item)

    def lower_ty(self, ty: ast.Ty) -> k.Ty:
        lower: Callable[[ast.Ty], k.Ty] = getattr(self, LOWER[type(ty)].__name__)
        return lower(ty)

    def path_ty(self, ty: ast.PathTy) -> k.Ty:
        path = ty.path
        found = self.tcx.res_of(path)
        if found is None:
            return i.ERROR
        if ty.qself is not None:
            return self.qualified(ty, found)
        if found.unresolved == 0:
            return self.res_ty(found.base, path, ty.span)
        base = self.base_ty(found, path)
        return self.assoc_chain(base, found.base, path, len(path.segments) - found.unresolved, ty.span)

    def base_ty(self, found: Any, path: ast.Path) -> k.Ty:
        kept = path.segments[: len(path.segments) - found.unresolved]
        prefix = ast.Path(kept, kept[0].ident.span.to(kept[-1].ident.span))
        return self.res_ty(found.base, prefix, prefix.span)

    def assoc_chain(self, base: k.Ty, res: Res | None, path: ast.Path, at: int, span: Span) -> k.Ty:
        """`base::A::B`: each further segment is an associated type of what comes before."""
        ty = base
        for index in range(at, len(path.segments)):
            last = index == len(path.segments) - 1
            here = span if last else path.segments[0].ident.span.to(path.segments[index].ident.span)
            ty = self.assoc_ty(ty, res if index == at else None, path.segments[index], here)
        return ty

    def qualified(self, ty: ast.PathTy, found: Any) -> k.Ty:
        """`<T as Trait>::Name` and `<T>::Name`."""
        assert ty.qself is not None
        self_ty = self.lower_ty(ty.qself.ty)
        if ty.qself.position == 0:
            return self.assoc_chain(self_ty, self.res_of_ty(ty.qself.ty), ty.path, 0, ty.span)
        if not isinstance(found.base, DefRes) or found.base.kind != "assoc ty":
            return i.ERROR
        assoc = found.base.def_id
        trait_segment = ty.path.segments[ty.qself.position - 1]
        at = ty.qself.position
        trait = self.tcx.parent(assoc)
        assert trait is not None
        if trait_segment.args is not None and trait_segment.args.constraints:
            self.emit(errors.constraint_not_allowed(trait_segment.args.constraints[0]))
        trait_args = self.args_of_named_trait(trait, trait_segment, self_ty, ty.path.span)
        args = self.own_args(assoc, ty.path.segments[at], trait_args, ty.span)
        made = self.projected(ty.span, assoc, args)
        return self.assoc_chain(made, None, ty.path, at + 1, ty.span) if found.unresolved else made

    def args_of_named_trait(self, trait: DefId, segment: ast.PathSegment, self_ty: k.Ty, span: Span) -> k.GenericArgs:
        """Those of the trait in `<T as Trait>::Name`."""
        return self.args_for(trait, segment, self_ty, span)

    def res_of_ty(self, ty: ast.Ty) -> Res | None:
        if isinstance(ty, ast.PathTy) and ty.qself is None:
            found = self.tcx.res_of(ty.path)
            return found.base if found is not None and found.unresolved == 0 else None
        return None

    def res_ty(self, res: Res, path: ast.Path, span: Span) -> k.Ty:
        """rustc's `lower_resolved_ty_path`."""
        tcx = self.tcx
        match res:
            case DefRes(kind="struct" | "enum" | "union", def_id=def_id):
                self.prohibit_args(path, len(path.segments) - 1, "")
                return tcx.adt(def_id, self.args_for(def_id, path.segments[-1], None, span))
            case DefRes(kind="type alias", def_id=def_id):
                args = self.args_for(def_id, path.segments[-1], None, span)
                return self.alias_ty(def_id, args, span)
            case DefRes(kind="type param", def_id=def_id):
                self.prohibit_args(path, len(path.segments), f"type parameter `{tcx.item_name(def_id)}`")
                return self.param_ty(def_id)
            case PrimTyRes(name=name):
                self.prohibit_args(path, len(path.segments), f"builtin type `{name}`")
                return i.PRIMITIVES[name]
            case SelfTyParamRes():
                self.self_args(path)
                return tcx.param(0, "Self")
            case SelfTyAliasRes(alias_to=def_id):
                self.self_args(path)
                return self.self_alias(def_id, span)
            case DefRes(kind="foreign ty", def_id=def_id):
                return tcx.foreign(def_id)
            case DefRes(kind="variant", def_id=def_id):
                enum = tcx.parent(def_id)
                assert enum is not None
                self.emit(errors.expected_type_found_variant(path, span))
                return i.ERROR
            case DefRes(kind="assoc ty", def_id=def_id):
                self.emit(assoc_errors.ambiguous_trait(tcx, def_id, span))
                return i.ERROR
            case DefRes(kind="trait" | "trait alias"):
                bound = ast.TraitBound(span, (), path)
                return lower_trait_object(self, ast.TraitObjectTy(span, (bound,), True))
            case ErrRes():
                self.tainted = True
                return i.ERROR
            case DefRes(kind=kind):
                tcx.unsupported(f"a type that names a {kind}", span, self.item)
                return i.ERROR
            case _:
                return i.ERROR

    def alias_ty(self, def_id: DefId, args: k.GenericArgs, span: Span) -> k.Ty:
        """A type alias stands for its type at once."""
        return self.tcx.subst(self.tcx.type_of(def_id), args)  # type: ignore[no-any-return]

    def self_alias(self, def_id: DefId, span: Span) -> k.Ty:
        return self.tcx.type_of(def_id)

    def self_args(self, path: ast.Path) -> None:
        """`Self<T>`: E0109 too."""
        if any(s.args is not None for s in path.segments):
            self.tcx.unsupported("generic arguments of `Self`", path.span, self.item)

    def prohibit_args(self, path: ast.Path, count: int, what: str) -> None:
        """E0109."""
        for segment in path.segments[:count]:
            if segment.args is not None and (segment.args.args or segment.args.constraints):
                self.emit(errors.prohibit_generics(segment, what, self.tcx))
                return

    def ref_ty(self, ty: ast.RefTy) -> k.Ty:
        if ty.lifetime is not None:
            region = self.lifetime(ty.lifetime)
        else:
            found = self.tcx.lookup("elided", ty)
            region = self.region(found[0] if found else None, Span(ty.span.lo, ty.span.lo + 1, ty.span.ctxt))
        return self.tcx.ref(region, self.lower_ty(ty.ty), ty.mutbl)

    def ptr_ty(self, ty: ast.PtrTy) -> k.Ty:
        return self.tcx.ptr(self.lower_ty(ty.ty), ty.mutbl)

    def slice_ty(self, ty: ast.SliceTy) -> k.Ty:
        return self.tcx.slice(self.lower_ty(ty.ty))

    def array_ty(self, ty: ast.ArrayTy) -> k.Ty:
        elem = self.lower_ty(ty.ty)
        return self.tcx.array(elem, self.const(ty.length, i.USIZE))

    def tuple_ty(self, ty: ast.TupTy) -> k.Ty:
        return self.tcx.tuple(tuple(self.lower_ty(t) for t in ty.elems))

    def paren_ty(self, ty: ast.ParenTy) -> k.Ty:
        return self.lower_ty(ty.ty)

    def underscore(self, ty: ast.InferTy) -> k.Ty:
        return self.infer_ty(ty.span, None)

    def implicit_self(self, ty: ast.ImplicitSelfTy) -> k.Ty:
        parent = self.tcx.parent(self.item)
        if parent is None:
            return i.ERROR
        return self.tcx.param(0, "Self") if self.tcx.def_kind(parent) == "trait" else self.tcx.type_of(parent)

    def bare_fn(self, ty: ast.BareFnTy) -> k.Ty:
        vars = self.tcx.lookup("binders", ty) or ()
        self.depth += 1
        inputs = tuple(self.lower_ty(p.ty) for p in ty.inputs)
        output = self.lower_ty(ty.output) if ty.output is not None else i.UNIT
        self.depth -= 1
        sig = self.tcx.binder(self.tcx.mk_fn_sig(inputs, output, ty.unsafe, _abi(ty.abi), ty.c_variadic), tuple(vars))
        if vars and ty.output is not None:
            wrong = check_result_lifetimes(self.tcx, sig, ty.output.span)
            if wrong is not None:
                self.emit(wrong)
        return self.tcx.fn_ptr(sig)

    def dyn_ty(self, ty: ast.TraitObjectTy) -> k.Ty:
        return lower_trait_object(self, ty)

    def impl_ty(self, ty: ast.ImplTraitTy) -> k.Ty:
        def_id = self.tcx.def_id_of(ty)
        if self.tcx.def_kind(def_id) == "type param":
            return self.param_ty(def_id)
        owner = self.tcx.parent(def_id)
        kind = self.tcx.def_kind(owner) if owner is not None else ""
        if kind not in ("fn", "assoc fn"):
            self.emit(
                errors.impl_trait_not_allowed(
                    ty.span, "types" if kind == "" else "field types" if kind == "field" else "these types"
                )
            )
            return i.ERROR
        assert owner is not None
        if kind == "assoc fn" and self.tcx.def_kind(self.tcx.parent(owner) or owner) == "trait":
            self.tcx.unsupported("`impl Trait` in the return type of a trait's method", ty.span, self.item)
            return i.ERROR
        captured = self.tcx.cache("opaque captures").get(def_id)
        if captured is None:
            self.tcx.generics_of(def_id)
            captured = self.tcx.cache("opaque captures")[def_id]
        args = list(self.tcx.identity_args(owner))
        args += [self.region(res, ty.span) for res in captured]
        return self.tcx.alias("opaque", def_id, tuple(args))

    def never(self, ty: ast.NeverTy) -> k.Ty:
        return i.NEVER

    def error(self, ty: ast.Ty) -> k.Ty:
        self.tainted = True
        return i.ERROR


def _abi(abi: str | None) -> str:
    return "Rust" if abi is None else abi


LOWER: dict[type, Callable[[Any, Any], k.Ty]] = {
    ast.PathTy: Lowerer.path_ty,
    ast.RefTy: Lowerer.ref_ty,
    ast.PtrTy: Lowerer.ptr_ty,
    ast.SliceTy: Lowerer.slice_ty,
    ast.ArrayTy: Lowerer.array_ty,
    ast.TupTy: Lowerer.tuple_ty,
    ast.ParenTy: Lowerer.paren_ty,
    ast.InferTy: Lowerer.underscore,
    ast.ImplicitSelfTy: Lowerer.implicit_self,
    ast.BareFnTy: Lowerer.bare_fn,
    ast.TraitObjectTy: Lowerer.dyn_ty,
    ast.ImplTraitTy: Lowerer.impl_ty,
    ast.NeverTy: Lowerer.never,
    ast.ErrTy: Lowerer.error,
    ast.MacroTy: Lowerer.error,
}
