use std::cell::RefCell;
use std::rc::Rc;

struct Logger {
    lines: RefCell<Vec<String>>,
}

struct Worker {
    name: String,
    logger: Rc<Logger>,
}

impl Worker {
    fn work(&self, times: usize) {
        for n in 0..times {
            let line = format!("{} {n}", self.name);
            self.logger.lines.borrow_mut().push(line);
        }
    }
}

fn main() {
    let logger = Rc::new(Logger { lines: RefCell::new(Vec::new()) });
    let first = Worker { name: "first".to_string(), logger: Rc::clone(&logger) };
    let second = Worker { name: "second".to_string(), logger: Rc::clone(&logger) };
    first.work(2);
    second.work(1);
    println!("{} owners", Rc::strong_count(&logger));
    println!("{}", logger.lines.borrow().join(", "));
}
