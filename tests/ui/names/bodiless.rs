struct S; impl S { fn z(); fn y(&self) -> i32; }
fn free(x: i32) -> bool;
fn main() { free(1); S::z(); }
