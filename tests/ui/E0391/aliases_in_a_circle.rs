type A = (B, B); //~ ERROR E0391 //~ ERROR E0391
type B = Vec<C>;
type C = fn(A) -> A;

fn main() {}
