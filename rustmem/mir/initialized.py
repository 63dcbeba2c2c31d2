"""What may be, may not be, and has ever been initialised: rustc's `rustc_mir_dataflow::impls::initialized`."""

from __future__ import annotations

from rustmem.mir import body as m
from rustmem.mir.dataflow import NONE, Effect, Flow
from rustmem.mir.move_paths import MoveData, key_of
from rustmem.mir.place_ty import place_ty
from rustmem.mir.traversal import successor_lists
from rustmem.source.index import BasicBlock
from rustmem.ty import kind as k


def path_effects(data: MoveData) -> dict[m.Location, Effect]:
    """At each location the paths that become present (gen) and absent (kill), moves before initialisations.

    A drop leaves its place uninitialised; what a call assigns is present only where it returns.
    """
    gone: dict[m.Location, int] = {}
    come: dict[m.Location, int] = {}
    for move in data.moves:
        gone[move.source] = gone.get(move.source, 0) | data.bits_of(move.path)
    for block, contents in enumerate(data.body.blocks):
        terminator = contents.terminator
        if type(terminator) is m.Drop:
            path = data.find_exact(terminator.place)
            if path is not None:
                location = m.Location(block, len(contents.statements))  # type: ignore[arg-type]
                gone[location] = gone.get(location, 0) | data.bits_of(path)
    for init in data.inits:
        if init.kind == "deep" and isinstance(init.location, tuple):
            come[init.location] = come.get(init.location, 0) | data.bits_of(init.path)
    made = {}
    for location in {**gone, **come}:
        gen = come.get(location, 0)
        made[location] = (gen, gone.get(location, 0) & ~gen)
    return made


def call_return_bits(data: MoveData, call: m.Call) -> int:
    path = data.find_exact(call.destination)
    return 0 if path is None else data.bits_of(path)


def _spread(data: MoveData, at: dict[m.Location, Effect], flip: bool) -> list[list[Effect]]:
    effects: list[list[Effect]] = []
    for block, contents in enumerate(data.body.blocks):
        row = [NONE] * (len(contents.statements) + 1)
        effects.append(row)
    for (block, statement), (gen, kill) in at.items():
        effects[block][statement] = (kill, gen) if flip else (gen, kill)
    return effects


def _edges(data: MoveData, precise: bool, exclude_otherwise: bool, flip: bool) -> dict[BasicBlock, list[Effect]]:
    edges: dict[BasicBlock, list[Effect]] = {}
    nexts = successor_lists(data.body)
    for index, contents in enumerate(data.body.blocks):
        block = BasicBlock(index)
        terminator = contents.terminator
        if type(terminator) is m.Call and terminator.target is not None:
            bits = call_return_bits(data, terminator)
            if bits:
                effect = (0, bits) if flip else (bits, 0)
                edges[block] = [effect] + [NONE] * (len(nexts[block]) - 1)
        elif precise and type(terminator) is m.SwitchInt:
            found = _switch_edges(data, contents, terminator, exclude_otherwise, flip)
            if found is not None:
                edges[block] = found
    return edges


def _switch_edges(
    data: MoveData, contents: m.BlockData, switch: m.SwitchInt, exclude_otherwise: bool, flip: bool
) -> list[Effect] | None:
    """A switch on an enum's discriminant proves the fields of the other variants absent."""
    place = _discriminated(contents, switch)
    if place is None:
        return None
    ty = place_ty(data.body.locals, data.tcx, place)
    path = data.find_exact(place)
    if type(ty) is not k.AdtTy or path is None or data.paths[path].first_child is None:
        return None
    adt = data.tcx.adt_def(ty.def_id)
    variants: dict[int, int] = {}
    for child in data.children(path):
        key = key_of(data.paths[child].place.projection[-1])
        if key is not None and key[0] == "variant":
            variants[key[1]] = data.bits_of(child)
    from_bits = {variant.discr & ((1 << 128) - 1): variant.index for variant in adt.variants}
    every = 0
    for bits in variants.values():
        every |= bits
    made: list[Effect] = []
    active = 0
    for value in switch.values:
        index = from_bits.get(value)
        if index is None:
            index = next((v.index for v in adt.variants if v.discr & 0xFFFF_FFFF_FFFF_FFFF == value), None)
        keep = variants.get(index, 0) if index is not None else 0
        active |= keep
        made.append(_absent(every & ~keep, flip))
    made.append(_absent(active if exclude_otherwise else 0, flip))
    return made


def _absent(bits: int, flip: bool) -> Effect:
    return (bits, 0) if flip else (0, bits)


def _discriminated(contents: m.BlockData, switch: m.SwitchInt) -> m.Place | None:
    if type(switch.discr) is m.Constant:
        return None
    for statement in reversed(contents.statements):
        if type(statement) is m.Assign and type(statement.rvalue) is m.Discriminant:
            return statement.rvalue.place if statement.place == switch.discr.place else None  # type: ignore[union-attr]
        return None
    return None


def argument_bits(data: MoveData) -> int:
    bits = 0
    for arg in range(1, data.body.arg_count + 1):
        path = data.locals[arg]
        if path is not None:
            bits |= data.bits_of(path)
    return bits


def maybe_initialized(data: MoveData, exclude_otherwise: bool = False) -> Flow:
    """The paths that may be initialised."""
    effects = _spread(data, path_effects(data), False)
    return Flow(data.body, effects, _edges(data, True, exclude_otherwise, False), argument_bits(data))


def maybe_uninitialized(data: MoveData, mark_inactive: bool = False) -> Flow:
    """The paths that may be uninitialised. `mark_inactive`: fields of other variants than the one matched count."""
    effects = _spread(data, path_effects(data), True)
    everything = (1 << len(data.paths)) - 1
    start = everything & ~argument_bits(data)
    return Flow(data.body, effects, _edges(data, mark_inactive, False, True), start)


def ever_initialized(data: MoveData) -> Flow:
    """The initialisations (indices into `data.inits`) that may have happened since the storage came alive."""
    at: dict[m.Location, Effect] = {}
    edges: dict[BasicBlock, list[Effect]] = {}
    nexts = successor_lists(data.body)
    for location, indices in data.inits_at.items():
        deep = non_panic = 0
        for index in indices:
            if data.inits[index].kind == "deep":
                deep |= 1 << index
            else:
                non_panic |= 1 << index
        if deep:
            at[location] = (deep, 0)
        if non_panic:
            edges[location.block] = [(non_panic, 0)] + [NONE] * (len(nexts[location.block]) - 1)
    for block, contents in enumerate(data.body.blocks):
        for position, statement in enumerate(contents.statements):
            if type(statement) is m.StorageDead:
                path = data.locals[statement.local]
                if path is not None:
                    kill = 0
                    for index in data.inits_of[path]:
                        kill |= 1 << index
                    at[m.Location(block, position)] = (0, kill)  # type: ignore[arg-type]
    start = 0
    for index, init in enumerate(data.inits):
        if not isinstance(init.location, tuple):
            start |= 1 << index
    return Flow(data.body, _spread(data, at, False), edges, start)
