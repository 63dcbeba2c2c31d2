struct Db { rows: Vec<(u32, String)> }
impl Db {
    fn row(&mut self, id: u32) -> Option<&mut String> {
        for (k, v) in self.rows.iter_mut() { if *k == id { return Some(v); } }
        self.rows.push((id, String::new()));  //~ ERROR E0499
        None
    }
    fn row2(&mut self, id: u32) -> &mut String {
        for (k, v) in self.rows.iter_mut() { if *k == id { return v; } }
        self.rows.push((id, String::new()));  //~ ERROR E0499
        &mut self.rows.last_mut().unwrap().1  //~ ERROR E0499
    }
}
fn main() { let mut d = Db { rows: vec![] }; d.row(1); d.row2(2); }
