"""What is wrong with the arguments of a call: which are extra, missing, of another type or in another place (rustc's
`arg_matrix`)."""

from __future__ import annotations

from collections.abc import Callable

from rustmem.source.row import NamedTuple


class Invalid(NamedTuple):
    provided: int
    expected: int


class Extra(NamedTuple):
    provided: int


class Missing(NamedTuple):
    expected: int


class Swap(NamedTuple):
    provided: int
    other_provided: int
    expected: int
    other_expected: int


class Permutation(NamedTuple):
    places: tuple[tuple[int, int], ...]
    """(parameter, argument that stands there) for each argument that belongs elsewhere."""


Problem = Invalid | Extra | Missing | Swap | Permutation
_ORDER: tuple[type, ...] = (Invalid, Extra, Missing, Swap, Permutation)


class ArgMatrix:
    """Rows are the arguments that are not settled yet, columns the parameters."""

    def __init__(self, provided: int, expected: int, compatible: Callable[[int, int], bool]) -> None:
        self.matrix = [[compatible(p, e) for e in range(expected)] for p in range(provided)]
        self.provided = list(range(provided))
        self.expected = list(range(expected))
        self.total = provided

    def find_errors(self) -> tuple[list[Problem], list[int | None]]:
        """The problems in the order in which they are told, and for each parameter the argument that fits it."""
        matched: list[int | None] = [None] * len(self.expected)
        problems: list[Problem] = []

        def settle() -> None:
            for at in reversed(range(min(len(self.provided), len(self.expected)))):
                if self.matrix[at][at]:
                    matched[self.expected[at]] = self.provided[at]
                    self.satisfy(at, at)

        settle()
        while self.provided or self.expected:
            found = self.find_issue()
            if found is None:
                before = len(self.provided)
                settle()
                if len(self.provided) == before:
                    break
                continue
            kind, at, other = found
            if kind is Invalid:
                problems.append(Invalid(self.provided[at], self.expected[at]))
                self.satisfy(at, at)
            elif kind is Extra:
                problems.append(Extra(self.provided[at]))
                del self.provided[at], self.matrix[at]
            elif kind is Missing:
                problems.append(Missing(self.expected[at]))
                self.drop_column(at)
            elif kind is Swap:
                problems.append(self.swap(at, other, matched))
            else:
                problems.append(self.permute(other, matched))
        problems.sort(key=lambda each: (_ORDER.index(type(each)), each[:2]))
        return problems, matched

    def swap(self, at: int, other: int, matched: list[int | None]) -> Swap:
        made = Swap(self.provided[at], self.provided[other], self.expected[at], self.expected[other])
        low, high = min(at, other), max(at, other)
        self.satisfy(low, high)
        self.satisfy(high - 1, low)
        matched[made.other_expected], matched[made.expected] = made.provided, made.other_provided
        return made

    def permute(self, targets: list[int | None], matched: list[int | None]) -> Permutation:
        places: dict[int, tuple[int, int]] = {}
        for source, target in enumerate(targets):
            if target is not None:
                places[self.provided[source]] = (self.expected[target], self.provided[target])
                matched[self.expected[target]] = self.provided[source]
        for at in sorted((t for t in targets if t is not None), reverse=True):
            self.satisfy(at, at)
        return Permutation(tuple(places[p] for p in sorted(places)))

    def satisfy(self, provided: int, expected: int) -> None:
        del self.provided[provided], self.matrix[provided]
        self.drop_column(expected)

    def drop_column(self, at: int) -> None:
        del self.expected[at]
        for row in self.matrix:
            del row[at]

    def find_issue(self) -> tuple[type, int, int | list[int | None]] | None:
        """(kind of problem, index, the other index or the permutation) of the first problem."""
        matrix, rows, columns = self.matrix, len(self.provided), len(self.expected)
        unmatched = 0
        for at in range(max(rows, columns)):
            if at >= rows and not matrix:
                return Missing, unmatched, 0
            if at >= rows:
                return Missing, unmatched, 0
            if not columns:
                return Extra, unmatched, 0
            is_expected = at < columns
            if is_expected and matrix[at][at]:
                unmatched += 1
                continue
            unsatisfiable = not is_expected or not any(matrix[j][at] for j in range(rows))
            useless = not any(matrix[at])
            if is_expected and useless and unsatisfiable:
                return Invalid, at, 0
            if useless:
                return Extra, at, 0
            if is_expected and unsatisfiable:
                return Missing, at, 0
            if is_expected:
                for j in range(min(rows, columns)):
                    if j != at and not matrix[j][j] and matrix[at][j] and matrix[j][at]:
                        return Swap, at, j
        return self.find_permutation()

    def find_permutation(self) -> tuple[type, int, list[int | None]] | None:
        """A cycle of three or more arguments that stand in each other's places."""
        count = len(self.matrix)
        known: list[int | None] = [None] * count
        seen = [False] * count
        found = False
        for start in range(count):
            if seen[start]:
                continue
            stack: list[int] = []
            at = last = start
            is_cycle = True
            while True:
                stack.append(at)
                fits = [n for n, fine in enumerate(self.matrix[at]) if fine]
                if not fits or fits[0] >= count:
                    is_cycle = False
                    break
                at = fits[0]
                if at in stack:
                    last = at
                    break
            if len(stack) <= 2:
                is_cycle = False
            found = is_cycle
            while stack:
                top = stack.pop()
                seen[top] = True
                if is_cycle:
                    known[top] = at
                    at = top
                    is_cycle = at != last
        return (Permutation, 0, known) if found else None
