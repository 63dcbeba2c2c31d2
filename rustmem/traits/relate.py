"""Relating types structurally: equality, subtyping, the occurs check, and errors as data (rustc's `relate`).

Subtyping differs from equality in regions only. With erased regions both are unification.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from rustmem.source.node import node
from rustmem.ty import kind as k
from rustmem.ty.walk import walk_leaves

if TYPE_CHECKING:
    from rustmem.traits.infer import InferCtxt
    from rustmem.traits.obligation import Cause, Obligation
    from rustmem.ty.generics import ParamEnv

_TY_CT_INFER = k.HAS_TY_INFER | k.HAS_CT_INFER

# ---- errors (rustc's `TypeError`) ----


class TypeErr:
    """Why two things cannot be related."""

    __slots__ = ()


@node
class Mismatch(TypeErr): ...


@node
class Sorts(TypeErr):
    """Two types of different shape; the innermost pair that differs."""

    expected: k.Ty
    found: k.Ty


@node
class ArgumentSorts(TypeErr):
    expected: k.Ty
    found: k.Ty
    index: int


@node
class MutabilityMismatch(TypeErr):
    """rustc's `Mutability`."""


@node
class ArgumentMutability(TypeErr):
    index: int


@node
class ArgCount(TypeErr): ...


@node
class TupleSize(TypeErr):
    expected: int
    found: int


@node
class FixedArraySize(TypeErr):
    expected: int
    found: int


@node
class SafetyMismatch(TypeErr):
    expected: bool
    found: bool


@node
class AbiMismatch(TypeErr):
    expected: str
    found: str


@node
class VariadicMismatch(TypeErr):
    expected: bool
    found: bool


@node
class Traits(TypeErr):
    expected: int
    found: int


@node
class CyclicTy(TypeErr):
    """The variable would contain itself: `ty` mentions it."""

    ty: k.Ty


@node
class ConstMismatch(TypeErr):
    expected: k.Const
    found: k.Const


@node
class ProjectionMismatched(TypeErr):
    expected: int
    found: int


@node
class ExistentialMismatch(TypeErr):
    expected: Any
    found: Any


@node
class RegionsPlaceholderMismatch(TypeErr): ...


MISMATCH, MUTABILITY, ARG_COUNT = Mismatch(), MutabilityMismatch(), ArgCount()

FLIP = {"covariant": "contravariant", "contravariant": "covariant", "invariant": "invariant", "bivariant": "bivariant"}


def xform(ambient: str, variance: str) -> str:
    """The variance of a position of `variance` inside one of `ambient`."""
    if variance == "covariant":
        return ambient
    if variance == "contravariant":
        return FLIP[ambient]
    return variance if variance == "bivariant" else "invariant" if ambient != "bivariant" else "bivariant"


