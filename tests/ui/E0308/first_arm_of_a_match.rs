struct O(i32);
impl O {
    fn name(&self) -> String {
        match self.0 { 0 => "zero", 1 => "one".to_string(), _ => String::new() }  //~ ERROR E0308
    }
    fn next(self) -> Option<i32> { match self.0 { 1 => 2, _ => None } }  //~ ERROR E0308
}
fn word(o: bool) -> i32 {
    let x: i32 = match o { true => "a", false => 1 };  //~ ERROR E0308
    return match o { true => "b", false => x };  //~ ERROR E0308
}
fn main() { let z: u8 = for i in 0..3 {}; }  //~ ERROR E0308
