trait Clonable {
    fn twin(&self) -> u8
    where
        Self: Sized,
    {
        1
    }
}
fn f(c: &dyn Clonable) {
    c.twin();
}

fn main() {}
