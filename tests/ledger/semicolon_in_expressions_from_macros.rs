macro_rules! m {
    ($e:expr) => {
        $e;
    };
}
fn main() {
    let x = match true {
        true => m!(5),
        _ => 6,
    };
}
