trait T { fn a(&self); const N: i32; type Out; }
struct S;
impl T for S { fn a(&self) {} fn aa(&self) {} const N: i32 = 1; const M: i32 = 2; type Out = i32; type Outt = i32; }  //~ ERROR E0407  //~ ERROR E0437  //~ ERROR E0438
impl Clone for S { fn clone(&self) -> S { S } fn dup(&self) {} }  //~ ERROR E0407
fn main() {}
