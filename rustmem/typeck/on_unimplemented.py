"""`#[rustc_on_unimplemented]` and `#[diagnostic::on_unimplemented]`: a trait's own words for a missing impl."""

from __future__ import annotations

from typing import Any

from rustmem.source.node import node
from rustmem.ty import kind as k
from rustmem.ty.print import FmtPrinter, def_path_str, sugared_trait_ref, ty_str

_NAMES = ("rustc_on_unimplemented", "diagnostic::on_unimplemented")


@node
class Directive:
    """One group of words, with the condition under which it holds."""

    condition: Any
    message: str | None
    label: str | None
    notes: tuple[str, ...]
    inner: tuple[Directive, ...]
    parent_label: str | None = None
    """What to say at the head of the function that the goal arose in."""


@node
class Words:
    message: str | None
    label: str | None
    notes: tuple[str, ...]
    parent_label: str | None = None

    def replaced(self, old: str, new: str) -> Words:
        """The same with a part of the message changed."""
        message = None if self.message is None else self.message.replace(old, new)
        return Words(message, self.label, self.notes, self.parent_label)


def words_for(fcx: Any, trait_ref: k.TraitRef, span: Any, direct: bool, body: Any = None) -> Words:
    """What the trait of `trait_ref` says where it is missing."""
    tcx = fcx.tcx
    directive = directive_of(tcx, trait_ref.def_id)
    if directive is None:
        return Words(None, None, ())
    facts = facts_of(fcx, trait_ref, span, direct)
    message = label = parent = None
    notes: list[str] = []
    for each in reversed((*directive.inner, directive)):
        if each.condition is not None and not holds(each.condition, facts):
            continue
        message = each.message if each.message is not None else message
        label = each.label if each.label is not None else label
        parent = each.parent_label if each.parent_label is not None else parent
        notes = list(each.notes) or notes  # as with message and label, the first that fits wins
    table = names_of(fcx, trait_ref, body if body is not None else fcx.body_id)
    made = [None if text is None else fill(text, table) for text in (message, label)]
    return Words(made[0], made[1], tuple(fill(text, table) for text in notes), parent)


def directive_of(tcx: Any, trait: Any) -> Directive | None:
    cache = tcx.cache("on unimplemented")
    if trait in cache:
        return cache[trait]  # type: ignore[no-any-return]
    found = None
    tree = tcx.hir(trait)
    for attr in getattr(tree, "attrs", ()) or tcx.defs[trait].attrs:
        if attr.path in _NAMES:
            found = parse(attr.tokens[1:-1], None)
    cache[trait] = found
    return found


# ---- the attribute ----


def parse(tokens: Any, condition: Any) -> Directive:
    message = label = parent = None
    notes: list[str] = []
    inner: list[Directive] = []
    for item in split(tokens):
        if len(item) >= 3 and item[0].text == "on" and item[1].text == "(":
            parts = split(item[2:-1])
            rest: list[Any] = []
            for part in parts[1:]:
                rest += [*part, _COMMA]
            inner.append(parse(rest, parts[0]))
        elif len(item) >= 3 and item[1].text == "=":
            text = _string(item[2:])
            if item[0].text == "message":
                message = text
            elif item[0].text == "label":
                label = text
            elif item[0].text == "parent_label":
                parent = text
            elif item[0].text == "note":
                notes.append(text)
    return Directive(condition, message, label, tuple(notes), tuple(inner), parent)


class _Comma:
    text = ","


_COMMA = _Comma()


def split(tokens: Any) -> list[list[Any]]:
    """At the commas of the outermost level."""
    parts: list[list[Any]] = [[]]
    depth = 0
    for token in tokens:
        if token.text in "([{" and token.text:
            depth += 1
        elif token.text in ")]}" and token.text:
            depth -= 1
        if token.text == "," and depth == 0:
            parts.append([])
        else:
            parts[-1].append(token)
    return [part for part in parts if part]


def _string(tokens: Any) -> str:
    raw: str = tokens[0].text
    text = raw[1:-1] if raw.startswith('"') else raw
    return text.replace('\\"', '"').replace("\\n", "\n").replace("\\\n", "")


def holds(condition: Any, facts: dict[str, Any]) -> bool:
    head = condition[0].text
    if len(condition) >= 3 and condition[1].text == "(":
        parts = split(condition[2:-1])
        if head == "any":
            return any(holds(part, facts) for part in parts)
        if head == "all":
            return all(holds(part, facts) for part in parts)
        return not any(holds(part, facts) for part in parts)
    if len(condition) >= 3 and condition[1].text == "=":
        found = facts.get(head, ())
        wanted = _string(condition[2:])
        return wanted in found if isinstance(found, (list, tuple, set)) else wanted == found
    return bool(facts.get(head))


