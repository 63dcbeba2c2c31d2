"""Items: modules, imports, constants, types, traits and impls."""

from __future__ import annotations

from rustmem.source.diag import Diag, SuggestionStyle, error
from rustmem.source.span import Span
from rustmem.syntax import ast, recovery
from rustmem.syntax.attributes import ITEM_KINDS
from rustmem.syntax.cursor import PATH_SEGMENT_KEYWORDS, own_span
from rustmem.syntax.errors import ITEM_LIST_NOTE, ParseError
from rustmem.syntax.functions import FunctionParser
from rustmem.syntax.operators import after_type


class NoItem(ParseError):
    """No item begins here, in a trait, an impl or an extern block."""


NO_IDENT = ast.Ident("", Span(0, 0))


class ItemParser(FunctionParser):
    """The part of the parser that reads items."""

    # ---- items ----

    def parse_items(self, close: str, context: str) -> tuple[ast.Item, ...]:
        """Items up to `close` (or the end), which is not taken."""
        items: list[ast.Item] = []
        opened = self.prev
        while True:
            while self.text == ";" and context == "module":
                self._stray_semicolon(items)
            if self.text == close or self.tok.kind == "eof":
                return tuple(items)
            depth = self.depth
            try:
                items.append(self._one_item(close, context))
            except NoItem:
                self._non_item(opened.span, bool(items))
            except ParseError as err:
                if context == "module" or self.fatal or opened.text != "{":
                    raise
                self.diags.append(err.diag)
                self.depth, self.restrictions = depth, 0
                self.recover_stmt()
                if isinstance(err.diag, Diag):
                    err.diag.label(opened.span, "while parsing this item list starting here")
                    err.diag.label(self.tok.span, "the item list ends here")

    def _non_item(self, opened: Span, some: bool) -> None:
        """What stands in a trait or impl and is no item; the rest of the list is skipped (rustc's `parse_item_list`)."""
        span, is_let = self.tok.span, self.text == "let" and self.tok.kind == "ident"
        removable: Span | None = None
        if some and self.prev.text == "}" and self.text == ";":
            removable = span
        elif self.text == "{" and self.prev.text == ";":
            removable = self.prev.span
        diag = error("non-item in item list", span)
        self.recover_stmt()
        if is_let:
            hint = "consider using `const` instead of `let` for associated const"
            diag.suggest(hint, (span, "const"), style="show-always")
        else:
            diag.label(opened, "item list starts here").label(span, "non-item starts here")
            diag.label(self.tok.span, "item list ends here")
        if removable is not None:
            diag.suggest("consider removing this semicolon", (removable, ""), applicability="MaybeIncorrect")
        self.diags.append(diag)

    def _one_item(self, close: str, context: str) -> ast.Item:
        attrs = self.outer_attrs()
        if attrs and (self.text == close or self.tok.kind == "eof"):
            raise ParseError(self._attr_without_item(attrs) if context == "module" else self._doc_without_item(attrs))
        item = self.parse_item_opt(attrs, context)
        if item is None and attrs and context == "module" and not self.is_ident():
            raise ParseError(self._attr_without_item(attrs))
        if item is None:
            raise self._expected_item(context)
        return item

    def _doc_without_item(self, attrs: tuple[ast.Attribute, ...]) -> Diag:
        last = attrs[-1]
        if not last.is_doc:
            return error("expected item after attributes", last.span).not_modelled("attributes without an item")
        diag = error("found a documentation comment that doesn't document anything", last.span, "E0584")
        diag.label(last.span, "this doc comment doesn't document anything")
        return diag.help("doc comments must come before what they document, if a comment was intended use `//`")

    def _stray_semicolon(self, items: list[ast.Item]) -> None:
        span = self.bump().span
        diag = error("expected item, found `;`", span)
        word = ITEM_KINDS.get(type(items[-1])) if items else None
        style: SuggestionStyle = "show-code" if word is None else "show-always"
        diag.suggest("remove this semicolon", (span, ""), style=style)
        if word is not None:
            diag.help(f"{word} declarations are not followed by a semicolon")
        self.diags.append(diag)

    def _attr_without_item(self, attrs: tuple[ast.Attribute, ...]) -> Diag:
        last = attrs[-1]
        if last.is_doc:
            diag = error("expected item after doc comment", last.span).label(
                last.span, "this doc comment doesn't document anything"
            )
            if len(attrs) > 1:
                diag.label(attrs[0].span.to(attrs[-2].span), "other attributes here")
            return diag
        diag = error("expected item after attributes", last.span)
        if self.text == ";":
            hint = "consider removing this semicolon"
            diag.suggest(hint, (self.tok.span, ""), applicability="MaybeIncorrect", style="show-always")
        if len(attrs) > 1:
            diag.label(attrs[0].span.to(attrs[-2].span), "other attributes here")
        return diag

    def _expected_item(self, context: str) -> ParseError:
        span, text = self.tok.span, self.text
        if context != "module" and not self.is_ident() and self.text not in PATH_SEGMENT_KEYWORDS:
            return NoItem(error("non-item in item list", self.tok.span))
        if self.is_ident():
            self.parse_path("mod")
            return self.expected_one_of(["`!`", "`::`"])
        diag = error(f"expected item, found {self.describe()}", span)
        if text == "let" and self.tok.kind == "ident":
            diag.label(span, "`let` cannot be used for global variables")
            if self.peek_text() == "mut":
                diag.help("consider using `static` and a `Mutex` instead of `let mut`")
            else:
                hint = "consider using `static` or `const` instead of `let`"
                diag.suggest(hint, (span, "static"), applicability="MaybeIncorrect", style="hide-code-inline")
        else:
            diag.label(span, "expected item")
            if self.tok.kind == "ident" or text in ("}", "::"):
                diag.not_modelled("what stands before a stray brace or keyword")
        return ParseError(diag.note(ITEM_LIST_NOTE))

    def parse_item_opt(self, attrs: tuple[ast.Attribute, ...], context: str) -> ast.Item | None:
        """An item, or None if none begins here and nothing was taken."""
        token = self.tok
        if token.kind == "interpolated" and token.text == "item":
            self.bump()
            item = self.fragment(token)
            assert isinstance(item, ast.Item)
            if attrs:
                item.attrs = attrs + item.attrs
            return item
        lo = token.span
        start = self.save()
        vis = self.parse_vis()
        if (
            self.text == "default"
            and self.peek().kind == "ident"
            and self.peek_text() in ("fn", "impl", "const", "type", "unsafe", "async")
        ):
            raise self.unsupported("specialization", self.tok.span)
        parse = ITEMS.get(self.text) if self.tok.kind == "ident" else None
        if parse is None and context != "block" and recovery.keyword_in_wrong_case(self):
            self.text = self.text.lower()
            self.tok = self.tok._replace(text=self.text)
            parse = ITEMS.get(self.text)
        if parse is not None:
            item = parse(self, attrs, vis, lo, context)
            if item is not None:
                return item
        if self._macro_item_starts():
            return self._macro_item(attrs, vis, lo)
        if vis.kind != "inherited":
            raise self._vis_without_item(vis, context)
        self.restore(start)
        return None

    def _vis_without_item(self, vis: ast.Visibility, context: str) -> ParseError:
        if self.is_ident():
            return self.fail(
                "missing `struct` for struct definition" if self.peek_text() == "{" else "missing `fn` for function definition"
            )
        word = self.source_text(vis.span)
        diag = error(f"visibility `{word}` is not followed by an item", vis.span).label(vis.span, "the visibility")
        if self.tok.kind == "ident":
            diag.not_modelled("a second word of visibility")
        return ParseError(diag.help(f"you likely meant to define an item, e.g., `{word} fn foo() {{}}`"))

    def source_text(self, span: Span) -> str:
        file = self.file
        return file.snippet(span.lo, span.hi) if file is not None else ""

    def _macro_item_starts(self) -> bool:
        if self.tok.kind == "interpolated":
            return self.tok.text == "path" and self.peek_text() == "!"
        if self.tok.kind != "ident" and self.text != "::":
            return False
        if self.text in self.keywords and self.text not in PATH_SEGMENT_KEYWORDS:
            return False
        at = self.at + (1 if self.text == "::" else 0)
        while self.tokens[at + 1].text == "::" and self.tokens[at + 2].kind == "ident":
            at += 2
        return self.tokens[at + 1].text == "!" and self.tokens[at + 1].kind == "punct"

    def _macro_item(self, attrs: tuple[ast.Attribute, ...], vis: ast.Visibility, lo: Span) -> ast.Item:
        path = self.parse_path("mod")
        self.bump()
        delim, tokens = self.delimited_tokens()
        call = path.span.to(self.prev.span)
        if vis.kind != "inherited":
            raise self.fail(f"can't qualify macro invocation with `{self.source_text(vis.span)}`", vis.span)
        if delim != "{" and not self.eat(";"):
            raise self.fail(
                "macros that expand to items must be delimited with braces or followed by a semicolon", self.prev.span
            )
        return ast.MacroItem(NO_IDENT, attrs, vis, self.span_from(lo), ast.MacroCall(path, delim, tokens, call))

    def _macro_rules(self, attrs: tuple[ast.Attribute, ...], vis: ast.Visibility, lo: Span, context: str) -> ast.Item | None:
        if self.peek_text() != "!" or self.peek(2).kind != "ident":
            return None
        self.bump()
        self.bump()
        ident = self.ident()
        delim, tokens = self.delimited_tokens()
        if delim != "{" and not self.eat(";"):
            raise self.fail("macros must be terminated with `;`", self.prev.span)
        return ast.MacroDef(ident, attrs, vis, self.span_from(lo), tokens)

    def _macro(self, attrs: tuple[ast.Attribute, ...], vis: ast.Visibility, lo: Span, context: str) -> ast.Item | None:
        raise self.unsupported("macros 2.0", lo)

    def _use(self, attrs: tuple[ast.Attribute, ...], vis: ast.Visibility, lo: Span, context: str) -> ast.Item:
        self.bump()
        tree = self._use_tree()
        if not self.eat(";"):
            err = recovery.expect_semi(
                self, ["`::`", "`;`", "`as`"] if tree.kind == "simple" and tree.rename is None else ["`;`"]
            )
            if not err.recovered:
                raise err
        return ast.UseItem(NO_IDENT, attrs, vis, self.span_from(lo), tree)

    def _use_tree(self) -> ast.UseTree:
        lo = self.tok.span
        if self.text in ("{", "*") or (self.text == "::" and self.peek_text() in ("{", "*")):
            segments: tuple[ast.PathSegment, ...] = ()
            if self.eat("::"):
                segments = (ast.PathSegment(ast.Ident("{{root}}", lo.shrink_to_lo())),)
            return self._use_group(ast.Path(segments, lo.shrink_to_lo()), lo)
        path = self.parse_path("mod")
        if self.text == "::" and self.peek_text() in ("{", "*"):
            self.bump()
            return self._use_group(path, lo)
        rename = None
        if self.eat("as"):
            if self.text == "_":
                rename = ast.Ident("_", self.bump().span)
            else:
                rename = self.ident()
        return ast.UseTree(path, "simple", rename, (), self.span_from(lo))

    def _use_group(self, prefix: ast.Path, lo: Span) -> ast.UseTree:
        if self.eat("*"):
            return ast.UseTree(prefix, "glob", None, (), self.span_from(lo))
        self.expect("{")
        trees: list[ast.UseTree] = []
        self.enter_nested()
        while self.text != "}":
            trees.append(self._use_tree())
            if not self.eat(","):
                break
        self.depth -= 1
        if self.text != "}":
            raise self.expected_one_of(["`,`", "`}`", "`::`", "`as`"])
        self.bump()
        return ast.UseTree(prefix, "nested", None, tuple(trees), self.span_from(lo))

    def _mod(self, attrs: tuple[ast.Attribute, ...], vis: ast.Visibility, lo: Span, context: str) -> ast.Item:
        if self.eat("unsafe"):
            self.diags.append(error("module cannot be declared unsafe", self.prev.span))
        self.bump()
        ident = self.ident()
        if self.eat(";"):
            return ast.ModItem(ident, attrs, vis, self.span_from(lo), None, self.prev.span)
        if self.text != "{":
            raise self.expected_one_of(["`;`", "`{`"])
        self.enter_nested()
        brace = self.bump().span
        attrs = attrs + self.inner_attrs()
        inner_lo = self.tok.span
        items = self.parse_items("}", "module")
        inner = inner_lo.to(self.prev.span) if items else brace.shrink_to_hi()
        self.expect("}")
        self.depth -= 1
        return ast.ModItem(ident, attrs, vis, self.span_from(lo), items, inner)

    def enter_nested(self) -> None:
        self.depth += 1
        if self.depth > 100:
            raise self.too_deep(self.tok.span)

    def _extern(self, attrs: tuple[ast.Attribute, ...], vis: ast.Visibility, lo: Span, context: str) -> ast.Item | None:
        """`extern crate`, `extern "C" { ... }`, or a function."""
        unsafe = self.text == "unsafe"
        at = 1 if unsafe else 0
        if self.peek_text(at + 1) == "crate" and not unsafe:
            return self._extern_crate(attrs, vis, lo)
        has_abi = self.peek(at + 1).kind == "literal"
        if self.peek_text(at + (2 if has_abi else 1)) != "{":
            return self._fn(attrs, vis, lo, context)
        self.eat("unsafe")
        self.bump()
        abi = self.parse_abi() if has_abi else "C"
        self.bump()
        attrs = attrs + self.inner_attrs()
        items = self.parse_items("}", "extern")
        self.expect("}")
        return ast.ForeignMod(NO_IDENT, attrs, vis, self.span_from(lo), abi, items, unsafe)

    def _extern_crate(self, attrs: tuple[ast.Attribute, ...], vis: ast.Visibility, lo: Span) -> ast.Item:
        self.bump()
        self.bump()
        token = self.bump() if self.text == "self" else None
        name = ast.Ident("self", own_span(token)) if token is not None else self.ident()
        orig = None
        if self.eat("as"):
            orig = name.name
            name = ast.Ident("_", self.bump().span) if self.text == "_" else self.ident()
        if not self.eat(";"):
            raise self.expected_one_of(["`;`", "`as`"] if orig is None else ["`;`"])
        return ast.ExternCrate(name, attrs, vis, self.span_from(lo), orig)

    def _static_item(self, attrs: tuple[ast.Attribute, ...], vis: ast.Visibility, lo: Span, context: str) -> ast.Item | None:
        unsafe = self.text in ("unsafe", "safe")
        after = self.peek_text(2 if unsafe else 1)
        if after in ("|", "||", "move"):
            return None
        is_unsafe = self.eat("unsafe")
        self.eat("safe")
        self.bump()
        mutbl = "mut" if self.eat("mut") else "not"
        ident = self.ident()
        ty = self._const_ty("static")
        expr = self.parse_expr() if self.eat("=") else None
        self._item_semi(expr, ty, ["`=`"])
        return ast.StaticItem(ident, attrs, vis, self.span_from(lo), ty, mutbl, expr, is_unsafe)

    def _const_ty(self, word: str) -> ast.Ty:
        if self.eat(":"):
            return self.parse_ty()
        if self.text not in ("=", ";"):
            raise self.expected_one_of(["`:`", "`;`", "`=`"])
        at = self.prev.span.shrink_to_hi()
        diag = error(f"missing type for `{word}` item", at)
        diag.suggest("provide a type for the item", (at, ": <type>"), applicability="HasPlaceholders")
        self.diags.append(diag.not_modelled("the type of an item without one"))
        return ast.ErrTy(at)

    def _item_semi(self, expr: ast.Expr | None, ty: ast.Ty, more: list[str]) -> None:
        if self.eat(";"):
            return
        if expr is None:
            self._missing_semi(["`;`", *more, *after_type(ty)])
        else:
            self._missing_semi(["`;`", *self.continuations(expr)])

    def _missing_semi(self, names: list[str]) -> None:
        err = recovery.expect_semi(self, names)
        if not err.recovered:
            raise err

    def _const_item(self, attrs: tuple[ast.Attribute, ...], vis: ast.Visibility, lo: Span, context: str) -> ast.Item | None:
        after = self.peek_text()
        if after in ("fn", "unsafe", "extern", "async") or (after == "unsafe"):
            return self._fn(attrs, vis, lo, context)
        if after in ("{", "|", "||", "move") or self.peek().kind == "interpolated" and self.peek().text == "block":
            return None
        self.bump()
        if self.text == "mut":
            raise self.fail("const globals cannot be mutable")
        ident = ast.Ident("_", self.bump().span) if self.text == "_" else self.ident()
        generics = self.parse_generics()
        ty = self._const_ty("const")
        expr = self.parse_expr() if self.eat("=") else None
        generics = self.parse_where(generics)
        self._item_semi(expr, ty, ["`=`"])
        return ast.ConstItem(ident, attrs, vis, self.span_from(lo), generics, ty, expr)

    def _type_alias(self, attrs: tuple[ast.Attribute, ...], vis: ast.Visibility, lo: Span, context: str) -> ast.Item:
        self.bump()
        ident = self.ident()
        generics = self.parse_generics()
        self.may("`:`")
        bounds = self.parse_bounds() if self.eat(":") else ()
        generics = self.parse_where(generics)
        ty = self.parse_ty() if self.eat("=") else None
        self.may(*after_type(ty))
        generics = self.parse_where(generics)
        if not self.eat(";"):
            self._missing_semi(["`;`"] + (["`=`"] if ty is None else []))
        return ast.TypeAlias(ident, attrs, vis, self.span_from(lo), generics, bounds, ty)

    # ---- structs and enums ----

    def _struct_item(self, attrs: tuple[ast.Attribute, ...], vis: ast.Visibility, lo: Span, context: str) -> ast.Item:
        self.bump()
        ident = self.ident()
        generics = self.parse_generics()
        generics = self.parse_where(generics)
        fields: tuple[ast.FieldDef, ...] = ()
        self.fields_recovered = False
        if self.text == "{":
            kind, fields = "struct", self._record_fields("struct", ident)
        elif self.text == "(":
            kind, fields = "tuple", self._tuple_fields()
            generics = self.parse_where(generics)
            if not self.eat(";"):
                self._missing_semi(["`;`"])
        elif self.eat(";"):
            kind = "unit"
        else:
            raise self._no_fields("struct", "`where`, `{`, `(`, or `;`" if generics.where_span is None else "`{`")
        span = self.span_from(lo)
        data = ast.VariantDef(ident, (), kind, fields, None, span, self.fields_recovered)
        return ast.StructItem(ident, attrs, vis, span, generics, data)

    def _no_fields(self, what: str, wanted: str) -> ParseError:
        span = self.tok.span
        expected = f"expected {wanted} after {what} name"
        return ParseError(error(f"{expected}, found {self.describe()}", span).label(span, expected))

    def _union_item(self, attrs: tuple[ast.Attribute, ...], vis: ast.Visibility, lo: Span, context: str) -> ast.Item | None:
        if not self.is_name(self.peek()):
            return None
        self.bump()
        ident = self.ident()
        generics = self.parse_where(self.parse_generics())
        if self.text != "{":
            raise self._no_fields("union", "`where` or `{`" if generics.where_span is None else "`{`")
        fields = self._record_fields("union", ident)
        span = self.span_from(lo)
        return ast.UnionItem(ident, attrs, vis, span, generics, ast.VariantDef(ident, (), "struct", fields, None, span))

    def _enum_item(self, attrs: tuple[ast.Attribute, ...], vis: ast.Visibility, lo: Span, context: str) -> ast.Item:
        self.bump()
        ident = self.ident()
        generics = self.parse_where(self.parse_generics())
        if self.text != "{":
            err = self.expected_one_of(["`{`"], whole=True)
            if isinstance(err.diag, Diag):
                err.diag.label(ident.span, "while parsing this enum")
            raise err
        self.bump()
        try:
            variants = self._variants()
        except ParseError as err:
            if self.fatal:
                raise
            if isinstance(err.diag, Diag):
                err.diag.label(ident.span, "while parsing this enum")
            self.eat_to(("}",))
            self.bump()
            raise
        return ast.EnumItem(ident, attrs, vis, self.span_from(lo), generics, tuple(variants))

    def _variants(self) -> list[ast.VariantDef]:
        """The variants and the closing brace."""
        variants: list[ast.VariantDef] = []
        while self.text != "}":
            variants.append(self._variant())
            separated = self.eat(",")
            while not separated and self.text != "}":
                more = self.missing_separator("}", self._after_variant(variants[-1]), self._variant)
                if more is None:
                    self.eat("}")
                    return variants
                variants.append(more)
                separated = self.eat(",")
            if not separated:
                break
        self.eat("}")
        return variants

    def _after_variant(self, last: ast.VariantDef) -> list[str]:
        if last.discriminant is not None:
            return self.continuations(last.discriminant.value)
        return ["`=`", "`(`", "`{`"] if last.kind == "unit" else ["`=`"]

    def _variant(self) -> ast.VariantDef:
        try:
            return self._bare_variant()
        except ParseError as err:
            if isinstance(err.diag, Diag):
                forms = "`Variant`, `Variant = <integer>`, `Variant(Type, ..., TypeN)` or `Variant { fields: Types }`"
                err.diag.help(f"enum variants can be {forms}")
            raise

    def _bare_variant(self) -> ast.VariantDef:
        attrs = self.outer_attrs()
        lo = self.tok.span
        self.parse_vis()
        ident = self.ident()
        kind, fields = "unit", ()
        self.fields_recovered = False
        if self.text == "{":
            kind, fields = "struct", self._record_fields("struct", ident)
        elif self.text == "(":
            kind, fields = "tuple", self._tuple_fields()
        recovered = self.fields_recovered
        discriminant = self.parse_anon_const() if self.eat("=") else None
        return ast.VariantDef(ident, attrs, kind, fields, discriminant, self.span_from(lo), recovered)

    fields_recovered = False

    def _record_fields(self, what: str, owner: ast.Ident) -> tuple[ast.FieldDef, ...]:
        """`{ a: A, b: B }`; an error skips to the closing brace."""
        self.expect("{")
        fields: list[ast.FieldDef] = []
        depth = self.depth
        try:
            self._fields_inside(what, fields)
        except ParseError as err:
            if self.fatal:
                raise
            if isinstance(err.diag, Diag) and err.diag.code is None:
                err.diag.label(owner.span, f"while parsing this {what}")
            self.diags.append(err.diag)
            self.depth = depth
            self.recover_stmt()
            self.fields_recovered = True
        self.expect("}")
        return tuple(fields)

    def _fields_inside(self, what: str, fields: list[ast.FieldDef]) -> None:
        while self.text != "}":
            attrs = self.outer_attrs()
            if attrs and self.text == "}":
                raise self._field_doc(attrs)
            lo = self.tok.span
            vis = self.parse_vis()
            if self.tok.kind == "ident" and not self.is_ident():
                raise self.expected_ident()
            ident = self.ident()
            if self.text != ":":
                raise self.expected_one_of(["`:`"])
            self.bump()
            ty = self.parse_ty()
            fields.append(ast.FieldDef(ident, attrs, vis, ty, self.span_from(lo), True))
            if self.text == "=" and self.tok.kind == "punct":
                raise self.fail("default values on fields are experimental")
            if not self.eat(","):
                if self.tok.kind != "ident" and self.text != "#":
                    break
                # Another field, it seems: rustc says that a comma is missing, and reads on.
                at = self.prev.span.shrink_to_hi()
                diag = error(f"expected `,`, or `}}`, found {self.describe()}", at)
                self.diags.append(diag.suggest("try adding a comma", (at, ",")))
        if self.text != "}":
            raise self._expected_comma(what)

    def _field_doc(self, attrs: tuple[ast.Attribute, ...]) -> ParseError:
        last = attrs[-1]
        if last.is_doc:
            diag = error("found a documentation comment that doesn't document anything", last.span, "E0585")
            diag.help("doc comments must come before what they document, if a comment was intended use `//`")
            return ParseError(diag.not_modelled("the place of a stray doc comment"))
        return self.fail("expected a field after an attribute", last.span)

    def _expected_comma(self, what: str) -> ParseError:
        if self.text == ";":
            span = self.tok.span
            diag = error(f"{what} fields are separated by `,`", span)
            return ParseError(diag.suggest("replace `;` with `,`", (span, ","), style="hide-code-inline"))
        at = self.prev.span.shrink_to_hi()
        diag = error(f"expected `,`, or `}}`, found {self.describe()}", at)
        return ParseError(diag.not_modelled("what follows a field without a comma"))

    def _tuple_fields(self) -> tuple[ast.FieldDef, ...]:
        self.expect("(")
        fields: list[ast.FieldDef] = []
        while self.text != ")":
            attrs = self.outer_attrs()
            lo = self.tok.span
            vis = self.parse_vis(before_type=True)
            ty = self.parse_ty()
            span = lo.to(ty.span)
            fields.append(ast.FieldDef(ast.Ident(str(len(fields)), span), attrs, vis, ty, span, False))
            if not self.eat(","):
                break
        if self.text != ")":
            raise self.expected_one_of(["`)`", "`,`", *(after_type(fields[-1].ty) if fields else [])])
        self.bump()
        return tuple(fields)

    # ---- traits and impls ----

    def _trait_item(self, attrs: tuple[ast.Attribute, ...], vis: ast.Visibility, lo: Span, context: str) -> ast.Item | None:
        at = 0
        while self.peek_text(at) in ("unsafe", "auto", "const"):
            at += 1
        if self.peek_text(at) != "trait":
            return None
        if self.text == "const":
            self.bump()
        unsafe = self.eat("unsafe")
        auto = self.eat("auto")
        self.bump()
        ident = self.ident()
        generics = self.parse_generics()
        self.may("`:`")
        bounds = self.parse_bounds() if self.eat(":") else ()
        self.may("`=`")
        if self.eat("="):
            bounds = self.parse_bounds()
            generics = self.parse_where(generics)
            self.expect(";")
            return ast.TraitAlias(ident, attrs, vis, self.span_from(lo), generics, bounds)
        generics = self.parse_where(generics)
        items, inner = self._assoc_items("trait")
        return ast.TraitItem(ident, attrs + inner, vis, self.span_from(lo), generics, bounds, items, unsafe, auto)

    def _assoc_items(self, context: str) -> tuple[tuple[ast.Item, ...], tuple[ast.Attribute, ...]]:
        if self.text != "{":
            raise self.expected_one_of(["`{`"], whole=self.tok.kind != "lifetime")
        self.enter_nested()
        self.bump()
        inner = self.inner_attrs()
        items = self.parse_items("}", context)
        self.expect("}")
        self.depth -= 1
        return items, inner

    def _impl_item(self, attrs: tuple[ast.Attribute, ...], vis: ast.Visibility, lo: Span, context: str) -> ast.Item | None:
        unsafe = False
        if self.text == "unsafe":
            if self.peek_text() != "impl":
                return None
            self.bump()
            unsafe = True
        self.bump()
        if self.starts("<") and self._generics_follow():
            generics = self.parse_generics()
        else:
            generics = ast.Generics((), (), self.prev.span.shrink_to_hi())
        self.eat("const")
        negative = self.text == "!" and self.eat("!")
        bang = self.prev.span
        ty = self.parse_ty()
        trait_ref: ast.Path | None = None
        gap: Span | None = None
        self.may("`for`", *after_type(ty))
        if self.eat("for"):
            if isinstance(ty, ast.PathTy) and ty.qself is None:
                trait_ref = ty.path
            elif isinstance(ty, ast.ErrTy):
                trait_ref = None
            else:
                raise self.fail("expected a trait, found type", ty.span)
            ty = self.parse_ty()
            self.may(*after_type(ty))
        elif (
            self._type_starts() and self.text != "where" and trait_ref is None and isinstance(ty, ast.PathTy) and ty.qself is None
        ):
            gap = Span(self.prev.span.hi, self.tok.span.lo, self.tok.span.ctxt)
            trait_ref = ty.path
            ty = self.parse_ty()
            self.may(*after_type(ty))
        elif negative:
            diag = error("inherent impls cannot be negative", ty.span).label(bang, "negative because of this")
            diag.label(ty.span, "inherent impl for this type")
            self.diags.append(diag.note("only trait implementations may be annotated with `!`"))
        generics = self.parse_where(generics)
        items, inner = self._assoc_items("impl")
        if gap is not None:
            diag = error("missing `for` in a trait impl", gap)
            self.diags.append(diag.suggest("add `for` here", (gap, " for "), style="show-always"))
        return ast.ImplItem(NO_IDENT, attrs + inner, vis, self.span_from(lo), generics, trait_ref, negative, ty, items, unsafe)

    def _generics_follow(self) -> bool:
        """Whether `impl <` opens generic parameters, not a qualified path."""
        token, text = self.peek(), self.peek_text()
        if text in (">", "#", "const"):
            return True
        return (token.kind == "lifetime" or token.kind == "ident") and self.peek_text(2) in (">", ",", ":", "=")

    def _unsafe_item(self, attrs: tuple[ast.Attribute, ...], vis: ast.Visibility, lo: Span, context: str) -> ast.Item | None:
        after = self.peek_text()
        if after in ("trait", "auto"):
            return self._trait_item(attrs, vis, lo, context)
        if after == "impl":
            return self._impl_item(attrs, vis, lo, context)
        if after == "extern":
            return self._extern(attrs, vis, lo, context)
        if after == "mod":
            return self._mod(attrs, vis, lo, context)
        if after == "static":
            return self._static_item(attrs, vis, lo, context)
        if after == "fn":
            return self._fn(attrs, vis, lo, context)
        return None


ITEMS = {
    "fn": ItemParser._fn,
    "struct": ItemParser._struct_item,
    "enum": ItemParser._enum_item,
    "union": ItemParser._union_item,
    "trait": ItemParser._trait_item,
    "auto": ItemParser._trait_item,
    "impl": ItemParser._impl_item,
    "mod": ItemParser._mod,
    "use": ItemParser._use,
    "const": ItemParser._const_item,
    "static": ItemParser._static_item,
    "type": ItemParser._type_alias,
    "unsafe": ItemParser._unsafe_item,
    "safe": ItemParser._fn,
    "async": ItemParser._fn,
    "extern": ItemParser._extern,
    "macro_rules": ItemParser._macro_rules,
    "macro": ItemParser._macro,
}
"""What each word may begin; a parser answers None, with nothing taken, if it does not."""
