"""What has to be proven, and why: obligations, their causes, and how a proof fails (rustc's `traits` module)."""

from __future__ import annotations

from typing import Any

from rustmem.source.index import DefId
from rustmem.source.node import node
from rustmem.source.span import Span
from rustmem.ty import kind as k
from rustmem.ty.generics import ParamEnv

# ---- causes (rustc's `ObligationCauseCode`) ----


class CauseCode:
    """Why an obligation exists. `parent` is set on the derived ones."""

    __slots__ = ()
    parent: CauseCode | None = None


@node
class Misc(CauseCode): ...


@node
class WhereClause(CauseCode):
    """A bound of the item `def_id`, written at `span`."""

    def_id: DefId
    span: Span


@node
class WhereClauseInExpr(CauseCode):
    """A bound of the item that the expression `expr` names; number `index` of its predicates."""

    def_id: DefId
    span: Span
    expr: Any
    index: int


@node
class ImplDerived(CauseCode):
    """A bound of an impl, needed for `trait_pred` (a Binder of TraitPredicate)."""

    trait_pred: k.Binder
    parent: CauseCode
    impl_def_id: DefId
    impl_index: int | None
    span: Span
    """Of the impl's bound."""


@node
class BuiltinDerived(CauseCode):
    """A component of the type in `trait_pred` (auto traits, Copy of a tuple, Sized of a struct)."""

    trait_pred: k.Binder
    parent: CauseCode


@node
class WellFormedDerived(CauseCode):
    trait_pred: k.Binder
    parent: CauseCode


@node
class ProjectionDerived(CauseCode):
    """From normalising a projection or from an associated type's bound in an impl."""

    trait_pred: k.Binder
    parent: CauseCode


@node
class FunctionArg(CauseCode):
    """A bound that was matched to the argument `arg` of `call`."""

    arg: Any
    call: Any
    parent: CauseCode


@node
class Labelled(CauseCode):
    """One of rustc's plain codes, by name: `SizedReturnType`, `SizedArgumentType`, `VariableType`, `RepeatElementCopy`,
    `FieldSized`, `ForLoopIterator`, `QuestionMark`, `BinOp`, `Coercion`, `MatchExpressionArm`, `IfExpression`,
    `CompareImplItem`, `CheckAssociatedTypeBounds`, `MainFunctionType`, `WellFormed`, `SizedBoxType`, `CastSized` …"""

    name: str
    data: Any = None


MISC = Misc()


@node
class Cause:
    """rustc's `ObligationCause`: where, in which body, why."""

    span: Span
    body: DefId | None
    code: CauseCode = MISC

    def derived(self, code: CauseCode) -> Cause:
        return Cause(self.span, self.body, code)


def peel_derives(code: CauseCode) -> CauseCode:
    """The first code that is not derived from another."""
    while code.parent is not None:
        code = code.parent
    return code


# ---- obligations ----


class Obligation:
    """`predicate`, a Binder of a predicate kind, is to hold under `param_env`."""

    __slots__ = ("predicate", "param_env", "cause", "depth")

    def __init__(self, predicate: k.Binder, param_env: ParamEnv, cause: Cause, depth: int = 0) -> None:
        self.predicate = predicate
        self.param_env = param_env
        self.cause = cause
        self.depth = depth

    def __repr__(self) -> str:
        return f"Obligation({self.predicate!r}, depth={self.depth})"


# ---- how a proof fails ----


class SelectionError:
    __slots__ = ()


@node
class Unimplemented(SelectionError): ...


@node
class SignatureMismatch(SelectionError):
    """A closure or function whose signature is not the one asked for (E0631, E0593)."""

    expected: k.Binder
    found: k.Binder
    terr: Any


@node
class TraitDynIncompatible(SelectionError):
    def_id: DefId


@node
class Overflow(SelectionError):
    """The recursion limit was reached (E0275)."""

    obligation: Obligation | None = None


@node
class MismatchedProjection:
    """`<T as Trait>::Assoc == term` does not hold (E0271)."""

    terr: Any


@node
class Ambiguity:
    """More must be known (E0282, E0283, E0284)."""

    overflow: bool = False


@node
class CoerceError:
    terr: Any


FulfillmentErrorCode = SelectionError | MismatchedProjection | Ambiguity | CoerceError


@node
class FulfillmentError:
    obligation: Obligation
    """The innermost one that failed, its cause derived from the root's."""
    code: FulfillmentErrorCode
    root: Obligation
    """The one that was registered."""


# ---- how it succeeds (rustc's `ImplSource`) ----


@node
class ImplSource:
    """`kind`: `impl` (then `impl_def_id`, `args`), `param`, or `builtin` with `builtin` one of `misc`, `object`,
    `unsize`, `upcast`, `closure`, `fn`, `auto`."""

    kind: str
    nested: list[Obligation]
    impl_def_id: DefId | None = None
    args: k.GenericArgs = ()
    builtin: str = "misc"
    param: Any = None
    """The bound (a Binder of TraitPredicate) of a `param`, or the upcast trait reference of an `object`."""


UNIMPLEMENTED = Unimplemented()
