struct T(u8, u8);
const C: T = T { 0: 3 };

fn main() {}
