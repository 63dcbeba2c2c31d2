struct P { name: String, age: u8 }
struct Q { p: P }
fn main() { let p = P { name: String::new(), age: 1 }; println!("{}", p.nam); println!("{}", p.foo); let q = Q { p }; println!("{}", q.name); println!("{}", q.p.agee); }  //~ ERROR E0609  //~ ERROR E0609  //~ ERROR E0609  //~ ERROR E0609
