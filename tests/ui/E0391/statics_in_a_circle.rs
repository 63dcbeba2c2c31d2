static A: u32 = B; //~ ERROR E0391
static B: u32 = A + 1;

fn main() {}
