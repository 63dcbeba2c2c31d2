#![feature(auto_traits)]
auto trait T {
    fn f() -> i32;
}

fn main() {}
