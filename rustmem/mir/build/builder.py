"""Builds the MIR of one body from its typed tree: rustc's `rustc_mir_build::builder`."""

from __future__ import annotations

from typing import Any

from rustmem.mir import body as m
from rustmem.mir.build.bindings import primary_bindings
from rustmem.mir.build.into import IntoBuilder
from rustmem.mir.build.scope import ROOT, VALUE, DropTree, ScopeFrame
from rustmem.mir.build.upvars import Capture
from rustmem.mir.infinite_types import check_needs_drop
from rustmem.mir.place_ty import place_ty
from rustmem.mir.type_facts import is_uninhabited, needs_drop
from rustmem.source.index import BasicBlock, DefId, Local, SourceScope
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.traits.queries import is_copy
from rustmem.ty import intern
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt
from rustmem.typeck import thir as t
from rustmem.typeck.region_scope import body_value


class Builder(IntoBuilder):
    """One body under construction."""

    def __init__(self, tcx: TyCtxt, def_id: DefId, thir: t.Thir, span: Span, return_span: Span) -> None:
        self.tcx = tcx
        self.def_id = def_id
        self.thir = thir
        self.fn_span = span
        self.owner = tcx.hir(def_id)
        self.tree = tcx.region_scope_tree(def_id)
        self.param_env = tcx.param_env(tcx.typeck_root(def_id))
        self.blocks: list[m.BlockData] = []
        self.source_scope = SourceScope(0)
        self.source_scopes = [m.ScopeData(span, None, self.owner)]
        self.local_decls = [m.LocalDecl(thir.ty, m.SourceInfo(return_span, SourceScope(0)))]
        self.arg_count = len(thir.params)
        self.scopes: list[ScopeFrame] = []
        self.breakable_scopes = []
        self.if_then_scope = None
        self.unwind_drops = DropTree()
        self.captures: list[Capture] = []
        self.guard_context = []
        self.var_indices = {}
        self.var_debug_info: list[m.VarDebugInfo] = []
        self.block_context = []
        self.fixed_temps = {}
        self.fixed_temps_scope = None
        self.annotations = []
        self.unit_temp = None
        crate = tcx.crate
        self.lint_nodes: Any = crate.expr_attrs if crate is not None and tcx.is_local(def_id) else None
        self.copy_memo: dict[k.Ty, bool] = {}
        self.drop_memo: dict[k.Ty, bool] = {}

    # -- facts --

    def needs_drop(self, ty: k.Ty) -> bool:
        found = self.drop_memo.get(ty)
        if found is None:
            if self.tcx.cache("recursive adts"):
                check_needs_drop(self.tcx, ty)
            found = self.drop_memo[ty] = needs_drop(self.tcx, self.param_env, ty)
        return found

    def is_copy(self, ty: k.Ty) -> bool:
        found = self.copy_memo.get(ty)
        if found is None:
            found = self.copy_memo[ty] = is_copy(self.tcx, self.param_env, ty)
        return found

    def consume(self, place: m.Place) -> m.Operand:
        ty = place_ty(self.local_decls, self.tcx, place)
        return m.Copy(place) if self.is_copy(ty) else m.Move(place)

    def diverge_from_replace(self, block: BasicBlock, unwind: BasicBlock) -> None:
        """The drop of an assignment unwinds into the assignment, and that into the drops of the scopes."""
        self.unwind_drops.add_entry(block, self.diverge_cleanup())

    def link_entry(self, block: BasicBlock, target: BasicBlock, unwind: bool) -> None:
        terminator = self.blocks[block].terminator
        if unwind and type(terminator) is m.Drop and type(terminator.unwind) is int:
            self.goto(BasicBlock(terminator.unwind), terminator.source_info, target)
            return
        super().link_entry(block, target, unwind)

    # -- functions and closures --

    def build_fn(self, value: t.Expr, call_site: t.Scope, arguments: t.Scope) -> m.Body:
        start = self.new_block()
        end = self.fn_span.shrink_to_hi()
        self.push_scope(call_site)
        scope = self.begin_breakable(None, m.Place(m.RETURN_PLACE))
        self.push_scope(arguments)
        block = self.args_and_body(start, value, arguments)
        block = self.pop_scope(block)
        block = self.end_breakable(scope, None, block, end)
        self.terminate(block, m.Return(self.source_info(end)))
        self.pop_scope(block)
        return self.finish()

    def args_and_body(self, block: BasicBlock, value: t.Expr, arguments: t.Scope) -> BasicBlock:
        for index, param in enumerate(self.thir.params):
            span = self.fn_span if param.pat is None else param.pat.span
            source_info = m.SourceInfo(span, SourceScope(0))
            local = self.push_local(m.LocalDecl(param.ty, source_info, "mut"))
            if type(param.pat) is t.BindingPat and param.pat.sub is None and param.pat.by_ref is None:
                place = m.Place(local)
                self.var_debug_info.append(m.VarDebugInfo(param.pat.name, source_info, place, index + 1, param.pat.var))
        self.insert_upvars()
        visibility: SourceScope | None = None
        for index, param in enumerate(self.thir.params):
            local = Local(index + 1)
            self.schedule_drop(arguments, local, VALUE)
            if param.pat is not None:
                block, visibility = self.bind_param(block, local, param, visibility, value)
        if visibility is not None:
            self.source_scope = visibility
        return self.expr_into(m.Place(m.RETURN_PLACE), block, value)

    def bind_param(
        self, block: BasicBlock, local: Local, param: t.Param, visibility: SourceScope | None, value: t.Expr
    ) -> tuple[BasicBlock, SourceScope | None]:
        """A plain variable is the argument itself; other patterns are matched against it."""
        pat = param.pat
        if type(pat) is t.BindingPat and pat.by_ref is None and pat.sub is None:
            decl = self.local_decls[local]
            decl.mutbl = pat.mutbl
            decl.name, decl.binding = pat.name, pat.var
            if param.self_kind:
                decl.info = m.ImplicitSelf(param.self_kind)
            else:
                decl.info = m.VarBinding(None, param.ty_span, (None, pat.span), pat.span, ((pat.span, False),))
            self.var_indices[pat.var] = (local, None)
            return block, visibility
        assert pat is not None
        place = m.Place(local)
        original = self.source_scope
        visibility = self.declare_bindings(visibility, value.span, pat, None, (place, pat.span))
        block = self.place_into_pattern(block, pat, place, False)
        self.source_scope = original
        return block, visibility

    def insert_upvars(self) -> None:
        """Each capture is a field of the closure, itself behind a reference unless it is called once."""
        if self.tcx.def_kind(self.def_id) != "closure":
            return
        data = self.tcx.typeck(self.def_id).closures[self.def_id]
        projection: tuple[m.ProjectionElem, ...] = () if data.kind == "FnOnce" else (m.DEREF,)
        for index, captured in enumerate(data.captures):
            elems = (*projection, m.Field(index, captured.ty))
            if captured.kind not in ("value", "use"):
                elems = (*elems, m.DEREF)
            place = m.Place(Local(1), elems)
            name = capture_name(self.tcx, captured)
            source_info = m.SourceInfo(captured.variable.ident.span, SourceScope(0))
            self.var_debug_info.append(m.VarDebugInfo(name, source_info, place, None, captured.variable))
            self.captures.append(Capture(captured, place, captured.mutbl))

    # -- constants --

    def build_const(self, value: t.Expr) -> m.Body:
        start = self.new_block()
        block = self.expr_into(m.Place(m.RETURN_PLACE), start, value)
        self.terminate(block, m.Return(self.source_info(self.fn_span)))
        return self.finish()

    # -- the end --

    def finish(self) -> m.Body:
        self.build_unwind_tree(self.fn_span)
        self.remove_uninhabited()
        body = m.Body(self.def_id, self.fn_span)
        body.blocks = self.blocks
        body.locals = self.local_decls
        body.arg_count = self.arg_count
        body.scopes = self.source_scopes
        body.var_debug_info = self.var_debug_info
        body.user_type_annotations = self.annotations
        body.upvars = tuple(
            m.UpvarInfo(c.captured, c.captured.kind not in ("value", "use"), c.mutbl, capture_name(self.tcx, c.captured))
            for c in self.captures
        )
        body.tainted = self.def_id in self.tcx.tainted
        return body

    def remove_uninhabited(self) -> None:
        """A call whose result type has no value does not return."""
        memo: dict[k.Ty, bool] = {intern.UNIT: False, intern.BOOL: False, intern.NEVER: True}
        for data in self.blocks:
            terminator = data.terminator
            if type(terminator) is m.Call and terminator.target is not None:
                ty = place_ty(self.local_decls, self.tcx, terminator.destination)
                found = memo.get(ty)
                if found is None:
                    found = memo[ty] = is_uninhabited(self.tcx, self.param_env, ty, self.def_id)
                if found:
                    terminator.target = None  # type: ignore[misc]


