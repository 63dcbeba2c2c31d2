"""Types and generic arguments written inside bodies: `_` and what is left out become inference variables."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rustmem.items.lowering import Lowerer
from rustmem.source.diag import error
from rustmem.source.index import DefId
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty import intern as i
from rustmem.ty import kind as k
from rustmem.typeck import results as r

_MAY_NAME_LIFETIMES = k.HAS_FREE_REGIONS | k.HAS_ALIAS | k.HAS_TY_INFER | k.HAS_PARAM


class BodyLowerer(Lowerer):
    """Lowers for one body. Elided lifetimes are region variables, numbered through the body, until erased."""

    def __init__(self, fcx: Any, infer_args: bool, depth: int = 0) -> None:
        super().__init__(fcx.tcx, fcx.root, depth)
        self.fcx = fcx
        self.infer_args = infer_args
        self.infer_defaults = infer_args

    def infer_ty(self, span: Span, param: Any) -> k.Ty:
        return self.fcx.next_ty_var(span, None if param is None else param.def_id)

    def infer_const(self, span: Span, param: Any) -> k.Const:
        return self.fcx.infcx.next_const_var(span, None if param is None else param.def_id)

    def infer_region(self, span: Span, param: Any) -> k.Region:
        self.fcx.region_count += 1
        return self.tcx.re_var(self.fcx.region_count - 1)

    def allow_infer(self) -> bool:
        return self.infer_args

    in_method_call = False
    """Whether the arguments of a method call are lowered: those that are missing in them are told as `_`."""

    def written_arg(self, arg: ast.Ty) -> k.Ty:
        """Only the path of an expression may leave arguments out; a type within it may not (rustc's `ParamMode::Explicit`)."""
        with self.explicit():
            return self.lower_ty(arg)

    def args_of_named_trait(self, trait: DefId, segment: ast.PathSegment, self_ty: k.Ty, span: Span) -> k.GenericArgs:
        """The trait of `<T as Trait>::Name` is such a type too."""
        with self.explicit():
            return super().args_of_named_trait(trait, segment, self_ty, span)

    @contextmanager
    def explicit(self) -> Iterator[None]:
        outer = self.infer_args, self.infer_defaults
        self.infer_args = self.infer_defaults = False
        yield
        self.infer_args, self.infer_defaults = outer

    wrong_count = False
    """Whether the number of generic arguments was in error: then none of them counts."""

    def emit(self, diag: Any) -> None:
        self.tainted = True
        self.wrong_count = self.wrong_count or (self.infer_args and diag.code == "E0107")
        self.fcx.emit(diag)

    def emit_and_go_on(self, diag: Any) -> None:
        self.emit(diag)

    def instantiate_poly(self, bound: k.Binder, span: Span) -> Any:
        return self.tcx.instantiate_erased(bound)

    def in_order(self, candidates: list[k.Binder], name: str) -> list[tuple[k.Binder, Any]]:
        """What holds in a body was gone through in the same way before."""
        return super().in_order([bound for bound, _ in super().in_order(candidates, name)], name)

    def anon_const(self, value: ast.AnonConst, ty: k.Ty) -> k.Const:
        found = super().anon_const(value, ty)
        if found is i.CONST_ERROR:
            self.fcx.tainted = True
        return found


class LowerInBody:
    """The part of `FnCtxt` that lowers what the user wrote."""

    # -- types --

    def lower_ty_raw(self: Any, ty: ast.Ty) -> k.Ty:
        """With its regions."""
        lowerer = BodyLowerer(self, False)
        made = lowerer.lower_ty(ty)
        if lowerer.tainted or made.flags & k.HAS_ERROR:
            self.tainted = True
        return made

    def lower_ty(self: Any, ty: ast.Ty) -> k.Ty:
        return self.usable(self.lower_ty_raw(ty), ty.span)

    def add_wf_bounds(self: Any, args: k.GenericArgs, span: Span) -> None:
        """What stands for a type parameter must be well formed where the item is named."""
        for arg in args:
            if isinstance(arg, k.Ty):
                self.well_formed_at(arg, span)

    def usable(self: Any, ty: k.Ty, span: Span) -> k.Ty:
        """A lowered type, regions erased and normalised, with the obligation that it is well formed."""
        return self.well_formed_at(self.normalize(span, self.tcx.erase_regions(ty)), span)

    def well_formed_at(self: Any, made: k.Ty, span: Span) -> k.Ty:
        """The type, with the obligation that it is well formed."""
        if not isinstance(made, (k.IntTy, k.BoolTy, k.CharTy, k.FloatTy, k.ParamTy, k.InferTy, k.ErrorTy)) and not made.binders:
            self.register(self.tcx.well_formed(made), self.cause(span))
        return made

    def lower_ty_saving_user_provided(self: Any, ty: ast.Ty, node: Any) -> k.Ty:
        """A type whose lifetimes the borrow checker will want to see."""
        raw = self.lower_ty_raw(ty)
        made = self.usable(raw, ty.span)
        # rustc keeps every annotation of a `let`, elsewhere only those that may name a lifetime.
        kept = type(node) is ast.LetStmt or raw.flags & _MAY_NAME_LIFETIMES
        if kept and not raw.flags & k.HAS_ERROR:
            self.results.user_types[node] = r.UserTy(canonical(self.tcx, raw), ty.span, made)
        return made

    def lower_anon_const(self: Any, value: ast.AnonConst, ty: k.Ty) -> k.Const:
        return BodyLowerer(self, False).const(value, ty)

    # -- paths --

    def lower_type_relative_base(self: Any, node: Any, qself: ast.QSelf | None, path: ast.Path, partial: Any) -> k.Ty:
        """The type before the last segment of a path that resolution left to us; whether it is well formed is asked later."""
        lowerer = BodyLowerer(self, True)
        count = len(path.segments)
        shorter = ast.Path(path.segments[:-1], path.span)
        if qself is not None and qself.position == 0:
            raw = BodyLowerer(self, False).lower_ty(qself.ty)
            if count > 1:
                raw = lowerer.assoc_chain(raw, lowerer.res_of_ty(qself.ty), shorter, 0, path.span)
        elif qself is not None:
            assert partial.unresolved == 1
            self.tcx.resolutions.paths[shorter] = type(partial)(partial.base, 0)
            raw = lowerer.qualified(ast.PathTy(path.span, qself, shorter), self.tcx.res_of(shorter))
        else:
            raw = lowerer.base_ty(partial, path)
            if partial.unresolved > 1:
                raw = lowerer.assoc_chain(raw, partial.base, shorter, count - partial.unresolved, path.span)
        if raw.flags & k.HAS_ERROR:
            self.tainted = True
        if raw.flags & self.kept_of_user_types:
            self.user_self_tys[node] = canonical(self.tcx, raw)
        return self.normalize(path.span, self.tcx.erase_regions(raw))

    def lower_struct_path_ty(self: Any, node: Any, qself: ast.QSelf | None, path: ast.Path, res: Any) -> k.Ty:
        """The type that a struct literal or pattern names."""
        lowerer = BodyLowerer(self, True)
        raw = (
            lowerer.qualified(ast.PathTy(path.span, qself, path), self.tcx.res_of(path))
            if qself
            else lowerer.res_ty(res, path, path.span)
        )
        made = self.normalize(path.span, self.tcx.erase_regions(raw))
        if isinstance(raw, k.AdtTy) and raw.flags & k.HAS_UNERASED:
            self.results.user_args[node] = r.UserArgs(raw.def_id, canonical_args(self.tcx, raw.args), None, None, path.span)
        if isinstance(made, k.AdtTy):
            self.add_wf_bounds(made.args, path.span)
        return made

    def lower_whole_path_ty(self: Any, node: Any, qself: ast.QSelf | None, path: ast.Path) -> k.Ty:
        raw = BodyLowerer(self, True).path_ty(ast.PathTy(path.span, qself, path))
        return self.normalize(path.span, self.tcx.erase_regions(raw))

    def args_for_segment(
        self: Any,
        node: Any,
        def_id: DefId,
        generics: Any,
        segment: ast.PathSegment | None,
        parent_args: k.GenericArgs,
        is_method: bool = False,
        explicit: bool = False,
    ) -> k.GenericArgs:
        """`parent_args`, then what `segment` gives, then variables; with `explicit`, nothing may be left out."""
        span = segment.ident.span if segment is not None else getattr(node, "span", Span(0, 0))
        if segment is None or (segment.args is None and not explicit):
            if len(parent_args) >= generics.count:
                return parent_args[: generics.count]
            return self.infcx.fresh_args(span, generics, parent_args)
        lowerer = BodyLowerer(self, not explicit)
        lowerer.in_method_call = is_method
        if segment.args is not None:
            self.prohibit_explicit_late_bound_lifetimes(generics, segment.args, is_method)
        if generics.has_self and generics.parent_count == 0:
            raw = lowerer.fill(generics, segment, parent_args[0] if parent_args else None, (), span, def_id)
        else:
            raw = lowerer.fill(generics, segment, None, parent_args, span, def_id)
        if lowerer.tainted:
            self.tainted = True
        if lowerer.wrong_count:
            return self.infcx.fresh_args(span, generics, parent_args)
        if node is not None and any(a.flags & _MAY_NAME_LIFETIMES for a in raw[len(parent_args) :]):
            whole = node.span if isinstance(node, ast.PathExpr) else span
            self.results.user_args[node] = r.UserArgs(def_id, canonical_args(self.tcx, raw), None, None, whole)
        made = [i.RE_ERASED if isinstance(a, k.Region) else self.normalize(span, self.tcx.erase_regions(a)) for a in raw]
        written = [a for a in segment.args.args if isinstance(a, ast.Ty)] if segment.args is not None else []
        for arg, tree in zip((a for a in made[len(parent_args) :] if isinstance(a, k.Ty)), written):
            self.well_formed_at(arg, tree.span)
        return tuple(made)

    def prohibit_explicit_late_bound_lifetimes(self: Any, generics: Any, args: ast.GenericArgs, is_method: bool) -> None:
        """E0794: lifetime arguments for a function some of whose lifetimes are bound late."""
        lifetimes = [a for a in args.args if isinstance(a, ast.Lifetime)]
        if not lifetimes or generics.has_late_bound is None:
            return
        span = args.args[0].span
        if is_method or len(lifetimes) == sum(p.kind == "lifetime" for p in generics.params):
            self.tcx.unsupported("the lint `late_bound_lifetime_arguments`", span, self.root)
            return
        text = "cannot specify lifetime arguments explicitly if late bound lifetime parameters are present"
        diag = error(text, span, "E0794")
        self.emit(diag.span_note(generics.has_late_bound, "the late bound lifetime parameter is introduced here"))

    # -- closures --

    def lower_closure_param(self: Any, expr: ast.ClosureExpr, param: ast.Param, vars_: list[Any]) -> k.Ty:
        if isinstance(param.ty, ast.InferTy):
            return self.next_ty_var(param.pat.span)
        if not vars_:
            vars_.extend(self.tcx.lookup("binders", expr) or ())
        lowerer = BodyLowerer(self, False, 1)
        raw = lowerer.lower_ty(param.ty)
        if lowerer.tainted:
            self.tainted = True
        if raw.flags & _MAY_NAME_LIFETIMES:
            self.results.user_types[param] = r.UserTy(canonical(self.tcx, raw), param.ty.span, None)
        return self.well_formed_at(self.normalize(param.ty.span, self.tcx.erase_regions(raw)), param.ty.span)

    def lower_closure_output(self: Any, expr: ast.ClosureExpr, vars_: list[Any]) -> k.Ty:
        if not vars_:
            vars_.extend(self.tcx.lookup("binders", expr) or ())
        lowerer = BodyLowerer(self, False, 1)
        raw = lowerer.lower_ty(expr.output)
        if raw.flags & _MAY_NAME_LIFETIMES:
            self.results.user_types[expr] = r.UserTy(canonical(self.tcx, raw), expr.output.span, None)
        return self.normalize(expr.output.span, self.tcx.erase_regions(raw))


def canonical(tcx: Any, value: Any) -> Any:
    """Inference variables renumbered from 0, each kind for itself."""
    if not value.flags & k.HAS_INFER:
        return value
    return _renumber(tcx, value, {})


def canonical_args(tcx: Any, args: k.GenericArgs) -> k.GenericArgs:
    table: dict[Any, Any] = {}
    return tuple(_renumber(tcx, arg, table) if arg.flags & k.HAS_INFER else arg for arg in args)


def _renumber(tcx: Any, value: Any, table: dict[Any, Any]) -> Any:
    def leaf(part: Any, depth: int) -> Any:
        cls = type(part)
        if cls is k.InferTy or cls is k.ReVar or cls is k.InferConst:
            found = table.get(part)
            if found is None:
                number = sum(type(key) is cls for key in table)
                if cls is k.InferTy:
                    found = tcx.infer(part.kind, number)
                elif cls is k.ReVar:
                    found = tcx.re_var(number)
                else:
                    found = tcx.const_infer(number)
                table[part] = found
            return found
        return part

    return tcx.fold(value, k.HAS_INFER, leaf)
