"""Outlives constraints between regions: what they relate, where, and why (rustc's `constraints/` and categories)."""

from __future__ import annotations

from typing import Any

from rustmem.mir.body import Body, Location
from rustmem.source.row import NamedTuple
from rustmem.source.span import Span


class Category(NamedTuple):
    """rustc's `ConstraintCategory`; `data` is what the kind carries."""

    kind: str
    data: Any = None


RETURN = Category("return")
YIELD = Category("yield")
USE_AS_CONST = Category("use as const")
USE_AS_STATIC = Category("use as static")
ASCRIPTION = Category("type annotation", "ascription")
DECLARATION = Category("type annotation", "declaration")
GENERIC_ARG = Category("type annotation", "generic arg")
COPY_BOUND = Category("copy bound")
SIZED_BOUND = Category("sized bound")
ASSIGNMENT = Category("assignment")
USAGE = Category("usage")
OPAQUE_TYPE = Category("opaque type")
BORING = Category("boring")
BORING_NO_LOCATION = Category("boring no location")
INTERNAL = Category("internal")


class Cast(NamedTuple):
    """What a `cast` category carries."""

    is_implicit: bool
    unsize_to: Any
    is_raw_dyn: bool = False
    """Between raw pointers to trait objects."""


_DESCRIPTIONS = {
    "assignment": "assignment ", "return": "returning this value ", "yield": "yielding this value ",
    "use as const": "using this value as a constant ", "use as static": "using this value as a static ",
    "call argument": "argument ", "sized bound": "proving this value is `Sized` ", "copy bound": "copying this value ",
    "opaque type": "opaque type ", "closure upvar": "closure capture ", "usage": "this usage ",
}  # fmt: skip


def description(category: Category) -> str:
    """The category's words, with a trailing blank; empty where it has none."""
    if category.kind == "cast":
        return "coercion " if category.data.is_implicit else "cast "
    if category.kind == "type annotation":
        return "generic argument " if category.data == "generic arg" else "type annotation "
    return _DESCRIPTIONS.get(category.kind, "")


class OutlivesConstraint:
    """`sup: sub` at `location`, or everywhere."""

    __slots__ = ("sup", "sub", "location", "span", "category", "variance", "from_closure")

    def __init__(
        self,
        sup: int,
        sub: int,
        location: Location | None,
        span: Span,
        category: Category,
        variance: Any = None,
        from_closure: bool = False,
    ) -> None:
        self.sup = sup
        self.sub = sub
        self.location = location
        """None: at all points (rustc's `Locations::All`)."""
        self.span = span
        self.category = category
        self.variance = variance
        """(type that makes it invariant, index of the parameter), for a note; None if there is none."""
        self.from_closure = from_closure

    def with_category(self, category: Category) -> OutlivesConstraint:
        return OutlivesConstraint(self.sup, self.sub, self.location, self.span, category, self.variance, self.from_closure)

    def __repr__(self) -> str:
        return f"'?{self.sup}: '?{self.sub} at {self.location or 'all'} ({self.category.kind})"


class TypeTest:
    """`generic: lower_bound` has to be shown by `verify` (rustc's `TypeTest`)."""

    __slots__ = ("generic", "lower_bound", "span", "verify")

    def __init__(self, generic: Any, lower_bound: int, span: Span, verify: Any) -> None:
        self.generic = generic
        """A parameter or alias."""
        self.lower_bound = lower_bound
        self.span = span
        self.verify = verify
        """Nested tuples: ("outlived", vid), ("any", [...]), ("all", [...]), ("if eq", ty, vid), ("empty",)."""


class Points:
    """Statements and terminators numbered through the body (rustc's `DenseLocationMap`)."""

    __slots__ = ("body", "block_start", "count", "all")

    def __init__(self, body: Body) -> None:
        self.body = body
        self.block_start: list[int] = []
        at = 0
        for block in body.blocks:
            self.block_start.append(at)
            at += len(block.statements) + 1
        self.count = at
        self.all = (1 << at) - 1

    def index(self, location: Location) -> int:
        return self.block_start[location.block] + location.statement

    def location(self, point: int) -> Location:
        starts = self.block_start
        low, high = 0, len(starts)
        while high - low > 1:
            middle = (low + high) // 2
            if starts[middle] <= point:
                low = middle
            else:
                high = middle
        return Location(low, point - starts[low])  # type: ignore[arg-type]
