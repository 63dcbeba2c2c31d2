struct Counter { n: u32 }
impl Iterator for Counter { type Item = u32; fn next(&mut self) -> Option<u32> { self.n += 1; Some(self.n) } }
fn main() {
    let c = Counter { n: 0 };
    let firsts: Vec<u32> = c.take(3).collect();
    println!("{:?} {}", firsts, c.n);  //~ ERROR E0382
    let d = Counter { n: 0 };
    println!("{:?}", d.next());  //~ ERROR E0596
}
