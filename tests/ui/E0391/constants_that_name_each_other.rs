const A: u32 = B; //~ ERROR E0391
const B: u32 = C;
const C: u32 = A;

fn main() {}
