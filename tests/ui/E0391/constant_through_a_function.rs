const fn two() -> u32 {
    A * 2
}

const A: u32 = two() + 1; //~ ERROR E0391

fn main() {}
