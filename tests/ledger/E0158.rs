trait T {
    const X: u8;
    fn f(&self, a: u8) {
        if let Self::X = a {}
    }
}

fn main() {}
