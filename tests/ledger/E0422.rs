fn main() {
    let x = Foo { x: 1 };
}
