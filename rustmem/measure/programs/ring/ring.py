"""A ring of messages: each request allocates 1 KiB, fills it, and takes the place of the oldest message."""

import sys

SIZE = 1024


def main(window, requests):
    ring = [None] * window
    x, total = 2463534242, 0
    for i in range(requests):
        x ^= x << 13 & 0xFFFFFFFF
        x ^= x >> 17
        x ^= x << 5 & 0xFFFFFFFF
        message = bytearray(bytes((x & 255,)) * SIZE)
        old = ring[i % window]
        ring[i % window] = message
        if old is not None:
            total += old[x % SIZE]
    print("ring", window, "requests", requests, "sum", total & 0xFFFFFFFF)


main(int(sys.argv[1]), int(sys.argv[2]))
