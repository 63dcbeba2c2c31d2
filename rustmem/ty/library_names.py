"""Names that several public items of the real library share: rustc prints these items with their paths.

The names come from the metadata of the pinned compiler's library; `Self`-evident ones were checked by making rustc
print them.
"""

from __future__ import annotations

from collections.abc import Sequence

from rustmem.ty.defs import DefData

VALUE_KINDS = frozenset(("fn", "const", "static", "ctor", "assoc fn", "assoc const"))
TRIMMABLE = frozenset(
    (
        "struct", "enum", "union", "trait", "trait alias", "foreign ty", "type alias", "fn", "const", "static", "variant", "mod",
        "ctor",
    )
)  # fmt: skip
"""What rustc prints by its last name where nothing else has that."""

SHARED_TYPES = frozenset(
    """
    Alignment Array Bool Bytes Chain Char Condvar Cursor CursorMut CursorMutKey Difference Disconnected Display
    Done Drain DynTrait Empty Entry Enum Error EscapeDebug EscapeDefault EscapeUnicode ExtractIf FnPtr FromFn Full
    Int Intersection IntoIter IntoKeys IntoValues Iter IterMut Keys Lines MappedMutexGuard MappedRwLockReadGuard
    MappedRwLockWriteGuard Mutex MutexGuard Normal Occupied OccupiedEntry OccupiedError Once Ordering Other
    PeekMut Pending Pointer Prefix RSplit RSplitN Range RangeFrom RangeInclusive RangeToInclusive Read Ready
    Receiver RecvTimeoutError Reference Repeat RwLock RwLockReadGuard RwLockWriteGuard Sender Slice Splice Split
    SplitInclusive SplitN Str Struct SymmetricDifference Take Timeout Trait TryIter TryLockError TryRecvError Tuple
    Union Unsupported V4 V6 Vacant VacantEntry Values ValuesMut Weak WouldBlock Write alloc arch ascii autodiff
    borrow bstr c_str collections consts error f128 f16 f32 f64 ffi fmt from hash io math net num panic pat random
    simd slice str sync task time wtf8
    """.split()
)
"""Types, traits, variants and modules."""

SHARED_VALUES = frozenset(
    """
    DIGITS E EPSILON EULER_GAMMA FRAC_1_PI FRAC_1_SQRT_2 FRAC_1_SQRT_2PI FRAC_1_SQRT_3 FRAC_1_SQRT_5
    FRAC_1_SQRT_PI FRAC_2_PI FRAC_2_SQRT_PI FRAC_PI_2 FRAC_PI_3 FRAC_PI_4 FRAC_PI_6 FRAC_PI_8 GOLDEN_RATIO
    INFINITY LN_10 LN_2 LOG10_2 LOG10_E LOG2_10 LOG2_E MANTISSA_DIGITS MAX MAX_10_EXP MAX_EXP MIN MIN_10_EXP
    MIN_EXP MIN_POSITIVE NAN NEG_INFINITY PI RADIX SQRT_2 SQRT_3 SQRT_5 TAU UNICODE_VERSION abs_sub align_of
    catch_unwind cbrt ceil channel copy div_euclid drop empty floor forget fract from_fn from_mut from_raw_parts
    from_raw_parts_mut from_ref lookup max metadata min mul_add panicking powi read read_to_string rem_euclid
    repeat replace resume_unwind round round_ties_even size_of size_of_val sort sqrt swap sync_channel take trunc
    write
    """.split()
)
"""Functions, constants and statics."""

SHARED_TRAIT_ITEMS = frozenset(
    """
    alloc alloc_zeroed by_ref chain cmp dealloc downcast downcast_mut downcast_ref drop eq fmt from ge gt hash
    index index_mut is is_empty le lt max max_by max_by_key min min_by min_by_key ne next next_back partial_cmp
    product read read_to_string realloc sum take transmute wake wake_by_ref write write_fmt write_str zip
    """.split()
)
"""Functions of traits whose name another trait, or a free function, has as well (by `std/surface.txt` and `std/modules.txt`)."""


def free_names(rows: Sequence[DefData]) -> tuple[frozenset[str], frozenset[str]]:
    """The names of public items in modules, with variants and constructors: those of types, and those of values."""
    types: set[str] = set()
    values: set[str] = set()
    for row in rows:
        if row.kind in TRIMMABLE and row.kind != "type alias" and row.vis is None:
            if row.parent is None or rows[row.parent].kind in ("mod", "enum", "struct", "variant"):
                (values if row.kind in VALUE_KINDS else types).add(row.name)
    return frozenset(types), frozenset(values)
