fn f() {} 
//! inner

fn main() {}
