"""The words of E0599 where a method exists but bounds keep it from applying (the middle of rustc's
`report_no_match_method_error`)."""

from __future__ import annotations

from typing import Any

from rustmem.source.diag import Diag, MultiSpan, error
from rustmem.source.span import Span
from rustmem.traits import obligation as o
from rustmem.traits.builtin import trait_flags
from rustmem.traits.elaborate import supertraits
from rustmem.ty import kind as k
from rustmem.ty.print import def_path_str, prefix_string, trait_ref_str, ty_str
from rustmem.typeck.on_unimplemented import words_for
from rustmem.typeck.suggest_traits import diagnostic_name

_DERIVABLE = frozenset(("Default", "Eq", "PartialEq", "Ord", "PartialOrd", "Clone", "Copy", "Hash", "Debug"))
_LONG = 50
"""Bounds and types whose text is longer are shortened in labels."""


class Unsatisfied:
    """One such error: what rustc says of the bounds, and what it has to know afterwards."""

    def __init__(self, fcx: Any, span: Span, name: str, ty: k.Ty, kind: str, found: Any) -> None:
        self.fcx = fcx
        self.tcx = fcx.tcx
        self.span = span
        self.name = name
        self.ty = ty
        self.kind = kind
        self.bounds: list[tuple[k.Binder, k.Binder | None, Any]] = found.unsatisfied
        self.spans: dict[Span, list[str]] = {}
        """Types and traits of the author, each with the bounds that it does not satisfy."""
        self.has_own_label = False
        text = ty_str(self.tcx, ty)
        self.text = text
        message = (
            f"the {kind} `{name}` exists for {prefix_string(self.tcx, ty)} `{text}`, but its trait bounds were not satisfied"
        )
        self.diag = error(message, span, "E0599")

    def report(self) -> Diag:
        """The bounds, those of the author's impls with their places."""
        diag = self.diag
        shown = self.of_local_impls()
        listed = self.listed(shown)
        self.on_unimplemented()
        if listed:
            diag.note("the following trait bounds were not satisfied:\n" + "\n".join(listed))
        self.derives()
        return diag

    # -- one bound --

    def pred_text(self, predicate: k.Binder) -> str | None:
        """`T: Trait`, noting where the type is defined."""
        value = predicate.value
        if type(value) is not k.TraitPredicate:
            self.diag.not_modelled("a projection that is not satisfied")
            return None
        ref = value.trait_ref
        path = trait_ref_str(self.tcx, ref)
        text = f"{ty_str(self.tcx, ref.args[0])}: {path}"
        quiet = f"_: {path}"
        self.label(self.fcx.resolve(ref.args[0]), f"`{quiet if len(text) > _LONG else text}`", f"`{quiet}`")
        return text

    def label(self, ty: k.Ty, text: str, quiet: str) -> None:
        tcx = self.tcx
        match ty:
            case k.AdtTy(def_id=def_id):
                self.spans.setdefault(tcx.def_span(def_id), []).append(text) if def_id >= tcx.base else None
            case k.DynTy(preds=preds):
                for pred in preds:
                    if type(pred.value) is k.ExistentialTraitRef and pred.value.def_id >= tcx.base:
                        self.spans.setdefault(tcx.def_span(pred.value.def_id), []).append(text)
            case k.ClosureTy(def_id=def_id):
                self.spans.setdefault(tcx.def_span(def_id), []).append(quiet)
            case k.ParamTy():
                self.diag.not_modelled("a bound on the parameter")
            case _:
                pass

    # -- bounds of the author's impls --

    def of_local_impls(self) -> set[k.Binder]:
        """Notes that show the impls; the bounds in them."""
        tcx, diag = self.tcx, self.diag
        shown: set[k.Binder] = set()
        notes: dict[Span, tuple[list[Span], list[tuple[Span, str]], list[k.Binder], bool]] = {}
        for predicate, parent, cause in self.bounds:
            source = _impl_of(tcx, cause.code)
            if source is None:
                continue
            impl, where = source
            tree = tcx.hir(impl)
            shown.add(predicate)
            derived = bool(getattr(tree, "derived", False))
            if derived:
                self.of_derive(notes, tree, where, predicate)
            else:
                self.relaxed(tree, where)
                if parent is not None:
                    self.pred_text(parent)
                primary, labels, preds, _ = notes.setdefault(tree.self_ty.span, ([], [], [], False))
                preds.append(predicate)
                _add(primary, where)
                _add(labels, (where, "unsatisfied trait bound introduced here"))
                if tree.trait_ref is not None:
                    _add(labels, (tree.trait_ref.span, ""))
                _add(labels, (tree.self_ty.span, ""))
        for _, (primary, labels, preds, derived) in sorted(notes.items(), key=lambda each: (each[0].lo, each[0].hi)):
            texts = sorted({f"`{text}`" for p in preds if (text := self.pred_text(p)) is not None})
            if len(texts) == 1:
                message = f"trait bound {texts[0]} was not satisfied"
            else:
                message = "the following trait bounds were not satisfied:\n" + "\n".join(texts)
            diag.span_note(MultiSpan(tuple(primary), tuple(labels)), message)
            if derived:
                diag.help("consider manually implementing the trait to avoid undesired bounds")
        return shown

    def of_derive(self, notes: Any, tree: Any, where: Span, predicate: k.Binder) -> None:
        """A bound that a derive put on a parameter."""
        word = tree.span.ctxt.call_site if tree.span.ctxt is not None else tree.span
        primary, labels, preds, _ = notes.setdefault(word, ([], [], [], True))
        preds.append(predicate)
        if type(predicate.value) is not k.TraitPredicate:
            self.diag.not_modelled("a derived impl")
            return
        place = self.parameter_of(tree, predicate)
        if place is None:
            self.diag.not_modelled("a derived impl")
            return
        where = place
        trait = self.tcx.item_name(predicate.value.trait_ref.def_id)
        _add(primary, where)
        _add(labels, (word, "in this derive macro expansion"))
        _add(labels, (where, f"type parameter would need to implement `{trait}`"))

    def parameter_of(self, tree: Any, predicate: k.Binder) -> Span | None:
        """Where the parameter is declared that stands for the type of a bound in a derived impl."""
        ty = self.fcx.resolve(predicate.value.trait_ref.args[0])
        impl = self.tcx.type_of(self.tcx.def_id_of(tree))
        adt = self.ty if isinstance(self.ty, k.AdtTy) and self.ty.def_id == getattr(impl, "def_id", None) else None
        if adt is None:
            return None
        params = self.tcx.generics_of(adt.def_id).params
        found = [p for p, arg in zip(params, adt.args) if arg is ty]
        return self.tcx.ident_span(found[0].def_id) if len(found) == 1 else None

    def relaxed(self, tree: Any, where: Span) -> None:
        """`?Sized` for a parameter whose implicit bound is at fault."""
        sized = self.tcx.lang_items.get("sized")
        asked = any(type(p.value) is k.TraitPredicate and p.value.trait_ref.def_id == sized for p, _, _ in self.bounds)
        for param in tree.generics.params if asked else ():
            if param.ident.span != where:
                continue
            text = "consider relaxing the type parameter's implicit `Sized` bound"
            after = param.ident.span.shrink_to_hi()
            if param.bounds:
                colon = self.tcx.source_map.snippet(after.until(param.bounds[0].span)).find(":")
                after = Span(after.lo + colon + 1, after.lo + colon + 1, after.ctxt)
            part = (after, " ?Sized +" if param.bounds else ": ?Sized")
            self.diag.suggest(text, part, style="show-always")

    # -- the other bounds --

    def listed(self, shown: set[k.Binder]) -> list[str]:
        """Those without an impl of the author, in the order found, each once."""
        found: list[str] = []
        for predicate, parent, _ in self.bounds:
            text = self.pred_text(predicate)
            if text is None:
                continue
            line = f"`{text}`"
            above = self.pred_text(parent) if parent is not None else None
            if above is not None:
                line += f"\nwhich is required by `{above}`"
            if predicate not in shown and line not in found:
                found.append(line)
        return found

    def on_unimplemented(self) -> None:
        """A trait's own words, where nothing but it is missing for the receiver's type."""
        traits: dict[Any, k.TraitRef] = {}
        causes: dict[Any, Any] = {}
        for predicate, _, cause in self.bounds:
            value = predicate.value
            if type(value) is k.TraitPredicate and self.fcx.resolve(value.trait_ref.args[0]) is self.ty:
                traits.setdefault(value.trait_ref.def_id, value.trait_ref)
                causes.setdefault(value.trait_ref.def_id, cause)
        only = all(type(p.value) is k.TraitPredicate and p.value.trait_ref.def_id in traits for p, _, _ in self.bounds)
        if len(traits) != 1 or not only:
            return
        ((trait, ref),) = traits.items()
        words = words_for(self.fcx, self.fcx.resolve(ref), self.span, causes[trait].code.parent is None)
        if words.message is not None:
            self.diag.message = words.message
        if words.label is not None:
            self.has_own_label = True
            self.diag.label(self.span, words.label)

    def derives(self) -> None:
        """What could be derived, and what must be implemented by hand (rustc's `suggest_derive`)."""
        tcx, diag = self.tcx, self.diag
        derives: set[tuple[str, Span, str]] = set()
        traits: dict[str, Any] = {}
        for predicate, _, _ in self.bounds:
            value = predicate.value
            if type(value) is not k.TraitPredicate or predicate.vars:
                continue
            ty = self.fcx.resolve(value.trait_ref.args[0])
            if not isinstance(ty, k.AdtTy) or ty.def_id < tcx.base:
                continue
            trait = value.trait_ref.def_id
            name = diagnostic_name(tcx, trait)
            if name in _DERIVABLE and not (name == "Default" and tcx.adt_def(ty.def_id).kind == "enum"):
                text, span = ty_str(tcx, ty), tcx.def_span(ty.def_id)
                for each in supertraits(tcx, tcx.binder(value.trait_ref)):
                    above = diagnostic_name(tcx, each.value.def_id)
                    if above is not None:
                        derives.add((text, span, above))
            elif trait_flags(tcx, trait).auto:
                diag.not_modelled("an auto trait that must be implemented")
            else:
                traits[def_path_str(tcx, trait)] = trait
        if traits:
            self.must_be_implemented(traits)
        grouped: dict[tuple[str, Span], list[str]] = {}
        for text, span, name in sorted(derives):
            grouped.setdefault((text, span), []).append(name)
        for (text, span), names in grouped.items():
            listed = ", ".join(names)
            message = f"consider annotating `{text}` with `#[derive({listed})]`"
            part = (span.shrink_to_lo(), f"#[derive({listed})]\n")
            diag.suggest(message, part, applicability="MaybeIncorrect", style="show-always")

    def must_be_implemented(self, traits: dict[str, Any]) -> None:
        tcx = self.tcx
        names = sorted(traits)
        quoted = [f"`{name}`" for name in names]
        if len(quoted) > 2:
            text = ", ".join(quoted[:-1]) + ",  and " + quoted[-1]
        else:
            text = " and ".join(quoted)
        spans = tuple(tcx.def_span(traits[name]) for name in names)
        plural = "s" if len(names) > 1 else ""
        self.diag.span_note(MultiSpan(spans), f"the trait{plural} {text} must be implemented")

    # -- labels --

    def cannot_be_called(self) -> None:
        where = "" if len(self.text) > _LONG else f"on `{self.text}` "
        self.diag.label(self.span, f"{self.kind} cannot be called {where}due to unsatisfied trait bounds")

    def type_labels(self) -> None:
        """What each type of the author does not satisfy, and that the receiver's type lacks the method."""
        tcx, diag = self.tcx, self.diag
        own = tcx.def_span(self.ty.def_id) if isinstance(self.ty, k.AdtTy) and self.ty.def_id >= tcx.base else None
        missing = f"{self.kind} `{self.name}` not found for this {prefix_string(tcx, self.ty)}"
        for span in sorted(self.spans):
            bounds = sorted(set(self.spans[span]))
            before = f"{missing} because it " if span == own else ""
            own = None if span == own else own
            if len(bounds) == 1:
                diag.label(span, f"{before}doesn't satisfy {bounds[0]}")
            elif len(bounds) > 4:
                diag.label(span, f"doesn't satisfy {len(bounds)} bounds")
            else:
                diag.label(span, f"{before}doesn't satisfy {', '.join(bounds[:-1])} or {bounds[-1]}")
        if own is not None:
            diag.label(own, missing)


def _add(found: list[Any], value: Any) -> None:
    if value not in found:
        found.append(value)


def _impl_of(tcx: Any, code: Any) -> tuple[Any, Span] | None:
    """(the author's impl that asks for the bound, where in it)."""
    if isinstance(code, o.ImplDerived):
        impl, span = code.impl_def_id, code.span
    elif isinstance(code, o.WhereClause):
        impl, span = code.def_id, code.span
    else:
        return None
    return (impl, span) if impl >= tcx.base and tcx.def_kind(impl) == "impl" else None
