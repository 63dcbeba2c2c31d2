"""The Python API as parts of a page, read from the library: signatures, docstrings, and what stands under attributes."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import rustmem
from rustmem.plugins.audit import SIGNATURE
from rustmem.plugins.claim_views import element

WIDTH = 72
"""Columns of a signature; a longer one has a parameter a line."""
MADE_BY_USERS = ("Limits", "Mutator")
"""The classes that a user makes; the others are what a function returns, and their constructors are no part of the API."""


def describe(name: str) -> list[Element]:
    """The section of `rustmem.NAME`. Raises AttributeError if there is none."""
    found = getattr(rustmem, name)
    made = [element("h3", {"id": f"rustmem.{name}"}, element("code", {}, name))]
    if not inspect.isclass(found) or name in MADE_BY_USERS:
        made.append(_signature(name, found))
    made += _paragraphs(inspect.getdoc(found) or "")
    if inspect.isclass(found):
        rows = list(_members(found))
        if rows:
            made.append(element("dl", {"class": "api-members"}, *rows))
    return made


def _signature(name: str, found: Any) -> Element:
    code = Element("code")
    code.text = signature_of(name, found)
    pre = element("pre", {"class": SIGNATURE, "tabindex": "0"})
    pre.append(code)
    return pre


def signature_of(name: str, found: Any) -> str:
    """`name(parameters) -> type`, with types as they are written in the source."""
    try:
        signature = inspect.signature(found)
    except (TypeError, ValueError):
        return name
    parameters, marked = [], False
    for parameter in signature.parameters.values():
        if parameter.name == "self":
            continue
        if parameter.kind is inspect.Parameter.KEYWORD_ONLY and not marked:
            marked = True
            parameters.append("*")
        marked = marked or parameter.kind is inspect.Parameter.VAR_POSITIONAL
        parameters.append(_parameter(parameter))
    returns = (
        "" if signature.return_annotation in (signature.empty, "None", None) else f" -> {_type(signature.return_annotation)}"
    )
    line = f"{name}({', '.join(parameters)}){returns}"
    if len(line) <= WIDTH:
        return line
    return f"{name}(\n" + "".join(f"    {p},\n" for p in parameters) + f"){returns}"


STARS: dict[object, str] = {inspect.Parameter.VAR_POSITIONAL: "*", inspect.Parameter.VAR_KEYWORD: "**"}


def _parameter(parameter: inspect.Parameter) -> str:
    stars = STARS.get(parameter.kind, "")
    kind = "" if parameter.annotation is parameter.empty else f": {_type(parameter.annotation)}"
    value = "" if parameter.default is parameter.empty else f" = {_value(parameter.default)}"
    return f"{stars}{parameter.name}{kind}{value if kind else value.replace(' ', '')}"


def _type(annotation: Any) -> str:
    return annotation if isinstance(annotation, str) else getattr(annotation, "__name__", str(annotation))


def _value(default: Any) -> str:
    told = repr(default)
    return "…" if " object at 0x" in told or len(told) > 40 else told


def _paragraphs(text: str) -> list[Element]:
    return [element("p", {}, " ".join(part.split())) for part in re.split(r"\n\s*\n", text) if part.strip()]


def _members(found: type) -> Iterator[Element]:
    """The public attributes and methods of a class and of what it extends, as the terms and texts of a list.

    They stand in the source's order, those of the class that is extended first.
    """
    for one in reversed([part for part in found.__mro__ if part.__module__.startswith("rustmem.")]):
        tree = ast.parse(textwrap.dedent(inspect.getsource(one))).body[0]
        assert isinstance(tree, ast.ClassDef)
        init = next((node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "__init__"), None)
        told = _attributes(tree.body) + (_attributes(init.body) if init is not None else [])
        for name, kind, text in told:
            if kind or text:  # without either it is for our own use
                yield _term(f"{name}: {kind}" if kind else name)
                yield element("dd", {}, *_paragraphs(text))
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                member = inspect.getattr_static(one, node.name)
                kind = f": {ast.unparse(node.returns)}" if node.returns is not None else ""
                yield _term(
                    node.name + kind if isinstance(member, property) else signature_of(node.name, getattr(one, node.name))
                )
                yield element("dd", {}, *_paragraphs(ast.get_docstring(node) or ""))


def _term(text: str) -> Element:
    code = Element("code")
    code.text = text
    return element("dt", {}, code)


def _attributes(body: list[ast.stmt]) -> list[tuple[str, str, str]]:
    """Name, type and text of each public attribute that a body assigns or declares; the text stands right under it."""
    found = []
    for place, node in enumerate(body):
        following = body[place + 1] if place + 1 < len(body) else None
        text = _string(following)
        match node:
            case ast.AnnAssign(target=ast.Name(id=name) | ast.Attribute(value=ast.Name(id="self"), attr=name), annotation=kind):
                found.append((name, ast.unparse(kind), text))
            case ast.Assign(targets=[ast.Attribute(value=ast.Name(id="self"), attr=name)]):
                found.append((name, "", text))
            case _:
                pass
    return [row for row in found if not row[0].startswith("_")]


def _string(node: ast.stmt | None) -> str:
    match node:
        case ast.Expr(value=ast.Constant(value=str(text))):
            return inspect.cleandoc(text)
        case _:
            return ""
