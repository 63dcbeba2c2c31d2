"""`#[derive]` of the library's traits: the impls that rustc writes (`rustc_builtin_macros::deriving`)."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

from rustmem.source.diag import Diag, Unsupported, error
from rustmem.source.span import Expansion, Span
from rustmem.syntax import ast
from rustmem.syntax.make import Maker
from rustmem.syntax.token import Token
from rustmem.syntax.walk import clone

Target = ast.StructItem | ast.EnumItem | ast.UnionItem
Made = tuple[tuple[ast.Item, ...], list["Diag | Unsupported"]]


class Derive:
    """One derive of one item; made once, used, dropped."""

    def __init__(self, item: Target, name: str, span: Span, others: frozenset[str], helpers: list[Diag | Unsupported]) -> None:
        expansion = Expansion("derive", name, span, None, "core")
        self.item = item
        self.name = name
        self.others = others
        """All the derives of the item."""
        self.diags = helpers
        self.expansion = expansion
        self.make = Maker(Span(span.lo, span.hi, expansion))
        self.variants = item.variants if isinstance(item, ast.EnumItem) else (item.data,)
        self.is_enum = isinstance(item, ast.EnumItem)

    # ---- the frame ----

    def at(self, span: Span) -> Maker:
        """Nodes that stand where the author wrote a field."""
        return Maker(Span(span.lo, span.hi, self.expansion))

    def self_ty(self, span: Span | None = None) -> ast.Ty:
        """The type derived for, with its parameters as arguments."""
        make = Maker(span or self.make.span)
        args: list[ast.Ty | ast.Lifetime | ast.AnonConst] = []
        for param in self.item.generics.params:
            if isinstance(param, ast.LifetimeParam):
                args.append(ast.Lifetime(param.ident.name, self._marked(param.span)))
            elif isinstance(param, ast.ConstParam):
                path = ast.Path((ast.PathSegment(param.ident),), self._marked(param.span))
                args.append(ast.AnonConst(ast.PathExpr(path.span, None, path), path.span))
            else:
                path = ast.Path((ast.PathSegment(ast.Ident(param.ident.name, param.ident.span)),), self._marked(param.ident.span))
                args.append(ast.PathTy(path.span, None, path))
        segment = ast.PathSegment(self.item.ident, ast.GenericArgs(tuple(args), (), make.span) if args else None)
        return ast.PathTy(make.span, None, ast.Path((segment,), make.span))

    def _marked(self, span: Span) -> Span:
        return Span(span.lo, span.hi, self.expansion)

    def generics(self, bound: ast.Path | None) -> ast.Generics:
        """The item's generics, `bound` added to each type parameter."""
        params: list[ast.GenericParam] = []
        for param in self.item.generics.params:
            span = self._marked(param.span)
            if isinstance(param, ast.LifetimeParam):
                params.append(ast.LifetimeParam(param.ident, (), clone(param.bounds), span))
            elif isinstance(param, ast.ConstParam):
                params.append(ast.ConstParam(param.ident, (), (), span, clone(param.ty), None))
            else:
                own = (ast.TraitBound(bound.span, (), clone(bound)),) if bound is not None else ()
                params.append(ast.TypeParam(param.ident, (), own + clone(param.bounds), span, None))
        predicates = list(clone(self.item.generics.where_clause))
        if bound is not None:
            predicates += self._field_predicates(bound)
        return ast.Generics(
            tuple(params), tuple(predicates), self._marked(self.item.generics.span), self.item.generics.where_span
        )

    def _field_predicates(self, bound: ast.Path) -> list[ast.WherePredicate]:
        """`T::Item: Trait` for fields whose types project from a parameter."""
        names = {p.ident.name for p in self.item.generics.params if isinstance(p, ast.TypeParam)}
        out: list[ast.WherePredicate] = []
        if not names:
            return out
        for variant in self.variants:
            for field in variant.fields:
                for ty in _projections(field.ty, names):
                    bounds = (ast.TraitBound(bound.span, (), clone(bound)),)
                    out.append(ast.WherePredicate((), clone(ty), bounds, self.make.span))
        return out

    def impl(
        self, trait: ast.Path, *items: ast.Item, bounded: bool = True, unsafe: bool = False, bound: ast.Path | None = None
    ) -> ast.ImplItem:
        make = self.make
        generics = self.generics((bound or trait) if bounded else None)
        attrs = (make.attr("automatically_derived"),)
        vis = ast.Visibility("inherited", None, make.span)
        return ast.ImplItem(
            ast.Ident("", make.span),
            attrs,
            vis,
            make.span,
            generics,
            trait,
            False,
            self.self_ty(self._marked(self.item.ident.span)),
            items,
            unsafe,
            True,
        )

    def method(
        self,
        name: str,
        inputs: Sequence[ast.Param],
        output: ast.Ty | None,
        body: ast.Block,
        generics: tuple[ast.GenericParam, ...] = (),
    ) -> ast.FnItem:
        make = self.make
        header = ast.FnHeader(False, False, False, None)
        sig = ast.FnSig(header, tuple(inputs), output, make.span, output.span if output is not None else make.span)
        vis = ast.Visibility("inherited", None, make.span)
        attrs = (make.attr("inline"),)
        return ast.FnItem(make.ident(name), attrs, vis, make.span, ast.Generics(generics, (), make.span), sig, body)

    def self_param(self) -> ast.Param:
        make = self.make
        ty = make.ref_ty(ast.ImplicitSelfTy(make.span))
        return ast.Param(make.bind("self"), ty, make.span, (), "ref")

    def param(self, name: str, ty: ast.Ty) -> ast.Param:
        return ast.Param(self.make.bind(name), ty, self.make.span)

    # ---- matching on variants ----

    def access(self, field: ast.FieldDef, receiver: str = "self") -> ast.FieldExpr:
        """`self.field`, where the field stands."""
        make = self.at(field.span)
        return ast.FieldExpr(
            make.span, self.make.name(receiver), ast.Ident(field.ident.name, field.ident.span if field.named else make.span)
        )

    def refs(self, variant: ast.VariantDef, prefix: str) -> list[ast.Expr]:
        """The bindings of a variant's fields, or borrows of a struct's."""
        if self.is_enum:
            return [self.at(f.span).name(f"{prefix}_{i}") for i, f in enumerate(variant.fields)]
        receiver = "self" if prefix == "__self" else "other"
        return [self.at(f.span).ref(self.access(f, receiver)) for f in variant.fields]

    def variant_path(self, variant: ast.VariantDef) -> ast.Path:
        make = self.make
        segments = (ast.PathSegment(self.item.ident), ast.PathSegment(variant.ident))
        return ast.Path(segments, make.span)

    def pattern(self, variant: ast.VariantDef, prefix: str) -> ast.Pat:
        path = self.variant_path(variant)
        span = self._marked(variant.span)
        if variant.kind == "unit":
            return ast.PathPat(span, None, path)
        binds = [self.at(f.span).bind(f"{prefix}_{i}") for i, f in enumerate(variant.fields)]
        if variant.kind == "tuple":
            return ast.TupleStructPat(span, None, path, tuple(binds))
        fields = [ast.FieldPat(f.ident, b, False, self._marked(f.span)) for f, b in zip(variant.fields, binds, strict=True)]
        return ast.StructPat(span, None, path, tuple(fields), None)

    def match_self(self, arms: Sequence[ast.Arm]) -> ast.Expr:
        return self.make.match(self.make.name("self"), *arms)

    def empty_match(self) -> ast.Expr:
        """For an enum without variants."""
        make = self.make
        return make.match(ast.UnaryExpr(make.span, "*", make.name("self")))

    def discriminants(self, both: bool) -> list[ast.Stmt]:
        make = self.make
        pairs = [("__self", "self")] + ([("__arg1", "other")] if both else [])
        return [
            make.let(make.bind(f"{name}_discr"), make.call(make.core("intrinsics", "discriminant_value"), make.name(value)))
            for name, value in pairs
        ]

    def pair_arms(self, body: Callable[[ast.VariantDef], ast.Expr]) -> list[ast.Arm]:
        """`(E::A(..), E::A(..)) => ...` for each variant with fields."""
        make = self.make
        out = []
        for variant in self.variants:
            if variant.fields:
                span = self._marked(variant.span)
                pat = ast.TuplePat(make.span, (self.pattern(variant, "__self"), self.pattern(variant, "__arg1")))
                out.append(ast.Arm(pat, None, body(variant), span))
        return out

    def other_arm(self, value: ast.Expr) -> ast.Arm | None:
        """`_ => value` where some variant has no fields; else unreachable where more than one is."""
        make = self.make
        if any(not v.fields for v in self.variants):
            return make.arm(ast.WildPat(make.span), value)
        if len(self.variants) > 1:
            call = make.call(make.core("intrinsics", "unreachable"))
            block = ast.Block((), call, make.span, "compiler")
            return make.arm(ast.WildPat(make.span), ast.BlockExpr(make.span, block))
        return None

    def pair_match(self, arms: list[ast.Arm], default: ast.Arm | None) -> ast.Expr:
        make = self.make
        both = ast.TupExpr(make.span, (make.name("self"), make.name("other")))
        return make.match(both, *arms, *([default] if default is not None else []))

    @property
    def has_type_params(self) -> bool:
        return any(isinstance(p, ast.TypeParam) for p in self.item.generics.params)

    def asserts(self, *path: str) -> list[ast.Stmt]:
        """`let _: AssertParamIs...<T>;` for each field's type."""
        out: list[ast.Stmt] = []
        seen: set[str] = set()
        for variant in self.variants:
            for field in variant.fields:
                name = _simple_name(field.ty)
                if name is not None and name in seen:
                    continue
                if name is not None:
                    seen.add(name)
                make = self.at(field.span)
                out.append(make.let(ast.WildPat(make.span), None, make.ty(make.core(*path, args=(clone(field.ty),)))))
        return out


