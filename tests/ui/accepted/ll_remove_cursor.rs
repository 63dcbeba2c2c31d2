struct Node { v: i32, next: Option<Box<Node>> }
fn remove(mut link: &mut Option<Box<Node>>, v: i32) {
    loop {
        match link {
            None => return,
            Some(node) if node.v == v => {
                *link = node.next.take();
                return;
            }
            Some(node) => link = &mut node.next,
        }
    }
}
fn main() { remove(&mut None, 1); }
