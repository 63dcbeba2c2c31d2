"""The three workloads of the measurements as logs, so that simulators and real runtimes do the same work.

The programs are those of `measure/programs`, in their Rust form with `Box` on a 64-bit machine: sizes, pointers and drops are
theirs. Locals are roots. Text is allocated once at its length; a real run may grow it.
"""

from __future__ import annotations

from rustmem.memory.log import Log

NODE = 16
"""Bytes of a tree's node: two `Option<Box<Tree>>`."""
ENTRY = 56
"""Bytes of a cache entry: a String, a Vec and a count."""


def binary_trees(depth: int) -> Log:
    """A tree that is dropped at once, a long-lived one, and many short-lived ones of growing depth."""
    trees = _Trees()
    trees.count_and_drop(trees.build(depth + 1))
    kept = trees.build(depth)
    for d in range(4, depth + 1, 2):
        for _ in range(1 << (depth - d + 4)):
            trees.count_and_drop(trees.build(d))
    trees.count_and_drop(kept)
    return trees.log


class _Trees:
    """Builds, visits and drops full trees. The nodes of a tree have consecutive numbers, and the root is the last."""

    def __init__(self) -> None:
        self.log, self.step = Log("binary trees"), 0

    def build(self, depth: int) -> range:
        """The numbers of the nodes."""
        self.step += 1
        first = self.log.objects + 1
        self.node(depth)
        return range(first, self.log.objects + 1)

    def node(self, depth: int) -> int:
        """Children first, as `Box::new(Tree { left, right })` is evaluated."""
        log, step = self.log, self.step
        if not depth:
            return log.alloc(step, NODE)
        left, right = self.node(depth - 1), self.node(depth - 1)
        node = log.alloc(step, NODE)
        for field, child in enumerate((left, right)):
            log.store(step, node, field, child)
            log.unroot(step, child)
        return node

    def count_and_drop(self, nodes: range) -> None:
        """Every node is visited; then the root is dropped, and the others with it."""
        self.step += 1
        for node in reversed(nodes):
            self.log.read(self.step, node)
        self.step += 1
        self.log.unroot(self.step, nodes[-1])
        for node in nodes:
            self.log.free(self.step, node)


def ring(window: int, messages: int, size: int = 1024) -> Log:
    """Messages of one size; each takes the place of the one that came `window` before it."""
    log = Log("ring of messages")
    slots = log.alloc(0, 16 * window)
    held = [0] * window
    for step in range(1, messages + 1):
        message, slot = log.alloc(step, size), step % window
        old = held[slot]
        held[slot] = message
        if old:
            log.read(step, slots, slot)
            log.root(step, old)
        log.store(step, slots, slot, message)
        log.unroot(step, message)
        if old:
            log.read(step, old)
            log.unroot(step, old)
            log.free(step, old)
    log.unroot(messages + 1, slots)
    for message in held:
        if message:
            log.free(messages + 1, message)
    log.free(messages + 1, slots)
    return log


def cache(entries: int, requests: int) -> Log:
    """A long-lived table: three requests of four read an entry and make a text, the fourth replaces an entry."""
    made = _Cache(entries)
    x = 2463534242
    for number in range(requests):
        x ^= x << 13 & 0xFFFFFFFF
        x ^= x >> 17
        x ^= x << 5 & 0xFFFFFFFF
        key = x % entries
        if x >> 8 & 3:
            made.read(key)
        else:
            made.insert(key, number)
    made.end()
    return made.log


class _Cache:
    """A table of boxes; each holds the bytes of a text and eight numbers."""

    def __init__(self, entries: int) -> None:
        self.log, self.step = Log("cache with churn"), 0
        self.table = self.log.alloc(0, 17 * (1 << (entries * 8 // 7).bit_length()))
        self.entry: dict[int, tuple[int, int, int]] = {}
        self.length: dict[int, int] = {}
        self.hits = [0] * entries
        for key in range(entries):
            self.insert(key, 0)

    def insert(self, key: int, version: int) -> None:
        """A new entry; the old one is dropped."""
        self.step += 1
        log, step = self.log, self.step
        text = f"entry-{key}-{version}"
        name, data, box = log.alloc(step, len(text)), log.alloc(step, 64), log.alloc(step, ENTRY)
        for field, part in enumerate((name, data)):
            log.store(step, box, field, part)
            log.unroot(step, part)
        old = self.entry.get(key)
        self.entry[key], self.length[key], self.hits[key] = (name, data, box), len(text), 0
        log.store(step, self.table, key, box)
        log.unroot(step, box)
        for part in old or ():
            log.free(step, part)

    def read(self, key: int) -> None:
        """The entry's text goes into a text that lives as long as the request."""
        self.step += 1
        log, step = self.log, self.step
        name, data, box = self.entry[key]
        self.hits[key] += 1
        log.read(step, self.table, key)
        log.read(step, box, 0)
        log.read(step, name)
        answer = log.alloc(step, self.length[key] + 1 + len(str(self.hits[key])))
        log.read(step, data)
        log.unroot(step, answer)
        log.free(step, answer)

    def end(self) -> None:
        self.step += 1
        self.log.unroot(self.step, self.table)
        for parts in self.entry.values():
            for part in parts:
                self.log.free(self.step, part)
        self.log.free(self.step, self.table)


WORKLOADS = {"binary trees": binary_trees, "ring": ring, "cache": cache}