def _simple_name(ty: ast.Ty) -> str | None:
    if isinstance(ty, ast.PathTy) and ty.qself is None and len(ty.path.segments) == 1 and ty.path.segments[0].args is None:
        return ty.path.segments[0].ident.name
    return None


def _projections(ty: object, names: set[str]) -> list[ast.Ty]:
    """Types below `ty` that are paths into a type parameter (`T::Item`)."""
    from rustmem.syntax.walk import CHILDREN

    found: list[ast.Ty] = []
    if isinstance(ty, ast.PathTy):
        first = ty.path.segments[0].ident.name if ty.path.segments else ""
        if ty.qself is None and first in names:
            if len(ty.path.segments) > 1:
                found.append(ty)
            return found
    for name, many in CHILDREN.get(type(ty), ()):
        child = getattr(ty, name)
        for each in child if many else (child,):
            if each is not None:
                found += _projections(each, names)
    return found


# ---- the traits ----


def derive_copy(d: Derive) -> list[ast.Item]:
    return [d.impl(d.make.core("marker", "Copy"))]


def derive_clone(d: Derive) -> list[ast.Item]:
    make = d.make
    out: list[ast.Item] = []
    shallow = "Copy" in d.others and not d.has_type_params
    if isinstance(d.item, ast.UnionItem):
        make_body = [
            make.let(
                ast.WildPat(make.span), None, make.ty(make.core("clone", "AssertParamIsCopy", args=(make.ty(make.path("Self")),)))
            )
        ]
        body = make.block(*make_body, tail=ast.UnaryExpr(make.span, "*", make.name("self")))
        bound = make.core("marker", "Copy")
        return [d.impl(make.core("clone", "Clone"), d.method("clone", [d.self_param()], d.self_ty(), body), bound=bound)]
    if shallow:
        out.append(d.impl(make.core("clone", "TrivialClone"), unsafe=True))
        body = make.block(*d.asserts("clone", "AssertParamIsClone"), tail=ast.UnaryExpr(make.span, "*", make.name("self")))
    elif not d.is_enum:
        body = make.block(tail=_rebuild(d, d.variants[0], make.path(d.item.ident.name), d.refs(d.variants[0], "__self")))
    elif not d.variants:
        body = make.block(tail=d.empty_match())
    else:
        arms = [
            ast.Arm(d.pattern(v, "__self"), None, _rebuild(d, v, d.variant_path(v), d.refs(v, "__self")), d._marked(v.span))
            for v in d.variants
        ]
        body = make.block(tail=d.match_self(arms))
    out.append(d.impl(make.core("clone", "Clone"), d.method("clone", [d.self_param()], d.self_ty(), body)))
    return out


