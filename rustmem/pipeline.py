"""The whole story: parse, resolve, check items, check bodies, borrow-check, lint."""

from __future__ import annotations

import gc
import importlib
import os
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from rustmem.diagnostics.closing import deduplicate
from rustmem.diagnostics.emitter import emit as draw
from rustmem.diagnostics.emitter import has_unknown_place
from rustmem.diagnostics.json import to_json
from rustmem.items import checks, generics, impls, predicates, signatures
from rustmem.items.precise_capturing import check_precise_captures
from rustmem.lint import early, gaps, known_panics, lifetime_syntax, liveness, privacy, private_interfaces
from rustmem.lint.levels import LintLevels
from rustmem.mir.const_check import check_consts
from rustmem.mir.const_cycles import check_cycles
from rustmem.mir.instantiation import check_instances
from rustmem.resolve import loops, stability
from rustmem.resolve.lazy_library import LazyLibrary, snapshot
from rustmem.resolve.library import Library
from rustmem.resolve.resolver import CrateResolver
from rustmem.resolve.unused import unused_traits
from rustmem.resolve.validation import validate
from rustmem.source.budget import OutOfTime
from rustmem.source.codes import COMPARED, RECOVERED, SAID_WHOLE
from rustmem.source.diag import Diag, Unsupported
from rustmem.source.index import DefId
from rustmem.source.source_map import SourceFile, SourceMap
from rustmem.source.span import DUMMY_SP
from rustmem.std import index, loader, macros, modules
from rustmem.std.places import tell_places
from rustmem.syntax import ast
from rustmem.syntax.desugar import desugar
from rustmem.syntax.expand import expand, expand_items, recursion_limit
from rustmem.syntax.parser import parse_crate
from rustmem.traits.fast_reject import simplify_type
from rustmem.traits.select import OverflowFound
from rustmem.ty.context import FatalError, Provider, QueryCycle, TyCtxt
from rustmem.ty.defs import Definitions
from rustmem.ty.metadata import MISSING
from rustmem.ty.metadata import QUERIES as KEPT_QUERIES
from rustmem.typeck.errors_traits import report_item_errors
from rustmem.typeck.queries import check_opaque_cycles

if TYPE_CHECKING:
    from pathlib import Path

Status = Literal["accepted", "rejected", "unsupported"]


class Report:
    """What checking a program found."""

    def __init__(
        self, diagnostics: list[Diag], unsupported: list[Unsupported], source_map: SourceMap, tcx: TyCtxt | None = None
    ) -> None:
        self.diagnostics = diagnostics
        """Errors and warnings in rustc's order, each with level, code, message, spans and children."""
        self.unsupported = unsupported
        """The constructs that are not modelled, with their places."""
        self.source_map = source_map
        self.tcx = tcx
        has_errors = any(d.level == "error" for d in diagnostics)
        self.status: Status = "unsupported" if unsupported else "rejected" if has_errors else "accepted"
        """`accepted`, `rejected` or `unsupported`."""
        self.exact = not unsupported and all(d.inexact is None for d in diagnostics)
        """Whether `render` is what rustc prints, to the byte. If not, status and codes are sure, and some words are not."""

    def render(self, color: bool = False, *, short: bool = False) -> str:
        """What rustc prints on stderr; of an unsupported program what is not modelled, and where."""
        if self.status == "unsupported":
            return "".join(f"{line}\n" for line in self.not_modelled())
        if not self.diagnostics:
            return ""
        return draw(self.diagnostics, self.source_map, color=color, error_format="short" if short else "human")

    def not_modelled(self) -> list[str]:
        """One line for each construct that is not modelled."""
        lines = []
        for found in self.unsupported:
            span = found.span.source_callsite()
            file = self.source_map.file_of(span.lo)
            line, column = self.source_map.line_column(span.lo)
            place = f" at {file.name}:{line}:{column}" if file is not None and not span.is_dummy() else ""
            lines.append(f"not modelled: {found.what}{place}")
        return list(dict.fromkeys(lines))

    def to_json(self) -> list[dict[str, Any]]:
        """The diagnostics in the shape of rustc's `--error-format=json`."""
        return [to_json(d, self.source_map) for d in deduplicate(self.diagnostics)]


class StubMacros:
    """The library's macros, for the expander."""

    std_macro = staticmethod(macros.std_macro)
    macro_at = staticmethod(macros.macro_at)
    macro_names = staticmethod(macros.macro_names)


STUB_PROBLEMS: list[str] = []
"""What expanding the library's stubs complained of; a test wants none."""


_LIBRARY: list[Library] = []


