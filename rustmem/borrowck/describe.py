"""Naming places, types and uses for the reader (rustc's `diagnostics/mod.rs`)."""

from __future__ import annotations

from typing import Any

from rustmem.borrowck import messages
from rustmem.borrowck.borrow_set import BorrowData
from rustmem.borrowck.context import BorrowckContext
from rustmem.mir import body as m
from rustmem.mir.body import Location, Place
from rustmem.source.diag import Diag
from rustmem.source.node import node
from rustmem.source.source_map import LIBRARY
from rustmem.source.span import Span
from rustmem.std.places import real_type_params
from rustmem.ty import kind as k
from rustmem.ty import print as ty_print

# ---- places ----


def describe_any_place(cx: BorrowckContext, place: Place) -> str:
    """The place in backticks, or `value` for a temporary."""
    name = describe_place(cx, place)
    return "value" if name is None else f"`{name}`"


def describe_place(cx: BorrowckContext, place: Place) -> str | None:
    return describe_place_with_options(cx, place, False, True)


def describe_place_with_options(
    cx: BorrowckContext, place: Place, including_downcast: bool, including_tuple_field: bool
) -> str | None:
    """The place as the user would write it; None for a temporary."""
    body, local = cx.body, place.local
    autoderef: int | None = None
    name = local_text(cx, local)
    text, known = name or "", name is not None
    for index, elem in enumerate(place.projection):
        kind = elem.kind
        if kind == "deref":
            info = body.locals[local].info
            if index == 0:
                if type(info) is m.RefForGuard:
                    continue
                if type(info) is m.StaticRefInfo:
                    text, known = text + cx.tcx.item_name(info.def_id), True
                    continue
            field = cx.upvar_field(Place(local, place.projection[: index + 1]))
            if field is not None:
                text, known = capture_text(cx, field), True
                if not body.upvars[field].by_ref:
                    text = "*" + text
            else:
                if autoderef is None:
                    autoderef = _autoderef_index(place)
                if index >= autoderef:
                    text = "*" + text
        elif kind == "downcast":
            if including_downcast:
                return None
        elif type(elem) is m.Field:
            field = cx.upvar_field(Place(local, place.projection[: index + 1]))
            if field is not None:
                text, known = capture_text(cx, field), True
            else:
                base = Place(local, place.projection[:index])
                found = describe_field(cx, base, elem.index, including_tuple_field)
                if found is not None:
                    text += "." + found
        elif type(elem) is m.Index:
            text += f"[{local_text(cx, elem.local) or '_'}]"
        elif kind in ("constant index", "subslice"):
            text += "[..]"
    return text if known else None


def _autoderef_index(place: Place) -> int:
    """Dereferences before the last field or index are implied by it."""
    for i in range(len(place.projection) - 1, -1, -1):
        if place.projection[i].kind not in ("deref", "downcast"):
            return i + 1
    return 0


def describe_name(place: Place) -> str | None:
    """The enum variant that the place goes through."""
    return next((e.name for e in place.projection if e.kind == "downcast" and e.name is not None), None)  # type: ignore[union-attr]


def local_text(cx: BorrowckContext, local: int) -> str | None:
    name = cx.local_names[local]
    span = cx.body.locals[local].source_info.span
    return name if name is not None and not from_desugaring(span) and not from_library(span) else None


def from_library(span: Span) -> bool:
    """Whether a macro of the library wrote it; a program knows nothing of its names."""
    return span.ctxt is not None and span.ctxt.def_crate in ("core", "alloc", "std")


def from_desugaring(span: Span) -> bool:
    return span.ctxt is not None and span.ctxt.kind == "desugaring"


def describe_field(cx: BorrowckContext, base: Place, field: int, tuple_fields: bool) -> str | None:
    ty = cx.place_ty(base)
    return _field_of(cx, ty.ty, field, ty.variant, tuple_fields)