def _rebuild(d: Derive, variant: ast.VariantDef, path: ast.Path, refs: list[ast.Expr]) -> ast.Expr:
    """The variant with each field cloned."""
    values: list[ast.Expr] = []
    for field, ref in zip(variant.fields, refs, strict=True):
        at = d.at(field.span)
        values.append(at.call(at.core("clone", "Clone", "clone"), ref))
    return _construct(d, variant, path, values)


def _construct(d: Derive, variant: ast.VariantDef, path: ast.Path, values: list[ast.Expr]) -> ast.Expr:
    make = d.make
    if variant.kind == "unit":
        return make.path_expr(path)
    if variant.kind == "tuple":
        return ast.CallExpr(make.span, make.path_expr(path), tuple(values))
    inits = [ast.FieldInit(f.ident, v, False, v.span) for f, v in zip(variant.fields, values, strict=True)]
    return ast.StructExpr(make.span, None, path, tuple(inits), None)


def derive_debug(d: Derive) -> list[ast.Item]:
    make = d.make
    if isinstance(d.item, ast.UnionItem):
        d.diags.append(error("this trait cannot be derived for unions", make.span))
        return []
    formatter = make.ref_ty(make.ty(make.core("fmt", "Formatter")), "mut")
    if not d.is_enum:
        body: ast.Expr = _debug_variant(d, d.variants[0], d.refs(d.variants[0], "__self"))
    elif not d.variants:
        body = d.empty_match()
    elif all(not v.fields for v in d.variants):
        body = _debug_names(d)
    else:
        arms = [
            ast.Arm(d.pattern(v, "__self"), None, _debug_variant(d, v, d.refs(v, "__self")), d._marked(v.span))
            for v in d.variants
        ]
        body = d.match_self(arms)
    method = d.method(
        "fmt", [d.self_param(), d.param("f", formatter)], make.ty(make.core("fmt", "Result")), make.block(tail=body)
    )
    return [d.impl(make.core("fmt", "Debug"), method)]