class Relation:
    """One walk over two types. The first error ends it; variables bound so far stay bound."""

    __slots__ = ("infcx", "tcx", "param_env", "cause", "out", "erased")

    def __init__(self, infcx: InferCtxt, param_env: ParamEnv, cause: Cause, out: list[Obligation] | None) -> None:
        self.infcx = infcx
        self.tcx = infcx.tcx
        self.param_env = param_env
        self.cause = cause
        self.out = out
        self.erased = infcx.erased

    def relate(self, a: Any, b: Any, variance: str) -> TypeErr | None:
        """`a` is the expected one. covariant: `a <: b`."""
        if a is b:
            return None
        if a.flags & _TY_CT_INFER or b.flags & _TY_CT_INFER:
            cls_a, cls_b = type(a), type(b)
            if cls_a is k.InferTy or cls_b is k.InferTy:
                a, b = self.infcx.shallow_resolve(a), self.infcx.shallow_resolve(b)
                if a is b:
                    return None
                cls_a, cls_b = type(a), type(b)
                if cls_a is k.InferTy and a.kind != "fresh":
                    if cls_b is k.InferTy and b.kind != "fresh":
                        return self.two_vars(a, b)
                    return self.bind(a, b, variance, True)
                if cls_b is k.InferTy and b.kind != "fresh":
                    return self.bind(b, a, FLIP[variance], False)
            elif cls_a is k.InferConst or cls_b is k.InferConst:
                return self.const_var(a, b)
        worker = _RELATE.get(type(a))
        if type(b) is not type(a) or worker is None:
            return self.different(a, b, variance)
        return worker(self, a, b, variance)

    # -- variables --

    def two_vars(self, a: k.InferTy, b: k.InferTy) -> TypeErr | None:
        if a.kind != b.kind and a.kind != "ty" and b.kind != "ty":
            return Sorts(a, b)
        self.infcx.union_vars(a.vid, b.vid)
        return None

    def bind(self, var: k.InferTy, ty: k.Ty, variance: str, var_is_expected: bool) -> TypeErr | None:
        infcx = self.infcx
        if var.kind != "ty":
            good = type(ty) is (k.IntTy if var.kind == "int" else k.FloatTy)
            if not good and type(ty) is not k.ErrorTy:
                if type(ty) is k.AliasTy and ty.kind == "opaque" and ty.def_id in infcx.defining_opaques:
                    return self.opaque(ty, var, variance, False)
                return Sorts(var, ty) if var_is_expected else Sorts(ty, var)
            infcx.bind_var(var.vid, ty)
            return None
        if ty.flags & k.HAS_TY_INFER and self.occurs(var.vid, ty):
            return CyclicTy(infcx.resolve_vars_if_possible(ty))
        if self.erased or not ty.flags & k.HAS_FREE_REGIONS:
            if variance != "invariant" and ty.flags & k.HAS_UNERASED:
                ty = self.tcx.erase_regions(ty)
            infcx.bind_var(var.vid, ty)
            return None
        general = self.generalize(ty, variance)
        infcx.bind_var(var.vid, general)
        return self.relate(general, ty, variance)

    def generalize(self, ty: k.Ty, variance: str) -> k.Ty:
        """`ty` with a fresh region variable for each free region that may differ; what is invariant stays (rustc's `Generalizer`)."""
        ty = self.infcx.resolve_vars_if_possible(ty)
        return ty if variance == "invariant" and not ty.flags & k.HAS_PLACEHOLDER else self.general(ty)

    def general(self, ty: Any) -> Any:
        """A part that is not in an invariant place."""
        if not ty.flags & k.HAS_FREE_REGIONS:
            return ty
        tcx = self.tcx
        if not ty.flags & k.HAS_PLACEHOLDER:
            match ty:
                case k.RefTy(region, inner, mutbl):
                    return tcx.ref(self.general_region(region), inner if mutbl == "mut" else self.general(inner), mutbl)
                case k.AdtTy(def_id, args):
                    variances = tcx.variances_of(def_id)
                    parts = [
                        arg
                        if own == "invariant"
                        else self.general_region(arg)
                        if isinstance(arg, k.Region)
                        else self.general(arg)
                        for arg, own in zip(args, variances)
                    ]
                    return tcx.adt(def_id, tuple(parts))
                case k.TupleTy(elems):
                    return tcx.tuple(tuple([self.general(elem) for elem in elems]))
                case k.SliceTy(inner):
                    return tcx.slice(self.general(inner))
                case k.ArrayTy(inner, length):
                    return tcx.array(self.general(inner), length)
                case k.ClosureTy():
                    return ty
                case _:
                    pass
        return tcx.fold(ty, k.HAS_FREE_REGIONS, lambda part, _: self.general_region(part) if isinstance(part, k.Region) else part)

    def general_region(self, region: k.Region) -> k.Region:
        return region if type(region) is k.ReBound else self.infcx.next_region_var(self.cause)

    def occurs(self, root: int, ty: k.Ty) -> bool:
        infcx = self.infcx
        stack: list[Any] = [ty]
        found = False

        def visit(part: Any, depth: int) -> Any:
            nonlocal found
            if type(part) is k.InferTy and not found:
                part = infcx.shallow_resolve(part)
                if type(part) is k.InferTy:
                    if part.vid == root:
                        found = True
                elif part.flags & k.HAS_TY_INFER:
                    stack.append(part)
            return part

        while stack and not found:
            top = stack.pop()
            if type(top) is k.InferTy:
                visit(top, 0)
            else:
                walk_leaves(top, k.HAS_TY_INFER, visit)
        return found

    def const_var(self, a: Any, b: Any) -> TypeErr | None:
        infcx = self.infcx
        a, b = infcx.shallow_resolve(a), infcx.shallow_resolve(b)
        if a is b:
            return None
        if type(a) is k.InferConst:
            if type(b) is k.InferConst:
                if infcx.open:
                    infcx.log.append((infcx.const_parent, b.vid, b.vid))
                infcx.const_parent[b.vid] = a.vid
            else:
                infcx.bind_const(a.vid, b)
            return None
        if type(b) is k.InferConst:
            infcx.bind_const(b.vid, a)
            return None
        return self.relate(a, b, "invariant")

    # -- unequal heads --

    def different(self, a: Any, b: Any, variance: str) -> TypeErr | None:
        if isinstance(a, k.Region):
            return None if self.erased else self.regions(a, b, variance)
        if type(a) is k.ErrorTy or type(b) is k.ErrorTy:
            self.infcx.tainted = True
            return None
        if isinstance(a, k.Ty) and isinstance(b, k.Ty):
            if type(a) is k.AliasTy and a.kind == "opaque" and a.def_id in self.infcx.defining_opaques:
                return self.opaque(a, b, variance, False)
            if type(b) is k.AliasTy and b.kind == "opaque" and b.def_id in self.infcx.defining_opaques:
                return self.opaque(b, a, variance, True)
            return Sorts(a, b)
        if isinstance(a, k.Const) and isinstance(b, k.Const):
            return self.consts(a, b)
        if isinstance(a, k.Binder) or isinstance(b, k.Binder):
            return MISMATCH
        return ExistentialMismatch(a, b)

    def regions(self, a: k.Region, b: k.Region, variance: str) -> TypeErr | None:
        if a is b:
            return None
        if type(a) is k.ReBound or type(b) is k.ReBound:
            same = type(a) is type(b) and a.debruijn == b.debruijn and a.var.var == b.var.var  # type: ignore[attr-defined]
            return None if same else MISMATCH
        if variance != "contravariant" and variance != "bivariant":
            self.infcx.region_outlives(a, b, self.cause)
        if variance != "covariant" and variance != "bivariant":
            self.infcx.region_outlives(b, a, self.cause)
        return None

    def opaque(self, alias: k.AliasTy, hidden: k.Ty, variance: str, hidden_first: bool) -> TypeErr | None:
        """The body defines `alias`: its hidden type is, or becomes, `hidden`."""
        infcx = self.infcx
        key = alias if self.erased else alias.def_id
        known = infcx.opaque_types.get(key)
        if known is None:
            made = hidden if self.erased else self.generalize(hidden, variance)
            infcx.log_set(infcx.opaque_types, key)
            infcx.opaque_types[key] = made if self.erased else (alias, made, self.cause.span)
            known = infcx.opaque_types[key]
            if self.out is not None and OPAQUE_BOUNDS[0] is not None:
                self.out.extend(OPAQUE_BOUNDS[0](infcx, alias, made, self.cause, self.param_env))
            if self.erased:
                return None
        if self.erased:
            return self.relate(known, hidden, "invariant")
        error = self.args(known[0].args, alias.args, "invariant")
        if error is not None:
            return error
        return self.relate(hidden, known[1], variance) if hidden_first else self.relate(known[1], hidden, variance)

    # -- constants --

    def consts(self, a: k.Const, b: k.Const) -> TypeErr | None:
        if type(a) is k.ErrorConst or type(b) is k.ErrorConst:
            return None
        if type(a) is k.UnevaluatedConst or type(b) is k.UnevaluatedConst:
            left, right = self.evaluated(a), self.evaluated(b)
            if left is right:
                return None
            if type(left) is not type(a) or type(right) is not type(b):
                return self.relate(left, right, "invariant")
            if type(a) is type(b) and a.def_id == b.def_id:  # type: ignore[attr-defined]
                return self.args(a.args, b.args, "invariant")  # type: ignore[attr-defined]
        if type(a) is k.ErrorConst or type(b) is k.ErrorConst:
            return None
        return ConstMismatch(a, b)

    def evaluated(self, const: k.Const) -> k.Const:
        if type(const) is k.UnevaluatedConst and not const.flags & (k.HAS_PARAM & ~k.HAS_RE_PARAM | _TY_CT_INFER):
            value = self.tcx.eval_const(const.def_id)
            if isinstance(value, k.Const):
                return value
        return const

    # -- by shape --

    def args(self, left: k.GenericArgs, right: k.GenericArgs, variance: str) -> TypeErr | None:
        for a, b in zip(left, right):
            if a is not b:
                error = self.relate(a, b, variance)
                if error is not None:
                    return error
        return None

    def item_args(self, def_id: Any, left: k.GenericArgs, right: k.GenericArgs, variance: str) -> TypeErr | None:
        """Arguments of a nominal type, by its parameters' variances (which matter to regions only)."""
        if self.erased or variance == "invariant":
            return self.args(left, right, variance)
        for a, b, own in zip(left, right, self.tcx.variances_of(def_id)):
            if a is not b and own != "bivariant":
                error = self.relate(a, b, xform(variance, own))
                if error is not None:
                    return error
        return None

    def adt(self, a: k.AdtTy, b: k.AdtTy, variance: str) -> TypeErr | None:
        if a.def_id != b.def_id:
            return Sorts(a, b)
        return self.item_args(a.def_id, a.args, b.args, variance)

    def ref(self, a: k.RefTy, b: k.RefTy, variance: str) -> TypeErr | None:
        if a.mutbl != b.mutbl:
            return MUTABILITY
        if not self.erased and a.region is not b.region:
            error = self.regions(a.region, b.region, variance)
            if error is not None:
                return error
        return self.relate(a.ty, b.ty, "invariant" if a.mutbl == "mut" else variance)

    def ptr(self, a: k.RawPtrTy, b: k.RawPtrTy, variance: str) -> TypeErr | None:
        if a.mutbl != b.mutbl:
            return MUTABILITY
        return self.relate(a.ty, b.ty, "invariant" if a.mutbl == "mut" else variance)

    def array(self, a: k.ArrayTy, b: k.ArrayTy, variance: str) -> TypeErr | None:
        error = self.relate(a.ty, b.ty, variance)
        if error is not None:
            return error
        error = self.relate(a.length, b.length, "invariant")
        if type(error) is ConstMismatch:
            left, right = self.evaluated(a.length), self.evaluated(b.length)
            if type(left) is k.ValueConst and type(right) is k.ValueConst:
                return FixedArraySize(left.value, right.value)
        return error

    def tuple(self, a: k.TupleTy, b: k.TupleTy, variance: str) -> TypeErr | None:
        if len(a.elems) == len(b.elems):
            return self.args(a.elems, b.elems, variance)
        if a.elems and b.elems:
            return TupleSize(len(a.elems), len(b.elems))
        return Sorts(a, b)

    def slice(self, a: k.SliceTy, b: k.SliceTy, variance: str) -> TypeErr | None:
        return self.relate(a.ty, b.ty, variance)

    def fn_def(self, a: k.FnDefTy, b: k.FnDefTy, variance: str) -> TypeErr | None:
        if a.def_id != b.def_id:
            return Sorts(a, b)
        return self.item_args(a.def_id, a.args, b.args, variance)

    def closure(self, a: k.ClosureTy, b: k.ClosureTy, variance: str) -> TypeErr | None:
        if a.def_id != b.def_id:
            return Sorts(a, b)
        return self.args(a.args, b.args, "invariant")

    def fn_ptr(self, a: k.FnPtrTy, b: k.FnPtrTy, variance: str) -> TypeErr | None:
        return self.binder(a.sig, b.sig, variance)

    def alias(self, a: k.AliasTy, b: k.AliasTy, variance: str) -> TypeErr | None:
        defining = self.infcx.defining_opaques
        if a.def_id != b.def_id:
            if a.kind == "opaque" and a.def_id in defining:
                return self.opaque(a, b, variance, False)
            if b.kind == "opaque" and b.def_id in defining:
                return self.opaque(b, a, variance, True)
            return Sorts(a, b)
        if a.kind == "opaque":
            return self.item_args(a.def_id, a.args, b.args, "invariant")
        return self.args(a.args, b.args, "invariant")

    def foreign(self, a: k.ForeignTy, b: k.ForeignTy, variance: str) -> TypeErr | None:
        return Sorts(a, b)

    def param(self, a: k.ParamTy, b: k.ParamTy, variance: str) -> TypeErr | None:
        return None if a.index == b.index else Sorts(a, b)

    def param_const(self, a: k.ParamConst, b: k.ParamConst, variance: str) -> TypeErr | None:
        return None if a.index == b.index else ConstMismatch(a, b)

    def dyn(self, a: k.DynTy, b: k.DynTy, variance: str) -> TypeErr | None:
        if not self.erased and a.region is not b.region:
            error = self.regions(a.region, b.region, variance)
            if error is not None:
                return error
        if len(a.preds) != len(b.preds):
            return ExistentialMismatch(a, b)
        for left, right in zip(_by_kind(a.preds), _by_kind(b.preds)):
            error = self.binder(left, right, "invariant")
            if error is not None:
                return error
        return None

    def existential_trait(self, a: k.ExistentialTraitRef, b: k.ExistentialTraitRef, variance: str) -> TypeErr | None:
        if a.def_id != b.def_id:
            return Traits(a.def_id, b.def_id)
        return self.args(a.args, b.args, "invariant")

    def existential_projection(self, a: k.ExistentialProjection, b: k.ExistentialProjection, variance: str) -> TypeErr | None:
        if a.def_id != b.def_id:
            return ProjectionMismatched(a.def_id, b.def_id)
        error = self.relate(a.term, b.term, "invariant")
        return error if error is not None else self.args(a.args, b.args, "invariant")

    def existential_auto(self, a: k.ExistentialAutoTrait, b: k.ExistentialAutoTrait, variance: str) -> TypeErr | None:
        return ExistentialMismatch(a, b)

    def trait_ref(self, a: k.TraitRef, b: k.TraitRef, variance: str) -> TypeErr | None:
        if a.def_id != b.def_id:
            return Traits(a.def_id, b.def_id)
        return self.args(a.args, b.args, "invariant")

    def trait_predicate(self, a: k.TraitPredicate, b: k.TraitPredicate, variance: str) -> TypeErr | None:
        if a.polarity != b.polarity:
            return MISMATCH
        return self.relate(a.trait_ref, b.trait_ref, variance)

    def projection_predicate(self, a: k.ProjectionPredicate, b: k.ProjectionPredicate, variance: str) -> TypeErr | None:
        error = self.relate(a.alias, b.alias, variance)
        return error if error is not None else self.relate(a.term, b.term, variance)

    def fn_sig(self, a: k.FnSig, b: k.FnSig, variance: str) -> TypeErr | None:
        if a.c_variadic != b.c_variadic:
            return VariadicMismatch(a.c_variadic, b.c_variadic)
        if a.unsafe != b.unsafe:
            return SafetyMismatch(a.unsafe, b.unsafe)
        if a.abi != b.abi:
            return AbiMismatch(a.abi, b.abi)
        if len(a.inputs) != len(b.inputs):
            return ARG_COUNT
        for index, (left, right) in enumerate(zip(a.inputs, b.inputs)):
            error = self.relate(left, right, FLIP[variance])
            if error is not None:
                return _of_argument(error, index)
        error = self.relate(a.output, b.output, variance)
        return _of_argument(error, len(a.inputs)) if error is not None else None

    def binder(self, a: k.Binder, b: k.Binder, variance: str) -> TypeErr | None:
        if a is b:
            return None
        if not a.vars and not b.vars:
            return self.relate(a.value, b.value, variance)
        infcx = self.infcx
        if self.erased:
            return self.relate(infcx.enter_forall(a), infcx.enter_forall(b), variance)
        span = self.cause.span
        # Equal are two binders whose variables correspond one to one: each side's variables are equated with the other's
        # placeholders, not only found (`TypeRelating::binders`).
        if variance != "contravariant":
            forall = infcx.enter_forall(b)  # first, so that the fresh variables may name its placeholders
            error = self.relate(infcx.instantiate_binder_with_fresh_vars(span, a), forall, variance)
            if error is not None:
                return error
        if variance != "covariant":
            forall = infcx.enter_forall(a)
            return self.relate(forall, infcx.instantiate_binder_with_fresh_vars(span, b), variance)
        return None


