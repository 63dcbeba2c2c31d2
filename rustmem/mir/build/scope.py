"""Scopes while a body is built, and the drops that leaving them runs: rustc's `rustc_mir_build::builder::scope`.

A scope holds the drops scheduled in it. Leaving it in order emits them in place; leaving it early (`break`, `return`,
a false `if let`) or by a panic goes through a *drop tree*, in which chains of drops that several exits share are
built once.
"""

from __future__ import annotations

from typing import Any

from rustmem.mir import body as m
from rustmem.source.index import BasicBlock, Local, SourceScope
from rustmem.source.row import NamedTuple
from rustmem.source.span import DUMMY_SP, Span
from rustmem.typeck.thir import Scope

VALUE, STORAGE = 0, 1
ROOT = 0


class DropData(NamedTuple):
    source_info: m.SourceInfo
    local: Local
    kind: int


class ScopeFrame:
    """A scope being built."""

    __slots__ = ("source_scope", "region_scope", "drops", "moved", "cached_unwind")

    def __init__(self, source_scope: SourceScope, region_scope: Scope) -> None:
        self.source_scope = source_scope
        self.region_scope = region_scope
        self.drops: list[DropData] = []
        self.moved: list[Local] = []
        self.cached_unwind: int | None = None


class BreakableScope:
    """Where `break`, `continue` and `return` go, and the drops on the way."""

    __slots__ = ("region_scope", "destination", "break_drops", "continue_drops")

    def __init__(self, region_scope: Scope, destination: m.Place, has_continue: bool) -> None:
        self.region_scope = region_scope
        self.destination = destination
        self.break_drops = DropTree()
        self.continue_drops = DropTree() if has_continue else None


class IfThenScope:
    """Where a condition goes when it is false."""

    __slots__ = ("region_scope", "else_drops")

    def __init__(self, region_scope: Scope) -> None:
        self.region_scope = region_scope
        self.else_drops = DropTree()


class DropTree:
    """Drops as a tree: each node knows what is dropped after it; node 0 is the end."""

    __slots__ = ("nodes", "nexts", "existing", "entries")

    def __init__(self) -> None:
        self.nodes: list[DropData | None] = [None]
        self.nexts: list[int] = [0]
        self.existing: dict[tuple[int, int, int], int] = {}
        self.entries: list[tuple[int, BasicBlock]] = []

    def add_drop(self, data: DropData, next_index: int) -> int:
        key = (next_index, data.local, data.kind)
        found = self.existing.get(key)
        if found is None:
            found = self.existing[key] = len(self.nodes)
            self.nodes.append(data)
            self.nexts.append(next_index)
        return found

    def add_entry(self, block: BasicBlock, index: int) -> None:
        self.entries.append((index, block))

    def build(self, builder: ScopeBuilder, root: BasicBlock | None, unwind: bool) -> list[BasicBlock | None]:
        """Makes the blocks of the tree and links the blocks that enter it."""
        blocks = self.assign_blocks(builder, root, unwind)
        self.link_blocks(builder, blocks)
        return blocks

    def assign_blocks(self, builder: ScopeBuilder, root: BasicBlock | None, unwind: bool) -> list[BasicBlock | None]:
        """A `StorageDead` shares the block of the only drop that leads to it."""
        count = len(self.nodes)
        blocks: list[BasicBlock | None] = [None] * count
        blocks[ROOT] = root
        # -2: not reached; -1: its own block; else the node whose block it shares.
        needs = [-2] * count
        if root is not None:
            needs[ROOT] = -1
        entries = sorted(self.entries)
        for index in range(count - 1, -1, -1):
            if entries and entries[-1][0] == index:
                block = blocks[index]
                if block is None:
                    block = blocks[index] = builder.new_block(unwind)
                needs[index] = -1
                while entries and entries[-1][0] == index:
                    builder.link_entry(entries.pop()[1], block, unwind)
            need = needs[index]
            if need == -2:
                continue
            if need == -1:
                if blocks[index] is None:
                    blocks[index] = builder.new_block(unwind)
            else:
                blocks[index] = blocks[need]
            data = self.nodes[index]
            following = self.nexts[index]
            if data is not None and data.kind == VALUE:
                needs[following] = -1
            elif index != ROOT:
                needs[following] = index if needs[following] == -2 else -1
        return blocks

    def link_blocks(self, builder: ScopeBuilder, blocks: list[BasicBlock | None]) -> None:
        for index in range(len(self.nodes) - 1, 0, -1):
            block = blocks[index]
            if block is None:
                continue
            data = self.nodes[index]
            assert data is not None
            target = blocks[self.nexts[index]]
            assert target is not None
            if data.kind == VALUE:
                place = m.Place(data.local)
                builder.terminate(block, m.Drop(place, target, "terminate", False, data.source_info))
            else:
                builder.blocks[block].statements.append(m.StorageDead(data.local, data.source_info))
                if target != block:
                    builder.terminate(block, m.Goto(target, m.SourceInfo(DUMMY_SP, data.source_info.scope)))


