"""Resolves `use` declarations to a fixed point (rustc_resolve::imports)."""

from __future__ import annotations

from rustmem.resolve.modules import NAMESPACES, Binding, GraphBuilder, Import, Module, Namespace
from rustmem.resolve.scope import PathFailure, PrivacyError, Scopes
from rustmem.source.index import DefId
from rustmem.ty.defs import DefRes, ErrRes, PartialRes, PrimTyRes


class ImportResolver:
    """Defines what imports bring; keeps failures for the errors."""

    def __init__(self, scopes: Scopes, builder: GraphBuilder) -> None:
        self.scopes = scopes
        self.builder = builder
        self.pending = list(builder.imports)
        self.failures: list[tuple[Import, PathFailure | None]] = []
        self.reexport_errors: list[tuple[Import, Namespace, Binding]] = []
        self.eager_globs = False

    def run(self) -> None:
        while True:
            before = len(self.pending), self.progress
            self.pending = [i for i in self.pending if not self.step(i)]
            if (len(self.pending), self.progress) == before:
                if self.eager_globs or not self.pending:
                    break
                self.eager_globs = True
            elif not self.pending:
                break
        for left in self.pending:
            self.fail(left)
        self.check_vis()

    progress = 0

    def step(self, import_: Import) -> bool:
        """Whether the import needs no further look."""
        if import_.kind == "extern crate":
            return self.extern_crate(import_)
        target = import_.target_module
        if target is None:
            found = self.module_of(import_)
            if found is None:
                return False
            target = import_.target_module = found
            self.progress += 1
        if import_.kind == "glob":
            self.glob(import_, target)
            return True
        return self.single(import_, target)

    def extern_crate(self, import_: Import) -> bool:
        assert import_.source is not None
        name = import_.source.ident.name
        root = import_.module.crate if name == "self" else self.scopes.crates.get(name)
        if root is None:
            self.failures.append((import_, None))
            import_.failed = True
            return True
        binding = Binding(DefRes("mod", root.def_id), None, root.span, root)
        self.define(import_, import_.name, "type", binding)
        if import_.module.parent is None:
            self.scopes.extern_prelude[import_.name] = binding
        return True

    def module_of(self, import_: Import) -> Module | None:
        """The module that the import's path leads to, if it can be known now."""
        if not import_.path:
            return import_.module if import_.kind == "single" else import_.module.crate
        if self.undetermined_head(import_):
            return None
        errors = len(self.scopes.privacy_errors)
        found = self.scopes.resolve_path(import_.path, "type", import_.module, import_=import_)
        if isinstance(found, Module):
            return found
        if isinstance(found, Binding) and found.module is not None:
            return found.module
        del self.scopes.privacy_errors[errors:]
        return None

    def undetermined_head(self, import_: Import) -> bool:
        """Whether the path's first name may still be defined by another import of the module."""
        name = import_.path[0].ident.name
        if name in ("crate", "self", "super", "$crate", "{{root}}"):
            return False
        module: Module | None = import_.module
        while module is not None:
            if name in module.names["type"] and not module.names["type"][name].is_glob:
                return False
            if not self.eager_globs and self.may_define(module, name, import_):
                return True
            if module.kind != "block":
                break
            module = module.parent
        return False

    def may_define(self, module: Module, name: str, but: Import) -> bool:
        return any(
            i is not but and i.name == name and not i.bindings and not i.failed and not _same_source(i, but)
            for i in module.singles
        ) or any(i is not but and i.target_module is None and not i.failed and i in self.pending for i in module.globs)

    def single(self, import_: Import, target: Module) -> bool:
        assert import_.source is not None
        name = import_.source.ident.name
        if not import_.path:
            return self.crate_import(import_)
        found_any = False
        for ns in NAMESPACES:
            if ns in import_.resolved:
                found_any = found_any or ns in import_.bindings
                continue
            binding = target.names[ns].get(name)
            if binding is None or binding.import_ is import_:
                continue
            if binding.is_glob and not self.eager_globs and self.may_define(target, name, import_):
                continue
            self.bring(import_, ns, name, binding)
            found_any = True
        if name == "self":
            self.bring(import_, "type", name, Binding(DefRes("mod", target.def_id), None, target.span, target))
            return True
        if not found_any:
            return False
        return self.settled(import_, target, name)

    def settled(self, import_: Import, target: Module, name: str) -> bool:
        """Whether no further namespace can turn up."""
        if all(ns in import_.resolved for ns in NAMESPACES):
            return True
        return not self.may_define(target, name, import_) and not any(
            i in self.pending for i in target.globs + [s for s in target.singles if s.name == name]
        )

    def crate_import(self, import_: Import) -> bool:
        """`use name;`: a crate of the extern prelude, a name of the enclosing scope, or `self`, `crate`, `super`."""
        assert import_.source is not None
        name = import_.source.ident.name
        began = self.scopes.start((import_.source,), import_.module)
        if isinstance(began, PathFailure):
            return False
        if began[0] is not None:
            module = began[0]
            self.bring(import_, "type", name, Binding(DefRes("mod", module.def_id), None, module.span, module))
            return True
        found_any = False
        for ns in NAMESPACES:
            binding: Binding | None = None
            at: Module | None = import_.module
            while at is not None:
                candidate = at.names[ns].get(name)
                if candidate is not None and candidate.import_ is not import_:
                    binding = candidate
                    break
                at = at.parent if at.kind == "block" else None
            if binding is None and ns == "macro":
                binding = self.builder.macro_rules.get(name)
            if binding is None:
                binding = self.scopes.in_preludes(name, ns)
                if binding is not None and isinstance(binding.res, PrimTyRes):
                    found_any = True
                    self.bring(import_, ns, name, binding)
                    continue
            if binding is not None and binding.import_ is not import_:
                self.bring(import_, ns, name, binding)
                found_any = True
        return found_any

    def bring(self, import_: Import, ns: Namespace, name: str, binding: Binding) -> None:
        import_.resolved.add(ns)
        self.progress += 1
        if not self.scopes.is_accessible(binding.vis, import_.module) and import_.source is not None:
            import_.bindings[ns] = binding
            self.define(import_, import_.name, ns, binding)
            return
        import_.bindings[ns] = binding
        self.define(import_, import_.name, ns, binding)

    def define(self, import_: Import, name: str, ns: Namespace, target: Binding) -> None:
        """Makes `target` known as `name` where the import stands, and to those who import that by `*`."""
        module = import_.module
        made = Binding(target.res, self.meet(import_.vis, target.vis, import_), import_.span, target.module)
        made.import_, made.target = import_, target
        made.is_glob = import_.kind == "glob"
        if name == "_":
            if ns == "type":
                module.underscores.append(made)
            return
        table = module.names[ns]
        old = table.get(name)
        if old is not None:
            if made.is_glob:
                if old.is_glob and not _same(old, made):
                    old.ambiguity = made
                return
            if not old.is_glob:
                if old.import_ is not import_:
                    self.builder.duplicates.append((module, name, ns, old, made))
                return
        table[name] = made
        self.progress += 1
        for glob in module.glob_importers:
            self.spread(glob, name, ns, made)

    def meet(self, import_vis: DefId | None, target_vis: DefId | None, import_: Import) -> DefId | None:
        """The narrower of two visibilities."""
        if import_vis is None and import_.kind == "glob":
            return target_vis
        if (
            import_.kind == "glob"
            and target_vis is not None
            and import_vis is not None
            and self.builder.within(target_vis, import_vis)
        ):
            return target_vis
        if import_vis is None:
            return None
        return import_vis

    def glob(self, import_: Import, target: Module) -> None:
        if target is import_.module:
            return
        target.glob_importers.append(import_)
        for ns in NAMESPACES:
            for name, binding in list(target.names[ns].items()):
                self.spread(import_, name, ns, binding)

    def spread(self, glob: Import, name: str, ns: Namespace, binding: Binding) -> None:
        if not self.scopes.is_accessible(binding.vis, glob.module):
            return
        if ns == "macro" and binding.vis is not None and binding.import_ is None and isinstance(binding.res, DefRes):
            return
        old = glob.module.names[ns].get(name)
        if old is not None and old.is_glob and old.import_ is glob:
            if old.target is binding:
                return
            del glob.module.names[ns][name]
        self.define(glob, name, ns, binding)

    def fail(self, import_: Import) -> None:
        """Says why an import cannot be resolved, and defines its name as an error."""
        if import_.kind != "glob" and import_.bindings:
            return
        failure: PathFailure | None = None
        if import_.path:
            found = self.scopes.resolve_path(import_.path, "type", import_.module, import_=import_)
            if isinstance(found, PathFailure):
                failure = found
            elif isinstance(found, PartialRes):
                at = len(import_.path) - 1 - found.unresolved
                failure = PathFailure(at, None, "not-module", Binding(found.base, None, import_.span))
            elif isinstance(found, Binding) and found.module is None:
                failure = PathFailure(len(import_.path) - 1, None, "not-module", found)
        import_.failed = True
        import_.used = True
        self.failures.append((import_, failure))
        if import_.kind == "single" and import_.name != "_":
            for ns in NAMESPACES:
                if import_.name not in import_.module.names[ns]:
                    made = Binding(ErrRes(), None, import_.span)
                    made.import_ = import_
                    import_.module.names[ns][import_.name] = made

    def check_vis(self) -> None:
        """Privacy of what single imports name, and re-exports wider than what they name (E0603, E0364, E0365)."""
        for import_ in self.builder.imports:
            if import_.kind != "single" or not import_.bindings or import_.source is None:
                continue
            seen = [(ns, b) for ns, b in import_.bindings.items()]
            if not any(self.scopes.is_accessible(b.vis, import_.module) for _, b in seen):
                path = (*import_.path, import_.source)
                import_.used = True
                self.scopes.privacy_errors.append(PrivacyError(import_.source.ident, seen[0][1], import_.module, path, import_))
                continue
            for ns, binding in seen:
                if not self.scopes.is_accessible(binding.vis, import_.module):
                    table = import_.module.names[ns]
                    if import_.name in table and table[import_.name].import_ is import_:
                        del table[import_.name]
            wide = [(ns, b) for ns, b in seen if self.at_least(b.vis, import_.vis)]
            if not wide:
                self.reexport_errors.append((import_, seen[0][0], seen[0][1]))
            else:
                for ns, binding in seen:
                    if not self.at_least(binding.vis, import_.vis):
                        made = import_.module.names[ns].get(import_.name)
                        if made is not None and made.import_ is import_:
                            made.vis = binding.vis

    def at_least(self, vis: DefId | None, wanted: DefId | None) -> bool:
        if vis is None:
            return True
        if wanted is None:
            return False
        return self.builder.within(wanted, vis)


def _same(a: Binding, b: Binding) -> bool:
    if isinstance(a.res, DefRes) and isinstance(b.res, DefRes):
        return a.res.def_id == b.res.def_id
    if isinstance(a.res, PrimTyRes) and isinstance(b.res, PrimTyRes):
        return a.res.name == b.res.name
    return isinstance(a.res, ErrRes) or isinstance(b.res, ErrRes)


def _same_source(a: Import, b: Import) -> bool:
    """`use x::y; use y::z`-like pairs where one is waiting for the other's own name only."""
    return a.path and b.path and a.path[0].ident.name == b.path[0].ident.name and a.name == b.name  # type: ignore[return-value]
