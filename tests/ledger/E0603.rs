mod f {
    const P: u32 = 1;
}
fn main() {
    println!("{}", f::P);
}
