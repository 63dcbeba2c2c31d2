"""The words of errors about arguments (rustc's `report_arg_errors`)."""

from __future__ import annotations

from typing import Any

from rustmem.resolve.walk import children
from rustmem.source.diag import Diag, MultiSpan, error
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.traits import relate as rel
from rustmem.ty import defs as d
from rustmem.ty import intern as i
from rustmem.ty import kind as k
from rustmem.ty.print import ty_str
from rustmem.ty.walk import parts_of
from rustmem.typeck import arg_matrix, errors
from rustmem.typeck.errors_fields import receiver_text
from rustmem.typeck.expectation import Cause


def not_a_tuple_of_arguments(fcx: Any, call: Any, ty: k.Ty) -> None:
    diag = error(
        "cannot use call notation; the first type parameter for the function trait is neither a tuple nor unit",
        call.span,
        "E0059",
    )
    fcx.emit(diag)


def variadic_cast(fcx: Any, arg: ast.Expr, ty: k.Ty, cast: str) -> None:
    text = ty_str(fcx.tcx, ty)
    diag = error(f"can't pass `{text}` to variadic function", arg.span, "E0617")
    fcx.emit(diag.not_modelled("a cast to the variadic's type"))


def callee_words(fcx: Any, call: Any, def_id: Any) -> tuple[Span, str]:
    """(the span of what is called, what it is)."""
    tcx = fcx.tcx
    if isinstance(call, ast.MethodCallExpr):
        return call.segment.ident.span, "method"
    span = call.func.span
    if def_id is None:
        return span, "function"
    kind = tcx.def_kind(def_id)
    if kind == "closure":
        return span, "function"
    if kind == "ctor":
        return span, "enum variant" if tcx.def_kind(tcx.parent(def_id)) == "variant" else "struct"
    return span, "function"


def report_arg_errors(
    fcx: Any, call: Any, call_span: Span, formal: Any, expected: Any, args: Any, incompatible: dict[int, Any],
    variadic: bool, tupled: bool, def_id: Any,
) -> None:  # fmt: skip
    parts = [fcx.resolve(t) for _, found, wanted in incompatible.values() for t in (found, wanted)]
    if any(part.flags & k.HAS_ERROR for part in parts):
        fcx.tainted = True
        return
    span, what = callee_words(fcx, call, def_id)
    if variadic:
        wanted = f"at least {len(formal)} argument{'' if len(formal) == 1 else 's'}"
        diag = error(
            f"this {what} takes {wanted} but {_supplied(len(args))}", span, "E0060" if len(args) < len(formal) else "E0308"
        )
        fcx.emit(diag.not_modelled("which argument is wrong"))
        return
    tys = [fcx.resolve(fcx.results.types[a]) for a in args]

    def fits(provided: int, wanted: int) -> bool:
        if len(args) == len(formal) and provided == wanted:
            return provided not in incompatible
        target = fcx.resolve(expected[wanted] if wanted < len(expected) else formal[wanted])
        return bool(fcx.can_coerce(tys[provided], target))

    if len(args) != len(formal) and any(ty.flags & k.HAS_ERROR for ty in tys):
        unsure = "an argument whose own type is in error"
    else:
        unsure = None
    problems, matched = arg_matrix.ArgMatrix(len(args), len(formal), fits).find_errors()
    if len(problems) == 1 and type(problems[0]) is arg_matrix.Invalid and len(args) == len(formal):
        at = problems[0].provided
        terr, found, wanted_ty = incompatible[at]
        one_mismatch(fcx, call, span, what, args, at, terr, found, wanted_ty, def_id)
        return
    if len(args) == len(formal):
        diag = error(f"arguments to this {what} are incorrect", span, "E0308")
    else:
        diag = wrong_count(what, span, len(formal), len(args), tupled)
    _Words(fcx, diag, call, span, formal, args, tys, incompatible, matched).say(problems)
    if any(errors.holds_object(fcx.resolve(ty)) for ty in formal):
        unsure = "the lifetime of a trait object"
    if unsure is not None:
        diag.not_modelled(unsure)
    if _may_be_a_tuple(fcx, formal, tys):
        diag.not_modelled("arguments in a tuple")
    unmatched = {at for at, found in enumerate(matched) if found is None}
    callee_note(fcx, diag, call, def_id, unmatched if len(unmatched) < len(formal) or args else set(range(len(formal))), args)
    if _names_static(fcx, def_id) and any(isinstance(problem, arg_matrix.Missing) for problem in problems):
        diag.not_modelled("`'static` in the type of an argument")
    _Words.suggest(fcx, diag, call, span, formal, args, matched, problems, def_id)
    fcx.emit(diag)


