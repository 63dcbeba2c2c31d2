"""MIR: the control-flow graph of a body, in rustc's shape (`rustc_middle::mir`).

One data type, four phases (`Body.phase`): *built*; *promoted*, which the borrow checker and the liveness lints
read (fake reads and borrows, storage marks, false edges, two-phase borrows, user type annotations); *elaborated*,
which the interpreter reads (fakes removed, drops made unconditional by flags).
"""

from __future__ import annotations

from typing import Any, Literal

from rustmem.source.index import BasicBlock, DefId, Local, Promoted, SourceScope
from rustmem.source.node import node
from rustmem.source.row import NamedTuple
from rustmem.source.span import Span
from rustmem.ty import kind as k

Mutability = k.Mutability
Phase = Literal["built", "promoted", "elaborated"]


class SourceInfo(NamedTuple):
    span: Span
    scope: SourceScope


class Location(NamedTuple):
    """A statement; `statement` equal to the number of statements means the terminator."""

    block: BasicBlock
    statement: int


START = Location(BasicBlock(0), 0)
RETURN_PLACE = Local(0)


# ---- places ----


class Deref(NamedTuple):
    kind: str = "deref"


class Field(NamedTuple):
    index: int
    ty: k.Ty
    kind: str = "field"


class Index(NamedTuple):
    local: Local
    kind: str = "index"


class ConstantIndex(NamedTuple):
    offset: int
    min_length: int
    from_end: bool
    kind: str = "constant index"


class Subslice(NamedTuple):
    lo: int
    hi: int
    from_end: bool
    kind: str = "subslice"


class Downcast(NamedTuple):
    name: str | None
    variant: int
    kind: str = "downcast"


class OpaqueCast(NamedTuple):
    ty: k.Ty
    kind: str = "opaque cast"


ProjectionElem = Deref | Field | Index | ConstantIndex | Subslice | Downcast | OpaqueCast
DEREF = Deref()


class Place(NamedTuple):
    """A local and a path into it. Compared by value (types are interned)."""

    local: Local
    projection: tuple[ProjectionElem, ...] = ()

    def project(self, elem: ProjectionElem) -> Place:
        return Place(self.local, (*self.projection, elem))

    def deref(self) -> Place:
        return self.project(DEREF)

    def field(self, index: int, ty: k.Ty) -> Place:
        return self.project(Field(index, ty))


# ---- constants and operands ----


@node
class Scalar:
    """A known value: an integer, bool (0, 1), char, float, `str`, byte string, or zero-sized (None)."""

    value: Any


@node
class ValueConst:
    """A literal or evaluated constant of type `ty`. `value`: int, float, bool, str (one character for char types), bytes,
    `()`-like zero-sized things (functions, unit) as None."""

    value: Any
    ty: k.Ty


@node
class TyConst:
    """A constant of the type system (a const parameter, an array length)."""

    const: k.Const
    ty: k.Ty


@node
class UnevaluatedConst:
    """A constant item, associated constant, inline constant or promoted, evaluated when needed."""

    def_id: DefId
    args: k.GenericArgs
    ty: k.Ty
    promoted: Promoted | None = None


Const = ValueConst | TyConst | UnevaluatedConst


@node
class StaticRef:
    """The address of a static: the value of type `&T` or `*mut T` that MIR derefs to reach it."""

    def_id: DefId
    ty: k.Ty


class Copy(NamedTuple):
    place: Place
    kind: str = "copy"


class Move(NamedTuple):
    place: Place
    kind: str = "move"


@node
class Constant:
    """rustc's `ConstOperand`."""

    span: Span
    const: Const | StaticRef
    user_ty: int | None = None
    """Index into `Body.user_type_annotations`."""
    kind: str = "constant"

    @property
    def ty(self) -> k.Ty:
        return self.const.ty


Operand = Copy | Move | Constant


# ---- rvalues ----

BorrowKind = Literal["shared", "fake shallow", "fake deep", "mut", "two-phase mut", "closure capture mut"]

