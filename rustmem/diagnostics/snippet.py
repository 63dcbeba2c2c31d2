"""What a report is made of: groups of titles, annotated source, patched source and messages."""

from __future__ import annotations

from rustmem.source.node import node


@node
class Title:
    """The first line of a group, or a message below its source (`= note: …`)."""

    level: str
    """`error`, `warning`, `note` or `help`: the word and its colour."""
    text: str
    id: str | None = None
    """An error code, printed in brackets."""
    styled: bool = False
    """Whether `text` is printed as it is, escapes included, rather than bold with control characters replaced."""
    named: bool = True
    """Whether the level's word is printed."""


@node
class Annotation:
    """Marks characters `start` to `end` of a snippet's source."""

    start: int
    end: int
    is_primary: bool
    label: str | None = None


@node
class Cause:
    """Lines of a file with marks."""

    path: str
    line_start: int
    source: str
    annotations: tuple[Annotation, ...]


@node
class Patch:
    """Text in place of characters `start` to `end` of a snippet's source."""

    start: int
    end: int
    replacement: str


@node
class Fix:
    """Lines of a file as they would be after some patches."""

    path: str
    line_start: int
    source: str
    patches: tuple[Patch, ...]
    fold: bool = True
    """Whether only the patched lines are shown."""


@node
class Origin:
    """A place whose source is not shown."""

    path: str
    line: int
    column: int
    """Printed as it is."""


@node
class Padding:
    """An empty line that carries the bar on."""


Element = Title | Cause | Fix | Origin | Padding


@node
class Group:
    """A title and what stands below it."""

    level: str
    title: Title | None
    elements: list[Element]
