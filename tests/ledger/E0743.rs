fn g() -> ... { }

fn main() {}
