"""The words of errors about items (rustc_hir_analysis::errors)."""

from __future__ import annotations

from typing import Any

from rustmem.resolve.suggest import find_best_match
from rustmem.source.diag import Diag, MultiSpan, error
from rustmem.source.index import DefId
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.traits.dyn_compatibility import report_dyn_incompatibility
from rustmem.ty import kind as k
from rustmem.ty.defs import DefRes, SelfTyParamRes
from rustmem.ty.print import full_path_str, trait_ref_str
from rustmem.ty.print import ty_str as ty_string

VARIANT_WORDS = {
    "struct": "struct",
    "enum": "enum",
    "union": "union",
    "trait": "trait",
    "type alias": "type alias",
    "fn": "function",
    "assoc fn": "method",
    "assoc ty": "associated type",
    "impl": "impl",
    "ctor": "struct",
}


def plural(count: int, word: str) -> str:
    return word if count == 1 else f"{word}s"


def placeholder_not_allowed(span: Span, where: str = "functions") -> Diag:
    diag = error(f"the placeholder `_` is not allowed within types on item signatures for {where}", span, "E0121")
    if where in ("return types", "constants", "static variables", "associated constants"):
        diag.not_modelled("the type that would be inferred")
    return diag.label(span, "not allowed in type signatures")


def expected_type_found_variant(path: ast.Path, span: Span) -> Diag:
    return error("expected type, found variant", span, "E0573").not_modelled("the enum of a variant")


def variant_as_type(span: Span, name: str) -> Diag:
    return (
        error(f"expected type, found variant `{name}`", span, "E0573")
        .label(span, "not a type")
        .not_modelled("the enum of a variant")
    )


def prohibit_generics(segment: ast.PathSegment, what: str, tcx: Any) -> Diag:
    """E0109."""
    assert segment.args is not None
    args = segment.args.args
    lifetimes = [a for a in args if isinstance(a, ast.Lifetime)]
    types = [a for a in args if isinstance(a, ast.Ty)]
    consts = [a for a in args if isinstance(a, ast.AnonConst)]
    kinds = [w for w, found in (("lifetime", lifetimes), ("type", types), ("const", consts)) if found]
    shown = " and ".join(kinds) if len(kinds) < 3 else "lifetime, type and const"
    diag = error(
        f"{shown} arguments are not allowed on {what}" if what else f"{shown} arguments are not allowed on this item",
        tuple(a.span for a in args),
        "E0109",
    )
    if not args:
        return constraint_not_allowed(segment.args.constraints[0])
    last = args[-1].span
    diag.label(segment.ident.span, f"not allowed on {what}" if what else "not allowed")
    for a in args:
        diag.label(a.span, f"{shown} argument{'s' if len(args) > 1 else ''} not allowed" if a.span == last else "")
    if len(args) > 1:
        diag.not_modelled("several arguments that are not allowed")
    if what.startswith("builtin type"):
        name = what.split("`")[1]
        diag.suggest(
            f"primitive type `{name}` doesn't have generic parameters",
            (segment.args.span, ""),
            style="show-always",
            applicability="MaybeIncorrect",
        )
    elif what.startswith("type parameter"):
        diag.not_modelled("where the type parameter is defined")
    else:
        diag.not_modelled("the item without arguments")
    return diag


def parenthesized_args(segment: ast.PathSegment) -> Diag:
    """E0214."""
    args = segment.args
    assert args is not None
    span = segment.ident.span.to(args.span)
    diag = error("parenthesized type parameters may only be used with a `Fn` trait", span, "E0214")
    diag.label(span, "only `Fn` traits may use parentheses")
    parts = (args.span.with_hi(args.span.lo + 1), "<"), (Span(args.span.hi - 1, args.span.hi, args.span.ctxt), ">")
    return diag.suggest("use angle brackets instead", *parts).not_modelled("how many arguments there would be")


