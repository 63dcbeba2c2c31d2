struct N;
fn main() {
    let it = N;
    for x in it {}  //~ ERROR E0277
}