BinOp = Literal[
    "Add", "AddWithOverflow", "AddUnchecked", "Sub", "SubWithOverflow", "SubUnchecked", "Mul", "MulWithOverflow",
    "MulUnchecked", "Div", "Rem", "BitXor", "BitAnd", "BitOr", "Shl", "ShlUnchecked", "Shr", "ShrUnchecked",
    "Eq", "Lt", "Le", "Ne", "Ge", "Gt", "Cmp", "Offset",
]  # fmt: skip
UnOp = Literal["Not", "Neg", "PtrMetadata"]
CastKind = Literal[
    "PointerExposeProvenance", "PointerWithExposedProvenance", "ReifyFnPointer", "UnsafeFnPointer", "ClosureFnPointer",
    "MutToConstPointer", "ArrayToPointer", "Unsize", "IntToInt", "FloatToInt", "FloatToFloat", "IntToFloat", "PtrToPtr",
    "FnPtrToPtr", "Transmute",
]  # fmt: skip


@node
class Use:
    operand: Operand


@node
class Repeat:
    operand: Operand
    count: k.Const


@node
class Ref:
    """`&kind place`."""

    region: k.Region
    kind: BorrowKind
    place: Place


@node
class RawPtr:
    """`&raw const|mut place`; `fake`: only for its metadata (bounds checks)."""

    mutbl: Mutability
    place: Place
    fake: bool = False


@node
class Len:
    place: Place


@node
class Cast:
    kind: CastKind
    operand: Operand
    ty: k.Ty
    explicit: bool = False
    """Written with `as` (rustc's CoercionSource::AsCast)."""


@node
class BinaryOp:
    op: BinOp
    left: Operand
    right: Operand


@node
class UnaryOp:
    op: UnOp
    operand: Operand


@node
class Discriminant:
    place: Place


@node
class ArrayAggregate:
    ty: k.Ty


@node
class TupleAggregate: ...


@node
class AdtAggregate:
    def_id: DefId
    variant: int
    args: k.GenericArgs
    user_ty: int | None = None
    active_field: int | None = None
    """Of a union."""


@node
class ClosureAggregate:
    def_id: DefId
    args: k.GenericArgs


@node
class RawPtrAggregate:
    pointee: k.Ty
    mutbl: Mutability


AggregateKind = ArrayAggregate | TupleAggregate | AdtAggregate | ClosureAggregate | RawPtrAggregate


@node
class Aggregate:
    kind: AggregateKind
    operands: tuple[Operand, ...]


@node
class CopyForDeref:
    place: Place


@node
class ThreadLocalRef:
    def_id: DefId


Rvalue = Use | Repeat | Ref | RawPtr | Len | Cast | BinaryOp | UnaryOp | Discriminant | Aggregate | CopyForDeref | ThreadLocalRef


# ---- statements ----


@node
class Assign:
    place: Place
    rvalue: Rvalue
    source_info: SourceInfo


FakeReadCause = Literal["ForMatchGuard", "ForMatchedPlace", "ForGuardBinding", "ForLet", "ForIndex"]


@node
class FakeRead:
    cause: FakeReadCause
    place: Place
    source_info: SourceInfo
    closure: DefId | None = None
    """For `ForMatchedPlace` and `ForLet`: the closure that captures the place."""


@node
class SetDiscriminant:
    place: Place
    variant: int
    source_info: SourceInfo


@node
class StorageLive:
    local: Local
    source_info: SourceInfo


@node
class StorageDead:
    local: Local
    source_info: SourceInfo


@node
class PlaceMention:
    place: Place
    source_info: SourceInfo


@node
class AscribeUserType:
    place: Place
    variance: str
    annotation: int
    """Index into `Body.user_type_annotations`."""
    projections: tuple[ProjectionElem, ...]
    source_info: SourceInfo


@node
class BackwardIncompatibleDropHint:
    """Where edition 2024 drops a temporary that 2021 keeps (for a lint)."""

    place: Place
    source_info: SourceInfo


@node
class Nop:
    source_info: SourceInfo


Statement = (
    Assign | FakeRead | SetDiscriminant | StorageLive | StorageDead | PlaceMention | AscribeUserType
    | BackwardIncompatibleDropHint | Nop
)  # fmt: skip


# ---- terminators ----


@node
class Goto:
    target: BasicBlock
    source_info: SourceInfo


