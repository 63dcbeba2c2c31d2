mod m {
    extern crate alloc;
    mod alloc {}
}

fn main() {}
