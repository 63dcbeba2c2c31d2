struct Pool { free: Vec<String> }
struct Handle<'p> { pool: &'p mut Pool, s: String }
impl Pool { fn get(&mut self) -> Handle<'_> { let s = self.free.pop().unwrap_or_default(); Handle { pool: self, s } } }
impl Drop for Handle<'_> { fn drop(&mut self) { self.pool.free.push(std::mem::take(&mut self.s)); } }
fn main() {
    let mut p = Pool { free: vec![] };
    let a = p.get();
    let b = p.get();  //~ ERROR E0499
    println!("{} {}", a.s.len(), b.s.len());
}
