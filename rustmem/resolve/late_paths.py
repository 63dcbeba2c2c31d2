"""Names and paths within the scopes that a walk has entered (the part of rustc_resolve::late that `smart_resolve_path` reaches)."""

from __future__ import annotations

from typing import Any

from rustmem.resolve import errors
from rustmem.resolve.macro_names import builtin_kind
from rustmem.resolve.modules import Binding, GraphBuilder, Module, Namespace
from rustmem.resolve.ribs import TRAIT, TYPE_KINDS, VALUE_KINDS, Rib, Source, UseError
from rustmem.resolve.scope import PathFailure, Scopes, res_of
from rustmem.source.diag import Diag
from rustmem.source.index import DefId
from rustmem.source.source_map import LIBRARY, SourceMap
from rustmem.source.span import Span
from rustmem.std.macros import std_macro
from rustmem.syntax import ast
from rustmem.ty.defs import (
    DefRes,
    DefTable,
    ErrRes,
    LocalRes,
    PartialRes,
    PrimTyRes,
    Res,
    Resolutions,
    SelfCtorRes,
    SelfTyAliasRes,
    SelfTyParamRes,
)  # fmt: skip

TYPE_AND_VALUE: tuple[Namespace, ...] = ("type", "value")


class PathResolver:
    """The scopes around what is visited, and what a name or path means in them."""

    def __init__(
        self,
        table: DefTable,
        resolutions: Resolutions,
        scopes: Scopes,
        builder: GraphBuilder,
    ) -> None:
        self.table = table
        self.out = resolutions
        self.scopes = scopes
        self.builder = builder
        self.def_ids = resolutions.def_ids
        self.diags: list[Diag] = []
        self.use_errors: list[UseError] = []
        self.unsupported: list[tuple[str, Span]] = []
        self.module: Module
        self.value_ribs: list[Rib] = []
        self.type_ribs: list[Rib] = []
        self.label_ribs: list[Rib] = []
        self.self_ty: Res | None = None
        self.current_fn: ast.FnItem | None = None
        self.current_item: ast.Item | None = None
        self.current_impl: ast.ImplItem | None = None
        self.current_trait: ast.TraitItem | None = None
        self.current_trait_ref: DefId | None = None
        self.loops: list[Any] = []
        self.used_labels: set[Any] = set()
        self.unused_labels: list[ast.Label] = []
        self.skip_bodies = False
        self.deferred_bodies: dict[DefId, Any] = {}
        self.current_let: ast.LetStmt | None = None
        self.source_map: SourceMap = LIBRARY
        self.base = 0
        self.expr_attrs: dict[Any, Any] = {}
        self.library: Any = None
        self.stashed: list[tuple[Span, str, Diag]] = []
        self.ended_scopes: dict[str, Span] = {}
        self.let_of: dict[Any, ast.LetStmt] = {}
        self._traits: dict[Module, tuple[DefId, ...]] = {}
        self.noted_traits: set[tuple[Module, str]] = set()
        self.trait_imports: dict[tuple[Module, DefId], list[Binding]] = {}

    assoc_now: frozenset[ast.Item] | tuple[ast.Item, ...] = ()

    in_body = False
    """Whether what is visited stands in a body, not in the head of an item."""
    trait_missing = False
    """Whether the head of an item names a trait that is not there."""
    in_generic_args = False
    in_param_bounds = False
    """Whether what is visited is a bound between the angle brackets of an item."""
    lang_items: dict[str, DefId] = {}

    # -- what the walk does --

    def ty(self, ty: ast.Ty) -> None:
        raise NotImplementedError

    def generic_args(self, args: ast.GenericArgs) -> None:
        raise NotImplementedError

    def report(
        self, segments: tuple[ast.PathSegment, ...], span: Span, source: Source, res: Res | None, qself: ast.QSelf | None
    ) -> None:
        """The error of a path that means nothing, or nothing that fits."""
        raise NotImplementedError

    def report_prefix(self, segments: tuple[ast.PathSegment, ...], span: Span, source: Source, failure: PathFailure) -> None:
        """The error of a path of which a part before its last segment fails."""
        raise NotImplementedError

    # -- names --

    def ident(self, ident: ast.Ident, ns: Namespace, quiet: bool = False) -> Res | Binding | None:
        """A name in the ribs, then in modules and preludes (rustc's `resolve_ident_in_lexical_scope`)."""
        name = ident.name
        if ns == "type":
            if name == "Self" and self.self_ty is not None:
                return self.validate_self(ident, quiet)
            key: Any = name
            ribs = self.type_ribs
        else:
            ctxt = ident.span.ctxt
            key = name if ctxt is None else (name, ctxt)
            ribs = self.value_ribs
            if name == "Self" and isinstance(self.self_ty, SelfTyAliasRes) and self.table[self.self_ty.alias_to].kind == "impl":
                return SelfCtorRes(self.self_ty.alias_to)
        for at in range(len(ribs) - 1, -1, -1):
            rib = ribs[at]
            if rib.names:
                found = rib.names.get(key)
                if found is None and type(key) is tuple and rib.kind not in ("normal", "fn", "closure"):
                    found = rib.names.get(name)
                if found is not None:
                    return self.validate(ident, found, ribs, at, quiet)
            if rib.kind == "module":
                found = self.scopes.in_module(rib.data, name, ns)
                if found is not None:
                    return found
            elif rib.kind == "macro" and type(key) is tuple and made_by(key[1], rib.data):
                key = without_mark(key)
            elif rib.kind == "forward ban" and name in rib.data:
                if not quiet:
                    self.diags.append(errors.forward_declared_generic_param(ident))
                return ErrRes()
        return self.scopes.lexical_module(name, ns, self.module.nearest())

    def validate_self(self, ident: ast.Ident, quiet: bool) -> Res | None:
        res = self.self_ty
        for rib in reversed(self.type_ribs):
            if rib.kind == "item":
                return res
            if (
                rib.kind == "forward ban"
                and not quiet
                and isinstance(res, SelfTyAliasRes)
                and self.table[res.alias_to].kind != "impl"
            ):
                self.diags.append(errors.self_in_generic_param_default(ident.span))
                return ErrRes()
        return res

    def validate(self, ident: ast.Ident, res: Res, ribs: list[Rib], at: int, quiet: bool) -> Res:
        """What stands between a name and its definition may forbid the use (rustc's `validate_res_from_ribs`)."""
        if quiet:
            return res
        between = ribs[at + 1 :]
        if isinstance(res, LocalRes):
            for rib in reversed(between):
                if rib.kind in ("item", "assoc item"):
                    self.diags.append(errors.cannot_capture_dynamic_environment(ident.span))
                    return ErrRes()
                if rib.kind in ("constant", "anon const"):
                    statement = self.let_of.get(res.binding)
                    self.scopes.last_local = (statement, res.binding.ident.span) if statement is not None else None
                    self.diags.append(errors.non_constant_value(ident, rib.data, self.current_let, self.scopes))
                    return ErrRes()
                if rib.kind == "const param ty":
                    self.diags.append(errors.param_in_ty_of_const_param(ident))
                    return ErrRes()
        elif isinstance(res, DefRes) and res.kind in ("type param", "const param"):
            for rib in reversed(between):
                if rib.kind == "item":
                    self.diags.append(errors.generic_params_from_outer_item(ident, self.table[res.def_id], rib.data, None))
                    return ErrRes()
                if rib.kind == "anon const":
                    if self.trivial_const(rib.data, res):
                        continue
                    self.diags.append(errors.generic_param_in_const(ident, res.kind))
                    return ErrRes()
                if rib.kind == "const param ty":
                    self.diags.append(errors.param_in_ty_of_const_param(ident))
                    return ErrRes()
        return res

    def trivial_const(self, const: Any, res: DefRes) -> bool:
        """Whether an anonymous constant is just the const parameter, which is allowed."""
        if not isinstance(const, ast.AnonConst):
            return True
        value: Any = const.value
        if isinstance(value, ast.BlockExpr) and not value.block.stmts and value.block.expr is not None:
            value = value.block.expr
        return isinstance(value, ast.PathExpr) and len(value.path.segments) == 1 and res.kind == "const param"

    def probe(self, ident: ast.Ident, ns: Namespace) -> Any:
        """`ident` in the ribs and modules, without errors."""
        began = len(self.diags)
        found = self.ident(ident, ns, quiet=True)
        del self.diags[began:]
        return found

    # -- paths --

    def path(self, qself: ast.QSelf | None, path: ast.Path, source: Source) -> Res | None:
        """Resolves and records `path`; returns its full meaning, or None if a part is left to the type checker."""
        if path.lang_item is not None:
            return self.lang_item_path(path, source)
        if qself is not None:
            self.ty(qself.ty)
        result = self.smart_path(qself, path.segments, path.span, source)
        self.out.paths[path] = result
        for segment in path.segments:
            if segment.args is not None:
                self.generic_args(segment.args)
        if (
            result.unresolved
            or isinstance(result.base, DefRes)
            and result.base.kind in ("assoc fn", "assoc const", "assoc ty", "trait")
        ):
            self.out.traits[path] = self.traits_in_scope()
            self.note_traits(path.segments[-1].ident.name)
        return result.base if result.unresolved == 0 else None

    def lang_item_path(self, path: ast.Path, source: Source) -> Res | None:
        def_id = self.lang_items.get(path.lang_item) if path.lang_item is not None else None
        if def_id is None:
            self.unsupported.append((f"the lang item `{path.lang_item}`", path.span))
            self.out.paths[path] = PartialRes(ErrRes(), 0)
            return ErrRes()
        row = self.table[def_id]
        if row.kind in ("struct", "variant") and source.ns == "value" and row.extra is not None:
            def_id, row = row.extra, self.table[row.extra]
        res = DefRes(row.kind, def_id)
        self.out.paths[path] = PartialRes(res, 0)
        return res

    def smart_path(
        self, qself: ast.QSelf | None, segments: tuple[ast.PathSegment, ...], span: Span, source: Source
    ) -> PartialRes:
        """rustc's `smart_resolve_path_fragment`."""
        found = self.anywhere(qself, segments, source)
        if isinstance(found, PathFailure):
            self.report_prefix(segments, span, source, found)
            return PartialRes(ErrRes(), 0)
        if found is not None:
            if found.unresolved == 0:
                if isinstance(found.base, ErrRes) or self.is_expected(found.base, source):
                    return found
                self.report(segments, span, source, found.base, qself)
                return PartialRes(ErrRes(), 0)
            if source.kind not in ("trait", "bound", "trait item"):
                return found
        macro = self.macro_named(segments)
        self.report(segments, span, source, macro, qself)
        return PartialRes(ErrRes(), 0)

    def macro_named(self, segments: tuple[ast.PathSegment, ...]) -> Res | None:
        """The macro or attribute that a single name denotes, where what is wanted is missing."""
        if len(segments) != 1 or not self.base:
            return None
        name = segments[0].ident.name
        binding = self.builder.macro_rules.get(name) or self.module.nearest().names["macro"].get(name)
        if binding is None:
            for crate in ("std", "core"):
                root = self.scopes.crates.get(crate)
                binding = binding or (root.names["macro"].get(name) if root is not None else None)
        if binding is None and std_macro(name) is not None:
            return DefRes("macro", self.module.crate.def_id)
        if binding is None:
            kind = builtin_kind(name)
            return DefRes(kind, self.module.crate.def_id) if kind is not None else None
        return binding.res

    def anywhere(
        self, qself: ast.QSelf | None, segments: tuple[ast.PathSegment, ...], source: Source
    ) -> PartialRes | PathFailure | None:
        """rustc's `resolve_qpath_anywhere`: the namespace that is wanted first, then the others."""
        kept: PartialRes | None = None
        for ns in (source.ns, *(n for n in TYPE_AND_VALUE if n != source.ns)):
            found = self.qpath(qself, segments, ns, source)
            if isinstance(found, PathFailure):
                return found
            if found is not None:
                if found.unresolved == 0 or source.kind not in ("trait", "bound", "trait item"):
                    return found
                kept = kept or found
        return kept

    def qpath(
        self, qself: ast.QSelf | None, segments: tuple[ast.PathSegment, ...], ns: Namespace, source: Source
    ) -> PartialRes | PathFailure | None:
        if qself is not None:
            if qself.position == 0:
                return PartialRes(DefRes("mod", self.module.crate.def_id), len(segments))
            trait = self.smart_path(
                None, segments[: qself.position], segments[0].ident.span.to(segments[qself.position - 1].ident.span), TRAIT
            )
            if isinstance(trait.base, ErrRes):
                return trait
            inner = Source("trait item", ns, source)
            count = qself.position + 1
            part = self.smart_path(
                None, segments[:count], Span(qself.span.lo, segments[count - 1].ident.span.hi, qself.span.ctxt), inner
            )
            return PartialRes(part.base, part.unresolved + len(segments) - count if not isinstance(part.base, ErrRes) else 0)
        found = self.scopes.resolve_path(segments, ns, self.module, self.ident)
        if isinstance(found, PartialRes):
            return found
        if isinstance(found, Module) or (isinstance(found, Binding) and found.module is not None and found.module.kind == "mod"):
            if (ns == "type" or len(segments) > 1) and segments[0].ident.name in errors.PRIMITIVES:
                return PartialRes(PrimTyRes(segments[0].ident.name), len(segments) - 1)
            return PartialRes(res_of(found), 0)
        if isinstance(found, Binding):
            return PartialRes(found.res, 0)
        if (ns == "type" or len(segments) > 1) and segments[0].ident.name in errors.PRIMITIVES:
            return PartialRes(PrimTyRes(segments[0].ident.name), len(segments) - 1)
        if found.index < len(segments) - 1 or found.kind in ("super",):
            return found
        return None

    def is_expected(self, res: Res, source: Source) -> bool:
        """rustc's `PathSource::is_expected`."""
        kind = res.kind if isinstance(res, DefRes) else ""
        match source.kind:
            case "type":
                return kind in TYPE_KINDS or isinstance(res, (PrimTyRes, SelfTyParamRes, SelfTyAliasRes))
            case "trait" | "bound":
                return kind in ("trait", "trait alias")
            case "expr":
                return kind in VALUE_KINDS or isinstance(res, (LocalRes, SelfCtorRes))
            case "pat":
                if kind == "ctor":
                    assert isinstance(res, DefRes)
                    return self.table[res.def_id].ctor_kind == "const"
                return kind in ("const", "assoc const") or isinstance(res, SelfCtorRes)
            case "tuple struct":
                if kind == "ctor":
                    assert isinstance(res, DefRes)
                    return self.table[res.def_id].ctor_kind == "fn"
                return isinstance(res, SelfCtorRes)
            case "struct":
                return kind in ("struct", "union", "variant", "type alias", "assoc ty") or isinstance(
                    res, (SelfTyParamRes, SelfTyAliasRes)
                )
            case _:
                if source.ns == "type":
                    return kind == "assoc ty"
                return kind in ("assoc fn", "assoc const")

    def trait_path(self, path: ast.Path) -> DefId | None:
        """Resolves the path of a trait in an impl header or bound."""
        res = self.path(None, path, TRAIT)
        if isinstance(res, DefRes) and res.kind in ("trait", "trait alias"):
            return res.def_id
        return None

    # -- traits in scope --

    def traits_in_scope(self) -> tuple[DefId, ...]:
        """Traits whose methods can be called here (rustc's `traits_in_scope`)."""
        key = self.module
        found = self._traits.get(key)
        if found is None:
            seen: dict[DefId, None] = {}
            for binding in self.scopes.traits_in_scope(self.module):
                if isinstance(binding.res, DefRes):
                    seen.setdefault(binding.res.def_id)
                    self.trait_imports.setdefault((key, binding.res.def_id), []).append(binding)
            found = self._traits[key] = tuple(seen)
        extra = self.current_trait_id()
        return (extra, *found) if extra is not None and extra not in found else found

    def note_traits(self, name: str) -> None:
        """The imports of traits in scope that have an item `name` may be of use."""
        if not self.base:
            return
        key = (self.module, name)
        if key in self.noted_traits:
            return
        self.noted_traits.add(key)
        for binding in self.scopes.traits_in_scope(self.module):
            import_ = binding.import_
            if import_ is None or import_.maybe:
                continue
            def_id = binding.def_id()
            module = self.scopes.modules.get(def_id) if def_id is not None else None
            if module is None or any(name in table for table in module.names.values()):
                at: Binding | None = binding
                while at is not None:
                    if at.import_ is not None:
                        at.import_.maybe = True
                    at = at.target

    def current_trait_id(self) -> DefId | None:
        if self.current_trait is not None:
            return self.def_ids[self.current_trait]
        return self.current_trait_ref

    # -- definitions --

    def is_local(self, def_id: DefId) -> bool:
        return def_id >= self.base

    def def_id_of(self, node: Any) -> DefId:
        if self.library is not None and node not in self.def_ids:
            return self.library.resolutions.def_ids[node]  # type: ignore[no-any-return]
        return self.def_ids[node]

    def label_library(self, diag: Diag, def_id: DefId, words: str) -> None:
        """A label on a library definition, of which rustc prints the position alone."""
        diag.label(self.table[def_id].span, words)


def made_by(expansion: Any, macro: ast.MacroDef) -> bool:
    """Whether `expansion` is a call of the macro defined by `macro`."""
    return expansion.is_local and expansion.def_site is not None and expansion.def_site.lo == macro.span.lo


def without_mark(key: tuple[str, Any]) -> Any:
    """A name as it stood in the definition of the macro that wrote it."""
    name, expansion = key
    return name if expansion.def_ctxt is None else (name, expansion.def_ctxt)
