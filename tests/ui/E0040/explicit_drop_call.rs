struct T;
impl Drop for T { fn drop(&mut self) {} }
fn main() { let t = T; t.drop(); drop(t); drop(t); }  //~ ERROR E0040
