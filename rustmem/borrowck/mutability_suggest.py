"""How a place could be made mutable: `mut`, `&mut`, other methods, other bounds (rustc's `mutability_errors.rs`)."""

from __future__ import annotations

from typing import Any

from rustmem.borrowck import describe, suggest
from rustmem.borrowck.context import BorrowckContext
from rustmem.borrowck.hir_search import walk
from rustmem.mir import body as m
from rustmem.mir.body import Location, Place
from rustmem.source.diag import Diag
from rustmem.source.index import DefId
from rustmem.source.source_map import STD_BASE
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty import kind as k

# ---- the binding ----


def mut_suggestion_for_binding(cx: BorrowckContext, diag: Diag, local: int) -> None:
    """`mut x`, inside a reference pattern `&(mut x)`."""
    decl = cx.body.locals[local]
    info, span = decl.info, decl.source_info.span
    pat_span = info.pat_span if type(info) is m.VarBinding and info.by_ref is None else span
    said = "consider changing this to be mutable"
    for node in cx.hir.walk():
        if isinstance(node, (ast.LetStmt, ast.Param)) and isinstance(node.pat, ast.RefPat) and node.pat.span == pat_span:
            end = span.shrink_to_hi().with_hi(pat_span.hi)
            diag.suggest(said, (pat_span.until(span), "&(mut "), (end, ")"), style="show-always")
            return
    diag.suggest(said, (span.shrink_to_lo(), "mut "), style="show-always")


def show_mutating_upvar(cx: BorrowckContext, diag: Diag, closure: Any, place: Place) -> None:
    """What makes calling the closure need `mut`."""
    data = cx.tcx.typeck(cx.tcx.typeck_root(closure)).closures.get(closure)
    if data is None or data.kind_origin is None:
        return
    span, origin = data.kind_origin
    upvar = describe.capture_place_string(cx.tcx, origin)
    reason = ""
    steps = [(p.kind, p.field) for p in origin.projections]
    for capture in data.captures:
        own = [(p.kind, p.field) for p in capture.projections]
        if capture.variable is origin.variable and own == steps[: len(own)]:
            borrowed = capture.kind in ("mut", "unique")
            reason = f"mutable borrow of `{upvar}`" if borrowed else f"possible mutation of `{upvar}`"
            break
    name = describe.describe_place(cx, place)
    if name is not None:
        diag.label(span, f"calling `{name}` requires mutable binding due to {reason}")
    elif span.from_expansion():
        diag.label(span, f"a call in this macro requires a mutable binding due to {reason}")


# ---- the reference ----


def suggest_using_iter_mut(cx: BorrowckContext, diag: Diag) -> None:
    """Inside a closure passed on from `.iter()`."""
    closure = cx.hir.owner
    if not isinstance(closure, ast.ClosureExpr):
        return
    at = cx.hir.parent(closure)
    while isinstance(at, ast.MethodCallExpr):
        if at.segment.ident.name == "iter":
            callee = cx.hir.results.callees.get(at)
            impl = cx.tcx.parent(callee[0]) if callee is not None else None
            if impl is not None and cx.tcx.def_kind(impl) == "impl":
                if any(item.name == "iter_mut" for item in cx.tcx.associated_items(impl)):
                    diag.suggest(
                        "you may want to use `iter_mut` here", (at.segment.ident.span, "iter_mut"),
                        applicability="MaybeIncorrect", style="show-always",
                    )  # fmt: skip
            return
        at = at.receiver


def find_assignments(cx: BorrowckContext, local: int) -> list[Location]:
    """Statements and calls that assign the whole local."""
    found: list[Location] = []
    target = Place(local)  # type: ignore[arg-type]
    for index, block in enumerate(cx.body.blocks):
        for i, statement in enumerate(block.statements):
            if type(statement) is m.Assign and statement.place == target:
                found.append(Location(index, i))  # type: ignore[arg-type]
        if type(block.terminator) is m.Call and block.terminator.destination == target:
            found.append(Location(index, len(block.statements)))  # type: ignore[arg-type]
    return found


