"""Orders of the blocks of a body, and facts about its graph, computed once and kept in `body.memo`."""

from __future__ import annotations

from rustmem.mir import body as m
from rustmem.source.index import BasicBlock


def successor_lists(body: m.Body) -> list[tuple[BasicBlock, ...]]:
    found = body.memo.get("successors")
    if found is None:
        found = body.memo["successors"] = [
            () if data.terminator is None else m.successors(data.terminator) for data in body.blocks
        ]
    return found


def predecessors(body: m.Body) -> list[list[BasicBlock]]:
    """For each block the blocks that may come before it, in ascending order; one entry for each edge."""
    found = body.memo.get("predecessors")
    if found is None:
        found = body.memo["predecessors"] = [[] for _ in body.blocks]
        for block, nexts in enumerate(successor_lists(body)):
            for target in nexts:
                found[target].append(BasicBlock(block))
    return found


def postorder(body: m.Body) -> list[BasicBlock]:
    """rustc's postorder from the start block: the last successor first."""
    found = body.memo.get("postorder")
    if found is not None:
        return found  # type: ignore[no-any-return]
    nexts = successor_lists(body)
    seen = bytearray(len(body.blocks))
    seen[0] = 1
    order: list[BasicBlock] = []
    # rustc's iterator takes successors from the back of each list, so that reverse postorder has them in order.
    stack = [(BasicBlock(0), reversed(nexts[0]))]
    while stack:
        block, rest = stack[-1]
        for target in rest:
            if not seen[target]:
                seen[target] = 1
                stack.append((target, reversed(nexts[target])))
                break
        else:
            stack.pop()
            order.append(block)
    body.memo["postorder"] = order
    return order


def reverse_postorder(body: m.Body) -> list[BasicBlock]:
    found = body.memo.get("reverse postorder")
    if found is None:
        found = body.memo["reverse postorder"] = postorder(body)[::-1]
    return found


def reachable(body: m.Body) -> int:
    """The reachable blocks, as bits."""
    state = 0
    for block in postorder(body):
        state |= 1 << block
    return state


def immediate_dominators(body: m.Body) -> dict[BasicBlock, BasicBlock]:
    """The immediate dominator of each reachable block but the first (Cooper, Harvey and Kennedy)."""
    found = body.memo.get("dominators")
    if found is not None:
        return found  # type: ignore[no-any-return]
    order = reverse_postorder(body)
    rank = {block: position for position, block in enumerate(order)}
    preds = predecessors(body)
    idom: dict[BasicBlock, BasicBlock] = {BasicBlock(0): BasicBlock(0)}

    def meet(a: BasicBlock, b: BasicBlock) -> BasicBlock:
        while a != b:
            while rank[a] > rank[b]:
                a = idom[a]
            while rank[b] > rank[a]:
                b = idom[b]
        return a

    changed = True
    while changed:
        changed = False
        for block in order[1:]:
            new: BasicBlock | None = None
            for pred in preds[block]:
                if pred in idom:
                    new = pred if new is None else meet(pred, new)
            assert new is not None
            if idom.get(block) != new:
                idom[block] = new
                changed = True
    del idom[BasicBlock(0)]
    body.memo["dominators"] = idom
    return idom


def dominates(body: m.Body, a: m.Location, b: m.Location) -> bool:
    """Whether every path to `b` passes `a`."""
    if a.block == b.block:
        return a.statement <= b.statement
    idom = immediate_dominators(body)
    at: BasicBlock | None = b.block
    while at is not None:
        at = idom.get(at)
        if at == a.block:
            return True
    return False


def forget_graph(body: m.Body) -> None:
    """To be called once blocks or edges have changed."""
    for name in ("successors", "predecessors", "postorder", "reverse postorder", "dominators"):
        body.memo.pop(name, None)
