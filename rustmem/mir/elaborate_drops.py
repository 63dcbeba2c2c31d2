"""Drops made exact: rustc's `elaborate_drops` and `elaborate_drop`, after what only the borrow checker reads is gone.

A drop of something surely uninitialised goes; one of something that may be either asks a *drop flag*, a boolean set
where the value comes and cleared where it is moved; one of something partly moved becomes drops of its parts.
"""

from __future__ import annotations

from typing import Any

from rustmem.mir import body as m
from rustmem.mir.dataflow import Flow
from rustmem.mir.initialized import maybe_initialized, maybe_uninitialized, path_effects
from rustmem.mir.move_paths import Key, MoveData
from rustmem.mir.place_ty import place_ty
from rustmem.mir.simplify import simplify_cfg
from rustmem.mir.traversal import forget_graph, predecessors
from rustmem.mir.type_facts import field_ty, needs_drop
from rustmem.source.index import BasicBlock, Local, MovePathIndex, SourceScope, bits
from rustmem.source.node import replace
from rustmem.traits.queries import normalize_erasing_regions
from rustmem.ty import intern
from rustmem.ty import kind as k

Target = BasicBlock | None
"""Where a panic goes; None while cleaning up: a second panic aborts."""


def elaborated(tcx: Any, source: m.Body) -> m.Body:
    """A copy of the promoted `source` for the interpreter: fakes removed, drops elaborated."""
    body = copied(source)
    remove_fakes(body)
    simplify_cfg(body)
    Elaborator(tcx, body).run()
    forget_graph(body)
    simplify_cfg(body)
    body.phase = "elaborated"
    return body


def copied(source: m.Body) -> m.Body:
    """A copy of the graph; statements and places are shared, terminators are not."""
    body = m.Body(source.def_id, source.span)
    for name in m.Body.__slots__:
        setattr(body, name, getattr(source, name))
    body.memo = {}
    body.locals = list(source.locals)
    body.blocks = []
    for data in source.blocks:
        made = m.BlockData(data.is_cleanup)
        made.statements = list(data.statements)
        made.terminator = replace(data.terminator) if data.terminator is not None else None
        body.blocks.append(made)
    return body


def remove_fakes(body: m.Body) -> None:
    """rustc's `CleanupPostBorrowck`."""
    for data in body.blocks:
        data.statements = [s for s in data.statements if not _is_fake(s)]
        terminator = data.terminator
        if type(terminator) is m.FalseEdge or type(terminator) is m.FalseUnwind:
            data.terminator = m.Goto(terminator.real, terminator.source_info)
    forget_graph(body)


_FAKES = {m.FakeRead, m.AscribeUserType, m.PlaceMention, m.BackwardIncompatibleDropHint, m.Nop}


def _is_fake(statement: m.Statement) -> bool:
    cls = type(statement)
    if cls in _FAKES:
        return True
    if cls is m.Assign:
        rvalue = statement.rvalue  # type: ignore[union-attr]
        return type(rvalue) is m.Ref and rvalue.kind in ("fake shallow", "fake deep")
    return False


