"""Lint levels: attributes in scope of a place, groups, and the notes that say where a level comes from.

A level attribute governs the text of the node it stands on; the innermost one that names the lint (or a group
with it, or `warnings` for what would be a warning) decides (rustc_lint::levels).
"""

from __future__ import annotations

from typing import Any

from rustmem.lint.known import DEFAULTS, GROUPS
from rustmem.resolve.walk import children
from rustmem.source.diag import Diag, Message, MultiSpan, Subdiag, error, warning
from rustmem.source.node import node
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty.context import TyCtxt

LEVELS = ("allow", "warn", "deny", "forbid", "expect")
NAMED_GROUPS = (
    "unused", "nonstandard_style", "future_incompatible", "rust_2018_compatibility", "rust_2021_compatibility",
    "rust_2024_compatibility", "keyword_idents", "refining_impl_trait", "let_underscore",
)  # fmt: skip
"""Groups that the note about a default names."""
EDITION_2024 = {"static_mut_refs": "deny", "unsafe_op_in_unsafe_fn": "warn", "never_type_fallback_flowing_into_unsafe": "deny"}


@node
class Setting:
    """One lint or group in one attribute."""

    level: str
    name: str
    span: Span
    """The name in the attribute."""
    reason: str | None
    fulfilled: list[bool]


@node
class Scope:
    """The text that a node's attributes govern."""

    lo: int
    hi: int
    settings: tuple[Setting, ...]


