"""The words of errors about arguments."""

from __future__ import annotations

from typing import Any

from rustmem.source.diag import error
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty import kind as k
from rustmem.ty.print import ty_str
from rustmem.typeck import errors
from rustmem.typeck.expectation import Cause


def not_a_tuple_of_arguments(fcx: Any, call: Any, ty: k.Ty) -> None:
    diag = error("cannot use call notation; the first type parameter for the function trait is neither a tuple nor unit", call.span, "E0059")
    fcx.emit(diag)


def adjust_errors_to_arguments(fcx: Any, found: list[Any], call: Any, def_id: Any, args: Any) -> None:
    pass


def variadic_cast(fcx: Any, arg: ast.Expr, ty: k.Ty, cast: str) -> None:
    diag = error(f"can't pass `{ty_str(fcx.tcx, ty)}` to variadic function", arg.span, "E0617")
    fcx.emit(diag.not_modelled("a cast to the variadic's type"))


def report_arg_errors(
    fcx: Any, call: Any, call_span: Span, formal: Any, expected: Any, args: Any, incompatible: dict[int, Any],
    variadic: bool, tupled: bool, def_id: Any,
) -> None:  # fmt: skip
    if len(args) == len(formal):
        for at, (terr, found, wanted) in incompatible.items():
            diag = errors.report_mismatched_types(fcx, Cause(args[at].span), fcx.resolve(wanted), fcx.resolve(found), terr)
            if diag is not None:
                fcx.emit(diag.not_modelled("where the parameter is declared"))
        fcx.tainted = True
        return
    if any(fcx.resolve(found).flags & k.HAS_ERROR for _, found, _ in incompatible.values()):
        fcx.tainted = True
        return
    want, have = len(formal), len(args)
    what = "method" if isinstance(call, ast.MethodCallExpr) else "function"
    code = "E0057" if tupled else "E0060" if variadic else "E0061"
    wanted = f"{'at least ' if variadic else ''}{want} argument{'' if want == 1 else 's'}"
    diag = error(f"this {what} takes {wanted} but {have} argument{'' if have == 1 else 's'} {'was' if have == 1 else 'were'} supplied", call_span, code)
    fcx.emit(diag.not_modelled("which argument is wrong"))
