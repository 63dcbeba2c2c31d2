struct Stack<T> { v: Vec<T> }
impl<T> Stack<T> {
    fn peek(&self) -> Option<&T> { self.v.last() }
    fn pop(&mut self) -> Option<T> { self.v.pop() }
    fn top(&self) -> T { self.v[self.v.len() - 1] }  //~ ERROR E0507
    fn swap_top(&mut self, t: T) -> T { let old = *self.v.last_mut().unwrap(); *self.v.last_mut().unwrap() = t; old }  //~ ERROR E0507
}
fn main() { let mut s = Stack { v: vec![String::new()] }; let p = s.peek(); s.pop(); println!("{p:?}"); s.top(); s.swap_top(String::new()); }  //~ ERROR E0502
