mod net { pub struct Conn { pub host: String, port: u16, state: State } struct State; impl Conn { pub fn new() -> Conn { Conn { host: String::new(), port: 1, state: State } } fn close(self) {} pub(self) fn reset(&mut self) {} } }
fn show(c: &net::Conn) { println!("{}:{}", c.host, c.port); let net::Conn { host, .. } = c; }  //~ ERROR E0616
fn main() { let mut c = net::Conn::new(); c.reset(); c.port += 1; c.close(); let f = net::Conn::close; let s = &c.state; show(&c); }  //~ ERROR E0616  //~ ERROR E0616  //~ ERROR E0624  //~ ERROR E0624  //~ ERROR E0624
