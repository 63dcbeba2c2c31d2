"""`FnCtxt`: the state of checking one root body, and the small questions that every part asks of it."""

from __future__ import annotations

from typing import Any

from rustmem.resolve import stability
from rustmem.source.diag import Diag
from rustmem.source.index import DefId
from rustmem.source.span import DUMMY_SP, Span
from rustmem.syntax import ast
from rustmem.traits import builtin
from rustmem.traits import obligation as o
from rustmem.traits.elaborate import predicates_with_spans
from rustmem.traits.evaluation import AMBIG
from rustmem.traits.fulfill import FulfillmentCtxt
from rustmem.traits.infer import InferCtxt
from rustmem.traits.project import normalize
from rustmem.traits.queries import evaluate, predicate_may_hold, predicate_must_hold
from rustmem.traits.select import SelectionContext
from rustmem.ty import intern as i
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt
from rustmem.ty.defs import LocalRes
from rustmem.typeck import errors, errors_traits
from rustmem.typeck import results as r
from rustmem.typeck.callee import CheckCalls
from rustmem.typeck.casts import CheckCasts
from rustmem.typeck.closure import CheckClosures
from rustmem.typeck.coercion import CoerceMany, CoercionMethods
from rustmem.typeck.expectation import MAYBE, WARNED_ALWAYS, Cause
from rustmem.typeck.exprs import CheckExprs
from rustmem.typeck.fallback import Fallback
from rustmem.typeck.fields import CheckFields
from rustmem.typeck.library_gap import call_gap
from rustmem.typeck.lower import LowerInBody
from rustmem.typeck.method import CheckMethods
from rustmem.typeck.ops import CheckOps
from rustmem.typeck.paths import CheckPaths
from rustmem.typeck.pats import CheckPats
from rustmem.typeck.place_ops import PlaceOps