def _field_of(cx: BorrowckContext, ty: Any, field: int, variant: int | None, tuple_fields: bool) -> str | None:
    tcx = cx.tcx
    if cx.is_box(ty):
        return _field_of(cx, ty.args[0], field, variant, tuple_fields)
    if type(ty) is k.AdtTy:
        data = tcx.adt_def(ty.def_id).variants[variant or 0]
        if not tuple_fields and data.ctor_kind == "fn":
            return None
        return data.fields[field].name
    if type(ty) is k.TupleTy:
        return str(field)
    if type(ty) in (k.RefTy, k.RawPtrTy, k.ArrayTy, k.SliceTy):
        return _field_of(cx, ty.ty, field, variant, tuple_fields)
    if type(ty) is k.ClosureTy:
        data_ = tcx.typeck(tcx.typeck_root(ty.def_id)).closures.get(ty.def_id)
        return data_.captures[field].variable.ident.name if data_ is not None else None
    return None


def capture_text(cx: BorrowckContext, field: int) -> str:
    return capture_place_string(cx.tcx, cx.body.upvars[field].capture)


def capture_place_string(tcx: Any, capture: Any) -> str:
    """A captured place as the user would write it: `x`, `x.field`, `*x`."""
    text: str = capture.variable.ident.name
    before = capture.base_ty
    for step in capture.projections:
        if step.kind == "deref":
            text = "*" + text
        elif step.kind == "field":
            if type(before) is k.AdtTy:
                text += "." + tcx.adt_def(before.def_id).variants[step.variant].fields[step.field].name
            else:
                text += f".{step.field}"
        before = step.ty
    return text


# ---- types and definitions ----


def ty_str(cx: BorrowckContext, ty: Any) -> str:
    return ty_print.ty_str(cx.tcx, ty)


def place_ty_str(cx: BorrowckContext, ty: Any) -> str:
    """The type of a place in words: its regions are variables of the body, which have no names."""
    return ty_print.ty_str(cx.tcx, cx.tcx.erase_regions(ty))


def def_path_str(cx: BorrowckContext, def_id: Any) -> str:
    """The path of an item; a library method's with the parameters that its impl has there (`Vec::<T, A>::push`)."""
    tcx = cx.tcx
    text = ty_print.def_path_str(tcx, def_id)
    if def_id < tcx.base and tcx.def_kind(def_id) == "assoc fn" and "::<" in text:
        at = tcx.hir(def_id).ident.span.lo
        file = LIBRARY.file_of(at)
        names = real_type_params(file, at) if file is not None else None
        if names is not None:
            head, _, rest = text.partition("::<")
            return f"{head}::{names}{rest[rest.index('>') + 1 :]}"
    return text


def peel_refs(ty: Any) -> Any:
    while type(ty) is k.RefTy:
        ty = ty.ty
    return ty


def is_diagnostic_adt(cx: BorrowckContext, ty: Any, *names: str) -> bool:
    return type(ty) is k.AdtTy and any(cx.tcx.is_diagnostic_item(ty.def_id, name) for name in names)


# ---- how a place is used ----


@node
class CallKind:
    """rustc's `CallKind`: `normal`, `fn call`, `operator` or `deref coercion`."""

    kind: str
    method: Any = None
    args: tuple[Any, ...] = ()
    trait: Any = None
    self_ty: Any = None
    desugaring: str | None = None
    """Of a normal call: `for into_iter`, `for next`, `?` …"""
    deref_target_ty: Any = None
    deref_target_span: Span | None = None


