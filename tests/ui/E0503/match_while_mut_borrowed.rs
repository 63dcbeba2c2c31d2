enum E { A(i32), B }
fn main() {
    let mut e = E::A(1);
    let r = &mut e;
    match e {  //~ ERROR E0503
        E::A(n) => println!("{}", n),  //~ ERROR E0503
        E::B => {}
    }
    *r = E::B;
}
