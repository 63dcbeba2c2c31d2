pub struct Post { state: Option<Box<dyn State>>, content: String }
trait State { fn review(self: Box<Self>) -> Box<dyn State>; }
struct Draft;
impl State for Draft { fn review(self: Box<Self>) -> Box<dyn State> { self } }
impl Post {
    fn review(&mut self) {
        self.state = Some(self.state.unwrap().review());  //~ ERROR E0507
    }
    fn review2(&mut self) {
        if let Some(s) = self.state { self.state = Some(s.review()) }  //~ ERROR E0507
    }
    fn review3(&mut self) {
        if let Some(s) = self.state.take() { self.state = Some(s.review()) }
    }
}
fn main() { let mut p = Post { state: None, content: String::new() }; p.review(); p.review2(); p.review3(); println!("{}", p.content); }
