"""Pattern matching: conditions, decision trees, guards and arms. rustc's `builder::matches`.

Candidates (arms) are tested from the first on. A test splits the leading candidates by its outcomes; what no outcome
decides is tried after them (a backtracking automaton). The borrow checker must not see the shape of the tree, so
each arm has a false edge to the next.
"""

from __future__ import annotations

from typing import Any

from rustmem.mir import body as m
from rustmem.mir.build import candidates as c
from rustmem.mir.build.bindings import Binding
from rustmem.mir.build.match_tests import TestBuilder, if_
from rustmem.mir.build.scope import end_point
from rustmem.mir.build.upvars import PlaceBuilder, UpvarPlace
from rustmem.mir.place_ty import place_ty
from rustmem.source.index import BasicBlock, Local
from rustmem.source.span import Span
from rustmem.ty import intern
from rustmem.typeck import thir as t

FakeBorrow = tuple[m.Place, Local, m.BorrowKind]


class BuiltTree:
    """A lowered decision tree: for each arm its sub-branches, and where no arm matched."""

    __slots__ = ("branches", "otherwise", "fake_borrows")

    def __init__(self, branches: list[list[c.SubBranch]], otherwise: BasicBlock, fake_borrows: list[FakeBorrow]) -> None:
        self.branches, self.otherwise, self.fake_borrows = branches, otherwise, fake_borrows


