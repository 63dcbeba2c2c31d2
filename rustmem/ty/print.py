"""Types and paths as rustc prints them in messages (rustc's `FmtPrinter`).

Paths are trimmed to the item's name where that is unique among the user's items and the library's public ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from rustmem.source.index import DefId
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt
from rustmem.ty.defs import UNREAD
from rustmem.ty.library_names import SHARED_TRAIT_ITEMS, SHARED_TYPES, SHARED_VALUES
from rustmem.ty.walk import parts_of

_VALUE_KINDS = {"fn", "const", "static", "ctor", "assoc fn", "assoc const"}
_TRIMMABLE = {
    "struct",
    "enum",
    "union",
    "trait",
    "trait alias",
    "foreign ty",
    "type alias",
    "fn",
    "const",
    "static",
    "variant",
    "mod",
    "ctor",
}
_FREE_ITEMS = {"struct", "enum", "union", "trait", "trait alias", "type alias", "fn", "const", "static", "mod", "foreign ty"}
RegionName = Callable[[k.Region], "str | None"]


# ---- trimmed paths ----


def _local_names(tcx: TyCtxt) -> tuple[dict[str, Any], dict[str, Any]]:
    """The user's items by name, in the type and the value namespace; None where several share it."""
    cache = tcx.cache("local item names")
    found = cache.get(0)
    if found is None:
        types: dict[str, Any] = {}
        values: dict[str, Any] = {}
        table = tcx.defs.table
        for def_id in range(tcx.base, len(table)):
            row = table[def_id]
            if row.kind in _FREE_ITEMS and row.name and not _is_associated(tcx, row):
                space = values if row.kind in _VALUE_KINDS else types
                space[row.name] = None if row.name in space else def_id
        found = cache[0] = (types, values)
    return found  # type: ignore[no-any-return]


def _is_associated(tcx: TyCtxt, row: Any) -> bool:
    return row.parent is not None and tcx.defs.table[row.parent].kind in ("impl", "trait")


def is_trimmed(tcx: TyCtxt, def_id: DefId) -> bool:
    """Whether the bare name of the definition is enough."""
    row = tcx.defs.table[def_id]
    if _is_associated(tcx, row):
        return _is_library_trait_fn(tcx, def_id, row)
    if row.kind not in _TRIMMABLE:
        return False
    value = row.kind in _VALUE_KINDS
    if row.name in tcx.resolutions.glob_uses:
        return False
    types, values = _local_names(tcx)
    mine = values if value else types
    if def_id >= tcx.base:
        if row.kind in ("variant", "ctor"):
            return False
        if mine.get(row.name) != def_id:
            return False
        return not _library_has(tcx, row.name, value)
    if row.name in mine or row.vis is not None and not _is_variant(row):
        return False
    return row.name not in (SHARED_VALUES if value else SHARED_TYPES)


def _is_library_trait_fn(tcx: TyCtxt, def_id: DefId, row: Any) -> bool:
    """Whether it is a function of a public library trait whose name nothing else has (rustc's `for_each_def` enters traits)."""
    if def_id >= tcx.base or row.kind not in ("fn", "assoc fn") or tcx.def_kind(row.parent) != "trait":
        return False
    if tcx.visible_path is None or tcx.visible_path(row.parent) is None:
        return False
    return row.name not in SHARED_TRAIT_ITEMS and row.name not in _local_names(tcx)[1]


def _is_variant(row: Any) -> bool:
    return row.kind in ("variant", "ctor")


def _library_has(tcx: TyCtxt, name: str, value: bool) -> bool:
    cache = tcx.cache("library item names")
    key = tcx.defs.base
    found = cache.get(key)
    if found is None:
        found = cache[key] = _library_names(tcx)
    return name in found[value]


_LIBRARY_NAMES: dict[int, Any] = {}


def _library_names(tcx: TyCtxt) -> tuple[frozenset[str], frozenset[str]]:
    found = _LIBRARY_NAMES.get(tcx.base)
    if found is None:
        named = tcx.library_names() if tcx.library_names is not None else (frozenset(), frozenset())
        types, values = {*SHARED_TYPES, *named[0]}, {*SHARED_VALUES, *named[1]}
        for row in tcx.defs.table[: tcx.base]:
            if row is UNREAD:  # nothing at module level
                continue
            if row.kind in _TRIMMABLE and row.kind != "type alias" and row.vis is None and not _is_associated(tcx, row):
                (values if row.kind in _VALUE_KINDS else types).add(row.name)
        found = _LIBRARY_NAMES[tcx.base] = (frozenset(types), frozenset(values))
    return found  # type: ignore[no-any-return]