def is_error_in_trait(cx: BorrowckContext, local: int) -> tuple[bool, bool, Span | None]:
    """(in an impl of a trait, the trait is the user's, the argument in the trait)."""
    tcx = cx.tcx
    if cx.local_kind(local) != "arg" or tcx.def_kind(cx.def_id) != "assoc fn":
        return False, False, None
    item = tcx.associated_item(cx.def_id)
    if item.container != "trait-impl" or item.trait_item is None:
        return False, False, None
    trait = tcx.parent(item.trait_item)
    if trait is None or not tcx.is_local(trait):
        return True, False, None
    declared = tcx.hir(item.trait_item)
    span = None
    if isinstance(declared, ast.FnItem) and local - 1 < len(declared.sig.inputs):
        param = declared.sig.inputs[local - 1]
        first = declared.sig.inputs[0]
        if isinstance(param.ty, ast.RefTy) and param.ty.mutbl == "not" and first.self_kind:
            span = param.span if param.self_kind else param.ty.span
    return True, True, span


def _ampmut_self(cx: BorrowckContext, span: Span) -> tuple[Span, str]:
    if cx.snippet(span).endswith("self"):
        return span.with_hi(span.hi - 4).shrink_to_hi(), "mut "
    return span, "&mut self"


def suggest_make_local_mut(cx: BorrowckContext, diag: Diag, local: int, name: str) -> None:
    decl = cx.body.locals[local]
    is_ref = type(decl.ty) is k.RefTy
    sigil, desc = ("&", "reference") if is_ref else ("*const", "pointer")
    in_trait, trait_is_local, trait_span = is_error_in_trait(cx, local)
    span = decl.source_info.span
    if in_trait and not trait_is_local:
        diag.label(span, f"this is an immutable {desc}")
        return
    where = " in the `impl` method and the `trait` definition" if in_trait else ""

    def change(parts: list[tuple[Span, str]], extra: str = "") -> None:
        if any(at.lo >= STD_BASE for at, _ in parts):
            return
        diag.suggest(f"consider changing this to be a mutable {desc}{where}{extra}", *parts, style="show-always")

    info = decl.info
    if type(info) is m.ImplicitSelf:
        parts = [_ampmut_self(cx, span)]
        if trait_span is not None:
            parts.append(_ampmut_self(cx, trait_span))
        change(parts)
        return
    if type(info) is not m.VarBinding:
        return
    if info.by_ref is not None:
        text = cx.snippet(span)
        if text.startswith("ref") and text[3:4].isspace():
            change([(span.with_lo(span.lo + 4).shrink_to_lo(), "mut ")])
        return
    _by_value(cx, diag, local, name, info, sigil, desc, change)


def _by_value(
    cx: BorrowckContext, diag: Diag, local: int, name: str, info: m.VarBinding, sigil: str, desc: str, change: Any
) -> None:
    decl = cx.body.locals[local]
    assignments = find_assignments(cx, local)
    first = assignments[0] if assignments else None
    statement = cx.statement_at(first) if first is not None else None
    source = cx.span_at(first) if first is not None else None
    if type(statement) is m.Assign and type(statement.rvalue) is m.Use and type(statement.rvalue.operand) is m.Copy:
        source = cx.body.locals[statement.rvalue.operand.place.local].source_info.span
        if source.is_desugaring("ForLoop"):
            _for_loop_alternatives(cx, diag, source)
            diag.label(source, f"this iterator yields `{sigil}` {desc}s")
            return
    if source is not None and (describe.from_desugaring(source) or source.lo >= STD_BASE):
        return
    if info.opt_ty_info is None and cx.local_kind(local) == "arg" and isinstance(cx.hir.owner, ast.ClosureExpr):
        return  # the parameter `|x|` has no written type to change
    span = decl.source_info.span
    if name == "self" and info.opt_ty_info is None:
        change([_ampmut_self(cx, span)])
        return
    found = _suggest_ampmut(cx, local, statement)
    if found is None:
        return
    kind, at, text = found
    if kind == "get_mut":
        if at.lo < STD_BASE:
            diag.suggest("consider using `get_mut`", (at, text), applicability="MaybeIncorrect", style="show-always")
        return
    parts = [(at, text)] if kind == "expr" else []
    ty_span = info.opt_ty_info
    if ty_span is None and parts:
        change(parts)
        return
    if ty_span is not None:
        written = cx.snippet(ty_span)
        if written.startswith("&'") and any(c.isspace() for c in written):
            blank = next(i for i, c in enumerate(written) if c.isspace())
            start = ty_span.lo + len(written[:blank].encode())
            parts.append((Span(start, start, ty_span.ctxt), " mut"))
        else:
            parts.append((ty_span.with_lo(ty_span.lo + 1).shrink_to_lo(), "mut "))
        change(parts, " and changing the binding's type" if len(parts) > 1 else "")
        return
    _change_binding_type(cx, diag, local, span)


