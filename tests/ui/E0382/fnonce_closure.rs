fn a(f: impl FnOnce()) { let h = || { f(); f(); }; h(); }  //~ ERROR E0382
fn main() {}