def _supplied(count: int) -> str:
    return f"{count} argument{'' if count == 1 else 's'} {'was' if count == 1 else 'were'} supplied"


def wrong_count(what: str, span: Span, want: int, have: int, tupled: bool) -> Diag:
    """E0061, and E0057 for closures."""
    wanted = f"{want} argument{'' if want == 1 else 's'}"
    return error(f"this {what} takes {wanted} but {_supplied(have)}", span, "E0057" if tupled else "E0061")


def _may_be_a_tuple(fcx: Any, formal: Any, tys: list[k.Ty]) -> bool:
    """A tuple for several arguments, or several arguments for a tuple, of which rustc says more."""
    if len(formal) == 1 and len(tys) != 1 and isinstance(fcx.resolve(formal[0]), k.TupleTy):
        return True
    return len(tys) == 1 and len(formal) != 1 and isinstance(tys[0], k.TupleTy)


class _Words:
    """The labels of one report: for each problem, the argument or the place where one is missing."""

    def __init__(
        self, fcx: Any, diag: Diag, call: Any, span: Span, formal: Any, args: Any, tys: list[k.Ty],
        incompatible: dict[int, Any], matched: list[int | None],
    ) -> None:  # fmt: skip
        self.fcx = fcx
        self.diag = diag
        self.call = call
        self.formal = formal
        self.args = args
        self.tys = tys
        self.incompatible = incompatible
        self.around = Span(span.hi, call.span.hi, span.ctxt)
        """The parentheses of the call and what is in them."""
        self.labels: list[tuple[Span, str]] = []
        del matched

    def provided(self, at: int) -> str | None:
        """The type of an argument, if something is known of it."""
        if self.fcx.is_ty_var(self.tys[at]):
            return None
        return receiver_text(self.fcx, self.args[at], self.tys[at])

    def wanted(self, at: int) -> str:
        return ty_str(self.fcx.tcx, self.fcx.resolve(self.formal[at]))

    def say(self, problems: list[arg_matrix.Problem]) -> None:
        at = 0
        while at < len(problems):
            problem = problems[at]
            at += 1
            match problem:
                case arg_matrix.Invalid(provided, expected):
                    self.invalid(provided, expected)
                case arg_matrix.Extra(provided):
                    text = self.provided(provided)
                    number = "" if len(self.args) == 1 else f" #{provided + 1}"
                    of = "" if text is None else f" of type `{text}`"
                    self.labels.append((_arg_span(self.call, self.args[provided]), f"unexpected argument{number}{of}"))
                case arg_matrix.Missing(expected):
                    row = [expected]
                    while at < len(problems) and _is_missing(problems[at], row[-1] + 1):
                        row.append(row[-1] + 1)
                        at += 1
                    self.missing(row)
                case arg_matrix.Swap(provided, other, expected, other_expected):
                    self.displaced(provided, expected)
                    self.displaced(other, other_expected)
                case arg_matrix.Permutation(places):
                    for expected, provided in places:
                        self.displaced(provided, expected)
        for span, text in self.labels if len(self.labels) <= 5 else ():
            self.diag.label(span, text)

    def invalid(self, provided: int, expected: int) -> None:
        fcx, arg = self.fcx, self.args[provided]
        found, wanted = self.tys[provided], fcx.resolve(self.formal[expected])
        terr = rel.Sorts(wanted, found)
        known = self.incompatible.get(provided)
        if known is not None and provided == expected:
            terr, found, wanted = known[0], fcx.resolve(known[1]), fcx.resolve(known[2])
        fcx.last_terr = terr
        errors.note_type_err(fcx, self.diag, Cause(arg.span), wanted, found, terr)
        if not (errors.is_simple_text(wanted) and errors.is_simple_text(found)):
            self.diag.not_modelled("a note on one of several arguments")
        fcx.last_terr = terr
        errors.emit_coerce_suggestions(fcx, self.diag, arg, found, wanted, None)

    def displaced(self, provided: int, expected: int) -> None:
        text = self.provided(provided)
        found = "" if text is None else f", found `{text}`"
        self.labels.append((_arg_span(self.call, self.args[provided]), f"expected `{self.wanted(expected)}`{found}"))

    def missing(self, row: list[int]) -> None:
        first, last = row[0], row[-1]
        inside = last < len(self.args)
        start, end = (_arg_span(self.call, self.args[n]) for n in (first, last)) if inside else (self.around, self.around)
        span = start.to(end)
        known = not any(self.fcx.is_ty_var(self.fcx.resolve(self.formal[at])) for at in row)
        shown = [f"`{self.wanted(at)}`" for at in row]
        if len(row) == 1:
            of = f" of type {shown[0]}" if known else ""
            self.labels.append((span, f"argument #{first + 1}{of} is missing"))
        elif len(row) == 2:
            of = f" of type {shown[0]} and {shown[1]}" if known else ""
            self.labels.append((span, f"two arguments{of} are missing"))
        elif len(row) == 3:
            of = f" of type {shown[0]}, {shown[1]}, and {shown[2]}" if known else ""
            self.labels.append((span, f"three arguments{of} are missing"))
        else:
            self.labels.append((span, "multiple arguments are missing"))

    @staticmethod
    def suggest(
        fcx: Any, diag: Diag, call: Any, span: Span, formal: Any, args: Any, matched: list[int | None],
        problems: list[arg_matrix.Problem], def_id: Any,
    ) -> None:  # fmt: skip
        """The call as it may have been meant."""
        kinds = [type(p) for p in problems if type(p) is not arg_matrix.Invalid]
        if not kinds:
            return
        if all(kind is arg_matrix.Extra for kind in kinds):
            cuts = extra_cuts(call, args, [p.provided for p in problems if type(p) is arg_matrix.Extra])
            plural = "s" if len(cuts) > 1 else ""
            if any(arg.span.ctxt is not None for arg in args):
                diag.not_modelled("arguments that a macro makes")
            parts = [(cut, "") for cut in cuts]
            for each in problems:
                if type(each) is arg_matrix.Invalid:
                    made_up = _placeholder(fcx, diag, fcx.resolve(formal[each.expected]), each.expected, call, def_id)
                    parts.append((_arg_span(call, args[each.provided]), made_up))
            parts.sort(key=lambda part: part[0].lo)
            diag.suggest(f"remove the extra argument{plural}", *parts, applicability="HasPlaceholders", style="show-always")
            return
        if all(kind is arg_matrix.Missing for kind in kinds):
            text = "provide the argument" + ("s" if len(kinds) > 1 else "")
        elif len(kinds) > 1:
            text = "did you mean"
        else:
            text = "swap these arguments" if kinds[0] is arg_matrix.Swap else "reorder these arguments"
        made = []
        for at, found in enumerate(matched):
            if found is not None:
                made.append(fcx.tcx.source_map.snippet(_arg_span(call, args[found])))
            else:
                made.append(_placeholder(fcx, diag, fcx.resolve(formal[at]), at, call, def_id))
        if "\n" in fcx.tcx.source_map.snippet(Span(span.hi, call.span.hi)):
            diag.not_modelled("arguments on several lines")
        around = Span(span.hi, call.span.hi, span.ctxt)
        diag.suggest(text, (around, f"({', '.join(made)})"), applicability="HasPlaceholders", style="show-always")


