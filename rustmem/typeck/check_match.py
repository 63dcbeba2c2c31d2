"""Match checking: E0004, E0005, unreachable and irrefutable patterns (rustc_mir_build::thir::pattern::check_match)."""

from __future__ import annotations

import re
from typing import Any

from rustmem.source.diag import Diag, MultiSpan, error, warning
from rustmem.source.index import DefId
from rustmem.source.span import DUMMY_SP, Span
from rustmem.traits.queries import is_copy
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt
from rustmem.ty.print import def_path_str, ty_str
from rustmem.typeck import thir as t
from rustmem.typeck.exhaustiveness import (
    Checker,
    DPat,
    IntRange,
    Redundant,
    Single,
    Unmodelled,
    Usefulness,
    Variant,
    Wild,
    Witness,
    number_of,
)  # fmt: skip
from rustmem.typeck.witness import beyond_boundaries, text


def check_match(tcx: TyCtxt, def_id: DefId) -> None:
    """The provider of the query: checks the patterns of a body and of its closures."""
    thir = tcx.thir_body(def_id)
    if thir is None:
        return
    MatchVisitor(tcx, def_id).body(thir)
    results = tcx.typeck(tcx.typeck_root(def_id))
    if results.owner == def_id:
        for closure in results.closures:
            inner = tcx.thir_body(closure)
            if inner is not None:
                MatchVisitor(tcx, def_id).body(inner)


