"""The words of errors about closures."""

from __future__ import annotations

from typing import Any

from rustmem.source.diag import error
from rustmem.syntax import ast


def wrong_argument_count(fcx: Any, expr: ast.ClosureExpr, expected: Any, where: Any) -> None:
    fcx.reported_predicates.add(("signature", fcx.tcx.def_id_of(expr)))
    want = len(expected.value.inputs[0].elems)
    have = len(expr.params)
    wanted = f"{want} argument{'' if want == 1 else 's'}"
    taken = f"{have} argument{'' if have == 1 else 's'}"
    span = expr.fn_decl_span
    for call in fcx.call_of.values():
        if expr in call.args:
            span = call.span
    diag = error(f"closure is expected to take {wanted}, but it takes {taken}", span, "E0593")
    if span is not expr.fn_decl_span:
        diag.label(span, f"expected closure that takes {wanted}")
    diag.label(expr.fn_decl_span, f"takes {taken}")
    fcx.emit(diag.not_modelled("the closure's arguments"))
