//! A function that is not found is told of where it is called, after its arguments.
fn main() {
    let a: u8 = ""; //~ ERROR E0308
    nope({ let b: u8 = ""; }); //~ ERROR E0425 //~ ERROR E0308
    let c: u8 = ""; //~ ERROR E0308
}