class Elaborator:
    """Elaborates the drops of one body."""

    def __init__(self, tcx: Any, body: m.Body) -> None:
        self.tcx = tcx
        self.body = body
        self.param_env = tcx.param_env(tcx.typeck_root(body.def_id))
        self.memo: dict[k.Ty, bool] = {}
        self.flags: dict[MovePathIndex, Local] = {}
        self.inserted: dict[m.Location, list[m.Statement]] = {}
        self.resume: BasicBlock | None = None

    def needs_drop(self, ty: k.Ty) -> bool:
        found = self.memo.get(ty)
        if found is None:
            found = self.memo[ty] = needs_drop(self.tcx, self.param_env, ty)
        return found

    def run(self) -> None:
        if not any(type(data.terminator) is m.Drop for data in self.body.blocks):
            return
        self.moves = MoveData(self.tcx, self.body, self.needs_drop)
        self.inits: Flow = maybe_initialized(self.moves, exclude_otherwise=True)
        self.uninits: Flow = maybe_uninitialized(self.moves, mark_inactive=True)
        blocks = [BasicBlock(i) for i, data in enumerate(self.body.blocks) if type(data.terminator) is m.Drop]
        self.dropping = blocks
        self.block_count = len(self.body.blocks)
        self.collect_flags(blocks)
        for block in blocks:
            self.elaborate(block)
        if self.flags:
            self.set_flags()
        self.apply()

    # -- states --

    def state_before(self, block: BasicBlock) -> tuple[int, int]:
        location = m.Location(block, len(self.body.blocks[block].statements))
        if self.inits.entry[block] is None:
            return 0, 0
        return self.inits.before(location), self.uninits.before(location)

    def collect_flags(self, blocks: list[BasicBlock]) -> None:
        for block in blocks:
            drop = self.body.blocks[block].terminator
            assert type(drop) is m.Drop
            path = self.moves.find_exact(drop.place)
            if path is None:
                continue
            init, uninit = self.state_before(block)
            for child in bits(self.moves.bits_of(path) & init & uninit):
                if child not in self.flags:
                    self.flags[MovePathIndex(child)] = self.new_local(intern.BOOL, drop.source_info)

    def new_local(self, ty: k.Ty, source_info: m.SourceInfo) -> Local:
        self.body.locals.append(m.LocalDecl(ty, m.SourceInfo(source_info.span, SourceScope(0))))
        return Local(len(self.body.locals) - 1)

    def new_block(self, terminator: m.Terminator, cleanup: bool) -> BasicBlock:
        data = m.BlockData(cleanup)
        data.terminator = terminator
        self.body.blocks.append(data)
        return BasicBlock(len(self.body.blocks) - 1)

    def resume_block(self) -> BasicBlock:
        if self.resume is None:
            for index, data in enumerate(self.body.blocks):
                if type(data.terminator) is m.UnwindResume and data.is_cleanup and not data.statements:
                    self.resume = BasicBlock(index)
                    break
            else:
                info = m.SourceInfo(self.body.span, SourceScope(0))
                self.resume = self.new_block(m.UnwindResume(info), True)
        return self.resume

    # -- drops --

    def elaborate(self, block: BasicBlock) -> None:
        data = self.body.blocks[block]
        drop = data.terminator
        assert type(drop) is m.Drop
        path, exact = self.moves.find(drop.place)
        if path is None and not self.needs_drop(place_ty(self.body.locals, self.tcx, drop.place)):
            data.terminator = m.Goto(drop.target, drop.source_info)
            return
        if path is None or not exact:
            drop.replace = False  # type: ignore[misc]
            return
        unwind: Target = None
        if not data.is_cleanup:
            unwind = drop.unwind if type(drop.unwind) is int else self.resume_block()
        init, uninit = self.state_before(block)
        context = DropContext(self, drop.source_info, init, uninit)
        context.elaborate_drop(block, drop.place, path, drop.target, unwind)

    # -- flags --

    def set_flag(self, location: m.Location, path: MovePathIndex, value: bool) -> None:
        flag = self.flags.get(path)
        if flag is not None:
            data = self.body.blocks[location.block]
            at = data.statements[location.statement] if location.statement < len(data.statements) else data.terminator
            info = at.source_info if at is not None else m.SourceInfo(self.body.span, SourceScope(0))
            self.inserted.setdefault(location, []).append(flag_statement(flag, value, info))

    def set_flags(self) -> None:
        """Flags start false (arguments true), and follow every move and initialisation."""
        start = m.Location(BasicBlock(0), 0)
        for flagged in self.flags:
            self.set_flag(start, flagged, False)
        for arg in range(1, self.body.arg_count + 1):
            path = self.moves.locals[arg]
            if path is not None:
                for child in bits(self.moves.bits_of(path)):
                    self.set_flag(start, MovePathIndex(child), True)
        terminators = {
            m.Location(BasicBlock(index), len(data.statements)): data.terminator
            for index, data in enumerate(self.body.blocks[: self.block_count])
        }
        drops = {m.Location(block, len(self.body.blocks[block].statements)) for block in self.dropping}
        for location, (gen, kill) in sorted(path_effects_before(self.moves, drops).items()):
            for child in bits(kill):
                self.set_flag(location, MovePathIndex(child), False)
            for child in bits(gen):
                self.set_flag(location, MovePathIndex(child), True)
        for location, terminator in terminators.items():
            if type(terminator) is m.Call and terminator.target is not None:
                self.set_flags_on_return(location, terminator)

    def set_flags_on_return(self, location: m.Location, call: m.Call) -> None:
        path = self.moves.find_exact(call.destination)
        if path is None:
            return
        present = [MovePathIndex(child) for child in bits(self.moves.bits_of(path)) if child in self.flags]
        if not present:
            return
        target = call.target
        assert target is not None
        if type(call.unwind) is int and len(predecessors(self.body)[target]) > 1:
            guard = self.new_block(m.Goto(target, call.source_info), self.body.blocks[location.block].is_cleanup)
            call.target = target = guard
        at = m.Location(target, 0) if type(call.unwind) is int else location
        for child in present:
            self.set_flag(at, child, True)

    def apply(self) -> None:
        for location in sorted(self.inserted, reverse=True):
            statements = self.body.blocks[location.block].statements
            statements[location.statement : location.statement] = self.inserted[location]


