fn f(a: int) -> double { 1.0 }  //~ ERROR E0425 //~ ERROR E0425
fn main() { let b: Bool = true; let c: Option<float> = None; }  //~ ERROR E0425 //~ ERROR E0425
