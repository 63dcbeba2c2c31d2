"""Patterns to types, with default binding modes (rustc's `rustc_hir_typeck::pat`)."""

from __future__ import annotations

from typing import Any

from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty import defs as d
from rustmem.ty import intern as i
from rustmem.ty import kind as k
from rustmem.ty.print import ty_str
from rustmem.typeck import errors, errors_pat, suggest, suggest_pattern
from rustmem.typeck.expectation import Cause


class PatInfo:
    """What stands above a pattern: the binding mode so far, and where the matched value came from."""

    __slots__ = ("mode", "span", "origin", "decl", "top", "root")

    def __init__(self, mode: str | None, span: Span | None, origin: ast.Expr | None, decl: str, top: ast.Pat, root: k.Ty) -> None:
        self.mode = mode
        """None: move; else the mutability of the references that were passed."""
        self.span = span
        self.origin = origin
        self.decl = decl
        self.top = top
        self.root = root
        """The type of the whole value."""

    def with_mode(self, mode: str | None) -> PatInfo:
        return self if mode == self.mode else PatInfo(mode, self.span, self.origin, self.decl, self.top, self.root)


class CheckPats:
    """The part of `FnCtxt` that checks patterns."""

    def check_pat_top(
        self: Any, pat: ast.Pat, expected: k.Ty, span: Span | None, origin: ast.Expr | None, decl: str = ""
    ) -> None:
        self.check_pat(pat, expected, PatInfo(None, span, origin, decl, pat, expected))

    def check_pat(self: Any, pat: ast.Pat, expected: k.Ty, info: PatInfo) -> None:
        cls = type(pat)
        if cls is ast.ParenPat:
            self.check_pat(pat.pat, expected, info)
            self.results.pat_types[pat] = self.results.pat_types[pat.pat]
            return
        path_res = None
        if cls is ast.IdentPat and self.tcx.res_of(pat) is not None:
            path_res = (self.tcx.res_of(pat).base, None, None)
        elif cls is ast.PathPat:
            path_res = self.resolve_ty_and_res_fully(pat, pat.qself, pat.path)
        lit_ty = None
        if cls is ast.LitPat:
            lit_ty = self.shallow(self.check_expr(pat.expr))
        if self.peels(pat, path_res, lit_ty):
            expected, info = self.peel_references(pat, expected, info)
        elif cls is ast.RefPat:
            if info.mode is not None:
                if self.tcx.edition >= "2024":
                    errors_pat.binding_mode_2024(self, pat, info, "deref")
                info = info.with_mode(None)
        if path_res is not None:
            ty = self.check_pat_path(pat, path_res, expected, info)
        elif cls is ast.LitPat:
            ty = self.check_pat_lit(pat, lit_ty, expected, info)
        else:
            ty = PATS[cls](self, pat, expected, info)
        self.results.pat_types[pat] = ty

    def peels(self: Any, pat: ast.Pat, path_res: Any, lit_ty: k.Ty | None) -> bool:
        """Whether references in the matched type are looked through before `pat` (rustc's `AdjustMode::Peel`)."""
        if path_res is not None:
            res = path_res[0]
            return not (isinstance(res, d.DefRes) and res.kind in ("const", "assoc const", "static"))
        if lit_ty is not None:
            return not isinstance(lit_ty, k.RefTy)
        return isinstance(
            pat, (ast.TuplePat, ast.TupleStructPat, ast.StructPat, ast.SlicePat, ast.RangePat, ast.BoxPat, ast.NeverPat)
        )

    def peel_references(self: Any, pat: ast.Pat, expected: k.Ty, info: PatInfo) -> tuple[k.Ty, PatInfo]:
        expected = self.try_structurally_resolve(expected)
        passed: list[k.Ty] = []
        mode = info.mode
        while isinstance(expected, k.RefTy):
            passed.append(expected)
            mode = expected.mutbl if mode is None or mode == "mut" else mode
            expected = self.try_structurally_resolve(expected.ty)
        if passed:
            self.results.pat_adjustments[pat] = tuple(passed)
            info = info.with_mode(mode)
        return expected, info

    # -- one method a kind of pattern --

    def check_pat_wild(self: Any, pat: ast.Pat, expected: k.Ty, info: PatInfo) -> k.Ty:
        return expected

    def check_pat_err(self: Any, pat: ast.Pat, expected: k.Ty, info: PatInfo) -> k.Ty:
        self.tainted = True
        return i.ERROR

    def check_pat_lit(self: Any, pat: ast.LitPat, ty: k.Ty, expected: k.Ty, info: PatInfo) -> k.Ty:
        lit = pat.expr
        pat_ty = ty
        if isinstance(lit, ast.LitExpr) and lit.kind == "bytestr":
            expected = self.structurally_resolve(pat.span, expected)
            inner = self.try_structurally_resolve(expected.ty) if isinstance(expected, k.RefTy) else expected
            if isinstance(expected, k.RefTy) and isinstance(inner, k.SliceTy):
                pat_ty = self.tcx.ref(i.RE_ERASED, self.tcx.slice(i.U8))
        diag = self.demand_pat_diag(pat, pat.span, expected, pat_ty, info) if expected is not pat_ty else None
        if diag is not None:
            suggest.meant_literal(diag, lit, self.resolve(expected))
            self.emit(diag)
        return pat_ty

    def check_pat_range(self: Any, pat: ast.RangePat, expected: k.Ty, info: PatInfo) -> k.Ty:
        sides = []
        for bound in (pat.lo, pat.hi):
            if bound is None:
                sides.append(None)
                continue
            ty = self.check_expr(bound)
            resolved = self.shallow(ty)
            bad = not (
                self.is_numeric(resolved) or resolved is i.CHAR or self.is_ty_var(resolved) or resolved.flags & k.HAS_ERROR
            )
            sides.append((bad, ty, bound.span))
        if any(side is not None and side[0] for side in sides):
            errors_pat.range_pattern_not_numeric(self, pat, sides)
            return i.ERROR
        failed = False
        for side, other in (sides, sides[::-1]):
            diag = self.demand_eqtype_diag(Cause(side[2], "pattern", info), expected, side[1]) if side is not None else None
            if diag is not None and side is not None:
                bound = pat.lo if side is sides[0] else pat.hi
                suggest.meant_literal(diag, bound, self.resolve(expected))
                if other is not None:
                    errors_pat.endpoint_has_type(self, diag, other)
                self.emit(diag)
                failed = True
        if failed:
            return i.ERROR
        ty = self.structurally_resolve(pat.span, expected)
        if not (self.is_numeric(ty) or ty is i.CHAR or ty.flags & k.HAS_ERROR):
            errors_pat.range_pattern_not_numeric(self, pat, [None if s is None else (True, s[1], s[2]) for s in sides])
            return i.ERROR
        return ty

    def check_pat_ident(self: Any, pat: ast.IdentPat, expected: k.Ty, info: PatInfo) -> k.Ty:
        default = info.mode
        if pat.by_ref is not None:
            if default is not None and self.tcx.edition >= "2024":
                errors_pat.binding_mode_2024(self, pat, info, "borrow")
            mode = (pat.by_ref, pat.mutbl)
        elif pat.mutbl == "mut" and default is not None:
            if self.tcx.edition >= "2024":
                errors_pat.binding_mode_2024(self, pat, info, "mut")
            mode = (None, "mut")
        else:
            mode = (default, pat.mutbl)
        self.results.pat_binding_modes[pat] = mode
        local = self.local_ty_of(pat)
        eq_ty = expected if mode[0] is None else self.tcx.ref(i.RE_ERASED, expected, mode[0])
        self.demand_pat(pat, pat.span, eq_ty, local, info)
        first = self.tcx.variable_of(pat)
        if first is not pat:
            first_ty = self.local_ty_of(first)
            diag = self.demand_eqtype_diag(Cause(pat.span, "pattern", info), first_ty, local)
            if diag is not None:
                errors_pat.alternatives_differ(self, diag, pat, first, first_ty, info)
                self.emit(diag)
        if pat.sub is not None:
            self.check_pat(pat.sub, expected, info)
        return local

    def check_pat_path(self: Any, pat: Any, path_res: Any, expected: k.Ty, info: PatInfo) -> k.Ty:
        res, self_ty, segments = path_res
        if isinstance(res, d.ErrRes) or res is None:
            self.tainted = True
            return i.ERROR
        if isinstance(res, d.DefRes):
            if res.kind in ("assoc fn", "variant", "fn") or (res.kind == "ctor" and self.tcx.defs[res.def_id].ctor_kind == "fn"):
                errors_pat.unexpected_path_pattern(self, pat, res)
                return i.ERROR
        path = pat.path if isinstance(pat, ast.PathPat) else None
        ty = self.instantiate_value_path(pat, segments, self_ty, res, path)
        diag = self.demand_pat_diag(pat, pat.span, expected, ty, info)
        if diag is not None:
            errors_pat.path_pattern_mismatch(self, diag, pat, res, ty)
            self.emit(diag)
        return ty

    def check_pat_tuple_struct(self: Any, pat: ast.TupleStructPat, expected: k.Ty, info: PatInfo) -> k.Ty:
        res, self_ty, segments = self.resolve_ty_and_res_fully(pat, pat.qself, pat.path)

        def give_up() -> k.Ty:
            for elem in pat.elems:
                self.check_pat(elem, i.ERROR, info)
            return i.ERROR

        if isinstance(res, d.ErrRes) or res is None:
            self.tainted = True
            return give_up()
        is_ctor = isinstance(res, d.SelfCtorRes) or (isinstance(res, d.DefRes) and res.kind == "ctor")
        if not is_ctor:
            errors_pat.not_a_tuple_struct(self, pat, res)
            return give_up()
        fn_ty = self.instantiate_value_path(pat, segments, self_ty, res, pat.path)
        if not isinstance(fn_ty, k.FnDefTy):
            if fn_ty is not i.ERROR:
                errors_pat.not_a_tuple_struct(self, pat, res)
            return give_up()
        ty = self.fn_sig_of(fn_ty).output
        if self.demand_pat(pat, pat.span, expected, ty, info):
            give_up()
            return ty
        variant = self.variant_of_ctor(fn_ty.def_id)
        fields = self.variant_field_tys(variant, ty)
        elems, rest = _split_rest(pat.elems)
        if rest is None and len(elems) == len(fields) or rest is not None and len(elems) <= len(fields):
            for at, elem in enumerate(pat.elems):
                if isinstance(elem, ast.RestPat):
                    self.results.pat_types[elem] = i.UNIT
                    continue
                index = at if rest is None or at < rest else len(fields) - (len(pat.elems) - at)
                self.check_pat(elem, fields[index], info)
        else:
            errors_pat.wrong_field_count(self, pat, elems, variant, rest is not None)
            for at, elem in enumerate(elems):
                self.check_pat(elem, fields[at] if at < len(fields) and rest is None else i.ERROR, info)
            return i.ERROR
        return ty

    def check_pat_struct(self: Any, pat: ast.StructPat, expected: k.Ty, info: PatInfo) -> k.Ty:
        found = self.check_struct_path(pat, pat.qself, pat.path)
        if found is None:
            for field in pat.fields:
                self.check_pat(field.pat, i.ERROR, info)
            return i.ERROR
        variant, ty = found
        mismatch = self.demand_pat(pat, pat.span, expected, ty, info)
        if not self.check_struct_pat_fields(pat, variant, ty, info) or mismatch:
            return ty
        return ty

    def check_struct_pat_fields(self: Any, pat: ast.StructPat, variant: Any, ty: k.Ty, info: PatInfo) -> bool:
        tys = self.variant_field_tys(variant, ty)
        by_name = {field.name: at for at, field in enumerate(variant.fields)}
        used: dict[str, Span] = {}
        unknown: list[ast.FieldPat] = []
        fine = True
        for field in pat.fields:
            name = field.ident.name
            if name in used:
                errors_pat.field_bound_twice(self, field, used[name])
                self.check_pat(field.pat, i.ERROR, info)
                fine = False
                continue
            index = by_name.get(name)
            if index is None:
                unknown.append(field)
                self.check_pat(field.pat, i.ERROR, info)
                continue
            used[name] = field.span
            self.results.field_indices[field] = index
            self.check_pat(field.pat, tys[index], info)
        missing = [field for field in variant.fields if field.name not in used]
        if missing and pat.rest is None and variant.ctor_kind == "fn" and not all(f.ident.name.isdigit() for f in pat.fields):
            errors_pat.tuple_variant_as_struct(self, pat)
            return False
        if (
            isinstance(ty, k.AdtTy)
            and ty.def_id < self.tcx.base
            and pat.rest is None
            and self.tcx.adt_def(ty.def_id).kind == "struct"
        ):
            if any(a.path == "non_exhaustive" for a in self.tcx.attrs(ty.def_id)):
                errors_pat.non_exhaustive_pattern(self, pat, "struct")
        if unknown and ty is not i.ERROR:
            missing = errors_pat.nonexistent_fields(self, pat, unknown, missing, variant, ty)
            fine = False
        kind = self.tcx.adt_def(ty.def_id).kind if isinstance(ty, k.AdtTy) else "struct"
        if kind == "union":
            if len(pat.fields) != 1:
                errors_pat.union_pattern_fields(self, pat)
                fine = False
        elif missing and pat.rest is None and (not unknown or ty is not i.ERROR):
            visible = [field for field in missing if self.is_accessible(field.vis)]
            if not visible:
                errors_pat.inaccessible_fields(self, pat)
            else:
                errors_pat.missing_fields(self, pat, visible, len(visible) != len(missing))
            fine = False
        for field in pat.fields:
            index = by_name.get(field.ident.name)
            if index is not None and not self.is_accessible(variant.fields[index].vis):
                errors.private_field_in_literal(self, field.ident, variant, ty, field.span)
                fine = False
        return fine

    def check_pat_tuple(self: Any, pat: ast.TuplePat, expected: k.Ty, info: PatInfo) -> k.Ty:
        elems, rest = _split_rest(pat.elems)
        count = len(elems)
        if rest is not None:
            resolved = self.structurally_resolve(pat.span, expected)
            if isinstance(resolved, k.TupleTy):
                count = len(resolved.elems)
        count = max(count, len(elems))
        tys = [self.next_ty_var(pat.span) for _ in range(count)]
        ty = self.tcx.tuple(tuple(tys)) if tys else i.UNIT
        if self.demand_pat(pat, pat.span, expected, ty, info):
            for elem in pat.elems:
                self.check_pat(elem, i.ERROR, info)
            return i.ERROR
        for at, elem in enumerate(pat.elems):
            if isinstance(elem, ast.RestPat):
                self.results.pat_types[elem] = i.UNIT
                continue
            index = at if rest is None or at < rest else count - (len(pat.elems) - at)
            self.check_pat(elem, tys[index], info)
        return ty

    def check_pat_ref(self: Any, pat: ast.RefPat, expected: k.Ty, info: PatInfo) -> k.Ty:
        expected = self.try_structurally_resolve(expected)
        if isinstance(expected, k.RefTy) and isinstance(pat.pat, (ast.IdentPat, ast.WildPat)):
            if isinstance(self.shallow(expected.ty), k.DynTy) and isinstance(pat.pat, ast.IdentPat):
                errors_pat.dyn_dereferenced(self, pat, ty_str(self.tcx, self.resolve(expected)))
                self.check_pat(pat.pat, i.ERROR, info)
                return i.ERROR
        if isinstance(expected, k.RefTy) and expected.mutbl == pat.mutbl:
            self.check_pat(pat.pat, expected.ty, info)
            return expected
        inner = self.next_ty_var(pat.pat.span)
        ty = self.tcx.ref(i.RE_ERASED, inner, pat.mutbl)
        diag = self.demand_pat_diag(pat, pat.span, expected, ty, info)
        if diag is not None:
            errors_pat.borrow_pattern(self, diag, pat, inner, expected, info)
            self.emit(diag)
            inner = i.ERROR
        self.check_pat(pat.pat, inner, info)
        return ty

    def check_pat_box(self: Any, pat: ast.BoxPat, expected: k.Ty, info: PatInfo) -> k.Ty:
        return self.not_modelled("box patterns", pat.span)

    def check_pat_slice(self: Any, pat: ast.SlicePat, expected: k.Ty, info: PatInfo) -> k.Ty:
        expected = self.structurally_resolve(pat.span, expected)
        before = list(pat.elems)
        rest_at = next((at for at, p in enumerate(pat.elems) if _is_rest(p)), None)
        fixed = len(before) - (rest_at is not None)
        element: k.Ty
        rest_ty: k.Ty = i.ERROR
        match expected:
            case k.ArrayTy(ty=element, length=length):
                length = self.resolve_const(length)
                if isinstance(length, k.ValueConst):
                    size = length.value
                    if rest_at is None and fixed != size:
                        errors_pat.slice_length(self, pat, fixed, size, exact=True)
                    elif rest_at is not None and fixed > size:
                        errors_pat.slice_length(self, pat, fixed, size, exact=False)
                    else:
                        rest_ty = self.tcx.array(element, size - fixed)
                elif rest_at is None:
                    expected = self.tcx.array(element, fixed)
                    if not self.eq(self.tcx.array(element, length), expected):
                        errors_pat.slice_length_unknown(self, pat, fixed)
                else:
                    errors_pat.slice_rest_of_unknown_length(self, pat)
            case k.SliceTy(ty=element):
                rest_ty = expected
            case _:
                element = i.ERROR
                if not expected.flags & k.HAS_ERROR:
                    errors_pat.expected_array_or_slice(self, pat, expected, info)
                self.tainted = True
        for elem in pat.elems:
            if isinstance(elem, ast.RestPat):
                self.results.pat_types[elem] = rest_ty
            elif _is_rest(elem):
                self.results.pat_types[elem.sub] = rest_ty
                self.check_pat_rest_binding(elem, rest_ty, info)
            else:
                self.check_pat(elem, element, info)
        return expected if element is not i.ERROR else i.ERROR

    def check_pat_rest_binding(self: Any, pat: ast.IdentPat, ty: k.Ty, info: PatInfo) -> None:
        """`rest @ ..` in a slice pattern."""
        self.results.pat_types[pat] = self.check_pat_ident(pat, ty, info)

    def check_pat_or(self: Any, pat: ast.OrPat, expected: k.Ty, info: PatInfo) -> k.Ty:
        for each in pat.pats:
            self.check_pat(each, expected, info)
        return expected

    # -- agreeing with the expected type --

    def demand_pat_diag(self: Any, pat: ast.Pat, span: Span, expected: k.Ty, actual: k.Ty, info: PatInfo) -> Any:
        diag = self.demand_eqtype_diag(Cause(span, "pattern", info), expected, actual)
        if diag is not None:
            suggest_pattern.pattern_help(self, diag, expected, actual, info)
        return diag

    def demand_pat(self: Any, pat: ast.Pat, span: Span, expected: k.Ty, actual: k.Ty, info: PatInfo) -> bool:
        """True after an error."""
        if expected is actual:
            return False
        diag = self.demand_pat_diag(pat, span, expected, actual, info)
        if diag is None:
            return False
        self.emit(diag)
        return True


