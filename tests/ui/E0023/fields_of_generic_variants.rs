enum Op<'a> { Str(&'a str), Pair(&'a str, u8, [u8; 2]) }
fn run(op: &Op<'_>) -> usize {
    match op {
        Op::Str(s, n) => s.len(),  //~ ERROR E0023
        Op::Pair(a, b) => a.len(),  //~ ERROR E0023
    }
}
fn main() { let Op::Pair(x, ..) = Op::Str("a") else { return }; }
