enum Expr { Num(i64), Neg(Box<Expr>) }
fn simp(e: &mut Expr) {
    if let Expr::Neg(inner) = e {
        let i = std::mem::replace(&mut **inner, Expr::Num(0));
        *e = i;  //~ ERROR E0506
        println!("{}", matches!(**inner, Expr::Num(_)));
    }
}
fn main() { simp(&mut Expr::Neg(Box::new(Expr::Num(1)))); }
