#[derive(Debug)]
struct Library {
    books: Vec<String>,
}

impl Library {
    fn new() -> Self {
        Library { books: Vec::new() }
    }

    fn add(&mut self, title: &str) {
        self.books.push(String::from(title));
    }

    fn longest(&self) -> Option<&String> {
        self.books.iter().max_by_key(|book| book.len())
    }
}

fn main() {
    let mut library = Library::new();
    library.add("Emma");
    library.add("Middlemarch");

    let found = library.longest();
    library.add("Persuasion");
    println!("{found:?}");

    println!("{library:?}");
}
