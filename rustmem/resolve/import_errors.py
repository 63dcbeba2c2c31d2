"""The words of import and privacy errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rustmem.resolve import path_errors
from rustmem.resolve.candidates import lookup_import_candidates
from rustmem.resolve.errors import descr, segments_text
from rustmem.resolve.library_gap import library_gap
from rustmem.resolve.modules import Binding, Import, Module
from rustmem.resolve.scope import PathFailure, PrivacyError
from rustmem.resolve.suggest import find_best_match
from rustmem.source.diag import Diag, MultiSpan, error
from rustmem.source.span import Span
from rustmem.std import modules
from rustmem.syntax import ast
from rustmem.ty.defs import DefRes, ErrRes

if TYPE_CHECKING:
    from rustmem.resolve.resolver import CrateResolver


def report(resolver: CrateResolver) -> None:
    """E0432, E0463, E0364, E0365, in the order of the imports."""
    order = {i: n for n, i in enumerate(resolver.builder.imports)}
    failures = sorted(resolver.imports.failures, key=lambda f: (_stays_open(resolver, *f), order[f[0]]))
    before = len(resolver.tcx.diags), len(resolver.tcx.unsupported_constructs)
    said: set[Any] = set()
    unsaid: list[tuple[Import, Diag]] = []
    for import_, failure in failures:
        if import_.kind == "extern crate":
            name = import_.source.ident.name if import_.source is not None else ""
            resolver.tcx.emit(
                error(f"can't find crate for `{name}`", import_.span, "E0463").label(import_.span, "can't find crate")
            )
            continue
        if _already(resolver, import_, failure):
            continue
        segments = import_.path + ((import_.source,) if import_.source is not None else ())
        gap = library_gap(resolver.scopes, import_.module, segments, failure, None)
        if gap is not None:
            resolver.tcx.unsupported(*gap)
            continue
        diag = unresolved(resolver, import_, failure)
        if diag.code == "E0433":
            resolver.tcx.emit(diag)
            continue
        if unsaid and import_.item is not unsaid[-1][0].item:
            resolver.tcx.emit(_together(unsaid))
            unsaid = []
        if diag.span not in said:
            said.add(diag.span)
            unsaid.append((import_, diag))
    if unsaid:
        resolver.tcx.emit(_together(unsaid))
    if failures and before == (len(resolver.tcx.diags), len(resolver.tcx.unsupported_constructs)):
        # Imports of each other: each fails because the other does.
        resolver.tcx.emit(unresolved(resolver, *failures[-1]).not_modelled("imports that need each other"))
    for import_ in resolver.builder.imports:
        if import_.target_module is not None and import_.target_module.kind == "trait" and import_.source is not None:
            resolver.tcx.unsupported("an import from a trait", import_.span)
    for import_, ns, binding in resolver.imports.reexport_errors:
        resolver.tcx.emit(reexport(resolver, import_, ns, binding))


def _stays_open(resolver: CrateResolver, import_: Import, failure: PathFailure | None) -> bool:
    """Whether rustc keeps the import to the end: a glob of a module of this crate that is not there."""
    return import_.kind == "glob" and failure is not None and failure.module is not None and failure.module.crate is resolver.root


MAX_LABEL_COUNT = 10
"""rustc's limit of labels and suggestions of one unresolved `use`."""


def _together(failed: list[tuple[Import, Diag]]) -> Diag:
    """One E0432 for the leaves of one `use` that failed (rustc's `throw_unresolved_import_error`)."""
    if len(failed) == 1:
        return failed[0][1]
    names = ", ".join("`" + str(d.message).split("`", 1)[1] for _, d in failed)
    whole = error(f"unresolved imports {names}", tuple(d.span[0] for _, d in failed), "E0432")
    for _, diag in failed[:MAX_LABEL_COUNT]:
        whole.labels += diag.labels
        whole.children += diag.children
        whole.suggestions += diag.suggestions
        whole.inexact = whole.inexact or diag.inexact
    return whole


def _already(resolver: CrateResolver, import_: Import, failure: PathFailure | None) -> bool:
    """Whether the path runs through another import that failed."""
    if import_.target_module is not None and import_.source is not None:
        there = [t.get(import_.source.ident.name) for t in import_.target_module.names.values()]
        if any(b is not None and isinstance(b.res, ErrRes) and b.import_ is not import_ for b in there):
            return True
    if not import_.path:
        return False
    first = import_.path[0].ident.name
    found = resolver.scopes.lexical_module(first, "type", import_.module)
    return found is not None and isinstance(found.res, ErrRes) and failure is None


def not_a_module(module: Module, path: ast.Path, table: Any) -> Diag:
    """E0577."""
    what = descr(DefRes(module.kind, module.def_id), table)  # type: ignore[arg-type]
    return error(f"expected module, found {what} `{segments_text(path.segments)}`", path.span, "E0577").label(
        path.span, "not a module"
    )


