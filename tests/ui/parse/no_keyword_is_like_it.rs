fn main() { let mut d  LinkedList::new(); }
