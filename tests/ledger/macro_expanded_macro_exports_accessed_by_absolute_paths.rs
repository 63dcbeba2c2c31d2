macro_rules! d {
    () => {
        #[macro_export]
        macro_rules! e {
            () => {};
        }
    };
}
d!();
mod m {
    fn f() {
        crate::e!();
    }
}

fn main() {}
