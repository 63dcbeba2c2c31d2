"""Names of the macros' namespace that are in every scope, beside the macros that the stubs define.

They are those of the library's prelude, unstable ones among them, and rustc's `BUILTIN_ATTRIBUTES`.
`tests/ui/names/E0423_macros.rs` has them all.
"""

from __future__ import annotations

from rustmem.ty.defs import DefKind

UNSTABLE_MACROS = frozenset("concat_bytes deref log_syntax pattern_type trace_macros type_ascribe".split())
BUILTIN_NAMES: dict[DefKind, frozenset[str]] = {
    "derive macro": frozenset(
        """
        Clone Copy Debug Default Eq Hash Ord PartialEq PartialOrd
        """.split()
    ),
    "attribute macro": frozenset(
        """
        alloc_error_handler bench cfg_accessible cfg_eval define_opaque derive derive_const eii eii_declaration
        global_allocator test test_case unsafe_eii
        """.split()
    ),
    "built-in attribute": frozenset(
        """
        allow allow_internal_unsafe allow_internal_unstable automatically_derived cfg_attr cfi_encoding cold
        collapse_debuginfo compiler_builtins const_continue coroutine coverage crate_name crate_type debugger_visualizer
        default_lib_allocator deny deprecated doc expect export_name export_stable feature ffi_const ffi_pure forbid
        force_target_feature fundamental ignore inline instruction_set lang link link_name link_ordinal link_section
        linkage loop_match macro_escape macro_export macro_use marker may_dangle must_not_suspend must_use naked
        needs_allocator needs_panic_runtime no_builtins no_core no_implicit_prelude no_link no_main no_mangle no_std
        non_exhaustive optimize panic_handler panic_runtime patchable_function_entry path prelude_import proc_macro
        proc_macro_attribute proc_macro_derive profiler_runtime recursion_limit reexport_test_harness_main repr
        rustc_builtin_macro rustc_const_stable rustc_dummy rustc_dump_vtable rustc_intrinsic rustc_layout
        rustc_legacy_const_generics rustc_macro_transparency rustc_main rustc_mir rustc_nounwind rustc_on_unimplemented
        rustc_paren_sugar rustc_promotable rustc_specialization_trait rustc_variance sanitize should_panic stable
        target_feature test_runner track_caller type_length_limit unstable unstable_feature_bound used warn
        windows_subsystem
        """.split()
    ),
    "macro": UNSTABLE_MACROS | {"is_x86_feature_detected"},
}
"""By rustc's words for them."""


def builtin_kind(name: str) -> DefKind | None:
    """What rustc calls the macro or attribute of that name."""
    return next((kind for kind, names in BUILTIN_NAMES.items() if name in names), None)
