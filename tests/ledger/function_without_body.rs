fn idle();

fn main() {}
