"""Modules that are read when one of their functions is called: those that word errors, which most checks never need.

A fifth of the checker speaks only of rejected programs, and reading it would take a fifth of a cold start. The modules
named in `LATE` are imported as all others are. What the importer gets stands for the module until a function of it is
called, or anything that is no function is wanted of it. A function is told by its name, as house style has it: it begins
with a small letter, and nothing else does (`tests/test_late_modules.py`).
"""

from __future__ import annotations

import sys
from importlib.machinery import ModuleSpec
from types import ModuleType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Sequence
    from typing import Any

_NAMES = """
borrowck: bound_errors conflict_errors dangling_errors explain_captures iterator_advice moved_errors moved_suggest
    mutability_errors mutability_suggest not_general opaque_captures region_errors region_suggest return_annotation
    static_requirement suggest uninitialized
diagnostics: emitter json macros
items: alias_cycle assoc_errors bounds_cycle coherence_errors impl_errors precise_capturing wf_errors
lint: dead_messages liveness_messages
mir: const_eval const_fns elaborate_drops infinite_types
resolve: candidates context_help library_gap lifetime_errors path_errors suggest
source: cycle
std: modules surface
syntax: macro_check missing_macro pretty recovery similar uses
traits: auto coherence describe dyn_compatibility needs_drop suggestions
ty: compare query_path
typeck: errors_args errors_cast errors_closure errors_fields errors_infer errors_method errors_ops errors_pat
    errors_path errors_projection errors_return errors_sized library_gap note_and_explain on_unimplemented
    similar_impls suggest suggest_pattern suggest_traits witness
"""


def _full_names() -> frozenset[str]:
    found, package = [], ""
    for word in _NAMES.split():
        if word.endswith(":"):
            package = word[:-1]
        else:
            found.append(f"rustmem.{package}.{word}")
    return frozenset(found)


LATE = _full_names()


class LateModule(ModuleType):
    """Stands for a module, and becomes it."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(f"module `{self.__name__}` has no attribute `{name}`")
        return LateFunction(self, name) if name.lstrip("_")[:1].islower() else getattr(read(self), name)


class LateFunction:
    """Stands for a function of a module that is not read yet."""

    __slots__ = ("module", "name", "found")

    def __init__(self, module: ModuleType, name: str) -> None:
        self.module, self.name, self.found = module, name, None

    def __call__(self, *args: Any, **named: Any) -> Any:
        if self.found is None:
            self.found = getattr(read(self.module), self.name)
        return self.found(*args, **named)  # type: ignore[misc]


def read(module: ModuleType) -> ModuleType:
    """The module itself, read if it was not."""
    if type(module) is LateModule:
        name = module.__name__
        spec = _find(name)
        assert spec.loader is not None
        before = dict(module.__dict__)
        module.__class__ = ModuleType  # type: ignore[assignment]
        module.__spec__, module.__loader__, module.__file__ = spec, spec.loader, spec.origin
        try:
            spec.loader.exec_module(module)
        except BaseException:  # such as too deep a recursion: the next who calls tries again
            module.__dict__.clear()
            module.__dict__.update(before)
            module.__class__ = LateModule
            raise
    return module


def _find(name: str) -> ModuleSpec:
    path = sys.modules[name.rpartition(".")[0]].__path__
    found = (finder.find_spec(name, path) for finder in sys.meta_path if finder is not _Finder)
    return next(spec for spec in found if spec is not None)


class _Finder:
    """Finds the late modules before the path is searched."""

    @staticmethod
    def find_spec(name: str, path: Sequence[str] | None = None, target: ModuleType | None = None) -> ModuleSpec | None:
        return ModuleSpec(name, _Loader()) if name in LATE else None  # type: ignore[arg-type]


class _Loader:
    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return LateModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        pass


def place(package: ModuleType, but: Container[str]) -> None:
    """Puts what stands for the late modules of a package where an import would put it, which costs a good deal more."""
    for name in LATE:
        parent, _, last = name.rpartition(".")
        if parent == package.__name__ and name not in but and name not in sys.modules:
            made = sys.modules[name] = LateModule(name)
            made.__spec__ = spec = ModuleSpec(name, _Loader())  # type: ignore[arg-type]
            spec._initializing = False  # type: ignore[attr-defined]
            setattr(package, last, made)


def install() -> None:
    if _Finder not in sys.meta_path:
        sys.meta_path.insert(0, _Finder)
