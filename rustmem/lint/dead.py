"""`dead_code`: definitions that nothing reaches from `main` (rustc_passes::dead).

Marking starts at the entry point and at items that say `#[allow(dead_code)]`; what a live item names is live.
Implementations of traits become live when both the trait (or its method) and the type are.
"""

from __future__ import annotations

from typing import Any

from rustmem.lint import dead_messages as messages
from rustmem.lint.exported import exported
from rustmem.resolve.walk import children
from rustmem.source.index import DefId
from rustmem.source.node import node
from rustmem.syntax import ast
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt
from rustmem.ty.defs import DefRes, ErrRes, LocalRes, PrimTyRes, SelfCtorRes, SelfTyAliasRes, SelfTyParamRes

EXPLORED = frozenset(
    ("mod", "struct", "union", "enum", "trait", "type alias", "fn", "const", "static", "impl", "assoc fn", "assoc const",
     "assoc ty", "variant", "anon const", "inline const", "foreign ty", "opaque ty", "trait alias", "use", "extern crate", "foreign mod")
)  # fmt: skip


@node
class Work:
    def_id: DefId
    from_allow: bool
    """Seeded by an `allow` or `expect`: explored, but not itself live."""


class Marker:
    """Marks what is live (rustc's `MarkSymbolVisitor`)."""

    def __init__(self, tcx: TyCtxt) -> None:
        self.tcx = tcx
        self.live: set[DefId] = set()
        self.worklist: list[Work] = []
        self.ignored_derives: dict[DefId, dict[DefId, None]] = {}
        self.results: Any = None
        self.in_pat = False
        self.ignored_variants: list[DefId] = []
        self.scanned: set[tuple[DefId, bool]] = set()

    def check(self, def_id: DefId | None) -> None:
        """Notes that `def_id` is used; what it contains will be explored."""
        if def_id is None or not self.tcx.is_local(def_id):
            return
        row = self.tcx.defs[def_id]
        if row.kind == "ctor":
            assert row.parent is not None
            self.live.add(def_id)
            def_id = row.parent
            row = self.tcx.defs[def_id]
        if row.kind in EXPLORED:
            self.worklist.append(Work(def_id, False))
        self.live.add(def_id)

    def res(self, res: Any) -> None:
        """rustc's `handle_res`."""
        match res:
            case DefRes("const" | "assoc const" | "type alias", def_id):
                self.check(def_id)
            case _ if self.in_pat:
                pass
            case DefRes("ctor", def_id) if self.tcx.defs[def_id].ctor_of == "variant":
                self.variant(def_id, self.tcx.defs[def_id].parent)
            case DefRes("variant", def_id):
                self.variant(def_id, def_id)
            case DefRes(_, def_id):
                self.check(def_id)
            case SelfTyParamRes(trait):
                self.check(trait)
            case SelfTyAliasRes(alias_to):
                self.check(alias_to)
            case PrimTyRes() | SelfCtorRes() | LocalRes() | ErrRes() | None:
                pass
            case _:
                pass

    def variant(self, named: DefId, variant: DefId | None) -> None:
        assert variant is not None
        self.check(self.tcx.defs[variant].parent)
        if named not in self.ignored_variants and variant not in self.ignored_variants:
            self.check(variant)

    def mark(self) -> None:
        """Explores until nothing is left."""
        while self.worklist:
            work = self.worklist.pop()
            key = (work.def_id, work.from_allow)
            if key in self.scanned:
                continue
            self.scanned.add(key)
            if not work.from_allow:
                self.live.add(work.def_id)
            self.explore(work.def_id)

    def explore(self, def_id: DefId) -> None:
        """rustc's `visit_node`."""
        tcx = self.tcx
        row = tcx.defs[def_id]
        item = row.node
        if row.kind in ("assoc fn", "assoc const", "assoc ty") and row.parent is not None:
            container = tcx.defs[row.parent]
            if container.kind == "impl":
                if self.is_ignored_derive(row.parent):
                    return
                if container.node.trait_ref is None:
                    self.check(adt_of(tcx.type_of(row.parent)))
            else:
                self.check(row.parent)
        results, self.results = self.results, tcx.typeck(tcx.typeck_root(def_id)) if has_body(item) else None
        if isinstance(item, ast.TraitItem):
            for each in tcx.associated_items(def_id):
                if each.kind == "type":
                    self.check(each.def_id)
        if isinstance(item, (ast.StructItem, ast.UnionItem)) and fields_are_fixed(item):
            self.live.update(tcx.def_id_of(f) for f in item.data.fields)
        self.walk_item(item)
        self.results = results

    def walk_item(self, item: Any) -> None:
        """The parts of an item that belong to it: not the items inside it."""
        match item:
            case ast.ImplItem():
                self.walk_all(item.generics)
                if item.trait_ref is not None:
                    self.walk_all(item.trait_ref)
                self.walk_all(item.self_ty)
            case ast.TraitItem():
                self.walk_all(item.generics)
                for bound in item.bounds:
                    self.walk_all(bound)
            case ast.ModItem() | ast.UseItem() | ast.ForeignMod():
                pass
            case ast.EnumItem():
                # A variant's fields and discriminant are walked with the enum, as rustc's walk_item does.
                self.walk_all(item.generics)
                for variant in item.variants:
                    for part in children(variant):
                        self.walk_all(part)
            case None:
                pass
            case _:
                for part in children(item):
                    self.walk_all(part)

    def is_ignored_derive(self, impl: DefId) -> bool:
        """Whether the impl was derived and its trait only reads fields trivially (Clone, Debug)."""
        item = self.tcx.defs[impl].node
        header = self.tcx.impl_header(impl)
        if not item.derived or header.trait_ref is None:
            return False
        trait = header.trait_ref.def_id
        if not any(a.path == "rustc_trivial_field_reads" for a in self.tcx.attrs(trait)):
            return False
        adt = adt_of(self.tcx.type_of(impl))
        if adt is not None and self.tcx.is_local(adt):
            self.ignored_derives.setdefault(adt, {})[trait] = None
        return True

    # -- trees --

    def walk_all(self, start: Any) -> None:
        """Walks a tree, with rustc's overrides of `visit_*`."""
        if start is None or type(start) is tuple:
            for each in start or ():
                self.walk_all(each)
            return
        special = SPECIAL.get(type(start))
        if special is not None:
            special(self, start)
            return
        for part in children(start):
            self.walk_all(part)

    def path(self, path: ast.Path, at: Any = None) -> None:
        found = self.tcx.res_of(path)
        if found is not None:
            if found.unresolved == 0 or not isinstance(found.base, DefRes) or found.base.kind != "mod":
                self.res(found.base)
        if found is None or found.unresolved:
            self.res(self.relative(at))
        for segment in path.segments:
            if segment.args is not None:
                self.walk_all(segment.args)

    def relative(self, at: Any) -> Any:
        return self.results.node_res.get(at) if self.results is not None and at is not None else None

    def field_access(self, expr: ast.FieldExpr) -> None:
        if self.results is not None and expr in self.results.field_indices:
            ty = self.results.expr_ty_adjusted(expr.expr)
            if isinstance(ty, k.AdtTy):
                self.live.add(self.tcx.adt_def(ty.def_id).non_enum_variant.fields[self.results.field_indices[expr]].def_id)
        self.walk_all(expr.expr)


