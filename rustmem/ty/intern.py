"""One object for each type: construction through the interner, folding, substitution.

Two tables (rustc has one arena): things that mention only the library live for the process; things that mention
the user's definitions (`HAS_LOCAL`) or inference variables live for one check.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from rustmem.source.budget import Budget
from rustmem.source.index import DefId, RegionVid, TyVid
from rustmem.ty import kind as k

_PER_CHECK = k.HAS_LOCAL | k.HAS_INFER | k.HAS_PLACEHOLDER
_PROCESS: dict[tuple[Any, ...], Any] = {}
T = TypeVar("T")
Types = tuple[k.Ty, ...]
Predicates = tuple[k.Binder, ...]
BoundVars = tuple[k.BoundRegion, ...]


def _make(cls: type, *values: Any, flags: int = 0, binders: int = 0) -> Any:
    made = cls(*values)
    made.flags, made.binders, made.memo = flags, binders, None
    return made


INTS: dict[str, k.IntTy] = {
    name: _make(k.IntTy, name, bits, name[0] == "i")
    for name, bits in [
        ("isize", 64), ("i8", 8), ("i16", 16), ("i32", 32), ("i64", 64), ("i128", 128),
        ("usize", 64), ("u8", 8), ("u16", 16), ("u32", 32), ("u64", 64), ("u128", 128),
    ]
}  # fmt: skip
FLOATS: dict[str, k.FloatTy] = {f"f{bits}": _make(k.FloatTy, f"f{bits}", bits) for bits in (16, 32, 64, 128)}
BOOL: k.BoolTy = _make(k.BoolTy)
CHAR: k.CharTy = _make(k.CharTy)
STR: k.StrTy = _make(k.StrTy)
NEVER: k.NeverTy = _make(k.NeverTy)
ERROR: k.ErrorTy = _make(k.ErrorTy, flags=k.HAS_ERROR)
UNIT: k.TupleTy = _make(k.TupleTy, ())
_PROCESS[k.TupleTy, ()] = UNIT
RE_STATIC: k.ReStatic = _make(k.ReStatic, flags=k.HAS_FREE_REGIONS | k.HAS_UNERASED)
RE_ERASED: k.ReErased = _make(k.ReErased, flags=k.HAS_RE_ERASED | k.HAS_FREE_REGIONS)
RE_ERROR: k.ReError = _make(k.ReError, flags=k.HAS_ERROR | k.HAS_FREE_REGIONS | k.HAS_UNERASED)
CONST_ERROR: k.ErrorConst = _make(k.ErrorConst, flags=k.HAS_ERROR)

PRIMITIVES: dict[str, k.Ty] = {**INTS, **FLOATS, "bool": BOOL, "char": CHAR, "str": STR}
ISIZE, I8, I16, I32, I64, I128 = (INTS[n] for n in ("isize", "i8", "i16", "i32", "i64", "i128"))
USIZE, U8, U16, U32, U64, U128 = (INTS[n] for n in ("usize", "u8", "u16", "u32", "u64", "u128"))
F32, F64 = FLOATS["f32"], FLOATS["f64"]


class Interner:
    """Makes types. `base` is the first DefId of the user's crate."""

    def __init__(self, base: int) -> None:
        self.base = base
        self.budget = Budget()
        self._check: dict[tuple[Any, ...], Any] = {}

    def _intern(self, key: tuple[type[T], *tuple[Any, ...]], flags: int, binders: int = 0) -> T:
        """The object of class `key[0]` with the fields that follow."""
        table = self._check if flags & _PER_CHECK else _PROCESS
        found: Any = table.get(key)
        if found is None:
            cls: Any = key[0]
            found = table[key] = cls(*key[1:])
            found.flags, found.binders, found.memo = flags, binders, None
        return found  # type: ignore[no-any-return]  # what stands under a key is of the key's class

    def _local(self, def_id: int) -> int:
        return k.HAS_LOCAL if def_id >= self.base else 0

    # -- types --

    def adt(self, def_id: DefId, args: k.GenericArgs = ()) -> k.AdtTy:
        flags, binders = _of(args)
        return self._intern((k.AdtTy, def_id, args), flags | self._local(def_id), binders)

    def foreign(self, def_id: DefId) -> k.ForeignTy:
        return self._intern((k.ForeignTy, def_id), self._local(def_id))

    def ref(self, region: k.Region, ty: k.Ty, mutbl: k.Mutability = "not") -> k.RefTy:
        return self._intern((k.RefTy, region, ty, mutbl), region.flags | ty.flags, max(region.binders, ty.binders))

    def ptr(self, ty: k.Ty, mutbl: k.Mutability) -> k.RawPtrTy:
        return self._intern((k.RawPtrTy, ty, mutbl), ty.flags, ty.binders)

    def array(self, ty: k.Ty, length: k.Const | int) -> k.ArrayTy:
        if isinstance(length, int):
            length = self.const_value(USIZE, length)
        return self._intern((k.ArrayTy, ty, length), ty.flags | length.flags, max(ty.binders, length.binders))

    def slice(self, ty: k.Ty) -> k.SliceTy:
        return self._intern((k.SliceTy, ty), ty.flags, ty.binders)

    def tuple(self, elems: tuple[k.Ty, ...]) -> k.TupleTy:
        flags, binders = _of(elems)
        return self._intern((k.TupleTy, elems), flags, binders)

    def fn_def(self, def_id: DefId, args: k.GenericArgs = ()) -> k.FnDefTy:
        flags, binders = _of(args)
        return self._intern((k.FnDefTy, def_id, args), flags | self._local(def_id), binders)

    def fn_ptr(self, sig: k.Binder) -> k.FnPtrTy:
        return self._intern((k.FnPtrTy, sig), sig.flags, sig.binders)

    def closure(self, def_id: DefId, args: k.GenericArgs) -> k.ClosureTy:
        flags, binders = _of(args)
        return self._intern((k.ClosureTy, def_id, args), flags | self._local(def_id), binders)

    def dyn(self, preds: Predicates, region: k.Region) -> k.DynTy:
        flags, binders = _of(preds)
        return self._intern((k.DynTy, preds, region), flags | region.flags, max(binders, region.binders))

    def alias(self, kind: str, def_id: DefId, args: k.GenericArgs) -> k.AliasTy:
        flags, binders = _of(args)
        flags |= k.HAS_ALIAS | self._local(def_id) | (k.HAS_OPAQUE if kind == "opaque" else 0)
        return self._intern((k.AliasTy, kind, def_id, args), flags, binders)

    def param(self, index: int, name: str) -> k.ParamTy:
        return self._intern((k.ParamTy, index, name), k.HAS_TY_PARAM)

    def infer(self, kind: str, vid: int) -> k.InferTy:
        return self._intern((k.InferTy, kind, TyVid(vid)), k.HAS_TY_INFER)

    def bound_ty(self, debruijn: int, var: int) -> k.BoundTy:
        return self._intern((k.BoundTy, debruijn, var), k.HAS_BOUND, debruijn + 1)

    # -- regions --

    def re_early(self, def_id: DefId, index: int, name: str) -> k.ReEarlyParam:
        flags = k.HAS_RE_PARAM | k.HAS_FREE_REGIONS | k.HAS_UNERASED | self._local(def_id)
        return self._intern((k.ReEarlyParam, def_id, index, name), flags)

    def bound_region(self, var: int, kind: str, def_id: DefId | None = None, name: str | None = None) -> k.BoundRegion:
        key = (k.BoundRegion, var, kind, def_id, name)
        found = self._check.get(key)
        if found is None:
            found = self._check[key] = k.BoundRegion(var, kind, def_id, name)  # type: ignore[arg-type]
        return found

    def re_bound(self, debruijn: int, var: k.BoundRegion) -> k.ReBound:
        key = (k.ReBound, debruijn, var.var, var.kind, var.def_id, var.name)
        local = var.def_id is not None and var.def_id >= self.base
        table = self._check if local else _PROCESS
        found = table.get(key)
        if found is None:
            flags = k.HAS_BOUND | (k.HAS_LOCAL if local else 0)
            found = table[key] = _make(k.ReBound, debruijn, var, flags=flags, binders=debruijn + 1)
        return found  # type: ignore[no-any-return]

    def re_late(self, scope: DefId, var: k.BoundRegion) -> k.ReLateParam:
        key = (k.ReLateParam, scope, var.var, var.kind, var.def_id, var.name)
        flags = k.HAS_RE_PARAM | k.HAS_FREE_REGIONS | k.HAS_UNERASED | self._local(scope)
        table = self._check if flags & k.HAS_LOCAL else _PROCESS
        found = table.get(key)
        if found is None:
            found = table[key] = _make(k.ReLateParam, scope, var, flags=flags)
        return found  # type: ignore[no-any-return]

    def re_var(self, vid: int) -> k.ReVar:
        return self._intern((k.ReVar, RegionVid(vid)), k.HAS_RE_INFER | k.HAS_FREE_REGIONS | k.HAS_UNERASED)

    def re_placeholder(self, universe: int, var: k.BoundRegion) -> k.RePlaceholder:
        return self._intern((k.RePlaceholder, universe, var), k.HAS_PLACEHOLDER | k.HAS_FREE_REGIONS | k.HAS_UNERASED)

    # -- constants --

    def const_value(self, ty: k.Ty, value: int) -> k.ValueConst:
        return self._intern((k.ValueConst, ty, value), ty.flags)

    def const_param(self, index: int, name: str) -> k.ParamConst:
        return self._intern((k.ParamConst, index, name), k.HAS_CT_PARAM)

    def const_infer(self, vid: int) -> k.InferConst:
        return self._intern((k.InferConst, vid), k.HAS_CT_INFER)

    def const_unevaluated(self, def_id: DefId, args: k.GenericArgs) -> k.UnevaluatedConst:
        flags, binders = _of(args)
        return self._intern((k.UnevaluatedConst, def_id, args), flags | k.HAS_ALIAS | self._local(def_id), binders)

    # -- binders, signatures, predicates --

    def binder(self, value: Any, vars: BoundVars = ()) -> k.Binder:
        key = (k.Binder, value, tuple((v.var, v.kind, v.def_id, v.name) for v in vars))
        flags = value.flags
        table = (
            self._check if flags & _PER_CHECK or any(v.def_id is not None and v.def_id >= self.base for v in vars) else _PROCESS
        )
        found = table.get(key)
        if found is None:
            found = table[key] = _make(k.Binder, value, vars, flags=flags, binders=max(value.binders - 1, 0))
        return found  # type: ignore[no-any-return]

    def mk_fn_sig(
        self, inputs: Types, output: k.Ty, unsafe: bool = False, abi: str = "Rust", c_variadic: bool = False
    ) -> k.FnSig:
        flags, binders = _of((*inputs, output))
        return self._intern((k.FnSig, inputs, output, unsafe, abi, c_variadic), flags, binders)

    def trait_ref(self, def_id: DefId, args: k.GenericArgs) -> k.TraitRef:
        flags, binders = _of(args)
        return self._intern((k.TraitRef, def_id, args), flags | self._local(def_id), binders)

    def existential_trait(self, def_id: DefId, args: k.GenericArgs) -> k.ExistentialTraitRef:
        flags, binders = _of(args)
        return self._intern((k.ExistentialTraitRef, def_id, args), flags | self._local(def_id), binders)

    def existential_projection(self, def_id: DefId, args: k.GenericArgs, term: k.Ty | k.Const) -> k.ExistentialProjection:
        flags, binders = _of((*args, term))
        return self._intern((k.ExistentialProjection, def_id, args, term), flags | self._local(def_id), binders)

    def existential_auto(self, def_id: DefId) -> k.ExistentialAutoTrait:
        return self._intern((k.ExistentialAutoTrait, def_id), self._local(def_id))

    def trait_predicate(self, trait_ref: k.TraitRef, polarity: str = "positive") -> k.TraitPredicate:
        return self._intern((k.TraitPredicate, trait_ref, polarity), trait_ref.flags, trait_ref.binders)

    def projection_predicate(self, alias: k.AliasTy, term: k.Ty | k.Const) -> k.ProjectionPredicate:
        return self._intern((k.ProjectionPredicate, alias, term), alias.flags | term.flags, max(alias.binders, term.binders))

    def type_outlives(self, ty: k.Ty, region: k.Region) -> k.TypeOutlives:
        return self._intern((k.TypeOutlives, ty, region), ty.flags | region.flags, max(ty.binders, region.binders))

    def region_outlives(self, longer: k.Region, shorter: k.Region) -> k.RegionOutlives:
        return self._intern(
            (k.RegionOutlives, longer, shorter), longer.flags | shorter.flags, max(longer.binders, shorter.binders)
        )

    def well_formed(self, arg: k.GenericArg) -> k.WellFormed:
        return self._intern((k.WellFormed, arg), arg.flags, arg.binders)

    def const_has_type(self, const: k.Const, ty: k.Ty) -> k.ConstArgHasType:
        return self._intern((k.ConstArgHasType, const, ty), const.flags | ty.flags)

    def coerce_predicate(self, a: k.Ty, b: k.Ty) -> k.CoercePredicate:
        return self._intern((k.CoercePredicate, a, b), a.flags | b.flags)

    # -- folding --

    def fold(self, value: Any, mask: int, leaf: Callable[[Any, int], Any], depth: int = 0) -> Any:
        """Replaces leaves and aliases bottom-up: `leaf(part, depth)` gets every part with a flag of `mask`, after its
        own parts; it returns the part or its replacement. Parts without a flag of `mask` are not entered."""
        if not value.flags & mask:
            return value
        return _fold(self, value, mask, leaf, depth)

    def subst(self, value: Any, args: k.GenericArgs) -> Any:
        """`value` (a type, binder, predicate, …) with its early-bound parameters replaced by `args`."""
        if not args or not value.flags & k.HAS_PARAM:
            return value

        def replace(part: Any, depth: int) -> Any:
            cls = type(part)
            if cls is k.ParamTy or cls is k.ReEarlyParam or cls is k.ParamConst:
                if part.index >= len(args):
                    return part
                found = args[part.index]
                return self.shift(found, depth) if depth and found.binders else found
            return part

        return self.fold(value, k.HAS_PARAM, replace)

    def shift(self, value: Any, by: int) -> Any:
        """Moves escaping bound variables `by` binders outwards (rustc's `shift_vars`)."""
        if not by or not value.binders:
            return value

        def move(part: Any, depth: int) -> Any:
            if type(part) is k.ReBound and part.debruijn >= depth:
                return self.re_bound(part.debruijn + by, part.var)
            if type(part) is k.BoundTy and part.debruijn >= depth:
                return self.bound_ty(part.debruijn + by, part.var)
            return part

        return self.fold(value, k.HAS_BOUND, move)

    def instantiate(self, binder: k.Binder, region: Callable[[k.BoundRegion], k.Region]) -> Any:
        """The value of `binder` with each of its variables replaced by `region(variable)`."""
        value = binder.value
        if not value.flags & k.HAS_BOUND or value.binders == 0:
            return value
        made: dict[int, k.Region] = {}

        def replace(part: Any, depth: int) -> Any:
            if type(part) is k.ReBound:
                if part.debruijn == depth:
                    found = made.get(part.var.var)
                    if found is None:
                        found = made[part.var.var] = region(part.var)
                    return self.shift(found, depth) if depth and found.binders else found
                if part.debruijn > depth:
                    return self.re_bound(part.debruijn - 1, part.var)
            return part

        return self.fold(value, k.HAS_BOUND, replace)

    def instantiate_erased(self, binder: k.Binder) -> Any:
        """The value of `binder` with its regions erased."""
        return self.instantiate(binder, lambda _: RE_ERASED)

    def erase_regions(self, value: Any) -> Any:
        """Every free region erased; bound ones are kept, and those that an error has taken the place of."""

        def replace(part: Any, depth: int) -> Any:
            return RE_ERASED if isinstance(part, k.Region) and type(part) not in _KEPT else part

        return self.fold(value, k.HAS_UNERASED, replace)


