struct Bank { accounts: Vec<i64> }
impl Bank {
    fn get(&mut self, i: usize) -> &mut i64 { &mut self.accounts[i] }
}
fn main() {
    let mut b = Bank { accounts: vec![1, 2] };
    let x = b.get(0);
    let y = b.get(1);  //~ ERROR E0499
    std::mem::swap(x, y);
}
