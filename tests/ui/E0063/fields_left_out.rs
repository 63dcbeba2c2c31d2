struct Config { host: String, port: u16, retries: u32 }
impl Config { fn new() -> Self { Config { host: String::from("h"), port: 80 } } fn b() -> Self { Self { port: 1, retries: 2 } } fn c() -> Config { Config {} } }  //~ ERROR E0063  //~ ERROR E0063  //~ ERROR E0063
struct Unit {}
struct G<T> { a: T, b: i32 }
fn main() { let g = G { a: 1 }; let h: G<String> = G { b: 2 }; let u = Unit {}; }  //~ ERROR E0063  //~ ERROR E0063
