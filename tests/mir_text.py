"""Reads a subset of rustc's printed MIR (scalars, tuples, arrays, references) into bodies, so that the interpreter's
compiler can be tested without a front end."""

from __future__ import annotations

import re
from typing import Any

from rustmem.mir import body as mir
from rustmem.source.index import BasicBlock, DefId, Local, SourceScope
from rustmem.source.span import DUMMY_SP
from rustmem.ty import intern

INFO = mir.SourceInfo(DUMMY_SP, SourceScope(0))


class Reader:
    def __init__(self, tcx: Any) -> None:
        self.tcx = tcx
        self.functions: dict[str, int] = {}
        self.bodies: dict[int, mir.Body] = {}

    def read(self, text: str) -> None:
        chunks = re.findall(r"^fn (\w+)\((.*?)\) -> (.*?) \{\n(.*?)^\}", text, re.S | re.M)
        for i, (name, *_) in enumerate(chunks):
            self.functions[name] = 100 + i
        for name, args, ret, inside in chunks:
            self.bodies[self.functions[name]] = self.body(DefId(self.functions[name]), args, ret, inside)

    def ty(self, text: str) -> Any:
        text = text.strip()
        if text in intern.PRIMITIVES:
            return intern.PRIMITIVES[text]
        if text.startswith("&mut "):
            return self.tcx.ref(intern.RE_ERASED, self.ty(text[5:]), "mut")
        if text.startswith("&"):
            return self.tcx.ref(intern.RE_ERASED, self.ty(text[1:]), "not")
        if text.startswith("["):
            elem, _, n = text[1:-1].rpartition("; ")
            return self.tcx.array(self.ty(elem), int(n)) if elem else self.tcx.slice(self.ty(n))
        if text.startswith("("):
            return self.tcx.tuple(tuple(self.ty(t) for t in split(text[1:-1])))
        if text == "!":
            return intern.NEVER
        raise ValueError(text)

    def body(self, def_id: DefId, args: str, ret: str, inside: str) -> mir.Body:
        body = mir.Body(def_id, DUMMY_SP)
        decls: dict[int, Any] = {0: self.ty(ret)}
        for arg in split(args):
            local, _, ty = arg.partition(": ")
            decls[int(local[1:])] = self.ty(ty)
            body.arg_count += 1
        for local, ty in re.findall(r"let (?:mut )?_(\d+): (.*);", inside):
            decls[int(local)] = self.ty(ty)
        body.locals = [mir.LocalDecl(decls.get(i, intern.UNIT), INFO) for i in range(max(decls) + 1)]
        for _, cleanup, lines in re.findall(r"^    bb(\d+)( \(cleanup\))?: \{\n(.*?)^    \}", inside, re.S | re.M):
            block = mir.BlockData(bool(cleanup))
            for line in lines.strip().split("\n"):
                self.line(block, line.strip().rstrip(";"))
            body.blocks.append(block)
        return body

    def line(self, block: mir.BlockData, line: str) -> None:
        if m := re.match(r"goto -> bb(\d+)", line):
            block.terminator = mir.Goto(BasicBlock(int(m[1])), INFO)
        elif m := re.match(r"switchInt\((.*)\) -> \[(.*)\]", line):
            arms = [a.split(": ") for a in m[2].split(", ")]
            values = tuple(int(a) for a, _ in arms[:-1])
            block.terminator = mir.SwitchInt(self.operand(m[1]), values, tuple(BasicBlock(int(b[2:])) for _, b in arms), INFO)
        elif line in ("return", "unreachable", "resume"):
            block.terminator = {"return": mir.Return, "unreachable": mir.Unreachable, "resume": mir.UnwindResume}[line](INFO)
        elif m := re.match(r'assert\((!?)(.*?), "(.*?)"(.*)\) -> \[success: bb(\d+), unwind(.*)\]', line):
            ops = [self.operand(o) for o in split(m[4].removeprefix(", "))]
            message: Any
            if m[3].startswith("index"):
                message = mir.BoundsCheck(*ops)
            elif "divide `{}` by zero" in m[3]:
                message = mir.DivisionByZero(ops[0])
            elif "remainder" in m[3] and "zero" in m[3]:
                message = mir.RemainderByZero(ops[0])
            elif "negate" in m[3]:
                message = mir.OverflowNeg(ops[0])
            else:
                op = next(
                    n
                    for s, n in {"+": "Add", "-": "Sub", "*": "Mul", "/": "Div", "%": "Rem", "<<": "Shl", ">>": "Shr"}.items()
                    if f" {s} " in m[3]
                )
                message = mir.Overflow(op, *ops[:2])  # type: ignore[arg-type]
            block.terminator = mir.Assert(self.operand(m[2]), not m[1], message, BasicBlock(int(m[5])), "continue", INFO)
        elif m := re.match(r"(.*?) = (\w+)\((.*)\) -> \[return: bb(\d+), unwind(.*)\]", line):
            func = mir.Constant(DUMMY_SP, mir.ValueConst(None, self.tcx.fn_def(DefId(self.functions[m[2]]), ())))
            args = tuple(self.operand(a) for a in split(m[3]))
            unwind: Any = "continue" if "bb" not in m[5] else int(m[5].split("bb")[1])
            block.terminator = mir.Call(func, args, (), self.place(m[1]), BasicBlock(int(m[4])), unwind, "normal", DUMMY_SP, INFO)
        elif m := re.match(r"Storage(Live|Dead)\(_(\d+)\)", line):
            block.statements.append((mir.StorageLive if m[1] == "Live" else mir.StorageDead)(Local(int(m[2])), INFO))
        else:
            place, _, rvalue = line.partition(" = ")
            block.statements.append(mir.Assign(self.place(place), self.rvalue(rvalue), INFO))

    def rvalue(self, text: str) -> Any:
        if m := re.match(r"&(mut )?(\S+)$", text):
            return mir.Ref(intern.RE_ERASED, "mut" if m[1] else "shared", self.place(m[2]))
        if m := re.match(r"(\w+)\((.*)\)$", text):
            ops = [self.operand(o) for o in split(m[2])]
            if m[1] in ("Not", "Neg", "PtrMetadata"):
                return mir.UnaryOp(m[1], ops[0])  # type: ignore[arg-type]
            return mir.BinaryOp(m[1], *ops)  # type: ignore[arg-type]
        if m := re.match(r"(.*) as (.*) \((\w+)\)$", text):
            return mir.Cast(m[3], self.operand(m[1]), self.ty(m[2]))  # type: ignore[arg-type]
        if m := re.match(r"\[(.*); (\d+)\]$", text):
            return mir.Repeat(self.operand(m[1]), self.tcx.const_value(intern.USIZE, int(m[2])))
        if text.startswith(("[", "(")):
            ops = [self.operand(o) for o in split(text[1:-1])]
            kind = mir.TupleAggregate() if text[0] == "(" else mir.ArrayAggregate(self.tcx.bool)
            return mir.Aggregate(kind, tuple(ops))
        return mir.Use(self.operand(text))

    def operand(self, text: str) -> Any:
        if text.startswith("const "):
            text = text[6:]
            if text in ("true", "false"):
                return mir.Constant(DUMMY_SP, mir.ValueConst(text == "true", intern.BOOL))
            if text.endswith(("::MIN", "::MAX")):
                ty = intern.INTS[text[:-5]]
                lo = -(1 << (ty.bits - 1)) if ty.signed else 0
                value = lo if text.endswith("MIN") else lo + (1 << ty.bits) - 1
                return mir.Constant(DUMMY_SP, mir.ValueConst(value, ty))
            value, _, name = text.rpartition("_")
            return mir.Constant(DUMMY_SP, mir.ValueConst(int(value), intern.INTS[name]))
        kind, _, place = text.partition(" ")
        return (mir.Copy if kind == "copy" else mir.Move)(self.place(place))

    def place(self, text: str) -> mir.Place:
        if text.endswith("]"):
            base, _, index = text[:-1].rpartition("[")
            return self.place(base).project(mir.Index(Local(int(index[1:]))))
        if text.startswith("(*"):
            return self.place(text[2:-1]).deref()
        if text.startswith("("):
            base, _, rest = text[1:-1].partition(": ")
            head, _, field = base.rpartition(".")
            return self.place(head).project(mir.Field(int(field), self.ty(rest)))
        return mir.Place(Local(int(text[1:])))


def split(text: str) -> list[str]:
    parts, depth, at = [], 0, 0
    for i, c in enumerate(text):
        depth += (c in "([") - (c in ")]")
        if c == "," and not depth:
            parts.append(text[at:i].strip())
            at = i + 1
    parts.append(text[at:].strip())
    return [p for p in parts if p]
