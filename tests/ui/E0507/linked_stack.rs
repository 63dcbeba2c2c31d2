type Link = Option<Box<Elem>>;
struct Elem { v: i32, next: Link }
struct Stack { head: Link }
impl Stack {
    fn push_front(&mut self, v: i32) { self.head = Some(Box::new(Elem { v, next: self.head.take() })); }
    fn push_bad(&mut self, v: i32) { self.head = Some(Box::new(Elem { v, next: self.head })); }  //~ ERROR E0507
    fn insert_after(&mut self, i: usize, v: i32) {
        let mut cur = &mut self.head;
        for _ in 0..i { cur = &mut cur.as_mut().unwrap().next; }
        let rest = cur.take();
        *cur = Some(Box::new(Elem { v, next: rest }));
        println!("{}", self.head.is_some());
    }
    fn back(&self) -> Option<&i32> { let mut cur = self.head.as_ref()?; while let Some(n) = &cur.next { cur = n; } Some(&cur.v) }
    fn back_mut(&mut self) -> Option<&mut i32> { let mut cur = self.head.as_mut()?; while cur.next.is_some() { cur = cur.next.as_mut().unwrap(); } Some(&mut cur.v) }
}
fn main() { let mut s = Stack { head: None }; s.push_front(1); s.push_bad(2); s.insert_after(0, 1); let b = s.back(); s.back_mut(); println!("{b:?}"); }  //~ ERROR E0502