@node
class SwitchInt:
    """Jumps by the value of `discr`; `otherwise` is the last target."""

    discr: Operand
    values: tuple[int, ...]
    targets: tuple[BasicBlock, ...]
    """One more than `values`."""
    source_info: SourceInfo


@node
class UnwindResume:
    source_info: SourceInfo


@node
class UnwindTerminate:
    reason: Literal["abi", "in cleanup"]
    source_info: SourceInfo


@node
class Return:
    source_info: SourceInfo


@node
class Unreachable:
    source_info: SourceInfo


Unwind = BasicBlock | Literal["continue", "unreachable", "terminate"]
"""Where a panic goes: a cleanup block (an int), on to the caller, nowhere, or abort."""


@node
class Drop:
    """Runs the destructor of `place`, then goes to `target`. `replace`: the drop of an assignment `place = value`."""

    place: Place
    target: BasicBlock
    unwind: Unwind
    replace: bool
    source_info: SourceInfo


@node
class Call:
    func: Operand
    args: tuple[Operand, ...]
    arg_spans: tuple[Span, ...]
    destination: Place
    target: BasicBlock | None
    """None: the call does not return."""
    unwind: Unwind
    call_source: Literal["overloaded operator", "match cmp", "misc", "normal", "use"]
    fn_span: Span
    source_info: SourceInfo


@node
class BoundsCheck:
    length: Operand
    index: Operand


@node
class Overflow:
    op: BinOp
    left: Operand
    right: Operand


@node
class OverflowNeg:
    operand: Operand


@node
class DivisionByZero:
    operand: Operand


@node
class RemainderByZero:
    operand: Operand


AssertMessage = BoundsCheck | Overflow | OverflowNeg | DivisionByZero | RemainderByZero


@node
class Assert:
    cond: Operand
    expected: bool
    message: AssertMessage
    target: BasicBlock
    unwind: Unwind
    source_info: SourceInfo


@node
class FalseEdge:
    """Goes to `real`; the borrow checker must consider `imaginary` as well."""

    real: BasicBlock
    imaginary: BasicBlock
    source_info: SourceInfo


@node
class FalseUnwind:
    """Goes to `real`; keeps an infinite loop's exits visible to the borrow checker."""

    real: BasicBlock
    unwind: Unwind
    source_info: SourceInfo


Terminator = (
    Goto | SwitchInt | UnwindResume | UnwindTerminate | Return | Unreachable | Drop | Call | Assert | FalseEdge | FalseUnwind
)


class BlockData:
    """A basic block under construction or done."""

    __slots__ = ("statements", "terminator", "is_cleanup")

    def __init__(self, is_cleanup: bool = False) -> None:
        self.statements: list[Statement] = []
        self.terminator: Terminator | None = None
        self.is_cleanup = is_cleanup


# ---- locals, scopes, debug information ----


@node
class VarBinding:
    """`LocalInfo::User(BindingForm::Var)`."""

    by_ref: Mutability | None
    """The binding mode: None by value, else `ref`/`ref mut`."""
    opt_ty_info: Span | None
    """The type written, if any."""
    match_place: tuple[Place | None, Span] | None
    """(place matched, if it is one; span of the scrutinee), as rustc's `opt_match_place`."""
    pat_span: Span
    introductions: tuple[tuple[Span, bool], ...] = ()


@node
class ImplicitSelf:
    """`self`, by `kind`: `imm`, `mut`, `ref imm`, `ref mut`."""

    kind: str


@node
class RefForGuard:
    """The reference to a binding that a match guard reads."""


@node
class StaticRefInfo:
    def_id: DefId
    is_thread_local: bool


@node
class ConstRefInfo:
    def_id: DefId


@node
class BlockTailTemp:
    tail_result_is_ignored: bool
    span: Span


@node
class IfThenRescopeTemp:
    if_then: Any


@node
class DerefTemp: ...


@node
class FakeBorrowTemp: ...


@node
class AggregateTemp: ...


@node
class BoringTemp: ...


