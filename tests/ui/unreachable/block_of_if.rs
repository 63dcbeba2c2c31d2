fn f() -> u8 { if return 1 { 2; } 3 }
fn main() { f(); while panic!() { } if loop {} { 1; } else { 2; } }
