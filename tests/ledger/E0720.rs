fn f(n: u32) -> impl Sized {
    if n == 0 {
        return f(n);
    }
    (f(n - 1), 3)
}

fn main() {}
