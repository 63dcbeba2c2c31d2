struct Stack<T> { items: Vec<T> }
struct Stack { items: Vec<i32> }  //~ ERROR E0428
fn push() {}
fn push(x: i32) {}  //~ ERROR E0428
mod util { pub fn a() {} pub fn a() {} pub struct B; pub enum B {} }  //~ ERROR E0428  //~ ERROR E0428
trait Run { fn run(&self); }
type Run = i32;  //~ ERROR E0428
fn main() {}
