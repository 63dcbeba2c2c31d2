static A: u32 = A + 1; //~ ERROR E0080

fn main() {}