class MatchVisitor:
    """Walks the typed tree of one body."""

    def __init__(self, tcx: TyCtxt, owner: DefId) -> None:
        self.tcx = tcx
        self.owner = owner

    def body(self, thir: t.Thir) -> None:
        where = "closure argument" if self.tcx.def_kind(self.owner) == "closure" else "function argument"
        for param in thir.params:
            if param.pat is not None:
                self.irrefutable(param.pat, where, None)
        self.visit(thir.value)

    def visit(self, start: Any) -> None:
        """Post-order over expressions, in source order."""
        stack: list[Any] = [start]
        while stack:
            at = stack.pop()
            if isinstance(at, Later):
                at.run()
                continue
            match at:
                case t.MatchExpr():
                    stack.append(Later(lambda at=at: self.match(at)))
                case t.LetStmt():
                    stack.append(Later(lambda at=at: self.let_stmt(at)))
                case t.IfExpr():
                    self.condition(at)
                case _:
                    pass
            stack.extend(reversed(parts(at)))

    # -- match --

    def match(self, expr: t.MatchExpr) -> None:
        found = self.usefulness(
            [(arm.pattern, arm.guard is not None) for arm in expr.arms],
            expr.scrutinee.ty,
            is_valid_place(expr.scrutinee),
            expr.span,
        )
        if found is None:
            return
        if expr.source == "for":
            if found.witnesses:
                pat = inner_pattern(expr.arms[-1].pattern) if len(expr.arms) == 2 else None
                if pat is not None:
                    self.report_refutable(pat, "`for` loop binding", inner_witnesses(found.witnesses), None)
            return
        self.reachability(found, expr.arms)
        if found.witnesses:
            report_non_exhaustive(self, expr, found.witnesses)

    def usefulness(self, arms: list[tuple[t.Pat, bool]], ty: k.Ty, valid: bool, span: Span) -> Usefulness | None:
        if any(has_error(pat) for pat, _ in arms) or not all([self.ranges(pat) for pat, _ in arms]):
            return None
        for pat, _ in arms:
            self.variant_names(pat)
        checker = Checker(self.tcx)
        try:
            return checker.check(arms, ty, valid)
        except Unmodelled as e:
            self.tcx.unsupported(str(e), span, self.owner)
            return None

    def ranges(self, start: t.Pat) -> bool:
        """E0030 and E0579: ranges that hold nothing. Whether there was none."""
        sound = True
        for pat in patterns(start):
            if not isinstance(pat, t.RangePat) or pat.lo is None or pat.hi is None:
                continue
            if isinstance(pat.ty, k.FloatTy):
                self.tcx.unsupported("a range of floats in a pattern", pat.span, self.owner)
                continue
            lo, hi = number_of(pat.lo), number_of(pat.hi)
            if lo > hi or (lo == hi and not pat.inclusive):
                sound = False
                if pat.inclusive:
                    diag = error("lower bound for range pattern must be less than or equal to upper bound", pat.span, "E0030")
                    diag.label(pat.span, "lower bound larger than upper bound")
                else:
                    diag = error("lower bound for range pattern must be less than upper bound", pat.span, "E0579")
                self.tcx.emit(diag, self.owner)
        return sound

    def variant_names(self, start: t.Pat) -> None:
        """`bindings_with_variant_name`: a plain name in a pattern that is also a unit variant of the matched type."""
        for pat in patterns(start):
            if isinstance(pat, t.BindingPat) and pat.sub is not None:
                self.bindings_under(pat)
            if not isinstance(pat, t.BindingPat) or pat.sub is not None or pat.by_ref is not None or not pat.is_primary:
                continue
            ty: Any = pat.ty
            while isinstance(ty, k.RefTy):
                ty = ty.ty
            if not isinstance(ty, k.AdtTy) or self.tcx.adt_def(ty.def_id).kind != "enum":
                continue
            adt = self.tcx.adt_def(ty.def_id)
            if any(v.name == pat.name and v.ctor_kind == "const" for v in adt.variants):
                path = def_path_str(self.tcx, ty.def_id)
                diag = warning(
                    f"pattern binding `{pat.name}` is named the same as one of the variants of the type `{path}`",
                    pat.span,
                    "E0170",
                )
                diag.lint, diag.is_lint = "bindings_with_variant_name", False
                diag.suggest("to match on the variant, qualify the path", (pat.span, f"{path}::{pat.name}"))
                self.tcx.emit(diag)

    def bindings_under(self, outer: t.BindingPat) -> None:
        """`ref a @ Some(b)`: a binding that moves allows no borrow below it, one that borrows no move and no other `mut`.

        rustc's `check_borrow_conflicts_in_at_patterns`; its messages are not modelled.
        """
        moves = outer.by_ref is None and not self.is_copy(outer.var_ty)
        if outer.by_ref is None and not moves:
            return
        for inner in patterns(outer.sub):
            if not isinstance(inner, t.BindingPat):
                continue
            if moves:
                conflict = inner.by_ref is not None
            elif inner.by_ref is None:
                conflict = not self.is_copy(inner.var_ty)
            else:
                conflict = "mut" in (outer.by_ref, inner.by_ref)
            if conflict:
                self.tcx.unsupported("bindings below `@` that borrow and move", outer.span, self.owner)
                return

    def is_copy(self, ty: Any) -> bool:
        return bool(is_copy(self.tcx, self.tcx.param_env(self.tcx.typeck_root(self.owner)), ty))

    def reachability(self, found: Usefulness, arms: tuple[t.Arm, ...]) -> None:
        """Alternatives that nothing reaches, then arms (rustc's `report_arm_reachability`)."""
        for useful, redundant in zip(found.useful, found.redundant):
            if useful:
                for each in sorted(redundant, key=lambda r: r.pat.span or DUMMY_SP):
                    self.unreachable(each, None)
        for useful, redundant, arm in zip(found.useful, found.redundant, arms):
            if not useful and redundant:
                self.unreachable(redundant[0], self.with_comma(arm.span))

    def with_comma(self, arm: Span) -> Span:
        """An arm with the comma behind it, if there is one."""
        file = self.tcx.source_map.file_of(arm.hi)
        if file is None:
            return arm
        after = file.snippet(arm.hi, file.end)
        gap = len(after) - len(after.lstrip())
        return arm.with_hi(arm.hi + gap + 1) if after[gap : gap + 1] == "," else arm

    def unreachable(self, found: Redundant, whole_arm: Span | None) -> None:
        """rustc's `report_unreachable_pattern`."""
        span = found.pat.span
        if span is None:
            return
        diag = warning("unreachable pattern", span, "unreachable_patterns")
        covering = [p.span for p in found.covered_by if p.span is not None]
        if not covering:
            empty = self.first_uninhabited(found.pat)
            if empty is not None:
                diag.label(span, f"matches no values because `{ty_str(self.tcx, empty)}` is uninhabited")
            diag.note(
                "to learn more about uninhabited types, see https://doc.rust-lang.org/nomicon/exotic-sizes.html#empty-types"
            )
            if whole_arm is not None:
                diag.suggest("remove the match arm", (whole_arm, ""), style="show-code")
            self.tcx.emit(diag)
            return
        diag.label(span, "no value can reach this")
        if len(covering) == 1:
            catchall = is_catchall(found.covered_by[0])
            diag.label(covering[0], "matches any value" if catchall else "matches all the relevant values")
        else:
            shown = covering[:_COVERING_SHOWN]
            more = len(covering) - len(shown)
            last = (
                f"...and {more} other patterns collectively make this unreachable"
                if more
                else "collectively making this unreachable"
            )
            labels = (*((at, "matches some of the same values") for at in shown), (span, last))
            diag.span_note(MultiSpan((span,), labels), "multiple earlier patterns match some of the same values")
        self.tcx.emit(diag)

    def first_uninhabited(self, pat: DPat) -> k.Ty | None:
        """The outermost type in a pattern that has no values, not looking behind references."""
        checker = Checker(self.tcx)
        if checker.is_uninhabited(pat.ty):
            return pat.ty
        if isinstance(pat.ty, k.RefTy):
            return None
        return next((ty for part in pat.fields if (ty := self.first_uninhabited(part)) is not None), None)

    # -- let --

    def let_stmt(self, stmt: t.LetStmt) -> None:
        if stmt.else_block is not None:
            found = self.usefulness([(stmt.pattern, False)], stmt.pattern.ty, True, stmt.span)
            if found is not None and not found.witnesses:
                head = Span(stmt.span.lo, stmt.initializer.span.hi, stmt.span.ctxt) if stmt.initializer is not None else stmt.span
                diag = warning("irrefutable `let...else` pattern", head, "irrefutable_let_patterns")
                diag.note("this pattern will always match, so the `else` clause is useless")
                self.tcx.emit(diag.help("consider removing the `else` clause"))
            return
        self.irrefutable(stmt.pattern, "local binding", stmt)

    def irrefutable(self, pat: t.Pat, origin: str, stmt: t.LetStmt | None) -> None:
        if never_fails(pat):
            return
        found = self.usefulness([(pat, False)], pat.ty, True, pat.span)
        if found is not None and found.witnesses:
            self.report_refutable(pat, origin, found.witnesses, stmt)

    def report_refutable(self, pat: t.Pat, origin: str, witnesses: tuple[Witness, ...], stmt: t.LetStmt | None) -> None:
        """rustc's `check_binding_is_irrefutable`."""
        diag = error(f"refutable pattern in {origin}", pat.span, "E0005")
        diag.label(pat.span, not_covered(self.tcx, witnesses))
        if stmt is not None:
            diag.note('`let` bindings require an "irrefutable pattern", like a `struct` or an `enum` with only one variant')
            diag.note("for more information, visit https://doc.rust-lang.org/book/ch19-02-refutability.html")
        adt_defined_here(self.tcx, diag, pat.ty, witnesses, library_too=False)
        diag.note(f"the matched value is of type `{ty_str(self.tcx, pat.ty)}`")
        if origin.endswith("argument"):
            diag.not_modelled("whether the pattern is a function's or a closure's")
        if stmt is not None:
            self.suggest_let_else(diag, stmt, witnesses)
        self.tcx.emit(diag, self.owner)

    def suggest_let_else(self, diag: Diag, stmt: t.LetStmt, witnesses: tuple[Witness, ...]) -> None:
        if stmt.initializer is None or not isinstance(base(stmt.pattern), t.VariantPat):
            diag.not_modelled("a suggestion for a refutable `let`")
            return
        many = len(witnesses) > 1
        what = f"the variant{'s' if many else ''} that {'aren' if many else 'isn'}'t matched"
        end = self.tcx.source_map.snippet(Span(stmt.span.hi - 1, stmt.span.hi))
        at = Span(stmt.span.hi - 1, stmt.span.hi - 1) if end == ";" else stmt.span.shrink_to_hi()
        diag.suggest(
            f"you might want to use `let...else` to handle {what}",
            (at, " else { todo!() }"),
            applicability="HasPlaceholders",
            style="show-always",
        )

    # -- if let --

    def condition(self, expr: t.IfExpr) -> None:
        """`if let` (and `while let`) whose pattern always matches."""
        cond: Any = expr.cond
        while isinstance(cond, (t.ScopeExpr, t.UseExpr)):
            cond = cond.value if isinstance(cond, t.ScopeExpr) else cond.source
        if not isinstance(cond, t.LetExpr):
            return
        found = self.usefulness([(cond.pat, False)], cond.pat.ty, is_valid_place(cond.expr), cond.span)
        if found is None or found.witnesses:
            return
        word = "while let" if cond.span.is_desugaring("WhileLoop") or expr.span.is_desugaring("WhileLoop") else "if let"
        diag = warning(f"irrefutable `{word}` pattern", cond.span, "irrefutable_let_patterns")
        if word == "while let":
            diag.note("this pattern will always match, so the loop will never exit")
            diag.help("consider instead using a `loop { ... }` with a `let` inside it")
        else:
            diag.note("this pattern will always match, so the `if let` is useless")
            diag.help("consider replacing the `if let` with a `let`")
        self.tcx.emit(diag)


