struct L;
impl<T> From<L> for T {
    fn from(l: L) -> T {
        todo!()
    }
}

fn main() {}