def has_body(item: Any) -> bool:
    match item:
        case ast.FnItem(body=None) | ast.ConstItem(expr=None):
            return False
        case ast.FnItem() | ast.ConstItem() | ast.StaticItem() | ast.AnonConst():
            return True
        case _:
            pass
    return False


def adt_of(ty: Any) -> DefId | None:
    return ty.def_id if isinstance(ty, k.AdtTy) else None


def fields_are_fixed(item: ast.StructItem | ast.UnionItem) -> bool:
    return any(a.path == "repr" and any(t.text in ("C", "transparent") for t in a.tokens) for a in item.attrs)


# ---- nodes with a rule of their own ----


def _path_expr(marker: Marker, expr: ast.PathExpr) -> None:
    if expr.qself is not None:
        marker.walk_all(expr.qself.ty)
    marker.path(expr.path, expr)


def _path_ty(marker: Marker, ty: ast.PathTy) -> None:
    if ty.qself is not None:
        marker.walk_all(ty.qself.ty)
    marker.path(ty.path, ty)


def _bare_path(marker: Marker, path: ast.Path) -> None:
    marker.path(path)


def _method_call(marker: Marker, expr: ast.MethodCallExpr) -> None:
    if marker.results is not None:
        found = marker.results.callees.get(expr)
        if found is not None:
            marker.check(found[0])
    for part in children(expr):
        marker.walk_all(part)


