impl fn(u8) {
    fn g(&self) {}
}

fn main() {}
