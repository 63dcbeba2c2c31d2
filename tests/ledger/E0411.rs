fn f() -> Self {
    todo!()
}

fn main() {}
