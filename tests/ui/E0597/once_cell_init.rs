use std::cell::OnceCell;
struct Lazy { c: OnceCell<String> }
impl Lazy { fn get(&self) -> &String { self.c.get_or_init(|| String::from("x")) } }
fn main() { let r; { let l = Lazy { c: OnceCell::new() }; r = l.get(); } println!("{}", r); }  //~ ERROR E0597
