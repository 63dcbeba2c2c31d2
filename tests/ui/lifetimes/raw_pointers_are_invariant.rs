fn f<'a, 'b>(x: *mut &'a i32) -> *mut &'b i32 { x }  //~ ERROR //~ ERROR
fn g<'a>(x: &'a i32, p: *mut &'static i32) { let q: *mut &'a i32 = p; unsafe { *q = x; } }  //~ ERROR
fn h<'a>(v: &mut *mut &i32, x: &'a i32) { unsafe { **v = x; } }  //~ ERROR E0621
fn main() {}
