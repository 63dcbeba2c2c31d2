"""`@node`: the values of every grammar in this package.

A node has fields and at most a few derived properties. It is frozen to the type
checker, a plain slotted object at run time, and equal only to itself.
"""

from __future__ import annotations

from types import CodeType, FunctionType
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")

TEMPLATES: dict[int, CodeType] = {}
"""The code of an initialiser by the number of its fields: compiling one for each of hundreds of classes takes as long as
reading all modules."""


@dataclass_transform(frozen_default=True, eq_default=False)
def node(cls: type[T]) -> type[T]:
    """Gives `cls` slots, `__match_args__`, an `__init__` and a `__repr__` for its annotated fields.

    Fields of base classes that are nodes come first. A default value is the class attribute
    of the same name; it is shared, so it must be immutable.
    """
    body = dict(cls.__dict__)
    for gone in ("__dict__", "__weakref__"):
        body.pop(gone, None)
    body["__qualname__"] = cls.__qualname__
    made: type[T] = make(cls.__name__, cls.__bases__, body)
    return made


def make(name: str, bases: tuple[type, ...], body: dict[str, Any]) -> Any:
    """The class of a node. As a metaclass it makes the class at once, where `@node` makes it from another one."""
    own = tuple(body.get("__annotations__", ()))
    fields, defaults = own, dict[str, Any]()
    is_first = True
    for base in bases:
        inherited = getattr(base, "__match_args__", None)
        if inherited is not None:
            fields, is_first = (*inherited, *fields), False
            defaults.update(getattr(base, "__node_defaults__", {}))
    for field in own:
        if field in body:
            defaults[field] = body.pop(field)
    body["__slots__"] = (*own, "below") if is_first else own
    body["__node_fields__"], body["__match_args__"], body["__node_defaults__"] = own, fields, defaults
    body["__init__"], body["__repr__"] = _init(fields, defaults), _repr
    return type(name, bases, body)


node.make = make  # type: ignore[attr-defined]
"""What the launch image calls: a class is made once (`rustmem.launch.image`)."""


def fields(value: Any) -> tuple[str, ...]:
    """The names of the fields of a node or of a node class, in order."""
    names: tuple[str, ...] = value.__match_args__
    return names


def replace(value: T, **changes: Any) -> T:
    """A copy of the node `value` with some fields exchanged."""
    cls = type(value)
    return cls(*(changes[name] if name in changes else getattr(value, name) for name in fields(value)))


def _init(names: tuple[str, ...], defaults: dict[str, Any]) -> Any:
    """An `__init__` with these parameters; after one with a default, those without are keyword-only."""
    count = len(names)
    code = _template(count).replace(co_varnames=("self", *names), co_names=names)
    first = next((n for n, name in enumerate(names) if name in defaults), count)
    values = tuple([defaults[name] for name in names[first:] if name in defaults])
    if len(values) == count - first:
        return FunctionType(code, {}, "__init__", values)
    made = FunctionType(code.replace(co_argcount=1 + first, co_kwonlyargcount=count - first), {}, "__init__")
    made.__kwdefaults__ = {name: defaults[name] for name in names[first:] if name in defaults}
    return made


def _template(count: int) -> CodeType:
    """`def __init__(self, _0, _1): self._0 = _0; self._1 = _1`, of so many fields."""
    found = TEMPLATES.get(count)
    if found is None:
        names = [f"_{n}" for n in range(count)]
        body = "; ".join(f"self.{name} = {name}" for name in names) or "pass"
        scope: dict[str, Any] = {}
        exec(f"def __init__({', '.join(['self', *names])}): {body}", scope)
        found = TEMPLATES[count] = scope["__init__"].__code__
    return found


def _repr(self: Any) -> str:
    inside = ", ".join(f"{name}={getattr(self, name)!r}" for name in fields(self))
    return f"{type(self).__name__}({inside})"
