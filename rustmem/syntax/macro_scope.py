"""Which macro a name means, and what is said of attributes and of names that mean none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from rustmem.source.diag import Diag, Unsupported, error
from rustmem.source.source_map import SourceFile
from rustmem.source.span import Span
from rustmem.syntax import ast, cfg, derive
from rustmem.syntax.mbe import Macro
from rustmem.syntax.similar import best_match
from rustmem.syntax.token import Token
from rustmem.syntax.uses import uses_below

BUILTIN_ATTRIBUTES = frozenset(
    "cfg cfg_attr derive test bench ignore should_panic allow warn deny forbid expect deprecated must_use inline cold no_mangle "
    "link link_name link_section export_name repr doc macro_use macro_export proc_macro proc_macro_derive proc_macro_attribute "
    "track_caller target_feature non_exhaustive global_allocator used automatically_derived no_std no_core no_main no_implicit_prelude "
    "recursion_limit type_length_limit path crate_name crate_type feature default diagnostic::on_unimplemented windows_subsystem "
    "panic_handler instruction_set debugger_visualizer link_ordinal no_link no_builtins lang fundamental optimize coverage "
    "allow_internal_unstable allow_internal_unsafe stable unstable const_trait marker may_dangle prelude_import naked thread_local "
    "start plugin linkage ffi_const ffi_pure no_sanitize sanitize unsafe_op doc_cfg type_const pointee cfg_eval derive_const "
    "test_case alloc_error_handler reexport_test_harness_main test_runner patchable_function_entry omit_gdb_pretty_printer_section "
    "unstable_feature_bound needs_allocator needs_panic_runtime panic_runtime compiler_builtins profiler_runtime define_opaque "
    "global_asm collapse_debuginfo must_not_suspend loop_match const_continue".split()
)
LEVELS = frozenset(("allow", "cfg", "cfg_attr", "deny", "expect", "forbid", "warn"))
"""Attributes that may stand on anything."""


class MacroLibrary(Protocol):
    """Where macros that the program does not define come from."""

    def std_macro(self, name: str) -> Macro | None: ...
    def macro_at(self, crate: str, path: str) -> Macro | None: ...
    def macro_names(self) -> list[str]: ...


class MacroScope:
    """The names in scope while one crate is expanded."""

    def __init__(
        self,
        library: MacroLibrary,
        edition: str,
        diags: list[Diag],
        expr_attrs: dict[Any, tuple[ast.Attribute, ...]],
        file: SourceFile | None = None,
        crate_name: str = "",
    ) -> None:
        self.library = library
        self.edition = edition
        self.diags = diags
        self.expr_attrs = expr_attrs
        self.file = file
        self.crate_name = crate_name
        """Empty for the user's crate, else `core`, `alloc` or `std`."""
        self.scopes: list[dict[str, Macro]] = [{}]
        self.items: tuple[ast.Item, ...] = ()
        self.exported: dict[str, list[Macro]] | None = None
        self.depth = 0
        self.written = 0
        self.failed = False
        self.missing: list[Diag] = []
        self.lints: list[Diag] = []
        self.is_tail = False
        """Whether the call about to be expanded ends a block."""
        self.module: list[str] = []
        self.taken: set[Any] = set()
        self.called: set[str] = set()
        """Names of macros in the program's own calls, and `name::` of the heads of their paths."""

    uses: dict[str, list[str]] | None = None

    def find(self, path: ast.Path) -> Macro | None:
        """The macro that `path` names."""
        segments = path.segments
        if segments[0].ident.span.ctxt is None:
            self.called.add(segments[-1].ident.name)
            if len(segments) > 1:
                self.called.add(f"{segments[0].ident.name}::")
        name = segments[-1].ident.name
        if len(segments) == 1:
            for scope in reversed(self.scopes):
                found = scope.get(name)
                if found is not None:
                    return found
            if name == "macro_rules":
                return None
            own = self._exported(name)
            if own is not None and self._imported(name):
                return own
            return self.library.std_macro(name) or self._renamed(name)
        first = segments[0].ident.name
        rest = [s.ident.name for s in segments[1:]]
        if first == "{{root}}" and len(rest) > 1:
            first, rest = rest[0], rest[1:]
        if first == "$crate":
            ctxt = segments[0].ident.span.ctxt
            first = ctxt.def_crate if ctxt is not None and ctxt.def_crate else self.crate_name or "crate"
        if first in ("std", "core", "alloc"):
            return self.library.macro_at(first, "::".join(rest))
        own = self._exported(name)
        if own is not None and not self._imported(name):
            return None
        if first in ("crate", "self", "super"):
            return own
        aliased = self._use_of(first)
        if aliased is not None and aliased[0] in ("std", "core", "alloc"):
            return self.library.macro_at(aliased[0], "::".join([*aliased[1:], *rest]))
        return own

    def _exported(self, name: str) -> Macro | None:
        """A macro that a path can reach: exported, or named by a `use`."""
        if self.exported is None:
            self.exported = {}
            self._collect(self.items, "")
        found = self.exported.get(name)
        return found[-1] if found else None

    def _collect(self, items: Sequence[ast.Item], module: str) -> None:
        assert self.exported is not None
        for item in items:
            if isinstance(item, ast.MacroDef):
                macro = self._macro(item)
                macro.module = module
                self.exported.setdefault(item.ident.name, []).append(macro)
            elif isinstance(item, ast.ModItem) and item.items:
                self._collect(item.items, f"{module}{item.ident.name}::")

    def _imported(self, name: str) -> bool:
        """Whether a `use` brings `name` into some scope, or it is exported at the root."""
        if self._use_of(name) is not None:
            return True
        return bool(self.exported and any(any(a.path == "macro_export" for a in m.attrs) for m in self.exported.get(name, ())))

    def _renamed(self, name: str) -> Macro | None:
        """A library macro under the name that a `use` gives it."""
        seen: set[str] = set()
        path = self._use_of(name)
        while path is not None and name not in seen:
            if path[0] in ("std", "core", "alloc"):
                return self.library.macro_at(path[0], "::".join(path[1:]))
            found = self._exported(path[-1])
            if found is not None:
                return found
            seen.add(name)
            name = path[-1]
            path = self._use_of(name)
        return None

    def _use_of(self, name: str) -> list[str] | None:
        """The path of the `use` that binds `name`, anywhere in the crate."""
        if self.uses is None:
            self.uses = {}
            self._collect_uses(self.items)
        return self.uses.get(name)

    def _collect_uses(self, items: Sequence[Any]) -> None:
        assert self.uses is not None
        self.uses.update(uses_below(items))

    def _own_roots(self) -> set[str]:
        """First segments of paths that can be resolved; a `use` of another has its own error."""
        return {"crate", "self", "super", "std", "core", "alloc", *(item.ident.name for item in self.items)}

    def _elsewhere(self, diag: Diag, name: str, span: Span) -> None:
        """A macro of that name is defined below the call, or in a module that keeps it."""
        here = "".join(f"{part}::" for part in self.module)
        for macro in (self.exported or {}).get(name, ()):
            if macro.item is not None and not macro.item.used and macro.module == here:
                diag.label(span, f"consider moving the definition of `{name}` before this call")
                diag.span_note(macro.item.ident.span, "a macro with the same name exists, but it appears later")
                return
        diag.help("have you added the `#[macro_use]` on the module/import?")

    def _cannot_find(self, what: str, name: str, span: Span, known: Sequence[str]) -> Diag:
        diag = error(f"cannot find {what} `{name}` in this scope", span)
        if best_match(name, known) is not None:
            diag.not_modelled("a macro with a similar name")
        elif what == "attribute" and best_match(name, sorted(BUILTIN_ATTRIBUTES)) is not None:
            diag.not_modelled("an attribute with a similar name")
        elif what == "macro" and self._exported(name) is not None:
            self._elsewhere(diag, name, span)
        elif self._use_of(name) is not None or name in (item.ident.name for item in self.items):
            diag.not_modelled("what else has the name of a missing macro")
        elif what == "macro" and name in BUILTIN_ATTRIBUTES:
            diag.note(f"`{name}` is in scope, but it is an attribute: `#[{name}]`")
        elif what == "macro" and name in BUILTIN_TYPES:
            diag.note(f"`{name}` is in scope, but it is a builtin type, not a macro")
        return diag

    def _macro(self, item: ast.MacroDef) -> Macro:
        head = item.span.with_hi(item.ident.span.hi) if item.ident.span.hi >= item.span.lo else item.span
        return Macro(
            item.ident.name,
            item.span,
            head,
            self.crate_name,
            not self.crate_name,
            self.edition,
            item.tokens,
            None,
            item.attrs,
            item,
        )

    def _attr_span(self, attr: ast.Attribute) -> Span:
        lo = attr.span.lo + (3 if attr.inner else 2)
        return Span(lo, lo + len(attr.path), attr.span.ctxt)

    def _default_attrs(self, item: ast.EnumItem) -> None:
        """`#[default]` on a variant means something to `derive(Default)` only."""
        if any(a.path == "derive" and any(t.text == "Default" for t in a.tokens) for a in item.attrs):
            return
        for variant in item.variants:
            for attr in variant.attrs:
                if attr.path == "default":
                    diag = error("cannot find attribute `default` in this scope", self._attr_span(attr))
                    self.missing.append(diag.not_modelled("a derive for a default variant"))

    def _attr_value(self, attr: ast.Attribute) -> None:
        """`#[name = value]` wants a literal, or a macro that gives one."""
        value = attr.tokens[1:]
        if not attr.is_doc and attr.tokens and attr.tokens[0].text == "=" and value:
            literal = len(value) == 1 and value[0].kind in ("literal", "interpolated")
            if not literal and not any(t.text == "!" for t in value):
                self.diags.append(error("attribute value must be a literal", value[0].span.to(value[-1].span)))

    def _derive_names(self, attr: ast.Attribute, item: ast.Item) -> list[Token]:
        if not isinstance(item, (ast.StructItem, ast.EnumItem, ast.UnionItem)):
            diag = error("`derive` may only be applied to `struct`s, `enum`s and `union`s", attr.span, "E0774")
            diag.label(attr.span, "not applicable here").label(item.span, "not a `struct`, `enum` or `union`")
            self.diags.append(diag)
            return []
        found = []
        for part in cfg.split_commas(attr.tokens[1:-1]):
            name = part[-1]
            plain = next((i for i, t in enumerate(part) if t.kind != "ident" and t.text != "::"), len(part))
            if 0 < plain < len(part):
                extra = part[plain].span.to(name.span)
                what, one = ("values", "value") if part[plain].text == "=" else ("arguments", "arguments")
                diag = error(f"traits in `#[derive(...)]` don't accept {what}", extra)
                self.diags.append(diag.suggest(f"remove the {one}", (extra, ""), style="hide-code-inline"))
                part, name = part[:plain], part[plain - 1]
            if len(part) > 1 and part[0].kind == "ident" and part[0].text not in self._own_roots():
                self.diags.append(Unsupported("derives named by a path", part[0].span.to(name.span)))
                continue
            if name.kind == "literal":
                diag = error("expected path to a trait, found literal", name.span, "E0777")
                diag.label(name.span, "not a trait")
                shown = cfg.text_of(name) if '"' in name.text else name.text
                self.diags.append(diag.help(f"try using `#[derive({shown})]`"))
            elif name.text in derive.DERIVES:
                found.append(name._replace(span=part[0].span.to(name.span)))
            elif name.text in ("CoercePointee", "ConstParamTy", "UnsizedConstParamTy"):
                self.diags.append(Unsupported(f"derive({name.text})", name.span))
            elif (self._use_of(name.text) or ["crate"])[0] in self._own_roots():
                known = sorted(derive.DERIVES)
                self.missing.append(self._cannot_find("derive macro", name.text, part[0].span.to(name.span), known))
        return found

    def misplaced_derive(self, attrs: tuple[ast.Attribute, ...], span: Span) -> None:
        """`#[derive]` on a statement or expression; other attributes there but for lint levels are declined."""
        for attr in attrs:
            if (
                not attr.is_doc
                and attr.path not in LEVELS
                and attr.path != "derive"
                and attr.span.ctxt is None
                and "::" not in attr.path
            ):
                self.diags.append(Unsupported(f"the attribute `{attr.path}` on statements", attr.span))
            if attr.path == "derive":
                diag = error("`derive` may only be applied to `struct`s, `enum`s and `union`s", attr.span, "E0774")
                self.diags.append(diag.label(attr.span, "not applicable here").label(span, "not a `struct`, `enum` or `union`"))

    def _missing_file(self, item: ast.ModItem) -> Diag:
        """`mod name;`: a program is one file."""
        name = item.ident.name
        diag = error(f"file not found for module `{name}`", item.span, "E0583")
        folder = "/".join(["src", *self.module])
        diag.help(f'to create the module `{name}`, create file "{folder}/{name}.rs" or "{folder}/{name}/mod.rs"')
        diag.note(f"if there is a `mod {name}` elsewhere in the crate already, import it with `use crate::...` instead")
        if any(attr.path == "path" for attr in item.attrs) or self.module:
            diag.not_modelled("where a module's file would be")
        return diag


BUILTIN_TYPES = frozenset("i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize f32 f64 bool char str".split())