def full_path(import_: Import) -> str:
    segments = import_.path + ((import_.source,) if import_.source is not None else ())
    return segments_text(segments)


def unresolved(resolver: CrateResolver, import_: Import, failure: PathFailure | None) -> Diag:
    if failure is not None:
        return _failed_prefix(resolver, import_, failure)
    assert import_.source is not None
    target = import_.target_module
    name = import_.source.ident.name
    span = import_.span if not import_.nested else _leaf_span(import_)
    path = full_path(import_)
    diag = error(f"unresolved import `{path}`", span, "E0432")
    if target is None or not import_.path:
        return _no_such_crate(resolver, import_, diag, name, span)
    where = "the root" if target.parent is None else f"`{target.path()}`"
    diag.label(span, f"no `{name}` in {where}")
    names = [
        n
        for table in target.names.values()
        for n, b in table.items()
        if n != name and not isinstance(b.res, ErrRes) and b.import_ is not import_ and _documented(resolver, target, n)
    ]
    similar = find_best_match(sorted(set(names), key=names.index), name)
    if similar is not None:
        diag.suggest(
            "a similar name exists in the module",
            (import_.source.ident.span, similar),
            applicability="MaybeIncorrect",
            style="show-always",
        )
    else:
        _elsewhere(resolver, import_, diag)
    return diag


def _documented(resolver: CrateResolver, module: Module, name: str) -> bool:
    """Whether a name of a library module is more than a door for the library's own macros."""
    return module.crate is resolver.root or modules.has(module.path(), name)


def _elsewhere(resolver: CrateResolver, import_: Import, diag: Diag) -> None:
    """Another place that has the name."""
    assert import_.source is not None
    found = []
    for ns in ("type", "value"):
        found += lookup_import_candidates(resolver.scopes, import_.module, import_.source.ident, ns, lambda r: True)
    if found:
        diag.not_modelled("another place to import from")


def _leaf_span(import_: Import) -> Span:
    return import_.tree.prefix.segments[-1].ident.span if import_.tree is not None and not import_.tree.rename else import_.span


def _no_such_crate(resolver: CrateResolver, import_: Import, diag: Diag, name: str, span: Span) -> Diag:
    diag.label(span, f"no external crate `{name}`" if import_.tree is not None and name != "self" else f"no `{name}` in the root")
    names = [n for table in resolver.root.names.values() for n, b in table.items() if n != name and not isinstance(b.res, ErrRes)]
    similar = find_best_match(sorted(set(names), key=names.index), name)
    if similar is not None:
        diag.suggest("a similar path exists", (span, similar), applicability="MaybeIncorrect", style="show-always")
        diag.not_modelled("similar paths of crates")
    return diag


def _failed_prefix(resolver: CrateResolver, import_: Import, failure: PathFailure) -> Diag:
    """E0432 where the last segment before the leaf fails, else E0433 as of any path."""
    path = import_.path
    message, label, span, helps, suggestions = path_errors.PathReporter(resolver.late).failed_to_resolve(
        path, failure, import_.module
    )
    if failure.kind not in ("super", "self", "crate") and failure.index >= len(path) - 1:
        message = f"unresolved import `{segments_text(path[: failure.index + 1])}`"
        diag = error(message, span, "E0432")
    else:
        diag = error(message, span, "E0433")
    diag.label(span, label)
    for text in helps:
        diag.help(text)
    diag.suggestions += suggestions
    return diag


def reexport(resolver: CrateResolver, import_: Import, ns: str, binding: Binding) -> Diag:
    """E0364 and E0365."""
    assert import_.source is not None
    name = import_.source.ident.name
    span = import_.span if not import_.nested else _leaf_span(import_)
    if ns == "type" and isinstance(binding.res, DefRes):
        vis = "private" if binding.vis != resolver.root.def_id else "only public within the crate"
        outside = "" if vis == "private" else " outside"
        diag = error(f"`{name}` is {vis}, and cannot be re-exported{outside}", span, "E0365").label(
            span, f"re-export of {'private' if vis == 'private' else 'crate public'} `{name}`"
        )
        diag.note(f"consider declaring type or module `{name}` with `pub`")
        return diag
    vis = "private" if binding.vis != resolver.root.def_id else "only public within the crate"
    outside = "" if vis == "private" else " outside"
    diag = error(f"`{name}` is {vis}, and cannot be re-exported{outside}", span, "E0364")
    diag.span_note(span, f"consider marking `{name}` as `pub` in the imported module")
    return diag


def private_names(resolver: CrateResolver, privacy: list[PrivacyError]) -> list[Diag]:
    """E0603, once for each place."""
    seen: set[tuple[int, int]] = set()
    found = []
    for failure in privacy:
        place = (failure.path[0].ident.span.lo, failure.path[-1].ident.span.hi)
        if place in seen or isinstance(failure.binding.res, ErrRes):
            continue
        seen.add(place)
        found.append(private_name(resolver, failure))
    return found


