fn main() {
    shout!("hello");
}
