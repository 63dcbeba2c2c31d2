"""Types and signatures of definitions (rustc_hir_analysis::collect::{type_of, fn_sig})."""

from __future__ import annotations

from typing import Any

from rustmem.items import errors
from rustmem.items.lowering import Lowerer
from rustmem.source.index import DefId
from rustmem.syntax import ast
from rustmem.ty import intern as i
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt
from rustmem.ty.generics import AdtDef, AssocItem, FieldDef, VariantDef


def type_of(tcx: TyCtxt, def_id: DefId) -> k.Ty:
    """The type of a struct, field, alias, constant, parameter default, impl (its Self), …"""
    row = tcx.defs[def_id]
    node = tcx.hir(def_id)
    match row.kind:
        case "struct" | "enum" | "union":
            return tcx.adt(def_id, tcx.identity_args(def_id))
        case "variant":
            assert row.parent is not None
            return tcx.type_of(row.parent)
        case "field":
            owner = _adt_of(tcx, def_id)
            return _lower(tcx, owner, node.ty)
        case "type alias" | "assoc ty":
            if node.ty is None:
                return i.ERROR
            return _lower(tcx, def_id, node.ty)
        case "impl":
            return _lower(tcx, def_id, node.self_ty)
        case "const" | "static" | "assoc const":
            return _item_type(tcx, def_id, node)
        case "type param":
            assert row.parent is not None
            if isinstance(node, ast.TypeParam) and node.default is not None:
                return _lower(tcx, row.parent, node.default)
            return i.ERROR
        case "const param":
            assert row.parent is not None
            return _const_param_ty(tcx, row.parent, node)
        case "fn" | "assoc fn" | "ctor":
            if row.kind == "ctor" and row.ctor_kind == "const":
                return _ctor_output(tcx, def_id)
            return tcx.fn_def(def_id, tcx.identity_args(def_id))
        case "opaque ty":
            return tcx.opaque_hidden_type(def_id)
        case "foreign ty":
            return tcx.foreign(def_id)
        case "anon const" | "inline const":
            return _anon_const_type(tcx, def_id)
        case _:
            return i.ERROR


def _lower(tcx: TyCtxt, owner: DefId, ty: ast.Ty) -> k.Ty:
    lowerer = Lowerer(tcx, owner)
    made = lowerer.lower_ty(ty)
    if lowerer.tainted:
        tcx.tainted.add(owner)
    return made


def _item_type(tcx: TyCtxt, def_id: DefId, node: ast.ConstItem | ast.StaticItem) -> k.Ty:
    return _lower(tcx, def_id, node.ty)


def _const_param_ty(tcx: TyCtxt, parent: DefId, node: ast.ConstParam) -> k.Ty:
    ty = _lower(tcx, parent, node.ty)
    if not isinstance(ty, (k.IntTy, k.BoolTy, k.CharTy, k.ErrorTy)):
        tcx.emit(errors.forbidden_const_param(tcx, ty, node.ty.span), parent)
        return i.ERROR
    return ty


def _anon_const_type(tcx: TyCtxt, def_id: DefId) -> k.Ty:
    """usize for lengths, the parameter's type for arguments, the representation for discriminants."""
    known = tcx.cache("anon const types").get(def_id)
    if known is not None:
        return known  # type: ignore[no-any-return]
    parent = tcx.parent(def_id)
    if parent is not None and tcx.def_kind(parent) == "variant":
        enum = tcx.parent(parent)
        assert enum is not None
        repr_int = _attributes(tcx, tcx.defs[enum].attrs)[1]
        return i.PRIMITIVES[repr_int or "isize"]
    return i.USIZE


def _adt_of(tcx: TyCtxt, def_id: DefId) -> DefId:
    at = tcx.parent(def_id)
    assert at is not None
    if tcx.def_kind(at) == "variant":
        at = tcx.parent(at)
        assert at is not None
    return at


def _ctor_output(tcx: TyCtxt, def_id: DefId) -> k.Ty:
    return tcx.type_of(_adt_of(tcx, def_id))


def fn_sig(tcx: TyCtxt, def_id: DefId) -> k.Binder:
    """The signature of a function, method or constructor, its late-bound lifetimes bound."""
    row = tcx.defs[def_id]
    if row.kind == "ctor":
        return _ctor_sig(tcx, def_id)
    node = tcx.hir(def_id)
    if not isinstance(node, ast.FnItem):
        raise AssertionError(f"fn_sig of {row.kind}")
    lowerer = Lowerer(tcx, def_id, depth=1)
    inputs = tuple(lowerer.lower_ty(p.ty) for p in node.sig.inputs)
    lowerer.where = "return types"
    output = lowerer.lower_ty(node.sig.output) if node.sig.output is not None else i.UNIT
    header = node.sig.header
    if header.asyncness:
        tcx.unsupported("`async` functions", node.sig.span, def_id)
        output = i.ERROR
    unsafe = header.unsafe or _foreign_unsafe(tcx, def_id, node)
    sig = tcx.mk_fn_sig(inputs, output, unsafe, header.abi or _foreign_abi(tcx, def_id), node.sig.c_variadic)
    if lowerer.tainted or sig.flags & k.HAS_ERROR:
        tcx.tainted.add(def_id)
    return tcx.binder(sig, tuple(tcx.lookup("binders", node) or ()))


def _foreign_unsafe(tcx: TyCtxt, def_id: DefId, node: ast.FnItem) -> bool:
    """A function of an extern block is unsafe unless it says `safe`."""
    parent = tcx.parent(def_id)
    if parent is None or tcx.def_kind(parent) != "foreign mod":
        return False
    return " safe fn" not in f" {tcx.source_map.snippet(node.span.with_hi(node.ident.span.lo))}"