class ScopeBuilder:
    """The part of `Builder` that sees to scopes and drops."""

    tcx: Any
    blocks: list[m.BlockData]
    local_decls: list[m.LocalDecl]
    source_scopes: list[m.ScopeData]
    source_scope: SourceScope
    tree: Any
    arg_count: int
    scopes: list[ScopeFrame]
    breakable_scopes: list[BreakableScope]
    if_then_scope: IfThenScope | None
    unwind_drops: DropTree

    # -- blocks --

    def new_block(self, cleanup: bool = False) -> BasicBlock:
        self.blocks.append(m.BlockData(cleanup))
        return BasicBlock(len(self.blocks) - 1)

    def terminate(self, block: BasicBlock, terminator: m.Terminator) -> None:
        self.blocks[block].terminator = terminator

    def goto(self, block: BasicBlock, source_info: m.SourceInfo, target: BasicBlock) -> None:
        self.blocks[block].terminator = m.Goto(target, source_info)

    def source_info(self, span: Span) -> m.SourceInfo:
        return m.SourceInfo(span, self.source_scope)

    def link_entry(self, block: BasicBlock, target: BasicBlock, unwind: bool) -> None:
        terminator = self.blocks[block].terminator
        assert terminator is not None
        if unwind:
            terminator.unwind = target  # type: ignore[union-attr, misc]
        else:
            self.blocks[block].terminator = m.Goto(target, terminator.source_info)

    # -- entering and leaving --

    def push_scope(self, region_scope: Scope) -> None:
        self.scopes.append(ScopeFrame(self.source_scope, region_scope))

    def pop_scope(self, block: BasicBlock) -> BasicBlock:
        """Leaves the innermost scope in order, running its drops at the end of `block`."""
        scope = self.scopes[-1]
        if scope.drops:
            block = self.scope_drops(scope, block)
        self.scopes.pop()
        return block

    def scope_drops(self, scope: ScopeFrame, block: BasicBlock) -> BasicBlock:
        unwind_to = -1
        for drop in scope.drops:
            if drop.kind == VALUE:
                unwind_to = self.diverge_cleanup()
                break
        unwind = self.unwind_drops
        for drop in reversed(scope.drops):
            if drop.kind == VALUE:
                unwind_to = unwind.nexts[unwind_to]
                # A value handed on, as a call's argument, is not dropped here.
                if drop.local in scope.moved:
                    continue
                unwind.add_entry(block, unwind_to)
                following = self.new_block()
                place = m.Place(drop.local)
                self.terminate(block, m.Drop(place, following, "continue", False, drop.source_info))
                block = following
            else:
                self.blocks[block].statements.append(m.StorageDead(drop.local, drop.source_info))
        return block

    def enter_expr_scope(self, region_scope: Scope, span: Span, lint_node: Any) -> SourceScope:
        """Pushes a scope, with a source scope of its own if its node sets lint levels. Returns the scope to restore."""
        saved = self.source_scope
        if lint_node is not None and self.lint_nodes and lint_node in self.lint_nodes:  # type: ignore[attr-defined]
            if self.source_scopes[saved].lint_root is not lint_node:
                self.source_scope = self.new_source_scope(span, lint_node)
        self.scopes.append(ScopeFrame(self.source_scope, region_scope))
        return saved

    def leave_expr_scope(self, block: BasicBlock, saved: SourceScope) -> BasicBlock:
        scope = self.scopes[-1]
        if scope.drops:
            block = self.scope_drops(scope, block)
        self.scopes.pop()
        self.source_scope = saved
        return block

    def new_source_scope(self, span: Span, lint_root: Any = None) -> SourceScope:
        parent = self.source_scope
        root = lint_root if lint_root is not None else self.source_scopes[parent].lint_root
        self.source_scopes.append(m.ScopeData(span, parent, root, self.source_scopes[parent].safety))
        return SourceScope(len(self.source_scopes) - 1)

    @property
    def local_scope(self) -> Scope:
        return self.scopes[-1].region_scope

    def scope_index(self, region_scope: Scope) -> int:
        scopes = self.scopes
        for index in range(len(scopes) - 1, -1, -1):
            if scopes[index].region_scope is region_scope:
                return index
        raise AssertionError(f"{region_scope} does not enclose")

    # -- scheduling --

    def needs_drop(self, ty: Any) -> bool:
        raise NotImplementedError

    def schedule_drop(self, region_scope: Scope, local: Local, kind: int) -> None:
        if kind == VALUE and not self.needs_drop(self.local_decls[local].ty):
            return
        for scope in reversed(self.scopes):
            if kind == VALUE:
                scope.cached_unwind = None
            if scope.region_scope is region_scope:
                end = end_point(self.tree.span(region_scope))
                scope.drops.append(DropData(m.SourceInfo(end, scope.source_scope), local, kind))
                return
        raise AssertionError(f"{region_scope} not in scope to drop {local}")

    def schedule_drop_storage_and_value(self, region_scope: Scope, local: Local) -> None:
        self.schedule_drop(region_scope, local, STORAGE)
        self.schedule_drop(region_scope, local, VALUE)

    def record_operands_moved(self, operands: tuple[m.Operand, ...]) -> None:
        """Moved operands of a call are not dropped on leaving the scope in order (they are on unwinding)."""
        scope = self.scopes[-1]
        if not scope.drops:
            return
        for operand in operands:
            if type(operand) is m.Move and not operand.place.projection:
                local = operand.place.local
                for drop in scope.drops:
                    if drop.local == local and drop.kind == VALUE:
                        scope.moved.append(local)
                        break

    def clear_match_arm_scope(self, region_scope: Scope) -> None:
        """Unschedules what a match arm's sub-branch scheduled: one exit, but an entrance for each sub-branch."""
        for scope in reversed(self.scopes):
            scope.drops.clear()
            scope.cached_unwind = None
            if scope.region_scope is region_scope:
                return

    # -- unwinding --

    def diverge_cleanup(self) -> int:
        return self.diverge_cleanup_target(len(self.scopes) - 1)

    def diverge_cleanup_target(self, target: int) -> int:
        """The node of the unwind tree for a panic in the scope with index `target`."""
        scopes = self.scopes
        uncached, cached = 0, ROOT
        for index in range(target, -1, -1):
            found = scopes[index].cached_unwind
            if found is not None:
                uncached, cached = index + 1, found
                break
        for index in range(uncached, target + 1):
            scope = scopes[index]
            for drop in scope.drops:
                if drop.kind == VALUE:
                    cached = self.unwind_drops.add_drop(drop, cached)
            scope.cached_unwind = cached
        return cached

    def diverge_from(self, block: BasicBlock) -> None:
        """The terminator of `block` may panic: link it to the drops of the scopes around it."""
        self.unwind_drops.add_entry(block, self.diverge_cleanup())

    # -- leaving early --

    def begin_breakable(self, loop_block: BasicBlock | None, destination: m.Place) -> BreakableScope:
        scope = BreakableScope(self.local_scope, destination, loop_block is not None)
        self.breakable_scopes.append(scope)
        return scope

    def end_breakable(
        self, scope: BreakableScope, loop_block: BasicBlock | None, normal: BasicBlock | None, span: Span
    ) -> BasicBlock:
        self.breakable_scopes.pop()
        exit_block = self.build_exit_tree(scope.break_drops, scope.region_scope, None)
        if scope.continue_drops is not None:
            self.build_exit_tree(scope.continue_drops, scope.region_scope, loop_block)
        if exit_block is None:
            return self.new_block() if normal is None else normal
        if normal is None:
            return exit_block
        target = self.new_block()
        source_info = self.source_info(span)
        self.goto(normal, source_info, target)
        self.goto(exit_block, source_info, target)
        return target

    def exit_drops(self, region_scope: Scope, drops: DropTree, block: BasicBlock, source_info: m.SourceInfo) -> None:
        """Leaves `block` for the scope `region_scope` through `drops`."""
        index = self.scope_index(region_scope)
        at = ROOT
        for scope in self.scopes[index + 1 :]:
            for drop in scope.drops:
                at = drops.add_drop(drop, at)
        drops.add_entry(block, at)
        self.terminate(block, m.UnwindResume(source_info))

    def break_for_else(self, block: BasicBlock, source_info: m.SourceInfo) -> None:
        scope = self.if_then_scope
        assert scope is not None
        self.exit_drops(scope.region_scope, scope.else_drops, block, source_info)

    def begin_if_then(self, region_scope: Scope) -> IfThenScope | None:
        previous = self.if_then_scope
        self.if_then_scope = IfThenScope(region_scope)
        return previous

    def end_if_then(self, previous: IfThenScope | None) -> BasicBlock:
        """The `else` block."""
        scope = self.if_then_scope
        assert scope is not None
        self.if_then_scope = previous
        block = self.build_exit_tree(scope.else_drops, scope.region_scope, None)
        return self.new_block() if block is None else block

    def build_exit_tree(self, drops: DropTree, else_scope: Scope, continue_block: BasicBlock | None) -> BasicBlock | None:
        blocks = drops.build(self, continue_block, False)
        unwind = self.unwind_drops
        if any(data is not None and data.kind == VALUE for data in drops.nodes):
            targets = [self.diverge_cleanup_target(self.scope_index(else_scope))]
            for index in range(1, len(drops.nodes)):
                data = drops.nodes[index]
                assert data is not None
                following = targets[drops.nexts[index]]
                if data.kind == VALUE:
                    block = blocks[index]
                    assert block is not None
                    unwind.add_entry(block, following)
                    following = unwind.add_drop(data, following)
                targets.append(following)
        return blocks[ROOT]

    def build_unwind_tree(self, span: Span) -> None:
        blocks = self.unwind_drops.build(self, None, True)
        resume = blocks[ROOT]
        if resume is not None:
            self.terminate(resume, m.UnwindResume(m.SourceInfo(span, SourceScope(0))))


def end_point(span: Span) -> Span:
    """The last character of `span` (a brace or semicolon, so one byte)."""
    return Span(max(span.hi - 1, span.lo), span.hi, span.ctxt)
