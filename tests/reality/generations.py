"""Runs under CPython: binary trees, or rings of two, and what the cycle collector did meanwhile.

Prints how many objects were old and the counts before; then for `trees` the collections of each generation, for `rings` the
generation of each collection and how many objects it freed.
"""

import gc
import sys
from array import array


class Tree:
    __slots__ = ("left", "right")

    def __init__(self, left, right):
        self.left, self.right = left, right


def build(depth):
    return Tree(build(depth - 1), build(depth - 1)) if depth else Tree(None, None)


def trees(depth):
    build(depth + 1)
    kept = build(depth)
    for d in range(4, depth + 1, 2):
        for _ in range(1 << (depth - d + 4)):
            build(d)
    return kept


def rings(count, keep):
    held = []
    counts = gc.get_count()
    for i in range(count):
        a = Tree(None, None)
        b = Tree(a, None)
        a.left = b
        if i % keep == 0:
            held.append(a)
    return held, counts


def collections():
    return [generation["collections"] for generation in gc.get_stats()]


def main():
    what, *numbers = sys.argv[1:]
    arguments = [int(number) for number in numbers]
    seen, freed = array("q", bytes(8 * 4096)), array("q", bytes(8 * 4096))
    place = 0

    def note(phase, info):
        nonlocal place
        if phase == "stop":
            seen[place], freed[place] = info["generation"], info["collected"]
            place += 1

    sys.setrecursionlimit(10_000)
    gc.collect()
    before = collections()
    spare = [({}, [], (i,)) for i in range(20)]  # a full collection has emptied the free lists: fill them again
    del spare
    old = len(gc.get_objects(generation=2))
    if what == "trees":
        counts = gc.get_count()
        trees(*arguments)
        print(old, *counts)
        print(*(after - first for first, after in zip(before, collections())))
    else:
        gc.callbacks.append(note)
        held, counts = rings(*arguments)
        gc.callbacks.remove(note)
        print(old, *counts)
        for i in range(place):
            print(seen[i], freed[i])
        del held


main()
