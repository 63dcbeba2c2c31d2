fn main() {
    drop(std::mem::ManuallyDrop::new(String::new()));
}
