#![feature(type_alias_impl_trait)]
type Made<T> = impl Sized;
#[define_opaque(Made)]
fn make() -> Made<u32> {
    1u32
}

fn main() {}
