"""The words of name errors (rustc_resolve::diagnostics)."""

from __future__ import annotations

from typing import Any

from rustmem.resolve.modules import Binding, Module, Namespace
from rustmem.resolve.scope import PRIMITIVES as _PRIMITIVES
from rustmem.resolve.suggest import find_best_match
from rustmem.source.diag import Diag, error
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty.defs import DefData, DefRes, DefTable, LocalRes, PrimTyRes, Res, SelfCtorRes, SelfTyAliasRes, SelfTyParamRes

PRIMITIVES = frozenset(_PRIMITIVES)
NS_WORDS = {"type": "type", "value": "value", "macro": "macro"}


def path_text(path: ast.Path) -> str:
    """A path without arguments, as rustc prints it."""
    return segments_text(path.segments)


def segments_text(segments: tuple[ast.PathSegment, ...]) -> str:
    names = [s.ident.name for s in segments]
    if names and names[0] == "{{root}}":
        return "::" + "::".join(names[1:])
    return "::".join(names)


def descr(res: Res | None, table: DefTable) -> str:
    """rustc's `Res::descr`."""
    match res:
        case DefRes(kind=kind, def_id=def_id):
            return kind_descr(kind, table[def_id])
        case PrimTyRes():
            return "builtin type"
        case SelfTyParamRes() | SelfTyAliasRes():
            return "self type"
        case SelfCtorRes():
            return "self constructor"
        case LocalRes():
            return "local variable"
        case _:
            return "unresolved item"


KIND_WORDS = {
    "mod": "module", "struct": "struct", "union": "union", "enum": "enum", "variant": "variant", "trait": "trait",
    "trait alias": "trait alias", "type alias": "type alias", "foreign ty": "foreign type", "assoc ty": "associated type",
    "type param": "type parameter", "fn": "function", "const": "constant", "const param": "const parameter", "static": "static",
    "assoc fn": "associated function", "assoc const": "associated constant", "macro": "macro", "extern crate": "extern crate",
    "use": "import", "opaque ty": "opaque type", "field": "field", "impl": "implementation", "closure": "closure",
    "lifetime param": "lifetime parameter", "anon const": "constant expression", "inline const": "inline constant",
}  # fmt: skip


def kind_descr(kind: str, row: DefData) -> str:
    """rustc's `DefKind::descr`."""
    if kind == "ctor":
        shape = "tuple" if row.ctor_kind == "fn" else "unit"
        return f"{shape} {row.ctor_of}"
    if kind == "mod" and row.parent is None and row.name in ("core", "alloc", "std"):
        return "crate"
    return KIND_WORDS.get(kind, kind)


def article(word: str) -> str:
    return "an" if word[0] in "aeiou" and not word.startswith(("union", "unit")) else "a"


def name_already_used_in_parameter_list(name: str, span: Span, first: Span) -> Diag:
    return (
        error(f"the name `{name}` is already used for a generic parameter in this item's generic parameters", span, "E0403")
        .label(first, f"first use of `{name}`")
        .label(span, "already used")
    )


def forward_declared_generic_param(ident: ast.Ident) -> Diag:
    return error("generic parameter defaults cannot reference parameters before they are declared", ident.span, "E0128").label(
        ident.span, f"cannot reference `{ident.name}` before it is declared"
    )


def self_in_generic_param_default(span: Span) -> Diag:
    return error("generic parameters cannot use `Self` in their defaults", span, "E0735")


def cannot_capture_dynamic_environment(span: Span) -> Diag:
    return error("can't capture dynamic environment in a fn item", span, "E0434").help(
        "use the `|| { ... }` closure form instead"
    )


