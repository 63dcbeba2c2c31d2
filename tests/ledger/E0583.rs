mod ambiguous;

fn main() {}
