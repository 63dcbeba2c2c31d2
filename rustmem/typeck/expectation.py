"""What the surroundings of an expression say of its type, as a hint (rustc's `Expectation`)."""

from __future__ import annotations

from typing import Any, Literal

from rustmem.source.span import Span
from rustmem.ty import kind as k


class Expectation:
    """`has`: coerces to `ty`; `cast`: is cast to `ty`; `rvalue`: like `has`, but `ty` may be unsized behind a box."""

    __slots__ = ("kind", "ty")

    def __init__(self, kind: Literal["none", "has", "cast", "rvalue"], ty: k.Ty | None) -> None:
        self.kind = kind
        self.ty = ty

    def resolve(self, fcx: Any) -> Expectation:
        return self if self.ty is None else Expectation(self.kind, fcx.resolve(self.ty))

    def to_option(self, fcx: Any) -> k.Ty | None:
        """The hinted type whatever the strength of the hint."""
        return None if self.ty is None else fcx.resolve(self.ty)

    def only_has_type(self, fcx: Any) -> k.Ty | None:
        """The type that the expression is to be coerced to, if one is demanded."""
        return fcx.resolve(self.ty) if self.kind == "has" and self.ty is not None else None

    def coercion_target_type(self, fcx: Any, span: Span) -> k.Ty:
        found = self.only_has_type(fcx)
        return fcx.next_ty_var(span) if found is None else found

    def adjust_for_branches(self, fcx: Any) -> Expectation:
        """For the branches of `if` and `match`: an unresolved expected type says nothing, since the first branch
        would fix it (rustc's `try_structurally_resolve_and_adjust_for_branches`)."""
        if self.kind == "has" and self.ty is not None:
            ty = fcx.try_structurally_resolve(self.ty)
            return NO_EXPECTATION if fcx.is_ty_var(ty) else Expectation("has", ty)
        if self.kind == "rvalue":
            return self
        return NO_EXPECTATION


NO_EXPECTATION = Expectation("none", None)


def expect_has_type(ty: k.Ty) -> Expectation:
    return Expectation("has", ty)


def rvalue_hint(fcx: Any, ty: k.Ty) -> Expectation:
    """For an expression whose value may be placed behind a pointer: an unsized type is only a weak hint."""
    tail = fcx.struct_tail(ty)
    if isinstance(tail, (k.SliceTy, k.StrTy, k.DynTy)):
        return Expectation("rvalue", ty)
    return Expectation("has", ty)


class Diverges:
    """Whether the code just checked can go on; `span` is the expression that cannot, `note` replaces the label."""

    __slots__ = ("level", "span", "note", "expr")

    def __init__(self, level: int, span: Span | None = None, note: str | None = None, expr: Any = None) -> None:
        self.level = level
        """0: maybe; 1: always; 2: always, and said so."""
        self.span = span
        self.note = note
        self.expr = expr

    @property
    def always(self) -> bool:
        return self.level > 0


MAYBE = Diverges(0)
WARNED_ALWAYS = Diverges(2)


def diverges_and(a: Diverges, b: Diverges) -> Diverges:
    """Both branches diverge."""
    return a if a.level <= b.level else b


def diverges_or(a: Diverges, b: Diverges) -> Diverges:
    """Either diverges."""
    return a if a.level >= b.level else b


class Cause:
    """Why two types must agree, for the words of a mismatch (rustc's `ObligationCause`)."""

    __slots__ = ("span", "code", "data")

    def __init__(self, span: Span, code: str = "misc", data: Any = None) -> None:
        self.span = span
        self.code = code
        self.data = data
