fn main() {
    let x = std::mem::offset_of!(Option<u8>, Some);
}
