"""What the grammar allows and Rust does not: items, qualifiers, unstable syntax, attributes
(rustc_ast_passes::{ast_validation, feature_gate}, rustc_attr_parsing)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from rustmem.resolve.attributes import HANDLED
from rustmem.resolve.walk import children
from rustmem.source.diag import Diag, error
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty.context import TyCtxt

ABIS = ("Rust", "C", "C-unwind", "system", "system-unwind")
"""Those of every target; which others there are depends on it."""


def validate(tcx: TyCtxt) -> None:
    """Walks the user's crate, before names are resolved."""
    Validator(tcx).run()


class Validator:
    """One walk over the tree."""

    def __init__(self, tcx: TyCtxt) -> None:
        self.tcx = tcx
        self.gates: list[Diag] = []
        self.in_trait: ast.TraitItem | None = None
        self.in_impl: ast.ImplItem | None = None
        self.item_generics: ast.Generics | None = None
        self.relaxed: set[tuple[str | None, ast.Generics | None]] = set()
        """Type parameters that were relaxed, and the list they are of."""
        self.results: set[Any] = set()
        """Types that stand as the result of a function."""

    def run(self) -> None:
        crate = self.tcx.crate
        self.attributes(crate.attrs, crate)
        for attrs in crate.expr_attrs.values():
            self.attributes(attrs, None)
        for item in crate.items:
            self.item(item)
        for gate in self.gates:
            self.tcx.emit(gate)

    def emit(self, diag: Diag) -> None:
        self.tcx.emit(diag)

    def unsupported(self, what: str, span: Span) -> None:
        self.tcx.unsupported(what, span)

    # -- items --

    def item(self, item: ast.Item) -> None:
        self.attributes(item.attrs, item)
        check = ITEMS.get(type(item))
        if check is not None:
            check(self, item)
        generics = getattr(item, "generics", None)
        if generics is not None:
            self.generics(generics)
        saved = self.in_trait, self.in_impl
        if isinstance(item, ast.TraitItem):
            self.in_trait, self.in_impl = item, None
        elif isinstance(item, ast.ImplItem):
            self.in_trait, self.in_impl = None, item
        if not isinstance(item, ast.ForeignMod):
            for child in self.parts(item):
                self.node(child)
        self.in_trait, self.in_impl = saved

    def parts(self, item: ast.Item) -> Any:
        return item.items or () if isinstance(item, ast.ModItem) else children(item)

    def node(self, node: Any) -> None:
        stack: list[Any] = [node]
        while stack:
            at = stack.pop()
            if isinstance(at, ast.Item):
                self.item(at)
                continue
            if type(at) is ast.ItemStmt:
                saved, self.in_trait, self.in_impl = (self.in_trait, self.in_impl), None, None
                self.item(at.item)
                self.in_trait, self.in_impl = saved
                continue
            check = NODES.get(type(at))
            if check is not None:
                check(self, at)
            stack.extend(children(at)[::-1])

    def visibility(self, vis: ast.Visibility, note: str | None) -> None:
        """E0449."""
        if vis.kind == "inherited":
            return
        diag = error("visibility qualifiers are not permitted here", vis.span, "E0449")
        diag.suggest("remove the qualifier", (vis.span, ""))
        if note is not None:
            diag.note(note)
        self.emit(diag)

    def generics(self, generics: ast.Generics) -> None:
        """The order of parameters; relaxed bounds."""
        self.item_generics = generics
        seen_type: Span | None = None
        for param in generics.params:
            if isinstance(param, ast.LifetimeParam):
                if seen_type is not None:
                    self.unsupported("lifetime parameters after type parameters", param.span)
            else:
                seen_type = param.span
            self.attributes(param.attrs, None)
            relaxed = [b for b in param.bounds if isinstance(b, ast.TraitBound) and b.modifier == "?"]
            if relaxed:
                self.relaxed.add((param.ident.name, generics))
            if len(relaxed) > 1:
                self.emit(error("duplicate relaxed `Sized` bounds", tuple(b.span for b in relaxed), "E0203"))
        defaulted = False
        for param in generics.params:
            has = getattr(param, "default", None) is not None
            if defaulted and not has and not isinstance(param, ast.LifetimeParam):
                self.unsupported("a parameter without default after one with a default", param.span)
                break
            defaulted = defaulted or has

    def fn(self, item: ast.FnItem) -> None:
        header = item.sig.header
        self.abi(header.abi, item.span)
        assoc = self.in_trait is not None or self.in_impl is not None
        trait_impl = self.in_impl is not None and self.in_impl.trait_ref is not None
        if header.const and (self.in_trait is not None or trait_impl):
            self.const_in_trait(item, "traits" if self.in_trait is not None else "trait impls")
        if item.body is None and self.in_trait is not None:
            for param in item.sig.inputs:
                self.pattern_without_body(param)
        if item.body is None and self.in_trait is None:
            self.function_without_body(item)
        if self.in_trait is not None:
            self.visibility(item.vis, "trait items always share the visibility of their trait")
        elif trait_impl:
            self.visibility(item.vis, "trait items always share the visibility of their trait")
        if item.sig.c_variadic:
            self.unsupported("C-variadic functions", item.sig.span)
        for n, param in enumerate(item.sig.inputs):
            if param.self_kind and (n or not assoc):
                self.unsupported("a `self` parameter here", param.span)
            self.attributes(param.attrs, None)
        defaulted = [p for p in item.generics.params if isinstance(p, ast.TypeParam) and p.default is not None]
        if defaulted:
            self.unsupported("defaults of a function's type parameters", defaulted[0].span)

    def const_in_trait(self, item: ast.FnItem, where: str) -> None:
        """E0379."""
        lo = item.sig.span.lo
        span = Span(lo, lo + 5, item.sig.span.ctxt)
        diag = error(f"functions in {where} cannot be declared const", span, "E0379").label(
            span, f"functions in {where} cannot be const"
        )
        diag.suggest("remove the `const`", (Span(lo, lo + 6, item.sig.span.ctxt), ""))
        if where == "trait impls":
            diag.not_modelled("const traits")
        self.emit(diag)

    def pattern_without_body(self, param: ast.Param) -> None:
        """E0642."""
        pat = param.pat
        if isinstance(pat, ast.IdentPat) and pat.by_ref is None and pat.sub is None:
            if pat.mutbl == "mut":
                self.unsupported("a `mut` parameter of a function without body", pat.span)
            return
        if isinstance(pat, ast.WildPat) or param.self_kind:
            return
        self.emit(
            error("patterns aren't allowed in functions without bodies", pat.span, "E0642").label(
                pat.span, "pattern not allowed in function without body"
            )
        )

    def abi(self, abi: str | None, span: Span) -> None:
        if abi is None or abi in ABIS:
            return
        self.unsupported(f"the ABI `{abi}`", span)

    def impl(self, item: ast.ImplItem) -> None:
        self.visibility(item.vis, None)
        if item.vis.kind != "inherited":
            self.tcx.diags[-1].not_modelled("the qualifier of an impl")
        if item.trait_ref is None:
            if item.unsafe:
                lo = item.span.lo
                word = Span(lo, lo + 6, item.span.ctxt)
                diag = error("inherent impls cannot be unsafe", item.self_ty.span, "E0197")
                diag.label(word, "unsafe because of this").label(item.self_ty.span, "inherent impl for this type")
                self.emit(diag.note("only trait implementations may be annotated with `unsafe`"))
            return
        if item.negative:
            self.negative(item)

    def negative(self, item: ast.ImplItem) -> None:
        """`impl !Trait`: unstable, and never unsafe (E0198)."""
        assert item.trait_ref is not None
        path = item.trait_ref.span
        bang = Span(path.lo - 1, path.lo, path.ctxt)
        if item.unsafe:
            lo = item.span.lo
            diag = error("negative impls cannot be unsafe", bang.to(path), "E0198")
            diag.label(bang, "negative because of this").label(Span(lo, lo + 6, item.span.ctxt), "unsafe because of this")
            self.emit(diag)
        if item.items:
            self.unsupported("items in a negative impl", item.span)
        self.gate("negative trait bounds are not fully implemented; use marker types for now", bang.to(path), 68318)

    def gate(self, message: str, span: Span, issue: int) -> None:
        """E0658 on a stable compiler."""
        diag = error(message, span, "E0658")
        self.gates.append(
            diag.note(f"see issue #{issue} <https://github.com/rust-lang/rust/issues/{issue}> for more information")
        )

    def trait(self, item: ast.TraitItem) -> None:
        if item.auto:
            self.gate("auto traits are experimental and possibly buggy", item.span, 13231)
            if item.items or item.bounds or item.generics.params:
                self.unsupported("an auto trait that is not empty", item.span)
        for bound in item.bounds:
            if isinstance(bound, ast.TraitBound) and bound.modifier:
                self.unsupported("relaxed bounds on a trait", bound.span)

    def trait_alias(self, item: ast.TraitAlias) -> None:
        self.gate("trait aliases are experimental", item.span, 41517)

    def enum(self, item: ast.EnumItem) -> None:
        note = "enum variants and their fields always share the visibility of the enum they are in"
        for variant in item.variants:
            self.attributes(variant.attrs, variant)
            vis = getattr(variant, "vis", None)
            if vis is not None:
                self.visibility(vis, note)
            elif self.tcx.source_map.snippet(variant.span).startswith("pub"):
                lo = variant.span.lo
                self.visibility(ast.Visibility("pub", None, Span(lo, lo + 3, variant.span.ctxt)), note)
            for field in variant.fields:
                self.attributes(field.attrs, field)
                self.visibility(field.vis, note)

    def struct(self, item: ast.StructItem | ast.UnionItem) -> None:
        for field in item.data.fields:
            self.attributes(field.attrs, field)
        if isinstance(item, ast.UnionItem) and not item.data.fields:
            self.emit(error("unions cannot have zero fields", item.span))

    def function_without_body(self, item: ast.FnItem) -> None:
        in_impl = self.in_impl is not None
        message = "associated function in `impl` without body" if in_impl else "free function without a body"
        last = Span(item.span.hi - 1, item.span.hi, item.span.ctxt)
        at = last if self.tcx.source_map.snippet(last) == ";" else item.span.shrink_to_hi()
        hint = "provide a definition for the function"
        self.emit(error(message, item.span).suggest(hint, (at, " { <body> }"), applicability="HasPlaceholders"))

    def const(self, item: ast.ConstItem) -> None:
        if item.generics.params:
            self.unsupported("constants with parameters", item.span)
        if item.expr is None and self.in_trait is None:
            self.unsupported("a constant without a value", item.span)
        self.assoc_vis(item)

    def static(self, item: ast.StaticItem) -> None:
        if item.expr is None:
            self.unsupported("a static without a value", item.span)

    def alias(self, item: ast.TypeAlias) -> None:
        if self.in_trait is None and self.in_impl is None:
            if item.ty is None or item.bounds:
                self.unsupported("a type alias without a type, or with bounds", item.span)
            if any(p.bounds for p in item.generics.params) or item.generics.where_clause:
                self.unsupported("bounds in a type alias", item.generics.span)
        elif self.in_trait is not None:
            if item.ty is not None:
                self.gate("associated type defaults are unstable", item.span, 29661)
        elif self.in_impl is not None and self.in_impl.trait_ref is None:
            self.gate("inherent associated types are unstable", item.span, 8995)
        self.assoc_vis(item)

    def assoc_vis(self, item: ast.Item) -> None:
        if self.in_trait is not None or self.in_impl is not None and self.in_impl.trait_ref is not None:
            self.visibility(item.vis, "trait items always share the visibility of their trait")

    def foreign_mod(self, item: ast.ForeignMod) -> None:
        self.abi(item.abi, item.span)
        for sub in item.items:
            self.attributes(sub.attrs, sub)
            if isinstance(sub, ast.FnItem):
                self.foreign_fn(sub)
            elif isinstance(sub, ast.TypeAlias):
                self.gate("extern types are experimental", sub.span, 43467)
        if self.tcx.edition >= "2024" and not item.unsafe:
            self.emit(error("extern blocks must be unsafe", item.span))

    def foreign_fn(self, item: ast.FnItem) -> None:
        """E0044, E0045, E0130."""
        types = [p for p in item.generics.params if not isinstance(p, ast.LifetimeParam)]
        if self.has_impl_trait([p.ty for p in item.sig.inputs], item.sig.output):
            self.unsupported("`impl Trait` in a foreign function", item.span)
        if types:
            kind = (
                "type"
                if all(isinstance(p, ast.TypeParam) for p in types)
                else "const"
                if all(isinstance(p, ast.ConstParam) for p in types)
                else "type or const"
            )
            examples = "types like `u32`" if kind == "type" else "consts like `5`" if kind == "const" else "types"
            if len(types) > 1 or kind != "type":
                self.unsupported("several parameters of a foreign function", item.span)
            diag = error(f"foreign items may not have {kind} parameters", item.span, "E0044").label(
                item.span, f"can't have {kind} parameters"
            )
            self.emit(diag.help(f"replace the {kind} parameters with concrete {examples}"))
        for param in item.sig.inputs:
            pat = param.pat
            if not (
                isinstance(pat, ast.IdentPat)
                and pat.by_ref is None
                and pat.mutbl == "not"
                and pat.sub is None
                or isinstance(pat, ast.WildPat)
            ):
                self.emit(
                    error("patterns aren't allowed in foreign function declarations", pat.span, "E0130").label(
                        pat.span, "pattern not allowed in foreign function"
                    )
                )
        if item.body is not None:
            self.unsupported("a foreign function with a body", item.span)
        if item.sig.c_variadic:
            self.unsupported("C-variadic functions", item.sig.span)

    def has_impl_trait(self, inputs: list[Any], output: Any) -> bool:
        stack = [*inputs, *([output] if output is not None else [])]
        while stack:
            at = stack.pop()
            if isinstance(at, ast.ImplTraitTy):
                return True
            stack.extend(children(at))
        return False

    def use(self, item: ast.UseItem) -> None:
        self.use_tree(item.tree, False)

    def use_tree(self, tree: ast.UseTree, nested: bool) -> None:
        """E0429, E0430, E0431."""
        names = [s.ident.name for s in tree.prefix.segments]
        if tree.kind == "simple" and names and names[-1] == "self" and not nested and len(names) > 1:
            self.emit(self_import(tree))
        if tree.kind == "nested":
            selfs = [t for t in tree.nested if t.kind == "simple" and [s.ident.name for s in t.prefix.segments] == ["self"]]
            if len(selfs) > 1 or selfs and not names:
                self.unsupported("`self` in a list of imports", selfs[0].span)
            for sub in tree.nested:
                self.use_tree(sub, True)
        if any(s.args is not None for s in tree.prefix.segments):
            self.unsupported("arguments in an import", tree.span)

    # -- types and expressions --

    def impl_trait(self, ty: ast.ImplTraitTy) -> None:
        """E0666: `impl A<impl B>`."""
        if sum(isinstance(b, ast.UseBound) for b in ty.bounds) > 1:
            self.unsupported("several `use<..>` bounds", ty.span)
        stack: list[Any] = [
            s.args for b in ty.bounds if isinstance(b, ast.TraitBound) for s in b.path.segments if s.args is not None
        ]
        while stack:
            at = stack.pop()
            if isinstance(at, ast.ImplTraitTy):
                diag = error("nested `impl Trait` is not allowed", at.span, "E0666")
                self.emit(diag.label(ty.span, "outer `impl Trait`").label(at.span, "nested `impl Trait` here"))
                continue
            if isinstance(at, ast.AssocConstraint):
                continue
            stack.extend(children(at))

    def trait_object(self, ty: ast.TraitObjectTy) -> None:
        """E0226."""
        lifetimes = [b for b in ty.bounds if isinstance(b, ast.OutlivesBound)]
        if len(lifetimes) > 1:
            self.emit(error("only a single explicit lifetime bound is permitted", lifetimes[1].span, "E0226"))
        for bound in ty.bounds:
            if isinstance(bound, ast.TraitBound) and bound.modifier:
                self.unsupported("relaxed bounds in a trait object", bound.span)

    def where(self, predicate: ast.WherePredicate) -> None:
        """E0316."""
        relaxed = [b for b in predicate.bounds if isinstance(b, ast.TraitBound) and b.modifier == "?"]
        if relaxed:
            self.relaxed_where(predicate, relaxed)
        if predicate.generic_params:
            for bound in predicate.bounds:
                if isinstance(bound, ast.TraitBound) and bound.generic_params:
                    self.emit(error("nested quantification of lifetimes", bound.span, "E0316"))
                    return

    def relaxed_where(self, predicate: ast.WherePredicate, relaxed: list[Any]) -> None:
        """A type parameter is relaxed once, in its list or in the clause."""
        bounded = predicate.bounded
        name = bounded.path.segments[-1].ident.name if isinstance(bounded, ast.PathTy) else None
        key = name, self.item_generics
        if len(relaxed) > 1 or name is None or key in self.relaxed:
            self.unsupported("several relaxed bounds of a type parameter", predicate.span)
        self.relaxed.add(key)

    def generic_args(self, args: ast.GenericArgs) -> None:
        """Lifetimes come before types (E0747)."""
        seen: Any = None
        for arg in args.args:
            if isinstance(arg, ast.Lifetime):
                if seen is not None:
                    self.unsupported("a lifetime argument after a type argument", arg.span)
                    return
            else:
                seen = arg

    def never(self, ty: ast.NeverTy) -> None:
        """`!` is stable as the result of a function only."""
        if not self.is_result(ty):
            self.gate("the `!` type is experimental", ty.span, 35121)

    def is_result(self, ty: ast.NeverTy) -> bool:
        return ty in self.results

    def bare_fn(self, ty: ast.BareFnTy) -> None:
        self.abi(ty.abi, ty.span)
        if ty.c_variadic:
            self.unsupported("C-variadic functions", ty.span)
        self.note_result(ty.output)

    def note_result(self, ty: Any) -> None:
        if isinstance(ty, ast.NeverTy):
            self.results.add(ty)

    def fn_sig(self, sig: ast.FnSig) -> None:
        self.note_result(sig.output)

    def closure(self, expr: ast.ClosureExpr) -> None:
        self.note_result(expr.output)
        if expr.binder:
            self.gate("`for<...>` binders for closures are experimental", expr.fn_decl_span, 97362)

    def paren_args(self, args: ast.GenericArgs) -> None:
        self.note_result(args.output)
        self.generic_args(args)

    def box_pat(self, pat: ast.BoxPat) -> None:
        self.gate("box pattern syntax is experimental", pat.span, 29641)

    def slice_pat(self, pat: ast.SlicePat) -> None:
        for elem in pat.elems:
            inner = elem.sub if isinstance(elem, ast.IdentPat) and elem.sub is not None else elem
            before = self.tcx.source_map.snippet(pat.span.with_hi(elem.span.lo)).rstrip()
            in_parens = before.endswith("(")  # the tree has no parentheses any more
            if isinstance(inner, ast.RangePat) and inner.lo is not None and inner.hi is None and not in_parens:
                self.gate("`X..` patterns in slices are experimental", elem.span, 67264)

    # -- attributes --

    def attributes(self, attrs: tuple[ast.Attribute, ...], node: Any) -> None:
        for attr in attrs:
            if attr.is_doc or attr.span.ctxt is not None and not attr.span.ctxt.is_local:
                continue
            if attr.path == "repr" and any(t.text == "simd" for t in attr.tokens):
                self.unsupported("`#[repr(simd)]`", attr.span)
            if attr.path in HANDLED and (attr.path == "repr" or node is None or self.fits(attr, node)):
                continue
            shape = SHAPES.get(attr.path)
            text = "".join(_spaced(t.text) for t in attr.tokens)
            if sum(a.path == attr.path for a in attrs) > 1 and attr.path in ONCE:
                self.unsupported(f"several attributes `{attr.path}`", attr.span)
            elif any("\\0" in t.text for t in attr.tokens) or not known_tools(attr):
                self.unsupported(f"the attribute `{attr.path}` in this form", attr.span)
            elif shape is None or not re.fullmatch(shape, text):
                self.unsupported(
                    f"the attribute `{attr.path}` in this form" if shape is not None else f"the attribute `{attr.path}`",
                    attr.span,
                )
            elif not self.fits(attr, node):
                self.unsupported(f"the attribute `{attr.path}` here", attr.span)
            if attr.path == "link" and (len(attr.tokens) != 5 or attr.tokens[3].text == '""'):
                self.unsupported("the attribute `link` in this form", attr.span)
            ident = getattr(node, "ident", None)
            if (
                ident is not None
                and not ident.name.isascii()
                and (attr.path == "no_mangle" or any(t.text == "no_mangle" for t in attr.tokens))
            ):
                self.unsupported("`no_mangle` of a name that is not ASCII", attr.span)

    def fits(self, attr: ast.Attribute, node: Any) -> bool:
        """Whether an attribute may stand on the node."""
        kinds = TARGETS.get(attr.path)
        if kinds is None:
            return True
        if attr.path == "repr" and not isinstance(node, (ast.StructItem, ast.EnumItem, ast.UnionItem)):
            return False
        if attr.path == "repr":
            return self.repr_fits(attr, node)
        if (
            attr.path == "track_caller"
            and isinstance(node, ast.FnItem)
            and (node.sig.header.abi is not None or node.ident.name == "main")
        ):
            return False
        return node is None or isinstance(node, kinds)

    def repr_fits(self, attr: ast.Attribute, node: Any) -> bool:
        words = [t.text for t in attr.tokens if t.kind == "ident"]
        if sum(a.path == "repr" for a in node.attrs) > 1:
            return False
        ints = [w for w in words if re.fullmatch(r"[iu](8|16|32|64|128|size)", w)]
        if ints and not isinstance(node, ast.EnumItem) or len(ints) > 1:
            return False
        if "transparent" in words:
            return len(words) == 1 and isinstance(node, ast.StructItem) and len(node.data.fields) == 1
        return not ("packed" in words and ("align" in words or isinstance(node, ast.EnumItem)))