_KEPT = (k.ReBound, k.ReError)


def _fold(i: Interner, part: Any, mask: int, leaf: Callable[[Any, int], Any], depth: int) -> Any:
    """`fold` of a part that has a flag of `mask`. The commonest shapes are spelled out: this is the hottest loop."""
    cls = type(part)
    fold_args = _WITH_ARGS.get(cls)
    if fold_args is not None:
        args = part.elems if cls is k.TupleTy else part.args
        made = None
        n = 0
        for arg in args:
            if arg.flags & mask:
                new = _fold(i, arg, mask, leaf, depth)
                if new is not arg:
                    if made is None:
                        made = list(args)
                    made[n] = new
            n += 1
        if made is not None:
            part = fold_args(i, part, tuple(made))
            if not part.flags & mask:
                return part if cls is not k.AliasTy else leaf(part, depth)
    elif cls is k.RefTy:
        region, ty = part.region, part.ty
        if region.flags & mask:
            region = leaf(region, depth)
        if ty.flags & mask:
            ty = _fold(i, ty, mask, leaf, depth)
        if region is not part.region or ty is not part.ty:
            part = i.ref(region, ty, part.mutbl)
    elif cls is k.Binder:
        inner = _fold(i, part.value, mask, leaf, depth + 1)
        if inner is not part.value:
            part = i.binder(inner, part.vars)
    else:
        rebuild = _REBUILD.get(cls)
        if rebuild is not None:
            i.budget.tick()
            part = rebuild(i, part, lambda p, at: _fold(i, p, mask, leaf, at) if p.flags & mask else p, depth)
    return leaf(part, depth)


