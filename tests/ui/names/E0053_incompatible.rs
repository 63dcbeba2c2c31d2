trait T { fn a(&self, x: u32) -> u32; fn b(&mut self); fn c(x: i32); fn d(&self); fn e(); }
struct S;
impl T for S {
    fn a(&self, x: i32) -> u32 { 1 }
    fn b(&self) {}
    fn c(x: i32, y: i32) {}
    fn d() {}
    fn e(&self) {}
}
fn main() {}
