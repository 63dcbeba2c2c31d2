"""What CPython frees by counting and what by its collector. Prints a line for each: a name and what was seen."""

import gc
import os
import tempfile
import weakref


class Node:
    __slots__ = ("__weakref__", "other")
    freed = 0

    def __del__(self):
        Node.freed += 1


def show(name, seen):
    print(name, {True: "yes", False: "no"}.get(seen, seen) if isinstance(seen, bool) else seen)


def is_open(descriptor):
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True


def acyclic():
    before = Node.freed
    node = Node()
    del node
    show("acyclic-freed-at-once", Node.freed == before + 1)


def cyclic():
    before = Node.freed
    node = Node()
    node.other = node
    seen = weakref.ref(node)
    del node
    show("cycle-freed-at-once", Node.freed == before + 1)
    show("weakref-alive-before-collection", seen() is not None)
    show("collected", gc.collect())
    show("cycle-freed-by-collection", Node.freed == before + 1)
    show("weakref-alive-after-collection", seen() is not None)


def files(folder):
    class Holder:
        pass

    holder = Holder()
    holder.me = holder
    holder.file = open(os.path.join(folder, "in-a-cycle"), "w")  # noqa: SIM115
    descriptor = holder.file.fileno()
    del holder
    show("file-in-cycle-open", is_open(descriptor))
    gc.collect()
    show("file-in-cycle-open-after-collection", is_open(descriptor))
    with open(os.path.join(folder, "with"), "w") as file:
        descriptor = file.fileno()
    show("file-open-after-with", is_open(descriptor))


gc.collect()
gc.disable()
acyclic()
cyclic()
with tempfile.TemporaryDirectory() as folder:
    files(folder)
show("thresholds", ",".join(map(str, gc.get_threshold())))
