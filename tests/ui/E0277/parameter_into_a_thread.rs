use std::thread;

fn run<T>(value: T) {
    thread::spawn(move || drop(value)); //~ ERROR E0277
}

fn main() {
    run(1);
}
