//! A list of a million boxes that is taken apart by a loop.

struct Node {
    next: Option<Box<Node>>,
}

struct List {
    head: Option<Box<Node>>,
}

impl Drop for List {
    fn drop(&mut self) {
        let mut rest = self.head.take();
        while let Some(mut node) = rest {
            rest = node.next.take();
        }
        println!("drop list");
    }
}

fn main() {
    let mut list = List { head: None };
    for _ in 0..1_000_000 {
        list.head = Some(Box::new(Node { next: list.head.take() }));
    }
}