def _by_kind(preds: tuple[k.Binder, ...]) -> list[k.Binder]:
    """In an order that does not depend on how the bounds were written."""
    order: dict[type, int] = {k.ExistentialTraitRef: 0, k.ExistentialProjection: 1, k.ExistentialAutoTrait: 2}
    return sorted(preds, key=lambda p: (order[type(p.value)], p.value.def_id))


def _of_argument(error: TypeErr, index: int) -> TypeErr:
    match error:
        case Sorts(expected, found) | ArgumentSorts(expected, found, _):
            return ArgumentSorts(expected, found, index)
        case MutabilityMismatch() | ArgumentMutability():
            return ArgumentMutability(index)
        case _:
            pass
    return error


OPAQUE_BOUNDS: list[Any] = [None]
"""Set by `project`: the obligations that the hidden type of an opaque type owes to its bounds."""

_RELATE: dict[type, Callable[[Any, Any, Any, str], TypeErr | None]] = {
    k.AdtTy: Relation.adt,
    k.RefTy: Relation.ref,
    k.RawPtrTy: Relation.ptr,
    k.ArrayTy: Relation.array,
    k.TupleTy: Relation.tuple,
    k.SliceTy: Relation.slice,
    k.FnDefTy: Relation.fn_def,
    k.ClosureTy: Relation.closure,
    k.FnPtrTy: Relation.fn_ptr,
    k.AliasTy: Relation.alias,
    k.ForeignTy: Relation.foreign,
    k.ParamTy: Relation.param,
    k.ParamConst: Relation.param_const,
    k.DynTy: Relation.dyn,
    k.Binder: Relation.binder,
    k.FnSig: Relation.fn_sig,
    k.TraitRef: Relation.trait_ref,
    k.TraitPredicate: Relation.trait_predicate,
    k.ProjectionPredicate: Relation.projection_predicate,
    k.ExistentialTraitRef: Relation.existential_trait,
    k.ExistentialProjection: Relation.existential_projection,
    k.ExistentialAutoTrait: Relation.existential_auto,
}
