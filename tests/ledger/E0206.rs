trait T {}
impl Copy for dyn T {}

fn main() {}