class Later:
    __slots__ = ("run",)

    def __init__(self, run: Any) -> None:
        self.run = run


_HOLDERS = frozenset(("Expr", "Block", "Arm", "Stmt", "ExprStmt", "LetStmt", "Any"))
_WORD = re.compile(r"[\w.]+")
_FIELDS: dict[type, tuple[str, ...]] = {}


def _fields(cls: Any) -> tuple[str, ...]:
    """The fields of a class of the typed tree that may hold parts, by their annotations."""
    found = _FIELDS.get(cls)
    if found is None:
        notes = {name: note for base in cls.__mro__ for name, note in base.__dict__.get("__annotations__", {}).items()}
        names = [name for name in cls.__match_args__ if _HOLDERS.intersection(_WORD.findall(notes[name]))]
        found = _FIELDS[cls] = tuple([name for name in names if name not in ("pattern", "pat")])
    return found


def parts(at: Any) -> list[Any]:
    """Sub-expressions, arms, blocks and statements of a node of the typed tree, in order."""
    found: list[Any] | None = getattr(at, "below", None)
    if found is None:
        found = at.below = _parts(at)
    return found


def _parts(at: Any) -> list[Any]:
    made: list[Any] = []
    for name in _fields(type(at)):
        value = getattr(at, name)
        if isinstance(value, (t.Expr, t.Block, t.Arm, t.ExprStmt, t.LetStmt)):
            made.append(value)
        elif type(value) is tuple:
            for each in value:
                if isinstance(each, (t.Expr, t.Block, t.Arm, t.ExprStmt, t.LetStmt)):
                    made.append(each)
                elif type(each) is tuple and len(each) == 2 and isinstance(each[1], t.Expr):
                    made.append(each[1])
    return made


