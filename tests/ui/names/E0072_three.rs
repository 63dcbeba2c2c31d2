struct A(B); struct B(C); struct C(A); fn main() {}
