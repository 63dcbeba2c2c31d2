"""Hashing: a quick hash for maps, whose order nobody may rely on, and SipHash-1-3 for `DefaultHasher::new`."""

from __future__ import annotations

from typing import Any

from rustmem.interp.intrinsics.registry import data_of, plain

MASK = 0xFFFFFFFFFFFFFFFF
MESSAGE = 1 << 64
"""A state from here on is a message: this, and then its bytes as an integer."""


@plain("std::collections::hash::map::mix")
def mix(state: int, data: Any) -> int:
    message = data_of(data)
    if state >= MESSAGE:
        return state << 8 * len(message) | int.from_bytes(message, "big")
    for byte in message:
        state = ((state ^ byte) * 0x100000001B3) & MASK
    return state ^ (state >> 29)


@plain("std::collections::hash::map::no_message")
def no_message() -> int:
    return MESSAGE


@plain("std::collections::hash::map::digest")
def digest(state: int) -> int:
    if state < MESSAGE:
        return state
    data = state.to_bytes((state.bit_length() + 7) // 8, "big")
    return siphash13(data[9:])


def siphash13(message: bytes) -> int:
    """SipHash with one round a block, three at the end, and keys of zero."""
    v = [0x736F6D6570736575, 0x646F72616E646F6D, 0x6C7967656E657261, 0x7465646279746573]
    whole = len(message) // 8 * 8
    blocks = [int.from_bytes(message[i : i + 8], "little") for i in range(0, whole, 8)]
    blocks.append(int.from_bytes(message[whole:], "little") | (len(message) & 255) << 56)
    for block in blocks:
        v[3] ^= block
        sip_round(v)
        v[0] ^= block
    v[2] ^= 0xFF
    for _ in range(3):
        sip_round(v)
    return v[0] ^ v[1] ^ v[2] ^ v[3]


def sip_round(v: list[int]) -> None:
    a, b, c, d = v
    a = (a + b) & MASK
    b = (b << 13 | b >> 51) & MASK ^ a
    a = (a << 32 | a >> 32) & MASK
    c = (c + d) & MASK
    d = (d << 16 | d >> 48) & MASK ^ c
    a = (a + d) & MASK
    d = (d << 21 | d >> 43) & MASK ^ a
    c = (c + b) & MASK
    b = (b << 17 | b >> 47) & MASK ^ c
    c = (c << 32 | c >> 32) & MASK
    v[:] = a, b, c, d
