"""A trait that is implemented for one lifetime, where it is asked for every one (rustc's `placeholder_error.rs`).

rustc proves the goal once more and finds the two trait references that could not be one: the one asked for, with
placeholders, and the one that is there. Both are shown with numbers on the lifetimes that matter.
"""

from __future__ import annotations

from typing import Any

from rustmem.borrowck import describe
from rustmem.borrowck.context import BorrowckContext
from rustmem.source.diag import Diag, error
from rustmem.source.index import DefId
from rustmem.source.span import Span
from rustmem.traits.infer import InferCtxt
from rustmem.traits.select import SelectionContext
from rustmem.ty import kind as k
from rustmem.ty.intern import RE_ERASED

_FN = ("fn", "fn_mut", "fn_once")


def not_general_enough(cx: BorrowckContext, vid: int, element: Any, span: Span) -> Diag | None:
    """The words for the placeholder `vid`; None where the goal is of a kind that rustc words otherwise."""
    infcx = cx.checker.infcx
    placeholder = infcx.definitions[vid].placeholder
    if placeholder is None:
        return None
    other = infcx.definitions[element].placeholder if isinstance(element, int) else None
    goals = list(infcx.universe_goals.get(placeholder.universe, ()))
    for goal in goals:
        nested: list[k.Binder] = []
        pair = _trait_refs(cx, goal, placeholder.universe, nested)
        if pair is not None:
            mismatch = _Mismatch(cx, *pair, placeholder, other)
            if mismatch.is_one:
                return mismatch.diag(span)
        if len(goals) < _GOALS:
            goals += nested
    return None


_GOALS = 16
"""How many goals that follow from others are looked at."""


# ---- the two trait references ----


def _trait_refs(
    cx: BorrowckContext, goal: k.Binder, universe: int, nested: list[k.Binder]
) -> tuple[k.TraitRef, k.TraitRef] | None:
    """(what was to be proven, with placeholders; what there is). What an impl asks in turn is added to `nested`."""
    tcx, value = cx.tcx, goal.value
    if type(value) is k.TraitPredicate:
        asked: Any = goal
    elif type(value) is k.ProjectionPredicate and tcx.parent(value.alias.def_id) is not None:
        trait: Any = tcx.parent(value.alias.def_id)
        args = value.alias.args[: tcx.generics_of(trait).count]
        asked = tcx.binder(tcx.trait_predicate(tcx.trait_ref(trait, args)), goal.vars)
    else:
        return None
    asked = cx.checker.infcx.resolve_vars_if_possible(asked)
    expected = tcx.instantiate(asked, lambda var: tcx.re_placeholder(universe, var)).trait_ref
    if any(tcx.is_lang_item(expected.def_id, name) for name in _FN):
        inputs = _inputs(cx, expected.args[0])
        if inputs is not None:
            return expected, tcx.trait_ref(expected.def_id, (expected.args[0], inputs))
    return _of_impl(cx, asked, expected, nested)


def _inputs(cx: BorrowckContext, ty: Any) -> Any:
    """The tuple of the inputs of a closure or function, its late-bound lifetimes made variables."""
    tcx = cx.tcx
    if type(ty) is k.ClosureTy:
        sig = closure_sig(ty)
        return tcx.instantiate(sig, _fresh(cx)).inputs[0]
    if type(ty) is k.FnDefTy:
        return tcx.tuple(tcx.instantiate(tcx.subst(tcx.fn_sig(ty.def_id), ty.args), _fresh(cx)).inputs)
    if type(ty) is k.FnPtrTy:
        return tcx.tuple(tcx.instantiate(ty.sig, _fresh(cx)).inputs)
    return None


def closure_sig(ty: k.ClosureTy) -> k.Binder:
    """The signature among a closure's arguments, which stands there as a pointer to a function."""
    pointer = ty.args[-2]
    assert isinstance(pointer, k.FnPtrTy)
    return pointer.sig


def _fresh(cx: BorrowckContext) -> Any:
    made: dict[Any, k.Region] = {}

    def region(var: k.BoundRegion) -> k.Region:
        if var not in made:
            made[var] = cx.tcx.re_var(_FRESH + len(made))
        return made[var]

    return region


_FRESH = 1 << 40
"""Numbers of variables that no body has."""


def _of_impl(
    cx: BorrowckContext, asked: k.Binder, expected: k.TraitRef, nested: list[k.Binder]
) -> tuple[k.TraitRef, k.TraitRef] | None:
    tcx = cx.tcx
    infcx = InferCtxt(tcx, regions="record")
    source = SelectionContext(infcx).select_source(asked, tcx.param_env(tcx.typeck_root(cx.def_id)))
    if source is None:
        return None
    nested += [infcx.resolve_vars_if_possible(found.predicate) for found in source.nested]
    if source.impl_def_id is None:
        return None
    header = tcx.impl_header(source.impl_def_id).trait_ref
    actual = infcx.resolve_vars_if_possible(tcx.subst(header, source.args))

    def apart(part: Any, depth: int) -> Any:
        return tcx.re_var(_FRESH + part.vid) if type(part) is k.ReVar else part

    actual = tcx.fold(actual, k.HAS_RE_INFER | k.HAS_FREE_REGIONS, apart)
    return (expected, actual) if len(_regions(tcx, expected.args)) == len(_regions(tcx, actual.args)) else None


def _regions(tcx: Any, values: Any) -> list[Any]:
    """Every region of some types, in order."""
    found: list[Any] = []

    def visit(part: Any, depth: int) -> Any:
        if isinstance(part, k.Region):
            found.append(part)
        return part

    for value in values:
        visit(value, 0)
        if not isinstance(value, k.Region):
            tcx.fold(value, k.HAS_REGIONS, visit)
    return found


# ---- the words ----


