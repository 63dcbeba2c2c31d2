struct M;
fn main() {
    M.chocolate();
}
