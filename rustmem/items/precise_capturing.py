"""`impl Trait + use<..>`: what the list has to name (rustc's `check_opaque_precise_captures`)."""

from __future__ import annotations

from typing import Any

from rustmem.source.diag import error
from rustmem.source.index import DefId
from rustmem.syntax import ast
from rustmem.ty.context import TyCtxt


def check_precise_captures(tcx: TyCtxt, opaque: DefId) -> None:
    """Every type and const parameter in scope has to be named."""
    node = tcx.hir(opaque)
    use = next((bound for bound in getattr(node, "bounds", ()) if isinstance(bound, ast.UseBound)), None)
    if use is None:
        return
    names = [arg.name for arg in use.args]
    types_began = [isinstance(arg, ast.Ident) for arg in use.args]
    parent = tcx.parent(opaque)
    owner = tcx.hir(parent) if parent is not None else None
    named = [p for p in getattr(getattr(owner, "generics", None), "params", ()) if isinstance(p, ast.LifetimeParam)]
    if len(set(names)) < len(names) or types_began != sorted(types_began) or "'static" in names or ("'_" in names and named):
        tcx.unsupported("a `use<..>` list in this form", use.span, opaque)
        return
    at: Any = opaque
    while at is not None:
        generics = tcx.generics_of(at)
        for param in generics.params:
            if param.kind == "lifetime" or param.name in names:
                continue
            if param.name == "Self":
                tcx.unsupported("a `use<..>` list in a trait", use.span, opaque)
                return
            said = f"`impl Trait` must mention all {param.kind} parameters in scope in `use<...>`"
            diag = error(said, node.span)
            diag.label(tcx.def_span(param.def_id), f"{param.kind} parameter is implicitly captured by this `impl Trait`")
            diag.note(f"currently, all {param.kind} parameters are required to be mentioned in the precise captures list")
            tcx.emit(diag, opaque)
        at = generics.parent