def _is_missing(problem: arg_matrix.Problem, expected: int) -> bool:
    return isinstance(problem, arg_matrix.Missing) and problem.expected == expected


def _arg_span(call: Any, arg: Any) -> Span:
    """Where the author wrote the argument: the macro call for one that a macro made."""
    return arg.span if call.span.ctxt is not None else arg.span.source_callsite()  # type: ignore[no-any-return]


def extra_cuts(call: Any, args: Any, extras: list[int]) -> list[Span]:
    """What to remove for each extra argument: with the comma before it, or after it at the beginning of the call."""
    cuts = []
    previous: int | None = None
    only_so_far = extras[0] == 0
    for n, at in enumerate(extras):
        span = args[at].span
        if at:
            span = args[at - 1].span.shrink_to_hi().to(span)
        following = extras[n + 1] if n + 1 < len(extras) else None
        if only_so_far and (following is None or following > at + 1 and (previous is None or previous + 1 == at)):
            end = args[at + 1].span if at + 1 < len(args) else Span(call.span.hi - 1, call.span.hi, call.span.ctxt)
            span = span.until(end)
        cuts.append(span)
        previous = at
    return cuts


def _placeholder(fcx: Any, diag: Diag, ty: k.Ty, at: int, call: Any, def_id: Any) -> str:
    """What stands for an argument that is not there: its type, or its name where the type is not all known."""
    if ty is i.UNIT:
        return "()"
    if not ty.flags & (k.HAS_TY_INFER | k.HAS_CT_INFER | k.HAS_ERROR) and not isinstance(ty, (k.ClosureTy, k.FnDefTy)):
        return f"/* {ty_str(fcx.tcx, ty)} */"
    tree = fcx.tcx.hir(def_id) if def_id is not None else None
    if def_id is not None and def_id < fcx.tcx.base and fcx.tcx.def_kind(def_id) != "ctor":
        diag.not_modelled("the name of a parameter of the library")
    params = list(tree.sig.inputs) if isinstance(tree, ast.FnItem) else list(getattr(tree, "params", ()))
    if isinstance(call, ast.MethodCallExpr):
        params = params[1:]
    pat = params[at].pat if at < len(params) else None
    if isinstance(pat, ast.IdentPat):
        return f"/* {pat.ident.name} */"
    return "/* value */"


