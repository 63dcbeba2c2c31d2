"""Type checking MIR with regions: each statement's types are related and yield outlives constraints.

Follows rustc's `type_check/mod.rs`. MIR is not copied: the types of locals, constants and aggregates are renumbered
here, and the type of a place is computed from its local's.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rustmem.borrowck import constraints as c
from rustmem.borrowck.constraints import Category, Points
from rustmem.borrowck.infer_ctxt import BorrowckInferCtxt, free_regions
from rustmem.borrowck.type_relate import ConstraintCollector
from rustmem.borrowck.universal_regions import UniversalRegions
from rustmem.mir import body as m
from rustmem.mir.body import Body, Location, Place
from rustmem.source.index import BasicBlock
from rustmem.source.row import NamedTuple
from rustmem.source.span import Span
from rustmem.ty import kind as k
from rustmem.ty.intern import UNIT


class PlaceTy(NamedTuple):
    ty: k.Ty
    variant: int | None = None


class DeferredClosure(NamedTuple):
    """A closure made here; what it asks of regions is known when its own body has been checked."""

    def_id: Any
    args: k.GenericArgs
    location: Location


class TypeChecker:
    """Walks one body and collects the constraints of its types."""

    def __init__(
        self, body: Body, infcx: BorrowckInferCtxt, universal: UniversalRegions, collector: ConstraintCollector, points: Points
    ) -> None:
        self.body = body
        self.infcx = infcx
        self.tcx = infcx.tcx
        self.universal = universal
        self.collector = collector
        self.points = points
        self.local_tys: list[k.Ty] = [infcx.renumber(decl.ty) for decl in body.locals]
        self.places: dict[Place, PlaceTy] = {}
        self.here: tuple[Location, Span] | None = None
        self.mentioned: dict[Place, PlaceTy] = {}
        """Places with fields that the statement at `here` mentions."""
        self.renumbered: dict[int, Any] = {}
        """`id` of a constant, cast or aggregate → its type with region variables."""
        self.borrow_regions: dict[int, int] = {}
        """`id` of a `Ref` → its region."""
        self.annotations: list[k.Ty | None] = []
        self.annotated_selfs: list[tuple[k.Ty, Span]] = []
        """Self types of the impls in paths that the user wrote (`Box` of `Box::new`), with the path's place."""
        self.liveness: dict[int, int] = {}
        self.has_error = any(ty.flags & k.HAS_ERROR for ty in (*universal.inputs, universal.output))
        """A signature has a lifetime that is in error: nothing is said of the body."""
        self.deferred: list[DeferredClosure] = []
        self.kind_of_body = self.tcx.def_kind(body.def_id) if body.promoted_of is None else "promoted"
        for block in body.blocks:
            for statement in block.statements:
                if type(statement) is m.Assign and type(statement.rvalue) is m.Ref:
                    region = infcx.next_region_var()
                    self.borrow_regions[id(statement.rvalue)] = region.vid  # type: ignore[attr-defined]

    # -- types of places, operands, rvalues --

    def place_ty(self, place: Place) -> PlaceTy:
        found = self.places.get(place)
        if found is None:
            if not place.projection:
                found = PlaceTy(self.local_tys[place.local])
            else:
                base = self.place_ty(Place(place.local, place.projection[:-1]))
                found = self.project(base, place.projection[-1])
            self.places[place] = found
        return found

    def mentioned_ty(self, place: Place) -> PlaceTy:
        """The type of a place where a statement mentions it.

        rustc's MIR notes the type of a field in each projection, with regions of its own, and relates it to the field's type
        (`visit_projection_elem`): a step more in each chain of constraints that goes through a field.
        """
        if self.here is None or not any(elem.kind == "field" for elem in place.projection):
            return self.place_ty(place)
        found = self.mentioned.get(place)
        if found is not None:
            return found
        elem = place.projection[-1]
        found = self.project(self.mentioned_ty(Place(place.local, place.projection[:-1])), elem)
        if elem.kind == "field" and found.ty.flags & k.HAS_FREE_REGIONS:
            location, span = self.here
            noted = self.infcx.renumber(found.ty)
            self.collector.eq(found.ty, noted, location, span, c.BORING)
            self.add_live(noted, 1 << self.points.index(location))
            found = PlaceTy(noted, found.variant)
        self.mentioned[place] = found
        return found

    def project(self, base: PlaceTy, elem: Any) -> PlaceTy:
        ty, kind = base.ty, elem.kind
        if kind == "field":
            return PlaceTy(self.field_ty(ty, base.variant, elem.index, elem.ty))
        if kind == "deref":
            return PlaceTy(ty.args[0] if type(ty) is k.AdtTy else getattr(ty, "ty", ty))  # type: ignore[arg-type]
        if kind == "downcast":
            return PlaceTy(ty, elem.variant)
        if kind == "index" or kind == "constant index":
            return PlaceTy(getattr(ty, "ty", ty))
        if kind == "subslice":
            if type(ty) is k.ArrayTy and isinstance(ty.length, k.ValueConst):
                size = ty.length.value - elem.lo - elem.hi if elem.from_end else elem.hi - elem.lo
                return PlaceTy(self.tcx.array(ty.ty, size))
            return PlaceTy(ty)
        return PlaceTy(self.infcx.renumber(elem.ty))

    def field_ty(self, ty: k.Ty, variant: int | None, index: int, erased: k.Ty) -> k.Ty:
        if type(ty) is k.TupleTy:
            return ty.elems[index]
        if type(ty) is k.ClosureTy:
            return ty.args[-1].elems[index]  # type: ignore[union-attr,no-any-return]
        if type(ty) is k.AdtTy:
            adt = self.tcx.adt_def(ty.def_id)
            field = adt.variants[variant or 0].fields[index]
            made = self.tcx.subst(self.tcx.type_of(field.def_id), ty.args)
            if made.flags & k.HAS_ALIAS:
                made = self.collector.normalize(made, None, self.body.span, c.BORING)
            return made  # type: ignore[no-any-return]
        return self.infcx.renumber(erased)  # type: ignore[no-any-return]

    def renumber_once(self, key: object, value: Any) -> Any:
        """`value` renumbered the first time, then the same."""
        if isinstance(value, tuple):
            found = self.renumbered.get(id(key))
            if found is None:
                found = self.renumbered[id(key)] = tuple(self.infcx.renumber(part) for part in value)
            return found
        if not value.flags & k.HAS_FREE_REGIONS:
            return value
        found = self.renumbered.get(id(key))
        if found is None:
            found = self.renumbered[id(key)] = self.infcx.renumber(value)
        return found

    def operand_ty(self, operand: Any) -> k.Ty:
        if type(operand) is m.Constant:
            return self.renumber_once(operand, operand.ty)  # type: ignore[no-any-return]
        return self.mentioned_ty(operand.place).ty

    def rvalue_ty(self, rvalue: Any) -> k.Ty | None:
        """The rvalue's type; None where it cannot hold regions."""
        worker = _RVALUE_TY.get(type(rvalue))
        return None if worker is None else worker(self, rvalue)

    def ref_ty(self, rvalue: m.Ref) -> k.Ty:
        mutbl: Any = "not" if rvalue.kind in ("shared", "fake shallow", "fake deep") else "mut"
        region = self.tcx.re_var(self.borrow_regions[id(rvalue)])
        return self.tcx.ref(region, self.mentioned_ty(rvalue.place).ty, mutbl)

    def aggregate_ty(self, rvalue: m.Aggregate) -> k.Ty:
        kind, tcx = rvalue.kind, self.tcx
        match kind:
            case m.AdtAggregate():
                return tcx.adt(kind.def_id, self.renumber_once(kind, kind.args))
            case m.TupleAggregate():
                return tcx.tuple(tuple(self.operand_ty(o) for o in rvalue.operands))
            case m.ArrayAggregate():
                return tcx.array(self.renumber_once(kind, kind.ty), len(rvalue.operands))
            case m.ClosureAggregate():
                return tcx.closure(kind.def_id, self.renumber_once(kind, kind.args))
            case m.RawPtrAggregate():
                return tcx.ptr(self.renumber_once(kind, kind.pointee), kind.mutbl)

    # -- the walk --

    def check_body(self) -> None:
        self.check_user_type_annotations()
        self.equate_inputs_and_outputs()
        for index, decl in enumerate(self.body.locals):
            for annotation, projections in decl.user_ty:
                span = self.annotation_span(annotation, decl.source_info.span)
                self.ascribe(self.local_tys[index], "invariant", annotation, projections, None, span, c.DECLARATION)
        for index, block in enumerate(self.body.blocks):
            for i, statement in enumerate(block.statements):
                here = Location(BasicBlock(index), i)
                self.come_to(here, statement)
                if type(statement) is m.Assign:
                    self.check_assign(statement, here)
                elif type(statement) is m.AscribeUserType:
                    span = statement.source_info.span
                    ty = self.mentioned_ty(statement.place).ty
                    self.ascribe(ty, statement.variance, statement.annotation, statement.projections, None, span, c.ASCRIPTION)
            end = Location(BasicBlock(index), len(block.statements))
            self.come_to(end, block.terminator)
            self.check_terminator(block.terminator, end)
        self.here = None
        self.mentioned.clear()
        self.check_annotated_selfs()

    def come_to(self, location: Location, what: Any) -> None:
        self.here = location, what.source_info.span
        if self.mentioned:
            self.mentioned.clear()

    def check_annotated_selfs(self) -> None:
        """The self types in written paths are well formed; rustc asks that first of all, with what was inferred."""
        tests = self.collector.type_tests
        before = list(tests)
        tests.clear()
        for declared, span in self.annotated_selfs:
            resolved = self.infcx.resolve_vars_if_possible(declared)
            self.collector.prove(self.tcx.binder(self.tcx.well_formed(resolved)), None, span, c.BORING)
        tests.extend(before)

    def equate_inputs_and_outputs(self) -> None:
        universal, body = self.universal, self.body
        if body.promoted_of is not None:
            return
        for i, ty in enumerate(universal.inputs):
            if i + 1 >= len(body.locals):
                break
            span = body.locals[i + 1].source_info.span
            ty = self.collector.normalize(ty, None, span, c.BORING)
            self.collector.eq(ty, self.local_tys[i + 1], None, span, c.BORING_NO_LOCATION)
        span = body.locals[0].source_info.span
        output = self.collector.normalize(universal.output, None, span, c.BORING)
        self.collector.eq(output, self.local_tys[0], None, span, c.BORING_NO_LOCATION)

    def return_category(self) -> Category:
        if self.kind_of_body in ("const", "assoc const", "inline const", "anon const"):
            return c.USE_AS_CONST
        return c.USE_AS_STATIC if self.kind_of_body == "static" else c.RETURN

    def assign_category(self, place: Place, call: bool) -> Category:
        if place.projection:
            return c.ASSIGNMENT
        if place.local == m.RETURN_PLACE:
            return self.return_category()
        decl = self.body.locals[place.local]
        if not call and isinstance(decl.info, m.AggregateTemp):
            return c.USAGE
        return c.ASSIGNMENT if decl.is_user_variable else c.BORING

    def check_assign(self, statement: m.Assign, location: Location) -> None:
        rvalue, span = statement.rvalue, statement.source_info.span
        category = self.assign_category(statement.place, call=False)
        ty = self.rvalue_ty(rvalue)
        if ty is not None:
            self.collector.sub(ty, self.mentioned_ty(statement.place).ty, location, span, category)
        worker = _CHECK_RVALUE.get(type(rvalue))
        if worker is not None:
            worker(self, rvalue, location, span)

    # -- operands and rvalues --

    def check_operand(self, operand: Any, location: Location, span: Span) -> None:
        if type(operand) is m.Constant:
            self.check_constant(operand, location)

    def check_constant(self, constant: m.Constant, location: Location) -> None:
        ty = self.operand_ty(constant)
        if ty.flags & k.HAS_FREE_REGIONS:
            self.add_live(ty, 1 << self.points.index(location))
        span = constant.span
        at: Location | None = location if location != m.START else None
        if at is not None:
            span = self.span_at(location)
        tests = len(self.collector.type_tests)
        if constant.user_ty is not None:
            self.ascribe(ty, "invariant", constant.user_ty, (), at, span, c.GENERIC_ARG)
            if type(ty) is k.FnDefTy:
                # rustc proves the bounds of what was written first, and blames the annotation for them.
                self.prove_instantiated(ty.def_id, ty.args, at, span, c.GENERIC_ARG)
        else:
            self.relate_constant(constant.const, ty, at, span)
        if type(ty) is k.FnDefTy:
            self.prove_instantiated(ty.def_id, ty.args, at, span)
            if constant.user_ty is not None:
                # What the annotation asks of types was asked at its own place.
                del self.collector.type_tests[tests:]

    def relate_constant(self, const: Any, ty: k.Ty, location: Location | None, span: Span) -> None:
        if not ty.flags & k.HAS_FREE_REGIONS:
            return
        if type(const) is m.UnevaluatedConst and const.promoted is None:
            declared = self.tcx.subst(self.tcx.type_of(const.def_id), self.renumber_once(const, const.args))
            declared = self.collector.normalize(declared, location, span, c.BORING)
            self.collector.eq(declared, ty, location, span, c.BORING)
        elif type(const) is m.StaticRef:
            pointee = getattr(ty, "ty", None)
            if pointee is not None:
                self.collector.eq(self.tcx.type_of(const.def_id), pointee, location, span, c.BORING)

    def prove_instantiated(
        self, def_id: Any, args: k.GenericArgs, location: Location | None, span: Span, blame: Category | None = None
    ) -> None:
        """The predicates of an item, for `args`; each is its own category, with the span where it is written, but for `blame`."""
        tcx = self.tcx
        chain = []
        at: Any = def_id
        while at is not None:
            predicates = tcx.predicates_of(at)
            chain.append(predicates.predicates)
            at = predicates.parent
        # A higher-ranked bound asks something of lifetimes even of a type that has none.
        if not any(arg.flags & (_ASKS | k.HAS_BOUND) or type(arg) is k.FnDefTy for arg in args) and not any(
            c.vars for part in chain for c, _ in part
        ):
            return
        for predicates_ in reversed(chain):
            for clause, where in predicates_:
                predicate = tcx.subst(clause, args)
                if not predicate.flags & (_ASKS | k.HAS_BOUND) and not predicate.vars or self.is_sized_bound(predicate):
                    continue
                category = blame or Category("predicate", where)
                predicate = self.collector.normalize(predicate, location, span, category)
                self.collector.prove(predicate, location, span, category)

    def is_sized_bound(self, predicate: k.Binder) -> bool:
        value = predicate.value
        return type(value) is k.TraitPredicate and self.tcx.is_lang_item(value.trait_ref.def_id, "sized")

    def check_use(self, rvalue: Any, location: Location, span: Span) -> None:
        self.check_operand(rvalue.operand, location, span)

    def check_binary(self, rvalue: m.BinaryOp, location: Location, span: Span) -> None:
        self.check_operand(rvalue.left, location, span)
        self.check_operand(rvalue.right, location, span)

    def check_repeat(self, rvalue: m.Repeat, location: Location, span: Span) -> None:
        self.check_operand(rvalue.operand, location, span)
        ty = self.operand_ty(rvalue.operand)
        copy = self.tcx.lang_item("copy")
        if type(rvalue.operand) is m.Move and ty.flags & k.HAS_FREE_REGIONS and copy is not None:
            length = getattr(rvalue.count, "value", None)
            if length is None or length > 1:
                goal = self.tcx.binder(self.tcx.trait_predicate(self.tcx.trait_ref(copy, (ty,))))
                self.collector.prove(goal, location, span, c.COPY_BOUND)

    def check_ref(self, rvalue: m.Ref, location: Location, span: Span) -> None:
        """A reborrow may last as long as the references it goes through (`add_reborrow_constraint`)."""
        region = self.borrow_regions[id(rvalue)]
        self.live_at(region, 1 << self.points.index(location))  # as every region that a statement names
        place = rvalue.place
        category = c.BORING
        upvar = self.upvar_field(place)
        if upvar is not None:
            category = Category("closure upvar", upvar)
        for i in range(len(place.projection) - 1, -1, -1):
            if place.projection[i].kind != "deref":
                continue
            base = self.mentioned_ty(Place(place.local, place.projection[:i])).ty
            if type(base) is k.RefTy:
                self.collector.push(self.collector.vid(base.region, span), region, location, span, category)
                if base.mutbl == "not":
                    break
            elif type(base) is k.RawPtrTy:
                break

    def upvar_field(self, place: Place) -> int | None:
        """The index of the captured variable that `place` is, if it is one."""
        return upvar_field_projection(self.body, place, self.local_tys)

    def check_cast(self, rvalue: m.Cast, location: Location, span: Span) -> None:
        self.check_operand(rvalue.operand, location, span)
        source, target = self.operand_ty(rvalue.operand), self.renumber_once(rvalue, rvalue.ty)
        implicit = not rvalue.explicit
        pointees = [ty.ty for ty in (source, target) if type(ty) is k.RawPtrTy]
        category = Category("cast", c.Cast(implicit, None, len(pointees) == 2 and all(type(ty) is k.DynTy for ty in pointees)))
        kind, tcx, collector = rvalue.kind, self.tcx, self.collector
        if kind == "Unsize":
            unsize_to = tcx.erase_regions(target)
            category = Category("cast", c.Cast(implicit, unsize_to, category.data.is_raw_dyn))
            coerce = tcx.lang_item("coerce_unsized")
            if coerce is not None:
                goal = tcx.binder(tcx.trait_predicate(tcx.trait_ref(coerce, (source, target))))
                collector.prove(goal, location, span, category)
        elif kind == "ReifyFnPointer" and type(source) is k.FnDefTy:
            sig = tcx.subst(tcx.fn_sig(source.def_id), source.args)
            sig = collector.normalize(sig, location, span, category)
            self.sub_fn_ptr(sig, target, location, span, category)
        elif kind == "ClosureFnPointer" and type(source) is k.ClosureTy:
            closure_sig = source.args[-2].sig  # type: ignore[union-attr]
            inputs = closure_sig.value.inputs[0]
            value = tcx.mk_fn_sig(inputs.elems, closure_sig.value.output)
            self.sub_fn_ptr(tcx.binder(value, closure_sig.vars), target, location, span, category)
        elif kind == "UnsafeFnPointer" and type(source) is k.FnPtrTy and type(target) is k.FnPtrTy:
            self.sub_fn_ptr(source.sig, target, location, span, category)
        elif kind == "MutToConstPointer" and type(source) is k.RawPtrTy and type(target) is k.RawPtrTy:
            collector.sub(source.ty, target.ty, location, span, category)
        elif kind == "ArrayToPointer" and type(source) is k.RawPtrTy and type(target) is k.RawPtrTy:
            collector.sub(getattr(source.ty, "ty", target.ty), target.ty, location, span, category)
        elif kind == "PtrToPtr" and type(source) is k.RawPtrTy and type(target) is k.RawPtrTy:
            a, b = source.ty, target.ty
            if type(a) is k.DynTy and type(b) is k.DynTy:
                collector.push(collector.vid(a.region, span), collector.vid(b.region, span), location, span, category)

    def sub_fn_ptr(self, sig: k.Binder, target: k.Ty, location: Location, span: Span, category: Category) -> None:
        if type(target) is not k.FnPtrTy:
            return
        want = target.sig.value
        value = sig.value
        if value.unsafe != want.unsafe or value.abi != want.abi:
            made = self.tcx.mk_fn_sig(value.inputs, value.output, want.unsafe, want.abi, value.c_variadic)
            sig = self.tcx.binder(made, sig.vars)
        self.collector.sub(self.tcx.fn_ptr(sig), target, location, span, category)

    def check_aggregate(self, rvalue: m.Aggregate, location: Location, span: Span) -> None:
        for operand in rvalue.operands:
            self.check_operand(operand, location, span)
        kind, collector = rvalue.kind, self.collector
        match kind:
            case m.TupleAggregate() | m.RawPtrAggregate():
                return
            case m.ArrayAggregate():
                elem = self.renumber_once(kind, kind.ty)
                fields = [elem] * len(rvalue.operands)
            case m.ClosureAggregate():
                args = self.renumber_once(kind, kind.args)
                self.deferred.append(DeferredClosure(kind.def_id, args, location))
                fields = list(args[-1].elems)
            case m.AdtAggregate():
                args = self.renumber_once(kind, kind.args)
                adt_ty = self.tcx.adt(kind.def_id, args)
                if kind.user_ty is not None:
                    self.ascribe(adt_ty, "invariant", kind.user_ty, (), location, span, c.GENERIC_ARG)
                self.prove_instantiated(kind.def_id, args, location, span)
                if not any(self.operand_ty(operand).flags & _REGIONAL for operand in rvalue.operands):
                    return
                if kind.active_field is not None:
                    fields = [self.field_ty(adt_ty, 0, kind.active_field, UNIT)]
                else:
                    fields = [self.field_ty(adt_ty, kind.variant, i, UNIT) for i in range(len(rvalue.operands))]
        for operand, field in zip(rvalue.operands, fields):
            collector.sub(self.operand_ty(operand), field, location, span, c.BORING)

    # -- terminators --

    def check_terminator(self, terminator: Any, location: Location) -> None:
        cls = type(terminator)
        if cls is m.Call:
            self.check_call(terminator, location)
        elif cls is m.SwitchInt:
            self.check_operand(terminator.discr, location, terminator.source_info.span)

    def check_call(self, call: m.Call, location: Location) -> None:
        span, collector, tcx = call.source_info.span, self.collector, self.tcx
        self.check_operand(call.func, location, span)
        for arg in call.args:
            self.check_operand(arg, location, span)
        func_ty = self.operand_ty(call.func)
        if type(func_ty) is k.FnDefTy:
            poly = tcx.subst(tcx.fn_sig(func_ty.def_id), func_ty.args)
        elif type(func_ty) is k.FnPtrTy:
            poly = func_ty.sig
        else:
            return
        self.has_error |= bool(poly.value.output.flags & k.HAS_ERROR or any(ty.flags & k.HAS_ERROR for ty in poly.value.inputs))
        late: list[k.Region] = []

        def fresh(var: k.BoundRegion) -> k.Region:
            region = self.infcx.next_region_var()
            late.append(region)
            return region

        unnormalized = tcx.instantiate(poly, fresh)
        for part in (*unnormalized.inputs, unnormalized.output):
            if part.flags & _ASKS:
                collector.prove(tcx.binder(tcx.well_formed(part)), location, span, c.BORING)
        sig = collector.normalize(unnormalized, location, span, c.BORING)
        for region in late:
            self.live_at(region.vid, 1 << self.points.index(location))  # type: ignore[attr-defined]
        if call.target is not None or type(sig.output) is not k.NeverTy:
            category = self.assign_category(call.destination, call=True)
            collector.sub(sig.output, self.mentioned_ty(call.destination).ty, location, span, category)
        # A call made by an operator or a desugaring has no argument that the user would recognise.
        category = Category("call argument", func_ty) if call.call_source == "normal" else c.BORING
        for i, arg in enumerate(call.args):
            if i < len(sig.inputs):
                collector.sub(self.operand_ty(arg), sig.inputs[i], location, span, category)

    # -- what the user wrote --

    def annotation_span(self, index: int, default: Span) -> Span:
        return getattr(self.body.user_type_annotations[index], "span", default)

    def check_user_type_annotations(self) -> None:
        for annotation in self.body.user_type_annotations:
            self.annotations.append(self.instantiate_annotation(annotation))

    def instantiate_annotation(self, annotation: Any) -> k.Ty | None:
        """The annotated type with variables for what was left out, equal to what was inferred."""
        span = annotation.span
        if hasattr(annotation, "args"):
            return self.annotated_item(annotation, span)
        ty = self.instantiate_canonical(annotation.ty)
        if annotation.inferred_ty is None:
            return ty  # type: ignore[no-any-return]
        inferred = self.infcx.renumber(annotation.inferred_ty)
        ty = self.collector.normalize(ty, None, span, c.BORING)
        self.collector.eq(inferred, ty, None, span, c.BORING)
        if ty.flags & _ASKS:
            resolved = self.infcx.resolve_vars_if_possible(ty)
            self.collector.prove(self.tcx.binder(self.tcx.well_formed(resolved)), None, span, c.BORING)
        return inferred  # type: ignore[no-any-return]

    def instantiate_canonical(self, value: Any) -> Any:
        tcx, infcx = self.tcx, self.infcx
        made: dict[Any, Any] = {}

        def fresh(part: Any, depth: int) -> Any:
            cls = type(part)
            if cls is k.InferTy:
                if part not in made:
                    made[part] = infcx.next_ty_var()
            elif cls is k.InferConst:
                if part not in made:
                    made[part] = infcx.next_const_var()
            elif cls is k.ReVar:
                if part not in made:
                    made[part] = infcx.next_region_var()
            elif cls is k.ReErased:
                return infcx.next_region_var()
            elif isinstance(part, k.Region) and cls is not k.ReBound:
                return tcx.re_var(self.collector.vid(part, self.body.span))
            else:
                return part
            return made[part]

        return tcx.fold(value, k.HAS_TY_INFER | k.HAS_CT_INFER | k.HAS_FREE_REGIONS, fresh)

    def annotated_item(self, annotation: Any, span: Span) -> k.Ty | None:
        tcx, collector = self.tcx, self.collector
        args = tuple(self.instantiate_canonical(arg) for arg in annotation.args)
        kind = tcx.def_kind(annotation.def_id)
        if kind in ("struct", "union", "enum"):
            ty: k.Ty = tcx.adt(annotation.def_id, args)
        elif kind in ("const", "assoc const", "static"):
            ty = tcx.subst(tcx.type_of(annotation.def_id), args)
        else:
            ty = tcx.fn_def(annotation.def_id, args)
        if annotation.self_ty is not None and annotation.impl_def_id is not None:
            self_ty = self.instantiate_canonical(annotation.self_ty)
            impl_args = args[: tcx.generics_of(annotation.impl_def_id).count]
            declared = tcx.subst(tcx.type_of(annotation.impl_def_id), impl_args)
            declared = collector.normalize(declared, None, span, c.BORING)
            collector.eq(self_ty, declared, None, span, c.BORING)
            self.annotated_selfs.append((declared, span))
        ty = collector.normalize(ty, None, span, c.BORING)
        inferred = None if annotation.inferred_ty is None else self.infcx.renumber(annotation.inferred_ty)
        if inferred is not None:
            collector.eq(inferred, ty, None, span, c.BORING)
        self.prove_instantiated(annotation.def_id, args, None, span)
        return ty if inferred is None else inferred

    def ascribe(
        self,
        ty: k.Ty,
        variance: str,
        index: int,
        projections: tuple[Any, ...],
        location: Location | None,
        span: Span,
        category: Category,
    ) -> None:
        """`relate_type_and_user_type`."""
        annotated = self.annotations[index]
        if annotated is None:
            return
        at = PlaceTy(self.infcx.resolve_vars_if_possible(annotated))
        for elem in projections:
            at = self.project(at, elem)
        # The place's type is on the right: `covariant` means that it is a subtype of what was written.
        flipped = {"covariant": "contravariant", "contravariant": "covariant"}.get(variance, variance)
        self.collector.relate(at.ty, ty, flipped, location, span, category)

    # -- liveness --

    def add_live(self, value: Any, points: int) -> None:
        for region in free_regions(self.tcx, value):
            if type(region) is k.ReVar:
                self.live_at(region.vid, points)

    def live_at(self, vid: int, points: int) -> None:
        self.liveness[vid] = self.liveness.get(vid, 0) | points

    def span_at(self, location: Location) -> Span:
        block = self.body.blocks[location.block]
        if location.statement < len(block.statements):
            return block.statements[location.statement].source_info.span
        return block.terminator.source_info.span  # type: ignore[union-attr]