def _of(parts: Any) -> tuple[int, int]:
    flags = binders = 0
    for part in parts:
        flags |= part.flags
        if part.binders > binders:
            binders = part.binders
    return flags, binders


def _args(args: k.GenericArgs, each: Callable[[Any, int], Any], depth: int) -> k.GenericArgs:
    made = [each(arg, depth) for arg in args]
    for old, new in zip(args, made):
        if old is not new:
            return tuple(made)
    return args


_REBUILD: dict[type, Callable[[Interner, Any, Callable[[Any, int], Any], int], Any]] = {
    k.AdtTy: lambda i, t, f, d: t if (a := _args(t.args, f, d)) is t.args else i.adt(t.def_id, a),
    k.RefTy: lambda i, t, f, d: i.ref(f(t.region, d), f(t.ty, d), t.mutbl),
    k.RawPtrTy: lambda i, t, f, d: i.ptr(f(t.ty, d), t.mutbl),
    k.ArrayTy: lambda i, t, f, d: i.array(f(t.ty, d), f(t.length, d)),
    k.SliceTy: lambda i, t, f, d: i.slice(f(t.ty, d)),
    k.TupleTy: lambda i, t, f, d: t if (a := _args(t.elems, f, d)) is t.elems else i.tuple(a),  # type: ignore[arg-type]
    k.FnDefTy: lambda i, t, f, d: t if (a := _args(t.args, f, d)) is t.args else i.fn_def(t.def_id, a),
    k.FnPtrTy: lambda i, t, f, d: i.fn_ptr(f(t.sig, d)),
    k.ClosureTy: lambda i, t, f, d: t if (a := _args(t.args, f, d)) is t.args else i.closure(t.def_id, a),
    k.DynTy: lambda i, t, f, d: i.dyn(tuple(f(p, d) for p in t.preds), f(t.region, d)),
    k.AliasTy: lambda i, t, f, d: t if (a := _args(t.args, f, d)) is t.args else i.alias(t.kind, t.def_id, a),
    k.UnevaluatedConst: lambda i, t, f, d: i.const_unevaluated(t.def_id, _args(t.args, f, d)),
    k.ValueConst: lambda i, t, f, d: t,
    k.Binder: lambda i, t, f, d: i.binder(f(t.value, d + 1), t.vars),
    k.FnSig: lambda i, t, f, d: i.mk_fn_sig(_args(t.inputs, f, d), f(t.output, d), t.unsafe, t.abi, t.c_variadic),  # type: ignore[arg-type]
    k.TraitRef: lambda i, t, f, d: i.trait_ref(t.def_id, _args(t.args, f, d)),
    k.ExistentialTraitRef: lambda i, t, f, d: i.existential_trait(t.def_id, _args(t.args, f, d)),
    k.ExistentialProjection: lambda i, t, f, d: i.existential_projection(t.def_id, _args(t.args, f, d), f(t.term, d)),
    k.TraitPredicate: lambda i, t, f, d: i.trait_predicate(f(t.trait_ref, d), t.polarity),
    k.ProjectionPredicate: lambda i, t, f, d: i.projection_predicate(
        t.alias if (a := _args(t.alias.args, f, d)) is t.alias.args else i.alias(t.alias.kind, t.alias.def_id, a), f(t.term, d)
    ),  # the alias itself is what the predicate is about: it is not a type to be normalised
    k.TypeOutlives: lambda i, t, f, d: i.type_outlives(f(t.ty, d), f(t.region, d)),
    k.RegionOutlives: lambda i, t, f, d: i.region_outlives(f(t.longer, d), f(t.shorter, d)),
    k.WellFormed: lambda i, t, f, d: i.well_formed(f(t.arg, d)),
    k.ConstArgHasType: lambda i, t, f, d: i.const_has_type(f(t.const, d), f(t.ty, d)),
    k.CoercePredicate: lambda i, t, f, d: i.coerce_predicate(f(t.a, d), f(t.b, d)),
}

_WITH_ARGS: dict[type, Callable[[Interner, Any, tuple[Any, ...]], Any]] = {
    k.AdtTy: lambda i, t, a: i.adt(t.def_id, a),
    k.TupleTy: lambda i, t, a: i.tuple(a),
    k.TraitRef: lambda i, t, a: i.trait_ref(t.def_id, a),
    k.AliasTy: lambda i, t, a: i.alias(t.kind, t.def_id, a),
    k.FnDefTy: lambda i, t, a: i.fn_def(t.def_id, a),
    k.ClosureTy: lambda i, t, a: i.closure(t.def_id, a),
}
"""Shapes with a row of parts, and how they are made anew."""
