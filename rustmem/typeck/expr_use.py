"""How expressions use places: moves, copies, borrows, writes (rustc's `ExprUseVisitor`), and what place an expression is."""

from __future__ import annotations

from typing import Any

from rustmem.syntax import ast
from rustmem.ty import defs as d
from rustmem.ty import intern as i
from rustmem.ty import kind as k
from rustmem.typeck import results as r
from rustmem.typeck.autoderef import builtin_deref


class Place:
    """`base` with projections. `base` is `upvar`, `local`, `rvalue` or `static`; `node` is the expression it stands for."""

    __slots__ = ("base", "variable", "base_ty", "projections", "node")

    def __init__(self, base: str, variable: Any, base_ty: k.Ty, projections: tuple[r.Projection, ...], node: Any) -> None:
        self.base = base
        self.variable = variable
        self.base_ty = base_ty
        self.projections = projections
        self.node = node

    @property
    def ty(self) -> k.Ty:
        return self.projections[-1].ty if self.projections else self.base_ty

    def ty_before(self, index: int) -> k.Ty:
        """The type that projection number `index` is applied to."""
        return self.projections[index - 1].ty if index else self.base_ty

    def project(self, node: Any, projection: r.Projection) -> Place:
        return Place(self.base, self.variable, self.base_ty, (*self.projections, projection), node)

    def truncated(self, length: int) -> Place:
        return Place(self.base, self.variable, self.base_ty, self.projections[:length], self.node)

    def deref_tys(self) -> list[k.Ty]:
        """The pointer types that are dereferenced, outermost first."""
        return [self.ty_before(at) for at in range(len(self.projections) - 1, -1, -1) if self.projections[at].kind == "deref"]


