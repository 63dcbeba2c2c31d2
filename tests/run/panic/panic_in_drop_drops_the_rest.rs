struct Loud(&'static str);
impl Drop for Loud {
    fn drop(&mut self) {
        println!("drop {}", self.0);
        if self.0 == "b" {
            panic!("in {}", self.0);
        }
    }
}
struct Pair {
    _a: Loud,
    _b: Loud,
    _c: Loud,
}
fn main() {
    let _first = Loud("first");
    {
        let _pair = Pair { _a: Loud("a"), _b: Loud("b"), _c: Loud("c") };
        let _v = vec![Loud("v1"), Loud("v2")];
    }
    println!("not reached");
}
