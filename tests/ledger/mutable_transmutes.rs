fn main() {
    let y = unsafe { std::mem::transmute::<&u8, &mut u8>(&3) };
}
