"""Unsafety checking: E0133 and `unused_unsafe` (rustc_mir_build::check_unsafety)."""

from __future__ import annotations

from typing import Any

from rustmem.source.diag import error, warning
from rustmem.source.index import DefId
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt
from rustmem.ty.print import def_path_str
from rustmem.typeck import thir as t
from rustmem.typeck.check_match import parts

NOTES = {
    "call to unsafe function": "consult the function's documentation for information on how to avoid undefined behavior",
    "dereference of raw pointer": "raw pointers may be null, dangling or unaligned; they can violate aliasing rules and cause data races: all of these are undefined behavior",
    "use of mutable static": "mutable statics can be mutated by multiple threads: aliasing violations or data races will cause undefined behavior",
    "use of extern static": "extern statics are not controlled by the Rust type system: invalid data, aliasing violations or data races will cause undefined behavior",
    "access to union field": "the field may not be properly initialized: using uninitialized data will cause undefined behavior",
}  # fmt: skip


def check_unsafety(tcx: TyCtxt, def_id: DefId) -> None:
    """The provider of the query: checks a body and, in place, the bodies of its closures."""
    thir = tcx.thir_body(def_id)
    if thir is None:
        return
    owner = tcx.hir(def_id)
    in_unsafe_fn = isinstance(owner, ast.FnItem) and owner.sig.header.unsafe
    visitor = UnsafetyVisitor(tcx, def_id, in_unsafe_fn)
    for param in thir.params:
        if param.pat is not None:
            visitor.pattern(param.pat, None)
    visitor.visit(thir.value, None)
    visitor.report_unused()


class UnsafeBlock:
    """An `unsafe` block, whether something in it needed it, and the block round it."""

    __slots__ = ("span", "used", "outer", "nested")

    def __init__(self, span: Span, outer: UnsafeBlock | None) -> None:
        self.span = span
        self.used = False
        self.outer = outer
        self.nested = False


