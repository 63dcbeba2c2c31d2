"""A tree back to Rust, in the form that rustc's `pprust` gives expressions in `assert!` and `stringify!`.

Law: printing a tree and parsing the text gives the tree back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from rustmem.syntax import ast
from rustmem.syntax.cursor import PATH_SEGMENT_KEYWORDS, STRICT
from rustmem.syntax.token import Token

SPACED = frozenset(
    (
        "let",
        "match",
        "if",
        "in",
        "return",
        "while",
        "mut",
        "ref",
        "as",
        "for",
        "move",
        "else",
        "where",
        "break",
        "const",
        "static",
        "use",
        "impl",
        "dyn",
        "box",
        "yield",
        "await",
    )
)


# ---- tokens ----


def tokens_text(tokens: Sequence[Token]) -> str:
    """Tokens as `stringify!` prints them: spaced as written, but for a few pairs."""
    out: list[str] = []
    for at, token in enumerate(tokens):
        text = _token_text(token)
        out.append(text)
        if at + 1 == len(tokens):
            break
        following = tokens[at + 1]
        if token.joint:
            continue
        if token.kind == "open":
            if token.text == "{" and following.kind != "close":
                out.append(" ")
        elif following.kind == "close":
            if following.text == "}":
                out.append(" ")
        elif _space_between(token, following):
            out.append(" ")
    return "".join(out)


def _token_text(token: Token) -> str:
    if token.kind == "interpolated":
        return fragment_text(token.payload)
    return ("r#" if token.raw and token.kind == "ident" else "") + token.text


def _space_between(a: Token, b: Token) -> bool:
    if b.text in (",", ";", ".") and b.kind == "punct":
        return a.kind == "punct"
    if a.kind == "ident" and b.text == "(" and b.kind == "open":
        return a.text in SPACED and not a.raw
    return not (a.text == "#" and b.text == "[")


def fragment_text(payload: object) -> str:
    """A parsed fragment of a macro variable."""
    if isinstance(payload, ast.Expr):
        return expr_text(payload)
    if isinstance(payload, ast.Ty):
        return ty_text(payload)
    if isinstance(payload, ast.Pat):
        return pat_text(payload)
    if isinstance(payload, ast.Path):
        return path_text(payload)
    if isinstance(payload, ast.Block):
        return block_text(payload)
    if isinstance(payload, ast.Stmt):
        return stmt_text(payload).rstrip(";")
    if isinstance(payload, ast.Visibility):
        return vis_text(payload).strip()
    if isinstance(payload, ast.Attribute):
        return payload.path + _attr_input(payload.tokens)
    if isinstance(payload, ast.Item):
        return item_text(payload)
    return ""


def name_text(name: str) -> str:
    """A name, raw where it would be a keyword."""
    return f"r#{name}" if name in STRICT and name not in PATH_SEGMENT_KEYWORDS and name != "_" else name


# ---- paths and types ----


def path_text(path: ast.Path, turbofish: bool = False) -> str:
    parts = []
    for segment in path.segments:
        name = name_text(segment.ident.name)
        if name == "{{root}}":
            parts.append("")
            continue
        args = segment.args
        if args is not None:
            name += ("::" if turbofish and not args.parenthesized else "") + args_text(args)
        parts.append(name)
    return "::".join(parts)


def args_text(args: ast.GenericArgs) -> str:
    if args.parenthesized:
        text = "(" + ", ".join(ty_text(a) for a in args.args if isinstance(a, ast.Ty)) + ")"
        return text + (f" -> {ty_text(args.output)}" if args.output is not None else "")
    parts = [_arg_text(a) for a in args.args]
    for c in args.constraints:
        head = c.ident.name + (args_text(c.args) if c.args is not None else "")
        parts.append(f"{head}: {bounds_text(c.bounds)}" if c.ty is None else f"{head} = {_arg_text(c.ty)}")
    return "<" + ", ".join(parts) + ">"


def _arg_text(arg: ast.Lifetime | ast.Ty | ast.AnonConst) -> str:
    if isinstance(arg, ast.Lifetime):
        return arg.name
    if isinstance(arg, ast.AnonConst):
        return expr_text(arg.value)
    return ty_text(arg)


def qpath_text(qself: ast.QSelf | None, path: ast.Path, turbofish: bool = False) -> str:
    if qself is None:
        return path_text(path, turbofish)
    if qself.position == 0:
        return f"<{ty_text(qself.ty)}>::" + path_text(path, turbofish)
    trait = ast.Path(path.segments[: qself.position], path.span)
    rest = ast.Path(path.segments[qself.position :], path.span)
    return f"<{ty_text(qself.ty)} as {path_text(trait)}>::" + path_text(rest, turbofish)


def ty_text(ty: ast.Ty) -> str:
    match ty:
        case ast.PathTy():
            return qpath_text(ty.qself, ty.path)
        case ast.RefTy():
            lifetime = f"{ty.lifetime.name} " if ty.lifetime is not None else ""
            return "&" + lifetime + ("mut " if ty.mutbl == "mut" else "") + ty_text(ty.ty)
        case ast.PtrTy():
            return ("*mut " if ty.mutbl == "mut" else "*const ") + ty_text(ty.ty)
        case ast.SliceTy():
            return f"[{ty_text(ty.ty)}]"
        case ast.ArrayTy():
            return f"[{ty_text(ty.ty)}; {expr_text(ty.length.value)}]"
        case ast.TupTy():
            return "(" + ", ".join(ty_text(t) for t in ty.elems) + ("," if len(ty.elems) == 1 else "") + ")"
        case ast.NeverTy():
            return "!"
        case ast.InferTy():
            return "_"
        case ast.ParenTy():
            return f"({ty_text(ty.ty)})"
        case ast.BareFnTy():
            return _bare_fn(ty)
        case ast.TraitObjectTy():
            return ("" if ty.bare else "dyn ") + bounds_text(ty.bounds)
        case ast.ImplTraitTy():
            return "impl " + bounds_text(ty.bounds)
        case ast.MacroTy():
            return mac_text(ty.mac)
        case ast.ImplicitSelfTy():
            return "Self"
    return "/*ERROR*/"


def _bare_fn(ty: ast.BareFnTy) -> str:
    inputs = [ty_text(p.ty) if isinstance(p.pat, ast.WildPat) else f"{pat_text(p.pat)}: {ty_text(p.ty)}" for p in ty.inputs]
    if ty.c_variadic:
        inputs.append("...")
    head = binder_text(ty.generic_params) + ("unsafe " if ty.unsafe else "") + (f'extern "{ty.abi}" ' if ty.abi else "")
    return f"{head}fn({', '.join(inputs)})" + (f" -> {ty_text(ty.output)}" if ty.output is not None else "")


def binder_text(params: tuple[ast.GenericParam, ...]) -> str:
    return f"for<{', '.join(_param_text(p) for p in params)}> " if params else ""


def bounds_text(bounds: tuple[ast.Bound, ...]) -> str:
    return " + ".join(_bound_text(b) for b in bounds)


def _bound_text(bound: ast.Bound) -> str:
    if isinstance(bound, ast.OutlivesBound):
        return bound.lifetime.name
    if isinstance(bound, ast.UseBound):
        return f"use<{', '.join(a.name for a in bound.args)}>"
    assert isinstance(bound, ast.TraitBound)
    modifier = {"const": "const ", "~const": "[const] "}.get(bound.modifier, bound.modifier)
    return binder_text(bound.generic_params) + modifier + path_text(bound.path)


def _param_text(param: ast.GenericParam) -> str:
    attrs = attrs_text(param.attrs, " ")
    if isinstance(param, ast.ConstParam):
        default = f" = {expr_text(param.default.value)}" if param.default is not None else ""
        return f"{attrs}const {param.ident.name}: {ty_text(param.ty)}{default}"
    text = attrs + param.ident.name + (f": {bounds_text(param.bounds)}" if param.bounds else "")
    if isinstance(param, ast.TypeParam) and param.default is not None:
        text += f" = {ty_text(param.default)}"
    return text


# ---- patterns ----


def pat_text(pat: ast.Pat) -> str:
    match pat:
        case ast.WildPat():
            return "_"
        case ast.RestPat():
            return ".."
        case ast.NeverPat():
            return "!"
        case ast.IdentPat():
            by_ref = {None: "", "not": "ref ", "mut": "ref mut "}[pat.by_ref]
            sub = f" @ {pat_text(pat.sub)}" if pat.sub is not None else ""
            return by_ref + ("mut " if pat.mutbl == "mut" else "") + name_text(pat.ident.name) + sub
        case ast.PathPat():
            return qpath_text(pat.qself, pat.path, True)
        case ast.TupleStructPat():
            return qpath_text(pat.qself, pat.path, True) + f"({', '.join(map(pat_text, pat.elems))})"
        case ast.StructPat():
            fields = [pat_text(f.pat) if f.shorthand else f"{name_text(f.ident.name)}: {pat_text(f.pat)}" for f in pat.fields]
            if pat.rest is not None:
                fields.append("..")
            return qpath_text(pat.qself, pat.path, True) + (f" {{ {', '.join(fields)} }}" if fields else " {}")
        case ast.TuplePat():
            return (
                "("
                + ", ".join(map(pat_text, pat.elems))
                + ("," if len(pat.elems) == 1 and not isinstance(pat.elems[0], ast.RestPat) else "")
                + ")"
            )
        case ast.SlicePat():
            return f"[{', '.join(map(pat_text, pat.elems))}]"
        case ast.OrPat():
            return " | ".join(map(pat_text, pat.pats))
        case ast.RefPat():
            return ("&mut " if pat.mutbl == "mut" else "&") + pat_text(pat.pat)
        case ast.BoxPat():
            return "box " + pat_text(pat.pat)
        case ast.LitPat():
            return expr_text(pat.expr)
        case ast.RangePat():
            lo = expr_text(pat.lo) if pat.lo is not None else ""
            hi = expr_text(pat.hi) if pat.hi is not None else ""
            return lo + ("..=" if pat.inclusive else "..") + hi
        case ast.ParenPat():
            return f"({pat_text(pat.pat)})"
        case ast.MacroPat():
            return mac_text(pat.mac)
    return "/*ERROR*/"


# ---- expressions ----


def mac_text(mac: ast.MacroCall) -> str:
    inside = tokens_text(mac.tokens)
    head = path_text(mac.path) + "!"
    if mac.delim == "{":
        return f"{head} {{ {inside} }}" if inside else head + " {}"
    return head + mac.delim + inside + {"(": ")", "[": "]"}[mac.delim]


def lit_text(lit: ast.LitExpr) -> str:
    suffix = lit.suffix or ""
    match lit.kind:
        case "str":
            return (
                f'"{lit.symbol}"'
                if "\\" in lit.symbol or not isinstance(lit.value, str) or lit.value == lit.symbol and '"' not in lit.symbol
                else _raw(lit.symbol, "r")
            )
        case "bytestr":
            return f'b"{lit.symbol}"'
        case "cstr":
            return f'c"{lit.symbol}"'
        case "char":
            return f"'{lit.symbol}'"
        case "byte":
            return f"b'{lit.symbol}'"
    return lit.symbol + suffix


def _raw(text: str, prefix: str) -> str:
    hashes = "#"
    while '"' + hashes in text:
        hashes += "#"
    return f'{prefix}{hashes}"{text}"{hashes}'


def _list(exprs: tuple[ast.Expr, ...]) -> str:
    return ", ".join(map(expr_text, exprs))


PREC = {"*": 13, "/": 13, "%": 13, "+": 12, "-": 12, "<<": 11, ">>": 11, "&": 10, "^": 9, "|": 8, "&&": 6, "||": 5}


def _prec(expr: ast.Expr) -> int:
    cls = type(expr)
    if cls is ast.BinaryExpr:
        return PREC.get(expr.op, 7)
    return _PRECS.get(cls, 20)


_PRECS: dict[type, int] = {
    ast.CastExpr: 14, ast.LetExpr: 7, ast.RangeExpr: 4, ast.AssignExpr: 2, ast.AssignOpExpr: 2, ast.ClosureExpr: 1, ast.ReturnExpr: 1,
    ast.BreakExpr: 1, ast.UnaryExpr: 15, ast.AddrOfExpr: 15,
}  # fmt: skip


def _at(expr: ast.Expr, least: int) -> str:
    """An operand, in parentheses if it binds less tightly than its place needs."""
    text = expr_text(expr)
    return text if _prec(expr) >= least else f"({text})"


OPEN_ENDED = (ast.ClosureExpr, ast.ReturnExpr, ast.BreakExpr)
"""These take all that follows, and so need no parentheses on the right of an operator."""


def _right(expr: ast.Expr, least: int) -> str:
    """A right operand."""
    return expr_text(expr) if isinstance(expr, OPEN_ENDED) else _at(expr, least)


def expr_text(expr: ast.Expr) -> str:
    """One expression, on one line."""
    write = EXPRS.get(type(expr))
    return write(expr) if write is not None else "/*ERROR*/"


def _method(e: ast.MethodCallExpr) -> str:
    args = e.segment.args
    generic = "::" + args_text(args) if args is not None else ""
    return f"{_at(e.receiver, 16)}.{name_text(e.segment.ident.name)}{generic}({_list(e.args)})"


def _binary(e: ast.BinaryExpr) -> str:
    prec = _prec(e)
    left = prec + 1 if prec == 7 else prec
    return f"{_at(e.left, left)} {e.op} {_right(e.right, prec + 1)}"


def _if(e: ast.IfExpr) -> str:
    text = f"if {expr_text(e.cond)} {block_text(e.then)}"
    return text + (f" else {expr_text(e.orelse)}" if e.orelse is not None else "")


def _label(label: ast.Label | None) -> str:
    return f"{label.name}: " if label is not None else ""


def _match(e: ast.MatchExpr) -> str:
    arms = []
    for arm in e.arms:
        guard = f" if {expr_text(arm.guard)}" if arm.guard is not None else ""
        body = f" => {expr_text(arm.body)}" if arm.body is not None else ""
        comma = "" if isinstance(arm.body, ast.BlockExpr) else ","
        arms.append(attrs_text(arm.attrs, " ") + pat_text(arm.pat) + guard + body + comma)
    return f"match {expr_text(e.scrutinee)} {{ {' '.join(arms)} }}" if arms else f"match {expr_text(e.scrutinee)} {{}}"


def _closure(e: ast.ClosureExpr) -> str:
    params = [
        pat_text(p.pat) + ("" if isinstance(p.ty, ast.InferTy) and p.ty.span == p.pat.span else f": {ty_text(p.ty)}")
        for p in e.params
    ]
    head = binder_text(e.binder) + ("async " if e.asyncness else "") + ("move " if e.by_move else "")
    output = f" -> {ty_text(e.output)}" if e.output is not None else ""
    return f"{head}|{', '.join(params)}|{output} {expr_text(e.body)}"


def _struct(e: ast.StructExpr) -> str:
    fields = [name_text(f.ident.name) if f.shorthand else f"{name_text(f.ident.name)}: {expr_text(f.expr)}" for f in e.fields]
    if isinstance(e.rest, ast.Expr):
        fields.append(".." + expr_text(e.rest))
    elif e.rest is not None:
        fields.append("..")
    return qpath_text(e.qself, e.path, True) + (f" {{ {', '.join(fields)} }}" if fields else " {}")


def _range(e: ast.RangeExpr) -> str:
    lo = _at(e.lo, 5) if e.lo is not None else ""
    hi = _right(e.hi, 5) if e.hi is not None else ""
    return lo + ("..=" if e.inclusive else "..") + hi


def _addr_of(e: ast.AddrOfExpr) -> str:
    kind = ("raw mut " if e.mutbl == "mut" else "raw const ") if e.raw else ("mut " if e.mutbl == "mut" else "")
    return "&" + kind + _right(e.expr, 15)


def _jump(word: str) -> Callable[[Any], str]:
    def write(e: Any) -> str:
        label = getattr(e, "label", None)
        expr = getattr(e, "expr", None)
        return word + (f" {label.name}" if label is not None else "") + (f" {expr_text(expr)}" if expr is not None else "")

    return write


EXPRS: dict[type, Callable[[Any], str]] = {
    ast.LitExpr: lit_text,
    ast.PathExpr: lambda e: qpath_text(e.qself, e.path, True),
    ast.ArrayExpr: lambda e: f"[{_list(e.elems)}]",
    ast.RepeatExpr: lambda e: f"[{expr_text(e.elem)}; {expr_text(e.count.value)}]",
    ast.TupExpr: lambda e: f"({_list(e.elems)}{',' if len(e.elems) == 1 else ''})",
    ast.CallExpr: lambda e: (
        f"({expr_text(e.func)})({_list(e.args)})" if isinstance(e.func, ast.FieldExpr) else f"{_at(e.func, 16)}({_list(e.args)})"
    ),
    ast.MethodCallExpr: _method,
    ast.BinaryExpr: _binary,
    ast.UnaryExpr: lambda e: e.op + _right(e.expr, 15),
    ast.CastExpr: lambda e: f"{_at(e.expr, 14)} as {ty_text(e.ty)}",
    ast.LetExpr: lambda e: f"let {pat_text(e.pat)} = {_at(e.expr, 7)}",
    ast.IfExpr: _if,
    ast.WhileExpr: lambda e: f"{_label(e.label)}while {expr_text(e.cond)} {block_text(e.body)}",
    ast.ForExpr: lambda e: f"{_label(e.label)}for {pat_text(e.pat)} in {expr_text(e.iter)} {block_text(e.body)}",
    ast.LoopExpr: lambda e: f"{_label(e.label)}loop {block_text(e.body)}",
    ast.MatchExpr: _match,
    ast.ClosureExpr: _closure,
    ast.BlockExpr: lambda e: _label(e.label) + block_text(e.block),
    ast.ConstBlockExpr: lambda e: "const " + expr_text(e.value.value),
    ast.AssignExpr: lambda e: f"{_at(e.left, 3)} = {_right(e.right, 2)}",
    ast.AssignOpExpr: lambda e: f"{_at(e.left, 3)} {e.op}= {_right(e.right, 2)}",
    ast.FieldExpr: lambda e: f"{_at(e.expr, 16)}.{name_text(e.ident.name)}",
    ast.IndexExpr: lambda e: f"{_at(e.expr, 16)}[{expr_text(e.index)}]",
    ast.RangeExpr: _range,
    ast.UnderscoreExpr: lambda e: "_",
    ast.AddrOfExpr: _addr_of,
    ast.BreakExpr: _jump("break"),
    ast.ContinueExpr: _jump("continue"),
    ast.ReturnExpr: _jump("return"),
    ast.StructExpr: _struct,
    ast.TryExpr: lambda e: f"{_at(e.expr, 16)}?",
    ast.AwaitExpr: lambda e: f"{_at(e.expr, 16)}.await",
    ast.ParenExpr: lambda e: f"({expr_text(e.expr)})",
    ast.MacroExpr: lambda e: mac_text(e.mac),
    ast.BuiltinExpr: lambda e: (
        f"builtin # {e.name}({', '.join(a.name if isinstance(a, ast.Ident) else fragment_text(a) for a in e.args)})"
    ),
    ast.DropTempsExpr: lambda e: expr_text(e.expr),
}


# ---- statements and items ----


def block_text(block: ast.Block) -> str:
    parts = [stmt_text(s) for s in block.stmts]
    if block.expr is not None:
        parts.append(expr_text(block.expr))
    head = "unsafe " if block.unsafe else ""
    return head + (f"{{ {' '.join(parts)} }}" if parts else "{}")


def stmt_text(stmt: ast.Stmt) -> str:
    match stmt:
        case ast.LetStmt():
            text = attrs_text(stmt.attrs, " ") + ("super " if stmt.is_super else "") + "let " + pat_text(stmt.pat)
            text += f": {ty_text(stmt.ty)}" if stmt.ty is not None else ""
            text += f" = {expr_text(stmt.init)}" if stmt.init is not None else ""
            return text + (f" else {block_text(stmt.orelse)}" if stmt.orelse is not None else "") + ";"
        case ast.ItemStmt():
            return item_text(stmt.item)
        case ast.ExprStmt():
            return expr_text(stmt.expr)
        case ast.SemiStmt():
            return expr_text(stmt.expr) + ";"
        case ast.MacroStmt():
            return attrs_text(stmt.attrs, " ") + mac_text(stmt.mac) + (";" if stmt.semi else "")
    return ";"


def _attr_input(tokens: tuple[Token, ...]) -> str:
    if not tokens:
        return ""
    return (" " if tokens[0].text == "=" else "") + tokens_text(tokens)


def attrs_text(attrs: tuple[ast.Attribute, ...], end: str = "\n") -> str:
    out = []
    for attr in attrs:
        if attr.is_doc:
            out.append(attr.tokens[0].text + "\n")
        else:
            out.append(f"#{'!' if attr.inner else ''}[{attr.path}{_attr_input(attr.tokens)}]{end}")
    return "".join(out)


def vis_text(vis: ast.Visibility) -> str:
    if vis.kind == "restricted" and vis.path is not None:
        text = path_text(vis.path)
        return f"pub({text}) " if text in ("crate", "self", "super") else f"pub(in {text}) "
    return "pub " if vis.kind == "pub" else ""


def generics_text(generics: ast.Generics) -> str:
    return f"<{', '.join(map(_param_text, generics.params))}>" if generics.params else ""


def where_text(generics: ast.Generics) -> str:
    if not generics.where_clause:
        return ""
    parts = []
    for p in generics.where_clause:
        bounded = p.bounded.name if isinstance(p.bounded, ast.Lifetime) else ty_text(p.bounded)
        parts.append(f"{binder_text(p.generic_params)}{bounded}: {bounds_text(p.bounds)}")
    return " where " + ", ".join(parts)


def sig_text(name: str, generics: ast.Generics, sig: ast.FnSig) -> str:
    h = sig.header
    head = ("const " if h.const else "") + ("async " if h.asyncness else "") + ("unsafe " if h.unsafe else "")
    head += f'extern "{h.abi}" ' if h.abi is not None else ""
    params = [attrs_text(p.attrs, " ") + _fn_param(p) for p in sig.inputs]
    if sig.c_variadic:
        params.append("...")
    output = f" -> {ty_text(sig.output)}" if sig.output is not None else ""
    return f"{head}fn {name}{generics_text(generics)}({', '.join(params)}){output}{where_text(generics)}"


def _fn_param(param: ast.Param) -> str:
    mut = "mut " if isinstance(param.pat, ast.IdentPat) and param.pat.mutbl == "mut" else ""
    match param.self_kind:
        case "value":
            return mut + "self"
        case "ref" | "ref-mut":
            assert isinstance(param.ty, ast.RefTy)
            lifetime = f"{param.ty.lifetime.name} " if param.ty.lifetime is not None else ""
            return "&" + lifetime + ("mut " if param.self_kind == "ref-mut" else "") + "self"
    return f"{pat_text(param.pat)}: {ty_text(param.ty)}"


def _fields(data: ast.VariantDef) -> str:
    if data.kind == "unit":
        return ""
    fields = [
        attrs_text(f.attrs, " ") + vis_text(f.vis) + (f"{name_text(f.ident.name)}: " if f.named else "") + ty_text(f.ty)
        for f in data.fields
    ]
    if data.kind == "tuple":
        return f"({', '.join(fields)})"
    return f" {{ {', '.join(fields)} }}" if fields else " {}"


def use_text(tree: ast.UseTree) -> str:
    prefix = path_text(tree.prefix)
    joined = prefix + "::" if tree.prefix.segments else ""
    match tree.kind:
        case "glob":
            return joined + "*"
        case "nested":
            return joined + "{" + ", ".join(map(use_text, tree.nested)) + "}"
    return prefix + (f" as {tree.rename.name}" if tree.rename is not None else "")


def item_text(item: ast.Item) -> str:
    """One item, attributes first."""
    return attrs_text(item.attrs) + vis_text(item.vis) + _item(item)


def _body(items: tuple[ast.Item, ...]) -> str:
    return "{\n" + "\n".join(map(item_text, items)) + "\n}" if items else "{}"


def _item(item: ast.Item) -> str:
    name = name_text(item.ident.name)
    match item:
        case ast.FnItem():
            return sig_text(name, item.generics, item.sig) + (f" {block_text(item.body)}" if item.body is not None else ";")
        case ast.ConstItem():
            value = f" = {expr_text(item.expr)}" if item.expr is not None else ""
            return f"const {name}{generics_text(item.generics)}: {ty_text(item.ty)}{value}{where_text(item.generics)};"
        case ast.StaticItem():
            value = f" = {expr_text(item.expr)}" if item.expr is not None else ""
            return f"{'unsafe ' if item.unsafe else ''}static {'mut ' if item.mutbl == 'mut' else ''}{name}: {ty_text(item.ty)}{value};"
        case ast.TypeAlias():
            bounds = f": {bounds_text(item.bounds)}" if item.bounds else ""
            ty = f" = {ty_text(item.ty)}" if item.ty is not None else ""
            return f"type {name}{generics_text(item.generics)}{bounds}{ty}{where_text(item.generics)};"
        case ast.StructItem():
            if item.data.kind == "struct":
                return f"struct {name}{generics_text(item.generics)}{where_text(item.generics)}{_fields(item.data)}"
            return f"struct {name}{generics_text(item.generics)}{_fields(item.data)}{where_text(item.generics)};"
        case ast.UnionItem():
            return f"union {name}{generics_text(item.generics)}{where_text(item.generics)}{_fields(item.data)}"
        case ast.EnumItem():
            return f"enum {name}{generics_text(item.generics)}{where_text(item.generics)} {{ {', '.join(map(_variant, item.variants))} }}"
        case ast.TraitItem():
            head = ("unsafe " if item.unsafe else "") + ("auto " if item.auto else "")
            bounds = f": {bounds_text(item.bounds)}" if item.bounds else ""
            return f"{head}trait {name}{generics_text(item.generics)}{bounds}{where_text(item.generics)} {_body(item.items)}"
        case ast.TraitAlias():
            return f"trait {name}{generics_text(item.generics)} = {bounds_text(item.bounds)}{where_text(item.generics)};"
        case ast.ImplItem():
            trait = f"{'!' if item.negative else ''}{path_text(item.trait_ref)} for " if item.trait_ref is not None else ""
            head = f"{'unsafe ' if item.unsafe else ''}impl{generics_text(item.generics)} {trait}{ty_text(item.self_ty)}"
            return f"{head}{where_text(item.generics)} {_body(item.items)}"
    return _other_item(item, name)


def _variant(v: ast.VariantDef) -> str:
    value = f" = {expr_text(v.discriminant.value)}" if v.discriminant is not None else ""
    return attrs_text(v.attrs, " ") + name_text(v.ident.name) + _fields(v) + value


def _other_item(item: ast.Item, name: str) -> str:
    match item:
        case ast.ModItem():
            return f"mod {name};" if item.items is None else f"mod {name} {_body(item.items)}"
        case ast.UseItem():
            return f"use {use_text(item.tree)};"
        case ast.ExternCrate():
            return f"extern crate {item.orig_name} as {name};" if item.orig_name is not None else f"extern crate {name};"
        case ast.ForeignMod():
            return f'{"unsafe " if item.unsafe else ""}extern "{item.abi}" {_body(item.items)}'
        case ast.MacroDef():
            return f"macro_rules! {name} {{ {tokens_text(item.tokens)} }}"
        case ast.MacroItem():
            return mac_text(item.mac) + ("" if item.mac.delim == "{" else ";")
    return ""


def crate_text(crate: ast.Crate) -> str:
    """A whole crate. Attributes of expressions and statements are not printed."""
    return attrs_text(crate.attrs) + "\n".join(map(item_text, crate.items)) + "\n"