def one_mismatch(
    fcx: Any, call: Any, span: Span, what: str, args: Any, at: int, terr: Any, found: Any, wanted: Any, def_id: Any
) -> None:
    fcx.last_terr = terr
    found, wanted = fcx.resolve(found), fcx.resolve(wanted)
    diag = errors.report_mismatched_types(fcx, Cause(args[at].span), wanted, found, terr)
    if diag is None:
        return
    diag.label(span, f"arguments to this {what} are incorrect")
    if len(args) > 1 and any(fcx.can_coerce(fcx.resolve(fcx.results.types[a]), wanted) for n, a in enumerate(args) if n != at):
        diag.not_modelled("arguments in another order")
    if used_before(fcx, call):
        diag.not_modelled("where the type of the receiver came from")
    callee_note(fcx, diag, call, def_id, {at}, args)
    fcx.last_terr = terr
    errors.emit_coerce_suggestions(fcx, diag, args[at], found, wanted, None)
    fcx.emit(diag)


def _names_static(fcx: Any, def_id: Any) -> bool:
    """Whether a parameter's type is written with `'static`, which rustc prints and type checking erased."""
    if def_id is None or fcx.tcx.def_kind(def_id) not in ("fn", "assoc fn", "ctor"):
        return False
    stack: list[Any] = list(fcx.tcx.fn_sig(def_id).value.inputs)
    while stack:
        part = stack.pop()
        if part is i.RE_STATIC:
            return True
        stack.extend(parts_of(part))
    return False


