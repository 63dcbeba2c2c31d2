"""The library's stubs as one crate of forwarding functions, for rustc to check against the real library.

A function whose parameters, bounds and result are the stub's, and whose body calls the real item, compiles only if
the real item takes all that the stub takes and gives what the stub gives. An impl of a stub is asked for by a call of
a function that requires it, with its associated types.
"""

from __future__ import annotations

import json
from typing import Any

import rustmem
from rustmem import pipeline
from rustmem.resolve import stability
from rustmem.resolve.library import Library
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt

FN_TRAITS = frozenset(("Fn", "FnMut", "FnOnce"))
UNNAMED = frozenset(
    "Sized MetaSized PointeeSized Unsize CoerceUnsized DispatchFromDyn DiscriminantKind Destruct Tuple Pointee Freeze "
    "FnPtr Fn FnMut FnOnce Drop Searcher ReverseSearcher DoubleEndedSearcher".split()
)
"""Traits whose impls are not asked for: the compiler makes them, or a bound cannot name them, or (`Drop`) a bound on them
says nothing: the real library may drop through a field where the stub drops itself."""
OWN = (
    "std::intrinsics",
    "std::fmt::rt",
    "std::fmt::Arguments::new",
    "std::panicking",
    "std::str::pattern::Pattern",
    "std::thread::LocalKey::new",
    "std::ops::Drop::drop",
)
"""What the stubs have for themselves, in a shape of their own. A program cannot name it, but for `Drop::drop`."""
SHAPES = {"Clone": "std::str::", "Debug": "std::str::"}
"""Impls whose bounds are spelled differently: the real `Split<P>` is `Clone` where `P::Searcher` is."""


class NotWritable(Exception):
    """A type or bound that stable Rust has no text for."""


