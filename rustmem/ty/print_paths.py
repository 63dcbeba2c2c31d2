"""Paths of definitions with their generic arguments (the part of rustc's `FmtPrinter` for `print_def_path`)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rustmem.source.index import DefId
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt
from rustmem.ty.library_names import TRIMMABLE
from rustmem.ty.trimmed_paths import is_trimmed, visible_path

_TWINS = {"num", "str", "slice", "f32", "f64", "char", "ascii", "ptr", "bool", "array", "unicode", "internal_macros"}

_SIMPLE = {k.AdtTy, k.ForeignTy, k.BoolTy, k.CharTy, k.StrTy, k.IntTy, k.FloatTy}


class PathPrinter:
    """Prints paths. `trimmed`: `yes` (unique names bare), `forced` (all names bare), `no` (full paths)."""

    def __init__(self, tcx: TyCtxt, trimmed: str, hide_erased: bool) -> None:
        self.tcx = tcx
        self.trimmed = trimmed
        self.hide_erased = hide_erased
        """Whether erased lifetimes are left out of paths; in type checking they stand for variables and print `'_`."""
        self.in_value = False
        """Whether what is printed is a path in an expression, whose arguments follow `::`."""

    def arg(self, arg: Any) -> str:
        raise NotImplementedError

    def ty(self, ty: Any) -> str:
        raise NotImplementedError

    def path(self, def_id: DefId, args: k.GenericArgs = ()) -> str:
        """The path of a definition, with generic arguments where given (rustc's `print_def_path`)."""
        tcx = self.tcx
        if not args:
            if self.trimmed == "forced" and tcx.def_kind(def_id) in TRIMMABLE:
                return self._forced(def_id)
            if self.trimmed == "yes" and is_trimmed(tcx, def_id):
                return tcx.item_name(def_id)
        row = tcx.defs.table[def_id]
        if row.kind == "impl":
            return self.impl_path(def_id, args)
        if row.parent is None:
            return row.name if def_id < tcx.base else "crate"
        if row.kind == "closure":
            return self.path(row.parent) + "::{closure#0}"
        if args:
            found = self._with_args(def_id, row, args)
            if found is not None:
                return found
        parent = tcx.defs.table[row.parent]
        if row.kind not in ("assoc fn", "assoc const", "assoc ty") and parent.kind not in ("fn", "assoc fn", "impl"):
            if not args or row.kind not in ("variant", "ctor"):
                return "::".join(visible_path(tcx, def_id))
        return self._append(def_id, row, args)

    def _forced(self, def_id: DefId) -> str:
        row = self.tcx.defs.table[def_id]
        return row.name or self.tcx.item_name(row.parent)  # type: ignore[arg-type]

    def _with_args(self, def_id: DefId, row: Any, args: k.GenericArgs) -> str | None:
        if row.kind in ("ctor", "variant"):
            return None
        generics = self.tcx.generics_of(def_id)
        own = self.own_args(def_id, args)
        if not generics.params or len(args) < generics.count:
            return None
        if row.kind == "trait":
            return self.path(def_id) + self.generic_args(own, ())
        head = self.path(def_id, args[: generics.parent_count]) if generics.parent_count else self.path(def_id)
        return head + self.generic_args(own, ())

    def _append(self, def_id: DefId, row: Any, args: k.GenericArgs) -> str:
        """The parent's path, then this name."""
        tcx = self.tcx
        if row.kind == "ctor":
            return self.path(row.parent, args)
        if row.kind == "variant":
            enum = row.parent
            return f"{self.path(enum, args)}::{row.name}"
        parent = tcx.defs.table[row.parent]
        if parent.kind == "trait" and not args and def_id < tcx.base and self.trimmed == "yes":
            return "::".join([*visible_path(tcx, row.parent), row.name])
        if parent.kind == "trait" and args:
            count = tcx.generics_of(row.parent).count
            return f"<{self._qualified(args[0])} as {self.trait_path(row.parent, args[:count])}>::{row.name}"
        if parent.parent is None and row.parent >= tcx.base:
            return str(row.name)
        return f"{self.path(row.parent, args)}::{row.name}"

    def _qualified(self, self_ty: Any) -> str:
        outer, self.in_value = self.in_value, False
        try:
            return self.arg(self_ty)
        finally:
            self.in_value = outer

    def impl_path(self, def_id: DefId, args: k.GenericArgs) -> str:
        tcx = self.tcx
        header = tcx.impl_header(def_id)
        trait_ref = header.trait_ref
        self_ty: Any = trait_ref.args[0] if trait_ref is not None else tcx.type_of(def_id)
        if args and len(args) >= tcx.generics_of(def_id).count:
            self_ty = tcx.subst(self_ty, args)
            trait_ref = tcx.subst(trait_ref, args) if trait_ref is not None else None
        module = tcx.parent(def_id)
        characteristic = characteristic_def_id(self_ty)
        in_self = characteristic is not None and tcx.parent(characteristic) == module
        in_trait = trait_ref is not None and tcx.parent(trait_ref.def_id) == module
        if not in_self and not in_trait:
            inside = f"<impl {self._impl_of(trait_ref, self_ty)}>"
            head = self._impl_module(module)
            return f"{head}::{inside}" if head else inside
        return self.qualified(self_ty, trait_ref)

    def _impl_module(self, module: Any) -> str:
        tcx = self.tcx
        if module is None or tcx.defs.table[module].parent is None:
            return "" if module is None or module >= tcx.base else tcx.item_name(module)
        names = visible_path(tcx, module)
        if module < tcx.base and len(names) == 2 and names[1] in _TWINS:
            if self._crate_of(module) == "core":
                names[0] = "core"
            elif self.trimmed != "no":
                # The module of that name that a program reaches; its twin in `core` is not in the way of trimming.
                del names[0]
        return "::".join(names)

    def _crate_of(self, def_id: DefId) -> str:
        table = self.tcx.defs.table
        while table[def_id].parent is not None:
            def_id = table[def_id].parent  # type: ignore[assignment]
        return table[def_id].name

    def _impl_of(self, trait_ref: Any, self_ty: Any) -> str:
        outer, self.in_value = self.in_value, False
        text = self.ty(self_ty)
        if trait_ref is not None:
            text = f"{self.trait_path(trait_ref.def_id, trait_ref.args)} for {text}"
        self.in_value = outer
        return text

    def qualified(self, self_ty: Any, trait_ref: Any) -> str:
        """`Foo::<T>` for an inherent impl of a simple type, else `<T>` or `<T as Trait>`."""
        if trait_ref is None and type(self_ty) in _SIMPLE:
            return self.ty(self_ty)
        text = self._qualified(self_ty)
        return f"<{text}>" if trait_ref is None else f"<{text} as {self.trait_path(trait_ref.def_id, trait_ref.args)}>"

    def trait_path(self, def_id: DefId, args: k.GenericArgs) -> str:
        """`Trait<A, B>`, without the Self type."""
        outer, self.in_value = self.in_value, False
        text = self.path(def_id) + self.generic_args(self.own_args(def_id, args), ())
        self.in_value = outer
        return text

    def value_path(self, def_id: DefId, args: k.GenericArgs) -> str:
        """A path in an expression: `foo::<i32>`."""
        outer, self.in_value = self.in_value, True
        try:
            return self.path(def_id, args)
        finally:
            self.in_value = outer

    def own_args(self, def_id: DefId, args: k.GenericArgs) -> k.GenericArgs:
        """The definition's own arguments, less those equal to their defaults (and a trait's Self)."""
        tcx = self.tcx
        generics = tcx.generics_of(def_id)
        start = generics.parent_count + (1 if generics.has_self else 0)
        end = min(generics.count, len(args))
        params = generics.params
        while end > start:
            param = params[end - 1 - generics.parent_count]
            if not param.has_default or param.kind != "type" or tcx.subst(tcx.type_of(param.def_id), args) is not args[end - 1]:
                break
            end -= 1
        return args[start:end]

    def generic_args(self, args: k.GenericArgs, bindings: Iterable[str]) -> str:
        """`<'a, T, Assoc = U>`; a lifetime without a name is `'_`."""
        outer, self.in_value = self.in_value, False
        parts = [self.arg(a) for a in args if not (self.hide_erased and type(a) is k.ReErased)]
        self.in_value = outer
        parts.extend(bindings)
        if not parts:
            return ""
        return f"{'::' if outer else ''}<{', '.join(parts)}>"


def characteristic_def_id(ty: Any) -> DefId | None:
    """The definition that a type is mainly about (rustc's `characteristic_def_id_of_type`)."""
    cls = type(ty)
    if cls is k.AdtTy or cls is k.FnDefTy or cls is k.ClosureTy or cls is k.ForeignTy:
        return ty.def_id  # type: ignore[no-any-return]
    if cls is k.DynTy:
        first = ty.preds[0].value if ty.preds else None
        return first.def_id if type(first) is k.ExistentialTraitRef else None
    if cls in (k.RefTy, k.RawPtrTy, k.ArrayTy, k.SliceTy):
        return characteristic_def_id(ty.ty)
    if cls is k.TupleTy:
        return next((d for d in map(characteristic_def_id, ty.elems) if d is not None), None)
    return None
