extern "aapcs" fn f() {}

fn main() {}
