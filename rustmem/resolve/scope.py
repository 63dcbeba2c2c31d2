"""What a name or a path means at a place, as far as modules decide it (rustc_resolve::ident)."""

from __future__ import annotations

from typing import Any

from rustmem.resolve.modules import Binding, Import, Module, Namespace
from rustmem.source.index import DefId
from rustmem.source.node import node
from rustmem.source.span import DUMMY_SP, Span
from rustmem.syntax import ast
from rustmem.ty.defs import DefRes, DefTable, PartialRes, PrimTyRes, Res

PRIMITIVES = (
    "bool", "char", "f16", "f32", "f64", "f128", "i8", "i16", "i32", "i64", "i128", "isize",
    "str", "u8", "u16", "u32", "u64", "u128", "usize",
)  # fmt: skip
PRIM_BINDINGS = {name: Binding(PrimTyRes(name), None, DUMMY_SP) for name in PRIMITIVES}
ASSOC_PREFIX = (
    "struct",
    "union",
    "enum",
    "trait",
    "trait alias",
    "type alias",
    "assoc ty",
    "type param",
    "opaque ty",
    "foreign ty",
)
"""What may have associated items, so that the rest of a path is left to the type checker."""
MODULE_KINDS = ("mod", "enum", "trait")


@node
class PathFailure:
    """Why a path cannot be resolved (rustc's `PathResult::Failed`)."""

    index: int
    """The segment that failed."""
    module: Module | None
    """The module in which it was looked for; None for the scope."""
    kind: str
    """`missing`, `not-module` (`binding` tells what it is), `super`, `self`, `crate`."""
    binding: Binding | None = None


class PrivacyError:
    """A name that was found and must not be seen from here."""

    __slots__ = ("ident", "binding", "from_module", "path", "import_")

    def __init__(
        self,
        ident: ast.Ident,
        binding: Binding,
        from_module: Module,
        path: tuple[ast.PathSegment, ...],
        import_: Import | None = None,
    ) -> None:
        self.ident, self.binding, self.from_module, self.path, self.import_ = ident, binding, from_module, path, import_


