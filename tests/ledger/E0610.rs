fn main() {
    let v = 0u32;
    v.foo;
}