# ---- what is known of the goal ----


def facts_of(fcx: Any, trait_ref: k.TraitRef, span: Any, direct: bool) -> dict[str, Any]:
    tcx = fcx.tcx
    ctxt = span.ctxt
    facts: dict[str, Any] = {"direct": direct}
    if ctxt is not None and ctxt.kind == "desugaring":
        facts["from_desugaring"] = ctxt.name
    for param, arg in zip(tcx.generics_of(trait_ref.def_id).params, trait_ref.args):
        if isinstance(arg, k.Ty):
            facts[param.name] = type_names(tcx, arg)
    self_ty = trait_ref.args[0]
    if isinstance(self_ty, k.AdtTy) and self_ty.def_id >= tcx.base:
        facts["crate_local"] = True
    return facts


def type_names(tcx: Any, ty: k.Ty) -> list[str]:
    def full(value: Any) -> str:
        return FmtPrinter(tcx, trimmed="no").ty(value)

    names = [full(ty)]
    match ty:
        case k.AdtTy(def_id=def_id):
            whole = tcx.adt(def_id, tcx.identity_args(def_id))
            names += [full(whole), _by_definition(tcx, ty), _by_definition(tcx, whole)]
        case k.IntTy() | k.InferTy(kind="int"):
            names.append("{integral}")
        case k.FloatTy() | k.InferTy(kind="float"):
            names.append("{float}")
        case k.FnDefTy() | k.FnPtrTy():
            names.append("fn")
        case k.SliceTy(ty=inner):
            names += ["[]", *(["[{integral}]"] if isinstance(inner, k.IntTy) else [])]
        case k.ArrayTy(ty=inner):
            names += ["[]", f"[{full(inner)}; _]"]
            if isinstance(inner, k.IntTy) or isinstance(inner, k.InferTy) and inner.kind == "int":
                names.append("[{integral}; _]")
        case k.RefTy(ty=inner, mutbl="not") if isinstance(inner, k.SliceTy):
            names.append("&[]")
            if isinstance(inner.ty, k.IntTy):
                names.append("&[{integral}]")
        case k.DynTy(preds=preds):
            names += [def_path_str(tcx, p.value.def_id) for p in preds]
        case _:
            pass
    return names


def _by_definition(tcx: Any, ty: Any) -> str:
    """A type by the path where it is defined, private modules included: `core::cell::RefCell<T>`."""
    if not isinstance(ty, k.AdtTy):
        return FmtPrinter(tcx, trimmed="no").ty(ty)
    names: list[str] = []
    at: Any = ty.def_id
    while at is not None:
        names.append(tcx.defs[at].name)
        at = tcx.parent(at)
    args = [_by_definition(tcx, arg) for arg in ty.args if isinstance(arg, k.Ty)]
    return "::".join(reversed([name for name in names if name])) + (f"<{', '.join(args)}>" if args else "")


def item_context(tcx: Any, body: Any) -> str:
    """What the goal arose in (rustc's `describe_enclosure`)."""
    kind = tcx.def_kind(body)
    if kind == "closure":
        return "a closure"
    if kind == "assoc fn":
        return "a trait method" if tcx.def_kind(tcx.parent(body)) == "trait" else "a method"
    return "a function"


def names_of(fcx: Any, trait_ref: k.TraitRef, body: Any) -> dict[str, str]:
    tcx = fcx.tcx
    table = {
        "This": def_path_str(tcx, trait_ref.def_id),
        "Trait": sugared_trait_ref(tcx, trait_ref),
        "ItemContext": item_context(fcx.tcx, body),
    }
    for param, arg in zip(tcx.generics_of(trait_ref.def_id).params, trait_ref.args):
        if not isinstance(arg, k.Region):
            table[param.name] = ty_str(tcx, arg)
    return table


def fill(text: str, table: dict[str, str]) -> str:
    """`{Self}` and `{Param}` replaced; `{{` and `}}` are braces."""
    made = []
    at = 0
    while at < len(text):
        if text.startswith(("{{", "}}"), at):
            made.append(text[at])
            at += 2
        elif text[at] == "{":
            end = text.find("}", at)
            if end < 0:
                made.append(text[at:])
                break
            name = text[at + 1 : end].split(":")[0]
            made.append(table.get(name, text[at : end + 1]))
            at = end + 1
        else:
            made.append(text[at])
            at += 1
    return "".join(made)
