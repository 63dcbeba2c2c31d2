impl Default for S {
    fn default(self) -> S {
        S
    }
}
struct S;

fn main() {}
