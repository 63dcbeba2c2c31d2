fn main() {
    let mut v = Some(1);
    match v {
        Some(ref mut n) if *n > 0 => *n = 0,
        Some(n) if { v = None; n > 0 } => {}  //~ ERROR E0506
        _ => {}
    }
}
