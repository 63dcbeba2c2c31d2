"""Places inside a closure that start at a captured variable.

A closure captures precise places (`s.a`, not `s`), so which capture a place belongs to is known only once enough of
its projections are: until then it is an `UpvarPlace`.
"""

from __future__ import annotations

from typing import Any

from rustmem.mir import body as m
from rustmem.source.row import NamedTuple
from rustmem.syntax import ast


class UpvarPlace(NamedTuple):
    """A place that starts at a captured variable, not resolved to a capture yet."""

    var: ast.IdentPat
    projection: tuple[m.ProjectionElem, ...] = ()

    def project(self, elem: m.ProjectionElem) -> UpvarPlace:
        return UpvarPlace(self.var, (*self.projection, elem))


PlaceBuilder = m.Place | UpvarPlace


class Capture(NamedTuple):
    """A capture of the closure being built."""

    captured: Any
    """`results.CapturedPlace`."""
    use_place: m.Place
    """The captured place as the body reaches it: a field of the closure, behind the capture's reference."""
    mutbl: m.Mutability


def resolve_upvar(captures: list[Capture], place: UpvarPlace) -> m.Place | None:
    """The place within the closure's fields; None if no capture covers it."""
    steps = _steps(place.projection)
    for capture in captures:
        captured = capture.captured
        if captured.variable is not place.var:
            continue
        wanted = captured.projections
        if len(wanted) <= len(steps) and all(_same(have, want) for have, want in zip(steps, wanted)):
            start = steps[len(wanted) - 1][2] + 1 if wanted else 0
            return m.Place(capture.use_place.local, capture.use_place.projection + place.projection[start:])
    return None


def _steps(projection: tuple[m.ProjectionElem, ...]) -> list[tuple[str, tuple[int, int], int]]:
    """The projections that captures speak of, each with its position: up to the first index."""
    steps: list[tuple[str, tuple[int, int], int]] = []
    variant = 0
    for position, elem in enumerate(projection):
        cls = type(elem)
        if cls is m.Deref:
            steps.append(("deref", (0, 0), position))
        elif type(elem) is m.Field:
            steps.append(("field", (elem.index, variant), position))
            variant = 0
        elif cls is m.Downcast:
            variant = elem.variant  # type: ignore[union-attr]
        elif cls is not m.OpaqueCast:
            break
    return steps


def _same(have: tuple[str, tuple[int, int], int], want: Any) -> bool:
    if have[0] != want.kind:
        return False
    return want.kind != "field" or have[1] == (want.field, want.variant)
