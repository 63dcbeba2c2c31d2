"""Reborrows that are no reborrows.

Coercing `&'a T` to `&'b T` borrows anew (`&*x`), unless both lifetimes are the same one from the start: then rustc
copies the reference. Type checking erases lifetimes, so it always notes a reborrow; here those of equal, written
lifetimes (`'static`, a function's own) are found and left out.
"""

from __future__ import annotations

from typing import Any

from rustmem.source.index import DefId
from rustmem.syntax import ast
from rustmem.ty import intern
from rustmem.ty import kind as k
from rustmem.ty.defs import DefRes, LocalRes
from rustmem.typeck import results as r
from rustmem.typeck.region_scope import BlockValue


class WrittenRegions:
    """Lifetimes of one body's expressions as far as they are written in signatures and annotations."""

    def __init__(self, tcx: Any, def_id: DefId, results: r.TypeckResults) -> None:
        self.tcx = tcx
        self.results = results
        self.variables: dict[ast.IdentPat, k.Ty] = {}
        self.output: k.Ty | None = None
        owner = tcx.hir(def_id)
        if isinstance(owner, ast.FnItem):
            sig = tcx.fn_sig(def_id).value
            for param, ty in zip(owner.sig.inputs, sig.inputs):
                if type(param.pat) is ast.IdentPat:
                    self.variables[param.pat] = ty
            self.output = sig.output
        elif isinstance(owner, (ast.ConstItem, ast.StaticItem)):
            self.output = tcx.type_of(def_id)

    def is_no_op(self, expr: Any, adjustments: tuple[r.Adjustment, ...], expected: k.Ty | None) -> bool:
        """Whether the adjustments of `expr` reborrow a shared reference with its own lifetime."""
        if len(adjustments) != 2:
            return False
        first, second = adjustments[0].kind, adjustments[1].kind
        if type(first) is not r.Deref or first.overloaded is not None or type(second) is not r.Borrow or second.mutbl != "not":
            return False
        if adjustments[1].target is not self.results.types.get(
            getattr(expr, "block", expr) if type(expr) is BlockValue else expr
        ):
            return False
        if type(expr) in _BRANCHING:
            return True  # its branches were coerced to what was expected of it
        region = expected.region if type(expected) is k.RefTy else None
        if type(expr) is ast.MatchExpr:
            return self.keeps_region(expr, region)
        if type(expected) is not k.RefTy:
            return False
        found = self.ty(expr)
        return type(found) is k.RefTy and same_region(found.region, expected.region)

    def is_moved(self, expr: Any, expected: k.Ty | None) -> bool:
        """Whether a `&mut` variable has just the type, lifetime included, that the arms before it have: then it is moved."""
        found = self.ty(expr) if type(expr) is ast.PathExpr else None
        if type(found) is not k.RefTy or type(expected) is not k.RefTy or found.mutbl != "mut" or expected.mutbl != "mut":
            return False
        erase = self.tcx.erase_regions
        return same_region(found.region, expected.region) and erase(found) is erase(expected)

    def keeps_region(self, expr: ast.MatchExpr, region: k.Region | None) -> bool:
        """Whether the type of a match has the very lifetime expected of it: so it has unless an arm after the first
        brings another, for the meet of two lifetimes is a new one (`'static` and any other meet in the other)."""
        first = True
        for arm in expr.arms:
            body: Any = arm.body
            while type(body) is ast.ParenExpr:
                body = body.expr
            if self.results.types.get(body) is intern.NEVER:
                continue
            if not first and type(body) not in _BRANCHING:
                if type(body) is ast.MatchExpr:
                    if not self.keeps_region(body, region):
                        return False
                else:
                    found = self.ty(body)
                    mine = found.region if type(found) is k.RefTy else None
                    if type(mine) is not k.ReStatic and not same_region(mine, region):
                        return False
            first = False
        return True

    def ty(self, expr: Any) -> k.Ty | None:
        """The type of a place or literal with its written lifetimes."""
        match expr:
            case ast.ParenExpr():
                return self.ty(expr.expr)
            case ast.LitExpr(kind="str" | "bytestr" | "cstr"):
                return self.tcx.ref(intern.RE_STATIC, intern.STR)  # type: ignore[no-any-return]
            case ast.PathExpr():
                return self.path(expr)
            case ast.FieldExpr():
                return self.field(expr)
            case ast.UnaryExpr(op="*"):
                inner = self.ty(expr.expr)
                return inner.ty if type(inner) is k.RefTy else None
            case ast.IndexExpr() if expr not in self.results.callees:
                base = self.ty(expr.expr)
                while type(base) is k.RefTy:
                    base = base.ty
                return base.ty if isinstance(base, (k.ArrayTy, k.SliceTy)) else None
            case ast.MethodCallExpr() if expr in self.results.callees:
                return only_static(self.tcx.fn_sig(self.results.callees[expr][0]).value.output)
            case ast.CallExpr():
                callee = self.results.types.get(expr.func)
                return only_static(self.tcx.fn_sig(callee.def_id).value.output) if type(callee) is k.FnDefTy else None
            case _:
                pass
        return None

    def path(self, expr: ast.PathExpr) -> k.Ty | None:
        res = self.results.node_res.get(expr) or self.tcx.full_res(expr.path)
        if isinstance(res, LocalRes):
            return self.variables.get(self.tcx.variable_of(res.binding))
        if isinstance(res, DefRes) and res.kind in ("const", "static"):
            return self.tcx.type_of(res.def_id)  # type: ignore[no-any-return]
        return None

    def field(self, expr: ast.FieldExpr) -> k.Ty | None:
        base = self.ty(expr.expr)
        for step in self.results.adjustments.get(expr.expr, ()):
            plain = type(step.kind) is r.Deref and step.kind.overloaded is None
            base = base.ty if plain and type(base) is k.RefTy else None
        index = self.results.field_indices.get(expr)
        if index is None:
            return None
        if base is None:
            base = self.results.expr_ty_adjusted(expr.expr)
            while type(base) is k.RefTy:
                base = base.ty
        if type(base) is k.TupleTy:
            return base.elems[index]
        if type(base) is k.AdtTy:
            field = self.tcx.adt_def(base.def_id).variants[0].fields[index]
            return self.tcx.subst(self.tcx.type_of(field.def_id), base.args)  # type: ignore[no-any-return]
        return None


_BRANCHING = {ast.BlockExpr, ast.IfExpr, ast.LoopExpr, BlockValue}
_WRITTEN = {k.ReStatic, k.ReEarlyParam, k.ReLateParam, k.ReBound}


def same_region(a: k.Region | None, b: k.Region | None) -> bool:
    """Whether both are the same written lifetime. One of the function's own is bound in its signature and free in
    its body."""
    if a is b:
        return type(a) in _WRITTEN
    late = (k.ReBound, k.ReLateParam)
    return isinstance(a, late) and isinstance(b, late) and a.var.var == b.var.var


def only_static(ty: k.Ty) -> k.Ty | None:
    """`ty` if it is a reference for ever: other lifetimes of a callee's signature are fresh at each call."""
    return ty if type(ty) is k.RefTy and type(ty.region) is k.ReStatic else None