def _struct_expr(marker: Marker, expr: ast.StructExpr) -> None:
    if marker.results is not None:
        marker.res(marker.results.node_res.get(expr))
        ty = marker.results.types.get(expr)
        if isinstance(ty, k.AdtTy):
            adt = marker.tcx.adt_def(ty.def_id)
            if adt.kind == "union" and len(adt.non_enum_variant.fields) > 1:
                for f in expr.fields:
                    marker.live.add(adt.non_enum_variant.fields[marker.results.field_indices[f]].def_id)
    marker.path(expr.path, expr)
    for init in expr.fields:
        marker.walk_all(init.expr)
    if isinstance(expr.rest, ast.Expr):
        marker.walk_all(expr.rest)


def _arm(marker: Marker, arm: ast.Arm) -> None:
    count = len(marker.ignored_variants)
    marker.ignored_variants.extend(necessary_variants(marker, arm.pat))
    marker.walk_all(arm.pat)
    marker.walk_all(arm.guard)
    marker.walk_all(arm.body)
    del marker.ignored_variants[count:]


def necessary_variants(marker: Marker, pat: ast.Pat) -> list[DefId]:
    """Variants without which the pattern cannot match: their construction inside the arm does not count."""
    found: list[DefId] = []
    stack: list[Any] = [pat]
    while stack:
        at = stack.pop()
        if isinstance(at, ast.OrPat):
            continue
        path = at if isinstance(at, ast.IdentPat) else getattr(at, "path", None)
        partial = marker.tcx.res_of(path) if path is not None else None
        res = partial.base if partial is not None and partial.unresolved == 0 else marker.relative(at)
        if isinstance(res, DefRes) and (
            res.kind == "variant" or (res.kind == "ctor" and marker.tcx.defs[res.def_id].ctor_of == "variant")
        ):
            found.append(res.def_id)
        stack.extend(p if isinstance(p, ast.Pat) else p.pat for p in children(at) if isinstance(p, (ast.Pat, ast.FieldPat)))
    return found


def _pattern(marker: Marker, pat: Any) -> None:
    """A path, tuple struct, struct or constant pattern."""
    marker.in_pat = True
    ty = marker.results.pat_types.get(pat) if marker.results is not None else None
    path = pat if isinstance(pat, ast.IdentPat) else pat.path
    partial = marker.tcx.res_of(path)
    res = partial.base if partial is not None and partial.unresolved == 0 else marker.relative(pat)
    if isinstance(ty, k.AdtTy) and (not isinstance(pat, ast.IdentPat) or partial is not None):
        marker.check(ty.def_id)
        variant = variant_of(marker, ty, res)
        if variant is not None:
            mark_matched_fields(marker, pat, variant)
    if isinstance(pat, ast.IdentPat):
        marker.res(res)
        marker.walk_all(pat.sub)
    else:
        if pat.qself is not None:
            marker.walk_all(pat.qself.ty)
        marker.path(pat.path, pat)
        for part in getattr(pat, "elems", ()):
            marker.walk_all(part)
        for field in getattr(pat, "fields", ()):
            marker.walk_all(field.pat)
    marker.in_pat = False


