#[derive(Clone, Copy)]
struct A(i32);
struct B(A, Vec<u8>);
union T {
    a: A,
    b: B,
}

fn main() {}
