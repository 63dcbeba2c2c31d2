"""The variables of patterns: their declarations, storage, and values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rustmem.mir import body as m
from rustmem.mir.build.expr import ExprBuilder
from rustmem.mir.build.scope import STORAGE, VALUE
from rustmem.source.index import BasicBlock, SourceScope
from rustmem.source.row import NamedTuple
from rustmem.source.span import Span
from rustmem.ty import intern
from rustmem.typeck import thir as t

UserTys = tuple[tuple[int, tuple[m.ProjectionElem, ...]], ...]


class Binding(NamedTuple):
    """A variable to bind to the place `source` once a pattern matched."""

    span: Span
    source: m.Place
    var: Any
    by_ref: m.Mutability | None
    is_shorthand: bool


class BindingBuilder(ExprBuilder):
    """The part of `Builder` that declares and binds variables."""

    var_debug_info: list[m.VarDebugInfo]

    # -- declarations --

    def declare_bindings(
        self,
        visibility: SourceScope | None,
        scope_span: Span,
        pattern: t.Pat,
        guard: t.Expr | None,
        match_place: tuple[m.Place | None, Span] | None,
    ) -> SourceScope | None:
        """Declares the variables of `pattern`, in their drop scope. Returns the scope in which they are visible."""
        for pat, user_tys in self.visit_bindings(pattern, ()):
            if visibility is None:
                visibility = self.new_source_scope(scope_span)
            self.declare_binding(visibility, pat, user_tys, guard is not None, match_place, pattern.span)
        if guard is not None:
            self.declare_guard_bindings(guard, scope_span, visibility)
        return visibility

    def declare_guard_bindings(self, guard: t.Expr, scope_span: Span, visibility: SourceScope | None) -> None:
        """Variables of `if let` guards: declared once however many sub-branches the arm has."""
        match guard:
            case t.LetExpr():
                self.declare_bindings(visibility, scope_span, guard.pat, None, None)
            case t.ScopeExpr():
                self.declare_guard_bindings(guard.value, scope_span, visibility)
            case t.UseExpr():
                self.declare_guard_bindings(guard.source, scope_span, visibility)
            case t.LogicalOpExpr(op="and"):
                self.declare_guard_bindings(guard.left, scope_span, visibility)
                self.declare_guard_bindings(guard.right, scope_span, visibility)
            case _:
                pass

    def visit_bindings(self, pat: t.Pat, tys: UserTys) -> Iterator[tuple[t.BindingPat, UserTys]]:
        """The primary bindings with the user types that speak of them; pushes every annotation of the pattern."""
        cls = type(pat)
        if cls is t.BindingPat:
            if pat.is_primary:  # type: ignore[attr-defined]
                yield pat, tys  # type: ignore[misc]
            if pat.sub is not None:  # type: ignore[attr-defined]
                yield from self.visit_bindings(pat.sub, tys)  # type: ignore[attr-defined]
        elif cls is t.AscribePat:
            index = self.push_annotation(pat.annotation, pat.ty)  # type: ignore[attr-defined]
            yield from self.visit_bindings(pat.sub, (*tys, (index, ())))  # type: ignore[attr-defined]
        elif cls is t.VariantPat:
            name = pat.adt.variants[pat.variant].name  # type: ignore[attr-defined]
            down = m.Downcast(name, pat.variant)  # type: ignore[attr-defined]
            for sub in pat.subs:  # type: ignore[attr-defined]
                yield from self.visit_bindings(sub.pat, _deeper(_deeper(tys, down), m.Field(sub.field, sub.pat.ty)))
        elif cls is t.LeafPat:
            for sub in pat.subs:  # type: ignore[attr-defined]
                yield from self.visit_bindings(sub.pat, _deeper(tys, m.Field(sub.field, sub.pat.ty)))
        elif cls is t.DerefPat:
            yield from self.visit_bindings(pat.sub, _deeper(tys, m.DEREF))  # type: ignore[attr-defined]
        elif cls is t.SlicePat:
            index_elem = m.ConstantIndex(0, 0, False)
            for each in pat.prefix:  # type: ignore[attr-defined]
                yield from self.visit_bindings(each, _deeper(tys, index_elem))
            if pat.slice is not None:  # type: ignore[attr-defined]
                lo, hi = len(pat.prefix), len(pat.suffix)  # type: ignore[attr-defined]
                yield from self.visit_bindings(pat.slice, _deeper(tys, m.Subslice(lo, hi, True)))  # type: ignore[attr-defined]
            for each in pat.suffix:  # type: ignore[attr-defined]
                yield from self.visit_bindings(each, _deeper(tys, index_elem))
        elif cls is t.OrPat:
            for each in pat.pats:  # type: ignore[attr-defined]
                yield from self.visit_bindings(each, tys)

    def declare_binding(
        self,
        visibility: SourceScope,
        pat: t.BindingPat,
        user_tys: UserTys,
        has_guard: bool,
        match_place: tuple[m.Place | None, Span] | None,
        pat_span: Span,
    ) -> None:
        """One local for the arm's body; with a guard, another that is a reference, for the guard."""
        source_info = self.source_info(pat.span)
        debug_info = m.SourceInfo(pat.span, visibility)
        decl = m.LocalDecl(pat.var_ty, source_info, pat.mutbl)
        decl.user_ty = user_tys
        decl.info = m.VarBinding(pat.by_ref, None, match_place, pat_span)
        decl.name, decl.binding = pat.name, pat.var
        local = self.push_local(decl)
        self.var_debug_info.append(m.VarDebugInfo(pat.name, debug_info, m.Place(local), None, pat.var))
        for_guard = None
        if has_guard:
            guard_decl = m.LocalDecl(self.tcx.ref(intern.RE_ERASED, pat.var_ty), source_info, "not")
            guard_decl.info = m.RefForGuard()
            guard_decl.name, guard_decl.binding = pat.name, pat.var
            for_guard = self.push_local(guard_decl)
            self.var_debug_info.append(m.VarDebugInfo(pat.name, debug_info, m.Place(for_guard), None, pat.var))
        self.var_indices[pat.var] = (local, for_guard)

    # -- storage --

    def storage_live_binding(
        self, block: BasicBlock, var: Any, span: Span, is_shorthand: bool, for_guard: bool, schedule: bool
    ) -> m.Place:
        both = self.var_indices[var]
        local = both[1] if for_guard else both[0]
        assert local is not None
        self.blocks[block].statements.append(m.StorageLive(local, self.source_info(span)))
        if schedule:
            scope = self.tree.var_scopes.get(var)
            if scope is not None:
                self.schedule_drop(scope, local, STORAGE)
        info = self.local_decls[local].info
        if type(info) is m.VarBinding:
            info.introductions += ((span, is_shorthand),)  # type: ignore[misc]
        return m.Place(local)

    def schedule_drop_for_binding(self, var: Any, for_guard: bool) -> None:
        both = self.var_indices[var]
        local = both[1] if for_guard else both[0]
        scope = self.tree.var_scopes.get(var)
        if scope is not None and local is not None:
            self.schedule_drop(scope, local, VALUE)

    # -- values --

    def bind_for_guard(self, block: BasicBlock, bindings: list[Binding]) -> None:
        """In a guard a variable is a reference to the matched place, so that the guard moves nothing."""
        statements = self.blocks[block].statements
        for binding in bindings:
            source_info = self.source_info(binding.span)
            ref = self.storage_live_binding(block, binding.var, binding.span, binding.is_shorthand, True, True)
            source = binding.source
            if binding.by_ref is not None:
                source = self.storage_live_binding(block, binding.var, binding.span, binding.is_shorthand, False, True)
                kind: m.BorrowKind = "shared" if binding.by_ref == "not" else "mut"
                statements.append(m.Assign(source, m.Ref(intern.RE_ERASED, kind, binding.source), source_info))
            statements.append(m.Assign(ref, m.Ref(intern.RE_ERASED, "shared", source), source_info))

    def bind_for_arm_body(self, block: BasicBlock, schedule: bool, bindings: list[Binding]) -> None:
        statements = self.blocks[block].statements
        for binding in bindings:
            source_info = self.source_info(binding.span)
            local = self.storage_live_binding(block, binding.var, binding.span, binding.is_shorthand, False, schedule)
            if schedule:
                self.schedule_drop_for_binding(binding.var, False)
            value: m.Rvalue
            if binding.by_ref is None:
                value = m.Use(self.consume(binding.source))
            else:
                value = m.Ref(intern.RE_ERASED, "shared" if binding.by_ref == "not" else "mut", binding.source)
            statements.append(m.Assign(local, value, source_info))


