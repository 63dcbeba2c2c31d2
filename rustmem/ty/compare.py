"""Two types side by side, as in the `expected … found …` note of E0308: equal parts elided, differing ones highlighted.

Follows rustc's `TypeErrCtxt::cmp`. The answer is two lists of (text, highlighted).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt
from rustmem.ty.print import FmtPrinter, bound_vars_in_order

Parts = list[tuple[str, bool]]


class TypeComparison:
    """Builds the two sides."""

    def __init__(self, tcx: TyCtxt, **options: Any) -> None:
        self.tcx = tcx
        self.options = options

    def text(self, value: Any) -> str:
        return FmtPrinter(self.tcx, **self.options).arg(value)

    def path(self, def_id: Any) -> str:
        return FmtPrinter(self.tcx, **self.options).path(def_id)

    def cmp(self, a: Any, b: Any) -> tuple[Parts, Parts]:
        cls_a, cls_b = type(a), type(b)
        if cls_a is k.AdtTy and cls_b is k.AdtTy:
            return self.adts(a, b)
        if cls_a is k.RefTy and cls_b is k.RefTy:
            return self.refs(a, b)
        if cls_a is k.RefTy:
            left, right = self.cmp(a.ty, b)
            return [*self.borrow(a), *left], right
        if cls_b is k.RefTy:
            left, right = self.cmp(a, b.ty)
            return left, [*self.borrow(b), *right]
        if cls_a is k.TupleTy and cls_b is k.TupleTy and len(a.elems) == len(b.elems):
            return self.tuples(a, b)
        if cls_a in (k.FnDefTy, k.FnPtrTy) and cls_b in (k.FnDefTy, k.FnPtrTy):
            return self.functions(a, b)
        if cls_a is k.AliasTy and cls_b is k.AliasTy and a.kind == b.kind:
            if a is b:
                return [("_", False)], [("_", False)]
            if a.kind == "projection":
                return self.projections(a, b)
        return self.maybe_highlight(a, b)

    def maybe_highlight(self, a: Any, b: Any) -> tuple[Parts, Parts]:
        if a is b:
            return [("_", False)], [("_", False)]
        return [(self.text(a), True)], [(self.text(b), True)]

    # ---- references ----

    def region(self, region: Any) -> str:
        name = FmtPrinter(self.tcx, **self.options).region_text(region)
        return f"&{name} " if name else "&"

    def borrow(self, ty: k.RefTy) -> Parts:
        return [(self.region(ty.region), True), ("mut " if ty.mutbl == "mut" else "", True)]

    def refs(self, a: k.RefTy, b: k.RefTy) -> tuple[Parts, Parts]:
        (left, right), (x, y) = (self.region(a.region), self.region(b.region)), self.cmp(a.ty, b.ty)
        m, n = "mut " if a.mutbl == "mut" else "", "mut " if b.mutbl == "mut" else ""
        return (
            [(left, left != right), (m, m != n), *x],
            [(right, left != right), (n, m != n), *y],
        )

    def tuples(self, a: k.TupleTy, b: k.TupleTy) -> tuple[Parts, Parts]:
        left: Parts = [("(", False)]
        right: Parts = [("(", False)]
        for i, (x, y) in enumerate(zip(a.elems, b.elems)):
            self.both(left, right, ", " if i else "")
            self.extend(left, right, self.cmp(x, y))
        self.both(left, right, ",)" if len(a.elems) == 1 else ")")
        return left, right

    def both(self, left: Parts, right: Parts, text: str) -> None:
        if text:
            left.append((text, False))
            right.append((text, False))

    def extend(self, left: Parts, right: Parts, more: tuple[Parts, Parts]) -> None:
        left.extend(more[0])
        right.extend(more[1])

    # ---- nominal types ----

    def adts(self, a: k.AdtTy, b: k.AdtTy) -> tuple[Parts, Parts]:
        printer = FmtPrinter(self.tcx, **self.options)
        args_a, args_b = printer.own_args(a.def_id, a.args), printer.own_args(b.def_id, b.args)
        left: Parts = []
        right: Parts = []
        if a.def_id == b.def_id:
            self.both(left, right, self.path(a.def_id))
            common = min(len(args_a), len(args_b))
            rest = zip(reversed(a.args[common:]), reversed(b.args[common:]))
            length = len(a.args) - sum(1 for x, y in rest if x is y)
            self.generics(left, right, a.args[:length], b.args[:length])
            return left, right
        path_a, path_b = self.path(a.def_id), self.path(b.def_id)
        if self.type_arg(left, right, path_a, args_a, path_b, b):
            return left, right
        if self.type_arg(right, left, path_b, args_b, path_a, a):
            return left, right
        return self.different_paths(self.text(a), self.text(b))

    def different_paths(self, a: str, b: str) -> tuple[Parts, Parts]:
        split = 0
        for x, y in zip(a.split("::"), b.split("::")):
            if x != y:
                break
            split += len(x) + 2
        if split >= min(len(a), len(b)):
            return [(a, True)], [(b, True)]
        return [(a[:split], False), (a[split:], True)], [(b[:split], False), (b[split:], True)]

    def type_arg(self, out: Parts, other: Parts, path: str, args: Any, other_path: str, other_ty: Any) -> bool:
        """Whether one of `args` is, or has the path of, the other type: then only what is around it is highlighted."""
        for i, arg in enumerate(args):
            if isinstance(arg, k.Ty) and (arg is other_ty or type(arg) is k.AdtTy and self.path(arg.def_id) == other_path):
                self.highlight_outer(out, other, path, args, i, other_ty)
                return True
        return False

    def highlight_outer(self, out: Parts, other: Parts, name: str, args: Any, position: int, other_ty: Any) -> None:
        out.append((name, True))
        out.append(("<", True))
        for i, arg in enumerate(args):
            if i:
                out.append((", ", False))
            if isinstance(arg, k.Ty):
                if i == position:
                    self.extend(out, other, self.cmp(arg, other_ty))
                else:
                    out.append((self.text(arg), True))
            else:
                out.append((self.text(arg), False))
        out.append((">", True))

    def generics(self, left: Parts, right: Parts, args_a: Any, args_b: Any) -> None:
        if args_a:
            left.append(("<", False))
        if args_b:
            right.append(("<", False))
        if len(args_a) == len(args_b):
            for i, (x, y) in enumerate(zip(args_a, args_b)):
                self.both(left, right, ", " if i else "")
                self.generic(left, right, x, y)
        else:
            for out, args in ((left, args_a), (right, args_b)):
                for i, arg in enumerate(args):
                    text = (
                        self.text(arg)
                        if isinstance(arg, k.Const) or type(arg) is k.ReBound
                        else "'_"
                        if isinstance(arg, k.Region)
                        else "_"
                    )
                    out.append(((", " if i else "") + text, False))
        if args_a:
            left.append((">", False))
        if args_b:
            right.append((">", False))

    def generic(self, left: Parts, right: Parts, x: Any, y: Any) -> None:
        if isinstance(x, k.Region) and isinstance(y, k.Region):
            if x is not y:
                left.append((self.text(x), True))
                right.append((self.text(y), True))
            elif type(x) is k.ReBound:
                self.both(left, right, self.text(x))
            else:
                self.both(left, right, "'_")
        elif isinstance(x, k.Ty) and isinstance(y, k.Ty):
            self.extend(left, right, ([("_", False)], [("_", False)]) if x is y else self.cmp(x, y))
        elif isinstance(x, k.Const) and isinstance(y, k.Const):
            self.extend(left, right, self.maybe_highlight(x, y))
        else:
            left.append((self.text(x), False))
            right.append((self.text(y), False))

    # ---- functions ----

    def functions(self, a: Any, b: Any) -> tuple[Parts, Parts]:
        (for_a, sig_a), (for_b, sig_b) = self.signature(a), self.signature(b)
        left: Parts = []
        right: Parts = []
        self.pair(left, right, for_a, for_b)
        self.pair(left, right, "unsafe " if sig_a.unsafe else "", "unsafe " if sig_b.unsafe else "")
        for out, sig in ((left, sig_a), (right, sig_b)):
            if sig.abi != "Rust":
                out.append((f'extern "{sig.abi}" ', sig_a.abi != sig_b.abi))
        self.both(left, right, "fn(")
        self.inputs(left, right, sig_a, sig_b)
        self.both(left, right, ")")
        x, y = self.cmp(sig_a.output, sig_b.output)
        differs = x != y
        for out, sig, parts in ((left, sig_a, x), (right, sig_b, y)):
            if differs or not (type(sig.output) is k.TupleTy and not sig.output.elems):
                out.append((" -> ", False))
                out.extend(parts)
        self.items(left, right, a, b)
        return left, right

    def items(self, left: Parts, right: Parts, a: Any, b: Any) -> None:
        """` {foo::<i32>}` after the signature of a function item."""
        texts = [
            f" {{{FmtPrinter(self.tcx, **self.options).value_path(t.def_id, t.args)}}}" if type(t) is k.FnDefTy else None
            for t in (a, b)
        ]
        if texts[0] is not None:
            left.append((texts[0], texts[0] != texts[1]))
        if texts[1] is not None:
            right.append((texts[1], texts[0] != texts[1]))

    def pair(self, left: Parts, right: Parts, x: str, y: str) -> None:
        if x:
            left.append((x, x != y))
        if y:
            right.append((y, x != y))

    def inputs(self, left: Parts, right: Parts, a: k.FnSig, b: k.FnSig) -> None:
        if len(a.inputs) == len(b.inputs):
            for i, (x, y) in enumerate(zip(a.inputs, b.inputs)):
                self.both(left, right, ", " if i else "")
                self.extend(left, right, self.cmp(x, y))
        else:
            for out, sig in ((left, a), (right, b)):
                for i, ty in enumerate(sig.inputs):
                    if i:
                        out.append((", ", True))
                    out.append((self.text(ty), True))
        for out, sig in ((left, a), (right, b)):
            if sig.c_variadic:
                out.append((", " if sig.inputs else "", False))
                out.append(("...", a.c_variadic != b.c_variadic))

    def signature(self, ty: Any) -> tuple[str, Any]:
        """The `for<…> ` before a signature, and the signature with its variables named."""
        tcx = self.tcx
        sig = tcx.subst(tcx.fn_sig(ty.def_id), ty.args) if type(ty) is k.FnDefTy else ty.sig
        found = bound_vars_in_order(sig.value)
        if not found:
            return "", tcx.instantiate(sig, lambda var: tcx.re_bound(0, var)) if sig.vars else sig.value
        names: dict[int, str] = {}
        taken: set[str] = set()
        for var in found:
            name = var.name if var.kind == "named" and var.name not in (None, "'_") else None
            if name is None or name in taken:
                name = next(n for n in (f"'{chr(97 + i)}" for i in range(26)) if n not in taken)
            taken.add(name)
            names[var.var] = name
        value = tcx.instantiate(
            sig, lambda var: tcx.re_placeholder(-1, tcx.bound_region(var.var, "named", None, names.get(var.var, "'_")))
        )
        return f"for<{', '.join(sorted(names.values()))}> ", value

    # ---- projections ----

    def projections(self, a: k.AliasTy, b: k.AliasTy) -> tuple[Parts, Parts]:
        tcx = self.tcx
        left: Parts = [("<", False)]
        right: Parts = [("<", False)]
        trait_a, trait_b = tcx.parent(a.def_id), tcx.parent(b.def_id)
        assert trait_a is not None and trait_b is not None
        count_a, count_b = tcx.generics_of(trait_a).count, tcx.generics_of(trait_b).count
        self.extend(left, right, self.cmp(a.args[0], b.args[0]))
        self.both(left, right, " as ")
        if trait_a == trait_b:
            self.both(left, right, tcx.item_name(trait_a))
            self.generics(left, right, a.args[1:count_a], b.args[1:count_b])
        else:
            left.append((FmtPrinter(tcx, **self.options).trait_path(trait_a, a.args[:count_a]), True))
            right.append((FmtPrinter(tcx, **self.options).trait_path(trait_b, b.args[:count_b]), True))
        self.both(left, right, ">::")
        differs = a.def_id != b.def_id
        left.append((tcx.item_name(a.def_id), differs))
        right.append((tcx.item_name(b.def_id), differs))
        self.generics(left, right, a.args[count_a:], b.args[count_b:])
        return left, right


def cmp(tcx: TyCtxt, a: Any, b: Any, **options: Any) -> tuple[Parts, Parts]:
    """`a` and `b` for an expected/found note; neighbouring parts of one style are joined."""
    left, right = TypeComparison(tcx, **options).cmp(a, b)
    return joined(left), joined(right)


def joined(parts: Sequence[tuple[str, bool]]) -> Parts:
    made: Parts = []
    for text, highlighted in parts:
        if not text:
            continue
        if made and made[-1][1] == highlighted:
            made[-1] = (made[-1][0] + text, highlighted)
        else:
            made.append((text, highlighted))
    return made
