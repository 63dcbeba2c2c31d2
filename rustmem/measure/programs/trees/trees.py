"""Binary trees: one long-lived tree, many short-lived ones."""

import sys


class Tree:
    __slots__ = ("left", "right")

    def __init__(self, left, right):
        self.left = left
        self.right = right


def build(depth):
    return Tree(None, None) if depth == 0 else Tree(build(depth - 1), build(depth - 1))


def count(tree):
    return 1 + (0 if tree.left is None else count(tree.left)) + (0 if tree.right is None else count(tree.right))


def main(depth):
    print("stretch", depth + 1, "nodes", count(build(depth + 1)))
    long = build(depth)
    for d in range(4, depth + 1, 2):
        trees, nodes = 1 << (depth - d + 4), 0
        for _ in range(trees):
            nodes += count(build(d))
        print("trees", trees, "depth", d, "nodes", nodes)
    print("long", depth, "nodes", count(long))


main(int(sys.argv[1]))
