struct Node { v: i32, next: Option<Box<Node>> }
struct Stack { head: Option<Box<Node>> }
impl Stack {
    fn pop(&mut self) -> Option<i32> {
        match self.head {  //~ ERROR E0507
            None => None,
            Some(node) => {
                self.head = node.next;
                Some(node.v)
            }
        }
    }
}
fn main() { Stack { head: None }.pop(); }
