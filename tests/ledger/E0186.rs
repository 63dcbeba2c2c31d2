struct S;
impl Clone for S {
    fn clone() -> S {
        S
    }
}

fn main() {}
