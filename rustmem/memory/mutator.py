"""Object graphs by hand, so that a page can show a list, a tree or a cycle under every plan.

    world = Mutator()
    a, b = world.new("a", 32), world.new("b", 32)
    a["next"] = b
    b["next"] = a
    a.drop()
    b.drop()

Each name is a variable, and so a root. Under ownership every pointer is taken for an owner, as `Box` and `Rc` are: an object is
freed when its last owner goes away, and takes along what only it owns. A cycle is never freed, as in Rust.
"""

from __future__ import annotations

from collections.abc import Iterator

from rustmem.memory.log import Log, LogError


class Object:
    """An object of a graph. `obj["left"] = other` and `obj["left"] = None` write a pointer, `obj["left"]` reads one."""

    __slots__ = ("world", "number")

    def __init__(self, world: Mutator, number: int) -> None:
        self.world, self.number = world, number

    def __setitem__(self, field: str, target: Object | None) -> None:
        self.world.store(self, field, target)

    def __getitem__(self, field: str) -> Object | None:
        return self.world.read(self, field)

    def __repr__(self) -> str:
        return self.world.log.name(self.number)

    def hold(self) -> Object:
        """One more variable points to the object."""
        self.world.hold(self)
        return self

    def drop(self) -> None:
        """A variable that points to the object goes away."""
        self.world.drop(self)


class Mutator:
    """A program that allocates, writes pointers, and lets go; each call is a step. Raises `LogError` for what no program can do."""

    def __init__(self) -> None:
        self.log = Log()
        self.step = 0
        self.objects: list[Object] = []
        """All that were made, in order."""
        self._fields: dict[int, dict[str, int]] = {}
        """Numbers of an object's fields, by name."""
        self._targets: dict[int, dict[str, int]] = {}
        self._owners: list[int] = [0]
        """How many pointers own each object."""

    def __len__(self) -> int:
        return len(self.log)

    def new(self, name: str = "", size: int = 16, **fields: Object | None) -> Object:
        """A new object of `size` bytes in a variable; `fields` are written at once."""
        self.step += 1
        number = self.log.alloc(self.step, size)
        if name:
            self.log.names[number] = name
        made = Object(self, number)
        self.objects.append(made)
        self._fields[number], self._targets[number] = {}, {}
        self._owners.append(1)
        for field, target in fields.items():
            self.store(made, field, target)
        return made

    def store(self, obj: Object, field: str, target: Object | None) -> None:
        """`obj.field = target`."""
        self.step += 1
        number, to = obj.number, target.number if target is not None else 0
        numbers = self._fields[number]
        if field not in numbers:
            self.log.field_names[number, len(numbers)] = field
        self.log.store(self.step, number, numbers.setdefault(field, len(numbers)), to)
        old = self._targets[number].get(field, 0)
        self._targets[number][field] = to
        if to:
            self._owners[to] += 1
        if old:
            self._release(old)

    def read(self, obj: Object, field: str) -> Object | None:
        """`obj.field`; the pointer is not kept: `hold` it if the program goes on to use it after others let go."""
        self.step += 1
        if field not in self._fields[obj.number]:
            raise LogError(f"{obj!r} has no field {field}", f"step {self.step}")
        self.log.read(self.step, obj.number, self._fields[obj.number][field])
        target = self._targets[obj.number][field]
        return self.objects[target - 1] if target else None

    def hold(self, obj: Object) -> None:
        """One more variable points to the object."""
        self.step += 1
        self.log.root(self.step, obj.number)
        self._owners[obj.number] += 1

    def drop(self, obj: Object) -> None:
        """A variable that points to the object goes away."""
        self.step += 1
        self.log.unroot(self.step, obj.number)
        self._release(obj.number)

    def collect(self) -> None:
        """The program asks for a full collection."""
        self.step += 1
        self.log.collect(self.step)

    def note(self, words: str) -> None:
        """Words for what comes next, shown by step-by-step views."""
        self.log.notes[len(self.log)] = words

    def _release(self, number: int) -> None:
        """One owner fewer; with the last one the object is dropped, and then its fields."""
        waiting = [number]
        while waiting:
            number = waiting.pop()
            self._owners[number] -= 1
            if not self._owners[number]:
                self.log.free(self.step, number)
                waiting += [target for target in reversed(self._targets[number].values()) if target]

    # -- shapes --

    def list_of(self, length: int, size: int = 16, name: str = "head") -> Object:
        """A linked list in one variable; its first object."""
        head: Object | None = None
        for _ in range(length):
            made = self.new("", size, next=head)
            if head is not None:
                head.drop()
            head = made
        if head is None:
            raise LogError("a list has at least one object")
        self.log.names[head.number] = name
        return head

    def ring_of(self, length: int, size: int = 16, name: str = "ring") -> Object:
        """A list whose last object points to the first."""
        last = self.new("", size)
        first = last
        for _ in range(length - 1):
            made = self.new("", size, next=first)
            first.drop()
            first = made
        last["next"] = first
        self.log.names[first.number] = name
        return first

    def tree_of(self, depth: int, size: int = 24, name: str = "tree") -> Object:
        """A full binary tree in one variable, with `2 ** (depth + 1) - 1` objects."""
        root = self._tree(depth, size)
        self.log.names[root.number] = name
        return root

    def _tree(self, depth: int, size: int) -> Object:
        if not depth:
            return self.new("", size)
        left, right = self._tree(depth - 1, size), self._tree(depth - 1, size)
        made = self.new("", size, left=left, right=right)
        left.drop()
        right.drop()
        return made

    def __iter__(self) -> Iterator[Object]:
        return iter(self.objects)
