fn f() -> &[i32] { loop {} } //~ ERROR E0106
fn main() { f(); }
