"""Solving for regions: which points and which universal regions each must contain (rustc's `region_infer/`).

A value is two ints: bits of points, and bits of the universal and placeholder regions (by vid) whose end it holds.
Components of the constraint graph are solved in reverse topological order. `'static` outlives every region, so
whatever must outlive `'static` is in its component and holds everything.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any

from rustmem.borrowck.constraints import INTERNAL, OutlivesConstraint, Points, TypeTest
from rustmem.borrowck.free_regions import UniversalRegionRelations
from rustmem.borrowck.infer_ctxt import RegionDefinition
from rustmem.borrowck.universal_regions import STATIC, UniversalRegions
from rustmem.mir import body as m
from rustmem.mir.body import Body, Location
from rustmem.source.index import bits
from rustmem.source.node import node
from rustmem.source.span import Span


@node
class RegionError:
    longer: int
    shorter: int
    is_reported: bool


@node
class TypeTestError:
    test: TypeTest


@node
class PlaceholderError:
    """A higher-ranked region would have to be a specific one (rustc's `BoundUniversalRegionError`)."""

    longer: int
    element: Any
    """A vid of a universal or placeholder region, or a `Location`."""


@node
class ClosureOutlivesRequirement:
    """What a closure asks of the body that makes it: `subject: outlived`, in the closure's external regions."""

    subject: Any
    """A vid, or a type whose regions are external vids."""
    outlived: int
    span: Span
    category: Any


@node
class MemberConstraint:
    """The region `vid` of a hidden type has to be one of `choices`: what the opaque type captures, and `'static`."""

    vid: int
    choices: tuple[int, ...]
    span: Span
    category: Any


@node
class BlameConstraint:
    category: Any
    from_closure: bool
    span: Span
    predicate_span: Span | None
    variance: Any


class RegionInferenceContext:
    """The constraints of one body and their solution."""

    def __init__(
        self,
        body: Body,
        definitions: list[RegionDefinition],
        universal: UniversalRegions,
        relations: UniversalRegionRelations,
        constraints: list[OutlivesConstraint],
        liveness: dict[int, int],
        type_tests: list[TypeTest],
        points: Points,
    ) -> None:
        self.body = body
        self.definitions = definitions
        self.universal = universal
        self.relations = relations
        self.constraints = constraints
        self.liveness = liveness
        """vid → points at which a variable that mentions it is live."""
        self.type_tests = type_tests
        self.points = points
        self.outgoing: list[list[OutlivesConstraint]] = []
        self.scc_of: list[int] = []
        self.scc_members: list[list[int]] = []
        self.scc_points: list[int] = []
        self.scc_elements: list[int] = []
        self.representative: list[int] = []
        self.member_constraints: list[MemberConstraint] = []

    # -- solving --

    def solve(self) -> None:
        self.index()
        self.add_unnameable_placeholders()
        self.compute_sccs()
        self.propagate()
        if self.member_constraints:
            self.apply_member_constraints()

    def apply_member_constraints(self) -> None:
        """Each region of a hidden type becomes the least of its choices that fits between what it must outlive and
        what must outlive it."""
        for _ in range(len(self.member_constraints)):
            added = [c for c in map(self.chosen_member, self.member_constraints) if c is not None]
            if not added:
                return
            for constraint in added:
                self.constraints.append(constraint)
                self.outgoing[constraint.sup].append(constraint)
            self.compute_sccs()
            self.propagate()

    def chosen_member(self, member: MemberConstraint) -> OutlivesConstraint | None:
        vid, outlives = member.vid, self.relations.outlives
        below = self.universal_regions_outlived_by(vid)
        choices = [c for c in member.choices if all(outlives(c, low) for low in below)]
        above = [v for v in range(self.universal.count) if v != STATIC and self._reaches(v, vid)]
        choices = [c for c in choices if all(outlives(up, c) for up in above)]
        least = [c for c in choices if all(outlives(other, c) for other in choices)]
        if not least or self.elements(vid) >> least[0] & 1:
            return None
        return OutlivesConstraint(vid, least[0], None, member.span, member.category)

    def _reaches(self, start: int, vid: int) -> bool:
        """Whether the universal region `start` must outlive `vid`, directly or not (what `'static` outlives aside)."""
        seen, stack = {start}, [start]
        while stack:
            at = stack.pop()
            if at == vid:
                return True
            if at == STATIC and at != start:
                continue
            for constraint in self.outgoing[at]:
                if constraint.sub not in seen:
                    seen.add(constraint.sub)
                    stack.append(constraint.sub)
        return False

    def index(self) -> None:
        outgoing: list[list[OutlivesConstraint]] = [[] for _ in self.definitions]
        for constraint in self.constraints:
            outgoing[constraint.sup].append(constraint)
        self.outgoing = outgoing

    def add_unnameable_placeholders(self) -> None:
        """A region that must hold a placeholder it cannot name has to outlive `'static`."""
        placeholders = [v for v, d in enumerate(self.definitions) if d.origin == "placeholder"]
        if not placeholders:
            return
        incoming: list[list[int]] = [[] for _ in self.definitions]
        for constraint in self.constraints:
            incoming[constraint.sub].append(constraint.sup)
        added = []
        for vid in placeholders:
            universe = self.definitions[vid].universe
            for sup in _reach([vid], incoming):
                if self.definitions[sup].universe < universe:
                    span = self.body.span
                    added.append(OutlivesConstraint(sup, STATIC, None, span, m_category(vid)))
        for constraint in added:
            self.constraints.append(constraint)
            self.outgoing[constraint.sup].append(constraint)

    def compute_sccs(self) -> None:
        count = len(self.definitions)
        incoming: list[list[int]] = [[] for _ in range(count)]
        edges: list[list[int]] = [[] for _ in range(count)]
        for constraint in self.constraints:
            incoming[constraint.sub].append(constraint.sup)
            edges[constraint.sup].append(constraint.sub)
        in_static = _reach([STATIC], incoming)
        scc_of = [-1] * count
        members: list[list[int]] = []
        _tarjan(count, edges, in_static, scc_of, members)
        self.static_scc = len(members)
        for vid in in_static:
            scc_of[vid] = self.static_scc
        members.append(sorted(in_static))
        self.scc_of, self.scc_members, self.edges = scc_of, members, edges
        order = {"free": 0, "placeholder": 1, "existential": 2}
        self.representative = [min(group, key=lambda v: (order[self.definitions[v].origin], v)) for group in members]

    def propagate(self) -> None:
        """Values of components; Tarjan yields a component after all those it reaches."""
        definitions, liveness, all_points = self.definitions, self.liveness, self.points.all
        every = 0
        for vid, definition in enumerate(definitions):
            if definition.origin != "existential":
                every |= 1 << vid
        points: list[int] = []
        elements: list[int] = []
        for index, group in enumerate(self.scc_members):
            if index == self.static_scc:
                points.append(all_points)
                elements.append(every)
                continue
            held = inside = 0
            for vid in group:
                held |= liveness.get(vid, 0)
                origin = definitions[vid].origin
                if origin != "existential":
                    inside |= 1 << vid
                    if origin == "free":
                        held = all_points
                for sub in self.edges[vid]:
                    target = self.scc_of[sub]
                    if target != index:
                        held |= points[target]
                        inside |= elements[target]
            points.append(held)
            elements.append(inside)
        self.scc_points, self.scc_elements = points, elements

    # -- asking --

    def value(self, vid: int) -> int:
        """The points in the region."""
        return self.scc_points[self.scc_of[vid]]

    def contains(self, vid: int, location: Location) -> bool:
        return bool(self.value(vid) >> self.points.index(location) & 1)

    def elements(self, vid: int) -> int:
        return self.scc_elements[self.scc_of[vid]]

    def universal_regions_outlived_by(self, vid: int) -> list[int]:
        return [v for v in bits(self.elements(vid)) if self.definitions[v].origin == "free"]

    def eval_outlives(self, sup: int, sub: int) -> bool:
        """Whether `sup: sub` is known to hold in the solution."""
        a, b = self.scc_of[sup], self.scc_of[sub]
        if a == b or a == self.static_scc:
            return True
        for region in bits(self.scc_elements[b]):
            if self.definitions[region].origin == "placeholder":
                if not self.scc_elements[a] >> region & 1:
                    return False
                continue
            if not any(self.relations.outlives(r, region) for r in self.universal_regions_outlived_by(sup)):
                return False
        if self.definitions[sup].origin == "free":
            return True
        return not self.scc_points[b] & ~self.scc_points[a]

    def approx_universal_upper_bound(self, vid: int) -> int:
        """The least universal region that outlives all universal regions in `vid`, but rather a nameable one than `'static`."""
        bound = self.universal.fr_fn_body
        for region in self.universal_regions_outlived_by(vid):
            new = self.relations.postdom_upper_bound(bound, region)
            # A region that both outlive may be only 'static: then keep one that can be named.
            if region != STATIC and bound != STATIC and new == STATIC:
                named, other = self.definitions[region].external_name, self.definitions[bound].external_name
                if named is not None and other is None:
                    bound = region
                elif named is not None and other is not None:
                    bound = min(bound, region)
            else:
                bound = new
        return bound

    def upper_bound_in_region_scc(self, vid: int, bound: int) -> bool:
        return bool(self.elements(vid) >> bound & 1)

    # -- paths --

    def constraint_path_to(
        self, start: int, test: Callable[[int], bool], placeholders: bool = True
    ) -> tuple[list[OutlivesConstraint], int] | None:
        """The shortest chain of constraints from `start` to a region that passes `test`."""
        trace: dict[int, OutlivesConstraint | None] = {start: None}
        queue = deque([start])
        while queue:
            vid = queue.popleft()
            if test(vid):
                path: list[OutlivesConstraint] = []
                at = vid
                while (step := trace[at]) is not None:
                    path.append(step)
                    at = step.sup
                path.reverse()
                return path, vid
            if vid == STATIC:
                for sub in range(len(self.definitions)):
                    if sub not in trace:
                        trace[sub] = OutlivesConstraint(STATIC, sub, None, self.body.span, INTERNAL)
                        queue.append(sub)
                continue
            for constraint in self.outgoing[vid]:
                if constraint.category.kind == "outlives unnameable" and not placeholders:
                    continue
                if constraint.sub not in trace:
                    trace[constraint.sub] = constraint
                    queue.append(constraint.sub)
        return None

    def find_sub_region_live_at(self, vid: int, location: Location) -> int:
        """A region that `vid` outlives and that is live at `location`; universal ones are live everywhere."""
        point = self.points.index(location)
        live, count = self.liveness, self.universal.count
        found = self.constraint_path_to(vid, lambda r: r < count or bool(live.get(r, 0) >> point & 1))
        return found[1] if found is not None else vid

    def find_loop_terminator_location(self, vid: int) -> Location | None:
        """The first point of the region whose block ends in a false unwind: the head of a loop."""
        for point in bits(self.value(vid)):
            location = self.points.location(point)
            if type(self.body.blocks[location.block].terminator) is m.FalseUnwind:
                return location
        return None


def m_category(vid: int) -> Any:
    from rustmem.borrowck.constraints import Category

    return Category("outlives unnameable", vid)


def _reach(start: list[int], edges: list[list[int]]) -> set[int]:
    seen = set(start)
    stack = list(start)
    while stack:
        for other in edges[stack.pop()]:
            if other not in seen:
                seen.add(other)
                stack.append(other)
    return seen


def _tarjan(count: int, edges: list[list[int]], skip: set[int], scc_of: list[int], members: list[list[int]]) -> None:
    """Strongly connected components of the regions outside `skip`, those that are reached first."""
    number = [0] * count
    low = [0] * count
    on_stack = [False] * count
    stack: list[int] = []
    counter = 0
    for root in range(count):
        if number[root] or root in skip:
            continue
        work = [(root, 0)]
        while work:
            vid, i = work.pop()
            if i == 0:
                counter += 1
                number[vid] = low[vid] = counter
                stack.append(vid)
                on_stack[vid] = True
            targets = edges[vid]
            while i < len(targets):
                target = targets[i]
                i += 1
                if target in skip:
                    continue
                if not number[target]:
                    work.append((vid, i))
                    work.append((target, 0))
                    break
                if on_stack[target] and number[target] < low[vid]:
                    low[vid] = number[target]
            else:
                if low[vid] == number[vid]:
                    group = []
                    while True:
                        other = stack.pop()
                        on_stack[other] = False
                        scc_of[other] = len(members)
                        group.append(other)
                        if other == vid:
                            break
                    members.append(group)
                if work and low[vid] < low[work[-1][0]]:
                    low[work[-1][0]] = low[vid]
