mod foo {
    #[macro_use(debug_assert)]
    extern crate core;
}

fn main() {}