def non_constant_value(ident: ast.Ident, within: Any, let: ast.LetStmt | None, scopes: Any) -> Diag:
    diag = error("attempt to use a non-constant value in a constant", ident.span, "E0435")
    if isinstance(within, (ast.ConstItem, ast.StaticItem)):
        word = "const" if isinstance(within, ast.ConstItem) else "static"
        lo = within.vis.span.hi if within.vis.kind != "inherited" else within.span.lo
        diag.label(ident.span, "non-constant value")
        if within.vis.kind == "inherited" and not (isinstance(within, ast.StaticItem) and within.mutbl == "mut"):
            diag.suggest(
                f"consider using `let` instead of `{word}`",
                (Span(lo, lo + len(word), within.span.ctxt), "let"),
                style="show-always",
                applicability="MaybeIncorrect",
            )
        else:
            diag.not_modelled("`let` instead of a constant")
        return diag
    diag.label(ident.span, "non-constant value")
    binding = scopes.last_local
    if isinstance(within, ast.AnonConst) and binding is not None:
        statement = binding[0]
        lo = statement.span.lo
        parts = [(Span(lo, binding[1].lo, statement.span.ctxt), "const ")]
        if getattr(statement, "ty", None) is None:
            parts.append((binding[1].shrink_to_hi(), ": /* Type */"))
        text = "consider using `const` instead of `let`"
        diag.suggest(text, *parts, applicability="HasPlaceholders", style="show-always")
    elif isinstance(within, ast.AnonConst):
        diag.not_modelled("the variable's declaration")
    return diag


def param_in_ty_of_const_param(ident: ast.Ident) -> Diag:
    return error("the type of const parameters must not depend on other generic parameters", ident.span, "E0770").label(
        ident.span, f"the type must not depend on the parameter `{ident.name}`"
    )


def generic_param_in_const(ident: ast.Ident, kind: str) -> Diag:
    word = "type" if kind == "type param" else "const"
    diag = error("generic parameters may not be used in const operations", ident.span)
    diag.label(ident.span, f"cannot perform const operation using `{ident.name}`")
    if kind == "type param":
        diag.note(f"{word} parameters may not be used in const expressions")
    else:
        diag.help(f"const parameters may only be used as standalone arguments here, i.e. `{ident.name}`")
    return diag.not_modelled("the nightly feature's help")


def generic_params_from_outer_item(ident: ast.Ident, row: DefData, item: Any, where: Any) -> Diag:
    """E0401."""
    kind = "const parameter" if row.kind == "const param" else "type parameter"
    diag = error("can't use generic parameters from outer item", ident.span, "E0401")
    diag.label(ident.span, "use of generic parameter from outer item")
    diag.label(row.ident_span, f"{kind} from outer item")
    words = {
        ast.FnItem: "function", ast.StructItem: "struct", ast.EnumItem: "enum", ast.UnionItem: "union", ast.TraitItem: "trait",
        ast.TypeAlias: "type alias", ast.ConstItem: "constant", ast.StaticItem: "static",
    }  # fmt: skip
    word = words.get(type(item))
    if word is not None and isinstance(item, ast.Item):
        diag.label(item.ident.span, f"generic parameter used in this inner {word}")
        if isinstance(item, (ast.StaticItem, ast.ConstItem)):
            diag.not_modelled("the words of a generic parameter in a constant")
        if isinstance(item, ast.StaticItem):
            diag.note("a `static` is a separate item from the item that contains it")
        elif isinstance(item, ast.ConstItem):
            diag.note("a `const` is a separate item from the item that contains it")
        else:
            diag.note("nested items are independent from their parent item for everything except for privacy and name resolution")
        generics = getattr(item, "generics", None)
        if generics is not None and not isinstance(item, (ast.ConstItem, ast.StaticItem)) and row.kind == "type param":
            name = ident.name
            if generics.params:
                lo = generics.span.lo + 1
                diag.suggest(
                    "try introducing a local generic parameter here",
                    (Span(lo, lo), f"{name}, "),
                    applicability="MaybeIncorrect",
                    style="show-always",
                )
            else:
                diag.suggest(
                    "try introducing a local generic parameter here",
                    (item.ident.span.shrink_to_hi(), f"<{name}>"),
                    applicability="MaybeIncorrect",
                    style="show-always",
                )
    else:
        diag.not_modelled("the inner item of E0401")
    return diag


def similar_trait_item(module: Module, item: ast.Item, table: DefTable) -> str | None:
    wanted = {ast.TypeAlias: "assoc ty", ast.ConstItem: "assoc const", ast.FnItem: "assoc fn"}.get(type(item))
    names = [
        n
        for ns in ("value", "type")
        for n, b in module.names[ns].items()
        if isinstance(b.res, DefRes) and table[b.res.def_id].kind == wanted
    ]
    return find_best_match(names, item.ident.name)