def base(pat: t.Pat) -> t.Pat:
    while isinstance(pat, (t.AscribePat, t.DerefPat)):
        pat = pat.sub
    return pat


def never_fails(pat: t.Pat) -> bool:
    """A cheap yes for the common patterns."""
    while isinstance(pat, t.AscribePat):
        pat = pat.sub
    return isinstance(pat, t.WildPat) or (isinstance(pat, t.BindingPat) and pat.sub is None)


_COVERING_SHOWN = 4
"""How many of the patterns that cover another are shown."""


def is_catchall(pat: DPat) -> bool:
    """rustc's `pat_is_catchall`."""
    return isinstance(pat.ctor, Wild) or isinstance(pat.ctor, Single) and all(is_catchall(part) for part in pat.fields)


def patterns(start: Any) -> list[t.Pat]:
    """A pattern and all inside it, outer before inner."""
    made: list[t.Pat] = []
    stack = [start]
    while stack:
        at = stack.pop()
        made.append(at)
        inner: list[t.Pat] = []
        for name in type(at).__match_args__:
            value = getattr(at, name)
            for each in value if type(value) is tuple else (value,):
                if isinstance(each, t.Pat):
                    inner.append(each)
                elif isinstance(each, t.FieldPat):
                    inner.append(each.pat)
        stack.extend(reversed(inner))
    return made


def has_error(pat: Any) -> bool:
    return any(isinstance(p, t.ErrPat) for p in patterns(pat))


def is_valid_place(expr: Any) -> bool:
    """Whether the scrutinee's value is known valid: not read through a pointer, reference or union."""
    while True:
        match expr:
            case t.ScopeExpr():
                expr = expr.value
            case t.FieldExpr():
                expr = expr.arg
            case t.DerefExpr() | t.IndexExpr():
                return False
            case _:
                return True


def inner_pattern(pat: t.Pat) -> t.Pat | None:
    """The author's pattern of a `for` loop, inside `Some(..)`."""
    return pat.subs[0].pat if isinstance(pat, t.VariantPat) and pat.subs else None


