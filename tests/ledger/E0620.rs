fn main() {
    let f = &[0usize; 2] as [usize];
}