def _debug_names(d: Derive) -> ast.Expr:
    make = d.make
    if len(d.variants) == 1:
        return _debug_variant(d, d.variants[0], [])
    arms = [ast.Arm(d.pattern(v, "__self"), None, make.str(v.ident.name), d._marked(v.span)) for v in d.variants]
    return make.call(make.core("fmt", "Formatter", "write_str"), make.name("f"), d.match_self(arms))


def _debug_variant(d: Derive, variant: ast.VariantDef, refs: list[ast.Expr]) -> ast.Expr:
    make = d.make
    name = make.str(variant.ident.name)
    formatter = make.name("f")
    if not refs:
        return make.call(make.core("fmt", "Formatter", "write_str"), formatter, name)
    kind = "struct" if variant.kind == "struct" else "tuple"
    if d.is_enum:
        values = [
            d.at(f.span).ref(r) if i == len(refs) - 1 else r for i, (f, r) in enumerate(zip(variant.fields, refs, strict=True))
        ]
    else:
        values = [
            d.at(f.span).ref(r) if i == len(refs) - 1 else r for i, (f, r) in enumerate(zip(variant.fields, refs, strict=True))
        ]
    labels: list[ast.Expr] = [d.at(f.span).str(f.ident.name) for f in variant.fields]
    if len(refs) <= 5:
        args: list[ast.Expr] = []
        for label, value in zip(labels, values, strict=True):
            args += [label, value] if kind == "struct" else [value]
        return make.call(make.core("fmt", "Formatter", f"debug_{kind}_field{len(refs)}_finish"), formatter, name, *args)
    return _debug_many(d, kind, name, labels, values)


