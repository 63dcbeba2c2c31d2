"""The trait engine over a small hand-built library."""

from __future__ import annotations

from traits_world import World

from rustmem.source.span import DUMMY_SP
from rustmem.traits.evaluation import AMBIG, ERR, OK
from rustmem.traits.fulfill import FulfillmentCtxt
from rustmem.traits.infer import InferCtxt
from rustmem.traits.obligation import Ambiguity, Cause, Obligation, Unimplemented
from rustmem.traits.queries import EMPTY_ENV, evaluate, holds, is_copy, is_sized, normalize_erasing_regions
from rustmem.traits.relate import CyclicTy, Sorts, TupleSize
from rustmem.ty.intern import I8, I32, I64, RE_ERASED, STR, UNIT, USIZE

CAUSE = Cause(DUMMY_SP, None)


def test_variables_unify_and_roll_back() -> None:
    w = World()
    icx = InferCtxt(w.tcx)
    a, b = icx.next_ty_var(), icx.next_ty_var()
    mark = icx.snapshot()
    assert icx.eq(EMPTY_ENV, CAUSE, w.tcx.tuple((a, I32)), w.tcx.tuple((b, b))) is None
    assert icx.resolve_vars_if_possible(a) is I32
    icx.rollback_to(mark)

    assert icx.is_ty_var(a) and icx.shallow_resolve(a) is not icx.shallow_resolve(b)


def test_integer_variables_take_integers_only() -> None:
    w = World()
    icx = InferCtxt(w.tcx)
    i, t = icx.next_int_var(), icx.next_ty_var()
    assert icx.eq(EMPTY_ENV, CAUSE, t, i) is None
    assert isinstance(icx.eq(EMPTY_ENV, CAUSE, t, STR), Sorts)
    assert icx.eq(EMPTY_ENV, CAUSE, i, I64) is None

    assert icx.shallow_resolve(t) is I64


def test_a_variable_never_contains_itself() -> None:
    w = World()
    icx = InferCtxt(w.tcx)
    a = icx.next_ty_var()

    assert isinstance(icx.eq(EMPTY_ENV, CAUSE, a, w.tcx.slice(a)), CyclicTy)
    assert isinstance(icx.eq(EMPTY_ENV, CAUSE, w.tcx.tuple((I32,)), w.tcx.tuple((I32, I32))), TupleSize)


def world() -> World:
    w = World()
    tcx = w.tcx
    t = tcx.param(0, "T")
    w.vec = w.adt("Vec", ("T",), [tcx.ptr(t, "mut"), USIZE])
    w.impl(w.clone, tcx.adt(w.vec, (t,)), params=("T",), bounds=[(0, w.clone)])
    w.pair = w.adt("Pair", ("T",), [t, t])
    w.impl(w.clone, tcx.adt(w.pair, (t,)), params=("T",), bounds=[(0, w.clone)])
    w.impl(w.copy, tcx.adt(w.pair, (t,)), params=("T",), bounds=[(0, w.copy)])
    w.wrapper = w.adt("Wrapper", ("T",), [t], unsized=(0,))
    w.iterator = w.trait("Iterator", lang="iterator")
    w.item = w.assoc_type(w.iterator, "Item")
    w.into_iter = w.trait("IntoIterator")
    w.into_item = w.assoc_type(w.into_iter, "Item")
    w.impl(
        w.into_iter, t, params=("T",), bounds=[(0, w.iterator)],
        types={w.into_item: tcx.alias("projection", w.item, (t,))},
    )  # fmt: skip
    w.iter = w.adt("Iter", ("T",), [t])
    w.impl(w.iterator, tcx.adt(w.iter, (t,)), params=("T",), types={w.item: tcx.ref(RE_ERASED, t)})
    w.impl(w.into_iter, tcx.adt(w.vec, (t,)), params=("T",), types={w.into_item: t})
    w.send = w.trait("Send", auto=True)
    w.rc = w.adt("Rc", ("T",), [tcx.ptr(t, "mut")])
    w.impl(w.send, tcx.adt(w.rc, (t,)), params=("T",), negative=True)
    w.from_ = w.trait("From", ("T",))
    w.impl(w.from_, t, args=(t,), params=("T",))
    w.impl(w.from_, I64, args=(I32,))
    w.impl(w.from_, I64, args=(I8,))
    return w


def test_builtin_and_impl_candidates() -> None:
    w = world()
    tcx = w.tcx
    pair = lambda x: tcx.adt(w.pair, (x,))  # noqa: E731
    vec = tcx.adt(w.vec, (I32,))

    assert is_copy(tcx, EMPTY_ENV, pair(pair(I32)))
    assert not is_copy(tcx, EMPTY_ENV, pair(vec))
    assert not is_copy(tcx, EMPTY_ENV, tcx.ref(RE_ERASED, I32, "mut"))
    assert holds(tcx, EMPTY_ENV, w.clone, tcx.tuple((vec, pair(vec))))
    assert not is_sized(tcx, EMPTY_ENV, tcx.adt(w.wrapper, (STR,)))
    assert is_sized(tcx, EMPTY_ENV, tcx.adt(w.wrapper, (vec,)))


