//@ edition: 2021
fn main() { if true { return } else { Default::default() }; }