def not_a_member_of_trait(item: ast.Item, trait: str, similar: str | None) -> Diag:
    kind, code, word = {
        ast.FnItem: ("method", "E0407", "associated function"),
        ast.TypeAlias: ("type", "E0437", "associated type"),
        ast.ConstItem: ("const", "E0438", "associated constant"),
    }[type(item)]
    diag = error(f"{kind} `{item.ident.name}` is not a member of trait `{trait}`", item.span, code)
    diag.label(item.span, f"not a member of trait `{trait}`")
    if similar is not None:
        diag.suggest(f"there is an {word} with a similar name", (item.ident.span, similar), applicability="MaybeIncorrect")
    return diag


def trait_impl_mismatch(item: ast.Item, kind: str, trait: str, span: Span | None) -> Diag:
    ours, code = {ast.FnItem: ("method", "E0324"), ast.TypeAlias: ("type", "E0325"), ast.ConstItem: ("const", "E0323")}[
        type(item)
    ]
    diag = error(f"item `{item.ident.name}` is an associated {ours}, which doesn't match its trait `{trait}`", item.span, code)
    diag.label(item.span, "does not match trait")
    if span is not None:
        diag.label(span, "item in trait")
    return diag


def trait_impl_duplicate(item: ast.Item, old: ast.Item, trait_span: Span | None) -> Diag:
    diag = error(f"duplicate definitions with name `{item.ident.name}`:", item.span, "E0201")
    diag.label(item.span, "duplicate definition")
    diag.label(old.span, "previous definition here")
    if trait_span is not None:
        diag.label(trait_span, "item in trait")
    return diag


def undeclared_label(label: ast.Label, similar: ast.Label | None) -> Diag:
    diag = error(f"use of undeclared label `{label.name}`", label.span, "E0426").label(
        label.span, f"undeclared label `{label.name}`"
    )
    if similar is not None:
        diag.label(similar.span, "a label with a similar name is reachable")
        diag.suggest("try using similarly named label", (label.span, similar.name), applicability="MaybeIncorrect")
    return diag


def unreachable_label(label: ast.Label, definition: Span) -> Diag:
    return (
        error(f"use of unreachable label `{label.name}`", label.span, "E0767")
        .label(definition, "unreachable label defined here")
        .label(label.span, f"unreachable label `{label.name}`")
        .note("labels are unreachable through functions, closures, async blocks and modules")
    )


def similar_label(name: str, names: list[tuple[str, ast.Label]]) -> ast.Label | None:
    best = find_best_match([n for n, _ in names], name)
    return next((label for n, label in names if n == best), None) if best is not None else None


def const_param_in_pattern(pat: ast.IdentPat, definition: Span) -> Diag:
    return (
        error("constant parameters cannot be referenced in patterns", pat.ident.span, "E0158")
        .label(pat.ident.span, "can't be used in patterns")
        .label(definition, "constant defined here")
    )


def binding_shadows_something_unacceptable(
    pat: ast.IdentPat, what: str, res: DefRes, table: DefTable, binding: Binding | None
) -> Diag:
    """E0530."""
    row = table[res.def_id]
    shown = descr(res, table)
    pattern = {"match": "match binding", "param": "function parameter", "let": "let binding", "for": "for binding"}[what]
    diag = error(f"{pattern}s cannot shadow {shown}s", pat.ident.span, "E0530")
    diag.label(pat.ident.span, f"cannot be named the same as {article(shown)} {shown}")
    if binding is not None and binding.import_ is not None:
        diag.label(binding.import_.span, f"the {shown} `{pat.ident.name}` is imported here")
    else:
        node = row.node
        span = binding.span if binding is not None else row.span
        diag.label(span, f"the {shown} `{pat.ident.name}` is defined here")
        del node
    if res.kind == "ctor" and row.ctor_kind == "fn" and row.node is not None:
        diag.suggest("try specify the pattern arguments", (pat.ident.span, f"{pat.ident.name}(..)"), applicability="Unspecified")
    return diag


