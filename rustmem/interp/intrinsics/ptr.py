"""Pointers, memory and types."""

from __future__ import annotations

from typing import Any

from rustmem.interp.errors import Abort, NotModelled, UndefinedBehavior
from rustmem.interp.expr import E, Offset, ex, lit, name, pointer
from rustmem.interp.intrinsics.registry import FUNCTIONS, function, inline, plain, str_of, text_of
from rustmem.interp.place import Where
from rustmem.interp.representation import decode
from rustmem.ty import kind as k
from rustmem.ty.intern import RE_ERASED, USIZE


def place_of(c: Any, p: E, ty: Any) -> Where:
    """What a pointer value points to."""
    if p.addr is None:
        p = c.bind(p)
    if p.addr is not None:
        return Where(ty, None, 0, p.addr[0], p.addr[1])
    return Where(ty, None, 0, Offset(ex(f"{p}[0]", p, atom=True), ex(f"{p}[1]", p, atom=True), 0))


@inline("core::ptr::read", "core::ptr::read_volatile", "core::ptr::read_unaligned", "core::intrinsics::read_via_copy")
def read(c: Any, instance: Any, values: Any, t: Any) -> list[E]:
    ty = c.normal(instance.args[0])
    value = c.load(place_of(c, values[0][0][0], ty))
    return [c.bind(v, True) for v in value]


@inline("core::ptr::write", "core::ptr::write_volatile", "core::ptr::write_unaligned", "core::intrinsics::write_via_move")
def write(c: Any, instance: Any, values: Any, t: Any) -> list[E]:
    ty = c.normal(instance.args[0])
    c.store(place_of(c, values[0][0][0], ty), values[1][0])
    return []


@inline("core::ptr::slice_from_raw_parts", "core::ptr::slice_from_raw_parts_mut", "core::intrinsics::aggregate_raw_ptr")
def slice_from_raw_parts(c: Any, instance: Any, values: Any, t: Any) -> list[E]:
    return [c.with_meta(values[0][0][0], values[1][0][0])]


@inline("ptr::offset", "ptr::wrapping_offset", "core::intrinsics::offset", "core::intrinsics::arith_offset")
def offset(c: Any, instance: Any, values: Any, t: Any) -> list[E]:
    if c.machine.checked and "wrapping" in instance.path:
        base, count = c.bind(values[0][0][0]), values[1][0][0]
        stride = c.shape(c.normal(values[0][1].ty)).n
        return [ex(f"({base}[0], {base}[1] + {count} * {stride})", base, count, atom=True)]
    return [c.offset(values[0][0][0], values[1][0][0], values[0][1])]


@inline("alloc::rc::box_of_value", "alloc::sync::box_of_value")
def box_of_value(c: Any, instance: Any, values: Any, t: Any) -> list[E]:
    """Two counts stand before the value."""
    p = c.bind(values[0][0][0])
    return [ex(f"({p}[0], {p}[1] - 2, *{p}[2:])", p, atom=True)]


@inline("ptr::len")
def ptr_len(c: Any, instance: Any, values: Any, t: Any) -> list[E]:
    p = c.bind(values[0][0][0])
    if p.addr is not None and p.addr[1] is not None:
        return [p.addr[1]]
    return [ex(f"{p}[2]", p, atom=True)]


@function("ptr::offset_from")
def offset_from(machine: Any, instance: Any) -> Any:
    stride = max(machine.shapes.of(machine.normalize(instance.args[0])).n, 1)

    def difference(a: Any, b: Any) -> int:
        if a[0] is not b[0]:
            raise UndefinedBehavior(
                "`ptr_offset_from` called on two different pointers that are not both derived from the same allocation"
            )
        return (a[1] - b[1]) // stride  # type: ignore[no-any-return]

    return difference


@function("core::ptr::copy", "core::ptr::copy_nonoverlapping")
def copy(machine: Any, instance: Any) -> Any:
    n = machine.shapes.of(machine.normalize(instance.args[0])).n
    nonoverlapping = instance.path.endswith("nonoverlapping")
    checked = machine.checked

    def move(source: Any, target: Any, count: int) -> None:
        size = count * n
        if not size:
            return
        cells, at = source[0], source[1]
        to, start = target[0], target[1]
        if checked:
            if cells is None or to is None or at < 0 or start < 0 or at + size > len(cells) or start + size > len(to):
                raise UndefinedBehavior("memory access failed: the pointers of a copy are not valid for its size")
            if nonoverlapping and cells is to and abs(at - start) < size:
                raise UndefinedBehavior("`copy_nonoverlapping` called on overlapping ranges")
        to[start : start + size] = cells[at : at + size]
        if machine.tracer is not None:
            machine.tracer.copied(cells, at, to, start, size)

    return move


@function("core::ptr::write_bytes")
def write_bytes(machine: Any, instance: Any) -> Any:
    ty = machine.normalize(instance.args[0])
    n = machine.shapes.of(ty).n

    def fill(target: Any, value: int, count: int) -> None:
        cells = decode(machine, ty, [value] * machine.size_of(ty)) * count
        target[0][target[1] : target[1] + n * count] = cells

    return fill


@inline("core::mem::zeroed", "core::intrinsics::zeroed")
def zeroed(c: Any, instance: Any, values: Any, t: Any) -> list[E]:
    ty = c.normal(instance.args[0])
    shape = c.shape(ty)
    try:
        cells = decode(c.machine, ty, [0] * c.machine.size_of(ty))
    except UndefinedBehavior as error:
        c.line(f"not_modelled({error.words!r})")
        cells = [0] * shape.n
    texts = [E(c.scalar_text(v) or repr(v), atom=True) for v in cells]
    return [c.sequence(texts)] if shape.bulk else texts


