impl dyn Send {}

fn main() {}