def _change_binding_type(cx: BorrowckContext, diag: Diag, local: int, span: Span) -> None:
    decl = cx.body.locals[local]
    ty: Any = cx.checker.local_tys[local]
    text = f"{'&' if type(decl.ty) is k.RefTy else '*'}mut {describe.place_ty_str(cx, ty.ty)}"
    let = cx.hir.first(lambda n: isinstance(n, ast.LetStmt) and n.pat.span == span)
    if let is None:
        diag.label(span, f"consider changing this binding's type to be: `{text}`")
        return
    clone = cx.tcx.lang_item("clone")
    init_ty = cx.hir.results.types.get(let.init) if let.init is not None else None
    if clone is not None and type(init_ty) is k.RefTy:
        _explain_missing_clone(cx, diag, let.init, init_ty, clone)
    verb, at, new = "specifying", let.pat.span.shrink_to_hi(), f": {text}"
    if let.ty is not None:
        verb, at, new = "changing", let.ty.span, text
    diag.suggest(f"consider {verb} this binding's type", (at, new), applicability="HasPlaceholders", style="show-always")


def _explain_missing_clone(cx: BorrowckContext, diag: Diag, init: Any, ty: Any, clone: Any) -> None:
    """`.clone()` that only copied the reference."""
    inner = describe.peel_refs(ty)
    if suggest.implements(cx, inner, clone):
        return
    errors = suggest.errors_of_bound(cx, inner, clone)
    calls_clone = isinstance(init, ast.MethodCallExpr) and init.segment.ident.name == "clone" and not init.args
    shown, whole = describe.ty_str(cx, inner), describe.ty_str(cx, ty)
    if any(e.obligation is e.root for e in errors):
        if calls_clone:
            diag.span_help(init.method_span, f"`{shown}` doesn't implement `Clone`, so this call clones the reference `{whole}`")
        suggest.suggest_derive(cx, diag, inner, clone)
        return
    if calls_clone:
        diag.not_modelled("why the type is not Clone")
    for error in errors:
        value = error.obligation.predicate.value
        if type(value) is k.TraitPredicate:
            suggest.suggest_derive(cx, diag, value.trait_ref.args[0], value.trait_ref.def_id)


def _suggest_ampmut(cx: BorrowckContext, local: int, statement: Any) -> tuple[str, Span, str] | None:
    """(`expr`, `get_mut` or `binding`, where, text)."""
    nowhere = ("binding", Span(0, 0), "")
    if type(statement) is not m.Assign:
        return nowhere
    rvalue, span = statement.rvalue, statement.source_info.span
    if type(rvalue) is m.Ref and rvalue.kind == "shared" and [e.kind for e in rvalue.place.projection] == ["deref"]:
        assigned = find_assignments(cx, rvalue.place.local)
        if assigned:
            inner = cx.statement_at(assigned[0])
            user = cx.body.locals[local].user_ty
            if len(user) == 1 and not user[0][1] and type(inner) is m.Assign:
                rvalue, span = inner.rvalue, inner.source_info.span
            elif inner is None:
                answer = _through_index(cx, assigned[0], span)
                if answer is not None:
                    return answer if answer[0] != "none" else None
    text = cx.snippet(span)
    if type(rvalue) is m.Ref and rvalue.kind == "shared" and "&" in text:
        at = span.lo + len(text[: text.index("&") + 1].encode())
        return "expr", Span(at, at, span.ctxt), "mut "
    if type(rvalue) is m.RawPtr and rvalue.mutbl == "not" and "const" in text:
        at = span.lo + len(text[: text.index("const")].encode())
        return "expr", Span(at, at + 5, span.ctxt), "mut"
    return nowhere


