"""Help for a path that denotes something of another kind (rustc's `smart_resolve_context_dependent_help`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rustmem.resolve.errors import segments_text
from rustmem.resolve.macro_names import UNSTABLE_MACROS
from rustmem.resolve.ribs import Source
from rustmem.source.diag import Diag
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty.defs import DefData, DefRes, Res, SelfCtorRes, SelfTyAliasRes

if TYPE_CHECKING:
    from rustmem.resolve.path_errors import PathReporter


class ContextHelp:
    """Labels and suggestions by what was found and what was wanted."""

    def __init__(
        self,
        reporter: PathReporter,
        diag: Diag,
        span: Span,
        source: Source,
        path: tuple[ast.PathSegment, ...],
        res: Res,
        fallback: str,
    ) -> None:
        self.reporter, self.diag, self.span, self.source, self.path, self.res, self.fallback = (
            reporter,
            diag,
            span,
            source,
            path,
            res,
            fallback,
        )
        self.late = reporter.late
        self.table = reporter.table

    def help(self) -> bool:
        res, source, diag = self.res, self.source, self.diag
        if isinstance(res, SelfTyAliasRes) and source.kind in ("expr", "pat", "tuple struct"):
            return self.self_type_as_value()
        if isinstance(res, SelfCtorRes) and source.kind in ("tuple struct", "pat"):
            return False
        if not isinstance(res, DefRes):
            return False
        row = self.table[res.def_id]
        match source.kind:
            case "expr" | "tuple struct" | "pat" if res.kind == "struct":
                return self.struct_as_value(row, res)
            case "expr" if res.kind in ("enum", "union") and res.kind == "enum":
                return self.enum_as_value(row, res)
            case "tuple struct" | "pat" if res.kind == "enum":
                return self.enum_as_value(row, res)
            case "expr" if res.kind == "macro" and self.path[-1].ident.name in UNSTABLE_MACROS:
                return False
            case "expr" if res.kind == "macro":
                diag.suggest(
                    "use `!` to invoke the macro",
                    (self.span.shrink_to_hi(), "!"),
                    applicability="MaybeIncorrect",
                    style="show-always",
                )
                diag.label(self.span, self.fallback)
                return True
            case "type" | "trait" if res.kind == "mod":
                return False
            case "expr" | "tuple struct" if res.kind == "variant":
                return self.variant_as_value(row, res)
            case "pat" if res.kind == "variant":
                return self.variant_as_value(row, res)
            case "tuple struct" if res.kind == "ctor" and row.ctor_kind == "const":
                diag.label(self.head(row), f"`{segments_text(self.path)}` defined here") if self.local(
                    res
                ) else self.late.label_library(diag, res.def_id, f"`{segments_text(self.path)}` defined here")
                diag.suggest(
                    "use this syntax instead",
                    (source.parent.span if source.parent is not None else self.span, segments_text(self.path)),
                )
                return True
            case "pat" if res.kind == "ctor" and row.ctor_kind == "fn":
                count = len(row.node.fields) if row.node is not None else 0
                fields = ", ".join(["_"] * count)
                if self.local(res):
                    diag.label(row.span, f"`{segments_text(self.path)}` defined here")
                else:
                    self.late.label_library(diag, res.def_id, f"`{segments_text(self.path)}` defined here")
                diag.suggest(
                    "use the tuple variant pattern syntax instead",
                    (self.span, f"{segments_text(self.path)}({fields})"),
                    applicability="HasPlaceholders",
                )
                return True
            case "trait" if res.kind == "type alias":
                diag.label(self.span, "type aliases cannot be used as traits")
                return True
            case "expr" if res.kind in ("trait", "type alias", "mod"):
                return self.path_separator()
            case _:
                return False

    def local(self, res: DefRes) -> bool:
        return self.late.is_local(res.def_id)

    def head(self, row: DefData) -> Span:
        return row.span if row.kind != "ctor" else row.ident_span

    def path_separator(self) -> bool:
        """`module.item` for `module::item`."""
        parent = self.source.parent
        if isinstance(parent, ast.FieldExpr) and isinstance(parent.expr, ast.PathExpr) and parent.expr.span == self.span:
            here = Span(self.span.hi, parent.ident.span.lo, self.span.ctxt)
        elif (
            isinstance(parent, ast.MethodCallExpr)
            and isinstance(parent.receiver, ast.PathExpr)
            and parent.receiver.span == self.span
        ):
            here = Span(self.span.hi, parent.segment.ident.span.lo, self.span.ctxt)
        else:
            return False
        self.diag.suggest(
            "use the path separator to refer to an item", (here, "::"), applicability="MaybeIncorrect", style="show-always"
        )
        return True

    def self_type_as_value(self) -> bool:
        self.diag.label(self.span, self.fallback)
        self.diag.note("can't use `Self` as a constructor, you must use the implemented struct")
        return True

    def struct_as_value(self, row: Any, res: DefRes) -> bool:
        """A struct with named fields used like a function, value or tuple pattern."""
        if self.table[res.def_id].extra is not None:
            return self.private_ctor(row, res)
        fields = row.node.data.fields if row.node is not None else ()
        visible = all(self.late.scopes.is_accessible(self.table[self.late.def_id_of(f)].vis, self.late.module) for f in fields)
        self.fields_instead(row, res, fields, "" if visible else " (missing private fields)")
        return True

    def fields_instead(self, row: Any, res: DefRes, fields: tuple[ast.FieldDef, ...], tail: str = "") -> None:
        """Proposes the braces that a struct or variant with named fields is written with (rustc's `bad_struct_syntax_suggestion`)."""
        diag, source = self.diag, self.source
        name = segments_text(self.path)
        if self.local(res):
            diag.label(row.node.span if row.node is not None else row.span, f"`{name}` defined here")
        else:
            self.late.label_library(diag, res.def_id, f"`{name}` defined here")
        if source.kind == "expr" and source.is_call:
            self.call_to_literal(fields, source.parent, name)
        elif source.kind == "tuple struct":
            pattern = source.parent
            inner = ", ".join(f"{f.ident.name}: {self.late.source_map.snippet(p.span)}" for f, p in zip(fields, pattern.elems))
            if len(fields) != len(pattern.elems):
                inner = ", ".join(f"{f.ident.name}: _" for f in fields)
                diag.not_modelled("struct pattern syntax with another number of fields")
            diag.suggest(
                "use struct pattern syntax instead",
                (pattern.span, f"{name} {{ {inner} }}"),
                applicability="HasPlaceholders",
                style="show-always",
            )
        elif source.kind == "pat":
            inner = ", ".join(f.ident.name for f in fields)
            diag.suggest(
                "use struct pattern syntax instead",
                (self.span.shrink_to_hi(), f" {{ {inner} }}"),
                applicability="HasPlaceholders",
                style="show-always",
            )
        else:
            self.literal_instead(self.span, fields, name, tail)

    def literal_instead(self, span: Span, fields: tuple[ast.FieldDef, ...], name: str, tail: str = "") -> None:
        inner = ", ".join(f"{f.ident.name}: val" for f in fields) + tail
        self.diag.suggest(
            "use struct literal syntax instead",
            (span, f"{name} {{ {inner} }}" if fields else f"{name} {{}}"),
            applicability="HasPlaceholders",
        )

    def call_to_literal(self, fields: Any, call: ast.CallExpr, name: str) -> None:
        diag = self.diag
        diag.set_primary(call.span)
        if len(fields) == len(call.args) and fields:
            parts = [(Span(self.span.hi, call.args[0].span.lo, self.span.ctxt), "{" + fields[0].ident.name + ": ")]
            for i, field in enumerate(fields[1:], 1):
                parts.append((call.args[i].span.shrink_to_lo(), f"{field.ident.name}: "))
            parts.append((Span(call.args[-1].span.hi, call.span.hi, call.span.ctxt), "}"))
            diag.suggest(
                "use struct literal syntax instead of calling", *parts, applicability="HasPlaceholders", style="show-always"
            )
        else:
            self.literal_instead(call.span, fields, name)

    def private_ctor(self, row: Any, res: DefRes) -> bool:
        diag = self.diag
        diag.label(self.span, "constructor is not visible here due to private fields")
        diag.not_modelled("the private fields of a tuple struct")
        return True

    def enum_as_value(self, row: Any, res: DefRes) -> bool:
        self.diag.not_modelled("the variants of the enum")
        if self.local(res):
            self.diag.label(row.span, "")
        return True

    def variant_as_value(self, row: Any, res: DefRes) -> bool:
        """A struct variant used like a function or value."""
        self.fields_instead(row, res, row.node.fields if row.node is not None else ())
        return True
