"""The ledger of rustc's errors: one row for each code, each lint that can reject, and each class of error without a code.

A row says what the library makes of the error:

- `checked by`: the function that gives it, by its path in the package; for an error without a code, then its words;
- `given as`: the code or lint under which rustc 1.95.0 gives it;
- `gap`: the check is not built, and every program that has the construct is answered "not modelled", in these words;
- `cannot arise`: only from a construct that is not modelled at all, and answered in these words;
- `unreachable`: not from one file of stable Rust, and why.

`tests/ledger` holds for every row of the first, third and fourth kind a program that rustc rejects with just that
error, with rustc's answer, and a test holds the library to it.
"""

from __future__ import annotations

from typing import NamedTuple

ROWS = r"""
    E0004 | checked by | typeck.check_match.report_non_exhaustive
    E0005 | checked by | typeck.check_match.MatchVisitor.report_refutable
    E0015 | checked by | mir.check_consts.ConstChecker.report
    E0023 | checked by | typeck.errors_pat.wrong_field_count
    E0025 | checked by | typeck.errors_pat.field_bound_twice
    E0026 | checked by | typeck.errors_pat.nonexistent_fields
    E0027 | checked by | typeck.errors_pat.missing_fields
    E0029 | checked by | typeck.errors_pat.range_pattern_not_numeric
    E0030 | checked by | typeck.check_match.MatchVisitor.ranges
    E0033 | checked by | typeck.errors_pat.dyn_dereferenced
    E0034 | checked by | typeck.errors_method.report_method_error
    E0038 | checked by | traits.dyn_compatibility.report_dyn_incompatibility
    E0040 | checked by | typeck.errors_method.explicit_destructor_path
    E0044 | checked by | resolve.validation.Validator.foreign_fn
    E0045 | cannot arise | C-variadic functions
    E0046 | checked by | items.impl_errors.missing_items
    E0049 | checked by | items.impl_errors.wrong_number_of_generics
    E0050 | checked by | items.impl_errors.wrong_number_of_arguments
    E0053 | checked by | items.impl_errors.incompatible_method
    E0054 | checked by | typeck.errors_cast.report_cast_error
    E0055 | checked by | typeck.autoderef.report_deref_limit
    E0057 | checked by | typeck.errors_args.wrong_count
    E0059 | cannot arise | the traits of closures with angle brackets
    E0060 | cannot arise | C-variadic functions
    E0061 | checked by | typeck.errors_args.wrong_count
    E0062 | checked by | typeck.errors_fields.field_twice
    E0063 | checked by | typeck.errors_fields.missing_fields
    E0067 | checked by | typeck.errors.invalid_assignment_op
    E0069 | checked by | typeck.suggest.forced_unit
    E0070 | checked by | typeck.errors.invalid_assignment
    E0071 | checked by | typeck.errors_path.expected_struct
    E0072 | checked by | items.wf_errors.recursive_type
    E0075 | cannot arise | the attribute `feature`
    E0076 | cannot arise | the attribute `feature`
    E0077 | cannot arise | the attribute `feature`
    E0080 | checked by | mir.const_eval.failure
    E0081 | checked by | items.wf_errors.discriminant_twice
    E0084 | checked by | items.wf_errors.zero_variant_repr
    E0091 | checked by | items.adt_checks.check_unused_alias_params
    E0093 | cannot arise | the attribute `feature`
    E0094 | cannot arise | the attribute `feature`
    E0106 | checked by | resolve.lifetime_errors.MissingSpecifiers.diag
    E0107 | checked by | items.errors.ArgCount.diag
    E0109 | checked by | items.errors.prohibit_generics
    E0116 | checked by | items.coherence_errors.inherent_foreign
    E0117 | checked by | items.coherence_errors.only_current_crate
    E0118 | checked by | items.coherence_errors.inherent_nominal
    E0119 | checked by | items.coherence_errors.conflicting_implementations
    E0120 | checked by | items.coherence_errors.drop_on_wrong_item
    E0121 | checked by | items.errors.placeholder_not_allowed
    E0124 | checked by | items.wf_errors.field_already_declared
    E0128 | checked by | resolve.errors.forward_declared_generic_param
    E0130 | checked by | resolve.validation.Validator.foreign_fn
    E0131 | checked by | items.wf_errors.main_generic
    E0133 | checked by | typeck.unsafety.UnsafetyVisitor.requires
    E0152 | cannot arise | the attribute `feature`
    E0158 | checked by | resolve.errors.const_param_in_pattern
    E0161 | checked by | borrowck.root.check_locals_sized
    E0164 | checked by | typeck.errors_pat.not_a_tuple_struct
    E0170 | checked by | typeck.check_match.MatchVisitor.variant_names
    E0178 | checked by | syntax.type_exprs.TypeParser._bad_plus
    E0183 | cannot arise | the traits of closures with angle brackets
    E0184 | checked by | items.coherence_errors.copy_on_type_with_dtor
    E0185 | checked by | items.impl_errors.self_in_impl_only
    E0186 | checked by | items.impl_errors.self_in_trait_only
    E0191 | checked by | items.errors.missing_associated_types
    E0195 | checked by | items.impl_errors.lifetime_parameters_mismatch
    E0197 | checked by | resolve.validation.Validator.impl
    E0198 | cannot arise | the attribute `feature`
    E0199 | checked by | items.coherence_errors.not_unsafe
    E0200 | checked by | items.coherence_errors.needs_unsafe
    E0201 | checked by | resolve.errors.trait_impl_duplicate
    E0203 | checked by | resolve.validation.Validator.generics
    E0204 | checked by | items.coherence_errors.copy_on_type_with_non_copy_fields
    E0206 | checked by | items.coherence_errors.copy_on_non_adt
    E0207 | checked by | items.wf_errors.unconstrained_parameter
    E0210 | checked by | items.coherence_errors.uncovered_type_parameter
    E0212 | gap | an associated type of a higher-ranked bound
    E0214 | checked by | items.errors.parenthesized_args
    E0220 | checked by | items.errors.assoc_type_not_found
    E0221 | checked by | items.assoc_errors.ambiguous_bounds
    E0222 | gap | an ambiguous associated type
    E0223 | checked by | items.assoc_errors.ambiguous_type
    E0224 | checked by | items.errors.at_least_one_trait
    E0225 | checked by | items.errors.additional_non_auto_traits
    E0226 | checked by | resolve.validation.Validator.trait_object
    E0227 | gap | a trait object whose lifetime bound is ambiguous
    E0228 | gap | a parameter with several lifetime bounds
    E0229 | checked by | items.errors.constraint_not_allowed
    E0232 | cannot arise | the attribute `feature`
    E0252 | checked by | resolve.errors.name_defined_multiple_times
    E0254 | checked by | resolve.errors.name_defined_multiple_times
    E0255 | checked by | resolve.errors.name_defined_multiple_times
    E0259 | checked by | resolve.errors.name_defined_multiple_times
    E0260 | checked by | resolve.errors.name_defined_multiple_times
    E0261 | checked by | resolve.lifetime_errors.UndeclaredLifetime.diag
    E0262 | checked by | resolve.lifetime_errors.keyword_lifetime
    E0264 | cannot arise | the attribute `feature`
    E0267 | checked by | resolve.loops.inside_closure
    E0268 | checked by | resolve.loops.outside_loop
    E0271 | checked by | typeck.errors_projection.projection_error
    E0275 | gap | an impl that requires itself of a larger type
    E0276 | checked by | items.impl_errors.stricter_requirements
    E0277 | checked by | items.wf_errors.main_result
    E0282 | checked by | typeck.errors_infer.report_ambiguity
    E0283 | checked by | typeck.errors_infer.report_ambiguity
    E0284 | checked by | typeck.errors_infer.report_ambiguity
    E0307 | checked by | items.more_checks.invalid_receiver
    E0308 | checked by | typeck.errors._headline
    E0309 | checked by | borrowck.bound_errors.generic_bound_failure
    E0310 | checked by | borrowck.bound_errors.generic_bound_failure
    E0311 | checked by | borrowck.bound_errors.generic_bound_failure
    E0316 | checked by | resolve.validation.Validator.where
    E0317 | checked by | typeck.errors._headline
    E0320 | gap | a type that holds itself with larger arguments
    E0321 | checked by | items.coherence.orphan
    E0322 | checked by | items.coherence_errors.explicit_impl_not_permitted
    E0323 | checked by | resolve.errors.trait_impl_mismatch
    E0324 | checked by | resolve.errors.trait_impl_mismatch
    E0325 | checked by | resolve.errors.trait_impl_mismatch
    E0326 | checked by | items.impl_errors.incompatible_const
    E0328 | gap | an impl of a trait of the compiler
    E0364 | checked by | resolve.import_errors.reexport
    E0365 | checked by | resolve.import_errors.reexport
    E0366 | checked by | items.coherence_errors.drop_specialized
    E0367 | checked by | items.coherence_errors.drop_stricter
    E0368 | checked by | typeck.errors_ops.binary_operation_missing
    E0369 | checked by | typeck.errors_ops.binary_operation_missing
    E0370 | checked by | items.wf_errors.discriminant_overflow
    E0371 | checked by | items.gaps.object_impl
    E0373 | checked by | borrowck.messages.cannot_capture_in_long_lived_closure
    E0374 | cannot arise | the attribute `feature`
    E0375 | cannot arise | the attribute `feature`
    E0377 | cannot arise | the attribute `feature`
    E0378 | cannot arise | the attribute `feature`
    E0379 | checked by | resolve.validation.Validator.const_in_trait
    E0380 | cannot arise | the attribute `feature`
    E0381 | checked by | borrowck.messages.used_binding_uninitialized
    E0382 | checked by | borrowck.messages.cannot_act_on_moved_value
    E0384 | checked by | borrowck.messages.cannot_reassign_immutable
    E0390 | checked by | items.coherence_errors.inherent_primitive
    E0391 | checked by | items.wf_errors.cycle
    E0392 | checked by | items.wf_errors.unused_parameter
    E0393 | gap | a trait object whose default parameter is `Self`
    E0401 | checked by | resolve.errors.generic_params_from_outer_item
    E0403 | checked by | resolve.errors.name_already_used_in_parameter_list
    E0404 | checked by | resolve.path_errors.CODES
    E0405 | checked by | resolve.path_errors.CODES
    E0407 | checked by | resolve.errors.not_a_member_of_trait
    E0408 | checked by | resolve.errors.variable_not_bound_in_pattern
    E0409 | checked by | resolve.errors.variable_bound_with_different_mode
    E0411 | checked by | resolve.path_errors.PathReporter.self_ty
    E0415 | checked by | resolve.errors.identifier_bound_more_than_once_in_parameter_list
    E0416 | checked by | resolve.errors.identifier_bound_more_than_once_in_same_pattern
    E0422 | checked by | resolve.path_errors.CODES
    E0423 | checked by | resolve.path_errors.CODES
    E0424 | checked by | resolve.path_errors.PathReporter.self_value
    E0425 | checked by | resolve.path_errors.CODES
    E0426 | checked by | resolve.errors.undeclared_label
    E0428 | checked by | resolve.errors.name_defined_multiple_times
    E0429 | checked by | resolve.validation.self_import
    E0432 | checked by | resolve.import_errors._together
    E0433 | checked by | resolve.import_errors.report
    E0434 | checked by | resolve.errors.cannot_capture_dynamic_environment
    E0435 | checked by | resolve.errors.non_constant_value
    E0436 | checked by | typeck.errors_fields.functional_update_of_non_struct
    E0437 | checked by | resolve.errors.not_a_member_of_trait
    E0438 | checked by | resolve.errors.not_a_member_of_trait
    E0446 | checked by | items.more_checks.check_private_assoc
    E0449 | checked by | resolve.validation.Validator.visibility
    E0451 | checked by | typeck.errors.private_field_in_literal
    E0452 | checked by | resolve.attributes.AttributeCheck.level
    E0453 | checked by | lint.levels.LintLevels.overruled
    E0454 | gap | the attribute `link` in this form
    E0455 | gap | the attribute `link` in this form
    E0459 | gap | the attribute `link` in this form
    E0460 | unreachable | other crates
    E0461 | unreachable | other crates
    E0462 | unreachable | other crates
    E0463 | checked by | resolve.import_errors.report
    E0464 | unreachable | other crates
    E0468 | gap | the attribute `macro_use` in this form
    E0469 | gap | the attribute `macro_use` in this form
    E0472 | unreachable | another target
    E0476 | cannot arise | the attribute `feature`
    E0477 | gap | an associated type that must outlive a lifetime
    E0478 | gap | a lifetime that the trait of an impl asks for
    E0491 | gap | lifetimes of an associated type that the impl does not promise
    E0492 | checked by | mir.check_consts.ConstChecker.borrow
    E0493 | checked by | mir.check_consts.ConstChecker.drop
    E0496 | checked by | resolve.lifetime_errors.lifetime_shadowing
    E0499 | checked by | borrowck.messages.cannot_mutably_borrow_multiply
    E0500 | checked by | borrowck.messages.cannot_uniquely_borrow_by_one_closure
    E0501 | checked by | borrowck.messages.cannot_reborrow_already_uniquely_borrowed
    E0502 | checked by | borrowck.messages.cannot_reborrow_already_borrowed
    E0503 | checked by | borrowck.messages.cannot_use_when_mutably_borrowed
    E0505 | checked by | borrowck.messages.cannot_move_when_borrowed
    E0506 | checked by | borrowck.messages.cannot_assign_to_borrowed
    E0507 | checked by | borrowck.messages.cannot_move_out_of
    E0508 | checked by | borrowck.messages.cannot_move_out_of_interior_noncopy
    E0509 | checked by | borrowck.messages.cannot_move_out_of_interior_of_drop
    E0510 | checked by | borrowck.messages.cannot_mutate_in_immutable_section
    E0511 | unreachable | unstable features
    E0512 | checked by | typeck.transmute.check_transmute
    E0514 | unreachable | other crates
    E0515 | checked by | borrowck.messages.cannot_return_reference_to_local
    E0516 | checked by | syntax.type_exprs.TypeParser._keyword_ty
    E0517 | checked by | resolve.attributes.AttributeCheck.hint
    E0519 | unreachable | other crates
    E0520 | cannot arise | the attribute `feature`
    E0521 | checked by | borrowck.messages.borrowed_data_escapes_closure
    E0522 | cannot arise | the attribute `feature`
    E0524 | checked by | borrowck.messages.cannot_uniquely_borrow_by_two_closures
    E0525 | checked by | typeck.errors_traits._closure_kind_error
    E0527 | checked by | typeck.errors_pat.slice_length
    E0528 | checked by | typeck.errors_pat.slice_length
    E0529 | checked by | typeck.errors_pat.expected_array_or_slice
    E0530 | checked by | resolve.errors.binding_shadows_something_unacceptable
    E0531 | checked by | resolve.path_errors.CODES
    E0532 | checked by | resolve.path_errors.CODES
    E0533 | checked by | typeck.errors.report_unexpected_variant
    E0537 | checked by | syntax.cfg.holds
    E0538 | checked by | resolve.attributes.AttributeCheck.deprecated
    E0539 | checked by | resolve.attributes.AttributeCheck.level
    E0542 | cannot arise | the attribute `feature`
    E0543 | cannot arise | the attribute `feature`
    E0544 | cannot arise | the attribute `feature`
    E0545 | cannot arise | the attribute `feature`
    E0546 | cannot arise | the attribute `feature`
    E0547 | cannot arise | the attribute `feature`
    E0549 | cannot arise | the attribute `feature`
    E0552 | checked by | resolve.attributes.AttributeCheck.hint
    E0554 | cannot arise | the attribute `feature`
    E0557 | cannot arise | the attribute `feature`
    E0559 | checked by | typeck.errors_fields.unknown_field
    E0560 | checked by | typeck.errors_fields.unknown_field
    E0561 | checked by | syntax.type_exprs.TypeParser._bare_fn_inputs
    E0562 | gap | `impl Trait` in a foreign function
    E0565 | checked by | resolve.attributes.AttributeCheck.hint
    E0566 | checked by | resolve.attributes._conflicting
    E0567 | cannot arise | the attribute `feature`
    E0568 | cannot arise | the attribute `feature`
    E0569 | cannot arise | the attribute `may_dangle` here
    E0570 | cannot arise | the ABI `aapcs`
    E0571 | checked by | resolve.loops.break_with_value
    E0572 | checked by | typeck.errors.return_outside_fn
    E0573 | checked by | items.errors.expected_type_found_variant
    E0574 | checked by | resolve.path_errors.CODES
    E0575 | checked by | resolve.path_errors.CODES
    E0576 | checked by | resolve.path_errors.CODES
    E0577 | checked by | resolve.import_errors.not_a_module
    E0579 | checked by | typeck.check_match.MatchVisitor.ranges
    E0580 | checked by | items.wf_errors.main_signature
    E0581 | checked by | items.result_lifetimes.check_result_lifetimes
    E0582 | checked by | items.result_lifetimes.check_output_binding
    E0583 | checked by | syntax.macro_scope.MacroScope._missing_file
    E0584 | checked by | syntax.items.ItemParser._doc_without_item
    E0585 | checked by | syntax.items.ItemParser._field_doc
    E0586 | checked by | syntax.exprs.ExprParser._no_end
    E0587 | checked by | resolve.attributes.AttributeCheck.representation
    E0588 | gap | a type within a packed one
    E0589 | checked by | resolve.attributes.AttributeCheck.alignment
    E0590 | checked by | resolve.loops.break_in_condition
    E0591 | gap | `transmute` of a function item
    E0592 | checked by | items.coherence_errors.duplicate_definitions
    E0593 | checked by | typeck.errors_closure.wrong_argument_count
    E0594 | checked by | borrowck.messages.cannot_assign
    E0596 | checked by | borrowck.messages.cannot_borrow_path_as_mutable_because
    E0597 | checked by | borrowck.messages.path_does_not_live_long_enough
    E0599 | checked by | typeck.errors_method.no_method
    E0600 | checked by | typeck.errors_ops.unary_operation_missing
    E0601 | checked by | resolve.resolver.CrateResolver.check_main
    E0602 | unreachable | options of the compiler
    E0603 | checked by | resolve.import_errors.private_name
    E0604 | checked by | typeck.errors_cast.report_cast_error
    E0605 | checked by | typeck.errors_cast.report_cast_error
    E0606 | checked by | typeck.errors_cast.report_cast_error
    E0607 | checked by | typeck.errors_cast.report_cast_error
    E0608 | checked by | typeck.errors.cannot_index
    E0609 | checked by | typeck.errors_fields.no_such_field
    E0610 | checked by | typeck.errors_fields.primitive_has_no_fields
    E0614 | checked by | typeck.errors.cannot_deref
    E0615 | checked by | typeck.errors_fields.take_value_of_method
    E0616 | checked by | typeck.errors_fields.private_field
    E0617 | cannot arise | C-variadic functions
    E0618 | checked by | typeck.suggest.not_callable
    E0620 | checked by | typeck.errors_cast.cast_to_unsized
    E0621 | checked by | borrowck.messages.explicit_lifetime_required
    E0623 | gap | lifetimes that the bounds of a type ask for
    E0624 | checked by | typeck.errors_method._private
    E0625 | cannot arise | the attribute `feature`
    E0626 | cannot arise | yield expressions
    E0627 | cannot arise | yield expressions
    E0628 | cannot arise | yield expressions
    E0631 | checked by | typeck.errors_traits.report_one
    E0634 | checked by | resolve.attributes.AttributeCheck.representation
    E0635 | cannot arise | the attribute `feature`
    E0636 | cannot arise | the attribute `feature`
    E0637 | checked by | resolve.lifetime_errors.underscore_lifetime_is_reserved
    E0638 | checked by | typeck.errors_pat.non_exhaustive_pattern
    E0639 | checked by | typeck.fields.CheckFields.check_expr_struct_fields
    E0641 | checked by | typeck.errors_cast.unknown_pointer_kind
    E0642 | checked by | resolve.validation.Validator.pattern_without_body
    E0643 | gap | `impl Trait` in a method where the trait has a parameter
    E0644 | gap | a closure that takes itself
    E0646 | checked by | items.wf_errors.main_where
    E0648 | checked by | resolve.attributes.AttributeCheck.export_name
    E0657 | gap | `impl Trait` under a higher-ranked bound
    E0658 | checked by | resolve.stability.use_of_unstable
    E0659 | gap | the ambiguous name `f`
    E0665 | checked by | syntax.derive._bad_default
    E0666 | checked by | resolve.validation.Validator.impl_trait
    E0670 | cannot arise | `async` functions
    E0689 | checked by | typeck.errors_method._numeric
    E0690 | gap | the attribute `repr(transparent)` on several fields
    E0692 | checked by | resolve.attributes.AttributeCheck.representation
    E0693 | checked by | resolve.attributes.AttributeCheck.alignment
    E0695 | checked by | resolve.loops.unlabeled_in_labeled_block
    E0696 | checked by | resolve.loops.continue_labelled_block
    E0697 | cannot arise | binders and qualifiers of closures
    E0700 | checked by | borrowck.messages.hidden_type_captures_lifetime
    E0703 | cannot arise | the ABI `invalid`
    E0704 | checked by | syntax.attributes.AttributeParser._bad_restriction
    E0710 | checked by | resolve.attributes.AttributeCheck.level
    E0711 | cannot arise | the attribute `feature`
    E0712 | cannot arise | the attribute `feature`
    E0713 | checked by | borrowck.messages.cannot_borrow_across_destructor
    E0714 | cannot arise | the attribute `feature`
    E0715 | cannot arise | the attribute `feature`
    E0716 | checked by | borrowck.messages.temporary_value_borrowed_for_too_long
    E0717 | unreachable | unstable features
    E0718 | cannot arise | the attribute `feature`
    E0719 | checked by | items.errors.assoc_type_bound_twice
    E0720 | checked by | typeck.queries.check_recursive_opaques
    E0725 | unreachable | options of the compiler
    E0726 | checked by | resolve.lifetime_errors.implicit_elided_lifetime_not_allowed_here
    E0727 | cannot arise | yield expressions
    E0728 | cannot arise | `async` functions
    E0730 | checked by | typeck.errors_pat.slice_length_unknown
    E0731 | checked by | resolve.attributes.AttributeCheck.transparent
    E0732 | checked by | items.wf_errors.repr_needed
    E0733 | cannot arise | `async` functions
    E0734 | checked by | resolve.attributes.AttributeCheck.stability
    E0735 | checked by | resolve.errors.self_in_generic_param_default
    E0736 | cannot arise | the macro `core::arch::naked_asm`
    E0737 | gap | the attribute `track_caller` here
    E0740 | checked by | items.more_checks.union_field
    E0741 | cannot arise | the attribute `feature`
    E0742 | checked by | resolve.resolver.CrateResolver.visibility
    E0743 | checked by | syntax.type_exprs.TypeParser._ty
    E0745 | checked by | typeck.errors.address_of_temporary_taken
    E0746 | checked by | typeck.errors_return.trait_object
    E0747 | gap | a lifetime argument after a type argument
    E0748 | checked by | syntax.errors.unterminated_raw
    E0749 | cannot arise | the attribute `feature`
    E0750 | cannot arise | specialization
    E0751 | checked by | items.coherence_errors.positive_and_negative
    E0752 | cannot arise | `async` functions
    E0753 | checked by | syntax.attributes.AttributeParser._misplaced_inner_doc
    E0754 | gap | `no_mangle` of a name that is not ASCII
    E0757 | cannot arise | the attribute `feature`
    E0758 | checked by | syntax.errors.unterminated_block_comment
    E0761 | unreachable | modules in other files
    E0762 | checked by | syntax.errors.unterminated_char
    E0763 | checked by | syntax.errors.unterminated_byte
    E0764 | checked by | mir.check_consts.ConstChecker.borrow
    E0765 | checked by | syntax.errors.unterminated_string
    E0766 | checked by | syntax.errors.unterminated_string
    E0767 | checked by | resolve.errors.unreachable_label
    E0768 | checked by | syntax.literals._based
    E0769 | checked by | typeck.errors_pat.tuple_variant_as_struct
    E0770 | checked by | resolve.errors.param_in_ty_of_const_param
    E0774 | checked by | syntax.macro_scope.MacroScope._derive_names
    E0777 | checked by | syntax.macro_scope.MacroScope._derive_names
    E0780 | unreachable | rustdoc
    E0781 | unreachable | another target
    E0782 | checked by | items.errors.bare_trait_object
    E0783 | checked by | syntax.pats.PatParser._dots_in_pattern
    E0784 | checked by | typeck.errors_fields.union_expr_fields
    E0785 | checked by | items.coherence.inherent_validity
    E0786 | unreachable | other crates
    E0787 | cannot arise | the attribute `naked`
    E0789 | unreachable | unstable features
    E0790 | checked by | typeck.errors_infer._which_impl
    E0791 | cannot arise | the attribute `feature`
    E0792 | cannot arise | the attribute `feature`
    E0793 | checked by | borrowck.packed._report
    E0794 | gap | lifetime arguments of a function with late-bound lifetimes
    E0795 | gap | `offset_of!` of this place
    E0797 | checked by | syntax.desugar.Desugarer.struct
    E0798 | cannot arise | the attribute `feature`
    E0799 | gap | a name in `use<..>` that is no parameter
    E0800 | gap | an unknown name in `use<..>`
    E0801 | checked by | items.more_checks.generic_receiver
    E0802 | cannot arise | derive(CoercePointee)
    E0803 | gap | a lifetime that the trait of an impl asks for
    E0804 | checked by | typeck.errors_cast.report_cast_error
    E0805 | checked by | resolve.attributes.AttributeCheck.inline
    E0806 | cannot arise | the attribute `feature`
    ambiguous_associated_items | gap | the lint `ambiguous_associated_items`
    arithmetic_overflow | checked by | lint.known_panics.Propagation.arithmetic
    binary_asm_labels | cannot arise | the macro `core::arch::asm`
    bindings_with_variant_name | given as | E0170
    conflicting_repr_hints | given as | E0566
    dangerous_implicit_autorefs | gap | the lint `dangerous_implicit_autorefs`
    default_overrides_default_fields | unreachable | unstable features, which are not modelled
    dependency_on_unit_never_type_fallback | gap | the lint `dependency_on_unit_never_type_fallback`
    deref_nullptr | gap | the lint `deref_nullptr`
    elided_lifetimes_in_associated_constant | gap | the lint `elided_lifetimes_in_associated_constant`
    enum_intrinsics_non_enums | gap | the lint `enum_intrinsics_non_enums`
    explicit_builtin_cfgs_in_flags | unreachable | options of the compiler
    ill_formed_attribute_input | gap | a value for `inline`
    incomplete_include | unreachable | `include!`, which is not modelled
    ineffective_unstable_trait_impl | unreachable | unstable features, which are not modelled
    invalid_atomic_ordering | gap | the lint `invalid_atomic_ordering`
    invalid_from_utf8_unchecked | gap | the lint `invalid_from_utf8_unchecked`
    invalid_macro_export_arguments | gap | the attribute `macro_export` in this form
    invalid_null_arguments | gap | the lint `invalid_null_arguments`
    invalid_reference_casting | gap | the lint `invalid_reference_casting`
    invalid_type_param_default | gap | defaults of a function's type parameters
    legacy_derive_helpers | unreachable | procedural macros
    let_underscore_lock | checked by | lint.late_exprs.underscore_lock
    long_running_const_eval | gap | this constant
    macro_expanded_macro_exports_accessed_by_absolute_paths | gap | a path to a macro that a macro defined
    mutable_transmutes | gap | the lint `mutable_transmutes`
    named_asm_labels | cannot arise | the macro `core::arch::asm`
    never_type_fallback_flowing_into_unsafe | gap | the lint `never_type_fallback_flowing_into_unsafe`
    no_mangle_const_items | gap | the attribute `no_mangle` here
    out_of_scope_macro_calls | gap | the lint `out_of_scope_macro_calls`
    overflowing_literals | checked by | lint.overflowing.LINT
    patterns_in_fns_without_body | gap | a `mut` parameter of a function without body
    proc_macro_derive_resolution_fallback | unreachable | procedural macros
    pub_use_of_private_extern_crate | given as | E0365
    repr_transparent_non_zst_fields | given as | E0690
    semicolon_in_expressions_from_macros | checked by | syntax.expand.trailing_semicolon
    soft_unstable | unreachable | unstable features, which are not modelled
    test_unstable_lint | unreachable | `rustc --test`
    text_direction_codepoint_in_comment | gap | the lint `text_direction_codepoint_in_comment`
    text_direction_codepoint_in_literal | gap | the lint `text_direction_codepoint_in_comment`
    unconditional_panic | checked by | lint.known_panics.Propagation.panic
    undropped_manually_drops | checked by | lint.late_exprs.useless_drop
    unknown_crate_types | gap | the lint `unknown_crate_types`
    useless_deprecated | gap | the lint `useless_deprecated`
    ambiguous_plus | checked by | items.dyn_types.default_region | ambiguous
    associated_function_without_body | checked by | resolve.validation.Validator.function_without_body | associated function in `impl` without body
    cannot_find_attribute | gap | the attribute `shiny`
    cannot_find_macro | checked by | syntax.missing_macro._head | cannot find macro
    chained_comparison | checked by | syntax.exprs.ExprParser._chained | comparison operators cannot be chained
    const_parameter_type | checked by | items.errors.forbidden_const_param | is forbidden as the type of a const generic parameter
    constant_without_value | gap | a constant without a value
    expression_in_statement | checked by | borrowck.region_suggest.add_static_impl_trait_suggestion | , or an
    format_argument_unused | checked by | syntax.format_args.Builder._unused | argument never used
    format_string_not_literal | checked by | syntax.format_args.Builder._string | format argument must be a string literal
    function_without_body | checked by | resolve.validation.Validator.function_without_body | free function without a body
    generic_const_operation | checked by | resolve.errors.generic_param_in_const | generic parameters may not be used in const operations
    generic_parameter_default | gap | a parameter without default after one with a default
    implementation_is_not_general_enough | checked by | borrowck.region_errors._placeholder | is not general enough
    inaccessible_fields | checked by | typeck.errors_pat.inaccessible_fields | due to inaccessible fields
    integer_literal_suffix | checked by | syntax.literals._bad_suffix | for integer literal
    let_chain_2021 | checked by | syntax.control.ControlParser._let | let chains are only allowed in Rust
    lifetime_after_type | gap | lifetime parameters after type parameters
    lifetime_may_not_live_long_enough | checked by | borrowck.messages.lifetime_may_not_live_long_enough | lifetime may not live long enough
    macro_unexpected_end | checked by | interp.intrinsics.text.validate | unexpected end of
    mismatched_closing_delimiter | checked by | syntax.delimiters.DelimiterCheck._mismatch | mismatched closing delimiter:
    no_rules_expected | checked by | syntax.expand.Expander._no_rule | no rules expected
    self_parameter_misplaced | gap | a `self` parameter here
    syntax_error | checked by | borrowck.region_suggest.add_static_impl_trait_suggestion | , or an
    trait_alias_of_type_position | checked by | syntax.cursor.Cursor.expected_ident | expected identifier, found
    trait_method_needs_sized | checked by | typeck.errors_method.method_on_trait_object | method cannot be invoked on a trait object
    unclosed_delimiter | checked by | syntax.delimiters.DelimiterCheck._unclosed | this file contains an unclosed delimiter
    unexpected_closing_delimiter | checked by | syntax.delimiters.DelimiterCheck._unexpected_close | unexpected closing delimiter:
    union_pattern_several | checked by | typeck.errors_pat.union_pattern_fields | union patterns should have exactly one field
    unknown_start_of_token | checked by | syntax.errors.unknown_start_of_token | unknown start of token:
"""


class Row(NamedTuple):
    """One error and what becomes of it."""

    subject: str
    """An error code, a lint, or the name of a class of errors without a code."""
    state: str
    """`checked by`, `given as`, `gap`, `cannot arise` or `unreachable`."""
    what: str


def rows() -> dict[str, Row]:
    """The rows by their subject, in the order of the ledger."""
    made = (Row(*(part.strip() for part in line.split(" | ", 2))) for line in ROWS.strip().splitlines())
    return {row.subject: row for row in made}
