"""Memory managers written plainly, as the oracle of rustmem.memory.plan.

Nothing is fast here. Pointers are addresses: a field holds the address of its target, a copy leaves a forwarding address in the
old object, and every pointer is rewritten. Reachability is a search from the roots. Counts are taken anew after each operation.
A replay answers with what the fast plans must equal: the address of every object at the end, the operation at which each was
reclaimed, the operations at which it collected, the digest of what was read, and the work.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from rustmem.memory.log import ALLOC, COLLECT, READ, ROOT, STORE, UNROOT, Log

DIGEST = (1 << 29) - 3


class Full(Exception):
    """There is no room."""


@dataclass
class Cell:
    """An object where it lies: its number, its size, its pointer fields as addresses, and where it went."""

    obj: int
    size: int
    fields: list[int | None]
    forward: int | None = None


@dataclass
class Naive:
    """What all plain managers share. Roots are addresses, in the order in which they came, with how many hold each."""

    log: Log
    heap: int
    memory: dict[int, Cell] = field(default_factory=dict)
    """The object at each address."""
    roots: dict[int, int] = field(default_factory=dict)
    reclaimed: dict[int, int] = field(default_factory=dict)
    collected_at: list[int] = field(default_factory=list)
    digest: int = 0
    marked: int = 0
    copied_words: int = 0
    swept: int = 0
    at: int = -1
    out_of_memory: bool = False

    def run(self) -> Naive:
        for self.at, (op, a, b, c) in enumerate(self.log):
            try:
                self.operate(op, a, b, c)
            except Full:
                self.out_of_memory = True
                break
        return self

    def operate(self, op: int, a: int, b: int, c: int) -> None:
        if op == ALLOC:
            address = self.allocate(b)
            self.memory[address] = Cell(a, b, [None] * self.log.fields[a])
            self.roots[address] = 1
        elif op == STORE:
            self.memory[self.find(a)].fields[b] = self.find(c) if c else None
        elif op == READ:
            cell = self.memory[self.find(a)]
            if b >= 0:
                target = cell.fields[b]
                value = self.memory[target].obj if target is not None else 0
            else:
                value = len(cell.fields)
            self.digest = (self.digest * 31 + value + a) % DIGEST
        elif op == ROOT:
            self.roots[self.find(a)] = self.roots.get(self.find(a), 0) + 1
        elif op == UNROOT:
            self.roots[self.find(a)] -= 1
            if not self.roots[self.find(a)]:
                del self.roots[self.find(a)]
        elif op == COLLECT:
            self.collect()
        self.after()

    def after(self) -> None:
        """What a manager does after each operation."""

    def find(self, obj: int) -> int:
        """Where an object is: the program holds a pointer to it."""
        return next(address for address, cell in self.memory.items() if cell.obj == obj)

    def reachable(self) -> set[int]:
        """The addresses that the roots reach."""
        seen, waiting = set(self.roots), list(self.roots)
        while waiting:
            for target in self.memory[waiting.pop()].fields:
                if target is not None and target not in seen:
                    seen.add(target)
                    waiting.append(target)
        return seen

    def drop(self, address: int) -> None:
        self.reclaimed[self.memory.pop(address).obj] = self.at

    def allocate(self, size: int) -> int:
        """Where a new object goes; `Full` if it cannot."""
        raise NotImplementedError

    def collect(self) -> None:
        """A full collection."""

    @property
    def addresses(self) -> dict[int, int]:
        return {cell.obj: address for address, cell in self.memory.items()}


class NaiveMarkSweep(Naive):
    """Best fit by a search through all holes of the range up to the highest address that was ever used."""

    def allocate(self, size: int) -> int:
        address = self.room(size)
        if address is None:
            self.collect()
            address = self.room(size)
        if address is None:
            raise Full
        return address

    top: int = 0

    def room(self, size: int) -> int | None:
        holes, end = [], 0
        for address, cell in sorted(self.memory.items()):
            if address > end:
                holes.append((address - end, end))
            end = address + cell.size
        if self.top > end:
            holes.append((self.top - end, end))
        fitting = [hole for hole in holes if hole[0] >= size]
        if fitting:
            return min(fitting)[1]
        if end + size <= self.heap:
            self.top = end + size
            return end
        return None

    def collect(self) -> None:
        self.collected_at.append(self.at)
        live = self.reachable()
        self.marked += len(live)
        self.swept += len(self.memory)
        for address in [address for address in self.memory if address not in live]:
            self.drop(address)


class NaiveRefCount(NaiveMarkSweep):
    """Counts every pointer anew after each operation, and frees what has none, until all have some."""

    def allocate(self, size: int) -> int:
        address = self.room(size)
        if address is None:
            raise Full
        return address

    def collect(self) -> None:
        """Nothing: what is counted to zero is gone already."""

    def after(self) -> None:
        while True:
            pointed = set(self.roots) | {target for cell in self.memory.values() for target in cell.fields if target is not None}
            dead = [address for address in self.memory if address not in pointed]
            if not dead:
                return
            for address in dead:
                self.drop(address)


class NaiveRefCountCycles(NaiveRefCount):
    """The same, and a collection frees all that no root reaches: without cycles there is no garbage left then."""

    allocate = NaiveMarkSweep.allocate
    collect = NaiveMarkSweep.collect


class NaiveMarkCompact(NaiveMarkSweep):
    """Objects slide to the start in the order of their addresses; every pointer is rewritten."""

    def room(self, size: int) -> int | None:
        end = max((address + cell.size for address, cell in self.memory.items()), default=0)
        return end if end + size <= self.heap else None

    def collect(self) -> None:
        super().collect()
        cursor = 0
        for _, cell in sorted(self.memory.items()):
            cell.forward = cursor
            cursor += cell.size
        self.rewrite()

    def rewrite(self) -> None:
        """Moves every object to its forwarding address."""
        old = self.memory
        self.roots = {forward_of(old[root]): count for root, count in self.roots.items()}
        self.memory = {}
        for address, cell in old.items():
            to = forward_of(cell)
            if to != address:
                self.copied_words += -(-cell.size // 8)
            self.memory[to] = Cell(cell.obj, cell.size, [forward_of(old[t]) if t is not None else None for t in cell.fields])


class NaiveSemiSpace(Naive):
    """Cheney's algorithm: the copies are scanned in the order of their addresses."""

    base: int = 0
    cursor: int = 0

    @property
    def half(self) -> int:
        return self.heap // 2

    def allocate(self, size: int) -> int:
        if self.cursor + size > self.base + self.half:
            self.collect()
        if self.cursor + size > self.base + self.half:
            raise Full
        self.cursor += size
        return self.cursor - size

    def collect(self) -> None:
        self.collected_at.append(self.at)
        self.base = self.half - self.base
        self.cursor = self.base
        old, self.memory = self.memory, {}
        self.roots = {self.evacuate(old, root): count for root, count in self.roots.items()}
        scan = self.base
        while scan < self.cursor:
            cell = self.memory[scan]
            cell.fields = [self.evacuate(old, target) if target is not None else None for target in cell.fields]
            scan += cell.size
        for cell in old.values():
            if cell.forward is None:
                self.reclaimed[cell.obj] = self.at

    def evacuate(self, old: dict[int, Cell], address: int) -> int:
        """Copies an object unless that was done; its new address."""
        cell = old[address]
        if cell.forward is None:
            cell.forward = self.cursor
            self.memory[self.cursor] = Cell(cell.obj, cell.size, list(cell.fields))
            self.cursor += cell.size
            self.copied_words += -(-cell.size // 8)
        return cell.forward


def forward_of(cell: Cell) -> int:
    assert cell.forward is not None
    return cell.forward


@dataclass
class NaiveGenerations(Naive):
    """Old and young objects by number. A minor collection looks through all old objects for pointers to young ones."""

    old: set[int] = field(default_factory=set)

    def allocate(self, size: int) -> int:
        half = self.heap // 2
        if self.used() + size > half:
            self.minor()
            if self.used() + max(size, half // 8) > half:
                self.collect()
            if self.used() + size > half:
                raise Full
        self.top += 1
        return self.top

    top: int = 0

    def used(self) -> int:
        return sum(cell.size for cell in self.memory.values())

    def minor(self) -> None:
        self.collected_at.append(self.at)
        young = {address for address, cell in self.memory.items() if cell.obj not in self.old}
        from_old = {t for cell in self.memory.values() if cell.obj in self.old for t in cell.fields}
        waiting = [address for address in young if address in self.roots or address in from_old]
        seen = set(waiting)
        while waiting:
            for target in self.memory[waiting.pop()].fields:
                if target in young and target not in seen:
                    seen.add(target)
                    waiting.append(target)
        self.survive(young - seen)

    def collect(self) -> None:
        if self.at >= 0 and self.log.ops[self.at] == COLLECT:
            self.minor()
        self.collected_at.append(self.at)
        self.survive(set(self.memory) - self.reachable())

    def survive(self, dead: set[int]) -> None:
        for address in sorted(dead):
            self.drop(address)
        self.old = {cell.obj for cell in self.memory.values()}


NAIVE: dict[str, type[Naive]] = {
    "marksweep": NaiveMarkSweep,
    "markcompact": NaiveMarkCompact,
    "semispace": NaiveSemiSpace,
    "gencopy": NaiveGenerations,
    "refcount": NaiveRefCount,
    "refcount-cycles": NaiveRefCountCycles,
}
