fn main() {
    let x: for<'a> fn() -> &'a str;
}
