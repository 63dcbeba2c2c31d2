"""Tests of the decision tree: which to run, which candidates each outcome leaves, and their code.

rustc's `builder::matches::{test, buckets}`. A test is the case of the match pair it was picked for; its kind decides
the branches: a variant or integer test has many, the others succeed or fail.
"""

from __future__ import annotations

from typing import Any

from rustmem.mir import body as m
from rustmem.mir.build import candidates as c
from rustmem.mir.build.as_rvalue import discriminant_ty
from rustmem.mir.build.bindings import BindingBuilder
from rustmem.source.index import BasicBlock
from rustmem.source.span import DUMMY_SP, Span
from rustmem.ty import intern
from rustmem.ty import kind as k

SUCCESS, FAILURE = "success", "failure"
Branch = Any
"""`SUCCESS`, `FAILURE`, ("variant", index) or ("value", constant)."""


class TestBuilder(BindingBuilder):
    """The part of `Builder` that lowers tests."""

    __test__ = False

    # -- buckets --

    def partition(
        self, place: m.Place, test: c.Case, candidates: list[c.Candidate]
    ) -> tuple[dict[Branch, list[c.Candidate]], list[c.Candidate]]:
        """Sorts candidates by the outcome under which they may match, up to the first that the test says nothing of."""
        buckets: dict[Branch, list[c.Candidate]] = {}
        for index, candidate in enumerate(candidates):
            branch = self.choose_bucket(place, test, candidate, buckets)
            if branch is None:
                return buckets, candidates[index:]
            buckets.setdefault(branch, []).append(candidate)
        return buckets, []

    def choose_bucket(
        self, place: m.Place, test: c.Case, candidate: c.Candidate, prior: dict[Branch, list[c.Candidate]]
    ) -> Branch | None:
        pairs = candidate.match_pairs
        for index, pair in enumerate(pairs):
            if pair.place == place and type(pair.case) is not c.OrCase:
                break
        else:
            return None
        branch, done = bucket_of(test, pair.case, place, prior)
        if branch is not None and done:
            candidate.match_pairs = sorted([*pairs[:index], *pairs[index + 1 :], *pair.subpairs], key=_is_or)
        return branch

    # -- code --

    def perform_test(
        self,
        match_start: Span,
        scrutinee_span: Span,
        block: BasicBlock,
        otherwise: BasicBlock,
        place: m.Place,
        test: c.Case,
        test_span: Span,
        targets: dict[Branch, BasicBlock],
    ) -> None:
        source_info = self.source_info(test_span)
        success, failure = targets.get(SUCCESS, otherwise), targets.get(FAILURE, otherwise)
        match test:
            case c.VariantCase():
                self.switch_variant(match_start, scrutinee_span, block, place, test, test_span, targets, failure)
            case c.ConstantCase(kind="int"):
                chosen = [(b[1], target) for b, target in targets.items() if type(b) is tuple]
                values = tuple(switch_bits(value, test.ty) for value, _ in chosen)
                blocks = (*(target for _, target in chosen), failure)
                self.terminate(block, m.SwitchInt(m.Copy(place), values, blocks, self.source_info(match_start)))
            case c.ConstantCase(kind="bool"):
                self.terminate(block, if_(m.Copy(place), success, failure, self.source_info(match_start)))
            case c.ConstantCase(kind="str"):
                self.test_str(block, success, failure, place, test, test_span)
            case c.ConstantCase():
                expected = m.Constant(test_span, m.ValueConst(test.value, test.ty))
                self.compare(block, success, failure, source_info, "Eq", expected, m.Copy(place))
            case c.RangeCase():
                self.test_range(block, success, failure, place, test, test_span)
            case c.SliceCase():
                self.test_length(block, success, failure, place, test, test_span)
            case c.NeverCase():
                self.blocks[block].statements.append(m.FakeRead("ForMatchedPlace", place, source_info))
                self.terminate(block, m.Unreachable(source_info))
            case _:
                pass

    def switch_variant(
        self,
        match_start: Span,
        scrutinee_span: Span,
        block: BasicBlock,
        place: m.Place,
        test: c.VariantCase,
        test_span: Span,
        targets: dict[Branch, BasicBlock],
        failure: BasicBlock,
    ) -> None:
        values = []
        blocks = []
        ty = discriminant_ty(test.adt)
        for variant in test.adt.variants:
            target = targets.get(("variant", variant.index))
            if target is not None:
                values.append(switch_bits(variant.discr, ty))
                blocks.append(target)
        discr = self.temp(ty, test_span)
        self.assign(block, self.source_info(scrutinee_span), discr, m.Discriminant(place))
        switch = m.SwitchInt(m.Move(discr), tuple(values), (*blocks, failure), self.source_info(match_start))
        self.terminate(block, switch)

    def test_range(
        self, block: BasicBlock, success: BasicBlock, failure: BasicBlock, place: m.Place, test: c.RangeCase, span: Span
    ) -> None:
        source_info = self.source_info(span)
        value = m.Copy(place)
        middle = block if test.lo is None else success if test.hi is None else self.new_block()
        if test.lo is not None:
            lo = m.Constant(span, m.ValueConst(test.lo, test.ty))
            self.compare(block, middle, failure, source_info, "Le", lo, value)
        if test.hi is not None:
            hi = m.Constant(span, m.ValueConst(test.hi, test.ty))
            self.compare(middle, success, failure, source_info, "Le" if test.inclusive else "Lt", value, hi)

    def test_length(
        self, block: BasicBlock, success: BasicBlock, failure: BasicBlock, place: m.Place, test: c.SliceCase, span: Span
    ) -> None:
        source_info = self.source_info(span)
        actual = self.temp(intern.USIZE, span)
        length = self.len_of_slice_or_array(block, place, span, source_info)
        self.assign(block, source_info, actual, m.Use(length))
        expected = self.temp(intern.USIZE, span)
        count = m.Constant(span, m.ValueConst(test.length, intern.USIZE))
        self.assign(block, source_info, expected, m.Use(count))
        op = "Ge" if test.at_least else "Eq"
        self.compare(block, success, failure, source_info, op, m.Move(actual), m.Move(expected))

    def test_str(
        self, block: BasicBlock, success: BasicBlock, failure: BasicBlock, place: m.Place, test: c.ConstantCase, span: Span
    ) -> None:
        """`<str as PartialEq>::eq(&*place, "...")`."""
        source_info = self.source_info(span)
        ref_str = self.tcx.ref(intern.RE_ERASED, intern.STR)
        actual = self.temp(ref_str, span)
        self.assign(block, source_info, actual, m.Ref(intern.RE_ERASED, "shared", place))
        result = self.temp(intern.BOOL, span)
        after = self.new_block()
        trait = self.tcx.lang_item("eq")
        method = next(i.def_id for i in self.tcx.associated_items(trait) if i.name == "eq")
        func = m.Constant(span, m.ValueConst(None, self.tcx.fn_def(method, (intern.STR, intern.STR))))
        expected = m.Constant(span, m.ValueConst(test.value, ref_str))
        spans = (DUMMY_SP, DUMMY_SP)
        args = (m.Copy(actual), expected)
        call = m.Call(func, args, spans, result, after, "continue", "match cmp", span, source_info)
        self.terminate(block, call)
        self.diverge_from(block)
        self.terminate(after, if_(m.Move(result), success, failure, source_info))

    def compare(
        self,
        block: BasicBlock,
        success: BasicBlock,
        failure: BasicBlock,
        source_info: m.SourceInfo,
        op: Any,
        left: m.Operand,
        right: m.Operand,
    ) -> None:
        result = self.temp(intern.BOOL, source_info.span)
        self.assign(block, source_info, result, m.BinaryOp(op, left, right))
        self.terminate(block, if_(m.Move(result), success, failure, source_info))


