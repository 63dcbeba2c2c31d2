"""Where the real library panics, for messages of functions that do not report their caller's place.

Facts of rustc 1.95.0, by the beginning of the message.
"""

from __future__ import annotations

Place = tuple[str, int, int]

BY_MESSAGE: tuple[tuple[str, Place], ...] = (
    ("from_digit: radix is too high", ("library/core/src/char/convert.rs", 332, 9)),
    ("to_digit: invalid radix", ("library/core/src/char/methods.rs", 403, 9)),
    ("assertion failed: step != 0", ("library/core/src/iter/adapters/step_by.rs", 35, 9)),
    ("swap_remove index (is", ("library/alloc/src/vec/mod.rs", 2202, 13)),
    ("overflow when subtracting durations", ("library/core/src/time.rs", 1201, 31)),
)
BY_FILE: tuple[tuple[str, str, Place], ...] = (
    ("iter/traits.rs", "attempt to ", ("library/core/src/iter/traits/accum.rs", 204, 1)),
    ("alloc/src/slice.rs", "capacity overflow", ("library/alloc/src/slice.rs", 523, 50)),
    ("num/mod.rs", "attempt to negate", ("library/core/src/num/mod.rs", 394, 5)),
)


def place_of(message: str, file: str) -> Place | None:
    """The place that the real library gives for `message`, raised in the stub `file`."""
    for beginning, place in BY_MESSAGE:
        if message.startswith(beginning):
            return place
    for name, beginning, place in BY_FILE:
        if file.endswith(name) and message.startswith(beginning):
            return place
    return None
