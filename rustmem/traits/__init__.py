"""What types can do: inference, relating, trait selection, projection, and what follows from them.

Import from the modules; this page is the map.

**Inference** (`infer`). `InferCtxt(tcx, body=def_id)` for type checking: regions are not related. Types may still
carry some (`&'static str` of a literal, `'a` of the signature): messages show them; a variable bound by subtyping, and
what comes out of a projection, has them erased; goals are erased before they are looked up. `regions="record"` for the
borrow checker: `next_region_var()` makes `ReVar`s and every relation of regions is appended to
`infcx.region_constraints` as (longer, shorter, cause).

- variables: `next_ty_var(span, param=None)`, `next_int_var(span)`, `next_float_var(span)`, `next_const_var(span)`;
  where one comes from: `var_origin(var).span`, `.param`.
- `shallow_resolve(ty)`, `resolve_vars_if_possible(value)`, `unresolved_vars(value)`, `is_ty_var(ty)`,
  `fully_resolve(value, missing)` (writeback), `root_var(vid)`.
- `mark = snapshot()`, then `commit(mark)` or `rollback_to(mark)`; `probe(f)`.
- `fresh_args_for_item(span, def_id)`, `fresh_args(span, generics, prefix)`, `var_for_param(span, param)`,
  `instantiate_binder_with_fresh_vars(span, binder)`, `enter_forall(binder)`.
- `eq | sub | sup(param_env, cause, expected, found, out)`: None, or a `TypeErr`; new obligations go to the list `out`.
  `can_eq(param_env, a, b)`. Values: types, constants, trait references, FnSig, Binders.
- fallback: `unbound_vars()`, `diverging` (vid: span).
- opaque types: set `infcx.defining_opaques = frozenset(def_ids)`; relating `impl Trait` of one of them with a type
  records `infcx.opaque_types[alias] = hidden type` and yields its bounds as obligations.

**Type errors** (`relate`): `Sorts(expected, found)`, `MutabilityMismatch`, `ArgCount`, `TupleSize`,
`FixedArraySize`, `ArgumentSorts`, `CyclicTy`, …

**Obligations** (`obligation`): `Obligation(predicate, param_env, cause, depth=0)`, the predicate a Binder;
`Cause(span, body, code)`; codes `Misc`, `WhereClause`, `WhereClauseInExpr`, `Labelled(name, data)`,
derived ones `ImplDerived`, `BuiltinDerived` (with `.parent`); `FulfillmentError(obligation, code, root)` with code
`Unimplemented | SignatureMismatch | MismatchedProjection | Overflow | Ambiguity | TraitDynIncompatible | CoerceError`.

**Fulfilment** (`fulfill`): `FulfillmentCtxt(infcx)`: `register_obligation(s)`, `register_bound(cause, env, ty, trait)`,
`normalize(cause, env, value)`, `eq | sub | sup(cause, env, expected, found)`, `select_where_possible()` → errors,
`select_all_or_error()` → errors (what is left is `Ambiguity`), `pending_obligations()`,
`obligations_for_self_ty(var)`. `fulfill.selcx.select(obligation)` → `ImplSource | SelectionError | None`.

**Questions** (`queries`): `is_copy | is_sized | is_freeze(tcx, param_env, ty)`, `holds(tcx, param_env, trait, ty)`,
`evaluate(infcx, param_env, predicate)` → `OK | AMBIG | ERR`, `predicate_may_hold`, `predicate_must_hold`,
`type_implements_trait(infcx, trait, args, param_env)`, `normalize_erasing_regions(tcx, param_env, value)`,
`provide(providers)` installs this floor's queries.

**Bounds** (`elaborate`): `elaborate(tcx, clauses)`, `supertraits(tcx, poly_trait_ref)`,
`supertrait_def_ids(tcx, trait)`, `predicates_with_spans(tcx, def_id)` (the parent's too), `EMPTY_ENV`.

**Messages.** `ty.print`: `ty_str(tcx, value)`, `short_str`, `def_path_str(tcx, def_id)`, `full_path_str`,
`trait_ref_str`, `sort_string`, `prefix_string`, `FmtPrinter(tcx, region_name=…, infer_name=…)`; `ty.compare`:
`cmp(tcx, expected, found)` → two lists of (text, highlighted); `describe.type_error_to_string(tcx, error)`.

**At run time**: `needs_drop`, `layout`, `instance`; `dyn_compatibility.violations(tcx, trait)` for E0038.

**Coherence** (`coherence`): `overlapping_impls(tcx, a, b)` → `Overlap | None` (E0119), `orphan_check(infcx, trait_ref)`
→ `OrphanError | None` (E0117, E0210).

**Regions of items** (`outlives`): after `InferCtxt(tcx, regions="record")` and a `FulfillmentCtxt` have related and
proven, `resolve_regions(infcx, param_env, implied_bounds(tcx, types))` → `RegionError(longer, shorter, cause)`s.

**Impl index** (`fast_reject`): `simplify_type(ty)` is the key of `tcx.trait_impls_of(trait).by_type`; None: blanket.

**Callables** (`builtin`): `fn_sig_of(tcx, ty)`, `closure_kind(infcx, ty)` (0 Fn, 1 FnMut, 2 FnOnce),
`closure_kind_ty(kind)`, `trait_flags(tcx, def_id)`.
"""
