fn g() -> Option<&'static str> { "x" }  //~ ERROR E0308
fn n() { let b: &mut str = "x"; }  //~ ERROR E0308
static L: &mut str = "x"; static M: Option<&str> = "x";  //~ ERROR E0308 //~ ERROR E0308
fn main() {}
