#[unsafe(no_mangle)]
const F: u8 = 5;

fn main() {}