def impl_trait_not_allowed(span: Span, where: str) -> Diag:
    return error(f"`impl Trait` is not allowed in {where}", span, "E0562").note(
        "`impl Trait` is only allowed in arguments and return types of functions and methods"
    )


def constraint_not_allowed(constraint: ast.AssocConstraint) -> Diag:
    return (
        error("associated item constraints are not allowed here", constraint.span, "E0229")
        .label(constraint.span, "associated item constraint not allowed here")
        .not_modelled("the constraint as an argument")
    )


# ---- E0107 ----


def check_arg_count(
    lowerer: Any,
    generics: Any,
    segment: ast.PathSegment,
    lifetimes: list[Any],
    others: list[Any],
    has_self_arg: bool,
    def_id: DefId,
    span: Span,
) -> bool:
    """Whether arguments are missing or too many; reports it."""
    params = generics.params
    wanted_lifetimes = [p for p in params if p.kind == "lifetime"]
    wanted = [p for p in params if p.kind != "lifetime" and not p.synthetic and not (generics.has_self and p.index == 0)]
    wrong = False
    if lifetimes and generics.has_late_bound is not None and len(lifetimes) == len(wanted_lifetimes):
        lowerer.tcx.unsupported("lifetime arguments of a function with late-bound lifetimes", lifetimes[0].span, lowerer.item)
    if lifetimes and len(lifetimes) != len(wanted_lifetimes):
        if generics.has_late_bound is not None:
            lowerer.tcx.unsupported("lifetime arguments of a function with late-bound lifetimes", lifetimes[0].span, lowerer.item)
        else:
            lowerer.emit(
                ArgCount(
                    lowerer.tcx,
                    def_id,
                    segment,
                    generics,
                    "lifetime",
                    len(wanted_lifetimes),
                    len(wanted_lifetimes),
                    lifetimes,
                    wanted_lifetimes,
                ).diag()
            )
            wrong = True
    if segment.args is not None and segment.args.parenthesized:
        return wrong
    required = sum(not p.has_default for p in wanted)
    given = len(others)
    hidden = (
        1 if not lowerer.tcx.is_local(def_id) and lowerer.tcx.item_name(def_id) in ALLOCATING and required == len(wanted) else 0
    )
    if hidden and given == len(wanted) + 1:
        lowerer.tcx.unsupported("an allocator as an argument", segment.ident.span, lowerer.item)
        return True
    if given > len(wanted) or (given < required and not (lowerer.allow_infer() and given == 0)):
        if given < required and lowerer.allow_infer() and lowerer.infer_defaults and given == 0:
            return wrong
        made = ArgCount(
            lowerer.tcx,
            def_id,
            segment,
            generics,
            "generic",
            required,
            len(wanted) + hidden,
            others,
            wanted,
            lowerer.in_method_call,
        ).diag()
        if given > len(wanted) and lowerer.tcx.def_kind(lowerer.item) in ("fn", "assoc fn"):
            lowerer.tcx.emit(made)
        else:
            lowerer.emit(made)
            wrong = True
    return wrong


ALLOCATING = ("Vec", "Box", "Rc", "Arc", "VecDeque", "BTreeMap", "BTreeSet", "BinaryHeap", "LinkedList")
"""Types whose last parameter, the allocator, the stubs leave out."""