def identifier_bound_more_than_once_in_same_pattern(ident: ast.Ident) -> Diag:
    return error(f"identifier `{ident.name}` is bound more than once in the same pattern", ident.span, "E0416").label(
        ident.span, "used in a pattern more than once"
    )


def identifier_bound_more_than_once_in_parameter_list(ident: ast.Ident) -> Diag:
    return error(f"identifier `{ident.name}` is bound more than once in this parameter list", ident.span, "E0415").label(
        ident.span, "used as parameter more than once"
    )


def variable_not_bound_in_pattern(
    name: str, targets: list[Span], origins: list[Span], binding: ast.IdentPat, others: list[str]
) -> Diag:
    diag = error(f"variable `{name}` is not bound in all patterns", tuple(targets), "E0408")
    for span in targets:
        diag.label(span, f"pattern doesn't bind `{name}`")
    for span in origins:
        diag.label(span, "variable not in all patterns")
    similar = find_best_match([o for o in others if o != name], name)
    if similar is not None or any(o != name for o in others):
        diag.not_modelled("similar names in alternatives")
    return diag


def variable_bound_with_different_mode(name: str, first: Span, second: Span) -> Diag:
    return (
        error(f"variable `{name}` is bound inconsistently across alternatives separated by `|`", first, "E0409")
        .label(first, "bound in different ways")
        .label(second, "first binding")
    )


# ---- definitions and imports ----


def rename(diag: Diag, name: str, old: Binding, new: Binding) -> None:
    """`use a::b as other_b`."""
    import_ = new.import_ or old.import_
    assert import_ is not None
    same = isinstance(old.res, DefRes) and isinstance(new.res, DefRes) and old.res.def_id == new.res.def_id
    if (
        same
        or import_.kind != "single"
        or import_.tree is None
        or import_.tree.rename is not None
        or import_.name != (import_.source.ident.name if import_.source else "")
    ):
        diag.not_modelled("the suggestion to rename or remove an import")
        return
    other = f"Other{name}" if name[:1].isupper() else f"other_{name}"
    diag.suggest(
        "you can use `as` to change the binding name of the import",
        (import_.span.shrink_to_hi(), f" as {other}"),
        applicability="MaybeIncorrect",
        style="show-always",
    )


CONTAINERS = {"mod": "module", "enum": "enum", "trait": "trait", "block": "block"}


def name_defined_multiple_times(module: Module, name: str, ns: Namespace, old: Binding, new: Binding, spans: Any) -> Diag:
    """E0428, E0252, E0255, E0259, E0260, E0254."""
    if old.span.lo > new.span.lo and not old.span.is_dummy():
        old, new = new, old
    old_import, new_import = old.import_, new.import_
    code = "E0428"
    if old_import is not None and new_import is not None:
        kinds = {old_import.kind, new_import.kind}
        code = "E0259" if kinds == {"extern crate"} else "E0254" if "extern crate" in kinds else "E0252"
    elif old_import is not None or new_import is not None:
        only = old_import or new_import
        assert only is not None
        code = "E0260" if only.kind == "extern crate" else "E0255"
    old_word = "value" if ns == "value" else "type"
    container = CONTAINERS[module.kind]
    kind_word = old_word
    if isinstance(old.res, DefRes):
        kind_word = {"mod": "module", "trait": "trait"}.get(old.res.kind, kind_word)
    noun = {"E0428": "definition", "E0255": "definition", "E0260": "definition"}.get(code, "import")
    if code in ("E0255", "E0260"):
        noun = "definition" if old_import is None else "import"
    span = spans(new)
    diag = error(f"the name `{name}` is defined multiple times", span, code)
    diag.note(f"`{name}` must be defined only once in the {'type' if ns == 'type' else ns} namespace of this {container}")
    new_import_participle = new_import is not None
    diag.label(span, f"`{name}` {'reimported' if new_import_participle else 'redefined'} here")
    diag.label(spans(old), f"previous {noun} of the {kind_word} `{name}` here")
    if code in ("E0252", "E0255"):
        rename(diag, name, old, new)
    elif code != "E0428":
        diag.not_modelled("the suggestion to rename a crate")
    return diag
