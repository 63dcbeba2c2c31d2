"""Colours and sizes of the pictures. On a page the site's variables win; alone, the values after the comma stand."""

from __future__ import annotations

INK = "var(--md-default-fg-color, #26221d)"
FAINT = "var(--md-default-fg-color--light, #5c554b)"
RULE = "var(--rustmem-rule, #b8b0a2)"
STACK = "var(--rustmem-bar, #f4f1ea)"
HEAP = "var(--rustmem-screen, #f7f5f0)"
PAPER = "var(--md-code-bg-color, #ffffff)"
OWNER = "var(--rustmem-red, #b01818)"
SHARED = "var(--rustmem-blue, #1d4fa0)"
EXCLUSIVE = "var(--rustmem-magenta, #86217a)"
OTHER = FAINT

FONT = "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace"
SIZE = 13
CHAR = 7.9
"""The width that a character of the monospaced font takes, rounded up."""
LINE = 26
PAD = 10
GAP = 14

POINTERS: dict[str, tuple[str, str, str]] = {
    "box": (OWNER, "", "owns"),
    "rc": (OWNER, "6 3", "counts"),
    "arc": (OWNER, "6 3", "counts"),
    "weak": (FAINT, "2 3", "weak"),
    "ref": (SHARED, "6 3", "borrows"),
    "mut-ref": (EXCLUSIVE, "2 3", "borrows exclusively"),
    "raw": (OTHER, "2 3", "points"),
    "fn": (OTHER, "", "points"),
}
"""Of each kind of pointer: colour, dashes, and the word that stands for both."""

SERIES: tuple[tuple[str, str], ...] = (
    ("var(--rustmem-red, #b01818)", ""),
    ("var(--rustmem-blue, #1d4fa0)", "7 3"),
    ("var(--rustmem-green, #1d6b2c)", "2 3"),
    ("var(--rustmem-magenta, #86217a)", "9 3 2 3"),
    ("var(--rustmem-cyan, #0b6270)", "4 2"),
    ("var(--rustmem-yellow, #7a5200)", "1 2"),
)
"""Colour and dashes of the lines of a chart, in turn; a letter stands on each line besides."""