class FnCtxt(
    CheckExprs, CheckPats, CheckCalls, CheckMethods, CheckFields, CheckOps, PlaceOps, CheckCasts, CheckClosures, CheckPaths,
    CoercionMethods, LowerInBody, Fallback,
):  # fmt: skip
    """Checks one function, constant or static with all its closures. Made once, used, dropped."""

    def __init__(self, tcx: TyCtxt, root: DefId) -> None:
        self.tcx = tcx
        self.root = root
        self.body_id = root
        """The root, or the closure that is being checked."""
        self.infcx = InferCtxt(tcx, body=root)
        self.selcx = SelectionContext(self.infcx)
        self.param_env = tcx.param_env(root)
        self.fulfillment = FulfillmentCtxt(self.infcx)
        self.results = r.TypeckResults(root)
        self.locals: dict[ast.IdentPat, k.Ty] = {}
        self.outermost_param: ast.Param | None = None
        """The parameter whose pattern is checked: its variables are arguments, and must be sized as such."""
        self.breakables: dict[object, Any] = {}
        self.ret_coercion: CoerceMany | None = None
        self.fn_return: Any = None
        """(tree of the fn or closure, its declared return type as `ast.Ty` or None) for the words of an error."""
        self.diverges = MAYBE
        self.depth = 0
        self.never_context: dict[ast.Expr, str] = {}
        self.diverging_type_vars: list[k.Ty] = []
        self.deferred_casts: list[Any] = []
        self.closures: list[tuple[ast.ClosureExpr, DefId, k.Ty]] = []
        self.deferred_calls: dict[DefId, list[Any]] = {}
        self.deferred_sized: list[tuple[k.Ty, Span, Any]] = []
        self.deferred_repeat_checks: list[Any] = []
        self.last_terr: Any = None
        self.region_count = 0
        self.call_of: dict[Any, Any] = {}
        self.assigned: list[Any] = []
        """The places on the left of assignments."""
        self.late_privacy: list[Diag] = []
        """Errors of rustc's privacy pass, which looks only at bodies that are otherwise right."""
        self.let_of_init: dict[Any, ast.LetStmt] = {}
        self.lets: dict[ast.IdentPat, ast.LetStmt] = {}
        """For the words of errors: the call of a callee, the `let` of an initialiser or variable."""
        self.assert_operands: dict[ast.IdentPat, ast.Expr] = {}
        """The arguments of `assert_eq!` and `assert_ne!`, by the variables the macro compares them through."""
        self.reported_predicates: set[Any] = set()
        """Closures whose signature was blamed already."""
        self.reported_goals: dict[Span, list[Any]] = {}
        """The bounds that were reported as unsatisfied, by place."""
        self.user_self_tys: dict[Any, k.Ty] = {}
        self.kept_of_user_types = k.HAS_UNERASED | (k.HAS_TY_INFER if _has_type_params(tcx, root) else 0)
        """Flags of the types in paths that the borrow checker hears of: those that may ask something of a region."""
        self.tainted = False
        self.signature_error = False
        self.module = self.module_of(root)

    # -- variables --

    def next_ty_var(self, span: Span, param: DefId | None = None) -> k.Ty:
        return self.infcx.next_ty_var(span, param)

    def next_int_var(self, span: Span) -> k.Ty:
        return self.infcx.next_int_var(span)

    def next_float_var(self, span: Span) -> k.Ty:
        return self.infcx.next_float_var(span)

    def shallow(self, ty: k.Ty) -> k.Ty:
        return self.infcx.shallow_resolve(ty) if type(ty) is k.InferTy else ty

    def resolve(self, value: Any) -> Any:
        return self.infcx.resolve_vars_if_possible(value) if value.flags & k.HAS_INFER else value

    def resolve_const(self, const: k.Const) -> k.Const:
        const = self.resolve(const)
        if isinstance(const, k.UnevaluatedConst) and not const.flags & (k.HAS_TY_PARAM | k.HAS_CT_PARAM | k.HAS_INFER):
            value = self.tcx.eval_const(const.def_id)
            if isinstance(value, k.Const):
                return value
        return const

    def is_ty_var(self, ty: k.Ty) -> bool:
        if type(ty) is not k.InferTy:
            return False
        found = self.infcx.shallow_resolve(ty)
        return type(found) is k.InferTy and found.kind == "ty"

    def try_structurally_resolve(self, ty: k.Ty) -> k.Ty:
        """`ty` with what is known of its variables, after proving what can be proven (rustc's
        `resolve_vars_with_obligations`)."""
        if not ty.flags & (k.HAS_TY_INFER | k.HAS_CT_INFER):
            return ty
        ty = self.infcx.resolve_vars_if_possible(ty)
        if not ty.flags & (k.HAS_TY_INFER | k.HAS_CT_INFER):
            return ty
        self.select_where_possible()
        return self.infcx.resolve_vars_if_possible(ty)  # type: ignore[no-any-return]

    def structurally_resolve(self, span: Span, ty: k.Ty) -> k.Ty:
        """`ty` with its outermost constructor known; else E0282 and the error type."""
        if type(ty) is not k.InferTy:
            return ty
        found = self.infcx.shallow_resolve(ty)
        if type(found) is not k.InferTy or found.kind != "ty":
            return found
        self.select_where_possible()
        found = self.infcx.shallow_resolve(ty)
        if type(found) is not k.InferTy or found.kind != "ty":
            return found
        if not self.tainted:
            errors_traits.emit_inference_failure(self, span, found, "E0282")
        self.tainted = True
        self.infcx.eq(self.param_env, self.cause(span), found, i.ERROR)
        return i.ERROR

    def resolve_with_pending(self, ty: k.Ty) -> k.Ty:
        """`ty`, resolved as far as pending obligations allow."""
        ty = self.resolve(ty)
        if ty.flags & k.HAS_TY_INFER:
            self.select_where_possible()
            ty = self.resolve(ty)
        return ty

    # -- snapshots --

    def snapshot(self) -> int:
        return self.infcx.snapshot()

    def commit(self, mark: int) -> None:
        self.infcx.commit(mark)

    def rollback(self, mark: int) -> None:
        self.infcx.rollback_to(mark)

    # -- relating --

    def cause(self, span: Span, code: o.CauseCode = o.MISC) -> o.Cause:
        return o.Cause(span, self.body_id, code)

    def relate(self, a: Any, b: Any, span: Span = DUMMY_SP) -> list[Any] | None:
        """Makes `a` and `b` one; the obligations of it, or None, with nothing changed."""
        if a is b:
            return []
        out: list[Any] = []
        mark = self.infcx.snapshot()
        error = self.infcx.eq(self.param_env, self.cause(span), b, a, out)
        if error is not None:
            self.infcx.rollback_to(mark)
            self.last_terr = error
            return None
        self.infcx.commit(mark)
        return out

    def eq(self, a: Any, b: Any, span: Span = DUMMY_SP) -> bool:
        found = self.relate(a, b, span)
        if found is None:
            return False
        self.register_predicates(found)
        return True

    def can_eq(self, a: Any, b: Any) -> bool:
        return self.infcx.can_eq(self.param_env, a, b)

    # -- demands (rustc's `demand`) --

    def demand_eqtype_diag(self, cause: Cause, expected: k.Ty, actual: k.Ty) -> Diag | None:
        if self.eq(actual, expected, cause.span):
            return None
        terr = self.last_terr
        return errors.report_mismatched_types(self, cause, self.resolve(expected), self.resolve(actual), terr)

    def demand_suptype_diag(self, span: Span, expected: k.Ty, actual: k.Ty) -> Diag | None:
        return self.demand_eqtype_diag(Cause(span), expected, actual)

    def demand_suptype(self, span: Span, expected: k.Ty, actual: k.Ty) -> None:
        diag = self.demand_suptype_diag(span, expected, actual)
        if diag is not None:
            self.emit(diag)

    def demand_coerce(
        self,
        expr: Any,
        checked: k.Ty,
        expected: k.Ty,
        expected_ty_expr: Any = None,
        two_phase: bool = False,
        assign: Any = None,
        let: Any = None,
    ) -> k.Ty:
        """Coerces, or reports E0308; the type after it, an error type after an error."""
        made = self.coerce(expr, checked, expected, two_phase)
        if made is not None:
            return made
        terr = self.last_terr
        expected = self.resolve_with_pending(expected)
        checked = self.resolve_with_pending(checked)
        expr, expected_ty_expr = self.through_assert_eq(expr, expected_ty_expr)
        gap = call_gap(self, expr)
        if gap is not None:
            return self.not_modelled(gap, expr.span)
        diag = errors.report_mismatched_types(self, Cause(expr.span), expected, checked, terr)
        if diag is not None:
            errors.emit_coerce_suggestions(self, diag, expr, checked, expected, expected_ty_expr, assign=assign, let=let)
            self.emit(diag)
        self.tainted = True
        return i.ERROR

    def through_assert_eq(self, found: Any, expected: Any) -> tuple[Any, Any]:
        """The arguments of `assert_eq!` where its own comparison fails (rustc's `adjust_expr_for_assert_eq_macro`)."""
        pair = [self.assert_operand(side) for side in (found, expected)]
        return (pair[0], pair[1]) if pair[0] is not None and pair[1] is not None else (found, expected)

    def assert_operand(self, side: Any) -> ast.Expr | None:
        if not (
            self.assert_operands and isinstance(side, ast.UnaryExpr) and side.op == "*" and isinstance(side.expr, ast.PathExpr)
        ):
            return None
        res = self.tcx.full_res(side.expr.path)
        return self.assert_operands.get(res.binding) if isinstance(res, LocalRes) else None

    def check_stability(self, def_id: DefId, span: Span) -> None:
        """E0658 where the program names what the library has not made stable."""
        if self.root >= self.tcx.base and def_id < self.tcx.base:
            found = stability.unstable_item(self.tcx, def_id)
            if found is not None:
                stability.report(self.tcx, found, self.tcx.item_name(def_id), span)

    # -- obligations --

    def register(self, predicate: Any, cause: o.Cause) -> None:
        """Has to hold: a `Binder` of a predicate, or a predicate kind without bound variables."""
        if type(predicate) is not k.Binder:
            predicate = self.tcx.binder(predicate)
        if predicate.flags & k.HAS_ERROR and predicate_has_error(predicate):
            return
        self.fulfillment.register_obligation(o.Obligation(predicate, self.param_env, cause))

    def register_predicates(self, obligations: Any) -> None:
        for obligation in obligations:
            self.fulfillment.register_obligation(obligation)

    def register_bound(self, ty: k.Ty, trait: DefId, cause: o.Cause) -> None:
        if ty.flags & k.HAS_ERROR:
            return
        self.register(self.tcx.trait_predicate(self.tcx.trait_ref(trait, (ty,))), cause)

    def select_where_possible(self, adjust: Any = None) -> None:
        """Proves what can be proven; errors are reported, `adjust` may move them first."""
        found = self.fulfillment.select_where_possible()
        if found:
            if adjust is not None:
                adjust(found)
            errors_traits.report_fulfillment_errors(self, found)

    def obligations_may_hold(self, obligations: list[Any]) -> bool:
        return all(evaluate(self.infcx, each.param_env, each.predicate) <= AMBIG for each in obligations)

    def trait_holds(self, trait: DefId | None, ty: k.Ty, *args: Any) -> bool:
        """Whether `ty: Trait<args>` holds now, regions aside."""
        if trait is None:
            return False
        predicate = self.tcx.binder(self.tcx.trait_predicate(self.tcx.trait_ref(trait, (ty, *args))))
        return predicate_must_hold(self.infcx, self.param_env, predicate)

    def trait_may_hold(self, trait: DefId | None, ty: k.Ty, *args: Any) -> bool:
        if trait is None:
            return False
        predicate = self.tcx.binder(self.tcx.trait_predicate(self.tcx.trait_ref(trait, (ty, *args))))
        return predicate_may_hold(self.infcx, self.param_env, predicate)

    def is_copy(self, ty: k.Ty) -> bool:
        ty = self.resolve(ty)
        return self.trait_holds(self.tcx.lang_item("copy"), ty)

    def is_sized(self, ty: k.Ty) -> bool:
        return self.trait_holds(self.tcx.lang_item("sized"), self.resolve(ty))

    def require_type_is_sized(self, ty: k.Ty, span: Span, code: str, data: Any = None) -> None:
        if self.trivially_sized(ty):
            return
        sized = self.tcx.lang_item("sized")
        if sized is not None:
            self.register_bound(ty, sized, self.cause(span, o.Labelled(code, data)))

    def require_type_is_sized_deferred(self, ty: k.Ty, span: Span, code: str, data: Any = None) -> None:
        """As above, but asked last, when the type is known."""
        if not self.trivially_sized(ty):
            self.deferred_sized.append((ty, span, o.Labelled(code, data)))

    def trivially_sized(self, ty: k.Ty) -> bool:
        ty = self.shallow(ty)
        if isinstance(
            ty,
            (
                k.IntTy,
                k.FloatTy,
                k.BoolTy,
                k.CharTy,
                k.NeverTy,
                k.RefTy,
                k.RawPtrTy,
                k.FnDefTy,
                k.FnPtrTy,
                k.ClosureTy,
                k.ErrorTy,
            ),
        ):
            return True
        if isinstance(ty, k.InferTy):
            return ty.kind != "ty"
        if isinstance(ty, k.TupleTy):
            return not ty.elems
        if isinstance(ty, k.AdtTy):
            return builtin.adt_sized_constraint(self.tcx, ty.def_id) is None
        return False

    def normalize(self, span: Span, value: Any, cause: o.Cause | None = None) -> Any:
        """`value` with its projections replaced by what they are, or by variables with obligations."""
        if not value.flags & k.HAS_ALIAS:
            return value
        out: list[Any] = []
        made = normalize(self.selcx, self.param_env, cause or self.cause(span), value, out)
        self.register_predicates(out)
        return made

    def add_obligations_for_item(self, expr: Any, span: Span, def_id: DefId, args: k.GenericArgs) -> None:
        """The bounds of `def_id` hold for `args`."""
        tcx = self.tcx
        for index, (clause, where) in enumerate(predicates_with_spans(tcx, def_id)):
            value = clause.value
            if isinstance(value, (k.RegionOutlives, k.TypeOutlives)):
                continue
            predicate = tcx.erase_regions(tcx.subst(clause, args))
            if type(predicate.value) is k.TraitPredicate and predicate.value.trait_ref.def_id == tcx.lang_items.get("sized"):
                if self.trivially_sized(predicate.value.trait_ref.args[0]):
                    continue
            code = o.WhereClauseInExpr(def_id, where, expr, index) if expr is not None else o.WhereClause(def_id, where)
            cause = self.cause(span, code)
            self.register(self.normalize(span, predicate, cause), cause)

    # -- kinds of types --

    def is_integral(self, ty: k.Ty) -> bool:
        return isinstance(ty, k.IntTy) or isinstance(ty, k.InferTy) and ty.kind == "int"

    def is_fp(self, ty: k.Ty) -> bool:
        return isinstance(ty, k.FloatTy) or isinstance(ty, k.InferTy) and ty.kind == "float"

    def is_numeric(self, ty: k.Ty) -> bool:
        return self.is_integral(ty) or self.is_fp(ty)

    def struct_tail(self, ty: k.Ty) -> k.Ty:
        """The last field of the last field and so on: what decides whether a type is unsized, and how."""
        for _ in range(32):
            ty = self.try_structurally_resolve(ty)
            match ty:
                case k.AdtTy():
                    adt = self.tcx.adt_def(ty.def_id)
                    if adt.kind != "struct" or not adt.variants[0].fields:
                        return ty
                    if builtin.adt_sized_constraint(self.tcx, ty.def_id) is None:
                        return ty
                    ty = self.field_ty(adt.variants[0].fields[-1], ty.args)
                case k.TupleTy(elems=elems) if elems:
                    ty = elems[-1]
                case _:
                    return ty
        return ty

    def field_ty(self, field: Any, args: k.GenericArgs, span: Span = DUMMY_SP) -> k.Ty:
        ty = self.tcx.type_of(field.def_id)
        if not ty.flags & (k.HAS_PARAM | k.HAS_ALIAS | k.HAS_FREE_REGIONS):
            return ty
        if ty.flags & k.HAS_ERROR:
            self.signature_error = True
        return self.normalize(span, self.tcx.erase_regions(self.tcx.subst(ty, args)))

    def variant_field_tys(self, variant: Any, ty: k.Ty) -> list[k.Ty]:
        args = ty.args if isinstance(ty, k.AdtTy) else ()
        return [self.field_ty(field, args) for field in variant.fields]

    def variant_of_ctor(self, ctor: DefId) -> Any:
        """The `VariantDef` that the constructor `ctor` makes."""
        parent = self.tcx.parent(ctor)
        if self.tcx.def_kind(parent) == "variant":
            adt = self.tcx.adt_def(self.tcx.parent(parent))
            return next(v for v in adt.variants if v.def_id == parent)
        return self.tcx.adt_def(parent).variants[0]

    def fn_sig_of(self, ty: k.Ty, span: Span = DUMMY_SP) -> k.FnSig:
        """The signature of a function item or pointer, normalised, with its late-bound regions erased."""
        sig = builtin.fn_sig_of(self.tcx, ty)
        if sig.flags & k.HAS_ERROR:
            self.signature_error = True
        return self.normalize(span, self.tcx.erase_regions(self.tcx.instantiate_erased(sig)))

    def poly_fn_sig_of(self, ty: k.Ty) -> k.Binder:
        return self.normalize(DUMMY_SP, self.tcx.erase_regions(builtin.fn_sig_of(self.tcx, ty)))

    # -- locals --

    def local_ty_of(self, pat: ast.IdentPat) -> k.Ty:
        found = self.locals.get(pat)
        if found is None:
            found = self.locals[pat] = self.next_ty_var(pat.span)
            param = self.outermost_param
            if param is not None:
                self.require_type_is_sized(found, param.ty.span, "SizedArgumentType", param)
            else:
                self.require_type_is_sized(found, pat.ident.span, "VariableType", pat)
        return found

    def local_ty(self, binding: ast.IdentPat, span: Span) -> k.Ty:
        binding = self.tcx.variable_of(binding)
        found = self.locals.get(binding)
        if found is None:
            # Its declaration was not checked because of an error.
            self.tainted = True
            return i.ERROR
        return found

    def overwrite_if_error(self, ty: k.Ty) -> None:
        self.infcx.eq(self.param_env, self.cause(DUMMY_SP), ty, i.ERROR)

    # -- visibility --

    def module_of(self, def_id: DefId) -> DefId:
        at: DefId | None = def_id
        while at is not None and self.tcx.def_kind(at) != "mod":
            at = self.tcx.parent(at)
        return at if at is not None else def_id

    def is_accessible(self, vis: DefId | None) -> bool:
        """Whether something visible within the module `vis` (None: everywhere) is visible in this body."""
        if vis is None:
            return True
        at: DefId | None = self.module
        while at is not None:
            if at == vis:
                return True
            at = self.tcx.parent(at)
        return False

    # -- writing results --

    def write_ty(self, node: Any, ty: k.Ty) -> None:
        self.results.types[node] = ty
        if ty is i.ERROR:
            self.tainted = True

    def apply_never_to_any(self, expr: Any, target: k.Ty) -> None:
        self.apply_adjustments(expr, [r.Adjustment(r.NeverToAny(), target)])

    def apply_adjustments(self, expr: Any, steps: list[r.Adjustment]) -> None:
        """Adds to what was decided before; a reborrow followed by a dereference is forgotten."""
        if not steps:
            return
        self.add_adjustments(expr, steps)
        self.diverging_type_vars.extend(s.target for s in steps if type(s.kind) is r.NeverToAny and self.is_ty_var(s.target))
        if any(isinstance(step.kind, r.Borrow) and step.kind.mutbl == "mut" for step in steps):
            # `&mut place` in all but name: overloaded steps on the way are taken mutably.
            self.convert_place_derefs_to_mutable(expr)

    def add_adjustments(self, expr: Any, steps: list[r.Adjustment]) -> None:
        table = self.results.adjustments
        before = table.get(expr)
        if before:
            if isinstance(before[0].kind, r.NeverToAny):
                table[expr] = (r.Adjustment(before[0].kind, steps[-1].target),)
                return
            if isinstance(steps[0].kind, r.NeverToAny):
                return
        table[expr] = tuple(steps)

    def has_deref_adjustment(self, expr: Any) -> bool:
        return any(isinstance(step.kind, r.Deref) for step in self.results.adjustments.get(expr, ()))

    def check_repeat_exprs(self) -> None:
        """`[x; n]` copies `x`, unless `n` is at most 1 or `x` is a constant."""
        copy = self.tcx.lang_item("copy")
        for expr, element, count in self.deferred_repeat_checks:
            count = self.resolve_const(count)
            if isinstance(count, k.ValueConst) and count.value <= 1 or self.is_const_operand(expr.elem):
                continue
            if copy is not None:
                self.register_bound(
                    self.resolve(element), copy, self.cause(expr.elem.span, o.Labelled("RepeatElementCopy", expr))
                )

    def is_const_operand(self, expr: ast.Expr) -> bool:
        if isinstance(expr, ast.ConstBlockExpr):
            return True
        if isinstance(expr, ast.PathExpr):
            res = self.results.node_res.get(expr) or self.tcx.full_res(expr.path)
            return getattr(res, "kind", None) in ("const", "assoc const", "anon const")
        return False

    def param_span(self, ty: k.ParamTy) -> Span | None:
        """Where a type parameter is declared."""
        at: DefId | None = self.root
        while at is not None:
            generics = self.tcx.generics_of(at)
            for param in generics.params:
                if param.index == ty.index and param.name == ty.name:
                    return self.tcx.ident_span(param.def_id)
            at = generics.parent
        return None

    # -- reporting --

    def emit(self, diag: Diag | None) -> None:
        if diag is None:
            self.tainted = True
            return
        if "<'_" in str(diag.message) and self.names_lifetimes():
            diag.not_modelled("the lifetimes in a type")
        self.tcx.emit(diag, self.root)
        if diag.level == "error":
            self.tainted = True

    def names_lifetimes(self) -> bool:
        """Whether a parameter's type has a lifetime with a name, which rustc may print and type checking erased."""
        if self.tcx.def_kind(self.root) not in ("fn", "assoc fn"):
            return False
        sig = self.tcx.instantiate(self.tcx.fn_sig(self.root), lambda var: self.tcx.re_late(self.root, var))
        return any(errors.mentions_lifetime(self.tcx, ty) for ty in sig.inputs)

    def lint(self, name: str, node: Any, diag: Diag) -> None:
        """A lint of this body; its level is found where lints are collected."""
        self.tcx.emit(diag)

    def not_modelled(self, what: str, span: Span) -> k.Ty:
        """Gives up on a construct: the error type, and an unsupported program."""
        self.tcx.unsupported(what, span, self.root)
        self.tainted = True
        return i.ERROR

    def warn_if_unreachable(self, node: Any, span: Span, kind: str) -> None:
        """`unreachable_code`, once for each place after which nothing runs."""
        state = self.diverges
        if state.level != 1 or state.span is None:
            return
        if span.ctxt is not None and (span.ctxt.kind == "desugaring" and span.ctxt.name in ("CondTemporary", "Async", "Await")):
            return
        self.diverges = WARNED_ALWAYS
        errors.unreachable_code(self, node, span, kind, state)


def predicate_has_error(predicate: k.Binder) -> bool:
    return bool(predicate.flags & k.HAS_ERROR)


def _has_type_params(tcx: Any, def_id: Any) -> bool:
    at = def_id
    while at is not None:
        generics = tcx.generics_of(at)
        if any(param.kind == "type" for param in generics.params):
            return True
        at = generics.parent
    return False
