"""MIR as text, as rustc prints it (`rustc_middle::mir::pretty`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rustmem.mir import body as m
from rustmem.source.index import SourceScope
from rustmem.ty import kind as k
from rustmem.ty.print import FmtPrinter

_VARIANCES = {"covariant": "+", "invariant": "o", "contravariant": "-", "bivariant": "*"}
_BORROWS = {"shared": "", "fake shallow": "fake shallow ", "fake deep": "fake "}


def mir_text(tcx: Any, body: m.Body, promoted: tuple[m.Body, ...] = ()) -> str:
    """The whole body, then its promoteds."""
    parts = [Printer(tcx, body).body()]
    for index, each in enumerate(promoted):
        parts.append(Printer(tcx, each, index).body())
    return "\n".join(parts)


class Printer:
    """Prints one body."""

    def __init__(self, tcx: Any, body: m.Body, promoted_index: int | None = None) -> None:
        self.tcx = tcx
        self.mir = body
        self.promoted_index = promoted_index
        self.types = FmtPrinter(tcx)

    def ty(self, ty: k.Ty) -> str:
        return self.types.arg(ty)

    def path(self, def_id: Any, args: k.GenericArgs = ()) -> str:
        return self.types.value_path(def_id, args)

    # -- the body --

    def body(self) -> str:
        lines = [self.head() + " {"]
        lines += self.scope_tree()
        for index, data in enumerate(self.mir.blocks):
            lines.append("")
            lines.append(f"    bb{index}{' (cleanup)' if data.is_cleanup else ''}: {{")
            for statement in data.statements:
                lines.append(f"        {self.statement(statement)};")
            if data.terminator is not None:
                lines.append(f"        {self.terminator(data.terminator)};")
            lines.append("    }")
        lines.append("}")
        return "\n".join(lines) + "\n"

    def head(self) -> str:
        mir = self.mir
        name = self.path(mir.def_id)
        result = self.ty(mir.locals[0].ty)
        if self.promoted_index is not None:
            return f"const {name}::promoted[{self.promoted_index}]: {result} ="
        if mir.is_const:
            kind = "static" if self.tcx.def_kind(mir.def_id) == "static" else "const"
            return f"{kind} {name}: {result} ="
        args = ", ".join(f"_{i}: {self.ty(mir.locals[i].ty)}" for i in range(1, mir.arg_count + 1))
        return f"fn {name}({args}) -> {result}"

    def scope_tree(self) -> list[str]:
        mir = self.mir
        children: dict[SourceScope | None, list[int]] = {}
        for index, data in enumerate(mir.scopes):
            children.setdefault(data.parent, []).append(index)
        lines: list[str] = []

        def scope(index: int, depth: int) -> None:
            pad = "    " * depth
            for info in mir.var_debug_info:
                if info.source_info.scope == index:
                    lines.append(f"{pad}debug {info.name} => {self.place(info.place)};")
            for local, decl in enumerate(mir.locals):
                if decl.source_info.scope == index and not 0 < local <= mir.arg_count:
                    mut = "mut " if decl.mutbl == "mut" else ""
                    users = "".join(f" as UserType({base})" for base, _ in decl.user_ty)
                    lines.append(f"{pad}let {mut}_{local}: {self.ty(decl.ty)}{users};")
            for child in children.get(SourceScope(index), ()):
                lines.append(f"{pad}scope {child} {{")
                scope(child, depth + 1)
                lines.append(f"{pad}}}")

        scope(0, 1)
        return _without_empty_scopes(lines)

    # -- places and operands --

    def place(self, place: m.Place) -> str:
        text = f"_{place.local}"
        for elem in place.projection:
            match elem:
                case m.Deref():
                    text = f"(*{text})"
                case m.Field():
                    text = f"({text}.{elem.index}: {self.ty(elem.ty)})"
                case m.Downcast():
                    text = f"({text} as {elem.name})"
                case m.Index():
                    text = f"{text}[_{elem.local}]"
                case m.ConstantIndex():
                    text = f"{text}[{'-' if elem.from_end else ''}{elem.offset} of {elem.min_length}]"
                case m.Subslice():
                    text += self.subslice(elem)
                case m.OpaqueCast():
                    text = f"({text} as {self.ty(elem.ty)})"
        return text

    def subslice(self, elem: m.Subslice) -> str:
        if not elem.from_end:
            return f"[{elem.lo}..{elem.hi}]"
        hi = f"-{elem.hi}" if elem.hi else ""
        lo = "" if elem.lo == 0 and elem.hi else str(elem.lo)
        return f"[{lo}:{hi}]"

    def operand(self, operand: m.Operand) -> str:
        if type(operand) is m.Constant:
            return self.constant(operand)
        return f"{operand.kind} {self.place(operand.place)}"  # type: ignore[union-attr]

    def constant(self, constant: m.Constant) -> str:
        const = constant.const
        if isinstance(const, m.ValueConst) and type(const.ty) is k.FnDefTy:
            return self.path(const.ty.def_id, const.ty.args)
        return f"const {self.const_value(const)}"

    def const_value(self, const: Any) -> str:
        if isinstance(const, m.StaticRef):
            return f"{{static {self.path(const.def_id)}: {self.ty(const.ty)}}}"
        if isinstance(const, m.TyConst):
            if type(const.const) is k.ValueConst:
                return self.value(const.const.value, const.ty)
            return self.types.arg(const.const)
        if isinstance(const, m.UnevaluatedConst):
            name = self.path(const.def_id, const.args)
            return name if const.promoted is None else f"{name}::promoted[{const.promoted}]"
        return self.value(const.value, const.ty)

    def value(self, value: Any, ty: k.Ty) -> str:
        if type(ty) is k.IntTy:
            bits = ty.bits
            if ty.signed and value == -(1 << (bits - 1)):
                return f"{ty.name}::MIN"
            if value == (1 << (bits - (1 if ty.signed else 0))) - 1:
                return f"{ty.name}::MAX"
            return f"{value}_{ty.name}"
        if type(ty) is k.BoolTy:
            return "true" if value else "false"
        if type(ty) is k.CharTy:
            return _quoted(value if isinstance(value, str) else chr(value), "'")
        if type(ty) is k.FloatTy:
            return f"{value:.{_DIGITS[ty.bits]}g}{ty.name}"
        if isinstance(value, str):
            return _quoted(value, '"')
        if isinstance(value, bytes):
            return 'b"' + "".join(_BYTES.get(b) or (chr(b) if 32 <= b < 127 else f"\\x{b:02x}") for b in value) + '"'
        if type(ty) is k.TupleTy and not ty.elems:
            return "()"
        if type(ty) is k.TupleTy:
            return "(" + ", ".join(self.value(v, e) for v, e in zip(value, ty.elems)) + ")"
        return f"<{self.ty(ty)}>" if value is None else repr(value)

    # -- rvalues --

    def rvalue(self, r: m.Rvalue) -> str:
        match r:
            case m.Use():
                return self.operand(r.operand)
            case m.Repeat():
                return f"[{self.operand(r.operand)}; {self.types.arg(r.count)}]"
            case m.Ref():
                return f"&{_BORROWS.get(r.kind, 'mut ')}{self.place(r.place)}"
            case m.RawPtr():
                kind = "const (fake)" if r.fake else "const" if r.mutbl == "not" else "mut"
                return f"&raw {kind} {self.place(r.place)}"
            case m.Len():
                return f"Len({self.place(r.place)})"
            case m.Cast():
                return f"{self.operand(r.operand)} as {self.ty(r.ty)} ({cast_name(r)})"
            case m.BinaryOp():
                return f"{r.op}({self.operand(r.left)}, {self.operand(r.right)})"
            case m.UnaryOp():
                return f"{r.op}({self.operand(r.operand)})"
            case m.Discriminant():
                return f"discriminant({self.place(r.place)})"
            case m.CopyForDeref():
                return f"deref_copy {self.place(r.place)}"
            case m.ThreadLocalRef():
                return f"&/*tls*/ {self.path(r.def_id)}"
            case m.Aggregate():
                return self.aggregate(r)

    def aggregate(self, r: m.Aggregate) -> str:
        operands = [self.operand(o) for o in r.operands]
        kind = r.kind
        match kind:
            case m.ArrayAggregate():
                return "[" + ", ".join(operands) + "]"
            case m.TupleAggregate():
                return _tuple(operands)
            case m.AdtAggregate():
                return self.adt(kind, operands)
            case m.ClosureAggregate():
                names = self.upvar_names(kind.def_id)
                fields = ", ".join(f"{n}: {o}" for n, o in zip(names, operands))
                name = self.ty(self.tcx.closure(kind.def_id, kind.args))
                return f"{name} {{ {fields} }}" if operands else name
            case m.RawPtrAggregate():
                return f"*{'const' if kind.mutbl == 'not' else 'mut'} {self.ty(kind.pointee)} from {_tuple(operands)}"

    def adt(self, kind: m.AdtAggregate, operands: list[str]) -> str:
        adt = self.tcx.adt_def(kind.def_id)
        variant = adt.variants[kind.variant]
        name = self.path(variant.def_id, kind.args)
        if variant.ctor_kind == "const":
            return name
        if variant.ctor_kind == "fn":
            return name + _tuple_args(operands)
        names = [f.name for f in variant.fields]
        if kind.active_field is not None:
            names = [names[kind.active_field]]
        fields = ", ".join(f"{n}: {o}" for n, o in zip(names, operands))
        return f"{name} {{ {fields} }}" if operands else name

    def upvar_names(self, closure: Any) -> list[str]:
        """The captured variables, as rustc pairs them with the captures."""
        return [variable.ident.name for variable in self.tcx.upvars_mentioned(closure)]

    # -- statements --

    def statement(self, s: m.Statement) -> str:
        match s:
            case m.Assign():
                return f"{self.place(s.place)} = {self.rvalue(s.rvalue)}"
            case m.FakeRead():
                cause = s.cause
                if cause in ("ForLet", "ForMatchedPlace"):
                    closure = "None" if s.closure is None else f"Some({self.path(s.closure)})"
                    return f"FakeRead({cause}({closure}), {self.place(s.place)})"
                return f"FakeRead({cause}, {self.place(s.place)})"
            case m.SetDiscriminant():
                return f"discriminant({self.place(s.place)}) = {s.variant}"
            case m.StorageLive():
                return f"StorageLive(_{s.local})"
            case m.StorageDead():
                return f"StorageDead(_{s.local})"
            case m.PlaceMention():
                return f"PlaceMention({self.place(s.place)})"
            case m.AscribeUserType():
                base = f"UserTypeProjection {{ base: UserType({s.annotation}), projs: [] }}"
                return f"AscribeUserType({self.place(s.place)}, {_VARIANCES[s.variance]}, {base})"
            case m.BackwardIncompatibleDropHint():
                return f"BackwardIncompatibleDropHint({self.place(s.place)})"
            case m.Nop():
                return "nop"

    # -- terminators --

    def terminator(self, t: m.Terminator) -> str:
        head = self.terminator_head(t)
        targets = list(self.labelled(t))
        if not targets:
            return head
        if len(targets) == 1 and targets[0][0] in ("", "unwind") and type(t) is not m.SwitchInt:
            label, target = targets[0]
            return f"{head} -> {'unwind ' if label and not target.startswith('bb') else ''}{target}"
        parts = []
        for label, target in targets:
            parts.append(f"{label} {target}" if label == "unwind" and not target.startswith("bb") else f"{label}: {target}")
        return f"{head} -> [{', '.join(parts)}]"

    def terminator_head(self, t: m.Terminator) -> str:
        match t:
            case m.Goto():
                return "goto"
            case m.SwitchInt():
                return f"switchInt({self.operand(t.discr)})"
            case m.UnwindResume():
                return "resume"
            case m.UnwindTerminate():
                return f"terminate({_reason(t.reason)})"
            case m.Return():
                return "return"
            case m.Unreachable():
                return "unreachable"
            case m.Drop():
                return f"drop({self.place(t.place)})"
            case m.Call():
                args = ", ".join(self.operand(a) for a in t.args)
                func = self.operand(t.func)
                return f"{self.place(t.destination)} = {func}({args})"
            case m.Assert():
                return f"assert({'' if t.expected else '!'}{self.operand(t.cond)}, {self.assert_message(t.message)})"
            case m.FalseEdge():
                return "falseEdge"
            case m.FalseUnwind():
                return "falseUnwind"

    def labelled(self, t: m.Terminator) -> Iterator[tuple[str, str]]:
        match t:
            case m.Goto():
                yield "", f"bb{t.target}"
            case m.SwitchInt():
                for value, target in zip(t.values, t.targets):
                    yield str(value), f"bb{target}"
                yield "otherwise", f"bb{t.targets[-1]}"
            case m.Drop():
                yield "return", f"bb{t.target}"
                yield from self.unwind(t.unwind)
            case m.Call():
                if t.target is not None:
                    yield "return", f"bb{t.target}"
                yield from self.unwind(t.unwind)
            case m.Assert():
                yield "success", f"bb{t.target}"
                yield from self.unwind(t.unwind)
            case m.FalseEdge():
                yield "real", f"bb{t.real}"
                yield "imaginary", f"bb{t.imaginary}"
            case m.FalseUnwind():
                yield "real", f"bb{t.real}"
                yield from self.unwind(t.unwind)
            case _:
                pass

    def unwind(self, unwind: m.Unwind) -> Iterator[tuple[str, str]]:
        if unwind == "continue":
            yield "unwind", "continue"
        elif unwind == "unreachable":
            yield "unwind", "unreachable"
        elif unwind == "terminate":
            yield "unwind", "terminate(cleanup)"
        else:
            yield "unwind", f"bb{unwind}"

    def assert_message(self, message: m.AssertMessage) -> str:
        match message:
            case m.BoundsCheck():
                text = "index out of bounds: the length is {} but the index is {}"
                return f'"{text}", {self.operand(message.length)}, {self.operand(message.index)}'
            case m.Overflow(op="Shl" | "Shr"):
                side = "left" if message.op == "Shl" else "right"
                return f'"attempt to shift {side} by `{{}}`, which would overflow", {self.operand(message.right)}'
            case m.Overflow(op="Rem"):
                both = f"{self.operand(message.left)}, {self.operand(message.right)}"
                return f'"attempt to compute the remainder of `{{}} % {{}}`, which would overflow", {both}'
            case m.Overflow():
                sign = _SIGNS[message.op]
                both = f"{self.operand(message.left)}, {self.operand(message.right)}"
                return f'"attempt to compute `{{}} {sign} {{}}`, which would overflow", {both}'
            case m.OverflowNeg():
                return f'"attempt to negate `{{}}`, which would overflow", {self.operand(message.operand)}'
            case m.DivisionByZero():
                return f'"attempt to divide `{{}}` by zero", {self.operand(message.operand)}'
            case m.RemainderByZero():
                text = "attempt to calculate the remainder of `{}` with a divisor of zero"
                return f'"{text}", {self.operand(message.operand)}'


_SIGNS = {"Add": "+", "Sub": "-", "Mul": "*", "Div": "/"}
_POINTER_CASTS = {"ReifyFnPointer": "ReifyFnPointer(Safe)", "ClosureFnPointer": "ClosureFnPointer(Safe)"}


def cast_name(r: m.Cast) -> str:
    if r.kind in ("ReifyFnPointer", "UnsafeFnPointer", "ClosureFnPointer", "MutToConstPointer", "ArrayToPointer", "Unsize"):
        name = _POINTER_CASTS.get(r.kind, r.kind)
        return f"PointerCoercion({name}, {'AsCast' if r.explicit else 'Implicit'})"
    return r.kind


def _reason(reason: str) -> str:
    return "cleanup" if reason == "in cleanup" else reason


def _tuple(operands: list[str]) -> str:
    return f"({operands[0]},)" if len(operands) == 1 else "(" + ", ".join(operands) + ")"


def _tuple_args(operands: list[str]) -> str:
    return "(" + ", ".join(operands) + ")"


def _quoted(text: str, quote: str) -> str:
    import unicodedata

    out = []
    for char in text:
        if char in ("\\", quote):
            out.append("\\" + char)
        elif char in _ESCAPES:
            out.append(_ESCAPES[char])
        elif char.isprintable() and not unicodedata.combining(char):
            out.append(char)
        else:
            out.append(f"\\u{{{ord(char):x}}}")
    return quote + "".join(out) + quote


_DIGITS = {16: 5, 32: 9, 64: 17, 128: 36}
"""Decimal digits that tell floats of so many bits apart."""
_BYTES = {10: "\\n", 9: "\\t", 13: "\\r", 34: '\\"', 39: "\\'", 92: "\\\\"}
_ESCAPES = {"\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}


def _without_empty_scopes(lines: list[str]) -> list[str]:
    """rustc leaves out scopes that declare nothing."""
    changed = True
    while changed:
        changed = False
        for index in range(len(lines) - 1):
            if lines[index].endswith("{") and lines[index + 1].strip() == "}":
                lines = lines[:index] + lines[index + 2 :]
                changed = True
                break
    return lines