def inner_witnesses(witnesses: tuple[Witness, ...]) -> tuple[Witness, ...]:
    return tuple(w.fields[0] for w in witnesses if w.fields)


def joined(tcx: TyCtxt, witnesses: tuple[Witness, ...]) -> str:
    shown = [text(tcx, w) for w in witnesses]
    if len(shown) == 1:
        return f"`{shown[0]}`"
    if len(shown) <= 3:
        return f"`{'`, `'.join(shown[:-1])}` and `{shown[-1]}`"
    return f"`{'`, `'.join(shown[:3])}` and {len(shown) - 3} more"


def not_covered(tcx: TyCtxt, witnesses: tuple[Witness, ...]) -> str:
    return f"pattern{'s' if len(witnesses) > 1 else ''} {joined(tcx, witnesses)} not covered"


def adt_defined_here(tcx: TyCtxt, diag: Diag, ty: Any, witnesses: tuple[Witness, ...], library_too: bool) -> None:
    """Points at the type's definition and at the variants that are missing."""
    peeled = ty
    while isinstance(peeled, k.RefTy):
        peeled = peeled.ty
    if not isinstance(peeled, k.AdtTy):
        return
    if not tcx.is_local(peeled.def_id) and not library_too:
        return
    labels = [(s, "not covered") for s in variant_spans(tcx, peeled, witnesses[:5])]
    name = tcx.ident_span(peeled.def_id) if tcx.is_local(peeled.def_id) else tcx.def_span(peeled.def_id)
    labels.insert(0, (name, ""))
    diag.span_note(MultiSpan((name,), tuple((s, m) for s, m in labels[1:])), f"`{ty_str(tcx, peeled)}` defined here")


def variant_spans(tcx: TyCtxt, ty: k.AdtTy, witnesses: tuple[Witness, ...]) -> list[Span]:
    found: list[Span] = []
    adt = tcx.adt_def(ty.def_id)

    def visit(w: Witness) -> None:
        if isinstance(w.ctor, Variant) and isinstance(w.ty, k.AdtTy) and w.ty.def_id == ty.def_id:
            span = tcx.ident_span(adt.variants[w.ctor.index].def_id)
            if span in found:
                return
            found.append(span)
        for inner in w.fields:
            visit(inner)

    for w in witnesses:
        visit(w)
    return found


def report_non_exhaustive(visitor: MatchVisitor, expr: t.MatchExpr, witnesses: tuple[Witness, ...]) -> None:
    """E0004."""
    tcx = visitor.tcx
    ty, span = expr.scrutinee.ty, expr.scrutinee.span
    empty = not expr.arms
    is_enum = isinstance(ty, k.AdtTy) and tcx.adt_def(ty.def_id).kind == "enum" and bool(tcx.adt_def(ty.def_id).variants)
    name = ty_str(tcx, ty)
    if empty and not is_enum:
        diag = error(f"non-exhaustive patterns: type `{name}` is non-empty", span, "E0004")
    else:
        diag = error(f"non-exhaustive patterns: {joined(tcx, witnesses)} not covered", span, "E0004")
        diag.label(span, not_covered(tcx, witnesses))
    adt_defined_here(tcx, diag, ty, witnesses, library_too=True)
    foreign = foreign_non_exhaustive(tcx, ty)
    diag.note(f"the matched value is of type `{name}`{', which is marked as non-exhaustive' if foreign and empty else ''}")
    if empty and isinstance(ty, k.RefTy):
        diag.not_modelled("that references are always inhabited")
    notes_of_type(tcx, diag, ty, empty, witnesses)
    suggest_arms(tcx, diag, expr, () if empty and not is_enum else witnesses)
    if expr.arms and all(arm.guard is not None for arm in expr.arms):
        diag.note("match arms with guards don't count towards exhaustivity")
    tcx.emit(diag, visitor.owner)


