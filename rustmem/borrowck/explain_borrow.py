"""Why a loan is still in scope: a later use, a drop, or a lifetime it must outlive (rustc's `explain_borrow.rs`)."""

from __future__ import annotations

from collections import deque
from typing import Any

from rustmem.borrowck import describe
from rustmem.borrowck.borrow_set import BorrowData
from rustmem.borrowck.constraints import Category, description
from rustmem.borrowck.context import BorrowckContext
from rustmem.borrowck.def_use import visit
from rustmem.borrowck.describe import UseSpans
from rustmem.borrowck.infer_ctxt import free_regions
from rustmem.borrowck.region_check import best_blame_constraint
from rustmem.borrowck.region_name import RegionNameAt
from rustmem.mir import body as m
from rustmem.mir.body import Location, Place
from rustmem.source.diag import Diag, MultiSpan
from rustmem.source.node import node
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty import kind as k
from rustmem.ty.defs import LocalRes


@node
class UsedLater:
    local: int
    kind: str
    """`trait capture`, `closure capture`, `call`, `fake let read`, `other`."""
    span: Span
    path_span: Span | None
    in_loop: bool = False


@node
class UsedLaterWhenDropped:
    location: Location
    local: int
    should_note_order: bool


@node
class MustBeValidFor:
    category: Category
    from_closure: bool
    span: Span
    region_name: RegionNameAt
    place_desc: str | None
    path: tuple[Any, ...]


@node
class Unexplained: ...


BorrowExplanation = UsedLater | UsedLaterWhenDropped | MustBeValidFor | Unexplained
_LATER = {
    "trait capture": "captured here by trait object", "closure capture": "captured here by closure",
    "call": "used by call", "fake let read": "stored here", "other": "used here",
}  # fmt: skip
_IN_LOOP = {
    "trait capture": "borrow captured here by trait object, in later iteration of loop",
    "closure capture": "borrow captured here by closure, in later iteration of loop",
    "call": "borrow used by call, in later iteration of loop", "fake let read": "borrow later stored here",
    "other": "borrow used here, in later iteration of loop",
}  # fmt: skip

# ---- finding out ----


def explain_why_borrow_contains_point(
    cx: BorrowckContext, location: Location, loan: BorrowData, kind: str | None, place: Place | None
) -> BorrowExplanation:
    """What keeps `loan` alive at `location`; `kind` and `place`: the write that conflicts."""
    regions = cx.regions
    use_at, in_loop = location, False
    region = regions.find_sub_region_live_at(loan.region, location)
    if region == loan.region:
        # The loan meets itself, in a loop: look from the loop's head.
        head = regions.find_loop_terminator_location(loan.region)
        if head is not None:
            region = regions.find_sub_region_live_at(loan.region, head)
            use_at, in_loop = head, True
    found = find_use(cx, region, use_at)
    if found is not None:
        cause, local, at = found
        if cause == "live":
            span = cx.span_at(at)
            spans = describe.move_or_borrow_spans(cx, Place(local), span, at)  # type: ignore[arg-type]
            later, where, path = _later_use_kind(cx, loan, spans, use_at if in_loop else at)
            return UsedLater(local, later, where, path, in_loop)
        order = (
            kind == "storage dead or drop" and place is not None and not place.projection
            and cx.local_names[local] is not None and cx.local_names[place.local] is not None and local != place.local
        )  # fmt: skip
        return UsedLaterWhenDropped(at, local, order)
    outlived = cx.namer.to_error_region_vid(loan.region)
    if outlived is None:
        return Unexplained()
    blame, path_ = best_blame_constraint(regions, loan.region, "free", outlived)
    name = cx.namer.give_region_a_name(outlived)
    if name is None:
        return Unexplained()
    desc = describe.describe_place(cx, loan.borrowed_place)
    return MustBeValidFor(blame.category, blame.from_closure, blame.span, name, desc, tuple(path_))


