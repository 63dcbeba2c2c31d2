fn f() -> &'static i32 {
    let x = 0;
    &x
}

fn main() {}