def flag_statement(flag: Local, value: bool, info: m.SourceInfo) -> m.Statement:
    constant = m.Constant(info.span, m.ValueConst(value, intern.BOOL))
    return m.Assign(m.Place(flag), m.Use(constant), info)


def path_effects_before(moves: MoveData, drops: set[m.Location]) -> dict[m.Location, tuple[int, int]]:
    return {location: effect for location, effect in path_effects(moves).items() if location not in drops}


class DropContext:
    """Elaborates one drop terminator (rustc's `DropCtxt`)."""

    def __init__(self, elaborator: Elaborator, source_info: m.SourceInfo, init: int, uninit: int) -> None:
        self.elaborator = elaborator
        self.tcx = elaborator.tcx
        self.source_info = source_info
        self.init = init
        self.uninit = uninit

    # -- blocks --

    def block(self, terminator: m.Terminator, unwind: Target) -> BasicBlock:
        return self.elaborator.new_block(terminator, unwind is None)

    def drop_block(self, place: m.Place, succ: BasicBlock, unwind: Target) -> BasicBlock:
        return self.block(self.drop(place, succ, unwind), unwind)

    def drop(self, place: m.Place, succ: BasicBlock, unwind: Target) -> m.Drop:
        return m.Drop(place, succ, "terminate" if unwind is None else unwind, False, self.source_info)

    def goto_block(self, succ: BasicBlock, unwind: Target) -> BasicBlock:
        return self.block(m.Goto(succ, self.source_info), unwind)

    # -- styles --

    def deep_style(self, path: MovePathIndex) -> str:
        below = self.elaborator.moves.bits_of(path)
        if not below & self.init:
            return "dead"
        if not below & self.uninit:
            return "static"
        return "open" if below != 1 << path else "conditional"

    def shallow_style(self, path: MovePathIndex) -> str:
        if not self.init >> path & 1:
            return "dead"
        return "conditional" if self.uninit >> path & 1 else "static"

    def flag_test(self, path: MovePathIndex, on_set: BasicBlock, on_unset: BasicBlock, unwind: Target) -> BasicBlock:
        style = self.shallow_style(path)
        if style == "dead":
            return on_unset
        if style == "static":
            return on_set
        flag = m.Copy(m.Place(self.elaborator.flags[path]))
        return self.block(m.SwitchInt(flag, (0,), (on_unset, on_set), self.source_info), unwind)

    def flag_reset(self, path: MovePathIndex, succ: BasicBlock, unwind: Target) -> BasicBlock:
        """Clears the flag; on the cleanup path nobody reads it again."""
        if unwind is None:
            return succ
        block = self.goto_block(succ, unwind)
        self.elaborator.set_flag(m.Location(block, 0), path, False)
        return block

    # -- drops --

    def elaborate_drop(self, block: BasicBlock, place: m.Place, path: MovePathIndex, succ: BasicBlock, unwind: Target) -> None:
        data = self.elaborator.body.blocks[block]
        style = self.deep_style(path)
        if style == "dead":
            data.terminator = m.Goto(succ, self.source_info)
        elif style == "static":
            data.terminator = self.drop(place, succ, unwind)
        elif style == "conditional":
            data.terminator = m.Goto(self.complete_drop(place, path, succ, unwind), self.source_info)
        else:
            data.terminator = m.Goto(self.open_drop(place, path, succ, unwind), self.source_info)

    def complete_drop(self, place: m.Place, path: MovePathIndex, succ: BasicBlock, unwind: Target) -> BasicBlock:
        return self.flag_test(path, self.drop_block(place, succ, unwind), succ, unwind)

    def drop_subpath(
        self, place: m.Place, sub: MovePathIndex | None, path: MovePathIndex, succ: BasicBlock, unwind: Target
    ) -> BasicBlock:
        """Drops a part: by its own path, or if it has none under the flag of the whole."""
        if sub is None:
            return self.complete_drop(place, path, succ, unwind)
        block = self.drop_block(place, succ, unwind)
        self.elaborate_drop(block, place, sub, succ, unwind)
        return block

    def open_drop(self, place: m.Place, path: MovePathIndex, succ: BasicBlock, unwind: Target) -> BasicBlock:
        """Drops the parts one by one."""
        ty = place_ty(self.elaborator.body.locals, self.tcx, place)
        if type(ty) is k.AliasTy:
            ty = normalize_erasing_regions(self.tcx, self.elaborator.param_env, ty)
        if type(ty) is k.TupleTy:
            return self.open_tuple(place, path, ty.elems, succ, unwind)
        if type(ty) is k.ClosureTy:
            return self.open_tuple(place, path, ty.args[-1].elems, succ, unwind)  # type: ignore[union-attr]
        if type(ty) is k.AdtTy:
            return self.open_adt(place, path, ty, succ, unwind)
        if type(ty) is k.ArrayTy and type(ty.length) is k.ValueConst:
            return self.open_array(place, path, ty.length.value, succ, unwind)
        return self.complete_drop(place, path, succ, unwind)

    def sub(self, path: MovePathIndex, key: Key) -> MovePathIndex | None:
        return self.elaborator.moves.projections.get((path, key))

    def open_tuple(self, place: m.Place, path: MovePathIndex, tys: Any, succ: BasicBlock, unwind: Target) -> BasicBlock:
        fields = [(place.field(i, ty), self.sub(path, ("field", i))) for i, ty in enumerate(tys)]
        return self.ladder(fields, path, self.flag_reset(path, succ, unwind), unwind)[0]

    def open_array(self, place: m.Place, path: MovePathIndex, length: int, succ: BasicBlock, unwind: Target) -> BasicBlock:
        """Runs of elements with no path of their own go from first to last; the runs, and the others, from the last."""
        runs: list[list[tuple[m.Place, MovePathIndex | None]]] = []
        for i in range(length):
            sub = self.sub(path, ("element", i)) or self.sub(path, ("element from end", length - i))
            element = (place.project(m.ConstantIndex(i, length, False)), sub)
            if runs and sub is None and runs[-1][-1][1] is None:
                runs[-1].append(element)
            else:
                runs.append([element])
        fields = [element for run in reversed(runs) for element in run]
        return self.ladder(fields, path, self.flag_reset(path, succ, unwind), unwind)[0]

    def ladder(
        self, fields: list[tuple[m.Place, MovePathIndex | None]], path: MovePathIndex, succ: BasicBlock, unwind: Target
    ) -> tuple[BasicBlock, Target]:
        """Drops in order; a panic in one goes on with the next on the cleanup side."""
        locals_, tcx = self.elaborator.body.locals, self.tcx
        fields = [(p, s) for p, s in fields if self.elaborator.needs_drop(place_ty(locals_, tcx, p))]
        cleanup: list[Target] = [None] * (len(fields) + 1)
        if unwind is not None:
            cleanup = list(self.half_ladder(fields, path, unwind, cleanup))
        normal = self.half_ladder(fields, path, succ, cleanup)
        return normal[-1], cleanup[-1]

    def half_ladder(
        self,
        fields: list[tuple[m.Place, MovePathIndex | None]],
        path: MovePathIndex,
        succ: BasicBlock,
        cleanup: list[Target],
    ) -> list[BasicBlock]:
        made = [succ]
        for (place, sub), unwind in zip(reversed(fields), cleanup):
            succ = self.drop_subpath(place, sub, path, succ, unwind)
            made.append(succ)
        return made

    # -- ADTs --

    def open_adt(self, place: m.Place, path: MovePathIndex, ty: k.AdtTy, succ: BasicBlock, unwind: Target) -> BasicBlock:
        adt = self.tcx.adt_def(ty.def_id)
        if not adt.variants:
            return self.block(m.Unreachable(self.source_info), unwind)
        if "box" in adt.flags:
            return self.open_box(place, path, ty, succ, unwind)
        contents: tuple[BasicBlock, Target] = (succ, unwind)
        if adt.kind != "union" and "manually_drop" not in adt.flags:
            bottom = self.flag_reset(path, succ, unwind)
            if adt.kind == "enum":
                contents = self.open_enum(place, path, ty, adt, bottom, unwind)
            else:
                contents = self.ladder(self.fields(place, path, adt.variants[0], ty), path, bottom, unwind)
        if self.tcx.adt_destructor(ty.def_id) is not None:
            return self.destructor_call(place, path, contents[0], contents[1])
        return contents[0]

    def fields(
        self, place: m.Place, path: MovePathIndex, variant: Any, ty: k.AdtTy
    ) -> list[tuple[m.Place, MovePathIndex | None]]:
        made = []
        for index, field in enumerate(variant.fields):
            field_type = field_ty(self.tcx, self.elaborator.param_env, field.def_id, ty.args)
            made.append((place.field(index, field_type), self.sub(path, ("field", index))))
        return made

    def open_enum(
        self, place: m.Place, path: MovePathIndex, ty: k.AdtTy, adt: Any, succ: BasicBlock, unwind: Target
    ) -> tuple[BasicBlock, Target]:
        """Switches on the variant: those with paths of their own are opened, the rest is dropped whole."""
        from rustmem.mir.build.as_rvalue import discriminant_ty
        from rustmem.mir.build.match_tests import switch_bits

        values: list[int] = []
        normal: list[BasicBlock] = []
        cleanup: list[BasicBlock] = []
        others = False
        for variant in adt.variants:
            sub = self.sub(path, ("variant", variant.index))
            if sub is None:
                others = True
                continue
            base = place.project(m.Downcast(variant.name, variant.index))
            fields = self.fields(base, sub, variant, ty)
            values.append(switch_bits(variant.discr, discriminant_ty(adt)))
            if unwind is not None:
                cleanup.append(self.ladder(fields, sub, unwind, None)[0])
            normal.append(self.ladder(fields, sub, succ, unwind)[0])
        if not others:
            values.pop()
        else:
            normal.append(self.drop_block(place, succ, unwind))
            if unwind is not None:
                cleanup.append(self.drop_block(place, unwind, None))
        first = self.enum_switch(place, path, adt, values, normal, succ, unwind)
        second = None if unwind is None else self.enum_switch(place, path, adt, values, cleanup, unwind, None)
        return first, second

    def enum_switch(
        self,
        place: m.Place,
        path: MovePathIndex,
        adt: Any,
        values: list[int],
        blocks: list[BasicBlock],
        succ: BasicBlock,
        unwind: Target,
    ) -> BasicBlock:
        from rustmem.mir.build.as_rvalue import discriminant_ty

        discr = m.Place(self.elaborator.new_local(discriminant_ty(adt), self.source_info))
        switch = m.SwitchInt(m.Move(discr), tuple(values), tuple(blocks), self.source_info)
        block = self.block(switch, unwind)
        assign = m.Assign(discr, m.Discriminant(place), self.source_info)
        self.elaborator.body.blocks[block].statements.append(assign)
        return self.flag_test(path, block, succ, unwind)

    def open_box(self, place: m.Place, path: MovePathIndex, ty: k.AdtTy, succ: BasicBlock, unwind: Target) -> BasicBlock:
        """Drops what the box holds, if it is there, then frees the allocation."""
        free = self.destructor_call(place, path, self.flag_reset(path, succ, unwind), unwind)
        free_unwinding = None if unwind is None else self.destructor_call(place, path, unwind, None)
        inside = self.sub(path, ("deref", 0))
        return self.drop_subpath(place.deref(), inside, path, free, free_unwinding)

    def destructor_call(self, place: m.Place, path: MovePathIndex, succ: BasicBlock, unwind: Target) -> BasicBlock:
        """`<T as Drop>::drop(&mut place)`."""
        tcx, info = self.tcx, self.source_info
        trait = tcx.lang_item("drop")
        method = next(item.def_id for item in tcx.associated_items(trait) if item.kind == "fn")
        ty = place_ty(self.elaborator.body.locals, tcx, place)
        ref = m.Place(self.elaborator.new_local(tcx.ref(intern.RE_ERASED, ty, "mut"), info))
        unit = m.Place(self.elaborator.new_local(intern.UNIT, info))
        func = m.Constant(info.span, m.ValueConst(None, tcx.fn_def(method, (ty,))))
        on_panic: m.Unwind = "terminate" if unwind is None else unwind
        call = m.Call(func, (m.Move(ref),), (info.span,), unit, succ, on_panic, "misc", info.span, info)
        block = self.block(call, unwind)
        statements = self.elaborator.body.blocks[block].statements
        statements.append(m.Assign(ref, m.Ref(intern.RE_ERASED, "mut", place), info))
        self.elaborator.set_flag(m.Location(block, 0), path, False)
        return self.flag_test(path, block, succ, unwind)
