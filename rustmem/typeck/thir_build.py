"""Builds the typed tree of a body: rustc's `rustc_mir_build::thir::cx`.

Adjustments become expressions, method calls and overloaded operators become calls, every expression is wrapped in
its scope. Patterns are in `thir_pats`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rustmem.source.index import DefId
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.traits.queries import normalize_erasing_regions
from rustmem.ty import intern
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt
from rustmem.ty.defs import DefRes, LocalRes, SelfCtorRes
from rustmem.typeck import results as r
from rustmem.typeck import thir as t
from rustmem.typeck.region_scope import BlockValue, ScopeTree, body_value, if_then_kind, peel
from rustmem.typeck.thir_pats import PatBuilder
from rustmem.typeck.thir_regions import WrittenRegions, only_static

BIN_OPS = {
    "+": "Add", "-": "Sub", "*": "Mul", "/": "Div", "%": "Rem", "^": "BitXor", "&": "BitAnd", "|": "BitOr",
    "<<": "Shl", ">>": "Shr", "==": "Eq", "<": "Lt", "<=": "Le", "!=": "Ne", ">=": "Ge", ">": "Gt",
}  # fmt: skip
_CAPTURE_BORROW: dict[str, t.BorrowKind] = {"shared": "shared", "unique": "closure capture mut", "mut": "mut"}


def thir_body(tcx: TyCtxt, def_id: DefId) -> t.Thir | None:
    """The provider of the query: the typed tree of a body owner, closure or inline constant; None if it did not
    type-check."""
    results: r.TypeckResults = tcx.typeck(def_id)
    if results is None or results.tainted:
        return None
    if getattr(tcx.hir(def_id), "expr", tcx) is None:
        return None  # a trait's constant without a default
    return ThirBuilder(tcx, def_id, results).build()


class ThirBuilder(PatBuilder):
    """Builds one body's tree."""

    def __init__(self, tcx: TyCtxt, def_id: DefId, results: r.TypeckResults) -> None:
        super().__init__(tcx, def_id, results)
        self.tree: ScopeTree = tcx.region_scope_tree(def_id)
        self.is_closure = tcx.def_kind(def_id) == "closure"
        self.upvars: Any = tcx.upvars_mentioned(def_id) if self.is_closure else None
        self.adjustment_span: tuple[Any, Span] | None = None
        self.parent_cast: ast.CastExpr | None = None
        self.regions = WrittenRegions(tcx, def_id, results)

    # -- bodies --

    def build(self) -> t.Thir:
        tcx, owner = self.tcx, self.tcx.hir(self.def_id)
        value = body_value(self.tree, owner)
        if isinstance(owner, ast.FnItem):
            sig = self.results.extra.get("fn_sig")
            if sig is None:
                sig = normalize_erasing_regions(tcx, tcx.param_env(self.def_id), tcx.instantiate_erased(tcx.fn_sig(self.def_id)))
            params = tuple(self.param(p, ty) for p, ty in zip(owner.sig.inputs, sig.inputs))
            return t.Thir(params, self.mirror(value, self.regions.output), sig, sig.output)
        if isinstance(owner, ast.ClosureExpr):
            return self.build_closure(owner, value)
        root = self.mirror(value, self.regions.output)
        ty = self.results.extra.get("const_ty") or self.const_ty(value)
        return t.Thir((), root, None, ty)

    def const_ty(self, value: Any) -> k.Ty:
        return self.results.expr_ty_adjusted(value)

    def build_closure(self, owner: ast.ClosureExpr, value: Any) -> t.Thir:
        tcx = self.tcx
        data = self.results.closures[self.def_id]
        closure_ty = self.results.types[owner]
        env = closure_ty
        if data.kind != "FnOnce":
            env = tcx.ref(intern.RE_ERASED, closure_ty, "not" if data.kind == "Fn" else "mut")
        sig = tcx.erase_regions(tcx.instantiate_erased(data.sig))
        params = [t.Param(None, env, None, "", None)]
        params += [self.param(p, ty) for p, ty in zip(owner.params, sig.inputs[0].elems)]
        return t.Thir(tuple(params), self.mirror(value), sig, sig.output)

    def param(self, param: ast.Param, ty: k.Ty) -> t.Param:
        pat = self.pattern(param.pat)
        if isinstance(param.ty, ast.InferTy) or param.self_kind in ("value", "ref", "ref-mut"):
            ty_span = None if isinstance(param.ty, ast.InferTy) else param.ty.span
        else:
            ty_span = param.ty.span
        match param.self_kind:
            case "value":
                kind = "mut" if isinstance(param.pat, ast.IdentPat) and param.pat.mutbl == "mut" else "imm"
            case "ref":
                kind = "ref imm"
            case "ref-mut":
                kind = "ref mut"
            case _:
                kind = ""
        return t.Param(pat, pat.ty, ty_span, kind, param)

    # -- expressions --

    def mirror(self, expr: Any, expected: k.Ty | None = None, joins: bool = False) -> t.Expr:
        """The typed tree of `expr`: itself, its adjustments, its scope. `expected`: the type that its place demands,
        with the lifetimes written there; `joins`: an arm before has been given that type."""
        while type(expr) is ast.ParenExpr:
            expr = expr.expr
        cls = type(expr)
        key = expr.block if cls is BlockValue else expr
        ty = self.results.types[key]
        made: t.Expr = _TAILED[cls](self, expr, ty, expected) if cls in _TAILED else _EXPRS[cls](self, expr, ty)
        adjustments = self.results.adjustments.get(key)
        called = None
        if self.adjustment_span is not None and self.adjustment_span[0] is expr:
            called = self.adjustment_span[1]
        if joins and self.regions.is_moved(expr, expected):
            adjustments = None
        if adjustments and (called is not None or not self.regions.is_no_op(expr, adjustments, expected)):
            for adjustment in adjustments:
                made = self.adjust(expr, made, adjustment, made.span, called or made.span)
        return t.ScopeExpr(made.ty, expr, expr.span, self.tree.node(expr), expr, made)

    def mirror_all(self, exprs: Any) -> tuple[t.Expr, ...]:
        return tuple([self.mirror(each) for each in exprs])

    def mirror_args(self, exprs: Any, fn_ty: k.Ty, skip: int = 0) -> tuple[t.Expr, ...]:
        """Arguments of a call; `skip` inputs come before them."""
        if type(fn_ty) is not k.FnDefTy or not exprs:
            return self.mirror_all(exprs)
        inputs = self.tcx.fn_sig(fn_ty.def_id).value.inputs[skip:]
        return tuple([self.mirror(e, only_static(inputs[i]) if i < len(inputs) else None) for i, e in enumerate(exprs)])

    def adjust(self, hir: Any, expr: t.Expr, adjustment: r.Adjustment, span: Span, called: Span) -> t.Expr:
        """rustc's `apply_adjustment`. `called`: the span of an overloaded dereference's call."""
        target = adjustment.target
        kind = adjustment.kind
        cls = type(kind)
        if cls is r.Borrow:
            mutbl = kind.mutbl  # type: ignore[union-attr]
            borrow: t.BorrowKind = "shared" if mutbl == "not" else "two-phase mut" if kind.two_phase else "mut"  # type: ignore[union-attr]
            return t.BorrowExpr(target, hir, span, borrow, expr)
        if cls is r.Deref:
            if kind.overloaded is None:  # type: ignore[union-attr]
                span = self.tail_span(expr, span)
                return t.DerefExpr(target, hir, span, expr)
            mutbl = kind.overloaded  # type: ignore[union-attr]
            ref_ty = self.tcx.ref(intern.RE_ERASED, expr.ty, mutbl)
            borrowed = t.BorrowExpr(ref_ty, hir, span, "shared" if mutbl == "not" else "mut", expr)
            return self.overloaded_place(hir, target, self.deref_callee(expr.ty, mutbl), (borrowed,), called, outer=span)
        if cls is r.NeverToAny:
            if target is intern.NEVER:
                return expr
            return t.NeverToAnyExpr(target, hir, span, expr)
        if cls is r.RawBorrow:
            return t.RawBorrowExpr(target, hir, span, kind.mutbl, expr)  # type: ignore[union-attr]
        cast = kind.cast  # type: ignore[union-attr]
        if cast == "Unsize":
            span = self.tail_span(expr, span)
        explicit = False
        if self.parent_cast is not None and peel(self.parent_cast.expr) is hir:
            span, explicit = self.parent_cast.span, True
        return t.PointerCoercionExpr(target, hir, span, cast, expr, explicit)

    def tail_span(self, expr: t.Expr, span: Span) -> Span:
        """Of a block, the span of its tail: a better place for a message about what it returns."""
        if type(expr) is t.BlockExpr and expr.block.expr is not None:
            span = expr.block.expr.span
            expr.span = span  # type: ignore[misc]
        return span

    def deref_callee(self, ty: k.Ty, mutbl: k.Mutability) -> k.Ty:
        trait = self.tcx.lang_item("deref" if mutbl == "not" else "deref_mut")
        for item in self.tcx.associated_items(trait):  # type: ignore[arg-type]
            if item.kind == "fn":
                return self.tcx.fn_def(item.def_id, (ty,))
        raise AssertionError("no deref method")

    def overloaded_place(
        self,
        hir: Any,
        place_ty: k.Ty,
        callee: k.Ty | None,
        args: tuple[t.Expr, ...],
        span: Span,
        fn_span: Span | None = None,
        outer: Span | None = None,
    ) -> t.Expr:
        """`*deref(args)`: an overloaded `*x` or `x[y]` is a place behind the reference that the method returns."""
        receiver = args[0].ty
        assert type(receiver) is k.RefTy
        ref_ty = self.tcx.ref(receiver.region, place_ty, receiver.mutbl)
        fun = self.method_callee(hir, span, callee)
        call = t.CallExpr(ref_ty, hir, span, fun.ty, fun, args, False, fn_span or span)
        return t.DerefExpr(place_ty, hir, span if outer is None else outer, call)

    def method_callee(self, hir: Any, span: Span, callee: k.Ty | None = None) -> t.Expr:
        user_args = None
        if callee is None:
            def_id, args = self.results.callees[hir]
            callee = self.tcx.fn_def(def_id, args)
            user_args = self.results.user_args.get(hir)
        return t.ZstLiteralExpr(callee, hir, span, user_args)

    def overloaded_operator(self, hir: Any, ty: k.Ty, args: tuple[t.Expr, ...]) -> t.Expr:
        fun = self.method_callee(hir, hir.span)
        return t.CallExpr(ty, hir, hir.span, fun.ty, fun, args, False, hir.span)

    # -- one production each --

    def literal(self, e: ast.LitExpr, ty: k.Ty) -> t.Expr:
        return t.LiteralExpr(ty, e, e.span, literal_value(e, ty))

    def path(self, e: ast.PathExpr, ty: k.Ty) -> t.Expr:
        res = self.results.node_res.get(e) or self.tcx.full_res(e.path)
        if type(res) is LocalRes:
            return self.variable(res.binding, ty, e, e.span)
        args = self.results.node_args.get(e, ())
        user = self.results.user_args.get(e)
        if type(res) is DefRes:
            kind, def_id = res.kind, res.def_id
            if kind == "fn" or kind == "assoc fn" or (kind == "ctor" and type(ty) is k.FnDefTy):
                return t.ZstLiteralExpr(ty, e, e.span, user)
            if kind == "const" or kind == "assoc const":
                return t.NamedConstExpr(ty, e, e.span, def_id, args, user)
            if kind == "static":
                return self.static(def_id, e, ty)
            if kind == "const param":
                for p in self.generics_of_params():
                    if p.def_id == def_id:
                        return t.ConstParamExpr(ty, e, e.span, self.tcx.const_param(p.index, p.name))
            if kind == "ctor":
                return self.unit_ctor(e, ty, def_id, user)
        if type(res) is SelfCtorRes:
            if type(ty) is k.FnDefTy:
                return t.ZstLiteralExpr(ty, e, e.span, user)
            return self.unit_ctor(e, ty, None, user)
        raise AssertionError(f"path to {res}")

    def generics_of_params(self) -> Any:
        at: DefId | None = self.def_id
        while at is not None:
            if self.tcx.def_kind(at) in (
                "fn",
                "assoc fn",
                "impl",
                "trait",
                "struct",
                "enum",
                "union",
                "const",
                "assoc const",
                "type alias",
            ):
                yield from self.tcx.generics_of(at).params
            at = self.tcx.parent(at)

    def static(self, def_id: DefId, e: Any, ty: k.Ty) -> t.Expr:
        owner = self.tcx.hir(def_id)
        pointer = self.tcx.ptr(ty, "mut") if owner.mutbl == "mut" else self.tcx.ref(intern.RE_ERASED, ty)
        return t.DerefExpr(ty, e, e.span, t.StaticRefExpr(pointer, e, e.span, def_id))

    def unit_ctor(self, e: Any, ty: k.Ty, ctor: DefId | None, user: Any) -> t.Expr:
        assert type(ty) is k.AdtTy
        adt = self.tcx.adt_def(ty.def_id)
        variant = 0 if ctor is None else self.variant_with_ctor(adt, ctor)
        return t.AdtExpr(ty, e, e.span, adt, variant, ty.args, user, (), None, ())

    def variable(self, binding: ast.IdentPat, ty: k.Ty, e: Any, span: Span) -> t.Expr:
        var = self.tcx.variable_of(binding)
        if self.upvars is not None and var in self.upvars:
            return t.UpvarRefExpr(ty, e, span, self.def_id, var)
        return t.VarRefExpr(ty, e, span, var)

    def method_call(self, e: ast.MethodCallExpr, ty: k.Ty) -> t.Expr:
        fun = self.method_callee(e, e.segment.ident.span)
        outer, self.adjustment_span = self.adjustment_span, (peel(e.receiver), e.span)
        args = (self.mirror(e.receiver), *self.mirror_args(e.args, fun.ty, 1))
        self.adjustment_span = outer
        return t.CallExpr(ty, e, e.span, fun.ty, fun, args, True, e.method_span)

    def call(self, e: ast.CallExpr, ty: k.Ty) -> t.Expr:
        if e in self.results.callees:
            method = self.method_callee(e, peel(e.func).span)
            args = self.mirror_all(e.args)
            tupled = t.TupleExpr(self.tcx.tuple(tuple(a.ty for a in args)), e, e.span, args)
            return t.CallExpr(ty, e, e.span, method.ty, method, (self.mirror(e.func), tupled), True, e.span)
        func = peel(e.func)
        if type(func) is ast.PathExpr and type(ty) is k.AdtTy:
            variant = self.called_ctor(func, ty)
            if variant is not None:
                adt = self.tcx.adt_def(ty.def_id)
                wanted = adt.variants[variant].fields
                fields = tuple((i, self.mirror(arg, self.field_region(wanted[i]))) for i, arg in enumerate(e.args))
                user = self.results.user_args.get(func)
                return t.AdtExpr(ty, e, e.span, adt, variant, ty.args, user, fields, None, ())
        fun = self.mirror(func)
        fn_ty = self.results.types[func]
        return t.CallExpr(ty, e, e.span, fn_ty, fun, self.mirror_args(e.args, fn_ty), True, e.span)

    def field_region(self, field: Any) -> k.Ty | None:
        return only_static(self.tcx.type_of(field.def_id))

    def called_ctor(self, func: ast.PathExpr, ty: k.AdtTy) -> int | None:
        res = self.results.node_res.get(func) or self.tcx.full_res(func.path)
        if type(res) is SelfCtorRes:
            return 0
        if type(res) is DefRes and res.kind == "ctor":
            return self.variant_with_ctor(self.tcx.adt_def(ty.def_id), res.def_id)
        return None

    def addr_of(self, e: ast.AddrOfExpr, ty: k.Ty, expected: k.Ty | None) -> t.Expr:
        arg = self.mirror(e.expr, expected.ty if type(expected) is k.RefTy else None)
        if e.raw:
            return t.RawBorrowExpr(ty, e, e.span, e.mutbl, arg)
        return t.BorrowExpr(ty, e, e.span, "shared" if e.mutbl == "not" else "mut", arg)

    def block_expr(self, e: Any, ty: k.Ty, expected: k.Ty | None = None) -> t.Expr:
        made = self.block(e.block, expected)
        if type(e) is ast.BlockExpr and e.label is not None:
            made.targeted_by_break = True  # type: ignore[misc]
        return t.BlockExpr(ty, e, e.span, made)

    def assign(self, e: ast.AssignExpr, ty: k.Ty) -> t.Expr:
        left = self.mirror(e.left)
        return t.AssignExpr(ty, e, e.span, left, self.mirror(e.right, self.regions.ty(e.left)))

    def assign_op(self, e: ast.AssignOpExpr, ty: k.Ty) -> t.Expr:
        left, right = self.mirror(e.left), self.mirror(e.right)
        if e in self.results.callees:
            return self.overloaded_operator(e, ty, (left, right))
        return t.AssignOpExpr(ty, e, e.span, BIN_OPS[e.op], left, right)

    def binary(self, e: ast.BinaryExpr, ty: k.Ty) -> t.Expr:
        left, right = self.mirror(e.left), self.mirror(e.right)
        if e in self.results.callees:
            return self.overloaded_operator(e, ty, (left, right))
        if e.op == "&&" or e.op == "||":
            return t.LogicalOpExpr(ty, e, e.span, "and" if e.op == "&&" else "or", left, right)
        return t.BinaryExpr(ty, e, e.span, BIN_OPS[e.op], left, right)

    def unary(self, e: ast.UnaryExpr, ty: k.Ty) -> t.Expr:
        if e.op == "*":
            arg = self.mirror(e.expr)
            if e in self.results.callees:
                return self.overloaded_place(e, ty, None, (arg,), e.span)
            return t.DerefExpr(ty, e, e.span, arg)
        if e in self.results.callees:
            return self.overloaded_operator(e, ty, (self.mirror(e.expr),))
        if e.op == "-":
            inner = peel(e.expr)
            if type(inner) is ast.LitExpr:
                return t.LiteralExpr(ty, e, e.span, negated(literal_value(inner, ty), ty))
        return t.UnaryExpr(ty, e, e.span, "Not" if e.op == "!" else "Neg", self.mirror(e.expr))

    def index(self, e: ast.IndexExpr, ty: k.Ty) -> t.Expr:
        left, index = self.mirror(e.expr), self.mirror(e.index)
        if e in self.results.callees:
            return self.overloaded_place(e, ty, None, (left, index), e.brackets_span, outer=e.span)
        return t.IndexExpr(ty, e, e.span, left, index)

    def struct(self, e: ast.StructExpr, ty: k.Ty) -> t.Expr:
        assert type(ty) is k.AdtTy
        adt = self.tcx.adt_def(ty.def_id)
        variant = 0
        if adt.kind == "enum":
            variant = self.variant_of_path(e, e.path, adt)
        wanted = adt.variants[variant].fields
        indices = [self.results.field_indices[f] for f in e.fields]
        fields = tuple((i, self.mirror(f.expr, self.field_region(wanted[i]))) for i, f in zip(indices, e.fields))
        base = self.mirror(e.rest) if isinstance(e.rest, ast.Expr) else None
        field_types = self.results.fru_field_types.get(e, ())
        user = self.results.user_args.get(e)
        return t.AdtExpr(ty, e, e.span, adt, variant, ty.args, user, fields, base, field_types)

    def closure(self, e: ast.ClosureExpr, ty: k.Ty) -> t.Expr:
        assert type(ty) is k.ClosureTy
        data = self.results.closures[ty.def_id]
        upvars = []
        for capture in data.captures:
            place = self.captured_place(e, capture)
            if capture.kind == "value" or capture.kind == "use":
                upvars.append(place)
            else:
                upvars.append(t.BorrowExpr(capture.ty, e, e.span, _CAPTURE_BORROW[capture.kind], place))
        fake_reads = tuple((self.captured_place(e, place), (cause, ty.def_id, hir.span)) for place, cause, hir in data.fake_reads)
        return t.ClosureExpr(ty, e, e.span, ty.def_id, ty.args, tuple(upvars), fake_reads)  # type: ignore[arg-type]

    def captured_place(self, e: ast.ClosureExpr, place: Any) -> t.Expr:
        """The place that a closure captures, as an expression of the body that creates the closure."""
        made = self.variable(place.variable, place.base_ty, e, e.span)
        for proj in place.projections:
            match proj.kind:
                case "deref":
                    made = t.DerefExpr(proj.ty, e, e.span, made)
                case "field":
                    made = t.FieldExpr(proj.ty, e, e.span, made, proj.variant, proj.field)
                case "opaque":
                    made = t.UseExpr(proj.ty, e, e.span, made)
        return made

    def const_block(self, e: ast.ConstBlockExpr, ty: k.Ty) -> t.Expr:
        def_id = self.tcx.resolutions.def_ids.get(e)
        if def_id is None:
            def_id = self.tcx.def_id_of(e.value)
        return t.ConstBlockExpr(ty, e, e.span, def_id, self.results.node_args.get(e, ()))

    def repeat(self, e: ast.RepeatExpr, ty: k.Ty) -> t.Expr:
        assert type(ty) is k.ArrayTy
        return t.RepeatExpr(ty, e, e.span, self.mirror(e.elem), ty.length)

    def return_(self, e: ast.ReturnExpr, ty: k.Ty) -> t.Expr:
        value = None if e.expr is None else self.mirror(e.expr, self.regions.output)
        return t.ReturnExpr(ty, e, e.span, value)

    def break_(self, e: ast.BreakExpr, ty: k.Ty) -> t.Expr:
        target = self.jump_target(e)
        return t.BreakExpr(ty, e, e.span, target, None if e.expr is None else self.mirror(e.expr))

    def continue_(self, e: ast.ContinueExpr, ty: k.Ty) -> t.Expr:
        return t.ContinueExpr(ty, e, e.span, self.jump_target(e))

    def jump_target(self, e: Any) -> t.Scope:
        """The scope of the loop, or of the labelled block, that a jump is about."""
        found = self.tcx.lookup("labels", e)
        return self.tree.node(found.block if type(found) is ast.BlockExpr else found)

    def let(self, e: ast.LetExpr, ty: k.Ty) -> t.Expr:
        return t.LetExpr(ty, e, e.span, self.mirror(e.expr), self.pattern(e.pat))

    def if_(self, e: ast.IfExpr, ty: k.Ty, expected: k.Ty | None) -> t.Expr:
        then = self.tree.block_value(e.then)
        scope = self.tree.scope(if_then_kind(self.tcx, e), then)
        cond, then_expr = self.mirror(e.cond), self.mirror(then, expected)
        orelse = None if e.orelse is None else self.mirror(e.orelse, expected)
        return t.IfExpr(ty, e, e.span, scope, cond, then_expr, orelse)

    def match_(self, e: ast.MatchExpr, ty: k.Ty, expected: k.Ty | None) -> t.Expr:
        scrutinee = self.mirror(e.scrutinee)
        arms = tuple(self.arm(arm, expected, first=at == 0) for at, arm in enumerate(e.arms))
        return t.MatchExpr(ty, e, e.span, scrutinee, arms, e.source)

    def arm(self, arm: ast.Arm, expected: k.Ty | None, first: bool) -> t.Arm:
        pattern = self.pattern(arm.pat)
        guard = None if arm.guard is None else self.mirror(arm.guard)
        body = self.mirror(arm.body, expected, joins=not first)
        return t.Arm(pattern, guard, body, arm, self.tree.node(arm), arm.span)

    def loop(self, e: ast.LoopExpr, ty: k.Ty) -> t.Expr:
        block = self.block(e.body)
        body = t.BlockExpr(self.results.types.get(e.body, intern.UNIT), e.body, block.span, block)
        return t.LoopExpr(ty, e, e.span, body)

    def field(self, e: ast.FieldExpr, ty: k.Ty) -> t.Expr:
        outer, self.adjustment_span = self.adjustment_span, (peel(e.expr), e.span)
        base = self.mirror(e.expr)
        self.adjustment_span = outer
        return t.FieldExpr(ty, e, e.span, base, 0, self.results.field_indices[e])

    def cast(self, e: ast.CastExpr, ty: k.Ty) -> t.Expr:
        outer, self.parent_cast = self.parent_cast, e
        source = self.mirror(e.expr)
        source_ty = source.ty
        made: t.Expr
        if e in self.results.coercion_casts:
            made = t.UseExpr(ty, e, e.span, source)
        elif type(source_ty) is k.RefTy and type(source_ty.ty) is k.ArrayTy and type(ty) is k.RawPtrTy:
            made = t.PointerCoercionExpr(ty, e, e.span, "ArrayToPointer", source, True)
        else:
            made = t.CastExpr(ty, e, e.span, self.variant_discriminant(peel(e.expr), source) or source)
        self.parent_cast = outer
        user = self.results.user_types.get(e)
        if user is not None:
            made = t.ValueTypeAscriptionExpr(ty, e, e.span, made, user, e.ty.span)
        return made

    def variant_discriminant(self, source: Any, made: t.Expr) -> t.Expr | None:
        """`E::A as i32` refers to the initialiser of the discriminant, so that discriminants may use one another."""
        res = self.results.node_res.get(source) or (self.tcx.full_res(source.path) if type(source) is ast.PathExpr else None)
        ty = made.ty
        if type(res) is not DefRes or res.kind != "ctor" or type(ty) is not k.AdtTy:
            return None
        adt = self.tcx.adt_def(ty.def_id)
        if adt.kind != "enum":
            return None
        index = at = self.variant_with_ctor(adt, res.def_id)
        tree = None
        while at >= 0:
            tree = self.tcx.hir(adt.variants[at].def_id)
            if tree.discriminant is not None:
                break
            at -= 1
        discr_ty = intern.INTS[adt.repr_int] if adt.repr_int else intern.ISIZE
        span = self.parent_cast.span if self.parent_cast is not None else source.span
        offset = t.LiteralExpr(discr_ty, source, span, index - max(at, 0))
        if tree is None or tree.discriminant is None:
            return offset
        base = t.NamedConstExpr(discr_ty, source, span, self.tcx.def_id_of(tree.discriminant), (), None)
        return t.BinaryExpr(discr_ty, source, span, "Add", base, offset)

    def ascription(self, e: ast.TypeAscriptionExpr, ty: k.Ty) -> t.Expr:
        source = self.mirror(e.expr)
        return t.PlaceTypeAscriptionExpr(ty, e, e.span, source, self.results.user_types.get(e), e.ty.span)

    def drop_temps(self, e: ast.DropTempsExpr, ty: k.Ty) -> t.Expr:
        return t.UseExpr(ty, e, e.span, self.mirror(e.expr))

    def tup(self, e: ast.TupExpr, ty: k.Ty, expected: k.Ty | None) -> t.Expr:
        if type(expected) is k.TupleTy and len(expected.elems) == len(e.elems):
            fields = tuple(self.mirror(elem, wanted) for elem, wanted in zip(e.elems, expected.elems))
            return t.TupleExpr(ty, e, e.span, fields)
        return t.TupleExpr(ty, e, e.span, self.mirror_all(e.elems))

    def array(self, e: ast.ArrayExpr, ty: k.Ty, expected: k.Ty | None) -> t.Expr:
        wanted = expected.ty if isinstance(expected, (k.ArrayTy, k.SliceTy)) else None
        return t.ArrayExpr(ty, e, e.span, tuple(self.mirror(elem, wanted) for elem in e.elems))

    # -- blocks --

    def block(self, block: ast.Block, expected: k.Ty | None = None) -> t.Block:
        stmts: list[t.Stmt] = []
        tree = self.tree
        for index, stmt in enumerate(block.stmts):
            cls = type(stmt)
            if cls is ast.LetStmt:
                stmts.append(self.let_stmt(block, index, stmt))  # type: ignore[arg-type]
            elif cls is ast.SemiStmt or cls is ast.ExprStmt:
                stmts.append(t.ExprStmt(tree.node(stmt), self.mirror(stmt.expr)))  # type: ignore[attr-defined]
        tail = None if block.expr is None else self.mirror(block.expr, expected)
        safety: Any = {"": "safe", "user": "unsafe", "compiler": "builtin unsafe"}[block.unsafe]
        return t.Block(block.targeted_by_break, tree.node(block), block.span, tuple(stmts), tail, safety, block)

    def let_stmt(self, block: ast.Block, index: int, stmt: ast.LetStmt) -> t.LetStmt:
        remainder = self.tree.scope("Remainder", block, index)
        orelse = None if stmt.orelse is None else self.block(stmt.orelse)
        pattern = self.pattern(stmt.pat)
        user = self.results.user_types.get(stmt)
        if user is not None:
            pattern = t.AscribePat(pattern.ty, pattern.span, pattern, user, "covariant")
            if type(stmt.pat) is ast.IdentPat:
                self.regions.variables[stmt.pat] = user.ty
        init = None if stmt.init is None else self.mirror(stmt.init, None if user is None else user.ty)
        return t.LetStmt(remainder, self.tree.node(stmt), pattern, init, orelse, stmt, stmt.span)