class Writer:
    """Types and bounds of the library as Rust text with full paths."""

    def __init__(self, tcx: TyCtxt) -> None:
        self.tcx = tcx
        self.library = pipeline.load_library()
        self.self_name = "This"

    def path(self, def_id: Any) -> str:
        found = self.library.visible_path(def_id)
        if found is None:
            raise NotWritable(self.tcx.item_name(def_id))
        return "::".join(f"r#{n}" if n in ("try", "gen") else n for n in found)

    def region(self, region: k.Region, bound: tuple[tuple[str, ...], ...]) -> str:
        match region:
            case k.ReStatic():
                return "'static"
            case k.ReEarlyParam(name=name, index=index):
                return name if name != "'_" else f"'anon{index}"
            case k.ReBound(debruijn=depth, var=var):
                return bound[-1 - depth][var.var]
            case k.ReLateParam(var=var):
                return var.name or "'_"
        return "'_"

    def ty(self, ty: Any, bound: tuple[tuple[str, ...], ...] = ()) -> str:
        match ty:
            case k.Region():
                return self.region(ty, bound)
            case k.ValueConst(value=value, ty=of):
                return "true" if isinstance(of, k.BoolTy) and value else "false" if isinstance(of, k.BoolTy) else str(value)
            case k.ParamConst(name=name):
                return name
            case k.BoolTy():
                return "bool"
            case k.CharTy():
                return "char"
            case k.StrTy():
                return "str"
            case k.NeverTy():
                raise NotWritable("!")
            case k.IntTy(name=name):
                return name
            case k.FloatTy(name=name):
                if name in ("f16", "f128"):
                    raise NotWritable(name)
                return name
            case k.ParamTy(name=name):
                return self.self_name if name == "Self" else name if name.isidentifier() else f"Impl{ty.index}"
            case k.RefTy(region=region, ty=inner, mutbl=mutbl):
                return f"&{self.region(region, bound)} {'mut ' if mutbl == 'mut' else ''}{self.ty(inner, bound)}"
            case k.RawPtrTy(ty=inner, mutbl=mutbl):
                return f"*{'mut' if mutbl == 'mut' else 'const'} {self.ty(inner, bound)}"
            case k.ArrayTy(ty=inner, length=length):
                return f"[{self.ty(inner, bound)}; {self.ty(length, bound)}]"
            case k.SliceTy(ty=inner):
                return f"[{self.ty(inner, bound)}]"
            case k.TupleTy(elems=elems):
                return "(" + "".join(self.ty(e, bound) + ", " for e in elems) + ")"
            case k.AdtTy(def_id=def_id, args=args):
                return self.path(def_id) + self.args(args, bound)
            case k.FnPtrTy(sig=sig):
                inner_bound, binder = self.binder(sig, bound)
                value = sig.value
                inputs = ", ".join(self.ty(t, inner_bound) for t in value.inputs)
                unsafe = "unsafe " if value.unsafe else ""
                return f"({binder}{unsafe}fn({inputs}) -> {self.output(value.output, inner_bound)})"
            case k.DynTy():
                return "(" + self.dyn(ty, bound) + ")"
            case k.AliasTy(kind="projection", def_id=def_id, args=args):
                trait = self.tcx.parent(def_id)
                return f"<{self.ty(args[0], bound)} as {self.trait(trait, args[1:], bound)}>::{self.tcx.item_name(def_id)}"
        raise NotWritable(type(ty).__name__)

    def output(self, ty: Any, bound: tuple[tuple[str, ...], ...]) -> str:
        return "!" if isinstance(ty, k.NeverTy) else self.ty(ty, bound)

    def args(self, args: tuple[Any, ...], bound: tuple[tuple[str, ...], ...]) -> str:
        return f"<{', '.join(self.ty(a, bound) for a in args)}>" if args else ""

    def binder(self, binder: k.Binder, bound: tuple[tuple[str, ...], ...]) -> tuple[tuple[tuple[str, ...], ...], str]:
        names = tuple(f"'x{len(bound)}_{n}" for n in range(len(binder.vars)))
        return (*bound, names), f"for<{', '.join(names)}> " if names else ""

    def dyn(self, ty: k.DynTy, bound: tuple[tuple[str, ...], ...]) -> str:
        principal: list[str] = []
        autos: list[str] = []
        terms = {p.value.def_id: p.value.term for p in ty.preds if isinstance(p.value, k.ExistentialProjection)}
        for pred in ty.preds:
            value = pred.value
            inner, binder = self.binder(pred, bound)
            if isinstance(value, k.ExistentialTraitRef):
                items = [(i.name, terms[i.def_id]) for i in self.tcx.associated_items(value.def_id) if i.def_id in terms]
                if self.tcx.item_name(value.def_id) in FN_TRAITS:
                    output = next(iter(terms.values()), None)
                    principal.append(binder + self.trait(value.def_id, value.args, inner, output=output))
                else:
                    principal.append(binder + self.trait(value.def_id, value.args, inner, items))
            elif isinstance(value, k.ExistentialAutoTrait):
                autos.append(self.path(value.def_id))
        region = self.region(ty.region, bound)
        return "dyn " + " + ".join([*principal, *autos, *([region] if region != "'_" else [])])

    def trait(
        self,
        def_id: Any,
        args: tuple[Any, ...],
        bound: tuple[tuple[str, ...], ...],
        items: Any = (),
        output: Any = None,
    ) -> str:
        name = self.tcx.item_name(def_id)
        if name in FN_TRAITS:
            [inputs] = args
            if not isinstance(inputs, k.TupleTy):
                raise NotWritable("Fn of unknown arguments")
            result = f" -> {self.ty(output, bound)}" if output is not None else ""
            return f"{self.path(def_id)}({', '.join(self.ty(t, bound) for t in inputs.elems)}){result}"
        texts = [self.ty(a, bound) for a in args] + [f"{n} = {self.ty(t, bound)}" for n, t in items]
        return self.path(def_id) + (f"<{', '.join(texts)}>" if texts else "")