class ExprUseVisitor:
    """Walks a body and tells `delegate` of every use: `consume`, `copy`, `borrow`, `mutate`, `fake_read`."""

    def __init__(self, fcx: Any, delegate: Any, upvars: Any, closure: Any, closures: Any) -> None:
        self.fcx = fcx
        self.tcx = fcx.tcx
        self.results: r.TypeckResults = fcx.results
        self.delegate = delegate
        self.upvars = upvars
        """The variables from outside the closure that it mentions."""
        self.closure = closure
        self.closures = closures
        """Captures and fake reads of the closures analysed so far, by DefId."""

    # -- types --

    def expr_ty(self, expr: Any) -> k.Ty:
        return self.fcx.resolve(self.results.types.get(expr, i.ERROR))

    def expr_ty_adjusted(self, expr: Any) -> k.Ty:
        steps = self.results.adjustments.get(expr)
        return self.fcx.resolve(steps[-1].target) if steps else self.expr_ty(expr)

    def pat_ty_unadjusted(self, pat: Any) -> k.Ty:
        return self.fcx.resolve(self.results.pat_types.get(pat, i.ERROR))

    def pat_ty_adjusted(self, pat: Any) -> k.Ty:
        """The type of the value that `pat` is matched with, before implicit dereferences."""
        steps = self.results.pat_adjustments.get(pat)
        return self.fcx.resolve(steps[0]) if steps else self.pat_ty_of_value(pat)

    def pat_ty_of_value(self, pat: Any) -> k.Ty:
        ty = self.pat_ty_unadjusted(pat)
        if isinstance(pat, ast.IdentPat):
            mode = self.results.pat_binding_modes.get(pat)
            # A `ref` binding's own type is the reference; what it matches is the referent.
            if mode is not None and mode[0] is not None and isinstance(ty, k.RefTy):
                return self.fcx.resolve(ty.ty)
        return ty

    # -- bodies --

    def consume_body(self, params: tuple[ast.Param, ...], value: Any) -> None:
        for param in params:
            place = Place("rvalue", None, self.pat_ty_adjusted(param.pat), (), param)
            self.walk_irrefutable_pat(place, param.pat)
        self.consume_expr(value)

    def consume_or_copy(self, place: Place, node: Any) -> None:
        if self.fcx.is_copy(place.ty):
            self.delegate.copy(place, node)
        else:
            self.delegate.consume(place, node)

    def consume_exprs(self, exprs: Any) -> None:
        for expr in exprs:
            self.consume_expr(expr)

    def consume_expr(self, expr: Any) -> None:
        place = self.cat_expr(expr)
        self.consume_or_copy(place, place.node)
        self.walk_expr(expr)

    def mutate_expr(self, expr: ast.Expr) -> None:
        place = self.cat_expr(expr)
        self.delegate.mutate(place, place.node)
        self.walk_expr(expr)

    def borrow_expr(self, expr: ast.Expr, kind: str) -> None:
        place = self.cat_expr(expr)
        self.delegate.borrow(place, place.node, kind)
        self.walk_expr(expr)

    # -- expressions --

    def walk_expr(self, expr: Any) -> None:
        self.walk_adjustment(expr)
        match expr:
            case ast.PathExpr() | ast.LitExpr():
                pass
            case ast.UnaryExpr(op="*", expr=inner) | ast.FieldExpr(expr=inner) | ast.TypeAscriptionExpr(expr=inner):
                self.walk_expr(inner)
            case ast.IndexExpr(expr=base, index=index):
                self.walk_expr(base)
                self.consume_expr(index)
            case ast.CallExpr(func=func, args=args):
                self.consume_expr(func)
                self.consume_exprs(args)
            case ast.MethodCallExpr(receiver=receiver, args=args):
                self.consume_expr(receiver)
                self.consume_exprs(args)
            case ast.StructExpr():
                self.walk_struct_expr(expr)
            case ast.TupExpr(elems=elems) | ast.ArrayExpr(elems=elems):
                self.consume_exprs(elems)
            case ast.IfExpr(cond=cond, then=then, orelse=orelse):
                self.consume_expr(cond)
                self.consume_expr(then)
                if orelse is not None:
                    self.consume_expr(orelse)
            case ast.LetExpr(expr=init, pat=pat):
                self.walk_local(init, pat, None, True)
            case ast.MatchExpr():
                self.walk_match(expr)
            case ast.AddrOfExpr(expr=base, mutbl=mutbl):
                self.borrow_expr(base, "mut" if mutbl == "mut" else "shared")
            case ast.LoopExpr(body=block):
                self.walk_block(block)
            case ast.Block():
                self.walk_block(expr)
            case ast.BlockExpr(block=block):
                self.walk_block(block)
            case (
                ast.UnaryExpr(expr=inner) | ast.CastExpr(expr=inner) | ast.DropTempsExpr(expr=inner) | ast.RepeatExpr(elem=inner)
            ):
                self.consume_expr(inner)
            case ast.BinaryExpr(left=left, right=right):
                self.consume_expr(left)
                self.consume_expr(right)
            case ast.BreakExpr(expr=inner) | ast.ReturnExpr(expr=inner):
                if inner is not None:
                    self.consume_expr(inner)
            case ast.AssignExpr(left=left, right=right):
                self.mutate_expr(left)
                self.consume_expr(right)
            case ast.AssignOpExpr(left=left, right=right):
                if self.is_method_call(expr):
                    self.consume_expr(left)
                else:
                    self.mutate_expr(left)
                self.consume_expr(right)
            case ast.ClosureExpr():
                self.walk_captures(expr)

    def is_method_call(self, expr: ast.Expr) -> bool:
        """Whether an operator is (still recorded as) overloaded."""
        return expr in self.results.callees

    def walk_struct_expr(self, expr: ast.StructExpr) -> None:
        for field in expr.fields:
            self.consume_expr(field.expr)
        base = expr.rest
        if not isinstance(base, ast.Expr):
            return
        place = self.cat_expr(base)
        ty = place.ty
        if isinstance(ty, k.AdtTy):
            adt = self.tcx.adt_def(ty.def_id)
            used = {self.results.field_indices.get(field) for field in expr.fields}
            for at, field in enumerate(adt.variants[0].fields):
                if at not in used:
                    field_ty = self.fcx.resolve(self.fcx.field_ty(field, ty.args))
                    self.consume_or_copy(place.project(base, r.Projection("field", field_ty, at, 0)), base)
        self.walk_expr(base)

    def walk_block(self, block: ast.Block) -> None:
        for stmt in block.stmts:
            match stmt:
                case ast.LetStmt(init=init, pat=pat, orelse=orelse) if init is not None:
                    self.walk_local(init, pat, orelse, False)
                case ast.ExprStmt(expr=expr) | ast.SemiStmt(expr=expr):
                    self.consume_expr(expr)
        if block.expr is not None:
            self.consume_expr(block.expr)

    def walk_local(self, init: ast.Expr, pat: ast.Pat, orelse: ast.Block | None, borrow: bool) -> None:
        self.walk_expr(init)
        place = self.cat_expr(init)
        if borrow:
            self.borrow_expr(init, "shared")
        if orelse is not None:
            self.maybe_read_scrutinee(init, place, [pat])
            self.walk_block(orelse)
        self.walk_irrefutable_pat(place, pat)

    def walk_match(self, expr: ast.MatchExpr) -> None:
        place = self.cat_expr(expr.scrutinee)
        self.maybe_read_scrutinee(expr.scrutinee, place, [arm.pat for arm in expr.arms])
        for arm in expr.arms:
            self.delegate.fake_read(place, "ForMatchedPlace", place.node)
            self.walk_pat(place, arm.pat, arm.guard is not None)
            if arm.guard is not None:
                self.consume_expr(arm.guard)
            if arm.body is not None:
                self.consume_expr(arm.body)

    def maybe_read_scrutinee(self, scrutinee: ast.Expr, place: Place, pats: list[ast.Pat]) -> None:
        """A scrutinee is read if some pattern must look at it."""
        needed = False

        def visit(at: Place, pat: ast.Pat) -> None:
            nonlocal needed
            needed = needed or self.pattern_reads(at, pat)

        for pat in pats:
            self.cat_pattern(place, pat, visit)
        if needed:
            self.borrow_expr(scrutinee, "shared")
        else:
            self.delegate.fake_read(place, "ForMatchedPlace", place.node)
            self.walk_expr(scrutinee)

    def pattern_reads(self, place: Place, pat: ast.Pat) -> bool:
        match pat:
            case ast.IdentPat() if self.tcx.res_of(pat) is not None:
                return self.path_reads(place, self.tcx.res_of(pat).base)
            case ast.IdentPat(sub=sub):
                return sub is None
            case ast.PathPat():
                res = self.results.node_res.get(pat) or self.tcx.full_res(pat.path)
                return self.path_reads(place, res)
            case ast.TupleStructPat() | ast.StructPat():
                return self.is_multivariant(place.ty)
            case ast.LitPat() | ast.RangePat():
                return True
            case ast.SlicePat(elems=elems):
                if len(elems) == 1 and (
                    isinstance(elems[0], ast.RestPat) or isinstance(getattr(elems[0], "sub", None), ast.RestPat)
                ):
                    return False
                return not isinstance(place.ty, k.ArrayTy)
            case ast.NeverPat():
                return True
        return False

    def path_reads(self, place: Place, res: Any) -> bool:
        if isinstance(res, d.DefRes) and res.kind in ("const", "assoc const", "static"):
            return True
        return self.is_multivariant(place.ty)

    def is_multivariant(self, ty: k.Ty) -> bool:
        return isinstance(ty, k.AdtTy) and len(self.tcx.adt_def(ty.def_id).variants) > 1

    def walk_irrefutable_pat(self, place: Place, pat: ast.Pat) -> None:
        self.delegate.fake_read(place, "ForLet", place.node)
        self.walk_pat(place, pat, False)

    def walk_pat(self, scrutinee: Place, pat: ast.Pat, has_guard: bool) -> None:
        def visit(place: Place, at: ast.Pat) -> None:
            if not isinstance(at, ast.IdentPat) or self.tcx.res_of(at) is not None:
                return
            mode = self.results.pat_binding_modes.get(at)
            if mode is None:
                return
            if has_guard:
                self.delegate.borrow(place, scrutinee.node, "shared")
            if mode[0] is not None:
                self.delegate.borrow(place, scrutinee.node, "mut" if mode[0] == "mut" else "shared")
            else:
                self.consume_or_copy(place, scrutinee.node)

        self.cat_pattern(scrutinee, pat, visit)

    # -- adjustments --

    def walk_adjustment(self, expr: Any) -> None:
        steps = self.results.adjustments.get(expr)
        if not steps:
            return
        place = self.cat_expr_unadjusted(expr)
        for step in steps:
            kind = step.kind
            if isinstance(kind, (r.NeverToAny, r.Pointer)):
                self.consume_or_copy(place, place.node)
            elif isinstance(kind, r.Deref):
                if kind.overloaded is not None:
                    self.delegate.borrow(place, place.node, "mut" if kind.overloaded == "mut" else "shared")
            elif isinstance(kind, (r.Borrow, r.RawBorrow)):
                self.delegate.borrow(place, place.node, "mut" if kind.mutbl == "mut" else "shared")
            place = self.cat_step(expr, place, step)

    # -- closures inside --

    def walk_captures(self, expr: ast.ClosureExpr) -> None:
        """What an inner closure captures is used here."""
        def_id = self.results.closure_of.get(expr)
        found = self.closures.get(def_id)
        if found is None:
            return
        for place, cause, node in found.fake_reads:
            if self.upvars is None or place.variable not in self.upvars:
                if self.closure is not None:
                    continue
            self.delegate.fake_read(
                Place(self.base_of(place.variable), place.variable, place.base_ty, place.projections, node), cause, node
            )
        for captures in found.min_captures.values():
            for capture in captures:
                variable = capture.place.variable
                if self.closure is not None and (self.upvars is None or variable not in self.upvars):
                    continue
                node = capture.path_expr or capture.kind_expr or expr
                place = Place(self.base_of(variable), variable, capture.place.base_ty, capture.place.projections, node)
                if capture.kind == "value":
                    self.consume_or_copy(place, node)
                else:
                    self.delegate.borrow(place, node, capture.kind)

    def base_of(self, variable: Any) -> str:
        return "upvar" if self.upvars is not None and variable in self.upvars else "local"

    # -- categories (rustc's `MemCategorizationContext`) --

    def cat_expr(self, expr: Any) -> Place:
        steps = self.results.adjustments.get(expr)
        place = self.cat_expr_unadjusted(expr)
        if steps:
            for step in steps:
                place = self.cat_step(expr, place, step)
        return place

    def cat_step(self, expr: Any, place: Place, step: r.Adjustment) -> Place:
        target = self.fcx.resolve(step.target)
        kind = step.kind
        if isinstance(kind, r.Deref):
            if kind.overloaded is not None:
                place = Place("rvalue", None, self.tcx.ref(i.RE_ERASED, target, kind.overloaded), (), expr)
            return place.project(expr, r.Projection("deref", target))
        return Place("rvalue", None, target, (), expr)

    def cat_expr_unadjusted(self, expr: Any) -> Place:
        ty = self.expr_ty(expr)
        match expr:
            case ast.PathExpr():
                return self.cat_path(expr, ty)
            case ast.UnaryExpr(op="*", expr=base):
                if self.is_method_call(expr):
                    return self.cat_overloaded_place(expr, base, ty)
                return self.cat_deref(expr, self.cat_expr(base))
            case ast.FieldExpr(expr=base):
                index = self.results.field_indices.get(expr, 0)
                return self.cat_expr(base).project(expr, r.Projection("field", ty, index, 0))
            case ast.IndexExpr(expr=base):
                if self.is_method_call(expr):
                    return self.cat_overloaded_place(expr, base, ty)
                return self.cat_expr(base).project(expr, r.Projection("index", ty))
            case ast.TypeAscriptionExpr(expr=inner):
                return self.cat_expr(inner)
        return Place("rvalue", None, ty, (), expr)

    def cat_path(self, expr: ast.PathExpr, ty: k.Ty) -> Place:
        res = self.tcx.full_res(expr.path)
        if isinstance(res, d.LocalRes):
            variable = self.tcx.variable_of(res.binding)
            return Place(self.base_of(variable), variable, ty, (), expr)
        if isinstance(res, d.DefRes) and res.kind == "static":
            return Place("static", res.def_id, ty, (), expr)
        return Place("rvalue", None, ty, (), expr)

    def cat_overloaded_place(self, expr: ast.Expr, base: ast.Expr, ty: k.Ty) -> Place:
        base_ty = self.expr_ty_adjusted(base)
        mutbl = base_ty.mutbl if isinstance(base_ty, k.RefTy) else "not"
        made = Place("rvalue", None, self.tcx.ref(i.RE_ERASED, ty, mutbl), (), expr)
        return made.project(expr, r.Projection("deref", ty))

    def cat_deref(self, node: Any, place: Place) -> Place:
        inner = builtin_deref(self.tcx, place.ty, True)
        return place.project(node, r.Projection("deref", i.ERROR if inner is None else self.fcx.resolve(inner)))

    def cat_pattern(self, place: Place, pat: ast.Pat, visit: Any) -> None:
        for _ in self.results.pat_adjustments.get(pat, ()):
            place = self.cat_deref(pat, place)
        visit(place, pat)
        match pat:
            case ast.ParenPat(pat=inner):
                self.cat_pattern(place, inner, visit)
            case ast.TuplePat(elems=elems):
                total = len(place.ty.elems) if isinstance(place.ty, k.TupleTy) else len(elems)
                for index, sub in _numbered(elems, total):
                    self.cat_pattern(place.project(sub, r.Projection("field", self.pat_ty_adjusted(sub), index, 0)), sub, visit)
            case ast.TupleStructPat(elems=elems):
                variant = self.variant_index(pat, place.ty)
                total = self.field_count(place.ty, variant, len(elems))
                for index, sub in _numbered(elems, total):
                    self.cat_pattern(
                        place.project(sub, r.Projection("field", self.pat_ty_adjusted(sub), index, variant)), sub, visit
                    )
            case ast.StructPat(fields=fields):
                variant = self.variant_index(pat, place.ty)
                for field in fields:
                    index = self.results.field_indices.get(field, 0)
                    ty = self.pat_ty_adjusted(field.pat)
                    self.cat_pattern(place.project(field.pat, r.Projection("field", ty, index, variant)), field.pat, visit)
            case ast.OrPat(pats=pats):
                for each in pats:
                    self.cat_pattern(place, each, visit)
            case ast.IdentPat(sub=sub) if sub is not None and not isinstance(sub, ast.RestPat):
                self.cat_pattern(place, sub, visit)
            case ast.RefPat(pat=inner) | ast.BoxPat(pat=inner):
                self.cat_pattern(self.cat_deref(pat, place), inner, visit)
            case ast.SlicePat(elems=elems):
                self.cat_slice(place, elems, visit)

    def cat_slice(self, place: Place, elems: tuple[ast.Pat, ...], visit: Any) -> None:
        ty = place.ty
        element = ty.ty if isinstance(ty, (k.ArrayTy, k.SliceTy)) else i.ERROR
        for sub in elems:
            is_rest = isinstance(sub, ast.RestPat) or isinstance(getattr(sub, "sub", None), ast.RestPat)
            if is_rest:
                self.cat_pattern(place.project(sub, r.Projection("subslice", self.pat_ty_adjusted(sub))), sub, visit)
            else:
                self.cat_pattern(place.project(sub, r.Projection("index", self.fcx.resolve(element))), sub, visit)

    def variant_index(self, pat: Any, ty: k.Ty) -> int:
        if not isinstance(ty, k.AdtTy):
            return 0
        adt = self.tcx.adt_def(ty.def_id)
        if adt.kind != "enum":
            return 0
        res = self.results.node_res.get(pat) or self.tcx.full_res(pat.path)
        if isinstance(res, d.DefRes):
            target = self.tcx.parent(res.def_id) if res.kind == "ctor" else res.def_id
            for variant in adt.variants:
                if variant.def_id == target:
                    return variant.index
        return 0

    def field_count(self, ty: k.Ty, variant: int, default: int) -> int:
        if isinstance(ty, k.AdtTy):
            variants = self.tcx.adt_def(ty.def_id).variants
            if variant < len(variants):
                return len(variants[variant].fields)
        return default


def _numbered(elems: tuple[ast.Pat, ...], total: int) -> list[tuple[int, ast.Pat]]:
    """The patterns with the index of their field, given `..` somewhere."""
    made = []
    rest = next((at for at, p in enumerate(elems) if isinstance(p, ast.RestPat)), None)
    for at, pat in enumerate(elems):
        if isinstance(pat, ast.RestPat):
            continue
        made.append((at if rest is None or at < rest else total - (len(elems) - at), pat))
    return made