def literal_value(e: ast.LitExpr, ty: k.Ty) -> Any:
    """The value of a literal as `mir.body.ValueConst` holds it."""
    if e.kind == "int" and type(ty) is k.FloatTy:
        return float(e.value)
    return e.value


def negated(value: Any, ty: k.Ty) -> Any:
    if type(ty) is k.IntTy and ty.signed and value == 1 << (ty.bits - 1):
        return -value
    return -value


_EXPRS: dict[type, Callable[[ThirBuilder, Any, k.Ty], t.Expr]] = {
    ast.LitExpr: ThirBuilder.literal,
    ast.PathExpr: ThirBuilder.path,
    ast.RepeatExpr: ThirBuilder.repeat,
    ast.CallExpr: ThirBuilder.call,
    ast.MethodCallExpr: ThirBuilder.method_call,
    ast.BinaryExpr: ThirBuilder.binary,
    ast.UnaryExpr: ThirBuilder.unary,
    ast.CastExpr: ThirBuilder.cast,
    ast.TypeAscriptionExpr: ThirBuilder.ascription,
    ast.LetExpr: ThirBuilder.let,
    ast.LoopExpr: ThirBuilder.loop,
    ast.ClosureExpr: ThirBuilder.closure,
    ast.ConstBlockExpr: ThirBuilder.const_block,
    ast.AssignExpr: ThirBuilder.assign,
    ast.AssignOpExpr: ThirBuilder.assign_op,
    ast.FieldExpr: ThirBuilder.field,
    ast.IndexExpr: ThirBuilder.index,
    ast.BreakExpr: ThirBuilder.break_,
    ast.ContinueExpr: ThirBuilder.continue_,
    ast.ReturnExpr: ThirBuilder.return_,
    ast.StructExpr: ThirBuilder.struct,
    ast.DropTempsExpr: ThirBuilder.drop_temps,
}
_TAILED: dict[type, Callable[[ThirBuilder, Any, k.Ty, Any], t.Expr]] = {
    ast.ArrayExpr: ThirBuilder.array,
    ast.TupExpr: ThirBuilder.tup,
    ast.AddrOfExpr: ThirBuilder.addr_of,
    ast.IfExpr: ThirBuilder.if_,
    ast.MatchExpr: ThirBuilder.match_,
    ast.BlockExpr: ThirBuilder.block_expr,
    BlockValue: ThirBuilder.block_expr,
}
"""Expressions of which what is expected says what is expected of their parts."""