def _foreign_abi(tcx: TyCtxt, def_id: DefId) -> str:
    parent = tcx.parent(def_id)
    if parent is not None and tcx.def_kind(parent) == "foreign mod":
        return tcx.hir(parent).abi or "C"
    return "Rust"


def _ctor_sig(tcx: TyCtxt, def_id: DefId) -> k.Binder:
    data = tcx.hir(def_id)
    inputs = tuple(tcx.type_of(tcx.def_id_of(f)) for f in data.fields)
    return tcx.binder(tcx.mk_fn_sig(inputs, _ctor_output(tcx, def_id)))


# ---- ADTs ----


def adt_def(tcx: TyCtxt, def_id: DefId) -> AdtDef:
    row = tcx.defs[def_id]
    node = tcx.hir(def_id)
    flags, repr_int = _attributes(tcx, row.attrs)
    if tcx.is_lang_item(def_id, "owned_box"):
        flags.add("box")
    if tcx.is_lang_item(def_id, "phantom_data"):
        flags.add("phantom_data")
    if tcx.is_lang_item(def_id, "manually_drop"):
        flags.add("manually_drop")
    if tcx.is_lang_item(def_id, "unsafe_cell"):
        flags.add("unsafe_cell")
    if tcx.is_lang_item(def_id, "unsafe_pinned"):
        flags.add("unsafe_pinned")
    kind: Any = row.kind
    if kind == "enum":
        values = discriminants(tcx, node)
        variants = tuple(_variant(tcx, tcx.def_id_of(v), v, n, values[n]) for n, v in enumerate(node.variants))
    else:
        variants = (_variant(tcx, def_id, node.data, 0, 0),)
    return AdtDef(def_id, kind, variants, frozenset(flags), repr_int)


def _attributes(tcx: TyCtxt, attrs: tuple[ast.Attribute, ...]) -> tuple[set[str], str | None]:
    flags: set[str] = set()
    repr_int: str | None = None
    for attr in attrs:
        match attr.path:
            case "fundamental" | "non_exhaustive":
                flags.add(attr.path)
            case "repr":
                last = ""
                for token in attr.tokens:
                    if token.text in i.INTS:
                        repr_int = token.text
                    elif token.text == "C":
                        flags.add("repr_c")
                    elif token.text in ("packed", "transparent", "align", "simd"):
                        flags.add(token.text if token.text == "packed" else f"repr_{token.text}")
                        last = token.text
                    elif token.text[:1].isdigit() and last in ("packed", "align"):
                        flags.add(f"{last}({token.text})")
            case _:
                pass
    return flags, repr_int


def _variant(tcx: TyCtxt, def_id: DefId, data: ast.VariantDef, index: int, discr: int) -> VariantDef:
    row = tcx.defs[def_id]
    ctor = row.extra
    ctor_kind = tcx.defs[ctor].ctor_kind if ctor is not None else None
    fields = tuple(FieldDef(f_id, tcx.item_name(f_id), tcx.defs[f_id].vis) for f_id in (tcx.def_id_of(f) for f in data.fields))
    return VariantDef(def_id, ctor, ctor_kind, row.name, index, discr, fields)


def discriminants(tcx: TyCtxt, enum: ast.EnumItem) -> list[int]:
    """The discriminant of each variant: written, or one more than the one before."""
    values: list[int] = []
    at = -1
    for variant in enum.variants:
        at += 1
        if variant.discriminant is not None:
            written = _literal(variant.discriminant.value)
            if written is None:
                const = tcx.eval_const(tcx.def_id_of(variant.discriminant))
                written = const.value if isinstance(const, k.ValueConst) else at
            at = written
        values.append(at)
    return values


def _literal(expr: ast.Expr) -> int | None:
    """The value of an integer or byte literal, negated or not; None for other expressions."""
    if isinstance(expr, ast.UnaryExpr) and expr.op == "-":
        inner = _literal(expr.expr)
        return None if inner is None else -inner
    if isinstance(expr, ast.LitExpr) and expr.kind in ("int", "byte") and isinstance(expr.value, int):
        return expr.value
    return None


# ---- associated items ----


def associated_items(tcx: TyCtxt, def_id: DefId) -> tuple[AssocItem, ...]:
    node = tcx.hir(def_id)
    return tuple(
        tcx.associated_item(tcx.def_id_of(item))
        for item in node.items
        if isinstance(item, (ast.FnItem, ast.ConstItem, ast.TypeAlias))
    )


def associated_item(tcx: TyCtxt, def_id: DefId) -> AssocItem:
    row = tcx.defs[def_id]
    assert row.parent is not None
    parent = tcx.hir(row.parent)
    node = tcx.hir(def_id)
    kind: Any = {"assoc fn": "fn", "assoc const": "const", "assoc ty": "type"}[row.kind]
    in_trait = isinstance(parent, ast.TraitItem)
    container: Any = "trait" if in_trait else "trait-impl" if parent.trait_ref is not None else "impl"
    value = {"fn": lambda: node.body, "const": lambda: node.expr, "type": lambda: node.ty}[kind]()
    has_self = kind == "fn" and bool(node.sig.inputs) and node.sig.inputs[0].self_kind != ""
    trait_item = None
    if container == "trait-impl":
        header = tcx.impl_header(row.parent)
        if header.trait_ref is not None:
            for item in tcx.associated_items(header.trait_ref.def_id):
                if item.name == row.name and item.kind == kind:
                    trait_item = item.def_id
    return AssocItem(def_id, row.name, kind, container, not in_trait or value is not None, has_self, trait_item)