def _debug_many(d: Derive, kind: str, name: ast.Expr, labels: list[ast.Expr], values: list[ast.Expr]) -> ast.Expr:
    make = d.make
    stmts: list[ast.Stmt] = []
    args: list[ast.Expr] = [make.name("f"), name]
    if kind == "struct":
        static = make.ref_ty(ast.InferTy(make.span), lifetime="'static")
        stmts.append(make.let(make.bind("names"), make.ref(ast.ArrayExpr(make.span, tuple(labels))), static))
        args.append(make.name("names"))
    bound = ast.TraitBound(make.span, (), make.core("fmt", "Debug"))
    dyn = make.ref_ty(ast.TraitObjectTy(make.span, (bound,)))
    stmts.append(
        make.let(make.bind("values"), make.ref(ast.ArrayExpr(make.span, tuple(values))), make.ref_ty(ast.SliceTy(make.span, dyn)))
    )
    args.append(make.name("values"))
    return make.block_expr(*stmts, tail=make.call(make.core("fmt", "Formatter", f"debug_{kind}_fields_finish"), *args))


def derive_partial_eq(d: Derive) -> list[ast.Item]:
    make = d.make
    if isinstance(d.item, ast.UnionItem):
        d.diags.append(error("this trait cannot be derived for unions", make.span))
        return []

    def fields(variant: ast.VariantDef) -> ast.Expr:
        made: ast.Expr | None = None
        for field, a, b in zip(variant.fields, d.refs(variant, "__self"), d.refs(variant, "__arg1"), strict=True):
            at = d.at(field.span)
            left = a.expr if isinstance(a, ast.AddrOfExpr) else a
            right = b.expr if isinstance(b, ast.AddrOfExpr) else b
            test = ast.BinaryExpr(at.span, "==", at.span, left, right)
            made = test if made is None else ast.BinaryExpr(make.span, "&&", make.span, made, test)
        return made if made is not None else make.bool(True)

    stmts: list[ast.Stmt] = []
    if not d.is_enum:
        body = fields(d.variants[0])
    elif not d.variants:
        body = d.empty_match()
    else:
        test: ast.Expr | None = None
        if len(d.variants) > 1:
            stmts = d.discriminants(True)
            test = ast.BinaryExpr(make.span, "==", make.span, make.name("__self_discr"), make.name("__arg1_discr"))
        if all(not v.fields for v in d.variants):
            body = test if test is not None else make.bool(True)
        else:
            body = d.pair_match(d.pair_arms(fields), d.other_arm(make.bool(True)))
            if test is not None:
                body = ast.BinaryExpr(make.span, "&&", make.span, test, body)
    other = make.ref_ty(d.self_ty())
    method = d.method("eq", [d.self_param(), d.param("other", other)], make.ty(make.path("bool")), make.block(*stmts, tail=body))
    return [
        d.impl(make.core("marker", "StructuralPartialEq"), bounded=False),
        d.impl(make.core("cmp", "PartialEq"), method),
    ]


def derive_eq(d: Derive) -> list[ast.Item]:
    make = d.make
    method = d.method("assert_fields_are_eq", [d.self_param()], None, make.block(*d.asserts("cmp", "AssertParamIsEq")))
    method.attrs = (make.attr("doc"), make.attr("coverage"))
    return [d.impl(make.core("cmp", "Eq"), method)]


def _compare(
    d: Derive, trait: str, name: str, equal: Callable[[], ast.Path], pattern: Callable[[], ast.Pat]
) -> Callable[[ast.VariantDef], ast.Expr]:
    """Compares fields in order: the first that differs decides."""
    make = d.make

    def fields(variant: ast.VariantDef) -> ast.Expr:
        made: ast.Expr | None = None
        triples = list(zip(variant.fields, d.refs(variant, "__self"), d.refs(variant, "__arg1"), strict=True))
        for field, a, b in reversed(triples):
            at = d.at(field.span)
            test = at.call(at.core("cmp", trait, name), a, b)
            if made is None:
                made = test
            else:
                made = make.match(test, make.arm(pattern(), made), make.arm(make.bind("cmp"), make.name("cmp")))
        return made if made is not None else _equal_value(d, trait, equal())

    return fields


def _equal_value(d: Derive, trait: str, equal: ast.Path) -> ast.Expr:
    make = d.make
    value = make.path_expr(equal)
    return make.call(make.core("option", "Option", "Some"), value) if trait == "PartialOrd" else value


