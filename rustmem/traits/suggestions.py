"""What messages propose because of a type's traits (rustc's `error_reporting::traits::suggestions`)."""

from __future__ import annotations

from rustmem.source.index import DefId
from rustmem.traits.queries import holds
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt
from rustmem.ty.generics import ParamEnv


def ty_kind_suggestion(tcx: TyCtxt, param_env: ParamEnv, ty: k.Ty) -> str | None:
    """A value of the type, as text."""

    def inner(part: k.GenericArg) -> str | None:
        return ty_kind_suggestion(tcx, param_env, part) if isinstance(part, k.Ty) else None

    def implements(trait: DefId | None, part: k.Ty) -> bool:
        return trait is not None and holds(tcx, param_env, trait, tcx.erase_regions(part))

    match ty:
        case k.IntTy():
            return "42"
        case k.FloatTy():
            return "3.14159"
        case k.BoolTy():
            return "false"
        case k.CharTy():
            return "'x'"
        case k.SliceTy():
            return "[]"
        case k.NeverTy() | k.ErrorTy():
            return None
        case k.AdtTy(def_id=def_id):
            if tcx.is_diagnostic_item(def_id, "Vec"):
                return "vec![]"
            if tcx.is_diagnostic_item(def_id, "Option"):
                return "None"
            if tcx.is_diagnostic_item(def_id, "Result"):
                value = inner(ty.args[0])
                return None if value is None else f"Ok({value})"
            if "box" in tcx.adt_def(def_id).flags:
                value = inner(ty.args[0])
                return None if value is None else f"Box::new({value})"
            if implements(tcx.diagnostic_items.get("Default"), ty):
                return "Default::default()"
        case k.RefTy(ty=pointee, mutbl=mutbl):
            if type(pointee) is k.StrTy and mutbl == "not":
                return '""'
            value = inner(pointee)
            return None if value is None else f"&{'mut ' if mutbl == 'mut' else ''}{value}"
        case k.ArrayTy(ty=elem, length=k.ValueConst(value=length)):
            if length == 0:
                return "[]"
            copy = tcx.lang_item("copy")
            if length != 1 and copy is not None and not implements(copy, elem):
                return "/* value */"
            value = inner(elem)
            return None if value is None else f"[{value}; {length}]"
        case k.TupleTy(elems=elems):
            parts = [inner(elem) for elem in elems]
            values = [part for part in parts if part is not None]
            return f"({', '.join(values)}{',' if len(parts) == 1 else ''})" if len(values) == len(parts) else None
        case _:
            pass
    return "/* value */"
