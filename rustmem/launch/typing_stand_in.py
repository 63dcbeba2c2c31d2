"""What the image's modules import for `typing`: when annotations are gone, its names do nothing, and cost a thirtieth."""

from __future__ import annotations

TYPE_CHECKING = False


class Any:
    """Any name of a type, alone or with arguments."""

    def __class_getitem__(cls, parameters: object) -> type:
        return cls


BinaryIO = Literal = TextIO = Any


class Protocol:
    """A base class like another."""


def NewType(name: str, supertype: type) -> type:
    """The type itself."""
    return supertype


def TypeVar(name: str, *constraints: object, **options: object) -> type:
    """A name of a type."""
    return Any


def dataclass_transform(**options: object) -> object:
    """A decorator that leaves its class alone."""
    return lambda decorated: decorated
