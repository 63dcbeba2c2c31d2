"""The mutator's operations as columns of integers: what every plan replays.

Objects are numbered from 1 in the order of their allocation; 0 is the null pointer. An object has fields that hold
pointers, numbered from 0. A root is a pointer outside the heap, in a variable or a register. An allocation brings one root
with it, for the variable that receives the new object. [GC Handbook, section 1.6: mutator, roots, objects, fields]
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rustmem.memory.lifetimes import Lifetimes

ALLOC, STORE, READ, ROOT, UNROOT, FREE, COLLECT = range(7)
"""Operations: `ALLOC obj size`, `STORE obj field target`, `READ obj field`, `ROOT obj`, `UNROOT obj`, `FREE obj`, `COLLECT`."""
LARGEST = 1 << 40
"""No object of a log has more bytes."""
MOST_FIELDS = 1 << 24
WHOLE = -1
"""As the field of a `READ`: the program uses the object, but no pointer in it."""


class LogError(ValueError):
    """A recorded run that cannot have happened, or that cannot be read. `place` says where: a step, or a line of a file."""

    def __init__(self, message: str, place: str = "") -> None:
        super().__init__(f"{place}: {message}" if place else message)
        self.message, self.place = message, place


class Log:
    """A recorded run. The methods append one operation each and raise `LogError` for what no program can do."""

    def __init__(self, source: str = "", unit: str = "step") -> None:
        self.source, self.unit = source, unit
        """Where it comes from, and what a number in `steps` counts: a step of a run, a line of a file."""
        self.ops = array("q")
        self.a = array("q")
        self.b = array("q")
        self.c = array("q")
        self.steps = array("q")
        self.sizes = array("q", [0])
        """Bytes of each object."""
        self.fields = array("q", [0])
        """Pointer fields of each object."""
        self.held = array("q", [0])
        """Roots of each object at the end of the log."""
        self.freed = bytearray(1)
        """Which objects the program has freed itself."""
        self.names: dict[int, str] = {}
        """What a page calls an object: the variable that it was made for."""
        self.field_names: dict[tuple[int, int], str] = {}
        self.notes: dict[int, str] = {}
        """Words for the moment before an operation, for step-by-step views."""
        self._lifetimes: tuple[int, Lifetimes] | None = None

    def __len__(self) -> int:
        return len(self.ops)

    @property
    def objects(self) -> int:
        return len(self.sizes) - 1

    @property
    def allocated(self) -> int:
        """Bytes allocated in all."""
        return sum(self.sizes)

    def __iter__(self) -> Iterator[tuple[int, int, int, int]]:
        return iter(zip(self.ops, self.a, self.b, self.c))

    @property
    def lifetimes(self) -> Lifetimes:
        """When each object stops being reachable. Raises `LogError` if the program uses an object that no root reaches."""
        if self._lifetimes is None or self._lifetimes[0] != len(self):
            from rustmem.memory.lifetimes import Lifetimes

            found = Lifetimes(self)
            found.check()
            self.remember(found)
            return found
        return self._lifetimes[1]

    def remember(self, facts: Lifetimes) -> None:
        """The lifetimes of the log as it is now, found and checked already."""
        self._lifetimes = len(self), facts

    # -- appending --

    def alloc(self, step: int, size: int) -> int:
        """A new object of `size` bytes, and a root that holds it; its number."""
        if not 0 <= size <= LARGEST:
            raise self.error(f"an object cannot have {size} bytes", step)
        self.sizes.append(size)
        self.fields.append(0)
        self.held.append(1)
        self.freed.append(0)
        obj = len(self.sizes) - 1
        self.append(step, ALLOC, obj, size, 0)
        return obj

    def store(self, step: int, obj: int, field: int, target: int) -> None:
        """A pointer to `target`, or null, is written to a field."""
        self.must_live(step, obj)
        if target:
            self.must_live(step, target)
        if not 0 <= field < MOST_FIELDS:
            raise self.error(f"no field has the number {field}", step)
        if field >= self.fields[obj]:
            self.fields[obj] = field + 1
        self.append(step, STORE, obj, field, target)

    def read(self, step: int, obj: int, field: int = WHOLE) -> None:
        """A field is read; `WHOLE`: the object is used."""
        self.must_live(step, obj)
        if not WHOLE <= field < self.fields[obj]:
            raise self.error(f"{self.name(obj)} has no field {field} that was written", step)
        self.append(step, READ, obj, field, 0)

    def root(self, step: int, obj: int) -> None:
        """One more root points to `obj`."""
        self.must_live(step, obj)
        self.held[obj] += 1
        self.append(step, ROOT, obj, 0, 0)

    def unroot(self, step: int, obj: int) -> None:
        """One root fewer points to `obj`."""
        self.must_exist(step, obj)
        if not self.held[obj]:
            raise self.error(f"no root holds {self.name(obj)}, so none can let it go", step)
        self.held[obj] -= 1
        self.append(step, UNROOT, obj, 0, 0)

    def free(self, step: int, obj: int) -> None:
        """The program gives `obj` back itself, as an owner that is dropped does. Collectors ignore it."""
        self.must_exist(step, obj)
        if self.freed[obj]:
            raise self.error(f"double free of {self.name(obj)}", step)
        self.freed[obj] = 1
        self.append(step, FREE, obj, 0, 0)

    def collect(self, step: int) -> None:
        """The program asks for a full collection."""
        self.append(step, COLLECT, 0, 0, 0)

    def append(self, step: int, op: int, a: int, b: int, c: int) -> None:
        """An operation, unchecked."""
        self.ops.append(op)
        self.a.append(a)
        self.b.append(b)
        self.c.append(c)
        self.steps.append(step)

    # -- words --

    def name(self, obj: int) -> str:
        """What an object is called: `a (#1)`, or `#1` without a name."""
        return f"{self.names[obj]} (#{obj})" if obj in self.names else f"#{obj}"

    def must_exist(self, step: int, obj: int) -> None:
        if not 1 <= obj < len(self.sizes):
            raise self.error(f"there is no object #{obj}", step)

    def must_live(self, step: int, obj: int) -> None:
        self.must_exist(step, obj)
        if self.freed[obj]:
            raise self.error(f"use of {self.name(obj)} after it was freed", step)

    def place(self, step: int) -> str:
        """Where a step is: `cache.log:12`, or `step 12`."""
        return f"{self.source}:{step}" if self.unit == "line" else f"{self.unit} {step}"

    def error(self, message: str, step: int) -> LogError:
        return LogError(message, self.place(step))

    def sentence(self, at: int) -> str:
        """Operation number `at` in words."""
        op, obj, field, target = self.ops[at], self.a[at], self.b[at], self.c[at]
        name = self.name(obj)
        if op == ALLOC:
            return f"allocate {name}, {field} bytes"
        if op == STORE:
            return f"{name}.{self.field_name(obj, field)} = {self.name(target) if target else 'null'}"
        if op == READ:
            return f"read {name}" + (f".{self.field_name(obj, field)}" if field >= 0 else "")
        if op == ROOT:
            return f"one more root holds {name}"
        if op == UNROOT:
            return f"a root lets go of {name}"
        return f"the owner of {name} is dropped" if op == FREE else "collect"

    def field_name(self, obj: int, field: int) -> str:
        return self.field_names.get((obj, field), str(field))
