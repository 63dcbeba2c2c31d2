fn tie(n: u8) -> impl Sized + use<n> {
    1
}

fn main() {}
