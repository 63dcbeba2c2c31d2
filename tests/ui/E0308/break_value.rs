//! What a loop gives is decided by a `let`, by the function, or by another `break`.
fn annotated() {
    let x: u8 = loop { break "s"; }; //~ ERROR E0308
}
fn returned() -> i32 {
    let mut n = 0;
    loop {
        n += 1;
        if n > 3 { break "s"; } //~ ERROR E0308
    }
}
fn inferred() {
    let x = 'a: loop {
        if true { break 'a 1; }
        while true { break; }
        break "s"; //~ ERROR E0308
    };
}
struct S;
impl S {
    fn method(&self) -> u8 {
        loop { if true { break "s"; } } //~ ERROR E0308
    }
}
fn main() {}
