//! A list of a million boxes, dropped by the code that the compiler makes: one call within the other.

struct Node {
    next: Option<Box<Node>>,
}

fn main() {
    let mut head = None;
    for _ in 0..1_000_000 {
        head = Some(Box::new(Node { next: head }));
    }
    println!("{}", head.as_ref().is_some_and(|node| node.next.is_some()));
}
