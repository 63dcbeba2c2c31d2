"""How real allocators on 64-bit Linux round sizes, as closed forms.

tests/test_memory_reality.py holds each against `malloc_usable_size`, over 5,632 sizes up to 64 KiB.
"""

from __future__ import annotations

from collections.abc import Callable

from rustmem.memory.alloc.free_list import BestFit
from rustmem.memory.alloc.slab import Slab


def glibc_usable_size(size: int) -> int:
    """glibc: chunks of a multiple of 16 bytes, 8 of them a header; at least 24 are usable. [malloc/malloc.c, request2size]"""
    return max(24, (size + 8 + 15 & ~15) - 8)


def jemalloc_usable_size(size: int) -> int:
    """jemalloc 5: 8, then multiples of 16 up to 128, then four classes to a doubling. [jemalloc(3), size classes]"""
    if size <= 8:
        return 8
    if size <= 128:
        return size + 15 & ~15
    step = 1 << (size - 1).bit_length() - 3
    return -(-size // step) * step


def mimalloc_usable_size(size: int) -> int:
    """mimalloc 2: words up to 8 are rounded to an even number, more of them to three leading bits. [src/page-queue.c, mi_bin]"""
    words = -(-size // 8)
    if words <= 1:
        return 8
    if words <= 8:
        return (words + 1 & ~1) * 8
    step = 1 << (words - 1).bit_length() - 3
    return -(-words // step) * step * 8


USABLE_SIZE: dict[str, Callable[[int], int]] = {
    "glibc": glibc_usable_size,
    "jemalloc": jemalloc_usable_size,
    "mimalloc": mimalloc_usable_size,
}
"""Bytes that a request of so many bytes gets, by allocator. glibc: below its mmap threshold of 128 KiB."""


class Glibc(BestFit):
    """glibc's chunk sizes in one best-fit list; its caches per thread and its fast bins are left out."""

    name = "glibc"
    title = "glibc's chunks"

    def block_size(self, size: int) -> int:
        return glibc_usable_size(size) + 8


class Jemalloc(Slab):
    """jemalloc's size classes in slabs of pages."""

    name = "jemalloc"
    title = "jemalloc's classes"

    def class_of(self, size: int) -> int:
        return jemalloc_usable_size(size)


class Mimalloc(Slab):
    """mimalloc's size classes in pages of 64 KiB."""

    name = "mimalloc"
    title = "mimalloc's classes"
    slab_bytes = 65536

    def class_of(self, size: int) -> int:
        return mimalloc_usable_size(size)
