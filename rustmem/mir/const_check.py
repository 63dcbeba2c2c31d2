"""What constants, statics and constant functions may do (rustc_const_eval::check_consts)."""

from __future__ import annotations

from rustmem.mir import body as m
from rustmem.source.diag import Diag, error
from rustmem.source.index import DefId
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt
from rustmem.ty.print import def_path_str

WORDS = {
    "const": "constants",
    "assoc const": "constants",
    "static": "statics",
    "anon const": "constants",
    "inline const": "constants",
}
OPERATORS = {"Add", "Sub", "Mul", "Div", "Rem", "Neg", "Not", "BitAnd", "BitOr", "BitXor", "Shl", "Shr", "PartialEq", "PartialOrd", "Index", "IndexMut",
             "AddAssign", "SubAssign", "MulAssign", "DivAssign", "RemAssign", "BitAndAssign", "BitOrAssign", "BitXorAssign", "ShlAssign", "ShrAssign"}  # fmt: skip
CONST_TRAITS = ("From", "Into", "Clone", "Default")


def check_consts(tcx: TyCtxt, owner: DefId) -> None:
    """Reports what the body of a constant context may not do, once."""
    done = tcx.cache("checked consts")
    if owner in done:
        return
    done[owner] = True
    where = context(tcx, owner)
    if where is None:
        return
    found = tcx.mir_promoted(owner)
    if found is None:
        return
    ConstChecker(tcx, owner, where).check(found[0])


def context(tcx: TyCtxt, owner: DefId) -> str | None:
    """`constants`, `statics` or `constant functions`; None where everything is allowed."""
    kind = tcx.def_kind(owner)
    if kind in ("fn", "assoc fn"):
        return "constant functions" if tcx.hir(owner).sig.header.const else None
    return WORDS.get(kind)


class ConstChecker:
    """Looks at every call of one body."""

    def __init__(self, tcx: TyCtxt, owner: DefId, where: str) -> None:
        self.tcx, self.owner, self.where = tcx, owner, where

    def check(self, body: m.Body) -> None:
        for block in body.blocks:
            terminator = block.terminator
            if block.is_cleanup or terminator is None:
                continue
            if isinstance(terminator, m.Call):
                self.call(terminator, terminator.fn_span)

    def call(self, call: m.Call, span: Span) -> None:
        func = call.func
        ty = func.ty if isinstance(func, m.Constant) else None
        if not isinstance(ty, k.FnDefTy):
            self.tcx.unsupported("a call of a function pointer in a constant", span, self.owner)
            return
        if self.is_const(ty.def_id):
            return
        self.tcx.emit(self.non_const(ty, span), self.owner)

    def is_const(self, def_id: DefId) -> bool:
        row = self.tcx.defs[def_id]
        if row.kind == "ctor":
            return True
        node = self.tcx.hir(def_id)
        return isinstance(node, ast.FnItem) and node.sig.header.const

    def non_const(self, ty: k.FnDefTy, span: Span) -> Diag:
        """E0015."""
        tcx, def_id = self.tcx, ty.def_id
        parent = tcx.parent(def_id)
        in_trait = parent is not None and tcx.def_kind(parent) == "trait"
        trait = tcx.item_name(parent) if in_trait and parent is not None else ""
        limited = f"calls in {self.where} are limited to constant functions, tuple structs and tuple variants"
        if span.ctxt is not None or trait in (
            "Fn",
            "FnMut",
            "FnOnce",
            "IntoIterator",
            "Iterator",
            "Try",
            "FromResidual",
            "Deref",
            "DerefMut",
        ):
            return (
                error(f"cannot call non-const function in {self.where}", span, "E0015")
                .note(limited)
                .not_modelled("why a call is not constant")
            )
        if trait in OPERATORS:
            return self.operator(ty, span, limited)
        node = tcx.hir(def_id)
        has_self = isinstance(node, ast.FnItem) and bool(node.sig.inputs) and node.sig.inputs[0].self_kind != ""
        what = "function" if tcx.def_kind(def_id) == "fn" else "method" if has_self else "associated function"
        path = def_path_str(tcx, def_id, ty.args)
        diag = error(f"cannot call non-const {what} `{path}` in {self.where}", span, "E0015")
        if in_trait:
            if trait not in CONST_TRAITS:
                diag.not_modelled("a trait that is not const")
        elif tcx.is_local(def_id):
            if what == "function":
                diag.span_note(tcx.def_span(def_id), f"function `{tcx.item_name(def_id)}` is not const")
            else:
                diag.not_modelled("a method that is not const")
        elif what == "function":
            diag.not_modelled("a position in the library")
        diag.note(limited)
        if self.where == "statics":
            diag.note("consider wrapping this expression in `std::sync::LazyLock::new(|| ...)`")
        return diag

    def operator(self, ty: k.FnDefTy, span: Span, limited: str) -> Diag:
        diag = error(f"cannot call non-const operator in {self.where}", span, "E0015")
        return diag.note(limited).not_modelled("the impl of an operator")
