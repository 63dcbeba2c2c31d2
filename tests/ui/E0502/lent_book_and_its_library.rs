struct Library { books: Vec<Book> }
#[derive(Debug)]
struct Book { title: String, lent: bool }
impl Library {
    fn lend(&mut self, title: &str) -> Option<&Book> {
        let book = self.books.iter_mut().find(|b| b.title == title)?;
        book.lent = true;
        self.log(title);  //~ ERROR E0502
        Some(book)
    }
    fn log(&self, t: &str) { println!("{} {}", t, self.books.len()); }
}
fn main() { Library { books: vec![] }.lend(""); }
