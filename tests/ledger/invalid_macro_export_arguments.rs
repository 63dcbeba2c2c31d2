#[macro_export(hello)]
macro_rules! m {
    () => {};
}

fn main() {}
