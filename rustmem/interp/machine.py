"""The machine: it links compiled bodies to each other, and owns the memory, the output and the budgets of one run."""

from __future__ import annotations

import sys
from types import CodeType, FunctionType
from typing import Any

from rustmem.interp.compile import Code, Compiler
from rustmem.interp.errors import Abort, LimitReached, NotModelled, RustPanic, UndefinedBehavior
from rustmem.interp.inline import Inliner, make_callee
from rustmem.interp.instances import Instance, Instances, is_once_shim
from rustmem.interp.intrinsics import FUNCTIONS, INLINE, OVERRIDES
from rustmem.interp.intrinsics.alloc import free_function
from rustmem.interp.library_places import place_of
from rustmem.interp.memory import Memory
from rustmem.interp.queries import Queries
from rustmem.interp.representation import TypedView, cast_view, encode, same_cells, transmuter
from rustmem.interp.runtime import runtime
from rustmem.interp.shape import Shape, Shapes
from rustmem.interp.shims import Shims
from rustmem.interp.simplify import Simplifier
from rustmem.mir import body as mir
from rustmem.source.index import DefId
from rustmem.source.span import DUMMY_SP, Span
from rustmem.traits.needs_drop import needs_drop
from rustmem.ty import intern
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt

LIBRARY_ROOT = "/rustc/59807616e1fa2540724bfbac14d7976d7e4a3860/"
"""Where the real library's files stand in messages."""


def _stub(*args):  # type: ignore[no-untyped-def]
    return link_stub("NAME")(*args)  # type: ignore[name-defined]  # noqa: F821


STUB: CodeType = _stub.__code__


def _large_frame(*args):  # type: ignore[no-untyped-def]
    return in_large_frame("NAME", args)  # type: ignore[name-defined]  # noqa: F821


LARGE: CodeType = _large_frame.__code__
LARGE_FRAME = 16 << 10
"""Frames of so many bytes are counted against the stack; smaller ones only by their number (`Limits.depth`)."""
MAIN_STACK, THREAD_STACK = 8 << 20, 2 << 20
"""Bytes: what Linux gives the first thread by default, and what std gives those that it spawns."""


def _named(code: CodeType, name: str) -> CodeType:
    """A copy of `code` in which the text NAME is `name`."""
    return code.replace(co_consts=tuple(name if c == "NAME" else c for c in code.co_consts), co_name=name)


class VTable(dict):  # type: ignore[type-arg]
    """The methods of a type behind `dyn`, by number; compiled when first called."""

    __slots__ = ("machine", "ty", "drop", "size", "align")

    def __init__(self, machine: Machine, ty: k.Ty) -> None:
        self.machine, self.ty = machine, ty
        self.drop = machine.drop_function(ty)
        """The drop glue, or None."""

    def __missing__(self, number: int) -> Any:
        found = self[number] = self.machine.vtable_method(self.ty, number)
        return found

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:  # type: ignore[override]  # one for each type, equal only to itself
        return id(self)


