trait Plugin { fn run(&mut self); fn name(&self) -> String; }
struct Host<'h> { plugins: Vec<&'h mut dyn Plugin> }
impl<'h> Host<'h> { fn add(&mut self, p: &mut dyn Plugin) { self.plugins.push(p); } fn go(&self) { for p in &self.plugins { p.run(); } } }  //~ ERROR E0621 //~ ERROR E0596
struct P; impl Plugin for P { fn run(&mut self) {} fn name(&self) -> String { String::new() } }
fn main() { let mut p = P; let mut h = Host { plugins: vec![] }; h.add(&mut p); h.go(); println!("{}", p.name()); }