LocalInfo = (
    VarBinding | ImplicitSelf | RefForGuard | StaticRefInfo | ConstRefInfo | BlockTailTemp | IfThenRescopeTemp
    | DerefTemp | FakeBorrowTemp | AggregateTemp | BoringTemp
)  # fmt: skip


class LocalDecl:
    __slots__ = ("mutbl", "ty", "user_ty", "source_info", "info", "name", "binding")

    def __init__(self, ty: k.Ty, source_info: SourceInfo, mutbl: Mutability = "mut") -> None:
        self.mutbl: Mutability = mutbl
        self.ty = ty
        self.user_ty: tuple[tuple[int, tuple[ProjectionElem, ...]], ...] = ()
        """User type annotations: (index, projections)."""
        self.source_info = source_info
        self.info: LocalInfo = BORING
        self.name: str | None = None
        """Of a user variable."""
        self.binding: Any = None
        """Its `ast.IdentPat`."""

    @property
    def is_user_variable(self) -> bool:
        return isinstance(self.info, (VarBinding, ImplicitSelf))


BORING = BoringTemp()


class ScopeData:
    """A lexical scope, for debug information, lint levels and safety."""

    __slots__ = ("span", "parent", "lint_root", "safety")

    def __init__(self, span: Span, parent: SourceScope | None, lint_root: Any = None, safety: str = "safe") -> None:
        self.span = span
        self.parent = parent
        self.lint_root = lint_root
        """The tree node whose attributes set the lint levels here."""
        self.safety = safety


@node
class VarDebugInfo:
    """A variable the user knows: its name and where it lives (a place, for closures a path into the captures)."""

    name: str
    source_info: SourceInfo
    place: Place
    argument_index: int | None = None
    binding: Any = None


@node
class UpvarInfo:
    """A captured variable as the borrow checker names it: rustc's `Upvar` of the closure."""

    capture: Any
    """`typeck.results.CapturedPlace`."""
    by_ref: bool
    mutbl: Mutability
    name: str


class Body:
    """The graph of one function, constant, static, closure or promoted."""

    __slots__ = (
        "def_id", "phase", "blocks", "locals", "arg_count", "scopes", "var_debug_info", "user_type_annotations", "span",
        "required_consts", "upvars", "spread_arg", "promoted_of", "tainted", "is_const", "memo", "coroutine",
    )  # fmt: skip

    def __init__(self, def_id: DefId, span: Span) -> None:
        self.def_id = def_id
        self.phase: Phase = "built"
        self.blocks: list[BlockData] = []
        self.locals: list[LocalDecl] = []
        """0: the return place; 1 to arg_count: the arguments; then variables and temporaries."""
        self.arg_count = 0
        self.scopes: list[ScopeData] = []
        self.var_debug_info: list[VarDebugInfo] = []
        self.user_type_annotations: list[Any] = []
        """`typeck.results.UserTy` or `UserArgs`."""
        self.span = span
        self.required_consts: list[Constant] = []
        self.upvars: tuple[UpvarInfo, ...] = ()
        self.spread_arg: Local | None = None
        """The argument that is a tuple spread over the call's arguments (rust-call)."""
        self.promoted_of: DefId | None = None
        self.tainted = False
        self.is_const = False
        """A constant, static or promoted: not a function."""
        self.memo: dict[str, Any] = {}
        """Facts computed once about this body (predecessors, dominators, …)."""
        self.coroutine: Any = None


def successors(terminator: Terminator) -> tuple[BasicBlock, ...]:
    """Every block that may come next, unwinding included, in rustc's order."""
    match terminator:
        case Goto():
            return (terminator.target,)
        case SwitchInt():
            return terminator.targets
        case Drop() | Assert():
            return (terminator.target, *_cleanup(terminator.unwind))
        case Call():
            target = () if terminator.target is None else (terminator.target,)
            return (*target, *_cleanup(terminator.unwind))
        case FalseEdge():
            return (terminator.real, terminator.imaginary)
        case FalseUnwind():
            return (terminator.real, *_cleanup(terminator.unwind))
        case UnwindResume() | UnwindTerminate() | Return() | Unreachable():
            return ()


def _cleanup(unwind: Unwind) -> tuple[BasicBlock, ...]:
    return () if isinstance(unwind, str) else (unwind,)