def variant_of(marker: Marker, ty: k.AdtTy, res: Any) -> Any:
    adt = marker.tcx.adt_def(ty.def_id)
    if adt.kind != "enum":
        return adt.non_enum_variant
    return next((v for v in adt.variants if isinstance(res, DefRes) and res.def_id in (v.def_id, v.ctor)), None)


def mark_matched_fields(marker: Marker, pat: Any, variant: Any) -> None:
    """Fields that a pattern looks at are read; `_` does not look."""
    match pat:
        case ast.StructPat():
            for field in pat.fields:
                if not isinstance(field.pat, ast.WildPat) and field in marker.results.field_indices:
                    marker.live.add(variant.fields[marker.results.field_indices[field]].def_id)
        case ast.TupleStructPat():
            rest = next((i for i, p in enumerate(pat.elems) if isinstance(p, ast.RestPat)), None)
            missing = len(variant.fields) - len(pat.elems)
            for i, part in enumerate(pat.elems):
                index = i if rest is None or i < rest else i + missing
                if not isinstance(part, (ast.WildPat, ast.RestPat)) and 0 <= index < len(variant.fields):
                    marker.live.add(variant.fields[index].def_id)
        case _:
            pass


def _anon_const(marker: Marker, const: ast.AnonConst) -> None:
    in_pat, marker.in_pat = marker.in_pat, False
    def_id = marker.tcx.lookup("def_ids", const)
    if def_id is not None:
        marker.live.add(def_id)
    results = marker.results
    if def_id is not None and marker.tcx.defs[def_id].kind == "anon const":
        marker.results = marker.tcx.typeck(def_id)
    marker.walk_all(const.value)
    marker.results = results
    marker.in_pat = in_pat


def _ignore(marker: Marker, item: Any) -> None:
    """Items inside bodies are items of their own."""


def _macro_offset_of(marker: Marker, expr: ast.BuiltinExpr) -> None:
    if marker.results is not None:
        for def_id in marker.results.offset_of.get(expr, ()):
            if isinstance(def_id, int):
                marker.live.add(DefId(def_id))
    for part in expr.args:
        marker.walk_all(part)


SPECIAL: dict[type, Any] = {
    ast.PathExpr: _path_expr,
    ast.PathTy: _path_ty,
    ast.Path: _bare_path,
    ast.MethodCallExpr: _method_call,
    ast.FieldExpr: Marker.field_access,
    ast.StructExpr: _struct_expr,
    ast.Arm: _arm,
    ast.IdentPat: _pattern,
    ast.PathPat: _pattern,
    ast.TupleStructPat: _pattern,
    ast.StructPat: _pattern,
    ast.AnonConst: _anon_const,
    ast.ItemStmt: _ignore,
    ast.BuiltinExpr: _macro_offset_of,
}


# ---- seeding ----