_TWINS = {"num", "str", "slice", "f32", "f64", "char", "ascii", "ptr", "bool", "array", "unicode", "internal_macros"}


def visible_path(tcx: TyCtxt, def_id: DefId) -> list[str]:
    """The names from the crate to a definition by which a program would reach it: `std::slice::Iter`."""
    if tcx.visible_path is not None and def_id < tcx.base:
        found = tcx.visible_path(def_id)
        if found is not None:
            return list(found)
    names: list[str] = []
    at: DefId | None = def_id
    while at is not None:
        row = tcx.defs.table[at]
        if row.parent is None:
            if def_id < tcx.base:
                names.append(row.name if row.name not in ("core", "alloc") else "std")
            break
        hidden = row.kind == "mod" and row.vis is not None and def_id < tcx.base
        if not hidden and row.kind != "ctor" and row.kind != "foreign mod" and row.name:
            names.append(row.name)
        at = row.parent
    names.reverse()
    return names


class FmtPrinter:
    """Prints types and paths. `trimmed`: `yes` (unique names bare), `forced` (all names bare), `no` (full paths).

    `region_name` may give a name to a region that has none (`'1`, `'_`); `infer_name` one to a variable.
    """

    def __init__(
        self,
        tcx: TyCtxt,
        *,
        trimmed: str = "yes",
        region_name: RegionName | None = None,
        infer_name: Callable[[k.InferTy], str | None] | None = None,
        limit: int | None = None,
        hide_erased: bool = False,
    ) -> None:
        self.tcx = tcx
        self.hide_erased = hide_erased
        """Whether erased lifetimes are left out of paths; in type checking they stand for variables and print `'_`."""
        self.trimmed = trimmed
        self.region_name = region_name
        self.infer_name = infer_name
        self.limit = limit
        self.count = 0
        self.truncated = False
        self.in_value = False
        self.used: set[str] = set()
        self.bound_names: dict[Any, str] = {}
        self.depth = 0

    # ---- regions ----

    def region_text(self, region: Any) -> str | None:
        """The name of a region, or None if it has none to show."""
        if self.region_name is not None:
            found = self.region_name(region)
            if found is not None:
                return found or None
        cls = type(region)
        if cls is k.ReStatic:
            return "'static"
        if cls is k.ReEarlyParam:
            return region.name if region.name != "'_" else None
        if cls is k.ReLateParam or cls is k.RePlaceholder:
            return _bound_name(region.var)
        if cls is k.ReBound:
            found = self.bound_names.get((self.depth - 1 - region.debruijn, region.var.var))
            return found if found is not None else _bound_name(region.var)
        return None

    # ---- types ----

    def arg(self, arg: Any) -> str:
        if isinstance(arg, k.Region):
            return self.region_text(arg) or "'_"
        if isinstance(arg, k.Const):
            return self.const(arg)
        return self.ty(arg)

    def ty(self, ty: Any) -> str:
        if self.limit is not None:
            if self.count > self.limit:
                self.truncated = True
                return "..."
            self.count += 1
        worker = _TYPES.get(type(ty))
        return worker(self, ty) if worker is not None else "{type error}"

    def infer(self, ty: k.InferTy) -> str:
        if ty.kind == "int":
            return "{integer}"
        if ty.kind == "float":
            return "{float}"
        return (self.infer_name(ty) if self.infer_name is not None else None) or "_"

    def ref(self, ty: k.RefTy) -> str:
        name = self.region_text(ty.region)
        mutbl = "mut " if ty.mutbl == "mut" else ""
        return f"&{name} {mutbl}{self.ty(ty.ty)}" if name else f"&{mutbl}{self.ty(ty.ty)}"

    def ptr(self, ty: k.RawPtrTy) -> str:
        return f"*{'mut' if ty.mutbl == 'mut' else 'const'} {self.ty(ty.ty)}"

    def tuple(self, ty: k.TupleTy) -> str:
        inside = ", ".join([self.ty(elem) for elem in ty.elems])
        return f"({inside},)" if len(ty.elems) == 1 else f"({inside})"

    def array(self, ty: k.ArrayTy) -> str:
        return f"[{self.ty(ty.ty)}; {self.const(ty.length)}]"

    def fn_def(self, ty: k.FnDefTy) -> str:
        sig = self.tcx.subst(self.tcx.fn_sig(ty.def_id), ty.args)
        return f"{self.fn_sig(sig)} {{{self.value_path(ty.def_id, ty.args)}}}"

    def fn_sig(self, sig: k.Binder) -> str:
        return self.binder(sig, self._fn_sig)

    def _fn_sig(self, sig: k.FnSig) -> str:
        head = ("unsafe " if sig.unsafe else "") + (f'extern "{sig.abi}" ' if sig.abi != "Rust" else "") + "fn"
        return head + self.signature(sig.inputs, sig.c_variadic, sig.output)

    def signature(self, inputs: Iterable[Any], c_variadic: bool, output: Any) -> str:
        """`(A, B) -> C`."""
        inside = ", ".join([self.ty(i) for i in inputs] + (["..."] if c_variadic else []))
        unit = type(output) is k.TupleTy and not output.elems
        return f"({inside})" if unit else f"({inside}) -> {self.ty(output)}"

    def closure(self, ty: k.ClosureTy) -> str:
        return f"{{closure@{self.span_text(ty.def_id)}}}"

    def span_text(self, def_id: DefId) -> str:
        """`src/main.rs:2:13: 2:16`."""
        span = self.tcx.def_span(def_id)
        file = self.tcx.source_map.file_of(span.lo)
        if file is None:
            return "no-location"
        lo, hi = (file.line_of(span.lo), file.column_of(span.lo) + 1), (file.line_of(span.hi), file.column_of(span.hi) + 1)
        return f"{file.name}:{lo[0]}:{lo[1]}: {hi[0]}:{hi[1]}"

    # ---- binders ----

    def binder(self, binder: k.Binder, each: Callable[[Any], str], mode: str = "for") -> str:
        """`for<'a, 'b> …`, naming the variables that occur, in the order in which they do."""
        if not binder.vars:
            self.depth += 1
            try:
                return each(binder.value)
            finally:
                self.depth -= 1
        names: list[str] = []
        if self.depth == 0:
            self.used = region_names_in(binder)
        at = self.depth
        taken = set(self.bound_names.values())
        for var in bound_vars_in_order(binder.value):
            name = _bound_name(var)
            if name is None or name in taken:
                name = self._fresh_name(taken)
            taken.add(name)
            self.bound_names[at, var.var] = name
            names.append(name)
        self.depth += 1
        try:
            inside = each(binder.value)
        finally:
            self.depth -= 1
            for key in [key for key in self.bound_names if key[0] == at]:
                del self.bound_names[key]
        return f"for<{', '.join(names)}> {inside}" if names and mode == "for" else inside

    def _fresh_name(self, taken: set[str]) -> str:
        number = 0
        while True:
            letter = chr(ord("a") + number % 26)
            name = f"'{letter}" if number < 26 else f"'{letter}{number // 26}"
            if name not in taken and name not in self.used:
                return name
            number += 1

    # ---- dyn and impl ----

    def dyn(self, ty: k.DynTy) -> str:
        region = self.region_text(ty.region)
        inside = f"dyn {self.dyn_bounds(ty)}"
        return f"({inside} + {region})" if region else inside

    def dyn_bounds(self, ty: k.DynTy) -> str:
        parts: list[str] = []
        principal = next((p for p in ty.preds if type(p.value) is k.ExistentialTraitRef), None)
        projections = [p for p in ty.preds if type(p.value) is k.ExistentialProjection]
        if principal is not None:
            parts.append(self._principal(principal, projections))
        autos = [self.path(p.value.def_id) for p in ty.preds if type(p.value) is k.ExistentialAutoTrait]
        parts.extend(sorted(autos))
        return " + ".join(parts)

    def _principal(self, principal: k.Binder, projections: list[k.Binder]) -> str:
        shown = principal

        def inside(value: k.ExistentialTraitRef) -> str:
            if self.is_fn_trait(value.def_id) and len(projections) == 1 and type(value.args[0]) is k.TupleTy:
                return self.path(value.def_id) + self.signature(value.args[0].elems, False, projections[0].value.term)
            bindings = []
            for projection in projections:
                name = self.tcx.item_name(projection.value.def_id)
                bindings.append(f"{name} = {self.arg(projection.value.term)}")
            own = self.own_args(value.def_id, (_DUMMY_SELF, *value.args))
            return self.path(value.def_id) + self.generic_args(own, bindings)

        if not principal.vars:
            vars_of = next((p for p in projections if p.vars), None)
            if vars_of is not None:
                shown = self.tcx.binder(principal.value, vars_of.vars)
        return self.binder(shown, inside)

    def is_fn_trait(self, def_id: DefId) -> bool:
        lang = self.tcx.lang_items
        return def_id in (lang.get("fn"), lang.get("fn_mut"), lang.get("fn_once"))

    def alias(self, ty: k.AliasTy) -> str:
        if ty.kind == "opaque":
            return self.opaque(ty)
        if ty.kind == "projection":
            trait = self.tcx.parent(ty.def_id)
            assert trait is not None
            count = self.tcx.generics_of(trait).count
            head = f"<{self.arg(ty.args[0])} as {self.trait_path(trait, ty.args[:count])}>::{self.tcx.item_name(ty.def_id)}"
            return head + self.generic_args(ty.args[count:], ())
        return self.path(ty.def_id, ty.args)

    def opaque(self, ty: k.AliasTy) -> str:
        """`impl Iterator<Item = u32> + 'a`."""
        tcx = self.tcx
        sized, lang = False, tcx.lang_items
        traits: dict[Any, list[tuple[DefId, Any]]] = {}
        order: list[tuple[k.Binder, Any]] = []
        lifetimes: list[str] = []
        for clause, _ in tcx.item_bounds(ty.def_id):
            bound = tcx.subst(clause, ty.args)
            value = bound.value
            if type(value) is k.TraitPredicate:
                if value.trait_ref.def_id == lang.get("sized"):
                    sized = True
                elif value.trait_ref.def_id not in (lang.get("meta_sized"), lang.get("pointee_sized")):
                    order.append((bound, value.trait_ref))
            elif type(value) is k.ProjectionPredicate:
                traits.setdefault(tcx.parent(value.alias.def_id), []).append((value.alias.def_id, value.term))
            elif type(value) is k.TypeOutlives:
                lifetimes.append(self.region_text(value.region) or "'_")
        order.sort(key=lambda entry: not self.is_fn_trait(entry[1].def_id))
        parts = [self.binder(bound, lambda v: self._impl_bound(v.trait_ref, traits)) for bound, _ in order]
        if not sized:
            parts.append("?Sized")
        elif not parts:
            parts.append("Sized")
        return "impl " + " + ".join([*parts, *lifetimes])

    def _impl_bound(self, trait_ref: k.TraitRef, projections: dict[Any, list[tuple[DefId, Any]]]) -> str:
        terms = projections.get(trait_ref.def_id, [])
        if self.is_fn_trait(trait_ref.def_id) and type(trait_ref.args[1]) is k.TupleTy:
            once = self.tcx.lang_items.get("fn_once")
            terms = terms or projections.get(once, [])
            output = terms[0][1] if terms else _UNIT
            return self.path(trait_ref.def_id) + self.signature(trait_ref.args[1].elems, False, output)
        bindings = [f"{self.tcx.item_name(d)} = {self.arg(t)}" for d, t in terms]
        return self.path(trait_ref.def_id) + self.generic_args(self.own_args(trait_ref.def_id, trait_ref.args), bindings)

    # ---- constants ----

    def const(self, const: Any) -> str:
        match const:
            case k.ValueConst(ty, value):
                if type(ty) is k.BoolTy:
                    return "true" if value else "false"
                if type(ty) is k.CharTy:
                    return _char(value)
                return str(value)
            case k.ParamConst():
                return const.name  # type: ignore[no-any-return]
            case k.InferConst() | k.BoundConst():
                return "_"
            case k.UnevaluatedConst(def_id, args):
                if self.tcx.def_kind(def_id) in ("anon const", "inline const"):
                    return self._anon_const(def_id)
                return self.value_path(def_id, args)
        return "{const error}"

    def _anon_const(self, def_id: DefId) -> str:
        span = self.tcx.def_span(def_id)
        file = self.tcx.source_map.file_of(span.lo)
        return file.snippet(span.lo, span.hi) if file is not None else "{const}"

    # ---- paths ----

    def path(self, def_id: DefId, args: k.GenericArgs = ()) -> str:
        """The path of a definition, with generic arguments where given (rustc's `print_def_path`)."""
        tcx = self.tcx
        if not args:
            if self.trimmed == "forced" and tcx.def_kind(def_id) in _TRIMMABLE:
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


