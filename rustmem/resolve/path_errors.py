"""Why a path could not be resolved, and what may have been meant (rustc_resolve::late::diagnostics)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rustmem.resolve import candidates as cands
from rustmem.resolve.context_help import ContextHelp
from rustmem.resolve.errors import article, descr, segments_text
from rustmem.resolve.modules import Binding, Module
from rustmem.resolve.path_typos import Typo, TypoSuggestions
from rustmem.resolve.ribs import TYPE, Source, UseError
from rustmem.resolve.scope import PathFailure
from rustmem.resolve.suggest import find_best_match
from rustmem.source.diag import Diag, error
from rustmem.source.node import node
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty.defs import DefRes, LocalRes, PrimTyRes, Res, SelfCtorRes

if TYPE_CHECKING:
    pass

CODES = {
    ("trait", True): "E0404", ("trait", False): "E0405", ("bound", True): "E0404", ("bound", False): "E0405",
    ("type", True): "E0573", ("type", False): "E0425", ("struct", True): "E0574", ("struct", False): "E0422",
    ("expr", True): "E0423", ("expr", False): "E0425", ("pat", True): "E0532", ("pat", False): "E0531",
    ("tuple struct", True): "E0532", ("tuple struct", False): "E0531", ("trait item", True): "E0575", ("trait item", False): "E0576",
}  # fmt: skip
EXPECTED = {
    "type": "type", "trait": "trait", "bound": "trait", "pat": "unit struct, unit variant or constant",
    "struct": "struct, variant or union type", "tuple struct": "tuple struct or tuple variant",
}  # fmt: skip


LIKELY_TYPES = {
    "byte": "u8", "short": "i16", "Bool": "bool", "Boolean": "bool", "boolean": "bool", "int": "i32", "long": "i64",
    "float": "f32", "double": "f64",
}  # fmt: skip
"""Names that other languages have for types (rustc's `likely_rust_type`)."""


@node
class BaseError:
    message: str
    fallback_label: str
    span: Span
    could_be_expr: bool
    suggestion: tuple[Span, str, str] | None = None


class PathReporter(TypoSuggestions):
    """Reports one failed path."""

    # -- entry points --

    def report(
        self,
        path: tuple[ast.PathSegment, ...],
        following: ast.PathSegment | None,
        span: Span,
        source: Source,
        res: Res | None,
        qself: ast.QSelf | None,
    ) -> tuple[Diag, list[Any]]:
        """rustc's `smart_resolve_report_errors`: the diagnostic, and what could be imported."""
        base = self.base_error(path, span, source, res)
        diag = error(base.message, base.span, CODES[source.kind, res is not None])
        if res is None and len(path) == 2 and path[0].ident.name in ("std", "core", "alloc"):
            diag.not_modelled("what else the library's root has of that name")
        if source.kind == "bound" and isinstance(res, PrimTyRes):
            diag.not_modelled("a const parameter instead of a type parameter")
        if isinstance(res, DefRes) and res.kind == "type param":
            diag.label(self.table[res.def_id].ident_span, "found this type parameter")
        if base.suggestion is not None:
            diag.suggest(
                base.suggestion[1], (base.suggestion[0], base.suggestion[2]), applicability="MaybeIncorrect", style="show-always"
            )
        if following is None and len(path) == 1:
            self.field_of_a_pattern(diag, path[0].ident.name)
        if self.self_ty(diag, source, path, span) or self.self_value(diag, source, path, span):
            return diag, []
        found, already, candidates = self.relaxed(diag, source, path, following, span, res, base)
        if found:
            return diag, candidates
        if self.typo(diag, source, path, following, already):
            diag.label(base.span, base.fallback_label)
        is_likely = diag.code == "E0425" and len(path) == 1 and res is None
        meant = LIKELY_TYPES.get(path[-1].ident.name) if is_likely else None
        if meant is not None:
            message = "perhaps you intended to use this type"
            diag.suggest(message, (span, meant), applicability="MaybeIncorrect")
        return diag, candidates

    def field_of_a_pattern(self, diag: Diag, name: str) -> None:
        """A struct pattern with `..` that could bind the name (`detect_missing_binding_available_from_pattern`)."""
        for rib in reversed(self.late.value_ribs):
            for def_id, span in rib.skipped:
                if not self.late.is_local(def_id):
                    continue
                node = self.table[def_id].node
                data = getattr(node, "data", node)
                if any(f.ident.name == name for f in getattr(data, "fields", ())):
                    shown = self.table[def_id].name
                    diag.label(span, f"this pattern doesn't include `{name}`, which is available in `{shown}`")

    def report_prefix(self, path: tuple[ast.PathSegment, ...], span: Span, source: Source, failure: PathFailure) -> None:
        """E0433: the part of a path before its last segment fails."""
        message, label, at, helps, suggestions = self.failed_to_resolve(path, failure, self.late.module)
        parent = error(message, at, "E0433").label(at, label)
        for text in helps:
            parent.help(text)
        parent.suggestions += suggestions
        late = self.late
        prefix, last = path[:-1], path[-1]
        if not prefix or prefix[0].ident.name == "{{root}}" and len(prefix) == 1:
            late.diags.append(parent)
            return
        inner, candidates = self.report(prefix, last, span, TYPE, None, None)
        parent.suggestions = inner.suggestions + parent.suggestions
        parent.inexact = parent.inexact or inner.inexact
        if candidates:
            late.use_errors.append(UseError(parent, candidates, late.module.nearest(), False, prefix, source.is_call))
        elif len(path) == 2:
            late.stashed.append((prefix[0].ident.span, "CallAssocMethod", parent))
        else:
            late.diags.append(parent)

    def failed_to_resolve(
        self, path: tuple[ast.PathSegment, ...], failure: PathFailure, module: Module
    ) -> tuple[str, str, Span, list[str], list[Any]]:
        """rustc's `report_path_resolution_error`: message, label, span, helps, suggestions."""
        ident = path[failure.index].ident
        name, span = ident.name, ident.span
        match failure.kind:
            case "super":
                return "too many leading `super` keywords", "there are too many leading `super` keywords", span, [], []
            case "crate" | "self" | "{{root}}":
                shown = name
                return (
                    f"`{shown}` in paths can only be used in start position",
                    "can only be used in path start position",
                    span,
                    [],
                    [],
                )
            case "extern":
                text = f"could not find `{name}` in the list of imported crates"
                return f"cannot find `{name}` in the list of imported crates", text, span, [], []
            case "not-module":
                assert failure.binding is not None
                what = descr(failure.binding.res, self.table)
                label = f"`{name}` is {article(what)} {what}, not a module"
                scope = f"`{path[failure.index - 1].ident.name}`" if failure.index else "this scope"
                return f"cannot find module `{name}` in {scope}", label, span, [], []
            case _:
                pass
        if failure.module is not None:
            where = (
                "the crate root"
                if failure.module.parent is None
                and path[0].ident.name in ("crate", "$crate", "self", "super")
                and failure.index == 1
                else f"`{path[failure.index - 1].ident.name}`"
            )
            scope = f"`{path[failure.index - 1].ident.name}`"
            return f"cannot find `{name}` in {scope}", f"could not find `{name}` in {where}", span, [], []
        if name == "Self":
            return (
                "cannot find `Self` in this scope",
                "`Self` is only available in impls, traits, and type definitions",
                span,
                [],
                [],
            )
        if name[:1].isupper():
            return f"cannot find type `{name}` in this scope", f"use of undeclared type `{name}`", span, [], []
        helps: list[str] = []
        label = f"use of unresolved module or unlinked crate `{name}`"
        suggestions: list[Any] = []
        similar = self.similar_module(name, module)
        if similar is not None:
            made = error("", span).suggest(
                "there is a crate or module with a similar name",
                (span, similar),
                applicability="MaybeIncorrect",
                style="show-always",
            )
            suggestions = made.suggestions
        else:
            helps.append(f"you might be missing a crate named `{name}`")
        return f"cannot find module or crate `{name}` in this scope", label, span, helps, suggestions

    def similar_module(self, name: str, current: Module) -> str | None:
        """rustc's `find_similarly_named_module_or_crate`: crates, and what lies below the current module."""
        inner = self.late.builder.modules.values()
        names = {m.name for m in inner if m is not current and m.name and current.is_ancestor_of(m)}
        found = find_best_match(sorted(names | set(self.late.scopes.extern_prelude)), name)
        return found if found != name else None

    # -- the message --

    def expected(self, source: Source) -> str:
        if source.kind == "expr":
            if not source.is_call:
                return "value"
            callee = source.parent.func
            segments = callee.path.segments
            if len(segments) == 2 and segments[0].ident.name == "{{root}}":
                return "external crate"
            return "function, tuple struct or tuple variant" if segments[-1].ident.name[:1].isupper() else "function"
        if source.kind == "trait item":
            return "associated type" if source.ns == "type" else "method or associated constant"
        return EXPECTED[source.kind]

    def base_error(self, path: tuple[ast.PathSegment, ...], span: Span, source: Source, res: Res | None) -> BaseError:
        expected = self.expected(source)
        if res is not None:
            could_be = (
                isinstance(res, (LocalRes, SelfCtorRes))
                or isinstance(res, DefRes)
                and res.kind in ("fn", "ctor", "const", "assoc fn", "assoc const", "static")
            )
            return BaseError(
                f"expected {expected}, found {descr(res, self.table)} `{segments_text(path)}`",
                f"not a {expected}",
                span,
                could_be,
            )
        item = path[-1].ident
        prefix = ""
        if len(path) == 1:
            where = "this scope"
        elif len(path) == 2 and path[0].ident.name == "{{root}}":
            expected, where = "crate", "the list of imported crates"
        elif len(path) == 2 and path[0].ident.name == "crate":
            where = "the crate root"
        else:
            found = self.late.scopes.resolve_path(path[:-1], "type", self.late.module, self.quiet)
            module = found if isinstance(found, Module) else found.module if isinstance(found, Binding) else None
            if module is not None:
                res_of = DefRes("mod" if module.kind == "mod" else module.kind, module.def_id)  # type: ignore[arg-type]
                prefix = descr(res_of, self.table) + " "
            where = f"`{segments_text(path[:-1])}`"
        suggestion = None
        if item.name.lower() in ("true", "false"):
            suggestion = (item.span, "you may want to use a bool value instead", item.name.lower())
        elif item.name == "printf":
            suggestion = (item.span, "you may have meant to use the `print` macro", "print!")
        return BaseError(
            f"cannot find {expected} `{item.name}` in {prefix}{where}", f"not found in {where}", item.span, False, suggestion
        )

    # -- `Self` and `self` --

    def self_ty(self, diag: Diag, source: Source, path: tuple[ast.PathSegment, ...], span: Span) -> bool:
        """E0411."""
        if not (
            source.kind in ("type", "trait", "bound", "struct", "tuple struct")
            and len(path) == 1
            and path[0].ident.name == "Self"
        ):
            return False
        if source.kind not in ("type", "trait", "bound") and self.late.self_ty is not None:
            return False
        diag.code = "E0411"
        diag.label(span, "`Self` is only available in impls, traits, and type definitions")
        item = self.late.current_item
        if item is not None and item.ident.name:
            word = {
                ast.FnItem: "function", ast.ConstItem: "constant item", ast.StaticItem: "static item", ast.TypeAlias: "type alias",
                ast.ModItem: "module", ast.StructItem: "struct", ast.EnumItem: "enum", ast.UnionItem: "union",
            }.get(type(item))  # fmt: skip
            if word is not None:
                diag.label(item.ident.span, f"`Self` not allowed in {article(word)} {word}")
        return True

    def self_value(self, diag: Diag, source: Source, path: tuple[ast.PathSegment, ...], span: Span) -> bool:
        """E0424."""
        if not (source.kind in ("expr", "pat") and len(path) == 1 and path[0].ident.name == "self"):
            return False
        diag.code = "E0424"
        if source.kind == "pat":
            diag.label(span, "`self` value is a keyword and may not be bound to variables or shadowed")
            return True
        diag.label(span, "`self` value is a keyword only available in methods with a `self` parameter")
        fn = self.late.current_fn
        if fn is None:
            diag.not_modelled("the item that `self` stands in")
            return True
        receiver = bool(fn.sig.inputs) and fn.sig.inputs[0].self_kind != ""
        where = fn.sig.inputs[0].span if receiver else fn.ident.span
        if receiver:
            diag.label(
                fn.span,
                "this function has a `self` parameter, but a macro invocation can only access identifiers it receives from parameters",
            )
            return True
        assoc = fn in self.late.assoc_now
        if assoc:
            diag.label(where, "this function doesn't have a `self` parameter")
            if fn.sig.inputs:
                place, text = fn.sig.inputs[0].span.shrink_to_lo(), "&self, "
            else:
                text_before = self.late.source_map.snippet(fn.span)
                at = text_before.find("(", text_before.find(fn.ident.name)) + 1
                lo = fn.span.lo + len(text_before[:at].encode())
                place, text = Span(lo, lo), "&self"
            diag.suggest(
                "add a `self` receiver parameter to make the associated `fn` a method",
                (place, text),
                applicability="MaybeIncorrect",
                style="show-always",
            )
        else:
            diag.label(where, "this function can't have a `self` parameter")
        return True

    # -- what may have been meant --

    def relaxed(
        self,
        diag: Diag,
        source: Source,
        path: tuple[ast.PathSegment, ...],
        following: ast.PathSegment | None,
        span: Span,
        res: Res | None,
        base: BaseError,
    ) -> tuple[bool, set[str], list[Any]]:
        """rustc's `try_lookup_name_relaxed`."""
        late = self.late
        if following is not None:
            span = path[0].ident.span.to(path[-1].ident.span)
        ident = path[-1].ident
        already: set[str] = set()

        def accept(res: Res) -> bool:
            return late.is_expected(res, source)

        doubts: list[str] = []
        candidates = cands.lookup_import_candidates(late.scopes, late.module, ident, source.ns, accept, doubts)
        if res is None and doubts:
            diag.not_modelled(doubts[0])
        elif res is None and source.kind != "trait" and cands.has_other_variant(late.scopes, late.module, ident.name):
            diag.not_modelled("a variant of a library enum")
        if isinstance(res, DefRes):
            candidates = [c for c in candidates if c.def_id != res.def_id]
        if not candidates and source.kind in ("type",):
            self.enum_of_variant(diag, span, ident, res, already)
        if len(path) == 1 and path[0].ident.name in ("this", "my"):
            diag.not_modelled("words of other languages for `self`")
        typo = self.typo_candidate(path, following, source)
        if typo is not None and typo.name in already:
            typo = None
        if len(path) == 1 and late.self_ty is not None and late.assoc_now:
            if self.assoc_candidate(diag, path, span, source, typo):
                return True, already, candidates
            call = source.parent
            if (
                source.is_call
                and call.args
                and isinstance(call.args[0], ast.PathExpr)
                and segments_text(call.args[0].path.segments) == "self"
            ):
                args = late.source_map.snippet(call.args[1].span.to(call.args[-1].span)) if len(call.args) > 1 else ""
                diag.suggest(f"try calling `{ident.name}` as a method", (call.span, f"self.{ident.name}({args})"))
                return True, already, candidates
        if res is not None and ContextHelp(self, diag, span, source, path, res, base.fallback_label).help():
            self.add_typo(diag, typo, ident.span)
            return True, already, candidates
        if len(path) == 1 and res is None:
            other = late.ended_scopes.get(ident.name)
            if other is not None:
                diag.span_help(other, f"the binding `{ident.name}` is available in a different scope in the same function")
                return True, already, candidates
        if not candidates:
            candidates = cands.partial_mod_path_errors(self, path, following)
        return False, already, candidates

    def enum_of_variant(self, diag: Diag, span: Span, ident: ast.Ident, res: Res | None, already: set[str]) -> None:
        """A variant's name where a type is wanted."""
        late = self.late
        found = cands.lookup_import_candidates(
            late.scopes, late.module, ident, "type", lambda r: isinstance(r, DefRes) and r.kind == "variant"
        )
        pairs = []
        for c in found:
            segments = c.path.split("::")
            if segments[:2] == ["std", "prelude"] or segments[:2] == ["core", "prelude"]:
                continue
            if segments[0] == "std" and cands.home(late.scopes, c.def_id) == "core":
                diag.not_modelled("the paths that `core` has beside `std`")
            pairs.append((c.path, "::".join(segments[:-1])))
        if not pairs:
            return
        pairs.sort()
        preamble = ""
        if res is None:
            others = "" if len(pairs) == 1 else " and 1 other" if len(pairs) == 2 else f" and {len(pairs) - 1} others"
            preamble = f"there is an enum variant `{pairs[0][0]}`{others}; "
        already.update(enum.split("::")[-1] for _, enum in pairs)
        if len(pairs) == 1:
            diag.suggest(f"{preamble}try using the variant's enum", (span, pairs[0][1]))
        else:
            diag.suggest_any(
                f"{preamble}try using the variant's enum",
                [((span, enum),) for _, enum in pairs],
                applicability="MachineApplicable",
            )

    def assoc_candidate(
        self, diag: Diag, path: tuple[ast.PathSegment, ...], span: Span, source: Source, typo: Typo | None
    ) -> bool:
        """A field or associated item of Self with that name (rustc's `lookup_assoc_candidate`)."""
        late = self.late
        name = path[0].ident.name
        has_self = bool(late.current_fn and late.current_fn.sig.inputs and late.current_fn.sig.inputs[0].self_kind)
        field = self.self_field(name) if source.ns == "value" and not source.is_call or source.ns == "value" else None
        if field is not None and source.kind == "expr":
            if has_self:
                before = late.source_map.snippet(Span(span.lo - 1, span.lo)) if span.lo else ""
                if before == "{":
                    diag.help(f'you might have meant to use the available field in a format string: `"{{}}", self.{name}`')
                else:
                    parent = source.parent
                    pre = (
                        f"{name}: "
                        if isinstance(parent, ast.StructExpr) and any(f.shorthand and f.ident.name == name for f in parent.fields)
                        else ""
                    )
                    diag.suggest(
                        "you might have meant to use the available field",
                        (span.shrink_to_lo(), f"{pre}self."),
                        applicability="MaybeIncorrect",
                        style="show-always",
                    )
            else:
                diag.label(field, "a field by that name exists in `Self`")
            self.add_typo(diag, typo, path[-1].ident.span)
            return True
        kind = self.self_item(name, source)
        if kind is None:
            return False
        if late.current_impl is None or late.current_trait_ref is not None:
            called = "call" if source.is_call else "refer to"
            action = {
                "method": f"{called} the method",
                "fn": f"{called} the associated function",
                "const": "use the associated `const`",
                "type": "use the associated type",
            }[kind]
            receiver = "self." if kind == "method" and has_self else "Self::"
            suffix = " with the fully-qualified path" if kind == "method" and not has_self else ""
            hint = f"you might have meant to {action}{suffix}"
            diag.suggest(hint, (span.shrink_to_lo(), receiver), style="show-always")
            self.add_typo(diag, typo, path[-1].ident.span)
            return True
        if kind == "method" and has_self and source.is_call:
            words = "consider using the method on `Self`"
            diag.suggest(words, (span.shrink_to_lo(), "self."), style="show-always")
        elif kind == "method" or kind == "fn" and not source.is_call:
            item = self.own_method(name)
            if item is not None:
                what = "a method" if kind == "method" else "an associated function"
                diag.label(item.ident.span, f"{what} by that name is available on `Self` here")
        else:
            words = {
                "method": "consider using the method on `Self`",
                "fn": "consider using the associated function on `Self`",
                "const": "consider using the associated constant on `Self`",
                "type": "consider using the associated type on `Self`",
            }[kind]
            diag.suggest(words, (span.shrink_to_lo(), "Self::"), style="show-always")
        if source.is_call:
            return False
        self.add_typo(diag, typo, path[-1].ident.span)
        return True

    def own_method(self, name: str) -> ast.Item | None:
        late = self.late
        items = (
            late.current_impl.items
            if late.current_impl is not None
            else late.current_trait.items
            if late.current_trait is not None
            else ()
        )
        return next((item for item in items if item.ident.name == name), None)

    def self_field(self, name: str) -> Span | None:
        """The span of the field of Self called `name`."""
        impl = self.late.current_impl
        if impl is None or not isinstance(impl.self_ty, ast.PathTy):
            return None
        res = self.late.out.paths.get(impl.self_ty.path)
        if res is None or res.unresolved or not isinstance(res.base, DefRes) or res.base.kind not in ("struct", "union"):
            return None
        item = self.table[res.base.def_id].node
        for field in item.data.fields if isinstance(item, (ast.StructItem, ast.UnionItem)) else ():
            if field.ident.name == name:
                return field.ident.span
        return None

    def self_item(self, name: str, source: Source) -> str | None:
        late = self.late
        items = (
            late.current_impl.items
            if late.current_impl is not None
            else late.current_trait.items
            if late.current_trait is not None
            else ()
        )
        for item in items:
            if item.ident.name == name:
                match item:
                    case ast.FnItem() if source.ns == "value" and source.kind == "expr":
                        receiver = item.sig.inputs and item.sig.inputs[0].self_kind
                        return "method" if receiver else "fn"
                    case ast.ConstItem() if source.ns == "value" and source.kind in ("expr", "pat"):
                        return "const"
                    case ast.TypeAlias() if source.kind == "type":
                        return "type"
                    case _:
                        pass
        trait_id = late.current_trait_ref
        module = late.scopes.modules.get(trait_id) if trait_id is not None else None
        if module is not None:
            found = module.names[source.ns].get(name)
            if found is not None and isinstance(found.res, DefRes) and late.is_expected(found.res, source):
                node = self.table[found.res.def_id].node
                if isinstance(node, ast.FnItem):
                    return "method" if node.sig.inputs and node.sig.inputs[0].self_kind else "fn"
                return "type" if isinstance(node, ast.TypeAlias) else "const"
        return None