class Seeds:
    """What is live from the start, and the trait implementations that wait (rustc's `create_and_seed_worklist`)."""

    def __init__(self, tcx: TyCtxt, marker: Marker) -> None:
        self.tcx = tcx
        self.marker = marker
        self.waiting: list[tuple[DefId, DefId]] = []
        """(impl, impl or item of it)."""

    def item(self, def_id: DefId) -> None:
        row = self.tcx.defs[def_id]
        allowed = self.seed_if_allowed(def_id)
        match row.node:
            case ast.EnumItem() if allowed is not None:
                for variant in row.node.variants:
                    self.marker.worklist.append(Work(self.tcx.def_id_of(variant), allowed))
            case ast.ImplItem():
                self.impl(def_id, row.node, allowed)
            case ast.TraitItem():
                for each in row.node.items:
                    if isinstance(each, ast.FnItem) or (isinstance(each, ast.ConstItem) and each.expr is not None):
                        self.seed_if_allowed(self.tcx.def_id_of(each))
            case ast.ForeignMod():
                for each in row.node.items:
                    self.seed_if_allowed(self.tcx.def_id_of(each))
            case ast.ConstItem() if row.name == "_":
                self.marker.worklist.append(Work(def_id, False))

    def impl(self, def_id: DefId, item: ast.ImplItem, allowed: bool | None) -> None:
        of_trait = item.trait_ref is not None
        if allowed is None and of_trait:
            self.waiting.append((def_id, def_id))
        for each in item.items:
            inner = self.tcx.def_id_of(each)
            if self.seed_if_allowed(inner) is None and of_trait:
                self.waiting.append((def_id, inner))

    def seed_if_allowed(self, def_id: DefId) -> bool | None:
        """Seeds an item under `allow(dead_code)` (True) or with an attribute that keeps it (False); None for others."""
        row = self.tcx.defs[def_id]
        if self.tcx.lint_levels.level_of("dead_code", row.node) in ("allow", "expect"):
            self.marker.worklist.append(Work(def_id, True))
            return True
        attrs = getattr(row.node, "attrs", ())
        if any(
            a.path in ("no_mangle", "export_name", "used", "lang", "panic_handler") or mentions(a, "no_mangle", "export_name")
            for a in attrs
        ):
            self.marker.worklist.append(Work(def_id, False))
            return False
        return None

    def is_live(self, impl: DefId, def_id: DefId) -> bool:
        """Whether a waiting impl or item is used: its trait (item) and its type are."""
        tcx, live = self.tcx, self.marker.live
        trait: DefId | None
        if def_id == impl:
            header = tcx.impl_header(impl)
            trait = header.trait_ref.def_id if header.trait_ref is not None else None
        else:
            trait = tcx.associated_item(def_id).trait_item
        if trait is not None and tcx.is_local(trait) and trait not in live:
            return False
        self_ty = tcx.defs[impl].node.self_ty
        if isinstance(self_ty, ast.PathTy):
            res = tcx.full_res(self_ty.path)
            if (
                isinstance(res, DefRes)
                and res.kind in ("struct", "enum", "union")
                and tcx.is_local(res.def_id)
                and res.def_id not in live
            ):
                return False
        return True


def mentions(attr: ast.Attribute, *names: str) -> bool:
    return attr.path == "unsafe" and any(t.text in names for t in attr.tokens)


def live_symbols(tcx: TyCtxt, items: list[DefId], entry: DefId | None) -> Marker:
    """Marks everything live from `main`."""
    marker = Marker(tcx)
    if entry is not None:
        marker.worklist.append(Work(entry, False))
    marker.worklist += [Work(def_id, False) for def_id in exported(tcx)]
    seeds = Seeds(tcx, marker)
    for def_id in items:
        seeds.item(def_id)
    marker.mark()
    while True:
        ready = [pair for pair in seeds.waiting if seeds.is_live(*pair)]
        if not ready:
            return marker
        seeds.waiting = [pair for pair in seeds.waiting if pair not in ready]
        marker.worklist = [Work(def_id, False) for _, def_id in ready]
        marker.mark()


# ---- reporting ----


def free_items(tcx: TyCtxt) -> list[tuple[DefId, list[DefId]]]:
    """(module, its items in order), items inside bodies included; the modules in order, the root first."""
    modules: list[tuple[DefId, list[DefId]]] = []

    def visit(items: Any, module: list[DefId]) -> None:
        for item in items:
            def_id = tcx.lookup("def_ids", item)
            if def_id is not None:
                module.append(def_id)
            if isinstance(item, ast.ModItem):
                inner: list[DefId] = []
                later.append((def_id, item, inner))
            else:
                nested(item, module)

    def nested(start: Any, module: list[DefId]) -> None:
        stack = list(reversed(list(children(start))))
        while stack:
            at = stack.pop()
            if isinstance(at, ast.ItemStmt):
                visit((at.item,), module)
                continue
            stack.extend(children(at)[::-1])

    later: list[Any] = []
    root: list[DefId] = []
    visit(tcx.crate.items, root)
    modules.append((DefId(tcx.defs.base), root))
    while later:
        def_id, item, inner = later.pop(0)
        before, later = later, []
        visit(item.items or (), inner)
        modules.append((def_id, inner))
        later = later + before
    return modules


