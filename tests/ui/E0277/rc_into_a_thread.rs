use std::rc::Rc;
use std::thread;

fn main() {
    let count = Rc::new(5);
    let handle = thread::spawn(move || { //~ ERROR E0277
        println!("{count}");
    });
    handle.join().unwrap();
}
