enum Color { Red, Green, Blue }
impl Color { fn name(&self) -> &str { "x" } }
fn main() { let c = Color::Rde; let d = Color::Yellow; Color::red(); c.nam(); c.foo(); Color::name(); let e = Color::Red(1); }  //~ ERROR E0061  //~ ERROR E0599  //~ ERROR E0599  //~ ERROR E0599  //~ ERROR E0618