class UseSpans:
    """Where a place is used: `closure`, `self call`, `pattern` or `other`."""

    __slots__ = ("kind", "span", "closure", "capture_kind_span", "path_span", "fn_call_span", "fn_span", "call")

    def __init__(self, kind: str, span: Span) -> None:
        self.kind = kind
        self.span = span
        """The span; of a closure its head, of a call the receiver."""
        self.closure: Any = None
        self.capture_kind_span = span
        self.path_span = span
        self.fn_call_span = span
        self.fn_span = span
        self.call: CallKind | None = None

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, UseSpans):
            return False
        return (self.kind, self.span, self.capture_kind_span, self.path_span, self.fn_call_span) == (
            other.kind, other.span, other.capture_kind_span, other.path_span, other.fn_call_span,
        )  # fmt: skip

    def __hash__(self) -> int:
        return hash((self.kind, self.span))

    @property
    def for_closure(self) -> bool:
        return self.kind == "closure"

    def args_or_use(self) -> Span:
        return self.span

    def var_or_use(self) -> Span:
        return self.capture_kind_span if self.kind == "closure" else self.args_or_use()

    def var_or_use_path_span(self) -> Span:
        return self.path_span if self.kind == "closure" else self.args_or_use()

    def var_subdiag(self, diag: Diag, borrow_kind: str | None, label: str) -> None:
        """Labels the use inside the closure that made it capture; "" as kind: a move."""
        if self.kind != "closure":
            return
        if self.capture_kind_span != self.path_span:
            how = "moved" if borrow_kind is None else "immutable" if borrow_kind in _SHARED else "mutable"
            diag.label(self.capture_kind_span, f"capture is {how} because of use here")
        diag.label(self.path_span, label)

    def var_path_only_subdiag(self, diag: Diag, action: str) -> None:
        if self.kind == "closure":
            diag.label(self.path_span, messages.PATH_USE[action])

    def args_subdiag(self, diag: Diag, label: str) -> None:
        if self.kind == "closure":
            diag.label(self.span, label)


_SHARED = frozenset(("shared", "fake shallow", "fake deep"))


def closure_spans(cx: BorrowckContext, def_id: Any, target: Place, operands: tuple[Any, ...]) -> UseSpans | None:
    """The spans of the capture of `target` by a closure."""
    data = cx.tcx.typeck(cx.tcx.typeck_root(def_id)).closures.get(def_id)
    if data is None:
        return None
    for capture, operand in zip(data.captures, operands):
        if type(operand) is not m.Constant and operand.place == target:
            made = UseSpans("closure", data.expr.fn_decl_span)
            made.closure = data
            made.capture_kind_span = capture_kind_span(capture)
            made.path_span = path_span(capture)
            return made
    return None


def capture_kind_span(capture: Any) -> Span:
    expr = capture.capture_kind_expr or capture.path_expr
    return expr.span if expr is not None else capture.variable.span  # type: ignore[no-any-return]


def path_span(capture: Any) -> Span:
    expr = capture.path_expr or capture.capture_kind_expr
    return expr.span if expr is not None else capture.variable.span  # type: ignore[no-any-return]


def move_spans(cx: BorrowckContext, moved: Place, location: Location) -> UseSpans:
    """Where and how `moved` is moved or copied at `location`."""
    statement = cx.statement_at(location)
    if statement is None:
        return UseSpans("other", cx.span_at(location))
    span = statement.source_info.span
    if type(statement) is m.Assign and type(statement.rvalue) is m.Aggregate:
        aggregate = statement.rvalue
        if type(aggregate.kind) is m.ClosureAggregate:
            found = closure_spans(cx, aggregate.kind.def_id, moved, aggregate.operands)
            if found is not None:
                return found
    elif type(statement) is m.FakeRead and statement.closure is not None:
        if statement.cause in ("ForMatchedPlace", "ForLet"):
            found = closure_spans(cx, statement.closure, moved, (m.Move(statement.place),))
            if found is not None:
                return found
    downcast = any(e.kind == "downcast" for e in moved.projection)
    normal = UseSpans("pattern" if downcast else "other", span)
    if type(statement) is not m.Assign or statement.place.projection:
        return normal
    # `_temp = moved; …; method(_temp, …)`: a move into the receiver of a method call.
    terminator = cx.body.blocks[location.block].terminator
    if type(terminator) is m.Call:
        call = find_self_call(cx, statement.place.local, location.block)
        if call is None:
            return normal
        method, args = call
        made = UseSpans("self call", span)
        made.fn_call_span = terminator.fn_span
        made.fn_span = cx.tcx.def_span(method)
        made.call = call_kind(cx, method, args, terminator.fn_span, terminator.call_source == "normal")
        return made
    return normal