def load_library() -> Library:
    """The library of this process. It lives as long as the process, so the collector is kept from ever looking at it."""
    if not _LIBRARY:
        collecting = gc.isenabled()
        gc.disable()
        try:
            _open_library()
            gc.freeze()
        finally:
            if collecting:
                gc.enable()
    return _LIBRARY[0]


def _open_library() -> None:
    """The library from its index, or read completely where there is none of today."""
    data = index.load()
    stamp = "" if data is not None else index.stamp()
    if data is None:
        data = index.load(stamp)
    if data is not None:
        _LIBRARY.append(LazyLibrary(data, expand_stub))
        return
    _LIBRARY.append(Library(expand_stub))
    if index.can_keep():
        index.keep(make_index(stamp))


def make_index(stamp: str = "") -> bytes:
    """The index, from a library that was read completely; `stamp` tells of which files."""
    if not _LIBRARY:
        _LIBRARY.append(Library(expand_stub))
    return index.pack({"stamp": stamp, **snapshot(_LIBRARY[0], library_answers())})


def library_answers() -> Callable[[str, DefId], Any]:
    """Asks a query about the library, as a check of the empty program would; it knows nothing that a program says."""
    tcx = _context(SourceMap(), loader.EDITION)
    impls.install_library(tcx, load_library())

    def ask(query: str, def_id: DefId) -> Any:
        return simplify_type(tcx.type_of(def_id)) if query == "self_key" else getattr(tcx, query)(def_id)

    return ask


def expand_stub(items: tuple[ast.Item, ...], crate: str, file: SourceFile, scope: dict[Any, Any]) -> tuple[ast.Item, ...]:
    """Items of a stub file without macro calls, desugared."""
    diags: list[Any] = []
    attrs: dict[Any, Any] = {}
    made = expand_items(items, StubMacros(), crate, "2024", diags, attrs, file, "module", scope)
    part = ast.Crate(made, (), made[0].span if made else DUMMY_SP, attrs)
    desugar(part, diags)
    STUB_PROBLEMS.extend(f"{file.name}: {d.message}" for d in diags if isinstance(d, Diag))
    return part.items


# ---- queries ----


def providers() -> dict[str, Provider]:
    """One function for each query."""
    made: dict[str, Provider] = {
        "generics_of": generics.generics_of,
        "predicates_of": predicates.predicates_of,
        "explicit_super_predicates_of": predicates.explicit_super_predicates_of,
        "item_bounds": predicates.item_bounds,
        "inferred_outlives_of": predicates.inferred_outlives_of,
        "explicit_outlives_of": predicates.explicit_outlives_of,
        "param_env": predicates.param_env,
        "type_of": signatures.type_of,
        "fn_sig": signatures.fn_sig,
        "adt_def": signatures.adt_def,
        "associated_items": signatures.associated_items,
        "associated_item": signatures.associated_item,
        "impl_header": impls.impl_header,
    }
    for module in (
        "rustmem.items.checks",
        "rustmem.items.variance",
        "rustmem.resolve.upvars",
        "rustmem.traits.queries",
        "rustmem.typeck.queries",
        "rustmem.mir.queries",
        "rustmem.borrowck.queries",
    ):
        importlib.import_module(module).provide(made)
    return made


_PROVIDERS: dict[str, Provider] = {}


def _all_providers() -> dict[str, Provider]:
    if not _PROVIDERS:
        _PROVIDERS.update(providers())
        typeck = _PROVIDERS.get("typeck")
        if typeck is not None:
            _PROVIDERS["typeck"] = _with_body(typeck)
        _PROVIDERS["hir"] = hir
        for name in KEPT_QUERIES:
            _PROVIDERS[name] = _kept(name, _PROVIDERS[name])
    return _PROVIDERS


def _kept(name: str, provider: Provider) -> Provider:
    """Answers about the library come from its index, if it has them."""

    def ask(tcx: TyCtxt, def_id: DefId) -> Any:
        if def_id < tcx.defs.base:
            found = load_library().answer(tcx, name, def_id)
            if found is not MISSING:
                return found
        return provider(tcx, def_id)

    return ask


def hir(tcx: TyCtxt, def_id: DefId) -> Any:
    """The tree of a definition; a library item's paths are resolved first."""
    row = tcx.defs.table[def_id]
    return load_library().ensure(def_id) if def_id < tcx.defs.base else row.node


def _with_body(typeck: Provider) -> Provider:
    """Resolves the body of a library function before it is type-checked."""

    def ask(tcx: TyCtxt, def_id: DefId) -> Any:
        if def_id < tcx.defs.base:
            load_library().ensure_body(def_id)
        return typeck(tcx, def_id)

    return ask


