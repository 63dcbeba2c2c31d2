"""The plain twin of the region solver and of `LoansInScope`: rules over sets, repeated until nothing changes.

Facts and rules in the manner of Polonius' location-insensitive analysis. Slow, and meant to be read beside
`rustmem/borrowck/region_infer.py` and `loans_in_scope.py`, whose answers must be equal.
"""

from __future__ import annotations

from typing import Any

from rustmem.borrowck.places_conflict import places_conflict
from rustmem.borrowck.universal_regions import STATIC
from rustmem.mir import body as m
from rustmem.mir.body import Location, Place

Point = tuple[int, int]
"""(block, statement)."""


def all_points(body: m.Body) -> set[Point]:
    return {(b, i) for b, block in enumerate(body.blocks) for i in range(len(block.statements) + 1)}


def next_points(body: m.Body, point: Point) -> list[Point]:
    block, statement = point
    if statement < len(body.blocks[block].statements):
        return [(block, statement + 1)]
    return [(target, 0) for target in m.successors(body.blocks[block].terminator)]  # type: ignore[arg-type]


def region_values(regions: Any) -> tuple[list[set[Point]], list[set[int]]]:
    """For each region the points and the universal regions in it.

    contains(R, P)    :- live(R, P)
    contains(U, P)    :- universal(U)
    contains(R1, X)   :- outlives(R1, R2), contains(R2, X)
    outlives('static, R)
    """
    body, count = regions.body, len(regions.definitions)
    everywhere = all_points(body)
    points: list[set[Point]] = [set() for _ in range(count)]
    ends: list[set[int]] = [set() for _ in range(count)]
    for vid, definition in enumerate(regions.definitions):
        live = regions.liveness.get(vid, 0)
        points[vid] = {tuple(regions.points.location(p)) for p in range(regions.points.count) if live >> p & 1}  # type: ignore[misc]
        if definition.origin != "existential":
            ends[vid].add(vid)
        if definition.origin == "free":
            points[vid] |= everywhere
    outlives = {(c.sup, c.sub) for c in regions.constraints} | {(STATIC, vid) for vid in range(count)}
    changed = True
    while changed:
        changed = False
        for sup, sub in outlives:
            before = len(points[sup]), len(ends[sup])
            points[sup] |= points[sub]
            ends[sup] |= ends[sub]
            changed = changed or before != (len(points[sup]), len(ends[sup]))
    return points, ends


def loans_in_scope(cx: Any, values: list[set[Point]]) -> dict[Point, set[int]]:
    """On entry to each point, the loans in scope.

    in_scope(L, Q) :- issued(L, P), edge(P, Q), contains(region(L), Q)
    in_scope(L, Q) :- in_scope(L, P), edge(P, Q), contains(region(L), Q), not killed(L, P)
    """
    body = cx.body
    found: dict[Point, set[int]] = {point: set() for point in all_points(body)}
    changed = True
    while changed:
        changed = False
        for point in found:
            here = {loan for loan in found[point] if not killed(cx, loan, point)} | issued(cx, point)
            for target in next_points(body, point):
                arriving = {loan for loan in here if target in values[cx.borrow_set.borrows[loan].region]}
                if not arriving <= found[target]:
                    found[target] |= arriving
                    changed = True
    return found


def issued(cx: Any, point: Point) -> set[int]:
    loan = cx.borrow_set.location_map.get(Location(*point))  # type: ignore[arg-type]
    if loan is None or killed(cx, loan.index, point):
        return set()
    return {loan.index}


def killed(cx: Any, index: int, point: Point) -> bool:
    """Whether the statement overwrites the path to what the loan borrows, or ends its storage."""
    block, at = point
    statements = cx.body.blocks[block].statements
    if at >= len(statements):
        return False
    loan, statement = cx.borrow_set.borrows[index], statements[at]
    if type(statement) is m.StorageDead:
        place = Place(statement.local)
    elif type(statement) is m.Assign:
        if type(statement.rvalue) is m.Ref and Location(*point) not in cx.borrow_set.location_map:  # type: ignore[arg-type]
            return False
        place = statement.place
    else:
        return False
    if place.local != loan.borrowed_place.local:
        return False
    if not place.projection:
        return not cx.is_ref_to_static(place.local)
    return places_conflict(cx, loan.borrowed_place, place, "no overlap")
