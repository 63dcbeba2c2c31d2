struct Outer { //~ ERROR E0072
    inner: Inner,
}
enum Inner { //~ ERROR E0391
    Again(Outer),
    End,
}

fn take(outer: Outer) {}

fn main() {}