ONCE = frozenset(
    (
        "deprecated",
        "must_use",
        "inline",
        "cold",
        "track_caller",
        "non_exhaustive",
        "export_name",
        "no_mangle",
        "recursion_limit",
        "ignore",
        "should_panic",
    )
)
TOOLS = ("clippy", "rustfmt", "rustdoc", "miri", "diagnostic", "rust_analyzer")


def known_tools(attr: ast.Attribute) -> bool:
    """Whether the tools that a lint attribute names exist."""
    if attr.path not in ("allow", "warn", "deny", "forbid", "expect"):
        return True
    tokens = attr.tokens
    return all(tokens[i - 1].text in TOOLS for i, t in enumerate(tokens) if t.text == "::" and i)


def _spaced(text: str) -> str:
    return '"s"' if text.startswith(('"', 'r"', "r#")) else text


_LINT = r"\(((\w+(::\w+)*)(,(\w+(::\w+)*))*(,reason=\"s\")?,?)?\)"
_WORD = ""
SHAPES: dict[str, str] = {
    **dict.fromkeys(("allow", "warn", "deny", "forbid", "expect"), _LINT),
    **dict.fromkeys(
        ("cold", "no_mangle", "non_exhaustive", "test", "automatically_derived", "default", "macro_export", "rustfmt::skip"),
        _WORD,
    ),
    "track_caller": _WORD,
    "inline": (r"(\((always|never)\))?"),
    "must_use": (r'(="s")?'),
    "doc": (r"=.*|\((hidden|inline|no_inline|alias=.*|html_.*)\)"),
    "derive": (r"\(.*\)"),
    "cfg": (r"\(.*\)"),
    "cfg_attr": (r"\(.*\)"),
    "repr": (
        r"\((C|transparent|packed(\(\d+\))?|align\((1|2|4|8|16|32|64|128|256|512|1024|2048|4096)\)|[iu](8|16|32|64|128|size))(,(C|packed(\(\d+\))?|align\((1|2|4|8|16|32|64|128|256)\)|[iu](8|16|32|64|128|size)))*,?\)"
    ),
    "deprecated": (r'(="s")?|\((note|since)="s"\)|\(since="s",note="s",?\)|\(note="s",since="s",?\)'),
    "macro_use": _WORD,
    "ignore": (r'(="s")?'),
    "should_panic": (r'(="s")?|\(expected="s"\)'),
    "recursion_limit": (r'="s"'),
    "export_name": (r'="s"'),
    "link": (r'\(name="s"(,kind="s")?\)'),
    "unsafe": (r"\((no_mangle|export_name=\"s\")\)"),
    "crate_type": (r'="s"'),
    "crate_name": (r'="s"'),
    "diagnostic::on_unimplemented": (r"\(.*\)"),
}
_FNS = (ast.FnItem,)
TARGETS: dict[str, tuple[type, ...]] = {
    "repr": (ast.StructItem, ast.EnumItem, ast.UnionItem),
    "inline": (ast.FnItem, ast.ClosureExpr),
    "cold": _FNS,
    "track_caller": _FNS,
    "no_mangle": (ast.FnItem, ast.StaticItem),
    "export_name": (ast.FnItem, ast.StaticItem),
    "non_exhaustive": (ast.StructItem, ast.EnumItem, ast.VariantDef),
    "must_use": (ast.FnItem, ast.StructItem, ast.EnumItem, ast.UnionItem, ast.TraitItem),
    "macro_export": (ast.MacroDef,),
    "test": _FNS,
    "default": (ast.VariantDef,),
    "deprecated": (ast.Item, ast.VariantDef, ast.FieldDef),
}


