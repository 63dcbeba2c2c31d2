"""Blocks to nested Python text: what is written where a jump stands, what after, what in a loop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rustmem.interp.flow import Flow
from rustmem.mir import body as mir

if TYPE_CHECKING:
    from rustmem.interp.compile import Compiler


class Blocks:
    """The part of the compiler that orders blocks."""

    flow: Flow | None
    loops: list[tuple[int, set[int]]]

    # -- blocks in nested form --

    def write_structured(self: Compiler, flow: Flow) -> None:
        self.flow = flow
        self.write_tree(0)

    def write_tree(self: Compiler, block: int) -> set[int]:
        """Writes a block and what it dominates; gives the targets that control may go to at the end of the text."""
        flow = self.flow
        assert flow is not None
        if block not in flow.loops:
            return self.write_sequence(self.write_blocks(block), flow.sequenced.get(block, ()))
        self.line("for _ in FUEL:")
        self.indent += 1
        exits: set[int] = set()
        self.loops.append((block, exits))
        self.write_sequence(self.write_blocks(block), flow.sequenced.get(block, ()))
        self.loops.pop()
        self.indent -= 1
        self.line("else: out_of_fuel()")
        return self.write_sequence(self.leave_loop(exits), flow.after.get(block, ()))

    def leave_loop(self: Compiler, exits: set[int]) -> set[int]:
        """After a loop: goes on to the targets that stand outside the enclosing loop too."""
        if not self.loops:
            return exits
        assert self.flow is not None
        header, outer_exits = self.loops[-1]
        inside = self.flow.loops[header]
        rest = set(exits)
        for target in sorted(exits):
            if target == header or target not in inside:
                rest.discard(target)
                jump = "continue" if target == header else "break"
                if target != header:
                    outer_exits.add(target)
                if len(exits) > 1:
                    self.tested |= exits
                    self.line(f"if bb == {target}: {jump}")
                else:
                    self.line(jump)
                    if target != header:
                        self.tested.add(-1)
        return rest

    def write_sequence(self: Compiler, waiting: set[int], blocks: Any) -> set[int]:
        for block in blocks:
            if block not in waiting:
                continue
            if waiting == {block}:
                waiting = self.write_tree(block)
            else:
                self.tested |= waiting
                self.line(f"if bb == {block}:")
                self.indent += 1
                after = self.write_tree(block)
                self.indent -= 1
                waiting = (waiting - {block}) | after
        return waiting

    def write_blocks(self: Compiler, block: int) -> set[int]:
        """Writes a block and, as long as they follow alone, its successors."""
        flow = self.flow
        assert flow is not None
        while True:
            data = self.body.blocks[block]
            for i, st in enumerate(data.statements):
                self.statement(st, data, i)
            following = self.straight_on(block)
            if self.observed:
                self.trace_terminator(data.terminator)
            if following is None:
                return self.branch(block, data.terminator)
            self.leave_block(data.terminator)
            if following in flow.placed or flow.is_back(block, following) or self.leaves(following):
                self.flush()
                return self.jump(block, following)
            if following in flow.loops or flow.sequenced.get(following):
                self.flush()
                return self.write_tree(following)
            block = following

    def straight_on(self: Compiler, block: int) -> int | None:
        t = self.body.blocks[block].terminator
        if type(t) is mir.SwitchInt:
            return None
        successors = self.normal_successors(block)
        return successors[0] if successors else None

    def leaves(self: Compiler, target: int) -> bool:
        assert self.flow is not None
        return bool(self.loops) and target not in self.flow.loops[self.loops[-1][0]] and bool(self.flow.succ[target])

    def jump(self: Compiler, source: int, target: int) -> set[int]:
        """Goes to `target`: by falling out of the text, by `continue` or `break`, or by writing it here."""
        flow = self.flow
        assert flow is not None
        if self.loops:
            header, exits = self.loops[-1]
            if target == header and flow.is_back(source, target):
                self.line("continue")
                return set()
            inside = flow.loops[header]
            back_out = flow.is_back(source, target)
            if back_out or (target not in inside and (target in flow.placed or flow.succ[target])):
                self.set_block(target)
                self.line("break")
                exits.add(target)
                return set()
        if target in flow.placed:
            self.set_block(target)
            return {target}
        return self.write_tree(target)

    def set_block(self: Compiler, target: int) -> None:
        self.sets[len(self.lines)] = target
        self.line(f"bb = {target}")

    def branch_to(self: Compiler, source: int, target: int) -> set[int]:
        """The body of an arm of a branch."""
        self.indent += 1
        before = len(self.lines)
        if self.flow is None:
            self.line(f"bb = {target}")
            waiting: set[int] = set()
        else:
            waiting = self.jump(source, target)
        if len(self.lines) == before:
            self.line("pass")
        self.indent -= 1
        return waiting

    # -- blocks in flat form, for what has no nested one and for cleanup --

    def write_flat(self: Compiler, blocks: list[int], entry: str) -> None:
        self.flow = None
        self.line(f"bb = {entry}")
        self.line("for _ in FUEL:")
        self.indent += 1
        word = "if"
        for block in blocks:
            self.line(f"{word} bb == {block}:")
            word = "elif"
            self.indent += 1
            data = self.body.blocks[block]
            for i, st in enumerate(data.statements):
                self.statement(st, data, i)
            following = self.straight_on(block)
            if following is None:
                self.branch(block, data.terminator)
            else:
                self.leave_block(data.terminator)
                self.flush()
                self.line(f"bb = {following}")
            self.indent -= 1
        self.indent -= 1
        self.line("else: out_of_fuel()")