def find_use(cx: BorrowckContext, region: int, start: Location) -> tuple[str, int, Location] | None:
    """The nearest use or drop, within the region, of a variable whose type mentions it (rustc's `find_use`)."""
    body, tcx = cx.body, cx.tcx
    mentions: dict[int, bool] = {}
    last: tuple[str, int] | None = None

    def each(local: Any, what: str) -> None:
        nonlocal last
        known = mentions.get(local)
        if known is None:
            ty = cx.checker.local_tys[local]
            known = mentions[local] = any(type(r) is k.ReVar and r.vid == region for r in free_regions(tcx, ty))
        if known:
            last = (what, local)

    queue, seen = deque([start]), set()
    while queue:
        at = queue.popleft()
        if at in seen or not cx.regions.contains(region, at):
            continue
        seen.add(at)
        statement = cx.statement_at(at)
        block = body.blocks[at.block]
        last = None
        visit(statement if statement is not None else block.terminator, each)
        if last is not None:
            if last[0] == "def":
                continue
            return ("live" if last[0] == "use" else "drop"), last[1], at
        if statement is not None:
            queue.append(Location(at.block, at.statement + 1))
            continue
        unwind = getattr(block.terminator, "unwind", None)
        for target in m.successors(block.terminator):  # type: ignore[arg-type]
            if isinstance(unwind, str) or target != unwind:
                queue.append(Location(target, 0))
    return None


def _later_use_kind(cx: BorrowckContext, loan: BorrowData, spans: UseSpans, location: Location) -> tuple[str, Span, Span | None]:
    if spans.kind == "closure":
        return "closure capture", spans.capture_kind_span, spans.path_span
    span = spans.span
    statement = cx.statement_at(location)
    call = cx.body.blocks[location.block].terminator
    if spans.kind == "self call" and spans.call is not None and spans.call.kind == "normal" and not spans.call.desugaring:
        if _overlaps(span, cx.body.locals[loan.assigned_place.local].source_info.span):
            # The borrowed value, likely a temporary, is part of the receiver: point at the method.
            if type(call) is m.Call and call.call_source == "normal":
                return "call", _function_span(cx, call, span), None
            return "other", span, None
    if type(statement) is m.FakeRead and statement.cause == "ForLet":
        return "fake let read", span, None
    if was_captured_by_trait_object(cx, loan):
        return "trait capture", span, None
    if statement is None:
        if type(call) is m.Call and call.call_source == "normal":
            return "call", _function_span(cx, call, span), None
    return "other", span, None


def _function_span(cx: BorrowckContext, call: m.Call, span: Span) -> Span:
    """Just the function, so that spans overlap less."""
    if type(call.func) is m.Constant:
        return call.func.span
    place = call.func.place  # type: ignore[union-attr]
    if not place.projection and cx.local_names[place.local] is None:
        return cx.body.locals[place.local].source_info.span
    return span


def was_captured_by_trait_object(cx: BorrowckContext, loan: BorrowData) -> bool:
    """Whether the reference is soon made a trait object."""
    at: Location | None = loan.reserve_location
    statement = cx.statement_at(loan.reserve_location)
    if type(statement) is not m.Assign or statement.place.projection:
        return False
    target = statement.place.local
    while at is not None:
        statement = cx.statement_at(at)
        if statement is None:
            call = cx.body.blocks[at.block].terminator
            if type(call) is not m.Call or call.target is None or call.destination.projection:
                return False
            if not any(type(a) is not m.Constant and a.place == Place(target) for a in call.args):  # type: ignore[union-attr]
                return False
            target, at = call.destination.local, Location(call.target, 0)
            continue
        if type(statement) is m.Assign and _local_or_deref(statement.place) is not None:
            answer = _capture_step(cx, statement, target)
            if isinstance(answer, bool):
                return answer
            target = answer
        at = Location(at.block, at.statement + 1)
    return False


def _capture_step(cx: BorrowckContext, statement: m.Assign, target: int) -> Any:
    """The local that now holds the reference, or the answer."""
    rvalue = statement.rvalue
    if type(rvalue) is m.Use:
        operand = rvalue.operand
        if type(operand) is not m.Constant and operand.place == Place(target):  # type: ignore[union-attr, arg-type]
            return _local_or_deref(statement.place)
    elif type(rvalue) is m.Cast and rvalue.kind == "Unsize":
        operand = rvalue.operand
        if type(operand) is m.Constant or operand.place != Place(target):  # type: ignore[union-attr, arg-type]
            return False
        ty = rvalue.ty
        if type(ty) is k.RefTy:
            return type(ty.ty) is k.DynTy
        if cx.is_box(ty):
            return type(ty.args[0]) is k.DynTy  # type: ignore[attr-defined]
        return type(ty) is k.DynTy
    return target