def self_import(tree: ast.UseTree) -> Diag:
    """E0429."""
    last = tree.prefix.segments[-1].ident.span
    before = tree.prefix.segments[-2].ident.span
    span = Span(before.hi, last.hi, last.ctxt)
    diag = error("`self` imports are only allowed within a { } list", span, "E0429")
    diag.suggest("consider importing the module directly", (span, ""), style="show-always")
    return diag.suggest(
        "alternatively, use the multi-path `use` syntax to import `self`",
        (last.shrink_to_lo(), "{"),
        (last.shrink_to_hi(), "}"),
        style="show-always",
    )


ITEMS: dict[type, Callable[[Validator, Any], None]] = {
    ast.FnItem: Validator.fn,
    ast.ImplItem: Validator.impl,
    ast.TraitItem: Validator.trait,
    ast.TraitAlias: Validator.trait_alias,
    ast.EnumItem: Validator.enum,
    ast.StructItem: Validator.struct,
    ast.UnionItem: Validator.struct,
    ast.ConstItem: Validator.const,
    ast.StaticItem: Validator.static,
    ast.TypeAlias: Validator.alias,
    ast.ForeignMod: Validator.foreign_mod,
    ast.UseItem: Validator.use,
}
NODES: dict[type, Callable[[Validator, Any], None]] = {
    ast.ImplTraitTy: Validator.impl_trait,
    ast.TraitObjectTy: Validator.trait_object,
    ast.WherePredicate: Validator.where,
    ast.GenericArgs: Validator.paren_args,
    ast.NeverTy: Validator.never,
    ast.BareFnTy: Validator.bare_fn,
    ast.FnSig: Validator.fn_sig,
    ast.ClosureExpr: Validator.closure,
    ast.BoxPat: Validator.box_pat,
    ast.SlicePat: Validator.slice_pat,
}
