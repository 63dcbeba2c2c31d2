struct A { //~ ERROR E0072
    b: B,
}
struct B {
    c: C,
}
struct C {
    d: (D, D),
}
struct D {
    e: [E; 2],
}
struct E {
    f: F,
}
struct F {
    a: Option<A>,
}

fn main() {}
