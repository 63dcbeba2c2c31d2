"""`@node`: the values of every grammar in this package.

A node has fields and at most a few derived properties. It is frozen to the type
checker, a plain slotted object at run time, and equal only to itself.
"""

from __future__ import annotations

from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")

_INITS: dict[tuple[tuple[str, ...], tuple[str, ...]], Any] = {}
"""Initialisers by (field names, names with a default): classes of one shape share one."""


@dataclass_transform(frozen_default=True, eq_default=False)
def node(cls: type[T]) -> type[T]:
    """Gives `cls` slots, `__match_args__`, an `__init__` and a `__repr__` for its annotated fields.

    Fields of base classes that are nodes come first. A default value is the class attribute
    of the same name; it is shared, so it must be immutable.
    """
    own = tuple(cls.__dict__.get("__annotations__", ()))
    inherited = tuple(name for base in reversed(cls.__mro__[1:]) for name in base.__dict__.get("__node_fields__", ()))
    fields = inherited + own
    namespace = dict(cls.__dict__)
    defaults = {}
    for base in reversed(cls.__mro__[1:]):
        defaults.update(base.__dict__.get("__node_defaults__", {}))
    for name in own:
        if name in namespace:
            defaults[name] = namespace.pop(name)
    for gone in ("__dict__", "__weakref__"):
        namespace.pop(gone, None)
    namespace.update(
        __slots__=own,
        __match_args__=fields,
        __node_fields__=own,
        __node_defaults__=defaults,
        __init__=_init(fields, defaults),
        __repr__=_repr,
        __qualname__=cls.__qualname__,
    )
    made: type[T] = type(cls)(cls.__name__, cls.__bases__, namespace)  # type: ignore[misc]
    return made


def fields(value: Any) -> tuple[str, ...]:
    """The names of the fields of a node or of a node class, in order."""
    names: tuple[str, ...] = value.__match_args__
    return names


def replace(value: T, **changes: Any) -> T:
    """A copy of the node `value` with some fields exchanged."""
    cls = type(value)
    return cls(*(changes[name] if name in changes else getattr(value, name) for name in fields(value)))


def _init(names: tuple[str, ...], defaults: dict[str, Any]) -> Any:
    with_default = tuple(name for name in names if name in defaults)
    key = (names, with_default)
    factory = _INITS.get(key)
    if factory is None:
        parameters = [f"{name}=_d_{name}" if name in defaults else name for name in names]
        if with_default and names[-len(with_default) :] != with_default:
            first = names.index(with_default[0])
            parameters.insert(first, "*") if any(n not in defaults for n in names[first:]) else None
        body = "".join(f"  self.{name} = {name}\n" for name in names) or "  pass\n"
        head = ", ".join(["self", *parameters])
        outer = ", ".join(f"_d_{name}" for name in with_default)
        text = f"def factory({outer}):\n def __init__({head}):\n{body} return __init__\n"
        scope: dict[str, Any] = {}
        exec(text, scope)
        factory = _INITS[key] = scope["factory"]
    return factory(*(defaults[name] for name in with_default))


def _repr(self: Any) -> str:
    inside = ", ".join(f"{name}={getattr(self, name)!r}" for name in fields(self))
    return f"{type(self).__name__}({inside})"
