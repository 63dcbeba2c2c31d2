fn lonely(self) {}

fn main() {}
