struct S(*const u8);
impl Send for S {}

fn main() {}
