//! Leaves by `process::exit` while a value is alive.

struct Named(&'static str);

impl Drop for Named {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}

fn main() {
    let _file = Named("file");
    std::process::exit(3);
}
