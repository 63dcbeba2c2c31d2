mod bank {
    fn secret() {}
    struct Vault;
    pub struct Account(u32, pub u32);
    const RATE: f64 = 0.1;
    mod inner { pub fn deep() {} }
    pub enum Kind { A }
}
use bank::secret;
fn main() {
    bank::secret();
    let v: bank::Vault;
    let a = bank::Account(1, 2);
    println!("{}", bank::RATE);
    bank::inner::deep();
    let k = bank::Kind::A;
}