class ArgCount:
    """E0107 (rustc's `WrongNumberOfGenericArgs`)."""

    def __init__(
        self,
        tcx: Any,
        def_id: DefId,
        segment: ast.PathSegment,
        generics: Any,
        word: str,
        low: int,
        high: int,
        given: list[Any],
        params: list[Any],
        in_method_call: bool = False,
    ) -> None:
        self.in_method_call = in_method_call
        self.tcx, self.def_id, self.segment, self.generics, self.word = tcx, def_id, segment, generics, word
        self.low, self.high, self.given, self.params = low, high, given, params

    def kind(self) -> str:
        kind: str = self.tcx.def_kind(self.def_id)
        if kind == "ctor":
            return f"{self.tcx.defs[self.def_id].ctor_of}"
        if kind == "assoc fn":
            node: ast.FnItem = self.tcx.hir(self.def_id)
            return "method" if node.sig.inputs and node.sig.inputs[0].self_kind else "associated function"
        return VARIANT_WORDS.get(kind, kind)

    def diag(self) -> Diag:
        kind, count = self.kind(), len(self.given)
        if self.segment.args is None and self.word == "generic":
            message = f"missing generics for {kind} `{self.path()}`"
        else:
            quantity = "" if self.low == self.high else "at least " if count < self.low else "at most "
            bound = self.high if count > self.high else self.low
            was = "was" if count == 1 else "were"
            message = f"{kind} takes {quantity}{bound} {self.word} {plural(bound, 'argument')} but {count} {self.word} {plural(count, 'argument')} {was} supplied"
        span = self.segment.ident.span
        diag = error(message, span, "E0107")
        self.labels(diag, span, count)
        if count < self.low:
            self.definition(diag)
            self.add_missing(diag, count)
        else:
            self.remove(diag, count)
            self.definition(diag)
        return diag

    def path(self) -> str:
        return self.tcx.item_name(self.def_id)  # type: ignore[no-any-return]

    def labels(self, diag: Diag, span: Span, count: int) -> None:
        quantity = "" if self.low == self.high else "at least " if count < self.low else "at most "
        bound = self.high if count > self.high else self.low
        diag.label(span, f"expected {quantity}{bound} {self.word} {plural(bound, 'argument')}")
        if count < self.low and self.given:
            for n, arg in enumerate(self.given):
                last = n == len(self.given) - 1
                diag.label(arg.span, f"supplied {count} {self.word} {plural(count, 'argument')}" if last else "")

    def definition(self, diag: Diag) -> None:
        """The note that shows the definition with its parameters; library definitions are not shown."""
        if not self.tcx.is_local(self.def_id):
            return
        shown = list(self.params)
        names = ", ".join(f"`{p.name}`" for p in shown)
        quantity = "" if self.low == self.high else "at least " if len(self.given) < self.low else "at most "
        bound = self.high if len(self.given) > self.high else self.low
        if self.low != self.high and len(self.given) < self.low:
            shown = [p for p in shown if not p.has_default]
            names = ", ".join(f"`{p.name}`" for p in shown)
        message = f"{self.kind()} defined here, with {quantity}{bound} {self.word} {plural(bound, 'parameter')}"
        if bound:
            message += f": {names}"
        ident = self.tcx.ident_span(self.def_id)
        labels = tuple((self.tcx.def_span(p.def_id), "") for p in shown)
        diag.span_note(MultiSpan((ident,), labels), message)

    def add_missing(self, diag: Diag, count: int) -> None:
        need = self.low - count
        words = f"add missing {self.word} {plural(need, 'argument')}"
        missing = [p for p in self.params if not p.has_default][count:]
        inferred = self.in_method_call and self.word == "generic"
        names = ["_" if inferred and p.kind == "type" else p.name for p in missing]
        if self.word == "lifetime":
            names = ["'static" if self.tcx.def_kind(self.def_id) != "fn" else "'_"] * need
            if self.given:
                names = [self.given[0].name] * need
        text = ", ".join(names)
        args = self.segment.args
        if self.word == "lifetime" and args is None:
            diag.suggest(
                words, (self.segment.ident.span.shrink_to_hi(), f"<{text}>"), applicability="HasPlaceholders", style="show-always"
            )
            return
        if args is None:
            diag.suggest(
                words, (self.segment.ident.span.shrink_to_hi(), f"<{text}>"), applicability="HasPlaceholders", style="show-always"
            )
        elif not args.args and not args.constraints:
            lo = args.span.lo + 1
            diag.suggest(words, (Span(lo, lo, args.span.ctxt), text), applicability="HasPlaceholders", style="show-always")
        elif self.given:
            diag.suggest(
                words, (self.given[-1].span.shrink_to_hi(), f", {text}"), applicability="HasPlaceholders", style="show-always"
            )
        else:
            lifetimes = [a for a in args.args if isinstance(a, ast.Lifetime)]
            if lifetimes:
                diag.suggest(
                    words, (lifetimes[-1].span.shrink_to_hi(), f", {text}"), applicability="HasPlaceholders", style="show-always"
                )
            else:
                lo = args.span.lo + 1
                diag.suggest(
                    words, (Span(lo, lo, args.span.ctxt), f"{text}, "), applicability="HasPlaceholders", style="show-always"
                )

    def remove(self, diag: Diag, count: int) -> None:
        args = self.segment.args
        assert args is not None
        extra = self.given[self.high :]
        if self.high == 0 and len(args.args) == len(self.given) and not args.constraints:
            span = Span(self.segment.ident.span.hi, args.span.hi, args.span.ctxt)
            diag.suggest("remove the unnecessary generics", (span, ""), applicability="MaybeIncorrect")
            return
        index = args.args.index(extra[0])
        if index == 0:
            span = extra[-1].span
            after = args.args[args.args.index(extra[-1]) + 1] if args.args.index(extra[-1]) + 1 < len(args.args) else None
            span = extra[0].span.with_hi(after.span.lo) if after is not None else extra[0].span.with_hi(extra[-1].span.hi)
        else:
            span = Span(args.args[index - 1].span.hi, extra[-1].span.hi, args.span.ctxt)
        if self.word == "lifetime":
            words = f"remove the lifetime {plural(len(extra), 'argument')}"
        else:
            words = f"remove the unnecessary {self.word} {plural(len(extra), 'argument')}"
        diag.suggest(words, (span, ""), applicability="MaybeIncorrect")


