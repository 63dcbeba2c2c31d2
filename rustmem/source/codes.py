"""Error codes whose words are compared with rustc's on several programs, whole reports to the byte.

A report with any other code keeps its verdict, codes and places, and is not called exact: what rustc adds in a case
that was never compared is not known here.
"""

from __future__ import annotations

COMPARED = frozenset(
    """
    E0004 E0005 E0023 E0026 E0027 E0040 E0046 E0053 E0055 E0057 E0061 E0063 E0072 E0081 E0106 E0116 E0117 E0120 E0124 E0133 E0184
    E0185 E0186 E0204 E0207 E0221 E0223 E0261 E0308 E0309 E0310 E0311 E0369 E0373 E0381 E0382 E0384 E0390 E0391 E0392 E0401 E0403 E0404
    E0407 E0415 E0422 E0425 E0426 E0428 E0437 E0438 E0499 E0500 E0501 E0502 E0503 E0505 E0506 E0507 E0508 E0509 E0510 E0515
    E0521 E0524 E0539 E0559 E0560 E0571 E0574 E0586 E0592 E0594 E0596 E0597 E0600 E0608 E0609 E0614 E0615 E0616 E0621 E0624
    E0689 E0695 E0700 E0710 E0713 E0716 E0734 E0758 E0765 E0770 E0805
    """.split()
)
"""By the programs of the tests and of the development corpora; a code enters with its second program."""

SAID_WHOLE = (
    "this file contains an unclosed delimiter",
    "unexpected closing delimiter",
    "mismatched closing delimiter",
    "cannot find macro `",
    "too many `#` symbols: ",
    "recursion limit reached while expanding `",
    "`limit` must be a non-negative integer",
    "expected one of ",
    "expected `{`, found ",
    "expected item, found ",
    "expected expression, found ",
)
"""Beginnings of errors without a code whose words are compared; a report with one is exact where it stands alone."""

RECOVERED = (
    "integer literal is too large",
    "lifetime may not live long enough",
    "captured variable cannot escape",
    "implementation of ",
    "invalid comparison operator `",
    "`and` is not a logical operator",
    "`or` is not a logical operator",
    "`->` is not valid syntax",
    "`~` cannot be used as a unary operator",
    "leading `+` is not supported",
    "expected `=`, found `==`",
    "unexpected `==`",
    "can't reassign to an uninitialized variable",
    "Rust has no ",
    "invalid variable declaration",
    "statements are terminated with a semicolon",
    "expected iterable, found keyword `in`",
    "missing `in` in `for` loop",
    "missing `for` in a trait impl",
    "missing expression to iterate on in `for` loop",
    "expected `;` or `]`, found ",
    "closure bodies that contain statements must be surrounded by braces",
    "`||` operators are not supported in let chain conditions",
)
"""The same for errors that rustc goes on after, here as there: exact beside others too."""
