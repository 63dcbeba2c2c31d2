"""Programs that recur without end or are very large: a clear answer soon, and never an exception of ours."""

from __future__ import annotations

import time

import pytest

import rustmem

SECONDS = 10.0
"""Of the processor's time."""


def deep(head: str, count: int, inside: str, close: str) -> str:
    return head * count + inside + close * count


CASES: dict[str, tuple[str, set[str]]] = {
    "an impl that needs itself of a larger type": (
        "struct S<T>(T); trait D { const N: usize; } impl D for i32 { const N: usize = 0; }"
        " impl<T> D for S<T> where S<S<T>>: D { const N: usize = 1; } fn main() { let _ = <S<i32> as D>::N; }",
        {"rejected", "unsupported"},
    ),
    "an associated type that grows": (
        "trait T { type O; } struct W<X>(X); impl<X> T for W<X> where W<W<X>>: T { type O = <W<W<X>> as T>::O; }"
        " fn main() { let x: <W<u8> as T>::O; }",
        {"rejected", "unsupported"},
    ),
    "an associated type that is itself": (
        "trait T { type A; } struct S; impl T for S { type A = <S as T>::A; } fn main() { let x: <S as T>::A; }",
        {"rejected", "unsupported"},
    ),
    "structs within each other": ("struct A(B); struct B(C); struct C(A); fn main() {}", {"rejected"}),
    "constants of each other": ('const A: i32 = B; const B: i32 = A; fn main() { println!("{A}"); }', {"rejected", "unsupported"}),
    "traits above each other": ("trait A: B {} trait B: C {} trait C: A {} fn main() {}", {"rejected"}),
    "aliases of each other": ("type A = B; type B = A; fn main() { let x: A; }", {"rejected"}),
    "opaque types of each other": (
        "fn f() -> impl Sized { g() } fn g() -> impl Sized { f() } fn main() { f(); }",
        {"rejected"},
    ),
    "imports of each other": ("use b::x as x; mod b { pub use super::x; } fn main() { x(); }", {"rejected"}),
    "dereferencing that grows": (
        "struct D<T>(T); impl<T> std::ops::Deref for D<T> { type Target = D<D<T>>; fn deref(&self) -> &D<D<T>> { loop {} } }"
        " fn main() { let d = D(1); d.foo(); }",
        {"rejected", "unsupported"},
    ),
    "types that nothing decides": (
        'fn main() { let c = "1".parse().unwrap(); let d = vec![]; let e = [].iter().map(|x| x).collect(); }',
        {"rejected"},
    ),
    "300 nested generics": (f"fn main() {{ let x: {deep('Option<', 300, 'i32', '>')} = None; }}", {"accepted", "unsupported"}),
    "300 nested values": (f"fn main() {{ let x = {deep('Some(', 300, '1', ')')}; }}", {"accepted", "unsupported"}),
    "50,000 lets": ("fn main() {\n" + "\n".join(f"let x{i} = {i};" for i in range(50_000)) + "\n}", {"unsupported"}),
    "2,000 lets": ("fn main() {\n" + "\n".join(f"let x{i} = {i};" for i in range(2_000)) + "\n}", {"accepted"}),
    "5,000 lines": (
        "\n".join(f"fn f{i}(x: i32) -> i32 {{\n    let y = x + {i};\n    let z = y * 2;\n    z - y\n}}" for i in range(1_000))
        + "\nfn main() {}",
        {"accepted"},
    ),
    "a macro that calls itself": ("macro_rules! m { ($($t:tt)*) => { m!($($t)* x) }; } fn main() { m!(); }", {"rejected", "unsupported"}),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_program_without_end_has_an_answer_soon(name: str) -> None:
    source, wanted = CASES[name]
    began = time.process_time()

    report = rustmem.check(source)

    assert report.status in wanted
    assert "internal error" not in report.render()
    assert time.process_time() - began < SECONDS
