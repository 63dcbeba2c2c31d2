"""What constants, statics and `const fn` may not do: rustc's `rustc_const_eval::check_consts`.

Calls of functions that are not const (E0015), destructors (E0493), and borrows that escape into the final value
(E0492, E0764). Where rustc's words depend on which library impls are const, the construct is not modelled.
"""

from __future__ import annotations

import os
from functools import lru_cache
from typing import Any

from rustmem.mir import body as m
from rustmem.mir import visit as v
from rustmem.mir.place_ty import operand_ty, place_ty
from rustmem.mir.promote import Validator, collect, const_has, is_const_fn
from rustmem.mir.traversal import reverse_postorder, successor_lists
from rustmem.mir.type_facts import needs_drop
from rustmem.source.diag import Diag, error
from rustmem.source.index import BasicBlock, DefId
from rustmem.source.span import Span
from rustmem.traits.queries import is_freeze
from rustmem.ty import kind as k
from rustmem.ty.print import FmtPrinter

KINDS = {"const": "constants", "inline const": "constants", "static": "statics", "const fn": "constant functions"}
_CONST_TRAITS = frozenset(
    "from into default clone eq partial_ord Ord add sub mul div rem neg not bitand bitor bitxor shl shr add_assign sub_assign "
    "mul_assign div_assign rem_assign bitand_assign bitor_assign bitxor_assign shl_assign shr_assign index index_mut deref "
    "deref_mut Try branch".split()
)
"""Lang items and diagnostic items of traits some of whose library impls are const."""


@lru_cache(maxsize=1)
def const_unstable() -> frozenset[tuple[str, str]]:
    """(type, function) of what is const in the library, but not stably."""
    found: set[tuple[str, str]] = set()
    with open(f"{os.path.dirname(os.path.dirname(__file__))}/std/const_unstable.txt", encoding="utf-8") as lines:
        for line in lines:
            head, _, names = line.partition(":")
            found.update((head, name) for name in names.split())
    return frozenset(found)


def const_kind(tcx: Any, def_id: DefId) -> str | None:
    """In which kind of constant context a body is."""
    kind = tcx.def_kind(def_id)
    if kind in ("const", "assoc const", "anon const", "inline const"):
        return "inline const" if kind == "inline const" else "const"
    if kind == "static":
        return "static"
    if kind in ("fn", "assoc fn") and is_const_fn(tcx, def_id):
        return "const fn"
    return None


def check_consts(tcx: Any, body: m.Body, kind: str) -> bool:
    """Reports what a body in a constant context may not do; whether it is fine. `kind`: a key of `KINDS`."""
    checker = ConstChecker(tcx, body, kind)
    checker.check()
    return not checker.primary and not checker.secondary and not checker.given_up