def _ordering(d: Derive, trait: str, name: str) -> ast.Block:
    make = d.make

    def equal() -> ast.Path:
        return make.core("cmp", "Ordering", "Equal")

    def pattern() -> ast.Pat:
        inner = ast.PathPat(make.span, None, equal())
        return (
            ast.TupleStructPat(make.span, None, make.core("option", "Option", "Some"), (inner,))
            if trait == "PartialOrd"
            else inner
        )

    fields = _compare(d, trait, name, equal, pattern)
    if not d.is_enum:
        return make.block(tail=fields(d.variants[0]))
    if not d.variants:
        return make.block(tail=d.empty_match())
    discr: ast.Expr | None = None
    stmts: list[ast.Stmt] = []
    if len(d.variants) > 1:
        stmts = d.discriminants(True)
        discr = make.call(make.core("cmp", trait, name), make.ref(make.name("__self_discr")), make.ref(make.name("__arg1_discr")))
    if all(not v.fields for v in d.variants):
        return make.block(*stmts, tail=discr if discr is not None else _equal_value(d, trait, equal()))
    if discr is None:
        return make.block(tail=d.pair_match(d.pair_arms(fields), d.other_arm(_equal_value(d, trait, equal()))))
    if trait == "PartialOrd" and not _discriminant_first(d.variants):
        default = make.arm(ast.WildPat(make.span), discr)
        return make.block(*stmts, tail=d.pair_match(d.pair_arms(fields), default))
    rest = d.pair_match(d.pair_arms(fields), d.other_arm(_equal_value(d, trait, equal())))
    return make.block(*stmts, tail=make.match(discr, make.arm(pattern(), rest), make.arm(make.bind("cmp"), make.name("cmp"))))


def _discriminant_first(variants: tuple[ast.VariantDef, ...]) -> bool:
    """Whether `partial_cmp` compares discriminants before data: rustc's guess at the better code."""
    full = [bool(v.fields) for v in variants]
    count = sum(full)
    if count == 0:
        return True
    if count <= 2:
        return False
    places = [i for i, has in enumerate(full) if has]
    return any(b - a - 1 >= 2 for a, b in itertools.pairwise(places))


def derive_partial_ord(d: Derive) -> list[ast.Item]:
    make = d.make
    if isinstance(d.item, ast.UnionItem):
        d.diags.append(error("this trait cannot be derived for unions", make.span))
        return []
    output = make.ty(make.core("option", "Option", args=(make.ty(make.core("cmp", "Ordering")),)))
    other = make.ref_ty(d.self_ty())
    method = d.method("partial_cmp", [d.self_param(), d.param("other", other)], output, _ordering(d, "PartialOrd", "partial_cmp"))
    return [d.impl(make.core("cmp", "PartialOrd"), method)]


def derive_ord(d: Derive) -> list[ast.Item]:
    make = d.make
    if isinstance(d.item, ast.UnionItem):
        d.diags.append(error("this trait cannot be derived for unions", make.span))
        return []
    other = make.ref_ty(d.self_ty())
    method = d.method(
        "cmp", [d.self_param(), d.param("other", other)], make.ty(make.core("cmp", "Ordering")), _ordering(d, "Ord", "cmp")
    )
    return [d.impl(make.core("cmp", "Ord"), method)]


def derive_hash(d: Derive) -> list[ast.Item]:
    make = d.make
    if isinstance(d.item, ast.UnionItem):
        d.diags.append(error("this trait cannot be derived for unions", make.span))
        return []

    def calls(variant: ast.VariantDef) -> ast.Block:
        made = []
        for field, ref in zip(variant.fields, d.refs(variant, "__self"), strict=True):
            at = d.at(field.span)
            made.append((at, at.call(at.core("hash", "Hash", "hash"), ref, make.name("state"))))
        if not made:
            return make.block()
        return make.block(*(at.semi(call) for at, call in made[:-1]), tail=made[-1][1])

    hasher = ast.TraitBound(make.span, (), make.core("hash", "Hasher"))
    params = (ast.TypeParam(make.ident("__H"), (), (hasher,), make.span, None),)
    state = d.param("state", make.ref_ty(make.ty(make.path("__H")), "mut"))
    body = calls(d.variants[0]) if not d.is_enum else _hash_enum(d, calls)
    method = d.method("hash", [d.self_param(), state], None, body, params)
    return [d.impl(make.core("hash", "Hash"), method)]


