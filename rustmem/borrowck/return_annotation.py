"""Labels that teach elision where a function returns a borrow of its own data (rustc's `annotate_argument_and_return_for_borrow`)."""

from __future__ import annotations

from typing import Any

from rustmem.borrowck import describe
from rustmem.borrowck.borrow_set import BorrowData
from rustmem.borrowck.context import BorrowckContext
from rustmem.mir import body as m
from rustmem.mir.body import Place
from rustmem.source.diag import Diag
from rustmem.syntax import ast
from rustmem.ty import kind as k


def annotate_argument_and_return(cx: BorrowckContext, loan: BorrowData, diag: Diag) -> str | None:
    """The name of the region that the returned reference has, if the loan goes straight to the return place."""
    block_index, start = loan.reserve_location
    block = cx.body.blocks[block_index]
    if start >= len(block.statements):
        return None
    statement = block.statements[start]
    if type(statement) is not m.Assign or statement.place.projection or cx.local_kind(statement.place.local) != "temp":
        return None
    target = statement.place.local
    closure: Any = None
    for following in block.statements[start + 1 :]:
        if type(following) is not m.Assign or following.place.projection:
            continue
        into, rvalue = following.place.local, following.rvalue
        if type(rvalue) is m.Aggregate and type(rvalue.kind) is m.ClosureAggregate:
            for operand in rvalue.operands:
                if type(operand) is not m.Constant and _local_or_deref(operand.place) == target:  # type: ignore[union-attr]
                    closure = rvalue.kind.def_id
                    if into == m.RETURN_PLACE:
                        return _emit(cx, diag, closure)
                    target = into
            continue
        source = _source(rvalue)
        if source is None or _local_or_deref(source) != target:
            continue
        if into == m.RETURN_PLACE:
            return _emit(cx, diag, closure)
        target = into
    call = block.terminator
    if type(call) is m.Call and call.target is not None and call.destination == Place(m.RETURN_PLACE):
        for arg in call.args:
            if type(arg) is not m.Constant and _local_or_deref(arg.place) == target:  # type: ignore[union-attr]
                return _emit(cx, diag, closure)
    return None


def _source(rvalue: Any) -> Place | None:
    if type(rvalue) is m.Ref:
        return rvalue.place
    if type(rvalue) is m.Use and type(rvalue.operand) is not m.Constant:
        return rvalue.operand.place  # type: ignore[union-attr]
    return None


def _local_or_deref(place: Place) -> int | None:
    if not place.projection or (len(place.projection) == 1 and place.projection[0].kind == "deref"):
        return place.local
    return None


def _emit(cx: BorrowckContext, diag: Diag, closure: Any) -> str | None:
    if closure is not None:
        return _closure(cx, diag, closure)
    if cx.tcx.def_kind(cx.def_id) not in ("fn", "assoc fn"):
        return None
    item = cx.hir.owner
    sig = cx.tcx.fn_sig(cx.def_id).value
    if not isinstance(item, ast.FnItem) or type(sig.output) is not k.RefTy:
        return None
    if _is_named(sig.output.region):
        return _named(cx, diag, item, sig)
    return _anonymous(cx, diag, item, sig)


def _is_named(region: k.Region) -> bool:
    if type(region) is k.ReBound:
        return region.var.kind == "named" and region.var.name not in (None, "'_")
    return type(region) in (k.ReEarlyParam, k.ReStatic)


def _named(cx: BorrowckContext, diag: Diag, item: ast.FnItem, sig: k.FnSig) -> str | None:
    region = sig.output.region  # type: ignore[attr-defined]
    spans = []
    for ty, param in zip(sig.inputs, item.sig.inputs):
        if type(ty) is k.RefTy and ty.region is region and isinstance(param.ty, ast.RefTy) and param.ty.lifetime is not None:
            spans.append(param.ty.lifetime.span)
    if not spans:
        return None
    output = item.sig.output
    return_span = item.sig.output_span
    if isinstance(output, ast.RefTy) and output.lifetime is not None:
        return_span = output.lifetime.span
    name = region_name(region)
    for span in spans:
        diag.label(span, f"has lifetime `{name}`")
    diag.label(return_span, f"also has lifetime `{name}`")
    diag.help(f"use data from the highlighted arguments which match the `{name}` lifetime of the return type")
    return name


def region_name(region: Any) -> str:
    if type(region) is k.ReStatic:
        return "'static"
    if type(region) is k.ReEarlyParam:
        return region.name
    return region.var.name or "'_"


def _anonymous(cx: BorrowckContext, diag: Diag, item: ast.FnItem, sig: k.FnSig) -> str | None:
    if not sig.inputs or type(sig.inputs[0]) is not k.RefTy:
        return None
    argument = _with_first_named(cx, sig.inputs[0])
    returned = _with_first_named(cx, sig.output)
    diag.label(item.sig.inputs[0].ty.span, f"has type `{argument}`")
    also = "also " if argument == returned else ""
    diag.label(item.sig.output_span, f"{also}has type `{returned}`")
    diag.note("argument and return type have the same lifetime due to lifetime elision rules")
    diag.note("to learn more, visit <https://doc.rust-lang.org/book/ch10-03-lifetime-syntax.html#lifetime-elision>")
    return "'0"


def _with_first_named(cx: BorrowckContext, ty: Any) -> str:
    """The type with the lifetime of its outer reference shown as `'0`."""
    text = describe.ty_str(cx, ty)
    if text.startswith("&'_ "):
        text = "&" + text[4:]
    return "&'0 " + text[1:] if text.startswith("&") and not text.startswith("&'") else text


def _closure(cx: BorrowckContext, diag: Diag, closure: Any) -> str | None:
    data = cx.tcx.typeck(cx.tcx.typeck_root(closure)).closures.get(closure)
    if data is None or type(data.sig.value.output) is not k.RefTy or not data.expr.params:
        return None
    params = data.sig.value.inputs[0]
    first = params.elems[0] if type(params) is k.TupleTy and params.elems else None
    if type(first) is not k.RefTy:
        return None
    diag.label(data.expr.params[0].ty.span, f"has type `{_with_first_named(cx, first)}`")
    return "'0"
