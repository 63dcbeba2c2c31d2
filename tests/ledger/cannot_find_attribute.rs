#[shiny]
fn polish() {}

fn main() {}
