trait F {
    const fn b() -> u32;
}

fn main() {}
