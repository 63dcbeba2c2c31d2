"""Lints on the expanded tree, before it is lowered (rustc's `BuiltinCombinedEarlyLintPass`).

`collect` runs between expansion and desugaring, while parentheses, `while` and blocks are still as written;
what it finds is shown after name resolution. Every diagnostic's code is its lint's name.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rustmem.lint import camel_case, unused_delims
from rustmem.source.diag import Diag, warning
from rustmem.source.source_map import SourceMap
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.syntax.walk import CHILDREN


class EarlyLints:
    """One walk over a crate, in the order of rustc's visitor; made once, used, dropped."""

    def __init__(self, crate: ast.Crate, source_map: SourceMap, edition: str) -> None:
        self.attrs = crate.expr_attrs
        self.source_map = source_map
        self.edition = int(edition)
        self.found: list[Diag] = []
        self.buffered = list(crate.lints)
        """From expansion; shown when the item that holds the call is reached."""
        self.first: list[Diag] = []
        """What the parser says of the whole crate, which comes before what the walk finds."""
        self.delims = unused_delims.UnusedDelims(self)

    def emit(self, diag: Diag) -> None:
        self.found.append(diag)

    def before(self, span: Span) -> str:
        """The source in front of `span` (rustc's `span_to_prev_source`)."""
        file = self.source_map.file_of(span.lo)
        return file.snippet(file.start, span.lo) if file is not None else ""

    def after(self, span: Span) -> str:
        """A little of the source behind `span`."""
        file = self.source_map.file_of(span.hi)
        return file.snippet(span.hi, min(span.hi + 8, file.end)) if file is not None else ""

    def is_multiline(self, span: Span) -> bool:
        return "\n" in self.source_map.snippet(span)

    # ---- the walk ----

    def walk(self, value: Any) -> None:
        cls = type(value)
        if self.buffered and isinstance(value, ast.Item):
            inside = [d for d in self.buffered if value.span.contains(d.span[0].source_callsite())]
            self.buffered = [d for d in self.buffered if d not in inside]
            self.found.extend(inside)
        check = CHECKS.get(cls)
        if check is not None:
            check(self, value)
        if isinstance(value, ast.Expr):
            self.expr_docs(value)
            self.delims.check_expr(value)
        elif isinstance(value, ast.Pat):
            self.delims.check_pat(value)
        elif isinstance(value, ast.Ty):
            self.delims.check_ty(value)
        self.children(value)
        if isinstance(value, ast.Item):
            self.delims.no_bounds.clear()

    def children(self, value: Any) -> None:
        if isinstance(value, ast.Block):
            self._block(value)
            return
        for name, many in CHILDREN[type(value)]:
            child = getattr(value, name)
            if child is None:
                continue
            for each in child if many else (child,):
                if type(each) in CHILDREN:
                    self.walk(each)

    def _block(self, block: ast.Block) -> None:
        for stmt in block.stmts:
            if type(stmt) is ast.ItemStmt:
                self.walk(stmt.item)
                continue
            self.statement(stmt)
            self.children(stmt)
        if block.expr is not None:
            self.delims.check_block_value(block.expr)
            self.walk(block.expr)

    # ---- statements and blocks ----

    def statement(self, stmt: ast.Stmt) -> None:
        if isinstance(stmt, ast.LetStmt):
            self.docs(stmt.attrs, stmt.span, "statements")
            self.delims.check_let(stmt)
        elif isinstance(stmt, ast.ExprStmt):
            self.delims.check_block_value(stmt.expr)

    def block(self, block: ast.Block) -> None:
        """Runs of `;` that end nothing (`redundant_semicolons`)."""
        run: list[Span] = []
        for stmt in block.stmts:
            if type(stmt) is ast.EmptyStmt:
                run.append(stmt.span)
            else:
                self._semicolons(run)
                run = []
        self._semicolons(run)

    def _semicolons(self, run: list[Span]) -> None:
        if not run:
            return
        span = run[0].to(run[-1])
        plural = len(run) > 1
        message = "unnecessary trailing semicolons" if plural else "unnecessary trailing semicolon"
        diag = warning(message, span, "redundant_semicolons")
        if span.from_expansion():
            self.emit(diag)
            return
        self.emit(
            diag.suggest(
                "remove these semicolons" if plural else "remove this semicolon", (span, ""), applicability="MaybeIncorrect"
            )
        )

    # ---- doc comments that document nothing ----

    def expr_docs(self, expr: ast.Expr) -> None:
        if self.attrs and expr in self.attrs:
            self.docs(self.attrs[expr], expr.span, "expressions")

    def arm(self, arm: ast.Arm) -> None:
        if arm.attrs:
            span = arm.span if arm.body is None else arm.pat.span.with_hi(arm.body.span.hi)
            self.docs(arm.attrs, span, "match arms")
        self.delims.check_unused_parens_pat(arm.pat, False, False, (False, False))

    def docs(self, attrs: tuple[ast.Attribute, ...], span: Span, what: str) -> None:
        run: Span | None = None
        for at, attr in enumerate(attrs):
            if not attr.is_doc:
                continue
            run = attr.span if run is None else run.to(attr.span)
            if at + 1 < len(attrs) and attrs[at + 1].is_doc:
                continue
            diag = warning("unused doc comment", run, "unused_doc_comments")
            diag.label(span, f"rustdoc does not generate documentation for {what}")
            is_block = attr.tokens and attr.tokens[0].text.startswith("/*")
            self.emit(diag.help("use `/* */` for a plain comment" if is_block else "use `//` for a plain comment"))
            run = None

    # ---- loops, negations, macros ----

    def while_loop(self, expr: ast.WhileExpr) -> None:
        """`while true` (`while_true`)."""
        cond = expr.cond
        while isinstance(cond, ast.ParenExpr):
            cond = cond.expr
        if isinstance(cond, ast.LitExpr) and cond.value is True and not cond.span.from_expansion():
            span = expr.span.with_hi(expr.cond.span.hi)
            label = f"{expr.label.name}: " if expr.label is not None else ""
            diag = warning("denote infinite loops with `loop { ... }`", span, "while_true")
            self.delayed = diag.suggest("use `loop`", (span, f"{label}loop"), style="hide-code-inline")

    delayed: Diag | None = None
    """The `while_true` diagnostic, which comes after those on the loop's parentheses."""

    def negation(self, expr: ast.UnaryExpr) -> None:
        """`--x` (`double_negations`)."""
        inner = expr.expr
        if expr.op != "-" or not isinstance(inner, ast.UnaryExpr) or inner.op != "-":
            return
        if isinstance(inner.expr, ast.UnaryExpr) and inner.expr.op == "-" or expr.span.ctxt is not inner.span.ctxt:
            return
        diag = warning("use of a double negation", expr.span, "double_negations")
        diag.note("the prefix `--` could be misinterpreted as a decrement operator which exists in other languages")
        diag.note("use `-= 1` if you meant to decrement the value")
        parts = (inner.span.shrink_to_lo(), "("), (inner.span.shrink_to_hi(), ")")
        self.emit(diag.suggest("add parentheses for clarity", *parts, applicability="MaybeIncorrect", style="show-always"))

    def break_value(self, expr: ast.BreakExpr) -> None:
        """`break 'a loop {}` (`break_with_label_and_loop`)."""
        value = expr.expr
        if expr.label is None or value is None or getattr(value, "label", None) is not None:
            return
        if (
            isinstance(value, (ast.WhileExpr, ast.ForExpr, ast.LoopExpr))
            or isinstance(value, ast.BlockExpr)
            and not value.block.unsafe
        ):
            message = "this labeled break expression is easy to confuse with an unlabeled break with a labeled value expression"
            diag = warning(message, expr.span, "break_with_label_and_loop")
            parts = (value.span.shrink_to_lo(), "("), (value.span.shrink_to_hi(), ")")
            self.first.append(diag.suggest("wrap this expression in parentheses", *parts))

    def macro(self, item: ast.MacroDef) -> None:
        exported = any(attr.path == "macro_export" for attr in item.attrs)
        if not item.used and not exported and not item.ident.name.startswith("_") and not item.span.from_expansion():
            self.emit(warning(f"unused macro definition: `{item.ident.name}`", item.ident.span, "unused_macros"))

    # ---- names ----

    def type_item(self, item: ast.Item) -> None:
        if not any(a.path == "repr" and any(t.text == "C" for t in a.tokens) for a in item.attrs):
            camel_case.check(self, "trait" if isinstance(item, ast.TraitItem) else "type", item.ident)

    def trait_item(self, item: ast.TraitItem) -> None:
        self.type_item(item)
        for inner in item.items:
            if isinstance(inner, ast.TypeAlias):
                camel_case.check(self, "associated type", inner.ident)
                self.quiet.add(inner)

    def alias(self, item: ast.TypeAlias) -> None:
        if item not in self.quiet:
            self.type_item(item)

    def impl(self, item: ast.ImplItem) -> None:
        self.quiet.update(inner for inner in item.items if isinstance(inner, ast.TypeAlias))

    quiet: set[ast.Item] = set()
    """Associated types, which are not checked as items."""

    def variant(self, variant: ast.VariantDef) -> None:
        if variant not in self.not_variants:
            camel_case.check(self, "variant", variant.ident)
        if variant.discriminant is not None:
            self.delims.check_braces(variant.discriminant.value, "AnonConst", False, None, None, False)

    not_variants: set[ast.VariantDef] = set()
    """The data of structs and unions."""

    def struct(self, item: ast.StructItem | ast.UnionItem) -> None:
        self.not_variants.add(item.data)
        self.type_item(item)

    def type_param(self, param: ast.TypeParam) -> None:
        camel_case.check(self, "type parameter", param.ident)

    # ---- places of unused parentheses that are no expressions ----

    def valued_item(self, item: ast.ConstItem | ast.StaticItem) -> None:
        if item.expr is not None:
            self.delims.check_both(item.expr, "AssignedValue", False, None, None, False)

    def param(self, param: ast.Param) -> None:
        self.delims.check_unused_parens_pat(param.pat, True, False, (False, False))

    def generic_args(self, args: ast.GenericArgs) -> None:
        for arg in args.args:
            if isinstance(arg, ast.AnonConst):
                self.delims.check_braces(arg.value, "AnonConst", False, None, None, False)