# ---- associated types ----


def assoc_type_not_found(lowerer: Any, base: k.Ty, segment: ast.PathSegment, span: Span, candidates: list[Any], res: Any) -> Diag:
    """E0220 for `T::Name`."""
    name = segment.ident.name
    shown = ty_string(lowerer.tcx, base)
    diag = error(f"associated type `{name}` not found for `{shown}`", segment.ident.span, "E0220")
    tcx = lowerer.tcx
    names: list[str] = []
    param = res.def_id if isinstance(res, DefRes) else None
    del candidates
    for bound in lowerer.all_bounds(param) if hasattr(lowerer, "all_bounds") else ():
        names += [a.name for a in tcx.associated_items(bound) if a.kind == "type"]
    similar = find_best_match(names, name)
    if isinstance(res, SelfTyParamRes):
        diag.message = f"associated type `{name}` not found for `Self`"
        own = [a.name for a in tcx.associated_items(res.trait) if a.kind == "type"]
        similar = find_best_match(own, name)
        if similar is not None:
            return diag.suggest(
                "`Self` has the following associated type", (segment.ident.span, similar), applicability="MaybeIncorrect"
            ).not_modelled("similar associated types")
    if similar is not None:
        diag.not_modelled("similar associated types")
    return diag.label(segment.ident.span, f"associated type `{name}` not found")


def assoc_type_not_found_in_trait(lowerer: Any, trait: DefId, ident: ast.Ident) -> Diag:
    """E0220 for `Trait<Name = T>`."""
    tcx = lowerer.tcx
    diag = error(f"associated type `{ident.name}` not found for `{tcx.item_name(trait)}`", ident.span, "E0220")
    names = [a.name for a in tcx.associated_items(trait) if a.kind == "type"]
    similar = find_best_match(names, ident.name)
    if similar is not None:
        return diag.suggest(
            "there is an associated type with a similar name", (ident.span, similar), applicability="MaybeIncorrect"
        )
    return diag.label(ident.span, f"associated type `{ident.name}` not found")


def assoc_type_bound_twice(constraint: ast.AssocConstraint, first: Span, path: str) -> Diag:
    return (
        error(
            f"the value of the associated type `{constraint.ident.name}` in trait `{path.rsplit('::', 2)[-2]}` is already specified",
            constraint.span,
            "E0719",
        )
        .label(constraint.span, "re-bound here")
        .label(first, f"`{constraint.ident.name}` bound here first")
    )


