unsafe extern "C" {
    fn f((a, b): (u32, u32));
}

fn main() {}
