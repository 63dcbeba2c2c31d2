trait Has {
    type X;
}
impl Has for u8 {
    type X = u8;
}
impl Has for u16 {
    type X = u8;
}

fn get() -> Has::X { //~ ERROR E0223
    1
}

fn main() {}
