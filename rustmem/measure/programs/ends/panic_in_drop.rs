//! A destructor panics while another panic unwinds.

struct Named(&'static str);

impl Drop for Named {
    fn drop(&mut self) {
        println!("drop {}", self.0);
        panic!("again");
    }
}

fn main() {
    let _file = Named("file");
    panic!("first");
}
