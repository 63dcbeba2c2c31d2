macro_rules! one {
    ($a:expr) => {
        $a
    };
}
fn main() {
    let p = one!();
}
