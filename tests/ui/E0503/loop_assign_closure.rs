fn main() { let mut n = 0; let mut f = || { let mut g = || n += 1; n += 1; g(); n = 2; g(); }; f(); }  //~ ERROR E0503 //~ ERROR E0506