def _is_rest(pat: ast.Pat) -> bool:
    return isinstance(pat, ast.RestPat) or (isinstance(pat, ast.IdentPat) and isinstance(pat.sub, ast.RestPat))


def _split_rest(elems: tuple[ast.Pat, ...]) -> tuple[list[ast.Pat], int | None]:
    """The patterns without `..`, and where it stands."""
    at = next((n for n, p in enumerate(elems) if isinstance(p, ast.RestPat)), None)
    return [p for p in elems if not isinstance(p, ast.RestPat)], at


PATS: dict[type, Any] = {
    ast.WildPat: CheckPats.check_pat_wild,
    ast.RestPat: CheckPats.check_pat_wild,
    ast.NeverPat: CheckPats.check_pat_wild,
    ast.ErrPat: CheckPats.check_pat_err,
    ast.RangePat: CheckPats.check_pat_range,
    ast.IdentPat: CheckPats.check_pat_ident,
    ast.TupleStructPat: CheckPats.check_pat_tuple_struct,
    ast.StructPat: CheckPats.check_pat_struct,
    ast.TuplePat: CheckPats.check_pat_tuple,
    ast.RefPat: CheckPats.check_pat_ref,
    ast.BoxPat: CheckPats.check_pat_box,
    ast.SlicePat: CheckPats.check_pat_slice,
    ast.OrPat: CheckPats.check_pat_or,
}