class Scopes:
    """Modules of all crates, and lookups in them."""

    def __init__(self, table: DefTable, modules: dict[DefId, Module], crates: dict[str, Module], edition: str) -> None:
        self.table = table
        self.modules = modules
        self.crates = crates
        """`core`, `alloc`, `std`, and whatever is being built."""
        self.edition = edition
        self.prelude: Module | None = None
        self.extern_prelude: dict[str, Binding] = {}
        self.privacy_errors: list[PrivacyError] = []
        self.user_crate: Module | None = None
        self.finished = False
        """Whether all imports are resolved, so that uses are counted."""
        self.macro_rules: dict[str, Binding] = {}
        self.last_local: Any = None
        self.glob_uses: set[str] = set()
        """The names that were found through a `*` import of the user's (`Resolutions.glob_uses`)."""

    def set_extern_prelude(self, names: tuple[str, ...]) -> None:
        for name in names:
            self.add_extern_crate(name)

    def add_extern_crate(self, name: str) -> None:
        root = self.crates.get(name)
        if root is not None:
            self.extern_prelude[name] = Binding(DefRes("mod", root.def_id), None, root.span, root)

    def crate_root_of(self, segment: ast.PathSegment, module: Module) -> Module:
        """What `$crate` and `crate` mean."""
        expansion = segment.ident.span.ctxt
        if segment.ident.name == "$crate":
            while expansion is not None:
                if expansion.kind != "desugaring":
                    found = self.crates.get(expansion.def_crate)
                    return found if found is not None else (self.user_crate or module.crate)
                expansion = expansion.call_site.ctxt
        return module.crate

    def is_accessible(self, vis: DefId | None, module: Module) -> bool:
        """Whether something visible within `vis` may be named in `module`."""
        if vis is None:
            return True
        at: Module | None = module
        while at is not None:
            if at.def_id == vis and at.kind == "mod":
                return True
            at = at.parent
        return False

    def in_module(self, module: Module, name: str, ns: Namespace) -> Binding | None:
        return module.names[ns].get(name)

    def lexical_module(self, name: str, ns: Namespace, module: Module) -> Binding | None:
        """`name` in `module`, in the blocks' modules round it, then in the preludes."""
        at: Module | None = module
        while at is not None:
            found = self.in_module(at, name, ns)
            if found is not None:
                return found
            if at.kind != "block":
                break
            at = at.parent
        return self.in_preludes(name, ns)

    def in_preludes(self, name: str, ns: Namespace) -> Binding | None:
        if ns == "type":
            found = self.extern_prelude.get(name)
            if found is not None:
                return found
        if self.prelude is not None:
            found = self.in_module(self.prelude, name, ns)
            if found is not None:
                return found
        return PRIM_BINDINGS.get(name) if ns == "type" else None

    def super_module(self, module: Module, times: int) -> Module | None:
        at: Module | None = module.nearest()
        for _ in range(times):
            assert at is not None
            at = at.parent
            if at is None:
                return None
            at = at.nearest()
        return at

    def start(self, segments: tuple[ast.PathSegment, ...], module: Module) -> tuple[Module | None, int] | PathFailure:
        """The module where a path with a special head begins, and how many segments that takes; (None, 0) otherwise."""
        name = segments[0].ident.name
        if name == "crate" or name == "$crate":
            return self.crate_root_of(segments[0], module), 1
        if name == "self":
            at, index = module.nearest(), 1
        elif name == "super":
            at, index = module.nearest(), 0
        else:
            return None, 0
        while index < len(segments) and segments[index].ident.name == "super":
            above = self.super_module(at, 1)
            if above is None:
                return PathFailure(index, None, "super")
            at, index = above, index + 1
        return at, index

    def resolve_path(
        self,
        segments: tuple[ast.PathSegment, ...],
        ns: Namespace,
        module: Module,
        first: Any = None,
        import_: Import | None = None,
    ) -> Binding | Module | PartialRes | PathFailure:
        """A module, a binding, or a prefix with what is left for the type checker.

        `first(ident, ns)` looks the first segment up in the ribs; without it only modules count.
        """
        count = len(segments)
        at: Module | None = None
        index = 0
        if segments[0].ident.name == "{{root}}":
            if count == 1:
                return module.crate
            found = self.extern_prelude.get(segments[1].ident.name)
            if found is None:
                return PathFailure(1, None, "extern")
            if count == 2:
                return found
            at, index = found.module, 2
        else:
            began = self.start(segments, module) if ns == "type" or count > 1 else (None, 0)
            if isinstance(began, PathFailure):
                return began
            at, index = began
            if at is not None and index == count:
                return at
        while index < count:
            segment = segments[index]
            last = index == count - 1
            name = segment.ident.name
            wanted: Namespace = ns if last else "type"
            if at is None:
                if first is not None:
                    result = first(segment.ident, wanted)
                    if isinstance(result, Binding):
                        found = result
                    elif result is None:
                        found = None
                    else:
                        return PartialRes(result, count - index - 1)
                else:
                    found = self.lexical_module(name, wanted, module)
            else:
                if name in ("self", "super", "crate", "Self", "{{root}}") and name != "Self":
                    return PathFailure(index, at, name)
                found = self.in_module(at, name, wanted)
            if found is None:
                if at is not None and at.kind in ("enum", "trait") and import_ is None:
                    return PartialRes(DefRes(self.table[at.def_id].kind, at.def_id), count - index)
                return PathFailure(index, at, "missing")
            self.note_use(found, wanted, module, name)
            if not self.is_accessible(found.vis, module):
                self.privacy_errors.append(PrivacyError(segment.ident, found, module, segments, import_))
            if last:
                return found
            if found.module is not None:
                at = found.module
            elif isinstance(found.res, DefRes) and found.res.kind not in ASSOC_PREFIX:
                return PathFailure(index, at, "not-module", found)
            else:
                return PartialRes(found.res, count - index - 1)
            index += 1
        raise AssertionError

    def note_use(self, binding: Binding, ns: Namespace, module: Module, name: str) -> None:
        """Marks the imports through which `binding` came as used."""
        at: Binding | None = binding
        while at is not None:
            at.used = True
            if at.import_ is not None and self.finished:
                at.import_.used = True
                at.import_.used_names.add(name)
                if at.import_.kind == "glob" and at.import_.module.crate is self.user_crate:
                    self.glob_uses.add(name)
            at = at.target

    # -- traits in scope --

    def module_traits(self, module: Module) -> list[tuple[str, Binding]]:
        """(name, binding) of the traits that `module` itself has in scope."""
        found = module.traits
        if found is None:
            found = [(n, b) for n, b in module.names["type"].items() if _is_trait(b)]
            found += [("_", b) for b in module.underscores]
            if self.finished:
                module.traits = found
        return found

    def traits_in_scope(self, module: Module) -> list[Binding]:
        """Bindings of every trait in scope in `module`."""
        found: list[Binding] = []
        at: Module | None = module
        while at is not None:
            found += [b for _, b in self.module_traits(at)]
            if at.kind != "block":
                break
            at = at.parent
        if self.prelude is not None:
            found += [b for _, b in self.module_traits(self.prelude)]
        return found


def _is_trait(binding: Binding) -> bool:
    return isinstance(binding.res, DefRes) and binding.res.kind in ("trait", "trait alias")


def res_of(found: Binding | Module) -> Res:
    return found.res if isinstance(found, Binding) else DefRes("mod" if found.kind == "mod" else found.kind, found.def_id)  # type: ignore[arg-type]


_Span = Span
