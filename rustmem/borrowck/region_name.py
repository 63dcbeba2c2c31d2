"""Names for regions in messages: the user's own, or `'1`, `'2` with a label that says what they are (rustc's
`region_name.rs`)."""

from __future__ import annotations

from typing import Any

from rustmem.borrowck import describe
from rustmem.borrowck.infer_ctxt import free_regions
from rustmem.source.diag import Diag
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty import kind as k


class RegionNameAt:
    """A region's name, and the label that explains it (rustc's `RegionName`)."""

    __slots__ = ("name", "source", "span", "detail", "note")

    def __init__(self, name: str, source: str, span: Span | None, detail: str = "", note: str = "") -> None:
        self.name = name
        self.source = source
        """`early`, `late`, `static`, `closure env`, `argument`, `upvar`, `output`, `impl`."""
        self.span = span
        self.detail = detail
        """The whole label; of an upvar its name."""
        self.note = note

    def highlight(self, diag: Diag) -> None:
        if self.span is None or self.source == "static":
            return
        if self.source in ("early", "late"):
            diag.label(self.span, f"lifetime `{self.name}` defined here")
        elif self.source == "closure env":
            diag.label(self.span, f"lifetime `{self.name}` represents this closure's body")
            diag.note(self.note)
        elif self.source == "upvar":
            diag.label(self.span, f"lifetime `{self.name}` appears in the type of `{self.detail}`")
        else:
            diag.label(self.span, self.detail)


class RegionNamer:
    """Gives names to universal regions, each the same name every time."""

    def __init__(self, cx: Any) -> None:
        self.cx = cx
        self.names: dict[int, RegionNameAt] = {}
        self.counter = 1

    def synthesize(self) -> str:
        name = f"'{self.counter}"
        self.counter += 1
        return name

    # -- which region --

    def to_error_region_vid(self, vid: int) -> int | None:
        """A universal region near `vid` that can be named."""
        regions = self.cx.regions
        while not regions.universal.is_universal(vid):
            upper = regions.approx_universal_upper_bound(vid)
            if not regions.upper_bound_in_region_scc(vid, upper):
                return None
            vid = upper
        return vid

    def to_error_region(self, vid: int) -> k.Region | None:
        found = self.to_error_region_vid(vid)
        return None if found is None else self.cx.regions.definitions[found].external_name

    def give_region_a_name(self, vid: int) -> RegionNameAt | None:
        found = self.names.get(vid)
        if found is None:
            for attempt in (self.from_error_region, self.in_arguments, self.in_upvars, self.in_output, self.in_impl):
                found = attempt(vid)
                if found is not None:
                    self.names[vid] = found
                    break
        return found

    # -- the attempts --

    def from_error_region(self, vid: int) -> RegionNameAt | None:
        region = self.to_error_region(vid)
        tcx = self.cx.tcx
        if type(region) is k.ReStatic:
            return RegionNameAt("'static", "static", None)
        if type(region) is k.ReEarlyParam and region.name != "'_":
            return RegionNameAt(region.name, "early", tcx.def_span(region.def_id))
        if type(region) is k.ReLateParam:
            var = region.var
            if var.kind == "named" and var.name not in (None, "'_") and self.is_in_scope(var.def_id):
                assert var.name is not None
                return RegionNameAt(var.name, "late", tcx.def_span(var.def_id) if var.def_id is not None else None)
            if var.kind == "env":
                return self.of_closure_env()
        return None

    def is_in_scope(self, lifetime: Any) -> bool:
        """Not one of the bound that a closure's signature was taken from."""
        tcx, at = self.cx.tcx, self.cx.def_id
        binder = tcx.parent(lifetime)
        while at is not None and at != binder:
            at = tcx.parent(at)
        return at is not None

    def of_closure_env(self) -> RegionNameAt | None:
        cx = self.cx
        closure = cx.hir.owner
        kind = cx.universal.closure_kind
        note = f"closure implements `{kind}`, so references to captured variables can't escape the closure"
        return RegionNameAt(self.synthesize(), "closure env", closure.fn_decl_span, "", note)

    def in_arguments(self, vid: int) -> RegionNameAt | None:
        cx = self.cx
        index = argument_index_for_region(cx, vid)
        if index is None:
            return None
        universal = cx.universal
        ty = universal.inputs[universal.implicit_inputs + index]
        params = cx.hir.params
        written = params[index].ty if index < len(params) else None
        if written is not None and not isinstance(written, ast.InferTy):
            found = self.in_written_type(vid, ty, written, "argument")
            if found is not None:
                return found
        _, span = argument_name_and_span(cx, index)
        text = highlighted(cx, ty, vid, self.counter)
        name = self.synthesize()
        if name in text:
            return RegionNameAt(name, "argument", span, f"has type `{text}`")
        return RegionNameAt(name, "argument", span, f"lifetime `{name}` appears in the type {text}")

    def in_written_type(self, vid: int, ty: Any, written: Any, source: str) -> RegionNameAt | None:
        """The region at its place in the type as written (rustc's `highlight_if_we_can_match_hir_ty`)."""
        found = self.match_written_type(vid, ty, written)
        if found is None:
            return None
        span, how = found
        name = self.synthesize()
        said = f"let's call the lifetime of this reference `{name}`" if how == "ref" else f"let's call this `{name}`"
        return RegionNameAt(name, source, span, said)

    def match_written_type(self, vid: int, ty: Any, written: Any) -> tuple[Span, str] | None:
        """The `&` or the lifetime argument in the type as written that stands for the region."""
        stack: list[tuple[Any, Any]] = [(ty, written)]
        tcx = self.cx.tcx
        while stack:
            ty, at = stack.pop()
            while isinstance(at, ast.ParenTy):
                at = at.ty
            if type(ty) is k.RefTy and isinstance(at, ast.RefTy):
                if _vid(ty.region) == vid:
                    return Span(at.span.lo, at.span.lo + 1, at.span.ctxt), "ref"
                stack.append((ty.ty, at.ty))
            elif type(ty) is k.RefTy and isinstance(at, ast.ImplicitSelfTy):
                continue
            elif type(ty) is k.AdtTy and isinstance(at, ast.PathTy) and at.qself is None:
                res = tcx.full_res(at.path)
                if getattr(res, "kind", None) == "type alias":
                    continue
                args = at.path.segments[-1].args
                if args is None:
                    continue
                for arg, at_arg in zip(ty.args, args.args):
                    if isinstance(arg, k.Region) and isinstance(at_arg, ast.Lifetime):
                        if _vid(arg) == vid and at_arg.name != "'_":
                            return at_arg.span, "adt"
                    elif isinstance(arg, k.Ty) and isinstance(at_arg, ast.Ty):
                        stack.append((arg, at_arg))
            elif type(ty) is k.TupleTy and isinstance(at, ast.TupTy):
                stack.extend(zip(ty.elems, at.elems))
            elif type(ty) in (k.SliceTy, k.ArrayTy, k.RawPtrTy) and isinstance(at, (ast.SliceTy, ast.ArrayTy, ast.PtrTy)):
                stack.append((ty.ty, at.ty))
        return None

    def in_upvars(self, vid: int) -> RegionNameAt | None:
        cx = self.cx
        index = upvar_index_for_region(cx, vid)
        if index is None:
            return None
        variable = cx.body.upvars[index].capture.variable
        return RegionNameAt(self.synthesize(), "upvar", variable.span, variable.ident.name)

    def in_output(self, vid: int) -> RegionNameAt | None:
        cx = self.cx
        output = cx.universal.output
        if not any(_vid(r) == vid for r in free_regions(cx.tcx, output)):
            return None
        owner = cx.hir.owner
        written: Any = None
        what = ""
        if isinstance(owner, ast.ClosureExpr):
            what = " of closure"
            if owner.output is not None:
                span, written = owner.output.span, owner.output
            else:
                span = cx.end_point(owner.fn_decl_span)
        elif isinstance(owner, ast.FnItem):
            span, written = owner.sig.output_span, owner.sig.output
        else:
            return None
        if written is not None:
            found = self.in_written_type(vid, output, written, "output")
            if found is not None:
                return found
        text = highlighted(cx, output, vid, self.counter)
        name = self.synthesize()
        if name in text:
            return RegionNameAt(name, "output", span, f"return type{what} is {text}")
        return RegionNameAt(name, "output", span, f"return type{what} `{text}` contains a lifetime `{name}`")

    def in_impl(self, vid: int) -> RegionNameAt | None:
        """`'_` in the header of the impl."""
        cx, tcx = self.cx, self.cx.tcx
        region = self.to_error_region(vid)
        if type(region) is not k.ReEarlyParam:
            return None
        impl = tcx.parent(region.def_id)
        if impl is None or tcx.def_kind(impl) != "impl":
            return None
        header = tcx.impl_header(impl)
        if header.trait_ref is not None and any(r is region for a in header.trait_ref.args[1:] for r in free_regions(tcx, a)):
            where = "trait"
        elif any(r is region for r in free_regions(tcx, tcx.type_of(impl))):
            where = "self type"
        else:
            return None
        span = tcx.def_span(region.def_id)
        name = self.synthesize()
        del cx
        return RegionNameAt(name, "impl", span, f"lifetime `{name}` appears in the `impl`'s {where}")


