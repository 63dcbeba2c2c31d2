trait F {}
type X<'a, 'b> = dyn F + 'a + 'b;

fn main() {}
