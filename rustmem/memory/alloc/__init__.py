"""Allocators."""

from __future__ import annotations

from rustmem.memory.alloc.allocator import Allocator
from rustmem.memory.alloc.buddy import Buddy
from rustmem.memory.alloc.bump import Bump
from rustmem.memory.alloc.free_list import BestFit, FirstFit
from rustmem.memory.alloc.size_class import Glibc, Jemalloc, Mimalloc
from rustmem.memory.alloc.slab import Slab

ALLOCATORS: dict[str, type[Allocator]] = {
    allocator.name: allocator for allocator in (BestFit, FirstFit, Buddy, Slab, Glibc, Jemalloc, Mimalloc)
}
"""Those that can free one block: for plans that do not move objects. The others use `Bump`."""

__all__ = ["ALLOCATORS", "Allocator", "BestFit", "Buddy", "Bump", "FirstFit", "Glibc", "Jemalloc", "Mimalloc", "Slab"]