def test_auto_traits_look_inside() -> None:
    w = world()
    tcx = w.tcx
    rc = tcx.adt(w.rc, (I32,))

    assert holds(tcx, EMPTY_ENV, w.send, tcx.adt(w.pair, (I32,)))
    assert not holds(tcx, EMPTY_ENV, w.send, tcx.adt(w.pair, (rc,)))
    assert not holds(tcx, EMPTY_ENV, w.send, tcx.tuple((I32, rc)))


def test_bounds_of_the_environment() -> None:
    w = world()
    tcx = w.tcx
    t = tcx.param(0, "T")
    env = w.env(w.pred(w.copy, t), w.pred(w.sized, t), w.pred(w.iterator, t), w.projects(w.item, (t,), I32))

    assert is_copy(tcx, env, tcx.adt(w.pair, (t,)))
    assert not is_copy(tcx, EMPTY_ENV, t)
    assert normalize_erasing_regions(tcx, env, tcx.alias("projection", w.into_item, (t,))) is I32


def test_projections_of_impls() -> None:
    w = world()
    tcx = w.tcx
    vec, it = tcx.adt(w.vec, (I32,)), tcx.adt(w.iter, (I8,))
    item = lambda x: tcx.alias("projection", w.into_item, (x,))  # noqa: E731

    assert normalize_erasing_regions(tcx, EMPTY_ENV, item(vec)) is I32
    assert normalize_erasing_regions(tcx, EMPTY_ENV, item(it)) is tcx.ref(RE_ERASED, I8)


def test_a_projection_waits_for_its_variable() -> None:
    w = world()
    tcx = w.tcx
    icx = InferCtxt(tcx)
    fulfill = FulfillmentCtxt(icx)
    v = icx.next_ty_var()
    item = fulfill.normalize(CAUSE, EMPTY_ENV, tcx.alias("projection", w.into_item, (v,)))
    assert icx.is_ty_var(item)
    assert fulfill.select_where_possible() == []
    assert len(fulfill.obligations_for_self_ty(v)) == 1
    icx.eq(EMPTY_ENV, CAUSE, v, tcx.adt(w.vec, (icx.next_int_var(),)))
    assert fulfill.select_where_possible() == []

    assert icx.shallow_resolve(item).kind == "int"


def test_an_impl_fixes_variables_when_it_is_the_only_one() -> None:
    w = world()
    tcx = w.tcx
    icx = InferCtxt(tcx)
    fulfill = FulfillmentCtxt(icx)
    v = icx.next_ty_var()
    fulfill.register_obligation(Obligation(w.pred(w.from_, tcx.adt(w.vec, (I8,)), v), EMPTY_ENV, CAUSE))
    assert fulfill.select_all_or_error() == []
    assert icx.shallow_resolve(v) is tcx.adt(w.vec, (I8,))

    u = icx.next_ty_var()
    fulfill.register_obligation(Obligation(w.pred(w.from_, I64, u), EMPTY_ENV, CAUSE))
    (error,) = fulfill.select_all_or_error()
    assert isinstance(error.code, Ambiguity)


def test_an_error_names_the_innermost_obligation() -> None:
    w = world()
    tcx = w.tcx
    icx = InferCtxt(tcx)
    fulfill = FulfillmentCtxt(icx)
    plain = tcx.adt(w.adt("Plain"), ())
    fulfill.register_bound(CAUSE, EMPTY_ENV, tcx.adt(w.vec, (tcx.adt(w.vec, (plain,)),)), w.clone)
    (error,) = fulfill.select_where_possible()

    assert isinstance(error.code, Unimplemented)
    assert error.obligation.predicate is w.pred(w.clone, plain)
    assert error.obligation.cause.code.trait_pred is w.pred(w.clone, tcx.adt(w.vec, (plain,)))


def test_evaluation_of_goals_with_variables() -> None:
    w = world()
    tcx = w.tcx
    icx = InferCtxt(tcx)
    v = icx.next_ty_var()

    assert evaluate(icx, EMPTY_ENV, w.pred(w.clone, tcx.adt(w.vec, (v,)))) == AMBIG
    assert evaluate(icx, EMPTY_ENV, w.pred(w.copy, tcx.adt(w.vec, (v,)))) == ERR
    assert evaluate(icx, EMPTY_ENV, w.pred(w.copy, icx.next_int_var())) == OK
    assert evaluate(icx, EMPTY_ENV, w.pred(w.copy, UNIT)) == OK


def test_overlap_needs_a_type_that_both_impls_take() -> None:
    from rustmem.traits.coherence import overlapping_impls

    w = world()
    tcx = w.tcx
    t = tcx.param(0, "T")
    mine = w.trait("Mine")
    for_copy = w.impl(mine, t, params=("T",), bounds=[(0, w.copy)])
    for_vec = w.impl(mine, tcx.adt(w.vec, (t,)), params=("T",))
    for_i32 = w.impl(mine, I32)
    w.tcx.lang_items.pop("fundamental", None)

    assert overlapping_impls(tcx, for_copy, for_i32) is not None
    assert overlapping_impls(tcx, for_copy, for_vec) is None
    assert overlapping_impls(tcx, for_vec, for_i32) is None
