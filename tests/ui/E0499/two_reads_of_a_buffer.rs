struct Buffer { data: Vec<u8>, pos: usize }
impl Buffer {
    fn read<'b>(&'b mut self, n: usize) -> &'b [u8] {
        let start = self.pos;
        self.pos += n;
        &self.data[start..self.pos]
    }
}
fn main() {
    let mut b = Buffer { data: vec![0; 8], pos: 0 };
    let head = b.read(2);
    let body = b.read(4);  //~ ERROR E0499
    println!("{} {}", head.len(), body.len());
}
