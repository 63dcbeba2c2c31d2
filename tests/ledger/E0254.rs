extern crate core;
mod foo {
    pub trait core {}
}
use foo::core;

fn main() {}
