fn open(b: Box<u8>) {
    let x: ! = loop {};
}

fn main() {}
