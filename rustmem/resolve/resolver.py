"""The order of name resolution for one crate (rustc_resolve::resolve_crate)."""

from __future__ import annotations

from typing import Any

from rustmem.resolve import candidates, errors, import_errors
from rustmem.resolve.defs import DefCollector
from rustmem.resolve.imports import ImportResolver
from rustmem.resolve.late import LateResolver
from rustmem.resolve.library import Library
from rustmem.resolve.modules import Binding, GraphBuilder, Module
from rustmem.resolve.scope import Scopes
from rustmem.resolve.unused import in_walk_order, unused_names
from rustmem.source.diag import Diag, error
from rustmem.source.source_map import SourceMap
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty.context import TyCtxt


class CrateResolver:
    """Resolves the user's crate against the library; made once, used, dropped."""

    def __init__(self, tcx: TyCtxt, library: Library, crate: ast.Crate) -> None:
        self.tcx = tcx
        self.library = library
        self.crate = crate
        self.table = tcx.defs.table
        self.source_map: SourceMap = tcx.source_map

    def run(self) -> None:
        tcx, table, resolutions = self.tcx, self.table, self.tcx.resolutions
        collector = DefCollector(table, resolutions)
        root_id = collector.collect_crate(self.crate, "main")
        tcx.body_owners = collector.body_owners
        modules = dict(self.library.modules)
        crates = dict(self.library.crates)
        scopes = self.scopes = Scopes(table, modules, crates, tcx.edition)
        scopes.set_extern_prelude(("core", "std"))
        scopes.prelude = self.library.prelude(tcx.edition)
        builder = self.builder = GraphBuilder(table, resolutions, modules, self.visibility)
        self.root = builder.crate(self.crate, root_id, "main")
        scopes.user_crate = self.root
        scopes.macro_rules = builder.macro_rules
        imports = self.imports = ImportResolver(scopes, builder)
        imports.run()
        tcx.crate_resolution = self
        late = self.late = self.late_resolver(scopes, builder)
        self.definition_errors()
        self.import_failures()
        scopes.finished = True
        late.crate(self.crate, self.root)
        resolutions.glob_uses = scopes.glob_uses
        for diag in late.diags:
            tcx.emit(diag)
        for what, span in late.unsupported:
            tcx.unsupported(what, span)
        self.check_main()
        tcx.early_lints = in_walk_order(tcx.early_lints, unused_names(self))
        self.report_use_errors()
        self.report_ambiguities()
        for failure in import_errors.private_names(self, scopes.privacy_errors):
            tcx.emit(failure)
        for span, key, diag in late.stashed:
            tcx.stash(span, key, diag)

    def late_resolver(self, scopes: Scopes, builder: GraphBuilder) -> LateResolver:
        late = LateResolver(self.table, self.tcx.resolutions, scopes, builder)
        late.lang_items = self.tcx.lang_items
        late.source_map = self.source_map
        late.base = self.tcx.defs.base
        late.expr_attrs = self.crate.expr_attrs
        late.library = self.library
        return late

    def visibility(self, module: Module, vis: ast.Visibility) -> Any:
        """The module that `pub(in path)` names."""
        assert vis.path is not None
        at: Module | None = None
        for segment in vis.path.segments:
            match segment.ident.name:
                case "crate":
                    at = module.crate
                case "self":
                    at = module.nearest()
                case "super":
                    above = (at or module.nearest()).parent
                    at = above.nearest() if above is not None else None
                case name:
                    found = (at or module.crate).names["type"].get(name)
                    at = found.module if found is not None else None
            if at is not None and at.kind != "mod":
                self.tcx.emit(import_errors.not_a_module(at, vis.path, self.table))
                return module.crate.def_id
            if at is None:
                self.tcx.unsupported("a visibility path that cannot be followed", vis.span)
                return module.crate.def_id
        assert at is not None
        if not at.is_ancestor_of(module):
            self.tcx.emit(error("visibilities can only be restricted to ancestor modules", vis.path.span, "E0742"))
        return at.def_id

    def span_of(self, binding: Binding) -> Span:
        """Where a definition of a name is shown."""
        if binding.import_ is not None:
            return (
                binding.import_.ident_span
                if binding.import_.kind == "single" and binding.import_.nested
                else binding.import_.span
            )
        return self.head(binding.span)

    def head(self, span: Span) -> Span:
        """A definition up to its first brace (rustc's `guess_head_span`)."""
        text = self.source_map.snippet(span)
        cut = text.split("{", 1)[0].rstrip()
        return span.with_hi(span.lo + len(cut.encode())) if cut and "\n" not in cut else span

    def definition_errors(self) -> None:
        seen: set[tuple[Any, Span]] = set()
        for module, name, ns, old, new in self.builder.duplicates:
            spot = self.span_of(new)
            if (name, spot) in seen:
                continue
            seen.add((name, spot))
            self.tcx.emit(errors.name_defined_multiple_times(module, name, ns, old, new, self.span_of))

    def import_failures(self) -> None:
        import_errors.report(self)

    def check_main(self) -> None:
        """E0601."""
        found = self.root.names["value"].get("main")
        if found is None:
            file = self.source_map.files[0]
            diag = Diag("error", "`main` function not found in crate `main`", "E0601")
            end = self.crate.items[-1].span.hi if self.crate.items else self.crate.span.hi
            inner = [
                f
                for m in self.scopes.modules.values()
                if m.crate is self.root and m is not self.root
                for n, f in m.names["value"].items()
                if n == "main"
            ]
            if inner:
                diag.not_modelled("another function named main")
            diag.set_primary(Span(end, end))
            diag.label(Span(end, end), f"consider adding a `main` function to `{file.name}`")
            self.tcx.emit(diag)

    def report_use_errors(self) -> None:
        for use in self.late.use_errors:
            if use.candidates:
                place, found_use = import_errors.use_placement(self, use.module)
                candidates.show_candidates(use.diag, use.candidates, self.scopes, place, found_use, use.instead, False, use.path)
                self.tcx.emit(use.diag)
            elif use.suggestion is not None:
                use.diag.suggest(
                    use.suggestion[1], (use.suggestion[0], use.suggestion[2]), applicability="MaybeIncorrect", style="show-always"
                )
                self.tcx.emit(use.diag)
            elif len(use.path) == 1 and use.is_call:
                self.tcx.stash(use.path[0].ident.span, "CallIntoMethod", use.diag)
            else:
                self.tcx.emit(use.diag)

    def report_ambiguities(self) -> None:
        for module in self.scopes.modules.values():
            if module.crate is not self.root:
                continue
            for ns in module.names.values():
                for name, binding in ns.items():
                    if binding.ambiguity is not None and binding.used and not binding.ambiguity.used:
                        self.tcx.unsupported(f"the ambiguous name `{name}`", binding.span)
