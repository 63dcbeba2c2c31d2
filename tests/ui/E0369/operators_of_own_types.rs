struct A; struct B;
fn main() { let x = A + B; let y = A - 1; let z = A * A; let w = A == B; let v = A < A; }  //~ ERROR E0369  //~ ERROR E0369  //~ ERROR E0369  //~ ERROR E0369  //~ ERROR E0369