# ---- the passes ----


def check(source: str | Path, *, edition: str = "2024", filename: str | None = None, emit: str = "metadata") -> Report:
    """What rustc 1.95.0 says of a program."""
    if not isinstance(source, str):
        filename = filename or str(source)
        source = source.read_text(encoding="utf-8")
    source_map = SourceMap()
    file = source_map.add(filename or "src/main.rs", source)
    try:
        return _check(file, source_map, edition, emit)
    except RecursionError:
        return Report([], [Unsupported("code nested this deeply", DUMMY_SP)], source_map)
    except OutOfTime:
        return Report([], [Unsupported("a program that takes this long to check", DUMMY_SP)], source_map)
    except QueryCycle:
        return Report([], [Unsupported("a definition that needs itself", DUMMY_SP)], source_map)
    except OverflowFound as found:
        where = found.obligation.cause.span
        return Report([], [Unsupported("a bound or associated type that needs itself without end", where)], source_map)
    except Exception as e:
        if os.environ.get("RUSTMEM_DEBUG"):
            raise
        return Report([], [Unsupported(f"internal error: {type(e).__name__}: {e}", DUMMY_SP)], source_map)


def _check(file: SourceFile, source_map: SourceMap, edition: str, emit: str) -> Report:
    found: list[Any] = []
    crate = parse_crate(file, edition, found)
    if not _stops(crate, found):
        crate = expand(crate, StubMacros(), edition, found, file)
    if _stops(crate, found):
        return _report(found, [], source_map, None)
    early_lints = early.collect(crate, source_map, edition)
    desugar(crate, found)
    if any(isinstance(d, Unsupported) for d in found):
        return _report(found, [], source_map, None)
    tcx = _context(source_map, edition)
    tcx.crate = crate
    tcx.recursion_limit = recursion_limit(crate)
    levels = LintLevels(tcx, crate)
    tcx.lint_levels = levels
    tcx.early_lints = early_lints
    for d in found:
        tcx.emit(d)
    with suppress(FatalError):
        analyse(tcx, emit)
    report = _report(levels.apply(tcx.diags), tcx.unsupported_constructs, source_map, tcx)
    if tcx.cache("lints that may be missing").get("reasons"):
        report.exact = False
    return report


def _stops(crate: ast.Crate, found: list[Any]) -> bool:
    return bool(getattr(crate, "fatal", False))


def _report(found: list[Any], unsupported: list[Unsupported], source_map: SourceMap, tcx: TyCtxt | None) -> Report:
    diags = [d for d in found if isinstance(d, Diag)]
    alone = sum(d.level == "error" for d in diags) == 1
    for diag in diags:
        known = diag.code in COMPARED or diag.compared and alone
        if diag.level == "error" and diag.code is not None and diag.code[0] == "E" and not known:
            diag.not_modelled(f"what rustc may add to {diag.code}")
        message = str(diag.message)
        whole = message.startswith(RECOVERED) or alone and message.startswith(SAID_WHOLE) or " after identifier" in message
        if diag.level == "error" and diag.code is None and not whole:
            diag.not_modelled("what rustc may add to this error")
        if any(span.ctxt is not None and span.ctxt.kind == "macro" and span.ctxt.is_local for span in diag.span):
            diag.not_modelled("what is wrong inside the crate's own macros")
        tell_places(diag, source_map)
        if has_unknown_place(diag, source_map):
            diag.not_modelled("a place in the library")
    return Report(diags, [d for d in found if isinstance(d, Unsupported)] + list(unsupported), source_map, tcx)


def _context(source_map: SourceMap, edition: str) -> TyCtxt:
    lib = load_library()
    definitions = Definitions(lib.table)
    definitions.add_library, lib.live = lib.spare_row, definitions.table
    tcx = TyCtxt(
        definitions, lib.resolutions, source_map, _all_providers(), edition=edition, lang_items=lib.lang_items, diagnostic_items=lib.diagnostic_items
    )  # fmt: skip
    tcx.visible_path = lib.visible_path
    tcx.library_names = _library_names
    tcx.library_traits = lib.traits
    tcx.library_may_have = lib.may_have
    tcx.report_fulfillment_errors = partial(report_item_errors, tcx)
    return tcx


def _library_names() -> tuple[frozenset[str], frozenset[str]]:
    """The names of the real library's types and values, and of the stubs'."""
    (types, values), (stub_types, stub_values) = modules.types_and_values(), load_library().free_names()
    return types | stub_types, values | stub_values