def check_crate(tcx: TyCtxt) -> None:
    """Reports dead code, module by module."""
    modules = free_items(tcx)
    items = [def_id for _, inner in modules for def_id in inner]
    entry = next(
        (
            d
            for d in modules[0][1]
            if tcx.defs[d].kind == "fn" and tcx.defs[d].name == "main" and tcx.defs[d].parent == modules[0][0]
        ),
        None,
    )
    marker = live_symbols(tcx, items, entry)
    reporter = Reporter(tcx, marker)
    for module, inner in modules:
        for def_id in inner:
            reporter.item(module, def_id)
        for def_id in inner:
            if isinstance(tcx.defs[def_id].node, ast.ForeignMod):
                for each in tcx.defs[def_id].node.items:
                    reporter.definition(tcx.def_id_of(each))


class Reporter:
    """rustc's `DeadVisitor`."""

    def __init__(self, tcx: TyCtxt, marker: Marker) -> None:
        self.tcx = tcx
        self.live = marker.live
        self.ignored_derives = marker.ignored_derives

    def item(self, module: DefId, def_id: DefId) -> None:
        row = self.tcx.defs[def_id]
        if (isinstance(row.node, ast.ImplItem) and row.node.trait_ref is None) or (
            isinstance(row.node, ast.TraitItem) and def_id in self.live
        ):
            dead = [d for d in map(self.tcx.def_id_of, row.node.items) if not self.is_live(d)]
            self.several(def_id, "used", dead, tuple_fields=False)
        if def_id not in self.live:
            if row.parent is not None and row.parent != module and row.parent not in self.live:
                return
            self.definition(def_id)
            return
        if isinstance(row.node, (ast.StructItem, ast.UnionItem, ast.EnumItem)):
            self.adt(def_id)

    def adt(self, def_id: DefId) -> None:
        adt = self.tcx.adt_def(def_id)
        dead_variants = []
        for variant in adt.variants:
            if variant.def_id not in self.live:
                dead_variants.append(variant.def_id)
                continue
            positional = bool(variant.fields) and variant.fields[0].name[0].isdigit()
            dead = [f.def_id for f in variant.fields if self.should_warn_about(f)]
            self.several(variant.def_id, "read", dead, tuple_fields=positional)
        self.several(def_id, "constructed", dead_variants, tuple_fields=False)

    def should_warn_about(self, field: Any) -> bool:
        if field.def_id in self.live:
            return False
        ty = self.tcx.type_of(field.def_id)
        if isinstance(ty, k.AdtTy) and "phantom_data" in self.tcx.adt_def(ty.def_id).flags:
            return False
        if not field.name[0].isdigit():
            return True
        owner = self.tcx.parent(field.def_id)
        assert owner is not None
        env = self.tcx.param_env(owner)
        return not messages.is_zst(self.tcx, ty) and not messages.points_to_unknown_size(self.tcx, env, ty)

    def is_live(self, def_id: DefId) -> bool:
        name = self.tcx.item_name(def_id)
        return not name or def_id in self.live or name.startswith("_")

    def definition(self, def_id: DefId) -> None:
        if self.is_live(def_id):
            return
        kind = self.tcx.defs[def_id].kind
        if kind in ("assoc const", "assoc fn", "fn", "static", "const", "type alias", "enum", "union", "foreign ty", "trait"):
            messages.report(self, [def_id], "used", None, False)
        elif kind == "struct":
            messages.report(self, [def_id], "constructed", None, False)

    def several(self, parent: DefId, participle: str, dead: list[DefId], tuple_fields: bool) -> None:
        """Groups by lint level, as `warn_multiple`."""
        named = [d for d in dead if not self.tcx.item_name(d).startswith("_")]
        groups: dict[str, list[DefId]] = {}
        for d in named:
            groups.setdefault(self.tcx.lint_levels.level_of("dead_code", self.tcx.defs[d].node), []).append(d)
        for level in ("allow", "expect", "warn", "force-warn", "deny", "forbid"):
            if level in groups:
                messages.report(self, groups[level], participle, parent, tuple_fields)
