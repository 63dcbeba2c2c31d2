mod m {
    struct B;
    pub trait P {
        type A;
    }
    impl P for u8 {
        type A = B;
    }
}

fn main() {}
