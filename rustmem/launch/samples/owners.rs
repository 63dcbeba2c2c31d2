struct Named(String);

impl Drop for Named {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}

fn longest(first: &Named, second: &Named) -> usize {
    if first.0.len() > second.0.len() { first.0.len() } else { second.0.len() }
}

fn main() {
    let first = Named(String::from("first"));
    let mut second = Named(String::from("second"));
    second.0.push_str(" one");
    {
        let inner = Named(String::new());
        println!("inner {}", inner.0);
    }
    println!("{}", longest(&first, &second));
    let moved = first;
    drop(moved);
    println!("end {}", second.0);
}
