impl Vec<u8> {}

fn main() {}
