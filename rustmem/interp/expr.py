"""Python expressions under construction: text, and what it reads."""

from __future__ import annotations

NOTHING: frozenset[str] = frozenset()


class E:
    """An expression of the generated function.

    `deps` are the Python variables it reads; `mem`: it reads memory. `atom`: it can be repeated and subscripted as it
    stands. `addr`: for a pointer whose parts are known, (memory, offset, metadata) as expressions.
    """

    __slots__ = ("text", "deps", "mem", "atom", "addr", "value")

    def __init__(
        self,
        text: str,
        deps: frozenset[str] = NOTHING,
        mem: bool = False,
        atom: bool = False,
        addr: tuple[Offset, E | None] | None = None,
        value: int | None = None,
    ) -> None:
        self.text, self.deps, self.mem, self.atom, self.addr = text, deps, mem, atom, addr
        self.value = value
        """The integer it is, if known."""

    def __str__(self) -> str:
        return self.text if self.atom else f"({self.text})"

    __repr__ = __str__


class Offset:
    """A place in memory: the list `mem`, at `dyn + const`."""

    __slots__ = ("mem", "dyn", "const")

    def __init__(self, mem: E, dyn: E | None, const: int) -> None:
        self.mem, self.dyn, self.const = mem, dyn, const

    def add(self, n: int) -> Offset:
        return Offset(self.mem, self.dyn, self.const + n) if n else self

    def plus(self, index: E, stride: int) -> Offset:
        """This place moved by `index * stride`."""
        if index.value is not None:
            return self.add(index.value * stride)
        scaled = index if stride == 1 else ex(f"{index} * {stride}", index)
        return Offset(self.mem, scaled if self.dyn is None else ex(f"{self.dyn} + {scaled}", self.dyn, scaled), self.const)

    @property
    def at(self) -> E:
        if self.dyn is None:
            return lit(self.const)
        return (
            self.dyn
            if not self.const
            else ex(f"{self.dyn} + {self.const}" if self.const > 0 else f"{self.dyn} - {-self.const}", self.dyn)
        )

    def end(self, n: int) -> E:
        return self.add(n).at

    @property
    def parts(self) -> tuple[E, ...]:
        return (self.mem,) if self.dyn is None else (self.mem, self.dyn)


def ex(text: str, *parts: E, mem: bool = False, atom: bool = False) -> E:
    """An expression built of `parts`."""
    deps = NOTHING
    for part in parts:
        if part.deps:
            deps = deps | part.deps if deps else part.deps
        if part.mem:
            mem = True
    return E(text, deps, mem, atom)


def name(text: str) -> E:
    """A Python local variable."""
    return E(text, frozenset((text,)), False, True)


def glob(text: str) -> E:
    """A name that never changes."""
    return E(text, NOTHING, False, True)


def lit(value: int) -> E:
    """An integer, bool or None."""
    return E(
        repr(value) if value is None or value is True or value is False or value >= 0 else f"({value})",
        NOTHING,
        False,
        True,
        None,
        value,
    )


NONE = E("None", atom=True)


def pointer(place: Offset, meta: E | None = None) -> E:
    """The pointer to `place`."""
    parts = (*place.parts, meta) if meta is not None else place.parts
    text = f"({place.mem.text}, {place.at.text}, {meta.text})" if meta is not None else f"({place.mem.text}, {place.at.text})"
    made = ex(text, *parts, atom=True)
    made.addr = (place, meta)
    return made
