#![doc = m!()]
macro_rules! m {
    () => {
        ""
    };
}

fn main() {}