class LintLevels:
    """The levels of one crate."""

    def __init__(self, tcx: TyCtxt, crate: ast.Crate) -> None:
        self.tcx = tcx
        self.scopes: list[Scope] = []
        """Outer before inner."""
        self.unknown: list[Diag] = []
        self._collect(crate)
        self._default = {**DEFAULTS, **(EDITION_2024 if tcx.edition >= "2024" else {})}

    # -- collecting --

    def _collect(self, crate: ast.Crate) -> None:
        self._scope(Span(0, 1 << 62), crate.attrs)
        with_attrs = crate.expr_attrs
        stack: list[Any] = list(reversed(crate.items))
        while stack:
            at = stack.pop()
            attrs = getattr(at, "attrs", None)
            if type(attrs) is tuple and attrs:
                self._scope(at.span, attrs)
            if with_attrs and at in with_attrs:
                self._scope(at.span, with_attrs[at])
            stack.extend(children(at)[::-1])

    def check_forbidden(self) -> None:
        """E0453: a level inside `forbid` that would lower it."""
        for n, scope in enumerate(self.scopes):
            for setting in scope.settings:
                if setting.level in ("deny", "forbid"):
                    continue
                for outer in self.scopes[:n]:
                    if not outer.lo <= scope.lo < outer.hi:
                        continue
                    for forbidding in outer.settings:
                        if forbidding.level == "forbid" and overrules(forbidding, setting):
                            self.overruled(setting, forbidding)

    def overruled(self, setting: Setting, forbidding: Setting) -> None:
        if setting.name != forbidding.name:
            self.tcx.unsupported("a lint level under `forbid`", setting.span)
            return
        diag = error(f"{setting.level}({setting.name}) incompatible with previous forbid", setting.span, "E0453")
        diag.label(setting.span, "overruled by previous forbid").label(forbidding.span, "`forbid` level set here")
        self.tcx.emit(diag.not_modelled("how often rustc says that a level is overruled"))

    def _scope(self, span: Span, attrs: tuple[ast.Attribute, ...]) -> None:
        settings: list[Setting] = []
        for attr in attrs:
            if attr.path in LEVELS:
                settings.extend(self._settings(attr))
        if settings:
            outer = span.source_callsite()
            self.scopes.append(Scope(outer.lo, outer.hi, tuple(settings)))

    def _settings(self, attr: ast.Attribute) -> list[Setting]:
        made: list[Setting] = []
        path: list[Any] = []
        tokens = attr.tokens[1:-1] if attr.tokens and attr.tokens[0].text == "(" else ()
        reason = next(
            (
                tokens[i + 2].text.strip('"')
                for i in range(len(tokens) - 2)
                if tokens[i].text == "reason" and tokens[i + 1].text == "="
            ),
            None,
        )
        for token in (*tokens, None):
            if token is None or token.text == ",":
                name = "".join(t.text for t in path)
                if path and "=" not in name and name not in ("true", "false"):
                    made.append(Setting(attr.path, name, Span(path[0].span.lo, path[-1].span.hi), reason, []))
                path = []
            else:
                path.append(token)
        for setting in made:
            if (
                "::" not in setting.name
                and setting.name not in DEFAULTS
                and setting.name not in GROUPS
                and setting.name != "warnings"
            ):
                self.unknown.append(unknown_lint(setting))
        return made

    # -- asking --

    def level_of(self, lint: str, at: Any) -> str:
        """The level of a lint at a tree node or span."""
        span = at if isinstance(at, Span) else at.span
        return self._level(lint, span)[0]

    def _level(self, lint: str, span: Span) -> tuple[str, Setting | None]:
        """(level, what set it; None for the default)."""
        at = span.source_callsite().lo
        level, source = self._default.get(lint, "warn"), None
        found = False
        forbidden: Setting | None = None
        for scope in self.scopes:
            if not scope.lo <= at < scope.hi:
                continue
            for setting in scope.settings:
                if setting.name == lint or lint in GROUPS.get(setting.name, ()):
                    if forbidden is not None and setting.level != "forbid":
                        self.tcx.unsupported("a lint level under `forbid`", setting.span)
                    if forbidden is None:
                        level, source, found = setting.level, setting, True
                    if setting.level == "forbid":
                        forbidden = setting
        if level == "warn":
            for scope in reversed(self.scopes):
                if scope.lo <= at < scope.hi:
                    for setting in reversed(scope.settings):
                        if setting.name == "warnings":
                            return setting.level, setting if setting.level != "warn" or not found else source
        return level, source

    # -- applying --

    def emit(self, diag: Diag, _node: Any = None) -> None:
        """Adds a lint's diagnostic; its level is decided by where its first span stands."""
        self.tcx.emit(diag)

    def apply(self, diags: list[Diag]) -> list[Diag]:
        """The diagnostics as their levels want them: silenced, warnings, or errors with their source named."""
        kept: list[Diag] = []
        for diag in [*self._unknown_lints(), *diags]:
            lint = diag.lint or (diag.code if diag.is_lint else None)
            if lint is None:
                kept.append(diag)
                continue
            level, source = self._level(lint, diag.span[0] if diag.span else Span(0, 0))
            if level == "expect" and source is not None:
                source.fulfilled.append(True)
            if level in ("allow", "expect"):
                continue
            diag.level = "error" if level in ("deny", "forbid") else "warning"
            explain(diag, lint, level, source)
            kept.append(diag)
        if not any(d.level == "error" and not d.is_lint for d in kept):
            kept.extend(self._unfulfilled())
        return kept

    def _unknown_lints(self) -> list[Diag]:
        return self.unknown

    def _unfulfilled(self) -> list[Diag]:
        made = []
        for scope in self.scopes:
            for setting in scope.settings:
                if setting.level == "expect" and not setting.fulfilled and (setting.name in DEFAULTS or setting.name in GROUPS):
                    diag = warning("this lint expectation is unfulfilled", setting.span, "unfulfilled_lint_expectations")
                    if setting.reason is not None:
                        diag.note(setting.reason)
                    level, source = self._level("unfulfilled_lint_expectations", setting.span)
                    if level != "allow":
                        diag.level = "error" if level in ("deny", "forbid") else "warning"
                        explain(diag, "unfulfilled_lint_expectations", level, source)
                        made.append(diag)
        return made


def overrules(forbidding: Setting, setting: Setting) -> bool:
    """Whether they name the same lint, or groups that share one."""
    one = {forbidding.name, *GROUPS.get(forbidding.name, ())}
    return bool(one & {setting.name, *GROUPS.get(setting.name, ())}) or "warnings" in (forbidding.name, setting.name)


def unknown_lint(setting: Setting) -> Diag:
    diag = warning(f"unknown lint: `{setting.name}`", setting.span, "unknown_lints")
    return diag.not_modelled("a lint of a similar name")


def explain(diag: Diag, lint: str, level: str, source: Setting | None) -> None:
    """rustc's `explain_lint_level_source`."""
    if source is None:
        group = next((g for g in NAMED_GROUPS if lint in GROUPS.get(g, ())), None)
        part = f" (part of `#[{level}({group})]`)" if group is not None else ""
        diag.note_once(f"`#[{level}({lint})]`{part} on by default")
        return
    if source.reason is not None:
        diag.note(source.reason)
    diag.children.append(_defined_here(source.span))
    if source.name != lint:
        shown = "deny" if level == "forbid" and source.level != "forbid" else level
        diag.note_once(f"`#[{shown}({lint})]` implied by `#[{source.level}({source.name})]`")


def _defined_here(span: Span) -> Any:
    message: Message = "the lint level is defined here"
    return Subdiag("once-note", message, MultiSpan((span,)))
