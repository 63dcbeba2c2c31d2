use std::cell::{Cell, RefCell};
use std::thread;

struct Loud(&'static str);

impl Drop for Loud {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}

thread_local! {
    static NUMBER: Cell<i32> = panic!("never made");
    static NAMES: RefCell<Vec<String>> = panic!("never made");
    static LOUD: RefCell<Loud> = RefCell::new(Loud("made"));
}

fn main() {
    NUMBER.set(1);
    NUMBER.set(NUMBER.get() + 1);
    println!("{}", NUMBER.replace(7) + NUMBER.get());
    NAMES.set(vec!["a".to_string()]);
    NAMES.with_borrow_mut(|names| names.push("b".to_string()));
    println!("{:?} {:?}", NAMES.replace(Vec::new()), NAMES.take());
    thread::spawn(|| {
        LOUD.set(Loud("first"));
        LOUD.set(Loud("second"));
        NUMBER.set(5);
        println!("{}", NUMBER.get());
    })
    .join()
    .unwrap();
    println!("{}", NUMBER.get());
    let mut range = 3..=5;
    for _ in range.by_ref() {}
    println!("{} {}", range.contains(&5), range.is_empty());
}
