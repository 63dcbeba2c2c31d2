"""Inference variables: a union-find table with an undo log, and what is built on it (rustc's `InferCtxt`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rustmem.source.index import DefId
from rustmem.source.node import node
from rustmem.source.span import DUMMY_SP, Span
from rustmem.traits.obligation import MISC, Cause, Obligation
from rustmem.traits.relate import Relation, TypeErr
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt
from rustmem.ty.generics import ParamEnv
from rustmem.ty.intern import CONST_ERROR, ERROR, RE_ERASED

_TY_CT_INFER = k.HAS_TY_INFER | k.HAS_CT_INFER
_ABSENT = object()
_FRESH_CODE = {"ty": 0, "int": 1, "float": 2, "fresh": 0}


@node
class Origin:
    """Where a variable comes from: the expression's span, and the generic parameter it stands for, if any."""

    span: Span
    param: DefId | None = None


NO_ORIGIN = Origin(DUMMY_SP)


class InferCtxt:
    """The variables of one body, or of one query.

    With `regions="erased"` (type checking) every region is `RE_ERASED` and regions are not related; with
    `regions="record"` region variables are made and each relation is appended to `region_constraints`.
    """

    def __init__(self, tcx: TyCtxt, *, regions: str = "erased", reveal_all: bool = False, body: DefId | None = None) -> None:
        self.tcx = tcx
        self.body = body
        self.erased = regions == "erased"
        self.reveal_all = reveal_all
        """Whether opaque types are seen through (after analysis)."""
        self.intercrate = False
        """Coherence: an impl that another crate may have makes a goal ambiguous."""
        self.log: list[tuple[Any, Any, Any]] = []
        self.open = 0
        """Number of open snapshots; without one nothing is logged."""
        self.parent: list[int] = []
        self.size: list[int] = []
        self.value: list[k.Ty | None] = []
        self.origins: list[Origin] = []
        self.vars: list[k.InferTy] = []
        self.const_parent: list[int] = []
        self.const_value: list[k.Const | None] = []
        self.const_origins: list[Origin] = []
        self.diverging: dict[int, Any] = {}
        """Type variables made for diverging expressions, by number."""
        self.defining_opaques: frozenset[DefId] = frozenset()
        self.opaque_types: dict[Any, Any] = {}
        """Hidden types found so far: the opaque `AliasTy` (variables resolved when it was entered) to a type."""
        self.region_count = 0
        self.region_origins: list[Any] = []
        self.region_constraints: list[tuple[k.Region, k.Region, Cause]] = []
        """(longer, shorter, why), with `regions="record"`."""
        self.type_outlives: list[Any] = []
        self.universe = 0
        self.tainted = False
        self.projection_cache: dict[Any, Any] = {}
        self.evaluation_cache: dict[Any, Any] = {}

    # ---- snapshots ----

    def snapshot(self) -> int:
        self.open += 1
        return len(self.log)

    def commit(self, mark: int) -> None:
        self.open -= 1
        if not self.open:
            self.log.clear()

    def rollback_to(self, mark: int) -> None:
        log = self.log
        while len(log) > mark:
            table, key, old = log.pop()
            if key is None:
                table.pop()
            elif old is _ABSENT:
                table.pop(key, None)
            else:
                table[key] = old
        self.open -= 1

    def probe(self, attempt: Callable[[], Any]) -> Any:
        """Runs `attempt` and undoes whatever it did to the variables."""
        mark = self.snapshot()
        try:
            return attempt()
        finally:
            self.rollback_to(mark)

    def log_set(self, table: Any, key: Any) -> None:
        """Records the present value of `table[key]`, for a rollback."""
        if self.open:
            self.log.append((table, key, table.get(key, _ABSENT) if type(table) is dict else table[key]))

    def log_push(self, table: list[Any]) -> None:
        if self.open:
            self.log.append((table, None, None))

    # ---- variables ----

    def _new_var(self, kind: str, origin: Origin) -> k.InferTy:
        vid = len(self.parent)
        var = self.tcx.infer(kind, vid)
        lists = (self.parent, self.size, self.value, self.origins, self.vars)
        if self.open:
            for table in lists:
                self.log.append((table, None, None))
        self.parent.append(vid)
        self.size.append(1)
        self.value.append(None)
        self.origins.append(origin)
        self.vars.append(var)
        return var

    def next_ty_var(self, span: Span = DUMMY_SP, param: DefId | None = None) -> k.InferTy:
        return self._new_var("ty", Origin(span, param) if span is not DUMMY_SP or param is not None else NO_ORIGIN)

    def next_int_var(self, span: Span = DUMMY_SP) -> k.InferTy:
        return self._new_var("int", Origin(span) if span is not DUMMY_SP else NO_ORIGIN)

    def next_float_var(self, span: Span = DUMMY_SP) -> k.InferTy:
        return self._new_var("float", Origin(span) if span is not DUMMY_SP else NO_ORIGIN)

    def next_const_var(self, span: Span = DUMMY_SP, param: DefId | None = None) -> k.InferConst:
        vid = len(self.const_parent)
        if self.open:
            for table in (self.const_parent, self.const_value, self.const_origins):
                self.log.append((table, None, None))
        self.const_parent.append(vid)
        self.const_value.append(None)
        self.const_origins.append(Origin(span, param))
        return self.tcx.const_infer(vid)

    def next_region_var(self, origin: Any = None) -> k.Region:
        if self.erased:
            return RE_ERASED
        vid = self.region_count
        self.region_count += 1
        self.region_origins.append(origin)
        return self.tcx.re_var(vid)

    def var_origin(self, var: k.InferTy) -> Origin:
        return self.origins[var.vid]

    def root_var(self, vid: int) -> int:
        parent = self.parent
        while parent[vid] != vid:
            vid = parent[vid]
        return vid

    def root_const(self, vid: int) -> int:
        while self.const_parent[vid] != vid:
            vid = self.const_parent[vid]
        return vid

    def shallow_resolve(self, ty: Any) -> Any:
        """`ty`, or what is known of it if it is a variable (else the variable that stands for its class)."""
        if type(ty) is k.InferTy:
            if ty.kind == "fresh":
                return ty
            parent: list[int] = self.parent
            vid: int = ty.vid
            if vid >= len(parent):
                return ty  # made in a snapshot that was rolled back; a message may still mention it
            while True:
                while parent[vid] != vid:
                    vid = parent[vid]
                found = self.value[vid]
                if found is None:
                    return self.vars[vid]
                if type(found) is not k.InferTy:
                    return found
                vid = found.vid
        if type(ty) is k.InferConst:
            root = self.root_const(ty.vid)
            value = self.const_value[root]
            if value is None:
                return self.tcx.const_infer(root)
            return self.shallow_resolve(value) if type(value) is k.InferConst else value
        return ty

    def resolve_vars_if_possible(self, value: Any) -> Any:
        """`value` with every known variable replaced by its type, deeply."""
        if not value.flags & _TY_CT_INFER:
            return value
        return self._resolve(value)

    def _resolve(self, value: Any) -> Any:
        """`value` has variables. The common shapes are rebuilt here; the rest by the general fold."""
        cls = type(value)
        if cls is k.InferTy:
            found = self.shallow_resolve(value)
            return found if type(found) is k.InferTy or not found.flags & _TY_CT_INFER else self._resolve(found)
        if cls is k.Binder:
            inner = self._resolve(value.value)
            return value if inner is value.value else self.tcx.binder(inner, value.vars)
        if cls is k.TraitPredicate:
            inner = self._resolve(value.trait_ref)
            return value if inner is value.trait_ref else self.tcx.trait_predicate(inner, value.polarity)
        if cls is k.AdtTy or cls is k.TraitRef or cls is k.AliasTy:
            args = self._resolve_args(value.args)
            if args is value.args:
                return value
            if cls is k.AdtTy:
                return self.tcx.adt(value.def_id, args)
            if cls is k.TraitRef:
                return self.tcx.trait_ref(value.def_id, args)
            return self.tcx.alias(value.kind, value.def_id, args)
        if cls is k.RefTy:
            inner = self._resolve(value.ty)
            return value if inner is value.ty else self.tcx.ref(value.region, inner, value.mutbl)
        if cls is k.TupleTy:
            args = self._resolve_args(value.elems)
            return value if args is value.elems else self.tcx.tuple(args)
        return self.tcx.fold(value, _TY_CT_INFER, self._resolve_leaf)

    def _resolve_args(self, args: Any) -> Any:
        changed = False
        made = []
        for arg in args:
            if arg.flags & _TY_CT_INFER:
                new = self._resolve(arg)
                changed = changed or new is not arg
                made.append(new)
            else:
                made.append(arg)
        return tuple(made) if changed else args

    def _resolve_leaf(self, part: Any, depth: int) -> Any:
        cls = type(part)
        if cls is k.InferTy or cls is k.InferConst:
            found = self.shallow_resolve(part)
            if found is part or type(found) is cls:
                return found
            return self.resolve_vars_if_possible(found)
        return part

    def is_ty_var(self, ty: k.GenericArg) -> bool:
        """Whether `ty` is (still) a general type variable."""
        found = self.shallow_resolve(ty)
        return type(found) is k.InferTy and found.kind == "ty"

    def unresolved_vars(self, value: Any) -> list[Any]:
        """The unresolved type and const variables in `value`, each once, in order."""
        found: list[Any] = []
        if value.flags & _TY_CT_INFER:
            value = self.resolve_vars_if_possible(value)

            def leaf(part: Any, depth: int) -> Any:
                if (type(part) is k.InferTy or type(part) is k.InferConst) and part not in found:
                    found.append(part)
                return part

            self.tcx.fold(value, _TY_CT_INFER, leaf)
        return found

    # ---- binding ----

    def union_vars(self, a: int, b: int) -> None:
        """Makes two unbound roots one. The kind `int` or `float` wins over `ty`."""
        if a == b:
            return
        kind_a, kind_b = self.vars[a].kind, self.vars[b].kind
        if kind_a == kind_b:
            if self.size[a] < self.size[b]:
                a, b = b, a
        elif kind_a == "ty":
            a, b = b, a
        if self.open:
            self.log.append((self.parent, b, b))
            self.log.append((self.size, a, self.size[a]))
        self.parent[b] = a
        self.size[a] += self.size[b]

    def bind_var(self, vid: int, ty: k.Ty) -> None:
        """Gives the unbound root `vid` its type. The occurs check is `relate`'s."""
        if self.open:
            self.log.append((self.value, vid, None))
        self.value[vid] = ty

    def bind_const(self, vid: int, const: k.Const) -> None:
        if self.open:
            self.log.append((self.const_value, vid, None))
        self.const_value[vid] = const

    # ---- relating ----

    def eq(
        self, param_env: ParamEnv, cause: Cause, expected: Any, found: Any, out: list[Obligation] | None = None
    ) -> TypeErr | None:
        """Makes two types (or constants, trait references, signatures, binders) equal. None: done."""
        if expected is found:
            return None
        return Relation(self, param_env, cause, out).relate(expected, found, "invariant")

    def sub(
        self, param_env: ParamEnv, cause: Cause, expected: Any, found: Any, out: list[Obligation] | None = None
    ) -> TypeErr | None:
        """`expected <: found`."""
        if expected is found:
            return None
        return Relation(self, param_env, cause, out).relate(expected, found, "covariant")

    def sup(
        self, param_env: ParamEnv, cause: Cause, expected: Any, found: Any, out: list[Obligation] | None = None
    ) -> TypeErr | None:
        """`found <: expected`."""
        if expected is found:
            return None
        return Relation(self, param_env, cause, out).relate(expected, found, "contravariant")

    def can_eq(self, param_env: ParamEnv, a: Any, b: Any) -> bool:
        if a is b:
            return True
        mark = self.snapshot()
        error = Relation(self, param_env, Cause(DUMMY_SP, self.body, MISC), None).relate(a, b, "invariant")
        self.rollback_to(mark)
        return error is None

    def region_outlives(self, longer: k.Region, shorter: k.Region, cause: Cause) -> None:
        """Records `longer: shorter`, where regions are recorded."""
        if not self.erased and longer is not shorter:
            self.log_push(self.region_constraints)
            self.region_constraints.append((longer, shorter, cause))

    def register_type_outlives(self, obligation: Obligation) -> None:
        """Records `ty: region`, where regions are recorded."""
        value = self.enter_forall(obligation.predicate)
        self.log_push(self.type_outlives)
        self.type_outlives.append((value.ty, value.region, obligation.cause))

    # ---- instantiating ----

    def fresh_args_for_item(self, span: Span, def_id: DefId) -> k.GenericArgs:
        """A fresh variable for each parameter of `def_id`, its parent's included."""
        return self.fresh_args(span, self.tcx.generics_of(def_id), ())

    def fresh_args(self, span: Span, generics: Any, prefix: k.GenericArgs) -> k.GenericArgs:
        """`prefix`, continued with fresh variables for the parameters of `generics` beyond it."""
        made = list(prefix)
        if len(made) < generics.parent_count:
            made = list(self.fresh_args(span, self.tcx.generics_of(generics.parent), prefix))
        for param in generics.params[max(len(made) - generics.parent_count, 0) :]:
            made.append(self.var_for_param(span, param))
        return tuple(made)

    def var_for_param(self, span: Span, param: Any) -> k.GenericArg:
        if param.kind == "lifetime":
            return self.next_region_var(param)
        if param.kind == "type":
            return self._new_var("ty", Origin(span, param.def_id))
        return self.next_const_var(span, param.def_id)

    def instantiate_binder_with_fresh_vars(self, span: Span, binder: k.Binder) -> Any:
        if not binder.vars:
            return binder.value
        if self.erased:
            return self.tcx.instantiate(binder, _erased)
        return self.tcx.instantiate(binder, lambda var: self.next_region_var((span, var)))

    def enter_forall(self, binder: k.Binder) -> Any:
        """The value of `binder` with placeholders of a new universe; erased regions where regions are erased."""
        if not binder.vars:
            return binder.value
        if self.erased:
            return self.tcx.instantiate(binder, _erased)
        self.universe += 1
        universe = self.universe
        return self.tcx.instantiate(binder, lambda var: self.tcx.re_placeholder(universe, var))

    # ---- fallback ----

    def unbound_vars(self) -> list[k.InferTy]:
        """Unresolved variables, roots only, in order of creation."""
        return [var for vid, var in enumerate(self.vars) if self.parent[vid] == vid and self.value[vid] is None]

    def fully_resolve(self, value: Any, missing: list[Any] | None = None) -> Any:
        """`value` without variables: an unresolved one becomes an error type and is appended to `missing`."""
        if not value.flags & _TY_CT_INFER:
            return value
        value = self.resolve_vars_if_possible(value)

        def leaf(part: Any, depth: int) -> Any:
            if type(part) is k.InferTy or type(part) is k.InferConst:
                if missing is not None:
                    missing.append(part)
                return ERROR if type(part) is k.InferTy else CONST_ERROR
            return part

        return self.tcx.fold(value, _TY_CT_INFER, leaf)

    # ---- canonical goals ----

    def freshen_resolved(self, value: Any) -> Any:
        """`value`, its known variables replaced already, with the others numbered in order: equal goals become one object."""
        if not value.flags & _TY_CT_INFER:
            return value
        seen: dict[Any, Any] = {}

        def leaf(part: Any, depth: int) -> Any:
            cls = type(part)
            if cls is k.InferTy:
                found = seen.get(part)
                if found is None:
                    code = _FRESH_CODE[part.kind]
                    found = seen[part] = self.tcx.infer("fresh", len(seen) * 3 + code)
                return found
            if cls is k.InferConst:
                found = seen.get(part)
                if found is None:
                    found = seen[part] = self.tcx.const_infer(-1 - len(seen))
                return found
            return part

        return self.tcx.fold(value, _TY_CT_INFER, leaf)


def _erased(_: k.BoundRegion) -> k.Region:
    return RE_ERASED