def _through_index(cx: BorrowckContext, at: Location, span: Span) -> tuple[str, Span, str] | None:
    """`&map[key]`, where the map has no `IndexMut`."""
    call = cx.body.blocks[at.block].terminator
    if type(call) is not m.Call or type(call.func) is not m.Constant or type(call.func.ty) is not k.FnDefTy:
        return None
    fn, tcx = call.func.ty, cx.tcx
    trait = describe.trait_of_method(cx, fn.def_id) if tcx.def_kind(fn.def_id) == "assoc fn" else None
    index_mut = tcx.lang_item("index_mut")
    if trait is None or not tcx.is_lang_item(trait, "index") or index_mut is None:
        return None
    from rustmem.traits.infer import InferCtxt
    from rustmem.traits.queries import predicate_must_hold, trait_goal

    args = tuple(tcx.erase_regions(a) for a in fn.args[:2])
    if predicate_must_hold(InferCtxt(tcx), cx.param_env, trait_goal(tcx, index_mut, args)):
        return None
    if describe.is_diagnostic_adt(cx, args[0], "BTreeMap", "HashMap") and len(call.args) == 2:
        container, key = (cx.snippet(s) for s in call.arg_spans)
        return "get_mut", span, f"{container}.get_mut({key}).unwrap()"
    return "none", span, ""


def _for_loop_alternatives(cx: BorrowckContext, diag: Diag, span: Span) -> None:
    """`for x in v.iter()` → `iter_mut()`; `for x in &v` → `&mut v`."""
    call = None
    root = cx.hir.value
    for node in walk(root) if root is not None else ():
        if isinstance(node, ast.Expr) and node.span == span:
            call = node
            break
    if not isinstance(call, ast.CallExpr) or len(call.args) != 1:
        return
    inner = call.args[0]
    if isinstance(inner, ast.MethodCallExpr):
        callee = cx.hir.results.callees.get(inner)
        impl = cx.tcx.parent(callee[0]) if callee is not None else None
        if impl is None or cx.tcx.def_kind(impl) != "impl":
            return
        name = inner.segment.ident.name
        others = [i.name for i in cx.tcx.associated_items(impl) if i.name != name and i.name.startswith(name)]
        if others:
            diag.suggest_any("use mutable method", [((inner.method_span, f"{o}()"),) for o in others])
    elif isinstance(inner, ast.AddrOfExpr) and inner.mutbl == "not" and not inner.raw:
        at = inner.expr.span.shrink_to_lo()
        diag.suggest("use a mutable iterator instead", (at, "mut "), style="show-always")


# ---- closures and maps ----


def expected_fn_found_fn_mut_call(cx: BorrowckContext, diag: Diag, span: Span, act: str) -> None:
    """A `Fn` closure that would have to be `FnMut`."""
    diag.label(span, f"cannot {act}")
    closure = cx.hir.owner
    if not isinstance(closure, ast.ClosureExpr):
        return
    head = closure.fn_decl_span
    diag.label(head, "in this closure")
    parent = cx.hir.parent(closure)
    tcx, results = cx.tcx, cx.hir.results
    callee: DefId | None = None
    call_span: Span | None = None
    args: tuple[ast.Expr, ...] = ()
    if isinstance(parent, ast.CallExpr):
        ty = results.types.get(parent.func)
        if type(ty) is k.FnDefTy:
            callee, call_span, args = ty.def_id, parent.func.span, parent.args
    elif isinstance(parent, ast.MethodCallExpr) and parent in results.callees:
        callee, call_span, args = results.callees[parent][0], parent.method_span, parent.args
    if callee is not None and call_span is not None and tcx.is_local(callee):
        item = tcx.hir(callee)
        if isinstance(item, ast.FnItem):
            position = next((i for i, a in enumerate(args) if a is closure), None)
            own_self = bool(item.sig.inputs) and bool(item.sig.inputs[0].self_kind)
            at = item.ident.span
            if position is not None and position + own_self < len(item.sig.inputs):
                at = item.sig.inputs[position + own_self].ty.span
            diag.label(at, "change this to accept `FnMut` instead of `Fn`")
            diag.label(call_span, "expects `Fn` instead of `FnMut`")
            return
    _at_return(cx, diag, closure)