def used_before(fcx: Any, call: Any) -> bool:
    """Whether a method was called with arguments on the same variable before: that may have decided its type."""
    if not isinstance(call, ast.MethodCallExpr) or not isinstance(call.receiver, ast.PathExpr):
        return False
    res = fcx.tcx.full_res(call.receiver.path)
    if not isinstance(res, d.LocalRes) or not any(let.pat is res.binding for let in fcx.let_of_init.values()):
        return False
    stack: list[Any] = [getattr(fcx.fn_return[0], "body", None)] if fcx.fn_return is not None else []
    while stack:
        at = stack.pop()
        if isinstance(at, ast.MethodCallExpr) and at.args and at.span.lo < call.span.lo and isinstance(at.receiver, ast.PathExpr):
            other = fcx.tcx.full_res(at.receiver.path)
            if isinstance(other, d.LocalRes) and other.binding is res.binding:
                return True
        if at is not None:
            stack.extend(children(at))
    return False


def callee_note(fcx: Any, diag: Diag, call: Any, def_id: Any, wrong: set[int], args: Any) -> None:
    """`note: function defined here`, the parameters that matter underlined."""
    tcx = fcx.tcx
    if def_id is None:
        callee = fcx.resolve(fcx.results.types.get(getattr(call, "func", None), i.ERROR))
        while isinstance(callee, k.RefTy):
            callee = fcx.resolve(callee.ty)
        if not isinstance(callee, (k.FnPtrTy, k.DynTy)):
            diag.not_modelled("where something that can be called is defined")
        return
    kind = tcx.def_kind(def_id)
    if def_id < tcx.base:
        _library_callee(fcx, diag, def_id, kind)
        return
    if kind == "closure":
        tree = tcx.hir(def_id)
        if len(wrong) == 1 and len(args) == len(tree.params):
            diag.not_modelled("earlier calls of the closure")
            diag.span_note(tree.params[min(wrong)].span, "closure parameter defined here")
            return
        diag.span_note(tree.fn_decl_span, "closure defined here")
        return
    tree = tcx.hir(def_id)
    if kind == "ctor":
        owner = tcx.parent(def_id)
        what = "tuple variant" if tcx.def_kind(owner) == "variant" else "tuple struct"
        if wrong and len(args) == len(tcx.fn_sig(def_id).value.inputs):
            diag.not_modelled("the fields of a constructor")
        diag.span_note(tcx.ident_span(owner), f"{what} defined here")
        return
    if not isinstance(tree, ast.FnItem):
        diag.not_modelled("the definition of a function")
        return
    params = list(tree.sig.inputs)
    if params and params[0].self_kind and isinstance(call, ast.MethodCallExpr):
        params = params[1:]
    name = "function"
    if kind == "assoc fn":
        name = "method" if tcx.associated_item(def_id).has_self else "associated function"
    if len(params) > 1 and tree.generics.params:
        diag.not_modelled("parameters of a generic function")
    if wrong and any(not isinstance(p, ast.LifetimeParam) for p in tree.generics.params):
        diag.not_modelled("arguments that decide the type of a call")
    labels = tuple((_param_span(tree, params[at]), "") for at in sorted(wrong) if at < len(params))
    diag.span_note(MultiSpan((tree.ident.span,), labels), f"{name} defined here")


def _param_span(tree: ast.FnItem, param: ast.Param) -> Span:
    """A parameter; of a function without a body, its name alone."""
    if tree.body is not None:
        return param.span
    if param.self_kind:
        return Span(param.span.hi - len("self"), param.span.hi, param.span.ctxt)
    return param.pat.span


def _library_callee(fcx: Any, diag: Diag, def_id: Any, kind: str) -> None:
    """The library's text is not at hand: only where the function stands is told."""
    tcx = fcx.tcx
    diag.not_modelled("a position in the library")
    if kind == "ctor":
        owner = tcx.parent(def_id)
        what = "tuple variant" if tcx.def_kind(owner) == "variant" else "tuple struct"
        diag.span_note(tcx.ident_span(owner), f"{what} defined here")
    elif kind in ("fn", "assoc fn"):
        is_method = kind == "assoc fn" and tcx.associated_item(def_id).has_self
        what = "function" if kind == "fn" else "method" if is_method else "associated function"
        diag.span_note(tcx.ident_span(def_id), f"{what} defined here")
