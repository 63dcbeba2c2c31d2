fn f<T, U>() {}
struct S<T = u8, U>(T, U);

fn main() {}