def _local_or_deref(place: Place) -> int | None:
    if not place.projection or (len(place.projection) == 1 and place.projection[0].kind == "deref"):
        return place.local
    return None


# ---- saying it ----


def _overlaps(a: Span, b: Span) -> bool:
    return a.lo < b.hi and b.lo < a.hi


def add_explanation(
    cx: BorrowckContext,
    diag: Diag,
    explanation: BorrowExplanation,
    borrow_desc: str,
    borrow_span: Span | None,
    multiple: tuple[Span, Span] | None = None,
) -> None:
    """Labels `diag` with the explanation; `borrow_desc`: `first `, `mutable ` … before the word borrow."""
    if borrow_span is not None:
        _binding_declared_here(cx, diag, borrow_span)
    match explanation:
        case UsedLater():
            _used_later(cx, diag, explanation, borrow_desc, borrow_span)
        case UsedLaterWhenDropped():
            _used_when_dropped(cx, diag, explanation, borrow_desc, multiple)
        case MustBeValidFor():
            _must_be_valid(cx, diag, explanation, borrow_desc)
        case _:
            pass


def _used_later(cx: BorrowckContext, diag: Diag, why: UsedLater, desc: str, borrow_span: Span | None) -> None:
    clear = borrow_span is None or not _overlaps(borrow_span, why.span)
    text = f"{desc}{_IN_LOOP[why.kind]}" if why.in_loop else f"{desc}borrow later {_LATER[why.kind]}"
    if why.path_span is None or why.path_span == why.span:
        if why.in_loop or clear:
            diag.label(why.span, text)
    elif clear:
        said = _IN_LOOP[why.kind] if why.in_loop else _LATER[why.kind]
        diag.label(why.span, f"{desc}borrow later {said}")
        diag.label(why.path_span, "used here by closure")


def _binding_declared_here(cx: BorrowckContext, diag: Diag, span: Span) -> None:
    """Points at the declaration of the variable that is borrowed, if the borrow is of it or something in it."""
    expr = cx.find_expr(span)
    while True:
        if isinstance(expr, (ast.AddrOfExpr, ast.FieldExpr, ast.IndexExpr)):
            expr = expr.expr
        elif isinstance(expr, ast.UnaryExpr) and expr.op == "*":
            expr = expr.expr
        elif isinstance(expr, ast.MethodCallExpr):
            expr = expr.receiver
        else:
            break
    if not isinstance(expr, ast.PathExpr) or expr.qself is not None or len(expr.path.segments) != 1:
        return
    segment = expr.path.segments[0]
    res = cx.tcx.full_res(expr.path)
    if type(res) is LocalRes and segment.args is None:
        at = segment.ident.span.ctxt
        if at is None or at.kind == "desugaring" or at.is_local:
            diag.label(res.binding.span, f"binding `{segment.ident.name}` declared here")


def _dropped_type(cx: BorrowckContext, local: int) -> tuple[str, str]:
    """("`Drop` code" or "destructor", the type in words)."""
    decl = cx.body.locals[local]
    ty = cx.checker.local_tys[local]
    shown = ty
    if decl.source_info.span.is_desugaring("ForLoop") and describe.is_diagnostic_adt(cx, ty, "Option"):
        # Of a `for` loop only what the iterator yields is of interest.
        shown = ty.args[0]  # type: ignore[attr-defined]
    if type(shown) is k.AdtTy and cx.has_dtor(shown):
        return "`Drop` code", f"type `{describe.def_path_str(cx, shown.def_id)}`"
    if type(shown) is k.ClosureTy:
        return "destructor", "closure"
    return "destructor", f"type `{describe.place_ty_str(cx, ty)}`"


