"""Allocations, addresses, and cells as bytes.

A pointer is the tuple (list of cells, index) or (list, index, metadata). The list is the allocation: freeing empties
it, so that a dangling access finds nothing. Addresses are given out when somebody asks for one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from rustmem.interp.errors import LimitReached, UndefinedBehavior
from rustmem.ty import kind as k

if TYPE_CHECKING:
    from rustmem.interp.machine import Machine

FIRST_ADDRESS = 0x7F00_0000_1000


class Block:
    """What is known about one heap allocation."""

    __slots__ = ("number", "cells", "size", "align", "ty", "elem", "stride", "untyped")

    def __init__(self, number: int, cells: list[Any], size: int, align: int, ty: str) -> None:
        self.number, self.cells, self.size, self.align, self.ty = number, cells, size, align, ty
        self.elem: Any = None
        self.stride = 1
        self.untyped: bool | Literal["zeroed"] = False


class Memory:
    """The heap of one run."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.blocks: dict[int, Block] = {}
        """By the id of the list of cells, while it is allocated."""
        self.count = 0
        self.live_bytes = 0
        self._bases: dict[int, tuple[int, Any, int]] = {}
        self._by_address: list[tuple[int, int, Any, int]] = []
        self._next = FIRST_ADDRESS

    def allocate(self, elem: k.Ty, count: int, ty: str | None = None) -> tuple[list[Any], int]:
        """Room for `count` values of type `elem`."""
        machine = self.machine
        size, align = machine.queries.layout(elem)
        stride = machine.shapes.of(elem).n
        total = size * count
        if self.live_bytes + total > machine.limits.memory:
            raise LimitReached("memory")
        self.live_bytes += total
        self.count += 1
        cells: list[Any] = [None] * (stride * count)
        block = Block(self.count, cells, total, align, ty or "")
        block.elem, block.stride = elem, stride
        self.blocks[id(cells)] = block
        if machine.tracer is not None:
            machine.tracer.allocated(block, count)
        return (cells, 0)

    def allocate_cells(self, cells: list[Any], size: int, align: int, ty: str) -> tuple[list[Any], int]:
        """A new allocation with these cells, whose type is only a name."""
        if self.live_bytes + size > self.machine.limits.memory:
            raise LimitReached("memory")
        self.live_bytes += size
        self.count += 1
        block = Block(self.count, cells, size, align, ty)
        self.blocks[id(cells)] = block
        if self.machine.tracer is not None:
            self.machine.tracer.allocated(block, 1)
        return (cells, 0)

    def allocate_bytes(self, size: int, align: int) -> tuple[list[Any], int]:
        """Untyped room: it takes the shape of the first type that a pointer to it is cast to."""
        if self.live_bytes + size > self.machine.limits.memory:
            raise LimitReached("memory")
        self.live_bytes += size
        self.count += 1
        cells: list[Any] = [None] * size
        block = Block(self.count, cells, size, align, "")
        block.untyped = True
        self.blocks[id(cells)] = block
        if self.machine.tracer is not None:
            self.machine.tracer.allocated(block, size)
        return (cells, 0)

    def free(self, pointer: tuple[Any, ...]) -> None:
        cells = pointer[0]
        if cells is None:
            raise UndefinedBehavior(f"deallocating a pointer without provenance: {address_text(pointer[1])}")
        block = self.blocks.pop(id(cells), None)
        if block is None:
            raise UndefinedBehavior("memory access failed: the allocation has been freed, so this pointer is dangling")
        self.live_bytes -= block.size
        if self.machine.tracer is not None:
            self.machine.tracer.freed(block)
        cells.clear()
        self._graves[id(cells)] = cells

    def clear(self) -> None:
        """Empties what is left, an allocation at a time: a long list freed as a whole would take a stack as deep."""
        for block in self.blocks.values():
            block.cells.clear()

    @property
    def _graves(self) -> dict[int, Any]:
        """Freed lists are kept while pointers are checked, so that no new list takes their identity."""
        return self.machine.state.setdefault("graves", {}) if self.machine.checked else {}

    def grow(self, pointer: tuple[Any, ...], elem: k.Ty, count: int) -> tuple[list[Any], int]:
        """A reallocation: the same cells, more or fewer of them."""
        cells = pointer[0]
        block = self.blocks.get(id(cells))
        if block is None:
            raise UndefinedBehavior("memory access failed: the allocation has been freed, so this pointer is dangling")
        size = self.machine.size_of(elem) * count
        if self.live_bytes + size - block.size > self.machine.limits.memory:
            raise LimitReached("memory")
        self.live_bytes += size - block.size
        want = self.machine.shapes.of(elem).n * count
        have = len(cells)
        if self.machine.checked or self.machine.traced:
            self.count += 1
            moved = cells[:want] + [None] * (want - have)
            made = Block(self.count, moved, size, block.align, block.ty)
            made.elem, made.stride = elem, block.stride
            del self.blocks[id(cells)]
            self._graves[id(cells)] = cells
            cells.clear()
            self.blocks[id(moved)] = made
            if self.machine.tracer is not None:
                self.machine.tracer.grown(block, made)
            return (moved, 0)
        if want > have:
            cells.extend([None] * (want - have))
        else:
            del cells[want:]
        block.size = size
        return (cells, 0)

    # -- addresses --

    def base(self, cells: Any) -> tuple[int, int]:
        """(address of the first cell, bytes in a cell)."""
        found = self._bases.get(id(cells))
        if found is not None:
            return found[0], found[2]
        block = self.blocks.get(id(cells))
        if block is not None and block.stride:
            size = self.machine.size_of(block.elem) if block.elem is not None else 1
            width = max(size // block.stride, 1)
            total = block.size
        else:
            width = 1 if isinstance(cells, (bytes, bytearray)) else 8
            total = 16 if callable(cells) else len(cells) * width
        address = self._next
        self._next += (total + 31) & ~15
        self._bases[id(cells)] = (address, cells, width)
        self._by_address.append((address, total, cells, width))
        return address, width

    def address(self, pointer: Any) -> int:
        if callable(pointer):
            return self.base(pointer)[0]
        cells = pointer[0]
        if cells is None:
            return pointer[1]  # type: ignore[no-any-return]
        address, width = self.base(cells)
        return address + pointer[1] * width  # type: ignore[no-any-return]

    def pointer_at(self, address: int) -> tuple[Any, int]:
        """An address back to a pointer, if it lies in an allocation whose address was taken."""
        for start, size, cells, width in self._by_address:
            if start <= address <= start + size:
                return (cells, (address - start) // width)
        return (None, address)

    def leaks(self) -> list[Block]:
        return list(self.blocks.values())


def address_text(address: int) -> str:
    return f"{address:#x}[noalloc]"
