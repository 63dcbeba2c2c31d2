"""`overflowing_literals` (rustc_lint::types::literal): literals that their types cannot hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rustmem.source.diag import Diag, warning
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty import kind as k

if TYPE_CHECKING:
    from rustmem.lint.late import LatePass

LINT = "overflowing_literals"
BITS = {"8": 8, "16": 16, "32": 32, "64": 64, "128": 128, "size": 64}
F32_INFINITE = 3.4028235677973366e38
"""From here on a literal rounds to infinity in 32 bits."""
WIDER = {
    "i8": (("u8",), ("i16", "i32", "i64", "i128")), "i16": (("u16",), ("i32", "i64", "i128")), "i32": (("u32",), ("i64", "i128")),
    "i64": (("u64",), ("i128",)), "i128": (("u128",), ()), "u8": (("u8", "u16", "u32", "u64", "u128"), ()),
    "u16": (("u16", "u32", "u64", "u128"), ()), "u32": (("u32", "u64", "u128"), ()), "u64": (("u64", "u128"), ()), "u128": (("u128",), ()),
}  # fmt: skip
"""Which types rustc tries for a literal that does not fit: unsigned ones, then signed ones."""


def limits(name: str) -> tuple[int, int]:
    """The least and the greatest value of an integer type."""
    bits = BITS[name[1:]]
    return (-(1 << (bits - 1)), (1 << (bits - 1)) - 1) if name[0] == "i" else (0, (1 << bits) - 1)


class Parents:
    """What stands round the expression that is being visited, as far as this lint asks."""

    def __init__(self) -> None:
        self.negated: ast.Expr | None = None
        self.negation: Span | None = None
        self.cast: tuple[ast.Expr, ast.CastExpr] | None = None
        self.range: tuple[ast.Expr, ast.StructExpr] | None = None


def negation(late: LatePass, expr: ast.UnaryExpr) -> None:
    """Remembers what is negated, unless the negation itself is."""
    parents = late.parents
    if expr.op == "-" and parents.negated is not expr:
        parents.negated, parents.negation = expr.expr, expr.span
    late.inside(expr)


def cast(late: LatePass, expr: ast.CastExpr) -> None:
    late.parents.cast = (expr.expr, expr)
    late.inside(expr)


def struct(late: LatePass, expr: ast.StructExpr) -> None:
    """The end of an exclusive range is looked at with the range in mind."""
    if expr.path.lang_item == "Range":
        late.parents.range = (expr.fields[1].expr, expr)
    late.inside(expr)


def literal(late: LatePass, lit: ast.LitExpr) -> None:
    if late.results is None or lit.kind not in ("int", "float"):
        return
    ty = late.results.types.get(lit)
    negative = late.parents.negated is lit
    diag: Diag | None = None
    if isinstance(ty, k.IntTy) and isinstance(lit.value, int):
        high = limits(ty.name)[1]
        if lit.value > high + (negative and ty.name[0] == "i"):
            diag = _integer(late, lit, ty.name, negative)
    elif isinstance(ty, k.FloatTy):
        value = float(lit.value)
        if value == float("inf") or ty.name == "f32" and value >= F32_INFINITE:
            diag = warning(f"literal out of range for `{ty.name}`", lit.span, LINT)
            text = late.tcx.source_map.snippet(lit.span)
            diag.note(
                f"the literal `{text}` does not fit into the type `{ty.name}` and will be converted to `{ty.name}::INFINITY`"
            )
    if diag is not None:
        late.tcx.emit(diag)


def _integer(late: LatePass, lit: ast.LitExpr, name: str, negative: bool) -> Diag:
    parents, tcx = late.parents, late.tcx
    assert isinstance(lit.value, int)
    if (
        name[0] == "u"
        and parents.cast is not None
        and parents.cast[0] is lit
        and isinstance(late.results.types.get(parents.cast[1]), k.CharTy)
    ):
        whole = parents.cast[1].span
        diag = warning("only `u8` can be cast into `char`", whole, LINT)
        return diag.suggest("use a `char` literal instead", (whole, f"'\\u{{{lit.value:X}}}'"))
    text = tcx.source_map.snippet(lit.span)
    if name[0] == "u":
        return _range_end(late, lit, name) or (
            _based(lit, text, name, negative) if text[:2] in ("0x", "0b") else _plain(lit.span, text, lit, name, False)
        )
    if text[:2] in ("0x", "0b"):
        return _based(lit, text, name, negative)
    made = _range_end(late, lit, name)
    if made is not None:
        return made
    span = parents.negation if negative and parents.negation is not None else lit.span
    return _plain(span, tcx.source_map.snippet(span), lit, name, negative)


def _plain(span: Span, text: str, lit: ast.LitExpr, name: str, negative: bool) -> Diag:
    low, high = limits(name)
    diag = warning(f"literal out of range for `{name}`", span, LINT)
    diag.note(f"the literal `{text}` does not fit into the type `{name}` whose range is `{low}..={high}`")
    better = _suggested(name, lit.value, negative) if name[0] == "i" else None
    return diag.help(f"consider using the type `{better}` instead") if better is not None else diag


def _suggested(name: str, value: Any, negative: bool) -> str | None:
    """rustc's `get_type_suggestion`."""
    unsigned, signed = WIDER.get(name, ((), ()))
    for other in unsigned:
        if not negative and value <= limits(other)[1]:
            return other
    for other in signed:
        if value <= limits(other)[1] + negative:
            return other
    return None