def upvar_field_projection(body: Body, place: Place, local_tys: list[k.Ty]) -> int | None:
    """rustc's `is_upvar_field_projection`: `_1.f`, `(*_1).f`, and the dereference of one captured by reference."""
    projection = place.projection
    if not body.upvars or place.local != 1:
        return None
    by_ref = False
    if projection and projection[-1].kind == "deref":
        projection, by_ref = projection[:-1], True
    field = projection[-1] if projection else None
    if type(field) is not m.Field:
        return None
    base = projection[:-1]
    ty = local_tys[1]
    if len(base) == 1 and base[0].kind == "deref" and type(ty) is k.RefTy:
        ty = ty.ty
    elif base:
        return None
    if type(ty) is not k.ClosureTy:
        return None
    index = field.index
    if by_ref and not (index < len(body.upvars) and body.upvars[index].by_ref):
        return None
    return index


_REGIONAL = k.HAS_FREE_REGIONS | k.HAS_TY_INFER
_ASKS = _REGIONAL | k.HAS_PARAM

_RVALUE_TY: dict[type, Callable[[TypeChecker, Any], k.Ty]] = {
    m.Use: lambda t, r: t.operand_ty(r.operand),
    m.Repeat: lambda t, r: t.tcx.array(t.operand_ty(r.operand), r.count),
    m.Ref: TypeChecker.ref_ty,
    m.RawPtr: lambda t, r: t.tcx.ptr(t.mentioned_ty(r.place).ty, r.mutbl),
    m.Cast: lambda t, r: t.renumber_once(r, r.ty),
    m.Aggregate: TypeChecker.aggregate_ty,
    m.CopyForDeref: lambda t, r: t.mentioned_ty(r.place).ty,
}
_CHECK_RVALUE: dict[type, Callable[[TypeChecker, Any, Location, Span], None]] = {
    m.Use: TypeChecker.check_use,
    m.UnaryOp: TypeChecker.check_use,
    m.Repeat: TypeChecker.check_repeat,
    m.BinaryOp: TypeChecker.check_binary,
    m.Ref: TypeChecker.check_ref,
    m.Cast: TypeChecker.check_cast,
    m.Aggregate: TypeChecker.check_aggregate,
}

__all__ = ["DeferredClosure", "PlaceTy", "TypeChecker", "upvar_field_projection"]