# ---- trait objects ----


def bare_trait_object(lowerer: Any, ty: ast.TraitObjectTy) -> Diag:
    """E0782."""
    diag = error("expected a type, found a trait", ty.span, "E0782")
    tcx = lowerer.tcx
    node = tcx.hir(lowerer.item)
    shown = tcx.source_map.snippet(ty.span)
    if isinstance(node, ast.FnItem):
        place = _position(node, ty)
        if place is not None:
            return _fn_suggestions(diag, node, ty, shown, place)
    diag.suggest(
        "you can add the `dyn` keyword if you want a trait object",
        (ty.span.shrink_to_lo(), "dyn "),
        applicability="MachineApplicable",
        style="show-always",
    )
    if isinstance(node, ast.ImplItem) and node.self_ty.span == ty.span and node.trait_ref is None:
        words = "you might have intended to implement this trait for a given type"
        diag.suggest(words, (ty.span.shrink_to_hi(), " for /* Type */"), applicability="HasPlaceholders", style="show-always")
    if isinstance(node, ast.ImplItem) and node.self_ty.span == ty.span and node.trait_ref is not None:
        trait = tcx.source_map.snippet(node.trait_ref.span)
        name = "T" if all(p.ident.name != "T" for p in node.generics.params) else "U"
        if node.generics.params:
            intro = (node.generics.params[-1].span.shrink_to_hi(), f", {name}: {shown}")
            diag.not_modelled("where a parameter of the impl would stand")
        else:
            intro = (node.generics.span.shrink_to_hi(), f"<{name}: {shown}>")
        words = f"alternatively use a blanket implementation to implement `{trait}` for all types that also implement `{shown}`"
        diag.suggest(words, intro, (ty.span, name), applicability="MaybeIncorrect", style="show-always")
    return diag


def _position(node: ast.FnItem, ty: ast.TraitObjectTy) -> str | None:
    for p in node.sig.inputs:
        at: Any = p.ty
        while isinstance(at, (ast.RefTy, ast.ParenTy)):
            at = at.ty
        if at.span == ty.span:
            return "param"
    if node.sig.output is not None and node.sig.output.span == ty.span:
        return "output"
    return None


def _fn_suggestions(diag: Diag, node: ast.FnItem, ty: ast.TraitObjectTy, shown: str, place: str) -> Diag:
    if place == "output":
        diag.suggest(
            "use `impl " + shown + "` to return an opaque type, as long as you return a single underlying type",
            (ty.span.shrink_to_lo(), "impl "),
            applicability="MaybeIncorrect",
            style="show-always",
        )
        diag.suggest(
            "alternatively, you can return an owned trait object",
            (ty.span.shrink_to_lo(), "Box<dyn "),
            (ty.span.shrink_to_hi(), ">"),
            applicability="MaybeIncorrect",
            style="show-always",
        )
        return diag
    names = {p.ident.name for p in node.generics.params}
    name = (
        next(n for n in ["T", *(f"T{x}" for x in range(1, 99))] if n not in names)
        if "T" not in names
        else next(n for n in "UVWXYZABCDEFGHIJKLMNOPQRS" if n not in names)
    )
    if node.generics.params:
        intro = (node.generics.params[-1].span.shrink_to_hi(), f", {name}: {shown}")
    else:
        intro = (node.ident.span.shrink_to_hi(), f"<{name}: {shown}>")
    diag.suggest(
        f"use a new generic type parameter, constrained by `{shown}`",
        intro,
        (ty.span, name),
        applicability="MachineApplicable",
        style="show-always",
    )
    diag.suggest(
        "you can also use an opaque type, but users won't be able to specify the type parameter when calling the `fn`, having to rely exclusively on type inference",
        (ty.span.shrink_to_lo(), "impl "),
        applicability="MachineApplicable",
        style="show-always",
    )
    words = f"alternatively, use a trait object to accept any type that implements `{shown}`, accessing its methods at runtime using dynamic dispatch"
    in_ref = any(isinstance(p.ty, ast.RefTy) and p.ty.span.contains(ty.span) for p in node.sig.inputs)
    parts = ((ty.span.shrink_to_lo(), "dyn "),) if in_ref else ((ty.span.shrink_to_lo(), "&dyn "),)
    diag.suggest(words, *parts, applicability="MachineApplicable", style="show-always")
    return diag


