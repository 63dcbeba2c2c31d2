#[unsafe(export_name = "\0foo")]
fn f() {}

fn main() {}
