struct S;
trait T {}
unsafe impl T for S {}

fn main() {}
