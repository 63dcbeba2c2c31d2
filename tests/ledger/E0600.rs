enum Q {
    Y,
    N,
}
fn main() {
    let x = !"a";
}
