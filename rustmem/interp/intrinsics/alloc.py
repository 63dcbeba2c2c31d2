"""The heap: room for arrays of values, boxed values, and the untyped room of `std::alloc`."""

from __future__ import annotations

from typing import Any

from rustmem.interp.expr import E, ex
from rustmem.interp.intrinsics.ptr import value_layout
from rustmem.interp.intrinsics.registry import data_of, function, inline, override
from rustmem.interp.representation import ByteView, TypedView
from rustmem.interp.shape import FLAT
from rustmem.ty import kind as k

CAPACITY_OVERFLOW = ("library/alloc/src/raw_vec/mod.rs", 28, 5)


@function("core::array::uninit_array")
def uninit_array(machine: Any, instance: Any) -> Any:
    n = machine.shapes.of(machine.normalize(instance.args[0])).n * instance.args[1].value
    if n > FLAT:
        return lambda: [None] * n
    return lambda: (None,) * n if n != 1 else None


@function("alloc::alloc::allocate_array")
def allocate_array(machine: Any, instance: Any) -> Any:
    elem = machine.normalize(instance.args[0])
    size, align = machine.queries.layout(elem)
    allocate = machine.memory.allocate
    if not size:
        return lambda capacity: (None, align)

    def run(capacity: int) -> Any:
        if not capacity:
            return (None, align)
        if capacity * size >= 1 << 63:
            machine.begin_panic("capacity overflow", at=CAPACITY_OVERFLOW)
        return allocate(elem, capacity, "[]")

    return run


override("alloc::vec::from_elem")


@function("alloc::vec::from_elem")
def from_elem(machine: Any, instance: Any) -> Any:
    """`vec![elem; n]`: scalars are repeated at once, others go through the library's own code."""
    ty = machine.normalize(instance.args[0])
    if not isinstance(ty, (k.IntTy, k.FloatTy, k.BoolTy, k.CharTy)):
        return machine.body_function(instance)
    allocate = machine.memory.allocate
    align = machine.align_of(ty)

    def run(elem: Any, n: int) -> Any:
        if not n:
            return (None, align), 0, 0
        made = allocate(ty, n, "[]")
        made[0][:] = [elem] * n
        if machine.tracer is not None:
            machine.tracer.filled(made[0], n)
        return made, n, n

    return run


@function("alloc::alloc::grow_array")
def grow_array(machine: Any, instance: Any) -> Any:
    elem = machine.normalize(instance.args[0])
    size, align = machine.queries.layout(elem)
    memory = machine.memory

    def grow(pointer: Any, old: int, new: int) -> Any:
        if not size or not new:
            if size and old:
                memory.free(pointer)
            return (None, align)
        if not old:
            return memory.allocate(elem, new, "[]")
        return memory.grow(pointer, elem, new)

    return grow


@function("alloc::alloc::free_array")
def free_array(machine: Any, instance: Any) -> Any:
    size = machine.size_of(machine.normalize(instance.args[0]))
    free = machine.memory.free
    if not size:
        return lambda pointer, capacity: None

    def run(pointer: Any, capacity: int) -> None:
        if capacity:
            free(pointer)

    return run


@function("alloc::alloc::allocate_value")
def allocate_value(machine: Any, instance: Any) -> Any:
    ty = machine.normalize(instance.args[0])
    shape = machine.shapes.of(ty)
    size, align = machine.queries.layout(ty)
    allocate = machine.memory.allocate
    if not size:
        return lambda *cells: (None, align)
    tracer = machine.tracer

    if shape.bulk:

        def bulk(cells: Any) -> Any:
            made = allocate(ty, 1)
            made[0][:] = cells
            if tracer is not None:
                tracer.wrote_cells(made[0], 0, ty)
            return made

        return bulk

    def flat(*cells: Any) -> Any:
        made = allocate(ty, 1)
        made[0][:] = cells
        if tracer is not None:
            tracer.wrote_cells(made[0], 0, ty)
        return made

    return flat


@function("alloc::alloc::free_value")
def free_value(machine: Any, instance: Any) -> Any:
    return free_function(machine, machine.normalize(instance.args[0]))


