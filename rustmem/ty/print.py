"""Types and paths as rustc prints them in messages (rustc's `FmtPrinter`).

Paths are trimmed to the item's name where that is unique among the user's items and the library's public ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from rustmem.source.index import DefId
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt
from rustmem.ty.library_names import VALUE_KINDS
from rustmem.ty.print_paths import PathPrinter
from rustmem.ty.walk import parts_of

RegionName = Callable[[k.Region], "str | None"]
Projections = dict[Any, list[tuple[DefId, Any]]]
"""The associated types of a trait's bounds, by the trait: which it is, and its type."""


class FmtPrinter(PathPrinter):
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
        super().__init__(tcx, trimmed, hide_erased)
        self.region_name = region_name
        self.infer_name = infer_name
        self.limit = limit
        self.count = 0
        self.truncated = False
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

    def _impl_bound(self, trait_ref: k.TraitRef, projections: Projections) -> str:
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
                return const.name
            case k.InferConst() | k.BoundConst():
                return "_"
            case k.UnevaluatedConst(def_id, args):
                if self.tcx.def_kind(def_id) in ("anon const", "inline const"):
                    return self._anon_const(def_id)
                return self.value_path(def_id, args)
            case _:
                pass
        return "{const error}"

    def _anon_const(self, def_id: DefId) -> str:
        span = self.tcx.def_span(def_id)
        file = self.tcx.source_map.file_of(span.lo)
        return file.snippet(span.lo, span.hi) if file is not None else "{const}"


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
        case _:
            pass
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


def sugared_trait_ref(tcx: TyCtxt, trait_ref: k.TraitRef) -> str:
    """`Fn(A)` for a closure trait, else the trait's path (`print_trait_sugared`)."""
    printer = FmtPrinter(tcx)
    if printer.is_fn_trait(trait_ref.def_id) and type(args := trait_ref.args[1]) is k.TupleTy:
        return f"{tcx.item_name(trait_ref.def_id)}({', '.join(ty_str(tcx, arg) for arg in args.elems)})"
    return printer.trait_path(trait_ref.def_id, trait_ref.args)


def def_path_str(tcx: TyCtxt, def_id: DefId, args: k.GenericArgs = ()) -> str:
    """The path of an item, trimmed where its name is unique."""
    printer = FmtPrinter(tcx)
    printer.in_value = tcx.def_kind(def_id) in VALUE_KINDS
    return printer.path(def_id, args)


def full_path_str(tcx: TyCtxt, def_id: DefId) -> str:
    """The whole path (`with_no_trimmed_paths`)."""
    printer = FmtPrinter(tcx, trimmed="no")
    printer.in_value = tcx.def_kind(def_id) in VALUE_KINDS
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
        case _:
            pass
    return f"`{string_with_limit(tcx, ty, 40, trimmed)}`"


_PREFIX: dict[type, str] = {
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
        case _:
            pass
    return _PREFIX.get(type(ty), "type")