class ConstChecker:
    """Checks one body."""

    def __init__(self, tcx: Any, body: m.Body, kind: str) -> None:
        self.tcx = tcx
        self.body = body
        self.kind = kind
        self.param_env = tcx.param_env(tcx.typeck_root(body.def_id))
        self.primary: list[Diag] = []
        self.secondary: list[Diag] = []
        """Shown only if nothing else is wrong."""
        self.said: set[tuple[str, Span]] = set()
        self.given_up = False
        self.printer = FmtPrinter(tcx)

    def check(self) -> None:
        if not self.worth_it():
            return
        drops = DropState(self)
        for block in reverse_postorder(self.body):
            data = self.body.blocks[block]
            if data.is_cleanup:
                continue
            state = drops.entry[block]
            for statement in data.statements:
                if type(statement) is m.Assign:
                    self.borrow(statement)
                state = drops.statement(state, statement)
            terminator = data.terminator
            if type(terminator) is m.Call:
                self.call(terminator)
            elif type(terminator) is m.Drop:
                self.drop(terminator, state)
        for diag in self.primary or self.secondary:
            self.tcx.emit(diag, self.body.def_id)

    def worth_it(self) -> bool:
        """Most constants are a value alone."""
        for data in self.body.blocks:
            if type(data.terminator) in (m.Call, m.Drop):
                return True
            for statement in data.statements:
                if type(statement) is m.Assign and type(statement.rvalue) in (m.Ref, m.RawPtr):
                    return True
        return False

    # -- calls --

    def call(self, call: m.Call) -> None:
        ty = operand_ty(self.body.locals, self.tcx, call.func)
        span = call.fn_span
        if type(ty) is k.FnPtrTy:
            self.primary.append(error(f"function pointer calls are not allowed in {KINDS[self.kind]}", span))
            return
        if type(ty) is not k.FnDefTy:
            return
        parent = self.tcx.parent(ty.def_id)
        if parent is not None and self.tcx.def_kind(parent) == "trait":
            self.trait_call(call, ty, parent)
            return
        if not self.tcx.is_local(ty.def_id) and self.is_formatting(self.owner_name(parent), self.tcx.item_name(ty.def_id)):
            self.report("cannot call non-const formatting macro in {}", span)
            return
        if is_const_fn(self.tcx, ty.def_id):
            return
        if self.tcx.def_kind(ty.def_id) not in ("fn", "assoc fn"):
            return
        self.function_call(ty, parent, span)

    def function_call(self, ty: k.FnDefTy, parent: DefId | None, span: Span) -> None:
        tcx = self.tcx
        local = tcx.is_local(ty.def_id)
        name = tcx.item_name(ty.def_id)
        if not local and (self.owner_name(parent), name) in const_unstable():
            self.give_up("a function that is not stably const", span)
            return
        associated = tcx.def_kind(ty.def_id) == "assoc fn"
        kind = self.associated_kind(ty.def_id) if associated else "function"
        path = self.printer.value_path(ty.def_id, ty.args)
        diag = self.report(f"cannot call non-const {kind} `{path}` in {{}}", span, finish=False)
        if diag is None:
            return
        if not associated:
            if local:
                diag.span_note(tcx.def_span(ty.def_id), f"function `{name}` is not const")
            else:
                diag.not_modelled("a position in the library")
        self.finish(diag)

    def is_formatting(self, owner: str, name: str) -> bool:
        """Whether a library function is one that `format_args!` calls and that is not const."""
        return owner == "Argument" or owner == "Arguments" and name in ("new", "from_str_nonconst")

    def associated_kind(self, def_id: DefId) -> str:
        return "method" if self.tcx.associated_item(def_id).has_self else "associated function"

    def owner_name(self, parent: DefId | None) -> str:
        """The name of the type whose inherent impl `parent` is."""
        if parent is None or self.tcx.def_kind(parent) != "impl":
            return ""
        self_ty = self.tcx.type_of(parent)
        if type(self_ty) is k.AdtTy:
            return str(self.tcx.item_name(self_ty.def_id))
        names: dict[type, str] = {k.SliceTy: "slice", k.ArrayTy: "array", k.StrTy: "str", k.BoolTy: "bool", k.RawPtrTy: "pointer"}
        return names.get(type(self_ty)) or str(getattr(self_ty, "name", ""))

    def trait_call(self, call: m.Call, ty: k.FnDefTy, trait: DefId) -> None:
        tcx, span = self.tcx, call.fn_span
        self_ty = ty.args[0]
        if span.is_desugaring("ForLoop"):
            self.report(f"cannot use `for` loop on `{self.printer.arg(self_ty)}` in {{}}", span)
            return
        if tcx.lang_item("fn") == trait or tcx.lang_item("fn_mut") == trait or tcx.lang_item("fn_once") == trait:
            diag = self.report("cannot call non-const closure in {}", span, finish=False)
            if diag is not None:
                if type(self_ty) is k.ClosureTy:
                    diag.note("closures need an RFC before allowed to be called in " + KINDS[self.kind])
                else:
                    diag.not_modelled("a bound that would help")
                self.finish(diag)
            return
        if call.call_source == "match cmp" or span.is_desugaring("QuestionMark"):
            self.give_up("this operation in a constant", span)
            return
        local_impl = type(self_ty) is k.AdtTy and tcx.is_local(self_ty.def_id)
        maybe_const = not tcx.is_local(trait) and self.is_const_trait(trait)
        string_from = tcx.item_name(trait) == "From" and self.is_string(self_ty)
        if maybe_const and not local_impl and type(self_ty) is not k.ParamTy and not string_from:
            self.give_up("a call of a trait that is const for some types", span)
            return
        if call.call_source == "overloaded operator":
            diag = self.report("cannot call non-const operator in {}", span, finish=False)
            if diag is not None:
                found = self.local_impl(trait, self_ty)
                if found is None:
                    diag.not_modelled("where the operator is defined")
                else:
                    diag.span_note(tcx.def_span(found), "impl defined here, but it is not `const`")
                self.finish(diag)
            return
        path = self.printer.value_path(ty.def_id, ty.args)
        diag = self.report(f"cannot call non-const {self.associated_kind(ty.def_id)} `{path}` in {{}}", span, finish=False)
        if diag is not None:
            if not (maybe_const and (local_impl or string_from)):
                diag.not_modelled("why the trait is not const")
            self.finish(diag)

    def is_const_trait(self, trait: DefId) -> bool:
        tcx = self.tcx
        if any(tcx.lang_item(name) == trait for name in _CONST_TRAITS):
            return True
        return tcx.item_name(trait) in (
            "From",
            "Into",
            "Default",
            "Clone",
            "AsRef",
            "Borrow",
            "TryFrom",
            "TryInto",
            "PartialOrd",
            "Ord",
        )

    def is_string(self, ty: Any) -> bool:
        return type(ty) is k.AdtTy and self.tcx.is_lang_item(ty.def_id, "String")

    def local_impl(self, trait: DefId, self_ty: Any) -> DefId | None:
        if type(self_ty) is not k.AdtTy:
            return None
        impls = self.tcx.trait_impls_of(trait).by_type.get(self_ty.def_id, ())
        mine = [impl for impl in impls if self.tcx.is_local(impl)]
        return mine[0] if len(mine) == 1 else None

    # -- reporting --

    def report(self, words: str, span: Span, finish: bool = True) -> Diag | None:
        """An E0015, once at each place."""
        message = words.replace("{}", KINDS[self.kind])
        if (message, span) in self.said:
            return None
        self.said.add((message, span))
        diag = error(message, span, "E0015")
        self.primary.append(diag)
        if finish:
            self.finish(diag)
        return diag

    def finish(self, diag: Diag) -> None:
        diag.note(f"calls in {KINDS[self.kind]} are limited to constant functions, tuple structs and tuple variants")
        if self.kind == "static":
            diag.note("consider wrapping this expression in `std::sync::LazyLock::new(|| ...)`")

    def give_up(self, what: str, span: Span) -> None:
        self.given_up = True
        self.tcx.unsupported(what, span, self.body.def_id)

    # -- destructors --

    def drop(self, drop: m.Drop, state: int) -> None:
        place = drop.place
        ty = place_ty(self.body.locals, self.tcx, place)
        dropped = bool(state >> place.local & 1) if not place.projection else needs_drop(self.tcx, self.param_env, ty)
        if not dropped:
            return
        decl = self.body.locals[place.local].source_info.span
        diag = error(f"destructor of `{self.printer.arg(ty)}` cannot be evaluated at compile-time", decl, "E0493")
        diag.label(decl, f"the destructor for this type cannot be evaluated in {KINDS[self.kind]}")
        diag.label(drop.source_info.span, "value is dropped here")
        self.primary.append(diag)

    # -- borrows --

    def borrow(self, statement: m.Assign) -> None:
        rvalue = statement.rvalue
        if type(rvalue) is m.Ref:
            mutable = rvalue.kind not in ("shared", "fake shallow", "fake deep")
        elif type(rvalue) is m.RawPtr:
            mutable = rvalue.mutbl == "mut"
        else:
            return
        place = rvalue.place
        if self.kind == "const fn" or any(type(e) is m.Deref for e in place.projection) or self.is_transient(place.local):
            return
        span = statement.source_info.span
        if mutable:
            ty = place_ty(self.body.locals, self.tcx, place)
            empty = type(ty) is k.ArrayTy and type(ty.length) is k.ValueConst and ty.length.value == 0
            if not empty and not self.is_static_mut():
                self.secondary.append(
                    self.escaping("mutable borrows", "this mutable borrow refers to such a temporary", span, "E0764")
                )
        elif self.has_interior_mutability(place):
            label = "this borrow of an interior mutable value refers to such a temporary"
            self.secondary.append(self.escaping("interior mutable shared borrows", label, span, "E0492"))

    def is_static_mut(self) -> bool:
        return self.kind == "static" and getattr(self.tcx.hir(self.body.def_id), "mutbl", "not") == "mut"

    def escaping(self, what: str, label: str, span: Span, code: str) -> Diag:
        diag = error(
            f"{what} of temporaries that have their lifetime extended until the end of the program are not allowed", span, code
        )
        diag.label(span, label)
        diag.note("temporaries in constants and statics can have their lifetime extended until the end of the program")
        diag.note("to avoid accidentally creating global mutable state, such temporaries must be immutable")
        return diag.help(
            "if you really want global mutable state, try replacing the temporary by an interior mutable `static` or a `static mut`"
        )

    def is_transient(self, local: int) -> bool:
        """Whether the local's storage surely ends before the constant is done."""
        for data in self.body.blocks:
            for statement in data.statements:
                if type(statement) is m.StorageDead and statement.local == local:
                    return True
        return False

    def has_interior_mutability(self, place: m.Place) -> bool:
        ty = place_ty(self.body.locals, self.tcx, place)
        if is_freeze(self.tcx, self.param_env, ty):
            return False
        temps, _ = collect(self.body)
        return Validator(self.tcx, self.body, temps, self.param_env, self.kind).place_has("interior mutability", place)


