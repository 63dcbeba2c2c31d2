use std::thread::JoinHandle;
struct Worker { h: Option<JoinHandle<()>> }
impl Drop for Worker {
    fn drop(&mut self) { if let Some(h) = self.h { h.join().unwrap(); } }  //~ ERROR E0507
}
fn main() { Worker { h: None }; }
