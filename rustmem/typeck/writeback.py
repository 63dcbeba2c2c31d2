"""The results with every inference variable resolved (rustc's `writeback`)."""

from __future__ import annotations

from typing import Any

from rustmem.source.index import DefId
from rustmem.syntax import ast
from rustmem.ty import intern as i
from rustmem.ty import kind as k
from rustmem.typeck import errors_traits
from rustmem.typeck import results as r
from rustmem.typeck.ops import COMPARISONS
from rustmem.typeck.upvar import KIND_NAMES, ClosureAnalysis, capture_mutability, captured_ty


class Writeback:
    """One pass over the results of one body."""

    def __init__(self, fcx: Any, analyses: dict[DefId, ClosureAnalysis]) -> None:
        self.fcx = fcx
        self.tcx = fcx.tcx
        self.results: r.TypeckResults = fcx.results
        self.analyses = analyses
        self.reported = False

    def run(self) -> r.TypeckResults:
        fcx, results = self.fcx, self.results
        self.fix_builtin()
        if fcx.tainted:
            results.tainted = True
        for node, ty in results.types.items():
            if ty.flags & k.HAS_INFER:
                results.types[node] = self.full(ty, node)
        for pat, ty in results.pat_types.items():
            if ty.flags & k.HAS_INFER:
                results.pat_types[pat] = self.full(ty, pat)
        for pat, tys in results.pat_adjustments.items():
            results.pat_adjustments[pat] = tuple(self.full(ty, pat) for ty in tys)
        for pat, ty in fcx.locals.items():
            results.locals[pat] = self.full(ty, pat)
        for expr, steps in results.adjustments.items():
            if any(step.target.flags & k.HAS_INFER for step in steps):
                results.adjustments[expr] = tuple(r.Adjustment(step.kind, self.full(step.target, expr)) for step in steps)
        for expr, (def_id, args) in results.callees.items():
            results.callees[expr] = (def_id, self.args(args, expr))
        for node, args in results.node_args.items():
            results.node_args[node] = self.args(args, node)
        for expr, tys in results.fru_field_types.items():
            results.fru_field_types[expr] = tuple(self.full(ty, expr) for ty in tys)
        for node, user in results.user_types.items():
            if user.inferred_ty is not None:
                results.user_types[node] = r.UserTy(user.ty, user.span, self.full(user.inferred_ty, node))
        inline = results.extra.get("inline_consts")
        if inline:
            for def_id, ty in inline.items():
                inline[def_id] = self.full(ty, None)
        self.write_opaque_types()
        for analysis in self.analyses.values():
            results.closures[analysis.def_id] = self.closure_data(analysis)
        if fcx.tainted:
            results.tainted = True
        return results

    # -- resolving --

    def full(self, value: Any, node: Any) -> Any:
        if not value.flags & k.HAS_INFER:
            return value
        missing: list[Any] = []
        made = self.fcx.infcx.fully_resolve(value, missing)
        if missing:
            self.report(missing[0], node)
        return made

    def args(self, args: k.GenericArgs, node: Any) -> k.GenericArgs:
        for arg in args:
            if arg.flags & k.HAS_INFER:
                return tuple(self.full(a, node) for a in args)
        return args

    def report(self, var: Any, node: Any) -> None:
        """A variable that nothing decided: E0282, once."""
        if self.reported or self.fcx.tainted:
            return
        self.reported = True
        span = getattr(node, "span", None)
        if span is None:
            span = self.fcx.infcx.var_origin(var).span if isinstance(var, k.InferTy) else self.fcx.tcx.def_span(self.fcx.root)
        errors_traits.emit_inference_failure(self.fcx, span, var, "E0282")
        self.fcx.tainted = True

    # -- built-in operators --

    def fix_builtin(self) -> None:
        """Operators on scalars are no calls: the method is forgotten, and the autoref with it."""
        fcx, results = self.fcx, self.results
        for expr in list(results.callees):
            match expr:
                case ast.UnaryExpr(op=op, expr=inner) if op != "*":
                    if fcx.is_scalar(fcx.resolve(results.types[inner])):
                        del results.callees[expr]
                case ast.BinaryExpr(op=op, left=left, right=right):
                    if self.both_scalar(left, right):
                        del results.callees[expr]
                        if op in COMPARISONS:
                            self.pop_adjustment(left)
                            self.pop_adjustment(right)
                case ast.AssignOpExpr(left=left, right=right):
                    if self.both_scalar(left, right):
                        del results.callees[expr]
                        self.pop_adjustment(left)
                case ast.IndexExpr(expr=base, index=index):
                    self.fix_index(expr, base, index)

    def both_scalar(self, left: ast.Expr, right: ast.Expr) -> bool:
        fcx, types = self.fcx, self.results.types
        return fcx.is_scalar(fcx.resolve(types[left])) and fcx.is_scalar(fcx.resolve(types[right]))

    def fix_index(self, expr: ast.IndexExpr, base: ast.Expr, index: ast.Expr) -> None:
        fcx, results = self.fcx, self.results
        base_ty = fcx.resolve(results.expr_ty_adjusted(base))
        if not isinstance(base_ty, k.RefTy):
            return
        inner = fcx.resolve(base_ty.ty)
        index_ty = fcx.resolve(results.expr_ty_adjusted(index))
        if not isinstance(inner, (k.ArrayTy, k.SliceTy)) or index_ty is not i.USIZE:
            return
        del results.callees[expr]
        steps = list(results.adjustments.get(base, ()))
        if steps:
            last = steps.pop()
            if isinstance(last.kind, r.Pointer) and last.kind.cast == "Unsize" and steps:
                steps.pop()
            self.set_steps(base, steps)

    def pop_adjustment(self, expr: ast.Expr) -> None:
        steps = self.results.adjustments.get(expr)
        if steps:
            self.set_steps(expr, list(steps[:-1]))

    def set_steps(self, expr: ast.Expr, steps: list[r.Adjustment]) -> None:
        if steps:
            self.results.adjustments[expr] = tuple(steps)
        else:
            self.results.adjustments.pop(expr, None)

    # -- closures --

    def closure_data(self, analysis: ClosureAnalysis) -> r.ClosureData:
        fcx = self.fcx
        ty = self.full(fcx.results.types[analysis.expr], analysis.expr)
        sig = ty.args[-2].sig if isinstance(ty, k.ClosureTy) else None
        captures = []
        for group in analysis.min_captures.values():
            for capture in group:
                place = capture.place
                captures.append(
                    r.CapturedPlace(
                        place.variable, self.full(place.base_ty, None), self.projections(place), capture.kind,
                        capture_mutability(fcx.results, fcx, place), capture.kind_expr, capture.path_expr,
                        self.full(captured_ty(fcx, capture), None),
                    )
                )  # fmt: skip
        reads = tuple((self.as_captured(place), cause, node) for place, cause, node in analysis.fake_reads)
        origin = analysis.origin
        kind_origin = None if origin is None else (origin[0], self.as_captured(origin[1]))
        kind = analysis.kind
        if isinstance(ty, k.ClosureTy):
            kind = {i.I8: 0, i.I16: 1, i.I32: 2}.get(ty.args[-3], kind)
        return r.ClosureData(analysis.def_id, analysis.expr, KIND_NAMES[kind], kind_origin, sig, tuple(captures), reads)

    def projections(self, place: Any) -> tuple[r.Projection, ...]:
        return tuple(r.Projection(p.kind, self.full(p.ty, None), p.field, p.variant) for p in place.projections)

    def as_captured(self, place: Any) -> r.CapturedPlace:
        ty = self.full(place.ty, None)
        return r.CapturedPlace(
            place.variable, self.full(place.base_ty, None), self.projections(place), "shared", "not", None, None, ty
        )

    # -- opaque types --

    def write_opaque_types(self) -> None:
        """The hidden types of `impl Trait` that this body defines, in terms of the opaque's own parameters."""
        fcx = self.fcx
        for alias, hidden in fcx.infcx.opaque_types.items():
            ty = self.full(hidden, None)
            if ty is i.ERROR:
                fcx.tainted = True
                continue
            self.results.concrete_opaque_types.setdefault(alias.def_id, self.in_terms_of(alias, ty))

    def in_terms_of(self, alias: k.AliasTy, ty: k.Ty) -> k.Ty:
        """Types in the body use the function's parameters; the opaque type has copies of them, in order."""
        identity = self.tcx.identity_args(alias.def_id)
        table = {}
        for written, own in zip(alias.args, identity):
            if isinstance(written, (k.ParamTy, k.ParamConst)) and written is not own:
                table[written] = own
        if not table:
            return ty
        return self.tcx.fold(ty, k.HAS_TY_PARAM | k.HAS_CT_PARAM, lambda part, _: table.get(part, part))