class DropState:
    """Which locals may hold a value that needs dropping, by what was assigned to them (rustc's `NeedsDrop` qualif)."""

    def __init__(self, checker: ConstChecker) -> None:
        self.checker = checker
        self.tcx = checker.tcx
        body = self.body = checker.body
        self.borrowed = 0
        nexts = successor_lists(body)
        self.entry = [0] * len(body.blocks)
        seen = [False] * len(body.blocks)
        for arg in range(1, body.arg_count + 1):
            if self.type_needs(body.locals[arg].ty):
                self.entry[0] |= 1 << arg
        work = [BasicBlock(0)]
        seen[0] = True
        while work:
            block = work.pop()
            state = self.entry[block]
            data = body.blocks[block]
            for statement in data.statements:
                state = self.statement(state, statement)
            state = self.terminator(state, data.terminator)
            for target in nexts[block]:
                joined = self.entry[target] | state
                if joined != self.entry[target] or not seen[target]:
                    self.entry[target] = joined
                    seen[target] = True
                    work.append(target)

    def type_needs(self, ty: k.Ty) -> bool:
        return needs_drop(self.tcx, self.checker.param_env, ty)

    def statement(self, state: int, statement: m.Statement) -> int:
        if type(statement) is m.StorageDead:
            return state & ~(1 << statement.local)
        if type(statement) is not m.Assign:
            return state
        needs = self.rvalue(state, statement.rvalue)
        state = self.assign(state, statement.place, needs)
        rvalue = statement.rvalue
        if type(rvalue) is m.Ref and rvalue.kind not in ("fake shallow", "fake deep") and rvalue.kind != "shared":
            self.borrowed |= 1 << rvalue.place.local
        cleared = [0]

        def moved(place: m.Place, context: int) -> None:
            if context == v.MOVE and not place.projection and not self.borrowed >> place.local & 1:
                cleared[0] |= 1 << place.local

        v.visit_rvalue(rvalue, moved)
        return state & ~cleared[0]

    def assign(self, state: int, place: m.Place, needs: bool) -> int:
        if any(type(e) is m.Deref for e in place.projection):
            return state
        return state | 1 << place.local if needs else state

    def terminator(self, state: int, terminator: Any) -> int:
        if type(terminator) is m.Call:
            for operand in terminator.args:
                if type(operand) is m.Move and not operand.place.projection and not self.borrowed >> operand.place.local & 1:
                    state &= ~(1 << operand.place.local)
            ty = place_ty(self.body.locals, self.tcx, terminator.destination)
            return self.assign(state, terminator.destination, self.type_needs(ty))
        return state

    def operand(self, state: int, operand: m.Operand) -> bool:
        if type(operand) is m.Constant:
            if not self.type_needs(operand.ty):
                return False
            const = operand.const
            return not (
                type(const) is m.UnevaluatedConst and const.promoted is None and not const_has(self.tcx, const.def_id, "drop")
            )
        place: m.Place = operand.place  # type: ignore[union-attr]
        ty = place_ty(self.body.locals, self.tcx, place)
        return self.type_needs(ty) and (bool(state >> place.local & 1) or any(type(e) is m.Deref for e in place.projection))

    def rvalue(self, state: int, rvalue: m.Rvalue) -> bool:
        match rvalue:
            case m.Use() | m.Repeat() | m.Cast():
                return self.operand(state, rvalue.operand)
            case m.Aggregate():
                kind = rvalue.kind
                if type(kind) is m.AdtAggregate and self.tcx.adt_destructor(kind.def_id) is not None:
                    return True
                return any(self.operand(state, o) for o in rvalue.operands)
            case _:
                pass
        return False
