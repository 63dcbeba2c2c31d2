fn main() {
    let mut o = Some(1);
    if let Some(x) = &o {
        o = None;  //~ ERROR E0506
        println!("{}", x);
    }
}