_SIMPLE = {k.AdtTy, k.ForeignTy, k.BoolTy, k.CharTy, k.StrTy, k.IntTy, k.FloatTy}


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


def _bound_name(var: k.BoundRegion) -> str | None:
    return var.name if var.kind == "named" and var.name not in (None, "'_") else None


def bound_vars_in_order(value: Any) -> list[k.BoundRegion]:
    """The variables of the innermost binder around `value` that occur in it, in order."""
    found: dict[int, k.BoundRegion] = {}

    def walk(part: Any, depth: int) -> None:
        if not part.flags & k.HAS_BOUND:
            return
        if type(part) is k.ReBound:
            if part.debruijn == depth:
                found.setdefault(part.var.var, part.var)
            return
        inner = depth + 1 if type(part) is k.Binder else depth
        for child in parts_of(part):
            walk(child, inner)

    walk(value, 0)
    return list(found.values())


def region_names_in(value: Any) -> set[str]:
    """Names of lifetimes that occur in `value`."""
    found: set[str] = set()
    stack = [value]
    while stack:
        part = stack.pop()
        cls = type(part)
        if cls is k.ReEarlyParam:
            found.add(part.name)
        elif cls in (k.ReLateParam, k.ReBound, k.RePlaceholder):
            name = _bound_name(part.var)
            if name is not None:
                found.add(name)
        elif part.flags & k.HAS_REGIONS:
            stack.extend(parts_of(part))
    return found


