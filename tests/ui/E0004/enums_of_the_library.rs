use std::cmp::Ordering;
use std::io::ErrorKind;

fn option(x: Option<u8>) -> u8 {
    match x {  //~ ERROR E0004
        Some(n) => n,
    }
}

fn result(x: &Result<u8, String>) -> u8 {
    match x {  //~ ERROR E0004
        Ok(n) => *n,
    }
}

fn ordering(x: Ordering) -> u8 {
    match x {  //~ ERROR E0004
        Ordering::Less => 1,
    }
}

fn kind(x: ErrorKind) -> u8 {
    match x {  //~ ERROR E0004
        ErrorKind::NotFound => 1,
    }
}

fn main() {}