class Header:
    """The parameters and bounds of a definition as text."""

    def __init__(self, writer: Writer, def_id: Any, without: Any = None) -> None:
        self.writer = writer
        self.tcx = writer.tcx
        self.params: list[Any] = []
        self.clauses: list[k.Binder] = []
        at: Any = def_id
        while at is not None:
            generics = self.tcx.generics_of(at)
            self.params[:0] = generics.params
            self.clauses += [clause for clause, _ in self.tcx.predicates_of(at).predicates]
            at = generics.parent

    def write(self, late: tuple[str, ...] = (), by_value: tuple[Any, ...] = ()) -> tuple[str, str]:
        """`<'a, T: ?Sized>` and `where T: Clone,`. What a function takes by value is sized."""
        writer, tcx = self.writer, self.tcx
        sized: set[Any] = set()
        outputs: dict[Any, Any] = {}
        sized |= {t for t in by_value if isinstance(t, k.ParamTy)}
        for clause in self.clauses:
            value = clause.value
            if isinstance(value, k.TraitPredicate) and tcx.is_lang_item(value.trait_ref.def_id, "sized"):
                sized.add(value.trait_ref.args[0])
            if isinstance(value, k.ProjectionPredicate) and tcx.item_name(tcx.parent(value.alias.def_id)) in FN_TRAITS:
                outputs[value.alias.args] = (value.term, clause)
        names = [*late]
        for p in self.params:
            if p.kind == "lifetime":
                names.append(p.name if p.name != "'_" else f"'anon{p.index}")
        for p in self.params:
            if p.kind == "type":
                name = "This" if p.name == "Self" else p.name if p.name.isidentifier() else f"Impl{p.index}"
                is_sized = any(isinstance(t, k.ParamTy) and t.index == p.index for t in sized)
                names.append(name if is_sized else f"{name}: ?Sized")
            elif p.kind == "const":
                names.append(f"const {p.name}: {writer.ty(tcx.type_of(p.def_id))}")
        bounds = [b for b in (self.bound(clause, outputs) for clause in self.clauses) if b]
        return (f"<{', '.join(names)}>" if names else ""), ("where " + ", ".join(bounds) if bounds else "")

    def bound(self, clause: k.Binder, outputs: dict[Any, Any]) -> str | None:
        writer, tcx, value = self.writer, self.tcx, clause.value
        if isinstance(value, k.TraitPredicate) and isinstance(value.trait_ref.args[0], k.AliasTy):
            alias = value.trait_ref.args[0]
            if tcx.item_name(alias.def_id) == "Searcher":
                # The real one has a lifetime parameter; the stub's only stands for the type.
                found = f"<{writer.ty(alias.args[0])} as std::str::pattern::Pattern>::Searcher<'s>"
                return f"for<'s> {found}: std::str::pattern::{tcx.item_name(value.trait_ref.def_id)}<'s>"
        bound, binder = writer.binder(clause, ())
        match value:
            case k.TraitPredicate(trait_ref=ref):
                if tcx.is_lang_item(ref.def_id, "sized"):
                    own = isinstance(ref.args[0], k.ParamTy) and any(p.index == ref.args[0].index for p in self.params)
                    return None if own else f"{writer.ty(ref.args[0], bound)}: Sized"
                if tcx.item_name(ref.def_id) in ("MetaSized", "PointeeSized", "Destruct"):
                    return None
                output = outputs.get(ref.args, (None, None))[0]
                if tcx.item_name(ref.def_id) in FN_TRAITS and output is None:
                    # `F: FnMut(A) -> R` may be written once for several traits of the family.
                    output = next((t for a, (t, _) in outputs.items() if a[0] is ref.args[0]), None)
                return f"{binder}{writer.ty(ref.args[0], bound)}: {writer.trait(ref.def_id, ref.args[1:], bound, output=output)}"
            case k.ProjectionPredicate(alias=alias, term=term):
                trait = tcx.parent(alias.def_id)
                if tcx.item_name(trait) in FN_TRAITS:
                    return None
                item = [(tcx.item_name(alias.def_id), term)]
                return f"{binder}{writer.ty(alias.args[0], bound)}: {writer.trait(trait, alias.args[1:], bound, item)}"
            case k.TypeOutlives(ty=ty, region=region):
                return f"{binder}{writer.ty(ty, bound)}: {writer.region(region, bound)}"
            case k.RegionOutlives(longer=longer, shorter=shorter):
                return f"{writer.region(longer, bound)}: {writer.region(shorter, bound)}"
        return None