def at_least_one_trait(span: Span) -> Diag:
    return error("at least one trait is required for an object type", span, "E0224")


def additional_non_auto_traits(tcx: Any, principal: list[Any], bounds: list[ast.TraitBound]) -> Diag:
    """E0225."""
    non_auto = [b for b in bounds if isinstance(tcx.full_res(b.path), DefRes) and not tcx.hir(tcx.full_res(b.path).def_id).auto]
    first, second = non_auto[0], non_auto[1]
    diag = error("only auto traits can be used as additional traits in a trait object", second.span, "E0225")
    diag.label(first.span, "first non-auto trait")
    diag.label(second.span, "additional non-auto trait")
    names = " + ".join(tcx.source_map.snippet(b.path.span) for b in non_auto)
    shown = " + ".join(_trait_text(tcx, c) for c, _ in principal)
    del names
    diag.help(
        f"consider creating a new trait with all of these as supertraits and using that trait here instead: `trait NewTrait: {shown} {{}}`"
    )
    diag.note(
        "auto-traits like `Send` and `Sync` are traits that have special properties; for more information on them, visit "
        "<https://doc.rust-lang.org/reference/special-types-and-traits.html#auto-traits>"
    )
    return diag


def _trait_text(tcx: Any, clause: Any) -> str:

    return trait_ref_str(tcx, clause.value.trait_ref)


def trait_not_dyn_compatible(tcx: Any, trait: DefId, span: Span) -> Diag:
    """E0038."""
    return report_dyn_incompatibility(tcx, span, trait)


def missing_associated_types(lowerer: Any, missing: list[DefId], ty: ast.TraitObjectTy, principal: Any) -> Diag:
    """E0191."""
    tcx = lowerer.tcx
    names = [tcx.item_name(m) for m in missing]
    listed = " and ".join([", ".join(f"`{n}`" for n in names[:-1]), f"`{names[-1]}`"]) if len(names) > 1 else f"`{names[0]}`"
    trait = full_path_str(tcx, tcx.parent(missing[0]))
    bound = next(b for b in ty.bounds if isinstance(b, ast.TraitBound))
    word = plural(len(names), "associated type")
    diag = error(f"the value of the {word} {listed} in `{trait}` must be specified", bound.path.span, "E0191")
    if len({tcx.parent(m) for m in missing}) > 1:
        diag.not_modelled("associated types of several traits")
    for m, name in zip(missing, names):
        if tcx.is_local(m):
            diag.label(tcx.def_span(m), f"`{name}` defined here")
    text = ", ".join(f"{n} = /* Type */" for n in names)
    args = bound.path.segments[-1].args
    if args is None:
        part = (bound.path.span.shrink_to_hi(), f"<{text}>")
    elif args.args or args.constraints:
        last = max([a.span.hi for a in args.args] + [c.span.hi for c in args.constraints])
        part = (Span(last, last, args.span.ctxt), f", {text}")
    else:
        part = (args.span, f"<{text}>")
    diag.suggest(f"specify the {word}", part, applicability="HasPlaceholders", style="show-always")
    return diag


def forbidden_const_param(tcx: Any, ty: k.Ty, span: Span) -> Diag:
    diag = error(f"`{ty_string(tcx, ty)}` is forbidden as the type of a const generic parameter", span)
    diag.note("the only supported types are integers, `bool`, and `char`")
    if not isinstance(ty, k.AdtTy):
        diag.not_modelled("the nightly feature's help")
    return diag
