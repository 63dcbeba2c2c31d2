fn f(v: Vec<u8>) {
    v.push(1);
}

fn main() {}
