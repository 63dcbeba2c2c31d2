"""Where an undecided type is best written (rustc's `FindInferSourceVisitor`)."""

from __future__ import annotations

from typing import Any

from rustmem.resolve.walk import children
from rustmem.source.node import node
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty import kind as k
from rustmem.ty.walk import parts_of


@node
class LetBinding:
    pat: Any
    ty: Any
    from_collect: bool = False
    init: Any = None


@node
class ClosureArg:
    pat: Any
    ty: Any


@node
class GenericArg:
    """A path or method that could be given arguments; `index` is that of the one in question."""

    span: Span
    insert: Span
    index: int
    owner: Any
    args: tuple[Any, ...]
    written: bool


@node
class QualifiedCall:
    call: Any


@node
class ClosureReturn:
    closure: Any


Source = LetBinding | ClosureArg | GenericArg | QualifiedCall | ClosureReturn


class InferSources:
    """Walks a body for the cheapest source of one variable; of two that cost the same, the earlier."""

    def __init__(self, fcx: Any, target: Any) -> None:
        self.fcx = fcx
        self.tcx = fcx.tcx
        self.targets = {fcx.infcx.shallow_resolve(target)}
        self.follow_coercions()
        self.attempt = 0
        self.cost: int | None = None
        self.best: Source | None = None

    def follow_coercions(self) -> None:
        """A variable that a coercion waits for is the same to the reader (rustc's `sub_relations`)."""
        shallow = self.fcx.infcx.shallow_resolve
        fulfillment = self.fcx.fulfillment
        waiting = [*(p.obligation for p in fulfillment.pending), *(e.obligation for e in fulfillment.undecided)]
        pairs = [o.predicate.value for o in waiting if type(o.predicate.value) is k.CoercePredicate]
        for _ in pairs:
            for pair in pairs:
                ends = {shallow(pair.a), shallow(pair.b)}
                if ends & self.targets:
                    self.targets |= {end for end in ends if isinstance(end, k.InferTy)}

    # -- the walk --

    def visit(self, value: Any) -> None:
        match value:
            case ast.LetStmt():
                self.parts(value)
                self.let(value)
                return
            case ast.CallExpr():
                for arg in value.args:
                    self.visit(arg)
                self.visit(value.func)
            case ast.ClosureExpr():
                for param in value.params:
                    ty = self.fcx.results.types.get(param)
                    if isinstance(param.ty, ast.InferTy) and param.ty.span.lo <= param.pat.span.hi and ty is not None:
                        self.offer(ClosureArg(param.pat, self.fcx.resolve(ty)), param.pat.span)
                self.visit(value.body)
            case ast.Item() | ast.Ty() | ast.Pat():
                return
            case _:
                self.parts(value)
        if isinstance(value, ast.PathExpr):
            self.path(value)
        elif isinstance(value, ast.MethodCallExpr):
            self.method(value)
        elif isinstance(value, ast.ClosureExpr):
            self.closure(value)

    def parts(self, value: Any) -> None:
        for child in children(value):
            self.visit(child)

    # -- sources --

    def let(self, let: ast.LetStmt) -> None:
        if let.ty is not None or let.source != "let":
            return
        pat = let.pat
        ty = self.fcx.locals.get(pat) if isinstance(pat, ast.IdentPat) else self.fcx.results.pat_types.get(pat)
        if ty is None:
            ty = self.fcx.results.types.get(pat)
        if ty is not None:
            self.offer(LetBinding(pat, self.fcx.resolve(ty), False, let.init), pat.span)

    def path(self, expr: ast.PathExpr) -> None:
        args = self.fcx.results.node_args.get(expr)
        res = self.fcx.results.node_res.get(expr) or self.tcx.full_res(expr.path)
        def_id = getattr(res, "def_id", None)
        if args is None or def_id is None or expr.path.lang_item is not None:
            return
        tcx, segments = self.tcx, expr.path.segments
        written = any(isinstance(a, ast.Ty) for s in segments if s.args is not None for a in s.args.args)
        kind = tcx.def_kind(def_id)
        if kind == "assoc fn":
            parent = tcx.parent(def_id)
            if tcx.def_kind(parent) == "impl" and len(segments) >= 2:
                self_ty = tcx.type_of(parent)
                if isinstance(self_ty, k.AdtTy):
                    own = tcx.subst(self_ty, args).args
                    self.generic(expr.span, segments[-2], self_ty.def_id, own, written)
            self.generic(expr.span, segments[-1], def_id, args, False)
        elif kind == "ctor":
            parent = tcx.parent(def_id)
            if tcx.def_kind(parent) == "variant":
                owner = tcx.parent(parent)
                if len(segments) >= 2:
                    self.generic(expr.span, segments[-2], owner, args, written)
                self.generic(expr.span, segments[-1], owner, args, written, 15)
            else:
                self.generic(expr.span, segments[-1], parent, args, written)
        elif kind == "fn":
            self.generic(expr.span, segments[-1], def_id, args, written)

    def method(self, expr: ast.MethodCallExpr) -> None:
        args = self.fcx.results.node_args.get(expr)
        callee = self.fcx.results.callees.get(expr)
        if callee is None:
            return
        def_id, all_args = callee
        self.generic(expr.segment.ident.span, expr.segment, def_id, args if args is not None else all_args, False)
        if self.tcx.def_kind(self.tcx.parent(def_id)) == "trait" and any(self.contains(a) for a in all_args):
            self.offer_at(QualifiedCall(expr), 20 + sum(self.arg_cost(self.fcx.resolve(a)) for a in all_args), expr.span)

    def closure(self, expr: ast.ClosureExpr) -> None:
        ty = self.fcx.results.types.get(expr)
        ty = self.fcx.resolve(ty) if ty is not None else None
        if not isinstance(ty, k.ClosureTy):
            return
        output = self.fcx.resolve(self.fcx.closure_fn_sig(ty).value.output)
        if self.contains(output):
            wrap = 0 if isinstance(expr.body, ast.BlockExpr) else 10
            self.offer_at(ClosureReturn(expr), 30 + self.ty_cost(output) + wrap, expr.span)

    def generic(self, span: Span, segment: Any, owner: Any, args: Any, written: bool, base: int = 10) -> None:
        generics = self.tcx.generics_of(owner)
        if any(p.synthetic for p in generics.params):
            return
        own = [(p, args[p.index]) for p in generics.params if p.index < len(args) and not (p.index == 0 and generics.has_self)]
        at = next((n for n, (_, arg) in enumerate(own) if self.contains(arg)), None)
        if at is None:
            return
        shown = tuple(self.fcx.resolve(arg) for p, arg in own if p.kind != "lifetime")
        end = segment.args.span if segment.args is not None else segment.ident.span
        insert = Span(segment.ident.span.hi, end.hi, segment.ident.span.ctxt)
        index = next(n for n, p in enumerate(generics.params) if p is own[at][0])
        cost = base + sum(self.arg_cost(arg) for arg in shown)
        self.offer_at(GenericArg(span, insert, index, owner, shown, written), cost, span)

    # -- choosing --

    def offer(self, source: Any, span: Span) -> None:
        if self.contains(source.ty):
            self.offer_at(source, self.ty_cost(source.ty), span)

    def offer_at(self, source: Any, cost: int, span: Span) -> None:
        if span.ctxt is not None:
            return
        cost += self.attempt
        self.attempt += 1
        if isinstance(source, LetBinding) and isinstance(self.best, GenericArg) and isinstance(source.ty, k.InferTy):
            collects = self.tcx.def_kind(self.best.owner) == "assoc fn" and self.tcx.item_name(self.best.owner) == "collect"
            source = LetBinding(source.pat, source.ty, collects and self.best.owner < self.tcx.base, source.init)
        if self.cost is None or cost < self.cost:
            self.cost, self.best = cost, source

    def contains(self, arg: Any) -> bool:
        """Whether the variable stands in a type where it can be written."""
        stack = [arg]
        while stack:
            part = self.fcx.infcx.shallow_resolve(stack.pop())
            if part in self.targets:
                return True
            if isinstance(part, k.ClosureTy) or isinstance(part, k.AliasTy) and part.kind == "opaque":
                continue
            stack.extend(parts_of(part))
        return False

    def arg_cost(self, arg: Any) -> int:
        if isinstance(arg, k.Region):
            return 0
        return self.ty_cost(arg) if isinstance(arg, k.Ty) else 3

    def ty_cost(self, ty: Any) -> int:
        match self.fcx.resolve(ty):
            case k.ClosureTy():
                return 1000
            case k.FnDefTy():
                return 150
            case k.FnPtrTy():
                return 30
            case k.AdtTy(args=args):
                return 5 + sum(self.arg_cost(arg) for arg in args)
            case k.TupleTy(elems=elems):
                return 5 + sum(self.ty_cost(elem) for elem in elems)
            case k.RefTy(ty=inner):
                return 2 + self.ty_cost(inner)
            case k.InferTy():
                return 0
            case _:
                pass
        return 1
