fn main() { let v = (0..3).collect(); for x in v {} }  //~ ERROR E0283