def _used_when_dropped(
    cx: BorrowckContext, diag: Diag, why: UsedLaterWhenDropped, desc: str, multiple: tuple[Span, Span] | None
) -> None:
    decl = cx.body.locals[why.local]
    code, of_type = _dropped_type(cx, why.local)
    name = cx.local_names[why.local]
    drop_span = cx.span_at(why.location)
    if name is not None and not describe.from_desugaring(decl.source_info.span):
        said = f"{desc}borrow might be used here, when `{name}` is dropped and runs the {code} for {of_type}"
        diag.label(drop_span, said)
        if why.should_note_order:
            diag.note("values in a scope are dropped in the opposite order they are defined")
        return
    diag.label(decl.source_info.span, f"a temporary with access to the {desc}borrow is created here ...")
    ending = f"when that temporary is dropped and runs the {code} for {of_type}"
    diag.label(drop_span, f"... and the {desc}borrow might be used here, {ending}")
    info = decl.info
    if type(info) is m.BlockTailTemp:
        _block_tail(cx, diag, info, multiple)


def _block_tail(cx: BorrowckContext, diag: Diag, info: m.BlockTailTemp, multiple: tuple[Span, Span] | None) -> None:
    at = info.span
    if info.tail_result_is_ignored:
        inside = multiple is not None and multiple[0].to(at.shrink_to_hi()).contains(multiple[1])
        if not inside:
            diag.suggest(
                "consider adding semicolon after the expression so its temporaries are dropped sooner, before the "
                "local variables declared by the block are dropped",
                (at.shrink_to_hi(), ";"), applicability="MaybeIncorrect", style="show-always",
            )  # fmt: skip
        return
    diag.note(
        "the temporary is part of an expression at the end of a block;\nconsider forcing this temporary to be dropped "
        "sooner, before the block's local variables are dropped"
    )
    diag.suggest(
        "for example, you could save the expression's value in a new local variable `x` and then make `x` be the "
        "expression at the end of the block",
        (at.shrink_to_lo(), "let x = "), (at.shrink_to_hi(), "; x"), applicability="MaybeIncorrect", style="show-always",
    )  # fmt: skip


def _must_be_valid(cx: BorrowckContext, diag: Diag, why: MustBeValidFor, desc: str) -> None:
    why.region_name.highlight(diag)
    if why.place_desc is not None:
        said = f"requires that `{why.place_desc}` is borrowed for `{why.region_name.name}`"
    else:
        said = f"requires that {desc}borrow lasts for `{why.region_name.name}`"
    diag.label(why.span, f"{description(why.category)}{said}")
    add_object_lifetime_default_note(cx, diag, why)
    add_placeholder_note(cx, diag, why)
    if why.category.kind == "opaque type":
        diag.not_modelled("the bound on an opaque type")


def add_object_lifetime_default_note(cx: BorrowckContext, diag: Diag, why: MustBeValidFor) -> None:
    """A `Box<dyn Trait>` without a lifetime is `Box<dyn Trait + 'static>`."""
    if why.category.kind != "cast" or not why.category.data.is_implicit or why.region_name.name != "'static":
        return
    ty = why.category.data.unsize_to
    if type(ty) is not k.AdtTy:
        return
    text = shown = describe.ty_str(cx, ty)
    for arg in ty.args:
        if type(arg) is k.DynTy:
            plain = describe.ty_str(cx, arg)
            text = text.replace(plain, f"({plain} + 'static)", 1)
    if text != shown:
        diag.note(f"due to object lifetime defaults, `{shown}` actually means `{text}`")


def add_placeholder_note(cx: BorrowckContext, diag: Diag, why: MustBeValidFor) -> None:
    """The bound that asks for the lifetime, where it is written."""
    span = next((c.category.data for c in why.path if c.category.kind == "predicate"), None)
    if why.category.kind == "return" and why.region_name.name[1:].isdigit():
        return  # rustc's shortest chain to a lifetime without a name goes another way
    if span is not None and not span.is_dummy():
        what = f"value outlives `{why.region_name.name}`"
        diag.span_note(MultiSpan((span,)), f"requirement that the {what} introduced here")
