"""Types that a body may not name but gets hold of (rustc_privacy's `TypePrivacyVisitor`).

A function can be visible where its result's type is not. Nothing in a body may have such a type.
"""

from __future__ import annotations

from typing import Any

from rustmem.resolve.walk import children
from rustmem.source.diag import error
from rustmem.source.index import DefId
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt
from rustmem.ty.print import def_path_str, ty_str
from rustmem.ty.walk import parts_of

KINDS = frozenset(("struct", "enum", "union", "trait"))


def check_crate(tcx: TyCtxt) -> None:
    """Module by module, the root first."""
    table = tcx.defs.table
    root = next((i for i in range(tcx.base, len(table)) if table[i].kind == "mod" and table[i].parent is None), None)
    hidden = {
        DefId(i)
        for i in range(tcx.base, len(table))
        if table[i].kind in KINDS and table[i].vis is not None and table[i].vis != root
    }
    if hidden:
        TypePrivacy(tcx, hidden).module(tcx.crate.items, root)


class TypePrivacy:
    """The walk over one crate; made once, used, dropped."""

    def __init__(self, tcx: TyCtxt, hidden: set[DefId]) -> None:
        self.tcx = tcx
        self.hidden = hidden
        self.results: Any = None
        self.here: set[DefId] = set()
        """The module that is visited and those around it."""

    def module(self, items: tuple[ast.Item, ...], def_id: Any) -> None:
        saved, self.here = self.here, set()
        at = def_id
        while at is not None:
            self.here.add(at)
            at = self.tcx.parent(at)
        inner: list[ast.ModItem] = []
        for item in items:
            self.item(item, inner)
        for each in inner:
            self.module(each.items or (), self.tcx.def_id_of(each))
        self.here = saved

    def item(self, item: Any, inner: list[ast.ModItem]) -> None:
        if isinstance(item, ast.ModItem):
            inner.append(item)
            return
        saved = self.results
        if isinstance(item, (ast.FnItem, ast.ConstItem, ast.StaticItem)):
            body = item.body if isinstance(item, ast.FnItem) else item.expr
            if body is None:
                return
            self.results = self.tcx.typeck(self.tcx.def_id_of(item))
            if isinstance(item, ast.FnItem):
                for param in item.sig.inputs:
                    self.visit(param.pat, inner)
            self.visit(body, inner)
        else:
            self.results = None
            for part in getattr(item, "items", ()) or ():
                self.item(part, inner)
        self.results = saved

    # -- the tree --

    def visit(self, at: Any, inner: list[ast.ModItem]) -> None:
        if isinstance(at, ast.Item):
            self.item(at, inner)
            return
        if isinstance(at, (ast.Ty, ast.Path)):
            return
        parts: Any = None
        if isinstance(at, ast.Expr):
            if self.node(at):
                return
            parts = self.inside(at)
            if parts is None:
                return
        elif isinstance(at, ast.Pat):
            ty = self.results.pat_types.get(at)
            if ty is not None and self.report(self.private(ty), at.span):
                return
        elif isinstance(at, ast.LetStmt):
            if at.init is not None and self.node(at.init):
                return
            parts = tuple(p for p in (at.init, at.pat, at.orelse) if p is not None)
        for part in parts if parts is not None else children(at):
            self.visit(part, inner)

    def inside(self, at: Any) -> Any:
        """What to visit in an expression, in rustc's order where it is not that of the text; None: no more."""
        match at:
            case ast.AssignExpr():
                return None if self.node(at.right) else (at.right, at.left)
            case ast.AssignOpExpr():
                return (at.right, at.left)
            case ast.MatchExpr():
                return None if self.node(at.scrutinee) else tuple(children(at))
            case ast.LetExpr():
                return (at.expr, at.pat)
            case ast.MethodCallExpr():
                found = self.results.callees.get(at)
                if found is not None and self.report(self.of_function(found[0]), at.segment.ident.span):
                    return None
            case _:
                pass
        return tuple(children(at))

    def node(self, expr: Any) -> bool:
        """Whether the expression has a private type, which is then said."""
        types = [self.results.types.get(expr), *(a.target for a in self.results.adjustments.get(expr, ()))]
        args: Any = ()
        if isinstance(expr, ast.MethodCallExpr):
            args = (self.results.callees.get(expr) or (None, ()))[1]
        elif isinstance(expr, (ast.PathExpr, ast.StructExpr)):
            args = self.results.node_args.get(expr) or self.results.node_args.get(expr.path) or ()
        return any(ty is not None and self.report(self.private(ty), expr.span) for ty in (types[0], *args, *types[1:]))

    def report(self, found: tuple[str, str] | None, span: Span) -> bool:
        if found is None:
            return False
        kind, name = found
        self.tcx.emit(error(f"{kind} `{name}` is private", span).label(span, f"private {kind}"))
        return True

    # -- types --

    def is_private(self, def_id: DefId) -> bool:
        return def_id in self.hidden and self.tcx.defs.table[def_id].vis not in self.here

    def private(self, value: Any) -> tuple[str, str] | None:
        """The first part of a type that is not visible here: `type` or `trait`, and its name."""
        tcx = self.tcx
        match value:
            case k.AdtTy() if self.is_private(value.def_id):
                return "type", ty_str(tcx, value)
            case k.FnDefTy():
                found = self.of_function(value.def_id)
                if found is not None:
                    return found
            case k.DynTy():
                for pred in value.preds:
                    if isinstance(pred.value, k.ExistentialTraitRef) and self.is_private(pred.value.def_id):
                        return "trait", def_path_str(tcx, pred.value.def_id)
            case k.AliasTy(kind="opaque"):
                for clause, _ in tcx.item_bounds(value.def_id):
                    if isinstance(clause.value, k.TraitPredicate) and self.is_private(clause.value.trait_ref.def_id):
                        return "trait", def_path_str(tcx, clause.value.trait_ref.def_id)
            case _:
                pass
        for part in parts_of(value):
            found = self.private(part)
            if found is not None:
                return found
        return None

    def of_function(self, def_id: DefId) -> tuple[str, str] | None:
        """What is private in a function's signature, or in the type that it is a method of."""
        tcx = self.tcx
        if not tcx.is_local(def_id) or tcx.def_kind(def_id) not in ("fn", "assoc fn"):
            return None
        sig = tcx.fn_sig(def_id).value
        parent = tcx.parent(def_id)
        owner = (tcx.type_of(parent),) if parent is not None and tcx.def_kind(parent) == "impl" else ()
        for ty in (*sig.inputs, sig.output, *owner):
            found = self.private(ty)
            if found is not None:
                return found
        return None