def analyse(tcx: TyCtxt, emit: str) -> None:
    """rustc's `run_required_analyses`, then the lints."""
    lib = load_library()
    tcx.lint_levels.check_forbidden()
    validate(tcx)
    resolver = CrateResolver(tcx, lib, tcx.crate)
    resolver.run()
    impls.install(tcx, lib)
    run_pass("rustmem.lint.early", "check_crate", tcx)
    run_pass("rustmem.resolve.attributes", "check_crate", tcx)
    # rustc looks into no body where the head of an item names a trait that is not there.
    if not resolver.late.trait_missing:
        loops.check_crate(tcx)
    stability.check_crate(tcx)
    checks.check_crate(tcx)
    if resolver.late.trait_missing:
        for span_key in list(tcx.stashed):
            tcx.steal(*span_key)
        tcx.cache("lints that may be missing")["reasons"] = gaps.check_text(tcx)
        return
    owners = list(tcx.body_owners)
    reveal_opaque_types(tcx, owners)
    bodies = [o for o in owners if tcx.def_kind(o) != "anon const"]
    check_bodies(tcx, bodies)
    check_opaque_cycles(tcx, bodies)
    for span_key in list(tcx.stashed):
        tcx.steal(*span_key)
    unused_traits(tcx)
    for owner in owners:
        if tcx.def_kind(owner) in ("closure", "inline const"):
            continue
        check_body(tcx, owner)
    reasons = gaps.check_text(tcx)
    tcx.cache("lints that may be missing")["reasons"] = reasons
    if any(d.level == "error" and not d.is_lint for d in tcx.diags):
        return
    if emit == "link":
        known_panics.check_crate(tcx)
        check_instances(tcx)
    reasons.extend(private_interfaces.check_crate(tcx))
    run_pass("rustmem.lint.dead", "check_crate", tcx)
    lifetime_syntax.check_crate(tcx)
    run_pass("rustmem.lint.late", "check_crate", tcx)
    reasons.extend(gaps.check_crate(tcx))
    privacy.check_crate(tcx)


def reveal_opaque_types(tcx: TyCtxt, owners: list[DefId]) -> None:
    """Bodies that define an `impl Trait`: their checks belong to those of items, which ask for the hidden type."""
    table = tcx.defs.table
    opaques = [i for i in map(DefId, range(tcx.base, len(table))) if table[i].kind == "opaque ty"]
    defining = {table[opaque].parent for opaque in opaques}
    for opaque in opaques:
        check_precise_captures(tcx, opaque)
    for owner in owners:
        if owner in defining:
            for query in ("typeck", "check_match", "borrowck"):
                if owner in tcx.tainted or query != "typeck" and tcx.typeck(owner).tainted:
                    break
                _each(tcx, query, [owner])


def check_bodies(tcx: TyCtxt, owners: list[DefId]) -> None:
    """Types of every body. A constant or static item that depends on no parameter is evaluated before that, used or not."""
    aborted = False
    for owner in owners:
        try:
            if tcx.def_kind(owner) in ("const", "static") and not tcx.generics_of(owner).count:
                if not tcx.typeck(owner).tainted and owner not in tcx.tainted and check_cycles(tcx, owner):
                    tcx.eval_const_value(owner)
            tcx.typeck(owner)
        except FatalError:
            aborted = True
    if aborted:
        raise FatalError


def check_body(tcx: TyCtxt, owner: DefId) -> None:
    """Match and unsafety checks, the borrow checker, the liveness lints of one root body."""
    for query in ("check_match", "check_unsafety", "borrowck"):
        if owner in tcx.tainted or tcx.typeck(owner).tainted:
            return
        _each(tcx, query, [owner])
        if query == "check_unsafety":
            check_consts(tcx, owner)
    if owner in tcx.tainted and tcx.cache("recursive adts"):
        return
    liveness.check_body(tcx, owner)
    if known_panics.is_const_context(tcx, owner) and owner not in tcx.tainted:
        known_panics.check_body(tcx, owner)


def _each(tcx: TyCtxt, query: str, owners: list[DefId]) -> None:
    if query not in _all_providers():
        if owners:
            tcx.unsupported(f"the stage `{query}`", tcx.def_span(owners[0]))
        return
    ask = getattr(tcx, query)
    for owner in owners:
        ask(owner)


def run_pass(module: str, function: str, tcx: TyCtxt) -> None:
    """Runs a pass over the crate; its module is read when the first check comes to it."""
    getattr(importlib.import_module(module), function)(tcx)
