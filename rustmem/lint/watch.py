"""Lints that are not built: where one of them might speak, the answer says so.

A watcher looks at one kind of node and names the lints that rustc might give there; it may be wrong in one direction
only, by naming too many. What follows depends on the lint's level at the place: denied, it might reject the program,
which is then not modelled; as a warning, it costs exactness; allowed, nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from rustmem.lint.known import DEFAULTS, GROUPS
from rustmem.resolve.walk import children
from rustmem.source.index import DefId
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt
from rustmem.ty.defs import DefRes
from rustmem.ty.walk import parts_of

Found = Iterator[tuple[str, Span]]
Watcher = Callable[["Watch", Any], Found]

WATCHERS: dict[type, list[Watcher]] = {}
WATCHED: dict[str, str] = {}
"""Each watched lint, and the function that watches for it."""

BUILT = frozenset(
    """
    arithmetic_overflow private_bounds private_interfaces const_item_interior_mutations bindings_with_variant_name break_with_label_and_loop conflicting_repr_hints const_item_mutation
    dangling_pointers_from_temporaries dead_code deprecated double_negations dropping_copy_types dropping_references
    ellipsis_inclusive_range_patterns for_loops_over_fallibles forgetting_copy_types forgetting_references
    function_casts_as_integer ill_formed_attribute_input invalid_nan_comparisons invalid_type_param_default
    irrefutable_let_patterns let_underscore_lock map_unit_fn mismatched_lifetime_syntaxes named_arguments_used_positionally
    non_camel_case_types non_shorthand_field_patterns non_snake_case non_upper_case_globals noop_method_call
    overflowing_literals path_statements patterns_in_fns_without_body pub_use_of_private_extern_crate redundant_semicolons
    repr_transparent_non_zst_fields semicolon_in_expressions_from_macros static_mut_refs suspicious_double_ref_op
    unconditional_panic unconditional_recursion undropped_manually_drops unfulfilled_lint_expectations unknown_lints
    unnecessary_transmutes unpredictable_function_pointer_comparisons unreachable_code unreachable_patterns
    unsafe_op_in_unsafe_fn unused_allocation unused_assignments unused_braces unused_comparisons unused_doc_comments
    unused_imports unused_labels unused_macros unused_must_use unused_mut unused_parens unused_unsafe unused_variables
    useless_ptr_null_checks while_true
    """.split()
)
"""Lints that the library gives."""

NEVER: dict[str, str] = {
    **dict.fromkeys(("anonymous_parameters", "bare_trait_objects", "absolute_paths_not_starting_with_crate"), "edition 2015"),
    **dict.fromkeys(("array_into_iter", "non_fmt_panics", "tyvar_behind_raw_pointer", "keyword_idents_2018"), "edition 2018"),
    **dict.fromkeys(
        ("ambiguous_derive_helpers", "legacy_derive_helpers", "proc_macro_derive_resolution_fallback"),
        "procedural macros",
    ),
    **dict.fromkeys(
        ("aarch64_softfloat_neon", "uses_power_alignment", "improper_gpu_kernel_arg", "missing_gpu_kernel_export_name"),
        "another target",
    ),
    **dict.fromkeys(
        ("exported_private_dependencies", "unused_crate_dependencies", "linker_messages", "explicit_builtin_cfgs_in_flags"),
        "options of the compiler",
    ),
    **dict.fromkeys(
        ("asm_sub_register", "bad_asm_style", "binary_asm_labels", "named_asm_labels"), "inline assembly, which is not modelled"
    ),
    **dict.fromkeys(
        (
            "async_fn_in_trait", "closure_returning_async_block", "must_not_suspend", "refining_impl_trait_internal",
            "refining_impl_trait_reachable", "rtsan_nonblocking_async", "ungated_async_fn_track_caller",
        ),
        "`async` or `impl Trait` in a trait, which are not modelled",
    ),
    **dict.fromkeys(
        (
            "default_overrides_default_fields", "incomplete_features", "ineffective_unstable_trait_impl", "inline_no_sanitize",
            "internal_eq_trait_method_impls", "internal_features", "large_assignments", "multiple_supertrait_upcastable",
            "non_exhaustive_omitted_patterns", "resolving_to_items_shadowing_supertrait_items",
            "shadowing_supertrait_items", "soft_unstable", "stable_features", "unqualified_local_imports",
            "unreachable_cfg_select_predicates", "unstable_syntax_pre_expansion", "unused_features",
        ),
        "unstable features, which are not modelled",
    ),
    **dict.fromkeys(("test_unstable_lint", "unnameable_test_items"), "`rustc --test`"),
    **dict.fromkeys(("forbidden_lint_groups",), "a lint level under `forbid`, which is not modelled"),
    **dict.fromkeys(("incomplete_include",), "`include!`, which is not modelled"),
    **dict.fromkeys(("inline_always_mismatching_target_features", "varargs_without_pattern"), "constructs that are not modelled"),
    **dict.fromkeys(
        (
            "dependency_on_unit_never_type_fallback", "late_bound_lifetime_arguments", "never_type_fallback_flowing_into_unsafe",
        ),
        "an answer of the type checker",
    ),
    **dict.fromkeys(("const_evaluatable_unchecked", "long_running_const_eval"), "constants that are not modelled"),
    **dict.fromkeys(("macro_expanded_macro_exports_accessed_by_absolute_paths",), "an answer of the expander"),
    **dict.fromkeys(("renamed_and_removed_lints",), "the answer to an unknown lint"),
    **dict.fromkeys(("unexpected_cfgs",), "`rustc --check-cfg`"),
    **dict.fromkeys(("special_module_name",), "modules in other files"),
    **dict.fromkeys(("type_alias_bounds",), "bounds in a type alias, which are not modelled"),
    **dict.fromkeys(("warnings",), "a group"),
}  # fmt: skip
"""Lints that cannot speak about what is modelled, and why."""


def watches(*kinds: type, lints: str) -> Callable[[Watcher], Watcher]:
    """Registers a watcher of nodes of these kinds."""

    def register(function: Watcher) -> Watcher:
        for each in kinds:
            WATCHERS.setdefault(each, []).append(function)
        for lint in lints.split():
            WATCHED[lint] = f"{function.__module__}.{function.__name__}"
        return function

    return register


class Watch:
    """The walk over one crate."""

    def __init__(self, tcx: TyCtxt) -> None:
        self.tcx = tcx
        self.results: Any = None
        self.owner: DefId | None = None
        self.bodies: list[Any] = []
        """The bodies around the node, outermost first."""
        self.impls: list[Any] = []
        self.reasons: list[str] = []
        self.constant = False
        """In a constant, a static or a `const fn`."""

    # -- answers --

    def may(self, lint: str, span: Span) -> None:
        """rustc might give this lint here."""
        level = self.tcx.lint_levels.level_of(lint, span)
        if level in ("deny", "forbid"):
            self.tcx.unsupported(f"the lint `{lint}`", span)
        elif level == "warn":
            self.reasons.append(lint)

    # -- the walk --

    def run(self) -> list[str]:
        for item in self.tcx.crate.items:
            self.visit(item)
        return self.reasons

    def all(self, found: Found) -> None:
        for lint, span in found:
            self.may(lint, span)

    def visit(self, at: Any) -> None:
        saved = self.results, self.owner, self.constant
        match at:
            case ast.FnItem():
                self.enter(at, at.body is not None)
                self.constant = at.sig.header.const
            case ast.ConstItem() | ast.StaticItem():
                self.enter(at, at.expr is not None)
                self.constant = True
            case ast.ImplItem():
                self.impls.append(at)
            case _:
                pass
        for watcher in WATCHERS.get(type(at), ()):
            self.all(watcher(self, at))
        body = isinstance(at, (ast.FnItem, ast.ConstItem, ast.StaticItem))
        if body:
            self.bodies.append(at)
        for part in children(at):
            self.visit(part)
        if body:
            self.bodies.pop()
        if isinstance(at, ast.ImplItem):
            self.impls.pop()
        self.results, self.owner, self.constant = saved

    def enter(self, item: Any, has_body: bool) -> None:
        self.owner = self.tcx.def_id_of(item)
        self.results = self.tcx.typeck(self.owner) if has_body else None

    # -- questions --

    def type_of(self, expr: Any) -> Any:
        """The type of an expression before adjustment; None if unknown."""
        return self.results.types.get(expr) if self.results is not None else None

    def callee(self, expr: Any) -> tuple[DefId, tuple[Any, ...]] | None:
        """The function that a call names, with its arguments."""
        if self.results is None:
            return None
        if isinstance(expr, ast.MethodCallExpr):
            found = self.results.callees.get(expr)
            return found if found is not None else None
        if isinstance(expr, ast.CallExpr):
            ty = self.type_of(expr.func)
            if type(ty) is k.FnDefTy:
                return ty.def_id, ty.args
        return None

    def library_call(self, expr: Any) -> tuple[str, str, tuple[Any, ...]]:
        """(name of what holds the function, its name, arguments) of a call into the library; empty otherwise."""
        found = self.callee(expr)
        if found is None or found[0] >= self.tcx.base:
            return "", "", ()
        parent = self.tcx.parent(found[0])
        return self.tcx.item_name(parent) if parent is not None else "", self.tcx.item_name(found[0]), found[1]

    def res(self, expr: Any) -> Any:
        """What a path expression means."""
        if not isinstance(expr, ast.PathExpr):
            return None
        found = self.tcx.full_res(expr.path)
        if found is None and self.results is not None:
            found = self.results.node_res.get(expr)
        return found


def peel(expr: Any) -> Any:
    """Without parentheses and casts."""
    while isinstance(expr, (ast.ParenExpr, ast.CastExpr)):
        expr = expr.expr
    return expr


def settings(tcx: TyCtxt) -> Iterator[tuple[str, str, Span]]:
    """(lint, level, place) of every lint that a level attribute names, groups opened."""
    for scope in tcx.lint_levels.scopes:
        for setting in scope.settings:
            for lint in GROUPS.get(setting.name, (setting.name,)):
                yield lint, setting.level, setting.span


def named_lints(tcx: TyCtxt) -> list[str]:
    """Lints that an attribute raises and that are neither built nor watched for."""
    reasons: list[str] = []
    for lint, level, span in settings(tcx):
        if lint not in DEFAULTS or lint in BUILT or lint in NEVER:
            continue
        if level in ("deny", "forbid") and lint not in WATCHED:
            tcx.unsupported(f"the lint `{lint}`", span)
        elif level == "warn" and lint not in WATCHED:
            reasons.append(lint)
        elif level == "expect":
            reasons.append(lint)
            if tcx.lint_levels.level_of("unfulfilled_lint_expectations", span) in ("deny", "forbid"):
                tcx.unsupported(f"the lint `{lint}`", span)
    return reasons


def deep(ty: Any) -> Iterator[Any]:
    """A type and all its parts."""
    stack = [ty]
    while stack:
        part = stack.pop()
        yield part
        stack.extend(parts_of(part))


def resolved_item(tcx: TyCtxt, path: ast.Path) -> DefId | None:
    """The definition that a path names, if it names one."""
    found = tcx.full_res(path)
    return found.def_id if isinstance(found, DefRes) else None