class _Mismatch:
    """`explain_actual_impl_that_was_found`."""

    def __init__(self, cx: BorrowckContext, expected: k.TraitRef, actual: k.TraitRef, placeholder: Any, other: Any) -> None:
        self.cx, self.tcx, self.expected, self.actual = cx, cx.tcx, expected, actual
        mine, theirs = _regions(cx.tcx, expected.args), _regions(cx.tcx, actual.args)
        inside = placeholder not in mine
        self.vid = next(
            (b for a, b in zip(mine, theirs) if (type(a) is k.ReBound if inside else a == placeholder) and type(b) is k.ReVar), None
        )  # fmt: skip
        self.sup = placeholder
        self.sub = other if other is not None and other in mine else None
        self.is_one = self.vid is not None or not inside
        """Whether the two differ in the placeholder's lifetime at all."""
        self.is_own = self.vid is not None and _is_own_variable(cx, expected, self.vid)
        if self.is_own and theirs.count(self.vid) == 1:
            self.is_one = False  # the inputs are as general as asked; it is the output that is not
        self.same_self = self_of(expected) is self_of(actual)
        count = 0
        self.numbers: dict[Any, int] = {}
        for region in mine:
            if region in (self.sub, self.sup, self.vid) and region is not None and region not in self.numbers:
                self.numbers[region] = count
                count += 1
        self.actual_number = count if self.vid is not None and self.vid in theirs else None

    def diag(self, span: Span) -> Diag:
        name = describe.def_path_str(self.cx, self.expected.def_id)
        diag = error(f"implementation of `{name}` is not general enough", span)
        diag.label(span, f"implementation of `{name}` is not general enough")
        is_fn = any(self.tcx.is_lang_item(self.expected.def_id, fn) for fn in _FN)
        if is_fn and type(self_of(self.expected)) is k.FnPtrTy and self.vid is not None and not self.is_own:
            diag.not_modelled("whether the cast of the function is blamed")
        self_has_vid = any(
            self.vid is not None and self.vid in _regions(self.tcx, t.args[:1]) for t in (self.expected, self.actual)
        )
        bound = [self.numbers[p] for p in (self.sub, self.sup) if p is not None and p in self.numbers]
        passive = self_has_vid if bound else self.vid in self.numbers or self_has_vid
        marks = {r: f"'{n}" for r, n in self.numbers.items() if r is not self.vid or not bound and self.vid in self.numbers}
        trait = self.path(self.expected, marks)
        if self.same_self:
            own = marks | ({self.vid: f"'{self.actual_number}"} if self.actual_number is not None else {})
            said = f"{self.subject(own)} must implement `{trait}`"
        elif passive:
            said = f"`{trait}` would have to be implemented for the type `{self.show(self_of(self.expected), marks)}`"
        else:
            said = f"`{self.show(self_of(self.expected), marks)}` must implement `{trait}`"
        if len(bound) == 2:
            said += f", for any two lifetimes `'{min(bound)}` and `'{max(bound)}`..."
        elif bound:
            said += f", for any lifetime `'{bound[0]}`..."
        elif self.vid in self.numbers:
            said += f", for some specific lifetime `'{self.numbers[self.vid]}`..."
        diag.note(said)
        theirs = {self.vid: f"'{self.actual_number}"} if self.actual_number is not None else {}
        trait = self.path(self.actual, theirs)
        if self.same_self:
            said = f"...but it actually implements `{trait}`"
        elif self_has_vid or self.actual_number is None:
            said = f"...but `{trait}` is actually implemented for the type `{self.show(self_of(self.actual), theirs)}`"
        else:
            said = f"...but `{self.show(self_of(self.actual), theirs)}` actually implements `{trait}`"
        diag.note(said + (f", for some specific lifetime `'{self.actual_number}`" if self.actual_number is not None else ""))
        return diag

    def subject(self, marks: dict[Any, str]) -> str:
        ty: Any = self_of(self.expected)
        if type(ty) is k.ClosureTy and any(self.tcx.is_lang_item(self.expected.def_id, name) for name in _FN):
            sig = closure_sig(ty)
            plain = self.tcx.fn_ptr(self.tcx.binder(self.tcx.mk_fn_sig(sig.value.inputs[0].elems, sig.value.output), sig.vars))
            return f"closure with signature `{self.show(plain, marks)}`"
        return f"`{self.show(ty, marks)}`"

    def path(self, trait_ref: k.TraitRef, marks: dict[Any, str]) -> str:
        """The trait with its arguments, without the self type."""
        name = describe.def_path_str(self.cx, trait_ref.def_id)
        args = [self.show(arg, marks) for arg in trait_ref.args[1:]]
        return f"{name}<{', '.join(args)}>" if args else name

    def show(self, value: Any, marks: dict[Any, str]) -> str:
        """A type or lifetime with the numbers of `marks`; other variables and placeholders are not shown."""

        def mark(part: Any, depth: int) -> Any:
            if isinstance(part, k.Region) and part in marks:
                return self.tcx.re_early(DefId(self.tcx.defs.base), 0, marks[part])
            return RE_ERASED if type(part) in (k.ReVar, k.RePlaceholder) else part

        made = mark(value, 0) if isinstance(value, k.Region) else self.tcx.fold(value, k.HAS_REGIONS, mark)
        return describe.ty_str(self.cx, made)


def _is_own_variable(cx: BorrowckContext, expected: k.TraitRef, region: Any) -> bool:
    """A lifetime that the closure or function itself takes for every one."""
    is_fn = any(cx.tcx.is_lang_item(expected.def_id, name) for name in _FN)
    return is_fn and type(region) is k.ReVar and region.vid >= _FRESH


def self_of(trait_ref: k.TraitRef) -> Any:
    return trait_ref.args[0]
