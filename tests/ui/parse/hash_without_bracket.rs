#not [allow(unused)]
fn main() {}
