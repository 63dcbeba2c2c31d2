struct S; unsafe impl S {}

fn main() {}