def _vid(region: Any) -> int | None:
    return region.vid if type(region) is k.ReVar else None


def argument_index_for_region(cx: Any, vid: int) -> int | None:
    """The first argument (the closure's environment not counted) whose type mentions the region."""
    universal = cx.universal
    for i, ty in enumerate(universal.inputs[universal.implicit_inputs :]):
        if any(_vid(r) == vid for r in free_regions(cx.tcx, ty)):
            return i
    return None


def argument_name_and_span(cx: Any, index: int) -> tuple[str | None, Span]:
    local = index + 1 + cx.universal.implicit_inputs
    return cx.local_names[local], cx.body.locals[local].source_info.span


def upvar_index_for_region(cx: Any, vid: int) -> int | None:
    ty = cx.universal.defining_ty
    if type(ty) is not k.ClosureTy:
        return None
    upvars = ty.args[-1]
    for i, upvar in enumerate(getattr(upvars, "elems", ())):
        if any(_vid(r) == vid for r in free_regions(cx.tcx, upvar)):
            return i
    return None


def highlighted(cx: Any, ty: Any, vid: int, number: int) -> str:
    """The type with the region shown as `'number`, other unnamed ones left out."""
    tcx = cx.tcx
    name = f"'{number}"
    shown = tcx.re_early(tcx.defs.base, 0, name)

    def replace(part: Any, depth: int) -> Any:
        if type(part) is k.ReVar:
            if part.vid == vid:
                return shown
            external = cx.regions.definitions[part.vid].external_name
            return external if external is not None and not _anonymous(external) else part
        return part

    return describe.ty_str(cx, tcx.fold(ty, k.HAS_FREE_REGIONS, replace))


def _anonymous(region: Any) -> bool:
    return type(region) is k.ReLateParam and region.var.kind != "named"