class MatchBuilder(TestBuilder):
    """The part of `Builder` that lowers matches."""

    # -- conditions --

    def lower_condition(
        self, block: BasicBlock, expr: t.Expr, temp_scope: Any, variable_info: m.SourceInfo, declare: str
    ) -> BasicBlock:
        """Lowers a condition in an if-then scope; returns the block where it holds. `declare`: whether a `let`
        declares its variables here (`declare`), elsewhere (`no`), or cannot stand here (`none`)."""
        match expr:
            case t.LogicalOpExpr(op="and"):
                block = self.lower_condition(block, expr.left, temp_scope, variable_info, declare)
                return self.lower_condition(block, expr.right, temp_scope, variable_info, declare)
            case t.LogicalOpExpr():
                previous = self.begin_if_then(self.local_scope)
                left_true = self.lower_condition(block, expr.left, temp_scope, variable_info, "none")
                left_false = self.end_if_then(previous)
                right_true = self.lower_condition(left_false, expr.right, temp_scope, variable_info, "none")
                success = self.new_block()
                self.goto(left_true, variable_info, success)
                self.goto(right_true, variable_info, success)
                return success
            case t.UnaryExpr(op="Not"):
                previous = self.begin_if_then(self.local_scope)
                true_block = self.lower_condition(block, expr.arg, temp_scope, variable_info, "none")
                false_block = self.end_if_then(previous)
                self.break_for_else(true_block, variable_info)
                return false_block
            case t.ScopeExpr():
                saved = self.enter_expr_scope(expr.scope, expr.span, expr.lint_node)
                block = self.lower_condition(block, expr.value, temp_scope, variable_info, declare)
                return self.leave_expr_scope(block, saved)
            case t.UseExpr():
                return self.lower_condition(block, expr.source, temp_scope, variable_info, declare)
            case t.LetExpr():
                return self.lower_let(block, expr.expr, expr.pat, variable_info.scope, variable_info.span, declare)
            case _:
                pass
        return self.lower_bool(block, expr, temp_scope)

    def lower_bool(self, block: BasicBlock, expr: t.Expr, temp_scope: Any) -> BasicBlock:
        scope = self.local_scope if temp_scope is None else temp_scope
        block, temp = self.as_temp(block, scope, expr, "mut")
        then_block, else_block = self.new_block(), self.new_block()
        source_info = self.source_info(expr.span)
        self.terminate(block, if_(m.Move(m.Place(temp)), then_block, else_block, source_info))
        self.break_for_else(else_block, source_info)
        return then_block

    def lower_let(
        self, block: BasicBlock, expr: t.Expr, pat: t.Pat, visibility: Any, scope_span: Span, declare: str
    ) -> BasicBlock:
        span = expr.span
        block, scrutinee = self.lower_scrutinee(block, expr, span)
        tree = self.lower_match_tree(block, span, scrutinee, pat.span, [(pat, False)], False)
        self.break_for_else(tree.otherwise, self.source_info(span))
        if declare == "declare":
            place = self.try_place(scrutinee)
            match_place = None if place is None else (place, span)
            self.declare_bindings(visibility, pat.span.to(scope_span), pat, None, match_place)
        return self.bind_pattern(self.source_info(pat.span), tree.branches[0], [], span, None, None)

    # -- match expressions --

    def match_expr(self, destination: m.Place, block: BasicBlock, e: t.MatchExpr) -> BasicBlock:
        scrutinee_span = e.scrutinee.span
        outer_info = self.source_info(e.span)
        block, scrutinee = self.lower_scrutinee(block, e.scrutinee, scrutinee_span)
        match_start = e.span.shrink_to_lo().to(scrutinee_span)
        patterns = [(arm.pattern, arm.guard is not None) for arm in e.arms]
        tree = self.lower_match_tree(block, scrutinee_span, scrutinee, match_start, patterns, True)
        ends = [
            self.lower_arm(destination, scrutinee, scrutinee_span, arm, branch, tree.fake_borrows, outer_info)
            for arm, branch in zip(e.arms, tree.branches)
        ]
        end = self.new_block()
        end_brace = self.source_info(e.span.with_lo(e.span.hi - 1))
        for arm_end in ends:
            statements = self.blocks[arm_end].statements
            self.goto(arm_end, statements[-1].source_info if statements else end_brace, end)
        self.source_scope = outer_info.scope
        return end

    def lower_scrutinee(self, block: BasicBlock, expr: t.Expr, span: Span) -> tuple[BasicBlock, PlaceBuilder]:
        block, builder = self.as_place_builder(block, expr)
        place = self.try_place(builder)
        if place is not None:
            self.blocks[block].statements.append(m.PlaceMention(place, self.source_info(span)))
        return block, builder

    def lower_arm(
        self,
        destination: m.Place,
        scrutinee: PlaceBuilder,
        scrutinee_span: Span,
        arm: t.Arm,
        branch: list[c.SubBranch],
        fake_borrows: list[FakeBorrow],
        outer_info: m.SourceInfo,
    ) -> BasicBlock:
        match_scope = self.local_scope
        saved = self.enter_expr_scope(arm.scope, arm.span, arm.lint_node)
        guard_scope = None
        if arm.guard is not None:
            guard_scope = self.tree.scope("MatchGuard", arm.scope.node)
            self.push_scope(guard_scope)
        old_fixed, self.fixed_temps_scope = self.fixed_temps_scope, guard_scope
        place = self.try_place(scrutinee)
        match_place = None if place is None else (place, scrutinee_span)
        visibility = self.declare_bindings(None, arm.span, arm.pattern, arm.guard, match_place)
        block = self.bind_pattern(outer_info, branch, fake_borrows, scrutinee_span, arm, match_scope)
        self.fixed_temps_scope = old_fixed
        if visibility is not None:
            self.source_scope = visibility
        block = self.expr_into(destination, block, arm.body)
        if guard_scope is not None:
            block = self.pop_scope(block)
        return self.leave_expr_scope(block, saved)

    def bind_pattern(
        self,
        outer_info: m.SourceInfo,
        branch: list[c.SubBranch],
        fake_borrows: list[FakeBorrow],
        scrutinee_span: Span,
        arm: t.Arm | None,
        match_scope: Any,
    ) -> BasicBlock:
        """Binds the variables, checks the guard; the sub-branches of or-patterns meet in one block. Only the last
        one lowered schedules drops."""
        if len(branch) == 1:
            return self.bind_and_guard(branch[0], fake_borrows, scrutinee_span, arm, match_scope, True)
        target = self.new_block()
        for position, sub in enumerate(reversed(branch)):
            last = position == len(branch) - 1
            end = self.bind_and_guard(sub, fake_borrows, scrutinee_span, arm, match_scope, last)
            self.goto(end, outer_info, target)
        return target

    def bind_and_guard(
        self,
        sub: c.SubBranch,
        fake_borrows: list[FakeBorrow],
        scrutinee_span: Span,
        arm: t.Arm | None,
        match_scope: Any,
        schedule: bool,
    ) -> BasicBlock:
        block = sub.success
        if sub.is_never:
            self.terminate(block, m.Unreachable(self.source_info(sub.span)))
            return self.new_block()
        for ascription in sub.ascriptions:
            span = ascription.annotation.span
            index = self.push_annotation(ascription.annotation, ascription.ty)
            statement = m.AscribeUserType(ascription.source, ascription.variance, index, (), self.source_info(span))
            self.blocks[block].statements.append(statement)
        if arm is None or arm.guard is None:
            self.bind_for_arm_body(block, schedule, sub.bindings)
            return block
        return self.guard(block, sub, fake_borrows, scrutinee_span, arm, match_scope, schedule)

    def guard(
        self,
        block: BasicBlock,
        sub: c.SubBranch,
        fake_borrows: list[FakeBorrow],
        scrutinee_span: Span,
        arm: t.Arm,
        match_scope: Any,
        schedule: bool,
    ) -> BasicBlock:
        """The guard sees the variables by reference; fake borrows keep it from changing what was matched."""
        assert arm.guard is not None
        self.bind_for_guard(block, sub.bindings)
        self.guard_context.append({binding.var for binding in sub.bindings})
        scrutinee_info = self.source_info(scrutinee_span)
        for place, temp, kind in fake_borrows:
            self.assign(block, scrutinee_info, m.Place(temp), m.Ref(intern.RE_ERASED, kind, place))
        previous = self.begin_if_then(match_scope)
        true_block = self.lower_condition(block, arm.guard, None, self.source_info(arm.span), "no")
        false_block = self.end_if_then(previous)
        if not schedule:
            self.clear_match_arm_scope(arm.scope)
        source_info = self.source_info(arm.guard.span)
        guard_end = self.source_info(end_point(arm.guard.span))
        self.guard_context.pop()
        statements = self.blocks[true_block].statements
        for _, temp, _ in fake_borrows:
            statements.append(m.FakeRead("ForMatchGuard", m.Place(temp), guard_end))
        self.goto(false_block, source_info, sub.otherwise)
        by_value = [binding for binding in sub.bindings if binding.by_ref is None]
        for binding in by_value:
            for_guard = self.var_indices[binding.var][1]
            assert for_guard is not None
            statements.append(m.FakeRead("ForGuardBinding", m.Place(for_guard), guard_end))
        self.bind_for_arm_body(true_block, schedule, by_value)
        return true_block

    # -- let and parameters --

    def expr_into_pattern(self, block: BasicBlock, pat: t.Pat, init: t.Expr) -> BasicBlock:
        """`let pat = init`. A plain variable is initialised in place."""
        ascriptions = []
        inner = pat
        while type(inner) is t.AscribePat:
            ascriptions.append(inner)
            inner = inner.sub
        if type(inner) is not t.BindingPat or inner.by_ref is not None or inner.sub is not None:
            block, scrutinee = self.lower_scrutinee(block, init, init.span)
            return self.place_into_pattern(block, pat, scrutinee, True)
        place = self.storage_live_binding(block, inner.var, inner.span, False, False, True)
        block = self.expr_into(place, block, init)
        statements = self.blocks[block].statements
        statements.append(m.FakeRead("ForLet", place, self.source_info(inner.span)))
        for ascription in ascriptions:
            index = self.push_annotation(ascription.annotation, ascription.ty)
            source_info = self.source_info(ascription.annotation.span)
            statements.append(m.AscribeUserType(place, "invariant", index, (), source_info))
        self.schedule_drop_for_binding(inner.var, False)
        return block

    def place_into_pattern(self, block: BasicBlock, pat: t.Pat, scrutinee: PlaceBuilder, set_match_place: bool) -> BasicBlock:
        tree = self.lower_match_tree(block, pat.span, scrutinee, pat.span, [(pat, False)], True)
        branch = tree.branches[0]
        if set_match_place:
            place = self.try_place(scrutinee)
            if place is not None:
                for binding in branch[0].bindings:
                    info = self.local_decls[self.var_indices[binding.var][0]].info
                    if type(info) is m.VarBinding and info.match_place is not None:
                        info.match_place = (place, info.match_place[1])  # type: ignore[misc]
        return self.bind_pattern(self.source_info(pat.span), branch, [], pat.span, None, None)

    # -- the decision tree --

    def lower_match_tree(
        self,
        block: BasicBlock,
        scrutinee_span: Span,
        scrutinee: PlaceBuilder,
        match_start: Span,
        patterns: list[tuple[t.Pat, bool]],
        exhaustive: bool,
    ) -> BuiltTree:
        arms = [c.Candidate(c.FlatPat(self, scrutinee, pat), has_guard) for pat, has_guard in patterns]
        fake_borrows = self.collect_fake_borrows(arms, scrutinee_span, scrutinee)
        otherwise = self.match_candidates(match_start, scrutinee_span, block, arms)
        self.link_false_edges(arms, None if exhaustive else otherwise)
        if exhaustive:
            source_info = self.source_info(scrutinee_span)
            place = self.try_place(scrutinee)
            if place is not None:
                self.blocks[otherwise].statements.append(m.FakeRead("ForMatchedPlace", place, source_info))
            self.terminate(otherwise, m.Unreachable(source_info))
        return BuiltTree([c.sub_branches(arm) for arm in arms], otherwise, fake_borrows)

    def link_false_edges(self, arms: list[c.Candidate], following: BasicBlock | None) -> None:
        """From each candidate to the next, so that the borrow checker sees the arms tried one by one."""
        for arm in reversed(arms):
            for leaf in reversed(list(arm.leaves())):
                if following is not None:
                    source_info = self.source_info(leaf.extra.span)
                    binding = self.new_block()
                    self.false_edge(leaf.pre_binding_block, binding, following, source_info)
                    leaf.pre_binding_block = binding
                    if arm.has_guard:
                        guard_failed = self.new_block()
                        self.false_edge(guard_failed, leaf.otherwise_block, following, source_info)
                        leaf.otherwise_block = guard_failed
                following = leaf.false_edge_start

    def false_edge(self, block: BasicBlock, real: BasicBlock, imaginary: BasicBlock, source_info: m.SourceInfo) -> None:
        if real == imaginary:
            self.goto(block, source_info, real)
        else:
            self.terminate(block, m.FalseEdge(real, imaginary, source_info))

    def match_candidates(self, span: Span, scrutinee_span: Span, start: BasicBlock, candidates: list[c.Candidate]) -> BasicBlock:
        """Tests `candidates` from `start`; returns the block where none matched."""
        while candidates:
            first = candidates[0]
            if first.false_edge_start is None:
                first.false_edge_start = start
            if not first.match_pairs:
                first.pre_binding_block = start
                start = first.otherwise_block = self.new_block()
                candidates = candidates[1:]
            elif any(candidate.starts_with_or() for candidate in candidates):
                start, candidates = self.expand_or_candidates(span, scrutinee_span, start, candidates)
            else:
                start, candidates = self.test_candidates(span, scrutinee_span, candidates, start)
        return start

    def test_candidates(
        self, span: Span, scrutinee_span: Span, candidates: list[c.Candidate], start: BasicBlock
    ) -> tuple[BasicBlock, list[c.Candidate]]:
        pair = candidates[0].match_pairs[0]
        place, test = pair.place, pair.case
        assert place is not None
        buckets, remaining = self.partition(place, test, candidates)
        remainder_start = self.new_block()
        targets = {}
        for branch, chosen in buckets.items():
            branch_start = self.new_block()
            branch_otherwise = self.match_candidates(span, scrutinee_span, branch_start, chosen)
            self.goto(branch_otherwise, self.source_info(span), remainder_start)
            targets[branch] = branch_start
        self.perform_test(span, scrutinee_span, start, remainder_start, place, test, pair.span, targets)
        return remainder_start, remaining

    # -- or-patterns --

    def expand_or_candidates(
        self, span: Span, scrutinee_span: Span, start: BasicBlock, candidates: list[c.Candidate]
    ) -> tuple[BasicBlock, list[c.Candidate]]:
        """Replaces leading or-patterns by their alternatives. One that has more to test after it must be the last."""
        until = len(candidates)
        for index, candidate in enumerate(candidates):
            if len(candidate.match_pairs) > 1 and candidate.starts_with_or():
                until = index + 1
                break
        to_expand, remaining = candidates[:until], candidates[until:]
        expanded: list[c.Candidate] = []
        for candidate in to_expand:
            if candidate.starts_with_or():
                pair = candidate.match_pairs.pop(0)
                candidate.or_span = pair.span
                candidate.subcandidates = [c.Candidate(flat, candidate.has_guard) for flat in pair.case.pats]  # type: ignore[union-attr]
                candidate.subcandidates[0].false_edge_start = candidate.false_edge_start
                expanded.extend(candidate.subcandidates)
            else:
                expanded.append(candidate)
        remainder_start = self.match_candidates(span, scrutinee_span, start, expanded)
        for candidate in to_expand:
            if candidate.subcandidates:
                self.merge_trivial_subcandidates(candidate)
                self.remove_never_subcandidates(candidate)
        self.test_pairs_after_or(span, scrutinee_span, to_expand[-1])
        return remainder_start, remaining

    def merge_trivial_subcandidates(self, candidate: c.Candidate) -> None:
        """Alternatives that bind nothing share one block, lest `(1 | 2, 3 | 4)` grow exponentially."""
        if candidate.has_guard:
            return
        for sub in candidate.subcandidates:
            if sub.subcandidates or sub.extra.bindings or sub.extra.ascriptions:
                return
        shared = self.new_block()
        assert candidate.or_span is not None
        source_info = self.source_info(candidate.or_span)
        candidate.or_span = None
        if candidate.false_edge_start is None:
            candidate.false_edge_start = candidate.subcandidates[0].false_edge_start
        for sub in candidate.subcandidates:
            assert sub.pre_binding_block is not None
            self.goto(sub.pre_binding_block, source_info, shared)
            candidate.otherwise_block = sub.otherwise_block
        candidate.subcandidates = []
        candidate.pre_binding_block = shared

    def remove_never_subcandidates(self, candidate: c.Candidate) -> None:
        if not any(sub.extra.is_never for sub in candidate.subcandidates):
            return
        start = candidate.subcandidates[0].false_edge_start
        kept = []
        for sub in candidate.subcandidates:
            if not sub.extra.is_never:
                kept.append(sub)
                continue
            for leaf in sub.leaves():
                self.terminate(leaf.pre_binding_block, m.Unreachable(self.source_info(leaf.extra.span)))
        candidate.subcandidates = kept
        if not kept:
            candidate.pre_binding_block = candidate.otherwise_block = self.new_block()
            candidate.false_edge_start = candidate.false_edge_start or start

    def test_pairs_after_or(self, span: Span, scrutinee_span: Span, candidate: c.Candidate) -> None:
        if not candidate.match_pairs:
            return
        source_info = self.source_info(candidate.or_span or candidate.extra.span)
        leaves = list(candidate.leaves())
        last_otherwise = leaves[-1].otherwise_block
        remaining, candidate.match_pairs = candidate.match_pairs, []
        for leaf in leaves:
            leaf.match_pairs = list(remaining)
            assert leaf.pre_binding_block is not None
            otherwise = self.match_candidates(span, scrutinee_span, leaf.pre_binding_block, [leaf])
            target = leaf.otherwise_block if leaf.has_guard else last_otherwise
            assert target is not None
            self.goto(otherwise, source_info, target)

    # -- fake borrows --

    def collect_fake_borrows(self, arms: list[c.Candidate], span: Span, scrutinee: PlaceBuilder) -> list[FakeBorrow]:
        """The places that must not change while guards run: what is tested, and the pointers to what is bound."""
        if not any(arm.has_guard for arm in arms):
            return []
        found: dict[m.Place, m.BorrowKind] = {}
        base = None if type(scrutinee) is UpvarPlace else scrutinee.local  # type: ignore[union-attr]
        for arm in arms:
            _collect(found, arm.extra.bindings, arm.match_pairs, base)
        made: list[FakeBorrow] = []
        for place, kind in found.items():
            ty = self.tcx.ref(intern.RE_ERASED, place_ty(self.local_decls, self.tcx, place))
            decl = m.LocalDecl(ty, m.SourceInfo(span, 0))  # type: ignore[arg-type]
            decl.info = m.FakeBorrowTemp()
            made.append((place, self.push_local(decl), kind))
        return made


def _collect(found: dict[m.Place, m.BorrowKind], bindings: list[Any], pairs: list[c.MatchPair], base: Local | None) -> None:
    for binding in bindings:
        if type(binding) is Binding and (base is None or binding.source.local == base):
            _fake_borrow_prefixes(found, binding.source)
    for pair in pairs:
        _collect_pair(found, pair, base)


def _collect_pair(found: dict[m.Place, m.BorrowKind], pair: c.MatchPair, base: Local | None) -> None:
    if type(pair.case) is c.OrCase:
        for flat in pair.case.pats:
            _collect(found, flat.extra.bindings, flat.match_pairs, base)
        return
    if pair.place is not None and pair.place not in found:
        found[pair.place] = "fake shallow"
        _fake_borrow_prefixes(found, pair.place)
    for sub in pair.subpairs:
        _collect_pair(found, sub, base)


def _fake_borrow_prefixes(found: dict[m.Place, m.BorrowKind], place: m.Place) -> None:
    for position in range(len(place.projection) - 1, -1, -1):
        if type(place.projection[position]) is m.Deref:
            prefix = m.Place(place.local, place.projection[:position])
            if prefix in found:
                return
            found[prefix] = "fake shallow"
