"""Paths to values and struct types: generic arguments, type-relative names (rustc's `instantiate_value_path` and kin)."""

from __future__ import annotations

from typing import Any

from rustmem.source.index import DefId
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty import defs as d
from rustmem.ty import intern as i
from rustmem.ty import kind as k
from rustmem.typeck import errors_method, errors_path
from rustmem.typeck import results as r
from rustmem.typeck.blame import qself_span
from rustmem.typeck.method_probe import MethodError, Probe


class CheckPaths:
    """The part of `FnCtxt` that gives paths their types."""

    # -- what a path means --

    def resolve_ty_and_res_fully(self: Any, node: Any, qself: ast.QSelf | None, path: ast.Path) -> tuple[Any, k.Ty | None, Any]:
        """(meaning, self type, segments to take arguments from) of a value path."""
        tcx = self.tcx
        if path.lang_item is not None and tcx.res_of(path) is None:
            return self.resolve_lang_item(node, path)
        partial = tcx.res_of(path)
        if partial is None or isinstance(partial.base, d.ErrRes):
            self.tainted = True
            return d.ErrRes(), None, ()
        if partial.unresolved == 0:
            self_ty = None if qself is None else self.lower_ty(qself.ty)
            return partial.base, self_ty, path.segments
        known = node in self.results.node_res
        segment = path.segments[-1]
        self_ty = self.lower_type_relative_base(node, qself, path, partial)
        if path.lang_item is None:
            # What is wrong with the type itself is said before the name is looked up.
            self.well_formed_at(self_ty, qself_span(qself, path))
            self.select_where_possible()
        if self_ty is i.ERROR or self_ty.flags & k.HAS_ERROR and isinstance(self_ty, k.ErrorTy):
            self.tainted = True
            return d.ErrRes(), None, ()
        if known:
            return self.results.node_res[node], self_ty, (segment,)
        found = self.resolve_fully_qualified_call(node, segment, self_ty, path, qself)
        if found is None:
            self.tainted = True
            return d.ErrRes(), None, ()
        self.results.node_res[node] = found
        return found, self_ty, (segment,)

    def resolve_lang_item(self: Any, node: Any, path: ast.Path) -> tuple[Any, k.Ty | None, Any]:
        """A path written by desugaring: the lang item, or an associated function of it."""
        tcx = self.tcx
        def_id = tcx.lang_item(path.lang_item)
        if def_id is None:
            self.not_modelled(f"lang item `{path.lang_item}`", path.span)
            return d.ErrRes(), None, ()
        kind = tcx.def_kind(def_id)
        if (
            kind in ("struct", "enum", "union")
            and path.segments
            and path.segments[-1].ident.name not in ("", tcx.item_name(def_id))
        ):
            args = self.infcx.fresh_args_for_item(path.span, def_id)
            self_ty = tcx.adt(def_id, args)
            found = self.resolve_fully_qualified_call(node, path.segments[-1], self_ty, path, None)
            if found is None:
                return d.ErrRes(), None, ()
            self.results.node_res[node] = found
            return found, self_ty, (path.segments[-1],)
        if kind in ("struct", "variant"):
            res: Any = self.ctor_res(def_id) or d.DefRes(kind, def_id)
        else:
            res = d.DefRes(kind, def_id)
        self.results.node_res[node] = res
        return res, None, ()

    def ctor_res(self: Any, def_id: DefId) -> d.DefRes | None:
        """The constructor of a tuple or unit struct or variant."""
        tcx = self.tcx
        if tcx.def_kind(def_id) == "variant":
            adt = tcx.adt_def(tcx.parent(def_id))
            variant = next(v for v in adt.variants if v.def_id == def_id)
        else:
            variant = tcx.adt_def(def_id).variants[0]
        return None if variant.ctor is None else d.DefRes("ctor", variant.ctor)

    def resolve_fully_qualified_call(
        self: Any, node: Any, segment: ast.PathSegment, self_ty: k.Ty, path: ast.Path, qself: ast.QSelf | None
    ) -> d.DefRes | None:
        """`Type::name`: a variant, or an associated function or constant. None after an error."""
        tcx = self.tcx
        name = segment.ident.name
        self_ty = self.structurally_resolve_quietly(self_ty)
        if isinstance(self_ty, k.AdtTy) and tcx.adt_def(self_ty.def_id).kind == "enum":
            for variant in tcx.adt_def(self_ty.def_id).variants:
                if variant.name == name:
                    if variant.ctor is not None:
                        return d.DefRes("ctor", variant.ctor)
                    return d.DefRes("variant", variant.def_id)
        traits = tcx.lookup("traits", path) or ()
        pick = Probe(self, segment.ident.span, "path", name, self_ty, traits).run()
        if isinstance(pick, MethodError):
            if pick.kind != "error":
                errors_method.report_path_error(self, segment.ident.span, self_ty, node, path, qself, pick)
            if pick.kind != "private":
                return None
            pick = pick.private  # rustc goes on with what is hidden
        if pick.kind == "trait":
            self.results.used_trait_imports.add(tcx.parent(pick.item.def_id))
        self.check_stability(pick.item.def_id, path.span)
        return d.DefRes("assoc fn" if pick.item.kind == "fn" else "assoc const", pick.item.def_id)

    def structurally_resolve_quietly(self: Any, ty: k.Ty) -> k.Ty:
        ty = self.shallow(ty)
        if self.is_ty_var(ty):
            self.select_where_possible()
            ty = self.shallow(ty)
        return ty

    # -- the type of a value path --

    def names_destructor(self: Any, def_id: Any) -> bool:
        """Whether it is `Drop::drop`, or an impl's."""
        parent = self.tcx.parent(def_id)
        if parent is not None and self.tcx.def_kind(parent) == "impl":
            header = self.tcx.impl_header(parent)
            parent = header.trait_ref.def_id if header is not None and header.trait_ref is not None else None
        return parent is not None and self.tcx.is_lang_item(parent, "drop")

    def instantiate_value_path(
        self: Any, node: Any, segments: Any, self_ty: k.Ty | None, res: Any, path: ast.Path | None, span: Span | None = None
    ) -> k.Ty:
        """`span`: the whole call, for a path that is called."""
        tcx = self.tcx
        if span is None:
            span = node.span if path is None else path.span
        if isinstance(res, d.LocalRes):
            return self.local_ty(res.binding, span)
        if isinstance(res, d.SelfCtorRes):
            return self.instantiate_self_ctor(node, res, span)
        if not isinstance(res, d.DefRes):
            errors_path.expected_value(self, node, res, span)
            return i.ERROR
        kind, def_id = res.kind, res.def_id
        if kind == "ctor":
            return self.instantiate_ctor(node, segments, self_ty, def_id, span)
        if kind == "assoc fn" and self.names_destructor(def_id):
            errors_method.explicit_destructor_path(self, span if path is None else path.span)
        if kind in ("assoc fn", "assoc const"):
            return self.instantiate_associated(node, segments, self_ty, res, span)
        if kind in ("struct", "variant"):
            ctor = self.ctor_res(def_id)
            if ctor is not None:
                return self.instantiate_ctor(node, segments, self_ty, ctor.def_id, span)
        if kind == "static":
            return self.normalize(span, tcx.erase_regions(tcx.type_of(def_id)))
        if kind == "const param":
            return self.normalize(span, tcx.erase_regions(tcx.type_of(def_id)))
        if kind not in ("fn", "const"):
            errors_path.expected_value(self, node, res, span)
            return i.ERROR
        args = self.args_for_segment(node, def_id, tcx.generics_of(def_id), segments[-1] if segments else None, ())
        return self.finish_value_path(node, res, args, span)

    def finish_value_path(self: Any, node: Any, res: d.DefRes, args: k.GenericArgs, span: Span) -> k.Ty:
        tcx = self.tcx
        self.add_obligations_for_item(node if isinstance(node, ast.Expr) else None, span, res.def_id, args)
        self.write_args(node, args)
        if res.kind in ("fn", "assoc fn"):
            return tcx.fn_def(res.def_id, args)
        ty = tcx.erase_regions(tcx.subst(tcx.type_of(res.def_id), args))
        return self.normalize(span, ty)

    def instantiate_associated(self: Any, node: Any, segments: Any, self_ty: k.Ty | None, res: d.DefRes, span: Span) -> k.Ty:
        """A function or constant of a trait or impl."""
        tcx = self.tcx
        def_id = res.def_id
        container = tcx.parent(def_id)
        generics = tcx.generics_of(def_id)
        own_segment = segments[-1] if segments else None
        if tcx.def_kind(container) == "trait":
            trait_generics = tcx.generics_of(container)
            start: k.GenericArgs = (self_ty if self_ty is not None else self.next_ty_var(span, trait_generics.params[0].def_id),)
            trait_segment = segments[-2] if len(segments) >= 2 else None
            # With a self type the trait is that of `<T as Trait>::f`, whose arguments may not be left to inference.
            parent_args = self.args_for_segment(
                None, container, trait_generics, trait_segment, start, explicit=self_ty is not None and trait_segment is not None
            )
        else:
            parent_args = self.infcx.fresh_args_for_item(span, container)
        args = self.args_for_segment(node, def_id, generics, own_segment, parent_args, is_method=res.kind == "assoc fn")
        if self_ty is not None and isinstance(node, ast.Expr):
            self.write_user_self_ty(node, def_id, args, container)
        made = self.finish_value_path(node, res, args, span)
        if self_ty is not None and tcx.def_kind(container) == "impl":
            # After the bounds: they are known by the impl's variables, and so stay apart from those of the type written.
            impl_ty = self.normalize(span, tcx.erase_regions(tcx.subst(tcx.type_of(container), parent_args)))
            if not self.eq(impl_ty, self_ty, span):
                self.tainted = True
        return made

    def instantiate_ctor(self: Any, node: Any, segments: Any, self_ty: k.Ty | None, ctor: DefId, span: Span) -> k.Ty:
        """`Struct(..)`, `Enum::Variant(..)`, through an alias too."""
        tcx = self.tcx
        parent = tcx.parent(ctor)
        is_variant = tcx.def_kind(parent) == "variant"
        adt_id = tcx.parent(parent) if is_variant else parent
        if self_ty is not None and isinstance(self.shallow(self_ty), k.AdtTy):
            args = self.shallow(self_ty).args
            segment = segments[-1] if segments else None
            if segment is not None and segment.args is not None and not is_variant:
                args = self.args_for_segment(node, adt_id, tcx.generics_of(adt_id), segment, ())
        else:
            segment = self.ctor_segment(segments, is_variant)
            args = self.args_for_segment(node, adt_id, tcx.generics_of(adt_id), segment, ())
        self.add_obligations_for_item(node if isinstance(node, ast.Expr) else None, span, ctor, args)
        self.write_args(node, args)
        variant = self.variant_of_ctor(ctor)
        if variant.ctor_kind == "const":
            return tcx.adt(adt_id, args)
        return tcx.fn_def(ctor, args)

    def ctor_segment(self: Any, segments: Any, is_variant: bool) -> Any:
        """The segment that holds an enum's or struct's arguments: `Enum::<T>::V` or `Enum::V::<T>`."""
        if not segments:
            return None
        if is_variant and len(segments) >= 2 and segments[-1].args is None:
            return segments[-2]
        return segments[-1]

    def instantiate_self_ctor(self: Any, node: Any, res: d.SelfCtorRes, span: Span) -> k.Ty:
        tcx = self.tcx
        ty = self.normalize(span, tcx.erase_regions(tcx.type_of(res.impl)))
        if (
            not isinstance(ty, k.AdtTy)
            or tcx.adt_def(ty.def_id).kind != "struct"
            or tcx.adt_def(ty.def_id).variants[0].ctor is None
        ):
            errors_path.self_ctor_of_non_tuple_struct(self, span, ty)
            return i.ERROR
        variant = tcx.adt_def(ty.def_id).variants[0]
        self.results.node_res[node] = d.DefRes("ctor", variant.ctor)
        self.write_args(node, ty.args)
        return ty if variant.ctor_kind == "const" else tcx.fn_def(variant.ctor, ty.args)

    def write_args(self: Any, node: Any, args: k.GenericArgs) -> None:
        if args:
            self.results.node_args[node] = args

    def write_user_self_ty(self: Any, node: Any, def_id: DefId, args: k.GenericArgs, container: DefId) -> None:
        """`Type::f`: the type written is kept for the borrow checker, where it may say something of lifetimes."""
        user = self.user_self_tys.pop(node, None)
        if user is None:
            return
        is_impl = self.tcx.def_kind(container) == "impl"
        before = self.results.user_args.get(node)
        written = before.args if before is not None else args
        self.results.user_args[node] = r.UserArgs(def_id, written, user, container if is_impl else None, node.span)

    # -- struct paths --

    def check_struct_path(self: Any, node: Any, qself: ast.QSelf | None, path: ast.Path) -> tuple[Any, k.AdtTy] | None:
        """(variant, type) of a struct literal's or pattern's path; None after an error."""
        tcx = self.tcx
        if path.lang_item is not None and tcx.res_of(path) is None:
            return self.lang_struct(node, path)
        partial = tcx.res_of(path)
        if partial is None or isinstance(partial.base, d.ErrRes):
            self.tainted = True
            return None
        res = partial.base
        if partial.unresolved:
            return self.type_relative_struct(node, qself, path, partial)
        if isinstance(res, d.DefRes) and res.kind in ("variant", "ctor"):
            variant_id = res.def_id if res.kind == "variant" else tcx.parent(res.def_id)
            if tcx.def_kind(variant_id) == "variant":
                adt_id = tcx.parent(variant_id)
                segment = self.ctor_segment(path.segments, True)
                args = self.args_for_segment(node, adt_id, tcx.generics_of(adt_id), segment, ())
                self.write_args(node, args)
                self.add_obligations_for_item(node if isinstance(node, ast.Expr) else None, path.span, adt_id, args)
                variant = next(v for v in tcx.adt_def(adt_id).variants if v.def_id == variant_id)
                return variant, tcx.adt(adt_id, args)
        ty = self.lower_struct_path_ty(node, qself, path, res)
        ty = self.structurally_resolve_quietly(ty)
        if isinstance(ty, k.AdtTy) and tcx.adt_def(ty.def_id).kind != "enum":
            self.write_args(node, ty.args)
            self.add_obligations_for_item(node if isinstance(node, ast.Expr) else None, path.span, ty.def_id, ty.args)
            return tcx.adt_def(ty.def_id).variants[0], ty
        if ty is not i.ERROR:
            errors_path.expected_struct(self, path, ty)
        self.tainted = True
        return None

    def type_relative_struct(self: Any, node: Any, qself: Any, path: ast.Path, partial: Any) -> tuple[Any, k.AdtTy] | None:
        """`Self::Variant { .. }`, `Alias::Variant { .. }`, `Self::Assoc { .. }`."""
        tcx = self.tcx
        base = self.well_formed_at(self.lower_type_relative_base(node, qself, path, partial), qself_span(qself, path))
        base = self.structurally_resolve_quietly(base)
        name = path.segments[-1].ident
        if isinstance(base, k.AdtTy):
            adt = tcx.adt_def(base.def_id)
            if adt.kind == "enum":
                for variant in adt.variants:
                    if variant.name == name.name:
                        self.results.node_res[node] = d.DefRes("variant", variant.def_id)
                        self.write_args(node, base.args)
                        return variant, base
                errors_path.no_variant_named(self, name, base, node)
                return None
        if base is i.ERROR:
            self.tainted = True
            return None
        ty = self.lower_whole_path_ty(node, qself, path)
        ty = self.structurally_resolve_quietly(ty)
        if isinstance(ty, k.AdtTy) and tcx.adt_def(ty.def_id).kind != "enum":
            variant = tcx.adt_def(ty.def_id).variants[0]
            self.results.node_res[node] = d.DefRes("struct", ty.def_id)
            self.write_args(node, ty.args)
            return variant, ty
        if ty is not i.ERROR:
            errors_path.expected_struct(self, path, ty)
        self.tainted = True
        return None

    def lang_struct(self: Any, node: Any, path: ast.Path) -> tuple[Any, k.AdtTy] | None:
        tcx = self.tcx
        def_id = tcx.lang_item(path.lang_item)
        if def_id is None:
            self.not_modelled(f"lang item `{path.lang_item}`", path.span)
            return None
        if tcx.def_kind(def_id) == "variant":
            adt_id = tcx.parent(def_id)
            variant = next(v for v in tcx.adt_def(adt_id).variants if v.def_id == def_id)
        else:
            adt_id, variant = def_id, tcx.adt_def(def_id).variants[0]
        args = self.infcx.fresh_args_for_item(path.span, adt_id)
        self.write_args(node, args)
        self.results.node_res[node] = d.DefRes(tcx.def_kind(def_id), def_id)
        return variant, tcx.adt(adt_id, args)