def free_function(machine: Any, ty: Any) -> Any:
    """Frees the allocation of a boxed value of type `ty`."""
    free = machine.memory.free
    if machine.is_unsized(ty):

        def unsized(pointer: Any) -> None:
            if value_layout(machine, ty, pointer)[0]:
                free(pointer)

        return unsized
    if not machine.size_of(ty):
        return lambda pointer: None
    return free


# -- `std::alloc` --


@function("alloc::alloc::alloc", "alloc::alloc::alloc_zeroed")
def alloc(machine: Any, instance: Any) -> Any:
    zeroed = instance.path.endswith("zeroed")

    def run(size: int, align: int) -> Any:
        made = machine.memory.allocate_bytes(size, align)
        if zeroed:
            made[0][:] = [0] * size
            machine.memory.blocks[id(made[0])].untyped = "zeroed"
        return made

    return run


def owner(pointer: Any) -> Any:
    """The allocation's own cells behind views."""
    cells = pointer[0]
    while isinstance(cells, (ByteView, TypedView)):
        cells = cells.cells if isinstance(cells, ByteView) else cells.data
    return (cells, 0)


@function("alloc::alloc::dealloc")
def dealloc(machine: Any, instance: Any) -> Any:
    return lambda pointer, size, align: machine.memory.free(owner(pointer))


@function("alloc::alloc::realloc")
def realloc(machine: Any, instance: Any) -> Any:
    def run(pointer: Any, size: int, align: int, new: int) -> Any:
        cells = owner(pointer)[0]
        block = machine.memory.blocks.get(id(cells))
        if block is None:
            machine.memory.free((cells, 0))
        if block.elem is None or block.untyped:
            del machine.memory.blocks[id(cells)]
            made = machine.memory.allocate_bytes(new, align)
            made[0][: min(size, new)] = cells[: min(size, new)]
            return made
        return machine.memory.grow((cells, 0), block.elem, new // machine.size_of(block.elem))

    return run


@inline("alloc::boxed::call_once_unsized")
def call_once_unsized(c: Any, instance: Any, values: Any, t: Any) -> list[E] | None:
    """Calls the closure in a box by value, then frees the box."""
    machine, tcx = c.machine, c.machine.tcx
    args_ty, ty = instance.args[0], c.normal(instance.args[1])
    trait = tcx.lang_items["fn_once"]
    method = next(i.def_id for i in tcx.associated_items(trait) if i.kind == "fn")
    box = c.bind(values[0][0][0], True)
    thin = ex(f"({box}[0], {box}[1])", box, atom=True)
    spread = c.untuple([values[1]])
    if type(ty) is k.DynTy:
        key = ("method", method, (args_ty,), True)
        number = c.ref("M", key, key)
        c.emit_call(f"{box}[2][{number}]", [([thin], machine.tcx_u8), *spread], t)
    else:
        once = ("once method", method, (ty, args_ty))
        c.emit_call(c.ref("O", once, once).text, [([thin], machine.tcx_u8), *spread], t)
    spec = ("free", ty)
    c.line(f"{c.ref('Z', spec, spec)}({box})")
    return None


@function("alloc::rc::from_str", "alloc::sync::from_str")
def counted_str(machine: Any, instance: Any) -> Any:
    """`Rc<str>`: the counts, then the text."""
    name = "RcInner<str>" if "rc" in instance.path else "ArcInner<str>"

    def run(text: Any) -> Any:
        data = data_of(text)
        return (*machine.memory.allocate_cells([1, 1, *data], 16 + len(data), 8, name), len(data))

    return run


@function("alloc::rc::from_vec", "alloc::sync::from_vec")
def counted_slice(machine: Any, instance: Any) -> Any:
    """`Rc<[T]>`: the counts, then the elements, moved out of the vector."""
    elem = machine.normalize(instance.args[0])
    n = machine.shapes.of(elem).n
    size, align = machine.queries.layout(elem)
    name = "RcInner<[_]>" if "rc" in instance.path else "ArcInner<[_]>"

    def run(pointer: Any, capacity: int, length: int) -> Any:
        cells = list(pointer[0][pointer[1] : pointer[1] + length * n]) if length and n else []
        if capacity and size:
            machine.memory.free(pointer)
        return (*machine.memory.allocate_cells([1, 1, *cells], 16 + size * length, max(align, 8), name), length)

    return run
