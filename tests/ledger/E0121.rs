fn f() -> _ {
    5
}

fn main() {}