def _based(lit: ast.LitExpr, text: str, name: str, negative: bool) -> Diag:
    """A hexadecimal or binary literal, perhaps meant as a bit pattern."""
    assert isinstance(lit.value, int)
    bits = BITS[name[1:]]
    wrapped = lit.value & ((1 << bits) - 1)
    if name[0] == "i" and wrapped >> (bits - 1):
        wrapped -= 1 << bits
    actual = -wrapped if negative else wrapped
    diag = warning(f"literal out of range for `{name}`", lit.span, LINT)
    note = f"the literal `{text}` (decimal `{lit.value}`) does not fit into the type `{name}`"
    if negative:
        diag.note(note).note(f"and the value `-{text}` will become `{actual}{name}`")
    else:
        diag.note(f"{note} and will become `{actual}{name}`")
    suffix_at = min((text.find(c) for c in "iu" if c in text), default=-1)
    bare = text if suffix_at < 0 else text[:suffix_at]
    better = _suggested(name, lit.value, negative)
    if better is not None and suffix_at >= 0:
        diag.suggest(
            f"consider using the type `{better}` instead",
            (lit.span, bare + better),
            applicability="MaybeIncorrect",
            style="show-always",
        )
    elif better is not None:
        diag.help(f"consider using the type `{better}` instead")
    if not negative and name[0] == "i" and name != "isize" and lit.value >> (bits - 1) & 1:
        other = "u" + name[1:]
        message = f"to use as a negative number (decimal `{actual}`), consider using the type `{other}` for the literal and cast it to `{name}`"
        diag.suggest(message, (lit.span, f"{bare}{other} as {name}"), applicability="MaybeIncorrect", style="show-always")
    return diag


def _range_end(late: LatePass, lit: ast.LitExpr, name: str) -> Diag | None:
    """`0..256u8`, whose end is just one too great."""
    parents = late.parents
    assert isinstance(lit.value, int)
    if parents.range is None or lit.value - 1 != limits(name)[1]:
        return None
    end, whole = parents.range
    inner = end.expr if isinstance(end, ast.CastExpr) else end
    if inner is not lit:
        return None
    diag = warning(f"range endpoint is out of range for `{name}`", whole.span, LINT)
    if inner is not end:
        return diag.not_modelled("casts at the end of a range")
    start = late.tcx.source_map.snippet(whole.fields[0].expr.span)
    span = Span(whole.span.lo, lit.span.hi, lit.span.ctxt)
    return diag.suggest("use an inclusive range instead", (span, f"{start}..={lit.value - 1}{lit.suffix or ''}"))
