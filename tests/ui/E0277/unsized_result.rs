trait T {} struct A; impl T for A {}
fn mk() -> dyn T { A }  //~ ERROR E0746
fn main() { mk(); }  //~ ERROR E0277
