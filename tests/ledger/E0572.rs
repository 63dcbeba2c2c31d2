const F: u32 = return 0;

fn main() {}