class Machine:
    """One run of one program."""

    wraps_neg = False

    def __init__(self, tcx: TyCtxt, limits: Any, *, checked: bool = False, tracer: Any = None, threads: bool = False) -> None:
        self.tcx = tcx
        self.limits = limits
        self.checked, self.traced, self.threads = checked, tracer is not None, threads
        self.tcx_usize, self.tcx_u8, self.tcx_str = intern.USIZE, intern.U8, intern.STR
        self.queries = Queries(tcx)
        self.shapes = Shapes(tcx, self.queries.normalize, self.queries.layout)
        self.memory = Memory(self)
        self.instances = Instances(self)
        self.shims = Shims(self)
        self.out: list[bytes] = []
        self.err: list[bytes] = []
        self.printed: list[bytes] = []
        """Both streams, in the order of writing."""
        self.out_size = 0
        self.names: dict[Any, str] = {}
        self.specs: dict[str, Any] = {}
        self.records: dict[str, Code] = {}
        self.methods: list[Any] = []
        self._method_numbers: dict[Any, int] = {}
        self._mono: dict[Any, Any] = {}
        self._ready: dict[Instance, mir.Body] = {}
        self._callees: dict[Instance, Any] = {}
        self._consts: dict[Any, tuple[Any, ...]] = {}
        self._intrinsics: dict[Instance, Any] = {}
        self.unwinding: dict[int, int] = {}
        """Of each thread, how many cleanups are running."""
        self.panics = 0
        self.thread = 0
        self.thread_names: dict[int, str] = {0: "main"}
        self.scheduler: Any = None
        self.tracer = tracer
        self.large_frames: dict[str, tuple[FunctionType, int]] = {}
        self.large_used = 0
        """Bytes of the stack that large frames take now."""
        self.state: dict[str, Any] = {}
        """What intrinsics keep for the run."""
        self.globals: dict[str, Any] = {"__builtins__": {}}
        self.globals.update(runtime(self))
        self.globals["link_stub"] = self.link_stub
        self.globals["in_large_frame"] = self.in_large_frame
        self.globals["union_view"] = lambda cells, at, ty: TypedView(self, cells, at, ty)
        self.globals["union_bytes"] = lambda ty, size, cells: (encode(self, ty, cells) + [None] * size)[:size]
        if tracer is not None:
            tracer.machine = self
            self.globals.update(tracer.hooks())

    # -- types --

    def normalize(self, ty: Any) -> Any:
        return self.queries.normalize(ty)

    def mono(self, value: Any, args: k.GenericArgs) -> Any:
        """A type or constant of a generic body for known arguments."""
        if not value.flags & (k.HAS_PARAM | k.HAS_ALIAS | k.HAS_REGIONS):
            return value
        key = (value, args)
        found = self._mono.get(key)
        if found is None:
            plain = args[:-1] if is_once_shim(args) else args
            found = self._mono[key] = self.queries.normalize(self.tcx.subst(value, plain))
        return found

    def is_unsized(self, ty: k.Ty) -> bool:
        kind = type(ty)
        if kind is k.SliceTy or kind is k.StrTy or kind is k.DynTy:
            return True
        if kind is k.AdtTy or kind is k.TupleTy:
            memo = ty.memo
            if memo is None:
                memo = ty.memo = {}
            found = memo.get("unsized")
            if found is None:
                found = memo["unsized"] = self._has_unsized_tail(ty)
            return found
        return False

    def _has_unsized_tail(self, ty: Any) -> bool:
        if type(ty) is k.TupleTy:
            return bool(ty.elems) and self.is_unsized(ty.elems[-1])
        adt = self.tcx.adt_def(ty.def_id)
        if adt.kind != "struct" or not adt.variants[0].fields:
            return False
        last = self.tcx.type_of(adt.variants[0].fields[-1].def_id)
        if not last.flags & k.HAS_PARAM and type(last) not in (k.SliceTy, k.StrTy, k.DynTy, k.AdtTy):
            return False
        if type(last) in (k.RefTy, k.RawPtrTy):
            return False
        return self.is_unsized(self.normalize(self.tcx.subst(last, ty.args)))

    def size_of(self, ty: k.Ty) -> int:
        return self.queries.layout(ty)[0]

    def align_of(self, ty: k.Ty) -> int:
        return self.queries.layout(ty)[1]

    def needs_drop(self, ty: k.Ty) -> bool:
        return needs_drop(self.tcx, ty)

    def impl_item(self, item: DefId, args: k.GenericArgs) -> tuple[DefId, k.GenericArgs]:
        return self.queries.impl_item(item, args)

    def closure_kind(self, ty: k.ClosureTy) -> str:
        return self.queries.closure_kind(ty)

    def resolve(self, def_id: DefId, args: k.GenericArgs) -> Instance:
        return self.instances.resolve(def_id, tuple(self.tcx.erase_regions(a) for a in args))

    def overrides(self, path: str) -> bool:
        return path in OVERRIDES

    def traces(self, instance: Instance) -> bool:
        return self.traced and instance.local

    def same_cells(self, a: k.Ty, b: k.Ty) -> bool:
        return same_cells(self, a, b)

    def cast_view(self, was: k.Ty, now: k.Ty) -> Any:
        return cast_view(self, was, now)

    # -- linking --

    def global_name(self, prefix: str, key: Any, spec: Any) -> str:
        found = self.names.get(key)
        if found is None:
            found = self.names[key] = f"{prefix}{len(self.names)}"
            self.specs[found] = spec
        return found

    def link(self, code: Code) -> None:
        for name, spec in code.refs.items():
            if name not in self.globals:
                self.globals[name] = self.bind(name, spec)

    def bind(self, name: str, spec: Any) -> Any:
        """What a global name of generated code stands for."""
        if type(spec) is Instance:
            return self.stub(name)
        match spec[0]:
            case "drop" | "fn ptr" | "closure ptr" | "once method":
                return self.stub(name)
            case "cleanup":
                return self.cleanup_runner(spec[1])
            case "const":
                return self.const_cells(spec)
            case "static":
                return self.static_memory(spec[1])
            case "vtable":
                return self.vtable(spec[1])
            case "method":
                return self.method_number(spec)
            case "transmute":
                return transmuter(self, spec[1], spec[2])
            case "intrinsic":
                return self.intrinsic_function(spec[1])
            case "free":
                return free_function(self, spec[1])
            case "ty" | "info":
                return spec[1]
            case "view":
                return self.cast_view(spec[1], spec[2])
            case _:
                pass
        return spec  # A Python object as it is.

    def type_name(self, ty: k.Ty) -> str:
        return self.queries.type_name(ty)

    def stub(self, name: str) -> FunctionType:
        return FunctionType(_named(STUB, name), self.globals, name)

    def link_stub(self, name: str) -> Any:
        """Compiles what the stub `name` stands for and puts the code in its place."""
        function = self.globals[name]
        spec = self.specs[name]
        limit = sys.getrecursionlimit()
        sys.setrecursionlimit(limit + 5000)
        try:
            code = self.compile(name, spec)
        finally:
            sys.setrecursionlimit(limit)
        size = self.frame_size(spec) if type(spec) is Instance and self.records[name].instance is spec else 0
        if size >= LARGE_FRAME:
            self.large_frames[name] = (FunctionType(code, self.globals, name), size)
            code = _named(LARGE, name)
        function.__code__ = code
        return function

    def frame_size(self, instance: Instance) -> int:
        """Bytes that the locals of a function take: an unoptimised build keeps them all apart."""
        tys = (self.mono(d.ty, instance.args) for d in self.body_of(instance).locals)
        return sum(self.size_of(ty) for ty in tys if not self.is_unsized(ty))

    def in_large_frame(self, name: str, args: tuple[Any, ...]) -> Any:
        """Calls a function whose frame is large; the stack may not have room for it."""
        function, size = self.large_frames[name]
        limit = MAIN_STACK if self.thread == 0 else THREAD_STACK
        if self.large_used + size > limit:
            raise RecursionError
        if self.threads:
            return function(*args)  # a generator, whose frame lives as long as its thread goes on in it
        self.large_used += size
        try:
            return function(*args)
        finally:
            self.large_used -= size

    def compile(self, name: str, spec: Any) -> CodeType:
        record = self.shims.source(name, spec)
        if record is None:
            assert type(spec) is Instance
            record = Compiler(self, spec, self.ready_body(spec)).compile(name)
        return self.load(name, record)

    def load(self, name: str, record: Code) -> CodeType:
        self.link(record)
        self.records[name] = record
        scope: dict[str, Any] = {}
        if self.state.get("dump"):
            print(record.source)
        exec(compile(record.source, name, "exec"), scope)
        made: CodeType = scope[name].__code__
        return made

    def body_of(self, instance: Instance) -> mir.Body:
        body: mir.Body = self.bodies(instance.def_id)[0]
        return body

    def ready_body(self, instance: Instance) -> mir.Body:
        """The body that is compiled: with small functions written in, if that is worth it."""
        found = self._ready.get(instance)
        if found is None:
            body = self.body_of(instance)
            if not self.traces(instance) and len(body.blocks) < 300:
                inliner = Inliner(self, instance, body)
                made = inliner.run()
                if inliner.changed:
                    Simplifier(self, made, inliner.tys, self.checked and instance.local).run()
                    body = made
            found = self._ready[instance] = body
        return found

    def callee(self, instance: Instance) -> Any:
        """The function of `instance` to write into a caller, or None."""
        if instance not in self._callees:
            self._callees[instance] = None
            self._callees[instance] = make_callee(self, instance)
        return self._callees[instance]

    def bodies(self, def_id: DefId) -> Any:
        """A definition's body and its promoted constants."""
        found = self.tcx.mir_for_run(def_id)
        if found is None or found[0].tainted:
            raise NotModelled(f"the body of `{self.instances.path(def_id)}`", self.tcx.def_span(def_id))
        return found

    def cleanup_runner(self, instance: Instance) -> Any:
        if self.threads:
            return lambda panic, frame: self._cleanup_threads(instance, panic, frame)

        def run(panic: RustPanic, frame: dict[str, Any]) -> None:
            tb = panic.__traceback__
            assert tb is not None
            line = tb.tb_lineno
            name = self.globals_name(tb)
            entry = self.records[name].unwinds.get(line)
            if entry is not None:
                function = self._cleanup_function(instance, name)
                thread = self.thread
                self.unwinding[thread] = self.unwinding.get(thread, 0) + 1
                try:
                    function(frame, entry)
                except RustPanic:
                    self.globals["terminate"]()
                finally:
                    self.unwinding[thread] -= 1

        return run

    def _cleanup_threads(self, instance: Instance, panic: RustPanic, frame: dict[str, Any]) -> Any:
        tb = panic.__traceback__
        assert tb is not None
        name = self.globals_name(tb)
        entry = self.records[name].unwinds.get(tb.tb_lineno)
        if entry is None:
            return
        thread = self.thread
        self.unwinding[thread] = self.unwinding.get(thread, 0) + 1
        try:
            yield self._cleanup_function(instance, name)(frame, entry)
        except RustPanic:
            self.globals["terminate"]()
        finally:
            self.unwinding[thread] -= 1

    @staticmethod
    def globals_name(tb: Any) -> str:
        return tb.tb_frame.f_code.co_name  # type: ignore[no-any-return]

    def _cleanup_function(self, instance: Instance, name: str) -> Any:
        own = name + "_cleanup"
        function = self.globals.get(own)
        if function is None:
            record = Compiler(self, instance, self.ready_body(instance)).compile_cleanup(own)
            code = self.load(own, record)
            function = self.globals[own] = FunctionType(code, self.globals, own)
        return function

    # -- functions by what they are for --

    def named(self, prefix: str, spec: Any) -> Any:
        """The Python function for an instance or shim."""
        name = self.global_name(prefix, spec, spec)
        found = self.globals.get(name)
        if found is None:
            found = self.globals[name] = self.bind(name, spec)
        return found

    def function(self, instance: Instance) -> Any:
        if instance.kind == "intrinsic":
            return self.named("F", ("fn ptr", instance.def_id, instance.args))
        return self.named("F", instance)

    def body_function(self, instance: Instance) -> Any:
        """The library's own code for a function that Python does faster for some types."""
        made = self.named("F", self.instances.make("item", instance.def_id, instance.args))
        if self.threads:
            run = lambda *cells: made(*cells)  # noqa: E731
            run.waits = True  # type: ignore[attr-defined]
            return run
        return made

    def drop_function(self, ty: k.Ty) -> Any:
        return self.named("D", ("drop", ty)) if self.needs_drop(ty) else None

    def vtable(self, ty: k.Ty) -> VTable:
        tables = self.state.setdefault("vtables", {})
        found = tables.get(ty)
        if found is None:
            found = tables[ty] = VTable(self, ty)
        return found  # type: ignore[no-any-return]

    def method_number(self, spec: Any) -> int:
        """The number of a method in every vtable."""
        found = self._method_numbers.get(spec)
        if found is None:
            found = self._method_numbers[spec] = len(self.methods)
            self.methods.append(spec)
        return found

    def vtable_method(self, ty: k.Ty, number: int) -> Any:
        _, def_id, rest, by_value = self.methods[number]
        args = (ty, *rest)
        if by_value:
            return self.named("O", ("once method", def_id, args))
        return self.named("P", ("fn ptr", def_id, args))

    def intrinsic_function(self, instance: Instance) -> Any:
        found = self._intrinsics.get(instance)
        if found is None:
            maker = FUNCTIONS.get(instance.path)
            found = maker(self, instance) if maker is not None else None
            self._intrinsics[instance] = found
        return found

    def run_function(self, function: Any, *args: Any) -> Any:
        """Calls a generated function from Python and runs it to its end."""
        if not self.threads:
            return function(*args)
        return self.scheduler.run_nested(function(*args))

    # -- constants and statics --

    def const_cells(self, key: Any) -> tuple[Any, ...]:
        found = self._consts.get(key)
        if found is None:
            found = self._consts[key] = self._evaluate(key[1], key[2], key[3])
        return found

    def _evaluate(self, def_id: DefId, args: k.GenericArgs, promoted: int | None) -> tuple[Any, ...]:
        if promoted is None:
            parent = self.tcx.parent(def_id)
            if parent is not None and self.tcx.def_kind(parent) == "trait":
                def_id, args = self.impl_item(def_id, args)
        body, promoteds = self.bodies(def_id)
        if promoted is not None:
            body = promoteds[promoted]
        kind = "item" if promoted is None else f"promoted {promoted}"
        instance = self.instances.make(kind, def_id, args)
        name = self.global_name("Q", (kind, def_id, args), instance)
        compiler = Compiler(self, instance, body)
        code = self.load(name, compiler.compile(name))
        function = FunctionType(code, self.globals, name)
        result = self.run_function(function)
        shape = compiler.shapes[0]
        assert shape is not None
        return _as_cells(result, shape)

    def static_memory(self, def_id: DefId) -> list[Any]:
        statics = self.state.setdefault("statics", {})
        found = statics.get(def_id)
        if found is None:
            found = statics[def_id] = []
            found.extend(self._evaluate(def_id, (), None))
        return found  # type: ignore[no-any-return]

    # -- where things happen --

    def record_of(self, code: CodeType) -> Code | None:
        """What is known about generated code; a stub that stands for it has another file's name."""
        return self.records.get(code.co_name) if code.co_filename == code.co_name else None

    def caller_span(self) -> Span:
        """Where the innermost function without `#[track_caller]` is."""
        for record, line in self.stack():
            if line in record.pinned or not self.queries.is_track_caller(record.instance.def_id):
                span: Span = record.spans.get(line, DUMMY_SP)
                return span
        return DUMMY_SP

    def stack(self) -> Any:
        """(Code, line) of the running Rust frames, innermost first."""
        frame: Any = sys._getframe(1)
        while frame is not None:
            record = self.record_of(frame.f_code)
            if record is not None and record.instance is not None:
                yield record, frame.f_lineno
            frame = frame.f_back
        if self.scheduler is not None:
            yield from self.scheduler.suspended_frames()

    def location(self, span: Span) -> tuple[str, int, int]:
        """File, line and column that a panic at `span` shows."""
        span = span.source_callsite()
        file = self.tcx.source_map.file_of(span.lo)
        line, column = self.tcx.source_map.line_column(span.lo)
        name = file.name if file is not None else "<unknown>"
        return (name, line, column)

    # -- output and panics --

    def write_out(self, data: bytes, stream: int = 1) -> None:
        self.out_size += len(data)
        if self.out_size > self.limits.output:
            raise LimitReached("output")
        (self.out if stream == 1 else self.err).append(data)
        self.printed.append(data)
        if self.tracer is not None:
            self.tracer.output(data, stream)

    def thread_label(self) -> str:
        name = self.thread_names.get(self.thread)
        return f"thread '{name or '<unnamed>'}' ({self.thread + 1})"

    def begin_panic(self, message: str, *, literal: bool = False, at: tuple[str, int, int] | None = None) -> None:
        """Prints the message of a panic and unwinds. `literal`: the payload is a `&'static str`, not a `String`.
        `at`: the place in the library where the real one panics."""
        if self.tracer is not None:
            self.tracer.panicked(message)
        file, line, column = self.location(self.caller_span())
        at = at or place_of(message, file)
        if at is not None:
            file, line, column = LIBRARY_ROOT + at[0], *at[1:]
        hook = self.state.get("hook")
        if hook is not None:
            hook(message, file, line, column)
        else:
            text = f"\n{self.thread_label()} panicked at {file}:{line}:{column}:\n{message}\n"
            if not self.panics:
                text += "note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace\n"
            self.write_out(text.encode("utf-8", "surrogatepass"), 2)
        self.panics += 1
        raise RustPanic(message, literal=literal)

    def string_cells(self, text: str) -> tuple[Any, ...]:
        """A `String` with this text: pointer, capacity, length."""
        data = text.encode("utf-8", "surrogatepass")
        if not data:
            return (None, 1), 0, 0
        held = self.memory.allocate(intern.U8, len(data), "[]")
        held[0][:] = data
        if self.tracer is not None:
            self.tracer.copied(held[0], 0, held[0], 0, len(data))
        return held, len(data), len(data)

    def payload(self, panic: RustPanic) -> Any:
        """The `Box<dyn Any + Send>` of a panic."""
        if panic.payload is None:
            data = panic.message.encode("utf-8", "surrogatepass")
            tcx = self.tcx
            ty: k.Ty = tcx.ref(intern.RE_ERASED, intern.STR, "not")
            cells: list[Any] = [(data, 0, len(data))]
            if not panic.literal:
                ty = tcx.adt(tcx.lang_items["String"], ())
                cells = list(self.string_cells(panic.message))
            made = self.memory.allocate(ty, 1)
            made[0][:] = cells
            panic.payload = (*made, self.vtable(ty))
        return panic.payload

    def clock(self) -> int:
        """Nanoseconds that passed while threads slept."""
        return self.scheduler.clock if self.scheduler is not None else 0


def _as_cells(result: Any, shape: Shape) -> tuple[Any, ...]:
    if not shape.n:
        return ()
    if shape.n == 1:
        return (result,)
    return tuple(result)


__all__ = ["INLINE", "Abort", "Machine", "UndefinedBehavior", "VTable"]