def if_(cond: m.Operand, then: BasicBlock, orelse: BasicBlock, source_info: m.SourceInfo) -> m.SwitchInt:
    return m.SwitchInt(cond, (0,), (orelse, then), source_info)


def switch_bits(value: Any, ty: k.Ty) -> int:
    """The bits of an integer or char, as `SwitchInt.values` holds them."""
    if isinstance(value, str):
        return ord(value)
    bits = ty.bits if type(ty) is k.IntTy else 64
    return int(value) & ((1 << bits) - 1)


def _is_or(pair: c.MatchPair) -> bool:
    return type(pair.case) is c.OrCase


def bucket_of(test: c.Case, case: c.Case, place: m.Place, prior: dict[Branch, list[c.Candidate]]) -> tuple[Branch | None, bool]:
    """The only outcome of `test` under which `case` may match (None: several), and whether that outcome proves it."""
    kinds = type(test), type(case)
    if kinds == (c.VariantCase, c.VariantCase):
        return ("variant", case.variant), True  # type: ignore[union-attr]
    if kinds == (c.ConstantCase, c.ConstantCase):
        return _constant_constant(test, case, place, prior)  # type: ignore[arg-type]
    if kinds == (c.ConstantCase, c.RangeCase):
        if test.kind == "int":  # type: ignore[union-attr]
            inside = any(type(b) is tuple and contains(case, b[1]) for b in prior)  # type: ignore[arg-type]
            return (None if inside else FAILURE), False
        return None, False
    if kinds == (c.SliceCase, c.SliceCase):
        return _slice_slice(test, case)  # type: ignore[arg-type]
    if kinds == (c.RangeCase, c.RangeCase):
        if test == case:
            return SUCCESS, True
        return (None if overlaps(test, case) else FAILURE), False  # type: ignore[arg-type]
    if kinds == (c.RangeCase, c.ConstantCase):
        return (None if contains(test, case.value) else FAILURE), False  # type: ignore[arg-type, union-attr]
    if kinds == (c.NeverCase, c.NeverCase):
        return SUCCESS, True
    return None, False


