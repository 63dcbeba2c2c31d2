//! Does nothing: what is counted of it is the start-up of the standard library.

fn main() {}
