"""Writing SVG: elements as text, everything escaped."""

from __future__ import annotations

from rustmem.views import theme


def escape(text: str) -> str:
    for sign, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        text = text.replace(sign, entity)
    return "".join(c if c >= " " or c in "\n\t" else "\ufffd" for c in text)


def element(name: str, inner: str = "", /, **attributes: object) -> str:
    """One element; `_` in a name stands for `-`."""
    told = "".join(f' {key.rstrip("_").replace("_", "-")}="{escape(_value(value))}"' for key, value in attributes.items())
    return f"<{name}{told}>{inner}</{name}>" if inner else f"<{name}{told}/>"


def _value(value: object) -> str:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)


def text(x: float, y: float, words: str, fill: str = theme.INK, **attributes: object) -> str:
    return element("text", escape(words), x=float(x), y=float(y), fill=fill, **attributes)


def box(x: float, y: float, width: float, height: float, fill: str, **attributes: object) -> str:
    return element("rect", x=float(x), y=float(y), width=float(width), height=float(height), rx=3, fill=fill, **attributes)


NARROWEST = 0.75
"""How far a page may shrink a picture before it has to be scrolled: below this its letters are too small."""


def document(width: float, height: float, title: str, description: str, body: str) -> str:
    """A picture with its words: `title` and `description` are what a screen reader reads."""
    head = element("title", escape(title)) + element("desc", escape(description))
    return element(
        "svg",
        head + body,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {_value(float(width))} {_value(float(height))}",
        width=float(width),
        style=f"min-width: {width * NARROWEST:.0f}px",
        role="img",
        font_family=theme.FONT,
        font_size=theme.SIZE,
    )