def _hash_enum(d: Derive, calls: Callable[[ast.VariantDef], ast.Block]) -> ast.Block:
    make = d.make
    if not d.variants:
        return make.block(tail=d.empty_match())
    stmts: list[ast.Stmt] = []
    discr: ast.Expr | None = None
    if len(d.variants) > 1:
        stmts = d.discriminants(False)
        discr = make.call(make.core("hash", "Hash", "hash"), make.ref(make.name("__self_discr")), make.name("state"))
    if all(not v.fields for v in d.variants):
        return make.block(*stmts, tail=discr)
    arms = []
    for variant in d.variants:
        if variant.fields:
            block = calls(variant)
            body = block.expr if not block.stmts and block.expr is not None else ast.BlockExpr(make.span, block)
            arms.append(ast.Arm(d.pattern(variant, "__self"), None, body, d._marked(variant.span)))
    if any(not v.fields for v in d.variants):
        arms.append(make.arm(ast.WildPat(make.span), make.block_expr()))
    if discr is not None:
        stmts.append(make.semi(discr))
    return make.block(*stmts, tail=d.match_self(arms))


def derive_default(d: Derive) -> list[ast.Item]:
    make = d.make
    if isinstance(d.item, ast.UnionItem):
        d.diags.append(error("this trait cannot be derived for unions", make.span))
        return []
    if d.is_enum:
        marked = [v for v in d.variants if any(a.path == "default" for a in v.attrs)]
        if len(marked) != 1 or marked[0].kind != "unit":
            d.diags.append(_bad_default(d, marked))
            return []
        body: ast.Expr = make.path_expr(make.path("Self", marked[0].ident.name))
    else:
        data = d.variants[0]
        values: list[ast.Expr] = []
        for field in data.fields:
            at = d.at(field.span)
            values.append(at.call(at.core("default", "Default", "default")))
        body = _construct(d, data, make.path(d.item.ident.name), values)
    method = d.method("default", [], d.self_ty(), make.block(tail=body))
    return [d.impl(make.core("default", "Default"), method, bounded=not d.is_enum)]


def _bad_default(d: Derive, marked: list[ast.VariantDef]) -> Diag:
    make = d.make
    if not marked:
        diag = error("`#[derive(Default)]` on enum with no `#[default]`", make.span, "E0665")
        diag.label(d.item.span, "this enum needs a unit variant marked with `#[default]`")
        for variant in d.variants:
            if variant.kind == "unit":
                diag.suggest(
                    "make this unit variant default by placing `#[default]` on it",
                    (variant.span.shrink_to_lo(), "#[default] "),
                    applicability="MaybeIncorrect",
                    style="show-always",
                )
        return diag.not_modelled("derive(Default) on this enum") if len(d.variants) > 8 else diag
    if len(marked) > 1:
        return error("multiple declared defaults", make.span).not_modelled("several defaults of an enum")
    variant = marked[0]
    diag = error("the `#[default]` attribute may only be used on unit enum variants", variant.ident.span)
    return diag.help("consider a manual implementation of `Default`").not_modelled("a default variant with fields")


DERIVES: dict[str, Callable[[Derive], list[ast.Item]]] = {
    "Debug": derive_debug,
    "Clone": derive_clone,
    "Copy": derive_copy,
    "PartialEq": derive_partial_eq,
    "Eq": derive_eq,
    "PartialOrd": derive_partial_ord,
    "Ord": derive_ord,
    "Hash": derive_hash,
    "Default": derive_default,
}


def expand_derives(item: Target, names: Sequence[Token], edition: str) -> Made:
    """The impls that the derives of `item` write, in order."""
    diags: list[Diag | Unsupported] = []
    out: list[ast.Item] = []
    others = frozenset(token.text for token in names)
    if any(a.path == "repr" and any(t.text == "packed" for t in a.tokens) for a in item.attrs):
        diags.append(Unsupported("derive on packed structs", names[0].span))
        return (), diags
    for token in names:
        out.extend(DERIVES[token.text](Derive(item, token.text, token.span, others, diags)))
    return tuple(out), diags
