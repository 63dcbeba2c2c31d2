struct C { v: Vec<String> } impl C { fn g(self) -> &str { &self.v[0] } fn h(&self, k: u32) -> &str { "x" } } fn d() -> &String { let s = String::new(); &s }  //~ ERROR E0106 //~ ERROR E0106
fn main() { let c = C { v: vec![] }; let a = c.g(); let b = c.h(1); println!("{a}{b}"); let e = d(); let f = e; let unused = 1; }
fn other() { let s = String::new(); let t = s; println!("{s}{t}"); let c = C { v: vec![] }; drop(c); drop(c); }  //~ ERROR E0382 //~ ERROR E0382
fn third() { let s = String::new(); drop(s); let f = || { d(); }; f(); drop(s); }
