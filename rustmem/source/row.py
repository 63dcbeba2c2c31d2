"""`NamedTuple`, as `typing` has it, for the records of this package.

The library's own takes a fifth of a millisecond for each class, for it compiles a constructor and looks at every
annotation: sixty classes were a tenth of a command. Here a class is given the compiled constructor of another one with as
many fields, as `rustmem.source.node` does. To the type checker it is the library's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import NamedTuple
else:
    from _collections import _tuplegetter
    from types import CodeType, FunctionType

    TEMPLATES: dict[int, CodeType] = {}
    """The code of a constructor by the number of its fields."""

    class _Row(tuple):
        """What every record can do."""

        __slots__ = ()
        _fields = ()

        @classmethod
        def _make(cls, values):
            return cls(*values)

        def _replace(self, **changes):
            made = type(self)(*[changes.pop(name, value) for name, value in zip(self._fields, self)])
            if changes:
                raise ValueError(f"no such field: {', '.join(changes)}")
            return made

        def _asdict(self):
            return dict(zip(self._fields, self))

        def __getnewargs__(self):
            return tuple(self)

        def __repr__(self):
            inside = ", ".join([f"{name}={value!r}" for name, value in zip(self._fields, self)])
            return f"{type(self).__name__}({inside})"

    class _Maker(type):
        """Makes a plain class of a body that names fields; a subclass of that is like any other."""

        def __new__(mcs, name, bases, namespace):
            if not bases:
                return super().__new__(mcs, name, bases, namespace)
            fields = tuple(namespace.get("__annotations__", ()))
            defaults = tuple([namespace[field] for field in fields if field in namespace])
            if any(field in namespace for field in fields[: len(fields) - len(defaults)]):
                raise TypeError(f"{name}: a field without a default follows one that has one")
            for at, field in enumerate(fields):
                namespace[field] = _tuplegetter(at, None)
            namespace["__slots__"] = ()
            namespace["_fields"] = namespace["__match_args__"] = fields
            namespace["_field_defaults"] = dict(zip(fields[len(fields) - len(defaults) :], defaults))
            code = _template(len(fields)).replace(co_varnames=("_cls", *fields))
            namespace["__new__"] = FunctionType(code, {"new": tuple.__new__}, "__new__", defaults)
            return type(name, (_Row,), namespace)

    class NamedTuple(metaclass=_Maker):
        """A tuple whose items have names: annotate them in the class body."""

    def _template(count: int) -> CodeType:
        """`def __new__(_cls, _0, _1): return new(_cls, (_0, _1))`, of so many fields."""
        found = TEMPLATES.get(count)
        if found is None:
            names = "".join([f"_{n}, " for n in range(count)])
            scope = {}
            exec(f"def __new__(_cls, {names}): return new(_cls, ({names}))", scope)
            found = TEMPLATES[count] = scope["__new__"].__code__
        return found


__all__ = ["NamedTuple"]