class UnsafetyVisitor:
    """Walks the typed tree; `block` is the `unsafe` block in force."""

    def __init__(self, tcx: TyCtxt, owner: DefId, in_unsafe_fn: bool) -> None:
        self.tcx = tcx
        self.owner = owner
        self.in_unsafe_fn = in_unsafe_fn
        self.blocks: list[UnsafeBlock] = []
        self.assigned: set[Any] = set()

    def visit(self, start: Any, block: UnsafeBlock | None) -> None:
        stack: list[tuple[Any, UnsafeBlock | None]] = [(start, block)]
        while stack:
            at, inside = stack.pop()
            if isinstance(at, t.Block) and at.safety == "unsafe":
                inside = self.enter(at, inside)
            elif isinstance(at, t.Block) and at.safety == "builtin unsafe":
                inside = UnsafeBlock(at.span, inside)
            elif isinstance(at, t.RawBorrowExpr):
                inner = peel(at.arg)
                if isinstance(inner, t.DerefExpr):
                    # A raw reference to a dereferenced place reads nothing.
                    stack.append((inner.arg, inside))
                    continue
            elif isinstance(at, t.ClosureExpr):
                self.closure(at, inside)
            elif isinstance(at, t.AssignExpr):
                self.union_writes(at.left)
            self.check(at, inside)
            stack.extend((p, inside) for p in reversed(parts(at)))

    def union_writes(self, left: Any) -> None:
        """Fields of unions that are only written need no `unsafe`."""
        at = peel(left)
        while isinstance(at, t.FieldExpr):
            self.assigned.add(at)
            at = peel(at.arg)

    def enter(self, block: t.Block, outer: UnsafeBlock | None) -> UnsafeBlock:
        made = UnsafeBlock(Span(block.span.lo, block.span.lo + 6, block.span.ctxt), outer)
        self.blocks.append(made)
        if outer is not None:
            made.nested = True
            return outer
        return made

    def closure(self, expr: t.ClosureExpr, inside: UnsafeBlock | None) -> None:
        thir = self.tcx.thir_body(expr.closure)
        if thir is not None:
            self.visit(thir.value, inside)

    def check(self, at: Any, inside: UnsafeBlock | None) -> None:
        match at:
            case t.CallExpr():
                self.call(at, inside)
            case t.DerefExpr():
                self.deref(at, inside)
            case t.LetExpr():
                self.pattern(at.pat, inside)
            case t.Arm() | t.LetStmt():
                self.pattern(at.pattern, inside)
            case t.FieldExpr() if isinstance(at.arg.ty, k.AdtTy) and self.tcx.adt_def(at.arg.ty.def_id).kind == "union":
                if at not in self.assigned:
                    self.requires("access to union field", at.span, inside)

    def pattern(self, start: t.Pat, inside: UnsafeBlock | None) -> None:
        """A pattern that looks into a union reads its field."""
        stack: list[tuple[t.Pat, bool]] = [(start, False)]
        while stack:
            at, in_union = stack.pop()
            if in_union and not isinstance(at, (t.WildPat, t.OrPat, t.AscribePat, t.ErrPat)):
                self.requires("access to union field", at.span, inside)
                continue
            is_union = isinstance(at, t.LeafPat) and type(at.ty) is k.AdtTy and self.tcx.adt_def(at.ty.def_id).kind == "union"
            stack.extend((p, in_union or is_union) for p in reversed(inner_patterns(at)))

    def call(self, at: t.CallExpr, inside: UnsafeBlock | None) -> None:
        ty = at.func.ty
        if isinstance(ty, k.FnDefTy):
            sig = self.tcx.fn_sig(ty.def_id).value
            if sig.unsafe:
                self.requires("call to unsafe function", at.span, inside, def_path_str(self.tcx, ty.def_id))
        elif isinstance(ty, k.FnPtrTy) and ty.sig.value.unsafe:
            self.requires("call to unsafe function", at.span, inside)

    def deref(self, at: t.DerefExpr, inside: UnsafeBlock | None) -> None:
        arg = peel(at.arg)
        if isinstance(arg, t.StaticRefExpr):
            row = self.tcx.defs[arg.def_id]
            item = self.tcx.hir(arg.def_id)
            in_extern = row.parent is not None and self.tcx.def_kind(row.parent) == "foreign mod"
            if isinstance(item, ast.StaticItem) and item.mutbl == "mut":
                self.requires("use of mutable static", at.span, inside)
            elif in_extern:
                self.requires("use of extern static", at.span, inside)
        elif isinstance(at.arg.ty, k.RawPtrTy):
            self.requires("dereference of raw pointer", at.span, inside)

    def requires(self, what: str, span: Span, inside: UnsafeBlock | None, name: str | None = None) -> None:
        """rustc's `requires_unsafe`."""
        if inside is not None:
            inside.used = True
            return
        if self.in_unsafe_fn:
            if self.tcx.edition >= "2024" and self.tcx.lint_levels.level_of("unsafe_op_in_unsafe_fn", span) != "allow":
                self.tcx.unsupported("an unsafe operation in an unsafe function of edition 2024", span, self.owner)
            return
        where = "unsafe block" if self.tcx.edition >= "2024" else "unsafe function or block"
        shown = f"{what} `{name}`" if name is not None else what
        diag = error(f"{shown} is unsafe and requires {where}", span, "E0133")
        diag.label(span, what)
        diag.note(NOTES[what])
        # The rest of the body is checked all the same.
        self.tcx.emit(diag)

    def report_unused(self) -> None:
        for block in self.blocks:
            if block.used or (block.outer is not None and not block.nested):
                continue
            diag = warning("unnecessary `unsafe` block", block.span, "unused_unsafe")
            diag.label(block.span, "unnecessary `unsafe` block")
            if block.nested and block.outer is not None:
                diag.label(block.outer.span, "because it's nested under this `unsafe` block")
            self.tcx.emit(diag)


def inner_patterns(pat: t.Pat) -> list[t.Pat]:
    """The patterns directly inside one."""
    found: list[t.Pat] = []
    for name in type(pat).__match_args__:
        value = getattr(pat, name)
        for each in value if type(value) is tuple else (value,):
            if isinstance(each, (t.Pat, t.FieldPat)):
                found.append(each.pat if isinstance(each, t.FieldPat) else each)
    return found


def peel(expr: Any) -> Any:
    while isinstance(expr, t.ScopeExpr):
        expr = expr.value
    return expr
