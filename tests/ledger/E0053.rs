impl From<A> for u8 {
    fn from(x: &A) -> u8 {
        1
    }
}
struct A;

fn main() {}
