"""Late lints: over each body with its types, after everything was checked (rustc_lint's combined late pass).

One walk in source order runs all of them, as rustc does, so that their order is rustc's.
"""

from __future__ import annotations

from typing import Any

from rustmem.lint import late_exprs, naming, overflowing
from rustmem.lint.must_use import check_semicolon
from rustmem.resolve.walk import children
from rustmem.source.diag import warning
from rustmem.source.index import DefId
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.traits.elaborate import EMPTY_ENV
from rustmem.traits.needs_drop import needs_drop
from rustmem.traits.queries import holds
from rustmem.ty.context import TyCtxt
from rustmem.ty.defs import DefRes
from rustmem.typeck.results import Borrow


class LatePass:
    """The walk over one crate."""

    def __init__(self, tcx: TyCtxt) -> None:
        self.tcx = tcx
        self.results: Any = None
        self.owner: DefId | None = None
        self.modules: list[ast.ModItem] = []
        self.parents = overflowing.Parents()
        self.semi: ast.Expr | None = None
        """The last expression that stands before a semicolon."""
        self.arm_body: ast.Expr | None = None
        """The body of the last arm."""
        self.value: Any = None
        """The value of the body around: its expression or block."""

    def env(self) -> Any:
        """What is known of the parameters in the body around."""
        assert self.owner is not None
        return self.tcx.param_env(self.owner)

    def returned(self) -> Any:
        """The type of the value of the body around."""
        return self.results.types.get(self.value)

    def implements(self, ty: Any, trait: str) -> bool:
        """Whether a type has a trait of the library, named as a diagnostic item, whatever its parameters are."""
        def_id = self.tcx.diagnostic_items.get(trait)
        return holds(self.tcx, EMPTY_ENV, def_id, self.tcx.erase_regions(ty))

    def run(self) -> None:
        """Module by module, the root first, as `late_lint_mod`."""
        for item in self.tcx.crate.items:
            self.item(item)
        while self.modules:
            module = self.modules.pop(0)
            before, self.modules = self.modules, []
            for item in module.items or ():
                self.item(item)
            self.modules += before

    def item(self, item: ast.Item) -> None:
        match item:
            case ast.ModItem():
                naming.snake_case(self.tcx, "module", item.ident)
                self.modules.append(item)
                return
            case ast.ConstItem():
                self.constant(item)
                if item.expr is not None:
                    self.body(self.tcx.def_id_of(item), item)
                    return
            case ast.StaticItem():
                if not any(a.path == "no_mangle" for a in item.attrs):
                    naming.upper_case(self.tcx, "static variable", item.ident, item)
                if item.expr is not None:
                    self.body(self.tcx.def_id_of(item), item)
                    return
            case ast.FnItem():
                self.function(item)
                return
            case _:
                pass
        self.inside(item)

    def constant(self, item: ast.ConstItem) -> None:
        if item.ident.name == "_":
            return
        kind = self.tcx.def_kind(self.tcx.def_id_of(item))
        if kind == "const":
            naming.upper_case(self.tcx, "constant", item.ident, item)
        elif not self.in_trait_impl(item):
            naming.upper_case(self.tcx, "associated constant", item.ident, item)

    def in_trait_impl(self, item: ast.Item) -> bool:
        parent = self.tcx.parent(self.tcx.def_id_of(item))
        row = self.tcx.defs[parent] if parent is not None else None
        return row is not None and isinstance(row.node, ast.ImplItem) and row.node.trait_ref is not None

    def function(self, item: ast.FnItem) -> None:
        def_id = self.tcx.def_id_of(item)
        if self.tcx.def_kind(def_id) == "assoc fn":
            if not self.in_trait_impl(item):
                parent = self.tcx.parent(def_id)
                in_trait = parent is not None and self.tcx.def_kind(parent) == "trait"
                naming.snake_case(self.tcx, "trait method" if in_trait else self.sort(def_id), item.ident)
        elif item.sig.header.abi in (None, "Rust") or not any(a.path == "no_mangle" for a in item.attrs):
            naming.snake_case(self.tcx, "function", item.ident)
        self.body(def_id, item)

    def sort(self, def_id: DefId) -> str:
        return "method" if self.tcx.associated_item(def_id).has_self else "associated function"

    def body(self, def_id: DefId, item: ast.FnItem | ast.ConstItem | ast.StaticItem) -> None:
        saved = self.results, self.owner, self.value
        self.value = item.body if isinstance(item, ast.FnItem) else item.expr
        self.results = self.tcx.typeck(def_id) if self.value is not None else None
        self.owner = def_id
        if isinstance(item, ast.FnItem) and item.body is not None:
            late_exprs.dangling_pointers(self, item.body)
        self.inside(item)
        self.results, self.owner, self.value = saved

    def inside(self, start: Any) -> None:
        """Walks the parts of a node; items found are visited as items."""
        for part in children(start):
            self.visit(part)

    def visit(self, at: Any) -> None:
        if isinstance(at, ast.Item):
            self.item(at)
            return
        if isinstance(at, ast.ItemStmt):
            self.item(at.item)
            return
        if self.results is not None and not self.results.tainted:
            for check in late_exprs.CHECKS.get(type(at), ()):
                check(self, at)
        special = SPECIAL.get(type(at))
        if special is not None:
            special(self, at)
        else:
            self.inside(at)