def _char(value: int) -> str:
    text = chr(value)
    escaped = {"'": "\\'", "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\0": "\\0"}.get(text)
    return f"'{escaped or text}'"


from rustmem.ty.intern import UNIT as _UNIT  # noqa: E402

_DUMMY_SELF = _UNIT

_TYPES: dict[type, Callable[[FmtPrinter, Any], str]] = {
    k.BoolTy: lambda p, t: "bool",
    k.CharTy: lambda p, t: "char",
    k.StrTy: lambda p, t: "str",
    k.NeverTy: lambda p, t: "!",
    k.IntTy: lambda p, t: t.name,
    k.FloatTy: lambda p, t: t.name,
    k.AdtTy: lambda p, t: p.path(t.def_id, t.args),
    k.ForeignTy: lambda p, t: p.path(t.def_id),
    k.RefTy: FmtPrinter.ref,
    k.RawPtrTy: FmtPrinter.ptr,
    k.ArrayTy: FmtPrinter.array,
    k.SliceTy: lambda p, t: f"[{p.ty(t.ty)}]",
    k.TupleTy: FmtPrinter.tuple,
    k.FnDefTy: FmtPrinter.fn_def,
    k.FnPtrTy: lambda p, t: p.fn_sig(t.sig),
    k.ClosureTy: FmtPrinter.closure,
    k.DynTy: FmtPrinter.dyn,
    k.AliasTy: FmtPrinter.alias,
    k.ParamTy: lambda p, t: t.name,
    k.InferTy: FmtPrinter.infer,
    k.BoundTy: lambda p, t: f"^{t.var}",
    k.PlaceholderTy: lambda p, t: f"!{t.var}",
    k.ErrorTy: lambda p, t: "{type error}",
}