def _deeper(tys: UserTys, elem: m.ProjectionElem) -> UserTys:
    return tuple((base, (*projs, elem)) for base, projs in tys) if tys else tys


def primary_bindings(pat: t.Pat) -> Any:
    """The first occurrence of each variable of a pattern, in order."""
    cls = type(pat)
    if cls is t.BindingPat:
        if pat.is_primary:  # type: ignore[attr-defined]
            yield pat
        if pat.sub is not None:  # type: ignore[attr-defined]
            yield from primary_bindings(pat.sub)  # type: ignore[attr-defined]
    elif cls is t.VariantPat or cls is t.LeafPat:
        for sub in pat.subs:  # type: ignore[attr-defined]
            yield from primary_bindings(sub.pat)
    elif cls is t.DerefPat or cls is t.AscribePat:
        yield from primary_bindings(pat.sub)  # type: ignore[attr-defined]
    elif cls is t.SlicePat:
        for each in pat.prefix:  # type: ignore[attr-defined]
            yield from primary_bindings(each)
        if pat.slice is not None:  # type: ignore[attr-defined]
            yield from primary_bindings(pat.slice)  # type: ignore[attr-defined]
        for each in pat.suffix:  # type: ignore[attr-defined]
            yield from primary_bindings(each)
    elif cls is t.OrPat:
        for each in pat.pats:  # type: ignore[attr-defined]
            yield from primary_bindings(each)