class Forwarding:
    """The lines of the crate, and what each is about."""

    def __init__(self) -> None:
        # Every item has to be read, which the library of a check puts off.
        pipeline._LIBRARY[:] = [Library(pipeline.expand_stub)]
        report = rustmem.check("fn main() {}")
        assert report.tcx is not None
        self.tcx: Any = report.tcx
        self.library: Any = pipeline.load_library()
        self.writer = Writer(self.tcx)
        self.lines: list[str] = []
        self.about: list[str] = []
        self.items: list[Any] = []
        self.skipped: dict[str, list[str]] = {}
        self.helpers: dict[str, str] = {}

    def crate(self) -> str:
        """One item a line."""
        table = self.tcx.defs.table
        for def_id, row in [(n, table[n]) for n in range(self.tcx.base)]:
            if row is not None and row.kind in ("fn", "assoc fn", "impl") and not self.is_own(def_id):
                self.definition(def_id, row)
        return "\n".join(["#![allow(warnings)]", *self.lines, *self.helpers, "fn main() {}"])

    def is_own(self, def_id: Any) -> bool:
        found = stability.unstable_item(self.tcx, def_id)
        if found is not None and found.feature == "-":
            return True
        path = stability.path_of(self.tcx, def_id)
        return path is not None and any("::".join(path).startswith(own) for own in OWN)

    def add(self, line: str, about: str, def_id: Any) -> None:
        self.lines.append(line)
        self.about.append(about)
        self.items.append(def_id)

    def definition(self, def_id: Any, row: Any) -> None:
        about = f"{row.kind} {self.name(def_id)}"
        try:
            if row.kind == "fn" and self.library.visible_path(def_id) is not None:
                self.function(def_id, self.writer.path(def_id), about)
            elif row.kind == "assoc fn":
                self.method(def_id, about)
            elif row.kind == "impl":
                self.impl(def_id, about)
        except NotWritable as why:
            self.skipped.setdefault(str(why), []).append(about)

    def name(self, def_id: Any) -> str:
        parts: list[str] = []
        at = def_id
        while at is not None:
            parts.append(self.tcx.item_name(at) or "impl")
            at = self.tcx.parent(at)
        return "::".join(reversed(parts))

    def is_public(self, def_id: Any) -> bool:
        return self.tcx.defs.table[def_id].vis is None

    def method(self, def_id: Any, about: str) -> None:
        parent = self.tcx.parent(def_id)
        row = self.tcx.defs.table[parent]
        name = self.tcx.item_name(def_id)
        if row.kind == "trait":
            if self.tcx.item_name(parent) in UNNAMED or self.library.visible_path(parent) is None:
                return
            args = self.tcx.identity_args(parent)
            self.function(def_id, f"<This as {self.writer.trait(parent, args[1:], ())}>::{name}", about)
        elif self.tcx.impl_header(parent).trait_ref is None and self.is_public(def_id):
            self.function(def_id, f"<{self.writer.ty(self.tcx.type_of(parent))}>::{name}", about)

    def function(self, def_id: Any, path: str, about: str) -> None:
        sig = self.tcx.fn_sig(def_id)
        late = tuple(f"'late{n}" for n in range(len(sig.vars)))
        bound = (late,)
        value = sig.value
        header = Header(self.writer, def_id)
        params, where = header.write(late, (*value.inputs, value.output))
        inputs = [self.writer.ty(t, bound) for t in value.inputs]
        generics = self.tcx.generics_of(def_id)
        explicit = [p for p in generics.params if p.kind != "lifetime" and not p.synthetic and p.name != "Self"]
        turbofish = ""
        if explicit and not any(p.synthetic for p in generics.params):
            turbofish = f"::<{', '.join(p.name for p in explicit)}>"
        call = f"{path}{turbofish}({', '.join(f'a{n}' for n in range(len(inputs)))})"
        arguments = ", ".join(f"a{n}: {t}" for n, t in enumerate(inputs))
        if value.unsafe:
            call = f"unsafe {{ {call} }}"
        if isinstance(value.output, k.AliasTy) and value.output.kind == "opaque":
            result, call = "()", f"{call};"
        else:
            result = self.writer.output(value.output, bound)
        word = "unsafe fn" if value.unsafe else "fn"
        self.add(f"{word} f{def_id}{params}({arguments}) -> {result} {where} {{ {call} }}", about, def_id)

    def impl(self, def_id: Any, about: str) -> None:
        header = self.tcx.impl_header(def_id)
        ref = header.trait_ref
        if ref is None or header.polarity != "positive":
            return
        trait = self.tcx.item_name(ref.def_id)
        if trait in UNNAMED or self.library.visible_path(ref.def_id) is None:
            return
        if self.writer.ty(ref.args[0]).startswith(SHAPES.get(trait, "?")):
            return
        if any(isinstance(a, k.AdtTy) and self.is_own(a.def_id) for a in ref.args) or self.is_own(ref.def_id):
            return
        params, where = Header(self.writer, def_id).write()
        args = [self.writer.ty(a) for a in ref.args]
        types = [i for i in self.tcx.associated_items(def_id) if i.kind == "type" and not self.tcx.generics_of(i.def_id).params]
        terms = [(i.name, self.writer.ty(self.tcx.type_of(i.def_id))) for i in types]
        helper = self.helper(ref, [n for n, _ in terms])
        given = [a for a in args if a.startswith("'")] + [a for a in args if not a.startswith("'")] + [t for _, t in terms]
        # Parameters of these types let rustc assume that the types are well-formed.
        shown = ", ".join(
            f"_: std::marker::PhantomData<{t}>" for t in args if t[0] not in "'0123456789" and t not in ("true", "false")
        )
        self.add(
            f"fn i{def_id}{params}({shown}) {where} {{ {helper}::<{', '.join(given)}>() }}",
            f"{about} {trait} for {args[0]}",
            def_id,
        )

    def feature(self, def_id: Any) -> str | None:
        """What makes an item unstable: itself, or for an impl its trait or a type it is for."""
        asked = [def_id]
        if self.tcx.def_kind(def_id) == "impl":
            ref = self.tcx.impl_header(def_id).trait_ref
            asked = [ref.def_id, *[a.def_id for a in ref.args if isinstance(a, k.AdtTy)]]
        found = [stability.unstable_item(self.tcx, item) for item in asked]
        return next((f.feature for f in found if f is not None), None)

    def helper(self, ref: k.TraitRef, items: list[str]) -> str:
        """The function that requires an impl of the trait."""
        lifetimes = [f"'h{n}" for n, a in enumerate(ref.args) if isinstance(a, k.Region)]
        consts = {n for n, a in enumerate(ref.args) if isinstance(a, k.Const)}
        names = [f"'h{n}" if isinstance(a, k.Region) else f"H{n}" for n, a in enumerate(ref.args)]
        terms = [f"{item} = T{item}" for item in items]
        bound = self.writer.path(ref.def_id)
        if names[1:] or terms:
            bound += f"<{', '.join([*names[1:], *terms])}>"
        sized = {
            clause.value.trait_ref.args[0].index
            for clause, _ in self.tcx.predicates_of(ref.def_id).predicates
            if isinstance(clause.value, k.TraitPredicate)
            and self.tcx.is_lang_item(clause.value.trait_ref.def_id, "sized")
            and isinstance(clause.value.trait_ref.args[0], k.ParamTy)
        }
        types = [f"H{n}" if n in sized else f"H{n}: ?Sized" for n, a in enumerate(ref.args) if not isinstance(a, k.Region)]
        params = [*lifetimes, *types, *[f"T{i}: ?Sized" for i in items]]
        name = f"need{ref.def_id}_{'_'.join(items)}_{len(consts)}"
        self.helpers[f"fn {name}<{', '.join(params)}>() where H0: {bound} {{}}"] = name
        return name


def main() -> None:
    """Writes the crate, and what each line is about: its text, and the feature that makes it unstable."""
    made = Forwarding()
    text = made.crate()
    features = [made.feature(item) for item in made.items]
    print(json.dumps({"text": text, "about": made.about, "features": features, "skipped": made.skipped}))


if __name__ == "__main__":
    main()