# ---- entry points ----


def print_value(printer: FmtPrinter, value: Any) -> str:
    """A type, region, constant, trait reference, predicate, signature or binder of one."""
    match value:
        case k.Ty() | k.Region() | k.Const():
            return printer.arg(value)
        case k.Binder():
            return printer.binder(value, lambda inner: print_value(printer, inner))
        case k.FnSig():
            return printer._fn_sig(value)
        case k.TraitRef(def_id, args):
            return printer.trait_path(def_id, args)
        case k.TraitPredicate(trait_ref):
            bang = "!" if value.polarity == "negative" else ""
            return f"{printer.arg(trait_ref.args[0])}: {bang}{printer.trait_path(trait_ref.def_id, trait_ref.args)}"
        case k.ProjectionPredicate(alias, term):
            return f"{printer.ty(alias)} == {printer.arg(term)}"
        case k.TypeOutlives(ty, region):
            return f"{printer.ty(ty)}: {printer.arg(region)}"
        case k.RegionOutlives(longer, shorter):
            return f"{printer.arg(longer)}: {printer.arg(shorter)}"
        case k.WellFormed(arg):
            return f"{printer.arg(arg)} well-formed"
        case k.ConstArgHasType(const, ty):
            return f"the constant `{printer.const(const)}` has type `{printer.ty(ty)}`"
        case k.ExistentialTraitRef(def_id, args):
            return printer.trait_path(def_id, (_DUMMY_SELF, *args))
    return str(value)


