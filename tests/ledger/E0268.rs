macro_rules! b {
    () => {
        break
    };
}
fn f() {
    b!();
}

fn main() {}
