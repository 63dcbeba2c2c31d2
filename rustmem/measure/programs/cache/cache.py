"""A long-lived cache with churn: three requests of four read an entry, the fourth replaces one."""

import sys
from time import perf_counter_ns


class Entry:
    __slots__ = ("data", "hits", "name")

    def __init__(self, key, version):
        self.name = f"entry-{key}-{version}"
        self.data = [version + i for i in range(8)]
        self.hits = 0


def request(cache, key, number, read):
    """One request; what it adds to the sum."""
    if not read:
        cache[key] = Entry(key, number)
        return 1
    found = cache[key]
    found.hits += 1
    answer = f"{found.name}:{found.hits}"
    return len(answer) + found.data[3]


def main(entries, requests, timed):
    over, limits = [0, 0, 0, 0], (100_000, 1_000_000, 10_000_000, 100_000_000)
    cache = {key: Entry(key, 0) for key in range(entries)}
    x, total = 2463534242, 0
    for i in range(requests):
        x ^= x << 13 & 0xFFFFFFFF
        x ^= x >> 17
        x ^= x << 5 & 0xFFFFFFFF
        key, read = x % entries, x >> 8 & 3 != 0
        if timed:
            start = perf_counter_ns()
            total += request(cache, key, i, read)
            took = perf_counter_ns() - start
            if took >= limits[0]:
                for b, limit in enumerate(limits):
                    over[b] += took >= limit
        else:
            total += request(cache, key, i, read)
    print("cache", entries, "requests", requests, "sum", total & 0xFFFFFFFF)
    if timed:
        print("over 100us", over[0], "1ms", over[1], "10ms", over[2], "100ms", over[3], file=sys.stderr)


main(int(sys.argv[1]), int(sys.argv[2]), len(sys.argv) > 3)