def ty_str(tcx: TyCtxt, value: Any, **options: Any) -> str:
    """`value` as in a message."""
    return print_value(FmtPrinter(tcx, **options), value)


def short_str(tcx: TyCtxt, value: Any) -> str:
    """With every path trimmed to its last name (`with_forced_trimmed_paths`)."""
    return print_value(FmtPrinter(tcx, trimmed="forced"), value)


def string_with_limit(tcx: TyCtxt, value: Any, length: int, trimmed: str = "forced") -> str:
    """As rustc's function of that name: shortened with `...` until it fits in `length`."""
    regular = print_value(FmtPrinter(tcx, trimmed=trimmed), value)
    if len(regular) <= length:
        return regular
    limit = 50
    while True:
        short = print_value(FmtPrinter(tcx, trimmed="forced", limit=limit), value)
        if len(short) <= length or limit == 0:
            return short
        limit -= 1


def short_string(tcx: TyCtxt, ty: k.Ty) -> str:
    """rustc's function of that name, for a terminal 140 columns wide."""
    regular = ty_str(tcx, ty)
    return regular if len(regular) <= 93 else string_with_limit(tcx, ty, 70)


def trait_ref_str(tcx: TyCtxt, trait_ref: k.TraitRef) -> str:
    """`Trait<A>`: rustc's `print_only_trait_path`."""
    return FmtPrinter(tcx).trait_path(trait_ref.def_id, trait_ref.args)


def trait_name_str(tcx: TyCtxt, def_id: DefId) -> str:
    return tcx.item_name(def_id)


def def_path_str(tcx: TyCtxt, def_id: DefId, args: k.GenericArgs = ()) -> str:
    """The path of an item, trimmed where its name is unique."""
    printer = FmtPrinter(tcx)
    printer.in_value = tcx.def_kind(def_id) in _VALUE_KINDS
    return printer.path(def_id, args)


def full_path_str(tcx: TyCtxt, def_id: DefId) -> str:
    """The whole path (`with_no_trimmed_paths`)."""
    printer = FmtPrinter(tcx, trimmed="no")
    printer.in_value = tcx.def_kind(def_id) in _VALUE_KINDS
    return printer.path(def_id)


def sort_string(tcx: TyCtxt, ty: Any, trimmed: str = "forced") -> str:
    """What kind of type this is, for `expected X, found Y` labels."""
    match ty:
        case k.FnDefTy(def_id):
            row = tcx.defs.table[def_id]
            return f"{'enum' if row.ctor_of == 'variant' else 'struct'} constructor" if row.kind == "ctor" else "fn item"
        case k.FnPtrTy():
            return "fn pointer"
        case k.DynTy():
            principal = ty.preds[0].value if ty.preds else None
            if type(principal) is k.ExistentialTraitRef:
                return f"`dyn {FmtPrinter(tcx, trimmed=trimmed).path(principal.def_id)}`"
            return "trait object"
        case k.ClosureTy():
            return "closure"
        case k.InferTy(kind):
            return {"ty": "inferred type", "int": "integer", "float": "floating-point number"}.get(kind, "fresh type")
        case k.PlaceholderTy():
            return "placeholder type"
        case k.AliasTy(kind):
            return {"opaque": "opaque type", "free": "type alias"}.get(kind, "associated type")
        case k.ParamTy():
            return f"type parameter `{ty.name}`"
        case k.ErrorTy():
            return "type error"
    return f"`{string_with_limit(tcx, ty, 40, trimmed)}`"


_PREFIX = {
    k.ForeignTy: "extern type", k.ArrayTy: "array", k.SliceTy: "slice", k.RawPtrTy: "raw pointer", k.RefTy: "reference",
    k.FnPtrTy: "fn pointer", k.DynTy: "trait object", k.ClosureTy: "closure", k.PlaceholderTy: "higher-ranked type",
    k.BoundTy: "bound type variable", k.ParamTy: "type parameter",
}  # fmt: skip


def prefix_string(tcx: TyCtxt, ty: Any) -> str:
    """The word before a type in `expected struct `Foo``."""
    match ty:
        case k.TupleTy(elems):
            return "tuple" if elems else "unit type"
        case k.AdtTy(def_id):
            return tcx.adt_def(def_id).kind
        case k.FnDefTy():
            return sort_string(tcx, ty)
        case k.RefTy(mutbl="mut"):
            return "mutable reference"
        case k.AliasTy(kind):
            return {"opaque": "opaque type", "free": "type alias"}.get(kind, "associated type")
    return _PREFIX.get(type(ty), "type")
