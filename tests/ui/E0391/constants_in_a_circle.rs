const A: u32 = B + 1; //~ ERROR E0391
const B: u32 = C;
const C: u32 = A * 2;

fn main() {
    let wrong: u32 = ""; //~ ERROR E0308
}
