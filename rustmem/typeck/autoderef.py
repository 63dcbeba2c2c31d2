"""Following `*` from a type, built-in and overloaded (rustc's `Autoderef`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rustmem.source.diag import error
from rustmem.source.span import Span
from rustmem.ty import intern as i
from rustmem.ty import kind as k
from rustmem.ty.print import short_string
from rustmem.typeck import results as r


class Autoderef:
    """Yields the type itself (step 0), then what each further `*` gives."""

    __slots__ = ("fcx", "span", "ty", "steps", "obligations", "include_raw", "reached_limit", "silence")

    def __init__(self, fcx: Any, span: Span, ty: k.Ty, include_raw: bool = False, silence: bool = False) -> None:
        self.fcx = fcx
        self.span = span
        self.ty = fcx.resolve(ty)
        self.steps: list[tuple[k.Ty, bool]] = []
        """(source type, overloaded) of each step taken."""
        self.obligations: list[Any] = []
        self.include_raw = include_raw
        self.reached_limit = False
        self.silence = silence
        """Whether reaching the limit is no error here."""

    def __iter__(self) -> Iterator[tuple[k.Ty, int]]:
        yield self.ty, 0
        while True:
            if len(self.steps) > self.fcx.tcx.recursion_limit:
                self.reached_limit = True
                if not self.silence:
                    report_deref_limit(self.fcx, self.span, self.ty)
                return
            ty = self.ty
            if type(ty) is k.InferTy or ty.flags & k.HAS_ERROR and ty is i.ERROR:
                return
            found = builtin_deref(self.fcx.tcx, ty, self.include_raw)
            overloaded = False
            if found is None:
                found = self.overloaded_deref_ty(ty)
                overloaded = True
                if found is None:
                    return
            self.steps.append((ty, overloaded))
            self.ty = self.fcx.try_structurally_resolve(found)
            yield self.ty, len(self.steps)

    def overloaded_deref_ty(self, ty: k.Ty) -> k.Ty | None:
        fcx = self.fcx
        if isinstance(ty, (k.RefTy, k.IntTy, k.FloatTy, k.BoolTy, k.CharTy, k.StrTy, k.SliceTy, k.ArrayTy, k.TupleTy,
                           k.FnDefTy, k.FnPtrTy, k.ClosureTy, k.NeverTy, k.RawPtrTy)):  # fmt: skip
            return None
        return fcx.deref_target(ty, self.obligations, self.span)

    def final_ty(self) -> k.Ty:
        return self.fcx.resolve(self.ty)

    def adjust_steps(self) -> list[r.Adjustment]:
        """The adjustments that carry out the steps. Overloaded ones begin as shared `deref`."""
        made = []
        targets = [source for source, _ in self.steps[1:]] + [self.ty]
        for (_source, overloaded), target in zip(self.steps, targets):
            made.append(r.Adjustment(r.Deref("not" if overloaded else None), target))
        return made


def report_deref_limit(fcx: Any, span: Span, ty: k.Ty) -> None:
    """E0055, once for each place."""
    tcx = fcx.tcx
    seen = tcx.cache("deref limit reached")
    ty = fcx.resolve(ty)
    if (span, ty) in seen:
        return
    seen[span, ty] = True
    name = short_string(tcx, ty)
    diag = error(f"reached the recursion limit while auto-dereferencing `{name}`", span, "E0055")
    diag.label(span, "deref recursion limit reached").help(limit_help(tcx.recursion_limit))
    if "..." in name:
        diag.not_modelled("the file for the name of a long type")
    tcx.emit(diag)


def limit_help(limit: int) -> str:
    """What rustc says of a recursion limit that was reached."""
    more = 2 * limit if limit else 2
    return (
        f'consider increasing the recursion limit by adding a `#![recursion_limit = "{more}"]` attribute to your crate (`main`)'
    )


def builtin_deref(tcx: Any, ty: k.Ty, explicit: bool) -> k.Ty | None:
    """What `*` of `ty` is without a trait: a reference, a box, and if `explicit` a raw pointer."""
    cls = type(ty)
    if cls is k.RefTy:
        return ty.ty  # type: ignore[attr-defined]
    if cls is k.AdtTy:
        if ty.def_id == tcx.lang_items.get("owned_box"):  # type: ignore[attr-defined]
            return ty.args[0]  # type: ignore[attr-defined, no-any-return]
        return None
    if cls is k.RawPtrTy and explicit:
        return ty.ty  # type: ignore[attr-defined]
    return None
