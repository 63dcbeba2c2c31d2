fn main() {
    let x = unsafe { std::str::from_utf8_unchecked(b"Ru\x82st") };
}
