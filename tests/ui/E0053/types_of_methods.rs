trait Animal { fn name(&self) -> String; fn legs(&self) -> u32; fn set(&mut self, n: u32, s: &str); fn make() -> Self; }
struct Dog;
impl Animal for Dog {
    fn name(&self) -> &str { "dog" }  //~ ERROR E0053
    fn legs(&self) -> i32 { 4 }  //~ ERROR E0053
    fn set(&mut self, n: u32, s: String) {}  //~ ERROR E0053
    fn make() -> Dog { Dog }
}
fn main() {}
