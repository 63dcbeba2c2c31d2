fn f<const N: usize>(x: [u32; N]) -> bool {
    let [a, b, ..] = x;
    true
}

fn main() {}