# -- types --


@inline("core::intrinsics::size_of", "core::mem::size_of")
def size_of(c: Any, instance: Any, values: Any, t: Any) -> list[E]:
    return [lit(c.machine.size_of(c.normal(instance.args[0])))]


@inline("core::intrinsics::align_of", "core::mem::align_of", "core::intrinsics::min_align_of")
def align_of(c: Any, instance: Any, values: Any, t: Any) -> list[E]:
    return [lit(c.machine.align_of(c.normal(instance.args[0])))]


@inline("core::intrinsics::needs_drop")
def needs_drop(c: Any, instance: Any, values: Any, t: Any) -> list[E]:
    return [lit(c.machine.needs_drop(c.normal(instance.args[0])))]


@function("core::intrinsics::size_of_val", "core::intrinsics::align_of_val")
def size_of_val(machine: Any, instance: Any) -> Any:
    which = 0 if "size" in instance.path else 1
    return lambda p: value_layout(machine, machine.normalize(instance.args[0]), p)[which]


def value_layout(machine: Any, ty: Any, p: Any) -> tuple[int, int]:
    """Size and alignment of the value that `p` points to."""
    match ty:
        case k.StrTy():
            return p[2], 1
        case k.SliceTy():
            size, align = machine.queries.layout(machine.normalize(ty.ty))
            return size * p[2], align
        case k.DynTy():
            return machine.queries.layout(p[2].ty)  # type: ignore[no-any-return]
        case _:
            pass
    if not machine.is_unsized(ty):
        return machine.queries.layout(ty)  # type: ignore[no-any-return]
    fields = machine.shapes.of(ty).variants[0]
    at, most = 0, 1
    for _, field in fields[:-1]:
        size, align = machine.queries.layout(field)
        at = (at + align - 1) // align * align + size
        most = max(most, align)
    size, align = value_layout(machine, fields[-1][1], p)
    at = (at + align - 1) // align * align + size
    most = max(most, align)
    return (at + most - 1) // most * most, most


@inline("core::intrinsics::type_name", "core::any::type_name")
def type_name(c: Any, instance: Any, values: Any, t: Any) -> list[E]:
    return [
        c.text_literal(c.machine.type_name(c.normal(instance.args[0])), c.machine.tcx.ref(RE_ERASED, c.machine.tcx_str, "not"))
    ]


@inline("core::intrinsics::type_id")
def type_id(c: Any, instance: Any, values: Any, t: Any) -> list[E]:
    ids = c.machine.state.setdefault("type ids", {})
    ty = c.normal(instance.args[0])
    if ty not in ids:
        ids[ty] = 0x9E3779B97F4A7C15 * (len(ids) + 1) & 0xFFFFFFFFFFFFFFFF
    return [lit(ids[ty])]


@inline("core::intrinsics::transmute", "core::intrinsics::transmute_unchecked")
def transmute(c: Any, instance: Any, values: Any, t: Any) -> list[E]:
    made: list[E] = c.transmute(values[0][0], c.normal(instance.args[0]), c.normal(instance.args[1]))
    return made


@inline("core::mem::transmute_copy")
def transmute_copy(c: Any, instance: Any, values: Any, t: Any) -> list[E]:
    source, target = c.normal(instance.args[0]), c.normal(instance.args[1])
    if c.machine.size_of(source) != c.machine.size_of(target):
        raise NotModelled("transmute_copy to a smaller type")
    value = c.load(place_of(c, values[0][0][0], source))
    made: list[E] = c.transmute(value, source, target)
    return made


@inline("core::intrinsics::discriminant_value")
def discriminant_value(c: Any, instance: Any, values: Any, t: Any) -> list[E]:
    ty = c.normal(instance.args[0])
    shape = c.shape(ty)
    if shape.kind != "enum":
        return [lit(0)]
    at = place_of(c, values[0][0][0], USIZE)
    tag = c.load(at)[0]
    return [tag if shape.discrs is None else ex(f"{shape.discrs!r}[{tag.text}]", tag, atom=True)]


@inline("core::intrinsics::forget", "core::hint::assert_unchecked", "core::intrinsics::assume", "core::intrinsics::cold_path")
def forget(c: Any, instance: Any, values: Any, t: Any) -> list[E]:
    return []


@inline("core::intrinsics::black_box", "core::hint::black_box", "core::intrinsics::likely", "core::intrinsics::unlikely")
def black_box(c: Any, instance: Any, values: Any, t: Any) -> list[E]:
    return values[0][0]  # type: ignore[no-any-return]


@plain("core::intrinsics::abort", "std::process::abort", "core::intrinsics::breakpoint")
def abort() -> None:
    raise Abort


@plain("core::intrinsics::unreachable", "core::hint::unreachable_unchecked")
def unreachable() -> None:
    raise UndefinedBehavior("entering unreachable code")


@plain("core::hint::broken_precondition")
def broken_precondition(message: Any) -> None:
    raise UndefinedBehavior(f"unsafe precondition(s) violated: {text_of(message)}")


@function("core::intrinsics::caller_location")
def caller_location(machine: Any, instance: Any) -> Any:
    known: dict[Any, Any] = {}

    def locate() -> Any:
        file, line, column = machine.location(machine.caller_span())
        key = (file, line, column)
        if key not in known:
            known[key] = ([str_of(file), line, column], 0)
        return known[key]

    return locate


__all__ = ["FUNCTIONS", "name", "pointer"]
