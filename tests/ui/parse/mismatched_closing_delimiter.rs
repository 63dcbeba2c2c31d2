fn main() {
    let x = foo(1, 2;
}
