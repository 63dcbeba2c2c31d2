//@ edition: 2021
fn main() { if true && let Some(x) = Some(1) {} }