def _semi(late: LatePass, stmt: ast.SemiStmt) -> None:
    if late.results is not None and not late.results.tainted:
        path_statement(late, stmt)
        check_semicolon(late.tcx, late.results, late.owner, stmt)
        late_exprs.map_unit(late, stmt)
        late.semi = stmt.expr
    late.inside(stmt)


def path_statement(late: LatePass, stmt: ast.SemiStmt) -> None:
    """`x;` either drops the value or does nothing."""
    if not isinstance(stmt.expr, ast.PathExpr):
        return
    tcx = late.tcx
    ty = late.results.types[stmt.expr]
    if needs_drop(tcx, ty, tcx.param_env(late.owner)) if late.owner is not None else False:
        diag = warning("path statement drops value", stmt.span, "path_statements")
        snippet = tcx.source_map.snippet(stmt.expr.span)
        diag.suggest("use `drop` to clarify the intent", (stmt.span, f"drop({snippet});"))
    else:
        diag = warning("path statement with no effect", stmt.span, "path_statements")
    tcx.emit(diag)


def _binding(late: LatePass, pat: ast.IdentPat) -> None:
    if late.tcx.res_of(pat) is None and pat.ident.name != "self" and not pat.span.from_expansion():
        naming.snake_case(late.tcx, "variable", pat.ident)
    late.inside(pat)


def _field(late: LatePass, field: ast.FieldDef) -> None:
    if field.named:
        naming.snake_case(late.tcx, "structure field", field.ident)
    late.inside(field)


def _field_pat(late: LatePass, field: ast.FieldPat) -> None:
    # A shorthand field's name is not the author's choice here.
    if field.shorthand:
        return
    late.inside(field)


def _const_param(late: LatePass, param: ast.ConstParam) -> None:
    naming.upper_case(late.tcx, "const parameter", param.ident)
    late.inside(param)


def _lifetime_param(late: LatePass, param: ast.LifetimeParam) -> None:
    if not naming.is_snake_case(param.ident.name):
        better = "'" + naming.to_snake_case(param.ident.name)
        diag = warning(f"lifetime `{param.ident.name}` should have a snake case name", param.ident.span, "non_snake_case")
        diag.suggest("convert the identifier to snake case", (param.ident.span, better), applicability="MaybeIncorrect")
        late.tcx.emit(diag)


