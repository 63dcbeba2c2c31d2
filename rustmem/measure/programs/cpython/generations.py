"""Collections of each generation while binary trees are built: `collections DEPTH`."""

import gc
import sys


class Tree:
    __slots__ = ("left", "right")

    def __init__(self, left, right):
        self.left = left
        self.right = right


def build(depth):
    return Tree(None, None) if depth == 0 else Tree(build(depth - 1), build(depth - 1))


def main(depth):
    gc.collect()
    before = [generation["collections"] for generation in gc.get_stats()]
    build(depth + 1)
    long = build(depth)
    for d in range(4, depth + 1, 2):
        for _ in range(1 << (depth - d + 4)):
            build(d)
    after = [generation["collections"] for generation in gc.get_stats()]
    print(*(new - old for old, new in zip(before, after)), "thresholds", *gc.get_threshold(), long is not None)


main(int(sys.argv[1]))