def notes_of_type(tcx: TyCtxt, diag: Diag, ty: Any, empty: bool, witnesses: tuple[Witness, ...]) -> None:
    if empty:
        return
    for special in dict.fromkeys(special_tys(tcx, witnesses[0])) if witnesses else ():
        if isinstance(special, k.IntTy):
            ends = "`usize::MAX` is" if special.name == "usize" else "`isize::MIN` and `isize::MAX` are"
            diag.note(f"{ends} not treated as exhaustive, so half-open ranges are necessary to match exhaustively")
        else:
            shown = ty_str(tcx, special)
            diag.note(f"`{shown}` is marked as non-exhaustive, so a wildcard `_` is necessary to match exhaustively")
            if special is not ty:
                diag.not_modelled("a non-exhaustive type within another")
    for w in witnesses:
        inner = w
        while inner.fields:
            inner = inner.fields[0]
        if isinstance(inner.ty, k.StrTy) or (isinstance(inner.ty, k.RefTy) and isinstance(inner.ty.ty, k.StrTy)):
            diag.note("`&str` cannot be matched exhaustively, so a wildcard `_` is necessary")
            return


def special_tys(tcx: TyCtxt, w: Witness) -> list[Any]:
    """The integer types of which only values beyond their limits are missing, and types whose constructors are not known."""
    special = isinstance(w.ctor, Wild) and foreign_non_exhaustive(tcx, w.ty)
    if isinstance(w.ctor, IntRange) and isinstance(w.ty, k.IntTy):
        special = beyond_boundaries(w.ctor, w.ty)
    return [w.ty] * special + [ty for field in w.fields for ty in special_tys(tcx, field)]


def foreign_non_exhaustive(tcx: TyCtxt, ty: Any) -> bool:
    if not isinstance(ty, k.AdtTy) or tcx.is_local(ty.def_id):
        return False
    adt = tcx.adt_def(ty.def_id)
    return adt.kind == "enum" and "non_exhaustive" in adt.flags


def suggest_arms(tcx: TyCtxt, diag: Diag, expr: t.MatchExpr, witnesses: tuple[Witness, ...]) -> None:
    """The arm that is missing, as text."""
    few = 0 < len(witnesses) < 4
    arm = f"{' | '.join(text(tcx, w) for w in witnesses)} => todo!()" if few else "_ => todo!()"
    found = arm_place(tcx, expr, arm)
    message = "ensure that all possible cases are being handled by adding a match arm with a wildcard pattern"
    if len(witnesses) > 1 and few and found is not None:
        message += ", a match arm with multiple or-patterns"
    shown = found is not None
    if not witnesses:
        message += " as shown" if shown else ""
    elif len(witnesses) == 1:
        message += " or an explicit pattern as shown" if shown else " or an explicit pattern"
    else:
        message += " as shown, or multiple match arms" if shown else " or multiple match arms"
    if found is not None:
        diag.suggest(message, found, applicability="HasPlaceholders", style="show-always")
    else:
        diag.help(message)


def arm_place(tcx: TyCtxt, expr: t.MatchExpr, arm: str) -> tuple[Span, str] | None:
    if expr.span.from_expansion():
        return None
    if not expr.arms:
        at = Span(expr.scrutinee.span.hi, expr.span.hi)
        indent = indentation(tcx, expr.span)
        line, more = (f"\n{indent}", "    ") if indent is not None else (" ", "")
        return at, f" {{{line}{more}{arm},{line}}}"
    last = expr.arms[-1]
    if len(expr.arms) == 1:
        indent = indentation(tcx, last.span)
        multiline = indent is not None and "\n" in trailing(tcx, last.span)
        spacing = f"\n{indent}" if multiline else " "
        return last.span.shrink_to_hi(), f",{spacing}{arm}"
    previous = expr.arms[-2]
    if previous.span.ctxt is not last.span.ctxt:
        return None
    between = tcx.source_map.snippet(Span(previous.span.hi, last.span.lo))
    spacing = f"\n{indentation(tcx, last.span) or ''}" if "\n" in between else " "
    return last.span.shrink_to_hi(), f",{spacing}{arm}"


def indentation(tcx: TyCtxt, span: Span) -> str | None:
    """The white space at the start of the span's line."""
    file = tcx.source_map.file_of(span.lo)
    if file is None:
        return None
    line = file.line_text(file.line_of(span.lo))
    return line[: len(line) - len(line.lstrip())]


def trailing(tcx: TyCtxt, span: Span) -> str:
    """The span's text and the white space and commas after it."""
    file = tcx.source_map.file_of(span.lo)
    if file is None:
        return ""
    end = span.hi
    while end < file.end and file.data[end - file.start : end - file.start + 1] in b" \t\n\r,":
        end += 1
    return file.snippet(span.lo, end)