def _address_of(late: LatePass, expr: ast.AddrOfExpr) -> None:
    if not expr.raw and names_static_mut(late.tcx, expr.expr):
        static_mut_ref(late.tcx, expr.span, Span(expr.span.lo, expr.expr.span.lo), expr.mutbl, False)
    late.inside(expr)


def _method_call(late: LatePass, expr: ast.MethodCallExpr) -> None:
    if late.results is not None and names_static_mut(late.tcx, expr.receiver):
        borrows = [a.kind for a in late.results.adjustments.get(expr.receiver, ()) if isinstance(a.kind, Borrow)]
        if borrows:
            static_mut_ref(late.tcx, expr.span, None, borrows[0].mutbl, True)
    late.inside(expr)


def names_static_mut(tcx: TyCtxt, expr: Any) -> bool:
    """`N`, `N.field` or `N[i]` of a `static mut N`."""
    while isinstance(expr, (ast.FieldExpr, ast.IndexExpr)):
        expr = expr.expr
    if not isinstance(expr, ast.PathExpr):
        return False
    res = tcx.full_res(expr.path)
    if not isinstance(res, DefRes) or res.kind != "static":
        return False
    item = tcx.hir(res.def_id)
    return isinstance(item, ast.StaticItem) and item.mutbl == "mut"


def static_mut_ref(tcx: TyCtxt, span: Span, borrow: Span | None, mutbl: str, implicit: bool) -> None:
    """`static_mut_refs`: a reference to a `static mut` is a promise that the program can hardly keep."""
    kind = "mutable" if mutbl == "mut" else "shared"
    diag = warning(f"creating a {kind} reference to mutable static", span, "static_mut_refs")
    diag.label(span, f"{kind} reference to mutable static")
    if mutbl == "mut":
        diag.note(
            "mutable references to mutable statics are dangerous; it's undefined behavior if any other pointer to the static is used or if any other reference is created for the static while the mutable reference lives"
        )
    else:
        diag.note(
            "shared references to mutable statics are dangerous; it's undefined behavior if the static is mutated or if a mutable reference is created for it while the shared reference lives"
        )
    diag.note("for more information, see <https://doc.rust-lang.org/edition-guide/rust-2024/static-mut-references.html>")
    if borrow is not None and not implicit:
        if mutbl == "mut":
            diag.suggest(
                "use `&raw mut` instead to create a raw pointer",
                (Span(borrow.lo + 1, borrow.hi), "raw mut "),
                style="show-always",
                applicability="MaybeIncorrect",
            )
        else:
            diag.suggest(
                "use `&raw const` instead to create a raw pointer",
                (Span(borrow.hi, borrow.hi), "raw const "),
                style="show-always",
                applicability="MaybeIncorrect",
            )
    tcx.emit(diag)


def _arm(late: LatePass, arm: ast.Arm) -> None:
    late.arm_body = arm.body
    late.inside(arm)


def _closure(late: LatePass, closure: ast.ClosureExpr) -> None:
    saved, late.value = late.value, closure.body
    if late.results is not None and not late.results.tainted:
        late_exprs.dangling_pointers(late, closure.body)
    late.inside(closure)
    late.value = saved


SPECIAL: dict[type, Any] = {
    ast.Arm: _arm,
    ast.ClosureExpr: _closure,
    ast.LitExpr: overflowing.literal,
    ast.UnaryExpr: overflowing.negation,
    ast.CastExpr: overflowing.cast,
    ast.StructExpr: overflowing.struct,
    ast.AddrOfExpr: _address_of,
    ast.MethodCallExpr: _method_call,
    ast.SemiStmt: _semi,
    ast.IdentPat: _binding,
    ast.FieldDef: _field,
    ast.FieldPat: _field_pat,
    ast.ConstParam: _const_param,
    ast.LifetimeParam: _lifetime_param,
}


def check_crate(tcx: TyCtxt) -> None:
    """Runs the late lints over the user's crate."""
    LatePass(tcx).run()