def find_self_call(cx: BorrowckContext, local: int, block: int) -> tuple[Any, Any] | None:
    """The method and arguments of the call at the block's end, if `local` is its receiver."""
    call = cx.body.blocks[block].terminator
    if type(call) is not m.Call or type(call.func) is not m.Constant or type(call.func.ty) is not k.FnDefTy:
        return None
    tcx, fn = cx.tcx, call.func.ty
    if tcx.def_kind(fn.def_id) != "assoc fn" or not tcx.associated_item(fn.def_id).has_self or not call.args:
        return None
    receiver = call.args[0]
    if type(receiver) is m.Constant or receiver.place.projection:  # type: ignore[union-attr]
        return None
    if receiver.place.local == local:  # type: ignore[union-attr]
        return fn.def_id, fn.args
    for statement in cx.body.blocks[block].statements:
        # The receiver may be a reborrow of the local.
        if (
            type(statement) is m.Assign
            and statement.place == receiver.place  # type: ignore[union-attr]
            and type(statement.rvalue) is m.Ref
            and statement.rvalue.place == Place(local, (m.DEREF,))  # type: ignore[arg-type]
        ):
            return fn.def_id, fn.args
    return None


_OPERATORS = (
    "add", "sub", "mul", "div", "rem", "neg", "not", "bitxor", "bitand", "bitor", "shl", "shr", "add_assign",
    "sub_assign", "mul_assign", "div_assign", "rem_assign", "bitxor_assign", "bitand_assign", "bitor_assign",
    "shl_assign", "shr_assign", "index", "index_mut", "eq", "partial_ord",
)  # fmt: skip


def trait_of_method(cx: BorrowckContext, method: Any) -> Any:
    """The trait of a trait's or trait impl's method; None for an inherent one."""
    item = cx.tcx.associated_item(method)
    if item.container == "trait":
        return cx.tcx.parent(method)
    if item.container == "trait-impl":
        header = cx.tcx.impl_header(cx.tcx.parent(method))  # type: ignore[arg-type]
        return header.trait_ref.def_id if header.trait_ref is not None else None
    return None


def call_kind(cx: BorrowckContext, method: Any, args: Any, span: Span, from_hir_call: bool) -> CallKind:
    tcx = cx.tcx
    trait = trait_of_method(cx, method)
    self_ty = args[0] if args and not isinstance(args[0], k.Region) else None
    if trait is not None:
        if any(tcx.is_lang_item(trait, name) for name in ("fn", "fn_mut", "fn_once")):
            return CallKind("fn call", method, args, trait, self_ty)
        if not from_hir_call and any(tcx.is_lang_item(trait, name) for name in _OPERATORS):
            return CallKind("operator", method, args, trait, self_ty)
        if not from_hir_call and tcx.is_lang_item(trait, "deref"):
            target_ty, target_span = deref_target(cx, trait, args)
            return CallKind("deref coercion", method, args, trait, self_ty, None, target_ty, target_span)
    desugaring = None
    if span.is_desugaring("ForLoop"):
        desugaring = {"into_iter": "for into_iter", "next": "for next"}.get(tcx.item_name(method))
    elif span.is_desugaring("QuestionMark"):
        desugaring = "?"
    return CallKind("normal", method, args, trait, self_ty, desugaring)


def deref_target(cx: BorrowckContext, trait: Any, args: Any) -> tuple[Any, Span | None]:
    """`<T as Deref>::Target`, and where the impl defines it."""
    from rustmem.traits.queries import normalize_erasing_regions

    tcx = cx.tcx
    item = next((i for i in tcx.associated_items(trait) if i.kind == "type"), None)
    if item is None:
        return None, None
    ty = normalize_erasing_regions(tcx, cx.param_env, tcx.alias("projection", item.def_id, args[:1]))
    span = None
    self_ty = args[0]
    if type(self_ty) is k.AdtTy:
        for impl in tcx.trait_impls_of(trait).by_type.get(self_ty.def_id, ()):
            for own in tcx.associated_items(impl):
                if own.kind == "type":
                    span = tcx.def_span(own.def_id)
    return ty, span


