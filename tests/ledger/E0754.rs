#[unsafe(no_mangle)]
fn řůst() {}

fn main() {}
