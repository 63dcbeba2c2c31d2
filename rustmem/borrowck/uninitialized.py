"""E0381: a binding used before it is initialised (rustc's `report_use_of_uninitialized`)."""

from __future__ import annotations

from typing import Any

from rustmem.borrowck import describe, messages
from rustmem.borrowck.context import BorrowckContext
from rustmem.borrowck.describe import UseSpans
from rustmem.borrowck.hir_search import walk
from rustmem.mir.body import Place
from rustmem.resolve.walk import children
from rustmem.source.diag import Diag
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.traits.suggestions import ty_kind_suggestion
from rustmem.ty import kind as k


def report_use_of_uninitialized(
    cx: BorrowckContext, path: int, used: Place, moved: Place, action: str, span: Span, use_spans: UseSpans
) -> Diag:
    declared = cx.body.locals[cx.flow.place_of(path).local].source_info.span
    inits = list(dict.fromkeys(s for s in cx.flow.init_spans(path) if not s.is_dummy()))
    name = describe.describe_place_with_options(cx, moved, True, True)
    ticked, desc = (f"`{name}`", f"`{name}` ") if name is not None else ("the variable", "")
    used_name = describe.describe_place_with_options(cx, used, True, True)
    shown = f"`{used_name}`" if used_name is not None else "value"
    found = Conditions(cx, inits, ticked)
    suggest_value = False
    if action in ("assign", "partial assign"):
        state = "isn't fully initialized"
    elif not any(_tells(at, span, found.errors) for at in inits):
        suggest_value, state = True, "isn't initialized"
    else:
        state = "is possibly-uninitialized"
    verb = messages.GENERAL_PAST[action]
    diag = messages.used_binding_uninitialized(span, verb, desc, state)
    use_spans.var_path_only_subdiag(diag, action)
    if action in ("assign", "partial assign"):
        diag.help(
            "partial initialization isn't supported, fully initialize the binding with a default value and mutate it, or "
            "use `std::mem::MaybeUninit`"
        )
    diag.label(span, f"{shown} {verb} here but it {state}")
    said = False
    for at, label in found.errors:
        if _before(at, span) and not _overlaps(at, span):
            diag.label(at, label)
            said = True
    if not said:
        for at in inits:
            if _before(at, span) and not _overlaps(at, span):
                diag.label(at, "binding initialized here in some conditions")
    diag.label(declared, "binding declared here but left uninitialized")
    if suggest_value:
        _suggest_value(cx, diag, moved, declared)
    return diag


def _tells(init: Span, span: Span, errors: list[tuple[Span, str]]) -> bool:
    """Whether an initialisation elsewhere means that the binding is sometimes initialised."""
    return not init.contains(span) and not any(_before(span, at) and not at.contains(span) for at, _ in errors)


def _before(a: Span, b: Span) -> bool:
    return (a.lo, a.hi) < (b.lo, b.hi)


def _overlaps(a: Span, b: Span) -> bool:
    return a.lo < b.hi and b.lo < a.hi


def _suggest_value(cx: BorrowckContext, diag: Diag, moved: Place, declared: Span) -> None:
    for node in cx.hir.walk():
        if (
            isinstance(node, ast.LetStmt)
            and node.init is None
            and isinstance(node.pat, ast.IdentPat)
            and node.span.contains(declared)
        ):
            ty = cx.place_ty(moved).ty
            if node.pat.by_ref is not None and type(ty) is k.RefTy:
                ty = ty.ty
            at = node.ty.span if node.ty is not None else node.pat.span
            value = ty_kind_suggestion(cx.tcx, cx.param_env, ty)
            if value is not None:
                diag.suggest(
                    "consider assigning a value", (at.shrink_to_hi(), f" = {value}"), applicability="MaybeIncorrect",
                    style="show-always",
                )  # fmt: skip
            return


class Conditions:
    """Branches on which the binding stays uninitialised (rustc's `ConditionVisitor`)."""

    def __init__(self, cx: BorrowckContext, inits: list[Span], name: str) -> None:
        self.inits = set(inits)
        self.name = name
        self.errors: list[tuple[Span, str]] = []
        if inits and cx.hir.value is not None:
            for node in walk(cx.hir.value):
                if isinstance(node, ast.IfExpr):
                    self.of_if(node)
                elif isinstance(node, ast.MatchExpr):
                    self.of_match(node)

    def has_init(self, root: Any) -> bool:
        """Whether a statement below, in no other statement, initialises the binding.

        The `match` of a `for` loop is a statement to rustc.
        """
        stack = [root]
        while stack:
            at = stack.pop()
            if isinstance(at, ast.SemiStmt):
                if at.expr.span in self.inits:
                    return True
            elif not isinstance(at, ast.Stmt) and not (at is not root and isinstance(at, ast.LoopExpr) and at.source == "for"):
                stack.extend(children(at))
        return False

    def say(self, span: Span, text: str) -> None:
        self.errors.append((span, text))

    def of_if(self, at: ast.IfExpr) -> None:
        name = self.name
        then = self.has_init(at.then)
        if at.orelse is None:
            if then:
                self.say(at.cond.span, f"if this `if` condition is `false`, {name} is not initialized")
                self.say(at.span.shrink_to_hi(), f"an `else` arm might be missing here, initializing {name}")
            return
        other = self.has_init(at.orelse)
        if then and not other:
            if at.orelse.span.is_desugaring("WhileLoop"):
                said = f"if this condition isn't met and the `while` loop runs 0 times, {name} is not initialized"
                self.say(at.cond.span, said)
            else:
                said = f"if the `if` condition is `false` and this `else` arm is executed, {name} is not initialized"
                self.say(at.then.span.shrink_to_hi().until(at.orelse.span), said)
        elif other and not then:
            self.say(at.cond.span, f"if this condition is `true`, {name} is not initialized")

    def of_match(self, at: ast.MatchExpr) -> None:
        name = self.name
        results = [self.has_init(arm.body) if arm.body is not None else False for arm in at.arms]
        if not any(results) or all(results):
            return
        for arm, seen in zip(at.arms, results):
            if seen:
                continue
            if at.source == "for":
                self.say(at.scrutinee.span, f"if the `for` loop runs 0 times, {name} is not initialized")
            elif isinstance(arm.body, ast.ReturnExpr):
                continue
            elif arm.guard is not None:
                said = f"if this pattern and condition are matched, {name} is not initialized"
                self.say(arm.pat.span.to(arm.guard.span), said)
            else:
                self.say(arm.pat.span, f"if this pattern is matched, {name} is not initialized")
