trait Visitor<R> { fn num(&mut self, n: i64) -> R; fn bin(&mut self, op: char, l: &Expr, r: &Expr) -> R; }
enum Expr { Num(i64), Bin(char, Box<Expr>, Box<Expr>) }
struct Eval;
impl Visitor<i64> for Eval {
    fn num(&mut self, n: i64) -> i32 { n as i32 }  //~ ERROR E0053
    fn bin(&mut self, op: &str, l: &Expr, r: &Expr) -> i64 { 0 }  //~ ERROR E0053
}
struct Show;
impl Visitor<String> for Show {
    fn num(&self, n: i64) -> String { n.to_string() }  //~ ERROR E0053
    fn bin(&mut self, op: char, l: Expr, r: &Expr) -> String { op.to_string() }  //~ ERROR E0053
}
fn main() {}
