"""`break` and `continue`: where they may stand, and with what (rustc_passes::loops)."""

from __future__ import annotations

from typing import Any

from rustmem.resolve.walk import children
from rustmem.source.diag import Diag, error
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty.context import TyCtxt


def check_crate(tcx: TyCtxt) -> None:
    LoopChecker(tcx).run()


class LoopChecker:
    """Walks bodies with the enclosing construct that a jump would leave."""

    def __init__(self, tcx: TyCtxt) -> None:
        self.tcx = tcx
        self.contexts: list[tuple[str, Any]] = []
        self.body: Any = None
        """The item whose body is walked."""
        self.in_plain_block = False
        """Whether a block without a label encloses what is walked."""

    def run(self) -> None:
        self.walk(self.tcx.crate)

    def within(self, kind: str, node: Any, inside: Any) -> None:
        self.contexts.append((kind, node))
        self.walk(inside)
        self.contexts.pop()

    def walk(self, node: Any) -> None:
        match node:
            case ast.LoopExpr():
                self.loop(node)
            case ast.ClosureExpr():
                for param in node.params:
                    self.walk(param)
                self.within("closure", node, node.body)
            case ast.BlockExpr() if node.label is None and node.span.ctxt is None:
                saved_block, self.in_plain_block = self.in_plain_block, True
                for child in children(node):
                    self.walk(child)
                self.in_plain_block = saved_block
            case ast.BlockExpr(label=label) if label is not None:
                self.within("labelled block", node, node.block)
            case ast.AnonConst() | ast.ConstBlockExpr():
                self.within("constant", node, node.value)
            case ast.FnItem():
                saved, self.contexts, outer, self.body = self.contexts, [], self.body, node
                for child in children(node):
                    self.walk(child)
                self.contexts, self.body = saved, outer
            case ast.ConstItem() | ast.StaticItem():
                saved, self.contexts, outer, self.body = self.contexts, [], self.body, node
                if node.expr is not None:
                    self.within("constant item", node, node.expr)
                self.contexts, self.body = saved, outer
            case ast.BreakExpr():
                self.jump_break(node)
            case ast.ContinueExpr():
                self.jump_continue(node)
            case ast.ItemStmt():
                self.walk(node.item)
            case ast.Crate() | ast.ModItem():
                for item in node.items or ():
                    self.walk(item)
            case _:
                for child in children(node):
                    self.walk(child)

    def loop(self, node: ast.LoopExpr) -> None:
        if node.source == "while" and isinstance(node.body.expr, ast.IfExpr):
            self.contexts.append((node.source, node))
            inner = node.body.expr
            self.contexts.append(("condition", node))
            self.walk(inner.cond)
            self.contexts.pop()
            self.walk(inner.then)
            self.contexts.pop()
            return
        self.within(node.source, node, node.body)

    def emit(self, diag: Diag) -> None:
        self.tcx.emit(diag, self.owner())

    def owner(self) -> Any:
        return self.tcx.def_id_of(self.body) if self.body is not None else None

    def jump_break(self, node: ast.BreakExpr) -> None:
        if node.expr is not None:
            self.walk(node.expr)
        if node.span.ctxt is not None and node.span.ctxt.kind == "desugaring":
            return
        target = self.tcx.lookup("labels", node)
        if node.label is not None and isinstance(target, ast.BlockExpr):
            return
        if node.label is not None and target is None and not self.within_loop():
            return  # there is no such label, which was said
        if self.in_condition(node.label, target):
            self.emit(break_in_condition(node.span))
            return
        if node.expr is not None and isinstance(target, ast.LoopExpr) and target.source != "loop":
            self.emit(break_with_value(node, target))
        if self.through_labelled_block(node, "break"):
            return
        self.inside_loop(node, "break", node.label)

    def jump_continue(self, node: ast.ContinueExpr) -> None:
        if node.span.ctxt is not None and node.span.ctxt.kind == "desugaring":
            return
        target = self.tcx.lookup("labels", node)
        if self.in_condition(node.label, target):
            self.emit(break_in_condition(node.span))
            return
        if self.through_labelled_block(node, "continue"):
            return
        if isinstance(target, ast.BlockExpr):
            self.emit(continue_labelled_block(node.span, target.span))
            return
        self.inside_loop(node, "continue", node.label)

    def within_loop(self) -> bool:
        return any(kind in ("loop", "while", "for") for kind, _ in self.contexts)

    def in_condition(self, label: Any, target: Any) -> bool:
        """E0590: a jump without a label out of a `while` condition."""
        for kind, _ in reversed(self.contexts):
            if kind == "condition":
                return label is None
            if kind in ("loop", "while", "for", "closure", "constant"):
                return False
        return False

    def through_labelled_block(self, node: Any, word: str) -> bool:
        if self.contexts and self.contexts[-1][0] == "labelled block" and node.label is None:
            self.emit(unlabeled_in_labeled_block(node.span, word))
            return True
        return False

    def inside_loop(self, node: Any, word: str, label: Any) -> None:
        for kind, within in reversed(self.contexts):
            match kind:
                case "loop" | "while" | "for":
                    return
                case "closure":
                    self.emit(inside_closure(node.span, word, within.fn_arg_span))
                    return
                case "labelled block" | "condition":
                    continue
                case _:
                    break
        diag = outside_loop(node.span, word)
        if word == "break" and self.in_plain_block:
            diag.not_modelled("a label for the block")
        self.emit(diag)


def break_in_condition(span: Span) -> Diag:
    return error("`break` or `continue` with no label in the condition of a `while` loop", span, "E0590").label(
        span, "unlabeled `break` in the condition of a `while` loop"
    )


def break_with_value(node: ast.BreakExpr, target: ast.LoopExpr) -> Diag:
    """E0571."""
    kind = target.source
    diag = error(f"`break` with value from a `{kind}` loop", node.span, "E0571")
    diag.label(node.span, "can only break with a value inside `loop` or breakable block")
    if target.head_span is not None:
        diag.label(target.head_span, f"you can't `break` with a value in a `{kind}` loop")
    label = f" {node.label.name}" if node.label is not None else ""
    words = f"use `break` on its own without a value inside this `{kind}` loop"
    return diag.suggest(words, (node.span, f"break{label}"), applicability="MaybeIncorrect", style="show-always")


def unlabeled_in_labeled_block(span: Span, word: str) -> Diag:
    return error(f"unlabeled `{word}` inside of a labeled block", span, "E0695").label(
        span, f"`{word}` statements that would diverge to or through a labeled block need to bear a label"
    )


def continue_labelled_block(span: Span, block: Span) -> Diag:
    return (
        error("`continue` pointing to a labeled block", span, "E0696")
        .label(span, "labeled blocks cannot be `continue`'d")
        .label(block, "labeled block the `continue` points to")
    )


def inside_closure(span: Span, word: str, closure: Span) -> Diag:
    return (
        error(f"`{word}` inside of a closure", span, "E0267")
        .label(span, f"cannot `{word}` inside of a closure")
        .label(closure, "enclosing closure")
    )


def outside_loop(span: Span, word: str) -> Diag:
    where = "outside of a loop or labeled block" if word == "break" else "outside of a loop"
    return error(f"`{word}` {where}", span, "E0268").label(span, f"cannot `{word}` {where}")
