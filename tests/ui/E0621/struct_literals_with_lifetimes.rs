struct S<'a> { x: &'a i32 }
fn f<'a>(x: &i32) -> S<'a> { S::<'a> { x } }  //~ ERROR E0621
fn g<'a>(x: &i32) -> S<'a> { S { x } }  //~ ERROR E0621
fn h<'a>(x: &'a i32, y: &i32) -> (&'a i32, S<'a>) { (x, S::<'a> { x: y }) }  //~ ERROR E0621
fn main() { f(&1); g(&1); h(&1, &2); }