def _at_return(cx: BorrowckContext, diag: Diag, closure: Any) -> None:
    """The closure is the tail of a function: its return type asks for `Fn`."""
    item: Any = cx.hir.root_owner
    if not isinstance(item, ast.FnItem) or not _is_returned(cx, closure):
        return
    diag.label(item.ident.span, "")
    diag.label(item.sig.output_span, "change this to return `FnMut` instead of `Fn`")


def _is_returned(cx: BorrowckContext, expr: Any) -> bool:
    """rustc's `hir_get_fn_id_for_return_block`."""
    at = expr
    for parent in cx.hir.ancestors(expr):
        if isinstance(parent, ast.Block):
            if parent.expr is not at:
                return False
        elif isinstance(parent, (ast.ReturnExpr, ast.FnItem)):
            return True
        elif isinstance(parent, (ast.ClosureExpr, ast.Stmt, ast.LoopExpr)):
            return False
        at = parent
    return False


def suggest_map_index_mut_alternatives(cx: BorrowckContext, diag: Diag, ty: Any, span: Span) -> None:
    """`map[k] = v` → `map.insert(k, v)` and the like."""
    if not describe.is_diagnostic_adt(cx, ty, "HashMap", "BTreeMap"):
        return
    shown = describe.place_ty_str(cx, ty)
    done = False
    for stmt in cx.hir.walk():
        expr = None
        if isinstance(stmt, (ast.SemiStmt, ast.ExprStmt)):
            expr = stmt.expr
        elif isinstance(stmt, ast.LetStmt):
            expr = stmt.init
        if isinstance(expr, ast.AssignExpr) and isinstance(expr.left, ast.IndexExpr) and span in (expr.span, expr.left.span):
            _map_assign(diag, expr, expr.left, shown)
            done = True
        elif isinstance(expr, ast.MethodCallExpr) and isinstance(expr.receiver, ast.IndexExpr) and expr.receiver.span == span:
            place = expr.receiver
            diag.suggest(
                f"to modify a `{shown}` use `.get_mut()`", (place.expr.span.shrink_to_lo(), "if let Some(val) = "),
                (place.expr.span.shrink_to_hi().with_hi(place.index.span.lo), ".get_mut("),
                (place.index.span.shrink_to_hi().with_hi(place.span.hi), ") { val"),
                (expr.method_span.shrink_to_hi(), "; }"), style="show-always",
            )  # fmt: skip
            done = True
    if not done:
        diag.help(f"to modify a `{shown}`, use `.get_mut()`, `.insert()` or the entry API")


def _map_assign(diag: Diag, expr: ast.AssignExpr, place: ast.IndexExpr, shown: str) -> None:
    map_, index, value = place.expr.span, place.index.span, expr.right.span
    if value.ctxt is not None:
        return  # rustc drops a suggestion whose parts stand in different files
    to_index = map_.shrink_to_hi().with_hi(index.lo)
    to_value = index.shrink_to_hi().with_hi(value.lo)
    alternatives = [
        ((to_index, ".insert("), (to_value, ", "), (value.shrink_to_hi(), ")")),
        (
            (map_.shrink_to_lo(), "if let Some(val) = "), (to_index, ".get_mut("),
            (index.shrink_to_hi().with_hi(place.span.hi), ") { *val"), (value.shrink_to_hi(), "; }"),
        ),
        (
            (map_.shrink_to_lo(), "let val = "), (to_index, ".entry("), (to_value, ").or_insert("),
            (value.shrink_to_hi(), ")"),
        ),
    ]  # fmt: skip
    said = f"use `.insert()` to insert a value into a `{shown}`, `.get_mut()` to modify it, or the entry API for more flexibility"
    diag.suggest_any(said, alternatives, applicability="MachineApplicable", style="show-always")
