fn main() {
    let mut s = String::new();
    let mut f = || &mut s;  //~ ERROR
    f().push('x');
}
