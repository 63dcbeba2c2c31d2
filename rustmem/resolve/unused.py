"""`unused_imports` and `unused_labels` (rustc_resolve::check_unused, rustc_hir_analysis::check_unused)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rustmem.resolve.modules import Import, Module
from rustmem.source.diag import Diag, warning
from rustmem.source.index import DefId
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty.defs import DefRes

if TYPE_CHECKING:
    from rustmem.resolve.resolver import CrateResolver


def unused_names(resolver: CrateResolver) -> list[Diag]:
    """Lints known once names are resolved, in the order of the source."""
    mark_derives(resolver)
    found: list[Diag] = []
    failed = {i for i, _, _ in resolver.imports.reexport_errors}
    by_item: dict[ast.UseItem, list[Import]] = {}
    for import_ in resolver.builder.imports:
        if isinstance(import_.item, ast.UseItem):
            by_item.setdefault(import_.item, []).append(import_)
    for item, leaves in by_item.items():
        if item.span.from_expansion() or is_reachable(leaves[0]) and leaves[0] not in failed:
            continue
        unused = [i for i in leaves if not i.used and not i.failed and not i.maybe and not names_called_macro(resolver, i)]
        if unused:
            found.append(unused_import(resolver, [i.span for i in sorted(unused, key=lambda i: i.span.lo)]))
    for label in resolver.late.unused_labels:
        found.append(warning("unused label", label.span, "unused_labels"))
    return found


def in_walk_order(early: list[Diag], unused: list[Diag]) -> list[Diag]:
    """The early lints, which are in the order of their walk, and those of names where the walk comes to their items."""
    made = list(early)
    for diag in unused:
        at = diag.span[0].source_callsite().lo
        later = (
            i
            for i, other in enumerate(made)
            if other.code != "break_with_label_and_loop" and other.span[0].source_callsite().lo > at
        )
        made.insert(next(later, len(made)), diag)
    return made


def names_called_macro(resolver: CrateResolver, import_: Import) -> bool:
    """Whether the import brings a macro that the program calls, or the head of its path; expansion comes before resolution."""
    called = resolver.tcx.crate.macro_names
    if import_.kind == "glob":
        target = import_.target_module
        return target is not None and any(name in called for name in target.names["macro"])
    if f"{import_.name}::" in called and "type" in import_.bindings:
        return True
    if "macro" not in import_.bindings:
        return False
    return import_.name in called or any(_brings(other, import_) for other in resolver.builder.imports)


def _brings(other: Import, import_: Import) -> bool:
    """Whether `other` imports what `import_` re-exports."""
    binding = other.bindings.get("macro")
    return binding is not None and binding.import_ is import_


def is_reachable(import_: Import) -> bool:
    """Whether a `pub use` can be seen from outside the crate."""
    if import_.vis is not None:
        return False
    at: Module | None = import_.module
    while at is not None and at.parent is not None:
        binding = at.parent.names["type"].get(at.name)
        if at.kind != "mod" or binding is None or binding.vis is not None:
            return False
        at = at.parent
    return True


def unused_import(resolver: CrateResolver, spans: list[Span]) -> Diag:
    shown = sorted(f"`{resolver.source_map.snippet(s)}`" for s in spans)
    listed = (
        shown[0]
        if len(shown) == 1
        else f"{shown[0]} and {shown[1]}"
        if len(shown) == 2
        else ", ".join(shown[:-1]) + f", and {shown[-1]}"
    )
    return warning(f"unused import{'' if len(shown) == 1 else 's'}: {listed}", tuple(spans), "unused_imports")


def mark_derives(resolver: CrateResolver) -> None:
    """`#[derive(Debug)]` uses the import of `Debug`, which brings the macro of that name too."""
    for impl, module in resolver.builder.impls:
        item = resolver.table[impl].node
        if not item.derived or item.trait_ref is None:
            continue
        name = item.trait_ref.segments[-1].ident.name
        at: Module | None = module
        while at is not None:
            binding = at.names["type"].get(name)
            if binding is not None:
                resolver.scopes.note_use(binding, "type", at, name)
                break
            at = at.parent if at.kind == "block" else None


def unused_traits(tcx: Any) -> None:
    """Trait imports that a method's name made look useful and that no method came through."""
    resolver: CrateResolver = tcx.crate_resolution
    candidates = [i for i in resolver.builder.imports if i.maybe and not i.used and not i.failed]
    if not candidates:
        return
    for owner in tcx.body_owners:
        if tcx.def_kind(owner) == "anon const":
            continue
        used = tcx.typeck(owner).used_trait_imports
        if used:
            mark_used(resolver, owner, used, candidates)
    for import_ in candidates:
        if (
            not import_.used
            and isinstance(import_.item, ast.UseItem)
            and not import_.item.span.from_expansion()
            and not is_reachable(import_)
        ):
            tcx.emit(unused_import(resolver, [import_.span]))


def mark_used(resolver: CrateResolver, owner: DefId, traits: set[DefId], candidates: list[Import]) -> None:
    """The imports through which a body sees the traits whose methods it calls."""
    row = resolver.table[owner]
    for import_ in candidates:
        named = imported_traits(import_)
        if not named & traits:
            continue
        module = import_.module
        inside = module.kind == "block" and row.node is not None and row.node.span.contains(module.span)
        if inside or encloses(resolver, module, owner):
            import_.used = True


def imported_traits(import_: Import) -> set[DefId]:
    if import_.kind == "glob":
        names = [b for b in import_.module.names["type"].values() if b.import_ is import_]
    else:
        names = list(import_.bindings.values())
    return {b.res.def_id for b in names if isinstance(b.res, DefRes)}


def encloses(resolver: CrateResolver, module: Module, owner: DefId) -> bool:
    """Whether what `module` imports is in scope in the body of `owner`."""
    at: DefId | None = owner
    while at is not None:
        found = resolver.builder.parents.get(at)
        if found is not None:
            step: Module | None = found
            while step is not None:
                if step is module:
                    return True
                step = step.parent if step.kind == "block" else None
            if found.kind != "block":
                return False
        at = resolver.table[at].parent
    return False