def private_name(resolver: CrateResolver, failure: PrivacyError) -> Diag:
    ident, binding = failure.ident, failure.binding
    res = binding.res
    is_ctor = isinstance(res, DefRes) and res.kind == "ctor" and bool(_fields_of(resolver, res))
    shown = descr(res, resolver.table)
    nonimport = shown + " constructor" if is_ctor else shown
    what = f"{nonimport} import" if binding.import_ is not None and binding.import_.kind != "extern crate" else nonimport
    diag = error(f"{what} `{ident.name}` is private", ident.span, "E0603").label(ident.span, f"private {what}")
    last = failure.path[-1].ident
    if last.span != ident.span and failure.import_ is None:
        found = resolver.scopes.resolve_path(failure.path, "value", failure.from_module)
        found = found if isinstance(found, Binding) else resolver.scopes.resolve_path(failure.path, "type", failure.from_module)
        if isinstance(found, Binding):
            diag.label(last.span, f"{descr(found.res, resolver.table)} `{last.name}` is not publicly re-exported")
    if is_ctor and isinstance(res, DefRes):
        _private_fields(resolver, diag, res)
    chain: list[Binding] = []
    at: Binding | None = binding
    while at is not None:
        chain.append(at)
        at = at.target
    for number, step in enumerate(chain):
        import_word = "import" if step.import_ is not None else nonimport
        span = step.import_.span if step.import_ is not None else resolver.span_of(step)
        is_first = number == 0
        is_last = number == len(chain) - 1
        name = ident.name if is_first or step.import_ is None else step.import_.name
        if is_first and is_last:
            words = f"the {import_word} `{name}` is defined here"
        elif is_first:
            words = f"the {nonimport} import `{name}` is defined here..."
        elif is_last:
            words = f"...and refers to the {nonimport} `{_name(resolver, step, name)}` which is defined here"
        else:
            words = f"...and refers to the {nonimport} import `{name}` which is defined here..."
        local = step.import_ is not None or step.def_id() is None or resolver.late.is_local(step.def_id())  # type: ignore[arg-type]
        if local:
            where = MultiSpan((span,))
            diag.span_note(where, words)
        else:
            diag.not_modelled("a position in the library")
    if len(chain) > 1:
        diag.not_modelled("how a private import can be reached")
    return diag


def _name(resolver: CrateResolver, step: Binding, name: str) -> str:
    def_id = step.def_id()
    return resolver.table[def_id].name if def_id is not None else name


def _fields_of(resolver: CrateResolver, res: DefRes) -> Any:
    row = resolver.table[res.def_id]
    return getattr(row.node, "fields", ())


def _private_fields(resolver: CrateResolver, diag: Diag, res: DefRes) -> None:
    row = resolver.table[res.def_id]
    fields = row.node.fields if row.node is not None else ()
    if not fields or not resolver.late.is_local(res.def_id):
        diag.not_modelled("the private fields of a library type")
        return
    first = fields[0].vis.span if fields[0].vis.kind != "inherited" else fields[0].ty.span
    span = first.to(fields[-1].ty.span)
    diag.label(span, "a constructor is private if any of the fields is private")
    private = [f for f in fields if f.vis.kind == "inherited"]
    words = (
        "consider making the field publicly accessible" if len(fields) == 1 else "consider making the fields publicly accessible"
    )
    parts = [
        (f.ty.span.shrink_to_lo(), "pub ") if f.vis.kind == "inherited" else (f.vis.span, "pub")
        for f in fields
        if f.vis.kind != "pub"
    ]
    del private
    if parts:
        diag.suggest(words, *parts, applicability="MachineApplicable", style="show-always")


def use_placement(resolver: CrateResolver, module: Module) -> tuple[Span | None, bool]:
    """Where a new `use` would go in `module`: before the first one, or before the first item (rustc's `UsePlacementFinder`)."""
    items = resolver.crate.items if module is resolver.root else getattr(resolver.table[module.def_id].node, "items", ())
    first_use: Span | None = None
    first_item: Span | None = None
    for item in items or ():
        if isinstance(item, ast.UseItem):
            if first_use is None and not item.span.from_expansion():
                first_use = _search_attrs(item)
        elif isinstance(item, ast.ExternCrate):
            continue
        elif first_item is None and not item.span.from_expansion():
            first_item = _search_attrs(item)
    if first_use is not None:
        return first_use, True
    if first_item is not None:
        return first_item, False
    return None, False


def _search_attrs(item: ast.Item) -> Span:
    lo = item.span.lo
    for attr in item.attrs:
        if not attr.span.from_expansion() and attr.span.lo < lo and not attr.inner:
            lo = attr.span.lo
    return Span(lo, lo)


_ = Any