CHECKS: dict[type, Callable[[EarlyLints, Any], None]] = {
    ast.Block: EarlyLints.block,
    ast.Arm: EarlyLints.arm,
    ast.WhileExpr: EarlyLints.while_loop,
    ast.UnaryExpr: EarlyLints.negation,
    ast.BreakExpr: EarlyLints.break_value,
    ast.MacroDef: EarlyLints.macro,
    ast.StructItem: EarlyLints.struct,
    ast.UnionItem: EarlyLints.struct,
    ast.EnumItem: EarlyLints.type_item,
    ast.TypeAlias: EarlyLints.alias,
    ast.TraitItem: EarlyLints.trait_item,
    ast.ImplItem: EarlyLints.impl,
    ast.VariantDef: EarlyLints.variant,
    ast.TypeParam: EarlyLints.type_param,
    ast.ConstItem: EarlyLints.valued_item,
    ast.StaticItem: EarlyLints.valued_item,
    ast.Param: EarlyLints.param,
    ast.GenericArgs: EarlyLints.generic_args,
}


def collect(crate: ast.Crate, source_map: SourceMap, edition: str) -> list[Diag]:
    """The early lints of an expanded crate, before desugaring."""
    lints = EarlyLints(crate, source_map, edition)
    lints.quiet, lints.not_variants = set(), set()
    for item in crate.items:
        lints.walk(item)
    return lints.first + lints.found


def check_crate(tcx: Any) -> None:
    """Shows what `collect` found in the crate that is being checked."""
    for diag in tcx.early_lints:
        tcx.emit(diag)