def _constant_constant(
    test: c.ConstantCase, case: c.ConstantCase, place: m.Place, prior: dict[Branch, list[c.Candidate]]
) -> tuple[Branch | None, bool]:
    if test.kind == "int":
        for candidate in prior.get(FAILURE, ()):
            for pair in candidate.match_pairs:
                if pair.place == place and type(pair.case) is c.RangeCase and contains(pair.case, case.value):
                    return None, False
        return ("value", case.value), True
    if test.kind == "bool":
        return (SUCCESS if case.value else FAILURE), True
    if same_value(test.value, case.value):
        return SUCCESS, True
    return FAILURE, False


def same_value(a: Any, b: Any) -> bool:
    return type(a) is type(b) and a == b


def _slice_slice(test: c.SliceCase, case: c.SliceCase) -> tuple[Branch | None, bool]:
    """A case may not succeed under both outcomes: `len >= 4` says nothing once `len == 4` is tested."""
    if not test.at_least:
        if test.length == case.length and not case.at_least:
            return SUCCESS, True
        if test.length < case.length or not case.at_least:
            return FAILURE, False
        return None, False
    if test.length == case.length and case.at_least:
        return SUCCESS, True
    if test.length < case.length or (test.length == case.length and not case.at_least):
        return SUCCESS, False
    return (None if case.at_least else FAILURE), False


def contains(case: c.RangeCase, value: Any) -> bool:
    if case.lo is not None and not case.lo <= value:
        return False
    if case.hi is None:
        return True
    return bool(value <= case.hi if case.inclusive else value < case.hi)


def overlaps(a: c.RangeCase, b: c.RangeCase) -> bool:
    return _starts_before_end(a, b) and _starts_before_end(b, a)


def _starts_before_end(a: c.RangeCase, b: c.RangeCase) -> bool:
    if a.lo is None or b.hi is None:
        return True
    return bool(a.lo <= b.hi if b.inclusive else a.lo < b.hi)
