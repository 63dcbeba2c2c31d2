"""Which names in scope are similar to one that is not there (rustc_resolve::late::diagnostics, `suggest_typo`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from rustmem.resolve.bound_types import suggest_from_bounds
from rustmem.resolve.errors import PRIMITIVES, article, descr
from rustmem.resolve.modules import Binding, Module
from rustmem.resolve.ribs import Source
from rustmem.resolve.suggest import find_best_match
from rustmem.source.diag import Diag
from rustmem.source.node import node
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty.defs import DefRes, ErrRes, LocalRes, PrimTyRes, Res

if TYPE_CHECKING:
    from rustmem.resolve.late import LateResolver


@node
class Typo:
    """A name that may have been meant."""

    name: str
    res: Res
    span: Span | None


class TypoSuggestions:
    """Seeks what may have been meant instead of one path."""

    def __init__(self, late: LateResolver) -> None:
        self.late = late
        self.table = late.table

    def typo(
        self,
        diag: Diag,
        source: Source,
        path: tuple[ast.PathSegment, ...],
        following: ast.PathSegment | None,
        already: set[str],
    ) -> bool:
        """Proposes a similar name; returns whether the plain label is still wanted (rustc's `suggest_typo`)."""
        if source.kind == "type" and following is None and suggest_from_bounds(self.late, diag, path):
            return False
        typo = self.typo_candidate(path, following, source)
        if typo is not None and typo.name in already:
            typo = None
        if self.add_typo(diag, typo, path[-1].ident.span):
            fallback = False
        else:
            fallback = True
            self.add_single(diag, self.single_associated_item(path, source), path[-1].ident.span)
        if source.kind == "expr" and len(path) == 1 and self.new_binding(diag, source, path[0].ident):
            fallback = False
        return fallback

    def _begins_its_line(self, span: Span) -> bool:
        """Whether only blanks stand before a span (rustc's `is_line_before_span_empty`)."""
        file = self.late.source_map.file_of(span.lo)
        before = "" if file is None else file.snippet(file.start, span.lo)
        return not before.splitlines()[-1:] or not before.splitlines()[-1].strip()

    def new_binding(self, diag: Diag, source: Source, ident: ast.Ident) -> bool:
        """`x = 5` where `let x = 5` may be meant; `let x = T` for `let x: T`."""
        parent = source.parent
        if (
            isinstance(parent, ast.AssignExpr)
            and isinstance(parent.left, ast.PathExpr)
            and parent.left.span == ident.span
            and not _destructured(parent)
            and self.late.source_map.is_line_start(ident.span)
            and not ident.span.from_expansion()
            and self._begins_its_line(ident.span)
        ):
            place, text = (
                (ident.span, f"let {ident.name[3:].removeprefix('_')}")
                if ident.name.startswith("let")
                else (ident.span.shrink_to_lo(), "let ")
            )
            diag.suggest(
                "you might have meant to introduce a new binding",
                (place, text),
                applicability="MaybeIncorrect",
                style="show-always",
            )
            return True
        let = self.late.current_let
        if (
            diag.code == "E0423"
            and let is not None
            and let.ty is None
            and isinstance(let.init, ast.PathExpr)
            and let.init.span == ident.span
        ):
            place = Span(let.pat.span.hi, ident.span.lo, ident.span.ctxt)
            diag.suggest(
                "you might have meant to use `:` for type annotation",
                (place, ": "),
                applicability="MaybeIncorrect",
                style="show-always",
            )
            return True
        return False

    def single_associated_item(self, path: tuple[ast.PathSegment, ...], source: Source) -> tuple[str, Res] | None:
        """The only item of the wanted kind in a trait (rustc's `get_single_associated_item`)."""
        if source.kind != "trait item" or len(path) < 2:
            return None
        found = self.late.scopes.resolve_path(path[:-1], "type", self.late.module, self.quiet)
        module = found.module if isinstance(found, Binding) else None
        if module is None:
            return None
        targets = [
            (n, b.res) for table in module.names.values() for n, b in table.items() if self.late.is_expected(b.res, source)
        ]
        return targets[0] if len(targets) == 1 else None

    def add_single(self, diag: Diag, item: tuple[str, Res] | None, span: Span) -> None:
        if item is None or not isinstance(item[1], DefRes):
            return
        shown = descr(item[1], self.table)
        if self.late.is_local(item[1].def_id):
            diag.label(self.head(self.table[item[1].def_id]), f"{shown} `{item[0]}` defined here")
        else:
            self.late.label_library(diag, item[1].def_id, f"{shown} `{item[0]}` defined here")
        diag.suggest(f"maybe you meant this {shown}", (span, item[0]), applicability="MaybeIncorrect", style="show-always")

    def typo_candidate(self, path: tuple[ast.PathSegment, ...], following: ast.PathSegment | None, source: Source) -> Typo | None:
        """rustc's `lookup_typo_candidate`."""
        names = self.names_in_scope(path, source)
        if following is not None:
            names = [n for n in names if self.continues(n, following.ident.name)]
        names.sort(key=lambda n: n.name)
        name = path[-1].ident.name
        found = find_best_match([n.name for n in names], name)
        if found is None or found == name:
            return None
        return next(n for n in names if n.name == found)

    def continues(self, typo: Typo, following: str) -> bool:
        if isinstance(typo.res, DefRes):
            if typo.res.kind in ("struct", "enum", "union"):
                return typo.name != following
            if typo.res.kind == "mod":
                module = self.late.scopes.modules.get(typo.res.def_id)
                return module is not None and any(following in table for table in module.names.values())
        return True

    def names_in_scope(self, path: tuple[ast.PathSegment, ...], source: Source) -> list[Typo]:
        late = self.late

        def accept(res: Res) -> bool:
            return late.is_expected(res, source)

        names: list[Typo] = []
        if len(path) > 1:
            found = late.scopes.resolve_path(path[:-1], "type", late.module, self.quiet)
            module = found if isinstance(found, Module) else found.module if isinstance(found, Binding) else None
            if module is not None:
                self.module_names(module, source, accept, names)
            return names
        ribs = late.type_ribs if source.ns == "type" else late.value_ribs
        ctxt = path[0].ident.span.ctxt
        for rib in reversed(ribs):
            for key, res in rib.names.items():
                if isinstance(key, str) and ctxt is None and accept(res):
                    span = (
                        res.binding.ident.span
                        if isinstance(res, LocalRes)
                        else self.table[res.def_id].ident_span
                        if isinstance(res, DefRes)
                        else None
                    )
                    names.append(Typo(key, res, span))
            if rib.kind == "module":
                self.module_names(rib.data, source, accept, names)
        self.module_names(late.module.nearest(), source, accept, names)
        if source.ns == "type":
            for name, binding in late.scopes.extern_prelude.items():
                if accept(binding.res):
                    names.append(Typo(name, binding.res, None))
        if late.scopes.prelude is not None:
            self.module_names(late.scopes.prelude, source, accept, names)
        if source.ns == "type" and source.kind == "type":
            names += [Typo(p, PrimTyRes(p), None) for p in PRIMITIVES]
        return names

    def module_names(self, module: Module, source: Source, accept: Callable[[Res], bool], names: list[Typo]) -> None:
        for name, binding in module.names[source.ns].items():
            if not isinstance(binding.res, ErrRes) and accept(binding.res):
                names.append(Typo(name, binding.res, binding.span))

    def whole(self, row: Any) -> Span:
        node = row.node
        if row.kind == "ctor" and row.parent is not None:
            node = self.table[row.parent].node
        return node.span if isinstance(node, (ast.Item, ast.VariantDef, ast.FieldDef)) else row.span

    def head(self, row: Any) -> Span:
        """A definition up to its first brace (rustc's `guess_head_span`)."""
        span = self.whole(row)
        cut = self.late.source_map.snippet(span).split("{", 1)[0].rstrip()
        return span.with_hi(span.lo + len(cut.encode())) if cut and "\n" not in cut else span

    def add_typo(self, diag: Diag, typo: Typo | None, span: Span) -> bool:
        """rustc's `add_typo_suggestion`."""
        if typo is None or typo.name == "_":
            return False
        labelled = False
        shown = descr(typo.res, self.table)
        if isinstance(typo.res, DefRes):
            row = self.table[typo.res.def_id]
            whole = self.whole(row)
            place = self.head(row)
            if whole.lo < span.hi and span.lo < whole.hi:
                return False
            if self.late.is_local(typo.res.def_id):
                diag.label(place, f"similarly named {shown} `{typo.name}` defined here")
                labelled = True
            else:
                self.late.label_library(diag, typo.res.def_id, f"similarly named {shown} `{typo.name}` defined here")
        here = self.late.source_map.snippet(span)
        if typo.name.startswith("_") and typo.name[1:] == here and typo.span is not None:
            if not labelled and not isinstance(typo.res, DefRes):
                diag.label(typo.span, f"`{typo.name}` defined here")
            diag.suggest(
                f"the leading underscore in `{typo.name}` marks it as unused, consider renaming it to `{here}`",
                (typo.span, here),
                applicability="MaybeIncorrect",
                style="show-always",
            )
            return True
        diag.suggest(
            f"{article(shown)} {shown} with a similar name exists",
            (span, typo.name),
            applicability="MaybeIncorrect",
            style="show-always",
        )
        return True

    def quiet(self, ident: ast.Ident, ns: Any) -> Any:
        return self.late.ident(ident, ns, quiet=True)


def _destructured(assign: ast.AssignExpr) -> bool:
    """Whether this assignment was made for a part of `(a, b) = c`."""
    return isinstance(assign.right, ast.PathExpr) and assign.right.path.segments[0].ident.span.from_expansion()
