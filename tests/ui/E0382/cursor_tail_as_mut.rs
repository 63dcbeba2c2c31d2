struct Node { next: Option<Box<Node>>, v: i32 }
fn append(head: &mut Option<Box<Node>>, v: i32) {
    let mut cur = head.as_mut();
    while let Some(n) = cur {
        if n.next.is_none() {
            n.next = Some(Box::new(Node { next: None, v }));
            break;
        }
        cur = n.next.as_mut();
    }
    println!("{}", cur.is_some());  //~ ERROR E0382
}
fn main() { append(&mut None, 1); }
