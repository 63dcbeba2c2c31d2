//! Panics while a value is alive.

struct Named(&'static str);

impl Drop for Named {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}

fn main() {
    let _file = Named("file");
    let list = [1, 2, 3];
    let place = std::env::args().count() + 2;
    println!("{}", list[place]);
}
