use b::foo;
fn foo() {}
mod b {
    pub fn foo() {}
}

fn main() {}
