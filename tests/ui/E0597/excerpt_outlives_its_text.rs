struct ImportantExcerpt<'a> { part: &'a str }
impl<'a> ImportantExcerpt<'a> {
    fn announce(&self, a: &str) -> &str { println!("{a}"); self.part }
    fn other(&self, a: &'a str) -> &str { a }
    fn wrong(&self, a: &str) -> &str { a }  //~ ERROR
}
fn main() {
    let i;
    {
        let novel = String::from("Call me.");
        i = ImportantExcerpt { part: novel.split('.').next().unwrap() };  //~ ERROR E0597
    }
    println!("{}", i.part);
}
