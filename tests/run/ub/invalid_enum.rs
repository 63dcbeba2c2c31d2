#[allow(dead_code)]
#[derive(Debug)]
#[repr(u8)]
enum E {
    A,
    B,
}
fn main() {
    let e: E = unsafe { std::mem::transmute(7u8) }; //~ UB expected a valid enum tag
    println!("{e:?}");
}
