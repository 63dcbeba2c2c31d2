pub(foo) struct P { a: u8 }

fn main() {}
