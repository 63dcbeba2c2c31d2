use std::cell::RefCell; use std::rc::Rc; use std::collections::VecDeque;
type Link = Option<Rc<RefCell<TreeNode>>>;
#[derive(Debug, Default)] struct TreeNode { val: i32, left: Link, right: Link }
fn node(val: i32, left: Link, right: Link) -> Link { Some(Rc::new(RefCell::new(TreeNode { val, left, right }))) }
fn depth(n: &Link) -> usize { n.as_ref().map_or(0, |n| 1 + depth(&n.borrow().left).max(depth(&n.borrow().right))) }
fn bfs(root: &Link) -> Vec<Vec<i32>> {
    let mut out = vec![]; let mut q = VecDeque::new(); q.extend(root.clone());
    while !q.is_empty() { let mut lvl = vec![]; for _ in 0..q.len() { if let Some(n) = q.pop_front() { let n = n.borrow(); lvl.push(n.val); for c in [&n.left, &n.right].into_iter().flatten() { q.push_back(Rc::clone(c)); } } } out.push(lvl); }
    out
}
fn invert(n: Link) -> Link { if let Some(rc) = &n { let mut b = rc.borrow_mut(); let (l, r) = (b.left.take(), b.right.take()); b.left = invert(r); b.right = invert(l); } n }
trait Observer { fn notify(&self, e: &str); }
struct Log { seen: RefCell<Vec<String>>, prefix: &'static str }
impl Observer for Log { fn notify(&self, e: &str) { self.seen.borrow_mut().push(format!("{}{e}", self.prefix)); } }
struct Subject<'a> { obs: Vec<&'a dyn Observer> }
impl<'a> Subject<'a> { fn attach(&mut self, o: &'a dyn Observer) -> &mut Self { self.obs.push(o); self } fn emit(&self, e: &str) { self.obs.iter().for_each(|o| o.notify(e)); } }
fn main() {
    let t = node(4, node(2, node(1, None, None), node(3, None, None)), node(7, None, node(9, None, None)));
    println!("{} {:?}", depth(&t), bfs(&t)); let t = invert(t); println!("{:?}", bfs(&t));
    let (a, b) = (Log { seen: RefCell::default(), prefix: "a:" }, Log { seen: RefCell::default(), prefix: "b:" });
    let mut s = Subject { obs: vec![] }; s.attach(&a).attach(&b).attach(&a); s.emit("x"); s.emit("y");
    println!("{:?} {}", a.seen.borrow(), b.seen.into_inner().join(","));
    let c = Rc::new(RefCell::new(5)); let d = c.clone(); { let r = c.borrow(); println!("{:?} {}", d.try_borrow_mut().is_err(), r); } *d.borrow_mut() += 1; println!("{}", c.borrow()); let _x = c.borrow_mut(); let _y = d.borrow_mut();
}