def borrow_spans(cx: BorrowckContext, use_span: Span, location: Location) -> UseSpans:
    """The closure that captures what is borrowed at `location`, or `use_span`."""
    other = UseSpans("other", use_span)
    statement = cx.statement_at(location)
    if type(statement) is not m.Assign or statement.place.projection:
        return other
    target = statement.place
    if cx.local_kind(target.local) != "temp":
        return other
    block = cx.body.blocks[location.block]
    following = list(block.statements[location.statement + 1 :])
    if type(block.terminator) is m.Drop:
        # The drop of an assignment may have moved what follows to the next block.
        following.extend(cx.body.blocks[block.terminator.target].statements[:1])
    for other_statement in following:
        if type(other_statement) is m.Assign and type(other_statement.rvalue) is m.Aggregate:
            kind = other_statement.rvalue.kind
            if type(kind) is m.ClosureAggregate:
                found = closure_spans(cx, kind.def_id, target, other_statement.rvalue.operands)
                return found if found is not None else other
        if use_span != other_statement.source_info.span:
            break
    return other


def retrieve_borrow_spans(cx: BorrowckContext, loan: BorrowData) -> UseSpans:
    return borrow_spans(cx, cx.span_at(loan.reserve_location), loan.reserve_location)


def move_or_borrow_spans(cx: BorrowckContext, place: Place, span: Span, location: Location) -> UseSpans:
    """`move_spans(..).or_else(borrow_spans(..))`."""
    found = move_spans(cx, place, location)
    return found if found.kind in ("closure", "self call") else borrow_spans(cx, span, location)


# ---- what is behind a dereference ----


@node
class ContentSource:
    """rustc's `BorrowedContentSource`: `raw pointer`, `mutable reference`, `shared reference`, `overloaded deref`,
    `overloaded index` (of `ty`)."""

    kind: str
    ty: Any = None


def borrowed_content_source(cx: BorrowckContext, base: Place) -> ContentSource:
    for location in cx.flow.init_locations(base):
        statement = cx.statement_at(location)
        terminator = cx.body.blocks[location.block].terminator
        if statement is None and type(terminator) is m.Call and terminator.call_source == "overloaded operator":
            found = _source_of_call(cx, terminator)
            if found is not None:
                return found
    ty = cx.place_ty(base).ty
    if type(ty) is k.RawPtrTy:
        return ContentSource("raw pointer")
    return ContentSource("mutable reference" if getattr(ty, "mutbl", "not") == "mut" else "shared reference")


def _source_of_call(cx: BorrowckContext, call: m.Call) -> ContentSource | None:
    ty = call.func.ty if type(call.func) is m.Constant else None
    if type(ty) is not k.FnDefTy or cx.tcx.def_kind(ty.def_id) != "assoc fn":
        return None
    trait = trait_of_method(cx, ty.def_id)
    self_ty = ty.args[0] if ty.args else None
    if trait is None:
        return None
    renumbered = cx.checker.operand_ty(call.func)
    self_ty = renumbered.args[0] if type(renumbered) is k.FnDefTy else self_ty
    if cx.tcx.is_lang_item(trait, "deref") or cx.tcx.is_lang_item(trait, "deref_mut"):
        return ContentSource("overloaded deref", self_ty)
    if cx.tcx.is_lang_item(trait, "index") or cx.tcx.is_lang_item(trait, "index_mut"):
        return ContentSource("overloaded index", self_ty)
    return None


def _rc_or(cx: BorrowckContext, ty: Any, otherwise: str) -> str:
    for name in ("Rc", "Arc"):
        if is_diagnostic_adt(cx, ty, name):
            return f"an `{name}`"
    return otherwise


def describe_for_unnamed_place(cx: BorrowckContext, source: ContentSource) -> str:
    match source.kind:
        case "overloaded deref":
            return _rc_or(cx, source.ty, f"dereference of `{place_ty_str(cx, source.ty)}`")
        case "overloaded index":
            return f"index of `{place_ty_str(cx, source.ty)}`"
        case _:
            pass
    return f"a {source.kind}"


def describe_for_named_place(source: ContentSource) -> str | None:
    return None if source.kind.startswith("overloaded") else source.kind


def describe_for_immutable_place(cx: BorrowckContext, source: ContentSource) -> str:
    match source.kind:
        case "raw pointer":
            return "a `*const` pointer"
        case "overloaded deref":
            return _rc_or(cx, source.ty, f"dereference of `{place_ty_str(cx, source.ty)}`")
        case "overloaded index":
            return f"an index of `{place_ty_str(cx, source.ty)}`"
        case _:
            pass
    return "a `&` reference"
