struct T(i32, String);
fn main() { let T { 0: a } = T(1, String::new()); let T { 1: a, } = T(1, String::new()); }  //~ ERROR E0027  //~ ERROR E0027
