struct Queue<T> { items: Vec<T> }
impl<T> Queue<T> {
    fn new() -> Self { Queue { items: Vec::new() } }
    fn push(&mut self, t: T) { self.items.push(t); }
    fn pop(&mut self) -> Option<T> { self.items.pop() }
    fn with(cap: usize, name: &str) -> Self { Queue { items: Vec::with_capacity(cap) } }
}
fn main() {
    let mut q: Queue<i32> = Queue::new(5);  //~ ERROR E0061
    q.push();  //~ ERROR E0061
    q.push(1, 2);  //~ ERROR E0061
    q.pop(1);  //~ ERROR E0061
    let r: Queue<u8> = Queue::with("a", 3);  //~ ERROR E0308
    let s: Queue<u8> = Queue::with(3);  //~ ERROR E0061
    println!("{:?}", q.pop(1, 2, 3));  //~ ERROR E0061
}