def capture_name(tcx: Any, captured: Any) -> str:
    """rustc's `CapturedPlace::to_symbol`: `s`, `s__a`, `s__0`."""
    name: str = captured.variable.ident.name
    ty = captured.base_ty
    for proj in captured.projections:
        if proj.kind == "field":
            if type(ty) is k.AdtTy:
                fields = tcx.adt_def(ty.def_id).variants[proj.variant].fields
                name += "__" + fields[proj.field].name
            else:
                name += f"__{proj.field}"
        ty = proj.ty
    return name


def mir_built(tcx: TyCtxt, def_id: DefId) -> m.Body | None:
    """The provider of the query: a body as lowered; None if it did not type-check."""
    thir = tcx.thir_body(def_id)
    if thir is None:
        return None
    owner = tcx.hir(def_id)
    tree = tcx.region_scope_tree(def_id)
    if isinstance(owner, (ast.FnItem, ast.ClosureExpr)):
        value = body_value(tree, owner)
        return_span = owner.sig.output_span if isinstance(owner, ast.FnItem) else closure_return_span(owner)
        builder = Builder(tcx, def_id, thir, owner.span, return_span)
        body = builder.build_fn(thir.value, tree.scope("CallSite", value), tree.scope("Arguments", value))
        if isinstance(owner, ast.ClosureExpr):
            body.spread_arg = None
        return body
    ty_span = owner.ty.span if isinstance(owner, (ast.ConstItem, ast.StaticItem)) else owner.span
    body = Builder(tcx, def_id, thir, owner.span, ty_span).build_const(thir.value)
    body.is_const = True
    return body


def closure_return_span(owner: ast.ClosureExpr) -> Span:
    return owner.output.span if owner.output is not None else owner.body.span.shrink_to_lo()


__all__ = ["ROOT", "Builder", "mir_built", "primary_bindings"]
