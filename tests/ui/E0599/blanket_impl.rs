trait Shout { fn shout(&self) -> String; }
impl<T: std::fmt::Display> Shout for T { fn shout(&self) -> String { self.to_string() } }
struct N;
fn main() {
    N.shout();  //~ ERROR E0599
    vec![1].shout();  //~ ERROR E0599
    (1, 2).shout();  //~ ERROR E0599
}
