struct S {
    a: u8,
    b: u8,
}
fn f(S { a, a: z, .. }: S) {}

fn main() {}
